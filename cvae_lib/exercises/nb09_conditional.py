"""The exercises of notebook 09, on labels, what they cost and what they add. Spoilers ahead."""

import math

import numpy as np

from cvae_lib import tf
from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on

_RNG = np.random.default_rng(9)
_KERNEL = _RNG.normal(size=(3, 3, 11, 6)).astype("float32")             # of an image and ten labels, F = 6
# Of three images (N, 10): ELBOs that leave little doubt and some, and a classifier that has its own opinion.
_BOUNDS = _RNG.normal(-120, 3, (3, 10)).astype("float32")
_LOGITS = _RNG.normal(0, 2, (3, 10)).astype("float32")


def label_bias(kernel, y):
    """(F,), what the plane of label y adds to each of F filters, from a kernel (3, 3, 1 + 10, F)."""
    return kernel[:, :, 1 + y].sum(axis=(0, 1))


def bound_without_label(bounds, logits):
    """(N,), nats, from the ELBO of each label, (N, 10), and logits of q(y|x), (N, 10); TensorFlow."""
    log_q = tf.nn.log_softmax(logits, axis=1)
    return tf.reduce_sum(tf.exp(log_q) * (bounds - np.log(10) - log_q), axis=1)


_NINE = 3 / (3 + math.e)                # p(9|x): ¾e⁻¹ of ¼ + ¾e⁻¹

EXERCISES = {
    "9.1": by_hand(
        (_NINE, -math.log(_NINE)),
        task="Give p(9|x), and how many nats the bound lies below log p(x).",
        nudge="By Bayes' rule the labels' own probabilities count too, and a common factor e⁻⁹⁵ cancels. And "
              "what of log p(x) is left when log p(x|9) + log p(9) is taken away?",
        formula="p(9|x) = p(9) p(x|9) / (p(4) p(x|4) + p(9) p(x|9)). And log p(x) − log p(x|9) − log p(9) = "
                "−log p(9|x).",
        why="p(9|x) = ¾e⁻¹ / (¼ + ¾e⁻¹), a little more than one half, for nines are three times as frequent "
            "and e is below 3. The bound lies −log p(9|x) below log p(x)",
        slips=[
            Slip("The labels' own probabilities are left out: nines are three times as frequent.",
                 (1 / (1 + math.e), math.log(1 + math.e))),
            Slip("That is for the 4. It is a 9.", (1 - _NINE, -math.log(1 - _NINE))),
            Slip("The second is what the label costs, −log p(9). By how much is the bound below log p(x)?",
                 (_NINE, -math.log(0.75))),
            Slip("The second is in bits. For nats, take the natural logarithm.", (_NINE, -math.log2(_NINE))),
        ]),
    "9.2": in_code(
        label_bias,
        task="Give what the plane of label y adds to each filter's output.",
        nudge="Everywhere the filter sees a plane of ones: so it adds up its weights. Which of them?",
        formula="Channel 1 + y of the kernel's third axis meets the plane of label y; sum it over the "
                "kernel's height and width, axes 0 and 1.",
        observe=on(_KERNEL, 3),
        slips=[
            Slip("That is the plane before it: the kernel's first channel, 0, meets the image, so that label "
                 "y has channel 1 + y.", lambda kernel, y: kernel[:, :, y].sum(axis=(0, 1))),
            Slip("That is the weight in the filter's middle. All nine of them see a 1.",
                 lambda kernel, y: kernel[1, 1, 1 + y]),
            Slip("That is a mean of the nine weights. A convolution adds them up.",
                 lambda kernel, y: kernel[:, :, 1 + y].mean(axis=(0, 1))),
            Slip("That is the sum over all ten planes. Nine of them are noughts.",
                 lambda kernel, y: kernel[:, :, 1:].sum(axis=(0, 1, 2))),
        ]),
    "9.3": in_code(
        bound_without_label,
        task="Give the bound on log p(x) without a label, for each picture.",
        nudge="What stands in the brackets for one label? With which weights are the ten brackets averaged?",
        formula="log q(y|x) is tf.nn.log_softmax of the logits, and log p(y) is −log 10. Then Σ q(y|x) (ELBO "
                "+ log p(y) − log q(y|x)), over the labels, axis 1.",
        observe=on(_BOUNDS, _LOGITS),
        slips=[
            Slip("The entropy of q(y|x) is missing: − log q(y|x) stands in the brackets too.",
                 lambda bounds, logits: tf.reduce_sum(tf.nn.softmax(logits) * (bounds - np.log(10)), axis=1)),
            Slip("log p(y) is missing: each label costs log 10.",
                 lambda bounds, logits: bound_without_label(bounds, logits) + np.log(10)),
            Slip("The sign of log q(y|x) is wrong: it is taken away, which adds an entropy.",
                 lambda bounds, logits: tf.reduce_sum(
                     tf.nn.softmax(logits) * (bounds - np.log(10) + tf.nn.log_softmax(logits)), axis=1)),
            Slip("That is the log-sum-exp of all ten, which is tighter, and in which the classifier has no "
                 "part.", lambda bounds, logits: tf.reduce_logsumexp(bounds, axis=1) - np.log(10)),
            Slip("Logits are taken for log q(y|x). Their exponentials do not sum to 1: take log_softmax.",
                 lambda bounds, logits: tf.reduce_sum(
                     tf.exp(logits) * (bounds - np.log(10) - logits), axis=1)),
        ]),
    "9.4": choice(
        "c",
        task="Predict how far the bound falls with a wrong label: a, b or c.",
        nudge="What does a decoder draw that was told 8, whatever z it gets?",
        formula="A pixel that is white where the decoder gives p costs −log p: 4.6 nats where p = 0.01. Two "
                "digits of different classes differ in about 130 pixels, and of most of them the decoder is "
                "sure.",
        why="the decoder draws another digit, and pays for every pixel that it was sure of: more than a "
            "hundred nats. By the same distance Bayes' rule tells most digits apart",
        slips=[
            Slip("log 10 is what it costs to say a label. A wrong label leaves a decoder that draws another "
                 "digit.", "a"),
            Slip("So little it is for the best of nine wrong labels of a doubtful digit. Most digits look "
                 "nothing like the next.", "b"),
        ]),
}
