from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.dates import PartialDate
from kg.graph.build import dataset
from kg.graph.iri import DEFAULT_BASE, NAMESPACES, Iris
from kg.graph.quads import document_statements
from kg.graph.values import language_of, number, share
from kg.records import Event, Figure, Participant, Reading, Relation, Span, Tenure
from tests.graph import samples

PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in Iris().prefixes().items())


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIXES + query)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(str(cell) for cell in row) for row in found)


def local(iri: str) -> str:
    return iri.strip("<>").removeprefix(DEFAULT_BASE)


@pytest.fixture(scope="module")
def store() -> Iterator[ox.Store]:
    return dataset([samples.chinese()])


def test_every_quote_stands_where_its_offsets_say(store: ox.Store) -> None:
    found = rows(store, "SELECT ?a ?b ?q { GRAPH source:zh { ?s oa:start ?a ; oa:end ?b ; oa:exact ?q } }")
    assert len(found) == 10
    for start, end, quote in found:
        assert samples.CHINESE[int(start.split('"')[1]) : int(end.split('"')[1])] == quote.strip('"')


def test_every_record_has_its_proof_and_its_confidence(store: ox.Store) -> None:
    records = rows(store, "SELECT DISTINCT ?r { GRAPH source:zh { ?r dip:confidence ?c ; prov:wasDerivedFrom ?p } }")
    assert {local(iri).split("/")[0] for (iri,) in records} == {
        *("event", "tenure", "track", "document", "figure", "relation")
    }
    dangling = "SELECT ?p { GRAPH source:zh { ?r prov:wasDerivedFrom ?p } MINUS { ?p oa:hasSelector/oa:exact ?q } }"
    assert rows(store, dangling) == []


def test_dates_are_as_precise_as_the_text(store: ox.Store) -> None:
    expected = {
        "start": ("2024-05", "gYearMonth"),
        "earliest": ("2024-05-01", "date"),
        "latest": ("2024-05-31", "date"),
    }
    for name, (value, kind) in expected.items():
        found = rows(store, f"SELECT ?day {{ ?e a dip:Gathering ; dip:{name} ?day }}")
        assert found == [(f'"{value}"^^<{NAMESPACES["xsd"]}{kind}>',)], name
    assert rows(store, "SELECT ?day { ?e a dip:Gathering ; dip:end ?day }") == []


def test_a_participation_stands_only_where_there_is_more_to_say(store: ox.Store) -> None:
    found = rows(
        store,
        "SELECT ?actor ?office ?for { ?e a dip:Meeting ; dip:participation ?p . ?p dip:actor ?actor "
        "OPTIONAL { ?p dip:capacity ?office } "
        "OPTIONAL { ?p dip:onBehalfOf ?for } }",
    )
    assert [tuple(map(local, row)) for row in found] == [
        ("person/lin", "office/外长", "state/RIV"),
        ("person/陈大文", "office/总统", "None"),
    ]
    assert rows(store, "SELECT ?p { ?e a dip:Publication ; dip:participant ?a ; dip:participation ?p }") == []


def test_sub_properties_are_written_with_participant(store: ox.Store) -> None:
    for role in ("speaker", "issuer"):
        query = f"SELECT ?a {{ ?e a dip:Event ; dip:{role} ?a ; dip:participant ?a }}"
        assert len(rows(store, query)) == 1, role


def test_tracks_and_parties_know_each_other(store: ox.Store) -> None:
    found = rows(store, "SELECT ?p { ?t a dip:Track, dip:Series ; dip:party ?p . ?p dip:partyTo ?t }")
    assert [local(iri) for (iri,) in found] == ["state/NIS", "state/RIV"]


def test_a_publication_names_its_document(store: ox.Store) -> None:
    assert rows(store, 'SELECT ?d { ?e dip:published ?d . ?d dip:title "海洋宣言" ; dip:kind "宣言" ; dip:issuer ?i }')


def test_the_source_mentions_each_entity_that_it_names(store: ox.Store) -> None:
    found = rows(store, "SELECT ?e { GRAPH source:zh { source:zh schema:mentions ?e . ?e a ?class } }")
    assert {local(iri) for (iri,) in found} == {entity.key for entity in samples.chinese()[0].entities}


def test_the_run_tells_what_read_the_source(store: ox.Store) -> None:
    assert rows(store, "SELECT ?d { ?r a dip:Run ; prov:used source:zh ; dcterms:description ?d }") == [
        ('"kg 0, rules r0"',)
    ]


def test_derived_properties_are_in_no_named_graph(store: ox.Store) -> None:
    for name in ("name", "involves", "metWith", "holdsOffice", "representsState", "attended", "visited"):
        assert rows(store, f"SELECT ?s {{ GRAPH ?g {{ ?s dip:{name} ?o }} }}") == [], name
    assert rows(store, "SELECT ?s { ?s dip:metWith person:lin }")
    assert rows(store, "SELECT ?s { ?s a dip:Leader }")


def test_there_are_no_blank_nodes(store: ox.Store) -> None:
    assert len(store) > 200
    assert not [q for q in store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def alone(**records: object) -> Reading:
    """The Chinese sample with these records alone."""
    reading, _ = samples.chinese()
    empty = dict.fromkeys(("entities", "events", "tenures", "tracks", "documents", "figures", "relations"), ())
    return dataclasses.replace(reading, **(empty | records))  # type: ignore[arg-type]


SPAN = (Span(0, 3),)


def test_a_denied_relation_leaves_the_direct_triple_out() -> None:
    for status, written in (("held", True), ("planned", True), ("denied", False)):
        relation = Relation("state/A", "memberOf", "organization/B", SPAN, 1.0, status=status)  # type: ignore[arg-type]
        store = dataset([(alone(relations=(relation,)), samples.CHINESE)])
        assert bool(rows(store, "SELECT ?o { state:A dip:memberOf ?o }")) is written
        assert len(rows(store, "SELECT ?r { ?r rdf:subject state:A ; rdf:object organization:B }")) == 1


def test_party_to_a_track_is_written_both_ways() -> None:
    relation = Relation("state/A", "partyTo", "track/t", SPAN, 1.0)
    store = dataset([(alone(relations=(relation,)), samples.CHINESE)])
    assert rows(store, "SELECT ?x { state:A dip:partyTo track:t . track:t dip:party state:A . track:t a ?x }")


def test_what_is_named_only_by_records_has_its_class_and_is_not_mentioned() -> None:
    event = Event("e1", "Visit", SPAN, 1.0, "r", participants=(Participant("person/x"),), place="place/y")
    store = dataset([(alone(events=(event,)), samples.CHINESE)])
    assert rows(
        store,
        "SELECT ?x { person:x a dip:Person, dip:Actor . place:y a dip:Place . ?v dip:place place:y BIND(1 AS ?x) }",
    )
    assert rows(store, "SELECT ?x { ?s schema:mentions ?x }") == []


def test_actors_of_different_kinds_with_one_name_have_a_participation_each() -> None:
    who = tuple(Participant(key, evidence=SPAN) for key in ("state/x", "organization/x", "person/z"))
    store = dataset([(alone(events=(Event("e1", "Act", SPAN, 1.0, "r", participants=who),)), samples.CHINESE)])
    found = rows(store, "SELECT ?p ?a { ?e dip:participation ?p . ?p dip:actor ?a }")
    assert [(local(node).split("-", 1)[1], local(actor)) for node, actor in found] == [
        *(("organization-x", "organization/x"), ("state-x", "state/x"), ("z", "person/z"))
    ]


def test_a_record_told_twice_is_one_with_the_higher_confidence() -> None:
    tenures = tuple(
        Tenure("person/x", "office/y", False, (Span(at, at + 1),), confidence, PartialDate(day))
        for at, confidence, day in ((0, 0.5, "2024-01-02"), (5, 0.75, "2024-02"), (9, 0.25, "2024-01-01"))
    )
    store = dataset([(alone(tenures=tenures), samples.CHINESE)])
    assert len(rows(store, "SELECT ?p { GRAPH ?g { ?t a dip:Tenure ; prov:wasDerivedFrom ?p } }")) == 3
    assert [
        c.split('"')[1] for (c,) in rows(store, "SELECT ?c { GRAPH ?g { ?t a dip:Tenure ; dip:confidence ?c } }")
    ] == ["0.75"]
    assert len(rows(store, "SELECT ?d { GRAPH ?g { ?t dip:attested ?d } }")) == 2


def test_a_tenure_held_and_a_former_one_are_two() -> None:
    tenures = tuple(Tenure("person/x", "office/y", former, SPAN, 0.5) for former in (True, False))
    store = dataset([(alone(tenures=tenures), samples.CHINESE)])
    assert len(rows(store, "SELECT ?t { ?t a dip:Tenure }")) == 2
    assert len(rows(store, "SELECT ?o { person:x dip:holdsOffice ?o }")) == 1


@pytest.mark.parametrize("subject", [None, "e1", "state/x"])
def test_a_figure_belongs_to_an_event_an_entity_or_the_source(subject: str | None) -> None:
    figures = (Figure("f", subject, "people", 1500.5, SPAN, 1.0, "persons", "at least", "person/z"),)
    store = dataset([(alone(figures=figures, events=(Event("e1", "Act", SPAN, 1.0, "r"),)), samples.CHINESE)])
    ((owner, value),) = rows(
        store, "SELECT ?s ?v { ?s dip:figure ?f . ?f rdf:value ?v ; dip:bound 'at least' ; dip:accordingTo person:z }"
    )
    assert value.startswith('"1500.5"')
    assert local(owner).split("/")[0] == {None: "source", "e1": "event", "state/x": "state"}[subject]


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ({"events": (Event("e1", "Act", (Span(0, 10**6),), 1.0, "r"),)}, "no stretch of the text"),
        ({"events": (Event("e1", "Act", (Span(3, 3),), 1.0, "r"),)}, "no stretch of the text"),
        ({"events": (Event("e1", "Act", SPAN, 1.0, "r", part_of="e2"),)}, "no event e2"),
        ({"events": (Event("e1", "Act", SPAN, 1.0, "r", place="nowhere"),)}, "no entity's key"),
        ({"events": (Event("e1", "Act", SPAN, 1.0, "r", place="event/x"),)}, "no entity's key"),
    ],
)
def test_a_record_that_does_not_fit_is_told(records: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        document_statements(alone(**records), samples.CHINESE, Iris())


def test_the_same_record_has_the_same_iri_whatever_its_number() -> None:
    def iris(number: str, confidence: float) -> set[str]:
        event = Event(number, "Act", SPAN, confidence, "rule", title="x")
        statements = document_statements(alone(events=(event,)), samples.CHINESE, Iris())
        return {subject.value for subject, _, _ in statements}

    assert iris("e1", 0.5) == iris("e7", 0.9)


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [
        ("習近平", "zh-Hant", "zh-Hant"),
        ("习近平", "zh-Hans", "zh-Hans"),
        ("APEC", "zh-Hant", "en"),
        ("CQ布朗", "zh-Hans", "zh-Hans"),
        ("Macron", "en", "en"),
        ("習近平", "en", "zh-Hant"),
        ("7", "zh-Hans", "zh-Hans"),
    ],
)
def test_a_label_has_the_language_of_its_letters(form: str, language: str, expected: str) -> None:
    assert language_of(form, language) == expected


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (0.1, "0.1"), (-3.25, "-3.25"), (1e21, "1" + "0" * 21), (1e-7, "0.0000001")]
)
def test_numbers_have_no_exponent(value: float, text: str) -> None:
    assert number(value).value == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_no_text_gives_is_no_number(value: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        number(value)


def test_a_share_has_four_digits() -> None:
    assert [share(value).value for value in (1.0, 0.97, 2 / 3)] == ["1.0", "0.97", "0.6667"]
