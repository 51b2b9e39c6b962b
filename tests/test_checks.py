"""The exercises: what is right passes, a blank fails, and each usual misconception is told by its name."""

import ast
import contextlib
import importlib
import itertools
import math
import re
import signal
import sys
import threading
import time
from decimal import Decimal
from statistics import NormalDist, fmean, pvariance, stdev

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from cvae_lib import attempts, checks, data, elbo, keras, likelihoods, runs, scaling, scoring, tf
from cvae_lib.exercises import EFFORT, EXERCISES, LEGEND, MISCONCEPTIONS, blanks
from cvae_lib.model import CVAE
from test_house import NOTEBOOKS, ROOT

# Imported after cvae_lib, which sets TensorFlow up only if it is the first to import it.
tfd = importlib.import_module("tensorflow_probability").distributions

SLIPS = [pytest.param(number, slip, id=f"{number}-{place}")
         for number, exercise in EXERCISES.items() for place, slip in enumerate(exercise.slips)]


@pytest.fixture(autouse=True)
def nobody_was_here(monkeypatch):
    """As in a fresh kernel: no exercise is right yet, and no hint has been given."""
    monkeypatch.setattr(checks, "_right", set())
    monkeypatch.setattr(checks, "_nudged", set())


def test_exercises_are_in_order_and_ask_for_what_they_say():
    assert list(EXERCISES) == sorted(EXERCISES, key=lambda number: [*map(int, number.split("."))])
    for number, exercise in EXERCISES.items():
        assert exercise.task.endswith(".") and exercise.slips, number
        assert exercise.nudge.endswith((".", "?")) and exercise.formula.endswith((".", "?")), number
        assert len({exercise.task, exercise.nudge, exercise.formula}) == 3, number
        assert callable(exercise.right) != bool(exercise.why), number
        assert len({slip.says for slip in exercise.slips}) == len(exercise.slips), number
        if isinstance(exercise.right, str):             # each wrong letter is told why it is wrong
            letters = [exercise.right, *(slip.answer for slip in exercise.slips)]
            assert sorted(letters) == ["a", "b", "c"], number


@pytest.mark.parametrize("number", EXERCISES)
def test_what_is_right_passes_and_writes_nothing_to_stderr(number, capfd):
    assert checks.check(number, EXERCISES[number].right) is None
    written = capfd.readouterr()
    assert written.out == f"Exercise {number}: right.\n" and written.err == ""


@pytest.mark.parametrize("number", EXERCISES)
def test_a_blank_fails_in_one_line(number):
    def not_implemented(*_, **__):
        raise NotImplementedError

    blanks_own = {}
    exec("def of_the_edition(*_):\n    " + "\n    ".join(blanks.stub(
        f"exercise-{number.replace('.', '-')}-solution").splitlines()), blanks_own)
    for blank in (None, ..., not_implemented, blanks_own["of_the_edition"], lambda *_: None):
        if callable(blank) and not callable(EXERCISES[number].right):
            continue
        with pytest.raises(checks.NotYet) as raised:
            checks.check(number, blank)
        missing = "your function returns nothing yet" if callable(blank) else "there is no answer yet"
        assert str(raised.value) == f'Exercise {number}: {missing}; checks.hint("{number}") gives a hint.'


@pytest.mark.parametrize("number, slip", SLIPS)
def test_each_slip_is_told_by_its_name(number, slip, capfd):
    with pytest.raises(checks.NotYet) as raised:
        checks.check(number, slip.answer)
    first, *others = str(raised.value).splitlines()
    assert first == f"Exercise {number}: {slip.says}"
    assert others == [f'checks.answer("{number}") shows the answer.']
    assert number not in checks._nudged                 # what is wrong has been said: no hint was due
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("misconception", MISCONCEPTIONS, ids=lambda misconception: misconception.name)
def test_every_misconception_is_caught_somewhere(misconception):
    assert any(slip.says is misconception for exercise in EXERCISES.values() for slip in exercise.slips)


# ----------------------------------------------------------------- what is right, computed in another way

def _sides():
    """Of a picture of 64 × 64 after one, two and three convolutions."""
    picture, sides = np.zeros((1, 64, 64, 1), "float32"), []
    for _ in range(3):
        picture = keras.layers.Conv2D(1, 4, strides=2)(picture)
        sides.append(picture.shape[1])
    return sides


def _batches(images):
    """How many, how many images the last holds, and the weight of these in a mean over batches."""
    batches = [images[start:start + 48] for start in range(0, len(images), 48)]
    weights = [1 / len(batches) / len(batch) for batch in batches]          # of each image, by batch
    return len(batches), len(batches[-1]), weights[-1] / weights[0]


def _weights():
    layer = keras.layers.Conv2DTranspose(32, 5)
    layer.build((None, 7, 7, 64))
    return layer.count_params()


def _wiggle():
    eps = np.random.default_rng(1).normal(size=100_000)
    pathwise, score = (20 * np.cos(20 * (1 + eps))).var(), (np.sin(20 * (1 + eps)) * eps).var()
    return "c" if 0.5 < pathwise / score < 2 else "a" if pathwise < score else "b"


def _negative():
    """How often log q(z) − log p(z) is negative for draws from q = N(0.5, 1)."""
    q, p = tfd.Normal(0.5, 1.0), tfd.Normal(0.0, 1.0)
    z = q.sample(100_000, seed=1)
    share = np.mean(q.log_prob(z) < p.log_prob(z))
    offered = {"a": 0, "b": 1 / 20, "c": 2 / 5}
    return min(offered, key=lambda letter: abs(offered[letter] - share))


def _apart():
    uniform = tfd.Categorical(probs=np.full(1_000, 1e-3))       # its entropy is the most that a code can say
    return 12 - float(uniform.entropy()), float(Decimal(12).exp())


def _nearest():
    rng = np.random.default_rng(1)
    stored, new = rng.normal(size=(60_000, 50)), rng.normal(size=(50, 50))
    nearest = np.array([np.linalg.norm(stored - z, axis=1).min() for z in new])
    inside = {"a": nearest < 0.5, "b": (nearest > 1) & (nearest < 3), "c": nearest > 4}
    return max(inside, key=lambda letter: inside[letter].mean())


def _gain():
    without = [-150.0, -152.0, -148.4, -151.6, -149.0]
    changed = [-149.2, -150.8, -148.0, -150.0, -148.0]
    gains = [new - old for new, old in zip(changed, without, strict=True)]
    return fmean(gains), stdev(gains) / math.sqrt(len(gains))


def _noisier():
    """Which figure changes by more than a tenth of itself when sixteen draws are taken in place of two."""
    model, images = runs.load_pretrained("mnist-2d"), data.load_mnist().test.images[:500]
    few, many = (scoring.score_elbo(model, images, draws=draws) for draws in (2, 16))
    changed = [letter for letter, before, after in zip("abc", few[:3], many[:3], strict=True)
               if abs(after / before - 1) > 0.1]
    return "".join(changed)


def _half_map():
    """By halving: where a square from the quantile q to 1 − q holds half of a normal's draws."""
    low, high = 0.0, 0.5
    for _ in range(50):
        q = (low + high) / 2
        reach = NormalDist().inv_cdf(1 - q)
        low, high = (q, high) if math.erf(reach / math.sqrt(2)) ** 2 > 0.5 else (low, q)
    return q


def _nine():
    """p(9|x) and minus its logarithm, from the joint probabilities in decimals."""
    four, nine = Decimal(1) / 4 * Decimal(-95).exp(), Decimal(3) / 4 * Decimal(-96).exp()
    return float(nine / (four + nine)), float(((four + nine) / nine).ln())


def _mislabelled():
    """By how much the shipped model's bound falls when each label is one too high."""
    model, (images, labels) = runs.load_pretrained("mnist-conditional"), data.load_mnist().test
    right, wrong = (scoring.score_elbo(model, images[:50], draws=1, labels=given).elbo
                    for given in (labels[:50], (labels[:50] + 1) % 10))
    return "c" if right - wrong > 100 else "b" if right - wrong > 10 else "a"


def _floors():
    """The cross-entropy of a grey and of a black picture with themselves, by Keras, to whole nats."""
    loss = keras.losses.BinaryCrossentropy(reduction="sum")
    pictures = np.full((784, 1), 0.5), np.zeros((784, 1))
    grey, black = (round(float(loss(picture, picture))) for picture in pictures)
    return {(0, 0): "a", (543, 0): "b", (543, 543): "c"}[grey, black]


def _with_eight():
    """Seconds of a step that eight workers share, with messages that take no time for their bytes."""
    compute, ring = scaling.Compute(0.003, 0.04 / 64), scaling.Ring(0.00025, math.inf)
    return scaling.step_seconds(compute, ring, 0, 64, 8)


def _doubled():
    """How much farther a weight goes with Adam when its gradients are doubled."""
    gone = []
    for factor in (1.0, 2.0):
        weight, optimizer = tf.Variable([0.0]), keras.optimizers.Adam(0.01)
        for gradient in (0.3, -0.2, 0.5):
            optimizer.apply_gradients([(tf.constant([factor * gradient]), weight)])
        gone.append(float(weight[0]))
    return {2.0: "a", 1.0: "b", 1.41: "c"}[round(gone[1] / gone[0], 2)]


def _mean_images():
    """By how much the mean of a hundred images scores worse than that of 55,000."""
    mnist, losses = data.load_mnist(validation=5_000), []
    for count in (100, 55_000):
        share = (mnist.train.images[:count].sum(axis=0, dtype=float) + 1) / (count + 2)        # (28, 28, 1)
        x = mnist.validation.images[:2_000]
        losses.append(-np.mean(np.sum(np.where(x == 1, np.log(share), np.log(1 - share)), axis=(1, 2, 3))))
    worse = losses[0] - losses[1]
    return "a" if worse < 1 else "b" if 3 < worse < 30 else "c"


def _far():
    keras.utils.set_random_seed(0)
    decoder, near = CVAE(2).decoder, np.array([[1.0, 0.5]], "float32")
    largest = [np.abs(decoder(factor * near)).max() for factor in (1, 100)]
    return {1: "a", 100: "b"}.get(round(largest[1] / largest[0]), "c")


def _moved():
    """How many nats the shipped model loses when digits are moved by four pixels, by the closed form."""
    model, x = runs.load_pretrained("mnist-2d"), data.load_mnist().test.images[:100].astype("float32")
    bounds = []
    for images in (x, np.pad(x, ((0, 0), (0, 0), (4, 0), (0, 0)))[:, :, :28]):
        mean, logvar = model.encode(images)
        kl = _gaussian(mean.numpy(), logvar.numpy()).kl_divergence(PRIOR)
        bounds.append(np.mean(_pictures(model.decode(mean)).log_prob(images) - kl))
    lost = bounds[0] - bounds[1]
    return "a" if lost < 5 else "b" if lost < 50 else "c" if lost > 100 else ""


def _from_the_prior():
    """Where the bound with 1,000 draws from the prior lies beside the one with the encoder's draws."""
    model, x = runs.load_pretrained("mnist-2d"), data.load_mnist().test.images[:8].astype("float32")
    noise, above = np.random.default_rng(0).normal(size=(2, 1_000, 2)).astype("float32"), []
    for image in x:
        mean, logvar = (part[0].numpy() for part in model.encode(image[None]))
        bounds = []
        for q, z in ((PRIOR, noise[0]), (_gaussian(mean, logvar), mean + np.exp(logvar / 2) * noise[1])):
            weights = _pictures(model.decode(z)).log_prob(image) + PRIOR.log_prob(z) - q.log_prob(z)
            bounds.append(np.logaddexp.reduce(weights.numpy().astype(float)))
        above.append(bounds[0] - bounds[1])
    return "c" if np.mean(above) > 0 else "b" if np.mean(above) > -20 else "a"


def _diagnosis():
    """From the table in the notebook: where each model loses most."""
    task = next(cell.source for cell in NOTEBOOKS["08_likelihood.ipynb"].cells if cell.id == "exercise-8-5")
    found = {}
    for name, *numbers in re.findall(r"^\| ([ABC]) " + r"\| −([\d.]+) " * 5, task, re.MULTILINE):
        _, bound, best, exact, exact_in_training = (-float(number) for number in numbers)
        losses = {"encoder": best - bound, "family": exact - best, "decoder": exact_in_training - exact}
        found[name] = max(losses, key=losses.get)
    return found


def _beside():
    """Which figures bound log P of an 8-bit value from below, tried on a Gaussian in units of one value."""
    grey, density = np.arange(256), tfd.Normal(np.float64(90), np.float64(30))
    noise = np.random.default_rng(0).random((2_000, 1))
    log_p = np.log(density.cdf(grey + 1.0) - density.cdf(grey.astype(float)))           # of each value
    of_unit_bins = density.log_prob(grey + noise).numpy().mean(axis=0)                  # Jensen: below log P
    of_shares = of_unit_bins + math.log(255)                                            # of x / 255
    of_bits = np.where(grey > 127, np.log(1 - density.cdf(128.0)), np.log(density.cdf(128.0)))
    figures = {"A": log_p - 0.1, "B": of_shares, "C": of_unit_bins, "D": of_bits}       # A: a bound already
    return {name: "yes" if (values <= log_p + 1e-2).all() else "no" for name, values in figures.items()}


VALUES = {
    "1.3": _mean_images,
    "2.5": _far,
    "6.4": _moved,
    "8.4": _from_the_prior,
    "8.5": _diagnosis,
    "10.3": _beside,
    "1.1": lambda: sum(tfd.Bernoulli(probs=[0.9, 0.2, 0.5, 0.6]).log_prob([1, 0, 1, 0]).numpy()),
    "1.4": lambda: _batches(np.arange(5_000)),
    "2.1": _sides,
    "2.2": _weights,
    "3.1": lambda: tfd.Normal(1.0, math.sqrt(0.0625)).quantile(tfd.Normal(0.0, 1.0).cdf(-2.0)),
    "3.4": _wiggle,
    "4.1": lambda: tfd.kl_divergence(tfd.Normal(1.0, math.sqrt(0.25)), tfd.Normal(0.0, 1.0)),
    "4.4": _negative,
    "5.1": _gain,
    "5.3": _noisier,
    "6.1": _half_map,
    "6.3": lambda: (math.pi * 2 * 2 / (math.pi * 0.1 * 0.1), sum(2 * [math.log(20)])),
    "7.1": _apart,
    "7.4": _nearest,
    "8.1": lambda: float(((Decimal(-100).exp() + Decimal(-102).exp()) / 2).ln()),
    "9.1": _nine,
    "9.4": _mislabelled,
    "10.1": lambda: (elbo.bits_per_dimension(-9_600, 32 * 32 * 3), math.log2(math.e) * 9_600 / 8),
    "10.4": _floors,
    "11.1": lambda: (2 * (100 - 100 / 8), 1_000 * scaling.Ring(50e-6, 10e9 / 8).seconds(4 * 25e6, 8)),
    "11.3": lambda: (0.043 / _with_eight(), 0.043 / _with_eight() / 8),
    "11.4": _doubled,
}


@pytest.mark.parametrize("number", VALUES)
def test_the_right_value_is_right(number):
    right, computed = EXERCISES[number].right, VALUES[number]()
    if isinstance(right, (str, dict)):
        assert right == computed
    else:
        np.testing.assert_allclose(right, computed, rtol=1e-5)


RNG = np.random.default_rng(7)
SOME_X = (RNG.random((3, 28, 28, 1)) < 0.3).astype("float32")
SOME_LOGITS = RNG.normal(0, 2, SOME_X.shape).astype("float32")
SOME_MEAN, SOME_LOGVAR, SOME_EPS = RNG.normal(size=(3, 3, 2)).astype("float32")
BINARY = [(RNG.random((count, 28, 28, 1)) < 0.5).astype("uint8") for count in (3, 2)]


def _gaussian(mean, logvar):
    return tfd.MultivariateNormalDiag(mean, np.sqrt(np.exp(logvar)))


def _pictures(logits):
    return tfd.Independent(tfd.Bernoulli(logits=logits), 3)


PRIOR = tfd.MultivariateNormalDiag([0.0, 0.0])


def _mixture(mean, logvar):
    """All the Gaussians together, each with the same weight."""
    weights = tfd.Categorical(logits=np.zeros(len(mean), "float32"))
    return tfd.MixtureSameFamily(weights, _gaussian(mean, logvar))


def _each(function, *arrays):
    """An array of what a function of numbers gives, number by number."""
    rows = zip(*map(np.ravel, arrays), strict=True)
    return np.reshape([function(*map(float, row)) for row in rows], np.shape(arrays[0]))


def _loss(x, logits, z, mean, logvar):
    """Draw by draw."""
    bounds = []
    for k in range(z.shape[1]):
        log_ratio = PRIOR.log_prob(z[:, k]) - _gaussian(mean, logvar).log_prob(z[:, k])
        bounds.append(_pictures(logits[:, k]).log_prob(x) + log_ratio)
    return -np.mean(bounds)


def _scores(z, mean, logvar):
    """By automatic differentiation of the density."""
    mean, logvar = tf.constant(mean), tf.constant(logvar)
    with tf.GradientTape() as tape:
        tape.watch([mean, logvar])
        log_q = tfd.MultivariateNormalDiag(mean, tf.sqrt(tf.exp(logvar))).log_prob(z)
    return tape.gradient(log_q, [mean, logvar])


def _draws_that_count(log_weights):
    """In decimals, whose exponents are large enough for exp(−1000)."""
    rows = [[Decimal(float(weight)).exp() for weight in row] for row in log_weights]
    return [float(sum(row) ** 2 / sum(weight ** 2 for weight in row)) for row in rows]


def _plane_convolved(kernel, y):
    """What a convolution makes of a black image and the planes of a label, at its middle."""
    planes = np.zeros((1, 3, 3, kernel.shape[2]), "float32")
    planes[..., 1 + y] = 1
    return tf.nn.conv2d(planes, kernel, 1, "VALID")[0, 0, 0]


def _without_label(bounds, logits):
    """As an average and an entropy."""
    q = tfd.Categorical(logits=logits)
    return tf.reduce_sum(q.probs_parameter() * bounds, axis=1) + q.entropy() - math.log(10)


def _bins_in_closed_form(mean, scale):
    """The library's own, value by value."""
    x = np.tile(np.arange(256) / 255, (len(mean), 1))                                       # (B, 256)
    wide = [np.repeat(part[:, None], 256, axis=1) for part in (mean, np.log(scale))]
    return np.exp(likelihoods.log_bins(x, *wide))


FUNCTIONS = {       # what each is tried on, and the same in another way
    "1.2": ([np.arange(256, dtype="uint8"), RNG.random(256)],
            lambda grey, uniform: _each(lambda g, u: 1 if 255 * u < g else 0, grey, uniform)),
    "2.3": ([np.arange(12.0).reshape(2, 6)], lambda output: [output[:, [0, 1, 2]], output[:, [3, 4, 5]]]),
    "2.4": ([SOME_X, SOME_LOGITS], lambda x, logits: _pictures(logits).log_prob(x)),
    "3.2": ([SOME_EPS, SOME_MEAN, SOME_LOGVAR], lambda *given: _scores(*given)),
    "4.2": ([SOME_MEAN, SOME_LOGVAR, SOME_EPS, SOME_LOGVAR[::-1]],
            lambda m, v, other_m, other_v: _gaussian(m, v).kl_divergence(_gaussian(other_m, other_v))),
    "4.3": ([SOME_X, np.stack([SOME_LOGITS, -SOME_LOGITS], axis=1),
             np.stack([SOME_EPS, 1 - SOME_EPS], axis=1), SOME_MEAN, SOME_LOGVAR], _loss),
    "5.4": ([SOME_LOGITS, RNG.random(SOME_LOGITS.shape)],
            lambda *given: _each(lambda g, u: 1 if u < 1 / (1 + math.exp(-g)) else 0, *given)),
    "6.2": ([SOME_MEAN, SOME_LOGVAR], lambda mean, logvar: _mixture(mean, logvar).variance()),
    "7.2": (BINARY, lambda a, b: [[sum(p != q for p, q in zip(one.ravel(), other.ravel(), strict=True))
                                   for other in b] for one in a]),
    "7.3": ([np.array([[0, 0, 0], [1, 0.19, 0.21]]), np.zeros((2, 3))],
            lambda mean, logvar: sum(pvariance(column) > 0.01 for column in mean.T.tolist())),
    "8.2": (np.array([[[-1000, -1001, -999], [-3, -4, 5]]], "float32"), _draws_that_count),
    "8.3": ([-200 - 0.5 * np.add.outer((np.arange(-6, 6.01, 0.1) - 1.5) ** 2,
                                       4 * (np.arange(-6, 6.01, 0.1) + 0.5) ** 2), np.arange(-6, 6.01, 0.1)],
            lambda log_joint, line: [-0.5, 1.5]),
    "9.2": ([RNG.normal(size=(3, 3, 11, 2)).astype("float32"), 7], _plane_convolved),
    "9.3": ([RNG.normal(-100, 4, (2, 10)).astype("float32"), RNG.normal(size=(2, 10)).astype("float32")],
            _without_label),
    "11.2": ([RNG.normal(size=(3, 4)).astype("float32"), np.array([1, 5, 2])],
             lambda gradients, counts: np.repeat(gradients, counts, axis=0).mean(axis=0)),
    "10.2": ([np.array([0.01, 0.4, 1.02]), np.array([0.05, 0.003, 0.02])],
             lambda mean, scale: _bins_in_closed_form(mean, scale)),
}


@pytest.mark.parametrize("number", FUNCTIONS)
def test_the_right_function_is_right(number):
    arguments, in_another_way = FUNCTIONS[number]
    right = EXERCISES[number].right(*arguments)
    np.testing.assert_allclose(right, in_another_way(*arguments), rtol=2e-5, atol=1e-6)


def test_the_right_step_goes_down_the_gradient_of_the_right_loss():
    def step(model, optimizer, x, eps):
        with tf.GradientTape() as tape:
            mean, logvar = model.encode(x)
            q = tfd.MultivariateNormalDiag(mean, tf.sqrt(tf.exp(logvar)))
            z = mean + q.stddev() * eps
            bounds = _pictures(model.decode(z)).log_prob(x) + PRIOR.log_prob(z) - q.log_prob(z)
            loss = -tf.reduce_mean(bounds)
        for weight, gradient in zip(
                model.trainable_variables, tape.gradient(loss, model.trainable_variables), strict=True):
            weight.assign_sub(optimizer.learning_rate * gradient)       # the check's optimizer is SGD
        return loss
    checks.check("5.2", step)


def test_the_right_draws_are_those_of_the_right_gaussian():
    tf.random.set_seed(0)
    logvar = tf.math.log([[0.25, 4.0]]) * tf.ones((20_000, 1))                  # (20000, 2)
    z = EXERCISES["3.3"].right(tf.ones((20_000, 2)), logvar).numpy()
    np.testing.assert_allclose(z.mean(axis=0), [1, 1], atol=0.05)
    np.testing.assert_allclose(np.cov(z.T), [[0.25, 0], [0, 4]], atol=0.1)


# Wrong answers as readers work them out, here anew, and words of what a check must say of each.
WORKED_OUT_WRONGLY = [
    ("1.1", 1.938, "The sign is wrong"), ("1.1", -1.938 / 4, "a mean where a sum belongs"),
    ("1.1", 0.9 * 0.8 * 0.5 * 0.4, "That is the likelihood itself"), ("1.1", -2.796, "in bits"),
    ("1.1", -2.918, "All four pixels are taken as white"),
    ("1.2", lambda grey, uniform: grey / np.float32(255), "These are grey values"),
    ("1.2", lambda grey, uniform: (grey >= 128).astype(int), "That is the threshold"),
    ("1.2", lambda grey, uniform: 1 - (255 * uniform < grey), "Black and white are exchanged"),
    ("1.2", lambda grey, uniform: np.where(grey > uniform, 1, 0), "Divide first"),
    ("1.4", (104, 48, 1), "make a batch too"), ("1.4", (104, 8, 6), "leaves out the last one"),
    ("1.4", (105, 8, 1), "each batch the same weight"), ("1.4", (105, 8, 0.1666667), "turned round"),
    ("2.1", (32, 16, 8), 'padding "same"'), ("2.1", (30, 13, 4), r"The \+ 1 is missing"),
    ("2.2", 25 * 2_048, "The biases are missing"), ("2.2", 25 * 2_048 + 64, "those that go in"),
    ("2.2", 9 * 2_048 + 32, "The kernel is 5 × 5"),
    ("2.3", lambda output: (output[:3], output[3:]), "split along the wrong axis"),
    ("2.3", lambda output: np.hsplit(output, 2)[::-1], "exchanged"),
    ("2.4", lambda x, logits: _pictures(logits).log_prob(x) / 784, "a mean where a sum belongs"),
    ("3.1", 1 - 2 / 16, "σ² and the standard deviation σ are confused"),
    ("3.1", 1.5, "The sign of ε is lost"),
    ("3.1", 1 + 2 * math.log(16), "log σ² was taken for σ"),
    ("3.3", lambda m, v: m + np.exp(v) * np.random.default_rng(0).normal(size=m.shape), "are confused"),
    ("4.1", 1.6363, "A factor ½ is missing"), ("4.1", 2.8069, "the wrong way round"), ("4.1", -0.818, "sign"),
    ("4.1", 0.5 * (1 / 16 + math.log(16)), "are confused"),
    ("4.2", lambda m, v, n, w: _gaussian(n, w).kl_divergence(_gaussian(m, v)), "the wrong way round"),
    ("4.2", lambda m, v, n, w: _gaussian(m, v).kl_divergence(_gaussian(0 * m, 0 * v)), r"KL from N\(0, I\)"),
    ("4.2", lambda m, v, n, w: ((np.exp(v) + (m - n) ** 2) / np.exp(w) - 1).sum(axis=1) / 2,
     "The logarithms of the two variances"),
    ("4.2", lambda m, v, n, w: (w - v + (m - n) ** 2 / np.exp(w) - 1).sum(axis=1) / 2, "σ² is missing"),
    ("4.2", lambda m, v, n, w: (w - v + np.exp(v - w) - 1).sum(axis=1) / 2, r"\(μ − m\)² is missing"),
    ("4.2", lambda m, v, n, w: (w - v + (np.exp(v) + (m - n) ** 2) / np.exp(w)).sum(axis=1) / 2,
     "is 1, and it has been forgotten"),
    ("5.1", (1, 0.4472), "divide by √5"),
    ("5.1", (1, 0.179), "divide by n − 1"),
    ("5.1", (-1, 0.2), "minus without"),
    ("5.1", (1, 0.894), "Take the differences first"), ("5.1", (1, 0.0894), "over √n, not over n"),
    ("5.4", lambda logits, uniform: np.round(1 / (1 + np.exp(-logits))), "more probable value"),
    ("6.1", 0.25, "a quarter in both"),
    ("6.1", 0.293, "two sides together"),
    ("6.1", 0.707, "Where does it begin"),
    ("6.1", 0.125, "counted twice"),
    ("6.2", lambda m, v: np.exp(v).mean(axis=0) + (m ** 2).mean(axis=0), "the variances around zero"),
    ("6.2", lambda m, v: np.exp(v).mean(axis=0), "how draws scatter around their mean"),
    ("6.2", lambda m, v: m.var(axis=0), "the variance of the means alone"),
    ("6.2", lambda m, v: m.var(axis=0) + np.exp(v / 2).mean(axis=0), "standard deviations do not"),
    ("6.2", lambda m, v: (m.var(axis=0) + np.exp(v).mean(axis=0)) ** 0.5, "its square is asked for"),
    ("6.3", (20, 3.0), "an area has two"), ("6.3", (400, 2.6), "natural logarithm"),
    ("7.1", (9.0, 1e12), "to base 10"),
    ("7.1", (2.034, 4096), "to base 2"),
    ("7.1", (6.908, 162_755), "at most"),
    ("7.1", (18.908, 162_755), "do not add it"),
    ("7.2", lambda a, b: np.sqrt(((a[:, None] - 1.0 * b) ** 2).sum(axis=(2, 3, 4))), "Euclidean distance"),
    ("8.1", -101, "the mean of the two logarithms"), ("8.1", -99.8731, "missing its ½"),
    ("8.2", lambda weights: 1 / _softmax(weights).max(axis=1), "one over the largest share"),
    ("9.1", (0.26894, 1.31326), "nines are three times as frequent"),
    ("9.1", (0.47537, 0.74366), "That is for the 4"),
    ("9.1", (0.52463, 0.28768), "the label costs"), ("9.1", (0.52463, 0.93063), "in bits"),
    ("9.2", lambda kernel, y: kernel.sum(axis=(0, 1))[1:].sum(axis=0), "the sum over all ten planes"),
    ("9.2", lambda kernel, y: kernel.sum(axis=(0, 1))[y], "the plane before it"),
    ("9.2", lambda kernel, y: kernel.sum(axis=(0, 1))[y + 1] / 9, "a mean of the nine weights"),
    ("9.2", lambda kernel, y: kernel[1, 1, y + 1], "the weight in the filter's middle"),
    ("10.1", (13.526, 1_731), "The channels are forgotten"), ("10.1", (3.125, 1_200), "still nats"),
    ("10.1", (2.166, 831.8), "do not multiply"), ("10.1", (4.5085, 13_850), "has eight of them"),
    ("11.1", (87.5, 70.35), "one time round"), ("11.1", (175, 18.2), "a byte has eight bits"),
    ("11.1", (43.75, 35.7), "four bytes"), ("11.1", (700, 560.35), "In a ring"),
    ("11.1", (200, 160.8), r"2 · 8 messages"),
    ("11.3", (43 / 8.875, 43 / 71), "The fixed part is not shared"),
    ("11.3", (43 / 8.25, 43 / 66), "14 messages"),
    ("11.3", (43 / 9.75, 43 / 78), "goes round twice"), ("11.3", (43 / 8, 43 / 64), "Nothing is sent"),
]


def _softmax(weights):
    shares = np.exp(weights - weights.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("number, wrong, says", WORKED_OUT_WRONGLY)
def test_a_mistake_worked_out_elsewhere_is_told_by_its_name(number, wrong, says):
    with pytest.raises(checks.NotYet, match=f"^Exercise {number}: .*{says}"):
        checks.check(number, wrong)


def test_half_a_unit_of_two_digits_is_for_two_digits_alone():
    checks.check("6.1", 0.15)
    for longer in (0.1504, "0.1504", np.float32(0.1504)):           # as near to 0.1464 as 0.15 nearly is
        with pytest.raises(checks.NotYet):
            checks.check("6.1", longer)


def test_a_long_reason_is_cut():
    def stops(*_):
        raise ValueError("x" * 1_000)
    with pytest.raises(checks.NotYet, match=r"ValueError: x{200} \("):
        checks.check("4.2", stops)


def test_every_right_answer_is_held_against_something_else():
    by_their_own_tests = {"3.3", "5.2"}
    assert VALUES.keys() | FUNCTIONS.keys() | by_their_own_tests == set(EXERCISES)


# ------------------------------------------------------------------------------------- readers' answers

ANOTHER_FORM = {
    "1.1": sum(np.log([0.9, 0.8, 0.5, 0.4])),
    "1.2": lambda grey, uniform: np.where(255.0 * uniform < grey, 1, 0),
    "1.3": " B ",
    "2.1": np.array([31, 14, 6]),
    "2.3": lambda output: [output[:, :output.shape[1] // 2], output[:, output.shape[1] // 2:]],
    "2.4": lambda x, logits: tf.reduce_sum(x * logits - tf.nn.softplus(logits), axis=(1, 2, 3)),
    "3.1": tf.constant([0.5]),
    "3.2": lambda z, mean, logvar: [(z - mean) / np.exp(logvar), ((z - mean) ** 2 / np.exp(logvar) - 1) / 2],
    "3.3": lambda mean, logvar: tf.random.normal(mean.shape, mean, tf.exp(logvar / 2)),
    "4.1": 0.82,
    "4.2": lambda m, v, p, w: (0.5 * (w - v + (np.exp(v) + (m - p) ** 2) / np.exp(w) - 1)) @ np.ones(4),
    "5.1": np.array([1, 0.2]),
    "5.2": lambda *given: _with_keras(*given),
    "5.4": lambda logits, uniform: np.log(uniform / (1 - uniform)) < logits,
    "6.1": 0.146,
    "6.2": lambda mean, logvar: tf.math.reduce_variance(mean, 0) + tf.reduce_mean(tf.exp(logvar), 0),
    "6.3": (400, 5.99),
    "7.2": lambda a, b: ((a.astype(float)[:, None] - b[None]) ** 2).sum(axis=(-3, -2, -1)),
    "7.3": lambda mean, logvar: np.count_nonzero(np.var(mean, axis=0) > 0.01),
    "8.2": lambda weights: tf.exp(2 * tf.reduce_logsumexp(weights, 1) - tf.reduce_logsumexp(2 * weights, 1)),
    "8.5": {"A": "Encoder ", "B": "decoder", "C": "Family"},
    "10.1": ("4.51", 1_731),
    "10.2": lambda mean, scale: np.diff(0.5 + 0.5 * np.tanh(np.subtract.outer(
        [-np.inf, *(np.arange(255) + 0.5) / 255, np.inf], mean) / (2 * scale)), axis=0).T,
    "10.3": ["Yes", "no", "yes.", "no"],
    "11.1": ("175", 140.7),
    "11.2": lambda gradients, counts: tf.linalg.matvec(tf.transpose(gradients),
                                                       tf.cast(counts / counts.sum(), tf.float32)),
    "11.3": (3.74, 0.467),
    "8.3": lambda log_joint, line: np.array([np.average(grid, weights=np.exp(log_joint.astype(np.float64)))
                                             for grid in np.meshgrid(line, line)]),
    "9.1": ("0.52", 0.645),
    "9.2": lambda kernel, y: np.einsum("ijf->f", kernel[..., y + 1, :]),
    "9.3": lambda bounds, logits: tf.reduce_sum(tf.nn.softmax(logits) * bounds, 1) + tf.math.log(0.1)
    + tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(logits), logits),
}


def _with_keras(model, optimizer, x, eps):
    optimizer.build(model.trainable_variables)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(-elbo.elbo_terms(model, x, eps=eps).elbo)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss.numpy()


@pytest.mark.parametrize("number", ANOTHER_FORM)
def test_a_right_answer_in_another_form_passes(number):
    checks.check(number, ANOTHER_FORM[number])


def in_place(mean, logvar, prior_mean, prior_logvar):
    """A right answer that overwrites what it is given."""
    mean -= prior_mean
    kl = 0.5 * (prior_logvar - logvar + (mean ** 2 + np.exp(logvar)) / np.exp(prior_logvar) - 1).sum(axis=1)
    mean[:], logvar[:], prior_mean[:], prior_logvar[:] = 0, 0, 0, 0
    return kl


def test_every_attempt_gets_fresh_arrays():
    for _ in range(2):
        checks.check("4.2", in_place)
        with pytest.raises(checks.NotYet):              # right for zeros alone
            checks.check("4.2", lambda *_: np.zeros(6))


def test_a_step_uphill_is_no_training_step():
    def uphill(model, optimizer, x, eps):
        with tf.GradientTape() as tape:
            loss = elbo.compute_loss(model, x, eps=eps)
        gradients = tape.gradient(loss, model.trainable_variables)
        uphill = [-gradient for gradient in gradients]
        optimizer.apply_gradients(zip(uphill, model.trainable_variables, strict=True))
        return loss
    with pytest.raises(checks.NotYet, match="uphill"):
        checks.check("5.2", uphill)


@pytest.mark.parametrize("number, wrong, said", [
    ("4.2", lambda mean: mean, "your code stops with TypeError"),
    ("4.2", lambda *_: np.zeros((6, 4)), r"has shape \(6, 4\); it should have \(6,\)"),
    ("4.2", lambda *given: EXERCISES["4.2"].right(*given)[:, None],
     r"has shape \(6, 1\); it should have \(6,\)"),
    ("4.2", lambda *_: np.full(6, np.nan), "Hint"),
    ("4.1", "a lot", "Hint"),
    ("4.1", 0.7, "Hint"),
])
def test_what_is_wrong_otherwise_gets_a_hint(number, wrong, said):
    with pytest.raises(checks.NotYet, match=said):
        checks.check(number, wrong)


@pytest.mark.parametrize("number", [number for number in EXERCISES if callable(EXERCISES[number].right)])
def test_an_attempt_that_wrecks_what_it_gets_spoils_nothing(number, capsys):
    def wreck(*given):
        for part in given:
            if hasattr(part, "set_weights"):
                part.set_weights([0 * weight for weight in part.get_weights()])
            elif np.ndim(part):
                (part if isinstance(part, np.ndarray) else part.numpy())[...] = 7
        return np.zeros(6)

    for attempt in (wreck, lambda first, *others: wreck(first.numpy(), first, *others)):    # arrays, tensors
        with pytest.raises(checks.NotYet):
            checks.check(number, attempt)
        checks.check(number, EXERCISES[number].right)
    slip = EXERCISES[number].slips[0]
    with pytest.raises(checks.NotYet, match=re.escape(slip.says)):
        checks.check(number, slip.answer)


def run_in_a_cell(code):
    """What a notebook shows of a cell's error, as lines."""
    shell = InteractiveShell.instance()
    shell.run_cell("from cvae_lib import checks, tf\nimport numpy as np")
    return shell.run_cell(code).error_in_exec


@pytest.mark.parametrize("code, said", [
    ("def kl(m, v, p, w):\n    d = m - p\n    return d / zero", "NameError: name 'zero' is not defined "
                                                                "(line 3: return d / zero)"),
    ("def kl(m, v, p, w):\n    return inner(m)\ndef inner(m):\n    return m @ m",
     "ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0"),
    ("def kl(m, v, p, w):\n    yield m\n    raise OSError('one\\ntwo')",
     "OSError: one (line 3: raise OSError("),
    ("def kl(m, v, p, w):\n    return tf.reshape(m, (5, 5))",
     "InvalidArgumentError: Input to reshape is a tensor with 24 values, but the requested shape has 25 "
     "(line 2: return tf.reshape(m, (5, 5)))"),
    ("@tf.function\ndef kl(m, v, p, w):\n    return m + nothing", "NameError: name 'nothing' is not defined "
                                                                        "(line 3: return m + nothing)"),
    ("import sys\ndef kl(m, v, p, w):\n    sys.exit(3)", "SystemExit: 3 (line 3: sys.exit(3))"),
    ("import functools\nkl = functools.partial(lambda a, *given: 1 / a, 0)",
     "ZeroDivisionError: division by zero (line 2: kl = functools.partial("),
    ("def kl(m, v, p, w):\n    return kl(m, v, p, w)", "RecursionError: maximum recursion depth exceeded"),
])
def test_code_that_stops_is_told_with_its_line(code, said):
    error = run_in_a_cell(f'{code}\nchecks.check("4.2", kl)')
    first, second = error._render_traceback_()
    assert isinstance(error, checks.NotYet) and first.startswith(f"Exercise 4.2: your code stops with {said}")
    assert len(first) < 400 and second == 'checks.answer("4.2") shows the answer.'
    assert ("(line 4: return m @ m)" in first) == ("inner" in code)         # where it stopped, not who called


def endless(*_):
    while True:
        pass


def stubborn(*_):
    """Goes on twice after it was stopped."""
    for _ in range(3):
        try:
            while True:
                with contextlib.suppress(Exception):
                    time.sleep(0.001)
        except:                                                                             # noqa: E722
            pass
    endless()


def counting(*_):
    return (number for number in itertools.count())


def asleep(*_):
    time.sleep(60)


@pytest.mark.parametrize("number, answer, where", [
    (number, answer, where) for where in ("main thread", "another thread") for number, answer in (
        ("4.2", endless), ("4.2", stubborn), ("4.2", counting), ("4.1", itertools.count()), ("4.2", asleep))
    # In another thread a sleep is waited for, and on Windows everywhere.
    if answer is not asleep or where == "main thread" and hasattr(signal, "setitimer")])
def test_code_that_does_not_end_is_stopped(number, answer, where, monkeypatch):
    monkeypatch.setattr(attempts, "SECONDS", 0.2)
    checks.check("4.2", EXERCISES["4.2"].right)                             # what is kept, is kept by now
    caught = []

    def attempt():
        try:
            checks.check(number, answer)
        except checks.NotYet as error:
            caught.append(str(error))
    if where == "main thread":
        attempt()
    else:
        thread = threading.Thread(target=attempt, daemon=True)
        thread.start()
        thread.join(30)
    assert caught and "your code takes longer than 0.2 seconds" in caught[0]
    assert f"Hint: {EXERCISES[number].nudge}" in caught[0]
    time.sleep(0.3)                                                         # no late bell rings
    checks.check("4.2", EXERCISES["4.2"].right)


def test_code_is_stopped_where_no_signal_can(monkeypatch):
    """As on Windows, in the main thread."""
    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr(attempts, "SECONDS", 0.2)
    with pytest.raises(checks.NotYet, match="takes longer than 0.2 seconds"):
        checks.check("4.2", endless)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such clock")
def test_a_clock_that_ran_before_goes_on():
    rang = []
    handler = signal.signal(signal.SIGALRM, lambda *_: rang.append(time.monotonic()))
    try:
        begun = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        checks.check("4.1", 0.82)
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 0.5 - 0.5 * (time.monotonic() - begun)
        time.sleep(0.6)
        assert len(rang) == 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_an_interrupt_is_the_readers_own():
    def interrupted(*_):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        checks.check("4.2", interrupted)


def test_printing_does_not_flood(capfd):
    right = EXERCISES["4.2"].right

    def talks(*given):
        for line in range(100_000):
            print("line", line)
        print("last", file=sys.stderr)
        return right(*given)
    checks.check("4.2", talks)
    written = capfd.readouterr()
    lines = written.out.splitlines()
    assert lines[:attempts.LINES] == [f"line {line}" for line in range(attempts.LINES)] and written.err == ""
    assert lines[attempts.LINES:] == ["", "… your code prints more than that; the rest is left out.",
                                      "Exercise 4.2: right."]
    checks.check("4.2", lambda *given: print("x" * 10 ** 6, flush=True) or right(*given))
    assert len(capfd.readouterr().out) < attempts.CHARACTERS + 100
    checks.check("4.2", lambda *given: print("one", "word") or right(*given))
    assert capfd.readouterr().out == "one word\nExercise 4.2: right.\n"


@pytest.mark.parametrize("number", ["4.1", "4.2", "1.3", "2.1", "8.5"])
def test_answers_that_hold_themselves_are_refused_in_few_lines(number):
    ring, table = [], {}
    ring.append(ring)
    table["A"] = table
    for answer in (ring, table, [table]):
        with pytest.raises(checks.NotYet) as refused:
            checks.check(number, answer)
        assert len(str(refused.value).splitlines()) <= 3


def test_there_is_no_exercise_of_another_number():
    for ask in (checks.hint, checks.answer, lambda number: checks.check(number, 1)):
        with pytest.raises(ValueError, match="no exercise '9.9'"):
            ask("9.9")


def shown(number, capsys):
    """What is shown as an answer, as a reader would type it in: a value, or the function in the code."""
    checks.answer(number)
    text = capsys.readouterr().out
    if text.startswith("def "):
        names = {"np": np, "tf": tf, "elbo": elbo}
        exec(text, names)
        return names[re.match(r"def (\w+)\(", text)[1]]
    value, why = re.fullmatch(r"(\{.*\}|[^:]*): (.+)\n", text).groups()
    assert len(why) > 10
    if value.startswith("{"):
        return ast.literal_eval(value)
    numbers = re.findall(r"−?\d+(?:,\d{3})*(?:\.\d+)?", value)
    return [float(number.replace("−", "-").replace(",", "")) for number in numbers] or value


@pytest.mark.parametrize("number", EXERCISES)
def test_the_answer_that_is_shown_passes(number, capsys):
    checks.check(number, shown(number, capsys))
    assert capsys.readouterr().out == f"Exercise {number}: right.\n"


@pytest.mark.parametrize("number", EXERCISES)
def test_a_hint_is_a_nudge_first_and_then_the_formula(number, capsys):
    said = []
    for _ in range(3):
        checks.hint(number)
        said.append(capsys.readouterr().out)
    exercise = EXERCISES[number]
    assert said[0] == f'{exercise.nudge}\nOnce more, checks.hint("{number}") gives the formula.\n'
    assert said[1:] == [exercise.formula + "\n"] * 2


def test_a_check_that_shows_the_nudge_counts_as_the_first_hint(capsys):
    with pytest.raises(checks.NotYet) as raised:
        checks.check("4.1", 0.7)
    assert str(raised.value).splitlines() == [
        "Exercise 4.1: not yet.", f"Hint: {EXERCISES['4.1'].nudge}",
        'checks.hint("4.1") gives the formula, and checks.answer("4.1") shows the answer.']
    checks.hint("4.1")
    assert capsys.readouterr().out == EXERCISES["4.1"].formula + "\n"


@pytest.mark.parametrize("number", [number for number, exercise in EXERCISES.items()
                                    if isinstance(exercise.right, (int, float, tuple))])
def test_a_hint_does_not_give_the_number_away(number):
    exercise = EXERCISES[number]
    right = exercise.right if isinstance(exercise.right, tuple) else (exercise.right,)
    for words in (exercise.task, exercise.nudge, exercise.formula):
        given = {float(found.replace(",", "")) for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", words)}
        assert not any(np.isclose(abs(value), float(told), rtol=0.02) for value in right for told in given
                       if abs(value) > 2), (number, words)


def test_a_summary_says_what_is_open(capsys):
    checks.summary(4)
    with contextlib.suppress(checks.NotYet):
        checks.check("4.4", "a")
    for number in ("4.1", "4.3"):
        checks.check(number, EXERCISES[number].right)
    checks.summary(4)
    with contextlib.suppress(checks.NotYet):
        checks.check("4.1", 1)                              # right before, and no more
    checks.summary(4)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Notebook")]
    ends = [line.removeprefix("Notebook 4: ").removesuffix(" gives a hint.") for line in lines]
    assert ends == ['0 of 4 checked exercises are right; still open: 4.1, 4.2, 4.3, 4.4. checks.hint("4.1")',
                    '2 of 4 checked exercises are right; still open: 4.2, 4.4. checks.hint("4.2")',
                    '1 of 4 checked exercises are right; still open: 4.1, 4.2, 4.4. checks.hint("4.1")']
    for number in ("4.1", "4.2", "4.4"):
        checks.check(number, EXERCISES[number].right)
    checks.summary(4)
    assert capsys.readouterr().out.endswith("\nNotebook 4: 4 of 4 checked exercises are right.\n")
    with pytest.raises(ValueError, match="no notebook 12 with exercises"):
        checks.summary(12)


def test_a_failed_check_shows_a_few_friendly_lines(capfd):
    shell = InteractiveShell()
    done = shell.run_cell('from cvae_lib import checks\nchecks.check("4.1", 1.6363)')
    written = capfd.readouterr()
    assert isinstance(done.error_in_exec, checks.NotYet) and written.err == ""
    first, second = written.out.splitlines()
    assert first.startswith("Exercise 4.1: A factor ½ is missing.")
    assert second == 'checks.answer("4.1") shows the answer.'


# ----------------------------------------------------------------------------------- the notebooks' exercises

def exercises_of(notebook):
    """``{number: [its cells]}``, in the notebook's order."""
    found, number = {}, None
    for cell in notebook.cells:
        if not cell.id.startswith("exercise-"):
            continue
        heading = re.match(r"### Exercise (\d+\.\d) · ", cell.source)
        if heading:
            number = heading[1]
        if number:
            found.setdefault(number, []).append(cell)
    return found


ALL = {number: cells for notebook in NOTEBOOKS.values() for number, cells in exercises_of(notebook).items()}


def test_there_are_enough_and_each_kind_in_every_notebook():
    checked = [number for number, cells in ALL.items() if any(cell.id.endswith("-check") for cell in cells)]
    assert len(ALL) >= 35 and len(checked) >= 20
    assert [number for number in EXERCISES if int(number.split(".")[0]) <= len(NOTEBOOKS)] == checked
    for name, notebook in NOTEBOOKS.items():
        own = exercises_of(notebook)
        assert list(own) == [f"{int(name[:2])}.{place + 1}" for place in range(len(own))]
        kinds = " ".join(cells[0].source.split("\n\n")[1].split(".")[0] for cells in own.values())
        assert all(kind in kinds for kind in ("By hand", "In code", "Predict and run", "Open")), name


@pytest.mark.parametrize("number", ALL)
def test_every_exercise_is_whole(number):
    task, *rest = ALL[number]
    base = "exercise-" + number.replace(".", "-")
    kinds = [cell.id.removeprefix(base + "-") for cell in rest]
    assert task.id == base and kinds in (["answer"], ["solution", "check"], ["solution", "run", "check"])
    for cell, kind in zip(rest, kinds, strict=True):
        grader = cell.metadata.get("nbgrader", {})
        if kind == "solution":
            assert cell.source.startswith(f"# @title Exercise {number}\n")
            assert cell.metadata.jupyter.source_hidden and grader["solution"]
            assert re.search(r"### BEGIN SOLUTION\n.*### END SOLUTION$", cell.source, re.DOTALL)
        if kind == "check":
            assert cell.source.startswith(f'checks.check("{number}", ')
            assert grader["points"] == 1 and grader["locked"]
            assert cell.outputs[0].text == f"Exercise {number}: right.\n"
        if kind == "answer":
            assert cell.source.startswith("<details><summary>An answer</summary>")
            assert grader["points"] == 2
            assert cell.cell_type == "markdown" and grader["grade"] and grader["solution"]
    nbformat.validate(nbformat.v4.new_notebook(cells=[task, *rest]))


def test_every_exercise_says_how_long_it_takes_and_how_difficult_it_is():
    assert list(EFFORT) == list(ALL)
    for number, (task, *_) in ALL.items():
        kind = re.match(r"\*(By hand|In code|Predict and run|Open) · ", task.source.split("\n\n")[1])
        assert kind and task.source.split("\n\n")[1].startswith(f"{kind[0]}{EFFORT[number]}.* "), number
        assert EFFORT[number].minutes >= 1 and EFFORT[number].difficulty in (1, 2, 3), number
    for name, notebook in NOTEBOOKS.items():
        heading, = (cell.source for cell in notebook.cells if cell.id == "exercises")
        assert heading.endswith(f"\n\n{LEGEND}"), name


def minutes_of(number):
    """Of all exercises of a notebook together."""
    return sum(effort.minutes for exercise, effort in EFFORT.items() if exercise.split(".")[0] == str(number))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_exercises_take_no_longer_than_the_notebook(name):
    minutes = re.search(r"\*\*Time\*\* (\d+) minutes to study", NOTEBOOKS[name].cells[0].source)[1]
    assert minutes_of(int(name[:2])) <= int(minutes)


def test_the_syllabus_gives_the_exercises_their_minutes():
    syllabus = (ROOT / "docs" / "syllabus.md").read_text(encoding="utf-8")
    days = re.findall(r"^\| \d+ \| (\d+) \+ (\d+) \| ((?:\[\d+\](?:, )?)+) \| all \|", syllabus, re.MULTILINE)
    told = {}
    for study, exercises, which in days:
        numbers = tuple(map(int, re.findall(r"\d+", which)))
        told[numbers] = int(exercises)
        opening = " ".join(NOTEBOOKS[name].cells[0].source for name in NOTEBOOKS if int(name[:2]) in numbers)
        assert int(study) == sum(map(int, re.findall(r"\*\*Time\*\* (\d+) minutes", opening))), numbers
    assert [number for numbers in told for number in numbers] == list(range(1, len(NOTEBOOKS) + 1))
    assert told == {numbers: sum(map(minutes_of, numbers)) for numbers in told}


def function_in(code):
    """The function that some code defines, without its imports, comments and line breaks."""
    function, = ast.parse(code).body
    function.body = [node for node in function.body if not isinstance(node, ast.Import)]
    return ast.dump(function)


@pytest.mark.parametrize("number", [number for number in EXERCISES if callable(EXERCISES[number].right)])
def test_the_answer_that_is_shown_is_the_notebooks_solution(number):
    solution, = (cell.source for cell in ALL[number] if cell.id.endswith("-solution"))
    assert function_in(solution) == function_in(EXERCISES[number].answer)
