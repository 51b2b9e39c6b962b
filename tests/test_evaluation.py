"""cvae_lib.evaluation and cvae_lib.quadrature: against closed forms and independent integrals."""

import math

import numpy as np
import pytest

from cvae_lib import data, elbo, evaluation, quadrature, runs, tf
from cvae_lib.likelihoods import LIKELIHOODS
from cvae_lib.model import CVAE

IMAGES = data.load_mnist().test.images[:200]
pytestmark = pytest.mark.usefixtures("two_parts")


class Toy:
    """A decoder that is linear in z, and the same q for every image."""

    def __init__(self, slopes, mean=(0.0, 0.0), logvar=(0.0, 0.0)):
        self.slopes, self.mean, self.logvar = (
            tf.constant(part, tf.float32) for part in (slopes, mean, logvar))
        self.latent_dim, self.likelihood, self.at_once = len(mean), LIKELIHOODS["bernoulli"], 500

    def encode(self, x):
        return tuple(tf.repeat(part[None], len(x), axis=0) for part in (self.mean, self.logvar))

    def decode(self, z):
        return tf.reshape(z @ self.slopes - 1.0, (-1, 28, 28, 1))


# What BLIND decodes does not depend on z; KL is that of its q from the prior.
BLIND = Toy(np.zeros((2, 784)), (1.0, -0.5), (math.log(2.0), math.log(1.5)))
KL = 0.5 * (1 + 2.0 - math.log(2.0) - 1 + 0.25 + 1.5 - math.log(1.5) - 1)
LINEAR = Toy(np.random.default_rng(0).normal(0, 0.15, (2, 784)), logvar=(-1.0, -1.0))


def integral(toy, images):
    """log p(x) by a Gauss–Hermite product of 100 × 100 nodes, in float64."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(100)
    z = np.stack(np.meshgrid(nodes, nodes), axis=-1).reshape(-1, 2)
    logits = z @ toy.slopes.numpy().astype(np.float64) - 1.0
    x = images.reshape(len(images), -1).astype(np.float64)
    log_bernoulli = x @ logits.T - np.logaddexp(0, logits).sum(axis=1)
    log_prior = np.log(np.outer(weights, weights).ravel() / (2 * math.pi))
    return np.logaddexp.reduce(log_bernoulli + log_prior, axis=1)


def test_exact_likelihood_is_the_integral():
    exact = quadrature.exact_log_likelihood(LINEAR, IMAGES[:30], step=0.05, limit=6)
    truth = integral(LINEAR, IMAGES[:30])
    assert np.allclose(exact.values, truth, atol=1e-3)
    assert exact.error.max() < 1e-3
    assert np.abs(exact.mode).max() < 6 and len(np.unique(exact.mode, axis=0)) > 5
    rough = quadrature.exact_log_likelihood(LINEAR, IMAGES[:30], step=0.8, limit=6)
    assert (np.abs(rough.values - truth) <= rough.error + 1e-3).all() and rough.error.max() > 0.01
    # A grid that ends before the posterior does says so.
    limit = float(np.abs(exact.mode).max()) - 0.2
    short = quadrature.exact_log_likelihood(LINEAR, IMAGES[:30], step=0.05, limit=limit)
    assert np.isinf(short.error).any() and np.isfinite(short.error).any()
    with pytest.raises(ValueError, match="has 3"):
        quadrature.exact_log_likelihood(CVAE(3), IMAGES)


def test_the_posterior_integrates_to_one():
    axis = np.linspace(-3, 3, 121)
    density = quadrature.posterior_density(LINEAR, IMAGES[0], integral(LINEAR, IMAGES[:1])[0], axis, axis)
    assert np.isclose(density.sum() * 0.05 ** 2, 1, atol=1e-3)
    exact = quadrature.exact_log_likelihood(LINEAR, IMAGES[:1], step=0.05)
    upwards, across = np.unravel_index(density.argmax(), density.shape)
    assert np.allclose([axis[across], axis[upwards]], exact.mode[0], atol=0.051)


def test_draws_from_the_true_posterior_need_no_second_one():
    # What BLIND decodes does not depend on z, so that its posterior is the prior, and every weight is p(x).
    truth = integral(BLIND, IMAGES[:21])
    prior = (np.zeros((21, 2)), np.zeros((21, 2)))
    found = evaluation.importance_bounds(BLIND, IMAGES[:21], ks=(1, 10), q=prior)
    assert np.allclose(found[1].values, truth, atol=1e-3) and np.allclose(found[10].values, truth, atol=1e-3)
    own = [np.repeat(part.numpy()[None], 21, axis=0) for part in (BLIND.mean, BLIND.logvar)]
    assert np.array_equal(evaluation.importance_bounds(BLIND, IMAGES[:21], ks=(1, 10), q=own)[10].values,
                          evaluation.importance_bounds(BLIND, IMAGES[:21], ks=(1, 10))[10].values)


def test_bounds_rise_towards_the_integral():
    bounds = evaluation.importance_bounds(LINEAR, IMAGES[:21], ks=(1, 10, 100, 1_000), seed=3)
    truth = integral(LINEAR, IMAGES[:21])
    means = [bounds[k].mean for k in (1, 10, 100, 1_000)]
    assert means == sorted(means)
    for a, b in ((1, 10), (10, 100), (100, 1_000)):
        assert (bounds[a].values <= bounds[b].values + 1e-3).all()
    assert abs(means[-1] - truth.mean()) < 5 * bounds[1_000].stderr_noise < 0.5
    assert truth.mean() - means[0] > 0.1
    again = evaluation.importance_bounds(LINEAR, IMAGES[:21], ks=(1, 10, 100, 1_000), seed=3)
    assert np.array_equal(again[100].values, bounds[100].values)
    assert np.isclose(bounds[1].stderr_images, bounds[1].values.std(ddof=1) / 21 ** 0.5)


def test_bounds_of_a_decoder_that_ignores_its_code():
    bounds = evaluation.importance_bounds(BLIND, IMAGES[:21], ks=(1, 500))
    truth = integral(BLIND, IMAGES[:21]).mean()
    assert np.allclose(bounds[500].mean, truth, atol=5 * bounds[500].stderr_noise)
    assert np.isclose(truth - bounds[1].mean, KL, atol=5 * bounds[1].stderr_noise)
    for wrong in ((3, 10), (0, 10)):
        with pytest.raises(ValueError, match="divide"):
            evaluation.importance_bounds(BLIND, IMAGES[:2], ks=wrong)
    with pytest.raises(ValueError, match="at least 2"):
        evaluation.importance_bounds(BLIND, IMAGES[:2], ks=(1,))


def test_memory_is_bounded_whatever_is_asked_for(monkeypatch):
    held, noise, one_group = [], evaluation._noise, evaluation._one_group
    kept = evaluation.importance_bounds(BLIND, IMAGES[:7], ks=(1_200,))[1_200]
    monkeypatch.setattr(evaluation, "_noise",
                        lambda log_weights, k: held.append(log_weights.size) or noise(log_weights, k))
    monkeypatch.setattr(evaluation, "HELD", 3_000)
    bounds = evaluation.importance_bounds(BLIND, IMAGES[:7], ks=(1, 1_000))
    assert held == [3_000] * 4 + [1_000] * 2         # for each of two k: three images, three, one
    truth = integral(BLIND, IMAGES[:7])
    assert np.allclose(bounds[1_000].mean, truth.mean(), atol=5 * bounds[1_000].stderr_noise)
    assert bounds[1_000].stderr_noise < 0.1
    # More draws than may be kept for a single image are added up as they come.
    held.clear()
    monkeypatch.setattr(evaluation, "HELD", 1_100)
    monkeypatch.setattr(BLIND, "at_once", 25)           # as a wide network has it
    monkeypatch.setattr(evaluation, "_one_group",
                        lambda sums, squares, k: held.append(sums.size) or one_group(sums, squares, k))
    added_up = evaluation.importance_bounds(BLIND, IMAGES[:7], ks=(1_200,))[1_200]
    assert held == [24] * 7                          # 1,200 draws for each of seven images, 50 at a time
    assert np.allclose(added_up.values, truth, atol=0.2) and not np.array_equal(added_up.values, kept.values)
    assert abs(added_up.mean - truth.mean()) < 5 * added_up.stderr_noise
    assert np.isclose(added_up.stderr_noise, kept.stderr_noise, rtol=0.3)
    with pytest.raises(ValueError, match="one k at a time"):
        evaluation.importance_bounds(BLIND, IMAGES[:7], ks=(1, 1_200))


def test_the_noise_is_what_other_draws_show():
    repeats = [evaluation.importance_bounds(LINEAR, IMAGES[:20], ks=(10, 50), seed=seed)
               for seed in range(16)]
    for k in (10, 50):          # from five blocks, and by the delta method
        seen = np.std([found[k].mean for found in repeats], ddof=1)
        assert 0.6 < np.mean([found[k].stderr_noise for found in repeats]) / seen < 1.6


def test_the_gap_has_two_parts():
    images = IMAGES[:42]
    blind = quadrature.gap_parts(BLIND, images, quadrature.exact_log_likelihood(BLIND, images, step=0.05))
    # The posterior is the prior: the family has it, and all of the gap is the wrong q's.
    assert np.allclose(blind.family, 0, atol=0.01) and np.allclose(blind.amortisation, KL, atol=0.01)
    assert np.allclose(blind.mean, 0, atol=0.1) and np.allclose(blind.logvar, 0, atol=0.1)
    exact = quadrature.exact_log_likelihood(LINEAR, images, step=0.05)
    linear = quadrature.gap_parts(LINEAR, images, exact)
    score = evaluation.importance_bounds(LINEAR, images, ks=(1, 1_000))[1]
    assert linear.family.min() > -1e-3 and linear.amortisation.min() >= 0
    assert linear.family.mean() < 0.2 < linear.amortisation.mean()
    parts, gap = (linear.family + linear.amortisation).mean(), exact.values.mean() - score.mean
    assert abs(parts - gap) < 5 * score.stderr_noise + 0.01


def test_units_and_rate():
    found = evaluation.units(BLIND, IMAGES)
    assert np.isclose(found.kl.sum(), KL, rtol=1e-5) and found.active == 0 and np.allclose(found.variance, 0)
    model = runs.load_pretrained("mnist-2d")
    trained = evaluation.units(model, IMAGES)
    assert trained.active == 2 and (trained.kl > 1).all()
    # By other draws, and by the tutorials' estimate of the KL.
    noise = [tf.random.stateless_normal((200, 2), seed=(1, number)) for number in range(20)]
    draws = [elbo.elbo_terms(model, IMAGES.astype("float32"), eps=eps) for eps in noise]
    kls = np.array([terms.kl.numpy().mean() for terms in draws])
    losses = np.array([-terms.reconstruction.numpy().mean() for terms in draws])
    rate, distortion = evaluation.rate_distortion(model, IMAGES)
    assert abs(rate - kls.mean()) < 5 * kls.std() / 20 ** 0.5 < 0.3
    # rate_distortion took four draws.
    assert abs(distortion - losses.mean()) < 5 * losses.std() * (1 / 20 + 1 / 4) ** 0.5 < 2


def test_mismatch_tells_clouds_apart_and_seldom_finds_what_is_not_there():
    prior, moved = Toy(np.zeros((2, 784))), Toy(np.zeros((2, 784)), (1.0, -0.5))
    same = [evaluation.aggregate_mismatch(prior, IMAGES, seed) for seed in range(40)]
    assert sum(found.mmd2 > found.threshold for found in same) <= 3
    assert abs(np.mean([found.mmd2 for found in same])) < 0.002
    found = [evaluation.aggregate_mismatch(moved, IMAGES, seed, permutations=100) for seed in range(10)]
    assert all(one.mmd2 > one.threshold for one in found)
    # For two Gaussians the squared MMD is an integral in closed form; w² is half the median of |a − b|².
    rng = np.random.default_rng(0)
    a, b = rng.normal((1.0, -0.5), 1.0, (2_000, 2)), rng.normal(size=(2_000, 2))
    points = np.concatenate([a, b])
    width = np.median(((points[:, None] - points[None, :500]) ** 2).sum(axis=-1)) / 2
    expected = 2 * width / (width + 2) * (1 - math.exp(-1.25 / (2 * (width + 2))))
    assert np.isclose(np.mean([one.mmd2 for one in found]), expected, rtol=0.1)


def test_the_shipped_model_is_below_its_exact_likelihood():
    model = runs.load_pretrained("mnist-2d")
    exact = quadrature.exact_log_likelihood(model, IMAGES[:20], step=0.06, limit=4.5)
    bounds = evaluation.importance_bounds(model, IMAGES[:20], ks=(1, 10, 100))
    ladder = [bounds[1].mean, bounds[10].mean, bounds[100].mean, exact.values.mean()]
    assert ladder == sorted(ladder) and ladder[3] - ladder[0] > 1
