"""Runs a reader's code within bounds: so many seconds, so much printing, and a stop is told in one line.

A thread cannot be ended from outside. In the main thread of Linux and macOS a signal interrupts whatever
runs, ``time.sleep`` too. In other threads and on Windows an exception is put into the thread, which meets it
at its next step of Python: there a single call that never comes back, such as a sleep of an hour, is waited
for. A loop that takes every exception, ``while True`` around ``except: pass``, goes on in any case, as it
would after Ctrl+C.
"""

import contextlib
import ctypes
import functools
import inspect
import io
import re
import signal
import sys
import threading
import time
import traceback

SECONDS = 20            # the exercises' right answers take below one
LINES, CHARACTERS = 20, 4_000       # of what is printed
IN_A_GRAPH = "in user code:"        # how a message begins where a tf.function stops
AGAIN = 0.1             # seconds until code that went on, by "except: pass", is stopped once more


class Stopped(Exception):
    """Code stopped by itself; the message names its exception and the line."""


class TooSlow(BaseException):
    """Code took too long. No Exception, so that a reader's ``except Exception`` does not take it."""


def call(function, *arguments, **named):
    """What a reader's function gives; a generator becomes a list.

    Raises:
        Stopped: the function stopped; the message is one line. A blank of the students' edition, which
            ``is_blank`` knows, gives None.
    """
    try:
        result = function(*arguments, **named)
        return list(result) if hasattr(result, "__next__") else result
    except (Exception, SystemExit) as error:
        if is_blank(error):
            return None
        raise Stopped(f"{type(error).__name__}: {_reason(error)}{_line(error, function)}") from None


def is_blank(error):
    """Whether an error is that of a blank: a NotImplementedError of an exercise, or without a word."""
    return isinstance(error, NotImplementedError) and bool(re.match(r"Exercise \d+\.\d+: |$", str(error)))


def _reason(error):
    """The one line of a message that says most, without what TensorFlow puts around it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [""]
    line = lines[0] if lines[0] != IN_A_GRAPH else lines[-1].removeprefix(f"{type(error).__name__}: ")
    return re.sub(r"^\{\{.*?\}\} | \[Op:\w+\].*$", "", line)[:200]


def _line(error, function):
    """The last line of the reader's own code that was reached, " (line 3: return x / y)", or nothing."""
    while isinstance(function, functools.partial):
        function = function.func
    function = inspect.unwrap(function)
    code = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    own = [(frame.lineno, frame.line) for frame in traceback.extract_tb(error.__traceback__)[1:]
           if code and frame.filename == code.co_filename]
    if str(error).startswith(IN_A_GRAPH):       # its code was rewritten, and the message knows from what
        own = re.findall(r'File ".*", line (\d+), in .*\*\s*\n\s*(.*)', str(error))
    number, line = own[-1] if own else (0, "")
    return f" (line {number}: {line.strip()[:100]})" if line else ""


# ------------------------------------------------------------------------------------------------ bounds

@contextlib.contextmanager
def bounded(seconds=None):
    """Stop a block after ``SECONDS``, and let the first lines through that it prints, to stdout.

    What goes to ``sys.stderr`` is taken for print too: there one word costs a reader's points in nbgrader.

    Raises:
        TooSlow: the time is over.
    """
    talk = _Talk(sys.stdout)
    with contextlib.redirect_stdout(talk), contextlib.redirect_stderr(talk):
        try:
            with _time_limit(SECONDS if seconds is None else seconds):
                yield
        finally:
            talk.end()


class _Talk(io.TextIOBase):
    """A stream that hands its first lines on, and counts the rest."""

    def __init__(self, stream):
        self._stream, self._lines, self._characters, self._more = stream, LINES, CHARACTERS, False

    def writable(self):
        return True

    def write(self, text):
        if self._stream is not None and text:
            shown = "".join(text[:self._characters].splitlines(keepends=True)[:self._lines])
            self._lines -= shown.count("\n")
            self._characters -= len(shown)
            self._stream.write(shown)
            self._more = self._more or len(shown) < len(text)
        return len(text)

    def flush(self):
        if self._stream is not None:
            self._stream.flush()

    def end(self):
        """Say that something was left out, on a line of its own."""
        if self._more:
            self._stream.write("\n… your code prints more than that; the rest is left out.\n")


def _time_limit(seconds):
    in_main_thread = threading.current_thread() is threading.main_thread()
    return (_alarm if in_main_thread and hasattr(signal, "setitimer") else _watch)(seconds)


@contextlib.contextmanager
def _alarm(seconds):
    """By a signal; a clock that was set before goes on afterwards."""
    ended, begun = False, time.monotonic()

    def ring(*_):
        if not ended:
            raise TooSlow
    handler = signal.signal(signal.SIGALRM, ring)
    left, pause = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        ended = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler if handler is not None else signal.SIG_DFL)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(1e-3, left - (time.monotonic() - begun)), pause)


@contextlib.contextmanager
def _watch(seconds):
    """By a second thread, which puts the exception into this one."""
    stop, ended, turn = ctypes.pythonapi.PyThreadState_SetAsyncExc, threading.Event(), threading.Lock()
    thread = ctypes.c_ulong(threading.get_ident())

    def watch():
        pause = seconds
        while not ended.wait(pause):
            with turn:
                if not ended.is_set():
                    stop(thread, ctypes.py_object(TooSlow))
            pause = AGAIN
    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with turn:
            ended.set()
            stop(thread, None)          # in case that it was put there a moment ago
