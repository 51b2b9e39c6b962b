"""`make bench-levers`: each lever of the fast recipes alone; writes levers.json and its part of README.md.

What a lever does to the ELBO is measured on 5,000 validation images, after a schedule of two epochs on the other
55,000; the test images play no part. What it does to speed is measured with all variants in turn.
"""

import dataclasses
import os
import time
from pathlib import Path

import bench
from sides import Fast

HERE = Path(__file__).parent
RESULTS = HERE / "levers.json"
EPOCHS = 2
VALIDATION = 5_000

# What is changed of the recipe, one thing at a time; {} is the recipe itself, {"seed": 1} what chance alone does.
VARIANTS = {
    "fast_2d": [{}, {"seed": 1}, {"seed": 2}, {"kl": "monte_carlo"}, {"weight_decay": 0.0}, {"output_bias": "zero"},
                {"precision": "float32"}, {"schedule": "constant", "learning_rate": 1e-3}, {"batch_size": 32},
                {"learning_rate": 4e-3}, {"learning_rate": 1.6e-2}],
    "fast_50d": [{}, {"seed": 1}, {"kl": "monte_carlo"}, {"weight_decay": 0.0}, {"output_bias": "zero"}, {"precision": "float32"}],
}


def measurements():
    wanted = {"pace": (pace, ()), "scoring": (scoring, ()), "profile 1 thread": (profile, (1,)), "profile 2 threads": (profile, (2,))}
    for recipe, variants in VARIANTS.items():
        for change in variants:
            wanted[f"{recipe} {describe(change)}"] = (validate, (recipe, change))
    return wanted


def describe(change):
    return ", ".join(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}" for name, value in change.items()) or "as it is"


def validate(recipe, change):
    """Validation ELBO after a schedule of EPOCHS epochs."""
    import shutil

    from cvae_lib import data, training

    training.use_one_thread()
    seed = change.get("seed", 0)
    recipe = dataclasses.replace(training.RECIPES[recipe], **{name: value for name, value in change.items() if name != "seed"})
    out = bench.WORK / f"lever-{os.getpid()}"
    shutil.rmtree(out, ignore_errors=True)
    run = training.train(recipe, data.load_mnist(VALIDATION), out=out, epochs=EPOCHS, seed=seed)
    return run.result


class Floats(Fast):
    """Side b fed as the tutorial is: float32 pixels, drawn one by one from a shuffle buffer."""

    def pipeline(self):
        from cvae_lib import tf

        return (tf.data.Dataset.from_tensor_slices(self.images.astype("float32")).shuffle(len(self.images))
                .batch(self.batch_size).repeat(self.epochs))


class OneStep(Fast):
    """Side b with one step an execution, Keras' default."""

    compile_options = {"steps_per_execution": 1}


class XLA(Fast):
    """Side b compiled by XLA."""

    compile_options = {"jit_compile": True}


class Batch32(Fast):
    batch_size = 32


class Batch128(Fast):
    batch_size = 128


class OnePart(Fast):
    """Side b with every operation shared among the cores, as TensorFlow does by itself."""

    def __init__(self, *arguments):
        import cvae_lib
        from cvae_lib import tf

        tf.config.threading.set_intra_op_parallelism_threads(os.cpu_count())
        cvae_lib.parts = 1
        super().__init__(*arguments)


class OneThread(Fast):
    """Side b on one core."""

    def __init__(self, *arguments):
        from cvae_lib import training

        training.use_one_thread()
        super().__init__(*arguments)


class Transposed(Fast):
    """Side b with its last layer as the transposed convolution of the tutorials."""

    def __init__(self, *arguments):
        from cvae_lib import keras

        super().__init__(*arguments)
        type(self.model.decoder.layers[-1]).call = keras.layers.Conv2DTranspose.call


PACES = {"as it is": Fast, "float32 pixels, a shuffle buffer": Floats, "one step an execution": OneStep, "XLA": XLA,
         "batch 32": Batch32, "batch 128": Batch128, "each operation on all cores": OnePart,
         "last layer transposed": Transposed, "one thread": OneThread}


def pace():
    """Images a second of every variant."""
    from cvae_lib import training

    best = training.fastest_precision()
    sides = {name: (side, best) for name, side in PACES.items()}
    if best != "float32":
        sides["float32"] = (Fast, "float32")
    return bench.images_per_second(sides)


def scoring():
    """Seconds to score 10,000 test images: eagerly in batches of 32, as the tutorial does, and as a graph."""
    from cvae_lib import data, elbo, runs, training

    model, images = runs.load_pretrained("mnist-2d"), data.load_mnist().test.images
    ways = {"eager, batches of 32": lambda: [elbo.elbo_terms(model, x) for x in data.make_dataset(images, 32)]}
    for size in (32, 500, 2_000):
        ways[f"graph, batches of {size}"] = lambda size=size: training.score_elbo(model, images, draws=1, batch_size=size)
    times = {name: [] for name in ways}
    for turn in range(4):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            if turn:            # the first compiles
                times[name].append(time.perf_counter() - started)
    return times


def profile(threads):
    """Milliseconds a step, by kind of operation, and what a plain matrix product reaches with as many threads."""
    import cvae_lib
    from cvae_lib import tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    cvae_lib.parts = 1          # as TensorFlow shares the work by itself
    from tensorflow.tsl.profiler.protobuf import xplane_pb2

    images, test = bench.digits(6_400)
    steps, folder = 100, bench.WORK / f"profile-{threads}-{os.getpid()}"
    from cvae_lib import training

    side = Fast(images, test, 3, 0, training.fastest_precision())
    marks = []

    def after_epoch():
        marks.append(time.perf_counter())
        if len(marks) == 2:
            tf.profiler.experimental.start(str(folder))

    side.train(after_epoch)
    tf.profiler.experimental.stop()
    kinds = {"weights' gradient": "BackpropFilter", "convolutions, forward and input gradient": "Conv2D",
             "bias and ReLU": ("Bias", "Relu"), "other": ""}
    spent = dict.fromkeys(kinds, 0.0)
    space = xplane_pb2.XSpace()
    space.ParseFromString(next(folder.rglob("*.xplane.pb")).read_bytes())
    for plane in space.planes:
        for line in plane.lines:
            for event in line.events:
                name = plane.event_metadata[event.metadata_id].name
                operation = name.rsplit(":", 1)[-1]
                if ":" not in name or not operation.isidentifier() or "::" in name:
                    continue        # not an operation of the graph
                kind = next(kind for kind, parts in kinds.items()
                            if any(part in operation for part in ([parts] if isinstance(parts, str) else parts)))
                spent[kind] += event.duration_ps / 1e9 / steps
    a = tf.random.normal((2048, 2048))
    product = []
    for _ in range(6):
        started = time.perf_counter()
        tf.matmul(a, a).numpy()
        product.append(2 * 2048 ** 3 / (time.perf_counter() - started) / 1e9)
    return {"milliseconds": spent, "step": 1e3 * (marks[1] - marks[0]) / steps, "matmul_gflops": max(product)}


def differences(measurements):
    """``{recipe: {change: nats}}``: what each change alone does to the validation ELBO of the recipe as it is."""
    elbos = {name: row["result"]["elbo"] for name, row in measurements.items() if name.split()[0] in VARIANTS}
    return {recipe: {name.removeprefix(recipe + " "): value - elbos[f"{recipe} as it is"] for name, value in elbos.items()
                     if name.startswith(recipe) and not name.endswith("as it is")}
            for recipe in VARIANTS if f"{recipe} as it is" in elbos}


def report(results):
    """The levers' part of README.md."""
    from report import beside, spread, table

    found = {name: row["result"] for name, row in results["measurements"].items()}
    parts = [f"""## Each lever alone

`make bench-levers` measures these, from `levers.json`. The ELBO is that of {VALIDATION:,} validation images after a schedule of
{EPOCHS} epochs on the other {60_000 - VALIDATION:,}. The difference is what the change alone does to the recipe; what another seed does
is chance, and a lever pays only where it does clearly more.
"""]
    for recipe, changes in differences(results["measurements"]).items():
        parts.append(table([f"`{recipe}`", "validation ELBO, nats", "difference"], [
            (change, f"{found[f'{recipe} {change}']['elbo']:.2f}", f"{difference:+.2f}")
            for change, difference in {"as it is": 0.0, **changes}.items()]))
    if "pace" in found:
        base = found["pace"]["as it is"]
        parts += ["Speed alone, all variants in turn:\n", table(["`fast_2d`", "images a second", "beside the recipe, same round"], [
            (name, spread(rates, 0), spread(beside(rates, base), 2)) for name, rates in found["pace"].items()])]
    if "scoring" in found:
        parts += ["Scoring 10,000 test images:\n", table(["way", "seconds"], [
            (name, spread(values, 2)) for name, values in found["scoring"].items()])]
    one, two = found.get("profile 1 thread"), found.get("profile 2 threads")
    if one and two:
        parts += [f"""Why a second thread adds little: milliseconds a step, by kind of operation. A plain matrix product of 2,048² floats
reaches {one['matmul_gflops']:.0f} GFLOPS with one thread and {two['matmul_gflops']:.0f} with two on this machine.
""", table(["operations", "one thread", "two threads", "times faster"], [
            (kind, f"{one['milliseconds'][kind]:.1f}", f"{two['milliseconds'][kind]:.1f}",
             f"{one['milliseconds'][kind] / two['milliseconds'][kind]:.2f}") for kind in one["milliseconds"]])]
    return "\n".join(parts)


if __name__ == "__main__":
    bench.drive(__file__, RESULTS, measurements(), validate, __doc__)
