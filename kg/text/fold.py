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

_PUNCTUATION = {
    "“": "「", "”": "」", "‘": "『", "’": "』", "﹁": "「", "﹂": "」", "﹃": "『", "﹄": "』",
    "〈": "《", "〉": "》", "‹": "《", "›": "》", "«": "《", "»": "》", "＜": "《", "＞": "》",
    ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", "﹑": "、", "､": "、", "｡": "。",
    "－": "—", "–": "—", "―": "—", "─": "—", "━": "—", "﹣": "—", "‐": "—", "‑": "—", "−": "—", "-": "—",
    "・": "·", "‧": "·", "•": "·", "．": "·", "･": "·", "∙": "·", "⋅": "·", "●": "·",
    "﹐": "，", "﹔": "；", "﹕": "：",
    "○": "〇", "◯": "〇", "零": "〇", "～": "~", "〜": "~", "　": " ", "\u00a0": " ", "\t": " ",
}  # fmt: skip
# Forms that the table of the two scripts keeps apart and that names are written with either way.
_VARIANTS = {
    "峯": "峰", "裏": "里", "麪": "面", "爲": "为", "温": "温", "巿": "市", "冊": "册", "祕": "秘",
    "晳": "晰", "着": "着", "著": "着", "妳": "你", "她": "他", "牠": "它", "佈": "布", "週": "周",
    "羣": "群", "啓": "启", "啟": "启", "份": "份", "薩": "萨", "徵": "征", "箇": "个", "衆": "众",
    "尅": "克", "乾": "干", "馀": "余",
}  # fmt: skip
# Words that newsrooms write with either of two characters, each with the form that the data hold.
_WORDS = {
    "计画": "计划", "规画": "规划", "筹画": "筹划", "策画": "策划", "答覆": "答复", "回覆": "回复", "部份": "部分",
    "身分": "身份",
}  # fmt: skip

_DOT = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")  # between the parts of a name, written as a full stop


@functools.cache
def rules() -> str:
    """What the folding is made by: this module, the table of the two scripts, the version of Unicode."""
    opencc = find_spec("opencc")
    scripts = Path(opencc.origin).stat().st_mtime_ns if opencc and opencc.origin else 0
    return f"{kept.program(__file__)} {scripts} {unicodedata.unidata_version}"


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
    for old, new in (_VARIANTS | _PUNCTUATION).items():
        table[ord(old)] = new
    for old in "，：；？！（）－＜＞．":  # the folded width of these is their Chinese form
        table[ord(old)] = _PUNCTUATION.get(old, old)
    return {code: table.get(ord(new), new) for code, new in table.items()}


def fold(text: str) -> str:
    """``text`` for matching: Simplified, lower case, half width, one form of each mark; of the same length."""
    folded = text.translate(_table())
    for word, form in _WORDS.items():
        folded = folded.replace(word, form)
    return _DOT.sub("·", folded)


_IGNORED = dict.fromkeys(map(ord, " 「」『』《》\"'`·—.，、（）：；！？。~_"))


@functools.lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """``name`` as a key: folded, without spaces, quotation marks and other punctuation. May be empty."""
    return sys.intern(fold(name).translate(_IGNORED))
