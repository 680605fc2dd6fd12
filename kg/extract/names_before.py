"""Persons whose names stand right before their titles, as after a first mention or by house style."""

from __future__ import annotations

import re

from kg.extract import patterns
from kg.extract.names import Names
from kg.extract.owners import Owners
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.tokens import OfficeMention, Token
from kg.lexicon.grammar import Grammar
from kg.lexicon.lexicon import Match, Term

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_LONGEST_FOREIGN = 9  # characters of a foreign name without a dot
_NATIVE, _JAPANESE = 3, 4  # characters of a whole Chinese and of most Japanese names


class NamesBefore:
    """Reads such persons out of one scanned text, whose folded words are ``text``.

    All offsets are the view's, end exclusive; ``floor`` is an offset before which nothing is looked for.
    """

    def __init__(self, scan: Scan, text: str, grammar: Grammar, names: Names, owners: Owners, shorts: Shorts) -> None:
        self._scan, self._text, self._names, self._owners = scan, text, names, owners
        self._shorts = shorts
        self._verb_titles = frozenset(grammar["verb_titles"])
        self._not_former = frozenset(grammar["not_former"])
        self._peoples = frozenset(grammar["peoples"])
        self._unique = frozenset(grammar["unique_titles"])
        known = patterns.load()
        self._takes_topic = known["titles.takes_topic"]
        self._and = known["titles.and"]
        self._former = known["titles.former"]
        self._own_title = known["titles.own"]
        self._after = known["names.after"]
        self._holder = known["names.holder"]
        self._head, self._no_holder = known["names.head"], known["names.no_holder"]

    def person(self, match: Match, term: Term, floor: int) -> Token | None:
        """The person of a title: by a name that is known, or by one that can only be a name.

        A title that takes a topic is somebody else's, but for that of a minister or ambassador.
        """
        takes_topic = self._takes_topic.search(self._text, match.start, match.end)
        if takes_topic and not self._own_title.search(self._text, match.start, match.end):
            return None
        if self._text[match.start : match.end] in self._verb_titles and _IDEOGRAPH.match(self._text, match.end):
            return None
        former = self._former.search(self._text, max(floor, match.start - 2), match.start)
        for end in (match.start, *([former.start()] if former else [])):
            for m in self._scan.ends.get(end, ()):
                if m.start >= floor and any(t.layer == "name" and t.kind == "Person" for t in m.terms):
                    owner = self._owners.owner(m.start, floor)
                    owner = owner if owner and m.start - owner.start > 1 else None  # a small word, and no state
                    start = owner.start if owner else m.start
                    token = self._token(start, m.start, match, term, owner.key if owner else None)
                    if end < match.start and former is not None:
                        token.name = (m.start, end)
                        token.offices[0].former = former[0] not in self._not_former
                    return token
        name = self._native(match, term, floor)
        if self._no_holder.match(self._text, match.end):
            return None  # the election of a president
        if takes_topic and (name is None or not self._head.search(self._text, floor, name)):
            return None  # but for a name at the head of a clause
        name = self._foreign(match, floor) if name is None else name
        return self._token(name, name, match, term, None) if name is not None else None

    def _token(self, start: int, name: int, match: Match, term: Term, of: str | None) -> Token:
        title = self._scan.printed(match.start, match.end)
        offices = [OfficeMention(match.start, match.end, title, of, term.of, term.rank)]
        end = match.end
        while further := self._joined(end):
            other, its_term = further
            words = self._scan.printed(other.start, other.end)
            offices.append(OfficeMention(other.start, other.end, words, of, its_term.of, its_term.rank))
            end = other.end
        return Token(start, end, "person", name=(name, match.start), offices=offices)

    def _joined(self, at: int) -> tuple[Match, Term] | None:
        """The title that a small word at ``at`` joins to the one before it, the longest."""
        if not self._and.match(self._text, at):
            return None
        for m in self._scan.starts.get(at + 1, ()):
            term = next((t for t in m.terms if t.layer == "title"), None)
            if term is not None:
                return m, term
        return None

    def _native(self, match: Match, term: Term, floor: int) -> int | None:
        """Where a Chinese or Japanese name begins right before its title, after a mark or small word."""
        start = match.start - _JAPANESE
        if start < floor or not self._names.japanese(self._text[start : match.start]):
            start = match.start - _NATIVE
            if start < floor or not self._names.native(self._text[start : match.start]):
                return None
        if term.rank == "" and match.end - match.start < 2:
            return None
        return start if self._is_name(start, match.start, floor) else None

    def _foreign(self, match: Match, floor: int) -> int | None:
        """Where a foreign name begins that the document has not introduced, before a title of one holder."""
        title = self._text[match.start : match.end]
        if title not in self._unique and not self._holder.fullmatch(title):
            return None
        for length in range(_LONGEST_FOREIGN, 1, -1):
            start = match.start - length
            if start < floor or not self._names.transliterated(self._text[start : match.start]):
                continue
            if self._shorts.run(start, match.start)[0]:
                continue  # the ministers of several states
            if not self._holder.match(self._text, start) and self._is_name(start, match.start, floor):
                return start
        return None

    def _is_name(self, start: int, end: int, floor: int) -> bool:
        """Whether a stretch begins where a name may, holds no small word, and is no word that is known."""
        if not self._owners.ends_word(start, floor) or self._text[start:end] in self._peoples:
            return False
        if any(self._after.match(self._text, at) for at in range(start, end)):
            return False
        inside = (m for at in range(start, end) for m in self._scan.starts.get(at, ()) if m.end <= end)
        before = (m for m in self._scan.ends.get(end, ()) if m.start <= start)
        words = [t for m in (*inside, *before) for t in m.terms if m.end - m.start >= 2 or m.start == start]
        return not any(t.kind != "Person" for t in words)
