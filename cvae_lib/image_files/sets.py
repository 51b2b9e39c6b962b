"""A whole set: all images of a folder or an npz file, counted, and brought into one shape."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from cvae_lib.files import npz_files
from cvae_lib.files.npz_files import DataError, shown
from cvae_lib.image_files.reading import files, scan
from cvae_lib.recipes import SIDES

MIN_IMAGES = 10                 # fewer make no data set


class Survey(NamedTuple):
    """What a folder or an npz file holds, counted; and its arrays, where they can be made."""

    source: str
    sizes: Counter              # of (width, height)
    kinds: Counter              # of "grey" and "colour"
    notes: Counter
    labels: Counter             # of class names
    skipped: Counter            # of endings, of files that are no images
    refused: list               # (name, reason)
    class_names: tuple
    arrays: dict | None         # x_train (N, H, W, C) uint8, y_train (N,) int32, x_test, y_test
    problem: str                # why there are no arrays, and what to do
    options: tuple              # of a command line, that would mend it


def survey(source, size=None, colour=None):
    """Read a folder or an npz file, count what is there, and bring it into one shape.

    Args:
        source: as ``path`` in ``scan``.
        size: the side of the square that each image becomes: its middle is cut out as a square, which is then
            resized by Lanczos' filter. An even number from 16 to 64. Without it images stay as they are,
            which needs one size for all, with even sides from 16 to 64.
        colour: True makes grey images colour, False makes colour images grey. Without it images stay as they
            are, which needs all of them to be grey, or all in colour.

    Returns:
        ``Survey``. Where there is no test part, the last tenth of the images becomes it, after they were
        shuffled with a fixed seed. The training images are shuffled with it in any case, so that
        their end is as good as any other part of them. Memory holds the pixels twice for a moment.

    Raises:
        DataError: as in ``scan``; or more than 2 GB of pixels.
        ValueError: another ``size``.
    """
    check_size(size)
    sizes, kinds, notes, skipped = Counter(), Counter(), Counter(), Counter()
    refused, parts, labels, names = [], [], [], set()
    pixels, shapes = bytearray(), set()
    for found in scan(source):
        if found.image is None and not found.reason:
            skipped[_ending(found.name)] += 1
            continue
        if found.image or found.label != "":
            names.add(found.label)
        if found.reason:
            refused.append((found.name, found.reason))
            continue
        sizes[found.image.size] += 1
        kinds["colour" if found.image.mode == "RGB" else "grey"] += 1
        notes.update(found.notes)
        parts.append(found.part)
        labels.append(found.label)
        array = fit(found.image, size, colour)
        if found.image.mode == "RGB" and (array == array[..., :1]).all() and colour is not False:
            notes["grey, though stored in colour"] += 1
        if size is not None and min(found.image.size) < size:
            notes["enlarged"] += 1
        shapes.add(array.shape)
        if len(shapes) == 1 and sides_fit(array.shape):
            pixels += array.tobytes()
        else:
            pixels.clear()
        if len(pixels) > npz_files.MAX_BYTES:
            raise DataError(f"{shown(source)}: its pixels take more than {npz_files.MAX_BYTES / 1e9:.0f} GB; "
                            "choose a smaller size or fewer images")
    if labels:
        _check_names(source, names)
    classes = _class_names(names)
    counts = Counter(classes[label] if isinstance(label, int) else label for label in labels if label != "")
    problem, options = _problem(sizes, kinds, shapes, parts, size, colour)
    arrays = None
    if not problem:
        numbers = [label if isinstance(label, int) else classes.index(label) if label else 0
                   for label in labels]
        x = np.frombuffer(pixels, np.uint8).reshape(-1, *shapes.pop())                  # (N, H, W, C)
        arrays = _split(x, np.array(numbers, np.int32), np.array(parts))
    return Survey(str(source), sizes, kinds, notes, counts, skipped, refused, classes, arrays, problem,
                  options)


def load(source, size=None, colour=None, skip_bad=False):
    """The arrays of a folder or an npz file: ``(arrays, class_names)``, as in ``Survey``.

    Raises:
        DataError: there are no arrays; or a file cannot be used, unless ``skip_bad``.
    """
    found = survey(source, size, colour)
    if found.refused and not skip_bad:
        name, reason = found.refused[0]
        bad, whole = len(found.refused), len(found.refused) + sum(found.sizes.values())
        raise DataError(f"{shown(source)}: {bad} of {whole} files cannot be used, first {name}, which "
                        f"{reason}; the job look lists them all; mend or remove them, or leave them out with "
                        "--skip-bad (skip_bad=True)")
    if found.problem:
        hint = "; packed.load reads its shards" if found.skipped[".tfrecord"] else ""
        raise DataError(f"{shown(source)}: {found.problem}{hint}")
    return found.arrays, found.class_names


def in_order(folder):
    """The files of a folder in the order in which ``load`` gives their images, unread.

    Returns:
        ``(parts, class_names)``. ``parts`` is a dict from "train" and "test" to a list of pairs: an entry for
        ``reading.read``, and the label's number. Files that will be refused have their places too; where
        there are some, it is not the order of ``load``.

    Raises:
        DataError: as in ``scan``; or there are too few files, or none in one of the two parts.
    """
    entries = list(files(folder))
    names = {label for _, _, label, _ in entries}
    _check_names(folder, names)
    parts = [part for _, part, _, _ in entries]
    if problem := _too_few(parts):
        raise DataError(f"{shown(folder)}: {problem}")
    classes = _class_names(names)
    numbers = {name: number for number, name in enumerate(classes)} | {"": 0}
    return {part: [(entries[place], numbers[entries[place][2]]) for place in places]
            for part, places in zip(("train", "test"), _order(np.array(parts)), strict=True)}, classes


def fit(image, size=None, colour=None):
    """A Pillow image, "L" or "RGB", as an array (H, W, C) uint8; ``size`` and ``colour`` as in ``survey``."""
    if colour is not None:
        image = image.convert("RGB" if colour else "L")
    if size is not None:
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        image = image.crop((left, top, left + side, top + side))
        image = image.resize((size, size), Image.Resampling.LANCZOS, reducing_gap=3.0)
    array = np.asarray(image)
    return array if array.ndim == 3 else array[..., None]


def fit_all(images, size=None, colour=None):
    """Images (N, H, W, C) uint8, each brought through ``fit``; C is 1 or 3."""
    check_size(size)
    if size is None and colour is None:
        return images
    squeezed = images[..., 0] if images.shape[-1] == 1 else images
    return np.stack([fit(Image.fromarray(image), size, colour) for image in squeezed])


def check_size(size):
    """Raise a ``ValueError`` unless ``size`` is None or an even number from 16 to 64."""
    if size is not None and size not in SIDES:
        raise ValueError(f"size is {size}; it must be an even number from {SIDES[0]} to {SIDES[-1]}")


def sides_fit(shape):
    """Whether the networks take images of a shape (H, W, C): even sides from 16 to 64."""
    return all(side in SIDES for side in shape[:2])


# ------------------------------------------------------------------------------------------------- details

def _check_names(source, names):
    if "" in names and len(names) > 1:
        raise DataError(f"{shown(source)}: one of train and test holds folders of labels and the other holds "
                        "images; let both hold the same")


def _class_names(labels):
    """The names in order; of labels that are numbers, each number from 0 to the greatest."""
    if all(isinstance(label, int) for label in labels):
        return tuple(str(number) for number in range(max(labels, default=-1) + 1))
    return tuple(sorted(labels - {""}))


def _problem(sizes, kinds, shapes, parts, size, colour):
    """Why there are no arrays and what to do, and the command line's options that do it; "" if there are."""
    if few := _too_few(parts):
        return few, ()
    wrong, shell, python = [], [], []
    if size is None and (len(sizes) > 1 or not sides_fit(next(iter(shapes)))):
        wrong.append(f"its images are {sizes_in_words(sizes)}, and training needs one size, with even sides "
                     f"from {SIDES[0]} to {SIDES[-1]}")
        middle = sorted(min(sides) for sides in sizes.elements())[len(parts) // 2]
        side = int(np.clip(middle // 2 * 2, SIDES[0], SIDES[-1]))
        shell += ["--size", str(side)]
        python.append(f"size={side}")
    if colour is None and len(kinds) > 1:
        wrong.append(f"{kinds['grey']} of its images are grey and {kinds['colour']} in colour")
        shell.append("--colour")
        python.append("colour=True")
    if not wrong:
        return "", ()
    return f"{'; '.join(wrong)}; add {' '.join(shell)} ({', '.join(python)})", tuple(shell)


def _too_few(parts):
    """What is wrong with the parts of a set's images, in words."""
    if len(parts) < MIN_IMAGES:
        return f"holds {len(parts) or 'no'} images that can be used, and at least {MIN_IMAGES} are needed"
    if set(parts) == {"test"} or "train" in parts and "test" not in parts:
        return "one of train and test holds no image that can be used; put some there"
    return ""


def sizes_in_words(sizes, most=4):
    """The most frequent sizes with their counts."""
    words = [f"{width} × {height} ({count:,})" for (width, height), count in sizes.most_common(most)]
    return ", ".join(words) + (f" and {len(sizes) - most} other sizes" if len(sizes) > most else "")


def _split(images, labels, parts):
    order, test = _order(parts)
    return {"x_train": images[order], "y_train": labels[order],
            "x_test": images[test], "y_test": labels[test]}


def _order(parts):
    """Places of the training images, shuffled with a fixed seed, and of the test images."""
    order, test = np.flatnonzero(parts != "test"), np.flatnonzero(parts == "test")
    order = np.random.default_rng(0).permutation(order)
    if not len(test):
        count = len(order) // 10        # at least one, of MIN_IMAGES
        order, test = order[:-count], order[-count:]
    return order, test


def _ending(name):
    path = Path(name)
    return "hidden" if path.name.startswith(".") else path.suffix.lower() or "without ending"
