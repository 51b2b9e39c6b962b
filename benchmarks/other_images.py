"""What `make recorded` measures of labels, other pictures and wider nets, for notebooks 09 and 10.

Fashion-MNIST ships thresholded; CIFAR-10 is looked for as ``data.load`` does (CVAE_DATA_DIR).
"""

import dataclasses
import math

import numpy as np

from cvae_lib import data, elbo, evaluation, latent, machine, results, scoring, training
from cvae_lib.recipes import RECIPES
from driver import ASSETS, finished_run

SEEDS = (0, 1, 2)
EPOCHS = 10
CLASSIFIED = 1_000              # test images to be classified by their bounds
WIDTHS = ((32, 64), (64, 128), (128, 256), (256, 512), (512, 512))
WIDTH_IMAGES, WIDTH_SCORED = 3_200, 2_000       # in each of two epochs
RIDGES = (0.0, 0.1, 1.0, 10.0)  # added to the variances of a Gaussian
LINEAR = (32, 128, 512, 1_024)  # dimensions of the linear model


def measurements():
    """Name → (function, arguments), as in ``recorded``."""
    return {**{f"conditional {seed}": (conditional, (2, seed)) for seed in SEEDS},
            **{f"dimensions {count}": (conditional, (count, 0)) for count in (10, 50)},
            **{f"fashion {count} {seed}": (fashion, (count, seed)) for count in (2, 50) for seed in SEEDS},
            "fashion independent": (independent_fashion, ()),
            **{f"width {first}/{second} {seed}": (width, ((first, second), seed))
               for first, second in WIDTHS for seed in SEEDS[:1 if first >= 256 else 2]},
            "cifar": (cifar, ()), "cifar baselines": (cifar_baselines, ())}


def summary(found):
    """What notebooks show of measurements, {name: what was found}."""
    summed = {"conditional": {}, "conditional dimensions": {}, "fashion": {}, "width": {}, "cifar": {}}
    for name, result in found.items():
        kind, *rest = name.split()
        if kind == "conditional":
            summed["conditional"][rest[0]] = result
        elif kind == "dimensions":
            summed["conditional dimensions"][rest[0]] = result
        elif name == "fashion independent":
            summed["fashion"]["independent"] = result
        elif kind == "fashion":
            summed["fashion"].setdefault(rest[0], {})[rest[1]] = result
        elif kind == "width":
            row = summed["width"].setdefault(rest[0], dict(result, elbo=[]))
            row["elbo"].append(result["elbo"])
        elif kind == "cifar":
            summed["cifar"] |= result
    if "0" in summed["conditional"]:
        two = {"2": summed["conditional"]["0"]}
        summed["conditional dimensions"] = two | summed["conditional dimensions"]
    return {kind: values for kind, values in summed.items() if values}


def conditional(dimensions, seed):
    """A conditional run: its bound, also less log 10, and how well its bounds classify."""
    recipe = RECIPES["conditional_2d"] if dimensions == 2 else dataclasses.replace(
        RECIPES["fast_50d"], name=f"conditional_{dimensions}d", latent_dim=dimensions, classes=10)
    run = finished_run(f"{recipe.name}-{seed}", recipe, epochs=EPOCHS, seed=seed)
    images, labels = (part[:CLASSIFIED] for part in data.load_mnist().test)
    bounds = evaluation.class_bounds(run.load_model(), images, draws=4, name="classes")
    unconditional = results.benchmark()["elbo"].get(f"fast_2d 10 {run.info['precision']}")
    return {"elbo": run.result["elbo"], "stderr_images": run.result["stderr_images"],
            "less_log_classes": run.result["elbo"] - math.log(10),
            "unconditional": unconditional[seed] if dimensions == 2 else None,
            "accuracy": float((bounds.argmax(axis=1) == labels).mean()), "accuracy_images": CLASSIFIED}


def fashion(dimensions, seed):
    """The test ELBO of a fast recipe on thresholded Fashion-MNIST."""
    recipe = RECIPES[f"fast_{dimensions}d"]
    run = finished_run(f"fashion-{recipe.name}-{seed}", recipe, data.load("fashion_mnist"), EPOCHS, seed)
    return run.result["elbo"]


def independent_fashion():
    """Nats per test image of a model in which each pixel has its own mean, and knows nothing else."""
    images = data.load("fashion_mnist")
    white = (images.train.images.sum(axis=0) + 1) / (len(images.train.images) + 2)          # (28, 28, 1)
    x = images.test.images
    return float(-(x * np.log(white) + (1 - x) * np.log1p(-white)).sum(axis=(1, 2, 3)).mean())


def width(filters, seed):
    """A net of so many filters after a short training: speed, memory and ELBO."""
    recipe = dataclasses.replace(RECIPES["fast_2d"], name=f"width-{filters[0]}-{filters[1]}", filters=filters,
                                 learning_rate=1e-3)
    recipe = training.within(recipe, 2.0)
    mnist = data.load_mnist(WIDTH_SCORED)
    images = mnist._replace(train=data.Part(*(part[:WIDTH_IMAGES] for part in mnist.train)))
    run = finished_run(f"{recipe.name}-{seed}", recipe, images, 2, seed)
    seconds = run.history["epochs"][1]["seconds"]               # the first epoch compiles
    return {"weights": run.load_model().count_params(), "images_per_second": round(WIDTH_IMAGES / seconds, 1),
            "peak_gb": round(machine.peak_gb(), 2), "needs_gb": round(training.memory_gb(recipe), 2),
            "batch": recipe.batch_size, "images": 2 * WIDTH_IMAGES, "elbo": run.result["elbo"]}


def cifar():
    """CIFAR-10 in 8-bit colour: its bound in bits per dimension; the last pictures go to the package.

    The prior N(0, I) is set beside a Gaussian that is fitted to the codes of the training images.
    """
    images = data.load("cifar10", "none")
    recipe = RECIPES["cifar10"]
    run = finished_run("cifar10", recipe, images)
    model, dimensions, frames = run.load_model(), math.prod(recipe.image_shape), run.frames
    mean, covariance = _gaussian_of(*latent.encode(model, images.train.images))
    codes = np.random.default_rng(SEEDS[0]).multivariate_normal(mean, covariance, size=scoring.PICTURES)
    np.savez_compressed(ASSETS / "cifar10_pictures.npz", originals=frames["originals"],
                        fitted=np.rint(255 * latent.decode(model, codes)).astype(np.uint8),
                        **{name: frames[name][-1] for name in ("reconstructions", "samples")})
    posteriors = latent.encode(model, images.test.images)
    rate, fitted_rate = (float(_kl_from(*posteriors, *prior).mean()) for prior in (
        (np.zeros(len(mean)), np.eye(len(mean))), (mean, covariance)))
    bits = elbo.bits_per_dimension(run.result["elbo"], dimensions)
    rate_bits, fitted_rate_bits = (elbo.bits_per_dimension(-part, dimensions) for part in (rate, fitted_rate))
    return {"bits": bits, "rate_bits": rate_bits, "fitted_rate_bits": fitted_rate_bits,
            "fitted_bits": bits - rate_bits + fitted_rate_bits,
            "stderr_bits": elbo.bits_per_dimension(-run.result["stderr_images"], dimensions),
            "latent_dim": recipe.latent_dim, "epochs": recipe.epochs,
            "train_images": len(images.train.images), "test_images": len(images.test.images),
            "seconds": round(sum(row["seconds"] for row in run.history["epochs"]))}


def cifar_baselines():
    """Bits per dimension of test images under models without a network, fitted to the same images."""
    images = data.load("cifar10", "none")
    train, test = (part.images.reshape(len(part.images), -1) for part in (images.train, images.test))
    tables = np.stack([np.bincount(column, minlength=256) for column in train.T]) + 1.0     # (P, 256)
    tables /= tables.sum(axis=1, keepdims=True)
    independent = -np.log2(tables[np.arange(train.shape[1]), test]).mean()
    # A density of pixels with noise from 0 to 1 added bounds the probability of 8-bit ones from below:
    # Theis, van den Oord and Bethge (2016).
    rng = np.random.default_rng(0)
    train, test = (pixels + rng.random(pixels.shape) for pixels in (train, test))
    split = len(train) * 9 // 10
    ridge = min(RIDGES, key=lambda ridge: _gaussian(train[:split], train[split:], ridge=ridge))
    return {"independent": float(independent), "gaussian": _gaussian(train, test, ridge=ridge),
            "linear": {str(count): _gaussian(train, test, count) for count in LINEAR}}


def _gaussian(train, test, dimensions=None, ridge=0.0):
    """Bits per dimension of a Gaussian; with ``dimensions``, of probabilistic principal components.

    Tipping and Bishop (1999), equation 8: what the first directions leave over has one variance.
    """
    mean, count = train.mean(axis=0), train.shape[1]
    values, vectors = np.linalg.eigh(np.cov(train.T))
    values = values[::-1] + ridge
    if dimensions is not None:
        values[dimensions:] = values[dimensions:].mean()
    projected = (test - mean) @ vectors[:, ::-1]                                            # (N, P)
    nats = 0.5 * (projected ** 2 / values).sum(axis=1) + 0.5 * np.log(2 * np.pi * values).sum()
    return float(nats.mean() / (count * math.log(2)))


def _gaussian_of(mean, logvar):
    """Mean (D,) and covariance (D, D) of draws from all Gaussians q together, (N, D) each."""
    return mean.mean(axis=0), np.cov(mean.T.astype(np.float64), ddof=0) + np.diag(np.exp(logvar).mean(axis=0))


def _kl_from(mean, logvar, prior_mean, covariance):
    """KL(q ‖ N(prior_mean, covariance)) of each diagonal Gaussian q, (N,), nats, from (N, D) each."""
    precision, (_, log_det) = np.linalg.inv(covariance), np.linalg.slogdet(covariance)
    away = mean - prior_mean                                                                # (N, D)
    squared = ((away @ precision) * away).sum(axis=1) + np.exp(logvar) @ np.diag(precision)
    return 0.5 * (squared + log_det - logvar.sum(axis=1) - mean.shape[1])
