"""What the exercises of several notebooks use: a batch of data, and wrong log-likelihoods of a picture."""

import numpy as np

from cvae_lib.exercises.kinds import Slip
from cvae_lib.exercises.misconceptions import Misconception

_RNG = np.random.default_rng(0)
X = (_RNG.random((6, 28, 28, 1)) < 0.2).astype("float32")           # (B, 28, 28, 1), 0 or 1, with B = 6
LOGITS = _RNG.normal(0, 2, X.shape).astype("float32")               # (B, 28, 28, 1)
MEAN = _RNG.normal(size=(6, 4)).astype("float32")                   # μ, (B, D), with D = 4
LOGVAR = _RNG.normal(-1, 0.5, (6, 4)).astype("float32")             # log σ², (B, D)
EPS = _RNG.normal(size=(6, 4)).astype("float32")                    # ε, (B, D)


def sigmoid(logits):
    """Probabilities from logits, in 64 bits."""
    return 1 / (1 + np.exp(-np.asarray(logits, np.float64)))


def _log_pixels(x, p):
    """Each pixel's log-probability, (B, 784), from probabilities, clipped as Keras clips them."""
    p = np.clip(np.asarray(p, np.float64), 1e-7, 1 - 1e-7)
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).reshape(len(x), -1)


# Functions (x, logits) → (B,).
WRONG_LIKELIHOODS = (
    Slip(Misconception.MEAN, lambda x, logits: _log_pixels(x, sigmoid(logits)).mean(axis=1)),
    Slip(Misconception.LOGITS, lambda x, logits: _log_pixels(x, logits).sum(axis=1)),
    Slip(Misconception.SIGMOID_TWICE, lambda x, logits: _log_pixels(x, sigmoid(sigmoid(logits))).sum(axis=1)),
)
