"""The one way from files to the store: documents are read, records extracted, the graph made anew.

A document that cannot be read is told of and never stops the others. The result does not depend on the order of the
sources or on the number of processes.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import get_args

from kg import __version__, resources
from kg.documents import read
from kg.documents.model import Document
from kg.errors import KgError, UnreadableDocument
from kg.graph import build as graphs
from kg.graph import rules
from kg.graph.iri import digest
from kg.graph.layout import Stored, find, properties_of
from kg.graph.lexicon import Entry
from kg.graph.writer import Writer
from kg.records import Language, Reading

FEW = 4
"""So many documents are read without further processes, which take longer to start."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """What reads records out of a document: a function that processes can share, and what it is known by.

    ``version`` is its name and version, ``rules`` the digest of what it reads with: where both are the same, it reads
    the same. ``languages`` are those that it reads.
    """

    read: Callable[[Document], Reading]
    version: str
    rules: str
    languages: frozenset[Language] = frozenset(get_args(Language))

    def refusal(self, document: Document) -> str | None:
        """Why a document is left out: its language is none that is read; None where it can be read."""
        if document.language in self.languages:
            return None
        told = f" ({document.language})" if document.language else ""
        return f"{document.path}: in a language that is not read yet{told}; left out"


@dataclass(slots=True)
class Report:
    """What a build did, by names of documents; ``failures`` are lines that tell what could not be read and why."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many of the documents are in the store now."""
        return len(self.added) + len(self.replaced) + len(self.unchanged)


def build(
    sources: Iterable[str | Path],
    store: str | Path,
    *,
    base: str | None = None,
    language: str | None = None,
    date: str | None = None,
    jobs: int = 1,
    extractor: Extractor | None = None,
    lexicon: Iterable[Entry] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Read documents into a store, which is made if there is none and at least one document can be read.

    ``jobs`` is the number of processes; with more than one, a script that calls this guards its own entry by
    ``if __name__ == "__main__"``. ``extractor`` and ``lexicon`` are the packaged ones by default. ``progress`` hears a
    line before each step. Raises StoreError and UsageError as :class:`kg.graph.writer.Writer` does.
    """
    chosen = extractor or packaged()
    report = Report()
    options = digest([language or "auto", date])
    found = _wanted(read(sources, language=language, date=date), chosen, report)
    if not Path(store).exists():  # none is made for what cannot be read
        first = list(islice(found, 1))
        if not first:
            report.failures.sort()
            return report
        found = chain(first, found)
    with Writer(store, base) as writer:
        new: dict[str, Stored] = {}
        tasks = _new(found, writer, chosen, options, new)
        for document, result in _extracted(tasks, chosen, jobs):
            if isinstance(result, Reading):
                if not result.events:
                    report.notes.append(f"{document.path}: no event was found in it")
                progress(f"{len(new)} {document.path}")
                writer.put(new[document.name], result, document.text)
            else:
                report.failures.append(result)
                del new[document.name]
        for name, stored in sorted(new.items()):
            known = writer.documents.get(name)
            if known is not None and known.file == stored.file:
                report.unchanged.append(name)
                new[name] = known
            else:
                (report.added if known is None else report.replaced).append(name)
        _commit(writer, writer.documents | new, lexicon, progress)
    report.failures.sort()
    return report


def remove(names: Iterable[str], store: str | Path, *, lexicon: Iterable[Entry] | None = None) -> Report:
    """Take documents out of a store, with all that only they said.

    ``names`` are names of documents, or the files that they came from. Raises UsageError where the store has no such
    document (then nothing is removed), StoreError where it cannot be changed.
    """
    report = Report()
    properties_of(Path(store))
    with Writer(store) as writer:
        gone = {find(writer.documents, name, Path(store)).name for name in names}
        left = {name: stored for name, stored in writer.documents.items() if name not in gone}
        _commit(writer, left, lexicon, lambda _: None)
    report.removed = sorted(gone)
    return report


@functools.cache
def packaged() -> Extractor:
    """The extractor of this package, known by its code and its data files."""
    from kg.extract.reader import extract

    parts = [Path(__file__).with_name(name) for name in ("documents", "extract", "lexicon", "text")]
    programs = [path for part in parts for path in part.rglob("*.py")]
    folders = [resources.data(name) for name in ("frames", "grammar", "lexicon")]
    data = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".csv", ".toml")]
    version = f"kg {__version__} {_digest_of(programs)}"
    return Extractor(extract, version, _digest_of(data), languages=frozenset({"zh-Hant", "zh-Hans"}))


def _digest_of(paths: Iterable[Path]) -> str:
    """The digest of files by name and content."""
    return digest(sorted([path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in paths))


def _wanted(found: Iterable[Document | UnreadableDocument], extractor: Extractor, report: Report) -> Iterator[Document]:
    """The documents that can be read; what cannot be goes into the report."""
    for document in found:
        if isinstance(document, UnreadableDocument):
            report.failures.append(str(document))
            continue
        report.notes += document.notes
        refusal = extractor.refusal(document)
        if refusal is not None:
            report.failures.append(refusal)
        else:
            yield document


def _new(
    documents: Iterable[Document], writer: Writer, extractor: Extractor, options: str, new: dict[str, Stored]
) -> Iterator[Document]:
    """The documents that have not been read yet, in this way; notes in ``new`` where each will be kept."""
    for document in documents:
        key = [document.name, document.digest, options, extractor.version, extractor.rules]
        new[document.name] = Stored(document.name, document.path, document.digest, digest(key))
        if not writer.has(new[document.name].file):
            yield document


def _commit(
    writer: Writer, documents: dict[str, Stored], lexicon: Iterable[Entry] | None, progress: Callable[[str], None]
) -> None:
    """Make the graph anew from all documents, unless it is what it would be."""
    entries, known_by = _packaged_lexicon() if lexicon is None else _given(list(lexicon))
    view = _view(known_by)
    if (documents, view) == (writer.documents, writer.manifest.view):
        return
    writer.documents = documents
    progress(f"making the graph of {len(documents)} documents")
    writer.commit(
        view,
        lambda store: graphs.begin(store, writer.iris, entries),
        lambda store: graphs.fill(store, writer.readings(), writer.iris, entries),
    )


def _packaged_lexicon() -> tuple[list[Entry], str]:
    """The entries of the lexicon that comes along, and the digest of its files."""
    from kg.lexicon.lexicon import load

    return list(load().entries.values()), load().digest


def _given(entries: list[Entry]) -> tuple[list[Entry], str]:
    """Entries and their digest."""
    return entries, digest([str(entry) for entry in entries])


def _view(lexicon: str) -> str:
    """The digest of what the graph depends on beside the documents: program, ontology, rules and lexicon."""
    programs = Path(__file__).with_name("graph").glob("*.py")
    files = [resources.ontology("dip.ttl"), *rules.files(), *programs]
    return digest([_digest_of(files), lexicon])


def _extracted(
    documents: Iterator[Document], extractor: Extractor, jobs: int
) -> Iterator[tuple[Document, Reading | str]]:
    """Each document with its reading, or with the line that tells why there is none."""
    attempt = functools.partial(_attempt, extractor.read)
    first = list(islice(documents, FEW + 1)) if jobs > 1 else []
    if len(first) <= FEW:
        yield from ((document, attempt(document)) for document in chain(first, documents))
        return
    from kg import pool  # what processes need, where there are several

    for document, result in pool.each(attempt, chain(first, documents), jobs):
        if result is None:
            yield document, f"{document.path}: could not be read: its process ended (out of memory, or a fault)"
        else:
            yield document, result


def _attempt(read_records: Callable[[Document], Reading], document: Document) -> Reading | str:
    """The reading, or one line that tells what went wrong."""
    try:
        return read_records(document)
    except KgError as error:
        return str(error)
    except Exception as error:  # a fault in one document's reading must not lose the others
        return f"{document.path}: could not be read: {type(error).__name__}: {error}".replace("\n", " ")
