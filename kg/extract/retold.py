"""Words that the same speaker is told twice to have said: by a headline and by the text, at the end once more."""

from __future__ import annotations

import re

from kg.extract import patterns
from kg.extract.draft import Draft
from kg.extract.merge import compatible, finer

_SHORTEST = 8  # characters; shorter words are said again and again
_FEWEST = 4  # the same, of words said on one day and not at two meetings
_MARKS = re.compile(r"\W+")


def once(drafts: list[Draft], text: str) -> list[Draft]:
    """The drafts without what the same speaker says in the same words on what can be the same day: the first stands."""
    himself = patterns.load()["retold.himself"]
    first: dict[tuple[str, ...], Draft] = {}
    kept: list[Draft] = []
    for draft in drafts:
        words = _MARKS.sub("", text[slice(*draft.said)]) if draft.kind == "Statement" and draft.said else ""
        words = himself.sub("", words)
        if len(words) < _FEWEST:
            kept.append(draft)
            continue
        twin = first.setdefault((words, *sorted(draft.actor_keys())), draft)
        if twin is draft or not compatible(twin.when, draft.when):
            kept.append(draft)
            continue
        if len(words) < _SHORTEST and not _of_one_day(twin, draft):
            kept.append(draft)
            continue
        twin.when = finer(twin.when, draft.when)
        twin.part_of = twin.part_of or draft.part_of
        twin.stretches += [stretch for stretch in draft.stretches if stretch not in twin.stretches]
        draft.merged_into = twin
    return kept


def _of_one_day(a: Draft, b: Draft) -> bool:
    """Whether two statements are dated on the same day, and are not of two meetings."""
    same = a.when is not None and a.when == b.when and a.when.is_day
    return same and (a.part_of is None or b.part_of is None or a.part_of is b.part_of)
