"""The conditional VAE: its bound is on log p(x|y), y a label. Taught in notebook 09.

With its label fixed, a conditional VAE is a VAE: it has the same prior and the same ELBO. So nothing else in
this library knows of labels but its training and its score over a labelled set.
Sohn, Lee and Yan (2015); Kingma, Mohamed, Rezende and Welling (2014).
"""

import numpy as np

from cvae_lib import pixels, tf


def with_label(tensor, y, classes):
    """Put a label's one-hot code behind the last axis: (B, ..., C) and y (B,) → (B, ..., C + classes).

    Behind an image's channels each class becomes a plane, all ones or all zeros. A tensor comes back as it is
    where there are no classes.

    Raises:
        ValueError: there are classes and no y.
    """
    if not classes:
        return tensor
    if y is None:
        raise ValueError(f"this model is conditional on one of {classes} classes; call model.given(label)")
    code = tf.gather(tf.eye(classes, dtype=tensor.dtype), tf.cast(y, tf.int32))         # (B, classes)
    shape = tf.shape(tensor)
    code = tf.reshape(code, [shape[0], *[1] * (len(tensor.shape) - 2), classes])
    return tf.concat([tensor, tf.broadcast_to(code, [*tf.unstack(shape[:-1]), classes])], axis=-1)


class Given:
    """A conditional VAE with its label fixed, for all that takes a VAE; ``CVAE.given`` makes it.

    Args:
        model: a conditional ``CVAE``.
        y: a label, or labels (B,), one for each image of the batches to come.

    Attributes:
        latent_dim, image_shape, likelihood: the model's. ``classes`` is 0: there is no label left to choose.

    Raises:
        ValueError: a label that is not among the classes.
    """

    def __init__(self, model, y):
        if not tf.is_tensor(y):
            y = pixels.check_labels(np.atleast_1d(y), model.classes)
        self.model, self.y = model, tf.reshape(tf.cast(y, tf.int32), [-1])
        self.latent_dim, self.image_shape, self.at_once = model.latent_dim, model.image_shape, model.at_once
        self.likelihood, self.reparameterize, self.classes = model.likelihood, model.reparameterize, 0

    def encode(self, x):
        """As ``CVAE.encode``."""
        return self.model.encode(x, self._labels(x))

    def decode(self, z, apply_sigmoid=False):
        """As ``CVAE.decode``; several codes for each image lie one after the other, (B·K, D)."""
        return self.model.decode(z, apply_sigmoid, self._labels(z))

    def sample(self, eps=None):
        """As ``CVAE.sample``: from p(x|y)."""
        eps = tf.random.normal((100, self.latent_dim)) if eps is None else eps
        return self.decode(eps, apply_sigmoid=True)

    def image_elbo(self, x, eps):
        """As ``CVAE.image_elbo``: the bound on log p(x|y) of each image, (B,), nats."""
        return self.model.image_elbo(x, eps, self._labels(x))

    def _labels(self, tensor):
        return tf.repeat(self.y, tf.shape(tensor)[0] // tf.shape(self.y)[0])
