"""Settings that the tests of the library and the notebooks share."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One small budget for all, and a place of their own for the runs that they make.
os.environ.setdefault("CVAE_BUDGET", "quick")
if "PYTEST_XDIST_WORKER" in os.environ:     # a worker may be killed: who started it removes its place too
    RUNS = Path(os.environ["CVAE_RUNS_DIR"], os.environ["PYTEST_XDIST_WORKER"])
    RUNS.mkdir(exist_ok=True)
else:
    RUNS = Path(tempfile.mkdtemp(prefix="cvae-runs-"))
    atexit.register(shutil.rmtree, RUNS, ignore_errors=True)
os.environ["CVAE_RUNS_DIR"] = str(RUNS)
