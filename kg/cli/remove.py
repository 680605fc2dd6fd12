"""``kg remove``: documents out of the store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Talk, store_option, talk_options


@click.command("remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
@talk_options
def command(documents: tuple[str, ...], store: Path) -> None:
    """Take documents out of the store again.

    With them goes all that only they said. DOCUMENT is a name as kg stats lists it, or the file that it came from.
    """
    from kg import pipeline

    report = pipeline.remove(documents, store)
    Talk.say(f"{store}: {', '.join(report.removed)} removed")
