"""cvae_lib.dense: a VAE of dense layers, and weights that a page trained."""

import numpy as np
import pytest

from cvae_lib import data, dense, elbo, evaluation, figures, keras, latent, scoring
from cvae_lib.model import CVAE

TEST = data.load_mnist().test
IMAGES = TEST.images[:200]


@pytest.fixture
def arrays():
    """What a page's file holds, small, with no two numbers alike."""
    sizes = ((784, 6), (6, 4), (2, 6), (6, 6), (6, 784))
    shapes = [shape for pair in sizes for shape in (pair, pair[1:])]
    rng = np.random.default_rng(0)
    return {name: rng.normal(0, 0.1, shape).astype("float32") for name, shape in zip(dense.NAMES, shapes)}


def saved(path, arrays):
    np.savez(path, **arrays)
    return path


def test_the_pages_network():
    model = dense.DenseVAE()
    assert (model.encoder.count_params(), model.decoder.count_params()) == (201_988, 268_048)
    mean, logvar = model.encode(IMAGES[:3].astype("float32"))
    assert mean.shape == logvar.shape == (3, 2) and model.decode(mean).shape == (3, 28, 28, 1)
    assert model.at_once == CVAE(2).at_once                 # scored on the same noise as the course's own


def test_weights_from_a_file_compute_what_they_must(arrays, tmp_path):
    model = dense.load(saved(tmp_path / "vae.npz", arrays), kl="analytic")
    x = IMAGES.reshape(-1, 784).astype(float)
    w = {name: array.astype(float) for name, array in arrays.items()}

    def layer(name, h):
        return h @ w[f"{name}.kernel"] + w[f"{name}.bias"]

    moments = layer("encoder.1", np.maximum(layer("encoder.0", x), 0))
    mean, logvar = moments[:, :2], moments[:, 2:]
    eps = np.random.default_rng(1).normal(size=mean.shape)
    h = np.maximum(layer("decoder.0", mean + np.exp(logvar / 2) * eps), 0)
    logits = layer("decoder.2", np.maximum(layer("decoder.1", h), 0))
    reconstruction = (x * logits - np.logaddexp(0, logits)).sum(axis=1)
    kl = 0.5 * (mean ** 2 + np.exp(logvar) - logvar - 1).sum(axis=1)
    terms = elbo.elbo_terms(model, IMAGES.astype("float32"), "analytic", eps.astype("float32"))
    assert np.allclose(terms.reconstruction, reconstruction, rtol=1e-5)
    assert np.allclose(terms.kl, kl, rtol=1e-4, atol=1e-6) and kl.std() > 1e-3


def test_it_does_what_a_cvae_does(arrays, tmp_path):
    keras.utils.set_random_seed(0)
    model = dense.load(saved(tmp_path / "vae.npz", arrays), kl="analytic")
    before = scoring.score_elbo(model, IMAGES)
    model.compile(optimizer=keras.optimizers.Adam(1e-2))
    model.fit(IMAGES, batch_size=20, epochs=3, verbose=0)
    after = scoring.score_elbo(model, IMAGES)
    assert after.elbo > before.elbo + 100
    assert model.sample().shape == (100, 28, 28, 1) and len(latent.encode(model, IMAGES)[0]) == 200
    assert figures.manifold(latent.manifold(model, 4), "A plane.").description == "A plane."
    bound = evaluation.importance_bounds(model, IMAGES[:20], ks=(1, 50))
    assert bound[50].mean > bound[1].mean


def test_its_size_and_its_labels_can_be_others():
    model = dense.DenseVAE(3, hidden=16, classes=10, image_shape=(16, 18, 3),
                           likelihood="discretized_logistic")
    given, images = model.given(7), np.random.default_rng(0).integers(0, 256, (4, 16, 18, 3), np.uint8)
    assert latent.encode(given, images)[0].shape == (4, 3)
    assert latent.decode(given, np.zeros((2, 3))).shape == (2, 16, 18, 3)
    assert model.encoder.count_params() == 16 * 18 * 13 * 16 + 16 + 16 * 6 + 6


@pytest.mark.parametrize("change, complaint", [
    (lambda a: a.pop("decoder.2.bias"), "holds no array decoder.2.bias; download the weights again"),
    (lambda a: a.update({"encoder.1.kernel": a["encoder.1.kernel"].T}),
     r"encoder.1.kernel is float32 \(4, 6\) where float32 \(6, 4\) is needed; download"),
    (lambda a: a.update({"encoder.0.bias": a["encoder.0.bias"].astype(float)}), "encoder.0.bias is float64"),
    (lambda a: a.update({"decoder.0.kernel": a["decoder.0.kernel"].ravel()}), r"encoder.0.kernel is float32"),
    (lambda a: a.update({"decoder.0.kernel": a["decoder.0.kernel"][:0]}), r"encoder.1.kernel is float32"),
    (lambda a: a["decoder.1.bias"].fill(np.nan), "decoder.1.bias holds numbers that are not finite; reset")])
def test_other_arrays_are_refused_in_one_line(arrays, tmp_path, change, complaint):
    change(arrays)
    with pytest.raises(data.DataError, match=complaint) as error:
        dense.load(saved(tmp_path / "vae.npz", arrays))
    assert str(tmp_path / "vae.npz") in str(error.value) and "\n" not in str(error.value)


def test_a_damaged_file_is_refused(arrays, tmp_path):
    path = saved(tmp_path / "vae.npz", arrays)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(data.DataError, match="truncated or not an npz file; download the weights again"):
        dense.load(path)
    with pytest.raises(data.DataError, match="no such file; download"):
        dense.load(tmp_path / "nothing.npz")


def test_the_courses_own_network_begins_as_it_did():
    """The networks are made by a method that others may replace; what a seed gives must not move."""
    keras.utils.set_random_seed(0)
    model = CVAE(2)
    sums = [float(np.abs(weight).sum()) for weight in (model.encoder.weights[0], model.decoder.weights[-2])]
    assert np.allclose(sums, (19.528162, 19.379240), rtol=1e-6)
