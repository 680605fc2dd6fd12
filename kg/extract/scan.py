"""The first look at a text: its sentences, quotation marks and brackets, and where forms of the lexicon stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.model import View
from kg.extract import patterns
from kg.lexicon.lexicon import Finder, Match
from kg.text.fold import fold

_QUOTES = {"「": "」", "『": "』", "《": "》"}
_SKIPPED = re.compile('[「」『』"]')
_ABBREVIATION = re.compile(r"（[a-z0-9+&—]{2,10}）")
_AROUND = 16  # characters beside such brackets in which a form that holds them stands
_GOES_ON = re.compile(r"\s*[「『]")  # the next paragraph opens as well
_LONGEST_QUOTE = 600  # characters between an opening mark and its closing one


@dataclass(slots=True)
class Scan:
    """A view, folded, with what stands where. All offsets are the view's, end exclusive.

    ``starts`` and ``ends`` hold the lexicon's matches by where they begin and end, the longest first; quotation marks
    inside a name do not hinder. ``quotes`` and ``brackets`` map an opening mark to its closing one.
    Marks around the name of a delegation are no quotation: each is a bracket of its own, set aside alone.
    """

    view: View
    text: str
    starts: dict[int, list[Match]]
    ends: dict[int, list[Match]]
    quotes: dict[int, int]
    brackets: dict[int, int]

    def printed(self, start: int, end: int) -> str:
        """The words as printed."""
        return self.view.text[start:end]

    def covered(self, start: int, end: int, reach: int) -> bool:
        """Whether a form of the lexicon that begins at most ``reach`` characters before ``start`` reaches ``end``."""
        return any(m.end >= end for at in range(max(0, start - reach), start) for m in self.starts.get(at, ()))


def scan(view: View, finder: Finder) -> Scan:
    """A first look at ``view`` with the forms that ``finder`` knows: all matches, also overlapping ones."""
    text = _dashed(fold(view.text))
    bare, places = _without_quotes(text)
    words = patterns.load()["scan.words"].finditer(text)
    within = {at for word in words for at in range(word.start() + 1, word.end())}
    starts: dict[int, list[Match]] = defaultdict(list)
    ends: dict[int, list[Match]] = defaultdict(list)
    for match in finder.find(bare):
        start, end = places[match.start], places[match.end - 1] + 1
        if end - start > match.end - match.start and not _balanced(text, start, end):
            continue
        if start in within or end in within:
            continue
        if text[end - 1] == "国" and text[end : end + 1] == "家":
            continue  # not the word for state, but the beginning of the word for country
        moved = match if (start, end) == match[:2] else Match(start, end, match.terms)
        starts[start].append(moved)
        ends[end].append(moved)
    for match in _over_brackets(text, finder):
        starts[match.start].append(match)
        ends[match.end].append(match)
    for found in starts.values():
        found.sort(key=lambda m: -m.end)
    for found in ends.values():
        found.sort(key=lambda m: m.start)
    quotes, brackets = _pairs(text)
    for start, end in [(s, e) for s, e in quotes.items() if patterns.load()["scan.guests"].search(text, s + 1, e)]:
        del quotes[start]
        brackets[start], brackets[end] = start, end  # the marks alone are set aside
    return Scan(view, text, dict(starts), dict(ends), quotes, brackets)


def _dashed(text: str) -> str:
    """Words that stand between dashes, before who said them, as in quotation marks."""
    for words in patterns.load()["scan.dashed"].finditer(text):
        first, closing = words.end("opening"), words.start("closing")
        mark = "「".rjust(first - words.start())
        text = f"{text[: words.start()]}{mark}{text[first:closing]}」{text[closing + 1 :]}"
    return text


def _over_brackets(text: str, finder: Finder) -> Iterator[Match]:
    """The forms that an abbreviation in brackets stands within, as one of a body within the name of its summit."""
    for bracket in _ABBREVIATION.finditer(text):
        first, last = max(0, bracket.start() - _AROUND), min(len(text), bracket.end() + _AROUND)
        cut = bracket.start() - first
        for match in finder.find(text[first : bracket.start()] + text[bracket.end() : last]):
            if match.start < cut < match.end:
                yield Match(first + match.start, bracket.end() + match.end - cut, match.terms)


def _without_quotes(text: str) -> tuple[str, list[int]]:
    """The text without quotation marks, and where each of its characters stands with them."""
    places: list[int] = []
    begin = 0
    for mark in _SKIPPED.finditer(text):
        places += range(begin, mark.start())
        begin = mark.end()
    places += range(begin, len(text))
    return _SKIPPED.sub("", text), places


def _balanced(text: str, start: int, end: int) -> bool:
    """Whether a form that runs over quotation marks holds each mark with its fellow."""
    inner = text[start:end]
    if start and text[start - 1] in _QUOTES:
        inner = text[start - 1 : end]
    if end < len(text) and text[end] in _QUOTES.values():
        inner += text[end]
    depth = 0
    for c in inner:
        if c in _QUOTES:
            depth += 1
        elif c in _QUOTES.values():
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _pairs(text: str) -> tuple[dict[int, int], dict[int, int]]:
    quotes: dict[int, int] = {}
    brackets: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    straight: int | None = None
    for match in re.finditer(r"[「」『』《》（）\"\n]", text):
        c, at = match[0], match.start()
        if c == "\n":
            start = stack[0][1] if len(stack) == 1 and stack[0][0] in _QUOTES else None
            if start is not None and _opens_block(text, start) and _GOES_ON.match(text, at):
                quotes[start] = len(text[:at].rstrip()) - 1  # each paragraph opens, and the last one closes
            stack.clear()
            straight = None
        elif c == '"':
            if straight is None:
                straight = at
            else:
                quotes[straight] = at
                straight = None
        elif c in _QUOTES or c == "（":
            stack.append((c, at))
        else:
            opener = next((o for o, closer in (*_QUOTES.items(), ("（", "）")) if closer == c), "")
            while stack and stack[-1][0] != opener and any(o == opener for o, _ in stack):
                stack.pop()
            if stack and stack[-1][0] == opener:
                start = stack.pop()[1]
                if at - start <= _LONGEST_QUOTE:
                    (brackets if c == "）" else quotes)[start] = at
    return quotes, brackets


def _opens_block(text: str, at: int) -> bool:
    """Whether a mark is the first of its line, or stands right behind a colon."""
    before = text[text.rfind("\n", 0, at) + 1 : at].strip()
    return not before or before.endswith("：")


def sentences(text: str, start: int, end: int, quotes: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as offsets of the text, end exclusive, in order.

    A full stop inside quotation marks (``quotes``: opening to closing) ends none unless the quotation ends with it.
    """
    at = start
    within = [(o, c) for o, c in quotes.items() if start <= o < end]
    for match in patterns.load()["scan.sentence"].finditer(text, start, end):
        if match.end() <= at:
            continue
        first, last = match.span()
        inside = within and any(at <= o < first < c and c >= last for o, c in within)
        if inside:
            continue
        yield at, match.end()
        at = match.end()
    if at < end and text[at:end].strip():
        yield at, end
