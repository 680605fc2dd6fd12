"""Which year and month an incomplete date belongs to, from what the document has said before.

The rules, in the order in which they are tried:

* a year in the words holds for its own date, for "the same year", for later months in the sentence of a month of that
  year or after "the same year" in the block, and no further;
* this, last and next year count from the document's date; where it has none, from the year that an explanation in
  brackets told: "last (2023) year";
* in a look back, or a text without a date, a later month than the one just told belongs to its year;
* a month without a year belongs to the document's year: the one that the text itself names so, else the latest that
  is not after the document's date;
* a day without a month belongs to the month last named in the same block; in a dated document without one, to the
  latest such day that is not after its date;
* a day without a month that is told as to come is, in dated news, the next of its number;
* in dated news a day right before its date belongs to its month, also after a month long past was named;
* "the same day" repeats the last single day given and, in dated news, where a new paragraph begins, the last of the
  week before its date; "the same year" repeats the year last given, "the same month" that of the last date of the
  block.

Nothing is guessed: a date that cannot be told is left out.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from kg import dates
from kg.dates import PartialDate
from kg.extract import patterns, relative_dates
from kg.extract.when import When
from kg.text.dates import DateExpression, common_era
from kg.text.numerals import value
from kg.text.regex import compile_kept

_SUNDAY = 6
_TOLD = compile_kept(r"(去|今|本|前|明)\s?（\s?((?:19|20)\d\d|1[0-2]\d)(?:年)?\s?）\s?年")
_YEAR_MONTH = compile_kept(r"(?<!\d)((?:19|20)\d\d)年(?:1[0-2]|[1-9])月")
_TITLE = 120  # characters of the beginning in which a report tells the year that it covers
_SOON = 3  # months after the document's own in which a month without a year may lie ahead
_SOON_DAYS = 10  # days after its own in which what takes place on a day without a month is still to come
_FRESH = 7  # days before its date that dated news tells of as its own
_LATEST = 1  # the same of what may be no news of the day
_TELLING = 3  # sentences in which a year told by the way may be that of months without one
_MANY = 3  # months named with days that make a chronicle of a document
_YEARLY = 4  # the same of one that bears a day's date, and may be news
_RECENT = -2  # months from that of the document in which a month may be its own
_YEARS = 3  # years told with a month that make a look back at them of a document
_REPRINTED = 2  # days after which a report may be printed again: what was to come on them is past
_SHIFT = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "翌": 1}
_DAYS = {"昨": -1, "今": 0, "明": 1, "前": -2, "后": 2}  # days from that of writing


class Calendar:
    """Resolves the dates of one document, in the order of its text."""

    def __init__(self, folded: str, issued: PartialDate | None) -> None:
        self._text = folded
        self._pattern = patterns.load().table("calendar")
        self._issued = issued
        self._now = int(issued[:4]) if issued else None
        told = _TOLD.search(folded)
        period = self._pattern["period"].search(folded, 0, _TITLE)
        self._year: int | None = None  # what undated months belong to, where the text says so
        year = common_era(int(told[2])) if told else None
        if told and year:
            self._now = self._now or year - _SHIFT[told[1]]
            if issued is None or dates.is_year(issued):
                self._year = year
        elif period and (issued is None or dates.is_year(issued)):
            self._year = common_era(value(period["year"]))
        elif issued is None:
            self._year = relative_dates.only_year(folded)
        one = self._pattern["month_of"].search(folded, 0, _TITLE)
        self._titled = (int(one[1] or one[3]), int(one[2] or one[4])) if one else None  # the month of a chronicle
        dated = dates.is_day(issued) and told is None
        self._looks_back = len(set(_YEAR_MONTH.findall(folded))) >= _YEARS
        self._many = _YEARLY if dated else _MANY
        self._told_daily = dated and (
            self._pattern["news"].search(folded) is not None or relative_dates.begins_fresh(folded, issued)
        )
        self._report = (
            period is not None
            or one is not None
            or (not self._told_daily and relative_dates.many_months(folded, self._many))
        )
        self._chronicle = self._report  # goes from month to month: days follow the last
        self._by_month = False  # a month alone has stood above what follows
        self._last: When | None = None
        self._stay: When | None = None  # the last that lasted for days
        self._ahead: dict[int, PartialDate] = {}  # the days of a month to come that have been told, by their numbers
        self._day: When | None = None  # the last whole day given, none to come
        self._from = 0  # where the words of the block begin
        self._block_day: When | None = None  # the latest such day of the block
        self._recent: When | None = None  # the same of dated news, within the days before it
        self._month: int | None = None  # last named in this block
        self._month_year: int | None = None
        self._before_month: tuple[int, int | None] | None = None  # before one to come was named in this sentence
        self._past = False  # the month named last is long past when a sentence begins
        self._here = False  # a month has been named in this sentence
        self._narrated: int | None = None
        self._sentences = 0  # that have begun since that year was told
        self._goes_on = False  # a month of that year has been named in this sentence
        self._same_year: int | None = None  # the year before, which this block has gone on with by "the same year"
        self._told: When | None = None  # the last date of this block
        self._weekday = _SUNDAY  # the last of those of this sentence that had not passed when it was written
        self._row: tuple[int, int] | None = None  # year and month at the head of the clause where they were told last

    @property
    def chronicle(self) -> bool:
        """Whether the document, here, goes from month to month, and tells of none as background."""
        return self._chronicle

    def start_block(self, block: str, *, fresh: bool, section: str | None = None, begins: int = 0) -> None:
        """A new ``block`` of folded text begins; after a heading (``fresh``) nothing is carried over.

        ``begins`` is where its words begin behind a dateline, whose day is none that is told of.
        ``section`` is the folded text up to the next heading, where a new one begins. What stands below a month alone
        goes from day to day.
        """
        self._year = relative_dates.year_alone(self._text, block) or self._year
        if relative_dates.heads_days(self._text, block):
            self._chronicle = self._by_month = True
        elif section is not None and not self._by_month:
            self._chronicle = self._report or (not self._told_daily and relative_dates.many_months(section, self._many))
        self._narrated = self._told = self._same_year = self._before_month = None
        if self._issued is not None:
            self._row = None
        if (self._titled and not self._by_month) or ((fresh or self._issued) and not (self._chronicle and not fresh)):
            self._month_year, self._month = self._titled or (None, None)
        self._day = self._recent or self._day
        self._block_day, self._from = None, begins
        if fresh:
            self._last = self._day = self._recent = self._stay = None
            self._ahead.clear()

    def _news(self, day: PartialDate) -> bool:
        """Whether dated news tells of this day as of one of the last."""
        if self._issued is None or len(self._issued) != 10 or self._chronicle:
            return False
        return (datetime.date.fromisoformat(self._issued) - datetime.date.fromisoformat(day)).days <= _FRESH

    def start_sentence(self) -> None:
        """A new sentence begins: in dated news a month long past is not carried to the days right before its date."""
        self._past = self._here = self._goes_on = False
        self._weekday = _SUNDAY
        self._sentences += 1
        if self._sentences > _TELLING:
            self._narrated = None
        if self._before_month is not None:
            self._month, self._month_year = self._before_month
            self._before_month = None
        if self._chronicle:
            return
        if dates.is_day(self._issued) and self._month and self._month_year:
            away = relative_dates.months_between(self._issued, dates.make(self._month_year, self._month))
            near = -2 if self._month_year == self._now else -1
            self._past = not near <= away <= 1
            if self._past and self._month_year != self._now and self._told_daily:
                self._month = self._month_year = None

    def resolve(self, e: DateExpression) -> When | None:
        """The date that ``e`` means here, or None where it cannot be told."""
        when = self._resolved(e) if e.until is None else self._until(e, e.until)
        ahead = when is not None and relative_dates.lies_ahead(self._text, e, when, self._issued)
        return replace(when, ahead=True) if when is not None and ahead else when

    def _until(self, e: DateExpression, until: DateExpression) -> When | None:
        """The time from one date to another; the first alone where the other cannot be told or lies before it."""
        first = self._resolved(replace(e, until=None))
        if first is not None and until.month is not None and until.year is None and until.relative is None:
            begun = int(first.start[:4]), int(first.start[5:7] or 0)
            until = replace(until, year=begun[0] + (until.month < begun[1]))
        last = self._resolved(until)
        if first is None or last is None or not first.start < last.start:
            return first
        self._day, self._stay = None, When(first.start, last.start)
        self._last = self._told = self._stay
        return self._stay

    def _resolved(self, e: DateExpression) -> When | None:
        if e.bound:
            return None
        if e.year is not None and e.relative is None:
            if not (self._now and e.year > self._now) and not self._pattern["since"].match(self._text, e.end):
                self._narrated, self._sentences = e.year, 0
                self._goes_on = e.month is not None
        elif e.relative is not None and e.relative not in ("同", "当"):
            self._narrated = None
        try:
            last = clause if (clause := self._text.find("，", e.end, e.end + 8)) >= 0 else e.end + 8
            future = self._pattern["will"].search(self._text, max(0, e.start - 8), last) is not None
            when = self._resolve(e, future=future)
        except ValueError:  # no such day
            return None
        if when is not None:
            if e.month is not None and self._pattern["heads"].search(self._text, self._from, e.start):
                self._row = int(when.start[:4]), int(when.start[5:7])
            if e.relative in ("同", "当") or e.month_relative in ("同", "当"):
                self._same_year = int(when.start[:4])
            put_off = self._pattern["planned_once"].search(self._text, max(0, e.start - 8), e.start)
            self._told, self._last = when, self._last if put_off else when
            late = when.start[: len(self._issued or "")] > (self._issued or "")
            if late and dates.is_day(when.start):
                self._ahead[int(when.start[8:])] = when.start
            if when.end is not None:
                self._day, self._stay = None, when  # of several days none is meant
            elif dates.is_day(when.start) and not (
                late or self._comes(e) or relative_dates.of_noun(self._text, e, when, self._day)
            ):
                self._day = when
                told = e.start >= self._from
                if told and self._news(when.start) and (self._block_day is None or when.start >= self._block_day.start):
                    self._recent = self._block_day = when
        return when

    def _resolve(self, e: DateExpression, *, future: bool) -> When | None:
        if e.day_relative is not None:
            planned = relative_dates.of_plan(self._text, e, self._told, self._issued)
            return self._of_arrival(e) or planned or self._relative_day(e.day_relative)
        if e.weekday is not None and e.day is None:
            comes = self._comes(e) or (not e.week and e.weekday > self._weekday)
            when = relative_dates.weekday(self._issued, e.weekday, e.week or "", comes=comes)
            self._weekday = e.weekday if when is not None and when.start >= (self._issued or "") else self._weekday
            if when is None or e.weekday2 is None or e.weekday2 <= e.weekday:
                return when
            last = relative_dates.shifted(when.start, e.weekday2 - e.weekday)
            return last and When(when.start, last.start)
        if e.weekday is not None and e.day2 is None and (numbered := self._of_number(e)):
            return numbered
        if e.near is not None and (today := self._near(e)):
            return today
        if e.week is not None and e.weekday is None:
            return relative_dates.some_day_of(self._issued, e.week)
        if e.days_after is not None:
            told = self._told if e.days_after > 0 else self._day or self._last
            day = told.start if told is not None and told.end is None else None
            return relative_dates.shifted(day, e.days_after)
        if e.later:
            return self._later(e)
        if e.months_ago is not None:
            return relative_dates.months_ago(self._issued, e.months_ago)
        if e.years_ago is not None:
            return When(dates.make(self._now - e.years_ago)) if self._now and self._issued else None
        if e.year is not None and e.year2 is not None and e.month is None:
            return When(dates.make(e.year), dates.make(e.year2))
        year = self._year_of(e)
        if e.months is not None:
            year = year if year is not None else self._default_year(None, None)
            if year is None:
                return None
            if self._pattern["part_of_year"].search(self._text, e.start, e.end):
                return When(dates.make(year))  # some day of it: what happens then does not last so long
            return When(dates.make(year, e.months[0]), dates.make(year, e.months[1]))
        month = e.month
        if e.month_relative is not None:
            year, month = self._relative_month(e.month_relative)
        if month is None and e.day is None:
            return None if year is None else When(dates.make(year))
        if month is None:
            return self._bare_day(e)
        if year is None:
            year = self._default_year(month, e.day, future=future)
        if year is None:
            return None
        aside = e.year is not None and e.day is None and self._month is not None and year < (self._month_year or year)
        aside |= e.day is None and self._pattern["by_the_way"].match(self._text, e.end) is not None
        if future and self._month is not None and (year, month) > (self._month_year or year, self._month):
            self._before_month = self._before_month or (self._month, self._month_year)
        if not aside:  # a month of an earlier year, told by the way, is not that of the days that follow
            self._month, self._month_year = e.month2 or month, e.year2 or year
        self._past, self._here = False, True
        start = dates.make(year, month, e.day)
        if e.days_long is not None:
            return When(start).lasting(e.days_long)
        if e.day2 is None:
            return When(start)
        end_month = e.month2 or month
        end_year = e.year2 or (year + 1 if end_month < month else year)
        return When(start, dates.make(end_year, end_month, e.day2))

    def _later(self, e: DateExpression) -> When | None:
        """The month or year so many after that of the date told of before; of weeks, or of some, none."""
        if self._told is None or self._told.end is not None:
            return None
        if e.years_after is not None:
            return When(dates.make(int(self._told.start[:4]) + e.years_after))
        if e.months_after is None:
            return None
        found = relative_dates.month(self._told.start, e.months_after)
        return When(dates.make(*found)) if found else None

    def _comes(self, e: DateExpression) -> bool:
        """Whether the words around a day tell of it as of one to come."""
        before = self._pattern["comes"].search(self._text, max(0, e.start - 8), e.start)
        return before is not None or self._pattern["comes_after"].match(self._text, e.end) is not None

    def _year_of(self, e: DateExpression) -> int | None:
        if e.year is not None:
            return e.year
        if e.relative is None:
            return relative_dates.headed(self._text, e, self._now)
        if e.relative in ("同", "当"):
            return int(self._last.start[:4]) if self._last else None
        if e.relative in ("翌", "次", "隔"):
            return int(self._last.start[:4]) + 1 if self._last else None
        shift = _SHIFT.get(e.relative)
        return None if shift is None or self._now is None else self._now + shift

    def _default_year(self, month: int | None, day: int | None, *, future: bool = False) -> int | None:
        if self._year is not None:
            return self._year
        if (self._issued is None or self._looks_back) and not future and (year := self._follows(month)):
            return year
        if self._now is None or self._issued is None or month is None:
            return self._now
        if self._narrated is not None and self._narrated != self._now and not future:
            in_a_row = self._goes_on or self._same_year == self._narrated
            if in_a_row and self._told_month is not None and month >= self._told_month[1]:
                self._same_year = self._narrated
                return self._narrated
            return None  # of the year that is being told, or of this one: the text does not say
        there = dates.make(self._now, month, day if day is not None and dates.is_day(self._issued) else None)
        limit = self._issued[: len(there)]
        if there[: len(limit)] <= limit or (future and relative_dates.months_between(self._issued, there) <= 8):
            return self._now
        if future:
            return self._now
        if relative_dates.months_between(self._issued, there) <= _SOON:  # news tells of a year before by its name
            return self._now if self._month_to_come() else None
        return self._now - 1

    def _follows(self, month: int | None) -> int | None:
        """The year of a month that goes on from an earlier one, in what is no news."""
        if self._told_daily or month is None or self._row is None or self._row[0] == self._now:
            return None
        if self._now is not None and self._issued is not None:
            away = relative_dates.months_between(self._issued, dates.make(self._now, month))
            if _RECENT <= away <= 0:
                return None  # it may as well be that of the news
        return self._row[0] if month >= self._row[1] else None

    @property
    def _told_month(self) -> tuple[int, int] | None:
        """Year and month of the last date of this block."""
        if self._told is None or dates.is_year(self._told.start):
            return None
        return int(self._told.start[:4]), int(self._told.start[5:7])

    def _month_to_come(self) -> bool:
        """Whether a month right ahead of the document's date lies ahead: in news of a day, which is no chronicle."""
        return dates.is_day(self._issued) and not self._chronicle

    def _of_number(self, e: DateExpression) -> When | None:
        """The day of a week that is told with its number: next Friday (the 27th). None where the two do not agree."""
        for comes in (self._comes(e), not self._comes(e)):
            when = relative_dates.weekday(self._issued, e.weekday or 0, e.week or "", comes=comes)
            if when is not None and int(when.start[8:]) == e.day and e.month in (None, int(when.start[5:7])):
                return when.lasting(e.days_long) if e.days_long else when
        return None

    def _near(self, e: DateExpression) -> When | None:
        """Today, yesterday, tomorrow, told with its number: today (the 3rd). None where the two do not agree."""
        when = relative_dates.shifted(self._issued, _DAYS[e.near or "今"])
        if when is None or int(when.start[8:]) != e.day or e.month not in (None, int(when.start[5:7])):
            return None
        self._month_year, self._month = int(when.start[:4]), int(when.start[5:7])
        self._past, self._here = False, True
        return when if e.day2 is None else When(when.start, dates.make(self._month_year, self._month, e.day2))

    def _bare_day(self, e: DateExpression) -> When | None:
        day = e.day or 0
        news = dates.is_day(self._issued) and not (self._chronicle or self._here)
        today = int(self._issued[8:]) if dates.is_day(self._issued) else 0
        before = self._pattern["planned_once"].search(self._text, max(0, e.start - 8), e.start)
        ago = today - day
        just = before is not None and 0 <= ago <= relative_dates.NEWS  # what had been planned has come
        if news and self._issued and self._comes(e) and not just and e.month2 is None:
            return self._next_day(e, self._issued)
        late = relative_dates.NEWS if self._told_daily else _LATEST
        fresh = (self._past or not (self._chronicle or self._here)) and 0 <= ago <= late
        if self._month is not None and self._month_year is not None and not fresh:
            year, month = self._month_year, self._month
            daily = dates.is_day(self._issued) and not self._chronicle and not self._comes(e)
            to_come = daily and dates.make(year, month) > (self._issued or "")  # a month of which no day is over
            if self._issued and ((to_come and 0 <= ago <= _FRESH) or self._has_turned(day, today)):
                year, month = int(self._issued[:4]), int(self._issued[5:7])
        elif not fresh and (plan := self._month_of_plan(day)) is not None:
            year, month = plan
        elif dates.is_day(self._issued) and not self._chronicle:
            year, month = int(self._issued[:4]), int(self._issued[5:7])
            ahead = day > int(self._issued[8:]) + 3 and e.month2 is None
            soon = -ago <= _SOON_DAYS and self._pattern["takes_place"].match(self._text, e.end) is not None
            told = self._pattern["ahead"].search(self._text, self._text.rfind("。", 0, e.start) + 1, e.start)
            if ahead and (soon or told):
                return self._next_day(e, self._issued)
            if ahead:  # the day has not come yet: the month before
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif dates.is_month(self._issued):
            year, month = int(self._issued[:4]), int(self._issued[5:])
        else:
            return None
        if e.month2 is not None:  # from a day of the month before that of the end
            if not e.month2 - month <= 1:
                return None
            year, month = (year, e.month2 - 1) if e.month2 > 1 else (year - (month == 1), 12)
            self._month, self._month_year, self._here = month, year, True
            ends = dates.make(year + (e.month2 < month), e.month2, e.day2)
            return When(dates.make(year, month, day), ends)
        start = dates.make(year, month, day)
        if e.days_long is not None:
            return When(start).lasting(e.days_long)
        return When(start, dates.make(year, month, e.day2) if e.day2 else None)

    def _month_of_plan(self, day: int) -> tuple[int, int] | None:
        """Year and month of the plan that is told, where a day goes on with it, or is a day of it told before."""
        last = self._last.start if self._last is not None else None
        return None if self._chronicle else relative_dates.month_of_plan(last, self._issued, self._ahead, day)

    def _has_turned(self, day: int, today: int) -> bool:
        """Whether a day without a month lies in that of writing, as the text tells of a later day of the one before."""
        if self._chronicle or self._told is None or not self._told.is_day or day > today:
            return False
        told, month = int(self._told.start[8:]), dates.make(self._month_year or 0, self._month)
        return (
            day < told
            and self._told.start[:7] == month
            and self._issued is not None
            and (relative_dates.month(self._issued, -1) == (self._month_year, self._month))
        )

    def _next_day(self, e: DateExpression, today: PartialDate) -> When | None:
        """The next day of this number, which is to come; in what lies long past it is not known which."""
        year, month = int(today[:4]), int(today[5:7])
        past = self._month is not None and (self._month_year, self._month) < (year, month - 1)
        if past or e.month2 is not None:
            return None
        if (e.day or 0) + _REPRINTED < int(today[8:]):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        start = dates.make(year, month, e.day)
        return When(start, dates.make(year, month, e.day2) if e.day2 else None)

    def _of_arrival(self, e: DateExpression) -> When | None:
        """The first day of the stay told of last, where a day is called that of the arrival, or the next."""
        stay, word = self._stay, e.day_relative or ""
        same, following = (self._pattern[name].fullmatch(word) for name in ("same_day", "next_day"))
        if stay is None or not (same or following) or not dates.is_day(stay.start):
            return None
        arrival = self._pattern["arrival"].search(self._text, max(0, e.start - 8), e.start)
        return relative_dates.shifted(stay.start, 1 if following else 0) if arrival else None

    def _relative_day(self, word: str) -> When | None:
        if self._pattern["at_that_time"].fullmatch(word):
            return self._told
        if (edge := self._pattern["edge"].fullmatch(word)) is not None:
            stay = self._last if self._last is not None and dates.is_day(self._last.end) else None
            return stay and When(stay.start if edge["first"] else stay.end or stay.start)
        if self._pattern["same_day"].fullmatch(word):
            very = self._pattern["that_very_day"].fullmatch(word) and self._told is not None and self._told.is_day
            return self._told if very else relative_dates.not_over(self._day, self._told, self._issued)
        if self._pattern["hour"].fullmatch(word):
            return self._this_day()
        if self._pattern["next_day"].fullmatch(word):
            return relative_dates.shifted(self._told_last(), 1)
        if self._pattern["day_before"].fullmatch(word):
            day = self._day or self._recent
            return relative_dates.shifted(day.start if day else None, -1)
        return relative_dates.shifted(self._issued, _DAYS[word[0]])

    def _told_last(self) -> PartialDate | None:
        """The day that another follows: the last told of, or that of news before what is still to come."""
        last = self._last.start if self._last else None
        if self._day is not None and last in self._ahead.values() and not self._chronicle:
            return self._day.start
        return last

    def _this_day(self) -> When | None:
        """The day that the block goes on telling of, else that of dated news: whose hour is told alone."""
        if self._told is not None:
            return self._told if self._told.is_day else self._recent
        return When(self._issued) if dates.is_day(self._issued) and not self._chronicle else None

    def _relative_month(self, word: str) -> tuple[int | None, int | None]:
        if word in ("次", "翌", "隔"):
            before = self._told or self._last
            return (relative_dates.month(before.start, 1) if before else None) or (None, None)
        if word in ("同", "当"):
            if self._told_month:
                return self._told_month
            if self._last is not None and not dates.is_year(self._last.start):
                return int(self._last.start[:4]), int(self._last.start[5:7])
            return (self._month_year, self._month) if self._month else (None, None)
        if word == "月":  # its first days: of the month that the block tells of, else that of dated news
            news = dates.is_day(self._issued) and not self._chronicle
            return self._told_month or (relative_dates.month(self._issued, 0) if news else None) or (None, None)
        found = relative_dates.month(self._issued, {"本": 0, "这": 0, "上": -1, "下": 1}[word]) or (None, None)
        told = self._told_month if self._here and word not in ("本", "这") and self._issued else None
        if told is not None and told != relative_dates.month(self._issued, 0):
            return (None, None)  # of that month, or of the document's
        return found
