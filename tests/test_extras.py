"""What packages that the course does not install are for: decoders as ONNX, histories for TensorBoard.

Tests that need such a package run where it is installed.
"""

import json
import resource
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from cvae_lib import __main__ as cli
from cvae_lib import exporting, extras, latent, load_pretrained, runs, tf
from cvae_lib.model import CVAE

ROOT = Path(__file__).parent.parent
HERE = {extra: all(map(find_spec, names)) for extra, names in extras.EXTRAS.items()}
needs = {extra: pytest.mark.skipif(not here, reason=f"the extra {extra} is not installed")
         for extra, here in HERE.items()}
ENDINGS = [".tflite", pytest.param(".onnx", marks=needs["export"])]
MODELS = {"2 dimensions": lambda: load_pretrained("mnist-2d"),
          "conditional": lambda: load_pretrained("mnist-conditional"),
          "colour, conditional": lambda: CVAE(3, filters=(4, 6, 5), image_shape=(18, 22, 3), classes=4,
                                              likelihood="discretized_logistic"),
          "a density": lambda: CVAE(2, filters=(4, 6), image_shape=(16, 40, 1),
                                    likelihood="continuous_bernoulli")}


def decoded(path, **inputs):
    """What the file makes of inputs, by the names that the page gives them."""
    if path.suffix == ".onnx":
        import onnxruntime

        session = onnxruntime.InferenceSession(path)
        assert [given.name for given in session.get_inputs()] == list(inputs)
        return session.run(None, inputs)[0]
    interpreter = tf.lite.Interpreter(model_path=str(path))
    return interpreter.get_signature_runner()(**inputs)["output_0"]


# --------------------------------------------------------------------------------------------- export

@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", MODELS)
def test_a_decoder_in_a_file_decodes_as_python_does(kind, ending, tmp_path):
    model, path = MODELS[kind](), tmp_path / f"decoder{ending}"
    kernel = model.decoder.layers[-1].kernel
    kernel.assign(1000 * kernel if abs(kernel).numpy().max() < 0.5 else kernel)   # more than an even grey
    assert 0 <= exporting.decoder(model, path) <= 1e-4
    for count in (1, 7):
        z = np.random.default_rng(count).standard_normal((count, model.latent_dim)).astype(np.float32)
        labels = {"label": np.arange(count, dtype=np.int32)[::-1] % model.classes} if model.classes else {}
        expected = latent.decode(model.given(labels["label"]) if labels else model, z)
        found = decoded(path, z=z, **labels)
        assert found.shape == (count, *model.image_shape) == expected.shape
        assert abs(found - expected).max() < 1e-4 and found.min() >= 0 and 0.2 < np.ptp(found) <= 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_export_from_a_shell(ending, tmp_path, capsys):
    out = tmp_path / f"decoder{ending}"
    job = ["export", "mnist-conditional", "-o", str(out)]
    assert cli.main(job) == 0
    said, content = capsys.readouterr(), out.read_bytes()
    assert said.out.startswith(f"{out}: z (N, 2) and label (N,), from 0 to 9, to pixels (N, 28, 28, 1)")
    assert not said.err and [path.name for path in tmp_path.iterdir()] == [out.name]
    assert cli.main(["export", "mnist-2d", "-o", str(out)]) == 1
    assert "exists already" in capsys.readouterr().err and out.read_bytes() == content
    assert cli.main(["export", "mnist-2d", "-o", str(out), "--force"]) == 0
    assert "z (N, 2) to pixels" in capsys.readouterr().out and out.read_bytes() != content


class Random(CVAE):
    """Decodes otherwise at every call."""

    def decode(self, z, apply_sigmoid=False, y=None):
        pixels = super().decode(z, apply_sigmoid, y)
        return pixels + 0.01 * tf.cast(tf.timestamp() * 1e3 % 97, tf.float32)


class Strange(CVAE):
    """Decodes with an operation that neither format has."""

    def decode(self, z, apply_sigmoid=False, y=None):
        return tf.math.igamma(1 + abs(super().decode(z, apply_sigmoid, y)), 1.0)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind, words", [(Random, "pixels would differ|cannot be converted"),
                                         (Strange, "cannot be converted")])
def test_a_file_that_decodes_otherwise_is_not_written(kind, words, ending, tmp_path):
    path = tmp_path / f"decoder{ending}"
    path.write_bytes(b"before")
    with pytest.raises(exporting.ExportError, match=rf"({words}).*nothing was written$") as error:
        exporting.decoder(kind(2, filters=(4, 6)), path)
    assert "\n" not in str(error.value) and path.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_difference_above_the_tolerance_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "TOLERANCE", 1e-9)       # float32 differs by more
    with pytest.raises(exporting.ExportError, match="by up to .*e-0[67], and 1e-09 is allowed; nothing was"):
        exporting.decoder(load_pretrained("mnist-2d"), tmp_path / "decoder.tflite")
    assert not list(tmp_path.iterdir())


def test_what_is_missing_is_named_in_one_line(tmp_path, capsys, monkeypatch):
    for name in ("onnxruntime", "tf2onnx", "tensorboard"):
        monkeypatch.setitem(sys.modules, name, None)        # as if it were not installed
    if find_spec("onnx") is None:
        monkeypatch.setitem(extras.EXTRAS, "export", ("onnxruntime", "tf2onnx"))
    for job, words in ((["export", "mnist-2d", "-o", str(tmp_path / "a.onnx")],
                        "needs onnxruntime, tf2onnx, which the course does not install; call: python -m pip "
                        "install onnxruntime tf2onnx\n"),
                       (["train", "--tensorboard", "--out", str(tmp_path / "a")],
                        "--tensorboard needs tensorboard, which")):
        assert cli.main(job) == 1
        error = capsys.readouterr().err
        assert words in error and error.count("\n") == 1 and not list(tmp_path.iterdir())


def test_the_extras_are_those_of_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra, names in extras.EXTRAS.items():
        assert sorted(line.split(">")[0] for line in project["optional-dependencies"][extra]) == sorted(names)


# ---------------------------------------------------------------------------------------- TensorBoard

def figures(folder):
    """``{tag: {epoch: value}}`` of all that TensorBoard finds in a folder; no figure is there twice."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util.tensor_util import make_ndarray

    events = EventAccumulator(str(folder), {"tensors": 0}).Reload()
    found = {}
    for tag in events.Tags()["tensors"]:
        pairs = [(event.step, float(make_ndarray(event.tensor_proto))) for event in events.Tensors(tag)]
        found[tag] = dict(pairs)
        assert len(found[tag]) == len(pairs)
    return found


def expected(run):
    tags = {"train/loss": "loss", "train/reconstruction": "reconstruction", "train/kl": "kl",
            f"{run.info['part']}/elbo": "elbo"}
    rows = run.history["epochs"]
    return {tag: {row["epoch"]: pytest.approx(row[name], rel=1e-6) for row in rows}
            for tag, name in tags.items()}


TRAIN = ["train", "--recipe", "tutorial_2d", "--filters", "2", "3", "--images", "64", "--validation", "40",
         "--epochs", "3"]


@needs["tensorboard"]
def test_a_run_that_was_cut_and_resumed_has_every_epoch_once(tmp_path, capsys, monkeypatch):
    from cvae_lib import summaries

    plain, cut = tmp_path / "plain", tmp_path / "cut"
    assert cli.main([*TRAIN, "--out", str(plain)]) == 0
    write = summaries.Summaries.__call__

    def killed(self, run):                  # after the epoch's state, before its summary
        if len(run.history["epochs"]) == 2:
            raise KeyboardInterrupt
        write(self, run)
    monkeypatch.setattr(summaries.Summaries, "__call__", killed)
    assert cli.main([*TRAIN, "--out", str(cut), "--tensorboard"]) == 1
    monkeypatch.setattr(summaries.Summaries, "__call__", write)
    found = figures(cut / "logs")
    assert list(found["validation/elbo"]) == [1]
    assert cli.main([*TRAIN, "--out", str(cut), "--tensorboard", "--resume"]) == 0
    assert figures(cut / "logs") == expected(runs.Run(cut))
    # The logs change nothing: neither the weights nor what the folder is taken for.
    assert (cut / "model.weights.h5").read_bytes() == (plain / "model.weights.h5").read_bytes()
    runs.Run(cut).check()
    assert {path.name for path in cut.iterdir()} == {path.name for path in plain.iterdir()} | {"logs"}
    capsys.readouterr()
    assert cli.main(["evaluate", str(cut), "--json", "--images", "50"]) == 0
    assert cli.main([*TRAIN, "--out", str(cut), "--tensorboard"]) == 1
    assert "exists already" in capsys.readouterr().err


@needs["tensorboard"]
def test_of_several_workers_the_chief_alone_writes(tmp_path):
    out = tmp_path / "run"
    done = subprocess.run([sys.executable, "-m", "cvae_lib", *TRAIN[:-1], "1", "--local-workers", "2",
                           "--tensorboard", "--out", str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert figures(out / "logs") == expected(runs.Run(out))
    assert len(list((out / "logs").iterdir())) == 1


@needs["tensorboard"]
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    from cvae_lib import summaries

    for name in ("file", "full"):
        shutil.copytree(runs.PRETRAINED / "mnist-2d", tmp_path / name)
    (tmp_path / "file" / "logs").write_text("mine")
    full = summaries.Summaries()
    history = json.loads((tmp_path / "full" / "history.json").read_text())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.raises(runs.RunError, match=r"file/logs: cannot be written \(Not a dir.*\); mend") as error:
        summaries.Summaries()(runs.Run(tmp_path / "file"))
    assert "\n" not in str(error.value) and (tmp_path / "file" / "logs").read_text() == "mine"
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        with pytest.raises(runs.RunError, match=r"full/logs: cannot be written \(.*--resume") as error:
            full(runs.Run(tmp_path / "full"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "\n" not in str(error.value)
    assert json.loads((tmp_path / "full" / "history.json").read_text()) == history


# ------------------------------------------------------------------- a machine's own settings: docs/keras.md

ODD = """
import importlib.metadata, sys
from importlib.metadata import PackageNotFoundError
find = importlib.metadata.distribution
def other(name):        # as with tensorflow-cpu or a nightly: TensorFlow is there, under another name
    if name == "tensorflow":
        raise PackageNotFoundError(name)
    return find(name)
importlib.metadata.distribution = other
importlib.metadata.version = lambda name: other(name).version
from cvae_lib import keras
from cvae_lib.__main__ import main
assert keras.config.floatx() == "float64" and keras.config.image_data_format() == "channels_first"
keras.config.set_dtype_policy("mixed_bfloat16")
for job in ("info", "export mnist-2d -o a.tflite", "evaluate nowhere",
            "train --filters 2 3 --images 64 --validation 40 --epochs 2 --out run"):
    print(job.split()[0], main(job.split()))
assert sys.stderr is not None
"""


def test_jobs_work_with_another_tensorflow_keras_json_and_policy_and_without_stderr(tmp_path):
    (tmp_path / "keras.json").write_text(json.dumps({"floatx": "float64", "backend": "tensorflow",
                                                     "image_data_format": "channels_first"}))
    command = ["sh", "-c", 'exec "$0" -c "$1" 2>&-', sys.executable, ODD]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "KERAS_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)})
    said = done.stdout
    assert (done.returncode, done.stderr) == (0, ""), said
    assert f"\ntensorflow {tf.__version__}\n" in said and "\nexport 0\n" in said and "epoch 2 of 2" in said
    assert "\ntrain 0\n" in said and "\nevaluate 1\n" in said and "no such folder" not in said
    assert json.loads((tmp_path / "run" / "history.json").read_text())["result"]


def test_an_error_does_not_stand_among_the_results_where_there_is_no_stderr():
    shell = ["sh", "-c", 'exec "$0" -m cvae_lib evaluate nowhere 2>&-', sys.executable]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
