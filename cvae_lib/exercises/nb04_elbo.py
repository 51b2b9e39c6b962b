"""The exercises of notebook 04, on the ELBO and its KL. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import elbo, tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import EPS, LOGITS, LOGVAR, MEAN, WRONG_LIKELIHOODS, X


def kl(mean, logvar):
    """KL(q‖prior), (B,), nats, from μ and log σ², (B, D) each."""
    return 0.5 * tf.reduce_sum(mean ** 2 + tf.exp(logvar) - logvar - 1, axis=1)


def loss(x, logits, z, mean, logvar):
    """Minus the one-sample ELBO, averaged over the images: x, logits (B, 28, 28, 1), the others (B, D)."""
    terms = (elbo.log_bernoulli(x, logits)
             + elbo.log_normal_pdf(z, 0.0, 0.0) - elbo.log_normal_pdf(z, mean, logvar))      # (B,)
    return -tf.reduce_mean(terms)


def _loss_with(log_likelihood):
    """The loss with another log p(x|z), a function (x, logits) → (B,)."""
    def wrong_loss(x, logits, z, mean, logvar):
        right_one = elbo.log_bernoulli(x, logits).numpy()
        return loss(x, logits, z, mean, logvar).numpy() + (right_one - log_likelihood(x, logits)).mean()
    return wrong_loss


EXERCISES = {
    "4.1": by_hand(
        0.5 * (1 + 0.25 - math.log(0.25) - 1),
        hint="½ (μ² + σ² − log σ² − 1), with μ = 1 and σ² = 0.25.",
        why="½ (1 + 0.25 − log 0.25 − 1), in nats",
        slips=[
            Slip(Misconception.HALF, 1 + 0.25 - math.log(0.25) - 1),
            Slip(Misconception.VARIANCE, 0.5 * (1 + 0.0625 - math.log(0.0625) - 1)),
            Slip(Misconception.DIRECTION, 0.5 * (math.log(0.25) + 2 / 0.25 - 1)),
            Slip(Misconception.SIGN, -0.5 * (1 + 0.25 - math.log(0.25) - 1)),
        ]),
    "4.2": in_code(
        kl,
        hint="½ (μ² + σ² − log σ² − 1), summed over the dimensions, axis 1.",
        observe=on(MEAN, LOGVAR),
        slips=[
            Slip(Misconception.HALF, lambda mean, logvar: 2 * kl(mean, logvar)),
            Slip(Misconception.MEAN, lambda mean, logvar: kl(mean, logvar) / mean.shape[1]),
            Slip(Misconception.VARIANCE, lambda mean, logvar: kl(mean, 0.5 * logvar)),
            Slip(Misconception.DIRECTION,
                 lambda mean, logvar: 0.5 * (logvar + (1 + mean ** 2) * np.exp(-logvar) - 1).sum(axis=1)),
            Slip(Misconception.SIGN, lambda mean, logvar: -kl(mean, logvar)),
            Slip("That is summed over the images. Sum over the dimensions, axis 1.",
                 lambda mean, logvar: 0.5 * (mean ** 2 + np.exp(logvar) - logvar - 1).sum(axis=0)),
        ]),
    "4.3": in_code(
        loss,
        hint="Minus the mean over images of log p(x|z) + log p(z) − log q(z|x). The first is a sum over "
             "pixels, the others over dimensions.",
        observe=on(X, LOGITS, MEAN + np.exp(0.5 * LOGVAR) * EPS, MEAN, LOGVAR),
        slips=[
            Slip(Misconception.SIGN, lambda *given: -loss(*given)),
            *(Slip(says, _loss_with(log_likelihood)) for says, log_likelihood in WRONG_LIKELIHOODS),
            Slip(Misconception.VARIANCE,
                 lambda x, logits, z, mean, logvar: loss(x, logits, z, mean, 2 * logvar)),
            Slip("That is a sum over the images; a loss is their mean.",
                 lambda *given: len(X) * loss(*given)),
        ]),
    "4.4": choice(
        "c",
        hint="log q(z) − log p(z) is ½z − 0.125 here. For which ε is that below zero?",
        why="the estimate is ½ε + 0.125, below zero for every ε below −0.25, which are two draws in five.",
        slips=[
            Slip("The KL is never negative, but a single term of its average may be.", "a"),
            Slip("It is less rare than that: write the estimate as a function of ε.", "b"),
        ]),
}
