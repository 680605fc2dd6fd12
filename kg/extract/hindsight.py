"""What another sentence tells of an event: the day of the gathering whose statement was told of first, its place."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.draft import Draft
from kg.extract.when import When

_WORDS = ("Publication", "Statement")  # what a gathering issues and says
_THERE = ("Meeting", "Dialogue", "Gathering")  # what is held where those who hold it are
_HOSTS = ("Gathering", "Visit", "Meeting")  # that tell where these are
_NEAR = 3  # sentences between what is held and what it is part of


def date(drafts: list[Draft]) -> None:
    """Gives what a gathering said or issued, and has no date, the last day of the one edition that the text dates."""
    for draft in drafts:
        if draft.kind not in _WORDS or draft.when is not None or draft.day_untold:
            continue
        host = draft.part_of.final() if draft.part_of is not None else None
        if host is not None:
            draft.when = When(host.ended) if host.when is None and host.ended else None
            continue
        series = {key for key in draft.actor_keys() if key.startswith(("forum/", "track/"))}
        editions = [d for d in drafts if d.kind == "Gathering" and d.series in series and d.status == "held"]
        if len(series) != 1 or len(editions) != 1:
            continue
        edition = editions[0]
        day = edition.ended or (edition.when and (edition.when.end or edition.when.start))
        if day:
            draft.part_of, draft.when = edition, When(day)
            draft.prove_by(edition.stretches)


def place(drafts: list[Draft], is_city: Callable[[str | None], bool]) -> None:
    """Gives a meeting of no place the city of what it is part of."""
    for draft in drafts:
        if draft.place is not None or draft.series or draft.kind not in _THERE or draft.mode in ("phone", "video"):
            continue
        host = draft.part_of.final() if draft.part_of is not None else None
        near = host is not None and 0 <= draft.sentence - host.sentence <= _NEAR
        if host is None or host.kind not in _HOSTS or not (near and _same_time(draft.when, host.when)):
            continue
        if host.status == draft.status and is_city(host.place):
            draft.place = host.place
            draft.prove_by(host.stretches[:1])


def _same_time(day: When | None, of: When | None) -> bool:
    """Whether a day is not told, or is one of those of what it may be part of."""
    return day is None or of is None or of.start <= day.start <= (of.end or of.start)
