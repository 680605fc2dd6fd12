"""How much of what a store holds."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.network import measure, network
from kg.graph.store import Store
from kg.graph.terms import LANGUAGES, TYPE, dip, term
from kg.kinds import ENTITY_KINDS, EVENT_KINDS

ACTORS = ("Person", "State", "Organization")
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor's place in the network.

    ``degree`` is with how many others it is tied, ``betweenness`` on what share of the shortest ways between two others
    it lies, ``community`` the number of its group (1 is the greatest), ``facts`` in how many it has a part.
    """

    key: str
    name: str
    kind: str
    degree: int
    betweenness: float
    community: int
    facts: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How big the whole network is, and its principal actors, those with most ties first."""

    nodes: int
    ties: int
    communities: int
    actors: tuple[Actor, ...]


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


def shape(store: Store, *, top: int | None = None, language: str | None = None) -> Shape:
    """The network of a store and its ``top`` actors (or all), named in ``language`` where they have such a label."""
    graph = network(store.graph())
    measure(graph)
    found = [
        Actor(
            data["key"],
            data.get(f"label_{language}", data["label"]),
            data["kind"],
            data["degree"],
            data["betweenness"],
            data["community"],
            data["involvement"],
        )
        for _, data in graph.nodes(data=True)
        if data["kind"] in ACTORS
    ]
    found.sort(key=lambda actor: (-actor.degree, -actor.betweenness, actor.key))
    communities = len({number for _, number in graph.nodes(data="community")})
    return Shape(graph.number_of_nodes(), graph.number_of_edges(), communities, tuple(found[:top]))
