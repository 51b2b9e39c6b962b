"""A folder that one process at a time writes into."""

import contextlib
import os
import stat
from pathlib import Path

try:
    import fcntl
except ImportError:         # Windows
    import msvcrt

    fcntl = None

NAME = "run.lock"


@contextlib.contextmanager
def held(folder):
    """Hold a folder by the system's lock on its file ``NAME``, until the block or this process ends.

    A process that was killed holds nothing: its file may stay, and the next one takes it. On file systems
    that know no locks nothing is held.

    Raises:
        BlockingIOError: another process, or another thread of this one, holds it.
        OSError: the file cannot be made.
    """
    path = Path(folder, NAME)
    descriptor = _taken(path)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):      # before the lock goes, so that nobody takes it in between
            path.unlink()
        os.close(descriptor)


def _taken(path):
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(None, f"its {NAME} is no file")
            _lock(descriptor)
            with contextlib.suppress(FileNotFoundError):
                if not fcntl or os.path.samestat(status, path.stat()):
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)            # another process had it, and deleted it as it ended: once more


def _lock(descriptor):
    try:
        if fcntl:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if isinstance(error, BlockingIOError | PermissionError):
            raise BlockingIOError(error.errno, "another process holds it") from error
