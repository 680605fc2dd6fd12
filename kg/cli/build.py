"""``kg build``: documents into the store."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli.options import Talk, store_option, talk_options
from kg.errors import FINDINGS, UNREADABLE

_MOST_JOBS = 8


@click.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@click.option(
    "--language",
    type=click.Choice(["auto", "zh-Hant", "zh-Hans", "en"]),
    default="auto",
    show_default=True,
    help="The documents' language.",
)
@click.option("--date", metavar="YYYY-MM-DD", help="What relative dates count from, where a document does not say.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read. [default: one a processor]")
@click.option("--base", metavar="IRI", help="The base of the IRIs, for a new store.")
@talk_options
def command(
    sources: tuple[str, ...], store: Path, language: str, date: str | None, jobs: int | None, base: str | None
) -> int:
    """Read documents into the store.

    SOURCE is a file, a folder (walked recursively), a .zip archive, or - for standard input. The store is made if
    there is none; a document that is already in it is replaced, an unchanged one skipped.
    """
    from kg import pipeline

    processes = jobs or min(os.cpu_count() or 1, _MOST_JOBS)
    report = pipeline.build(
        sources, store, base=base, language=language, date=date, jobs=processes, progress=Talk.progress
    )
    Talk.done()
    for note in report.notes:
        Talk.say(f"kg: note: {note}", level=1)
    for failure in report.failures:
        Talk.warn(failure)
    counts = {"new": report.added, "replaced": report.replaced, "unchanged": report.unchanged}
    told = ", ".join(f"{len(names)} {word}" for word, names in counts.items() if names) or "nothing read"
    left_out = f", {len(report.failures)} not read" if report.failures else ""
    made = "" if store.exists() else "; no store is made"
    Talk.say(f"{store}: {told}{left_out}{made}")
    if not report.read:
        return UNREADABLE
    return FINDINGS if report.failures else 0
