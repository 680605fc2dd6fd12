"""What the later stages get of a document: its own text, and a view of it that is fit for reading."""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass
from typing import Literal

from kg.dates import PartialDate
from kg.records import Language, Span

BlockKind = Literal["heading", "paragraph", "item", "footnote", "caption", "headline"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the view that is read as one: a heading, a paragraph, a list item, a footnote.

    ``start`` and ``end`` are offsets into :attr:`View.text`. ``mark`` is a footnote's number.
    ``headline`` is a line that only announces what stands elsewhere: of a list of contents, a byline, a bare link.
    ``level`` is that of a heading by its marks (1 is the highest), 0 where they tell none.
    """

    kind: BlockKind
    start: int
    end: int
    mark: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """The reading text: mark-up, page rules and line wraps gone, each character mapped to its place in the original.

    Blocks stand in reading order, a line feed between them. ``offsets[i]`` is the place of ``text[i]`` in the original;
    it never falls within a block (a sentence that footnotes at a page's foot interrupt is joined, and they follow it).
    ``marks`` are the footnote marks that stood in the text: (offset into the view where it stood, the mark).
    ``breaks`` are the offsets into the view at which a block goes on after a page break that cut it.
    """

    text: str
    offsets: array[int]
    blocks: tuple[Block, ...]
    marks: tuple[tuple[int, str], ...] = ()
    breaks: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original from the first to the last character of ``text[start:end]``, within one block.

        Mark-up and page breaks in between are in it (:meth:`spans` leaves page breaks out). Raises ValueError where
        the stretch is empty or reaches into blocks that stand in another order in the original.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no stretch of the view: {start} to {end} of {len(self.text)}")
        first, last = self.offsets[start], self.offsets[end - 1]
        if last < first:
            raise ValueError(
                f"the view from {start} to {end} reaches over blocks that the original has in another order"
            )
        return Span(first, last + 1)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Like :meth:`span`, but what a page break cut apart is two spans, without the footnotes between them."""
        cuts = [start, *(place for place in self.breaks if start < place < end), end]
        return tuple(self.span(low, high) for low, high in itertools.pairwise(cuts))


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document. ``name`` is its path as the IRI and messages show it, without the suffix.

    ``text`` is the file's own decoded text, to which all spans refer. ``issued`` is the date that relative dates count
    from (front matter, dateline, or what the caller gave); ``year`` is the year that undated months belong to, where
    the text tells it otherwise than by ``issued``. ``language`` is ``None`` for one that is not read yet. ``notes`` say
    what is amiss in the document without keeping it from being read, a line each.
    """

    name: str
    path: str
    text: str
    digest: str
    title: str
    language: Language | None
    issued: PartialDate | None
    view: View
    year: int | None = None
    notes: tuple[str, ...] = ()
