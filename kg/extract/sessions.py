"""Sessions that are named by their order alone: the first, the last, the next one of what was told of right before.

"Both sides set up a dialogue on defence; its first session is to be held in Hanoi in autumn."
"""

from __future__ import annotations

import re

from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token
from kg.text.fold import fold

RULE = "session by its order"  # what evidence and statistics call it
_CONFIDENCE = 0.8
_NEAR = 2  # sentences behind what was told of
_MEMBERS = 3  # states that hold each of their sessions, at most: of more, who comes to another is not known
_TALKS = ("Meeting", "Dialogue")
_HELD = (*_TALKS, "Gathering")
_MAY_RECUR = (*_HELD, "Establishment", "Act")


def others(context: Context, sentence: Sentence, number: int, told: list[Draft], before: list[Draft]) -> list[Draft]:
    """The sessions of a sentence that nothing else ``told`` is read of.

    ``before`` are the events of the sentences before it, in order; ``number`` is the sentence's.
    """
    made: list[Draft] = []
    taken = [d.stretches[0] for d in told if d.kind in _HELD]
    for match in sentence.matches("sessions.session"):
        first, last = sentence.stretch(*match.span("session"))
        if any(start < last and first < end for start, end in taken):
            continue
        events = [*before, *(d for d in told if d.stretches[0][0] < first), *made]
        whole = _whole(context, events, number, match, (first, last))
        draft = _session(context, sentence, number, match, whole) if whole is not None else None
        made += [draft] if draft is not None else []
    return made


def _whole(
    context: Context, events: list[Draft], number: int, match: re.Match[str], session: tuple[int, int]
) -> Draft | None:
    """What was told of last that has sessions, if it is called by the word that the session is called by."""
    kind = match["kind"]
    for event in reversed(events):
        if number - event.sentence > _NEAR:
            return None
        if event.kind not in _MAY_RECUR or event.status == "denied" or event.stretches[0][1] > session[0]:
            continue
        words = " ".join(context.scan.text[start:end] for start, end in event.stretches) + fold(event.title or "")
        if event.kind == "Act" and patterns.load()["sessions.set_up"].search(words) is None:
            continue
        talks, assembly = (patterns.load()[name] for name in ("sessions.talks", "sessions.assembly"))
        alike = any(p.fullmatch(kind) and p.search(words) for p in (talks, assembly))
        of_new = event.kind not in _HELD and talks.search(words) is not None  # whatever its sessions are called
        return event if kind in words or alike or of_new else None
    return None


def _session(context: Context, sentence: Sentence, number: int, match: re.Match[str], whole: Draft) -> Draft | None:
    """The session that a ``match`` tells of, of the ``whole``; None where neither day nor place is told of it."""
    clause = sentence.clause_at(match.start("session"))
    begin, end = match.start("session"), match.end()
    date = next((t for t in sentence.tokens_in(begin, end) if t.kind == "date" and t.when), None)
    place = circumstances.place(context, sentence, match.end("kind"), clause)
    planned = context.is_to_come(date.when) if date else False
    planned = planned or patterns.load()["sessions.to_come"].search(sentence.shadow, begin, end) is not None
    dated = date is not None or any(t.kind == "date" for t in sentence.tokens_in(begin, end))
    if date is None and not (place and (planned or dated)):
        return None
    status = circumstances.status(sentence, match.end("kind"), clause)
    if status not in ("held", "planned") or _is_itself(whole, date, match):
        return None
    kind = whole.kind
    if kind not in _HELD:
        kind = "Dialogue" if patterns.load()["sessions.talks"].fullmatch(match["kind"]) else "Gathering"
    draft = Draft(kind, RULE, [sentence.stretch(begin, end)], _CONFIDENCE, number)
    draft.when, draft.place = date.when if date else None, place
    draft.status = "planned" if planned else "held"
    draft.series = whole.series or _series(whole)
    draft.ordinal = _number(sentence, match, whole)
    draft.beside = True
    draft.actors = _members(context, whole)
    if draft.kind == "Meeting":
        draft.mode = whole.mode
        if len(draft.actors) < 2:
            return None
    elif draft.series is None:
        draft.title = context.printed(sentence, *match.span("session"))
    if not draft.actors and draft.series is None:
        return None
    draft.prove_by(whole.stretches[:1])
    for actor in draft.actors:
        if actor.token is not None and not draft.proves(actor.token):
            draft.stretches.append((actor.token.start, actor.token.end))
    return draft


def _is_itself(whole: Draft, date: Token | None, match: re.Match[str]) -> bool:
    """Whether the session is the one told of: of the same day, or the first of what has no day yet."""
    same = date is not None and date.when is not None and whole.when == date.when
    return same or (whole.when is None and whole.kind in _HELD and match["other"] is None)


def _series(whole: Draft) -> str | None:
    """The track or forum that was set up."""
    found = (key for key in whole.about if key.startswith(("track/", "forum/")))
    return None if whole.kind in _HELD else next(found, None)


def _number(sentence: Sentence, match: re.Match[str], whole: Draft) -> int | None:
    """The number of the session, where it is told, or that of the one told of before and it is the next or the last."""
    if match["number"]:
        token = sentence.tokens[match.start("number")]
        return token.number if token is not None else None
    if match["first"]:
        return 1
    if whole.ordinal is None or match["other"] is None:
        return None
    following = patterns.load()["sessions.following"].match(match["other"])
    return whole.ordinal + 1 if following else whole.ordinal - 1 or None


def _members(context: Context, whole: Draft) -> list[Actor]:
    """The states and bodies that hold each of its sessions; for persons their states."""
    actors: dict[str, Actor] = {}
    for actor in whole.actors:
        key = actor.key
        if key.startswith(("person/", "office/")):
            key = context.parties.state_of(actor) or ""
        if not key.startswith(("state/", "organization/")):
            return []
        actors.setdefault(key, Actor(key, actor.token, carried=True))
    return list(actors.values()) if 1 < len(actors) <= _MEMBERS else []
