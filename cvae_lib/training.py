"""Training by a recipe. Taught in notebook 05."""

import contextlib
import dataclasses
import math
import time

import numpy as np

from cvae_lib import data, distribution, finite, keras, packed, progress, recipes, runs, scoring, tf
from cvae_lib.model import CVAE
from cvae_lib.runs import resuming


def train(recipe, images=None, *, out, epochs=None, seed=0, resume=False, on_epoch=None, cluster=None):
    """Train a ``CVAE`` by a recipe and write the run's folder.

    Args:
        recipe: a ``Recipe``, or the name of one in ``recipes.RECIPES``.
        images: a ``data.DataSet`` as the recipe wants it, see ``data.load``, or ``packed.load`` for images
            that stay on disk; all of MNIST if None. After each epoch the validation images are scored, or,
            where there are none, the test images, as the tutorials do.
        out: the run's folder; it must not exist, or be empty.
        epochs: instead of the recipe's own; a schedule is laid out anew.
        seed: of initial weights, order of images and noise. Two runs with one seed on one machine agree to
            the bit, unless TensorFlow had computed something before ``cvae_lib`` was imported or works on a
            GPU; see ``machine.use_one_thread``.
        resume: go on with the unfinished run in ``out`` after its last whole epoch, as if it had not stopped;
            where there is none, begin.
        on_epoch: called with the ``Run`` after every epoch, and once before the first.
        cluster: of ``distribution.join``, for several devices or workers. Each worker calls ``train`` with
            the same arguments. Worker 0, the chief, alone reads and writes ``out``.

    Returns:
        the finished ``Run``; on workers other than the chief, None.

    Raises:
        RunError: ``out`` is in use or cannot be written, or ``resume`` finds another run there, or one whose
            files are damaged or do not fit together.
        ValueError: an unknown recipe, epochs below 1, pixels outside 0 to 1, or fewer than two images to
            score.
        NotFiniteError: the loss became nan or infinite; the last whole epoch's weights are kept.
        DataError: a shard of packed images is damaged; once it is mended, ``resume`` goes on.
        WorkerError: another worker is gone; ``resume`` goes on.
    """
    cluster = cluster or distribution.Cluster()
    with cluster.explained(), contextlib.ExitStack() as held:           # the run's folder, by the chief
        return _train(cluster, recipes.find(recipe), images, out, epochs, seed, resume, on_epoch, held)


def _train(cluster, recipe, images, out, epochs, seed, resume, on_epoch, held):
    images = data.load(binarization=recipe.binarization) if images is None else images
    epochs, seed = recipes.plain(recipe.epochs if epochs is None else epochs), recipes.plain(seed)
    recipes.check(epochs=epochs, seed=seed)
    part = "validation" if len(images.validation.images) else "test"
    held_out = getattr(images, part)
    for given in (images.train, held_out):
        _check(recipe, given, grey=recipe.binarization == "none"
               or recipe.binarization == "resampled" and given is images.train)
    if len(held_out.images) < 2:
        raise ValueError(f"there are {len(held_out.images)} {part} images to score after each epoch, and a "
                         "standard error needs at least 2; hold out more, or none")
    pixels, labels = images.train
    steps = -(-len(pixels) // recipe.batch_size)
    info = {"recipe": dataclasses.asdict(recipe), "data": images.name, "seed": seed, "epochs": epochs,
            "train_images": len(pixels), "part": part, "held_out_images": len(held_out.images),
            "versions": {"tensorflow": tf.__version__, "keras": keras.__version__}}
    cluster.check(info | {"data": None}, recipe.batch_size, len(pixels))        # a path may differ
    info["precision"] = cluster.precision() if recipe.precision == "auto" else recipe.precision

    model, optimizer = prepare(recipe, epochs, steps, pixels, seed, info["precision"], cluster.model)
    # TensorFlow's optimizer of graphs fails at collectives within a loop of steps.
    model.compile(optimizer=optimizer,
                  steps_per_execution=steps_per_execution(steps) if cluster.alone else 1)
    run, first_epoch = cluster.begin(lambda: _begin(out, info, model, steps, resume, held), model)
    callbacks = [finite.StopAtNaN(run)]         # before what keeps an epoch's weights
    if cluster.chief:
        places = np.arange(scoring.PICTURES) % len(images.test.images)          # again where there are fewer
        shown = data.Part(*(array[places] for array in images.test))
        scorer = scoring.Scorer(recipe.network, held_out, shown, seed)
        callbacks.append(Recorder(run, scorer, on_epoch))
    with packed.explained(pixels, held_out.images):
        if first_epoch < epochs:
            batches = cluster.batches(pixels, recipe.batch_size, seed=seed, first_epoch=first_epoch,
                                      epochs=epochs, binarization=recipe.binarization,
                                      labels=labels if recipe.classes else None)
            with progress.bar(recipe.name if cluster.chief else None, (epochs - first_epoch) * steps) as bar:
                model.fit(batches, epochs=epochs, initial_epoch=first_epoch, steps_per_epoch=steps,
                          shuffle=False, verbose=0, callbacks=[*callbacks, Bar(bar)])
        if cluster.chief and not run.history["result"]:
            scorer.take(model)
            resuming.finish(run, scorer.model, scorer.score()._asdict() | {"part": part})
    cluster.gathered(0)         # the others wait for the chief
    return run


def memory_gb(recipe):
    """About how much memory training by a recipe takes, GB, beside the images themselves.

    TensorFlow takes 0.75. Weights, gradients and the optimizer's two moments come to it, and the layers of a
    batch, of which the largest counts for nearly all: four and a half times, for activations and gradients.
    Measured with 32 to 512 filters, and within a tenth there.
    """
    layer = recipe.batch_size * recipes.largest_layer(recipe.image_shape, recipe.filters)
    return 0.75 + (4 * CVAE(**recipe.network).count_params() + 4.5 * layer) * 4 / 1e9


def within(recipe, limit=2.0):
    """The recipe, its batch halved until training takes no more than ``limit`` GB, see ``memory_gb``.

    Raises:
        ValueError: a batch of one image does not fit.
    """
    while memory_gb(recipe) > limit and recipe.batch_size > 1:
        recipe = dataclasses.replace(recipe, batch_size=recipe.batch_size // 2)
    if memory_gb(recipe) > limit:
        raise ValueError(f"recipe {recipe.name} needs {memory_gb(recipe):.1f} GB for batches of one image, "
                         f"and {limit:g} are allowed; take fewer filters")
    return recipe


def prepare(recipe, epochs, steps_per_epoch, images, seed=0, precision="float32", model_of=CVAE):
    """A new ``CVAE`` as a recipe begins it, and its optimizer: ``(model, optimizer)``, not yet compiled.

    Arguments are those of ``train``; ``images`` are the training images (N, H, W, C) or ``packed.Packed``,
    ``precision`` is that of ``CVAE``, and ``model_of`` makes the model from the arguments of ``CVAE``.
    """
    keras.utils.set_random_seed(seed)
    model = model_of(**recipe.network, kl=recipe.kl, beta=recipe.beta, seed=seed, precision=precision)
    if recipe.output_bias == "data":
        bias = model.decoder.trainable_variables[-1]                # one a channel; of a DenseVAE one a pixel
        axes = 0 if bias.shape[0] == math.prod(recipe.image_shape) else (0, 1, 2)
        white = images.mean(axis=axes).ravel() / (1 if recipe.binarization == "threshold" else 255)
        white = np.clip(white, 1e-3, 1 - 1e-3)
        values = np.zeros(bias.shape, np.float32)
        values[:len(white)] = np.log(white / (1 - white))       # logits of the means stand first in all kinds
        bias.assign(values)
    optimizer = make_optimizer(recipe, epochs, steps_per_epoch)
    optimizer.build(model.trainable_variables)
    return model, optimizer


def make_optimizer(recipe, epochs, steps_per_epoch):
    """Adam as the recipe has it, its schedule laid out over ``epochs`` (1.5 is one and a half)."""
    rate = recipe.learning_rate
    if recipe.schedule == "cosine":
        warmup = round(recipe.warmup_epochs * steps_per_epoch)
        rate = keras.optimizers.schedules.CosineDecay(
            0.0, decay_steps=max(1, round(epochs * steps_per_epoch) - warmup), alpha=recipe.final_fraction,
            warmup_target=recipe.learning_rate, warmup_steps=warmup)
    return keras.optimizers.Adam(rate, beta_2=recipe.beta_2, weight_decay=recipe.weight_decay or None)


def steps_per_execution(steps):
    """How many steps one call of Keras' compiled function takes, which saves Python's time.

    The greatest divisor of an epoch's ``steps`` up to 50, so that no call runs over its end.
    """
    return max(n for n in range(1, 51) if steps % n == 0)


class Recorder(keras.callbacks.Callback):
    """Writes what a run keeps after every epoch: history, frame, state.

    Args:
        run: the ``Run``.
        scorer: its ``scoring.Scorer``.
        on_epoch: as in ``train``.
    """

    def __init__(self, run, scorer, on_epoch):
        super().__init__()
        self.run, self.scorer, self.on_epoch = run, scorer, on_epoch

    def on_train_begin(self, logs=None):
        """Draw the untrained model, unless an epoch has passed."""
        if not self.run.history["epochs"]:
            self.run.write_frame(0, self.scorer.take(self.model).frame())
            self._tell()

    def on_epoch_begin(self, epoch, logs=None):
        """Start the clock."""
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        """Score, and write."""
        seconds = round(time.perf_counter() - self.started, 2)
        scorer = self.scorer.take(self.model)
        elbo = scorer.score(draws=1).elbo
        if not math.isfinite(elbo):
            steps = self.params["steps"]
            finite.stop(self.model, self.run, epoch + 1, steps, steps, f"held-out ELBO became {elbo:g}")
        row = {"epoch": epoch + 1, **{name: float(logs[name]) for name in ("loss", "reconstruction", "kl")},
               "elbo": elbo, "seconds": seconds}
        resuming.record(self.run, self.model, row, scorer.frame())
        self._tell()

    def _tell(self):
        if self.on_epoch:
            self.on_epoch(self.run)


class Bar(keras.callbacks.Callback):
    """Moves a progress bar, and shows the epoch's loss so far on it."""

    def __init__(self, bar):
        super().__init__()
        self.bar, self.done = bar, 0

    def on_epoch_begin(self, epoch, logs=None):
        """Count the epoch's steps from zero."""
        self.done = 0

    def on_train_batch_end(self, batch, logs=None):
        """Move on; with many steps an execution, by many."""
        self.bar.update(batch + 1 - self.done)
        self.done = batch + 1
        self.bar.set_postfix_str(f"loss {float(logs['loss']):.1f}", refresh=False)


def _check(recipe, part, grey):
    """Refuse images or labels that the recipe's network cannot be trained on."""
    shape = part.images.shape[1:]
    if shape != recipe.image_shape:
        raise ValueError(f"recipe {recipe.name} is for images of shape {recipe.image_shape} and these have "
                         f"{shape}; call recipe.for_images({shape})")
    (data.check_8_bit if grey else data.check_pixels)(part.images)
    if recipe.classes and (len(part.labels) != len(part.images) or part.labels.max() >= recipe.classes):
        raise ValueError(f"recipe {recipe.name} has {recipe.classes} classes; each image needs a label from "
                         f"0 to {recipe.classes - 1}")


def _begin(out, info, model, steps, resume, held):
    """The run in ``out``, and the epoch to begin with; a resumed model is brought to where it stood."""
    held.enter_context(runs.held(out))
    if not resume or runs.is_free(out):
        return runs.create(out, info), 0
    run = runs.Run(out)
    return run, resuming.resume(run, info, model, steps)
