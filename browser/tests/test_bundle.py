"""What ships of browser/ is what its sources build."""

import filecmp
import os
import shutil
import subprocess

import pytest

from conftest import ROOT

SHIPPED = ROOT / "cvae_lib" / "assets" / "browser"


def test_what_ships_is_what_the_sources_build(tmp_path):
    if not shutil.which("npm"):
        pytest.skip("Node.js is needed to build the bundles anew, and is not installed")
    shutil.copytree(ROOT / "browser", tmp_path / "browser", ignore=shutil.ignore_patterns("node_modules", "tests"))
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        subprocess.run(command, cwd=tmp_path / "browser", env=os.environ | {"OUT": str(tmp_path / "out")}, check=True, capture_output=True)
    names = sorted(path.name for path in SHIPPED.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert filecmp.cmpfiles(SHIPPED, tmp_path / "out", names, shallow=False) == (names, [], []), "run: make browser"
