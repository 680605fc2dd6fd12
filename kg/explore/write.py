"""From an open store to the pages: the network with a choice of what it carries, and the marked documents."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kg import dates
from kg.errors import UsageError
from kg.explore.page import network_page
from kg.explore.reader import reading_page
from kg.graph import facts, output
from kg.graph.network import Choice, choose, ties
from kg.graph.store import Store
from kg.query.names import Names
from kg.records import Reading


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the store a network carries, as a user says it; everything by default."""

    around: tuple[str, ...] = ()
    hops: int = 1
    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a page carries."""

    nodes: int
    facts: int
    sources: int


def explore(
    store: Store,
    target: str,
    wanted: Wanted | None = None,
    *,
    language: str = "en",
    title: str | None = None,
    banner: str | None = None,
    pages: Path | None = None,
    force: bool = False,
) -> Counts:
    """Writes the network page to ``target``; with ``pages`` also each document's page into that folder.

    Raises UsageError for an unknown name or date, where nothing is left to show, or where the file is not kg's own.
    """
    if target != "-":
        output.check(target, force=force)
    graph = store.graph()
    readings = {store.iris.entity(reading.source.key): (reading, text) for reading, text in _readings(store)}
    choice = _choice(store, wanted or Wanted(), Names(graph, store.iris.base))
    world = choose(facts.read(graph), choice)
    if not any(True for _ in ties(world.facts, world.entities)):
        raise UsageError("nothing to show: no tie between two actors or topics passes these options")
    said = {source for fact in world.facts for source in fact.sources}
    world.sources = {iri: source for iri, source in world.sources.items() if iri in said or not world.facts}
    links = {}
    if pages is not None:
        pages.mkdir(parents=True, exist_ok=True)
        for iri in world.sources:
            reading, text = readings[iri]
            file = pages / f"{_file_name(reading.source.key)}.html"
            page = reading_page(reading, text, banner=banner, language=language)
            output.write(file, page, force=force)
            links[iri] = Path(os.path.relpath(file, Path(target).parent)).as_posix() if target != "-" else file.name
    texts = {iri: text for iri, (_, text) in readings.items()}
    page = network_page(
        world, texts=texts, links=links, title=title, banner=banner, note=_note(wanted), language=language
    )
    output.write(target, page, force=force)
    tied = {end for tie in ties(world.facts, world.entities) for end in (tie.first, tie.second)}
    return Counts(len(tied), len(world.facts), len(world.sources))


def read(
    store: Store,
    name: str,
    target: str | None = None,
    *,
    language: str = "en",
    banner: str | None = None,
    force: bool = False,
) -> tuple[str, int]:
    """Writes the marked page of a document, into this folder without a ``target``; returns the file and the records."""
    reading, text = store.reading(name)
    file = target or f"{_file_name(reading.source.key)}.html"
    if file != "-":
        output.check(file, force=force)
    output.write(file, reading_page(reading, text, banner=banner, language=language), force=force)
    return file, sum(1 for _ in reading.records()) - len(reading.entities) - 1


def _readings(store: Store) -> list[tuple[Reading, str]]:
    return [store.reading(document.name) for document in store.documents()]


def _choice(store: Store, wanted: Wanted, names: Names) -> Choice:
    around = tuple(names.resolve(name).value for name in wanted.around)
    sources = frozenset(
        store.iris.entity(store.reading(store.find(name).name)[0].source.key) for name in wanted.documents
    )
    try:
        since = dates.earliest(dates.parse(wanted.since)) if wanted.since else None
        until = dates.latest(dates.parse(wanted.until)) if wanted.until else None
    except ValueError as error:
        raise UsageError(str(error)) from error
    return Choice(around, wanted.hops, since, until, frozenset(wanted.types), sources)


def _note(wanted: Wanted | None) -> str:
    """What a network carries of its store, in the user's own words; empty where it is everything."""
    if wanted is None:
        return ""
    parts = [f"{name} (±{wanted.hops})" for name in wanted.around]
    if wanted.since or wanted.until:
        parts.append(f"{wanted.since or '…'} – {wanted.until or '…'}")
    return "; ".join((*parts, *wanted.types, *wanted.documents))


def _file_name(key: str) -> str:
    name = key.partition("/")[2] or key
    return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name).strip(".") or "document"
