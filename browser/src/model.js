// The networks of cvae_lib/model.py, rebuilt from exported weights on TensorFlow.js, which computes in WebAssembly.
import {concat, depthToSpace, fused, ready, reshape, reverse, setBackend, slice, tensor, tidy, tile, transpose, zeros} from "@tensorflow/tfjs-core";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import {floats, halves, wasmPaths} from "./carried.js";

// wasm: the address of the compiled kernels.
export async function start(wasm) {
  setWasmPaths(wasmPaths(wasm));
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

// A layer in one pass: product, bias and activation.
const multiplied = (a, {kernel, bias}, activation = "linear") => fused.matMul({a, b: kernel, bias, activation});
const convolved = (x, filter, bias, strides, pad, activation = "relu") => fused.conv2d({x, filter, strides, pad, bias, activation});

// A transposed convolution of stride 2, which TensorFlow.js computes slowly, as a common one: its kernel (3, 3, out, in) → (2, 2, in,
// 4 · out), the four pixels that each pixel becomes one behind the other. An even line hears k₀ of its pixel and k₂ of the one
// before, an odd line k₁ of its pixel.
function phases(kernel) {
  return tidy(() => {
    const [, , out, given] = kernel.shape, nothing = zeros([1, 1, out, given]);
    const tap = (y, x) => y < 0 || x < 0 ? nothing : slice(kernel, [y, x, 0, 0], [1, 1, out, given]);
    const taps = [[2, 0], [-1, 1]];             // of an even line and an odd: what it hears of the pixel before, and of its own
    const lines = [0, 1].map((y) => concat([0, 1].map((x) =>
      concat(taps.flatMap((down) => taps.map((across) => tap(down[y], across[x]))), 2)), 1));      // (1, 2, 4 · out, in)
    return transpose(concat(lines, 0), [0, 1, 3, 2]);
  });
}

// network: {latent_dim, shape: [H, W, C], likelihood, classes, encoder: [layer, ...], decoder: [layer, ...]}, each layer
// {kernel, shape, bias, bits: 16 or 32 of a kernel's number}, in Keras' order. All else follows from the shapes of the kernels.
export class Model {
  constructor({latent_dim, shape, likelihood, classes, encoder, decoder}) {
    const load = (layers) => (layers || []).map(({kernel, shape, bias, bits}) => ({kernel: tensor((bits === 16 ? halves : floats)(kernel), shape), bias: tensor(floats(bias))}));
    this.latentDim = latent_dim;
    this.shape = shape;
    this.size = shape[0] * shape[1] * shape[2];             // numbers in an image
    this.mean = MEANS[likelihood];
    this.classes = classes;
    this.encoder = load(encoder);
    const [dense, ...stages] = load(decoder), last = stages.pop();
    this.decoder = dense && {dense, stages: stages.map(({kernel, bias}) => ({kernel: phases(kernel), bias: tile(bias, [4])})),
      last: {kernel: tidy(() => transpose(reverse(last.kernel, [0, 1]), [0, 1, 3, 2])), bias: last.bias}};
  }

  // Images (N · H · W · C), 0 to 1, and their label where there are classes → {mean, logvar}, arrays of N arrays of D numbers.
  encode(pixels, label) {
    const [height, width, channels] = this.shape, count = pixels.length / this.size, dense = this.encoder.at(-1);
    const moments = tidy(() => {
      let h = tensor(withLabel(pixels, channels, label, this.classes), [count, height, width, channels + this.classes]);
      for (const {kernel, bias} of this.encoder.slice(0, -1)) h = convolved(h, kernel, bias, 2, "valid");   // 28 → 13 → 6
      return multiplied(reshape(h, [count, -1]), dense).arraySync();          // (N, 2·D)
    });
    return {mean: moments.map((row) => row.slice(0, this.latentDim)), logvar: moments.map((row) => row.slice(this.latentDim))};
  }

  // Points, N arrays of D numbers, and their label → the mean of each pixel, a Float32Array (N · H · W · C).
  decode(points, label) {
    const [height, width, channels] = this.shape, {dense, stages, last} = this.decoder, count = points.length;
    const halved = (side) => Math.ceil(side / 2 ** stages.length);
    let [high, wide] = [halved(height), halved(width)], parameters;
    const given = tidy(() => {
      let h = tensor(withLabel(points.flat(), this.latentDim, label, this.classes), [count, this.latentDim + this.classes]);
      h = reshape(multiplied(h, dense, "relu"), [count, high, wide, -1]);         // (N, 7, 7, 32)
      for (const {kernel, bias} of stages) {                                                                        // 7 → 14 → 28
        [high, wide] = [2 * high, 2 * wide];
        h = depthToSpace(convolved(h, kernel, bias, 1, [[0, 0], [1, 0], [1, 0], [0, 0]]), 2);
      }
      parameters = last.kernel.shape[3];
      return convolved(h, last.kernel, last.bias, 1, "same", "linear").dataSync();
    });
    const means = new Float32Array(count * this.size);      // sides that cannot be halved so often were rounded up
    for (let i = 0, to = 0; i < count; i++) for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
      const from = ((i * high + y) * wide + x) * parameters;
      for (let channel = 0; channel < channels; channel++) means[to++] = this.mean(given[from + channel]);
    }
    return means;
  }
}
