"""Candidates by what the lexicon knows and by marks: names, kinds of bodies, documents, delegations, quoted names."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator

from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.tokens import Token, TokenKind
from kg.lexicon.lexicon import Match
from kg.records import EntityKind
from kg.text.fold import fold

_KINDS: dict[EntityKind, TokenKind] = {
    "State": "state", "Person": "person", "Organization": "organization", "Forum": "forum", "Track": "track",
    "Initiative": "initiative", "Concept": "concept", "Place": "place",
}  # fmt: skip
_TWO = 2
_OPENINGS = ("", "。", "，", "；", "\n")
_KIND = 4  # characters before a quoted name that may tell what kind of body bears it
_LONGEST_CONCEPT = 12
_LONGEST_PARTNERSHIP = 28
_SHORTEST_VENUE, _LONGEST_VENUE = 3, 10  # characters, without the city
_SHORTEST_CITY = 2
_LONGEST_GATHERING = 40
_LONGEST_GIVEN = 8  # characters of a first name, with the mark behind it
_LONGEST_WORD = 6  # characters before a one-character form in which a longer known word that holds it may begin
QUOTING = frozenset('「『"')  # the opening marks of words said or of names; titles of documents have their own


class Candidates:
    """Finds such candidates in one scanned text. Offsets are the view's."""

    def __init__(self, scan: Scan, cast: Cast, shorts: Shorts) -> None:
        self._scan, self._text, self._cast = scan, scan.text, cast
        self._shorts = shorts
        self._patterns = patterns.load()
        self._cut_wrongly = {m.span() for m in self._patterns["candidates.cut_wrongly"].finditer(self._text)}

    def works(self) -> list[Token]:
        """Documents by their titles in brackets; a newspaper or programme is none."""
        found = []
        for start, end in self._scan.quotes.items():
            if self._text[start] != "《":
                continue
            inside = self._scan.starts.get(start + 1, ())
            if any(m.end == end and t.type == "media" for m in inside for t in m.terms):
                continue
            if end == start + 1 or "\n" in self._text[start:end]:
                continue
            if self._patterns["candidates.media"].search(self._text, start, end):
                if not any(m.end == end for m in inside):
                    found.append(Token(start + 1, end, "organization", (), (start + 1, end), rule="media"))
                continue
            if self._patterns["candidates.medium"].match(self._text, end + 1):
                found.append(Token(start + 1, end, "organization", (), (start + 1, end), rule="media"))
                continue
            found.append(Token(start, end + 1, "work", name=(start + 1, end), rule="title in brackets"))
        return found

    def delegations(self) -> list[Token]:
        """Delegations by their names, where one is received or sent."""
        named = {"delegation": "delegation", "guests": "party", "party": "party"}
        found = [(self._patterns[f"candidates.{name}"].finditer(self._text), rule) for name, rule in named.items()]
        return [Token(*m.span(1), "organization", (), m.span(1), rule=rule) for matches, rule in found for m in matches]

    def delegations_again(self, tokens: list[Token]) -> list[Token]:
        """Delegations that are only called one, where ``tokens``, in order, name just one before them."""
        is_one = self._patterns["candidates.is_delegation"]
        named = [t for t in tokens if t.kind == "organization" and is_one.search(self._text, *t.name)]
        found = []
        for match in self._patterns["candidates.delegation_again"].finditer(self._text):
            before = [t for t in named if t.end <= match.start()]
            free = not any(t.start < match.end() and match.start() < t.end for t in tokens)
            if free and before and len({self._text[slice(*t.name)] for t in before}) == 1:
                span = match.span()
                found.append(Token(*span, "organization", (), span, rule="named before", same_as=before[0]))
        return found

    def delegations_of(self, tokens: list[Token]) -> None:
        """Makes a delegation of each state or body in ``tokens`` that stands right before the word, and travels."""
        begins = sorted(t.start for t in tokens)
        for n, token in enumerate(tokens):
            of = self._patterns["candidates.delegation_of"].match(self._text, token.end)
            if of is None or token.kind not in ("state", "organization"):
                continue
            following = bisect.bisect_left(begins, token.end)
            if following == len(begins) or begins[following] >= of.end():
                span = (token.start, of.end())
                tokens[n] = Token(*span, "organization", (), span, rule="delegation")

    def missions(self) -> list[Token]:
        """Embassies and other missions, by whose they are and where; "our embassy in A" is none of A."""
        found = []
        for match in self._patterns["candidates.mission"].finditer(self._text):
            begin = self._body_begins(match.start(), match.end())
            unions = (
                m.start for m in self._scan.ends.get(match.start(), ()) for t in m.terms if t.kind == "Organization"
            )
            begin = min(begin, *unions, match.start())
            if begin < match.start() or self._patterns["candidates.own_mission"].match(self._text, max(0, begin - 2)):
                found.append(Token(begin, match.end(), "organization", (), (begin, match.end()), rule="mission"))
        return found

    def parts(self) -> list[Token]:
        """Councils, commissions and the like of a body that is named right before them."""
        found = []
        for end, matches in self._scan.ends.items():
            bodies = [m for m in matches if any(t.kind == "Organization" and t.layer == "name" for t in m.terms)]
            part = self._patterns["candidates.part"].match(self._text, end) if bodies else None
            if part:
                span = (min(m.start for m in bodies), part.end())
                found.append(Token(*span, "organization", (), span, rule="part of a body"))
        return found

    def bodies(self) -> list[Token]:
        """Bodies of no row, known by what their names end in, where they act or speak at the head of a clause."""
        found = []
        begins = [0, *(m.end() for m in self._patterns["candidates.body_begins"].finditer(self._text))]
        placed = [m.end() for m in self._patterns["candidates.placed_body_begins"].finditer(self._text)]
        named = [m for m in self._from(sorted(begins + placed), "candidates.named_body") if self._is_placed(m)]
        for match in [*self._from(begins, "candidates.acting_body"), *named]:
            start, end = match.span(1)
            kind = self._patterns["candidates.kind_of_body"].match(self._text, start, end)
            start = kind.end() if kind else start
            if not any(m.end == end for m in self._scan.starts.get(start, ())):
                found.append(Token(start, end, "organization", (), (start, end), rule="acting body"))
        return found

    def _from(self, begins: list[int], name: str) -> Iterator[re.Match[str]]:
        """Where a pattern fits from one of the places on, which are in order, and not within where it fitted before."""
        pattern, done = self._patterns[name], 0
        for at in begins:
            match = pattern.match(self._text, at) if at >= done else None
            if match is not None:
                done = match.end()
                yield match

    def _is_placed(self, match: re.Match[str]) -> bool:
        """Whether a body begins with a state or place and tells what it is for, and is none that the lexicon has."""
        before = self._scan.starts.get(match.start(1), ())
        places = ("State", "Place", "Organization") if match["caucus"] else ("State", "Place")
        where = {m.end for m in before for t in m.terms if t.kind in places}
        known = (m for m in self._scan.ends.get(match.end(1), ()) if m.start in where)
        if any(t.kind == "Organization" or t.layer == "body" for m in known for t in m.terms):
            return False
        return any(match["bare"] or end + _TWO <= match.start("head") for end in where)

    def press(self) -> list[Token]:
        """The newspapers of a state, where they are only called so and report."""
        found = []
        for match in self._patterns["candidates.press"].finditer(self._text):
            states = (m.start for m in self._scan.ends.get(match.start(), ()) for t in m.terms if t.kind == "State")
            begin = match.start() if match["short"] else min(states, default=match.end())
            if begin < match.end(1):
                span = (begin, match.end(1))
                found.append(Token(*span, "organization", (), span, rule="acting body"))
        return found

    def venues(self) -> list[Token]:
        """Palaces, hotels, airports and the like, where something is said to happen; behind the name of a city."""
        found = []
        for match in self._patterns["candidates.venue"].finditer(self._text):
            start, end = match.span(1)
            names = [m.end for m in self._scan.starts.get(start, ()) for t in m.terms if t.kind in ("Place", "State")]
            building = match.start("hall") if match["hall"] else end  # the hall of a known building is one with it
            start = max([n for n in names if n < building], default=start)
            if end - start < _SHORTEST_VENUE:  # the palace, the airport of a city
                start = match.start(1)
            if _SHORTEST_VENUE <= end - start <= _LONGEST_VENUE:
                found.append(Token(start, end, "place", (), (start, end), rule="venue"))
        return found

    def cities(self, transliterated: Callable[[str], bool]) -> list[Token]:
        """Cities of no row where something is said to happen, written as foreign names are; behind a state or alone."""
        found = []
        for match in self._patterns["candidates.city"].finditer(self._text):
            start, end = match.span(1)
            names = [m.end for m in self._scan.starts.get(start, ()) for t in m.terms if t.kind in ("Place", "State")]
            start = max([n for n in names if n < end], default=start)
            kind = self._patterns["candidates.kind_of_city"].match(self._text, start, end)
            begin, start = start, kind.end() if kind else start
            if kind and kind["short"]:  # the capital of a state that is named by its first character
                terms = (t for m in self._scan.starts.get(start, ()) if m.end == end for t in m.terms)
                found += [Token(begin, end, "place", (t.key,), (start, end), rule="city") for t in terms if t.key][:1]
                continue
            if self._text[end] == "（" and start == match.start(1):
                continue  # a name given again in Latin letters, but of whom or what
            if end - start >= _SHORTEST_CITY and transliterated(self._text[start:end]):
                found.append(Token(start, end, "place", (), (start, end), rule="city"))
        return found

    def known(self) -> list[Token]:
        """Every name, capital and kind of body of the lexicon, and every name learnt."""
        tokens = (self._known(match) for matches in self._scan.starts.values() for match in matches)
        return [token for token in tokens if token is not None]

    def _known(self, match: Match) -> Token | None:
        if (match.start, match.end) in self._cut_wrongly:
            return None
        names = [(t, t.kind) for t in match.terms if t.layer == "name" and t.kind]
        placed = any(kind == "Place" for _, kind in names)
        if placed and self._patterns["candidates.not_place"].match(self._text, match.end):
            return None
        acting = next((t.key for t in match.terms if t.layer == "acting"), None)
        span = (match.start, match.end)
        if acting is not None:
            place = next((t.key for t, kind in names if kind == "Place"), None)
            place = place or self._cast.key("Place", self._scan.printed(*span))
            acting = self._shorts.acts_for(self._text[slice(*span)], acting)
            return Token(*span, "capital", (place, acting), span, rule="lexicon")
        if names:
            term, kind = names[0]
            if kind == "Person" and self._is_of_kin(match, term.key):
                return None
            rule = "lexicon" if term.key in self._cast.lexicon.entries else "learnt name"
            return Token(*span, _KINDS[kind], (term.key,), span, rule=rule)
        if any(t.layer == "body" for t in match.terms):
            if self._patterns["candidates.not_body"].match(self._text, match.start - 1):
                return None
            return Token(self._body_begins(match.start, match.end), match.end, "organization", (), span, rule="body")
        return None

    def _is_of_kin(self, match: Match, key: str) -> bool:
        """Whether a known surname ends the name of another, whose first name is none of the known one's: his son."""
        given = self._patterns["candidates.given"].search(self._text, max(0, match.start - _LONGEST_GIVEN), match.start)
        entry = self._cast.lexicon.entries.get(key)
        if given is None or entry is None:
            return False
        if given["younger"]:
            return True
        forms = [fold(form).split("·") for labels in entry.labels.values() for form in labels]
        first = [parts[0] for parts in forms if len(parts) > 1]
        whole = "·" in self._text[match.start : match.end]  # with a first name of its own
        return bool(first) and not whole and not any({*given["name"]} & {*name} for name in first)

    def _body_begins(self, start: int, end: int) -> int:
        """Where a body of a kind that every state has begins: with the state before it, where there is one."""
        for before in self._scan.ends.get(start, ()):
            if any(t.kind == "State" or t.layer == "acting" for t in before.terms):
                return before.start
        opening = self._text.rfind("（", 0, start)
        if opening > 0 and self._text[start - 1] == "）" and self._text[opening + 1 : start - 1].isascii():
            begin = self._body_begins(opening, end)  # the state's name is given again in Latin letters
            return begin if begin < opening else start
        short = start - 1
        state = self._shorts.initial(self._text[short - 1]) if start >= _TWO and self._text[short] == "国" else None
        if state:
            self._cast.states[self._cast.key("Organization", self._scan.printed(short - 1, end))] = state
            return short - 1
        if (
            start
            and not (short and self._shorts.run(short - 1, start)[0])  # of a pair of states
            and self._shorts.resolve(self._text[short], short)
            and not self._scan.covered(short, start, _LONGEST_WORD)
            and not self._patterns["candidates.last_of_word"].search(self._text, max(0, short - 1), start)
        ):
            return short
        return start

    def _is_form(self, start: int, end: int) -> bool:
        """Whether a stretch is a form of the lexicon."""
        return any(m.end == end for m in self._scan.starts.get(start, ()))

    def _is_called(self, start: int, inner: str) -> bool:
        """Whether what stands in quotation marks is the name of a body: the word before tells so, or it speaks."""
        told = self._patterns["candidates.kind_before"].search(self._text, max(0, start - _KIND), start)
        if told is None and self._text[start - 1 : start] in _OPENINGS:
            told = self._patterns["candidates.quoted_speaks"].match(self._text, start + len(inner) + 1)
        return told is not None and self._patterns["candidates.called"].match(inner) is not None

    def _sessions_of(self, span: tuple[int, int], kind: str) -> bool:
        """Whether a known body stands in quotation marks before the kind of meeting that it held."""
        terms = [t for m in self._scan.starts.get(span[0], ()) if m.end == span[1] for t in m.terms]
        special = self._patterns["candidates.special_meeting"].match(kind) is not None
        return special and bool(terms) and all(t.kind == "Organization" for t in terms)

    def quoted(self) -> list[Token]:
        """Concepts, documents and gatherings in quotation marks, known by what they end in."""
        found = []
        for start, end in self._scan.quotes.items():
            inner = self._text[start + 1 : end]
            if self._text[start] not in QUOTING or len(inner) < 2:
                continue
            partnership = self._patterns["relations.partnership"].search(inner) is not None
            if self._patterns["candidates.clauselike"].search(inner) and not partnership:
                continue
            span = (start + 1, end)
            kind = self._patterns["candidates.kind_of_meeting"].match(self._text, end + 1)
            known = self._is_form(*span) and not (kind and self._sessions_of(span, kind.group()))
            if kind and len(inner) <= _LONGEST_CONCEPT and not known:
                found.append(Token(start, kind.end(), "gathering", (), (start, kind.end()), rule="quoted"))
                continue
            longest = _LONGEST_PARTNERSHIP if partnership else _LONGEST_CONCEPT
            if len(inner) <= longest and self._patterns["candidates.quoted_concept"].search(inner):
                found.append(Token(start, end + 1, "concept", (), span, rule="quoted"))
            elif self._patterns["candidates.quoted_work"].search(inner):
                found.append(Token(start, end + 1, "work", (), span, rule="quoted"))
            elif self._patterns["candidates.quoted_body"].search(inner) or self._is_called(start, inner):
                found.append(Token(start, end + 1, "organization", (), span, rule="quoted"))
            elif len(inner) <= _LONGEST_GATHERING and self._patterns["candidates.quoted_gathering"].search(inner):
                found.append(Token(start, end + 1, "gathering", (), span, rule="quoted"))
        return found
