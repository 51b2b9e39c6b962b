// The page that learns: a VAE trains in the visitor's own browser.
import {bytes} from "../carried.js";
import {figure, paintGrid} from "../digits.js";
import {element, labelled, onceAFrame} from "../dom.js";
import {pairs, plane, words} from "../plane.js";
import {client} from "./client.js";
import {curves, nats} from "./curves.js";
import {guide} from "./guide.js";
import {questions} from "./questions.js";
import {LIMIT, REBUILT, SIDE, TILES} from "./sizes.js";
import {download, npz} from "./weights.js";

const BETAS = [0, 0.1, 0.3, 1, 2, 5, 10, 20, 50, 100], RATES = [1e-4, 3e-4, 1e-3, 2e-3, 5e-3, 1e-2];
const BACKENDS = {wasm: "WebAssembly", webgl: "WebGL", webgpu: "WebGPU"};
const SHAPE = [SIDE, SIDE, 1];
const SAID = [100, 200, 500, 1000];     // the steps at which a screen reader is told; later every 1,000

// context: as of every tab, with data.learn of tools/explorer.py. Returns {node, open(), close(), ask(act, args)}.
export function learn({data, say}) {
  const labels = bytes(data.learn.labels);
  const settings = {beta: 1, rate: 2e-3, perPixel: false};
  const wanted = new URLSearchParams(location.search).get("backend") ?? undefined;        // ?backend=webgl, to compare
  let ask, ready, running = false, wasRunning = false, step = 0, seed = 1, planned = null, next = null, looking = false, originals;

  // ------------------------------------------------------------------------------------------ what is shown
  const status = element("p", {class: "hint", role: "status"}), failed = element("p", {class: "failed", role: "alert"}), computed = element("p", {class: "hint"});
  const chart = curves();
  const map = new OffscreenCanvas(SIDE * TILES, SIDE * TILES);
  const pad = plane({label: "The latent plane of the network that learns", limit: LIMIT, onMove: onceAFrame(look)});
  const outside = element("p", {class: "hint"});
  const decoded = figure("decoded digit", true);
  const pictures = element("canvas", {class: "strip", width: SIDE * REBUILT, height: 2 * SIDE, role: "img", "aria-label": "nothing yet"});
  const [trainRow, heldRow] = ["Training batches, smoothed", "1,000 held-out digits"].map((name) => {
    const cells = new Array(4).fill().map(() => element("td", {}, ["–"]));
    return {node: element("tr", {}, [element("th", {scope: "row"}, [name]), ...cells]), clear: () => cells.forEach((cell) => { cell.textContent = "–"; }),
      show: (at, reconstruction, kl) => [at.toLocaleString("en"), ...[reconstruction - kl, reconstruction, kl].map(nats)].forEach((text, i) => { cells[i].textContent = text; })};
  });
  const table = element("table", {class: "numbers"}, [element("caption", {}, ["ELBO = E[log p(x|z)] − KL, nats per image: always the true one, β = 1 and the sum over pixels, whatever is trained with"]),
    element("thead", {}, [element("tr", {}, ["", "Step", "ELBO", "E[log p(x|z)]", "KL"].map((text) => text ? element("th", {scope: "col"}, [text]) : element("td")))]), element("tbody", {}, [trainRow.node, heldRow.node])]);

  // ---------------------------------------------------------------------------------------------- controls
  const button = (text, act) => element("button", {type: "button", onclick: act, disabled: ""}, [text]);
  const startButton = button("Start", () => run(!running)), stepButton = button("One step", () => { stopped(); tell("step"); });
  const resetButton = button("Reset", () => { planned = null; reset(); }), saveButton = button("Download the weights", save);
  const buttons = [startButton, stepButton, resetButton, saveButton];
  const beta = scale("β, the weight of the KL", BETAS, String, (value) => set({beta: value}));
  const rate = scale("Learning rate", RATES, String, (value) => set({rate: value}));
  const seedInput = element("input", {type: "number", min: 0, max: 999999, step: 1, value: seed});
  seedInput.addEventListener("input", () => { if (Number.isInteger(seedInput.valueAsNumber) && seedInput.valueAsNumber >= 0) seed = seedInput.valueAsNumber; });
  const perPixel = element("input", {type: "checkbox", id: "learn-per-pixel", onchange: () => set({perPixel: perPixel.checked})});
  const controls = element("fieldset", {class: "controls"}, [element("legend", {}, ["Train with"]), beta.node, rate.node, labelled("Seed, at the next reset", seedInput),
    element("div", {class: "check"}, [perPixel, element("label", {for: perPixel.id}, ["Mean over pixels instead of the sum"])])]);

  const page = {reset, set, run, trained, nextSeed: () => { seed++; seedInput.value = seed; reset(); }};
  const node = element("section", {class: "learn"}, [
    element("p", {}, ["A new VAE, 784 – 256 – 2 – 256 – 256 – 784 units, learns from 10,000 digits in this browser, 64 at a step. No server has a part in it."]),
    guide(questions(page), say),
    element("div", {class: "buttons"}, buttons), status, failed,
    element("div", {class: "halves"}, [
      element("div", {}, [pad.node, element("div", {class: "row"}, [decoded.node, element("div", {class: "beside"}, [outside])])]),
      element("div", {}, [controls, element("div", {class: "scrolls", tabindex: "0", role: "group", "aria-label": "The numbers"}, [table]), chart.node,
        element("figure", {}, [pictures, element("figcaption", {}, ["Above, eight held-out digits; below, their reconstructions, decoded from the means of q."])])])]),
    computed]);

  set({});
  return {node, open, close, ask: (...what) => ask(...what)};

  // ------------------------------------------------------------------------------------------- what happens
  async function open() {
    status.textContent = wasRunning ? `Training was paused at step ${step.toLocaleString("en")}, when you left this tab.` : status.textContent;
    wasRunning = false;
    if (!ready) {
      status.textContent = "Looking for what computes fastest here…";
      ask = client(data.learn.script, told, fail);
      ready = ask("start", {wasm: data.wasm, train: data.learn.train, heldOut: data.learn.heldOut, backend: wanted}).then(begin, (error) => fail(error.message));
    }
    pad.draw();
    await ready;
  }
  function close() {
    wasRunning = running;
    planned = null;
    if (running) run(false);
  }
  async function begin({backend, times, shown}) {
    originals = shown;
    const found = Object.entries(times).map(([name, time]) => `${BACKENDS[name]} ${typeof time === "number" ? `${time < 10 ? time.toFixed(1) : Math.round(time)} ms` : `not: ${time}`}`);
    computed.textContent = `Computed by ${BACKENDS[backend]}, ${wanted ? "as asked" : "the fastest here"}. A step takes: ${found.join(", ")}.`;
    buttons.forEach((one) => { one.disabled = false; });
    await reset();
  }
  function tell(act, args) { return ask(act, args).catch((error) => fail(error.message)); }
  function fail(text) {
    stopped();
    failed.textContent = `The training stopped: ${text}.`;
  }
  function stopped() {
    running = false;
    startButton.textContent = "Start";
  }
  function run(on) {
    if (buttons[0].disabled) return;
    stopped();
    if (on) { running = true; startButton.textContent = "Pause"; failed.textContent = ""; }
    status.textContent = on ? planned ? "First 500 steps with β = 1; then the change." : "Training." : `Paused at step ${step.toLocaleString("en")}.`;
    tell("run", {on});
  }
  async function reset() {
    if (buttons[0].disabled) return;
    stopped();
    failed.textContent = "";
    status.textContent = `Nothing learnt yet; initial weights from seed ${seed}.`;
    tell("set", settings);
    await tell("reset", {seed});
  }
  function set(changed) {
    Object.assign(settings, changed);
    beta.set(settings.beta);
    rate.set(settings.rate);
    perPixel.checked = settings.perPixel;
    if (ask) tell("set", settings);
  }
  // Does something to a network that has learnt: at once, or, where there is none, after 500 steps with β = 1 of a new one.
  function trained(act) {
    const fine = step >= 500 && chart.last.kl > 3 && !settings.perPixel;
    planned = act;
    if (!fine) { set({beta: 1, perPixel: false}); reset(); }
    else due();
    run(true);
  }
  function due() {
    const act = planned;
    planned = null;
    status.textContent = "Training.";
    act();
  }

  // What the worker tells.
  function told({told: what, ...news}) {
    if (what === "reset") {
      step = 0;
      chart.clear();
      [trainRow, heldRow].forEach((row) => row.clear());
    } else if (what === "progress") {
      for (const [at, reconstruction, kl] of news.steps) { step = at; chart.train(at, reconstruction, kl); }
      trainRow.show(step, chart.last.reconstruction, chart.last.kl);
      if (planned && step >= 500) due();
    } else if (what === "heldOut") {
      heldRow.show(news.step, news.reconstruction, news.kl);
      chart.heldOut(news.step, news.reconstruction, news.kl);
      if (SAID.includes(news.step) || news.step && news.step % 1000 === 0) say(`Step ${news.step.toLocaleString("en")}: ELBO of held-out digits ${nats(news.reconstruction - news.kl)} nats, KL ${nats(news.kl)}.`);
    } else paint(news);
  }
  function paint({codes, map: tiles, rebuilt, decoded: pixels}) {
    const dots = pairs(codes, labels.subarray(0, codes.length / 2)), far = dots.mean.filter((mean) => Math.max(...mean.map(Math.abs)) > LIMIT).length;
    paintGrid(map, tiles, SHAPE, TILES);
    pad.layers = {background: map, dots};
    pad.draw();
    outside.textContent = `${dots.mean.length} held-out digits where the encoder puts them; coloured by labels that it never sees.${far ? ` ${far} lie outside this piece of the plane.` : ""} Behind them, what the decoder makes of the plane.`;
    show(pixels);
    paintGrid(pictures, originals, SHAPE, REBUILT);
    paintGrid(pictures, rebuilt, SHAPE, REBUILT, 0, SIDE);
    pictures.setAttribute("aria-label", `Eight held-out digits, ${labels.subarray(0, REBUILT).join(", ")}, and their reconstructions after ${step.toLocaleString("en")} steps`);
  }
  function show(pixels) { decoded.show(pixels, `decoded digit at ${words(pad.point)}`); }

  // The hand moves the point. The worker is asked once at a time; of the points that come meanwhile the last is next.
  async function look(to) {
    next = to;
    if (looking || buttons[0].disabled) return;
    looking = true;
    while (next) {
      const [here] = [next, next = null];
      const pixels = await tell("look", {to: here});
      if (pixels) show(pixels);
    }
    looking = false;
    say(`Point at ${words(pad.point)}.`);
  }

  async function save() {
    const arrays = await tell("read");
    if (!arrays) return;
    download(npz(arrays), "vae.npz");
    status.textContent = `The weights after ${step.toLocaleString("en")} steps are in vae.npz. In Python: from cvae_lib import dense; model = dense.load("vae.npz")`;
  }
}

// A range over a list of values, since they lie on no line. Returns {node, set(value)}.
function scale(label, values, text, onInput) {
  const range = element("input", {type: "range", min: 0, max: values.length - 1, step: 1}), shown = element("output");
  const node = labelled(label, range);
  const set = (value) => {
    range.value = values.indexOf(value);
    shown.textContent = text(value);
    range.setAttribute("aria-valuetext", text(value));
  };
  range.addEventListener("input", () => onInput(values[range.valueAsNumber]));
  shown.setAttribute("for", range.id);
  node.append(shown);
  return {node, set};
}
