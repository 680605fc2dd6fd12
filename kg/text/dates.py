"""Date expressions of Chinese text, as the words give them: what is missing stays missing.

Works on folded text (``kg.text.fold``). An expression is found with its parts; which year and month an incomplete one
belongs to is told by its context (``kg.extract.calendar``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.text import forms
from kg.text.numerals import value
from kg.text.regex import compile_kept

_FORMS = forms.table("dates")
_DATE = compile_kept(_FORMS["expression"])
_LASTS, _TO, _AND, _APART, _BOUND, _YEAR_TOLD = (
    re.compile(_FORMS[name]) for name in ("lasts", "to", "and", "apart", "bound", "year_told")
)
_NEAR = 60  # characters from a year to what is told of its end
_WEEKS = "本上下这"  # before a week or a day of it
_FIRST = "元"  # of the months
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written. ``start`` and ``end`` are offsets into the folded text.

    ``year`` and ``year2`` are years that the words give (also the one in the brackets of 去（2023）年); ``relative``
    names a relative year (去 今 明 前 同 …), month (``month_relative``) or day (``day_relative``). ``day2`` and
    ``month2`` end a range. ``weekday`` is 0 to 6, Monday first. ``vague`` marks 初, 底, 上旬 and the like: the month or
    year stands, no day. ``months`` is a range of months within the year (quarters, halves). ``weekday2`` ends a
    range of weekdays; ``years_ago`` and ``months_ago`` count from the time of writing, ``days_after`` from the day
    told of before, ``months_after`` and ``years_after`` from that date (``later``; without either of them it cannot be
    told). A ``week`` without a weekday is some day of it; ``days_long`` is how many days what begins on the day lasts.
    ``near`` counts a ``day`` given by its number also from that of writing (今 昨 明 前). ``until`` is the last day,
    month or year of what lasts from one to another, or is told of two days in a row. A ``bound`` is told before, after
    or about which something happens.
    """

    start: int
    end: int
    year: int | None = None
    relative: str | None = None
    month: int | None = None
    month_relative: str | None = None
    day: int | None = None
    year2: int | None = None
    month2: int | None = None
    day2: int | None = None
    day_relative: str | None = None
    weekday: int | None = None
    weekday2: int | None = None
    week: str | None = None
    vague: bool = False
    months: tuple[int, int] | None = None
    years_ago: int | None = None
    days_after: int | None = None
    days_long: int | None = None
    months_ago: int | None = None
    later: bool = False
    months_after: int | None = None
    years_after: int | None = None
    near: str | None = None
    bound: bool = False
    until: DateExpression | None = None


def find(folded: str) -> Iterator[DateExpression]:
    """Every date expression of the folded text, in order, not overlapping."""
    before: DateExpression | None = None
    for match in _DATE.finditer(folded):
        found = _expression(match)
        if found is None:
            continue
        bound = _BOUND.match(folded, found.end) is not None
        found = _lasting(found, folded)
        found = replace(found, bound=True) if bound else found
        if before is not None and _go_on(before, found, folded):
            before = replace(before, end=found.end, until=found)
            continue
        if before is not None:
            yield before
        before = found
    if before is not None:
        yield before


def _go_on(first: DateExpression, last: DateExpression, folded: str) -> bool:
    """Whether two dates are the first and the last of one stretch of time: from November to January, on 3 and 4 May."""
    between = folded[first.end : last.start]
    one = all(date.day2 is None and date.until is None and date.year2 is None for date in (first, last))
    if not one or first.bound or any(date.months or date.weekday2 or date.days_long for date in (first, last)):
        return False
    if _TO.fullmatch(between):
        return True
    next_day = first.day is not None and last.month is None and last.day == first.day + 1
    next_day |= first.weekday is not None and first.day is None and last.weekday == (first.weekday + 1) % 7
    return next_day and _AND.fullmatch(between) is not None and _APART.match(folded, last.end) is None


def _lasting(found: DateExpression, folded: str) -> DateExpression:
    """A day from which on, as the words behind it tell, something lasts so many days."""
    lasts = _LASTS.match(folded, found.end) if found.day is not None and found.day2 is None else None
    days = value(lasts[1]) if lasts else None
    return replace(found, end=found.end + 1, days_long=days) if days else found


def _number(text: str | None) -> int | None:
    return 1 if text == _FIRST else value(text) if text else None


def _expression(match: re.Match[str]) -> DateExpression | None:
    g = match.groupdict()
    start, end = match.span()
    if g["iso"]:
        return DateExpression(start, end, year=int(g["iy"]), month=int(g["im"]), day=int(g["id"]))
    if g["yrange"]:
        return DateExpression(start, end, year=int(g["ya"]), year2=int(g["yb"]))
    if g["m"] or g["relm"]:
        year, relative = _year(g["roc"], g["rocy"], g["rel"], g["rely"], g["y"])
        day, last = _number(g["d"]) or _number(g["ds"]), _number(g["d2"])
        if g["da"] and _number(g["db"]) == (_number(g["da"]) or 0) + 1:  # the next day
            day, last = _number(g["da"]), _number(g["db"])
        elif g["da"]:  # two days apart: the first
            day, end = _number(g["da"]), match.end("da")
        if day is not None and not 1 <= day <= 31:
            return None
        return DateExpression(
            start, end, year=year, relative=relative, month=_number(g["m"] or g["relmn"]),
            month_relative=None if g["relmn"] else g["relm"], day=day,
            year2=_number(g["m2y"]), month2=_number(g["m2"]), day2=last, vague=bool(g["part"]),
        )  # fmt: skip
    if g["mrange"]:
        months = (int(g["ma"]), int(g["mb"]))
        return DateExpression(start, end, year=_number(g["mry"]), months=months) if months[0] < months[1] else None
    if g["roc3"] or g["rel3"] or g["y3"]:
        year, relative = _year(g["roc3"], g["rocy3"], g["rel3"], g["rely3"], g["y3"])
        if g["newyear"]:
            return DateExpression(start, end, year=year, relative=relative, month=1, day=1)
        return DateExpression(start, end, year=year, relative=relative, vague=bool(g["yend"]), months=_months(g))
    if g["within"]:  # of the year that the sentence has told, else that of writing
        told = _YEAR_TOLD.search(match.string, max(0, start - _NEAR), start)
        return DateExpression(start, end, relative="同" if told else "今", vague=True)
    if g["dr1"]:
        first, last, month = _number(g["dr1"]) or 0, _number(g["dr2"]) or 0, _number(g["drm"])
        return DateExpression(start, end, day=first, month2=month, day2=last) if month or first < last else None
    if g["inmonth"]:  # of the month that is told of, or of that of writing
        return DateExpression(start, end, month_relative="月", vague=True)
    if g["dt1"]:
        one, two = _number(g["dt1"]) or 0, _number(g["dt2"])
        return DateExpression(start, end, day=one, day2=two) if two == one + 1 else None
    if g["now"]:
        near = {"同": None, "翌": None, "即": "今", "本": "今"}.get(g["now"], g["now"])
        month, last = _number(g["nowm"]), _number(g["nowe"])
        return DateExpression(start, end, month=month, day=_number(g["nowd"]), day2=last, near=near)
    if g["weekd"]:
        week, weekday = _week(g["weekof"]), _WEEKDAYS[g["weekof"][-1]]
        day, last = int(g["weekd"]), _number(g["weeke"])
        return DateExpression(start, end, month=_number(g["weekm"]), day=day, day2=last, weekday=weekday, week=week)
    if g["laterd"]:  # a week later (on the 23rd)
        return DateExpression(start, end, month=_number(g["laterm"]), day=int(g["laterd"]))
    if g["dp1"]:  # two days apart: the first
        first, last = _number(g["dp1"]) or 0, _number(g["dp2"])
        in_a_row = last == first + 1
        return DateExpression(start, end if in_a_row else match.end("dp1"), day=first, day2=last if in_a_row else None)
    if g["bare"]:
        return DateExpression(start, end, day=_number(g["bare"]))
    if g["daysbefore"] or g["daysago"]:
        return DateExpression(start, end, days_after=-(_number(g["daysbefore"] or g["daysago"]) or 0))
    if g["rday"]:
        return DateExpression(start, end, day_relative=g["rday"])
    if g["after"] or g["days"]:
        return DateExpression(start, end, days_after=_number(g["after"] or g["days"]))
    if g["late"] or g["some"]:  # in weeks, or some of them: no day that can be told
        number, unit = _number(g["late"]), g["lateunit"]
        in_months, in_years = number if unit == "个月" else None, number if unit == "年" else None
        return DateExpression(start, end, later=True, months_after=in_months, years_after=in_years)
    if g["ago"]:
        if g["unit"] == "年":
            return DateExpression(start, end, years_ago=_number(g["ago"]))
        return DateExpression(start, end, months_ago=_number(g["ago"]))
    if g["whole"]:
        return DateExpression(start, end, week=g["whole"][0])
    word = g["weeks"] or g["week"]
    named = [_WEEKDAYS[c] for c in word if c in _WEEKDAYS]
    return DateExpression(start, end, weekday=named[0], weekday2=named[-1] if g["weeks"] else None, week=_week(word))


def _week(words: str) -> str:
    """Which week the words for a day of it begin with; nothing where they do not tell."""
    return words[0] if words[0] in _WEEKS else ""


def _year(
    roc: str | None, rocy: str | None, rel: str | None, rely: str | None, y: str | None
) -> tuple[int | None, str | None]:
    if roc:
        years = _number(rocy)
        return (None if years is None else years + 1911), None
    if rel:
        return common_era(_number(rely)), rel
    return common_era(_number(y)), None


def common_era(year: int | None) -> int | None:
    """The year as it is counted in most of the world: of three digits it is one of the republic."""
    return year + 1911 if year is not None and year < 1000 else year


def _months(g: dict[str, str | None]) -> tuple[int, int] | None:
    if g["quarters"]:
        last = _number(g["quarters"][1])
        return (1, 3 * last) if last else None
    if g["quarter"]:
        which = _number(g["quarter"].removeprefix("第")[0])
        return (3 * which - 2, 3 * which) if which else None
    if g["half"]:
        return (1, 6) if g["half"][0] == "上" else (7, 12)
    return None
