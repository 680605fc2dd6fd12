"""Names of gatherings and dialogue tracks, found by what they end in: summit, forum, consultations, dialogue.

The lexicon's forums and tracks are found as they are. Any other name reaches from its ending back to a mark, a date, an
ordinal or a word that cannot stand in such a name. One that begins with two or more states is a track of theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract import patterns
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Match
from kg.text.regex import compile_kept

_LONGEST = 30  # characters of a name, its ending included
_SHORTEST = 5  # characters of a name that only a verb behind it tells to be one
_EDGES = "\0，。；：\n"  # behind these a name begins with its first character
_LONGEST_PART = 8  # characters of what a conjunction adds to a name


@dataclass(frozen=True, slots=True)
class Named:
    """A gathering or track by its name. Offsets are the view's, end exclusive.

    ``parties`` are the keys of the states that its name begins with; ``topic`` is what stands between them and the
    ending; ``general`` tells that the name is hardly more than its ending and names no gathering alone.
    """

    start: int
    end: int
    kind: Literal["gathering", "track"]
    parties: tuple[str, ...]
    topic: str
    general: bool


class Gatherings:
    """Finds such names in one scanned text.

    ``parties`` are the keys of what may be a party by its name (states, unions); no name reaches over one of the
    ``walls``, which are stretches of the view.
    """

    def __init__(
        self, scan: Scan, grammar: Grammar, shorts: Shorts, parties: frozenset[str], walls: list[tuple[int, int]]
    ) -> None:
        self._scan = scan
        self._shorts = shorts
        self._parties = parties
        text = list(scan.text)
        for start, end in walls:
            text[start:end] = "\0" * (end - start)
        self._text = "".join(text)
        self._breaks = frozenset(grammar["breaks"])
        self._tracks = frozenset(grammar["track_endings"])
        self._general = frozenset(grammar["general"])
        self._conjunctions = frozenset(grammar["name_joins"])
        self._pointing = grammar["pointing"]
        self._not_first = frozenset(grammar["gathering_starts"])
        self._before_told = frozenset(grammar["before_told_names"])
        self._patterns = patterns.load()
        self._ending = compile_kept(alternation([*grammar["gathering_endings"], *grammar["track_endings"]]))
        verbs = [w for w in grammar["after_names"] if len(w) > 1 and w not in self._tracks]
        self._verb = compile_kept(alternation(verbs))

    def find(self, start: int, end: int) -> list[Named]:
        """The names in a stretch of the view, in order, not overlapping."""
        found: list[Named] = []
        at = start
        while match := self._next_ending(at, end):
            if self._patterns["gatherings.longer"].match(self._text, match.end()):
                at = match.end() - 1
                continue
            at = match.end()
            if self._patterns["gatherings.no_gathering"].match(self._text, at):
                continue  # another word: a talk, a conference centre
            floor = found[-1].end if found else start
            named = self.name(match.start(), match.end(), floor)
            if match.re is not self._ending and named is not None:
                named = self._as_told(named, floor)
            joined = found and self._patterns["gatherings.cum"].match(self._text, floor)
            if named is not None and joined and named.start <= joined.end():
                found[-1] = found[-1] if self._is_known(found[-1]) else replace(found[-1], end=named.end)
            elif named is not None:
                found.append(named)
        return found

    def _next_ending(self, at: int, end: int) -> re.Match[str] | None:
        """The next word in a stretch that ends such names, or that the words behind it tell to end one."""
        known = self._ending.search(self._text, at, end)
        told = self._patterns["gatherings.told_by_verb"].search(self._text, at, end)
        if told is None or (known is not None and known.start() < told.end()):
            return known
        return told

    def _is_known(self, named: Named) -> bool:
        """Whether the lexicon has the forum or track that a name ends with."""
        ends = self._scan.ends.get(named.end, ())
        return any(t.layer == "name" and t.kind in ("Forum", "Track") for m in ends for t in m.terms)

    def _as_told(self, named: Named, floor: int) -> Named | None:
        """A name that only the words behind it tell to be one of a gathering; None where too little of it stands."""
        text, start = self._text, named.start
        if self._scan.quotes.get(opening := text.rfind("「", max(floor, start - _LONGEST), start)) == start - 1:
            start = opening  # what the quotation marks hold belongs to the name
        joined = self._patterns["gatherings.cum"].match(text, start) is not None
        goes_on = (start == floor and floor > 0 and text[floor - 1].isalnum() and not joined) or text[start - 1] == "、"
        cut = text[start - 1] in self._breaks and text[start - 1].isalnum() and text[start - 1] not in self._before_told
        if named.end - start < _SHORTEST or goes_on or cut or self._patterns["gatherings.this"].match(text, start):
            return None
        return replace(named, start=start, kind="gathering", general=False)

    def name(self, ending: int, end: int, floor: int) -> Named | None:
        """The name whose ending stands from ``ending`` to ``end``; it does not begin before ``floor``."""
        text = self._text
        if self._patterns["gatherings.ceremony"].fullmatch(text, ending, end):
            inner_ends = (m for m in self._ending.finditer(text, max(floor, ending - _LONGEST), ending))
            held = next((m for m in inner_ends if m.end() == ending), None)
            if held is not None:
                return self.name(held.start(), ending, floor)
        again = self._named_again(ending, floor)
        if again is not None:
            return Named(again, end, self._kind(text[ending:end], [], ""), (), text[again:ending], False)
        begin = ending
        while begin > max(floor, end - _LONGEST):
            c = text[begin - 1]
            one_word = self._patterns["gatherings.one_word"].match(text, begin - 1)
            if c in self._breaks and c != "之" and not one_word and not self._covered(begin - 1, begin):
                break
            if not (c.isalnum() or c in "—·+"):
                break
            joins = c in self._conjunctions and not one_word and not self._covered(begin - 1, begin)
            if joins and not self._name_goes_on(begin - 1, ending, floor):
                break
            begin -= 1
        quoted = self._quoted(begin, ending, floor)
        if quoted is not None:
            parties, rest = self.parties(quoted + 1, ending - 1)
            return Named(
                quoted, end, self._kind(text[ending:end], parties, ""), tuple(parties), text[rest:ending], False
            )
        begin = self._after_verb(begin, ending)
        pointed = max(text.rfind(word, begin, ending) for word in self._pointing)
        begin = max(begin, pointed + 1)
        begin = self._not_vague(begin, ending)
        word, heads = self._patterns["gatherings.one_word"], self._patterns["gatherings.heads"]
        while begin < ending and text[begin] in self._not_first and not self._names_begin(begin, ending):
            if word.match(text, begin) or (begin and text[begin - 1] in _EDGES and heads.match(text, begin)):
                break
            begin += 1
        begin = self._from_union(self._not_vague(begin, ending))
        this = self._patterns["gatherings.pointed"].match(text, begin, ending)
        told_before = this is not None and text[this.end() : end] not in self._general
        begin = this.end() if this is not None and told_before else begin
        inner = text[begin:ending]
        listed = self._from_list(begin, ending, floor)
        if text[begin - 1] == "、" and listed == begin and self._patterns["gatherings.of_listed"].search(inner):
            return None  # of the states in the list before it
        if any(c in "，。" for c in inner) or self._patterns["gatherings.no_name"].search(inner):
            return None
        parties, rest = self.parties(listed, ending)
        kind = self._kind(text[ending:end], parties, inner)
        if listed < begin and self._patterns["gatherings.of_many"].match(text, rest):
            begin, kind = rest, "gathering"  # the list tells who they are, and is no part of the name
        elif listed < begin:
            begin, inner = listed, text[listed:ending]
        general = text[begin:end] in self._general or not inner.strip() or told_before
        return Named(begin, end, kind, tuple(parties), text[rest:ending], general)

    def _kind(self, word: str, parties: list[str], inner: str) -> Literal["gathering", "track"]:
        """What a name that ends in ``word`` names: a track by its ending, or of the sides that it begins with."""
        if self._patterns["gatherings.for_many"].fullmatch(word):
            return "gathering"
        sides = len(parties) >= 2 or self._patterns["gatherings.three_sided"].match(inner)
        return "track" if word in self._tracks or sides else "gathering"

    def _quoted(self, begin: int, ending: int, floor: int) -> int | None:
        """Where the quotation marks open that hold the beginning of a name whose ending stands behind them."""
        closing = ending - 1 if self._text[ending - 1] == "」" else begin - 1
        opening = self._text.rfind("「", max(floor, closing - _LONGEST), closing)
        if opening < 0 or self._scan.quotes.get(opening) != closing:
            return None
        level = self._patterns["gatherings.who_meets"].fullmatch(self._text, closing + 1, ending)
        within = self._patterns["gatherings.in_quotes"].fullmatch(self._text, opening + 1, closing)
        international = self._patterns["gatherings.international"].fullmatch(self._text, closing + 1, ending)
        event = self._patterns["gatherings.any_quoted"].match(self._text, ending) and closing + 1 == ending
        group = level and self._patterns["gatherings.group"].fullmatch(self._text, opening + 1, closing)
        return opening if (level and within) or international or event or group else None

    def _named_again(self, ending: int, floor: int) -> int | None:
        """Where quotation marks open that hold a name, whose short form stands in brackets before the ending."""
        if self._text[ending - 1] != "）":
            return None
        opening = self._text.rfind("（", max(floor, ending - _LONGEST), ending)
        if opening < 1 or self._text[opening - 1] != "」":
            return None
        first = self._text.rfind("「", max(floor, opening - _LONGEST), opening)
        return first if first >= 0 and self._scan.quotes.get(first) == opening - 1 else None

    def _names_begin(self, at: int, ending: int) -> bool:
        """Whether a known name of two or more characters, or a run of states, begins at ``at``."""
        known = any(
            1 < m.end - m.start <= ending - at and any(t.layer == "name" for t in m.terms) for m in self._starts(at)
        )
        return known or bool(self.parties(at, ending)[0])

    def _not_vague(self, begin: int, ending: int) -> int:
        """Past words that tell which gathering is meant and do not name it."""
        vague = self._patterns["gatherings.vague"].match(self._text, begin, ending)
        return vague.end() if vague else begin

    def _from_union(self, at: int) -> int:
        """Where a name begins whose dash stands at ``at``: with the union or state before it, else behind the dash."""
        if self._text[at] != "—":
            return at
        before = self._scan.ends.get(at, ())
        starts = [m.start for m in before if any(t.kind in ("State", "Organization") for t in m.terms)]
        return min(starts, default=at + 1)

    def _from_list(self, begin: int, ending: int, floor: int) -> int:
        """Where the list of states begins whose ministers meet: behind the last of them, their title and how many."""
        last = self._named(begin, ending)
        if self._patterns["gatherings.their"].match(self._text, last[0] if last else begin) is None:
            return begin
        at = begin if last else self._party_before(begin, floor)
        while at > floor + 1 and self._text[at - 1] in ("、", *self._conjunctions):
            before = self._party_before(at - 1, floor)
            if before == at - 1:
                break
            at = before
        return at

    def _party_before(self, end: int, floor: int) -> int:
        """Where the state or union begins whose name ends at ``end``: there, where none does."""
        ends = self._scan.ends.get(end, ())
        starts = [m.start for m in ends if any(t.layer == "name" and t.key in self._parties for t in m.terms)]
        return min((start for start in starts if start >= floor), default=end)

    def _name_goes_on(self, at: int, ending: int, floor: int) -> bool:
        """Whether the conjunction at ``at`` joins parts of the name and not two things."""
        if self._joins_sides(at, ending):
            return True
        before, after = self._text[max(floor, at - 4) : at], self._text[at + 1 : ending]
        if not after or len(after) > _LONGEST_PART or any(c in self._breaks for c in before[-2:]) or len(before) < 2:
            return False
        if any(t.layer in ("name", "acting", "body") for m in self._scan.starts.get(at + 1, ()) for t in m.terms):
            return False
        if any(t.kind in ("Person", "State", "Organization") for m in self._scan.ends.get(at, ()) for t in m.terms):
            return False
        return not self._verb.search(before + "\0" + after)

    def _joins_sides(self, at: int, ending: int) -> bool:
        """Whether the conjunction at ``at`` stands between the two states of a joint body: A and B joint commission."""
        ends = self._scan.ends.get(at, ())
        first = {t.key: t.kind for m in ends for t in m.terms if t.layer == "name"}
        if "Organization" in first.values() and self._is_region(at + 1, ending):
            return True
        if not any(key in self._parties for key in first):
            return False
        second = self._named(at + 1, ending)
        return second is not None and self._patterns["gatherings.joint"].match(self._text, second[0]) is not None

    def _is_region(self, start: int, end: int) -> bool:
        """Whether a stretch is the states of a region: with whom a union meets."""
        places = [m.end for m in self._starts(start) for t in m.terms if t.kind == "Place" and t.layer == "name"]
        region = self._patterns["rounds.region"]
        return any(last < end and region.fullmatch(self._text, last, end) is not None for last in places)

    def _after_verb(self, begin: int, ending: int) -> int:
        """Past the last verb or small word in the stretch that no known name covers."""
        at = begin
        for match in self._verb.finditer(self._text, begin, ending):
            if self._patterns["gatherings.jubilee"].match(self._text, match.start(), ending):
                continue
            if self._patterns["gatherings.joint"].match(self._text, match.start()):
                continue
            if match.start() > at and self._patterns["gatherings.joint_summit"].match(self._text, match.start()):
                continue
            special = self._patterns["gatherings.special"].match(self._text, match.start())
            both = special and self._patterns["gatherings.both_named"].search(self._text, begin, match.start())
            if both or (special and self._of_many(begin, match.start())):
                continue
            if self._patterns["gatherings.no_verb"].match(self._text, match.start()):
                continue
            if self._patterns["gatherings.informal"].match(self._text, match.start() - 1):
                continue
            if self._patterns["gatherings.rank"].fullmatch(match[0]) and self._of_many(at, match.start()):
                continue
            if match.end() <= ending and not self._covered(match.start(), match.end()):
                at = max(at, match.end())
        return at

    def _of_many(self, begin: int, end: int) -> bool:
        """Whether a stretch is two or more states, or ends in a body: their foreign ministers' meeting."""
        if self.parties(begin, end)[1] == end:
            return True
        return any(
            t.layer == "name" and t.kind in ("Organization", "Forum") and m.start >= begin
            for m in self._scan.ends.get(end, ())
            for t in m.terms
        )

    def _covered(self, start: int, end: int) -> bool:
        return any(
            m.end >= end and m.end - m.start > end - start and any(t.layer == "name" for t in m.terms)
            for s in range(max(0, start - 10), start + 1)
            for m in self._scan.starts.get(s, ())
        )

    def parties(self, begin: int, limit: int) -> tuple[list[str], int]:
        """The keys of the two or more states or unions that a name begins with, and where the rest begins.

        The name begins at ``begin`` and does not reach beyond ``limit``; without two such keys, none and ``begin``.
        """
        keys: list[str] = []
        at = begin
        while at < limit:
            if keys and (
                self._text[at] in "—·" or (self._text[at] in ("、", *self._conjunctions) and self._named(at + 1, limit))
            ):
                at += 1
                continue
            named = self._named(at, limit)
            if named:
                keys.append(named[1])
                at = named[0]
                continue
            run, after = self._shorts.run(at, limit)
            if run:
                keys += [key for key in run if key not in keys]
                at = after
                continue
            longer = any(m.end - m.start > 1 and any(t.layer == "name" for t in m.terms) for m in self._starts(at))
            key = self._shorts.sure(self._text[at], at) if keys and not longer else None
            if key is None or key in keys:
                break
            keys.append(key)
            at += 1
        if len(keys) < 2 or self._patterns["gatherings.topic"].match(self._text, at):  # what it is about
            return [], begin
        return keys, at

    def _starts(self, at: int) -> list[Match]:
        return self._scan.starts.get(at, [])

    def _named(self, at: int, limit: int) -> tuple[int, str] | None:
        """Where the party named in full at ``at`` ends, and its key."""
        for match in self._scan.starts.get(at, ()):
            for term in match.terms:
                if term.layer == "name" and match.end <= limit and term.key in self._parties:
                    return match.end, term.key
        return None
