"""A decoder as one file for programs without Python: LiteRT (``.tflite``) or ONNX (``.onnx``).

The file takes z (N, D), float32, and, of a conditional model, label (N,), int32. It gives what
``CVAE.decode(z, apply_sigmoid=True)`` gives: chances of white, or pixels' means, (N, H, W, C) from 0 to 1.
Keras converts; TensorFlow brings what LiteRT takes, and the extra ``export`` what ONNX takes.
"""

import contextlib
import logging
import os
import tempfile
import warnings

import numpy as np

from cvae_lib import extras
from cvae_lib.files import whole_files

FORMATS = {".tflite": "litert", ".onnx": "onnx"}        # Keras' names
TOLERANCE = 1e-4            # of a pixel, from 0 to 1


def check_packages(path):
    """Refuse the path of a file that cannot be made here.

    Raises:
        ValueError: its name ends in none of ``FORMATS``.
        RuntimeError: packages are missing, see ``extras.check``.
    """
    ending = os.path.splitext(path)[1]
    if ending not in FORMATS:
        raise ValueError(f"{path}: the file's name must end in {' or '.join(FORMATS)}")
    if ending == ".onnx":
        extras.check("export", f"{path}: ONNX")


def decoder(model, path, seed=0):
    """Write a model's decoder into a file, which is run and held against Python before it takes its place.

    Args:
        model: a ``CVAE``.
        path: ends in ``.tflite`` or ``.onnx``; what is there is replaced in one step.
        seed: of the codes that are decoded for the comparison.

    Returns:
        the largest difference of a pixel between the file and Python, at most ``TOLERANCE``.

    Raises:
        ValueError, RuntimeError: as in ``check_packages``.
        ExportError: the conversion fails, or the file decodes otherwise. Nothing is written.
        WriteError: the file cannot be written.
    """
    path = os.path.expanduser(path)
    check_packages(path)
    ending = os.path.splitext(path)[1]
    with _explained(path):
        content = _converted(model, ending)
        run = {".tflite": _tflite, ".onnx": _onnx}[ending](content)
        difference = max(_difference(model, run, seed, count) for count in (1, 64))     # any number will do
    if not difference <= TOLERANCE:
        raise ExportError(f"{path}: its pixels would differ from Python's by up to {difference:.1e}, and "
                          f"{TOLERANCE:g} is allowed; nothing was written")
    whole_files.write(path, content)
    return difference


class ExportError(RuntimeError):
    """A decoder cannot be converted. The message is one line: which file, why, that nothing was written."""


def _converted(model, ending):
    """The bytes of the file."""
    from cvae_lib import keras, tf

    class Decoder(keras.Model):
        """``CVAE.decode`` with its pixels' means, as a model of its own."""

        def __init__(self):
            super().__init__(name="decoder", dtype="float32")       # whatever a reader's keras.json says
            self.model, self.built = model, True

        def call(self, z, label=None):
            return self.model.decode(z, apply_sigmoid=True, y=label)

    signature = [keras.InputSpec(shape=(None, model.latent_dim), dtype="float32", name="z")]
    if model.classes:
        signature.append(keras.InputSpec(shape=(None,), dtype="int32", name="label"))
    options = {}
    if ending == ".tflite":         # no operation of TensorFlow's own, which a phone's LiteRT does not have
        options["target_spec"] = {"supported_ops": [tf.lite.OpsSet.TFLITE_BUILTINS]}
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "decoder" + ending)
        Decoder().export(file, format=FORMATS[ending], input_signature=signature, verbose=False, **options)
        with open(file, "rb") as opened:
            return opened.read()


def _difference(model, run, seed, count):
    """The largest difference of a pixel between ``run`` and Python, for so many codes from a wide prior."""
    rng = np.random.default_rng(seed)
    inputs = {"z": 2 * rng.standard_normal((count, model.latent_dim)).astype(np.float32)}
    if model.classes:
        inputs["label"] = np.arange(count, dtype=np.int32) % model.classes
    expected = model.decode(inputs["z"], apply_sigmoid=True, y=inputs.get("label")).numpy()
    found = run(inputs)
    return np.inf if found.shape != expected.shape else float(abs(found - expected).max())


def _tflite(content):
    """Run a ``.tflite`` file's bytes: a function from ``{"z": ..., "label": ...}`` to pixels."""
    from cvae_lib import tf

    plain = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES       # they print
    interpreter = tf.lite.Interpreter(model_content=content, experimental_op_resolver_type=plain)
    runner = interpreter.get_signature_runner()
    return lambda inputs: next(iter(runner(**inputs).values()))


def _onnx(content):
    """Run an ``.onnx`` file's bytes, likewise."""
    import onnxruntime

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return lambda inputs: session.run(None, inputs)[0]


@contextlib.contextmanager
def _explained(path):
    """Converters of others at work: their notes are held back, and what they raise becomes one line."""
    before = logging.root.manager.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.ERROR)
        try:
            yield
        except OSError:
            raise
        except Exception as error:
            words = " ".join(str(error).split())
            raise ExportError(f"{path}: cannot be converted ({type(error).__name__}: {words[:200]}); nothing "
                              "was written") from error
        finally:
            logging.disable(before)
