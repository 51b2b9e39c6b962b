"""The misconceptions that several exercises look for, each with the sentence that a check says."""

from enum import StrEnum


class Misconception(StrEnum):
    """A usual misconception; it is the sentence that a check says of it."""

    VARIANCE = (
        "The variance σ² and the standard deviation σ are confused. From log σ², the standard deviation is "
        "σ = exp(½ log σ²).")
    HALF = "A factor ½ is missing. The KL of two Gaussians and the log-density of one both begin with it."
    MEAN = (
        "That is a mean where a sum belongs. The log-probability of a whole picture, or of a whole z, is a "
        "sum over its pixels or dimensions; only images are averaged.")
    LOGITS = "Logits are taken for probabilities. The decoder gives log-odds; p = 1 / (1 + exp(−logit))."
    DIRECTION = (
        "That is the KL the wrong way round: KL(prior‖q). The ELBO has KL(q‖prior), an average over draws "
        "from q.")
    SIGN = (
        "The sign is wrong. A log-likelihood and the ELBO are to be large and are negative here; a loss is "
        "minus that.")
    ONE_EPSILON = (
        "One ε is drawn for the whole batch. Each image needs its own, for each dimension: draw with the "
        "shape of μ.")
    SIGMOID_TWICE = (
        "The sigmoid is applied twice: a function that takes logits was given probabilities, or the other "
        "way round.")
    SPLIT_AXIS = (
        "The encoder's output is split along the wrong axis. Axis 0 is the images; μ and log σ² lie side by "
        "side along axis 1.")
    STOPPED = (
        "No gradient comes back to μ and log σ². A NumPy function, .numpy() or tf.stop_gradient breaks the "
        "chain; use TensorFlow's operations all the way.")
    NOT_BINARISED = (
        "These are grey values, not black and white. A Bernoulli pixel is 0 or 1, nothing in between.")
