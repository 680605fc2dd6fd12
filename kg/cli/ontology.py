"""``kg ontology``: checks the files that an analyst edits in ``ontology/``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Talk, talk_options
from kg.errors import FINDINGS


@click.group("ontology", short_help="Check the ontology files.")
def command() -> None:
    """Terms, shapes, rules, checks and questions: the files of ontology/."""


@command.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@talk_options
def check(folder: Path | None) -> int:
    """Check the files of the ontology, or of an edited copy in FOLDER.

    Every file is parsed; every term has labels in three languages, a definition and a home; no shape, rule, check or
    question uses a term that is not defined; headers are complete; the good examples pass and the bad ones fail what
    they say. Faults are told as file:line, and the exit code is then 1.
    """
    from kg.validate.ontology import check as faults_of

    faults = faults_of(folder)
    for fault in faults:
        click.echo(str(fault))
    Talk.say(f"{len(faults)} faults" if faults else "The ontology is in order.")
    return FINDINGS if faults else 0
