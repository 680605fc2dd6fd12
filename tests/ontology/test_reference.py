"""The reference graph conforms, and the rules derive from its records exactly what stands in it."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import resources
from kg.validate import checks, validate

DIP = "https://w3id.org/diplomacy-kg/ontology#"
RULED = {f"{DIP}{name}" for name in ("involves", "metWith", "attended", "visited", "holdsOffice", "representsState")}
LEADER = ox.NamedNode(f"{DIP}Leader")
BASE = "https://w3id.org/diplomacy-kg/id/"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def reference() -> ox.Store:
    path = Path(__file__).parents[2].parent / "shared" / "gold" / "q4-2023-diplomacy.trig"
    if not path.is_file():
        pytest.skip("no reference documents: shared/ is not beside the project")
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TRIG)
    assert len(store) > 10_000
    return store


def is_derived(quad: ox.Quad) -> bool:
    return quad.predicate.value in RULED or quad.object == LEADER


def test_conforms(reference: ox.Store) -> None:
    report = validate(reference)
    assert report.violations == 0, report.to_text()
    assert report.warnings < 20
    assert not [finding for finding in report.findings if finding.constraint is None]


def test_rules_derive_what_stands_there(reference: ox.Store) -> None:
    view = list(reference.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    expected = {quad for quad in view if is_derived(quad)}
    assert len(expected) > 100
    store = ox.Store()
    store.extend(quad for quad in view if not is_derived(quad))
    for path in sorted(resources.ontology("rules").glob("*.rq")):
        triples = store.query(path.read_text("utf-8"))
        assert isinstance(triples, ox.QueryTriples), path
        store.extend([ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples])
    assert {quad for quad in store if is_derived(quad)} == expected


def copies(store: ox.Store, number: int) -> ox.Store:
    """The merged view so many times over, as that many sources' records."""

    def renamed(term: object, copy: int) -> object:
        if (
            isinstance(term, ox.NamedNode)
            and term.value.startswith(BASE)
            and not term.value.startswith(f"{BASE}state/")
        ):
            return ox.NamedNode(f"{term.value}~{copy}")
        return term

    large = ox.Store()
    for copy in range(number):
        large.extend(
            ox.Quad(renamed(quad.subject, copy), quad.predicate, renamed(quad.object, copy))
            for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        )
    return large


@pytest.mark.slow
def test_a_hundred_thousand_triples_in_time(reference: ox.Store) -> None:
    large = copies(reference, 11)
    assert len(large) > 100_000
    for path in sorted(resources.ontology("rules").glob("*.rq")):
        began = time.process_time()
        assert sum(1 for _ in large.query(path.read_text("utf-8"))) > 0, path
        assert time.process_time() - began < 1, path
    began = time.process_time()
    assert list(checks.run(large)) == []
    assert time.process_time() - began < 10
    began = time.process_time()
    assert validate(large).conforms
    assert time.process_time() - began < 60
