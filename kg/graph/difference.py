"""What two accounts tell differently, record by record: events, tenures and relations new, gone or changed.

Records are the same where their IRIs are, or all that they say. Two that differ are one record that changed where a
rule below pairs them and neither has a second candidate; in doubt one is gone and the other is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from kg.graph.accounts import LINK, PLAIN, Part, Record, Value

NEAR = 31
"""So many days may lie between two accounts of one event, where all who took part are the same."""

_MANY = ("Statement", "Act")  # of which the same actors do several on one day
Changes: TypeAlias = dict[str, tuple[tuple[Value, ...], tuple[Value, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A record in both accounts; ``facts`` are the properties that differ, with the values in the one and the other."""

    one: Record
    other: Record
    facts: Mapping[str, tuple[tuple[Value, ...], tuple[Value, ...]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second account tells that the first does not, what it leaves out, and what it tells otherwise."""

    new: list[Record] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def compare(one: Sequence[Record], other: Sequence[Record]) -> Difference:
    """What ``other`` tells differently from ``one``."""
    pairs = _paired(one, other)
    partner = {left.key: right.key for left, right in pairs}
    left_over, found = {right.key for _, right in pairs}, Difference()
    changes = [Change(left, right, _changes(left, right, partner)) for left, right in pairs]
    changed = sorted((change for change in changes if change.facts), key=lambda change: change.other.order)
    found.changed.extend(changed)
    found.gone.extend(record for record in one if record.key not in partner)
    found.new.extend(record for record in other if record.key not in left_over)
    return Difference(found.new, found.gone, found.changed, len(changes) - len(changed))


# ---- which record of the one is which of the other

Key: TypeAlias = Callable[[Record], Hashable]
Fits: TypeAlias = Callable[[Record, Record], bool]


def _quotes(record: Record) -> Hashable:
    return frozenset((passage.source, passage.quote) for passage in record.passages) or None


def _link(record: Record) -> Hashable:
    ends = tuple(record.of(name) for name in LINK)
    return ends if all(ends) else None


def _edition(record: Record) -> Hashable:
    return (record.of("series"), record.of("ordinal")) if record.facts.keys() >= {"series", "ordinal"} else None


def _actors(record: Record) -> Hashable:
    return record.parties if record.kind not in _MANY and record.parties else None


def _day(record: Record) -> Hashable:
    return (record.earliest, record.latest) if record.kind not in _MANY and record.earliest else None


def _words(record: Record) -> Hashable:
    return (record.parties, record.of("said")) if record.of("said") else None


def _any(one: Record, other: Record) -> bool:
    return True


def _same_days(one: Record, other: Record) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.earliest <= other.latest and other.earliest <= one.latest


def _near(one: Record, other: Record) -> bool:
    """Not further apart than NEAR days, or one of them undated."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return True
    (_, ends), (begins, _) = sorted([(one.earliest, one.latest), (other.earliest, other.latest)])
    return _same_days(one, other) or (date.fromisoformat(begins) - date.fromisoformat(ends)).days <= NEAR


def _one_source(one: Record, other: Record) -> bool:
    """One document tells both, whatever it says of the days."""
    sources = {passage.source for passage in one.passages}
    return any(passage.source in sources for passage in other.passages)


def _related(one: Record, other: Record) -> bool:
    """Somebody acts in both, and nothing else speaks against it."""
    places = one.of("place"), other.of("place")
    return bool(one.parties & other.parties) and (not all(places) or places[0] == places[1])


RULES: tuple[tuple[Key, Fits], ...] = (
    (lambda record: record.key, _any),
    (lambda record: (record.kind, tuple(record.facts.items())), _any),
    (lambda record: (record.kind, _quotes(record)) if _quotes(record) else None, _any),  # the same words of a document
    (lambda record: (record.kind, _words(record)) if _words(record) else None, _any),
    (lambda record: (record.kind, _link(record)) if _link(record) else None, _any),
    (lambda record: (record.kind, _edition(record)) if _edition(record) else None, _any),
    (lambda record: (record.kind, _actors(record)) if _actors(record) else None, _same_days),
    (lambda record: (record.kind, _actors(record)) if _actors(record) else None, _one_source),
    (lambda record: (record.kind, _actors(record)) if _actors(record) else None, _near),
    (lambda record: (record.kind, _day(record)) if _day(record) else None, _related),
    (_quotes, lambda one, other: bool(one.parties & other.parties)),  # another kind of event in the same words
)


def _paired(one: Sequence[Record], other: Sequence[Record]) -> list[tuple[Record, Record]]:
    pairs: list[tuple[Record, Record]] = []
    for key, fits in RULES:
        done = {record.key for pair in pairs for record in pair[:1]}, {record.key for _, record in pairs}
        groups: dict[Hashable, list[Record]] = defaultdict(list)
        for record in other:
            if record.key not in done[1] and (found := key(record)) is not None:
                groups[found].append(record)
        candidates: dict[str, list[Record]] = {}
        wanted: dict[str, int] = defaultdict(int)
        left = [record for record in one if record.key not in done[0]]
        for record in left:
            candidates[record.key] = [r for r in groups.get(key(record), ()) if fits(record, r)]
            for candidate in candidates[record.key]:
                wanted[candidate.key] += 1
        for record in left:
            if len(candidates[record.key]) == 1 and wanted[(only := candidates[record.key][0]).key] == 1:
                pairs.append((record, only))
    return pairs


def _changes(
    one: Record, other: Record, partner: Mapping[str, str]
) -> dict[str, tuple[tuple[Value, ...], tuple[Value, ...]]]:
    """The properties that differ; what an event is part of is the same where that is the same record."""
    names = ("date", *PLAIN, "capacity", "onBehalfOf", "figure")
    told = ((name, one.facts.get(name, ()), other.facts.get(name, ())) for name in names)
    found = {name: (before, after) for name, before, after in told if before != after}
    if one.kind != other.kind:
        found = {"kind": (((Part(one.kind),),), ((Part(other.kind),),)), **found}
    if {partner.get(key, key) for key in one.part_of} != set(other.part_of):
        found["partOf"] = tuple(tuple((Part(key, entity=True),) for key in record.part_of) for record in (one, other))  # type: ignore[assignment]
    return found
