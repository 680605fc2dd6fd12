"""``kg unknown``: what the lexicon does not know, by how often it stands where an actor or an act should."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Talk, force_option, format_option, output_option, store_option, talk_options
from kg.errors import FINDINGS, UnreadableDocument

if TYPE_CHECKING:
    from kg.documents import Document
    from kg.extract.unknown import Unknown
    from kg.records import Reading

COLUMNS = ("kind", "form", "count", "documents", "document", "start", "end", "words")
KINDS = ("name", "actor", "title", "gathering", "verb")


@click.command("unknown")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these (repeat for several).")
@click.option("--least", type=click.IntRange(min=1), default=1, show_default=True, help="Only what stands so often.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="No more rows than these.")
@click.option("--date", metavar="YYYY-MM-DD", help="What relative dates count from, where a document does not say.")
@format_option("table", "csv", default="table")
@output_option()
@store_option
@force_option
@talk_options
def command(
    files: tuple[str, ...], kinds: tuple[str, ...], least: int, limit: int, date: str | None, format_: str, output: str,
    store: Path, force: bool,
) -> int:  # fmt: skip
    """Names, titles and verbs that the lexicon does not know.

    Of the documents of the store, or of FILEs (also folders and archives) that need not be in it: each form with how
    often it stands there, in how many documents, and one place. Names stand right after a title; actors before a verb
    of saying or meeting; titles between a state and a name; gatherings are named like one; verbs are what one known
    actor does to another, where no record is read. To mend it, add a row or a word to data/ and build again.

    \b
    Examples:
      kg unknown
      kg unknown --kind verb --least 3
      kg unknown reports/ -f csv -o unknown.csv
    """
    from kg.extract.unknown import sightings, tally
    from kg.graph.output import HEADERS, write

    unread: list[str] = []
    pairs = _of_files(files, date, unread) if files else _of_store(store)
    rows = [one for one in tally(s for pair in pairs for s in sightings(*pair)) if not kinds or one.kind in kinds]
    rows = [one for one in rows if one.count >= least]
    shown = rows[:limit]
    HEADERS.add(",".join(COLUMNS).encode())
    write(output, _csv(shown) if format_ == "csv" else _table(shown), force=force)
    for line in unread:
        Talk.warn(line)
    Talk.say(f"{len(shown)} of {len(rows)} forms" if len(shown) < len(rows) else f"{len(rows)} forms")
    return FINDINGS if unread else 0


def _of_store(store: Path) -> Iterator[tuple[Document, Reading]]:
    from kg.documents import from_text
    from kg.graph.store import Store

    with Store(store) as opened:
        for stored in opened.documents():
            reading, text = opened.reading(stored.name)
            source = reading.source
            yield from_text(text, name=stored.name, language=source.language, date=source.issued), reading


def _of_files(files: tuple[str, ...], date: str | None, unread: list[str]) -> Iterator[tuple[Document, Reading]]:
    from kg import pipeline
    from kg.documents import read

    extractor = pipeline.packaged()
    some = False
    for document in read(files, date=date):
        if isinstance(document, UnreadableDocument):
            unread.append(str(document))
        elif (refusal := extractor.refusal(document)) is not None:
            unread.append(refusal)
        else:
            some = True
            yield document, extractor.read(document)
    if not some:
        raise UnreadableDocument(unread[0] if unread else "there is no document in these sources")


def _cells(one: Unknown) -> tuple[str, ...]:
    first = one.first
    place = (first.document, str(first.span.start), str(first.span.end), first.words)
    return (one.kind, one.form, str(one.count), str(one.documents), *place)


def _csv(rows: list[Unknown]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, rows))
    return held.getvalue()


def _table(rows: list[Unknown]) -> str:
    from kg.query.width import pad, width

    heads = (*COLUMNS[:4], "where", "words")
    table = [heads]
    for one in rows:
        kind, form, count, documents, name, start, end, words = _cells(one)
        table.append((kind, form, count, documents, f"{name}:{start}-{end}", words))
    widths = [max(width(row[column]) for row in table) for column in range(len(heads))]
    lines = [
        "  ".join(
            pad(cell, cells, right=column in (2, 3))
            for column, (cell, cells) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    return "".join(f"{''.join(c if c.isprintable() else ' ' for c in line).rstrip()}\n" for line in lines)
