"""The latent plane: where digits are put, and what stands between them. Taught in notebook 06."""

from statistics import NormalDist

import numpy as np


def encode(model, images):
    """Encode any number of images.

    Args:
        model: a ``CVAE``, or with its label fixed, ``model.given(label)``, a conditional one; so below too.
        images: (N, H, W, C), as in ``scoring.score_elbo``.

    Returns:
        μ and log σ² of q(z|x), float32 arrays (N, D) each.
    """
    parts = [model.encode(model.likelihood.pixels(images[start:start + model.at_once]))
             for start in range(0, len(images), model.at_once)]
    mean, logvar = (np.concatenate(pieces) for pieces in zip(*parts))
    return mean, logvar


def decode(model, z):
    """Decode any number of points.

    Args:
        model: a ``CVAE``.
        z: (N, D).

    Returns:
        pixel probabilities, a float32 array (N, H, W, C); with other likelihoods, the pixels' means.
    """
    z = np.asarray(z, np.float32)
    return np.concatenate([model.decode(z[start:start + model.at_once], apply_sigmoid=True)
                           for start in range(0, len(z), model.at_once)])


def quantile_grid(n, low=0.05, high=0.95):
    """n values of one latent coordinate that cut the prior into slices of equal probability.

    Args:
        n: how many, at least 2.
        low, high: the first and the last quantile; the tutorial's 5 % and 95 %.

    Returns:
        (n,) float64, rising: the standard normal's quantiles.

    Raises:
        ValueError: n is below 2.
    """
    if n < 2:
        raise ValueError(f"n is {n}; a grid has at least 2 points a side")
    return np.array([NormalDist().inv_cdf(share) for share in np.linspace(low, high, n)])


def manifold(model, n=20):
    """The plane decoded at n × n points, equally probable slices of the prior apart, as one picture.

    All points are decoded in batches, where the tutorial decodes one at a time.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        n: tiles a side.

    Returns:
        (H·n, W·n) float32, pixel probabilities, or in colour (H·n, W·n, 3) means. z₁ rises to the right and
        z₂ upwards, as in any plot; the tutorial's own picture has z₂ rising downwards.

    Raises:
        ValueError: the model is not two-dimensional, or n is below 2.
    """
    if model.latent_dim != 2:
        raise ValueError(f"a manifold needs 2 latent dimensions and this model has {model.latent_dim}")
    values = quantile_grid(n)
    across, down = np.meshgrid(values, values[::-1])                        # (n, n) each
    tiles = decode(model, np.stack([across, down], axis=-1).reshape(-1, 2))  # (n², H, W, C)
    height, width, channels = tiles.shape[1:]
    plane = tiles.reshape(n, n, height, width, channels).transpose(0, 2, 1, 3, 4)
    return plane.reshape(height * n, width * n, *[channels] * (channels > 1))


def walk(start, end, steps):
    """Points on the straight line between two, both ends included: (steps, D) from (D,) and (D,)."""
    share = np.linspace(0, 1, steps)[:, None]                               # (steps, 1)
    return (1 - share) * np.asarray(start) + share * np.asarray(end)
