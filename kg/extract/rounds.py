"""Rounds of the talks of two sides, with their number between the sides and the rest of the name.

The ninth dialogue of A and B is written as that of A and B, number, dialogue: the number parts the name of the track.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract import patterns
from kg.extract.gatherings import Gatherings, Named
from kg.extract.ordinals import Number
from kg.extract.scan import Scan
from kg.extract.tokens import Token

_SIDES = 30  # characters before a number in which those stand whose talks it counts
_HOW = 8  # characters between a number and the talks that it counts
_ACTORS = frozenset({"State", "Organization"})


class Rounds:
    """Makes tokens of such rounds in one scanned text; ``ordinals`` are its numbers by where they end."""

    def __init__(self, scan: Scan, names: Gatherings, ordinals: Mapping[int, Number]) -> None:
        self._scan, self._text, self._names, self._ordinals = scan, scan.text, names, ordinals
        self._pattern = patterns.load().table("rounds")

    def token(self, named: Named) -> Token | None:
        """The round whose name ends in ``named``, if it has a number and sides before that."""
        if named.parties:
            return None
        how = self._pattern["how"].search(self._text, max(0, named.start - _HOW), named.start)
        number = self._ordinals.get(how.start() if how else named.start)
        body = named.kind == "track" or self._pattern["body"].search(self._text, named.start, named.end)
        if number is None and not (body and self._pattern["behind"].match(self._text, named.end)):
            return None
        first = number.start if number else named.start
        sides = self._pattern["sides"].search(self._text, max(0, first - _SIDES), first)
        if sides is None or (number is None and sides.end("states") == first):
            return None
        end = sides.end("states")
        for begin in range(sides.start(), end - 1):
            if not self._pattern["apart"].match(self._text, begin):
                continue
            parties, rest = self._names.parties(begin, end)
            if rest != end or named.kind != "track":
                parties = self._unions(begin, end)
            if parties:
                label = self._scan.printed(begin, end) + self._scan.printed(named.start, named.end)
                span, value = (begin, named.end), number.value if number else None
                return Token(
                    *span, "track", (), span, rule="numbered track", unit=label, ordinal=value, parties=tuple(parties)
                )
        return None

    def _unions(self, begin: int, end: int) -> list[str]:
        """The states and bodies that fill a stretch, two or more, joined by "and"; a region may be the last of them."""
        keys: list[str] = []
        at = begin
        while at < end:
            named = [(m.end, t) for m in self._scan.starts.get(at, ()) for t in m.terms if t.layer == "name"]
            actors = [(last, t.key) for last, t in named if t.kind in _ACTORS and last <= end]
            places = [last for last, t in named if t.kind == "Place" and last <= end]
            if keys and places and self._pattern["region"].fullmatch(self._text, max(places), end):
                return keys
            if not actors:
                return []
            at, key = max(actors)
            keys.append(key)
            joined = self._pattern["joined"].match(self._text, at, end)
            if joined is None:
                break
            at = joined.end()
        return keys if at == end and len(set(keys)) == len(keys) > 1 else []
