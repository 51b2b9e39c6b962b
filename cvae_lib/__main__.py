"""The course's jobs from a shell: ``python -m cvae_lib --help``.

TensorFlow is imported only by the jobs that need it, so that help and complaints come at once.
"""

import argparse
import importlib.metadata
import json
import platform
import sys
from pathlib import Path

from cvae_lib import __version__, recipes, runs

GAP_IMAGES = 200        # `evaluate --exact` splits the gap of so many images: each costs about a second


def main(arguments=None):
    """Run one job; returns the exit code. Errors of the user's are one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        if "ending" in options and options.out:
            _check_target(Path(options.out), options)
        options.job(options)
    except (ValueError, RuntimeError, OSError) as error:       # DataError and RunError are ValueErrors
        if type(error).__module__.startswith("tensorflow"):
            raise
        print(f"cvae_lib: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("cvae_lib: interrupted", file=sys.stderr)
        return 130
    return 0


# ------------------------------------------------------------------------------------------------ jobs

def train(options):
    from cvae_lib import data, machine, training

    recipe = recipes.find(options.recipe)
    out = Path(options.out)
    if options.deterministic:
        machine.use_one_thread()
    mnist = data.load("mnist", recipe.binarization, options.validation)
    if options.images:
        count = len(mnist.train.images)
        if options.images > count:
            raise ValueError(f"--images is {options.images}; there are {count} training images")
        mnist = mnist._replace(train=data.Part(*(part[:options.images] for part in mnist.train)))
    print(recipe)

    def report(run):
        for row in run.history["epochs"][-1:]:
            print(f"epoch {row['epoch']} of {run.info['epochs']}: loss {row['loss']:.2f}, {run.info['part']} "
                  f"ELBO {row['elbo']:.2f} nats per image, {row['seconds']:.1f} s", flush=True)

    try:
        run = training.train(recipe, mnist, out=out, epochs=options.epochs, seed=options.seed,
                             resume=options.resume, on_epoch=report)
    except KeyboardInterrupt:
        raise RuntimeError(f"{out}: interrupted; the same command with --resume goes on after the last whole "
                           "epoch") from None
    print(run.summary)


def evaluate(options):
    run = runs.find(options.run)
    _check_evaluate(options, run)
    found = _figures(options, run)
    if options.json:
        print(json.dumps(found))
    else:
        print("\n".join(sentence.format(**found) for first, sentence in SENTENCES.items() if first in found))


def _check_evaluate(options, run):
    """Refuse what cannot be scored, before TensorFlow is imported."""
    if options.draws < 2:
        raise ValueError(f"--draws is {options.draws}; the noise's standard error needs at least 2")
    if options.samples == 1:
        raise ValueError("--samples is 1, which is the ELBO itself; the importance-weighted bound needs at "
                         "least 2")
    if options.exact and run.recipe.latent_dim != 2:
        raise ValueError(f"--exact needs 2 latent dimensions, and {options.run} has {run.recipe.latent_dim}; "
                         "use --samples")
    if run.info["train_images"] > 60_000 - options.validation:
        raise ValueError(f"{options.run}: was trained on {run.info['train_images']} images, so the last "
                         f"{options.validation} training images were not held out; leave --validation out to "
                         "score the test images")


def _figures(options, run):
    """All that was asked for, as one dictionary."""
    from cvae_lib import data, elbo, evaluation, quadrature, scoring

    mnist = data.load("mnist", run.recipe.binarization, options.validation)
    part = "validation" if options.validation else "test"
    images = getattr(mnist, part).images
    if not 2 <= (options.images or len(images)) <= len(images):
        raise ValueError(f"--images is {options.images}; it must be between 2 and {len(images)}")
    model, images = run.load_model(), images[:options.images]
    score = scoring.score_elbo(model, images, options.seed, options.draws)
    found = score._asdict() | {"part": part}
    if options.samples:
        bounds = evaluation.importance_bounds(model, images, [options.samples], options.seed, name="bound")
        _, mean, stderr_images, stderr_noise = bounds[options.samples]
        found |= {"bound": mean, "bound_samples": options.samples, "bound_stderr_images": stderr_images,
                  "bound_stderr_noise": stderr_noise, "bound_bits_per_pixel": elbo.bits_per_dimension(mean)}
    if options.exact:
        exact = quadrature.exact_log_likelihood(model, images, name="exact")
        truth = float(exact.values.mean())
        found |= {"log_likelihood": truth, "log_likelihood_error": float(exact.error.mean()),
                  "log_likelihood_bits_per_pixel": elbo.bits_per_dimension(truth), "gap": truth - score.elbo}
        few = quadrature.Exact(*(values[:GAP_IMAGES] for values in exact))
        gap = quadrature.gap_parts(model, images[:GAP_IMAGES], few, name="gap")
        found |= {"gap_images": len(gap.family), "gap_family": float(gap.family.mean()),
                  "gap_amortisation": float(gap.amortisation.mean())}
    if options.samples or options.exact:
        units = evaluation.units(model, images)
        codes = evaluation.aggregate_mismatch(model, images[:2_000], options.seed)
        rate = float(units.kl.sum())
        found |= {"rate": rate, "distortion": -score.elbo - rate, "active_units": units.active,
                  "latent_dim": model.latent_dim, "kl_per_dimension": units.kl.tolist(),
                  "mmd2": codes.mmd2, "mmd2_threshold": codes.threshold}
    return found


# Of ``evaluate``: said where the figure before the colon was found.
SENTENCES = {
    "elbo": "ELBO {elbo:.2f} nats per image on {images} {part} images (standard error {stderr_images:.2f} "
            "over images, {stderr_noise:.3f} over noise, seed {seed})",
    "bound": "importance-weighted bound {bound:.2f} nats per image with {bound_samples} samples (standard "
             "error {bound_stderr_images:.2f} over images, {bound_stderr_noise:.3f} over draws), "
             "{bound_bits_per_pixel:.4f} bits per pixel",
    "log_likelihood": "exact log-likelihood {log_likelihood:.2f} nats per image by quadrature (estimated "
                      "error {log_likelihood_error:.4f}), {log_likelihood_bits_per_pixel:.4f} bits per pixel"
                      "; the ELBO is {gap:.2f} below it",
    "gap_images": "of that gap, on {gap_images} images: {gap_family:.2f} nats by the family of q, "
                  "{gap_amortisation:.2f} by amortisation",
    "rate": "rate {rate:.2f} and distortion {distortion:.2f} nats per image; "
            "{active_units} of {latent_dim} units active",
    "mmd2": "codes beside the prior: squared MMD {mmd2:.5f}; were they alike, 99 % of draws would stay below "
            "{mmd2_threshold:.5f}",
}


def manifold(options):
    run = runs.find(options.run)

    from cvae_lib import figures, latent

    description = (f"{options.tiles} by {options.tiles} digits decoded from the latent plane at equally "
                   "probable steps of the prior; neighbours change shape gradually.")
    plane = latent.manifold(run.load_model(), options.tiles)
    _save(figures.manifold(plane, description, latent.quantile_grid(options.tiles)), options)


def samples(options):
    run = runs.find(options.run)

    from cvae_lib import figures, tf

    model = run.load_model()
    eps = tf.random.stateless_normal((options.count, model.latent_dim), seed=[options.seed, 0])
    description = f"{options.count} digits decoded from draws from the prior."
    _save(figures.digits(model.sample(eps), description), options)


def gif(options):
    run = runs.find(options.run)
    frames = run.frames

    from cvae_lib import figures

    places = figures.thinned(len(frames["epochs"])) if options.thin else None
    what = {"samples": "digits decoded from one fixed prior vector",
            "reconstructions": "test digits, reconstructed"}[options.kind]
    which = "some epochs" if options.thin else "one frame an epoch"
    description = (f"Animation, {which} from 0 to {frames['epochs'][-1]}: sixteen {what}; an even grey turns "
                   "into strokes and then into digits.")
    _save(figures.animation(frames, description, options.kind, places=places), options)


def look(options):
    from cvae_lib import looking

    found = looking.look(options.source, options.size, options.colour)
    sys.stdout.reconfigure(errors="backslashreplace")       # whatever the names of files consist of
    print(found.words)
    if options.out:
        _save(found.sheet(), options)


def info(options):
    from cvae_lib import data, machine, quiet, tf

    print(f"cvae_lib {__version__}, Python {platform.python_version()}")
    for package in ("tensorflow", "keras", "tensorflow-probability", "numpy"):
        print(f"{package} {importlib.metadata.version(package)}")
    mnist = data.load_mnist()
    print(f"MNIST, binarised: {len(mnist.train.images)} training and {len(mnist.test.images)} test images, "
          "shipped")
    print(f"recipes: {', '.join(recipes.RECIPES)}; shipped runs: {', '.join(runs.SHIPPED)}")
    names = [device.name.removeprefix("/physical_device:") for device in tf.config.list_physical_devices()]
    print(f"devices: {', '.join(names)}; {machine.cores()} cores, a batch is worked on in "
          f"{machine.set_up()} parts; fastest in {machine.fastest_precision()}")
    # What TensorFlow wrote while it was imported: of a GPU that it cannot use, for example.
    said = [line for line in quiet.held_back.splitlines() if line.strip()]
    print("\n".join(["TensorFlow said at its start:", *(f"  {line}" for line in said)]) if said else
          "TensorFlow said nothing at its start")


# --------------------------------------------------------------------------------------------- details

class _Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"cvae_lib: {message}; see {self.prog} --help\n")


def _parser():
    parser = _Parser(prog="python -m cvae_lib",
                     description="Convolutional variational autoencoders on MNIST.")
    parser.add_argument("--version", action="version", version=f"cvae_lib {__version__}")
    jobs = parser.add_subparsers(required=True, metavar="JOB")

    job = jobs.add_parser("train", help="train a model and write its run to a folder")
    job.add_argument("--recipe", default="fast_2d",
                     help="tutorial_2d (today's tutorial to the letter), fast_2d (default), tutorial_50d "
                          "(that of 2018) or fast_50d")
    job.add_argument("--epochs", type=_positive, help="instead of the recipe's own")
    job.add_argument("--seed", type=_natural, default=0, help="of weights, order and noise (default 0)")
    job.add_argument("--out", required=True, help="the run's folder; nothing in it is ever overwritten")
    job.add_argument("--validation", type=_natural, default=0,
                     help="training images to hold out and score instead of the test images")
    job.add_argument("--images", type=_positive, help="train on the first so many images only")
    job.add_argument("--resume", action="store_true", help="go on with the unfinished run in the folder")
    job.add_argument("--deterministic", action="store_true",
                     help="one thread: the same weights to the bit, more slowly")
    job.set_defaults(job=train)

    run_help = "a run's folder, or the name of a shipped run: " + ", ".join(runs.SHIPPED)
    job = jobs.add_parser("evaluate",
                          help="the test ELBO of a run with its standard errors, and what it is a bound of")
    job.add_argument("run", help=run_help)
    job.add_argument("--json", action="store_true", help="print one JSON object")
    job.add_argument("--images", type=_positive, help="score the first so many images only")
    job.add_argument("--validation", type=_natural, default=0,
                     help="score that many held-out training images instead")
    job.add_argument("--seed", type=_natural, default=0, help="of the noise (default 0)")
    job.add_argument("--draws", type=_positive, default=4, help="noise vectors per image (default 4)")
    job.add_argument("--samples", type=_positive, metavar="K",
                     help="also the importance-weighted bound with K samples per image, rate, distortion, "
                          "active units, and the codes beside the prior")
    job.add_argument("--exact", action="store_true",
                     help="the same with log p(x) by quadrature and what the ELBO loses beside it, for two "
                          "latent dimensions")
    job.set_defaults(job=evaluate)

    pictures = (("manifold", manifold, ".png", "draw the decoded latent plane"),
                ("samples", samples, ".png", "draw digits decoded from the prior"),
                ("gif", gif, ".gif", "animate the run's pictures, a frame an epoch"))
    for name, function, ending, text in pictures:
        job = jobs.add_parser(name, help=text)
        job.add_argument("run", help=run_help)
        job.add_argument("-o", "--out", required=True, help=f"the file to write, *{ending}")
        job.add_argument("--force", action="store_true", help="replace the file if it exists")
        if name == "manifold":
            job.add_argument("--tiles", type=_positive, default=20, help="digits a side (default 20)")
        elif name == "samples":
            job.add_argument("--count", type=_positive, default=64, help="how many digits (default 64)")
            job.add_argument("--seed", type=_natural, default=0, help="of the draws (default 0)")
        else:
            job.add_argument("--kind", choices=("samples", "reconstructions"), default="samples",
                             help="what to show (default samples)")
            job.add_argument("--thin", action="store_true",
                             help="fewer frames, early epochs denser, as the tutorials do")
        job.set_defaults(job=function, ending=ending)

    job = jobs.add_parser("look", help="say what a set of images holds, and what training would use of it")
    job.add_argument("source", metavar="PATH",
                     help="a folder of images, an npz file, or mnist, fashion_mnist or cifar10")
    job.add_argument("--size", type=_positive, help="make each image a square of this side, even, 16 to 64")
    kind = job.add_mutually_exclusive_group()
    kind.add_argument("--colour", action="store_true", default=None, help="make all images colour")
    kind.add_argument("--grey", action="store_false", dest="colour", help="make all images grey")
    job.add_argument("-o", "--out", help="also draw 64 of the images into a file, *.png")
    job.add_argument("--force", action="store_true", help="replace the file if it exists")
    job.set_defaults(job=look, ending=".png")

    jobs.add_parser("info", help="versions and data").set_defaults(job=info)
    return parser


def _positive(text):
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _natural(text):
    if not text.isdigit() or int(text) >= 2 ** 31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 2147483647")
    return int(text)


def _check_target(path, options):
    if path.suffix != options.ending:
        raise ValueError(f"{path}: the file's name must end in {options.ending}")
    if not path.parent.is_dir():
        raise ValueError(f"{path.parent}: no such folder; make it first")
    if path.exists() and not options.force:
        raise ValueError(f"{path}: exists already; choose another name, or add --force to replace it")


def _save(picture, options):
    picture.save(options.out)
    print(f"{options.out}: {picture.description}")


if __name__ == "__main__":
    sys.exit(main())
