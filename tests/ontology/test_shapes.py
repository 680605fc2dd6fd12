"""Each shape of events, passages and tenures has an example that fails it, and the good examples pass."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg import resources
from kg.validate import checks, examples, shapes, validate
from kg.validate.data import of_store
from kg.validate.headers import header

FOLDER = resources.ontology()
BAD = sorted((FOLDER / "examples" / "bad").glob("*.ttl"))
GOOD = sorted((FOLDER / "examples" / "good").glob("*.ttl"))
EXAMPLE = "https://w3id.org/diplomacy-kg/id/example/"


def declared(path: Path) -> dict[str, set[str]]:
    return {record: set(rules) for record, rules in header(path.read_text("utf-8")).items()}


def test_there_are_examples_of_each() -> None:
    assert [path.stem for path in GOOD] == [path.stem for path in BAD] == ["event", "passage", "tenure"]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_examples_conform(path: Path) -> None:
    store = ox.Store()
    for part in (FOLDER / "examples" / "context.ttl", path):
        store.load(path=part, format=ox.RdfFormat.TURTLE)
    kind = ox.NamedNode(f"https://w3id.org/diplomacy-kg/ontology#{path.stem.capitalize()}")
    assert len(list(store.quads_for_pattern(None, None, kind))) > 1
    assert validate(store).findings == ()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_examples_fail_what_they_say_and_nothing_else(path: Path) -> None:
    assert len(declared(path)) > 10
    assert examples.failures(FOLDER, path) == declared(path)


@pytest.mark.parametrize("name", ["event", "passage", "tenure"])
def test_every_constraint_has_a_failing_example(name: str) -> None:
    graph = rdflib.Graph().parse(FOLDER / "shapes" / f"{name}.ttl")
    constraints = {str(node).rsplit("#")[-1] for node in graph.subjects(SH.severity)}
    assert len(constraints) > 5
    shown = {rule for path in BAD for rules in declared(path).values() for rule in rules}
    assert constraints - shown == set()


def test_shapes_are_core_with_a_known_severity() -> None:
    graph = shapes.load()
    named = set(graph.subjects(RDF.type, SH.NodeShape))
    for path in (FOLDER / "shapes").glob("*.ttl"):
        assert "sh:sparql" not in path.read_text("utf-8"), path
    assert {severity for _, severity in graph.subject_objects(SH.severity)} == {SH.Violation, SH.Warning}
    for property_shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert set(graph.subjects(SH.property, property_shape)) & named, f"{property_shape} is in no node shape"


def test_several_values_are_wrong_only_where_one_graph_tells_both() -> None:
    dip = "https://w3id.org/diplomacy-kg/ontology#"

    def told(first: str, second: str) -> set[str]:
        store = ox.Store()
        record, status = ox.NamedNode(EXAMPLE + "e"), ox.NamedNode(dip + "status")
        for graph, value in ((first, "held"), (second, "planned")):
            name = ox.NamedNode(EXAMPLE + graph)
            store.add(ox.Quad(record, status, ox.Literal(value), name))
            store.add(ox.Quad(record, ox.NamedNode(str(RDF.type)), ox.NamedNode(dip + "Event"), name))
        return {result.shape for result in shapes.validate(of_store(store))}

    assert "event-status" in told("one", "one")
    assert "event-status" not in told("one", "two")
    assert "event-class" in told("one", "two")


def test_check_files_are_all_read() -> None:
    assert len(checks.load()) == len(list((FOLDER / "checks").glob("*.rq"))) > 10
