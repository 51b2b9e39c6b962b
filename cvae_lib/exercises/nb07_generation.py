"""The exercises of notebook 07, on samples and what the codes carry. Spoilers ahead."""

import numpy as np

from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import MEAN, X

# Seven latent dimensions, of which four are active. The variances of μ over the images lie on both sides of
# 0.01, near to it and far, and neither the variances of q nor the means of μ tell which are active.
_SPREAD = np.sqrt(np.array([1, 0.2, 0.03, 0.015, 0.007, 5e-5, 4e-6], "float32"))
_COLUMNS = MEAN[:, [0, 1, 2, 3, 0, 1, 2]]
_MEAN = _SPREAD * (_COLUMNS - _COLUMNS.mean(axis=0)) / _COLUMNS.std(axis=0)
_MEAN += np.float32([2, -2, 0, 0, -1, -1, -1])
_LOGVAR = np.log(np.array([[0.1, 0.2, 0.005, 0.005, 0.004, 0.003, 0.002]] * len(MEAN), "float32"))


def hamming(a, b):
    """Pixels that differ, (N, M), from uint8 pictures 0 or 1, (N, 28, 28, 1) and (M, 28, 28, 1)."""
    return (a[:, None] != b[None]).sum(axis=(2, 3, 4))


def active_units(mean, logvar):
    """A whole number, from NumPy arrays μ and log σ², (B, D) each."""
    return int((mean.var(axis=0) > 0.01).sum())


EXERCISES = {
    "7.1": by_hand(
        (5.0922447, 162_755),
        task="Give the least KL of the aggregate posterior from the prior, and the N at which the bound is "
             "empty.",
        nudge="How large can I(x; z) be, if there are N pictures to tell apart? What is left of the mean KL?",
        formula="Mean KL = I(x; z) + KL(q(z)‖p(z)), and I(x; z) ≤ log N. With N = 1,000 for (i); for (ii) "
                "the N at which log N has used up the whole mean KL.",
        why="log 1,000 is 6.908, and 12 − 6.908 is 5.092. The bound is 0 or less where log N is 12 or more, "
            "and e¹² is 162,755",
        slips=[
            Slip("That is the logarithm to base 10. The KL is in nats: take the natural logarithm.",
                 (9.0, 1e12)),
            Slip("That is the logarithm to base 2. The KL is in nats: take the natural logarithm.",
                 (2.034, 4096)),
            Slip("That is how much I(x; z) can be at most. What is left of the 12 nats?", (6.908, 162_755)),
            Slip("I(x; z) is a part of the mean KL: take it away, do not add it.", (18.908, 162_755)),
        ]),
    "7.2": in_code(
        hamming,
        task="Give the number of pixels that differ, for every pair of pictures.",
        nudge="Which shape do a and b need, so that every a meets every b? And which comparison of bytes "
              "cannot wrap around?",
        formula="Compare by broadcasting, a[:, None] != b[None], which is (N, M, 28, 28, 1), and sum over "
                "the pixels, axes 2, 3 and 4.",
        observe=on(X[:4].astype("uint8"), X[2:].astype("uint8")),
        slips=[
            Slip(Misconception.MEAN, lambda a, b: (a[:, None] != b[None]).mean(axis=(2, 3, 4))),
            Slip("Bytes wrap around: 0 − 1 is 255 for uint8. Compare with !=, or convert first.",
                 lambda a, b: (a[:, None] - b[None]).sum(axis=(2, 3, 4), dtype=np.int64)),
            Slip("That is its square root, the Euclidean distance.", lambda a, b: np.sqrt(hamming(a, b))),
        ]),
    "7.3": in_code(
        active_units,
        task="Count the latent dimensions that are active by Burda's rule.",
        nudge="A unit is active when what it says of an image changes with the image. Which of the two, μ or "
              "log σ², tells that, and along which axis?",
        formula="The variance of μ over the images, axis 0, for each dimension; count those above 0.01.",
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
        "c",
        task="Predict how far the nearest of 60,000 codes lies in fifty dimensions: a, b or c.",
        nudge="The squared distance of two draws is a sum of fifty squares. What is each of them on average?",
        formula="Half of the squared distance of two draws is χ² with fifty degrees of freedom, with the "
                "mean 50. The smallest of 60,000 such numbers is about 19.",
        why="two draws are about 10 apart, and the nearest of 60,000 still lies at about 6. Sixty thousand "
            "codes leave nearly all of fifty dimensions empty",
        slips=[
            Slip("So it is in two dimensions, where the nearest lies much nearer still. Each further "
                 "dimension adds its own square to the distance.", "a"),
            Slip("Add up fifty squares. By how much can luck make their sum small in 60,000 trials?", "b"),
        ]),
}
