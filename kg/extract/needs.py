"""What a regular expression cannot do without: a sentence that has none of these characters need not be searched.

Python's own parser of regular expressions tells their parts (``re._parser``, there since 3.11). It is no public
interface: where it is absent nothing is needed, and all is searched as without this module, only slower.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg import kept

try:
    _parser: Any = importlib.import_module("re._parser")
except ImportError:  # pragma: no cover
    _parser = None
_KIND = f"needed {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]}"  # by these rules


def needed(pattern: str) -> frozenset[str]:
    """Characters of which every match of a regular expression holds at least one; empty where there is no such choice.

    Of all choices the pattern has the smallest is given: of ``(?:meet|greet)(?:him|her)`` that is ``h``. Raises
    re.error where it is no regular expression.
    """
    if _parser is None:  # pragma: no cover
        re.compile(pattern)
        return frozenset()
    return frozenset(kept.made(_KIND, pattern, lambda: "".join(sorted(_needed(pattern)))))


def _needed(pattern: str) -> frozenset[str]:
    parsed = _parser.parse(pattern)
    return frozenset() if parsed.state.flags & re.IGNORECASE else _smallest(parsed)


def _smallest(parts: Iterable[tuple[object, Any]]) -> frozenset[str]:
    """The smallest choice that one of the parts, all of which must match, leaves."""
    return min(filter(None, map(_choice, parts)), key=len, default=frozenset())


def _choice(part: tuple[object, Any]) -> frozenset[str]:
    """The characters of which one must stand where a part matches; empty for a part that tells of none."""
    kind, value = str(part[0]), part[1]
    if kind == "LITERAL":
        return frozenset(chr(value))
    if kind == "IN" and all(str(of) == "LITERAL" for of, _ in value):
        return frozenset(chr(character) for _, character in value)
    if kind == "BRANCH":
        branches = [_smallest(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    if kind == "SUBPATTERN":
        return _smallest(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
        return _smallest(value[2])
    if kind == "ASSERT":
        return _smallest(value[1])
    return frozenset()
