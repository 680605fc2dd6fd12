"""``kg show``: the dossier of one actor, forum, track or event."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from kg.cli.options import format_option, store_option, talk_options
from kg.graph.store import Store
from kg.graph.terms import LANGUAGES
from kg.query.labels import Labels
from kg.query.session import Session
from kg.query.show import Dossiers


@click.command()
@click.argument("name")
@format_option("text", "json", default="text")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="The language of labels.")
@store_option
@talk_options
def command(name: str, format_: str, language: str | None, store: Path) -> None:
    """Show the dossier of an actor, forum, track, concept, document or event.

    NAME is any of its names in any script, or its key (person/xi-jinping, event/5f0c2a9e). Each line is followed by
    the words that prove it, with their document and place.
    """
    with Store(store) as opened:
        session = Session(opened.graph_path, base=opened.iris.base, language=language)
        node = session.names.resolve(name)
        dossier = Dossiers(session.store, session.names, language).of(node)
        if format_ == "json":
            click.echo(dossier.to_json(), nl=False)
            return
        across = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(dossier.to_text(Labels(session.store, language).of, across), nl=False)
