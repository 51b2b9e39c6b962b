// The tab on which one moves through the plane: the decoded picture stands beside the hand, and large beside the plane.
import {element} from "./dom.js";
import {figure} from "./digits.js";
import {nearby, words} from "./plane.js";

const DRIFT = {radius: 0.55, seconds: 14};      // of the first movement, before anybody touches anything
const TOUCHES = ["pointerdown", "keydown", "input", "click"];       // the last two alone where a voice or a switch is the hand

export function move({data, models: {2: two}, pad, say, shape, noun, names, given, dots}) {
  const decoded = figure(`decoded ${noun}`, true, shape), near = element("p", {class: "hint"});
  const node = element("section", {}, [element("div", {class: "stage"}, [decoded.node, element("div", {}, [
    element("p", {}, [`The decoder turns the point's two numbers into this picture: ${data.digits.grey ? "the mean of each pixel" : "for each pixel the probability that it is white"}.`]), near])])]);
  let drifting = 0;

  function show() {
    decoded.show(two.decode([pad.point], given()), `decoded ${noun} at ${words(pad.point)}`);
    near.textContent = `${nearby(pad.point, dots(), names)}.`;
    pad.draw();         // the lens shows the picture as it is now
  }

  // From a crisp picture, in a slow loop that comes back to it, until somebody touches or types something.
  function drift() {
    const from = crispest(), started = performance.now();
    pad.move(from);
    show();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    near.textContent = "The point drifts until you touch the plane or press a key.";
    const step = (now) => {
      const turn = 2 * Math.PI * Math.max(0, now - started) / 1000 / DRIFT.seconds;
      pad.move([from[0] + DRIFT.radius * Math.sin(turn), from[1] + DRIFT.radius * (Math.cos(turn) - 1)]);
      decoded.show(two.decode([pad.point], given()), `decoded ${noun} at ${words(pad.point)}`);
      drifting = requestAnimationFrame(step);
    };
    drifting = requestAnimationFrame(step);
    for (const event of TOUCHES) addEventListener(event, rest, {capture: true});
  }
  function rest() {
    if (!drifting) return;
    cancelAnimationFrame(drifting);
    drifting = 0;
    for (const event of TOUCHES) removeEventListener(event, rest, {capture: true});
    show();
  }

  // Of some encoded images, of that half with more white than the rest, the one whose decoded pixels are nearest to black or white.
  function crispest() {
    const pictures = two.decode(dots().mean.slice(0, 32), given());
    const found = dots().mean.slice(0, 32).map((point, i) => {
      const pixels = pictures.subarray(two.size * i, two.size * (i + 1));
      return {point, white: pixels.reduce((sum, mean) => sum + mean, 0), grey: pixels.reduce((sum, mean) => sum + mean * (1 - mean), 0)};
    });
    const half = found.sort((a, b) => b.white - a.white).slice(0, Math.ceil(found.length / 2));
    return half.sort((a, b) => a.grey / a.white - b.grey / b.white)[0].point;
  }

  return {node, drift, picture: decoded.canvas, moved() { show(); say(`Point at ${words(pad.point)}. ${near.textContent}`); },
    open() { pad.layers.lens = decoded.canvas; if (!drifting) show(); },
    close() { rest(); delete pad.layers.lens; }};
}
