"""Acts that no frame knows: what a state or body did on a day to another, in a clause that nothing else is read of.

The words of the clause are the act's title. It needs its own subject and a day or month; that it concerns another state
shows by who is named in it, or because whoever publishes the document is of another state than who acts.
"""

from __future__ import annotations

from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.sentence import Sentence
from kg.extract.telling import carry

RULE = "dated act"  # what evidence and statistics call it
_CONFIDENCE = 0.7
_MONTH = len("2024-05")
_SHORTEST, _LONGEST = 3, 48  # characters of what was done
_OTHERS = frozenset({"state", "organization", "person", "capital", "pair"})


def acts(context: Context, sentence: Sentence, number: int, told: list[Draft], speech: Stretch | None) -> list[Draft]:
    """The acts that the clauses of a sentence tell beside what was ``told``; ``speech`` goes on from before."""
    pattern = patterns.load().table("dated")
    known = context.cast.lexicon.entries
    only_date = patterns.load()["statements.only_date"]
    words = [d.said for d in told if d.said] + ([speech] if speech else [])
    made: list[Draft] = []
    for clause, (start, end) in enumerate(sentence.clauses):
        first, last = sentence.stretch(start, end)
        taken = [s for d in told for s in d.stretches] + words
        if any(s < last and first < e for s, e in taken):
            continue
        span = context.subjects.of_clause(sentence, clause)
        if span is None:
            continue
        done = pattern["leads"].match(sentence.shadow, span[1], end)
        at = done.end() if done else span[1]
        if not _SHORTEST <= end - at <= _LONGEST or pattern["nothing"].search(sentence.shadow, at, end):
            continue
        if pattern["subordinate"].search(sentence.shadow, start, end):
            continue
        when, date = circumstances.when(context, sentence, at, clause)
        if when is None or date is None or len(when.start) < _MONTH or date.start > sentence.places[at][0]:
            continue
        if circumstances.status(sentence, min(at + 10, end), clause) != "held":
            continue
        if context.issued is not None and when.start > context.issued[: len(when.start)]:
            continue
        actors = [a for a in context.parties.actors(sentence.tokens_in(*span)) if not a.key.startswith("place/")]
        home = {context.parties.state_of(actor) for actor in actors}
        others = context.parties.actors([t for t in sentence.tokens_in(at, end) if t.kind in _OTHERS])
        abroad = {
            context.parties.state_of(a) or a.key for a in others if a.key in known or "organization/" not in a.key
        }
        abroad -= home
        here = start <= sentence.at(date.start) < end or only_date.fullmatch(
            sentence.shadow, *sentence.clauses[max(0, clause - 1)]
        )
        foreign = here and not home & {None, context.home}
        if not actors or not (abroad or foreign):
            continue
        draft = Draft("Act", RULE, [(first, last)], _CONFIDENCE, number, when=when)
        if not draft.proves(date):
            draft.stretches.append((date.start, date.end))
        whom: list[Actor] = []
        for match in pattern["whom"].finditer(sentence.shadow, at, end):
            whom += context.parties.actors(sentence.tokens_in(*match.span(1)))
        carry(draft, [*actors, *whom])
        draft.verb = sentence.stretch(at, min(at + 1, end))
        draft.title = context.printed(sentence, at, end)
        draft.place = circumstances.place(context, sentence, at, clause)
        made.append(draft)
    return made
