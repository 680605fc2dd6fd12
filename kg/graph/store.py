"""The store directory: documents as they were read, and the graph that was last made from all of them.

    store.json         its version and the base of its IRIs
    lock               held by the build that is running
    documents/         one file a document: its decoded text and its records
    generations/0007/  a graph (Oxigraph) with the manifest of the documents that it was made from
    CURRENT            the number of the generation that readers open

A build writes a new generation beside the current one and then replaces ``CURRENT`` in one step, so a build that is
stopped at any moment leaves the last good state, and readers go on with the generation that they opened.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.iri import Iris
from kg.graph.layout import Stored, current_of, find, load, manifest_of, properties_of

if TYPE_CHECKING:
    from kg.records import Reading


class Store:
    """A store that is open for reading; what it shows stays the same while builds go on.

    Use it as a context manager, or call :meth:`close`. Raises StoreError where there is none, or one of another
    version.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.iris = Iris(properties_of(self.path)["base"])
        self._lock = -1
        for _ in range(100):  # a build may replace the generation between the two steps
            current = current_of(self.path)
            if current is None:
                raise StoreError(f"{self.path} has no documents yet; read some with kg build")
            with contextlib.suppress(FileNotFoundError):
                self._lock = os.open(current, os.O_RDONLY | os.O_CLOEXEC)
                fcntl.flock(self._lock, fcntl.LOCK_SH)
                if current_of(self.path) == current:
                    break
                self.close()
        else:
            raise StoreError(f"{self.path}: the current generation is missing; build the documents into a new store")
        self._generation = current
        self._manifest = manifest_of(current)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the generation, so that a later build may remove it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    @property
    def graph_path(self) -> Path:
        """The folder that ``pyoxigraph.Store.read_only`` opens."""
        return self._generation / "graph"

    def graph(self) -> ox.Store:
        """The graph, read-only; raises StoreError where it is damaged."""
        try:
            return ox.Store.read_only(str(self.graph_path))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.graph_path} is damaged ({error}); build the documents into a new store") from error

    def documents(self) -> list[Stored]:
        """The documents, by name."""
        return list(self._manifest.documents.values())

    def find(self, name: str) -> Stored:
        """The document with this name, original path or path's last part; raises UsageError where there is no such."""
        return find(self._manifest.documents, name, self.path)

    def reading(self, name: str) -> tuple[Reading, str]:
        """The records of a document, and its decoded text, to which all spans refer."""
        return load(self.path, self._manifest.documents[self.find(name).name])
