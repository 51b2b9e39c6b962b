"""cvae_lib.conditional: a label's code, a model with its label fixed, and ten bounds of one picture."""

import numpy as np
import pytest

from cvae_lib import conditional, data, elbo, evaluation, keras, latent, scoring, tf
from cvae_lib.model import CVAE
from cvae_lib.recipes import RECIPES

TEST = data.load_mnist().test
IMAGES, LABELS = TEST.images[:12], TEST.labels[:12]
pytestmark = pytest.mark.usefixtures("two_parts")


@pytest.fixture(scope="module")
def model():
    keras.utils.set_random_seed(0)
    return CVAE(2, classes=10)


def test_a_label_becomes_planes_of_an_image_and_a_code_behind_z():
    x, z = np.ones((2, 4, 6, 3), "float32"), np.ones((2, 5), "float32")
    images, codes = (conditional.with_label(tensor, [1, 0], 2).numpy() for tensor in (x, z))
    assert images.shape == (2, 4, 6, 5) and np.array_equal(images[..., :3], x)
    assert (images[0, ..., 3:] == (0, 1)).all() and (images[1, ..., 3:] == (1, 0)).all()
    assert np.array_equal(codes, [[1, 1, 1, 1, 1, 0, 1], [1, 1, 1, 1, 1, 1, 0]])
    assert conditional.with_label(x, None, 0) is x
    with pytest.raises(ValueError, match="conditional on one of 2 classes"):
        conditional.with_label(x, None, 2)
    with pytest.raises(tf.errors.InvalidArgumentError):
        conditional.with_label(x, [1, 2], 2)


def test_both_networks_see_the_label(model):
    x, z = IMAGES.astype("float32"), np.zeros((12, 2), "float32")
    seven, nine = model.given(7), model.given(9)
    assert not np.allclose(seven.encode(x)[0], nine.encode(x)[0])
    assert not np.allclose(seven.decode(z), nine.decode(z))
    assert np.array_equal(seven.decode(z), model.decode(z, y=[7] * 12))
    assert np.array_equal(seven.decode(z, apply_sigmoid=True), tf.sigmoid(seven.decode(z)))
    assert seven.sample().shape == (100, 28, 28, 1)
    weights = CVAE(2)
    assert weights.given(7) is weights
    assert model.encoder.count_params() == 28_036 + 3 * 3 * 10 * 32
    assert model.decoder.count_params() == 41_953 + 10 * 7 * 7 * 32


def test_labels_of_a_batch_go_with_their_images_and_codes(model):
    x, given = IMAGES.astype("float32"), model.given(LABELS)
    mean, _ = given.encode(x)
    one_by_one = np.concatenate([model.given(int(label)).encode(x[[number]])[0]
                                 for number, label in enumerate(LABELS)])
    assert np.allclose(mean, one_by_one, atol=1e-5)
    codes = np.random.default_rng(0).normal(size=(12, 3, 2)).astype("float32")
    joint = elbo.log_joint(given, x, codes).numpy()
    alone = [elbo.log_joint(model.given(int(label)), x[[number]], codes[[number]])[0]
             for number, label in enumerate(LABELS)]
    assert np.allclose(joint, alone, rtol=1e-5)


@pytest.mark.parametrize("label", [-1, 10, [3, 10]])
def test_a_label_that_is_none_is_refused(model, label):
    with pytest.raises(ValueError, match="must be from 0 to 9"):
        model.given(label)


def test_scores_with_labels_are_those_of_each_class(model):
    images, labels = TEST.images[:300], TEST.labels[:300]
    bounds = evaluation.class_bounds(model, images)                     # the same noise as score_elbo's
    assert bounds.shape == (300, 10) and (bounds.std(axis=1) > 1e-3).all()
    for given in (labels, (labels + 1) % 10):
        score = scoring.score_elbo(model, images, draws=1, labels=given)
        assert np.isclose(score.elbo, bounds[np.arange(300), given].mean(), rtol=1e-6)
    twice = evaluation.class_bounds(model, images, draws=2)
    assert not np.allclose(twice, bounds, atol=1e-4) and np.allclose(twice, bounds, atol=0.5)


def test_bounds_of_a_wide_network_are_taken_of_few_images_at_once(model, monkeypatch):
    sizes, image_elbo = [], model.image_elbo
    monkeypatch.setattr(model, "at_once", 10)
    monkeypatch.setattr(model, "image_elbo", lambda x, eps, y: sizes.append(len(x)) or image_elbo(x, eps, y))
    assert evaluation.class_bounds(model, TEST.images[:45]).shape == (45, 10)
    assert sizes == [20] * 20 + [5] * 10


def test_a_label_that_is_fixed_leaves_none_to_choose(model):
    assert model.classes == 10 and model.given(3).classes == 0


def test_training_on_pairs_learns_what_a_label_means():
    """Of two classes, all black and all white, the label says everything: z has nothing left to say."""
    keras.utils.set_random_seed(0)
    labels = np.arange(512) % 2
    images = np.repeat(labels, 784).reshape(-1, 28, 28, 1).astype("uint8")
    model = CVAE(2, kl="analytic", classes=2, filters=(4, 4))
    model.compile(optimizer=keras.optimizers.Adam(0.02))
    model.fit(data.make_dataset(images, 64, seed=0, epochs=12, labels=labels), epochs=12, steps_per_epoch=8,
              shuffle=False, verbose=0)
    samples = [float(tf.reduce_mean(model.given(label).sample())) for label in (0, 1)]
    assert samples[0] < 0.02 and samples[1] > 0.98
    bounds = evaluation.class_bounds(model, images[:20])
    assert np.array_equal(bounds.argmax(axis=1), labels[:20])


def test_fit_without_labels_says_so(model):
    model.compile(optimizer="adam")
    with pytest.raises(ValueError, match="this model has 10 classes; give labels too"):
        model.fit(IMAGES, verbose=0)


def test_the_recipe_is_fast_2d_with_ten_classes():
    assert RECIPES["conditional_2d"].network["classes"] == 10
    assert "conditional on 10 classes" in str(RECIPES["conditional_2d"])


def test_a_class_has_a_plane_of_its_own(model):
    planes = [latent.manifold(model.given(label), 3) for label in (0, 1)]
    assert planes[0].shape == (84, 84) and not np.allclose(*planes)
