"""What both sides of a meeting agree on, where the text goes on with what was said and done there."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence

_MET = ("Meeting", "Dialogue", "Gathering")
_RULES = ("agree together", "reach an agreement")  # the frames that tell it
_REACH = 150  # characters from a meeting, or what was said or agreed there last, to what is agreed next
_TWO = 2


def at_meeting(context: Context, sentence: Sentence, draft: Draft, here: list[Draft]) -> bool:
    """Gives what "both sides" agree on to the two who met, and the day of their meeting; tells whether it is such."""
    met = context.told[-1] if context.told else None
    if not _is_agreement(sentence, draft) or met is None or met.kind != "Meeting":
        return False
    others = (d for d in here if d.kind in _MET and d is not met and d.stretches[0] < draft.stretches[0])
    if any(others) or any(d.sentence == met.sentence and d is not met for d in context.told[-_TWO:]):
        return False  # of several meetings told at once
    two = _two(context, met)
    if met.status != "held" or met.when is None or not met.when.is_day or context.is_past(met.when) or not two:
        return False
    if draft.when not in (None, met.when) or not _goes_on(context, draft, met) or not _of_both(context, draft, two):
        return False
    if draft.kind == "Act":  # what is set up is set up by whom the words name
        draft.actors = [Actor(a.key, a.token, carried=True) for a in two]
    draft.when, draft.part_of = met.when, met
    draft.prove_by(met.stretches[:1])
    return True


def _is_agreement(sentence: Sentence, draft: Draft) -> bool:
    """Whether it tells what was agreed on, or agreed to be set up, and not before."""
    if draft.status != "held" or (draft.rule not in _RULES and draft.kind != "Establishment"):
        return False
    verb = sentence.at(draft.verb[0] if draft.verb is not None else draft.stretches[0][0])
    first, last = sentence.clauses[sentence.clause_at(verb)]
    agree, of_before = patterns.load()["agreements.agree"], patterns.load()["agreements.of_before"]
    if draft.kind == "Establishment" and agree.search(sentence.shadow, first, last) is None:
        return False
    return of_before.search(sentence.shadow, first, max(first, verb)) is None


def _two(context: Context, met: Draft) -> list[Actor]:
    """The two persons of two states who met, of more the two whom "the two leaders" means."""
    leaders = {a.key for a in context.parties.leaders}
    persons = [a for a in met.actors if a.key.startswith("person/")]
    persons = persons if len(met.actors) == _TWO else [a for a in persons if a.key in leaders]
    states = {context.parties.state_of(a) for a in persons} - {None}
    return persons if len(persons) == len(states) == _TWO else []


def _goes_on(context: Context, draft: Draft, met: Draft) -> bool:
    """Whether the text has just told of a meeting, or of what was said or agreed at it."""
    said = context.last_said
    there = [met, *(d for d in context.acts if d.part_of is met)]
    there += [said] if said is not None and said.part_of is met else []
    ends = max(end for d in there for _, end in (*d.stretches, d.said or (0, 0)))
    return 0 <= draft.stretches[0][0] - ends <= _REACH


def _of_both(context: Context, draft: Draft, two: list[Actor]) -> bool:
    """Whether those who agree are called "both sides", "the two countries" or "the two leaders", and are those two."""
    if not all(a.carried for a in draft.actors):
        return False
    keys = set(draft.actor_keys())
    return keys in ({a.key for a in two}, {context.parties.state_of(a) for a in two})
