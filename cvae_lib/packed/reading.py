"""Packed sets as batches: nothing is held but a buffer, and a test or validation part that is small."""

import contextlib
import math
import os
from pathlib import Path

import numpy as np

from cvae_lib import data, recipes
from cvae_lib.files.npz_files import DataError, shown
from cvae_lib.packed import shards

HELD = 256_000_000      # bytes of pixels up to which a test or a validation part is held in memory
BUFFER = 4_096          # images that are shuffled among each other
OPEN = 8                # shards that are read by turns, so that a buffer's images come from several


def load(path, binarization="threshold", validation=0):
    """A packed set as a ``data.DataSet``, of which memory holds what is small.

    The training images are ``Packed`` and stay in their shards, and so do test and validation images that
    take more than ``HELD`` bytes; with fewer they are arrays as from ``data.load``.

    Args:
        path: the folder that ``pack`` wrote.
        binarization, validation: as in ``data.load``. A set that was packed in black and white has
            "threshold" alone.

    Returns:
        ``DataSet``, whose ``name`` is the path. The labels of ``Packed`` images are ``Labels``.

    Raises:
        DataError: as in ``shards.read_index``; or a record is damaged, of images that are held.
        ValueError: an unknown binarization, one that the pixels do not allow, or more validation images than
            there are.
    """
    recipes.check(binarization=binarization)
    path = os.path.expanduser(path)
    index = shards.read_index(path)
    if index["pixels"] == "binarised" and binarization != "threshold":
        raise ValueError(f"{shown(path)}: was packed in black and white, and binarization {binarization!r} "
                         "needs 8-bit pixels; pack the set anew without --binarized")
    train, test = (Packed(path, index, part) for part in ("train", "test"))
    if not 0 <= validation < len(train):
        raise ValueError(f"validation is {validation}; it must be between 0 and {len(train) - 1}")
    cut, rng = len(train) - validation, np.random.default_rng(0)
    parts = {name: _held_out(images, binarization, rng)
             for name, images in (("test", test), ("validation", train[cut:]))}
    train = train[:cut].seen_as("threshold" if binarization == "threshold" else "8-bit")
    return data.DataSet(data.Part(train, Labels(train)), **parts, name=path,
                        class_names=tuple(index["class_names"]))


class Packed:
    """Images of a packed set that stay in their shards: a stretch of one part.

    ``data.make_dataset`` takes them in place of an array, and so do ``training.train`` and
    ``scoring.score_elbo``. ``images[a:b]`` are such images too, ``images[places]`` an array.

    Args:
        folder, index: of the set, see ``shards.read_index``.
        part: "train" or "test".
        first, last: the stretch, images ``first`` to ``last`` − 1; all if ``last`` is None.
        seen: what the pixels are read as. "8-bit": 0 to 255; "threshold": 0 or 1, see ``data.binarize``;
            "drawn": 0 or 1, drawn once, each image by its place. Binarised ones are always 0 or 1.

    Attributes:
        shape: (N, H, W, C). size, nbytes: how many numbers, and bytes, they are.
    """

    __iter__ = None         # image by image, each would be read from the beginning; NumPy would do that

    def __init__(self, folder, index, part, first=0, last=None, seen="8-bit"):
        self.folder, self.index, self.part, self.seen = Path(folder), index, part, seen
        self.entries = index["parts"][part]
        count = sum(entry["images"] for entry in self.entries)
        self.first, self.last = first, count if last is None else last
        self.shape = (self.last - self.first, *index["image_shape"])
        self.size = self.nbytes = math.prod(self.shape)

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, places):
        if isinstance(places, slice):
            first, last, step = places.indices(len(self))
            if step != 1:
                raise ValueError("packed images are cut into stretches of neighbours; leave the step out")
            return Packed(self.folder, self.index, self.part, self.first + first,
                          self.first + max(first, last), self.seen)
        return self[:np.max(places) + 1].read().images[places]

    def seen_as(self, seen):
        """The same images with their pixels read as something else."""
        return Packed(self.folder, self.index, self.part, self.first, self.last, seen)

    def shard(self, count, index):
        """The images of worker ``index``, from 0, of ``count`` workers: as many for each, up to one, and each
        image for one of them. A worker reads its own shards alone, save those that are shared with its
        neighbours.
        """
        if not 0 <= index < count:
            raise ValueError(f"index is {index}; with {count} workers it must be from 0 to {count - 1}")
        return self[len(self) * index // count:len(self) * (index + 1) // count]

    def min(self):
        """0, the least that a pixel can be."""
        return 0

    def max(self):
        """The greatest that a pixel can be: 255, or 1 of black and white."""
        return 255 if self.seen == "8-bit" and self.index["pixels"] == "8-bit" else 1

    def mean(self, axis):
        """The mean pixel (C,) of the whole part, from the index; of all its images, also where these are some
        of them, so that each worker begins alike. ``axis`` is (0, 1, 2), as of an array.
        """
        if axis != (0, 1, 2):
            raise ValueError(f"axis is {axis}; of packed images the index holds the mean over (0, 1, 2)")
        name = "sum" if self.max() == 255 or self.index["pixels"] == "binarised" else "white"
        pixels = sum(entry["images"] for entry in self.entries) * math.prod(self.shape[1:3])
        return np.sum([entry[name] for entry in self.entries if entry["images"]], axis=0) / pixels

    def check(self):
        """Hold the shards against the index; a ``DataError`` names the first that is damaged."""
        for entry in self.entries:
            if words := shards.fault(self.folder, entry):
                raise DataError(words)

    def read(self):
        """The images and their labels, as a ``data.Part`` of arrays; a ``DataError`` if one is damaged."""
        images, labels = np.empty(self.shape, np.uint8), np.empty(len(self), np.int32)
        start = 0
        with explained(self):
            for x, y in self.stored(500) if len(self) else ():
                images[start:start + len(x)], labels[start:start + len(x)] = x, y
                start += len(x)
        return data.Part(images, labels)

    def stored(self, batch_size, seed=None, first_epoch=0, epochs=1):
        """Batches as they are stored; arguments as in ``data.make_dataset``, which calls this.

        With a seed the shards are put into another order, ``OPEN`` of them are read by turns, and the next
        ``BUFFER`` images, or a few more to fill the last batch, are shuffled among each other. All depends on
        seed, epoch and stretch alone.

        Returns:
            a ``tf.data.Dataset`` of (x (B, H, W, C) uint8, y (B,) int32).
        """
        from cvae_lib import tf

        if seed is not None and self.seen == "drawn":
            raise ValueError("images that are drawn once are read in their order; leave the seed out")
        files, skipped, taken = (tf.constant(np.array(column))
                                 for column in zip(*self._stretches(), strict=True))
        buffer = -(-BUFFER // batch_size) * batch_size
        features = {"image": tf.io.FixedLenFeature([], tf.string),
                    "label": tf.io.FixedLenFeature([], tf.int64)}

        def records(place):
            found = tf.data.TFRecordDataset(files[place]).skip(skipped[place]).take(taken[place])
            return found.apply(tf.data.experimental.assert_cardinality(taken[place]))   # cut between records?

        def of_epoch(epoch):
            order = tf.range(len(files))
            if seed is None:
                return tf.data.Dataset.from_tensor_slices(order).flat_map(records).batch(batch_size)
            key = tf.stack([seed, tf.cast(epoch, tf.int32)])
            key = tf.random.experimental.stateless_fold_in(key, self.first)     # a stretch has its own order
            order = tf.argsort(tf.random.stateless_uniform(tf.shape(order), seed=key))

            def shuffled(number, held):                                         # held: (BUFFER,) strings
                key_here = tf.random.experimental.stateless_fold_in(key, number)
                places = tf.argsort(tf.random.stateless_uniform(tf.shape(held), seed=key_here))
                return tf.data.Dataset.from_tensor_slices(tf.gather(held, places)).batch(batch_size)

            return (tf.data.Dataset.from_tensor_slices(order).interleave(records, cycle_length=OPEN)
                    .batch(buffer).enumerate().flat_map(shuffled))

        def parsed(number, batch):                                                              # (B,) strings
            found = tf.io.parse_example(batch, features)
            x = tf.reshape(tf.io.decode_raw(found["image"], tf.uint8), (-1, *self.shape[1:]))
            if self.max() == 1 and self.index["pixels"] == "8-bit":
                x = tf.cast(tf.cast(x, tf.float32) > thresholds(number, tf.shape(x)[0]), tf.uint8)
            return x, tf.cast(found["label"], tf.int32)

        def thresholds(number, count):
            """What each pixel must lie above to be white: 0.5 · 255, or a draw for each."""
            if self.seen == "threshold":
                return data.THRESHOLD * 255
            places = self.first + tf.cast(number, tf.int32) * batch_size + tf.range(count)
            return tf.map_fn(lambda place: 255 * tf.random.stateless_uniform(self.shape[1:], seed=[0, place]),
                             places, fn_output_signature=tf.float32)

        return tf.data.Dataset.range(first_epoch, epochs).flat_map(of_epoch).enumerate().map(parsed)

    def _stretches(self):
        """(file, records to skip, records to take) of each shard that holds some of these images."""
        found, start = [], 0
        for entry in self.entries:
            first, last = max(self.first, start), min(self.last, start + entry["images"])
            if first < last:
                found.append((os.fspath(self.folder / entry["file"]), first - start, last - first))
            start += entry["images"]
        return found


class Labels:
    """The labels of ``Packed`` images, in their shards too: batches bring them along.

    ``labels[a:b]`` are such labels too, ``labels[places]`` an array.
    """

    def __init__(self, images):
        self.images, self.shape = images, images.shape[:1]

    def __len__(self):
        return len(self.images)

    def __getitem__(self, places):
        if isinstance(places, slice):
            return Labels(self.images[places])
        return self.images[:np.max(places) + 1].read().labels[places]

    def max(self):
        """The greatest label that the set has a name for."""
        return max(0, len(self.images.index["class_names"]) - 1)


@contextlib.contextmanager
def explained(*images):
    """Where TensorFlow stops in the block at a damaged shard of ``Packed`` images, name it in one line.

    Raises:
        DataError: names shard and record.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.startswith("tensorflow"):
            for one in images:
                if isinstance(one, Packed):
                    one.check()
        raise


def held(part):
    """A ``data.Part`` in memory, where its images are ``Packed`` and take at most ``HELD`` bytes."""
    small = isinstance(part.images, Packed) and part.images.nbytes <= HELD
    return part.images.read() if small else part


def _held_out(images, binarization, rng):
    """``Packed`` 8-bit images as the ``data.Part`` that ``data.load`` would hold out."""
    if binarization == "resampled" and images.nbytes <= HELD:
        pixels, labels = images.read()
        return data.Part(data.binarize_stochastic(pixels, rng), labels)
    seen = {"threshold": "threshold", "resampled": "drawn", "none": "8-bit"}[binarization]
    return held(data.Part(images.seen_as(seen), Labels(images)))
