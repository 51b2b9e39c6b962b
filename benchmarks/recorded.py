"""`make recorded`: what takes hours, computed once; writes recorded.json, and what notebooks show of it.

`python benchmarks/recorded.py --help` shows other ways to run it. An interrupted run goes on where it
stopped: trainings after their last whole epoch, bounds after their last 500 images. One training needs the
original grey MNIST, one CIFAR-10 (CVAE_DATA_DIR). To begin anew, delete recorded.json and build/recorded.
"""

import dataclasses
import math

import layers
import other_images
import scaling_out
from cvae_lib import data, evaluation, machine, quadrature, runs, scoring
from cvae_lib.recipes import RECIPES
from driver import ASSETS, HERE, Part, drive, finished_run, read, write

RESULTS = HERE / "recorded.json"

KS = (1, 10, 100, 1_000, 5_000)
BLOCK = 500                 # test images in one part of a bound
PLANE_IMAGES = 500          # test images for what is done to the two-dimensional model
WIDER = 3                   # times the σ of the best Gaussians: these reach other hills of a posterior
BETAS = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
BETA_EPOCHS = 5
SEED = 0
RESAMPLED = dataclasses.replace(RECIPES["fast_50d"], name="fast_50d_resampled", binarization="resampled")
# Models with fifty dimensions, and on how many test images 5,000 samples each are drawn. For the first,
# the distance between bound and ELBO is taken from these images, and the ELBO from all 10,000.
BOUNDS = {"resampled": 1_000, "mnist-50d": 10_000}


def measurements(found=None):
    """Name → (function, arguments), in the order in which they are taken, whatever was found."""
    return {"run tutorial_50d": (train, (RECIPES["tutorial_50d"],)), "run resampled": (train, (RESAMPLED,)),
            **{f"beta {beta:g}": (sweep, (beta,)) for beta in BETAS},
            "exact": (exact, ()), "plane": (plane, ()), "wide": (wide, ()), **other_images.measurements(),
            **scaling_out.measurements(),
            **{f"bound {model} {first}": (bound, (model, first))
               for model, count in BOUNDS.items() for first in range(0, count, BLOCK)}}


def load(name, precision="float32"):
    """A model, whose layers compute in a precision, and the test images that it is scored on."""
    run = finished_run(RESAMPLED.name, RESAMPLED) if name == "resampled" else runs.pretrained_run(name)
    return (layers.in_precision(run.load_model(), precision),
            data.load("mnist", run.recipe.binarization).test.images)


def train(recipe):
    """A whole run: its result, and the test ELBO after each epoch."""
    run = finished_run(recipe.name, recipe)
    return {"recipe": dataclasses.asdict(recipe), "result": run.result,
            "elbo": [row["elbo"] for row in run.history["epochs"]]}


def sweep(beta):
    """Rate, distortion and units on validation images after a short schedule with another β."""
    recipe = dataclasses.replace(RECIPES["fast_50d"], name=f"beta-{beta:g}", beta=beta)
    mnist = data.load_mnist(validation=5_000)
    model = finished_run(recipe.name, recipe, mnist, BETA_EPOCHS).load_model()
    rate, distortion = evaluation.rate_distortion(model, mnist.validation.images, SEED)
    units = evaluation.units(model, mnist.validation.images)
    kl = _rounded(sorted(units.kl, reverse=True))
    return {"rate": rate, "distortion": distortion, "active": units.active, "kl": kl}


def exact():
    """The two-dimensional model's log p(x) on all test images; on some, what finer and wider grids change."""
    model, images = load("mnist-2d")
    truth, some = quadrature.exact_log_likelihood(model, images, name="exact"), images[:PLANE_IMAGES]
    changes = {}
    for name, grid in (("finer", {"step": 0.015}), ("wider", {"limit": 10.0})):
        other = quadrature.exact_log_likelihood(model, some, **grid, name=name)
        values = other.values - truth.values[:PLANE_IMAGES]
        changes[name] = {"mean": float(values.mean()), "largest": float(abs(values).max())}
    return {"images": len(images), "log_likelihood": float(truth.values.mean()),
            "stderr_images": float(truth.values.std(ddof=1) / math.sqrt(len(images))),
            "error": float(truth.error.mean()), "elbo": scoring.score_elbo(model, images, SEED).elbo,
            "some": len(some), **changes}


def plane():
    """On some test images: log p(x), the parts of log p(x) − ELBO, and bounds by draws from the encoder's q
    and from the best Gaussian of each image. What is kept image by image is in the images' order.
    """
    model, images, truth, parts = _split()
    result = {"images": len(images), "exact": float(truth.values.mean()), "error": float(truth.error.mean()),
              "family": _rounded(parts.family), "amortisation": _rounded(parts.amortisation)}
    for name, q in (("encoder", None), ("best", (parts.mean, parts.logvar))):
        ladder, short = _ladder(model, images, truth, name, q)
        result |= {name: ladder, f"short {name}": short}
    return result


def wide():
    """On the same images, bounds by draws from the best Gaussians, widened; their distance from log p(x)."""
    model, images, truth, parts = _split()
    ladder, short = _ladder(model, images, truth, "wide", (parts.mean, parts.logvar + 2 * math.log(WIDER)))
    return {"wider": WIDER, "bounds": ladder, "short": short}


def bound(name, first):
    """Importance-weighted bounds on a block of test images, as sums that blocks can add up.

    The layers compute in what is fastest here; `layers.moved` measures how little that changes a bound.
    """
    model, images = load(name, machine.fastest_precision())
    block = images[first:first + BLOCK]
    bounds = evaluation.importance_bounds(model, block, KS, first, name=f"bound {name} {first}")
    return {str(k): {"sum": float(one.values.sum()), "squares": float((one.values ** 2).sum()),
                     "noise": (one.stderr_noise * BLOCK) ** 2,
                     "gap_squares": float(((one.values - bounds[1].values) ** 2).sum())}
            for k, one in bounds.items()}


def summary(measured):
    """What the notebooks show of measurements, {name: {"date", "took", "result"}}."""
    dates = sorted({row["date"] for row in measured.values()})
    summed, betas, blocks = {"command": "make recorded", "seed": SEED, "dates": dates}, {}, {}
    rooms = (other_images, scaling_out)
    others = {name: row for name, row in measured.items()
              if any(name in room.measurements() for room in rooms)}
    for name, row in measured.items():
        if name in others:
            continue
        kind, _, what = name.partition(" ")
        if kind == "beta":
            betas[what] = row["result"]
        elif kind == "bound":
            blocks.setdefault(what.split()[0], []).append(row["result"])
        else:
            summed[name] = row["result"]
    summed |= {"beta": betas} | {
        f"bound {model}": {str(k): _added_up(blocks[model], str(k)) for k in KS}
        for model in reversed(BOUNDS) if model in blocks}
    for room in rooms:
        summed |= room.summary({name: row["result"] for name, row in others.items()
                                if name in room.measurements()})
    return summed


def report(path):
    """Write what notebooks show, or, of another results file, the same beside it."""
    target = ASSETS / "recorded.json" if path == RESULTS else path.with_suffix(".summary.json")
    write(target, summary(read(path)["measurements"]))
    print(f"{target}: written")


def _split():
    """The two-dimensional model, some test images, and their ``Exact`` and ``Gap``."""
    model, images = load("mnist-2d")
    images = images[:PLANE_IMAGES]
    truth = quadrature.exact_log_likelihood(model, images, name="exact")
    return model, images, truth, quadrature.gap_parts(model, images, truth, name="gap")


def _ladder(model, images, truth, name, q):
    """Bounds by draws from q for all KS, and how far the last lies below log p(x), image by image."""
    bounds = evaluation.importance_bounds(model, images, KS, SEED, name=f"draws from {name}", q=q)
    rungs = {str(k): {"mean": one.mean, "stderr_images": one.stderr_images, "stderr_noise": one.stderr_noise}
             for k, one in bounds.items()}
    return rungs, _rounded(truth.values - bounds[KS[-1]].values)


def _added_up(blocks, k):
    """Mean and standard errors of a bound, and of its distance from the ELBO on the same draws."""
    def total(name, k=k):
        return sum(block[k][name] for block in blocks)

    def stderr(squares, mean):
        return math.sqrt(max(0.0, squares / count - mean ** 2) / (count - 1))

    count = BLOCK * len(blocks)
    mean = total("sum") / count
    gap = mean - total("sum", "1") / count
    return {"images": count, "mean": mean, "stderr_images": stderr(total("squares"), mean),
            "stderr_noise": math.sqrt(total("noise")) / count,
            "gap": gap, "gap_stderr": stderr(total("gap_squares"), gap)}


def _rounded(values):
    return [round(float(value), 3) for value in values]


UNTIMED = (sweep, exact, plane, wide, other_images.conditional, other_images.fashion, scaling_out.batch,
           bound)          # for which `train` has trained a model before

if __name__ == "__main__":
    drive({"recorded": Part(RESULTS, measurements, UNTIMED)}, report, __doc__)
