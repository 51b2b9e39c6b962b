"""How good a model is: bounds on log p(x), its exact value in two dimensions, and what the codes carry.

Everything is in float32, per image and in nats, and works in blocks, so that memory does not grow with what is asked for.
Taught in notebook 08.
"""

import math
from typing import NamedTuple

import numpy as np

from cvae_lib import elbo, keras, latent, tf
from cvae_lib.model import side_by_side
from cvae_lib.training import progress_bar, score_elbo

CODES = 1_000       # decoded at once
HELD = 2_000_000    # log-weights kept until the images that they belong to are done


class Bound(NamedTuple):
    """An importance-weighted bound: ``values`` (N,) of each image, their mean, and two standard errors of the mean.

    ``stderr_images``: had other images been drawn. ``stderr_noise``: had other codes been drawn for these.
    """

    values: np.ndarray
    mean: float
    stderr_images: float
    stderr_noise: float


class Exact(NamedTuple):
    """log p(x) by quadrature, ``values`` (N,), with ``error`` (N,), what a grid of twice the step changes, or infinity where
    the most probable code lies at the grid's edge, and ``mode`` (N, 2), that code."""

    values: np.ndarray
    error: np.ndarray
    mode: np.ndarray


class Gap(NamedTuple):
    """log p(x) − ELBO = KL(q‖p(z|x)) of each image in two parts, (N,) each, nats.

    ``family``: what is left with the best diagonal Gaussian for that image. ``amortisation``: what the encoder's q loses
    beside that one. ``mean`` and ``logvar`` (N, 2) are the best Gaussian's.
    """

    family: np.ndarray
    amortisation: np.ndarray
    mean: np.ndarray
    logvar: np.ndarray


class Units(NamedTuple):
    """What each latent dimension does, (D,) each: ``kl``, its mean KL from the prior in nats, and ``variance``, that of
    E[z|x] over images. ``active`` counts those whose variance is above 0.01."""

    kl: np.ndarray
    variance: np.ndarray
    active: int


class Mismatch(NamedTuple):
    """Squared MMD between codes and prior, and the ``threshold`` below which 99 % of equal clouds stay."""

    mmd2: float
    threshold: float


# ------------------------------------------------------------------------------------------- any dimension

def importance_bounds(model, images, ks=(1, 10, 100, 1_000), seed=0, name=None, q=None):
    """Importance-weighted bounds for several k, all on the same draws.

    Args:
        model: a ``CVAE``.
        images: (N, 28, 28, 1) uint8, 0 or 1.
        ks: each must divide the largest, which is the number of draws per image. A bound for a smaller k is the mean over
            blocks of these draws; blocks are nested where each k divides the next, and the bounds then rise with k.
        seed: of the draws.
        name: of a progress bar, if there is to be one.
        q: (μ, log σ²), (N, D) each, of Gaussians to draw from in place of the encoder's, such as those of ``gap_parts``.

    Returns:
        ``{k: Bound}``. k = 1 is the ELBO. Where a single block is left, the standard error over draws is that of the log
        of a mean of weights to first order (the delta method); it is too small where few draws carry the weight.
        The memory that it takes grows neither with the images nor with k.

    Raises:
        ValueError: a k that does not divide the largest; fewer than two images or draws; several k with more than two
            million draws, which are not kept but added up as they come.

    Burda, Grosse and Salakhutdinov (2016), equation 8. Taught in notebook 08.
    """
    draws, count = max(ks), len(images)
    if count < 2 or draws < 2:
        raise ValueError(f"there are {count} images and {draws} draws; standard errors need at least 2 of each")
    if draws > HELD and len(ks) > 1:
        raise ValueError(f"there are {draws} draws; for more than {HELD} name one k at a time")
    weigh = _compiled(lambda x, eps, *q: elbo.log_importance_weights(model, x, eps, q))
    values, variances = {k: np.empty(count) for k in ks}, {k: np.empty(count) for k in ks}
    block = max(1, min(20, HELD // draws))          # images at once
    with progress_bar(name, count * draws, "draw") as bar:
        for start in range(0, count, block):
            x = tf.cast(images[start:start + block], tf.float32)                        # (B, 28, 28, 1)
            here, parts = slice(start, start + len(x)), []
            gaussians = [tf.cast(part[here], tf.float32) for part in q or ()]           # (B, D) each
            for first in range(0, draws, CODES // block):
                shape = (len(x), min(CODES // block, draws - first), model.latent_dim)
                part = weigh(x, tf.random.stateless_normal(shape, seed=[seed, start * draws + first]), *gaussians)  # (B, C)
                parts.append(part if draws <= HELD else [float(tf.reduce_logsumexp(power * part)) for power in (1, 2)])
                bar.update(shape[0] * shape[1])
            if draws > HELD:        # too many to keep: of each part the sums of its weights and of their squares, (parts, 2)
                values[draws][here], variances[draws][here] = _one_group(*np.array(parts, np.float64).T[..., None], draws)
            else:
                log_weights = tf.transpose(tf.concat(parts, axis=1))                    # (draws, B)
                for k in ks:
                    values[k][here] = elbo.importance_weighted_bound(log_weights, k)
                    variances[k][here] = _noise(log_weights.numpy().astype(np.float64), k)
    return {k: Bound(values[k], float(values[k].mean()), float(values[k].std(ddof=1) / math.sqrt(count)),
                     float(math.sqrt(variances[k].sum()) / count)) for k in ks}


def units(model, images):
    """What each latent dimension does, over images (N, 28, 28, 1): ``Units``.

    Active units: Burda, Grosse and Salakhutdinov (2016), section 5.2. Taught in notebook 08.
    """
    mean, logvar = latent.encode(model, images)                                         # (N, D) each
    kl = elbo.kl_per_dimension(mean, logvar).numpy()                                    # (N, D)
    variance = mean.var(axis=0)
    return Units(kl.mean(axis=0), variance, int((variance > 0.01).sum()))


def rate_distortion(model, images, seed=0):
    """``(rate, distortion)``: the mean KL(q(z|x) ‖ prior), and the mean −E_q[log p(x|z)]; minus their sum is the ELBO.

    Nats per image, over images (N, 28, 28, 1). Alemi and others (2018). Taught in notebook 08.
    """
    rate = float(units(model, images).kl.sum())
    return rate, -score_elbo(model, images, seed).elbo - rate


def aggregate_mismatch(model, images, seed=0, permutations=300):
    """Do the codes of all images together look like the prior? The maximum mean discrepancy (MMD), with its threshold.

    One z is drawn from q(z|x) for each image, and as many from N(0, I). The kernel is exp(−|a − b|² / (2 w²)), w² half
    the median of |a − b|². Under the hypothesis that both clouds have one distribution, which point is in which is a
    matter of chance; ``threshold`` is the 99 % quantile over random exchanges.

    Args:
        model: a ``CVAE``.
        images: (N, 28, 28, 1), 0 or 1; memory grows with N², 2,000 are enough.
        seed: of codes and exchanges.
        permutations: how many exchanges.

    Returns:
        ``Mismatch``. Gretton and others (2012), equation 3 and section 5. Taught in notebook 08.
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
        within = (signs @ kernel @ signs + total) / 2       # the sum over pairs inside the clouds; the rest is between them
        return within / (len(mean) * (len(mean) - 1)) - (total - within) / len(mean) ** 2

    chance = [mmd2(rng.permutation(signs)) for _ in range(permutations)]
    return Mismatch(float(mmd2(signs)), float(np.quantile(chance, 0.99)))


# ------------------------------------------------------------------------------------------ two dimensions

def exact_log_likelihood(model, images, step=0.03, limit=7.0, name=None):
    """log p(x) = log ∫ p(x|z) p(z) dz by the trapezoidal rule on a square grid of the latent plane.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        images: (N, 28, 28, 1), 0 or 1.
        step: distance of the grid's points, well below the width of the narrowest posterior.
        limit: the grid goes from −limit to limit in both directions. The prior hardly reaches 4, but it is the posteriors
            that must fit in, and those of a few odd images lie beyond 5.
        name: of a progress bar, if there is to be one.

    Returns:
        ``Exact``. For a smooth function that dies out at the edges the error of such a sum falls faster than any power
        of the step; the decoder's ReLUs put kinks into this one. ``error`` is generous on average, not for every image.

    Raises:
        ValueError: the model is not two-dimensional.

    Taught in notebook 08.
    """
    if model.latent_dim != 2:
        raise ValueError(f"the exact likelihood needs 2 latent dimensions and this model has {model.latent_dim}")
    half = max(1, round(limit / step))
    axis = (np.arange(-half, half + 1) * step).astype(np.float32)                       # (G,)
    pixels = tf.reshape(tf.cast(images, tf.float32), (-1, 28 * 28))                     # (N, 784)

    @tf.function
    def line(z):
        """log p(x, z) at a line of the grid, (G, 2) → its log-sum, that of every second point, the best and its place."""
        logits = tf.reshape(side_by_side(model.decode, z), (len(axis), -1))             # (G, 784)
        # log p(x|z) = Σ x·logit − Σ log(1 + e^logit): every image against every code in one matrix product.
        joint = (tf.matmul(pixels, logits, transpose_b=True) - tf.reduce_sum(tf.nn.softplus(logits), axis=1)
                 + elbo.log_normal_pdf(z, 0.0, 0.0))                                    # (N, G)
        return (tf.reduce_logsumexp(joint, axis=1), tf.reduce_logsumexp(joint[:, ::2], axis=1),
                tf.reduce_max(joint, axis=1), tf.argmax(joint, axis=1))

    fine, coarse, best = (np.full(len(images), -np.inf) for _ in range(3))
    mode = np.zeros((len(images), 2), np.float32)
    with progress_bar(name, len(axis), "line") as bar:
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
        (H, G), a density. Taught in notebook 08.
    """
    z = np.stack(np.meshgrid(across, upwards), axis=-1).reshape(-1, 2).astype(np.float32)               # (H·G, 2)
    joint_at = _compiled(lambda z: elbo.log_joint(model, tf.cast(image[None], tf.float32), z[None])[0])
    joint = np.concatenate([joint_at(z[start:start + CODES]) for start in range(0, len(z), CODES)])
    return np.exp(joint.astype(np.float64) - log_likelihood).reshape(len(upwards), len(across))


def gap_parts(model, images, exact, steps=50, name=None):
    """Split log p(x) − ELBO into what q's family costs and what amortisation does.

    Each image gets a diagonal Gaussian of its own: Adam climbs its ELBO, its expectation a Gauss–Hermite sum, once from
    the encoder's q and once from the posterior's mode; the best of these two and the encoder's own counts.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        images: (N, 28, 28, 1), 0 or 1.
        exact: their ``Exact``.
        steps: of Adam.
        name: of a progress bar, if there is to be one.

    Returns:
        ``Gap``. Cremer, Li and Duvenaud (2018), section 3. Taught in notebook 08.
    """
    few, many = _gauss_hermite(4), _gauss_hermite(16)
    value = _compiled(lambda x, mean, logvar: _expected_elbo(model, x, mean, logvar, *many))
    gradient = _compiled(lambda x, mean, logvar: _gradient(model, x, mean, logvar, *few))
    family, amortisation, means, logvars = [], [], [], []
    size = 40           # images at once: 640 codes a step
    with progress_bar(name, len(images), "image") as bar:
        for start in range(0, len(images), size):
            here = slice(start, start + size)
            x = tf.cast(images[here], tf.float32)                                       # (B, 28, 28, 1)
            mean, logvar = model.encode(x)                                              # (B, 2) each
            candidates = [(mean, logvar)] + [_climb(gradient, x, first, logvar, steps) for first in (mean, exact.mode[here])]
            elbos = np.stack([np.concatenate([value(*(part[i:i + 4] for part in (x, *gaussian))) for i in range(0, len(x), 4)])
                              for gaussian in candidates])                              # (3, B)
            winner, places = elbos.argmax(axis=0), np.arange(len(x))
            family.append(exact.values[here] - elbos.max(axis=0))
            amortisation.append(elbos.max(axis=0) - elbos[0])
            for kept, number in ((means, 0), (logvars, 1)):
                kept.append(np.stack([candidate[number] for candidate in candidates])[winner, places])
            bar.update(len(x))
    return Gap(*(np.concatenate(parts) for parts in (family, amortisation, means, logvars)))


# --------------------------------------------------------------------------------------------- details

def _compiled(function):
    """A function of tensors (B, ...) as a graph that works on the parts of a batch side by side."""
    return tf.function(lambda *tensors: side_by_side(function, *tensors), reduce_retracing=True)


def _noise(log_weights, k):
    """The variance of each image's bound over draws, (B,), from log weights (S, B)."""
    groups = log_weights.reshape(-1, k, log_weights.shape[1])                           # (S / k, k, B)
    if len(groups) > 1:
        return np.logaddexp.reduce(groups, axis=1).var(axis=0, ddof=1) / len(groups)
    return _one_group(log_weights, 2 * log_weights, k)[1]


def _one_group(sums, squares, k):
    """Bound and its variance over draws, (B,) each, from all k draws at once.

    ``sums`` and ``squares`` (P, B) are logs of parts of the sum of the weights and of that of their squares.
    """
    total = np.logaddexp.reduce(sums)
    return total - math.log(k), (k * np.exp(np.logaddexp.reduce(squares) - 2 * total) - 1) / (k - 1)


def _gauss_hermite(n):
    """Nodes (n², 2) and weights (n²,) whose weighted sum is the mean over N(0, I) of a polynomial up to degree 2n − 1."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(n)
    return (np.stack(np.meshgrid(nodes, nodes), axis=-1).reshape(-1, 2).astype(np.float32),
            (np.outer(weights, weights) / (2 * math.pi)).ravel().astype(np.float32))


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
