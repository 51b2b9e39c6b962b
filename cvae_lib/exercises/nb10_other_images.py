"""The exercises of notebook 10, on other images and what a decoder says of their pixels. Spoilers ahead."""

import math

import numpy as np

from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on

# A pixel near black, one that is known well, and one near white: the open ends matter.
_MEAN, _SCALE = np.array([0.02, 0.5, 0.97]), np.array([0.02, 0.004, 0.03])


def bins(mean, scale):
    """Probabilities of the values 0 to 255, (B, 256), from a logistic's means and scales on 0 to 1, (B,)."""
    edges = (np.arange(255) + 0.5) / 255                                    # between the values, (255,)
    below = 1 / (1 + np.exp((mean[:, None] - edges) / scale[:, None]))      # up to each edge, (B, 255)
    return np.diff(below, prepend=0, append=1)


def _closed(mean, scale):
    """With ends that are as narrow as the other bins."""
    edges = (np.arange(257) - 0.5) / 255
    return np.diff(1 / (1 + np.exp((mean[:, None] - edges) / scale[:, None])), axis=1)


def _density(mean, scale):
    """The logistic density at each value, times the width of a bin."""
    away = (np.arange(256) / 255 - mean[:, None]) / scale[:, None]
    return 1 / (4 * np.cosh(away / 2) ** 2 * scale[:, None] * 255)


EXERCISES = {
    "10.1": by_hand(
        (9_600 / (3_072 * math.log(2)), 9_600 / math.log(2) / 8),
        task="Give the bits per dimension, and the bytes for a picture.",
        nudge="How many numbers has a picture in colour? How many bits are a nat, and how many bits a byte?",
        formula="Bits = nats / log 2. Per dimension: over height · width · 3. In bytes: over 8.",
        why="9,600 nats are 9,600 / log 2 = 13,850 bits; over 32 · 32 · 3 = 3,072 numbers that is 4.5 bits "
            "each, and in bytes an eighth of 13,850",
        slips=[
            Slip("The channels are forgotten: red, green and blue are three numbers, not one.",
                 (9_600 / (1_024 * math.log(2)), 9_600 / math.log(2) / 8)),
            Slip("These are still nats. A nat is 1 / log 2 bits, about 1.44.", (9_600 / 3_072, 9_600 / 8)),
            Slip("A nat is more than a bit: divide by log 2, do not multiply.",
                 (9_600 * math.log(2) / 3_072, 9_600 * math.log(2) / 8)),
            Slip("The second number is in bits. A byte has eight of them.",
                 (9_600 / (3_072 * math.log(2)), 9_600 / math.log(2))),
        ]),
    "10.2": in_code(
        bins,
        task="Give the probabilities of the 256 values, from means and scales.",
        nudge="Which edges lie between the 256 values k/255? What lies below the first of them, and what "
              "above the last?",
        formula="The logistic's distribution function is F(x) = 1 / (1 + exp(−(x − mean) / scale)), and the "
                "edges are (k + ½) / 255 for k from 0 to 254. A bin has F(upper edge) − F(lower edge), with "
                "0 before the first edge and 1 behind the last.",
        observe=on(_MEAN, _SCALE),
        slips=[
            Slip("They do not sum to one. The bins of 0 and of 255 are open: they hold all that lies beyond.",
                 _closed),
            Slip("These sum to one, but only since they were divided by their sum. What lies beyond the ends "
                 "belongs to 0 and to 255, not to all values.",
                 lambda mean, scale: _closed(mean, scale) / _closed(mean, scale).sum(axis=1, keepdims=True)),
            Slip("That is the density times the width of a bin. A bin's probability is the difference of the "
                 "distribution function at its two edges.", _density),
            Slip("These are logarithms; the probabilities are asked for.",
                 lambda mean, scale: np.log(bins(mean, scale))),
            Slip("The values are k/255, so the edges between them are (k − ½)/255.",
                 lambda mean, scale: np.diff(
                     1 / (1 + np.exp((mean[:, None] - np.arange(1, 256) / 256) / scale[:, None])), axis=1,
                     prepend=0, append=1)),
            Slip("That is the distribution function at the upper edges. Take differences of neighbours.",
                 lambda mean, scale: np.cumsum(bins(mean, scale), axis=1)),
        ]),
    "10.3": choice(
        {"A": "yes", "B": "no", "C": "yes", "D": "no"},
        task="Say of each figure if it may stand beside yours: yes or no.",
        nudge="Are the data the same 8-bit values? Is the number a probability of them, or a bound of one?",
        formula="A density p(x) becomes c · p(x) for pixels divided by c. It is a bound of the bins' "
                "log-probability, by Jensen's inequality, where a bin is 1 wide and filled with uniform "
                "noise.",
        why="A is a bound on the same data; B is a density in units in which a bin is 1/255 wide; C is a "
            "density in units in which a bin is 1 wide, averaged over each bin, and so a bound on the "
            "probability; D has other data",
        slips=[
            Slip("C is a density, but of values spread evenly over bins of width 1. By Jensen's inequality "
                 "its mean is a bound on the log-probability of the bin.",
                 {"A": "yes", "B": "no", "C": "no", "D": "no"}),
            Slip("B is a density of pixels from 0 to 1. In units 255 times as large it would be lower by "
                 "3,072 · log 255 nats: it is no probability.",
                 {"A": "yes", "B": "yes", "C": "yes", "D": "no"}),
            Slip("D is of other data: a thresholded picture has one bit a number at most, and most of what "
                 "is hard to predict is gone.", {"A": "yes", "B": "no", "C": "yes", "D": "yes"}),
            Slip("A is a bound, and so is ours; both are on the same data. Like may stand beside like.",
                 {"A": "no", "B": "no", "C": "yes", "D": "no"}),
        ]),
    "10.4": choice(
        "b",
        task="Predict the losses of the two perfect reconstructions: a, b or c.",
        nudge="What is the cross-entropy of x and p where x = p = ½, and what where both are 0?",
        formula="−x log p − (1 − x) log (1 − p), for each of 784 pixels.",
        why="−½ log ½ − ½ log ½ = log 2 for each of 784 pixels is 543 nats, and a black pixel predicted "
            "surely costs nothing. A loss above 0 says nothing by itself about a grey reconstruction.",
        slips=[
            Slip("So it would be for a squared error. The cross-entropy of a grey value with itself is its "
                 "entropy as a coin, log 2 nats for ½.", "a"),
            Slip("The black picture is predicted surely and rightly: log 1 for each pixel.", "c"),
        ]),
}
