"""Slips that once passed unseen: what is handed on, kept, drawn anew, or counted, each with its own test.

The values are computed here by other means, or known in closed form.
"""

import dataclasses
import inspect
import json
import math
import os
import shutil

import numpy as np
import pytest

import cvae_lib
import interrupted
from cvae_lib import __main__ as cli
from cvae_lib import (
    data,
    elbo,
    evaluation,
    figures,
    keras,
    latent,
    likelihoods,
    looking,
    machine,
    quadrature,
    recipes,
    reports,
    runs,
    scoring,
    tf,
    training,
    widgets,
)
from cvae_lib.files import weight_files, whole_files
from cvae_lib.model import CVAE

MNIST = data.load_mnist()
SMALL = data.DataSet(data.Part(MNIST.train.images[:64], MNIST.train.labels[:64]), MNIST.validation,
                     data.Part(MNIST.test.images[:20], MNIST.test.labels[:20]))
# Every field differs from the default, so that none can be forgotten unseen.
RECIPE = dataclasses.replace(recipes.RECIPES["tutorial_2d"], name="small", latent_dim=3, filters=(4, 6),
                             kl="analytic", beta=2.5, batch_size=16, learning_rate=1e-3)


# ------------------------------------------------------------------------------------ data and the plane

def test_a_grid_of_quantiles_has_both_its_ends():
    # Of tables of the normal distribution.
    assert np.allclose(latent.quantile_grid(3, 0.1, 0.7), [-1.2815515655, -0.2533471031, 0.5244005127])
    assert np.allclose(latent.quantile_grid(2), [-1.6448536270, 1.6448536270])


def test_a_pixel_at_the_threshold_is_black():
    assert data.binarize(np.array([50, 51, 52], np.uint8), 0.2).tolist() == [0, 0, 1]       # 0.2 · 255 = 51
    assert data.binarize(np.array([127, 128], np.uint8)).tolist() == [0, 1]


def order_of(**options):
    """Which of forty images, told apart by a pixel, come in which place."""
    images = np.eye(40, 784, dtype=np.uint8).reshape(40, 28, 28, 1)
    batches = data.make_dataset(images, 16, **options)
    return np.concatenate([x.numpy().reshape(-1, 784).argmax(axis=1) for x in batches]).tolist()


def test_the_order_depends_on_seed_and_epoch():
    orders = [order_of(seed=3), order_of(seed=4), order_of(seed=3, first_epoch=1, epochs=2), list(range(40))]
    assert all(sorted(order) == list(range(40)) for order in orders)
    assert len(set(map(tuple, orders))) == 4
    assert order_of(seed=3) == orders[0] and order_of() == orders[3]
    assert order_of(seed=3, epochs=2) == orders[0] + orders[2]


def test_a_drawing_is_centred_by_its_mass():
    """Its box would be centred elsewhere: nearly all of the stroke is in the upper left corner."""
    sheet = np.zeros((100, 100), np.uint8)
    sheet[:50, :50], sheet[50:, :10], sheet[:10, 50:] = 255, 255, 255
    digit = data.to_mnist(np.pad(sheet, 9))[..., 0].astype(float)
    rows, columns = (digit.sum(axis=1 - axis) @ np.arange(28) / digit.sum() for axis in (0, 1))
    boxes = [(np.flatnonzero(digit.any(axis=axis))[[0, -1]]).mean() for axis in (0, 1)]
    assert min(boxes) > 15                                          # where the middle of the box lies
    assert abs(rows - 13.5) <= 0.5 and abs(columns - 13.5) <= 0.5
    sheet[:, :] = 0
    sheet[:30, :30], sheet[30:, :3], sheet[:3, 30:] = 255, 255, 255
    digit = data.to_mnist(np.pad(sheet, 9))[..., 0]                 # its mass lies too far out for that
    assert np.flatnonzero(digit.any(axis=0))[-1] == np.flatnonzero(digit.any(axis=1))[-1] == 27


# --------------------------------------------------------------------------------------------- the model

def small_model(**options):
    keras.utils.set_random_seed(0)
    return CVAE(2, filters=(4, 6), **options)


IMAGES = MNIST.test.images[:20].astype("float32")


def test_calling_a_model_draws_a_z():
    model = small_model()
    mean, logvar = model.encode(IMAGES)
    eps = np.random.default_rng(0).normal(size=(20, 2)).astype("float32")
    z = mean + np.exp(0.5 * logvar) * eps
    assert np.allclose(model(IMAGES, eps), model.decode(z), atol=1e-5)
    drawn = [model(IMAGES).numpy() for _ in range(2)]
    assert not np.allclose(*drawn, atol=1e-3) and not np.allclose(drawn[0], model.decode(mean), atol=1e-3)


def test_every_step_of_training_draws_other_noise():
    model = small_model(seed=5)
    model.compile(optimizer=keras.optimizers.SGD(0.0))          # the weights stay: the noise shows
    found = model.fit(IMAGES, batch_size=20, epochs=3, shuffle=False, verbose=0).history["kl"]
    expected = [np.mean(elbo.elbo_terms(model, IMAGES, eps=tf.random.stateless_normal((20, 2), (5, step))).kl)
                for step in range(3)]
    assert np.allclose(found, expected, rtol=1e-4) and np.ptp(expected) > 0.01


# ---------------------------------------------------------------------------------------------- scoring

class Noisy:
    """A model whose ELBO is known: some number of each image, and ε besides."""

    likelihood, latent_dim, at_once, spread = likelihoods.LIKELIHOODS["bernoulli"], 1, 250, 40.0

    def image_elbo(self, x, eps):
        return tf.reduce_sum(x, axis=[1, 2, 3]) + self.spread * eps[:, 0]


def test_standard_errors_tell_images_from_noise():
    images, draws = MNIST.test.images[:1_000], 16
    score = scoring.score_elbo(Noisy(), images, draws=draws)
    ink = images.reshape(1_000, -1).sum(axis=1).astype(float)
    noise = Noisy.spread ** 2 / draws                   # what is left of the noise in the mean of an image
    assert score.elbo == pytest.approx(ink.mean(), abs=4 * math.sqrt(noise / 1_000))
    assert score.stderr_images == pytest.approx(math.sqrt((ink.var(ddof=1) + noise) / 1_000), rel=0.03)
    assert score.stderr_noise == pytest.approx(math.sqrt(noise / 1_000), rel=0.05)
    assert ink.std() < Noisy.spread                     # single draws would scatter by much more
    assert (score.images, score.seed) == (1_000, 0)
    assert math.isnan(scoring.score_elbo(Noisy(), images, draws=1).stderr_noise)
    other = scoring.score_elbo(Noisy(), images, seed=1, draws=1)
    assert other.elbo != scoring.score_elbo(Noisy(), images, draws=1).elbo and other.seed == 1


# ------------------------------------------------------------------------------- from recipe to folder

def trained_by_hand(recipe, images, seed, epochs):
    """The weights, by a loop of our own: initial weights, order and noise follow the seed as train says."""
    keras.utils.set_random_seed(seed)
    model = CVAE(recipe.latent_dim, filters=recipe.filters)
    optimizer, step = keras.optimizers.Adam(recipe.learning_rate), 0
    for epoch in range(epochs):
        for x in data.make_dataset(images, recipe.batch_size, seed=seed, first_epoch=epoch, epochs=epoch + 1):
            eps = tf.random.stateless_normal((len(x), recipe.latent_dim), seed=(seed, step))
            with tf.GradientTape() as tape:
                mean, logvar = model.encode(x)
                pixels = x * tf.math.log_sigmoid(logits := model.decode(mean + tf.exp(logvar / 2) * eps)) + (
                    1 - x) * tf.math.log_sigmoid(-logits)
                kl = 0.5 * tf.reduce_sum(mean ** 2 + tf.exp(logvar) - 1 - logvar, axis=1)
                loss = tf.reduce_mean(recipe.beta * kl - tf.reduce_sum(pixels, axis=[1, 2, 3]))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
            step += 1
    return model.get_weights()


@pytest.fixture(scope="module")
def by_hand():
    return trained_by_hand(RECIPE, SMALL.train.images, seed=7, epochs=2)


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The folder of a run of two epochs that was stopped after the first."""
    return interrupted.train(1, RECIPE, SMALL, out=tmp_path_factory.mktemp("runs") / "stopped",
                             epochs=2, seed=7)


@pytest.mark.parametrize("resumed", [False, True])
def test_a_run_is_what_the_recipe_and_the_seed_say(tmp_path, by_hand, stopped, resumed):
    if resumed:
        shutil.copytree(stopped, tmp_path / "run")
    run = training.train(RECIPE, SMALL, out=tmp_path / "run", epochs=2, seed=7, resume=resumed)
    weights = run.load_model().get_weights()
    start = trained_by_hand(RECIPE, SMALL.train.images, seed=7, epochs=0)
    assert max(np.abs(one - other).max() for one, other in zip(weights, start, strict=True)) > 3e-3
    assert all(np.allclose(one, other, atol=3e-5) for one, other in zip(weights, by_hand, strict=True))
    assert run.result["seed"] == 7 and [row["epoch"] for row in run.history["epochs"]] == [1, 2]


@pytest.mark.parametrize("change", [{"beta": 1.0}, {"learning_rate": 9e-4}])
def test_the_weights_tell_the_recipe(change, by_hand):
    """The comparison above would not hold for another one."""
    other = trained_by_hand(dataclasses.replace(RECIPE, **change), SMALL.train.images, seed=7, epochs=2)
    assert not all(np.allclose(one, two, atol=3e-5) for one, two in zip(other, by_hand, strict=True))


def test_a_recipe_is_handed_to_the_model_whole():
    recipe = dataclasses.replace(RECIPE, image_shape=(16, 18, 3), likelihood="discretized_logistic",
                                 binarization="none", classes=4)
    images = np.zeros((8, 16, 18, 3), np.uint8)
    model, optimizer = training.prepare(recipe, 3, 4, images, seed=7, precision="bfloat16")
    found = (model.latent_dim, model.kl, model.beta, model.seed, model.image_shape, model.classes)
    assert found == (3, "analytic", 2.5, 7, (16, 18, 3), 4)
    assert model.likelihood is likelihoods.LIKELIHOODS["discretized_logistic"]
    assert model.encoder.layers[0].compute_dtype == "bfloat16" and model.encoder.layers[0].filters == 4
    assert float(optimizer.learning_rate) == pytest.approx(1e-3)
    keras.utils.set_random_seed(7)
    assert np.array_equal(model.get_weights()[0], CVAE(**recipe.network).get_weights()[0])


@pytest.mark.parametrize("name, change", [
    ("recipe", {"recipe": dataclasses.replace(RECIPE, beta=1.0)}),
    ("seed", {"seed": 8}), ("epochs", {"epochs": 3}),
    ("data", {"images": SMALL._replace(name="others")}),
    ("train_images", {"images": SMALL._replace(train=data.Part(*(part[:32] for part in SMALL.train)))}),
    ("held_out_images", {"images": SMALL._replace(test=data.Part(*(part[:10] for part in SMALL.test)))}),
    ("part", {"images": SMALL._replace(validation=SMALL.test)}),
    ("precision", {"recipe": dataclasses.replace(RECIPE, precision="bfloat16")})])
def test_a_run_is_resumed_as_it_began_or_not_at_all(stopped, name, change):
    before = {path.name: path.read_bytes() for path in stopped.iterdir()}
    asked = {"recipe": RECIPE, "images": SMALL, "epochs": 2, "seed": 7} | change
    # Another precision is another recipe too.
    with pytest.raises(runs.RunError, match=f"cannot resume, its ({name}|recipe) is .* was asked for"):
        training.train(**asked, out=stopped, resume=True)
    assert before == {path.name: path.read_bytes() for path in stopped.iterdir()}


# ------------------------------------------------------------------------------------- what is on disk

def test_files_are_replaced_and_not_written_over(tmp_path):
    """A second name for a file keeps what was there, unless somebody wrote into it."""
    run = runs.create(tmp_path / "run", {"recipe": dataclasses.asdict(RECIPE), "seed": 0, "epochs": 1,
                                         "train_images": 64, "part": "test"})
    weights = weight_files.written(small_model())
    writes = {"a": lambda path: whole_files.write(path, b"new"),
              "b.json": lambda path: whole_files.write_json(path, {"new": 1}),
              "history.json": lambda path: run.write_json(path.name, {"new": 1}),
              "state.weights.h5": lambda path: run.write_weights(path.name, weights)}
    for name, write in writes.items():
        path = run.path / name
        path.write_bytes(b"old")
        os.link(path, run.path / "kept")
        write(path)
        assert (run.path / "kept").read_bytes() == b"old" and path.read_bytes() != b"old", name
        (run.path / "kept").unlink()
    assert json.loads((run.path / "history.json").read_text()) == {"new": 1}


def test_a_shipped_file_without_a_sum_is_refused(monkeypatch, tmp_path):
    place = tmp_path / "pretrained"
    shutil.copytree(runs.PRETRAINED / "mnist-2d", place / "mnist-2d")
    monkeypatch.setattr(runs, "PRETRAINED", place)
    sums = {f"mnist-2d/{name}": whole_files.sha256(place / "mnist-2d" / name) for name in runs.SHIPPED_FILES}
    (place / "sha256.json").write_text(json.dumps(sums))
    assert runs.pretrained_run("mnist-2d").recipe.name == "fast_2d"
    for name in runs.SHIPPED_FILES:
        others = {file: sums[file] for file in sums if not file.endswith(name)}
        (place / "sha256.json").write_text(json.dumps(others))
        with pytest.raises(runs.RunError, match=f"{name}: is not the file that was shipped"):
            runs.pretrained_run("mnist-2d")


def test_a_run_is_found_by_its_shipped_name_or_in_a_folder(monkeypatch, tmp_path, stopped):
    monkeypatch.chdir(tmp_path)
    assert runs.find("mnist-50d").path == runs.PRETRAINED / "mnist-50d"
    assert runs.find(str(stopped)).path == stopped
    shutil.copytree(stopped, tmp_path / "mnist-50d")
    assert runs.find("mnist-50d").recipe == RECIPE                  # a folder of that name comes first
    with pytest.raises(runs.RunError, match="nowhere: no such folder"):
        runs.find("nowhere")


def test_finished_runs_come_newest_first(monkeypatch, tmp_path):
    monkeypatch.setenv("CVAE_RUNS_DIR", str(tmp_path))
    for number, age in ((1, 20), (2, 0), (3, 10)):
        folder = tmp_path / f"fast_2d-00{number}"
        shutil.copytree(runs.PRETRAINED / "mnist-2d", folder)
        os.utime(folder / "recipe.json", (1e9 - age, 1e9 - age))
    assert [run.path.name[-1] for run in runs.finished("fast_2d")] == ["2", "3", "1"]
    assert runs.newest("fast_2d").path.name == "fast_2d-002"


def test_a_run_gives_back_its_images():
    images = runs.pretrained_run("mnist-2d").load_images()
    assert [len(part.images) for part in images.parts.values()] == [60_000, 0, 10_000]
    split = runs.pretrained_run("mnist-2d").load_images(validation=10)
    assert [len(part.images) for part in split.parts.values()] == [59_990, 10, 10_000]


@pytest.mark.parametrize("extra, places, words", [
    ([], None, "one frame an epoch from 0 to 10: sixteen digits decoded from one fixed prior vector"),
    (["--thin"], [0, 1, 2, 4, 6, 8, 10], "some epochs from 0 to 10: sixteen digits decoded"),
    (["--kind", "reconstructions"], None, "sixteen test digits, reconstructed")])
def test_the_shell_says_which_frames_a_gif_shows(monkeypatch, tmp_path, capsys, extra, places, words):
    asked, draw = [], figures.animation
    monkeypatch.setattr(figures, "animation", lambda *given, places: asked.append(places) or draw(
        *given, places=places))
    assert cli.main(["gif", "mnist-2d", "-o", str(tmp_path / "a.gif"), *extra]) == 0
    assert asked == [places] and words in capsys.readouterr().out


# ------------------------------------------------------------------------------------------- evaluation

class Flat:
    """A model whose μ is known: it has the variances 0.02, 0.009 and 0 over images, and σ is 1."""

    likelihood, latent_dim, at_once = likelihoods.LIKELIHOODS["bernoulli"], 3, 500

    def encode(self, x):
        sign = np.where(np.arange(len(x)) % 2, 1.0, -1.0)[:, None]
        mean = sign * np.sqrt([0.02, 0.009, 0.0]) + [0.0, 3.0, 5.0]
        return tf.constant(mean, tf.float32), tf.zeros((len(x), 3))


def test_a_unit_is_active_above_a_hundredth():
    found = evaluation.units(Flat(), MNIST.test.images[:100])
    assert np.allclose(found.variance, [0.02, 0.009, 0.0], atol=1e-5) and found.active == 1
    assert np.allclose(found.kl, [0.01, 0.5 * (9 + 0.009), 12.5], rtol=1e-4)        # ½ E[μ²], since σ is 1


def test_whoever_names_no_seed_gets_that_of_zero():
    modules = (data, elbo, evaluation, latent, quadrature, reports, scoring, training)
    seeds = {f"{module.__name__}.{name}": inspect.signature(function).parameters["seed"].default
             for module in modules for name, function in vars(module).items()
             if inspect.isfunction(function) and name[0] != "_"
             and "seed" in inspect.signature(function).parameters}
    assert seeds.pop("cvae_lib.data.make_dataset") is None          # which keeps the order
    assert len(seeds) >= 7 and set(seeds.values()) == {0}, seeds


class TwoHills:
    """A decoder whose posterior has a high hill at (2, 0), and a low one at (−2, 0) for the encoder."""

    likelihood, latent_dim, at_once = likelihoods.LIKELIHOODS["bernoulli"], 2, 500

    def encode(self, x):
        return (tf.repeat([[-2.0, 0.0]], len(x), axis=0), tf.fill((len(x), 2), -2.0))

    def decode(self, z):
        high, low = (tf.exp(-2 * tf.reduce_sum((z - [place, 0.0]) ** 2, axis=1)) for place in (2.0, -2.0))
        return tf.ones((1, 28, 28, 1)) * tf.reshape(0.1 * high + 0.05 * low - 1.0, (-1, 1, 1, 1))


def test_the_best_gaussian_is_looked_for_at_the_mode_too():
    white = np.ones((3, 28, 28, 1), np.uint8)
    exact = quadrature.exact_log_likelihood(TwoHills(), white, step=0.05, limit=5)
    assert np.allclose(exact.mode, [2, 0], atol=0.1)
    gap = quadrature.gap_parts(TwoHills(), white, exact)
    assert np.allclose(gap.mean, [2, 0], atol=0.1) and (gap.family < 1).all()
    assert (gap.amortisation > 15).all()                            # a climb from the low hill ends there


# --------------------------------------------------------------------------------------------- widgets

def test_an_answer_is_announced_when_it_is_there():
    def draw(a):
        return figures.digits(SMALL.test.images[:1], f"At {a}.")
    sliders, seen = widgets.Sliders(draw, [("a", 0, 2, 1, 0)], "One"), []
    sliders.observe(lambda change: seen.append((change["new"], sliders.said, sliders.failed)), "answered")
    for count, value in ((1, 1), (2, 2)):
        question = {"view": "a", "count": count, "bytes": [], "values": {"values": [value]}}
        sliders._handle_msg({"content": {"data": {"method": "custom", "content": question}}, "buffers": []})
    assert seen == [("a 1", "At 1.", ""), ("a 2", "At 2.", "")]


def test_a_still_plane_says_what_it_shows():
    digits = widgets.LatentPlane(small_model()).picture().description
    clothes = widgets.LatentPlane(small_model(), class_names=data.load("fashion_mnist").class_names)
    larger = widgets.LatentPlane(CVAE(2, filters=(4, 6), image_shape=(28, 32, 1)))
    assert "sees its digit at once" in digits
    assert all("sees its image at once" in other.picture().description for other in (clothes, larger))


# ------------------------------------------------------------------------------ the machine, the package

def test_cores_are_those_that_this_process_may_use(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {1, 3, 4}, raising=False)
    assert machine.cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")                    # macOS and Windows have none
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert machine.cores() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert machine.cores() == 1


def test_the_package_hands_out_what_is_asked_for_most():
    for name, there in (("CVAE", CVAE), ("load_pretrained", runs.load_pretrained), ("train", training.train),
                        ("tf", tf), ("keras", keras)):
        assert getattr(cvae_lib, name) is there
    with pytest.raises(AttributeError, match="module 'cvae_lib' has no attribute 'nothing'"):
        _ = cvae_lib.nothing


def test_look_names_the_channels_of_a_set():
    words = looking.look("mnist").words.splitlines()
    assert words[0] == "mnist: 70,000 images" and "channels: grey, 1 channel (70,000)" in words
    assert "70,000 of the images: black and white" in words
    assert "labels: 10 classes, 0 (6,903), 1 (7,877), 2 (6,990)" in "\n".join(words)       # known of MNIST
