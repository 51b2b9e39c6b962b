"""In two latent dimensions: log p(x) by quadrature, the posterior, and where the ELBO loses.

Everything is in float32, per image and in nats, and works in blocks. Taught in notebook 08.
"""

import math
from typing import NamedTuple

import numpy as np

from cvae_lib import elbo, keras, machine, progress, tf


class Exact(NamedTuple):
    """log p(x) by quadrature, ``values`` (N,), with ``error`` (N,), what a grid of twice the step changes, or
    infinity where the most probable code lies at the grid's edge, and ``mode`` (N, 2), that code.
    """

    values: np.ndarray
    error: np.ndarray
    mode: np.ndarray


class Gap(NamedTuple):
    """log p(x) − ELBO = KL(q‖p(z|x)) of each image in two parts, (N,) each, nats.

    ``family``: what is left with the best diagonal Gaussian for that image. ``amortisation``: what the
    encoder's q loses beside that one. ``mean`` and ``logvar`` (N, 2) are the best Gaussian's.
    """

    family: np.ndarray
    amortisation: np.ndarray
    mean: np.ndarray
    logvar: np.ndarray


def exact_log_likelihood(model, images, step=0.03, limit=7.0, name=None):
    """log p(x) = log ∫ p(x|z) p(z) dz by the trapezoidal rule on a square grid of the latent plane.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        images: (N, 28, 28, 1), 0 or 1.
        step: distance of the grid's points, well below the width of the narrowest posterior.
        limit: the grid goes from −limit to limit in both directions. The prior hardly reaches 4, but it is
            the posteriors that must fit in, and those of a few odd images lie beyond 5.
        name: of a progress bar, if there is to be one.

    Returns:
        ``Exact``. For a smooth function that dies out at the edges the error of such a sum falls faster than
        any power of the step; the decoder's ReLUs put kinks into this one. ``error`` is generous on average,
        not for every image.

    Raises:
        ValueError: the model is not two-dimensional, or its likelihood is not Bernoulli's.
    """
    if model.latent_dim != 2:
        raise ValueError("the exact likelihood needs 2 latent dimensions and this model has "
                         f"{model.latent_dim}")
    if model.likelihood.grey:
        raise ValueError("the exact likelihood needs a Bernoulli likelihood, for which it is fast enough")
    half = max(1, round(limit / step))
    axis = (np.arange(-half, half + 1) * step).astype(np.float32)                       # (G,)
    pixels = tf.reshape(tf.cast(images, tf.float32), (len(images), -1))                 # (N, P)

    @tf.function
    def line(z):
        """At a line of the grid, (G, 2): log Σ p(x, z), of every second point, the best and its place."""
        logits = tf.reshape(machine.side_by_side(model.decode, z), (len(axis), -1))             # (G, P)
        # log p(x|z) = Σ x·logit − Σ log(1 + e^logit): every image against every code in one matrix product.
        joint = (tf.matmul(pixels, logits, transpose_b=True) - tf.reduce_sum(tf.nn.softplus(logits), axis=1)
                 + elbo.log_normal_pdf(z, 0.0, 0.0))                                    # (N, G)
        return (tf.reduce_logsumexp(joint, axis=1), tf.reduce_logsumexp(joint[:, ::2], axis=1),
                tf.reduce_max(joint, axis=1), tf.argmax(joint, axis=1))

    fine, coarse, best = (np.full(len(images), -np.inf) for _ in range(3))
    mode = np.zeros((len(images), 2), np.float32)
    with progress.bar(name, len(axis), "line") as bar:
        for number, height in enumerate(axis):
            z = np.stack([axis, np.full_like(axis, height)], axis=1)                    # (G, 2)
            every, second, top, place = (part.numpy() for part in line(tf.constant(z)))
            fine = np.logaddexp(fine, every)
            if number % 2 == 0:
                coarse = np.logaddexp(coarse, second)
            mode[top > best] = z[place[top > best]]
            best = np.maximum(best, top)
            bar.update()
    fine, coarse = fine + 2 * math.log(step), coarse + 2 * math.log(2 * step)
    at_edge = np.abs(mode).max(axis=1) > axis[-1] - 1.5 * step
    return Exact(fine, np.where(at_edge, np.inf, np.abs(fine - coarse)), mode)


def posterior_density(model, image, log_likelihood, across, upwards):
    """The true posterior p(z|x) = p(x, z) / p(x) on a grid of the plane.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        image: (28, 28, 1), 0 or 1.
        log_likelihood: log p(x) of that image.
        across, upwards: (G,) and (H,), the grid's values of z₁ and z₂.

    Returns:
        (H, G), a density.
    """
    z = np.stack(np.meshgrid(across, upwards), axis=-1).reshape(-1, 2).astype(np.float32)   # (H·G, 2)
    joint_at = machine.compiled(lambda z: elbo.log_joint(model, tf.cast(image[None], tf.float32), z[None])[0])
    codes = 2 * model.at_once                               # decoded at once
    joint = np.concatenate([joint_at(z[start:start + codes]) for start in range(0, len(z), codes)])
    return np.exp(joint.astype(np.float64) - log_likelihood).reshape(len(upwards), len(across))


def gap_parts(model, images, exact, steps=50, name=None):
    """Split log p(x) − ELBO into what q's family costs and what amortisation does.

    Each image gets a diagonal Gaussian of its own: Adam climbs its ELBO, its expectation a Gauss–Hermite sum,
    once from the encoder's q and once from the posterior's mode; the best of these two and the encoder's own
    counts.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        images: (N, 28, 28, 1), 0 or 1.
        exact: their ``Exact``.
        steps: of Adam.
        name: of a progress bar, if there is to be one.

    Returns:
        ``Gap``. Cremer, Li and Duvenaud (2018), section 3.
    """
    few, many = _gauss_hermite(4), _gauss_hermite(16)
    value = machine.compiled(lambda x, mean, logvar: _expected_elbo(model, x, mean, logvar, *many))
    gradient = machine.compiled(lambda x, mean, logvar: _gradient(model, x, mean, logvar, *few))
    family, amortisation, means, logvars = [], [], [], []
    size = 40           # images at once: 640 codes a step
    with progress.bar(name, len(images), "image") as bar:
        for start in range(0, len(images), size):
            here = slice(start, start + size)
            x = tf.cast(images[here], tf.float32)                                       # (B, 28, 28, 1)
            mean, logvar = model.encode(x)                                              # (B, 2) each
            candidates = [(mean, logvar)] + [_climb(gradient, x, first, logvar, steps)
                                             for first in (mean, exact.mode[here])]
            elbos = np.stack([_in_fours(value, x, *gaussian) for gaussian in candidates])   # (3, B)
            winner, places = elbos.argmax(axis=0), np.arange(len(x))
            family.append(exact.values[here] - elbos.max(axis=0))
            amortisation.append(elbos.max(axis=0) - elbos[0])
            for kept, number in ((means, 0), (logvars, 1)):
                kept.append(np.stack([candidate[number] for candidate in candidates])[winner, places])
            bar.update(len(x))
    return Gap(*(np.concatenate(parts) for parts in (family, amortisation, means, logvars)))


# --------------------------------------------------------------------------------------------- details

def _gauss_hermite(n):
    """Nodes (n², 2) and weights (n²,): exact means over N(0, I) of polynomials up to degree 2n − 1."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(n)
    return (np.stack(np.meshgrid(nodes, nodes), axis=-1).reshape(-1, 2).astype(np.float32),
            (np.outer(weights, weights) / (2 * math.pi)).ravel().astype(np.float32))


def _in_fours(value, *tensors):
    """``value`` of four images at a time, whose 256 nodes each make a batch of a thousand codes."""
    starts = range(0, len(tensors[0]), 4)
    return np.concatenate([value(*(tensor[i:i + 4] for tensor in tensors)) for i in starts])


def _expected_elbo(model, x, mean, logvar, nodes, weights):
    """The ELBO of N(mean, exp(logvar)) for each image, (B,): the expected log p(x, z) and the entropy."""
    z = mean[:, None] + tf.exp(0.5 * logvar)[:, None] * nodes                           # (B, K, 2)
    expected = tf.linalg.matvec(elbo.log_joint(model, x, z), weights)
    return expected + 0.5 * tf.reduce_sum(logvar + elbo.LOG_2PI + 1.0, axis=1)


def _gradient(model, x, mean, logvar, nodes, weights):
    with tf.GradientTape() as tape:
        tape.watch((mean, logvar))
        value = tf.reduce_sum(_expected_elbo(model, x, mean, logvar, nodes, weights))
    return tf.concat(tape.gradient(value, (mean, logvar)), axis=1)                      # (B, 4)


def _climb(gradient, x, mean, logvar, steps):
    """Adam on each image's mean, in units of its first σ, and log variance."""
    scale = tf.exp(0.5 * logvar)
    moved = tf.Variable(tf.zeros((len(x), 4)))
    adam = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.15, steps))

    def here():
        return mean + scale * moved[:, :2], logvar + moved[:, 2:]

    for _ in range(steps):
        uphill = gradient(x, *here())
        adam.apply([-tf.concat([uphill[:, :2] * scale, uphill[:, 2:]], axis=1)], [moved])
    return here()
