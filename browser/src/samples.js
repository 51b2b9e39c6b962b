// The tab of draws from the prior, decoded by every model of the page.
import {element} from "./dom.js";
import {paintGrid} from "./digits.js";
import {normal} from "./random.js";

const SAMPLES = 12, COLUMNS = 4;

export function samples({data, models, pad, say, shape, noun, given}) {
  const conditional = models[2].classes > 0;
  const grids = Object.entries(models).map(([dimensions, model]) => {
    const canvas = element("canvas", {class: "grid", width: shape[1] * COLUMNS, height: shape[0] * SAMPLES / COLUMNS, role: "img"});
    const elbo = data.models[dimensions].elbo.toFixed(1).replace("-", "−");
    return {dimensions: Number(dimensions), canvas, model, node: element("figure", {}, [canvas, element("figcaption", {}, [`${dimensions} numbers: ${elbo} nats`])])};
  });
  const again = element("button", {type: "button", onclick: () => { draw(); say(`Twelve new samples from ${grids.length > 1 ? "each model" : "the model"}.`); }}, ["Draw again"]);
  const node = element("section", {}, [element("div", {class: "row"}, grids.map((grid) => grid.node)), element("div", {class: "buttons"}, [again]),
    element("p", {}, [`Without an image, latent numbers are drawn from the prior: a standard Gaussian, most of it near the middle of the plane. Each picture is one draw, decoded.${models[50] ? ` From two numbers the pictures are blurred. From fifty they are sharp, and some are no ${noun}s.` : ""}`]),
    element("p", {class: "hint"}, [`The nats under a model are its score on test ${noun}s: ${conditional ? "a bound on log p(x|y)" : "the ELBO, a bound on log p(x)"}, the logarithm of the probability that it gives to one. Nearer to 0 is better.`])]);

  // On the plane, the draws of the model of two numbers lie where they fell.
  function draw() {
    for (const {dimensions, canvas, model} of grids) {
      const codes = Array.from({length: SAMPLES}, () => Array.from({length: dimensions}, () => normal()));
      paintGrid(canvas, model.decode(codes, given()), shape, COLUMNS);
      canvas.setAttribute("aria-label", `Twelve samples from the prior of ${dimensions} dimensions, decoded`);
      if (dimensions === 2) pad.layers.drawn = codes;
    }
    pad.draw();
  }
  return {node, open() { pad.layers.prior = true; draw(); }, close() { pad.layers.prior = false; pad.layers.drawn = null; }};
}
