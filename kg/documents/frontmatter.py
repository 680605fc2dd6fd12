"""The YAML block that a Markdown document may begin with: title, date, language, source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(
    r"\s*---[ \t]*(?:\r\n|\r|\n)(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"^[ \t]*[A-Za-z_][\w -]{0,60}[ \t]*:(?:\s|$)", re.MULTILINE)
_MAX = 64 * 1024  # characters of a front matter block
_MAX_LINES = 400


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says (keys in lower case, plain values only), where the text begins, and what is amiss in it."""

    values: dict[str, str] = field(default_factory=dict)
    end: int = 0
    notes: tuple[str, ...] = ()


def read(text: str) -> FrontMatter:
    """The front matter of ``text``; empty where there is none. A block that is no YAML is left out and noted."""
    if text.lstrip()[:3] != "---":
        return FrontMatter()
    match = _BLOCK.match(text, 0, _MAX)
    if match is None or not _KEY.search(match["yaml"]):
        return FrontMatter()
    import yaml  # few documents have such a block

    block = match["yaml"]
    if "&" in block and re.search(r"(?:^|\s)\*\w", block):  # aliases: small text, huge tree
        return FrontMatter({}, match.end(), ("front matter: YAML aliases are not read",))
    try:
        loaded = yaml.load(block, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings, lists and dicts only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 + text.count("\n", 0, match.start("yaml")) if mark else 1
        problem = " ".join(str(getattr(error, "problem", None) or "nested too deeply").split())
        return FrontMatter(_lines(block), match.end(), (f"line {line}: front matter is no YAML: {problem}",))
    if not isinstance(loaded, dict):
        return FrontMatter({}, match.end(), ("front matter is no list of keys and values",))
    values = {
        str(key).strip().lower(): " ".join(value.split())
        for key, value in loaded.items()
        if isinstance(key, str) and isinstance(value, str) and value.strip()
    }
    return FrontMatter(values, match.end())


def _lines(block: str) -> dict[str, str]:
    """What can be read of a faulty block line by line: the plain ``key: value`` lines."""
    found = re.findall(
        r"^(title|date|language|lang|source):[ \t]*(\S.*?)[ \t\r]*$", block, re.MULTILINE | re.IGNORECASE
    )
    return {key.lower(): value.strip("\"'") for key, value in found}
