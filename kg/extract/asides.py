"""What stands in brackets after a forum's name: other editions of it (2017年首屆為29位，2019年第二屆為38位)."""

from __future__ import annotations

import re

from kg.extract.draft import Draft
from kg.extract.tokens import Token

_PART = re.compile("[，；、]")
_VIDEO = re.compile("视频|视讯|视像|线上|云端")
_KINDS = frozenset({"forum", "track"})


def editions(text: str, start: int, end: int, brackets: dict[int, int], tokens: list[Token], number: int, last: Draft | None) -> list[Draft]:
    """The editions that the brackets of a sentence tell of; ``tokens`` are those of the sentence, in order.

    ``last`` is the gathering told of before: brackets behind 本屆會議 speak of its series.
    """
    made = []
    for opening, closing in brackets.items():
        if not start <= opening < end:
            continue
        series = next((t for t in reversed(tokens) if t.end <= opening and t.kind in _KINDS and t.key), None)
        key = series.key if series is not None else last.series if last is not None else None
        if key is None:
            continue
        at = opening + 1
        for joint in [*(m.start() for m in _PART.finditer(text, at, closing)), closing]:
            inside = [t for t in tokens if at <= t.start and t.end <= joint]
            date = next((t for t in inside if t.kind == "date" and t.when), None)
            ordinal = next((t for t in inside if t.kind == "ordinal" and t.unit in "届次轮"), None)
            video = bool(_VIDEO.search(text, at, joint))
            if date is not None and (ordinal is not None or video):
                draft = Draft("Gathering", "edition in brackets", [(at, joint)], 0.85, number, when=date.when)
                named = (series.start, series.end) if series is not None else last.stretches[0] if last is not None else None
                draft.stretches += [named] if named else []
                draft.series, draft.ordinal = key, ordinal.number if ordinal else None
                draft.mode = "video" if video else None
                made.append(draft)
            at = joint + 1
    return made
