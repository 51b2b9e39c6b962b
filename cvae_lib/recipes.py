"""How to train: what a recipe says, and the course's own four. Taught in notebook 05."""

import dataclasses
import math

KL_ESTIMATORS = ("monte_carlo", "analytic")
CHOICES = {"schedule": ("constant", "cosine"), "kl": KL_ESTIMATORS, "output_bias": ("zero", "data"),
           "binarization": ("threshold", "resampled"), "precision": ("float32", "bfloat16", "auto")}
COUNT = (lambda value: value >= 1 and value == int(value), "a positive whole number")
NOT_NEGATIVE = (lambda value: value >= 0, "0 or a number above it")
NUMBERS = {"latent_dim": COUNT, "epochs": COUNT, "batch_size": COUNT,
           "learning_rate": (lambda value: value > 0, "a number above 0"),
           "warmup_epochs": NOT_NEGATIVE, "beta": NOT_NEGATIVE, "weight_decay": NOT_NEGATIVE,
           "final_fraction": (lambda value: 0 <= value <= 1, "a number from 0 to 1")}


def check(**fields):
    """Refuse fields of a recipe that mean nothing.

    Raises:
        ValueError: names the field, its value and what it may be.
    """
    for name, value in fields.items():
        if name in CHOICES and value not in CHOICES[name]:
            raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(CHOICES[name])}")
        if name in NUMBERS:
            fits, what = NUMBERS[name]
            if not (hasattr(value, "__float__") and math.isfinite(value) and fits(value)):
                raise ValueError(f"{name} is {value!r}; it must be {what}")


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
        output_bias: the decoder's last bias before training: "zero", as in the tutorials, or "data", at which
            every pixel begins with the training images' mean.
        binarization: of the training images: "threshold", as in the tutorials, or "resampled", drawn anew in
            every epoch (Burda and others, 2016), which needs all grey digits, see ``data.load_images``.
        precision: "float32", "bfloat16", or "auto": what the hardware is fast at, see
            ``machine.fastest_precision``.

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
    output_bias: str = "zero"
    binarization: str = "threshold"
    precision: str = "float32"

    def __post_init__(self):
        check(**vars(self))

    def __str__(self):
        rate = f"Adam at {self.learning_rate:g}"
        if self.schedule == "cosine":
            rate += (f" at its peak: warm-up over {self.warmup_epochs:g} epochs, then a cosine "
                     f"to {self.final_fraction:.0%} of it")
        beta = f", β = {self.beta:g}" if self.beta != 1 else ""
        decay = f", weight decay {self.weight_decay:g}" if self.weight_decay else ""
        bias = ", output bias from the data's mean" if self.output_bias == "data" else ""
        binarization = f", {self.binarization} binarization" if self.binarization != "threshold" else ""
        precision = "" if self.precision == "float32" else f", {self.precision} precision"
        return (f"{self.name}: {self.latent_dim} latent dimensions, {self.epochs} epochs in batches of "
                f"{self.batch_size}, {rate}, {self.kl.replace('_', ' ')} KL"
                f"{beta}{decay}{bias}{binarization}{precision}")


RECIPES = {recipe.name: recipe for recipe in (
    Recipe("tutorial_2d", latent_dim=2, epochs=10, batch_size=32, learning_rate=1e-4),
    Recipe("fast_2d", latent_dim=2, epochs=10, batch_size=64, learning_rate=8e-3, schedule="cosine",
           warmup_epochs=0.2, kl="analytic", weight_decay=0.02, output_bias="data", precision="auto"),
    Recipe("tutorial_50d", latent_dim=50, epochs=100, batch_size=100, learning_rate=1e-4),
    Recipe("fast_50d", latent_dim=50, epochs=30, batch_size=64, learning_rate=6e-3, schedule="cosine",
           warmup_epochs=0.2, kl="analytic", weight_decay=0.05, output_bias="data", precision="auto"),
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
