// The tour: its steps belong to the tabs, and each ends in something to find.
import {element} from "./dom.js";
import {neighbours} from "./plane.js";

// What is said of the shipped digits. page: {dots(), show(layer), takeTestDigit(), notebook(number, words)}.
export function stepsOfDigits(page) {
  const mostly = (point, digit) => neighbours(point, page.dots()).votes[digit] >= 11;
  const both = (point, a, b) => { const {votes} = neighbours(point, page.dots()); return votes[a] >= 4 && votes[b] >= 4; };
  return [
    {tab: "Move", title: "Two numbers make a picture", find: "Find a 6.", found: (point) => mostly(point, 6),
      text: "Each place on this plane is a pair of numbers, z₁ and z₂. A network, the decoder, turns any such pair into a picture. No picture is stored. Drag the point, and watch."},
    {tab: "Move", title: "Neighbours look alike", find: "Find the seam between 4 and 9.", found: (point) => both(point, 4, 9),
      text: "Move in small steps: arrow keys, with Shift for smaller ones. A slant changes, a loop closes. At a seam between two digits the picture is a bit of both."},
    {tab: "Move", title: "Nobody told it the classes", find: "Find the dots that lie farthest from the middle. Which digit are they?",
      found: (point) => Math.hypot(...point) > 3.2 && neighbours(point, page.dots()).near, set: () => page.show("dots"),
      text: "The dots are 2,000 test digits. A second network, the encoder, puts each of them where it is. Colours are the labels. Neither network ever saw a label, and the digits lie together all the same."},
    {tab: "Draw", title: "The encoder answers with a cloud", find: "Draw a 1 and then a 0. Which of the two lies farther from the middle?",
      text: "Draw with finger, pen or mouse. For a picture the encoder gives no single place but a small cloud of places, called q(z|x). The blue ellipse holds 86 per cent of it: it has a radius of two standard deviations."},
    {tab: "Draw", title: "Two numbers are few", find: "Find a digit that comes back as another from 2 numbers, and as itself from 50.", set: () => page.takeTestDigit(),
      text: "The same picture is rebuilt from 2 numbers and from 50. Two numbers must hold class, slant, width and thickness, and cannot."},
    {tab: "Walk", title: "A walk is a morph", find: "Find the place on the way where the picture is no digit.",
      text: "A straight line leads from A to B, and each of its points is decoded. Press Play, or drag A and B. Where the line crosses a seam the picture is a blend."},
    {tab: "Samples", title: "New digits from nothing", find: "Count the pictures that are no digits, from 2 numbers and from 50.",
      text: "The two yellow circles hold half of the prior and 95 per cent of it. Crosses show where the draws from 2 numbers fell. Draw again a few times."},
    {tab: "Samples", title: "What is behind it", find: "Find out how such a model learns: open the tab Learn, and press Start.",
      text: ["Both models are variational autoencoders, trained on 60,000 handwritten digits. The course builds them step by step: ", page.notebook(6, "notebook 6"), " this plane, ",
        page.notebook(7, "notebook 7"), " the fifty numbers, ", page.notebook(8, "notebook 8"), " the scores."]},
  ];
}

// page: {open(tab), say(text)}. Returns {node, at(tab), check(point)}, to be told of a tab that was opened and a point that was moved.
export function tour(steps, page) {
  let now = 0;
  const found = new Set();
  const heading = element("h2", {tabindex: "-1"}), text = element("p"), find = element("p", {class: "find"}), count = element("span", {class: "count"});
  const turn = (way) => () => {
    now += way;
    page.open(steps[now].tab);
    steps[now].set?.();
    show();
    heading.focus({preventScroll: true});
  };
  const back = element("button", {type: "button", onclick: turn(-1)}, ["Back"]), next = element("button", {type: "button", onclick: turn(1)}, ["Next"]);
  const node = element("section", {id: "tour", "aria-label": "Guided tour"}, [heading, text, find, element("div", {class: "buttons"}, [back, next, count])]);

  function show() {
    const step = steps[now];
    heading.textContent = step.title;
    text.replaceChildren(...[step.text].flat());
    find.textContent = `${found.has(step) ? "✓ Found. " : ""}${step.find}`;
    count.textContent = `${now + 1} of ${steps.length}`;
    back.disabled = now === 0;
    next.disabled = now === steps.length - 1;
  }
  show();
  return {node,
    at(tab) {
      if (steps[now].tab === tab) return;
      const first = steps.findIndex((step) => step.tab === tab);
      if (first >= 0) { now = first; show(); }
    },
    check(point) {
      const step = steps[now];
      if (found.has(step) || !step.found?.(point)) return;
      found.add(step);
      show();
      page.say(`Found. ${step.find}`);
    }};
}
