"""Reads images of the reader's own: a folder of PNG, JPEG and WebP files, or an npz file.

Every file gives an image or is refused by name, with its reason. ``scan`` is the core. ``survey`` counts what
it yields and keeps the pixels, for ``data.load`` and for ``python -m cvae_lib look`` alike.

    arrays      npz files
    reading     files and folders: ``scan``; and file by file, ``files`` and ``read``
    sets        a whole set: ``survey``, ``load``; ``in_order`` unread; and ``fit`` for one image
"""

from cvae_lib.image_files.arrays import read_npz
from cvae_lib.image_files.reading import Found, files, read, scan
from cvae_lib.image_files.sets import (
    Survey,
    check_size,
    fit,
    fit_all,
    in_order,
    load,
    sides_fit,
    sizes_in_words,
    survey,
)

__all__ = ["Found", "Survey", "check_size", "files", "fit", "fit_all", "in_order", "load", "read", "read_npz",
           "scan", "sides_fit", "sizes_in_words", "survey"]
