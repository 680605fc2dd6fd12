from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic, to_isomorphic

from kg.graph import export, jsonld, turtle
from kg.graph.build import dataset
from kg.graph.iri import DEFAULT_BASE, NAMESPACES, Iris
from kg.graph.syntax import Shortener, full
from tests.graph import samples

PREFIXES = Iris().prefixes()
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
KEYS = st.builds(lambda kind, name: f"{kind}/{name}", st.sampled_from(["person", "state", "source/a"]), NAMES)
NODES = st.one_of(
    KEYS.map(lambda key: ox.NamedNode(Iris().entity(key))),
    st.sampled_from(["urn:x:1", "http://a.example/-b", "http://a.example/c.", "http://www.w3.org/ns/oa#exact"]).map(
        ox.NamedNode
    ),
)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["zh-Hant", "en", "pt-BR"])),
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode(NAMESPACES["xsd"] + "date"))),
    st.decimals(-1000, 1000, places=3).map(
        lambda value: ox.Literal(format(value.normalize(), "f"), datatype=ox.NamedNode(NAMESPACES["xsd"] + "decimal"))
    ),
)
TRIPLES = st.lists(st.builds(ox.Triple, NODES, NODES, st.one_of(NODES, LITERALS)), max_size=12)


def engine(text: str, format: ox.RdfFormat) -> set[ox.Quad]:
    store = ox.Store()
    store.load(text.encode(), format=format)
    return set(store)


def stored(triples: list[ox.Triple], graph: ox.NamedNode | None = None) -> set[ox.Quad]:
    """As the engine keeps them: it normalises numbers and tags."""
    store = ox.Store()
    store.extend([ox.Quad(t.subject, t.predicate, t.object, graph or ox.DefaultGraph()) for t in triples])
    return set(store)


def through_rdflib(text: str, format: str) -> set[tuple[str, ...]]:
    graph = rdflib.Graph()
    graph.parse(data=text, format=format)
    return {tuple(term.n3() for term in triple) for triple in graph}


@settings(max_examples=300)
@given(TRIPLES)
def test_turtle_says_the_same_to_both_readers(triples: list[ox.Triple]) -> None:
    quads = stored(triples)
    text = turtle.turtle(quads, PREFIXES)
    assert engine(text, ox.RdfFormat.TURTLE) == quads
    lines = "".join(f"{full(q.subject)} {full(q.predicate)} {full(q.object)} .\n" for q in quads)
    assert through_rdflib(text, "turtle") == through_rdflib(lines, "nt")


@given(TRIPLES, TRIPLES)
def test_trig_says_the_same(default: list[ox.Triple], named: list[ox.Triple]) -> None:
    quads = stored(default) | stored(named, ox.NamedNode(Iris().entity("source/一")))
    assert engine(turtle.trig(quads, PREFIXES), ox.RdfFormat.TRIG) == quads


@given(TRIPLES)
def test_jsonld_says_the_same(triples: list[ox.Triple]) -> None:
    quads = stored(triples)
    text = jsonld.jsonld(quads, PREFIXES)
    found = ox.Store()
    found.load(text.encode(), format=ox.RdfFormat.JSON_LD)
    assert set(found) == quads


@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(triples: list[ox.Triple], chance: random.Random) -> None:
    quads = list(stored(triples))
    expected = turtle.turtle(quads, PREFIXES), jsonld.jsonld(quads, PREFIXES)
    chance.shuffle(quads)
    assert (turtle.turtle(quads, PREFIXES), jsonld.jsonld(quads, PREFIXES)) == expected


@pytest.mark.parametrize(
    "char", [chr(code) for code in (0xB7, 0x300, 0x3B9, 0x37E, 0x200C, 0x2014, 0x300C, 0xFF01, 0x1F600)]
)
@pytest.mark.parametrize("place", ["first", "inside", "last"])
def test_names_are_short_only_where_every_reader_takes_them(char: str, place: str) -> None:
    name = {"first": f"{char}a", "inside": f"a{char}a", "last": f"a{char}"}[place]
    quads = stored([ox.Triple(ox.NamedNode(f"{DEFAULT_BASE}person/{name}"), ox.NamedNode("urn:p"), ox.Literal(1))])
    text = turtle.turtle(quads, PREFIXES)
    assert engine(text, ox.RdfFormat.TURTLE) == quads
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert [str(subject) for subject in graph.subjects()] == [f"{DEFAULT_BASE}person/{name}"]


def test_usual_names_are_short() -> None:
    short = Shortener(PREFIXES)
    for key in ("習近平", "xi-jinping", "10项", "a%2Cb", "中国-外长"):
        assert short.iri(f"{DEFAULT_BASE}person/{key}") == f"person:{key}"
    for key in ("-a", "a.", "", "a/b", "a%2cb"):
        assert short.iri(f"{DEFAULT_BASE}person/{key}") == f"<{DEFAULT_BASE}person/{key}>"


def test_it_reads_well() -> None:
    text = turtle.turtle(dataset(samples.both()).quads_for_pattern(None, None, None, ox.DefaultGraph()), PREFIXES)
    assert "# Events\n\n" in text
    order = [
        text.index(f"# {title}\n") for title in ("Sources", "Persons", "Events", "Tenures", "Passages", "Selectors")
    ]
    assert order == sorted(order)
    meeting = text.index("a dip:Meeting, dip:Event ;\n")
    assert 'dip:name "陳大文、林小山會見 2024-04-03" ;' in text[meeting : meeting + 200]
    assert "dip:confidence 0.97 ;" in text
    assert "@zh-Hant" in text
    assert "@zh-hant" not in text
    assert text.index("p22-30> a dip:Passage") < text.index("p32-50> a dip:Passage")


def test_a_source_has_its_own_prefix() -> None:
    store = dataset([samples.renamed(samples.chinese(), name) for name in ("日報", "daily/one", "event", "two")])
    assert set(export.prefixes(store, Iris())) - set(PREFIXES) == {"one", "two"}


def test_language_and_hash_seed_leave_the_bytes_alone(tmp_path: Path) -> None:
    program = (
        "import sys; from tests.graph import samples; from kg.graph.build import dataset; from kg.graph import export\n"
        "pairs = samples.both(); pairs = pairs[::-1] if sys.argv[1] == '2' else pairs\n"
        "store = dataset(pairs)\n"
        "for name in ('trig', 'turtle', 'nquads', 'jsonld', 'csv'): export.write(store, '-', name)\n"
    )
    root = str(Path(__file__).parents[2])
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program, seed],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root, "LC_ALL": locale},
            cwd=tmp_path,
            check=True,
            capture_output=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"), ("3", "C"))
    ]
    assert len(outputs[0]) > 10_000
    assert len(set(outputs)) == 1


def test_all_of_the_graph_goes_through_rdflib() -> None:
    store = dataset(samples.both())
    text = turtle.turtle(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), export.prefixes(store, Iris()))
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert len(graph) == sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    lines = "".join(export.FORMATS["ntriples"](store, Iris()))
    assert isomorphic(to_isomorphic(graph), to_isomorphic(rdflib.Graph().parse(data=lines, format="nt")))
