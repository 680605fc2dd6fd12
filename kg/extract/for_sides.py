"""Who came for each side to talks told of before, who presided over them, and who came besides."""

from __future__ import annotations

import re

from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.sentence import Sentence

_MET = ("Meeting", "Dialogue", "Gathering")
_TALKS = ("Meeting", "Dialogue")
_REACH = 200  # characters from what was told of talks last to who came for a side
_SIDES = ("led_by", "stands_for", "came_for", "who_came_for", "beside_him", "of_side")
_MANY = 3  # who met, so that somebody who "attended" was at their meeting


def told(context: Context, sentence: Sentence, here: list[Draft]) -> None:
    """Adds those who came for a side, and who presided, to the talks of the sentence (``here``) or told of before."""
    last = context.told[-1] if context.told else None
    near = last is not None and sentence.start - max(end for _, end in last.stretches) <= _REACH
    if not near and not any(draft.kind in _MET for draft in here):
        return
    for telling in _SIDES:
        for match in sentence.matches(f"for_sides.{telling}"):
            talks = _before(context, sentence, here, match.start(), _MET)
            if talks is None:
                continue
            named = match.span(match.lastindex or 0)
            persons = _persons(context, sentence, named)
            sides = {context.parties.state_of(a) for a in persons} | set(_sides(context, sentence, match.span()))
            if not _is_party(context, talks, sides):
                continue
            talks.actors = [a for a in talks.actors if not (a.key.startswith("state/") and a.key in sides)]
            _add(talks, persons)
            talks.stretches.append(_told_in(sentence, match))
    for match in sentence.matches("for_sides.presided"):
        talks = _before(context, sentence, here, match.start(), _TALKS)
        if talks is None:
            continue
        persons = _persons(context, sentence, match.span(1))
        fresh = [a.key for a in persons if a.key not in (*talks.hosts, *talks.actor_keys())]
        talks.hosts += fresh
        talks.stretches.append(_told_in(sentence, match))
    _attended(context, sentence, here)


def _attended(context: Context, sentence: Sentence, here: list[Draft]) -> None:
    """Adds who "attended, too" to a meeting of three or more, or to the one that the sentence tells of."""
    if any(d.kind == "Gathering" for d in here):
        return
    for match in (*sentence.matches("for_sides.attended"), *sentence.matches("for_sides.included")):
        talks = _before(context, sentence, here, match.start(), _TALKS)
        if talks is None:
            continue
        two = talks.kind == "Meeting" and len(talks.actors) < _MANY and "session" in match.groupdict()
        if two and (talks not in here or match["session"]):
            continue
        last = context.told[-1] if context.told else None
        if talks not in here and (last is not talks or here or _is_far(sentence, talks)):
            continue
        _add(talks, _persons(context, sentence, match.span(1)))
        talks.stretches.append(_told_in(sentence, match))


def _told_in(sentence: Sentence, match: re.Match[str]) -> Stretch:
    """The stretch of the view behind what a pattern fits, without the mark before it."""
    return sentence.stretch(match.start() + (match[0][0] in "，；"), match.end())


def _is_far(sentence: Sentence, talks: Draft) -> bool:
    """Whether more stands between talks and a sentence than one of the usual length."""
    return sentence.start - talks.stretches[-1][1] > _REACH


def _before(context: Context, sentence: Sentence, here: list[Draft], at: int, kinds: tuple[str, ...]) -> Draft | None:
    """The talks that the sentence tells of before a place in its shadow, or the text right before it."""
    mine = [d for d in here if d.kind in kinds and d.stretches[0][0] < sentence.places[at][0]]
    mine = [d for d in mine if d.status in ("held", "planned")]
    if mine:
        return mine[-1]
    if any(d.kind in (*_MET, "Visit") for d in here):
        return None
    talks = context.told[-1] if context.told else None
    if talks is None or talks.kind not in kinds or talks.mode == "phone":
        return None
    ends = max(end for _, end in talks.stretches)
    return talks if sentence.start - ends <= _REACH else None


def _is_party(context: Context, talks: Draft, sides: set[str | None]) -> bool:
    """Whether one of these states is among who hold talks, or they are talks of nobody named, or of many."""
    parties = {context.parties.state_of(a) or a.key for a in talks.actors}
    return not parties or bool(sides & parties) or talks.kind == "Gathering" or talks.series is not None


def _sides(context: Context, sentence: Sentence, words: tuple[int, int]) -> list[str]:
    return [t.key for t in sentence.tokens_in(*words) if t.kind == "state" and t.keys]


def _persons(context: Context, sentence: Sentence, named: tuple[int, int]) -> list[Actor]:
    found = context.parties.actors(sentence.tokens_in(*named))
    return [a for a in found if a.key.startswith("person/")]


def _add(draft: Draft, actors: list[Actor]) -> None:
    draft.actors += [a for a in actors if a.key not in (*draft.actor_keys(), *draft.hosts)]
