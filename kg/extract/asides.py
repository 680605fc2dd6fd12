"""What stands in brackets: editions of a forum behind its name, with year and number; the day behind who acts."""

from __future__ import annotations

import re

from kg.extract import patterns
from kg.extract.draft import Draft
from kg.extract.tokens import Token

_PART = re.compile("[，；、]")
_NEAR = 40  # characters from brackets to the verb of whom they stand behind
_KINDS = frozenset({"forum", "track"})


def date(gathered: list[Draft], brackets: dict[int, int], tokens: list[Token]) -> None:
    """Gives gatherings without a date the one that stands alone in the brackets behind their names.

    ``brackets`` (opening: closing) are offsets into the view, ``tokens`` those of the sentence, in order.
    """
    for draft in gathered:
        closing = brackets.get(draft.stretches[0][1])
        inside = [t for t in tokens if closing and draft.stretches[0][1] < t.start < closing]
        if draft.when is None and draft.ended is None and len(inside) == 1 and inside[0].kind == "date":
            alone = inside[0].start == draft.stretches[0][1] + 1 and inside[0].end == closing
            if alone and inside[0].when is not None:
                draft.when = inside[0].when
                draft.stretches.append((inside[0].start, inside[0].end))


def day_of_actor(drafts: list[Draft], brackets: dict[int, int], tokens: list[Token]) -> None:
    """Gives what somebody does or says the day that stands alone in the brackets behind his name: the minister (12th).

    ``brackets`` (opening: closing) are offsets into the view, ``tokens`` those of the sentence, in order.
    """
    for draft in drafts:
        named = draft.actors[0].token if draft.actors else None
        if named is None or draft.when is not None or draft.verb is None or draft.status not in ("held", "planned"):
            continue
        opening = named.end
        closing = brackets.get(opening)
        if closing is None or not closing < draft.verb[0] <= closing + _NEAR:
            continue
        alone = next((t for t in tokens if t.kind == "date" and (t.start, t.end) == (opening + 1, closing)), None)
        if alone is not None and alone.when is not None and alone.when.is_day:
            draft.when = alone.when
            draft.stretches.append((alone.start, alone.end))


def editions(
    text: str,
    start: int,
    end: int,
    brackets: dict[int, int],
    tokens: list[Token],
    number: int,
    last: Draft | None,
) -> list[Draft]:
    """The editions that the brackets of a sentence tell of; ``tokens`` are those of the sentence, in order.

    ``start``, ``end`` and ``brackets`` (opening: closing) are offsets into the view, whose folded ``text`` it is;
    ``last`` is the gathering told of before: brackets without a forum before them speak of its series.
    """
    pattern = patterns.load().table("asides")
    made = []
    for opening in filter(brackets.__contains__, range(start, end)):
        closing = brackets[opening]
        series = next((t for t in reversed(tokens) if t.end <= opening and t.kind in _KINDS and t.key), None)
        key = series.key if series is not None else last.series if last is not None else None
        if key is None:
            continue
        at = opening + 1
        for joint in [*(m.start() for m in _PART.finditer(text, at, closing)), closing]:
            inside = [t for t in tokens if at <= t.start and t.end <= joint]
            date = next((t for t in inside if t.kind == "date" and t.when), None)
            ordinal = next((t for t in inside if t.kind == "ordinal" and pattern["unit"].fullmatch(t.unit)), None)
            video = bool(pattern["video"].search(text, at, joint))
            if date is not None and (ordinal is not None or video):
                draft = Draft("Gathering", "edition in brackets", [(at, joint)], 0.85, number, when=date.when)
                if series is not None:
                    draft.stretches.append((series.start, series.end))
                elif last is not None:
                    draft.stretches.append(last.stretches[0])
                draft.series, draft.ordinal = key, ordinal.number if ordinal else None
                draft.mode = "video" if video else None
                made.append(draft)
            at = joint + 1
    return made
