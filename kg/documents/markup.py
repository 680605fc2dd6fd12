"""The mask of a text: equally long, with its mark-up blanked out, so that every offset still holds.

Each character of the mask stands where it stands in the original: it is that character, a decoded entity (at the
entity's ``&``), a plain space for another kind of space, or one of the signs below. What the mask leaves over is what
a reader sees.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from kg.text import forms
from kg.text.regex import compile_kept

DROP = "\ufdd0"  # not to be seen: mark-up, invisible and control characters
ESCAPE = "\ufdd1"  # not to be seen, and the next character is no mark-up
MARK = "\ufdd2"  # a footnote mark stood here
PARAGRAPH = "\ufdd3"  # a block ends or begins here
HEADING = "\ufdd4"  # a heading begins here
ITEM = "\ufdd5"  # a list item or table row begins here
CAPTION = "\ufdd6"  # a figure's or table's caption begins here
RULE = "\ufdd7"  # a horizontal rule
SIGNS = f"{DROP}-{RULE}"

_HIDDEN = compile_kept(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb]"
    "|(?<=[\u3400-\u9fff]·) (?=[\u3400-\u9fff])"  # behind the dot of a name
)
_SPACES = compile_kept("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")

_FORMS = forms.table("markup")
_HTML = compile_kept(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|template|noscript|svg|head|iframe|object|textarea)\b[^<>]*>.*?(?:</(?P=raw)\s*>|\Z)"
    rf"|<sup\b[^<>]*>\s*(?:<a\b[^<>]*>\s*)?\[?(?P<mark>{_FORMS['foot']})\]?\s*(?:</a>\s*)?</sup\s*>"
    r"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9:-]{0,40})(?:\s[^<>]{0,8000})?/?>"
    r"|<(?P<auto>(?:https?|mailto):[^<>\s]{1,2000})>"
    r"|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.DOTALL | re.IGNORECASE,
)
_INLINE_TAGS = (
    "a abbr acronym audio b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark picture q "
    "rb rp rt rtc ruby s samp small source span strike strong sub sup time tt u var video wbr"
)
_BLOCK_TAGS = (
    "address article aside blockquote body br center dd details div dl dt fieldset figure footer form header html "
    "legend main nav ol p pre section summary table tbody tfoot thead title ul"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_SIGN_OF = {
    **dict.fromkeys(_BLOCK_TAGS.split(), PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    **dict.fromkeys(("li", "tr"), ITEM),
    **dict.fromkeys(("figcaption", "caption"), CAPTION),
    **dict.fromkeys(("td", "th"), " "),
    "hr": RULE,
}
_UNIT = compile_kept(r"(?<![A-Za-z])[kcm]?m\Z")  # km², m³

_FENCE = compile_kept(r"^ {0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_TABLE = compile_kept(r"^[ \t]*\|[^\n]*\|[ \t]*\r?$", re.MULTILINE)
_DELIMITER = compile_kept(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*\r?")
_BACKSLASH = compile_kept(r"\\(?=[!-/:-@\[-`{-~])")
_TARGET = r"\([^()\n]{0,3000}(?:\([^()\n]{0,500}\)[^()\n]{0,3000}){0,8}\)"
_LINK = compile_kept(rf"(?<!{ESCAPE})\[(?P<text>(?:[^\[\]\n]|\n(?!\s*\n)){{0,600}})\]{_TARGET}")
_IMAGE = compile_kept(rf"(?<!{ESCAPE})!\[(?:[^\[\]\n]|\n(?!\s*\n)){{0,600}}\]{_TARGET}")
_WRAP = compile_kept(r"(?P<before>\S?)[ \t]*\r?\n[ \t]*(?P<after>\S?)")
_DEFINITION = compile_kept(r"^ {0,3}\[[^\[\]^\n]{1,100}\]:[ \t]*(?:https?:|/|#|<|mailto:)\S*[^\n]*$", re.MULTILINE)
_REFERENCE = compile_kept(rf"(?<!{ESCAPE})\[(?P<text>[^\[\]^\n]{{1,300}})\]\[[^\[\]\n]{{0,100}}\]")
_CODE = compile_kept(rf"(?<![`{ESCAPE}])(`{{1,3}})(?!`)((?:[^`\n]|\n(?!\s*\n)){{1,400}})(?<!`)\1(?!`)")
_STRONG = compile_kept(
    rf"(?<![*{ESCAPE}])\*\*(?!\*)|(?<![*{ESCAPE}])\*{{3}}(?=[^\s*])|(?<=[^\s*{ESCAPE}])\*{{3}}(?!\*)"
)
_STAR = compile_kept(rf"(?<![*{ESCAPE}])\*(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)){{1,400}})(?<=[^\s{ESCAPE}])\*(?!\*)")
_BARS = compile_kept(r"(?<![\w\\])__?(?=[^\s_])((?:[^_\n]|\n(?!\s*\n)){1,400})(?<=\S)__?(?!\w)")
_WAVES = compile_kept(r"(?<!~)~~(?!~)")
_CARET = compile_kept(r"\[\^(?P<mark>[^\[\]\s^]{1,40})\](?P<colon>:?)")
_SUPERSCRIPT = compile_kept(r"(?:(?<=[\u3001-\u303f\u3400-\u9fff\uff01-\uff60\ufdd0])|^)[¹²³⁰⁴-⁹]{1,3}", re.MULTILINE)
_NUMBERED = compile_kept(r"^[ \t\u3000]*\[\d{1,3}\](?!\()[ \t\u3000]*\S", re.MULTILINE)
_BRACKETED = compile_kept(r"\[(?P<mark>\d{1,3})\](?!\()")
_NOTED = compile_kept(_FORMS["noted"])
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Mask:
    """The mask of ``source``, with the footnote marks (place: mark), the links' texts (start: end), what is amiss."""

    source: str
    text: str
    marks: dict[int, str] = field(default_factory=dict)
    links: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def mask(text: str, start: int = 0) -> Mask:
    """The mask of ``text``; what stands before ``start`` is left out (front matter)."""
    made = Mask(text, DROP * start + _HIDDEN.sub(DROP, text[start:]))
    if "<" in text or "&" in text:
        _mask_html(made)
    made.text = _SPACES.sub(" ", made.text)
    _mask_markdown(made)
    _mask_marks(made)
    return made


def _mask_html(made: Mask) -> None:
    def replace(match: re.Match[str]) -> str:
        found = match[0]
        if found[0] == "&":
            return _entity(found)
        if mark := match["mark"]:
            if mark in "23" and _UNIT.search(made.text, max(0, match.start() - 3), match.start()):
                before = match.start("mark") - match.start()
                return DROP * before + mark + DROP * (len(found) - before - 1)
            made.marks[match.start()] = mark
            return MARK + DROP * (len(found) - 1)
        if auto := match["auto"]:
            return DROP + str(auto) + DROP
        if (tag := match["tag"]) is None:
            if not found.endswith(">"):
                opener = found.split(">", 1)[0][:20]
                made.notes.append(f"offset {match.start()}: {opener!r} is not closed; the rest is not read")
            return PARAGRAPH + DROP * (len(found) - 1)
        tag = tag.lower()
        if tag in _INLINE:
            return DROP * len(found)
        if sign := _SIGN_OF.get(tag):
            if match["end"] and sign is not PARAGRAPH:
                sign = DROP if sign == " " else PARAGRAPH
            return sign + DROP * (len(found) - 1)
        return DROP * len(found) if ":" in tag or "-" in tag else found

    made.text = _HTML.sub(replace, made.text)


def _entity(found: str) -> str:
    decoded = html.unescape(found)
    if decoded == found or len(decoded) > len(found):
        return found
    decoded = _HIDDEN.sub(DROP, decoded.replace("\n", " ").replace("\r", " "))
    return decoded + DROP * (len(found) - len(decoded))


def _mask_markdown(made: Mask) -> None:
    text = made.text
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    if "|" in text:
        text = _TABLE.sub(_row, text)
    if "\\" in text:
        text = _BACKSLASH.sub(ESCAPE, text)
    if "](" in text:

        def link(match: re.Match[str]) -> str:
            inner = _WRAP.sub(_rejoined, match["text"])
            made.links[match.start("text")] = match.end("text")
            return DROP + inner + DROP * (len(match[0]) - len(inner) - 1)

        text = _LINK.sub(link, _IMAGE.sub(_blank, text))
    if "]:" in text and (plain := _DEFINITION.sub(_blank, text)) != text:
        text = _REFERENCE.sub(lambda match: f"{DROP}{match['text']}".ljust(len(match[0]), DROP), plain)
    if "`" in text:
        text = _CODE.sub(_unwrap, text)
    if "*" in text:
        text = _STAR.sub(_unwrap, _STRONG.sub(_blank, text))
    if "_" in text:
        text = _BARS.sub(_unwrap, text)
    if "~~" in text:
        text = _WAVES.sub(_blank, text)
    made.text = text


def _mask_marks(made: Mask) -> None:
    def replace(match: re.Match[str]) -> str:
        mark = (match["mark"] if match.re.groups else match[0]).translate(_DIGITS)
        made.marks[match.start()] = mark
        return MARK + DROP * (len(match[0]) - 1)

    text = made.text
    if "[^" in text:
        text = _CARET.sub(replace, text)
    if "[" in text and _NUMBERED.search(text):
        text = _BRACKETED.sub(replace, text)
    if "註" in text or "注" in text:
        text = _NOTED.sub(replace, text)
    made.text = _SUPERSCRIPT.sub(replace, text)


def _blank(match: re.Match[str]) -> str:
    return DROP * len(match[0])


def _rejoined(match: re.Match[str]) -> str:
    """A line wrap within a link: a space between Latin words, nothing else."""
    before, after = match["before"], match["after"]
    filled = " " if (before + after).isascii() else DROP
    return before + filled.ljust(len(match[0]) - len(before) - len(after), DROP) + after


def _row(match: re.Match[str]) -> str:
    line = match[0]
    if _DELIMITER.fullmatch(line):
        return DROP * len(line)
    first = line.index("|")
    return line[:first] + ITEM + line[first + 1 :].replace("|", " ")


def _unwrap(match: re.Match[str]) -> str:
    before, after = match.start(match.lastindex or 1), match.end(match.lastindex or 1)
    inner = match[match.lastindex or 1]
    return DROP * (before - match.start()) + inner + DROP * (match.end() - after)
