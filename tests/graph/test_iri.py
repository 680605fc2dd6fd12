from __future__ import annotations

import urllib.parse

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph.iri import DEFAULT_BASE, Iris, digest, quote
from kg.records import Span

IRIS = Iris()
NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@given(NAMES)
@example("../../x")
@example("a b\t<c>")
@example("100%25")
@example("葛\U000e0100")  # a variant of a character
def test_every_key_makes_an_iri_that_tells_the_key(name: str) -> None:
    iri = IRIS.entity(f"person/{name}")
    assert ox.NamedNode(iri).value == iri
    assert urllib.parse.unquote(iri.removeprefix(DEFAULT_BASE)) == f"person/{name}"


def test_the_engine_takes_every_character() -> None:
    """One by one, as the ranges of the standard have many gaps."""
    for code in (*range(0xD800), *range(0xE000, 0x11000), *range(0x1F000, 0x20100), *range(0xDFF00, 0xE1100), 0x10FFFF):
        iri = IRIS.entity(f"person/{chr(code)}")
        assert ox.NamedNode(iri).value == iri


@given(NAMES, NAMES)
def test_different_keys_make_different_iris(one: str, other: str) -> None:
    assert (quote(one) == quote(other)) == (one == other)


@pytest.mark.parametrize("name", ["習近平", "Пётр", "محمد", "e\u0301", "김정은", "a-b.c_d~e"])
def test_letters_of_any_script_stand_as_they_are(name: str) -> None:
    assert IRIS.entity(f"person/{name}") == f"{DEFAULT_BASE}person/{name}"


@pytest.mark.parametrize(("name", "quoted"), [("a b", "a%20b"), ("a#b?", "a%23b%3F"), ("..", "%2E%2E"), ("%", "%25")])
def test_what_would_change_the_structure_is_encoded(name: str, quoted: str) -> None:
    assert quote(name) == quoted


def test_passages_and_selectors_stand_under_their_source() -> None:
    assert IRIS.passage("source/a/b", Span(14, 39)) == f"{DEFAULT_BASE}source/a/b/p14-39"
    assert IRIS.selector("source/a/b", Span(14, 39)) == f"{DEFAULT_BASE}source/a/b/s14-39"


def test_a_record_is_known_by_its_content_alone() -> None:
    assert digest(["a", None, 1, [2, 3]]) == "00046906ba93b85c"  # the same on every machine, for ever
    assert IRIS.record("event", ["a"]) == IRIS.record("event", ["a"]) != IRIS.record("event", ["b"])


@pytest.mark.parametrize("base", ["http://example.org/id/", "https://例子.example/知識/", "urn+x://a/b#"])
def test_a_base_is_taken_as_it_is(base: str) -> None:
    assert Iris(base).entity("state/CHN") == f"{base}state/CHN"
    assert Iris(base).key(f"{base}state/CHN") == "state/CHN"
    assert Iris(base).key("https://elsewhere.example/x") is None


@pytest.mark.parametrize("base", ["", "example", "/id/", "https://example.org", "https://a b/", "https://a/?x=/"])
def test_what_is_no_base_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="no base IRI"):
        Iris(base)
