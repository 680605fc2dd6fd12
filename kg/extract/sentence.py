"""A sentence as frames see it: each thing that was found is one symbol, clauses are known, brackets are set aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from kg.extract import patterns
from kg.extract.needs import grams
from kg.extract.tokens import SYMBOLS, Token
from kg.text.regex import compile_kept

# the number of a note, the mark within a number, a space
_LEFT_OUT = compile_kept(r"\[(?:注\s?)?\d{1,3}\]|(?<=\d)，(?=\d{3}(?!\d))|\s+")
_PAIRED = compile_kept(r"[「」『』《》（）\"]")  # marks at which a quotation or a bracket may begin
_JOINTS = compile_kept(r"[，；：。！？!?]|\A【[^】]{1,4}】")  # also behind the label of an entry


@dataclass(slots=True)
class Sentence:
    """A stretch of the view. ``shadow[i]`` is a character, or the symbol of ``tokens[i]``, at ``places[i]``."""

    start: int
    end: int
    shadow: str
    tokens: list[Token | None]
    places: list[tuple[int, int]]
    clauses: list[tuple[int, int]] = field(default_factory=list)  # ranges of the shadow, joints left out
    block: int = 0
    subjects: dict[int, tuple[int, int] | None] = field(default_factory=dict)  # of clauses, once asked for
    _grams: set[str] = field(default_factory=set)

    @property
    def grams(self) -> set[str]:
        """The characters and pairs of neighbours in the shadow."""
        if not self._grams:
            self._grams = grams(self.shadow)
        return self._grams

    def matches(self, name: str) -> Iterator[re.Match[str]]:
        """Where the pattern ``name`` of the language fits the shadow, in order."""
        known = patterns.load()
        return known[name].finditer(self.shadow) if known.may_fit(name, self.grams) else iter(())

    def may_fit(self, name: str) -> bool:
        """Whether the shadow holds what the pattern ``name`` needs."""
        return patterns.load().may_fit(name, self.grams)

    def clause_at(self, at: int) -> int:
        """The number of the clause that holds the place ``at`` of the shadow."""
        return min(bisect_left(self.clauses, at, key=itemgetter(1)), len(self.clauses) - 1)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens in a range of the shadow, in order."""
        return [token for token in self.tokens[start:end] if token is not None]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the view behind a range of the shadow."""
        return self.places[start][0], self.places[end - 1][1]

    def lead(self, verb: tuple[int, int], *, clauses: int = 1) -> tuple[int, int]:
        """The range of the shadow before a verb (a stretch of the view), from where its clause or one before begins."""
        at = self.at(verb[0])
        return self.clauses[max(0, self.clause_at(at) + 1 - clauses)][0], at

    def at(self, offset: int) -> int:
        """The place in the shadow of an offset into the view."""
        return bisect_right(self.places, offset, key=itemgetter(1))


def cast_shadow(
    text: str, start: int, end: int, tokens: list[Token], quotes: dict[int, int], brackets: dict[int, int], block: int
) -> Sentence:
    """The sentence of ``text[start:end]``; ``tokens`` are those within it, in order."""
    shadow: list[str] = []
    held: list[Token | None] = []
    places: list[tuple[int, int]] = []

    def put(symbol: str, token: Token | None, first: int, last: int) -> None:
        shadow.append(symbol)
        held.append(token)
        places.append((first, last))

    starting = {token.start: token for token in tokens}
    left_out = {match.start(): match.end() for match in _LEFT_OUT.finditer(text, start, end)}
    paired = [match.start() for match in _PAIRED.finditer(text, start, end)]
    at = start
    for mark in sorted({*starting, *left_out, *paired, end}):
        if mark < at:  # within what was put as one symbol or left out
            continue
        shadow.append(text[at:mark])
        held += [None] * (mark - at)
        places += zip(range(at, mark), range(at + 1, mark + 1), strict=True)
        at = mark
        token = starting.get(at)
        if token is not None:
            put(SYMBOLS[token.kind], token, token.start, token.end)
            at = token.end
        elif at in quotes and quotes[at] < end:
            close = quotes[at] + 1
            put(SYMBOLS["quote"], Token(at, close, "quote", name=(at + 1, close - 1)), at, close)
            at = close
        elif at in brackets and brackets[at] < end:
            if places and brackets[at] == at and text[at] in "」』":  # a mark alone belongs to the word that it closes
                places[-1] = places[-1][0], at + 1
            at = brackets[at] + 1
        elif at in left_out:
            at = left_out[at]
    sentence = Sentence(start, end, "".join(shadow), held, places, block=block)
    sentence.clauses = _clauses(sentence.shadow)
    return sentence


def _clauses(shadow: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for joint in _JOINTS.finditer(shadow):
        if joint.start() > at:
            found.append((at, joint.start()))
        at = joint.end()
    if at < len(shadow):
        found.append((at, len(shadow)))
    return found or [(0, len(shadow))]
