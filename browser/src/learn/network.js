// A VAE of dense layers, 784 – 256 – 2 – 256 – 256 – 784, with its gradients; in Python it is cvae_lib/dense.py.
//
// The gradients are written out. TensorFlow.js would find them by itself, but asks its WebAssembly kernels for products with a
// transposed operand, which they compute four times slower than transposing first.
import {AdamOptimizer, add, concat, exp, fused, matMul, mul, sigmoid, slice, softplus, square, step, sub, sum, tensor, tidy, transpose, variable} from "@tensorflow/tfjs-core";
import {PIXELS} from "./sizes.js";

export const LATENT = 2;
const HIDDEN = 256;
const SHAPES = {"encoder.0": [PIXELS, HIDDEN], "encoder.1": [HIDDEN, 2 * LATENT],
  "decoder.0": [LATENT, HIDDEN], "decoder.1": [HIDDEN, HIDDEN], "decoder.2": [HIDDEN, PIXELS]};
const NAMES = Object.keys(SHAPES).flatMap((layer) => [`${layer}.kernel`, `${layer}.bias`]);
const ADAM = [0.9, 0.999, 1e-7];        // as in Keras

export class Network {
  // numbers: of random.js, for the initial weights; white (784): how often each pixel is white, which the last bias begins with.
  constructor(numbers, white) {
    const own = (values, shape) => tidy(() => variable(tensor(values, shape)));
    this.weights = {};
    for (const [layer, [inputs, outputs]] of Object.entries(SHAPES)) {
      const limit = Math.sqrt(6 / (inputs + outputs));              // Glorot and Bengio's, as Keras has it
      this.weights[`${layer}.kernel`] = own(Float32Array.from({length: inputs * outputs}, () => limit * (2 * numbers.uniform() - 1)), [inputs, outputs]);
      this.weights[`${layer}.bias`] = own(layer === "decoder.2" ? white.map((share) => Math.log(share / (1 - share))) : new Float32Array(outputs), [outputs]);
    }
    this.adam = new AdamOptimizer(1e-3, ...ADAM);
  }

  dispose() {
    this.adam.dispose();
    for (const weight of Object.values(this.weights)) weight.dispose();
  }

  // {name: Float32Array or numbers} in place of the weights.
  set(values) {
    tidy(() => { for (const name of NAMES) this.weights[name].assign(tensor(values[name], this.weights[name].shape)); });
  }

  // {name: {shape, values: Float32Array}}.
  async read() {
    return Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, {shape: this.weights[name].shape, values: await this.weights[name].data()}])));
  }

  dense(layer, x, activation = "linear") {
    return fused.matMul({a: x, b: this.weights[`${layer}.kernel`], bias: this.weights[`${layer}.bias`], activation});
  }

  // x (B, 784) → {hidden (B, 256), mean (B, 2), logvar (B, 2)}.
  encode(x) {
    const hidden = this.dense("encoder.0", x, "relu"), moments = this.dense("encoder.1", hidden);
    return {hidden, mean: slice(moments, [0, 0], [-1, LATENT]), logvar: slice(moments, [0, LATENT], [-1, LATENT])};
  }

  // z (B, 2) → {first, second (B, 256), logits (B, 784)}.
  decode(z) {
    const first = this.dense("decoder.0", z, "relu"), second = this.dense("decoder.1", first, "relu");
    return {first, second, logits: this.dense("decoder.2", second)};
  }

  // x (B, 784), 0 or 1, and ε (B, 2) → all of the above, with z, σ, and of each image log p(x|z) and the KL, (B,), nats.
  terms(x, eps) {
    const code = this.encode(x), sigma = exp(mul(code.logvar, 0.5)), z = add(code.mean, mul(sigma, eps)), decoded = this.decode(z);
    const reconstruction = sum(sub(mul(x, decoded.logits), softplus(decoded.logits)), 1);
    const kl = mul(sum(sub(sub(add(square(code.mean), square(sigma)), code.logvar), 1), 1), 0.5);
    return {...code, ...decoded, sigma, z, reconstruction, kl};
  }

  // The gradients of the mean over images of β · KL − share · log p(x|z), {name: tensor}, and the terms; x and ε as above.
  gradients(x, eps, beta, share) {
    const t = this.terms(x, eps), found = {}, one = 1 / x.shape[0];
    // What comes back to a layer's output → what goes on to its input, before the ReLU that made it.
    const layer = (name, input, back) => {
      found[`${name}.kernel`] = matMul(transpose(input), back);
      found[`${name}.bias`] = sum(back, 0);
      return () => matMul(back, transpose(this.weights[`${name}.kernel`]));
    };
    const through = (hidden, back) => mul(back, step(hidden));
    const second = layer("decoder.2", t.second, mul(sub(sigmoid(t.logits), x), share * one))();     // (B, 256)
    const first = layer("decoder.1", t.first, through(t.second, second))();                         // (B, 256)
    const z = layer("decoder.0", t.z, through(t.first, first))();                                   // (B, 2)
    const mean = add(z, mul(t.mean, beta * one));
    const logvar = mul(add(mul(mul(z, eps), t.sigma), mul(sub(square(t.sigma), 1), beta * one)), 0.5);
    const hidden = layer("encoder.1", t.hidden, concat([mean, logvar], 1))();                       // (B, 256)
    layer("encoder.0", x, through(t.hidden, hidden));       // no further: nothing learns before the pixels
    return {found, terms: t};
  }

  // One step of Adam on a batch → the images' mean terms before it, a tensor (2,): log p(x|z) and KL, nats.
  learn(x, eps, {beta, share, rate}) {
    const {found, terms} = this.gradients(x, eps, beta, share);
    this.adam.learningRate = rate;
    this.adam.applyGradients(NAMES.map((name) => ({name: this.weights[name].name, tensor: found[name]})));
    return mul(concat([sum(terms.reconstruction, 0, true), sum(terms.kl, 0, true)]), 1 / x.shape[0]);
  }
}
