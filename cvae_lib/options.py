"""What ``python -m cvae_lib`` can be asked: its jobs and their options."""

import argparse
import os
from pathlib import Path

from cvae_lib import __version__, exporting, packed, recipes, runs, workers

IMAGES = 100_000_000        # more than any set holds
SEED = 2 ** 31 - 1
TILES, SHOWN = 100, 4_096    # images a side and in all: a picture of more takes more than 1 GB to draw


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message):
        self.exit(2, f"cvae_lib: {message}; see {self.prog} --help\n")


def parser():
    """The parser; of what it returns, ``job`` is the name of the job."""
    parser = Parser(prog="python -m cvae_lib",
                     description="Convolutional variational autoencoders on MNIST, other sets of images, and "
                                 "images of your own.")
    parser.add_argument("--version", action="version", version=f"cvae_lib {__version__}")
    jobs = parser.add_subparsers(required=True, metavar="JOB")

    job = jobs.add_parser("train", help="train a model and write its run to a folder")
    job.add_argument("--recipe", default="fast_2d",
                     help="tutorial_2d (today's tutorial to the letter), fast_2d (default), sprint_2d (one "
                          "epoch), tutorial_50d (that of 2018), fast_50d, conditional_2d or cifar10")
    _add_data(job, "mnist")
    _add_form(job)
    job.add_argument("--conditional", action="store_true", help="give both networks the images' labels")
    job.add_argument("--latent-dim", type=_count(recipes.MOST["latent_dim"]),
                     help="instead of the recipe's own; so the next three")
    job.add_argument("--filters", type=_count(recipes.MOST["filters"]), nargs="+", metavar="N",
                     help="one number a convolution")
    job.add_argument("--likelihood", choices=recipes.CHOICES["likelihood"],
                     help="all but bernoulli are of 8-bit pixels, which then are not binarised")
    job.add_argument("--batch-size", type=_count(recipes.MOST["batch_size"]), help="images in a step")
    job.add_argument("--memory", type=_gigabytes, default=2.0, metavar="GB",
                     help="without --batch-size, a wide network's batch is halved until training takes no "
                          "more (default 2)")
    job.add_argument("--epochs", type=_count(recipes.MOST["epochs"]), help="instead of the recipe's own")
    job.add_argument("--seed", type=_count(SEED, 0), default=0,
                     help="of weights, order and noise (default 0)")
    job.add_argument("--out", required=True, type=_path,
                     help="the run's folder; nothing in it is ever overwritten")
    job.add_argument("--validation", type=_count(IMAGES, 0), default=0,
                     help="training images to hold out and score instead of the test images")
    job.add_argument("--images", type=_count(), help="train on the first so many images only")
    job.add_argument("--resume", action="store_true",
                     help="go on with the unfinished run in the folder; where there is none, begin")
    job.add_argument("--deterministic", action="store_true",
                     help="one thread: the same weights to the bit, more slowly")
    job.add_argument("--tensorboard", action="store_true",
                     help="write each epoch's figures for TensorBoard into logs in the run's folder; needs "
                          "the extra tensorboard")
    job.add_argument("--strategy", choices=workers.STRATEGIES,
                     help="one process (default); mirrored, on all GPUs of this machine; or multi-worker, "
                          "the same command on each machine, see docs/cluster.md")
    job.add_argument("--local-workers", type=_count(256), metavar="N",
                     help="start N workers on this machine, which train together")
    job.set_defaults(job="train")

    run_help = "a run's folder, or the name of a shipped run: " + ", ".join(runs.SHIPPED)
    job = jobs.add_parser("evaluate",
                          help="the test ELBO of a run with its standard errors, and what it is a bound of")
    job.add_argument("run", type=_path, help=run_help)
    job.add_argument("--json", action="store_true", help="print one JSON object")
    job.add_argument("--images", type=_count(), help="score the first so many images only")
    job.add_argument("--validation", type=_count(IMAGES, 0), default=0,
                     help="score that many held-out training images instead")
    job.add_argument("--seed", type=_count(SEED, 0), default=0, help="of the noise (default 0)")
    job.add_argument("--draws", type=_count(1_000), default=4, help="noise vectors per image (default 4)")
    _add_data(job, None)
    job.add_argument("--samples", type=_count(1_000_000), metavar="K",
                     help="also the importance-weighted bound with K samples per image, rate, distortion, "
                          "active units, and the codes beside the prior")
    job.add_argument("--exact", action="store_true",
                     help="the same with log p(x) by quadrature and what the ELBO loses beside it, for two "
                          "latent dimensions and pixels of 0 or 1")
    job.set_defaults(job="evaluate")

    pictures = (("manifold", ".png", "draw the decoded latent plane"),
                ("samples", ".png", "draw images decoded from the prior"),
                ("gif", ".gif", "animate the run's pictures, a frame an epoch"))
    for name, ending, text in pictures:
        job = jobs.add_parser(name, help=text)
        job.add_argument("run", type=_path, help=run_help)
        job.add_argument("-o", "--out", required=True, type=_path, help=f"the file to write, *{ending}")
        job.add_argument("--force", action="store_true", help="replace the file if it exists")
        if name != "gif":
            job.add_argument("--label", type=_count(recipes.MOST["classes"], 0),
                             help="of a conditional run: the class, by its number")
        if name == "manifold":
            job.add_argument("--tiles", type=_count(TILES, 2), default=20, help="images a side (default 20)")
        elif name == "samples":
            job.add_argument("--count", type=_count(SHOWN),
                             help="how many (default 64); of a conditional run without --label, how many of "
                                  "each class (default 10)")
            job.add_argument("--seed", type=_count(SEED, 0), default=0, help="of the draws (default 0)")
        else:
            job.add_argument("--kind", choices=("samples", "reconstructions"), default="samples",
                             help="what to show (default samples)")
            job.add_argument("--thin", action="store_true",
                             help="fewer frames, early epochs denser, as the tutorials do")
        job.set_defaults(job=name, endings=(ending,))

    job = jobs.add_parser("export", help="write a run's decoder for programs without Python")
    job.add_argument("run", type=_path, help=run_help)
    job.add_argument("-o", "--out", required=True, type=_path,
                     help="the file to write: *.tflite (LiteRT), or *.onnx, for which the extra export is "
                          "needed")
    job.add_argument("--force", action="store_true", help="replace the file if it exists")
    job.set_defaults(job="export", endings=tuple(exporting.FORMATS))

    job = jobs.add_parser("look", help="say what a set of images holds, and what training would use of it")
    job.add_argument("source", metavar="NAME_OR_PATH", type=_path,
                     help="a folder of images, an npz file, or mnist, fashion_mnist or cifar10")
    _add_form(job)
    job.add_argument("-o", "--out", type=_path, help="also draw 64 of the images into a file, *.png")
    job.add_argument("--force", action="store_true", help="replace the file if it exists")
    job.set_defaults(job="look", endings=(".png",))

    job = jobs.add_parser("pack", help="write a set that does not fit into memory as shards")
    job.add_argument("source", metavar="NAME_OR_PATH", type=_path,
                     help="a folder of images, which is read file by file; or an npz file, mnist, "
                          "fashion_mnist or cifar10, which are loaded whole")
    _add_form(job)
    job.add_argument("--binarized", action="store_true",
                     help="pack zeros and ones; the black-and-white mnist and fashion_mnist ship")
    job.add_argument("--skip-bad", action="store_true", help="leave out files that cannot be used")
    job.add_argument("--download", action="store_true", help="fetch a named set that is not on this machine")
    job.add_argument("--shard-images", type=_count(), default=packed.SHARD_IMAGES, metavar="N",
                     help=f"images in a shard (default {packed.SHARD_IMAGES:,})")
    job.add_argument("--out", required=True, type=_path,
                     help="the folder; nothing in it is overwritten, and an interrupted pack goes on")
    job.set_defaults(job="pack")

    jobs.add_parser("info", help="versions and data").set_defaults(job="info")
    return parser


def check_target(options):
    """Refuse a file to write, where a job was asked for one, that has another ending or is there already.

    Raises:
        ValueError: in one line.
    """
    if "endings" not in options or not options.out:
        return
    path = Path(options.out)
    if path.suffix not in options.endings:
        raise ValueError(f"{path}: the file's name must end in {' or '.join(options.endings)}")
    if not os.path.isdir(path.parent):
        raise ValueError(f"{path.parent}: no such folder; make it first")
    if os.path.isdir(path):
        raise ValueError(f"{path}: is a folder; choose another name")
    if os.path.lexists(path) and not options.force:
        raise ValueError(f"{path}: exists already; choose another name, or add --force to replace it")


def _add_data(job, default):
    job.add_argument("--data", metavar="NAME_OR_PATH", default=default, type=_path,
                     help="the images: mnist, fashion_mnist or cifar10, a folder, an npz file, or what pack "
                          f"wrote (default {default or 'those that the run was trained on'})")
    job.add_argument("--download", action="store_true", help="fetch a named set that is not on this machine")
    job.add_argument("--skip-bad", action="store_true", help="leave out a folder's files that cannot be read")


def _add_form(job):
    job.add_argument("--size", type=_count(), help="make each image a square of this side, even, 16 to 64")
    kind = job.add_mutually_exclusive_group()
    kind.add_argument("--colour", action="store_true", default=None, help="make all images colour")
    kind.add_argument("--grey", action="store_false", dest="colour", help="make all images grey")


def _path(text):
    """A path or a name, its ``~`` expanded, which a shell leaves alone in quotes and after an equals sign."""
    if "\0" in text:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} holds a NUL, which no path may")
    return os.path.expanduser(text)


def _count(most=IMAGES, least=1):
    """The type of a whole number within bounds; only the digits 0 to 9 write one."""
    def read(text):
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            text = text if len(text) <= 40 else f"{text[:40]}…"
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)
    return read


def _gigabytes(text):
    try:
        value = float(text) if text.isascii() else 0
    except ValueError:
        value = 0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number of GB above 0")
    return value
