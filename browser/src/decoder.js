// The decoder of cvae_lib/model.py in plain JavaScript, for the site's front page: one picture at a time, and no library to load first.
import {floats, halves} from "./carried.js";

// network: as model.js takes it; a decoder of black and white pictures.
export class Decoder {
  constructor({shape, decoder}) {
    const load = ({kernel, shape, bias, bits}) => ({kernel: (bits === 16 ? halves : floats)(kernel), shape, bias: floats(bias)});
    this.shape = shape;
    [this.dense, ...this.stages] = decoder.map(load);
  }

  // A point, [z₁, z₂] → for each pixel the probability that it is white, a Float32Array.
  decode(point) {
    const {dense, stages, shape: [height]} = this, side = height / 2 ** (stages.length - 1);
    let h = dense.bias.map((bias, i) => Math.max(0, point.reduce((sum, z, axis) => sum + z * dense.kernel[axis * dense.bias.length + i], bias)));
    stages.forEach((stage, i) => { h = spread(h, side * 2 ** i, stage, i < stages.length - 1 ? 2 : 1); });
    return h.map((logit) => 1 / (1 + Math.exp(-logit)));
  }
}

// A transposed convolution of a picture (side × side × in) with a kernel (3, 3, out, in), padded as Keras' "same". ReLU follows a stride of 2.
function spread(h, side, {kernel, shape: [, , out, given], bias}, stride) {
  const wide = stride * side, before = stride === 1 ? 1 : 0, result = new Float32Array(wide * wide * out);
  for (let i = 0; i < result.length; i++) result[i] = bias[i % out];
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const from = (y * side + x) * given;
    for (let tap = 0; tap < 9; tap++) {
      const down = stride * y + Math.floor(tap / 3) - before, across = stride * x + tap % 3 - before;
      if (down < 0 || across < 0 || down >= wide || across >= wide) continue;
      const to = (down * wide + across) * out;
      for (let o = 0; o < out; o++) {
        const row = (tap * out + o) * given;
        let sum = 0;
        for (let c = 0; c < given; c++) sum += h[from + c] * kernel[row + c];
        result[to + o] += sum;
      }
    }
  }
  return stride === 2 ? result.map((value) => Math.max(0, value)) : result;
}
