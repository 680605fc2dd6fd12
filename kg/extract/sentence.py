"""A sentence as frames see it: each thing that was found is one symbol, clauses are known, brackets are set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.tokens import SYMBOLS, Token
from kg.lexicon.grammar import Grammar

ACTORS = frozenset({"person", "state", "organization", "office", "capital", "pair", "side"})
_JOINTS = re.compile(r"[，；：。！？!?]")


_HIDDEN = 2  # characters


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

    def clause_at(self, at: int) -> int:
        """The number of the clause that holds the place ``at`` of the shadow."""
        return next((n for n, (_, end) in enumerate(self.clauses) if at <= end), len(self.clauses) - 1)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens in a range of the shadow, in order."""
        return [token for token in self.tokens[start:end] if token is not None]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the view behind a range of the shadow."""
        return self.places[start][0], self.places[end - 1][1]

    def at(self, offset: int) -> int:
        """The place in the shadow of an offset into the view."""
        return next((i for i, (_, end) in enumerate(self.places) if end > offset), len(self.places))


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
    at = start
    while at < end:
        token = starting.get(at)
        if token is not None:
            put(SYMBOLS[token.kind], token, token.start, token.end)
            at = token.end
        elif at in quotes and quotes[at] < end:
            close = quotes[at] + 1
            put(SYMBOLS["quote"], Token(at, close, "quote", name=(at + 1, close - 1)), at, close)
            at = close
        elif at in brackets and brackets[at] < end:
            at = brackets[at] + 1
        else:
            if not text[at].isspace():
                put(text[at], None, at, at + 1)
            at += 1
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


class Subjects:
    """Who acts in a clause: what stands first, after dates, places and small words."""

    def __init__(self, grammar: Grammar, object_verbs: str, pivot_verbs: str, say_verbs: str) -> None:
        s = SYMBOLS
        self._object_verb = re.compile(object_verbs)
        places = "".join(s[k] for k in ("place", "capital", "state", "organization", "forum", "track", "gathering", "work"))
        dates = s["date"] + s["ordinal"] + s["count"]
        self.actor = f"[{''.join(s[k] for k in sorted(ACTORS))}]"
        lists = r"(?:、|和|与|及|以及|暨|，以及)"
        self._lead = re.compile(
            rf"(?:[{dates}]|[在于自][{places}]+(?:期间|场边|会议|上|中|内|举行的|召开的|时|后|之际|访问)?|{grammar.pattern('lead words')}|[了的]?[、])*"
        )
        self._actors = re.compile(rf"{self.actor}(?:{lists}?{self.actor})*")
        self._driven = re.compile(rf"(?:{pivot_verbs}|{say_verbs})(?:了|由|，)?({self.actor}(?:{lists}{self.actor})*)")
        self._says = re.compile(say_verbs)
        self._small = re.compile(rf"{grammar.pattern('after_names')}|{grammar.pattern('lead words')}|{grammar.pattern('after_states')}|[的之了]")
        self._governed = re.compile(f"{grammar.pattern('lead prepositions')}$")
        self._modifier = re.compile("[的之](?!间)|办公室|发言人|阵营|团队|夫人|夫妇|之子|方面人士")
        self._after = re.compile(rf"[^\u3400-\u9fff]|$|方面|{grammar.pattern('after_names')}|{grammar.pattern('after_states')}")
        self._named = s["person"] + s["office"] + s["side"]
        self._tail = re.compile(f"[的之]({s['person']}|{s['office']})$")

    def of_clause(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        """The range of the shadow that is the subject of a clause, or None where it has none of its own."""
        start, end = sentence.clauses[number]
        lead = self._lead.match(sentence.shadow, start, end)
        at = lead.end() if lead else start
        actors = self._actors.match(sentence.shadow, at, end)
        if actors is None and at > start:  # the small words may have taken a preposition that governs the actor
            return None
        if actors is None:
            return None
        return actors.span() if self._acts(sentence.shadow, actors.end()) else None

    def driven(self, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
        """The actor that the subject sends, asks or accompanies, and who does what follows."""
        found = None
        for match in self._driven.finditer(sentence.shadow, start, end):
            found = match.span(1)
        return found

    def residue(self, sentence: Sentence, start: int, end: int) -> int:
        """How many characters of a stretch are neither things found nor small words: a name that is not known."""
        lead = self._lead.match(sentence.shadow, start, end)
        rest = self._small.sub("", sentence.shadow[lead.end() if lead else start : end])
        return sum("\u3400" <= c <= "\u9fff" for c in rest)

    def hides(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a verb of speech stands between a subject and what is told, and an unknown actor behind it."""
        said = None
        for said in self._says.finditer(sentence.shadow, start, end):
            pass
        return said is not None and self.residue(sentence, said.end(), end) > _HIDDEN

    def whole(self, shadow: str, end: int) -> bool:
        """Whether the actor that ends here is not the beginning of a longer name (中國大陸|民運人士)."""
        return shadow[end - 1] in self._named or self._after.match(shadow, end) is not None

    def _acts(self, shadow: str, end: int) -> bool:
        """Whether the actor that ends here acts, and is not a part of a longer name (日本|分析人士, 馬英九|辦公室)."""
        if self._modifier.match(shadow, end) or shadow[end : end + 1] == "、":
            return False
        return self.whole(shadow, end)

    def head(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        """The person that a clause ends in as the head of what it tells of: 遭通緝的|俄羅斯總統普丁|，"""
        start, end = sentence.clauses[number]
        tail = self._tail.search(sentence.shadow, start, end)
        if tail is None or self._object_verb.search(sentence.shadow, start, tail.start()):
            return None
        return tail.span(1)

    def before(self, sentence: Sentence, at: int, number: int) -> tuple[int, int] | None:
        """The nearest actor before ``at`` in its clause that no preposition governs."""
        start, _ = sentence.clauses[number]
        best = None
        for actors in self._actors.finditer(sentence.shadow, start, at):
            governed = self._governed.search(sentence.shadow, max(start, actors.start() - 3), actors.start())
            if not governed and self._acts(sentence.shadow, actors.end()):
                best = actors.span()
        return best
