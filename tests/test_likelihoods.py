"""cvae_lib.likelihoods: sums and integrals that are one, and draws that fit them."""

import math

import numpy as np
import pytest

from cvae_lib import elbo, tf
from cvae_lib.likelihoods import LIKELIHOODS, log_bins, log_normaliser

RNG = np.random.default_rng(0)
VALUES = (np.arange(256) / 255).astype("float32")


def test_the_256_values_of_a_discretized_logistic_sum_to_one():
    means = np.linspace(-0.5, 1.5, 41, dtype="float32")[:, None, None]
    log_scales = np.linspace(-8, 8, 33, dtype="float32")[None, :, None]
    shape = (41, 33, 256)
    values = log_bins(*(np.broadcast_to(array, shape) for array in (VALUES, means, log_scales))).numpy()
    assert np.isfinite(values).all() and (values <= 0).all()
    assert np.allclose(np.logaddexp.reduce(values.astype(float), axis=2), 0, atol=2e-4)


def test_bins_are_differences_of_the_distribution_function():
    mean, scale = 0.4, 0.07
    edges = np.concatenate([[-np.inf], (np.arange(255) + 0.5) / 255, [np.inf]])
    expected = np.diff(1 / (1 + np.exp(-(edges - mean) / scale)))
    found = log_bins(VALUES, np.full(256, mean, "float32"), np.full(256, math.log(scale), "float32"))
    assert np.allclose(np.exp(found), expected, rtol=1e-4)


def test_tails_are_finite_with_finite_slopes():
    means, log_scales = tf.constant([[0.0, 1.0, 0.5]] * 2), tf.constant([[-8.0] * 3, [8.0] * 3])
    with tf.GradientTape() as tape:
        tape.watch([means, log_scales])
        total = tf.reduce_sum(log_bins(tf.constant([[1.0, 0.0, 1 / 255]] * 2), means, log_scales))
    slopes = tape.gradient(total, [means, log_scales])
    assert np.isfinite(total) and all(np.isfinite(slope).all() for slope in slopes)
    # So far out log-probability falls by the distance in scales: here to the lower edge of the last bin.
    far = log_bins(*tf.constant([[1.0], [0.0], [-8.0]]))
    assert np.isclose(far, -254.5 / 255 * math.exp(8), rtol=1e-5)


def test_colour_is_a_product_of_conditionals():
    """Summed over all values of blue, log p(red) + log p(green | red) is left; without slopes a plain sum."""
    logistic = LIKELIHOODS["discretized_logistic"]
    parameters = RNG.normal(size=(1, 1, 1, 9)).astype("float32")
    (red, green, _), scales = 1 / (1 + np.exp(-parameters[0, 0, 0, :3])), parameters[0, 0, 0, 3:6] - 2
    x = np.tile(VALUES[[51, 153, 0]], (256, 1, 1, 1))
    x[:, 0, 0, 2] = VALUES
    values = logistic.log_prob(x, np.repeat(parameters, 256, axis=0)).numpy()
    given_red = green + parameters[0, 0, 0, 6] * (VALUES[51] - red)
    expected = log_bins(VALUES[[51, 153]], np.float32([red, given_red]), scales[:2]).numpy().sum()
    assert np.isclose(np.logaddexp.reduce(values.astype(float)), expected, atol=1e-3)
    parameters[..., 6:] = 0
    plain = log_bins(x[:1], tf.sigmoid(parameters[..., :3]), parameters[..., 3:6] - 2).numpy().sum()
    assert np.isclose(logistic.log_prob(x[:1], parameters), plain)


def test_scales_stay_where_a_float_can_hold_them():
    logistic, x = LIKELIHOODS["discretized_logistic"], VALUES[[0, 100, 255]].reshape(1, 1, 3, 1)
    parameters = np.zeros((5, 1, 3, 2), "float32")
    parameters[..., 1] = np.float32([-100, -6, 0, 10, 100])[:, None, None]
    values = logistic.log_prob(np.repeat(x, 5, axis=0), parameters).numpy()
    assert np.isfinite(values).all() and values[0] == values[1] < values[2] and values[3] == values[4]


@pytest.mark.parametrize("channels", [1, 3])
def test_draws_of_a_discretized_logistic_have_its_probabilities(channels):
    logistic, count = LIKELIHOODS["discretized_logistic"], 20_000
    one = RNG.normal(size=(1, 1, 1, logistic.channels(channels))).astype("float32")
    parameters = np.repeat(one, count, axis=0)
    x = logistic.sample(parameters, seed=[0, 0]).numpy()
    assert x.shape == (count, 1, 1, channels) and np.allclose(x * 255, np.round(x * 255), atol=1e-4)
    assert x.min() >= 0 and x.max() <= 1
    log_p = logistic.log_prob(x, parameters).numpy()
    if channels == 1:
        table = logistic.log_prob(VALUES.reshape(-1, 1, 1, 1), np.repeat(one, 256, axis=0)).numpy()
        table = table.astype(float)
        expected = (np.exp(table) * table).sum()
        assert abs(log_p.mean() - expected) < 5 * log_p.std() / math.sqrt(count)
        means = (np.exp(table) * VALUES).sum()
        assert abs(x.mean() - means) < 5 * x.std() / math.sqrt(count)
    else:                   # green moves with red by its slope, where neither is cut off at 0 or 1
        narrow = one.copy()
        narrow[..., :3], narrow[..., 3:6], narrow[..., 6:] = 0, -2, (0.8, -0.5, 0.4)
        x = logistic.sample(np.repeat(narrow, count, axis=0), seed=[1, 0]).numpy().reshape(count, 3) - 0.5
        slopes, *_ = np.linalg.lstsq(x[:, :2], x[:, 2], rcond=None)
        assert np.allclose(slopes, (-0.5, 0.4), atol=0.05)
        assert abs((x[:, 0] @ x[:, 1]) / (x[:, 0] @ x[:, 0]) - 0.8) < 0.05


def test_the_continuous_bernoulli_integrates_to_one():
    logits = np.array([-80, -10, -1, -0.06, -0.04, -1e-4, 0, 1e-4, 0.04, 0.06, 1, 10, 80], "float32")
    nodes, weights = np.polynomial.legendre.leggauss(200)
    x = ((nodes + 1) / 2).astype("float32")
    continuous = LIKELIHOODS["continuous_bernoulli"]
    grid_x, grid_l = np.meshgrid(x, logits)
    density = continuous.log_prob(grid_x.reshape(-1, 1, 1, 1), grid_l.reshape(-1, 1, 1, 1)).numpy()
    density = np.exp(density.astype(float)).reshape(len(logits), -1)
    assert np.allclose(density @ weights / 2, 1, atol=1e-4)
    means = (density * x) @ weights / 2
    assert np.allclose(continuous.mean(logits), means, atol=1e-4)
    for logit, mean in zip(logits, means):
        draws = continuous.sample(np.full((4_000, 1), logit), seed=[0, 0]).numpy()
        assert draws.min() >= 0 and draws.max() <= 1
        assert abs(draws.mean() - mean) < 5 * draws.std() / math.sqrt(4_000) + 1e-4
    slope = tf.constant([0.0])
    with tf.GradientTape() as tape:
        tape.watch(slope)
        value = log_normaliser(slope)
    assert np.isclose(value, math.log(2)) and np.allclose(tape.gradient(value, slope), 0)


def test_bernoulli_is_the_tutorials():
    bernoulli = LIKELIHOODS["bernoulli"]
    logits = RNG.normal(size=(5, 4, 4, 1)).astype("float32")
    x = (RNG.random(logits.shape) < 0.5).astype("float32")
    assert np.array_equal(bernoulli.log_prob(x, logits), elbo.log_bernoulli(x, logits))
    assert np.array_equal(bernoulli.mean(logits), tf.sigmoid(logits))
    drawn = bernoulli.sample(np.full((10_000, 1), -1.0, "float32"), seed=[0, 0]).numpy()
    assert set(np.unique(drawn)) == {0, 1} and abs(drawn.mean() - 1 / (1 + math.e)) < 0.025


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_pixels_as_stored_become_floats_from_0_to_1(name):
    likelihood, eight_bit = LIKELIHOODS[name], np.array([[0, 255]], np.uint8)
    stored = eight_bit if likelihood.grey else eight_bit // 255
    assert np.array_equal(likelihood.pixels(stored), [[0, 1]])
    assert np.array_equal(likelihood.pixels(np.float32([[0, 1]])), [[0, 1]])
