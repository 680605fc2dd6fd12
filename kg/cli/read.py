"""``kg read``: a document as HTML with what was read marked in it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Talk, force_option, output_option, store_option, talk_options


@click.command("read")
@click.argument("document")
@output_option(None)
@click.option(
    "--language",
    type=click.Choice(("en", "zh-Hant", "zh-Hans")),
    default="en",
    show_default=True,
    help="The page's language at first.",
)
@click.option("--banner", help="A line over the page.")
@force_option
@store_option
@talk_options
def command(document: str, output: str | None, language: str, banner: str | None, force: bool, store: Path) -> None:
    """A document as HTML with what was read marked in it.

    DOCUMENT is its name or file name, as kg stats lists it. Names, dates and the words of each record are marked in the
    text, the records stand beside it. Without -o the file is NAME.html in this folder.
    """
    from kg.explore.write import read
    from kg.graph.store import Store

    with Store(store) as opened:
        written, records = read(opened, document, output, language=language, banner=banner, force=force)
    if written != "-":
        Talk.say(f"{written}: {records:,} records")
