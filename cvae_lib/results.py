"""What was measured once and ships: waiting times, speeds, figures of hours. For notebooks 05, 07 to 10."""

import json

import numpy as np

from cvae_lib.data import ASSETS


def benchmark():
    """What `make bench` recorded, as a dictionary: waiting times, speeds, test ELBOs over seeds.

    benchmarks/README.md shows the same figures as tables, with the machine.
    """
    return _read("benchmark.json")


def recorded():
    """What `make recorded` found in hours, as a dictionary, with command, seed and dates: long runs, bounds
    from 5,000 draws, the sweep over β. benchmarks/recorded.json holds every part of it.
    """
    return _read("recorded.json")


def pictures(name):
    """Pictures of a run that does not ship, of "cifar10": (16, 32, 32, 3) uint8 arrays by name, which are
    "originals", "reconstructions", "samples" from N(0, I), and "fitted", from a Gaussian fitted to the codes.
    """
    with np.load(ASSETS / f"{name}_pictures.npz", allow_pickle=False) as file:
        return dict(file)


def _read(name):
    return json.loads((ASSETS / name).read_text(encoding="utf-8"))
