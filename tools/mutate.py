"""Do the tests notice faults? Puts one fault at a time into cvae_lib and runs the tests of that module.

    python tools/mutate.py                 goes on where it stopped; `make mutants` does the same
    python tools/mutate.py runs elbo       of these modules alone
    python tools/mutate.py --again         tries those anew that no test noticed, after tests were added
    python tools/mutate.py --every 20      one fault for every twenty lines in place of sixty

The faults are those of tests/mutants.py, chosen by their hash, so that every run tries the same ones while a
module stays as it is. TensorFlow is imported once; a process is forked for each mutant, two at a time, in
copies of this folder below build/mutants/. What was found is kept in build/mutants/found.json. The report
lists the mutants that no test noticed, each with its reason from tests/survivors.toml. Linux and macOS.
"""

import argparse
import contextlib
import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "mutants"
FOUND = PLACE / "found.json"
sys.path.insert(0, str(ROOT / "tests"))

import mutants  # noqa: E402

# The tests of each module, quick ones first: the first that fails ends a trial. No notebook is executed.
TESTS = {
    "elbo": "elbo evaluation", "likelihoods": "likelihoods model", "conditional": "conditional model",
    "dense": "dense", "latent": "pictures slips", "figures": "figures pictures",
    "evaluation": "evaluation slips", "quadrature": "evaluation slips", "widgets": "widgets slips",
    "exercises": "checks battery", "checks": "checks", "attempts": "checks", "data": "data slips",
    "mnist_files": "data", "files": "slips data image_files bad_input resume", "image_files": "image_files",
    "looking": "image_files slips", "packed": "packed", "model": "model conditional slips",
    "machine": "machine slips model training", "recipes": "training model",
    "runs": "slips training resume bad_input", "finite": "keras", "keras_model": "keras", "pixels": "keras",
    "scoring": "slips training", "progress": "reports",
    "training": "slips training", "results": "reports", "scaling": "scaling", "workers": "workers",
    "quiet": "quiet", "distribution": "distribution", "options": "cli packed image_files",
    "reports": "reports", "__main__": "slips cli packed image_files", "__init__": "slips",
}
LONG = 60           # seconds; tests that take longer are left out


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("modules", nargs="*", help="such as elbo or figures; all if none is named")
    asked.add_argument("--again", action="store_true", help="try those anew that no test noticed")
    asked.add_argument("--every", type=int, default=60, metavar="N", help="one mutant for every N lines")
    asked.add_argument("--jobs", type=int, default=2, help="how many at a time")
    options = asked.parse_args()
    if unknown := set(options.modules) - set(TESTS):
        sys.exit(f"mutate: there are no modules {', '.join(sorted(unknown))}; there are {', '.join(TESTS)}")
    PLACE.mkdir(parents=True, exist_ok=True)
    by_module = [list(_chosen(name, options.every)) for name in options.modules or TESTS]
    # One of each module first, then the second of each: a run that is stopped has seen them all.
    chosen = [mutant for turn in itertools.zip_longest(*by_module) for mutant in turn if mutant]
    found = _read()
    waiting = [mutant for mutant in chosen if mutant.key not in found
               or options.again and not found[mutant.key]["caught"]]
    if waiting:
        print(f"{len(chosen)} mutants, {len(waiting)} to be tried; TensorFlow is imported once", flush=True)
        _import_what_tests_use()
        _try_all(waiting, options.jobs)
    sys.exit(_report(chosen))


# ------------------------------------------------------------------------------------------- the mutants

class _Mutant:
    """One fault of one file: ``key`` tells it from all others, and stays when other lines change."""

    def __init__(self, module, path, mutant):
        self.module, self.place = module, path.relative_to(ROOT)
        self.line, self.source = mutant.line, mutant.source
        self.original = path.read_text(encoding="utf-8")
        self.key = f"{path.relative_to(ROOT / 'cvae_lib').as_posix()} {mutant.what}"

    def write(self, tree, source):
        (tree / self.place).write_text(source, encoding="utf-8")


def _chosen(module, every):
    library = ROOT / "cvae_lib"
    for path in [*library.glob(f"{module}.py"), *sorted((library / module).glob("*.py"))]:
        source = path.read_text(encoding="utf-8")
        count = -(-len(source.splitlines()) // every)
        for mutant, _ in zip(mutants.of_module(source), range(count), strict=False):
            yield _Mutant(module, path, mutant)


# ------------------------------------------------------------------------------------------ their trials

def _import_what_tests_use():
    """All but cvae_lib itself, which each child imports with its fault; nothing is computed before a fork."""
    os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", "PYTHONDONTWRITEBYTECODE": "1",
                   "CVAE_BUDGET": "quick"}
    sys.dont_write_bytecode = True
    for name in ("tensorflow", "keras", "tensorflow_probability", "pytest", "matplotlib.figure", "imageio.v3",
                 "matplotlib.backends.backend_agg", "anywidget", "nbformat", "IPython.core.interactiveshell",
                 "tqdm", "PIL.Image"):
        with contextlib.suppress(ImportError):
            __import__(name)


def _copy(number):
    """A copy of the files under version control, as they are now, for one trial at a time."""
    place = PLACE / f"tree-{number}"
    shutil.rmtree(place, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True,
                            capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def _try_all(waiting, jobs):
    """Each mutant in a process of its own; ``found.json`` is written after each."""
    trees = [_copy(number) for number in range(jobs)]
    seconds = _measured(trees[0], {file for mutant in waiting for file in _files(mutant.module)})
    free, running = list(trees), {}
    queue = list(waiting)
    try:
        while queue or running:
            while queue and free:
                mutant, tree = queue.pop(0), free.pop()
                mutant.write(tree, mutant.source)
                tests = {test: taken for file in _files(mutant.module) for test, taken
                         in sorted(seconds[file].items(), key=lambda one: one[1]) if taken < LONG}
                limit = 60 + 6 * sum(tests.values())
                running[_start(tree, tests)] = mutant, tree, time.monotonic(), limit
            for child in list(running):
                mutant, tree, begun, limit = running[child]
                taken = time.monotonic() - begun
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended or taken > limit:
                    if not ended:
                        os.killpg(child, signal.SIGKILL)
                        os.waitpid(child, 0)
                    caught = "no end" if not ended else _first_failure(tree) if status else ""
                    _keep(mutant, caught, taken)
                    mutant.write(tree, mutant.original)
                    del running[child]
                    free.append(tree)
            time.sleep(0.05)
    finally:
        for child in running:
            os.killpg(child, signal.SIGKILL)


def _start(tree, tests, stop=True):
    """Fork a process that runs tests in a tree, until one fails; its id, which is its group's too."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        os.setsid()
        os.chdir(tree)
        shutil.rmtree(tree / "tmp", ignore_errors=True)
        (tree / "tmp").mkdir()
        out = os.open("log.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.environ |= {"PYTHONPATH": str(tree), "TMPDIR": str(tree / "tmp")}
        own = {str(ROOT), *(str(ROOT / folder) for folder in ("tests", "tools"))}
        sys.path[:] = [str(tree), *(place for place in sys.path if place not in own)]
        del sys.modules["mutants"]                      # the tests import the tree's own
        clock = _Clock()
        status = _run(tests, clock, stop)
        Path("seconds.json").write_text(json.dumps(vars(clock)), encoding="utf-8")
    finally:
        sys.stdout.flush()
        os._exit(status)


def _run(tests, clock, stop):
    import pytest

    Path("arguments.txt").write_text("\n".join(tests), encoding="utf-8")        # more than a line may hold
    without = [word for plugin in ("cacheprovider", "xdist", "nbval") for word in ("-p", f"no:{plugin}")]
    return int(pytest.main([*["-x"] * stop, "-q", "--tb=line", *without, "@arguments.txt"], plugins=[clock]))


def _first_failure(tree):
    log = (tree / "log.txt").read_text(encoding="utf-8", errors="replace")
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", log, re.MULTILINE)
    return named[1] if named else "stops before any test"


class _Clock:
    """A plugin of pytest that notes how long each test takes, its fixtures included, and what fails."""

    def __init__(self):
        self.seconds, self.failed = {}, []

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)


def _measured(tree, files):
    """``{file: {test: seconds}}`` of the library as it is; a test that does not pass on it is left out."""
    kept = PLACE / "seconds.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for file in sorted(files):
        sum_ = hashlib.sha256((ROOT / file).read_bytes()).hexdigest()
        if known.get(file, {}).get("sum") != sum_:
            known[file] = {"sum": sum_, "seconds": _measure(tree, file)}
            kept.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return {file: known[file]["seconds"] for file in files}


def _measure(tree, file):
    os.waitpid(_start(tree, [file], stop=False), 0)
    clock = json.loads((tree / "seconds.json").read_text(encoding="utf-8"))
    if not clock["seconds"]:
        sys.exit(f"mutate: {file} holds no test that runs; see {tree / 'log.txt'}")
    for test in clock["failed"]:
        print(f"mutate: {test} does not pass as it is, and is left out", flush=True)
    return {test: taken for test, taken in clock["seconds"].items() if test not in clock["failed"]}


def _files(module):
    return [f"tests/test_{name}.py" for name in TESTS[module].split()]


# --------------------------------------------------------------------------------------- what was found

def _read():
    return json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else {}


def _keep(mutant, caught, taken):
    found = _read() | {mutant.key: {"caught": caught, "line": mutant.line, "seconds": round(taken, 1)}}
    part = FOUND.with_suffix(".part")
    part.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    part.replace(FOUND)
    print(f"{'  caught' if caught else 'SURVIVED'}  {taken:5.0f} s  {mutant.key[:150]}  {caught}", flush=True)


def _report(chosen):
    """The share that was caught, by module, and the survivors; 1 where one of them has no reason."""
    found = _read()
    explained = {one["mutant"]: one["reason"] for one in tomllib.loads(
        (ROOT / "tests" / "survivors.toml").read_text(encoding="utf-8"))["survivor"]}
    tried = [mutant for mutant in chosen if mutant.key in found]
    for module in TESTS:
        own = [found[mutant.key]["caught"] for mutant in tried if mutant.module == module]
        if own:
            print(f"{module:15} {sum(map(bool, own)):3} of {len(own)}")
    survivors = [mutant for mutant in tried if not found[mutant.key]["caught"]]
    unexplained = [mutant for mutant in survivors if mutant.key not in explained]
    for mutant in survivors:
        print(f"{mutant.place}:{mutant.line}: {mutant.key}\n"
              f"    {explained.get(mutant.key, 'NO REASON in tests/survivors.toml')}")
    caught = len(tried) - len(survivors)
    print(f"{caught} of {len(tried)} mutants were caught, {100 * caught / max(1, len(tried)):.1f} %; "
          f"{len(survivors) - len(unexplained)} survivors have a reason, {len(unexplained)} have none")
    return int(bool(unexplained))


if __name__ == "__main__":
    main()
