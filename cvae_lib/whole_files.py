"""Files that are written whole or not at all, and the sums that tell whether they still are."""

import hashlib
import json
from pathlib import Path


def write(path, content):
    """Write bytes: beside the place first, so that what is there is never half a file."""
    path = Path(path)
    part = path.with_name(f"part.{path.name}")
    part.write_bytes(content)
    part.replace(path)


def write_json(path, content):
    """Write what JSON can hold, likewise."""
    write(path, (json.dumps(content, indent=1) + "\n").encode())


def sha256(path):
    """The SHA-256 sum of a file, read piece by piece; "" if there is none."""
    if not Path(path).exists():
        return ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
