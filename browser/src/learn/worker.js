// Trains in a thread of its own, so that the page stays free to paint. It is asked by messages {id, act, ...} and answers
// {id, value} or {id, error}. While it trains it sends {told: "reset" | "progress" | "heldOut" | "view" | "failed", ...} by itself.
import {concat, getBackend, memory, ready, removeBackend, setBackend, sigmoid, tensor, tidy} from "@tensorflow/tfjs-core";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm/dist/base";
import {bytes, wasmPaths} from "../carried.js";
import {unpack} from "../digits.js";
import "kernels";             // written by build.mjs
import {LATENT, Network} from "./network.js";
import {random} from "../random.js";
import {LIMIT, PIXELS, REBUILT, SHOWN, TILES} from "./sizes.js";

const BATCH = 64, SLICE = 50;           // images in a step; ms until messages are looked at
const TOLD = 200, VIEWED = 700;         // ms between two reports, and between two views
const FIRST = [0, 10, 20, 50], EVERY = 100;                 // the steps at which the held-out digits are scored
const AGREE = 1e-3;                     // how far a backend's gradients may lie from WebAssembly's, of the largest one

let train, heldOut, white, heldOutNoise;                    // pixels (N · 784); shares (784); ε (N · 2)
let network, numbers, order, at, done, running = false, toTell, told, viewed, viewCost = 0, size = 1;
const settings = {beta: 1, rate: 1e-3, perPixel: false}, point = [0, 0];

const acts = {
  // wasm: its address; train, heldOut: base64 of deflated bits; backend: the one to take, however slow.
  async start({wasm, train: first, heldOut: second, backend}) {
    setWasmPaths(wasmPaths(wasm));
    [train, heldOut] = [await pixels(first), await pixels(second)];
    white = new Float32Array(PIXELS);
    const count = train.length / PIXELS;
    train.forEach((pixel, i) => { white[i % PIXELS] += pixel / count; });
    white = white.map((share) => Math.min(Math.max(share, 0.5 / count), 1 - 0.5 / count));      // a logit of 0 or 1 is infinite
    heldOutNoise = random(0).normals(heldOut.length / PIXELS * LATENT);     // the same in every run
    return {...await choose(backend), shown: heldOut.slice(0, REBUILT * PIXELS)};
  },

  async reset({seed}) {
    running = false;
    postMessage({told: "reset"});       // what came before was of the old network
    network?.dispose();
    numbers = random(seed);
    network = new Network(numbers, white);
    order = new Uint32Array(0);
    [at, done, toTell, told, viewed] = [0, 0, [], 0, 0];
    await score();
    await view();
  },

  set(changed) { Object.assign(settings, changed); },

  run({on}) {
    if (on && !running) soon();
    running = on;
  },

  async step() {
    running = false;
    await steps(1);
    report();
    await view();
  },

  // The decoded point, which stays the one that views show: a Float32Array (784).
  look({to}) {
    [point[0], point[1]] = to;
    return decoded([to]);
  },

  read: () => network.read(),

  // For tests: with the given weights, images and noise, numbers each.
  write({values}) { network.set(values); },
  async terms({eps}) { return Object.fromEntries((await scored(heldOut.subarray(0, eps.length / LATENT * PIXELS), eps)).map((values, i) => [["reconstruction", "kl"][i], values])); },
  async gradients({x, eps, beta, share}) { return gradients(x, eps, beta, share); },
  memory: () => ({backend: getBackend(), tensors: memory().numTensors, bytes: memory().numBytes}),
};

// One after the other: what is asked, and the slices of training.
let turn = Promise.resolve();
function inTurn(work) {
  turn = turn.then(work);
  return turn;
}
addEventListener("message", ({data: {id, act, ...asked}}) => inTurn(async () => {
  try {
    postMessage({id, value: await acts[act](asked)});
  } catch (error) {
    postMessage({id, error: error.message});
  }
}));

// The next slice comes after the messages that wait; a timer would waste 4 ms each time.
const channel = new MessageChannel();
const soon = () => channel.port2.postMessage(0);
channel.port1.onmessage = () => inTurn(async () => {
  if (!running) return;
  try {
    const begun = performance.now(), next = FIRST.find((step) => step > done) ?? EVERY * (Math.floor(done / EVERY) + 1);
    const count = Math.min(size, next - done);
    await steps(count);
    size = Math.max(1, Math.round(count * Math.min(2, SLICE / (performance.now() - begun))));
    if (performance.now() - told > TOLD) report();
    // A view takes no more than a tenth of the time.
    if (performance.now() - viewed > Math.max(VIEWED, 10 * viewCost)) await view();
    soon();
  } catch (error) {
    running = false;
    postMessage({told: "failed", error: error.message});
  }
});

// ------------------------------------------------------------------------------------------------ training

async function steps(count) {
  const share = settings.perPixel ? 1 / PIXELS : 1;
  const found = await learnt(count, () => [batch(), numbers.normals(BATCH * LATENT)], {...settings, share});
  if (!found.every(Number.isFinite)) throw new Error(`after step ${done} the numbers have left what can be computed with; reset, with a smaller learning rate`);
  for (let i = 0; i < count; i++) toTell.push([++done, found[2 * i], found[2 * i + 1]]);
  if (FIRST.includes(done) || done % EVERY === 0) await score();
}

// Takes so many steps, on what next() gives: images (64 · 784) and ε (64 · 2) → log p(x|z) and KL of each, (2 · count).
async function learnt(count, next, how) {
  const all = Array.from({length: count}, () => tidy(() => {
    const [x, eps] = next();
    return network.learn(tensor(x, [BATCH, PIXELS]), tensor(eps, [BATCH, LATENT]), how);
  }));
  const found = await read(concat(all));        // the backend has computed all steps when it answers
  all.forEach((one) => one.dispose());
  return found;
}

// The next images of an order that is drawn anew for every pass, as numbers (64 · 784).
function batch() {
  const images = new Float32Array(BATCH * PIXELS);
  for (let i = 0; i < BATCH; i++) {
    if (at === order.length) [at, order] = [0, numbers.shuffled(train.length / PIXELS)];
    images.set(train.subarray(PIXELS * order[at], PIXELS * (order[at] + 1)), PIXELS * i);
    at++;
  }
  return images;
}

function report() {
  postMessage({told: "progress", steps: toTell});
  [toTell, told] = [[], performance.now()];
}

async function score() {
  const [reconstruction, kl] = (await scored(heldOut, heldOutNoise)).map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  postMessage({told: "heldOut", step: done, reconstruction, kl});
}

// log p(x|z) and KL of each image, two Float32Arrays, in parts of 250 images.
async function scored(images, eps) {
  const count = images.length / PIXELS, found = [new Float32Array(count), new Float32Array(count)];
  for (let first = 0; first < count; first += 250) {
    const here = Math.min(250, count - first);
    const values = await read(tidy(() => {
      const {reconstruction, kl} = network.terms(tensor(Float32Array.from(images.subarray(PIXELS * first, PIXELS * (first + here))), [here, PIXELS]), tensor(eps.slice(LATENT * first, LATENT * (first + here)), [here, LATENT]));
      return concat([reconstruction, kl]);
    }));
    found.forEach((all, i) => all.set(values.subarray(here * i, here * (i + 1)), first));
  }
  return found;
}

// What the page paints: codes (500 · 2), the map's tiles, line by line from the top, the first digits rebuilt from their means, the point.
async function view() {
  const begun = performance.now(), axis = Array.from({length: TILES}, (_, i) => (i + 0.5) / TILES * 2 * LIMIT - LIMIT);
  const codes = await read(tidy(() => network.encode(tensor(Float32Array.from(heldOut.subarray(0, SHOWN * PIXELS)), [SHOWN, PIXELS])).mean.clone()));
  const places = axis.toReversed().flatMap((y) => axis.map((x) => [x, y]));
  const pictures = await decoded([...places, ...Array.from({length: REBUILT}, (_, i) => [codes[2 * i], codes[2 * i + 1]]), point]);
  const cut = (first, count) => pictures.slice(PIXELS * first, PIXELS * (first + count));
  postMessage({told: "view", step: done, codes, map: cut(0, places.length), rebuilt: cut(places.length, REBUILT), decoded: cut(places.length + REBUILT, 1)});
  viewed = performance.now();
  viewCost = viewed - begun;
}

const decoded = (points) => read(tidy(() => sigmoid(network.decode(tensor(points.flat(), [points.length, LATENT])).logits)));

async function read(one) {
  const values = await one.data();
  one.dispose();
  return values;
}

async function pixels(base64) {
  const packed = new Blob([bytes(base64)]);
  return unpack(new Uint8Array(await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer()));
}

async function gradients(x, eps, beta, share) {
  const found = tidy(() => network.gradients(tensor(x, [x.length / PIXELS, PIXELS]), tensor(eps, [x.length / PIXELS, LATENT]), beta, share).found);
  return Object.fromEntries(await Promise.all(Object.entries(found).map(async ([name, one]) => [name, await read(one)])));
}

// --------------------------------------------------------------------------------------------- the backend

// The fastest backend of those that this browser has and that agree with WebAssembly: what is fastest depends on the machine, and
// a browser may offer a GPU that is a program on the processor. → {backend, times: {name: ms a step, or why it is not taken}}.
async function choose(wanted) {
  const times = {};
  let best, ruler;
  for (const name of ["wasm", "webgl", "webgpu"]) {
    try {
      if (wanted && ![wanted, "wasm"].includes(name)) continue;
      if (name === "webgpu" && !await navigator.gpu?.requestAdapter()) continue;
      if (name === "webgl" && !new OffscreenCanvas(1, 1).getContext("webgl2")) continue;
      if (!await setBackend(name)) continue;
      await ready();
      network = new Network(random(0), white);
      const x = Float32Array.from(train.subarray(0, BATCH * PIXELS)), eps = heldOutNoise.slice(0, BATCH * LATENT);
      const found = await gradients(x, eps, 1, 1);
      ruler ??= found;
      times[name] = agree(found, ruler) ? await timed(x, eps, times[best]) : "its gradients differ from WebAssembly's";
      network.dispose();
    } catch (error) {
      times[name] = error.message;
    }
    if (wanted ? name === wanted : times[name] < (times[best] ?? Infinity)) best = name;
  }
  network = null;
  if (times.wasm === undefined) throw new Error("this browser has no WebAssembly with SIMD");
  if (!Number.isFinite(times[best])) throw new Error(`${wanted} cannot be used here: ${times[wanted] ?? "this browser has none"}`);
  for (const name of Object.keys(times)) if (name !== best && name !== "wasm") removeBackend(name);
  await setBackend(best);
  return {backend: getBackend(), times};
}

const agree = (found, ruler) => Object.entries(ruler).every(([name, values]) => {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.every((value, i) => Math.abs(value - found[name][i]) <= AGREE * largest);
});

// ms a step, of ten; of one, where that is four times as slow as the best so far.
async function timed(x, eps, best = Infinity) {
  const run = async (count) => {
    const begun = performance.now();
    await learnt(count, () => [x, eps], {beta: 1, share: 1, rate: 1e-3});
    return (performance.now() - begun) / count;
  };
  await run(1);                         // the first step prepares kernels
  const one = await run(1);
  return one > 4 * best ? one : run(10);
}
