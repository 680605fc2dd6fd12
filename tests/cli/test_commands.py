from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cli.conftest import REPORT, Kg


def test_build_tells_what_it_did(kg: Kg, reports: Path) -> None:
    done = kg("build", reports)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "kg-store: 2 new\n")
    (reports / "day2.txt").write_text(REPORT.format(day=3))
    assert kg("build", reports).stderr == "kg-store: 1 replaced, 1 unchanged\n"
    assert kg("build", reports, "-q").stderr == ""
    assert kg("-q", "build", reports).stderr == ""


def test_the_store_may_be_elsewhere(kg: Kg, reports: Path, here: Path) -> None:
    assert kg("build", reports, "--store", "one").returncode == 0
    assert kg("build", reports, KG_STORE="two").returncode == 0
    assert {path.name for path in here.iterdir()} == {"reports", "one", "two"}
    assert kg("stats", "--store", "one").stdout == kg("stats", KG_STORE="two").stdout != ""


def test_standard_input_and_archives_are_read(kg: Kg, here: Path) -> None:
    assert kg("build", "-", text=REPORT.format(day=4)).returncode == 0
    with zipfile.ZipFile(here / "x.zip", "w") as archive:
        archive.writestr("a/day5.txt", REPORT.format(day=5))
    assert kg("build", "x.zip").returncode == 0
    listed = kg("stats", "--documents").stdout.split("documents\n")[1].split("\n")
    assert listed[:2] == ["  a/day5  (x.zip/a/day5.txt)", "  stdin  (-)"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "no text"),
        ("binary.txt", b"\x00\x01\x02\x7fELF" * 50, "binary.txt"),
        ("broken.txt", b"Anna met Berta on 2024-03-01.\xff\xfe\xfa" * 9, "broken.txt"),
        ("missing.txt", None, "no such file or folder"),
        ("folder", {}, "no document in this folder"),
        (
            "other.txt",
            "Президент встретился с канцлером в Москве. ".encode() * 9,
            "in a language that is not read yet",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_read(
    kg: Kg, reports: Path, here: Path, name: str, content: bytes | dict[str, bytes] | None, message: str
) -> None:
    if isinstance(content, bytes):
        (here / name).write_bytes(content)
    elif content is not None:
        (here / name).mkdir()
    alone = kg("build", name)
    assert alone.returncode == 3, alone.stderr
    assert message in alone.stderr
    assert "Traceback" not in alone.stderr
    assert alone.stderr.endswith("kg-store: nothing read, 1 not read; no store is made\n")
    assert not (here / "kg-store").exists()
    both = kg("build", name, reports, NO_COLOR="1")
    assert both.returncode == 1
    assert both.stderr.startswith(f"kg: warning: {name}")
    assert both.stderr.endswith("kg-store: 2 new, 1 not read\n")


def test_a_fault_of_the_extractor_is_told(kg: Kg, reports: Path) -> None:
    (reports / "bad.txt").write_text("This one will CRASH the reader, for certain.\n")
    done = kg("build", reports, NO_COLOR="1")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].endswith("bad.txt: could not be read: LookupError: a fault in the extractor")


@pytest.mark.parametrize(
    "arguments",
    [["--date", "tomorrow"], ["--base", "nothing"], ["--base", "https://other.example/"], ["--language", "fr"]],
)
def test_build_refuses_what_makes_no_sense(kg: Kg, reports: Path, arguments: list[str]) -> None:
    kg("build", reports)
    before = kg("export", "-f", "nquads").stdout
    done = kg("build", reports, *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert kg("export", "-f", "nquads").stdout == before != ""


def test_remove_takes_documents_out(kg: Kg, reports: Path) -> None:
    kg("build", reports)
    done = kg("remove", "reports/day1.txt")
    assert (done.returncode, done.stderr) == (0, "kg-store: day1 removed\n")
    assert "day1" not in kg("export", "-f", "nquads").stdout
    again = kg("remove", "day1")
    assert again.returncode == 2
    assert "has no document 'day1'" in again.stderr


def test_extract_needs_no_store(kg: Kg, reports: Path, here: Path) -> None:
    done = kg("extract", reports / "day1.txt")
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["record"] for record in records] == ["source", "entity", "entity", "event"]
    assert records[-1]["evidence"][0]["quote"] == "Anna met Berta on 2024-03-01"
    assert kg("extract", "-", text=REPORT.format(day=1)).stdout.count("\n") == 4
    assert not (here / "kg-store").exists()
    missing = kg("extract", "missing.txt")
    assert (missing.returncode, missing.stdout) == (3, "")


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads", "jsonld", "graphml", "gexf", "csv"])
def test_export_writes_every_format(kg: Kg, reports: Path, here: Path, format: str) -> None:
    kg("build", reports)
    shown = kg("export", "-f", format)
    assert shown.returncode == 0
    assert "Anna" in shown.stdout
    assert kg("export", "-f", format, "-o", "out").returncode == 0
    assert (here / "out").read_bytes().decode() == shown.stdout.replace("\n", "\r\n" if format == "csv" else "\n")


def test_export_goes_by_the_suffix(kg: Kg, reports: Path, here: Path) -> None:
    kg("build", reports)
    assert kg("export", "-o", "graph.trig").returncode == 0
    store = ox.Store()
    store.load(path=str(here / "graph.trig"), format=ox.RdfFormat.TRIG)
    assert len(list(store.named_graphs())) == 3
    assert kg("export").stdout.startswith("# Written by kg (diplomacy-kg)\n@prefix ")
    assert kg("export", "-o", "graph.doc").returncode == 2


def test_export_replaces_only_its_own(kg: Kg, reports: Path, here: Path) -> None:
    kg("build", reports)
    (here / "mine.ttl").write_text("# mine\n")
    done = kg("export", "-o", "mine.ttl")
    assert done.returncode == 2
    assert done.stderr == (
        "kg: error: mine.ttl exists and was not written by kg; give another name, or --force to replace it\n"
    )
    assert (here / "mine.ttl").read_text() == "# mine\n"
    assert kg("export", "-o", "mine.ttl", "--force").returncode == 0
    assert kg("export", "-o", "mine.ttl").returncode == 0


def test_the_table_of_events(kg: Kg, reports: Path) -> None:
    kg("build", reports)
    rows = list(csv.DictReader(io.StringIO(kg("export", "-f", "csv").stdout)))
    assert [(row["class"], row["start"], row["participants"]) for row in rows] == [
        ("Meeting", f"2024-03-0{day}", "Anna | Berta") for day in (1, 2)
    ]


def test_stats_counts(kg: Kg, reports: Path) -> None:
    kg("build", reports)
    counts = json.loads(kg("stats", "--json").stdout)
    assert counts["sources"] == {"all": 2, "en": 2}
    assert counts["entities"] == {"Person": 2}
    assert counts["events"] == {"Meeting": 2}
    assert counts["evidence"] == {"Passage": 2}
    assert counts["size"]["quads"] > counts["size"]["triples"] > 50
    shown = kg("stats").stdout
    assert "  Meeting               2\n" in shown


@pytest.mark.parametrize("command", [["stats"], ["export"], ["remove", "x"]])
def test_without_a_store_there_is_one_clear_line(kg: Kg, here: Path, command: list[str]) -> None:
    done = kg(*command)
    assert done.returncode == 4
    assert done.stderr.startswith("kg: error: there is no store kg-store")
    assert done.stderr.count("\n") == 1
    assert not (here / "kg-store").exists()


def test_another_version_is_one_clear_line(kg: Kg, reports: Path, here: Path) -> None:
    kg("build", reports)
    (here / "kg-store" / "store.json").write_text('{"format": 2, "base": "https://x.example/"}')
    for command in (["stats"], ["build", str(reports)], ["remove", "day1"]):
        done = kg(*command)
        assert done.returncode == 4
        assert done.stderr.startswith("kg: error: kg-store is of version 2, and this kg reads 1")
