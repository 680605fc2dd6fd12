from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.dates import PartialDate
from kg.errors import DataError
from kg.graph import rules
from kg.graph.build import dataset
from kg.graph.terms import class_label, classes, dip
from kg.records import DocumentRecord, Entity, Reading, Relation, Span
from tests.graph import samples
from tests.graph.test_quads import alone, local, rows

SPAN = (Span(0, 3),)


def document(name: str, issued: str, language: str = "zh-Hant", **records: object) -> tuple[Reading, str]:
    reading = alone(**records)
    source = samples.source(name, samples.CHINESE, language, issued or None)
    return dataclasses.replace(reading, source=source), samples.CHINESE


def paper(title: str | None, issued: str | None, kind: str = "白皮書") -> tuple[DocumentRecord, ...]:
    return (DocumentRecord("document/d", title, kind, SPAN, 0.5, issued=PartialDate(issued) if issued else None),)


def values(store: ox.Store, name: str) -> list[str]:
    return [cell.split('"')[1] for (cell,) in rows(store, f"SELECT ?v {{ document:d dip:{name} ?v }}")]


def differ(store: ox.Store) -> list[str]:
    return [cell.rsplit("#")[-1].strip(">") for (cell,) in rows(store, "SELECT ?p { ?x dip:sourcesDiffer ?p }")]


def test_the_default_graph_has_each_triple_once() -> None:
    store = dataset([samples.chinese("a"), samples.chinese("b"), samples.chinese("c")])
    count = "SELECT (COUNT(*) AS ?n) { person:lin a dip:Person }"
    assert rows(store, count)[0][0].startswith('"1"')
    assert len(rows(store, "SELECT ?g { GRAPH ?g { person:lin a dip:Person } }")) == 3


def test_events_of_different_documents_stay_apart_and_entities_merge() -> None:
    store = dataset(samples.both())
    assert len(rows(store, "SELECT ?e { ?e a dip:Meeting }")) == 2
    assert len(rows(store, "SELECT ?p { ?p a dip:Person }")) == 2
    ((tenure,),) = rows(store, "SELECT ?t { ?t a dip:Tenure }")
    days = rows(store, f"SELECT ?d {{ {tenure} dip:attested ?d }}")
    assert [day.split('"')[1] for (day,) in days] == ["2024-04-03", "2024-04-04"]
    assert [c.split('"')[1] for (c,) in rows(store, f"SELECT ?c {{ {tenure} dip:confidence ?c }}")] == ["0.99"]


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [samples.chinese("a"), samples.english("b"), samples.chinese("c"), samples.english("d")]
    expected = set(dataset(documents))
    for seed in range(5):
        random.Random(seed).shuffle(documents)
        assert set(dataset(documents)) == expected


def test_a_document_changes_only_its_own_graph() -> None:
    one, both = dataset([samples.chinese()]), dataset(samples.both())
    graph = ox.NamedNode("https://w3id.org/diplomacy-kg/id/source/zh")
    own = set(one.quads_for_pattern(None, None, None, graph))
    assert own == set(both.quads_for_pattern(None, None, None, graph))
    assert len(own) > 100


def label(*forms: str) -> tuple[Entity, ...]:
    return (Entity("person/x", "Person", forms, SPAN),)


def labels(store: ox.Store, name: str) -> list[str]:
    return [cell for (cell,) in rows(store, f"SELECT ?l {{ person:x {name} ?l }}")]


def test_the_commonest_label_is_preferred_and_every_form_kept() -> None:
    forms = (("甲乙", "甲"), ("甲乙丙",), ("甲乙丙", "乙"))
    store = dataset([document(f"d{n}", "2024-01-01", entities=label(*each)) for n, each in enumerate(forms)])
    assert labels(store, "skos:prefLabel") == ['"甲乙丙"@zh-hant']
    assert labels(store, "skos:altLabel") == ['"乙"@zh-hant', '"甲"@zh-hant', '"甲乙"@zh-hant']


def test_of_equally_common_labels_the_shortest_is_preferred_then_the_first() -> None:
    forms = (("丙丁",), ("甲乙丙",), ("乙丙",))
    store = dataset([document(f"d{n}", "2024-01-01", entities=label(*each)) for n, each in enumerate(forms)])
    assert labels(store, "skos:prefLabel") == ['"丙丁"@zh-hant']


def test_there_is_one_preferred_label_a_language() -> None:
    store = dataset([document("a", "", entities=label("甲", "Jia")), document("b", "", "en", entities=label("Jia Yi"))])
    assert labels(store, "skos:prefLabel") == ['"Jia"@en', '"甲"@zh-hant']
    assert labels(store, "skos:altLabel") == ['"Jia Yi"@en']


# ---- one value where sources differ ---------------------------------------------------------------


def test_the_more_precise_of_two_dates_that_agree_is_kept() -> None:
    store = dataset(
        [
            document("a", "2024-01-01", documents=paper("T", "2023-05-06")),
            document("b", "2024-02-01", documents=paper("T", "2023")),
        ]
    )
    assert values(store, "issued") == ["2023-05-06"]
    assert differ(store) == []
    assert len(rows(store, "SELECT ?g ?d { GRAPH ?g { document:d dip:issued ?d } }")) == 2


def test_where_sources_contradict_each_other_most_decide_then_the_newest() -> None:
    told = [("a", "2024-01-01", "2023"), ("b", "2024-01-02", "2022"), ("c", "2024-01-03", "2021")]
    three = [document(name, issued, documents=paper("T", date)) for name, issued, date in told]
    store = dataset(three)
    assert (values(store, "issued"), differ(store)) == (["2021"], ["issued"])
    store = dataset([*three, document("d", "2020-01-01", documents=paper("T", "2023"))])
    assert (values(store, "issued"), differ(store)) == (["2023"], ["issued"])


def test_titles_in_two_scripts_are_no_contradiction() -> None:
    one, other = paper("海洋宣言", None), paper("海洋宣言", None)
    assert (
        differ(dataset([document("a", "2024-01-01", documents=one), document("b", "2024-01-02", documents=other)]))
        == []
    )
    hans, english = paper("乐观宣言", None), paper("Declaration", None, "declaration")
    store = dataset(
        [
            document("a", "2024-01-01", documents=paper("樂觀宣言", None)),
            document("b", "2024-01-02", "zh-Hans", documents=hans),
            document("c", "2024-01-03", "en", documents=english),
        ]
    )
    assert differ(store) == []
    assert len(values(store, "title")) == 1


def test_other_titles_are() -> None:
    told = [
        document("a", "2024-01-01", documents=paper("甲宣言", None)),
        document("b", "2024-01-02", documents=paper("乙宣言", None)),
    ]
    store = dataset(told)
    assert (values(store, "title"), differ(store)) == (["乙宣言"], ["title"])


def relation(start: str | None, end: str | None = None, status: str = "held") -> tuple[Relation, ...]:
    days = [PartialDate(day) if day else None for day in (start, end)]
    return (Relation("state/A", "memberOf", "state/B", SPAN, 0.5, start=days[0], end=days[1], status=status),)  # type: ignore[arg-type]


def test_relations_with_other_dates_are_others() -> None:
    store = dataset(
        [document(name, "", relations=relation(start)) for name, start in (("a", "2023"), ("b", "2024"), ("c", "2024"))]
    )
    assert len(rows(store, "SELECT ?r { ?r a dip:Relation }")) == 2
    assert len(rows(store, "SELECT ?r ?p { ?r a dip:Relation ; prov:wasDerivedFrom ?p }")) == 3


# ---- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (samples.both(), {"陳大文、林小山會見 2024-04-03", "陳大文發言 2024-04-03", "南洲論壇 2024-05", "海洋宣言"}),
        ([samples.english()], {"Chen Da-wen, Lin Hsiao-shan: meeting 2024-04-03"}),
    ],
)
def test_events_are_named_in_the_language_of_most_documents(
    pairs: Sequence[tuple[Reading, str]], expected: set[str]
) -> None:
    assert {
        name.strip('"') for (name,) in rows(dataset(pairs), "SELECT ?n { ?e a dip:Event ; dip:name ?n }")
    } == expected


def test_an_office_is_named_with_its_body() -> None:
    names = rows(dataset(samples.both()), "SELECT ?n { ?o a dip:Office ; dip:name ?n }")
    assert names == [('"北島國總統"',), ('"河國外長"',)]
    assert rows(dataset([samples.english()]), "SELECT ?n { ?o a dip:Office ; dip:name ?n }") == [
        ('"President, North Island"',)
    ]


def test_everything_that_is_shown_has_one_name() -> None:
    store = dataset(samples.both())
    kinds = ("Event", "Actor", "Series", "Place", "Document", "Source")
    shown = " UNION ".join(f"{{ ?x a dip:{kind} }}" for kind in kinds)
    assert len(rows(store, f"SELECT ?x {{ {shown} }}")) == 17
    assert rows(store, f"SELECT ?x {{ {shown} MINUS {{ ?x dip:name ?n }} }}") == []
    assert rows(store, "SELECT ?x { ?x dip:name ?a, ?b FILTER(?a < ?b) }") == []


# ---- the lexicon ------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Entry:
    key: str
    kind: str
    labels: Mapping[str, Sequence[str]]
    part_of: str = ""
    iso3: str = ""
    wikidata: str = ""
    parties: Sequence[str] = ()
    level: str = ""
    topic: str = ""


LEXICON = (
    Entry(
        "state/NIS", "State", {"zh-Hant": ("北島國", "北島"), "en": ("Isle of the North",)}, iso3="NIS", wikidata="Q1"
    ),
    Entry("state/FAR", "State", {"en": ("Farland",)}, iso3="FAR"),
    Entry("place/河港市", "Place", {"en": ("Hegang",)}, part_of="place/province"),
    Entry("place/province", "Place", {"en": ("Province",)}, part_of="state/FAR"),
    Entry("state/AWAY", "State", {"en": ("Away",)}),
    Entry("track/渔业", "Track", {"en": ("Fisheries dialogue",)}, parties=("state/NIS", "state/RIV"), topic="fish"),
)


def test_the_lexicon_has_its_own_graph_with_everything() -> None:
    store = dataset(samples.both(), lexicon=LEXICON)
    graph = "GRAPH <https://w3id.org/diplomacy-kg/id/lexicon>"
    found = rows(store, f"SELECT ?s {{ {graph} {{ ?s a dip:State, dip:Actor }} }}")
    assert [local(iri) for (iri,) in found] == ["state/AWAY", "state/FAR", "state/NIS"]


def test_the_merged_view_has_only_what_concerns_the_mentioned() -> None:
    store = dataset(samples.both(), lexicon=LEXICON)
    assert (
        len(
            rows(
                store,
                "SELECT ?x { place:河港市 dip:partOf/dip:partOf ?x . ?x dip:iso3 'FAR' ; skos:prefLabel 'Farland'@en }",
            )
        )
        == 1
    )
    assert rows(store, "SELECT ?x { state:AWAY ?p ?x }") == []
    assert rows(store, "SELECT ?w { state:NIS schema:sameAs ?w }") == [("<http://www.wikidata.org/entity/Q1>",)]


def test_the_lexicons_label_is_preferred() -> None:
    store = dataset(samples.both(), lexicon=LEXICON)
    assert rows(store, "SELECT ?l { state:NIS skos:prefLabel ?l }") == [
        ('"Isle of the North"@en',),
        ('"北島國"@zh-hant',),
    ]
    assert rows(store, "SELECT ?l { state:NIS skos:altLabel ?l }") == [('"North Island"@en',), ('"北島"@zh-hant',)]


def test_what_a_document_says_comes_before_the_lexicon() -> None:
    store = dataset(samples.both(), lexicon=LEXICON)
    assert rows(store, "SELECT ?t { track:渔业 dip:topic ?t }") == [('"漁業"',)]


# ---- classes and rules ------------------------------------------------------------------------------


def test_classes_come_from_the_ontology() -> None:
    assert classes("Leader") == (dip("Leader"), dip("Person"), dip("Actor"))
    assert classes("Forum") == (dip("Forum"), dip("Series"))
    assert classes("Concept") == (dip("Concept"),)
    assert class_label("Visit", "en") == "visit"
    assert class_label("Visit", "zh-Hant") == "訪問"
    assert class_label("Nothing", "en") == "Nothing"


def test_rules_run_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "20-b.rq").write_text("CONSTRUCT { <urn:c> <urn:p> 1 } WHERE { <urn:b> <urn:p> 1 }")
    (tmp_path / "10-a.rq").write_text("CONSTRUCT { <urn:b> <urn:p> 1 } WHERE { <urn:a> <urn:p> 1 }")
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal(1)))
    assert rules.run(store, tmp_path) == 2
    assert rules.run(store, tmp_path) == 0


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "CONSTRUCT {", "ASK {}"])
def test_a_faulty_rule_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "10-a.rq").write_text(text)
    with pytest.raises(DataError, match=r"10-a\.rq: "):
        rules.run(ox.Store(), tmp_path)
