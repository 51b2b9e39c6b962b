"""cvae_lib.data, mnist_files and npz_files: what ships, what is read, what is refused."""

import gzip
import hashlib
import http.server
import io
import os
import pickle
import re
import socket
import struct
import sys
import tarfile
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from cvae_lib import data, keras, mnist_files
from cvae_lib.files import whole_files

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

ORIGINALS = Path(os.environ.get("CVAE_DATA_DIR", "/nowhere"))
needs = {name: pytest.mark.skipif(not (ORIGINALS / name).exists(),
                                  reason=f"set CVAE_DATA_DIR to a folder with the original {name}")
         for name in ("mnist.npz", "fashion_mnist.npz", "cifar10_subset.npz")}


def fake_mnist(**changes):
    """Arrays of the right shapes that are not MNIST."""
    rng = np.random.default_rng(0)
    arrays = {"x_train": rng.integers(0, 256, (60_000, 28, 28), np.uint8),
              "y_train": rng.integers(0, 10, 60_000, np.uint8),
              "x_test": rng.integers(0, 256, (10_000, 28, 28), np.uint8),
              "y_test": rng.integers(0, 10, 10_000, np.uint8)}
    return arrays | changes


def idx_bytes(array):
    return struct.pack(f">I{array.ndim}I", 0x0800 + array.ndim, *array.shape) + array.tobytes()


def write_idx(folder, arrays, ending=""):
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        content = gzip.compress(idx_bytes(array), 1) if ending else idx_bytes(array)
        (folder / (mnist_files.IDX_FILES[name] + ending)).write_bytes(content)


@pytest.fixture
def stand_in(monkeypatch):
    """Random arrays that pass for MNIST: the SHA-256 sums are theirs, all else is the real path."""
    arrays = fake_mnist()
    monkeypatch.setitem(mnist_files.IDX_SHA256, "mnist", {
        name: hashlib.sha256(idx_bytes(array)).hexdigest() for name, array in arrays.items()})
    return arrays


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked")
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def empty_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("CVAE_DATA_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path / "keras" / "datasets"


def test_all_of_mnist_ships(no_network):
    mnist = data.load_mnist()
    assert [part.images.shape for part in mnist.parts.values()] == [(60_000, 28, 28, 1), (0, 28, 28, 1),
                                                                    (10_000, 28, 28, 1)]
    assert all(part.images.dtype == part.labels.dtype == np.uint8 for part in mnist.parts.values())
    assert mnist.name == "mnist" and mnist.class_names == tuple("0123456789")
    assert set(np.unique(mnist.train.images)) == {0, 1}
    assert set(np.unique(mnist.test.labels)) == set(range(10))
    # Known of MNIST: its first labels, and its class counts.
    assert mnist.train.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(mnist.test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_validation_is_the_end_of_the_training_images():
    whole, split = data.load_mnist(), data.load_mnist(validation=5_000)
    assert len(split.train.images) == 55_000
    assert (split.validation.images == whole.train.images[-5_000:]).all()
    assert (split.validation.labels == whole.train.labels[-5_000:]).all()
    assert (split.train.images == whole.train.images[:55_000]).all()
    for wrong in (-1, 60_000):
        with pytest.raises(ValueError, match="validation"):
            data.load_mnist(validation=wrong)


def test_the_grey_sample_is_the_same_digits(no_network):
    grey, binary = data.load_grey_sample(), data.load_mnist()
    assert grey.train.images.shape == (1_000, 28, 28, 1) and grey.test.images.shape == (200, 28, 28, 1)
    assert (data.binarize(grey.train.images) == binary.train.images[:1_000]).all()
    assert (grey.test.labels == binary.test.labels[:200]).all()


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs[f"{name}.npz"]) for name in data.SHIPPED])
def test_what_ships_is_what_the_original_gives(name, no_network):
    grey, binary = data.load(name, "none", 100), data.load(name, validation=100)
    assert grey.name == binary.name == name and grey.class_names == binary.class_names
    for part, other in zip(grey.parts.values(), binary.parts.values(), strict=True):
        assert (data.binarize(part.images) == other.images).all() and part.images.max() == 255
        assert (part.labels == other.labels).all()


def test_all_of_fashion_mnist_ships(no_network, empty_cache):
    fashion = data.load("fashion_mnist", validation=1_000)
    assert [len(part.images) for part in fashion.parts.values()] == [59_000, 1_000, 10_000]
    assert set(np.unique(fashion.train.images)) == {0, 1} and fashion.name == "fashion_mnist"
    # Known of Fashion-MNIST: its first labels, its class counts, and that a bag is not an ankle boot.
    assert fashion.train.labels[:10].tolist() == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5]
    assert np.bincount(fashion.test.labels).tolist() == [1_000] * 10
    with pytest.raises(data.DataError, match="no grey Fashion-MNIST"):
        data.load("fashion_mnist", size=32)             # from the grey images, which do not ship


@pytest.mark.parametrize("name", ["fashion_mnist", "cifar10"])
def test_the_names_of_classes_are_those_that_keras_lists(name):
    listed = re.findall(r"\| +(\d) +\| (.*?) +\|", getattr(keras.datasets, name).load_data.__doc__)
    assert tuple(listed) == tuple((str(label), text)
                                  for label, text in enumerate(mnist_files.CLASS_NAMES[name]))


def test_the_sums_are_those_of_what_ships():
    """Labels ship whole, so their SHA-256 sums can be held against the originals anywhere."""
    for name, sums in mnist_files.IDX_SHA256.items():
        shipped = data.load(name)
        for array, part in (("y_train", shipped.train), ("y_test", shipped.test)):
            assert hashlib.sha256(idx_bytes(part.labels)).hexdigest() == sums[array]


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_idx_files_are_read(tmp_path, monkeypatch, stand_in, ending):
    write_idx(tmp_path, stand_in, ending)
    monkeypatch.setenv("CVAE_DATA_DIR", str(tmp_path))
    grey = data.load_grey_mnist(validation=10)
    assert (grey.validation.images[..., 0] == stand_in["x_train"][-10:]).all()
    target = tmp_path / (mnist_files.IDX_FILES["x_test"] + ending)
    target.write_bytes(target.read_bytes()[:-1000])
    with pytest.raises(data.DataError, match=f"{target}: is truncated"):
        data.load_grey_mnist()
    target.unlink()
    with pytest.raises(data.DataError, match="t10k-images-idx3-ubyte: no such file"):
        data.load_grey_mnist()


def test_keras_cache_comes_second(empty_cache, stand_in, no_network):
    empty_cache.mkdir(parents=True)
    np.savez(empty_cache / "mnist.npz", **stand_in)
    assert (data.load_grey_mnist().test.images[..., 0] == stand_in["x_test"]).all()
    (empty_cache / "mnist.npz").write_bytes(b"half a file")
    with pytest.raises(data.DataError, match="delete it, then ask again with download=True"):
        data.load_grey_mnist()


def other_set(name, seed):
    """Random arrays that pass for a set, as ``stand_in`` does for MNIST."""
    arrays = {array: values[:, ::-1] if values.ndim == 3 else (values + seed) % 10
              for array, values in fake_mnist().items()}
    return arrays, {array: hashlib.sha256(idx_bytes(values)).hexdigest() for array, values in arrays.items()}


def test_the_idx_files_of_one_set_are_not_those_of_the_other(tmp_path, monkeypatch, stand_in, empty_cache):
    """Both sets' files have the same names, so that one folder holds one set, and a subfolder the other."""
    arrays, sums = other_set("fashion_mnist", 1)
    monkeypatch.setitem(mnist_files.IDX_SHA256, "fashion_mnist", sums)
    monkeypatch.setenv("CVAE_DATA_DIR", str(tmp_path / "data"))
    write_idx(tmp_path / "data", stand_in)
    with pytest.raises(data.DataError, match="no grey Fashion-MNIST in .*fashion_mnist.npz or the four IDX"):
        data.load("fashion_mnist", "none")
    write_idx(empty_cache / "fashion-mnist", arrays, ".gz")         # as Keras' download leaves them
    assert (data.load("fashion_mnist", "none").test.images[..., 0] == arrays["x_test"]).all()
    assert (data.load("mnist", "none").test.images[..., 0] == stand_in["x_test"]).all()
    target = empty_cache / "fashion-mnist" / "t10k-labels-idx1-ubyte.gz"
    target.unlink()
    with pytest.raises(data.DataError, match="no grey Fashion-MNIST in"):          # a download that broke off
        data.load("fashion_mnist", "none")
    write_idx(tmp_path / "data" / "fashion_mnist", arrays)
    assert (data.load("fashion_mnist", "none").train.labels == arrays["y_train"]).all()
    write_idx(tmp_path / "data" / "fashion_mnist", {"y_train": arrays["y_train"][::-1]})
    with pytest.raises(data.DataError, match="y_train does not hold Fashion-MNIST's labels"):
        data.load("fashion_mnist", "none")
    np.savez(tmp_path / "data" / "fashion_mnist.npz", **arrays)
    assert (data.load("fashion_mnist", "none").train.labels == arrays["y_train"]).all()


def fake_cifar(count=20, seed=0):
    rng = np.random.default_rng(seed)
    return {"x_train": rng.integers(0, 256, (count, 32, 32, 3), np.uint8),
            "y_train": rng.integers(0, 10, (count, 1), np.uint8),
            "x_test": rng.integers(0, 256, (7, 32, 32, 3), np.uint8),
            "y_test": rng.integers(0, 10, 7, np.uint8)}


@needs["cifar10_subset.npz"]
def test_cifar_in_colour_and_in_grey(no_network):
    cifar = data.load("cifar10", "none", 500)
    assert [part.images.shape[1:] for part in cifar.parts.values()] == [(32, 32, 3)] * 3
    named = [cifar.class_names[label] for label in cifar.train.labels[:4]]
    assert named == ["frog", "truck", "truck", "deer"]
    assert data.load("cifar10", "none", size=16, colour=False).test.images.shape[1:] == (16, 16, 1)


def test_an_npz_file_of_cifar(tmp_path, monkeypatch, empty_cache):
    monkeypatch.setenv("CVAE_DATA_DIR", str(tmp_path))
    with pytest.raises(data.DataError, match="no CIFAR-10 in .*cifar10.npz or cifar-10-python.tar.gz"):
        data.load("cifar10", "none")
    small, large = fake_cifar(12), fake_cifar(20)
    np.savez(tmp_path / "cifar10_subset.npz", **small)
    assert len(data.load("cifar10", "none").train.images) == 12
    np.savez(tmp_path / "cifar10.npz", **large)
    cifar = data.load("cifar10", "none")
    assert (cifar.train.images == large["x_train"]).all() and (cifar.test.labels == large["y_test"]).all()
    assert (cifar.train.labels == large["y_train"][:, 0]).all() and cifar.class_names[-1] == "truck"
    for changes, complaint in (({"x_test": large["x_test"][:, :28]}, r"x_test is uint8 \(7, 28, 32, 3\)"),
                               ({"y_test": large["y_test"] + 10}, "y_test holds the label 1"),
                               ({"y_train": large["y_train"][:5]}, r"y_train is uint8 \(5, 1\)"),
                               ({"x_train": large["x_train"] / 255}, "x_train is float64")):
        np.savez(tmp_path / "cifar10.npz", **large | changes)
        with pytest.raises(data.DataError, match=f"cifar10.npz: {complaint}"):
            data.load("cifar10", "none")
    np.savez(tmp_path / "cifar10.npz", x_train=large["x_train"], y_train=large["y_train"])
    with pytest.raises(data.DataError, match="holds no images x_test with labels y_test"):
        data.load("cifar10", "none")


def test_the_archive_of_cifar(empty_cache, monkeypatch, no_network):
    """Built as the original is: six pickled batches, a row of 3,072 bytes an image, channel after channel."""
    arrays = fake_cifar(25)
    archive = empty_cache / mnist_files.CIFAR_CACHED[0]
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:gz") as tar:
        for name, x, y in [*((f"data_batch_{n + 1}", arrays["x_train"][5 * n:5 * n + 5],
                              arrays["y_train"][5 * n:5 * n + 5, 0]) for n in range(5)),
                           ("test_batch", arrays["x_test"], arrays["y_test"])]:
            rows = x.transpose(0, 3, 1, 2).reshape(len(x), -1)
            content = pickle.dumps({b"data": rows, b"labels": y.tolist()})
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    with pytest.raises(data.DataError, match="is not the original archive of CIFAR-10"):
        data.load("cifar10", "none")                    # unknown bytes are not unpickled
    monkeypatch.setitem(mnist_files.SHA256, "cifar10", hashlib.sha256(archive.read_bytes()).hexdigest())
    for name in (mnist_files.CIFAR_CACHED[1], "elsewhere/cifar-10-python.tar.gz"):
        cifar = data.load("cifar10", "none", 5)
        assert (np.concatenate([cifar.train.images, cifar.validation.images]) == arrays["x_train"]).all()
        assert (cifar.test.images == arrays["x_test"]).all() and (cifar.test.labels == arrays["y_test"]).all()
        assert (cifar.train.labels == arrays["y_train"][:20, 0]).all()
        (empty_cache / name).parent.mkdir(exist_ok=True)
        archive = archive.rename(empty_cache / name)
    monkeypatch.setenv("CVAE_DATA_DIR", str(empty_cache / "elsewhere"))
    assert len(data.load("cifar10").train.images) == 25


def test_swapped_labels_are_noticed(tmp_path, stand_in):
    np.savez(tmp_path / "mnist.npz", **stand_in | {"y_train": np.roll(stand_in["y_train"], 1)})
    with pytest.raises(data.DataError, match=r"mnist\.npz: y_train does not hold MNIST's labels"):
        mnist_files.read("mnist", tmp_path)


def test_packing_keeps_every_pixel(tmp_path, monkeypatch, stand_in, capsys):
    import pack_images

    np.savez(tmp_path / "mnist.npz", **stand_in)
    monkeypatch.setattr(data, "ASSETS", tmp_path)
    pack_images.main("mnist", tmp_path)
    packed, grey = data.load_mnist(), data.load_grey_sample()
    assert (packed.train.images[..., 0] == (stand_in["x_train"] > 127)).all()
    assert (packed.test.labels == stand_in["y_test"]).all()
    assert (grey.test.images[..., 0] == stand_in["x_test"][:200]).all()
    with pytest.raises(SystemExit, match="no such file"):
        pack_images.main("mnist", tmp_path / "elsewhere.npz")


def test_without_grey_digits_the_error_says_what_to_do(empty_cache):
    with pytest.raises(data.DataError, match="CVAE_DATA_DIR.*download=True"):
        data.load_grey_mnist()


def test_a_wrong_folder_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("CVAE_DATA_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(data.DataError, match="nowhere.*does not exist"):
        data.load_grey_mnist()


@pytest.mark.parametrize("name", mnist_files.TITLES)
def test_a_failed_download_is_one_line(name, empty_cache, no_network):
    with pytest.raises(data.DataError, match="could not be downloaded .*; set CVAE_DATA_DIR") as caught:
        data.load(name, "none", download=True)
    assert "\n" not in str(caught.value)


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A web server on this machine in place of the one that has the originals: its folder."""
    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def log_message(self, *_):
            pass

    folder = tmp_path / "served"
    folder.mkdir()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setattr(mnist_files, "KERAS_URL", f"http://127.0.0.1:{served.server_port}/")
        yield folder
        served.shutdown()


def test_downloads_go_by_https():
    assert mnist_files.KERAS_URL.startswith("https://") and mnist_files.CIFAR_URL.startswith("https://")


def test_a_download_with_the_right_sum_is_read_and_kept(server, monkeypatch, stand_in, empty_cache):
    np.savez(server / "mnist.npz", **stand_in)
    monkeypatch.setitem(mnist_files.SHA256, "mnist", whole_files.sha256(server / "mnist.npz"))
    assert (data.load("mnist", "none", download=True).test.images[..., 0] == stand_in["x_test"]).all()
    (server / "mnist.npz").unlink()
    assert data.load("mnist", "none").train.images.shape == (60_000, 28, 28, 1)


def test_a_download_with_another_sum_is_refused(server, stand_in, empty_cache):
    np.savez(server / "mnist.npz", **stand_in)
    with pytest.raises(data.DataError, match="could not be downloaded .*set CVAE_DATA_DIR") as caught:
        data.load("mnist", "none", download=True)
    assert "\n" not in str(caught.value)
    with pytest.raises(data.DataError):             # nothing that would be taken the next time is left behind
        data.load("mnist", "none")


def test_downloaded_idx_files_are_held_against_their_sums(server, monkeypatch, stand_in, empty_cache):
    arrays, sums = other_set("fashion_mnist", 1)
    monkeypatch.setitem(mnist_files.IDX_SHA256, "fashion_mnist", sums | {"y_test": "0" * 64})
    write_idx(server, arrays, ".gz")
    with pytest.raises(data.DataError, match="y_test does not hold Fashion-MNIST's labels"):
        data.load("fashion_mnist", "none", download=True)


@pytest.mark.parametrize("arrays, complaint", [
    (fake_mnist(), "x_train does not hold MNIST's images"),
    (fake_mnist(y_train=np.full(60_000, 10, np.uint8)), "label 10"),
    (fake_mnist(x_test=np.zeros((10_000, 32, 32), np.uint8)), r"x_test is uint8 \(10000, 32, 32\)"),
    (fake_mnist(y_test=np.zeros(9_999, np.uint8)), r"y_test is uint8 \(9999,\)"),
    (fake_mnist(x_train=np.zeros((60_000, 28, 28), np.float32)), "x_train is float32"),
    ({"x_train": fake_mnist()["x_train"]}, "holds no array y_train"),
    (fake_mnist(y_test=np.array([{"a": 1}] * 10_000, dtype=object)), "holds pickled objects"),
], ids=["not MNIST", "label 10", "wrong side", "too few labels", "floats", "arrays missing", "pickled"])
def test_wrong_files_are_refused(tmp_path, arrays, complaint):
    path = tmp_path / "mnist.npz"
    np.savez(path, **arrays)
    with pytest.raises(data.DataError, match=complaint) as caught:
        mnist_files.read("mnist", path)
    message = str(caught.value)
    assert str(path) in message and "fetch MNIST again" in message and "\n" not in message


def test_a_bare_pickle_is_refused(tmp_path):
    (tmp_path / "mnist.npz").write_bytes(pickle.dumps(fake_mnist()))
    with pytest.raises(data.DataError, match="holds pickled objects"):
        mnist_files.read("mnist", tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a zip file", None], ids=["empty", "text", "truncated"])
def test_damaged_files_are_refused(tmp_path, content):
    path = tmp_path / "mnist.npz"
    if content is None:
        np.savez_compressed(path, **fake_mnist())
        content = path.read_bytes()[:-200]
    path.write_bytes(content)
    with pytest.raises(data.DataError, match="truncated or not an npz file"):
        mnist_files.read("mnist", path)
    with pytest.raises(data.DataError, match="no such file"):
        mnist_files.read("mnist", tmp_path / "other.npz")


def test_other_formats_under_the_name_are_refused(tmp_path):
    path = tmp_path / "mnist.npz"
    with path.open("wb") as file:
        np.save(file, np.zeros(3, np.uint8))                    # a bare npy
    with pytest.raises(data.DataError, match="not an npz file"):
        mnist_files.read("mnist", path)
    with zipfile.ZipFile(path, "w") as archive:
        for name in mnist_files.IDX_FILES:
            archive.writestr(name, b"raw bytes")                # a zip of something else
    with pytest.raises(data.DataError, match="not an npz file"):
        mnist_files.read("mnist", path)


def test_damaged_bytes_inside_are_noticed(tmp_path):
    path = tmp_path / "mnist.npz"
    np.savez_compressed(path, **fake_mnist())
    content = bytearray(path.read_bytes())
    content[1_000_000:1_000_100] = bytes(100)
    path.write_bytes(content)
    with pytest.raises(data.DataError, match="truncated or not an npz file"):
        mnist_files.read("mnist", path)


def test_stochastic_binarisation_has_the_right_mean():
    grey = np.full((20_000, 1), 51, np.uint8)                   # 0.2
    drawn = data.binarize_stochastic(grey, np.random.default_rng(0))
    assert set(np.unique(drawn)) == {0, 1} and abs(drawn.mean() - 0.2) < 0.012      # four standard errors
    assert data.binarize_stochastic(np.array([0, 255], np.uint8), np.random.default_rng(0)).tolist() == [0, 1]


def test_batches_are_complete_and_can_be_resumed():
    images = data.load_mnist().test.images[:70]
    two_epochs = [x.numpy() for x in data.make_dataset(images, 32, seed=3, epochs=2)]
    second = [x.numpy() for x in data.make_dataset(images, 32, seed=3, first_epoch=1, epochs=2)]
    assert [len(x) for x in two_epochs] == [32, 32, 6] * 2 and two_epochs[0].dtype == np.float32
    for epoch in (two_epochs[:3], two_epochs[3:]):
        assert (sorted(x.tobytes() for x in np.concatenate(epoch))
                == sorted(x.astype(np.float32).tobytes() for x in images))
    assert all((a == b).all() for a, b in zip(two_epochs[3:], second, strict=True))
    assert (two_epochs[0] != two_epochs[3]).any()
    unshuffled = np.concatenate(list(data.make_dataset(images, 32)))
    assert (unshuffled == images).all()
    assert data.make_dataset(images, 32, epochs=2).cardinality() == 6


def test_drawings_come_out_like_mnist():
    sheet = np.zeros((120, 200), np.uint8)
    sheet[10:90, 150:170] = 255                                 # a tall bar in a corner
    digit = data.to_mnist(sheet)
    assert digit.shape == (28, 28, 1) and digit.dtype == np.uint8
    lines, columns = np.nonzero(digit[..., 0] > 127)
    assert lines.max() - lines.min() + 1 == 20
    assert abs(lines.mean() - 13.5) <= 0.5 and abs(columns.mean() - 13.5) <= 0.5
    with pytest.raises(ValueError, match="all black"):
        data.to_mnist(np.zeros((5, 5)))


def test_resampling_draws_every_batch_anew():
    grey = data.load_grey_sample().train.images[:50]

    def epochs(first, last, seed=3):
        pipeline = data.make_dataset(grey, 16, seed=seed, first_epoch=first, epochs=last,
                                     binarization="resampled")
        assert pipeline.cardinality() == 4 * (last - first)
        return np.concatenate([batch.numpy() for batch in pipeline])

    two = epochs(0, 2)
    assert two.dtype == np.float32 and set(np.unique(two)) == {0, 1} and two.shape == (100, 28, 28, 1)
    assert np.array_equal(two, epochs(0, 2))
    assert np.array_equal(two[50:], epochs(1, 2))               # as a resumed run sees them
    assert not np.array_equal(two, epochs(0, 2, seed=4))
    same = np.repeat(grey[:1], 4_000, axis=0)
    draws = np.concatenate(list(data.make_dataset(same, 500, binarization="resampled")))
    p = grey[0] / 255
    assert np.abs(draws.mean(axis=0) - p).max() < 5 * 0.5 / 4_000 ** 0.5        # five standard errors
    assert (draws.mean(axis=0)[p == 0] == 0).all()


def test_a_binarization_names_its_images(monkeypatch):
    sample = data.load_grey_sample()
    arrays = {"x_train": sample.train.images, "y_train": sample.train.labels,
              "x_test": sample.test.images, "y_test": sample.test.labels}
    asked = []
    monkeypatch.setattr(mnist_files, "find", lambda name, download: asked.append((name, download)) or arrays)
    grey = data.load("mnist", "none", 100, download=True)
    assert (grey.train.images == sample.train.images[:900]).all() and asked == [("mnist", True)]
    assert (grey.validation.images == sample.train.images[900:]).all()
    assert (grey.test.images == sample.test.images).all()
    drawn = data.load("mnist", "resampled", 100)
    assert (drawn.train.images == grey.train.images).all()      # drawn anew at every batch, so still grey
    for part, source in ((drawn.validation, grey.validation), (drawn.test, grey.test)):
        assert set(np.unique(part.images)) == {0, 1} and (part.labels == source.labels).all()
        assert (part.images[source.images == 0] == 0).all() and (part.images[source.images == 255] == 1).all()
    # Runs that were scored before rest on these very draws: the test images first, with seed 0.
    assert (drawn.test.images == data.binarize_stochastic(grey.test.images, np.random.default_rng(0))).all()
    again = data.load("mnist", "resampled", 100)
    assert (drawn.validation.images == again.validation.images).all()       # drawn once and kept
    asked.clear()
    binary, expected = data.load("mnist", validation=100), data.load_mnist(100)
    assert all((part.images == other.images).all()
               for part, other in zip(binary.parts.values(), expected.parts.values(), strict=True))
    assert asked == []                                          # the threshold asks for no grey digits
    with pytest.raises(ValueError, match="binarization is 'grey'; .* one of threshold, resampled, none"):
        data.load("mnist", "grey")


def test_grey_values_and_labels_in_batches():
    sample = data.load_grey_sample().train
    images, labels = sample.images[:70], sample.labels[:70]
    pairs = list(data.make_dataset(images, 32, seed=3, epochs=2, binarization="none", labels=labels))
    assert len(pairs) == 6
    x = np.concatenate([x.numpy() for x, _ in pairs])
    y = np.concatenate([y.numpy() for _, y in pairs])
    assert x.dtype == np.float32 and y.dtype == np.int32 and (y[:70] != y[70:]).any()
    expected = {image.tobytes(): label
                for image, label in zip(images.astype(np.float32) / np.float32(255), labels, strict=True)}
    assert len(expected) == 70 and all(expected[a.tobytes()] == b for a, b in zip(x, y, strict=True))
    # Labels change neither the order nor the draws.
    for kind, given in (("none", images), ("resampled", images), ("threshold", data.binarize(images))):
        alone = list(data.make_dataset(given, 32, seed=3, binarization=kind))
        paired = list(data.make_dataset(given, 32, seed=3, binarization=kind, labels=labels))
        assert all((a.numpy() == b.numpy()).all() for a, (b, _) in zip(alone, paired, strict=True))


def test_wrong_pixels_or_labels_make_no_batches():
    sample = data.load_grey_sample().train
    with pytest.raises(ValueError, match="pixels run from 0 to 255"):
        data.make_dataset(sample.images, 32)
    for kind in ("none", "resampled"):
        with pytest.raises(ValueError, match="images are float32; .* must be uint8"):
            data.make_dataset(sample.images / np.float32(255), 32, binarization=kind)
    with pytest.raises(ValueError, match=r"labels have shape \(999,\); 1000 images need \(1000,\)"):
        data.make_dataset(sample.images, 32, binarization="none", labels=sample.labels[:-1])
    with pytest.raises(ValueError, match="binarization is True"):
        data.make_dataset(sample.images, 32, binarization=True)
