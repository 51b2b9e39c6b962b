// The networks of cvae_lib/model.py, rebuilt from exported weights on TensorFlow.js, which computes in WebAssembly.
import {add, conv2d, conv2dTranspose, matMul, ready, relu, reshape, setBackend, tensor, tidy} from "@tensorflow/tfjs-core";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";

const WASM = "tfjs-backend-wasm-simd.wasm";

export function floats(base64) {
  return new Float32Array(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
}

// wasm: the compiled kernels as a data: address, since a page opened from disk may not fetch its neighbours.
export async function start(wasm) {
  setWasmPaths({[WASM]: wasm, "tfjs-backend-wasm-threaded-simd.wasm": wasm, "tfjs-backend-wasm.wasm": wasm});
  if (!await setBackend("wasm")) throw new Error("this browser has no WebAssembly with SIMD");
  await ready();
}

// A pixel's mean from the parameter that stands first in all likelihoods, as in cvae_lib/likelihoods.py.
const sigmoid = (logit) => 1 / (1 + Math.exp(-logit));
const MEANS = {bernoulli: sigmoid, discretized_logistic: sigmoid,
  continuous_bernoulli: (logit) => Math.abs(logit) < 0.05 ? 0.5 + logit / 12 : -1 / Math.expm1(-logit) - 1 / logit};

// Numbers in groups of so many → the same with a label's one-hot code behind each group; as conditional.with_label.
function withLabel(values, group, label, classes) {
  const whole = group + classes, result = new Float32Array(values.length / group * whole);
  for (let i = 0; i < values.length; i++) result[Math.floor(i / group) * whole + i % group] = values[i];
  if (classes) for (let at = group + label; at < result.length; at += whole) result[at] = 1;
  return result;
}

// network: {latent_dim, shape: [H, W, C], likelihood, classes, encoder: [layer, ...], decoder: [layer, ...]}, each layer
// {kernel, shape, bias}, in Keras' order. All else follows from the shapes of the kernels.
export class Model {
  constructor({latent_dim, shape, likelihood, classes, encoder, decoder}) {
    const load = (layers) => (layers || []).map(({kernel, shape, bias}) => ({kernel: tensor(floats(kernel), shape), bias: tensor(floats(bias))}));
    this.latentDim = latent_dim;
    this.shape = shape;
    this.size = shape[0] * shape[1] * shape[2];             // numbers in an image
    this.mean = MEANS[likelihood];
    this.classes = classes;
    this.encoder = load(encoder);
    this.decoder = load(decoder);
  }

  // Images (N · H · W · C), 0 to 1, and their label where there are classes → {mean, logvar}, arrays of N arrays of D numbers.
  encode(pixels, label) {
    const [height, width, channels] = this.shape, count = pixels.length / this.size, dense = this.encoder.at(-1);
    const moments = tidy(() => {
      let h = tensor(withLabel(pixels, channels, label, this.classes), [count, height, width, channels + this.classes]);
      for (const {kernel, bias} of this.encoder.slice(0, -1)) h = relu(add(conv2d(h, kernel, 2, "valid"), bias));   // 28 → 13 → 6
      return add(matMul(reshape(h, [count, -1]), dense.kernel), dense.bias).arraySync();                            // (N, 2·D)
    });
    return {mean: moments.map((row) => row.slice(0, this.latentDim)), logvar: moments.map((row) => row.slice(this.latentDim))};
  }

  // Points, N arrays of D numbers, and their label → the mean of each pixel, a Float32Array (N · H · W · C).
  decode(points, label) {
    const [height, width, channels] = this.shape, [dense, ...stages] = this.decoder, last = stages.pop(), count = points.length;
    const halved = (side) => Math.ceil(side / 2 ** stages.length);
    let [high, wide] = [halved(height), halved(width)], parameters;
    const given = tidy(() => {
      let h = tensor(withLabel(points.flat(), this.latentDim, label, this.classes), [count, this.latentDim + this.classes]);
      h = reshape(relu(add(matMul(h, dense.kernel), dense.bias)), [count, high, wide, -1]);                         // (N, 7, 7, 32)
      for (const {kernel, bias} of stages) {                                                                        // 7 → 14 → 28
        [high, wide] = [2 * high, 2 * wide];
        h = relu(add(conv2dTranspose(h, kernel, [count, high, wide, kernel.shape[2]], 2, "same"), bias));
      }
      parameters = last.kernel.shape[2];
      return add(conv2dTranspose(h, last.kernel, [count, high, wide, parameters], 1, "same"), last.bias).dataSync();
    });
    const means = new Float32Array(count * this.size);      // sides that cannot be halved so often were rounded up
    for (let i = 0, to = 0; i < count; i++) for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
      const from = ((i * high + y) * wide + x) * parameters;
      for (let channel = 0; channel < channels; channel++) means[to++] = this.mean(given[from + channel]);
    }
    return means;
  }
}
