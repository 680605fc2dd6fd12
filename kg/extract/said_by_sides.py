"""At what a side or a body says something, where it goes on with what its man or its paper has just said."""

from __future__ import annotations

from kg import dates
from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence

_NEAR = 8  # sentences in which those for whom somebody met go on speaking
_TWO = 2
_POINT = 5  # characters before a sentence that number it


def of_side(context: Context, sentence: Sentence, draft: Draft) -> Draft | None:
    """The meeting told of last at which persons spoke for the sides that say something: the German side, both sides.

    A side that goes on with what its man has just said speaks on the day on which he did.
    """
    keys, parties = set(draft.actor_keys()), context.parties
    if draft.when is not None or not draft.actors or _is_reported(sentence, draft):
        return None
    if not all(parties.state_of(a) == a.key for a in draft.actors):
        return _of_body(context, draft)
    if len(keys) < _TWO and not _is_side(context, draft.actors[0]):
        return None
    point = patterns.load()["link.point"].search(context.scan.text, max(0, sentence.start - _POINT), sentence.start)
    if point is not None:
        return None  # the point of a communiqué
    for met in reversed(context.told):
        there = context.last_said is not None and context.last_said.part_of is met
        if not there and draft.sentence - met.sentence > _NEAR:
            break
        if met.when is None or not dates.is_day(met.when.start) or context.is_past(met.when):
            continue
        if all(any(parties.acts_for(actor, key) for actor in met.actors) for key in keys):
            return met
    before = context.said
    if before is None:
        return None
    thinks = draft.verb is not None and patterns.load()["link.thinks"].search(context.scan.text, *draft.verb)
    one = before.actors[0] if len(keys) == len(before.actors) == 1 and not thinks else None
    for_it = one is not None and parties.acts_for(one, draft.actors[0].key)
    if not for_it and {parties.state_of(a) for a in before.actors} != keys:
        return None
    return _along(draft, before)


def of_its_body(context: Context, draft: Draft, paper: Draft) -> bool:
    """Whether a state says what stands in the paper that a body of it has just issued: the American side said."""
    if paper.kind != "Publication" or len(draft.actors) != 1 or not draft.actors[0].key.startswith("state/"):
        return False
    before, state = context.said, draft.actors[0].key
    near = draft.sentence - paper.sentence <= 1
    if not near and before is not None and before.part_of is paper and before.actor_keys() == draft.actor_keys():
        near = draft.sentence - before.sentence <= _TWO
    return near and any(context.parties.acts_for(actor, state) for actor in paper.actors)


def _of_body(context: Context, draft: Draft) -> Draft | None:
    """What its spokesman has just spoken at, where a body goes on; gives its words the day of his."""
    before = context.said
    spokesmen = before.actors if before is not None else []
    bodies = {office.of for actor in spokesmen if actor.token is not None for office in actor.token.offices}
    if (
        before is None
        or len(spokesmen) != 1
        or draft.actor_keys() != [key for key in draft.actor_keys() if key in bodies]
    ):
        return None
    return _along(draft, before)


def _along(draft: Draft, before: Draft) -> Draft | None:
    """What a statement right before was made at; gives its day to the one that goes on with it."""
    host = before.part_of
    if draft.sentence - before.sentence > 1:
        return None
    when = before.when or (host.when if host is not None else None)
    if when is None or not dates.is_day(when.start):
        return None
    if host is None:
        draft.when = when
        draft.prove_by(before.stretches)
    return host


def _is_reported(sentence: Sentence, draft: Draft) -> bool:
    """Whether others report what a statement says: according to European media, the Ukrainian side proposed."""
    last = sentence.clause_at(sentence.at(draft.verb[0])) if draft.verb is not None else 0
    reported = patterns.load()["circumstances.reported"]
    return any(reported.search(sentence.shadow, *sentence.clauses[n]) for n in range(last))


def _is_side(context: Context, actor: Actor) -> bool:
    """Whether a state is called a side, as one is that talks with another."""
    token = actor.token
    if token is None:
        return False
    side = patterns.load()["link.side"].match(context.scan.text, token.start)
    return side is not None and side.end() >= token.end
