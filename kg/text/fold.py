"""A view of a text for matching, of the same length: one script, one width, one kind of each punctuation mark.

Every code point is folded to one, so that an offset into the folded text is an offset into the text. The folded
text is for comparing only; it is never shown or stored as a name.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

from kg import kept
from kg.text import forms

_PUNCTUATION = {
    "“": "「", "”": "」", "‘": "『", "’": "』", "﹁": "「", "﹂": "」", "﹃": "『", "﹄": "』",
    "〈": "《", "〉": "》", "‹": "《", "›": "》", "«": "《", "»": "》", "＜": "《", "＞": "》",
    ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", "﹑": "、", "､": "、", "｡": "。",
    "－": "—", "–": "—", "―": "—", "─": "—", "━": "—", "﹣": "—", "‐": "—", "‑": "—", "−": "—", "-": "—",
    "・": "·", "‧": "·", "•": "·", "．": "·", "･": "·", "∙": "·", "⋅": "·", "●": "·",
    "﹐": "，", "﹔": "；", "﹕": "：",
    "○": "〇", "◯": "〇", "零": "〇", "～": "~", "〜": "~", "　": " ", "\u00a0": " ", "\t": " ",
}  # fmt: skip
_DOT = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")  # between the parts of a name, written as a full stop


@functools.cache
def rules() -> str:
    """What the folding is made by: this module, the tables of scripts and of spellings, the version of Unicode."""
    opencc = find_spec("opencc")
    scripts = Path(opencc.origin).stat().st_mtime_ns if opencc and opencc.origin else 0
    return f"{kept.program(__file__)} {scripts} {unicodedata.unidata_version} {forms.table('spelling')}"


@functools.cache
def _table() -> dict[int, str]:
    """The folding of each code point that changes."""
    return kept.made("folding", rules(), _make_table)


def _make_table() -> dict[int, str]:
    from opencc import OpenCC

    ideographs = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]
    simplified = OpenCC("t2s").convert("\n".join(map(chr, ideographs))).split("\n")
    table = {code: new for code, new in zip(ideographs, simplified, strict=True) if len(new) == 1 and new != chr(code)}
    for code in (*range(0xFF01, 0xFF5F), *range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x370, 0x530)):
        new = unicodedata.normalize("NFKC", chr(code)).casefold()
        if len(new) == 1 and new != chr(code):
            table[code] = new
    characters = {old: new for old, new in forms.table("spelling").items() if len(old) == 1}
    for old, new in (characters | _PUNCTUATION).items():
        table[ord(old)] = new
    for old in "，：；？！（）－＜＞．":  # the folded width of these is their Chinese form
        table[ord(old)] = _PUNCTUATION.get(old, old)
    return {code: table.get(ord(new), new) for code, new in table.items()}


@functools.cache
def _words() -> list[tuple[str, str]]:
    """The words that are written with either of two characters, each with its form, both in folded characters."""
    listed = [(word, form) for word, form in forms.table("spelling").items() if len(word) > 1]
    return [(word.translate(_table()), form.translate(_table())) for word, form in listed]


def fold(text: str) -> str:
    """``text`` for matching: Simplified, lower case, half width, one form of each mark; of the same length."""
    folded = text.translate(_table())
    for word, form in _words():
        folded = folded.replace(word, form)
    return _DOT.sub("·", folded)


_IGNORED = dict.fromkeys(map(ord, " 「」『』《》\"'`·—.，、（）：；！？。~_"))


@functools.lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """``name`` as a key: folded, without spaces, quotation marks and other punctuation. May be empty."""
    return sys.intern(fold(name).translate(_IGNORED))
