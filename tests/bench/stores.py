"""Stores of a wanted size, made from the reference documents: what questions are timed on."""

from __future__ import annotations

import zipfile
from pathlib import Path

from kg import pipeline
from kg.graph.store import Store
from kg.query.session import Session
from tests.bench import corpus

NEAR = 0.1  # of the wanted size; a document holds well over a thousand triples
CORPUS = "xwlb"
_FIRST = 20  # documents in the first attempt
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def at_hand() -> bool:
    """Whether the reference documents are beside the project."""
    return (corpus.SHARED / "corpus" / f"{CORPUS}.zip").is_file()


def sized(folder: Path, triples: int, jobs: int) -> tuple[Path, int, int]:
    """A store in ``folder`` with about so many triples in its default graph; also their number, and the documents'."""
    store, texts = folder / f"store-{triples}", folder / "texts"
    count = _FIRST
    for _ in range(6):
        wanted = corpus.sample(CORPUS, count)
        pipeline.build([_written(path, texts) for path in wanted], store, jobs=jobs)
        _keep(store, {Path(path).stem for path in wanted})
        found = size(store)
        if abs(found - triples) <= NEAR * triples:
            return store, found, count
        count = max(1, round(count * triples / found))
    raise ValueError(f"no sample of {CORPUS} makes a store of about {triples} triples")


def _keep(store: Path, names: set[str]) -> None:
    """Leave only these documents in a store."""
    with Store(store) as opened:
        gone = [stored.name for stored in opened.documents() if Path(stored.path).stem not in names]
    if gone:
        pipeline.remove(gone, store)


def size(store: Path) -> int:
    """The number of triples in the default graph."""
    with Store(store) as opened:
        (row,) = Session(opened.graph_path).raw(_COUNT).rows
    assert row[0] is not None
    return int(row[0].value)


def _written(path: str, folder: Path) -> Path:
    """A document of a corpus as a file of its own."""
    file = folder / path
    if not file.exists():
        name, _, _ = path.partition("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(corpus.SHARED / "corpus" / f"{name}.zip") as archive:
            file.write_bytes(archive.read(path))
    return file
