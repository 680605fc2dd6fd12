"""``kg stats``: what is in the store, and who stands where in its network."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from kg.cli.options import store_option, talk_options

_COLUMNS = ("name", "kind", "degree", "betweenness", "community", "facts")


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.option("--documents", is_flag=True, help="List the documents too.")
@click.option("--network", is_flag=True, help="Show who is tied to most others, who lies between them, and the groups.")
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True, help="Of the network, so many actors."
)
@click.option("--lang", "language", type=click.Choice(("zh-Hant", "zh-Hans", "en")), help="The language of labels.")
@store_option
@talk_options
def command(as_json: bool, documents: bool, network: bool, top: int, language: str | None, store: Path) -> None:
    """What is in the store.

    With --network, of its principal actors: with how many others each is tied (degree), on what share of the shortest
    ways between two others it lies (betweenness), the number of its group (community; 1 is the greatest), and in how
    many facts it has a part.
    """
    from kg.graph import statistics
    from kg.graph.store import Store

    with Store(store) as opened:
        counts = statistics.count(opened)
        listed = [{"name": stored.name, "path": stored.path} for stored in opened.documents()]
        shape = statistics.shape(opened, top=top, language=language) if network else None
    if as_json:
        told = {"documents": listed} if documents else {}
        tied = {"network": dataclasses.asdict(shape)} if shape else {}
        click.echo(json.dumps(counts | told | tied, ensure_ascii=False))
        return
    for section, rows in counts.items():
        click.echo(f"{section}")
        for name, number in rows.items():
            click.echo(f"  {name:<14}{number:>9,}")
    if documents:
        click.echo("documents")
        for stored in listed:
            click.echo(f"  {stored['name']}  ({stored['path']})")
    if shape:
        sizes = {"nodes": shape.nodes, "ties": shape.ties, "communities": shape.communities}
        actors: list[tuple[str, ...]] = [
            (a.name, a.kind, f"{a.degree:,}", f"{a.betweenness:.3f}", f"{a.community}", f"{a.facts:,}")
            for a in shape.actors
        ]
        click.echo(_network(sizes, actors), nl=False)


def _network(sizes: dict[str, int], actors: list[tuple[str, ...]]) -> str:
    """The network as a section of its own: its size, and a table of its actors."""
    from kg.query.width import pad, width

    lines = ["network", *(f"  {name:<14}{number:>9,}" for name, number in sizes.items())]
    if actors:
        rows = [_COLUMNS, *actors]
        cells = [max(width(row[at]) for row in rows) for at in range(len(_COLUMNS))]
        padded = [[pad(text, cells[at], right=at > 1) for at, text in enumerate(row)] for row in rows]
        lines += ["", *("  " + "  ".join(row) for row in padded)]
    return "\n".join(lines) + "\n"
