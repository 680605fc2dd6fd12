"""Answers as text: tables that stand straight, and the formats of the W3C as other readers read them."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import UsageError
from kg.query import catalog, results
from kg.query.answer import Answer, Term, row, term
from kg.query.session import Session
from kg.query.width import pad, width, wrap

NASTY = [
    ox.NamedNode("https://example.org/雅蘭"),
    ox.Literal('a "b"\t\\ \n\r,;\u000b\u2028 <&>'),
    ox.Literal("雅蘭", language="zh-Hant"),
    ox.Literal("12", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal("2023-10", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
    ox.Literal(""),
    None,
]
ANSWER = Answer("select", ("a", "b", "c", "d", "e", "f", "g"), (row("\t".join(map(str, NASTY))),) * 2)


def test_terms_survive_the_way_from_the_engine() -> None:
    (found, _) = ANSWER.rows
    assert found[0] == Term("iri", "https://example.org/雅蘭")
    assert found[1] == Term("literal", NASTY[1].value)
    assert found[2] == Term("literal", "雅蘭", "zh-Hant")
    assert found[3] == Term("literal", "12", "", "http://www.w3.org/2001/XMLSchema#integer")
    assert found[5:] == (Term("literal", ""), None)
    assert term("_:b0") == Term("blank", "b0")


@pytest.mark.parametrize(("form", "reader"), [("json", "JSON"), ("xml", "XML"), ("tsv", "TSV")])
def test_engine_reads_what_is_written(form: str, reader: str) -> None:
    text = results.write(ANSWER, form)
    solutions = ox.parse_query_results(input=text, format=getattr(ox.QueryResultsFormat, reader))
    assert isinstance(solutions, ox.QuerySolutions)
    expected = list(NASTY)
    if form == "xml":  # which has no vertical tab
        expected[1] = ox.Literal(expected[1].value.replace("\u000b", "\ufffd"))
    assert [[solution[n] for n in range(7)] for solution in solutions] == [expected, expected]


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "csv"])
def test_rdflib_reads_what_is_written(form: str) -> None:
    answer = Answer("select", ("a", "c"), ((ANSWER.rows[0][0], ANSWER.rows[0][2]),))
    read = rdflib.query.Result.parse(io.BytesIO(results.write(answer, form).encode()), format=form)
    ((first, second),) = list(read)
    assert first == rdflib.URIRef("https://example.org/雅蘭")
    assert str(second) == "雅蘭"


def test_csv_is_plain() -> None:
    head, first, *_ = csv.reader(io.StringIO(results.write(ANSWER, "csv"), newline=""))
    assert head == list(ANSWER.variables)
    assert first == ["https://example.org/雅蘭", NASTY[1].value, "雅蘭", "12", "2023-10", "", ""]


def test_yes_and_no() -> None:
    yes = Answer("ask", truth=True)
    assert json.loads(results.write(yes, "json")) == {"head": {}, "boolean": True}
    assert ox.parse_query_results(input=results.write(yes, "xml"), format=ox.QueryResultsFormat.XML)
    assert [results.write(yes, form) for form in ("table", "csv", "tsv")] == ["true\n", "true\r\n", "true\n"]


def test_triples(session: Session) -> None:
    answer = session.sparql("CONSTRUCT { ?a dip:metWith ?b } WHERE { ?a dip:metWith ?b }")
    assert answer.kind == "graph"
    turtle, triples = (results.write(answer, form, prefixes=session.prefixes) for form in ("turtle", "ntriples"))
    read = [
        set(ox.parse(input=t, format=f)) for t, f in ((turtle, ox.RdfFormat.TURTLE), (triples, ox.RdfFormat.N_TRIPLES))
    ]
    assert read[0] == read[1]
    assert len(read[0]) == 6
    assert "person:lin dip:metWith person:moss" in turtle
    assert triples == "".join(sorted(triples.splitlines(keepends=True)))


@pytest.mark.parametrize(("query", "form"), [("ASK {}", "turtle"), ("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }", "csv")])
def test_forms_suit_the_query(session: Session, query: str, form: str) -> None:
    with pytest.raises(UsageError, match="choose"):
        results.write(session.sparql(query), form)


def test_widths() -> None:
    assert [width(text) for text in ("abc", "雅蘭", "ａ", "e\u0301", "—", "「」")] == [3, 4, 2, 1, 1, 4]
    assert pad("雅", 4) == "雅  "
    assert pad("12", 4, right=True) == "  12"


@pytest.mark.parametrize("room", [2, 5, 8, 20])
def test_wrapped_lines_fit_and_lose_nothing(room: int) -> None:
    text = "雅蘭總統林海 met the envoy of Borland（波蘭島）in 2023"
    lines = wrap(text, room)
    assert all(width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap("", room) == [""]


@pytest.mark.parametrize("across", [None, 30, 60])
def test_tables_stand_straight(session: Session, across: int | None) -> None:
    answer = session.question(catalog.question("rankings"), {}, evidence=True)
    lines = results.table(answer, across).splitlines()
    (rule,) = (line for line in lines if line.startswith("─"))
    edges = [at for at, char in enumerate(rule) if char == " " and rule[at - 1] == "─"]
    for line in lines[lines.index(rule) + 1 :]:
        cells = "".join(char + "\0" * (width(char) - 1) for char in line).ljust(len(rule))
        assert all(cells[at] == " " for at in edges), line
        assert width(line) <= (across or 1000) or across == 30
    assert len(edges) == 5


def test_table_keeps_steering_characters_out() -> None:
    table = results.table(Answer("select", ("a",), ((Term("literal", "red \x1b[31m \u202e bell \x07"),),)))
    assert table.splitlines()[2].isprintable()


def test_numbers_stand_at_the_right(session: Session) -> None:
    lines = results.table(session.question(catalog.question("counts"), {})).splitlines()
    assert lines[0].split() == ["period", "events", "counterparts"]
    assert lines[2].endswith(" 2")


def test_labels_by_language(session: Session, small: object) -> None:
    question, given = catalog.question("visits"), {"place": "雅蘭"}
    plain = session.question(question, given)
    assert [cell["visitor"] for cell in plain] == ["莫斯"]
    english = Session(session.directory, language="en").question(question, given)
    assert [(cell["visitor"], cell["where"], cell["host"]) for cell in english] == [("Ann Moss", "Port Ar", "Arland")]
    simplified = Session(session.directory, language="zh-Hans").question(question, given)  # falls back to Traditional
    assert [(cell["visitor"], cell["host"]) for cell in simplified] == [("莫斯", "雅兰")]


def test_label_columns(session: Session) -> None:
    answer = results.with_label_columns(session.question(catalog.question("statements"), {"about": "波蘭島"}))
    cells = dict(zip(answer.variables, answer.rows[0], strict=True))
    assert answer.variables[1:3] == ("speaker", "speakerLabel")
    assert cells["speakerLabel"] == Term("literal", "林海")
    assert cells["topicsLabel"] == Term("literal", "共潮, 波蘭島")


def test_pandas(session: Session) -> None:
    pytest.importorskip("pandas")
    frame = session.question(catalog.question("counts"), {}).to_pandas()
    assert list(frame.columns) == ["period", "events", "counterparts"]
    assert frame["events"].sum() == 8
    assert frame["events"].dtype.kind == "i"
