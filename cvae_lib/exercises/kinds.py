"""What an exercise with a check is, and its three kinds: by hand, a choice, and in code."""

import copy
import inspect
import textwrap
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

EXACT = 1e-6        # the tolerance for whole numbers


class Slip(NamedTuple):
    """A usual wrong answer, of the same form as the right one, and the sentence that a check says of it."""

    says: str
    answer: Any


def _itself(answer):
    return answer


class Exercise(NamedTuple):
    """An exercise with a check.

    ``right`` is the answer: a number or several, a letter, words by name, or a function as in the notebook's
    solution. ``why`` is the working or the reason; a function has none. ``observe`` gives what of an answer
    is compared, and ``tolerance`` is relative. A check names the first of the ``slips`` that agrees with a
    wrong answer.
    """

    right: Any
    hint: str
    why: str = ""
    slips: tuple[Slip, ...] = ()
    observe: Callable = _itself
    tolerance: float = 1e-4

    @property
    def answer(self):
        """The right answer as text: a function's source, or the value and why it is right."""
        if callable(self.right):
            return textwrap.dedent(inspect.getsource(self.right)).rstrip()
        return f"{_written(self.right)}: {self.why}"


def by_hand(right, hint, why, slips, tolerance=0.004):
    """An exercise for paper, with a number or several: two or three digits will do."""
    return Exercise(right, hint, why, tuple(slips), tolerance=tolerance)


def choice(right, hint, why, slips):
    """An exercise that asks for one of the letters a, b, c, or for words by name."""
    return Exercise(right, hint, why, tuple(slips))


def in_code(right, hint, observe, slips, tolerance=1e-4):
    """An exercise that asks for a function, which is known by what ``observe`` gives for it."""
    return Exercise(right, hint, "", tuple(slips), observe, tolerance)


def on(*arguments):
    """Observe a function by what it gives for some arguments; several results are stacked.

    Each attempt gets copies: an answer that works in place must not change what the next one is tried on.
    """
    def observe(function):
        result = function(*copy.deepcopy(arguments))
        if not isinstance(result, (tuple, list)):
            return None if result is None else np.asarray(result, np.float64)
        if any(part is None for part in result):
            return None
        return np.stack([np.asarray(part, np.float64) for part in result])
    return observe


def _written(value):
    """A right answer as text, such as "−1.9379", "1,719 and 24" or "b"."""
    if isinstance(value, (tuple, list)):
        *others, last = map(_written, value)
        return f"{', '.join(others)} and {last}"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.5g}".replace("-", "−") if isinstance(value, float) else str(value)
