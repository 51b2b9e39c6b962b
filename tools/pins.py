"""Write what follows from pyproject.toml: requirements.lock, environment.yml and binder/.

    python tools/pins.py             resolve anew (this asks the package registry), then write everything
    python tools/pins.py --no-lock   keep requirements.lock and write the rest from it
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.12"         # what conda and Binder run
LOCK = ROOT / "requirements.lock"
EXTRAS = ("kernel", "notebooks", "site", "test")        # what every installation of the course has
# JupyterLab would lay a question after news over the lesson; the Makefile's set-up has the same line.
NEWS = 'python -m jupyter labextension disable "@jupyterlab/apputils-extension:announcements"\n'
NOTE = "# Made by `make pins` from pyproject.toml; change that file, not this one.\n"


def dependencies():
    """Every requirement of pyproject.toml, core and EXTRAS, in its order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for extra in EXTRAS for line in project["optional-dependencies"][extra]]
    return project["dependencies"] + extras


def pinned():
    """Every ``name==version ; marker`` of the lock; a name may come twice, for different Pythons."""
    return re.findall(r"^([A-Za-z0-9._-]+==[^\\\n]*?) *\\?$", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def files():
    """``{path: text}`` of all that is derived from pyproject.toml and the lock."""
    ranges = "".join(f'      - "{line}"\n' for line in dependencies())
    return {
        "environment.yml": NOTE + (
            "# Only Python comes from conda: its TensorFlow trails, and its numpy, h5py and protobuf do not "
            "mix with pip's.\n"
            "name: cvae-course\nchannels:\n  - conda-forge\ndependencies:\n"
            f"  - python={PYTHON}\n  - pip\n  - pip:\n{ranges}      - \"--editable .\"\n"),
        "binder/requirements.txt": NOTE + "".join(line + "\n" for line in pinned()),
        "binder/runtime.txt": f"python-{PYTHON}\n",
        "binder/postBuild": f"#!/bin/bash\n{NOTE}set -e\n"
                            "python -m pip install --no-deps --no-build-isolation --editable .\n" + NEWS,
    }


def lock():
    """Resolve pyproject.toml for all systems and Pythons that the course runs on."""
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--fork-strategy", "fewest",
               "--python-version", "3.11", "--generate-hashes", *(f"--extra={extra}" for extra in EXTRAS),
               "--no-header", "--output-file", LOCK, "pyproject.toml"]
    try:
        subprocess.run(command, cwd=ROOT, check=True)
    except FileNotFoundError:
        sys.exit("pins: the resolver uv is not installed; pip install uv")
    resolved = re.sub(r"^(#.*\n)*", "", LOCK.read_text(encoding="utf-8"), count=1)
    LOCK.write_text(NOTE + resolved, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--no-lock"]):
        sys.exit(__doc__)
    if not sys.argv[1:]:
        lock()
    for name, text in files().items():
        path = ROOT / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if name.endswith("postBuild"):
            path.chmod(0o755)
        print(name)
