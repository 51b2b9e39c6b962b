"""What a decoder says of pixels: p(x|z), on plain tensors, in three kinds. Taught in notebook 10.

A decoder gives some parameters for each pixel. A likelihood says what they mean: how probable an image is,
which image is meant, and how one is drawn. Images x are floats from 0 to 1.
"""

import math

from cvae_lib import elbo, pixels, tf

LEVELS = 255                # the highest of an 8-bit pixel's values, 0 to 255
SCALES = (-8.0, 8.0)        # the least and the greatest log scale: a bin then is twelve scales wide, or flat
FIRST_SCALE = -2.0          # the log scale where a decoder gives 0: its first guesses are wide


class Bernoulli:
    """Black-and-white pixels, 0 or 1, independent given z. The parameters are logits: both tutorials' kind.

    Attributes:
        name: as in ``LIKELIHOODS``.
        grey: whether images are 8-bit, 0 to 255, as they are stored.
    """

    name, grey = "bernoulli", False

    def channels(self, image_channels):
        """How many parameters a pixel of so many channels needs."""
        return image_channels

    def log_prob(self, x, parameters):
        """log p(x|z) of each image, (B,), nats: x (B, H, W, C), parameters (B, H, W, ``channels(C)``)."""
        return elbo.log_bernoulli(self._floats(x, parameters.dtype), parameters)

    def mean(self, parameters):
        """The mean of each pixel, (B, H, W, C), 0 to 1; here the probability that it is white."""
        return tf.sigmoid(parameters)

    def sample(self, parameters, seed):
        """An image drawn from each p(x|z), (B, H, W, C); ``seed`` is two integers."""
        return tf.cast(_uniform(parameters, seed) < tf.sigmoid(parameters), tf.float32)

    def pixels(self, images):
        """Images of any type, (B, H, W, C), to floats from 0 to 1; where they are 8-bit, integers by 255.

        Raises:
            ValueError: a pixel means nothing, see ``pixels.check_pixels``; in a graph none is looked at.
        """
        if tf.executing_eagerly():
            pixels.check_pixels(images, self.grey)
        return self._floats(images)

    def _floats(self, images, dtype=tf.float32):
        return tf.cast(images, dtype)


class _Grey(Bernoulli):
    """What likelihoods of 8-bit images share."""

    grey = True

    def _floats(self, images, dtype=tf.float32):
        images = tf.convert_to_tensor(images)
        floats = tf.cast(images, dtype)
        return floats / LEVELS if images.dtype.is_integer else floats


class DiscretizedLogistic(_Grey):
    """8-bit pixels: the probability of each of the 256 values is what a logistic density holds in its bin.

    The bins of 0 and 255 reach to infinity, so that the 256 probabilities sum to one. In colour the channels
    of a pixel are not independent: the mean of green moves with how far red lies from its own mean, and that
    of blue with both. Parameters of a pixel: C logits of means, C log scales, and in colour 3 slopes.
    Kingma and others (2016), IAF, section 4; Salimans and others (2017), PixelCNN++, sections 2.1 and 2.2.
    """

    name = "discretized_logistic"

    def channels(self, image_channels):
        return 9 if image_channels == 3 else 2 * image_channels

    def log_prob(self, x, parameters):
        x, (means, log_scales, slopes) = self._floats(x, parameters.dtype), _split(parameters)
        values = log_bins(x, _shifted(x, means, slopes), log_scales)                        # (B, H, W, C)
        return tf.reduce_sum(values, axis=[1, 2, 3])

    def mean(self, parameters):
        return _split(parameters)[0]

    def sample(self, parameters, seed):
        means, log_scales, slopes = _split(parameters)
        uniform = _uniform(means, seed)
        noise = tf.exp(log_scales) * (tf.math.log(uniform) - tf.math.log1p(-uniform))       # logistic
        x = tf.zeros_like(means)
        for _ in range(means.shape[-1]):                # red first, then green that knows it, then blue
            x = _rounded(_shifted(x, means, slopes) + noise)
        return x


class ContinuousBernoulli(_Grey):
    """Grey pixels as real numbers from 0 to 1; the parameters are logits.

    What is often written, the cross-entropy of grey pixels, is this without its normaliser, and so no
    log-likelihood. A density's log can be above 0: do not set it beside bits per dimension of 8-bit values.
    Loaiza-Ganem and Cunningham (2019), equations 6 to 8.
    """

    name = "continuous_bernoulli"

    def log_prob(self, x, parameters):
        normaliser = tf.reduce_sum(log_normaliser(parameters), axis=[1, 2, 3])
        return elbo.log_bernoulli(self._floats(x, parameters.dtype), parameters) + normaliser

    def mean(self, parameters):
        small = tf.abs(parameters) < 0.05
        logit = tf.where(small, 1.0, parameters)
        return tf.where(small, 0.5 + parameters / 12, 0.5 + 0.5 / tf.tanh(logit / 2) - 1 / logit)

    def sample(self, parameters, seed):
        uniform, steep = _uniform(parameters, seed), tf.maximum(tf.abs(parameters), 1e-3)
        # The inverse of the distribution function for a positive logit; for a negative one its mirror image.
        x = 1 + tf.math.log(uniform + (1 - uniform) * tf.exp(-steep)) / steep
        return tf.where(parameters < 0, 1 - x, x)


LIKELIHOODS = {kind.name: kind for kind in (Bernoulli(), DiscretizedLogistic(), ContinuousBernoulli())}


def checked(x):
    """Images x as they are, in a graph or not; InvalidArgumentError where a pixel lies outside 0 to 1."""
    low, high = tf.reduce_min(x), tf.reduce_max(x)
    message = ["pixels must lie between 0 and 1; these go from", low, "to", high]
    inside = tf.debugging.Assert((low >= 0) & (high <= 1), message)
    with tf.control_dependencies([] if inside is None else [inside]):               # eagerly it has raised
        return tf.identity(x)


def log_bins(x, means, log_scales):
    """Log-probability of 8-bit values under a discretized logistic, value by value.

    Args:
        x: any shape, one of k/255 for k from 0 to 255.
        means, log_scales: the same shape; of the logistic density on the scale of x.

    Returns:
        the same shape, nats. log(σ(b) − σ(a)) is taken as log σ(b) + log σ(−a) + log(1 − exp(a − b)), which
        neither cancels nor overflows, however far x lies in a tail.
    """
    scale = tf.exp(-log_scales)
    half = scale / (2 * LEVELS)                                     # half a bin, in scales
    middle = (x - means) * scale
    below = tf.math.log_sigmoid(middle + half)                      # log σ(b): all up to the bin's upper edge
    above = tf.math.log_sigmoid(half - middle)                      # log σ(−a): all from its lower edge on
    between = below + above + tf.math.log(-tf.math.expm1(-2 * half))
    return tf.where(x < 0.5 / LEVELS, below, tf.where(x > 1 - 0.5 / LEVELS, above, between))


def log_normaliser(logits):
    """Log of the continuous Bernoulli's normaliser, ℓ / tanh(ℓ/2), of the logits' shape; log 2 at 0."""
    small = tf.abs(logits) < 0.05
    safe = tf.where(small, 1.0, logits)
    return tf.where(small, math.log(2) + logits ** 2 / 12, tf.math.log(safe / tf.tanh(safe / 2)))


def _split(parameters):
    """Means, log scales, (B, H, W, C) each, and slopes, (B, H, W, 3) or None."""
    channels = 3 if parameters.shape[-1] == 9 else parameters.shape[-1] // 2
    means = tf.sigmoid(parameters[..., :channels])
    log_scales = tf.clip_by_value(parameters[..., channels:2 * channels] + FIRST_SCALE, *SCALES)
    return means, log_scales, parameters[..., 6:] if channels == 3 else None


def _shifted(x, means, slopes):
    """The means of each channel given the channels before it, (B, H, W, C)."""
    if slopes is None:
        return means
    red, green, _ = tf.unstack(x - means, axis=-1)                                          # (B, H, W) each
    shift = [tf.zeros_like(red), slopes[..., 0] * red, slopes[..., 1] * red + slopes[..., 2] * green]
    return means + tf.stack(shift, axis=-1)


def _rounded(x):
    """To the nearest of k/255 from 0 to 1."""
    return tf.round(tf.clip_by_value(x, 0.0, 1.0) * LEVELS) / LEVELS


def _uniform(like, seed):
    """Uniform numbers of a tensor's shape, inside 0 and 1."""
    return tf.random.stateless_uniform(tf.shape(like), seed=seed, minval=1e-7, maxval=1.0)
