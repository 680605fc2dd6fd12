"""Values as literals: dates as precise as they are, numbers without exponents, texts with the tag of their script."""

from __future__ import annotations

import functools
from decimal import Decimal

import pyoxigraph as ox

from kg.dates import PartialDate
from kg.graph.terms import term

_BY_LENGTH = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_STRAIGHT = (("a", "z"), ("A", "Z"), ("\u00c0", "\u024f"))
_HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def date(value: PartialDate | str) -> ox.Literal:
    """``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``, by the precision of ``value``."""
    return ox.Literal(value, datatype=term(_BY_LENGTH[len(value)]))


def number(value: float) -> ox.Literal:
    """``xsd:integer`` where ``value`` is whole, else ``xsd:decimal``; raises ValueError where it is not finite."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is no number that a text gives")
    if exact == exact.to_integral_value():
        return ox.Literal(int(exact))
    return ox.Literal(format(exact.normalize(), "f"), datatype=term("xsd:decimal"))


def share(value: float) -> ox.Literal:
    """``xsd:decimal`` between 0 and 1 with at most four digits, as for a confidence."""
    text = f"{value:.4f}".rstrip("0")
    return ox.Literal(text + "0" if text.endswith(".") else text, datatype=term("xsd:decimal"))


def text(value: str, language: str) -> ox.Literal:
    """A text with its language: the document's, but ``en`` for Latin words in a Chinese one, and Chinese otherwise."""
    return ox.Literal(value, language=language_of(value, language))


def language_of(value: str, language: str) -> str:
    """The language tag of a form that stands in a document of ``language``."""
    if _any(value, _HAN):
        return language if language.startswith("zh") else "zh-Hant"
    if language.startswith("zh") and _any(value, _STRAIGHT):
        return "en"
    return language


@functools.cache
def tag(language: str) -> str:
    """A language tag in its usual case (``zh-Hant``); the engine keeps tags in lower case."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _any(value: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(low <= char <= high for char in value for low, high in ranges)
