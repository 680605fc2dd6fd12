"""The tokens of a document: of all readings of each stretch, the one that stands.

Titled persons and document titles claim their words first, dates next, then the longest of what is left. What stands in
quotation marks as a whole is the thing that it names, marks included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract import abbreviations, patterns
from kg.extract.calendar import Calendar
from kg.extract.candidates import QUOTING, Candidates
from kg.extract.cast import Cast
from kg.extract.gathering_tokens import GatheringTokens
from kg.extract.gatherings import Gatherings
from kg.extract.learnt import Learnt
from kg.extract.names import Names
from kg.extract.ordinals import numbers
from kg.extract.persons import Persons
from kg.extract.pieces import WHOLE, Pieces
from kg.extract.publisher import own_state
from kg.extract.scan import Scan
from kg.extract.series import RULE as GROUP
from kg.extract.series import Series
from kg.extract.shorts import Shorts
from kg.extract.sides import Sides
from kg.extract.titles import Titles
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.lexicon.grammar import Grammar
from kg.text import dates as date_text

# Which reading of a stretch stands, by the rule that found it: the highest; all other rules have none, and the longest.
_RANKS = {
    "title in brackets": 90, "titled name": 80, "name before title": 80, "holder": 80, "surname and title": 80,
    "divided name": 80, "shared title": 79,
    "short name": 75, "initial": 75, "date": 70, "numbered name": 66, "numbered track": 66, "party": 66,
    "short form": 65, "office": 60, "grade": 60,
    "description": 59, GROUP: 58,
}  # fmt: skip
_DASH = "—"
_MEETINGS = frozenset({"forum", "track", "gathering"})
_QUOTED_KINDS = frozenset({"forum", "track", "gathering", "initiative", "concept", "organization"})
_WITHIN_WORKS = _QUOTED_KINDS | {"state"}


@dataclass(slots=True)
class Lattice:
    """The tokens of a document in order, not overlapping, and the quotations that hold words said.

    ``inner`` are tokens within quotations and document titles: what these are about. ``quotes`` map the offset of an
    opening mark to that of its closing one. ``own`` is the state that the document writes of as its own.
    """

    tokens: list[Token]
    inner: list[Token]
    quotes: dict[int, int]
    own: str | None = None


class Weaver:
    """Makes the lattice of one scanned document. Names that it learns are added to the scan.

    No title or gathering reaches out of a dateline: of ``lines``, where each begins and ends. What is named in short
    means nothing of another of the ``pieces`` of news.
    """

    def __init__(
        self,
        scan: Scan,
        cast: Cast,
        grammar: Grammar,
        lines: dict[int, int] | None = None,
        pieces: Pieces = WHOLE,
    ) -> None:
        lexicon = cast.lexicon
        self._scan, self._text, self._grammar = scan, scan.text, grammar
        self._dates = list(date_text.find(scan.text))
        self._date_at = {date.start: date for date in self._dates}
        self._numbers = numbers(scan.text)
        self._office_of = patterns.load()["lattice.office_of"]
        self._styled, self._until = patterns.load()["lattice.styled"], patterns.load()["lattice.until"]
        self.shorts = Shorts(scan, lexicon, grammar)
        dates = [(d.start, d.end) for d in self._dates]
        self.names = names = Names(grammar, lexicon)
        datelines = list((lines or {}).items())
        titles = Titles(scan, cast, grammar, names, self.shorts, dates + datelines)
        self._persons = Persons(scan, lexicon, grammar, titles, Learnt(scan, cast, names), self.shorts, pieces)
        self._candidates = Candidates(scan, cast, self.shorts)
        self._sides = Sides(scan, lexicon, grammar, self.shorts)
        walls = dates + datelines + [(n.start, n.end) for n in self._numbers if n.ordinal]
        gatherings = Gatherings(scan, grammar, self.shorts, lexicon.parties, walls)
        self._series = Series(scan, gatherings, pieces)
        self._gatherings = GatheringTokens(scan, lexicon, gatherings, self._numbers, pieces)

    def weave(self, blocks: list[tuple[int, int]]) -> Lattice:
        """The lattice over these blocks (offsets of the view)."""
        persons = self._persons.find(blocks)
        own = own_state(self._text, self._grammar, self._persons.introduced(persons))
        candidates = [
            *persons,
            *self._candidates.works(),
            *self._date_tokens(),
            *self._number_tokens(),
            *self._sides.find(own),
            *self._persons.short_names(),
            *self._persons.initials(persons),
            *self._persons.meetings_of_two(persons),
            *self._candidates.known(),
            *self._candidates.delegations(),
            *self._candidates.missions(),
            *self._candidates.parts(),
            *self._candidates.bodies(),
            *self._candidates.press(),
            *self._candidates.venues(),
            *self._candidates.cities(self.names.transliterated),
            *self._gatherings.find(blocks),
            *self._series.find(blocks),
            *self._sides.pairs(),
            *self._candidates.quoted(),
        ]
        lattice = self._choose(self._no_part_of_a_name(candidates))
        lattice.own = own
        lattice.tokens += self._gatherings.named_before(lattice.tokens, blocks)
        self._candidates.delegations_of(lattice.tokens)
        lattice.tokens += self._candidates.delegations_again(lattice.tokens)
        lattice.tokens += self._sides.travellers(lattice.tokens)
        lattice.tokens.sort(key=lambda t: t.start)
        lattice.tokens += abbreviations.find(self._scan, lattice.tokens)
        lattice.tokens.sort(key=lambda t: t.start)
        lattice.tokens = self._kin(self._editions(lattice.tokens))
        return lattice

    def _kin(self, tokens: list[Token]) -> list[Token]:
        """The tokens in order; whose son or wife somebody is belongs to the words for him and names nobody else."""
        kin, kept = patterns.load()["parties.kin"], list[Token]()
        for token in tokens:
            before = kept[-1] if kept and token.kind == kept[-1].kind == "person" else None
            alone = before is not None and not before.offices  # else his title is told, too
            if before is not None and alone and kin.fullmatch(self._text, before.end, token.start):
                kept[-1] = replace(token, start=before.start)
            else:
                kept.append(token)
        return kept

    def _editions(self, tokens: list[Token]) -> list[Token]:
        """The tokens in order, without the own names of editions that stand right behind those of their forums.

        What such a name tells to be a meeting about the forum's, as one that prepares it, is a gathering of its own.
        """
        about = patterns.load()["lattice.about_forum"]
        kept: list[Token] = []
        for token in tokens:
            before = kept[-1] if kept else None
            named = before is not None and before.kind == "forum" and before.end == token.start
            if before is None or not named or token.kind != "gathering" or token.rule != "name of a gathering":
                kept.append(token)
            elif about.match(self._text, token.start, token.end):
                whole = (before.start, token.end)
                kept[-1] = Token(*whole, "gathering", (), whole, rule=token.rule, unit=token.unit)
            else:
                before.end = token.end
        return kept

    def resolve_dates(self, tokens: list[Token], calendar: Calendar, start: int, end: int) -> None:
        """Gives the dates within a stretch of the view their meaning, in order."""
        dates = [token for token in tokens if token.kind == "date"]
        for token in dates:
            if start <= token.start < end:
                token.when = calendar.resolve(self._date_at[token.start])
        for first, last in pairwise(dates):
            self._join(first, last)

    def _join(self, first: Token, last: Token) -> None:
        """Of two days joined by "until" (from today until Friday) each is the whole time."""
        a, b = first.when, last.when
        if a is None or b is None or not a.is_day or not b.is_day or not a.start < b.start:
            return
        if self._until.fullmatch(self._text, first.end, last.start):
            first.when = last.when = When(a.start, b.start)

    def _date_tokens(self) -> list[Token]:
        return [Token(d.start, d.end, "date", name=(d.start, d.end), rule="date") for d in self._dates]

    def _number_tokens(self) -> list[Token]:
        found = []
        for n in self._numbers:
            span = (n.start, n.end)
            found.append(Token(*span, "ordinal" if n.ordinal else "count", (), span, number=n.value, unit=n.unit))
        return found

    def _no_part_of_a_name(self, candidates: list[Token]) -> list[Token]:
        """The candidates without the leaders of B in the name of a meeting of A—B leaders, or of their own summit."""
        joint = [t for t in candidates if t.kind == "track" and len(t.parties) > 1]
        names = [t for t in joint if _DASH in self._text[t.start : t.end]]
        informal, gathered = patterns.load()["lattice.informal"], [t for t in candidates if t.kind in _MEETINGS]
        return [c for c in candidates if not self._within_name(c, names, gathered, informal)]

    def _within_name(
        self, candidate: Token, joint: list[Token], gathered: list[Token], informal: re.Pattern[str]
    ) -> bool:
        """Whether a holder or an office is only the beginning of a known summit's name, or stands within one's."""
        longer = [t for t in gathered if t.start == candidate.start and t.end > candidate.end]
        if candidate.kind == "person":
            return any(t.keys and t.rule == "name of a gathering" for t in longer)
        if candidate.kind != "office":
            return False
        if any(t.start < candidate.start and candidate.end < t.end for t in joint):
            return True
        return any(t.keys or informal.fullmatch(self._text, candidate.end, t.end) for t in longer)

    def _choose(self, candidates: list[Token]) -> Lattice:
        """Of overlapping candidates the one of the highest rank, then the longest, then the first."""
        widened = [self._with_quotes(token) for token in candidates]
        widened.sort(key=lambda t: (-_RANKS.get(t.rule, 0), t.start - t.end, t.start, t.kind != "forum"))
        taken = bytearray(len(self._text) + 1)
        tokens: list[Token] = []
        for token in widened:
            if not any(taken[token.start : token.end]):
                taken[token.start : token.end] = b"\1" * (token.end - token.start)
                tokens.append(token)
        for person in [token for token in tokens if token.kind == "person"]:
            self._take_in_style(person, tokens, taken)
            self._take_in_office(person)
        inner = [t for work in tokens if work.kind == "work" for t in _within(work, widened)]
        quotes = {s: e for s, e in self._scan.quotes.items() if self._text[s] in QUOTING and not taken[s]}
        return Lattice(sorted(tokens, key=lambda t: t.start), sorted(inner, key=lambda t: t.start), quotes)

    def _take_in_style(self, person: Token, tokens: list[Token], taken: bytearray) -> None:
        """How a person is addressed, a spouse without a name, a rank with its service are part of the mention."""
        style = self._styled.match(self._text, person.end)
        spans = (style.span("service"), style.span()) if style else ()
        again = next((t for t in tokens if (t.start, t.end) in spans and t.kind != "person"), None)
        if again:  # a service, or the title again: Professor A, the professor
            tokens.remove(again)
            taken[again.start : again.end] = bytes(again.end - again.start)
        if style and not any(taken[person.end : style.end()]):
            person.end = style.end()

    def _take_in_office(self, person: Token) -> None:
        """Where somebody's office speaks, that is the body which the name and the word are."""
        office = self._office_of.match(self._text, person.end)
        if office:
            name = (person.name[0], office.end(1))
            person.kind, person.keys, person.name, person.rule = "organization", (), name, "office of somebody"
            person.start, person.end = name

    def _with_quotes(self, token: Token) -> Token:
        """A thing that fills its quotation marks takes them in; one that begins or ends inside takes in its half."""
        if token.kind not in _QUOTED_KINDS:
            return token
        start, end, quotes = token.start, token.end, self._scan.quotes
        if start and quotes.get(start - 1) == end and self._text[start - 1] != "《":
            token.start, token.end = start - 1, end + 1
        elif start and start <= quotes.get(start - 1, -1) < end:
            token.start = start - 1
            token.name = (start - 1, token.name[1])
        elif any(quotes.get(at) == end for at in range(start, end)):
            token.end = end + 1
            token.name = (token.name[0], end + 1)
        return token


def _within(work: Token, ranked: list[Token]) -> list[Token]:
    """What the title of a document names, of overlapping candidates the first."""
    chosen: list[Token] = []
    for token in ranked:
        if token.kind not in _WITHIN_WORKS or token.start <= work.start or token.end >= work.end:
            continue
        if all(token.end <= other.start or token.start >= other.end for other in chosen):
            chosen.append(token)
    return chosen
