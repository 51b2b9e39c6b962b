"""A battery for the checks: every sensible form of a right answer passes, and no wrong answer does.

Most of it follows from the exercises themselves: their right answers in odd forms, their slips in odd forms,
and the mutants of their solutions (``mutants.py``). What is written by hand is keyed by an exercise's number.
"""

import contextlib
import copy
import functools
import math
import re

import numpy as np
import pytest

from cvae_lib import checks, data, keras, runs, tf
from cvae_lib.exercises import EXERCISES, forms
from mutants import mutants

LETTERS = [number for number, exercise in EXERCISES.items() if isinstance(exercise.right, str)]
WORDS = [number for number, exercise in EXERCISES.items() if isinstance(exercise.right, dict)]
FUNCTIONS = [number for number, exercise in EXERCISES.items() if callable(exercise.right)]
NUMBERS = [number for number in EXERCISES if number not in {*LETTERS, *WORDS, *FUNCTIONS}]


def _is_share(exercise):
    return exercise.observe.keywords["share"]


# ------------------------------------------------------------------------------------ odd forms of a letter

LETTER_FORMS = [
    "{}", " {} ", "({})", "{})", "{}.", "{}:", "'{}'", '"{}"', "“{}”", "[{}]", "{}!", "answer {}",
    "Answer: {}", "option ({})", "my answer is {}", "({}) a few nats", "{}: because it is so",
    "{} – about the same", "{}, I think",
]


def _letter_forms(letter):
    for form in LETTER_FORMS:
        yield form.format(letter)
    yield from (letter.upper(), f"({letter.upper()})", [letter], (letter,), {letter}, np.array(letter),
                np.array([letter]), np.str_(letter), tf.constant(letter), letter.encode())


def _no_letters(right):
    """What is no single letter, though the right one may be among it."""
    other = "a" if right != "a" else "c"
    third = next(letter for letter in "abc" if letter not in (right, other))
    yield from (
        f"{right} or {other}", f"{right}, {other}", f"{right}{other}", f"{right}/{other}",
        f"({right}) or ({third})", f"{right}) {other})", [right, other], (right, third),
        f"{right}: not {third}", f"{right}-{third}", f"not {right}", f"{right}{right}", {right, other}, "abc",
        "d", "maybe", 1, 2.0, True, lambda: right, {"a": right}, np.array([right, other]),
        f"{other}: {right}", f"{right}, or a guess",
    )


# ------------------------------------------------------------------------------------- odd forms of numbers

def _number_forms(value):
    """One number, in the forms of the same value."""
    yield from (value, float(value), np.float64(value), np.array(value), np.array([value]),
                np.array([[value]]), [value], (value,), {value}, str(value), [str(value)], f" {value} ",
                f"({value})", f"'{value}'", f"= {value}", f"x = {value}", f"≈ {value}", f"{value}.",
                str(value).replace("-", "−"), str(value).replace("-", "- "), str(value).encode(),
                tf.constant(value, tf.float64), tf.constant([value], tf.float64),
                tf.Variable(value, dtype=tf.float64), np.array(str(value)), f"{10 * value}/10", iter([value]))
    if value == int(value):
        yield from (np.int64(value), np.float32(value), f"{value:,}", f"{value:,}".replace(",", " "),
                    f"{value:,}".replace(",", "_"), f"{value:,}".replace(",", "'"), f"{value}.0",
                    f"{value:e}")
    else:
        yield from (np.float32(value), tf.constant(value, tf.float32), str(value).replace(".", ","),
                    f"{value} nats", f"{value:.6e}", f"{value} nats per image")


def _rounded_forms(exercise):
    """Two and three digits, where they will do; a share in per cent."""
    value = exercise.right
    if exercise.two_digits:
        for digits in (2, 3, 4):
            short = f"{float(f'{value:.{digits}g}'):.10g}"
            yield from (short, float(short), short.replace("-", "−"), short.replace(".", ","),
                        f"{short} nats")
    if _is_share(exercise):
        per_cent = f"{100 * value:.10g}"
        yield from (f"{per_cent} %", f"{per_cent}%", f"{per_cent} per cent", f"{per_cent} percent",
                    f"{per_cent.replace('.', ',')} %")


def _several_forms(values):
    words = [f"{value:,}" for value in values]
    yield from (values, list(values), np.array(values), np.array(values, float), np.array(values, "float32"),
                np.array([values]), np.array(values)[:, None], tf.constant(values),
                tf.constant(values, tf.float32), words, ", ".join(words), " ".join(words),
                " and ".join(words), f"({'; '.join(words)})", " → ".join(words), ",  ".join(map(str, values)),
                [[value] for value in values], iter(values), [tf.constant(value) for value in values],
                [np.float32(value) for value in values])


def _wrong_numbers(exercise):
    value = exercise.right
    yield from ("a lot", "x", "1 or 2", math.nan, math.inf, -math.inf, "nan", [], {"a": value}, lambda: value,
                1e300, f"{value} or {2 * value}", [value, value], f"{value} thousand", f"{value} bits", 1j,
                "1/0", 10 ** 400)
    yield from (-value, f"{-value}", 10 * value, value / 10, 2 * value, value / 2, [1.1 * value], value + 1,
                value - 1)
    if exercise.two_digits:
        yield from (1.04 * value, f"{0.96 * value:.3g}", f"{float(f'{value:.2g}') * 1.1:.2g}",
                    f"{1.012 * value:.4g}", np.float32(0.985 * value), tf.constant(1.02 * value))
    if isinstance(value, int):
        yield from (f"{value + 1:,}", np.array([value - 1]), value + 0.5, value * 1.001, f"{value / 1000}")
    if not _is_share(exercise):
        yield from (f"{value} %", f"{100 * value} %")
    else:
        yield from (100 * value, f"{100 * value}", f"{value} %", f"{105 * value:.3f} %")


def _wrong_several(values):
    yield from (values[::-1], values[:-1], (*values, 0), values[0], "a lot", [],
                [*values[:-1], 1.2 * values[-1] + 1], [0.8 * values[0] - 1, *values[1:]],
                [value * 1.1 + 1 for value in values], [2 * value for value in values],
                [-value for value in values], set(values), ", ".join(map(str, values[::-1])),
                " or ".join(map(str, values)), dict.fromkeys(values), [math.nan] * len(values),
                [[values], [values]])


# ----------------------------------------------------------------------------------- odd forms of functions

def _parts(change):
    """Change what a function gives, each part where it gives several."""
    def of(result):
        return [change(part) for part in result] if isinstance(result, (tuple, list)) else change(result)
    return of


RESULTS = {
    "float64": _parts(lambda result: np.asarray(result, np.float64)),
    "float32": _parts(lambda result: np.asarray(result, np.float32)),
    "a list": _parts(lambda result: np.asarray(result).tolist()),
    "a tensor": _parts(lambda result: tf.constant(np.asarray(result, np.float32))),
    "a tensor of 64 bits": _parts(lambda result: tf.constant(np.asarray(result, np.float64))),
    "a variable": _parts(lambda result: tf.Variable(np.asarray(result, np.float32))),
    "a read-only view": _parts(lambda result: np.broadcast_to(np.asarray(result), np.shape(result))),
}
GRADIENTS = {"3.3": "the check asks for gradients, so that the result must come from TensorFlow's operations"}


class _Callable:
    """An object that is called like a function."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments):
        return self.function(*arguments)


def _printing(function):
    def talks(*arguments):
        print("shapes:", [np.shape(argument) for argument in arguments])
        return function(*arguments)
    return talks


def _overwriting(function):
    def overwrites(*arguments):
        result = copy.deepcopy(function(*arguments))
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                argument[...] = 0
        return result
    return overwrites


def _for_tensors(function):
    def of_tensors(*arguments):
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                argument.numpy()                                        # only a tensor has it
        return function(*[argument.numpy() if tf.is_tensor(argument) else argument for argument in arguments])
    return of_tensors


def _function_forms(number, function):
    yield "as it is", function
    yield "an object", _Callable(function)
    yield "a partial", functools.partial(function)
    yield "with **", lambda *given, **named: function(*given, **named)
    yield "prints", _printing(function)
    yield "overwrites", _overwriting(function)
    if number in GRADIENTS:
        return
    yield "for tensors", _for_tensors(function) if hasattr(EXERCISES[number].observe,
                                                           "arguments") else function
    for name, change in RESULTS.items():
        yield name, lambda *given, change=change: change(function(*given))


def _wrong_functions(number):
    function = EXERCISES[number].right

    def changed(change):
        return lambda *given: _parts(change)(function(*given))

    def stops(*_):
        raise KeyError("mine")

    yield from {
        "a number": 3, "text": "a", "its result": np.zeros(3), "stops": stops, "no parameter": lambda: 1,
        "gives text": lambda *_: "right", "gives a dictionary": lambda *_: {},
        "gives itself": lambda *_: function,
        "gives nothing": lambda *_: None, "gives a blank": lambda *_: ..., "gives no list": lambda *_: [],
        "gives NaN": changed(lambda part: np.full(np.shape(part), np.nan)),
        "gives infinity": changed(lambda part: np.full(np.shape(part), np.inf)),
        "gives noughts": changed(lambda part: np.zeros(np.shape(part))),
        "gives ones": changed(lambda part: np.ones(np.shape(part))),
        "gives words": changed(lambda part: np.asarray(part).astype(str)),
        "gives complex numbers": changed(lambda part: np.asarray(part) + 1j),
        "one more axis": changed(lambda part: np.stack([part, part])),
        "ragged": lambda *given: [[1, 2], [3]],
        "a class": type(function), "print": print, "len": len,
    }.items()
    if EXERCISES[number].tolerance < 0.005:                         # random draws tell less
        yield "a per cent too much", changed(lambda part: 1.01 * np.asarray(part, np.float64))


# ------------------------------------------------------------------------------------------------ the tests

def _cases(numbers, of):
    return [(number, place, form)
            for number in numbers for place, form in enumerate(of(number))]


def _several(number):
    return isinstance(EXERCISES[number].right, (tuple, list))


def _right_numbers(number):
    exercise = EXERCISES[number]
    if _several(number):
        return list(_several_forms(exercise.right))
    return [*_number_forms(exercise.right), *_rounded_forms(exercise)]


def _word_forms(number):
    right = EXERCISES[number].right
    return [right, {name: word.upper() for name, word in right.items()}, list(right.values()),
            tuple(right.values()), {name.lower(): f" {word}." for name, word in right.items()},
            {name: f"'{word}'" for name, word in right.items()},
            {name: [word] for name, word in right.items()},
            {name: np.str_(word) for name, word in right.items()}]


def _wrong_words(number):
    right = EXERCISES[number].right
    first, *others = right
    return [{first: right[first]}, {**right, first: right[others[0]]}, {**right, "Z": "more"},
            list(right.values())[::-1], dict.fromkeys(right, right[first]), right[first], 1, lambda: right,
            {**right, first: f"{right[first]} or not"}]


RIGHT = (_cases(LETTERS, lambda number: _letter_forms(EXERCISES[number].right))
         + _cases(NUMBERS, _right_numbers) + _cases(WORDS, _word_forms))
RIGHT_FUNCTIONS = [(number, name, form) for number in FUNCTIONS
                   for name, form in _function_forms(number, EXERCISES[number].right)]
WRONG = (_cases(LETTERS, lambda number: _no_letters(EXERCISES[number].right)) + _cases(WORDS, _wrong_words)
         + _cases(NUMBERS, lambda number: _wrong_several(EXERCISES[number].right) if _several(number)
                  else _wrong_numbers(EXERCISES[number])))
WRONG_FUNCTIONS = [(number, name, form) for number in FUNCTIONS
                   for name, form in _wrong_functions(number)]


def _slips_in_odd_forms():
    """Each slip in the forms in which a right answer may be given, and what a check says of it."""
    for number, exercise in EXERCISES.items():
        for place, slip in enumerate(exercise.slips):
            if number in LETTERS:
                odd = _letter_forms(slip.answer)
            elif number in FUNCTIONS:
                odd = [form for _, form in _function_forms(number, slip.answer)][::3]
            elif number in WORDS:
                named = {name.lower(): f"{word} " for name, word in slip.answer.items()}
                odd = [list(slip.answer.values()), named]
            elif _several(number):
                odd = _several_forms(slip.answer)
            else:
                odd = _number_forms(slip.answer)
            for which, form in enumerate(odd):
                yield number, f"{place}-{which}", slip, form


SLIPS = list(_slips_in_odd_forms())


def test_the_battery_is_large():
    assert len(RIGHT) + len(RIGHT_FUNCTIONS) >= 120
    assert len(WRONG) + len(WRONG_FUNCTIONS) >= 200
    assert len(SLIPS) >= 200


def for_each_exercise(cases):
    """One test of all cases of an exercise: as tests by themselves thousands take pytest half their time."""
    of = {}
    for number, *rest in cases:
        of.setdefault(number, []).append(rest)
    return pytest.mark.parametrize("number, cases", of.items(), ids=of)


@contextlib.contextmanager
def case(name):
    """The case's name stands below an error."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"the case: {name}")
        raise


@for_each_exercise(RIGHT + RIGHT_FUNCTIONS)
def test_every_form_of_a_right_answer_passes(number, cases, capfd):
    for name, form in cases:
        with case(name):
            assert checks.check(number, form) is None
            written = capfd.readouterr()
            assert f"Exercise {number}: right." in written.out and written.err == ""


@for_each_exercise(WRONG + WRONG_FUNCTIONS)
def test_no_wrong_answer_passes(number, cases, capfd):
    for name, form in cases:
        with case(name):
            with pytest.raises(checks.NotYet) as refused:
                checks.check(number, form)
            said = str(refused.value)
            assert said.startswith(f"Exercise {number}: ") and len(said.splitlines()) <= 3
            assert capfd.readouterr().err == ""


@for_each_exercise(SLIPS)
def test_each_slip_in_an_odd_form_is_told_by_its_name(number, cases):
    for name, slip, form in cases:
        with case(name), pytest.raises(checks.NotYet, match=re.escape(f"Exercise {number}: {slip.says}")):
            checks.check(number, form)


@pytest.mark.parametrize("number", [number for number in NUMBERS if EXERCISES[number].two_digits])
def test_two_digits_tell_the_right_answer_from_the_slips(number):
    for slip in EXERCISES[number].slips:
        rounded = [f"{float(f'{value:.2g}'):g}" for value in np.ravel(slip.answer)]
        with pytest.raises(checks.NotYet):
            checks.check(number, rounded)


@pytest.mark.parametrize("number",
                         [number for number in NUMBERS if _is_share(EXERCISES[number])] if NUMBERS else [])
def test_per_cent_get_a_word(number, capsys):
    per_cent = f"{100 * EXERCISES[number].right:g}"
    checks.check(number, f"{per_cent} %")
    assert f"{per_cent} % is the share {EXERCISES[number].right:g}." in capsys.readouterr().out
    with pytest.raises(checks.NotYet, match="a share is meant"):
        checks.check(number, float(per_cent))


# -------------------------------------------------------------- whose code stops: the reader's, the check's

def _name_is_missing(*_):
    return undefined_name                                                                   # noqa: F821


@pytest.mark.parametrize("number", FUNCTIONS)
def test_only_the_readers_code_is_said_to_stop(number):
    for stops, says in ((lambda *_: 1 / 0, "ZeroDivisionError: division by zero"), (_name_is_missing,
                                                                                    "NameError"),
                        (lambda: 1, "TypeError"), (lambda *given: given[0].no_such_thing, "AttributeError")):
        with pytest.raises(checks.NotYet, match=f"your code stops with {says}"):
            checks.check(number, stops)
    for gives in ("text", {}, [[1, 2], [3]], [np.zeros((6, 3)), np.zeros((6, 5))], np.zeros((2, 3, 5)), {1},
                  print,
                  [np.zeros(2), "text"], np.array([object()]), np.zeros(0), [None, 1], tf.zeros((6, 1, 1,
                                                                                                 7))):
        with pytest.raises(checks.NotYet) as refused:
            checks.check(number, lambda *_, gives=gives: gives)
        assert "stops" not in str(refused.value)


def test_what_nbgrader_leaves_in_a_blank_is_told_from_an_error():
    def left_blank(*_):
        raise NotImplementedError

    def of_tensorflow(*_):
        raise NotImplementedError("Cannot convert a symbolic tf.Tensor to a numpy array.")

    for blank in (left_blank, lambda *_: None, lambda *_: ...):
        with pytest.raises(checks.NotYet, match="returns nothing yet"):
            checks.check(FUNCTIONS[0], blank)
    with pytest.raises(checks.NotYet, match="stops with NotImplementedError: Cannot convert"):
        checks.check(FUNCTIONS[0], of_tensorflow)


def test_a_function_and_a_value_are_not_taken_for_each_other():
    number = NUMBERS[0]
    with pytest.raises(checks.NotYet, match="a value is asked for, and this is a function"):
        checks.check(number, lambda: EXERCISES[number].right)
    number = FUNCTIONS[0]
    with pytest.raises(checks.NotYet, match=r"a function is asked for, and this is of the type float"):
        checks.check(number, 0.5)


@pytest.mark.parametrize("number", filter(_several, NUMBERS))
def test_too_few_numbers_are_counted(number):
    first, *others = EXERCISES[number].right
    with pytest.raises(checks.NotYet, match=f"{1 + len(others)} numbers are asked for; here is 1"):
        checks.check(number, first)


@pytest.mark.parametrize("blank", ["", "  ", "…", "?", [], [None], (None, 1), {"A": None}, None, ...])
def test_blanks_are_no_answers(blank):
    for number in EXERCISES:
        with pytest.raises(checks.NotYet, match="there is no answer yet"):
            checks.check(number, blank)


# --------------------------------------------------------------------------------- mutants of the solutions

def _fresh(argument, rng):
    """Another argument of the kind that a check uses: the same shape and type, other values."""
    if isinstance(argument, int):
        return argument + int(rng.integers(1, 4))
    if isinstance(argument, float):
        return argument * rng.uniform(0.8, 1.05)
    values = np.unique(argument)
    if len(values) == 2:
        fresh = rng.choice(values, argument.shape)
    elif argument.dtype.kind in "ui":
        fresh = rng.integers(values[0], values[-1], argument.shape, endpoint=True)
    elif values[0] >= 0 and values[-1] <= 1:
        fresh = rng.random(argument.shape)
    else:
        fresh = rng.permutation(argument.ravel()).reshape(argument.shape)
        fresh = fresh + 0.3 * argument.std() * rng.normal(size=argument.shape)
    return fresh.astype(argument.dtype)


def _called(number, function, rng):
    """What a function gives on fresh arguments."""
    arguments = FRESH[number](rng) if number in FRESH else [
        _fresh(argument, rng) for argument in EXERCISES[number].observe.arguments]
    return forms.array(function(*arguments))


def _units(rng):
    """μ of ten dimensions whose spreads lie on both sides of 0.1, and log σ²."""
    mean = rng.normal(size=(200, 10)) * np.geomspace(0.07, 0.13, 10) + rng.normal(size=10)
    return mean.astype("float32"), rng.normal(-3, 2, mean.shape).astype("float32")


def _log_weights(rng):
    return (rng.normal(-60, 1, (4, 5)),)


def _log_joint(rng):
    """A hill on a grid, and the grid's line."""
    line = np.linspace(-3, 3, 21)
    first, second = rng.normal(size=2)
    return (-150 - (line - first) ** 2 - 2 * (line[:, None] - second) ** 2).astype("float32"), line


def _moments(function, rng):
    """What 20,000 draws for each of three images tell: moments, and whether gradients come back."""
    mean = tf.constant(np.repeat(rng.normal(0, 2, (3, 2)), 20_000, axis=0), tf.float32)
    logvar = tf.constant(np.repeat(rng.normal(0, 1, (3, 2)), 20_000, axis=0), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch([mean, logvar])
        drawn = function(mean, logvar)
    gradients = tape.gradient(drawn, [mean, logvar], unconnected_gradients="zero")
    z = np.reshape(drawn, (3, 20_000, 2))
    together = [np.corrcoef(image.T)[0, 1] for image in z]
    others = [np.corrcoef(one[:, 0], other[:, 0])[0, 1] for one, other in zip(z, z[[1, 2, 0]], strict=True)]
    halves = 2 * gradients[1] - (drawn - mean)                  # the gradient by log σ² is half of σ·ε
    return np.concatenate([(z.mean(axis=1) / z.std(axis=1)).ravel(), np.log(z.std(axis=1)).ravel(), together,
                           others,
                           [np.mean(gradients[0]), np.mean(np.abs(halves))], np.shape(drawn)])


@functools.cache
def _model():
    model = runs.load_pretrained("mnist-2d")
    return model, model.get_weights()


def _after_a_step(function, rng):
    """The loss, and how the shipped model's weights have moved after a step on some test digits."""
    model, weights = _model()
    model.set_weights(weights)
    x = data.load_mnist().test.images[rng.integers(0, 10_000, 5)].astype("float32")
    eps = tf.constant(rng.normal(size=(5, 2)), tf.float32)
    loss = function(model, keras.optimizers.SGD(1e-3), tf.constant(x), eps)
    moved = [np.ravel(new - old) for new, old in zip(model.get_weights(), weights, strict=True)]
    return np.concatenate([np.ravel(loss), 1e3 * np.concatenate(moved)])


# By number: fresh arguments, where a check's own tell nothing when they are shuffled.
FRESH = {"2.3": lambda rng: (rng.normal(size=(5, 6)),), "7.3": _units, "8.2": _log_weights, "8.3": _log_joint}
OBSERVED = {"3.3": _moments,
            "5.2": _after_a_step}              # what is observed, where values do not tell all
SLOW = {"5.2"}                                                   # tried once
CLOSE = {"3.3": 0.06, "5.2": 1e-3}                              # how near is the same; elsewhere 32 bits tell

# Mutants that are no faults: of which exercises (of all, where none is named), what their line has, and why
# the values are the same.
EQUIVALENT = [
    ("", r"tf\.stop_gradient\(", "the values stay, and this check asks for no gradient"),
    ("", r"→  return tf\.transpose\(", "a vector, or one number, has nothing to transpose"),
    ("", r"axis=-1\b|, -2, |shape\[-1\]", "the last axis, counted from behind"),
    ("1.2 5.4", r"uniform <= ", "that a uniform number equals the share has probability 0"),
    ("1.2 4.2 6.2 7.2 7.3 8.2 10.2", r"→  return abs\(", "what is returned is never negative"),
    ("4.3 5.2", r"→  return abs\(", "the loss of these pictures is positive"),
    ("4.3 5.2 7.3", r"→  return .*(reduce_(mean|sum)\(|\[\.\.\., None\]$)", "there is one number only"),
    ("3.3", r"mean - tf\.exp", "ε and −ε have the same distribution"),
    ("3.3", r"tf\.shape\(", "only the shape is taken"),
    ("4.2", r"prior_mean - mean|kl\(prior_mean, logvar, mean,", "the square of the distance has no sign"),
    ("4.3", r"pdf\((mean\[:, None\], z|0\.0, z|-z), ", "a Gaussian is symmetric about its mean"),
    ("4.3", r"pdf\(z\[::-1\], 0|softplus\(logits\[::-1\]\)", "the mean over images asks for no order"),
    ("4.3", r"-0\.0", "noughts"),
    ("5.2", r"zip\(2 \* gradients", "twice a list is the list and a copy behind it, which zip leaves out"),
    ("5.4", r"→  return uniform <", "True and False are 1 and 0"),
    ("6.2", r"np\.var\(-mean|\[::-1\]", "a variance asks for no sign, and no mean for an order"),
    ("7.3", r"→  return (int\(int|\(mean)", "a whole number already"),
    ("7.3", r">=|\(-mean\)|mean\[::-1\]", "a variance is hardly ever just 0.01, and asks for no sign"),
    ("8.2", r"softmax\(log_weights\)$", "softmax takes the last axis by itself"),
    ("8.3", r"→  return \[|np\.array\(np\.array", "a list or an array already"),
    ("9.2", r"kernel\[::-1\]", "a sum asks for no order"),
    ("9.3", r"log_softmax\((tf\.nn\.log_softmax\()?logits\)", "the last axis by itself; twice is as once"),
    ("11.2", r"np\.sum\(np\.sum\(counts|np\.sum\(counts\[::-1\]", "a sum of a sum, or in another order"),
    ("8.3", r"log_joint - np\.max\(", "what is taken out before exp cancels, if it is near the largest"),
]


def _same_values(number, one, other):
    if other is None or one.shape != other.shape and not one.size == other.size == 1:
        return False
    close = CLOSE.get(number, 1e-5)
    return np.allclose(one.ravel(), other.ravel(), rtol=close, atol=close, equal_nan=True)


@functools.cache
def _judged(number):
    """``{what: (mutant, whether it gives the same values)}``, without those that stop: a check sees that."""
    found, exercise = {}, EXERCISES[number]
    if number not in OBSERVED and number not in FRESH and not hasattr(exercise.observe, "arguments"):
        pytest.fail(f"FRESH or OBSERVED must say what exercise {number} is tried on")

    def observed(function):
        return [OBSERVED[number](function, rng) if number in OBSERVED else _called(number, function, rng)
                for rng in map(np.random.default_rng, (1, 2) if number not in SLOW else (1,))]

    right = observed(exercise.right)
    with np.errstate(all="ignore"):
        for what, mutant in mutants(exercise.right).items():
            try:
                values = observed(mutant)
            except Exception:
                continue
            found[what] = (mutant, all(_same_values(number, *pair) for pair in zip(right, values,
                                                                                   strict=True)))
    return found


def _reasons(number, what):
    return [reason for numbers, pattern, reason in EQUIVALENT
            if (not numbers or number in numbers.split()) and re.search(pattern, what)]


@pytest.mark.parametrize("number", FUNCTIONS)
def test_no_mutant_of_the_solution_passes(number):
    passed, refused, no_reason = [], [], []
    judged = _judged(number)
    for what, (mutant, same) in judged.items():
        try:
            checks.check(number, mutant)
        except checks.NotYet:
            one_number_in_a_row = what.endswith("[..., None]")
            refused += [what] if same and not one_number_in_a_row else []
        else:
            passed += [] if same else [what]
            no_reason += [what] if same and not _reasons(number, what) else []
    assert not passed, "these mutants pass, so that the check's inputs tell too little:\n" + "\n".join(passed)
    assert not refused, "these give the same values and are refused:\n" + "\n".join(refused)
    assert not no_reason, "these give the same values; say in EQUIVALENT why:\n" + "\n".join(no_reason)
    assert sum(not same for _, same in judged.values()) >= 15, "there are too few mutants to tell anything"


def test_nothing_here_is_for_an_exercise_that_is_gone():
    named = {"GRADIENTS": GRADIENTS, "FRESH": FRESH, "OBSERVED": OBSERVED, "SLOW": SLOW, "CLOSE": CLOSE}
    stale = [f"{table}[{number!r}]" for table, entries in named.items() for number in entries
             if number not in FUNCTIONS]
    stale += [f"EQUIVALENT: {numbers or 'all'}, {pattern}" for numbers, pattern, _ in EQUIVALENT
              if not any(same and re.search(pattern, what)
                         for number in FUNCTIONS if not numbers or number in numbers.split()
                         for what, (_, same) in _judged(number).items())]
    assert not stale, "nothing needs these any more:\n" + "\n".join(stale)
