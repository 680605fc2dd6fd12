"""Frames: ways of telling an event, as data (``data/frames``), patterns over sentences."""

from __future__ import annotations

import functools
import hashlib
import re
import sys
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg import kept, resources
from kg.errors import DataError
from kg.extract.needs import Needed, also_needed, needed, screened
from kg.extract.tokens import LETTERS, SYMBOLS
from kg.lexicon.grammar import alternation, read_toml
from kg.records import EVENT_KINDS
from kg.text import fold as folding
from kg.text.fold import fold
from kg.text.regex import compile_kept

_MADE_BY = ("kg.extract.needs", "kg.extract.tokens", "kg.lexicon.grammar")
_CHINESE = re.compile("[\u2e81-\U0010ffff]+")
AGAIN = ("agreed", "guest", "journey", "once", "relations", "signing", "welcome")
"""How what a frame tells may be told again (``merge.py``): what both sides agreed on, by their states and by who met; a
guest who is called by his visit; a journey told of as known; what the same do but once on a day; relations opened, told
again and again; a signing that is over; a welcome on a visit told of elsewhere."""
WAYS = (
    "attended",
    "briefing",
    "elected",
    "encounter",
    "given",
    "last",
    "office",
    "press",
    "sides",
    "summit",
    "summons",
    "truce",
    "welcome",
)
"""What else is asked of what a frame tells (``encounters.py``, ``deeds.py``): who came to a ceremony; a briefing within
a session told before; who was elected or sworn in; one person who met another; who gave a reception; when two met
last; who took an office; a joint press conference; both sides met; a summit; an envoy summoned; what two agreed on, one
of whom may have no known name; a ceremony of welcome, before the talks."""


@dataclass(frozen=True)
class Frame:
    """One way of telling an event: of two frames that claim a verb the one that stands first in the files has it."""

    name: str
    event: str
    source: str  # its regular expression
    needs: frozenset[str]  # characters and pairs of them; a sentence that it fits has one; empty where none is told
    also: tuple[frozenset[str], ...]  # and one of each of these
    subject: str
    join: str
    title: bool = False
    several: bool = False  # needs two actors or more
    both: bool = False  # where it goes on after a meeting, both who met do it
    dated: bool = False  # needs a date: else the words only speak of it
    firm: bool = False  # only what was or will be done: no wish, no denial
    off: bool = False  # tells what was called off
    beside: bool = False  # goes with the meeting that was told of: without a day of its own it has that one's
    since: bool = False  # the day since which it is so is its day
    ends: bool = False  # its day is the last
    states: bool = False  # leaders of states do it, whom nobody names: the states
    spoken: bool = False  # in the words of who does it, without a day, it is only spoken of
    again: str | None = None  # what makes it one with what was told before: one of AGAIN
    way: str | None = None  # what else is asked of it: one of WAYS
    relation: str | None = None
    after: tuple[str, ...] = ()
    example: str = ""
    counter: str = ""

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its regular expression, compiled when it is first asked for; raises DataError where it is none."""
        return _compiled(self.name, self.source)


def _compiled(name: str, source: str) -> re.Pattern[str]:
    try:
        return compile_kept(source)
    except re.error as error:  # what its parts alone do not show: a look-behind without a fixed width
        raise DataError(f"frame {name!r}: the pattern is no regular expression: {error}") from error


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, and the classes of words and of stretches that they are written with."""

    frames: tuple[Frame, ...]
    words: dict[str, tuple[str, ...]]
    classes: dict[str, str]  # by name: a regular expression
    digest: str
    by_name: dict[str, Frame]
    needed: Needed

    def fitting(self, found: set[str]) -> list[Frame]:
        """The frames that a sentence may fit by its grams, in order: those of which it holds what they need."""
        return [self.frames[number] for number in self.needed.held(found)]

    def word(self, name: str) -> str:
        """The words of a class as an alternation of a regular expression."""
        return alternation(self.words[name])


def letters() -> dict[str, str]:
    """The symbol of each kind of thing, by the letter that patterns name it with."""
    return {letter: SYMBOLS[kind] for letter, kind in LETTERS.items()}


def classes(path: Path, source: str, table: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    """What the names in capitals of a ``[classes]`` table stand for; each may be written with those before it.

    ``names`` are the names known already. Raises DataError with file and line where one is not known.
    """
    made: dict[str, str] = {}
    for name, pattern in table.get("classes", {}).items():
        known = names | made

        def expand(match: re.Match[str], name: str = name, known: dict[str, str] = known) -> str:
            if match[1] not in known:
                line = _line(source, f"{name} =")
                raise DataError(f"{path}:{line}: {name}: there is no class {match[1]!r} before it")
            return known[match[1]]

        made[name] = re.sub(r"\{([A-Za-z_]+)\}", expand, fold_pattern(pattern))
    return made


def _line(source: str, beginning: str) -> int:
    return next((n for n, text in enumerate(source.splitlines(), 1) if text.strip().startswith(beginning)), 1)


@functools.cache
def load(folder: Path | None = None) -> Frames:
    """The frames of ``data/frames`` (or of ``folder``), in order of file and place.

    Raises DataError with file and line where one is faulty.
    """
    paths = sorted((folder or resources.data("frames")).glob("*.toml"))
    sources = [path.read_text("utf-8") for path in paths]
    digest = hashlib.sha256("".join(sources).encode()).hexdigest()
    words, stretches, made = kept.made(f"frames {rules()}", digest, lambda: _read(paths, sources))
    frames = tuple(Frame(*values) for values in made)
    by_name = {frame.name: frame for frame in frames}
    needs = Needed.of([(frame.needs, *frame.also) for frame in frames])
    return Frames(frames, words, stretches, digest[:16], by_name, needs)


def rules() -> str:
    """What frames are made by, beside their files."""
    modules = (sys.modules[module].__file__ or "" for module in (__name__, *_MADE_BY))
    return f"{kept.program(*modules)} {folding.rules()}"


def _read(paths: list[Path], sources: list[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, str], list[Any]]:
    """The classes of words, those of stretches, and the values of each frame, as they can be kept."""
    words: dict[str, tuple[str, ...]] = {}
    stretches = letters()
    raw: list[tuple[Path, str, dict[str, Any]]] = []
    for path, source in zip(paths, sources, strict=True):
        table = read_toml(path, source)
        for name, value in table.get("words", {}).items():
            words[name] = tuple(dict.fromkeys(map(fold, value)))
        stretches |= classes(path, source, table, stretches)
        raw += [(path, source, frame) for frame in table.get("frame", [])]
    names = {name: alternation(value) for name, value in words.items()} | stretches
    values = attrgetter(*(field.name for field in fields(Frame)))
    return words, stretches, [values(compile_frame(path, source, frame, names)) for path, source, frame in raw]


def compile_frame(path: Path, source: str, frame: dict[str, Any], names: dict[str, str]) -> Frame:
    """The frame of a ``[[frame]]`` table; ``names`` are the classes that its pattern may name in braces.

    Raises DataError with file and line where it is faulty.
    """
    name = frame.get("name", "")

    def fault(message: str) -> DataError:
        line = _line(source, f'name = "{name}"')
        return DataError(f"{path}:{line}: frame {name!r}: {message}")

    for field in ("name", "event", "pattern", "example", "counter"):
        if not frame.get(field):
            raise fault(f"has no {field}")
    if frame["event"] not in EVENT_KINDS:
        raise fault(f"event {frame['event']!r} is none of {', '.join(EVENT_KINDS)}")

    def expand(match: re.Match[str]) -> str:
        group, _, word = match[1].rpartition(":")
        if word not in names:
            raise fault(f"{{{match[1]}}}: there is no class {word!r}")
        return f"(?P<{group}>{names[word]})" if group else names[word]

    expanded = re.sub(r"\{([A-Za-z_]+(?::[A-Za-z]+)?)\}", expand, fold_pattern(frame["pattern"]))
    if "(?P<verb>" not in expanded:
        raise fault("the pattern names no (?P<verb>…)")
    try:
        needs, also, sought = needed(expanded), also_needed(expanded), screened(expanded)
    except re.error as error:
        raise fault(f"the pattern is no regular expression: {error}") from error
    return Frame(
        name,
        frame["event"],
        sought,
        needs,
        also,
        frame.get("subject", "left"),
        frame.get("join", "together"),
        title=frame.get("title", False),
        several=frame.get("several", False),
        both=frame.get("both", False),
        dated=frame.get("dated", False),
        firm=frame.get("firm", False),
        off=frame.get("off", False),
        beside=frame.get("beside", False),
        since=frame.get("since", False),
        ends=frame.get("ends", False),
        states=frame.get("states", False),
        spoken=frame.get("spoken", False),
        again=frame.get("again"),
        way=frame.get("way"),
        relation=frame.get("relation"),
        after=tuple(frame.get("after", ())),
        example=frame["example"],
        counter=frame["counter"],
    )


def fold_pattern(pattern: str) -> str:
    """A pattern with its Chinese words folded; its syntax stays as it is."""
    return _CHINESE.sub(lambda run: fold(run[0]), pattern)
