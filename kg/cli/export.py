"""``kg export``: the graph in a format for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import force_option, format_option, output_option, store_option, talk_options

FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "graphml", "gexf", "csv")


@click.command("export")
@format_option(*FORMATS)
@output_option()
@force_option
@store_option
@talk_options
def command(format_: str | None, output: str, force: bool, store: Path) -> None:
    """Write the graph in a format for other tools.

    Turtle, N-Triples, JSON-LD, GraphML, GEXF and CSV (a table of events) hold the merged view, TriG and N-Quads
    everything. Without -f the file's suffix tells the format; on standard output it is Turtle.
    """
    from kg.graph import export
    from kg.graph.store import Store

    with Store(store) as opened:
        chosen = format_ or ("turtle" if output == "-" else None)
        export.write(opened.graph(), output, chosen, iris=opened.iris, force=force)
