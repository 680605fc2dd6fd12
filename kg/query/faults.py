"""What is wrong with a query that the engine cannot read: where it is, marked, and in plain words.

The engine tells how far it came, which is often one word beyond the fault. So the words of the query are looked at
first: one that SPARQL does not have, a string or a bracket that is not closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.errors import QueryError
from kg.query.guard import PlacedError, nearest
from kg.query.tokens import Token, offset_of, tokens

_WORDS = """
    BASE PREFIX SELECT CONSTRUCT DESCRIBE ASK DISTINCT REDUCED AS FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC
    LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH SERVICE SILENT BIND MINUS UNION FILTER A NOT IN EXISTS TRUE FALSE
    COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW
    UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
    ISNUMERIC REGEX SUBSTR REPLACE
    TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE ADJUST LATERAL LANGDIR HASLANG HASLANGDIR STRLANGDIR VERSION
"""
WORDS = frozenset(_WORDS.split())
"""The words of SPARQL, in capitals, and those that the engine knows beside them."""

_WHERE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_REASONS = {
    "IRI parsing failed": "this is no IRI",
    "Prefix not found": "the prefix is not declared",
    "The SELECT contains a variable that is unbound": "SELECT names a variable that GROUP BY leaves out",
}
_CLOSING = {"{": "}", "(": ")", "[": "]"}


def syntax_error(text: str, message: str) -> QueryError:
    """The error to raise for ``text``, of which the engine said ``message``; where it can, it marks the place."""
    found = list(tokens(text))
    if (fault := _unknown(text, found) or _unbalanced(text, found) or _comma(text, found)) is not None:
        return fault
    match = _WHERE.search(message)
    if match is None:
        return QueryError(f"the query cannot be read: {' '.join(message.split())}")
    offset = offset_of(text, int(match[1]), int(match[2]))
    there = _token_at(found, offset)
    reason = next((told for said, told in _REASONS.items() if said in match[3]), None)
    if reason is not None:
        return PlacedError(text, there.start if there else offset, reason)
    if there is not None:
        return PlacedError(text, there.start, f"{there.text[:40]!r} is not expected here")
    return PlacedError(text, found[-1].start, f"what stands before this {found[-1].text!r} is not complete")


def _unknown(text: str, found: Sequence[Token]) -> PlacedError | None:
    """The first word that SPARQL does not have, or quotation mark that nothing closes."""
    for token in found:
        if token.kind == "word" and token.text.upper() not in WORDS:
            near = nearest(token.text.upper(), WORDS) or "; a variable begins with ?, and a text has quotation marks"
            return PlacedError(text, token.start, f"{token.text[:40]!r} is no word of SPARQL{near}")
        if token.text in ("'", '"'):
            return PlacedError(text, token.start, "the text that begins here is not closed")
    return None


def _comma(text: str, found: Sequence[Token]) -> PlacedError | None:
    """A comma between the variables that a SELECT shows, as other languages have it."""
    depth = 0
    for token in found:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "{":
            break
        if token.text == "," and depth == 0:
            return PlacedError(text, token.start, "SELECT has no commas between its variables")
    return None


def _token_at(found: Sequence[Token], offset: int) -> Token | None:
    """The token that the engine stumbled over: it tells how far it came, which may be the end of a word."""
    for token in found:
        if token.start <= offset < token.end or (token.kind == "word" and token.end == offset) or token.start > offset:
            return token
    return None


def _unbalanced(text: str, found: Sequence[Token]) -> PlacedError | None:
    """The first bracket that closes another than the last one opened, or the end where one is still open."""
    waiting: list[str] = []
    for token in found:
        if token.text in _CLOSING:
            waiting.append(_CLOSING[token.text])
        elif token.text in _CLOSING.values():
            if not waiting:
                return PlacedError(text, token.start, f"this {token.text} closes nothing")
            if token.text != waiting.pop():
                return PlacedError(text, token.start, f"a bracket is not closed before this {token.text}")
    if waiting:
        return PlacedError(text, len(text.rstrip()), f"the query ends too early: {waiting[-1]} is missing")
    return None
