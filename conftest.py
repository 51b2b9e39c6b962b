"""Settings that the tests of the library and the notebooks share."""

import atexit
import os
import shutil
import tempfile

# One small budget for all, and a place of their own for the runs that they make.
os.environ.setdefault("CVAE_BUDGET", "quick")
os.environ["CVAE_RUNS_DIR"] = tempfile.mkdtemp(prefix="cvae-runs-")
atexit.register(shutil.rmtree, os.environ["CVAE_RUNS_DIR"], ignore_errors=True)
