"""What changed between two stores or two documents: paired with care, told with its words, the same every time."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.accounts import Part, Record, read
from kg.graph.difference import Difference, compare
from kg.graph.iri import Iris
from tests.cli.conftest import REPORT, Kg

SMALL = Path(__file__).parents[1] / "query" / "small.trig"
RENAMED = ("event:meet-day ", "event:renamed ")  # as after any edit: keys are made of what a record says
MOVED = (
    'dip:start "2023-11-02"^^xsd:date ; dip:end "2023-11-03"',
    'dip:start "2023-11-01"^^xsd:date ; dip:end "2023-11-03"',
)


def records(*edits: tuple[str, str]) -> list[Record]:
    """What the small graph tells after some edits of its text."""
    text = SMALL.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    store = ox.Store()
    store.load(input=text, format=ox.RdfFormat.TRIG)
    return read(store, Iris())


def told(found: Difference) -> dict[str, dict[str, tuple[list[str], list[str]]]]:
    """The changes with their values as texts."""
    return {
        change.other.key: {
            name: tuple([" ".join(part.text for part in value) for value in side] for side in sides)  # type: ignore[misc]
            for name, sides in change.facts.items()
        }
        for change in found.changed
    }


def test_the_same_is_no_difference() -> None:
    found = compare(records(), records())
    assert not found
    assert found.same == len(records()) > 15


def test_every_kind_of_record_is_read() -> None:
    kinds = {record.kind for record in records()}
    assert kinds >= {"Meeting", "Visit", "Gathering", "Dialogue", "Statement", "Establishment", "Tenure", "Relation"}
    meeting = next(record for record in records() if record.key == "event/meet-day")
    assert meeting.facts["date"] == ((Part("2023-11-02"), Part("2023-11-03")),)
    assert meeting.facts["capacity"] == ((Part("person/moss", True), Part("office/borland-envoy", True)),)
    assert [(p.source, p.start, p.end) for p in meeting.passages] == [
        ("source/a", 0, 14),
        ("source/b", 0, 30),
        ("source/a", 7, 14),
    ]


LATER = (
    'dip:start "2023-11"^^xsd:gYearMonth ;\n    dip:earliest "2023-11-01"',
    'dip:start "2023"^^xsd:gYear ;\n    dip:earliest "2023-01-01"',
)
CAPACITY = ("meet-day-moss a dip:Participation ; dip:actor person:moss ; dip:capacity office:borland-envoy",)
EDITS: dict[str, tuple[tuple[str, str], str, list[str], list[str]]] = {
    "date": (MOVED, "meet-day", ["2023-11-02 2023-11-03"], ["2023-11-01 2023-11-03"]),
    "status": (('dip:status "planned"', 'dip:status "cancelled"'), "planned", ["planned"], ["cancelled"]),
    "place": (("place state:borland", "place state:cesta"), "planned", ["state/borland"], ["state/cesta"]),
    "participant": (
        ("participant person:wu, person:ola", "participant person:wu, person:moss"),
        *("meet-bridge", ["person/ola", "person/wu"], ["person/moss", "person/wu"]),
    ),
    "mode": (('dip:mode "phone" ; ', ""), "meet-bridge", ["phone"], []),
    "figure": (("rdf:value 12", "rdf:value 13"), "isles-2", ["出席人數 12 人"], ["出席人數 13 人"]),
    "accordingTo": (("dip:accordingTo person:moss ; ", ""), "planned", ["person/moss"], []),
    "capacity": (
        (CAPACITY[0], CAPACITY[0].rpartition(" ; ")[0]),
        *("meet-day", ["person/moss office/borland-envoy"], []),
    ),
    "partOf": (("partOf event:meet-day", "partOf event:visit"), "said-2", ["event/meet-day"], ["event/visit"]),
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_one_change(name: str) -> None:
    edit, key, before, after = EDITS[name]
    found = compare(records(), records(edit))
    assert (found.new, found.gone) == ([], [])
    assert told(found) == {f"event/{key}": {name: (before, after)}}


WORDS = ("吳山與奧拉通了電話", "吳山奧拉通電話")
RENAMES: dict[str, list[tuple[str, str]]] = {
    "date": [RENAMED, MOVED],
    "participant": [RENAMED, ("person:lin, person:moss", "person:lin, person:ola")],
    "mode": [("event:meet-bridge ", "event:b "), WORDS, ('dip:mode "phone"', 'dip:mode "video"')],
    "host": [("event:isles-2 ", "event:i "), ("dip:ordinal 2 ; dip:host state:arland", "dip:ordinal 2")],
    "date of a relation": [("relation:1 ", "relation:9 "), LATER],
    "kind": [("event:planned a dip:Visit", "event:p a dip:Act")],
}


@pytest.mark.parametrize("name", RENAMES)
def test_a_record_with_another_key_is_found_again(name: str) -> None:
    found = compare(records(), records(*RENAMES[name]))
    assert (found.new, found.gone) == ([], [])
    assert [list(change.facts) for change in found.changed] == [[name.split(" ")[0]]]


def test_what_an_event_is_part_of_may_have_another_key() -> None:
    edits = [
        ("event:isles-2 ", "event:i "),
        ("dip:partOf event:i ", "dip:partOf event:i "),
        ("rdf:value 12", "rdf:value 9"),
    ]
    assert [list(change.facts) for change in compare(records(), records(*edits)).changed] == [["figure"]]


def meeting(key: str, day: int, *who: str, kind: str = "Meeting", **facts: str) -> Record:
    """A record made by hand."""
    date = f"2024-03-{day:02}"
    values = {name: ((Part(value),),) for name, value in facts.items()}
    who_ = tuple((Part(actor, True),) for actor in sorted(who))
    return Record(key, kind, {"date": ((Part(date),),), "participant": who_, **values}, (), date, date)


def test_in_doubt_one_is_gone_and_the_other_is_new() -> None:
    one = [meeting("a", 1, "x", "y"), meeting("b", 20, "x", "y")]
    found = compare(one, [meeting("c", 5, "x", "y"), meeting("d", 16, "x", "y")])
    assert ([r.key for r in found.gone], [r.key for r in found.new], found.changed) == (["a", "b"], ["c", "d"], [])
    far = compare(
        [meeting("a", 1, "x", "y")],
        [Record("b", "Meeting", one[0].facts | {"mode": ((Part("phone"),),)}, (), "2025-01-01", "2025-01-01")],
    )
    assert (len(far.gone), len(far.new)) == (1, 1)
    acts = compare([meeting("a", 1, "x", kind="Act", title="one")], [meeting("b", 1, "x", kind="Act", title="two")])
    assert (len(acts.gone), len(acts.new)) == (1, 1)


def test_an_exact_match_comes_before_a_near_one() -> None:
    found = compare(
        [meeting("a", 1, "x", "y"), meeting("b", 9, "x", "y")], [meeting("c", 9, "x", "y"), meeting("d", 2, "x", "y")]
    )
    assert (found.same, [(c.one.key, c.other.key) for c in found.changed]) == (1, [("a", "d")])


def test_each_record_is_told_once() -> None:
    one, other = (
        records(),
        records(RENAMED, MOVED, ("event:visit ", "event:v "), ("person:moss ; dip:host", "person:wu ; dip:host")),
    )
    found = compare(one, other)
    assert sorted([*(c.one.key for c in found.changed), *(r.key for r in found.gone)]) == sorted(
        {r.key for r in one} - {r.key for r in other} | {c.one.key for c in found.changed}
    )
    assert len(one) == found.same + len(found.changed) + len(found.gone)
    assert len(other) == found.same + len(found.changed) + len(found.new)


# ---- the command


@pytest.fixture
def stores(kg: Kg, reports: Path) -> None:
    """Two stores: in the second one a date differs, one report is missing and another one has come."""
    assert kg("build", reports, "--store", "before").returncode == 0
    (reports / "day1.txt").write_text(REPORT.format(day=5))
    (reports / "day2.txt").unlink()
    (reports / "day3.txt").write_text("The report of the day\n\nCarl met Dora on 2024-04-01. They spoke at length.\n")
    assert kg("build", reports, "--store", "after").returncode == 0


@pytest.mark.usefixtures("stores")
def test_two_stores(kg: Kg) -> None:
    done = kg("diff", "before", "after")
    assert done.returncode == 1
    assert done.stderr == "1 new, 1 gone, 1 changed, 0 the same\n"
    assert done.stdout.splitlines() == [
        "Changed (1)",
        "  meeting · Anna, Berta: meeting 2024-03-05",
        "    date: 2024-03-01 → 2024-03-05",
        "      before: “Anna met Berta on 2024-03-01” The report of the day 23-51",
        "      after: “Anna met Berta on 2024-03-05” The report of the day 23-51",
        "",
        "New (1)",
        "  meeting · Carl, Dora: meeting 2024-04-01",
        "    date: 2024-04-01; status: held; participant: Carl, Dora",
        "      “Carl met Dora on 2024-04-01” The report of the day 23-50",
        "",
        "Gone (1)",
        "  meeting · Anna, Berta: meeting 2024-03-02",
        "    date: 2024-03-02; status: held; participant: Anna, Berta",
        "      “Anna met Berta on 2024-03-02” The report of the day 23-51",
    ]
    assert kg("diff", "before", "after").stdout == done.stdout
    assert kg("diff", "before", "after", "-q").stderr == ""


@pytest.mark.usefixtures("stores")
def test_as_json(kg: Kg) -> None:
    done = kg("diff", "before", "after", "-f", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [found[name] for name in ("a", "b", "same")] == ["before", "after", 0]
    (changed,) = found["changed"]
    assert changed["changes"] == {"date": {"a": ["2024-03-01"], "b": ["2024-03-05"]}}
    assert changed["evidence"]["b"] == [
        {"source": "source/day1", "start": 23, "end": 51, "words": "Anna met Berta on 2024-03-05"}
    ]
    assert changed["was"] != changed["record"]
    assert [entry["facts"]["participant"] for entry in found["new"]] == [["Carl", "Dora"]]
    assert [entry["evidence"][0]["source"] for entry in found["gone"]] == ["source/day2"]


@pytest.mark.usefixtures("stores")
def test_without_differences(kg: Kg) -> None:
    done = kg("diff", "after", "after")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no differences, 2 the same\n")
    assert json.loads(kg("diff", "after", "after", "-f", "json").stdout)["new"] == []


def test_two_documents_of_one_store(kg: Kg, reports: Path) -> None:
    kg("build", reports)
    done = kg("diff", "day1", "day2.txt")
    assert done.returncode == 1
    assert done.stdout.splitlines()[2:4] == [
        "    date: 2024-03-01 → 2024-03-02",
        "      day1: “Anna met Berta on 2024-03-01” The report of the day 23-51",
    ]
    assert kg("diff", "day1", "day1").returncode == 0


@pytest.mark.parametrize(
    ("sides", "code", "message"),
    [
        (("kg-store", "day1"), 2, "kg-store is a store and day1 is none"),
        (("day1", "day9"), 2, "has no document 'day9'"),
        (("day1", "day2", "--store", "nowhere"), 4, "there is no store nowhere"),
    ],
)
def test_what_cannot_be_compared(kg: Kg, reports: Path, sides: tuple[str, ...], code: int, message: str) -> None:
    kg("build", reports)
    done = kg("diff", *sides)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
