"""Days, weeks and months that count from the day of writing: last Tuesday, next week, eight months ago."""

from __future__ import annotations

import datetime
import re

from kg import dates
from kg.dates import PartialDate
from kg.extract import patterns
from kg.extract.when import When
from kg.text.dates import DateExpression, common_era
from kg.text.numerals import value
from kg.text.regex import compile_kept

NEWS = 3
"""Days before its date that dated news tells of without the month."""

_FIRST_DAY = compile_kept(r"(?<![年\d])(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")
_BARE_MONTH = compile_kept(r"(?<![年\d])(?:1[0-2]|[1-9])月")
_PRINTED = 2  # days after its date of which a report may still tell
_TWO = 2  # years back, the year before last
_YEAR, _MONTH = len("2024"), len("2024-05")
_SATURDAY = 5
_SECOND_THIRD, _LAST_THIRD = 11, 21  # days with which the parts of a month begin
_SECOND_HALF, _LAST_MONTH = 7, 12  # months with which those of a year do
_DAYS = 3  # lines that are a day alone, where these stand above what happened on it
_ROWS = 2  # lines that are a year alone, where these stand above what happened in it
_ONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_BEFORE = 4  # characters before a year that tell whether it is long past
_PLANNED = 24  # characters behind "the same day" within which a word tells that it is to come
_MONTH_DAY = re.compile(r"(?<!\d)((?:1[0-2]|[1-9])月)\d{1,2}")
_HEAD = 90  # characters between the head of a sentence, which tells the year, and a month in it
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
    """The month in which the week of writing, the one before or the next lies as a whole; else None.

    Of the next week, that it is to come counts for more than when: where it has days of two months it is their year.
    """
    first, last = (weekday(issued, day, week, comes=False) for day in (0, 6))
    if first is None or last is None:
        return None
    for known in (_MONTH, _YEAR) if week in _NEXT else (_MONTH,):
        if first.start[:known] == last.start[:known]:
            return When(PartialDate(first.start[:known]))
    return None


def lies_ahead(text: str, e: DateExpression, when: When, issued: PartialDate | None) -> bool:
    """Whether the words of a date tell that it was to come: next week, or the end of a month that had just begun.

    ``when`` is what it was resolved to, a month or year that had begun by then.
    """
    if e.week is not None and e.week in _NEXT:
        return True
    if not dates.is_day(issued):
        return False
    pattern, today = patterns.load().table("calendar"), datetime.date.fromisoformat(issued)
    if e.week is not None and e.weekday is None:
        ends = pattern["weekend"].search(text, e.start, e.end) and today.weekday() < _SATURDAY
        return bool(ends or pattern["later"].match(text, e.end))
    if when.end is not None or not issued.startswith(when.start):
        return False
    if len(when.start) == _MONTH:
        begins = ((pattern["last_third"], _LAST_THIRD), (pattern["second_third"], _SECOND_THIRD))
        has_come = today.day
    elif len(when.start) < _MONTH:
        begins = ((pattern["end_of_year"], _LAST_MONTH), (pattern["second_half"], _SECOND_HALF))
        has_come = today.month
    else:
        return False
    part = any(named.search(text, e.start, e.end) and has_come < begin for named, begin in begins)
    return part or pattern["later"].match(text, e.end) is not None


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


def headed(text: str, e: DateExpression, now: int | None) -> int | None:
    """The year that the sentence of a month without one begins with, alone before a comma; None where it has none.

    A month behind one of last year, in the same sentence and no earlier, is of that year.
    """
    if e.month is None:
        return None
    pattern = patterns.load().table("calendar")
    last = pattern["of_last_year"].search(text, max(0, e.start - _HEAD), e.start)
    ahead = last is not None and pattern["lies_ahead"].match(text, e.end)
    if last is not None and now is not None and int(last["month"]) <= e.month and not ahead:
        return now - 1
    head = patterns.load().table("calendar")["year_heads"].search(text, max(0, e.start - _HEAD), e.start)
    if head is None or (head["year"] is None and now is None):
        return None
    return int(head["year"]) if head["year"] else (now or 0) - (1 if head["last"] == "去" else _TWO)


def not_over(day: When | None, told: When | None, issued: PartialDate | None) -> When | None:
    """The ``day`` told of last; None where a later month or year, that is not to come, has been ``told`` since."""
    over = day is not None and told is not None and not told.is_day and told.start > day.start[: len(told.start)]
    over &= told is not None and (issued is None or told.start <= issued)
    return None if over else day


def of_plan(text: str, e: DateExpression, told: When | None, issued: PartialDate | None) -> When | None:
    """The day to come that was ``told`` right before, where "the same day" in ``text`` tells what is planned, too."""
    pattern = patterns.load().table("calendar")
    if told is None or issued is None or not told.is_day or told.start[: len(issued)] <= issued:
        return None
    same = pattern["same_day"].fullmatch(e.day_relative or "")
    says = pattern["says"].search(text, e.end, e.end + _PLANNED)  # what is to come is what is announced then
    last = says.start() if says else e.end + _PLANNED
    return told if same and pattern["will"].search(text, e.end, last) else None


def of_noun(text: str, e: DateExpression, when: When, day: When | None) -> bool:
    """Whether a date tells of what kind something is, or of a speech, where another ``day`` was told: today we met.

    So does an earlier day of something that somebody speaks of: the talks of the 14th, they said on the 15th, failed.
    """
    if day is None:
        return False
    pattern = patterns.load().table("calendar")
    spoken_of = pattern["of_what"].match(text, e.end) and when.start < day.start
    in_words = spoken_of and pattern["in_words"].search(text, max(0, e.start - _HEAD), e.start)
    return bool(in_words or pattern["of_noun"].match(text, e.end))


def heads_days(text: str, block: str) -> bool:
    """Whether a ``block`` of the folded text is a month alone, or one of several days that stand alone in lines."""
    table = patterns.load()
    if table["calendar.month_alone"].fullmatch(block):
        return True
    alone = table["entries.alone"]
    return alone.fullmatch(block) is not None and _lines(alone, text) >= _DAYS


def year_alone(text: str, block: str) -> int | None:
    """The year that a ``block`` is alone, where others of the ``text`` are, too, or that its title says it covers."""
    pattern = patterns.load()["calendar.year_alone"]
    told = pattern.fullmatch(block.strip())
    if told is None or (told["year"] and _lines(pattern, text) < _ROWS):
        return None
    return common_era(value(next(year for year in told.groups() if year)))


def _lines(pattern: re.Pattern[str], text: str) -> int:
    """How many lines of a text a pattern fits."""
    return sum(pattern.fullmatch(line.strip()) is not None for line in text.split("\n"))


def only_year(text: str) -> int | None:
    """The year of a folded text without a date that speaks of one only, and not as long past.

    Where the text begins with a day of no year, the year of a later day is named because it is another one.
    """
    pattern = patterns.load().table("calendar")
    years = list(_ONE_YEAR.finditer(text))
    day = _MONTH_DAY.search(text, 0, years[0].start()) if years else None
    if day is not None and not text.startswith(day[0], years[0].end()):
        return None
    past = all(
        pattern["long_ago"].search(text, max(0, m.start() - _BEFORE), m.start())
        or pattern["founded"].match(text, m.end(1))
        for m in years
    )
    return int(years[0][1]) if len({m[1] for m in years}) == 1 and not past else None


def month_of_plan(
    last: PartialDate | None, issued: PartialDate | None, ahead: dict[int, PartialDate], day: int
) -> tuple[int, int] | None:
    """Year and month of a ``day`` that goes on with the plan told ``last``, or told before as lying ahead."""
    if issued is None or not dates.is_day(issued):
        return None
    if last is not None and dates.is_day(last) and last > issued and day >= int(last[8:]):
        return int(last[:4]), int(last[5:7])
    told = ahead.get(day) if day > int(issued[8:]) else None  # else it is over in the month of writing
    return (int(told[:4]), int(told[5:7])) if told is not None and told > issued else None


def begins_fresh(folded: str, issued: PartialDate | None) -> bool:
    """Whether the first day that a text tells without its year is one of the last before its date, ``issued``.

    So it is where a day without a month stands before any month, and is one of those.
    """
    if issued is None:
        return False
    month = _BARE_MONTH.search(folded)
    bare = patterns.load()["calendar.bare_day"].search(folded, 0, month.start() if month else len(folded))
    if bare is not None and 0 <= int(issued[8:]) - int(bare[1]) <= NEWS:
        return True
    first = _FIRST_DAY.search(folded)
    if first is None:
        return False
    today = datetime.date.fromisoformat(issued)
    try:
        away = (today - datetime.date(today.year, int(first[1]), int(first[2]))).days
    except ValueError:  # no such day
        return False
    return 0 <= away <= NEWS


def far_ahead(when: When | None, issued: PartialDate | None) -> bool:
    """Whether a day lies so long after that of writing, ``issued``, that it cannot have been printed since."""
    if when is None or not (dates.is_day(issued) and dates.is_day(when.start)):
        return False
    return (datetime.date.fromisoformat(when.start) - datetime.date.fromisoformat(issued)).days > _PRINTED
