"""Draw the pictures of docs/good_results.md: a model as it should be, and the usual failures, each trained on purpose.

    python tools/gallery.py     a few minutes on two cores; writes docs/pictures/
"""

from pathlib import Path

from cvae_lib import data, elbo, evaluation, figures, keras, latent, runs, tf, training
from cvae_lib.model import CVAE

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
STEPS, DIMENSIONS = 1_000, 10


def healthy(model, x, eps):
    """Minus the ELBO."""
    return -tf.reduce_mean(elbo.elbo_terms(model, x, "analytic", eps).elbo)


def mean_over_pixels(model, x, eps):
    """A mean over pixels in place of the sum."""
    terms = elbo.elbo_terms(model, x, "analytic", eps)
    return tf.reduce_mean(terms.kl - terms.reconstruction / (28 * 28))


def sigmoid_twice(model, x, eps):
    """Probabilities given to a function that takes logits."""
    mean, logvar = model.encode(x)
    probabilities = tf.sigmoid(model.decode(model.reparameterize(mean, logvar, eps)))
    return -tf.reduce_mean(elbo.log_bernoulli(x, probabilities) - elbo.kl_analytic(mean, logvar))


def no_kl(model, x, eps):
    """The KL left out."""
    return -tf.reduce_mean(elbo.elbo_terms(model, x, "analytic", eps).reconstruction)


# file: (loss, learning rate, what the pictures show)
MODELS = {
    "good": (healthy, 2e-3, "Digits, their reconstructions, which keep class and slant, and draws from the prior, most of them digit-like."),
    "collapsed": (mean_over_pixels, 2e-3, "Digits; their reconstructions, all the same blurred blot; draws from the prior, the same blot."),
    "sigmoid_twice": (sigmoid_twice, 2e-3, "Digits; their reconstructions and draws from the prior, black all over."),
    "no_kl": (no_kl, 2e-3, "Digits; good reconstructions; draws from the prior that are blots and scribbles, hardly one a digit."),
    "slow": (healthy, 1e-6, "Digits; reconstructions that are an even grey; draws from the prior, the same grey."),
}


def train(loss_of, rate, images):
    """A small model after STEPS steps of 60 images; its weights begin the same for every loss."""
    keras.utils.set_random_seed(0)
    model, optimizer = CVAE(DIMENSIONS), keras.optimizers.Adam(rate)

    @tf.function
    def step(x, number):
        eps = tf.random.stateless_normal((tf.shape(x)[0], DIMENSIONS), seed=[0, number])
        with tf.GradientTape() as tape:
            loss = loss_of(model, x, eps)
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
        return loss

    optimizer.build(model.trainable_variables)
    for number, x in enumerate(data.make_dataset(images, 60, seed=0, epochs=-(-STEPS * 60 // len(images))).take(STEPS)):
        loss = step(x, tf.constant(number))
    return model, float(loss)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    mnist = data.load_mnist()
    figures.manifold(latent.manifold(runs.load_pretrained("mnist-2d"), 20), "The latent plane.").save(OUT / "manifold.png")
    shown, held_out = mnist.test.images[:10], mnist.test.images[:1_000]
    prior = tf.random.stateless_normal((10, DIMENSIONS), seed=(1, 0))
    for name, (loss_of, rate, description) in MODELS.items():
        model, loss = train(loss_of, rate, mnist.train.images[:12_000])
        figures.rows({"test digit": shown, "reconstruction": latent.decode(model, latent.encode(model, shown)[0]),
                      "from the prior": latent.decode(model, prior)}, description=description).save(OUT / f"{name}.png")
        units = evaluation.units(model, held_out)
        print(f"{name:14} last loss {loss:8.2f}   ELBO {training.score_elbo(model, held_out).elbo:8.1f}   KL {units.kl.sum():7.1f} nats   "
              f"{units.active} of {DIMENSIONS} units active")


if __name__ == "__main__":
    main()
