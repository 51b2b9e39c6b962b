// A pad to draw a digit on, by mouse, touch or keys. It keeps the strokes as points, in shares of its side.
import {clamp, element, observeSize, onceAFrame} from "./dom.js";

const PEN = 0.08, STEP = 0.03;          // the pen on the screen and a step of an arrow key, in shares of the side
const SIDE = 140, MARGIN = 1;           // what is encoded is drawn anew in a square of so many pixels
const DOT = 0.15;                       // what is smaller counts as this large, or a hand's tremor would be enlarged
const FINEST = 0.002;                   // points nearer than this to the last one are left out
// How thick a stroke is among MNIST's 28 × 28 pixels. tests/test_drawing.py compares the white pixels of drawn and test digits.
const THICKNESS = 2.5, FITTED = 20, WHOLE = 28;

// Lays lines through the points of each stroke; a stroke of one point is a dot.
function ink(context, strokes, width, place) {
  context.strokeStyle = context.fillStyle = "#fff";
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    context.beginPath();
    stroke.forEach((point, i) => context[i ? "lineTo" : "moveTo"](...place(point)));
    context.stroke();
    context.beginPath();                // a line without length leaves nothing
    context.arc(...place(stroke[0]), width / 2, 0, 7);
    context.fill();
  }
}

// What is encoded: the strokes' box enlarged to the whole square, so that strokes are equally thick however large one draws.
// On a digit that lies below them, their size and place count instead. Returns SIDE × SIDE greys.
function raster(strokes, below) {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext("2d", {willReadFrequently: true});
  if (below) {
    context.imageSmoothingEnabled = false;
    context.drawImage(below, 0, 0, SIDE, SIDE);
    ink(context, strokes, THICKNESS / WHOLE * SIDE, (point) => point.map((value) => SIDE * value));
  } else {
    const low = [1, 1], high = [0, 0];
    for (const point of strokes.flat()) point.forEach((value, axis) => { low[axis] = Math.min(low[axis], value); high[axis] = Math.max(high[axis], value); });
    const width = THICKNESS / FITTED * (SIDE - 2 * MARGIN);
    const scale = (SIDE - 2 * MARGIN - width) / Math.max(DOT, high[0] - low[0], high[1] - low[1]);
    ink(context, strokes, width, (point) => point.map((value, axis) => SIDE / 2 + scale * (value - (low[axis] + high[axis]) / 2)));
  }
  const {data} = context.getImageData(0, 0, SIDE, SIDE);
  return Uint8Array.from({length: SIDE * SIDE}, (_, i) => data[4 * i + 3]);        // white ink: its opacity is its grey
}

// options: {label, more, onDraw(greys, side, lifted)}. more: buttons beside the pad's own. greys is null where nothing is drawn;
// lifted says whether the pen is up. While one draws, onDraw is called once a frame. Returns {node, clear(), undo(), show(pixels), strokes(list)}.
export function sketch({label, more = [], onDraw}) {
  const canvas = element("canvas", {class: "sketch", width: SIDE, height: SIDE, tabindex: "0", role: "application",
    "aria-roledescription": "drawing pad",
    "aria-label": `${label}. Draw with mouse or finger; with keys: arrows move the pen, Space puts it down or lifts it, Control and Z take back the last stroke, Delete clears.`});
  const context = canvas.getContext("2d");
  const pen = {at: [0.5, 0.25], down: false, seen: false};        // the pen that keys move
  let strokes = [], pointer = null, below = null, untold = false, outside = false;
  const status = element("span", {class: "hint", role: "status"});

  const refresh = () => {
    const side = canvas.width;
    context.fillStyle = "#000";
    context.fillRect(0, 0, side, side);
    context.imageSmoothingEnabled = false;
    if (below) context.drawImage(below, 0, 0, side, side);
    ink(context, strokes, PEN * side, (point) => point.map((value) => side * value));
    if (pen.seen) {
      context.strokeStyle = pen.down ? "#E69F00" : "#56B4E9";
      context.lineWidth = side / 70;
      context.beginPath();
      context.arc(...pen.at.map((value) => side * value), (PEN / 2 + 0.015) * side, 0, 7);
      context.stroke();
    }
  };
  const tell = () => {
    untold = false;
    refresh();
    const nothing = !strokes.length && !below;
    onDraw(nothing ? null : raster(strokes, below), SIDE, pointer === null && !pen.down);
  };
  const tellOnce = onceAFrame(() => untold && tell());
  const drawn = () => { untold = true; tellOnce(); };

  const lift = () => { pointer = null; pen.down = false; };
  const clear = () => { lift(); strokes = []; below = null; tell(); };
  const undo = () => { lift(); if (strokes.length) strokes.pop(); else below = null; tell(); };

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  // A stroke ends where the hand leaves the pad, and another begins where it comes back.
  const follow = (event) => {
    const found = place(event), to = found.map((value) => clamp(value, 0, 1)), left = String(found) !== String(to);
    if (outside) { if (!left) strokes.push([to]); }
    else {
      const [x, y] = strokes.at(-1).at(-1);
      if (Math.hypot(to[0] - x, to[1] - y) >= FINEST) strokes.at(-1).push(to);
    }
    pen.at = to;
    outside = left;
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (pointer !== null || event.button) return;           // a second finger, or another button
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({preventScroll: true});
    pointer = event.pointerId;
    pen.seen = pen.down = outside = false;
    pen.at = place(event);
    strokes.push([pen.at]);
    drawn();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    const between = event.getCoalescedEvents?.() ?? [];     // where the hand was since the last frame
    (between.length ? between : [event]).forEach(follow);
    drawn();
  });
  // Comes after a lifted pen, wherever it was lifted, and after a gesture that the system took for itself.
  canvas.addEventListener("lostpointercapture", (event) => {
    if (event.pointerId !== pointer) return;
    lift();
    tell();
  });
  canvas.addEventListener("keydown", (event) => {
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    const back = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!back && (event.ctrlKey || event.altKey || event.metaKey)) return;
    if (back) {
      undo();
      status.textContent = "The last stroke is taken back.";
    } else if (way && pointer === null) {
      pen.seen = true;
      pen.at = pen.at.map((value, axis) => clamp(value + STEP * way[axis], PEN, 1 - PEN));
      if (pen.down) strokes.at(-1).push(pen.at);
      if (pen.down) drawn(); else refresh();
    } else if (event.key === " " && pointer === null) {
      pen.seen = true;
      pen.down = !pen.down;
      if (pen.down) strokes.push([pen.at]);
      status.textContent = pen.down ? "Pen down." : "Pen up.";
      tell();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      clear();
      status.textContent = "Cleared.";
    } else if (!way && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("blur", () => {
    const drew = pen.down;
    pen.seen = pen.down = false;
    if (drew) tell(); else refresh();
  });

  // A digit of 28 × 28 pixels, 0 or 1, to draw on.
  const show = (pixels) => {
    const image = new ImageData(WHOLE, WHOLE);
    pixels.forEach((pixel, i) => image.data.set([255, 255, 255, pixel ? 255 : 0], 4 * i));
    below = new OffscreenCanvas(WHOLE, WHOLE);
    below.getContext("2d").putImageData(image, 0, 0);
    strokes = [];
    lift();
    refresh();
  };
  const buttons = Object.entries({Undo: undo, Clear: clear}).map(([name, act]) => element("button", {type: "button", onclick: act}, [name]));
  observeSize(canvas, refresh);
  refresh();
  return {node: element("div", {class: "sketch-box"}, [canvas, element("div", {class: "buttons"}, [...buttons, ...more, status])]), clear, undo, show,
    strokes: (list) => { lift(); below = null; strokes = [...list]; tell(); }};       // as if they had been drawn
}
