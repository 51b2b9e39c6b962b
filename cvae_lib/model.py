"""The network: a convolutional VAE whose parts can be called one by one. Taught in notebooks 02, 03 and 05."""

import cvae_lib
from cvae_lib import data, elbo, keras, tf

layers = keras.layers
PRECISIONS = ("float32", "bfloat16")


class Conv2DTranspose(layers.Conv2DTranspose):
    """Keras' transposed convolution; with stride 1, computed as the convolution that it then is, kernel turned half round.

    The same weights give the same values; the gradient costs less this way round. Taught in notebook 02.
    """

    def call(self, x):
        """x (B, H, W, in) → (B, H·stride, W·stride, out)."""
        if self.strides != (1, 1):
            return super().call(x)
        kernel = tf.transpose(self.kernel[::-1, ::-1], (0, 1, 3, 2))       # (3, 3, out, in) → (3, 3, in, out)
        return self.activation(tf.nn.bias_add(tf.nn.conv2d(x, kernel, strides=1, padding=self.padding.upper()), self.bias))

    def by_taps(self, x):
        """What ``call`` gives with stride 1 and one channel out, (B, H, W, in) → (B, H, W, 1), in float32.

        All nine taps in one matrix product, then added up, each shifted to its place. For one channel that is faster
        than the convolution; its gradient is slower, so it is not for training. Draws the pictures of notebook 06.
        """
        batch, height, width = tf.shape(x)[0], x.shape[1], x.shape[2]
        taps = tf.matmul(tf.reshape(x, (-1, x.shape[3])), tf.cast(tf.reshape(self.kernel, (9, -1)), x.dtype), transpose_b=True)
        taps = tf.cast(tf.reshape(taps, (batch, height, width, 9)), tf.float32)
        taps = tf.pad(taps, ((0, 0), (1, 1), (1, 1), (0, 0)))                              # (B, H + 2, W + 2, 9)
        return tf.add_n([taps[:, 2 - i:height + 2 - i, 2 - j:width + 2 - j, 3 * i + j, None]
                         for i in range(3) for j in range(3)]) + self.bias


class CVAE(keras.Model):
    """Convolutional variational autoencoder for 28 × 28 black-and-white images.

    Encoder (the 2018 tutorial's inference network): two strided convolutions, 28 → 13 → 6, and a dense layer that
    gives μ and log σ². Decoder (its generative network): a dense layer and three transposed convolutions,
    7 → 14 → 28, that give one logit per pixel. No batch normalisation: its noise would add to that of z.

    Args:
        latent_dim: D, the number of latent dimensions: 2 in today's tutorial, 50 in that of 2018.
        kl: how ``train_step`` and ``test_step`` take the KL term: "monte_carlo" or "analytic".
        beta: what ``train_step`` multiplies the KL term with; 1 is the ELBO. Notebook 08 varies it.
        seed: of the noise that training draws; initial weights follow ``keras.utils.set_random_seed``.
        precision: "float32", or "bfloat16": the layers then compute with 16 bits, which is faster on hardware made for
            it. Weights, μ, log σ², noise and loss stay in float32. For training; score in float32.

    Attributes:
        encoder: (B, 28, 28, 1) → (B, 2·D). decoder: (B, D) → (B, 28, 28, 1), logits.

    Raises:
        ValueError: D is not a positive integer, or ``kl`` or ``precision`` is unknown.

    The same numbers of filters as both tutorials: with D = 2, 28,036 and 41,953 weights. Taught in notebook 02.
    """

    def __init__(self, latent_dim, kl="monte_carlo", beta=1.0, seed=0, precision="float32", **kwargs):
        super().__init__(**kwargs)
        if int(latent_dim) != latent_dim or latent_dim < 1:
            raise ValueError(f"latent_dim is {latent_dim!r}; it must be a positive integer")
        if kl not in elbo.KL_ESTIMATORS:
            raise ValueError(f"kl is {kl!r}; it must be one of {', '.join(elbo.KL_ESTIMATORS)}")
        if precision not in PRECISIONS:
            raise ValueError(f"precision is {precision!r}; it must be one of {', '.join(PRECISIONS)}")
        self.latent_dim, self.kl, self.beta, self.seed = int(latent_dim), kl, beta, int(seed)
        # The layer that gives μ and log σ² stays in full precision, and so do the noise and the loss.
        compute = "mixed_bfloat16" if precision == "bfloat16" else None
        conv = {"strides": 2, "activation": "relu", "dtype": compute}
        self.encoder = keras.Sequential([
            layers.Input((28, 28, 1)),
            layers.Conv2D(32, 3, **conv),                                                   # (B, 13, 13, 32)
            layers.Conv2D(64, 3, **conv),                                                   # (B, 6, 6, 64)
            layers.Flatten(dtype=compute),                                                  # (B, 2304)
            layers.Dense(2 * self.latent_dim),                                              # (B, 2·D)
        ], name="encoder")
        self.decoder = keras.Sequential([
            layers.Input((self.latent_dim,)),
            layers.Dense(7 * 7 * 32, activation="relu", dtype=compute),                     # (B, 1568)
            layers.Reshape((7, 7, 32), dtype=compute),                                      # (B, 7, 7, 32)
            Conv2DTranspose(64, 3, padding="same", **conv),                                 # (B, 14, 14, 64)
            Conv2DTranspose(32, 3, padding="same", **conv),                                 # (B, 28, 28, 32)
            Conv2DTranspose(1, 3, strides=1, padding="same", dtype=compute),                # (B, 28, 28, 1)
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
        logits = tf.cast(self.decoder(z), self.compute_dtype)
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
        def score(x, eps):
            return elbo.elbo_terms(self, x, "analytic", eps).elbo
        return side_by_side(score, x, eps)

    @tf.function(reduce_retracing=True)
    def probabilities(self, z):
        """What ``decode(z, apply_sigmoid=True)`` gives, (B, 28, 28, 1), as a compiled graph."""
        *layers_before, last = self.decoder.layers

        def draw(z):
            for layer in layers_before:
                z = layer(z)
            return tf.sigmoid(last.by_taps(z))
        return side_by_side(draw, z)

    # ------------------------------------------------------------------ what Keras' fit and evaluate call

    @property
    def metrics(self):
        """Means over images, in nats: the loss (minus the ELBO, where β is 1), the reconstruction log p(x|z), and the KL."""
        return list(self._means.values())

    def fit(self, x=None, *args, **kwargs):
        """Keras' ``fit``, once pixels are known to lie between 0 and 1. Raises ValueError where one does not."""
        _check(x)
        return super().fit(x, *args, **kwargs)

    def evaluate(self, x=None, *args, **kwargs):
        """Keras' ``evaluate``, likewise."""
        _check(x)
        return super().evaluate(x, *args, **kwargs)

    def train_step(self, batch):
        """One optimizer step on a batch of images. Taught in notebook 05."""
        x = self._images(batch)
        # The noise depends on seed and step alone, so that an interrupted run goes on as if it had not been.
        step = tf.cast(self.optimizer.iterations.value, tf.int32)
        eps = tf.random.stateless_normal((tf.shape(x)[0], self.latent_dim), seed=tf.stack([self.seed, step]),
                                         dtype=self.compute_dtype)
        count, weights, gradients, parts = tf.shape(x)[0], self.trainable_variables, [], []
        for x_part, eps_part, real in split(x, eps):
            with tf.GradientTape() as tape:
                terms = elbo.elbo_terms(self, x_part, self.kl, eps_part)
                loss = tf.reduce_sum(real * self._losses_of(terms)) / tf.cast(count, real.dtype)
            gradients.append(tape.gradient(loss, weights))
            parts.append(terms)
        self.optimizer.apply_gradients(zip((tf.add_n(same) for same in zip(*gradients)), weights))
        return self._report(elbo.Terms(*(tf.concat(same, axis=0)[:count] for same in zip(*parts))))

    def test_step(self, batch):
        """The same figures without a step."""
        x = self._images(batch)
        return self._report(elbo.elbo_terms(self, x, self.kl))

    def _images(self, batch):
        """The images of a batch, as floats of any other type; labels are left aside."""
        x, _, _ = keras.utils.unpack_x_y_sample_weight(batch)
        x = tf.cast(x, self.compute_dtype)
        low, high = tf.reduce_min(x), tf.reduce_max(x)
        inside = tf.debugging.Assert((low >= 0) & (high <= 1), ["pixels must lie between 0 and 1; these go from", low, "to", high])
        with tf.control_dependencies([inside] if inside is not None else []):       # eagerly it has raised already
            return tf.identity(x)

    def _losses_of(self, terms):
        return self.beta * terms.kl - terms.reconstruction                                  # (B,)

    def _report(self, terms):
        # Fed image by image, so that a smaller last batch does not weigh as much as a full one.
        for name, values in (("loss", self._losses_of(terms)), ("reconstruction", terms.reconstruction), ("kl", terms.kl)):
            self._means[name].update_state(values)
        return {name: mean.result() for name, mean in self._means.items()}


def _check(x):
    """Look at an array before the work begins; what comes from a pipeline is looked at batch by batch."""
    if hasattr(x, "__array__"):
        data.check_pixels(x)


def split(*tensors):
    """Cut tensors (B, ...) into as many equal parts as there are cores, to be worked on side by side.

    Whatever is computed from one part is a branch of the graph that runs beside the others; see ``cvae_lib.parts``.
    Taught in notebook 05.

    Returns:
        for each part a list of its tensors and a last one, (B / parts,), that is 1 for each image and 0 where the last
        image was repeated to fill the part.
    """
    count = tf.shape(tensors[0])[0]
    size = -(-count // cvae_lib.parts)
    places = tf.range(size * cvae_lib.parts)
    filled = [tf.gather(tensor, tf.minimum(places, count - 1)) for tensor in tensors]
    filled.append(tf.cast(places < count, filled[0].dtype))
    return [[tensor[part * size:(part + 1) * size] for tensor in filled] for part in range(cvae_lib.parts)]


def side_by_side(function, *tensors):
    """What ``function`` gives for tensors (B, ...), (B, ...), computed in the parts of ``split``; for use in a graph.

    Taught in notebook 05.
    """
    return tf.concat([function(*part) for *part, _ in split(*tensors)], axis=0)[:tf.shape(tensors[0])[0]]
