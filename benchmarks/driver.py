"""Runs measurements, each in a process of its own, and keeps what they find."""

import argparse
import dataclasses
import datetime
import importlib.metadata
import json
import multiprocessing
import os
import platform
import re
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parent / "cvae_lib" / "assets"
WORK = HERE.parent / "build" / "bench"
RECORDED = HERE.parent / "build" / "recorded"
PROCESSES = multiprocessing.get_context("spawn")


class Part(NamedTuple):
    """What one call of a benchmark's command measures, and the results file that keeps it.

    ``measurements`` gives ``{name: (function, arguments)}``, in the order in which they are taken, for
    ``{name: what was found}`` so far. A function that returns None is left out. The seconds of the functions
    ``untimed`` do not matter; their measurements run side by side, each on one thread: two blocks of a bound
    take 0.8 of the time of one after the other on two threads. ``environment`` is that of all of them.
    """

    path: Path
    measurements: Callable
    untimed: tuple = ()
    environment: Mapping = MappingProxyType({})


def drive(parts, report, description):
    """The command line of a benchmark: take what the results file of a ``Part`` lacks, then ``report(path)``.

    ``parts`` are {name: ``Part``}; the first is meant where none is named.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    if len(parts) > 1:
        parser.add_argument("part", nargs="?", choices=parts, default=next(iter(parts)))
    parser.add_argument("--only", default="", metavar="PATTERN", help="only names that this pattern finds")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the report")
    parser.add_argument("--results", type=Path, metavar="PATH",
                        help="keep results in another file, and report beside it")
    options = parser.parse_args()
    path, measurements, untimed, environment = parts[getattr(options, "part", next(iter(parts)))]
    path = (options.results or path).resolve()
    os.environ.update(environment)
    results, lock = read(path), threading.Lock()

    def take(name):
        print(f"{name} ...", flush=True)
        started = time.perf_counter()
        try:
            with ProcessPoolExecutor(1, PROCESSES) as process:
                function, arguments = measurements(found(results))[name]
                work = (_on_one_thread, function) if function in untimed else (function,)
                result = process.submit(*work, *arguments).result()
        except Exception as error:
            error.add_note(f"{name} failed; the same command goes on from here")
            raise
        if result is not None:
            took = round(time.perf_counter() - started, 1)
            row = {"date": datetime.date.today().isoformat(), "took": took, "result": result}
            with lock:
                results["measurements"][name] = row
                write(path, results)
            print(f"{name}: done", flush=True)

    if not options.report:
        todo = {name: function for name, (function, _) in measurements(found(results)).items()
                if name not in results["measurements"] and re.search(options.only, name)}
        for name in (name for name in todo if todo[name] not in untimed):
            take(name)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(take, (name for name in todo if todo[name] in untimed)))
    report(path)


def _on_one_thread(function, *arguments):
    from cvae_lib import machine

    machine.use_one_thread()
    return function(*arguments)


def read(path):
    """The content of a results file; where there is none, one without measurements."""
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    from cvae_lib.machine import cpu_features
    from cvae_lib.recipes import RECIPES

    versions = {package: importlib.metadata.version(package) if installed(package) else None
                for package in ("tensorflow", "keras", "numpy", "torch")}
    features = sorted(cpu_features() & {"avx2", "avx512f", "avx512_bf16", "amx_bf16"})
    return {"machine": {"processor": platform.machine(), "cores": os.cpu_count(), "features": features,
                        "python": platform.python_version(), "versions": versions},
            "recipes": {name: dataclasses.asdict(recipe) for name, recipe in RECIPES.items()},
            "measurements": {}}


def found(results):
    """``{name: what was found}`` in the content of a results file."""
    return {name: row["result"] for name, row in results["measurements"].items()}


def write(path, content):
    """Write a JSON file whole or not at all."""
    from cvae_lib.files import whole_files

    whole_files.write_json(path, content)


def installed(package):
    return any(importlib.metadata.distributions(name=package))


def take_turns(work, sides, rounds):
    """``{name: [seconds, each round]}``: all sides in turn, round after round, each in a process that stays.

    ``work(turn, rounds, *arguments)`` does a side's job ``rounds`` times and calls ``turn()`` after each;
    ``sides``: name → arguments. The first time, in which a side compiles, is not counted.
    """
    pipes, times = {}, {name: [] for name in sides}
    for name, arguments in sides.items():
        pipes[name], there = PROCESSES.Pipe()
        arguments = (there, work, rounds + 1, arguments)
        PROCESSES.Process(target=_work_in_turn, args=arguments, daemon=True).start()
        there.close()           # so that recv raises if the process ends
        pipes[name].recv()
    for number in range(1, rounds + 1):
        for name, pipe in pipes.items():
            pipe.send("go")
            times[name].append(pipe.recv())
        print(f"    round {number}:", {name: round(times[name][-1], 2) for name in times}, flush=True)
    return times


def _work_in_turn(pipe, work, rounds, arguments):
    started, done = time.perf_counter(), 0

    def turn():
        nonlocal started, done
        pipe.send(time.perf_counter() - started)
        done += 1
        if done < rounds:
            pipe.recv()         # until it is this side's turn again
        started = time.perf_counter()

    work(turn, rounds, *arguments)


def finished_run(name, recipe, images=None, epochs=None, seed=0):
    """The run in a folder of that name in RECORDED, trained to its end from wherever it stands."""
    from cvae_lib import runs, training

    out = RECORDED / name
    begun = (out / "recipe.json").exists()
    if begun and runs.Run(out).history["result"]:
        return runs.Run(out)
    return training.train(recipe, images, out=out, epochs=epochs, seed=seed, resume=begun)
