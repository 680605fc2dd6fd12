"""How the events of a sentence hang together: what was said at a meeting, what met on the side of a summit."""

from __future__ import annotations

import re

from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.occasions import Occasions
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS

_GATHERED = "".join(SYMBOLS[k] for k in ("forum", "track", "gathering"))
_OCCASION = re.compile(
    f"(?:(?:藉|借|趁|利用|在|于|出席|参加)[^，。；]{{0,10}}?(?P<g>[{_GATHERED}])(?:[^，。；{_GATHERED}]{{0,4}}?)(?:之便|之机|机会|之际|期间|场边|间隙|会上|上|中|时)(?![的之])"
    f"|(?P<side>[{_GATHERED}])(?:期间|场边|间隙|之便))"
)
_VISITING = re.compile("访问期间|来访期间|访.期间|访问.{0,6}期间|访问时|访期间")
_AT = ("Meeting", "Dialogue", "Gathering", "Visit", "Publication")


def link(
    context: Context, sentence: Sentence, gathered: list[Draft], happened: list[Draft], said: list[Draft],
    occasions: Occasions, speech: tuple[int, int] | None,
) -> None:  # fmt: skip
    """Sets ``part_of`` of the events of a sentence, and gives what has no date the date of what it belongs to."""
    for draft in happened:
        if draft.kind in ("Meeting", "Act", "Establishment", "Dialogue"):
            occasion = _occasion(context, sentence, draft, occasions) or _attended(draft, gathered, sentence)
            if occasion is not None and occasion is not draft:
                draft.part_of = occasion
    _visits(context, happened)
    for draft in said:
        host = _host(context, sentence, draft, [*gathered, *happened], occasions)
        if host is not None:
            draft.part_of = host
            if host.kind == "Gathering" and host is _occasion(context, sentence, draft, occasions):
                host.actors += [  # who speaks at a gathering is there
                    Actor(a.key, a.token, carried=a.carried) for a in draft.actors
                    if a.key not in host.keys() and a.key not in host.hosts and a.key != host.series and a.key.startswith("person/")
                ]
                host.stretches += [s for s in draft.stretches[:1] if s not in host.stretches]
            if draft.place is None and host.kind == "Visit" and host in happened:
                draft.place = host.place
    speakers = {a.key for d in said for a in d.actors}
    words = [d.said for d in said if d.said] + ([speech] if speech else [])
    told = [
        d for d in (gathered + happened)
        if d.kind in _AT and d.status == "held" and not any(s <= d.stretches[0][0] < e for s, e in words)
    ]  # what a speech speaks of is no occasion of what is said next
    context.drafts = told or [d for d in context.drafts if not speakers or speakers & {*d.keys(), d.series}]


def _occasion(context: Context, sentence: Sentence, draft: Draft, occasions: Occasions) -> Draft | None:
    first, last = draft.stretches[0]
    clause = sentence.clause_at(sentence.at(last - 1))
    start = sentence.clauses[sentence.clause_at(sentence.at(first))][0]
    said = re.compile(f"在{SYMBOLS['date']}?(?P<g>[{_GATHERED}])(?P<side>)(?={context.frames.word('say')})")
    limit = sentence.clauses[clause][1]
    for match in (*_OCCASION.finditer(sentence.shadow, start, limit), *said.finditer(sentence.shadow, start, limit)):
        at = match.start("g") if match["g"] else match.start("side")
        token = sentence.tokens[at]
        if token is None:
            continue
        found = occasions.of_token.get(token.start)
        if found is None and token.key:
            found = next((d for d in reversed(occasions.held()) if d.series == token.key), None)
        if found is not None:
            return found
    return None


def _attended(draft: Draft, gathered: list[Draft], sentence: Sentence) -> Draft | None:
    """The gathering that the same person attended in the clause before."""
    who = set(draft.keys()[:1])
    for other in reversed(gathered):
        if other.stretches[0][0] < draft.stretches[0][0] and other.kind == "Gathering" and who & set(other.keys()):
            here = sentence.clause_at(sentence.at(draft.stretches[0][0]))
            there = sentence.clause_at(sentence.at(other.stretches[0][0]))
            if 0 <= here - there <= 1:
                return other
    return None


def _visits(context: Context, happened: list[Draft]) -> None:
    """What happens in a block that tells of one dated visit, and has no date of its own, is part of the visit."""
    for draft in happened:
        if draft.kind == "Visit" and draft.when is not None and draft.status == "held" and context.visit is None:
            context.visit = draft
        elif draft.kind == "Meeting" and draft.part_of is None and context.visit is not None:
            visit = context.visit
            if draft.when is None and set(draft.keys()) & set(visit.keys()) and draft.mode == "in-person":
                draft.part_of = visit
                draft.when = visit.when


def _host(
    context: Context, sentence: Sentence, draft: Draft, others: list[Draft], occasions: Occasions
) -> Draft | None:
    """What a statement was made at: the occasion that its clause names, else what the speaker took part in just before."""
    named = _occasion(context, sentence, draft, occasions)
    if named is not None:
        return named
    speakers = {a.key for a in draft.actors}
    start = draft.stretches[0][0]
    before = [d for d in others if d.stretches[0][0] <= start and d.kind in _AT and d.kind != "Publication"]
    for other in reversed(before):
        if speakers & (set(other.keys()) | {other.series}):
            return other
    published = [d for d in others if d.kind == "Publication" and d.stretches[0][0] <= start and speakers & set(d.keys())]
    if published:
        return published[-1]
    if draft.when is None:
        for other in reversed(context.drafts):
            if speakers & (set(other.keys()) | {other.series}):
                return other
        if context.visit is not None and speakers & set(context.visit.keys()):
            return context.visit
    return None
