"""The network: a convolutional VAE whose parts can be called one by one. Taught in notebooks 02, 03 and 05."""

from cvae_lib import elbo, keras, tf

layers = keras.layers


class CVAE(keras.Model):
    """Convolutional variational autoencoder for 28 × 28 black-and-white images.

    Encoder (the 2018 tutorial's inference network): two strided convolutions, 28 → 13 → 6, and a dense layer that
    gives μ and log σ². Decoder (its generative network): a dense layer and three transposed convolutions,
    7 → 14 → 28, that give one logit per pixel. No batch normalisation: its noise would add to that of z.

    Args:
        latent_dim: D, the number of latent dimensions: 2 in today's tutorial, 50 in that of 2018.
        kl: how ``train_step`` and ``test_step`` take the KL term: "monte_carlo" or "analytic".
        seed: of the noise that training draws; initial weights follow ``keras.utils.set_random_seed``.

    Attributes:
        encoder: (B, 28, 28, 1) → (B, 2·D). decoder: (B, D) → (B, 28, 28, 1), logits.

    Raises:
        ValueError: D is not a positive integer, or ``kl`` is unknown.

    The same numbers of filters as both tutorials: with D = 2, 28,036 and 41,953 weights. Taught in notebook 02.
    """

    def __init__(self, latent_dim, kl="monte_carlo", seed=0, **kwargs):
        super().__init__(**kwargs)
        if int(latent_dim) != latent_dim or latent_dim < 1:
            raise ValueError(f"latent_dim is {latent_dim!r}; it must be a positive integer")
        if kl not in elbo.KL_ESTIMATORS:
            raise ValueError(f"kl is {kl!r}; it must be one of {', '.join(elbo.KL_ESTIMATORS)}")
        self.latent_dim, self.kl, self.seed = int(latent_dim), kl, int(seed)
        self.encoder = keras.Sequential([
            layers.Input((28, 28, 1)),
            layers.Conv2D(32, 3, strides=2, activation="relu"),                             # (B, 13, 13, 32)
            layers.Conv2D(64, 3, strides=2, activation="relu"),                             # (B, 6, 6, 64)
            layers.Flatten(),                                                               # (B, 2304)
            layers.Dense(2 * self.latent_dim),                                              # (B, 2·D)
        ], name="encoder")
        self.decoder = keras.Sequential([
            layers.Input((self.latent_dim,)),
            layers.Dense(7 * 7 * 32, activation="relu"),                                    # (B, 1568)
            layers.Reshape((7, 7, 32)),                                                     # (B, 7, 7, 32)
            layers.Conv2DTranspose(64, 3, strides=2, padding="same", activation="relu"),    # (B, 14, 14, 64)
            layers.Conv2DTranspose(32, 3, strides=2, padding="same", activation="relu"),    # (B, 28, 28, 32)
            layers.Conv2DTranspose(1, 3, strides=1, padding="same"),                        # (B, 28, 28, 1)
        ], name="decoder")
        self._means = {name: keras.metrics.Mean(name=name) for name in ("loss", "reconstruction", "kl")}
        self.built = True           # both networks made their weights above

    def encode(self, x):
        """x (B, 28, 28, 1), 0 or 1 → μ and log σ² of q(z|x), (B, D) each. Taught in notebook 02."""
        mean, logvar = tf.split(self.encoder(x), 2, axis=1)
        return mean, logvar

    def reparameterize(self, mean, logvar, eps=None):
        """z = μ + σ·ε, (B, D), from μ and log σ², (B, D) each.

        ``eps`` is the noise ε, (B, D); drawn from N(0, I) if None. Kingma and Welling (2014), section 2.4.
        Taught in notebook 03.
        """
        if eps is None:
            eps = tf.random.normal(tf.shape(mean), dtype=mean.dtype)     # tf.shape: a graph may not know the batch
        return mean + tf.exp(0.5 * logvar) * eps

    def decode(self, z, apply_sigmoid=False):
        """z (B, D) → logits, or with ``apply_sigmoid`` probabilities, of a white pixel, (B, 28, 28, 1).

        Taught in notebook 02.
        """
        logits = self.decoder(z)
        return tf.sigmoid(logits) if apply_sigmoid else logits

    def sample(self, eps=None):
        """Decode draws from the prior: pixel probabilities (B, 28, 28, 1).

        ``eps`` (B, D) are the latent vectors; 100 new ones if None, as in the tutorials. Taught in notebook 05.
        """
        if eps is None:
            eps = tf.random.normal((100, self.latent_dim))
        return self.decode(eps, apply_sigmoid=True)

    def call(self, x, eps=None):
        """x (B, 28, 28, 1) → logits of its reconstruction from one z, (B, 28, 28, 1)."""
        return self.decode(self.reparameterize(*self.encode(x), eps))

    @tf.function(reduce_retracing=True)
    def image_elbo(self, x, eps):
        """The ELBO of each image, (B,), nats, from the noise ``eps`` (B, D) and the analytic KL, as a compiled graph."""
        return elbo.elbo_terms(self, x, "analytic", eps).elbo

    # ------------------------------------------------------------------ what Keras' fit and evaluate call

    @property
    def metrics(self):
        """Means over images, in nats: the loss (minus the ELBO), the reconstruction log p(x|z), and the KL."""
        return list(self._means.values())

    def train_step(self, data):
        """One optimizer step on a batch of images. Taught in notebook 05."""
        x, _, _ = keras.utils.unpack_x_y_sample_weight(data)
        # The noise depends on seed and step alone, so that an interrupted run goes on as if it had not been.
        step = tf.cast(self.optimizer.iterations.value, tf.int32)
        eps = tf.random.stateless_normal((tf.shape(x)[0], self.latent_dim), seed=tf.stack([self.seed, step]),
                                         dtype=self.encoder.compute_dtype)
        with tf.GradientTape() as tape:
            terms = elbo.elbo_terms(self, x, self.kl, eps)
            loss = -tf.reduce_mean(terms.elbo)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        return self._report(terms)

    def test_step(self, data):
        """The same figures without a step."""
        x, _, _ = keras.utils.unpack_x_y_sample_weight(data)
        return self._report(elbo.elbo_terms(self, x, self.kl))

    def _report(self, terms):
        # Fed image by image, so that a smaller last batch does not weigh as much as a full one.
        for name, values in (("loss", -terms.elbo), ("reconstruction", terms.reconstruction), ("kl", terms.kl)):
            self._means[name].update_state(values)
        return {name: mean.result() for name, mean in self._means.items()}
