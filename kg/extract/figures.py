"""Figures: numbers that the text gives about what it tells, 出席的國家領導人約25位, 10週年, 458項成果."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.draft import Draft, Stretch
from kg.extract.scan import Scan
from kg.lexicon.grammar import Grammar, alternation
from kg.text.numerals import CHARACTERS, value

_NOUN = re.compile(r"(?:多|余|以上)?(?:的)?([\u3400-\u9fff]{1,8})")


@dataclass(frozen=True, slots=True)
class Found:
    """A number: the stretch that gives it, what it counts, and the event that it belongs to, if any."""

    stretch: Stretch
    what: str
    value: float
    unit: str
    bound: str | None
    draft: Draft | None


class Figures:
    """Finds figures in sentences."""

    def __init__(self, scan: Scan, grammar: Grammar) -> None:
        self._scan = scan
        tables = grammar.figures
        self._bounds: dict[str, str] = tables["bounds"]
        self._counted = {unit: re.compile(f"(?:多|余|以上)?(?:的)?(?:{pattern})") for unit, pattern in tables["counted"].items()}
        bound = alternation(list(self._bounds))
        number = rf"(?:\d[\d，,]*(?:\.\d+)?(?:万|亿)?|[{CHARACTERS}]{{1,6}})"
        self._number = re.compile(
            rf"(?P<b>{bound})?(?P<o>第)?(?P<n>{number})(?P<more>多|余)?(?P<u>{alternation(list(tables['units']))})(?P<above>以上)?"
        )
        self._range = re.compile(rf"(?P<a>{number})至(?={number})")
        self._years = re.compile(rf"(?:{alternation(list(tables['years']))})(?:了|长达|达)?(?P<n>{number})年|(?P<m>{number})年来首")
        self._after = re.compile("[与和及的在于为是等，]|" + alternation([w for w in grammar["after_names"] if len(w) > 1]))

    def read(self, start: int, end: int, drafts: list[Draft], taken: list[Stretch]) -> list[Found]:
        """The figures of the sentence at ``start`` to ``end``; ``drafts`` are its events, ``taken`` its dates and names."""
        text = self._scan.text
        found = []
        for match in self._number.finditer(text, start, end):
            if any(s < match.end("u") and match.start("n") < e for s, e in taken):
                continue
            if match.start() and text[match.start() - 1] in CHARACTERS:
                continue
            made = self._figure(match, drafts)
            if made is not None:
                found.append(made)
        for match in self._years.finditer(text, start, end):
            number = value(match["n"] or match["m"])
            if number and number < 1000:
                found.append(Found(match.span(), self._scan.printed(*match.span()), float(number), "年", None, _nearest(drafts, match.start())))
        return found

    def _figure(self, match: re.Match[str], drafts: list[Draft]) -> Found | None:
        text, unit = self._scan.text, match["u"]
        number = _value(match["n"])
        if number is None or (match["o"] and unit not in "度") or (not match["o"] and unit == "度"):
            return None
        if not match["n"][0].isdigit() and number < 2 and unit != "度":
            return None
        counted = self._counted.get(unit)
        noun = _NOUN.match(text, match.end())
        if counted is not None and not counted.match(text, match.end("u")):
            return None
        what = noun[1] if noun else ""
        verb = self._after.search(what)
        if verb and verb.start() > 0:
            what = what[: verb.start()]
        elif verb:
            what = ""
        if not what:
            before = re.search(r"([\u3400-\u9fff]{2,4})(?:数|人数|达|为|约|共|已|长达)*$", text[max(0, match.start() - 12) : match.start()])
            what = before[1] if before else ""
        last = match.end() + (len(noun[0]) if noun and what and noun[1].startswith(what) else 0)
        bound = self._bounds.get(match["b"] or "") or ("at least" if match["more"] or match["above"] else None)
        printed = self._printed_noun(what, match.end(), last, match.start())
        return Found((match.start(), max(match.end(), last)), printed or unit, number, self._scan.printed(*match.span("u")), bound or None,
                     _nearest(drafts, match.start()))  # fmt: skip

    def _printed_noun(self, what: str, after: int, last: int, before: int) -> str:
        at = self._scan.text.find(what, after, last) if what else -1
        if at < 0 and what:
            at = self._scan.text.rfind(what, max(0, before - 14), before)
        return self._scan.printed(at, at + len(what)) if at >= 0 else ""


def _value(text: str) -> float | None:
    digits = text.replace("，", "").replace(",", "")
    if "." in digits:
        head, unit = (digits[:-1], digits[-1]) if digits[-1] in "万亿" else (digits, "")
        return float(head) * {"万": 1e4, "亿": 1e8, "": 1}[unit]
    if digits[-1] in "万亿" and digits[:-1].isdigit():
        return float(digits[:-1]) * (1e4 if digits[-1] == "万" else 1e8)
    number = value(digits)
    return None if number is None else float(number)


def _nearest(drafts: list[Draft], at: int) -> Draft | None:
    """The event told of last before ``at`` in the sentence, else the first after it."""
    told = [d for d in drafts if d.kind != "Statement"]
    before = [d for d in told if d.stretches[0][0] <= at]
    inside = next((d for d in told if d.stretches[0][0] <= at < d.stretches[0][1]), None)
    if inside is not None:
        return inside
    return max(before, key=lambda d: d.stretches[0][0]) if before else min(told, key=lambda d: d.stretches[0][0], default=None)
