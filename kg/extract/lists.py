"""What a concept or a list of results includes: footnotes that spell it out, and 包括《…》、《…》等458項成果."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.documents.model import Block
from kg.extract.cast import Cast
from kg.extract.draft import Stretch
from kg.extract.scan import Scan
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS
from kg.text.numerals import CHARACTERS

_NUMBERED = re.compile(rf"[{CHARACTERS}]+(?:大|项|个|条|点)[\u3400-\u9fff]{{2,8}}$")
_OPENING = re.compile("(?:包括|即|分别是|分别为|是指|指)(?:了|：)?")
_AND = re.compile("^(?:以及|及|和|与)")
_RESULTS = re.compile(
    rf"(?:包括|含)(?P<items>{SYMBOLS['work']}(?:(?:、|以及|和|与|及){SYMBOLS['work']})+)等(?P<whole>[{CHARACTERS}]+(?:多|余)?(?:项|份|个)[\u3400-\u9fff]{{2,6}}?)"
    r"(?=宣|，|。|；|、|的|中|$|签|作|来|为)"
)
_MARKS = "「」『』\"“”"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That ``whole`` includes ``item``, by the words of ``stretch``. Both are keys."""

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
        opening = _OPENING.match(scan.text, block.start, block.end)
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
    """The concept right before a footnote mark: 「六個必須」, 10項歷史性成就."""
    text = scan.text
    if at and text[at - 1] in "」』":
        start = next((s for s, e in scan.quotes.items() if e == at - 1), None)
        if start is None:
            return None
        return cast.named("Concept", scan.printed(start + 1, at - 1), (start + 1, at - 1)), (start + 1, at - 1)
    match = _NUMBERED.search(text, max(0, at - 14), at)
    if match is None:
        return None
    return cast.named("Concept", scan.printed(*match.span()), match.span()), match.span()


def _items(scan: Scan, start: int, end: int) -> list[Stretch]:
    text, found, at = scan.text, [], start
    cuts = [m.start() for m in re.finditer("；", text[start:end])]
    for cut in [*(start + c for c in cuts), end]:
        first, last = at, cut
        conjunction = _AND.match(text[first:last])
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
    for match in _RESULTS.finditer(sentence.shadow):
        stretch = sentence.stretch(*match.span())
        whole = sentence.stretch(*match.span("whole"))
        key = cast.named("Concept", scan.printed(*whole).strip(_MARKS), whole)
        for token in sentence.tokens_in(*match.span("items")):
            found.append(Inclusion(key, token.key, (stretch,)))
    return found
