"""Draw the pictures of docs/good_results.md: a good model, and the usual failures, each trained on purpose.

    python tools/gallery.py     a few minutes on two cores; writes docs/pictures/, prints the page's numbers
"""

from pathlib import Path

from cvae_lib import data, evaluation, figures, keras, latent, runs, scoring, tf
from cvae_lib.model import CVAE

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
EPOCHS, STEPS, BATCH, DIMENSIONS = 5, 200, 60, 10


class SigmoidTwice(CVAE):
    """Gives probabilities to a loss that takes logits."""

    def decode(self, z, apply_sigmoid=False):
        """z (B, D) → probabilities in place of logits, (B, 28, 28, 1)."""
        return super().decode(z, apply_sigmoid=True)


# file: (class, β, learning rate, what the pictures show).
# A mean over pixels beside a sum over dimensions is β = 784 (notebook 4).
MODELS = {
    "good": (CVAE, 1, 2e-3, "Digits, their reconstructions, which keep class and slant, and draws from the "
                            "prior, about half of them clear digits."),
    "collapsed": (CVAE, 28 * 28, 2e-3, "Digits; their reconstructions, all the same blurred blot; draws from "
                                       "the prior, the same blot."),
    "sigmoid_twice": (SigmoidTwice, 1, 2e-3, "Digits; their reconstructions and draws from the prior, all as "
                                             "dark as the loss can make them."),
    "no_kl": (CVAE, 0, 2e-3, "Digits; good reconstructions; draws from the prior that are smears, "
                             "hardly one a digit."),
    "slow": (CVAE, 1, 1e-6, "Digits; reconstructions that are an even grey; draws from the prior, "
                            "the same grey."),
}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    mnist = data.load_mnist()
    plane = latent.manifold(runs.load_pretrained("mnist-2d"), 20)
    figures.manifold(plane, "The latent plane.").save(OUT / "manifold.png")
    shown, held_out = mnist.test.images[:10], mnist.test.images[:1_000]
    prior = tf.random.stateless_normal((10, DIMENSIONS), seed=(1, 0))
    for name, (kind, beta, rate, description) in MODELS.items():
        keras.utils.set_random_seed(0)          # the same first weights for all
        model = kind(DIMENSIONS, kl="analytic", beta=beta)
        model.compile(optimizer=keras.optimizers.Adam(rate), steps_per_execution=25)
        batches = data.make_dataset(mnist.train.images[:STEPS * BATCH], BATCH, seed=0, epochs=EPOCHS)
        history = model.fit(batches, epochs=EPOCHS, steps_per_epoch=STEPS, shuffle=False, verbose=0).history
        rows = {"test digit": shown, "reconstruction": latent.decode(model, latent.encode(model, shown)[0]),
                "from the prior": latent.decode(model, prior)}
        figures.rows(rows, description).save(OUT / f"{name}.png")
        elbo, units = scoring.score_elbo(model, held_out).elbo, evaluation.units(model, held_out)
        print(f"{name:14} loss of the last epoch {history['loss'][-1]:8.2f}   ELBO {elbo:8.1f}   "
              f"KL {units.kl.sum():7.1f} nats   {units.active} of {DIMENSIONS} units active")


if __name__ == "__main__":
    main()
