"""``kg validate``: the store or a file against the shapes and the quality checks."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Talk, format_option, store_option, talk_options
from kg.errors import FINDINGS

LANGUAGES = ("en", "zh-Hant", "zh-Hans")


@click.command("validate", short_help="Check the store or a file against shapes and quality rules.")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
@click.option(
    "--lang",
    "--language",
    "language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of the messages.",
)
@format_option("text", "json", "turtle", default="text")
@click.option("--all", "all_", is_flag=True, help="Show every record, not five of each kind of finding.")
@talk_options
def command(file: Path | None, store: Path, language: str, format_: str, all_: bool) -> int:
    """Check the store, or FILE (.ttl, .trig, .nt, .nq), against the SHACL shapes and the quality checks.

    A violation is wrong, a warning is thin: each comes with the words of the source. The exit code is 1 where there
    are violations and 0 otherwise, warnings or not.

    \b
    Examples:
      kg validate
      kg validate graph.ttl --language zh-Hant
      kg validate -f json
    """
    from kg.graph.store import Store
    from kg.validate import validate, validate_file

    if file is not None:
        report = validate_file(file, language)
    else:
        with Store(store) as opened:
            report = validate(opened.graph(), language)
    text = {
        "text": lambda: report.to_text(None if all_ else 5),
        "json": report.to_json,
        "turtle": report.to_turtle,
    }[format_]()
    click.echo(text, nl=False)
    if format_ != "text":
        Talk.say(f"{report.violations} violations, {report.warnings} warnings")
    return 0 if report.conforms else FINDINGS
