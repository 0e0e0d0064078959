"""Where are the files? Bytes by their SHA-256 below the data folder: written once, never changed, checked when read."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """The stored bytes are not those that were put: the disk or a person changed them."""


def put(content: bytes) -> str:
    """Keep the bytes and return their SHA-256. Once this returns they survive a crash; putting them again is free."""
    digest = hashlib.sha256(content).hexdigest()
    target = path(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(content, target)
    return digest


def read(digest: str) -> bytes:
    """The bytes with that SHA-256; raises FileNotFoundError or Damaged."""
    content = path(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise Damaged(digest)
    return content


def path(digest: str) -> Path:
    """Where the bytes with that SHA-256 are kept."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(digest)
    return Path(settings.DATA_DIR) / "files" / digest[:2] / digest


def _write(content: bytes, target: Path) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent)  # readable by its owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name too
    finally:
        os.close(folder)
