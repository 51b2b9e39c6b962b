"""What a VAE is to Keras: how it is compiled, fed, saved and copied, and what it refuses by name.

Keras passes over what a model's own ``train_step`` does not look at. What a reader would miss is refused here
in a line. docs/keras.md has a table of all methods and callbacks that were tried.
"""

import contextlib
import inspect
import math

import numpy as np

from cvae_lib import keras, pixels, quiet, tf

NETWORKS = ("encoder", "decoder")
UNWEIGHTED = ("{} would be passed over, for a CVAE gives all images the same weight; leave it out, or repeat "
              "images")


class KerasModel(keras.Model):
    """The part of ``CVAE`` that is not about VAEs.

    A subclass sets ``latent_dim``, ``image_shape``, ``likelihood`` and ``classes``, makes ``encoder`` and
    ``decoder``, and then calls ``check_networks``. A network that is put in another's place later is checked
    at once, and the other's weights are forgotten.

    Args:
        computes_in: the type of what is outside of the layers: noise, μ, log σ², loss.
        kwargs: ``name`` and ``trainable``, as of any Keras model.

    Attributes:
        at_once: how many images to encode or decode at once where any number will do.
        learning: whether a step of training is at work, in which layers such as Dropout behave otherwise.
    """

    at_once = 500
    learning = False

    def __init__(self, computes_in, dtype=None, **kwargs):
        if dtype is not None:
            raise ValueError(f"dtype is {dtype!r}; leave it out, and say with precision= how layers compute")
        super().__init__(dtype=computes_in, **kwargs)
        self._means = {name: keras.metrics.Mean(name, "float32") for name in ("loss", "reconstruction", "kl")}

    def __setattr__(self, name, value):
        before = self.__dict__.get(name) if name in NETWORKS else None
        if before is not None and before is not value:
            self._tracker.untrack(before)       # Keras would go on to count, train and save its weights
        super().__setattr__(name, value)
        if name in NETWORKS and self.built:
            self.check_networks()

    def check_networks(self):
        """Give both networks their weights, if they have none yet.

        Raises:
            ValueError: names the network, its output's shape, and the shape that is needed.
        """
        (height, width, channels), codes = self.image_shape, self.classes
        wanted = {"encoder": ((height, width, channels + codes), (2 * self.latent_dim,)),
                  "decoder": ((self.latent_dim + codes,),
                              (height, width, self.likelihood.channels(channels)))}
        for name, (given, needed) in wanted.items():
            network = getattr(self, name)
            if not isinstance(network, keras.Layer):
                raise ValueError(f"{name} is {network!r}; it must be a keras.Model or another Keras layer")
            if not network.built:
                network(tf.zeros((1, *given), self.compute_dtype))
            found = tuple(network.compute_output_shape((None, *given))[1:])
            # A decoder may draw a wider picture, which is cut.
            if len(found) != len(needed) or found[-1] != needed[-1] or any(map(int.__lt__, found, needed)):
                given, found, needed = (", ".join(map(str, shape)) for shape in (given, found, needed))
                raise ValueError(f"{name} turns (N, {given}) into (N, {found}); it must be (N, {needed})")

    # --------------------------------------------------------------------------------- settings of training

    def compile(self, optimizer="rmsprop", loss=None, loss_weights=None, metrics=None, weighted_metrics=None,
                **options):
        """Keras' ``compile``. The loss is minus the ELBO; its mean and those of its parts are the metrics.

        Raises:
            ValueError: another loss, other metrics, or an optimizer that scales the loss.
        """
        given = {"loss": loss, "loss_weights": loss_weights, "metrics": metrics,
                 "weighted_metrics": weighted_metrics}
        for name, value in given.items():
            if value is not None:
                raise ValueError(f"compile has {name}={value!r}, which would be passed over: a CVAE "
                                 f"minimises minus the ELBO, and measures its parts; leave {name} out, and "
                                 "weigh the KL with CVAE(beta=)")
        optimizer = keras.optimizers.get(optimizer)
        if isinstance(optimizer, keras.optimizers.LossScaleOptimizer) or optimizer.loss_scale_factor:
            raise ValueError(f"the optimizer {optimizer.name} scales the loss, which float16 would need; a "
                             "CVAE computes in float32 or bfloat16: take the optimizer without it")
        super().compile(optimizer, **options)

    def compile_from_config(self, config):
        """Compile as a saved model was compiled, with the optimizer's variables to load; Keras calls it."""
        self.compile(**keras.saving.deserialize_keras_object(config))
        self.optimizer.build(self.trainable_variables)

    def compute_loss(self, *_, **__):
        """Keras' method, of losses from ``compile``. Raises NotImplementedError: names the one to call."""
        raise NotImplementedError("a CVAE's loss is minus the ELBO; call elbo.compute_loss(model, x)")

    @property
    def metrics(self):
        """Means over images, nats: loss (−ELBO, where β is 1), reconstruction log p(x|z), and KL."""
        return list(self._means.values())

    @property
    def mode(self):
        """What both networks are called with besides: how layers such as Dropout are to behave."""
        return {"training": True} if self.learning else {}

    def steps_taken(self):
        """How many steps of training the optimizer has seen, a scalar variable.

        Its ``iterations`` count less where gradients are accumulated over several steps.
        """
        return self.optimizer.variables[0]

    @contextlib.contextmanager
    def learns(self):
        """A block in which ``learning`` is True.

        Raises:
            ValueError: a layer's training is not that of a VAE; names it.
        """
        for layer in self._flatten_layers():
            if isinstance(layer, keras.layers.BatchNormalization) and layer.trainable:
                raise ValueError(f"{layer.path} is a BatchNormalization, which a CVAE does not honour: parts "
                                 "of a batch are worked on apart, and its noise would add to that of z; take "
                                 "LayerNormalization or GroupNormalization")
        self.learning = True
        try:
            yield
        finally:
            self.learning = False

    def penalties(self):
        """What regularisers of weights add to the loss: a list of scalars, mostly empty.

        Raises:
            ValueError: a layer adds a loss that depends on its input, of which each part of a batch has its
                own.
        """
        regularised = sum(variable.regularizer is not None for variable in self.trainable_variables)
        if len(self.losses) != regularised:
            raise ValueError("a layer adds a loss of its own, by add_loss or activity_regularizer, which a "
                             "CVAE does not honour; regularise weights in its place")
        return self.losses

    def all_there(self, gradients):
        """Gradients, one for each trainable variable, as they are.

        Raises:
            ValueError: some are None, for the loss does not depend on their variables; names these.
        """
        lost = [variable.path for variable, gradient in zip(self.trainable_variables, gradients)
                if gradient is None]
        if lost:
            raise ValueError(f"the loss does not depend on {', '.join(lost)}; use it in encode or decode, or "
                             "set trainable=False where it is made")
        return gradients

    # --------------------------------------------------------------------------------------------- images in

    @quiet.retracing()
    def fit(self, *args, **kwargs):
        """Keras' ``fit``. Images are taken in every type, see ``pixels.check_pixels``.

        Raises:
            ValueError: images of another shape, or with a pixel that means nothing; labels that are none;
                batches that hold weights of images, or targets other than labels; layers that cannot be
                honoured.
        """
        given = self._checked(super().fit, args, kwargs)
        if self.likelihood.grey and getattr(given["x"], "dtype", bool) in ("uint8", "int32", "int64"):
            pixels.white_of(given["x"])         # refuses black and white
        held_out = given.get("validation_data")
        if held_out is not None:
            names = ("x", "y", "sample_weight")
            parts = dict(zip(names, held_out if isinstance(held_out, tuple) else (held_out,)))
            given["validation_data"] = tuple(self._checked(super().evaluate, (), parts).values())
            if not isinstance(held_out, tuple):
                given["validation_data"], = given["validation_data"]
        return super().fit(**given)

    @quiet.retracing()
    def evaluate(self, *args, **kwargs):
        """Keras' ``evaluate``; errors are those of ``fit``."""
        return super().evaluate(**self._checked(super().evaluate, args, kwargs))

    @quiet.retracing()
    def predict(self, *args, **kwargs):
        """Keras' ``predict``: the logits of ``call``, from one z for each image.

        Raises:
            ValueError: as ``fit``; or the model is conditional.
        """
        if self.classes:
            raise ValueError(f"this model is conditional on one of {self.classes} classes, and predict hands "
                             "no label on; call model.given(label).encode and .decode")
        return super().predict(**self._checked(super().predict, args, kwargs))

    @quiet.retracing()
    def train_on_batch(self, *args, **kwargs):
        """Keras' ``train_on_batch``; errors are those of ``fit``."""
        return super().train_on_batch(**self._checked(super().train_on_batch, args, kwargs))

    @quiet.retracing()
    def test_on_batch(self, *args, **kwargs):
        """Keras' ``test_on_batch``, likewise."""
        return super().test_on_batch(**self._checked(super().test_on_batch, args, kwargs))

    def export(self, filepath, *args, input_signature=None, **options):
        """Keras' ``export``: of the whole model, which draws its noise itself.

        Raises:
            ValueError: the model is conditional.
        """
        if self.classes:
            raise ValueError(f"this model is conditional on one of {self.classes} classes and cannot be "
                             "exported whole; export model.encoder and model.decoder")
        signature = input_signature or [keras.InputSpec(shape=(None, *self.image_shape), dtype="float32")]
        return super().export(filepath, *args, input_signature=signature, **options)

    def floats(self, x):
        """Images x (N, H, W, C) of any type as floats from 0 to 1.

        Raises:
            ValueError: they have another shape, or a pixel means nothing, see ``pixels.check_pixels``.
        """
        x = tf.cast(self.likelihood.pixels(x), self.compute_dtype)
        if x.shape.rank is not None:
            self.check_shape(x.shape)
        return x

    def check_shape(self, shape):
        """Refuse images (N, ...) of another shape than the model's; None fits any number.

        Raises:
            ValueError: names both shapes, and the call that brings one to the other where there is one.
        """
        wanted, found = self.image_shape, tuple(shape)
        if len(found) == 4 and all(number in (None, side) for number, side in zip(found[1:], wanted)):
            return
        sides, call = ", ".join(map(str, wanted)), ""
        if found[1:] == wanted[:2] and wanted[2] == 1:
            call = "; call images[..., None]"
        elif len(found) == 2 and found[1] == math.prod(wanted):
            call = f"; call images.reshape(-1, {sides})"
        elif found == wanted:
            call = "; call image[None]"
        raise ValueError(f"images have shape {found} and this model takes (N, {sides}){call}")

    def check_batch(self, x, y, weight):
        """Refuse a batch that holds what would be passed over, or no labels where they are needed.

        Raises:
            ValueError: says what the batch holds, and what to do.
        """
        if not hasattr(x, "shape"):
            raise ValueError(f"a batch's images are a {type(x).__name__}; a pipeline gives batches x, or "
                             "pairs (x, y) with labels: bring them into that form with dataset.map")
        if weight is not None:
            raise ValueError(UNWEIGHTED.format("sample_weight"))
        if self.classes and y is None:
            raise ValueError(f"this model has {self.classes} classes; give labels too, as in fit(x, y)")
        y = y if y is None else tf.convert_to_tensor(y)
        if y is not None and y.shape.rank not in (None, 1):
            raise ValueError(f"labels have shape {tuple(y.shape)}; they must be (N,), whole numbers from 0"
                             if self.classes else
                             f"targets have shape {tuple(y.shape)}, and a CVAE's target is the image itself; "
                             "call fit(x)")
        if self.classes and not y.dtype.is_integer:
            raise ValueError(f"labels are {y.dtype.name}; they must be whole numbers from 0")

    def _checked(self, method, args, kwargs):
        """Arguments of a method of Keras by their names, whose arrays are looked at, once a call."""
        given = inspect.signature(method).bind(*args, **kwargs).arguments
        given |= given.pop("kwargs", {})                # fit hands some of its own on to evaluate
        for name in ("sample_weight", "class_weight"):
            if given.get(name) is not None:
                raise ValueError(UNWEIGHTED.format(name))
        for name, check in (("x", self._check_images), ("y", self._check_labels)):
            if isinstance(given.get(name), list):
                given[name] = np.asarray(given[name])
            if hasattr(given.get(name), "__array__"):
                given[name] = check(given[name])
        return given

    def _check_images(self, x):
        if not len(x):
            raise ValueError("there are no images")
        self.check_shape(np.shape(x))
        pixels.check_pixels(x, self.likelihood.grey)
        return x

    def _check_labels(self, y):
        y = np.asarray(y)
        return pixels.check_labels(y, self.classes) if self.classes and y.ndim == 1 else y
