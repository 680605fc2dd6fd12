"""Queries that the engine cannot read: where the fault is and what it is, in plain words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.query import catalog, guard
from kg.query.faults import WORDS, syntax_error
from kg.query.guard import PlacedError
from kg.query.tokens import tokens


def fault(query: str) -> PlacedError:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query, prefixes=guard.KNOWN)
    error = syntax_error(query, str(caught.value))
    assert isinstance(error, PlacedError)
    return error


def test_the_place_is_told_and_marked() -> None:
    error = fault("SELECT ?x WHERE {\n  ?x skos:prefLabel '雅蘭' nonsense\n}")
    assert (error.line, error.column) == (2, 26)
    line, mark = error.excerpt.split("\n")
    assert line == "  ?x skos:prefLabel '雅蘭' nonsense"
    assert mark == " " * 27 + "^"  # two ideographs take four cells
    assert str(error).startswith("line 2, column 26: 'nonsense' is no word of SPARQL")


FAULTS = [
    ("SELECT ?x WERE { ?x ?y ?z }", 11, "'WERE' is no word of SPARQL; did you mean WHERE?"),
    ("SELECT ?x { ?x ?y ?z OPTINAL { ?x ?p ?o } }", 22, "did you mean OPTIONAL?"),
    ("SELECT ?x { ?x ?y ?z filter contans(?z, 'a') }", 29, "did you mean CONTAINS?"),
    ("SELECT ?x { ?x ?y ?z } ORDR BY ?x", 24, "did you mean ORDER?"),
    ("SELECT (COUNT(?x) AS zahl) { ?x ?y ?z }", 22, "a variable begins with ?"),
    ("SELECT ?x { ?x ?y 'open }", 19, "the text that begins here is not closed"),
    ("SELECT ?x { ?x ?y ?z", 21, "the query ends too early: } is missing"),
    ("SELECT ?x { ?x ?y ?z FILTER(?z = 1 }", 36, "a bracket is not closed before this }"),
    ("SELECT DISTINCT ?x, ?y { ?x ?y ?z }", 19, "SELECT has no commas"),
    ("SELECT ?x { ?x ?y ?z }}", 23, "this } closes nothing"),
    ("SELECT ?x { ?x ?y ?z, }", 23, "what stands before this '}' is not complete"),
    ("SELECT ?x { ?x skos:prefLabel > 3 }", 31, "'>' is not expected here"),
    ("SELECT ?x { ?x a skos:Concept  ?z }", 35, "what stands before this '}' is not complete"),
    ("SELECT ?x { ?x ?p ?o } GROUP BY ?p", 1, "SELECT names a variable that GROUP BY leaves out"),
]


@pytest.mark.parametrize(("query", "column", "told"), FAULTS)
def test_the_fault_is_in_plain_words(query: str, column: int, told: str) -> None:
    error = fault(query)
    assert told in str(error)
    if "GROUP BY" not in query:
        assert error.column == column


def test_every_word_of_the_named_questions_is_known() -> None:
    words = {t.text.upper() for q in catalog.questions() for t in tokens(q.sparql) if t.kind == "word"}
    assert words <= WORDS
