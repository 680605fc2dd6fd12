"""The ``#+`` lines of a rule, a check, a query or an example: YAML in comments, its texts without quotes."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from kg.errors import DataError

# key: text, where the text may hold a colon: analysts write sentences, not YAML
_PLAIN = re.compile(r"^(\s*[\w-]+:\s+)([^\s\[{\"'|>#].*?)\s*$")

LANGUAGES = ("en", "zh-Hant", "zh-Hans")


def header(text: str, name: str = "") -> dict[str, Any]:
    """What the ``#+`` lines of a text say, wherever they stand in it.

    Raises DataError, which begins with ``name`` and the line, where they are no YAML mapping.
    """
    lines = [
        (number, _PLAIN.sub(_quoted, line[2:]))
        for number, line in enumerate(text.splitlines(), 1)
        if line.startswith("#+")
    ]
    try:
        found = yaml.safe_load("\n".join(line for _, line in lines)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        number = lines[min(mark.line, len(lines) - 1)][0] if mark else 1
        problem = getattr(error, "problem", None) or "no YAML"
        raise DataError(f"{name}:{number}: the header cannot be read ({problem})") from None
    if not isinstance(found, dict):
        raise DataError(f"{name}:1: the header is no list of keys and values")
    return found


def _quoted(match: re.Match[str]) -> str:
    return match[1] + json.dumps(match[2], ensure_ascii=False)


def texts(found: dict[str, Any], key: str) -> dict[str, str]:
    """The texts under a key by language; empty where there are none."""
    value = found.get(key)
    return {str(tag): str(text) for tag, text in value.items()} if isinstance(value, dict) else {}


def line_of(text: str, words: str) -> int:
    """The first line that the words stand in as a whole, else 1."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)), 1)
