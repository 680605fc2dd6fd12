"""The Python door: open a store, build one, ask it, take its data away."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg import pipeline
from kg.errors import UnreadableDocument, UsageError
from kg.graph.iri import Iris
from kg.graph.store import Store
from kg.records import Reading

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.graph.layout import Stored
    from kg.pipeline import Report
    from kg.query.answer import Answer
    from kg.query.bind import Value
    from kg.query.session import Session

_SPARQL = ("{", " ", "\n")


class Graph:
    """A store that is open for reading. Use it as a context manager, or close it.

    It shows the state that the store had when it was opened; open it again after a build to see the new one.
    ``report`` tells what the build did that this graph comes from, if one did.
    """

    def __init__(self, store: Store, report: Report | None = None) -> None:
        self._store = store
        self._session: Session | None = None
        self.report = report

    @classmethod
    def open(cls, path: str | Path = "kg-store") -> Graph:
        """The store in the folder ``path``; raises StoreError where there is none."""
        return cls(Store(path))

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<kg.Graph {self._store.path}, {len(self.documents())} documents>"

    def close(self) -> None:
        """Let go of the store."""
        self._session = None
        self._store.close()

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self._store.path

    @property
    def iris(self) -> Iris:
        """Makes the IRIs of this store."""
        return self._store.iris

    def documents(self) -> list[Stored]:
        """The documents that were read, by name."""
        return self._store.documents()

    def reading(self, name: str) -> tuple[Reading, str]:
        """The records of one document, and its decoded text; raises UsageError where there is no such document."""
        return self._store.reading(name)

    def query(self, question: str | Path, *, evidence: bool = False, **parameters: Value) -> Answer:
        """The answer to a named question with its parameters, to a file (``.rq``), or to SPARQL text.

        ``evidence`` adds to each row of a named question the words that prove it. Rows are dictionaries, with
        entities by their labels; ``.to_pandas()`` makes a table of them. Raises UsageError for an unknown question or
        name, QueryError where the query is faulty or refused, QueryTimeout where it does not end.
        """
        from kg.query import catalog

        text = str(question)
        if isinstance(question, Path) or text.endswith(".rq"):
            try:
                text = Path(question).read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise UsageError(f"{question} cannot be read: {error}") from error
        elif not any(mark in text for mark in _SPARQL):
            return self._asked().question(catalog.question(text), parameters, evidence=evidence)
        if parameters or evidence:
            raise UsageError("parameters and evidence go with named questions only")
        return self._asked().sparql(text)

    def rdflib(self) -> Dataset:
        """An rdflib Dataset over the same store, read-only; it fetches nothing."""
        from kg.graph.rdflib_store import ReadOnlyDataset

        return ReadOnlyDataset(self._store.graph(), self.iris.prefixes())

    def network(
        self,
        actor: str | None = None,
        *,
        hops: int = 1,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] = (),
    ) -> nx.MultiDiGraph[str]:
        """Who is tied to whom by which dated facts, as a networkx graph; around one ``actor``, or all.

        ``since`` and ``until`` are days (YYYY-MM-DD). Raises UsageError where nobody is called ``actor``.
        """
        from kg.graph.network import network

        around = [self._asked().names.resolve(actor).value] if actor else []
        return network(self._store.graph(), around=around, hops=hops, since=since, until=until, types=types)

    def export(self, path: str | Path, format: str | None = None, *, force: bool = False) -> None:
        """Write the graph into a file: see :func:`kg.graph.export.write`."""
        from kg.graph import export

        export.write(self._store.graph(), path, format, iris=self.iris, force=force)

    def _asked(self) -> Session:
        if self._session is None:
            from kg.query.session import Session

            self._session = Session(self._store.graph_path)
        return self._session


def build(
    sources: Iterable[str | Path],
    *,
    store: str | Path = "kg-store",
    base: str | None = None,
    language: str | None = None,
    date: str | None = None,
    jobs: int = 1,
) -> Graph:
    """Read documents into a store and open it; see :func:`kg.pipeline.build`.

    What could not be read is in ``.report.failures``. Raises UnreadableDocument where nothing could be read at all.
    """
    report = pipeline.build(sources, store, base=base, language=language, date=date, jobs=jobs)
    if not report.read:
        raise UnreadableDocument(report.failures[0] if report.failures else "there is no document in these sources")
    return Graph(Store(store), report)


def extract(text: str, *, language: str | None = None, date: str | None = None, name: str = "text") -> Reading:
    """The records that are read from a text, with evidence (spans are offsets into ``text``); no store is needed.

    ``date`` is what relative dates count from where the text does not say. Raises UnreadableDocument where the text is
    empty or in a language that is not read yet, UsageError for a bad ``language`` or ``date``.
    """
    from kg.documents import from_text

    document = from_text(text, name=name, language=language, date=date)
    if document.language is None:
        raise UnreadableDocument("the text is in a language that is not read yet; give language= if it is Chinese")
    return pipeline.packaged().read(document)
