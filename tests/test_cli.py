"""python -m cvae_lib, as a person calls it."""

import dataclasses
import functools
import json
import subprocess
import sys

import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image, ImageChops

from cvae_lib import __main__ as cli
from cvae_lib import data, elbo, evaluation, latent, quadrature, recipes, runs, scoring


def call(*arguments):
    command = [sys.executable, "-m", "cvae_lib", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "a"
    done = call("train", "--recipe", "tutorial_2d", "--filters", 4, 6, "--epochs", 1, "--seed", 3,
                "--images", 320, "--out", folder)
    assert done.returncode == 0, done.stderr
    assert "epoch 1 of 1" in done.stdout and done.stdout.splitlines()[-1].startswith("test ELBO -")
    return folder


def test_evaluate_ends_with_one_json_object(folder):
    done = call("evaluate", folder, "--json", "--images", 200, "--seed", 5)
    score = json.loads(done.stdout.splitlines()[-1])
    assert list(score) == ["elbo", "stderr_images", "stderr_noise", "images", "seed", "part", "data",
                           "likelihood", "bits_per_dimension"]
    assert score["part"] == "test" and score["data"] == "mnist"
    assert -543.5 < score["elbo"] < -150 and score["images"] == 200 and score["seed"] == 5
    assert 0 < score["stderr_noise"] < score["stderr_images"] < 10 and not done.stderr


def test_evaluate_in_words(capsys):
    assert cli.main(["evaluate", "mnist-2d", "--images", "300"]) == 0
    assert "300 test images" in capsys.readouterr().out


def coarse(monkeypatch, step):
    """Fewer points of the grid, and fewer steps towards the best Gaussian: the gap's parts add up anyhow."""
    for name, less in (("exact_log_likelihood", {"step": step, "limit": 4.5}), ("gap_parts", {"steps": 5})):
        monkeypatch.setattr(quadrature, name, functools.partial(getattr(quadrature, name), **less))


def test_evaluate_can_say_what_the_elbo_is_a_bound_of(capsys, monkeypatch):
    coarse(monkeypatch, 0.06)
    assert cli.main(["evaluate", "mnist-2d", "--images", "20", "--samples", "50", "--exact", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["elbo"] < found["bound"] < found["log_likelihood"] < -80 and found["bound_samples"] == 50
    assert 0 < found["bound_stderr_noise"] < found["bound_stderr_images"]
    assert 0 < found["log_likelihood_error"] < 0.3
    assert 0.1 < found["log_likelihood_bits_per_dimension"] < found["bound_bits_per_dimension"] < 0.3
    assert np.isclose(found["gap_family"] + found["gap_amortisation"], found["gap"],
                      atol=5 * found["stderr_noise"])
    assert found["gap_images"] == 20
    assert np.isclose(found["rate"] + found["distortion"], -found["elbo"])
    assert np.isclose(sum(found["kl_per_dimension"]), found["rate"])
    assert found["active_units"] == len(found["kl_per_dimension"]) == 2 and found["mmd2_threshold"] > 0
    assert cli.main(["evaluate", "mnist-50d", "--images", "20", "--samples", "50"]) == 0
    words = capsys.readouterr().out
    assert "bound -" in words and "of 50 units active" in words and "squared MMD" in words
    assert "{" not in words


def evaluate(capsys, *arguments):
    assert cli.main(["evaluate", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_conditional_run_is_scored_with_its_labels(capsys, monkeypatch):
    test = data.load_mnist().test
    found = evaluate(capsys, "mnist-conditional", "--images", 60, "--samples", 10)
    model, labels = runs.load_pretrained("mnist-conditional"), test.labels[:60]
    score = scoring.score_elbo(model, test.images[:60], labels=labels)
    assert found["elbo"] == pytest.approx(score.elbo, abs=1e-3)
    assert found["elbo_less_label"] == pytest.approx(score.elbo - np.log(10), abs=1e-3)
    assert found["elbo"] < found["bound"] < found["elbo"] + 10          # a wrong label costs dozens of nats
    kl = np.array(found["kl_per_dimension"])
    of_each = {label: test.images[:60][labels == label] for label in np.unique(labels)}
    codes = [latent.encode(model.given(label), images) for label, images in of_each.items()]
    mean, logvar = (np.concatenate(parts) for parts in zip(*codes))
    assert np.allclose(kl, elbo.kl_per_dimension(mean, logvar).numpy().mean(axis=0), rtol=1e-4)
    assert found["rate"] + found["distortion"] == pytest.approx(-found["elbo"])
    assert "mmd2" not in found and "active_units" not in found
    # Each bound's noise counts by the number of its images.
    bounds = [evaluation.importance_bounds(model.given(label), images, [10], seed)[10]
              for seed, (label, images) in enumerate(of_each.items())]
    noise = sum((len(bound.values) * bound.stderr_noise) ** 2 for bound in bounds) ** 0.5 / 60
    assert found["bound_stderr_noise"] == pytest.approx(noise, rel=0.01)
    assert found["bound"] == pytest.approx(sum(bound.values.sum() for bound in bounds) / 60, abs=1e-3)

    coarse(monkeypatch, 0.1)
    found = evaluate(capsys, "mnist-conditional", "--images", 2, "--draws", 16, "--exact")      # two labels
    assert found["elbo"] < found["log_likelihood"] < found["elbo"] + 15 and found["gap_images"] == 2
    assert found["gap_family"] + found["gap_amortisation"] == pytest.approx(
        found["gap"], abs=5 * found["stderr_noise"])
    assert cli.main(["evaluate", "mnist-conditional", "--images", "30"]) == 0
    words = capsys.readouterr().out
    assert words.startswith("bound on log p(x|y) -") and "less log 10 for the label: -" in words


@pytest.fixture(scope="module")
def photographs(tmp_path_factory):
    """A folder with a small CIFAR-10 of smooth colours."""
    folder, rng = tmp_path_factory.mktemp("data"), np.random.default_rng(0)

    def smooth(count):
        ramp = np.linspace(0, 1, 32)[:, None, None] * rng.random((count, 1, 1, 3)) * 255
        return np.broadcast_to(ramp, (count, 32, 32, 3)).astype(np.uint8)
    np.savez(folder / "cifar10.npz", x_train=smooth(96), y_train=np.arange(96, dtype=np.uint8) % 10,
             x_test=smooth(40), y_test=np.arange(40, dtype=np.uint8) % 10)
    return folder


def test_other_images_other_networks_other_likelihoods(photographs, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CVAE_DATA_DIR", str(photographs))
    out = tmp_path / "a"
    train = ["train", "--data", "cifar10", "--epochs", "1", "--likelihood", "discretized_logistic",
             "--filters", "4", "8", "6", "--latent-dim", "3", "--batch-size", "32", "--out", str(out)]
    assert cli.main(train) == 0
    said = capsys.readouterr().out
    assert "images of 32 × 32 × 3, filters 4/8/6, discretized logistic likelihood" in said
    assert "cifar10: 96 training, 0 validation and 40 test images" in said and "fast_2d on cifar10" in said
    run = runs.Run(out)
    assert run.recipe == dataclasses.replace(
        recipes.RECIPES["fast_2d"].for_images((32, 32, 3)), likelihood="discretized_logistic", batch_size=32,
        filters=(4, 8, 6), latent_dim=3, binarization="none") and run.data == "cifar10"
    found = evaluate(capsys, out, "--samples", 4)
    assert found["images"] == 40 and found["elbo"] == pytest.approx(run.result["elbo"], abs=0.1)
    for name in ("elbo", "bound"):
        bits = found["bits_per_dimension" if name == "elbo" else "bound_bits_per_dimension"]
        assert bits == pytest.approx(-found[name] / (32 * 32 * 3 * np.log(2)))
    assert "mmd2" in found and found["latent_dim"] == 3
    assert cli.main(["evaluate", str(out)]) == 0
    words = capsys.readouterr().out
    assert "on 40 test images of cifar10 (" in words and "bits per dimension" in words
    assert cli.main(["samples", str(out), "-o", str(tmp_path / "s.png"), "--count", "3"]) == 0
    assert cli.main(["gif", str(out), "-o", str(tmp_path / "a.gif"), "--kind", "reconstructions"]) == 0
    assert np.ptp(np.asarray(Image.open(tmp_path / "s.png").convert("RGB")), axis=-1).max() > 3     # colour
    assert iio.imread(tmp_path / "a.gif").shape == (2, 30 + 3 * 138, 3 * 138, 3)
    assert cli.main(["manifold", str(out), "-o", str(tmp_path / "m.png")]) == 1
    capsys.readouterr()
    for arguments, complaint in (
            ([out, "--exact"], "needs 2 latent dimensions"),
            ([out, "--validation", "10"], "was trained on 96 images, so the last 10")):
        assert cli.main(["evaluate", *map(str, arguments)]) == 1
        assert complaint in capsys.readouterr().err


def test_a_folder_with_a_bad_file(tmp_path, capsys):
    folder, rng = tmp_path / "own", np.random.default_rng(0)
    for number in range(40):
        (folder / f"{number % 2}").mkdir(parents=True, exist_ok=True)
        pixels = rng.integers(0, 256, (18, 16), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / f"{number % 2}" / f"{number:02}.png")
    (folder / "1" / "bad.png").write_bytes(b"no picture")
    train = ["train", "--data", str(folder), "--conditional", "--epochs", "1", "--batch-size", "16",
             "--filters", "4", "4", "--out", str(tmp_path / "a")]
    assert cli.main(train) == 1
    error = capsys.readouterr().err
    assert "bad.png" in error and "--skip-bad" in error and error.count("\n") == 1
    assert cli.main([*train, "--skip-bad"]) == 0
    run = runs.Run(tmp_path / "a")
    assert run.recipe.image_shape == (18, 16, 1) and run.recipe.classes == 2
    assert run.info["train_images"] == 36 and run.frames["originals"].shape == (16, 18, 16)      # of 4 images
    found = evaluate(capsys, tmp_path / "a", "--skip-bad")
    assert found["elbo"] == pytest.approx(run.result["elbo"]) and found["images"] == 4


def test_a_conditional_run_of_a_density(photographs, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CVAE_DATA_DIR", str(photographs))
    out = tmp_path / "a"
    assert cli.main(["train", "--data", "cifar10", "--epochs", "1", "--likelihood", "continuous_bernoulli",
                     "--conditional", "--filters", "4", "8", "--out", str(out)]) == 0
    assert "conditional on 10 classes" in capsys.readouterr().out and runs.Run(out).recipe.classes == 10
    found = evaluate(capsys, out)
    assert found["classes"] == 10 and not any("bits" in name for name in found)
    assert cli.main(["evaluate", str(out), "--exact"]) == 1
    assert "--exact needs black-and-white pixels" in capsys.readouterr().err
    assert cli.main(["evaluate", str(out), "--images", "15", "--samples", "3"]) == 1
    assert "at least two images of each label" in capsys.readouterr().err
    assert cli.main(["samples", str(out), "-o", str(tmp_path / "s.png"), "--label", "9"]) == 0
    assert "64 images of class truck" in capsys.readouterr().out
    info = json.loads((out / "recipe.json").read_text())
    (out / "recipe.json").write_text(json.dumps(info | {"data": str(tmp_path / "gone")}))
    assert cli.main(["evaluate", str(out)]) == 1
    assert "gone, and nothing is there; say where they are now with --data" in capsys.readouterr().err
    assert evaluate(capsys, out, "--data", "cifar10")["elbo"] == found["elbo"]


def test_images_that_are_not_square_and_a_recipe_made_black_and_white(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CVAE_DATA_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    rng, out = np.random.default_rng(0), tmp_path / "a"
    np.savez(tmp_path / "wide.npz", images=rng.integers(0, 2, (30, 18, 40), np.uint8) * 255)
    np.savez(tmp_path / "high.npz", images=rng.integers(0, 256, (30, 40, 18, 3), np.uint8),
             labels=np.arange(30) % 2)
    assert cli.main(["train", "--data", str(tmp_path / "wide.npz"), "--recipe", "cifar10", "--likelihood",
                     "bernoulli", "--filters", "4", "4", "--epochs", "1", "--out", str(out)]) == 0
    recipe = runs.Run(out).recipe
    assert (recipe.image_shape, recipe.binarization) == ((18, 40, 1), "threshold")
    assert evaluate(capsys, out)["images"] == 3
    assert cli.main(["train", "--data", str(tmp_path / "high.npz"), "--conditional", "--filters", "4", "4",
                     "--size", "16", "--epochs", "1", "--out", str(tmp_path / "b")]) == 0
    capsys.readouterr()
    assert evaluate(capsys, tmp_path / "b")["classes"] == 2
    assert cli.main(["samples", str(tmp_path / "b"), "--label", "1", "-o", str(tmp_path / "s.png")]) == 0
    assert "64 images of class 1" in capsys.readouterr().out
    for arguments, complaint in (
            (["evaluate", out, "--data", tmp_path / "high.npz"], "its images are of shape (40, 18, 1), and"),
            (["evaluate", tmp_path / "b", "--data", tmp_path / "wide.npz"], "has labels of 0 classes, and"),
            (["evaluate", tmp_path / "b", "--data", "mnist"], "no grey MNIST in"),  # it would be made 16 × 16
            (["train", "--data", tmp_path / "wide.npz", "--conditional", "--out", tmp_path / "c"],
             "its images have no labels")):
        assert cli.main([*map(str, arguments)]) == 1
        assert complaint in capsys.readouterr().err


def test_pictures_of_a_conditional_run(tmp_path, capsys):
    for label in ("3", "7"):
        for job in ("manifold", "samples"):
            assert cli.main([job, "mnist-conditional", "--label", label, "-o",
                             str(tmp_path / f"{job}{label}.png")]) == 0
        assert f"digits of class {label}" in capsys.readouterr().out
    for job in ("manifold", "samples"):
        three, seven = (Image.open(tmp_path / f"{job}{label}.png") for label in "37")
        assert ImageChops.difference(three, seven).getbbox()        # their descriptions differ in any case
    assert cli.main(["samples", "mnist-conditional", "-o", str(tmp_path / "s.png"), "--count", "4"]) == 0
    width, height = Image.open(tmp_path / "s.png").size
    assert height / width > 2 and "A row of digits for each label" in capsys.readouterr().out   # 10 rows of 4
    for arguments, complaint in ((["manifold", "mnist-conditional"], "say which with --label, from 0 to 9"),
                                 (["manifold", "mnist-conditional", "--label", "10"], "from 0 to 9"),
                                 (["samples", "mnist-2d", "--label", "0"], "mnist-2d is not conditional")):
        assert cli.main([*arguments, "-o", str(tmp_path / "n.png")]) == 1
        error = capsys.readouterr().err
        assert complaint in error and error.count("\n") == 1 and not (tmp_path / "n.png").exists()


def test_pictures(folder, tmp_path, capsys):
    for job, name, *options in (("manifold", "m.png", "--tiles", "5"), ("samples", "s.png", "--count", "8"),
                                ("gif", "g.gif"), ("gif", "r.gif", "--kind", "reconstructions")):
        assert cli.main([job, str(folder), "-o", str(tmp_path / name), *options]) == 0
    assert Image.open(tmp_path / "m.png").width >= 500 and Image.open(tmp_path / "s.png").text["Description"]
    assert iio.imread(tmp_path / "g.gif").shape[0] == iio.imread(tmp_path / "r.gif").shape[0] == 2
    assert (tmp_path / "g.gif").read_bytes() != (tmp_path / "r.gif").read_bytes()
    before = (tmp_path / "m.png").read_bytes()
    assert cli.main(["manifold", "mnist-2d", "-o", str(tmp_path / "m.png")]) == 1
    assert "exists already" in capsys.readouterr().err and (tmp_path / "m.png").read_bytes() == before
    assert cli.main(["manifold", "mnist-2d", "-o", str(tmp_path / "m.png"), "--force"]) == 0
    assert (tmp_path / "m.png").read_bytes() != before


@pytest.mark.parametrize("arguments, complaint", [
    (["evaluate", "nowhere"], "nowhere: no such folder"),
    (["evaluate", "tests"], "tests: holds no recipe.json"),
    (["evaluate", "mnist-2d", "--images", "20000"], "between 2 and 10000"),
    (["evaluate", "mnist-2d", "--draws", "1"], "at least 2"),
    (["evaluate", "mnist-2d", "--samples", "1"], "at least 2"),
    (["train", "--recipe", "slow", "--out", "x"], "slow: no such recipe"),
    (["train", "--epochs", "ten", "--out", "x"], "'ten' is not a whole number"),
    (["train", "--validation", "60000", "--out", "x"], "validation is 60000"),
    (["train", "--seed", str(2 ** 31), "--out", "x"], "is not a whole number"),
    (["evaluate", "mnist-2d", "--validation", "100"], "were not held out"),
    (["evaluate", "mnist-50d", "--exact"], "needs 2 latent dimensions"),
    (["evaluate", "mnist-2d", "--data", "nowhere"], "nowhere: no such"),
    (["train", "--data", "nowhere", "--out", "x"], "nowhere: no such"),
    (["train", "--likelihood", "gaussian", "--out", "x"], "invalid choice: 'gaussian'"),
    (["train", "--filters", "8", "8", "8", "8", "8", "--out", "x"], "no more stages than 28 pixels"),
    (["train", "--filters", "--out", "x"], "expected at least one argument"),
    (["train", "--latent-dim", "0", "--out", "x"], "'0' is not a whole number from 1 to 4096"),
    (["train", "--colour", "--grey", "--out", "x"], "not allowed with"),
    (["train", "--likelihood", "discretized_logistic", "--out", "x"], "no grey MNIST in"),
    (["train"], "--out"),
    (["manifold", "mnist-2d", "-o", "m.jpg"], "must end in .png"),
    (["gif", "mnist-2d", "-o", "no/such/folder/a.gif"], "no such folder"),
    (["manifold", "mnist-2d", "-o", "m.png", "--tiles", "1"], "whole number from 2 to 100"),
    (["dance"], "invalid choice"),
    ([], "JOB"),
])
def test_mistakes_get_one_line(arguments, complaint, capsys, monkeypatch, tmp_path):
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CVAE_DATA_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))         # no set but those that ship
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code
    error = capsys.readouterr().err
    assert code != 0 and complaint in error and error.count("\n") == 1 and error.startswith("cvae_lib: ")


def test_mistakes_show_no_traceback_in_a_real_shell():
    done = call("evaluate", "nowhere")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and not done.stdout


@pytest.mark.parametrize("arguments", [
    ["--help"], ["train", "--help"], ["evaluate", "nowhere"], ["evaluate", "mnist-50d", "--exact"],
    ["evaluate", "mnist-2d", "--validation", "100"], ["train", "--filters", "8", "8", "8", "8", "--out", "x"],
    ["evaluate", "mnist-conditional", "--images", "15", "--samples", "3"],
    ["manifold", "mnist-conditional", "-o", "x.png"]])
def test_these_answer_without_tensorflow(arguments):
    code = ("import sys\nfrom cvae_lib.__main__ import main\n"
            f"try:\n    code = main({arguments!r})\nexcept SystemExit as stop:\n    code = stop.code\n"
            f"sys.exit('tensorflow' in sys.modules or code != {int('--help' not in arguments)})")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_info_tells_of_the_machine():
    done = call("info")
    assert done.returncode == 0 and done.stderr == ""
    for part in ("devices: CPU:0", "cores", "fastest in", "TensorFlow said", "recipes: tutorial_2d, fast_2d",
                 "Fashion-MNIST, binarised: 60000", "sets: mnist", "likelihoods: bernoulli"):
        assert part in done.stdout, part
