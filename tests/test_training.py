"""cvae_lib.training and cvae_lib.runs: a run from recipe to folder and back."""

import dataclasses
import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import interrupted
from cvae_lib import data, elbo, machine, mnist_files, recipes, runs, scoring, tf, training

MNIST = data.load_mnist()
SMALL = data.DataSet(data.Part(MNIST.train.images[:320], MNIST.train.labels[:320]), MNIST.validation,
                     data.Part(MNIST.test.images[:100], MNIST.test.labels[:100]))
RECIPE = dataclasses.replace(recipes.RECIPES["tutorial_2d"], name="small", learning_rate=1e-3)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return training.train(RECIPE, SMALL, out=tmp_path_factory.mktemp("runs") / "a", epochs=2)


def test_the_recipes_are_the_tutorials():
    tutorial, fast = recipes.RECIPES["tutorial_2d"], recipes.RECIPES["fast_2d"]
    assert (tutorial.latent_dim, tutorial.batch_size, tutorial.learning_rate, tutorial.epochs,
            tutorial.schedule, tutorial.kl) == (2, 32, 1e-4, 10, "constant", "monte_carlo")
    assert (fast.latent_dim, fast.epochs) == (2, 10)
    assert (tutorial.weight_decay, tutorial.output_bias, tutorial.precision) == (0, "zero", "float32")
    assert "batches of 32" in str(tutorial) and "analytic KL, weight decay 0.02, output bias" in str(fast)
    older = recipes.RECIPES["tutorial_50d"]
    assert (older.latent_dim, older.batch_size, older.learning_rate, older.epochs) == (50, 100, 1e-4, 100)
    assert dataclasses.replace(older, name="tutorial_2d", latent_dim=2, batch_size=32, epochs=10) == tutorial
    with pytest.raises(dataclasses.FrozenInstanceError):
        tutorial.epochs = 3
    sprint = recipes.RECIPES["sprint_2d"]
    assert dataclasses.replace(sprint, name="fast_2d", epochs=10, batch_size=64, beta_2=0.999) == fast
    assert ", 1 epoch in batches" in str(sprint) and ", 10 epochs in batches" in str(fast)
    assert "over 0.2 epochs" in str(fast)
    assert "β₂ = 0.99" in str(sprint) and "β₂" not in str(fast) and fast.beta_2 == tutorial.beta_2 == 0.999
    assert sprint.network == tutorial.network
    fifty = recipes.RECIPES["fast_50d"]
    assert (fifty.latent_dim, fifty.output_bias) == (50, "data")
    assert "output bias from the data's mean" in str(fifty)
    with pytest.raises(ValueError, match="tutorial_2d, fast_2d, sprint_2d, tutorial_50d, fast_50d"):
        recipes.find("slow")


@pytest.mark.parametrize("field, value, says", [
    ("latent_dim", 0, "a positive whole number"), ("latent_dim", 1.5, "a positive whole number"),
    ("epochs", 0, "whole"), ("batch_size", "32", "whole"),
    ("learning_rate", 0, "a number above 0"), ("learning_rate", math.nan, "above 0"),
    ("warmup_epochs", -1, "0 or a number above it"), ("beta", math.inf, "0 or a number"),
    ("weight_decay", None, "0 or"), ("beta_2", 1, "from 0 up to"), ("final_fraction", 1.1, "from 0 to 1"),
    ("schedule", "linear", "one of constant, cosine"), ("kl", "none", "one of monte_carlo, analytic"),
    ("output_bias", "one", "one of zero, data"), ("binarization", "grey", "one of threshold, resampled"),
    ("precision", "half", "one of float32, bfloat16, auto")])
def test_a_recipe_checks_itself(field, value, says):
    with pytest.raises(ValueError, match=f"^{field} is .*; it must be .*{says}") as raised:
        dataclasses.replace(RECIPE, **{field: value})
    assert "\n" not in str(raised.value)


def test_the_schedule_is_laid_out_over_the_epochs():
    recipe = recipes.RECIPES["fast_2d"]
    for epochs in (2, 10):
        rate = training.make_optimizer(recipe, epochs, steps_per_epoch=100)._learning_rate
        values = np.array([float(rate(step)) for step in range(100 * epochs + 1)])
        assert values[0] == 0 and values.argmax() == 20 and np.isclose(values.max(), recipe.learning_rate)
        assert np.isclose(values[-1], 0.01 * recipe.learning_rate, rtol=1e-3)
        assert (np.diff(values[20:]) <= 0).all()


def test_weight_decay_shrinks_every_weight_by_the_learning_rate():
    for schedule, share in (("constant", 0.1), ("cosine", 0.0)):       # a warm-up begins at zero
        recipe = dataclasses.replace(RECIPE, learning_rate=0.1, schedule=schedule, warmup_epochs=1.0,
                                     weight_decay=0.5)
        weight = tf.Variable([4.0, -2.0])
        training.make_optimizer(recipe, 2, 10).apply_gradients([(tf.zeros(2), weight)])
        assert np.allclose(weight, [4 * (1 - 0.5 * share), -2 * (1 - 0.5 * share)])


def test_adam_has_the_recipes_beta_2():
    for beta_2, second in ((0.999, 0.001), (0.9, 0.1)):
        weight = tf.Variable([0.0])
        optimizer = training.make_optimizer(dataclasses.replace(RECIPE, beta_2=beta_2), 1, 10)
        optimizer.apply_gradients([(tf.constant([2.0]), weight)])
        assert np.isclose(float(optimizer.variables[-1][0]), 4 * second)          # the mean of squares


def test_a_recipe_begins_at_the_mean_of_the_data():
    images = SMALL.train.images
    model, optimizer = training.prepare(dataclasses.replace(RECIPE, output_bias="data"), 1, 5, images)
    assert np.isclose(float(tf.sigmoid(model.decoder.layers[-1].bias[0])), images.mean())
    assert int(optimizer.iterations) == 0
    from_zero, _ = training.prepare(RECIPE, 1, 5, images)
    assert not from_zero.decoder.layers[-1].bias.numpy().any()


@pytest.mark.parametrize("features, precision", [({"amx_bf16"}, "bfloat16"), ({"avx512_bf16"}, "bfloat16"),
                                                 ({"avx512f", "avx2"}, "float32"), (set(), "float32")])
def test_precision_follows_the_processor(monkeypatch, features, precision):
    monkeypatch.setattr(machine, "cpu_features", lambda: features)
    assert machine.fastest_precision() == precision


def test_bfloat16_trains_and_is_scored_in_float32(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "fastest_precision", lambda: "bfloat16")
    runs_in = {}
    for precision in ("float32", "auto"):
        recipe = dataclasses.replace(recipes.RECIPES["fast_2d"], name="small", precision=precision,
                                     warmup_epochs=0)
        runs_in[precision] = training.train(recipe, SMALL, out=tmp_path / precision, epochs=4)
    full, half = runs_in.values()
    assert (full.info["precision"], half.info["precision"]) == ("float32", "bfloat16")
    weights = zip(full.load_model().get_weights(), half.load_model().get_weights())
    assert any(np.abs(a - b).max() > 1e-5 for a, b in weights)           # it did compute in another precision
    assert abs(full.result["elbo"] - half.result["elbo"]) < 10 and half.result["elbo"] > -300
    score = scoring.score_elbo(half.load_model(), SMALL.test.images, seed=0)
    assert np.isclose(score.elbo, half.result["elbo"], rtol=1e-6)
    assert np.isclose(half.history["epochs"][-1]["elbo"], half.result["elbo"], atol=2)


def test_a_run_writes_its_folder(run):
    assert sorted(path.name for path in run.path.iterdir()) == [
        "frames.npz", "history.json", "model.weights.h5", "recipe.json"]
    again = runs.Run(run.path)
    assert again.recipe == RECIPE and again.info["epochs"] == 2 and again.info["train_images"] == 320
    rows = again.history["epochs"]
    assert [row["epoch"] for row in rows] == [1, 2] and rows[1]["elbo"] > rows[0]["elbo"] > -543.5
    assert all(np.isclose(row["loss"], row["kl"] - row["reconstruction"], rtol=1e-4) for row in rows)
    assert again.result["images"] == 100 and again.result["part"] == "test"
    for part in (f"{again.result['elbo']:.2f}", "recipe small", "100 images"):
        assert part in again.summary


def test_the_weights_read_back_give_the_recorded_elbo(run):
    score = scoring.score_elbo(run.load_model(), SMALL.test.images, seed=0)
    assert np.isclose(score.elbo, run.result["elbo"], rtol=1e-6)


def test_frames_are_of_one_fixed_prior_vector(run):
    frames = run.frames
    assert frames["epochs"].tolist() == [0, 1, 2]
    assert frames["samples"].shape == frames["reconstructions"].shape == (3, 16, 28, 28)
    assert (frames["originals"] == 255 * SMALL.test.images[:16, ..., 0]).all()
    eps = tf.random.stateless_normal((16, 2), seed=[0, -1])
    assert np.abs(255 * run.load_model().sample(eps).numpy()[..., 0] - frames["samples"][-1]).max() <= 0.51
    assert np.ptp(frames["samples"][0].astype(int)) < np.ptp(frames["samples"][-1].astype(int))


def test_score_has_the_right_mean_and_errors():
    keras_model, images = runs.load_pretrained("mnist-2d"), SMALL.test.images
    many = scoring.score_elbo(keras_model, images, seed=1, draws=64)
    spread = [scoring.score_elbo(keras_model, images, seed=seed, draws=2) for seed in range(24)]
    means = np.array([score.elbo for score in spread])
    assert abs(means.mean() - many.elbo) < 4 * means.std() / np.sqrt(24) + 4 * many.stderr_noise
    assert 0.6 < means.std(ddof=1) / np.mean([score.stderr_noise for score in spread]) < 1.5
    per_image = np.mean([elbo.elbo_terms(keras_model, images.astype("float32"), "analytic").elbo
                         for _ in range(20)], axis=0)
    assert np.isclose(many.stderr_images, np.std(per_image) / 10, rtol=0.1)
    again = scoring.score_elbo(keras_model, images, seed=1, draws=2)
    assert np.isclose(again.elbo, means[1], rtol=1e-6) and not np.isclose(again.elbo, means[0], rtol=1e-6)
    uneven = scoring.score_elbo(keras_model, images, seed=1, draws=64, batch_size=64)   # batches of 64 and 36
    assert abs(uneven.elbo - many.elbo) < 5 * many.stderr_noise
    with pytest.raises(ValueError, match="at least 2"):
        scoring.score_elbo(keras_model, images[:1])


def test_validation_images_are_scored_instead_of_test_images(tmp_path):
    held_out = SMALL._replace(validation=data.Part(MNIST.train.images[-50:], MNIST.train.labels[-50:]))
    run = training.train(RECIPE, held_out, out=tmp_path / "a", epochs=1)
    assert run.result["part"] == "validation" and run.result["images"] == 50


def test_nothing_is_overwritten(run, tmp_path):
    before = {path.name: path.read_bytes() for path in run.path.iterdir()}
    with pytest.raises(runs.RunError, match="exists already"):
        training.train(RECIPE, SMALL, out=run.path)
    with pytest.raises(runs.RunError, match="finished"):
        training.train(RECIPE, SMALL, out=run.path, epochs=2, resume=True)
    assert before == {path.name: path.read_bytes() for path in run.path.iterdir()}
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(runs.RunError, match="exists already"):
        training.train(RECIPE, SMALL, out=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(ValueError, match="epochs is 0"):
        training.train(RECIPE, SMALL, out=tmp_path / "b", epochs=0)


def test_grey_digits_are_refused_before_anything_is_written(tmp_path):
    grey = data.load_grey_sample()
    with pytest.raises(ValueError, match="pixels run from 0 to 255"):
        training.train(RECIPE, grey, out=tmp_path / "a")
    assert not (tmp_path / "a").exists()


REPEATS = """
import dataclasses, sys
from pathlib import Path
from cvae_lib import data, recipes, runs, training
mnist, folder = data.load_mnist(), Path(sys.argv[1])
small = data.DataSet(data.Part(mnist.train.images[:128], mnist.train.labels[:128]), mnist.validation,
                     data.Part(mnist.test.images[:50], mnist.test.labels[:50]))
recipe = dataclasses.replace(recipes.RECIPES["fast_2d"], filters=(4, 6))
def train(out, **options):
    return training.train(recipe, small, out=folder / out, epochs=3, seed=5, **options)
train("a")
for method, call, rows, final in MOMENTS:
    original, calls = getattr(runs.Run, method), []
    def interrupted(*arguments):
        calls.append(1)
        if len(calls) == call:
            raise KeyboardInterrupt
        return original(*arguments)
    setattr(runs.Run, method, interrupted)
    try:
        train("b", resume=True)
        sys.exit(f"was not interrupted at {method}")
    except KeyboardInterrupt:
        setattr(runs.Run, method, original)
    history, names = runs.Run(folder / "b").history, ("model.weights.h5", "frames.npz")
    assert history["result"] is None and len(history["epochs"]) == rows, (method, rows, history)
    assert sum((folder / "b" / name).exists() for name in names) == final, (method, rows)
train("b", resume=True)
"""
# One run, interrupted again and again: before the first frame, before the second epoch's history, frame and
# state, and before the final weights, frames and result. With each: at which call since it went on, how many
# epochs the history then holds, and how many of the final files are there.
MOMENTS = [("write_frame", 1, 0, 0), ("write_json", 3, 1, 0), ("write_frame", 1, 2, 0),
           ("write_weights", 1, 2, 0), ("write_weights", 3, 3, 0), ("pack_frames", 1, 3, 1),
           ("write_json", 1, 3, 2)]


def test_runs_repeat_to_the_bit_and_resume_exactly(tmp_path, all_cores):
    code = REPEATS.replace("MOMENTS", repr(MOMENTS))
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    first, other = (runs.Run(tmp_path / name) for name in "ab")
    assert all(map(np.array_equal, first.load_model().get_weights(), other.load_model().get_weights()))
    assert all(np.array_equal(frames, other.frames[name]) for name, frames in first.frames.items())
    assert first.result == other.result and len(other.history["epochs"]) == 3
    assert sorted(path.name for path in other.path.iterdir()) == sorted(runs.SHIPPED_FILES)


# Each situation has a process of its own. Where TensorFlow was there before, it is imported once for all of
# them, and they fork before it computes anything.
CORES = """
import os, sys
if sys.argv[1] != "cvae_lib first":
    import tensorflow
for situation in sys.argv[1:]:
    if len(sys.argv) == 2 or not os.fork():
        if situation == "computed":
            tensorflow.constant(1.0) + 1
        if situation == "chosen":
            tensorflow.config.threading.set_intra_op_parallelism_threads(3)
        if situation == "chosen before":
            os.environ["TF_NUM_INTRAOP_THREADS"] = "2"
        from cvae_lib import machine, tf
        print(machine.set_up(), tf.config.threading.get_intra_op_parallelism_threads(), flush=True)
        os._exit(0)
    assert os.wait()[1] == 0, situation
"""


def parts_and_threads(*situations):
    if len(situations) > 1 and not hasattr(os, "fork"):
        return [each for situation in situations for each in parts_and_threads(situation)]
    command = [sys.executable, "-c", CORES, *situations]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_cores_are_shared_by_parts_unless_the_reader_decided(all_cores):
    shared = f"{min(4, machine.cores())} 1"
    assert parts_and_threads("cvae_lib first") == [shared]
    found = parts_and_threads("tensorflow first", "computed", "chosen", "chosen before")
    assert found == [shared, "1 0", "1 3", "1 0"]


def test_one_thread_must_come_first():
    tf.constant(1.0) + 1
    with pytest.raises(RuntimeError, match="too late"):
        machine.use_one_thread()


def test_resume_wants_the_same_run(tmp_path):
    interrupted.train(0, RECIPE, SMALL, out=tmp_path / "a", epochs=2)
    with pytest.raises(runs.RunError, match="its seed is 0 and 1 was asked for"):
        training.train(RECIPE, SMALL, out=tmp_path / "a", epochs=2, seed=1, resume=True)
    with pytest.raises(runs.RunError, match="not finished"):
        runs.Run(tmp_path / "a").load_model()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "notes.txt").write_text("mine")
    with pytest.raises(runs.RunError, match="holds no recipe.json"):
        training.train(RECIPE, SMALL, out=tmp_path / "b", resume=True)
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["notes.txt"]


def test_resume_begins_where_there_is_nothing(run, tmp_path):
    begun = training.train(RECIPE, SMALL, out=tmp_path / "c", epochs=2, resume=True)
    assert begun.result == run.result


def test_frames_are_appended(run, tmp_path):
    begun = runs.create(tmp_path / "a", run.info)
    frames = np.random.default_rng(0).integers(0, 256, (4, 3, 16, 28, 28), np.uint8)
    for epoch in (0, 1, 2, 1):          # the last: epochs 1 and 2 are done again
        begun.write_frame(epoch, frames[epoch])
    with open(begun.path / "frames.raw", "ab") as file:
        file.write(b"half a frame")      # the process was killed
    assert begun.frames["epochs"].tolist() == [0, 1]
    begun.write_frame(2, frames[3])
    shown = begun.frames
    assert np.array_equal(shown["samples"], frames[[0, 1, 3], 0])
    assert np.array_equal(shown["originals"], frames[0, 2])
    begun.pack_frames()
    (begun.path / "frames.raw").unlink()
    assert all(np.array_equal(shown[name], values) for name, values in begun.frames.items())


def test_a_run_that_lost_its_frames_is_not_resumed(tmp_path):
    interrupted.train(1, RECIPE, SMALL, out=tmp_path / "a", epochs=2)
    (tmp_path / "a" / "frames.raw").unlink()
    with pytest.raises(runs.RunError, match="frames.raw: holds fewer epochs"):
        training.train(RECIPE, SMALL, out=tmp_path / "a", epochs=2, resume=True)


def test_damaged_runs_are_refused(run, tmp_path):
    def copy(name, **files):
        shutil.copytree(run.path, tmp_path / name)
        for file, content in files.items():
            (tmp_path / name / file.replace("_", ".", 1)).write_bytes(content)
        return tmp_path / name
    with pytest.raises(runs.RunError, match="no such folder"):
        runs.Run(tmp_path / "none")
    with pytest.raises(runs.RunError, match="recipe.json"):
        runs.Run(copy("b", recipe_json=b"{"))
    with pytest.raises(runs.RunError, match="is not a recipe"):
        runs.Run(copy("c", recipe_json=b'{"recipe": {"name": "x"}}'))
    folder = copy("d", frames_npz=b"PK")
    (folder / "model.weights.h5").write_bytes((folder / "model.weights.h5").read_bytes()[:20_000])
    with pytest.raises(runs.RunError, match="damaged"):
        runs.Run(folder).load_model()
    with pytest.raises(runs.RunError, match="frames.npz: is damaged"):
        _ = runs.Run(folder).frames


@pytest.mark.parametrize("name, low, high", [
    ("mnist-2d", -151, -147), ("mnist-2d-tutorial", -159, -154),
    ("mnist-50d", -75.5, -74), ("mnist-50d-tutorial", -79.8, -76.9)])
def test_shipped_runs_are_what_they_say(name, low, high):
    run = runs.pretrained_run(name)
    assert (run.recipe, run.data) == (recipes.RECIPES[runs.SHIPPED[name][0]], runs.SHIPPED[name][1])
    assert run.info["train_images"] == 60_000 and run.result["images"] == 10_000
    assert low < run.result["elbo"] < high
    assert run.info["epochs"] == run.recipe.epochs
    assert len(run.history["epochs"]) == run.recipe.epochs == len(run.frames["epochs"]) - 1
    images = MNIST.test.images[:1_000]
    score = scoring.score_elbo(run.load_model(), images, draws=2)
    assert abs(score.elbo - run.result["elbo"]) < 4 * score.stderr_images      # of the images left out


def test_a_changed_weight_file_is_noticed(monkeypatch, tmp_path):
    shutil.copytree(runs.PRETRAINED, tmp_path / "p")
    monkeypatch.setattr(runs, "PRETRAINED", tmp_path / "p")
    assert runs.load_pretrained("mnist-2d").latent_dim == 2
    path = tmp_path / "p" / "mnist-2d" / "model.weights.h5"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(runs.RunError, match=r"model\.weights\.h5: is not the file that was shipped"):
        runs.load_pretrained("mnist-2d")
    path.unlink()
    with pytest.raises(runs.RunError, match="is not the file that was shipped"):
        runs.load_pretrained("mnist-2d")
    with pytest.raises(runs.RunError, match="no such shipped run"):
        runs.load_pretrained("mnist-3d")


def test_newest_takes_full_runs_only(monkeypatch, tmp_path, run):
    monkeypatch.setenv("CVAE_RUNS_DIR", str(tmp_path))
    assert runs.newest("tutorial_2d").path == runs.PRETRAINED / "mnist-2d-tutorial"
    recipe = recipes.RECIPES["tutorial_2d"]
    assert runs.new_folder(recipe) == tmp_path / "tutorial_2d-001"
    shutil.copytree(run.path, tmp_path / "tutorial_2d-001")                 # a small one
    (tmp_path / "tutorial_2d-002").mkdir()                                  # no run at all
    assert runs.newest("tutorial_2d").path == runs.PRETRAINED / "mnist-2d-tutorial"
    shutil.copytree(runs.PRETRAINED / "mnist-2d-tutorial", tmp_path / "tutorial_2d-003")
    assert runs.newest("tutorial_2d").path == tmp_path / "tutorial_2d-003"
    info = json.loads((tmp_path / "tutorial_2d-003" / "recipe.json").read_text())
    (tmp_path / "tutorial_2d-003" / "recipe.json").write_text(json.dumps(info | {"data": "fashion_mnist"}))
    assert runs.newest("tutorial_2d").path == runs.PRETRAINED / "mnist-2d-tutorial"
    assert [other.path.name for other in runs.finished("tutorial_2d", "fashion_mnist")] == ["tutorial_2d-003"]
    with pytest.raises(runs.RunError, match="tutorial_2d on fashion_mnist: no such run ships"):
        runs.newest("tutorial_2d", "fashion_mnist")
    (tmp_path / "tutorial_2d-003" / "recipe.json").write_text(json.dumps(info | {"part": "validation"}))
    assert runs.newest("tutorial_2d").path == runs.PRETRAINED / "mnist-2d-tutorial"
    assert runs.new_folder(recipe) == tmp_path / "tutorial_2d-004"


def test_results_are_plain_json(run):
    text = (run.path / "history.json").read_text()
    assert {"states": {}} | json.loads(text) == run.history and "NaN" not in text


def test_training_on_resampled_digits(tmp_path, monkeypatch):
    grey = data.load_grey_sample()
    arrays = {"x_train": grey.train.images, "y_train": grey.train.labels,
              "x_test": grey.test.images, "y_test": grey.test.labels}
    monkeypatch.setattr(mnist_files, "find", lambda name, download: arrays)
    recipe = dataclasses.replace(RECIPE, binarization="resampled", output_bias="data")
    mnist = data.load("mnist", recipe.binarization)
    assert mnist.train.images.max() == 255 and set(np.unique(mnist.test.images)) == {0, 1}
    again = data.load("mnist", recipe.binarization)
    assert np.array_equal(mnist.test.images, again.test.images)         # drawn once and kept
    run = training.train(recipe, out=tmp_path / "a", epochs=2)
    rows = run.history["epochs"]
    assert rows[1]["loss"] < rows[0]["loss"] < 300 and "resampled binarization" in str(run.recipe)
    bias = training.prepare(recipe, 1, 5, mnist.train.images)[0].decoder.layers[-1].bias.numpy()
    assert np.isclose(1 / (1 + np.exp(-bias[0])), grey.train.images.mean() / 255, rtol=1e-3)


def test_large_images_get_a_stage_more():
    assert RECIPE.for_images((64, 40, 3)).network == RECIPE.network | {
        "image_shape": (64, 40, 3), "filters": (32, 64, 64)}
    assert RECIPE.for_images((32, 48, 1)).filters == (32, 64)
    four = dataclasses.replace(RECIPE, image_shape=(64, 64, 1), filters=(8,) * 4)
    assert four.for_images((48, 48, 1)).filters == (8,) * 4


def test_a_recipe_finds_its_own_batch():
    wide = dataclasses.replace(recipes.RECIPES["fast_2d"], filters=(512, 512))
    assert 1.1 < training.memory_gb(wide) < 1.4             # 1.23 GB were measured
    assert training.within(wide) == wide
    half = training.within(wide, 1.2)
    assert half.batch_size == 32 and training.memory_gb(half) <= 1.2 < training.memory_gb(wide)
    with pytest.raises(ValueError, match=r"needs 0.8 GB for batches of one image, and 0.5 are allowed"):
        training.within(wide, 0.5)


@pytest.mark.parametrize("fields, complaint", [
    ({"likelihood": "discretized_logistic"}, "is for 8-bit pixels; binarization must be 'none'"),
    ({"binarization": "none"}, "which is for pixels of 0 or 1"), ({"classes": -1}, "0, 2 or more")])
def test_recipes_that_contradict_themselves(fields, complaint):
    with pytest.raises(ValueError, match=complaint):
        dataclasses.replace(RECIPE, **fields)


def test_images_that_a_recipe_is_not_for():
    with pytest.raises(ValueError, match=r"for images of shape \(32, 32, 1\) and these have \(28, 28, 1\)"):
        training.train(dataclasses.replace(RECIPE, image_shape=(32, 32, 1)), SMALL, out="never-made")
    with pytest.raises(ValueError, match="each image needs a label from 0 to 4"):
        training.train(dataclasses.replace(RECIPE, classes=5), SMALL, out="never-made")
    assert not Path("never-made").exists()


def test_a_run_in_colour_with_labels_goes_on_to_the_bit(tmp_path):
    rng = np.random.default_rng(0)
    part = data.Part(rng.integers(0, 256, (96, 16, 18, 3), np.uint8), np.arange(96) % 3)
    images = data.DataSet(part, data.Part(part.images[:0], part.labels[:0]), part, name="noise")
    recipe = dataclasses.replace(RECIPE, image_shape=(16, 18, 3), filters=(4, 8), classes=3, batch_size=32,
                                 likelihood="discretized_logistic", binarization="none", output_bias="data")
    whole = training.train(recipe, images, out=tmp_path / "a", epochs=3)
    interrupted.train(1, recipe, images, out=tmp_path / "b", epochs=3)
    resumed = training.train(recipe, images, out=tmp_path / "b", epochs=3, resume=True)
    assert all(map(np.array_equal, whole.load_model().get_weights(), resumed.load_model().get_weights()))
    assert whole.result == resumed.result and whole.recipe == recipe and whole.info["data"] == "noise"
    eps = tf.random.stateless_normal((16, 2), seed=[0, -1])
    drawn = whole.load_model().given(np.arange(16) % 3).sample(eps)             # one class after the other
    assert whole.frames["samples"].shape == (4, 16, 16, 18, 3)
    assert np.array_equal(whole.frames["samples"][-1], np.rint(255 * drawn))
    assert np.array_equal(whole.frames["originals"], part.images[:16])
    other = images._replace(name="other noise")
    with pytest.raises(runs.RunError, match="its data is noise and other noise was asked for"):
        runs.create(tmp_path / "c", whole.info)
        training.train(recipe, other, out=tmp_path / "c", epochs=3, resume=True)
