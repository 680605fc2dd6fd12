"""Another engine gives the same answers: every named question, with and without its parameters."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib

from kg.query import bind, catalog
from kg.query.answer import Answer, Term, ask
from kg.query.session import Session
from tests.query.test_questions import SMALL

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")

GIVEN = [(name, given) for name, given, _ in SMALL]
GIVEN += [(q.name, {}) for q in catalog.questions() if not any(parameter.required for parameter in q.parameters)]


@pytest.fixture(scope="module")
def other(session: Session, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Dataset:
    """The small graph, with what the rules derive, in rdflib."""
    path = tmp_path_factory.mktemp("other") / "small.nq"
    session.store.dump(str(path))
    data = rdflib.Dataset(default_union=False)
    data.parse(path, format="nquads")
    assert len(data.default_graph) == sum(1 for quad in session.store if "default" in str(quad.graph_name).lower())
    return data


def ours(answer: Answer) -> Counter[tuple[object, ...]]:
    return Counter(tuple(None if cell is None else _key(cell) for cell in row) for row in answer.rows)


def _key(cell: Term) -> object:
    if cell.kind != "literal":
        return cell.value
    return _literal(cell.value, cell.language, cell.datatype)


def _literal(value: str, language: str, datatype: str) -> object:
    if datatype.endswith(("#integer", "#decimal")):
        return float(value)
    return " ".join(sorted(value.split(" "))) if "://" in value else value, language.lower()


def theirs(result: rdflib.query.Result) -> Counter[tuple[object, ...]]:
    rows = []
    for row in result:
        assert isinstance(row, rdflib.query.ResultRow)
        rows.append(tuple(None if cell is None else _other(cell) for cell in row))
    return Counter(rows)


def _other(cell: rdflib.term.Identifier) -> object:
    if isinstance(cell, rdflib.Literal):
        return _literal(str(cell), cell.language or "", str(cell.datatype or ""))
    return str(cell)


@pytest.mark.parametrize(("name", "given"), GIVEN, ids=[f"{n}-{'-'.join(g) or 'all'}" for n, g in GIVEN])
def test_same_answers(
    name: str, given: dict[str, bind.Value], session: Session, small: Path, other: rdflib.Dataset
) -> None:
    text = session.text(catalog.question(name), given)
    assert ours(ask(small, text)) == theirs(other.query(text))


def test_most_of_them_have_rows(session: Session, small: Path) -> None:
    found = [len(ask(small, session.text(catalog.question(name), given))) for name, given in GIVEN]
    assert sum(map(bool, found)) > 50
