"""``kg extract``: one document's records as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.cli.options import Talk, force_option, output_option, talk_options
from kg.errors import UnreadableDocument


@click.command("extract")
@click.argument("file", metavar="FILE")
@click.option(
    "--language",
    type=click.Choice(["auto", "zh-Hant", "zh-Hans", "en"]),
    default="auto",
    show_default=True,
    help="The document's language.",
)
@click.option("--date", metavar="YYYY-MM-DD", help="What relative dates count from, where the document does not say.")
@output_option()
@force_option
@talk_options
def command(file: str, language: str, date: str | None, output: str, force: bool) -> None:
    """Read one document: records with evidence as JSON lines.

    FILE is a file, or - for standard input; of a folder or an archive, all documents are read. No store is needed.
    """
    from kg import pipeline, records
    from kg.documents import read
    from kg.graph.output import write

    extractor = pipeline.packaged()

    def lines() -> Iterator[str]:
        for document in read([file], language=language, date=date):
            if isinstance(document, UnreadableDocument):
                raise document
            refusal = extractor.refusal(document)
            if refusal is not None:
                raise UnreadableDocument(refusal)
            for note in document.notes:
                Talk.say(f"kg: note: {note}", level=1)
            for record in extractor.read(document).records():
                yield records.to_json(record, document.text) + "\n"

    write(output, lines(), force=force)
