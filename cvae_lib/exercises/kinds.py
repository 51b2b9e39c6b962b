"""What an exercise with a check is, and its three kinds: by hand, a choice, and in code."""

import copy
import functools
import inspect
import textwrap
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from cvae_lib import tf
from cvae_lib.exercises import forms

EXACT = 1e-6        # the tolerance for whole numbers


class Slip(NamedTuple):
    """A usual wrong answer, of the same form as the right one, and the sentence that a check says of it."""

    says: str
    answer: Any


class Exercise(NamedTuple):
    """An exercise with a check.

    ``right`` is the answer: a number or several, a letter, words by name, or a function as in the notebook's
    solution. ``task`` says in one plain sentence what to give; it stands in the blank of the students'
    edition. There are two hints: the ``nudge`` points the way, and the ``formula`` goes most of it.
    ``why`` is the working or the reason; a function has none. ``observe`` gives what of an answer
    is compared, and ``tolerance`` is relative. With ``two_digits``, a number that is written with two digits
    need only be right in these. A check names the first of the ``slips`` that agrees with a wrong answer.
    """

    right: Any
    task: str
    nudge: str
    formula: str
    why: str = ""
    slips: tuple[Slip, ...] = ()
    observe: Callable = forms.array
    tolerance: float = 1e-4
    two_digits: bool = False

    @property
    def answer(self):
        """The right answer as text: a function's source, or the value and why it is right."""
        if callable(self.right):
            return textwrap.dedent(inspect.getsource(self.right)).rstrip()
        return f"{_written(self.right)}: {self.why}"


def by_hand(right, task, nudge, formula, why, slips, tolerance=None, share=False):
    """An exercise for paper, with a number or several.

    Two digits will do, and so will more if they are right within half a per cent; unless a ``tolerance`` is
    given, which is relative and holds for all answers. A ``share`` may be given in per cent.
    """
    each = right if isinstance(right, (tuple, list)) else [right]
    observe = functools.partial(
        forms.numbers, whole=tuple(isinstance(value, int) for value in each), share=share)
    return Exercise(right, task, nudge, formula, why, tuple(slips), observe,
                    0.005 if tolerance is None else tolerance, two_digits=tolerance is None)


def choice(right, task, nudge, formula, why, slips):
    """An exercise that asks for one of the letters a, b, c, or for words by name."""
    if isinstance(right, dict):
        observe = functools.partial(forms.named_words, names=list(right))
    elif len(right) == 1:
        observe = functools.partial(forms.letter, letters=sorted([right, *(slip.answer for slip in slips)]))
    else:
        observe = forms.word
    return Exercise(right, task, nudge, formula, why, tuple(slips), observe)


def in_code(right, task, nudge, formula, observe, slips, tolerance=1e-4):
    """An exercise that asks for a function, which is known by what ``observe`` gives for it."""
    return Exercise(right, task, nudge, formula, "", tuple(slips), observe, tolerance)


def on(*arguments):
    """Observe a function by what it gives for some arguments; several results are stacked.

    Each attempt gets copies: an answer that works in place must not change what the next one is tried on. A
    function that stops with arrays is tried on tensors too.
    """
    def observe(function):
        try:
            result = function(*copy.deepcopy(arguments))
        except Exception:
            try:
                result = function(*map(_as_tensor, arguments))
            except Exception:
                result = None
            if result is None:
                raise
        return forms.array(result)
    observe.arguments = arguments
    return observe


def _as_tensor(argument):
    return tf.constant(argument) if isinstance(argument, np.ndarray) else argument


def _written(value):
    """A right answer as text, such as "−1.9379", "1,719 and 24" or "b"."""
    if isinstance(value, (tuple, list)):
        *others, last = map(_written, value)
        return f"{', '.join(others)} and {last}"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.5g}".replace("-", "−") if isinstance(value, float) else str(value)
