"""The exercises of notebook 08, on bounds of log p(x) and what they are worth. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on

# (B, k) with k = 4 draws for B = 3 images. The weights of the first image are too small for exp.
_LOG_WEIGHTS = np.array(
    [[-1000, -1001, -1002, -1000.5], [-60, -65, -61, -60.5], [-50, -49, -70, -51]], "float32")

# log p(x, z) on a grid of 41 × 41 points that are 0.2 apart; the posterior is N(0, I), and p(x) = 2π e⁻¹⁵⁰.
_LINE = np.linspace(-4, 4, 41)
_LOG_JOINT = (-150 - 0.5 * (_LINE[:, None] ** 2 + _LINE ** 2)).astype("float32")


def bound(log_weights):
    """(B,), nats, from log-weights (B, k)."""
    return tf.reduce_logsumexp(log_weights, axis=1) - np.log(log_weights.shape[1])


def log_p(log_joint, step):
    """One number, nats, from log p(x, z) at all grid points, (n, n) float32."""
    return tf.reduce_logsumexp(log_joint) + 2 * np.log(step)


EXERCISES = {
    "8.1": by_hand(
        -100 + math.log(0.5 * (1 + math.exp(-2))),
        hint="The bound is the log of the mean of the two weights. Which factor can be taken out of that "
             "mean?",
        why="−100 + log ½(1 + e⁻²), in nats",
        slips=[
            Slip("That is the mean of the two logarithms, the ELBO. The bound averages before it takes the "
                 "logarithm.", -101),
            Slip("The average is missing its ½.", -100 + math.log(1 + math.exp(-2))),
        ],
        tolerance=5e-4),
    "8.2": in_code(
        bound,
        hint="What is averaged, and along which axis? Take the largest log-weight out before exp; TensorFlow "
             "has a function that does.",
        observe=on(_LOG_WEIGHTS),
        slips=[
            Slip("That is the mean of the logarithms: the ELBO.",
                 lambda log_weights: log_weights.mean(axis=1)),
            Slip("The average is missing: subtract log k.",
                 lambda log_weights: tf.reduce_logsumexp(log_weights, axis=1)),
            Slip("exp(−1000) is 0 in floats, and its logarithm −∞. Take the largest weight out first, as "
                 "tf.reduce_logsumexp does.",
                 lambda log_weights: np.log(np.mean(np.exp(log_weights), axis=1))),
            Slip("That is over the images, not over the draws: the draws are axis 1.",
                 lambda log_weights: bound(log_weights.T)),
        ]),
    "8.3": in_code(
        log_p,
        hint="log Σ exp(log joint) · step²: each grid point stands for a square with sides of one step.",
        observe=on(_LOG_JOINT, 0.2),
        slips=[
            Slip("A grid point stands for a square: step², not step.",
                 lambda log_joint, step: tf.reduce_logsumexp(log_joint) + np.log(step)),
            Slip("The area of a grid point is missing: log p(x) = log Σ exp(…) · step².",
                 lambda log_joint, step: tf.reduce_logsumexp(log_joint)),
            Slip("exp(−150) vanishes in 32-bit floats. Use tf.reduce_logsumexp.",
                 lambda log_joint, step: -np.inf),
        ]),
    "8.4": choice(
        "c",
        hint="How many of a thousand draws from the prior fall into a posterior that is a twentieth as wide "
             "as the plane? And what of an image whose q lies in the wrong place?",
        why="a few of a thousand draws fall into any posterior on the plane, and a few are enough; while for "
            "some images none of the encoder's samples arrive. In fifty dimensions the prior would never "
            "hit.",
        slips=[
            Slip("That is k = 1. In two dimensions, a thousand draws are dense enough for some to hit.", "a"),
            Slip("So it would be if q always lay where the posterior is. For some images it does not, and "
                 "the prior is everywhere.", "b"),
        ]),
    "8.5": choice(
        {"A": "collapse", "B": "sigma", "C": "mean"},
        hint="Look at A's KL, at what B's loss says beside its independent score, and at the size of C's "
             "loss.",
        why="A's KL is 0; B's loss claims more than other code finds; C's loss is no number of nats per "
            "image",
        slips=[
            Slip("A and C are exchanged: in both z says nothing, but only one loss is too small to be nats "
                 "per image.", {"A": "mean", "B": "sigma", "C": "collapse"}),
            Slip("C has collapsed too, but its loss says why: it is too small to be nats per image.",
                 {"A": "collapse", "B": "sigma", "C": "collapse"}),
        ]),
}
