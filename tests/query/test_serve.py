"""The endpoint as clients meet it: requests, forms of answer, status codes, several at once."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.query import protocol
from kg.query.engine import Limits
from kg.query.protocol import RefusedError
from kg.query.serve import Endpoint
from tests.query.test_guard import HIDDEN_SERVICES
from tests.query.test_hostile import CROSS

NAMES = "SELECT ?name { person:lin skos:prefLabel ?name } ORDER BY ?name"
TRIPLES = "CONSTRUCT WHERE { ?a dip:metWith ?b }"


@pytest.fixture(scope="module")
def endpoint(store_folder: Path) -> Iterator[Endpoint]:
    limits = Limits(seconds=2.0, rows=500)
    with Endpoint(store_folder, limits=limits, origin="http://localhost:3000") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Client:
    """One client with its own connection."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._address = urlsplit(endpoint.url).netloc

    def send(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection(self._address, timeout=30)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def get(self, query: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        return self.send("GET", f"/sparql?{urlencode({'query': query})}", **headers)


@pytest.fixture
def client(endpoint: Endpoint) -> Client:
    return Client(endpoint)


def names(text: str) -> list[str]:
    return [binding["name"]["value"] for binding in json.loads(text)["results"]["bindings"]]


def test_get_and_both_kinds_of_post(client: Client) -> None:
    form = urlencode({"query": NAMES}).encode()
    answers = [
        client.get(NAMES),
        client.send("POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded"),
        client.send("POST", "/sparql", NAMES.encode(), Content_Type="application/sparql-query; charset=utf-8"),
        client.send("GET", f"/?{urlencode({'query': NAMES})}"),
    ]
    for status, headers, text in answers:
        assert status == 200
        assert headers["Content-Type"] == "application/sparql-results+json; charset=utf-8"
        assert names(text) == ["Lin Hai", "林海"]


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (NAMES, "*/*", "application/sparql-results+json"),
        (NAMES, "text/csv", "text/csv"),
        (NAMES, "application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        (NAMES, "text/html, application/*;q=0.5", "application/sparql-results+json"),
        (NAMES, "text/*", "text/csv"),
        (NAMES, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("ASK {}", "application/xml", "application/xml"),
        (TRIPLES, "*/*", "text/turtle"),
        (TRIPLES, "application/n-triples", "application/n-triples"),
        (TRIPLES, "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_form_is_negotiated(client: Client, query: str, accept: str, media: str) -> None:
    status, headers, text = client.get(query, Accept=accept)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] == media
    if query == TRIPLES:
        form = ox.RdfFormat.from_media_type(media)
        assert form is not None
        assert len(set(ox.parse(input=text, format=form))) == 6


def test_language_tags_and_types_arrive(client: Client) -> None:
    (first, *_) = json.loads(client.get("SELECT ?n ?d { person:lin skos:prefLabel ?n BIND(1 AS ?d) } ORDER BY ?n")[2])[
        "results"
    ]["bindings"]
    assert first["n"]["xml:lang"] == "en"
    assert first["d"]["datatype"].endswith("#integer")


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("SELECT * { ?a ?b", 400, "line 1, column"),
        ("SELECT * { ?a a dip:Meating }", 400, "did you mean Meeting"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 400, "INSERT is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", 400, "FROM is refused"),
        (CROSS, 503, "did not end within 2 s"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 500, "more than 500 rows"),
    ],
    ids=str,
)
def test_status_tells_what_went_wrong(client: Client, query: str, status: int, told: str) -> None:
    got, headers, text = client.get(query)
    assert got == status
    assert told in text
    assert headers["Content-Type"].startswith("text/plain")
    assert ("Retry-After" in headers) == (status == 503)


@pytest.mark.parametrize("query", HIDDEN_SERVICES)
def test_services_are_refused(client: Client, query: str) -> None:
    status, _, text = client.get(query)
    assert status == 400
    assert "SERVICE" in text


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, {}, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fx", None, {}, 400),
        ("GET", "/sparql?query=%FF", None, {}, 400),
        ("GET", "/sparql?update=CLEAR%20ALL", None, {}, 403),
        ("GET", "/elsewhere?query=ASK%20%7B%7D", None, {}, 404),
        ("GET", "/sparql?query=ASK%20%7B%7D", None, {"Accept": "image/png"}, 406),
        ("GET", "/sparql?query=ASK%20%7B%7D", None, {"Host": "evil.example"}, 403),
        ("POST", "/sparql", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", b"", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("POST", "/sparql", b"\xff", {"Content-Type": "application/sparql-query"}, 400),
        ("POST", "/sparql", b"x", {"Content-Type": "application/sparql-query", "Content-Length": "99999999"}, 413),
        ("PUT", "/sparql", b"x", {}, 405),
        ("DELETE", "/sparql", None, {}, 405),
        ("OPTIONS", "/sparql", None, {}, 204),
        ("HEAD", "/sparql?query=ASK%20%7B%7D", None, {}, 200),
    ],
)
def test_other_requests(
    client: Client, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int
) -> None:
    got, told, text = client.send(method, path, body, **headers)
    assert got == status
    assert ("Allow" in told) == (status in (204, 405))
    assert (text == "") == (method in ("HEAD", "OPTIONS"))


def test_requests_are_told_without_what_steers_a_terminal(store_folder: Path) -> None:
    lines: list[str] = []
    with Endpoint(store_folder, log=lines.append) as endpoint:
        thread = threading.Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        with socket.create_connection(endpoint.server_address[:2]) as plain:
            plain.sendall(b"GET /\x1b[31m HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert plain.makefile("rb").readline().split()[1] == b"404"
        endpoint.shutdown()
        thread.join()
    assert any("GET / [31m HTTP/1.1" in line for line in lines)


def test_other_sites_may_read_only_if_allowed(client: Client, store_folder: Path) -> None:
    assert client.get("ASK {}")[1]["Access-Control-Allow-Origin"] == "http://localhost:3000"
    with Endpoint(store_folder) as other:
        thread = threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        assert "Access-Control-Allow-Origin" not in Client(other).get("ASK {}", Origin="http://evil.example")[1]
        other.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_description(client: Client, endpoint: Endpoint, path: str) -> None:
    status, headers, text = client.send("GET", path)
    assert (status, headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    store = ox.Store()
    store.load(input=text, format=ox.RdfFormat.TURTLE)
    prologue = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#> "
    (row,) = store.query(
        prologue
        + "SELECT * { ?s a sd:Service ; sd:endpoint ?e ; sd:defaultDataset ?d . ?d void:triples ?n ; sd:namedGraph ?g }"
        " ORDER BY ?g LIMIT 1"
    )
    assert row["e"] == ox.NamedNode(endpoint.url)
    counted = json.loads(client.get("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")[2])["results"]["bindings"][0]["n"]["value"]
    assert row["n"].value == counted
    meetings = store.query(
        prologue + "SELECT ?n { ?p void:class <https://w3id.org/diplomacy-kg/ontology#Meeting> ; void:entities ?n }"
    )
    assert [solution["n"].value for solution in meetings] == ["4"]


def test_several_clients_at_once(endpoint: Endpoint) -> None:
    """A slow query does not keep the others waiting, and none gets another's answer."""

    def ask(number: int) -> tuple[int, str]:
        query = CROSS if number == 0 else f"SELECT ({number} AS ?name) {{}}"
        status, _, text = Client(endpoint).get(query)
        return status, text

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(16)))
    assert answers[0][0] == 503
    assert [names(text) for status, text in answers[1:] if status == 200] == [[str(n)] for n in range(1, 16)]


def test_connection_is_kept(endpoint: Endpoint) -> None:
    connection = http.client.HTTPConnection(urlsplit(endpoint.url).netloc, timeout=30)
    for query, status in (("ASK {}", 200), ("nonsense", 400), ("ASK {}", 200)):
        connection.request("GET", f"/sparql?{urlencode({'query': query})}")
        response = connection.getresponse()
        response.read()
        assert response.status == status
    connection.close()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_as_a_client(endpoint: Endpoint, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint.url, method=method))  # type: ignore[arg-type]
    query = "SELECT ?name { ?who <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(?name = '林海'@zh-hant) }"
    assert [str(name) for (name,) in graph.query(query)] == ["林海"]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [([], "a/b"), (["c/d;q=0.5", "a/*;q=0.4"], "c/d"), (["a/b;q=x, c/d;q=0.1"], "c/d"), (["*/*;q=2"], "a/b")],
)
def test_choice_of_form(accept: list[str], chosen: str) -> None:
    assert protocol.choose(accept, {"a/b": "x", "c/d": "y"})[0] == chosen
    with pytest.raises(RefusedError):
        protocol.choose(["e/f"], {"a/b": "x"})
