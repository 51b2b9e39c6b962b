"""Damaged files, strange ones and strangers': each is refused in one line that names it."""

import contextlib
import copy
import dataclasses
import io
import json
import os
import pickle
import shutil
import signal
import struct
import sys
import zipfile

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interrupted
from cvae_lib import __main__ as cli
from cvae_lib import data, packed, recipes, runs, training
from cvae_lib.files import whole_files

EPOCHS = 3
TRAIN = ("train", "--recipe", "tutorial_2d", "--filters", "4", "6", "--batch-size", "32",
         "--epochs", str(EPOCHS), "--resume")


def many(examples):
    """The same examples at every call, so that a run of the tests does not depend on chance."""
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A set, a packed set, a finished run, and one that was interrupted after its second epoch."""
    folder, rng = tmp_path_factory.mktemp("good"), np.random.default_rng(0)
    images = rng.integers(0, 256, (80, 16, 16), np.uint8)
    np.savez(folder / "set.npz", images=images, labels=np.arange(80) % 3)
    packed.pack(folder / "set.npz", folder / "packed", shard_images=40)
    small = data.load(folder / "set.npz")
    recipe = dataclasses.replace(recipes.RECIPES["tutorial_2d"].for_images((16, 16, 1)), filters=(4, 6),
                                 batch_size=32)
    training.train(recipe, small, out=folder / "run", epochs=EPOCHS)
    interrupted.train(2, recipe, small, out=folder / "begun", epochs=EPOCHS)
    return folder


@pytest.fixture(scope="module")
def place(good, tmp_path_factory):
    """A copy of all that, in which each example spoils a file."""
    folder = tmp_path_factory.mktemp("bad")
    shutil.copytree(good, folder, dirs_exist_ok=True)
    return folder


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ask(*arguments):
    """The exit code and stderr of a command, which may not take for ever."""
    def too_long(*_):
        raise AssertionError(f"{arguments} hangs")
    said = io.StringIO()
    before = signal.signal(signal.SIGALRM, too_long) if hasattr(signal, "SIGALRM") else None
    if before is not None:
        signal.alarm(60)
    try:
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.redirect_stderr(said):
            try:
                code = cli.main([str(argument) for argument in arguments])
            except SystemExit as stop:
                code = stop.code
    finally:
        if before is not None:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)
    return code, said.getvalue()


def check_refused(answer, name):
    code, said = answer
    assert code == 1 and said.startswith("cvae_lib: ") and said.count("\n") == 1 and name in said, said


@contextlib.contextmanager
def spoilt(good, place, name, content):
    """In the block a file holds something else, and nothing but the file ``out`` may come of it."""
    (place / name).write_bytes(content)
    before = contents(place)
    try:
        yield
        (place / "out.png").unlink(missing_ok=True)
        (place / "out.gif").unlink(missing_ok=True)
        assert contents(place) == before
    finally:
        for folder in ("run", "begun", "packed"):
            shutil.rmtree(place / folder)
            shutil.copytree(good / folder, place / folder)
        shutil.copy(good / "set.npz", place / "set.npz")


def called(name):
    """What an error calls a file; a folder whose index is gone or another file may be packed or not."""
    return "packed" if name == "packed/index.json" else name.split("/")[-1]


def use(good, place, name):
    """The command that reads a file."""
    if name == "set.npz":
        return "look", place / name
    if name.startswith("packed"):
        return "evaluate", place / "run", "--data", place / "packed", "--images", "1"
    if name.endswith("state.weights.h5") or name == "begun/history.json":
        return *TRAIN, "--data", good / "set.npz", "--out", place / "begun"
    if name.endswith("model.weights.h5"):
        return "samples", place / "run", "--count", "1", "-o", place / "out.png"
    return "gif", place / name.split("/")[0], "-o", place / "out.gif"


# Files whose sums are known; and others, of which bytes that were changed may still be right.
SUMMED = ("run/model.weights.h5", "run/frames.npz", "begun/state.weights.h5")
READ = ("set.npz", "run/recipe.json", "run/history.json", "begun/frames.raw", "packed/index.json")


@st.composite
def damage(draw):
    """A function that damages bytes."""
    kind = draw(st.sampled_from(["flip", "flips", "cut", "empty", "zeros", "more", "pickle", "text"]))
    share, bit = draw(st.floats(0, 1, exclude_max=True)), draw(st.integers(0, 7))
    shares = draw(st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=40))

    def spoil(content):
        spoilt, start = bytearray(content), int(share * len(content))
        if kind in ("flip", "flips"):
            for each in [share] if kind == "flip" else shares:
                spoilt[int(each * len(content))] ^= 1 << bit
        elif kind == "zeros":
            spoilt[start:start + 64] = bytes(len(spoilt[start:start + 64]))
        else:
            return {"cut": content[:start], "empty": b"", "more": content + content[:start + 1],
                    "pickle": pickle.dumps(["no file"]), "text": "größer\0\n".encode()}[kind]
        return bytes(spoilt)
    return spoil


@pytest.mark.parametrize("name", SUMMED)
@many(25)
@given(spoil=damage())
def test_a_damaged_file_that_has_a_sum_is_always_refused(good, place, name, spoil):
    content = (good / name).read_bytes()
    spoilt_content = spoil(content)
    if spoilt_content != content:           # zeros where there were zeros
        with spoilt(good, place, name, spoilt_content):
            code, said = answer = ask(*use(good, place, name))
            check_refused(answer, name.split("/")[-1])
            assert "SHA-256 differs" in said            # it was not even looked into


@pytest.mark.parametrize("name", READ)
@many(30)
@given(spoil=damage())
def test_a_damaged_file_is_refused_or_still_makes_sense(good, place, name, spoil):
    with spoilt(good, place, name, spoil((good / name).read_bytes())):
        code, said = answer = ask(*use(good, place, name))
        if "--images is 1" in said:         # of a packed set that could be read
            assert name == "packed/index.json"
        elif code:
            check_refused(answer, name.split("/")[-1])


# ---------------------------------------------------------------------------------------------- JSON

NOTHING = object()          # a field that is gone
WRONG = [NOTHING, None, True, -1, 0.5, float("nan"), float("inf"), 10 ** 30, "", "wörter", "\0", "../../x",
         [], {}, [[1]], {"a": 1}]
# Whatever comes in their place is refused, but for what may be there too.
WORDS = ("wörter", "../../x")
NEEDED = {
    "run/recipe.json": {("recipe",): (), ("seed",): (), ("epochs",): (), ("train_images",): (), ("part",): (),
                        ("format",): (NOTHING,), ("precision",): (NOTHING,), ("data",): (NOTHING, *WORDS),
                        ("recipe", "latent_dim"): (True,), ("recipe", "learning_rate"): (True, 0.5, 10 ** 30),
                        ("recipe", "filters"): (NOTHING,), ("recipe", "image_shape"): (NOTHING,),
                        ("recipe", "kl"): (NOTHING,), ("recipe", "name"): ("", *WORDS)},
    "run/history.json": {("epochs",): (), ("epochs", 0): (), ("epochs", 1, "epoch"): (),
                         ("epochs", 2, "elbo"): (-1, 0.5, 10 ** 30),
                         ("result", "elbo"): (-1, 0.5, 10 ** 30), ("result", "images"): (),
                         ("sha256",): (NOTHING, {}), ("result", "part"): ()},
    "begun/history.json": {("epochs",): (), ("epochs", 0): (), ("epochs", 1): (), ("states",): (NOTHING, {}),
                           ("states", "2"): (NOTHING,), ("result",): (None,)},
    "packed/index.json": {("format",): (), ("version",): (True,), ("pixels",): (), ("image_shape",): (),
                          ("class_names",): ([],), ("parts",): (), ("parts", "train"): (),
                          **{("parts", "train", 0, *below): () for below in
                             ((), ("file",), ("images",), ("bytes",), ("end",), ("sha256",))},
                          ("parts", "test", 0, "sum"): (), ("parts", "test", 0, "white"): ()}}
FIELDS = [(name, field) for name, fields in NEEDED.items() for field in fields]


def changed(content, field, value):
    """JSON's bytes with a field that is another, or gone."""
    tree = copy.deepcopy(json.loads(content))
    *steps, last = field
    node = tree
    for step in steps:
        node = node[step]
    if value is NOTHING:
        del node[last]
    else:
        node[last] = value
    return json.dumps(tree).encode()


@many(150)
@given(where=st.sampled_from(FIELDS), value=st.sampled_from(WRONG))
def test_json_with_a_field_that_is_wrong_is_refused(good, place, where, value):
    name, field = where
    allowed = NEEDED[name][field]
    if not any(value is each or type(value) is type(each) and value == each for each in allowed):
        with spoilt(good, place, name, changed((good / name).read_bytes(), field, value)):
            check_refused(ask(*use(good, place, name)), name.split("/")[-1])


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 5_000, b"[]", b"null", b'"text"', b"{}",
                                     b"1" * 5_000, b"\xff\xfe{}", b"\0" * 1_000, b" " * 2_000_000])
def test_json_that_is_something_else_is_refused(good, place, name, content):
    with spoilt(good, place, name, content):
        check_refused(ask(*use(good, place, name)), called(name))


@pytest.mark.parametrize("name, field, value, says", [
    ("run/recipe.json", ("format",), 2, "is of format 2, and this cvae_lib reads 1"),
    ("run/recipe.json", ("recipe", "temperature"), 1, "is not a recipe"),
    ("run/recipe.json", ("recipe", "filters"), [10 ** 30, 4], "whole number up to 2,048"),
    ("run/recipe.json", ("recipe", "image_shape"), [16, 16], "image_shape is"),
    ("run/recipe.json", ("recipe", "learning_rate"), 10 ** 400, "a number above 0"),
    ("run/recipe.json", ("epochs",), 10 ** 30, "a whole number from 1 to 100000"),
    ("run/history.json", ("epochs", 0, "loss"), 1e999, "is not readable JSON"),
    ("packed/index.json", ("version",), 2, "is of format version 2"),
    ("packed/index.json", ("parts", "train", 0, "file"), "../packed/train-00000-of-00002.tfrecord",
     "the name of a shard"),
    ("packed/index.json", ("image_shape",), [10 ** 9, 10 ** 9, 1], "image_shape is"),
    ("packed/index.json", ("parts", "train", 0, "sum"), [1, 2], "for each channel")])
def test_json_of_another_time_or_with_a_bomb(good, place, name, field, value, says):
    with spoilt(good, place, name, changed((good / name).read_bytes(), field, value)):
        code, said = answer = ask(*use(good, place, name))
        check_refused(answer, name.split("/")[-1])
        assert says in said


# ----------------------------------------------------------------------------------- weights and states

KERNEL = "decoder/layers/dense/vars/0"      # (2, 512), in the state too
STEPS = "optimizer/vars/0"


def replaced(name, **options):
    def change(file):
        del file[name]
        file.create_dataset(name, **options)
    return change


def put(name, link):
    def change(file):
        del file[name]
        file[name] = link
    return change


def group(file):
    del file[KERNEL]
    file.create_group(KERNEL)


# Links and values that would fit, were they followed.

def soft(file, _):
    file.move(KERNEL, "copy")
    file[KERNEL] = h5py.SoftLink("/copy")


def elsewhere(file, folder):
    """Two other files with the values of the kernel."""
    values = file[KERNEL][()]
    del file[KERNEL]
    (folder / "raw").write_bytes(values.tobytes())
    with h5py.File(folder / "other.h5", "w") as other:
        other["x"] = values
    return str(folder / "other.h5"), str(folder / "raw")


def external(file, folder):
    file[KERNEL] = h5py.ExternalLink(elsewhere(file, folder)[0], "x")


def raw(file, folder):
    file.create_dataset(KERNEL, (2, 512), np.float32, external=[(elsewhere(file, folder)[1], 0, 4096)])


def virtual(file, folder):
    layout = h5py.VirtualLayout((2, 512), np.float32)
    layout[:] = h5py.VirtualSource(elsewhere(file, folder)[0], "x", (2, 512))
    file.create_virtual_dataset(KERNEL, layout)


def steps(number):
    return replaced(STEPS, data=np.int64(number))


def with_value(value):
    return lambda file: file[KERNEL].__setitem__((0, 3), value)


BOTH = {"a value that is no number": with_value(np.nan), "an infinite value": with_value(np.inf),
        "another type": replaced(KERNEL, data=np.zeros((2, 512))),
        "texts": replaced(KERNEL, data=np.full((2, 512), b"text")),
        "another shape": replaced(KERNEL, data=np.zeros((2, 511), np.float32)),
        "a bomb": replaced(KERNEL, shape=(2, 10 ** 12), dtype=np.float32, chunks=(1, 4096),
                           compression="gzip"),
        "a group": group,
        "a link to itself": put(KERNEL, h5py.SoftLink(f"/{KERNEL}")),
        "a link to a file that is none": put(KERNEL, h5py.ExternalLink("/etc/passwd", "x")),
        "none of them": lambda file: file.clear(),
        "one too few": lambda file: file.__delitem__(KERNEL)}
STATES = {"no optimizer": lambda file: file.__delitem__("optimizer"),
          "a step in mid-epoch": steps(5), "no step": steps(0), "steps below zero": steps(-6),
          "steps beyond the end": steps(3 * EPOCHS + 3), "an epoch of which nothing is known": steps(9),
          "steps of another type": replaced(STEPS, data=np.float32(6)),
          "moments of another shape": replaced("optimizer/vars/2", data=np.zeros(3, np.float32))}
AWAY = {"a link": (soft, "holds a link"), "a link to another file": (external, "holds a link"),
        "values in another file": (raw, "in another file"), "values of others": (virtual, "in another file")}
SPOILT = [("run/model.weights.h5", change) for change in BOTH] + [
    ("begun/state.weights.h5", change) for change in (BOTH | STATES)]


@pytest.mark.parametrize("name, change", SPOILT)
def test_weights_that_are_not_this_networks(good, place, name, change):
    """Their history knows no sums, as that of older runs, so that they are read."""
    memory = io.BytesIO((good / name).read_bytes())
    with h5py.File(memory, "a") as file:
        (BOTH | STATES)[change](file)
    history = f"{name.split('/')[0]}/history.json"
    bare = changed(changed((good / history).read_bytes(), ("states",), {}), ("sha256",), {})
    (place / history).write_bytes(bare)
    with spoilt(good, place, name, memory.getvalue()):
        check_refused(ask(*use(good, place, name)), name.split("/")[-1])


@pytest.mark.parametrize("name", ["run/model.weights.h5", "begun/state.weights.h5"])
@pytest.mark.parametrize("change", AWAY)
def test_no_link_in_weights_is_followed(good, place, tmp_path, name, change):
    memory = io.BytesIO((good / name).read_bytes())
    change, says = AWAY[change]
    with h5py.File(memory, "a") as file:
        change(file, tmp_path)
    (tmp_path / "on disk.h5").write_bytes(memory.getvalue())
    with h5py.File(tmp_path / "on disk.h5", "r") as file, h5py.File(good / name, "r") as whole:
        assert np.array_equal(file[KERNEL], whole[KERNEL])          # HDF5 itself would follow it
    history = f"{name.split('/')[0]}/history.json"
    (place / history).write_bytes(
        changed(changed((good / history).read_bytes(), ("states",), {}), ("sha256",), {}))
    with spoilt(good, place, name, memory.getvalue()):
        code, said = answer = ask(*use(good, place, name))
        check_refused(answer, name.split("/")[-1])
        assert says in said


def test_weights_without_a_sum_are_used_where_they_fit(good, place):
    """The control of the test above."""
    history = changed(changed((good / "run/history.json").read_bytes(), ("states",), {}), ("sha256",), {})
    with spoilt(good, place, "run/history.json", history):
        assert ask(*use(good, place, "run/model.weights.h5"))[0] == 0


@many(40)
@given(spoil=damage())
def test_damaged_weights_without_a_sum(good, place, spoil):
    history = changed(changed((good / "run/history.json").read_bytes(), ("states",), {}), ("sha256",), {})
    (place / "run/history.json").write_bytes(history)
    name = "run/model.weights.h5"
    with spoilt(good, place, name, spoil((good / name).read_bytes())):
        code, _ = answer = ask(*use(good, place, name))
        if code:
            check_refused(answer, "model.weights.h5")


def test_another_runs_weights_of_the_same_shapes_are_refused(good, place):
    name = "run/model.weights.h5"
    memory = io.BytesIO((good / name).read_bytes())
    with h5py.File(memory, "a") as file:
        file[KERNEL][...] = 0.5
    with spoilt(good, place, name, memory.getvalue()):
        check_refused(ask(*use(good, place, name)), "its SHA-256 differs")


FRAME = 3 * 16 * 16 * 16


@pytest.mark.parametrize("name, spoil, says", [
    ("state.weights.h5", None, "is missing, and history.json holds 2 epochs"),
    ("frames.raw", None, "holds fewer epochs"), ("frames.raw", lambda _: b"", "holds no whole frame"),
    ("frames.raw", lambda raw: raw[:2 * FRAME], "holds fewer epochs"),
    ("frames.raw", lambda raw: raw[:FRAME] * 10, "can be right"),
    ("history.json", None, "holds 0 epochs, and state.weights.h5 is of epoch 2"),
    ("history.json", lambda text: changed(text, ("epochs", 1), NOTHING), "holds 1 epoch, and state.weights"),
    ("recipe.json", lambda text: changed(text, ("seed",), 7), "its seed is 7 and 0 was asked for")])
def test_a_state_must_fit_what_lies_beside_it(good, place, name, spoil, says):
    """All of it is noticed before the training, and nothing is changed."""
    path = place / "begun" / name
    with spoilt(good, place, f"begun/{name}", spoil(path.read_bytes()) if spoil else b""):
        if spoil is None:
            path.unlink()
        before = contents(place)
        code, said = ask(*use(good, place, "begun/state.weights.h5"))
        assert code == 1 and says in said and said.count("\n") == 1, said
        assert contents(place) == before
        if spoil is None:
            path.write_bytes(b"")


# -------------------------------------------------------------------------------- arrays and what is no file

class Evil:
    def __reduce__(self):
        return os.mkdir, ("evil",)


def npy(header, content=b""):
    text = header.encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + content


def archive(**members):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(f"{name}.npy", content)
    return memory.getvalue()


def arrays(**members):
    memory = io.BytesIO()
    np.savez_compressed(memory, **members)
    return memory.getvalue()


FRAMES = {"epochs": np.arange(4), "samples": np.zeros((4, 16, 16, 16), np.uint8),
          "reconstructions": np.zeros((4, 16, 16, 16), np.uint8),
          "originals": np.zeros((16, 16, 16), np.uint8)}
SHAPE = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s,), }\n"
NO_ARRAYS = {
    "a bare pickle": pickle.dumps(Evil()), "a pickled array": arrays(images=np.array([Evil()], object)),
    "an array of objects in a frame": arrays(**FRAMES | {"samples": np.array([Evil()], object)}),
    "a bare array": npy(SHAPE % 3, b"abc"), "a shape of a bomb": archive(images=npy(SHAPE % 10 ** 15)),
    "a shape below zero": archive(images=npy(SHAPE % -1)),
    "no shape": archive(images=npy("{'descr': '|u1'}\n")),
    "a header that is code": archive(images=npy("__import__('os').mkdir('evil')\n")),
    "a deep header": archive(images=npy("(" * 9_000 + "\n")), "no header": archive(images=b"abc"),
    "a type of its own": archive(images=npy(SHAPE.replace("|u1", "evil") % 3, b"abc")),
    "a path that leads out": archive(**{"../../images": npy(SHAPE % 3, b"abc")}),
    "a bomb": archive(images=npy(SHAPE % (3 * 10 ** 9), bytes(4 * 10 ** 6)))}
NO_FRAMES = {
    "other types": FRAMES | {"samples": FRAMES["samples"].astype(float)},
    "texts": FRAMES | {"originals": FRAMES["originals"].astype(str)},
    "times": FRAMES | {"epochs": FRAMES["epochs"].astype(float)}, "too few": {
        name: array[:3] if name != "originals" else array for name, array in FRAMES.items()},
    "of another size": {
        name: array[..., :15] if name != "epochs" else array for name, array in FRAMES.items()},
    "none": {"images": np.zeros(3)}, "no originals": {
        name: array for name, array in FRAMES.items() if name != "originals"},
    "other epochs": FRAMES | {"epochs": np.array([0, 1, 5, 3])}, "a bomb": FRAMES | {
        "samples": np.zeros((4, 1600, 160, 160), np.uint8)}}


@pytest.mark.parametrize("name", ["set.npz", "run/frames.npz"])
@pytest.mark.parametrize("content", NO_ARRAYS)
def test_archives_that_hold_no_arrays(good, place, monkeypatch, name, content):
    monkeypatch.chdir(place)
    history = changed((good / "run/history.json").read_bytes(), ("sha256",), {})
    (place / "run/history.json").write_bytes(history)
    with spoilt(good, place, name, NO_ARRAYS[content]):
        check_refused(ask(*use(good, place, name)), name.split("/")[-1])
        assert not (place / "evil").exists()


@pytest.mark.parametrize("content", NO_FRAMES)
def test_frames_of_another_kind(good, place, content):
    history = changed((good / "run/history.json").read_bytes(), ("sha256",), {})
    (place / "run/history.json").write_bytes(history)
    with spoilt(good, place, "run/frames.npz", arrays(**NO_FRAMES[content])):
        check_refused(ask(*use(good, place, "run/frames.npz")), "frames.npz")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", [*SUMMED, *READ, "packed/train-00000-of-00002.tfrecord"])
@pytest.mark.parametrize("instead", ["pipe", "folder", "link to nothing", "link to a device"])
def test_what_is_no_file(good, place, name, instead):
    path = place / name
    with spoilt(good, place, name, b""):
        path.unlink()
        if instead == "pipe":
            os.mkfifo(path)
        elif instead == "folder":
            path.mkdir()
        else:
            path.symlink_to("/dev/zero" if "device" in instead else place / "nothing")
        check_refused(ask(*use(good, place, name)), called(name))
        path.rmdir() if instead == "folder" else path.unlink()
        path.write_bytes(b"")


# ------------------------------------------------------------------------------------------ values and paths

COUNTS = ["--latent-dim", "--batch-size", "--epochs", "--images", "--seed", "--validation", "--local-workers",
          "--size", "--filters"]


@many(80)
@given(option=st.sampled_from(COUNTS), value=st.one_of(
    st.sampled_from(["", " ", "-1", "1e3", "0x10", "1_000", "٣", "²", "1.0", "nan", "\0", "9" * 30,
                     "9" * 10_000, "+1", " 1", "1\n"]),
    st.text(st.characters(exclude_categories=["Nd"]), max_size=8)))
def test_numbers_are_whole_and_of_ascii_digits(option, value):
    code, said = ask("train", "--out", "never-made", f"{option}={value}")
    assert code == 2 and said.startswith("cvae_lib: ") and said.count("\n") == 1 and option in said
    assert len(said) < 300 and not os.path.exists("never-made")


@pytest.mark.parametrize("arguments, says", [
    (["manifold", "mnist-2d", "-o", "x.png", "--tiles", "100000"], "from 2 to 100"),
    (["samples", "mnist-2d", "-o", "x.png", "--count", str(10 ** 30)], "from 1 to 4096"),
    (["samples", "mnist-conditional", "-o", "x.png", "--count", "1000"], "a picture holds at most 4096"),
    (["evaluate", "mnist-2d", "--draws", "1000000"], "from 1 to 1000"),
    (["train", "--epochs", "100001", "--out", "x"], "from 1 to 100000"),
    (["train", "--memory", "nan", "--out", "x"], "is not a number of GB above 0"),
    (["train", "--validation", "1", "--out", "x"], "there are 1 validation images to score"),
    (["evaluate", "a\0b"], "'a\\x00b' holds a NUL"), (["evaluate", "a\nb"], "a\\nb: no such folder"),
    (["evaluate", "x" * 5_000], "no such folder"), (["look", "x\0.npz"], "holds a NUL"),
    (["train", "--data", "x" * 5_000, "--out", "x"], "File name too long"),
    (["manifold", "mnist-2d", "-o", "a\0.png"], "holds a NUL"),
    (["manifold", "mnist-2d", "-o", "folder.png", "--force"], "folder.png: is a folder"),
    (["train", "--out", "x\0"], "holds a NUL"), (["pack", "mnist", "--out", "x\0"], "holds a NUL")])
def test_values_that_are_refused_with_the_limit(arguments, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.png").mkdir()
    code, said = ask(*arguments)
    assert code and said.startswith("cvae_lib: ") and said.count("\n") == 1 and says in said, said
    assert [path.name for path in tmp_path.iterdir()] == ["folder.png"]


def test_a_bad_run_is_passed_over(good, tmp_path, monkeypatch):
    monkeypatch.setenv("CVAE_RUNS_DIR", str(tmp_path))
    shipped = runs.PRETRAINED / "mnist-2d-tutorial"
    shutil.copytree(shipped, tmp_path / "tutorial_2d-001")
    assert runs.newest("tutorial_2d").path == tmp_path / "tutorial_2d-001"
    weights = tmp_path / "tutorial_2d-001/model.weights.h5"
    history = json.loads((tmp_path / "tutorial_2d-001/history.json").read_text())
    (tmp_path / "tutorial_2d-001/history.json").write_text(
        json.dumps(history | {"sha256": {weights.name: whole_files.sha256(weights)}}))
    assert runs.newest("tutorial_2d").path == tmp_path / "tutorial_2d-001"
    weights.write_bytes(weights.read_bytes()[:-1])
    assert runs.newest("tutorial_2d").path == shipped
    for number, (name, content) in enumerate((("recipe.json", b"[]"), ("history.json", b'{"epochs": 3}'),
                                              ("recipe.json", None), ("history.json", b"\xff"))):
        folder = tmp_path / f"tutorial_2d-{number + 2:03}"
        shutil.copytree(shipped, folder)
        (folder / name).write_bytes(content) if content else (folder / name).unlink()
    assert runs.newest("tutorial_2d").path == shipped


def test_a_tilde_is_the_readers_own_folder(good, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("run", "packed"):
        shutil.copytree(good / name, tmp_path / "mine" / name)
    shutil.copy(good / "set.npz", tmp_path / "mine")
    assert runs.Run("~/mine/run").result["images"] == 8
    assert packed.load("~/mine/packed").train.images.shape[0] == 72
    assert len(data.load("~/mine/set.npz").train.images) == 72
    for arguments in (["gif", "~/mine/run", "-o", "~/mine/a.gif"], ["look", "~/mine/set.npz"],
                      ["samples", "~/mine/run", "--count", "1", "-o", "~/mine/a.png"],
                      [*TRAIN, "--data", "~/mine/set.npz", "--out", "~/mine/new"]):
        assert ask(*arguments) == (0, ""), arguments
    monkeypatch.setenv("CVAE_RUNS_DIR", "~/mine")
    assert runs.new_folder(recipes.RECIPES["fast_2d"]) == tmp_path / "mine" / "fast_2d-001"
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == [
        "a.gif", "a.png", "new", "packed", "run", "set.npz"]
    assert not (tmp_path / "~").exists()


def test_a_run_is_found_after_a_change_of_folder(good, tmp_path, monkeypatch):
    monkeypatch.chdir(good)
    run = runs.Run("run")
    monkeypatch.chdir(tmp_path)
    assert run.result["images"] == 8 and run.load_model().latent_dim == 2 and len(run.frames["epochs"]) == 4


def test_a_folder_that_may_not_be_written(tmp_path):
    """In a process that is nobody in particular, since root may write anywhere."""
    (tmp_path / "closed").mkdir(mode=0o555)
    tmp_path.chmod(0o755)
    if os.access(tmp_path / "closed", os.W_OK):
        if sys.platform == "win32" or os.geteuid():
            pytest.skip("this user may write anywhere")
        os.seteuid(65_534)
    try:
        with (pytest.raises(runs.RunError, match="closed/a: cannot be written .*CVAE_RUNS_DIR names the one"),
              runs.held(tmp_path / "closed" / "a")):
            pass
    finally:
        if os.getuid() == 0:
            os.seteuid(0)


def test_one_frame_makes_an_animation(good, place):
    raw = (good / "begun/frames.raw").read_bytes()
    with spoilt(good, place, "begun/frames.raw", raw[:3 * 16 * 256]):
        assert ask("gif", place / "begun", "-o", place / "out.gif") == (0, "")
