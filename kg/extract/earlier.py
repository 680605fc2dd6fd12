"""Whether something was said or done at another time than what is told of: before it, or days later."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.edition import KINDS
from kg.extract.sentence import Sentence

_LEAD = 6  # characters before a journey in which stands that it was an earlier one


def is_said(context: Context, sentence: Sentence, draft: Draft) -> bool:
    """Whether something was said before what is told of, or some days later, on a day that nobody tells."""
    return _earlier(sentence, draft) or _days_later(context, sentence, draft)


def goes_on(sentence: Sentence, draft: Draft, before: Draft | None) -> bool:
    """Whether a speaker goes on, in one sentence, with what he said at that other time ``before``, at no talks."""
    if before is None or before.verb is None or draft.verb is None or draft.when is not None:
        return False
    if draft.actor_keys() != before.actor_keys():
        return False
    pattern, verb = patterns.load(), sentence.at(draft.verb[0])
    named = any(t.kind in KINDS for t in sentence.tokens_in(*sentence.lead(before.verb, clauses=2)))
    turns = pattern["link.turns"].search(sentence.shadow, sentence.at(before.verb[0]), verb) is not None
    return not (named or turns or pattern["link.at_meeting"].search(sentence.shadow, *sentence.lead(draft.verb)))


def is_of_another_year(sentence: Sentence, draft: Draft, host: Draft) -> bool:
    """Whether the sentence tells, before what was said, of another year than that of a gathering told of earlier."""
    if draft.verb is None or draft.when is not None or host.when is None or host.sentence == draft.sentence:
        return False
    before = [t.when for t in sentence.tokens_in(0, sentence.at(draft.verb[0])) if t.kind == "date" and t.when]
    return bool(before) and all(when.start[:4] != host.when.start[:4] for when in before)


def is_done(context: Context, visit: Draft) -> bool:
    """Whether the words before a visit, or with which it begins, tell that it was an earlier one."""
    if visit.kind != "Visit":
        return False
    start, end = visit.stretches[0]
    before, text = patterns.load()["link.before_this"], context.scan.text
    return before.search(text, max(0, start - _LEAD), start) is not None or before.match(text, start, end) is not None


def has_gone_on(context: Context, visit: Draft) -> bool:
    """Whether the text has told, since a visit of which one day is known, of a later day that is none to come."""
    if visit.when is None or not visit.when.is_day or visit.when.end is not None:
        return False
    told = (t.when for t in context.days if t.when is not None and t.start > visit.stretches[0][1])
    return any(when.start > visit.when.start and not context.is_to_come(when) for when in told)


def _earlier(sentence: Sentence, draft: Draft) -> bool:
    """Whether something without a day was said before what was told of."""
    if draft.verb is None or draft.when is not None:
        return False
    start, verb = sentence.lead(draft.verb)
    clause = sentence.clause_at(verb)
    before = sentence.clauses[clause - 1] if clause else None
    if before is not None and patterns.load()["link.before_that"].fullmatch(sentence.shadow, *before):
        return True
    return patterns.load()["link.earlier"].search(sentence.shadow, start, verb) is not None


def _days_later(context: Context, sentence: Sentence, draft: Draft) -> bool:
    """Whether something was said some days or weeks after what was told of, and nobody tells on which day."""
    if draft.verb is None or draft.when is not None:
        return False
    later = patterns.load()["link.days_later"]
    told = sentence.tokens_in(0, sentence.at(draft.verb[0]))
    open_days = (t for t in told if t.kind == "date" and t.when is None)
    return any(later.fullmatch(context.scan.text, t.start, t.end) for t in open_days)
