"""Speed: seconds of training and of the manifold, all sides of a comparison in turn."""

import os
import statistics
from functools import partial

import tried
from driver import installed, take_turns
from sides import PRECISIONS, SIDES, Fast, Tutorial, digits, held_to_avx2, name_of
from tables import ratios, section, spread

ROUNDS = 7
TURN = 9_600                # images in a turn: a whole number of batches for every side
TILES = (20, 60)

# Variants of fast_2d: the side, and what the environment says before TensorFlow starts.
PACES = {
    "as it is": (Fast, {}),
    "one step an execution": (partial(Fast, steps_per_execution=1), {}),
    "XLA": (partial(Fast, jit_compile=True), {}),
    "without oneDNN": (Fast, {"TF_ENABLE_ONEDNN_OPTS": "0"}),
    "Adam as one kernel a weight": (tried.OneKernelAdam, {}),
    "last layer in blocks": (tried.LastLayerInBlocks, {}),
    "batch 32": (partial(Fast, batch_size=32), {}),
    "batch 128": (partial(Fast, batch_size=128), {}),
    # The library leaves a batch whole where the reader has chosen the threads.
    "each operation on all cores": (Fast, {"TF_NUM_INTRAOP_THREADS": str(os.cpu_count())}),
    "one thread": (Fast, {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}),
}

HELD_PACES = ("as it is", "without oneDNN", "Adam as one kernel a weight", "last layer in blocks")


def train_on_request(turn, rounds, side, precision, environment=(), count=TURN):
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
    times = take_turns(train_on_request, sides, ROUNDS)
    return {name: [TURN / second for second in seconds] for name, seconds in times.items()}


def speed():
    """Images a second of every side in every precision."""
    sides = {name: SIDES[name] for name in "abc"} | {"a": partial(Tutorial, autotune=False)}
    return images_per_second({f"{name} {precision}": (sides[name], precision) for name in sides
                              if name != "c" or installed("torch") for precision in PRECISIONS[name]
                              if not (held_to_avx2() and precision.startswith("bfloat16"))})


def fastest(side, found):
    """The precision in which a side trained most images a second; None before that was measured."""
    rates = {precision: statistics.median(found["speed"].get(f"{side} {precision}", [0]))
             for precision in PRECISIONS[side]} if "speed" in found else {}
    return max(rates, key=rates.get, default=None)


def manifold():
    """Seconds of the tutorial's one decode a tile, and of the library's batches, by the number of tiles."""
    sides = {f"{name} {n}": (SIDES[name], n) for name in "ab" for n in TILES}
    return take_turns(decode_on_request, sides, ROUNDS)


def pace():
    """Images a second of every variant of fast_2d."""
    from cvae_lib.machine import fastest_precision

    best = "float32" if held_to_avx2() else fastest_precision()
    variants = {name: PACES[name] for name in (HELD_PACES if held_to_avx2() else PACES)}
    sides = {name: (side, best, environment) for name, (side, environment) in variants.items()}
    return images_per_second(sides | ({"float32": (Fast, "float32")} if best != "float32" else {}))


def summary(found):
    """``{"speed": {"SIDE PRECISION": [images a second, each round]}, "manifold": what was found}``, of sides
    that are measured; what was not measured is not there.
    """
    parts = {key: found[key] for key in ("speed", "manifold") if key in found}
    if "speed" in parts:
        parts["speed"] = {key: values for key, values in parts["speed"].items() if key.split()[0] in SIDES}
    return parts


def _rates_section(text, head, rates, base):
    return section(text, head, [(name, spread(values, 0), spread(ratios(values, rates[base]), 2))
                                for name, values in rates.items()])


def speed_section(found):
    rates = {name_of(key): values for key, values in summary(found).get("speed", {}).items()}
    return _rates_section("""## Images a second

All sides in turn, round after round, after each has compiled and trained once. The ratio is taken within each
round, since a machine's own speed drifts. tf.data's autotuning can hold the end of such a short turn; the
tutorial's loop runs without it here, in its favour.""",
        ["side", "images a second", "beside the tutorial's loop, same round"], rates, name_of("a float32"))


def pace_section(found):
    rates = {name: values for name, values in found.get("pace", {}).items() if name in (*PACES, "float32")}
    return _rates_section("""## What makes a step faster, and what does not

Variants of `fast_2d`, all in turn. Two of them are not in the library, since they gain a few parts in a
hundred here and are more to read: one kernel of TensorFlow's for each weight's step of Adam, and the last
layer's pass forward as a convolution that gives 4 × 4 pixels at a time. Neither of them changes what is
computed.""",
        ["`fast_2d`", "images a second", "beside the recipe, same round"], rates, "as it is")


def manifold_section(found):
    rows, middle = [], []
    for n in TILES if "manifold" in found else ():
        loop, batches = (found["manifold"][f"{side} {n}"] for side in "ab")
        middle.append(statistics.median(batches))
        rows.append((f"{n} × {n}", spread(loop, 2), spread(batches, 3), spread(ratios(loop, batches))))
    growth = f"{middle[1] / middle[0]:.1f}" if rows else ""
    head = ["tiles", "one decode a tile, s", "in batches, s", "times faster"]
    return section("## The manifold", head, rows,
                   f"\nNine times the tiles take {growth} times as long in batches.\n")
