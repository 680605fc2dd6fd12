"""What the SPARQL 1.1 Protocol says of requests: how they carry a query, and which form of answer they accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
}
"""Media types with the form that each stands for, the ones that are liked best first."""


class RefusedError(Exception):
    """A request that gets no answer; ``status`` says of what kind the fault is."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Request:
    """A query by the protocol; ``query`` is None where the request asks for the service's description."""

    query: str | None


def read(method: str, query_string: str, content_type: str, body: bytes) -> Request:
    """The request that an HTTP request makes; raises RefusedError where it makes none."""
    kind = content_type.partition(";")[0].strip().lower()
    fields = _fields(query_string)
    if method == "POST":
        if kind == UPDATE:
            raise RefusedError(HTTPStatus.FORBIDDEN, "updates are refused: the store is only read here")
        if kind == QUERY:
            fields["query"] = [_text(body)]
        elif kind == FORM:
            for name, values in _fields(_text(body)).items():
                fields.setdefault(name, []).extend(values)
        else:
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"a query is posted as {QUERY} or {FORM}")
    if "update" in fields:
        raise RefusedError(HTTPStatus.FORBIDDEN, "updates are refused: the store is only read here")
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in fields:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"{name} is refused: use GRAPH <document> {{ … }} in the query")
    queries = fields.get("query", [])
    if len(queries) > 1:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{len(queries)} queries in one request; one is the most")
    if not queries and method == "POST":
        raise RefusedError(HTTPStatus.BAD_REQUEST, "the request has no query")
    return Request(queries[0] if queries else None)


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"the request's fields cannot be read: {error}") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "the query is not in UTF-8") from None


def choose(accept: Sequence[str], offered: Mapping[str, str]) -> tuple[str, str]:
    """The media type and form that the ``Accept`` headers like best; raises RefusedError where they like none."""
    wanted = [_range(part) for header in accept for part in header.split(",") if part.strip()]
    if not wanted:
        return next(iter(offered.items()))
    best: tuple[float, str] = (0.0, "")
    for media in offered:
        matching = [(len(pattern.replace("*", "")), quality) for pattern, quality in wanted if _fits(media, pattern)]
        quality = max(matching)[1] if matching else 0.0
        if quality > best[0]:
            best = (quality, media)
    if not best[1]:
        raise RefusedError(HTTPStatus.NOT_ACCEPTABLE, f"the answer comes as {', '.join(offered)}")
    return best[1], offered[best[1]]


def _range(part: str) -> tuple[str, float]:
    pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
    try:
        return pattern, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return pattern, 0.0


def _fits(media: str, pattern: str) -> bool:
    return pattern in ("*/*", "*") or media == pattern or (pattern.endswith("/*") and media.startswith(pattern[:-1]))
