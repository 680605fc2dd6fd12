"""Files are written whole or not at all, and nobody's file is lost: what kg did not write, it does not replace."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.errors import UsageError

MARK = "Written by kg (diplomacy-kg)"
"""Stands in the first lines of each output: a comment where the format has comments."""

_HEAD = 2048


def write(path: str | Path, chunks: str | bytes | Iterable[str | bytes], *, force: bool = False) -> None:
    """Write text as UTF-8, or bytes, into the file, or to standard output where ``path`` is ``-``.

    Raises UsageError where the file exists and kg did not write it (unless ``force``), or cannot be written.
    """
    parts = [chunks] if isinstance(chunks, str | bytes) else chunks
    data = (part.encode("utf-8") if isinstance(part, str) else part for part in parts)
    if str(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.writelines(data)
        sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()
    check(target, force=force)
    try:
        if target.exists() and not target.is_file():  # a device or a pipe
            with target.open("wb") as stream:
                stream.writelines(data)
            return
        _replace(target, data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def check(path: str | Path, *, force: bool = False) -> None:
    """Raise UsageError where ``path`` is a folder, is in none, or holds what kg did not write (unless ``force``)."""
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"{path} is a folder; give a file")
    if not target.resolve().parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {target.resolve().parent}")
    if not force and target.is_file() and not ours(target):
        raise UsageError(f"{path} exists and was not written by kg; give another name, or --force to replace it")


def ours(path: Path) -> bool:
    """Whether the file is empty, or its beginning shows that kg wrote it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    return not head or MARK.encode() in head or any(head.startswith(known) for known in HEADERS)


HEADERS: set[bytes] = set()
"""First lines of formats without comments (CSV), by which their outputs are known."""


def _replace(target: Path, data: Iterable[bytes]) -> None:
    draft = target.with_name(f".{target.name[:80]}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
