"""How to train: what a recipe says, and the course's own. Taught in notebook 05."""

import dataclasses
import math

KL_ESTIMATORS = ("monte_carlo", "analytic")
SIDES = range(16, 65, 2)            # of images, pixels
CHOICES = {"schedule": ("constant", "cosine"), "kl": KL_ESTIMATORS, "output_bias": ("zero", "data"),
           "binarization": ("threshold", "resampled", "none"), "precision": ("float32", "bfloat16", "auto"),
           "likelihood": ("bernoulli", "discretized_logistic", "continuous_bernoulli")}
# The greatest counts that make sense, with which a network takes at most some 2 GB.
MOST = {"latent_dim": 4_096, "filters": 2_048, "epochs": 100_000, "batch_size": 1_000_000, "classes": 1_000}
NOT_NEGATIVE = (lambda value: value >= 0, "0 or a number above it")
SEEDS = 2 ** 31                     # NumPy's and TensorFlow's generators both take a seed below it
NUMBERS = {**{name: (lambda value, most=MOST[name]: 1 <= value <= most and value == int(value),
                     f"a positive whole number up to {MOST[name]:,}")
              for name in ("latent_dim", "epochs", "batch_size")},
           "learning_rate": (lambda value: value > 0, "a number above 0"),
           "warmup_epochs": NOT_NEGATIVE, "beta": NOT_NEGATIVE, "weight_decay": NOT_NEGATIVE,
           "final_fraction": (lambda value: 0 <= value <= 1, "a number from 0 to 1"),
           "beta_2": (lambda value: 0 <= value < 1, "a number from 0 up to, and below, 1"),
           "seed": (lambda value: 0 <= value < SEEDS and value == int(value),
                    f"a whole number from 0 to {SEEDS - 1}"),
           "classes": (lambda value: 0 <= value <= MOST["classes"] and value != 1 and value == int(value),
                       f"0, 2 or more, up to {MOST['classes']:,}")}


def check(**fields):
    """Refuse fields of a recipe that mean nothing.

    Raises:
        ValueError: names the field, its value and what it may be.
    """
    if "image_shape" in fields:
        shape = tuple(fields["image_shape"])
        if len(shape) != 3 or shape[0] not in SIDES or shape[1] not in SIDES or shape[2] not in (1, 3):
            raise ValueError(f"image_shape is {shape}; it must be (height, width, channels) with even sides "
                             f"from {SIDES[0]} to {SIDES[-1]}, and 1 or 3 channels")
        filters, side = tuple(fields["filters"]), min(shape[:2])
        for _ in filters:
            side = (side - 1) // 2                      # what a convolution of stride 2 leaves
        if not filters or side < 1 or not all(1 <= number <= MOST["filters"] and number == int(number)
                                              for number in filters):
            raise ValueError(f"filters are {filters}; they must be a positive whole number up to "
                             f"{MOST['filters']:,} for each stage, and no more stages than {min(shape[:2])} "
                             "pixels can be halved")
    if fields.get("binarization", "none") != "none" and fields.get("likelihood", "bernoulli") != "bernoulli":
        raise ValueError(f"likelihood is {fields['likelihood']!r}, which is for 8-bit pixels; binarization "
                         f"must be 'none' and is {fields['binarization']!r}")
    if fields.get("binarization") == "none" and fields.get("likelihood") == "bernoulli":
        raise ValueError("binarization is 'none' and likelihood 'bernoulli', which is for pixels of 0 or 1; "
                         "binarize, or take another likelihood")
    for name, value in fields.items():
        if name in CHOICES and value not in CHOICES[name]:
            raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(CHOICES[name])}")
        if name in NUMBERS:
            fits, what = NUMBERS[name]
            number = plain(value)
            if not (hasattr(number, "__float__") and abs(number) < 1e38 and fits(number)):      # nor nan
                raise ValueError(f"{name} is {value!r}; it must be {what}")


def plain(value):
    """A number of NumPy's or TensorFlow's as Python's own, which JSON can hold; of a list a tuple of them."""
    if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0):
        return tuple(plain(part) for part in value)
    value = value.numpy() if hasattr(value, "numpy") else value
    return value.item() if hasattr(value, "item") else value


def counted(number, what):
    """A number of things in words: "1 epoch", "0.2 epochs", "10 epochs"."""
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def sides(image_shape, stage):
    """Height and width that a decoder doubles ``stage`` times: (7, 7) of 28 and two stages, rounded up."""
    return tuple(-(-side // 2 ** stage) for side in image_shape[:2])


def largest_layer(image_shape, filters):
    """How many numbers an image's largest layer holds: 25,088 in the tutorials' networks."""
    return max(math.prod(sides(image_shape, stage)) * number for stage, number in enumerate(filters))


def images_at_once(image_shape, filters, most=500):
    """How many images to encode or decode at once where any number will do: 500, fewer of wide networks."""
    return max(1, min(most, most * 25_088 // largest_layer(image_shape, filters)))


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How to train. ``RECIPES`` holds the course's own; ``dataclasses.replace`` makes variations.

    Attributes:
        name: how it is called.
        latent_dim: D, the number of latent dimensions.
        epochs: passes over the training images.
        batch_size: images in a step.
        learning_rate: Adam's; with a schedule, the peak.
        schedule: "constant", or "cosine": a linear warm-up over ``warmup_epochs``, then a half cosine down to
            ``final_fraction`` of the peak, laid out over the epochs asked for.
        kl: "monte_carlo" or "analytic", see ``elbo.elbo_terms``.
        beta: what the KL term is multiplied with in training; 1 is the ELBO (Higgins and others, 2017).
            Notebook 08.
        weight_decay: what share of every weight is taken away at each step, times the learning rate
            (Loshchilov and Hutter, 2019, "decoupled"); 0 in the tutorials.
        beta_2: Adam's β₂; its mean of squared gradients reaches back over some 1 / (1 − β₂) steps (Kingma and
            Ba, 2015).
        output_bias: the decoder's last bias before training: "zero", as in the tutorials, or "data", at which
            every pixel begins with the training images' mean.
        binarization: of the training images: "threshold", as in the tutorials, or "resampled", drawn anew in
            every epoch (Burda and others, 2016), which needs grey images, see ``data.load``, or "none":
            pixels stay 8-bit.
        precision: "float32", "bfloat16", or "auto": what the hardware is fast at, see
            ``machine.fastest_precision``.
        image_shape: (height, width, channels), even sides from 16 to 64, 1 or 3 channels.
        filters: of the encoder's convolutions, one number a stage, each of which halves the sides; the
            decoder has them in reverse.
        likelihood: "bernoulli", "discretized_logistic" or "continuous_bernoulli", see ``likelihoods``.
        classes: with a number above 0 the VAE is conditional on a label, see ``conditional``.

    Raises:
        ValueError: a field that means nothing, see ``check``.
    """

    name: str
    latent_dim: int
    epochs: int
    batch_size: int
    learning_rate: float
    schedule: str = "constant"
    warmup_epochs: float = 0.0
    final_fraction: float = 0.01
    kl: str = "monte_carlo"
    beta: float = 1.0
    weight_decay: float = 0.0
    beta_2: float = 0.999
    output_bias: str = "zero"
    binarization: str = "threshold"
    precision: str = "float32"
    image_shape: tuple = (28, 28, 1)
    filters: tuple = (32, 64)
    likelihood: str = "bernoulli"
    classes: int = 0

    def __post_init__(self):
        check(**vars(self))
        for field in dataclasses.fields(self):                              # JSON gives lists for tuples
            value = plain(getattr(self, field.name))
            kinds = {int: int, tuple: lambda numbers: tuple(map(int, numbers))}
            object.__setattr__(self, field.name, kinds.get(field.type, plain)(value))

    @property
    def network(self):
        """The arguments of ``CVAE`` that say which network it is."""
        return {name: getattr(self, name)
                for name in ("latent_dim", "image_shape", "filters", "likelihood", "classes")}

    def for_images(self, shape):
        """The recipe for images of another shape; where they are large, with a stage more."""
        filters = self.filters
        if min(shape[:2]) > 32 and len(filters) == 2:
            filters += filters[-1:]
        return dataclasses.replace(self, image_shape=shape, filters=filters)

    def __str__(self):
        rate = f"Adam at {self.learning_rate:g}"
        if self.schedule == "cosine":
            rate += (f" at its peak: warm-up over {counted(self.warmup_epochs, 'epoch')}, then a cosine "
                     f"to {self.final_fraction:.0%} of it")
        beta = f", β = {self.beta:g}" if self.beta != 1 else ""
        memory = f", β₂ = {self.beta_2:g}" if self.beta_2 != 0.999 else ""
        decay = f", weight decay {self.weight_decay:g}" if self.weight_decay else ""
        bias = ", output bias from the data's mean" if self.output_bias == "data" else ""
        binarization = f", {self.binarization} binarization" if self.binarization != "threshold" else ""
        network = ""
        if self.image_shape != (28, 28, 1):
            network += ", images of {} × {} × {}".format(*self.image_shape)
        if self.filters != (32, 64):
            network += f", filters {'/'.join(map(str, self.filters))}"
        if self.likelihood != "bernoulli":
            network += f", {self.likelihood.replace('_', ' ')} likelihood"
        if self.classes:
            network += f", conditional on {self.classes} classes"
        precision = "" if self.precision == "float32" else f", {self.precision} precision"
        return (f"{self.name}: {self.latent_dim} latent dimensions, "
                f"{counted(self.epochs, 'epoch')} in batches of {self.batch_size}, {rate}, "
                f"{self.kl.replace('_', ' ')} KL{beta}{memory}{decay}{bias}{binarization}{network}"
                f"{precision}")


_FAST_2D = Recipe("fast_2d", latent_dim=2, epochs=10, batch_size=64, learning_rate=8e-3, schedule="cosine",
                  warmup_epochs=0.2, kl="analytic", weight_decay=0.02, output_bias="data", precision="auto")
RECIPES = {recipe.name: recipe for recipe in (
    Recipe("tutorial_2d", latent_dim=2, epochs=10, batch_size=32, learning_rate=1e-4),
    _FAST_2D,
    dataclasses.replace(_FAST_2D, name="sprint_2d", epochs=1, batch_size=32, beta_2=0.99),
    Recipe("tutorial_50d", latent_dim=50, epochs=100, batch_size=100, learning_rate=1e-4),
    Recipe("fast_50d", latent_dim=50, epochs=30, batch_size=64, learning_rate=6e-3, schedule="cosine",
           warmup_epochs=0.2, kl="analytic", weight_decay=0.05, output_bias="data", precision="auto"),
    dataclasses.replace(_FAST_2D, name="conditional_2d", classes=10),
    Recipe("cifar10", latent_dim=512, epochs=24, batch_size=32, learning_rate=1.5e-3, schedule="cosine",
           warmup_epochs=1, kl="analytic", weight_decay=0.02, output_bias="data", binarization="none",
           precision="auto", image_shape=(32, 32, 3), filters=(64, 128), likelihood="discretized_logistic"),
)}


def find(recipe):
    """The recipe of that name in ``RECIPES``; a ``Recipe`` is returned as it is.

    Raises:
        ValueError: no such recipe.
    """
    if isinstance(recipe, Recipe):
        return recipe
    if recipe not in RECIPES:
        raise ValueError(f"{recipe}: no such recipe; there are {', '.join(RECIPES)}")
    return RECIPES[recipe]
