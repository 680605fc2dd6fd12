"""The day of a press conference: what its transcript says line by line was said on the day that the headline names."""

from __future__ import annotations

from kg import dates
from kg.extract import patterns
from kg.extract.draft import Stretch
from kg.extract.scan import Scan
from kg.extract.when import When
from kg.text import dates as date_text


def day(scanned: Scan) -> tuple[When, Stretch] | None:
    """The day of the press conference that a document is by its headline, and where the headline names it."""
    pattern = patterns.load()["conference.headline"]
    for block in scanned.view.blocks:
        if block.kind != "headline" or pattern.search(scanned.text, block.start, block.end) is None:
            continue
        for date in date_text.find(scanned.text[block.start : block.end]):
            if date.year and date.month and date.day and date.day2 is None:
                try:
                    when = When(dates.make(date.year, date.month, date.day))
                except ValueError:  # no such day
                    continue
                return when, (block.start + date.start, block.start + date.end)
    return None
