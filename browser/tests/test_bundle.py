"""What ships of browser/ is what its sources build."""

import filecmp
import shutil
import subprocess

import pytest

from conftest import ROOT

BUILT = ("browser/built", "cvae_lib/assets/browser")


def test_what_ships_is_what_the_sources_build(tmp_path):
    if not shutil.which("npm"):
        pytest.skip("Node.js is needed to build the bundles anew, and is not installed")
    unneeded = shutil.ignore_patterns("node_modules", "tests", "built")
    shutil.copytree(ROOT / "browser", tmp_path / "browser", ignore=unneeded)
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        subprocess.run(command, cwd=tmp_path / "browser", check=True, capture_output=True)
    for folder in BUILT:
        names = sorted(path.name for path in (ROOT / folder).iterdir())
        assert names and names == sorted(path.name for path in (tmp_path / folder).iterdir())
        found = filecmp.cmpfiles(ROOT / folder, tmp_path / folder, names, shallow=False)
        assert found == (names, [], []), "run: make browser"
