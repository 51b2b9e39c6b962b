"""The exercises of notebook 08, on bounds of log p(x) and what they are worth. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on

# (B, k) with k = 4 draws for B = 3 images. The weights of the first image are too small for exp.
_LOG_WEIGHTS = np.array(
    [[-1000, -1001, -1002, -1000.5], [-60, -65, -61, -60.5], [-50, -49, -70, -51]], "float32")

# log p(x, z) on a grid of 41 × 41 points, z₁ along the columns. The posterior has two hills, the larger at
# (1, −2), and its mean is (0.1, −1.4).
_LINE = np.linspace(-5, 5, 41)
_LOG_JOINT = (-150 + np.logaddexp(
    math.log(0.7) - 2 * ((_LINE - 1) ** 2 + (_LINE[:, None] + 2) ** 2),
    math.log(0.3) - 2 * ((_LINE + 2) ** 2 + _LINE[:, None] ** 2))).astype("float32")


def draws_that_count(log_weights):
    """(B,), how many equal draws the weights are worth, from log-weights (B, k)."""
    share = tf.nn.softmax(log_weights, axis=1)              # each image's weights, made to sum to 1
    return 1 / tf.reduce_sum(share ** 2, axis=1)


def posterior_mean(log_joint, line):
    """(2,), from log p(x, z) at all grid points, (n, n) float32, z₁ along the columns, z₂ along the rows."""
    share = np.exp(log_joint - np.max(log_joint))
    share = share / share.sum()                             # a posterior's mass at each point: no step needed
    return np.array([(share.sum(axis=0) * line).sum(), (share.sum(axis=1) * line).sum()])


EXERCISES = {
    "8.1": by_hand(
        -100 + math.log(0.5 * (1 + math.exp(-2))),
        task="Give the importance-weighted bound of the two draws.",
        nudge="What is averaged first here, the weights or their logarithms? Which factor can be taken out "
              "of that mean?",
        formula="log ((w₁ + w₂) / 2), with w = exp(log-weight). With the larger w taken out, that is its own "
                "log-weight + log ((1 + exp(…)) / 2).",
        why="−100 + log ½(1 + e⁻²), in nats",
        slips=[
            Slip("That is the mean of the two logarithms, the ELBO. The bound averages before it takes the "
                 "logarithm.", -101),
            Slip("The average is missing its ½.", -100 + math.log(1 + math.exp(-2))),
        ],
        tolerance=5e-4),
    "8.2": in_code(
        draws_that_count,
        task="Give the effective sample size of each image's weights, from log-weights.",
        nudge="Numerator and denominator have the weights squared, so a common factor cancels. Which one "
              "would you take out before exp? What must come out when all weights are equal?",
        formula="With shares s = w / Σ w, which tf.nn.softmax gives along axis 1, the size is 1 / Σ s².",
        observe=on(_LOG_WEIGHTS),
        slips=[
            Slip("That is the reciprocal: with k equal weights it must be k, and yours is 1/k.",
                 lambda log_weights: tf.reduce_sum(tf.nn.softmax(log_weights, axis=1) ** 2, axis=1)),
            Slip("exp(−1000) is 0 in floats, and 0/0 is not a number. Take the largest weight out first: the "
                 "ratio does not change.",
                 lambda log_weights: np.array([np.nan, *draws_that_count(log_weights)[1:]])),
            Slip("That is over the images, not over the draws: the draws are axis 1.",
                 lambda log_weights: draws_that_count(log_weights.T)),
            Slip("That is a share of the k draws. Leave out the division by k.",
                 lambda log_weights: draws_that_count(log_weights) / log_weights.shape[1]),
            Slip("That takes the log-weights for the weights: exp is missing.",
                 lambda log_weights: log_weights.sum(axis=1) ** 2 / (log_weights ** 2).sum(axis=1)),
            Slip("That is one over the largest share. Every weight counts, by its square.",
                 lambda log_weights: 1 / tf.reduce_max(tf.nn.softmax(log_weights, axis=1), axis=1)),
        ]),
    "8.3": in_code(
        posterior_mean,
        task="Give the posterior's mean, from log p(x, z) on the grid.",
        nudge="The posterior is p(x, z) / p(x). What must all its shares on the grid sum to? And what "
              "becomes of exp(−150) in 32 bits?",
        formula="s = exp(log_joint − its maximum), divided by its sum. Then Σ s · z₁ and Σ s · z₂: columns "
                "hold one z₁, so axis 0 is summed for it; rows hold one z₂.",
        observe=on(_LOG_JOINT, _LINE),
        slips=[
            Slip("z₁ and z₂ are exchanged. Columns hold one z₁, so sum over the rows, axis 0, first.",
                 lambda log_joint, line: posterior_mean(log_joint, line)[::-1]),
            Slip("exp(−150) vanishes in 32-bit floats, and 0/0 is not a number. Take the largest value out "
                 "first.",
                 lambda log_joint, line: np.full(2, np.nan)),
            Slip("That is the highest point. A posterior's mean need not lie there, least of all with two "
                 "hills.",
                 lambda log_joint, line: np.array([line[log_joint.max(axis=axis).argmax()]
                                                   for axis in (0, 1)])),
            Slip("The shares must sum to 1: divide by their sum.",
                 lambda log_joint, line: posterior_mean(log_joint, line) * float(
                     np.exp(log_joint - log_joint.max()).sum())),
            Slip("The shares must sum to 1: divide by their sum, that is by p(x).",
                 lambda log_joint, line: np.zeros(2)),
        ]),
    "8.4": choice(
        "c",
        task="Predict where the bound with a thousand draws from the prior lies: a, b or c.",
        nudge="How many of a thousand draws from the prior fall into a posterior that is a twentieth as wide "
              "as the plane? And what of an image whose q lies in the wrong place?",
        formula="The share that hits is about (1/20)², so that about 2.5 of 1,000 draws do, for every image "
                "alike. Compare the log of what is lost by so few with what a misplaced q loses.",
        why="a few of a thousand draws fall into any posterior on the plane, and a few are enough; while for "
            "some images none of the encoder's samples arrive. In fifty dimensions the prior would never "
            "hit.",
        slips=[
            Slip("That is k = 1. In two dimensions, a thousand draws are dense enough for some to hit.", "a"),
            Slip("So it would be if q always lay where the posterior is. For some images it does not, and "
                 "the prior is everywhere.", "b"),
        ]),
    "8.5": choice(
        {"A": "encoder", "B": "decoder", "C": "family"},
        task="Say of each model who is to blame: encoder, decoder or family.",
        nudge="Subtract along each row. What falls away when every image gets the best Gaussian of its own? "
              "And which of the numbers does not depend on the encoder?",
        formula="Encoder: best Gaussian − test ELBO. Family: test log p(x) − best Gaussian. Decoder: "
                "training log p(x) − test log p(x). The largest of a row's three is to blame.",
        why="a Gaussian of its own for each image mends A, whose decoder gives unseen images as much as "
            "training ones; B's log p(x) itself is lower on unseen images, and that is the decoder's alone; "
            "in C even the best Gaussian lies ten nats below log p(x)",
        slips=[
            Slip("A and B are exchanged. Both lose twelve nats on unseen images. Only one of them gets these "
                 "back when the encoder is left out.", {"A": "decoder", "B": "encoder", "C": "family"}),
            Slip("A and C are exchanged. Which of them is mended by the best Gaussian for each image?",
                 {"A": "family", "B": "decoder", "C": "encoder"}),
            Slip("B's gap between training and test images is as large as A's, but log p(x), in which the "
                 "encoder has no part, has it too.", {"A": "encoder", "B": "encoder", "C": "family"}),
            Slip("In C the best diagonal Gaussian of each image is hardly better than the encoder's.",
                 {"A": "encoder", "B": "decoder", "C": "encoder"}),
        ]),
}
