from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from rdflib import RDF, Dataset, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QueryError
from kg.graph import export
from kg.graph.build import dataset
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.graph.rdflib_store import ReadOnlyDataset
from tests.graph import samples

DIP = Namespace("https://w3id.org/diplomacy-kg/ontology#")
pytestmark = pytest.mark.filterwarnings("ignore:Dataset\\.:DeprecationWarning")  # rdflib's own, within rdflib
LIN = URIRef(f"{DEFAULT_BASE}person/lin")


@pytest.fixture(scope="module")
def data() -> Iterator[ReadOnlyDataset]:
    return ReadOnlyDataset(dataset(samples.both()), Iris().prefixes())


@pytest.fixture(scope="module")
def copy() -> Dataset:
    """The same data in a dataset of rdflib's own."""
    found = Dataset()
    found.parse(data="".join(export.FORMATS["nquads"](dataset(samples.both()), Iris())), format="nquads")
    return found


QUERIES = (
    "SELECT ?e ?l { ?e a dip:Person ; skos:prefLabel ?l }",
    "SELECT ?g ?e { GRAPH ?g { ?e a dip:Meeting } }",
    'SELECT ?e { ?e skos:prefLabel "陳大文"@zh-Hant }',
    "SELECT ?e ?d { ?e a dip:Event ; dip:earliest ?d FILTER(?d > '2024-04-30'^^xsd:date) }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?s { ?s dip:confidence ?c FILTER(?c >= 0.9) }",
    "SELECT ?x { person:lin dip:metWith+ ?x }",
)


@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_as_rdflibs_own_does(data: Dataset, copy: Dataset, query: str) -> None:
    prefixes = Iris().prefixes()
    found = {tuple(map(str, row)) for row in data.query(query)}
    assert found == {tuple(map(str, row)) for row in copy.query(query, initNs=prefixes)}
    assert found


def test_it_has_the_same_triples_and_graphs(data: Dataset, copy: Dataset) -> None:
    def shown(dataset: Dataset) -> set[str]:
        return {" ".join(term.n3() for term in triple) for triple in dataset.triples((None, None, None))}

    assert shown(data) == shown(copy)
    assert len(list(data.quads())) == len(list(copy.quads())) > 300
    named = {graph.identifier for graph in data.graphs()} - {data.default_graph.identifier}
    assert named == {URIRef(f"{DEFAULT_BASE}source/{name}") for name in ("zh", "en")}
    assert len(data.default_graph) == len(copy.default_graph)
    assert (LIN, RDF.type, DIP.Person) in data
    assert (LIN, RDF.type, DIP.State) not in data
    assert list(data.triples((LIN, None, Literal("林小山", lang="zh-Hant"))))
    assert list(data.triples((URIRef("no iri"), None, None))) == []


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """An address on loopback that notes who asks."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/x", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("SELECT * FROM <URL> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
        ("ASK FROM <URL> { ?s ?p ?o }", "FROM"),
        ("CONSTRUCT { ?s ?p ?o } FROM <URL> WHERE { ?s ?p ?o }", "FROM"),
        ("DESCRIBE ?s FROM <URL> { ?s ?p ?o }", "FROM"),
        ("SELECT * { SERVICE <URL> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { { SELECT ?s { OPTIONAL { SERVICE SILENT <URL> { ?s ?p ?o } } } } }", "SERVICE"),
        ("SELECT * { ?s a ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }", "SERVICE"),
    ],
)
@pytest.mark.parametrize("prepared", [False, True])
def test_nothing_is_fetched(
    data: Dataset, elsewhere: tuple[str, list[str]], query: str, what: str, prepared: bool
) -> None:
    url, asked = elsewhere
    text = query.replace("URL", url)
    with pytest.raises(QueryError, match=f"{what} is refused"):
        data.query(prepareQuery(text) if prepared else text)
    assert asked == []


def test_it_is_read_only(data: Dataset, tmp_path: Path) -> None:
    before = len(list(data.quads()))
    with pytest.raises(QueryError, match="read-only"):
        data.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    with pytest.raises(QueryError, match="read-only"):
        data.add((LIN, RDF.type, DIP.State))
    with pytest.raises(QueryError, match="read-only"):
        data.remove((None, None, None))
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(QueryError, match="read-only"):
        data.parse(tmp_path / "x.ttl", format="turtle")
    assert len(list(data.quads())) == before
