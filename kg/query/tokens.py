"""SPARQL text as tokens with their places: what is a keyword, and what only stands in a string, an IRI or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def _letters(more: str) -> str:
    """A set of letters, with ``more`` of ASCII beside them.

    What is not ASCII counts as a letter here: where SPARQL does not take it for one, the engine refuses the text. The
    set is told by what it leaves out, which is compiled in no time.
    """
    others = (char for char in map(chr, range(128)) if not char.isalpha() and char not in more)
    return f"[^{''.join(f'{chr(92)}x{ord(char):02x}' for char in others)}]"


_DIGITS = "0123456789"
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<comment>\#[^\n\r]*)
    |(?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^\x00-\x20<>"{{}}|^`]*>)
    |(?P<variable>[?$]{_letters("_" + _DIGITS)}+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>:)
    |(?P<word>{_letters("_")}{_letters("_-." + _DIGITS)}*)
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<mark>\^\^|&&|\|\||!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
_INNER = _letters("_-:" + _DIGITS)
_LOCAL = re.compile(
    rf"(?:(?:{_letters('_:' + _DIGITS)}|{_ESCAPE})(?:{_INNER}|{_ESCAPE}|\.(?=\.*(?:{_INNER}|{_ESCAPE})))*)?",
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its ``kind`` (string, iri, variable, language, name, number, word or mark), text and offset."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of ``text``, without white space and comments. Anything unknown is a mark of one character.

    A blank node's label is a name too. The time taken grows with the length of the text only.
    """
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None
        kind, start, at = match.lastgroup or "mark", at, match.end()
        if kind == "name" or (kind == "word" and text[at : at + 1] == ":" and text[at - 1] != "."):
            at = _local_end(text, at if kind == "name" else at + 1)
            yield Token("name", text[start:at], start)
        elif kind == "word":
            yield from _words(match.group(), start)
        elif kind not in ("space", "comment"):
            yield Token(kind, match.group(), start)


def _local_end(text: str, at: int) -> int:
    match = _LOCAL.match(text, at)
    return match.end() if match else at


def _words(run: str, start: int) -> Iterator[Token]:
    """A run of letters and full stops that is no name: words, and the full stops between them."""
    for part in re.finditer(r"[^.]+|\.", run):
        yield Token("mark" if part.group() == "." else "word", part.group(), start + part.start())


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of ``offset`` in ``text``, both counted from one."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a place in ``text`` that :func:`line_and_column` would give."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
