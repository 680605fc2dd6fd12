"""The SHACL shapes of ``ontology/shapes/`` over the merged view, by pySHACL: core constraints, no inference.

pySHACL walks an rdflib graph, so only the triples whose predicates some shape names are copied into one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, RDFS, SH, XSD

from kg import resources
from kg.validate.data import Data

_STRING = ox.NamedNode(str(XSD.string))
Shapes: TypeAlias = rdflib.Graph
Node: TypeAlias = rdflib.URIRef | rdflib.BNode | rdflib.Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One constraint that one node does not meet; ``messages`` by language, ``""`` for pySHACL's own."""

    shape: str
    severity: str
    focus: str
    value: str | None
    messages: dict[str, str]
    constraint: str


def load(folder: Path | None = None) -> rdflib.Graph:
    """The shapes of a folder, of ``ontology/shapes/`` where none is given."""
    graph = rdflib.Graph()
    for path in sorted((folder or resources.ontology("shapes")).glob("*.ttl")):
        graph.parse(path)
    return graph


def validate(data: Data, shapes: rdflib.Graph | None = None) -> list[Result]:
    """Every result of the shapes over the data, sorted."""
    shapes = load() if shapes is None else shapes
    _, report, _ = pyshacl.validate(to_rdflib(data.store, shapes), shacl_graph=shapes, inference="none", inplace=True)
    found = [
        _result(report, node, shapes)
        for node in report.subjects(RDF.type, SH.ValidationResult)
        if (None, SH.result, node) in report and not (data.united and _told_apart(data.store, report, node))
    ]
    return sorted(found, key=lambda result: (result.shape, result.focus, result.value or ""))


def to_rdflib(store: ox.Store, shapes: rdflib.Graph) -> rdflib.Graph:
    """The triples of the default graph that the shapes may look at, in rdflib."""
    named = {str(node) for node in shapes.all_nodes() if isinstance(node, rdflib.URIRef)}
    named |= {str(RDF.type), str(RDFS.subClassOf)}
    graph, seen = rdflib.Graph(), {}
    for predicate in sorted(named):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
            triple = []
            for term in quad.triple:
                if term not in seen:
                    seen[term] = _node(term)
                triple.append(seen[term])
            graph.add((triple[0], triple[1], triple[2]))
    return graph


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(f"{term} cannot be validated: a triple about a triple")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype == _STRING:  # in rdflib a plain literal and an xsd:string are two
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _result(report: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph) -> Result:
    messages = {
        (message.language or "").lower(): str(message)
        for message in report.objects(node, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    severity = report.value(node, SH.resultSeverity)
    value = report.value(node, SH.value)
    return Result(
        shape=_name(report.value(node, SH.sourceShape), shapes),
        severity="violation" if severity == SH.Violation else "warning",
        focus=str(report.value(node, SH.focusNode)),
        value=None if value is None else str(value),
        messages=messages,
        constraint=str(report.value(node, SH.sourceConstraintComponent)).removeprefix(str(SH)),
    )


def _name(shape: rdflib.term.Node | None, shapes: rdflib.Graph) -> str:
    """The local name of a shape, or of the named one that a nameless shape stands in."""
    while isinstance(shape, rdflib.BNode):
        shape = next(_above(shape, shapes), None)
    return str(shape).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _above(shape: rdflib.BNode, shapes: rdflib.Graph) -> Iterator[rdflib.term.Node]:
    return (above for above in shapes.subjects(None, shape) if above != shape)


def _told_apart(store: ox.Store, report: rdflib.Graph, node: rdflib.term.Node) -> bool:
    """Whether there are too many values only because several named graphs each give one."""
    path, focus = report.value(node, SH.resultPath), report.value(node, SH.focusNode)
    if report.value(node, SH.sourceConstraintComponent) != SH.MaxCountConstraintComponent:
        return False
    if not (isinstance(path, rdflib.URIRef) and isinstance(focus, rdflib.URIRef)):
        return False
    told = [
        quad.graph_name
        for quad in store.quads_for_pattern(ox.NamedNode(str(focus)), ox.NamedNode(str(path)), None, None)
        if not isinstance(quad.graph_name, ox.DefaultGraph)
    ]
    return len(told) == len(set(told))
