"""Figures: numbers that the text gives about what it tells: how many came, how many results, after how many years."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from kg.extract import patterns
from kg.extract.draft import Draft, Stretch
from kg.extract.scan import Scan
from kg.lexicon.grammar import Grammar
from kg.records import Bound
from kg.text.fold import fold
from kg.text.numerals import CHARACTERS, value

_TIMES = "度"  # the unit of how often, after an ordinal
_FEWEST = {_TIMES: 0, "位": 3, "名": 3, "国": 10}  # fewer in words only point to those spoken of: both ministers
_LEAD = 12  # characters before a number in which what it counts may stand
_NEAR = 16  # characters before a number that tell of what it is the length or the rate
_LONGEST = 1000  # years
_MINUTES = 60  # of an hour
_SCALES = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Found:
    """A number: the stretch that gives it, what it counts, and the event that it belongs to, if any."""

    stretch: Stretch
    what: str
    value: float
    unit: str
    bound: Bound | None
    draft: Draft | None


class Figures:
    """Finds figures in the sentences of one document."""

    def __init__(self, scan: Scan, grammar: Grammar) -> None:
        self._scan = scan
        self._bounds = grammar.bounds
        self._pattern = patterns.load().table("figures")
        self._long = frozenset(map(fold, grammar["figure_lengths"]))
        self._rates = frozenset(grammar["figure_rates"])
        self._counted = {fold(unit): counted for unit, counted in patterns.load().every("counted").items()}

    def read(self, start: int, end: int, drafts: list[Draft], taken: list[Stretch]) -> list[Found]:
        """The figures of the sentence at ``start`` to ``end`` of the view.

        ``drafts`` are its events, ``taken`` the stretches of its dates and names, in which no number is a figure.
        """
        text = self._scan.text
        found = []
        if self._pattern["two_numbers"].search(text, start, end):
            found = [*self._lengths(start, end, drafts), *self._tolls(start, end, drafts)]
        taken = [*taken, *(figure.stretch for figure in found)]
        for match in self._pattern["number"].finditer(text, start, end):
            if any(s < match.end("unit") and match.start("number") < e for s, e in taken):
                continue
            if match.start() and text[match.start() - 1] in CHARACTERS:
                continue
            made = self._figure(match, drafts)
            if made is not None:
                found.append(made)
        for match in self._pattern["years"].finditer(text, start, end):
            number = value(match["since"] or match["first"])
            if number and number < _LONGEST:
                draft = _nearest(drafts, match.start())
                found.append(Found(match.span(), self._scan.printed(*match.span()), float(number), "年", None, draft))
        return found

    def _lengths(self, start: int, end: int, drafts: list[Draft]) -> list[Found]:
        """How long talks took, where hours and minutes are told: the minutes."""
        found = []
        for match in self._pattern["hours"].finditer(self._scan.text, start, end):
            hours, minutes = value(match["hours"]), value(match["minutes"])
            what = self._lasting(match)
            if hours is None or minutes is None or what is None:
                continue
            bound = self._bounds.get(match["bound"] or "")
            length = float(hours * _MINUTES + minutes)
            found.append(Found(match.span(), what, length, "分", bound, _nearest(drafts, match.start())))
        return found

    def _tolls(self, start: int, end: int, drafts: list[Draft]) -> list[Found]:
        """How many died and how many were hurt, where both are told in one word."""
        found = []
        for match in self._pattern["toll"].finditer(self._scan.text, start, end):
            for group, last in (("dead", match.start("hurt")), ("hurt", match.end())):
                number = value(match[group])
                if number is not None:
                    span = (match.start(group), last)
                    draft = _nearest(drafts, match.start())
                    found.append(Found(span, self._scan.printed(*span), float(number), "人", None, draft))
        return found

    def _lasting(self, match: re.Match[str]) -> str | None:
        """What took so many hours or minutes, as printed; None where it is no talk that did."""
        found = self._by(match, "lasts", "long")
        return self._scan.printed(*found.span(1)) if found else None

    def _by(self, match: re.Match[str], before: str, after: str) -> re.Match[str] | None:
        """What one of two patterns finds before or behind a number and its unit."""
        text, begin = self._scan.text, max(0, match.start() - _NEAR)
        found = self._pattern[before].search(text, begin, match.start())
        return found or self._pattern[after].match(text, match.end())

    def _figure(self, match: re.Match[str], drafts: list[Draft]) -> Found | None:
        text, unit = self._scan.text, match["unit"]
        number = _value(match["number"], match["scale"] or "")
        if number is None or bool(match["ordinal"]) != (unit == _TIMES):
            return None
        lasting = self._lasting(match) if unit in self._long else ""
        if lasting is None:
            return None
        if unit in self._rates and self._by(match, "rated", "rate") is None:
            return None
        if not match["number"][0].isdigit() and number < _FEWEST.get(unit, 2) and not match["bound"]:
            return None
        counted = self._counted.get(unit)
        if counted is not None and not counted.match(text, match.end("unit")):
            return None
        noun = self._pattern["noun"].match(text, match.end())
        what = self._up_to_verb(noun[1]) if noun else ""
        if not what:
            before = self._pattern["noun_before"].search(text, max(0, match.start() - _LEAD), match.start())
            what = before[1] if before else ""
        last = match.end() + (len(noun[0]) if noun and what and noun[1].startswith(what) else 0)
        more: Bound | None = "at least" if match["more"] or match["above"] or match["over"] else None
        bound = self._bounds.get(match["bound"] or "") or more
        return Found(
            (match.start(), max(match.end(), last)),
            lasting or self._printed_noun(what, match.end(), last, match.start()) or unit,
            number,
            self._scan.printed(*match.span("unit")),
            bound,
            _nearest(drafts, match.start()),
        )

    def _up_to_verb(self, noun: str) -> str:
        verb = self._pattern["goes_on"].search(noun)
        return noun[: verb.start()] if verb else noun

    def _printed_noun(self, what: str, after: int, last: int, before: int) -> str:
        """What is counted, as printed: in the view from ``after`` to ``last``, else right before ``before``."""
        at = self._scan.text.find(what, after, last) if what else -1
        if at < 0 and what:
            at = self._scan.text.rfind(what, max(0, before - _LEAD - 2), before)
        return self._scan.printed(at, at + len(what)) if at >= 0 else ""


def _value(digits: str, scale: str) -> float | None:
    """The number that is written, times ten thousand or a hundred million where such a scale stands behind it."""
    digits = digits.replace("，", "").replace(",", "")
    size = math.prod(_SCALES[character] for character in scale)
    if "." in digits:
        return float(Decimal(digits) * size)
    number = value(digits)
    return None if number is None else float(number * size)


def _nearest(drafts: list[Draft], at: int) -> Draft | None:
    """The event told of last before ``at`` in the view, else the first after it."""
    told = [d for d in drafts if d.kind != "Statement"]
    before = [d for d in told if d.stretches[0][0] <= at]
    inside = next((d for d in told if d.stretches[0][0] <= at < d.stretches[0][1]), None)
    if inside is not None:
        return inside
    if before:
        return max(before, key=lambda d: d.stretches[0][0])
    return min(told, key=lambda d: d.stretches[0][0], default=None)
