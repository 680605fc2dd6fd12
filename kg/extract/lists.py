"""What a concept or a list of results includes: footnotes that spell it out, documents named as some of the results."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.documents.model import Block
from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.draft import Stretch
from kg.extract.scan import Scan
from kg.extract.sentence import Sentence

_MARKS = '「」『』"“”'


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That ``whole`` includes ``item`` (both are keys), by the words of ``stretches`` of the view."""

    whole: str
    item: str
    stretches: tuple[Stretch, ...]


def footnotes(scan: Scan, blocks: list[Block], cast: Cast) -> list[Inclusion]:
    """Lists in footnotes: what the mark stands behind in the text includes each of their items."""
    marked = {mark: offset for offset, mark in scan.view.marks}
    found = []
    for block in blocks:
        if block.kind != "footnote" or block.mark not in marked:
            continue
        opening = patterns.load()["lists.opening"].match(scan.text, block.start, block.end)
        if opening is None:
            continue
        whole = _whole(scan, marked[block.mark], cast)
        items = _items(scan, opening.end(), block.end)
        if whole is None or len(items) < 2:
            continue
        for start, end in items:
            key = cast.named("Concept", scan.printed(start, end), (start, end))
            found.append(Inclusion(whole[0], key, ((start, end), whole[1])))
    return found


def _whole(scan: Scan, at: int, cast: Cast) -> tuple[str, Stretch] | None:
    """The concept right before a footnote mark: in quotation marks, or a number of something."""
    text = scan.text
    if at and text[at - 1] in "」』":
        start = next((s for s, e in scan.quotes.items() if e == at - 1), None)
        if start is None:
            return None
        return cast.named("Concept", scan.printed(start + 1, at - 1), (start + 1, at - 1)), (start + 1, at - 1)
    match = patterns.load()["lists.numbered"].search(text, max(0, at - 14), at)
    if match is None:
        return None
    return cast.named("Concept", scan.printed(*match.span()), match.span()), match.span()


def _items(scan: Scan, start: int, end: int) -> list[Stretch]:
    text, found, at = scan.text, [], start
    cuts = [m.start() for m in re.finditer("；", text[start:end])]
    for cut in [*(start + c for c in cuts), end]:
        first, last = at, cut
        conjunction = patterns.load()["lists.conjunction"].match(text[first:last])
        first += conjunction.end() if conjunction else 0
        while last > first and text[last - 1] in "。 \n；":
            last -= 1
        if last - first >= 3:
            found.append((first, last))
        at = cut + 1
    return found if cuts else []


def results(sentence: Sentence, scan: Scan, cast: Cast) -> list[Inclusion]:
    """Documents named as examples of a number of results."""
    found = []
    for match in sentence.matches("lists.results"):
        stretch = sentence.stretch(*match.span())
        whole = sentence.stretch(*match.span("whole"))
        key = cast.named("Concept", scan.printed(*whole).strip(_MARKS), whole)
        for token in sentence.tokens_in(*match.span("items")):
            found.append(Inclusion(key, token.key, (stretch,)))
    return found
