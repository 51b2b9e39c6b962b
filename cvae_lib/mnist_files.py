"""The sets that are known by name: where their original files are looked for, and how they are checked.

MNIST and Fashion-MNIST come as an npz file in Keras' layout or as the four IDX files of the original
distribution, also gzipped. CIFAR-10 comes as an npz file or as the archive of its original distribution.
``data.load`` calls ``find``. Used in notebook 01.
"""

import contextlib
import gzip
import io
import os
import pickle
import struct
import tarfile
import zlib
from pathlib import Path

import numpy as np

from cvae_lib.files import npz_files, whole_files
from cvae_lib.files.npz_files import DataError

TITLES = {"mnist": "MNIST", "fashion_mnist": "Fashion-MNIST", "cifar10": "CIFAR-10"}
CLASS_NAMES = {
    "mnist": tuple("0123456789"),
    "fashion_mnist": ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
                      "Bag", "Ankle boot"),
    "cifar10": ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
}
# The four files have the same names and shapes in both distributions.
IDX_FILES = {"x_train": "train-images-idx3-ubyte", "y_train": "train-labels-idx1-ubyte",
             "x_test": "t10k-images-idx3-ubyte", "y_test": "t10k-labels-idx1-ubyte"}
SHAPES = {"x_train": (60_000, 28, 28), "y_train": (60_000,), "x_test": (10_000, 28, 28), "y_test": (10_000,)}
# The SHA-256 of each IDX file's bytes. An npz file holds the same bytes without the header, so that these
# sums identify its arrays too.
IDX_SHA256 = {
    "mnist": {
        "x_train": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "y_train": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "x_test": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "y_test": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
    "fashion_mnist": {
        "x_train": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "y_train": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
        "x_test": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "y_test": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"},
}
# As in keras.datasets: what is fetched from where, and the SHA-256 that Keras knows of it.
KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
CIFAR_URL = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
SHA256 = {"mnist": "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
          "cifar10": "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"}
WANTED = {"mnist": "mnist.npz or the four IDX files",
          "fashion_mnist": "fashion_mnist.npz or the four IDX files",
          "cifar10": "cifar10.npz or cifar-10-python.tar.gz"}
# The archive's name in Keras' cache, today's first.
MOST = 200_000_000              # bytes of one of these files, packed or not
CIFAR_CACHED = ("cifar-10-batches-py-target_archive", "cifar-10-batches-py.tar.gz")


def find(name, download=False):
    """Find a set's original files, read them and check them.

    1. in the folder named by ``CVAE_DATA_DIR``: ``<name>.npz``; the four IDX files of MNIST or Fashion-MNIST,
       there or in its subfolder ``<name>``; ``cifar10_subset.npz`` or ``cifar-10-python.tar.gz``;
    2. in Keras' cache, ``~/.keras/datasets``, or below ``KERAS_HOME``;
    3. with ``download=True``, by Keras' own download, which fills that cache.

    Args:
        name: "mnist", "fashion_mnist" or "cifar10".
        download: whether the network may be asked.

    Returns:
        a dict of uint8 arrays, as ``read``.

    Raises:
        DataError: no such files, or as in ``read``.
    """
    folder = os.path.expanduser(os.environ.get("CVAE_DATA_DIR", ""))
    if folder and not Path(folder).is_dir():
        raise DataError(f"{folder}: CVAE_DATA_DIR names this folder and it does not exist; "
                        "correct it or unset it")
    cache = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets"
    place = _in_folder(name, Path(folder)) if folder else None
    if place:
        return read(name, place)
    if download and not _in_cache(name, cache):
        _download(name, cache)
    place = _in_cache(name, cache)
    if place:
        return read(name, place, "delete it, then ask again with download=True")
    looked = " and ".join(str(place) for place in (folder, cache) if place)
    grey = "" if name == "cifar10" else "grey "
    raise DataError(f"no {grey}{TITLES[name]} in {looked}; set CVAE_DATA_DIR to a folder with "
                    f"{WANTED[name]}, or ask again with download=True")


def read(name, path, advice=None):
    """Read a set's original files and check them.

    Args:
        name: "mnist", "fashion_mnist" or "cifar10".
        path: an npz file in Keras' layout; a folder with ``<name>.npz`` or with the four IDX files; or
            CIFAR-10's archive.
        advice: what an error tells the reader to do.

    Returns:
        a dict of uint8 arrays ``x_train``, ``y_train``, ``x_test``, ``y_test``: images (60000, 28, 28) and
        (10000, 28, 28), or CIFAR-10's (N, 32, 32, 3), and labels (N,).

    Raises:
        DataError: no such file, or the file is truncated, pickled, of a wrong shape, or not the set. The
            arrays of MNIST and Fashion-MNIST and the archive of CIFAR-10 are held against the SHA-256 sums
            of the originals. A ``cifar10.npz`` may hold any number of images.
    """
    path, advice = Path(path), advice or f"fetch {TITLES[name]} again"
    if path.is_dir() and (path / f"{name}.npz").exists():
        path = path / f"{name}.npz"
    if name == "cifar10":
        return _read_cifar_npz(path, advice) if path.suffix == ".npz" else _read_cifar_archive(path, advice)
    if path.is_dir():
        arrays = {array: _read_idx(path, file, array, SHAPES[array], advice)
                  for array, file in IDX_FILES.items()}
    else:
        arrays = npz_files.read_shaped(path, SHAPES, advice)
    for array, sha256 in IDX_SHA256[name].items():
        if whole_files.sha256(_idx_header(SHAPES[array]) + arrays[array].tobytes()) != sha256:
            kind = "labels" if array.startswith("y") else "images"
            where = _idx_path(path, IDX_FILES[array]) if path.is_dir() else path
            raise DataError(f"{where}: {array} does not hold {TITLES[name]}'s {kind} (their SHA-256 differs)"
                            f"; {advice}")
    return arrays


# --------------------------------------------------------------------------------------- where files lie

def _in_folder(name, folder):
    """Where in a folder of the reader's a set lies, or None."""
    if name == "cifar10":
        files = ("cifar10.npz", "cifar10_subset.npz", "cifar-10-python.tar.gz")
        return next((folder / file for file in files if (folder / file).exists()), None)
    if (folder / f"{name}.npz").exists():
        return folder / f"{name}.npz"
    return next((place for place in (folder / name, folder) if _holds_idx(name, place)), None)


def _holds_idx(name, folder):
    """Whether one of the IDX files is there, unless the labels are those of the other set."""
    paths = {array: _idx_path(folder, file) for array, file in IDX_FILES.items()}
    others = {sums["y_test"] for other, sums in IDX_SHA256.items() if other != name}
    with contextlib.suppress(DataError):        # a damaged file is reported when it is read
        if paths["y_test"] and whole_files.sha256(_unpacked(paths["y_test"], "")) in others:
            return False
    return any(paths.values())


def _in_cache(name, cache):
    """Where in Keras' cache a set lies as a whole, or None."""
    if name == "fashion_mnist":
        folder = cache / "fashion-mnist"
        return folder if all(_idx_path(folder, file) for file in IDX_FILES.values()) else None
    files = ("mnist.npz",) if name == "mnist" else CIFAR_CACHED
    return next((cache / file for file in files if (cache / file).exists()), None)


def _download(name, cache):
    """Let Keras fetch a set's files into its cache. Keras checks the SHA-256 of an npz file and an archive;
    of IDX files ``read`` does.
    """
    from cvae_lib import keras

    files = {"mnist": [("mnist.npz", KERAS_URL + "mnist.npz", "datasets")],
             "fashion_mnist": [(f"{file}.gz", f"{KERAS_URL}{file}.gz", "datasets/fashion-mnist")
                               for file in IDX_FILES.values()],
             "cifar10": [(CIFAR_CACHED[0], CIFAR_URL, "datasets")]}[name]
    for file, url, subfolder in files:
        try:
            cache.mkdir(parents=True, exist_ok=True)        # else Keras fetches into /tmp/.keras
            if not os.access(cache, os.W_OK):
                raise OSError(f"{cache} is not writable")
            keras.utils.get_file(file, url, file_hash=SHA256.get(name), cache_dir=cache.parent,
                                 cache_subdir=subfolder)
        except Exception as error:
            (cache.parent / subfolder / file).unlink(missing_ok=True)       # Keras leaves what it refuses
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise DataError(f"{url}: could not be downloaded ({reason}); set CVAE_DATA_DIR to a folder with "
                            f"{WANTED[name]}") from error


# ------------------------------------------------------------------------------------------- reading them

def _read_idx(folder, file, name, shape, advice):
    path = _idx_path(folder, file)
    if path is None:
        raise DataError(f"{folder / file}: no such file, beside the other IDX files; {advice}")
    raw = _unpacked(path, advice)
    header = _idx_header(shape)
    if raw[:len(header)] != header:
        raise DataError(f"{path}: is not an IDX file of shape {shape}; {advice}")
    if len(raw) != len(header) + int(np.prod(shape)):
        raise DataError(f"{path}: is truncated; {advice}")
    array = np.frombuffer(raw, np.uint8, offset=len(header)).reshape(shape)
    npz_files.check(path, name, array, shape, advice)
    return array


def _unpacked(path, advice):
    content = _content(path, advice)
    if path.suffix != ".gz":
        return content
    try:
        with gzip.open(io.BytesIO(content)) as file:
            content = file.read(MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: is truncated or not a gzip file; {advice}") from error
    if len(content) > MOST:
        raise DataError(f"{path}: takes more than {MOST:,} bytes when it is unpacked; {advice}")
    return content


def _content(path, advice):
    try:
        return whole_files.read(path, MOST)
    except ValueError as error:
        raise DataError(f"{path}: {error}; {advice}") from error


def _idx_path(folder, name):
    for candidate in (name, name + ".gz", name.replace("-idx", ".idx"), name.replace("-idx", ".idx") + ".gz"):
        if (folder / candidate).exists():
            return folder / candidate
    return None


def _idx_header(shape):
    return struct.pack(f">I{len(shape)}I", 0x0800 + len(shape), *shape)


def _read_cifar_npz(path, advice):
    arrays = npz_files.read(path, SHAPES, advice)
    for part in ("train", "test"):
        images, labels = arrays.get(f"x_{part}"), arrays.get(f"y_{part}")
        if images is None or labels is None or not len(images):
            raise DataError(f"{path}: holds no images x_{part} with labels y_{part}; {advice}")
        npz_files.check(path, f"x_{part}", images, (len(images), 32, 32, 3), advice)
        if labels.shape == (len(images), 1):                    # as Keras has them
            arrays[f"y_{part}"] = labels = labels[:, 0]
        npz_files.check(path, f"y_{part}", labels, (len(images),), advice)
    return arrays


def _read_cifar_archive(path, advice):
    content = _content(path, advice)
    if whole_files.sha256(content) != SHA256["cifar10"]:
        raise DataError(f"{path}: is not the original archive of CIFAR-10 (its SHA-256 differs); {advice}")
    parts = {"train": [f"data_batch_{number}" for number in range(1, 6)], "test": ["test_batch"]}
    arrays = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for part, files in parts.items():
            # Unpickling runs what a file asks for. These bytes are known by the sum above.
            batches = [pickle.load(archive.extractfile(f"cifar-10-batches-py/{file}"), encoding="bytes")
                       for file in files]
            images = np.concatenate([batch[b"data"] for batch in batches]).reshape(-1, 3, 32, 32)
            arrays[f"x_{part}"] = np.ascontiguousarray(images.transpose(0, 2, 3, 1))        # (N, 32, 32, 3)
            arrays[f"y_{part}"] = np.concatenate([batch[b"labels"] for batch in batches]).astype(np.uint8)
    return arrays
