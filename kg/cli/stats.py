"""``kg stats``: what is in the store."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import store_option, talk_options


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.option("--documents", is_flag=True, help="List the documents too.")
@store_option
@talk_options
def command(as_json: bool, documents: bool, store: Path) -> None:
    """What is in the store."""
    from kg.graph import statistics
    from kg.graph.store import Store

    with Store(store) as opened:
        counts = statistics.count(opened)
        listed = [{"name": stored.name, "path": stored.path} for stored in opened.documents()]
    if as_json:
        click.echo(json.dumps(counts | ({"documents": listed} if documents else {}), ensure_ascii=False))
        return
    for section, rows in counts.items():
        click.echo(f"{section}")
        for name, number in rows.items():
            click.echo(f"  {name:<14}{number:>9,}")
    if documents:
        click.echo("documents")
        for stored in listed:
            click.echo(f"  {stored['name']}  ({stored['path']})")
