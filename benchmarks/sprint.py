"""The one-epoch race: what was tried for the recipe sprint_2d.

Every candidate is `sprint_2d` with something changed. It is trained for one epoch on 55,000 images and scored
on the other 5,000 training images; the test images play no part. Every training keeps to one thread.
"""

import dataclasses
import statistics
import time

from elbos import VALIDATION
from tables import section

SEEDS = 3
# What is changed, and why it might help. What is no field of a recipe, `attempt` knows.
CANDIDATES = {
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


def attempt(name, seed):
    """``{"elbo": of validation images, nats, "seconds": of the processor, for training}``."""
    from cvae_lib import data, machine, recipes, scoring, training

    machine.use_one_thread()
    change, images = dict(CANDIDATES[name][0]), data.load_mnist(VALIDATION)
    own = {key: change.pop(key, None) for key in ("average", "kl_warmup", "orthogonal", "muon", "share")}
    recipe = dataclasses.replace(recipes.RECIPES["sprint_2d"], **change)
    pixels = images.train.images[:int((own["share"] or 1) * len(images.train.images))]
    steps = -(-len(pixels) // recipe.batch_size)
    model, optimizer = training.prepare(recipe, 1, steps, pixels, seed, machine.fastest_precision(),
                                        _warmed_up(own["kl_warmup"], steps))
    if own["orthogonal"]:
        _orthogonal(model, seed)
    if own["muon"] or own["average"]:
        optimizer = _optimizer(optimizer, recipe, steps, own["muon"], own["average"])
    model.compile(optimizer=optimizer, steps_per_execution=training.steps_per_execution(steps))
    started = time.process_time()
    model.fit(data.make_dataset(pixels, recipe.batch_size, seed=seed), steps_per_epoch=steps, shuffle=False,
              verbose=0)
    seconds = time.process_time() - started
    scorer = scoring.Scorer(recipe.network, images.validation, images.test, seed)       # in float32
    return {"elbo": scorer.take(model).score().elbo, "seconds": seconds}


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


def _optimizer(adam, recipe, steps, muon, average):
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
        optimizer = Kernels(training.make_optimizer(peak, 1, steps)._learning_rate, weight_decay=None,
                            adam_lr_ratio=recipe.learning_rate / muon, adam_beta_2=recipe.beta_2,
                            adam_weight_decay=recipe.weight_decay, **averaged)
    optimizer.build(adam._trainable_variables)
    return optimizer


def measurements(found=None):
    """Name → (function, arguments), in the order in which they are taken, whatever was found."""
    return {f"sprint {name} {seed}": (attempt, (name, seed)) for seed in range(SEEDS) for name in CANDIDATES}


def sprint_section(found):
    rows = []
    for name, (_, why) in CANDIDATES.items():
        tried = [found.get(f"sprint {name} {seed}") for seed in range(SEEDS)]
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

