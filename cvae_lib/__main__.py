"""The course's jobs from a shell: ``python -m cvae_lib --help``.

TensorFlow is imported only by the jobs that need it, so that help and complaints come at once.
"""

import collections
import dataclasses
import json
import sys
from pathlib import Path

from cvae_lib import exporting, extras, mnist_files, packed, quiet, recipes, runs, workers
from cvae_lib.files.npz_files import shown
from cvae_lib.options import SHOWN, check_target, parser


def main(arguments=None):
    """Run one job; returns the exit code. Errors of the user's are one line on stderr."""
    quiet.have_stderr()
    options = parser().parse_args(arguments)
    options.arguments = sys.argv[1:] if arguments is None else arguments
    try:
        check_target(options)
        JOBS[options.job](options)
    except (ValueError, RuntimeError, OSError, MemoryError) as error:       # DataError, RunError: ValueErrors
        if type(error).__module__.startswith("tensorflow"):
            raise
        return workers.say(error, shown(error) or "not enough memory")
    except KeyboardInterrupt:
        print("cvae_lib: interrupted", file=sys.stderr)
        return 130
    return 0


# ------------------------------------------------------------------------------------------------ jobs

def train(options):
    recipe, out = recipes.find(options.recipe), Path(options.out)
    changes = _changes(options, recipe)
    if options.tensorboard:
        extras.check("tensorboard", "--tensorboard")
    try:
        if options.local_workers and not workers.inside():
            _start_workers(options)
        else:
            _train(options, recipe, changes, out)
    except KeyboardInterrupt:
        raise RuntimeError(f"{out}: interrupted; the same command with --resume goes on after the last whole "
                           "epoch") from None


def _start_workers(options):
    if options.strategy not in (None, "multi-worker"):
        raise ValueError(f"--local-workers is for --strategy multi-worker, and not for {options.strategy}")
    workers.run(["-m", "cvae_lib", *options.arguments], options.local_workers)


def _train(options, recipe, changes, out):
    strategy = options.strategy or ("multi-worker" if options.local_workers else "one")
    if options.deterministic:
        from cvae_lib import machine

        machine.use_one_thread()
    cluster = None if strategy == "one" else _join(strategy)        # before TensorFlow computes anything

    from cvae_lib import data

    images = _load(options, changes.get("binarization", recipe.binarization))
    if options.conditional or recipe.classes:
        if not images.class_names:
            raise ValueError(f"{options.data}: its images have no labels, and a conditional run needs them")
        changes["classes"] = len(images.class_names)
    recipe = dataclasses.replace(recipe.for_images(images.train.images.shape[1:]), **changes)
    if options.images:
        count = len(images.train.images)
        if options.images > count:
            raise ValueError(f"--images is {options.images}; there are {count} training images")
        images = images._replace(train=data.Part(*(part[:options.images] for part in images.train)))

    from cvae_lib import distribution, training

    cluster = cluster or distribution.Cluster()
    if options.batch_size is None:
        recipe = training.within(recipe, options.memory)
    if cluster.chief:
        if options.resume and runs.is_free(out):
            print(f"{out}: there is no run to go on with; this one begins")
        print(f"{dataclasses.replace(recipe, epochs=options.epochs or recipe.epochs)}; training takes about "
              f"{training.memory_gb(recipe):.1f} GB{' in each worker, or less' if len(cluster) > 1 else ''}")
        if images.name != "mnist":
            counts = [len(part.images) for part in images.parts.values()]
            print("{}: {} training, {} validation and {} test images".format(images.name, *counts))
    else:
        print(f"{cluster.name(cluster.index)} takes part; {cluster.name(0)} tells how it goes", flush=True)

    summaries = None
    if options.tensorboard:
        from cvae_lib.summaries import Summaries

        summaries = Summaries()

    def report(run):
        for row in run.history["epochs"][-1:]:
            print(f"epoch {row['epoch']} of {run.info['epochs']}: loss {row['loss']:.2f}, {run.info['part']} "
                  f"ELBO {row['elbo']:.2f} nats per image, {row['seconds']:.1f} s", flush=True)
        if summaries:
            summaries(run)

    run = training.train(recipe, images, out=out, epochs=options.epochs, seed=options.seed,
                         resume=options.resume, on_epoch=report, cluster=cluster)
    if run:
        print(run.summary)


def _join(strategy):
    if strategy == "multi-worker" and not workers.inside():
        print("waiting until all workers are there", flush=True)

    from cvae_lib import distribution

    return distribution.join(strategy)


def _load(options, binarization):
    """The images to train on."""
    form = {name: getattr(options, name) for name in ("size", "colour", "skip_bad")}
    if packed.is_packed(options.data):
        if form != {"size": None, "colour": None, "skip_bad": False}:
            raise ValueError(f"{options.data}: is packed in one form already; --size, --colour, --grey and "
                             "--skip-bad are for pack")
        return packed.load(options.data, binarization, options.validation)

    from cvae_lib import data

    return data.load(options.data, binarization, options.validation, download=options.download, **form)


def _changes(options, recipe):
    """What the options change of a recipe."""
    names = ("latent_dim", "filters", "likelihood", "batch_size")
    changes = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    black_and_white = changes.get("likelihood", recipe.likelihood) == "bernoulli"
    if black_and_white != (recipe.likelihood == "bernoulli"):
        changes["binarization"] = "threshold" if black_and_white else "none"
    return changes


def evaluate(options):
    run = runs.find(options.run)
    _check_evaluate(options, run)
    images = _images(options, run)

    from cvae_lib import reports

    found = reports.figures(run, images, "validation" if options.validation else "test", options.seed,
                            options.draws, options.samples, options.exact)
    print(json.dumps(found) if options.json else reports.words(found))


def _check_evaluate(options, run):
    """Refuse what cannot be scored, before anything is loaded."""
    recipe = run.recipe
    if options.draws < 2:
        raise ValueError(f"--draws is {options.draws}; the noise's standard error needs at least 2")
    if options.samples == 1:
        raise ValueError("--samples is 1, which is the ELBO itself; the importance-weighted bound needs at "
                         "least 2")
    if options.exact and recipe.latent_dim != 2:
        raise ValueError(f"--exact needs 2 latent dimensions, and {options.run} has {recipe.latent_dim}; "
                         "use --samples")
    if options.exact and recipe.likelihood != "bernoulli":
        raise ValueError(f"--exact needs black-and-white pixels, and {options.run} has a likelihood of 8-bit "
                         "ones; use --samples")


def _images(options, run):
    """The images to score; found without TensorFlow."""
    recipe = run.recipe
    found = run.load_images(options.data, options.validation, download=options.download,
                            skip_bad=options.skip_bad)
    name = "validation" if options.validation else "test"
    part = getattr(found, name)
    if run.info["train_images"] > len(found.train.images) and options.validation:
        raise ValueError(f"{options.run}: was trained on {run.info['train_images']} images, so the last "
                         f"{options.validation} training images were not held out; leave --validation out to "
                         "score the test images")
    if not 2 <= (options.images or len(part.images)) <= len(part.images):
        raise ValueError(f"--images is {options.images}; it must be between 2 and {len(part.images)}")
    part = packed.held(part._make(values[:options.images] for values in part))
    if isinstance(part.images, packed.Packed) and (options.samples or options.exact):
        raise ValueError(f"{found.name}: its {name} images take {part.images.nbytes / 1e9:.1f} GB, and "
                         "--samples and --exact hold them in memory; score the first of them with --images")
    if recipe.classes and len(found.class_names) != recipe.classes:
        raise ValueError(f"{found.name}: has labels of {len(found.class_names)} classes, and {options.run} "
                         f"is conditional on {recipe.classes}")
    if recipe.classes and options.samples and 1 in collections.Counter(part.labels.tolist()).values():
        raise ValueError("--samples needs at least two images of each label for a conditional run; score "
                         "more --images")
    return found._replace(**{name: part})


def manifold(options):
    run = runs.find(options.run)
    if run.recipe.classes and options.label is None:
        raise ValueError(f"{options.run}: is conditional, and each label has a plane of its own; say which "
                         f"with --label, from 0 to {run.recipe.classes - 1}")
    _check_label(options, run)

    from cvae_lib import figures, latent

    description = (f"{options.tiles} by {options.tiles} {_what(options, run)} decoded from the latent plane "
                   "at equally probable steps of the prior; neighbours change shape gradually.")
    plane = latent.manifold(run.load_model().given(options.label), options.tiles)
    _save(figures.manifold(plane, description, latent.quantile_grid(options.tiles)), options)


def samples(options):
    run = runs.find(options.run)
    _check_label(options, run)
    rows = run.recipe.classes if options.label is None else 0
    count = options.count or (max(1, min(10, SHOWN // rows)) if rows else 64)
    if count * max(1, rows) > SHOWN:
        raise ValueError(f"--count is {count}, for each of {rows} classes; a picture holds at most {SHOWN}")

    from cvae_lib import figures, tf

    model = run.load_model()
    eps = tf.random.stateless_normal((count, model.latent_dim), seed=[options.seed, 0])
    if rows:
        groups = {name: model.given(label).sample(eps) for label, name in enumerate(_class_names(run))}
        _save(figures.rows(groups, f"A row of {_what(options, run)} for each label; those of one column are "
                                   "decoded from one draw from the prior."), options)
    else:
        description = f"{count} {_what(options, run)} decoded from draws from the prior."
        _save(figures.digits(model.given(options.label).sample(eps), description), options)


def _check_label(options, run):
    """Refuse a label that a run does not have."""
    if options.label is not None and options.label >= run.recipe.classes:
        classes = run.recipe.classes
        why = f"it must be from 0 to {classes - 1}" if classes else f"{options.run} is not conditional"
        raise ValueError(f"--label is {options.label}; {why}")


def _class_names(run):
    """Of a conditional run: the labels' names, or, where the images were the reader's own, their numbers."""
    return mnist_files.CLASS_NAMES.get(run.data, [str(label) for label in range(run.recipe.classes)])


def _what(options, run):
    """What a run's pictures are of, in words."""
    name = "" if options.label is None else f" of class {_class_names(run)[options.label]}"
    return ("digits" if run.data == "mnist" else "images") + name


def gif(options):
    run = runs.find(options.run)
    frames = run.frames

    from cvae_lib import figures

    places = figures.thinned(len(frames["epochs"])) if options.thin else None
    digits = "digits" if run.data == "mnist" else "images"
    what = {"samples": f"{digits} decoded from one fixed prior vector",
            "reconstructions": f"test {digits}, reconstructed"}[options.kind]
    which = "some epochs" if options.thin else "one frame an epoch"
    turns = "strokes and then into digits" if run.data == "mnist" else "shapes"
    description = (f"Animation, {which} from 0 to {frames['epochs'][-1]}: sixteen {what}; an even grey turns "
                   f"into {turns}.")
    _save(figures.animation(frames, description, options.kind, places=places), options)


def export(options):
    run = runs.find(options.run)
    exporting.check_packages(options.out)

    difference = exporting.decoder(run.load_model(), options.out)
    recipe = run.recipe
    label = f" and label (N,), from 0 to {recipe.classes - 1}," if recipe.classes else ""
    print("{}: z (N, {}){} to pixels (N, {}, {}, {}) from 0 to 1, within {:.1g} of Python's".format(
        options.out, recipe.latent_dim, label, *recipe.image_shape, difference))


def look(options):
    from cvae_lib import looking

    found = looking.look(options.source, options.size, options.colour)
    if sys.stdout:
        sys.stdout.reconfigure(errors="backslashreplace")   # whatever the names of files consist of
    print(found.words)
    if options.out:
        _save(found.sheet(), options)


def pack(options):
    def report(entry):
        print(f"{entry['file']}: {entry['images']:,} images", flush=True)

    try:
        index = packed.pack(options.source, options.out, size=options.size, colour=options.colour,
                            binarized=options.binarized, skip_bad=options.skip_bad, on_shard=report,
                            shard_images=options.shard_images, download=options.download)
    except KeyboardInterrupt:
        raise RuntimeError(f"{options.out}: interrupted; the same command goes on with the shard that was "
                           "begun") from None
    counts = [sum(entry["images"] for entry in part) for part in index["parts"].values()]
    print("{}: {:,} training and {:,} test images, {}, {} × {} × {}; train with --data {}".format(
        options.out, *counts, index["pixels"], *index["image_shape"], options.out))


def info(options):
    from cvae_lib import about

    print("\n".join(about.lines()))


# --------------------------------------------------------------------------------------------- details

def _save(picture, options):
    picture.save(options.out)
    print(f"{options.out}: {picture.description}")


JOBS = {job.__name__: job for job in (train, evaluate, manifold, samples, gif, export, look, pack, info)}

if __name__ == "__main__":
    sys.exit(main())
