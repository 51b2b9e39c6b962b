"""Test ELBO of the recipes over seeds, what 16 bits cost, and what each change of a recipe alone does.

Every training keeps to one thread, so that several run side by side.
"""

import dataclasses
import shutil
import statistics
import time

import sides
from driver import WORK
from tables import paired, section

# Recipe, epochs, precision, seeds. From one seed, both precisions of fast_2d begin with the same weights and
# see the same images in the same order: they are the pairs that show what 16 bits cost.
RUNS = (("fast_2d", 10, "bfloat16", 5), ("fast_2d", 10, "float32", 5), ("tutorial_2d", 10, "float32", 3),
        ("fast_50d", 10, "auto", 3), ("fast_50d", 30, "auto", 3), ("sprint_2d", 1, "bfloat16", 10),
        ("sprint_2d", 1, "float32", 10))
# The same by another network, of dense layers alone: recipe, epochs, peak rate, seeds; in float32. The
# recipes' rates were chosen for convolutions. For fifty dimensions 0.001 was best of 0.0005, 0.001, 0.002 and
# 0.003, on validation images.
DENSE_RUNS = (("fast_2d", 10, 8e-3, 3), ("fast_50d", 10, 6e-3, 3), ("fast_50d", 10, 1e-3, 3))
# Changes are scored on validation images after a short schedule on the others; the test images play no part.
CHANGE_EPOCHS = 2
VALIDATION = 5_000
# What is changed, one thing at a time; {} is the recipe itself, {"seed": 1} what chance alone does.
CHANGES = {
    "fast_2d": [
        {}, {"seed": 1}, {"seed": 2}, {"kl": "monte_carlo"}, {"weight_decay": 0.0}, {"output_bias": "zero"},
        {"precision": "float32"}, {"schedule": "constant", "learning_rate": 1e-3}, {"batch_size": 32},
        {"learning_rate": 4e-3}, {"learning_rate": 1.6e-2}],
    "fast_50d": [
        {}, {"seed": 1}, {"kl": "monte_carlo"}, {"weight_decay": 0.0}, {"output_bias": "zero"},
        {"precision": "float32"}],
}


def measurements(found=None):
    """Name → (function, arguments), in the order in which they are taken, whatever was found."""
    return {**{f"elbo {recipe} {epochs} {precision} {seed}": (elbo, (recipe, epochs, precision, seed))
               for recipe, epochs, precision, seeds in RUNS for seed in range(seeds)},
            **{f"dense {recipe} {epochs} {rate:g} {seed}": (dense, (recipe, epochs, rate, seed))
               for recipe, epochs, rate, seeds in DENSE_RUNS for seed in range(seeds)}}


def levers(found=None):
    """The same of the levers."""
    return {f"{recipe} {describe(change)}": (validate, (recipe, change))
            for recipe, changes in CHANGES.items() for change in changes}


def describe(change):
    """What tables call a change of a recipe."""
    return ", ".join(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}"
                     for name, value in change.items()) or "as it is"


def elbo(recipe, epochs, precision, seed):
    """Train through the library, and score all test images."""
    from cvae_lib import machine

    run = _train(recipe, epochs, seed, precision=precision)
    return run.result | {"precision": run.info["precision"], "peak_gb": machine.peak_gb(),
                         "epochs": [row["elbo"] for row in run.history["epochs"]]}


def dense(recipe, epochs, rate, seed):
    """The test ELBO of another network after the same schedule: that of ``sides.Dense``."""
    from cvae_lib import machine, recipes

    machine.use_one_thread()
    train, test = sides.digits()
    recipe = dataclasses.replace(recipes.RECIPES[recipe], learning_rate=rate)
    side = sides.Dense(train, test, epochs, seed, recipe=recipe)
    started = time.perf_counter()
    side.train(lambda: None)
    return {"seconds": time.perf_counter() - started, "elbo": side.evaluate(),
            "weights": side.model.count_params()}


def validate(recipe, change):
    """Train a changed recipe by the short schedule, and score the validation images."""
    change = dict(change)
    return _train(recipe, CHANGE_EPOCHS, change.pop("seed", 0), VALIDATION, **change).result


def _train(recipe, epochs, seed, validation=0, **change):
    from cvae_lib import data, recipes, training

    out = WORK / f"{recipe}-{epochs}-{seed}-{describe(change)}"
    shutil.rmtree(out, ignore_errors=True)
    recipe = dataclasses.replace(recipes.RECIPES[recipe], **change)
    return training.train(recipe, data.load_mnist(validation), out=out, epochs=epochs, seed=seed)


def summary(found):
    """``{"elbo": {"RECIPE EPOCHS PRECISION": [nats of each seed]}, "dense": {"RECIPE EPOCHS RATE": likewise},
    "peak_gb", "bfloat16_minus_float32": {"pairs", "mean", "half_width"}}``; what was not measured is not
    there.
    """
    rows = {name: row for name, row in found.items() if name.startswith("elbo ")}
    summed = {"elbo": {}, "dense": {}}
    for name, row in found.items():
        kind, _, what = name.partition(" ")
        if kind == "dense":
            summed["dense"].setdefault(what.rpartition(" ")[0], []).append(row["elbo"])
    for name, row in rows.items():
        _, recipe, epochs, *_ = name.split()
        summed["elbo"].setdefault(f"{recipe} {epochs} {row['precision']}", []).append(row["elbo"])
        summed["peak_gb"] = max(summed.get("peak_gb", 0), row["peak_gb"])
    pairs = [(row["elbo"], rows[other]["elbo"]) for name, row in rows.items()
             if "fast_2d 10 bfloat16" in name and (other := name.replace("bfloat16", "float32")) in rows]
    if len(pairs) > 1:
        mean, half = paired(*zip(*pairs))
        summed["bfloat16_minus_float32"] = {"pairs": [here - there for here, there in pairs],
                                            "mean": mean, "half_width": half}
    return summed


def elbo_section(found):
    summed, rows = summary(found), []
    for key, values in {**summed["elbo"], **summed["dense"]}.items():
        recipe, epochs, precision = key.split()
        if key in summed["dense"]:
            precision = f"float32, another network, rate {precision}"
        figures = [f"{statistics.mean(values):.2f}", f"{statistics.stdev(values):.2f}" if values[1:] else ""]
        each = ", ".join(f"{value:.2f}" for value in values)
        rows.append((f"`{recipe}`", epochs, precision, len(values), *figures, each))
    return section(f"""## Test ELBO of the recipes

Trained on all 60,000 images, scored once on all 10,000 test images (four draws of ε an image), on several
machines with bfloat16, of which an ELBO knows no more than the rounding. Peak memory of these trainings: at
most {summed.get('peak_gb', 0):.2f} GB. The other network is an MLP of 256 units a hidden layer,
`cvae_lib.dense`, trained by the recipe named; the recipes were chosen for the convolutions.""",
        ["recipe", "epochs", "precision", "seeds", "mean, nats", "standard deviation", "each seed"], rows)


def sixteen_bits_section(found):
    pair = summary(found).get("bfloat16_minus_float32")
    return f"""## What 16 bits cost

`fast_2d`, ten epochs, trained in bfloat16 and in float32 from the same weights, on the same images
in the same order, both scored in float32: over {len(pair['pairs'])} pairs the test ELBO in bfloat16 is
**{pair['mean']:+.2f} ± {pair['half_width']:.2f}** nats (mean difference, 95 % interval) beside float32.
The pairs: {', '.join(f'{value:+.2f}' for value in pair['pairs'])}.
""" if pair else ""


def change_section(found):
    tables = []
    for recipe, changes in CHANGES.items():
        measured = {name: found.get(f"{recipe} {name}") for name in map(describe, changes)}
        elbos = {name: row["elbo"] for name, row in measured.items() if row}
        base = elbos.get("as it is")
        rows = [(name, f"{elbo:.2f}", f"{elbo - base:+.2f}") for name, elbo in elbos.items()] if base else []
        tables.append(section("", [f"`{recipe}`", "validation ELBO, nats", "difference"], rows))
    return f"""## Each lever alone

`make bench-levers` measured these. The ELBO is that of {VALIDATION:,} validation images
after a schedule of {CHANGE_EPOCHS} epochs on the other {60_000 - VALIDATION:,}. The difference is what the
change alone does to the recipe; what another seed does is chance, and a lever pays only where it does clearly
more.
""" + "".join(tables) if any(tables) else ""
