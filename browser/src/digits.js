// Pictures of digits and other images: painting them, and bringing a drawing to MNIST's form as data.to_mnist does.
import {element} from "./dom.js";

// An image with its caption. show(pixels, text, caption) paints it, and says the text to a screen reader. shape: [H, W, C].
export function figure(caption, large = false, shape = [28, 28, 1]) {
  const canvas = element("canvas", {class: "digit", width: shape[1], height: shape[0], role: "img", "aria-label": caption});
  const below = element("figcaption", {}, [caption]);
  return {canvas, node: element("figure", large ? {class: "large"} : {}, [canvas, below]),
    show(pixels, text = caption, changed = caption) {
      canvas.getContext("2d").putImageData(picture(pixels, shape), 0, 0);
      canvas.setAttribute("aria-label", text);
      below.textContent = changed;
    }};
}

// Probabilities or pixels (H · W · C), 0 to 1, for a canvas; the scale is the same for every picture.
export function picture(pixels, [height, width, channels]) {
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++) image.data[4 * i + channel] = Math.round(255 * pixels[channels * i + channel % channels]);
    image.data[4 * i + 3] = 255;
  }
  return image;
}

// Images one after the other, (N · H · W · C), in columns on a canvas, from its top left corner or another.
export function paintGrid(canvas, pixels, shape, columns, left = 0, top = 0) {
  const [height, width, channels] = shape, size = height * width * channels;
  for (let i = 0; i < pixels.length / size; i++) {
    canvas.getContext("2d").putImageData(picture(pixels.subarray(size * i, size * (i + 1)), shape), left + width * (i % columns), top + height * Math.floor(i / columns));
  }
}

// Eight pixels to a byte, the first in the highest bit → numbers 0 and 1.
export function unpack(bytes) {
  return Uint8Array.from({length: 8 * bytes.length}, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1);
}

// A drawing (width × height greys, 0 to 255) → 28 × 28 greys: its box scaled to fit 20 × 20, its centre of mass in the middle.
// Null if nothing is drawn.
export function toMnist(greyValues, width, height) {
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (greyValues[y * width + x]) [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
  }
  if (right < 0) return null;
  const box = [right - left + 1, bottom - top + 1];
  const [wide, high] = box.map((side) => Math.max(1, roundHalfEven(side * 20 / Math.max(...box))));
  const cut = new Float64Array(box[0] * box[1]);
  for (let y = 0; y < box[1]; y++) for (let x = 0; x < box[0]; x++) cut[y * box[0] + x] = greyValues[(y + top) * width + x + left];
  const across = resample(cut, box[0], box[1], wide);                                       // (box height, wide)
  const stroke = transpose(resample(transpose(across, wide, box[1]), box[1], wide, high), high, wide);   // (high, wide)
  let total = 0, middleX = 0, middleY = 0;
  stroke.forEach((grey, i) => { total += grey; middleX += grey * (i % wide); middleY += grey * Math.floor(i / wide); });
  const place = (middle, side) => Math.min(Math.max(roundHalfEven(13.5 - middle / total), 0), 28 - side);
  const result = new Uint8Array(784), [x0, y0] = [place(middleX, wide), place(middleY, high)];
  stroke.forEach((grey, i) => { result[(y0 + Math.floor(i / wide)) * 28 + x0 + i % wide] = grey; });
  return result;
}

function transpose(values, width, height) {
  return values.map((_, i) => values[(i % height) * width + Math.floor(i / height)]);
}

// Lines of a picture to another width, by a Lanczos window of three lobes, rounded to whole greys as Pillow does.
function resample(values, width, height, target) {
  const scale = width / target, support = 3 * Math.max(scale, 1), result = new Float64Array(target * height);
  const lanczos = (x) => x === 0 ? 1 : Math.abs(x) >= 3 ? 0 : 3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / 3) / (Math.PI * x) ** 2;
  for (let to = 0; to < target; to++) {
    const centre = (to + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - support + 0.5)), last = Math.min(width, Math.floor(centre + support + 0.5));
    const weights = Array.from({length: last - first}, (_, i) => lanczos((first + i - centre + 0.5) / Math.max(scale, 1)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let y = 0; y < height; y++) {
      const sum = weights.reduce((so_far, weight, i) => so_far + weight * values[y * width + first + i], 0);
      result[y * target + to] = Math.min(255, Math.max(0, Math.round(sum / total)));
    }
  }
  return result;
}

function roundHalfEven(value) {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
