"""The progress bar of everything that takes a while."""

import sys

from tqdm import tqdm


def bar(name, total, unit="step"):
    """A tqdm bar that suits a notebook as well as a terminal; one that shows nothing if ``name`` is None."""
    # In a notebook to stdout, where it is no error; in a terminal to stderr, apart from results.
    notebook = "ipykernel" in sys.modules
    terminal = sys.stderr is not None and sys.stderr.isatty()
    # The delay leaves the first word to a picture that on_epoch shows, so that a notebook keeps one bar below
    # it.
    return tqdm(total=total, desc=name, unit=unit, disable=name is None, delay=1,
                file=sys.stdout if notebook else sys.stderr, mininterval=0.5 if notebook or terminal else 15,
                ncols=None if terminal else 90, unit_scale=total >= 100_000)
