"""Files that are written whole or not at all, and read only where they are files of a fitting size."""

import contextlib
import hashlib
import json
import os
import re
import secrets
import stat
from pathlib import Path

PART = re.compile(r"part-[0-9a-f]{16}")         # what a file is called while it is being written


class WriteError(OSError):
    """A file cannot be written. The message is one line: which file, and why; what was there is as it was."""

    def __str__(self):
        return self.strerror


@contextlib.contextmanager
def placed(path):
    """A new empty file beside ``path``, for the block to fill; it then takes that place in one step.

    Its name cannot be foreseen, so that no link in somebody's folder leads the writing elsewhere. It is
    flushed to the disk before it takes its place. Where the block fails, it goes, and what was there stays.

    Raises:
        WriteError: the file cannot be written, for example on a full disk.
    """
    path = Path(path)
    part = path.with_name(f"part-{secrets.token_hex(8)}")
    with explained(path):
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            yield part
            with open(part, "r+b") as file:
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _flush_folder(path.parent)


def write(path, content):
    """Write bytes as ``placed`` does, whose errors it has."""
    with placed(path) as part:
        part.write_bytes(content)


def write_json(path, content):
    """Write what JSON can hold, likewise; numbers must be finite."""
    write(path, (json.dumps(content, indent=1, allow_nan=False) + "\n").encode())


def extend(path, start, content):
    """Put bytes behind the first ``start`` bytes of a file that is no link; what was there goes.

    Raises:
        WriteError: as in ``placed``. The first ``start`` bytes are as they were.
    """
    # Windows does not know the first, and without the second it would change the ends of lines.
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with explained(path), open(path, "r+b", opener=lambda path, _: os.open(path, flags)) as file:
        file.truncate(start)
        file.seek(start)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def explained(path):
    """Say in one line that ``path`` cannot be written, where the system refuses it in the block.

    Raises:
        WriteError: it does.
    """
    try:
        if "\0" in os.fspath(path):
            raise OSError(None, "its name holds a NUL")
        yield
    except WriteError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(error.errno,
                         f"{path}: cannot be written ({reason}); what was there is as it was") from error


def size_of(path, most=2 ** 63):
    """The size of a file, bytes; what is no file is refused, since to open a pipe would wait for ever.

    Raises:
        ValueError: the reason in words, without the path: there is none, it is no file, or one of more than
            ``most`` bytes.
    """
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        raise ValueError("no such file") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if stat.S_ISDIR(status.st_mode):
        raise ValueError("is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("is no file but a pipe, a socket or a device")
    if status.st_size > most:
        raise ValueError(f"takes {status.st_size:,} bytes, and at most {most:,} can be right")
    return status.st_size


def read(path, most):
    """The bytes of a file.

    Raises:
        ValueError: as in ``size_of``, or it may not be read.
    """
    size_of(path, most)
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from error


def read_json(path, most):
    """What a JSON file holds; its numbers are finite.

    Raises:
        ValueError: as in ``read``, or it is not JSON.
    """
    content = read(path, most)
    try:
        return json.loads(content.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ValueError("is not readable JSON") from error


def sha256(content):
    """The SHA-256 sum of bytes, or of a file, which is read piece by piece; "" if there is none."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    if not os.path.isfile(content):
        return ""
    with open(content, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def clear(folder):
    """Delete what a process that was killed had begun to write into a folder."""
    for path in Path(folder).iterdir():
        if PART.fullmatch(path.name):
            path.unlink()


def _flush_folder(folder):
    """Flush a folder's names to the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse(constant):
    raise ValueError(f"{constant} is no number")
