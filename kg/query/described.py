"""What the endpoint says of itself: a SPARQL 1.1 Service Description, and VoID for the data behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.iri import NAMESPACES, ONTOLOGY, digest
from kg.graph.terms import TYPE, term
from kg.query.session import Session

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
)
_COUNTS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?p) AS ?properties) (COUNT(DISTINCT ?s) AS ?subjects)
WHERE { ?s ?p ?o }"""
_CLASSES = "SELECT ?class (COUNT(*) AS ?number) WHERE { ?node a ?class } GROUP BY ?class ORDER BY ?class"
_GRAPHS = "SELECT ?graph (COUNT(*) AS ?number) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"

PREFIXES = {"sd": SD, "void": VOID, "formats": "http://www.w3.org/ns/formats/"}


def describe(session: Session, endpoint: str) -> list[ox.Triple]:
    """The description of the service at ``endpoint`` and of what it serves."""
    return [ox.Triple(*parts) for parts in _statements(session, endpoint)]


def _statements(
    session: Session, endpoint: str
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    service, data, graph = (ox.NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "graph"))
    yield service, TYPE, _sd("Service")
    yield service, _sd("endpoint"), ox.NamedNode(endpoint)
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    for name in _FORMATS:
        yield service, _sd("resultFormat"), ox.NamedNode(f"http://www.w3.org/ns/formats/{name}")
    yield service, _sd("defaultDataset"), data
    yield data, TYPE, _sd("Dataset")
    yield data, TYPE, _void("Dataset")
    yield data, term("dcterms:title"), ox.Literal("Diplomatic reports as a graph", language="en")
    yield data, _void("sparqlEndpoint"), ox.NamedNode(endpoint)
    yield data, _void("uriSpace"), ox.Literal(session.base)
    for name in ("dip", "oa", "prov", "skos", "schema"):
        yield data, _void("vocabulary"), ox.NamedNode(NAMESPACES[name])
    yield data, _sd("defaultGraph"), graph
    yield graph, TYPE, _sd("Graph")
    (counts,) = session.raw(_COUNTS).rows
    for name, cell in zip(("triples", "properties", "distinctSubjects"), counts, strict=True):
        number = ox.Literal(int(cell.value)) if cell is not None else ox.Literal(0)
        yield graph, _void(name), number
        yield data, _void(name), number
    for class_, number in _numbered(session, _CLASSES):
        if class_.value.startswith(ONTOLOGY):
            part = ox.NamedNode(f"{endpoint}#class-{class_.value[len(ONTOLOGY) :]}")
            yield data, _void("classPartition"), part
            yield part, _void("class"), class_
            yield part, _void("entities"), number
    for name_, number in _numbered(session, _GRAPHS):
        part = ox.NamedNode(f"{endpoint}#named-{digest(name_.value)}")
        yield data, _sd("namedGraph"), part
        yield part, TYPE, _sd("NamedGraph")
        yield part, _sd("name"), name_
        yield part, _void("triples"), number


def _numbered(session: Session, query: str) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    for node, number in session.raw(query).rows:
        if node is not None and node.kind == "iri" and number is not None:
            yield ox.NamedNode(node.value), ox.Literal(int(number.value))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)
