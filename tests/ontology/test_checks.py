"""Each quality check finds its failing example and leaves the sound one beside it alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.validate import checks

HEAD = """
PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <urn:x:>
"""
EVENT = "a dip:Meeting, dip:Event ; dip:participant :a, :b ; dip:status"
OFFICES = """
:one a dip:State, dip:Actor ; dip:name "One" . :two a dip:State, dip:Actor ; dip:name "Two" .
:one-head a dip:Office, dip:Actor ; dip:officeOf :one ; dip:officeTitle "President" .
:one-envoy a dip:Office, dip:Actor ; dip:officeOf :one ; dip:officeTitle "Envoy" .
:two-head a dip:Office, dip:Actor ; dip:officeOf :two ; dip:officeTitle "President" .
"""
SOURCE = (
    ':s a dip:Source ; dcterms:issued "2020-05"^^xsd:gYearMonth . :p oa:hasSource :s .'
    ':t a dip:Source ; dcterms:issued "2021"^^xsd:gYear . :q oa:hasSource :t .'
)


def dated(name: str, day: str, status: str = "held", passages: str = ":p") -> str:
    bounds = f'dip:earliest "{day}"^^xsd:date ; dip:latest "{day}"^^xsd:date'
    return f':{name} {EVENT} "{status}" ; {bounds} ; prov:wasDerivedFrom {passages} .'


CASES: dict[str, tuple[str, dict[str, str | None]]] = {
    "end-before-start": (
        ':bad dip:start "2023-10-05"^^xsd:date ; dip:end "2023-10-04"^^xsd:date .'
        ':month dip:start "2023-10-05"^^xsd:date ; dip:end "2023-09"^^xsd:gYearMonth .'
        ':good dip:start "2023-10-05"^^xsd:date ; dip:end "2023-10"^^xsd:gYearMonth .'
        ':year dip:start "2023"^^xsd:gYear ; dip:end "2023-01-01"^^xsd:date .',
        {"bad": "2023-10-05 > 2023-10-04", "month": "2023-10-05 > 2023-09"},
    ),
    "quote-length": (
        ':bad oa:hasSelector :bs . :bs oa:start 3 ; oa:end 6 ; oa:exact "會晤" .'
        ':good oa:hasSelector :gs . :gs oa:start 3 ; oa:end 6 ; oa:exact "𠮷會晤" .',
        {"bad": "2 ≠ 3"},
    ),
    "meeting-of-one": (
        ':bad a dip:Meeting ; dip:status "held" ; dip:participant :a . :a dip:name "Ann" .'
        ':none a dip:Meeting ; dip:status "held" .'
        ':hosted a dip:Meeting ; dip:status "held" ; dip:participant :a ; dip:host :b .'
        ':planned a dip:Meeting ; dip:status "planned" ; dip:participant :a .'
        f':good {EVENT} "held" .',
        {"bad": "Ann", "none": None},
    ),
    "offices-in-two-states": (
        f"{OFFICES} :t dip:holder :bad ; dip:office :one-head . :u dip:holder :bad ; dip:office :two-head ."
        ":v dip:holder :good ; dip:office :one-head . :w dip:holder :good ; dip:office :one-envoy .",
        {"bad": "One / Two"},
    ),
    "far-from-its-source": (
        SOURCE
        + dated("bad", "2023-01-01")
        + dated("planned", "2017-12-31", "planned")
        + dated("history", "1949-10-01")
        + dated("good", "2022-12-31"),
        {"bad": "2023-01-01 … 2023-01-01 / 2020-05", "planned": "2017-12-31 … 2017-12-31 / 2020-05"},
    ),
    "held-after-its-source": (
        SOURCE
        + dated("bad", "2020-06-01")
        + dated("month", "2020-05-31")
        + dated("later", "2021-12-31", "held", ":p, :q")
        + dated("planned", "2020-06-01", "planned"),
        {"bad": "2020-06-01 > 2020-05-99"},
    ),
    "name-length": (
        ':bad a dip:Person ; skos:prefLabel "王"@zh-Hant .'
        ':long a dip:Person ; skos:prefLabel "在會議上重申雙方應當繼續對話"@zh-Hant .'
        ':dots a dip:Person ; skos:prefLabel "米哈伊爾·謝爾蓋·戈巴契夫"@zh-Hant .'
        ':latin a dip:Person ; skos:prefLabel "Andrei Andreyevich Gromyko"@en .'
        ':good a dip:Person ; skos:prefLabel "王毅"@zh-Hant ; skos:altLabel "王"@zh-Hant .',
        {"bad": "王", "long": "在會議上重申雙方應當繼續對話"},
    ),
    "office-as-name": (
        f'{OFFICES} :bad a dip:Person ; skos:prefLabel "President Macron"@en .'
        ':is a dip:Person ; skos:prefLabel "Envoy"@en . :good a dip:Person ; skos:prefLabel "Emmanuel Macron"@en .',
        {"bad": "President Macron", "is": "Envoy"},
    ),
    "role-without-participant": (
        ":bad a dip:Statement, dip:Event ; dip:speaker :a ; dip:participant :b ."
        ":paper a dip:Publication, dip:Event ; dip:issuer :a ."
        ":good a dip:Statement, dip:Event ; dip:speaker :a ; dip:participant :a ."
        ":doc a dip:Document ; dip:issuer :a .",
        {"bad": "urn:x:a", "paper": "urn:x:a"},
    ),
    "superclass-missing": (
        ":bad a dip:Visit . :forum a dip:Forum . :good a dip:Visit, dip:Event .",
        {"bad": "Visit → Event", "forum": "Forum → Series"},
    ),
    "party-one-way": (
        ":bad a dip:Track ; dip:party :a . :back a dip:Track . :a dip:partyTo :back, :plan . :plan a dip:Initiative ."
        ":good a dip:Track ; dip:party :b . :b dip:partyTo :good .",
        {"bad": "urn:x:a", "back": "urn:x:a"},
    ),
    "relation-without-triple": (
        ":bad a dip:Relation ; rdf:subject :a ; rdf:predicate dip:memberOf ; rdf:object :b ."
        ':denied a dip:Relation ; rdf:subject :a ; rdf:predicate dip:bans ; rdf:object :b ; dip:status "denied" .'
        ":good a dip:Relation ; rdf:subject :a ; rdf:predicate dip:supports ; rdf:object :b . :a dip:supports :b .",
        {"bad": "memberOf"},
    ),
    "denied-relation-asserted": (
        ':bad a dip:Relation ; rdf:subject :a ; rdf:predicate dip:bans ; rdf:object :b ; dip:status "denied" .'
        ":a dip:bans :b, :c ; dip:supports :b ."
        ':told a dip:Relation ; rdf:subject :a ; rdf:predicate dip:bans ; rdf:object :c ; dip:status "denied" .'
        ":other a dip:Relation ; rdf:subject :a ; rdf:predicate dip:bans ; rdf:object :c .",
        {"bad": "bans"},
    ),
    "derived-asserted": (
        ":g { :bad dip:metWith :b . :good dip:participant :b . } :good dip:metWith :b .",
        {"bad": "metWith"},
    ),
    "blank-node": ("[] a dip:Visit . :good a dip:Visit .", {"": "https://w3id.org/diplomacy-kg/ontology#Visit"}),
    "office-not-in-lexicon": (
        f"{OFFICES}"
        ":bad dip:holder :a ; dip:office :one-envoy ; dip:former false ; dip:attested '2020-05-01'^^xsd:date ."
        ":later dip:holder :a ; dip:office :one-envoy ; dip:former false ; dip:attested '2022-05-01'^^xsd:date ."
        ":good dip:holder :a ; dip:office :one-head ; dip:former false ; dip:attested '2020-05-01'^^xsd:date ."
        "<urn:x:id/lexicon> { :known dip:holder :a ; dip:office :one-head ;"
        " dip:earliest '2019-01-01'^^xsd:date ; dip:latest '2021-01-01'^^xsd:date . }",
        {"bad": "Envoy / President"},
    ),
}


def test_every_check_has_a_case() -> None:
    assert CASES.keys() == {check.name for check in checks.load()}


@pytest.mark.parametrize("name", CASES)
def test_check_finds_its_example_alone(name: str) -> None:
    data, expected = CASES[name]
    assert expected
    store = ox.Store()
    store.load(input=HEAD + data, format=ox.RdfFormat.TRIG)
    (check,) = (check for check in checks.load() if check.name == name)
    rows = list(checks.run(store, (check,)))
    found = {row.record.removeprefix("urn:x:") if row.record.startswith("urn:x:") else "": row.found for row in rows}
    assert found == expected
    assert len(rows) == len(expected)
