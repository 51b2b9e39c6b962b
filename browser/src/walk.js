// The tab on which one walks along a line from A to B. Both ends are handles on the plane.
import {chooser, clamp, element, slider} from "./dom.js";
import {figure, paintGrid} from "./digits.js";
import {nearby, words} from "./plane.js";

const SECONDS = 4, STRIP = 9;
const mix = (a, b, share) => a.map((value, i) => (1 - share) * value + share * b[i]);

export function walk({models: {2: two}, pad, say, shape, noun, names, given, dots}) {
  const ends = [[-1.5, -1], [1.5, 1]], reduced = matchMedia("(prefers-reduced-motion: reduce)");
  let share = 0, playing = 0;
  const walker = figure("on the way", true, shape);
  const strip = element("canvas", {class: "strip", width: shape[1] * STRIP, height: shape[0], role: "img", "aria-label": `nine ${noun}s along the walk, from A to B`});
  const step = slider({label: "from A to B", min: 0, max: 1, step: 0.01}, (value) => { stop(); walkTo(value); });
  const hand = chooser("Which end the arrow keys and the numbers move", ["Move A", "Move B"], (i) => pad.hold(i));
  const play = element("button", {type: "button", onclick: () => playing ? stop() : goOn()}, ["Play"]);
  const node = element("section", {}, [element("div", {class: "stage"}, [walker.node, element("div", {}, [
    element("p", {}, ["Every point of the straight line from A to B is decoded. Drag A and B on the plane, or choose one and use arrow keys."]),
    element("div", {class: "buttons"}, [play, hand.node])])]), step.node, strip]);

  function walkTo(value) {
    share = value;
    step.set(share);
    pad.move(mix(...ends, share));
    walker.show(two.decode([pad.point], given()), `decoded ${noun} at ${words(pad.point)}`);
    if (!playing) say(`${Math.round(100 * share)} per cent of the way. ${nearby(pad.point, dots(), names)}.`);
  }
  function show() {
    pad.layers.path = pad.handles = ends;
    hand.press(pad.hand);
    paintGrid(strip, two.decode(Array.from({length: STRIP}, (_, i) => mix(...ends, i / (STRIP - 1))), given()), shape, STRIP);
    walkTo(share);
  }
  function goOn() {
    if (reduced.matches) return walkTo(share >= 0.99 ? 0 : clamp(share + 0.125, 0, 1));       // in single steps
    let last = performance.now();
    const frame = (now) => {
      walkTo(clamp(share + Math.max(0, now - last) / 1000 / SECONDS, 0, 1));
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
  return {node, open: show, close() { stop(); pad.handles = pad.layers.path = null; },
    handled() { stop(); show(); }};
}
