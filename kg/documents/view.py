"""From a text to its view: the blocks a reader sees, in reading order, each character mapped to its place."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from kg.documents import blocks, contents, markup
from kg.documents.markup import DROP, ESCAPE, MARK
from kg.documents.model import Block, View
from kg.text.regex import compile_kept

_CUT = compile_kept(f"[{DROP}{ESCAPE}{MARK}]+| {{2,}}")
_BLANKS = (" ", "\u3000", "\t")
_WIDE = "[\u1100-\u11ff\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
_TIGHT = compile_kept(_WIDE)


@dataclass(slots=True)
class Made:
    """A view and what was amiss in the mark-up."""

    view: View
    notes: list[str]


def make(text: str, start: int = 0) -> Made:
    """The view of ``text`` from ``start`` on (what stands before is front matter)."""
    masked = markup.mask(text, start)
    drafts = blocks.drafts(masked)
    contents.announce(drafts, masked)
    writer = _Writer(masked)
    for draft in drafts:
        writer.write(draft)
    return Made(writer.view(), masked.notes)


class _Writer:
    """Writes drafts one after the other into one text, a line feed between them."""

    def __init__(self, masked: markup.Mask) -> None:
        self._mask = masked.text
        self._marks = masked.marks
        self._parts: list[str] = []
        self._offsets = array("i")
        self._blocks: list[Block] = []
        self._refs: list[tuple[int, str]] = []
        self._breaks: list[int] = []
        self._last = ""  # the last character written

    def write(self, draft: blocks.Draft) -> None:
        before = len(self._offsets)
        between = before > 0
        if between:
            self._put_one("\n", self._offsets[-1])
        begin, refs = len(self._offsets), len(self._refs)
        previous = 0
        for start, end, page in draft.segments:
            if len(self._offsets) > begin and self._needs_space(start, end):
                self._put_one(" ", previous)
            if page and len(self._offsets) > begin:
                self._breaks.append(len(self._offsets))
            self._put(start, end)
            previous = end
        while self._last in _BLANKS and len(self._offsets) > begin:
            self._take_one()
        if len(self._offsets) > begin:
            level = 0 if draft.html else draft.level
            self._blocks.append(Block(draft.kind, begin, len(self._offsets), draft.mark, level))
        elif between:
            self._parts.pop()
            self._offsets.pop()
        end = len(self._offsets)
        self._refs[refs:] = [(min(place, end), mark) for place, mark in self._refs[refs:]]

    def _needs_space(self, start: int, end: int) -> bool:
        """Whether words on both sides of a line wrap would run into one another."""
        if self._last == " ":
            return False
        first = _first(self._mask, start, end)
        return bool(first) and not _TIGHT.match(self._last) and not _TIGHT.match(first)

    def _put(self, start: int, end: int) -> None:
        mask, at = self._mask, start
        for cut in _CUT.finditer(mask, start, end):
            low, high = cut.span()
            if mask[low] == " ":
                low += 1
            self._put_stretch(at, low)
            at = high
            if MARK in cut[0]:
                for place in range(low, high):
                    if mask[place] == MARK:
                        self._refs.append((len(self._offsets), self._marks[place]))
        self._put_stretch(at, end)

    def _put_stretch(self, start: int, end: int) -> None:
        if self._last == " " and start < end and self._mask[start] == " ":
            start += 1
        while self._last in ("", "\n") and start < end and self._mask[start] in _BLANKS:
            start += 1  # a block begins with what is seen
        if start < end:
            self._parts.append(self._mask[start:end])
            self._offsets.extend(range(start, end))
            self._last = self._mask[end - 1]

    def _put_one(self, character: str, offset: int) -> None:
        self._parts.append(character)
        self._offsets.append(offset)
        self._last = character

    def _take_one(self) -> None:
        """Take the last character back."""
        self._offsets.pop()
        self._parts[-1] = self._parts[-1][:-1]
        if not self._parts[-1]:
            self._parts.pop()
        self._last = self._parts[-1][-1] if self._parts else ""

    def view(self) -> View:
        return View("".join(self._parts), self._offsets, tuple(self._blocks), tuple(self._refs), tuple(self._breaks))


def _first(mask: str, start: int, end: int) -> str:
    for place in range(start, end):
        if mask[place] not in (DROP, ESCAPE, MARK):
            return mask[place]
    return ""
