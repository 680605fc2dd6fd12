"""``kg explore``: the network as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Talk, force_option, output_option, store_option, talk_options
from kg.kinds import ENTITY_KINDS, EVENT_KINDS

TYPES = (*ENTITY_KINDS, *EVENT_KINDS, "Tenure", "Relation")


@click.command("explore")
@output_option("network.html")
@click.option("--around", multiple=True, metavar="NAME", help="Only what is near this actor, by any label; repeatable.")
@click.option("--hops", type=click.IntRange(1, 6), default=1, show_default=True, help="How many ties away from it.")
@click.option("--from", "since", metavar="DATE", help="Only facts on or after it: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--to", "until", metavar="DATE", help="Only facts on or before it.")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(TYPES, case_sensitive=False),
    metavar="CLASS",
    help="Only actors, or facts, of this class (State, Meeting, …); repeatable.",
)
@click.option(
    "--document", "documents", multiple=True, metavar="NAME", help="Only what this document says; repeatable."
)
@click.option(
    "--lang",
    "--language",
    "language",
    type=click.Choice(("en", "zh-Hant", "zh-Hans")),
    default="en",
    show_default=True,
    help="The page's language at first.",
)
@click.option("--title", help="The page's title.")
@click.option("--banner", help="A line over the page and on each picture saved from it.")
@click.option(
    "--pages",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write each document's marked page there as well, and link to it.",
)
@force_option
@store_option
@talk_options
def command(
    output: str,
    around: tuple[str, ...],
    hops: int,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    documents: tuple[str, ...],
    language: str,
    title: str | None,
    banner: str | None,
    pages: Path | None,
    force: bool,
    store: Path,
) -> None:
    """Write the interactive network as one HTML file.

    The file works without a network. The page itself searches, focuses and filters; the options here choose what it
    carries at all.
    """
    from kg.explore.write import Wanted, explore
    from kg.graph.store import Store

    wanted = Wanted(around, hops, since, until, types, documents)
    with Store(store) as opened:
        counts = explore(
            opened, output, wanted, language=language, title=title, banner=banner, pages=pages, force=force
        )
    if output != "-":
        Talk.say(f"{output}: {counts.nodes:,} actors and topics, {counts.facts:,} facts, {counts.sources:,} documents")
