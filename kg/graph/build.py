"""A whole dataset from readings: the named graphs, the merged view, what the rules derive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph import rules
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.lexicon import Background, Entry, lexicon_statements
from kg.graph.merge import MergedView
from kg.graph.quads import document_statements
from kg.graph.terms import Statement
from kg.records import Reading

_DEFAULT = ox.DefaultGraph()


def dataset(
    readings: Iterable[tuple[Reading, str]], base: str = DEFAULT_BASE, lexicon: Iterable[Entry] = ()
) -> ox.Store:
    """A store in memory with all that the readings say, each given with its source's own decoded text.

    The result does not depend on the order of the readings. Raises UsageError where ``base`` is no base IRI, ValueError
    where a record does not fit its text.
    """
    store = ox.Store()
    entries = list(lexicon)
    begin(store, Iris(base), entries)
    fill(store, sorted(readings, key=lambda pair: pair[0].source.key), Iris(base), entries)
    return store


def begin(store: ox.Store, iris: Iris, lexicon: Iterable[Entry]) -> None:
    """Fill an empty store with what does not depend on documents: the lexicon's own named graph."""
    store.bulk_extend(_in_graph(lexicon_statements(lexicon, iris), ox.NamedNode(iris.lexicon)))


def fill(store: ox.Store, readings: Iterable[tuple[Reading, str]], iris: Iris, lexicon: Iterable[Entry] = ()) -> None:
    """Fill a store that was begun; ``readings`` come by their key."""
    store.bulk_extend(quads(readings, iris, lexicon))
    rules.run(store)


def quads(readings: Iterable[tuple[Reading, str]], iris: Iris, lexicon: Iterable[Entry] = ()) -> Iterator[ox.Quad]:
    """The quads of the documents' graphs and of the merged view, before any rule has run; ``readings`` by their key.

    A triple of the default graph may come several times; a store keeps it once.
    """
    view = MergedView(iris, Background(lexicon, iris))
    for reading, text in readings:
        source = ox.NamedNode(iris.entity(reading.source.key))
        own = document_statements(reading, text, iris)
        yield from _in_graph(own, source)
        yield from _in_graph(view.document(source, own), _DEFAULT)
    yield from _in_graph(view.rest(), _DEFAULT)


def _in_graph(statements: Iterable[Statement], graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    return (ox.Quad(subject, predicate, value, graph) for subject, predicate, value in statements)
