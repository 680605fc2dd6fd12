"""The rules derive what the contract says, and nothing else."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import resources

DIP = "https://w3id.org/diplomacy-kg/ontology#"
HEAD = f"@prefix dip: <{DIP}> . @prefix : <urn:x:> .\n"
PEOPLE = """
:a a dip:Person, dip:Actor . :b a dip:Person, dip:Actor . :c a dip:Person, dip:Actor .
:land a dip:State, dip:Actor . :ministry a dip:Organization, dip:Actor ; dip:partOf :land .
:bureau a dip:Organization, dip:Actor ; dip:partOf :ministry . :league a dip:Organization, dip:Actor .
:head a dip:Office ; dip:officeOf :land . :chief a dip:Office ; dip:officeOf :bureau .
:chair a dip:Office ; dip:officeOf :league .
"""


def derived(text: str) -> set[tuple[str, str, str]]:
    """What all rules derive, in their order, as local names."""
    store = ox.Store()
    store.load(input=HEAD + PEOPLE + text, format=ox.RdfFormat.TURTLE)
    new = set()
    paths = sorted(resources.ontology("rules").glob("*.rq"))
    assert len(paths) == 7
    for path in paths:
        triples = store.query(path.read_text("utf-8"))
        assert isinstance(triples, ox.QueryTriples), path
        for triple in list(triples):
            store.add(ox.Quad(triple.subject, triple.predicate, triple.object))
            parts = (triple.subject, triple.predicate, triple.object)
            new.add(tuple(part.value.removeprefix("urn:x:").removeprefix(DIP).rsplit("#")[-1] for part in parts))
    return new


def of(found: set[tuple[str, str, str]], predicate: str) -> set[tuple[str, str]]:
    return {(subject, value) for subject, name, value in found if name == predicate}


def test_held_meetings_are_symmetric_and_timeless() -> None:
    found = derived(':m a dip:Meeting, dip:Event ; dip:status "held" ; dip:participant :a, :b .')
    assert of(found, "metWith") == {("a", "b"), ("b", "a")}


@pytest.mark.parametrize("status", ["planned", "proposed", "cancelled", "denied"])
def test_what_was_not_held_derives_only_whom_it_involves(status: str) -> None:
    found = derived(
        f':m a dip:Meeting, dip:Event ; dip:status "{status}" ; dip:participant :a, :b .'
        f':g a dip:Gathering, dip:Event ; dip:status "{status}" ; dip:participant :a .'
        f':v a dip:Visit, dip:Event ; dip:status "{status}" ; dip:participant :a ; dip:place :town .'
    )
    assert {name for _, name, _ in found} == {"involves"}


def test_only_meetings_make_people_meet() -> None:
    found = derived(':g a dip:Gathering, dip:Event ; dip:status "held" ; dip:participant :a, :b .')
    assert of(found, "metWith") == set()
    assert of(found, "attended") == {("a", "g"), ("b", "g")}


def test_dialogues_are_not_attended() -> None:
    found = derived(':d a dip:Dialogue, dip:Event ; dip:status "held" ; dip:participant :a, :b .')
    assert of(found, "attended") == set()
    assert of(found, "involves") == {("d", "a"), ("d", "b")}


def test_visits() -> None:
    found = derived(
        ':v a dip:Visit, dip:Event ; dip:status "held" ; dip:participant :a ; dip:place :town ; dip:host :b .'
    )
    assert of(found, "visited") == {("a", "town")}
    assert of(found, "involves") == {("v", "a"), ("v", "b")}


def test_issuers_of_events_are_involved_and_those_of_documents_are_not() -> None:
    found = derived(":p a dip:Publication, dip:Event ; dip:issuer :land . :paper a dip:Document ; dip:issuer :land .")
    assert of(found, "involves") == {("p", "land")}


def test_offices_and_states_through_bodies() -> None:
    found = derived(
        ":t a dip:Tenure ; dip:holder :a ; dip:office :head ; dip:former false ."
        ":u a dip:Tenure ; dip:holder :b ; dip:office :chief ; dip:former false ."
        ":w a dip:Tenure ; dip:holder :c ; dip:office :chair ; dip:former false ."
    )
    assert of(found, "holdsOffice") == {("a", "head"), ("b", "chief"), ("c", "chair")}
    assert of(found, "representsState") == {("a", "land"), ("b", "land")}
    assert of(found, "type") == {("a", "Leader"), ("b", "Leader"), ("c", "Leader")}


def test_a_former_holder_is_a_leader_who_holds_nothing() -> None:
    found = derived(":t a dip:Tenure ; dip:holder :a ; dip:office :head ; dip:former true .")
    assert found == {("a", "type", "Leader")}
