"""A run's folder, and the runs that ship with the package. Taught in notebook 05.

    recipe.json        what was trained: the recipe, the seed, the images, the versions
    history.json       every epoch's figures, and the result
    model.weights.h5   the weights, and nothing but weights
    frames.npz         after each epoch: 16 samples from one fixed prior vector, 16 test digits and their
    reconstructions

and, while it is unfinished,

    state.weights.h5   weights and optimizer after the last whole epoch
    frames.raw         what becomes frames.npz: the grids of each epoch, one after the other

A network is always rebuilt in code and then given its weights: loading a whole saved model can run what a
stranger put into it.
"""

import io
import itertools
import json
import math
import os
import zipfile
from pathlib import Path

import numpy as np

from cvae_lib import packed, whole_files
from cvae_lib.data import ASSETS, load
from cvae_lib.mnist_files import TITLES
from cvae_lib.recipes import Recipe

PRETRAINED = ASSETS / "pretrained"
SHIPPED_FILES = ("recipe.json", "history.json", "model.weights.h5", "frames.npz")
# Name of the shipped run: its recipe, and the images that it was trained on.
SHIPPED = {"mnist-2d": ("fast_2d", "mnist"),
           "mnist-2d-tutorial": ("tutorial_2d", "mnist"),
           "mnist-50d": ("fast_50d", "mnist"),
           "mnist-50d-tutorial": ("tutorial_50d", "mnist"),
           "mnist-conditional": ("conditional_2d", "mnist"),
           "fashion-2d": ("fast_2d", "fashion_mnist")}
GRIDS = ("samples", "reconstructions", "originals")         # of a frame, 16 pictures each


class RunError(ValueError):
    """A run's folder cannot be used. The message is one line: which folder, what is wrong, what to do."""


class Run:
    """A folder that ``training.train`` wrote.

    Args:
        path: the folder.

    Attributes:
        info: what recipe.json holds. recipe: its ``Recipe``.
        data: the name of the images that it was trained on, or the path that they were in.

    Raises:
        RunError: no such folder, or what is in it is not a run.
    """

    def __init__(self, path):
        self.path = Path(path)
        if not (self.path / "recipe.json").exists():
            reason = "holds no recipe.json" if self.path.is_dir() else "no such folder"
            raise RunError(f"{self.path}: {reason}; "
                           f"make a run with: python -m cvae_lib train --out {self.path}")
        self.info = self._read_json("recipe.json")      # {"recipe": {...}, "seed": 0, "epochs": 10, ...}
        try:
            self.recipe = Recipe(**self.info["recipe"])
        except (KeyError, TypeError, ValueError) as error:
            raise RunError(f"{self.path}: recipe.json is not a recipe ({error}); "
                           "train anew in another folder") from error
        self.data = self.info.get("data", "mnist")              # older runs are of MNIST and do not say so

    @property
    def history(self):
        """``{"epochs": [{...}, ...], "result": {...} or None}``; an epoch has "epoch", "loss",
        "reconstruction", "kl", "elbo" and "seconds".

        loss, reconstruction and kl are means over the training images while the weights moved; elbo is that
        of the held-out images after the epoch. Nats per image.
        """
        begun = (self.path / "history.json").exists()
        return self._read_json("history.json") if begun else {"epochs": [], "result": None}

    @property
    def result(self):
        """``{"elbo", "stderr_images", "stderr_noise", "images", "seed", "part"}``, nats per image.

        Raises:
            RunError: the run is not finished.
        """
        result = self.history["result"]
        if result is None:
            raise RunError(f"{self.path}: this run is not finished; "
                           "go on with the command that began it and --resume")
        return result

    @property
    def summary(self):
        """One line: the held-out ELBO, and what it was measured on."""
        result, data = self.result, f" on {self.data}" if self.data != "mnist" else ""
        given_label = ", a bound on log p(x|y)" if self.recipe.classes else ""
        return (f"{result['part']} ELBO {result['elbo']:.2f} nats per image{given_label} (recipe "
                f"{self.recipe.name}{data}, {self.info['epochs']} epochs, seed {self.info['seed']}, "
                f"{result['images']} images)")

    @property
    def frames(self):
        """``{"epochs" (E,), "samples" (E, 16, 28, 28), "reconstructions" too, "originals" (16, 28, 28)}``.

        uint8; probabilities are times 255. Epoch 0 is before training. Images of another size have their own,
        those in colour a last axis of 3.
        """
        raw, path = self.path / "frames.raw", self.path / "frames.npz"
        if raw.exists():
            height, width, channels = self.recipe.image_shape
            shape = (len(GRIDS), 16, height, width, *[channels] * (channels > 1))
            grids, size = np.fromfile(raw, np.uint8), math.prod(shape)
            grids = grids[:len(grids) // size * size].reshape(-1, *shape)                   # whole frames
            found = {name: grids[:, number] for number, name in enumerate(GRIDS)}
            return found | {"epochs": np.arange(len(grids)), "originals": found["originals"][0]}
        try:
            with np.load(path, allow_pickle=False) as file:
                return {name: file[name] for name in ("epochs", "samples", "reconstructions", "originals")}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise RunError(f"{path}: missing or damaged; train anew in another folder") from error

    def load_images(self, source=None, validation=0, **options):
        """The ``data.DataSet`` that it was trained on, in its recipe's form.

        Args:
            source: where the images are now, a name or a path; where they were if None.
            validation, options: as in ``data.load``; ``skip_bad`` as it was in training. The options
                mean nothing to a packed set.

        Raises:
            RunError: nothing is at their path any more, or they are of another shape than the run's.
            DataError: as in ``data.load``.
        """
        height, width, channels = self.recipe.image_shape
        if source is None and self.data not in TITLES and not Path(self.data).exists():
            raise RunError(f"{self.path}: was trained on images in {self.data}, and nothing is there; say "
                           "where they are now with --data (source=)")
        source, kind = self.data if source is None else source, self.recipe.binarization
        if packed.is_packed(source):
            images = packed.load(source, kind, validation)
        else:
            images = load(source, kind, validation, size=height if height == width else None,
                          colour=channels == 3, **options)
        if images.test.images.shape[1:] != self.recipe.image_shape:
            raise RunError(f"{images.name}: its images are of shape {images.test.images.shape[1:]}, and "
                           f"{self.path} was trained on {self.recipe.image_shape}")
        return images

    def load_model(self):
        """The trained ``CVAE``.

        Raises:
            RunError: the weights are missing or damaged.
        """
        from cvae_lib.model import CVAE

        path = self.path / "model.weights.h5"
        if not path.exists():
            _ = self.result     # says so where the run is unfinished
            raise RunError(f"{path}: no such file; train anew in another folder")
        model = CVAE(**self.recipe.network, kl=self.recipe.kl)
        try:
            model.load_weights(path)
        except (OSError, ValueError, KeyError) as error:
            raise RunError(f"{path}: damaged, or weights of another network; "
                           "train anew in another folder") from error
        return model

    # ------------------------------------------------------------------------------- what training writes

    def write_json(self, name, content):
        """Write a file of the folder whole or not at all."""
        whole_files.write_json(self.path / name, content)

    def write_frame(self, epoch, frame):
        """Put the grids of an epoch behind those before it; what was there from this epoch on goes.

        Args:
            epoch: 0 is before training.
            frame: uint8, (3, 16, H, W) or (3, 16, H, W, 3): samples, reconstructions, originals.
        """
        with open(self.path / "frames.raw", "r+b" if epoch else "wb") as file:
            file.truncate(epoch * frame.nbytes)
            file.seek(0, os.SEEK_END)
            file.write(frame.tobytes())

    def pack_frames(self):
        """Turn ``frames.raw`` into ``frames.npz``, a fifth of its size."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **self.frames)
        whole_files.write(self.path / "frames.npz", buffer.getvalue())

    def write_weights(self, name, model):
        """Write ``model.weights.h5`` or ``state.weights.h5`` (with the optimizer, if the model has one)."""
        part = self.path / f"part.{name}"       # Keras wants the ending
        model.save_weights(part, overwrite=True)
        part.replace(self.path / name)

    def _read_json(self, name):
        try:
            return json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RunError(f"{self.path / name}: is not readable JSON; "
                           "train anew in another folder") from error


# ------------------------------------------------------------------------------------- where runs are kept

def create(path, info):
    """Make a new run's folder; ``info`` becomes its recipe.json.

    Raises:
        RunError: the folder is there already and not empty. Nothing is ever overwritten.
    """
    path = Path(path)
    if not is_free(path):
        raise RunError(f"{path}: exists already, and nothing is overwritten; choose another folder, "
                       "or add --resume (resume=True) to go on with an unfinished run")
    path.mkdir(parents=True, exist_ok=True)
    whole_files.write_json(path / "recipe.json", info)
    return Run(path)


def is_free(path):
    """Whether a new run may be written there: nothing is, or an empty folder."""
    path = Path(path)
    return not path.exists() or path.is_dir() and not any(path.iterdir())


def home():
    """The folder that holds the notebooks' runs: ``CVAE_RUNS_DIR``, or ``runs`` below the current folder."""
    return Path(os.environ.get("CVAE_RUNS_DIR", "runs"))


def new_folder(recipe):
    """A path for a new run of a recipe, ``home()/NAME-001`` and so on, that does not exist yet."""
    paths = (home() / f"{recipe.name}-{number:03}" for number in itertools.count(1))
    return next(path for path in paths if not path.exists())


def finished(name, data="mnist"):
    """The finished runs of a recipe, on images of that name, in ``home()``, newest first."""
    found = []
    for folder in home().glob(f"{name}-[0-9]*"):
        try:
            run = Run(folder)
            if run.history["result"] and run.data == data:
                found.append(run)
        except RunError:
            continue
    return sorted(found, key=lambda run: (run.path / "recipe.json").stat().st_mtime, reverse=True)


def newest(name, data="mnist"):
    """The newest full run of a recipe, on images of that name, in ``home()``, else the one that ships.

    Full means: trained as the shipped one was (same recipe, all images, as many epochs) and scored on all
    test images, so that what the notebooks say about a trained model holds for it.

    Raises:
        RunError: none of that recipe and these images ships.
    """
    shipped = [run for run, trained in SHIPPED.items() if trained == (name, data)]
    if not shipped:
        raise RunError(f"{name} on {data}: no such run ships; runs.finished({name!r}, {data!r}) lists yours")
    shipped = pretrained_run(shipped[0])
    for run in finished(name, data):
        if run.recipe == shipped.recipe and run.result["images"] == shipped.result["images"] \
                and all(run.info.get(key) == shipped.info[key] for key in ("epochs", "train_images", "part")):
            return run
    return shipped


def pretrained_run(name):
    """A run that ships with the package, each file held against its SHA-256 sum.

    Args:
        name: one of ``SHIPPED``.

    Raises:
        RunError: no such name, or a file that is not as it was shipped.
    """
    if name not in SHIPPED:
        raise RunError(f"{name}: no such shipped run; there are {', '.join(SHIPPED)}")
    sums = json.loads((PRETRAINED / "sha256.json").read_text(encoding="utf-8"))
    for file in (f"{name}/{part}" for part in SHIPPED_FILES):
        if file not in sums or whole_files.sha256(PRETRAINED / file) != sums[file]:
            raise RunError(f"{PRETRAINED / file}: is not the file that was shipped (SHA-256 differs); "
                           "reinstall cvae_lib")
    return Run(PRETRAINED / name)


def find(text):
    """The run in a folder, or the shipped run of that name where there is no such folder.

    Raises:
        RunError: neither is there, or it cannot be used.
    """
    return pretrained_run(text) if text in SHIPPED and not Path(text).exists() else Run(text)


def load_pretrained(name):
    """The trained ``CVAE`` that ships under a name; arguments and errors are those of ``pretrained_run``."""
    return pretrained_run(name).load_model()
