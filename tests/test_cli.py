"""python -m cvae_lib, as a person calls it."""

import functools
import json
import subprocess
import sys

import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image

from cvae_lib import __main__ as cli
from cvae_lib import quadrature


def call(*arguments):
    command = [sys.executable, "-m", "cvae_lib", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "a"
    done = call("train", "--recipe", "tutorial_2d", "--epochs", 1, "--seed", 3, "--images", 320,
                "--out", folder)
    assert done.returncode == 0, done.stderr
    assert "epoch 1 of 1" in done.stdout and done.stdout.splitlines()[-1].startswith("test ELBO -")
    return folder


def test_evaluate_ends_with_one_json_object(folder):
    done = call("evaluate", folder, "--json", "--images", 200, "--seed", 5)
    score = json.loads(done.stdout.splitlines()[-1])
    assert list(score) == ["elbo", "stderr_images", "stderr_noise", "images", "seed", "part"]
    assert score["part"] == "test"
    assert -543.5 < score["elbo"] < -150 and score["images"] == 200 and score["seed"] == 5
    assert 0 < score["stderr_noise"] < score["stderr_images"] < 10 and not done.stderr


def test_evaluate_in_words(capsys):
    assert cli.main(["evaluate", "mnist-2d", "--images", "300"]) == 0
    assert "300 test images" in capsys.readouterr().out


def test_evaluate_can_say_what_the_elbo_is_a_bound_of(capsys, monkeypatch):
    coarse = functools.partial(quadrature.exact_log_likelihood, step=0.06, limit=4.5)
    monkeypatch.setattr(quadrature, "exact_log_likelihood", coarse)
    assert cli.main(["evaluate", "mnist-2d", "--images", "20", "--samples", "50", "--exact", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["elbo"] < found["bound"] < found["log_likelihood"] < -80 and found["bound_samples"] == 50
    assert 0 < found["bound_stderr_noise"] < found["bound_stderr_images"]
    assert 0 < found["log_likelihood_error"] < 0.3
    assert 0.1 < found["log_likelihood_bits_per_pixel"] < found["bound_bits_per_pixel"] < 0.3
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
    (["train"], "--out"),
    (["manifold", "mnist-2d", "-o", "m.jpg"], "must end in .png"),
    (["gif", "mnist-2d", "-o", "no/such/folder/a.gif"], "no such folder"),
    (["manifold", "mnist-2d", "-o", "m.png", "--tiles", "1"], "at least 2"),
    (["dance"], "invalid choice"),
    ([], "JOB"),
])
def test_mistakes_get_one_line(arguments, complaint, capsys, monkeypatch, tmp_path):
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code
    error = capsys.readouterr().err
    assert code != 0 and complaint in error and error.count("\n") == 1 and error.startswith("cvae_lib: ")


def test_mistakes_show_no_traceback_in_a_real_shell():
    done = call("evaluate", "nowhere")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and not done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["train", "--help"], ["evaluate", "nowhere"]])
def test_these_answer_without_tensorflow(arguments):
    code = ("import sys\nfrom cvae_lib.__main__ import main\n"
            f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
            "sys.exit('tensorflow' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_info_tells_of_the_machine():
    done = call("info")
    assert done.returncode == 0 and done.stderr == ""
    for part in ("devices: CPU:0", "cores", "fastest in", "TensorFlow said", "recipes: tutorial_2d, fast_2d"):
        assert part in done.stdout, part
