"""`make bench`: every side on one machine, in one sitting; writes results.json, README.md and a picture here.

    python benchmarks/bench.py              every measurement that results.json does not hold yet, then the report
    python benchmarks/bench.py --help       other ways to run it

Each measurement runs in a process of its own and is written as soon as it is done, so that an interrupted run goes on
where it stopped. Delete results.json to begin a new sitting.
"""

import argparse
import concurrent.futures
import dataclasses
import datetime
import importlib.metadata
import json
import multiprocessing
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from sides import SIDES, UntunedKerasExample, UntunedTutorial

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))
from memory import peak_gb      # noqa: E402

RESULTS = HERE / "results.json"
WORK = HERE.parent / "build" / "bench"

MARK = -157.02              # the tutorial's printed test ELBO
EPOCHS = 10
FAST_EPOCHS = 2             # the schedule that sides b and c wait for; a shorter one can pass the mark too, but not from every seed
ROUNDS = 7                  # of the comparisons that take turns
TURN = 9_600                # images in a turn: a whole number of batches for every side
SIZES = (6_000, 15_000, 30_000, 60_000)
# Recipe, epochs, precision, seeds. From one seed, both precisions of fast_2d begin with the same weights and see the same
# images in the same order: they are the pairs that show what 16 bits cost.
ELBO_RUNS = (("fast_2d", 10, "bfloat16", 5), ("fast_2d", 10, "float32", 5), ("tutorial_2d", 10, "float32", 3),
             ("fast_50d", 10, "auto", 3), ("fast_50d", 30, "auto", 3))


# ----------------------------------------------------------------------------------------- measurements

def measurements():
    """Name → (function, arguments), in the order in which they are taken."""
    wanted = {f"wait b {precision} {repeat}": (wait, ("b", precision, None, repeat))
              for repeat in range(3) for precision in ("bfloat16", "float32")}
    wanted["speed"] = (speed, ())
    wanted["manifold"] = (manifold, ())
    wanted["linear"] = (linear, ())
    wanted["run a"] = (wait, ("a", "float32", EPOCHS, 0))
    wanted["run b"] = (wait, ("b", "best", EPOCHS, 0))
    wanted["wait c"] = (wait, ("c", "best", None, 0))
    wanted["run d"] = (wait, ("d", "float32", EPOCHS, 0))
    wanted["run c"] = (wait, ("c", "best", EPOCHS, 0))
    for recipe, epochs, precision, seeds in ELBO_RUNS:
        for seed in range(seeds):
            wanted[f"elbo {recipe} {epochs} {precision} {seed}"] = (elbo, (recipe, epochs, precision, seed))
    return wanted


def digits(count=60_000):
    from cvae_lib import data

    mnist = data.load_mnist()
    return mnist.train.images[:count], mnist.test.images


def wait(side, precision, epochs, seed):
    """Train, score, and note the seconds of both: what a person waits for.

    Scored after every epoch; with ``epochs`` None, once, at the end of the shortest schedule.
    """
    if precision == "best":
        precision = fastest(side)
    once = epochs is None
    epochs = FAST_EPOCHS if once else epochs
    built = SIDES[side](*digits(), epochs, seed, precision)
    rows, done, started = [], 0, time.perf_counter()

    def after_epoch():
        nonlocal done, started
        done += 1
        if once and done < epochs:
            return
        trained = time.perf_counter()
        elbo_now = built.evaluate()
        scored = time.perf_counter()
        rows.append({"train": trained - started, "evaluate": scored - trained, "elbo": elbo_now})
        print(f"    {side} {precision} epoch {len(rows)}: {rows[-1]}", flush=True)
        started = scored

    built.train(after_epoch)
    return {"precision": precision, "epochs": epochs, "rows": rows, "peak_gb": peak_gb()}


def elbo(recipe, epochs, precision, seed):
    """Train through the library, on one thread, and score all test images; several such run at once."""
    from cvae_lib import training

    training.use_one_thread()
    recipe = dataclasses.replace(training.RECIPES[recipe], precision=precision)
    out = WORK / f"{recipe.name}-{epochs}-{precision}-{seed}"
    if out.exists():
        shutil.rmtree(out)
    run = training.train(recipe, out=out, epochs=epochs, seed=seed, on_epoch=lambda run: print(
        *(f"    {row['epoch']}: {row['elbo']:.2f}" for row in run.history["epochs"][-1:]), flush=True))
    return run.result | {"precision": run.info["precision"], "peak_gb": peak_gb(),
                         "epochs": [row["elbo"] for row in run.history["epochs"]]}


def speed():
    """Images a second of every side in every precision."""
    sides = SIDES | {"a": UntunedTutorial, "d": UntunedKerasExample}
    return images_per_second({f"{name} {precision}": (side, precision) for name, side in sides.items()
                              if available(name) for precision in side.precisions})


def images_per_second(sides):
    """``{name: [images a second, each round]}``; ``sides``: name → (side, precision)."""
    times = take_turns(train_on_request, {name: (*side, TURN) for name, side in sides.items()}, ROUNDS)
    return {name: [TURN / second for second in seconds] for name, seconds in times.items()}


def linear():
    """Seconds of an epoch, by the number of images."""
    from cvae_lib import training

    best = training.fastest_precision()
    return take_turns(train_on_request, {str(size): ("b", best, size) for size in SIZES}, ROUNDS)


def manifold():
    """Seconds of the tutorial's one decode a tile, and of the library's batches, for two numbers of tiles."""
    return take_turns(decode_on_request, {f"{side} {n}": (side, n) for side in ("a", "b") for n in (20, 60)}, ROUNDS)


def take_turns(work, sides, rounds):
    """``{name: [seconds, each round]}``: all sides in turn, round after round, each in a process that is kept.

    ``work(turn, rounds, *arguments)`` does a side's job ``rounds`` times and calls ``turn()`` after each; ``sides``: name →
    arguments. The first time, in which a side compiles, is not counted.
    """
    context, workers = multiprocessing.get_context("spawn"), {}
    for name, arguments in sides.items():
        here, there = context.Pipe()
        process = context.Process(target=_work_in_turn, args=(there, work, rounds + 1, arguments), daemon=True)
        process.start()
        workers[name] = (here, process)
        here.recv()
    times = {name: [] for name in sides}
    for number in range(rounds):
        for name, (pipe, _) in workers.items():
            pipe.send("go")
            times[name].append(pipe.recv())
        print(f"    round {number + 1}:", {name: round(seconds[-1], 2) for name, seconds in times.items()}, flush=True)
    for _, process in workers.values():
        process.join(60)
    return times


def _work_in_turn(pipe, work, rounds, arguments):
    started, done = None, 0

    def turn():
        nonlocal started, done
        pipe.send(time.perf_counter() - started)
        done += 1
        if done < rounds:
            pipe.recv()         # until it is this side's turn again
        started = time.perf_counter()

    started = time.perf_counter()
    work(turn, rounds, *arguments)


def train_on_request(turn, rounds, side, precision, count):
    """An epoch of ``count`` images a turn; a side is a class, or its letter."""
    (SIDES[side] if isinstance(side, str) else side)(*digits(count), rounds, 0, precision).train(turn)


def decode_on_request(turn, rounds, side, n):
    """A manifold of n × n tiles a turn."""
    built = SIDES[side](*digits(64), 1)
    for _ in range(rounds):
        built.manifold(n)
        turn()


def fastest(side):
    """The precision in which a side trained most images a second in the measurement of speed."""
    measured = read()["measurements"]
    if "speed" not in measured:
        sys.exit("bench: the fastest precision is not known yet; take the measurement speed first")
    rates = {name: statistics.median(values) for name, values in measured["speed"]["result"].items() if name.startswith(side + " ")}
    return max(rates, key=rates.get).removeprefix(side + " ")


def available(side):
    if side != "c":
        return True
    try:
        importlib.metadata.version("torch")
        return True
    except importlib.metadata.PackageNotFoundError:
        return False


# ------------------------------------------------------------------------------------------- the driver

def machine():
    from cvae_lib import training

    features = training.cpu_features() & {"avx2", "avx512f", "avx512_bf16", "amx_bf16"}
    versions = {}
    for package in ("tensorflow", "keras", "numpy", "torch"):
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = None
    return {"processor": platform.machine(), "cores": os.cpu_count(), "features": sorted(features),
            "python": platform.python_version(), "versions": versions}


def read(path=RESULTS):
    if not path.exists():
        from cvae_lib import training

        recipes = {name: dataclasses.asdict(recipe) for name, recipe in training.RECIPES.items()}
        return {"machine": machine(), "recipes": recipes, "measurements": {}}
    return json.loads(path.read_text(encoding="utf-8"))


def write(path, results):
    part = path.with_suffix(".part")
    part.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def drive(script, path, wanted, untimed, description, finish=None):
    """The command line of a benchmark: take what ``path`` does not hold yet of ``wanted``, then report.

    ``untimed``: the function among them whose seconds do not matter; its measurements run side by side. ``finish``: called
    instead of this page's report.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="what there is to measure, and what is done")
    parser.add_argument("--only", default="", metavar="PATTERN", help="only measurements whose name this regular expression finds")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the report")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:         # in the process of one measurement
        function, arguments = wanted[options.measure]
        Path(os.environ["BENCH_RESULT"]).write_text(json.dumps(function(*arguments)))
        return
    results = read(path)
    if options.list:
        for name in wanted:
            print("done" if name in results["measurements"] else "    ", name)
        return
    WORK.mkdir(parents=True, exist_ok=True)
    todo = [name for name in wanted if re.search(options.only, name) and name not in results["measurements"] and not options.report]
    for name in [name for name in todo if wanted[name][0] is wait and not available(wanted[name][1][0])]:
        print(f"{name}: left out, PyTorch is not installed")
        todo.remove(name)
    lock = threading.Lock()

    def take(name):
        print(f"{name} ...", flush=True)
        target, started = WORK / f"{name}.json", time.perf_counter()
        if subprocess.run([sys.executable, script, "--measure", name], env=os.environ | {"BENCH_RESULT": str(target)}).returncode:
            raise SystemExit(f"{Path(script).name}: {name} failed, as said above; the same command goes on from here")
        with lock:
            results["measurements"][name] = {"date": datetime.date.today().isoformat(),
                                             "took": round(time.perf_counter() - started, 1), "result": json.loads(target.read_text())}
            write(path, results)
            print(f"{name}: done, {len(results['measurements'])} of {len(wanted)}", flush=True)

    for name in todo:
        if wanted[name][0] is not untimed:
            take(name)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:     # each on one thread
        list(pool.map(take, (name for name in todo if wanted[name][0] is untimed)))

    if finish is None:
        from report import write as finish
    finish()


if __name__ == "__main__":
    drive(__file__, RESULTS, measurements(), elbo, __doc__)
