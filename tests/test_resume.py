"""A run that was killed, wherever, goes on from its last whole epoch and ends as if nothing had happened."""

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys

import numpy as np
import pytest

import interrupted
from cvae_lib import data, recipes, runs, training
from cvae_lib.files import locks, whole_files

RNG = np.random.default_rng(0)
PART = data.Part(RNG.integers(0, 2, (64, 16, 16, 1), np.uint8), np.zeros(64, np.int64))
IMAGES = data.DataSet(PART, data.Part(PART.images[:0], PART.labels[:0]), PART, name="noise")
RECIPE = dataclasses.replace(recipes.RECIPES["tutorial_2d"], name="small", image_shape=(16, 16, 1),
                             filters=(4, 6), batch_size=32, learning_rate=1e-2)


def train(out, epochs=3, **options):
    return training.train(RECIPE, IMAGES, out=out, epochs=epochs, **options)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return train(tmp_path_factory.mktemp("whole") / "a")


@pytest.fixture(scope="module")
def one_epoch(tmp_path_factory):
    """A run that was interrupted after its first epoch."""
    return interrupted.train(1, RECIPE, IMAGES, out=tmp_path_factory.mktemp("one") / "a", epochs=3)


def check_alike(run, other):
    assert all(map(np.array_equal, run.load_model().get_weights(), other.load_model().get_weights()))
    assert all(np.array_equal(frames, other.frames[name]) for name, frames in run.frames.items())
    rows = ([{**row, "seconds": 0} for row in each.history["epochs"]] for each in (run, other))
    assert next(rows) == next(rows) and run.history["sha256"] == other.history["sha256"]
    assert run.result == other.result
    assert sorted(path.name for path in other.path.iterdir()) == sorted(runs.SHIPPED_FILES)


# The process forks before TensorFlow computes anything. Each child trains into the folder, on from where
# the one before it ended; one of its accesses to the folder, as Python's audit tells of them, is its last.
KILLED = """
import json, os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:2]
import test_resume as here
from cvae_lib import runs

def train(out, event="", name="", number=0):
    child = os.fork()
    if child == 0:
        seen = []
        def look(what, arguments):
            if what in ("open", "os.rename", "os.remove", "os.mkdir") and what.endswith(event):
                path = str(arguments[1 if what == "os.rename" else 0])
                if str(out) in path and path.endswith(name):
                    seen.append(path)
                    if len(seen) == number:
                        os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(look)
        code = 1
        try:
            here.train(out, resume=True)
            code = 0
        except BaseException as error:
            print(error, file=sys.stderr, flush=True)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for folder, moments in zip(sys.argv[2::2], map(json.loads, sys.argv[3::2])):
    out, kept, counts = Path(folder), [], []
    for moment in moments:
        assert train(out, *moment) == -signal.SIGKILL, moment
        rows = runs.Run(out).history["epochs"] if (out / "recipe.json").exists() else []
        assert rows[:len(kept)] == kept, moment             # an epoch that was done again took another time
        kept = rows[:-1]
        counts.append(len(rows))
    assert train(out) == 0 and runs.Run(out).history["epochs"][:len(kept)] == kept
    print(counts)
"""
# One run is killed again and again: as it makes its folder, before its first epoch's history, before the
# second epoch's frame, before the third epoch's state, before its result, and, with that, before the state is
# removed. With each: what it is about to do, for which time since it went on, and how many epochs the history
# then holds.
MOMENTS = [(("os.mkdir", "", 1), 0), (("os.rename", "history.json", 1), 0), (("open", "frames.raw", 3), 2),
           (("os.rename", "state.weights.h5", 2), 3), (("os.rename", "history.json", 2), 3),
           (("os.remove", "state.weights.h5", 1), 3)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_run_that_is_killed_while_it_writes_goes_on_to_the_bit(whole, tmp_path):
    """``python -c KILLED tests A '[["", "", 1]]' B '[["", "", 2]]'`` and so on tries all accesses."""
    moments, counts = zip(*MOMENTS)
    command = [sys.executable, "-c", KILLED, os.path.dirname(__file__), tmp_path / "a", json.dumps(moments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == list(counts)
    check_alike(whole, runs.Run(tmp_path / "a"))


def test_a_frame_that_is_half_written_is_written_anew(whole, one_epoch, tmp_path):
    shutil.copytree(one_epoch, tmp_path / "a")
    with open(tmp_path / "a" / "frames.raw", "ab") as file:
        file.write(b"half a frame")
    check_alike(whole, train(tmp_path / "a", resume=True))


def test_a_kill_before_the_recipe_is_no_dead_end(whole, tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    for name in ("part-0123456789abcdef", locks.NAME):
        (folder / name).write_text('{"recipe"')
    assert runs.is_free(folder)
    assert runs.create(shutil.copytree(folder, tmp_path / "b"), whole.info).recipe == RECIPE
    check_alike(whole, train(folder, resume=True))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "part-of-my-thesis").write_text("mine")
    with pytest.raises(runs.RunError, match="exists already"):
        train(tmp_path / "c")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["part-of-my-thesis"]


# ------------------------------------------------------------------------------------------------- writing

def test_a_file_is_written_beside_its_place_under_a_name_that_nobody_knows(tmp_path, monkeypatch):
    """And is on the disk before it takes that place."""
    happened, flush = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: happened.append(os.fstat(file).st_ino) or flush(file))
    names = set()
    for content in (b"first", b"second"):
        with whole_files.placed(tmp_path / "a") as part:
            part.write_bytes(content)
            inode = part.stat().st_ino
            names.add(part.name)
            assert (tmp_path / "a").exists() is (content == b"second")
        assert happened == [inode, tmp_path.stat().st_ino]
        assert (tmp_path / "a").read_bytes() == content and (tmp_path / "a").stat().st_ino == inode
        happened.clear()
    assert len(names) == 2 and all(map(whole_files.PART.fullmatch, names))
    with pytest.raises(KeyError), whole_files.placed(tmp_path / "a") as part:
        part.write_bytes(b"third")
        raise KeyError
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"second"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_no_link_in_a_strangers_folder_leads_the_writing_elsewhere(one_epoch, tmp_path):
    target, folder = tmp_path / "precious", tmp_path / "a"
    shutil.copytree(one_epoch, folder)
    content = (folder / "history.json").read_bytes()
    target.write_bytes(content)
    (folder / "history.json").unlink()
    for name in ("history.json", "part.history.json", "part.recipe.json", "part.state.weights.h5",
                 "model.weights.h5", "frames.npz", f"part-{'0' * 16}"):
        (folder / name).symlink_to(target)
    run = train(folder, resume=True)
    assert target.read_bytes() == content and run.load_model().latent_dim == 2
    for name in ("frames.raw", locks.NAME):             # these are not written beside their places
        shutil.copytree(one_epoch, tmp_path / name)
        (tmp_path / name / name).unlink(missing_ok=True)
        (tmp_path / name / name).symlink_to(target)
        target.write_bytes(content := bytes(30_000))
        with pytest.raises(runs.RunError, match="frames.raw: is a link|lock: cannot be written"):
            train(tmp_path / name, resume=True)
        with pytest.raises(whole_files.WriteError):
            whole_files.extend(tmp_path / name / name, 10, b"more")
        assert target.read_bytes() == content


def test_a_picture_replaces_another_in_one_step(tmp_path):
    from cvae_lib import __main__ as cli

    old = tmp_path / "old.png"
    old.write_bytes(b"old")
    os.link(old, tmp_path / "a.png")
    assert cli.main(["samples", "mnist-2d", "--count", "1", "-o", str(tmp_path / "a.png"), "--force"]) == 0
    assert old.read_bytes() == b"old" and (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "old.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_where_no_more_can_be_written_the_last_state_stays(whole, one_epoch, tmp_path):
    """Keras' own writing ends the process there."""
    import resource

    folder = tmp_path / "a"
    shutil.copytree(one_epoch, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))          # a state takes more
    try:
        with pytest.raises(runs.RunError) as raised:
            train(folder, resume=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    said = str(raised.value)
    assert said.startswith(f"{folder}/state.weights.h5: cannot be written (File too large);")
    assert "--resume" in said and "\n" not in said
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert before.keys() == after.keys() and before["state.weights.h5"] == after["state.weights.h5"]
    check_alike(whole, train(folder, resume=True))


# --------------------------------------------------------------------------------------------------- locks

def test_two_do_not_train_into_one_folder(whole, one_epoch, tmp_path):
    folder = tmp_path / "a"
    shutil.copytree(one_epoch, folder)
    refused = []

    def second(run):
        for resume in (True, False):
            with pytest.raises(runs.RunError, match="another process is training into this folder"):
                train(folder, resume=resume)
            refused.append(resume)
    check_alike(whole, train(folder, resume=True, on_epoch=second))
    assert refused == [True, False] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_dead_process_holds_nothing(tmp_path):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with runs.held(tmp_path / "a"):
                os.write(writer, b"x")
                signal.pause()
        finally:
            os._exit(1)
    os.read(reader, 1)
    with pytest.raises(runs.RunError, match="another process"), runs.held(tmp_path / "a"):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert (tmp_path / "a" / locks.NAME).exists()
    with runs.held(tmp_path / "a"):
        pass
    assert not any((tmp_path / "a").iterdir())
    os.close(reader)
    os.close(writer)
