"""IRIs from stable keys: the same on every machine for the same input, readable in any script.

A key is ``kind/name``. Letters, digits and signs of any script stand as they are; what an IRI may not hold, and what
would change its structure, is percent-encoded as UTF-8. Different keys give different IRIs.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.kinds import ENTITY_KINDS

if TYPE_CHECKING:
    from kg.records import Span

DEFAULT_BASE = "https://w3id.org/diplomacy-kg/id/"
ONTOLOGY = "https://w3id.org/diplomacy-kg/ontology#"

NAMESPACES = {
    "dcterms": "http://purl.org/dc/terms/",
    "dip": ONTOLOGY,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RECORD_KINDS = ("event", "tenure", "relation", "figure", "run", "source")

# What stands as it is: what RFC 3987 lets stand, without spaces and marks that cannot be seen. Fixed ranges and not
# Unicode's categories, which differ from one Python to the next.
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-")
_PLAIN_BEYOND = (  # compiled when it is needed: it takes milliseconds
    "[\u00a1-\u00ac\u00ae-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]"
    "|[\uf900-\ufdcf\ufdf0-\uffef]"
    f"|[{''.join(f'{chr(plane)}-{chr(plane + 0xFFFD)}' for plane in range(0x10000, 0xE0000, 0x10000))}]"
)
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`#?]+[/#]")


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the IRIs under one base; ``Iris(base)`` raises UsageError where the base is none."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base) or any(_encoded(c) != c for c in self.base if ord(c) > 127):
            raise UsageError(
                f"{self.base!r} is no base IRI: it begins with a scheme such as https:// and ends in / or #"
            )

    def entity(self, key: str) -> str:
        """The IRI of an entity's or a source's key (``person/xi-jinping``)."""
        return self.base + quote(key)

    def key(self, iri: str) -> str | None:
        """The path under the base (still encoded), or None for an IRI from elsewhere."""
        return iri[len(self.base) :] if iri.startswith(self.base) else None

    @property
    def lexicon(self) -> str:
        """The named graph of the lexicon's background knowledge."""
        return self.base + "lexicon"

    def record(self, kind: str, content: object) -> str:
        """The IRI of a record (``event``, ``tenure``, ``relation``, ``figure``, ``run``) by its content."""
        return f"{self.base}{kind}/{digest(content)}"

    def passage(self, source: str, span: Span) -> str:
        """The passage of the source with this key."""
        return f"{self.entity(source)}/p{span.start}-{span.end}"

    def selector(self, source: str, span: Span) -> str:
        """The selector of that passage."""
        return f"{self.entity(source)}/s{span.start}-{span.end}"

    def prefixes(self) -> dict[str, str]:
        """Prefixes for Turtle: the vocabularies, and one a kind of node."""
        kinds = (*(kind.lower() for kind in ENTITY_KINDS), *RECORD_KINDS)
        return NAMESPACES | {kind: f"{self.base}{kind}/" for kind in kinds}


def digest(content: object) -> str:
    """16 hexadecimal digits of the SHA-256 of plain JSON content (strings, numbers, lists, None)."""
    import hashlib  # late: those who ask make no digests

    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def spans(evidence: Iterable[Span]) -> list[list[int]]:
    """Spans as plain content for :func:`digest`."""
    return [[span.start, span.end] for span in evidence]


@functools.lru_cache(maxsize=100_000)
def quote(key: str) -> str:
    """``key`` as the path of an IRI; no part of it becomes ``.`` or ``..``, and ``%`` is encoded too."""
    return "/".join(
        part.replace(".", "%2E") if part in (".", "..") else "".join(map(_encoded, part)) for part in key.split("/")
    )


@functools.cache
def _encoded(char: str) -> str:
    if char in _PLAIN or (not char.isascii() and re.fullmatch(_PLAIN_BEYOND, char)):
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
