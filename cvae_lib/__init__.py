"""The library of the course: convolutional variational autoencoders. docs/library.md shows its rooms.

Nothing here imports TensorFlow until something that needs it is asked for.
"""

import importlib

__version__ = "0.1.0"

# What is asked for most stands beside the modules: ``from cvae_lib import CVAE, load_pretrained, train``.
PLACES = {"CVAE": "model", "load_pretrained": "runs", "train": "training"}


def __getattr__(name):
    """Import a name when it is first asked for; ``tf`` and ``keras`` are set up for this machine."""
    if name in PLACES:
        return getattr(importlib.import_module(f"{__name__}.{PLACES[name]}"), name)
    if name in ("tf", "keras"):
        machine = importlib.import_module(f"{__name__}.machine")
        machine.set_up()            # once, before TensorFlow computes anything
        return importlib.import_module("tensorflow" if name == "tf" else name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
