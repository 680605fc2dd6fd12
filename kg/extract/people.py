"""Whose state a title is held in where its own words do not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.nearby import Nearby, Peoples
from kg.extract.pieces import Pieces
from kg.extract.scan import Scan
from kg.extract.tokens import OfficeMention, Token
from kg.text.fold import fold

_BARE = 3  # characters: a longer title of a body carries its topic with it and is held in a state
_NEAR = 60  # characters between a state that is visited and a title there
_BEFORE = 3  # characters before a state that tell of a visit


def fill_states(tokens: list[Token], scan: Scan, cast: Cast, home: Home, pieces: Pieces) -> None:
    """Gives titles without a state the one that a list, the same person elsewhere, the lexicon or a visit gives.

    ``tokens`` are the persons, states and pairs of the document; their offices are changed in place. What the words
    say is never changed. ``home`` gives the state of those whom a document introduces as of its own; what one of the
    ``pieces`` of news tells says nothing of the titles in the next.
    """
    visited = _Visited(tokens, scan, pieces)
    known: dict[tuple[str, str], str] = {}
    for token in tokens:
        for office in token.offices:
            if office.of and not office.former:
                known.setdefault((token.key, office.title), office.of)
    states: dict[str, str] = {}
    for (key, _), of in known.items():
        if of.startswith("state/"):
            states.setdefault(key, of)

    def state_of(token: Token) -> str | None:
        own = next((o.of for o in token.offices if o.of and not o.former), None)
        return cast.state_of(own, by_name=True) or states.get(token.key) or _of_lexicon(token.key, cast)

    nearby = Nearby(tokens, scan, state_of, home.peoples, pieces)
    before: Token | None = None
    for token in tokens:
        if token.kind != "person":
            continue
        for office in token.offices:
            if office.of is None:
                office.of = known.get((token.key, office.title))
                if office.of is None and (office.takes != "body" or len(office.title) > _BARE):
                    office.of = (
                        states.get(token.key)
                        or _of_lexicon(token.key, cast)
                        or _of_list(before, token, scan, states, cast)
                    )
                    office.of = office.of or home.sole.get(fold(office.title))
                    if office.of is None and office.takes == "state":  # of whose delegation he is the head
                        held = (cast.state_of(o.of, by_name=True) for o in token.offices if o.of)
                        office.of = next(filter(None, held), None)
                    if office.of is None and office.takes == "state" and token.key not in cast.lexicon.entries:
                        office.of = home.of(token) or visited.before(token)
                    if office.of is None and token.key not in cast.lexicon.entries:
                        office.of = nearby.of(token, office)
                if office.of is None and office.takes != "state" and len(office.title) <= _BARE:
                    office.of = _body_of_lexicon(token.key, cast)
                    office.of = office.of or _of_joined(token, office)
                region = patterns.load()["people.regional_head"].fullmatch(fold(office.title))
                if region and (office.of or "").startswith("state/"):
                    office.of = None
                office.inherited = office.of is not None
        before = token
    nearby.after()


@dataclass(frozen=True, slots=True)
class Home:
    """The state that a document writes of as its own, and which names are those of its people."""

    state: str | None
    native: Callable[[str], bool]
    sole: dict[str, str]  # titles that only one state has, by that state
    text: str
    peoples: Peoples

    def of(self, token: Token) -> str | None:
        """The document's own state for a titled person who bears, behind the title, a name of its people."""
        if token.end > token.name[1]:  # given again in Latin letters, as those of foreigners are
            return None
        return self.state if _introduced(token) and self.native(self.text[slice(*token.name)]) else None


class _Visited:
    """The states that the document tells visits to: whose vice president is met there without being named."""

    def __init__(self, tokens: list[Token], scan: Scan, pieces: Pieces) -> None:
        known = patterns.load()
        self._pieces = pieces
        self._text, self._starts = scan.text, scan.starts
        self._states: list[tuple[int, str]] = []
        for token in tokens:
            if token.kind != "state":
                continue
            before = scan.text[max(0, token.start - _BEFORE) : token.start]
            paid = known["people.toward"].search(before) and known["people.visit"].match(scan.text, token.end)
            if paid or known["people.visiting"].search(before):
                self._states.append((token.start, token.key))

    def before(self, token: Token) -> str | None:
        """The state of a visit told before a person in the sentence, or the only one told of so far."""
        at = token.start
        floor = max(at - _NEAR, *(self._text.rfind(mark, 0, at) for mark in "。\n"))
        near = [key for start, key in self._states if floor <= start < at]
        if near:
            return near[-1]
        block = self._text.rfind("\n", 0, at) + 1
        since = block if patterns.load()["people.other_news"].match(self._text, block) else self._pieces.start(at)
        only = {key for start, key in self._states if since <= start < at} if _introduced(token) else set()
        return next(iter(only)) if len(only) == 1 and self._named(floor, at) <= only else None

    def _named(self, start: int, end: int) -> set[str]:
        """The states that a stretch names, whose the title may rather be."""
        found = (m for at in range(max(0, start), end) for m in self._starts.get(at, ()) if m.end > at + 1)
        return {term.key for m in found for term in m.terms if term.kind == "State"}


def _introduced(token: Token) -> bool:
    """Whether the title stands before the name, as of one who is introduced."""
    return bool(token.offices) and token.offices[-1].end <= token.name[0]


def _of_joined(token: Token, office: OfficeMention) -> str | None:
    """The body of the title that is joined to this one of the same person: the founder and president of a company."""
    before = [o.of for o in token.offices if o.start < office.start and o.of]
    return before[-1] if before and before[-1].startswith("organization/") and office.takes != "state" else None


def _of_lexicon(key: str, cast: Cast) -> str | None:
    held = cast.lexicon.states_of(key)
    states = [state for state in held if state.startswith("state/")] or [p for p in held if p.startswith("place/")]
    return states[0] if len(set(states)) == 1 else None


def _body_of_lexicon(key: str, cast: Cast) -> str | None:
    """The one organization in which the lexicon knows somebody to have held offices, where the document names it."""
    bodies = {held for held in cast.lexicon.states_of(key) if held.startswith("organization/")}
    body = next(iter(bodies)) if len(bodies) == 1 else None
    return body if body in cast.members else None


def _of_list(before: Token | None, token: Token, scan: Scan, states: dict[str, str], cast: Cast) -> str | None:
    """The state of the person right before in a list; ``states`` are those of persons by their titles elsewhere."""
    if before is None:
        return None
    between = scan.text[before.end : token.start]
    if not patterns.load()["people.listed"].match(between) and not patterns.load()["people.suite"].search(between):
        return None
    own = next((o.of for o in before.offices if o.of), None)
    if own is None and not before.offices and patterns.load()["people.serves"].search(fold(token.offices[-1].title)):
        own = states.get(before.key) or _of_lexicon(before.key, cast)
    if own is not None and own.startswith("organization/") and token.offices[-1].takes == "state":
        return cast.state_of(own, by_name=True)  # the party leader of A, the president B: of the state
    return own
