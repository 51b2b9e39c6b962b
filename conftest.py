"""Settings that the tests of the library and the notebooks share."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

# One small budget for all, and a place of their own for the runs that they make.
os.environ.setdefault("CVAE_BUDGET", "quick")
if "PYTEST_XDIST_WORKER" in os.environ:     # a worker may be killed: who started it removes its place too
    RUNS = Path(os.environ["CVAE_RUNS_DIR"], os.environ["PYTEST_XDIST_WORKER"])
    RUNS.mkdir(exist_ok=True)
else:
    RUNS = Path(tempfile.mkdtemp(prefix="cvae-runs-"))
    atexit.register(shutil.rmtree, RUNS, ignore_errors=True)
os.environ["CVAE_RUNS_DIR"] = str(RUNS)

# A worker of pytest-xdist keeps to a core of its own, and what it starts does too: two workers with two
# threads each would wait for each other, and on one core the library does not cut batches into parts,
# whose graphs take longer to make. It saves about a sixth of all the time.
CORES = OWN = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
if CORES and "PYTEST_XDIST_WORKER" in os.environ:
    OWN = {sorted(CORES)[int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) % len(CORES)]}
    os.sched_setaffinity(0, OWN)            # before TensorFlow is imported, as the library then sets it up
ABOUT_CORES = ("05_training.ipynb", "11_scaling_out.ipynb")


@pytest.hookimpl(tryfirst=True)         # before a notebook's kernel starts, which is with its first cell
def pytest_runtest_setup(item):
    """Take the worker's own core, or for what is about cores all of them, as where a reader starts it."""
    if CORES:
        all_of_them = item.path.name in ABOUT_CORES or "all_cores" in getattr(item, "fixturenames", ())
        os.sched_setaffinity(0, CORES if all_of_them else OWN)


def pytest_collection_finish():
    """Python need not look for garbage among thousands of tests and what they import."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def all_cores():
    """What the test starts may use all cores, see above."""


@pytest.fixture
def two_parts(monkeypatch):
    """The library cuts batches in two, as it does on two cores."""
    from cvae_lib import machine

    monkeypatch.setattr(machine, "set_up", lambda: 2)
