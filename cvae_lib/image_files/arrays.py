"""Images of the reader's own that lie in an npz file."""

from typing import NamedTuple

import numpy as np

from cvae_lib.files import npz_files
from cvae_lib.files.npz_files import DataError, shown

MAX_LABEL = 999
# What the arrays of the reader's own are called, and what the labels of each.
IMAGES = {"images": "train", "x_train": "train", "test_images": "test", "x_test": "test"}
LABELS = {"images": "labels", "x_train": "y_train", "test_images": "test_labels", "x_test": "y_test"}


class Images(NamedTuple):
    """Images as they lie in an npz file: ``images`` (N, H, W, C) uint8, and what was done to them."""

    name: str               # of the array
    part: str               # "train" or "test"; "" where there are no two parts
    images: np.ndarray
    labels: list            # N numbers or names; "" where there are none
    notes: tuple


def read_npz(path):
    """Read images of the reader's own from an npz file.

    Its arrays are ``images`` or ``x_train``; their ``labels`` or ``y_train`` if there are any; and a test
    part, ``test_images`` or ``x_test``, with ``test_labels`` or ``y_test``, if there is one. Images are
    (N, H, W), (N, H, W, 1) or (N, H, W, 3): uint8 0 to 255, bool, uint8 of 0 and 1 alone, or floats from 0
    to 1. Labels are (N,) or (N, 1), whole numbers from 0, or names.

    Returns:
        a list of one ``Images``, or of two with a test part.

    Raises:
        DataError: an array is missing or of another kind; or as in ``npz_files.read``.
    """
    advice = "see help(cvae_lib.image_files.read_npz)"
    where, arrays = shown(path), npz_files.read(path, (*IMAGES, *LABELS.values()), advice)
    held = [name for name in IMAGES if name in arrays]
    if [IMAGES[name] for name in held] not in (["train"], ["train", "test"]):
        raise DataError(f"{where}: holds {' and '.join(held) or 'no images'}; one array images or x_train is "
                        f"needed, and at most one test_images or x_test; {advice}")
    if len({LABELS[name] in arrays for name in held}) == 2:
        raise DataError(f"{where}: one of {' and '.join(held)} has labels and the other has none; {advice}")
    for name in held:
        images = arrays[name]
        if images.ndim == 3:
            images = arrays[name] = images[..., None]
        if images.ndim != 4 or images.shape[-1] not in (1, 3) or not images.size:
            raise DataError(f"{where}: {name} has the shape {images.shape}; (N, H, W), (N, H, W, 1) or "
                            f"(N, H, W, 3) is needed; {advice}")
    note = _scale(where, [arrays[name] for name in held], advice)
    return [Images(name, IMAGES[name] if len(held) > 1 else "", _in_bytes(arrays[name], note),
                   _labels(where, LABELS[name], arrays, len(arrays[name]), advice), (note,) if note else ())
            for name in held]


def _scale(where, arrays, advice):
    """What is said where pixels go from 0 to 1 and not to 255; anything else is refused."""
    kinds = {array.dtype.kind if array.dtype.kind in "bf" else str(array.dtype) for array in arrays}
    kind = kinds.pop() if len(kinds) == 1 else "of several types"
    if kind not in ("b", "f", "uint8"):
        raise DataError(f"{where}: its images are {kind}; uint8, bool or floats from 0 to 1 are needed; "
                        f"{advice}")
    low, high = (float(bound([bound(array) for array in arrays])) for bound in (np.min, np.max))
    if kind == "f" and not (low >= 0 and high <= 1):    # nan is neither
        raise DataError(f"{where}: its images are floats from {low:g} to {high:g}; floats from 0 to 1 are "
                        f"needed, or uint8; {advice}")
    if kind == "f":
        return "floats from 0 to 1, times 255"
    return "0 and 1 alone, taken for black and white" if high <= 1 else ""


def _in_bytes(images, note):
    if not note:
        return images
    scaled = np.empty(images.shape, np.uint8)
    for number, image in enumerate(images):             # floats for all at once take much memory
        scaled[number] = np.rint(image * np.float32(255))
    return scaled


def _labels(where, name, arrays, count, advice):
    if name not in arrays:
        return [""] * count
    labels = arrays[name].reshape(-1) if arrays[name].shape == (count, 1) else arrays[name]
    if labels.shape != (count,) or labels.dtype.kind not in "iuU":
        raise DataError(f"{where}: {name} is {labels.dtype} {labels.shape}; {count} images need ({count},) "
                        f"whole numbers or names; {advice}")
    if labels.dtype.kind != "U" and not 0 <= labels.min() <= labels.max() <= MAX_LABEL:
        raise DataError(f"{where}: {name} runs from {labels.min()} to {labels.max()}; number the classes "
                        f"from 0, up to {MAX_LABEL}")
    return labels.tolist()
