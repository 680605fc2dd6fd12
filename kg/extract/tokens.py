"""What stands in a text, piece by piece: the tokens that frames are matched against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.extract.when import When

TokenKind = Literal[
    "person", "state", "organization", "office", "forum", "track", "gathering", "initiative", "concept", "place",
    "capital", "date", "ordinal", "count", "work", "quote", "pair", "side",
]  # fmt: skip

# One letter a kind: how frames name them, and, moved into the private use area, how a sentence is written for matching.
LETTERS: dict[str, TokenKind] = {
    "P": "person", "S": "state", "O": "organization", "A": "office", "F": "forum", "K": "track", "G": "gathering",
    "I": "initiative", "C": "concept", "L": "place", "B": "capital", "D": "date", "N": "ordinal", "M": "count",
    "W": "work", "Q": "quote", "R": "pair", "E": "side",
}  # fmt: skip
SYMBOLS: dict[str, str] = {kind: chr(0xE000 + n) for n, kind in enumerate(LETTERS.values())}


@dataclass(slots=True)
class OfficeMention:
    """A title as it stands before or after a name. ``title`` is as printed, without the body.

    ``of`` is the key of the state or body that the words name, or None where they name none; ``takes`` tells whether
    the title is held in a state or a body; ``inherited`` marks an ``of`` that was not in its own words.
    """

    start: int
    end: int
    title: str
    of: str | None
    takes: str
    rank: str
    former: bool = False
    inherited: bool = False


@dataclass(slots=True)
class Token:
    """A stretch of the view that is one thing: ``start`` and ``end`` (exclusive) take in titles, marks and brackets.

    ``name`` is the stretch of the name alone. ``keys`` are the entities that it stands for; a capital's are those of
    the place and of the state for which it may act. ``number`` is the value of an ordinal or count.
    """

    start: int
    end: int
    kind: TokenKind
    keys: tuple[str, ...] = ()
    name: tuple[int, int] = (0, 0)
    offices: list[OfficeMention] = field(default_factory=list)
    when: When | None = None
    number: int | None = None
    unit: str = ""
    rule: str = ""
    ordinal: int | None = None  # of a gathering whose name holds its number between a body and the rest
    same_as: Token | None = None  # the token that names what this one names again
    parties: tuple[str, ...] = ()  # of a track: the states that its name begins with

    @property
    def key(self) -> str:
        """The first of its keys, or the empty string."""
        return self.keys[0] if self.keys else ""
