"""What a graph, or one document in it, tells: events, tenures and relations as plain objects that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.terms import DERIVED_FROM, TYPE, dip, term
from kg.graph.world import FACT_KINDS, Passage

PLAIN = (
    *("status", "place", "mode", "speaker", "participant", "host", "issuer", "series", "ordinal", "count", "title"),
    *("said", "about", "published", "accordingTo", "holder", "office", "former", "subject", "predicate", "object"),
)
LINK = ("subject", "predicate", "object")
_PARTIES = ("speaker", "participant", "host", "issuer")


class Part(NamedTuple):
    """A piece of a value: a text, or (``entity``) the key of something that has a label."""

    text: str
    entity: bool = False


Value: TypeAlias = tuple[Part, ...]
Facts: TypeAlias = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """An event, tenure or relation: what it says by property, and the passages that prove it; keys are without base."""

    key: str
    kind: str
    facts: Facts
    passages: tuple[Passage, ...]
    earliest: str | None = None
    latest: str | None = None
    part_of: tuple[str, ...] = ()

    def of(self, *names: str) -> frozenset[Value]:
        """The values of these properties."""
        return frozenset(value for name in names for value in self.facts.get(name, ()))

    @property
    def parties(self) -> frozenset[Value]:
        """Who acts in it."""
        return self.of(*_PARTIES)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Where it stands in a list: by date, kind and key."""
        return self.earliest or "9999", self.latest or "", self.kind, self.key


def read(store: ox.Store, iris: Iris, document: str | None = None) -> list[Record]:
    """The records of the merged view, or those that one ``document`` (by its key) tells, by date."""
    graph = ox.DefaultGraph() if document is None else ox.NamedNode(iris.entity(document))
    return sorted(_Reader(store, iris, graph).records(), key=lambda record: record.order)


class _Reader:
    """Reads one graph, each property once."""

    def __init__(self, store: ox.Store, iris: Iris, graph: ox.DefaultGraph | ox.NamedNode) -> None:
        self._store, self._iris, self._graph = store, iris, graph
        self._tables: dict[ox.NamedNode, dict[str, list[ox.NamedNode | ox.Literal]]] = {}

    def records(self) -> Iterator[Record]:
        for kind in FACT_KINDS:
            for quad in self._store.quads_for_pattern(None, TYPE, dip(kind), self._graph):
                if isinstance(quad.subject, ox.NamedNode):
                    yield self._record(quad.subject.value, kind)

    def _record(self, iri: str, kind: str) -> Record:
        facts: dict[str, tuple[Value, ...]] = {}
        if days := dict.fromkeys(text for name in ("start", "end") for text in self._texts(iri, dip(name))):
            facts["date"] = (tuple(map(Part, days)),)
        for name in PLAIN:
            values = self._objects(iri, term(f"rdf:{name}") if name in LINK else dip(name))
            if values:
                facts[name] = tuple(sorted((self._part(value),) for value in values))
        if speakers := facts.get("speaker"):  # who speaks is a participant too: told once
            others = tuple(value for value in facts.get("participant", ()) if value not in speakers)
            facts = {name: values for name, values in facts.items() if name != "participant" or others}
            facts |= {"participant": others} if others else {}
        own = [self._iri(value) for value in self._objects(iri, dip("participation"))]
        for name in ("capacity", "onBehalfOf"):
            pairs = [
                (self._part(actor), self._part(value))
                for part in own
                for actor in self._objects(part, dip("actor"))
                for value in self._objects(part, dip(name))
            ]
            facts |= {name: tuple(sorted(pairs))} if pairs else {}
        if figures := [self._figure(self._iri(value)) for value in self._objects(iri, dip("figure"))]:
            facts["figure"] = tuple(sorted(figures))
        return Record(
            self._key(iri),
            kind,
            facts,
            self._passages([iri, *own]),
            next(iter(self._texts(iri, dip("earliest"))), None),
            next(iter(self._texts(iri, dip("latest"))), None),
            tuple(sorted(self._key(self._iri(value)) for value in self._objects(iri, dip("partOf")))),
        )

    def _figure(self, iri: str) -> Value:
        names = (dip("what"), dip("bound"), term("rdf:value"), dip("unit"))
        return tuple(Part(text) for name in names for text in self._texts(iri, name))

    def _passages(self, records: Sequence[str]) -> tuple[Passage, ...]:
        found: dict[Passage, None] = {}
        for record in records:
            own = []
            for passage in map(self._iri, self._objects(record, DERIVED_FROM)):
                for selector in map(self._iri, self._objects(passage, term("oa:hasSelector"))):
                    names = ("oa:start", "oa:end", "oa:exact")
                    start, end, words = ("".join(self._texts(selector, term(name))) for name in names)
                    source = "".join(map(self._iri, self._objects(passage, term("oa:hasSource"))))
                    own.append(Passage(self._key(source), int(start), int(end), words))
            found |= dict.fromkeys(sorted(own, key=lambda p: (p.source, p.start, p.end)))
        return tuple(found)

    def _objects(self, iri: str, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        if predicate not in self._tables:
            table: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
            for quad in self._store.quads_for_pattern(None, predicate, None, self._graph):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    table[quad.subject.value].append(quad.object)
            self._tables[predicate] = {subject: sorted(objects, key=str) for subject, objects in table.items()}
        return self._tables[predicate].get(iri, [])

    def _texts(self, iri: str, predicate: ox.NamedNode) -> list[str]:
        return [value.value for value in self._objects(iri, predicate)]

    def _part(self, value: ox.NamedNode | ox.Literal) -> Part:
        if isinstance(value, ox.Literal):
            return Part(value.value)
        if value.value.startswith(ONTOLOGY):
            return Part(value.value[len(ONTOLOGY) :])
        return Part(self._key(value.value), entity=True)

    @staticmethod
    def _iri(value: ox.NamedNode | ox.Literal) -> str:
        return value.value

    def _key(self, iri: str) -> str:
        return self._iris.key(iri) or iri
