"""What `make recorded` measures for notebook 11: steps of several workers, and the ELBO with larger batches.

The steps want a quiet machine of two cores.
"""

import dataclasses
import math

from cvae_lib import data, scaling
from cvae_lib.recipes import RECIPES
from driver import finished_run

SEEDS = (0, 1)
EPOCHS = 5
TIMES = (1, 4, 16, 64)              # the recipe's batch of 64, so many times
# By what the learning rate and its warm-up, 0.2 epochs, are multiplied when the batch is ``times`` as large.
RULES = {"same rate": lambda times: {},
         "root": lambda times: {"learning_rate": math.sqrt(times)},
         "root and warm-up": lambda times: {"learning_rate": math.sqrt(times), "warmup_epochs": 10}}


def measurements():
    """Name → (function, arguments), as in ``recorded``."""
    return {"scaling": (steps, ()), **{
            f"batch {times} {rule} {seed}": (batch, (times, rule, seed))
            for seed in SEEDS for times in TIMES for rule in RULES if times > 1 or rule == "same rate"}}


def steps():
    """Seconds of steps and of all-reduces: one worker with the batches of the fit too, and two and four."""
    compared = (64, 256)
    return scaling.measure((1, 2, 4), lambda count: compared if count > 1 else (8, 24, 96, *compared), 6)


def batch(times, rule, seed):
    """The test ELBO of fast_2d with a batch ``times`` as large, and the KL in the last epoch."""
    recipe = RECIPES["fast_2d"]
    factors = RULES[rule](times)
    recipe = dataclasses.replace(recipe, name=f"batch-{times}-{rule.replace(' ', '-')}-{seed}",
                                 batch_size=recipe.batch_size * times,
                                 **{name: getattr(recipe, name) * factor for name, factor in factors.items()})
    run = finished_run(recipe.name, recipe, data.load("mnist"), EPOCHS, seed)
    return run.result | {"kl": run.history["epochs"][-1]["kl"]}


def summary(found):
    """What notebook 11 shows of measurements, {name: what was found}: batch → rule → each seed's ELBO, KL."""
    summed = {}
    for name, result in found.items():
        if name != "scaling":
            times, *rule, _ = name.split()[1:]
            size = str(RECIPES["fast_2d"].batch_size * int(times))
            summed.setdefault(size, {}).setdefault(" ".join(rule), []).append(
                [round(result[figure], 2) for figure in ("elbo", "kl")])
    return {"batches": summed} | {name: result for name, result in found.items() if name == "scaling"}
