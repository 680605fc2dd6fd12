"""The reference documents beside the project, and which of them may be looked at."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from kg.documents import Document, from_text

SHARED = Path(__file__).parents[3] / "shared"
T = TypeVar("T")
R = TypeVar("R")


def place(path: str) -> int:
    """Where a file of a corpus stands in the fixed random order, by its path in the archive."""
    return int(hashlib.sha256(path.encode()).hexdigest(), 16)


def held_out(path: str) -> bool:
    """Whether this file is set aside: it is measured, and nobody looks at it while making rules."""
    return place(path) % 3 == 0


def paths(corpus: str) -> list[str]:
    """All documents of a corpus, by path."""
    with zipfile.ZipFile(SHARED / "corpus" / f"{corpus}.zip") as archive:
        return sorted(name for name in archive.namelist() if name.endswith(".md"))


def sample(corpus: str, count: int) -> list[str]:
    """So many open files of a corpus, the same ones always."""
    return sorted(sorted((path for path in paths(corpus) if not held_out(path)), key=place)[:count])


def documents(wanted: Iterable[str]) -> Iterator[Document]:
    """The documents at these paths (``CORPUS/FILE.md``)."""
    archives: dict[str, zipfile.ZipFile] = {}
    try:
        for path in wanted:
            corpus = path.split("/", 1)[0]
            if corpus not in archives:
                archives[corpus] = zipfile.ZipFile(SHARED / "corpus" / f"{corpus}.zip")
            text = archives[corpus].read(path).decode("utf-8-sig")
            yield from_text(text, name=path.removesuffix(".md"))
    finally:
        for archive in archives.values():
            archive.close()


def each(work: Callable[[T], R], tasks: list[T], jobs: int) -> Iterator[R]:
    """``work`` done on every task, in the order of the tasks, by so many processes."""
    if jobs < 2:
        yield from map(work, tasks)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(work, tasks, chunksize=8)


def processes() -> int:
    """How many processes are used where the caller does not say."""
    return min(os.cpu_count() or 1, 4)
