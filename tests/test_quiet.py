"""cvae_lib.quiet: TensorFlow comes in quietly, and what it had to say is not lost."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cvae_lib
from cvae_lib import quiet

# Stands for what TensorFlow writes before it looks at its log level.
FIRST = "I0000 oneDNN custom operations are on"


def python(code, folder=None, close_stderr=False, **environment):
    """Run code in a Python of its own; modules in ``folder`` come before the installed ones."""
    path = [str(Path(cvae_lib.__file__).parents[1])] + ([str(folder)] if folder else [])
    keep = {name: value for name, value in os.environ.items()
            if name not in ("TF_CPP_MIN_LOG_LEVEL", "KERAS_BACKEND", "TF_ENABLE_ONEDNN_OPTS")}
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {path[::-1]!r}\n{code}"]
    return subprocess.run(command, text=True, capture_output=True, env=keep | environment,
                          preexec_fn=(lambda: os.close(2)) if close_stderr else None)


@pytest.fixture
def stand_in(tmp_path):
    """A module ``tensorflow`` that writes to descriptor 2 and then does what is said."""
    def make(then):
        (tmp_path / "tensorflow.py").write_text(f"import os\nos.write(2, {FIRST!r}.encode())\n{then}\n")
        return tmp_path
    return make


QUIETLY = "from cvae_lib import quiet\nquiet.tensorflow()\n"


def test_a_good_import_is_silent_and_keeps_what_was_said(stand_in):
    done = python(QUIETLY + "print(quiet.held_back)", stand_in(""))
    assert (done.returncode, done.stderr, done.stdout) == (0, "", FIRST + "\n")


def test_a_failed_import_shows_what_was_said(stand_in):
    done = python(QUIETLY, stand_in("raise ImportError('DLL load failed')"))
    assert done.returncode == 1 and done.stderr.startswith(FIRST) and "DLL load failed" in done.stderr


@pytest.mark.parametrize("death", ["os.abort()", "os.kill(os.getpid(), 9)"])
def test_an_import_that_dies_of_a_signal_leaves_its_last_words(stand_in, death):
    done = python(QUIETLY, stand_in(death))
    assert done.returncode < 0 and FIRST in done.stderr


@pytest.mark.parametrize("before, after", [("enable", True), ("disable", False)])
def test_garbage_is_looked_for_before_the_import_and_never_among_what_it_brings(stand_in, before, after):
    folder = stand_in("import gc\nseen = gc.isenabled(), gc.get_freeze_count(), left()")
    done = python(f"""
import builtins, gc, weakref
class Left: pass
left = Left()
left.itself = left                                          # garbage once its name is gone
builtins.left = weakref.ref(left)
del left
gc.{before}()
{QUIETLY}
import tensorflow
print(tensorflow.seen, gc.isenabled(), gc.get_freeze_count() > 1_000)
""", folder)
    assert done.stdout == f"(False, 0, None) {after} True\n", done.stderr


@pytest.mark.parametrize("level", ["1", "3"])
def test_after_an_import_that_fails_garbage_is_looked_for_again(stand_in, level):
    done = python("""
import gc
from cvae_lib import quiet
try:
    quiet.tensorflow()
except ImportError:
    print(gc.isenabled(), gc.get_freeze_count())
""", stand_in("raise ImportError"), TF_CPP_MIN_LOG_LEVEL=level)
    assert done.stdout == "True 0\n"


@pytest.mark.parametrize("processor, chosen, found", [
    ("x86_64", {}, "1"), ("AMD64", {}, "1"), ("arm64", {}, "None"), ("aarch64", {}, "None"),
    ("x86_64", {"TF_ENABLE_ONEDNN_OPTS": "0"}, "0")])
def test_onednn_is_switched_on_unless_the_reader_chose(stand_in, processor, chosen, found):
    says = "import os, platform\nplatform.machine = lambda: " + repr(processor) + "\n"
    folder = stand_in("print(os.environ.get('TF_ENABLE_ONEDNN_OPTS'))")
    assert python(says + QUIETLY, folder, **chosen).stdout == found + "\n"


@pytest.mark.parametrize("level, shown", [("0", True), ("2", True), ("3", False)])
def test_the_readers_own_log_level_counts(stand_in, level, shown):
    assert (FIRST in python(QUIETLY, stand_in(""), TF_CPP_MIN_LOG_LEVEL=level).stderr) == shown


def test_a_process_without_stderr_can_import():
    done = python(QUIETLY + "print('here')", close_stderr=True)
    assert (done.returncode, done.stdout) == (0, "here\n")


def test_another_backend_is_refused_in_one_line():
    done = python("from cvae_lib import tf", KERAS_BACKEND="jax")
    assert done.stderr.splitlines()[-1] == (
        "RuntimeError: KERAS_BACKEND is 'jax' and this course needs 'tensorflow'; unset it, then start again")


def test_the_real_thing_is_quiet_in_either_order():
    for code in ("from cvae_lib import model",
                 "from cvae_lib import CVAE, load_pretrained, train\nimport keras"):
        done = python(code)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


def test_names_beside_the_modules():
    from cvae_lib import CVAE, load_pretrained, model, runs, train, training

    assert (CVAE, load_pretrained, train) == (model.CVAE, runs.load_pretrained, training.train)
    with pytest.raises(ImportError, match="nothing_of_the_kind"):
        from cvae_lib import nothing_of_the_kind  # noqa: F401


def test_only_the_warning_of_retracing_is_held_back(caplog):
    from cvae_lib import tf

    logger, before = tf.get_logger(), tf.get_logger().level
    with caplog.at_level(logging.WARNING, "tensorflow"):
        logger.addHandler(caplog.handler)
        with quiet.retracing():
            logger.warning("5 out of the last 5 calls to <f> triggered tf.function retracing.")
            logger.warning("something else")
        logger.warning("6 out of the last 6 calls to <f> triggered tf.function retracing.")
        logger.removeHandler(caplog.handler)
    said = [record.getMessage() for record in caplog.records]
    assert "something else" in said and any(line.startswith("6 out") for line in said)
    assert not any(line.startswith("5 out") for line in said)
    assert logger.level == before and logger.level < logging.ERROR
