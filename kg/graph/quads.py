"""One reading as the statements of its document's named graph: all that the document says, and only that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

import pyoxigraph as ox

from kg import dates, records
from kg.dates import PartialDate
from kg.graph import values
from kg.graph.iri import Iris, spans
from kg.graph.terms import Statement, classes, dip, term
from kg.kinds import ENTITY_KINDS
from kg.records import Reading, Span

Node: TypeAlias = ox.NamedNode
Value: TypeAlias = ox.NamedNode | ox.Literal

_KINDS = {kind.lower(): kind for kind in ENTITY_KINDS}


def document_statements(reading: Reading, text: str, iris: Iris) -> list[Statement]:
    """What the reading's named graph holds, each statement once, in the order of the records.

    ``text`` is the source's own decoded text, from which the quotes are cut. Raises ValueError where a record points
    outside of it, or at an event that is not there.
    """
    return list(_Document(reading, text, iris).said)


class _Document:
    """Collects the statements of one document."""

    def __init__(self, reading: Reading, text: str, iris: Iris) -> None:
        self.reading, self.text, self.iris = reading, text, iris
        self.key, self.language = reading.source.key, reading.source.language
        self.source = Node(iris.entity(self.key))
        self.said: dict[Statement, None] = {}
        self.passages: dict[Span, Node] = {}
        self.confidence: dict[Node, float] = {}
        self.filled: set[tuple[Node, str]] = set()
        self.nodes: dict[str, Node] = {}
        self.documents = {document.event: document.document for document in reading.documents if document.event}
        self.events = {event.id: Node(iris.record("event", self._content(event))) for event in reading.events}
        for entity in reading.entities:
            self._entity(entity)
        for event in reading.events:
            self._event(event)
        for tenure in reading.tenures:
            self._tenure(tenure)
        for track in reading.tracks:
            self._track(track)
        for document in reading.documents:
            self._issued(document)
        for figure in reading.figures:
            self._figure(figure)
        for relation in reading.relations:
            self._relation(relation)
        self._source(reading.source)
        for node, confidence in self.confidence.items():
            self.add(node, "confidence", values.share(confidence))

    # ---- what every record has -------------------------------------------------------------------

    def add(self, subject: Node, predicate: str, *objects: Value) -> None:
        """Write one statement an object; ``predicate`` is a name of the ontology or a prefixed one."""
        edge = term(predicate) if ":" in predicate else dip(predicate)
        for value in objects:
            self.said[subject, edge, value] = None

    def plain(self, subject: Node, **strings: str | None) -> None:
        """Write the strings that there are; where a document tells a thing twice, what it says first."""
        for predicate, value in strings.items():
            if value:
                self.once(subject, predicate, ox.Literal(value))

    def once(self, subject: Node, predicate: str, value: Value) -> None:
        """Write a statement that has one value, unless the document has told it."""
        if (subject, predicate) not in self.filled:
            self.filled.add((subject, predicate))
            self.add(subject, predicate, value)

    def typed(self, subject: Node, kind: str) -> Node:
        """Write the class with its superclasses."""
        self.add(subject, "rdf:type", *classes(kind))
        return subject

    def node(self, key: str) -> Node:
        """The entity with this key; its class is written even where the document does not name it."""
        if key not in self.nodes:
            self.nodes[key] = Node(self.iris.entity(key))
            self.typed(self.nodes[key], _kind(key))
        return self.nodes[key]

    def all(self, keys: Iterable[str]) -> list[Node]:
        """The entities with these keys."""
        return [self.node(key) for key in keys]

    def prove(self, subject: Node, evidence: Iterable[Span], confidence: float) -> None:
        """Write the passages that prove a record; of its readings' confidences the highest is written in the end."""
        self.add(subject, "prov:wasDerivedFrom", *map(self._passage, evidence))
        self.confidence[subject] = max(confidence, self.confidence.get(subject, 0.0))

    def period(self, subject: Node, start: PartialDate | None, end: PartialDate | None) -> None:
        """Write start and end as precise as they are, with the first and the last day that they allow."""
        if start:
            self.add(subject, "start", values.date(start))
        if end:
            self.add(subject, "end", values.date(end))
        first, last = start or end, end or start
        if first and last:
            self.add(subject, "earliest", values.date(dates.earliest(first)))
            self.add(subject, "latest", values.date(dates.latest(last)))

    def _passage(self, span: Span) -> Node:
        if span not in self.passages:
            if not 0 <= span.start < span.end <= len(self.text):
                raise ValueError(f"{self.key}: no stretch of the text: {span.start} to {span.end}")
            passage = self.passages[span] = Node(self.iris.passage(self.key, span))
            selector = Node(self.iris.selector(self.key, span))
            self.typed(passage, "Passage")
            self.add(passage, "oa:hasSource", self.source)
            self.add(passage, "oa:hasSelector", selector)
            self.add(selector, "rdf:type", term("oa:TextPositionSelector"), term("oa:TextQuoteSelector"))
            self.add(selector, "oa:start", ox.Literal(span.start))
            self.add(selector, "oa:end", ox.Literal(span.end))
            self.add(selector, "oa:exact", ox.Literal(self.text[span.start : span.end]))
        return self.passages[span]

    # ---- the records -----------------------------------------------------------------------------

    def _source(self, source: records.SourceRecord) -> None:
        node = self.typed(self.source, "Source")
        self.add(node, "dcterms:title", values.text(source.title, self.language))
        self.add(node, "dcterms:language", ox.Literal(source.language))
        if source.issued:
            self.add(node, "dcterms:issued", values.date(source.issued))
        self.add(node, "schema:mentions", *self.all(entity.key for entity in self.reading.entities))
        how = [self.key, source.extractor, source.rules]
        run = self.typed(Node(self.iris.record("run", how)), "Run")
        self.add(run, "prov:used", node)
        self.add(run, "dcterms:description", ox.Literal(f"{source.extractor}, rules {source.rules}"))

    def _entity(self, entity: records.Entity) -> None:
        node = self.node(entity.key)
        preferred: set[str] = set()
        for form in dict.fromkeys(entity.labels):
            label = values.text(form, self.language)
            first = label.language not in preferred
            preferred.add(label.language or "")
            self.add(node, "skos:prefLabel" if first else "skos:altLabel", label)
        if entity.office_title:
            self.add(node, "officeTitle", ox.Literal(entity.office_title))
        self.plain(node, rank=entity.rank)
        if entity.office_of:
            self.add(node, "officeOf", self.node(entity.office_of))

    def _content(self, event: records.Event) -> list[object]:
        who = sorted({(p.role, p.actor, p.capacity or "", p.on_behalf_of or "") for p in event.participants})
        when = [event.start, event.end, event.mode, event.status]
        where = [event.place, event.series, event.ordinal, event.count, event.published, event.according_to]
        what = [event.title, event.said, sorted(set(event.about)), sorted(set(event.hosts))]
        return [self.key, event.kind, who, when, where, what, spans(event.evidence)]

    def _event(self, event: records.Event) -> None:
        node = self.typed(self.events[event.id], event.kind)
        self.typed(node, "Event")
        self.prove(node, event.evidence, event.confidence)
        self.period(node, event.start, event.end)
        self.plain(node, status=event.status, mode=event.mode, title=event.title)
        self._participants(node, event)
        self.add(node, "host", *self.all(event.hosts))
        self.add(node, "about", *self.all(event.about))
        published = event.published or (self.documents.get(event.id) if event.kind == "Publication" else None)
        links = {
            "place": event.place,
            "series": event.series,
            "accordingTo": event.according_to,
            "published": published,
        }
        for predicate, key in links.items():
            if key:
                self.add(node, predicate, self.node(key))
        for predicate, count in (("ordinal", event.ordinal), ("count", event.count)):
            if count is not None:
                self.add(node, predicate, ox.Literal(count))
        if event.said:
            self.add(node, "said", values.text(event.said, self.language))
        if event.part_of:
            self.add(node, "partOf", self._event_node(event.part_of))

    def _participants(self, node: Node, event: records.Event) -> None:
        slugs = Counter(_slug(key) for key in {p.actor for p in event.participants})
        for participant in event.participants:
            actor = self.node(participant.actor)
            self.add(node, "participant", actor)
            if participant.role != "participant":
                self.add(node, participant.role, actor)
            if not (participant.capacity or participant.on_behalf_of or participant.evidence):
                continue
            slug = _slug(participant.actor)
            tail = slug if slugs[slug] == 1 else participant.actor.replace("/", "-", 1)
            own = self.typed(Node(f"{node.value}-{self.iris.key(self.iris.entity(tail))}"), "Participation")
            self.add(node, "participation", own)
            self.add(own, "actor", actor)
            if participant.capacity:
                self.add(own, "capacity", self.node(participant.capacity))
            if participant.on_behalf_of:
                self.add(own, "onBehalfOf", self.node(participant.on_behalf_of))
            if participant.evidence:
                self.prove(own, participant.evidence, event.confidence)

    def _event_node(self, event: str) -> Node:
        if event not in self.events:
            raise ValueError(f"{self.key}: no event {event}")
        return self.events[event]

    def _tenure(self, tenure: records.Tenure) -> None:
        """One node for the person, the office and whether it is a former one, whichever document tells it."""
        content = [tenure.holder, tenure.office, tenure.former]
        node = self.typed(Node(self.iris.record("tenure", content)), "Tenure")
        self.prove(node, tenure.evidence, tenure.confidence)
        self.add(node, "holder", self.node(tenure.holder))
        self.add(node, "office", self.node(tenure.office))
        self.add(node, "former", ox.Literal(tenure.former))
        if dates.is_day(tenure.attested):
            self.add(node, "attested", values.date(tenure.attested))

    def _track(self, track: records.TrackRecord) -> None:
        node = self.node(track.track)
        self.prove(node, track.evidence, track.confidence)
        self.plain(node, level=track.level, topic=track.topic)
        for party in self.all(track.parties):
            self.add(node, "party", party)
            self.add(party, "partyTo", node)
        self.add(node, "lead", *self.all(track.leads))
        if track.part_of:
            self.add(node, "partOf", self.node(track.part_of))

    def _issued(self, document: records.DocumentRecord) -> None:
        node = self.node(document.document)
        self.prove(node, document.evidence, document.confidence)
        self.plain(node, title=document.title, kind=document.kind)
        self.add(node, "issuer", *self.all(document.issuers))
        self.add(node, "about", *self.all(document.about))
        if document.issued:
            self.once(node, "issued", values.date(document.issued))

    def _figure(self, figure: records.Figure) -> None:
        subject = self.source
        if figure.subject:
            subject = self.node(figure.subject) if "/" in figure.subject else self._event_node(figure.subject)
        said = [figure.what, figure.value, figure.unit, figure.bound, figure.according_to]
        content = [self.key, subject.value[len(self.iris.base) :], said, spans(figure.evidence)]
        node = self.typed(Node(self.iris.record("figure", content)), "Figure")
        self.add(subject, "figure", node)
        self.prove(node, figure.evidence, figure.confidence)
        self.plain(node, what=figure.what, unit=figure.unit, bound=figure.bound)
        self.add(node, "rdf:value", values.number(figure.value))
        if figure.according_to:
            self.add(node, "accordingTo", self.node(figure.according_to))

    def _relation(self, relation: records.Relation) -> None:
        """One node for the same link with the same dates, whichever document tells it."""
        link = [relation.subject, relation.predicate, relation.object]
        rest = [relation.title, relation.start, relation.end, relation.status, relation.according_to]
        node = self.typed(Node(self.iris.record("relation", [*link, *rest])), "Relation")
        subject, value = self.node(relation.subject), self.node(relation.object)
        self.prove(node, relation.evidence, relation.confidence)
        self.add(node, "rdf:subject", subject)
        self.add(node, "rdf:predicate", dip(relation.predicate))
        self.add(node, "rdf:object", value)
        self.period(node, relation.start, relation.end)
        self.plain(node, title=relation.title, status=relation.status)
        if relation.according_to:
            self.add(node, "accordingTo", self.node(relation.according_to))
        if relation.status != "denied":
            self.add(subject, relation.predicate, value)
            if relation.predicate == "partyTo" and _kind(relation.object) == "Track":
                self.add(value, "party", subject)


def _kind(key: str) -> str:
    """The class of an entity by its key; raises ValueError where it is no entity's."""
    kind = _KINDS.get(key.split("/", 1)[0])
    if kind is None or "/" not in key:
        raise ValueError(f"{key!r} is no entity's key")
    return kind


def _slug(key: str) -> str:
    return key.split("/", 1)[1]
