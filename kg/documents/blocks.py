"""Blocks of a masked text: lines sorted into headings, items, footnotes, paragraphs; what was cut apart, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.documents import wraps
from kg.documents.markup import CAPTION, DROP, ESCAPE, HEADING, ITEM, MARK, PARAGRAPH, RULE, Mask
from kg.documents.model import BlockKind
from kg.text import forms
from kg.text.regex import compile_kept

LineKind = Literal["text", "blank", "heading", "item", "caption", "footnote", "rule", "page", "underline"]

_BREAK = compile_kept(f"\r\n|[\n\u000b\u000c\r\u0085\u2028\u2029{PARAGRAPH}-{RULE}]")
_FIRST = compile_kept(rf"[^\s{DROP}{ESCAPE}]")
_EMPTY = frozenset(f" \t\u3000{DROP}{ESCAPE}")
_FORMS = forms.table("blocks")
_SPECIAL = frozenset(f"#>-*+=_~—─━•·●○■□◆◇▪‧∙0123456789０１２３４５６７８９（(①②③④⑤⑥⑦⑧⑨⑩{_FORMS['special']}{MARK}")

_RULE_LINE = compile_kept(rf"(?:[-*_=—─━#~][ \t{DROP}{ESCAPE}]*){{3,}}")
_HEAD_LINE = compile_kept(r"#{1,6}[ \t\u3000]+")
_HEAD_TAIL = compile_kept(r"[ \t]{1,8}#{1,8}\Z")
_QUOTE = compile_kept(rf"(?:>[ \t{DROP}]*)+")
_BULLET = compile_kept(r"[-*+•·●○■□◆◇▪‧∙](?:[ \t\u3000]+)|[•●○■□◆◇▪](?=\S)")
_NUMBER = compile_kept(r"(?:\d{1,2}|[０-９]{1,2})(?:[.)）．](?:[ \t\u3000]+|(?![\s\d]))|、(?!\d))")
_CIRCLED = compile_kept(r"[①-⑩][ \t\u3000]*|[（(]\d{1,2}[）)][ \t\u3000]*(?=\S)")
_NOTE = compile_kept(_FORMS["note"])
_OUTLINE = compile_kept(_FORMS["outline"])
_DASHED = compile_kept(r"- (?P<text>[^-].{0,80}?\S) -")  # a heading of the wires: - Next steps -
_SPOKEN = compile_kept(_FORMS["spoken"])
_PAGE_NUMBER = compile_kept(_FORMS["page"])
_BARE_NUMBER = compile_kept(r"\d{1,4}")
_BOLD = (("**", "**"), ("__", "__"), ("<strong>", "</strong>"), ("<b>", "</b>"))
_ONES = frozenset(f"{one}{stop}" for one in "1１" for stop in ".)）．、")
_STOPS = frozenset("。！？")
_HEADING_MAX = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the mask without its mark-up: its contents' place, what it is, and how it hangs on the line before."""

    kind: LineKind
    start: int
    end: int
    indent: int
    hard: bool  # HTML or a hard break parts it from the line before
    html: bool  # HTML makes it a block
    level: int = 0
    mark: str | None = None


@dataclass(slots=True)
class Draft:
    """A block in the making: ``segments`` are (start, end, after a page break) in the mask."""

    kind: BlockKind
    segments: list[tuple[int, int, bool]]
    mark: str | None = None
    level: int = 0
    html: bool = False
    after: str = ""  # what stands between it and the block before: "", "blank", "rule", "page"
    first: bool = False  # whether the text begins with it
    last: Line | None = field(default=None, repr=False)


def drafts(masked: Mask) -> list[Draft]:
    """The blocks of a masked text in reading order."""
    lines = list(_lines(masked))
    margin = wraps.margin(masked.text, [(line.start, line.end) for line in lines if line.kind == "text"])
    made: list[Draft] = []
    gap = ""
    for line in lines:
        if line.kind == "blank":
            gap = gap or "blank"
        elif line.kind in ("rule", "page"):
            gap = line.kind
        elif line.kind == "underline":
            _underlined(made)
            gap = "blank"
        else:
            _add(made, line, gap, masked, margin)
            gap = ""
    return wraps.joined(made, masked.text)


def _add(made: list[Draft], line: Line, gap: str, masked: Mask, margin: int) -> None:
    segment = (line.start, line.end, False)
    if line.kind == "text":
        last = made[-1] if made and not gap and not line.hard else None
        if last is not None and last.kind != "heading" and wraps.continues(last, line, masked, margin):
            last.segments.append(segment)
            last.last = line
            return
        kind: BlockKind = "heading" if _is_heading(line, gap, masked) else "paragraph"
        made.append(
            Draft(
                kind,
                [segment],
                level=6 if kind == "heading" else 0,
                html=line.html,
                after=gap,
                first=not made,
                last=line,
            )
        )
        return
    told = line.kind == "heading" and line.level > 1 and _is_sentence(line, masked)
    kind = "paragraph" if told else _KINDS[line.kind]
    made.append(Draft(kind, [segment], line.mark, 0 if told else line.level, line.html, gap, last=line))


_KINDS: dict[LineKind, BlockKind] = {
    "heading": "heading",
    "item": "item",
    "caption": "caption",
    "footnote": "footnote",
}


def _seen(line: Line, masked: Mask) -> str:
    """A line as its reader sees it."""
    return masked.text[line.start : line.end].replace(DROP, "").replace(ESCAPE, "")


def _is_sentence(line: Line, masked: Mask) -> bool:
    """Whether what is marked as a heading is a lead in large letters: a sentence with its stop, or a long one."""
    seen = _seen(line, masked).strip()
    return seen[-1:] in _STOPS or (len(seen) > _HEADING_MAX and "，" in seen)


def _is_heading(line: Line, gap: str, masked: Mask) -> bool:
    """Whether a plain line is a heading: short, without a full stop, and numbered as headings are or all bold."""
    if line.end - line.start > 2 * _HEADING_MAX:
        return False
    seen = _seen(line, masked)
    if len(seen) > _HEADING_MAX or wraps.ENDED.search(seen) or "，" in seen:
        return False
    return bool(_OUTLINE.match(seen)) or ((line.hard or bool(gap)) and _is_bold(line, masked.source))


def _is_bold(line: Line, source: str) -> bool:
    before, after = source[max(0, line.start - 8) : line.start], source[line.end : line.end + 9]
    return any(before.endswith(opener) and after.startswith(closer) for opener, closer in _BOLD)


def _underlined(made: list[Draft]) -> None:
    """A row of = or - right below a short line makes it a heading."""
    if made and made[-1].kind == "paragraph" and len(made[-1].segments) == 1:
        start, end, _ = made[-1].segments[0]
        if end - start <= 2 * _HEADING_MAX:
            made[-1].kind, made[-1].level = "heading", 2


def _lines(masked: Mask) -> Iterator[Line]:
    mask = masked.text
    start, hard, sign = 0, False, ""
    size = len(mask)
    first_of = _FIRST.search
    before = "blank"
    while start <= size:
        found = _BREAK.search(mask, start)
        stop = found.start() if found else size
        content = first_of(mask, start, stop)
        if content is None:
            line = Line("blank", start, stop, 0, hard, bool(sign))
        else:
            first, end = content.start(), stop
            while mask[end - 1] in _EMPTY:
                end -= 1
            line = _line(masked, start, first, end, hard, sign, before)
        if sign == RULE and line.kind == "blank":
            line = Line("rule", start, stop, 0, True, True)
        yield line
        before = line.kind
        if not found:
            break
        separator = found[0]
        if separator == "\u000c":
            yield Line("page", stop, stop, 0, True, False)
            before = "page"
        sign = separator if separator in _SIGNS else ""
        hard = bool(sign) or mask[stop - 2 : stop] == "  " or mask[stop - 1 : stop] == "\\"
        start = found.end()


_SIGNS = frozenset((PARAGRAPH, HEADING, ITEM, CAPTION, RULE))


def _line(masked: Mask, start: int, first: int, end: int, hard: bool, sign: str, before: str) -> Line:
    mask = masked.text
    html = bool(sign)
    indent = first - start
    if sign == HEADING:
        return Line("heading", first, end, 0, True, True, 3)
    if sign == CAPTION:
        return Line("caption", first, end, 0, True, True)
    if sign == ITEM:
        return Line("item", first, end, 0, True, True)
    if mask[first] in _SPECIAL:
        return _special(masked, first, end, indent, hard, html, before)
    return Line("text", first, end, indent, hard, html)


def _special(masked: Mask, first: int, end: int, indent: int, hard: bool, html: bool, before: str) -> Line:
    mask = masked.text
    sign = mask[first]
    if sign == ">" and (quote := _QUOTE.match(mask, first, end)):
        if quote.end() == end:
            return Line("blank", first, end, 0, hard, html)
        first, sign = quote.end(), mask[quote.end()]
    if sign == MARK and (before != "text" or hard):
        return _skip(masked, first, end, indent, masked.marks[first])
    if _RULE_LINE.fullmatch(mask, first, end):
        under = before == "text" and not hard and sign in "-="
        return Line("underline" if under else "rule", first, end, 0, hard, html)
    if head := _HEAD_LINE.match(mask, first, end):
        tail = _HEAD_TAIL.search(mask, head.end(), end)
        level = mask.count("#", first, head.end())
        return Line("heading", head.end(), tail.start() if tail else end, 0, True, html, level)
    number = _PAGE_NUMBER.match(mask, first)
    if (number and number.end() == end) or (before in ("page", "rule") and _BARE_NUMBER.fullmatch(mask, first, end)):
        return Line("page", first, end, 0, hard, html)
    if dashed := _DASHED.fullmatch(mask, first, end):
        return Line("heading", dashed.start("text"), dashed.end("text"), 0, True, html, 4)
    if _SPOKEN.fullmatch(mask, first, end):
        return Line("text", first, end, indent, hard, html)
    for form in (_BULLET, _NUMBER, _CIRCLED):
        if (item := form.match(mask, first, end)) and item.end() < end:
            if form is _NUMBER and before == "text" and not hard and mask[first : first + 2] not in _ONES:
                break  # a number at a wrapped line's beginning
            return Line("item", item.end(), end, indent, True, html)
    if before != "text" and (note := _NOTE.match(mask, first, end)) and note.end() < end:
        return Line("footnote", note.end(), end, indent, True, html, 0, note["mark"])
    return Line("text", first, end, indent, hard, html)


def _skip(masked: Mask, first: int, end: int, indent: int, mark: str) -> Line:
    """The footnote that begins with a mark: without the mark and the colon or stop behind it."""
    place = first
    mask = masked.text
    while place < end and mask[place] in f"{MARK}{DROP}{ESCAPE} \u3000:：.、":
        place += 1
    return Line("footnote" if place < end else "blank", place, end, indent, True, False, 0, mark)
