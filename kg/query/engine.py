"""Runs a query where it can do no harm: in a process of its own, with limits on time, memory, rows and bytes.

The query is expected to have passed :mod:`kg.query.guard`. Nothing but the engine is loaded in that process.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kg.errors import QueryTimeout, StoreError

WORKER = Path(__file__).with_name("worker.py")
_READ = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: wall-clock seconds, rows and bytes of its answer, bytes of memory."""

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 << 20
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Ending:
    """How a query ended: ``cut`` names the cap that cut the answer off, ``seconds`` is the engine's own time."""

    cut: str | None
    seconds: float


class Running:
    """A query that runs, from where it is entered as a context manager; leaving it ends the process, whatever it does.

    :meth:`begin` waits for the beginning of the answer; iterating gives the lines of its rows.
    """

    def __init__(
        self,
        source: Path | Sequence[Path],
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._query = query
        self._request = {
            "store": str(source) if isinstance(source, Path) else None,
            "files": [] if isinstance(source, Path) else [str(path) for path in source],
            "query": query,
            "prefixes": dict(prefixes or {}),
            "library": _library(),
            "rows": self._limits.rows,
            "bytes": self._limits.bytes,
            "memory": self._limits.memory,
            "processor": int(self._limits.seconds) + 2,
        }
        self.ending: Ending | None = None

    def __enter__(self) -> Running:
        self._left = self._limits.seconds
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C reaches this process, which then ends that one
            # each arena of the allocator takes addresses that the limit on memory counts, used or not
            env={"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
        )
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(marshal.dumps(self._request))
            self._process.stdin.flush()
        except BaseException:
            self._stop()
            raise
        self._lines = self._read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._stop()

    def begin(self) -> tuple[str, tuple[str, ...]]:
        """The kind of answer that comes (``select``, ``ask`` or ``graph``), and its variables."""
        kind, *variables = next(self._lines, "").split("\t")
        return kind, tuple(variables)

    def __iter__(self) -> Iterator[str]:
        """The lines of the rows, as they come; afterwards ``ending`` is set."""
        return self._lines

    def _stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except BrokenPipeError:  # what it never read
                    continue

    def _read(self) -> Iterator[str]:
        """Whole lines up to the one that tells the end; only the time spent waiting for them counts."""
        rest = b""
        for chunk in self._chunks():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                if line.startswith(b"#"):
                    self._finish(*line[1:].decode("utf-8", "replace").split("\t"))
                    return
                yield line.decode("utf-8", "replace")
        self._died()

    def _chunks(self) -> Iterator[bytes]:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            while True:
                began = time.monotonic()
                ready = waiting.select(max(self._left, 0.0))
                self._left -= time.monotonic() - began
                if not ready:
                    raise self._too_long()
                chunk = os.read(self._process.stdout.fileno(), _READ)
                if not chunk:
                    return
                yield chunk

    def _finish(self, ended: str, seconds: str, message: str) -> None:
        if ended == "syntax":
            from kg.query.faults import syntax_error  # late: few queries need it

            raise syntax_error(self._query, message)
        if ended == "memory":
            raise self._too_large()
        if ended == "error":
            raise StoreError(f"the engine could not answer: {message}")
        self.ending = Ending(None if ended == "complete" else ended, float(seconds))

    def _died(self) -> None:
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            raise self._too_long()
        if code == -signal.SIGABRT:
            raise self._too_large()
        raise StoreError(f"the query's process ended early (code {code}); a shorter or simpler query may work")

    def _too_long(self) -> QueryTimeout:
        return QueryTimeout(f"the query did not end within {self._limits.seconds:g} s; narrow it or raise --timeout")

    def _too_large(self) -> QueryTimeout:
        return QueryTimeout(f"the query needed more than {self._limits.memory >> 20} MB of memory; narrow it")


def _library() -> str:
    """The folder that holds the engine's package."""
    found = importlib.util.find_spec("pyoxigraph")
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).parents[1])
