// The site's front page: the latent plane, small, which answers to the pointer.
import {Decoder} from "./decoder.js";
import {picture} from "./digits.js";
import {announcer, element} from "./dom.js";
import {plane, words} from "./plane.js";

const DRIFT = {radius: 0.5, seconds: 5};        // of the first movement; what moves for longer must have a switch
const {network, limit, start} = window.CVAE_FRONT;      // written by tools/website.py
const place = document.getElementById("front-plane"), still = place.querySelector("img");

function main() {
  const decoder = new Decoder(network), lens = element("canvas", {width: network.shape[1], height: network.shape[0]});
  const said = element("p", {class: "visually-hidden", role: "status"}), say = announcer(said);
  const show = (point) => lens.getContext("2d").putImageData(picture(decoder.decode(point), network.shape), 0, 0);
  let drifting = 0;
  const rest = () => { cancelAnimationFrame(drifting); drifting = 0; };
  const pad = plane({label: "The latent plane: the digit that two numbers are decoded to", limit, hover: true, layers: {background: still, lens},
    onMove(point) { rest(); show(point); say(`Point at ${words(point)}`); }});
  const move = (point) => { show(point); pad.move(point); };
  move(start);
  still.replaceWith(pad.node);
  place.append(said);
  window.cvaeFront = decoder;
  document.documentElement.dataset.front = "ready";
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const begun = performance.now(), step = (now) => {
    const share = (now - begun) / 1000 / DRIFT.seconds, turn = 2 * Math.PI * share;
    if (share >= 1) return move(start);
    move([start[0] + DRIFT.radius * Math.sin(turn), start[1] + DRIFT.radius * (Math.cos(turn) - 1)]);
    drifting = requestAnimationFrame(step);
  };
  drifting = requestAnimationFrame(step);
}

// Where it cannot run, the still picture stays.
if (still.complete) main(); else still.addEventListener("load", main);
