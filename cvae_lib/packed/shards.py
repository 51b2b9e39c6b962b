"""A packed set's folder: its index, and what may be wrong with a shard.

    index.json                         format and version, shape, classes, and for each shard its count of
                                       images, SHA-256, and the sums that give the mean pixel
    train-00000-of-00015.tfrecord      TFRecords, each a ``tf.train.Example`` with ``image``, the bytes of
    test-00000-of-00003.tfrecord       (H, W, C) uint8, and ``label``, a whole number
    unfinished.json                    the index so far, while a set is being packed

The index holds no time and no place, so that a set packed twice gives the same bytes.
"""

import json
import os
from pathlib import Path

from cvae_lib import whole_files
from cvae_lib.npz_files import DataError, shown

FORMAT, VERSION = "cvae_lib packed images", 1
INDEX, UNFINISHED = "index.json", "unfinished.json"
NAME = "{}-{:05}-of-{:05}.tfrecord"
ADVICE = "copy it there again, or pack the set anew"


def is_packed(path):
    """Whether a path is a folder with shards, or at least an index, whole or not."""
    folder = Path(path)
    return any((folder / name).exists() and FORMAT in (folder / name).read_text(errors="replace")
               for name in (INDEX, UNFINISHED)) or any(folder.glob("t*-?????-of-?????.tfrecord"))


def read_index(path):
    """The index of a packed set, as ``write`` returns it, once its shards were looked at.

    Looked at are whether each is there, its size, and its last four bytes, which are the checksum of its last
    image. TensorFlow checks each record's own checksum when it reads it; ``check`` reads all.

    Raises:
        DataError: no index, an unfinished, damaged or newer one; or a shard that is missing, cut off, or of
            another set.
    """
    folder = Path(path)
    if not (folder / INDEX).exists():
        if (folder / UNFINISHED).exists():
            raise DataError(f"{shown(folder)}: is not packed to its end; the command that began it, "
                            "given again, goes on")
        raise DataError(f"{shown(folder)}: holds no {INDEX}; {ADVICE}")
    index = read_json(folder / INDEX)
    if index.get("format") != FORMAT or index.get("version") == VERSION and not _is_whole(index):
        raise DataError(f"{shown(folder / INDEX)}: is not the index of a packed set; {ADVICE}")
    if index.get("version") != VERSION:
        raise DataError(f"{shown(folder / INDEX)}: is of format version {index.get('version')}, and this "
                        f"cvae_lib reads version {VERSION}; pack the set anew, or read it with another")
    for entry in entries(index):
        shard = folder / entry["file"]
        if not shard.exists() or shard.stat().st_size != entry["bytes"] or end(shard) != entry["end"]:
            raise DataError(fault(folder, entry) or f"{shown(shard)}: is not as {INDEX} says; {ADVICE}")
    return index


def check(path):
    """Read a whole packed set, and hold each shard against its SHA-256.

    Raises:
        DataError: names the first shard that is not as it was packed, and the first record at fault.
    """
    for entry in entries(read_index(path)):
        if words := fault(path, entry):
            raise DataError(words)


def fault(folder, entry):
    """What is wrong with a shard and with which of its records, counted from 0; "" if it is as packed."""
    shard = Path(folder, entry["file"])
    if not shard.exists():
        return f"{shown(shard)}: is missing, with its records 0 to {entry['images'] - 1}; {ADVICE}"
    if whole_files.sha256(shard) == entry["sha256"]:
        return ""

    from cvae_lib import tf

    count = 0
    try:
        for _ in tf.data.TFRecordDataset(os.fspath(shard)):
            count += 1
    except tf.errors.DataLossError:
        return f"{shown(shard)}: record {count} of {entry['images']} is damaged or cut off; {ADVICE}"
    if count < entry["images"]:
        return f"{shown(shard)}: record {count} of {entry['images']} is missing, and all behind it; {ADVICE}"
    return (f"{shown(shard)}: holds other images than were packed, from record 0 to {count - 1} whole; it is "
            f"of another set; {ADVICE}")


def _is_whole(index):
    """Whether an index says all that is read from it."""
    said = {"file", "images", "bytes", "sha256", "end", "sum", "white"}
    return ({"pixels", "class_names", "image_shape", "parts"} <= set(index)
            and set(index["parts"]) == {"train", "test"}
            and all(set(entry) == said for entry in entries(index)))


def entries(index):
    """The entries of all shards of an index."""
    return [entry for part in index["parts"].values() for entry in part]


def read_json(path):
    """What a JSON file of the folder holds, a dict; a ``DataError`` where it is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{shown(path)}: is not readable JSON; {ADVICE}") from error
    if not isinstance(content, dict):
        raise DataError(f"{shown(path)}: is not the index of a packed set; {ADVICE}")
    return content


def end(path):
    """The last four bytes of a file, in hexadecimal."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        return file.read().hex()
