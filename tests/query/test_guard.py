"""What is refused and what is not, whatever strings, comments and IRIs say."""

from __future__ import annotations

import time

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import guard
from kg.query.guard import PlacedError
from kg.query.tokens import line_and_column, offset_of, tokens

HIDDEN_SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "select * { service silent <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1:9/>{ ?a ?b ?c } }",
    "SELECT * { SERVICE?s { ?a ?b ?c } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { ?a ?b trueSERVICEe:x { ?c ?d ?e } }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE?s#>\n{ ?x ?y ?z } }",
    "SELECT * { ?a ?b ?c FILTER(?a<'>'||true) SERVICE <http://127.0.0.1:9/> { ?x ?y 'z' } }",
    "PREFIX a: <x:> SELECT * { ?a ?b ?c FILTER(?a<a:c#>'''\n) SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } } #'''",
    "PREFIX a: <x:> SELECT * { a:℀\\' ?b ?c . SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } } #'",
    "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
    'SELECT * { ?a ?b "\\u0022 . SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } #" }',
    "# '\nSELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } # '",
    "SELECT * { ?a ?b '' . SERVICE <http://127.0.0.1:9/> { ?x ?y '' } }",
]


@pytest.mark.parametrize("query", HIDDEN_SERVICES)
def test_services_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        guard.check(query)


def test_some_of_these_would_call_the_service() -> None:
    """The examples are no straw men: the engine takes more than the plain ones for a call."""
    taken = 0
    for query in HIDDEN_SERVICES:
        try:
            ox.Store().query(query)
        except SyntaxError:
            continue
        taken += 1
    assert taken >= 8


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x skos:prefLabel 'SERVICE <http://x/> { LOAD }' }",
        "SELECT ?x { ?x ?y ?z } # SERVICE FROM LOAD INSERT",
        "ASK { ?x ?y '''a 'quoted' SERVICE\n DELETE''' }",
        "SELECT ?service ?from { ?service ?from <http://example.org/service#INSERT> }",
        "PREFIX x: <http://example.org/load#> SELECT ?a { ?a x:from ?b FILTER(?a < ?b && ?b > ?a) }",
        "CONSTRUCT { ?a ?b ?c } WHERE { GRAPH ?g { ?a ?b ?c } }",
        "DESCRIBE <http://example.org/x>",
        "BASE <http://example.org/> SELECT * { <x> ?b ?c }",
    ],
)
def test_harmless_words_are_not(query: str) -> None:
    guard.check(query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "PREFIX a: <a:> DELETE WHERE { ?a ?b ?c }",
        "LOAD <file:///etc/hostname>",
        "# SELECT\nCLEAR ALL",
        "WITH <a:b> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }",
    ],
)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(PlacedError, match="the store is only read here"):
        guard.check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <http://example.org/data.ttl> { ?a ?b ?c }",
        "SELECT * FROM NAMED <file:///etc/passwd> { ?a ?b ?c }",
        "SELECT *FROM<http://example.org/>{ ?a ?b ?c }",
    ],
)
def test_other_data_are_refused(query: str) -> None:
    with pytest.raises(PlacedError, match="FROM is refused"):
        guard.check(query)


@pytest.mark.parametrize("query", ["", "  # nothing\n", "PREFIX a: <b:>", "HELLO"])
def test_no_query_is_told(query: str) -> None:
    with pytest.raises(QueryError, match="begins with SELECT"):
        guard.check(query)


def test_long_texts_are_refused() -> None:
    with pytest.raises(QueryError, match="characters"):
        guard.check("SELECT * { ?a ?b ?c } #" + "x" * guard.LONGEST)


@pytest.mark.parametrize("part", ["a.", "ex:a.", "'", '"""', "\\", "<", "?", "((", "''a", ".:", "x" * 9 + "."])
def test_tokens_take_linear_time(part: str) -> None:
    began = time.process_time()
    assert sum(1 for _ in tokens(part * (100_000 // len(part)))) > 0
    assert time.process_time() - began < 20


def test_known_prefixes_are_added_and_declared_ones_kept() -> None:
    checked = guard.check("PREFIX skos: <http://example.org/own#> SELECT * { ?a skos:x ?b ; dip:start ?c ; xsd:y ?d }")
    assert set(checked.prefixes) == {"dip", "xsd"}


def test_unknown_prefix_and_term_have_suggestions() -> None:
    with pytest.raises(PlacedError, match=r"line 1, column 17: the prefix dipp: .* did you mean dip\?"):
        guard.check("SELECT * { ?x a dipp:Meeting }")
    with pytest.raises(
        PlacedError, match=r"line 2, column 3: the ontology has no term participants; did you mean part"
    ):
        guard.check("SELECT * { ?x\n  dip:participants ?y }")
    with pytest.raises(PlacedError, match="did you mean Meeting"):
        guard.check("SELECT * { ?x a <https://w3id.org/diplomacy-kg/ontology#Meating> }")


def test_places_and_offsets_agree() -> None:
    text = "a\n雅蘭 b\n\nc"
    for offset in range(len(text)):
        assert offset_of(text, *line_and_column(text, offset)) == offset
