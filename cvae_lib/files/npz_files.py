"""Reads npz files and unpickles nothing: what is damaged or something else is refused with one line."""

import re
import warnings
import zipfile
from pathlib import Path

import numpy as np

from cvae_lib.files import whole_files

MAX_BYTES = 2_000_000_000       # of arrays; a data set above that is refused before it fills the memory


class DataError(ValueError):
    """Images cannot be used. The message is one line: which file or folder, what is wrong, what to do."""


def read(path, names, advice, most=None):
    """Read those arrays of an npz file that have one of the given names.

    Args:
        path: the file.
        names: the arrays to read; the others in the file are not touched.
        advice: what an error tells the reader to do.
        most: how many bytes the arrays may take; ``MAX_BYTES`` if None.

    Returns:
        a dict from the names that were found to their arrays, of any type and shape.

    Raises:
        DataError: no such file, or it is truncated, pickled or no npz file, or its arrays take more than
            ``most``.
    """
    path, smaller = Path(path), advice if most else "keep fewer or smaller images, as uint8"
    most = most or MAX_BYTES
    try:
        whole_files.size_of(path)
    except ValueError as error:
        raise DataError(f"{path}: {error}; {advice}") from error
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist()
                       if member.filename.removesuffix(".npy") in names)
        if size > most:
            raise DataError(f"{path}: its arrays take {size:,} bytes, and at most {most:,} are read; "
                            f"{smaller}")
        with warnings.catch_warnings(action="ignore"), np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in names if name in file.files}
        if not all(isinstance(array, np.ndarray) for array in arrays.values()):
            raise ValueError("a member of the archive is not an array")
    except DataError:
        raise
    except Exception as error:          # zipfile, zlib, lzma and NumPy raise many kinds over a damaged file
        raise DataError(f"{path}: {_reason(path, error)}; {advice}") from error
    return arrays


def read_shaped(path, shapes, advice):
    """Read the uint8 arrays of an npz file whose shapes are known.

    Args:
        path: the file.
        shapes: a dict from an array's name to its shape. Labels have names that begin with y.
        advice: what an error tells the reader to do.

    Returns:
        a dict from each name to its uint8 array.

    Raises:
        DataError: as in ``read``; or an array is missing, of a wrong type or of a wrong shape, or a label is
            above 9.
    """
    arrays = read(path, shapes, advice)
    for name, shape in shapes.items():
        if name not in arrays:
            raise DataError(f"{path}: holds no array {name}; {advice}")
        check(path, name, arrays[name], shape, advice)
    return arrays


def check(path, name, array, shape, advice):
    """Raise a ``DataError`` unless an array is uint8 of a shape, and its labels, if it has any, 0 to 9."""
    if array.dtype != np.uint8 or array.shape != shape:
        raise DataError(f"{path}: {name} is {array.dtype} {array.shape} where uint8 {shape} is needed; "
                        f"{advice}")
    if name.startswith("y") and array.max() > 9:
        raise DataError(f"{path}: {name} holds the label {array.max()}, and labels go from 0 to 9; {advice}")


def shown(name):
    """A path or a name as it can be printed in one line, whatever bytes it consists of."""
    text = str(name).encode("utf-8", "backslashreplace").decode()
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", lambda match: repr(match[0])[1:-1], text)


def _reason(path, error):
    if isinstance(error, PermissionError):
        return "may not be read by you"
    # Pickled objects lie in a zip, or bare.
    with path.open("rb") as file:
        bare = file.read(1) == b"\x80"
    if bare or "allow_pickle" in str(error):
        return "holds pickled objects"
    return "is truncated or not an npz file"
