"""What goes with a meeting that was told of before: what those who met did there, who else took part."""

from __future__ import annotations

from kg import dates
from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence

_MET = ("Meeting", "Dialogue", "Gathering")
_TWO = 2
_SOON = 4  # sentences in which those who met act at their meeting
_NEAR = 120  # sentences in which what is said to have been on its eve or after it belongs to a meeting


def afterwards(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """What those who met sign, issue or witness, without a day of its own, they do on the day that they met.

    The meeting was told of right before.
    """
    for draft in happened:
        if draft.when is not None or draft.day_untold or draft.verb is None or draft.status != "held":
            continue
        verb = sentence.at(draft.verb[0])
        clause = sentence.clause_at(verb)
        around = patterns.load()["link.around"]
        starts = {sentence.clauses[clause][0], sentence.clauses[max(0, clause - 1)][0]}
        if draft.kind in ("Meeting", "Act", "Gathering") and any(
            around.match(sentence.shadow, start, verb) for start in starts
        ):
            last = [d for d in context.told if d.when is not None and draft.sentence - d.sentence <= _NEAR]
            if last and (when := last[-1].when) is not None and dates.is_day(when.start):
                draft.when = when
                draft.prove_by(last[-1].stretches)
            continue
        if draft.kind not in ("Act", "Publication", "Establishment"):
            continue
        start, _ = sentence.clauses[max(0, clause - 1)]
        opens = patterns.load()["link.opens_after"].match(sentence.shadow)
        after = opens or patterns.load()["link.afterwards"].search(sentence.shadow, start, verb)
        kinds, far = (_MET, _NEAR) if after else (("Meeting", "Dialogue"), _SOON)
        met = [d for d in (*context.told, *happened) if d.kind in kinds and d.when and not context.is_past(d.when)]
        before = [d for d in met if d.stretches[0][0] < draft.stretches[0][0] and draft.sentence - d.sentence <= far]
        if after:  # the last at which they were, or near by any
            mine = [d for d in before if _were_there(context, d, draft)]
            before = mine or [d for d in before if draft.sentence - d.sentence <= _SOON]
        met_there = draft.actors and all(actor.carried for actor in draft.actors) and _share(context, before, draft)
        if before and (after or met_there):
            draft.when = before[-1].when
            draft.prove_by(before[-1].stretches)


def _share(context: Context, met: list[Draft], draft: Draft) -> bool:
    """Whether who acts is who met last, or the states that those act for."""
    if not met:
        return False
    return set(draft.actor_keys()) <= _with_states(context, met[-1])


def _were_there(context: Context, met: Draft, draft: Draft) -> bool:
    """Whether some who act are among who met, or of the states that met."""
    return bool(_with_states(context, draft) & {*_with_states(context, met), *met.hosts})


def _with_states(context: Context, draft: Draft) -> set[str]:
    """The keys of who act, and of the states that they act for."""
    states = (context.parties.state_of(actor) for actor in draft.actors)
    return {*draft.actor_keys(), *filter(None, states)}


def told_of_states(context: Context, happened: list[Draft]) -> None:
    """A meeting that was told of as one of states, and now of the persons who met for them, is one meeting."""
    for draft in [d for d in happened if d.kind == "Meeting" and d.when is None and d.status == "held"]:
        persons = [a for a in draft.actors if a.key.startswith("person/")]
        states = {context.parties.state_of(actor) for actor in persons}
        if len(persons) < len(draft.actors) or len(states) < _TWO:
            continue
        for met in reversed(context.told):
            if draft.sentence - met.sentence > _SOON or met.kind != "Meeting":
                continue
            if set(met.actor_keys()) == states and met.mode == draft.mode:
                met.actors = draft.actors
                met.place = draft.place or met.place
                met.prove_by(draft.stretches)
                draft.merged_into = met
                happened.remove(draft)
                break


def joined(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """Who is said to have taken part in the meeting told of last, or in those of one person."""
    for match in patterns.load()["link.joined"].finditer(sentence.shadow):
        here = [d for d in happened if d.stretches[0][0] < sentence.places[match.start()][0]]
        met = [d for d in (*context.told, *here) if d.kind in ("Meeting", "Dialogue") and d.status == "held"]
        if not met:
            return
        last = met[-1]
        named = match.span(match.lastindex or 0)
        for actor in context.parties.actors(sentence.tokens_in(*named)):
            if actor.key.startswith("person/") and actor.key not in (*last.actor_keys(), *last.hosts):
                last.actors.append(actor)
        last.stretches.append(sentence.stretch(named[0], match.end()))
