"""The patterns of the language as data (``data/grammar/patterns.toml``), for matching sentences and text.

A pattern is a regular expression over folded text or over a sentence's shadow. In braces stand: one letter for each
kind of thing found ({P} person, {S} state; the letters are those of frames), a class of frames in capitals ({ACTOR},
{ACTORS}, {PLACES}, and {NUMERAL} for a character that numbers are written with), or the name of a word list of
``data/grammar`` or ``data/frames`` in lower case ({meet}); {long LIST} is a list of ``data/grammar`` without its words
of one character.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kg import kept, resources
from kg.errors import DataError
from kg.extract import frames
from kg.extract.frames import Frames
from kg.extract.needs import also_needed, needed, screened
from kg.lexicon import grammar
from kg.lexicon.grammar import Grammar, alternation, read_toml
from kg.text.numerals import CHARACTERS
from kg.text.regex import compile_kept

_NAME = re.compile(r"\{([A-Za-z_][A-Za-z_ ]*)\}")
_WORDS = re.compile(r"\(\?:[^()\[\]\\?]+\)")  # an alternation of words and of nothing else
_BEGINNING = re.compile(r"(?:\((?:\?:|\?P<\w+>|\?m\))?)*")
_MANY = 60


class Compiled(dict[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first asked for: a document needs some of them only.

    It holds those that were asked for; all of a table gives :meth:`Patterns.every`.
    """

    def __init__(self, pattern_of: Callable[[str], re.Pattern[str]], names: Iterable[str] = ()) -> None:
        super().__init__()
        self._pattern_of = pattern_of
        self.names = tuple(names)  # of all that there are, in order

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = self._pattern_of(name)
        return pattern


class Patterns(Compiled):
    """Patterns by name: ``patterns["occasions.eve"]`` is ``eve`` in the table ``[occasions]``.

    To ask for one raises DataError with file and line where it is no regular expression or names a list that there is
    not, KeyError where there is no pattern of that name.
    """

    def __init__(
        self, pattern_of: Callable[[str], re.Pattern[str]], listed: dict[str, Iterable[str]], digest: str
    ) -> None:
        super().__init__(pattern_of)
        self.tables = {of: Compiled(functools.partial(self._of_table, of), own) for of, own in listed.items()}
        self.digest = digest
        self._choices: dict[str, tuple[frozenset[str], ...]] = {}  # by name: what those asked for need

    def _of_table(self, of: str, name: str) -> re.Pattern[str]:
        return self[f"{of}.{name}"]

    def may_fit(self, name: str, found: set[str]) -> bool:
        """Whether a text may hold the pattern ``name``, by its :func:`~kg.extract.needs.grams`."""
        choices = self._choices.get(name)
        if choices is None:
            source = self[name].pattern
            choices = self._choices[name] = tuple(filter(None, (needed(source), *also_needed(source))))
        for choice in choices:  # noqa: SIM110 - asked some hundred thousand times a minute
            if choice.isdisjoint(found):
                return False
        return True

    def table(self, of: str) -> dict[str, re.Pattern[str]]:
        """The patterns of one table by their names in it."""
        return self.tables.get(of, {})

    def every(self, of: str) -> dict[str, re.Pattern[str]]:
        """All patterns of one table by their names in it, in order."""
        table = self.tables[of]
        return {name: table[name] for name in table.names}


@functools.cache
def load(path: Path | None = None) -> Patterns:
    """The patterns of ``data/grammar/patterns.toml``, or of ``path``; raises DataError where it is no such file."""
    path = path or resources.data("grammar", "patterns.toml")
    source = path.read_text("utf-8")
    known = names(grammar.load(), frames.load())
    made_of = f"{frames.rules()} {kept.program(__file__)} {grammar.load().digest} {frames.load().digest}"
    table = read_toml(path, source)

    def pattern_of(name: str) -> re.Pattern[str]:
        of, _, own = name.partition(".")
        return compile_pattern(path, source, of, own, table[of][own], known, made_of)

    return Patterns(pattern_of, table, hashlib.sha256(source.encode()).hexdigest()[:16])


def names(words: Grammar, told: Frames) -> dict[str, str]:
    """What patterns may name in braces, and the regular expression that each name stands for."""
    known = {name: words.pattern(name) for name in words.words}
    known["bounds"] = alternation(list(words.bounds))
    known |= {f"long {name}": alternation([w for w in listed if len(w) > 1]) for name, listed in words.words.items()}
    known |= {name: told.word(name) for name in told.words}
    return known | told.classes | {"NUMERAL": f"[{CHARACTERS}]"}


def entries(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The table and name of each pattern in a file, in order."""
    for of, patterns in table.items():
        for name in patterns:
            yield of, name


def compile_pattern(
    path: Path, source: str, of: str, name: str, pattern: str, known: dict[str, str], made_of: str = ""
) -> re.Pattern[str]:
    """The pattern ``name`` of the table ``of``; ``known`` are the names that it may have in braces.

    With ``made_of``, the digest of those names and what they stand for, it is kept for the next run.
    Raises DataError with file and line where it is no regular expression or names a list that there is not.
    """

    def fault(message: str) -> DataError:
        return DataError(f"{path}:{_line(source, of, name)}: {name}{message}")

    def expand(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise fault(f": there is no list or class {match[1]!r}")
        return _where_they_may_begin(known[match[1]], match.string[: match.start()])

    def expanded() -> str:
        return screened(_NAME.sub(expand, frames.fold_pattern(pattern)))

    try:
        return compile_kept(kept.made(f"expanded {made_of}", pattern, expanded) if made_of else expanded())
    except re.error as error:
        raise fault(f" is no regular expression: {error}") from error


def _where_they_may_begin(words: str, before: str) -> str:
    """An alternation, tried only where one of its words may begin if they are many; ``before`` is the pattern so far.

    Those with one first character are one branch, of which the order stays. Where the pattern begins with them ``re``
    itself looks for their first characters.
    """
    if not _WORDS.fullmatch(words) or words.count("|") < _MANY:
        return words
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in words[len("(?:") : -1].split("|"):
        by_first[word[0]].append(word[1:])
    branches = (first + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})") for first, rest in by_first.items())
    ahead = "" if _BEGINNING.fullmatch(before) else f"(?=[{''.join(sorted(by_first))}])"
    return f"{ahead}(?:{'|'.join(branches)})"


def _line(source: str, of: str, name: str) -> int:
    """The line of a pattern in its table."""
    within = False
    for number, text in enumerate(source.splitlines(), 1):
        if text.startswith("["):
            within = text.startswith(f"[{of}]")
        elif within and text.startswith((f"{name} =", f'"{name}" =')):
            return number
    return 1
