"""What the exercises ask for: the right answers, a hint each, and what the usual misconceptions give. Spoilers ahead.

``checks.py`` uses it. An exercise is a value to compute or a function to write; ``observe`` says what of an answer is
compared. A slip is a wrong answer of the same form, under the name of a misconception or with a sentence of its own.
"""

import copy
import functools
import math
from typing import Any, Callable, NamedTuple

import numpy as np

from cvae_lib import elbo, keras, latent, runs, tf

MISCONCEPTIONS = {
    "variance": "The variance σ² and the standard deviation σ are confused. From log σ², the standard deviation is σ = exp(½ log σ²).",
    "half": "A factor ½ is missing. The KL of two Gaussians and the log-density of one both begin with it.",
    "mean": "That is a mean where a sum belongs. The log-probability of a whole picture, or of a whole z, is a sum over its pixels or "
            "dimensions; only images are averaged.",
    "logits": "Logits are taken for probabilities. The decoder gives log-odds; p = 1 / (1 + exp(−logit)).",
    "direction": "That is the KL the wrong way round: KL(prior‖q). The ELBO has KL(q‖prior), an average over draws from q.",
    "sign": "The sign is wrong. A log-likelihood and the ELBO are to be large and are negative here; a loss is minus that.",
    "one epsilon": "One ε is drawn for the whole batch. Each image needs its own, for each dimension: draw with the shape of μ.",
    "sigmoid twice": "The sigmoid is applied twice: a function that takes logits was given probabilities, or the other way round.",
    "split axis": "The encoder's output is split along the wrong axis. Axis 0 is the images; μ and log σ² lie side by side along axis 1.",
    "stopped": "No gradient comes back to μ and log σ². A NumPy function, .numpy() or tf.stop_gradient breaks the chain; use TensorFlow's "
               "operations all the way.",
    "not binarised": "These are grey values, not black and white. A Bernoulli pixel is 0 or 1, nothing in between.",
}


class Exercise(NamedTuple):
    """An exercise with a check. ``right`` and each of ``slips`` are answers; ``tolerance`` is relative."""

    right: Any
    hint: str
    answer: str
    slips: dict = {}
    observe: Callable = lambda answer: answer
    tolerance: float = 1e-4


def by_hand(right, hint, answer, slips=(), tolerance=0.004):
    """An exercise for paper: two or three digits will do."""
    return Exercise(right, hint, answer, dict(slips), tolerance=tolerance)


def choice(right, hint, answer, slips=()):
    """An exercise that asks for one of the letters a, b, c. ``slips`` say what is wrong with the others."""
    return Exercise(right, hint, answer, {text: letter for letter, text in dict(slips).items()})


def on(*arguments):
    """Observe a function by what it gives for some arguments; several results are stacked.

    Each attempt gets copies: an answer that works in place must not change what the next one is tried on.
    """
    def observe(function):
        result = function(*copy.deepcopy(arguments))
        if isinstance(result, (tuple, list)):
            return None if any(part is None for part in result) else np.stack([np.asarray(part, np.float64) for part in result])
        return None if result is None else np.asarray(result, np.float64)
    return observe


# ----------------------------------------------------------------------------------- what functions are tried on

_RNG = np.random.default_rng(0)
_GREY = _RNG.integers(0, 256, (3, 28, 28, 1), dtype=np.uint8)
_UNIFORM = _RNG.random(_GREY.shape)
_X = (_RNG.random((6, 28, 28, 1)) < 0.2).astype("float32")
_LOGITS = _RNG.normal(0, 2, _X.shape).astype("float32")
_MEAN, _LOGVAR = _RNG.normal(size=(6, 4)).astype("float32"), _RNG.normal(-1, 0.5, (6, 4)).astype("float32")
_EPS = _RNG.normal(size=(6, 4)).astype("float32")
_WEIGHTS = np.array([[-1000, -60, -50], [-1001, -65, -49], [-1002, -61, -70], [-1000.5, -60.5, -51]], "float32")


def _sigmoid(logits):
    return 1 / (1 + np.exp(-np.asarray(logits, np.float64)))


def _log_bernoulli(x, p):
    """From probabilities, clipped as Keras clips them: (B, 784)."""
    p = np.clip(np.asarray(p, np.float64), 1e-7, 1 - 1e-7)
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).reshape(len(x), -1)


def _kl(mean, logvar):
    """Per dimension, (B, D)."""
    return elbo.kl_per_dimension(mean, logvar).numpy()


def _loss(x, logits, z, mean, logvar):
    return tf.reduce_mean(elbo.kl_monte_carlo(z, mean, logvar) - elbo.log_bernoulli(x, logits)).numpy()


def _loss_with(reconstruction):
    """The loss with another reconstruction term, (B,)."""
    def loss(x, logits, z, mean, logvar):
        return _loss(x, logits, z, mean, logvar) + (elbo.log_bernoulli(x, logits).numpy() - reconstruction(x, logits)).mean()
    return loss


# ------------------------------------------------------------------------------------------ how some are observed

def _with_gradients(reparameterize):
    """z, and its gradients with respect to μ and log σ²; zeros where none comes back: (3, 6, 4)."""
    mean, logvar = tf.constant(_MEAN.copy()), tf.constant(_LOGVAR.copy())
    with tf.GradientTape() as tape:
        tape.watch([mean, logvar])
        z = reparameterize(mean, logvar, tf.constant(_EPS.copy()))
    if z is None:
        return None
    gradients = tape.gradient(z, [mean, logvar]) if tf.is_tensor(z) else [None, None]
    return np.stack([np.asarray(z)] + [np.zeros_like(_MEAN) if gradient is None else gradient.numpy() for gradient in gradients])


def _spread_of_draws(sample):
    """Of 4,000 draws with σ = ½: their spread in both dimensions, and how far these go together."""
    z = sample(tf.ones((4_000, 2)), tf.fill((4_000, 2), math.log(0.25)))
    if z is None:
        return None
    z = np.asarray(z, np.float64)
    if z.shape != (4_000, 2):
        return z
    spread = z.std(axis=0)
    together = np.corrcoef(z.T)[0, 1] if spread.min() > 1e-6 else 0.0
    return np.array([*spread, 1 + abs(together)])


def _one_step(train_step):
    """Of one step of training on the shipped model: the loss, and for encoder and decoder how far it moved, and how far
    downhill, which is along the way that the right step takes."""
    loss, moves = _moves(train_step)
    if loss is None:
        return None
    along = [move @ way / np.linalg.norm(way) for move, way in zip(moves, _right_way())]
    return np.array([loss, *map(np.linalg.norm, moves), *along])


def _moves(train_step):
    """The loss, and the way that the weights of encoder and decoder went, a vector each."""
    model = runs.load_pretrained("mnist-2d")

    def weights(name):
        return np.concatenate([weight.ravel() for weight in getattr(model, name).get_weights()])

    before = [weights(name) for name in ("encoder", "decoder")]
    loss = train_step(model, keras.optimizers.SGD(1e-4), tf.constant(_X.copy()), tf.constant(_EPS[:, :2].copy()))
    return None if loss is None else float(loss), [weights(name) - old for name, old in zip(("encoder", "decoder"), before)]


@functools.cache
def _right_way():
    return _moves(_step_of(_loss_of))[1]


def _step_of(loss_of, apply=True, way=1):
    """A training step that minimises loss_of(model, x, eps); with ``way`` −1, one that maximises it."""
    def train_step(model, optimizer, x, eps):
        with tf.GradientTape() as tape:
            loss = loss_of(model, x, eps)
        if apply:
            gradients = [way * gradient for gradient in tape.gradient(loss, model.trainable_variables)]
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss
    return train_step


def _loss_of(model, x, eps, cut=lambda z: z, pixels=1):
    """The loss of a batch, with a fault: a cut in z, or a mean over so many pixels."""
    mean, logvar = model.encode(x)
    z = cut(model.reparameterize(mean, logvar, eps))
    return tf.reduce_mean(elbo.kl_monte_carlo(z, mean, logvar) - elbo.log_bernoulli(x, model.decode(z)) / pixels)


# ---------------------------------------------------------------------------------------------------- the exercises

EXERCISES = {
    # 01 · data
    "1.1": by_hand(
        math.log(0.9 * 0.8 * 0.5 * 0.4),
        "A white pixel adds log p, a black one log(1 − p), with the natural logarithm.",
        "log 0.9 + log 0.8 + log 0.5 + log 0.4 = −1.938 nats",
        {"sign": -math.log(0.144), "mean": math.log(0.144) / 4, "That is the likelihood itself; its logarithm is asked for.": 0.144,
         "That is in bits. For nats, take the natural logarithm.": math.log2(0.144),
         "All four pixels are taken as white; two of them are black and have probability 1 − p.": math.log(0.9 * 0.2 * 0.5 * 0.6)}),
    "1.2": Exercise(
        lambda grey, uniform: uniform < grey / 255,
        "A pixel of grey value g is to be white with probability g / 255. How often is a uniform number below that?",
        'return (uniform < grey / 255).astype("uint8")',
        {"not binarised": lambda grey, uniform: grey / 255,
         "That is the threshold. A coin is to be tossed for every pixel, with the uniform number.": lambda grey, uniform: grey > 127.5,
         "Black and white are exchanged.": lambda grey, uniform: uniform > grey / 255,
         "Grey values go from 0 to 255, the uniform numbers from 0 to 1. Divide first.": lambda grey, uniform: uniform < grey},
        on(_GREY, _UNIFORM)),
    "1.3": choice(
        "b", "Each pixel's share of white is estimated from a hundred images. How wrong is such a share, and how many of them are there?",
        "b: about seven nats more. Shares of a hundred images are off by a few per cent each, and 784 such errors add up to nats, "
        "but not to hundreds of them.",
        {"a": "That is too few: a share estimated from a hundred images is off by a few per cent, and 784 of them add up.",
         "c": "That is too many: a hundred images already say well which pixels are mostly black."}),
    "1.4": by_hand(
        (1719, 24), "Divide 55,000 by 32. What is left over still makes a batch.",
        "55,000 = 1,718 · 32 + 24: 1,719 batches, and 24 images in the last",
        {"The images that are left over make a batch too, a smaller one.": (1718, 32)}, tolerance=1e-6),

    # 02 · architecture
    "2.1": by_hand(
        (31, 14, 6), "⌊(n − k) / s⌋ + 1, three times, with k = 4 and s = 2.",
        "⌊(64 − 4)/2⌋ + 1 = 31, ⌊(31 − 4)/2⌋ + 1 = 14, ⌊(14 − 4)/2⌋ + 1 = 6",
        {'That is with padding "same"; these convolutions have none.': (32, 16, 8),
         "The + 1 is missing: a kernel that fits in exactly has one place.": (30, 13, 4)}, tolerance=1e-6),
    "2.2": by_hand(
        51_232, "One kernel of 5 × 5 for each pair of channels, and one bias for each channel that comes out.",
        "5 · 5 · 64 · 32 + 32 = 51,232",
        {"The biases are missing: one for each of the 32 channels that come out.": 51_200,
         "Biases belong to the channels that come out, not to those that go in.": 51_264,
         "The kernel is 5 × 5 here.": 18_464}, tolerance=1e-6),
    "2.3": Exercise(
        lambda output: (output[:, :4], output[:, 4:]),
        "The first D of the 2·D columns are μ, the others log σ².",
        "mean, logvar = tf.split(output, 2, axis=1)",
        {"split axis": lambda output: np.split(output, 2, axis=0),
         "μ and log σ² are exchanged.": lambda output: (output[:, 4:], output[:, :4]),
         "The columns do not alternate: all of μ comes first, then all of log σ².": lambda output: (output[:, ::2], output[:, 1::2])},
        on(np.arange(48.0, dtype="float32").reshape(6, 8))),
    "2.4": Exercise(
        elbo.log_bernoulli,
        "Minus the cross-entropy of logits, tf.nn.sigmoid_cross_entropy_with_logits, summed over everything but the images.",
        "return -tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits), axis=[1, 2, 3])",
        {"sign": lambda x, logits: -_log_bernoulli(x, _sigmoid(logits)).sum(axis=1),
         "mean": lambda x, logits: _log_bernoulli(x, _sigmoid(logits)).mean(axis=1),
         "logits": lambda x, logits: _log_bernoulli(x, logits).sum(axis=1),
         "sigmoid twice": lambda x, logits: _log_bernoulli(x, _sigmoid(_sigmoid(logits))).sum(axis=1),
         "That is summed over the images too; each of them has a log-likelihood of its own.":
             lambda x, logits: _log_bernoulli(x, _sigmoid(logits)).sum()},
        on(_X, _LOGITS)),
    "2.5": choice(
        "b", "All biases are zero at the start. What does a layer with ReLU give, if its input is multiplied by 100?",
        "b: without biases, a layer gives 100 times as much for an input 100 times as large; so does the whole decoder.",
        {"a": "The logits do not stay near zero: look at what each layer does with an input that is 100 times as large.",
         "c": "Float32 reaches far beyond that, and a sigmoid of a large logit is 0 or 1, not NaN."}),

    # 03 · reparameterisation
    "3.1": by_hand(
        0.5, "First σ from log σ² = log 0.0625, then z = μ + σ·ε.",
        "σ = exp(½ · log 0.0625) = 0.25, and z = 1 + 0.25 · (−2) = 0.5",
        {"variance": 1 - 2 * 0.0625, "The sign of ε is lost: it is −2.": 1.5,
         "log σ² was taken for σ.": 1 - 2 * math.log(0.0625)}),
    "3.2": Exercise(
        lambda mean, logvar, eps: mean + tf.exp(0.5 * logvar) * eps,
        "z = μ + σ·ε, with σ from log σ², in TensorFlow's operations.",
        "return mean + tf.exp(0.5 * logvar) * eps",
        {"variance": lambda mean, logvar, eps: mean + tf.exp(logvar) * eps,
         "stopped": lambda mean, logvar, eps: tf.stop_gradient(mean + tf.exp(0.5 * logvar) * eps),
         "log σ² was taken for σ.": lambda mean, logvar, eps: mean + logvar * eps,
         "The gradient with respect to log σ² is missing: σ was cut off.":
             lambda mean, logvar, eps: mean + tf.stop_gradient(tf.exp(0.5 * logvar)) * eps},
        _with_gradients),
    "3.3": Exercise(
        lambda mean, logvar: mean + tf.exp(0.5 * logvar) * tf.random.stateless_normal(tf.shape(mean), seed=(0, 0)),
        "Draw ε with tf.random.normal in the shape of μ, and go on as in 3.2.",
        "return mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))",
        {"one epsilon": lambda mean, logvar: mean + tf.exp(0.5 * logvar) * tf.random.stateless_normal((1, 2), seed=(0, 0)),
         "variance": lambda mean, logvar: mean + tf.exp(logvar) * tf.random.stateless_normal(tf.shape(mean), seed=(0, 0)),
         "Both dimensions of an image get the same ε; each needs its own.":
             lambda mean, logvar: mean + tf.exp(0.5 * logvar) * tf.random.stateless_normal((len(mean), 1), seed=(0, 0)),
         "That is uniform noise; ε is standard normal.":
             lambda mean, logvar: mean + tf.exp(0.5 * logvar) * tf.random.stateless_uniform(tf.shape(mean), seed=(0, 0))},
        _spread_of_draws, tolerance=0.08),
    "3.4": choice(
        "b", "The pathwise estimate contains the derivative of f, the score-function estimate only f itself.",
        "b: the derivative of sin(20z) is 20·cos(20z), twenty times as large as f itself.",
        {"a": "So it was for z². Here f′ is twenty times as large as f.",
         "c": "Both estimate the same gradient; their variances have no reason to agree."}),

    # 04 · ELBO
    "4.1": by_hand(
        0.5 * (1 + 0.25 - math.log(0.25) - 1), "½ (μ² + σ² − log σ² − 1), with μ = 1 and σ² = 0.25.",
        "½ (1 + 0.25 + 1.386 − 1) = 0.818 nats",
        {"half": 1.25 - math.log(0.25) - 1, "variance": 0.5 * (1 + 0.0625 - math.log(0.0625) - 1),
         "direction": 0.5 * (math.log(0.25) + 2 / 0.25 - 1), "sign": -0.5 * (1.25 - math.log(0.25) - 1)}),
    "4.2": Exercise(
        elbo.kl_analytic,
        "½ (μ² + σ² − log σ² − 1), summed over the dimensions, axis 1.",
        "return 0.5 * tf.reduce_sum(mean ** 2 + tf.exp(logvar) - logvar - 1, axis=1)",
        {"half": lambda mean, logvar: 2 * _kl(mean, logvar).sum(axis=1), "mean": lambda mean, logvar: _kl(mean, logvar).mean(axis=1),
         "variance": lambda mean, logvar: _kl(mean, 0.5 * logvar).sum(axis=1),
         "direction": lambda mean, logvar: 0.5 * (logvar + (1 + mean ** 2) * np.exp(-logvar) - 1).sum(axis=1),
         "sign": lambda mean, logvar: -_kl(mean, logvar).sum(axis=1),
         "That is summed over the images. Sum over the dimensions, axis 1.": lambda mean, logvar: _kl(mean, logvar).sum(axis=0)},
        on(_MEAN, _LOGVAR)),
    "4.3": Exercise(
        _loss, "Minus the mean over images of log p(x|z) + log p(z) − log q(z|x). The first is a sum over pixels, the others over dimensions.",
        "return -tf.reduce_mean(elbo.log_bernoulli(x, logits) + elbo.log_normal_pdf(z, 0.0, 0.0) - elbo.log_normal_pdf(z, mean, logvar))",
        {"sign": lambda *given: -_loss(*given),
         "mean": _loss_with(lambda x, logits: _log_bernoulli(x, _sigmoid(logits)).mean(axis=1)),
         "logits": _loss_with(lambda x, logits: _log_bernoulli(x, logits).sum(axis=1)),
         "sigmoid twice": _loss_with(lambda x, logits: _log_bernoulli(x, _sigmoid(_sigmoid(logits))).sum(axis=1)),
         "variance": lambda x, logits, z, mean, logvar: _loss(x, logits, z, mean, 2 * logvar),
         "That is a sum over the images; a loss is their mean.": lambda *given: len(_X) * _loss(*given)},
        on(_X, _LOGITS, _MEAN + np.exp(0.5 * _LOGVAR) * _EPS, _MEAN, _LOGVAR)),
    "4.4": choice(
        "c", "log q(z) − log p(z) is ½z − 0.125 here. For which ε is that below zero?",
        "c: the estimate is ½ε + 0.125, below zero for every ε below −0.25, which are two draws in five.",
        {"a": "The KL is never negative, but a single term of its average may be.",
         "b": "It is less rare than that: write the estimate as a function of ε."}),

    # 05 · training
    "5.1": by_hand(
        9_380, "How many batches make an epoch, the last and smaller one included? Times ten.",
        "60,000 = 937 · 64 + 32, so 938 batches an epoch; 9,380 steps",
        {"The last batch of an epoch is smaller, and is a step all the same.": 9_370,
         "An epoch is a whole number of steps.": 9_375}, tolerance=1e-6),
    "5.2": Exercise(
        _step_of(_loss_of),
        "A tf.GradientTape around elbo.compute_loss(model, x, eps=eps), then optimizer.apply_gradients; return the loss.",
        "with tf.GradientTape() as tape:\n    loss = elbo.compute_loss(model, x, eps=eps)\n"
        "optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))\nreturn loss",
        {"sign": _step_of(lambda *given: -_loss_of(*given)), "stopped": _step_of(lambda *given: _loss_of(*given, cut=tf.stop_gradient)),
         "mean": _step_of(lambda *given: _loss_of(*given, pixels=784)),
         "The weights did not move: the gradients must be applied.": _step_of(_loss_of, apply=False),
         "The step goes uphill. An optimizer goes against the gradient that it is given; give it that of the loss.":
             _step_of(_loss_of, way=-1)},
        _one_step, tolerance=2e-3),
    "5.3": choice(
        "c", "One of the two standard errors comes from the choice of images, the other from the choice of ε.",
        "c: more draws make the noise of ε smaller; the images stay the same thousand.",
        {"a": "The mean ELBO is estimated without bias by one draw already.",
         "b": "That error comes from having only a thousand images. More draws of ε add no image."}),
    "5.4": Exercise(
        lambda logits, uniform: uniform < _sigmoid(logits),
        "White where the uniform number is below the probability, and that is the sigmoid of the logit.",
        "return uniform < tf.sigmoid(logits)",
        {"logits": lambda logits, uniform: uniform < logits, "sigmoid twice": lambda logits, uniform: uniform < _sigmoid(_sigmoid(logits)),
         "not binarised": lambda logits, uniform: _sigmoid(logits),
         "That is each pixel's more probable value. A draw tosses a coin.": lambda logits, uniform: logits > 0},
        on(_LOGITS, _RNG.random(_LOGITS.shape))),

    # 06 · manifold
    "6.1": by_hand(
        0.95 ** 2, "What share lies within the limits in one direction? The two directions are independent.",
        "0.95 in each direction, and 0.95² = 0.9025 in both",
        {"That is the share in one direction; a point must lie inside in both.": 0.95,
         "The directions are independent: their shares are multiplied. What lies outside in both is counted twice here.": 0.9}, tolerance=1e-3),
    "6.2": Exercise(
        latent.quantile_grid,
        "Evenly spaced shares between low and high, then the normal's quantile of each.",
        "return tfp.distributions.Normal(0.0, 1.0).quantile(np.linspace(low, high, n))",
        {"These are evenly spaced in z. Space the shares evenly, and take the quantile of each.":
             lambda n, low, high: np.linspace(*latent.quantile_grid(2, low, high), n),
         "These are shares; the quantile of each is missing.": lambda n, low, high: np.linspace(low, high, n)},
        on(7, 0.1, 0.9), tolerance=1e-3),
    "6.3": Exercise(
        lambda logvar: 2 * np.exp(0.5 * logvar), "Two standard deviations, and σ from log σ².",
        "return 2 * np.exp(0.5 * logvar)",
        {"variance": lambda logvar: 2 * np.exp(logvar), "That is one standard deviation; two are asked for.": lambda logvar: np.exp(0.5 * logvar),
         "The factor 2 belongs in front of σ, not into the exponent.": lambda logvar: np.exp(0.5 * 2 * logvar)},
        on(_LOGVAR[:, :2])),
    "6.4": choice(
        "c", "Did the training ever show a digit that is not centred?",
        "c: over a hundred nats. All training digits are centred, so the model gives ink near the edge next to no probability.",
        {"a": "We see the same digit; the model sees other pixels, and most digits have no ink there.",
         "b": "It is more: a stroke four pixels off misses its place altogether, and every missed pixel costs nats."}),

    # 07 · generation
    "7.1": by_hand(
        41, "Which whole numbers does round(2√i) take from i = 0 to 400, and does frame 400 bring a new one?",
        "round(2√i) takes the values 0, 2, 3, …, 40, which are 40 (2√1 is 2, so 1 is skipped). It is 40 from frame 391 on; "
        "frame 400 is kept because it is the last: 41",
        {"The last frame is kept in any case, and is not among those at which round(2√i) has grown.": 40, "2√i, not √i.": 21}, tolerance=1e-6),
    "7.2": Exercise(
        lambda a, b: (a.astype(int)[:, None] != b.astype(int)[None]).sum(axis=(2, 3, 4)),
        "Compare every a with every b by broadcasting, a[:, None] != b[None], and count over the pixels.",
        "return (a[:, None] != b[None]).sum(axis=(2, 3, 4))",
        {"mean": lambda a, b: (a[:, None] != b[None]).mean(axis=(2, 3, 4)),
         "Bytes wrap around: 0 − 1 is 255 for uint8. Compare with !=, or convert first.":
             lambda a, b: (a[:, None] - b[None]).sum(axis=(2, 3, 4), dtype=np.int64),
         "That is its square root, the Euclidean distance.": lambda a, b: np.sqrt((a[:, None] != b[None]).sum(axis=(2, 3, 4)))},
        on(_X[:4].astype("uint8"), _X[2:].astype("uint8"))),
    "7.3": Exercise(
        lambda mean, logvar: int((mean.var(axis=0) > 0.01).sum()),
        "The variance of μ over the images, axis 0, for each dimension; how many are above 0.01?",
        "return (mean.var(axis=0) > 0.01).sum()",
        {"That is the standard deviation of μ over the images. Burda's rule compares its variance with 0.01.":
             lambda mean, logvar: int((mean.std(axis=0) > 0.01).sum()),
         "That is the width of q. A unit is active when its μ moves with the image.": lambda mean, logvar: int((np.exp(logvar).mean(axis=0) > 0.01).sum()),
         "That is counted along the wrong axis: the variance is over images, axis 0.": lambda mean, logvar: int((mean.var(axis=1) > 0.01).sum())},
        on(_MEAN[:, [0, 1, 2, 3, 0, 1]] * np.array([1, 0.5, 0.05, 0.03, 0.002, 0.8], "float32"),
           np.log(np.array([[0.1, 0.2, 0.9, 0.005, 0.004, 0.3]] * 6, "float32")))),
    "7.4": choice(
        "b", "The squared length is a sum of fifty squares, each of which is 1 on average.",
        "b: √50 ≈ 7.1. In fifty dimensions no draw is near the origin, though the density is highest there.",
        {"a": "The density is highest at the origin, but there is next to no room there. Add up fifty squares.",
         "c": "That is the squared length."}),

    # 08 · likelihood
    "8.1": by_hand(
        -100 + math.log(0.5 * (1 + math.exp(-2))), "The bound is the log of the mean of the two weights. Which factor can be taken out of that mean?",
        "−100 + log ½(1 + e⁻²) = −100.566 nats",
        {"That is the mean of the two logarithms, the ELBO. The bound averages before it takes the logarithm.": -101,
         "The average is missing its ½.": -100 + math.log(1 + math.exp(-2))}, tolerance=5e-4),
    "8.2": Exercise(
        lambda log_weights: np.logaddexp.reduce(log_weights, axis=0) - math.log(len(log_weights)),
        "What is averaged, and along which axis? Take the largest log-weight out before exp; TensorFlow has a function that does.",
        "return tf.reduce_logsumexp(log_weights, axis=0) - math.log(len(log_weights))",
        {"That is the mean of the logarithms: the ELBO.": lambda log_weights: log_weights.mean(axis=0),
         "The average is missing: subtract log k.": lambda log_weights: np.logaddexp.reduce(log_weights, axis=0),
         "exp(−1000) is 0 in floats, and its logarithm −∞. Take the largest weight out first, as tf.reduce_logsumexp does.":
             lambda log_weights: np.log(np.mean(np.exp(log_weights), axis=0)),
         "That is over the images, not over the draws: the draws are axis 0.":
             lambda log_weights: np.logaddexp.reduce(log_weights, axis=1) - math.log(log_weights.shape[1])},
        on(_WEIGHTS)),
    "8.3": Exercise(
        lambda log_joint, step: np.logaddexp.reduce(log_joint, axis=None) + 2 * math.log(step),
        "log Σ exp(log joint) · step²: each grid point stands for a square with sides of one step.",
        "return tf.reduce_logsumexp(log_joint) + 2 * math.log(step)",
        {"A grid point stands for a square: step², not step.": lambda log_joint, step: np.logaddexp.reduce(log_joint, axis=None) + math.log(step),
         "The area of a grid point is missing: log p(x) = log Σ exp(…) · step².": lambda log_joint, step: np.logaddexp.reduce(log_joint, axis=None),
         "exp(−150) vanishes in 32-bit floats. Use tf.reduce_logsumexp.": lambda log_joint, step: -np.inf},
        on((-150 - 0.5 * (np.linspace(-4, 4, 41)[:, None] ** 2 + np.linspace(-4, 4, 41) ** 2)).astype("float32"), 0.2)),
    "8.4": choice(
        "c", "How many of a thousand draws from the prior fall into a posterior that is a twentieth as wide as the plane? And what of an "
        "image whose q lies in the wrong place?",
        "c: a few of a thousand draws fall into any posterior on the plane, and a few are enough; while for some images none of the "
        "encoder's samples arrive. In fifty dimensions the prior would never hit.",
        {"a": "That is k = 1. In two dimensions, a thousand draws are dense enough for some to hit.",
         "b": "So it would be if q always lay where the posterior is. For some images it does not, and the prior is everywhere."}),
    "8.5": Exercise(
        {"A": "collapse", "B": "sigma", "C": "mean"},
        "Look at A's KL, at what B's loss says beside its independent score, and at the size of C's loss.",
        '{"A": "collapse", "B": "sigma", "C": "mean"}: A\'s KL is 0; B\'s loss claims more than other code finds; C\'s loss is no number of nats per image',
        {"A and C are exchanged: in both z says nothing, but only one loss is too small to be nats per image.": {"A": "mean", "B": "sigma", "C": "collapse"},
         "C has collapsed too, but its loss says why: it is too small to be nats per image.": {"A": "collapse", "B": "sigma", "C": "collapse"}}),
}
