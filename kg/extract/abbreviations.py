"""Abbreviations that a text gives in brackets behind a name, and what they mean from there on."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.scan import Scan
from kg.extract.tokens import Token

_KINDS = frozenset({"forum", "track", "organization", "initiative"})


def find(scan: Scan, tokens: list[Token]) -> list[Token]:
    """Further tokens: each later naming by an abbreviation of what one of ``tokens`` names, in the order of the text.

    ``tokens`` are those of one scanned text, in order; where one of them stands an abbreviation adds none.
    """
    given = patterns.load()["abbreviations.given"]
    meant: dict[str, Token] = {}
    for token in tokens:
        match = given.match(scan.text, token.end) if token.kind in _KINDS else None
        if match:
            meant.setdefault(match["latin"] or match["short"], token)
    taken = bytearray(len(scan.text) + 1)
    for token in tokens if meant else ():
        taken[token.start : token.end] = b"\1" * (token.end - token.start)
    found = []
    for short, token in meant.items():
        at = scan.text.find(short, token.end + len(short) + 1)
        while at >= 0:
            end = at + len(short)
            around = scan.text[at - 1] + scan.text[end : end + 1]
            free = not any(taken[at:end]) and not (short.isascii() and any(c.isascii() and c.isalnum() for c in around))
            if free:
                found.append(Token(at, end, token.kind, (), (at, end), rule="named before", same_as=token))
            at = scan.text.find(short, end)
    return sorted(found, key=lambda t: t.start)
