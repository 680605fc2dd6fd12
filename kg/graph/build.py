"""A whole dataset from readings: the named graphs, the merged view, what the rules derive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.graph import rules
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.lexicon import Entry, lexicon_statements
from kg.graph.merge import MergedView
from kg.graph.quads import document_statements
from kg.graph.terms import Statement
from kg.records import Reading

_DEFAULT = ox.DefaultGraph()


def dataset(
    readings: Iterable[tuple[Reading, str]],
    base: str = DEFAULT_BASE,
    lexicon: Iterable[Entry] = (),
    store: ox.Store | None = None,
) -> ox.Store:
    """A store with all that the readings say, each given with its source's own decoded text.

    The result does not depend on the order of the readings. ``store`` is one to fill, empty; by default one in memory.
    Raises UsageError where ``base`` is no base IRI, ValueError where a record does not fit its text.
    """
    filled = ox.Store() if store is None else store
    ordered = sorted(readings, key=lambda pair: pair[0].source.key)
    filled.bulk_extend(quads(ordered, Iris(base), lexicon))
    rules.run(filled)
    return filled


def quads(readings: Iterable[tuple[Reading, str]], iris: Iris, lexicon: Iterable[Entry] = ()) -> Iterator[ox.Quad]:
    """The quads of the named graphs and of the merged view, before any rule has run; ``readings`` by their key.

    A triple of the default graph may come several times; a store keeps it once.
    """
    view = MergedView(iris)
    background = list(lexicon_statements(lexicon, iris))
    view.lexicon(background)
    yield from _in_graph(background, ox.NamedNode(iris.lexicon))
    for reading, text in readings:
        source = ox.NamedNode(iris.entity(reading.source.key))
        own = document_statements(reading, text, iris)
        yield from _in_graph(own, source)
        yield from _in_graph(view.document(source, own), _DEFAULT)
    yield from _in_graph(view.rest(), _DEFAULT)


def _in_graph(statements: Iterable[Statement], graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    return (ox.Quad(subject, predicate, value, graph) for subject, predicate, value in statements)
