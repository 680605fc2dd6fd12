"""A read-only SPARQL 1.1 Protocol endpoint over one store, with the same guard and the same limits as everywhere.

Each request asks the generation that is current when it comes, so that builds may go on beside. An answer is complete
before its first byte is sent: its status says how the query ended, also when it ran out of time.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import KgError, QueryError, QueryTimeout
from kg.graph.store import Store
from kg.graph.turtle import turtle
from kg.query import described, protocol
from kg.query.engine import Limits
from kg.query.guard import PlacedError
from kg.query.protocol import RefusedError
from kg.query.results import write
from kg.query.session import Session
from kg.query.width import printable

PATHS = ("/sparql", "/")
VOID_PATH = "/.well-known/void"
LONGEST_BODY = 1 << 20
AT_ONCE = 4
ALLOWED = ("GET", "HEAD", "POST", "OPTIONS")
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_MORE = {
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "5"},
    HTTPStatus.METHOD_NOT_ALLOWED: {"Allow": ", ".join(ALLOWED)},
}
"""What a client is told in the head beside the status."""


class Endpoint(ThreadingHTTPServer):
    """The server. ``log`` is told of each request; ``origin`` is a web page's that may read answers."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        store: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        limits: Limits | None = None,
        origin: str | None = None,
        log: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__((host, port), _Handler)
        self.store = store
        self.host = host
        self.limits = limits or Limits()
        self.origin = origin
        self.log = log or (lambda line: None)
        self.places = threading.BoundedSemaphore(AT_ONCE)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no fault of the server's; anything else is told where the requests are."""
        self.log(f"{client_address}: {sys.exc_info()[1]!r}")

    @property
    def url(self) -> str:
        """Where queries are sent to."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.server_address[1]}/sparql"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint
    protocol_version = "HTTP/1.1"
    server_version = "kg"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._respond("GET")

    def do_HEAD(self) -> None:
        self._respond("GET")

    def do_POST(self) -> None:
        self._respond("POST")

    def do_PUT(self) -> None:
        self._respond(self.command)

    do_DELETE = do_PATCH = do_PUT  # noqa: N815 - the names that http.server looks for

    def do_OPTIONS(self) -> None:
        self._send(HTTPStatus.NO_CONTENT, "", b"", Allow=", ".join(ALLOWED))

    def _respond(self, method: str) -> None:
        try:
            media, text = self._answer(method)
            self._send(HTTPStatus.OK, media, text.encode())
        except RefusedError as error:
            self._fail(error.status, str(error))
        except QueryTimeout as error:
            self._fail(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        except QueryError as error:
            excerpt = f"\n{error.excerpt}" if isinstance(error, PlacedError) else ""
            self._fail(HTTPStatus.BAD_REQUEST, f"{error}{excerpt}")
        except KgError as error:
            self._fail(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    def _answer(self, method: str) -> tuple[str, str]:
        """The media type and the text of the answer."""
        body = self._body()
        self._check_host()
        if method not in ALLOWED:
            raise RefusedError(
                HTTPStatus.METHOD_NOT_ALLOWED, "the store is only read here: a query comes by GET or POST"
            )
        parts = urlsplit(self.path)
        if parts.path not in (*PATHS, VOID_PATH):
            raise RefusedError(HTTPStatus.NOT_FOUND, f"queries are sent to {self.server.url}")
        request = protocol.read(method, parts.query, self.headers.get("Content-Type", ""), body)
        if not self.server.places.acquire(timeout=self.server.limits.seconds):
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, f"{AT_ONCE} queries are running; try again later")
        try:
            with Store(self.server.store) as opened:
                session = Session(opened.graph_path, base=opened.iris.base, limits=self.server.limits)
                if request.query is None:
                    return self._description(session)
                return self._asked(session, request.query)
        finally:
            self.server.places.release()

    def _body(self) -> bytes:
        """The whole body, which must be read for the connection to go on."""
        try:
            length = int(self.headers.get("Content-Length", "0"))
        except ValueError:
            length = -1
        if not 0 <= length <= LONGEST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            raise RefusedError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has a length, of at most {LONGEST_BODY} bytes"
            )
        return self.rfile.read(length)

    def _check_host(self) -> None:
        """A web page must not reach a server on loopback by a name of its own that points there."""
        if self.server.host in _LOCAL:
            name = urlsplit(f"//{self.headers.get('Host', '')}").hostname
            if name not in _LOCAL:
                raise RefusedError(HTTPStatus.FORBIDDEN, "this server answers on this machine only")

    def _asked(self, session: Session, query: str) -> tuple[str, str]:
        kind = session.check(query).kind
        accept = self.headers.get_all("Accept", [])
        media, form = protocol.choose(accept, protocol.TRIPLES if kind == "graph" else protocol.ROWS)
        answer = session.raw(query)
        if answer.cut:
            most = f"{session.limits.rows} rows" if answer.cut == "rows" else f"{session.limits.bytes} bytes"
            raise RefusedError(
                HTTPStatus.INTERNAL_SERVER_ERROR, f"the answer has more than {most}: ask for less with LIMIT"
            )
        if form == "rdfxml":
            triples = [q.triple for q in ox.parse(input=write(answer, "ntriples"), format=ox.RdfFormat.N_TRIPLES)]
            return media, _rdf_xml(triples)
        return media, write(answer, form, prefixes=session.prefixes)

    def _description(self, session: Session) -> tuple[str, str]:
        media, form = protocol.choose(self.headers.get_all("Accept", []), {**protocol.TRIPLES, "text/html": "turtle"})
        triples = described.describe(session, self.server.url)
        if form == "rdfxml":
            return media, _rdf_xml(triples)
        if form == "ntriples":
            return media, "".join(sorted(f"{triple} .\n" for triple in triples))
        return "text/turtle", turtle(triples, {**session.prefixes, **described.PREFIXES})

    def _fail(self, status: HTTPStatus, message: str) -> None:
        self._send(status, "text/plain", f"{message}\n".encode(), **_MORE.get(status, {}))

    def _send(self, status: HTTPStatus, media: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        if media:
            self.send_header("Content-Type", f"{media}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept, Origin")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.server.origin:
            self.send_header("Access-Control-Allow-Origin", self.server.origin)
            self.send_header("Access-Control-Allow-Headers", "Content-Type, Accept")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        self.server.log(f"{self.client_address[0]} {printable(format % args)}")


def _rdf_xml(triples: list[ox.Triple]) -> str:
    text = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.RDF_XML)
    assert text is not None
    return text.decode()
