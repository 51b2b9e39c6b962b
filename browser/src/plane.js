// A square piece of the latent plane on which a point is moved by mouse, touch, arrow keys or number inputs.
import {clamp, element, numberInput, observeSize, onceAFrame} from "./dom.js";

export const CLASS_COLOURS = ["#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#555555"];
const STEP = 0.1;       // of an arrow key; a tenth of it with Shift
const RIM = 18;         // CSS pixels around the plane, for its scale

// Encoded digits as a layer: numbers x, y, x, y, ... and labels → {mean: [[x, y], ...], labels}.
export function pairs(numbers, labels) {
  return {mean: Array.from(labels, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]), labels};
}

export function words(point) {
  return point.map((value) => value.toFixed(2).replace("-", "−")).join(", ");
}

// The labels of the 15 encoded images nearest to a point, counted, and whether any of them is near at all.
export function neighbours([x, y], {mean, labels}) {
  const votes = new Array(Math.max(0, ...labels) + 1).fill(0);
  const order = mean.map((point, i) => [(point[0] - x) ** 2 + (point[1] - y) ** 2, i]).sort((a, b) => a[0] - b[0]).slice(0, 15);
  for (const [, i] of order) votes[labels[i]]++;
  return {votes, near: order.length > 0 && order[0][0] <= 0.25};
}

// The same in words; names: of the labels, where they are no digits, empty without labels.
export function nearby(point, encoded, names) {
  const {votes, near} = neighbours(point, encoded), noun = names ? "image" : "digit";
  if (!near) return `No test ${noun} lies near`;
  if (names && !names.length) return "Test images lie near here";
  const most = Math.max(...votes), best = votes.indexOf(most);
  if (most > 10) return names ? `Test images near here are mostly of class ${names[best]}` : `Test digits near here are ${best}s`;
  return `Test ${noun}s near here are of several classes, most often ${names ? names[best] : best}`;
}

// What the numbers and colours on the plane stand for.
export function legend(names) {
  return element("ul", {class: "legend"}, names.map((name, label) => {
    const dot = element("span");
    [dot.style.background] = colours(label);
    return element("li", {}, [dot, `${label} ${name}`]);
  }));
}

// A label's colour, and that of edge and letters on it: every dot is seen on a dark ground and on a light one.
function colours(label) {
  const place = label % CLASS_COLOURS.length;
  return [CLASS_COLOURS[place], [1, 2, 4, 5, 6].includes(place) ? "#000" : "#fff"];
}

// A square piece of the latent plane. options: {label, limit, onMove(point), onHandle(), hover}; without onMove it is a picture; with
// hover a mouse need not be pressed.
// Returns {node, canvas, point, layers, handles, hand, move(point), glide(point), hold(i), draw()}.
//   layers: {background: canvas, dots: {mean: [[x, y], ...], labels: [...], unlabelled}, ellipses: [{mean, logvar}],
//            path: [[x, y], ...], prior: true for its circles, drawn: [[x, y], ...] as crosses, lens: canvas of the picture to show beside the point}
//   handles: places that are moved instead of the point, [[x, y], ...], called A, B, ...; hand: which of them the keys move.
export function plane({label, limit = 3, layers = {}, onMove, onHandle, hover = false}) {
  const canvas = element("canvas", onMove ? {class: "plane", tabindex: "0", role: "application", "aria-roledescription": "latent plane",
    "aria-label": `${label}. Arrow keys move the point, with Shift in small steps.`} : {class: "plane still", role: "img", "aria-label": label});
  const fields = (onMove ? ["z₁", "z₂"] : []).map((name, axis) => numberInput({label: name, min: -limit, max: limit, step: STEP}, (value) => {
    const place = [...held()];
    place[axis] = value;
    byHand(place);
  }));
  const pad = {point: [0, 0], layers, canvas, handles: null, hand: 0, node: element("div", {class: "plane-box"}, [canvas, element("div", {class: "fields"}, fields.map((one) => one.node))])};
  const held = () => pad.handles ? pad.handles[pad.hand] : pad.point;
  let gliding = 0, dotsDrawn = {};

  pad.draw = () => { fields.forEach((one, axis) => one.set(held()[axis])); soon(); };
  pad.move = (point) => { cancelAnimationFrame(gliding); pad.point = [...point]; pad.draw(); };
  pad.hold = (i) => { pad.hand = i; pad.draw(); };
  // The point comes nearer frame by frame; at once where motion is not wanted.
  pad.glide = (target) => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return pad.move(target);
    cancelAnimationFrame(gliding);
    const step = () => {
      const rest = target.map((value, axis) => value - pad.point[axis]), done = Math.hypot(...rest) < 0.01;
      pad.point = done ? [...target] : pad.point.map((value, axis) => value + 0.35 * rest[axis]);
      pad.draw();
      if (!done) gliding = requestAnimationFrame(step);
    };
    step();
  };

  // What mouse, fingers, keys and fields do, told at once: who is told may be asked more often than once a frame.
  function byHand(place) {
    const within = place.map((value) => clamp(value, -limit, limit));
    if (pad.handles) {
      pad.handles[pad.hand] = within;
      pad.draw();
      onHandle();
    } else {
      pad.move(within);
      onMove(within);
    }
  }

  // The plane lies within a rim, which carries its scale. All in pixels of the canvas.
  const frame = () => {
    const size = canvas.width, css = size / (canvas.clientWidth || size), rim = Math.round(RIM * css), side = size - 2 * rim;
    return {size, css, rim, side, unit: side / (2 * limit)};
  };
  const toPixels = ([x, y], {rim, unit}) => [rim + (x + limit) * unit, rim + (limit - y) * unit];
  const fromEvent = (event) => {
    const box = canvas.getBoundingClientRect(), share = 2 * limit / (box.width - 2 * RIM);
    return [(event.clientX - box.left - RIM) * share - limit, limit - (event.clientY - box.top - RIM) * share];
  };

  const soon = onceAFrame(paint);
  function paint() {
    const context = canvas.getContext("2d"), shape = frame(), {size, rim, side, css} = shape, ink = getComputedStyle(canvas).color;
    const {background, dots, ellipses = [], path, prior, drawn, lens} = pad.layers;
    context.clearRect(0, 0, size, size);
    drawScale(context, shape, ink, !background);
    if (background) {
      context.drawImage(background, rim, rim, side, side);
      if (dots) { context.fillStyle = "rgb(0 0 0 / 0.4)"; context.fillRect(rim, rim, side, side); }       // the dots stand out
    }
    context.save();
    context.beginPath();
    context.rect(rim, rim, side, side);
    context.clip();
    if (prior) [1.177, 2.448].forEach((radius) => { circle(context, toPixels([0, 0], shape), radius * shape.unit); line(context, "#000", 3 * css); line(context, "#F0E442", 1.5 * css); });
    if (dots) {
      if (dotsDrawn.of !== dots || dotsDrawn.size !== size) dotsDrawn = {of: dots, size, canvas: drawDots(dots, shape)};
      context.drawImage(dotsDrawn.canvas, 0, 0);
    }
    if (path) {
      context.beginPath();
      path.forEach((place, i) => context[i ? "lineTo" : "moveTo"](...toPixels(place, shape)));
      line(context, "#fff", 4 * css);
      line(context, "#000", 1.5 * css);
    }
    for (const code of drawn || []) {
      const arm = 5 * css;
      context.beginPath();
      cross(context, toPixels(code, shape), [arm, arm], [arm, -arm]);
      line(context, "#000", 4.5 * css);
      line(context, "#F0E442", 2 * css);
    }
    context.restore();
    drawPoint(context, shape, ellipses.length > 0);
    for (const {mean, logvar} of ellipses) drawEllipse(context, toPixels(mean, shape), logvar.map((value) => 2 * Math.exp(value / 2) * shape.unit), css);
    (pad.handles || []).forEach((place, i) => drawHandle(context, toPixels(place, shape), "ABCDEF"[i], i === pad.hand, css));
    if (lens) drawLens(context, shape, lens);
  }

  function drawScale(context, {size, rim, side, unit, css}, ink, grid) {
    context.fillStyle = context.strokeStyle = ink;
    context.lineWidth = 1;
    context.font = `${11 * css}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let at = -Math.floor(limit); at <= limit; at++) {
      const x = rim + (at + limit) * unit, y = rim + (limit - at) * unit, number = String(at).replace("-", "−");
      if (grid) {
        context.globalAlpha = 0.25;
        context.strokeRect(x, rim, 0, side);
        context.strokeRect(rim, y, side, 0);
        context.globalAlpha = 1;
      }
      if (Math.abs(at) === Math.floor(limit)) continue;     // room for the names of the axes
      context.fillText(number, x, size - rim / 2);
      context.fillText(number, rim / 2, y);
    }
    context.fillText("z₁", size - rim * 1.2, size - rim / 2);
    context.fillText("z₂", rim / 2, rim * 1.2);
  }

  // Where the point lies beyond the rim, an arrow on the rim shows where to.
  function drawPoint(context, shape, small) {
    const {css} = shape, inside = pad.point.map((value) => clamp(value, -limit, limit)), [x, y] = toPixels(inside, shape), radius = (small ? 3 : 7) * css;
    const beyond = pad.point.map((value, axis) => value - inside[axis]);
    context.beginPath();
    if (Math.hypot(...beyond) > 0.005) {
      const way = Math.atan2(-beyond[1], beyond[0]), corner = (turn, far) => [x + far * Math.cos(way + turn), y + far * Math.sin(way + turn)];
      context.moveTo(...corner(0, 12 * css));
      context.lineTo(...corner(2.3, 10 * css));
      context.lineTo(...corner(-2.3, 10 * css));
      context.closePath();
    } else {
      context.arc(x, y, radius, 0, 7);
      if (!small) cross(context, [x, y], [radius / 2, 0], [0, radius / 2]);
    }
    line(context, "#fff", 4.5 * css);
    line(context, "#D55E00", 2.2 * css);
  }

  // The picture beside the point, above it where there is room, since a hand lies below.
  function drawLens(context, shape, lens) {
    const {size, rim, css} = shape, [x, y] = toPixels(pad.point.map((value) => clamp(value, -limit, limit)), shape);
    const high = clamp(0.24 * size, 72 * css, 112 * css), wide = high * lens.width / lens.height, gap = 18 * css;
    const above = y - gap - high > rim / 2;
    const left = clamp(above ? x - wide / 2 : x + gap + wide < size - rim / 2 ? x + gap : x - gap - wide, rim / 2, size - rim / 2 - wide);
    const top = above ? y - gap - high : clamp(y - high / 2, rim / 2, size - rim / 2 - high);
    context.imageSmoothingEnabled = false;
    context.drawImage(lens, left, top, wide, high);
    context.imageSmoothingEnabled = true;
    context.beginPath();
    context.rect(left, top, wide, high);
    line(context, "#fff", 4.5 * css);
    line(context, "#D55E00", 2.2 * css);
  }

  if (onMove) listen();
  observeSize(canvas, paint);
  pad.draw();
  return pad;

  function listen() {
    // A press takes the nearest handle where there are some.
    const nearest = (event) => {
      const at = fromEvent(event), far = pad.handles.map((place) => Math.hypot(place[0] - at[0], place[1] - at[1]));
      return far.indexOf(Math.min(...far));
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      canvas.focus({preventScroll: true});
      if (pad.handles) pad.hand = nearest(event);
      byHand(fromEvent(event));
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (canvas.hasPointerCapture(event.pointerId) || hover && event.pointerType === "mouse") byHand(fromEvent(event));
    });
    canvas.addEventListener("keydown", (event) => {
      const ways = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[event.key];
      if (!ways || event.ctrlKey || event.altKey || event.metaKey) return;
      const step = event.shiftKey ? STEP / 10 : STEP;
      byHand(held().map((value, axis) => Math.round((value + step * ways[axis]) * 1000) / 1000));
      event.preventDefault();
      event.stopPropagation();        // JupyterLab has its own use for arrow keys
    });
  }
}

function line(context, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

// Two lines through a place, each from so far on one side to as far on the other.
function cross(context, [x, y], ...arms) {
  for (const [across, down] of arms) {
    context.moveTo(x - across, y - down);
    context.lineTo(x + across, y + down);
  }
}

function circle(context, [x, y], radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
}

// True to scale; in a colour that nothing else has, on a dark edge, so that it is seen on either ground.
function drawEllipse(context, [x, y], radii, css) {
  context.beginPath();
  context.ellipse(x, y, ...radii, 0, 0, 7);
  context.fillStyle = "rgb(86 180 233 / 0.3)";
  context.fill();
  line(context, "#000", 4 * css);
  line(context, "#56B4E9", 2.2 * css);
}

function drawHandle(context, place, name, held, css) {
  circle(context, place, 11 * css);
  context.fillStyle = held ? "#D55E00" : "#fff";
  context.fill();
  line(context, held ? "#fff" : "#000", 2 * css);
  context.fillStyle = held ? "#fff" : "#000";
  context.font = `bold ${13 * css}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(name, ...place);
}

// All dots on a canvas of their own, and the labels at their medians, moved apart where they would hide each other.
function drawDots(dots, {size, rim, side, unit, css}) {
  const canvas = new OffscreenCanvas(size, size), context = canvas.getContext("2d"), middle = size / 2;
  const toPixels = ([x, y]) => [middle + x * unit, middle - y * unit], radius = clamp(size / 320, 1.2 * css, 2.2 * css);
  for (const [i, mean] of dots.mean.entries()) {
    const [colour, edge] = colours(dots.unlabelled ? 0 : dots.labels[i]);
    circle(context, toPixels(mean), radius);
    context.fillStyle = colour;
    context.fill();
    line(context, edge, 0.6 * css);
  }
  if (dots.unlabelled) return canvas;
  const badge = clamp(size / 36, 8 * css, 13 * css), badges = [...medians(dots)].map(([label, median]) => ({label, at: toPixels(median)}));
  for (let round = 0; round < 100; round++) {
    for (const one of badges) for (const other of badges) {
      const away = [one.at[0] - other.at[0], one.at[1] - other.at[1]], far = Math.hypot(...away), lacking = 2.2 * badge - far;
      if (one.label < other.label && lacking > 0) for (const axis of [0, 1]) {
        const push = far ? away[axis] / far * lacking / 2 : axis * lacking / 2;
        one.at[axis] += push;
        other.at[axis] -= push;
      }
    }
    for (const {at} of badges) at.forEach((value, axis) => { at[axis] = clamp(value, rim + badge, rim + side - badge); });
  }
  context.font = `bold ${1.4 * badge}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const {label, at} of badges) {
    const [colour, edge] = colours(label);
    circle(context, at, badge);
    context.fillStyle = colour;
    context.fill();
    line(context, edge, 1.5 * css);
    context.fillStyle = edge;
    context.fillText(String(label), ...at);
  }
  return canvas;
}

function medians({mean, labels}) {
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return [...new Set(labels)].sort((a, b) => a - b).map((digit) => [digit, [0, 1].map((axis) => middle(mean.filter((__, i) => labels[i] === digit).map((point) => point[axis])))]);
}
