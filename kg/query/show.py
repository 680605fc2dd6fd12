"""The dossier of one actor, forum, track, concept, document or event: what the store knows of it, each line proven."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pyoxigraph as ox

from kg.graph.terms import ALT, PREF, class_label, dip, term
from kg.graph.values import tag
from kg.kinds import EVENT_KINDS
from kg.query.dossier import Dossier, Line, Section
from kg.query.evidence import Evidence, Passage
from kg.query.labels import Labels
from kg.query.look import Look, span
from kg.query.names import Names

_WITH = 12  # counterparts and places that the dossier counts
_SOURCE_OF = {"party": "Parties", "lead": "Led by", "level": "Level", "topic": "Topic", "issuer": "Issued by"}
_FACTS = ("kind", "status", "mode", "place", "host", "series", "ordinal", "partOf", "published", "accordingTo", "said")


class Dossiers:
    """Puts dossiers together from one store."""

    def __init__(self, store: ox.Store, names: Names, language: str | None = None) -> None:
        self._names = names
        self._look = Look(store, Labels(store, language))
        self._evidence = Evidence(store)
        self._language = language or "en"

    def of(self, node: ox.NamedNode) -> Dossier:
        """The dossier of a node."""
        kind = self._names.kind(node)
        parts = self._event(node) if kind in EVENT_KINDS else self._entity(node, kind)
        sections = (Section(title, tuple(lines)) for title, lines in parts)
        labels = dict.fromkeys(
            f"{text.value} ({tag(text.language)})" if text.language else text.value
            for predicate in (PREF, ALT)
            for text in self._look.literals(node, predicate)
        )
        return Dossier(
            self._look.name(node),
            class_label(kind, self._language) if kind else "",
            self._names.key(node),
            tuple(labels),
            tuple(section for section in sections if section.lines),
        )

    def _entity(self, node: ox.NamedNode, kind: str) -> Iterator[tuple[str, list[Line]]]:
        involved = self._look.subjects(dip("involves"), node)
        events = self._look.dated([*involved, *self._look.subjects(dip("series"), node)])
        spoken = [event for event in events if self._look.is_a(event, "Statement")]
        own = [event for event in events if event not in spoken]
        yield (
            "Known for",
            [
                Line("", f"{title}: {self._look.listed(node, name)}", self._proof(node))
                for name, title in _SOURCE_OF.items()
                if self._look.listed(node, name)
            ],
        )
        yield "Offices", self._tenures(self._look.subjects(dip("holder"), node), "office")
        yield "Held by", self._tenures(self._look.subjects(dip("office"), node), "holder")
        yield "Represented by", self._representatives(node) if kind == "State" else []
        theirs = self._of_representatives(node, own) if kind == "State" else []
        yield "In short", self._counts(own, spoken)
        yield "With whom", self._ranked(own, self._others(node))
        yield "Where", self._ranked(own, partial(self._look.nodes, predicate=dip("place")))
        yield "Events", [self._line(event, node) for event in own]
        yield "What those who represent it did", [self._line(event, node) for event in theirs]
        yield (
            "Visited here",
            [self._line(event, node) for event in self._look.subjects(dip("place"), node) if event not in own],
        )
        yield "What it said", [self._saying(event, node) for event in spoken]
        about = [event for event in self._look.subjects(dip("about"), node) if event not in spoken]
        yield "What was said of it", [self._saying(event, node) for event in about if self._said(event)]
        yield "What else concerns it", [self._line(event, node) for event in about if not self._said(event)]
        yield (
            "Documents",
            [
                Line(self._look.first(document, "issued"), self._look.name(document), self._proof(document))
                for document in self._look.subjects(dip("issuer"), node)
                if self._look.is_a(document, "Document")
            ],
        )
        yield "Relations", self._relations(node)

    def _event(self, node: ox.NamedNode) -> Iterator[tuple[str, list[Line]]]:
        facts = [(name, self._look.listed(node, name)) for name in _FACTS]
        yield (
            "Known of it",
            [
                Line(
                    self._look.dates(node),
                    "; ".join(f"{name}: {told}" for name, told in facts if told),
                    self._proof(node),
                )
            ],
        )
        yield (
            "Taking part",
            [
                Line("", self._participant(node, actor), tuple(self._evidence.passages(node.value, [actor.value])))
                for actor in self._look.nodes(node, dip("participant"))
            ],
        )
        yield "About", [Line("", self._look.name(topic)) for topic in self._look.nodes(node, dip("about"))]
        yield (
            "Figures",
            [Line("", self._figure(figure), self._proof(figure)) for figure in self._look.nodes(node, dip("figure"))],
        )
        yield "Part of it", [self._line(part, node) for part in self._look.subjects(dip("partOf"), node)]
        yield (
            "Where sources differ",
            [
                Line("", f"{self._look.name(prop)}: {value} ({source})")
                for prop in self._look.nodes(node, dip("sourcesDiffer"))
                for source, value in self._look.by_source(node, prop)
            ],
        )

    # ---- lines

    def _line(self, event: ox.NamedNode, of: ox.NamedNode) -> Line:
        kind = self._look.event_kind(event)
        status = self._look.first(event, "status")
        name, ordinal = self._look.name(event), self._look.first(event, "ordinal")
        parts = [
            class_label(kind, self._language) if kind else "",
            name.removesuffix(f" {self._look.first(event, 'start')}"),
        ]
        parts += [f"no. {ordinal}" if ordinal else ""]
        parts += [self._look.listed(event, "place"), self._capacity(event, of), "" if status == "held" else status]
        parts += map(self._figure, self._look.nodes(event, dip("figure")))
        passages = self._evidence.passages(event.value, [of.value])
        return Line(self._look.dates(event), " · ".join(part for part in parts if part), tuple(passages))

    def _saying(self, event: ox.NamedNode, of: ox.NamedNode) -> Line:
        speakers = "" if of in self._look.objects(event, dip("speaker")) else f"{self._look.listed(event, 'speaker')}: "
        occasion = self._look.listed(event, "partOf")
        text = f"{speakers}{self._said(event) or self._look.name(event)}"
        dates = self._look.dates(event) or next(
            (self._look.dates(o) for o in self._look.nodes(event, dip("partOf"))), ""
        )
        return Line(dates, f"{text} · {occasion}" if occasion else text, self._proof(event))

    def _said(self, event: ox.NamedNode) -> str:
        return self._look.first(event, "said")

    def _tenures(self, tenures: Iterable[ox.NamedNode], other: str) -> list[Line]:
        lines = []
        for tenure in tenures:
            days = sorted(text.value for text in self._look.literals(tenure, dip("attested")))
            former = " (former)" if self._look.first(tenure, "former") == "true" else ""
            for node in self._look.nodes(tenure, dip(other)):
                of = self._look.listed(node, "officeOf")
                text = self._look.name(node) + (f" · {of}" if of else "") + former
                lines.append(Line(span(days[0], days[-1]) if days else "", text, self._proof(tenure)))
        return sorted(lines, key=lambda line: (line.date, line.text))

    def _representatives(self, state: ox.NamedNode) -> list[Line]:
        found: dict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
        for person in self._look.subjects(dip("representsState"), state):
            found[person] += self._look.subjects(dip("holder"), person)
        lines = []
        for person, tenures in found.items():
            offices = ", ".join(dict.fromkeys(self._look.listed(tenure, "office") for tenure in tenures))
            passages = dict.fromkeys(passage for tenure in tenures for passage in self._proof(tenure))
            lines.append(Line("", f"{self._look.name(person)} · {offices}", tuple(passages)))
        return sorted(lines, key=lambda line: line.text)

    def _of_representatives(self, state: ox.NamedNode, own: list[ox.NamedNode]) -> list[ox.NamedNode]:
        people = self._look.subjects(dip("representsState"), state)
        events = self._look.dated(
            [event for person in people for event in self._look.subjects(dip("involves"), person)]
        )
        return [event for event in events if event not in own and not self._look.is_a(event, "Statement")]

    def _relations(self, node: ox.NamedNode) -> list[Line]:
        found = {
            relation for end in ("subject", "object") for relation in self._look.subjects(term(f"rdf:{end}"), node)
        }
        lines = []
        for relation in found:
            ends = [
                next(iter(self._look.nodes(relation, term(f"rdf:{p}"))), node)
                for p in ("subject", "predicate", "object")
            ]
            title, status = self._look.first(relation, "title"), self._look.first(relation, "status")
            text = " · ".join(self._look.name(end) for end in ends) + (f" ({title})" if title else "")
            text += f" [{status}]" if status not in ("", "held") else ""
            lines.append(Line(self._look.dates(relation), text, self._proof(relation)))
        return sorted(lines, key=lambda line: (line.text, line.date))

    def _counts(self, own: list[ox.NamedNode], spoken: list[ox.NamedNode]) -> list[Line]:
        kinds = Counter(map(self._look.event_kind, own))
        if spoken:
            kinds["Statement"] = len(spoken)
        look = self._look.first
        begun = [(day, look(event, "start")) for event in own if (day := look(event, "earliest"))]
        ended = [(day, look(event, "end") or look(event, "start")) for event in own if (day := look(event, "latest"))]
        told = ", ".join(f"{class_label(kind, self._language)} {number}" for kind, number in kinds.most_common())
        return [Line(span(min(begun)[1] if begun else "", max(ended)[1] if ended else ""), told)] if told else []

    def _others(self, node: ox.NamedNode) -> Callable[[ox.NamedNode], list[ox.NamedNode]]:
        return lambda event: [other for other in self._look.nodes(event, dip("involves")) if other != node]

    def _ranked(
        self, events: Iterable[ox.NamedNode], members: Callable[[ox.NamedNode], Iterable[object]]
    ) -> list[Line]:
        counted = Counter(m.value for event in events for m in members(event) if isinstance(m, ox.NamedNode))
        ranked = sorted(counted.items(), key=lambda item: (-item[1], self._look.labels.of(item[0])))
        lines = [f"{self._look.labels.of(iri)} {number}" for iri, number in ranked]
        more = [f"and {len(lines) - _WITH} more"] if len(lines) > _WITH else []
        return [Line("", ", ".join([*lines[:_WITH], *more]))] if lines else []

    # ---- facts

    def _participant(self, event: ox.NamedNode, actor: ox.NamedNode) -> str:
        capacity = self._capacity(event, actor)
        return self._look.name(actor) + (f" · {capacity}" if capacity else "")

    def _capacity(self, event: ox.NamedNode, actor: ox.NamedNode) -> str:
        mine = (
            p for p in self._look.nodes(event, dip("participation")) if actor in self._look.objects(p, dip("actor"))
        )
        told = [self._look.listed(part, name) for part in mine for name in ("capacity", "onBehalfOf")]
        return ", ".join(text for text in told if text)

    def _figure(self, figure: ox.NamedNode) -> str:
        number = ", ".join(self._look.text(value) for value in self._look.objects(figure, term("rdf:value")))
        what, bound, unit = (self._look.listed(figure, name) for name in ("what", "bound", "unit"))
        return f"{what}: {' '.join(part for part in (bound, number, unit) if part)}"

    def _proof(self, record: ox.NamedNode) -> tuple[Passage, ...]:
        return tuple(self._evidence.passages(record.value))
