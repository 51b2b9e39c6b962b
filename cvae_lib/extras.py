"""Packages that a few jobs need and the course does not install: ``export`` and ``tensorboard``."""

import importlib.util

EXTRAS = {"export": ("onnx", "onnxruntime", "tf2onnx"), "tensorboard": ("tensorboard",)}     # as in pyproject


def check(extra, what):
    """Refuse a job whose packages are not installed; none is imported.

    Args:
        extra: one of ``EXTRAS``.
        what: needs it, in the message.

    Raises:
        RuntimeError: names the packages that are missing and the command that installs them.
    """
    missing = [name for name in EXTRAS[extra] if importlib.util.find_spec(name) is None]
    if missing:
        raise RuntimeError(f"{what} needs {', '.join(missing)}, which the course does not install; call: "
                           f"python -m pip install {' '.join(missing)}")
