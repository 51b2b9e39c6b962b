// The explorer page: a latent plane to move through, with nothing but this page behind it.
import {Model, floats, start} from "./model.js";
import {figure, greys, toMnist, unpack} from "./digits.js";
import {announcer, clamp, element, slider, tabs} from "./dom.js";
import {nearby, pairs, plane, words} from "./plane.js";
import {sketch} from "./sketch.js";

const LIMIT = 3, TILES = 24, SAMPLES = 12;
const data = window.CVAE_DATA;      // written by tools/explorer.py
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const mix = (a, b, share) => a.map((value, i) => (1 - share) * value + share * b[i]);

const dots = pairs(floats(data.codes.mean), bytes(data.codes.labels));
const digits = bytes(data.digits.pixels), digitLabels = bytes(data.digits.labels);
const testDigit = (i) => unpack(digits.subarray(98 * i, 98 * (i + 1)));

const app = document.getElementById("app"), say = announcer(document.getElementById("said"));

async function main() {
  await start(data.wasm);
  const two = new Model(data.models[2]), fifty = new Model(data.models[50]);
  window.cvae = {two, fifty, toMnist};         // for tests, and for the curious
  const pad = plane({label: "The latent plane", limit: LIMIT, onMove: moved});

  // ------------------------------------------------------------------------------------------- move
  const decoded = figure("decoded digit", true);
  const hint = element("p", {class: "hint"});
  const move = element("section", {}, [element("p", {}, ["Drag the point over the plane. The picture is what the decoder makes of it: the probability of white at each pixel."]), decoded.node, hint]);

  // ------------------------------------------------------------------------------------------- draw
  const seen = figure("as the encoder sees it"), rebuilt = figure("reconstruction"), drawnSamples = [figure("sample from q"), figure("sample from q"), figure("sample from q")];
  const posterior = element("p", {class: "hint"});
  const drawing = sketch({label: "Draw a digit", onDraw: (drawn, size) => {
    const whole = drawn && toMnist(drawn, size, size);
    if (whole) encode(whole.map((grey) => grey > 127 ? 1 : 0), "your drawing");
    else forget();
  }});
  let next = 0;
  const another = element("button", {type: "button", onclick: () => {
    const pixels = testDigit(next);
    drawing.show(pixels);
    encode(pixels, `a test digit, a ${digitLabels[next]}`);
    next = (next + 1) % digitLabels.length;
  }}, ["Take a test digit"]);
  const draw = element("section", {}, [element("p", {}, ["Draw a digit, or take one from the test set. The encoder answers with a Gaussian on the plane, the ellipse of two standard deviations."]),
    drawing.node, element("div", {class: "buttons"}, [another]), element("div", {class: "row"}, [seen.node, rebuilt.node, ...drawnSamples.map((one) => one.node)]), posterior]);

  function encode(pixels, what) {
    const {mean: [mean], logvar: [logvar]} = two.encode(pixels);
    const sigma = logvar.map((value) => Math.exp(value / 2));
    const points = [mean, ...drawnSamples.map(() => mean.map((value, axis) => value + sigma[axis] * normal()))];
    const pictures = two.decode(points);
    seen.show(pixels, `${what}, in black and white, 28 by 28 pixels`);
    [rebuilt, ...drawnSamples].forEach((one, i) => one.show(pictures.subarray(784 * i, 784 * (i + 1)), i ? `decoded sample ${i} from q` : "reconstruction from the mean of q"));
    pad.layers.ellipses = [{mean, logvar}];
    pad.move(mean);
    posterior.textContent = `q(z|x): mean (${words(mean)}), standard deviations (${words(sigma)}).`;
    say(`Encoded ${what} at ${words(mean)}. ${nearby(mean, dots)}.`);
  }

  function forget() {
    pad.layers.ellipses = [];
    pad.draw();
    const nothing = new Float32Array(784);
    [seen, rebuilt, ...drawnSamples].forEach((one) => one.show(nothing, "nothing yet"));
    posterior.textContent = "";
  }

  // ------------------------------------------------------------------------------------------- walk
  const ends = [[-1.5, -1], [1.5, 1]];
  let share = 0, playing = 0;
  const walker = figure("on the way", true);
  const strip = element("canvas", {class: "strip", width: 28 * 9, height: 28, role: "img", "aria-label": "nine digits along the walk, from A to B"});
  const step = slider({label: "from A to B", min: 0, max: 1, step: 0.01}, (value) => { stop(); walkTo(value); });
  const endButtons = ["A", "B"].map((name, i) => element("button", {type: "button", onclick: () => { ends[i] = [...pad.point]; stop(); drawWalk(); }}, [`Put ${name} at the point`]));
  const play = element("button", {type: "button", onclick: () => playing ? stop() : goOn()}, ["Play"]);
  const walk = element("section", {}, [element("p", {}, ["A straight line between two points, A and B. Move the point and put an end there."]),
    element("div", {class: "buttons"}, [...endButtons, play]), step.node, walker.node, strip]);

  function walkTo(value) {
    share = value;
    step.set(share);
    pad.move(mix(ends[0], ends[1], share));
    walker.show(two.decode([pad.point]), `decoded digit at ${words(pad.point)}`);
    if (!playing) say(`${Math.round(100 * share)} per cent of the way. ${nearby(pad.point, dots)}.`);
  }
  function drawWalk() {
    pad.layers.path = ends;
    const pictures = two.decode(Array.from({length: 9}, (_, i) => mix(ends[0], ends[1], i / 8)));
    for (let i = 0; i < 9; i++) strip.getContext("2d").putImageData(greys(pictures.subarray(784 * i, 784 * (i + 1))), 28 * i, 0);
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
  const grids = Object.fromEntries([[2, two], [50, fifty]].map(([dimensions, model]) => {
    const canvas = element("canvas", {class: "grid", width: 28 * 4, height: 28 * SAMPLES / 4, role: "img"});
    return [dimensions, {canvas, model, node: element("figure", {}, [canvas, element("figcaption", {}, [`${dimensions} dimensions, ELBO ${data.models[dimensions].elbo.toFixed(1).replace("-", "−")} nats`])])}];
  }));
  const samples = element("section", {}, [element("p", {}, ["Draws from the prior, decoded. With two dimensions they are blurred; with fifty they are sharp, and some are no digits."]),
    element("div", {class: "buttons"}, [element("button", {type: "button", onclick: () => { sample(); say("Twelve new samples from each model."); }}, ["Draw again"])]),
    element("div", {class: "row"}, Object.values(grids).map((grid) => grid.node))]);

  function sample() {
    for (const [dimensions, {canvas, model}] of Object.entries(grids)) {
      const points = Array.from({length: SAMPLES}, () => Array.from({length: dimensions}, normal));
      const pictures = model.decode(points);
      points.forEach((_, i) => canvas.getContext("2d").putImageData(greys(pictures.subarray(784 * i, 784 * (i + 1))), 28 * (i % 4), 28 * Math.floor(i / 4)));
      canvas.setAttribute("aria-label", `Twelve samples from the prior of ${dimensions} dimensions, decoded`);
    }
  }

  // ------------------------------------------------------------------------------------------ together
  const panels = {Move: move, Draw: draw, Walk: walk, Samples: samples};
  const modes = tabs("What to do", panels, (name) => {
    stop();
    pad.layers.ellipses = [];
    pad.layers.path = null;
    if (name === "Walk") drawWalk();
    if (name === "Samples") sample();
    if (name === "Draw") { drawing.clear(); }
    moved(pad.point);
  });

  function moved(point) {
    if (!move.hidden) decoded.show(two.decode([point]), `decoded digit at ${words(point)}`);
    hint.textContent = `${nearby(point, dots)}.`;
    say(`Point at ${words(point)}. ${nearby(point, dots)}.`);
    pad.draw();
  }

  const layer = (name, checked, change) => {
    const box = element("input", {type: "checkbox", id: `show-${name}`, onchange: () => { change(box.checked); pad.draw(); }});
    box.checked = checked;
    return element("div", {class: "check"}, [box, element("label", {for: box.id}, [name])]);
  };
  const background = new OffscreenCanvas(28 * TILES, 28 * TILES);
  const layers = element("fieldset", {}, [element("legend", {}, ["On the plane"]),
    layer("decoded digits", true, (on) => { pad.layers.background = on ? background : null; }),
    layer("encoded test digits", true, (on) => { pad.layers.dots = on ? dots : null; })]);
  app.replaceChildren(element("div", {class: "left"}, [pad.node, layers]), element("div", {class: "right"}, [modes.node]));
  app.classList.add("two");
  pad.layers = {background, dots, ellipses: []};
  modes.open("Move");
  tour(document.getElementById("tour"), {open: modes.open, move: (point) => pad.move(point, true), another: () => another.click(),
    walk: (a, b) => { [ends[0], ends[1]] = [a, b]; drawWalk(); }});
  document.documentElement.dataset.ready = String(Math.round(performance.now()));

  // The map behind the plane, line by line, so that the page answers meanwhile.
  const axis = Array.from({length: TILES}, (_, i) => (i + 0.5) / TILES * 2 * LIMIT - LIMIT), context = background.getContext("2d");
  for (const [line, y] of axis.toReversed().entries()) {
    await new Promise((resolve) => setTimeout(resolve));
    const pictures = two.decode(axis.map((x) => [x, y]));
    axis.forEach((_, i) => context.putImageData(greys(pictures.subarray(784 * i, 784 * (i + 1))), 28 * i, 28 * line));
    pad.draw();
  }
  document.documentElement.dataset.map = "done";
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
