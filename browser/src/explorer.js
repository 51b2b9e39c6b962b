// The explorer page: a latent plane to move through, with nothing but this page behind it.
import {bytes, floats} from "./carried.js";
import {paintGrid, toMnist} from "./digits.js";
import {announcer, chooser, element, onceAFrame, tabs} from "./dom.js";
import {draw} from "./draw.js";
import {learn} from "./learn/learn.js";
import {Model, start} from "./model.js";
import {move} from "./move.js";
import {legend, pairs, plane} from "./plane.js";
import {samples} from "./samples.js";
import {stepsOfDigits, tour} from "./tour.js";
import {walk} from "./walk.js";

const LIMIT = 4, TILES = 24;            // the plane's ends, and pictures along a side of its map
const BUSY = 12, REST = 1500;           // ms of work in a frame, and until a hand is said to rest
const data = window.CVAE_DATA;          // written by tools/explorer.py
const app = document.getElementById("app"), say = announcer(document.getElementById("said"));

async function main() {
  await start(data.wasm);
  const models = Object.fromEntries(Object.entries(data.models).map(([dimensions, network]) => [dimensions, new Model(network)]));
  const two = models[2];
  
  // Of MNIST the page speaks as of digits. All else are images, whose labels have names, or which have no labels.
  const {noun, names} = data, shape = data.models[2].shape;
  const encoded = {...pairs(floats(data.codes.mean), bytes(data.codes.labels)), unlabelled: names && !names.length};
  let given = two.classes ? 0 : undefined, dots = encoded;         // the label that a conditional model is given

  const pad = plane({label: "The latent plane", limit: LIMIT, onMove: onceAFrame(moved), onHandle: onceAFrame(() => parts.Walk.handled())});
  const context = {data, models, pad, say, shape, noun, names, given: () => given, dots: () => dots};
  const drawn = noun === "digit" ? "Draw" : "Encode";
  const parts = {Move: move(context), [drawn]: draw(context), Walk: walk(context), Samples: samples(context), ...data.learn ? {Learn: learn(context)} : {}};
  // For tests, and for the curious.
  window.cvae = {two, fifty: models[50], toMnist, Model, pad, strokes: parts[drawn].strokes, learn: parts.Learn?.ask};
  let open = null, resting;
  const modes = tabs("What to do", Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.node])), (name) => {
    if (name === open) return;
    parts[open]?.close();
    open = app.dataset.tab = name;
    parts[name].open();
    guide?.at(name);
    pad.draw();
  });

  const background = new OffscreenCanvas(shape[1] * TILES, shape[0] * TILES);
  const show = {map: layer(`decoded ${noun}s`, true, (on) => { pad.layers.background = on ? background : null; }),
    dots: layer(`encoded test ${noun}s`, false, (on) => { pad.layers.dots = on ? dots : null; })};
  const layers = element("fieldset", {class: "layers"}, [element("legend", {}, ["On the plane"]), ...Object.values(show).map((one) => one.node)]);
  const guide = !data.tour ? null : tour(stepsOfDigits({dots: () => dots, show: (name) => show[name].set(true), takeTestDigit: () => parts[drawn].begin(),
    notebook: (number, words) => element("a", {href: data.course.notebooks[number]}, [words])}), {open: modes.open, say});
  const choice = two.classes ? [element("p", {class: "hint"}, ["The label that both networks are given"]), chooser("The label", data.labels, (label) => { choose(label); parts[open].open(); drawMap(); }).node] : [];
  app.replaceChildren(modes.list, element("div", {class: "left"}, [...choice, pad.node, ...names?.length && !two.classes ? [legend(names)] : []]),
    modes.panels, element("div", {class: "aside"}, [...guide ? [guide.node] : [], layers]));
  pad.layers.background = background;
  if (two.classes) choose(given);
  const asked = Object.keys(parts).find((name) => `#${name.toLowerCase()}` === location.hash) || "Move";      // as in index.html#draw
  modes.open(asked);
  if (asked === "Move") parts.Move.drift();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  let maps = 0;
  await drawMap();
  document.documentElement.dataset.mapped = String(Math.round(performance.now()));

  // Beside other tabs the lens goes again when the hand rests, since the point is not theirs.
  function moved(point) {
    clearTimeout(resting);
    pad.layers.lens = parts.Move.picture;
    parts.Move.moved();
    if (open !== "Move") resting = setTimeout(() => { if (open !== "Move") { delete pad.layers.lens; pad.draw(); } }, REST);
    guide?.check(point);
  }

  function layer(name, on, change) {
    const box = element("input", {type: "checkbox", id: `show-${name}`, onchange: () => { change(box.checked); pad.draw(); }});
    box.checked = on;
    return {node: element("div", {class: "check"}, [box, element("label", {for: box.id}, [name])]), set(value) { box.checked = value; change(value); pad.draw(); }};
  }

  // The dots of the label that is given.
  function choose(label) {
    given = label;
    const kept = [...encoded.mean.keys()].filter((i) => encoded.labels[i] === label);
    dots = {mean: kept.map((i) => encoded.mean[i]), labels: kept.map(() => label)};
    if (pad.layers.dots) pad.layers.dots = dots;
  }

  // The map behind the plane, from the middle outwards, in pieces, so that the page answers meanwhile; another label begins it anew.
  async function drawMap() {
    const own = ++maps, at = (i) => ((i + 0.5) / TILES * 2 - 1) * LIMIT;
    const tiles = Array.from({length: TILES * TILES}, (_, i) => ({column: i % TILES, row: Math.floor(i / TILES)}))
      .map((tile) => ({...tile, point: [at(tile.column), -at(tile.row)]})).sort((a, b) => Math.hypot(...a.point) - Math.hypot(...b.point));
    delete document.documentElement.dataset.map;
    for (let done = 0, count = 4; done < tiles.length;) {
      await new Promise((resolve) => setTimeout(resolve));
      if (own !== maps) return;
      const some = tiles.slice(done, done + count), begun = performance.now(), pictures = two.decode(some.map((tile) => tile.point), given);
      some.forEach(({column, row}, i) => paintGrid(background, pictures.subarray(two.size * i, two.size * (i + 1)), shape, 1, shape[1] * column, shape[0] * row));
      pad.draw();
      done += some.length;
      count = Math.max(1, Math.min(32, Math.round(count * BUSY / (performance.now() - begun))));
    }
    document.documentElement.dataset.map = "done";
  }
}

main().catch((error) => { app.textContent = `The explorer could not start: ${error.message}. It needs a browser from 2023 or later.`; });
