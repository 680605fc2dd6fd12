"""The patterns of the language as data (``data/grammar/patterns.toml``), compiled for matching sentences and text.

A pattern is a regular expression over folded text or over a sentence's shadow. In braces stand: one letter for each kind
of thing found ({P} person, {S} state; the letters are those of frames), a class of frames in capitals ({ACTOR},
{ACTORS}, {PLACES}, and {NUMERAL} for a character that numbers are written with), or the name of a word list of ``data/grammar``
or ``data/frames`` in lower case ({meet}); {long LIST} is a list of ``data/grammar`` without its words of one character.
"""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from kg import resources
from kg.errors import DataError
from kg.extract import frames
from kg.lexicon import grammar
from kg.lexicon.grammar import alternation, read_toml
from kg.text.numerals import CHARACTERS

_NAME = re.compile(r"\{([A-Za-z_][A-Za-z_ ]*)\}")


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns by name: ``patterns["occasions.eve"]`` is ``eve`` in the table ``[occasions]``."""

    compiled: dict[str, re.Pattern[str]]
    digest: str

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.compiled[name]


@functools.cache
def load(path: Path | None = None) -> Patterns:
    """The patterns of ``data/grammar/patterns.toml``, or of ``path``.

    Raises DataError with file and line where one is no regular expression or names a list that there is not.
    """
    path = path or resources.data("grammar", "patterns.toml")
    source = path.read_text("utf-8")
    words = grammar.load()
    names = {name: words.pattern(name) for name in words.words}
    names |= {f"long {name}": alternation([w for w in listed if len(w) > 1]) for name, listed in words.words.items()}
    names |= {name: frames.load().word(name) for name in frames.load().words}
    names |= frames.classes() | {"NUMERAL": f"[{CHARACTERS}]"}
    compiled = {}
    for table, entries in read_toml(path, source).items():
        for name, pattern in entries.items():
            compiled[f"{table}.{name}"] = _compile(path, source, name, pattern, names)
    return Patterns(compiled, hashlib.sha256(source.encode()).hexdigest()[:16])


def _compile(path: Path, source: str, name: str, pattern: str, names: dict[str, str]) -> re.Pattern[str]:
    line = next((n for n, text in enumerate(source.splitlines(), 1) if text.startswith(f"{name} =")), 1)

    def expand(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise DataError(f"{path}:{line}: {name}: there is no list or class {match[1]!r}")
        return names[match[1]]

    try:
        return re.compile(_NAME.sub(expand, frames.fold_pattern(pattern)))
    except re.error as error:
        raise DataError(f"{path}:{line}: {name} is no regular expression: {error}") from error
