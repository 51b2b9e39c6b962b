"""The exercises of notebook 04, on the ELBO and its KL. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import elbo, tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on
from cvae_lib.exercises.misconceptions import Misconception
from cvae_lib.exercises.shared import EPS, LOGITS, LOGVAR, MEAN, WRONG_LIKELIHOODS, X


def kl(mean, logvar, prior_mean, prior_logvar):
    """KL(q‖p), (B,), nats, from q's μ and log σ² and p's m and log s², (B, D) each."""
    expected_square = (mean - prior_mean) ** 2 + tf.exp(logvar)             # E_q[(z − m)²]
    terms = prior_logvar - logvar + expected_square * tf.exp(-prior_logvar) - 1
    return 0.5 * tf.reduce_sum(terms, axis=1)


def loss(x, logits, z, mean, logvar):
    """Minus the ELBO: x (B, 28, 28, 1), logits (B, K, 28, 28, 1), z (B, K, D), mean and logvar (B, D)."""
    pixels = x[:, None] * logits - tf.nn.softplus(logits)                   # log-probability of each pixel
    log_px_z = tf.reduce_sum(pixels, axis=[2, 3, 4])                        # (B, K)
    log_pz = elbo.log_normal_pdf(z, 0.0, 0.0, raxis=2)
    log_qz_x = elbo.log_normal_pdf(z, mean[:, None], logvar[:, None], raxis=2)
    return -tf.reduce_mean(log_px_z + log_pz - log_qz_x)


# Another Gaussian in the prior's place for each image and dimension.
PRIOR_MEAN = EPS + 0.5                                                      # (B, D)
PRIOR_LOGVAR = 0.5 * MEAN[::-1]
# K = 3 draws for each image, with different logits.
DRAWN_EPS = np.stack([EPS, EPS[::-1], 0.5 - EPS], axis=1)                   # (B, K, D)
DRAWN_Z = MEAN[:, None] + np.exp(0.5 * LOGVAR[:, None]) * DRAWN_EPS
DRAWN_LOGITS = np.stack([LOGITS, LOGITS[::-1], 0.5 * LOGITS], axis=1)       # (B, K, 28, 28, 1)


def _kl_without(forgotten):
    """The KL with one of its four terms left out, or with another prior."""
    def wrong_kl(mean, logvar, prior_mean, prior_logvar):
        terms = {"logs": prior_logvar - logvar, "distance": (mean - prior_mean) ** 2 * np.exp(-prior_logvar),
                 "variance": np.exp(logvar - prior_logvar), "one": -np.ones_like(mean)}
        return 0.5 * sum(term for name, term in terms.items() if name != forgotten).sum(axis=1)
    return wrong_kl


def _log_weights(x, logits, z, mean, logvar):
    """log p(x|z) + log p(z) − log q(z|x), (B, K)."""
    return np.stack([[-loss(x[image:image + 1], logits[image:image + 1, draw:draw + 1],
                            z[image:image + 1, draw:draw + 1], mean[image:image + 1], logvar[image:image + 1])
                      for draw in range(z.shape[1])] for image in range(len(x))]).astype(np.float64)


def _importance_weighted(*given):
    return -elbo.importance_weighted_bound(_log_weights(*given), given[2].shape[1]).numpy().mean()


def _with_analytic_kl(x, logits, z, mean, logvar):
    reconstruction = np.mean([elbo.log_bernoulli(x, logits[:, draw]) for draw in range(z.shape[1])])
    return elbo.kl_analytic(mean, logvar).numpy().mean() - reconstruction


def _loss_with(log_likelihood):
    """The loss with another log p(x|z), a function (x, logits) → (B,)."""
    def wrong_loss(x, logits, z, mean, logvar):
        excess = [elbo.log_bernoulli(x, logits[:, draw]).numpy() - log_likelihood(x, logits[:, draw])
                  for draw in range(z.shape[1])]
        return loss(x, logits, z, mean, logvar).numpy() + np.mean(excess)
    return wrong_loss


EXERCISES = {
    "4.1": by_hand(
        0.5 * (1 + 0.25 - math.log(0.25) - 1),
        task="Give KL(q‖p) in nats.",
        nudge="Both are Gaussians of one dimension, and p is the standard normal. Which of the two numbers "
              "given is μ, and is the other σ or σ²?",
        formula="½ (μ² + σ² − log σ² − 1), with μ = 1 and σ² = 0.25.",
        why="½ (1 + 0.25 − log 0.25 − 1), in nats",
        slips=[
            Slip(Misconception.HALF, 1 + 0.25 - math.log(0.25) - 1),
            Slip(Misconception.VARIANCE, 0.5 * (1 + 0.0625 - math.log(0.0625) - 1)),
            Slip(Misconception.DIRECTION, 0.5 * (math.log(0.25) + 2 / 0.25 - 1)),
            Slip(Misconception.SIGN, -0.5 * (1 + 0.25 - math.log(0.25) - 1)),
        ]),
    "4.2": in_code(
        kl,
        task="Give KL(q‖p) of two diagonal Gaussians, one number for each image.",
        nudge="KL(q‖p) = E_q[log q − log p]. Which terms of the two log-densities are constant under q, and "
              "which need E_q[(z − m)²]?",
        formula="½ Σ (log s² − log σ² + ((μ − m)² + σ²) / s² − 1), summed over the dimensions.",
        observe=on(MEAN, LOGVAR, PRIOR_MEAN, PRIOR_LOGVAR),
        slips=[
            Slip(Misconception.HALF, lambda *given: 2 * kl(*given)),
            Slip(Misconception.MEAN, lambda *given: kl(*given) / given[0].shape[1]),
            Slip(Misconception.VARIANCE, lambda mean, logvar, prior_mean, prior_logvar:
                 kl(mean, 2 * logvar, prior_mean, 2 * prior_logvar)),
            Slip(Misconception.DIRECTION, lambda mean, logvar, prior_mean, prior_logvar:
                 kl(prior_mean, prior_logvar, mean, logvar)),
            Slip(Misconception.SIGN, lambda *given: -kl(*given)),
            Slip("That is the KL from N(0, I). Here p has its own m and s².",
                 lambda mean, logvar, *_: elbo.kl_analytic(mean, logvar)),
            Slip("σ² is missing from E_q[(z − m)²] = (μ − m)² + σ².", _kl_without("variance")),
            Slip("E_q[(z − μ)²] / σ² is 1, and it has been forgotten.", _kl_without("one")),
            Slip("The logarithms of the two variances are missing.", _kl_without("logs")),
            Slip("(μ − m)² is missing from E_q[(z − m)²] = (μ − m)² + σ².", _kl_without("distance")),
            Slip("That is summed over the images. Sum over the dimensions, axis 1.",
                 lambda *given: [kl(*(part[:, d:d + 1] for part in given)).numpy().sum()
                                 for d in range(given[0].shape[1])]),
        ]),
    "4.3": in_code(
        loss,
        task="Give minus the ELBO of the batch, one number, with the average over q taken over the draws.",
        nudge="What stands in the brackets of the ELBO at one draw of one image? Over which axes is each of "
              "its terms a sum, and over which two is the whole a mean?",
        formula="At each draw log p(x|z) + log p(z) − log q(z|x). The first is a sum over pixels, the others "
                "over dimensions; the mean is over draws and images. μ and log σ² need an axis for the "
                "draws: mean[:, None].",
        observe=on(X, DRAWN_LOGITS, DRAWN_Z, MEAN, LOGVAR),
        slips=[
            Slip(Misconception.SIGN, lambda *given: -loss(*given)),
            *(Slip(says, _loss_with(log_likelihood)) for says, log_likelihood in WRONG_LIKELIHOODS),
            Slip(Misconception.VARIANCE,
                 lambda x, logits, z, mean, logvar: loss(x, logits, z, mean, 2 * logvar)),
            Slip("That is the closed form of the KL. It has the same mean, but the task asks for the "
                 "one-draw estimate, log q(z|x) − log p(z) at each draw.", _with_analytic_kl),
            Slip("That is the importance-weighted bound, the log of a mean of weights. The ELBO is the mean "
                 "of their logs.", _importance_weighted),
            Slip("That is a sum over the images; a loss is their mean.",
                 lambda *given: len(X) * loss(*given)),
            Slip("That is a sum over the draws; the ELBO is their mean.",
                 lambda *given: given[2].shape[1] * loss(*given)),
            Slip("Only the first draw is used.", lambda x, logits, z, mean, logvar:
                 loss(x, logits[:, :1], z[:, :1], mean, logvar)),
        ]),
    "4.4": choice(
        "c",
        task="Predict how often the one-draw estimate of the KL is negative: a, b or c.",
        nudge="Write the estimate, log q(z) − log p(z), as a function of z, and then of ε. Is it bounded "
              "from below?",
        formula="log q(z) − log p(z) = ½z − 0.125 with z = 0.5 + ε. For which ε is that below zero, and how "
                "often does such an ε come?",
        why="the estimate is ½ε + 0.125, below zero for every ε below −0.25, which are two draws in five.",
        slips=[
            Slip("The KL is never negative, but a single term of its average may be.", "a"),
            Slip("It is less rare than that: write the estimate as a function of ε.", "b"),
        ]),
}
