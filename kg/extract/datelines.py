"""The dateline that a wire report begins with: agency, city, day, reporter. Only its day is read."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.tokens import Token


def cut(text: str, start: int, end: int) -> int:
    """Where the report begins in the block at ``start`` to ``end`` of the folded text: behind its dateline, if any."""
    found = patterns.load()["datelines.dateline"].match(text, start, end)
    return found.end() if found else start


def without(tokens: list[Token], lines: list[tuple[int, int]]) -> list[Token]:
    """The tokens but for what stands in one of the datelines, days apart."""
    return [t for t in tokens if t.kind == "date" or not any(s <= t.start < e for s, e in lines)]
