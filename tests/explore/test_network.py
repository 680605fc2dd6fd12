"""The network in Python: its filters, attributes and files."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx as nx
import pytest

from kg.graph.build import dataset
from kg.graph.facts import read
from kg.graph.network import Choice, choose, measure, network
from kg.graph.networkfile import gexf, graphml
from tests.explore import samples
from tests.explore.samples import BASE, LEADERS


@pytest.fixture(scope="module")
def store():
    return dataset([samples.report()])


def names(graph: nx.MultiDiGraph) -> set[str]:
    return {data["label"] for _, data in graph.nodes(data=True)}


def test_nodes_and_edges_say_what_they_are(store) -> None:
    graph = network(store)
    host = BASE + f"person/{LEADERS[0]}"
    assert graph.nodes[host]["kind"] == "Person"
    assert graph.nodes[host]["label"] == LEADERS[0]
    assert graph.nodes[host]["label_zh-Hant"] == LEADERS[0]
    assert graph.nodes[host]["involvement"] >= 9
    meetings = [data for _, _, data in graph.edges(data=True) if data["kind"] == "Meeting"]
    assert len(meetings) == 7
    assert {"start", "earliest", "status", "event", "confidence"} <= meetings[0].keys()
    assert list(graph) == sorted(graph)


def test_of_one_document_only_its_own_evidence() -> None:
    other, text = samples.report()
    other = replace(other, source=replace(other.source, key="source/other"))
    world = read(dataset([samples.report(), (other, text)]))
    both = {BASE + "source/made-up", BASE + "source/other"}
    assert any(set(fact.sources) == both for fact in world.facts)
    chosen = choose(world, Choice(sources=frozenset({BASE + "source/other"})))
    assert {source for fact in chosen.facts for source in fact.sources} == {BASE + "source/other"}
    proofs = [chosen.passages[iri] for fact in chosen.facts for iri in fact.passages]
    assert proofs
    assert {passage.source for passage in proofs} == {BASE + "source/other"}
    assert list(chosen.sources) == [BASE + "source/other"]


def test_around_hops_dates_and_types(store) -> None:
    last = BASE + f"person/{LEADERS[5]}"
    near = network(store, around=[last])
    assert LEADERS[0] in names(near)
    assert LEADERS[3] not in names(near)
    assert LEADERS[3] in names(network(store, around=[last], hops=2))
    days = {data.get("start") for *_, data in network(store, since="2024-05-01", types=["Meeting"]).edges(data=True)}
    assert days == {"2024-05"}
    people = network(store, types=["Person"])
    assert {data["kind"] for _, data in people.nodes(data=True)} == {"Person"}
    assert len(network(store, sources=["https://example.org/none"]).nodes) == 0


def test_measures_are_columns(store) -> None:
    graph = network(store)
    measure(graph)
    host = graph.nodes[BASE + f"person/{LEADERS[0]}"]
    assert host["degree"] == max(data["degree"] for _, data in graph.nodes(data=True))
    assert {"community", "betweenness"} <= host.keys()


@pytest.mark.parametrize("write", [graphml, gexf])
def test_files_are_read_back_and_the_same_every_time(store, write) -> None:
    graph = network(store)
    text = "".join(write(graph))
    assert text == "".join(write(network(store)))
    read = nx.read_graphml if write is graphml else nx.read_gexf
    again = read(io.BytesIO(text.encode()))
    assert set(again.nodes) == set(graph.nodes)
    assert again.number_of_edges() == graph.number_of_edges()
    assert {data["label"] for _, data in again.nodes(data=True)} == names(graph)


def test_gexf_has_dates_and_colours(store) -> None:
    text = "".join(gexf(network(store)))
    assert 'start="2024-04-01" end="2024-04-01"' in text
    assert "<viz:color" in text
