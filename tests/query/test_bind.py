"""Names in any script, dates of any precision, and values that try to be more than values."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import AmbiguousName, UsageError
from kg.query import bind, catalog
from kg.query.catalog import TYPES, Parameter
from kg.query.session import Session

ID = "https://w3id.org/diplomacy-kg/id/"


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("林海", "actor", "person/lin"),
        ("Lin Hai", "actor", "person/lin"),
        ("LIN  hai", "person", "person/lin"),
        ("吴山", "actor", "person/wu"),  # Simplified, where the store has Traditional only
        ("海事对话", "track", "track/sea"),
        ("sea dialogue", "actor", "track/sea"),
        ("雅兰", "state", "state/arland"),
        ("雅方", "actor", "state/arland"),
        ("person/lin", "actor", "person/lin"),
        ("person:lin", "entity", "person/lin"),
        (ID + "person/lin", "actor", "person/lin"),
        ("海", "actor", "person/lin"),
        ("海島憲章", "document", "document/charter"),
        ("賽斯塔總統", "office", "office/cesta-president"),
    ],
)
def test_names_are_found(session: Session, name: str, kind: str, key: str) -> None:
    assert session.names.resolve(name, kind).value == ID + key


def test_ambiguous_names_list_who_bears_them(session: Session) -> None:
    with pytest.raises(AmbiguousName, match="give the key") as caught:
        session.names.resolve("莫斯", "actor")
    assert caught.value.candidates == [("person/moss", "莫斯", "Person"), ("person/moss-elder", "Old Moss", "Person")]


def test_type_settles_what_is_ambiguous(session: Session) -> None:
    with pytest.raises(UsageError, match="knows no state 'Lin Hai'"):
        session.names.resolve("Lin Hai", "state")


def test_unknown_names_have_suggestions(session: Session) -> None:
    with pytest.raises(UsageError, match="knows no actor 'Arlande'; did you mean 雅蘭"):
        session.names.resolve("Arlande", "actor")
    with pytest.raises(UsageError, match=r"knows no actor '\?'"):
        session.names.resolve("?", "actor")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-Q4", ("2023-10-01", "2023-12-31")),
        ("2024q1", ("2024-01-01", "2024-03-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-10-25", ("2023-10-25", "2023-10-25")),
        ("２０２３", ("2023-01-01", "2023-12-31")),
    ],
)
def test_dates_have_a_first_and_a_last_day(text: str, span: tuple[str, str]) -> None:
    assert bind.span(text) == span


@pytest.mark.parametrize("text", ["2023-Q5", "2023-13", "2023-02-30", "23-10", "", "2023-10-25T00:00", "today", "٢٠٢٣"])
def test_other_dates_are_refused(text: str, session: Session) -> None:
    with pytest.raises(UsageError, match=r"--from .* is not a date"):
        bind.term(Parameter("from", "date", bound="first"), text, session.names.resolve)


@pytest.mark.parametrize(
    ("parameter", "text", "written"),
    [
        (Parameter("n", "integer"), "-12", ox.Literal(-12)),
        (Parameter("n", "boolean"), "Yes", ox.Literal(True)),
        (Parameter("n", "text"), "a", ox.Literal("a")),
        (Parameter("n", "choice", choices=("a", "b")), "b", ox.Literal("b")),
        (Parameter("n", "kind"), "Meeting", ox.NamedNode("https://w3id.org/diplomacy-kg/ontology#Meeting")),
        (Parameter("n", "property"), "dip:party-to", ox.NamedNode("https://w3id.org/diplomacy-kg/ontology#partyTo")),
    ],
)
def test_values_become_terms(parameter: Parameter, text: str, written: ox.Literal, session: Session) -> None:
    assert bind.term(parameter, text, session.names.resolve) == written


ATTEMPTS = [
    'x") } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #',
    "x' . } INSERT DATA { <a:b> <a:b> <a:b> } #",
    "\\",
    '\\" . ?s ?p ?o . "',
    "line\nbreak } #",
    "\u0000\u2028\u202e\ufeff",
    "<http://example.org/> ) } #",
    "UNDEF",
    "$1 ?actor {0} %s",
    "https://example.org/a> <b",
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_text_stays_text(attempt: str, session: Session) -> None:
    question = catalog.question("statements")
    text = session.text(question, {"words": attempt})
    (row,) = ox.Store().query(f"SELECT ?words {{ VALUES (?words) {{ ({ox.Literal(attempt)}) }} }}")
    assert row["words"] == ox.Literal(attempt)
    assert question.values is not None
    start, end = question.values
    assert text.startswith(question.sparql[:start])
    assert text.endswith(question.sparql[end:])
    assert not session.question(question, {"words": attempt}).rows


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "text"])
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_attempts_are_refused_elsewhere(kind: str, attempt: str, session: Session) -> None:
    with pytest.raises(UsageError):
        bind.term(Parameter("n", kind, choices=("a",), bound="first"), attempt, session.names.resolve)


def test_several_values_are_rows(session: Session) -> None:
    text = session.text(catalog.question("leaders"), {"title": ["a", "b"]})
    assert '(UNDEF "a" false) (UNDEF "b" false)' in text


def test_what_is_given_is_checked(session: Session) -> None:
    with pytest.raises(UsageError, match="--actor is needed: an actor"):
        session.question(catalog.question("who-met"), {})
    with pytest.raises(UsageError, match="has no parameter 'colour'; it has actor"):
        session.question(catalog.question("who-met"), {"colour": "red"})
    with pytest.raises(UsageError, match="given 2 times"):
        session.question(catalog.question("who-met"), {"actor": ["林海", "吳山"]})
