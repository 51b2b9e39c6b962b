"""Packing: a set, or a generator of images, into shards. One image at a time is in memory."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cvae_lib import data, image_files, mnist_files
from cvae_lib.files import whole_files
from cvae_lib.files.npz_files import DataError, shown
from cvae_lib.packed import shards

SHARD_IMAGES = 4_096


class Source(NamedTuple):
    """One part of a set to be packed, as ``write`` takes it.

    ``count`` is the number of its places, and ``read(first, last)`` yields what is in some of them, at most
    one image a place: (what an error calls it, image (H, W, C) uint8, label).
    """

    count: int
    read: Callable


def pack(source, out, *, size=None, colour=None, binarized=False, skip_bad=False, shard_images=SHARD_IMAGES,
         download=False, on_shard=None):
    """Pack a set into shards. A folder is read file by file; any other set is loaded whole first.

    Training and test images are those of ``data.load``, in its order; where files of a folder were left out,
    they are shared out otherwise.

    Args:
        source, size, colour, download, skip_bad: as in ``data.load``.
        binarized: pack zeros and ones, as ``data.load`` makes them at the threshold. Otherwise pixels are
            8-bit, and are binarised when they are read.
        out, shard_images, on_shard: as in ``write``.

    Returns:
        the index, a dict, as in ``write``.

    Raises:
        DataError, ValueError: as in ``data.load`` and in ``write``.
    """
    image_files.check_size(size)
    folder = Path(source).is_dir() and (isinstance(source, os.PathLike) or source not in mnist_files.TITLES)
    identity = hashlib.sha256()
    if folder:
        parts, class_names = image_files.in_order(source)
        sources = {part: _files(source, entries, size, colour, binarized, skip_bad)
                   for part, entries in parts.items()}
        listed = [(part, os.path.relpath(entry[0], source), entry[3], label)
                  for part, entries in parts.items() for entry, label in entries]
        identity.update(json.dumps([size, colour, *listed]).encode())
    else:
        whole = data.load(source, "threshold" if binarized else "none", size=size, colour=colour,
                          download=download)
        class_names, sources = whole.class_names, {}
        for part in ("train", "test"):
            sources[part] = _arrays(part, *getattr(whole, part))
            for array in getattr(whole, part):
                identity.update(np.ascontiguousarray(array))
    return write(out, sources, class_names, name=Path(source).name, binarized=binarized,
                 identity=identity.hexdigest(), shard_images=shard_images, on_shard=on_shard)


def write(out, sources, class_names=(), *, name, binarized=False, identity="", shard_images=SHARD_IMAGES,
          on_shard=None):
    """Write a packed set, shard by shard; one image at a time is in memory.

    If it is interrupted, the same call goes on with the first shard that is not whole, and ends with the same
    bytes.

    Args:
        out: the folder; it must not exist, be empty, or hold what an interrupted call with the same arguments
            left.
        sources: a dict from "train" and "test" to a ``Source``.
        class_names: names of the labels 0, 1 and so on; empty where there are none, and all labels 0.
        name: of the set.
        binarized: whether the pixels are 0 and 1.
        identity: tells this set from others when an interrupted call goes on.
        shard_images: places of a ``Source`` in a shard.
        on_shard: called with each new shard's entry in the index.

    Returns:
        the index, a dict: "image_shape", "class_names", "pixels" ("8-bit" or "binarised"), "parts", a dict
        from "train" and "test" to the entries of their shards, and more.

    Raises:
        DataError: ``out`` holds something else; an image has another shape than the first, or sides that the
            networks do not take; a label without a name; a part without images.
        OSError: a file cannot be written.
    """
    out = Path(os.path.expanduser(out))
    index = {"format": shards.FORMAT, "version": shards.VERSION, "name": name,
             "class_names": list(class_names), "pixels": "binarised" if binarized else "8-bit",
             "shard_images": shard_images, "identity": identity, "image_shape": None,
             "parts": {"train": [], "test": []}}
    index = _begun(out, index)
    for part, entries in index["parts"].items():
        count, read = sources[part]
        total = -(-count // shard_images)
        for number in range(len(entries), total):
            found = read(number * shard_images, min(count, (number + 1) * shard_images))
            entries.append(_write_shard(out / shards.NAME.format(part, number, total), found, index))
            whole_files.write_json(out / shards.UNFINISHED, index)
            if on_shard:
                on_shard(entries[-1])
        if not sum(entry["images"] for entry in entries):
            raise DataError(f"{name}: no image of its {part} part can be used; pack others")
    whole_files.write_json(out / shards.INDEX, index)
    (out / shards.UNFINISHED).unlink()
    return index


def _files(folder, entries, size, colour, binarized, skip_bad):
    def read(first, last):
        for entry, label in entries[first:last]:
            found = image_files.read(folder, entry)
            if found.reason and not skip_bad:
                raise DataError(f"{shown(folder)}: {found.name} {found.reason}; mend it, or leave such files "
                                "out with --skip-bad (skip_bad=True); the same command then goes on")
            if not found.reason:
                image = image_files.fit(found.image, size, colour)
                image = data.binarize(image, white=255) if binarized else image
                yield f"{shown(folder)}: {found.name}", image, label
    return Source(len(entries), read)


def _arrays(part, images, labels):
    def read(first, last):
        for place in range(first, last):
            yield f"image {place} of the {part} part", images[place], int(labels[place])
    return Source(len(images), read)


def _begun(out, index):
    """The index as far as ``out`` holds it, a new folder's if it is none or empty."""
    if not os.path.lexists(out / shards.UNFINISHED):
        if os.path.lexists(out) and (not out.is_dir() or any(not whole_files.PART.fullmatch(file.name)
                                                             for file in out.iterdir())):
            raise DataError(f"{out}: exists already, and nothing is overwritten; choose another folder")
        out.mkdir(parents=True, exist_ok=True)
        whole_files.clear(out)
        whole_files.write_json(out / shards.UNFINISHED, index)
        return index
    whole_files.clear(out)
    found = shards.read_json(out / shards.UNFINISHED)
    for key, value in index.items():
        if key not in ("image_shape", "parts") and found.get(key) != value:
            raise DataError(f"{out}: holds the beginning of another pack, whose {key} is another; give the "
                            "command that began it, or choose another folder")
    whole = True
    for entries in found["parts"].values():
        for number, entry in enumerate(entries):
            whole = whole and whole_files.sha256(out / entry["file"]) == entry["sha256"]
            if not whole:
                del entries[number:]
                break
    return found


def _write_shard(path, found, index):
    """Write one shard whole or not at all; its entry in the index."""
    from cvae_lib import tf

    count, sums, white = 0, 0, 0
    try:
        with whole_files.placed(path) as part:
            with tf.io.TFRecordWriter(os.fspath(part)) as writer:
                for where, image, label in found:
                    _check(where, image, label, index)
                    image_bytes = tf.train.BytesList(value=[image.tobytes()])
                    features = {"image": tf.train.Feature(bytes_list=image_bytes),
                                "label": tf.train.Feature(int64_list=tf.train.Int64List(value=[label]))}
                    example = tf.train.Example(features=tf.train.Features(feature=features))
                    writer.write(example.SerializeToString(deterministic=True))
                    count += 1
                    sums += image.sum(axis=(0, 1), dtype=np.int64)                              # (C,)
                    binarised = image if index["pixels"] == "binarised" else data.binarize(image, white=255)
                    white += binarised.sum(axis=(0, 1), dtype=np.int64)                         # (C,)
            size, sha256, end = part.stat().st_size, whole_files.sha256(part), shards.end(part)
    except tf.errors.OpError as error:
        raise whole_files.WriteError(
            None, f"{path}: cannot be written ({error.message.splitlines()[0]})") from error
    return {"file": path.name, "images": count, "bytes": size, "sha256": sha256, "end": end,
            "sum": np.atleast_1d(sums).tolist(), "white": np.atleast_1d(white).tolist()}


def _check(where, image, label, index):
    if index["image_shape"] is None:
        if not image_files.sides_fit(image.shape):
            raise DataError(f"{where}: is of shape {image.shape}, and training needs even sides from 16 to "
                            "64; add --size (size=)")
        index["image_shape"] = list(image.shape)
    shape, classes = tuple(index["image_shape"]), max(1, len(index["class_names"]))
    if image.shape != shape or image.dtype != np.uint8:
        raise DataError(f"{where}: is {image.dtype} {image.shape}, and the first image is uint8 {shape}; "
                        "bring all to one form with --size and --colour or --grey (size=, colour=)")
    if not 0 <= label < classes:
        raise DataError(f"{where}: has the label {label}, and there are {classes} classes")
