"""The dateline that a wire report begins with: agency, city, day, reporter. Only its day is read."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.tokens import Token


def find(text: str, blocks: list[tuple[int, int]]) -> dict[int, int]:
    """The datelines with which some of the ``blocks`` of the folded text begin: where each begins and ends."""
    pattern = patterns.load()["datelines.dateline"]
    found = (pattern.match(text, start, end) for start, end in blocks)
    return {match.start(): match.end() for match in found if match}


def without(tokens: list[Token], lines: dict[int, int]) -> list[Token]:
    """The tokens but for what stands in one of the datelines, days apart."""
    return [t for t in tokens if t.kind == "date" or not any(s <= t.start < e for s, e in lines.items())]
