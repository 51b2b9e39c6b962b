"""`make bench`: every side on one machine, in one sitting; writes results.json, README.md and a picture here.

    python benchmarks/bench.py              what results.json does not hold yet, then the report
    python benchmarks/bench.py avx2         the same, the processor held to AVX2: avx2.json
    python benchmarks/bench.py elbos        test ELBO over seeds: elbos.json
    python benchmarks/bench.py sprint       what was tried for the recipe sprint_2d: sprint.json
    python benchmarks/bench.py levers       each lever of the fast recipes alone: levers.json
    python benchmarks/bench.py --only '^speed$' --results build/here.json      one measurement, kept apart
    python benchmarks/bench.py --help       other ways to run it

Each measurement runs in a process of its own and is written as soon as it is done, so that an interrupted run
goes on where it stopped. Delete a results file to begin a new sitting.
"""

import elbos
import layers
import search
import speed
import waiting
from driver import ASSETS, HERE, Part, drive, found, read, write

EPOCHS = 10
# What a processor offers that has AVX2 and nothing newer, to oneDNN and to PyTorch.
AVX2 = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}
NATIVE, HELD = "On a processor with bfloat16", "Held to AVX2"
HELD_TEXT = """The same processor, where oneDNN and PyTorch see AVX2 and nothing newer. The tutorial's loop
runs without oneDNN's convolutions here, as TensorFlow does by itself on a processor with AVX2 alone; this
library switches them on. A processor of the time of AVX2 is slower than this one, for all sides.

"""
SECTIONS = (waiting.waiting_section, speed.speed_section, waiting.ten_epochs_section, layers.layers_section,
            layers.scoring_section, speed.pace_section, speed.manifold_section)
OTHER_SECTIONS = (elbos.elbo_section, elbos.sixteen_bits_section, search.sprint_section,
                  search.ten_epochs_section, elbos.change_section)


def measurements(found):
    """Name → (function, arguments), in the order in which they are taken, given what was found so far."""
    wait, best = waiting.wait, {side: speed.fastest(side, found) for side in "bc"}
    return {
        **{f"wait b {precision} {repeat}": (wait, ("b", precision))
           for repeat in range(3) for precision in ("bfloat16", "float32")},
        "speed": (speed.speed, ()), "manifold": (speed.manifold, ()), "pace": (speed.pace, ()),
        **{f"layers {precision}": (layers.layers, (precision,)) for precision in ("bfloat16", "float32")},
        "scoring": (layers.scoring, ()), "moved": (layers.moved, ()),
        "run a": (wait, ("a", "float32", EPOCHS)), "run b": (wait, ("b", best["b"], EPOCHS)),
        "wait c": (wait, ("c", best["c"])), "wait d": (wait, ("d", "float32"))}


def measurements_avx2(found):
    """The same without 16 bits, which such a processor would imitate, and without what does not differ."""
    return {name: (function, arguments) for name, (function, arguments) in measurements(found).items()
            if "bfloat16" not in name and name not in ("moved", "manifold", "run b")}


PARTS = {"sides": Part(HERE / "results.json", measurements),
         "avx2": Part(HERE / "avx2.json", measurements_avx2, environment=AVX2),
         "elbos": Part(HERE / "elbos.json", elbos.measurements, (elbos.elbo,)),
         "search": Part(HERE / "search.json", search.measurements, (search.attempt,)),
         "levers": Part(HERE / "levers.json", elbos.levers, (elbos.validate,))}


def summary(found, avx2):
    """What ships: the summaries of the parts, each described where it is made; "avx2" are those of that
    sitting.
    """
    return (waiting.summary(found) | elbos.summary(found) | speed.summary(found) | search.summary(found)
            | {"avx2": waiting.summary(avx2) | speed.summary(avx2)})


def text(sittings, found, picture=""):
    """README.md: a section for what was measured, and nothing else.

    ``sittings``: heading → (a note, the machine, what was found there); ``found`` is what no sitting decides.
    """
    head = """# What the recipes gain, measured

`make bench` measures what is on this page and writes it, from the results files beside it. Seconds are those
of one machine; what carries over are the ratios beside them. A figure with two more in brackets is a median
with its smallest and largest value.
"""
    pages = [head + picture]
    for heading, (note, machine, measured) in sittings.items():
        parts = list(filter(None, (section(measured) for section in SECTIONS)))
        head = f"## {heading}\n\n{note}{_machine(machine)}\n"
        pages += [head, *(f"#{part}" for part in parts)] if parts else []
    rest = list(filter(None, (section(found) for section in OTHER_SECTIONS)))
    return "\n".join(pages + (["## What does not hang on the machine\n", *(f"#{part}" for part in rest)]
                              if rest else []))


def _machine(machine):
    versions = {"Python": machine["python"], **machine["versions"]}
    versions = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    features = ", ".join(machine["features"]) or "features unknown"
    return f"Machine: {machine['cores']} cores ({machine['processor']}; {features}), {versions}."


def report(path):
    """Write README.md, its picture and what notebooks show; for another results file a page beside it."""
    if path not in {part.path for part in PARTS.values()}:
        page, results = path.with_suffix(".md"), read(path)
        page.write_text(text({"Measured": ("", results["machine"], found(results))}, found(results)),
                        encoding="utf-8")
        print(f"{page}: written")
        return
    page, results = HERE / "README.md", {name: read(part.path) for name, part in PARTS.items()}
    measured = {name: found(content) for name, content in results.items()}
    page.write_text(whole_text(results), encoding="utf-8")
    print(f"{page}: written from {sum(map(len, measured.values()))} measurements")
    waiting.plot({NATIVE: measured["sides"], HELD: measured["avx2"]}, HERE / "waiting.png")
    write(ASSETS / "benchmark.json", summary(measured["sides"] | _untimed(measured), measured["avx2"]))


def whole_text(results):
    """README.md of all parts, ``results`` being their contents by name."""
    measured = {name: found(content) for name, content in results.items()}
    sittings = {NATIVE: ("", results["sides"]["machine"], measured["sides"]),
                HELD: (HELD_TEXT, results["avx2"]["machine"], measured["avx2"])}
    picture = """
![Two panels, one for each sitting below, with a bar for each side: the seconds of training and of its own
scoring until the tutorial's ELBO. The tables have the numbers.](waiting.png)
"""
    return text(sittings, _untimed(measured), picture)


def _untimed(measured):
    """What no sitting decides."""
    return measured["elbos"] | measured["search"] | measured["levers"]


if __name__ == "__main__":
    drive(PARTS, report, __doc__)
