"""The exercises of notebook 01, on data and the log-likelihood of pixels. Spoilers ahead."""

import math

import numpy as np

from cvae_lib.exercises.kinds import EXACT, Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception

_RNG = np.random.default_rng(1)
_GREY = _RNG.integers(0, 256, (3, 28, 28, 1), dtype=np.uint8)
_UNIFORM = _RNG.random(_GREY.shape)


def toss(grey, uniform):
    """Black and white, 0 or 1, from grey values 0 to 255 and uniform numbers of the same shape."""
    return (uniform < grey / 255).astype("uint8")


EXERCISES = {
    "1.1": by_hand(
        math.log(0.9) + math.log(1 - 0.2) + math.log(0.5) + math.log(1 - 0.6),
        task="Give the log-likelihood of the four pixels, in nats.",
        nudge="The pixels are independent. What does a white one add to the log-likelihood, and what a black "
              "one?",
        formula="A white pixel adds log p, a black one log(1 − p), with the natural logarithm.",
        why="log 0.9 + log 0.8 + log 0.5 + log 0.4, in nats",
        slips=[
            Slip(Misconception.SIGN, -math.log(0.144)),
            Slip(Misconception.MEAN, math.log(0.144) / 4),
            Slip("That is the likelihood itself; its logarithm is asked for.", 0.144),
            Slip("That is in bits. For nats, take the natural logarithm.", math.log2(0.144)),
            Slip("All four pixels are taken as white; two of them are black and have probability 1 − p.",
                 math.log(0.9 * 0.2 * 0.5 * 0.6)),
        ],
        tolerance=0.02),            # one decimal will do: −1.9
    "1.2": in_code(
        toss,
        task="Toss a coin for every pixel: give 0 or 1 from its grey value and its uniform number.",
        nudge="A pixel of grey value g is to be white with probability g / 255. How often is a uniform "
              "number below that?",
        formula="White where uniform < g / 255, and black elsewhere; as 0 and 1, not as False and True.",
        observe=on(_GREY, _UNIFORM),
        slips=[
            Slip(Misconception.NOT_BINARISED, lambda grey, uniform: grey / 255),
            Slip("That is the threshold. A coin is to be tossed for every pixel, with the uniform number.",
                 lambda grey, uniform: grey > 127.5),
            Slip("Black and white are exchanged.", lambda grey, uniform: uniform > grey / 255),
            Slip("Grey values go from 0 to 255, the uniform numbers from 0 to 1. Divide first.",
                 lambda grey, uniform: uniform < grey),
        ]),
    "1.3": choice(
        "b",
        task="Predict how much worse a mean image of a hundred pictures scores: a, b or c.",
        nudge="Each pixel's share of white is estimated from a hundred images. How wrong is such a share, "
              "and how many of them are there?",
        formula="A share estimated from n images costs about 1 / (2n) nats more for a pixel that is "
                "sometimes white and sometimes black. Add that up over 784 pixels, and allow for Laplace's "
                "rule at those that are always black.",
        why="about seven nats more. Shares of a hundred images are off by a few per cent each, and 784 such "
            "errors add up to nats, but not to hundreds of them.",
        slips=[
            Slip("That is too few: a share estimated from a hundred images is off by a few per cent, and 784 "
                 "of them add up.", "a"),
            Slip("That is too many: a hundred images already say well which pixels are mostly black.", "c"),
        ]),
    "1.4": by_hand(
        (105, 8, 6),
        task="Give the number of batches, the images of the last one, and how many times as much each of "
             "these weighs.",
        nudge="What is left over still makes a batch. In a mean over batches each batch counts alike, "
              "however many images share it.",
        formula="⌈N / B⌉ batches, N − ⌊N / B⌋ · B images in the last, with N = 5,000 and B = 48. An image "
                "weighs one over the size of its batch.",
        why="104 · 48 = 4,992 leaves 8 images, and they make a batch too. Each of them has an eighth of its "
            "batch's weight, and an image of a full batch a forty-eighth: 48 / 8 = 6",
        slips=[
            Slip("The images that are left over make a batch too, a smaller one.", (104, 48, 1)),
            Slip("The count of batches leaves out the last one, the smaller one.", (104, 8, 6)),
            Slip("A mean over batches gives each batch the same weight. The last one has fewer images to "
                 "share it.", (105, 8, 1)),
            Slip("The last weight is turned round: few images share their batch's weight, so each of them "
                 "gets more.", (105, 8, 1 / 6)),
        ],
        tolerance=EXACT),
}
