"""What a set of images holds, in words and as a sheet: ``python -m cvae_lib look``."""

import shlex
from collections import Counter
from typing import NamedTuple

import numpy as np

from cvae_lib import data, image_files, mnist_files
from cvae_lib.files.npz_files import DataError, shown

SHEET = 64          # images on a sheet
LISTED = 20         # classes or refused files that are named; the others are counted


class Look(NamedTuple):
    """What was seen: ``words``, some lines, and ``images``, (N, H, W, C) uint8, at most 64 of them.

    ``images`` is None where they have not yet one shape.
    """

    source: str
    words: str
    images: np.ndarray | None

    def sheet(self):
        """The images as a ``Picture``; a ``ValueError`` where there are none."""
        from cvae_lib import figures

        if self.images is None:
            raise ValueError(f"{self.source}: no sheet, since the images have not yet one shape; see above")
        return figures.digits(self.images, f"{len(self.images)} of the images of {self.source}.")


def look(source, size=None, colour=None):
    """Look at a set without training on it.

    Args:
        source, size, colour: as in ``data.load``. Of the sets that ship it is the images that ship which are
            looked at.

    Returns:
        ``Look``: how many images there are, their sizes, channels and labels, what was done to some, which
        files cannot be used and why, and what training would use, or what it needs to be told.

    Raises:
        DataError: as in ``image_files.survey`` and ``data.load``; or nothing there can be used.
        ValueError: as in ``data.load``.
    """
    found = _named(source, size, colour) if source in mnist_files.TITLES else _own(source, size, colour)
    images = None
    if found.arrays:
        images = found.arrays["x_train"]
        images = images[np.linspace(0, len(images) - 1, min(SHEET, len(images))).astype(int)]
    return Look(shown(found.source), _words(found), images)


def _own(source, size, colour):
    found = image_files.survey(source, size, colour)
    if not found.sizes:
        raise DataError(f"{shown(source)}: {found.problem}"
                        + (f"; first {found.refused[0][0]} {found.refused[0][1]}" if found.refused else ""))
    return found


def _named(name, size, colour):
    whole = data.load(name, "threshold" if name in data.SHIPPED else "none", size=size, colour=colour)
    arrays = {f"{letter}_{part}": array for part in ("train", "test")
              for letter, array in zip("xy", getattr(whole, part), strict=True)}
    count = sum(len(part.images) for part in whole.parts.values())
    _, height, width, channels = whole.train.images.shape
    kinds = Counter({"grey" if channels == 1 else "colour": count})
    labels = Counter(whole.class_names[label] for part in whole.parts.values() for label in part.labels)
    notes = Counter({"black and white": count} if name in data.SHIPPED else {})
    return image_files.Survey(name, Counter({(width, height): count}), kinds, notes, labels, Counter(), [],
                              whole.class_names, arrays, "", ())


def _words(found):
    usable, refused = sum(found.sizes.values()), len(found.refused)
    first = f"{shown(found.source)}: {usable:,} images"
    if refused:
        first += f", and {refused:,} files that cannot be used"
    if found.skipped:
        first += (f"; {sum(found.skipped.values()):,} other files passed over "
                  f"({_counted(found.skipped.most_common())})")
    kinds = {"grey": "grey, 1 channel", "colour": "colour, 3 channels"}
    labels = [(name, found.labels[name]) for name in found.class_names]
    lines = [first,
             f"sizes: {image_files.sizes_in_words(found.sizes)}",
             f"channels: {_counted((kinds[kind], count) for kind, count in sorted(found.kinds.items()))}",
             f"labels: {len(labels)} classes, {_counted(labels)}" if labels else "labels: none"]
    lines += [f"{count:,} of the images: {note}" for note, count in sorted(found.notes.items())]
    lines += [f"cannot be used: {name} {reason}" for name, reason in found.refused[:LISTED]]
    if refused > LISTED:
        lines.append(f"… and {refused - LISTED:,} more")
    if found.arrays:
        shape = " × ".join(map(str, found.arrays["x_train"].shape[1:]))
        lines.append(f"training would use {len(found.arrays['x_train']):,} training and "
                     f"{len(found.arrays['x_test']):,} test images, {shape}"
                     + ("; say --skip-bad, or mend or remove the files above" if refused else ""))
    else:
        lines.append(f"training cannot use this: {found.problem}")
        if found.options:
            words = ["python", "-m", "cvae_lib", "look", shlex.quote(found.source), *found.options]
            lines.append(f"try: {' '.join(words)}")
    return "\n".join(lines)


def _counted(pairs):
    pairs = list(pairs)
    words = ", ".join(f"{name} ({count:,})" for name, count in pairs[:LISTED])
    return words + (f" and {len(pairs) - LISTED} more" if len(pairs) > LISTED else "")
