"""``kg lexicon``: checks the files that an analyst edits in ``data/``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Talk, talk_options
from kg.errors import FINDINGS


@click.group("lexicon")
def command() -> None:
    """Check the edited lexicon files."""


@command.command("check")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="An edited copy of data/, with its folders lexicon, frames and grammar; else the one in use.",
)
@talk_options
def check(folder: Path | None) -> int:
    """Check names, word lists and frames, and tell every fault with file and line.

    Names: columns, keys, what cells refer to, dates, ranks and types. Frames: they compile, read their example and
    leave their counter-example alone. Warnings, such as a form that two entities share, leave the exit code at 0; with
    any other fault it is 1.
    """
    from kg import resources
    from kg.extract import check as frames
    from kg.lexicon import check as names

    data = folder or resources.data()
    faults = names.check(data)
    faults += frames.check(data, examples=all(fault.warning for fault in faults))
    for fault in faults:
        click.echo(str(fault))
    errors = sum(not fault.warning for fault in faults)
    Talk.say(
        f"{errors} faults, {len(faults) - errors} warnings" if faults else "Lexicon, frames and grammar are in order."
    )
    return FINDINGS if errors else 0
