// Five steps, each with a question first. A guess sets the page to what the question is about, and shows the answer.
import {clamp, element} from "../dom.js";

// steps: [{question, guesses: [text, ...], right: number, act(), answer, then: [text, act] or undefined}, ...]. Returns its node.
export function guide(steps, say) {
  const guessed = new Map();        // number of the step → number of the guess
  let at = 0;
  const eyebrow = element("p", {class: "eyebrow"}), question = element("h2", {tabindex: "-1"}), choices = element("div", {class: "buttons", role: "group", "aria-label": "Your guess"});
  const answer = element("div", {class: "answer"});
  const turn = (way) => () => { at = clamp(at + way, 0, steps.length - 1); show(); question.focus({preventScroll: true}); };
  const back = element("button", {type: "button", onclick: turn(-1)}, ["Back"]), next = element("button", {type: "button", onclick: turn(1)}, ["Next"]);
  const node = element("section", {class: "guide", "aria-label": "Five questions"}, [eyebrow, question, choices, answer, element("div", {class: "buttons"}, [back, next])]);
  show();
  return node;

  function show() {
    const step = steps[at];
    eyebrow.textContent = `Question ${at + 1} of ${steps.length}: guess, and the page shows it`;
    question.textContent = step.question;
    choices.replaceChildren(...step.guesses.map((text, i) => element("button", {type: "button", "aria-pressed": String(guessed.get(at) === i), onclick: () => guess(i)}, [text])));
    answer.replaceChildren(...guessed.has(at) ? told(step, guessed.get(at)) : []);
    back.disabled = at === 0;
    next.disabled = at === steps.length - 1;
  }
  function guess(i) {
    const step = steps[at];
    guessed.set(at, i);
    show();
    choices.children[i].focus();
    say(answer.firstChild.textContent);
    step.act();
  }
  function told(step, i) {
    return [element("p", {}, [`${i === step.right ? "Yes." : `The answer is: ${step.guesses[step.right].toLowerCase()}.`} ${step.answer}`]),
      ...step.then ? [element("div", {class: "buttons"}, [element("button", {type: "button", onclick: step.then[1]}, [step.then[0]])])] : []];
  }
}
