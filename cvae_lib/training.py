"""Training and the test ELBO. Taught in notebook 05."""

import dataclasses
import math
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from cvae_lib import data, keras, runs, tf
from cvae_lib.model import CVAE
from cvae_lib.runs import Recipe, Run, RunError

RECIPES = {recipe.name: recipe for recipe in (
    Recipe("tutorial_2d", latent_dim=2, epochs=10, batch_size=32, learning_rate=1e-4),
    Recipe("fast_2d", latent_dim=2, epochs=10, batch_size=64, learning_rate=8e-3, schedule="cosine",
           warmup_epochs=0.2, kl="analytic", weight_decay=0.02, output_bias="data", precision="auto"),
    Recipe("tutorial_50d", latent_dim=50, epochs=100, batch_size=100, learning_rate=1e-4),
    Recipe("fast_50d", latent_dim=50, epochs=30, batch_size=64, learning_rate=6e-3, schedule="cosine",
           warmup_epochs=0.2, kl="analytic", weight_decay=0.05, output_bias="data", precision="auto"),
)}
PICTURES = 16       # digits in a frame


class Score(NamedTuple):
    """A mean ELBO over images, nats per image, with two standard errors.

    ``stderr_images``: had other images been drawn. ``stderr_noise``: had other noise ε been drawn.
    """

    elbo: float
    stderr_images: float
    stderr_noise: float
    images: int
    seed: int


def score_elbo(model, images, seed=0, draws=4, batch_size=500):
    """The mean ELBO over images; each image weighs the same, whatever the batches.

    Args:
        model: a ``CVAE``.
        images: (N, 28, 28, 1) uint8, 0 or 1.
        seed: of the noise; the same seed gives the same noise.
        draws: noise vectors per image; with one, ``stderr_noise`` is nan.
        batch_size: images scored at once. It changes speed and memory, and the noise that each image gets.

    Returns:
        ``Score``. The KL term is analytic; its mean is that of the tutorials' estimate. Taught in notebook 05.

    Raises:
        ValueError: fewer than two images.
    """
    if len(images) < 2:
        raise ValueError(f"there are {len(images)} images to score; a standard error needs at least 2")

    values = []                                                                         # draws × (N,)
    for draw in range(draws):
        parts = []
        for number, x in enumerate(data.make_dataset(images, batch_size)):
            eps = tf.random.stateless_normal((len(x), model.latent_dim), seed=[seed, draw * len(images) + number])
            parts.append(model.image_elbo(x, eps))
        values.append(np.concatenate(parts).astype(np.float64))
    values = np.stack(values)                                                           # (draws, N)
    count = len(images)
    noise = math.sqrt(values.var(axis=0, ddof=1).mean() / (draws * count)) if draws > 1 else math.nan
    return Score(float(values.mean()), float(values.mean(axis=0).std(ddof=1) / math.sqrt(count)), noise, count, seed)


def prepare(recipe, epochs, steps_per_epoch, images, seed=0, precision="float32"):
    """A new ``CVAE`` as a recipe begins it, and its optimizer: ``(model, optimizer)``, not yet compiled.

    Arguments are those of ``train``; ``images`` are the training images (N, 28, 28, 1), ``precision`` that of ``CVAE``.
    Taught in notebook 05.

    Raises:
        ValueError: an unknown ``output_bias``.
    """
    if recipe.output_bias not in ("zero", "data"):
        raise ValueError(f"output_bias is {recipe.output_bias!r}; it must be 'zero' or 'data'")
    keras.utils.set_random_seed(seed)
    model = CVAE(recipe.latent_dim, kl=recipe.kl, beta=recipe.beta, seed=seed, precision=precision)
    if recipe.output_bias == "data":
        white = float(images.mean()) / (255 if recipe.binarization == "resampled" else 1)
        model.decoder.layers[-1].bias.assign([math.log(white / (1 - white))])
    optimizer = make_optimizer(recipe, epochs, steps_per_epoch)
    optimizer.build(model.trainable_variables)
    return model, optimizer


def steps_per_execution(steps):
    """How many steps one call of Keras' compiled function takes, which saves Python's time.

    The greatest divisor of an epoch's ``steps`` up to 50, so that no call runs over its end. Used in notebook 05.
    """
    return max(n for n in range(1, 51) if steps % n == 0)


def make_optimizer(recipe, epochs, steps_per_epoch):
    """Adam with the recipe's weight decay and learning rate, its schedule laid out over ``epochs`` (1.5 is one and a half).

    Taught in notebook 05.
    """
    if recipe.schedule == "constant":
        rate = recipe.learning_rate
    elif recipe.schedule == "cosine":
        warmup = round(recipe.warmup_epochs * steps_per_epoch)
        rate = keras.optimizers.schedules.CosineDecay(
            0.0, decay_steps=max(1, round(epochs * steps_per_epoch) - warmup), alpha=recipe.final_fraction,
            warmup_target=recipe.learning_rate, warmup_steps=warmup)
    else:
        raise ValueError(f"schedule is {recipe.schedule!r}; it must be 'constant' or 'cosine'")
    return keras.optimizers.Adam(rate, weight_decay=recipe.weight_decay or None)


def train(recipe, mnist=None, *, out, epochs=None, seed=0, resume=False, on_epoch=None):
    """Train a ``CVAE`` by a recipe and write the run's folder.

    Args:
        recipe: a ``Recipe``, or the name of one in ``RECIPES``.
        mnist: ``Mnist``; all of it if None. After each epoch the validation images are scored, or, where there are
            none, the test images, as the tutorials do. Its training images must be those that the recipe wants, see
            ``load_images``.
        out: the run's folder; it must not exist, or be empty.
        epochs: instead of the recipe's own; a schedule is laid out anew.
        seed: of initial weights, order of images and noise. Two runs with one seed on one machine agree to the bit,
            unless TensorFlow was imported before ``cvae_lib`` or works on a GPU; see ``use_one_thread``.
        resume: go on with the unfinished run in ``out`` after its last whole epoch, as if it had not stopped.
        on_epoch: called with the ``Run`` after every epoch, and once before the first.

    Returns:
        the finished ``Run``.

    Raises:
        RunError: ``out`` is in use, or ``resume`` finds another run there.
        ValueError: an unknown recipe, or epochs below 1.

    Taught in notebook 05.
    """
    recipe = find_recipe(recipe)
    mnist = load_images(recipe) if mnist is None else mnist
    epochs = recipe.epochs if epochs is None else epochs
    if epochs < 1:
        raise ValueError(f"epochs is {epochs}; it must be at least 1")
    images = mnist.train.images
    if recipe.binarization == "threshold":
        data.check_pixels(images)
    part, held_out = (("validation", mnist.validation) if len(mnist.validation.images) else ("test", mnist.test))
    data.check_pixels(held_out.images)
    steps = -(-len(images) // recipe.batch_size)
    info = {"recipe": dataclasses.asdict(recipe), "seed": seed, "epochs": epochs, "train_images": len(images),
            "part": part, "held_out_images": len(held_out.images),
            "precision": fastest_precision() if recipe.precision == "auto" else recipe.precision,
            "versions": {"tensorflow": tf.__version__, "keras": keras.__version__}}

    model, optimizer = prepare(recipe, epochs, steps, images, seed, info["precision"])
    model.compile(optimizer=optimizer, steps_per_execution=steps_per_execution(steps))

    first_epoch = 0
    if resume:
        run = Run(out)
        _check_same(run, info)
        if (run.path / "state.weights.h5").exists():
            model.load_weights(run.path / "state.weights.h5")
            first_epoch = int(optimizer.iterations) // steps
    else:
        run = runs.create(out, info)
    recorder = _Recorder(run, CVAE(recipe.latent_dim), mnist.test.images[:PICTURES], held_out.images, seed, on_epoch)
    recorder.set_model(model)
    if first_epoch < epochs:
        with progress_bar(recipe.name, (epochs - first_epoch) * steps) as bar:
            model.fit(data.make_dataset(images, recipe.batch_size, seed=seed, first_epoch=first_epoch, epochs=epochs,
                                        resample=recipe.binarization == "resampled"),
                      epochs=epochs, initial_epoch=first_epoch, steps_per_epoch=steps, shuffle=False, verbose=0,
                      callbacks=[recorder, _Bar(bar)])
    history = run.history
    final = recorder.in_full_precision()
    history["result"] = score_elbo(final, held_out.images, seed)._asdict() | {"part": part}
    run.write_weights("model.weights.h5", final)        # without the optimizer
    run.write_json("history.json", history)     # with the result the run counts as finished: last of all
    (run.path / "state.weights.h5").unlink()
    return run


def load_images(recipe, validation=0):
    """The digits that a recipe trains on and is scored on.

    Args:
        recipe: a ``Recipe``.
        validation: as in ``data.load_mnist``.

    Returns:
        ``Mnist``. With resampled binarization the training images are grey, for every batch is drawn anew, and the others
        are drawn once, with seed 0, and kept. Used in notebook 08.

    Raises:
        ValueError: an unknown binarization. DataError: as in ``data.load_mnist`` and ``data.load_grey_mnist``.
    """
    if recipe.binarization == "threshold":
        return data.load_mnist(validation)
    if recipe.binarization != "resampled":
        raise ValueError(f"binarization is {recipe.binarization!r}; it must be 'threshold' or 'resampled'")
    grey, rng = data.load_grey_mnist(validation), np.random.default_rng(0)
    return grey._replace(**{name: part._replace(images=data.binarize_stochastic(part.images, rng))
                            for name, part in (("test", grey.test), ("validation", grey.validation))})


def find_recipe(recipe):
    """The recipe of that name in ``RECIPES``; a ``Recipe`` is returned as it is.

    Raises:
        ValueError: no such recipe.
    """
    if isinstance(recipe, Recipe):
        return recipe
    if recipe not in RECIPES:
        raise ValueError(f"{recipe}: no such recipe; there are {', '.join(RECIPES)}")
    return RECIPES[recipe]


def fastest_precision():
    """The precision in which the networks train fastest here: "bfloat16" or "float32".

    bfloat16 where a processor has AMX or AVX512-BF16, or a GPU tensor cores for it (compute capability 8.0 and above);
    elsewhere it would be emulated, and slower. Older tensor cores take float16 alone, whose narrow range would need
    the loss scaled; there it is float32. `make bench-levers` measures the gain. Taught in notebook 05.
    """
    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        capability = tf.config.experimental.get_device_details(gpus[0]).get("compute_capability", (0, 0))
        return "bfloat16" if capability >= (8, 0) else "float32"
    return "bfloat16" if cpu_features() & {"amx_bf16", "avx512_bf16"} else "float32"


def cpu_features():
    """The processor's features as Linux names them, a set; empty where there is no /proc/cpuinfo. Used in notebook 05."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return set(next((line.split(":")[1] for line in lines if line.startswith("flags")), "").split())


def use_one_thread():
    """Keep TensorFlow to one thread, which makes training repeatable to the bit in any case, and slower.

    Needed only where something else imported TensorFlow before ``cvae_lib``: with several threads an operation, sums
    come out in another order from run to run; the last digits of the weights differ, and after an epoch the ELBO does,
    by some tenths of a nat. Call it before TensorFlow computes anything.

    Raises:
        RuntimeError: TensorFlow has already started its threads.
    """
    try:
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    except RuntimeError as error:
        raise RuntimeError("use_one_thread() comes too late: TensorFlow has started its threads; "
                           "restart the kernel and call it first") from error


def progress_bar(name, total, unit="step"):
    """A tqdm bar that suits a notebook as well as a terminal; none if ``name`` is None. Used in notebooks 05 and 08."""
    # In a notebook to stdout, where it is no error; in a terminal to stderr, apart from results.
    notebook = "ipykernel" in sys.modules
    terminal = sys.stderr.isatty()
    # The delay leaves the first word to a picture that on_epoch shows, so that a notebook keeps one bar below it.
    return tqdm(total=total, desc=name, unit=unit, disable=name is None, delay=1, file=sys.stdout if notebook else sys.stderr,
                mininterval=0.5 if notebook or terminal else 15, ncols=None if terminal else 90, unit_scale=total >= 100_000)


# --------------------------------------------------------------------------------------------- details

class _Recorder(keras.callbacks.Callback):
    """Writes history, frames and state after every epoch."""

    def __init__(self, run, scored, digits, held_out, seed, on_epoch):
        super().__init__()
        self.run, self.held_out, self.seed, self.on_epoch = run, held_out, seed, on_epoch
        self.scored = scored            # the model's weights in float32, whatever it is trained in
        self.originals = digits                                                         # (16, 28, 28, 1), 0 or 1

    def on_train_begin(self, logs=None):
        self.eps = tf.random.stateless_normal((PICTURES, self.model.latent_dim), seed=[self.seed, -1])
        if not (self.run.path / "frames.npz").exists():
            self._write_frame(0)
            self._tell()

    def on_epoch_begin(self, epoch, logs=None):
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        seconds = time.perf_counter() - self.started
        history = self.run.history
        # An epoch that was written but whose state was not is done again.
        history["epochs"] = history["epochs"][:epoch] + [{
            "epoch": epoch + 1, **{name: float(logs[name]) for name in ("loss", "reconstruction", "kl")},
            "elbo": score_elbo(self.in_full_precision(), self.held_out, self.seed, draws=1).elbo, "seconds": round(seconds, 2)}]
        self.run.write_json("history.json", history)
        self._write_frame(epoch + 1)
        self.run.write_weights("state.weights.h5", self.model)
        self._tell()

    def in_full_precision(self):
        self.scored.set_weights(self.model.get_weights())
        return self.scored

    def _write_frame(self, epoch):
        model = self.in_full_precision()
        mean, _ = model.encode(tf.cast(self.originals, tf.float32))
        new = {"samples": _to_bytes(model.sample(self.eps)),                            # (16, 28, 28)
               "reconstructions": _to_bytes(model.decode(mean, apply_sigmoid=True))}
        frames = self.run.frames if epoch else None
        stacked = {name: np.concatenate([frames[name][:epoch], [grid]]) if epoch else grid[None]
                   for name, grid in new.items()}
        self.run.write_frames({"epochs": np.arange(epoch + 1), "originals": self.originals[..., 0] * np.uint8(255)}
                              | stacked)

    def _tell(self):
        if self.on_epoch:
            self.on_epoch(self.run)


class _Bar(keras.callbacks.Callback):
    """Moves the progress bar and shows the epoch's loss so far on it."""

    def __init__(self, bar):
        super().__init__()
        self.bar, self.done = bar, 0

    def on_epoch_begin(self, epoch, logs=None):
        self.done = 0

    def on_train_batch_end(self, batch, logs=None):
        self.bar.update(batch + 1 - self.done)
        self.done = batch + 1
        self.bar.set_postfix_str(f"loss {float(logs['loss']):.1f}", refresh=False)


def _check_same(run, info):
    if run.history["result"]:
        raise RunError(f"{run.path}: this run is finished; choose another folder")
    for name in ("recipe", "seed", "epochs", "train_images", "part", "held_out_images", "precision"):
        if run.info.get(name) != info[name]:
            raise RunError(f"{run.path}: cannot resume, its {name} is {run.info.get(name)} and {info[name]} was asked for; "
                           "ask for the same, or choose another folder")


def _to_bytes(probabilities):
    """(B, 28, 28, 1) in 0..1 → (B, 28, 28) uint8."""
    return np.rint(np.asarray(probabilities)[..., 0] * 255).astype(np.uint8)
