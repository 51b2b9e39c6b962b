// A pad to draw a digit on, by mouse, touch or keys.
import {element} from "./dom.js";

const SIZE = 140, PEN = 11, STEP = 4;

// options: {label, onDraw(greys, SIZE)}; greys is null when the pad is cleared. Returns {node, clear(), show(pixels), strokes(list)}.
export function sketch({label, onDraw}) {
  const canvas = element("canvas", {class: "sketch", width: SIZE, height: SIZE, tabindex: "0", role: "application",
    "aria-roledescription": "drawing pad",
    "aria-label": `${label}. Draw with mouse or finger; with keys: arrows move the pen, Space puts it down or lifts it, Delete clears.`});
  const context = canvas.getContext("2d", {willReadFrequently: true});
  const pen = {at: [SIZE / 2, SIZE / 4], down: false, seen: false};
  let ink = new OffscreenCanvas(SIZE, SIZE).getContext("2d", {willReadFrequently: true});
  const status = element("p", {class: "hint", role: "status"});

  const refresh = () => {
    context.fillStyle = "#000";
    context.fillRect(0, 0, SIZE, SIZE);
    context.drawImage(ink.canvas, 0, 0);
    if (pen.seen) {
      context.strokeStyle = pen.down ? "#E69F00" : "#56B4E9";
      context.lineWidth = 2;
      context.beginPath();
      context.arc(...pen.at, PEN / 2 + 2, 0, 7);
      context.stroke();
    }
  };
  const stroke = (from, to) => {
    ink.strokeStyle = "#fff";
    ink.lineWidth = PEN;
    ink.lineCap = ink.lineJoin = "round";
    ink.beginPath();
    ink.moveTo(...from);
    ink.lineTo(...to);
    ink.stroke();
    ink.fillStyle = "#fff";             // a line without length would leave no dot
    ink.beginPath();
    ink.arc(...to, PEN / 2, 0, 7);
    ink.fill();
  };
  const tell = () => {
    refresh();
    const data = ink.getImageData(0, 0, SIZE, SIZE).data;
    onDraw(Uint8Array.from({length: SIZE * SIZE}, (_, i) => data[4 * i] * data[4 * i + 3] / 255), SIZE);
  };
  const clear = () => { ink.clearRect(0, 0, SIZE, SIZE); refresh(); onDraw(null, SIZE); };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * SIZE, (event.clientY - box.top) / box.height * SIZE];
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({preventScroll: true});
    pen.seen = false;
    pen.at = place(event);
    stroke(pen.at, pen.at);
    tell();
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const to = place(event);
    stroke(pen.at, to);
    pen.at = to;
    tell();
  });
  canvas.addEventListener("keydown", (event) => {
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (way) {
      const to = pen.at.map((value, axis) => Math.min(Math.max(value + STEP * way[axis], PEN), SIZE - PEN));
      if (pen.down) stroke(pen.at, to);
      pen.at = to;
    } else if (event.key === " ") {
      pen.down = !pen.down;
      if (pen.down) stroke(pen.at, pen.at);
      status.textContent = pen.down ? "Pen down." : "Pen up.";
    } else if (event.key === "Delete" || event.key === "Backspace") {
      clear();
      status.textContent = "Cleared.";
    } else return;
    pen.seen = true;
    if (event.key === " " || pen.down) tell();
    refresh();
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("blur", () => { pen.seen = pen.down = false; refresh(); });
  refresh();

  // A digit of 28 × 28 pixels, 0 or 1, as if it had been drawn.
  const show = (pixels) => {
    const small = new OffscreenCanvas(28, 28);
    const image = new ImageData(28, 28);
    pixels.forEach((pixel, i) => image.data.set([255, 255, 255, pixel ? 255 : 0], 4 * i));
    small.getContext("2d").putImageData(image, 0, 0);
    ink.clearRect(0, 0, SIZE, SIZE);
    ink.imageSmoothingEnabled = false;
    ink.drawImage(small, 0, 0, SIZE, SIZE);
    refresh();
  };
  const button = element("button", {type: "button", onclick: clear}, ["Clear"]);
  return {node: element("div", {class: "sketch-box"}, [canvas, element("div", {class: "buttons"}, [button]), status]), clear, show};
}
