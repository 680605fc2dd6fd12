"""Folding keeps every character in its place, is done once, and makes the two scripts one."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from kg.text.fold import fold, fold_name

PIECES = [
    "👩‍👩‍👧",
    "🇺🇳",
    "e\u0301",
    "\u0301",
    "ﬁ",
    "ß",
    "İ",
    "𠮷",
    "㎏",
    "Ⅷ",
    "㍿",
    "\u200d",
    "\ufe0f",
    "臺灣",
    "，",
    "Ａ",
    "\x00",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8))).map("".join)


WHOLE = "".join(map(chr, (code for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)))


def test_every_code_point_is_folded_to_one() -> None:
    folded = fold(WHOLE)
    assert len(folded) == len(WHOLE)
    changed = sum(a != b for a, b in zip(WHOLE, folded, strict=True))
    assert changed > 2000


def test_every_code_point_is_folded_once() -> None:
    again = [(a, b, fold(b)) for a, b in ((c, fold(c)) for c in WHOLE) if fold(b) != b]
    assert not again


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_texts_keep_their_length_and_fold_piece_by_piece(one: str, other: str) -> None:
    assert len(fold(one)) == len(one)
    assert fold(fold(one)) == fold(one)
    assert fold(one + other) == fold(one) + fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣與歐盟會談", "台湾与欧盟会谈"),
        ("「一帶一路」", "“一带一路”"),
        ("〈立場文件〉", "《立场文件》"),
        ("ＡＰＥＣ", "apec"),
        ("佩德羅・桑切斯", "佩德罗·桑切斯"),
        ("中國－中亞", "中国—中亚"),
        ("10~12日（週三）", "10～12日(周三)"),
        ("二○二三年", "二〇二三年"),
        ("１２月５日", "12月5日"),
        ("西元２０２３", "西元2023"),
        ("計畫、規畫、身分、答覆", "计划、规划、身份、答复"),
    ],
)
def test_what_is_written_otherwise_is_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("外長", "外交"), ("李強", "李克强"), ("《", "「"), ("1", "l"), ("中", "仲"), ("動畫", "动划")]
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_two_scripts_are_one_for_every_ideograph() -> None:
    ideographs = "\n".join(chr(code) for code in range(0x4E00, 0xA000))
    simplified = OpenCC("t2s").convert(ideographs)
    pairs = [
        (a, b)
        for a, b in zip(ideographs.split("\n"), simplified.split("\n"), strict=True)
        if len(b) == 1 and fold(a) != fold(b)
    ]
    assert not pairs


def test_a_name_is_a_key() -> None:
    assert fold_name("「一帶一路」國際合作高峰論壇") == fold_name("一带一路国际合作高峰论坛")
    assert fold_name("Joe Biden") == fold_name("JOE BIDEN") == "joebiden"
    assert fold_name("佩德羅・桑切斯") == "佩德罗桑切斯"
    assert fold_name("「」") == ""


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_name_folds_once(text: str) -> None:
    name = fold_name(text)
    assert fold_name(name) == name
    assert not {unicodedata.category(c) for c in name} & {"Zs"}
