// The explorer page: a latent plane to move through, with nothing but this page behind it.
import {Model, floats, start} from "./model.js";
import {figure, paintGrid, toMnist, unpack} from "./digits.js";
import {announcer, chooser, clamp, element, slider, tabs} from "./dom.js";
import {legend, nearby, pairs, plane, words} from "./plane.js";
import {sketch} from "./sketch.js";

const LIMIT = 3, TILES = 24, SAMPLES = 12;
const data = window.CVAE_DATA;      // written by tools/explorer.py
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const mix = (a, b, share) => a.map((value, i) => (1 - share) * value + share * b[i]);

// Of MNIST the page speaks as of digits. All else are images, whose labels have names, or which have no labels.
const {noun, names} = data, shape = data.models[2].shape;
const size = `${shape[1]} by ${shape[0]} pixels`;
const encoded = {...pairs(floats(data.codes.mean), bytes(data.codes.labels)), unlabelled: names && !names.length};
const digitLabels = bytes(data.digits.labels), digits = data.digits.grey ? Float32Array.from(bytes(data.digits.pixels), (value) => value / 255) : unpack(bytes(data.digits.pixels));

const app = document.getElementById("app"), say = announcer(document.getElementById("said"));

async function main() {
  await start(data.wasm);
  const models = Object.fromEntries(Object.entries(data.models).map(([dimensions, network]) => [dimensions, new Model(network)]));
  const two = models[2], testDigit = (i) => digits.subarray(two.size * i, two.size * (i + 1));
  window.cvae = {two, fifty: models[50], toMnist, Model};          // for tests, and for the curious
  let given = two.classes ? 0 : undefined, dots = encoded;         // the label that a conditional model is given
  const pad = plane({label: "The latent plane", limit: LIMIT, onMove: moved});

  // ------------------------------------------------------------------------------------------- move
  const decoded = figure(`decoded ${noun}`, true, shape);
  const hint = element("p", {class: "hint"});
  const move = element("section", {}, [element("p", {}, [`Drag the point over the plane. The picture is what the decoder makes of it: ${data.digits.grey ? "the mean of each pixel" : "the probability of white at each pixel"}.`]), decoded.node, hint]);

  // ------------------------------------------------------------------------------------------- draw
  const [seen, rebuilt, ...drawnSamples] = ["as the encoder sees it", "reconstruction", ...new Array(3).fill("sample from q")].map((caption) => figure(caption, false, shape));
  const posterior = element("p", {class: "hint"});
  const drawing = noun === "digit" && sketch({label: "Draw a digit", onDraw: (drawn, size) => {
    const whole = drawn && toMnist(drawn, size, size);
    if (whole) encode(whole.map((grey) => grey > 127 ? 1 : 0), "your drawing");
    else forget();
  }});
  let last = -1;
  const another = element("button", {type: "button", onclick: () => {
    const fit = (i) => given === undefined || digitLabels[i] === given, place = [...digitLabels.keys()];
    last = place.find((i) => i > last && fit(i)) ?? place.find(fit) ?? last;
    if (last < 0 || !fit(last)) { say("There is no test image of this label."); return; }
    const pixels = testDigit(last), label = digitLabels[last];
    if (drawing) drawing.show(pixels);
    encode(pixels, noun === "digit" ? `a test digit, a ${label}` : `a test image${names.length ? `, of class ${names[label]}` : ""}`);
  }}, [`Take a test ${noun}`]);
  const draw = element("section", {}, [element("p", {}, [`${drawing ? "Draw a digit, or take one" : "Take an image"} from the test set. The encoder answers with a Gaussian on the plane, the ellipse of two standard deviations.`]),
    ...drawing ? [drawing.node] : [], element("div", {class: "buttons"}, [another]), element("div", {class: "row"}, [seen, rebuilt, ...drawnSamples].map((one) => one.node)), posterior]);

  function encode(pixels, what) {
    const {mean: [mean], logvar: [logvar]} = two.encode(pixels, given);
    const sigma = logvar.map((value) => Math.exp(value / 2));
    const points = [mean, ...drawnSamples.map(() => mean.map((value, axis) => value + sigma[axis] * normal()))];
    const pictures = two.decode(points, given);
    seen.show(pixels, `${what}${data.digits.grey ? "" : ", in black and white"}, ${size}`);
    [rebuilt, ...drawnSamples].forEach((one, i) => one.show(pictures.subarray(two.size * i, two.size * (i + 1)), i ? `decoded sample ${i} from q` : "reconstruction from the mean of q"));
    pad.layers.ellipses = [{mean, logvar}];
    pad.move(mean);
    posterior.textContent = `q(z|x${two.classes ? ", y" : ""}): mean (${words(mean)}), standard deviations (${words(sigma)}).`;
    say(`Encoded ${what} at ${words(mean)}. ${nearby(mean, dots, names)}.`);
  }

  function forget() {
    pad.layers.ellipses = [];
    pad.draw();
    const nothing = new Float32Array(two.size);
    [seen, rebuilt, ...drawnSamples].forEach((one) => one.show(nothing, "nothing yet"));
    posterior.textContent = "";
  }

  // ------------------------------------------------------------------------------------------- walk
  const ends = [[-1.5, -1], [1.5, 1]];
  let share = 0, playing = 0;
  const walker = figure("on the way", true, shape);
  const strip = element("canvas", {class: "strip", width: shape[1] * 9, height: shape[0], role: "img", "aria-label": `nine ${noun}s along the walk, from A to B`});
  const step = slider({label: "from A to B", min: 0, max: 1, step: 0.01}, (value) => { stop(); walkTo(value); });
  const endButtons = ["A", "B"].map((name, i) => element("button", {type: "button", onclick: () => { ends[i] = [...pad.point]; stop(); drawWalk(); }}, [`Put ${name} at the point`]));
  const play = element("button", {type: "button", onclick: () => playing ? stop() : goOn()}, ["Play"]);
  const walk = element("section", {}, [element("p", {}, ["A straight line between two points, A and B. Move the point and put an end there."]),
    element("div", {class: "buttons"}, [...endButtons, play]), step.node, walker.node, strip]);

  function walkTo(value) {
    share = value;
    step.set(share);
    pad.move(mix(ends[0], ends[1], share));
    walker.show(two.decode([pad.point], given), `decoded ${noun} at ${words(pad.point)}`);
    if (!playing) say(`${Math.round(100 * share)} per cent of the way. ${nearby(pad.point, dots, names)}.`);
  }
  function drawWalk() {
    pad.layers.path = ends;
    paintGrid(strip, two.decode(Array.from({length: 9}, (_, i) => mix(ends[0], ends[1], i / 8)), given), shape, 9);
    walkTo(share);
  }
  function goOn() {
    if (reduced.matches) { drawWalk(); walkTo(share >= 0.99 ? 0 : clamp(share + 0.125, 0, 1)); return; }       // in single steps
    let last = performance.now();
    const frame = (now) => {
      walkTo(clamp(share + (now - last) / 4000, 0, 1));
      last = now;
      if (share >= 1) stop(); else if (playing) playing = requestAnimationFrame(frame);
    };
    if (share >= 1) share = 0;
    play.textContent = "Stop";
    playing = requestAnimationFrame(frame);
  }
  function stop() {
    cancelAnimationFrame(playing);
    playing = 0;
    play.textContent = "Play";
  }

  // ----------------------------------------------------------------------------------------- samples
  const grids = Object.fromEntries(Object.entries(models).map(([dimensions, model]) => {
    const canvas = element("canvas", {class: "grid", width: shape[1] * 4, height: shape[0] * SAMPLES / 4, role: "img"});
    return [dimensions, {canvas, model, node: element("figure", {}, [canvas, element("figcaption", {}, [`${dimensions} dimensions, ${two.classes ? "bound on log p(x|y)" : "ELBO"} ${data.models[dimensions].elbo.toFixed(1).replace("-", "−")} nats`])])}];
  }));
  const samples = element("section", {}, [element("p", {}, [`Draws from the prior, decoded.${models[50] ? ` With two dimensions they are blurred; with fifty they are sharp, and some are no ${noun === "digit" ? "digits" : "such images"}.` : ""}`]),
    element("div", {class: "buttons"}, [element("button", {type: "button", onclick: () => { sample(); say("Twelve new samples from each model."); }}, ["Draw again"])]),
    element("div", {class: "row"}, Object.values(grids).map((grid) => grid.node))]);

  function sample() {
    for (const [dimensions, {canvas, model}] of Object.entries(grids)) {
      paintGrid(canvas, model.decode(Array.from({length: SAMPLES}, () => Array.from({length: dimensions}, normal)), given), shape, 4);
      canvas.setAttribute("aria-label", `Twelve samples from the prior of ${dimensions} dimensions, decoded`);
    }
  }

  // ------------------------------------------------------------------------------------------ together
  const panels = {Move: move, [drawing ? "Draw" : "Encode"]: draw, Walk: walk, Samples: samples};
  let mode;
  const modes = tabs("What to do", panels, (name) => {
    mode = name;
    stop();
    pad.layers.ellipses = [];
    pad.layers.path = null;
    if (name === "Walk") drawWalk();
    if (name === "Samples") sample();
    if (name === "Draw") drawing.clear();
    if (name === "Encode") forget();
    moved(pad.point);
  });

  function moved(point) {
    if (!move.hidden) decoded.show(two.decode([point], given), `decoded ${noun} at ${words(point)}`);
    hint.textContent = `${nearby(point, dots, names)}.`;
    say(`Point at ${words(point)}. ${nearby(point, dots, names)}.`);
    pad.draw();
  }

  const layer = (name, checked, change) => {
    const box = element("input", {type: "checkbox", id: `show-${name}`, onchange: () => { change(box.checked); pad.draw(); }});
    box.checked = checked;
    return element("div", {class: "check"}, [box, element("label", {for: box.id}, [name])]);
  };
  const background = new OffscreenCanvas(shape[1] * TILES, shape[0] * TILES);
  const layers = element("fieldset", {}, [element("legend", {}, ["On the plane"]),
    layer(`decoded ${noun}s`, true, (on) => { pad.layers.background = on ? background : null; }),
    layer(`encoded test ${noun}s`, true, (on) => { pad.layers.dots = on ? dots : null; })]);
  const choice = two.classes ? [element("p", {class: "hint"}, ["The label that both networks are given"]), chooser("The label", data.labels, (label) => { choose(label); modes.open(mode); drawMap(); }).node] : [];
  app.replaceChildren(element("div", {class: "left"}, [...choice, pad.node, layers, ...names?.length && !two.classes ? [legend(names)] : []]), element("div", {class: "right"}, [modes.node]));
  app.classList.add("two");
  pad.layers = {background, dots, ellipses: []};
  if (two.classes) choose(given);
  modes.open("Move");
  if (data.tour) tour(document.getElementById("tour"), {open: modes.open, move: (point) => pad.move(point, true), another: () => another.click(),
    walk: (a, b) => { [ends[0], ends[1]] = [a, b]; drawWalk(); }});
  else document.getElementById("tour").remove();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));

  let maps = 0;
  await drawMap();

  // The dots of the label that is given.
  function choose(label) {
    given = label;
    const kept = [...encoded.mean.keys()].filter((i) => encoded.labels[i] === label);
    dots = {mean: kept.map((i) => encoded.mean[i]), labels: kept.map(() => label)};
    if (pad.layers.dots) pad.layers.dots = dots;
  }

  // The map behind the plane, line by line, so that the page answers meanwhile; another label begins it anew.
  async function drawMap() {
    const own = ++maps, axis = Array.from({length: TILES}, (_, i) => (i + 0.5) / TILES * 2 * LIMIT - LIMIT);
    delete document.documentElement.dataset.map;
    for (const [line, y] of axis.toReversed().entries()) {
      await new Promise((resolve) => setTimeout(resolve));
      if (own !== maps) return;
      paintGrid(background, two.decode(axis.map((x) => [x, y]), given), shape, TILES, 0, shape[0] * line);
      pad.draw();
    }
    document.documentElement.dataset.map = "done";
  }
}

// Two minutes in words; every step sets the page to what it speaks of.
function tour(node, page) {
  const steps = [
    ["The decoder paints with two numbers.", "Every place on this plane is a pair of numbers, z₁ and z₂. A network, the decoder, turns any such pair into a picture. Drag the point, and watch the picture change gradually. No picture is stored anywhere.", () => { page.open("Move"); page.move([0, 0]); }],
    ["Neighbours look alike.", "Move in small steps: arrow keys, with Shift for smaller ones. A slant changes, a loop closes, and somewhere a 4 becomes a 9. Such seams are where the model cannot decide.", () => { page.open("Move"); page.move([1.2, -0.3]); }],
    ["Nobody told it the classes.", "The coloured dots are 2,000 test digits where the encoder put them. Colours are their labels, which the model never saw. Regions form all the same, since digits that look alike are cheap to keep together.", () => { page.open("Move"); page.move([-1, 1]); }],
    ["The encoder answers with a cloud.", "Take a test digit, or draw your own. The encoder does not name a point but a Gaussian: here the ellipse of two standard deviations. The reconstruction is decoded from its middle, the samples from draws out of it.", () => { page.open("Draw"); page.another(); }],
    ["A walk is a morph.", "Between two digits lies a straight line of points, and every point decodes to something. Press Play, or take the slider. Where the line crosses a seam, the picture is a blend that is no digit.", () => { page.open("Walk"); page.walk([-1.5, -1], [1.5, 1]); }],
    ["Two numbers are few.", "Draw again a few times. Two dimensions have to spend everything on the digit's class and slant, and the rest is blur. With fifty the strokes are sharp; but the cloud of real digits does not fill fifty dimensions, and some draws fall where no digit is.", () => page.open("Samples")],
    ["What is behind it.", "This is a variational autoencoder, trained on 60,000 handwritten digits. The course's notebooks build it, train it and measure how good it is: notebook 6 for this plane, notebook 7 for fifty dimensions, notebook 8 for the numbers.", () => page.open("Move")],
  ];
  let at = 0;
  const heading = element("h2", {tabindex: "-1"}), text = element("p"), count = element("span", {class: "count"});
  const turn = (way) => () => { at = clamp(at + way, 0, steps.length - 1); show(); heading.focus({preventScroll: true}); };
  const back = element("button", {type: "button", onclick: turn(-1)}, ["Back"]), next = element("button", {type: "button", onclick: turn(1)}, ["Next"]);
  const show = () => {
    const [title, words_, set] = steps[at];
    heading.textContent = title;
    text.textContent = words_;
    count.textContent = `${at + 1} of ${steps.length}`;
    back.disabled = at === 0;
    next.disabled = at === steps.length - 1;
    set();
  };
  node.replaceChildren(element("p", {class: "eyebrow"}, ["A tour in two minutes"]), heading, text, element("div", {class: "buttons"}, [back, next, count]));
  show();
}

main().catch((error) => { app.textContent = `The explorer could not start: ${error.message}. It needs a browser from 2023 or later.`; });
