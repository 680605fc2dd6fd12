"""The quality checks of ``ontology/checks/``: SELECT queries whose rows are what is amiss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.errors import DataError
from kg.validate.headers import LANGUAGES, header, texts

SEVERITIES = ("violation", "warning")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, severity, and summary and advice by language."""

    name: str
    severity: str
    summary: dict[str, str]
    advice: dict[str, str]
    query: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record that a check finds amiss, and the words or values that show it."""

    check: Check
    record: str
    found: str | None


def load(folder: Path | None = None) -> tuple[Check, ...]:
    """The checks of a folder, of ``ontology/checks/`` where none is given.

    Raises DataError where a header is incomplete.
    """
    return tuple(read(path) for path in sorted((folder or resources.ontology("checks")).glob("*.rq")))


def read(path: Path) -> Check:
    """The check in one file; raises DataError where its header is incomplete."""
    text = path.read_text("utf-8")
    found = header(text, str(path))
    for key in ("summary", "advice"):
        if missing := [language for language in LANGUAGES if not texts(found, key).get(language)]:
            raise DataError(f"{path}:1: the header lacks {key} in {', '.join(missing)}")
    if found.get("severity") not in SEVERITIES:
        raise DataError(f"{path}:1: severity {found.get('severity')!r} is none of {', '.join(SEVERITIES)}")
    return Check(path.stem, found["severity"], texts(found, "summary"), texts(found, "advice"), text)


def run(store: ox.Store, checks: tuple[Check, ...] | None = None) -> Iterator[Row]:
    """What the checks find in a store; raises DataError where one is no SELECT of ``?record`` (and ``?found``)."""
    for check in load() if checks is None else checks:
        try:
            solutions = store.query(check.query)
        except SyntaxError as error:
            raise DataError(f"{check.name}.rq: {error}") from None
        if not isinstance(solutions, ox.QuerySolutions) or ox.Variable("record") not in solutions.variables:
            raise DataError(f"{check.name}.rq: a check is a SELECT of ?record and, if it helps, ?found")
        shown = ox.Variable("found") in solutions.variables
        for row in solutions:
            found = row["found"] if shown else None
            yield Row(check, _text(row["record"]), None if found is None else _text(found) or None)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal) else str(term)
