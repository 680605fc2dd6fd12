"""Dates as precise as a text gives them: ``2023``, ``2023-10`` or ``2023-10-25``.

A partial date is an ISO 8601 string; its precision is its length. Nothing here adds precision that is not there:
:func:`earliest` and :func:`latest` give the days that a partial date allows.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NewType, TypeGuard

PartialDate = NewType("PartialDate", str)

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse(text: str) -> PartialDate:
    """The partial date that ``text`` is.

    Raises ValueError where it is none, or no day of the calendar.
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    datetime.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    return PartialDate(text)


def make(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """The partial date of these parts.

    Raises ValueError where there is no such day or month, or a day without a month.
    """
    if day is not None and month is None:
        raise ValueError("a day needs its month")
    datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    text = f"{year:04}"
    if month is not None:
        text += f"-{month:02}"
    if day is not None:
        text += f"-{day:02}"
    return PartialDate(text)


def is_day(date: str | None) -> TypeGuard[PartialDate]:
    """Whether ``date`` is there and is a whole day."""
    return date is not None and len(date) == len("2024-05-16")


def is_month(date: str | None) -> TypeGuard[PartialDate]:
    """Whether ``date`` is there and is a month."""
    return date is not None and len(date) == len("2024-05")


def is_year(date: str | None) -> TypeGuard[PartialDate]:
    """Whether ``date`` is there and is a year."""
    return date is not None and len(date) == len("2024")


def earliest(date: PartialDate) -> str:
    """The first day that ``date`` allows, as ``YYYY-MM-DD``."""
    return date + "0000-01-01"[len(date) :]


def latest(date: PartialDate) -> str:
    """The last day that ``date`` allows, as ``YYYY-MM-DD``."""
    if is_year(date):
        return f"{date}-12-31"
    if is_month(date):
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date
