"""The words that prove a row: of the record that it is about, with the document and the place in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pyoxigraph as ox

from kg.graph.iri import NAMESPACES
from kg.graph.terms import DERIVED_FROM, TYPE, dip, term
from kg.query.answer import Answer, Row, Term
from kg.query.catalog import HIDDEN, RESERVED
from kg.query.labels import iris

_DEFAULT = ox.DefaultGraph()
_INTEGER = NAMESPACES["xsd"] + "integer"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a document: code points from ``start`` to ``end`` of ``source``, and the ``words`` there."""

    source: str
    start: int
    end: int
    words: str

    @property
    def at(self) -> str:
        """The stretch, as it is shown."""
        return f"{self.start}-{self.end}"


class Evidence:
    """Finds the passages of one store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def passages(self, record: str, actors: Sequence[str] = ()) -> list[Passage]:
        """The passages of a record in the order of the text, then those that name one of ``actors`` in it."""
        node = ox.NamedNode(record)
        found = self._passages(node)
        for participation in self._objects(node, dip("participation")):
            if any(actor.value in actors for actor in self._objects(participation, dip("actor"))):
                found += self._passages(participation)
        return list(dict.fromkeys(found))

    def _passages(self, node: ox.NamedNode) -> list[Passage]:
        found = (self._passage(passage) for passage in self._objects(node, DERIVED_FROM))
        return sorted(passage for passage in found if passage is not None)

    def meetings(self, one: str, other: str) -> list[str]:
        """The held meetings of two actors."""
        first, second = ox.NamedNode(one), ox.NamedNode(other)
        found = []
        for quad in self._store.quads_for_pattern(None, dip("participant"), first, _DEFAULT):
            event = quad.subject
            facts = (
                (TYPE, dip("Meeting")),
                (dip("status"), ox.Literal("held")),
                (dip("participant"), second),
            )
            if isinstance(event, ox.NamedNode) and all(
                next(iter(self._store.quads_for_pattern(event, predicate, value, _DEFAULT)), None)
                for predicate, value in facts
            ):
                found.append(event.value)
        return sorted(found)

    def _objects(self, node: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[ox.NamedNode]:
        for quad in self._store.quads_for_pattern(node, predicate, None, _DEFAULT):
            if isinstance(quad.object, ox.NamedNode):
                yield quad.object

    def _literal(self, node: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
        for quad in self._store.quads_for_pattern(node, predicate, None, _DEFAULT):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
        return None

    def _passage(self, node: ox.NamedNode) -> Passage | None:
        source = next(self._objects(node, term("oa:hasSource")), None)
        for selector in self._objects(node, term("oa:hasSelector")):
            words = self._literal(selector, term("oa:exact"))
            start, end = self._literal(selector, term("oa:start")), self._literal(selector, term("oa:end"))
            if source is not None and words is not None and start is not None and end is not None:
                return Passage(source.value, int(start), int(end), words)
        return None

    def add(self, answer: Answer, asked: Sequence[str]) -> Answer:
        """The answer with the columns ``words``, ``source`` and ``at``: a row for each passage.

        ``asked`` are the entities that were asked about. A row that nothing proves stays, with these cells empty.
        """
        if set(RESERVED) <= set(answer.variables):
            return answer
        hidden = [at for at, name in enumerate(answer.variables) if name in HIDDEN]
        shown = [at for at, name in enumerate(answer.variables) if name not in HIDDEN]
        groups: dict[Row, dict[str, None]] = {}
        for row in answer.rows:
            records = groups.setdefault(tuple(row[at] for at in shown), {})
            for at in hidden:
                records |= dict.fromkeys(self._records(answer.variables[at], row[at]))
        rows: list[Row] = []
        for row, records in groups.items():
            actors = [*asked, *(iri for cell in row if cell is not None for iri in iris(cell))]
            found = dict.fromkeys(passage for record in records for passage in self.passages(record, actors))
            rows += [(*row, *_cells(passage)) for passage in found] or [(*row, None, None, None)]
        names = tuple(answer.variables[at] for at in shown)
        return replace(answer, variables=(*names, *RESERVED), rows=tuple(rows))

    def _records(self, name: str, cell: Term | None) -> list[str]:
        """The records that a hidden cell stands for; of a chain of actors, the meetings of each two neighbours."""
        if cell is None:
            return []
        if name == "chain":
            links = [iri for iri in cell.value.split(" ") if iri]
            return [meeting for one, other in pairwise(links) for meeting in self.meetings(one, other)]
        return list(iris(cell))


def _cells(passage: Passage) -> Row:
    return Term("literal", passage.words), Term("iri", passage.source), Term("literal", passage.at)
