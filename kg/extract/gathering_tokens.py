"""Candidates for gatherings and tracks: which of their names stand for one, and which point back to one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import accumulate

from kg.documents.model import Block
from kg.extract import patterns
from kg.extract.gatherings import Gatherings, Named
from kg.extract.ordinals import Number
from kg.extract.pieces import Pieces
from kg.extract.rounds import Rounds
from kg.extract.scan import Scan
from kg.extract.tokens import Token, TokenKind
from kg.lexicon.lexicon import Lexicon

_TELLING = 4  # characters of a general name that can point back to a gathering
_LONGEST_TRACK = 16  # characters of the name of a track without states in it
_BEFORE = 8  # characters before a track that tell whether it is held
_UNQUOTED = str.maketrans("", "", "「」『』")
_SESSION = 120  # characters between a group and a session of it that is only told by its number
_LEVEL = 10  # characters between a body and the number of its gathering
_COUNCIL = 12  # characters of what a body's council is called
_ALONE = 24  # characters of a body that stands alone before the number
_NUMBERED = "numbered name"  # the rule of a name that holds its number
_MARKS = "「」『』"
_OPENING = "（ "


class GatheringTokens:
    """Makes tokens of the names of gatherings in one scanned text. Offsets are the view's."""

    def __init__(self, scan: Scan, lexicon: Lexicon, names: Gatherings, numbers: list[Number], pieces: Pieces) -> None:
        self._pieces = pieces
        self._scan, self._text, self._lexicon = scan, scan.text, lexicon
        self._names = names
        self._ordinals = {number.end: number for number in reversed(numbers) if number.ordinal}
        self._general: list[Named] = []
        blocks = scan.view.blocks
        self._in_title = self._named_in([block for block in blocks if block.kind == "headline"])
        self._in_heading = self._named_in([block for block in blocks[:1] if block.kind == "heading"])
        known = patterns.load()
        self._held_after = known["gathering_tokens.held_after"]
        self._level = known["gathering_tokens.level"]
        self._mechanism = known["gathering_tokens.mechanism"]
        self._summit, self._jointly = known["gathering_tokens.summit"], known["gathering_tokens.jointly"]
        self._first = known["gathering_tokens.first"]
        self._meets = known["gathering_tokens.meets"]
        self._rounds_of = Rounds(scan, names, self._ordinals)
        self._next, self._edition = known["gathering_tokens.next"], known["gathering_tokens.edition"]
        self._next_session = known["gathering_tokens.next_session"]
        self._ceremony = known["gatherings.ceremony"]
        self._any = known["gathering_tokens.any"]
        self._session, self._head = known["gathering_tokens.session"], known["gathering_tokens.head"]
        self._group, self._rounds = known["gathering_tokens.group"], known["gathering_tokens.rounds"]
        self._who_meets, self._who = known["gathering_tokens.who_meets"], known["gathering_tokens.who"]
        self._track_before = known["gathering_tokens.track_before"]
        self._council, self._alone = known["gathering_tokens.council"], known["gathering_tokens.alone"]
        self._three_sided = known["gatherings.three_sided"]

    def _named_in(self, blocks: list[Block]) -> list[Named]:
        """The gatherings that these blocks name by more than what they are."""
        found = (named for block in blocks for named in self._names.find(block.start, block.end))
        return [named for named in found if not named.general]

    def find(self, blocks: list[tuple[int, int]]) -> list[Token]:
        """The candidates within ``blocks``; general names are kept for ``named_before``."""
        found = []
        for start, end in blocks:
            found += self._numbered_meetings(start, end)
            for named in self._names.find(start, end):
                token = self._token(named)
                if token is not None:
                    found.append(token)
        whole = {t.unit for t in found if t.rule == _NUMBERED and t.ordinal is None}
        for token in found if whole else ():  # the rest of such a name, alone
            if token.kind == "gathering" and token.rule == "name of a gathering":
                same = [label for label in whole if label.endswith(self._scan.printed(*token.name))]
                if len(same) == 1:
                    token.rule, token.unit = "numbered name", same[0]
        return found

    def named_before(self, tokens: list[Token], blocks: list[tuple[int, int]]) -> list[Token]:
        """General names that end the name of a gathering told of before in the same block, and mean it.

        ``tokens`` are those that stand so far, in order; what overlaps one of them is none.
        """
        found = []
        starts, reached = [t.start for t in tokens], [*accumulate((t.end for t in tokens), max)]
        series_ends = {t.end for t in tokens if t.kind in ("track", "forum")}
        initiative_ends = {t.end for t in tokens if t.kind == "initiative"}
        for named in self._general:
            before = bisect_left(starts, named.end)
            if before and reached[before - 1] > named.start:
                continue  # one of the tokens is there
            floor = next((start for start, end in blocks if start <= named.start < end), None)
            if floor is None:
                continue
            word = self._text[named.start : named.end]
            of_title = [n for n in self._in_title if self._text[n.start : n.end].endswith(word)]
            if len({self._text[n.start : n.end] for n in of_title}) == 1:
                found.append(self._as_in_title(named, of_title[0]))
                continue
            number = self._ordinals.get(named.start)
            numbered = number is not None or self._next.search(self._text, floor, named.start)
            bracket = self._opening(number.start - 1) if number is not None else None  # an abbreviation between them
            ends = (number.start, bracket) if number is not None else ()
            if not series_ends.isdisjoint(ends):
                continue  # the meeting of the track before it
            begins = number.start if number is not None else self._beside(floor, named.start)
            if begins in initiative_ends:
                continue  # the first meeting of the initiative before it
            meant = (
                self._spoken_of(
                    tokens, named.start, word, edition=number is None or bool(self._edition.fullmatch(number.unit))
                )
                if numbered
                else None
            )
            beside = number.start if number is not None else self._beside(floor, named.start)
            if meant is None and beside is not None:
                meant = self._session_of(tokens, floor, beside, word)
            if meant is not None and self._of_others(tokens, meant, floor, named.start):
                continue
            if meant is not None:
                span = (named.start, named.end)
                kind: TokenKind = "track" if meant.kind == "track" else "forum"
                found.append(Token(*span, kind, (), span, rule="named before", same_as=meant))
                continue
            if named.end - named.start < _TELLING and number is None:
                continue
            earlier = [t for t in tokens if floor <= t.start and t.end <= named.start and self._ends_in(t, word)]
            if earlier:
                last = earlier[-1]
                span = (named.start, named.end)
                found.append(Token(*span, last.kind, (), span, rule="named before", same_as=last))
        return found

    def _of_others(self, tokens: list[Token], meant: Token, floor: int, end: int) -> bool:
        """Whether the sentence up to ``end`` names two states or more whose track the one that seems meant is not."""
        start = max(floor, self._text.rfind("。", floor, end))
        if meant.kind != "track" or meant.start >= start:
            return False
        states = {key for t in tokens if start <= t.start < end and t.kind in ("state", "pair") for key in t.keys}
        own = next((self._lexicon.entries[key].parties for key in meant.keys), meant.parties)
        return len(states) > 1 and (not set(own) <= states if own else meant.start < floor)

    def _spoken_of(self, tokens: list[Token], end: int, word: str, *, edition: bool) -> Token | None:
        """Whose edition a bare number and ``word`` mean: the forum named most before ``end``, of equals the last.

        Forums whose names end in the word come first; where the number is not that of an ``edition``, no others do.
        """
        floor = self._pieces.start(end)
        tokens = [t for t in tokens if floor <= t.start and t.end <= end]
        forums = [t for t in tokens if t.kind == "forum" and t.keys]
        rounds = not edition and self._rounds.fullmatch(word) is not None
        named = [t for t in forums if self._ends_in(t, word)] if not rounds else []
        if not named:
            tracks = [t for t in tokens if t.kind == "track" and self._ends_in(t, word)]
            if tracks:
                return tracks[-1]
        forums = named if named or not edition else forums
        times = Counter(t.keys for t in forums)
        return max(reversed(forums), key=lambda t: times[t.keys], default=None)

    def _beside(self, floor: int, end: int) -> int | None:
        """Where the words begin that end at ``end`` and tell of the session before or after one that was told of."""
        found = self._next_session.search(self._text, floor, end)
        return found.start() if found else None

    def _session_of(self, tokens: list[Token], floor: int, start: int, word: str) -> Token | None:
        """The group told of last before ``start`` in the block, whose meeting a number at a clause's head means."""
        if not self._session.fullmatch(word) or not self._head.search(self._text, floor, start):
            return None
        before = [
            t for t in tokens if t.kind in ("forum", "track", "gathering") and floor <= t.start and t.end <= start
        ]
        last = next((t for t in reversed(before) if start - t.end <= _SESSION), None)
        if last is None or last.rule == _NUMBERED:
            return last
        first = self._first.match(self._text, start) is not None
        if last.kind == "gathering" or (first and "。" in self._text[last.end : start]):
            return None  # a first session is that of a group set up in the same sentence
        return last if self._group.search(self._text, *last.name) or (not first and self._ends_in(last, word)) else None

    def _as_in_title(self, named: Named, full: Named) -> Token:
        """A general name that means the gathering which the document's title names."""
        name = self._text[full.start : full.end]
        terms = (t for t in self._lexicon.terms.get(name, ()) if t.layer == "name")
        key = next((t.key for t in terms if t.kind in ("Forum", "Track")), None)
        kind: TokenKind = "gathering" if key is None else "track" if key.startswith("track/") else "forum"
        keys = () if key is None else (key,)
        return Token(named.start, named.end, kind, keys, (full.start, full.end), rule="name of a gathering")

    def _ends_in(self, token: Token, word: str) -> bool:
        if token.kind not in ("forum", "track", "gathering"):
            return False
        name = self._text[token.name[0] : token.name[1]].strip(_MARKS)
        return name.endswith(word) or (token.kind == "track" and self._mechanism.sub("", name).endswith(word))

    def _token(self, named: Named) -> Token | None:
        numbered = self._numbered(named) or self._rounds_of.token(named) or self._of_treaty(named)
        if numbered is not None:
            return numbered
        if named.general:
            known = self._of_level(named) or self._of_quoted(named) or self._of_body(named)
            if known is not None:
                return known
            self._general.append(named)
            return None
        if self._known_after_place(named) or (named.kind == "track" and not self._is_track(named)):
            return None
        known = self._of_level(named) or self._of_quoted(named) or self._behind_bracket(named)
        if known is not None:
            return known
        span = (named.start, named.end)
        return Token(
            *span, named.kind, (), span, rule="name of a gathering", unit=named.topic, parties=named.parties
        )  # fmt: skip

    def _of_level(self, named: Named) -> Token | None:
        """A forum of the lexicon whose name tells here, too, who meets: the summit of the leaders of a body."""
        start, name = named.start, self._text[named.start : named.end]
        closing = len(self._text[:start].rstrip()) - 1
        bracket = self._opening(closing)
        opening = len(self._text[:bracket].rstrip()) if bracket is not None else None
        body = self._body_before([opening]) if opening is not None else None
        forms = []
        if body is not None and opening is not None:  # an abbreviation stands between the body and the rest
            forms = [self._text[opening:closing].strip(_OPENING) + name]
            start, name = body, self._text[body:opening] + name
        forms = [name, self._who_meets.sub("", name), *forms]
        for form in forms:
            key = next(
                (t.key for t in self._lexicon.terms.get(form, ()) if t.layer == "name" and t.kind == "Forum"), None
            )
            if key is not None:
                span = (start, named.end)
                return Token(*span, "forum", (key,), span, rule="name of a gathering")
        return self._summit_at(named)

    def _summit_at(self, named: Named) -> Token | None:
        """A summit that the lexicon knows by its body, named by where it is held: the place is that of the summit."""
        for body in self._scan.starts.get(named.start, ()):
            level = self._who.match(self._text, body.end, named.end)  # whose: a union's leaders'
            for begin in (body.end, level.end()) if level else (body.end,):
                key, seat = self._held_at(body.start, body.end, begin, named.end)
                if key is not None:
                    span = (named.start, named.end)
                    return Token(*span, "forum", (key,), span, rule="name of a gathering", unit=seat)
        return None

    def _held_at(self, start: int, end: int, place_at: int, name_end: int) -> tuple[str | None, str]:
        """The forum of the body from ``start`` to ``end`` whose summit is named by a place, and that place's key."""
        for place in self._scan.starts.get(place_at, ()):
            summit = self._summit.fullmatch(self._text, place.end, name_end)
            seat = next((t.key for t in place.terms if t.kind == "Place"), None)
            if summit is None or seat is None:
                continue
            for name in (self._text[start:place_at] + summit[0], self._text[start:end] + summit[0]):
                terms = (t for t in self._lexicon.terms.get(name, ()) if t.layer == "name" and t.kind == "Forum")
                if (found := next(terms, None)) is not None:
                    return found.key, seat
        return None, ""

    def _of_treaty(self, named: Named) -> Token | None:
        """A forum of the lexicon that is named by a treaty, whose title stands before it or its number in brackets."""
        number = self._ordinals.get(named.start)
        end = named.start if number is None else number.start
        bracket = self._opening(end - 1)
        end = end if bracket is None else bracket
        start = self._text.rfind("《", 0, end)
        if start < 0 or self._text[end - 1] != "》" or self._scan.quotes.get(start) != end - 1:
            return None
        terms = self._lexicon.terms.get(self._text[start + 1 : end - 1] + self._text[named.start : named.end], ())
        key = next((t.key for t in terms if t.layer == "name" and t.kind == "Forum"), None)
        span = (named.start, named.end)
        return None if key is None else Token(*span, "forum", (key,), span, rule="name of a gathering")

    def _opening(self, closing: int) -> int | None:
        """Where the brackets open that close at ``closing``."""
        return next((o for o, c in self._scan.brackets.items() if c == closing), None)

    def _of_quoted(self, named: Named) -> Token | None:
        """A forum of the lexicon whose body stands in quotation marks, and its abbreviation in brackets, before it."""
        bracket = self._opening(named.start - 1)
        end = named.start if bracket is None else len(self._text[:bracket].rstrip())
        start = self._text.rfind("「", 0, end)
        if start < 0 or self._scan.quotes.get(start) != end - 1:
            return None
        name = self._text[named.start : named.end]
        for form in (name, self._who_meets.sub("", name)):
            terms = self._lexicon.terms.get(self._text[start + 1 : end - 1] + form, ())
            key = next((t.key for t in terms if t.layer == "name" and t.kind == "Forum"), None)
            if key is not None:
                span = (start, named.end)
                return Token(*span, "forum", (key,), span, rule="name of a gathering")
        return None

    def _behind_bracket(self, named: Named) -> Token | None:
        """A gathering whose name begins with a body and its abbreviation in brackets."""
        bracket = self._opening(named.start - 1)
        start = self._body_before([bracket]) if bracket is not None else None
        if start is None or bracket is None or named.kind != "gathering":
            return None
        label = self._scan.printed(start, bracket) + self._scan.printed(named.start, named.end)
        span = (start, named.end)
        return Token(*span, "gathering", (), span, rule=_NUMBERED, unit=label)

    def _of_body(self, named: Named) -> Token | None:
        """The gathering of a body that is named right before its general name: the ministers' meeting of a union."""
        if self._any.fullmatch(self._text, named.start, named.end):
            return None
        if self._ceremony.fullmatch(self._text, named.start, named.end):
            return None
        closing = named.start - 1
        bracket = self._opening(closing)
        start = self._body_before([named.start if bracket is None else bracket])
        if start is None:
            return None
        span = (start, named.end)
        return Token(*span, "gathering", (), span, rule="name of a gathering")

    def _numbered(self, named: Named) -> Token | None:
        """A gathering of a body with its number inside the name, between the body (and its level) and the rest."""
        number = self._ordinals.get(named.start)
        if number is None:
            return None
        level = self._level.search(self._text, max(0, number.start - _LEVEL), number.start)
        bracket = self._opening(number.start - 1)
        before = number.start if bracket is None else bracket  # an abbreviation stands between them
        ends = [before, *([level.start()] if level else [])]
        start = self._body_before(ends)
        start = self._council_before(ends) if start is None else start
        known = self._known_around(before, named) if start is None and bracket is None else None
        if known is not None and known[1].startswith("track/"):
            label = self._scan.printed(known[0], before) + self._scan.printed(named.start, named.end)
            span, parties = (known[0], named.end), self._lexicon.entries[known[1]].parties
            return Token(
                *span, "track", (), span, rule="numbered track", unit=label, ordinal=number.value, parties=parties
            )
        start = known[0] if known is not None else start
        if start is None or (known is None and self._jointly_held(start)):
            return None
        name = self._text[start:before] + self._text[named.start : named.end]
        terms = (t for t in self._lexicon.terms.get(name.translate(_UNQUOTED), ()) if t.layer == "name")
        key = next((t.key for t in terms if t.kind in ("Forum", "Track")), None)
        kind: TokenKind = "gathering" if key is None else "track" if key.startswith("track/") else "forum"
        keys = () if key is None else (key,)
        label = self._scan.printed(start, before) + self._scan.printed(named.start, named.end)
        span = (start, named.end)
        return Token(*span, kind, keys, span, rule=_NUMBERED, unit=label, ordinal=number.value)

    def _known_around(self, before: int, named: Named) -> tuple[int, str] | None:
        """Where the name of a known forum or track begins that the number before ``named`` parts, and its key.

        Of the regular meetings of two premiers the number stands within the name.
        """
        rest = self._text[named.start : named.end]
        if self._summit.fullmatch(rest):
            return None  # a meeting of two states
        for begin in range(max(0, before - _LONGEST_TRACK), before - 1):
            if any(t.kind != "Initiative" for t in self._lexicon.terms.get(self._text[begin:before], ())):
                return None  # a session of what is named before the number
            for term in self._lexicon.terms.get(self._text[begin:before].translate(_UNQUOTED) + rest, ()):
                if term.layer == "name" and term.kind in ("Forum", "Track"):
                    return begin, term.key
        return None

    def _jointly_held(self, start: int) -> bool:
        """Whether the body at ``start`` is the second of two whose first summit it is."""
        joined = self._jointly.search(self._text, max(0, start - 1), start)
        if joined is None:
            return False
        ends = self._scan.ends.get(joined.start(), ())
        return any(t.layer == "name" and t.kind in ("Organization", "State") for m in ends for t in m.terms)

    def _numbered_meetings(self, start: int, end: int) -> list[Token]:
        """Meetings of a body that have a number, whose word alone would name no gathering."""
        found = []
        for number in self._ordinals.values():
            word = self._meets.match(self._text, number.end) if start <= number.start < end else None
            if word:
                named = Named(number.end, word.end(), "gathering", (), "", general=True)
                token = self._numbered(named)
                titles = (*self._in_title, *self._in_heading)
                meant = {self._text[n.start : n.end]: n for n in titles if self._text[: n.end].endswith(word[0])}
                if token is None and len(meant) == 1:
                    token = self._as_in_title(named, next(iter(meant.values())))
                found += [token] if token is not None else []
        return found

    def _body_before(self, ends: list[int]) -> int | None:
        """Where the body or forum begins whose name ends at the first possible of ``ends``."""
        for end in ends:
            for match in self._scan.ends.get(end, ()):
                if any(t.layer == "name" and t.kind in ("Organization", "Forum") for t in match.terms):
                    return match.start
        return None

    def _council_before(self, ends: list[int]) -> int | None:
        """Where a body begins whose council, or which alone in its clause, ends at the first possible of ``ends``."""
        for end in ends:
            for begin in range(max(0, end - _COUNCIL), end):
                start = self._body_before([begin]) if self._council.match(self._text, begin, end) else None
                if start is not None:
                    return start
            alone = self._alone.search(self._text, max(0, end - _ALONE), end)
            if alone is not None and not self._of_two(alone.start(), end):
                return alone.start()
        return None

    def _of_two(self, start: int, end: int) -> bool:
        """Whether a body is the joint one of two states, and its meetings are a series."""
        parties, rest = self._names.parties(start, end)
        return bool(parties) and patterns.load()["gatherings.joint"].match(self._text, rest) is not None

    def _known_after_place(self, named: Named) -> bool:
        """Whether the name is a known name, as of a place, and then a forum or track that the lexicon knows."""
        for m in self._scan.ends.get(named.end, ()):
            if m.start > named.start and any(t.layer == "name" and t.kind in ("Forum", "Track") for t in m.terms):
                return any(p.start == named.start for p in self._scan.ends.get(m.start, ()))
        return False

    def _is_track(self, named: Named) -> bool:
        """Whether the name tells of states, or the words around tell of a track.

        It is in quotation marks, or short and numbered, held or set up.
        """
        if named.parties or self._three_sided.match(self._text, named.start):
            return True
        if self._scan.quotes.get(named.start - 1) == named.end:
            return True
        if self._held_after.match(self._text, named.end):
            return True
        before = self._text[max(0, named.start - _BEFORE) : named.start]
        return named.end - named.start <= _LONGEST_TRACK and bool(self._track_before.search(before))
