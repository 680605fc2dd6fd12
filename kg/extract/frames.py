"""Frames: ways of telling an event, as data (``data/frames``), compiled to patterns over sentences."""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import DataError
from kg.extract.tokens import LETTERS, SYMBOLS
from kg.lexicon.grammar import alternation, read_toml
from kg.records import EVENT_KINDS
from kg.text.fold import fold


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling an event. ``order`` is its place in the file: of two that claim a verb the first stands."""

    name: str
    event: str
    pattern: re.Pattern[str]
    subject: str
    join: str
    order: int
    mode: str | None = None
    title: bool = False
    weak: bool = False
    several: bool = False  # needs two actors or more
    relation: str | None = None
    after: tuple[str, ...] = ()
    example: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, and the word classes that they are written with."""

    frames: tuple[Frame, ...]
    words: dict[str, tuple[str, ...]]
    digest: str

    def word(self, name: str) -> str:
        """The words of a class as an alternation of a regular expression."""
        return alternation(self.words[name])


_ACTOR = "PSOABRE"
_LIST = "(?:、|和|与|及|以及|暨|，以及|，及)"


def _symbols(letters: str) -> str:
    return "".join(SYMBOLS[LETTERS[letter]] for letter in letters)


def classes() -> dict[str, str]:
    """What the names in capitals stand for in patterns."""

    def listed(letters: str) -> str:
        one = f"[{_symbols(letters)}]"
        return f"(?:{one}(?:{_LIST}{one})*)"

    not_between = _symbols("PAOEW") + "，。；：！？、的之"
    return {
        "ACTOR": f"[{_symbols(_ACTOR)}]",
        "ACTORS": listed(_ACTOR),
        "PLACES": listed("SLB"),
        "THINGS": listed("KOIFCQG"),
        "WORKS": f"(?:{listed('W')}|宪法|党章|章程)",
        "GUESTS": listed("AO"),
        "ADV": f"(?:[^{not_between}]{{0,18}}?(?:的|之)?|[在于][^{not_between.replace('的之', '').replace(_symbols('O'), '')}]{{1,20}}?(?:举行|进行)?)",
        "OF": (
            f"(?:了|{_symbols('D')}|[来到]访[之的]|由|以"
            f"|(?:来|前来|到访|正在|正|应邀?|出席|参加|专程|率团|率|在华|在京|在访|访)[^，。；{_symbols('P')}]{{0,45}}?[的之](?=[{_symbols(_ACTOR)}]))"
        ),
        "GO": "(?:接着|最后|以及|其后|随后|还有|另外|并|之后|另|再|则|是|又|与|后|尔后|和|及|；)",
        **{letter: _symbols(letter) for letter in LETTERS},
    }


@functools.cache
def load(folder: Path | None = None) -> Frames:
    """The frames of ``data/frames`` (or of ``folder``), in order of file and place.

    Raises DataError with file and line where one is faulty.
    """
    folder = folder or resources.data("frames")
    digest = hashlib.sha256()
    words: dict[str, tuple[str, ...]] = {}
    raw: list[tuple[Path, str, dict[str, Any]]] = []
    for path in sorted(folder.glob("*.toml")):
        source = path.read_text("utf-8")
        digest.update(source.encode())
        table = read_toml(path, source)
        for name, value in table.get("words", {}).items():
            words[name] = tuple(dict.fromkeys(map(fold, value)))
        raw += [(path, source, frame) for frame in table.get("frame", [])]
    names = {name: alternation(value) for name, value in words.items()} | classes()
    frames = tuple(_compile(path, source, frame, names, order) for order, (path, source, frame) in enumerate(raw))
    return Frames(frames, words, digest.hexdigest()[:16])


def _compile(path: Path, source: str, frame: dict[str, Any], names: dict[str, str], order: int) -> Frame:
    name = frame.get("name", "")
    line = next((n for n, text in enumerate(source.splitlines(), 1) if text.strip() == f'name = "{name}"'), 1)

    def fault(message: str) -> DataError:
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
    try:
        pattern = re.compile(expanded)
    except re.error as error:
        raise fault(f"the pattern is no regular expression: {error}") from error
    if "verb" not in pattern.groupindex:
        raise fault("the pattern names no (?P<verb>…)")
    return Frame(
        name, frame["event"], pattern, frame.get("subject", "left"), frame.get("join", "together"), order, frame.get("mode"),
        frame.get("title", False), frame.get("weak", False), frame.get("several", False), frame.get("relation"), tuple(frame.get("after", ())),
        frame["example"], frame["counter"],
    )  # fmt: skip


def fold_pattern(pattern: str) -> str:
    """A pattern with its Chinese words folded; its syntax stays as it is."""
    return "".join(fold(c) if ord(c) > 0x2E80 else c for c in pattern)
