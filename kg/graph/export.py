"""The graph in the formats of other tools, the same bytes for the same data.

Turtle, N-Triples, JSON-LD, GraphML, GEXF and CSV hold the merged view; TriG and N-Quads everything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph import jsonld, networkfile, output, table, turtle
from kg.graph.iri import Iris
from kg.graph.syntax import full
from kg.graph.terms import TYPE, dip

if TYPE_CHECKING:
    import networkx as nx

_DEFAULT = ox.DefaultGraph()
_PREFIX = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_MOST_PREFIXES = 100


def _turtle(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield turtle.turtle(_merged(store), prefixes(store, iris), heading=output.MARK)


def _trig(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield turtle.trig(store, prefixes(store, iris), heading=output.MARK)


def _ntriples(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield f"# {output.MARK}\n"
    yield from sorted(f"{full(q.subject)} {full(q.predicate)} {full(q.object)} .\n" for q in _merged(store))


def _nquads(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield f"# {output.MARK}\n"
    yield from sorted(
        " ".join([full(q.subject), full(q.predicate), full(q.object), *_graph(q.graph_name), ".\n"]) for q in store
    )


def _jsonld(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield jsonld.jsonld(_merged(store), iris.prefixes())


def _graphml(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield from networkfile.graphml(_network(store))


def _gexf(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield from networkfile.gexf(_network(store))


def _network(store: ox.Store) -> nx.MultiDiGraph[str]:
    from kg.graph.network import measure, network

    graph = network(store)
    measure(graph)
    return graph


def _csv(store: ox.Store, iris: Iris) -> Iterator[str]:
    yield from table.events(store, iris)


FORMATS: dict[str, Callable[[ox.Store, Iris], Iterator[str]]] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": _ntriples,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "csv": _csv,
    "graphml": _graphml,
    "gexf": _gexf,
}
SUFFIXES = dict(
    zip(
        (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".csv", ".graphml", ".gexf"),
        ("turtle", "trig", "ntriples", "nquads", "jsonld", "csv", "graphml", "gexf"),
        strict=True,
    )
)


def write(
    store: ox.Store, path: str | Path, format: str | None = None, *, iris: Iris | None = None, force: bool = False
) -> None:
    """Write the graph into a file, or to standard output where ``path`` is ``-``.

    ``format`` is one of :data:`FORMATS`; without it the file's suffix tells. Raises UsageError for an unknown format
    and for a file that exists and was not written by kg (unless ``force``).
    """
    name = format or SUFFIXES.get(Path(path).suffix.lower(), "")
    if name not in FORMATS:
        raise UsageError(f"{format or str(path)!r} names no format; there are {', '.join(FORMATS)}")
    if str(path) != "-":
        output.check(path, force=force)
    output.write(path, FORMATS[name](store, iris or Iris()), force=force)


def prefixes(store: ox.Store, iris: Iris) -> dict[str, str]:
    """The usual prefixes, and while there are not too many one a source for its passages."""
    found = iris.prefixes()
    sources = sorted(
        {quad.subject.value for quad in _of_type(store, "Source") if isinstance(quad.subject, ox.NamedNode)}
    )
    names = {source: source.rsplit("/", 1)[1] for source in sources}
    uses = Counter(names.values())
    if len(sources) <= _MOST_PREFIXES:
        found |= {
            name: f"{source}/"
            for source, name in names.items()
            if uses[name] == 1 and name not in found and _PREFIX.fullmatch(name)
        }
    return found


def _merged(store: ox.Store) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(None, None, None, _DEFAULT)


def _of_type(store: ox.Store, kind: str) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(None, TYPE, dip(kind), _DEFAULT)


def _graph(name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> list[str]:
    return [] if isinstance(name, ox.DefaultGraph) else [full(name)]
