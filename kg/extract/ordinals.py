"""Ordinals and counts: the number of an edition or a round, and how many rounds there were."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import patterns
from kg.text.numerals import CHARACTERS, value

_CONTINUES = frozenset("第" + CHARACTERS)  # before a count: it is the rest of a longer number


@dataclass(frozen=True, slots=True)
class Number:
    """An ordinal or a count with the word that it counts. Offsets are the view's, end exclusive."""

    start: int
    end: int
    value: int
    unit: str
    ordinal: bool


def numbers(text: str) -> list[Number]:
    """The ordinals and counts of rounds and editions in the folded ``text``, in order, not overlapping."""
    known = patterns.load()
    found = []
    for m in known["ordinals.ordinal"].finditer(text):
        if m["first"]:
            found.append(Number(m.start(), m.end(), 1, m["fu"], True))
        elif m["n"] and (n := value(m["n"])):
            found.append(Number(m.start(), m.end(), n, m["u"], True))
    covered = {i for n in found for i in range(n.start, n.end)}
    for m in known["ordinals.count"].finditer(text):
        continues = m.start() and text[m.start() - 1] in _CONTINUES
        if m.start() not in covered and (n := value(m["n"])) and not continues:
            found.append(Number(m.start(), m.end(), n, m["u"], False))
    return sorted(found, key=lambda n: n.start)
