"""What CVAE does and does not do as a Keras model: every row of the tables in docs/keras.md, tried."""

import copy
import dataclasses
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cvae_lib import data, dense, elbo, finite, keras, latent, load_pretrained, runs, scoring, tf, training
from cvae_lib.model import CVAE, LOGVAR
from cvae_lib.recipes import RECIPES

ROOT = Path(__file__).parent.parent
layers, callbacks = keras.layers, keras.callbacks
TEST = data.load_mnist().test
IMAGES, LABELS = TEST.images[:32], TEST.labels[:32]         # uint8, 0 or 1, as the library has them
FLOATS = IMAGES.astype("float32")
EPS = np.ones((32, 2), "float32")
GRAPH = {"run_eagerly": False}


def small(optimizer=None, kind=CVAE, compiled=None, **options):
    """A model that trains eagerly unless ``compiled`` says otherwise, for a graph takes seconds to make."""
    keras.utils.set_random_seed(0)
    model = kind(2, **({"filters": (2, 3), "kl": "analytic"} | options))
    model.compile(optimizer or keras.optimizers.Adam(1e-3), **{"run_eagerly": True} | (compiled or {}))
    return model


def trained(model, x=IMAGES, *rest, **options):
    """A fit that must have moved every weight; its history."""
    before = model.get_weights()
    history = model.fit(x, *rest, verbose=0, **options).history
    assert np.isfinite(history["loss"]).all()
    assert all((a != b).any() for a, b in zip(before, model.get_weights()))
    return history


def same(model, other):
    """Whether two models reconstruct alike; they share no weight."""
    assert all(a is not b for a, b in zip(model.weights, other.weights))
    return type(model) is type(other) and np.array_equal(model(FLOATS, EPS), other(FLOATS, EPS))


def replaced(encoder=None, decoder=None):
    """A model whose networks are others."""
    class Own(CVAE):
        def build_networks(self, filters, policy):
            super().build_networks(filters, policy)
            self.encoder, self.decoder = encoder or self.encoder, decoder or self.decoder
    return small(kind=Own)


def flat_encoder(*between, **last):
    return keras.Sequential([layers.Flatten(), *between, layers.Dense(4, **last)])


# ------------------------------------------------------------------------------- methods: docs/keras.md, 1

def arrays(_):
    reference = trained(small(), FLOATS, shuffle=False)["loss"]
    types = ("uint8", "bool", "int64", "uint16", "float16", "float64")
    for x in (*map(IMAGES.astype, types), IMAGES.tolist()):
        assert np.isclose(trained(small(), x, shuffle=False)["loss"], reference, rtol=1e-5)


def pipelines(_):
    class Batches(keras.utils.PyDataset):
        def __len__(self):
            return 2

        def __getitem__(self, place):
            return IMAGES[16 * place:16 * place + 16],

    def generator():
        yield from ((IMAGES[place:place + 16],) for place in (0, 16))

    reference = trained(small(), FLOATS, batch_size=16, shuffle=False)["loss"][0]
    for x in (data.make_dataset(IMAGES, 16), tf.data.Dataset.from_tensor_slices(IMAGES).batch(16),
              Batches(), generator()):
        assert np.isclose(trained(small(), x, shuffle=False)["loss"][0], reference, rtol=1e-4)


def labels(_):
    model = small(classes=10)
    one = trained(model, IMAGES, LABELS, shuffle=False)["loss"]
    assert np.isclose(trained(small(classes=10), IMAGES, LABELS.astype(float), shuffle=False)["loss"], one)
    assert trained(small(), IMAGES, LABELS)["loss"]         # no network uses them
    one_hot = np.eye(10)[LABELS]
    for wrong, found in ((LABELS + 10, "label is 1"), (LABELS + 0.5, "label is"), (one_hot, "labels have")):
        with pytest.raises(ValueError, match=found):
            model.fit(IMAGES, wrong, verbose=0)


def validation(_):
    model = small()
    split = model.fit(IMAGES, validation_split=0.25, verbose=0, shuffle=False).history
    last = model.evaluate(IMAGES[24:], verbose=0, return_dict=True)
    assert np.isclose(split["val_kl"], last["kl"], rtol=1e-4)
    given = model.fit(IMAGES, validation_data=IMAGES[:5], verbose=0).history
    assert np.isfinite(given["val_loss"]).all()
    for wrong in (255 * IMAGES, (255 * IMAGES,), (IMAGES, None, np.ones(32))):
        before = model.get_weights()
        with pytest.raises(ValueError, match="pixels run from 0 to 255|sample_weight would be passed"):
            model.fit(IMAGES, validation_data=wrong, verbose=0)
        assert all(map(np.array_equal, before, model.get_weights()))        # before the training


def evaluate(_):
    found = small().evaluate(IMAGES, verbose=0, return_dict=True)
    assert np.isclose(found["loss"], found["kl"] - found["reconstruction"], rtol=1e-6)


def predict(_):
    model = small()
    model.reparameterize = lambda mean, logvar, eps=None: mean              # no noise: the logits are known
    assert np.allclose(model.predict(IMAGES, verbose=0), model.decode(model.encode(FLOATS)[0]), atol=1e-5)
    with pytest.raises(ValueError, match=r"call model.given\(label\)"):
        small(classes=10).predict(IMAGES, verbose=0)


def on_batch(_):
    model = small()
    before = model.get_weights()
    loss = model.train_on_batch(IMAGES, return_dict=True)["loss"]
    assert all((a != b).any() for a, b in zip(before, model.get_weights()))
    assert abs(model.test_on_batch(IMAGES, return_dict=True)["loss"] - loss) < 10
    with pytest.raises(ValueError, match="pixels run from 0 to 255"):
        model.train_on_batch(255 * IMAGES)


def summary(_):
    lines = []
    model = small()
    model.summary(print_fn=lambda line: lines.append(str(line)))
    assert "encoder" in lines[0] and f"{model.count_params():,}" in lines[0]


def config(_):
    for model in (small(beta=np.float32(0.5), seed=np.int64(3), precision="bfloat16", classes=10),
                  small(likelihood="discretized_logistic"), dense.DenseVAE(3, hidden=5)):
        config = json.loads(json.dumps(model.get_config()))
        again = type(model).from_config(config)
        assert again.get_config() == model.get_config() and config["name"] == model.name
        assert [w.shape for w in again.weights] == [w.shape for w in model.weights]


def save(path):
    model = small(keras.optimizers.Adam(3e-3))
    trained(model)
    model.save(path / "m.keras")
    again = keras.models.load_model(path / "m.keras")
    assert same(model, again) and int(again.optimizer.iterations) == 1
    losses = [trained(one, shuffle=False)["loss"] for one in (model, again)]
    assert np.isclose(*losses, rtol=1e-6)
    page = dense.DenseVAE(hidden=4)
    page.save(path / "dense.keras")
    assert same(page, keras.models.load_model(path / "dense.keras"))


def copies(_):
    model = small()
    trained(model)
    for again in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert same(model, again)
    clone = keras.models.clone_model(model)
    assert not same(model, clone) and clone.get_config().keys() == model.get_config().keys()
    clone.set_weights(model.get_weights())
    assert same(model, clone)


def weights(path):
    model, other = small(), CVAE(2, filters=(2, 3))
    model.save_weights(path / "m.weights.h5")
    assert not same(model, other)
    other.load_weights(path / "m.weights.h5")
    assert same(model, other)


def export(path):
    model = small()
    for number in range(2):                             # before it was called, and after
        model.export(path / f"whole-{number}", verbose=False)
        model.predict(IMAGES, verbose=0)
    whole = tf.saved_model.load(os.fspath(path / "whole-0"))
    model.decoder.export(path / "decoder", verbose=False)
    assert whole.serve(FLOATS).shape == (32, 28, 28, 1)
    decoder = tf.saved_model.load(os.fspath(path / "decoder"))
    assert np.allclose(decoder.serve(EPS), model.decode(EPS), atol=1e-5)
    with pytest.raises(ValueError, match="export model.encoder and model.decoder"):
        small(classes=10).export(path / "conditional")


def export_lite(path):
    decoder = load_pretrained("mnist-2d").decoder
    decoder.export(path / "decoder.tflite", format="litert", verbose=False)
    z = np.random.default_rng(0).normal(size=(16, 2)).astype("float32")
    lite = tf.lite.Interpreter(model_path=os.fspath(path / "decoder.tflite"))
    given, = lite.get_input_details()
    lite.resize_tensor_input(given["index"], z.shape)
    lite.allocate_tensors()
    lite.set_tensor(given["index"], z)
    lite.invoke()
    found = lite.get_tensor(lite.get_output_details()[0]["index"])
    assert np.allclose(found, decoder(z), atol=1e-4) and found.std() > 1


def export_onnx(path):
    decoder = load_pretrained("mnist-2d").decoder
    z = np.random.default_rng(0).normal(size=(16, 2)).astype("float32")
    expected = decoder(z)                                   # Keras wants it to have been called
    onnxruntime, *_ = map(pytest.importorskip, ("onnxruntime", "onnx", "tf2onnx"))      # the extra export
    decoder.export(path / "decoder.onnx", format="onnx", verbose=False)
    session = onnxruntime.InferenceSession(path / "decoder.onnx")
    found, = session.run(None, {session.get_inputs()[0].name: z})
    assert np.allclose(found, expected, atol=1e-4) and found.std() > 1


def modes(_):
    reference = trained(small())["loss"]
    for how in ({}, {"steps_per_execution": 2}, {"jit_compile": True}):
        assert np.isclose(trained(small(compiled=GRAPH | how))["loss"], reference, rtol=1e-4)


def accumulation(_):
    """Noise is drawn anew at every step, also where several steps make one update."""
    model = small(keras.optimizers.SGD(1e-3, gradient_accumulation_steps=2), compiled=GRAPH, kl="monte_carlo")
    before = model.get_weights()
    kls = [model.fit(FLOATS, batch_size=32, shuffle=False, verbose=0).history["kl"] for _ in range(2)]
    assert kls[0] != kls[1]                                                 # same images, same weights
    by_hand = small(keras.optimizers.SGD(1e-3), kl="monte_carlo")
    noise = [tf.random.stateless_normal((32, 2), seed=(0, step)) for step in range(2)]
    gradients = [by_hand.gradients_of(FLOATS, eps, np.zeros(32))[0] for eps in noise]
    for start, end, *pair in zip(before, model.get_weights(), *gradients):
        assert np.allclose(start - 1e-3 * sum(pair) / 2, end, atol=1e-6)


def plot(path):
    try:
        keras.utils.plot_model(small(), path / "m.png", show_shapes=True)
        assert (path / "m.png").stat().st_size > 1000
    except ImportError as error:
        assert "pydot" in str(error) or "graphviz" in str(error)


METHODS = {"`fit` on arrays and lists": arrays, "`fit` on `tf.data`, `PyDataset` and generators": pipelines,
           "`fit` with labels": labels, "`validation_split`, `validation_data`": validation,
           "`evaluate`": evaluate, "`predict`": predict, "`train_on_batch`, `test_on_batch`": on_batch,
           "`summary`, `count_params`": summary, "`get_config`, `from_config`": config,
           "`save`, `load_model`": save, "`clone_model`, `deepcopy`, `pickle`": copies,
           "`save_weights`, `load_weights`": weights,
           "`export`": export, "`decoder.export(…, format=\"litert\")`": export_lite,
           "`decoder.export(…, format=\"onnx\")`": export_onnx,
           "`run_eagerly`, `steps_per_execution`, `jit_compile`": modes,
           "`gradient_accumulation_steps`": accumulation, "`plot_model`": plot}


# ------------------------------------------------------------------------------ callbacks: docs/keras.md, 2

def checkpoint(path):
    model = small()
    trained(model, callbacks=[callbacks.ModelCheckpoint(path / "m.keras"),
                              callbacks.ModelCheckpoint(path / "m.weights.h5", save_weights_only=True)])
    assert same(model, keras.models.load_model(path / "m.keras")) and (path / "m.weights.h5").exists()


def early_stopping(_):
    model = small(keras.optimizers.SGD(0.0))
    stop = callbacks.EarlyStopping(monitor="val_loss", min_delta=100, patience=1)
    assert len(model.fit(IMAGES, epochs=9, verbose=0, validation_split=0.25, callbacks=[stop]).epoch) == 2


def rates(_):
    model = small()
    trained(model, epochs=2, callbacks=[callbacks.LearningRateScheduler(lambda epoch: 0.5 ** epoch * 1e-3)])
    assert np.isclose(float(model.optimizer.learning_rate), 5e-4)
    plateau = callbacks.ReduceLROnPlateau("loss", min_delta=1e4, patience=1, factor=0.1)
    trained(model, epochs=3, callbacks=[plateau])
    assert float(model.optimizer.learning_rate) < 1e-4


def logs(path):
    seen = []
    each = callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(logs["kl"]))
    trained(small(), epochs=2, callbacks=[callbacks.CSVLogger(path / "log.csv"), each])
    header, *lines = (path / "log.csv").read_text().splitlines()
    assert header.startswith("epoch,kl,loss,reconstruction") and len(lines) == len(seen) == 2


def backup(path):
    class Stop(callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 1:
                raise KeyboardInterrupt

    keep = dict(epochs=2, shuffle=False, verbose=0)
    whole, cut, again = small(), small(), small()
    expected = whole.fit(IMAGES, **keep).history["loss"]
    with pytest.raises(KeyboardInterrupt):
        cut.fit(IMAGES, **keep, callbacks=[callbacks.BackupAndRestore(path / "b"), Stop()])
    found = again.fit(IMAGES, **keep, callbacks=[callbacks.BackupAndRestore(path / "b")]).history["loss"]
    assert np.isclose(found, expected[1:], rtol=1e-6)
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(whole.get_weights(), again.get_weights()))


def averages(_):
    model = small(keras.optimizers.Adam(1e-2, use_ema=True, ema_momentum=0.5))
    trained(model, epochs=3, validation_split=0.25, callbacks=[callbacks.SwapEMAWeights(swap_on_epoch=True)])


def not_a_number(_):
    model = small(keras.optimizers.SGD(1e30))
    history = model.fit(IMAGES, batch_size=8, epochs=3, verbose=0, callbacks=[callbacks.TerminateOnNaN()])
    assert len(history.epoch) == 1
    model = small(keras.optimizers.SGD(1e30))
    words = r"epoch 1, step [2-4]; .* not finite, first encoder/.*1e\+30"
    with pytest.raises(finite.NotFiniteError, match=words):
        model.fit(IMAGES, batch_size=8, epochs=3, verbose=0, callbacks=[finite.StopAtNaN()])
    model = small(keras.optimizers.SGD(1e30))           # the only step ruins the weights, after its loss
    with pytest.raises(finite.NotFiniteError, match="epoch 2|epoch 1"):
        model.fit(IMAGES, epochs=3, verbose=0, callbacks=[finite.StopAtNaN()])


def tensorboard(path):
    try:
        trained(small(), callbacks=[callbacks.TensorBoard(path)])
        assert any(path.rglob("events*"))
    except Exception as error:
        assert "TensorBoard is not installed" in str(error)     # and Keras says so


CALLBACKS = {"`ModelCheckpoint`": checkpoint, "`EarlyStopping`": early_stopping,
             "`LearningRateScheduler`, `ReduceLROnPlateau`": rates, "`CSVLogger`, `LambdaCallback`": logs,
             "`BackupAndRestore`": backup, "`SwapEMAWeights`": averages,
             "`TerminateOnNaN`, `finite.StopAtNaN`": not_a_number, "`TensorBoard`": tensorboard}


# ------------------------------------------------------------------------------- networks: docs/keras.md, 3

def own_networks(_):
    model = replaced(flat_encoder())
    trained(model)
    assert model.encoder.count_params() == 785 * 4
    assert model.count_params() == 785 * 4 + model.decoder.count_params()
    later = small()
    later.decoder = keras.Sequential([layers.Dense(784), layers.Reshape((28, 28, 1))])
    later.compile(keras.optimizers.Adam(1e-3), run_eagerly=True)
    trained(later)                                      # the old decoder's weights are not among them
    assert latent.encode(later, IMAGES)[0].shape == (32, 2)
    assert np.isfinite(scoring.score_elbo(later, IMAGES).elbo)
    wide = keras.Sequential([layers.Flatten(), layers.Dense(5)])
    for network, found in ((wide, r"encoder turns \(N, 28, 28, 1\) into \(N, 5\); it must be \(N, 4\)"),
                           (np.tanh, "encoder is .*; it must be a keras.Model")):
        with pytest.raises(ValueError, match=found):
            replaced(network)


def dropout(_):
    model = replaced(flat_encoder(layers.Dropout(0.9, seed=1)))
    model.compile(keras.optimizers.SGD(0.0))             # in a graph, where each part draws its own
    kls = [model.fit(IMAGES, verbose=0, shuffle=False).history["kl"][0] for _ in range(3)]
    still = [model.evaluate(IMAGES, verbose=0, return_dict=True)["kl"] for _ in range(2)]
    assert len(set(kls)) == 3 and min(kls) > 2 * still[0] and still[0] == still[1]


def regularised(_):
    model = replaced(flat_encoder(kernel_regularizer=keras.regularizers.L2(10.0)))
    model.compile(keras.optimizers.SGD(1e-3), run_eagerly=True)
    kernel = model.encoder.weights[0].numpy()
    found = model.evaluate(IMAGES, verbose=0, return_dict=True)
    penalty = found["loss"] - found["kl"] + found["reconstruction"]
    assert np.isclose(penalty, 10 * (kernel ** 2).sum(), rtol=1e-4)
    eps = tf.random.stateless_normal((32, 2), seed=(0, 0))
    with tf.GradientTape() as tape:
        loss = elbo.compute_loss(model, FLOATS, "analytic", eps)
    plain = tape.gradient(loss, model.encoder.trainable_variables[0].value)
    trained(model, shuffle=False)
    step = (kernel - model.encoder.weights[0].numpy()) / 1e-3
    assert np.allclose(step, plain + 20 * kernel, atol=2e-2)


def frozen(_):
    model = small()
    model.encoder.trainable = False
    model.compile(keras.optimizers.Adam(1e-3), run_eagerly=True)
    encoder, decoder = model.encoder.get_weights(), model.decoder.get_weights()
    model.fit(IMAGES, verbose=0)
    assert all(map(np.array_equal, encoder, model.encoder.get_weights()))
    assert all((a != b).any() for a, b in zip(decoder, model.decoder.get_weights()))


def settings(path):
    """A reader's own keras.json turns axes and types round; the networks say what they need."""
    (path / "keras.json").write_text(json.dumps({"floatx": "float64", "image_data_format": "channels_first",
                                                 "backend": "tensorflow"}))
    code = ("from cvae_lib import data, keras, load_pretrained, scoring, CVAE\n"
            "images = data.load_mnist().test.images[:32]\n"
            "assert keras.config.floatx() == 'float64'\n"
            "print(scoring.score_elbo(load_pretrained('mnist-2d'), images).elbo)\n"
            "own = CVAE(2, filters=(2, 3))\n"              # a reader's own network follows keras.json
            "flat, dense = keras.layers.Flatten(), keras.layers.Dense(4, kernel_regularizer='l2')\n"
            "own.encoder = keras.Sequential([flat, dense])\n"
            "own.compile('adam'); own.fit(images, verbose=0)\n"
            "assert dense.kernel.dtype == 'float64' and own.encode(images)[0].dtype == 'float32'\n"
            "keras.config.set_dtype_policy('mixed_float16')\n"
            "model = CVAE(2, filters=(2, 3)); model.compile('adam'); model.fit(images, verbose=0)\n"
            "assert {weight.dtype for weight in model.weights} == {'float32'}\n"
            "assert model.sample().dtype == 'float32'\n")
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False,
                           env=os.environ | {"KERAS_HOME": str(path), "PYTHONPATH": str(ROOT)})
    assert found.returncode == 0, found.stderr
    expected = scoring.score_elbo(load_pretrained("mnist-2d"), IMAGES).elbo
    assert np.isclose(float(found.stdout), expected, rtol=1e-6)


NETWORKS = {"an encoder or decoder of one's own": own_networks, "`Dropout`, `GaussianNoise`": dropout,
            "`kernel_regularizer`": regularised, "`trainable = False`": frozen,
            "`keras.json`, `set_dtype_policy`": settings}


# -------------------------------------------------------------------------------- refused: docs/keras.md, 4

class AddsLoss(layers.Layer):
    def call(self, x):
        self.add_loss(tf.reduce_sum(x))
        return x


def orphan():
    model = small()
    model.orphan = model.add_weight(shape=(3,), name="orphan")
    model.compile("adam", run_eagerly=True)
    return model


REFUSED = {
    "`compile(loss=)`, `loss_weights=`": [
        (lambda: small(compiled={"loss": "mse"}), "compile has loss='mse'"),
        (lambda: small(compiled={"loss_weights": [1]}), "compile has loss_weights=")],
    "`compile(metrics=)`, `weighted_metrics=`": [
        (lambda: small(compiled={"metrics": ["mse"]}), "compile has metrics="),
        (lambda: small(compiled={"weighted_metrics": ["mse"]}), "compile has weighted_metrics=")],
    "`LossScaleOptimizer`, `loss_scale_factor=`": [
        (lambda: small(keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD())), "scales the loss"),
        (lambda: small(keras.optimizers.SGD(loss_scale_factor=2.0)), "scales the loss")],
    "`sample_weight=`, `class_weight=`": [
        (lambda: small().fit(IMAGES, sample_weight=np.zeros(32)), "sample_weight would be passed over"),
        (lambda: small().fit(IMAGES, LABELS, class_weight={0: 1.0}), "class_weight would be passed over"),
        (lambda: small().evaluate(IMAGES, sample_weight=np.zeros(32)), "sample_weight would be"),
        (lambda: small().fit(tf.data.Dataset.from_tensors((FLOATS, LABELS, LABELS))), "sample_weight would")],
    "targets, as in `fit(x, x)`": [
        (lambda: small().fit(IMAGES, IMAGES), "a CVAE's target is the image itself"),
        (lambda: small().fit(tf.data.Dataset.from_tensors((FLOATS, FLOATS))), "target is the image itself")],
    "batches that are dicts": [
        (lambda: small().fit(tf.data.Dataset.from_tensors({"image": FLOATS, "label": LABELS})),
         "batch's images are a dict")],
    "other shapes": [
        (lambda: small().fit(IMAGES[..., 0]), r"call images\[..., None\]"),
        (lambda: small().fit(IMAGES.reshape(32, 784)), r"call images.reshape\(-1, 28, 28, 1\)"),
        (lambda: small().encode(FLOATS[0]), r"call image\[None\]"),
        (lambda: small().fit(tf.data.Dataset.from_tensors(FLOATS[:, :14])), r"have shape \(32, 14, 28, 1\)"),
        (lambda: small().fit(IMAGES[:0]), "there are no images")],
    "`BatchNormalization`": [
        (lambda: replaced(flat_encoder(layers.BatchNormalization())).fit(IMAGES), "take LayerNormalization")],
    "`add_loss`, `activity_regularizer`": [
        (lambda: replaced(flat_encoder(AddsLoss())).fit(IMAGES), "a layer adds a loss of its own"),
        (lambda: replaced(flat_encoder(activity_regularizer="l2")).fit(IMAGES), "a layer adds a loss")],
    "a variable without a gradient": [(lambda: orphan().fit(IMAGES), "does not depend on cvae.*/orphan")],
    "`dtype=`": [(lambda: small(dtype="mixed_float16"), "say with precision=")],
    "`compute_loss`": [(lambda: small().compute_loss(IMAGES), r"call elbo.compute_loss\(model, x\)")],
}


@pytest.mark.parametrize("row", METHODS | CALLBACKS | NETWORKS)
def test_a_row_that_works(row, tmp_path):
    (METHODS | CALLBACKS | NETWORKS)[row](tmp_path)


@pytest.mark.parametrize("row, work, words",
                         [(row, *case) for row, cases in REFUSED.items() for case in cases])
def test_a_row_that_is_refused(row, work, words):
    with pytest.raises((ValueError, NotImplementedError), match=words) as error:
        work()
    assert "\n" not in str(error.value)


def test_the_page_has_these_rows():
    text = (ROOT / "docs" / "keras.md").read_text(encoding="utf-8")
    tables = [re.findall(r"^\| (.+?) \|", part, re.MULTILINE)[1:] for part in text.split("\n## ")[1:]]
    rows = [row for table in tables for row in table if not row.startswith("---")]
    assert rows == [*METHODS, *CALLBACKS, *NETWORKS, *REFUSED]


# -------------------------------------------------------------------------------------- pixels and numbers

GREY = data.load_grey_sample().train.images[:32]


@pytest.mark.parametrize("work", [
    lambda model: model.fit(GREY), lambda model: model.evaluate(GREY), lambda model: model.predict(GREY),
    lambda model: model.encode(GREY), lambda model: model(GREY), lambda model: latent.encode(model, GREY),
    lambda model: elbo.compute_loss(model, GREY.astype("float32")),
    lambda model: scoring.score_elbo(model, GREY), lambda model: model.fit(GREY.astype("int32")),
    lambda model: model.encode(np.full((1, 28, 28, 1), np.nan))])
def test_pixels_that_mean_nothing_are_refused_everywhere(work):
    with pytest.raises(ValueError, match="pixels run from .* call data.binarize"):
        work(small())


def test_likelihoods_of_grey_pixels_take_them_as_they_are_stored():
    for likelihood in ("discretized_logistic", "continuous_bernoulli"):
        scores = []
        for x in (GREY, GREY.astype("int32"), GREY / np.float32(255), GREY / 255):
            model = small(likelihood=likelihood)
            found = model.evaluate(x, verbose=0, return_dict=True)
            eager = elbo.elbo_terms(model, x, "analytic", EPS).reconstruction.numpy().mean()
            scores.append([trained(model, x, shuffle=False)["loss"][0], found["kl"], eager])
        assert np.allclose(scores[1:], scores[0], rtol=1e-5)
        for wrong in (GREY.astype("float32"), IMAGES, GREY.astype("int32") - 1):
            with pytest.raises(ValueError, match="pixels "):
                small(likelihood=likelihood).fit(wrong, verbose=0)
        with pytest.raises(ValueError, match="pixels are 0 and 1"):
            scoring.score_elbo(small(likelihood=likelihood), IMAGES)


@pytest.mark.parametrize("logvar", [-200.0, 200.0, 1e30])
def test_log_variance_is_held_where_its_exp_would_overflow_and_comes_back(logvar):
    model = small(keras.optimizers.Adam(1.0))
    bias = model.encoder.weights[-1]
    bias.assign([0.0, 0.0, logvar, logvar])
    held = model.encode(FLOATS)[1].numpy()
    assert (held == np.clip(held, *LOGVAR)).all() and np.isclose(abs(held), LOGVAR[1], rtol=1e-6).all()
    for kl in elbo.KL_ESTIMATORS:
        assert np.isfinite(elbo.compute_loss(model, FLOATS, kl)).all()
    trained(model, callbacks=[finite.StopAtNaN()])
    assert abs(bias.numpy()[2:]).max() <= abs(logvar) and (abs(bias.numpy()[2:]) < abs(logvar)).any() == (
        abs(logvar) < 1e6)


def test_log_variance_that_needs_no_guard_is_left_to_the_bit():
    model = small()
    model.encoder.weights[-1].assign([0.0, 0.0, LOGVAR[0] + 1, LOGVAR[1] - 1])
    assert np.array_equal(model.encode(FLOATS)[1], model.encoder(FLOATS)[:, 2:])


def test_odd_sizes():
    assert trained(small(), IMAGES[:1], batch_size=64)["loss"]              # one image, less than a batch
    assert trained(small(), IMAGES[:13], batch_size=5)["loss"]              # a last partial batch
    one = small(kind=lambda _, **options: CVAE(1, **options))
    assert trained(one)["loss"] and latent.encode(one, IMAGES)[0].shape == (32, 1)
    for images in (np.zeros_like(IMAGES), np.ones_like(IMAGES)):
        model = small()
        model.fit(images, verbose=0)
        assert np.isfinite(scoring.score_elbo(model, images).elbo)


# -------------------------------------------------------------------------------------- drawings, recipes

SHEET = np.zeros((40, 60), np.uint8)
SHEET[8:30, 20:26] = 255
SHEET[8:12, 20:40] = 130


@pytest.mark.parametrize("form", [
    lambda sheet: sheet / 255, lambda sheet: (sheet / 255).astype("float16"),
    lambda sheet: sheet.astype("int64"), lambda sheet: sheet.astype(float), lambda sheet: sheet[..., None]])
def test_drawings_and_grey_images_of_every_type_are_understood(form):
    expected, found = data.to_mnist(SHEET), data.to_mnist(form(SHEET))
    assert found.dtype == np.uint8 and abs(found.astype(int) - expected).max() <= 1
    assert np.array_equal(data.binarize(form(SHEET)), form(data.binarize(SHEET)).astype(bool))
    drawn = [data.binarize_stochastic(x, np.random.default_rng(0)) for x in (SHEET, form(SHEET))]
    assert abs(drawn[0].mean() - drawn[1].mean()) < 1e-3 and drawn[1].any()


def test_booleans_are_black_and_white():
    assert np.array_equal(data.to_mnist(SHEET > 200), data.to_mnist(255 * (SHEET > 200)))
    assert np.array_equal(data.binarize(SHEET > 200), SHEET > 200)


@pytest.mark.parametrize("work, words", [
    (lambda: data.to_mnist(255 - SHEET), "hand in 255 - image for dark ink on light paper"),
    (lambda: data.to_mnist(1 - SHEET / 255), "hand in 1 - image"),
    (lambda: data.to_mnist(SHEET == 0), "hand in ~image"),
    (lambda: data.to_mnist(np.maximum(SHEET, 60)), r"np.clip\(image.astype\(int\) - 60, 0, None\)"),
    (lambda: data.to_mnist(np.stack([SHEET] * 3, axis=-1)), r"a 2-D image .* \(40, 60, 3\)"),
    (lambda: data.to_mnist(SHEET - 128.0), "pixels run from -128 to 127"),
    (lambda: data.to_mnist(np.where(SHEET, np.nan, 0)), "pixels run from nan"),
    (lambda: data.binarize(IMAGES), "pixels are 0 and 1, and in uint8 white is 255"),
    (lambda: data.binarize(2 * FLOATS - 1), "pixels run from -1 to 1"),
    (lambda: data.binarize(np.array(["a"])), "must hold numbers"),
    (lambda: data.make_dataset(IMAGES, 8, binarization="none"), "pixels are 0 and 1"),
    (lambda: data.make_dataset(IMAGES[:0], 8), "there are no images")])
def test_drawings_and_images_that_are_not_understood_are_refused(work, words):
    with pytest.raises(ValueError, match=words) as error:
        work()
    assert "\n" not in str(error.value)


def test_what_the_refusal_of_a_drawing_says_to_do_works():
    expected = data.to_mnist(SHEET)
    assert np.array_equal(data.to_mnist(255 - (255 - SHEET)), expected)
    assert (data.to_mnist(np.clip(np.maximum(SHEET, 60).astype(int) - 60, 0, None)) > 0).sum() > 50


def tiny(rate=1e-3, **options):
    """A recipe that trains in a second on 32 images in two batches, and these."""
    part = data.Part(IMAGES, LABELS)
    options = {"filters": (2, 3), "batch_size": 16, "epochs": 2, "learning_rate": rate} | options
    recipe = dataclasses.replace(RECIPES["tutorial_2d"], **options)
    return recipe, data.load_mnist()._replace(train=part, test=part)


def test_numbers_from_numpy_are_taken(tmp_path):
    recipe, images = tiny(np.float32(1e-3), latent_dim=np.int32(2), beta=np.ones(1)[0], epochs=tf.constant(2))
    fields = dataclasses.asdict(recipe)
    assert json.loads(json.dumps(fields)) == fields | {"filters": [2, 3], "image_shape": [28, 28, 1]}
    run = training.train(recipe, images, out=tmp_path / "a", seed=np.int64(1), epochs=np.int16(1))
    assert (run.info["seed"], run.info["epochs"]) == (1, 1) and len(run.history["epochs"]) == 1
    for wrong in (-1, 2 ** 31, 0.5):
        with pytest.raises(ValueError, match="seed is .*; it must be a whole number from 0 to 2147483647"):
            training.train(recipe, images, out=tmp_path / "b", seed=wrong)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("after, what", [(1, "loss became nan"), (2, "held-out ELBO became")])
def test_a_loss_that_is_no_number_ends_training_with_good_weights_kept(tmp_path, monkeypatch, after, what):
    """The ruinous step is the first of the second epoch, or the last, whose loss shows nothing yet."""
    recipe, images = tiny()
    rates = keras.optimizers.schedules.PiecewiseConstantDecay([after], [1e-3, 1e30])
    monkeypatch.setattr(training, "make_optimizer", lambda *_: keras.optimizers.Adam(rates))
    words = rf"{what} .*in epoch 2, step.*1e\+30.*after epoch 1 are kept"
    with pytest.raises(finite.NotFiniteError, match=words) as error:
        training.train(recipe, images, out=tmp_path / "run")
    run = runs.Run(tmp_path / "run")
    assert "\n" not in str(error.value) and str(run.path) in str(error.value)
    stopped = run.history["stopped"]
    assert (stopped["epoch"], stopped["kept"], run.history["result"]) == (2, 1, None)
    assert stopped["cause"] in str(error.value) and len(run.history["epochs"]) == 1
    kept, good = (training.prepare(recipe, 2, 2, images.train.images)[0] for _ in range(2))
    kept.load_weights(run.path / "state.weights.h5")
    good.compile(keras.optimizers.Adam(1e-3), run_eagerly=True)                 # one epoch by itself
    good.fit(data.make_dataset(IMAGES, 16, seed=0), shuffle=False, verbose=0)
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(kept.get_weights(), good.get_weights()))
    # With a rate that works it goes on, and says no more of the stop.
    works = keras.optimizers.schedules.PiecewiseConstantDecay([2], [1e-3, 1e-3])
    monkeypatch.setattr(training, "make_optimizer", lambda *_: keras.optimizers.Adam(works))
    again = training.train(recipe, images, out=tmp_path / "run", resume=True)
    assert np.isfinite(again.result["elbo"]) and "stopped" not in again.history
