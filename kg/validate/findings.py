"""Shapes and checks together, as findings."""

from __future__ import annotations

import dataclasses
import functools

import pyoxigraph as ox

from kg.validate import checks, shapes
from kg.validate.data import Data
from kg.validate.describe import describe
from kg.validate.report import Finding


def findings(data: Data, language: str) -> tuple[Finding, ...]:
    """What the shapes and the checks find, violations first, then by rule and record."""
    told = functools.cache(lambda iri: describe(data.store, iri, language))
    found: list[Finding] = []

    def add(severity: str, rule: str, message: str, record: str, value: str | None, **more: str) -> None:
        about = told(record)
        if value and _known(data, value):
            value = told(value).label
        found.append(Finding(severity, rule, message, record, found=value, **more, **dataclasses.asdict(about)))

    for result in shapes.validate(data):
        message = _chosen(result.messages, language)
        value = None if result.value == result.focus else result.value
        add(result.severity, result.shape, message, result.focus, value, constraint=result.constraint)
    for row in checks.run(data.store):
        check = row.check
        message = _chosen(check.summary, language)
        add(check.severity, check.name, message, row.record, row.found, advice=_chosen(check.advice, language))
    return tuple(sorted(set(found), key=lambda f: (f.severity != "violation", f.rule, f.record, f.found or "")))


def _known(data: Data, value: str) -> bool:
    """Whether the value is the IRI of something that the data tell of."""
    try:
        node = ox.NamedNode(value)
    except ValueError:
        return False
    return next(data.store.quads_for_pattern(node, None, None, ox.DefaultGraph()), None) is not None


def _chosen(by_language: dict[str, str], language: str) -> str:
    """The text in the language asked for, else in the nearest there is."""
    found = {tag.lower(): text for tag, text in by_language.items()}
    nearest = ("zh-hant", "zh-hans") if language.startswith("zh") else ()
    chosen = (found[tag] for tag in (language.lower(), *nearest, "en", "") if tag in found)
    return next(chosen, next(iter(found.values()), ""))
