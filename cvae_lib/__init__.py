"""The library of the course: convolutional variational autoencoders on MNIST.

The modules stand on one another; none imports one from a floor above it.

    data     elbo     figures      digits in; the bound, on plain tensors; every picture
    model                          the network: encode, reparameterize, decode, sample
    runs     latent                a run's folder and the shipped weights; the latent plane
    training                       fit, recipes, the test ELBO
    __main__                       the same jobs from a shell

Nothing here imports TensorFlow until a module that needs it is imported.
"""

import importlib
import os
import sys
import tempfile

__version__ = "0.1.0"

# TensorFlow and Keras read these once, at their own import.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")


def __getattr__(name):
    """``from cvae_lib import tf, keras``: both without their start-up messages, which are no news to a reader.

    TensorFlow 2.21 writes some of them before it looks at its log level, straight to file descriptor 2; they would
    stand in red below the first cell of every notebook. If the import fails they are shown after all.
    """
    if name not in ("tf", "keras"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if os.environ["KERAS_BACKEND"] != "tensorflow":
        raise RuntimeError(f"KERAS_BACKEND is {os.environ['KERAS_BACKEND']!r}; this course needs 'tensorflow'")
    if "tensorflow" not in sys.modules:
        sys.stderr.flush()
        with tempfile.TemporaryFile() as messages:
            stderr = os.dup(2)
            os.dup2(messages.fileno(), 2)
            try:
                importlib.import_module("tensorflow")
            except BaseException:
                messages.seek(0)
                os.write(stderr, messages.read())
                raise
            finally:
                os.dup2(stderr, 2)
                os.close(stderr)
        # Each model that is scored traces its own graph; TensorFlow would warn of the fifth.
        sys.modules["tensorflow"].get_logger().setLevel("ERROR")
    return importlib.import_module("tensorflow" if name == "tf" else name)
