"""What the later stages get of a document: its own text, and a view of it that is fit for reading."""

from __future__ import annotations

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
    ``headline`` is a heading or contents line that only announces what follows in the text.
    """

    kind: BlockKind
    start: int
    end: int
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The reading text: mark-up, page rules and line wraps gone, each character mapped to its place in the original.

    ``offsets[i]`` is the place of ``text[i]`` in the original; it never falls. ``marks`` are the footnote marks that
    stood in the text: (offset into the view where it stood, the mark).
    """

    text: str
    offsets: array[int]
    blocks: tuple[Block, ...]
    marks: tuple[tuple[int, str], ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that ``text[start:end]`` comes from; raises ValueError where it is empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no stretch of the view: {start} to {end} of {len(self.text)}")
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document. ``name`` is its path as the IRI and messages show it, without the suffix.

    ``text`` is the file's own decoded text, to which all spans refer. ``issued`` is the date that relative dates count
    from (front matter, dateline, or what the caller gave); ``year`` is the year that undated months belong to, where
    the text tells it otherwise than by ``issued``. ``language`` is ``None`` for one that is not read yet.
    """

    name: str
    path: str
    text: str
    digest: str
    title: str
    language: Language | None
    issued: PartialDate | None
    view: View
