"""Checks of the exercises in notebooks 01 to 08: what is wrong with an answer, in a few friendly lines.

A check compares an answer with the right one. If it is another, the check compares it with what the usual
misconceptions give, and names the one that it finds. Right answers, hints and misconceptions are in
``exercises/``: do not read that before you have tried.
"""

import warnings

import numpy as np

from cvae_lib.exercises import EXERCISES


class NotYet(Exception):
    """An answer that is blank or wrong. A notebook shows its few lines and no traceback."""

    def _render_traceback_(self):
        return str(self).splitlines()


def check(number, answer):
    """Say that an answer is right, or what is wrong with it.

    Args:
        number: of the exercise, such as "4.1".
        answer: a number, several of them, a letter, words by name, or the function that was asked for. Lists,
            arrays and tensors will do, and so will any code that gives the right numbers.

    Raises:
        NotYet: the answer is blank or wrong, or its code fails.
        ValueError: there is no such exercise.
    """
    exercise = _find(number)
    try:
        got = _observe(exercise, answer)
    except NotImplementedError:                 # what nbgrader leaves in a blank
        got = None
    except Exception as error:
        reason = next(iter(str(error).splitlines()), "")[:200]
        raise _not_yet(number, f"your code stops with {type(error).__name__}: {reason}") from None
    if got is None:
        blank = "your function returns nothing yet." if callable(answer) else "there is no answer yet."
        raise NotYet(f'Exercise {number}: {blank}\nchecks.hint("{number}") gives a hint.')
    right = _observe(exercise, exercise.right)
    if _same(got, right, exercise.tolerance):
        print(f"Exercise {number}: right.")
        return
    for slip in exercise.slips:
        if _same(got, _observe(exercise, slip.answer), exercise.tolerance):
            raise _not_yet(number, slip.says)
    raise _not_yet(number, f"not yet.{_shapes(got, right)}", exercise.hint)


def hint(number):
    """Print the hint of an exercise; every exercise that has a check has one.

    Raises:
        ValueError: there is no such exercise.
    """
    print(_find(number).hint)


def answer(number):
    """Print the answer of an exercise, for those who have tried: the code, or the value and why it is right.

    Raises:
        ValueError: there is no such exercise.
    """
    print(_find(number).answer)


def _find(number):
    if str(number) not in EXERCISES:
        raise ValueError(f"there is no exercise {number!r} with a check; there are {', '.join(EXERCISES)}")
    return EXERCISES[str(number)]


def _not_yet(number, what, hint=None):
    lines = [f"Exercise {number}: {what}"]
    if hint:
        lines.append(f"Hint: {hint}")
    return NotYet("\n".join([*lines, f'checks.answer("{number}") shows the answer.']))


def _observe(exercise, answer):
    """What is compared: the answer itself, or what a function gives; None where there is nothing."""
    if isinstance(answer, dict):
        parts = answer.values()
    else:
        parts = answer if isinstance(answer, (list, tuple)) else [answer]
    if any(part is None or part is ... for part in parts):
        return None
    # A warning on stderr would cost a grader's points.
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return exercise.observe(answer)


def _same(got, want, tolerance):
    if isinstance(want, (str, dict)):
        return _plain(got) == want
    try:
        got, want = np.asarray(got, np.float64), np.asarray(want, np.float64)
    except (TypeError, ValueError):
        return False
    if got.shape != want.shape and not got.size == want.size == 1:
        return False
    return np.allclose(got.ravel(), want.ravel(), rtol=tolerance, atol=0.1 * tolerance, equal_nan=True)


def _plain(words):
    """Words without capitals and spaces around them."""
    if isinstance(words, dict):
        return {key: _plain(value) for key, value in words.items()}
    return words.strip().lower() if isinstance(words, str) else words


def _shapes(got, want):
    """A word on shapes, where these differ."""
    try:
        got, want = np.shape(got), np.shape(want)
    except ValueError:
        return ""
    return f" The result has shape {got}; it should have {want}." if got != want and got else ""
