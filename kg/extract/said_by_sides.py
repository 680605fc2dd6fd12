"""At what a side or a body says something, where it goes on with what its man or its paper has just said."""

from __future__ import annotations

from kg import dates
from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence

_NEAR = 8  # sentences in which those for whom somebody met go on speaking
_TWO = 2
_PAPERS = 5  # sentences in which those who issued statements on one day are told of, one by one
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


def of_states(context: Context, draft: Draft, mine: list[Draft]) -> Draft | None:
    """The meeting of states, told of right before, at which one spoke for his: later than any of ``mine``, his own."""
    last = context.told[-1] if context.told else None
    if last is None or last.when is None or not 0 <= draft.sentence - last.sentence <= 1 or last.way == "welcome":
        return None
    if mine and mine[-1].sentence >= last.sentence:
        return None
    keys = last.actor_keys()
    of_many = len(keys) >= _TWO and all(key.startswith("state/") for key in keys)
    states = {context.parties.state_of(actor) for actor in draft.actors}
    return last if of_many and states & set(keys) and last.status == "held" else None


def of_its_body(context: Context, draft: Draft, paper: Draft) -> bool:
    """Whether a state says what stands in the paper that a body of it has just issued: the American side said."""
    if paper.kind != "Publication" or len(draft.actors) != 1 or not draft.actors[0].key.startswith("state/"):
        return False
    before, state = context.said, draft.actors[0].key
    near = draft.sentence - paper.sentence <= 1
    if not near and before is not None and before.part_of is paper and before.actor_keys() == draft.actor_keys():
        near = draft.sentence - before.sentence <= _TWO
    return near and any(context.parties.acts_for(actor, state) for actor in paper.actors)


def in_own_paper(context: Context, sentence: Sentence, draft: Draft) -> Draft | None:
    """The paper that a body, or its state, has just issued with others, where it says something in "its statement"."""
    told = context.said.part_of if context.said is not None else None
    if told is not None and told.kind == "Publication" and len(told.actors) >= _TWO:
        context.paper = told
    paper = context.paper
    if paper is None or draft.verb is None:
        return None
    if draft.actor_keys() == paper.actor_keys() and draft.when == paper.when:
        actor = None  # all who issued it
    elif draft.when is not None or len(draft.actors) != 1:
        return None
    else:
        actor = draft.actors[0]
    first, last = sentence.lead(draft.verb)[0], sentence.at(draft.verb[1] - 1) + 1
    if draft.sentence - paper.sentence > _PAPERS or not patterns.load()["own_paper.said"].search(
        sentence.shadow, first, last
    ):
        return None
    if actor is None:
        return paper
    of_it = any(actor.key == key or context.parties.acts_for(actor, key) for key in paper.actor_keys())
    return paper if of_it and actor.key.startswith("organization/") else None


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
