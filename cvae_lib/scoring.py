"""The test ELBO, and the pictures that show how a training goes. Taught in notebook 05."""

import math
from typing import NamedTuple

import numpy as np

from cvae_lib import data, quiet, tf
from cvae_lib.model import CVAE

PICTURES = 16       # digits in a grid


class Score(NamedTuple):
    """A mean ELBO over images, nats per image, with two standard errors.

    ``stderr_images``: had other images been drawn. ``stderr_noise``: had other noise ε been drawn.
    """

    elbo: float
    stderr_images: float
    stderr_noise: float
    images: int
    seed: int


def score_elbo(model, images, seed=0, draws=4, batch_size=None, labels=None):
    """The mean ELBO over images; each image weighs the same, whatever the batches.

    Args:
        model: a ``CVAE``.
        images: (N, H, W, C), 0 or 1; 8-bit where the model's likelihood is of 8-bit pixels.
        seed: of the noise; the same seed gives the same noise.
        draws: noise vectors per image; with one, ``stderr_noise`` is nan.
        batch_size: images scored at once; ``model.at_once`` if None, 500 for the tutorials' networks.
            It changes speed and memory, and the noise that each image gets.
        labels: (N,), for a conditional model; the bound is on log p(x|y) then.

    Returns:
        ``Score``. The KL term is analytic; its mean is that of the tutorials' estimate.

    Raises:
        ValueError: fewer than two images, or a pixel outside 0 to 1.
    """
    count = len(images)
    if count < 2:
        raise ValueError(f"there are {count} images to score; a standard error needs at least 2")
    kind = "none" if model.likelihood.grey else "threshold"
    values = []                                                                         # (draws, B) each
    batches = data.make_dataset(images, batch_size or model.at_once, binarization=kind, labels=labels)
    for number, batch in enumerate(batches):
        x, *y = batch if labels is not None else [batch]                                # (B, H, W, C), (B,)
        rows = []
        for draw in range(draws):
            eps = tf.random.stateless_normal((len(x), model.latent_dim), seed=[seed, draw * count + number])
            with quiet.retracing():
                rows.append(model.image_elbo(x, eps, *y))                               # (B,)
        values.append(np.stack(rows).astype(np.float64))
    values = np.concatenate(values, axis=1)                                             # (draws, N)
    noise = math.sqrt(values.var(axis=0, ddof=1).mean() / (draws * count)) if draws > 1 else math.nan
    per_image = values.mean(axis=0)                                                     # (N,)
    return Score(float(values.mean()), float(per_image.std(ddof=1) / math.sqrt(count)), noise, count, seed)


class Scorer:
    """Scores a model while it is trained, on a copy in float32, whatever it is trained in.

    Args:
        network: the arguments of ``CVAE`` for the models to come, ``recipes.Recipe.network``.
        held_out: ``data.Part``, the images to score, as in ``score_elbo``, and their labels.
        shown: ``data.Part``, 16 images to reconstruct, likewise.
        seed: of all noise.

    Attributes:
        model: the copy.
    """

    def __init__(self, network, held_out, shown, seed):
        self.model, self.held_out, self.shown, self.seed = CVAE(**network), held_out, shown, seed
        # Drawn once, kept.
        self.eps = tf.random.stateless_normal((PICTURES, self.model.latent_dim), seed=[seed, -1])

    def take(self, model):
        """Copy the weights of a model, and return this scorer."""
        self.model.set_weights(model.get_weights())
        return self

    def score(self, draws=4):
        """``Score`` of the held-out images."""
        images, labels = self.held_out
        return score_elbo(self.model, images, self.seed, draws, labels=labels if self.model.classes else None)

    def frame(self):
        """The grids of ``runs.Run.write_frame``, uint8: (3, 16, H, W, C), of grey images (3, 16, H, W).

        A conditional model samples 0, 1, 2 and so on.
        """
        x, classes = self.model.likelihood.pixels(self.shown.images), max(1, self.model.classes)
        network = self.model.given(tf.convert_to_tensor(self.shown.labels))
        samples = self.model.given(tf.range(PICTURES) % classes).sample(self.eps)
        pictures = (samples, network.decode(network.encode(x)[0], apply_sigmoid=True), x)
        grids = np.stack([np.asarray(grid, np.float32) for grid in pictures])            # (3, 16, H, W, C)
        return np.rint(255 * (grids[..., 0] if grids.shape[-1] == 1 else grids)).astype(np.uint8)
