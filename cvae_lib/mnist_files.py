"""Reads the files of the original, grey MNIST, and refuses what is damaged or something else.

Two forms are read: ``mnist.npz`` in Keras' layout, and the four IDX files of the original distribution, also
gzipped. ``data.load_grey_mnist`` looks for the files and returns the digits. Used in notebook 01.
"""

import gzip
import hashlib
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np

# File names of the original distribution, and the md5 of each file's bytes. An npz file holds the same
# bytes without the header, so that these sums identify its arrays too.
IDX_FILES = {
    "x_train": ("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
    "y_train": ("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
    "x_test": ("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
    "y_test": ("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"),
}
SHAPES = {"x_train": (60_000, 28, 28), "y_train": (60_000,), "x_test": (10_000, 28, 28), "y_test": (10_000,)}
# As in keras.datasets.mnist.
KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
KERAS_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"


class DataError(ValueError):
    """A file of digits cannot be used. The message is one line: which file, what is wrong, what to do."""


def read_mnist(path, advice="fetch MNIST again"):
    """Read and check the original grey MNIST.

    Args:
        path: an ``mnist.npz`` in Keras' layout, or a folder with one or with the four IDX files.
        advice: what an error tells the reader to do.

    Returns:
        a dict of uint8 arrays: ``x_train`` (60000, 28, 28), ``y_train`` (60000,), ``x_test`` (10000, 28, 28),
        ``y_test`` (10000,).

    Raises:
        DataError: no such file, or the file is truncated, pickled, of a wrong shape, or not MNIST. Every
            array is held against the md5 sum of the original file.
    """
    path = Path(path)
    if path.is_dir() and (path / "mnist.npz").exists():
        path = path / "mnist.npz"
    if path.is_dir():
        arrays = {name: _read_idx(path, file, name, SHAPES[name], advice)
                  for name, (file, _) in IDX_FILES.items()}
    else:
        arrays = read_npz(path, SHAPES, advice)
    for name, (file, md5) in IDX_FILES.items():
        content = _idx_header(SHAPES[name]) + arrays[name].tobytes()
        if hashlib.md5(content, usedforsecurity=False).hexdigest() != md5:
            kind = "labels" if name.startswith("y") else "images"
            where = _idx_path(path, file) if path.is_dir() else path
            raise DataError(f"{where}: {name} does not hold MNIST's {kind} (their md5 sum differs); {advice}")
    return arrays


def read_npz(path, shapes, advice):
    """Read the arrays of an npz file and check their shapes; never unpickles.

    Args:
        path: the file, a ``Path``.
        shapes: a dict from an array's name to its shape. Labels have names that begin with y.
        advice: what an error tells the reader to do.

    Returns:
        a dict from each name to its uint8 array.

    Raises:
        DataError: no such file, or it is truncated or pickled, or an array is missing, of a wrong type or of
            a wrong shape.
    """
    if not path.exists():
        raise DataError(f"{path}: no such file; {advice}")
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in shapes if name in file.files}
        if not all(isinstance(array, np.ndarray) for array in arrays.values()):
            raise ValueError("a member of the archive is not an array")
    except (ValueError, OSError, EOFError, KeyError, TypeError, AttributeError, RuntimeError, MemoryError,
            zipfile.BadZipFile, zlib.error) as error:
        # Pickled objects lie in a zip, or bare.
        pickled = "allow_pickle" in str(error) and path.read_bytes()[:1] in (b"P", b"\x80")
        reason = "holds pickled objects" if pickled else "is truncated or not an npz file"
        raise DataError(f"{path}: {reason}; {advice}") from error
    for name, shape in shapes.items():
        if name not in arrays:
            raise DataError(f"{path}: holds no array {name}; {advice}")
        _check(path, name, arrays[name], shape, advice)
    return arrays


def holds_mnist(folder):
    """Whether a folder holds ``mnist.npz`` or one of the IDX files, whatever is in them."""
    return (folder / "mnist.npz").exists() or any(_idx_path(folder, name) for name, _ in IDX_FILES.values())


def download(cache):
    """Let Keras fetch its own ``mnist.npz`` into its cache; Keras checks the SHA-256.

    Args:
        cache: where the file will be, a ``Path`` that ends in ``datasets/mnist.npz``.

    Raises:
        DataError: it could not be downloaded, for the reason given.
    """
    from cvae_lib import keras

    try:
        keras.utils.get_file("mnist.npz", KERAS_URL, file_hash=KERAS_SHA256, cache_dir=cache.parent.parent)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DataError(f"{KERAS_URL}: could not be downloaded ({reason}); "
                        "load_mnist() needs no network") from error


# ---------------------------------------------------------------------------------------- details

def _read_idx(folder, file, name, shape, advice):
    path = _idx_path(folder, file)
    if path is None:
        raise DataError(f"{folder / file}: no such file, beside the other IDX files; {advice}")
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: is truncated or not a gzip file; {advice}") from error
    header = _idx_header(shape)
    if raw[:len(header)] != header:
        raise DataError(f"{path}: is not an IDX file of shape {shape}; {advice}")
    if len(raw) != len(header) + int(np.prod(shape)):
        raise DataError(f"{path}: is truncated; {advice}")
    array = np.frombuffer(raw, np.uint8, offset=len(header)).reshape(shape)
    _check(path, name, array, shape, advice)
    return array


def _idx_path(folder, name):
    for candidate in (name, name + ".gz", name.replace("-idx", ".idx"), name.replace("-idx", ".idx") + ".gz"):
        if (folder / candidate).exists():
            return folder / candidate
    return None


def _idx_header(shape):
    return struct.pack(f">I{len(shape)}I", 0x0800 + len(shape), *shape)


def _check(path, name, array, shape, advice):
    if array.dtype != np.uint8 or array.shape != shape:
        raise DataError(f"{path}: {name} is {array.dtype} {array.shape} where uint8 {shape} is needed; "
                        f"{advice}")
    if name.startswith("y") and array.max() > 9:
        raise DataError(f"{path}: {name} holds the label {array.max()}, and digits go from 0 to 9; {advice}")
