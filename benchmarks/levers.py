"""`make bench-levers`: each lever of the fast recipes alone; writes levers.json and its part of README.md.

`python benchmarks/levers.py --help` shows other ways to run it.
"""

import bench
import elbos
import speed
from driver import drive


def measurements(found=None):
    """Name → (function, arguments), in the order in which they are taken, whatever was found."""
    return {"pace": (speed.pace, ()), **{
        f"{recipe} {elbos.describe(change)}": (elbos.validate, (recipe, change))
        for recipe, changes in elbos.CHANGES.items() for change in changes}}


if __name__ == "__main__":
    drive(bench.LEVERS, measurements, elbos.validate, bench.report, __doc__)
