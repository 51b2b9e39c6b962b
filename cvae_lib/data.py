"""MNIST: digits in.

All of MNIST, binarised, ships inside this package, and so do 1,200 grey digits; neither needs a network.
All of the grey digits are read from a folder or a download of the reader's. Taught in notebook 01.
"""

import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cvae_lib import mnist_files
from cvae_lib.mnist_files import DataError

ASSETS = Path(__file__).parent / "assets"
PIXELS = 28 * 28
THRESHOLD = 0.5


class Part(NamedTuple):
    """Some digits: ``images`` (N, 28, 28, 1) uint8 and ``labels`` (N,) uint8, 0 to 9."""

    images: np.ndarray
    labels: np.ndarray


class Mnist(NamedTuple):
    """The three parts of the data set. Without a validation part, ``validation`` holds no images."""

    train: Part
    validation: Part
    test: Part


# ---------------------------------------------------------------------------------------------- MNIST

def load_mnist(validation=0):
    """All of MNIST, binarised at the tutorials' threshold. Ships with the package; asks for no network.

    Args:
        validation: how many images to hold out, taken from the end of the 60,000 training images.

    Returns:
        ``Mnist(train, validation, test)``, each a ``Part`` of
        ``images``, (N, 28, 28, 1) uint8, every pixel 0 or 1, and
        ``labels``, (N,) uint8, 0 to 9.
        N is 60,000 − ``validation``, ``validation`` and 10,000.

    Raises:
        DataError: the shipped file is damaged.
        ValueError: ``validation`` is not between 0 and 59,999.

    Source: LeCun and Cortes, CC BY-SA 3.0; a pixel is 1 where its grey value is above 0.5 · 255.
    """
    arrays = mnist_files.read_npz(ASSETS / "mnist_binary.npz", {
        "x_train": (60_000, PIXELS // 8), "y_train": (60_000,),
        "x_test": (10_000, PIXELS // 8), "y_test": (10_000,)}, "reinstall cvae_lib")
    for name in ("x_train", "x_test"):
        arrays[name] = np.unpackbits(arrays[name], axis=1)              # (N, 784), 0 or 1
    return _split(arrays, validation)


def load_grey_sample():
    """The first 1,000 training and 200 test digits in grey. Ships with the package.

    Returns:
        ``Mnist``; ``images`` are (N, 28, 28, 1) uint8, 0 to 255; no validation part.

    Raises:
        DataError: the shipped file is damaged.
    """
    arrays = mnist_files.read_npz(ASSETS / "mnist_grey_sample.npz", {
        "x_train": (1_000, 28, 28), "y_train": (1_000,), "x_test": (200, 28, 28), "y_test": (200,)},
        "reinstall cvae_lib")
    return _split(arrays, 0)


def load_grey_mnist(validation=0, download=False):
    """All of MNIST in grey, from the first of these that holds it.

    1. the folder named by ``CVAE_DATA_DIR``: ``mnist.npz``, or the four IDX files (also gzipped);
    2. Keras' cache, ``~/.keras/datasets/mnist.npz``;
    3. with ``download=True``, Keras' own download (11 MB), which fills that cache.

    Args:
        validation: as in ``load_mnist``.
        download: whether the network may be asked.

    Returns:
        ``Mnist``; ``images`` are (N, 28, 28, 1) uint8, 0 to 255.

    Raises:
        DataError: no such file, or the file is truncated, pickled, of a wrong shape, or not MNIST.
    """
    folder = os.environ.get("CVAE_DATA_DIR")
    if folder and not Path(folder).is_dir():
        raise DataError(f"{folder}: CVAE_DATA_DIR names this folder and it does not exist; "
                        "correct it or unset it")
    cache = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets" / "mnist.npz"
    if folder and mnist_files.holds_mnist(Path(folder)):
        return _split(mnist_files.read_mnist(folder), validation)
    if download and not cache.exists():
        mnist_files.download(cache)
    if cache.exists():
        advice = "delete the file, then call load_grey_mnist(download=True)"
        return _split(mnist_files.read_mnist(cache, advice), validation)
    looked = " and ".join(str(place) for place in (folder, cache) if place)
    raise DataError(f"no grey MNIST in {looked}; set CVAE_DATA_DIR to a folder with mnist.npz or the four "
                    "IDX files, or call load_grey_mnist(download=True)")


def load_images(binarization, validation=0):
    """The digits that a model trains on and is scored on, by the binarization that its recipe names.

    Args:
        binarization: "threshold" or "resampled"; the second needs all of the grey digits.
        validation: as in ``load_mnist``.

    Returns:
        ``Mnist``. With "threshold" it is that of ``load_mnist``. With "resampled" the training images are
        grey, since every batch is drawn anew, and the others are drawn once, with seed 0, and kept.
        Used in notebook 08.

    Raises:
        ValueError: an unknown binarization.
        DataError: as in ``load_mnist`` and ``load_grey_mnist``.
    """
    if binarization == "threshold":
        return load_mnist(validation)
    if binarization != "resampled":
        raise ValueError(f"binarization is {binarization!r}; it must be 'threshold' or 'resampled'")
    grey, rng = load_grey_mnist(validation), np.random.default_rng(0)
    return grey._replace(**{name: part._replace(images=binarize_stochastic(part.images, rng))
                            for name, part in (("test", grey.test), ("validation", grey.validation))})


# ----------------------------------------------------------------------------------------- binarising

def binarize(images, threshold=THRESHOLD):
    """Grey images to black and white at a threshold, as both tutorials do.

    Args:
        images: any shape, uint8, 0 to 255.
        threshold: between 0 and 1; a pixel becomes 1 where it is above ``threshold`` · 255.

    Returns:
        the same shape, uint8, 0 or 1.
    """
    return (images > threshold * 255).astype(np.uint8)


def binarize_stochastic(images, rng):
    """Draw each pixel from a Bernoulli whose mean is its grey value.

    Args:
        images: any shape, uint8, 0 to 255.
        rng: a ``numpy.random.Generator``.

    Returns:
        the same shape, uint8, 0 or 1; another draw at every call. Drawn once and kept, this is the fixed
        binarisation that Larochelle and Murray (2011) made a standard. Drawn anew at every epoch, it is that
        of Burda and others (2016).
    """
    drawn = np.empty(images.shape, np.uint8)
    for start in range(0, len(images), 1_000):      # random numbers for all of MNIST at once take 400 MB
        part = images[start:start + 1_000]
        drawn[start:start + 1_000] = rng.random(part.shape, dtype=np.float32) < part / np.float32(255)
    return drawn


def to_mnist(image):
    """Bring a drawing to the size and place of MNIST's digits.

    Args:
        image: (H, W) uint8, the stroke bright on black; any size.

    Returns:
        (28, 28, 1) uint8, 0 to 255: the stroke's bounding box scaled to fit 20 × 20 pixels, and its centre of
        mass put in the middle of the image, as the makers of MNIST did. Taught in notebook 06.

    Raises:
        ValueError: nothing is drawn, or the image is not two-dimensional.
    """
    from PIL import Image

    image = np.asarray(image, np.uint8)
    if image.ndim != 2 or not image.any():
        raise ValueError(f"a drawing is a 2-D image with a bright stroke; this one has shape {image.shape}"
                         + ("" if image.any() else " and is all black"))
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

def check_pixels(images):
    """Refuse images with a pixel outside 0 to 1: log p(x|z) of a Bernoulli means nothing there.

    Args:
        images: an array of any shape and type. Anything else, such as a pipeline, passes: ``CVAE`` looks at
            its batches.

    Raises:
        ValueError: says the range found, and what to call.
    """
    if not hasattr(images, "__array__"):
        return
    images = np.asarray(images)
    if images.size and not (images.min() >= 0 and images.max() <= 1):           # nan is refused too
        raise ValueError(f"pixels run from {images.min():g} to {images.max():g} and must lie between 0 and 1"
                         "; for grey values from 0 to 255 call data.binarize(images)")


def make_dataset(images, batch_size, *, seed=None, first_epoch=0, epochs=1, resample=False):
    """A ``tf.data.Dataset`` of batches, in the images' order or shuffled.

    Args:
        images: (N, 28, 28, 1) uint8, 0 or 1. They stay uint8; one batch at a time is cast.
        batch_size: images in a batch; the last batch of an epoch may be smaller.
        seed: an integer shuffles all N images anew in every epoch; the order depends on seed and epoch alone,
            so that a resumed run sees what it would have seen. None keeps the images' order.
        first_epoch, epochs: the epochs to go through are ``first_epoch`` to ``epochs`` − 1.
        resample: ``images`` are grey, 0 to 255, and every batch is drawn anew as ``binarize_stochastic``
            does; the draws depend on seed and step alone.

    Returns:
        batches (B, 28, 28, 1) float32, 0 or 1.

    Raises:
        ValueError: a pixel outside 0 to 1, unless ``resample``.
    """
    from cvae_lib import tf

    if not resample:
        check_pixels(images)

    count = len(images)
    steps = -(-count // batch_size)
    pixels = tf.constant(images)

    def batches(epoch):
        if seed is None:
            order = tf.range(count)
        else:
            order = tf.argsort(tf.random.stateless_uniform([count], seed=[seed, tf.cast(epoch, tf.int32)]))
        return tf.data.Dataset.range(0, count, batch_size).map(lambda start: order[start:start + batch_size])

    def draw(number, indices):
        grey = tf.cast(tf.gather(pixels, indices), tf.float32) / 255                    # (B, 28, 28, 1)
        # The second part is below zero, apart from the seeds of the order.
        seeds = [seed or 0, -1 - tf.cast(number, tf.int32)]
        return tf.cast(tf.random.stateless_uniform(tf.shape(grey), seed=seeds) < grey, tf.float32)

    # One thread of its own, and no tuning at run time: the work is small, and the cores are for the networks.
    options = tf.data.Options()
    options.threading.private_threadpool_size = 1
    options.autotune.enabled = False
    places = tf.data.Dataset.range(first_epoch, epochs).flat_map(batches)               # (B,) int32
    return ((places.enumerate(first_epoch * steps).map(draw) if resample else
             places.map(lambda indices: tf.cast(tf.gather(pixels, indices), tf.float32)))   # (B, 28, 28, 1)
            .apply(tf.data.experimental.assert_cardinality(steps * (epochs - first_epoch)))     # for fit
            .prefetch(4).with_options(options))


# --------------------------------------------------------------------------------------------- details

def _split(arrays, validation):
    x_train = arrays["x_train"].reshape(-1, 28, 28, 1)
    x_test = arrays["x_test"].reshape(-1, 28, 28, 1)
    if not 0 <= validation < len(x_train):
        raise ValueError(f"validation is {validation}; it must be between 0 and {len(x_train) - 1}")
    cut = len(x_train) - validation
    return Mnist(Part(x_train[:cut], arrays["y_train"][:cut]),
                 Part(x_train[cut:], arrays["y_train"][cut:]),
                 Part(x_test, arrays["y_test"]))
