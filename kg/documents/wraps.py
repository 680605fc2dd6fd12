"""What was cut apart: lines wrapped at a margin, sentences and words cut in two by a page break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.documents.markup import DROP, ESCAPE, MARK
from kg.text import forms
from kg.text.regex import compile_kept

if TYPE_CHECKING:
    from kg.documents.blocks import Draft, Line
    from kg.documents.markup import Mask

ENDED = compile_kept(r"[。．！？!?…；;：:.][」』”’\"')）】》〉]*\s*\Z")
_STOP = compile_kept("[。！？；]")
_DAY, _ENTRY, _TIME = (compile_kept(forms.table("dateline")[form]) for form in ("day_row", "entry", "time_row"))
_CREDIT = compile_kept(
    r"[^：:／/]{0,8}[：:／/].{0,12}|[（(【\[].*[）)】\]]|.*[|｜].*"
)  # who took a picture, who wrote a text
_COMMAS = frozenset("，、,")
_CLOSERS = frozenset("，、。；：！？）」』】》〉”’,;!?)]}")
_PAIRS = (("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("（", "）"), ("“", "”"))
_WIDE = compile_kept("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
_HAN = compile_kept("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_UNSEEN = compile_kept(f"[{DROP}{ESCAPE}{MARK}]+")

_WORD = compile_kept("[^ \t\r\n]+")  # a no-break space holds words together

_WIDEST = 120  # columns; no text is wrapped at more
_NARROWEST = 40
_SLACK = 6  # columns that a wrapped Chinese line may lack: a punctuation mark may not begin a line
_FULL, _FULL_WIDE = 0.6, 0.8  # of the margin; so full a line without a full stop goes on in the next
_BY_LENGTH = 60  # characters from which a paragraph without its end is cut, whatever follows
_BY_RULE = 20  # the same where a rule or footnotes follow it


def width(text: str) -> int:
    """Columns that ``text`` takes: two for a character of East Asian width."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def margin(mask: str, lines: list[tuple[int, int]]) -> int:
    """The column that the text is wrapped at, or 0 where it is not: most paragraphs are longer than any margin."""
    widths = [width(mask[start:end]) if end - start <= _WIDEST else _WIDEST + 1 for start, end in lines]
    fitting = [size for size in widths if size <= _WIDEST]
    if not fitting or len(fitting) < 0.8 * len(widths):
        return 0
    fitting.sort()
    usual = fitting[-1 - len(fitting) // 10]  # a line in ten may jut out
    return usual if usual >= _NARROWEST else 0


def continues(last: Draft, line: Line, masked: Mask, column: int) -> bool:
    """Whether ``line`` goes on with the block of the line right above it."""
    previous = last.last
    if previous is None or (last.kind == "item" and line.indent > previous.indent and not line.html):
        return previous is not None
    if masked.text[line.start - 1] == "\u3000":
        return False  # an indented line begins a paragraph
    above = masked.text[previous.start : previous.end]
    first = masked.text[line.start]
    if first in _CLOSERS or above[-1] in _COMMAS or (first.islower() and not ENDED.search(above)):
        return True
    if not column:
        return False
    alone = (form.fullmatch(masked.text, line.start, line.end) for form in (_DAY, _TIME))
    day = any(alone) or _ENTRY.match(masked.text, line.start, line.end)
    if day and ENDED.search(above):
        return False  # it stands above what happened then, or an entry of a chronicle begins with it
    room = column - previous.indent - width(above)
    wide = bool(_WIDE.match(first) or _WIDE.match(above[-1]))
    if room < (1 - (_FULL_WIDE if wide else _FULL)) * column and not ENDED.search(above) and not _alone(last):
        return True
    if wide:
        return room < _SLACK
    word = _WORD.match(masked.source, line.start)  # with its mark-up: a link's address does not wrap
    return word is not None and room <= word.end() - line.start


def _alone(draft: Draft) -> bool:
    """Whether the block is one line at the beginning of the text: a title, most likely."""
    return draft.first and len(draft.segments) == 1


def joined(drafts: list[Draft], mask: str) -> list[Draft]:
    """The blocks, a paragraph that a page break cut in two made one again; footnotes that interrupt it follow it."""
    made: list[Draft] = []
    open_at = -1  # where in ``made`` the paragraph stands that may go on
    broken = ""
    for draft in drafts:
        if draft.kind in ("footnote", "caption"):
            broken = "notes"
        elif draft.kind == "paragraph" and open_at >= 0 and not draft.html:
            before = made[open_at]
            if _cut(before, draft, broken or draft.after, mask):
                page = [(start, end, index == 0) for index, (start, end, _) in enumerate(draft.segments)]
                before.segments += page
                before.last = draft.last
                broken = ""
                continue
        made.append(draft)
        if draft.kind not in ("footnote", "caption"):
            open_at = len(made) - 1 if draft.kind in ("paragraph", "item") and not draft.html else -1
            broken = ""
    return made


def _cut(before: Draft, after: Draft, between: str, mask: str) -> bool:
    """Whether ``after`` goes on with the sentence of ``before``."""
    head = _seen(mask, before.segments[-1])
    tail = _seen(mask, after.segments[0])
    if not head or not tail or between == "":
        return False
    last, first = head[-1], tail[0]
    if first in _CLOSERS and (last not in "。！？!?." or first in "」』）”’)"):
        return True
    if ENDED.search(head):
        return False
    if last in _COMMAS:
        return True
    if not _HAN.search(head):
        return first.islower()
    if before.kind != "paragraph" or not (_STOP.search(tail) or len(tail) >= _BY_LENGTH):
        return False
    if between == "notes" or after.after in ("rule", "page"):
        return len(head) >= _BY_RULE and not _CREDIT.fullmatch(_STOP.split(head)[-1])
    return _unclosed(head) or (len(head) >= _BY_LENGTH and bool(_HAN.match(last)))


def _unclosed(text: str) -> bool:
    """Whether the last bracket or quotation mark of ``text`` is an opening one, a few words before its end."""
    return any(text.rfind(opener, -60) > text.rfind(closer) for opener, closer in _PAIRS)


def _seen(mask: str, segment: tuple[int, int, bool]) -> str:
    return _UNSEEN.sub("", mask[segment[0] : segment[1]]).strip()
