"""The lexicon's background knowledge as the statements of its own named graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import pyoxigraph as ox

from kg.graph.iri import Iris
from kg.graph.terms import ALT, PREF, TYPE, Statement, classes, dip, term
from kg.kinds import ENTITY_KINDS

_WIKIDATA = "http://www.wikidata.org/entity/"
_BELONGS = ("Organization", "Place", "Track", "Forum")


class Entry(Protocol):
    """What the graph takes from the lexicon of one entity; what is not known is empty.

    ``labels`` are the forms by language, the one to show first. ``part_of`` and ``parties`` are keys.
    """

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def labels(self) -> Mapping[str, Sequence[str]]: ...  # noqa: D102
    @property
    def part_of(self) -> str: ...  # noqa: D102
    @property
    def iso3(self) -> str: ...  # noqa: D102
    @property
    def wikidata(self) -> str: ...  # noqa: D102
    @property
    def parties(self) -> Sequence[str]: ...  # noqa: D102


def lexicon_statements(entries: Iterable[Entry], iris: Iris) -> Iterator[Statement]:
    """What the named graph ``lexicon`` holds, in the order of the entries."""
    for entry in entries:
        node = ox.NamedNode(iris.entity(entry.key))
        for predicate, value in _statements(entry, iris):
            yield node, predicate, value
        for party in entry.parties:
            yield ox.NamedNode(iris.entity(party)), dip("partyTo"), node


class Background:
    """The same statements by what they are about, made where they are asked for: documents mention few of all."""

    def __init__(self, entries: Iterable[Entry], iris: Iris) -> None:
        self._iris = iris
        self._made: dict[ox.NamedNode, list[Statement]] = {}
        self._told: dict[str, list[Entry]] = defaultdict(list)  # by IRI: the entry itself, and those it is a party to
        for entry in entries:
            for key in {entry.key, *entry.parties}:
                self._told[iris.entity(key)].append(entry)

    def about(self, node: ox.NamedNode) -> list[Statement]:
        """What the lexicon says of ``node``; nothing where it does not know it."""
        if node not in self._made:
            told = lexicon_statements(self._told.get(node.value, ()), self._iris)
            self._made[node] = [statement for statement in told if statement[0] == node]
        return self._made[node]


def _statements(entry: Entry, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    assert entry.kind in ENTITY_KINDS, f"{entry.key} is of no kind that the ontology has: {entry.kind}"
    yield from ((TYPE, kind) for kind in classes(entry.kind))
    for language, forms in entry.labels.items():
        for number, form in enumerate(dict.fromkeys(forms)):
            yield ALT if number else PREF, ox.Literal(form, language=language)
    if entry.part_of and entry.kind in _BELONGS:
        yield dip("partOf"), ox.NamedNode(iris.entity(entry.part_of))
    for party in entry.parties:
        yield dip("party"), ox.NamedNode(iris.entity(party))
    if entry.iso3:
        yield dip("iso3"), ox.Literal(entry.iso3)
    if entry.wikidata:
        yield term("schema:sameAs"), ox.NamedNode(_WIKIDATA + entry.wikidata)
