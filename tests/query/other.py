"""The other engine: rdflib on the same triples, and when its answer is the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import rdflib

from kg.query.answer import Answer
from kg.query.session import Session
from tests.query.test_differential import _other, ours

Rows = Counter[tuple[object, ...]]


def loaded(session: Session, folder: Path) -> rdflib.Dataset:
    """The whole store in rdflib."""
    path = folder / "all.nq"
    session.store.dump(str(path))
    data = rdflib.Dataset(default_union=False)
    data.parse(path, format="nquads")
    return data


def differing(answer: Answer, data: rdflib.Dataset, text: str) -> tuple[Rows, Rows]:
    """The rows that only we have, and those that only rdflib has; of ASK the answer itself where it differs."""
    result = data.query(text)
    if answer.kind == "ask":
        one, other = Counter([(answer.truth,)]), Counter([(bool(result.askAnswer),)])
    else:
        one, other = _concatenated(ours(answer), text), _concatenated(_rows(result, text), text)
    return one - other, other - one


def _rows(result: rdflib.query.Result, text: str) -> Rows:
    """All rows of rdflib, by its bindings: its rows leave out one that binds nothing.

    Where no solution is left to be grouped, it gives one row of nothing, and SPARQL none.
    """
    variables = result.vars or []
    rows = [tuple(None if row.get(v) is None else _other(row[v]) for v in variables) for row in result.bindings]
    return Counter(row for row in rows if "GROUP BY" not in text or any(cell is not None for cell in row))


def _concatenated(rows: Rows, text: str) -> Rows:
    """Of nothing but unbound values GROUP_CONCAT makes nothing here and an empty text in rdflib: SPARQL lets both."""
    if "GROUP_CONCAT" not in text:
        return rows
    empty = ("", "")
    return Counter({tuple(None if cell == empty else cell for cell in row): n for row, n in rows.items()})
