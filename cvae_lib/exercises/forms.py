"""Reads answers in every sensible form: letters, words, numbers, and what functions give.

A reader may write "(b)" for b, "0,9" or "90 %" for 0.9, and may give a list, an array or a tensor. All of
this becomes one form here. What remains unclear is refused with a sentence that says what is asked for.
"""

import re
import unicodedata
from collections.abc import Iterable

import numpy as np


class Unreadable(Exception):
    """An answer that cannot be read; the message says what is asked for, in one sentence."""


# ----------------------------------------------------------------------------------------- letters and words

_CHOSEN = re.compile(r"""
    (?:(?:(?:my|the)\s+)?(?:answer|option|choice|letter|case)(?:\s+is)?\s*[:=]?\s*)?    # "answer:"
    [("'`\[{]* (?P<letter>[a-z])                                                        # "(b"
    (?: (?:[)"'`\]}.:;,!?]+ | \s+[-–—=]+\s) \s* (?P<reason>.*) )?                       # "): because …"
    """, re.VERBOSE | re.DOTALL)

# A letter alone among the words of a reason; the article "a" before a word is none.
_ARTICLE = r"(?<!or )(?<!and )a(?=\s+(?!or\b|and\b|nor\b|but\b|is\b)[a-z]{2})"
_ALONE = re.compile(rf"(?<![\w'])(?:{_ARTICLE}|(?P<letter>[a-z]))(?![\w'])")


def letter(answer, letters):
    """The one letter that an answer names, such as "b" for "(B)", "b.", "answer b" and "(b) a few nats".

    Raises:
        Unreadable: the answer names no letter, another one than ``letters``, or several.
    """
    words = plain(_alone(answer))
    found = _CHOSEN.fullmatch(words) if isinstance(words, str) else None
    named = {found["letter"]} if found else set()
    if found:
        named |= {other["letter"] for other in _ALONE.finditer(found["reason"] or "")} & set(letters)
    if len(named) != 1 or not named <= set(letters):
        raise Unreadable(f"one of the letters {', '.join(letters[:-1])} and {letters[-1]} is asked for, "
                         "and nothing beside it.")
    return named.pop()


def named_words(answer, names):
    """Words by name, ``{name: word}``, from a dictionary or from the words in the order of the names.

    Raises:
        Unreadable: there are other names, or another number of words.
    """
    if isinstance(answer, (list, tuple)) and len(answer) == len(names):
        answer = dict(zip(names, answer, strict=True))
    known = {plain(name): name for name in names}
    if not isinstance(answer, dict) or {plain(name) for name in answer} != set(known):
        raise Unreadable(f"a word for each of {', '.join(map(str, names))} is asked for.")
    return {known[plain(name)]: word(value) for name, value in answer.items()}


def word(answer):
    """A word without capitals, and without the spaces, quotes and stops around it."""
    words = plain(_alone(answer))
    return words.strip("\"'`.,;: ") if isinstance(words, str) else words


def plain(words):
    """Words in small letters, with plain quotes and signs, and without spaces around them."""
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    if not isinstance(words, str):
        return words
    words = unicodedata.normalize("NFKC", words)
    return words.translate(str.maketrans("−‘’“”", "-''\"\"")).strip().lower()


def is_blank(answer):
    """Whether an answer is what stands in a notebook before anybody has answered, or nothing at all."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)):
        return not answer or any(map(is_blank, answer))
    return answer is None or answer is ... or isinstance(answer, str) and not answer.strip(" .…?_")


def _alone(answer):
    """What stands in a list, an array or a tensor of one element."""
    if hasattr(answer, "__array__"):
        answer = np.asarray(answer).tolist()
    while isinstance(answer, (list, tuple, set, frozenset)) and len(answer) == 1:
        answer, = answer
    return answer


# ------------------------------------------------------------------------------------------------- numbers

_DIGITS = r"(?:\d{1,3}(?:[,_' ]\d{3})+(?!\d)|\d+)"                  # 51232, and 51,232 or 51 232
_NUMBER = rf"[+-]?\s*(?:{_DIGITS}(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?"
_UNIT = r"nats?|steps?|batch(?:es)?|images?|weights?|parameters?|frames?|pixels?|draws?"
_ONE = re.compile(rf"""
    (?:[^\d=≈~]*[=≈~]\s*)? (?:about\s+)?                                        # "z =", "≈", "about"
    (?P<number>{_NUMBER}) (?:\s*/\s*(?P<below>{_NUMBER}))?                      # "0.9", "0,9", "9/10"
    \s* (?P<percent>%|per\s?cent\b)? \s* (?:(?:{_UNIT})(?:\s+per\s+\w+)?)?
    """, re.VERBOSE)
_BETWEEN = re.compile(rf"(?:[\s,;/&→>()\[\]-]|\b(?:and|then|{_UNIT})\b)*")


def numbers(answer, whole=(False,), share=False):
    """The numbers of an answer, a float64 array with one for each element of ``whole``.

    Args:
        answer: numbers, or words for them, alone or in a list, an array or a tensor.
        whole: for each number that is asked for, whether it is a whole one, so that "51,232" has a comma for
            thousands and none for decimals.
        share: a share is asked for, which may be given in per cent.

    Raises:
        Unreadable: there is no number, or another count; a share above 1 without a word on per cent, or per
            cent where no share is asked for.
    """
    if hasattr(answer, "__array__"):
        answer = np.asarray(answer).tolist()
    parts = list(_flat(answer, len(whole)))
    of_whole = whole if len(parts) == len(whole) else [False] * len(parts)
    found = np.array([_number(part, kind, share) for part, kind in zip(parts, of_whole, strict=True)])
    if len(found) != len(whole):
        what = "one number is" if len(whole) == 1 else f"{len(whole)} numbers are"
        raise Unreadable(f"{what} asked for; here {'is' if len(found) == 1 else 'are'} {len(found)}.")
    return found


def per_cent(answer):
    """A word on per cent for a share that was given so, or nothing."""
    words = plain(_alone(answer))
    found = _ONE.fullmatch(words.rstrip(" .")) if isinstance(words, str) else None
    if not found or not found["percent"]:
        return ""
    return f" {found['number']} % is the share {_number(words, False, True):.6g}."


def _flat(answer, count):
    """Every number in lists of lists, in order; words that hold several numbers are taken apart."""
    if isinstance(answer, (str, bytes)):
        words = plain(answer)
        if count > 1 and _BETWEEN.fullmatch(re.sub(_NUMBER_IN_ROW, "", words)):
            yield from re.findall(_NUMBER_IN_ROW, words)
        else:
            yield answer
    elif isinstance(answer, Iterable) and not isinstance(answer, (dict, set, frozenset)):
        for part in answer:
            yield from _flat(np.asarray(part).tolist() if hasattr(part, "__array__") else part, 1)
    else:
        yield from answer if isinstance(answer, (set, frozenset)) and len(answer) == 1 else [answer]


_NUMBER_IN_ROW = rf"[+-]?{_DIGITS}(?:\.\d+)?"


def _number(answer, whole, share):
    """One number as a float."""
    percent = False
    words = plain(answer)
    try:
        if isinstance(words, str):
            found = _ONE.fullmatch(words.strip("()[]\"'` ").rstrip(" ."))
            percent = bool(found["percent"])
            value = _float(found["number"], whole) / _float(found["below"] or "1", whole)
        else:
            value = float(answer)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        what = f'"{answer}"' if isinstance(answer, str) else f"something of the type {type(answer).__name__}"
        raise Unreadable(f"a number is asked for, and {what} cannot be read as one.") from None
    if percent and not share:
        raise Unreadable("a plain number is asked for, not per cent.")
    if share and not percent and 1 < value <= 100:
        raise Unreadable(f'a share is meant, a number between 0 and 1. Write "{value:g} %" if that is per '
                         "cent, or divide by 100.")
    return value / 100 if percent else value


def _float(digits, whole):
    """A float from digits with a comma for decimals or for thousands."""
    digits = re.sub(r"[\s_']", "", digits)
    if digits.count(",") == 1 and "." not in digits and not (whole and re.search(r",\d{3}$", digits)):
        return float(digits.replace(",", "."))
    return float(digits.replace(",", ""))


# --------------------------------------------------------------------------------------- what functions give

def array(result):
    """What a function gives as float64 numbers; several results are stacked, and None stays None.

    Raises:
        TypeError: these are no numbers.
        ValueError: the results have different shapes.
    """
    if isinstance(result, (list, tuple)) or hasattr(result, "__next__"):
        parts = [array(part) for part in result]
        return None if any(part is None for part in parts) else np.stack(parts)
    if result is None:
        return None
    return np.asarray(result).astype(np.float64)


def refuse_words(result):
    """Refuse words and complex numbers, which NumPy would make real numbers of.

    Raises:
        TypeError: there are such.
    """
    if isinstance(result, (list, tuple)):
        for part in result:
            refuse_words(part)
    elif isinstance(result, (str, bytes, complex)) or getattr(result, "dtype", None) is not None:
        kind = np.asarray(result).dtype
        if kind.kind in "SUc":
            raise TypeError(f"these are no real numbers: {kind}")


def shapes(result):
    """The shape of what a function gives, in words, such as "shape (6,)" or "shapes (6, 4) and (6, 4)"."""
    if isinstance(result, (list, tuple)) and len(result) > 1 and any(np.ndim(part) for part in result):
        return "shapes " + " and ".join(str(np.shape(part)) for part in result)
    if isinstance(result, (str, bytes, dict, set)):
        return f"the type {type(result).__name__}"
    try:
        return f"shape {np.shape(result)}"
    except ValueError:
        return f"the type {type(result).__name__}"
