"""The exercises of notebook 02, on the networks. Spoilers ahead."""

import numpy as np

from cvae_lib import keras, tf
from cvae_lib.exercises.kinds import EXACT, Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import LOGITS, WRONG_LIKELIHOODS, X


def split(output):
    """μ and log σ², (B, D) each, from (B, 2·D)."""
    mean, logvar = tf.split(output, 2, axis=1)
    return mean, logvar


def log_likelihood(x, logits):
    """(B,), nats, from x and logits (B, 28, 28, 1)."""
    return -tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=[1, 2, 3])


_OUTPUT = np.arange(-20.0, 28.0, dtype="float32").reshape(6, 8)     # (B, 2·D), with D = 4, of both signs


def _halves(function):
    """The two parts, (2, B, D). Parts of unequal width stay side by side, so that a check can name them."""
    result = function(_OUTPUT.copy())
    if result is None or (isinstance(result, (tuple, list)) and any(part is None for part in result)):
        return None
    parts = [np.asarray(part, np.float64) for part in result]
    if len({part.shape for part in parts}) == 1:
        return np.stack(parts)
    heights = {part.shape[:-1] for part in parts}
    return np.concatenate(parts, axis=-1)[None] if len(heights) == 1 else np.array(np.nan)


# Each picture has a sure and right white pixel, a sure and wrong one, and the same of black ones: there the
# logarithm of a probability is −∞ in 32 bits and in 64, or 0 · −∞, where that of a logit is finite.
_SURE_LOGITS = LOGITS.copy()
_SURE_X = X.copy()
_SURE_LOGITS[:, 0, :4, 0], _SURE_X[:, 0, :4, 0] = (40, 40, -40, -40), (0, 1, 0, 1)


def _log_p(x, logits, choose):
    """The log-likelihood in NumPy from probabilities; ``choose`` puts a pixel's two terms together."""
    p = 1 / (1 + np.exp(-np.asarray(logits, np.float64)))
    return choose(x, np.log(p), np.log(1 - p)).sum(axis=(1, 2, 3))


EXERCISES = {
    "2.1": by_hand(
        (31, 14, 6),
        task="Give the sides of the picture after one, two and three convolutions.",
        nudge="At how many places does a kernel of 4 fit into a side of 64, if it moves by 2? No padding.",
        formula="⌊(n − k) / s⌋ + 1, three times, with k = 4 and s = 2.",
        why="⌊(n − 4)/2⌋ + 1, with n = 64 first, and then with each result",
        slips=[
            Slip('That is with padding "same"; these convolutions have none.', (32, 16, 8)),
            Slip("The + 1 is missing: a kernel that fits in exactly has one place.", (30, 13, 4)),
        ],
        tolerance=EXACT),
    "2.2": by_hand(
        5 * 5 * 64 * 32 + 32,
        task="Give the number of weights of the layer, biases included.",
        nudge="How many kernels are there, for 64 channels that go in and 32 that come out? And to which "
              "channels do biases belong?",
        formula="k · k · (channels in) · (channels out) + (channels out): one kernel for each pair of "
                "channels, and one bias for each channel that comes out.",
        why="5 · 5 · 64 · 32 weights of kernels, and 32 biases",
        slips=[
            Slip("The biases are missing: one for each of the 32 channels that come out.", 51_200),
            Slip("Biases belong to the channels that come out, not to those that go in.", 51_264),
            Slip("The kernel is 5 × 5 here.", 18_464),
        ],
        tolerance=EXACT),
    "2.3": in_code(
        split,
        task="Split the encoder's output into μ and log σ².",
        nudge="Which columns hold μ, which log σ², and how many of each are there?",
        formula="The first D of the 2·D columns are μ, the others log σ²; tf.split(output, 2, axis=…) cuts "
                "into two equal parts.",
        observe=_halves,
        slips=[
            Slip(Misconception.SPLIT_AXIS, lambda output: np.split(output, 2, axis=0)),
            Slip("The two parts are not of equal width. D is not always 2: take half of the columns, however "
                 "many there are.", lambda output: (output[:, :2], output[:, 2:])),
            Slip("Columns are lost. D is not always 2: take half of the columns, however many there are.",
                 lambda output: (output[:, :2], output[:, 2:4])),
            Slip("μ and log σ² are exchanged.", lambda output: (output[:, 4:], output[:, :4])),
            Slip("The columns do not alternate: all of μ comes first, then all of log σ².",
                 lambda output: (output[:, ::2], output[:, 1::2])),
        ]),
    "2.4": in_code(
        log_likelihood,
        task="Give log p(x|z) of each picture, from the decoder's logits.",
        nudge="A probability of 1 minus something tiny is rounded to 1, and its logarithm is lost. Which "
              "function takes logits as they are? And over which axes is its result summed?",
        formula="Minus the cross-entropy of logits, tf.nn.sigmoid_cross_entropy_with_logits, summed over "
                "everything but the images.",
        observe=on(_SURE_X, _SURE_LOGITS),
        slips=[
            Slip(Misconception.SIGN, lambda x, logits: -log_likelihood(x, logits)),
            Slip("It gives NaN. Either a probability was rounded to 1, as for a logit of 40, and 0 · log 0 "
                 "is not a number, or a logit stands where a probability belongs. Start from the logit.",
                 lambda x, logits: _log_p(x, logits, lambda x, one, zero: x * one + (1 - x) * zero)),
            Slip("It gives −∞ where a logit is 40 and the pixel is black: the probability was rounded to 1. "
                 "Start from the logit.",
                 lambda x, logits: _log_p(x, logits, lambda x, one, zero: np.where(x == 1, one, zero))),
            Slip("Probabilities are clipped: a logit of ±40 and a wrong pixel cost 40 nats, and no clipped "
                 "probability can say so. Start from the logit.",
                 lambda x, logits: -tf.reduce_sum(keras.losses.binary_crossentropy(
                     x, tf.sigmoid(logits)), axis=[1, 2])),
            Slip(Misconception.MEAN, lambda x, logits: log_likelihood(x, logits) / 784),
            *WRONG_LIKELIHOODS[1:],                     # the first clips, which tells for logits of ±40
            Slip("That is summed over the images too; each of them has a log-likelihood of its own.",
                 lambda x, logits: tf.reduce_sum(log_likelihood(x, logits))),
        ]),
    "2.5": choice(
        "b",
        task="Predict the logits of an untrained decoder for a z a hundred times as long: a, b or c.",
        nudge="All biases are zero at the start. What does a layer with ReLU give, if its input is "
              "multiplied by 100?",
        formula="Without biases relu(W · c·h) = c · relu(W · h) for every c > 0, in each layer.",
        why="without biases, a layer gives 100 times as much for an input 100 times as large; so does the "
            "whole decoder.",
        slips=[
            Slip("The logits do not stay near zero: look at what each layer does with an input that is 100 "
                 "times as large.", "a"),
            Slip("Float32 reaches far beyond that, and a sigmoid of a large logit is 0 or 1, not NaN.", "c"),
        ]),
}
