"""The words of the pages in three languages, from ``data/interface.csv``."""

from __future__ import annotations

import csv
import functools

from kg import resources
from kg.errors import DataError

LANGUAGES = ("en", "zh-Hant", "zh-Hans")


@functools.cache
def words() -> dict[str, list[str]]:
    """Every key with its words in English, Traditional and Simplified Chinese."""
    path = resources.data("interface.csv")
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows, [])
        if header != ["key", *LANGUAGES]:
            raise DataError(f"{path}:1: the columns should be key,{','.join(LANGUAGES)}")
        for row in rows:
            if len(row) != len(header) or row[0] in found:
                raise DataError(f"{path}:{rows.line_num}: a key of its own and {len(LANGUAGES)} texts are expected")
            found[row[0]] = row[1:]
    return found


def say(key: str, language: str, **values: object) -> str:
    """The words of ``key`` in ``language``, with ``{name}`` replaced."""
    text = words()[key][LANGUAGES.index(language)]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
