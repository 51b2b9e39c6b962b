"""What `make bench` compares: one network, trained by three programs.

Every side has the same face:

    Side(train, test, epochs, seed, precision, recipe)   builds the model; images are (N, 28, 28, 1), 0 or 1
    train(after_epoch)                           trains for its epochs and calls after_epoch() after each
    evaluate()                                   its own test ELBO, nats per image
    encoder, decoder                             its networks
    manifold(n)                                  sides a and b: (28·n, 28·n) picture of the latent plane

Each side imports TensorFlow or PyTorch itself, so that its memory is its own. Side a uses TensorFlow as it
is: it imports nothing of the library that would share the cores in its own way. Side d is another network.
"""

import math
import os
import statistics

import numpy as np

LATENT_DIM = 2


def digits(count=60_000):
    """The first training images, and all test images."""
    from cvae_lib import data

    mnist = data.load_mnist()
    return mnist.train.images[:count], mnist.test.images


def held_to_avx2():
    """Whether this process is to compute as on a processor without AVX-512, see ``bench.AVX2``."""
    return os.environ.get("ONEDNN_MAX_CPU_ISA") == "AVX2"


class Tutorial:
    """Side a: the TF 2 tutorial's loop, as a reader of it would run it. The others must beat its figures.

    ``autotune`` is that of tf.data. It can hold the end of a short epoch for as long as the epoch has lasted,
    for its thread sleeps 10 ms, 20 ms, 40 ms and so on; without it a short turn shows the loop's own speed.
    """

    def __init__(self, train, test, epochs, seed=0, precision="float32", recipe=None, autotune=True):
        # oneDNN as TensorFlow itself has it, whatever a process before this one chose.
        os.environ.pop("TF_ENABLE_ONEDNN_OPTS", None)
        if held_to_avx2():
            os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
        import keras
        import tensorflow as tf

        keras.utils.set_random_seed(seed)
        self.epochs, layers = epochs, keras.layers
        self.encoder = keras.Sequential([
            layers.Input((28, 28, 1)),
            layers.Conv2D(32, 3, 2, activation="relu"), layers.Conv2D(64, 3, 2, activation="relu"),
            layers.Flatten(), layers.Dense(2 * LATENT_DIM)])
        self.decoder = keras.Sequential([
            layers.Input((LATENT_DIM,)),
            layers.Dense(7 * 7 * 32, activation="relu"), layers.Reshape((7, 7, 32)),
            layers.Conv2DTranspose(64, 3, 2, "same", activation="relu"),
            layers.Conv2DTranspose(32, 3, 2, "same", activation="relu"),
            layers.Conv2DTranspose(1, 3, 1, "same")])
        options = tf.data.Options()
        options.autotune.enabled = autotune
        self.train_set, self.test_set = (
            tf.data.Dataset.from_tensor_slices(images.astype("float32"))
            .shuffle(len(images)).batch(32).with_options(options) for images in (train, test))
        self.optimizer = keras.optimizers.Adam(1e-4)
        self.weights = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.step = tf.function(self._step)
        self.sample = tf.function(lambda z: tf.sigmoid(self.decoder(z)))

    def loss(self, x):
        """Minus the mean ELBO of images x (B, 28, 28, 1), nats, with the KL term estimated from z."""
        import tensorflow as tf

        def log_normal(mean, logvar):
            each = (z - mean) ** 2 * tf.exp(-logvar) + logvar + math.log(2 * math.pi)
            return tf.reduce_sum(-0.5 * each, axis=1)

        mean, logvar = tf.split(self.encoder(x), 2, axis=1)                                 # (B, 2) each
        z = mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))                  # (B, 2)
        bits = tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=self.decoder(z))    # (B, 28, 28, 1)
        kl = log_normal(mean, logvar) - log_normal(0.0, 0.0)                                # (B,)
        return tf.reduce_mean(tf.reduce_sum(bits, axis=[1, 2, 3]) + kl)

    def _step(self, x):
        import tensorflow as tf

        with tf.GradientTape() as tape:
            loss = self.loss(x)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.weights), self.weights))

    def train(self, after_epoch):
        for _ in range(self.epochs):
            for x in self.train_set:
                self.step(x)
            after_epoch()

    def evaluate(self):
        import keras

        mean = keras.metrics.Mean()
        for x in self.test_set:         # eagerly, as there
            mean(self.loss(x))
        return -float(mean.result())

    def manifold(self, n):
        values = [statistics.NormalDist().inv_cdf(p) for p in np.linspace(0.05, 0.95, n)]
        picture = np.zeros((28 * n, 28 * n), np.float32)
        for i, z1 in enumerate(values):
            for j, z2 in enumerate(values):
                tile = self.sample(np.array([[z1, z2]], np.float32))
                picture[28 * i:28 * i + 28, 28 * j:28 * j + 28] = tile.numpy().reshape(28, 28)
        return picture


class Fast:
    """Side b: a recipe through the library; ``options`` are for Keras' ``compile``."""

    def __init__(self, train, test, epochs, seed=0, precision="float32", recipe="fast_2d", batch_size=None,
                 **options):
        from cvae_lib import recipes, training

        self.recipe = recipes.find(recipe)
        self.batch_size, self.options = batch_size or self.recipe.batch_size, options
        self.images, self.test, self.epochs, self.seed = train, test, epochs, seed
        self.steps = -(-len(train) // self.batch_size)
        self.model, self.optimizer = training.prepare(self.recipe, epochs, self.steps, train, seed, precision,
                                                      self.network())
        self.encoder, self.decoder = self.model.encoder, self.model.decoder

    def network(self):
        """What makes the model from the arguments of ``CVAE``."""
        from cvae_lib import CVAE

        return CVAE

    def train(self, after_epoch):
        from cvae_lib import data, keras, training

        at_once = {"steps_per_execution": training.steps_per_execution(self.steps)}
        self.model.compile(optimizer=self.optimizer, **at_once | self.options)
        batches = data.make_dataset(self.images, self.batch_size, seed=self.seed, epochs=self.epochs)
        tell = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: after_epoch())
        self.model.fit(batches, epochs=self.epochs, steps_per_epoch=self.steps, shuffle=False, verbose=0,
                       callbacks=[tell])

    def evaluate(self):
        from cvae_lib import scoring

        scored = self.network()(self.recipe.latent_dim)         # in float32, whatever the training was in
        scored.set_weights(self.model.get_weights())
        return scoring.score_elbo(scored, self.test, draws=1).elbo

    def manifold(self, n):
        from cvae_lib import latent

        return latent.manifold(self.model, n)


class Dense(Fast):
    """Side d: dense layers in place of the convolutions, ``cvae_lib.dense``; all else as side b."""

    def network(self):
        from cvae_lib.dense import DenseVAE

        return lambda latent_dim, filters=None, **options: DenseVAE(latent_dim, **options)


class Torch:
    """Side c: the same network, batch, schedule and bound in PyTorch; ``precision`` may end in "+compile"."""

    def __init__(self, train, test, epochs, seed=0, precision="float32", recipe="fast_2d"):
        import torch
        from torch import nn

        from cvae_lib.recipes import RECIPES

        self.torch, self.epochs, recipe = torch, epochs, RECIPES[recipe]
        self.batch_size = recipe.batch_size
        torch.manual_seed(seed)
        relu = nn.ReLU()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, 2), relu, nn.Conv2d(32, 64, 3, 2), relu,
            nn.Flatten(), nn.Linear(2304, 2 * LATENT_DIM))
        self.decoder = nn.Sequential(
            nn.Linear(LATENT_DIM, 7 * 7 * 32), relu, nn.Unflatten(1, (32, 7, 7)),
            nn.ConvTranspose2d(32, 64, 3, 2, padding=1, output_padding=1), relu,
            nn.ConvTranspose2d(64, 32, 3, 2, padding=1, output_padding=1), relu,
            nn.ConvTranspose2d(32, 1, 3, 1, padding=1))
        model = nn.ModuleList([self.encoder, self.decoder]).to(memory_format=torch.channels_last)
        for layer in model.modules():
            if getattr(layer, "bias", None) is not None:
                nn.init.xavier_uniform_(layer.weight)           # as Keras begins
                nn.init.zeros_(layer.bias)
        nn.init.constant_(self.decoder[-1].bias, math.log(train.mean() / (1 - train.mean())))
        self.images, self.test = (torch.tensor(part.transpose(0, 3, 1, 2)) for part in (train, test))
        steps = -(-len(train) // self.batch_size)
        warmup = round(recipe.warmup_epochs * steps)
        total = max(1, epochs * steps - warmup)

        def share(step):                # of the peak rate: Keras' CosineDecay with warm-up
            if step < warmup:
                return step / warmup
            cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warmup) / total)))
            return recipe.final_fraction + (1 - recipe.final_fraction) * cosine

        self.optimizer = torch.optim.AdamW(model.parameters(), lr=recipe.learning_rate, eps=1e-7,
                                           betas=(0.9, recipe.beta_2),
                                           weight_decay=recipe.weight_decay)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, share)
        self.bfloat16 = precision.startswith("bfloat16")
        self.loss = torch.compile(self._loss) if precision.endswith("compile") else self._loss

    def _loss(self, x, eps, bfloat16):
        torch = self.torch
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            mean, logvar = self.encoder(x).float().chunk(2, dim=1)                      # (B, 2) each
            z = mean + torch.exp(0.5 * logvar) * eps                                    # (B, 2)
            logits = self.decoder(z).float()                                            # (B, 1, 28, 28)
        bits = torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none")
        kl = 0.5 * (mean ** 2 + logvar.exp() - logvar - 1).sum(1)                       # (B,)
        return (bits.sum((1, 2, 3)) + kl).mean()

    def _batch(self, images):
        """A batch as floats, and its noise."""
        x = images.to(self.torch.float32).contiguous(memory_format=self.torch.channels_last)
        return x, self.torch.randn(len(x), LATENT_DIM)

    def train(self, after_epoch):
        for _ in range(self.epochs):
            for batch in self.torch.randperm(len(self.images)).split(self.batch_size):
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(*self._batch(self.images[batch]), self.bfloat16).backward()
                self.optimizer.step()
                self.schedule.step()
            after_epoch()

    def evaluate(self):
        total = 0.0
        with self.torch.no_grad():
            for images in self.test.split(500):
                total += float(self._loss(*self._batch(images), bfloat16=False)) * len(images)     # as side b
        return -total / len(self.test)


SIDES = {"a": Tutorial, "b": Fast, "c": Torch, "d": Dense}
NAMES = {"a": "the tutorial's loop", "b": "this library", "c": "PyTorch", "d": "another network, an MLP"}
PRECISIONS = {"a": ("float32",), "b": ("float32", "bfloat16"),
              "c": ("float32", "bfloat16", "float32+compile", "bfloat16+compile"), "d": ("float32",)}


def name_of(key):
    """What tables call "SIDE PRECISION"."""
    side, precision = key.split()
    return f"{NAMES[side]}, {precision.replace('+compile', ', compiled')}"
