"""The network: a convolutional VAE whose parts can be called one by one. Taught in notebooks 02, 03 and 05.

The C is for convolutional. In most papers CVAE is the *conditional* VAE, whose two networks are also given a
label; with ``classes`` this one is both, see ``conditional``.
"""

import math

from cvae_lib import elbo, keras, likelihoods, machine, recipes, tf
from cvae_lib.conditional import Given, with_label
from cvae_lib.keras_model import KerasModel

layers = keras.layers
# Keras' names for how layers compute.
POLICIES = {"float32": "float32", "bfloat16": "mixed_bfloat16", "float64": "float64"}
LOGVAR = (-30.0, 30.0)      # log σ² is held between them; in float32 exp is infinite above 88, 0 below −103


@keras.saving.register_keras_serializable("cvae_lib")
class CVAE(KerasModel):
    """Convolutional variational autoencoder, as in both tutorials unless other arguments are given.

    Encoder (the 2018 tutorial's inference network): two strided convolutions, 28 → 13 → 6, and a dense layer
    that gives μ and log σ². Decoder (its generative network): a dense layer and three transposed
    convolutions, 7 → 14 → 28, that give one logit per pixel. No batch normalisation: its noise would add to
    that of z. With D = 2 they have 28,036 and 41,953 weights.

    Args:
        latent_dim: D, the number of latent dimensions: 2 in today's tutorial, 50 in that of 2018.
        kl: how ``train_step`` and ``test_step`` take the KL term: "monte_carlo" or "analytic".
        beta: what ``train_step`` multiplies the KL term with; 1 is the ELBO. Notebook 08 varies it.
        seed: of the noise that training draws; initial weights follow ``keras.utils.set_random_seed``.
        precision: "float32"; or "bfloat16": the layers then compute with 16 bits, which is faster on hardware
            made for it. Weights, μ, log σ², noise and loss stay in float32. For training; score in float32.
            Or "float64", all in 64 bits, to check derivatives by differences.
        image_shape, filters, likelihood, classes: as in ``recipes.Recipe``. Taught in notebooks 09 and 10.

    Attributes:
        encoder: (B, 28, 28, 1) → (B, 2·D). decoder: (B, D) → (B, 28, 28, 1), logits. With classes, both are
            given a label's code too.

    Raises:
        ValueError: an argument that means nothing, as in ``recipes.check``.
    """

    def __init__(self, latent_dim, kl="monte_carlo", beta=1.0, seed=0, precision="float32",
                 image_shape=(28, 28, 1), filters=(32, 64), likelihood="bernoulli", classes=0, **kwargs):
        super().__init__("float64" if precision == "float64" else "float32", **kwargs)
        recipes.check(latent_dim=latent_dim, kl=kl, beta=beta, seed=seed, image_shape=image_shape,
                      filters=filters, likelihood=likelihood, classes=classes)
        if precision not in POLICIES:
            raise ValueError(f"precision is {precision!r}; it must be one of {', '.join(POLICIES)}")
        self.latent_dim, self.kl, self.beta, self.seed = int(latent_dim), kl, recipes.plain(beta), int(seed)
        self.image_shape, self.filters = (tuple(map(int, numbers)) for numbers in (image_shape, filters))
        self.likelihood, self.classes = likelihoods.LIKELIHOODS[likelihood], int(classes)
        self.precision = precision
        self.build_networks(self.filters, POLICIES[precision])
        self.check_networks()
        self.built = True           # both networks have their weights by now

    def get_config(self):
        """The arguments that make such a model; Keras calls it to save and to copy one."""
        names = ("latent_dim", "kl", "beta", "seed", "precision", "image_shape", "filters", "classes", "name")
        return {name: getattr(self, name) for name in names} | {"likelihood": self.likelihood.name}

    def build_networks(self, filters, policy):
        """Make ``encoder`` and ``decoder``, as a subclass may do otherwise; μ and log σ² stay in float32."""
        self.at_once = recipes.images_at_once(self.image_shape, filters)
        height, width, channels = self.image_shape
        start = *recipes.sides(self.image_shape, len(filters)), 32                          # (7, 7, 32)
        last = {"data_format": "channels_last", "dtype": policy}        # whatever a reader's keras.json says
        conv = {"strides": 2, "activation": "relu", **last}
        self.encoder = keras.Sequential([
            layers.Input((height, width, channels + self.classes), dtype=self.compute_dtype),
            *(layers.Conv2D(number, 3, **conv) for number in filters),      # (B, 13, 13, 32), (B, 6, 6, 64)
            layers.Flatten(**last),                                                         # (B, 2304)
            layers.Dense(2 * self.latent_dim, dtype=self.compute_dtype),                    # (B, 2·D)
        ], name="encoder")
        self.decoder = keras.Sequential([
            layers.Input((self.latent_dim + self.classes,), dtype=self.compute_dtype),
            layers.Dense(math.prod(start), activation="relu", dtype=policy),                # (B, 1568)
            layers.Reshape(start, dtype=policy),                                            # (B, 7, 7, 32)
            *(layers.Conv2DTranspose(number, 3, padding="same", **conv)     # (B, 14, 14, 64), (B, 28, 28, 32)
              for number in reversed(filters)),
            layers.Conv2DTranspose(self.likelihood.channels(channels), 3, padding="same", **last),
        ], name="decoder")                                                                  # (B, 28, 28, 1)

    def given(self, y):
        """The VAE of the images with a label y, or of a batch with labels (B,); without classes, itself."""
        return Given(self, y) if self.classes else self

    def encode(self, x, y=None):
        """x (B, 28, 28, 1), 0 or 1 → μ and log σ² of q(z|x), (B, D) each; log σ² lies within ``LOGVAR``."""
        codes = self.encoder(with_label(self.floats(x), y, self.classes), **self.mode)      # (B, 2·D)
        mean, logvar = tf.split(tf.cast(codes, self.compute_dtype), 2, axis=1)              # (B, D) each
        # The gradient is taken as if nothing were held, so that it leads back.
        return mean, tf.grad_pass_through(lambda logvar: tf.clip_by_value(logvar, *LOGVAR))(logvar)

    def reparameterize(self, mean, logvar, eps=None):
        """z = μ + σ·ε, (B, D), from μ and log σ², (B, D) each.

        ``eps`` is the noise ε, (B, D); drawn from N(0, I) if None. Kingma and Welling (2014), section 2.4.
        """
        if eps is None:
            eps = tf.random.normal(tf.shape(mean), dtype=mean.dtype)    # a graph may not know its mean.shape
        return mean + tf.exp(0.5 * logvar) * eps

    def decode(self, z, apply_sigmoid=False, y=None):
        """z (B, D) → the likelihood's parameters, or means: logits, or chances of white, (B, 28, 28, 1)."""
        height, width, _ = self.image_shape             # sides that cannot be halved so often were rounded up
        logits = self.decoder(with_label(z, y, self.classes), **self.mode)[:, :height, :width]
        logits = tf.cast(logits, self.compute_dtype)
        return self.likelihood.mean(logits) if apply_sigmoid else logits

    def sample(self, eps=None):
        """Decode ``eps`` (B, D), or as in the tutorials 100 draws from the prior: chances (B, 28, 28, 1)."""
        eps = tf.random.normal((100, self.latent_dim)) if eps is None else eps
        return self.decode(eps, apply_sigmoid=True)

    def call(self, x, eps=None):
        """x (B, 28, 28, 1) → logits of its reconstruction from one z, likewise."""
        return self.decode(self.reparameterize(*self.encode(x), eps))

    @tf.function(reduce_retracing=True, autograph=False)        # no Python branches here; saves a second
    def image_elbo(self, x, eps, y=None):
        """The ELBO of each image, (B,), nats, from ε (B, D) and the analytic KL, as a compiled graph."""
        y = tf.zeros(tf.shape(x)[:1], tf.int32) if y is None else y
        return self._terms(x, eps, y, "analytic").elbo

    # ------------------------------------------------------------------ what Keras' fit and evaluate call

    def train_step(self, batch):
        """One optimizer step on a batch of images: the loop that notebook 05 writes by hand."""
        x, y = self._images(batch)                                                  # (B, 28, 28, 1), (B,)
        gradients, terms = self.gradients_of(x, self._noise(tf.shape(x)[0]), y)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return self._report(terms)

    def gradients_of(self, x, eps, y):
        """The gradients of the images' mean loss, and their ``elbo.Terms``, (B,) each, from ε (B, D)."""
        with self.learns(), tf.GradientTape() as tape:
            terms = self._terms(x, eps, y, self.kl)
            loss = tf.reduce_mean(self._image_losses(terms))
        return self.all_there(tape.gradient(loss, self.trainable_variables)), terms

    def test_step(self, batch):
        """The same figures without a step."""
        x, y = self._images(batch)
        return self._report(elbo.elbo_terms(self.given(y), x, self.kl))

    def _images(self, batch):
        """A batch's images as floats, and its labels; zeros where no network uses them."""
        x, y, weight = keras.utils.unpack_x_y_sample_weight(batch)
        self.check_batch(x, y, weight)
        x = likelihoods.checked(self.floats(x))
        return x, y if self.classes else tf.zeros(tf.shape(x)[:1], tf.int32)

    def _terms(self, x, eps, y, kl):
        """``elbo.Terms`` of each image, from ε (B, D) and labels y (B,); the cores work side by side."""
        return machine.side_by_side(lambda x, eps, y: elbo.elbo_terms(self.given(y), x, kl, eps), x, eps, y)

    def _noise(self, count):
        """ε of a step of training, (count, D), from seed and step alone: so a resumed run goes on alike."""
        step = tf.cast(self.steps_taken().value, tf.int32)
        return tf.random.stateless_normal((count, self.latent_dim), seed=tf.stack([self.seed, step]),
                                          dtype=self.compute_dtype)

    def _image_losses(self, terms):
        """What is minimised, of each image, (B,): minus the ELBO, where β is 1 and nothing regularised."""
        losses = self.beta * terms.kl - terms.reconstruction
        for penalty in self.penalties():
            losses += tf.cast(penalty, losses.dtype)
        return losses

    def _report(self, terms):
        # Fed image by image, so that a smaller last batch does not weigh as much as a full one.
        values = {"loss": self._image_losses(terms), **terms._asdict()}                     # (B,) each
        for name, mean in self._means.items():
            mean.update_state(values[name])
        return {name: mean.result() for name, mean in self._means.items()}
