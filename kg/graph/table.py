"""The events as one CSV table, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import output
from kg.graph.iri import Iris
from kg.graph.syntax import lexical
from kg.graph.terms import DERIVED_FROM, TYPE, dip, term
from kg.kinds import EVENT_KINDS

COLUMNS = (
    *("event", "class", "title", "start", "end", "status", "participants", "hosts", "place", "series", "ordinal"),
    *("said", "evidence", "source", "confidence"),
)
output.HEADERS.add((",".join(COLUMNS) + "\r\n").encode())

_DEFAULT = ox.DefaultGraph()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_JOIN = " | "


def events(store: ox.Store, iris: Iris) -> Iterator[str]:
    """The table's lines: one event a row, by its first day, then by its IRI; several values are joined by ``|``.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    yield _line(COLUMNS)
    rows = []
    for kind in EVENT_KINDS:
        for quad in store.quads_for_pattern(None, TYPE, dip(kind), _DEFAULT):
            row = _Row(store, quad.subject)
            day = row.text("earliest")
            rows.append((day or "~", row.cells(kind, iris)))
    for _, cells in sorted(rows):
        yield _line(cells)


class _Row:
    """Looks up one event's cells."""

    def __init__(self, store: ox.Store, event: ox.NamedNode | ox.BlankNode | ox.Triple) -> None:
        assert isinstance(event, ox.NamedNode), "an event has an IRI"
        self._store, self._event = store, event

    def cells(self, kind: str, iris: Iris) -> tuple[str, ...]:
        """The cells, in the order of the columns."""
        passages = self._nodes(self._event, DERIVED_FROM)
        quotes = [
            q for p in passages for s in self._nodes(p, term("oa:hasSelector")) for q in self._texts(s, "oa:exact")
        ]
        sources = dict.fromkeys(name for p in passages for name in self._names(p, "oa:hasSource"))
        given = [self.text(name) for name in ("start", "end", "status")]
        who = [
            _JOIN.join(self._names(self._event, f"dip:{name}")) for name in ("participant", "host", "place", "series")
        ]
        return (
            iris.key(self._event.value) or self._event.value,
            *(kind, self.text("title") or self.text("name"), *given, *who, self.text("ordinal")),
            *(self.text("said"), _JOIN.join(quotes), _JOIN.join(sources), self.text("confidence")),
        )

    def text(self, name: str) -> str:
        """The values of a property of the ontology."""
        return _JOIN.join(self._texts(self._event, f"dip:{name}"))

    def _objects(self, node: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[object]:
        return (quad.object for quad in self._store.quads_for_pattern(node, predicate, None, _DEFAULT))

    def _nodes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
        found = (value for value in self._objects(node, predicate) if isinstance(value, ox.NamedNode))
        return sorted(found, key=lambda value: value.value)

    def _texts(self, node: ox.NamedNode, name: str) -> list[str]:
        return sorted(lexical(value) for value in self._objects(node, term(name)) if isinstance(value, ox.Literal))

    def _names(self, node: ox.NamedNode, predicate: str) -> list[str]:
        nodes = self._nodes(node, term(predicate))
        return [next(iter(self._texts(value, "dip:name")), value.value) for value in nodes]


def _line(cells: tuple[str, ...]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return stream.getvalue()
