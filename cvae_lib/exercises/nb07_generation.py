"""The exercises of notebook 07, on samples and what the codes carry. Spoilers ahead."""

import numpy as np

from cvae_lib.exercises.kinds import EXACT, Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import MEAN, X

# Six latent dimensions, of which three are active: the spreads of μ over the images, and the variances of q.
_MEAN = MEAN[:, [0, 1, 2, 3, 0, 1]] * np.array([1, 0.5, 0.05, 0.03, 0.002, 0.8], "float32")
_LOGVAR = np.log(np.array([[0.1, 0.2, 0.9, 0.005, 0.004, 0.3]] * len(MEAN), "float32"))


def hamming(a, b):
    """Pixels that differ, (N, M), from uint8 pictures 0 or 1, (N, 28, 28, 1) and (M, 28, 28, 1)."""
    return (a[:, None] != b[None]).sum(axis=(2, 3, 4))


def active_units(mean, logvar):
    """A whole number, from NumPy arrays μ and log σ², (B, D) each."""
    return int((mean.var(axis=0) > 0.01).sum())


EXERCISES = {
    "7.1": by_hand(
        41,
        hint="Which whole numbers does round(2√i) take from i = 0 to 400, and does frame 400 bring a new "
             "one?",
        why="round(2√i) takes the values 0, 2, 3, …, 40, the last of them from frame 391 on (2√1 is 2, so 1 "
            "is skipped); frame 400 is kept because it is the last",
        slips=[
            Slip("The last frame is kept in any case, and is not among those at which round(2√i) has "
                 "grown.", 40),
            Slip("2√i, not √i.", 21),
        ],
        tolerance=EXACT),
    "7.2": in_code(
        hamming,
        hint="Compare every a with every b by broadcasting, a[:, None] != b[None], and count over the "
             "pixels.",
        observe=on(X[:4].astype("uint8"), X[2:].astype("uint8")),
        slips=[
            Slip(Misconception.MEAN, lambda a, b: (a[:, None] != b[None]).mean(axis=(2, 3, 4))),
            Slip("Bytes wrap around: 0 − 1 is 255 for uint8. Compare with !=, or convert first.",
                 lambda a, b: (a[:, None] - b[None]).sum(axis=(2, 3, 4), dtype=np.int64)),
            Slip("That is its square root, the Euclidean distance.", lambda a, b: np.sqrt(hamming(a, b))),
        ]),
    "7.3": in_code(
        active_units,
        hint="The variance of μ over the images, axis 0, for each dimension; how many are above 0.01?",
        observe=on(_MEAN, _LOGVAR),
        slips=[
            Slip("That is the standard deviation of μ over the images. Burda's rule compares its variance "
                 "with 0.01.", lambda mean, logvar: int((mean.std(axis=0) > 0.01).sum())),
            Slip("That is the width of q. A unit is active when its μ moves with the image.",
                 lambda mean, logvar: int((np.exp(logvar).mean(axis=0) > 0.01).sum())),
            Slip("That is counted along the wrong axis: the variance is over images, axis 0.",
                 lambda mean, logvar: int((mean.var(axis=1) > 0.01).sum())),
        ]),
    "7.4": choice(
        "b",
        hint="The squared length is a sum of fifty squares, each of which is 1 on average.",
        why="√50 ≈ 7.1. In fifty dimensions no draw is near the origin, though the density is highest there.",
        slips=[
            Slip("The density is highest at the origin, but there is next to no room there. Add up fifty "
                 "squares.", "a"),
            Slip("That is the squared length.", "c"),
        ]),
}
