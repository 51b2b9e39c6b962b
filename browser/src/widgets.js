// The notebooks' widgets, for anywidget: the same parts as the explorer's, with the models in the kernel.
import {announcer, chooser, element, onceAFrame, slider} from "./dom.js";
import {figure} from "./digits.js";
import {legend, nearby, pairs, plane, words} from "./plane.js";
import {sketch} from "./sketch.js";

const PATIENCE = 5;         // seconds until the page says that no answer has come, and may ask anew
const LATE = `No answer from the kernel for ${PATIENCE} seconds. If it is busy, this goes on by itself; if it was restarted, run this cell again.`;
const GONE = "The kernel was restarted or has ended. Run this cell again.";

// Asks the kernel for what a hand does, once a frame, and not before the last question is answered; of what comes meanwhile the last of
// each trait is asked. Questions are messages: a trait would not tell the kernel of a value that it has already, and model.save_changes
// keeps everything back for good once the end of one message gets lost. Returns {ask(values), busy(), close()}; tell(text) shows a line.
function asker(model, tell) {
  const view = Math.random().toString(36).slice(2);           // each view of a widget waits for its own answers
  let count = 0, waiting = false, next = null, timer;
  const rest = () => { clearTimeout(timer); waiting = false; };
  const wait = () => { clearTimeout(timer); waiting = true; timer = setTimeout(() => { rest(); tell(LATE); go(); }, 1000 * PATIENCE); };
  const gone = () => { rest(); next = null; tell(GONE); };
  const go = onceAFrame(() => {
    if (waiting || !next) return;
    const values = Object.entries(next), isBytes = ([, value]) => value instanceof Uint8Array, sent = values.filter(isBytes);
    const question = {view, count: ++count, values: Object.fromEntries(values.filter((one) => !isBytes(one))), bytes: sent.map(([name]) => name)};
    next = null;
    wait();
    try { model.send(question, undefined, sent.map(([, value]) => new DataView(value.buffer))); } catch { gone(); }
  });
  model.on("change:answered", () => {
    tell("");
    if (model.get("answered") === `${view} ${count}`) rest();
    else if (waiting) wait();           // it is at work on what came before
    go();
  });
  model.on("comm_live_update", gone);   // as JupyterLab restarts a kernel
  return {ask(values) { next = {...next, ...values}; go(); }, busy: () => waiting || next !== null, close: rest};
}

const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const shares = (view) => Float32Array.from(bytes(view), (value) => value / 255);

// Watches traits, and draws once at the start. Of one answer several may change.
function follow(model, names, draw) {
  const soon = onceAFrame(draw);
  for (const name of names) model.on(`change:${name}`, soon);
  draw();
}

// The encoded test images, as a layer of the plane, if there are any.
function layersOf(model) {
  const [raw, labels] = ["dots", "labels"].map((name) => { const view = model.get(name); return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength); });
  return labels.byteLength ? {dots: pairs(new Float32Array(raw), new Uint16Array(labels))} : {};
}

// Images of MNIST's shape are called digits unless their labels have names.
const isDigit = (shape) => String(shape) === "28,28,1";

function latentPlane(model, {ask, busy}, say) {
  const buttons = model.get("buttons"), shape = model.get("shape"), names = model.get("names").length || !isDigit(shape) ? model.get("names") : undefined;
  const picture = figure(names ? "decoded image" : "decoded digit", true, shape), said = element("p", {class: "hint"});
  const layers = () => ({...layersOf(model), lens: picture.canvas});
  const pad = plane({label: model.get("label"), limit: model.get("limit"), layers: layers(), onMove: (point) => ask({point})});
  const choice = chooser("The label", buttons, (given) => ask({given}));
  let shown = model.get("dots");
  follow(model, ["point", "pixels", "given", "dots"], () => {
    if (shown !== model.get("dots")) { shown = model.get("dots"); pad.layers = layers(); }
    const point = model.get("point"), given = model.get("given"), {dots} = pad.layers;
    const text = `Point at ${words(point)}${buttons.length ? `, given the label ${buttons[given]}` : ""}.${dots ? ` ${nearby(point, dots, names)}.` : ""}`;
    if (busy()) pad.draw(); else { pad.move(point); choice.press(given); }      // a hand may be ahead of the kernel
    picture.show(shares(model.get("pixels")), text);
    said.textContent = text;
    say(text);
  });
  return [...buttons.length ? [choice.node] : [], element("div", {class: "two"}, [
    element("div", {}, [pad.node, ...names?.length && pad.layers.dots && !buttons.length ? [legend(names)] : []]), element("div", {}, [picture.node, said])])];
}

function drawDigit(model, {ask}, say) {
  const pictures = model.get("captions").map((caption) => figure(caption));
  const pad = plane({label: "The plane, with the ellipse of the posterior", limit: model.get("limit"), layers: layersOf(model)});
  const pen = sketch({label: model.get("label"), onDraw: (greys) => ask({drawing: greys || new Uint8Array(0)})});
  const said = element("p", {class: "hint"});
  follow(model, ["pictures"], () => {
    const all = shares(model.get("pictures")), mean = model.get("mean"), logvar = model.get("logvar"), text = model.get("said");
    pictures.forEach((picture, i) => picture.show(all.length ? all.subarray(784 * i, 784 * (i + 1)) : new Float32Array(784)));
    pad.layers.ellipses = mean.length ? [{mean, logvar}] : [];
    if (mean.length) pad.glide(mean); else pad.draw();
    said.textContent = text;
    say(text);
  });
  return [element("div", {class: "two"}, [element("div", {}, [pad.node]),
    element("div", {}, [pen.node, element("div", {class: "row"}, pictures.map((one) => one.node)), said])])];
}

function sliders(model, {ask, busy}, say) {
  const picture = element("img", {alt: ""});
  let values = model.get("values"), address;
  const inputs = model.get("controls").map((control, i) => slider(control, (value) => { values = values.with(i, value); ask({values}); }));
  follow(model, ["values"], () => {
    if (busy()) return;
    values = model.get("values");
    inputs.forEach((input, i) => input.set(values[i]));
  });
  follow(model, ["png"], () => {
    URL.revokeObjectURL(address);
    picture.src = address = URL.createObjectURL(new Blob([bytes(model.get("png"))], {type: "image/png"}));
    picture.alt = model.get("said");
    say(model.get("said"));
  });
  return [element("div", {class: "sliders"}, inputs.map((input) => input.node)), picture];
}

export default {
  render({model, el}) {
    const said = element("p", {class: "visually-hidden", role: "status"}), wrong = element("p", {class: "hint", role: "alert"});
    let unanswered = "";
    const tell = (text = unanswered) => {
      unanswered = text;
      const line = unanswered || model.get("failed");
      if (wrong.textContent !== line) wrong.textContent = line;       // or a screen reader would say it at every answer
    };
    follow(model, ["failed"], () => tell());
    const kernel = asker(model, tell), build = {plane: latentPlane, draw: drawDigit, sliders}[model.get("kind")];
    const box = element("div", {class: "cvae cvae-widget", role: "group", "aria-label": model.get("label")}, [...build(model, kernel, announcer(said)), wrong, said]);
    // JupyterLab takes arrow keys and Space for itself, save from elements that say this.
    for (const node of box.querySelectorAll("input, button, canvas[tabindex]")) node.setAttribute("data-lm-suppress-shortcuts", "true");
    el.append(box);
    return kernel.close;
  },
};
