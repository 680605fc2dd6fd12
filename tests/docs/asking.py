"""The list of named questions in ``docs/asking.md``, made from their files.

    python -m tests.docs.asking

writes it; a test fails where it is not what the files say.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.query import catalog
from kg.query.catalog import Parameter, Question
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "asking.md"
BEGIN = "<!-- questions: made by python -m tests.docs.asking -->"
END = "<!-- questions: end -->"
PERIOD = ("from", "to", "possibly")


def table() -> str:
    """All questions by theme, with what they ask and their parameters."""
    lines = ["| | question | asks | parameters |", "| --- | --- | --- | --- |"]
    questions = catalog.questions()
    for theme, titles in catalog.themes().items():
        own = [question for question in questions if question.theme == theme]
        for title, question in zip([titles["en"], *[""] * len(own)], own, strict=False):
            cells = (title, f"`{question.name}`", question.summary["en"], ", ".join(_parameters(question)))
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _parameters(question: Question) -> Iterator[str]:
    names = [parameter.name for parameter in question.parameters]
    for parameter in question.parameters:
        if parameter.name not in PERIOD or not set(PERIOD) <= set(names):
            yield _parameter(parameter)
    if set(PERIOD) <= set(names):
        yield "*period*"


def _parameter(parameter: Parameter) -> str:
    return f"**{parameter.name}**" if parameter.required else parameter.name


def filled(text: str) -> str:
    """The document's text with the list as it should be."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, f"{DOCUMENT.name} lacks the line {BEGIN}"
    assert end, f"{DOCUMENT.name} lacks the line {END}"
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(filled(DOCUMENT.read_text("utf-8")), "utf-8")
