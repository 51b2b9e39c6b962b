"""`make recorded`: what takes hours, computed once; writes recorded.json, and what of it notebooks show to cvae_lib/assets/.

    python benchmarks/recorded.py           every part that recorded.json does not hold yet
    python benchmarks/recorded.py --help    other ways to run it

An interrupted run goes on where it stopped, trainings after their last whole epoch, bounds after their last 500 images.
Needs the original grey MNIST for one of its trainings (CVAE_DATA_DIR). Delete recorded.json and build/recorded to begin anew.
"""

import dataclasses
import json
import math
from pathlib import Path

import bench
from cvae_lib import data, evaluation, runs, training

HERE = Path(__file__).parent
RESULTS = HERE / "recorded.json"
SUMMARY = HERE.parent / "cvae_lib" / "assets" / "recorded.json"
WORK = HERE.parent / "build" / "recorded"

KS = (1, 10, 100, 1_000, 5_000)
BLOCK = 500                 # test images in one part of a bound
PLANE_IMAGES = 500          # test images for what is done to the two-dimensional model
WIDER = 3                   # times the σ of the best Gaussians: so wide, they reach other hills of a posterior
BETAS = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
BETA_EPOCHS = 5
SEED = 0
RESAMPLED = dataclasses.replace(training.RECIPES["fast_50d"], name="fast_50d_resampled", binarization="resampled")
# Models with fifty dimensions, and on how many test images 5,000 samples each are drawn. For the second one the distance
# between bound and ELBO is taken from these images, and the ELBO from all 10,000.
BOUNDS = {"mnist-50d": 10_000, "resampled": 1_000}


def measurements():
    """Name → (function, arguments), in the order in which they are taken."""
    wanted = {"run tutorial_50d": (train, (training.RECIPES["tutorial_50d"],)), "run resampled": (train, (RESAMPLED,))}
    wanted |= {f"beta {beta:g}": (sweep, (beta,)) for beta in BETAS}
    wanted |= {"exact": (exact, ()), "plane": (plane, ()), "wide": (wide, ())}
    for model, count in reversed(BOUNDS.items()):
        wanted |= {f"bound {model} {first}": (bound, (model, first)) for first in range(0, count, BLOCK)}
    return wanted


def finished_run(recipe, mnist=None, epochs=None):
    """The run of a recipe in WORK, trained to its end from wherever it stands."""
    out = WORK / recipe.name
    begun = (out / "recipe.json").exists()
    if begun and runs.Run(out).history["result"]:
        return runs.Run(out)
    return training.train(recipe, mnist, out=out, epochs=epochs, seed=SEED, resume=begun)


def load(name):
    """A model and the test images that it is scored on."""
    run = finished_run(RESAMPLED) if name == "resampled" else runs.pretrained_run(name)
    return run.load_model(), training.load_images(run.recipe).test.images


def train(recipe):
    """A whole run: its result, and the test ELBO after each epoch."""
    run = finished_run(recipe)
    return {"recipe": dataclasses.asdict(recipe), "result": run.result, "elbo": [row["elbo"] for row in run.history["epochs"]]}


def sweep(beta):
    """Rate, distortion and units on validation images after a short schedule with another β."""
    recipe = dataclasses.replace(training.RECIPES["fast_50d"], name=f"beta-{beta:g}", beta=beta)
    mnist = data.load_mnist(validation=5_000)
    model = finished_run(recipe, mnist, BETA_EPOCHS).load_model()
    rate, distortion = evaluation.rate_distortion(model, mnist.validation.images, SEED)
    found = evaluation.units(model, mnist.validation.images)
    return {"rate": rate, "distortion": distortion, "active": found.active, "kl": _rounded(sorted(found.kl, reverse=True))}


def exact():
    """The two-dimensional model's log p(x) on all test images, and what a finer and a wider grid change on some."""
    model, images = load("mnist-2d")
    found, some = evaluation.exact_log_likelihood(model, images, name="exact"), images[:PLANE_IMAGES]
    finer = evaluation.exact_log_likelihood(model, some, step=0.015, name="finer").values - found.values[:PLANE_IMAGES]
    wider = evaluation.exact_log_likelihood(model, some, limit=10.0, name="wider").values - found.values[:PLANE_IMAGES]
    return {"images": len(images), "log_likelihood": float(found.values.mean()),
            "stderr_images": float(found.values.std(ddof=1) / math.sqrt(len(images))), "error": float(found.error.mean()),
            "elbo": training.score_elbo(model, images, SEED).elbo, "some": len(some),
            "finer": {"mean": float(finer.mean()), "largest": float(abs(finer).max())},
            "wider": {"mean": float(wider.mean()), "largest": float(abs(wider).max())}}


def plane():
    """On some test images: bounds under log p(x), by draws from the encoder's q and from the best Gaussian for each image,
    and the parts of log p(x) − ELBO. What is kept image by image is in the images' order.
    """
    model, images, truth, parts = _split()
    found = {"images": len(images), "exact": float(truth.values.mean()), "error": float(truth.error.mean()),
             "family": _rounded(parts.family), "amortisation": _rounded(parts.amortisation)}
    for name, q in (("encoder", None), ("best", (parts.mean, parts.logvar))):
        bounds = evaluation.importance_bounds(model, images, KS, SEED, name=f"{name}'s draws", q=q)
        found |= {name: _ladder(bounds), f"short {name}": _rounded(truth.values - bounds[KS[-1]].values)}
    return found


def wide():
    """On the same images: bounds by draws from the best Gaussians, widened, and how far they lie below log p(x)."""
    model, images, truth, parts = _split()
    bounds = evaluation.importance_bounds(model, images, KS, SEED, name="wide draws", q=(parts.mean, parts.logvar + 2 * math.log(WIDER)))
    return {"wider": WIDER, "bounds": _ladder(bounds), "short": _rounded(truth.values - bounds[KS[-1]].values)}


def bound(name, first):
    """Importance-weighted bounds on a block of test images, as sums that blocks can add up.

    Two blocks side by side on one thread each take 0.8 of the time of one after the other on two.
    """
    training.use_one_thread()
    model, images = load(name)
    found = evaluation.importance_bounds(model, images[first:first + BLOCK], KS, seed=first, name=f"bound {name} {first}")
    return {str(k): {"sum": float(one.values.sum()), "squares": float((one.values ** 2).sum()),
                     "noise": (one.stderr_noise * BLOCK) ** 2, "gap_squares": float(((one.values - found[1].values) ** 2).sum())}
            for k, one in found.items()}


def summary(measured):
    """What the notebooks show of measurements, {name: {"date", "took", "result"}}."""
    results = {name: row["result"] for name, row in measured.items()}
    found = {"command": "make recorded", "seed": SEED, "dates": sorted({row["date"] for row in measured.values()})}
    found |= {name: row for name, row in results.items() if not name.startswith(("beta ", "bound "))}
    found["beta"] = {name.split()[1]: row for name, row in results.items() if name.startswith("beta ")}
    for model in BOUNDS:
        blocks = [row for name, row in results.items() if name.startswith(f"bound {model} ")]
        if blocks:
            found[f"bound {model}"] = {k: _added_up([row[k] for row in blocks], [row["1"] for row in blocks]) for k in map(str, KS)}
    return found


def finish():
    """Write what notebooks show, and say how much of it is there."""
    measured = bench.read(RESULTS)["measurements"]
    SUMMARY.write_text(json.dumps(summary(measured), indent=1) + "\n", encoding="utf-8")
    print(f"{SUMMARY.relative_to(HERE.parent)}: written from {len(measured)} of {len(measurements())} measurements")


def _split():
    """The two-dimensional model, some test images, and their ``Exact`` and ``Gap``."""
    model, images = load("mnist-2d")
    images = images[:PLANE_IMAGES]
    truth = evaluation.exact_log_likelihood(model, images, name="exact")
    return model, images, truth, evaluation.gap_parts(model, images, truth, name="gap")


def _ladder(bounds):
    return {str(k): {"mean": one.mean, "stderr_images": one.stderr_images, "stderr_noise": one.stderr_noise} for k, one in bounds.items()}


def _added_up(blocks, elbos):
    """Mean and standard errors of a bound, and of its distance from the ELBO on the same draws."""
    count = BLOCK * len(blocks)
    mean = sum(block["sum"] for block in blocks) / count
    gap = mean - sum(block["sum"] for block in elbos) / count
    return {"images": count, "mean": mean, "stderr_images": _stderr(sum(block["squares"] for block in blocks), mean, count),
            "stderr_noise": math.sqrt(sum(block["noise"] for block in blocks)) / count,
            "gap": gap, "gap_stderr": _stderr(sum(block["gap_squares"] for block in blocks), gap, count)}


def _stderr(squares, mean, count):
    return math.sqrt(max(0.0, squares / count - mean ** 2) / (count - 1))


def _rounded(values):
    return [round(float(value), 3) for value in values]


if __name__ == "__main__":
    bench.drive(__file__, RESULTS, measurements(), bound, __doc__, finish)
