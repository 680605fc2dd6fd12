"""What is made of the data files and takes long to make, kept between runs in the user's cache folder.

As Python keeps the bytecode of modules: what is kept is found by all that it is made of, so that an edited file makes
it anew, and where it cannot be read or written all goes on without it, only slower. Nothing of a document goes into it.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")

_WORTH = 0.1  # seconds that what is new took to make: it is written when that takes longer than to write it
_OLD = 4  # times as much as is asked for: the rest was made of files as they are no more

_asked: dict[str, Any] = {}
_spent = 0.0  # seconds, on what has not been written


def made(kind: str, of: str, make: Callable[[], T]) -> T:
    """What ``make`` makes of ``of``: kept from an earlier run, else made now.

    ``kind`` tells apart what is made of the same. What is made must be plain JSON: numbers, strings, and lists and
    objects of them. What ``make`` raises is raised.
    """
    global _spent
    key = f"{kind} {of}"
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
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(all_of_them if len(all_of_them) <= _OLD * len(_asked) else _asked))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _path() -> Path:
    return user_cache_path("kg", appauthor=False) / f"made-{sys.implementation.cache_tag}.json"


@functools.cache
def _stored() -> dict[str, Any]:
    """What earlier runs kept; nothing where there is no such file or something else in it."""
    try:
        found = json.loads(_path().read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
