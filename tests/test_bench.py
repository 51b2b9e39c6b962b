"""benchmarks/: the sides are the same network, and the report says what the results say."""

import ast
import dataclasses
import json
import math
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import naps
from cvae_lib import data, evaluation, machine, quadrature, recipes, results, runs, tf, training

# isort: split
import tensorflow_probability as tfp  # after cvae_lib, which sets TensorFlow up only if it imports it first

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import bench  # noqa: E402
import classroom  # noqa: E402
import driver  # noqa: E402
import elbos  # noqa: E402
import layers  # noqa: E402
import other_images  # noqa: E402
import recorded  # noqa: E402
import scaling_out  # noqa: E402
import search  # noqa: E402
import sides  # noqa: E402
import speed  # noqa: E402
import tried  # noqa: E402
import waiting  # noqa: E402

MNIST = data.load_mnist()
MACHINE = {"cores": 2, "processor": "x", "features": [], "python": "3", "versions": {"tensorflow": "2"}}


def test_imports_go_one_way():
    def imported(name):
        tree = ast.parse((BENCHMARKS / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name in files)
            elif isinstance(node, ast.ImportFrom) and node.module in files:
                yield node.module

    files = {path.stem for path in BENCHMARKS.glob("*.py")}
    below = {"driver": set(), "tables": set(), "sides": set()}
    while len(below) < len(files):
        ready = {name for name in files - set(below) if set(imported(name)) <= set(below)}
        assert ready, f"a circle among {sorted(files - set(below))}"
        below |= dict.fromkeys(ready)
    assert not any(list(imported(name)) for name in ("driver", "tables", "sides"))


# ------------------------------------------------------------------------------------------------ sides

@pytest.mark.parametrize("name", "abc")
def test_every_side_is_the_tutorials_network_and_learns(name):
    if name == "c" and not driver.installed("torch"):
        pytest.skip("PyTorch is an optional extra and is not installed")
    side = sides.SIDES[name](MNIST.train.images[:960], MNIST.test.images[:500], 3)
    figures = []
    side.train(lambda: figures.append(side.evaluate()))
    assert len(figures) == 3 and -543 < figures[0] < figures[-1] < -150
    weights = (lambda part: part.parameters()) if name == "c" else lambda part: part.trainable_variables
    networks = (side.encoder, side.decoder)
    assert [sum(math.prod(weight.shape) for weight in weights(part)) for part in networks] == [28_036, 41_953]


def test_side_d_is_another_network_by_the_same_recipe():
    side = sides.Dense(MNIST.train.images[:960], MNIST.test.images[:500], 3)
    assert side.model.count_params() == 470_036 and side.recipe == recipes.RECIPES["fast_2d"]
    biases = side.model.decoder.trainable_variables[-1].numpy()
    white = MNIST.train.images[:960].mean(axis=0).ravel()
    some = (white > 0.01) & (white < 0.99)
    assert np.allclose(1 / (1 + np.exp(-biases[some])), white[some], atol=1e-5) and biases.min() > -7
    side.train(lambda: None)
    assert side.evaluate() > -230


def test_the_sides_are_held_to_avx2_alike(monkeypatch):
    monkeypatch.setenv("TF_ENABLE_ONEDNN_OPTS", "1")
    some = MNIST.train.images[:32]
    sides.Tutorial(some, some, 1)
    assert "TF_ENABLE_ONEDNN_OPTS" not in os.environ            # TensorFlow's own choice
    for name, value in bench.AVX2.items():
        monkeypatch.setenv(name, value)
    sides.Tutorial(some, some, 1)
    assert os.environ["TF_ENABLE_ONEDNN_OPTS"] == "0"
    taken = bench.measurements_avx2({"speed": {"a float32": [1], "b float32": [2], "c float32": [1]}})
    assert {"run a", "wait b float32 0", "wait c", "speed"} <= set(taken) and "wait b bfloat16 0" not in taken
    assert taken["wait c"][1] == ("c", "float32")


def test_one_decode_a_tile_and_batches_draw_the_same_plane():
    tutorial, fast = (sides.SIDES[name](MNIST.train.images[:64], MNIST.test.images[:64], 1) for name in "ab")
    fast.model.encoder.set_weights(tutorial.encoder.get_weights())
    fast.model.decoder.set_weights(tutorial.decoder.get_weights())
    picture = tutorial.manifold(3)
    by_tile = picture.reshape(3, 28, 3, 28).transpose(2, 1, 0, 3)[::-1]     # there z₁ goes down
    assert np.allclose(by_tile.reshape(84, 84), fast.manifold(3), atol=1e-6) and np.ptp(picture) > 0


def test_a_schedule_ends_with_the_last_epoch():
    side, calls = sides.Fast(MNIST.train.images[:960], MNIST.test.images[:100], 2), []
    side.train(lambda: calls.append(int(side.optimizer.iterations)))
    assert calls == [side.steps, 2 * side.steps]
    rate = float(side.optimizer.learning_rate)
    assert np.isclose(rate, side.recipe.final_fraction * side.recipe.learning_rate, rtol=0.05)


def test_side_a_has_the_bound_of_the_library():
    from cvae_lib import CVAE, elbo

    images = MNIST.test.images[:500]
    side, model, x = sides.Tutorial(images, images, 1), CVAE(2), images.astype("float32")
    model.encoder.set_weights(side.encoder.get_weights())
    model.decoder.set_weights(side.decoder.get_weights())
    tf.random.set_seed(0)
    theirs = float(side.loss(x))
    tf.random.set_seed(0)
    assert np.isclose(theirs, float(elbo.compute_loss(model, x, "monte_carlo")), atol=0.02)


# In a file of its own, for what a side's process imports counts.
LOOK = """
import sys
import speed

def at_threads(turn, rounds, make, environment, wanted):
    def look():
        found = [sys.modules["tensorflow"].config.threading.get_intra_op_parallelism_threads()]
        found += [sys.modules["cvae_lib.machine"].set_up()] if "cvae_lib.machine" in sys.modules else []
        assert found == wanted, (found, wanted)
        turn()

    speed.train_on_request(look, rounds, make, "float32", environment, 64)
"""


def test_only_the_librarys_side_shares_the_cores_in_its_way(monkeypatch, tmp_path, all_cores):
    (tmp_path / "look.py").write_text(LOOK)
    monkeypatch.syspath_prepend(tmp_path)
    import look

    times = driver.take_turns(look.at_threads, {
        "a": (partial(sides.Tutorial, autotune=False), {}, [0]),
        "b": (sides.Fast, {}, [1, min(4, machine.cores())]),
        "whole": (*speed.PACES["each operation on all cores"], [0, 1])}, 1)
    assert all(len(seconds) == 1 and seconds[0] > 0 for seconds in times.values()) and len(times) == 3


# --------------------------------------------------------------------------------------------- measuring

def test_turns_are_taken_by_all():
    times = driver.take_turns(naps.nap, {"a": (0.02,), "b": (0.08,)}, 2)
    assert {name: len(seconds) for name, seconds in times.items()} == {"a": 2, "b": 2}
    assert min(times["a"]) >= 0.02 and min(times["b"]) >= 0.08
    decoded = driver.take_turns(speed.decode_on_request, {"b": (sides.Fast, 3)}, 1)
    assert len(decoded["b"]) == 1 and decoded["b"][0] > 0


def test_a_side_that_fails_ends_the_turns():
    with pytest.raises(EOFError):
        driver.take_turns(naps.nap, {"a": (-1,)}, 1)


def test_a_schedule_is_scored_once_and_a_loop_after_every_epoch(monkeypatch):
    monkeypatch.setattr(waiting, "digits", lambda: (MNIST.train.images[:128], MNIST.test.images[:100]))
    once, every = waiting.wait("b", "float32"), waiting.wait("a", "float32", 2)
    assert once["epochs"] == recipes.RECIPES["sprint_2d"].epochs == 1
    assert len(once["rows"]) == 1 and len(every["rows"]) == 2
    for row in once["rows"] + every["rows"]:
        assert -700 < row["elbo"] < -200 and row["train"] > 0 and row["evaluate"] > 0
    assert 0.1 < once["peak_gb"] < 10
    with pytest.raises(SystemExit, match="speed first"):
        waiting.wait("b", speed.fastest("b", {}))
    rates = {"b float32": [1, 2, 3], "b bfloat16": [3, 4, 1], "a float32": [9]}
    assert speed.fastest("b", {"speed": rates}) == "bfloat16"


DRIVEN = """
import os, sys
from pathlib import Path
sys.path.insert(0, {benchmarks!r})
import driver

def process():
    from cvae_lib import tf
    return os.getpid(), tf.config.threading.get_inter_op_parallelism_threads()

def nothing():
    return None

def environment():
    return os.environ["ONE"]

def fail():
    raise ValueError("no luck")

def report(path):
    print("reported", path.name)

def measurements(found):
    return {{"one": (process, ()), "two": (process, ()), "left out": (nothing, ()), "three": (fail, ()),
            "where": (environment, ())}}

if __name__ == "__main__":
    os.environ["ONE"] = "before"
    here = Path(__file__).parent
    parts = {{name: driver.Part(here / (name + ".json"), measurements, (process,), {{"ONE": name}})
             for name in ("results", "more")}}
    driver.drive(parts, report, "")
"""


def test_the_driver_keeps_what_is_done_and_goes_on(tmp_path):
    def run(*options):
        return subprocess.run([sys.executable, script, *options], capture_output=True, text=True)

    script, file, more, other = (tmp_path / name for name in
                                 ("driven.py", "results.json", "more.json", "other.json"))
    script.write_text(DRIVEN.format(benchmarks=str(BENCHMARKS)))
    for path in (file, more, other):
        path.write_text('{"measurements": {}}')
    assert "reported results.json" in run("--only", "one|two|left").stdout
    done = json.loads(file.read_text())["measurements"]
    assert set(done) == {"one", "two"}
    (one, threads), (two, also) = (done[name]["result"] for name in ("one", "two"))
    assert one != two and threads == also == 1                  # the numbers of two processes
    failed = run()
    assert failed.returncode and "no luck" in failed.stderr
    assert "three failed; the same command goes on from here" in failed.stderr
    assert json.loads(file.read_text())["measurements"] == done
    assert "reported other.json" in run("--results", other, "--only", "one").stdout
    assert list(json.loads(other.read_text())["measurements"]) == ["one"]
    assert "reported more.json" in run("more", "--only", "where").stdout
    assert json.loads(more.read_text())["measurements"]["where"]["result"] == "more"
    assert "reported results.json" in run("--report").stdout
    assert json.loads(file.read_text())["measurements"] == done


# -------------------------------------------------------------------------------------------- reporting

def waited(epochs, *rows, precision="float32"):
    rows = [dict(zip(("train", "evaluate", "elbo"), row)) for row in rows]
    return {"precision": precision, "epochs": epochs, "rows": rows, "peak_gb": 1}


def scored(elbo, precision):
    return {"elbo": elbo, "precision": precision, "peak_gb": 1}


def test_the_summary():
    found = bench.summary({
        "run a": waited(10, *((10.0, 2.0, elbo) for elbo in (-170, -157.03, -157.01, -156))),
        "wait b float32 0": waited(2, (10.0, 2.0, -157.0)),
        "wait b float32 1": waited(2, (12.0, 2.0, -156.0)),
        "wait b bfloat16 0": waited(2, (10.0, 2.0, -157.1), precision="bfloat16"),
        **{f"elbo fast_2d 10 bfloat16 {seed}": scored(-150 + 0.1 * seed, "bfloat16") for seed in range(5)},
        **{f"elbo fast_2d 10 float32 {seed}": scored(-150, "float32") for seed in range(6)},
        **{f"dense fast_2d 10 0.008 {seed}": {"elbo": -140 - seed} for seed in range(2)}},
        {"speed": {"a float32": [3.0]}})
    assert found["dense"] == {"fast_2d 10 0.008": [-140, -141]}
    assert found["avx2"]["speed"] == {"a float32": [3.0]}
    waits = found["waiting"]
    assert waits["a float32"] == {"epochs": 3, "seconds": [36], "training": [30], "elbo": [-157.01]}
    assert waits["b float32"] == {
        "epochs": 2, "seconds": [12, 14], "training": [10, 12], "elbo": [-157, -156]}
    assert waits["b bfloat16"] is None              # not reached
    pair = found["bfloat16_minus_float32"]
    assert np.isclose(pair["mean"], 0.2)
    assert np.isclose(pair["half_width"], 2.776 * 0.1581 / 5 ** 0.5, rtol=0.01)


def test_the_report_has_what_was_measured_and_nothing_else():
    assert "# " not in bench.text({"Here": ("", MACHINE, {})}, {}).replace("# What the", "")
    text = bench.text({"Here": ("As it is.\n\n", MACHINE, {
        "run a": waited(10, (90.0, 10.0, -157.0)), "wait b float32 0": waited(1, (8.0, 2.0, -156.0)),
        "layers float32": {"layers": {"encoder: 28": (2.0, 20.0), "decoder: 2": (6.0, 60.0)}, "step": 10.0,
                           "matrix": 20.0}})}, {
        **{f"elbo fast_2d 10 float32 {seed}": scored(elbo, "float32")
           for seed, elbo in enumerate((-148.5, -149.5))},
        **{f"sprint_2d β₂ = 0.95 {seed}": {"elbo": -154.0 - seed, "seconds": 20} for seed in range(3)},
        **{f"fast_2d {name} {seed}": {"elbo": elbo + seed, "training elbo": elbo + 2, "seconds": 20}
           for name, elbos in (("as it is", [-149] * 3), ("β₂ = 0.99", [-148, -148.5, -147.5]),
                               ("weight decay 0.1", [-148, -148]))
           for seed, elbo in enumerate(elbos)}})
    assert "| this library, float32 | 1 | 10.0 | 10.0 | 8.0 | 11.2 |" in text
    assert "| all layers | 8.00 | 10 | 50% |" in text and "alone take 80% of the time" in text
    assert "| `fast_2d` | 10 | float32 | 2 | -149.00 | 0.71 | -148.50, -149.50 |" in text
    assert "| β₂ = 0.95 | 20 | -155.00 | -156.0 | -154.0, -155.0, -156.0 |" in text
    # The half width of three pairs: 4.30 times 0.5 / √3. What lacks a seed is left out.
    assert "| β₂ = 0.99 | -147.00 | -146.00 | +1.00 ± 1.24 | -148.0, -147.5, -145.5 |" in text
    assert "weight decay 0.1" not in text and "Each lever alone" not in text and "Held to AVX2" not in text


def test_another_sitting_is_reported_beside_its_file(tmp_path):
    rates = {f"{side} float32": [100.0, 200.0] for side in "abde"}          # e is no longer a side
    path, page = tmp_path / "here.json", BENCHMARKS / "README.md"
    driver.write(path, {"machine": MACHINE, "measurements": {"speed": {"result": rates}}})
    before = page.read_bytes()
    bench.report(path)
    text = path.with_suffix(".md").read_text(encoding="utf-8")
    assert "| this library, float32 | 150 (100 to 200) | 1.00" in text and text.count(", float32 |") == 3
    assert page.read_bytes() == before


def test_what_is_committed_is_what_was_measured():
    parts = {name: driver.read(part.path) for name, part in bench.PARTS.items()}
    measured = {name: driver.found(content) for name, content in parts.items()}
    for name, part in bench.PARTS.items():
        assert set(part.measurements(measured[name])) == set(measured[name]), name
    text = bench.whole_text(parts)
    assert (BENCHMARKS / "README.md").read_text(encoding="utf-8") == text and "not reached" not in text
    shipped = bench.summary(measured["sides"] | bench._untimed(measured), measured["avx2"])
    assert results.benchmark() == json.loads(json.dumps(shipped))
    for content in parts.values():
        for name in {"tutorial_2d", "fast_2d", "fast_50d", "sprint_2d"} & set(content["recipes"]):
            # of today, not of an earlier day
            assert recipes.Recipe(**content["recipes"][name]) == recipes.RECIPES[name]
    assert "avx512_bf16" in parts["sides"]["machine"]["features"]


def test_what_a_class_needs_is_what_was_measured():
    sitting = driver.read(classroom.RESULTS)
    found = driver.found(sitting)
    assert set(found) == set(classroom.measurements()) and len(found["class"]["memory"]) == 30
    part = classroom.PAGE.read_text(encoding="utf-8").split(classroom.BEGIN)[1].split(classroom.END)[0]
    assert part.strip() == classroom.text(sitting["machine"], found).strip()


def test_kernels_of_a_class_see_the_same(monkeypatch):
    monkeypatch.setattr(classroom.time, "sleep", lambda _: None)
    row = classroom.kernels(2, 0)
    assert len(row["seconds"]) == len(row["memory"]) == 2 and all(0.1 < held < 2 for held in row["memory"])
    # The same without a library: kernels that say what they have seen, each something else.
    other = 'import json, time\nprint(json.dumps({"seconds": 1, "sum": time.time_ns()}))'
    monkeypatch.setattr(classroom, "FIRST_PICTURE", other)
    with pytest.raises(RuntimeError, match="other images or weights"):
        classroom.kernels(2, 0)


def test_a_change_is_trained_as_it_says(monkeypatch, tmp_path):
    def train(recipe, mnist, **options):
        asked.update(options, recipe=recipe, images=len(mnist.train.images))
        return type("Run", (), {"result": {"elbo": -1}})

    asked = {}
    monkeypatch.setattr(elbos, "WORK", tmp_path)
    monkeypatch.setattr(training, "train", train)
    assert elbos.validate("fast_2d", {"seed": 3, "batch_size": 32}) == {"elbo": -1}
    assert asked["recipe"] == dataclasses.replace(recipes.RECIPES["fast_2d"], batch_size=32)
    assert (asked["images"], asked["epochs"], asked["seed"]) == (55_000, 2, 3)


# -------------------------------------------------------------------------- the race, and what was tried

@pytest.fixture
def few_digits(monkeypatch):
    """The race's data, a little of it."""
    small = MNIST._replace(train=data.Part(*(array[:320] for array in MNIST.train)),
                           validation=data.Part(*(array[:100] for array in MNIST.test)))
    monkeypatch.setattr(data, "load_mnist", lambda validation: small)


ALIKE = "batches of 32, β₂ = 0.99, rate 0.006"       # what "batches grow" begins as


def test_every_candidate_differs_and_learns(monkeypatch, few_digits):
    monkeypatch.setattr(machine, "fastest_precision", lambda: "float32")
    of_its_own = {key: name for name, (change, _) in search.SPRINT.items() for key in change
                  if key not in vars(recipes.RECIPES["sprint_2d"])}
    found = [search.attempt("sprint_2d", name, 0) for name in ("sprint_2d", *of_its_own.values())]
    found += [search.attempt("sprint_2d", "sprint_2d", 1)]
    monkeypatch.setitem(search.SEARCHES, "fast_2d", (2, search.TEN_EPOCHS_2D))
    found += [search.attempt("fast_2d", name, 0)
              for name in (ALIKE, "batches grow", "rate in straight lines", "codes begin apart")]
    tried_ones = [row["elbo"] for row in found]
    assert len(set(tried_ones)) == len(tried_ones) == 11 and min(tried_ones) > -330
    assert all(row["elbo"] != row["training elbo"] > -330 and row["seconds"] > 0 for row in found)


def test_what_was_ahead_is_tried_again_from_other_seeds():
    (chosen, seeds), = search.AGAIN.values()
    assert len(seeds) == 10 and min(seeds) >= search.SEEDS
    found = {f"fast_2d {name} {seed}": {"elbo": -100.0 - seed, "training elbo": -99.0}
             for name in ("as it is", *chosen) for seed in (*range(search.SEEDS), *seeds)}
    assert found.keys() <= search.measurements().keys()
    for number, name in enumerate(chosen, 1):
        for seed in seeds:
            found[f"fast_2d {name} {seed}"]["elbo"] += 0.5 * number + 0.1 * (-1) ** seed
    compared = search.summary(found)["again"]["fast_2d"]
    assert list(compared) == ["as it is", *chosen]
    for number, name in enumerate(chosen, 1):
        mean, half = (compared[name][key] for key in ("mean", "half_width"))
        # Student's t with nine degrees of freedom, 2.262, times 0.1 · √(10 / 9) / √10
        assert np.isclose(mean, 0.5 * number) and np.isclose(half, 0.0754, atol=1e-4)
    assert compared["as it is"]["elbo"] == [-100.0 - seed for seed in seeds]
    section = search.ten_epochs_section(found)
    assert section.count(f"| {chosen[0]} |") == 2 and "| +0.50 ± 0.08 | " in section
    del found[f"fast_2d {chosen[0]} {max(seeds)}"]
    assert list(search.summary(found)["again"]["fast_2d"]) == ["as it is", chosen[1]]


def test_a_straight_rate_and_codes_that_begin_apart():
    recipe = recipes.RECIPES["fast_2d"]
    peak, last = recipe.learning_rate, recipe.final_fraction * recipe.learning_rate
    rate = search._straight(recipe, 1000, 200)
    for step, wanted in ((0, last), (100, peak / 2), (200, peak), (800, peak / 4), (1000, last)):
        assert np.isclose(rate(step), wanted)
    model, _ = training.prepare(recipe, 1, 100, MNIST.train.images)
    mean, logvar = model.encode(MNIST.test.images)
    search._apart(model, 3, -4.0)
    further, narrower = model.encode(MNIST.test.images)
    assert np.allclose(further, 3 * mean, atol=1e-5) and np.allclose(narrower, logvar - 4, atol=1e-5)


def test_a_step_of_muon_has_one_length_in_all_directions():
    recipe = recipes.RECIPES["sprint_2d"]
    kernel, bias = tf.Variable(tf.zeros((3, 3, 8, 16))), tf.Variable(tf.zeros(16))
    adam = training.make_optimizer(recipe, 1, 100)
    adam.build([kernel, bias])
    muon = search._optimizer(adam, recipe, 1, 100, 0.05, None)
    muon.iterations.assign(20)                                          # the warm-up's end
    gradient = np.random.default_rng(0).normal(size=(3, 3, 8, 16)).astype("float32") * np.arange(1, 17)
    muon.apply_gradients([(tf.constant(gradient, tf.float32), kernel), (tf.ones(16), bias)])
    lengths = np.linalg.svd(kernel.numpy().reshape(72, 16), compute_uv=False)
    assert lengths.max() / lengths.min() < 2 < np.linalg.svd(gradient.reshape(72, 16), compute_uv=False)[0]
    assert 0.6 < np.median(lengths) / (0.05 * (72 / 16) ** 0.5) < 1.3
    assert np.ptp(bias) == 0 and -recipe.learning_rate < bias[0] < 0    # by Adam


def test_what_was_tried_computes_the_same():
    shapes = ((2, 28, 28, 32), (3, 3, 1, 32), (1,), (2, 28, 28, 1))
    x, kernel, bias, back = (tf.random.stateless_normal(shape, (0, 1)) for shape in shapes)
    found = []
    for layer in (lambda: tf.nn.conv2d_transpose(x, kernel, (2, 28, 28, 1), 1, "SAME") + bias,
                  lambda: tried.in_blocks(x, kernel, bias)):
        with tf.GradientTape() as tape:
            tape.watch([x, kernel, bias])
            y = layer()
        found.append([y, *tape.gradient(y, [x, kernel, bias], output_gradients=back)])
    assert all(np.allclose(ours, theirs, rtol=1e-4, atol=1e-4) for theirs, ours in zip(*found))
    weights = []
    for side in (sides.Fast, tried.OneKernelAdam):
        side = side(MNIST.train.images[:640], MNIST.test.images[:64], 1)
        for step in range(4):                       # Keras' own, and one kernel
            side.optimizer.apply_gradients(
                [(tf.random.stateless_normal(weight.shape, (step, number)), weight)
                 for number, weight in enumerate(side.model.trainable_variables)])
        weights.append(np.concatenate([weight.ravel() for weight in side.model.get_weights()]))
        side.train(lambda: None)                    # in a graph too
    assert np.allclose(*weights, atol=1e-6) and side.evaluate() > -400


def test_layers_are_measured_with_their_products(monkeypatch):
    monkeypatch.setattr(layers, "ROUNDS", 1)
    monkeypatch.setattr(layers, "CALLS", 2)
    monkeypatch.setattr(layers, "SIDE", 64)
    found = layers.layers("float32")
    products = [13 * 13 * 9 * 32, 36 * 9 * 32 * 64, 2304 * 4,                                  # of one image
                2 * 1568, 49 * 9 * 32 * 64, 196 * 9 * 64 * 32, 784 * 9 * 32]
    times = [2, 3, 3, 3, 3, 3, 3]                   # no gradient of the images
    wanted = [2 * 64 * count * each / 1e6 for count, each in zip(times, products)]
    assert np.allclose([mflop for _, mflop in found["layers"].values()], wanted)
    assert all(ms > 0 for ms, _ in found["layers"].values()) and found["step"] > 0 and found["matrix"] > 0
    monkeypatch.setattr(layers, "CODES", 20)
    scored = layers.scoring()
    assert np.isclose(scored["mflop"], 2 * (50 * 1568 + sum(products[-3:])) / 1e6)
    assert set(scored) - {"mflop"} == set(layers.precisions())
    assert all(rate > 0 for precision in layers.precisions() for rate in scored[precision].values())


def test_sixteen_bits_leave_a_bound_where_it_was():
    model = runs.load_pretrained("mnist-50d")
    rounded = layers.in_precision(model, "bfloat16")
    assert all(map(np.array_equal, model.get_weights(), rounded.get_weights()))
    assert rounded.decoder.layers[-1].compute_dtype == "bfloat16" and model.precision == "float32"
    found = layers.moved(100, 20)
    if "bfloat16" in layers.precisions():           # 0.66 nats where the sums over pixels are rounded too
        assert abs(found["mean"]) < 0.03 and 0 < found["stderr"] < 0.03
    else:
        assert found is None


# ------------------------------------------------------------------------------------- what takes hours

def test_blocks_of_a_bound_add_up(monkeypatch):
    monkeypatch.setattr(recorded, "BLOCK", 6)
    monkeypatch.setattr(recorded, "KS", (1, 2, 6))
    blocks = {first: recorded.bound("mnist-50d", first) for first in (0, 6)}
    found = recorded.summary({f"bound mnist-50d {first}": {"date": "2026-01-01", "result": block}
                              for first, block in blocks.items()})["bound mnist-50d"]
    (model, images), values = recorded.load("mnist-50d", machine.fastest_precision()), {}
    for k in recorded.KS:
        values[k] = np.concatenate([evaluation.importance_bounds(
            model, images[first:first + 6], recorded.KS, first)[k].values for first in (0, 6)])
    for k in recorded.KS:
        row, gap = found[str(k)], values[k] - values[1]
        assert row["images"] == 12 and np.isclose(row["mean"], values[k].mean()) and row["stderr_noise"] > 0
        assert np.isclose(row["stderr_images"], values[k].std(ddof=1) / math.sqrt(12), rtol=1e-4)
        assert np.isclose(row["gap"], gap.mean(), atol=1e-4)
        assert np.isclose(row["gap_stderr"], gap.std(ddof=1) / math.sqrt(12), rtol=1e-3, atol=1e-4)


def test_the_plane_is_measured(monkeypatch):
    grid, load = quadrature.exact_log_likelihood, recorded.load

    def coarse(model, images, step=0.03, **options):
        return grid(model, images, 10 * step, **options)

    def remembered(model, images, truth, name, q):
        asked[name] = q
        return ladder(model, images, truth, name, q)

    asked, ladder = {}, recorded._ladder
    monkeypatch.setattr(recorded, "_ladder", remembered)
    monkeypatch.setattr(quadrature, "exact_log_likelihood", coarse)
    monkeypatch.setattr(recorded, "load", lambda name: (load(name)[0], load(name)[1][:4]))
    monkeypatch.setattr(recorded, "PLANE_IMAGES", 2)
    monkeypatch.setattr(recorded, "KS", (1, 5, 20))
    exact, plane, wide = recorded.exact(), recorded.plane(), recorded.wide()
    assert (exact["images"], exact["some"], plane["images"]) == (4, 2, 2)
    assert exact["finer"]["largest"] >= abs(exact["finer"]["mean"]) > 0.01 > exact["wider"]["largest"]
    assert min(plane["amortisation"]) >= 0 and max(plane["amortisation"]) > 0
    for rungs, short in ((plane[name], plane[f"short {name}"]) for name in ("encoder", "best")):
        assert rungs["1"]["mean"] <= rungs["5"]["mean"] <= rungs["20"]["mean"]
        assert np.isclose(plane["exact"] - rungs["20"]["mean"], np.mean(short), atol=1e-2)
    assert wide["bounds"]["1"]["mean"] < plane["best"]["1"]["mean"] and asked["encoder"] is None
    assert np.allclose(asked["wide"][1] - asked["best"][1], 2 * math.log(3))        # three times its σ


def test_what_is_read_from_runs(monkeypatch):
    def shipped(name):
        return lambda *_, **__: runs.pretrained_run(name)

    monkeypatch.setattr(recorded, "finished_run", shipped("mnist-50d"))
    swept = recorded.sweep(1.0)
    assert swept["kl"] == sorted(swept["kl"], reverse=True) and len(swept["kl"]) == 50
    assert np.isclose(sum(swept["kl"]), swept["rate"], rtol=1e-3)
    assert 70 < swept["rate"] + swept["distortion"] < 80            # minus the ELBO
    monkeypatch.setattr(scaling_out, "finished_run", shipped("mnist-2d"))
    assert 5 < scaling_out.batch(4, "root", 0)["kl"] < 7
    monkeypatch.setattr(other_images, "finished_run", shipped("mnist-2d"))
    assert other_images.width((32, 64), 0)["weights"] == 69_989
    monkeypatch.setattr(other_images, "finished_run", shipped("mnist-conditional"))
    monkeypatch.setattr(other_images, "CLASSIFIED", 50)
    labelled = other_images.conditional(2, 0)
    assert labelled["accuracy"] > 0.9
    assert np.isclose(labelled["elbo"] - labelled["less_log_classes"], np.log(10))
    assert np.isclose(other_images.independent_fashion(), results.recorded()["fashion"]["independent"])


def test_what_notebooks_show_is_what_was_recorded():
    measured = driver.read(recorded.RESULTS)["measurements"]
    assert set(measured) == set(recorded.measurements())
    assert results.recorded() == json.loads(json.dumps(recorded.summary(measured)))


def test_models_without_a_network_are_what_they_are_called():
    rng = np.random.default_rng(0)
    train, test = (rng.normal(size=(count, 5)) @ rng.normal(size=(5, 6)) + rng.normal(size=(count, 6))
                   for count in (400, 50))
    mean, covariance = train.mean(axis=0), np.cov(train.T)

    def bits(covariance):
        model = tfp.distributions.MultivariateNormalTriL(mean, np.linalg.cholesky(covariance))
        return -model.log_prob(test).numpy().mean() / (6 * np.log(2))

    assert np.isclose(other_images._gaussian(train, test, ridge=0.3), bits(covariance + 0.3 * np.eye(6)))
    # Probabilistic principal components from their definition: W Wᵀ + σ² I.
    values, vectors = np.linalg.eigh(covariance)
    noise = values[:4].mean()
    directions = vectors[:, 4:] * np.sqrt(values[4:] - noise)
    assert np.isclose(other_images._gaussian(train, test, dimensions=2),
                      bits(directions @ directions.T + noise * np.eye(6)))


def test_a_fitted_prior_and_the_kl_from_it():
    rng = np.random.default_rng(0)
    mean, logvar = rng.normal(size=(50, 3)) @ rng.normal(size=(3, 3)), rng.normal(size=(50, 3))
    centre, covariance = other_images._gaussian_of(mean, logvar)
    draws = mean + np.exp(0.5 * logvar) * rng.normal(size=(20_000, 50, 3))
    assert np.allclose(centre, draws.mean(axis=(0, 1)), atol=0.01)
    assert np.allclose(covariance, np.cov(draws.reshape(-1, 3).T), rtol=0.05, atol=0.05)
    tfd = tfp.distributions
    prior = tfd.MultivariateNormalTriL(centre, np.linalg.cholesky(covariance))
    expected = tfd.MultivariateNormalTriL(
        mean, np.exp(0.5 * logvar)[..., None] * np.eye(3)).kl_divergence(prior)
    assert np.allclose(other_images._kl_from(mean, logvar, centre, covariance), expected)
    # No other Gaussian is nearer to all of them on average.
    best = other_images._kl_from(mean, logvar, centre, covariance).mean()
    for other in ((centre + 0.1, covariance), (centre, 1.1 * covariance), (centre, covariance + np.eye(3))):
        assert other_images._kl_from(mean, logvar, *other).mean() > best


def test_what_notebooks_show_of_other_images():
    found = {"conditional 0": {"elbo": -3.0}, "dimensions 10": {"elbo": -2.0}, "fashion 2 0": -180.0,
             "fashion 2 1": -181.0, "fashion 50 0": -120.0, "fashion independent": 400.0,
             "width 32/64 0": {"elbo": -170.0, "weights": 1}, "width 32/64 1": {"elbo": -171.0, "weights": 1},
             "cifar": {"bits": 5.0}, "cifar baselines": {"gaussian": 4.8}}
    assert other_images.summary(found) == {
        "conditional": {"0": {"elbo": -3.0}},
        "conditional dimensions": {"2": {"elbo": -3.0}, "10": {"elbo": -2.0}},
        "fashion": {"2": {"0": -180.0, "1": -181.0}, "50": {"0": -120.0}, "independent": 400.0},
        "width": {"32/64": {"elbo": [-170.0, -171.0], "weights": 1}}, "cifar": {"bits": 5.0, "gaussian": 4.8}}


def test_an_unfinished_training_is_taken_up(monkeypatch, tmp_path):
    monkeypatch.setattr(driver, "RECORDED", tmp_path)
    recipe = dataclasses.replace(recipes.RECIPES["fast_2d"], name="short", epochs=2)
    small = MNIST._replace(**{part: data.Part(*(array[:640] for array in getattr(MNIST, part)))
                              for part in ("train", "test")})

    def stop(run):
        if run.history["epochs"]:
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        training.train(recipe, small, out=tmp_path / "short", seed=recorded.SEED, on_epoch=stop)
    assert len(runs.Run(tmp_path / "short").history["epochs"]) == 1
    run = driver.finished_run("short", recipe, small)
    weights = run.path / "model.weights.h5"
    written = weights.stat().st_mtime_ns
    assert len(run.history["epochs"]) == 2 and run.result["images"] == 640
    driver.finished_run("short", recipe, small)
    assert weights.stat().st_mtime_ns == written            # not trained again
