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


def score_elbo(model, images, seed=0, draws=4, batch_size=500):
    """The mean ELBO over images; each image weighs the same, whatever the batches.

    Args:
        model: a ``CVAE``.
        images: (N, 28, 28, 1), 0 or 1.
        seed: of the noise; the same seed gives the same noise.
        draws: noise vectors per image; with one, ``stderr_noise`` is nan.
        batch_size: images scored at once. It changes speed and memory, and the noise that each image gets.

    Returns:
        ``Score``. The KL term is analytic; its mean is that of the tutorials' estimate.

    Raises:
        ValueError: fewer than two images, or a pixel outside 0 to 1.
    """
    count = len(images)
    if count < 2:
        raise ValueError(f"there are {count} images to score; a standard error needs at least 2")
    values = []                                                                         # draws × (N,)
    for draw in range(draws):
        parts = []
        for number, x in enumerate(data.make_dataset(images, batch_size)):
            eps = tf.random.stateless_normal((len(x), model.latent_dim), seed=[seed, draw * count + number])
            with quiet.retracing():
                parts.append(model.image_elbo(x, eps))
        values.append(np.concatenate(parts).astype(np.float64))
    values = np.stack(values)                                                           # (draws, N)
    noise = math.sqrt(values.var(axis=0, ddof=1).mean() / (draws * count)) if draws > 1 else math.nan
    per_image = values.mean(axis=0)                                                     # (N,)
    return Score(float(values.mean()), float(per_image.std(ddof=1) / math.sqrt(count)), noise, count, seed)


class Scorer:
    """Scores a model while it is trained, on a copy in float32, whatever it is trained in.

    Args:
        latent_dim: D of the models to come.
        held_out: (N, 28, 28, 1), 0 or 1, the images to score.
        digits: (16, 28, 28, 1), 0 or 1, the digits to reconstruct.
        seed: of all noise.

    Attributes:
        model: the copy.
    """

    def __init__(self, latent_dim, held_out, digits, seed):
        self.model, self.held_out, self.digits, self.seed = CVAE(latent_dim), held_out, digits, seed
        self.eps = tf.random.stateless_normal((PICTURES, latent_dim), seed=[seed, -1])      # drawn once, kept

    def take(self, model):
        """Copy the weights of a model, and return this scorer."""
        self.model.set_weights(model.get_weights())
        return self

    def score(self, draws=4):
        """``Score`` of the held-out images."""
        return score_elbo(self.model, self.held_out, self.seed, draws)

    def frame(self):
        """The grids of ``runs.Run.write_frame``, (3, 16, 28, 28) uint8."""
        mean, _ = self.model.encode(tf.cast(self.digits, tf.float32))
        pictures = (self.model.sample(self.eps), self.model.decode(mean, apply_sigmoid=True), self.digits)
        grids = np.stack([np.asarray(grid, np.float32)[..., 0] for grid in pictures])        # (3, 16, 28, 28)
        return np.rint(255 * grids).astype(np.uint8)
