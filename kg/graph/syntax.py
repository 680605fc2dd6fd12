"""Terms as text, in the form that N-Triples, Turtle and their kin share."""

from __future__ import annotations

import functools
import re
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.iri import NAMESPACES
from kg.graph.values import tag

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

XSD = NAMESPACES["xsd"]
STRING = XSD + "string"
_DECIMAL = XSD + "decimal"

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f\ufeff\ufffe\uffff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
# The letters that may stand anywhere in a local name; marks that may not begin one are left to the full form.
_LETTER = (
    "A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000effff"
)
_LOCAL = f"(?:[{_LETTER}]|%[0-9A-F]{{2}})(?:[{_LETTER}.-]|%[0-9A-F]{{2}})*(?<!\\.)"
_BARE = {
    XSD + "integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    _DECIMAL: re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}


def quoted(text: str) -> str:
    """A string literal in double quotes, on one line."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def lexical(literal: ox.Literal) -> str:
    """A literal's text; a decimal has its point, which the engine leaves out of whole ones."""
    value: str = literal.value
    return f"{value}.0" if literal.datatype.value == _DECIMAL and value.lstrip("-").isdecimal() else value


def full(term: Term) -> str:
    """A term as N-Triples writes it, with language tags in their usual case."""
    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    if isinstance(term, ox.Literal):
        if term.language:
            return f"{quoted(term.value)}@{tag(term.language)}"
        datatype = term.datatype.value
        return quoted(term.value) if datatype == STRING else f"{quoted(lexical(term))}^^<{datatype}>"
    return str(term)


class Shortener:
    """Terms as Turtle writes them; remembers which prefixes were used."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.used: dict[str, str] = {}
        self._local = re.compile(_LOCAL)  # here: it takes milliseconds, and not all who import this shorten
        self.iri = functools.lru_cache(maxsize=200_000)(self._iri)

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix is None or not self._local.fullmatch(iri, cut):
            return f"<{iri}>"
        self.used[prefix] = iri[:cut]
        return f"{prefix}:{iri[cut:]}"

    def term(self, term: Term) -> str:
        """A term, as short as it safely can be."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.Literal):
            if term.language:
                return f"{quoted(term.value)}@{tag(term.language)}"
            datatype = term.datatype.value
            if datatype == STRING:
                return quoted(term.value)
            value = lexical(term)
            bare = _BARE.get(datatype)
            if bare and bare.fullmatch(value):
                return value
            return f"{quoted(value)}^^{self.iri(datatype)}"
        return str(term)
