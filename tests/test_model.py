"""cvae_lib.model: the networks, and what fit sees of them."""

import numpy as np
import pytest

from cvae_lib import data, elbo, keras, machine, scoring, tf
from cvae_lib.model import CVAE

IMAGES = data.load_mnist().test.images[:50].astype("float32")


@pytest.mark.parametrize("latent_dim, weights", [(2, (28_036, 41_953)), (50, (249_316, 117_217))])
def test_the_tutorials_networks(latent_dim, weights):
    model = CVAE(latent_dim)
    assert (model.encoder.count_params(), model.decoder.count_params()) == weights
    mean, logvar = model.encode(IMAGES[:3])
    assert mean.shape == logvar.shape == (3, latent_dim)
    assert model.decode(mean).shape == (3, 28, 28, 1)
    assert model.sample().shape == (100, 28, 28, 1) and model(IMAGES[:3]).shape == (3, 28, 28, 1)


def test_decode_and_sample_give_probabilities_when_asked():
    model, z = CVAE(2), np.random.default_rng(0).normal(size=(4, 2)).astype("float32")
    logits = model.decode(z).numpy()
    assert np.allclose(model.decode(z, apply_sigmoid=True), 1 / (1 + np.exp(-logits)), atol=1e-6)
    assert np.array_equal(model.sample(z), model.decode(z, apply_sigmoid=True))


def test_bfloat16_is_for_the_layers_alone():
    full, half = CVAE(2), CVAE(2, precision="bfloat16")
    half.set_weights(full.get_weights())
    assert all(weight.dtype == "float32" for weight in half.weights)
    for a, b in zip(full.encode(IMAGES), half.encode(IMAGES)):
        assert b.dtype == tf.float32 and np.allclose(a, b, atol=0.03) and not np.array_equal(a, b)
    assert half.decode(full.encode(IMAGES)[0]).dtype == tf.float32
    assert half.image_elbo(IMAGES, np.zeros((50, 2), "float32")).dtype == tf.float32


@pytest.mark.parametrize("count", [1, 2, 5, 64])
def test_parts_change_nothing_but_the_order_of_sums(monkeypatch, count):
    images, eps, models = np.repeat(IMAGES, 2, axis=0)[:count], np.ones((count, 2), "float32"), []
    for parts in (1, 2, 4):
        monkeypatch.setattr(machine, "set_up", lambda parts=parts: parts)
        keras.utils.set_random_seed(0)
        model = CVAE(2, kl="analytic")
        model.compile(optimizer=keras.optimizers.SGD(1e-3), run_eagerly=True)
        logs = {name: float(value) for name, value in model.train_step(images).items()}
        assert logs["loss"] > 0
        models.append((model.get_weights(), logs, model.image_elbo(images, eps)))
    for weights, logs, elbos in models[1:]:
        assert all(np.allclose(a, b, atol=2e-6) for a, b in zip(weights, models[0][0]))
        assert elbos.shape == (count,) and np.allclose(elbos, models[0][2], rtol=1e-5)
        # atol for the KL, which begins near 0 as a difference of numbers near 1.
        assert all(np.isclose(logs[name], models[0][1][name], rtol=1e-5, atol=1e-5) for name in logs)


def test_reparameterize():
    model, mean, logvar = CVAE(2), tf.constant([[1.0, -2.0]]), tf.math.log([[4.0, 0.25]])
    assert np.allclose(model.reparameterize(mean, logvar, tf.constant([[1.0, 2.0]])), [[3.0, -1.0]])
    draws = model.reparameterize(tf.repeat(mean, 20_000, 0), tf.repeat(logvar, 20_000, 0)).numpy()
    assert np.allclose(draws.mean(axis=0), [1, -2], atol=0.07)
    assert np.allclose(draws.std(axis=0), [2, 0.5], rtol=0.04)
    graph = tf.function(model.reparameterize, input_signature=[tf.TensorSpec((None, 2))] * 2)
    assert graph(mean, logvar).shape == (1, 2)              # with a batch size that the graph does not know


@pytest.mark.parametrize("arguments, complaint", [
    ({"latent_dim": 0}, "positive whole number"), ({"latent_dim": 1.5}, "positive whole"),
    ({"latent_dim": 2, "beta": -1}, "0 or a number above"),
    ({"latent_dim": 2, "kl": "none"}, "monte_carlo, analytic"),
    ({"latent_dim": 2, "precision": "half"}, "float32, bfloat16")])
def test_bad_arguments(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        CVAE(**arguments)


def test_figures_are_means_over_images_not_batches():
    model = CVAE(2, kl="analytic")
    mean, logvar = model.encode(IMAGES)
    model.reparameterize = lambda mean, logvar, eps=None: mean      # no noise: the figures are known
    model.compile(optimizer=keras.optimizers.SGD(0.0))
    expected = elbo.elbo_terms(model, IMAGES, "analytic")
    pipeline = data.make_dataset(IMAGES.astype("uint8"), 32)        # batches of 32 and 18
    evaluated = model.evaluate(pipeline, verbose=0, return_dict=True)
    history = model.fit(pipeline, verbose=0, shuffle=False).history
    for logs in (evaluated, {name: values[0] for name, values in history.items()}):
        assert np.isclose(logs["reconstruction"], expected.reconstruction.numpy().mean(), rtol=1e-5)
        assert np.isclose(logs["kl"], elbo.kl_analytic(mean, logvar).numpy().mean(), rtol=1e-5)
        assert np.isclose(logs["loss"], logs["kl"] - logs["reconstruction"], rtol=1e-5)


def losses(images):
    """Of a step of fit and of evaluate, for a model whose weights are always the same."""
    keras.utils.set_random_seed(0)
    model = CVAE(2, kl="analytic")
    model.compile(optimizer=keras.optimizers.SGD(1e-3))
    history = model.fit(images, batch_size=50, shuffle=False, verbose=0).history
    return history["loss"][0], model.evaluate(images, verbose=0)[0]


@pytest.fixture(scope="module")
def reference():
    return losses(IMAGES)


@pytest.mark.parametrize("dtype", ["uint8", "int64", "bool", "float16", "float64"])
def test_images_of_every_type_are_taken(dtype, reference):
    fitted, evaluated = losses(IMAGES.astype(dtype))
    assert np.isclose(fitted, reference[0], rtol=1e-5) and abs(evaluated - reference[1]) < 3


@pytest.mark.parametrize("images, found", [
    (255 * IMAGES.astype("uint8"), "0 to 255"), (2 * IMAGES - 1, "-1 to 1"),
    (np.where(IMAGES, np.nan, IMAGES), "nan")])
def test_pixels_outside_0_to_1_are_refused(images, found):
    model = CVAE(2)
    model.compile(optimizer=keras.optimizers.SGD(1e-3))
    before = model.get_weights()
    for work in (model.fit, model.evaluate, lambda images: scoring.score_elbo(model, images),
                 lambda images: data.make_dataset(images, 10)):
        with pytest.raises(ValueError, match=rf"pixels run from .*{found}.* call data.binarize"):
            work(images)
    own_pipeline = tf.data.Dataset.from_tensor_slices(images).batch(10)
    with pytest.raises(tf.errors.InvalidArgumentError, match="pixels must lie between 0 and 1"):
        model.fit(own_pipeline, shuffle=False, verbose=0)
    assert all(map(np.array_equal, before, model.get_weights()))


def test_a_step_of_fit_is_a_step_of_the_loop(two_parts):
    keras.utils.set_random_seed(0)
    by_hand, by_fit = CVAE(2), CVAE(2, seed=7)
    by_fit.set_weights(by_hand.get_weights())
    with tf.GradientTape() as tape:
        loss = elbo.compute_loss(by_hand, IMAGES, eps=tf.random.stateless_normal((50, 2), seed=(7, 0)))
    keras.optimizers.SGD(1e-3).apply_gradients(
        zip(tape.gradient(loss, by_hand.trainable_variables), by_hand.trainable_variables))
    by_fit.compile(optimizer=keras.optimizers.SGD(1e-3))
    history = by_fit.fit(IMAGES, batch_size=50, shuffle=False, verbose=0).history
    assert np.isclose(history["loss"][0], loss, rtol=1e-5)
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(by_hand.get_weights(), by_fit.get_weights()))


def test_beta_weighs_the_kl():
    keras.utils.set_random_seed(0)
    by_hand, by_fit = CVAE(2, kl="analytic"), CVAE(2, kl="analytic", beta=30.0, seed=7)
    by_fit.set_weights(by_hand.get_weights())
    with tf.GradientTape() as tape:
        terms = elbo.elbo_terms(by_hand, IMAGES, "analytic", tf.random.stateless_normal((50, 2), seed=(7, 0)))
        loss = tf.reduce_mean(30.0 * terms.kl - terms.reconstruction)
    keras.optimizers.SGD(1e-3).apply_gradients(
        zip(tape.gradient(loss, by_hand.trainable_variables), by_hand.trainable_variables))
    by_fit.compile(optimizer=keras.optimizers.SGD(1e-3))
    history = by_fit.fit(IMAGES, batch_size=50, shuffle=False, verbose=0).history
    assert np.isclose(history["loss"][0], loss, rtol=1e-5) and loss > -tf.reduce_mean(terms.elbo) + 0.1
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(by_hand.get_weights(), by_fit.get_weights()))


def test_training_lowers_the_loss_and_noise_depends_on_the_seed():
    keras.utils.set_random_seed(0)
    first, second, third = CVAE(2, seed=0), CVAE(2, seed=0), CVAE(2, seed=1)
    losses, kls, start = [], [], first.get_weights()
    for model, epochs in ((first, 8), (second, 1), (third, 1)):
        model.set_weights(start)
        model.compile(optimizer=keras.optimizers.Adam(1e-3))
        pipeline = data.make_dataset(IMAGES.astype("uint8"), 25, seed=0, epochs=epochs)
        history = model.fit(pipeline, epochs=epochs, steps_per_epoch=2, shuffle=False, verbose=0).history
        losses.append(history["loss"])
        kls.append(history["kl"][0])        # one draw per image: it shows the noise
    assert losses[0][-1] < losses[0][0] - 50
    assert np.isclose(kls[0], kls[1], rtol=1e-3) and not np.isclose(kls[0], kls[2], rtol=1e-2)


def test_image_elbo_is_the_elbo():
    model, eps = CVAE(2), tf.random.stateless_normal((50, 2), seed=(0, 0))
    terms = elbo.elbo_terms(model, IMAGES, "analytic", eps)
    assert np.allclose(model.image_elbo(IMAGES, eps), terms.elbo, rtol=1e-5)


@pytest.mark.parametrize("shape, filters, likelihood", [
    ((16, 16, 1), (8, 8), "bernoulli"), ((18, 30, 1), (8, 16), "discretized_logistic"),
    ((32, 32, 3), (8, 16), "discretized_logistic"), ((64, 48, 3), (8, 8, 16), "continuous_bernoulli"),
    ((16, 16, 3), (8, 8, 8), "bernoulli"), ((28, 28, 1), (4,), "continuous_bernoulli")])
def test_other_images_other_networks(shape, filters, likelihood):
    keras.utils.set_random_seed(0)
    model = CVAE(3, kl="analytic", image_shape=shape, filters=filters, likelihood=likelihood)
    rng = np.random.default_rng(0)
    images = np.repeat(rng.integers(0, 256, (8, *shape), dtype=np.uint8), 8, axis=0)   # to learn by heart
    if not model.likelihood.grey:
        images = data.binarize(images)
    mean, _ = model.encode(model.likelihood.pixels(images))
    parameters = model.decode(mean)
    assert mean.shape == (64, 3)
    assert parameters.shape == (64, *shape[:2], model.likelihood.channels(shape[2]))
    assert model.sample().shape == (100, *shape)
    model.compile(optimizer=keras.optimizers.Adam(3e-3))
    kind = "none" if model.likelihood.grey else "threshold"
    batches = data.make_dataset(images, 16, seed=0, epochs=10, binarization=kind)
    losses = model.fit(batches, epochs=10, steps_per_epoch=4, shuffle=False, verbose=0).history["loss"]
    assert np.isfinite(losses).all() and losses[-1] < losses[0]
    score = scoring.score_elbo(model, images)
    first = model.likelihood.log_prob(model.likelihood.pixels(images[:1]), model.decode(model.encode(
        model.likelihood.pixels(images[:1]))[0]))
    assert abs(score.elbo - float(first[0])) < 0.5 * abs(float(first[0]))               # in the same units


@pytest.mark.parametrize("arguments, complaint", [
    ({"image_shape": (28, 28)}, "height, width, channels"), ({"image_shape": (27, 28, 1)}, "even sides"),
    ({"image_shape": (14, 28, 1)}, "from 16 to 64"), ({"image_shape": (28, 28, 2)}, "1 or 3 channels"),
    ({"filters": ()}, "for each stage"), ({"filters": (8, 0)}, "positive whole number"),
    ({"image_shape": (16, 16, 1), "filters": (8,) * 4}, "no more stages"), ({"classes": 1}, "0, 2 or more"),
    ({"likelihood": "gaussian"}, "discretized_logistic")])
def test_networks_that_cannot_be(arguments, complaint):
    with pytest.raises(ValueError, match=complaint):
        CVAE(2, **arguments)


def test_wide_networks_work_on_fewer_images_at_once():
    assert CVAE(2).at_once == 500 and CVAE(2, filters=(64, 64)).at_once == 250
    assert CVAE(2, image_shape=(64, 64, 3), filters=(512, 8, 8)).at_once == 5
