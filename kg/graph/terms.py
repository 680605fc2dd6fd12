"""The terms of the graph as nodes, and what the ontology file says of its classes."""

from __future__ import annotations

import functools
from typing import TypeAlias

import pyoxigraph as ox

from kg import resources
from kg.graph.iri import NAMESPACES, ONTOLOGY

Statement: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
"""Subject, predicate and object: there are no blank nodes."""

LANGUAGES = ("zh-Hant", "zh-Hans", "en")


@functools.cache
def term(name: str) -> ox.NamedNode:
    """The node of a prefixed name, such as ``dip:start``."""
    prefix, local = name.split(":", 1)
    return ox.NamedNode(NAMESPACES[prefix] + local)


TYPE = term("rdf:type")
PREF = term("skos:prefLabel")
ALT = term("skos:altLabel")
DERIVED_FROM = term("prov:wasDerivedFrom")


def dip(local: str) -> ox.NamedNode:
    """The node of a term of the ontology."""
    return term(f"dip:{local}")


@functools.cache
def _ontology() -> ox.Store:
    store = ox.Store()
    store.load(path=resources.ontology("dip.ttl"), format=ox.RdfFormat.TURTLE)
    return store


@functools.cache
def classes(kind: str) -> tuple[ox.NamedNode, ...]:
    """The class of this local name and its superclasses within the ontology, the class itself first."""
    found, todo = [], [dip(kind)]
    while todo:
        node = todo.pop(0)
        if node in found:
            continue
        found.append(node)
        above = (quad.object for quad in _ontology().quads_for_pattern(node, term("rdfs:subClassOf"), None))
        todo += sorted(
            (n for n in above if isinstance(n, ox.NamedNode) and n.value.startswith(ONTOLOGY)), key=lambda n: n.value
        )
    return tuple(found)


@functools.cache
def class_label(kind: str, language: str) -> str:
    """The ontology's label of a class in this language, else in another, else its local name."""
    labels = {
        quad.object.language: quad.object.value
        for quad in _ontology().quads_for_pattern(dip(kind), term("rdfs:label"), None)
        if isinstance(quad.object, ox.Literal)
    }
    lowered = {tag.lower(): label for tag, label in labels.items() if tag}
    return next((lowered[tag.lower()] for tag in (language, *LANGUAGES) if tag.lower() in lowered), kind)
