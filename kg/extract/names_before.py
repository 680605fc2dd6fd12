"""Persons whose names stand right before their titles, as after a first mention or by house style."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.names import Names
from kg.extract.owners import Owner, Owners
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.tokens import OfficeMention, Token
from kg.lexicon.grammar import Grammar
from kg.lexicon.lexicon import Match, Term
from kg.text.regex import compile_kept

_IDEOGRAPH = compile_kept("[\u3400-\u9fff]")
_LONGEST_FOREIGN = 9  # characters of a foreign name without a dot
_LONGEST_LATIN = 40  # characters of brackets in which a name stands in Latin letters
_DOTS = "·—"
_SHORT, _NATIVE, _JAPANESE = 2, 3, 4  # characters of Chinese names and of most Japanese ones


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
        self._and, self._also = known["titles.and"], known["titles.also"]
        self._former = known["titles.former"]
        self._own_title = known["titles.own"]
        self._after = known["names.after"]
        self._holder, self._sovereign = known["names.holder"], known["names.sovereign"]
        self._member = known["names.member"]
        self._head, self._no_holder = known["names.head"], known["names.no_holder"]
        self._of_two = (known["names.head_of_two"], known["names.no_two"], known["names.of_two"])
        self._in_body = (known["names.body_before"], known["names.of_body"])
        self._part = known["names.part_of_body"]

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
        name = self._of_two_characters(match, floor) if name is None else name
        if self._no_holder.match(self._text, match.end):
            return None  # the election of a president
        if name is None and (held := self._behind_body(match, floor)):
            return self._token(held[0].start, held[1], match, term, held[0].key)
        heads = (self._head, self._of_two[0])
        if takes_topic and (name is None or not any(head.search(self._text, floor, name) for head in heads)):
            return None  # but for a name at the head of a clause, or in a list
        name = self._foreign(match, floor) if name is None else name
        if name is None:
            return self._of_state(match, term, floor)
        name = self._before_dots(name, floor)
        return self._token(name, name, match, term, None)

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

    def _of_state(self, match: Match, term: Term, floor: int) -> Token | None:
        """The person named between a state and the title of its leader, or before that title in Latin letters, too."""
        if not self._sovereign.fullmatch(self._text, match.start, match.end):
            return None
        end = self._before_latin(match.start, floor)
        for length in range(_LONGEST_FOREIGN, 1, -1):
            start = end - length
            states = [m for m in self._scan.ends.get(start, ()) if any(t.kind == "State" for t in m.terms)]
            owned = any(m.end - m.start > 1 and m.start >= floor for m in states)
            if start < floor or not (owned or (end < match.start and self._owners.ends_word(start, floor))):
                continue
            name = self._text[start:end]
            written = self._names.transliterated(name) or (length == _NATIVE and self._names.native(name))
            owner = self._owners.owner(start, floor) if owned else None
            if written and bool(owner) == owned and not self._holder.match(name) and self._is_name(start, end, start):
                token = self._token(owner.start if owner else start, start, match, term, owner.key if owner else None)
                token.name = (start, end)
                return token
        return None

    def _before_latin(self, end: int, floor: int) -> int:
        """Where a name ends that is given again in Latin letters, in brackets which end at ``end``."""
        start = self._text.rfind("（", max(floor, end - _LONGEST_LATIN), end)
        latin = start >= 0 and self._text[end - 1] == "）" and not _IDEOGRAPH.search(self._text, start, end)
        return start if latin else end

    def _joined(self, at: int) -> tuple[Match, Term] | None:
        """The title that a small word at ``at`` joins to the one before it, the longest."""
        if not (self._and.match(self._text, at) or self._also.match(self._text, at)):
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

    def _of_two_characters(self, match: Match, floor: int) -> int | None:
        """Where a Chinese name of two characters begins at the head of a clause or in a list, before a high title."""
        start = match.start - _SHORT
        head, no_name, title = self._of_two
        if start < floor or not self._names.native(self._text[start : match.start]):
            return None
        if not title.match(self._text, match.start) or no_name.match(self._text, start, match.start):
            return None
        if not head.search(self._text, floor, start) or self._shorts.run(start, match.start)[0]:
            return None
        return start if self._is_name(start, match.start, floor, behind=True) else None

    def _behind_body(self, match: Match, floor: int) -> tuple[Owner, int] | None:
        """The body that a high title is held in, and where the name between the two begins."""
        body, title = self._in_body
        if not title.match(self._text, match.start) or self._part.search(self._text, floor, match.start):
            return None
        for length in range(_LONGEST_FOREIGN, 1, -1):
            start = match.start - length
            if start < floor or not self._is_whole_name(start, match.start):
                continue
            if self._of_two[1].match(self._text, start, match.start):
                continue
            owner = self._owners.owner(start, floor)
            named = owner is not None and body.search(self._text, owner.start, start)
            if owner and named and self._is_name(start, match.start, floor, behind=True):
                return owner, start
        return None

    def _is_whole_name(self, start: int, end: int) -> bool:
        """Whether a stretch is written as a name is that nothing else announces: a Chinese one, or a foreign one."""
        name = self._text[start:end]
        if len(name) <= _NATIVE and self._names.native(name):
            return True
        return self._names.transliterated(name) and not self._holder.match(name)

    def _foreign(self, match: Match, floor: int) -> int | None:
        """Where a foreign name begins that the document has not introduced, before a title of one holder.

        Before that of a member of parliament it has three characters or more.
        """
        title = self._text[match.start : match.end]
        member = self._member.match(self._text, match.start)
        if title not in self._unique and not self._holder.fullmatch(title) and not member:
            return None
        for length in range(_LONGEST_FOREIGN, _SHORT if member else _SHORT - 1, -1):
            start = match.start - length
            if start < floor or not self._names.transliterated(self._text[start : match.start]):
                continue
            if self._shorts.run(start, match.start)[0]:
                continue  # the ministers of several states
            if not self._holder.match(self._text, start) and self._is_name(start, match.start, floor):
                return start
        return None

    def _before_dots(self, start: int, floor: int) -> int:
        """Where a foreign name begins whose last part does at ``start``: the parts before it end in dots."""
        while start - 1 > floor and self._text[start - 1] in _DOTS:
            for length in range(1, _LONGEST_FOREIGN):
                first = start - 1 - length
                edge = first <= floor or self._text[first - 1] in _DOTS or self._owners.ends_word(first, floor)
                if first < floor or not self._names.transliterated(self._text[first : start - 1]):
                    return start
                if edge:
                    break
            else:
                return start
            start = first
        return start

    def _is_name(self, start: int, end: int, floor: int, *, behind: bool = False) -> bool:
        """Whether a stretch begins where a name may, holds no small word, and is no word that is known.

        ``behind`` tells that it stands behind what may come before a name.
        """
        if not (behind or self._owners.ends_word(start, floor)) or self._text[start:end] in self._peoples:
            return False
        if any(self._after.match(self._text, at) for at in range(start, end)):
            return False
        inside = (m for at in range(start, end) for m in self._scan.starts.get(at, ()) if m.end <= end)
        before = (m for m in self._scan.ends.get(end, ()) if m.start <= start)
        words = [t for m in (*inside, *before) for t in m.terms if m.end - m.start >= 2 or m.start == start]
        return not any(t.kind != "Person" for t in words)
