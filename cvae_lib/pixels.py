"""What the numbers in arrays of images and labels mean, or that they mean nothing here."""

import numpy as np


def check_pixels(images, grey=False):
    """Refuse images with pixels that mean nothing to a likelihood.

    Args:
        images: an array of any shape and type, or ``packed.Packed``. Anything else, such as a pipeline,
            passes: ``CVAE`` looks at its batches.
        grey: for likelihoods of 8-bit pixels: integers go from 0 to 255, and floats and booleans from 0 to 1.
            Otherwise all types go from 0 to 1, for log p(x|z) of a Bernoulli means nothing elsewhere.

    Raises:
        ValueError: says the range found, and what to call.
    """
    whole = grey                                # packed images are uint8, and know their least and greatest
    if not hasattr(images, "stored"):
        if not hasattr(images, "__array__"):
            return
        images = _numbers(images)
        whole = grey and images.dtype.kind in "ui"
        if not images.size or images.dtype == bool or images.dtype == np.uint8 and whole:
            return
    top, low, high = 255 if whole else 1, images.min(), images.max()
    if not (low >= 0 and high <= top):                                          # nan is refused too
        call = "" if whole else ("; for 8-bit values call images.astype('uint8')" if grey else
                                 "; for grey values from 0 to 255 call data.binarize(images)")
        raise ValueError(f"pixels run from {low:g} to {high:g} and must lie between 0 and {top}{call}")


def check_8_bit(images):
    """Refuse a set of images whose pixels are not whole numbers from 0 to 255, as the shipped ones are not.

    Args:
        images: (N, H, W, C), an array or ``packed.Packed``.

    Raises:
        ValueError: another type than uint8; or they go from 0 to 1.
    """
    if hasattr(images, "stored"):
        return
    images = np.asarray(images)
    if images.dtype != np.uint8:
        raise ValueError(f"images are {images.dtype}; 8-bit ones must be uint8, 0 to 255")
    white_of(images)


def white_of(images):
    """What white is in grey images: 255, or 1 of booleans and of floats that go no further.

    Args:
        images: an array of any shape.

    Raises:
        ValueError: no numbers, pixels below 0 or above 255, or nan; or integers that go from 0 to 1, which
            are black and white already, or as good as black: nobody can tell.
    """
    images = _numbers(images)
    if images.dtype == bool or not images.size:
        return 1
    low, high, floats = images.min(), images.max(), images.dtype.kind == "f"
    if not (low >= 0 and high <= 255):                                          # nan is refused too
        raise ValueError(f"pixels run from {low:g} to {high:g}; grey ones must lie between 0 and 255, or as "
                         "floats between 0 and 1")
    if not floats and high == 1:
        raise ValueError(f"pixels are 0 and 1, and in {images.dtype} white is 255; where these are black and "
                         "white, images.astype(bool) says so")
    return 1 if floats and high <= 1 else 255


def drawing(image):
    """A drawing as (H, W) uint8, its stroke bright on black, from an image (H, W) or (H, W, 1) of any type.

    Raises:
        ValueError: nothing is drawn, there are other axes, the paper is not black, or as in ``white_of``.
    """
    image = _numbers(image)
    if image.ndim == 3 and image.shape[2] == 1:
        image = image[..., 0]
    if image.ndim != 2 or not image.any():
        raise ValueError(f"a drawing is a 2-D image with a bright stroke; this one has shape {image.shape}"
                         + ("" if image.any() else " and is all black"))
    white = white_of(image)
    grey = np.rint(image * (255 / white)).astype(np.uint8)
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    if np.median(edge) > 127:
        call = "~image" if image.dtype == bool else f"{white} - image"
        raise ValueError("a drawing is a bright stroke on black, and most of this one's edge is bright; hand "
                         f"in {call} for dark ink on light paper, or leave a black margin around the stroke")
    if np.median(edge) > 0:
        darker = f"np.clip(image - {edge.max() * white / 255:g}, 0, None)" if white == 1 else \
            f"np.clip(image.astype(int) - {edge.max()}, 0, None)"
        raise ValueError("a drawing is a bright stroke on black, and most of this one's edge is not black; "
                         f"take the paper away with {darker}")
    return grey


def check_labels(y, classes):
    """Labels (N,), an array of any type, as int32.

    Raises:
        ValueError: one is no whole number from 0 to ``classes`` − 1; names it.
    """
    y = _numbers(y)
    wrong = y[~((y >= 0) & (y < classes) & (y == y.astype(np.int64)))]
    if len(wrong):
        raise ValueError(f"label is {wrong[0]}; it must be from 0 to {classes - 1}")
    return y.astype(np.int32)


def _numbers(images):
    images = np.asarray(images)
    if images.dtype.kind not in "buif":
        raise ValueError(f"an array of {images.dtype} was given; it must hold numbers")
    return images
