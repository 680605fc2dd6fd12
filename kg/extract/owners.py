"""Whose title it is: the state, body or topic whose words stand right before it.

A body is one of the lexicon, or one known by what its name ends in, with the state or body before it. What is not there
is not made up: a title without a state or body is left open.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Match
from kg.text.regex import compile_kept

_CJK = compile_kept(r"[\u3400-\u9fff]")
_FARTHEST = 26  # characters between a title and the beginning of the body that it belongs to
_CHIEF = 3  # characters of the title of a body's head
_LONGEST_TOPIC = 14  # characters between a title and the state or body before its topic
_LONGEST_BARE = 9  # characters of a topic that no state or body stands before
_LONGEST_NAMED = 22  # the same, where it stands behind a mark
_LONGEST_SOLE = 8  # characters of a body that is known by its ending alone
_LONGEST_ABBREVIATION = 44  # characters of a name given again in brackets
_LONGEST_MISSION = 16  # characters of a mission by where it is posted
_LONGEST_REGION = 12  # characters of the states of a region
_LEADERS = 4  # characters of what those of a region are called
_MANY = 8  # characters of how many states a union has
_INITIAL = 2  # characters of a state by its first character and the word for state
_LONGEST_BEFORE = 8  # characters before a one-character form in which a longer word that holds it may begin


@dataclass(slots=True)
class Owner:
    """The key of the state, body or place before a title. ``start`` is where its words begin in the view.

    ``former`` is the word for a former holder that stands between the state and the body: A's former B minister.
    """

    start: int
    key: str
    former: re.Match[str] | None = None


class Owners:
    """Finds the states and bodies before titles in one scanned text, and registers the bodies with the cast.

    ``text`` is the folded text of the scan with what no name and no title reaches over blotted out. All offsets are the
    view's, end exclusive; ``floor`` is an offset before which nothing is looked for.
    """

    def __init__(self, scan: Scan, text: str, cast: Cast, grammar: Grammar, shorts: Shorts) -> None:
        self._scan = scan
        self._text = text
        self._cast = cast
        self._shorts = shorts
        self._breaks = frozenset(grammar["breaks"])
        self._conjunctions = frozenset(grammar["conjunctions"])
        self._divisions = frozenset(grammar["divisions"])
        self._topic_breaks = frozenset(grammar["topic_breaks"])
        self._compass = frozenset(grammar["compass"])
        self._topic_starts = frozenset(grammar["topic_starts"])
        known = patterns.load()
        self._former = known["titles.former"]
        self._missions = known["candidates.mission"]
        self._body_end, self._sole_end = known["owners.body_end"], known["owners.sole_end"]
        self._outward, self._headed_by = known["owners.outward"], known["owners.headed_by"]
        self._national, self._nameless = known["owners.national"], known["owners.nameless"]
        self._clause_verb = known["owners.clause_verb"]
        self._charged = known["owners.charged"]
        self._many, self._agree = known["owners.many"], known["owners.agree"]
        self._of_region, self._region_before = known["owners.of_region"], known["owners.of_region_before"]
        self._chief, self._toward = known["owners.chief"], known["owners.toward"]
        self._portfolio, self._matter = known["owners.portfolio"], known["owners.matter"]
        self._in_charge, self._portfolio_title = known["owners.in_charge"], known["owners.portfolio_title"]
        self._after = known["names.after"]
        self._what_kind, self._government = known["owners.what_kind"], known["owners.government"]
        self._pointing = frozenset(grammar["pointing"])
        self._genitive = frozenset(grammar["genitive"])
        self._perfective = frozenset(grammar["perfective"])
        self._posting, self._posted_too, self._permanently = (
            grammar[name][0] for name in ("posting", "posted_too", "permanently")
        )
        self._given_again = known["owners.again"]
        self.verb = _verbs((*grammar["after_names"], *grammar["cites"]), cast.lexicon.titles)

    def owner(self, end: int, floor: int) -> Owner | None:
        """The state or body whose words end at ``end``: the body, unless a state reaches further back."""
        end = self._before_brackets(end, floor)
        many = self._many.search(self._text, max(floor, end - _MANY), end)
        joint = many is not None and self._agree.match(self._text, end) is None
        body = (
            self._body(self._before_brackets(self._before_brackets(many.start(), floor), floor), floor)
            if many and joint
            else None
        )
        body = body or self._mission(end, floor) or self._body(end, floor) or self._region(end, floor)
        state = self._state(end, floor)
        if body and (not state or body.start <= state.start):
            return body
        return state

    def _mission(self, end: int, floor: int) -> Owner | None:
        """A mission that is named by where it is posted, with whose it is right before."""
        for match in self._missions.finditer(self._text, max(floor, end - _LONGEST_MISSION), end):
            if match.end() == end:
                posting = self._state(match.start(), floor) or self._named_body(match.start(), floor)
                begin = posting.start if posting else match.start()
                label = self._scan.printed(begin, end)
                return Owner(begin, self._cast.named("Organization", label, (begin, end)))
        return None

    def _region(self, end: int, floor: int) -> Owner | None:
        """The states of a region, which act together where their leaders or ministers do."""
        first = max(floor, end - _LONGEST_REGION)
        found = self._of_region.search(self._text, first, end)
        if found is None:
            leads = self._region_before.finditer(self._text, first, end + _LEADERS)
            found = next((match for match in leads if match.end() == end), None)
        if found is None:
            return None
        label = self._scan.printed(found.start(), end)
        return Owner(found.start(), self._cast.named("Organization", label, (found.start(), end)))

    def _named_body(self, end: int, floor: int) -> Owner | None:
        """The body of the lexicon whose name ends at ``end``: whose mission it is."""
        for match in self._scan.ends.get(end, ()):
            term = next((t for t in match.terms if t.kind == "Organization" and t.layer == "name"), None)
            if term is not None and match.start >= floor:
                return Owner(match.start, term.key)
        return None

    def _before_brackets(self, end: int, floor: int) -> int:
        """Where a name ends that is given again, in short or in Latin letters, in brackets which end at ``end``."""
        start = self._text.rfind("（", max(floor, end - _LONGEST_ABBREVIATION), end)
        inner = self._text[start + 1 : end - 1]
        closed = start >= 0 and self._text[end - 1 : end] == "）" and inner
        return start if closed and self._again(start, inner) else end

    def _again(self, start: int, inner: str) -> bool:
        """Whether words in brackets behind ``start`` give a name again: in Latin letters, or a body's in short."""
        if inner.isascii() or self._given_again.fullmatch(inner):
            return True
        body = any(t.kind == "Organization" for m in self._scan.ends.get(start, ()) for t in m.terms)
        body = body or self._body_end.search(self._text, max(0, start - 6), start) is not None
        return body and all(_CJK.match(c) for c in inner)

    def _state(self, end: int, floor: int, *, short: bool = True) -> Owner | None:
        for match in self._scan.ends.get(end, ()):
            if match.start < floor:
                continue
            for term in match.terms:
                if term.kind == "State" or (term.layer == "acting"):
                    return Owner(match.start, term.key)
        if end - _INITIAL >= floor and self._text[end - 1] == "国":
            key = self._shorts.initial(self._text[end - _INITIAL], end - _INITIAL)
            if key and not self._scan.covered(end - _INITIAL, end, _LONGEST_BEFORE):
                return Owner(end - _INITIAL, key)
        if short and end - _INITIAL >= floor and self._text[end - 1] == "方":  # one side
            key = self._shorts.sure(self._text[end - _INITIAL], end - _INITIAL)
            of_the_world = self._text[end - _INITIAL] in self._compass
            if key and not of_the_world and not self._scan.covered(end - _INITIAL, end, _LONGEST_BEFORE):
                return Owner(end - _INITIAL, key)
        if short and end - 1 >= floor:
            key = self._shorts.owns(self._text[end - 1], end - 1)
            if key and self.ends_word(end - 1, floor) and not self._scan.covered(end - 1, end, _LONGEST_BEFORE):
                return Owner(end - 1, key)
        return None

    def _body(self, end: int, floor: int) -> Owner | None:
        """A body of the lexicon, or one known by what it ends in, with the state or body before it."""
        known: tuple[int, str] | None = None
        for match in self._scan.ends.get(end, ()):
            if match.start < floor:
                continue
            for term in match.terms:
                if term.kind not in ("Organization", "Forum") or term.layer == "title":
                    continue
                if known is None or match.start < known[0]:
                    known = (match.start, term.key if term.layer == "name" and term.kind == "Organization" else "")
        made = self._unknown_body(end, floor)
        if made is not None and self._joins(made, end):
            made = None  # a state, and then a region
        kind = self._what_kind.match(self._text, made, end) if made is not None else None
        made = kind.end() if kind is not None else made
        if made is not None and known is not None and any(c in self._conjunctions for c in self._text[made : known[0]]):
            made = None  # a place, and then the body of another
        if made is not None and (known is None or made < known[0]):
            return self._formerly(made, end) or self._registered(made, end, floor)
        if known is None:
            return None
        if known[1]:
            start = known[0]
            if (outer := self._whole_of(known[1], start, floor)) is not None:
                return outer
            before = self._state(start, floor)
            if before and before.start < start:  # one name, both forms
                self._cast.add("Organization", known[1], self._scan.printed(before.start, end), (before.start, end))
                self._cast.add("Organization", known[1], self._scan.printed(start, end))
                return Owner(before.start, known[1])
            self._cast.add("Organization", known[1], self._scan.printed(start, end), (start, end))
            return Owner(start, known[1])
        return self._registered(known[0], end, floor)

    def _whole_of(self, key: str, start: int, floor: int) -> Owner | None:
        """The body before its short name in brackets, whose part is called like the known one: B (b) |politburo."""
        opening = self._text.rfind("（", floor, start) if self._text[start - 1 : start] == "）" else -1
        outer = self._body(opening, floor) if opening > floor else None
        while outer is not None and key in self._cast.lexicon.entries:
            key = self._cast.lexicon.entries[key].part_of
            outer = None if key == outer.key else outer
        return outer

    def former_at(self, at: int) -> re.Match[str] | None:
        """The word for a former holder that begins at ``at``, where it is no part of a longer word."""
        found = (self._former.fullmatch(self._text, at, at + length) for length in (1, 2))
        former = next(filter(None, found), None)
        return None if former is None or self._scan.covered(at, former.end(), _LONGEST_BEFORE) else former

    def _formerly(self, start: int, end: int) -> Owner | None:
        """A known kind of body of the state named from ``start`` on, with the word for a former holder between."""
        for head in self._scan.starts.get(start, ()):
            state = next((t.key for t in head.terms if t.kind == "State"), None)
            former = self.former_at(head.end) if state is not None else None
            if former is None or state is None:
                continue
            for body in self._scan.ends.get(end, ()):
                terms = [t for t in body.terms if t.kind == "Organization" and t.layer in ("name", "body")]
                if not terms or body.start != former.end():
                    continue
                label = self._scan.printed(body.start, end)
                own = [t.key for t in terms if t.layer == "name" and self._cast.state_of(t.key) == state]
                key = own[0] if own else self._cast.key("Organization", state + label)
                self._cast.add("Organization", key, label, (body.start, end))
                self._cast.states.setdefault(key, state)
                return Owner(start, key, former)
        return None

    def _joins(self, start: int, end: int) -> bool:
        """Whether a range ends in "and" with a name of the lexicon."""
        names = [match.start for match in self._scan.ends.get(end, ()) if match.start > start]
        return any(self._text[at - 1] in self._conjunctions for at in names)

    def _registered(self, start: int, end: int, floor: int) -> Owner:
        """A body that is named by its kind or ending: one entity with its state before it, where there is one."""
        before = self._state(start, floor)
        outer = before.start if before else start
        head = next((m for m in self._scan.starts.get(start, ()) if m.end <= end), None)
        state = before.key if before else None
        if state is None and head is not None and head.end < end:
            term = next((t for t in head.terms if t.kind == "State"), None)
            if term is not None:
                state, outer = term.key, start
        kinds = (t.layer for m in self._scan.ends.get(end, ()) for t in m.terms)
        division = self._text[end - 1] in self._divisions and "body" not in kinds  # a ministry that ends so is no place
        if division and state is not None and head is not None and outer == start:
            outer = head.end if head.end < end - 1 else outer  # the name of a province without its state
        label = self._scan.printed(outer, end)
        if state is not None:
            self._cast.states[self._cast.key("Organization", label)] = state
        if division:
            return Owner(outer, self._cast.named("Place", label, (outer, end)))
        key = self._cast.named("Organization", label, (outer, end))
        if before and outer < start:
            self._cast.add("Organization", key, self._scan.printed(start, end))
        if head is not None and head.end < end:
            self._part(key, head, outer, end)
        return Owner(outer, key)

    def _part(self, key: str, head: Match, outer: int, end: int) -> None:
        """A body whose name begins with another's is part of it."""
        layers = {t.layer for t in head.terms if t.kind == "Organization"}
        if len(layers) != 1:  # of one state or of another: the name alone does not tell
            return
        term = next(t for t in head.terms if t.kind == "Organization")
        label = self._scan.printed(outer, head.end)
        whole = self._cast.add("Organization", term.key, label) if term.key else self._cast.named("Organization", label)
        if not term.key and outer < head.start:
            self._cast.add("Organization", whole, self._scan.printed(head.start, head.end))
        self._cast.add("Organization", whole, None, (outer, head.end))
        self._cast.wholes[key] = (whole, (outer, end))

    def _unknown_body(self, end: int, floor: int) -> int | None:
        """Where a body begins that the lexicon does not know and that ends at ``end``: after a state or body."""
        if not self._body_end.search(self._text, max(floor, end - 6), end):
            return None
        best: int | None = None
        at = end - 1
        while at > max(floor, end - _FARTHEST):
            at -= 1
            if self._clause_verb.match(self._text, at):
                break
            if self._text[at] in self._pointing:
                return None
            if self._outward.match(self._text, at):  # no name ends where a policy is told to look outward
                continue
            if self._text[at] in self._breaks or not (_CJK.match(self._text[at]) or self._text[at].isalnum()):
                break
            if best is not None and self._text[at] in self._conjunctions:
                break
            terms = [t for m in self._scan.starts.get(at, ()) if m.end < end for t in m.terms]
            if any(t.kind in ("Organization", "State") or t.layer == "acting" for t in terms):
                best = at
        headed = self._headed_by.match(self._text, end - 1)
        if best is None and (headed or self._sole_end.search(self._text, max(floor, end - 4), end)):
            return self._sole_body(end, floor)
        if best is None and self._nameless.match(self._text, end) is None:
            national = self._national.search(self._text, max(floor, end - _LONGEST_NAMED), end)
            return national.start() if national is not None else None
        return best

    def _sole_body(self, end: int, floor: int) -> int | None:
        """Where a short name begins that is one of a body by its ending alone: after a mark, a small word or a verb."""
        for at in range(max(floor, end - _LONGEST_NAMED), end - 1):
            inner = self._text[at:end]
            if end - at > _LONGEST_SOLE and at > floor and _CJK.match(self._text[at - 1]):
                continue  # a long name is known to begin only behind a mark
            if self._former.search(inner[:1]):
                continue
            if not self.ends_word(at, floor) or any(c in self._breaks or c in self._conjunctions for c in inner):
                continue
            if inner[0] in self._pointing:
                continue  # the one told of before
            if not self.verb.search(inner) and "\0" not in inner:
                return at
        return None

    def ends_word(self, at: int, floor: int = 0) -> bool:
        """Whether a word that may stand before a name ends at ``at``: a mark, a conjunction, a verb."""
        if at <= floor or not _CJK.match(self._text[at - 1]) or self._text[at - 1] in self._topic_starts:
            return True
        if self._text[at - 1] in self._perfective and at - 3 > floor:  # has met
            return any(m is not None and m.end() == at - 1 for m in map(self._after_at, (at - 3, at - 4)))
        return any(
            (m := self._after.match(self._text, s)) is not None and m.end() == at for s in range(max(0, at - 3), at)
        )

    def _after_at(self, at: int) -> re.Match[str] | None:
        """The word at ``at`` that may follow a name."""
        return self._after.match(self._text, max(0, at))

    def place(self, end: int, floor: int, fits: Callable[[int], bool]) -> Owner | None:
        """The place of the lexicon whose words end at ``end`` and begin where it ``fits``."""
        for match in self._scan.ends.get(end, ()):
            term = next((t for t in match.terms if t.kind == "Place" and t.layer == "name"), None)
            if term is not None and match.start >= floor and fits(match.start):
                self._cast.add("Place", term.key, self._scan.printed(match.start, end), (match.start, end))
                return Owner(match.start, term.key)
        return None

    def _verb_ends(self, end: int) -> bool:
        """Whether one of the verbs that may follow a name ends at ``end``."""
        verbs = (self.verb.match(self._text, at, end) for at in (end - 3, end - 2))
        return any(verb is not None and verb.end() == end for verb in verbs)

    def having(self, end: int, floor: int) -> Owner | None:
        """The body at the head of a clause that a word for possession before ``end`` follows."""
        if end - 1 <= floor or self._text[end - 1] not in self._genitive:
            return None
        body = self._body(end - 1, floor)
        at_head = body is not None and (body.start <= floor or not _CJK.match(self._text[body.start - 1]))
        return body if at_head else None

    def _is_matter(self, owner: Owner, start: int, end: int) -> bool:
        """Whether a state and the words from ``start`` to a title are what its holder deals with, not whose he is."""
        if not owner.key.startswith("state/") or not self._matter.fullmatch(self._text, start, end):
            return False
        return self._chief.search(self._text, max(0, owner.start - _CHIEF), owner.start) is None

    def _state_having(self, end: int, floor: int) -> Owner | None:
        """The state that a word for possession before ``end`` follows, where nobody does anything to it."""
        if end - 1 <= floor or self._text[end - 1] not in self._genitive:
            return None
        state = self._state(end - 1, floor, short=False)
        return state if state is not None and not self._verb_ends(state.start) else None

    def posted(self, start: int, floor: int) -> int | None:
        """Where the word for being posted begins that stands, with the place of the post, before ``start``."""
        owner = self._state(start, floor) or self._body(start, floor)
        if owner is None:
            at = self._text.rfind(self._posting, max(floor, start - 4), start)
            return self._standing(at) if at >= 0 and all(_CJK.match(c) for c in self._text[at:start]) else None
        at = owner.start - 1
        if at < floor or self._text[at] != self._posting:
            return None
        if at - 1 > floor and self._text[at - 1] == self._posted_too:  # posted to two states
            first = self._state(at - 1, floor)
            both = first is not None and first.start > floor and self._text[first.start - 1] == self._posting
            at = first.start - 1 if first and both else at
        return self._standing(at)

    def _standing(self, at: int) -> int:
        """Where the word for being posted at ``at`` begins: one who is permanently posted has a character before it."""
        return at - 1 if self._text[at - 1 : at] == self._permanently else at

    def toward(self, start: int, floor: int) -> int | None:
        """Where the words before ``start`` begin that tell toward which state an envoy works: A's envoy for B."""
        match = self._toward.search(self._text, max(floor, start - _FARTHEST), start)
        if match is None or self.owner(match.start(), floor) is None:
            return None
        first = match.start() + 1
        named = any(t.kind == "State" for m in self._scan.starts.get(first, ()) for t in m.terms)
        return match.start() if named or self._shorts.sure(self._text[first], first) else None

    def is_government(self, key: str, start: int, end: int) -> bool:
        """Whether a body named from ``start`` to ``end``, or without a row, is the government of a state as such."""
        return key.startswith("organization/") and self._government.search(self._text, start, end) is not None

    def charged(self, start: int, floor: int) -> Owner | None:
        """The body whose official is told by what he is in charge of, in words that end at ``start``."""
        match = self._charged.search(self._text, max(floor, start - _FARTHEST), start)
        return self.owner(match.start(), floor) if match else None

    def portfolio(self, start: int, end: int, floor: int) -> int | None:
        """Where the list begins of what the minister of a title, from ``start`` to ``end``, is in charge of."""
        if not self._portfolio_title.search(self._text, start, end):
            return None
        match = self._portfolio.search(self._text, max(floor, start - _FARTHEST), start)
        if match is None or (match["open"] is not None and not self._in_charge.match(self._text, start, end)):
            return None
        return match.start()

    def _headed(self, end: int, floor: int) -> tuple[int, Owner] | None:
        """Where the title of who heads a body begins that ends at ``end``, and the body before it."""
        chief = self._chief.search(self._text, max(floor, end - _CHIEF), end)
        body = self._body(chief.start(), floor) if chief is not None else None
        return (chief.start(), body) if chief is not None and body is not None else None

    def topic_before(self, owner: Owner, floor: int) -> bool:
        """Whether the state before a topic title is itself the topic: a body, or who heads it, stands before it."""
        before = self._body(owner.start, floor) or self._headed(owner.start, floor)
        return owner.key.startswith("state/") and before is not None

    def topic(
        self, end: int, floor: int, *, takes_topic: bool, subject: bool = False
    ) -> tuple[int, Owner | None] | None:
        """Where the words of a topic before a title begin, and the owner before that, if there is one.

        ``end`` is where the title begins; only a title that ``takes_topic`` has one without a body before it, only
        one that takes a ``subject``, too, one behind a body.
        """
        at = end
        best: tuple[int, Owner] | None = None
        if (headed := self._headed(end, floor)) is not None:
            return headed  # the title tells the topic
        state = self._state(end, floor, short=False) if takes_topic else None
        if state is not None and (body := self._body(state.start, floor)) is not None:
            return state.start, body  # of the body, for the state
        while at > max(floor, end - _LONGEST_TOPIC):
            at -= 1
            if (takes_topic or subject) and at + 1 < end and (body := self.having(at + 1, floor)) is not None:
                return at + 1, body
            if self._text[at] in self._breaks or not _CJK.match(self._text[at]) or self._text[at] in self._topic_breaks:
                break
            owner = self._body(at, floor) or self._state(at, floor, short=False)
            if owner is None and (headed := self._headed(at, floor)) is not None:
                return headed  # of the secretary-general, for something
            if owner is not None and self._text[at] in self._conjunctions:
                break  # at the ministry of A, with the minister
            if owner is None or self.verb.search(self._text, at, end):
                continue
            outer = self._body(owner.start, floor) if owner.key.startswith("state/") else None
            if outer is not None:
                return owner.start, outer
            if takes_topic and self._is_matter(owner, at, end):
                return owner.start, self._state(owner.start, floor) or self._state_having(owner.start, floor)
            best = best or (at, owner)
        if best is not None and (takes_topic or subject):
            return best
        if not takes_topic:
            return None
        bare = self._bare_topic(end, floor)
        return None if bare is None else (bare, None)

    def _bare_topic(self, end: int, floor: int) -> int | None:
        """Where a topic begins that no state or body stands before: after a mark or small word."""
        at = end
        if self._text[at - 1] in self._topic_starts or self._verb_ends(end):
            return None
        while at > max(floor, end - _LONGEST_BARE - 1) and self._text[at - 1] not in self._breaks:
            if not _CJK.match(self._text[at - 1]):
                break
            if self._text[at - 1] in self._topic_breaks:
                return None
            at -= 1
            if self._text[at - 1] in self._topic_starts or self.ends_word(at) or self._verb_ends(at):
                break
        begins = at == floor or not _CJK.match(self._text[at - 1]) or self._text[at - 1] in self._topic_starts
        return at if begins and 2 <= end - at <= _LONGEST_BARE else None


@functools.cache
def _verbs(words: tuple[str, ...], titles: frozenset[str]) -> re.Pattern[str]:
    """What may follow a name and has two characters or more, without the titles among these words."""
    return compile_kept(alternation([word for word in words if len(word) > 1 and word not in titles]))
