"""Quizzes on the pages of the notebooks: exercises with letters or numbers are checked in the page.

Question, answer, hints and the usual slips are those of the exercise in `cvae_lib/exercises/`. The quiz
stands below its question. It takes the place of the cell with the check, which no page can run; code
exercises keep that cell. Nothing is stored, and nothing is sent: `_static/quizzes.js` compares in the page,
by the rules of `forms.py` and `checks.py`.

A page holds what its quizzes compare with. It is veiled, so that nobody reads an answer by accident, in the
page or in its source. Who wants to know it finds it: the folded solution stands below each quiz.
"""

import base64
import html
import json
import re
from pathlib import Path

import numpy as np
from docutils import nodes

from cvae_lib.exercises import EXERCISES, forms

STATIC = Path(__file__).resolve().parent.parent / "_static"
TITLE = re.compile(r"Exercise (\d+\.\d+) · ")
CHECK = re.compile(r'checks\.check\("(\d+\.\d+)", .*\)\s*')


class QuizError(Exception):
    """An exercise cannot be asked in a page; one line says why."""


# ---------------------------------------------------------------------------------------- what is compared

def kind(exercise):
    """How an exercise is asked: "letter", "words" or "numbers"; None if only code answers it."""
    reader = getattr(exercise.observe, "func", None)
    return {forms.letter: "letter", forms.named_words: "words", forms.numbers: "numbers"}.get(reader)


def rules(exercise):
    """All that a page needs to judge an answer, as JSON can hold it."""
    how = kind(exercise)
    told = exercise.answer if how == "numbers" else exercise.why
    compared = {
        "kind": how, "nudge": exercise.nudge, "why": _sentence(told),
        "right": _plain(exercise.observe(exercise.right)),
        "slips": [[_plain(exercise.observe(slip.answer)), slip.says] for slip in exercise.slips]}
    if how == "numbers":
        compared |= {**exercise.observe.keywords, "tolerance": exercise.tolerance,
                     "two_digits": exercise.two_digits}
    return compared


def veil(text, key):
    """Text that cannot be read at a glance, as ASCII. It hides an answer from nobody who looks for it."""
    key = key.encode()
    return base64.b64encode(bytes(byte ^ key[place % len(key)] for place, byte in
                                  enumerate(text.encode()))).decode()


def _plain(observed):
    return observed.tolist() if isinstance(observed, np.ndarray) else observed


def _sentence(text):
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


# --------------------------------------------------------------------------------------------- what is seen

def options(question, letters):
    """What a question says of its letters: {"a": "the same within a nat", …}.

    Raises:
        QuizError: it does not name each letter once, in order.
    """
    parts = re.split(rf"\(([{''.join(letters)}])\)", question)
    if parts[1::2] != list(letters):
        raise QuizError(f"the options ({'), ('.join(letters)}) are expected once each in: {question}")
    texts = [re.split(r"\?", part)[0] for part in parts[2::2]]
    return {letter: re.sub(r",?( or)?\s*$", "", text).strip(" .")
            for letter, text in zip(letters, texts, strict=True)}


def render(number, exercise, question):
    """The HTML of one quiz.

    Args:
        number: such as "4.1".
        exercise: with letters, words or numbers.
        question: its text, in which a choice names its options "(a) …, (b) … or (c) …".
    """
    name = f"quiz-{number.replace('.', '-')}"
    compared = rules(exercise)
    asked = {"letter": _letters, "words": _words, "numbers": _numbers}[compared["kind"]]
    return (
        f'<div class="quiz" data-number="{number}" '
        f'data-rules="{veil(json.dumps(compared, ensure_ascii=False), number)}">'
        f'<fieldset><legend>Exercise {number}: check your answer here</legend>'
        f'<div class="quiz-answer">{asked(name, compared, question)}</div>'
        f'<button type="button" class="quiz-check">Check<span class="quiz-of"> exercise {number}</span>'
        "</button>"
        f'<p class="quiz-result" role="status" aria-live="polite"></p></fieldset>'
        f'{_folded("Hint", number, exercise.nudge)}{_folded("Formula", number, exercise.formula)}'
        '<noscript><p>The check needs JavaScript. Nothing is stored or sent.</p></noscript></div>')


def _folded(title, number, text):
    return (f'<details class="quiz-hint"><summary>{title}<span class="quiz-of"> for exercise {number}</span>'
            f"</summary><p>{html.escape(text)}</p></details>")


def _letters(name, compared, question):
    letters = sorted({compared["right"], *(answer for answer, _ in compared["slips"])})
    return "".join(
        f'<label class="quiz-option"><input type="radio" name="{name}" value="{letter}" autocomplete="off">'
        f"<span>({letter}) {html.escape(text)}</span></label>"
        for letter, text in options(question, letters).items())


def _words(name, compared, question):
    known = sorted({word for answer in (compared["right"], *(answer for answer, _ in compared["slips"]))
                    for word in answer.values()})
    choices = '<option value="">choose</option>' + "".join(f"<option>{html.escape(word)}</option>"
                                                           for word in known)
    return "".join(
        f'<label class="quiz-field"><span>{html.escape(of)}</span>'
        f'<select data-name="{html.escape(of)}" autocomplete="off">{choices}</select></label>'
        for of in compared["right"])


def _numbers(name, compared, question):
    count = len(compared["whole"])
    marks = re.findall(r"\((i+)\)", question)
    labels = [f"({mark})" for mark in marks] if len(marks) == count else [
        "Your number" if count == 1 else f"{order} number" for order in ("First", "Second", "Third")[:count]]
    return "".join(
        f'<label class="quiz-field"><span>{label}</span>'
        '<input type="text" inputmode="text" autocomplete="off" spellcheck="false" size="12"></label>'
        for label in labels)


# ------------------------------------------------------------------------------------------ into the pages

def place(app, doctree):
    """Put each quiz below its question, and take the cell with the check away."""
    for section in list(doctree.findall(nodes.section)):
        named = TITLE.match(section[0].astext())
        exercise = EXERCISES.get(named[1]) if named else None
        if exercise is None or kind(exercise) is None:
            continue
        cells = [child for child in section.children if child.get("nb_element") == "cell_code"]
        checks = [cell for cell in cells if _checks(cell) == named[1]]
        if not checks:                              # the exercise is mentioned here, and done elsewhere
            continue
        before = section.children[:section.index(cells[0])]
        question = " ".join(node.astext() for node in before if isinstance(node, nodes.paragraph))
        quiz = nodes.raw("", render(named[1], exercise, question), format="html", classes=["quiz-place"])
        section.insert(section.index(cells[0]), quiz)
        for cell in checks:
            section.remove(cell)


def _checks(cell):
    """The number of the exercise that a code cell checks, if it does nothing else."""
    source = next((block.astext() for block in cell.findall(nodes.literal_block)), "")
    found = CHECK.fullmatch(source)
    return found and found[1]


def needed(app, pagename, templatename, context, doctree):
    """Load script and style where there is a quiz, and nowhere else."""
    if doctree is not None and any("quiz-place" in node["classes"] for node in doctree.findall(nodes.raw)):
        app.add_css_file("quizzes.css")
        app.add_js_file("quizzes.js", loading_method="defer")


def files(app, config):
    """Have Sphinx copy script and style, if the site's own configuration does not."""
    if STATIC not in [(Path(app.confdir) / path).resolve() for path in config.html_static_path]:
        config.html_static_path.append(str(STATIC))


def setup(app):
    """What Sphinx calls."""
    app.connect("config-inited", files)
    app.connect("doctree-read", place)
    app.connect("html-page-context", needed)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
