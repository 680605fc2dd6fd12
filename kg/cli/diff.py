"""``kg diff``: what changed between two stores, or two documents of one store."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from kg.cli.options import Talk, format_option, store_option, talk_options
from kg.errors import FINDINGS, UsageError
from kg.graph.accounts import Record, Value, read
from kg.graph.difference import Change, Difference, compare
from kg.graph.store import Store
from kg.graph.terms import LANGUAGES, class_label
from kg.graph.world import Passage
from kg.query.labels import Labels
from kg.query.width import printable, wrap

_EVENT = "event/"


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@format_option("text", "json", default="text")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="The language of labels.")
@store_option
@talk_options
def command(one: str, other: str, format_: str, language: str | None, store: Path) -> int:
    """What changed between two stores or two documents.

    A and B are the folders of two stores, or two documents of the store that --store names. Events, offices held and
    relations that only B tells are new, those that only A tells are gone, and of those in both it is said what differs;
    the words that prove it stand below. The exit code is 1 where there are differences.

    \b
    Examples:
      kg diff before after
      kg diff first-draft second-draft --store kg-store
    """
    with ExitStack() as stack:
        sides = _sides(one, other, store, language, stack)
        found = compare(*(side.records() for side in sides))
        if format_ == "json":
            click.echo(json.dumps(_plain(found, *sides), ensure_ascii=False, indent=1))
        else:
            across = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            click.echo("".join(f"{line}\n" for line in _text(found, *sides, across=across)), nl=False)
    told = f"{len(found.new)} new, {len(found.gone)} gone, {len(found.changed)} changed"
    Talk.say(f"{told if found else 'no differences'}, {found.same} the same")
    return FINDINGS if found else 0


class _Side:
    """One of the two accounts: a whole store, or one ``document`` in it."""

    def __init__(self, name: str, store: Store, document: str | None, language: str | None) -> None:
        self.name, self._iris, self._document = name, store.iris, document
        self._graph = store.graph()
        self._labels = Labels(self._graph, language)
        self._language = language or "en"

    def records(self) -> list[Record]:
        """What it tells."""
        return read(self._graph, self._iris, self._document)

    def label(self, key: str) -> str:
        """What something is called."""
        return self._labels.of(key if "://" in key else self._iris.base + key)

    def value(self, value: Value) -> str:
        """A value as people read it."""
        return " · ".join(self.label(part.text) if part.entity else part.text for part in value)

    def values(self, name: str, values: Sequence[Value]) -> list[str]:
        """The values of a property as people read them, in the order of what they are called."""
        return (
            [" – ".join(part.text for part in value) for value in values]
            if name == "date"
            else sorted(map(self.value, values))
        )

    def facts(self, record: Record) -> dict[str, list[str]]:
        """All that a record says."""
        return {name: self.values(name, values) for name, values in record.facts.items()}

    def title(self, record: Record) -> str:
        """What a record is called: its class, and the name of an event."""
        kind = class_label(record.kind, self._language)
        return f"{kind} · {self.label(record.key)}" if record.key.startswith(_EVENT) else kind


def _sides(one: str, other: str, store: Path, language: str | None, stack: ExitStack) -> tuple[_Side, _Side]:
    """The two accounts: of two stores, where both are such, else of two documents of ``store``."""
    are = [(Path(name) / "store.json").exists() for name in (one, other)]
    if are[0] != are[1]:
        here, there = (one, other) if are[0] else (other, one)
        raise UsageError(f"{here} is a store and {there} is none: give two stores, or two documents of one")
    if all(are):
        opened = [stack.enter_context(Store(name)) for name in (one, other)]
        left, right = (_Side(name, store, None, language) for name, store in zip((one, other), opened, strict=True))
        return left, right
    whole = stack.enter_context(Store(store))
    found = [whole.find(name).name for name in (one, other)]
    left, right = (_Side(name, whole, f"source/{name}", language) for name in found)
    return left, right


def _text(found: Difference, one: _Side, other: _Side, *, across: int | None) -> Iterator[str]:
    """The differences as lines of at most ``across`` cells."""
    parts: list[tuple[str, list[Iterator[tuple[int, str]]]]] = [
        ("Changed", [_told_change(change, one, other) for change in found.changed]),
        ("New", [_told(record, other) for record in found.new]),
        ("Gone", [_told(record, one) for record in found.gone]),
    ]
    gap = False
    for title, entries in parts:
        if not entries:
            continue
        yield from [""] if gap else []
        yield f"{title} ({len(entries)})"
        gap = True
        for entry in entries:
            for depth, text in entry:
                room = max(across - 2 * depth, 20) if across else 10_000
                yield from ("  " * depth + line for line in wrap(printable(text), room))


def _told(record: Record, side: _Side) -> Iterator[tuple[int, str]]:
    yield 1, side.title(record)
    facts = side.facts(record)
    yield 2, "; ".join(f"{name}: {', '.join(values)}" for name, values in facts.items())
    yield from ((3, _quoted(passage, side)) for passage in record.passages)


def _told_change(change: Change, one: _Side, other: _Side) -> Iterator[tuple[int, str]]:
    yield 1, other.title(change.other)
    for name, (before, after) in change.facts.items():
        yield 2, f"{name}: {_or_nothing(one.values(name, before))} → {_or_nothing(other.values(name, after))}"
    proofs = ((one, change.one.passages), (other, change.other.passages))
    yield from ((3, f"{side.name}: {_quoted(passage, side)}") for side, passages in proofs for passage in passages)


def _or_nothing(values: Sequence[str]) -> str:
    return ", ".join(values) or "(nothing)"


def _quoted(passage: Passage, side: _Side) -> str:
    return f"“{' '.join(passage.quote.split())}” {side.label(passage.source)} {passage.start}-{passage.end}"


def _plain(found: Difference, one: _Side, other: _Side) -> dict[str, Any]:
    """The differences as JSON has them."""
    return {
        "a": one.name,
        "b": other.name,
        "same": found.same,
        "changed": [
            {
                **_head(change.other, other),
                "was": change.one.key,
                "changes": {
                    name: {"a": one.values(name, before), "b": other.values(name, after)}
                    for name, (before, after) in change.facts.items()
                },
                "evidence": {"a": _evidence(change.one.passages), "b": _evidence(change.other.passages)},
            }
            for change in found.changed
        ],
        "new": [_whole(record, other) for record in found.new],
        "gone": [_whole(record, one) for record in found.gone],
    }


def _head(record: Record, side: _Side) -> Mapping[str, str]:
    return {"record": record.key, "class": record.kind, "name": side.title(record)}


def _whole(record: Record, side: _Side) -> dict[str, Any]:
    return {**_head(record, side), "facts": side.facts(record), "evidence": _evidence(record.passages)}


def _evidence(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    return [
        {"source": passage.source, "start": passage.start, "end": passage.end, "words": passage.quote}
        for passage in passages
    ]
