"""The library of the course: convolutional variational autoencoders on MNIST.

The modules stand on one another; none imports one from a floor above it.

    data     elbo     figures      digits in; the bound, on plain tensors; every picture
    model                          the network: encode, reparameterize, decode, sample
    runs     latent                a run's folder and the shipped weights; the latent plane
    training    evaluation         fit, recipes, the test ELBO; what it is a bound of, and what the codes carry
    widgets                        live pads and sliders for notebooks
    checks    exercises            checks of the exercises; their answers
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
        _share_cores(sys.modules["tensorflow"])
        # Each model that is scored traces its own graph; TensorFlow would warn of the fifth.
        sys.modules["tensorflow"].get_logger().setLevel("ERROR")
    return importlib.import_module("tensorflow" if name == "tf" else name)


# How many parts of a batch a model works on side by side; one on a GPU, and where TensorFlow was imported before.
parts = 1


def _share_cores(tensorflow):
    """Give each core a part of the batch of its own, rather than a share of every operation.

    The networks are small: where an operation is shared out, the threads wait for each other after every one; as
    branches of the graph, once a step. And with one thread an operation, sums come out in one order: runs repeat to the
    bit. `make bench-levers` measures it.
    """
    global parts
    if "TF_NUM_INTRAOP_THREADS" in os.environ or tensorflow.config.list_physical_devices("GPU"):
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parts = min(4, cores)       # with more, the parts of a batch of 64 would be too small
    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
