"""The quizzes of the site: what they ask, and that the page judges as Python does."""

import base64
import html
import json
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest

# isort: split
from test_house import NOTEBOOKS, ROOT

# isort: split
sys.path.insert(0, str(ROOT / "site" / "_ext"))

pytest.importorskip("docutils")
import quizzes  # noqa: E402

from cvae_lib import checks  # noqa: E402
from cvae_lib.exercises import EXERCISES  # noqa: E402

QUIZZES = {number: exercise for number, exercise in EXERCISES.items() if quizzes.kind(exercise)}
SCRIPT = ROOT / "site" / "_static" / "quizzes.js"


def question(number):
    """The text of an exercise in its notebook."""
    cell_id = f"exercise-{number.replace('.', '-')}"
    text, = (cell.source for notebook in NOTEBOOKS.values() for cell in notebook.cells if cell.id == cell_id)
    return text


def test_all_exercises_without_code_are_asked():
    asked = [number for number, exercise in EXERCISES.items() if not callable(exercise.right)]
    assert list(QUIZZES) == asked
    for page in range(1, 12):
        assert 2 <= sum(number.split(".")[0] == str(page) for number in asked) <= 3


@pytest.mark.parametrize("number", [number for number, exercise in QUIZZES.items()
                                    if quizzes.kind(exercise) == "letter"])
def test_letters_have_the_questions_options(number):
    exercise = QUIZZES[number]
    letters = sorted({exercise.right, *(slip.answer for slip in exercise.slips)})
    found = quizzes.options(question(number), letters)
    assert list(found) == letters == ["a", "b", "c"]
    assert all(1 <= len(text) < 80 and not re.search(r"[$`*]|\bor$", text) for text in found.values()), found
    page = quizzes.render(number, exercise, question(number))
    for letter, text in found.items():
        assert f'value="{letter}" autocomplete="off"><span>({letter}) {html.escape(text)}</span>' in page


def test_a_question_without_its_options_is_refused():
    with pytest.raises(quizzes.QuizError, match="expected once each"):
        quizzes.options("Is it (a) this or (c) that?", "abc")


@pytest.mark.parametrize("number", QUIZZES)
def test_a_page_gives_no_answer_away_at_a_glance(number):
    exercise, page = QUIZZES[number], quizzes.render(number, QUIZZES[number], question(number))
    asked = page.replace(html.escape(exercise.nudge), "").replace(html.escape(exercise.formula), "")
    for kept in (exercise.why, *(slip.says for slip in exercise.slips)):
        assert kept not in html.unescape(asked)
    plain = base64.b64decode(re.search(r'data-rules="([^"]+)"', page)[1])
    assert b"right" not in plain and b"slips" not in plain
    assert "<form" not in page


# ------------------------------------------------------------------------------------ the page and Python

def written(value, rng):
    """One number in the many ways in which readers write it."""
    texts = [repr(value), f"{value:,.0f}", f"{value:,.0f}".replace(",", "\u202f"),
             f"{value:.4E} NATS", f"{value:.3f}".replace(".", ","), f"{value:.5e}", f"= {value:.4f}",
             f"z ≈ {value:.3f}", f"about {value:.3f} nats", f"({value:.3f}).",
             f"{value:.4f} nats per image", f"{100 * value:.2f} %", f"{100 * value:.1f} per cent",
             f"{100 * value:.3f}", f"{value * 7:.4f}/7", f"{value:.3f}".replace("-", "−"),
             f"+ {abs(value):.3f}", f"“{value:.3f}”", f"{value:.0f} steps", f"{value:.4f}".translate(ARABIC),
             f"{value:.4f}".translate(WIDE)]
    texts += [format(value, how) for how in (".1f", ".2f", ".3f", ".4g", ".2g", ",.2f")]
    near = [1 + sign * step for sign in (-1, 1)
            for step in (1e-7, 1e-5, 2e-4, 4e-4, 6e-4, 0.004, 0.006, 0.011, 0.03)]
    texts += [repr(float(value * factor)) for factor in near]
    texts += [f"{value * factor:.2g}" for factor in rng.uniform(0.9, 1.1, 6)]
    return texts


ARABIC, WIDE = (str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"))
JUNK = ["", " … ", "?", "___", "none", "1 2", "1e999", "1/0", "0", "-0", "12,345", "1,5", "1,500", "nan",
        "inf", "٪", "5 %", "50%", "101", "0x10", "1_000", "1'000", "1 000 000", "3 apples", "2 / 4", "--1",
        ".5", "5.", ",5", "1e5", "1,2,3", "½"]


def trials():
    """Pairs (number, answer) of all quizzes; an answer to numbers is a list of texts, as in the page."""
    rng = np.random.default_rng(22)
    for number, exercise in QUIZZES.items():
        how = quizzes.kind(exercise)
        known = [exercise.right, *(slip.answer for slip in exercise.slips)]
        if how == "letter":
            yield from ((number, answer) for answer in ("a", "b", "c", ""))
        elif how == "words":
            words = sorted({word for answer in known for word in answer.values()})
            yield from ((number, dict(zip(exercise.right, rng.choice(words, len(exercise.right)).tolist())))
                        for _ in range(20))
            yield from ((number, answer) for answer in [*known, dict.fromkeys(exercise.right, "")])
        else:
            count = len(exercise.observe.keywords["whole"])
            for answer in known:
                values = np.ravel(np.asarray(answer, float))
                ways = [written(value, rng) for value in values]
                yield from ((number, list(texts)) for texts in zip(*ways, strict=True))
                for factors in rng.uniform(0.98, 1.02, (5, count)):
                    yield number, [repr(float(value)) for value in values * factors]
            right = [repr(float(value)) for value in np.ravel(np.asarray(exercise.right, float))]
            yield from ((number, [*right[:-1], junk]) for junk in JUNK)


def judged(number, answer):
    """What a notebook's check says: (verdict, sentence)."""
    try:
        checks.check(number, answer)
    except checks.NotYet as error:
        said = str(error).splitlines()[0].removeprefix(f"Exercise {number}: ")
        if said in [slip.says for slip in EXERCISES[number].slips]:
            return ["slip", said]
        if said.startswith("there is no answer yet;"):
            return ["blank", "there is no answer yet."]
        return ["wrong" if said == "not yet." else "unreadable", said]
    return ["right", quizzes.rules(EXERCISES[number])["why"]]


PROGRAM = """
const {judge, unveil} = require(process.argv[1]);
const {rules, asked} = JSON.parse(require("fs").readFileSync(0));
const judged = asked.map(([number, answer]) => judge(unveil(rules[number], number), answer));
console.log(JSON.stringify(judged.map(({verdict, says}) => [verdict, says])));
"""


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_a_page_judges_as_python_does(capsys):
    asked = list(trials())
    rules = {number: quizzes.veil(json.dumps(quizzes.rules(exercise), ensure_ascii=False), number)
             for number, exercise in QUIZZES.items()}
    done = subprocess.run(["node", "-e", PROGRAM, str(SCRIPT)], capture_output=True, text=True,
                          input=json.dumps({"rules": rules, "asked": asked}))
    assert done.returncode == 0, done.stderr
    found, expected = json.loads(done.stdout), [judged(*trial) for trial in asked]
    capsys.readouterr()
    wrong = [both for both in zip(asked, found, expected, strict=True) if both[1] != both[2]]
    assert not wrong, f"{len(wrong)} of {len(asked)}, such as {wrong[:5]}"
    assert len(asked) > 3_000
    for verdict in ("right", "slip", "wrong", "unreadable", "blank"):
        assert sum(want[0] == verdict for want in expected) > 20, verdict


def test_a_notebooks_page_has_its_quizzes(tmp_path):
    pytest.importorskip("myst_nb")
    from sphinx.application import Sphinx

    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    shutil.copy(ROOT / "notebooks" / "04_elbo.ipynb", source)
    (source / "index.md").write_text("# Index\n\n```{toctree}\n04_elbo\n```\n")
    (source / "conf.py").write_text("")
    Sphinx(source, source, out, tmp_path / "trees", "html", status=None, warning=None, confoverrides={
        "extensions": ["myst_nb", "quizzes"], "nb_execution_mode": "off",
        "myst_enable_extensions": ["dollarmath"]}).build()
    page, index = ((out / name).read_text() for name in ("04_elbo.html", "index.html"))
    assert re.findall(r'class="quiz" data-number="([\d.]+)"', page) == ["4.1", "4.4"]
    for number, asked_here in (("4.1", True), ("4.2", False), ("4.3", False), ("4.4", True)):
        text = re.sub("<[^>]+>", "", html.unescape(page))
        assert (f'checks.check("{number}", ' in text) != asked_here, number
    places = [page.index(part) for part in ('id="exercise-4-1', 'data-number="4.1"', 'id="exercise-4-2',
                                            'id="exercise-4-4', 'data-number="4.4"', 'id="exercise-4-5')]
    assert places == sorted(places) and "(c) about twice in five<" in page
    for name in ("quizzes.js", "quizzes.css"):
        assert f"_static/{name}" in page and f"_static/{name}" not in index
        assert (out / "_static" / name).read_bytes() == (ROOT / "site" / "_static" / name).read_bytes()
