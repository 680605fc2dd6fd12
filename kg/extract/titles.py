"""Titled persons: [former] [state or body] [topic] title name [(name in Latin script)], and name title.

    前|中國|駐美|大使|崔天凱      外交部|邊界與海洋事務司|司長|洪亮      中東問題|特使|翟雋      拜登|總統

Anchored on the titles of the lexicon: the state, body or topic is what stands before the title, the name what stands
after it. What is not there is not made up: a title without a state is left open for the context to fill.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.cast import Cast
from kg.extract.names import Names
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.tokens import OfficeMention, Token
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Lexicon, Match, Term

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN_ALIAS = re.compile(r"（\s?([A-Za-zÀ-ž][A-Za-zÀ-ž'.’ ·\-]{2,50})\s?）")
_FARTHEST = 26  # characters between a title and the state or body that it belongs to
_TOPIC = 14
_OWNERS = frozenset({"State", "Organization", "Place"})
_JOINED = re.compile(r"[、兼暨]")
_DIVISIONS = frozenset("市州省县区")  # a mayor's or governor's is a place
_CONJUNCTIONS = frozenset("与和及同跟暨")
_LISTS = frozenset("、和与及")
_MEMBERS = frozenset("员事委")  # of a committee or council: 委员|会 is no member
_FORMER_BEFORE = frozenset("之以日目此先从当午史提空往跟")  # 之前, 以前, 日前: no former holder


@dataclass(slots=True)
class Owner:
    """The state or body that stands before a title. ``start`` is where its words begin."""

    start: int
    key: str


def _walled(text: str, dates: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in dates:
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


class Titles:
    """Reads titled persons and offices out of one scanned text."""

    def __init__(
        self, scan: Scan, cast: Cast, grammar: Grammar, names: Names, shorts: Shorts, dates: list[tuple[int, int]]
    ) -> None:
        self._scan = scan
        self._text = _walled(scan.text, dates)  # no name and no title reaches over a date
        self._cast = cast
        self._lexicon: Lexicon = cast.lexicon
        self._names = names
        self._shorts = shorts
        self._breaks = frozenset(grammar["breaks"])
        self._topic_titles = frozenset(grammar["topic_titles"])
        self._topic_word = re.compile(grammar.pattern("topic_titles") + "$")
        self._former = re.compile(f"(?:{alternation(grammar['former'])})$")
        self._not_former = frozenset(grammar["not_former"])
        self._acting = re.compile(f"(?:{alternation(grammar['acting_holder'])})$")
        self._body_end = re.compile(f"{alternation(grammar['body_endings'])}$")
        self._after = re.compile(grammar.pattern("after_names"))
        titles = {form for form, terms in cast.lexicon.terms.items() if any(t.layer == "title" for t in terms)}
        self._verb = re.compile(alternation([w for w in grammar["after_names"] if len(w) > 1 and w not in titles]))
        self._clause_verb = re.compile(grammar.pattern("clause_verbs"))
        self._adjective = re.compile(f"{alternation(grammar['title_adjectives'])}$")
        self._sole_end = re.compile(f"{alternation(grammar['sole_endings'])}$")

    # ---- what stands at a place ----------------------------------------------------------------

    def _terms(self, matches: list[Match] | None, layer: str) -> list[tuple[Match, Term]]:
        return [(m, t) for m in matches or () for t in m.terms if t.layer == layer]

    def known_at(self, at: int) -> bool:
        """Whether a name of the lexicon of two or more characters begins at ``at``."""
        return any(t.layer != "title" and m.end - m.start >= 2 for m in self._scan.starts.get(at, ()) for t in m.terms)

    def titles(self, start: int, end: int) -> list[tuple[Match, Term]]:
        """The titles within a stretch, each the longest of those that end at the same place, in order."""
        found: dict[int, tuple[Match, Term]] = {}
        for at in range(start, end):
            for match, term in self._terms(self._scan.starts.get(at), "title"):
                if match.end > end:
                    continue
                held = found.get(match.end)
                if held is None or (held[0].start > match.start and not self._in_body(held[0].start, match.start)):
                    found[match.end] = (match, term)
                elif held[0].start < match.start and self._in_body(match.start, held[0].start):
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

    def _in_body(self, end: int, start: int) -> bool:
        """Whether a known body ends at ``end`` that holds the words from ``start``: 國務院|總理, 眾議院|議長."""
        return any(
            m.start <= start and any(t.kind == "Organization" and t.layer in ("name", "body") for t in m.terms)
            for m in self._scan.ends.get(end, ())
        )

    def _within_name(self, match: Match) -> bool:
        """Whether a longer name or kind of body covers the title: 總統府, 主席團, 議長會議; or a verb does: 進|行長|達."""
        if self._text[match.end : match.end + 1] == "会" and self._text[match.end - 1] in _MEMBERS:
            return True
        verb = self._verb.match(self._text, match.start - 1) if match.start else None
        if verb and match.start < verb.end() <= match.end:
            return True
        for at in range(max(0, match.start - 12), match.start + 1):
            for m in self._scan.starts.get(at, ()):
                if m.end > match.end and any(t.layer in ("name", "body") for t in m.terms):
                    return True
                if m.start < match.start < m.end < match.end and any(t.layer == "name" and t.kind == "State" for t in m.terms):
                    return True  # 科威特|首相 holds no 特首
                if m.end == match.end and m.start < match.start and any(t.layer == "name" and t.kind == "Person" for t in m.terms):
                    return True
        return False

    # ---- to the left ---------------------------------------------------------------------------

    def owner(self, end: int, floor: int) -> Owner | None:
        """The state or body whose words end at ``end`` and do not begin before ``floor``."""
        body = self._body(end, floor)
        state = self._state(end, floor)
        if body and (not state or body.start <= state.start):
            return body
        return state

    def _state(self, end: int, floor: int, *, short: bool = True) -> Owner | None:
        for match in self._scan.ends.get(end, ()):
            if match.start < floor:
                continue
            for term in match.terms:
                if term.kind == "State" or (term.layer == "acting"):
                    return Owner(match.start, term.key)
        if short and end - 1 >= floor and self._ends_word(end - 1, floor):
            key = self._shorts.resolve(self._text[end - 1])
            if key and not self._inside_longer(end - 1):
                return Owner(end - 1, key)
        return None

    def _inside_longer(self, at: int) -> bool:
        return any(m.end > at for s in range(max(0, at - 8), at) for m in self._scan.starts.get(s, ()) if m.end > at)

    def _body(self, end: int, floor: int) -> Owner | None:
        """A body of the lexicon, or one known by what it ends in, with the state or body before it."""
        known: tuple[int, str] | None = None
        for match in self._scan.ends.get(end, ()):
            if match.start < floor:
                continue
            for term in match.terms:
                if term.kind in ("Organization", "Forum") and term.layer != "title" and (known is None or match.start < known[0]):
                    known = (match.start, term.key if term.layer == "name" and term.kind == "Organization" else "")
        made = self._unknown_body(end, floor)
        if made is not None and known is not None and any(c in _CONJUNCTIONS for c in self._text[made : known[0]]):
            made = None  # 北京與|國務院
        if made is not None and (known is None or made < known[0]):
            return self._registered(made, end, floor)
        if known is None:
            return None
        if known[1]:
            start = known[0]
            before = self._state(start, floor)
            if before and before.start < start:  # 俄羅斯|國家杜馬: one name, both forms
                self._cast.add("Organization", known[1], self._printed(before.start, end), (before.start, end))
                self._cast.add("Organization", known[1], self._printed(start, end))
                return Owner(before.start, known[1])
            self._cast.add("Organization", known[1], self._printed(start, end), (start, end))
            return Owner(start, known[1])
        return self._registered(known[0], end, floor)

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
        label = self._printed(outer, end)
        if state is not None:
            self._cast.states[self._cast.key("Organization", label)] = state
        if self._text[end - 1] in _DIVISIONS:
            return Owner(outer, self._cast.named("Place", label, (outer, end)))
        key = self._cast.named("Organization", label, (outer, end))
        if before and outer < start:
            self._cast.add("Organization", key, self._printed(start, end))
        if head is not None and head.end < end:
            self._part(key, head, outer, end)
        return Owner(outer, key)

    def _part(self, key: str, head: Match, outer: int, end: int) -> None:
        """A body whose name begins with another's is part of it: 外交部|政策規劃司."""
        layers = {t.layer for t in head.terms if t.kind == "Organization"}
        if len(layers) != 1:  # 國務院 of one state or of another: the name alone does not tell
            return
        term = next(t for t in head.terms if t.kind == "Organization")
        label = self._printed(outer, head.end)
        whole = self._cast.add("Organization", term.key, label) if term.key else self._cast.named("Organization", label)
        if not term.key and outer < head.start:
            self._cast.add("Organization", whole, self._printed(head.start, head.end))
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
            if self._text[at] in self._breaks or not (_CJK.match(self._text[at]) or self._text[at].isalnum()):
                break
            if best is not None and self._text[at] in _CONJUNCTIONS:
                break
            for match in self._scan.starts.get(at, ()):
                if match.end < end and any(t.kind in ("Organization", "State") or t.layer == "acting" for t in match.terms):
                    best = at
        if best is None and self._sole_end.search(self._text, max(floor, end - 4), end):  # 里約市|市長, after a mark or verb
            for at in range(max(floor, end - 8), end - 1):
                inner = self._text[at:end]
                if self._former.search(inner[:1]):
                    continue
                if not self._ends_word(at, floor) or any(c in self._breaks or c in _CONJUNCTIONS for c in inner):
                    continue
                if not self._verb.search(inner) and "\0" not in inner:
                    return at
        return best

    def _ends_word(self, at: int, floor: int = 0) -> bool:
        """Whether a word that may stand before a name ends at ``at``: a mark, a conjunction, a verb."""
        if at <= floor or not _CJK.match(self._text[at - 1]):
            return True
        return any(
            (m := self._after.match(self._text, s)) is not None and m.end() == at for s in range(max(0, at - 3), at)
        )

    def _printed(self, start: int, end: int) -> str:
        return self._scan.printed(start, end)

    def office(self, match: Match, term: Term, floor: int) -> tuple[int, OfficeMention]:
        """The office of a title: where its words begin, and what they say."""
        start = title = match.start
        acting = self._acting.search(self._text, max(floor, start - 2), start)
        if acting and not self._covered(acting.start(), start):
            start = title = acting.start()
        while adjective := self._adjective.search(self._text, max(floor, start - 2), start):  # 終身名譽|主席
            start = title = adjective.start()
        former = self._former.search(self._text, max(floor, start - 2), start)
        inner = former is not None and not self._covered(former.start(), start) and self.owner(former.start(), floor) is not None
        if former is not None and inner:  # 美國|前|國務卿
            start = former.start()
        head = self._text[match.start : match.end]
        takes_topic = bool(self._topic_word.search(head))
        owner = self.owner(start, floor)
        posted = self._posted(start, floor)
        if posted is not None:  # 駐美|大使
            start = title = posted
            owner = self.owner(start, floor)
        elif owner is None or (takes_topic and owner.key.startswith("state/") and self._topic_before(owner, floor)):
            topic = self._topic(start, floor, takes_topic=takes_topic)
            if topic is not None:
                title, owner = topic
        if owner is not None:
            start = owner.start
        else:
            start = title
        is_former = inner and former is not None and former[0] not in self._not_former
        former = self._former.search(self._text, max(floor, start - 2), start)
        if former and not self._covered(former.start(), start) and not (
            former[0] == "前" and former.start() > 0 and self._text[former.start() - 1] in _FORMER_BEFORE
        ):
            start = former.start()
            is_former = former[0] not in self._not_former
        of = owner.key if owner else None
        return start, OfficeMention(title, match.end, self._printed(title, match.end), of, term.of, term.rank, is_former)

    def _covered(self, start: int, end: int) -> bool:
        """Whether the characters belong to a longer known word that begins before them."""
        return any(m.end >= end for s in range(max(0, start - 6), start) for m in self._scan.starts.get(s, ()))

    def _posted(self, start: int, floor: int) -> int | None:
        """Where 駐 begins in 駐美大使, 駐聯合國代表."""
        owner = self._state(start, floor) or self._body(start, floor)
        if owner is None:
            at = self._text.rfind("驻", max(floor, start - 4), start)
            return at if at >= 0 and all(_CJK.match(c) for c in self._text[at:start]) else None
        at = owner.start - 1
        return at if at >= floor and self._text[at] == "驻" else None

    def _topic_before(self, owner: Owner, floor: int) -> bool:
        """Whether the state before a topic title is itself the topic: 國防部副部長辦公室|中國|事務主任."""
        return self._body(owner.start, floor) is not None

    def _topic(self, end: int, floor: int, *, takes_topic: bool) -> tuple[int, Owner | None] | None:
        """A topic before a title, and the owner before that: 歐盟|外交與安全政策|高級代表."""
        at = end
        best: tuple[int, Owner] | None = None
        while at > max(floor, end - _TOPIC):
            at -= 1
            if self._text[at] in self._breaks or not _CJK.match(self._text[at]) or self._text[at] in "长级兼暨":
                break
            owner = self._body(at, floor) or self._state(at, floor, short=False)
            if owner is None or self._verb.search(self._text, at, end):
                continue
            outer = self._body(owner.start, floor) if owner.key.startswith("state/") else None
            if outer is not None:
                return owner.start, outer
            best = best or (at, owner)
        if not takes_topic:
            return None
        if best is not None:
            return best
        at = end
        while at > max(floor, end - 10) and self._text[at - 1] not in self._breaks and _CJK.match(self._text[at - 1]):
            at -= 1
            if self._text[at - 1] in "其与和及由是派请" or self._ends_word(at):
                break
        length = end - at
        if 2 <= length <= 9 and (at == floor or not _CJK.match(self._text[at - 1]) or self._text[at - 1] in "其与和及由是派请"):
            return at, None
        return None

    # ---- to the right, and the whole -------------------------------------------------------------

    def person(self, match: Match, term: Term, floor: int, limit: int) -> Token | None:
        """The titled person that a title announces, or whose name stands before it; None where there is no name."""
        start, office = self.office(match, term, floor)
        at = match.end
        if at < limit and self._text[at] in " ·":
            at += 1
        end = self._name_end(at, limit, office)
        if end is not None:
            token = Token(start, end, "person", name=(at, end), offices=[office])
            self._latin(token, limit)
            self._more_titles(token, floor)
            return token
        return self._name_before(match, term, floor, limit)

    def _name_end(self, at: int, limit: int, office: OfficeMention) -> int | None:
        place = office.of if office.of and office.of.startswith(("state/", "place/")) else self._state_of(office.of)
        here = [t for m in self._scan.starts.get(at, ()) if m.end - m.start >= 2 for t in m.terms]
        if any(t.layer in ("name", "acting", "body") and t.kind != "Person" for t in here) and not any(t.kind == "Person" for t in here):
            return None  # 代表|中國: no name
        end = self._names.end(self._text, at, limit, place, self.known_at)
        known = [
            m.end for m in self._scan.starts.get(at, ()) for t in m.terms
            if t.kind == "Person" and m.end <= limit and t.layer == "name"
        ]  # fmt: skip
        longest = max(known, default=None)
        if longest is not None and (longest >= limit or self._text[longest] not in "·—"):
            if end is None or longest >= end or self._after.match(self._text, longest):
                return longest
        return end

    def _state_of(self, key: str | None) -> str | None:
        """The state that a body belongs to, as far as the lexicon or its own name tells."""
        seen = 0
        while key and not key.startswith("state/") and seen < 5:
            entry = self._lexicon.entries.get(key)
            key = entry.part_of if entry else self._cast.states.get(key)
            seen += 1
        return key or None

    def sharing(self, token: Token, limit: int) -> list[Token]:
        """Further names that share the title of a person: 參議員|舒默、克拉波和卡西迪. Each must be unknown elsewhere."""
        found: list[Token] = []
        office = token.offices[-1]
        place = office.of if office.of and office.of.startswith("state/") else self._state_of(office.of)
        at = token.end
        while at + 2 < limit and self._text[at] in _LISTS and not self.known_at(at + 1):
            end = self._names.end(self._text, at + 1, limit, place, self.known_at)
            if end is None or any(t.layer == "title" for m in self._scan.starts.get(at + 1, ()) for t in m.terms):
                break
            if self._text[at] in _CONJUNCTIONS and self._after_list(end):
                break
            found.append(Token(at + 1, end, "person", name=(at + 1, end), offices=[office], rule="shared title"))
            at = end
        return found

    def _after_list(self, end: int) -> bool:
        """Whether what follows a name makes it somebody else's: a title right behind it."""
        return any(t.layer == "title" for m in self._scan.starts.get(end, ()) for t in m.terms)

    def _latin(self, token: Token, limit: int) -> None:
        alias = _LATIN_ALIAS.match(self._scan.view.text.replace("(", "（").replace(")", "）"), token.end) \
            if token.end < limit and self._text[token.end] == "（" else None
        if alias:
            token.end = alias.end()

    def _more_titles(self, token: Token, floor: int) -> None:
        """Further titles before: 國家主席、中央軍委主席|習近平, 國務委員兼|外長|王毅."""
        while token.start - 1 > floor and _JOINED.match(self._text, token.start - 1):
            titles = self._terms(self._scan.ends.get(token.start - 1), "title")
            if not titles:
                return
            longest = min(titles, key=lambda hit: hit[0].start)
            match, term = next(
                (t for t in titles if t[0].start > longest[0].start and self._in_body(t[0].start, longest[0].start)), longest
            )
            if match.start < floor or self._within_name(match):
                return
            start, office = self.office(match, term, floor)
            token.offices.insert(0, office)
            token.start = start

    def _name_before(self, match: Match, term: Term, floor: int, limit: int) -> Token | None:
        """A known name right before its title: 拜登|總統, 歐盟理事會|米歇爾|主席. 習近平|特別代表 is somebody else."""
        if self._topic_word.search(self._text, match.start, match.end):
            return None
        for m, t in self._terms(self._scan.ends.get(match.start), "name"):
            if t.kind != "Person" or m.start < floor:
                continue
            owner = self.owner(m.start, floor)
            title = self._printed(match.start, match.end)
            of = owner.key if owner else None
            office = OfficeMention(match.start, match.end, title, of, term.of, term.rank)
            token = Token(owner.start if owner else m.start, match.end, "person", name=(m.start, m.end), offices=[office])
            self._latin(token, limit)
            return token
        return self._native_before(match, term, floor)

    def _native_before(self, match: Match, term: Term, floor: int) -> Token | None:
        """A Chinese name of three characters right before its title, after a mark or small word: 習近平|主席."""
        start = match.start - 3
        if start < floor or term.rank == "" and match.end - match.start < 2 or not self._names.native(self._text[start : match.start]):
            return None
        if not self._ends_word(start, floor) or any(self._after.match(self._text, at) for at in range(start, match.start)):
            return None
        office = OfficeMention(match.start, match.end, self._printed(match.start, match.end), None, term.of, term.rank)
        return Token(start, match.end, "person", name=(start, match.start), offices=[office])
