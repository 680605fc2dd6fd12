"""Acts that no frame knows: what a state or body did on a day to another, in a clause that nothing else is read of.

The words of the clause are the act's title. It needs its own subject and a date; that it concerns another state
shows by who is named in it, or because whoever publishes the document is of another state than who acts.
"""

from __future__ import annotations

from kg import dates
from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.edition import KINDS
from kg.extract.sentence import Sentence
from kg.extract.telling import carry
from kg.extract.tokens import Token

RULE = "dated act"  # what evidence and statistics call it
_CONFIDENCE = 0.7
_SHORTEST, _LONGEST = 3, 48  # characters of what was done
_MOOD = 10  # characters of what was done that may tell its mood
_OTHERS = frozenset({"state", "organization", "person", "capital", "pair"})


def acts(context: Context, sentence: Sentence, number: int, told: list[Draft], speech: Stretch | None) -> list[Draft]:
    """The acts that the clauses of a sentence tell beside what was ``told``; ``speech`` goes on from before."""
    words = context.words(told, speech)
    taken = words + [s for d in told if d.said is None or d.said in words for s in d.stretches]
    made = []
    for clause, (start, end) in enumerate(sentence.clauses):
        first, last = sentence.stretch(start, end)
        if not any(s < last and first < e for s, e in taken):
            draft = _act(context, sentence, number, clause)
            made += [draft] if draft is not None else []
    return made


def _act(context: Context, sentence: Sentence, number: int, clause: int) -> Draft | None:
    """The act that a clause tells, if its subject does something on a day that concerns another state."""
    pattern = patterns.load().table("dated")
    shadow, (start, end) = sentence.shadow, sentence.clauses[clause]
    span = context.subjects.of_clause(sentence, clause)
    if span is None:
        return None
    leads = pattern["leads"].match(shadow, span[1], end)
    at = leads.end() if leads else span[1]
    done = _SHORTEST <= end - at <= _LONGEST and not pattern["nothing"].search(shadow, at, end)
    if not done or pattern["subordinate"].match(shadow, start, end):
        return None
    when, date = circumstances.when(context, sentence, at, clause)
    if when is None and context.entry is not None:  # the day alone above it
        when, date = context.entry.when, context.entry
    if when is None or date is None or date.start > sentence.places[at][0]:
        return None
    actors = [a for a in context.parties.actors(sentence.tokens_in(*span)) if not a.key.startswith("place/")]
    named = any(t.kind in KINDS for t in sentence.tokens_in(at, end))  # who attended what is told of that
    own = start <= sentence.at(date.start) < end
    if dates.is_year(when.start) and (not own or (leads and pattern["once"].search(leads[0]))):
        return None  # what had happened in some year, by the way
    status = circumstances.status(sentence, min(at + _MOOD, end), clause)
    to_come = context.is_to_come(when)
    if not actors or named or not (status == "held" or (status == "planned" and own and to_come)):
        return None
    if not _concerns_others(context, sentence, clause, at, actors, date):
        return None
    draft = Draft("Act", RULE, [sentence.stretch(start, end)], _CONFIDENCE, number, when=when)
    draft.status = "planned" if to_come else "held"
    if not draft.proves(date):
        draft.stretches.append((date.start, date.end))
    whom: list[Actor] = []
    for match in pattern["whom"].finditer(shadow, at, end):
        whom += context.parties.actors(sentence.tokens_in(*match.span(1)))
    carry(draft, [*actors, *whom])
    draft.verb = sentence.stretch(at, min(at + 1, end))
    draft.title = context.printed(sentence, at, end)
    draft.place = circumstances.place(context, sentence, at, clause)
    return draft


def _concerns_others(
    context: Context, sentence: Sentence, clause: int, at: int, actors: list[Actor], date: Token
) -> bool:
    """Whether another state or body is named in what was done from ``at`` on, or the publisher is of another state."""
    start, end = sentence.clauses[clause]
    state_of, known = context.parties.state_of, context.cast.lexicon.entries
    home = {state_of(actor) for actor in actors}
    others = context.parties.actors([t for t in sentence.tokens_in(at, end) if t.kind in _OTHERS])
    abroad = {state_of(a) or a.key for a in others if a.key in known or "organization/" not in a.key}
    if abroad - home or date is context.entry:
        return bool(abroad - home)
    only_date = patterns.load()["statements.only_date"]
    before = only_date.fullmatch(sentence.shadow, *sentence.clauses[max(0, clause - 1)])
    here = start <= sentence.at(date.start) < end or before is not None
    return here and not home & {None, context.home}
