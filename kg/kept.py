"""What is made of the data files and takes long to make, kept between runs in the user's cache folder.

As Python keeps the bytecode of modules: what is kept is found by all that it is made of, so that an edited file makes
it anew, and where it cannot be read or written all goes on without it, only slower. Nothing of a document goes into it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import marshal
import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")

_WORTH = 0.1  # seconds that what is new took to make: it is written when that takes longer than to write it
_OLD = 4  # times as much as is asked for: the rest was made of files as they are no more
_FOLDERS = 4  # of a kind: those used last
_SUM = 4  # bytes

_asked: dict[bytes, Any] = {}
_spent = 0.0  # seconds, on what has not been written


def made(kind: str, of: str, make: Callable[[], T]) -> T:
    """What ``make`` makes of ``of``: kept from an earlier run, else made now.

    ``kind`` tells apart what is made of the same. What is made must be plain: numbers, strings, bytes, and tuples,
    lists, sets and dictionaries of them; who gets it leaves it as it is. What ``make`` raises is raised.
    """
    global _spent
    key = hashlib.blake2b(f"{kind} {of}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if key in _asked:
        found: T = _asked[key]
        return found
    stored = _stored()
    if key in stored:
        kept: T = stored[key]
        _asked[key] = kept
        return kept
    begun = time.perf_counter()
    value = _asked[key] = make()
    _spent += time.perf_counter() - begun
    return value


def folder(kind: str, of: str, to: Path, make: Callable[[Path], None], *, anew: bool = False) -> bool:
    """Make the folder ``to``: a copy of what ``make`` made of ``of`` in an earlier run, else made now.

    Whether it is a copy is returned; where that turns out to be damaged, ask again with ``anew``. ``kind`` begins the
    name of the folder that is kept. What ``make`` raises is raised.
    """
    own = _path().with_name(f"{kind}-{hashlib.blake2b(of.encode(), digest_size=8).hexdigest()}")
    shutil.rmtree(to, ignore_errors=True)
    if anew:
        shutil.rmtree(own, ignore_errors=True)
    try:
        shutil.copytree(own, to)
        os.utime(own)
    except OSError:
        shutil.rmtree(to, ignore_errors=True)
    else:
        return True
    make(to)
    with contextlib.suppress(OSError):
        _keep_folder(kind, own, to)
    return False


def _keep_folder(kind: str, own: Path, made_now: Path) -> None:
    """Keep a copy of a folder as ``own``, and only those of its kind that were used last."""
    own.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=own.parent, prefix=f"{kind}-new-"))
    try:
        shutil.copytree(made_now, new, dirs_exist_ok=True)
        new.rename(own)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    for old in sorted(own.parent.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)[:-_FOLDERS]:
        shutil.rmtree(old, ignore_errors=True)


def program(*files: str) -> str:
    """The digest of the modules (their ``__file__``) by which something is made: part of what it is ``of``."""
    return hashlib.blake2b(b"".join(Path(file).read_bytes() for file in files), digest_size=8).hexdigest()


def keep() -> None:
    """Write what was made in this run, if it is worth it; nothing happens where the folder cannot be written."""
    global _spent
    if _spent < _WORTH:
        return
    _spent = 0.0
    _stored.cache_clear()  # other processes may have written in the meantime
    all_of_them = _stored() | _asked
    path = _path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            content = marshal.dumps(all_of_them if len(all_of_them) <= _OLD * len(_asked) else _asked)
            with os.fdopen(handle, "wb") as file:
                file.write(_sum(content) + content)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _path() -> Path:
    return user_cache_path("kg", appauthor=False) / f"made-{sys.implementation.cache_tag}"


@functools.cache
def _stored() -> dict[bytes, Any]:
    """What earlier runs kept; nothing where there is no such file or it is not whole.

    It is read as Python reads its own bytecode: the folder is as much the user's own as those of the programs.
    """
    try:
        found = _path().read_bytes()
    except OSError:
        return {}
    return marshal.loads(found[_SUM:]) if found[:_SUM] == _sum(found[_SUM:]) else {}  # noqa: S302


def _sum(content: bytes) -> bytes:
    """The checksum of a file's content, which stands before it."""
    return zlib.crc32(content).to_bytes(_SUM, "big")
