// The page's tab for drawing: what one draws, or takes from the test set, goes through both models at once.
import {bytes} from "./carried.js";
import {figure, paintGrid, toMnist, unpack} from "./digits.js";
import {element} from "./dom.js";
import {nearby, words} from "./plane.js";
import {normal} from "./random.js";
import {sketch} from "./sketch.js";

const DRAWS = 3;

// context: as of all tabs, see explorer.js. Returns {node, open(), close(), begin(), strokes(list)}: begin() takes a test digit where
// nothing is drawn, strokes(list) draws as a hand would. Without a pad, which only digits have, there are test images alone.
export function draw({data, models, pad, say, shape, noun, names, given, dots}) {
  const two = models[2], fifty = models[50], black = !data.digits.grey, size = two.size;
  const labels = bytes(data.digits.labels), images = black ? unpack(bytes(data.digits.pixels)) : Float32Array.from(bytes(data.digits.pixels), (value) => value / 255);
  const q = two.classes ? "q(z|x, y)" : "q(z|x)";
  let current = null, opened = false, last = -1;          // current: {pixels, what, caption} of what is encoded

  const seen = figure("what the encoder sees", false, shape);
  const rebuilt = [two, ...fifty ? [fifty] : []].map((model) => ({model, picture: figure(`rebuilt from ${model.latentDim} numbers`, false, shape)}));
  const strip = element("canvas", {class: "strip", width: DRAWS * shape[1], height: shape[0], role: "img"});
  const draws = element("figure", {style: "width: min(100%, 18rem)"}, [strip, element("figcaption", {}, [`draws from the posterior ${q}, decoded`])]);
  const differences = element("p", {class: "hint"}), posterior = element("p", {class: "hint"});
  const taker = element("button", {type: "button", onclick: another}, [`Take a test ${noun}`]);
  const drawing = noun === "digit" && sketch({label: "Draw a digit", more: [taker], onDraw: (greys, side, lifted) => {
    current = greys && {pixels: toMnist(greys, side, side).map((grey) => grey > 127 ? 1 : 0), what: "your drawing", caption: "your drawing as the encoder sees it"};
    show(lifted);
  }});
  const {kept} = data;        // of the shipped models alone, from tools/explorer.py
  const few = kept ? [element("p", {}, [`Two numbers are few: what they give back is blurred, and may be another digit. Fifty give back nearly what was put in. Of ${kept.of} digits that were drawn here in seven hands, ${kept[2]} come back as the same digit from 2 numbers, and ${kept[50]} from 50, judged by the labels of the nearest test digits.`])] : [];
  const pictures = element("div", {class: "row"}, [seen, ...rebuilt.map((one) => one.picture)].map((one) => one.node));
  const node = element("section", {}, [
    element("div", {class: "stage"}, [drawing ? drawing.node : element("div", {class: "buttons"}, [taker]), pictures]), differences,
    element("p", {}, [`${drawing ? "Draw a digit, or take one" : "Take an image"} from the test set. The encoder answers with a Gaussian on the plane: the ellipse of two standard deviations. From its middle the decoder rebuilds the ${noun}.`]),
    ...few, draws, posterior]);

  function another() {
    const label = given(), fit = (i) => label === undefined || labels[i] === label, places = [...labels.keys()];
    last = places.find((i) => i > last && fit(i)) ?? places.find(fit) ?? last;
    if (last < 0 || !fit(last)) { say("There is no test image of this label."); return; }
    const pixels = images.subarray(size * last, size * (last + 1));
    const what = noun === "digit" ? `a test digit, a ${labels[last]}` : `a test image${names.length ? `, of class ${names[labels[last]]}` : ""}`;
    if (drawing) drawing.show(pixels);
    current = {pixels, what, caption: what};
    show(true);
  }

  // lifted: whether the pen is up; draws from q wait for it, since they would flicker under the hand.
  function show(lifted) {
    if (!opened) return;
    if (!current) { showNothing(); return; }
    const {pixels, what, caption} = current, label = given();
    seen.show(pixels, `${caption}${black ? ", in black and white" : ""}, ${shape[1]} by ${shape[0]} pixels`, caption);
    const wrong = rebuilt.map(({model, picture}) => {
      const {mean, logvar} = model.encode(pixels, label), decoded = model.decode(mean, label);
      picture.show(decoded, `${what}, rebuilt from ${model.latentDim} numbers`);
      if (model === two) place(mean[0], logvar[0], lifted);
      return pixels.reduce((count, pixel, i) => count + (decoded[i] > 0.5 !== pixel > 0.5), 0);
    });
    differences.textContent = black ? `Rebuilt from 2 numbers, ${wrong[0]} of ${size} pixels have changed between black and white${fifty ? `; from 50 numbers, ${wrong[1]}` : ""}.` : "";
  }

  function place(mean, logvar, lifted) {
    const sigma = logvar.map((value) => Math.exp(value / 2));
    pad.layers.ellipses = [{mean, logvar}];
    pad.glide(mean);
    const near = nearby(mean, dots(), names);
    posterior.textContent = `${q}: mean (${words(mean)}), standard deviations (${words(sigma)}). ${near}.`;
    strip.style.filter = lifted ? "" : "brightness(0.4)";           // those of an earlier stroke
    if (!lifted) return;
    const points = Array.from({length: DRAWS}, () => mean.map((value, axis) => value + sigma[axis] * normal()));
    paintGrid(strip, two.decode(points, given()), shape, DRAWS);
    strip.setAttribute("aria-label", `${DRAWS} draws from the posterior ${q}, decoded`);
    say(`Encoded ${current.what} at ${words(mean)}. ${near}.`);
  }

  function showNothing() {
    const nothing = `Nothing is ${drawing ? "drawn" : "taken"} yet.`, empty = new Float32Array(size);
    pad.layers.ellipses = [];
    pad.draw();
    [seen, ...rebuilt.map((one) => one.picture)].forEach((one) => one.show(empty, "nothing yet"));
    paintGrid(strip, new Float32Array(DRAWS * size), shape, DRAWS);
    strip.setAttribute("aria-label", "nothing yet");
    differences.textContent = nothing;
    posterior.textContent = "";
    say(nothing);
  }

  return {node, begin: () => current || another(), strokes: (list) => drawing.strokes(list),
    open() { opened = true; show(true); },
    close() { opened = false; pad.layers.ellipses = []; pad.draw(); }};
}
