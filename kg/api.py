"""The Python door: open a store, build one, ask it, look at it, take its data away."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg import dates, pipeline
from kg.errors import UnreadableDocument, UsageError
from kg.graph.iri import Iris
from kg.graph.store import Store
from kg.graph.terms import LANGUAGES
from kg.records import Reading

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.graph.layout import Stored
    from kg.pipeline import Report
    from kg.query.answer import Answer
    from kg.query.bind import Value
    from kg.query.catalog import Question
    from kg.query.session import Session

_SPARQL = ("{", " ", "\n")
_PERIOD = ("from", "to")


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A network as one HTML page: a notebook shows it in its place, ``height`` pixels high."""

    html: str
    height: int = 640

    def __repr__(self) -> str:
        return f"<kg.Page of {len(self.html):,} characters>"

    def _repr_html_(self) -> str:
        """The page in a frame that is shut off from the notebook around it and asks for nothing."""
        allowed = 'sandbox="allow-scripts allow-downloads allow-modals allow-popups" allow="clipboard-write"'
        look = f'style="width: 100%; height: {self.height}px; border: 1px solid #8b8f94; border-radius: 6px"'
        return f'<iframe title="network" {allowed} {look} srcdoc="{html.escape(self.html)}"></iframe>'

    def save(self, path: str | Path, *, force: bool = False) -> None:
        """Write the page into a file; raises UsageError where kg did not write what is there (unless ``force``)."""
        from kg.graph import output

        output.write(path, self.html, force=force)


class Graph:
    """A store that is open for reading. Use it as a context manager, or close it.

    It shows the state that the store had when it was opened; open it again after a build to see the new one.
    ``report`` tells what the build did that this graph comes from, if one did.
    """

    def __init__(self, store: Store, report: Report | None = None) -> None:
        self._store = store
        self._sessions: dict[str | None, Session] = {}
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
        self._sessions.clear()
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

    def query(
        self, question: str | Path, *, evidence: bool = False, language: str | None = None, **parameters: Value
    ) -> Answer:
        """The answer to a named question, to a file (``.rq``), or to SPARQL text.

        ``parameters`` are those of the question, or of a file that has a header; where one is called like a word of
        Python, an underscore follows: ``from_="2023-10"``. ``in_="2023-Q4"`` stands for both ends of a period. An actor
        is found by any of its names in any script. ``evidence`` adds to each row the words that prove it, their
        document and place; SPARQL of one's own selects ``?record`` for it.

        Iterate over the answer to get rows, as dictionaries with entities by their labels (in ``language``: zh-Hant,
        zh-Hans or en); ``.to_pandas()`` makes a table of them, ``.truth`` answers an ASK, ``.triples`` a CONSTRUCT.

        Raises UsageError for an unknown question, parameter or name, AmbiguousName for a name of several, QueryError
        where the query is faulty or refused, QueryTimeout where it does not end.
        """
        session = self._asked(language)
        named, text = _read(question)
        if named is not None:
            return session.question(named, _given(parameters), evidence=evidence)
        if parameters:
            raise UsageError("parameters go with named questions only, and with files that have a header")
        return session.sparql(text, evidence=evidence)

    def show(self, name: str, *, language: str | None = None, across: int | None = 110) -> str:
        """The dossier of whom or what ``name`` means, as text of at most ``across`` cells a line: who, in what offices,
        with whom, where and when, what was said, each line with the words that prove it.

        Raises UsageError where nothing is called so, AmbiguousName where several are.
        """
        from kg.query.labels import Labels
        from kg.query.show import Dossiers

        session = self._asked(language)
        dossier = Dossiers(session.store, session.names, language).of(session.names.resolve(name))
        return dossier.to_text(Labels(session.store, language).of, across)

    def rdflib(self) -> Dataset:
        """An rdflib Dataset over the same store, read-only; it fetches nothing."""
        from kg.graph.rdflib_store import ReadOnlyDataset

        return ReadOnlyDataset(self._store.graph(), self.iris.prefixes())

    def network(
        self,
        actor: str | Iterable[str] | None = None,
        *,
        hops: int = 1,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] = (),
    ) -> nx.MultiDiGraph[str]:
        """Who is tied to whom by which dated facts, as a networkx graph: within ``hops`` of an actor (or of several),
        or everything.

        An actor is found by any of its names in any script. ``since`` and ``until`` are dates, as precise as you like
        (2023, 2023-10, 2023-10-18); ``types`` are classes of nodes or facts ("Person", "Meeting"). For what nodes and
        edges have, see :func:`kg.graph.network.network`; its ``measure`` adds degree, betweenness and community.

        Raises UsageError for a faulty date and where nobody is called so, AmbiguousName where several are.
        """
        from kg.graph.network import network

        names = self._asked().names
        around = [names.resolve(name).value for name in _several(actor)]
        first, last = _days(since, until)
        return network(self._store.graph(), around=around, hops=hops, since=first, until=last, types=types)

    def explore(
        self,
        actor: str | Iterable[str] | None = None,
        *,
        hops: int = 1,
        since: str | None = None,
        until: str | None = None,
        types: Iterable[str] = (),
        documents: Iterable[str] = (),
        title: str | None = None,
        language: str = "en",
        height: int = 640,
    ) -> Page:
        """The interactive network, with the filters of :meth:`network` and of ``documents``: shown in a notebook as it
        stands, or saved with ``.save(path)``.

        Raises UsageError also where nothing is left to show.
        """
        from kg.explore.write import Wanted, explore

        wanted = Wanted(_several(actor), hops, since, until, tuple(types), tuple(documents))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "network.html"
            explore(self._store, str(file), wanted, language=language, title=title)
            return Page(file.read_text("utf-8"), height)

    def export(self, path: str | Path, format: str | None = None, *, force: bool = False) -> None:
        """Write the graph into a file: see :func:`kg.graph.export.write`."""
        from kg.graph import export

        export.write(self._store.graph(), path, format, iris=self.iris, force=force)

    def _asked(self, language: str | None = None) -> Session:
        from kg.query.session import Session

        if language not in (None, *LANGUAGES):
            raise UsageError(f"language {language!r} is none of {', '.join(LANGUAGES)}")
        if language not in self._sessions:
            self._sessions[language] = Session(self._store.graph_path, base=self.iris.base, language=language)
        return self._sessions[language]


def _read(question: str | Path) -> tuple[Question | None, str]:
    """The named question that is meant, from the catalog or from a file with a header; else the SPARQL text."""
    from kg.query import catalog

    text = str(question)
    if isinstance(question, Path) or text.endswith(".rq"):
        try:
            text = Path(question).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{question} cannot be read: {error}") from error
        headed = any(line.startswith("#+") for line in text.splitlines())
        return (catalog.read(Path(question)) if headed else None), text
    if any(mark in text for mark in _SPARQL):
        return None, text
    return catalog.question(text), ""


def _given(parameters: Mapping[str, Value]) -> dict[str, Value]:
    """Parameters by their own names: without the underscore that keeps them from being words of Python."""
    given = {name.removesuffix("_"): value for name, value in parameters.items()}
    if (period := given.pop("in", None)) is not None:
        if given.keys() & set(_PERIOD):
            raise UsageError("in_ stands for from_ and to: give it, or them")
        given |= dict.fromkeys(_PERIOD, period)
    return given


def _several(names: str | Iterable[str] | None) -> tuple[str, ...]:
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else tuple(names)


def _days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    try:
        return (
            dates.earliest(dates.parse(since)) if since else None,
            dates.latest(dates.parse(until)) if until else None,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error


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
    extractor = pipeline.packaged()
    if extractor.refusal(document) is not None:
        raise UnreadableDocument("the text is in a language that is not read yet; give language= if it is Chinese")
    return extractor.read(document)
