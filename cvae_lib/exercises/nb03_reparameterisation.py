"""The exercises of notebook 03, on drawing z so that gradients pass. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import EPS, LOGVAR, MEAN


def score(z, mean, logvar):
    """The gradients of log q(z) with respect to μ and to log σ², (B, D) each, from tensors (B, D) each."""
    standardised = (z - mean) * tf.exp(-0.5 * logvar)
    return standardised * tf.exp(-0.5 * logvar), 0.5 * (standardised ** 2 - 1)


def sample(mean, logvar):
    """z, (B, D), each image with its own ε."""
    return mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))


# Of two groups of 4,000 images: μ and σ, (D,) each, all different and none of them 0 or 1.
GROUPS = (((4.0, -8.0), (0.5, 2.0)), ((-2.0, 8.0), (1.5, 0.25)))
GROUP_SIZE = 4_000


def _draws(sample):
    """What draws for both groups tell: their mean, spread and shape, and whether gradients come back.

    For each group: 1 + how many σ the mean is off (2,), spread over σ (2,), the share within σ of μ (2,), and
    1 + |correlation|. Then 1 for the gradient of z by μ, and 1 if that by log σ² is ½ (z − μ), as it is for
    z = μ + σ·ε.
    """
    mean = tf.constant(np.repeat([group[0] for group in GROUPS], GROUP_SIZE, axis=0), tf.float32)
    sigma = np.repeat([group[1] for group in GROUPS], GROUP_SIZE, axis=0)
    logvar = tf.constant(2 * np.log(sigma), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch([mean, logvar])
        z = sample(mean, logvar)
    if z is None:
        return None
    values = np.asarray(z, np.float64)
    if values.shape != mean.shape:
        return values
    told = []
    for group, (centre, spread) in zip(np.split(values, 2), GROUPS, strict=True):
        if group.std(axis=0).max() < 1e-3:          # one ε for all images; where it fell does not matter
            told.append(np.zeros(7))
            continue
        together = np.corrcoef(group.T)[0, 1] if group.std(axis=0).min() > 1e-3 else 0.0
        shift = (group.mean(axis=0) - centre) / np.array(spread)
        told += [1 + shift, group.std(axis=0) / spread, (np.abs(group - centre) < spread).mean(axis=0),
                 [1 + abs(together)]]
    gradients = tape.gradient(z, [mean, logvar]) if tf.is_tensor(z) else [None, None]
    by_mean, by_logvar = (0.0 if gradient is None else gradient.numpy() for gradient in gradients)
    told += [[np.mean(by_mean)], [1 - np.abs(by_logvar - 0.5 * (values - mean)).mean()]]
    return np.concatenate(told)


def _with(noise):
    """The trick with other noise, a function of the shape of μ."""
    return lambda mean, logvar: mean + tf.exp(0.5 * logvar) * noise(mean.shape)


def _normal(*shape):
    return tf.random.stateless_normal(shape, seed=(0, 0))


def _uniform(shape):
    return tf.random.stateless_uniform(shape, seed=(0, 0))


EXERCISES = {
    "3.1": by_hand(
        1 + math.exp(0.5 * math.log(0.0625)) * (-2),
        task="Give z.",
        nudge="ε is counted in standard deviations. Which one belongs to log σ² = log 0.0625?",
        formula="z = μ + σ·ε, with σ = exp(½ log σ²).",
        why="σ = exp(½ · log 0.0625) = 0.25, and z = 1 + 0.25 · (−2)",
        slips=[
            Slip(Misconception.VARIANCE, 1 - 2 * 0.0625),
            Slip("The sign of ε is lost: it is −2.", 1.5),
            Slip("log σ² was taken for σ.", 1 - 2 * math.log(0.0625)),
        ]),
    "3.2": in_code(
        score,
        task="Give the gradients of log q(z) with respect to μ and to log σ².",
        nudge="Write log q(z) with v = log σ² in place of σ². In which two terms does v stand?",
        formula="log q(z) = −½ ((z − μ)² exp(−v) + v + log 2π), with v = log σ². The derivative of exp(−v) "
                "with respect to v is −exp(−v).",
        observe=on(MEAN + np.exp(0.5 * LOGVAR) * EPS, MEAN, LOGVAR),
        slips=[
            Slip("The second one is with respect to log σ². Both that you return are with respect to μ.",
                 lambda z, mean, logvar: (score(z, mean, logvar)[0],) * 2),
            Slip("In the second one a factor ½ is missing. log q begins with −½.",
                 lambda z, mean, logvar: (score(z, mean, logvar)[0], 2 * score(z, mean, logvar)[1])),
            Slip("In the second one the term ½ log σ² of log q has been forgotten: its derivative is ½.",
                 lambda z, mean, logvar: (score(z, mean, logvar)[0], score(z, mean, logvar)[1] + 0.5)),
            Slip("That is minus the gradient of log q: its first term is −½ (z − μ)² / σ².",
                 lambda z, mean, logvar: tuple(-part for part in score(z, mean, logvar))),
            Slip("The second one is with respect to σ. The encoder's number is log σ².",
                 lambda z, mean, logvar: (score(z, mean, logvar)[0],
                                          2 * np.exp(-0.5 * logvar) * score(z, mean, logvar)[1])),
            Slip("The second one is with respect to σ². The encoder's number is log σ².",
                 lambda z, mean, logvar: (score(z, mean, logvar)[0],
                                          np.exp(-logvar) * score(z, mean, logvar)[1])),
            Slip(Misconception.VARIANCE, lambda z, mean, logvar: score(z, mean, 2 * logvar)),
        ]),
    "3.3": in_code(
        sample,
        task="Draw z for each image, with noise of its own, so that gradients reach μ and log σ².",
        nudge="Which part of z is random, and does not depend on μ and log σ²? How many such numbers are "
              "needed?",
        formula="z = μ + σ·ε with σ = exp(½ log σ²), and ε from tf.random.normal in the shape of μ.",
        observe=_draws,
        slips=[
            Slip(Misconception.ONE_EPSILON, _with(lambda shape: _normal(1, shape[1]))),
            Slip(Misconception.VARIANCE, lambda mean, logvar: mean + tf.exp(logvar) * _normal(*mean.shape)),
            Slip("Both dimensions of an image get the same ε; each needs its own.",
                 _with(lambda shape: _normal(shape[0], 1))),
            Slip("That is uniform noise; ε is standard normal.", _with(_uniform)),
            Slip("μ is missing: the draws lie about 0.",
                 lambda mean, logvar: tf.exp(0.5 * logvar) * _normal(*mean.shape)),
            Slip("The spread does not depend on log σ².", lambda mean, logvar: mean + _normal(*mean.shape)),
            Slip("log σ² was taken for σ.", lambda mean, logvar: mean + logvar * _normal(*mean.shape)),
            Slip(Misconception.STOPPED,
                 lambda mean, logvar: tf.stop_gradient(_with(lambda shape: _normal(*shape))(mean, logvar))),
            Slip("The gradient with respect to log σ² is missing: σ was cut off.",
                 lambda mean, logvar: sample(mean, tf.stop_gradient(logvar))),
        ],
        tolerance=0.08),
    "3.4": choice(
        "b",
        task="Predict which estimate of the gradient has the smaller variance: a, b or c.",
        nudge="The pathwise estimate contains the derivative of f, the score-function estimate only f "
              "itself.",
        formula="Pathwise: f′(z). Score function: f(z) · (z − μ) / σ². For f = sin(20z) the derivative is 20 "
                "cos(20z).",
        why="the derivative of sin(20z) is 20·cos(20z), twenty times as large as f itself.",
        slips=[
            Slip("So it was for z². Here f′ is twenty times as large as f.", "a"),
            Slip("Both estimate the same gradient; their variances have no reason to agree.", "c"),
        ]),
}
