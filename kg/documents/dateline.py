"""The date a document counts from: what its front matter, dateline, title or file name says, never more."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kg import dates
from kg.dates import PartialDate
from kg.documents.model import Block, View
from kg.text import forms
from kg.text.regex import compile_kept

_FORMS = forms.table("dateline")
_DIGITS = str.maketrans(_FORMS["digits"], "0001234567890123456789")
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"

_ISO = r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?:(?P=sep)(?P<d>\d{1,2}))?(?![\d-])"
_DAY_FIRST = r"(?<!\d)(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
# 06/18/2020: the second can be no month
_MONTH_FIRST = r"(?<!\d)(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>(?:19|20)\d\d)(?!\d)"
_COMPACT = r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"
_CHINESE = tuple(_FORMS[form] for form in ("year", "republic", "short", "written", "day_first", "year_last"))
_REPUBLIC = r"(?<![\d/.-])(?P<roc>1[0-2]\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/.-])"
_ENGLISH = (
    rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b",
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<y>(?:19|20)\d\d)\b",
    rf"\b{_MONTH}\s+(?P<y>(?:19|20)\d\d)\b",
)
_DATES = [
    compile_kept(form, re.IGNORECASE)
    for form in (_COMPACT, _ISO, _DAY_FIRST, _MONTH_FIRST, _REPUBLIC, *_CHINESE, *_ENGLISH)
]

_CLAUSE = compile_kept("[，；]")
_YEAR_ROW, _DAY_ROW = compile_kept(_FORMS["year_row"]), compile_kept(_FORMS["day_row"])
_YEAR_ROWS, _DAY_ROWS = 2, 3  # of a chronicle
_STOPS = frozenset("。；！.;")
_HEADS, _CHRONICLE = compile_kept(_FORMS["heads"]), compile_kept(_FORMS["chronicle"])
_ENTRY_WORDS = compile_kept(_FORMS["entry_words"])
_MANY_HEADS = 2
_YEAR = compile_kept(r"(?:19|20)\d\d")
_LABEL = compile_kept(_FORMS["label"], re.IGNORECASE)
_TOLD = compile_kept(_FORMS["told"])
_BYLINE_WORD = compile_kept(_FORMS["byline"])
_WIRE = compile_kept(_FORMS["wire"])
_IN_BRACKETS = compile_kept(r"[（(]\s*(?P<inner>[^（()）]{8,30})\s*[）)]\s*\Z")
_NAME_START = compile_kept(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})(?:-(?P<d>\d{2}))?(?!\d)")
_NAME_COMPACT = compile_kept(_COMPACT)
_OWN = compile_kept(_FORMS["own_wire"])
_TODAY, _YESTERDAY = compile_kept(_FORMS["today"]), compile_kept(_FORMS["yesterday"])
_STAMP = compile_kept(_FORMS["closing"])
_TO = compile_kept(_FORMS["to"])
_UNTIL, _FINISHED = compile_kept(_FORMS["until"]), compile_kept(_FORMS["finished"])
_ANCHOR = compile_kept(_FORMS["anchor"])
_REPORTED = compile_kept(_FORMS["reported"])
_SHIFT = {"去": 1, "今": 0, "本": 0, "前": 2, "明": -1}

_NEWS = 2  # days between the day in a news agency's dateline and that of printing
_OTHER = 24  # characters beside the date in such a line
_CLOSING = " \u3000)）】]〕"  # what may stand behind the date of a line
_BYLINE = 60  # characters; a dateline that is a block of its own is shorter
_TAIL = 4  # blocks at the end that a date may stand in
_LEAD = 6  # blocks from the beginning that a dateline may stand in
_WIRE_LEAD = 12  # blocks from the beginning that a news agency's may stand in, below lists of other news


def issued(values: Mapping[str, str], view: View, title: str, name: str) -> PartialDate | None:
    """The date that relative dates count from, as precise as the document gives it; ``None`` where it gives none."""
    given = (parse(values.get(key, "")) for key in ("date", "published_time", "published", "issued"))
    known = next((date for date in given if date), None) or _told(view, title, name)
    wire = _by_wire(view, known)
    if wire is not None and known is not None and (len(known) < 10 or _printed_later(view, wire, known)):
        known = wire
    if known is None and (anchor := _anchor(view.text)):
        known = dates.make(anchor[1])
    return known


def _told(view: View, title: str, name: str) -> PartialDate | None:
    """The date that datelines, title or file name give, a whole one before a part of one."""
    by_name = _by_name(name)
    rows = of_chronicle([view.text[b.start : b.end] for b in view.blocks])
    candidates = [*_datelines(view, rows), *_titles(title), *([by_name] if by_name else [])]
    if not any(dates.is_day(date) for date in candidates):  # a text may be dated at its end
        candidates = [date for date in _closing(view, rows) if dates.is_day(date)] or candidates
    if not candidates and (reported := _REPORTED.search(view.text)):
        return _made(reported)
    whole = [date for date in candidates if dates.is_day(date)]
    if len(set(whole)) > 1:  # lists of other news bear dates, too: that of the wire is meant
        wires = ((date, _by_wire(view, date)) for date in whole)
        whole = [date for date, wire in wires if wire and 0 <= _days(wire, date) <= _NEWS] or whole
    return next(iter(whole or candidates), None)


def _printed_later(view: View, wire: PartialDate, known: PartialDate) -> bool:
    """Whether a report dated ``known`` counts from the day before it in its dateline: it tells of that day as today."""
    days = _days(wire, known)
    today, yesterday = _TODAY.search(view.text), _YESTERDAY.search(view.text)
    own = _OWN.search(view.text) is not None  # an agency counts from its dateline, wherever it says so first
    first = today is not None and (own or yesterday is None or today.start() < yesterday.start())
    return 0 < days <= _NEWS and first


def _days(first: PartialDate, last: PartialDate) -> int:
    """The days from one whole date to another."""
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def year(view: View) -> int | None:
    """The year that the text itself explains most often, "last (2023) year"; ``None`` where it does not."""
    anchor = _anchor(view.text)
    return anchor[0] if anchor else None


def parse(text: str) -> PartialDate | None:
    """The date that ``text`` begins with, in any of the forms that are read; ``None`` where it is none."""
    if _YEAR.fullmatch(text.strip()):
        return dates.parse(text.strip())
    found = _first_date(text[:60].strip())
    return found[0] if found and found[1] == 0 else None


def of_chronicle(blocks: list[str]) -> frozenset[str]:
    """Those of the ``blocks`` that are a date alone above what happened then, and date no document: some, each another.

    Years stand so, and days above sentences; the last is none of them. Titles of other news bear their days below them.
    """
    texts = [text.strip() for text in blocks]
    for form, fewest in ((_YEAR_ROW, _YEAR_ROWS), (_DAY_ROW, _DAY_ROWS)):
        rows = [text for text in texts if form.fullmatch(text)]
        told = [text[-1:] in _STOPS for text in texts if not form.fullmatch(text)]
        if len(set(rows)) == len(rows) >= fewest and texts[-1] not in rows and 2 * sum(told) > len(told):
            return frozenset(rows)
    heads = [text for text in texts if _HEADS.fullmatch(text)]
    return frozenset(heads if len(set(heads)) >= _MANY_HEADS else ())


def is_dateline(text: str, *, titled: bool = True) -> bool:
    """Whether a block is nothing but a date with a byline: below a title (``titled``) also who issued it, and when."""
    if len(text) > _BYLINE or re.search("[。！？]|，.*，", text) or _TOLD.match(text):
        return False
    label = _LABEL.match(text)
    rest = text[label.end() if label else 0 :]
    found = _first_date(rest)
    if not found:
        return False
    if found[1] == 0 and len(rest) - found[2] <= _OTHER:
        chronicle = dates.is_year(found[0]) and _CHRONICLE.match(rest, found[2])
        return not chronicle and not _ENTRY_WORDS.match(rest, found[2])
    others = rest[: found[1]] + rest[found[2] :]
    if len(others.strip()) > 2 * _OTHER:
        return False
    apart = not rest[: found[1]][-1:].isalnum()
    if titled and found[2] == len(rest.rstrip(_CLOSING)) and apart and not _CLAUSE.search(others):
        return not dates.is_year(found[0])  # who issued it, and when
    return dates.is_day(found[0]) and _BYLINE_WORD.search(others) is not None


def _datelines(view: View, rows: frozenset[str]) -> Iterator[PartialDate]:
    """The dates of the datelines above; ``rows`` are the days and years of a chronicle, which are none."""
    covered = []
    for block in _lead(view):
        text = view.text[block.start : block.end]
        if text.strip() not in rows and is_dateline(text) and (found := _first_date(text)):
            last = _TO.match(text, found[2])
            until = _first_date(text[last.end() :]) if last else None
            end = _of_period(text, found)
            if until is not None and until[1] == 0:  # what it covers: another line may tell when it was written
                covered.append(until[0])
            elif dates.is_day(found[0]) and end != found[0]:
                covered.append(end)
            else:
                yield end
    yield from covered


def _of_period(text: str, found: tuple[PartialDate, int, int]) -> PartialDate:
    """The date found in ``text``; of a period of months or days its last: no later one is told of."""
    last = None if dates.is_year(found[0]) else _UNTIL.match(text, found[2])
    told = last and (last["d"] or last["n"])
    day = int(told) if told and dates.is_day(found[0]) else None
    return (_valid(int(found[0][:4]), int(last["m"]), day) if last else None) or found[0]


def _closing(view: View, rows: frozenset[str]) -> Iterator[PartialDate]:
    """The dates of the last blocks that are nothing else, nor one of ``rows``, the last first."""
    for block in reversed(view.blocks[-_TAIL:]):
        text = view.text[block.start : block.end]
        if text.strip() in rows:
            continue
        stamp = _STAMP.search(text)
        finished = _first_date(text) if _FINISHED.search(text) else None
        if stamp and (date := _made(stamp)):
            yield date
        elif finished and (_FINISHED.match(text, finished[2]) or _FINISHED.search(text, 0, finished[1])):
            yield finished[0]
        elif is_dateline(text) and (found := _first_date(text)):
            yield found[0]


def _titles(title: str) -> Iterator[PartialDate]:
    bracket = _IN_BRACKETS.search(title)
    found = _first_date(bracket["inner"]) if bracket else None
    if bracket and found and found[1] == 0:
        yield _of_period(bracket["inner"], found)


def _by_name(name: str) -> PartialDate | None:
    stem = name.rsplit("/", 1)[-1]
    match = _NAME_START.match(stem) or _NAME_COMPACT.search(stem)
    return _made(match) if match else None


def _by_wire(view: View, known: PartialDate | None) -> PartialDate | None:
    """The day in a news agency's dateline, where year and month are known."""
    if known is None:
        return None
    for block in _lead(view, _WIRE_LEAD):
        match = _WIRE.match(view.text, block.start, min(block.end, block.start + 90))
        if not match:
            continue
        day, month = int(match["d"]), int(match["m"] or known[5:7] or 0)
        year = int(known[:4])
        if dates.is_day(known) and (day > int(known[8:]) if match["m"] is None else month == _before(known)):
            return _valid(year - (int(known[5:7]) == 1), _before(known), day)  # written on the last of the month before
        if month and (dates.is_year(known) or month == int(known[5:7])):
            return _valid(year, month, day)
    return None


def _before(day: PartialDate) -> int:
    """The month before that of a day."""
    return (int(day[5:7]) - 2) % 12 + 1


def _lead(view: View, blocks: int = _LEAD) -> Iterator[Block]:
    """The first ``blocks``, and the first after a list of contents."""
    seen = 0
    for block in view.blocks:
        if block.kind == "headline" and not is_dateline(view.text[block.start : block.end]):
            continue
        yield block
        seen += 1
        if seen == blocks:
            return


def _anchor(text: str) -> tuple[int, int] | None:
    """The year explained most often, and the year of writing that follows from it."""
    counts: Counter[tuple[int, int]] = Counter()
    for match in _ANCHOR.finditer(text):
        explained = int(match["y"])
        counts[explained, explained + _SHIFT[match["word"]]] += 1
    if not counts:
        return None
    return max(counts, key=lambda pair: (counts[pair], -pair[0]))


def _first_date(text: str) -> tuple[PartialDate, int, int] | None:
    """The first date in ``text`` with its place; of several forms at one place the longest."""
    best: tuple[PartialDate, int, int] | None = None
    for form in _DATES:
        match = form.search(text)
        if match and (date := _made(match)):
            place = (date, match.start(), match.end())
            if best is None or (place[1], -place[2]) < (best[1], -best[2]):
                best = place
    return best


def _made(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    year = int(parts["roc"]) + 1911 if parts.get("roc") else int(parts["y"].translate(_DIGITS))
    name = parts.get("name")
    month = _MONTHS[name[:3].lower()] if name else _number(parts.get("m"))
    return _valid(year, month, _number(parts.get("d")))


def _number(text: str | None) -> int | None:
    """A number below one hundred in Arabic or Chinese numerals."""
    if not text:
        return None
    if "十" in text:
        tens, ones = text.split("十", 1)
        return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (int(ones.translate(_DIGITS)) if ones else 0)
    return int(text.translate(_DIGITS))


def _valid(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        return dates.make(year, month, day)
    except ValueError:
        return None
