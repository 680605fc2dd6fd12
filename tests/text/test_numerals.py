"""Numerals of both kinds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.numerals import CHARACTERS, value

DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("12", 12), ("2023", 2023), ("〇", 0), ("三", 3), ("十", 10), ("十二", 12), ("二十", 20),
        ("三十一", 31), ("廿三", 23), ("卅", 30), ("一百", 100), ("一百〇八", 108), ("两百五十", 250), ("两千", 2000),
        ("一千〇一", 1001), ("二〇二三", 2023), ("一九九七", 1997), ("3万", 30_000), ("一万两千", 12_000),
        ("二十五万", 250_000), ("3亿", 300_000_000), ("一亿二千万", 120_000_000), ("1，200", 1200), ("百", 100),
    ],
)  # fmt: skip
def test_numerals(text: str, number: int) -> None:
    assert value(text) == number


@pytest.mark.parametrize("text", ["", "年", "十日", "abc", "12a", "第三"])
def test_no_numerals(text: str) -> None:
    assert value(text) is None


def written(number: int) -> str:
    """A number below ten thousand as Chinese writes it."""
    if number < 20:
        return DIGITS[number] if number < 10 else "十" + (DIGITS[number - 10] if number > 10 else "")
    text, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            text += ("〇" if gap else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = bool(text) and number > 0
    return text


@given(st.integers(0, 9999))
def test_every_number_is_read_as_it_is_written(number: int) -> None:
    assert value(written(number)) == number
    assert value(str(number)) == number


@given(st.integers(1000, 9999))
def test_years_are_read_digit_by_digit(year: int) -> None:
    assert value("".join(DIGITS[int(c)] for c in str(year))) == year


@given(st.text(alphabet=CHARACTERS, max_size=8))
def test_any_numerals_give_a_number_or_none(text: str) -> None:
    number = value(text)
    assert number is None or number >= 0
