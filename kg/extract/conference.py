"""The day of a press conference: what its transcript says line by line was said on the day that the headline names.

What a spokesman is told to say after "at the press conference on that day somebody asked" was said on that day, too.
"""

from __future__ import annotations

from kg import dates
from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Draft, Stretch
from kg.extract.scan import Scan
from kg.extract.sentence import Sentence
from kg.extract.when import When
from kg.text import dates as date_text
from kg.text.fold import fold

_HEAD = 8  # blocks among which headline and time stand


def day(scanned: Scan) -> tuple[When, Stretch] | None:
    """The day of the press conference that a document is by its headline, and where that or a line below names it."""
    pattern, time = patterns.load()["conference.headline"], patterns.load()["conference.time"]
    is_one = False
    for block in scanned.view.blocks[:_HEAD]:
        if block.kind in ("headline", "heading") and pattern.search(scanned.text, block.start, block.end):
            is_one = True
        elif not is_one or time.match(scanned.text, block.start, block.end) is None:
            continue
        for date in date_text.find(scanned.text[block.start : block.end]):
            if date.year and date.month and date.day and date.day2 is None:
                try:
                    when = When(dates.make(date.year, date.month, date.day))
                except ValueError:  # no such day
                    continue
                return when, (block.start + date.start, block.start + date.end)
    return None


def opens(context: Context, sentence: Sentence) -> None:
    """Remembers the day of a press conference at which, as a sentence says, somebody asks or speaks.

    Whose interview is published on a day is told to say on that day what stands in it.
    """
    match = patterns.load()["conference.at"].search(sentence.shadow)
    date = sentence.tokens[match.start("day")] if match else None
    if match and date is not None and date.when is not None and date.when.is_day:
        context.press = date.when, sentence.stretch(*match.span()), set()
    for told in sentence.matches("conference.interview"):
        day, who = sentence.tokens[told.start("day")], sentence.tokens[told.start("who")]
        if day is not None and who is not None and day.when is not None and day.when.is_day:
            context.spoke[who.key] = day.when, [sentence.stretch(*told.span())]


def remember(context: Context, sentence: Sentence, statement: Draft) -> None:
    """Remembers the day on which somebody is told to have spoken at a press conference, where he goes on speaking."""
    host = statement.part_of
    when = statement.when or (host.when if host is not None else None)
    if statement.verb is None or len(statement.actors) != 1 or not context.is_news(when) or when is None:
        return
    lead = sentence.lead(statement.verb, clauses=2)
    if when.is_day and patterns.load()["conference.speaks"].search(sentence.shadow, *lead):
        context.press = when, statement.stretches[0], set(statement.actor_keys())


def day_of(context: Context, sentence: Sentence, statement: Draft) -> None:
    """Gives what a spokesman says after it, without a day of its own, the day of the press conference told of."""
    if context.press is None or statement.verb is None or statement.when is not None or statement.part_of is not None:
        return
    when, stretch, speakers = context.press
    titles = [fold(o.title) for a in statement.actors if a.token is not None for o in a.token.offices]
    spokesman = patterns.load()["conference.spokesman"]
    here = stretch[0] >= sentence.start  # the sentence begins with it
    by_office = not speakers and any(spokesman.search(title) for title in titles)  # nobody has spoken there yet
    if not (here or by_office or speakers & set(statement.actor_keys())):
        return
    days = (t for t in sentence.tokens_in(0, sentence.at(statement.verb[0])) if t.kind == "date")
    if all(stretch[0] <= t.start < stretch[1] for t in days):
        speakers.update(statement.actor_keys())
        statement.when = when
        statement.prove_by([stretch])


def joint(context: Context, sentence: Sentence, statement: Draft, told: list[Draft]) -> Draft | None:
    """The joint press conference at which somebody speaks who is named behind it: at the one held with A, B said."""
    speakers = set(statement.actor_keys())
    last = next((d for d in told if d.way == "press" and (len(d.actors) == 1 or speakers & set(d.actor_keys()))), None)
    if last is None or statement.verb is None:
        return None
    first, verb = sentence.lead(statement.verb, clauses=2)
    at = patterns.load()["conference.joint"].search(sentence.shadow, first, verb)
    if at is None or not first <= sentence.at(last.stretches[0][0]) < verb:
        return None
    day, words = context.spoke.get(statement.actors[0].key, (None, [])) if statement.actors else (None, [])
    if last.when is None and statement.when is None and day is not None:
        last.prove_by(words)  # on which he was there, and spoke
    last.when = last.when or statement.when or day
    return last
