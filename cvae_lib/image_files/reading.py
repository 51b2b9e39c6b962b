"""Files and folders: every file gives an image, or is refused by name with its reason."""

import codecs
import io
import os
import re
import stat
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import ExifTags, Image, ImageOps

from cvae_lib.files.npz_files import DataError, shown
from cvae_lib.image_files.arrays import read_npz

FORMATS = ("PNG", "JPEG", "WEBP")
ENDINGS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".jfif": "JPEG", ".webp": "WEBP"}
# Pictures too, but of kinds that are not read: to pass over them in silence would lose images unseen.
OTHER_ENDINGS = {".gif", ".apng", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jp2", ".jxl", ".ico",
                 ".svg", ".ppm", ".pgm", ".pbm", ".pnm", ".tga", ".psd", ".exr", ".dng", ".cr2", ".nef"}
BEGINNINGS = {b"GIF8": "a GIF", b"BM": "a BMP", b"II*\0": "a TIFF", b"MM\0*": "a TIFF", b"%PDF": "a PDF"}
PARTS = {"train", "test", "val", "valid", "validation"}
LEAVES = "is a link that leaves the folder"
INSIDE = "is a folder inside a label's folder; move its images up"
SIXTEEN = "16 bits brought to 8"
MAX_FILE = 200_000_000          # bytes of one file


class Found(NamedTuple):
    """One file, or one image of an npz file. With neither ``image`` nor ``reason`` it is some other file."""

    name: str                               # below the folder
    part: str = ""                          # "train" or "test", where parts are given
    label: object = ""                      # its folder's name, or from an npz file a number or a name
    image: Image.Image | None = None        # "L" or "RGB", as large as it is
    notes: tuple = ()                       # what was done to it
    reason: str = ""                        # why it is refused


class _Refused(Exception):
    """A file cannot be used, for the reason given."""


# ------------------------------------------------------------------------------------------------ folders

def scan(path):
    """Read a folder or an npz file, image by image.

    A folder holds images, or one folder for each label, or the two folders ``train`` and ``test``, each of
    which is such a folder. What begins with a dot, and files that do not end like images, are passed over.
    What is done to an image that is neither grey nor RGB in 8 bits is said in its notes: 16-bit grey is
    scaled by 1/257 (of 16-bit colours Pillow keeps the high byte), transparent pixels are laid on black, and
    palettes, CMYK and single bits are converted. Damage that a format does not show, such as a changed byte
    inside a JPEG, is not noticed.

    Args:
        path: the folder or the file, ``*.npz``.

    Yields:
        ``Found``, sorted by name; files that were passed over too.

    Raises:
        DataError: no such folder or file; images beside folders of labels; or as in ``read_npz``, for an npz
            file is used as a whole or not at all.
    """
    path = Path(path)
    if path.is_dir():
        for entry in _listing(path, path.resolve()):
            yield read(path, entry)
    elif path.suffix.lower() == ".npz":
        for name, part, images, labels, notes in read_npz(path):
            squeezed = images[..., 0] if images.shape[-1] == 1 else images
            for number, (image, label) in enumerate(zip(squeezed, labels, strict=True)):
                yield Found(f"{name}[{number}]", part, label, Image.fromarray(image), notes)
    elif path.exists():
        raise DataError(f"{shown(path)}: is neither a folder nor an npz file; name one of these")
    else:
        raise DataError(f"{shown(path)}: no such folder or file, and no set's name, which are mnist, "
                        "fashion_mnist and cifar10; correct it")


def files(folder):
    """The files of a folder that ``scan`` reads or refuses, sorted by name, unread.

    Yields:
        ``(path, part, label, reason)``, text each, for ``read``; with a reason the file is refused unread.

    Raises:
        DataError: as in ``scan``.
    """
    for path, part, label, reason in _listing(Path(folder), Path(folder).resolve()):
        if reason or _ends_like_an_image(path):
            yield os.fspath(path), part, label, reason


def read(folder, entry):
    """``Found`` for one of ``files(folder)``, which is read now."""
    path, part, label, reason = entry
    path = Path(path)
    found = Found(shown(path.relative_to(folder)), part, label, reason=reason)
    if reason or not _ends_like_an_image(path):
        return found
    try:
        image, notes = _read(path, Path(folder).resolve())
        return found._replace(image=image, notes=notes)
    except _Refused as refused:
        return found._replace(reason=str(refused))


def _ends_like_an_image(path):
    return not path.name.startswith(".") and path.suffix.lower() in ENDINGS.keys() | OTHER_ENDINGS


def _listing(folder, root):
    """``(path, part, label, reason)`` of each file; a reason where a link or a folder is refused whole."""
    folders, files = _entries(folder)
    names = {path.name for path in folders}
    if {"train", "test"} <= names or names and names <= PARTS:
        if names != {"train", "test"}:
            raise DataError(f"{shown(folder)}: holds the folders {_few(names)}; a set in parts has the "
                            "folders train and test and no other, and in any other set a folder is a label")
        _refuse_loose(files, folder, names)
        parts = [(path, path.name) for path in folders]
        yield from ((path, "", "", "") for path in files)
    else:
        parts = [(folder, "")]
    for place, part in parts:
        if not place.resolve().is_relative_to(root):
            yield place, part, "", LEAVES
            continue
        labels, loose = _entries(place)
        if labels:
            _refuse_loose(loose, place, {path.name for path in labels})
        yield from ((path, part, "", "") for path in loose)
        for path in labels:
            if not path.resolve().is_relative_to(root):
                yield path, part, "", LEAVES
                continue
            inner, files = _entries(path)
            yield from ((file, part, shown(path.name), "") for file in files)
            yield from ((below, part, shown(path.name), INSIDE) for below in inner)


def _entries(folder):
    """The folders and all else in a folder, each sorted by name; hidden folders are with all else."""
    try:
        paths = [Path(folder, name) for name in sorted(os.listdir(folder))]
    except OSError as error:
        raise DataError(f"{shown(folder)}: may not be read ({error.strerror})") from error
    folders = [path for path in paths if os.path.isdir(path) and not path.name.startswith((".", "__"))]
    return folders, sorted(set(paths) - set(folders), key=lambda path: path.name)


def _refuse_loose(files, folder, names):
    loose = [path.name for path in files if path.suffix.lower() in ENDINGS and not path.name.startswith(".")]
    if loose:
        raise DataError(f"{shown(folder)}: {len(loose)} images ({_few(loose)}) lie beside the folders "
                        f"{_few(names)}; a folder holds either images or folders of labels")


# -------------------------------------------------------------------------------------------- single files

def _read(path, root):
    """One file's image, "L" or "RGB", and what was done to it."""
    content = _bytes(path, root)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            kind = "JPEG" if image.format == "MPO" else image.format
            notes = [] if kind == ENDINGS.get(path.suffix.lower()) else [f"{kind} with another ending"]
            if image.format == "MPO":
                notes.append("JPEG of several pictures, of which the first is taken")
            elif getattr(image, "is_animated", False):
                raise _Refused(f"is animated, {image.n_frames} frames; save the one that is meant as a file")
            if kind == "PNG":
                Image.open(io.BytesIO(content), formats=FORMATS).verify()       # the sums of its chunks
                if content[24] == 16:
                    notes.append(SIXTEEN)
            image.load()
            if _orientation(image, notes) in range(2, 9):
                image = ImageOps.exif_transpose(image)
                notes.append("turned as its EXIF data says")
            # The header's word, since 16-bit grey with transparency comes from Pillow as RGBA.
            grey = image.mode in ("1", "L", "LA") or kind == "PNG" and content[25] in (0, 4)
            return _plain(image, notes, grey), tuple(notes)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _Refused(f"has more than {Image.MAX_IMAGE_PIXELS:,} pixels; make it smaller") from None
    except Image.UnidentifiedImageError:
        raise _Refused(_what(content)) from None
    except _Refused:
        raise
    except Exception as error:          # Pillow's readers raise many kinds
        raise _Refused(f"is truncated or damaged ({_line(error)})") from error


def _orientation(image, notes):
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        notes.append("EXIF data damaged, taken as it lies")
        return 1


def _bytes(path, root):
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            raise _Refused(LEAVES)
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):            # to open a pipe would wait for ever
            raise _Refused("is no file but a pipe, a socket or a device")
        if status.st_size > MAX_FILE:
            raise _Refused(f"takes {status.st_size / 1e6:.0f} MB, and at most {MAX_FILE / 1e6:.0f} are read")
        content = path.read_bytes()
    except (OSError, RuntimeError) as error:            # RuntimeError: a link to itself
        if path.is_symlink() and not path.exists():
            raise _Refused("is a link to nothing") from error
        raise _Refused(f"may not be read ({getattr(error, 'strerror', error)})") from error
    if not content:
        raise _Refused("is empty, 0 bytes")
    return content


def _what(content):
    """What a file is that Pillow did not know."""
    for beginning, kind in BEGINNINGS.items():
        if content.startswith(beginning):
            return f"is {kind}; only PNG, JPEG and WebP are read"
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"RIFF")):
        return "is truncated or damaged"
    if content[4:8] == b"ftyp":
        return "is a HEIC or an AVIF; only PNG, JPEG and WebP are read"
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content[:1_000])
    except UnicodeDecodeError:
        text = "\0"
    return "is no PNG, JPEG or WebP" if re.search(r"[\x00-\x08\x0e-\x1f]", text) else "is text, not an image"


def _plain(image, notes, grey):
    """An image in any of Pillow's modes as "L" or "RGB"."""
    if image.mode == "1":
        notes.append("1 bit a pixel")
    if image.mode in ("P", "PA"):
        notes.append("palette")
        colours = np.asarray(image.convert("RGB"))
        grey = bool((colours == colours[..., :1]).all())
    key = image.info.get("transparency")
    if image.mode == "1" or image.mode.startswith("I"):
        # One value may stand for transparent, which Pillow overlooks in 16 bits, and in some versions in one.
        values = np.asarray(image)
        if image.mode == "1":
            pixels = values * np.uint8(255)
        else:
            pixels = (values // 257 + (values % 257 > 128)).astype(np.uint8)        # 65535 = 255 · 257
        if key is not None and (clear := values == (bool(key) if image.mode == "1" else key)).any():
            pixels[clear] = 0
            notes.append("transparent, laid on black")
        image = Image.fromarray(pixels)
    elif image.mode == "RGB" and key is not None and SIXTEEN in notes:
        raise _Refused("has 16 bits and a colour that stands for transparent; save it with 8 bits")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
        if image.getextrema()[3][0] < 255:
            notes.append("transparent, laid on black")
        image = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)
    elif image.mode == "CMYK":
        notes.append("CMYK")
    elif image.mode not in ("L", "LA", "P", "RGB"):
        raise _Refused(f"has the mode {image.mode}; save it as RGB")
    return image.convert("L" if grey else "RGB")


def _few(names, most=3):
    names = sorted(names)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(shown, names[:most])) + more


def _line(error):
    return (str(error).splitlines() or [type(error).__name__])[0]
