"""The ``#+ key (language): value`` lines that a rule, a check or an example begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"#\+\s*([a-z][a-z ]*?)\s*(?:\((\w+(?:-\w+)?)\))?\s*:\s*(.*)")


def entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, key (``summary en`` where a language is given) and value of each header line."""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _LINE.fullmatch(line.strip()):
            key, language, value = match.groups()
            yield number, f"{key} {language}" if language else key, value.strip()


def headers(text: str) -> dict[str, str]:
    """The header as a dictionary; where a key stands twice, its first value."""
    found: dict[str, str] = {}
    for _, key, value in entries(text):
        found.setdefault(key, value)
    return found
