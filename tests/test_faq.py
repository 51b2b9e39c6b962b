"""docs/faq.md: each answer has two sentences, and the cells that it names print each of its figures."""

import re

import pytest

# isort: split
from test_house import NOTEBOOKS, ROOT, anchor

PAGE = (ROOT / "docs" / "faq.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"(?ms)^### (.*?)\n\n(.*?)(?=^##|\Z)", PAGE))
LINK = re.compile(r"\(\[[^\]]*\]\(\.\./notebooks/([\w.]+)#([^)]+)\)\)\.$")
TOPICS = {      # what must be answered, and a word that the question has
    "weights": "weighted", "sum or mean": "Sum or mean", "grey": "grey", "blurry": "blurry",
    "KL": "KL be negative", "ELBO": "ELBO be above", "collapse": "the same", "NaN": "NaN",
    "compare": "compared", "own": "own images", "conditional": "a seven", "save": "save and load"}


def figures(text):
    """All numbers of a text as floats."""
    plain = text.replace("−", "-").replace(",", "")
    return {float(number) for number in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w])", plain)}


def printed(name, target):
    """What the cells of a section print, its subsections included."""
    level, text = 0, ""
    for cell in NOTEBOOKS[name].cells:
        if cell.cell_type == "markdown":
            for marks, title in re.findall(r"(?m)^(#+) (.*)$", cell.source):
                if anchor(title) == target:
                    level = len(marks)
                elif len(marks) <= level:
                    level = 0
        elif level:
            for output in cell.outputs:
                text += output.get("text", "") + output.get("data", {}).get("text/plain", "") + "\n"
    return text


def quotes(answer):
    """The quotes of an answer: (bold figures, notebook, anchor)."""
    for quote in re.findall(r"(?m)(?:^> .*\n?)+", answer):
        line = re.sub(r"\s*\n> ", " ", quote.removeprefix("> ")).strip()
        name, target = LINK.search(line).groups()
        yield re.findall(r"\*\*([^*]+)\*\*", line), name, target


@pytest.mark.parametrize("question", ENTRIES)
def test_the_figures_stand_in_the_cells_that_are_named(question):
    found = list(quotes(ENTRIES[question]))
    assert found
    for bold, name, target in found:
        there = figures(printed(name, target))
        assert bold and there, (name, target)
        for text in bold:
            value, = figures(text.rstrip("%"))
            assert value in there, f"{text} is not printed in {name}#{target}"


@pytest.mark.parametrize("question", ENTRIES)
def test_an_answer_has_two_sentences(question):
    prose = re.sub(r"(?m)^>.*\n?", "", ENTRIES[question])
    assert len(re.findall(r"[.!?](?=\s|$)", prose)) == 2, prose


@pytest.mark.parametrize("topic", TOPICS)
def test_what_is_asked_most_is_answered(topic):
    assert sum(TOPICS[topic] in question for question in ENTRIES) == 1


def test_questions_are_questions_and_stand_once():
    titles = re.findall(r"(?m)^### (.*)$", PAGE)
    assert len(titles) == len(ENTRIES) >= 25 and all(title.endswith("?") for title in titles)


def test_a_figure_that_is_not_printed_is_found_out():
    assert 784.0 in figures("β =  784.00   a common slip") and 78.0 not in figures("784.00 7.8")
    assert -17188.0 in figures("−17,188 nats") and 0.364 in figures("is 0.364, not 1")
    assert printed("04_elbo.ipynb", "no-such-heading") == ""
    whole, part = (printed("08_likelihood.ipynb", name)
                   for name in ("break-it-and-diagnose-it", "1-collapse"))
    assert part in whole and len(part) < len(whole)
