"""Runs one query in a process of its own, started by :mod:`kg.query.engine`; it is never imported.

The engine below cannot be stopped from within, so the process can: the one that started it ends it at any time, it has
limits on memory and processor time from its first line on, and it ends by itself when its standard input closes. It
imports nothing of this package and next to nothing else (not even ``json`` or ``typing``, which take longer than the
engine), so that it starts as fast as the engine allows.

Request: a dictionary by ``marshal`` on standard input; the same Python writes and reads it. Answer, on standard output:
a line that says what follows (``select`` with the variables, ``ask`` or ``graph``), a line for each row with its terms
in N-Triples form (or ``None``) between tabs, and a last line of ``#`` and how it ended, the seconds that the engine
took, and its message, between tabs.
"""

from __future__ import annotations

import _thread
import marshal
import os
import resource
import sys
import time

TYPE_CHECKING = False  # as type checkers understand it, without the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

CHUNK = 1 << 16


def main() -> int:
    """Read the request, run it, write the answer."""
    request = marshal.load(sys.stdin.buffer)  # noqa: S302 - from the process that started this one
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (request["processor"], request["processor"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _thread.start_new_thread(_end_with_parent, ())
    sys.path.append(request["library"])
    import pyoxigraph as ox

    out = os.fdopen(1, "wb", buffering=0)
    try:
        store = _store(ox, request)
        began = time.perf_counter()
        found = store.query(request["query"], prefixes=request["prefixes"], custom_functions=None, substitutions=None)
        cut = _answer(ox, found, request, out)
        _end(out, cut or "complete", seconds=time.perf_counter() - began)
    except SyntaxError as error:
        _end(out, "syntax", message=str(error))
    except MemoryError:
        _end(out, "memory")
    except (OSError, RuntimeError, ValueError) as error:
        _end(out, "error", message=str(error))
    return 0


def _end_with_parent() -> None:
    """Nothing more comes on standard input: when it closes, whoever asked is gone."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _store(ox: Any, request: dict[str, Any]) -> Any:  # noqa: ANN401 - the engine is imported late
    if request["store"]:
        return ox.Store.read_only(request["store"])
    store = ox.Store()
    for path in request["files"]:
        store.bulk_load(path=path)
    return store


def _answer(ox: Any, found: Any, request: dict[str, Any], out: Any) -> str | None:  # noqa: ANN401
    """Write head and rows; returns which cap cut them off, if one did."""
    if isinstance(found, ox.QueryBoolean):
        out.write(b"ask\ntrue\n" if found else b"ask\nfalse\n")
        return None
    if isinstance(found, ox.QuerySolutions):
        out.write("\t".join(["select", *(variable.value for variable in found.variables)]).encode() + b"\n")
        return _write(("\t".join(map(str, row)) for row in found), request, out)
    out.write(b"graph\n")
    return _write((str(triple) for triple in found), request, out)


def _write(lines: Iterable[str], request: dict[str, Any], out: Any) -> str | None:  # noqa: ANN401
    rows, left = request["rows"], request["bytes"]
    buffer = bytearray()
    for line in lines:
        if rows == 0:
            break
        rows -= 1
        buffer += line.encode("utf-8", "surrogatepass")
        buffer += b"\n"
        if len(buffer) >= CHUNK:
            left -= len(buffer)
            out.write(buffer)
            buffer.clear()
            if left <= 0:
                return "bytes"
    else:
        out.write(buffer)
        return None
    out.write(buffer)
    return "rows"


def _end(out: Any, ended: str, seconds: float = 0.0, message: str = "") -> None:  # noqa: ANN401
    told = " ".join(message.split())
    out.write(f"#{ended}\t{seconds!r}\t{told}\n".encode("utf-8", "replace"))


if __name__ == "__main__":
    code = main()
    os._exit(code)
