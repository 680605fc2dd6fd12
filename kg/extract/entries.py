"""Entries of a chronicle: what an entry tells without a date of its own happened on the day that it begins with.

So it is where a line that is a day alone stands above the entries of that day.
"""

from __future__ import annotations

from itertools import pairwise

from kg import dates
from kg.extract import patterns
from kg.extract.draft import Draft, Stretch
from kg.extract.tokens import Token

_FEWEST = 4  # blocks that begin with a day in a chronicle
_ALONE = 3  # lines that are a day alone in one whose entries stand below them
_LABELS = 2  # the same of days in brackets
_BRACKETS = "【〔〖[（"


class Entries:
    """Knows the day of the entry that is being read.

    ``text`` is the folded text of the document, ``blocks`` are where its paragraphs begin and end in it, ``all_blocks``
    also its headings.
    """

    def __init__(self, text: str, blocks: list[Stretch], all_blocks: list[Stretch]) -> None:
        self._text = text
        self._begins = patterns.load()["entries.begins"]
        days = sum(self._begins.match(text, *block) is not None for block in blocks)
        self._below = _stand_below(text, all_blocks)
        self._chronicle = self._below or (days >= _FEWEST and 2 * days >= len(blocks))
        self._day: Token | None = None
        self._above: Token | None = None  # the day alone in the line above the entries

    @property
    def apart(self) -> bool:
        """Whether each block is an entry of its own."""
        return self._chronicle

    @property
    def above(self) -> Token | None:
        """The day in the line above the entry that is being read, if no other has been named since."""
        return self._above if self._day is self._above else None

    def start_block(self, start: int, end: int, *, fresh: bool) -> None:
        """A new entry begins; a day above it holds up to the next one, or to a heading (``fresh``) that is none."""
        self._day = self._above = None if fresh and not _is_day(self._text, (start, end)) else self._above

    def start_sentence(self, start: int, end: int, tokens: list[Token]) -> None:
        """A sentence of the entry begins: a day at its head is the one that the entry goes on with."""
        if not self._chronicle:
            return
        if patterns.load()["entries.later"].match(self._text, start, end):
            self._day = None
        first = next((t for t in tokens if t.kind == "date"), None)
        if first is not None and self._begins.match(self._text, start, end):
            told = first.when
            self._day = first if told is not None and not dates.is_year(told.start) else None
            if self._below and _is_day(self._text, (start, end)):
                self._above = self._day

    def date(self, drafts: list[Draft], said: list[Stretch]) -> None:
        """Gives those of a sentence that have no date the day of the entry, but for what is only spoken of."""
        if self._day is None:
            return
        for draft in drafts:
            told = draft.when or draft.ended or draft.day_untold
            spoken = any(start <= draft.stretches[0][0] < end for start, end in said)
            if told or spoken or draft.status != "held":
                continue
            draft.when = self._day.when
            if not draft.proves(self._day):
                draft.stretches.append((self._day.start, self._day.end))


def _is_day(text: str, block: Stretch) -> bool:
    """Whether a block is no more than a day."""
    return patterns.load()["entries.alone"].fullmatch(text, *block) is not None


def _stand_below(text: str, blocks: list[Stretch]) -> bool:
    """Whether the entries of each day stand below a line that is the day alone: sentences, and some below the last.

    Titles with their days, as lists of news have them, are no such entries.
    """
    days = [_is_day(text, block) for block in blocks]
    first = days.index(True) if any(days) else 0
    if days[first : first + 2] == [True, True]:  # the first is that of the document
        days[first] = False
    entries = [text[start:end].rstrip()[-1:] for (start, end), day in zip(blocks, days, strict=True) if not day]
    labels = all(text[start] in _BRACKETS for (start, _), day in zip(blocks, days, strict=True) if day)
    if sum(days) < (_LABELS if labels else _ALONE) or days[-1] or any(a and b for a, b in pairwise(days)):
        return False
    return 2 * sum(mark in "。；！" for mark in entries) > len(entries)
