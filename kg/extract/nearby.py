"""The state of a titled person where neither his own words nor the rest of the document give one: what is near him."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from kg.extract import patterns
from kg.extract.pieces import Pieces
from kg.extract.scan import Scan
from kg.extract.tokens import OfficeMention, Token

_CLOSE = 24  # characters between who sends and whom
_HEADS = frozenset({"head of state", "head of government"})
_STATES = frozenset({"state", "pair", "side"})


@dataclass(frozen=True, slots=True)
class Peoples:
    """``bearers`` gives the states whose people bear a name in Chinese characters of their own, none for a foreign one.

    ``foreign`` tells whether it may be a foreign one. ``owned`` are all states where nobody bears such, ``chinese``
    those with Chinese names.
    """

    bearers: Callable[[str], frozenset[str]]
    foreign: Callable[[str], bool]
    owned: frozenset[str]
    chinese: frozenset[str]


class Nearby:
    """Tells states by what is near. ``tokens`` are the persons, states and pairs of states, in order.

    ``state_of`` gives that of a person by all else that is known, ``peoples`` tells whose people bear which names, and
    ``pieces`` where other news begins.
    """

    def __init__(
        self,
        tokens: list[Token],
        scan: Scan,
        state_of: Callable[[Token], str | None],
        peoples: Peoples,
        pieces: Pieces,
    ) -> None:
        self._tokens, self._text, self._state_of = tokens, scan.text, state_of
        self._peoples, self._pieces = peoples, pieces
        self._named = {key for token in tokens if token.kind in _STATES for key in token.keys}
        known = patterns.load()
        self._sends, self._encounter = known["people.sends"], known["people.encounter"]
        self._suite, self._has = known["people.suite_of"], known["people.has"]
        self._blocks = [(b.start, b.end) for b in scan.view.blocks]

    def of(self, token: Token, office: OfficeMention) -> str | None:
        """The state of ``office``, or None where what is near does not tell."""
        floor = self._sentence(token.start)
        found = self._sent(token, floor) or self._accompanies(token, floor)
        if found is None and office.takes == "state":
            found = self._by_name(token) or self._of_clause(token, floor)
            if found is None and office.rank in _HEADS:
                found = self._met(token, floor)
        return found if found is not None and self._may_be(token, found) else None

    def after(self) -> None:
        """Gives the first of a list the state that the lexicon knows of the next."""
        persons = [token for token in self._tokens if token.kind == "person"]
        for token, following in reversed(list(pairwise(persons))):
            bare = [o for o in token.offices if o.of is None and o.takes != "body"]
            last = following.offices[-1] if following.offices else None
            if not bare or last is None or not last.inherited or not (last.of or "").startswith("state/"):
                continue
            if self._text[token.end : following.start] == "、" and last.of and self._may_be(token, last.of):
                bare[-1].of, bare[-1].inherited = last.of, True

    def _sentence(self, at: int) -> int:
        """Where the sentence begins that holds ``at``."""
        return max(self._text.rfind(mark, 0, at) for mark in "。\n") + 1

    def _between(self, start: int, end: int) -> list[Token]:
        return [token for token in self._tokens if start <= token.start and token.end <= end]

    def _may_be(self, token: Token, state: str) -> bool:
        """Whether the name may be one of that state's people."""
        name = self._text[slice(*token.name)]
        bearers = self._peoples.bearers(name)
        if state in bearers:
            return True
        return state not in self._peoples.owned and (not bearers or self._peoples.foreign(name))

    def _sent(self, token: Token, floor: int) -> str | None:
        """The state that sends him: its side is represented by, it sends."""
        before = self._between(max(floor, token.start - _CLOSE), token.start)
        if not before or len(before[-1].keys) != 1:
            return None
        if before[-1].kind == "person":
            return self._state_of(before[-1]) if self._has.fullmatch(self._text, before[-1].end, token.start) else None
        return before[-1].key if self._sends.match(self._text[before[-1].end : token.start]) else None

    def _accompanies(self, token: Token, floor: int) -> str | None:
        """The state of whom the sentence before is about, where this one tells who accompanies him."""
        if not self._suite.search(self._text, floor, token.start):
            return None
        begin = self._sentence(floor - 2) if floor > 1 else 0
        before = self._between(max(begin, self._pieces.start(token.start)), floor)
        return next((self._state_of(t) for t in before if t.kind == "person"), None)

    def _by_name(self, token: Token) -> str | None:
        """The one state that the document names whose people bear such names, Chinese ones apart."""
        bearers = self._peoples.bearers(self._text[slice(*token.name)]) & self._named
        return next(iter(bearers - self._peoples.chinese), None) if len(bearers) == 1 else None

    def _of_clause(self, token: Token, floor: int) -> str | None:
        """The only state of the sentence so far, where no person was named in it and a clause begins with the title."""
        before = self._between(floor, token.start)
        keys = {key for t in before for key in t.keys}
        introduced = token.offices[0].end <= token.name[0] and self._text[token.start - 1] in "，；"
        alone = len(keys) == 1 and all(t.kind == "state" for t in before)
        return next(iter(keys)) if introduced and alone and before[0].start - floor < _CLOSE else None

    def _met(self, token: Token, floor: int) -> str | None:
        """Of two states in the sentence or paragraph the other, where a head of state meets somebody of the first."""
        end = self._text.find("。", token.end)
        near = self._between(floor, end if end >= 0 else len(self._text))
        others = [t for t in near if t.kind == "person" and t.key != token.key]
        theirs = {self._state_of(t) for t in others}
        between = (self._text[min(t.end, token.end) : max(t.start, token.start)] for t in others)
        if len(theirs) != 1 or None in theirs or not any(self._encounter.search(words) for words in between):
            return None
        block = next(start for start, stop in self._blocks if start <= token.start < stop)
        for start in (floor, block):
            keys = {key for t in self._between(start, token.start) if t.kind != "person" for key in t.keys}
            if len(keys | theirs) == 2:
                return next(key for key in keys | theirs if key not in theirs)
        return None
