"""What is here: versions, sets, recipes, devices."""

import importlib.metadata
import platform

import numpy as np

from cvae_lib import __version__, data, keras, machine, mnist_files, quiet, recipes, runs, tf

PROBABILITY = ("tensorflow-probability", "tfp-nightly")     # what the package may be called


def lines():
    """What there is to say, line by line.

    Packages say their versions themselves: TensorFlow's metadata have another name where it is
    tensorflow-cpu or a nightly.
    """
    yield f"cvae_lib {__version__}, Python {platform.python_version()}"
    yield from (f"tensorflow {tf.__version__}", f"keras {keras.__version__}", f"numpy {np.__version__}")
    found = [distribution.version for name in PROBABILITY
             for distribution in importlib.metadata.distributions(name=name)]
    yield f"tensorflow-probability {found[0] if found else 'is not installed'}"
    for name in data.SHIPPED:
        shipped = data.load(name)
        yield (f"{mnist_files.TITLES[name]}, binarised: {len(shipped.train.images)} training and "
               f"{len(shipped.test.images)} test images, shipped")
    yield f"recipes: {', '.join(recipes.RECIPES)}; shipped runs: {', '.join(runs.SHIPPED)}"
    yield f"sets: {', '.join(mnist_files.TITLES)}; likelihoods: {', '.join(recipes.CHOICES['likelihood'])}"
    devices = [device.name.removeprefix("/physical_device:") for device in tf.config.list_physical_devices()]
    yield (f"devices: {', '.join(devices)}; {machine.cores()} cores, a batch is worked on in "
           f"{machine.set_up()} parts; fastest in {machine.fastest_precision()}")
    # What TensorFlow wrote while it was imported: of a GPU that it cannot use, for example.
    said = [line for line in quiet.held_back.splitlines() if line.strip()]
    yield "TensorFlow said at its start:" if said else "TensorFlow said nothing at its start"
    yield from (f"  {line}" for line in said)
