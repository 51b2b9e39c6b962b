"""Checks of the exercises in the notebooks: what is wrong with an answer, in a few friendly lines.

A check compares an answer with the right one. If it is another, the check compares it with what the usual
misconceptions give, and names the one that it finds. Right answers, hints and misconceptions are in
``exercises/``: do not read that before you have tried.

In a notebook this module shows a blank that was run, ``raise NotImplementedError("Exercise 4.1: …")``, as
that one line.
"""

import functools
import warnings

import IPython
import numpy as np

from cvae_lib import attempts
from cvae_lib.exercises import EXERCISES, forms

_right = set()          # the exercises whose last check passed, by number
_nudged = set()         # those whose nudge has been shown, so that the formula is next


class NotYet(Exception):
    """An answer that is blank or wrong. A notebook shows its few lines and no traceback."""

    def _render_traceback_(self):
        return str(self).splitlines()


def check(number, answer):
    """Say that an answer is right, or what is wrong with it.

    Args:
        number: of the exercise, such as "4.1".
        answer: a number, several of them, a letter, words by name, or the function that was asked for. Lists,
            arrays and tensors will do, and so will any code that gives the right numbers. A function is
            called with arrays of its own, which it may change, and has 20 seconds.

    Raises:
        NotYet: the answer is blank or wrong, or its code fails or does not end.
        ValueError: there is no such exercise.
    """
    number, exercise, attempt = str(number), _find(number), _Attempt(answer)
    _right.discard(number)
    right, form = _expected(exercise, exercise.right)
    try:
        with attempts.bounded():
            _check_kind(number, exercise, answer)
            got = _observe(exercise, attempt)
    except NotYet:
        raise
    except attempts.Stopped as stopped:
        raise _not_yet(number, f"your code stops with {stopped}") from None
    except attempts.TooSlow:
        what = f"your code takes longer than {attempts.SECONDS} seconds. Is there a loop that never ends?"
        raise _not_yet(number, what, hint=True) from None
    except forms.Unreadable as error:
        raise _not_yet(number, str(error), hint=True) from None
    except Exception:           # the check itself stops, at something that it cannot compare
        what = f"the check cannot use what your {'function gives' if callable(answer) else 'answer is'}."
        raise _not_yet(number, what + _shapes(attempt, form), hint=True) from None
    if got is None:
        blank = "your function returns nothing yet" if callable(answer) else "there is no answer yet"
        raise NotYet(f'Exercise {number}: {blank}; checks.hint("{number}") gives a hint.')
    if _same(got, right, exercise):
        _right.add(number)
        print(f"Exercise {number}: right.{forms.per_cent(answer)}")
        return
    for slip in exercise.slips:
        if _same(got, _expected(exercise, slip.answer)[0], exercise):
            raise _not_yet(number, slip.says)
    raise _not_yet(number, f"not yet.{_shapes(attempt, form)}", hint=True)


def hint(number):
    """Print a hint: a nudge the first time, and the formula from then on.

    Every exercise that has a check has both. A check that has shown the nudge counts as the first time.

    Raises:
        ValueError: there is no such exercise.
    """
    number, exercise = str(number), _find(number)
    first = number not in _nudged
    _nudged.add(number)
    print(f'{exercise.nudge}\nOnce more, checks.hint("{number}") gives the formula.' if first
          else exercise.formula)


def answer(number):
    """Print the answer of an exercise, for those who have tried: the code, or the value and why it is right.

    Raises:
        ValueError: there is no such exercise.
    """
    print(_find(number).answer)


def summary(notebook):
    """Print in one line which exercises of a notebook are right, and which are still open.

    Args:
        notebook: its number, such as 4.

    Raises:
        ValueError: there is no such notebook.
    """
    numbers = [number for number in EXERCISES if number.split(".")[0] == str(notebook)]
    if not numbers:
        raise ValueError(f"there is no notebook {notebook!r} with exercises")
    still_open = [number for number in numbers if number not in _right]
    done = f"{len(numbers) - len(still_open)} of {len(numbers)} checked exercises are right"
    if not still_open:
        print(f"Notebook {notebook}: {done}.")
        return
    print(f"Notebook {notebook}: {done}; still open: {', '.join(still_open)}. "
          f'checks.hint("{still_open[0]}") gives a hint.')


def _find(number):
    if str(number) not in EXERCISES:
        raise ValueError(f"there is no exercise {number!r} with a check; there are {', '.join(EXERCISES)}")
    return EXERCISES[str(number)]


def _not_yet(number, what, hint=False):
    """What is wrong with an answer; with the nudge, if a ``hint`` is due."""
    lines, more = [f"Exercise {number}: {what}"], ""
    if hint:
        _nudged.add(number)
        lines.append(f"Hint: {EXERCISES[number].nudge}")
        more = f'checks.hint("{number}") gives the formula, and '
    return NotYet("\n".join([*lines, f'{more}checks.answer("{number}") shows the answer.']))


def _check_kind(number, exercise, answer):
    """Refuse a value where a function is asked for, and a function where a value is."""
    if forms.is_blank(answer) or callable(answer) == callable(exercise.right):
        return
    if callable(answer):
        raise _not_yet(number, "a value is asked for, and this is a function.", hint=True)
    name = exercise.right.__name__
    raise _not_yet(number, f"a function is asked for, and this is of the type {type(answer).__name__}. Give "
                           f'its name, without brackets behind it: checks.check("{number}", {name})')


class _Attempt:
    """An answer; what a function gives is kept, and that it stops is told from a stop of the check."""

    def __init__(self, answer):
        self.answer, self.gives = answer, None

    def __call__(self, *arguments, **named):
        self.gives = attempts.call(self.answer, *arguments, **named)
        if self.gives is ...:
            self.gives = None
        forms.refuse_words(self.gives)
        return self.gives


def _observe(exercise, attempt):
    """What is compared: the answer in a plain form, or what a function gives; None where there is nothing."""
    if forms.is_blank(attempt.answer):
        return None
    return _quietly(exercise.observe, attempt if callable(attempt.answer) else attempt.answer)


def _quietly(observe, answer):
    """Without warnings: one on stderr would cost a grader's points."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return observe(answer)


def _expected(exercise, answer):
    """What is observed of the right answer or of a slip, and the shape of what a function gives, in words."""
    return _kept(exercise.observe, answer) if callable(answer) else (_observe(exercise, _Attempt(answer)), "")


@functools.cache
def _kept(observe, function):
    attempt = _Attempt(function)
    return _quietly(observe, attempt), forms.shapes(attempt.gives)


def _same(got, want, exercise):
    if isinstance(want, (str, dict)):
        return got == want
    got, want = np.asarray(got, np.float64), np.asarray(want, np.float64)
    if got.shape != want.shape and not got.size == want.size == 1:
        return False
    got, want, tolerance = got.ravel(), want.ravel(), exercise.tolerance
    near = np.isclose(got, want, rtol=tolerance, atol=0.1 * tolerance, equal_nan=True)
    return bool(np.all(near | _same_two_digits(got, want) if exercise.two_digits else near))


def _same_two_digits(got, want):
    """Where numbers of two digits are what others are when rounded."""
    with np.errstate(all="ignore"):
        unit = 10 ** (np.floor(np.log10(np.abs(want))) - 1)         # of the second digit
        short = np.isclose(got / unit, np.round(got / unit), rtol=0, atol=1e-4)
        return short & (np.abs(got - want) <= 0.5001 * unit)


def _shapes(attempt, want):
    """A word on the shape of what a function gives, where another is wanted."""
    got = forms.shapes(attempt.gives)
    if not want or got == want:
        return ""
    if got.startswith("shape ") and want.startswith("shape "):
        want = want.removeprefix("shape ")
    return f" The result has {got}; it should have {want}."


def _show_blank(shell, kind, error, trace, tb_offset=None):
    """Print a blank's own line; the traceback above it would say nothing."""
    if attempts.is_blank(error) and str(error):
        print(error)
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


if IPython.get_ipython() is not None:
    IPython.get_ipython().set_custom_exc((NotImplementedError,), _show_blank)
