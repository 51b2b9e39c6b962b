"""cvae_lib.elbo against closed forms, Monte Carlo, TensorFlow Probability and finite differences."""

import math

import numpy as np
import pytest

from cvae_lib import elbo, keras, tf
from cvae_lib.likelihoods import LIKELIHOODS
from cvae_lib.model import CVAE

# isort: split
import tensorflow_probability as tfp  # after cvae_lib, which sets TensorFlow up only if it imports it first

tfd = tfp.distributions
RNG = np.random.default_rng(0)
MEAN, LOGVAR = RNG.normal(size=(6, 3)), RNG.normal(size=(6, 3))       # six posteriors in three dimensions


def test_log_normal_pdf_is_the_density():
    z = RNG.normal(size=(6, 3))
    by_hand = sum(-0.5 * math.log(2 * math.pi * math.exp(lv)) - (a - m) ** 2 / (2 * math.exp(lv))
                  for a, m, lv in zip(z[2], MEAN[2], LOGVAR[2]))
    values = elbo.log_normal_pdf(z, MEAN, LOGVAR).numpy()
    assert np.isclose(values[2], by_hand, rtol=1e-12)
    assert np.allclose(values, tfd.MultivariateNormalDiag(MEAN, np.exp(LOGVAR / 2)).log_prob(z), rtol=1e-10)


def test_log_bernoulli_sums_over_pixels():
    x, logits = RNG.integers(0, 2, (4, 28, 28, 1)).astype(float), RNG.normal(0, 5, (4, 28, 28, 1))
    pixels = tfd.Independent(tfd.Bernoulli(logits=logits, dtype=tf.float64), 3)
    assert np.allclose(elbo.log_bernoulli(x, logits), pixels.log_prob(x), rtol=1e-6)
    assert np.allclose(elbo.log_bernoulli(x, np.zeros_like(x)), -784 * math.log(2))
    assert np.isfinite(elbo.log_bernoulli(x, 1e4 * (1 - 2 * x))).all()      # surely wrong, yet finite


def test_kl_closed_form_against_tfp_and_monte_carlo():
    closed = elbo.kl_analytic(MEAN, LOGVAR).numpy()
    prior = tfd.MultivariateNormalDiag(np.zeros(3), np.ones(3))
    posterior = tfd.MultivariateNormalDiag(MEAN, np.exp(LOGVAR / 2))
    assert np.allclose(closed, posterior.kl_divergence(prior), rtol=1e-10)
    assert np.allclose(elbo.kl_analytic(np.zeros((1, 3)), np.zeros((1, 3))), 0)
    draws = 40_000
    z = MEAN + np.exp(LOGVAR / 2) * RNG.normal(size=(draws, 6, 3))
    estimates = np.stack([elbo.kl_monte_carlo(z[..., i, :], MEAN[i], LOGVAR[i])
                          for i in range(6)])           # (6, draws)
    error = estimates.std(axis=1) / math.sqrt(draws)
    assert (np.abs(estimates.mean(axis=1) - closed) < 5 * error).all()


class Identity:
    """A decoder that passes z through, so that each term of the loss is known."""

    likelihood = LIKELIHOODS["bernoulli"]

    def encode(self, x):
        return tf.constant(MEAN[:, :1]), tf.constant(LOGVAR[:, :1])

    def reparameterize(self, mean, logvar, eps):
        return mean + tf.exp(0.5 * logvar) * eps

    def decode(self, z):
        return tf.reshape(z, (-1, 1, 1, 1))


def test_compute_loss_by_hand():
    eps, x = RNG.normal(size=(6, 1)), RNG.integers(0, 2, (6, 1, 1, 1)).astype(float)
    z = MEAN[:, :1] + np.exp(LOGVAR[:, :1] / 2) * eps
    reconstruction = np.log(np.where(x.reshape(6, 1) == 1, 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))))[:, 0]
    log_q = -0.5 * (eps ** 2 + LOGVAR[:, :1] + math.log(2 * math.pi))[:, 0]
    log_p = -0.5 * (z ** 2 + math.log(2 * math.pi))[:, 0]
    loss = elbo.compute_loss(Identity(), x, eps=eps)
    assert np.isclose(loss, -(reconstruction + log_p - log_q).mean(), rtol=1e-10)
    kl = 0.5 * (MEAN[:, 0] ** 2 + np.exp(LOGVAR[:, 0]) - LOGVAR[:, 0] - 1)
    loss = elbo.compute_loss(Identity(), x, kl="analytic", eps=eps)
    assert np.isclose(loss, -(reconstruction - kl).mean(), rtol=1e-10)
    with pytest.raises(ValueError, match="monte_carlo, analytic"):
        elbo.compute_loss(Identity(), x, kl="exact")


def active_units(model, x, eps):
    """Which ReLU units are on, over all layers of both networks."""
    masks, h = [], tf.constant(x)
    for network in (model.encoder, model.decoder):
        if network is model.decoder:
            h = model.reparameterize(*tf.split(h, 2, axis=1), eps)
        for layer in network.layers:
            h = layer(h)
            masks.append(np.ravel(h.numpy() > 0))
        masks.pop()             # the last layer of a network has no ReLU
    return np.concatenate(masks)


@pytest.mark.parametrize("kl", elbo.KL_ESTIMATORS)
def test_gradient_of_the_whole_loss_against_finite_differences(kl):
    """In float64, with ε fixed, at twenty weights of encoder and decoder drawn at random.

    Where the step carries a unit over ReLU's kink, the loss has no derivative to compare with; such a weight
    is passed over and another drawn.
    """
    keras.utils.set_random_seed(1)
    model = CVAE(2, precision="float64")
    assert model.encoder.weights[0].dtype == "float64"
    rng, step = np.random.default_rng(4), 1e-4      # the loss, about 540, is resolved to 1e-9
    # Biases start at zero, where many units sit on the kink.
    for variable in model.trainable_variables:
        variable.assign_add(0.05 * rng.normal(size=variable.shape))
    x, eps = rng.integers(0, 2, (2, 28, 28, 1)).astype("float64"), rng.normal(size=(2, 2))
    with tf.GradientTape() as tape:
        loss = elbo.compute_loss(model, x, kl, eps)
    gradients = tape.gradient(loss, [variable.value for variable in model.trainable_variables])
    seen = []
    for network, offset in ((model.encoder, 0), (model.decoder, len(model.encoder.trainable_variables))):
        compared = drawn = 0
        while compared < 10:
            drawn += 1
            assert drawn < 200
            number = rng.integers(len(network.trainable_variables))
            variable, gradient = network.trainable_variables[number], gradients[offset + number].numpy()
            place = tuple(rng.integers(side) for side in variable.shape)
            value, losses, units = variable.numpy().copy(), [], []       # numpy() may share memory
            for sign in (1, -1):
                moved = value.copy()
                moved[place] += sign * step
                variable.assign(moved)
                losses.append(float(elbo.compute_loss(model, x, kl, eps)))
                units.append(active_units(model, x, eps))
            variable.assign(value)
            if np.array_equal(*units):
                difference = (losses[0] - losses[1]) / (2 * step)
                assert np.isclose(gradient[place], difference, rtol=1e-4, atol=5e-5), (
                    variable.path, place)
                seen.append(abs(gradient[place]))
                compared += 1
    assert len(seen) == 20 and np.median(seen) > 1e-2       # gradients, not zeros


def toy(draws=10_000, images=100):
    """Exact log p(x) of a linear-Gaussian model, and log-weights (images, draws) under a q that is wrong on
    purpose.
    """
    rng = np.random.default_rng(5)
    W, s = rng.normal(size=(5, 2)), 0.6
    x = rng.normal(size=(images, 2)) @ W.T + s * rng.normal(size=(images, 5))
    marginal = tfd.MultivariateNormalFullCovariance(np.zeros(5), W @ W.T + s ** 2 * np.eye(5))
    exact = marginal.log_prob(x).numpy()
    covariance = np.linalg.inv(np.eye(2) + W.T @ W / s ** 2)
    mean = x @ W @ covariance / s ** 2 + 0.25                           # shifted
    # Too wide, and without correlation.
    logvar = np.broadcast_to(np.log(2.5 * np.diag(covariance)), (images, 2))
    z = mean[:, None] + np.exp(logvar / 2)[:, None] * rng.normal(size=(images, draws, 2))
    log_px_z = tfd.MultivariateNormalDiag(z @ W.T, s * np.ones(5)).log_prob(x[:, None]).numpy()
    return exact, log_px_z - np.stack([elbo.kl_monte_carlo(z[i], mean[i], logvar[i]) for i in range(images)])


def test_elbo_below_importance_weighted_bound_below_truth():
    exact, log_weights = toy()
    bounds = [elbo.importance_weighted_bound(log_weights, k).numpy() for k in (1, 5, 50)]
    assert np.allclose(bounds[0], log_weights.mean(axis=1))             # k = 1 is the ELBO
    # The draws are nested, so that this holds image by image.
    assert (bounds[0] <= bounds[1] + 1e-9).all() and (bounds[1] <= bounds[2] + 1e-9).all()
    # 200 groups of 50 draws; the mean over 100 images is compared to within five standard errors of those
    # groups.
    groups = np.log(np.exp(log_weights.reshape(100, 200, 50)).mean(axis=2)).mean(axis=0)
    tolerance = 5 * groups.std() / math.sqrt(200)
    assert tolerance < 0.01 and bounds[2].mean() <= exact.mean() + tolerance
    assert exact.mean() - bounds[0].mean() > 0.5                        # q is wrong, and the ELBO shows it
    assert exact.mean() - bounds[2].mean() < 0.05                       # fifty draws mend nearly all of it


def test_importance_weighted_bound_is_safe_and_strict():
    assert np.allclose(elbo.importance_weighted_bound(tf.constant([[-2000.0, -2000.0]]), 2), -2000.0)
    for wrong in (0, 3):
        with pytest.raises(ValueError, match="divide"):
            elbo.importance_weighted_bound(tf.zeros((1, 4)), wrong)


def test_bits_per_dimension():
    assert np.isclose(elbo.bits_per_dimension(-784 * math.log(2)), 1)
    assert np.isclose(elbo.bits_per_dimension(-math.log(4), dimensions=1), 2)
