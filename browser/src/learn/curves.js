// The curves of a training: the ELBO and its first part above, the KL below, over steps.
import {element, onceAFrame} from "../dom.js";

const HEIGHT = 275, LEFT = 44, RIGHT = 10, TOP = 14, MIDDLE = 145, GAP = 36, BOTTOM = 34;       // pixels; MIDDLE ends the upper part
const POINTS = 500, MEMORY = 0.95;      // of a line at most; how much of a smoothed value the next one keeps
const LOWEST = -320;                    // nats; what fell further leaves the picture, so that the rest stays readable

const LINES = [["elbo", "ELBO, training batches, smoothed"], ["held", "ELBO, held-out digits"], ["parts", "E[log p(x|z)], training batches, smoothed"], ["kl", "KL, training batches, smoothed"], ["kl-held", "KL, held-out digits"]];

function svg(name, attributes = {}, children = []) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// Round numbers between two, about so many.
function ticks(low, high, count) {
  const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw)), unit = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
  const found = [];
  for (let value = Math.ceil(low / unit) * unit; value <= high + 1e-9; value += unit) found.push(value);
  return found;
}

// Returns {node, clear(), train(step, reconstruction, kl), heldOut(step, reconstruction, kl), last}; last: the smoothed {reconstruction, kl}.
export function curves() {
  const picture = svg("svg", {class: "curves", height: HEIGHT, role: "img"});
  const key = element("ul", {class: "key"}, LINES.map(([name, text]) => element("li", {}, [
    svg("svg", {width: 30, height: 10, "aria-hidden": "true"}, [svg("path", {class: name, d: "M1 5H29"}), ...name.includes("held") ? [svg("circle", {class: name, cx: 15, cy: 5, r: 3})] : []]), text])));
  let trained, held, every, last, weight;
  const all = {node: element("figure", {class: "curve-box"}, [picture, key]), clear, train, heldOut, get last() { return last; }};
  const redraw = onceAFrame(draw);
  clear();
  new ResizeObserver(redraw).observe(picture);
  return all;

  function clear() {
    [trained, held, every, last, weight] = [[], [], 1, {reconstruction: 0, kl: 0}, 0];
    redraw();
  }
  function train(step, reconstruction, kl) {
    weight = MEMORY * weight + 1 - MEMORY;          // of all that came: the first steps count in full
    const share = (1 - MEMORY) / weight;
    last = weight ? {reconstruction: last.reconstruction + share * (reconstruction - last.reconstruction), kl: last.kl + share * (kl - last.kl)} : last;
    if (step % every === 0) trained.push([step, last.reconstruction, last.kl]);
    if (trained.length > POINTS) { every *= 2; trained = trained.filter(([at]) => at % every === 0); }
    redraw();
  }
  function heldOut(step, reconstruction, kl) {
    held.push([step, reconstruction, kl]);
    redraw();
  }

  function draw() {
    const width = picture.clientWidth, elbos = [...trained, ...held].map(([, reconstruction, kl]) => [reconstruction - kl, reconstruction]).flat().filter(Number.isFinite);
    if (!width || !elbos.length) { picture.replaceChildren(); return; }
    const steps = Math.max(50, trained.at(-1)?.[0] ?? 0, held.at(-1)?.[0] ?? 0);
    const low = Math.max(LOWEST, Math.min(-205, ...elbos)), high = Math.max(-195, ...elbos) + 2, most = Math.max(2, ...[...trained, ...held].map(([, , kl]) => Math.min(kl, 50)));
    const x = (step) => LEFT + step / steps * (width - LEFT - RIGHT);
    const upper = (value) => TOP + (high - value) / (high - low) * (MIDDLE - TOP), lower = (value) => HEIGHT - BOTTOM - value / most * (HEIGHT - BOTTOM - MIDDLE - GAP);
    const label = (text, at, up, anchor) => svg("text", {x: at, y: up, "text-anchor": anchor}, [text]);
    const lines = (points, y, value, name) => svg("path", {class: name, d: points.map((point, i) => `${i ? "L" : "M"}${x(point[0]).toFixed(1)} ${y(value(point)).toFixed(1)}`).join("")});
    const dots = (y, value, name) => held.map((point) => svg("circle", {class: name, cx: x(point[0]).toFixed(1), cy: y(value(point)).toFixed(1), r: 2.5}));
    const grid = [...ticks(low, high, 4).map((value) => [upper(value), value]), ...ticks(0, most, 3).map((value) => [lower(value), value])].flatMap(([y, value]) => [
      svg("path", {class: "grid", d: `M${LEFT} ${y.toFixed(1)}H${width - RIGHT}`}), label(String(+value.toFixed(2)).replace("-", "−"), LEFT - 5, y + 4, "end")]);
    const elbo = ([, reconstruction, kl]) => reconstruction - kl;
    const clip = svg("clipPath", {id: "curves-upper"}, [svg("rect", {x: 0, y: 0, width, height: MIDDLE + 3})]);
    picture.replaceChildren(clip, ...grid,
      ...ticks(0, steps, Math.max(2, Math.floor(width / 110))).map((value) => label(value.toLocaleString("en"), x(value), HEIGHT - BOTTOM + 15, value > 0.95 * steps ? "end" : "middle")),
      label("steps", width - RIGHT, HEIGHT - 4, "end"), label("nats per image", 0, 9, "start"), label("KL, nats", 0, MIDDLE + 20, "start"),
      svg("g", {"clip-path": "url(#curves-upper)"}, [lines(trained, upper, ([, reconstruction]) => reconstruction, "parts"), lines(trained, upper, elbo, "elbo"),
        lines(held, upper, elbo, "held"), ...dots(upper, elbo, "held")]),
      lines(trained, lower, ([, , kl]) => Math.min(kl, most), "kl"), lines(held, lower, ([, , kl]) => Math.min(kl, most), "kl-held"), ...dots(lower, ([, , kl]) => Math.min(kl, most), "kl-held"));
    const [step, ...parts] = held.at(-1) ?? [0, 0, 0];
    picture.setAttribute("aria-label", `Curves over ${steps.toLocaleString("en")} steps. Held-out ELBO from ${nats(elbo(held[0] ?? [0, 0, 0]))} to ${nats(parts[0] - parts[1])} nats at step ${step.toLocaleString("en")}: E[log p(x|z)] ${nats(parts[0])}, KL ${nats(parts[1])}.`);
  }
}

export function nats(value) {
  return Number.isFinite(value) ? value.toFixed(1).replace("-", "−") : "–";
}
