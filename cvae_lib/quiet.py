"""TensorFlow without the messages of its start, which would stand in red below a notebook's first cell.

TensorFlow 2.21 writes some of them before it looks at its log level, straight to file descriptor 2. They are
held back while it is imported, and shown after all when the import fails; ``python -m cvae_lib info`` shows
them too. Readers who want to see them set ``TF_CPP_MIN_LOG_LEVEL`` to 0, 1 or 2.
"""

import contextlib
import gc
import importlib
import logging
import os
import platform
import subprocess
import sys
import tempfile

held_back = ""          # what TensorFlow wrote while it was imported

# Beside the import: should the process die of it, as on a processor without AVX, this says what was held
# back.
WATCH = "import sys; sys.stdin.read() or sys.stderr.write(open(sys.argv[1], errors='replace').read())"


def have_stderr():
    """Open the null device as stderr in a process that has none, as after ``2>&-`` in a shell.

    Without one, a progress bar fails, an error is printed among the results, and what TensorFlow writes to
    descriptor 2 goes into the file that is opened next.
    """
    try:
        os.fstat(2)
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        if null != 2:
            os.dup2(null, 2)
            os.close(null)
        os.set_inheritable(2, True)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - as long as the process


def tensorflow():
    """The module ``tensorflow``, imported quietly unless it is there already.

    With oneDNN's convolutions, which TensorFlow leaves off on processors that have AVX2 and nothing newer. On
    one held to AVX2 training takes about seven eighths of the time with them, see benchmarks/README.md. A
    reader's own ``TF_ENABLE_ONEDNN_OPTS`` counts.

    Raises:
        RuntimeError: Keras is set to another backend.
    """
    global held_back
    backend = os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    if backend != "tensorflow":
        raise RuntimeError(f"KERAS_BACKEND is {backend!r} and this course needs 'tensorflow'; unset it, then "
                           "start again")
    have_stderr()
    if platform.machine() in ("x86_64", "AMD64"):
        os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    if "tensorflow" not in sys.modules:
        shown = os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3") in ("0", "1", "2")
        with contextlib.nullcontext() if shown else _stderr_in_a_file() as messages, _no_search_for_garbage():
            importlib.import_module("tensorflow")
        held_back = "" if shown else messages.text
    return sys.modules["tensorflow"]


@contextlib.contextmanager
def _no_search_for_garbage():
    """Let Python look for no garbage in the block, nor ever again among what is there at its end.

    TensorFlow's modules are half a million objects that stay. Going through them takes a quarter of the
    import, and most of a process's end.
    """
    gc.collect()                    # what a reader left behind is not kept
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if looks:
            gc.enable()


@contextlib.contextmanager
def retracing():
    """Hold TensorFlow's warning of retracing back, around calls of this library.

    Each model traces graphs of its own; from the fifth model on TensorFlow takes that for one function that
    is traced anew at every call. Everything else that is logged is left alone.
    """
    def other(record):
        return "triggered tf.function retracing" not in record.getMessage()

    logger = logging.getLogger("tensorflow")
    logger.addFilter(other)
    try:
        yield
    finally:
        logger.removeFilter(other)


class _stderr_in_a_file(contextlib.AbstractContextManager):
    """File descriptor 2 goes to a file, whose ``text`` is kept, and shown where the block raised."""

    text = ""

    def __enter__(self):
        self.stderr = os.dup(2)
        with contextlib.suppress(AttributeError, OSError, ValueError):
            sys.stderr.flush()
        self.file = tempfile.NamedTemporaryFile(prefix="tensorflow-", suffix=".log")
        try:
            command = [sys.executable, "-S", "-E", "-c", WATCH, self.file.name]
            self.watch = subprocess.Popen(command, stdin=subprocess.PIPE)
        except (OSError, TypeError):    # no other process can be started here
            self.watch = None
        os.dup2(self.file.fileno(), 2)
        return self

    def __exit__(self, kind, *_):
        os.dup2(self.stderr, 2)
        self.file.seek(0)
        self.text = self.file.read().decode(errors="replace")
        if kind is not None:
            os.write(self.stderr, self.text.encode())
        os.close(self.stderr)
        if self.watch is not None:
            self.watch.communicate(b"done")
        self.file.close()
