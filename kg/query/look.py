"""Looking things up in a store's default graph: the values of a node, in an order that is the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.terms import TYPE, dip
from kg.kinds import EVENT_KINDS
from kg.query.labels import Labels

_DEFAULT = ox.DefaultGraph()
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Look:
    """Looks things up in one store, and calls them by their labels."""

    def __init__(self, store: ox.Store, labels: Labels) -> None:
        self._store = store
        self.labels = labels

    def objects(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[Value]:
        """The values of a property, in any order."""
        return [quad.object for quad in self._store.quads_for_pattern(node, predicate, None, _DEFAULT)]

    def nodes(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
        """The nodes among the values, by label."""
        found = (value for value in self.objects(node, predicate) if isinstance(value, ox.NamedNode))
        return sorted(found, key=lambda value: (self.name(value), value.value))

    def literals(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.Literal]:
        """The literals among the values, by language and text."""
        found = (value for value in self.objects(node, predicate) if isinstance(value, ox.Literal))
        return sorted(found, key=lambda text: (text.language or "", text.value))

    def subjects(self, predicate: ox.NamedNode, node: ox.NamedNode) -> list[ox.NamedNode]:
        """The nodes that have ``node`` as a value, by date and IRI."""
        found = (quad.subject for quad in self._store.quads_for_pattern(None, predicate, node, _DEFAULT))
        return self.dated([subject for subject in found if isinstance(subject, ox.NamedNode)])

    def dated(self, records: Sequence[ox.NamedNode]) -> list[ox.NamedNode]:
        """Records, each once, by date; those without one last."""
        keys = {record: (self.first(record, "earliest") or "9999", self.first(record, "latest")) for record in records}
        return sorted(keys, key=lambda record: (*keys[record], record.value))

    def name(self, node: ox.NamedNode) -> str:
        """The label of a node."""
        return self.labels.of(node.value)

    def text(self, value: Value) -> str:
        """A value as people read it."""
        if isinstance(value, ox.NamedNode):
            return self.name(value)
        return value.value if isinstance(value, ox.Literal | ox.BlankNode) else str(value)

    def first(self, node: ox.NamedNode, name: str) -> str:
        """The first literal of a property of the ontology, or the empty string."""
        return min((text.value for text in self.literals(node, dip(name))), default="")

    def listed(self, node: ox.NamedNode, name: str) -> str:
        """All values of a property of the ontology, as people read them."""
        return ", ".join(sorted(map(self.text, self.objects(node, dip(name)))))

    def dates(self, node: ox.NamedNode) -> str:
        """The start and the end, as precise as they are known."""
        return span(self.first(node, "start"), self.first(node, "end"))

    def is_a(self, node: ox.NamedNode, kind: str) -> bool:
        """Whether a node is of this class."""
        return dip(kind) in self.objects(node, TYPE)

    def event_kind(self, node: ox.NamedNode) -> str:
        """Which of the kinds of event a node is, or the empty string."""
        found = self.objects(node, TYPE)
        return next((kind for kind in EVENT_KINDS if dip(kind) in found), "")

    def by_source(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[tuple[str, str]]:
        """What each document says of a property: its label and the value."""
        quads = self._store.quads_for_pattern(node, predicate, None, None)
        named = ((quad.graph_name, quad.object) for quad in quads)
        return sorted((self.name(graph), self.text(v)) for graph, v in named if isinstance(graph, ox.NamedNode))


def span(first: str, last: str) -> str:
    """Two dates as one text; one where they are the same."""
    return " – ".join(dict.fromkeys(date for date in (first, last) if date))
