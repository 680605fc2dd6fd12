"""Titled persons: former holder or not, state or body, topic, title, name, the name again in Latin letters.

Anchored on the titles of the lexicon: the state, body or topic is what stands before the title, the name what stands
after it, or right before it. What is not there is not made up: a title without a state is left open for the context.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.names import Names
from kg.extract.names_before import NamesBefore
from kg.extract.owners import Owner, Owners
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.tokens import OfficeMention, Token
from kg.lexicon.grammar import Grammar
from kg.lexicon.lexicon import Match, Term
from kg.text.fold import fold
from kg.text.regex import compile_kept

_LATIN_ALIAS = compile_kept(r"（\s?([A-Za-zÀ-ž][A-Za-zÀ-ž'.’ ·\-]{2,50})\s?）")
_IN_BRACKETS = compile_kept("（([\u3400-\u9fff·]{2,10})）")
_LONGEST_ALIAS = 60  # characters, its brackets included
_LONGEST_BEFORE_LATIN = 16  # characters of a name that is given again in Latin letters
_BARE = 2  # characters of a government without its state
_MARKS = ("「」", "『』")
_LONGEST_WAY = 3  # characters of a word for being somewhere or going there
_ADJECTIVE = 3  # characters of a word before a title that is part of it
_LONGEST_WORD = 6  # characters before a word in which a longer known word that holds it may begin

_FREE = 8  # characters before a title in which the words stand that a name cannot end with


def _walled(text: str, walls: list[tuple[int, int]]) -> str:
    left = list(text)
    for start, end in walls:
        left[start:end] = "\0" * (end - start)
    return "".join(left)


def _terms(matches: list[Match] | None, layer: str) -> list[tuple[Match, Term]]:
    return [(m, t) for m in matches or () for t in m.terms if t.layer == layer]


class Titles:
    """Reads titled persons and offices out of one scanned text.

    No name and no title reaches over one of the ``walls``, which are stretches of the view. All offsets are the view's,
    end exclusive; ``floor`` is an offset before which, ``limit`` one beyond which nothing is looked for.
    """

    def __init__(
        self, scan: Scan, cast: Cast, grammar: Grammar, names: Names, shorts: Shorts, walls: list[tuple[int, int]]
    ) -> None:
        self._scan = scan
        self._text = _walled(scan.text, walls)
        self._begin = sorted(at for at, matches in scan.starts.items() if _terms(matches, "title"))
        self._cast = cast
        self._names = names
        self.owners = Owners(scan, self._text, cast, grammar, shorts)
        self._not_former = frozenset(grammar["not_former"])
        self._conjunctions = frozenset(grammar["conjunctions"])
        self._joins = frozenset(grammar["joins"])
        self._committee_members = frozenset(grammar["committee_members"])
        self._not_former_after = frozenset(grammar["not_former_after"])
        known = patterns.load()
        self._meets = known["titles.meets"]
        self._joined = known["titles.joined"]
        self._takes_topic = known["titles.takes_topic"]
        self._former = known["titles.former"]
        self._acting, self._longer = known["titles.acting"], known["titles.longer"]
        self._adjective = known["titles.adjective"]
        self._gloss = known["titles.gloss"]
        self._honour = known["titles.honour"]
        self._stands_for, self._stands_for_all = known["titles.stands_for"], known["titles.stands_for_all"]
        self._lately = known["titles.lately"]
        self._takes_subject, self._being = known["titles.takes_subject"], known["titles.being"]
        self._many_have = known["titles.many_have"]
        self._of_place, self._of_land = known["titles.of_place"], known["titles.of_land"]
        self._there = known["titles.there"]
        self._title_states, self._genitive = grammar.title_states, frozenset(grammar["genitive"])
        self._after = known["names.after"]
        self._before = NamesBefore(scan, self._text, grammar, names, self.owners, shorts)

    def known_at(self, at: int) -> bool:
        """Whether a name of the lexicon of two or more characters begins at ``at``."""
        return any(t.layer != "title" and m.end - m.start >= 2 for m in self._scan.starts.get(at, ()) for t in m.terms)

    def titles(self, start: int, end: int) -> list[tuple[Match, Term]]:
        """The titles within a stretch, each the longest of those that end at the same place, in order."""
        found: dict[int, tuple[Match, Term]] = {}
        for at in self._begin[bisect_left(self._begin, start) : bisect_left(self._begin, end)]:
            for match, term in _terms(self._scan.starts[at], "title"):
                if match.end > end:
                    continue
                held = found.get(match.end)
                if held is None or self._better(match.start, term, held[0].start):
                    found[match.end] = (match, term)
        kept: list[tuple[Match, Term]] = []
        for match, term in sorted(found.values(), key=lambda hit: (hit[0].start, -hit[0].end)):
            if kept and match.end <= kept[-1][0].end:
                continue
            if kept and match.start == kept[-1][0].start:
                kept.pop()
            if not self._within_name(match):
                kept.append((match, term))
        return kept

    def _better(self, start: int, term: Term, other: int) -> bool:
        """Whether of two titles with one end that from ``start`` stands: the longer, less what belongs to a body."""
        if start < other:
            return term.of == "state" or not self._in_body(other, start)
        return other < start and self._in_body(start, other)

    def _in_body(self, end: int, start: int) -> bool:
        """Whether a known body ends at ``end`` that holds the words from ``start``."""
        return any(
            m.start <= start and any(t.kind == "Organization" and t.layer in ("name", "body") for t in m.terms)
            for m in self._scan.ends.get(end, ())
        )

    def _within_name(self, match: Match) -> bool:
        """Whether a longer name or kind of body covers the title, or a verb takes its first character."""
        if self._text[match.end : match.end + 1] == "会" and self._text[match.end - 1] in self._committee_members:
            return self._meets.match(self._text, match.end) is None
        if self._longer.match(self._text, match.end):
            return True
        verb = self.owners.verb.match(self._text, match.start - 1) if match.start else None
        if verb and match.start < verb.end() <= match.end:
            return True
        for at in range(max(0, match.start - 12), match.start + 1):
            for m in self._scan.starts.get(at, ()):
                named = {t.kind for t in m.terms if t.layer == "name"}
                if m.end > match.end and (named or any(t.layer == "body" for t in m.terms)):
                    return True
                within = m.start < match.start < m.end < match.end and "State" in named
                if within and not self._is_state(m.start, match.start):
                    return True  # the title would begin within the name of a state
                if m.start < match.start and m.end == match.end and named & {"Person", "State"}:
                    return True  # also one whose last characters are a title elsewhere
        return False

    def _is_state(self, start: int, end: int) -> bool:
        """Whether the name of a state ends at ``end`` that begins at ``start`` or before."""
        return any(m.start <= start and t.kind == "State" for m in self._scan.ends.get(end, ()) for t in m.terms)

    def office(self, match: Match, term: Term, floor: int) -> tuple[int, OfficeMention]:
        """The office of a title: where its words begin, and what they say."""
        start = title = match.start
        acting = self._acting.search(self._text, max(floor, start - 2), start)
        if acting and not self._covered(acting.start(), start):
            start = title = acting.start()
        while adjective := self._adjective.search(self._text, max(floor, start - _ADJECTIVE), start):
            start = adjective.start()
            title = title if self._lately.search(adjective[0]) else start
        lead = start
        former = self._former.search(self._text, max(floor, start - 2), start)
        inner = (
            former is not None
            and not self._covered(former.start(), start)
            and self._owned(match, former.start(), floor)
        )
        if former is not None and inner:  # between the state and the title
            start = former.start()
        takes_topic = bool(self._takes_topic.search(self._text[match.start : match.end]))
        portfolio = self.owners.portfolio(start, match.end, floor)
        if portfolio is not None:
            start = title = portfolio
        toward = self.owners.toward(start, floor) if takes_topic else None
        if toward is not None:
            start = title = toward
        owner = self.owners.owner(start, floor)
        if owner is None and self._is_marked(match):
            owner = self.owners.owner(start - 1, floor)
        owner = owner or self._in_marks(start, floor)
        owner = self._of_same_party(owner, start, floor) if owner is not None else None
        charged = self.owners.charged(start, floor) if owner is None else None
        posted = self.owners.posted(start, floor)
        if charged is not None:
            owner = charged
        elif posted is not None:
            start = title = posted
            while adjective := self._adjective.search(self._text, max(floor, start - 2), start):
                start = adjective.start()
            before = self._former.search(self._text, max(floor, start - 2), start)
            if before is not None and self.owners.owner(before.start(), floor) is not None:
                start, former, inner = before.start(), before, True
            owner = self.owners.owner(start, floor)
        elif owner is None or (takes_topic and self.owners.topic_before(owner, floor)):
            subject = bool(self._takes_subject.search(self._text, match.start, match.end))
            topic = self.owners.topic(start, floor, takes_topic=takes_topic, subject=subject)
            if topic is not None:
                title, owner = topic
                before = self.owners.former_at(title) if owner is not None else None
                titled = before and any(m.end <= start for m, _ in _terms(self._scan.starts.get(before.end()), "title"))
                if before is not None and not titled:  # between the state and the topic
                    title, former, inner = before.end(), before, True
        if title == lead and (owner is None or owner.key.startswith("state/")):
            owner = self._of_place_or_body(match, start, floor, start if owner is None else owner.start) or owner
        start = min(title, lead) if owner is None else owner.start
        former = former if inner or owner is None else owner.former
        is_former = former is not None and (inner or owner is not None) and former[0] not in self._not_former
        former = self._former.search(self._text, max(floor, start - 2), start)
        if former and not self._covered(former.start(), start) and not self._is_time(former):
            start = former.start()
            is_former = former[0] not in self._not_former
        of = owner.key if owner else None
        if of is not None and term.of == "state" and self.owners.is_government(of, start, title):
            state = self._cast.state_of(of, by_name=True)  # of a government the head is that of its state
            of = state or (of if title - start > _BARE else None)
        words = self._scan.printed(title, match.end)
        return start, OfficeMention(title, match.end, words, of, term.of, term.rank, is_former)

    def _of_same_party(self, owner: Owner, end: int, floor: int) -> Owner:
        """The body before a title that ends at ``end``, where it is another's by the titles before it.

        A party has bodies that are called like those of others; behind another title of that party they are its own.
        """
        if self._many_have.fullmatch(self._text, owner.start, end) is None:
            return owner
        before, state = self._title_before(owner.start, floor), None
        while before is not None and state is None:
            start, office = self.office(*before, floor)
            state = self._cast.state_of(office.of, by_name=True)
            before = self._title_before(start, floor)
        own = self._cast.state_of(owner.key, by_name=True)
        if state is None or state == own:
            return owner
        if own is None:
            self._cast.states[owner.key] = state
            return owner
        label = self._scan.printed(owner.start, end)
        key = self._cast.key("Organization", state + label)
        self._cast.states.setdefault(key, state)
        self._cast.disown(owner.key, label, (owner.start, end))
        return Owner(owner.start, self._cast.add("Organization", key, label, (owner.start, end)), owner.former)

    def _is_marked(self, match: Match) -> bool:
        """Whether quotation marks around a title alone tell that the writer does not grant it."""
        return match.start > 0 and self._text[match.start - 1] + self._text[match.end : match.end + 1] in _MARKS

    def _in_marks(self, start: int, floor: int) -> Owner | None:
        """The body that stands alone in quotation marks right before a title, with the marks."""
        if start - 1 <= floor or self._text[start - 1] != _MARKS[0][1]:
            return None
        owner = self.owners.owner(start - 1, floor)
        marked = owner is not None and owner.start > floor and self._text[owner.start - 1] == _MARKS[0][0]
        return Owner(owner.start - 1, owner.key) if owner is not None and marked else None

    def _of_place_or_body(self, match: Match, start: int, floor: int, before: int) -> Owner | None:
        """The place that a title from ``start`` is held in, or the body that has it, with a small word between.

        Its words begin before that of the state whose name ends in them, or before the title: ``before``.
        One that is held in states is so in a place where nobody is told to be or go there.
        """
        place = self._of_place.search(self._text, match.start, match.end)
        leads = place or self._of_land.fullmatch(self._text, match.start, match.end)

        def fits(at: int) -> bool:
            return at < before and (place is not None or self._is_land(at, floor))

        owner = self.owners.place(start, floor, fits) if leads else None
        return owner or (self.owners.having(start, floor) if before == start else None)

    def _is_land(self, start: int, floor: int) -> bool:
        """Whether a place named from ``start`` on is whole, and no place where somebody is told to be or go."""
        if self._there.search(self._text, max(floor, start - _LONGEST_WAY), start):
            return False
        states = (t.kind == "State" for m in self._scan.ends.get(start, ()) for t in m.terms)
        return self.owners.ends_word(start, floor) or any(states)

    def _owned(self, match: Match, end: int, floor: int) -> bool:
        """Whether a state or body ends at ``end``, or before the topic of a title that ends there."""
        if self.owners.owner(end, floor) is not None:
            return True
        if not self._takes_topic.search(self._text[match.start : match.end]):
            return False
        topic = self.owners.topic(end, floor, takes_topic=True)
        return topic is not None and topic[1] is not None

    def _is_said_to_be(self, at: int, start: int, floor: int) -> int | None:
        """Where the words begin that tell what somebody is, who is named behind the small word at ``at``."""
        being = self._being.search(self._text, max(floor, start - _LONGEST_WORD), start)
        return being.start() if being is not None and self._text[at : at + 1] in self._genitive else None

    def _covered(self, start: int, end: int) -> bool:
        """Whether the characters belong to a longer known word that begins before them."""
        return self._scan.covered(start, end, _LONGEST_WORD)

    def _is_time(self, former: re.Match[str]) -> bool:
        """Whether the character for a former holder tells of a time before instead."""
        before = self._text[former.start() - 1 : former.start()] if former.start() else ""
        return former[0] == "前" and before in self._not_former_after

    def person(self, match: Match, term: Term, floor: int, limit: int) -> Token | None:
        """The titled person that a title announces, or whose name stands before it; None where there is no name."""
        start, office = self.office(match, term, floor)
        stands_for = self._stands_for.search(self._text, max(0, start - 1), match.end)
        if office.of is None and (stands_for or self._stands_for_all.match(self._text, match.start)):
            return None
        at = match.end
        if at < limit and (self._text[at] in " ·" or self._is_marked(match)):
            at += 1
        elif (being := self._is_said_to_be(at, start, floor)) is not None:
            start, at = being, at + 1
        gloss = self._gloss.match(self._text, at, limit)
        at = gloss.end() if gloss else at
        honour = self._honour.match(self._text, at, limit)
        at = honour.end() if honour else at
        bracketed = self._bracketed(at, limit)
        if bracketed is not None:
            return Token(start, bracketed[1] + 1, "person", name=bracketed, offices=[office])
        end = self._up_to_latin(at, self._name_end(at, limit, office), limit)
        if end is not None:
            token = Token(start, end, "person", name=(at, end), offices=[office])
            self._latin(token, limit)
            self._more_titles(token, floor)
            return token
        before = self._before.person(match, term, floor)
        if before is not None:
            self._latin(before, limit)
        return before

    def _bracketed(self, at: int, limit: int) -> tuple[int, int] | None:
        """The stretch of a name that stands in brackets of its own right after a title, as broadcasters write it."""
        match = _IN_BRACKETS.match(self._text, at, limit)
        if match is None:
            return None
        known = any(
            m.end == match.end(1) and t.kind == "Person"
            for m, t in _terms(self._scan.starts.get(match.start(1)), "name")
        )
        name = match[1]
        return match.span(1) if known or self._names.native(name) or self._names.transliterated(name) else None

    def _up_to_latin(self, at: int, end: int | None, limit: int) -> int | None:
        """The end of a name: where it stands again in Latin letters, one or two characters on, it reaches that far."""
        bracket = self._text.find("（", at, min(limit, at + _LONGEST_BEFORE_LATIN))
        if end is None or not end < bracket or self._latin_at(bracket) is None:
            return end
        rest = self._text[end:bracket]
        near = bracket <= end + 2 and self._names.plausible(rest)
        return bracket if near or self._names.transliterated(rest) else end

    def _latin_at(self, at: int) -> re.Match[str] | None:
        """The name in Latin letters in brackets that stands at ``at``."""
        follows = self._scan.printed(at, at + _LONGEST_ALIAS).replace("(", "（").replace(")", "）")
        return _LATIN_ALIAS.match(follows)

    def _name_end(self, at: int, limit: int, office: OfficeMention) -> int | None:
        in_place = office.of and office.of.startswith("place/")
        place = self._cast.state_of(office.of, by_name=True)
        of_state = bool(office.of and office.of.startswith("state/"))
        place = office.of if in_place and (place is None or self._names.has_origin(office.of)) else place
        place = place or self._title_states.get(fold(office.title))
        here = [(m.end, t) for m in self._scan.starts.get(at, ()) if m.end - m.start >= 2 for t in m.terms]
        others = [e for e, t in here if t.layer in ("name", "acting", "body") and t.kind != "Person"]
        bodies = all(t.kind == "Organization" for e, t in here if e in others)
        if others and bodies and of_state and self._names.transliterated(self._text[at : max(others)]):
            return max(others)  # somebody who bears the name of a body
        end = self._names.end(self._text, at, limit, place, self.known_at)
        if others and not any(t.kind == "Person" for _, t in here):
            if end is None or end <= max(others):
                return None  # another thing that the lexicon knows
            if self._names.native(name := self._text[at:end]) and not self._names.transliterated(name):
                return None  # that thing and a character more
        known = [
            m.end for m in self._scan.starts.get(at, ()) for t in m.terms
            if t.kind == "Person" and m.end <= limit and t.layer == "name"
        ]  # fmt: skip
        longest = max(known, default=None)
        if longest is None or (longest < limit and self._text[longest] in "·—"):
            return end
        if end is None or longest >= end or self._after.match(self._text, longest):
            return longest
        return end

    def sharing(self, token: Token, limit: int) -> list[Token]:
        """Further names in a list that share the last title of ``token``; none may be one that the lexicon knows."""
        found: list[Token] = []
        office = token.offices[-1]
        place = self._cast.state_of(office.of, by_name=True)
        at = token.end
        while at + 2 < limit and self._text[at] in self._joins and not self.known_at(at + 1):
            end = self._names.end(self._text, at + 1, limit, place, self.known_at)
            if end is None or self._has_title(at + 1):
                break
            if self._text[at] in self._conjunctions and self._has_title(end):
                break
            found.append(Token(at + 1, end, "person", name=(at + 1, end), offices=[office], rule="shared title"))
            at = end
        return found

    def _has_title(self, at: int) -> bool:
        """Whether a title begins at ``at``."""
        return bool(_terms(self._scan.starts.get(at), "title"))

    def _latin(self, token: Token, limit: int) -> None:
        if token.end >= limit or self._text[token.end] != "（":
            return
        if alias := self._latin_at(token.end):
            token.end += alias.end()

    def _more_titles(self, token: Token, floor: int) -> None:
        """Takes in further titles before those of ``token``, joined by a mark or small word."""
        while (before := self._title_before(token.start, floor)) is not None:
            match = before[0]
            start, office = self.office(*before, floor)
            if start == match.start and self._is_behind_name(match):
                return
            token.offices.insert(0, office)
            token.start = start

    def _title_before(self, at: int, floor: int) -> tuple[Match, Term] | None:
        """The title that a mark or small word joins to what begins at ``at``."""
        if at - 1 <= floor or not self._joined.match(self._text, at - 1):
            return None
        titles = _terms(self._scan.ends.get(at - 1), "title")
        if not titles:
            return None
        longest = min(titles, key=lambda hit: hit[0].start)
        match, term = next(
            (t for t in titles if t[0].start > longest[0].start and self._in_body(t[0].start, longest[0].start)),
            longest,
        )
        return None if match.start < floor or self._within_name(match) else (match, term)

    def _is_behind_name(self, match: Match) -> bool:
        """Whether a title is one that stands behind a name, and what stands before it may be a name."""
        pattern = patterns.load()
        if not pattern["titles.behind_name"].search(self._text, match.start, match.end):
            return False
        return pattern["titles.free"].search(self._text, max(0, match.start - _FREE), match.start) is None
