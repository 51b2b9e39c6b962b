"""The quizzes of the site in a real browser: mouse and keyboard, light and dark, and nothing kept or sent."""

import html
import sys

import pytest

# isort: split
from conftest import PHONE, PICTURES, ROOT

# isort: split
sys.path.insert(0, str(ROOT / "site" / "_ext"))

pytest.importorskip("docutils")
import quizzes  # noqa: E402

from cvae_lib.exercises import EXERCISES  # noqa: E402

QUESTION = "How often: (a) never, (b) about once in twenty draws, (c) about twice in five?"
DARK = {"text-base": "#ced6dd", "text-muted": "#9ca4af", "background": "#14181e", "surface": "#222832",
        "border": "#48566b", "primary": "#3fb1c5", "accent": "#e89eb8", "success": "#5fb488",
        "danger": "#e78894"}
SHOWN = ("4.4", "8.5", "1.4", "6.1")                    # letters, words, three numbers and a share


@pytest.fixture
def page_of_quizzes(tmp_path):
    """A page with a quiz of each kind, in the fallback colours or in a theme's dark ones."""
    def write(dark):
        parts = [quizzes.render(number, EXERCISES[number], QUESTION) for number in SHOWN]
        theme = "".join(f"--pst-color-{name}: {value};" for name, value in DARK.items()) if dark else ""
        back = "background: var(--pst-color-background, #fff); color: var(--pst-color-text-base, #1b1b1b)"
        page = tmp_path / "quizzes.html"
        page.write_text(
            f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Quizzes</title>'
            f'<meta name="viewport" content="width=device-width">'
            f"<style>:root {{ {theme} }} body {{ {back}; font: 1rem/1.6 sans-serif }}"
            f'{(quizzes.STATIC / "quizzes.css").read_text()}</style>'
            f'<main><h1>Quizzes</h1>{"".join(parts)}</main>'
            f'<script>{(quizzes.STATIC / "quizzes.js").read_text()}</script></html>', encoding="utf-8")
        return page.as_uri()
    return write


def quiz(page, number):
    return page.locator(f'.quiz[data-number="{number}"]')


def said(page, number):
    return quiz(page, number).get_by_role("status").inner_text()


def test_wrong_answers_are_told_which_slip_they_are(watched, page_of_quizzes):
    page = watched(page_of_quizzes(dark=False))
    for number, slip in (("4.4", 0), ("4.4", 1), ("8.5", 2), ("1.4", 1)):
        exercise = EXERCISES[number]
        answer = exercise.slips[slip].answer
        fill(quiz(page, number), answer)
        quiz(page, number).get_by_role("button", name=f"Check exercise {number}").click()
        assert said(page, number) == f"Not yet. {exercise.slips[slip].says}"
        fill(quiz(page, number), exercise.right)
        assert said(page, number) == ""                     # a changed answer has no verdict yet
        quiz(page, number).get_by_role("button").click()
        assert said(page, number).startswith("Right. ")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert "?" not in page.url


def fill(asked, answer):
    if isinstance(answer, str):
        asked.get_by_label(f"({answer})").check()
    elif isinstance(answer, dict):
        for name, word in answer.items():
            asked.get_by_role("combobox", name=name, exact=True).select_option(word)
    else:
        answer = answer if isinstance(answer, tuple) else (answer,)
        for field, value in zip(asked.get_by_role("textbox").all(), answer, strict=True):
            field.fill(str(value))


def test_the_keyboard_is_enough(watched, page_of_quizzes):
    page = watched(page_of_quizzes(dark=False))
    quiz(page, "4.4").get_by_label("(a)").focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    assert said(page, "4.4").startswith("Right. ")
    quiz(page, "6.1").get_by_role("textbox").focus()
    page.keyboard.type("14,6 %")
    page.keyboard.press("Enter")
    assert said(page, "6.1").startswith("Right. ")
    page.keyboard.press("Control+a")
    page.keyboard.type("14.6")
    page.keyboard.press("Enter")
    assert said(page, "6.1").startswith("A share is meant") and EXERCISES["6.1"].nudge in said(page, "6.1")
    quiz(page, "8.5").get_by_role("button").focus()
    page.keyboard.press("Space")
    assert said(page, "8.5") == "There is no answer yet."


@pytest.mark.parametrize("dark", [False, True])
def test_no_barrier_and_no_sideways_scroll(watched, page_of_quizzes, dark):
    from axe_playwright_python.sync_playwright import Axe

    page = watched(page_of_quizzes(dark), **PHONE)
    for number in SHOWN:
        fill(quiz(page, number), EXERCISES[number].slips[0].answer)
        quiz(page, number).get_by_role("button").click()
        for summary in quiz(page, number).locator("summary").all():
            summary.click()
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    hints = [html.unescape(text) for text in quiz(page, "4.4").locator("details p").all_inner_texts()]
    assert hints == [EXERCISES["4.4"].nudge, EXERCISES["4.4"].formula]
    page.screenshot(path=PICTURES / f"quizzes-{'dark' if dark else 'light'}.png", full_page=True)
