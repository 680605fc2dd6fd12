"""A dossier as it is handed over: sections of lines, each with the passages that prove it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.query.evidence import Passage
from kg.query.width import pad, width, wrap

_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its date (or the empty string), what it says, and the passages that prove it."""

    date: str
    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one node; ``labels`` are all its names, the preferred ones first."""

    name: str
    kind: str
    key: str
    labels: tuple[str, ...]
    sections: tuple[Section, ...]

    def to_json(self) -> str:
        """The dossier as JSON."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1) + "\n"

    def to_text(self, label: Callable[[str], str], across: int | None = None) -> str:
        """The dossier as text of at most ``across`` cells a line; ``label`` gives a document's title."""
        head = [f"{self.name} · {self.kind} · {self.key}", *([", ".join(self.labels)] if self.labels else [])]
        lines = [part for text in head for part in wrap(text, across or 10_000)]
        for section in self.sections:
            lines += ["", f"{section.title} ({len(section.lines)})" if len(section.lines) > 1 else section.title]
            lines += self._lines(section, label, across)
        return "".join(f"{line.rstrip()}\n" for line in lines)

    @staticmethod
    def _lines(section: Section, label: Callable[[str], str], across: int | None) -> Iterator[str]:
        room = max(width(line.date) for line in section.lines)
        indent = _MARGIN + (room + 2 if room else 0)
        rest = max(across - indent, 20) if across else 10_000
        for line in section.lines:
            first, *more = wrap(line.text, rest)
            yield " " * _MARGIN + (pad(line.date, room) + "  " if room else "") + first
            yield from (" " * indent + part for part in more)
            for passage in line.passages:
                quote = f"“{' '.join(passage.words.split())}” {label(passage.source)} {passage.at}"
                yield from (" " * (indent + 2) + part for part in wrap(quote, rest - 2))
