"""What language and script a text is in, by the characters that only one script has and by common words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from kg.records import Language
from kg.text import forms
from kg.text.regex import compile_kept

_FORMS = forms.table("language")
_TRADITIONAL = frozenset(_FORMS["traditional"])
_SIMPLIFIED = frozenset(_FORMS["simplified"])
_SCRIPT_UNTOLD = frozenset({"", "auto", "zh", "chinese", _FORMS["chinese"]})
_ENGLISH_WORDS = (
    "the of and to in a for with on that is was by from as at his her will has have it their be are this an which"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SAMPLE = 20_000  # characters looked at
_KANA = compile_kept("[\u3041-\u30ff]")
_HAN = compile_kept("[\u3400-\u9fff\uf900-\ufaff]")
_WORD = compile_kept(r"[^\W\d_]+")
_TAGS: dict[str, Language] = {
    "zh-hant": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant",
    "zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-my": "zh-Hans",
    "en": "en", "english": "en",
}  # fmt: skip


def detect(text: str) -> Language | None:
    """The language of ``text``; ``None`` for one that is not read."""
    sample = text[:_SAMPLE]
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    letters = sum(map(len, _WORD.findall(sample)))
    if han and han >= 0.25 * letters and kana <= 0.1 * han:
        return _script(Counter(sample))
    return _english(sample)


def declared(tag: str) -> Language | Literal[""] | None:
    """The language of a tag such as ``zh-TW``; ``None`` for one that is not read, ``""`` where it does not tell."""
    folded = tag.strip().lower().replace("_", "-")
    for prefix, language in _TAGS.items():
        if folded == prefix or folded.startswith(prefix + "-"):
            return language
    if folded in _SCRIPT_UNTOLD or not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]+)*", folded):
        return ""
    return "" if folded.startswith("zh-") else None


def _script(counts: Counter[str]) -> Language:
    traditional = sum(count for character, count in counts.items() if character in _TRADITIONAL)
    simplified = sum(count for character, count in counts.items() if character in _SIMPLIFIED)
    if traditional == simplified:
        return "zh-Hant" if counts["「"] > counts["“"] else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _english(sample: str) -> Language | None:
    words = _WORD.findall(sample.lower())
    known = sum(word in _ENGLISH for word in words)
    return "en" if words and known >= 0.12 * len(words) else None
