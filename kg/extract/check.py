"""Checks what reading goes by in ``data``: every frame and pattern compiles, every frame reads its example.

Of frames the counter-example is tried, too: the frame must leave it alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import resources
from kg.documents import from_text
from kg.errors import DataError
from kg.extract import frames, patterns
from kg.extract.frames import Frame
from kg.lexicon import grammar, lexicon
from kg.lexicon.check import Fault, broken, line_of
from kg.lexicon.grammar import alternation, read_toml
from kg.records import Event
from kg.text.fold import fold

_FIELDS = {
    "subject": frozenset({"left", "none", "whom", "host", "wanted"}),
    "join": frozenset({"apart", "together", "auto"}),
    "again": frozenset(frames.AGAIN),
    "way": frozenset(frames.WAYS),
}
_DERIVED = frozenset({"source", "needs", "also"})  # from the pattern
_ALL = frozenset(field.name for field in dataclasses.fields(Frame)) - _DERIVED | {"pattern"}
_Compiled = list[tuple[Frame, Path, int]]


def check(data: Path, *, examples: bool = True) -> list[Fault]:
    """The faults of the folder ``frames`` in the folder ``data`` and of ``grammar/patterns.toml``, by file and line.

    ``examples`` are read with all of ``data``: leave them out where its other folders have faults.
    """
    faults: list[Fault] = []
    compiled = _compiled(data / "frames", faults)
    if not faults:
        faults += _patterns(data)
    if examples and not faults:
        faults += _examples(data, compiled)
    return sorted(set(faults))


def _compiled(folder: Path, faults: list[Fault]) -> _Compiled:
    """The frames that compile; what is wrong with the others, and with the classes of words, is told."""
    sources: list[tuple[Path, str, dict[str, Any]]] = []
    words: dict[str, str] = frames.letters()
    for path in sorted(folder.glob("*.toml")):
        try:
            source = path.read_text("utf-8")
            table = read_toml(path, source)
        except (DataError, UnicodeDecodeError) as error:
            faults.append(broken(path, error))
            continue
        sources.append((path, source, table))
        for name, value in table.get("words", {}).items():
            if isinstance(value, list) and value and all(isinstance(word, str) and word.strip() for word in value):
                words[name] = alternation([fold(word) for word in value])
            else:
                faults.append(Fault(path, line_of(source, name), f"{name}: a list of words, none of them empty"))
                words[name] = "(?!)"
        try:
            words |= frames.classes(path, source, table, words)
        except DataError as error:
            faults.append(broken(path, error))
            return []  # frames cannot be judged without the classes that they name
    names = {frame.get("name") for _, _, table in sources for frame in table.get("frame", ())}
    found: _Compiled = []
    for path, source, table in sources:
        lines = [number for number, text in enumerate(source.splitlines(), 1) if text.strip() == "[[frame]]"]
        for frame, line in zip(table.get("frame", ()), lines, strict=False):
            wrong = list(_wrong(frame, names, [one.name for one, _, _ in found]))
            faults += [Fault(path, line, f"frame {frame.get('name', '')!r}: {message}") for message in wrong]
            try:
                one = frames.compile_frame(path, source, frame, words)
                _ = one.pattern
                found.append((one, path, line))
            except DataError as error:
                told = broken(path, error).message if str(error).startswith(f"{path}:") else str(error)
                faults.append(Fault(path, line, told))
    return found


def _wrong(frame: dict[str, Any], names: set[str | None], before: list[str]) -> Iterator[str]:
    """What is wrong with a frame beside its pattern."""
    if frame.get("name") in before:
        yield "stands twice"
    for field in sorted(frame.keys() - _ALL):
        yield f"{field!r} is no field; fields are {', '.join(sorted(_ALL))}"
    for field, allowed in _FIELDS.items():
        if field in frame and frame[field] not in allowed:
            yield f"{field} {frame[field]!r} is none of {', '.join(sorted(allowed))}"
    for name in frame.get("after", ()):
        if name not in names:
            yield f"after {name!r}: there is no such frame"


def _patterns(data: Path) -> Iterator[Fault]:
    """The patterns that do not compile."""
    path = data / "grammar" / "patterns.toml"
    try:
        source = path.read_text("utf-8")
        table = read_toml(path, source)
        known = patterns.names(grammar.load(data / "grammar" / "chinese.toml"), frames.load(data / "frames"))
    except (DataError, OSError, UnicodeDecodeError):
        return  # the check of the word lists tells it
    for of, name in patterns.entries(table):
        try:
            patterns.compile_pattern(path, source, of, name, table[of][name], known)
        except DataError as error:
            yield broken(path, error)


def _examples(data: Path, compiled: _Compiled) -> Iterator[Fault]:
    with _reading_from(data):
        for frame, path, line in compiled:
            try:
                told, untold = read_example(frame, frame.example), read_example(frame, frame.counter)
            except KeyError as error:
                yield Fault(path, line, f"frame {frame.name!r}: cannot be tried: there is no list of words {error}")
                return
            if not told:
                yield Fault(path, line, f"frame {frame.name!r}: its example gives no {frame.event} by this frame")
            if untold:
                yield Fault(path, line, f"frame {frame.name!r}: its counter-example gives a {frame.event}")


def read_example(frame: Frame, text: str) -> list[Event]:
    """The events that a frame reads in a text."""
    from kg.extract.reader import extract

    reading = extract(from_text(text, language="zh-Hant"))
    return [event for event in reading.events if event.rule == frame.name and event.kind == frame.event]


@contextlib.contextmanager
def _reading_from(data: Path) -> Iterator[None]:
    """Reads with an edited copy of the data files for as long as it lasts."""
    if data.resolve() == resources.data().resolve():
        yield
        return
    packaged = resources.data
    caches = [frames.load, grammar.load, patterns.load, lexicon._load, lexicon.finder]

    def clear() -> None:
        for cached in caches:
            assert isinstance(cached, functools._lru_cache_wrapper)
            cached.cache_clear()

    clear()
    resources.data = lambda *parts: data.joinpath(*parts)
    try:
        yield
    finally:
        resources.data = packaged
        clear()
