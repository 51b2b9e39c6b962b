// The notebooks' widgets, for anywidget: the same parts as the explorer's, with the models in the kernel.
import {announcer, chooser, element, slider} from "./dom.js";
import {figure} from "./digits.js";
import {legend, nearby, pairs, plane, words} from "./plane.js";
import {sketch} from "./sketch.js";

// Sends what a hand does no faster than the kernel answers; of what comes meanwhile only the last of each kind is sent.
function asker(model) {
  let waiting = false, next = null;
  const send = (values) => {
    waiting = true;
    for (const [name, value] of Object.entries({...values, asked: model.get("asked") + 1})) model.set(name, value);
    model.save_changes();
  };
  model.on("change:answered", () => {
    waiting = false;
    if (next) { const values = next; next = null; send(values); }
  });
  return (values) => waiting ? next = {...next, ...values} : send(values);
}

const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const shares = (view) => Float32Array.from(bytes(view), (value) => value / 255);

// Watches traits, and draws once at the start.
function follow(model, names, draw) {
  for (const name of names) model.on(`change:${name}`, draw);
  draw();
}

// The encoded test images, as a layer of the plane, if there are any.
function layersOf(model) {
  const [raw, labels] = ["dots", "labels"].map((name) => { const view = model.get(name); return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength); });
  return labels.byteLength ? {dots: pairs(new Float32Array(raw), new Uint16Array(labels))} : {};
}

// Images of MNIST's shape are called digits unless their labels have names.
const isDigit = (shape) => String(shape) === "28,28,1";

function latentPlane(model, say) {
  const ask = asker(model), buttons = model.get("buttons"), shape = model.get("shape"), names = model.get("names").length || !isDigit(shape) ? model.get("names") : undefined;
  const picture = figure(names ? "decoded image" : "decoded digit", true, shape), said = element("p", {class: "hint"});
  const pad = plane({label: model.get("label"), limit: model.get("limit"), layers: layersOf(model), onMove: (point) => ask({point})});
  const choice = chooser("The label", buttons, (given) => ask({given}));
  follow(model, ["dots"], () => { pad.layers = layersOf(model); pad.draw(); });
  follow(model, ["point", "pixels", "given"], () => {
    const point = model.get("point"), given = model.get("given"), {dots} = pad.layers;
    const text = `Point at ${words(point)}${buttons.length ? `, given the label ${buttons[given]}` : ""}.${dots ? ` ${nearby(point, dots, names)}.` : ""}`;
    pad.move(point);
    choice.press(given);
    picture.show(shares(model.get("pixels")), text);
    said.textContent = text;
    say(text);
  });
  return [...buttons.length ? [choice.node] : [], element("div", {class: "two"}, [
    element("div", {}, [pad.node, ...names?.length && pad.layers.dots && !buttons.length ? [legend(names)] : []]), element("div", {}, [picture.node, said])])];
}

function drawDigit(model, say) {
  const ask = asker(model), captions = ["as the encoder sees it", "reconstruction", "sample from q", "sample from q", "sample from q"], pictures = captions.map((caption) => figure(caption));
  const pad = plane({label: "The plane, with the ellipse of the posterior", limit: model.get("limit"), layers: layersOf(model)});
  const pen = sketch({label: model.get("label"), onDraw: (greys) => ask({drawing: new DataView((greys || new Uint8Array(0)).buffer)})});
  const said = element("p", {class: "hint"});
  follow(model, ["pictures"], () => {
    const all = shares(model.get("pictures")), mean = model.get("mean"), logvar = model.get("logvar"), text = model.get("said");
    pictures.forEach((picture, i) => picture.show(all.length ? all.subarray(784 * i, 784 * (i + 1)) : new Float32Array(784)));
    pad.layers.ellipses = mean.length ? [{mean, logvar}] : [];
    if (mean.length) pad.move(mean); else pad.draw();
    said.textContent = text;
    say(text);
  });
  return [element("div", {class: "two"}, [element("div", {}, [pad.node]),
    element("div", {}, [pen.node, element("div", {class: "row"}, pictures.map((one) => one.node)), said])])];
}

function sliders(model, say) {
  const ask = asker(model), picture = element("img", {alt: ""});
  const inputs = model.get("controls").map((control, i) => slider(control, (value) => {
    const values = [...current];
    values[i] = value;
    current = values;
    ask({values});
  }));
  let current = model.get("values"), address;
  model.on("change:values", () => { current = model.get("values"); inputs.forEach((input, i) => input.set(current[i])); });
  inputs.forEach((input, i) => input.set(current[i]));
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
    const said = element("p", {class: "visually-hidden", role: "status"}), failed = element("p", {class: "hint", role: "alert"});
    follow(model, ["failed"], () => { failed.textContent = model.get("failed"); });
    const build = {plane: latentPlane, draw: drawDigit, sliders}[model.get("kind")];
    const box = element("div", {class: "cvae cvae-widget", role: "group", "aria-label": model.get("label")}, [...build(model, announcer(said)), failed, said]);
    // JupyterLab takes arrow keys and Space for itself, save from elements that say this.
    for (const node of box.querySelectorAll("input, button, canvas[tabindex]")) node.setAttribute("data-lm-suppress-shortcuts", "true");
    el.append(box);
  },
};
