"""benchmarks/: the sides are the same network, and the report says what the results say."""

import dataclasses
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from cvae_lib import data, evaluation, runs, training

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import bench        # noqa: E402
import levers       # noqa: E402
import recorded     # noqa: E402
import report       # noqa: E402
import sides        # noqa: E402

MNIST = data.load_mnist()


@pytest.mark.parametrize("name", sides.SIDES)
def test_every_side_is_the_tutorials_network_and_learns(name):
    if not bench.available(name):
        pytest.skip("PyTorch is an optional extra and is not installed")
    side = sides.SIDES[name](MNIST.train.images[:960], MNIST.test.images[:500], 3)
    figures = []
    side.train(lambda: figures.append(side.evaluate()))
    assert len(figures) == 3 and -543 < figures[0] < figures[-1] < -150
    weights = (lambda part: part.parameters()) if name == "c" else (lambda part: part.trainable_variables)
    assert [sum(math.prod(weight.shape) for weight in weights(part)) for part in (side.encoder, side.decoder)] == [28_036, 41_953]


def test_one_decode_a_tile_and_batches_draw_the_same_plane():
    tutorial, fast = (sides.SIDES[name](MNIST.train.images[:64], MNIST.test.images[:64], 1) for name in "ab")
    fast.model.encoder.set_weights(tutorial.encoder.get_weights())
    fast.model.decoder.set_weights(tutorial.decoder.get_weights())
    picture = tutorial.manifold(3)
    by_tile = picture.reshape(3, 28, 3, 28).transpose(2, 1, 0, 3)[::-1]         # the tutorial has z₁ down and z₂ across
    assert np.allclose(by_tile.reshape(84, 84), fast.manifold(3), atol=1e-6) and np.ptp(picture) > 0


def test_a_schedule_over_one_and_a_half_epochs():
    side, calls = sides.Fast(MNIST.train.images[:960], MNIST.test.images[:100], 1.5), []
    side.train(lambda: calls.append(int(side.optimizer.iterations)))
    assert calls == [round(1.5 * side.steps)]
    assert np.isclose(float(side.optimizer.learning_rate), 0.01 * side.recipe.learning_rate, rtol=0.05)


def test_turns_are_taken_by_all():
    times = bench.take_turns(nap, {"a": (0.02,), "b": (0.08,)}, 2)
    assert {name: len(seconds) for name, seconds in times.items()} == {"a": 2, "b": 2}
    assert min(times["a"]) >= 0.02 and min(times["b"]) >= 0.08
    trained = bench.take_turns(bench.train_on_request, {"a": (sides.UntunedTutorial, "float32", 96), "b": ("b", "float32", 96),
                                                         "d": (sides.UntunedKerasExample, "float32", 256)}, 1)
    decoded = bench.take_turns(bench.decode_on_request, {"b": ("b", 3)}, 1)
    assert all(len(seconds) == 1 and seconds[0] > 0 for seconds in [*trained.values(), *decoded.values()])


def nap(turn, rounds, seconds):
    for _ in range(rounds):
        time.sleep(seconds)
        turn()


def test_a_schedule_is_scored_once_and_a_loop_after_every_epoch(monkeypatch):
    monkeypatch.setattr(bench, "digits", lambda: (MNIST.train.images[:128], MNIST.test.images[:100]))
    once, every = bench.wait("b", "float32", None, 0), bench.wait("a", "float32", 2, 0)
    assert once["epochs"] == bench.FAST_EPOCHS and len(once["rows"]) == 1 and len(every["rows"]) == 2
    assert all(-700 < row["elbo"] < -200 and row["train"] > 0 and row["evaluate"] > 0 for row in once["rows"] + every["rows"])
    assert 0.1 < once["peak_gb"] < 10


def test_the_summary():
    def rows(*elbos):
        return [{"train": 10.0, "evaluate": 2.0, "elbo": elbo} for elbo in elbos]
    found = report.summarise({name: {"result": result} for name, result in {
        "run a": {"precision": "float32", "epochs": 10, "rows": rows(-170, -157.03, -157.01, -156), "peak_gb": 1},
        "wait b float32 0": {"precision": "float32", "epochs": 1.25, "rows": rows(-157.0), "peak_gb": 1},
        "wait b bfloat16 0": {"precision": "bfloat16", "epochs": 1.25, "rows": rows(-157.1), "peak_gb": 1},
        **{f"elbo fast_2d 10 bfloat16 {seed}": {"elbo": -150 + 0.1 * seed, "precision": "bfloat16", "peak_gb": 1} for seed in range(5)},
        **{f"elbo fast_2d 10 float32 {seed}": {"elbo": -150, "precision": "float32", "peak_gb": 1} for seed in range(6)}}.items()})
    assert found["waiting"]["a float32"] == {"epochs": 3, "seconds": [36], "training": [30], "elbo": [-157.01]}
    assert found["waiting"]["b float32"]["epochs"] == 1.25 and found["waiting"]["b bfloat16"] is None      # not reached
    pair = found["bfloat16_minus_float32"]
    assert np.isclose(pair["mean"], 0.2) and np.isclose(pair["half_width"], 2.776 * 0.1581 / 5 ** 0.5, rtol=0.01)


def test_the_report_has_what_was_measured_and_nothing_else(monkeypatch, tmp_path):
    monkeypatch.setattr(levers, "RESULTS", tmp_path / "levers.json")
    machine = {"cores": 2, "processor": "x", "features": [], "python": "3", "versions": {"tensorflow": "2"}}
    nothing = report.text(machine, report.summarise({}))
    assert "## " not in nothing.replace("# What", "")
    measured = {"run a": {"precision": "float32", "epochs": 10, "rows": [{"train": 90.0, "evaluate": 10.0, "elbo": -157.0}], "peak_gb": 2},
                "wait b float32 0": {"precision": "float32", "epochs": 2, "rows": [{"train": 8.0, "evaluate": 2.0, "elbo": -156.0}], "peak_gb": 1},
                **{f"elbo fast_2d 10 float32 {seed}": {"elbo": elbo, "precision": "float32", "peak_gb": 1}
                   for seed, elbo in enumerate((-148.5, -149.5))}}
    text = report.text(machine, report.summarise({name: {"result": row} for name, row in measured.items()}))
    assert "| fast_2d, float32 | 2 | 10.0 | 10.0 | 8.0 | 11.2 |" in text
    assert "| `fast_2d` | 10 | float32 | 2 | -149.00 | 0.71 | -148.50, -149.50 |" in text


def test_what_is_committed_is_what_was_measured():
    results = bench.read()
    found = report.summarise(results["measurements"])
    assert set(bench.measurements()) <= set(results["measurements"])
    assert set(levers.measurements()) <= set(bench.read(levers.RESULTS)["measurements"])
    assert (BENCHMARKS / "README.md").read_text(encoding="utf-8") == report.text(results["machine"], found)
    assert runs.benchmark() == json.loads(json.dumps(found))
    assert "not reached" not in report.text(results["machine"], found)
    for name in ("tutorial_2d", "fast_2d", "fast_50d"):
        assert runs.Recipe(**results["recipes"][name]) == training.RECIPES[name]       # of today, not of an earlier day


# ------------------------------------------------------------------------------------- what takes hours

def test_blocks_of_a_bound_add_up(monkeypatch):
    monkeypatch.setattr(recorded, "BLOCK", 6)
    monkeypatch.setattr(training, "use_one_thread", lambda: None)      # too late in this process
    monkeypatch.setattr(recorded, "KS", (1, 2, 6))
    blocks = [recorded.bound("mnist-50d", first) for first in (0, 6)]
    found = recorded.summary({f"bound mnist-50d {first}": {"date": "2026-01-01", "result": block} for first, block in zip((0, 6), blocks)})
    model, values = runs.load_pretrained("mnist-50d"), {}
    for k in recorded.KS:
        values[k] = np.concatenate([evaluation.importance_bounds(model, MNIST.test.images[first:first + 6], recorded.KS, first)[k].values
                                    for first in (0, 6)])
    for k in recorded.KS:
        row = found["bound mnist-50d"][str(k)]
        assert row["images"] == 12 and np.isclose(row["mean"], values[k].mean()) and row["stderr_noise"] > 0
        assert np.isclose(row["stderr_images"], values[k].std(ddof=1) / math.sqrt(12), rtol=1e-4)
        assert np.isclose(row["gap"], (values[k] - values[1]).mean(), atol=1e-4)
        assert np.isclose(row["gap_stderr"], (values[k] - values[1]).std(ddof=1) / math.sqrt(12), rtol=1e-3, atol=1e-4)


def test_what_notebooks_show_is_what_was_recorded():
    measured = bench.read(recorded.RESULTS)["measurements"]
    assert set(measured) == set(recorded.measurements())
    assert runs.recorded() == json.loads(json.dumps(recorded.summary(measured)))


def test_an_unfinished_training_is_taken_up(monkeypatch, tmp_path):
    monkeypatch.setattr(recorded, "WORK", tmp_path)
    recipe = dataclasses.replace(training.RECIPES["fast_2d"], name="short", epochs=2)
    small = MNIST._replace(**{part: data.Part(*(array[:640] for array in getattr(MNIST, part))) for part in ("train", "test")})

    def stop(run):
        if run.history["epochs"]:
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        training.train(recipe, small, out=tmp_path / "short", seed=recorded.SEED, on_epoch=stop)
    assert len(runs.Run(tmp_path / "short").history["epochs"]) == 1
    run = recorded.finished_run(recipe, small)
    written = run.path.joinpath("model.weights.h5").stat().st_mtime_ns
    assert len(run.history["epochs"]) == 2 and run.result["images"] == 640
    assert recorded.finished_run(recipe, small).path.joinpath("model.weights.h5").stat().st_mtime_ns == written   # not trained again
