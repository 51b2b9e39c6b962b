"""The exercises of notebook 06, on the latent plane. Spoilers ahead."""

import numpy as np

from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.shared import LOGVAR, MEAN


def aggregate_variance(mean, logvar):
    """(D,), the variance of z, from μ and log σ² of N images, (N, D) each."""
    return np.var(mean, axis=0) + np.mean(np.exp(logvar), axis=0)


EXERCISES = {
    "6.1": by_hand(
        (1 - 0.5 ** 0.5) / 2,
        task="Give the lowest quantile q of a map that holds half of the prior.",
        nudge="Which share must lie inside in each direction, so that the two shares multiply to one half? "
              "What is left lies on two sides.",
        formula="(1 − 2q)² is the share that a map from q to 1 − q holds, in two dimensions. Set it to ½.",
        why="√½ = 0.707 must lie inside in each direction, and half of the remaining 0.293 lies on each side",
        slips=[
            Slip("With that, half of the draws lie inside in each direction, and a quarter in both.", 0.25),
            Slip("That is what lies outside in one direction, on two sides together.", 1 - 0.5 ** 0.5),
            Slip("That share must lie inside in each direction. Where does it begin?", 0.5 ** 0.5),
            Slip("With that, the shares outside are added, and what lies outside in both directions is "
                 "counted twice.", 0.125),
        ],
        share=True),
    "6.2": in_code(
        aggregate_variance,
        task="Give the variance of z over all images, in each dimension.",
        nudge="The means of the images lie apart, and each image's own draws scatter around its mean. What "
              "do the two variances have to do with each other?",
        formula="Var[z] = Var[E[z|x]] + E[Var[z|x]]: the variance of μ over the images, plus the mean of "
                "exp(log σ²).",
        observe=on(MEAN, LOGVAR),
        slips=[
            Slip("That is the variance of the means alone. The draws scatter around them as well.",
                 lambda mean, logvar: np.var(mean, axis=0)),
            Slip("That is how draws scatter around their mean. The means of the images lie apart as well.",
                 lambda mean, logvar: np.mean(np.exp(logvar), axis=0)),
            Slip("Variances add up, standard deviations do not: each image adds its σ², exp(log σ²).",
                 lambda mean, logvar: np.var(mean, axis=0) + np.mean(np.exp(0.5 * logvar), axis=0)),
            Slip("That is the standard deviation; its square is asked for.",
                 lambda mean, logvar: np.sqrt(aggregate_variance(mean, logvar))),
            Slip("These are the variances around zero. Take those around the mean of all images.",
                 lambda mean, logvar: np.mean(mean ** 2 + np.exp(logvar), axis=0)),
        ]),
    "6.3": by_hand(
        (400, float(np.log(400))),
        task="Give how many ellipses have the area of the prior's own, and its natural logarithm.",
        nudge="How many times does σ = 0.05 go into the prior's 1, in one direction? And in an area?",
        formula="The area of an ellipse is proportional to σ₁ · σ₂, so the number is 1 / (σ₁ · σ₂); then its "
                "log.",
        why="the prior's ellipse is 1 / 0.05 = 20 times as wide and as high. log 400 is about 6: a mean "
            "KL of about 6 nats pins an image down to one place in about 400",
        slips=[
            Slip("That is in one direction; an area has two.", (20, float(np.log(20)))),
            Slip("The natural logarithm is asked for.", (400, float(np.log10(400)))),
        ]),
    "6.4": choice(
        "c",
        task="Predict how many nats the model loses for digits moved by four pixels: a, b or c.",
        nudge="Did the training ever show a digit that is not centred?",
        formula="A white pixel to which the decoder gives p costs −log p: 4.6 nats where p = 0.01. How many "
                "pixels of a moved stroke lie where no centred digit of its kind has ink?",
        why="over a hundred nats. All training digits are centred, so the model gives ink near the edge next "
            "to no probability.",
        slips=[
            Slip("We see the same digit; the model sees other pixels, and most digits have no ink there.",
                 "a"),
            Slip("It is more: a stroke four pixels off misses its place altogether, and every missed pixel "
                 "costs nats.", "b"),
        ]),
}
