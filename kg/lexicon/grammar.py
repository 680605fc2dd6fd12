"""The small words of the language (``data/grammar``), folded: what may follow a name, what bodies end in."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import kept, resources
from kg.errors import DataError
from kg.records import Bound
from kg.text.fold import fold


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists of one language, folded; ``pattern(NAME)`` is an alternation, longest first."""

    words: dict[str, tuple[str, ...]]
    origins: dict[str, frozenset[str]]  # zh, ko, vi, ja: the states whose people bear such names
    shorts: dict[str, str]  # the usual sense of an ambiguous one-character form
    pairs: dict[str, tuple[str, ...]]  # pairs of such forms that have one sense
    unions: dict[str, str]  # by the city where it has its seat: the union that acts where the city does
    eras: dict[re.Pattern[str], str]  # how years of a state's own era are written, by that state
    title_states: dict[str, str]  # titles that only one state has
    publishers: dict[str, str]  # by marks of publishers: the state that is their own
    bounds: dict[str, Bound | None]  # what a word before a number says of it: at least, about
    digest: str

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.words[name]

    def pattern(self, name: str) -> str:
        """The words of a list as an alternation of a regular expression, the longest first."""
        return alternation(self.words[name])


def alternation(words: tuple[str, ...] | list[str]) -> str:
    """A non-capturing alternation of these words, the longest first."""
    return _alternation(tuple(words))


@functools.lru_cache(maxsize=4096)
def _alternation(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


@functools.cache
def load(path: Path | None = None) -> Grammar:
    """The word lists of ``data/grammar/chinese.toml``, or of ``path``; raises DataError where it is faulty."""
    path = path or resources.data("grammar", "chinese.toml")
    source = path.read_text("utf-8")
    table = read_toml(path, source)
    lists = {**table, **{f"lead {name}": value for name, value in table.get("lead", {}).items()}}
    words = {
        name: tuple(dict.fromkeys(fold(word) for word in value))
        for name, value in lists.items()
        if isinstance(value, (list, str))
    }
    origins = {name: frozenset(value) for name, value in table.get("origins", {}).items()}
    return Grammar(
        words,
        origins,
        {fold(short): key for short, key in table.get("shorts", {}).items()},
        {fold(pair): tuple(keys) for pair, keys in table.get("pairs", {}).items()},
        {fold(city): key for city, key in table.get("unions", {}).items()},
        {re.compile(era): key for era, key in table.get("eras", {}).items()},
        {fold(title): key for title, key in table.get("title_states", {}).items()},
        {fold(mark): key for mark, key in table.get("publishers", {}).items()},
        {fold(word): bound or None for word, bound in table.get("bounds", {}).items()},
        hashlib.sha256(source.encode()).hexdigest()[:16],
    )


def read_toml(path: Path, source: str) -> dict[str, Any]:
    """The tables of a TOML file, not to be changed; raises DataError with file and line where it is no TOML."""
    try:
        return kept.made("toml", source, lambda: tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise DataError(f"{path}:{line[1] if line else 1}: {error}") from error
