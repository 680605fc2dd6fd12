"""A record in an analyst's terms: what it is called, what it is, when it was, and the words of its source."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.iri import ONTOLOGY
from kg.graph.terms import ALT, DERIVED_FROM, PREF, TYPE, class_label, dip, term
from kg.kinds import ENTITY_KINDS, EVENT_KINDS

# the narrowest class first: what a record is called by
_KINDS = (*EVENT_KINDS, "Person", *ENTITY_KINDS, "Tenure", "Relation", "Figure", "Participation")
_CLASSES = (*_KINDS, "Passage", "Source", "Run", "Event", "Series", "Actor")
_TITLES = (dip("name"), PREF, ALT, dip("title"), dip("what"), term("dcterms:title"), dip("officeTitle"))
_PARTS = {"Tenure": ("dip:holder", "dip:office"), "Relation": ("rdf:subject", "rdf:predicate", "rdf:object")}
_PARTS |= {"Participation": ("dip:actor", "dip:capacity")}


@dataclass(frozen=True, slots=True)
class Description:
    """What is told of a record; ``quote`` and ``source`` are None where nothing in the graph proves it."""

    label: str
    kind: str | None
    date: str | None
    quote: str | None
    source: str | None


def describe(store: ox.Store, iri: str, language: str) -> Description:
    """The record with this IRI, as the merged view has it."""
    try:
        node = ox.NamedNode(iri) if ":" in iri else ox.BlankNode(iri)
    except ValueError:  # a literal where a record should be
        return Description(label=iri, kind=None, date=None, quote=None, source=None)
    kind = _kind(store, node)
    passage = _passage(store, node, kind)
    origin = node if kind == "Source" else _object(store, passage, term("oa:hasSource")) or _naming(store, node)
    quote = _words(store, passage) or _words(store, None, node)
    return Description(
        label=_label(store, node, kind),
        kind=class_label(kind, language) if kind else None,
        date=_date(store, node),
        quote=quote or None,
        source=_label(store, origin, "Source") if origin is not None else None,
    )


def _objects(store: ox.Store, node: object, predicate: ox.NamedNode) -> list[object]:
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return []
    found = store.quads_for_pattern(node, predicate, None, ox.DefaultGraph())
    return sorted((quad.object for quad in found), key=str)


def _object(store: ox.Store, node: object, predicate: ox.NamedNode) -> object | None:
    return next(iter(_objects(store, node, predicate)), None)


def _kind(store: ox.Store, node: object) -> str | None:
    classes = {str(value).removeprefix(f"<{ONTOLOGY}").removesuffix(">") for value in _objects(store, node, TYPE)}
    return next((kind for kind in _CLASSES if kind in classes), None)


def _passage(store: ox.Store, node: object, kind: str | None) -> object | None:
    if kind == "Passage":
        return node
    if proofs := _objects(store, node, DERIVED_FROM):  # a record's date may stand apart, and tells little
        return max(proofs, key=lambda proof: len(_words(store, proof)))
    if isinstance(node, ox.NamedNode):  # a selector
        for quad in store.quads_for_pattern(None, term("oa:hasSelector"), node, ox.DefaultGraph()):
            return quad.subject
    return None


def _words(store: ox.Store, passage: object, selector: object = None) -> str:
    """The words of a passage, or of a selector."""
    words = _object(store, selector or _object(store, passage, term("oa:hasSelector")), term("oa:exact"))
    return words.value if isinstance(words, ox.Literal) else ""


def _naming(store: ox.Store, node: object) -> object | None:
    """A source that names the entity."""
    if not isinstance(node, ox.NamedNode):
        return None
    found = store.quads_for_pattern(None, term("schema:mentions"), node, ox.DefaultGraph())
    return min((quad.subject for quad in found), key=str, default=None)


def _label(store: ox.Store, node: object, kind: str | None, deep: bool = True) -> str:
    for title in _TITLES:
        if isinstance(found := _object(store, node, title), ox.Literal):
            return found.value
    if deep and kind in _PARTS:
        parts = [_object(store, node, term(name)) for name in _PARTS[kind]]
        return " – ".join(_label(store, part, None, deep=False) for part in parts if part is not None) or str(node)
    if isinstance(node, ox.NamedNode):
        return node.value.removesuffix("/").rsplit("#", 1)[-1].split("/id/", 1)[-1]
    return str(node)


def _date(store: ox.Store, node: object) -> str | None:
    for names in (("start", "end"), ("attested",), ("issued",)):
        days = [day for day in (_object(store, node, dip(name)) for name in names) if isinstance(day, ox.Literal)]
        if days:
            return " – ".join(dict.fromkeys(day.value for day in days))
    return None
