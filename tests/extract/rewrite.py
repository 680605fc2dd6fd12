"""Writes what is read now beside what a case expects, for review: ``python -m tests.extract.rewrite NAME…``.

Without a name all cases are compared and nothing is written. What is written is a proposal: read it, and keep what the
text says, not what the program does.
"""

from __future__ import annotations

import sys

from kg.documents import Document, read
from kg.extract import extract
from tests.extract.projection import CASES, Projection, differences, read_lines, shown, type_of


def main(names: list[str]) -> None:
    """Compare all cases, or rewrite those named."""
    for path in sorted(CASES.glob("*/input.md")):
        folder = path.parent
        if names and folder.name not in names:
            continue
        (document,) = read([path])
        assert isinstance(document, Document)
        reading = extract(document)
        expected = folder / "expected.jsonl"
        lines = read_lines(expected) if expected.exists() else []
        told = differences(lines, reading, document.text)
        mark = ("differs" if told else "as expected") + (" (xfail)" if (folder / "xfail").exists() else "")
        print(f"{folder.name}: {mark}", *told, sep="\n  ")
        if names and told:
            kinds = {type_of(line) for line in lines} | {"event"}
            made = [shown(line) for line in Projection(reading, document.text).lines() if type_of(line) in kinds]
            expected.write_text("".join(f"{line}\n" for line in made), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
