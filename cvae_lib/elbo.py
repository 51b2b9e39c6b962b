"""The evidence lower bound (ELBO), on plain tensors, per image and in nats. Taught in notebook 04.

For an image x, its code z with prior p(z) = N(0, I), an encoder q(z|x) = N(μ, diag σ²) and a decoder p(x|z),

    log p(x)  ≥  ELBO(x)  =  E_q[log p(x|z) + log p(z) − log q(z|x)]  =  E_q[log p(x|z)] − KL(q(z|x) ‖ p(z)).

Kingma and Welling (2014), equations 2 and 3.
"""

import math
from typing import NamedTuple

from cvae_lib import recipes, tf
from cvae_lib.recipes import KL_ESTIMATORS  # noqa: F401, read as elbo.KL_ESTIMATORS

LOG_2PI = math.log(2 * math.pi)


class Terms(NamedTuple):
    """The ELBO's parts, (B,) each, nats: ``reconstruction`` is log p(x|z); ELBO = reconstruction − kl."""

    reconstruction: tf.Tensor
    kl: tf.Tensor

    @property
    def elbo(self):
        """(B,), nats."""
        return self.reconstruction - self.kl


def log_normal_pdf(sample, mean, logvar, raxis=1):
    """Log-density of a diagonal Gaussian, summed over its dimensions.

    Args:
        sample, mean, logvar: (..., D) or anything that broadcasts to it; ``logvar`` is log σ².
        raxis: the axis of the D dimensions, which is summed.

    Returns:
        the shape without ``raxis``, in nats. Name and order of arguments are the tutorials'.
    """
    sample = tf.convert_to_tensor(sample)
    mean, logvar = tf.convert_to_tensor(mean, sample.dtype), tf.convert_to_tensor(logvar, sample.dtype)
    return tf.reduce_sum(-0.5 * ((sample - mean) ** 2 * tf.exp(-logvar) + logvar + LOG_2PI), axis=raxis)


def log_bernoulli(x, logits):
    """Log-probability of black-and-white images under independent pixels.

    Args:
        x: (B, H, W, C), 0 or 1.
        logits: (B, H, W, C), log-odds of a 1. Logits, since the cross-entropy of a logit never takes log 0.

    Returns:
        (B,), nats: the *sum* over pixels, for it is a joint probability. Taught in notebooks 01 and 04.
    """
    return -tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=[1, 2, 3])


def kl_monte_carlo(z, mean, logvar):
    """One-sample estimate of KL(q‖p): log q(z|x) − log p(z) at a z drawn from q. It can be negative.

    Args:
        z, mean, logvar: (B, D).

    Returns:
        (B,), nats. The tutorials' estimator.
    """
    return log_normal_pdf(z, mean, logvar) - log_normal_pdf(z, 0.0, 0.0)


def kl_per_dimension(mean, logvar):
    """What each latent dimension adds to ``kl_analytic``: (B, D), nats, never negative.

    ``mean`` and ``logvar`` are (B, D) each.
    """
    return 0.5 * (mean ** 2 + tf.exp(logvar) - logvar - 1.0)


def kl_analytic(mean, logvar):
    """KL(N(μ, diag σ²) ‖ N(0, I)) in closed form.

    Args:
        mean, logvar: (B, D).

    Returns:
        (B,), nats, never negative. Kingma and Welling (2014), appendix B.
    """
    return tf.reduce_sum(kl_per_dimension(mean, logvar), axis=1)


def elbo_terms(model, x, kl="monte_carlo", eps=None):
    """The ELBO's two parts for a batch, from one z per image.

    Args:
        model: anything with ``encode``, ``reparameterize``, ``decode`` and ``likelihood``, as ``CVAE`` has
            them.
        x: (B, H, W, C), floats from 0 to 1; here as everywhere 0 or 1 for a Bernoulli.
        kl: "monte_carlo" (one sample, as in the tutorials) or "analytic" (closed form). Both have the same
            mean.
        eps: (B, D) standard normal noise; drawn if None.

    Returns:
        ``Terms``, each (B,), nats. Taught in notebook 04.

    Raises:
        ValueError: an unknown ``kl``.
    """
    recipes.check(kl=kl)
    mean, logvar = model.encode(x)                          # (B, D) each
    z = model.reparameterize(mean, logvar, eps)             # (B, D)
    logits = model.decode(z)                                # (B, H, W, C)
    divergence = kl_analytic(mean, logvar) if kl == "analytic" else kl_monte_carlo(z, mean, logvar)
    return Terms(model.likelihood.log_prob(x, logits), divergence)


def compute_loss(model, x, kl="monte_carlo", eps=None):
    """What training minimises: minus the ELBO, averaged over the images of a batch.

    Args and errors are those of ``elbo_terms``.

    Returns:
        a scalar, nats per image: the sum over pixels, the mean over images. Taught in notebooks 04 and 05.
    """
    return -tf.reduce_mean(elbo_terms(model, x, kl, eps).elbo)


def log_joint(model, x, z):
    """log p(x, z) = log p(x|z) + log p(z) of several codes for each image.

    Args:
        model: anything with ``decode`` and ``likelihood``, as ``CVAE`` has them.
        x: (B, H, W, C), floats from 0 to 1.
        z: (B, K, D), K codes for each image.

    Returns:
        (B, K), nats. Taught in notebook 08.
    """
    images, codes, dimensions = tf.unstack(tf.shape(z))
    logits = model.decode(tf.reshape(z, (-1, dimensions)))                                  # (B·K, H, W, C)
    reconstruction = model.likelihood.log_prob(tf.repeat(x, codes, axis=0), logits)         # (B·K,)
    return tf.reshape(reconstruction, (images, codes)) + log_normal_pdf(z, 0.0, 0.0, raxis=2)


def log_importance_weights(model, x, eps, q=None):
    """log p(x, z) − log q(z|x) at several z = μ + σ·ε for each image: what importance weighting averages.

    Args:
        model: anything with ``encode``, ``decode`` and ``likelihood``.
        x: (B, H, W, C), floats from 0 to 1.
        eps: (B, K, D) standard normal noise.
        q: (μ, log σ²), (B, D) each, of other Gaussians than the encoder's.

    Returns:
        (B, K), nats. The mean over K estimates the ELBO. Taught in notebook 08.
    """
    mean, logvar = (tensor[:, None] for tensor in q or model.encode(x))                     # (B, 1, D) each
    z = mean + tf.exp(0.5 * logvar) * eps                                                   # (B, K, D)
    return log_joint(model, x, z) - log_normal_pdf(z, mean, logvar, raxis=2)


def importance_weighted_bound(log_weights, k):
    """The importance-weighted bound from groups of k draws; k = 1 gives the ELBO.

    Args:
        log_weights: (B, S), log p(x, z) − log q(z|x) at S draws of z for each of B images, nats.
        k: draws in a group; it must divide S. Groups for 10 are unions of groups for 5 if the draws are the
            same, so that bounds on the same draws never fall as k grows through multiples (Jensen's
            inequality).

    Returns:
        (B,), nats: the mean over groups of log (1/k) Σ exp(log weight).

    Raises:
        ValueError: k does not divide S.

    Burda, Grosse and Salakhutdinov (2016), equation 8.
    """
    images, draws = log_weights.shape
    if k < 1 or draws % k:
        raise ValueError(f"k is {k}; it must divide the number of draws, {draws}")
    groups = tf.reshape(log_weights, (images, draws // k, k))
    return tf.reduce_mean(tf.reduce_logsumexp(groups, axis=2) - math.log(k), axis=1)


def bits_per_dimension(nats, dimensions=28 * 28):
    """An ELBO or log p(x) in nats per image as a cost in bits: −nats / (dimensions · ln 2).

    ``dimensions`` are the numbers in an image: pixels times channels.
    """
    return -nats / (dimensions * math.log(2))
