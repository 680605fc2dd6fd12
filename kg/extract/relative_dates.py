"""Days, weeks and months that count from the day of writing: last Tuesday, next week, eight months ago."""

from __future__ import annotations

import datetime
import re

from kg import dates
from kg.dates import PartialDate
from kg.extract.when import When

_MONTH = len("2024-05")
_MONTH_DAY = re.compile(r"((?:1[0-2]|[1-9])月)\d{1,2}")
_LAST, _THIS, _NEXT = frozenset("上"), frozenset({"本", "这"}), frozenset("下")


def shifted(base: PartialDate | None, days: int) -> When | None:
    """The day so many days after ``base``, or before it; None where ``base`` is no whole day."""
    if not dates.is_day(base):
        return None
    day = datetime.date.fromisoformat(base) + datetime.timedelta(days)
    return When(PartialDate(day.isoformat()))


def weekday(issued: PartialDate | None, number: int, week: str, *, comes: bool) -> When | None:
    """A day of the week before, of or after that of writing; of no ``week`` the latest, or the next if it ``comes``.

    ``number`` is 0 to 6, Monday first. None where the day of writing is not known.
    """
    if not dates.is_day(issued):
        return None
    today = datetime.date.fromisoformat(issued)
    monday = today - datetime.timedelta(today.weekday())
    if week in _LAST:
        day = monday + datetime.timedelta(number - 7)
    elif week in _NEXT:
        day = monday + datetime.timedelta(number + 7)
    elif week in _THIS:
        day = monday + datetime.timedelta(number)
    elif comes:
        day = today + datetime.timedelta((number - today.weekday()) % 7)
    else:
        day = today - datetime.timedelta((today.weekday() - number) % 7)
    return When(PartialDate(day.isoformat()))


def some_day_of(issued: PartialDate | None, week: str) -> When | None:
    """The month in which the week of writing, the one before or the next lies as a whole; else None."""
    first, last = (weekday(issued, day, week, comes=False) for day in (0, 6))
    if first is None or last is None or first.start[:_MONTH] != last.start[:_MONTH]:
        return None
    return When(PartialDate(first.start[:_MONTH]))


def months_ago(issued: PartialDate | None, months: int) -> When | None:
    """The month so many before that of writing; None where that is not known."""
    found = month(issued, -months)
    return None if found is None else When(dates.make(*found))


def month(issued: PartialDate | None, shift: int) -> tuple[int, int] | None:
    """Year and month so many months after that of writing, or before it; None where that is not known."""
    if issued is None or len(issued) < _MONTH:
        return None
    whole = int(issued[:4]) * 12 + int(issued[5:7]) - 1 + shift
    return whole // 12, whole % 12 + 1


def months_between(first: PartialDate, last: PartialDate) -> int:
    """The months from one date to another; of a year alone from its end."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7] or "12")


def many_months(text: str, many: int) -> bool:
    """Whether a folded text names so many months with days."""
    return len(set(_MONTH_DAY.findall(text))) >= many
