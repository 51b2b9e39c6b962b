"""Images in: sets known by name and images of the reader's own; binarising; pipelines.

All of MNIST and of Fashion-MNIST, binarised, ships inside this package, and so do 1,200 grey digits; none of
them needs a network. All else is read from files. Taught in notebook 01.
"""

import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cvae_lib import image_files, mnist_files, pixels, recipes
from cvae_lib.files import npz_files
from cvae_lib.pixels import check_8_bit, check_pixels  # noqa: F401, read as data.check_8_bit

DataError = npz_files.DataError         # of everything that is read here
ASSETS = Path(__file__).parent / "assets"
PIXELS = 28 * 28
THRESHOLD = 0.5
SHIPPED = {"mnist": "mnist_binary.npz", "fashion_mnist": "fashion_binary.npz"}


class Part(NamedTuple):
    """Some images: ``images`` (N, H, W, C) uint8 and ``labels`` (N,), whole numbers from 0."""

    images: np.ndarray
    labels: np.ndarray


class DataSet(NamedTuple):
    """The three parts of a data set. Without a validation part, ``validation`` holds no images.

    ``name`` is what was asked for, a name or a path. ``class_names[label]`` is a label's name. Where there
    are no labels, ``class_names`` is empty and all labels are 0.
    """

    train: Part
    validation: Part
    test: Part
    name: str = "mnist"
    class_names: tuple = ()

    @property
    def parts(self):
        """A dict from "train", "validation" and "test" to the ``Part``."""
        return {name: getattr(self, name) for name in ("train", "validation", "test")}


# ---------------------------------------------------------------------------------------------- images in

def load(source="mnist", binarization="threshold", validation=0, *, size=None, colour=None, download=False,
         skip_bad=False):
    """Images by the name of a set, or of the reader's own by their path.

    Args:
        source: "mnist", "fashion_mnist" or "cifar10"; or the path of a folder, see ``image_files.scan``, or
            of an npz file, see ``image_files.read_npz``. A folder named like a set is written ``./mnist``.
        binarization: what becomes of the pixels. "threshold": every pixel 0 or 1, see ``binarize``.
            "resampled": the training images stay 0 to 255, since every batch is drawn anew, see
            ``make_dataset``; the others are drawn once, with seed 0, and kept. "none": all stay 0 to 255.
        validation: how many images to hold out, taken from the end of the training images.
        size: an even number from 16 to 64, the side of the square that each image becomes, see
            ``image_files.survey``. None leaves them as they are; then all must have one size.
        colour: True makes grey images colour, False makes colour images grey. None leaves them as they are;
            then all must be grey or all in colour.
        download: whether the network may be asked for a set that is neither shipped nor found.
        skip_bad: leave out files of a folder that cannot be used.

    Returns:
        ``DataSet``. Thresholded MNIST and Fashion-MNIST ship with the package. For the rest of the sets with
        a name the original files are needed, see ``mnist_files.find``. Of images without a test part the
        last tenth, after they were shuffled with a fixed seed, becomes it.

    Raises:
        ValueError: an unknown binarization, another size, or more validation images than there are.
        DataError: files are missing, damaged, or of several sizes or kinds.
    """
    recipes.check(binarization=binarization)
    image_files.check_size(size)
    name = os.path.expanduser(source)
    if name in mnist_files.TITLES and isinstance(source, os.PathLike):
        name = os.path.join(os.curdir, name)        # Path("./mnist") forgets how it was written
    if name in SHIPPED and binarization == "threshold" and size in (None, 28) and not colour:
        return _load_shipped(name, validation)
    if name in mnist_files.TITLES:
        arrays, class_names = mnist_files.find(name, download), mnist_files.CLASS_NAMES[name]
        for array in ("x_train", "x_test"):
            arrays[array] = image_files.fit_all(_four_axes(arrays[array]), size, colour)
    else:
        arrays, class_names = image_files.load(name, size, colour, skip_bad)
    whole = _split(arrays, validation, name, class_names)
    if binarization == "threshold":
        return whole._replace(**{name: part._replace(images=binarize(part.images))
                                 for name, part in whole.parts.items()})
    if binarization == "resampled":
        rng = np.random.default_rng(0)
        return whole._replace(**{name: part._replace(images=binarize_stochastic(part.images, rng))
                                 for name, part in (("test", whole.test), ("validation", whole.validation))})
    return whole


def load_mnist(validation=0):
    """All of MNIST, binarised at the tutorials' threshold. Ships with the package; asks for no network.

    Args:
        validation: how many images to hold out, taken from the end of the 60,000 training images.

    Returns:
        ``DataSet(train, validation, test, "mnist", ("0", …, "9"))``, whose parts have
        ``images``, (N, 28, 28, 1) uint8, every pixel 0 or 1, and
        ``labels``, (N,) uint8, 0 to 9.
        N is 60,000 − ``validation``, ``validation`` and 10,000.

    Raises:
        DataError: the shipped file is damaged.
        ValueError: ``validation`` is not between 0 and 59,999.

    Source: LeCun and Cortes, CC BY-SA 3.0; a pixel is 1 where its grey value is above 0.5 · 255.
    """
    return _load_shipped("mnist", validation)


def load_grey_sample():
    """The first 1,000 training and 200 test digits in grey. Ships with the package.

    Returns:
        ``DataSet``; ``images`` are (N, 28, 28, 1) uint8, 0 to 255; no validation part.

    Raises:
        DataError: the shipped file is damaged.
    """
    arrays = npz_files.read_shaped(ASSETS / "mnist_grey_sample.npz", {
        "x_train": (1_000, 28, 28), "y_train": (1_000,), "x_test": (200, 28, 28), "y_test": (200,)},
        "reinstall cvae_lib")
    return _split(arrays, 0, "mnist", mnist_files.CLASS_NAMES["mnist"])


def load_grey_mnist(validation=0, download=False):
    """All of MNIST in grey, pixels 0 to 255: ``load("mnist", "none", validation, download=download)``."""
    return load("mnist", "none", validation, download=download)


# ----------------------------------------------------------------------------------------- binarising

def binarize(images, threshold=THRESHOLD, white=None):
    """Grey images to black and white at a threshold, as both tutorials do.

    Args:
        images: any shape: integers, 0 to 255; floats from 0 to 1, or from 0 to 255; or booleans.
        threshold: between 0 and 1; a pixel becomes 1 where it is above that share of white.
        white: 255 or 1; from type and range of the images if None, see ``pixels.white_of``.

    Returns:
        the same shape, uint8, 0 or 1.

    Raises:
        ValueError: pixels of another range, or integers that are 0 and 1 already.
    """
    images = np.asarray(images)
    return (images > threshold * (white or pixels.white_of(images))).astype(np.uint8)


def binarize_stochastic(images, rng):
    """Draw each pixel from a Bernoulli whose mean is its grey value.

    Args:
        images: as in ``binarize``, which has the same errors.
        rng: a ``numpy.random.Generator``.

    Returns:
        the same shape, uint8, 0 or 1; another draw at every call. Drawn once and kept, this is the fixed
        binarisation that Larochelle and Murray (2011) made a standard. Drawn anew at every epoch, it is that
        of Burda and others (2016).
    """
    images = np.asarray(images)
    white, drawn = np.float32(pixels.white_of(images)), np.empty(images.shape, np.uint8)
    for start in range(0, len(images), 1_000):      # random numbers for all of MNIST at once take 400 MB
        part = images[start:start + 1_000]
        drawn[start:start + 1_000] = rng.random(part.shape, dtype=np.float32) < part / white
    return drawn


def to_mnist(image):
    """Bring a drawing to the size and place of MNIST's digits.

    Args:
        image: (H, W) or (H, W, 1), the stroke bright on black; any size, and types as in ``binarize``.

    Returns:
        (28, 28, 1) uint8, 0 to 255: the stroke's bounding box scaled to fit 20 × 20 pixels, and its centre of
        mass put in the middle of the image, as the makers of MNIST did. Taught in notebook 06.

    Raises:
        ValueError: nothing is drawn, the image has other axes, its paper is not black (as of dark ink on
            light paper), or its pixels are of another range.
    """
    from PIL import Image

    image = pixels.drawing(image)                                                       # (H, W) uint8
    lines, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    stroke = image[lines[0]:lines[-1] + 1, columns[0]:columns[-1] + 1]
    scale = 20 / max(stroke.shape)
    size = tuple(max(1, round(side * scale)) for side in stroke.shape[::-1])        # Pillow's (width, height)
    stroke = np.asarray(Image.fromarray(stroke).resize(size, Image.Resampling.LANCZOS))
    weights = stroke / stroke.sum()
    middle = [float((weights.sum(axis=1 - axis) * np.arange(stroke.shape[axis])).sum()) for axis in (0, 1)]
    top, left = (int(np.clip(round(13.5 - centre), 0, 28 - side))
                 for centre, side in zip(middle, stroke.shape, strict=True))
    result = np.zeros((28, 28, 1), np.uint8)
    result[top:top + stroke.shape[0], left:left + stroke.shape[1], 0] = stroke
    return result


# ------------------------------------------------------------------------------------------- pipelines

def make_dataset(images, batch_size, *, seed=None, first_epoch=0, epochs=1, binarization="threshold",
                 labels=None):
    """A ``tf.data.Dataset`` of batches, in the images' order or shuffled.

    Args:
        images: (N, H, W, C) uint8, 0 or 1, or 0 to 255 where ``binarization`` is another than "threshold".
            They stay uint8; one batch at a time is cast. Or ``packed.Packed``, which stays in its shards.
        batch_size: images in a batch; the last batch of an epoch may be smaller.
        seed: an integer shuffles all N images anew in every epoch; the order depends on seed and epoch alone,
            so that a resumed run sees what it would have seen. None keeps the images' order.
        first_epoch, epochs: the epochs to go through are ``first_epoch`` to ``epochs`` − 1.
        binarization: "threshold": the images are 0 or 1 already. "resampled": they are 0 to 255, and every
            batch is drawn anew as ``binarize_stochastic`` does; the draws depend on seed and step alone.
            "none": they are 0 to 255, and are divided by 255.
        labels: (N,) whole numbers, or None.

    Returns:
        batches x (B, H, W, C) float32: 0 or 1, or, with "none", 0 to 1. With ``labels`` pairs (x, y), where y
        is (B,) int32.

    Raises:
        ValueError: an unknown binarization; a pixel outside 0 to 1, with "threshold"; images that are not
            uint8 or go from 0 to 1, with "resampled" and "none"; no images, or another number of labels.
    """
    from cvae_lib import tf

    _check_pipeline(images, binarization, labels)
    count, packed = len(images), hasattr(images, "stored")
    steps = -(-count // batch_size)
    stored = None if packed else tf.constant(images)
    targets = None if packed or labels is None else tf.constant(labels, tf.int32)

    def batches(epoch):
        order = tf.range(count) if seed is None else tf.argsort(
            tf.random.stateless_uniform([count], seed=[seed, tf.cast(epoch, tf.int32)]))
        return tf.data.Dataset.range(0, count, batch_size).map(lambda start: order[start:start + batch_size])

    def batch(number, read):
        x, y = read if packed else (tf.gather(stored, read), targets is not None and tf.gather(targets, read))
        x = tf.cast(x, tf.float32)                                                      # (B, H, W, C)
        if binarization != "threshold":
            x = x / 255
        if binarization == "resampled":
            # The second part is below zero, apart from the seeds of the order.
            seeds = [seed or 0, -1 - tf.cast(number, tf.int32)]
            x = tf.cast(tf.random.stateless_uniform(tf.shape(x), seed=seeds) < x, tf.float32)
        return x if labels is None else (x, y)

    # One thread of its own, and no tuning at run time: the work is small, and the cores are for the networks.
    options = tf.data.Options()
    options.threading.private_threadpool_size = 1
    options.autotune.enabled = False
    # Pixels and labels, or in arrays the places of both, (B,) int32.
    read = (images.stored(batch_size, seed, first_epoch, epochs) if packed
            else tf.data.Dataset.range(first_epoch, epochs).flat_map(batches))
    return (read.enumerate(first_epoch * steps).map(batch)
            .apply(tf.data.experimental.assert_cardinality(steps * (epochs - first_epoch)))     # for fit
            .prefetch(4).with_options(options))


# --------------------------------------------------------------------------------------------- details

def _check_pipeline(images, binarization, labels):
    recipes.check(binarization=binarization)
    if not len(images):
        raise ValueError("there are no images")
    if binarization == "threshold":
        check_pixels(images)
    else:
        check_8_bit(images)
    if labels is not None and np.shape(labels) != (len(images),):
        raise ValueError(f"labels have shape {np.shape(labels)}; {len(images)} images need ({len(images)},)")


def _load_shipped(name, validation):
    arrays = npz_files.read_shaped(ASSETS / SHIPPED[name], {
        "x_train": (60_000, PIXELS // 8), "y_train": (60_000,),
        "x_test": (10_000, PIXELS // 8), "y_test": (10_000,)}, "reinstall cvae_lib")
    for array in ("x_train", "x_test"):
        arrays[array] = np.unpackbits(arrays[array], axis=1).reshape(-1, 28, 28, 1)     # 0 or 1
    return _split(arrays, validation, name, mnist_files.CLASS_NAMES[name])


def _four_axes(images):
    return images if images.ndim == 4 else images[..., None]                            # (N, H, W, C)


def _split(arrays, validation, name, class_names):
    x_train, x_test = _four_axes(arrays["x_train"]), _four_axes(arrays["x_test"])
    if not 0 <= validation < len(x_train):
        raise ValueError(f"validation is {validation}; it must be between 0 and {len(x_train) - 1}")
    cut = len(x_train) - validation
    return DataSet(Part(x_train[:cut], arrays["y_train"][:cut]),
                   Part(x_train[cut:], arrays["y_train"][cut:]),
                   Part(x_test, arrays["y_test"]), name, class_names)
