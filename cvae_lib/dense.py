"""A VAE of dense layers alone, small enough that a browser trains it; the explorer page has a tab that does.

784 – 256 – 2 – 256 – 256 – 784 units for digits and a plane: 470,036 weights, most of them at the pixels.
"""

import math

import numpy as np

from cvae_lib import keras
from cvae_lib.files import npz_files
from cvae_lib.files.npz_files import DataError
from cvae_lib.model import CVAE

layers = keras.layers
ADVICE = "download the weights again from the page that trained them"
IMAGE_SHAPE = (28, 28, 1)
# Layers of each network, in the order of their data.
NAMES = tuple(f"{network}.{number}.{part}" for network, count in (("encoder", 2), ("decoder", 3))
              for number in range(count) for part in ("kernel", "bias"))


@keras.saving.register_keras_serializable("cvae_lib")
class DenseVAE(CVAE):
    """A ``CVAE`` with dense layers in place of the convolutions; all else is as there.

    Encoder: a hidden layer, and one that gives μ and log σ². Decoder: two hidden layers, and one logit per
    pixel.

    Args:
        latent_dim: D, the number of latent dimensions.
        hidden: units of each hidden layer.
        options: the other arguments of ``CVAE``, but for ``filters``.

    Raises:
        ValueError: an argument that means nothing.
    """

    def __init__(self, latent_dim=2, hidden=256, **options):
        super().__init__(latent_dim, filters=(hidden,), **options)

    def get_config(self):
        """As of ``CVAE``."""
        config = super().get_config()
        return config | {"hidden": config.pop("filters")[0]}

    def build_networks(self, filters, policy):
        """Make ``encoder`` and ``decoder``; ``filters`` are the units of a hidden layer."""
        (hidden,), (height, width, channels) = filters, self.image_shape
        shape = height, width, self.likelihood.channels(channels)                           # (28, 28, 1)
        self.encoder = keras.Sequential([
            layers.Input((height, width, channels + self.classes), dtype=self.compute_dtype),
            layers.Flatten("channels_last", dtype=policy),                                  # (B, 784)
            layers.Dense(hidden, activation="relu", dtype=policy),                          # (B, 256)
            layers.Dense(2 * self.latent_dim, dtype=self.compute_dtype),                    # (B, 2·D)
        ], name="encoder")
        self.decoder = keras.Sequential([
            layers.Input((self.latent_dim + self.classes,), dtype=self.compute_dtype),
            layers.Dense(hidden, activation="relu", dtype=policy),                          # (B, 256)
            layers.Dense(hidden, activation="relu", dtype=policy),                          # (B, 256)
            layers.Dense(math.prod(shape), dtype=policy),                                   # (B, 784)
            layers.Reshape(shape, dtype=policy),                                            # (B, 28, 28, 1)
        ], name="decoder")


def load(path, **options):
    """The ``DenseVAE`` of 28 × 28 digits whose weights are in a file that the explorer page's download wrote.

    Args:
        path: an npz file with the arrays ``NAMES``, float32. Their shapes say how wide the layers are.
        options: further arguments of ``DenseVAE``, such as ``kl``.

    Raises:
        DataError: no such file, or it is damaged, or holds other arrays than the weights of such a network.
    """
    arrays = npz_files.read(path, NAMES, ADVICE)
    for name in NAMES:
        if name not in arrays:
            raise DataError(f"{path}: holds no array {name}; {ADVICE}")
    pixels, (hidden, latent_dim) = math.prod(IMAGE_SHAPE), _widths(arrays)
    sizes = ((pixels, hidden), (hidden, 2 * latent_dim),
             (latent_dim, hidden), (hidden, hidden), (hidden, pixels))
    for name, shape in zip(NAMES, (shape for pair in sizes for shape in (pair, pair[1:]))):
        found = arrays[name]
        if found.dtype != np.float32 or found.shape != shape:
            raise DataError(f"{path}: {name} is {found.dtype} {found.shape} where float32 {shape} is needed; "
                            f"{ADVICE}")
        if not np.isfinite(found).all():
            raise DataError(f"{path}: {name} holds numbers that are not finite; reset the page's network, "
                            "train it with a smaller learning rate, and download its weights")
    model = DenseVAE(latent_dim, hidden, image_shape=IMAGE_SHAPE, **options)
    for network, names in ((model.encoder, NAMES[:4]), (model.decoder, NAMES[4:])):
        network.set_weights([arrays[name] for name in names])
    return model


def _widths(arrays):
    """The units of a hidden layer, and D, as the decoder's first kernel has them; at least 1 each."""
    shape = arrays["decoder.0.kernel"].shape
    latent_dim, hidden = shape if len(shape) == 2 else (1, 1)
    return max(1, hidden), max(1, latent_dim)
