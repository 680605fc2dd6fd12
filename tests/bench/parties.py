"""Whether what was read of an item holds what its headline claims.

A party of a headline is a name, a name with a title, or a title of a state or body. A participant answers it by a
label of its own that stands there, or by the state or body that it holds an office in, is part of, or acts for.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import NamedTuple

from kg.lexicon.lexicon import finder, load
from kg.records import Event, Reading
from kg.text.fold import fold
from tests.bench.headlines import Claim

_ACCEPTED = {
    "meeting": ("Meeting", "Dialogue"),
    "talks": ("Meeting", "Dialogue"),
    "call": ("Meeting", "Dialogue"),
    "visit": ("Visit",),
    "summit": ("Gathering", "Dialogue"),
}
_BODIES = ("State", "Organization", "Place")


class Verdict(NamedTuple):
    """Whether the claim is held, and if not, the first thing that is missing."""

    held: bool
    lacking: str = ""


@functools.lru_cache(maxsize=8192)
def bodies(form: str) -> frozenset[str]:
    """The states and bodies that the lexicon finds in ``form``, none within another, with what they are part of."""
    found: set[str] = set()
    end = 0
    for match in finder().find(fold(form)):
        terms = [term for term in match.terms if term.kind in _BODIES and term.key and term.layer == "name"]
        if match.start < end or not terms:
            continue
        end = match.end
        for term in terms:
            found |= set(_with_wholes(term.key))
    return frozenset(found)


@functools.cache
def _with_wholes(key: str) -> tuple[str, ...]:
    """A body with what it is part of."""
    keys = [key]
    entries = load().entries
    while (entry := entries.get(keys[-1])) is not None and entry.part_of and entry.part_of not in keys:
        keys.append(entry.part_of)
    return tuple(keys)


class Crew:
    """The participants of one reading: what each is called, and for which states and bodies it stands."""

    def __init__(self, reading: Reading) -> None:
        self.labels = {entity.key: tuple(map(fold, entity.labels)) for entity in reading.entities}
        self.titles: dict[str, set[str]] = defaultdict(set)
        self._bodies: dict[str, set[str]] = defaultdict(set)
        offices = {entity.key: entity for entity in reading.entities if entity.kind == "Office"}
        holdings = [(tenure.holder, tenure.office) for tenure in reading.tenures]
        for event in reading.events:
            for who in event.participants:
                holdings += [(who.actor, who.capacity)] if who.capacity else []
                if who.on_behalf_of:
                    self._stand(who.actor, who.on_behalf_of)
        for holder, key in holdings:
            office = offices.get(key)
            if office is not None:
                self.titles[holder].add(fold(office.office_title or ""))
                if office.office_of:
                    self._stand(holder, office.office_of)
        self._lexicon = load()

    def _stand(self, actor: str, body: str) -> None:
        self._bodies[actor] |= set(_with_wholes(body))
        for label in self.labels.get(body, ()):
            self._bodies[actor] |= bodies(label)

    def stands_for(self, actor: str) -> set[str]:
        """The states and bodies that an actor is, is part of, acts for, or holds an office in."""
        known = self._bodies[actor] | set(_with_wholes(actor)) | set(self._lexicon.states_of(actor))
        if not actor.startswith("person/"):
            for label in self.labels.get(actor, ()):
                known |= bodies(label)
        return known

    def answers(self, actor: str, party: str) -> bool:
        """Whether ``actor`` may be the one whom the headline calls ``party``."""
        form = fold(party)
        if any(len(label) > 1 and label in form for label in self.labels.get(actor, ())):
            return True
        known = bodies(party)
        if known:
            return bool(known & self.stands_for(actor))
        return any(len(title) > 1 and title in form for title in self.titles[actor])


def parties(form: str) -> list[str]:
    """The parties of one side: parted where each part names a state or body of its own."""
    made: list[str] = []
    for part in re.split(r"、|(?<=[长理统相王使席臣监])(?:和|以及|及)", form):
        if made and (not bodies(part) or bodies(part) <= bodies(made[-1]) or re.match(r"(?:国家|政府|国务)", part)):
            made[-1] += "、" + part
        else:
            made.append(part)
    return made


def judge(claim: Claim, events: list[Event], crew: Crew) -> Verdict:
    """Whether these events, read in the headline's item, hold what it claims."""
    fitting = [event for event in events if event.kind in _ACCEPTED[claim.kind]]
    if not fitting:
        return Verdict(False, "no event of the kind")
    if claim.kind in ("visit", "summit"):
        return _judge_one(claim, fitting, crew)
    first, second = claim.parties
    theirs = [event for event in fitting if any(crew.answers(actor, first) for actor in _actors(event))]
    if not theirs:
        return Verdict(False, f"event without {first}")
    if claim.kind == "call":
        theirs = [event for event in theirs if event.mode in ("phone", "video")]
        if not theirs:
            return Verdict(False, "mode")
    for party in parties(second):
        if not any(_both(crew, _actors(event), first, party) for event in theirs):
            return Verdict(False, f"event without {party}")
    return Verdict(True)


def _judge_one(claim: Claim, events: list[Event], crew: Crew) -> Verdict:
    who = claim.parties[0]
    theirs = [
        event
        for event in events
        if any(crew.answers(actor, party) for party in parties(who) for actor in _actors(event))
    ]
    if not theirs:
        return Verdict(False, f"event without {who}")
    goals = re.split(r"[、和]", claim.goal) if claim.kind == "visit" else [claim.goal]
    for goal in goals:
        if not any(_reaches(event, goal, crew) for event in theirs):
            return Verdict(False, f"event without {goal}")
    return Verdict(True)


def _actors(event: Event) -> list[str]:
    return [*(who.actor for who in event.participants), *event.hosts]


def _both(crew: Crew, actors: list[str], first: str, second: str) -> bool:
    ones = [actor for actor in actors if crew.answers(actor, first)]
    others = [actor for actor in actors if crew.answers(actor, second)]
    return any(one != other for one in ones for other in others)


def _reaches(event: Event, goal: str, crew: Crew) -> bool:
    """Whether an event is a visit to this state, or the gathering of this name."""
    if event.kind == "Visit":
        wanted = bodies(goal)
        there = {key for key in (event.place, *event.hosts) if key}
        reached = {whole for key in there for whole in _with_wholes(key)}
        reached |= {key for actor in event.hosts for key in crew.stands_for(actor)}
        return bool(wanted & reached) or any(goal in label for key in there for label in crew.labels.get(key, ()))
    form = _core(goal)
    names = [*crew.labels.get(event.series or "", ()), fold(event.title or "")]
    if event.series and (entry := load().entries.get(event.series)):
        names += [fold(label) for language in ("zh-Hans", "zh-Hant") for label in entry.labels.get(language, ())]
    return any(name and (_core(name) in form or form in _core(name)) for name in names)


def _core(name: str) -> str:
    return re.sub(r"第[\w]{1,5}[届次]|\d{4}年|[「」《》\s·—，]|会议$|年会$|会晤$", "", fold(name))
