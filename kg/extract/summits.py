"""Summits and ministers' meetings of two states: not gatherings of many, but meetings of the two who met for them."""

from __future__ import annotations

import re

from kg import dates
from kg.extract import at_meeting, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.merge import compatible
from kg.extract.tokens import Token
from kg.text.fold import fold

_TWO = 2
_RANKS = ("leader", "foreign", "defence")
_HEADS = ("head of state", "head of government")  # ranks of the lexicon


def is_of_two(token: Token, name: str) -> bool:
    """Whether a track is one at which two persons meet: the ``name`` tells of two states, and of their heads."""
    pair = set(token.parties)
    if len(pair) == _TWO and all(key.startswith("person/") for key in pair):
        return True  # called by their names
    states = len(pair) == _TWO and all(key.startswith("state/") for key in pair)
    return states and patterns.load()["summits.of_two"].search(name) is not None


def as_meetings(drafts: list[Draft], context: Context, tokens: list[Token]) -> None:
    """Makes meetings of the summits of two states among ``drafts``; the persons of ``tokens`` who bear the rank met."""
    for draft in drafts:
        if not draft.of_two or draft.kind != "Gathering":
            continue
        others = [a for a in draft.actors if not {a.key, context.parties.state_of(a)} & set(draft.of_two)]
        if others or draft.hosts:
            continue  # of more than the two
        came = [a for a in draft.actors if a.key.startswith("person/")]
        rank = _rank(fold(draft.title or "") or _name(context, draft))
        met = [_head(state, rank, draft, context, tokens, came) for state in draft.of_two]
        if came and not {a.key for a in came} & {a.key for a in met}:
            continue  # only others are told of
        if not all(a.key.startswith("person/") for a in met):
            continue  # the text does not tell who met
        draft.kind, draft.mode = "Meeting", draft.mode or "in-person"
        draft.actors = met + [a for a in came if a.key not in {m.key for m in met}]
        for actor in draft.actors:
            if actor.token is not None and not draft.proves(actor.token):
                draft.stretches.append((actor.token.start, actor.token.end))


def of_many(drafts: list[Draft], context: Context) -> None:
    """Makes a gathering of a summit with the leaders of an organization or of the states of a region."""
    for draft in drafts:
        word = draft.kind == "Meeting" and patterns.load()["summits.of_many"].search(
            context.scan.text, *draft.stretches[0]
        )
        groups = [a for a in draft.actors if a.token is not None and a.token.kind == "office"]
        owners = {office.of or "" for a in groups for office in (a.token.offices if a.token else ())}
        if word and any(owner.startswith("organization/") for owner in owners):
            draft.kind, draft.mode = "Gathering", None
            draft.title = draft.title or context.scan.printed(*word.span())


def of_heads(drafts: list[Draft], context: Context) -> None:
    """Of heads of two states who met on no day that is told, the two persons of whose one meeting the text tells."""
    heads = patterns.load()["summits.heads"]
    for draft in drafts:
        states = set(draft.actor_keys())
        alone = draft.way == "sides" and draft.when is None and all(key.startswith("state/") for key in states)
        if not alone or not heads.search(context.scan.text, *draft.stretches[0]):
            continue
        met = [d for d in drafts if d.kind == "Meeting" and _are_of(d, states, context)]
        there = len(met) == 1 and (draft.place in (None, met[0].place) or met[0].place is None)
        if there and draft.mode == met[0].mode and at_meeting.of_that_rank(context, draft, met[0].actors):
            draft.actors = list(met[0].actors)
            tokens = [a.token for a in draft.actors if a.token is not None]
            draft.prove_by((t.start, t.end) for t in tokens if not draft.proves(t))


def _are_of(met: Draft, states: set[str], context: Context) -> bool:
    """Whether those who met are persons, one of each of the states."""
    persons = len(met.actors) == len(states) and all(a.key.startswith("person/") for a in met.actors)
    return persons and {context.parties.state_of(actor) for actor in met.actors} == states


def by_place(drafts: list[Draft], context: Context) -> None:
    """Makes of a summit that is called by its place alone the meeting of two persons there, where the text tells it."""
    for draft in drafts:
        named = patterns.load()["summits.at_place"].match(fold(draft.title or ""))
        if draft.kind != "Gathering" or named is None or draft.series or draft.hosts:
            continue
        places = {t.key for t in context.cast.lexicon.terms.get(named["place"], ()) if t.kind in ("Place", "State")}
        there = [d for d in drafts if d is not draft and _may_be_called(d, draft, places)]
        who = {frozenset(d.actor_keys()) for d in there}
        if len(who) == 1 and {d.kind for d in there} == {"Meeting"} and set(draft.actor_keys()) <= next(iter(who)):
            draft.kind, draft.mode, draft.actors = "Meeting", "in-person", list(there[0].actors)
            draft.place = draft.place or there[0].place


def _may_be_called(other: Draft, draft: Draft, places: set[str]) -> bool:
    """Whether another gathering or a meeting of two persons may be meant by where ``draft`` took place."""
    if not compatible(draft.when, other.when) or other.status == "denied":
        return False
    if other.kind == "Gathering":
        return other.place in places and other.title != draft.title
    persons = [a for a in other.actors if a.key.startswith("person/")]
    if other.kind != "Meeting" or len(persons) != _TWO or other.mode != "in-person":
        return False
    same_day = other.place is None and draft.when is not None and draft.when == other.when
    return other.place in places or same_day


def _name(context: Context, draft: Draft) -> str:
    return context.scan.text[slice(*draft.named)] if draft.named else ""


def _rank(name: str) -> re.Pattern[str]:
    """What the titles of those who meet at it are like."""
    load = patterns.load()
    rank = next((rank for rank in _RANKS[1:] if load[f"summits.{rank}_meeting"].search(name)), _RANKS[0])
    return load[f"summits.{rank}"]


def _head(
    state: str, rank: re.Pattern[str], draft: Draft, context: Context, tokens: list[Token], came: list[Actor]
) -> Actor:
    """The one person whom the text names with such a title of the state, or else the state.

    Where the meeting is called by who met, the person himself.
    """
    if state.startswith("person/"):
        return Actor(state, next((t for t in tokens if t.key == state), None), carried=True)
    found: dict[str, Token] = {}
    for token in tokens:
        if token.kind != "person" or token.key in found or not _in_time(token.key, state, draft, context):
            continue
        titles = [o.of for o in token.offices if not o.former and rank.search(fold(o.title))]
        if state in (context.cast.state_of(of, by_name=True) for of in titles) or _leads(token, state, rank, context):
            found.setdefault(token.key, token)
    if len(found) != 1:
        mine = [a for a in came if a.key in found]
        found = {mine[0].key: found[mine[0].key]} if len(mine) == 1 else {}
    if not found:
        return Actor(state, next((a.token for a in draft.actors if a.key == state), None))
    key, token = next(iter(found.items()))
    return Actor(key, token, carried=True)


def _leads(token: Token, state: str, rank: re.Pattern[str], context: Context) -> bool:
    """Whether somebody named without a title is one who leads the state, as the lexicon knows."""
    lexicon = context.cast.lexicon
    heads = {h.person for h in lexicon.holdings if h.of == state and lexicon.ranks.get(h.office) in _HEADS}
    return rank is patterns.load()["summits.leader"] and token.key in heads


def _in_time(person: str, state: str, draft: Draft, context: Context) -> bool:
    """Whether somebody can have been in office then: what is long past was held by others, but for whom we know."""
    if draft.when is None:
        return True
    terms = [h for h in context.cast.lexicon.holdings if h.person == person and h.of == state]
    start, end = dates.earliest(draft.when.start), dates.latest(draft.when.end or draft.when.start)
    if terms:
        return any((not h.start or h.start <= end) and (not h.end or h.end >= start) for h in terms)
    return context.issued is None or int(context.issued[:4]) - int(start[:4]) <= 1
