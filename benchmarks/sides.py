"""The sides that `make bench` compares: one network, trained by five programs.

Every side has the same face:

    Side(train, test, epochs, seed, precision)   builds the model; images are (N, 28, 28, 1) uint8, 0 or 1
    train(after_epoch)                           trains for its epochs and calls after_epoch() after each
    evaluate()                                   its own test ELBO, nats per image
    encoder, decoder                             its networks
    manifold(n)                                  sides a and b: (28·n, 28·n) picture of the latent plane

TensorFlow and PyTorch are imported by the side that needs them, so that memory is that side's own.
"""

import math

import numpy as np

LATENT_DIM = 2


class Tutorial:
    """Side a: the TF 2 tutorial's loop, as a reader of it would run it. Its figures are what the others must beat."""

    precisions = ("float32",)
    batch_size = 32

    def __init__(self, train, test, epochs, seed=0, precision="float32"):
        import keras
        import tensorflow as tf     # not the library's, which shares the cores in its own way

        self.tf, self.epochs = tf, epochs
        keras.utils.set_random_seed(seed)
        layers = keras.layers
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
        self.optimizer = keras.optimizers.Adam(1e-4)
        self.train_set, self.test_set = (
            tf.data.Dataset.from_tensor_slices(images.astype("float32")).shuffle(len(images)).batch(self.batch_size)
            for images in (train, test))
        self.weights = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.step = tf.function(self._step)
        self.sample = tf.function(lambda z: tf.sigmoid(self.decoder(z)))
        self.mean = keras.metrics.Mean()

    def _loss(self, x):
        tf = self.tf

        def log_normal(z, mean, logvar):
            return tf.reduce_sum(-0.5 * ((z - mean) ** 2 * tf.exp(-logvar) + logvar + math.log(2 * math.pi)), axis=1)

        mean, logvar = tf.split(self.encoder(x), 2, axis=1)                             # (B, 2) each
        z = mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))              # (B, 2)
        logits = self.decoder(z)                                                        # (B, 28, 28, 1)
        log_px = -tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=[1, 2, 3])
        return -tf.reduce_mean(log_px + log_normal(z, 0.0, 0.0) - log_normal(z, mean, logvar))

    def _step(self, x):
        with self.tf.GradientTape() as tape:
            loss = self._loss(x)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.weights), self.weights))

    def train(self, after_epoch):
        for _ in range(self.epochs):
            for x in self.train_set:
                self.step(x)
            after_epoch()

    def evaluate(self):
        self.mean.reset_state()
        for x in self.test_set:         # eagerly, as there
            self.mean(self._loss(x))
        return -float(self.mean.result())

    def manifold(self, n):
        from cvae_lib import latent

        values = latent.quantile_grid(n)
        picture = np.zeros((28 * n, 28 * n), np.float32)
        for i, z1 in enumerate(values):
            for j, z2 in enumerate(values):
                tile = self.sample(np.array([[z1, z2]], np.float32))
                picture[28 * i:28 * i + 28, 28 * j:28 * j + 28] = tile.numpy().reshape(28, 28)
        return picture


class Fast:
    """Side b: the recipe fast_2d, through the library; its schedule is laid out over ``epochs``, which may be 1.5."""

    precisions = ("float32", "bfloat16")
    batch_size = None           # the recipe's
    compile_options = {}        # beside those of the recipe; levers.py varies them

    def __init__(self, train, test, epochs, seed=0, precision="float32"):
        from cvae_lib import training

        self.recipe = training.RECIPES["fast_2d"]
        self.batch_size = self.batch_size or self.recipe.batch_size
        self.images, self.test, self.epochs, self.seed = train, test, epochs, seed
        self.steps = -(-len(train) // self.batch_size)
        self.model, self.optimizer = training.prepare(self.recipe, epochs, self.steps, train, seed, precision)
        self.encoder, self.decoder = self.model.encoder, self.model.decoder

    def train(self, after_epoch):
        from cvae_lib import keras, training

        # Whole epochs one by one; a schedule with a part of an epoch is one stretch.
        stretches = self.epochs if self.epochs == int(self.epochs) else 1
        steps = round(self.epochs * self.steps / stretches)
        self.model.compile(**{"optimizer": self.optimizer, "steps_per_execution": training.steps_per_execution(steps)}
                           | self.compile_options)
        self.model.fit(self.pipeline(), epochs=int(stretches), steps_per_epoch=steps, shuffle=False, verbose=0,
                       callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: after_epoch())])

    def pipeline(self):
        from cvae_lib import data

        return data.make_dataset(self.images, self.batch_size, seed=self.seed, epochs=math.ceil(self.epochs))

    def evaluate(self):
        from cvae_lib import training
        from cvae_lib.model import CVAE

        scored = CVAE(LATENT_DIM)               # in float32, whatever the training was in
        scored.set_weights(self.model.get_weights())
        return training.score_elbo(scored, self.test, draws=1).elbo

    def manifold(self, n):
        from cvae_lib import latent

        return latent.manifold(self.model, n)


class GraphLoop(Fast):
    """The same model and step in a hand-written graph that holds a whole epoch: what fit is measured against."""

    def train(self, after_epoch):
        from cvae_lib import tf

        self.model.optimizer = self.optimizer
        pixels, count, size = tf.constant(self.images), len(self.images), self.batch_size

        @tf.function
        def epoch():
            order = tf.random.shuffle(tf.range(count))
            for start in tf.range(0, count, size):
                self.model.train_step(tf.cast(tf.gather(pixels, order[start:start + size]), tf.float32))

        for _ in range(self.epochs):
            epoch()
            after_epoch()


class KerasExample:
    """Side d: a model with its own train_step and Keras' fit, batch 128 and Adam's default rate, as Keras' examples do."""

    precisions = ("float32",)
    batch_size = 128

    def __init__(self, train, test, epochs, seed=0, precision="float32"):
        import keras
        import tensorflow as tf     # first, as in Tutorial

        from cvae_lib import elbo

        class Autoencoder(keras.Model):
            def __init__(self, encoder, decoder):
                super().__init__()
                self.encoder, self.decoder, self.loss_mean = encoder, decoder, keras.metrics.Mean(name="loss")
                self.built = True

            @property
            def metrics(self):
                return [self.loss_mean]

            def loss_of(self, x):
                mean, logvar = tf.split(self.encoder(x), 2, axis=1)
                z = mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))
                log_px = elbo.log_bernoulli(x, self.decoder(z))
                return -tf.reduce_mean(log_px - elbo.kl_analytic(mean, logvar))

            def train_step(self, x):
                with tf.GradientTape() as tape:
                    loss = self.loss_of(x)
                self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights))
                self.loss_mean.update_state(loss)
                return {"loss": self.loss_mean.result()}

            def test_step(self, x):
                self.loss_mean.update_state(self.loss_of(x), sample_weight=tf.shape(x)[0])
                return {"loss": self.loss_mean.result()}

        network = Tutorial(train[:1], test[:1], 0, seed)
        self.keras, self.epochs, self.encoder, self.decoder = keras, epochs, network.encoder, network.decoder
        self.images, self.test = train.astype("float32"), test.astype("float32")
        self.model = Autoencoder(self.encoder, self.decoder)
        self.model.compile(optimizer=keras.optimizers.Adam())

    def train(self, after_epoch):
        self.model.fit(self.images, epochs=self.epochs, batch_size=self.batch_size, verbose=0, callbacks=[
            self.keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: after_epoch())])

    def evaluate(self):
        return -self.model.evaluate(self.test, batch_size=self.batch_size, verbose=0, return_dict=True)["loss"]


def untuned(pipeline):
    """A tf.data pipeline without autotuning, for short turns.

    At the end of an epoch it can wait for autotuning's thread, which sleeps 10 ms, 20 ms, 40 ms and so on: in a short turn
    for as long as it has worked. That would be measured in place of a side's speed.
    """
    import tensorflow as tf

    options = tf.data.Options()
    options.autotune.enabled = False
    return pipeline.with_options(options)


class UntunedTutorial(Tutorial):
    """Side a as ``speed`` measures it."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.train_set = untuned(self.train_set)


class UntunedKerasExample(KerasExample):
    """Side d as ``speed`` measures it: fed by a pipeline like the one that fit makes of arrays."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        import tensorflow as tf

        pipeline = tf.data.Dataset.from_tensor_slices(self.images).shuffle(len(self.images)).batch(self.batch_size)
        self.images, self.batch_size = untuned(pipeline.prefetch(2)), None


class Torch:
    """Side c: the same network, batch, schedule and bound in PyTorch; ``precision`` may end in "+compile"."""

    precisions = ("float32", "bfloat16", "float32+compile", "bfloat16+compile")

    def __init__(self, train, test, epochs, seed=0, precision="float32"):
        import torch
        from torch import nn

        from cvae_lib.training import RECIPES

        self.torch, self.epochs, self.recipe = torch, epochs, RECIPES["fast_2d"]
        self.batch_size = self.recipe.batch_size
        torch.manual_seed(seed)
        relu = nn.ReLU()
        self.encoder = nn.Sequential(nn.Conv2d(1, 32, 3, 2), relu, nn.Conv2d(32, 64, 3, 2), relu, nn.Flatten(),
                                     nn.Linear(2304, 2 * LATENT_DIM))
        self.decoder = nn.Sequential(
            nn.Linear(LATENT_DIM, 7 * 7 * 32), relu, nn.Unflatten(1, (32, 7, 7)),
            nn.ConvTranspose2d(32, 64, 3, 2, padding=1, output_padding=1), relu,
            nn.ConvTranspose2d(64, 32, 3, 2, padding=1, output_padding=1), relu,
            nn.ConvTranspose2d(32, 1, 3, 1, padding=1))
        self.model = nn.ModuleList([self.encoder, self.decoder]).to(memory_format=torch.channels_last)
        for layer in self.model.modules():
            if hasattr(layer, "bias") and layer.bias is not None:
                nn.init.xavier_uniform_(layer.weight)           # as Keras begins
                nn.init.zeros_(layer.bias)
        if self.recipe.output_bias == "data":
            white = float(train.mean())
            nn.init.constant_(self.decoder[-1].bias, math.log(white / (1 - white)))
        kind, _, compiled = precision.partition("+")
        self.bfloat16 = kind == "bfloat16"
        self.images, self.test = (torch.from_numpy(np.ascontiguousarray(part.transpose(0, 3, 1, 2))) for part in (train, test))
        self.steps = -(-len(train) // self.batch_size)
        warmup = round(self.recipe.warmup_epochs * self.steps)
        total = max(1, round(epochs * self.steps) - warmup)

        def share(step):                # of the peak rate: Keras' CosineDecay with warm-up
            if step < warmup:
                return step / warmup
            fraction = min(1.0, (step - warmup) / total)
            return self.recipe.final_fraction + (1 - self.recipe.final_fraction) * 0.5 * (1 + math.cos(math.pi * fraction))

        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=self.recipe.learning_rate, eps=1e-7,
                                           weight_decay=self.recipe.weight_decay)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, share)
        self.loss = torch.compile(self._loss) if compiled else self._loss

    def _loss(self, x, eps):
        torch = self.torch
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            h = self.encoder(x)
        mean, logvar = h.float().chunk(2, dim=1)
        z = mean + torch.exp(0.5 * logvar) * eps
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            logits = self.decoder(z)
        log_px = -torch.nn.functional.binary_cross_entropy_with_logits(logits.float(), x, reduction="none").sum((1, 2, 3))
        kl = 0.5 * (mean ** 2 + logvar.exp() - logvar - 1).sum(1)
        return -(log_px - kl).mean()

    def _batch(self, images):
        return images.to(self.torch.float32).contiguous(memory_format=self.torch.channels_last)

    def train(self, after_epoch):
        torch = self.torch
        left = round(self.epochs * self.steps)
        while left:
            order = torch.randperm(len(self.images))
            for batch in order.split(self.batch_size)[:left]:
                x = self._batch(self.images[batch])
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(x, torch.randn(len(x), LATENT_DIM)).backward()
                self.optimizer.step()
                self.schedule.step()
            left -= min(left, self.steps)
            after_epoch()

    def evaluate(self):
        torch, total = self.torch, 0.0
        keep, self.bfloat16 = self.bfloat16, False          # scored in float32, as side b
        with torch.no_grad():
            for images in self.test.split(500):
                total -= float(self._loss(self._batch(images), torch.randn(len(images), LATENT_DIM))) * len(images)
        self.bfloat16 = keep
        return total / len(self.test)


SIDES = {"a": Tutorial, "b": Fast, "c": Torch, "d": KerasExample, "loop": GraphLoop}
NAMES = {"a": "the tutorial's loop", "b": "fast_2d", "c": "PyTorch", "d": "Keras example", "loop": "hand-written graph loop"}
