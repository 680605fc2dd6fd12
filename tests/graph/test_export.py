from __future__ import annotations

import csv
import dataclasses
import os
import stat
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.graph import export, output, table
from kg.graph.build import dataset
from kg.graph.iri import Iris
from kg.records import Event, Span
from tests.graph import samples
from tests.graph.test_quads import alone

SUFFIXES = {name: suffix for suffix, name in export.SUFFIXES.items()}


@pytest.fixture(scope="module")
def store() -> Iterator[ox.Store]:
    return dataset(samples.both())


def read(path: Path, format: ox.RdfFormat) -> set[ox.Quad]:
    found = ox.Store()
    found.load(path=str(path), format=format)
    return set(found)


@pytest.mark.parametrize(
    ("name", "format", "everything"),
    [
        ("turtle", ox.RdfFormat.TURTLE, False),
        ("ntriples", ox.RdfFormat.N_TRIPLES, False),
        ("jsonld", ox.RdfFormat.JSON_LD, False),
        ("trig", ox.RdfFormat.TRIG, True),
        ("nquads", ox.RdfFormat.N_QUADS, True),
    ],
)
def test_what_is_written_is_the_graph(
    store: ox.Store, tmp_path: Path, name: str, format: ox.RdfFormat, everything: bool
) -> None:
    path = tmp_path / f"graph{SUFFIXES[name]}"
    export.write(store, path)
    expected = set(store) if everything else set(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert read(path, format) == expected
    assert output.ours(path)


@pytest.mark.parametrize("name", list(export.FORMATS))
def test_an_output_of_ours_is_replaced_and_the_bytes_are_the_same(store: ox.Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    export.write(store, path, name)
    before = path.read_bytes()
    export.write(store, path, name)
    assert path.read_bytes() == before
    assert len(before) > 500
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", list(export.FORMATS))
def test_somebodys_file_is_not(store: ox.Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    path.write_text("@prefix dip: <https://w3id.org/diplomacy-kg/ontology#> .\n")
    with pytest.raises(UsageError, match="was not written by kg; give another name, or --force"):
        export.write(store, path, name)
    assert path.read_text().startswith("@prefix dip")
    export.write(store, path, name, force=True)
    assert output.ours(path)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networks_can_be_read_again(store: ox.Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / "net"
    export.write(store, path, name)
    graph = nx.read_graphml(path) if name == "graphml" else nx.read_gexf(path)
    assert "林小山" in {data.get("label") for _, data in graph.nodes(data=True)}
    assert ET.parse(path).getroot().tag.endswith(name)


def test_an_unknown_format_is_told(store: ox.Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names no format; there are turtle, trig"):
        export.write(store, tmp_path / "graph.xyz")
    with pytest.raises(UsageError, match="'rdfxml' names no format"):
        export.write(store, tmp_path / "graph.ttl", "rdfxml")


# ---- the table of events ------------------------------------------------------------------------------


def test_the_table_has_one_event_a_row_with_its_words(store: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    export.write(store, path)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == table.COLUMNS
    assert len(rows) == 5
    meeting = next(row for row in rows if row["class"] == "Meeting" and row["place"])
    assert meeting["participants"] == "林小山 | 陳大文"
    assert (meeting["start"], meeting["end"], meeting["status"]) == ("2024-04-03", "2024-04-03", "held")
    assert meeting["evidence"] == "陳大文總統4月3日在河港市與外長林小山會面"
    assert (meeting["source"], meeting["confidence"], meeting["place"]) == ("題目 zh", "0.97", "河港市")
    gathering = next(row for row in rows if row["class"] == "Gathering")
    assert (gathering["series"], gathering["ordinal"], gathering["hosts"]) == ("南洲論壇", "2", "北島國")
    assert [row["start"] for row in rows] == ["2024-04-03", "2024-04-03", "2024-04-03", "2024-05", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    title = f"{start}1+cmd|'/c calc'!A0"
    event = Event("e1", "Act", (Span(0, 3),), 1.0, "r", title=title)
    export.write(dataset([(alone(events=(event,)), samples.CHINESE)]), tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert row["title"] == f"'{title}"


# ---- files --------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out"
    output.write(path, f"# {output.MARK}\nbefore\n")

    def broken() -> Iterator[str]:
        yield f"# {output.MARK}\nafter"
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        output.write(path, broken())
    assert path.read_text() == f"# {output.MARK}\nbefore\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_an_empty_file_and_a_device_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    output.write(tmp_path / "out", "x")
    output.write("/dev/null", "x")
    assert (tmp_path / "out").read_text() == "x"
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    output.write(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"


def test_the_usual_permissions_hold(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        output.write(tmp_path / "out", "x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


@pytest.mark.parametrize(("name", "message"), [(".", "is a folder"), ("no/such/x", "there is no folder")])
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        output.write(tmp_path / name, "x")


def test_with_many_sources_passages_are_written_in_full() -> None:
    store = dataset([samples.renamed((dataclasses.replace(alone()), samples.CHINESE), f"d{n}") for n in range(101)])
    assert export.prefixes(store, Iris()) == Iris().prefixes()
