/* Checks the quizzes of a page, in the page. Nothing is stored, and nothing is sent.

   Numbers are read and compared as cvae_lib/exercises/forms.py and cvae_lib/checks.py do it: the same forms, the
   same tolerance, the same sentences. tests/test_quizzes.py runs both on many answers and compares. */
"use strict";
(() => {
  // ------------------------------------------------------------------------------ reading, as in forms.py

  class Unreadable extends Error {}

  const DIGITS = "(?:\\d{1,3}(?:[,_' ]\\d{3})+(?!\\d)|\\d+)"; // 51232, and 51,232 or 51 232
  const NUMBER = `[+\\-]?\\s*(?:${DIGITS}(?:[.,]\\d*)?|[.,]\\d+)(?:e[+\\-]?\\d+)?`;
  const UNIT = "nats?|steps?|batch(?:es)?|images?|weights?|parameters?|frames?|pixels?|draws?";
  const ONE = new RegExp(
    "^(?:[^\\d=≈~]*[=≈~]\\s*)?(?:about\\s+)?" + // "z =", "≈", "about"
      `(?<number>${NUMBER})(?:\\s*/\\s*(?<below>${NUMBER}))?` + // "0.9", "0,9", "9/10"
      `\\s*(?<percent>%|per\\s?cent\\b)?\\s*(?:(?:${UNIT})(?:\\s+per\\s+[\\p{L}\\p{N}_]+)?)?$`,
    "u",
  );
  const SIGNS = { "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"' };

  /* Words in small letters, with plain quotes and signs, and Latin digits. */
  function plain(words) {
    return words
      .normalize("NFKC")
      .replace(/[−‘’“”]/g, (sign) => SIGNS[sign])
      .replace(/(?![0-9])\p{Nd}/gu, latin)
      .trim()
      .toLowerCase();
  }

  /* A digit of any script: its ten stand in a row, from nought to nine. */
  function latin(digit) {
    let value = 0;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(digit.codePointAt(0) - value - 1))) value++;
    return String(value);
  }

  function stripped(words, left, right) {
    let from = 0, to = words.length;
    while (from < to && left.includes(words[from])) from++;
    while (to > from && left.includes(words[to - 1])) to--;
    while (to > from && right.includes(words[to - 1])) to--;
    return words.slice(from, to);
  }

  function read(answer, whole, share) {
    const found = ONE.exec(stripped(plain(answer), "()[]\"'` ", " ."));
    const below = found ? toFloat(found.groups.below || "1", whole) : 1;
    if (!found || below === 0) {
      throw new Unreadable(`a number is asked for, and "${answer}" cannot be read as one.`);
    }
    const value = toFloat(found.groups.number, whole) / below;
    const percent = Boolean(found.groups.percent);
    if (percent && !share) throw new Unreadable("a plain number is asked for, not per cent.");
    if (share && !percent && value > 1 && value <= 100) {
      throw new Unreadable(
        `a share is meant, a number between 0 and 1. Write "${Number(value.toPrecision(6))} %" if that is per ` +
          "cent, or divide by 100.",
      );
    }
    return percent ? value / 100 : value;
  }

  function toFloat(digits, whole) {
    const dense = digits.replace(/[\s_']/g, "");
    const decimal = dense.split(",").length === 2 && !dense.includes(".") && !(whole && /,\d{3}$/.test(dense));
    return Number(dense.replaceAll(",", decimal ? "." : ""));
  }

  // ---------------------------------------------------------------------------- comparing, as in checks.py

  function same(got, want, rules) {
    if (rules.kind === "letter") return got === want;
    if (rules.kind === "words") return Object.keys(want).every((name) => got[name] === want[name]);
    return want.every((value, place) => near(got[place], value, rules));
  }

  function near(got, want, rules) {
    const close = (a, b, relative, absolute) => a === b || Math.abs(a - b) <= absolute + relative * Math.abs(b);
    if (close(got, want, rules.tolerance, 0.1 * rules.tolerance)) return true;
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(want))) - 1); // of the second digit
    const short = close(got / unit, Math.round(got / unit), 0, 1e-4);
    return rules.two_digits && short && Math.abs(got - want) <= 0.5001 * unit;
  }

  const blank = (answer) => stripped(answer, " .…?_", "") === "";

  /* Judges an answer: a letter, words by name, or the texts of numbers. Gives {verdict, says}. */
  function judge(rules, answer) {
    const parts = rules.kind === "letter" ? [answer] : Object.values(answer);
    if (parts.some(blank)) return { verdict: "blank", says: "there is no answer yet." };
    let got = answer;
    if (rules.kind === "numbers") {
      try {
        got = answer.map((text, place) => read(text, rules.whole[place], rules.share));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        return { verdict: "unreadable", says: error.message };
      }
    }
    if (same(got, rules.right, rules)) return { verdict: "right", says: rules.why };
    const slip = rules.slips.find(([wrong]) => same(got, wrong, rules));
    return slip ? { verdict: "slip", says: slip[1] } : { verdict: "wrong", says: "not yet." };
  }

  function unveil(text, key) {
    const bytes = Uint8Array.from(atob(text), (letter, place) => letter.charCodeAt(0) ^ key.charCodeAt(place % key.length));
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  // ----------------------------------------------------------------------------------------- in the page

  function answered(quiz, kind) {
    if (kind === "letter") return quiz.querySelector("input:checked")?.value ?? "";
    const fields = [...quiz.querySelectorAll("input, select")];
    return kind === "numbers"
      ? fields.map((field) => field.value)
      : Object.fromEntries(fields.map((field) => [field.dataset.name, field.value]));
  }

  function show(quiz) {
    const rules = unveil(quiz.dataset.rules, quiz.dataset.number);
    const { verdict, says } = judge(rules, answered(quiz, rules.kind));
    const text = says[0].toUpperCase() + says.slice(1);
    const hint = verdict === "wrong" || verdict === "unreadable" ? ` Hint: ${rules.nudge}` : "";
    const result = quiz.querySelector(".quiz-result");
    quiz.dataset.verdict = verdict;
    result.textContent = ({ right: "Right. ", slip: "Not yet. " }[verdict] ?? "") + text + hint;
  }

  function forget(quiz) {
    delete quiz.dataset.verdict;
    quiz.querySelector(".quiz-result").textContent = "";
  }

  function start() {
    for (const quiz of document.querySelectorAll(".quiz[data-rules]")) {
      quiz.querySelector(".quiz-check").addEventListener("click", () => show(quiz));
      quiz.querySelector(".quiz-answer").addEventListener("input", () => forget(quiz));
      quiz.querySelector(".quiz-answer").addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("input")) show(quiz);
      });
    }
  }

  if (typeof document !== "undefined") start();
  else module.exports = { judge, unveil }; // for the test, in Node.js
})();
