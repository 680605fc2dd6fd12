"""GraphML and GEXF as Gephi takes them: labels, colours, sizes and dates, whatever a document puts into a name."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.graph import export, networkfile
from kg.graph.build import dataset
from kg.graph.network import network
from tests.conftest import ROOT
from tests.graph import samples

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
WRITERS = {"graphml": networkfile.graphml, "gexf": networkfile.gexf}
Writer = Callable[["nx.MultiDiGraph[str]"], Iterator[str]]


def exported(folder: Path, name: str) -> ET.Element:
    export.write(dataset(samples.both()), folder / f"net.{name}")
    return ET.parse(folder / f"net.{name}").getroot()


def two(label: str, **edge: Any) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", label=label, kind="Person", involvement=4)
    graph.add_node("b", label="B", kind="State", involvement=1)
    graph.add_edge("a", "b", key="f", kind="Meeting", label=label, **edge)
    return graph


def test_graphml_has_what_gephi_draws_by(tmp_path: Path) -> None:
    root = exported(tmp_path, "graphml")
    named = {key.get("id"): (key.get("for"), key.get("attr.name")) for key in root.findall(f"{GRAPHML}key")}
    nodes = [
        {named[data.get("key")][1]: data.text for data in node.findall(f"{GRAPHML}data")}
        for node in root.iter(f"{GRAPHML}node")
    ]
    person = next(node for node in nodes if node["label"] == "林小山")
    assert (person["r"], person["g"], person["b"]) == ("31", "111", "159")
    assert networkfile.COLOURS["Person"] == "#1f6f9f"
    assert person["label_zh-Hant"] == "林小山"
    assert all(node.keys() >= {"label", "kind", "size", "degree", "betweenness", "community"} for node in nodes)
    edges = [
        {named[data.get("key")][1]: data.text for data in edge.findall(f"{GRAPHML}data")}
        for edge in root.iter(f"{GRAPHML}edge")
    ]
    assert {edge["weight"] for edge in edges} == {"1.0"}
    assert ("Meeting", "2024-04-03") in {(edge["kind"], edge.get("start")) for edge in edges}


def test_gexf_has_labels_colours_sizes_and_days(tmp_path: Path) -> None:
    root = exported(tmp_path, "gexf")
    nodes = {node.get("label"): node for node in root.iter(f"{GEXF}node")}
    colour = nodes["林小山"].find(f"{VIZ}color")
    assert colour is not None
    assert colour.attrib == {"r": "31", "g": "111", "b": "159"}
    assert all(float(node.find(f"{VIZ}size").get("value", "")) >= 5 for node in nodes.values())  # type: ignore[union-attr]
    edges = list(root.iter(f"{GEXF}edge"))
    meeting = next(edge for edge in edges if edge.get("kind") == "Meeting" and edge.get("start"))
    assert (meeting.get("start"), meeting.get("end")) == ("2024-04-03", "2024-04-03")
    month = next(edge for edge in edges if edge.get("kind") == "Gathering")
    assert (month.get("start"), month.get("end")) == ("2024-05-01", "2024-05-31")
    assert any(edge.get("start") is None for edge in edges)  # what has no day is there all the time
    declared = {(group.get("class"), row.get("id")) for group in root.iter(f"{GEXF}attributes") for row in group}
    used = {
        (domain, value.get("for"))
        for domain in ("node", "edge")
        for element in root.iter(f"{GEXF}{domain}")
        for value in element.iter(f"{GEXF}attvalue")
    }
    assert used == declared
    assert {("node", "community"), ("edge", "status")} <= used


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_no_control_character_stays_in_a_label(write: Writer) -> None:
    hidden = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200b", "\ufeff"]
    hidden += ["\ud800", "\udfff", "\ufffe", "\uffff"]
    text = "".join(write(two("Li" + "".join(hidden) + "n")))
    root = ET.fromstring(text.encode("utf-8"))
    labels = {element.get("label") or element.text for element in root.iter()} - {None}
    assert {label for label in labels if label and label.startswith("Li")} == {"Li\t\nn"}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("label", ["<b>&amp;</b>", "]]>", "\"'>", "<!-- -->", "𠮷 č ć", "a\nb"])
def test_any_label_comes_back_as_it_was(write: Writer, label: str, tmp_path: Path) -> None:
    path = tmp_path / "net"
    path.write_text("".join(write(two(label))), "utf-8")
    again = nx.read_graphml(path) if write is networkfile.graphml else nx.read_gexf(path)
    assert again.nodes["a"]["label"] == label
    root = ET.parse(path).getroot()
    assert label in {text for element in root.iter() for text in (element.text, element.get("label"))}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_column_has_a_type_that_all_its_values_have(write: Writer) -> None:
    graph = two("A", confidence=1, odd=True)
    graph.add_edge("a", "b", key="g", kind="Visit", label="", confidence=0.5, odd="no")
    root = ET.fromstring("".join(write(graph)).encode())
    named = "attr.name" if write is networkfile.graphml else "title"
    kinds = {row.get(named): row.get("attr.type") or row.get("type") for row in root.iter() if row.get(named)}
    assert (kinds["confidence"], kinds["odd"]) == ("double", "string")
    assert kinds["involvement"] == ("int" if write is networkfile.graphml else "integer")


@pytest.mark.parametrize("name", WRITERS)
def test_the_bytes_do_not_hang_on_the_process(name: str) -> None:
    program = (
        "import sys; from kg.graph import export; from kg.graph.build import dataset; from tests.graph import samples\n"
        f"export.write(dataset(samples.both()), '-', '{name}')"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 2000


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_holds_every_node_and_tie_of_the_network(name: str, tmp_path: Path) -> None:
    exported(tmp_path, name)
    graph = network(dataset(samples.both()))
    path = tmp_path / f"net.{name}"
    again = nx.read_graphml(path) if name == "graphml" else nx.read_gexf(path)
    assert set(again) == set(graph)
    assert sorted(again.edges()) == sorted(graph.edges())
    assert graph.number_of_edges() > 5
