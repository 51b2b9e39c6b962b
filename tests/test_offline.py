"""Nothing asks the network unasked: the main jobs run where there is none, and do not try."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Python tells this hook of every name that is looked up and every connection that is opened, also of those
# whose failure somebody passes over.
JOBS = """
import sys
asked = []
def note(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        asked.append((event, args[1:] if event == "socket.connect" else args))
sys.addaudithook(note)
from cvae_lib import __main__ as shell, data, runs, widgets
model, mnist = runs.load_pretrained("mnist-2d"), data.load_mnist()
data.load("fashion_mnist")
widgets.LatentPlane(model, mnist.test)
run, small = sys.argv[1] + "/run", ["--filters", "4", "6", "--epochs", "1", "--images", "1000",
                                   "--validation", "100"]
for job in (["info"], ["train", "--recipe", "tutorial_2d", *small, "--out", run],
            ["manifold", run, "-o", sys.argv[1] + "/manifold.png"]):
    assert shell.main(job) == 0, job
print("asked for:", asked)
"""


@pytest.fixture
def alone():
    """The command that runs another without a network; root or a user's own namespace will do."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True).returncode:
            return command
    pytest.skip("no network namespaces here; they are Linux's")


def test_import_training_and_pictures_ask_nobody(alone, tmp_path):
    settings = os.environ | {"CVAE_BUDGET": "quick", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    settings.pop("CVAE_DATA_DIR", None)
    done = subprocess.run([*alone, sys.executable, "-c", JOBS, tmp_path], env=settings, text=True,
                          capture_output=True, cwd=tmp_path, timeout=300)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.splitlines()[-1] == "asked for: []"
    assert (tmp_path / "manifold.png").exists()
    assert not list(tmp_path.glob(".keras/datasets/*"))


def test_the_namespace_has_no_network_and_the_hook_hears(alone):
    script = JOBS.split("from cvae_lib")[0] + """
import urllib.request
try:
    urllib.request.urlopen("http://192.0.2.1/", timeout=5)
except OSError as error:
    print(error, asked[-1][0])
"""
    done = subprocess.run([*alone, sys.executable, "-c", script], text=True, capture_output=True, timeout=60)
    assert "unreachable" in done.stdout and "socket.connect" in done.stdout, done.stdout + done.stderr
