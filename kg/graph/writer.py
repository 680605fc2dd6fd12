"""Builds: the one process that may change a store."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import functools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg import kept
from kg.errors import StoreError, UsageError
from kg.graph.iri import Iris
from kg.graph.layout import (
    FORMAT,
    Manifest,
    Stored,
    current_of,
    document_file,
    dump,
    generations_of,
    load,
    manifest_of,
    properties_of,
    sync,
    write_whole,
)
from kg.records import Reading


class Writer:
    """A store that is open for one build; it is made if there is none. Use it as a context manager.

    Raises StoreError where another build is running, the folder is no store or one of another version, and UsageError
    where ``base`` is not the store's.
    """

    def __init__(self, path: str | Path, base: str | None = None) -> None:
        self.path = Path(path)
        with _told(self.path):
            _claimable(self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(self._lock)
                raise StoreError(f"{self.path} is being built by another process; wait until it is done") from None
            try:
                self._begin(base)
            except BaseException:
                os.close(self._lock)
                raise

    def _begin(self, base: str | None) -> None:
        if not (self.path / "store.json").exists():
            properties = {"format": FORMAT, "base": Iris(base).base if base else Iris().base}
            write_whole(self.path / "store.json", json.dumps(properties, ensure_ascii=False) + "\n")
        self.iris = Iris(properties_of(self.path)["base"])
        if base is not None and base != self.iris.base:
            raise UsageError(f"{self.path} has the base {self.iris.base}; give that, or another --store")
        for folder in ("documents", "generations"):
            (self.path / folder).mkdir(exist_ok=True)
        current = current_of(self.path)
        self.manifest = manifest_of(current) if current else Manifest({})
        self.documents = dict(self.manifest.documents)
        if current:
            _others(self.path, current)

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._lock)

    def has(self, file: str) -> bool:
        """Whether a document was already read under this name of a file, be it in a build that was stopped."""
        return document_file(self.path, file).exists()

    def put(self, document: Stored, reading: Reading, text: str) -> None:
        """Keep what was read from a document; it enters the graph when the build is committed."""
        with _told(self.path):
            write_whole(document_file(self.path, document.file), dump(document, reading, text))

    def readings(self) -> Iterator[tuple[Reading, str]]:
        """The documents that the store is to hold, by name."""
        for name in sorted(self.documents):
            yield load(self.path, self.documents[name])

    def commit(self, view: str, begin: Callable[[ox.Store], None], fill: Callable[[ox.Store], None]) -> None:
        """Make a new generation, which ``begin`` and ``fill`` fill, the current one; nothing changes where one raises.

        ``view`` is the digest of what else the graph depends on: where it and the base are the same ``begin`` fills a
        store with the same, which is kept. Raises StoreError where the store cannot be written.
        """
        new = self.path / "generations" / ".new"
        shutil.rmtree(new, ignore_errors=True)
        with _told(self.path):
            new.mkdir()
            of = f"{view} {self.iris.base} {ox.__version__}"
            begun = functools.partial(kept.folder, "graph", of, new / "graph", functools.partial(_fill, by=begin))
            copied = begun()
            try:
                _fill(new / "graph", by=fill)
            except (OSError, RuntimeError):  # what was kept is damaged, or the disk is full
                if not copied:
                    raise
                begun(anew=True)
                _fill(new / "graph", by=fill)
            manifest = {
                "view": view,
                "documents": [dataclasses.asdict(self.documents[name]) for name in sorted(self.documents)],
            }
            write_whole(new / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
            number = max((int(folder.name) for folder in generations_of(self.path)), default=0) + 1
            final = new.rename(new.with_name(f"{number:04}"))
            sync(final.parent)
            write_whole(self.path / "CURRENT", f"{final.name}\n")
            self.manifest = manifest_of(final)
            self._clean(final)

    def _clean(self, current: Path) -> None:
        """Remove the generations that nobody reads, and the documents that none of the others holds."""
        read = [current, *_others(self.path, current)]
        used = {stored.file for folder in read for stored in manifest_of(folder).documents.values()}
        for file in (self.path / "documents").iterdir():
            if file.stem not in used:
                file.unlink()


def _fill(graph: Path, by: Callable[[ox.Store], None]) -> None:
    """Fill the store in the folder ``graph`` and close it."""
    store = ox.Store(str(graph))
    by(store)
    store.flush()


def _others(path: Path, current: Path) -> list[Path]:
    """The generations beside the current one that somebody reads; the rest is removed."""
    shutil.rmtree(path / "generations" / ".new", ignore_errors=True)
    return [folder for folder in generations_of(path) if folder != current and not _removed(folder)]


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """An error of the file system as one line."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}; its last state stands") from error


def _claimable(path: Path) -> None:
    """Raise StoreError where a build would write among somebody's files."""
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, not a store; give another --store")
    if path.is_dir() and not (path / "store.json").exists():
        others = sorted({entry.name for entry in path.iterdir()} - {"lock", ".store.json.part"})
        if others:
            raise StoreError(f"{path} is no store and holds other files ({others[0]}); give another --store")


def _removed(generation: Path) -> bool:
    """Remove a generation unless somebody reads it."""
    descriptor = os.open(generation, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        shutil.rmtree(generation, ignore_errors=True)
        return True
    finally:
        os.close(descriptor)
