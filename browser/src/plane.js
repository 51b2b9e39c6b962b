// A square piece of the latent plane on which a point is moved by mouse, touch, arrow keys or number inputs.
import {element, numberInput, clamp, observeSize} from "./dom.js";

export const CLASS_COLOURS = ["#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#555555"];
const STEP = 0.1;       // of an arrow key; a tenth of it with Shift

// Encoded digits as a layer: numbers x, y, x, y, ... and labels → {mean: [[x, y], ...], labels}.
export function pairs(numbers, labels) {
  return {mean: Array.from(labels, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]), labels};
}

export function words(point) {
  return point.map((value) => value.toFixed(2).replace("-", "−")).join(", ");
}

// What the test digits or images encoded near a point mostly are; names: of the labels, where they are no digits, empty without labels.
export function nearby([x, y], {mean, labels}, names) {
  const votes = [], noun = names ? "image" : "digit";
  const order = mean.map((point, i) => [(point[0] - x) ** 2 + (point[1] - y) ** 2, i]).sort((a, b) => a[0] - b[0]).slice(0, 15);
  order.forEach(([, i]) => { votes[labels[i]] = (votes[labels[i]] || 0) + 1; });
  if (!order.length || order[0][0] > 0.25) return `No test ${noun} lies near`;
  if (names && !names.length) return "Test images lie near here";
  const most = Math.max(...Object.values(votes)), best = votes.indexOf(most);
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

function colours(label) {
  const place = label % CLASS_COLOURS.length;
  return [CLASS_COLOURS[place], [1, 5].includes(place) ? "#000" : "#fff"];
}

// options: {label, limit, layers, onMove(point)}; without onMove the plane is a picture. Returns {node, point, layers, move(point), draw()}.
// layers: {background: canvas, dots: {mean: [[x, y], ...], labels: [...], unlabelled}, ellipses: [{mean, logvar, colour}], path: [[x, y], ...]}
export function plane({label, limit = 3, layers = {}, onMove}) {
  const canvas = element("canvas", onMove ? {class: "plane", tabindex: "0", role: "application", "aria-roledescription": "latent plane",
    "aria-label": `${label}. Arrow keys move the point, with Shift in small steps.`} : {class: "plane still", role: "img", "aria-label": label});
  const coordinates = (onMove ? ["z₁", "z₂"] : []).map((name, axis) => numberInput({label: name, min: -limit, max: limit, step: STEP}, (value) => {
    const point = [...pad.point];
    point[axis] = value;
    pad.move(point, true);
  }));
  const pad = {point: [0, 0], layers, node: element("div", {class: "plane-box"}, [canvas, element("div", {class: "fields"}, coordinates.map((one) => one.node))])};

  pad.move = (point, told = false) => {
    pad.point = point.map((value) => clamp(value, -limit, limit));
    coordinates.forEach((one, axis) => one.set(pad.point[axis]));
    pad.draw();
    if (told) onMove(pad.point);
  };
  const toPixels = ([x, y], size) => [(x + limit) / (2 * limit) * size, (limit - y) / (2 * limit) * size];
  pad.draw = () => {
    const size = canvas.width, context = canvas.getContext("2d"), unit = size / (2 * limit), style = getComputedStyle(canvas);
    const ink = style.color, {background, dots, ellipses = [], path} = pad.layers;
    context.clearRect(0, 0, size, size);
    if (background) {
      context.imageSmoothingEnabled = true;
      context.drawImage(background, 0, 0, size, size);
    } else {
      context.strokeStyle = ink;
      context.globalAlpha = 0.25;
      context.lineWidth = 1;
      for (let at = -Math.floor(limit); at <= limit; at++) {
        const [x, y] = toPixels([at, at], size);
        for (const line of [[x, 0, x, size], [0, y, size, y]]) {
          context.beginPath();
          context.moveTo(line[0], line[1]);
          context.lineTo(line[2], line[3]);
          context.stroke();
        }
      }
      context.globalAlpha = 1;
    }
    if (dots) {
      context.globalAlpha = 0.65;
      dots.mean.forEach((mean, i) => {
        const [x, y] = toPixels(mean, size);
        [context.fillStyle] = colours(dots.labels[i]);
        context.fillRect(x - size / 320, y - size / 320, size / 160, size / 160);
      });
      context.globalAlpha = 1;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.font = `bold ${size / 26}px system-ui, sans-serif`;
      for (const [digit, median] of dots.unlabelled ? [] : medians(dots)) {
        const [x, y] = toPixels(median, size);
        const [colour, text] = colours(digit);
        context.fillStyle = colour;
        context.strokeStyle = "#fff";
        context.lineWidth = size / 300;
        context.beginPath();
        context.arc(x, y, size / 36, 0, 7);
        context.fill();
        context.stroke();
        context.fillStyle = text;
        context.fillText(String(digit), x, y);
      }
    }
    const line = (colour, width) => { context.strokeStyle = colour; context.lineWidth = width; context.stroke(); };
    if (path) {
      context.beginPath();
      path.forEach((place, i) => context[i ? "lineTo" : "moveTo"](...toPixels(place, size)));
      line("#fff", size / 90);
      line("#000", size / 180);
    }
    for (const {mean, logvar} of ellipses) {
      context.beginPath();
      context.ellipse(...toPixels(mean, size), ...logvar.map((value) => Math.max(size / 150, 2 * Math.exp(value / 2) * unit)), 0, 0, 7);
      line("#fff", size / 90);
      line("#D55E00", size / 160);
    }
    const [x, y] = toPixels(pad.point, size), radius = size / 45;
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.moveTo(x - radius / 2, y);
    context.lineTo(x + radius / 2, y);
    context.moveTo(x, y - radius / 2);
    context.lineTo(x, y + radius / 2);
    line("#fff", size / 80);
    line("#D55E00", size / 160);
  };

  const follow = (event) => {
    const box = canvas.getBoundingClientRect();
    pad.move([(event.clientX - box.left) / box.width * 2 * limit - limit, limit - (event.clientY - box.top) / box.height * 2 * limit], true);
  };
  if (onMove) listen();
  observeSize(canvas, pad.draw);
  pad.move(pad.point);
  return pad;

  function listen() {
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      canvas.focus({preventScroll: true});
      follow(event);
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => canvas.hasPointerCapture(event.pointerId) && follow(event));
    canvas.addEventListener("keydown", (event) => {
      const ways = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[event.key];
      if (!ways || event.ctrlKey || event.altKey || event.metaKey) return;
      const step = event.shiftKey ? STEP / 10 : STEP;
      pad.move(pad.point.map((value, axis) => Math.round((value + step * ways[axis]) * 1000) / 1000), true);
      event.preventDefault();
      event.stopPropagation();        // JupyterLab has its own use for arrow keys
    });
  }
}

function medians({mean, labels}) {
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  return [...new Set(labels)].sort((a, b) => a - b).map((digit) => [digit, [0, 1].map((axis) => middle(mean.filter((__, i) => labels[i] === digit).map((point) => point[axis])))]);
}
