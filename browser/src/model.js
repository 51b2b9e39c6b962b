// The networks of cvae_lib/model.py, rebuilt from exported weights on TensorFlow.js, which computes in WebAssembly.
import {add, conv2d, conv2dTranspose, matMul, ready, relu, reshape, setBackend, sigmoid, tensor, tidy} from "@tensorflow/tfjs-core";
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

// network: {latent_dim, encoder: [layer, ...], decoder: [layer, ...]}, each layer {kernel, shape, bias}, in Keras' order.
export class Model {
  constructor({latent_dim, encoder, decoder}) {
    const load = (layers) => (layers || []).map(({kernel, shape, bias}) => ({kernel: tensor(floats(kernel), shape), bias: tensor(floats(bias))}));
    this.latentDim = latent_dim;
    this.encoder = load(encoder);
    this.decoder = load(decoder);
  }

  // Images (N · 784), 0 or 1 → {mean, logvar}, arrays of N arrays of D numbers.
  encode(pixels) {
    const [first, second, dense] = this.encoder;
    const count = pixels.length / 784;
    const moments = tidy(() => {
      let h = tensor(Float32Array.from(pixels), [count, 28, 28, 1]);
      h = relu(add(conv2d(h, first.kernel, 2, "valid"), first.bias));                               // (N, 13, 13, 32)
      h = relu(add(conv2d(h, second.kernel, 2, "valid"), second.bias));                             // (N, 6, 6, 64)
      return add(matMul(reshape(h, [count, 2304]), dense.kernel), dense.bias).arraySync();          // (N, 2·D)
    });
    return {mean: moments.map((row) => row.slice(0, this.latentDim)), logvar: moments.map((row) => row.slice(this.latentDim))};
  }

  // Points, N arrays of D numbers → the probability of white at each pixel, a Float32Array (N · 784).
  decode(points) {
    const [dense, first, second, last] = this.decoder;
    const count = points.length;
    return tidy(() => {
      let h = relu(add(matMul(tensor(points, [count, this.latentDim]), dense.kernel), dense.bias));  // (N, 1568)
      h = reshape(h, [count, 7, 7, 32]);
      h = relu(add(conv2dTranspose(h, first.kernel, [count, 14, 14, 64], 2, "same"), first.bias));
      h = relu(add(conv2dTranspose(h, second.kernel, [count, 28, 28, 32], 2, "same"), second.bias));
      return sigmoid(add(conv2dTranspose(h, last.kernel, [count, 28, 28, 1], 1, "same"), last.bias)).dataSync();
    });
  }
}
