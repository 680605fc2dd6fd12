"""The network of a store: who is tied to whom by which dated facts, as a networkx graph.

A fact becomes ties between pairs: of two to four who act in it, each with each; of more, each with the series that
it is an edition of, or with the event itself as a node (kind ``Event``), so that one great gathering is a star and
not a tangle of hundreds of edges. One who acts alone is tied to where it went and what it spoke of.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.facts import read
from kg.graph.world import Entity, Fact, World

if TYPE_CHECKING:
    import networkx as nx

MOST_PAIRED = 4
_ACTING = {"Person", "State", "Organization", "Office", "Forum", "Track"}


@dataclass(frozen=True, slots=True)
class Tie:
    """One fact between two nodes; ``directed`` from ``first`` to ``second`` (who went, spoke, held, relates)."""

    first: str
    second: str
    directed: bool
    fact: Fact


@dataclass(frozen=True, slots=True)
class Choice:
    """What to keep of a network: everything by default.

    ``around`` are entity IRIs and ``hops`` how far from them; ``types`` are classes of entities or of facts;
    ``since`` and ``until`` keep the facts that may lie between those days (ISO dates), and the undated ones only
    with ``undated``; ``sources`` are document IRIs.
    """

    around: tuple[str, ...] = ()
    hops: int = 1
    since: str | None = None
    until: str | None = None
    types: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    undated: bool | None = None


def network(
    store: ox.Store,
    *,
    around: Iterable[str] = (),
    hops: int = 1,
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> nx.MultiDiGraph[str]:
    """The network of ``store`` as a networkx graph, nodes and edges in a fixed order.

    A node's key is the entity's IRI; it has ``key``, ``label``, ``kind``, ``involvement`` (in how many facts) and
    ``label_LANGUAGE`` for each language. An edge's key is the fact's IRI; it has ``kind``, ``label``, ``start``,
    ``end``, ``earliest``, ``latest``, ``status``, ``confidence``, ``event``, ``directed`` and ``sources``.
    """
    choice = Choice(tuple(around), hops, since, until, frozenset(types), frozenset(sources))
    return graph_of(choose(read(store), choice))


def choose(world: World, choice: Choice) -> World:
    """``world`` with the facts and entities that ``choice`` keeps."""
    kinds = {entity.kind for entity in world.entities.values()}
    node_types = choice.types & (kinds | _ACTING)
    fact_types = choice.types - node_types
    facts = [
        fact
        for fact in world.facts
        if (not fact_types or fact.kind in fact_types)
        and (not choice.sources or choice.sources & set(fact.sources))
        and _within(fact, choice)
    ]
    entities = {i: e for i, e in world.entities.items() if not node_types or e.kind in node_types or i in choice.around}
    if choice.around:
        kept = _near(ties(facts, entities), choice.around, choice.hops)
        facts = [fact for fact in facts if any(member.entity in kept for member in fact.members)]
        entities = {iri: entity for iri, entity in entities.items() if iri in kept}
        facts = [fact for fact in facts if any(True for _ in ties([fact], entities))]
    chosen = dataclasses.replace(world, entities=entities, facts=facts)
    return _said_by(chosen, choice.sources) if choice.sources else chosen


def _said_by(world: World, sources: frozenset[str]) -> World:
    """``world`` with the evidence of these documents only: what others say of the same fact is left out."""
    passages = {iri: passage for iri, passage in world.passages.items() if passage.source in sources}
    facts = [
        dataclasses.replace(
            fact,
            passages=tuple(iri for iri in fact.passages if iri in passages),
            sources=tuple(iri for iri in fact.sources if iri in sources),
        )
        for fact in world.facts
    ]
    kept = {iri: source for iri, source in world.sources.items() if iri in sources}
    return dataclasses.replace(world, facts=facts, passages=passages, sources=kept)


def ties(facts: Iterable[Fact], entities: Collection[str]) -> Iterator[Tie]:
    """The ties that ``facts`` make between those ``entities`` (and events as nodes, see above)."""
    for fact in facts:
        seen: set[tuple[str, str]] = set()
        for first, second, directed in _pairs(fact):
            pair = (min(first, second), max(first, second))
            known = all(end in entities or end == fact.iri for end in pair)
            if known and first != second and pair not in seen:
                seen.add(pair)
                yield Tie(first, second, directed, fact)


def hub(fact: Fact) -> bool:
    """Whether the fact is drawn as a node of its own: many act in it and no series stands for it."""
    return len(fact.involved()) > MOST_PAIRED and not fact.role("series")


def involvement(facts: Iterable[Fact]) -> dict[str, int]:
    """In how many facts each entity has a part (tenures and standing relations count as well)."""
    counts: dict[str, int] = defaultdict(int)
    for fact in facts:
        for entity in {member.entity for member in fact.members}:
            counts[entity] += 1
    return dict(counts)


def graph_of(world: World) -> nx.MultiDiGraph[str]:
    """``world`` as a networkx graph (see :func:`network`); entities without a tie are left out."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    found = list(ties(world.facts, world.entities))
    counts = involvement(world.facts)
    hubs = {fact.iri: fact for fact in world.facts if hub(fact)}
    for iri in sorted({end for tie in found for end in (tie.first, tie.second)}):
        entity = world.entities.get(iri)
        graph.add_node(iri, **(_attributes(entity, counts) if entity else _hub_attributes(hubs[iri])))
    for tie in sorted(found, key=lambda tie: (tie.first, tie.second, tie.fact.iri)):
        fact = tie.fact
        facets = {"start": fact.start, "end": fact.end, "earliest": fact.earliest, "latest": fact.latest}
        graph.add_edge(
            tie.first,
            tie.second,
            key=fact.iri,
            kind=fact.kind,
            label=fact.name or fact.predicate or fact.kind,
            **{name: value for name, value in facets.items() if value},
            status=fact.status,
            **({} if fact.confidence is None else {"confidence": fact.confidence}),
            event=fact.iri,
            directed=tie.directed,
            sources=" ".join(fact.sources),
        )
    return graph


def measure(graph: nx.MultiDiGraph[str]) -> None:
    """Adds ``degree``, ``betweenness`` and ``community`` to the nodes (deterministic; parallel ties count as one)."""
    import networkx as nx

    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph.nodes))
    plain.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.edges()))
    sample = min(len(plain), 200) or None
    between = nx.betweenness_centrality(plain, k=sample, seed=1) if sample else {}
    groups = nx.community.louvain_communities(plain, seed=1) if len(plain) else []
    groups.sort(key=lambda group: (-len(group), min(group)))
    for number, group in enumerate(groups, 1):
        for node in group:
            graph.nodes[node].update(
                community=number, degree=plain.degree[node], betweenness=round(between.get(node, 0.0), 6)
            )


def _attributes(entity: Entity, counts: dict[str, int]) -> dict[str, str | int]:
    labels = {f"label_{language}": label for language, label in sorted(entity.labels.items()) if language}
    base: dict[str, str | int] = {
        "key": entity.key,
        "label": entity.name,
        "kind": entity.kind,
        "involvement": counts.get(entity.iri, 0),
    }
    return {**base, **labels}


def _hub_attributes(fact: Fact) -> dict[str, str | int]:
    return {"key": fact.iri, "label": fact.name or fact.kind, "kind": "Event", "involvement": len(fact.involved())}


def _pairs(fact: Fact) -> Iterator[tuple[str, str, bool]]:
    if fact.kind in ("Tenure", "Relation"):
        ends = [member.entity for member in fact.members]
        if len(ends) == 2:
            yield ends[0], ends[1], True
        return
    acting = [member.entity for member in fact.involved()]
    series, places = fact.role("series"), fact.role("place")
    topics = fact.role("published", "about")
    if hub(fact):
        for other in (*acting, *places):
            yield other, fact.iri, True
        return
    if len(acting) <= MOST_PAIRED:
        for first, second in combinations(acting, 2):
            yield first, second, False
    for actor in acting:
        for other in series:
            yield actor, other, True
        if fact.kind == "Visit" or (len(acting) == 1 and not series and not topics):
            for other in places:
                yield actor, other, True
    leading = fact.role("speaker") or fact.role("issuer") or acting or series
    for actor in leading[:MOST_PAIRED]:
        for other in topics:
            yield actor, other, True


def _within(fact: Fact, choice: Choice) -> bool:
    if not choice.since and not choice.until:
        return True
    if not fact.earliest or not fact.latest:
        return fact.kind in ("Tenure", "Relation") if choice.undated is None else choice.undated
    first = choice.since or datetime.date.min.isoformat()
    last = choice.until or datetime.date.max.isoformat()
    return fact.latest >= first and fact.earliest <= last


def _near(found: Iterable[Tie], around: Iterable[str], hops: int) -> set[str]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for tie in found:
        neighbours[tie.first].add(tie.second)
        neighbours[tie.second].add(tie.first)
    kept = set(around)
    front = set(around)
    for _ in range(hops):
        front = {other for node in front for other in neighbours[node]} - kept
        kept |= front
    return kept
