"""A run's folder: what is in it, as ``Run`` reads and writes it. Taught in notebook 05.

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

import contextlib
import io
import os
from pathlib import Path

import numpy as np

from cvae_lib import packed, recipes
from cvae_lib.files import weight_files, whole_files
from cvae_lib.runs import formats
from cvae_lib.data import load
from cvae_lib.mnist_files import TITLES
from cvae_lib.files.npz_files import DataError
from cvae_lib.runs.formats import RunError

AGAIN = "train anew in another folder"
DIFFERS = "is damaged, or not the file that training wrote (its SHA-256 differs)"


class Run:
    """A folder that ``training.train`` wrote.

    Args:
        path: the folder; ``~`` is the reader's own.

    Attributes:
        path: the folder's absolute path, which still holds when a program changes its folder.
        info: what recipe.json holds. recipe: its ``Recipe``.
        data: the name of the images that it was trained on, or the path that they were in.

    Raises:
        RunError: no such folder, or what is in it is not a run.
    """

    def __init__(self, path):
        self.given = os.path.expanduser(path)           # as messages call it
        self.path = Path(self.given).absolute()
        if not os.path.exists(self.path / "recipe.json"):
            reason = "holds no recipe.json" if os.path.isdir(self.path) else "no such folder"
            raise RunError(f"{self.given}: {reason}; "
                           f"make a run with: python -m cvae_lib train --out {self.given}")
        with self._read("recipe.json") as path:
            self.info, self.recipe = formats.check_info(whole_files.read_json(path, formats.MOST_INFO))
        self.data = self.info["data"]

    @property
    def history(self):
        """``{"epochs": [{...}, ...], "result": {...} or None}``; an epoch has "epoch", "loss",
        "reconstruction", "kl", "elbo" and "seconds".

        loss, reconstruction and kl are means over the training images while the weights moved; elbo is that
        of the held-out images after the epoch. Nats per image. Beside them stand SHA-256 sums: while the run
        is unfinished in "states", of state.weights.h5 after each epoch; then in "sha256", of other files.

        Raises:
            RunError: history.json is damaged.
        """
        if not os.path.lexists(self.path / "history.json"):
            return formats.check_history({"epochs": [], "result": None}, self.info["epochs"])
        with self._read("history.json") as path:
            return formats.check_history(whole_files.read_json(path, formats.MOST_HISTORY),
                                           self.info["epochs"])

    @property
    def result(self):
        """``{"elbo", "stderr_images", "stderr_noise", "images", "seed", "part"}``, nats per image.

        Raises:
            RunError: the run is not finished.
        """
        result = self.history["result"]
        if result is None:
            raise RunError(f"{self.given}: this run is not finished; "
                           "go on with the command that began it and --resume")
        return result

    @property
    def summary(self):
        """One line: the held-out ELBO, and what it was measured on."""
        result, data = self.result, f" on {self.data}" if self.data != "mnist" else ""
        given_label = ", a bound on log p(x|y)" if self.recipe.classes else ""
        return (f"{result['part']} ELBO {result['elbo']:.2f} nats per image{given_label} (recipe "
                f"{self.recipe.name}{data}, {recipes.counted(self.info['epochs'], 'epoch')}, seed {self.info['seed']}, "
                f"{result['images']} images)")

    @property
    def frames(self):
        """``{"epochs" (E,), "samples" (E, 16, 28, 28), "reconstructions" too, "originals" (16, 28, 28)}``.

        uint8; probabilities are times 255. Epoch 0 is before training. Images of another size have their own,
        those in colour a last axis of 3.

        Raises:
            RunError: they are missing or damaged.
        """
        epochs = self.info["epochs"]
        if os.path.lexists(self.path / "frames.raw"):
            with self._read("frames.raw") as path:
                return formats.read_raw_frames(path, self.recipe, epochs)
        self._check_sum("frames.npz")
        try:
            return formats.read_frames(self.path / "frames.npz", self.recipe, epochs)
        except DataError as error:
            raise RunError(str(error)) from error

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
            raise RunError(f"{self.given}: was trained on images in {self.data}, and nothing is there; say "
                           "where they are now with --data (source=)")
        source, kind = self.data if source is None else source, self.recipe.binarization
        if packed.is_packed(source):
            images = packed.load(source, kind, validation)
        else:
            images = load(source, kind, validation, size=height if height == width else None,
                          colour=channels == 3, **options)
        if images.test.images.shape[1:] != self.recipe.image_shape:
            raise RunError(f"{images.name}: its images are of shape {images.test.images.shape[1:]}, and "
                           f"{self.given} was trained on {self.recipe.image_shape}")
        return images

    def load_model(self):
        """The trained ``CVAE``.

        Raises:
            RunError: the weights are missing, damaged, or not those that training ended with.
        """
        from cvae_lib.model import CVAE

        name, history = "model.weights.h5", self.history
        if history["result"] is None:
            _ = self.result     # says so
        model = CVAE(**self.recipe.network, kl=self.recipe.kl)
        self.read_weights(name, model, history["sha256"].get(name))
        return model

    def check(self):
        """Hold the weights and frames of a finished run against the sums that training took of them.

        Raises:
            RunError: one is missing, or is not as it was; runs from before there were sums must have all.
        """
        for name in ("model.weights.h5", "frames.npz"):
            if not os.path.isfile(self.path / name):
                raise RunError(f"{Path(self.given, name)}: no such file; {AGAIN}")
            self._check_sum(name)

    def read_weights(self, name, model, *sums):
        """Give a model the weights in one of the run's files, and its optimizer, if it was compiled with one.

        Args:
            sums: SHA-256 sums, one of which must be the file's; None, or none at all, stands for any.

        Returns:
            the file's SHA-256 sum.

        Raises:
            RunError: it is missing or damaged, or has another sum, or holds weights of another network.
        """
        with self._read(name) as path:
            content = whole_files.read(path, weight_files.largest(model))
            found = whole_files.sha256(content)
            if sums and None not in sums and found not in sums:
                raise ValueError(DIFFERS)
            weight_files.give(model, content)
            return found

    # ------------------------------------------------------------------------------- what training writes

    def write_json(self, name, content):
        """Write a file of the folder whole or not at all."""
        with self._written():
            whole_files.write_json(self.path / name, content)

    def write_frame(self, epoch, frame):
        """Put the grids of an epoch behind those before it; what was there from this epoch on goes.

        Args:
            epoch: 0 is before training.
            frame: uint8, (3, 16, H, W) or (3, 16, H, W, 3): samples, reconstructions, originals.
        """
        path = self.path / "frames.raw"
        with self._written():
            if epoch:
                whole_files.extend(path, epoch * frame.nbytes, frame.tobytes())
            else:
                whole_files.write(path, frame.tobytes())

    def pack_frames(self):
        """Turn ``frames.raw`` into ``frames.npz``, a fifth of its size; the SHA-256 sum of that."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **self.frames)
        with self._written():
            whole_files.write(self.path / "frames.npz", buffer.getvalue())
        return whole_files.sha256(buffer.getvalue())

    def write_weights(self, name, content):
        """Write ``model.weights.h5`` or ``state.weights.h5``, as ``weight_files.written`` made its bytes."""
        with self._written():
            whole_files.write(self.path / name, content)

    def _check_sum(self, name):
        """Refuse a file whose sum was taken when it was written, if it is there and has another now."""
        found = whole_files.sha256(self.path / name)
        if found and self.history["sha256"].get(name, found) != found:
            raise RunError(f"{Path(self.given, name)}: {DIFFERS}; {AGAIN}")

    @contextlib.contextmanager
    def _read(self, name):
        """The path of a file to be read; what is wrong with it becomes a ``RunError``."""
        try:
            yield self.path / name
        except ValueError as error:
            raise RunError(f"{Path(self.given, name)}: {error}; {AGAIN}") from error

    @contextlib.contextmanager
    def _written(self):
        try:
            yield
        except whole_files.WriteError as error:
            raise RunError(f"{error}; mend that, and go on with --resume (resume=True)") from error
