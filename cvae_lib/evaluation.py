"""How good a model is: bounds on log p(x), and what the codes carry. In two dimensions see ``quadrature``.

Everything is in float32, per image and in nats, and works in blocks, so that memory does not grow with what
is asked for. Taught in notebook 08.
"""

import math
from typing import NamedTuple

import numpy as np

from cvae_lib import elbo, latent, machine, progress, tf
from cvae_lib.scoring import score_elbo

HELD = 2_000_000    # log-weights kept until the images that they belong to are done


class Bound(NamedTuple):
    """An importance-weighted bound: ``values`` (N,) of each image, their mean and its standard errors.

    ``stderr_images``: had other images been drawn. ``stderr_noise``: had other codes been drawn for these.
    """

    values: np.ndarray
    mean: float
    stderr_images: float
    stderr_noise: float


class Units(NamedTuple):
    """What each latent dimension does, (D,) each: ``kl``, its mean KL from the prior in nats, and
    ``variance``, that of E[z|x] over images. ``active`` counts those whose variance is above 0.01.
    """

    kl: np.ndarray
    variance: np.ndarray
    active: int


class Mismatch(NamedTuple):
    """Squared MMD between codes and prior, and the ``threshold`` below which 99 % of equal clouds stay."""

    mmd2: float
    threshold: float


def importance_bounds(model, images, ks=(1, 10, 100, 1_000), seed=0, name=None, q=None):
    """Importance-weighted bounds for several k, all on the same draws.

    Args:
        model: a ``CVAE``.
        images: (N, H, W, C), as in ``scoring.score_elbo``.
        ks: each must divide the largest, which is the number of draws per image. A bound for a smaller k is
            the mean over blocks of these draws; blocks are nested where each k divides the next, and the
            bounds then rise with k.
        seed: of the draws.
        name: of a progress bar, if there is to be one.
        q: (μ, log σ²), (N, D) each, of Gaussians to draw from in place of the encoder's, such as those of
            ``gap_parts``.

    Returns:
        ``{k: Bound}``. k = 1 is the ELBO. Where a single block is left, the standard error over draws is that
        of the log of a mean of weights to first order (the delta method); it is too small where few draws
        carry the weight. The memory that it takes grows neither with the images nor with k.

    Raises:
        ValueError: a k that does not divide the largest; fewer than two images or draws; several k with more
            than two million draws, which are not kept but added up as they come.

    Burda, Grosse and Salakhutdinov (2016), equation 8.
    """
    draws, count = max(ks), len(images)
    if count < 2 or draws < 2:
        raise ValueError(f"there are {count} images and {draws} draws; "
                         "standard errors need at least 2 of each")
    if draws > HELD and len(ks) > 1:
        raise ValueError(f"there are {draws} draws; for more than {HELD} name one k at a time")
    weigh = machine.compiled(lambda x, eps, *q: elbo.log_importance_weights(model, x, eps, q))
    values, variances = {k: np.empty(count) for k in ks}, {k: np.empty(count) for k in ks}
    codes = 2 * model.at_once                               # decoded at once
    block = max(1, min(20, codes, HELD // draws))           # images at once
    with progress.bar(name, count * draws, "draw") as bar:
        for start in range(0, count, block):
            x = model.likelihood.pixels(images[start:start + block])                    # (B, H, W, C)
            here, parts = slice(start, start + len(x)), []
            gaussians = [tf.cast(part[here], tf.float32) for part in q or ()]           # (B, D) each
            for first in range(0, draws, codes // block):
                shape = (len(x), min(codes // block, draws - first), model.latent_dim)
                eps = tf.random.stateless_normal(shape, seed=[seed, start * draws + first])     # (B, C, D)
                part = weigh(x, eps, *gaussians)                                                # (B, C)
                if draws > HELD:        # too many to keep: the sum of the weights and that of their squares
                    part = [float(tf.reduce_logsumexp(power * part)) for power in (1, 2)]
                parts.append(part)
                bar.update(shape[0] * shape[1])
            if draws > HELD:
                sums, squares = np.array(parts, np.float64).T[:, None]                          # (1, P) each
                values[draws][here], variances[draws][here] = _one_group(sums, squares, draws)
            else:
                log_weights = tf.concat(parts, axis=1)                                          # (B, draws)
                for k in ks:
                    values[k][here] = elbo.importance_weighted_bound(log_weights, k)
                    variances[k][here] = _noise(log_weights.numpy().astype(np.float64), k)
    return {k: Bound(values[k], float(values[k].mean()), float(values[k].std(ddof=1) / math.sqrt(count)),
                     float(math.sqrt(variances[k].sum()) / count)) for k in ks}


def class_bounds(model, images, seed=0, draws=1, name=None):
    """A conditional model's bound on log p(x|y) of every image for every label.

    By Bayes' rule, log p(y|x) = log p(x|y) + log p(y) − log p(x): where all labels are equally probable, the
    greatest bound names the most probable label, as far as the bounds can be trusted.

    Args:
        model: a conditional ``CVAE``.
        images: (N, H, W, C), as in ``scoring.score_elbo``.
        seed: of the noise, which is the same for all labels.
        draws: noise vectors per image, over which the bound is averaged.
        name: of a progress bar, if there is to be one.

    Returns:
        (N, classes) float64, nats. Used in notebook 09.
    """
    bounds = np.zeros((len(images), model.classes))
    with progress.bar(name, bounds.size * draws, "bound") as bar:
        for start in range(0, len(images), 2 * model.at_once):
            x = model.likelihood.pixels(images[start:start + 2 * model.at_once])        # (B, H, W, C)
            for draw in range(draws):
                seeds = [seed, start * draws + draw]
                eps = tf.random.stateless_normal((len(x), model.latent_dim), seed=seeds)    # (B, D)
                for label in range(model.classes):
                    values = model.given(label).image_elbo(x, eps)                      # (B,)
                    bounds[start:start + len(x), label] += values.numpy() / draws
                    bar.update(len(x))
    return bounds


def units(model, images):
    """What each latent dimension does, over images (N, 28, 28, 1): ``Units``.

    Active units: Burda, Grosse and Salakhutdinov (2016), section 5.2.
    """
    mean, logvar = latent.encode(model, images)                                         # (N, D) each
    kl = elbo.kl_per_dimension(mean, logvar).numpy()                                    # (N, D)
    variance = mean.var(axis=0)
    return Units(kl.mean(axis=0), variance, int((variance > 0.01).sum()))


def rate_distortion(model, images, seed=0):
    """``(rate, distortion)``: the mean KL(q(z|x) ‖ prior), and the mean −E_q[log p(x|z)]; their sum is −ELBO.

    Nats per image, over images (N, 28, 28, 1). Alemi and others (2018).
    """
    rate = float(units(model, images).kl.sum())
    return rate, -score_elbo(model, images, seed).elbo - rate


def aggregate_mismatch(model, images, seed=0, permutations=300):
    """Do the codes of all images together look like the prior? Maximum mean discrepancy, with a threshold.

    One z is drawn from q(z|x) for each image, and as many from N(0, I). The kernel is exp(−|a − b|² / (2
    w²)), w² half the median of |a − b|². Under the hypothesis that both clouds have one distribution, which
    point is in which is a matter of chance; ``threshold`` is the 99 % quantile over random exchanges.

    Args:
        model: a ``CVAE``.
        images: (N, 28, 28, 1), 0 or 1; memory grows with N², 2,000 are enough.
        seed: of codes and exchanges.
        permutations: how many exchanges.

    Returns:
        ``Mismatch``. Gretton and others (2012), equation 3 and section 5.
    """
    rng = np.random.default_rng(seed)
    mean, logvar = latent.encode(model, images)
    codes = mean + np.exp(0.5 * logvar) * rng.standard_normal(mean.shape)
    points = np.concatenate([codes, rng.standard_normal(mean.shape)])                   # (2·N, D)
    norms = (points ** 2).sum(axis=1)
    distances = norms[:, None] + norms - 2 * points @ points.T                          # (2·N, 2·N)
    kernel = np.exp(-distances / np.median(distances))
    np.fill_diagonal(kernel, 0.0)       # no pair of a point with itself
    total = kernel.sum()
    signs = np.repeat([1.0, -1.0], len(mean))

    def mmd2(signs):
        within = (signs @ kernel @ signs + total) / 2       # over pairs in one cloud; the rest is across
        return within / (len(mean) * (len(mean) - 1)) - (total - within) / len(mean) ** 2

    chance = [mmd2(rng.permutation(signs)) for _ in range(permutations)]
    return Mismatch(float(mmd2(signs)), float(np.quantile(chance, 0.99)))


# --------------------------------------------------------------------------------------------- details

def _noise(log_weights, k):
    """The variance of each image's bound over draws, (B,), from log weights (B, S)."""
    groups = log_weights.reshape(len(log_weights), -1, k)                               # (B, S / k, k)
    if groups.shape[1] > 1:
        return np.logaddexp.reduce(groups, axis=2).var(axis=1, ddof=1) / groups.shape[1]
    return _one_group(log_weights, 2 * log_weights, k)[1]


def _one_group(sums, squares, k):
    """Bound and its variance over draws, (B,) each, from all k draws at once.

    ``sums`` and ``squares`` (B, P) are logs of parts of the sum of the weights and of that of their squares.
    """
    total = np.logaddexp.reduce(sums, axis=1)
    return total - math.log(k), (k * np.exp(np.logaddexp.reduce(squares, axis=1) - 2 * total) - 1) / (k - 1)
