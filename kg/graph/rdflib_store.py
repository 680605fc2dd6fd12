"""The same data for rdflib: a read-only store behind an ``rdflib.Dataset`` that fetches nothing."""

from __future__ import annotations

import functools
from collections.abc import Generator, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.store import Store

from kg.errors import QueryError
from kg.graph.syntax import lexical
from kg.graph.values import tag

_READ_ONLY = "this dataset is read-only; build and remove documents with kg, or copy it into a Dataset of your own"


class ReadOnlyDataset(Dataset):
    """An rdflib Dataset over a store: the merged view is its default graph, each source a named one.

    Queries that would fetch something (``FROM``, ``SERVICE``) and updates raise QueryError.
    """

    def __init__(self, store: ox.Store, prefixes: dict[str, str]) -> None:
        super().__init__(store=_Store(store))
        for prefix, namespace in prefixes.items():
            self.bind(prefix, namespace)

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - as rdflib has it
        """As rdflib's, without what would fetch something."""
        given = kwargs.get("initNs") or dict(self.namespaces())
        prepared = query_object if isinstance(query_object, Query) else prepareQuery(query_object, initNs=given)
        if unsafe := _fetching(prepared.algebra):
            raise QueryError(f"{unsafe} is refused: it would fetch data; name a graph of the store with GRAPH")
        return super().query(query_object, *args, **kwargs)

    def update(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as rdflib has it
        """Refused."""
        raise QueryError(_READ_ONLY)


class _Store(Store):
    """rdflib's view of an Oxigraph store."""

    context_aware = True
    graph_aware = True

    def __init__(self, store: ox.Store) -> None:
        super().__init__()
        self._store = store
        self._namespaces: dict[str, URIRef] = {}

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ANN401
        """The triples that match, each once, with the graphs that they stand in."""
        subject, predicate, value = (None if term is None else _to_engine(term) for term in triple_pattern)
        if "" in (subject, predicate, value):
            return
        graph = _graph(context)
        found: dict[tuple[Any, ...], list[Any]] = {}
        quads = self._store.quads_for_pattern(subject, predicate, value, graph)
        if graph is not None:
            for quad in quads:
                yield tuple(map(_to_rdflib, (quad.subject, quad.predicate, quad.object))), iter((context,))
            return
        for quad in quads:
            triple = tuple(map(_to_rdflib, (quad.subject, quad.predicate, quad.object)))
            found.setdefault(triple, []).append(self._context(quad.graph_name))
        yield from ((triple, iter(contexts)) for triple, contexts in found.items())

    def contexts(self, triple: Any = None) -> Generator[Any, None, None]:  # noqa: ANN401
        """The named graphs, or those that hold a triple."""
        if triple is None or triple == (None, None, None):
            yield from (self._context(name) for name in self._store.named_graphs())
        else:
            for _, contexts in self.triples(triple):
                yield from contexts

    def __len__(self, context: Any = None) -> int:  # noqa: ANN401
        graph = _graph(context)
        if graph is None:
            return len(self._store)
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))

    def _context(self, name: Any) -> Graph:  # noqa: ANN401
        known = DATASET_DEFAULT_GRAPH_ID if isinstance(name, ox.DefaultGraph) else _to_rdflib(name)
        return Graph(store=self, identifier=known)

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Remember a prefix."""
        if override or prefix not in self._namespaces:
            self._namespaces[prefix] = URIRef(namespace)

    def namespace(self, prefix: str) -> URIRef | None:
        """The namespace of a prefix."""
        return self._namespaces.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """The prefix of a namespace."""
        return next((prefix for prefix, known in self._namespaces.items() if known == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """All prefixes."""
        yield from list(self._namespaces.items())

    def add_graph(self, graph: Graph) -> None:
        """Nothing: graphs are there or not."""

    def _refuse(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        raise QueryError(_READ_ONLY)

    add = addN = remove = remove_graph = update = _refuse  # noqa: N815


def _fetching(part: object) -> str:
    """What of a query's algebra would fetch data, or the empty string."""
    if isinstance(part, CompValue):
        if part.name == "ServiceGraphPattern":
            return "SERVICE"
        values = dict(part.items())
        if values.get("datasetClause"):
            return "FROM"
        part = list(values.values())
    if isinstance(part, list | tuple):
        return next(filter(None, map(_fetching, part)), "")
    return ""


def _graph(context: Any) -> ox.NamedNode | ox.DefaultGraph | None:  # noqa: ANN401
    """The graph of a context: None for all of them."""
    identifier = getattr(context, "identifier", context)
    if identifier is None:
        return None
    return ox.DefaultGraph() if identifier == DATASET_DEFAULT_GRAPH_ID else _to_engine(identifier) or ox.NamedNode("x:")


def _to_engine(term: Any) -> Any:  # noqa: ANN401
    """A term of rdflib as one of the engine; the empty string for one that no data can hold."""
    try:
        if isinstance(term, URIRef):
            return ox.NamedNode(str(term))
        if isinstance(term, Literal):
            if term.language:
                return ox.Literal(str(term), language=term.language)
            return (
                ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))) if term.datatype else ox.Literal(term)
            )
        return ox.BlankNode(str(term))
    except ValueError:
        return ""


@functools.lru_cache(maxsize=100_000)
def _to_rdflib(term: Any) -> Any:  # noqa: ANN401
    """A term of the engine as one of rdflib."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=tag(term.language))
        datatype = URIRef(term.datatype.value)
        return Literal(term.value) if datatype.endswith("#string") else Literal(lexical(term), datatype=datatype)
    return BNode(term.value)
