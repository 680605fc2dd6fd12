"""The day of what somebody says where nothing told is its occasion: that on which he has just spoken or acted."""

from __future__ import annotations

from kg import dates
from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence


def same_breath(context: Context, statement: Draft) -> bool:
    """Whether a speaker goes on in the sentence in which he spoke on a day: he does so on that day, there, too."""
    before = context.said
    if before is None or before.sentence != statement.sentence or statement.when is not None:
        return False
    own_day = before.when is not None and before.when.is_day and before.place is not None
    if not own_day or before.actor_keys() != statement.actor_keys() or before is statement:
        return False
    statement.when, statement.part_of = before.when, before.part_of
    statement.prove_by(before.stretches[:1])
    return True


def same_day(context: Context, sentence: Sentence, statement: Draft) -> None:
    """Who has spoken on a day, and goes on speaking, does so on that day."""
    speaker = statement.actors[0].key if statement.actors else ""
    host = statement.part_of
    when = statement.when or (host.when if host is not None else None)
    if when is not None and dates.is_day(when.start):
        context.spoke[speaker] = when, list((statement if statement.when or host is None else host).stretches)
    elif (
        when is None
        and host is None
        and speaker in context.spoke
        and not _tells_later(context, sentence, statement)
        and not said_before(context, statement)
    ):
        statement.when, told = context.spoke[speaker]
        statement.stretches += told
    else:
        context.spoke.pop(speaker, None)


def _tells_later(context: Context, sentence: Sentence, statement: Draft) -> bool:
    """Whether the words tell of a day after that on which their speaker spoke last, and of none to come."""
    day, _ = context.spoke[statement.actors[0].key]
    first, last = statement.said or (0, 0)
    tokens = ((i, t) for i, t in enumerate(sentence.tokens) if t is not None and first <= t.start < last)
    days = [t.when for i, t in tokens if t.when and t.when.is_day and not circumstances.since(sentence, i)]
    return any(when.start > (day.end or day.start) and not context.is_to_come(when) for when in days)


def said_before(context: Context, statement: Draft) -> bool:
    """Whether it was said before the day that the text tells of: has denied it already."""
    verb = statement.verb[0] if statement.verb else 0
    return patterns.load()["link.before_now"].search(context.scan.text, max(0, verb - 8), verb) is not None
