"""Entries of a chronicle: what an entry tells without a date of its own happened on the day that it begins with."""

from __future__ import annotations

from kg import dates
from kg.extract import patterns
from kg.extract.draft import Draft, Stretch
from kg.extract.tokens import Token

_FEWEST = 4  # blocks that begin with a day in a chronicle


class Entries:
    """Knows the day of the entry that is being read.

    ``text`` is the folded text of the document, ``blocks`` are where its paragraphs begin and end in it.
    """

    def __init__(self, text: str, blocks: list[Stretch]) -> None:
        self._text = text
        self._begins = patterns.load()["entries.begins"]
        days = sum(self._begins.match(text, *block) is not None for block in blocks)
        self._chronicle = days >= _FEWEST and 2 * days >= len(blocks)
        self._day: Token | None = None

    def start_block(self) -> None:
        """A new entry begins."""
        self._day = None

    def start_sentence(self, start: int, end: int, tokens: list[Token]) -> None:
        """A sentence of the entry begins: a day at its head is the one that the entry goes on with."""
        if not self._chronicle:
            return
        first = next((t for t in tokens if t.kind == "date"), None)
        if first is not None and self._begins.match(self._text, start, end):
            told = first.when
            self._day = first if told is not None and (told.is_day or dates.is_month(told.start)) else None

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
