"""Regular expressions of the data files, compiled once a machine: to compile them takes longer than to read a report.

What ``re`` compiles a pattern to is kept between runs, by the functions of ``re`` that have made it since Python 3.11
and that are no public interface: where they are absent or do not take it, ``re.compile`` does it all, only slower.
"""

from __future__ import annotations

import importlib
import re
from array import array
from typing import Any

from kg import kept

try:
    _parser: Any = importlib.import_module("re._parser")
    _compiler: Any = importlib.import_module("re._compiler")
    _sre: Any = importlib.import_module("_sre")
except ImportError:  # pragma: no cover
    _sre = None
_RULES = kept.program(__file__)
_CELL = "I"  # an unsigned number of 4 bytes, as the code of a pattern consists of


def compile_kept(source: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, for patterns that do not come from a document; raises re.error where it is none."""
    if _sre is None or array(_CELL).itemsize != _sre.CODESIZE:  # pragma: no cover
        return re.compile(source, flags)
    kind = f"pattern {_RULES} {int(flags)} {_sre.MAGIC}"
    all_flags, code, groups, names = kept.made(kind, source, lambda: _code(source, flags))
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    try:
        cells = array(_CELL, code).tolist()
        pattern: re.Pattern[str] = _sre.compile(source, all_flags, cells, groups, dict(names), tuple(by_number))
    except (TypeError, ValueError, RuntimeError):  # pragma: no cover
        return re.compile(source, flags)
    return pattern


def _code(source: str, flags: int) -> tuple[int, bytes, int, dict[str, int]]:
    """What a pattern is compiled to: its flags, its code, the number of its groups, and those with names."""
    parsed = _parser.parse(source, flags)
    state = parsed.state
    cells = _compiler._code(parsed, flags)
    begins = _looked_for(parsed) if hasattr(_compiler, "_compile_info") else None
    if begins is not None:
        told: list[int] = []
        _compiler._compile_info(told, begins, flags | state.flags)
        cells = told + cells[cells[1] + 1 :]  # instead of what ``re`` itself tells of it
    return int(flags | state.flags), array(_CELL, cells).tobytes(), state.groups - 1, dict(state.groupdict)


def _looked_for(parsed: Any) -> Any:  # noqa: ANN401 - what ``re`` itself makes of a pattern
    """A pattern that begins with the class that ``parsed`` looks ahead for at its beginning; None where it does not.

    Where ``re`` is told such a class it looks for its characters before it tries anything; of those that are looked
    ahead for it takes no notice.
    """
    if not parsed.data or str(parsed.data[0][0]) != "ASSERT" or parsed.state.flags & re.IGNORECASE:
        return None
    direction, ahead = parsed.data[0][1]
    if direction < 0 or len(ahead.data) != 1 or str(ahead.data[0][0]) != "IN" or not parsed.getwidth()[0]:
        return None
    begins = _parser.SubPattern(parsed.state, [*ahead.data, *parsed.data])
    begins.width = parsed.getwidth()
    return begins
