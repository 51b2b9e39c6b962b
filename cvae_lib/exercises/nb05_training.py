"""The exercises of notebook 05, on training. Spoilers ahead."""

import functools

import numpy as np

from cvae_lib import data, elbo, keras, runs, tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import EPS, LOGITS, sigmoid

_SPREAD = np.std([0.8, 1.2, 0.4, 1.6, 1.0], ddof=1)            # of the differences of exercise 5.1
_UNIFORM = np.random.default_rng(5).random(LOGITS.shape)


def step_of_training(model, optimizer, x, eps):
    """One step on a batch x (B, 28, 28, 1) with the noise eps (B, D); returns the loss, nats per image."""
    with tf.GradientTape() as tape:
        loss = elbo.compute_loss(model, x, eps=eps)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def draw(logits, uniform):
    """Pictures, 0 or 1, from logits and uniform numbers between 0 and 1 of the same shape."""
    return tf.cast(uniform < tf.sigmoid(logits), tf.uint8)


def _one_step(train_step):
    """What one step of training does to the shipped model, (5,).

    The loss, how far the weights of encoder and decoder moved, and how far they moved downhill: along the way
    that the right step takes.
    """
    loss, moves = _moves(train_step)
    if loss is None:
        return None
    along = [move @ way / np.linalg.norm(way) for move, way in zip(moves, _right_way(), strict=True)]
    return np.array([loss, *map(np.linalg.norm, moves), *along])


def _moves(train_step):
    """The loss, and the way that the weights of encoder and decoder went, a vector each."""
    model = runs.load_pretrained("mnist-2d")

    def weights():
        return [np.concatenate([weight.ravel() for weight in part.get_weights()])
                for part in (model.encoder, model.decoder)]

    before = weights()
    batch, noise = tf.constant(_digits().copy()), tf.constant(EPS[:, :2].copy())    # (6, 28, 28, 1), (6, 2)
    loss = train_step(model, keras.optimizers.SGD(1e-4), batch, noise)
    moves = [new - old for new, old in zip(weights(), before, strict=True)]
    return None if loss is None else float(loss), moves


@functools.cache
def _digits():
    """Six test digits: beside the loss of random pixels, a missing KL would be lost in the rounding."""
    return data.load_mnist().test.images[:len(EPS)].astype("float32")


@functools.cache
def _right_way():
    return _moves(step_of_training)[1]


def _analytic_kl(z, mean, logvar):
    return elbo.kl_analytic(mean, logvar)


def _no_kl(z, mean, logvar):
    return 0.0


def _faulty_step(cut=lambda z: z, pixels=1, sign=1, way=1, divergence=elbo.kl_monte_carlo,
                 over_images=tf.reduce_mean):
    """A step with a fault: a cut in z, a mean over so many pixels, or another sign, way, KL or reduction.

    With way 0 no weight moves, and with way −1 the step goes uphill.
    """
    def train_step(model, optimizer, x, eps):
        with tf.GradientTape() as tape:
            mean, logvar = model.encode(x)
            z = cut(model.reparameterize(mean, logvar, eps))
            log_likelihood = elbo.log_bernoulli(x, model.decode(z)) / pixels
            loss = sign * over_images(divergence(z, mean, logvar) - log_likelihood)
        gradients = [way * gradient for gradient in tape.gradient(loss, model.trainable_variables)]
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss
    return train_step


EXERCISES = {
    "5.1": by_hand(
        (1.0, 0.2),
        task="Give the mean gain and its standard error, in nats.",
        nudge="What do both numbers of a column have in common, and what takes it out?",
        formula="Take the five differences, with minus without. Their mean is the gain; their standard "
                "deviation, with n − 1, over √5 is its standard error.",
        why="the differences are 0.8, 1.2, 0.4, 1.6 and 1.0; their standard deviation is 0.447, and over √5 "
            "that is 0.2. The gain is five standard errors: believe it. Unpaired, its standard error would "
            "be 0.894, and one could not tell: the pairs take out what the seeds have in common",
        slips=[
            Slip("That is the standard deviation of the differences. Their mean scatters less: divide by √5.",
                 (1.0, _SPREAD)),
            Slip("That standard deviation divides by n. The mean is estimated from the same five numbers; "
                 "divide by n − 1.", (1.0, _SPREAD * np.sqrt(4 / 5) / np.sqrt(5))),
            Slip("The standard error is the standard deviation over √n, not over n.", (1.0, _SPREAD / 5)),
            Slip("That treats the two rows as if they had nothing in common. Take the differences first.",
                 (1.0, np.sqrt((2.48 + 1.52) / 5))),
            Slip("The gain is with the change minus without it; these ELBOs rise.", (-1.0, 0.2)),
        ],
        tolerance=0.01),
    "5.2": in_code(
        step_of_training,
        task="Take one step of training, and return the loss.",
        nudge="What must a GradientTape record, of what is the gradient taken, and who changes the weights?",
        formula="A tf.GradientTape around elbo.compute_loss(model, x, eps=eps); tape.gradient(loss, "
                "model.trainable_variables); optimizer.apply_gradients(zip(gradients, variables)); return "
                "the loss.",
        observe=_one_step,
        slips=[
            Slip(Misconception.SIGN, _faulty_step(sign=-1)),
            Slip(Misconception.STOPPED, _faulty_step(cut=tf.stop_gradient)),
            Slip(Misconception.MEAN, _faulty_step(pixels=784)),
            Slip("The weights did not move: the gradients must be applied.", _faulty_step(way=0)),
            Slip("The step goes uphill. An optimizer goes against the gradient that it is given; give it "
                 "that of the loss.", _faulty_step(way=-1)),
            Slip("The KL is missing: that trains an autoencoder.", _faulty_step(divergence=_no_kl)),
            Slip("That takes the KL in closed form, which is right as well. The check wants the default of "
                 "elbo.compute_loss, the KL of the drawn z.", _faulty_step(divergence=_analytic_kl)),
            Slip("That adds up the images of the batch. The loss is their mean, or the step would grow with "
                 "the batch.", _faulty_step(over_images=tf.reduce_sum)),
        ],
        tolerance=5e-4),
    "5.3": choice(
        "c",
        task="Predict which of the three figures changes when sixteen draws take the place of two: a, b or "
             "c.",
        nudge="One of the two standard errors comes from the choice of images, the other from the choice of "
              "ε.",
        formula="The standard error over images goes with 1 / √(images), that over noise with 1 / √(images · "
                "draws); a mean over draws is unbiased for any number of them.",
        why="more draws make the noise of ε smaller; the images stay the same thousand.",
        slips=[
            Slip("The mean ELBO is estimated without bias by one draw already.", "a"),
            Slip("That error comes from having only a thousand images. More draws of ε add no image.", "b"),
        ]),
    "5.4": in_code(
        draw,
        task="Draw black-and-white pictures from the logits, with the uniform numbers given.",
        nudge="What is the probability of white, if its log-odds are the logit? How does a uniform number "
              "toss that coin?",
        formula="White where uniform < p, with p = 1 / (1 + exp(−logit)), tf.sigmoid.",
        observe=on(LOGITS, _UNIFORM),
        slips=[
            Slip(Misconception.LOGITS, lambda logits, uniform: uniform < logits),
            Slip(Misconception.SIGMOID_TWICE, lambda logits, uniform: uniform < sigmoid(sigmoid(logits))),
            Slip(Misconception.NOT_BINARISED, lambda logits, uniform: sigmoid(logits)),
            Slip("That is the negative: white with probability 1 − p. A pixel is white where the uniform "
                 "number lies below p.", lambda logits, uniform: uniform > sigmoid(logits)),
            Slip("That is each pixel's more probable value. A draw tosses a coin.",
                 lambda logits, uniform: logits > 0),
        ]),
}
