"""The exercises of notebook 03, on drawing z so that gradients pass. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import EPS, LOGVAR, MEAN


def reparameterize(mean, logvar, eps):
    """z, (B, D), from tensors (B, D) each."""
    return mean + tf.exp(0.5 * logvar) * eps


def sample(mean, logvar):
    """z, (B, D), each image with its own ε."""
    return mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))


def _with_gradients(reparameterize):
    """z, and its gradients with respect to μ and log σ²; zeros where none comes back: (3, 6, 4)."""
    mean, logvar = tf.constant(MEAN.copy()), tf.constant(LOGVAR.copy())
    with tf.GradientTape() as tape:
        tape.watch([mean, logvar])
        z = reparameterize(mean, logvar, tf.constant(EPS.copy()))
    if z is None:
        return None
    gradients = tape.gradient(z, [mean, logvar]) if tf.is_tensor(z) else [None, None]
    gradients = [np.zeros_like(MEAN) if gradient is None else gradient.numpy() for gradient in gradients]
    return np.stack([np.asarray(z), *gradients])


def _spread_of_draws(sample):
    """Of 4,000 draws with σ = ½: their spread in both dimensions, and how far these go together."""
    z = sample(tf.ones((4_000, 2)), tf.fill((4_000, 2), math.log(0.25)))
    if z is None:
        return None
    z = np.asarray(z, np.float64)
    if z.shape != (4_000, 2):
        return z
    spread = z.std(axis=0)
    together = np.corrcoef(z.T)[0, 1] if spread.min() > 1e-6 else 0.0
    return np.array([*spread, 1 + abs(together)])


def _noise(*shape):
    return tf.random.stateless_normal(shape, seed=(0, 0))


EXERCISES = {
    "3.1": by_hand(
        1 + math.exp(0.5 * math.log(0.0625)) * (-2),
        hint="First σ from log σ² = log 0.0625, then z = μ + σ·ε.",
        why="σ = exp(½ · log 0.0625) = 0.25, and z = 1 + 0.25 · (−2)",
        slips=[
            Slip(Misconception.VARIANCE, 1 - 2 * 0.0625),
            Slip("The sign of ε is lost: it is −2.", 1.5),
            Slip("log σ² was taken for σ.", 1 - 2 * math.log(0.0625)),
        ]),
    "3.2": in_code(
        reparameterize,
        hint="z = μ + σ·ε, with σ from log σ², in TensorFlow's operations.",
        observe=_with_gradients,
        slips=[
            Slip(Misconception.VARIANCE, lambda mean, logvar, eps: mean + tf.exp(logvar) * eps),
            Slip(Misconception.STOPPED,
                 lambda mean, logvar, eps: tf.stop_gradient(reparameterize(mean, logvar, eps))),
            Slip("log σ² was taken for σ.", lambda mean, logvar, eps: mean + logvar * eps),
            Slip("The gradient with respect to log σ² is missing: σ was cut off.",
                 lambda mean, logvar, eps: reparameterize(mean, tf.stop_gradient(logvar), eps)),
        ]),
    "3.3": in_code(
        sample,
        hint="Draw ε with tf.random.normal in the shape of μ, and go on as in 3.2.",
        observe=_spread_of_draws,
        slips=[
            Slip(Misconception.ONE_EPSILON, lambda mean, logvar: reparameterize(mean, logvar, _noise(1, 2))),
            Slip(Misconception.VARIANCE, lambda mean, logvar: mean + tf.exp(logvar) * _noise(*mean.shape)),
            Slip("Both dimensions of an image get the same ε; each needs its own.",
                 lambda mean, logvar: reparameterize(mean, logvar, _noise(len(mean), 1))),
            Slip("That is uniform noise; ε is standard normal.",
                 lambda mean, logvar: reparameterize(
                     mean, logvar, tf.random.stateless_uniform(mean.shape, seed=(0, 0)))),
        ],
        tolerance=0.08),
    "3.4": choice(
        "b",
        hint="The pathwise estimate contains the derivative of f, the score-function estimate only f itself.",
        why="the derivative of sin(20z) is 20·cos(20z), twenty times as large as f itself.",
        slips=[
            Slip("So it was for z². Here f′ is twenty times as large as f.", "a"),
            Slip("Both estimate the same gradient; their variances have no reason to agree.", "c"),
        ]),
}
