"""Speed: seconds of training, of the manifold and of scoring, all sides of a comparison in turn."""

import os
import statistics
import time
from functools import partial

from driver import installed, take_turns
from sides import PRECISIONS, SIDES, Fast, KerasExample, Tutorial, digits, name_of
from tables import ratios, section, spread

ROUNDS = 7
TURN = 9_600                # images in a turn: a whole number of batches for every side
SIZES = (6_000, 15_000, 30_000, 60_000)
TILES = (20, 60)

# Variants of fast_2d: the side, and what the environment says before TensorFlow starts.
PACES = {
    "as it is": (Fast, {}),
    "one step an execution": (partial(Fast, steps_per_execution=1), {}),
    "XLA": (partial(Fast, jit_compile=True), {}),
    "batch 32": (partial(Fast, batch_size=32), {}),
    "batch 128": (partial(Fast, batch_size=128), {}),
    # The library leaves a batch whole where the reader has chosen the threads.
    "each operation on all cores": (Fast, {"TF_NUM_INTRAOP_THREADS": str(os.cpu_count())}),
    "one thread": (Fast, {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}),
}


def train_on_request(turn, rounds, count, side, precision, environment=()):
    """An epoch of ``count`` images a turn."""
    os.environ.update(environment)
    side(*digits(count), rounds, 0, precision).train(turn)


def decode_on_request(turn, rounds, side, n):
    """A manifold of n × n tiles a turn."""
    built = side(*digits(64), 1)
    for _ in range(rounds):
        built.manifold(n)
        turn()


def images_per_second(sides):
    """``{name: [images a second, each round]}`` of sides, name → (side, precision, *environment)."""
    times = take_turns(train_on_request, {name: (TURN, *side) for name, side in sides.items()}, ROUNDS)
    return {name: [TURN / second for second in seconds] for name, seconds in times.items()}


def speed():
    """Images a second of every side in every precision."""
    untuned = {"a": partial(Tutorial, autotune=False), "d": partial(KerasExample, autotune=False)}
    return images_per_second({f"{name} {precision}": (untuned.get(name, side), precision)
                              for name, side in SIDES.items() if name != "c" or installed("torch")
                              for precision in PRECISIONS[name]})


def fastest(side, found):
    """The precision in which a side trained most images a second; None before that was measured."""
    rates = {key.split()[1]: statistics.median(values) for key, values in found.get("speed", {}).items()
             if key.split()[0] == side}
    return max(rates, key=rates.get, default=None)


def linear():
    """Seconds of an epoch of fast_2d, by the number of images."""
    from cvae_lib.machine import fastest_precision

    sides = {str(size): (size, Fast, fastest_precision()) for size in SIZES}
    return take_turns(train_on_request, sides, ROUNDS)


def manifold():
    """Seconds of the tutorial's one decode a tile, and of the library's batches, by the number of tiles."""
    sides = {f"{name} {n}": (SIDES[name], n) for name in "ab" for n in TILES}
    return take_turns(decode_on_request, sides, ROUNDS)


def pace():
    """Images a second of every variant of fast_2d."""
    from cvae_lib.machine import fastest_precision

    best = fastest_precision()
    sides = {name: (side, best, environment) for name, (side, environment) in PACES.items()}
    return images_per_second(sides | ({"float32": (Fast, "float32")} if best != "float32" else {}))


def scoring():
    """Seconds to score 10,000 test images: eagerly in batches of 32, as the tutorial does, and as a graph."""
    from cvae_lib import data, elbo, load_pretrained
    from cvae_lib.scoring import score_elbo

    model, images = load_pretrained("mnist-2d"), data.load_mnist().test.images
    batches = data.make_dataset(images, 32)
    ways = {"eager, batches of 32": lambda: [elbo.elbo_terms(model, x) for x in batches]}
    for size in (32, 500, 2_000):
        ways[f"graph, batches of {size}"] = partial(score_elbo, model, images, draws=1, batch_size=size)
    times = {name: [] for name in ways}
    for _ in range(4):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - started)
    return {name: seconds[1:] for name, seconds in times.items()}      # the first compiles


def _rates_section(text, head, rates, base):
    return section(text, head, [(name, spread(values, 0), spread(ratios(values, rates[base]), 2))
                                for name, values in rates.items()])


def speed_section(found):
    rates = found.get("speed", {})
    rates = {name_of(key): values for key, values in rates.items() if key.split()[0] in SIDES}
    return _rates_section("""## Images a second

All sides in turn, round after round, after each has compiled and trained once. The ratio is taken within each
round, since a machine's own speed drifts. tf.data's autotuning can hold the end of such a short turn; the
tutorial's loop and the Keras example run without it here, in their favour.""",
        ["side", "images a second", "beside the tutorial's loop, same round"], rates, name_of("a float32"))


def pace_section(found):
    rates = {name: values for name, values in found.get("pace", {}).items() if name in (*PACES, "float32")}
    head = ["`fast_2d`", "images a second", "beside the recipe, same round"]
    return _rates_section("Speed alone, all variants in turn:", head, rates, "as it is")


def manifold_section(found):
    rows, middle = [], []
    for n in TILES if "manifold" in found else ():
        loop, batches = (found["manifold"][f"{side} {n}"] for side in "ab")
        middle.append(statistics.median(batches))
        rows.append((f"{n} × {n}", spread(loop, 2), spread(batches, 3), spread(ratios(loop, batches))))
    head = ["tiles", "one decode a tile, s", "in batches, s", "times faster"]
    growth = f"{middle[1] / middle[0]:.1f}" if rows else ""
    after = f"\nNine times the tiles take {growth} times as long in batches.\n"
    return section("## The manifold", head, rows, after)


def linear_section(found):
    times = {int(size): values for size, values in found.get("linear", {}).items()}
    each = {size: statistics.median(values) / size for size, values in times.items()}
    return section("## Time per epoch\n\n`fast_2d`, after the first epoch.",
                   ["images", "seconds", "seconds per image, beside 60,000 images"],
                   [(f"{size:,}", spread(values), f"{each[size] / each[SIZES[-1]]:.2f}")
                    for size, values in times.items()])


def scoring_section(found):
    rows = [(way, spread(values, 2)) for way, values in found.get("scoring", {}).items()]
    return section("Scoring 10,000 test images:", ["way", "seconds"], rows)
