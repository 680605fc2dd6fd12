"""Visits in lists, as overviews of relations have them: whom one side sent, with the dates in brackets behind each."""

from __future__ import annotations

from kg import dates
from kg.dates import PartialDate
from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token
from kg.extract.when import When

_TWO = 2
_RULE, _CONFIDENCE = "visits in a list", 0.85


def visits(context: Context, sentence: Sentence, number: int, tokens: list[Token]) -> list[Draft]:
    """A visit for each date in the brackets behind each person of such a list.

    ``number`` is the sentence's, ``tokens`` are its tokens with those in brackets.
    """
    head = patterns.load()["exchanges.head"].search(sentence.shadow)
    if head is None:
        return []
    sender, goal = ([*sentence.tokens_in(*head.span(name))][:1] for name in ("sender", "goal"))
    home = sender[0].key if sender else None
    there = goal[0].keys[-1] if goal and goal[0].keys else _other(context, home)
    if there is None or there == home:
        return []
    made = []
    for token in sentence.tokens_in(head.end(), len(sentence.shadow)):
        closing = context.scan.brackets.get(token.end)
        if token.kind != "person" or not token.key or closing is None:
            continue
        if context.parties.state_of(Actor(token.key, token)) == there:
            return []  # the list goes on with those of the other side
        before: When | None = None
        for date in (t for t in tokens if t.kind == "date" and token.end < t.start < closing and t.when):
            for when in each_time(context, date):
                when = before = _in_year(context, date, when, before)
                visit = Draft("Visit", _RULE, [(token.start, closing + 1)], _CONFIDENCE, number, when=when, place=there)
                visit.actors = [Actor(token.key, token)]
                visit.stretches.append(sentence.stretch(*head.span()))
                made.append(visit)
    return made


def each_time(context: Context, date: Token) -> list[When | None]:
    """What a date means, or each of two years that a small word joins."""
    when = date.when
    if (
        when is None
        or when.end is None
        or not patterns.load()["exchanges.joined"].search(context.scan.text, date.start, date.end)
    ):
        return [when]
    return [When(when.start), When(when.end)]


def _in_year(context: Context, date: Token, when: When | None, before: When | None) -> When | None:
    """A month that the brackets tell behind another date, without a year, in the year of that one."""
    year = patterns.load()["exchanges.year"].search(context.scan.text, date.start, date.end)
    if when is None or before is None or year is not None or not dates.is_month(when.start):
        return when
    return When(PartialDate(before.start[:4] + when.start[4:]))


def _other(context: Context, home: str | None) -> str | None:
    """The other of the two states that the text spoke of last as both sides."""
    both = [a.key for a in context.parties.sides] if home else []
    return next((key for key in both if key != home), None) if home in both and len(both) == _TWO else None
