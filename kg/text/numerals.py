"""Chinese and Arabic numerals up to the hundred millions, in folded text."""

from __future__ import annotations

_DIGITS = {
    c: n for n, chars in enumerate(("〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in chars
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十"}
CHARACTERS = "0123456789〇一二两三四五六七八九十百千万亿廿卅"


def value(text: str) -> int | None:
    """The number that the folded ``text`` writes, or None where it writes none: 12, 十二, 二〇二三, 两千, 3万, 廿三."""
    text = text.replace("，", "").replace(",", "")
    for old, new in _TENS.items():
        text = text.replace(old, new)
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in CHARACTERS for c in text):
        return None
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.partition(unit)
        if found:
            above, below = value(head), value(tail) if tail else 0
            return None if above is None or below is None else above * size + below
    if len(text) > 1 and not any(c in _UNITS for c in text):  # read digit by digit, as years are
        return int("".join(str(_DIGITS[c]) if c in _DIGITS else c for c in text))
    total = digit = 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c] if c in _DIGITS else digit * 10 + int(c)
    return total + digit
