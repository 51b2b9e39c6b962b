"""The concept test: its pages, a sheet for a class, and what the class has gained.

    python tools/concept_test.py                    writes docs/concept_test.md and docs/concept_test_key.md
    python tools/concept_test.py sheet before.csv   an empty sheet: one line for each student
    python tools/concept_test.py gain before.csv after.csv

A sheet has the columns name, form (A or B) and 1 to 12, with the letter of each answer or nothing. Students
are found again by their names. The questions are in tools/concept_test.toml.
"""

import csv
import statistics
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SOURCE = Path(__file__).with_suffix(".toml")
PAGE, KEY = ROOT / "docs" / "concept_test.md", ROOT / "docs" / "concept_test_key.md"
FORMS, LETTERS = "AB", "abcd"

INTRODUCTION = """# Concept test

Twelve questions on what is most often misunderstood about VAEs, in two forms. Take one form before the course
and the other one after it, each in about 25 minutes, without books or machines. Every question has exactly
one right answer. Leave a question open if you do not know the answer. A guess would hide what the course has
to explain.
"""

NOTATION = """*`log` is the natural logarithm. N(0, 1) is the normal distribution with mean 0 and variance 1,
and N(0, I) is the same in several dimensions. Code is Python with NumPy (`np`) and TensorFlow (`tf`).*
"""

KEY_INTRODUCTION = """# Concept test: the key

This page belongs to the [instructor's notes](instructor_notes.md). The students' edition does not have it.
The [test](concept_test.md) has two forms. In each question both ask for the same idea, with other numbers or
in another setting. Each wrong answer is what one named misconception gives. So count the wrong answers too.

## How to use it

Let one half of the class take form A first, and the other half form B. Exchange the forms after the course.
The forms were matched by hand and have not been tried on a class, and so one of them may be easier. The two
halves balance that. Print the page. Do not discuss the answers between the two tests, and do not grade them.

Write the letters into two sheets, one line for each student. Leave a field empty where no answer was given.

```
.venv/bin/python tools/concept_test.py sheet before.csv
.venv/bin/python tools/concept_test.py sheet after.csv
.venv/bin/python tools/concept_test.py gain before.csv after.csv
```

The last command prints the shares of right answers before and after, the normalised gain of each question and
of the whole test, and how often each misconception was met. Only students who took both tests count.

## What the gain says, and what it does not say

The normalised gain is the share of what could be gained: (after − before) / (1 − before), from the shares of
right answers in the whole class (Hake, 1998). Know its weaknesses:

- It favours a class that begins high, because the same step counts for more there (Nissen and others, 2018).
- It is undefined where everybody was right before. Where nearly everybody was, a few students decide it.
- It does not show who fell behind.
- A small class gains or loses a question by luck. The gain of the whole test therefore has a standard error,
  which is computed by leaving out each student in turn.
- It does not show that the *course* was the cause. That takes a class without the course beside it.

Read the table of misconceptions beside it.

- Hake, R. R. (1998). Interactive-engagement versus traditional methods: a six-thousand-student survey of
  mechanics test data for introductory physics courses. *American Journal of Physics* 66, 64–74.
- Nissen, J. M., Talbot, R. M., Thompson, A. N. and Van Dusen, B. (2018). Comparison of normalized gain and
  Cohen's d for analyzing gains on concept inventories. *Physical Review Physics Education Research* 14.
"""


class SheetError(Exception):
    """A sheet that cannot be read; one line says where and why."""


# ------------------------------------------------------------------------------------------- the questions

def read():
    """The questions, and the sentences of the misconceptions that are not among the eleven."""
    with SOURCE.open("rb") as file:
        source = tomllib.load(file)
    return source["questions"], source["others"]


def sentences():
    """What each name of a misconception says."""
    from cvae_lib.exercises.misconceptions import Misconception

    return {**Misconception.__members__, **read()[1]}


def options(question, form):
    """The four answers in order: {"a": {"text": …, "reveals": …}, …}; the right one reveals nothing."""
    asked = question[form]
    answers = list(asked["wrong"])
    answers.insert(LETTERS.index(question["place"][form]), {"text": asked["right"]})
    return dict(zip(LETTERS, answers, strict=True))


# ----------------------------------------------------------------------------------------------- its pages

def page():
    """The printable page with both forms."""
    parts = [INTRODUCTION]
    for form in FORMS:
        parts.append(f'<div style="break-before: page"></div>\n\n## Form {form}\n\n'
                     f"Name: ______________________________ Date: ______________\n\n{NOTATION}")
        for number, question in enumerate(read()[0], 1):
            answers = "".join(f"- ({letter}) {answer['text']}\n"
                              for letter, answer in options(question, form).items())
            parts.append(f"**{number}. {question['title']}.** {question[form]['text']}\n\n{answers}")
    return "\n".join(parts)


def key():
    """The teacher's key: right letters, what each wrong answer reveals, and how to read a gain."""
    questions, says, named = read()[0], sentences(), revealed()
    letters = "\n".join(_row(form, *(question["place"][form] for question in questions)) for form in FORMS)
    parts = [KEY_INTRODUCTION, "## Right answers\n",
             _head("form", *range(1, len(questions) + 1)) + letters + "\n", "## What each answer reveals\n"]
    for number, question in enumerate(questions, 1):
        head, rows = _head("reveals", "form A", "form B"), "\n".join(_answers(question))
        parts.append(f"### {number} · {question['title']}\n\nAbove all on {question['about']}.\n\n"
                     f"{head}{rows}\n")
    parts.append("## The misconceptions\n")
    parts.append("\n".join(f"- **{name}** {text}" for name, text in says.items() if name in named) + "\n")
    return "\n".join(parts)


def _answers(question):
    """The rows of a question in the key: what both forms' answers reveal, the right ones first."""
    by_form = [{told(answer): f"({letter}) {answer['text']}"
                for letter, answer in options(question, form).items()} for form in FORMS]
    for what in sorted(by_form[0], key=lambda what: what != "right"):
        yield _row(what, *(answers[what] for answers in by_form))


def told(answer):
    """What the key says of an answer."""
    note = f": {answer['note']}" if "note" in answer else ""
    return f"**{answer['reveals']}**{note}" if "reveals" in answer else "right"


def _head(*titles):
    return f"{_row(*titles)}\n{'|---' * len(titles)}|\n"


def _row(*cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def revealed():
    """The names of all misconceptions that some answer reveals."""
    return {answer["reveals"] for question in read()[0] for form in FORMS
            for answer in question[form]["wrong"]}


# ---------------------------------------------------------------------------------------------- a class

def columns():
    return ["name", "form", *map(str, range(1, len(read()[0]) + 1))]


def write_sheet(path):
    """An empty sheet.

    Raises:
        SheetError: there is a file of that name.
    """
    try:
        with Path(path).open("x", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(columns())
    except FileExistsError:
        raise SheetError(f"{path} is there already, and nothing was written; choose another name") from None
    except OSError as error:
        raise SheetError(f"{path}: {error.strerror}") from None


def read_sheet(path):
    """The answers of a class: {name: (form, [letter or "", …])}.

    Raises:
        SheetError: the file is missing, or something in it is not as it should be.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SheetError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SheetError(f"{path} is not text in UTF-8; save the sheet as CSV") from None
    first = (text.splitlines() or [""])[0]
    rows = csv.DictReader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    missing = [name for name in columns() if name not in (rows.fieldnames or [])]
    if missing:
        raise SheetError(f"{path}: the first line names no column {', '.join(missing)}; "
                         "tools/concept_test.py sheet FILE writes an empty sheet")
    answers = {}
    for row in rows:
        cells = {name: (row[name] or "").strip() for name in columns()}
        if not any(cells.values()):
            continue
        name, form = " ".join(cells["name"].casefold().split()), cells["form"].upper()
        where = f"{path}, line {rows.line_num}"
        if not name or name in answers:
            what = f"{cells['name']} stands there twice" if name else "the name is missing"
            raise SheetError(f"{where}: {what}")
        if form not in tuple(FORMS):
            raise SheetError(f'{where}: the form is A or B, and not "{cells["form"]}"')
        letters = [cells[column].lower().strip("() .") for column in columns()[2:]]
        for number, letter in enumerate(letters, 1):
            if letter not in ("", *LETTERS):
                raise SheetError(f'{where}, question {number}: "{letter}" is none of {", ".join(LETTERS)}')
        answers[name] = form, letters
    return answers


def normalised_gain(before, after):
    """Hake's gain, from shares of right answers; None where nothing could be gained."""
    return None if before == 1 else (after - before) / (1 - before)


def compare(before, after):
    """What a class gained.

    Args:
        before: answers as ``read_sheet`` gives them.
        after: likewise; only students of both count.

    Returns:
        A dictionary: ``students``, how many; ``questions``, for each its shares before and after; ``whole``,
        the same for all questions together; ``error``, the standard error of the whole gain by the jackknife,
        or None; ``met``, how often each misconception was met before and after.

    Raises:
        SheetError: nobody took both tests.
    """
    names = sorted(before.keys() & after.keys())
    if not names:
        raise SheetError("no name stands in both sheets")
    right = [[marks(*answers[name]) for name in names] for answers in (before, after)]
    shares = [tuple(statistics.mean(row[number] for row in rows) for rows in right)
              for number in range(len(read()[0]))]
    totals = [[statistics.mean(row) for row in rows] for rows in right]         # of each student
    without = [normalised_gain(*(statistics.mean(total[:left] + total[left + 1:]) for total in totals))
               for left in range(len(names))] if len(names) > 1 else []
    error = None
    if without and None not in without:
        error = ((len(names) - 1) * statistics.pvariance(without)) ** 0.5
    return {"students": len(names), "questions": shares, "whole": tuple(map(statistics.mean, totals)),
            "error": error, "met": [met(answers, names) for answers in (before, after)]}


def marks(form, letters):
    """Which answers of a student are right, a list of booleans."""
    return [letter == question["place"][form] for letter, question in zip(letters, read()[0], strict=True)]


def met(answers, names):
    """How often each misconception was met, a Counter."""
    found = Counter()
    for form, letters in (answers[name] for name in names):
        for letter, question in zip(letters, read()[0], strict=True):
            answer = options(question, form).get(letter, {})
            found.update([answer["reveals"]] if "reveals" in answer else [])
    return found


def report(before, after):
    """What a class gained, in lines of text."""
    found, titles = compare(before, after), [question["title"] for question in read()[0]]
    alone = len(before.keys() ^ after.keys())
    yield (f"Students who took both tests: {found['students']}"
           + (f"; who took only one, and are left out: {alone}." if alone else "."))
    yield f"\n{'question':36}  before   after    gain"
    for number, (title, shares) in enumerate(zip(titles, found["questions"], strict=True), 1):
        yield _line(f"{number:2} {title}", shares)
    yield _line("all", found["whole"]) + (f" ± {found['error']:.2f}" if found["error"] is not None else "")
    yield f"\n{'wrong answers that reveal':36}  before   after"
    counts = found["met"]
    for name in sorted(revealed(), key=lambda name: (-counts[0][name], name)):
        yield f"{name:36} {counts[0][name]:7} {counts[1][name]:7}"
    yield ("\nThe gain is (after − before) / (1 − before), after Hake (1998); ± is one standard error.\n"
           "It favours classes that begin high, and does not show that the course was the cause:\n"
           "see docs/concept_test_key.md.")


def _line(title, shares):
    gain = normalised_gain(*shares)
    return f"{title:36} {shares[0]:7.0%} {shares[1]:7.0%} " + ("      –" if gain is None else f"{gain:7.2f}")


def main(arguments):
    match arguments:
        case []:
            for path, text in ((PAGE, page()), (KEY, key())):
                path.write_text(text, encoding="utf-8")
                print(f"docs/{path.name}: written")
        case ["sheet", path]:
            write_sheet(path)
            print(f"{path}: written; fill in one line for each student")
        case ["gain", before, after]:
            print(*report(read_sheet(before), read_sheet(after)), sep="\n")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SheetError as error:
        sys.exit(f"concept_test: {error}")
