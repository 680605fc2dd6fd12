"""Where a text leaves off one piece of news and begins the next, by its headings of whatever shape.

A digest, a newscast or a report of a quarter tells one piece of news after the other, each below a heading: what one of
them leaves unsaid is never told by the one before. Newspapers put short headlines between the paragraphs of one piece,
too; it goes on below them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from typing import Literal

from kg.documents.model import Block
from kg.extract import patterns
from kg.extract.scan import Scan
from kg.text.regex import compile_kept

Shape = Literal["heading", "item", "line", "day", "label"]

ENDS = "。！？」』”）"  # marks at the end of a line that is no headline
_GOES_ON = "；：，、"
_LINE = 30  # characters of a line that is a heading, at most
_TITLED = 40  # the same of one with a mark or a day before it
_BOLD = 6  # the level of headings that are marked by no more than bold letters or a number
_IN_A_ROW = 2  # such lines, one above the other: a region, and a country
_WORD = compile_kept(r"\w")
_PROSE = 0.5  # the share of lines with such a mark in a document of paragraphs
_PLACES = frozenset({"State", "Place"})
_NAMES = _PLACES | {"Person", "Organization", "Forum", "Track"}


class Break(IntEnum):
    """What begins with a block, and how little is carried into it."""

    NONE = 0
    HEADLINE = 1  # a short headline within one piece of news: no pronoun means who stands above it
    PART = 2  # a part of a report: no day and nobody left unsaid is carried
    NEWS = 3  # another piece of news: nothing told above is meant that is not named again


@dataclass(frozen=True, slots=True)
class Pieces:
    """``breaks`` tell of each block what begins with it, ``starts`` are the places where pieces of news begin."""

    breaks: tuple[Break, ...]
    starts: tuple[int, ...]

    def start(self, at: int) -> int:
        """Where the piece begins in which ``at`` is."""
        number = bisect_right(self.starts, at)
        return self.starts[number - 1] if number else 0


WHOLE = Pieces((), ())
"""A text that is one piece."""


def find(scan: Scan, blocks: list[Block]) -> Pieces:
    """The pieces of a scanned text."""
    text = scan.text
    shapes = _shapes(text, blocks, prose=is_prose(text, blocks))
    numbered = patterns.load()["reader.numbering"]
    words = [text[block.start : block.end].strip() for block in blocks]
    marked = [numbered.match(line) is not None for line in words]
    country = [_is_country(scan, block) for block in blocks]
    titled = bool(blocks) and blocks[0].kind == "heading" and not marked[0] and not country[0] and not _equals(blocks)
    digest = titled and _is_digest(words[0])
    opening = _opening(blocks, words, shapes, int(titled))
    deepest = max((level for _, level in opening), default=0)
    breaks = []
    for number, shape in enumerate(shapes):
        if titled and not number:
            breaks.append(Break.PART)
            continue
        topic = shape in ("heading", "item") and marked[number] and not _names_somebody(scan, blocks[number])
        opens = any(shape == first for first, _ in opening) and blocks[number].level <= (deepest or _BOLD)
        if shape is not None and (digest or country[number] or (opens and not topic)):
            breaks.append(Break.NEWS)  # a part of one report has a number, and names nobody
        elif shape == "heading":
            part = marked[number] or patterns.load()["pieces.time"].fullmatch(words[number])
            breaks.append(Break.PART if part else Break.HEADLINE)
        else:
            breaks.append(Break.NONE)
    news = (block.start for block, told in zip(blocks, breaks, strict=True) if told == Break.NEWS)
    return Pieces(tuple(breaks), tuple(news))


def _equals(blocks: list[Block]) -> bool:
    """Whether the first heading is one of several of its level, and no title above them."""
    level = blocks[0].level
    return 0 < level < _BOLD and any(block.kind == "heading" and block.level == level for block in blocks[1:])


def _is_digest(title: str) -> bool:
    """Whether a title is that of what tells of many things: of a week, a quarter, a region."""
    known = patterns.load()
    return any(known[name].search(title) for name in ("pieces.digest", "calendar.period", "calendar.month_of"))


def _named(scan: Scan, start: int, end: int, kinds: frozenset[str]) -> list[tuple[int, int]]:
    """Where a stretch names things of these kinds by more than a character, one behind the other."""
    found: list[tuple[int, int]] = []
    for at in range(start, end):
        for match in scan.starts.get(at, ()):
            free = not found or found[-1][1] <= at
            if free and at + 1 < match.end <= end and any(term.kind in kinds for term in match.terms):
                found.append((at, match.end))
    return found


def _names_somebody(scan: Scan, block: Block) -> bool:
    return bool(_named(scan, block.start, block.end, _NAMES))


def _is_country(scan: Scan, block: Block) -> bool:
    """Whether a block is no more than the name of a country or place, or of two."""
    named = _named(scan, block.start, block.end, _PLACES) if block.end - block.start <= _LINE else []
    if not named or len(named) > _IN_A_ROW:
        return False
    words = scan.text[block.start : named[0][0]] + scan.text[named[-1][1] : block.end]
    between = scan.text[named[0][1] : named[-1][0]]
    return not _WORD.search(patterns.load()["reader.numbering"].sub("", words)) and len(between) <= 1


def is_prose(text: str, blocks: list[Block]) -> bool:
    """Whether most blocks are paragraphs, which end in a mark: a short line without one stands above others."""
    read = [text[b.start : b.end].strip() for b in blocks if b.kind == "paragraph"]
    return sum(line[-1:] in ENDS for line in read) >= _PROSE * len(read)


def _opening(blocks: list[Block], words: list[str], shapes: list[Shape | None], first: int) -> set[tuple[Shape, int]]:
    """The shapes and levels of the headings right below the title: none where a paragraph leads in to one piece.

    Headings below these are short headlines. Plain lines there are no sign of several pieces:
    many newspapers print a second title.
    """
    pattern = patterns.load().table("pieces")
    found: set[tuple[Shape, int]] = set()
    below = [*shapes[1:], None]
    for block, line, shape, following in list(zip(blocks, words, shapes, below, strict=True))[first:]:
        if block.kind == "caption" or (line[-1:] not in ENDS and pattern["byline"].search(line)):
            continue
        if shape is not None and following is None and pattern["lead"].fullmatch(line):
            return set()
        if shape is not None and shape != "line":  # which may be a second title
            found.add((shape, block.level))
        if found and shape in (None, "label"):
            return found
        if line[-1:] in ENDS and pattern["intro"].search(line) is None:
            return set()
    return found


def _shapes(text: str, blocks: list[Block], *, prose: bool) -> list[Shape | None]:
    """What kind of heading each block is or begins with, if any."""
    words = [text[block.start : block.end].strip() for block in blocks]
    pattern = patterns.load().table("pieces")
    labels = [pattern["label"].match(line) for line in words]
    many = len({label[1] for label in labels if label}) > 1
    shapes: list[Shape | None] = []
    for number, (block, line) in enumerate(zip(blocks, words, strict=True)):
        below = words[number + 1] if number + 1 < len(blocks) else ""
        paragraph = number + 1 < len(blocks) and blocks[number + 1].kind == "paragraph"
        shape = _shape(text, block, line) if prose else None
        if block.kind == "heading":
            shape = "heading"
        elif many and labels[number] and line[-1:] in ENDS:
            shape = "label"
        elif shape in ("item", "day") and not (paragraph and below[-1:] in ENDS):
            shape = None
        shapes.append(shape)
    return _apart(shapes, blocks, words)


def _shape(text: str, block: Block, line: str) -> Shape | None:
    """What a line without a stop may be: a heading with a mark or a day before it, or a plain one."""
    if block.kind not in ("paragraph", "item") or not line or line[-1] in (*ENDS, *_GOES_ON) or len(line) > _TITLED:
        return None
    if block.kind == "item":
        return "item"
    if patterns.load()["entries.begins"].match(text, block.start, block.end):
        return "day"
    pattern = patterns.load().table("pieces")
    plain = len(line) <= _LINE and not any(mark in line for mark in "，；：。") and not pattern["byline"].search(line)
    return "line" if plain else None


def _apart(shapes: list[Shape | None], blocks: list[Block], words: list[str]) -> list[Shape | None]:
    """The shapes without those of lines and items that stand in a list, or below which no paragraph stands."""
    kept: list[Shape | None] = []
    for shape, group in groupby(shapes):
        length = len(list(group))
        after = len(kept) + length
        if shape in ("line", "item"):
            below = after < len(blocks) and (blocks[after].kind == "heading" or words[after][-1:] in ENDS)
            listed = length > (_IN_A_ROW if shape == "line" else 1)
            beside = shape == "item" and kept and blocks[len(kept) - 1].kind == "item"
            shape = None if listed or beside or not below else shape
        kept += [shape] * length
    return kept
