"""How much of what a store holds."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.store import Store
from kg.graph.terms import LANGUAGES, TYPE, dip, term
from kg.records import ENTITY_KINDS, EVENT_KINDS

_DEFAULT = ox.DefaultGraph()


def count(store: Store) -> dict[str, dict[str, int]]:
    """Numbers by section: ``sources`` by language, ``entities``, ``events`` and ``evidence`` by class, ``size``.

    Entities are those that a document mentions; what is not there at all is left out.
    """
    graph = store.graph()

    def matching(predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> int:
        return sum(1 for _ in graph.quads_for_pattern(None, predicate, value, _DEFAULT))

    def of(kinds: tuple[str, ...]) -> dict[str, int]:
        found = {kind: matching(TYPE, dip(kind)) for kind in kinds}
        return {kind: number for kind, number in found.items() if number}

    languages = {tag: matching(term("dcterms:language"), ox.Literal(tag)) for tag in LANGUAGES}
    triples = sum(1 for _ in graph.quads_for_pattern(None, None, None, _DEFAULT))
    return {
        "sources": {"all": len(store.documents()), **{tag: number for tag, number in languages.items() if number}},
        "entities": of(ENTITY_KINDS),
        "events": of(EVENT_KINDS),
        "evidence": of(("Tenure", "Relation", "Figure", "Participation", "Passage")),
        "size": {"triples": triples, "quads": len(graph)},
    }
