"""Parameters as RDF terms: what the one who asks types becomes a node or a typed literal, never a piece of query."""

from __future__ import annotations

import calendar
import itertools
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from kg import dates
from kg.errors import UsageError
from kg.graph.iri import NAMESPACES, ONTOLOGY
from kg.graph.syntax import full
from kg.kinds import EVENT_KINDS
from kg.query.catalog import ENTITIES, Parameter, Question
from kg.query.guard import vocabulary

Value = str | int | bool | Sequence[str]
Resolve = Callable[[str, str], ox.NamedNode]
"""Finds the one thing of a type that a name means, as :meth:`kg.query.names.Names.resolve` does."""

_XSD = NAMESPACES["xsd"]
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])", re.ASCII)
A_DATE = "a date: 2023, 2023-Q4, 2023-10 or 2023-10-25"
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


def bind(question: Question, given: Mapping[str, Value], resolve: Resolve) -> str:
    """The query with its parameters bound. Raises UsageError where a value is none of its type."""
    for name in given:
        question.parameter(name)
    if question.values is None:
        return question.sparql
    _check_period(question, given)
    columns = [_terms(parameter, given.get(parameter.name), resolve) for parameter in question.parameters]
    rows = [f"({' '.join(row)})" for row in itertools.product(*columns)]
    start, end = question.values
    return f"{question.sparql[:start]} {' '.join(rows)} {question.sparql[end:]}"


def _check_period(question: Question, given: Mapping[str, Value]) -> None:
    """Raise UsageError where a period ends before it begins, which would silently find nothing."""
    ends = {p.bound: p for p in question.parameters if p.type == "date" and p.bound and given.get(p.name)}
    if set(ends) == {"first", "last"}:
        first, last = (_day(ends[bound], str(given[ends[bound].name])) for bound in ("first", "last"))
        if first > last:
            raise UsageError(
                f"the period ends before it begins: --{ends['first'].name} {first}, --{ends['last'].name} {last}"
            )


def entities(question: Question, given: Mapping[str, Value], resolve: Resolve) -> list[str]:
    """The IRIs of the entities that are asked about."""
    asked = [parameter for parameter in question.parameters if parameter.type in ENTITIES]
    found = [text for parameter in asked for text in _terms(parameter, given.get(parameter.name), resolve)]
    return [text[1:-1] for text in found if text != "UNDEF"]


def _terms(parameter: Parameter, value: Value | None, resolve: Resolve) -> list[str]:
    """The terms that one parameter is bound to, as SPARQL writes them."""
    if value is None or value == ():
        if parameter.required:
            raise UsageError(f"--{parameter.name} is needed: {article(parameter)}")
        value = parameter.default
    if value is None:
        return ["UNDEF"]
    several = [value] if isinstance(value, str | int) else list(value)
    if len(several) > 1 and not parameter.multiple:
        raise UsageError(f"--{parameter.name} is given {len(several)} times; once is the most")
    return [_written(term(parameter, one, resolve)) for one in several]


def _written(node: ox.NamedNode | ox.Literal) -> str:
    """A term as SPARQL writes it; truth values bare, as the files have them."""
    if isinstance(node, ox.Literal) and node.datatype.value == _XSD + "boolean":
        return node.value
    return full(node)


def article(parameter: Parameter) -> str:
    """What a value of the parameter is, in words."""
    if parameter.type in ENTITIES:
        return f"{'an' if parameter.type[0] in 'aeio' else 'a'} {parameter.type}, by any of its names"
    told = {
        "kind": f"a kind of event ({', '.join(kind.lower() for kind in EVENT_KINDS)})",
        "property": "a property of the ontology, such as memberOf",
        "date": A_DATE,
        "integer": "a whole number",
        "text": "some text",
        "boolean": "true or false",
    }
    return told.get(parameter.type) or f"one of {', '.join(parameter.choices)}"


def term(parameter: Parameter, value: str | int, resolve: Resolve) -> ox.NamedNode | ox.Literal:
    """The term that one value of a parameter stands for."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    kind = parameter.type
    if kind in ENTITIES:
        return resolve(text, kind)
    if kind == "date":
        return ox.Literal(_day(parameter, text), datatype=ox.NamedNode(_XSD + "date"))
    if kind == "kind":
        return _of_ontology(parameter, text, EVENT_KINDS)
    if kind == "property":
        return _of_ontology(parameter, text, sorted(name for name in vocabulary() if name[:1].islower()))
    if kind == "integer" and re.fullmatch(r"[+-]?\d{1,18}", text):
        return ox.Literal(int(text))
    if kind == "boolean" and text.lower() in _TRUTH:
        return ox.Literal(_TRUTH[text.lower()], datatype=ox.NamedNode(_XSD + "boolean"))
    if kind == "text" or (kind == "choice" and text in parameter.choices):
        return ox.Literal(text)
    raise UsageError(f"--{parameter.name} {text!r} is not {article(parameter)}")


def _of_ontology(parameter: Parameter, text: str, known: Sequence[str]) -> ox.NamedNode:
    local = text.removeprefix("dip:").replace("-", "").casefold()
    for name in known:
        if name.casefold() == local:
            return ox.NamedNode(ONTOLOGY + name)
    raise UsageError(f"--{parameter.name} {text!r} is not {article(parameter)}")


def _day(parameter: Parameter, text: str) -> str:
    try:
        first, last = span(text)
    except ValueError:
        raise UsageError(f"--{parameter.name} {text!r} is not {article(parameter)}") from None
    return first if parameter.bound == "first" else last


def span(text: str) -> tuple[str, str]:
    """The first and the last day of a year, a quarter, a month or a day; raises ValueError where it is none."""
    text = unicodedata.normalize("NFKC", text)
    if match := _QUARTER.fullmatch(text):
        year, quarter = int(match[1]), int(match[2])
        dates.make(year)
        month = 3 * quarter
        return f"{year:04}-{month - 2:02}-01", f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
    if not text.isascii():
        raise ValueError(f"{text!r} is no date")
    date = dates.parse(text)
    return dates.earliest(date), dates.latest(date)
