"""The exercises of notebook 06, on the latent plane. Spoilers ahead."""

import numpy as np

from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import LOGVAR


def grid_lines(n, low, high):
    """(n,), rising: standard normal quantiles from the share ``low`` to the share ``high``."""
    import tensorflow_probability as tfp

    return tfp.distributions.Normal(0.0, 1.0).quantile(np.linspace(low, high, n).astype("float32"))


def half_widths(logvar):
    """(B, 2), from log σ², (B, 2)."""
    return 2 * np.exp(0.5 * logvar)


EXERCISES = {
    "6.1": by_hand(
        (0.975 - 0.025) ** 2,
        hint="What share lies within the limits in one direction? The two directions are independent.",
        why="0.95 in each direction, and the directions are independent, so 0.95²",
        slips=[
            Slip("That is the share in one direction; a point must lie inside in both.", 0.95),
            Slip("The directions are independent: their shares are multiplied. What lies outside in both is "
                 "counted twice here.", 0.9),
        ],
        tolerance=1e-3),
    "6.2": in_code(
        grid_lines,
        hint="Evenly spaced shares between low and high, then the normal's quantile of each.",
        observe=on(7, 0.1, 0.9),
        slips=[
            Slip("These are evenly spaced in z. Space the shares evenly, and take the quantile of each.",
                 lambda n, low, high: np.linspace(*grid_lines(2, low, high), n)),
            Slip("These are shares; the quantile of each is missing.",
                 lambda n, low, high: np.linspace(low, high, n)),
        ],
        tolerance=1e-3),
    "6.3": in_code(
        half_widths,
        hint="Two standard deviations, and σ from log σ².",
        observe=on(LOGVAR[:, :2]),
        slips=[
            Slip(Misconception.VARIANCE, lambda logvar: 2 * np.exp(logvar)),
            Slip("That is one standard deviation; two are asked for.", lambda logvar: np.exp(0.5 * logvar)),
            Slip("The factor 2 belongs in front of σ, not into the exponent.",
                 lambda logvar: np.exp(0.5 * 2 * logvar)),
        ]),
    "6.4": choice(
        "c",
        hint="Did the training ever show a digit that is not centred?",
        why="over a hundred nats. All training digits are centred, so the model gives ink near the edge next "
            "to no probability.",
        slips=[
            Slip("We see the same digit; the model sees other pixels, and most digits have no ink there.",
                 "a"),
            Slip("It is more: a stroke four pixels off misses its place altogether, and every missed pixel "
                 "costs nats.", "b"),
        ]),
}
