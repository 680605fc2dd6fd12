"""What a store says, read into plain objects (``kg.graph.world``).

This is the view that networks are made from. It reads the default graph, where each triple stands once, and knows
nothing of pictures. Everything comes in the order of its IRI, so that the same store gives the same result.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TypedDict

import pyoxigraph as ox

from kg.graph.world import FACT_KINDS, INVOLVED, MET, Entity, Fact, Member, Passage, Source, World
from kg.kinds import ENTITY_KINDS, EVENT_KINDS

DIP = "https://w3id.org/diplomacy-kg/ontology#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"

RELATIONS = (
    *("memberOf", "partOf", "partyTo", "withdrewFrom", "wantedBy", "coreOf", "writtenInto", "partnerOf", "rivalOf"),
    *("specialEnvoyFor", "represents", "includes", "bans", "opposes", "supports", "predecessorOf", "considersEqualTo"),
)
_TAGS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}


def read(store: ox.Store) -> World:
    """The facts of the store's merged view, in the order of their IRIs."""
    graph = _Graph(store)
    kinds = graph.kinds()
    world = World()
    for iri in sorted(graph.subjects(DIP + "Source")):
        title = graph.text(iri, DCTERMS + "title") or graph.text(iri, DIP + "name") or iri
        language = graph.text(iri, DCTERMS + "language") or ""
        world.sources[iri] = Source(iri, _key(iri, "source"), title, language, graph.text(iri, DCTERMS + "issued"))
    for iri in sorted(graph.subjects(DIP + "Passage")):
        selector = graph.iri(iri, OA + "hasSelector")
        source = graph.iri(iri, OA + "hasSource")
        if selector and source:
            start, end = graph.text(selector, OA + "start"), graph.text(selector, OA + "end")
            quote = graph.text(selector, OA + "exact") or ""
            world.passages[iri] = Passage(source, int(start or 0), int(end or 0), quote)
    for iri, kind in sorted(kinds.items()):
        if kind in ENTITY_KINDS:
            world.entities[iri] = _entity(graph, iri, kind)
    known = set(world.entities)
    for iri, kind in sorted(kinds.items()):
        if kind in EVENT_KINDS:
            world.facts.append(_event(graph, world, iri, kind))
        elif kind == "Tenure":
            world.facts.append(_tenure(graph, world, iri))
        elif kind == "Relation":
            world.facts.append(_relation(graph, world, iri))
    stated = {(f.role("subject")[0], f.predicate, f.role("object")[0]) for f in world.facts if f.kind == "Relation"}
    for predicate in RELATIONS:
        for subject, target in graph.pairs(DIP + predicate):
            if subject in known and target in known and (subject, predicate, target) not in stated:
                members = (Member(subject, "subject"), Member(target, "object"))
                iri = f"{subject} {predicate} {target}"
                world.facts.append(Fact(iri, "Relation", "", members, (), (), predicate=predicate))
    return world


class _Graph:
    """The default graph, its objects by predicate and subject; each predicate is read once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._read: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        table = self._table(predicate)
        return sorted((s, o.value) for s, objects in table.items() for o in objects if isinstance(o, ox.NamedNode))

    def subjects(self, kind: str) -> list[str]:
        types = self._table(RDF + "type")
        return [iri for iri, objects in types.items() if any(o.value == kind for o in objects)]

    def kinds(self) -> dict[str, str]:
        """The one class by which each entity, event, tenure and relation goes."""
        wanted = {DIP + kind: kind for kind in (*ENTITY_KINDS, *FACT_KINDS)}
        found = {}
        for iri, objects in self._table(RDF + "type").items():
            names = sorted(wanted[o.value] for o in objects if o.value in wanted)
            if names:
                found[iri] = names[0]
        return found

    def objects(self, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        return self._table(predicate).get(subject, [])

    def iris(self, subject: str, predicate: str) -> list[str]:
        return [o.value for o in self.objects(subject, predicate) if isinstance(o, ox.NamedNode)]

    def iri(self, subject: str, predicate: str) -> str | None:
        return next(iter(self.iris(subject, predicate)), None)

    def text(self, subject: str, predicate: str) -> str | None:
        return next((o.value for o in self.objects(subject, predicate) if isinstance(o, ox.Literal)), None)

    def _table(self, predicate: str) -> dict[str, list[ox.NamedNode | ox.Literal]]:
        if predicate not in self._read:
            table: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph()):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    table[quad.subject.value].append(quad.object)
            for objects in table.values():
                if len(objects) > 1:
                    objects.sort(key=str)
            self._read[predicate] = dict(table)
        return self._read[predicate]


def _key(iri: str, kind: str) -> str:
    _, found, name = iri.rpartition(f"/{kind.lower()}/")
    return f"{kind.lower()}/{name}" if found else "/".join(iri.split("/")[-2:])


def _entity(graph: _Graph, iri: str, kind: str) -> Entity:
    labels: dict[str, str] = {}
    for label in graph.objects(iri, SKOS + "prefLabel"):
        if isinstance(label, ox.Literal):
            tag = label.language or ""
            labels.setdefault(_TAGS.get(tag.lower(), tag), label.value)
    others = dict.fromkeys(label.value for label in graph.objects(iri, SKOS + "altLabel"))
    key = _key(iri, kind)
    name = graph.text(iri, DIP + "name") or next(iter(labels.values()), key.partition("/")[2])
    passages = tuple(graph.iris(iri, PROV + "wasDerivedFrom"))
    return Entity(iri, key, kind, name, labels, tuple(o for o in others if o not in labels.values()), passages)


def _passages(graph: _Graph, world: World, *records: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The passages that these records rest on, in the order of the text, and their sources."""
    found: dict[str, None] = {}
    for record in records:
        iris = [iri for iri in graph.iris(record, PROV + "wasDerivedFrom") if iri in world.passages]
        iris.sort(key=lambda iri: (world.passages[iri].source, world.passages[iri].start, world.passages[iri].end))
        found.update(dict.fromkeys(iris))
    return tuple(found), tuple(sorted({world.passages[iri].source for iri in found}))


class _Dates(TypedDict):
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None


def _dates(graph: _Graph, iri: str) -> _Dates:
    start, end, earliest, latest = (graph.text(iri, DIP + name) for name in ("start", "end", "earliest", "latest"))
    return _Dates(start=start, end=end, earliest=earliest, latest=latest)


def _confidence(graph: _Graph, iri: str) -> float | None:
    value = graph.text(iri, DIP + "confidence")
    return None if value is None else float(value)


def _event(graph: _Graph, world: World, iri: str, kind: str) -> Fact:
    participations = graph.iris(iri, DIP + "participation")
    capacity = {}
    for part in participations:
        actor, office = graph.iri(part, DIP + "actor"), graph.iri(part, DIP + "capacity")
        if actor and office:
            capacity[actor] = office
    members = [
        Member(entity, role, capacity.get(entity) if role in INVOLVED else None)
        for role in (*INVOLVED, *MET)
        for entity in graph.iris(iri, DIP + role)
        if entity in world.entities
    ]
    passages, sources = _passages(graph, world, iri, *participations)
    figures = []
    for figure in graph.iris(iri, DIP + "figure"):
        parts = (graph.text(figure, name) or "" for name in (DIP + "what", RDF + "value", DIP + "unit"))
        figures.append(tuple(parts))
    dates = _dates(graph, iri)
    return Fact(
        iri,
        kind,
        graph.text(iri, DIP + "title") or "",
        tuple(members),
        passages,
        sources,
        **dates,
        status=graph.text(iri, DIP + "status") or "held",
        confidence=_confidence(graph, iri),
        mode=graph.text(iri, DIP + "mode"),
        words=graph.text(iri, DIP + "said"),
        according_to=graph.iri(iri, DIP + "accordingTo"),
        part_of=graph.iri(iri, DIP + "partOf"),
        differ=tuple(name.removeprefix(DIP) for name in graph.iris(iri, DIP + "sourcesDiffer")),
        figures=tuple((what, value, unit) for what, value, unit in figures),
    )


def _tenure(graph: _Graph, world: World, iri: str) -> Fact:
    holder, office = graph.iri(iri, DIP + "holder") or "", graph.iri(iri, DIP + "office") or ""
    body = graph.iri(office, DIP + "officeOf")
    members = [Member(holder, "holder"), Member(body if body in world.entities else office, "office")]
    passages, sources = _passages(graph, world, iri)
    attested = sorted(value.value for value in graph.objects(iri, DIP + "attested"))
    dates = _dates(graph, iri)
    if not dates["start"] and attested:
        dates = _Dates(start=attested[0], end=attested[-1], earliest=attested[0], latest=attested[-1])
    title = graph.text(office, DIP + "officeTitle") or ""
    former = graph.text(iri, DIP + "former") == "true"
    confidence = _confidence(graph, iri)
    kept = tuple(member for member in members if member.entity in world.entities)
    return Fact(
        iri, "Tenure", title, kept, passages, sources, **dates, confidence=confidence, office=office, former=former
    )


def _relation(graph: _Graph, world: World, iri: str) -> Fact:
    ends = (("subject", graph.iri(iri, RDF + "subject")), ("object", graph.iri(iri, RDF + "object")))
    members = tuple(Member(entity or "", role) for role, entity in ends)
    passages, sources = _passages(graph, world, iri)
    predicate = (graph.iri(iri, RDF + "predicate") or "").removeprefix(DIP)
    dates = _dates(graph, iri)
    return Fact(
        iri,
        "Relation",
        graph.text(iri, DIP + "title") or "",
        members,
        passages,
        sources,
        **dates,
        status=graph.text(iri, DIP + "status") or "held",
        confidence=_confidence(graph, iri),
        predicate=predicate,
        according_to=graph.iri(iri, DIP + "accordingTo"),
    )
