"""What only a later sentence tells of an earlier event: the day of the gathering whose statement was told of first."""

from __future__ import annotations

from kg.extract.draft import Draft
from kg.extract.when import When

_WORDS = ("Publication", "Statement")  # what a gathering issues and says


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
