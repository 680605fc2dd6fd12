"""What a query gives back: terms, rows, a yes or no, or triples; and how to collect it from the engine."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.graph.iri import NAMESPACES
from kg.graph.values import tag
from kg.query.engine import Limits, Running

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["select", "ask", "graph"]
STRING = NAMESPACES["xsd"] + "string"
_NUMBERS = {
    NAMESPACES["xsd"] + "integer": int,
    NAMESPACES["xsd"] + "decimal": float,
    NAMESPACES["xsd"] + "double": float,
    NAMESPACES["xsd"] + "float": float,
}


class Term(NamedTuple):
    """An RDF term; of a literal ``language`` or ``datatype`` is set, never both (a plain string has neither)."""

    kind: Literal["iri", "blank", "literal", "triple"]
    value: str
    language: str = ""
    datatype: str = ""

    def python(self) -> str | int | float | bool:
        """The value as Python has it: numbers and truth values as such, all else as text."""
        if self.datatype == NAMESPACES["xsd"] + "boolean":
            return self.value in ("true", "1")
        try:
            return _NUMBERS[self.datatype](self.value) if self.datatype in _NUMBERS else self.value
        except ValueError:
            return self.value


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query. ``cut`` names the cap that it was cut off by (``rows`` or ``bytes``), if any."""

    kind: Kind
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool = False
    triples: tuple[str, ...] = ()
    cut: str | None = None
    seconds: float = 0.0
    labels: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.triples) if self.kind == "graph" else len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | float | bool | None]]:
        """The rows as dictionaries, entities by their labels where these were looked up."""
        for row in self.rows:
            yield {name: self._shown(term) for name, term in zip(self.variables, row, strict=True)}

    def _shown(self, term: Term | None) -> str | int | float | bool | None:
        if term is None:
            return None
        return self.labels.get(term.value, term.value) if term.kind == "iri" else term.python()

    def column(self, name: str) -> list[Term | None]:
        """One column, from top to bottom."""
        at = self.variables.index(name)
        return [row[at] for row in self.rows]

    def without(self, *names: str) -> Answer:
        """The answer without these columns; rows that are then the same are one row."""
        kept = [at for at, name in enumerate(self.variables) if name not in names]
        rows = dict.fromkeys(tuple(row[at] for at in kept) for row in self.rows)
        return replace(self, variables=tuple(self.variables[at] for at in kept), rows=tuple(rows))

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a table of pandas, which must be installed."""
        import pandas as pd

        return pd.DataFrame(list(self), columns=list(self.variables))


def ask(
    source: Path | Sequence[Path],
    query: str,
    *,
    prefixes: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Answer:
    """Run a checked query and collect its answer; ``meanwhile`` is done while the engine's process starts."""
    with Running(source, query, prefixes=prefixes, limits=limits) as running:
        if meanwhile is not None:
            meanwhile()
        kind, variables = running.begin()
        lines = list(running)
        assert running.ending is not None
        cut, seconds = running.ending.cut, running.ending.seconds
        if kind == "ask":
            return Answer("ask", truth=lines == ["true"], seconds=seconds)
        if kind == "graph":
            return Answer("graph", triples=tuple(dict.fromkeys(lines)), cut=cut, seconds=seconds)
        return Answer("select", variables, tuple(map(row, lines)), cut=cut, seconds=seconds)


def row(line: str) -> Row:
    """A row from its line."""
    return tuple(term(part) for part in line.split("\t")) if line else ()


@functools.lru_cache(maxsize=65536)
def term(text: str) -> Term | None:
    """A term from its N-Triples form; None for what is not bound."""
    if text.startswith("<<"):
        return Term("triple", text)
    if text.startswith("<"):
        return Term("iri", text[1:-1])
    if text.startswith('"'):
        close = text.rindex('"')
        value, rest = _unescaped(text[1:close]), text[close + 1 :]
        if rest.startswith("@"):
            return Term("literal", value, tag(rest[1:]))
        return Term("literal", value, "", rest[3:-1])
    return Term("blank", text[2:]) if text.startswith("_:") else None


_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_resolved, text) if "\\" in text else text


def _resolved(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return _LETTERS.get(match[3], match[3])
