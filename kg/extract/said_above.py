"""The day of words that a report tells before it tells when they were said: he said so today in parliament."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence

_FAR = 16  # sentences before, in which the words stand


def date(context: Context, sentence: Sentence, number: int, before: list[Draft]) -> None:
    """Gives what its speaker has said ``before``, without a day, the one on which a sentence says that he said so."""
    known, shadow = patterns.load(), sentence.shadow
    made = next(sentence.matches("link.said_above"), None)
    if made is None:
        return
    asked = known["statements.asked"].search(shadow)
    last = min(made.end(), asked.start()) if asked and asked.start() < made.start() else made.end()
    days = [t for t in sentence.tokens_in(0, last) if t.kind == "date" and t.when is not None and t.when.is_day]
    when = days[0].when if days else None
    if when is None or context.is_to_come(when):
        return
    statements = [d for d in before if d.kind == "Statement" and d.sentence < number]
    speaker = _speaker(context, sentence, made.end(), statements)
    told = [(days[0].start, days[0].end)]
    if speaker and statements and statements[-1].actor_keys()[:1] == [speaker]:
        context.spoke[speaker] = when, told  # who goes on speaking on that day
    for draft in reversed(statements):
        if draft.sentence < number - _FAR:
            return
        if draft.actor_keys()[:1] != [speaker]:
            continue
        if draft.when is not None or draft.part_of is not None:
            return
        draft.when = when
        draft.stretches += told


def _speaker(context: Context, sentence: Sentence, end: int, before: list[Draft]) -> str | None:
    """Who is told to have said so: the first person or body of the sentence, or whom the one before was about.

    A pronoun is who has spoken last.
    """
    if before and patterns.load()["link.he"].match(sentence.shadow):
        return before[-1].actor_keys()[0] if len(before[-1].actors) == 1 else None
    for kind in ("person", "organization"):
        for token in sentence.tokens_in(0, end):
            if token.kind == kind:
                return token.key
    topic = context.topic
    return topic.actors[0].key if topic is not None and len(topic.actors) == 1 else None
