"""`make bench`: every side on one machine, in one sitting; writes results.json, README.md and a picture here.

    python benchmarks/bench.py              what results.json does not hold yet, then the report
    python benchmarks/bench.py --only '^speed$' --results build/here.json      one measurement, kept apart
    python benchmarks/bench.py --help       other ways to run it

Each measurement runs in a process of its own and is written as soon as it is done, so that an interrupted run
goes on where it stopped. Delete results.json to begin a new sitting.
"""

import elbos
import speed
import waiting
from driver import ASSETS, HERE, drive, found, read, write

RESULTS, LEVERS = HERE / "results.json", HERE / "levers.json"
EPOCHS = 10
SECTIONS = (waiting.waiting_section, speed.speed_section, waiting.ten_epochs_section, elbos.elbo_section,
            elbos.sixteen_bits_section, speed.manifold_section, elbos.change_section, speed.pace_section)


def measurements(found):
    """Name → (function, arguments), in the order in which they are taken, given what was found so far."""
    wait, best = waiting.wait, {side: speed.fastest(side, found) for side in "bc"}
    return {
        **{f"wait b {precision} {repeat}": (wait, ("b", precision))
           for repeat in range(3) for precision in ("bfloat16", "float32")},
        "speed": (speed.speed, ()), "manifold": (speed.manifold, ()),
        "run a": (wait, ("a", "float32", EPOCHS)), "run b": (wait, ("b", best["b"], EPOCHS)),
        "wait c": (wait, ("c", best["c"])), "run c": (wait, ("c", best["c"], EPOCHS)),
        **{f"elbo {recipe} {epochs} {precision} {seed}": (elbos.elbo, (recipe, epochs, precision, seed))
           for recipe, epochs, precision, seeds in elbos.RUNS for seed in range(seeds)}}


def summary(found):
    """What ships: the summaries of the parts, each described where it is made."""
    return waiting.summary(found) | elbos.summary(found) | speed.summary(found)


def text(machine, found):
    """README.md: a section for what was measured, and nothing else."""
    versions = {"Python": machine["python"], **machine["versions"]}
    versions = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    features = ", ".join(machine["features"]) or "features unknown"
    head = f"""# What the recipes gain, measured

`make bench` measures everything on this page and writes it, from `results.json`. Seconds are those of one
machine; what carries over are the ratios beside them.

Machine: {machine['cores']} cores ({machine['processor']}; {features}), {versions}.
A figure with two more in brackets is a median with its smallest and largest value.
"""
    return "\n".join([head, *filter(None, (section(found) for section in SECTIONS))])


def report(path):
    """Write README.md, its picture and what notebooks show; for another results file a page beside it."""
    own = path in (RESULTS, LEVERS)
    results, page = (read(RESULTS), HERE / "README.md") if own else (read(path), path.with_suffix(".md"))
    measured = found(results) | (found(read(LEVERS)) if own else {})
    page.write_text(text(results["machine"], measured), encoding="utf-8")
    print(f"{page}: written from {len(measured)} measurements")
    if own:
        waiting.plot(measured, HERE / "waiting.png")
        write(ASSETS / "benchmark.json", summary(measured))


if __name__ == "__main__":
    drive(RESULTS, measurements, elbos.elbo, report, __doc__)
