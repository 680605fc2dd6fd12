"""What may be asked: reads only, of this store only. Faults are told with line, column and the place marked.

The check goes by tokens, so that neither a string nor a comment deceives it. One thing in SPARQL depends on more than
tokens: ``<`` begins an IRI or compares. A text that could hide a call to another service behind that is refused.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import resources
from kg.errors import QueryError
from kg.graph.iri import NAMESPACES, ONTOLOGY
from kg.query.tokens import Token, line_and_column, tokens

LONGEST = 200_000
FORMS = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "graph", "DESCRIBE": "graph"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}

KNOWN = NAMESPACES | {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
}
"""The prefixes that need not be declared; those of the data come with the store's base."""

_SERVICE = re.compile("service", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PLAIN_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^']*|[^'#]*)>")


class PlacedError(QueryError):
    """A fault at one place of the query; ``excerpt`` shows the line with the place marked."""

    def __init__(self, text: str, offset: int, message: str) -> None:
        self.line, self.column = line_and_column(text, offset)
        line = text.split("\n")[self.line - 1].replace("\t", " ").rstrip("\r")
        begin = max(0, self.column - 61)
        shown = line[begin : begin + 120]
        self.excerpt = f"{shown}\n{_blank(shown[: self.column - 1 - begin])}^"
        super().__init__(f"line {self.line}, column {self.column}: {message}")


def _blank(text: str) -> str:
    """White space as wide as ``text`` is in a terminal."""
    from kg.query.width import width

    return " " * width(text)


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run: its ``kind`` (select, ask or graph) and the prefixes that it needs but does not declare."""

    kind: str
    prefixes: dict[str, str]


def check(text: str, prefixes: Mapping[str, str] = KNOWN) -> Checked:
    """Check a query; raises QueryError where it is refused."""
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text)} characters; {LONGEST} are the most that are read")
    found = list(tokens(text))
    _refuse_services(text, found)
    declared = _declared(found)
    kind = _kind(text, found)
    for token in found:
        if token.kind == "word" and token.text.upper() == "FROM":
            raise PlacedError(
                text, token.start, "FROM is refused: the store is what is asked; use GRAPH <document> { … }"
            )
    needed = {}
    for token in found:
        if token.kind == "name" and not token.text.startswith("_:"):
            prefix, local = token.text.split(":", 1)
            namespace = declared.get(prefix) or prefixes.get(prefix)
            if namespace is None:
                raise PlacedError(
                    text, token.start, f"the prefix {prefix}: is not declared" + nearest(prefix, prefixes)
                )
            if prefix not in declared:
                needed[prefix] = namespace
            if token.text not in (f"{prefix}:",):
                _known_term(text, token, namespace + local)
        elif token.kind == "iri":
            _known_term(text, token, token.text[1:-1])
    return Checked(kind, needed)


def _refuse_services(text: str, found: Sequence[Token]) -> None:
    """Refuse what is, or might be read as, a call to another service."""
    for reading, its_tokens in ((text, found), *_unescaped(text)):
        if not _SERVICE.search(reading):
            continue
        for token in its_tokens:
            if token.kind == "word" and _SERVICE.search(token.text):
                raise PlacedError(reading, token.start, "SERVICE is refused: a query reads this store and nothing else")
            if token.kind == "name" and _SERVICE.search(token.text.split(":")[0]):
                raise PlacedError(reading, token.start, "no prefix may have SERVICE in its name: give it another")
            if (token.kind == "iri" and not _PLAIN_IRI.fullmatch(token.text)) or token.text in "\\'\"":
                raise PlacedError(
                    reading, token.start, "this could hide a SERVICE, which is refused: put spaces around < and >"
                )


def _unescaped(text: str) -> Iterable[tuple[str, Sequence[Token]]]:
    """The query as engines see it that resolve escapes of code points before they parse."""
    if _ESCAPED.search(text):
        reading = _ESCAPED.sub(_code_point, text)
        yield reading, list(tokens(reading))


def _code_point(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else " "


def _declared(found: Sequence[Token]) -> dict[str, str]:
    """The prefixes that the query declares, wherever it does."""
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.kind == "word" and word.text.upper() == "PREFIX" and name.text.endswith(":") and iri.kind == "iri"
    }


def _kind(text: str, found: Sequence[Token]) -> str:
    """The form of the query, by the first word after its declarations."""
    at = 0
    while at < len(found) and found[at].kind == "word" and found[at].text.upper() in ("PREFIX", "BASE"):
        at += 3 if found[at].text.upper() == "PREFIX" else 2
    if at >= len(found):
        raise QueryError("the query is empty: it begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    first = found[at].text.upper()
    if first in UPDATES:
        raise PlacedError(
            text, found[at].start, f"{first} is refused: the store is only read here; kg build changes it"
        )
    if first not in FORMS:
        raise PlacedError(text, found[at].start, "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return FORMS[first]


def _known_term(text: str, token: Token, iri: str) -> None:
    """Raise where ``iri`` looks like a term of the ontology and is none."""
    if iri.startswith(ONTOLOGY) and (local := iri[len(ONTOLOGY) :]):
        known = vocabulary()
        if known and local not in known:
            raise PlacedError(text, token.start, f"the ontology has no term {local}" + nearest(local, known))


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a message: the one of ``known`` that is nearest to ``name``, if one is near."""
    folded = {other.casefold(): other for other in sorted(known, reverse=True)}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[near[0]]}?" if near else ""


@functools.cache
def vocabulary() -> frozenset[str]:
    """The local names of the ontology's terms."""
    path = resources.ontology("dip.ttl")
    if not path.is_file():
        return frozenset()
    subjects = {quad.subject.value for quad in ox.parse(path=path) if isinstance(quad.subject, ox.NamedNode)}
    return frozenset(iri[len(ONTOLOGY) :] for iri in subjects if iri.startswith(ONTOLOGY))
