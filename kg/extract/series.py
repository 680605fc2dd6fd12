"""Groups that meet by number: a body of no row whose first or n-th meeting a text tells of is a forum or a track.

A joint commission holds its fourth meeting, a contact group its first: the group is the series of which the meeting is
one session. Of two sides, as its name or the words before it tell, it is a track, otherwise a forum. Later it may be
called by the end of its name alone.
"""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.gatherings import Gatherings, Named
from kg.extract.pieces import Pieces
from kg.extract.scan import Scan
from kg.extract.tokens import Token, TokenKind

RULE = "group that meets"  # what tokens of them are found by
_REACH = 60  # characters before the number of a meeting within which its group is named
_SIDES = 12  # characters before a group that tell whose it is


class Series:
    """Makes tokens of such groups in one scanned text. Offsets are the view's."""

    def __init__(self, scan: Scan, names: Gatherings, pieces: Pieces) -> None:
        self._pieces = pieces
        self._scan, self._text, self._names = scan, scan.text, names
        self._pattern = patterns.load().table("series")

    def find(self, blocks: list[tuple[int, int]]) -> list[Token]:
        """The groups that meet by number, wherever ``blocks`` name them."""
        found: list[Token] = []
        full: dict[str, tuple[TokenKind, Named]] = {}
        for start, end in blocks:
            for meeting in self._pattern["meeting"].finditer(self._text, start, end):
                named = self._group(max(start, meeting.start() - _REACH), meeting.start())
                if named is None:
                    continue
                word = self._text[named.start : named.end]
                longer = next((n for n in full if n.endswith(word) and n != word), None)
                whole = full[longer][1] if longer else self._whole(named) if named.general else named
                if whole is None or self._known(whole):
                    continue
                kind: TokenKind = "track" if self._of_sides(whole) else "forum"
                kind = full.setdefault(self._text[whole.start : whole.end], (kind, whole))[0]
                if named is not whole:
                    found.append(self._token(named.start, named.end, kind, whole))
        for name, (kind, whole) in full.items():
            at = self._text.find(name)
            while at >= 0:
                found.append(self._token(at, at + len(name), kind, whole))
                at = self._text.find(name, at + len(name))
        return found

    def _group(self, start: int, end: int) -> Named | None:
        """The group whose meeting it is: the last named before the number, with nothing but day and seat between."""
        last = None
        for ending in self._pattern["ending"].finditer(self._text, start, end):
            if self._pattern["between"].fullmatch(self._text, ending.end(), end):
                last = self._names.name(ending.start(), ending.end(), start)
        return last

    def _whole(self, named: Named) -> Named | None:
        """The group named in full before, whose name ends in the words that name it here."""
        word = self._text[named.start : named.end]
        at, floor = named.start, self._pieces.start(named.start)
        while (at := self._text.rfind(word, floor, at)) >= 0:
            whole = self._names.name(at, at + len(word), max(0, at - _REACH))
            if whole is not None and not whole.general:
                return whole
        return None

    def _known(self, named: Named) -> bool:
        """Whether the lexicon knows the group, or a body that its name begins with."""
        ends = (t for m in self._scan.ends.get(named.end, ()) for t in m.terms)  # also one that begins further ahead
        starts = (t for m in self._scan.starts.get(named.start, ()) for t in m.terms if m.end <= named.end)
        return any(t.layer == "name" and t.kind in ("Organization", "Forum", "Track") for t in (*ends, *starts))

    def _of_sides(self, named: Named) -> bool:
        before = self._text[max(0, named.start - _SIDES) : named.start]
        return len(named.parties) > 1 or self._pattern["sides"].search(before) is not None

    def _token(self, start: int, end: int, kind: TokenKind, whole: Named) -> Token:
        return Token(start, end, kind, (), (whole.start, whole.end), rule=RULE, parties=whole.parties)
