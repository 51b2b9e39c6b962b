"""What was tried for the recipes: for one epoch, sprint_2d's, and for ten, fast_2d's and fast_50d's.

Every candidate is a recipe with something changed. It is trained on 55,000 images and scored on the other
5,000 training images; the test images play no part. Every training keeps to one thread.
"""

import dataclasses
import statistics
import time

import numpy as np

from elbos import VALIDATION
from tables import paired, section

SEEDS = 3
# {name: (what is changed, why it might help)}. What is no field of a recipe, `attempt` knows.
SPRINT = {
    "sprint_2d": ({}, "as it is"),
    "fast_2d over one epoch": ({"batch_size": 64, "beta_2": 0.999}, "where the race begins"),
    "batches of 32, old β₂": ({"beta_2": 0.999}, "twice as many steps"),
    "batches of 64, new β₂": ({"batch_size": 64}, "Adam's memory, a hundred steps, alone"),
    "batches of 24": ({"batch_size": 24}, "more steps still"),
    "batches of 16, rate 0.006": ({"batch_size": 16, "learning_rate": 6e-3}, "more steps still, noisier"),
    "β₂ = 0.95": ({"beta_2": 0.95}, "twenty steps of memory"),
    "rate 0.004": ({"learning_rate": 4e-3}, "half the peak"),
    "rate 0.012": ({"learning_rate": 1.2e-2}, "one and a half times the peak"),
    "warm-up 0.1": ({"warmup_epochs": 0.1}, "earlier at the peak"),
    "warm-up 0.4": ({"warmup_epochs": 0.4}, "later at the peak"),
    "weight decay 0.1": ({"weight_decay": 0.1}, "five times as much"),
    "bias of zero": ({"output_bias": "zero"}, "the tutorials' start"),
    "weights averaged": ({"average": 0.98}, "the mean of some fifty last steps"),
    "KL warmed up": ({"kl_warmup": 0.3}, "lets codes spread before they cost"),
    "orthogonal kernels": ({"orthogonal": True}, "initial weights that keep lengths"),
    "Muon, batches of 64": ({"muon": 0.05, "batch_size": 64}, "steps equally long in all directions"),
    "Muon, batches of 32": ({"muon": 0.05}, "the same, twice as many steps"),
    "0.75 of the images": ({"share": 0.75}, "less than an epoch"),
    "0.75, batches of 24": ({"share": 0.75, "batch_size": 24}, "less than an epoch, more steps"),
}
SMALL_BATCHES = {"batch_size": 32, "beta_2": 0.99, "learning_rate": 6e-3}
GROWING = SMALL_BATCHES | {"grown": 128}
TEN_EPOCHS_2D = {
    "as it is": ({}, ""),
    "β₂ = 0.99": ({"beta_2": 0.99}, "as in the race"),
    "batches of 32, β₂ = 0.99, rate 0.006": (SMALL_BATCHES, "twice as many steps, noisier"),
    "weight decay 0.1": ({"weight_decay": 0.1}, "training images are ahead of others"),
    "KL warmed up": ({"kl_warmup": 0.1}, "for one epoch: lets codes spread before they cost"),
    "weights averaged": ({"average": 0.998}, "the mean of some five hundred last steps"),
    "batches grow": (GROWING, "of 32 for five epochs, with the same β₂ and rate, then of 128"),
    "rate in straight lines": ({"straight": True}, "its way down is a cosine otherwise"),
    "codes begin apart": ({"apart": (3, -4.0)}, "22 times as far, in σ: μ · 3, log σ² − 4"),
    "codes begin further apart": ({"apart": (5, -6.0)}, "100 times as far, in σ: μ · 5, log σ² − 6"),
}
TEN_EPOCHS_50D = {
    "as it is": ({}, ""),
    "β₂ = 0.99": ({"beta_2": 0.99}, "as in the race"),
    "weight decay 0.1": ({"weight_decay": 0.1}, "twice as much"),
    "batches grow": (GROWING, "of 32 for five epochs, with β₂ = 0.99, then of 128"),
}
# Recipe → (epochs, candidates).
SEARCHES = {"sprint_2d": (1, SPRINT), "fast_2d": (10, TEN_EPOCHS_2D), "fast_50d": (10, TEN_EPOCHS_50D)}
# What was ahead in all pairs, tried again beside the recipe: from seeds that had no part in choosing it.
AGAIN = {"fast_2d": (("β₂ = 0.99", "codes begin apart"), range(SEEDS, SEEDS + 10))}


def attempt(recipe, name, seed):
    """``{"elbo": of validation images, "training elbo": of as many training images, nats, "seconds"}``.

    Seconds are the processor's, for training.
    """
    from cvae_lib import data, machine, recipes, scoring, training

    epochs, candidates = SEARCHES[recipe]
    change, images = dict(candidates[name][0]), data.load_mnist(VALIDATION)
    own = {key: change.pop(key, None)
           for key in ("apart", "average", "grown", "kl_warmup", "orthogonal", "muon", "share", "straight")}
    recipe = dataclasses.replace(recipes.RECIPES[recipe], **change)
    pixels = images.train.images[:int((own["share"] or 1) * len(images.train.images))]
    stages = [(recipe.batch_size, 0, epochs)]                           # batches of that size in these epochs
    if own["grown"]:
        stages = [(recipe.batch_size, 0, epochs // 2), (own["grown"], epochs // 2, epochs)]
    steps = {size: -(-len(pixels) // size) for size, *_ in stages}      # of an epoch
    mean_steps = sum(steps[size] * (last - first) for size, first, last in stages) / epochs
    model, optimizer = training.prepare(recipe, epochs, mean_steps, pixels, seed, machine.fastest_precision(),
                                        _warmed_up(own["kl_warmup"], epochs * mean_steps))
    if own["orthogonal"]:
        _orthogonal(model, seed)
    if own["apart"]:
        _apart(model, *own["apart"])
    if own["straight"]:
        optimizer.learning_rate = _straight(recipe, epochs * mean_steps, recipe.warmup_epochs * mean_steps)
    if own["muon"] or own["average"]:
        optimizer = _optimizer(optimizer, recipe, epochs, mean_steps, own["muon"], own["average"])
    started = time.process_time()
    for size, first, last in stages:
        model.compile(optimizer=optimizer, steps_per_execution=training.steps_per_execution(steps[size]))
        model.fit(data.make_dataset(pixels, size, seed=seed, first_epoch=first, epochs=last), epochs=last,
                  initial_epoch=first, steps_per_epoch=steps[size], shuffle=False, verbose=0)
    seconds = time.process_time() - started
    scores = [scoring.Scorer(recipe.network, part, images.test, seed).take(model).score().elbo    # in float32
              for part in (images.validation, data.Part(*(array[:VALIDATION] for array in images.train)))]
    return {"elbo": scores[0], "training elbo": scores[1], "seconds": seconds}


def _warmed_up(share, steps):
    """A ``CVAE`` whose KL counts in full only after a share of the steps; with None the library's own."""
    from cvae_lib import CVAE, tf

    class WarmedUp(CVAE):
        def _image_losses(self, terms):
            step = tf.cast(self.steps_taken().value, tf.float32)
            return tf.minimum(1.0, step / (share * steps)) * terms.kl - terms.reconstruction

    return WarmedUp if share else CVAE


def _orthogonal(model, seed):
    """Draw the kernels anew, orthogonal (Saxe and others, 2014)."""
    from cvae_lib import keras

    for number, variable in enumerate(model.trainable_variables):
        if len(variable.shape) > 1:
            variable.assign(keras.initializers.Orthogonal(seed=100 * seed + number)(variable.shape))


def _apart(model, times, logvar):
    """Let the codes begin further apart, measured in σ: μ times a number, and another log σ²."""
    kernel, bias = model.encoder.trainable_variables[-2:]                   # (2304, 2·D), (2·D,)
    ours = np.arange(2 * model.latent_dim) < model.latent_dim               # the columns of μ
    kernel.assign(kernel.numpy() * np.where(ours, times, 1))
    bias.assign(np.where(ours, 0, logvar))


def _straight(recipe, steps, warmup):
    """The recipe's schedule in straight lines: up to the peak, and down to its share of it at the end."""
    from cvae_lib import keras, tf

    class Straight(keras.optimizers.schedules.LearningRateSchedule):
        def __call__(self, step):
            step = tf.cast(step, tf.float32)
            share = tf.minimum(step / warmup, (steps - step) / (steps - warmup))
            return recipe.learning_rate * tf.maximum(share, recipe.final_fraction)

    return Straight()


def _optimizer(adam, recipe, epochs, steps, muon, average):
    """Another optimizer in Adam's place: ``muon`` is its peak rate, ``average`` the weight of what was.

    Muon (Jordan and others, 2024) takes the kernels of convolutions, as matrices (height · width · in, out);
    Adam keeps biases and dense layers. Polyak and Juditsky (1992) average weights.
    """
    from cvae_lib import keras, training

    averaged = {"use_ema": True, "ema_momentum": average} if average else {}
    if not muon:
        optimizer = keras.optimizers.Adam(adam._learning_rate, beta_2=recipe.beta_2,
                                          weight_decay=recipe.weight_decay, **averaged)
    else:
        class Kernels(keras.optimizers.Muon):
            def _should_use_adamw(self, variable):
                return len(variable.shape) < 4

            def _muon_update_step(self, gradient, variable, rate, momentum):
                self.assign_add(momentum, gradient + momentum * (self.momentum - 1))
                step = gradient + self.momentum * momentum                              # Nesterov's
                matrix = keras.ops.reshape(step, (-1, step.shape[-1]))
                rows, columns = matrix.shape
                step = keras.ops.reshape(self.zeropower_via_newtonschulz5(matrix, self.ns_steps), step.shape)
                self.assign_sub(variable, rate * max(1.0, rows / columns) ** 0.5 * step)

        peak = dataclasses.replace(recipe, learning_rate=muon)
        optimizer = Kernels(training.make_optimizer(peak, epochs, steps)._learning_rate, weight_decay=None,
                            adam_lr_ratio=recipe.learning_rate / muon, adam_beta_2=recipe.beta_2,
                            adam_weight_decay=recipe.weight_decay, **averaged)
    optimizer.build(adam._trainable_variables)
    return optimizer


def measurements(found=None):
    """Name → (function, arguments), in the order in which they are taken, whatever was found."""
    runs = [(recipe, name, seed) for seed in range(SEEDS)
            for recipe, (_, candidates) in SEARCHES.items() for name in candidates]
    runs += [(recipe, name, seed) for recipe, (chosen, seeds) in AGAIN.items()
             for seed in seeds for name in ("as it is", *chosen)]
    return {" ".join(map(str, run)): (attempt, run) for run in runs}


def sprint_section(found):
    rows = []
    for name, (_, why) in SPRINT.items():
        tried = [found.get(f"sprint_2d {name} {seed}") for seed in range(SEEDS)]
        if all(tried):
            nats, seconds = ([row[key] for row in tried] for key in ("elbo", "seconds"))
            each = ", ".join(f"{value:.1f}" for value in nats)
            rows.append((name, f"{statistics.median(seconds):.0f}", f"{statistics.mean(nats):.2f}",
                         f"{min(nats):.1f}", each, why))
    return section(f"""## The one-epoch race

What was tried for `sprint_2d`, each for one epoch of 55,000 images, scored on {VALIDATION:,} validation
images, from {SEEDS} seeds. The recipe must pass the mark from *every* seed, so the worst one counts. Seconds
are processor time, on one thread.""",
        ["candidate", "seconds", "mean, nats", "worst", "each seed", "why"], rows)


def summary(found):
    """``{"tried": {recipe: {name: {"elbo", "training elbo": [nats of each seed], "mean", "half_width"}}},
    "again": likewise, of ``AGAIN``}``.

    The last two are those of the difference from the recipe, in pairs with one seed; only what was tried from
    all its seeds for ten epochs is there.
    """
    asked = [("tried", recipe, candidates, range(SEEDS))
             for recipe, (epochs, candidates) in SEARCHES.items() if epochs > 1]
    asked += [("again", recipe, ("as it is", *chosen), seeds) for recipe, (chosen, seeds) in AGAIN.items()]
    summed = {}
    for part, recipe, names, seeds in asked:
        if len(compared := _beside_the_recipe(found, recipe, names, seeds)) > 1:
            summed.setdefault(part, {})[recipe] = compared
    return summed


def _beside_the_recipe(found, recipe, names, seeds):
    """``{name: row}`` as in ``summary``, of those names that were tried from all seeds."""
    runs = {name: [found.get(f"{recipe} {name} {seed}") for seed in seeds] for name in names}
    runs = {name: rows for name, rows in runs.items() if all(rows)}
    elbos = {name: [row["elbo"] for row in rows] for name, rows in runs.items()}
    compared = {}
    for name in runs if "as it is" in runs else ():
        mean, half = paired(elbos[name], elbos["as it is"])
        compared[name] = {"elbo": elbos[name], "training elbo": [row["training elbo"] for row in runs[name]],
                          "mean": mean, "half_width": half}
    return compared


def ten_epochs_section(found):
    summed = summary(found)
    tried, again = (_tables(summed.get(part, {}), note)
                    for part, note in (("tried", ""), ("again", ", other seeds")))
    return (f"""## Ten epochs, and what might make them better

What was tried for the longer recipes, each for ten epochs of 55,000 images, scored on {VALIDATION:,}
validation images and on as many of those that it was trained on, from {SEEDS} seeds. The difference from the
recipe is that of pairs with one seed, with its 95 % interval; a lever whose interval contains 0 has not been
shown to do anything.
""" + tried if tried else "") + (f"""
The best of several are also the luckiest of them. What was ahead in all three pairs was therefore tried
again, from seeds that had no part in choosing it:
{again}""" if again else "")


def _tables(compared, note):
    tables = []
    for recipe, names in compared.items():
        rows = [(name, f"{statistics.mean(row['elbo']):.2f}", f"{statistics.mean(row['training elbo']):.2f}",
                 f"{row['mean']:+.2f} ± {row['half_width']:.2f}" if name != "as it is" else "",
                 ", ".join(f"{value:.1f}" for value in row["elbo"]), SEARCHES[recipe][1][name][1])
                for name, row in names.items()]
        tables.append(section("", [f"`{recipe}`{note}", "mean, nats", "on training images", "difference",
                                   "each seed", "why"], rows))
    return "".join(tables)
