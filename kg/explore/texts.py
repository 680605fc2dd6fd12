"""Sentences around passages, offsets as browsers count them, and text that is safe to show."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from typing import Any

# Controls that reorder or hide what is shown; a document has no business with them in a name.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# A sentence ends with its mark, with a heading, or before a list item; not with a line or page that breaks in it.
_END = re.compile(
    "[\u3002\uff01\uff1f!?]+[\u300d\u300f\u201d\u2019\uff09)]*|\\.(?=\\s)|^#[^\n]*\n|\\n(?=\\s*(?:[-*+#>|]|\\d+[.)]))",
    re.MULTILINE,
)
REACH = 220


def clean(text: str) -> str:
    """``text`` without control characters and bidirectional controls, fit to be a label."""
    return _HIDDEN.sub("", text).strip()


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence (or sentences) that ``text[start:end]`` stands in, at most ``REACH`` around it."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    first = low
    for found in _END.finditer(text, low, start):
        first = found.end()
    after = _END.search(text, max(start, end - 1), high)
    last = after.end() if after else high
    line = text.rfind("\n", 0, start) + 1
    if text.startswith("#", line):
        first, last = line, text.find("\n", start) if "\n" in text[start:] else len(text)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, max(last, end)


class Places:
    """Offsets into a text as JavaScript counts them (UTF-16 units)."""

    def __init__(self, text: str) -> None:
        plain = not text or max(text) <= "\uffff"  # nearly every text is
        self._astral = [] if plain else [place for place, letter in enumerate(text) if ord(letter) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        """``offset``, counted in code points, in UTF-16 units."""
        return offset + bisect.bisect_left(self._astral, offset)


class Quotes:
    """The words that prove facts, each once: sentences, and where in them the words stand.

    With ``whole``, the page carries the documents' texts and a sentence is only its bounds.
    """

    def __init__(self, texts: Mapping[str, str], sources: Mapping[str, int], *, whole: bool) -> None:
        self._texts = texts
        self._sources = sources
        self._whole = whole
        self._places = {iri: Places(text) for iri, text in texts.items()}
        self._known: dict[tuple[str, int, int], int] = {}
        self.rows: list[list[Any]] = []

    def add(self, source: str, start: int, end: int, quote: str) -> int | None:
        """The number of the quote of this passage.

        A row is [source, first, last, start, end, code point start, code point end, text]: the sentence's and the
        words' bounds, and the sentence itself where the page does not carry the document.
        """
        if source not in self._sources:
            return None
        passage = (source, start, end)
        if passage not in self._known:
            self._known[passage] = len(self.rows)
            self.rows.append(self._row(source, start, end, quote))
        return self._known[passage]

    def _row(self, source: str, start: int, end: int, quote: str) -> list[Any]:
        number, text = self._sources[source], self._texts.get(source)
        if text is None or text[start:end] != quote:
            return [number, 0, len(quote), 0, Places(quote)(len(quote)), start, end, quote]
        first, last = sentence(text, start, end)
        if self._whole:
            place = self._places[source]
            return [number, place(first), place(last), place(start), place(end), start, end]
        cut = text[first:last]
        place = Places(cut)
        bounds = [0, place(len(cut)), place(start - first), place(end - first)]
        return [number, *bounds, start, end, cut]
