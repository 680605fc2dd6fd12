"""How a text stands in a terminal, where an ideograph takes two cells."""

from __future__ import annotations

import functools
import unicodedata


@functools.lru_cache(maxsize=8192)
def width(text: str) -> int:
    """The number of cells that ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_CELLS.__getitem__, text))


class _Cells(dict[str, int]):
    """The cells that a character takes, found out when it is first asked for."""

    def __missing__(self, char: str) -> int:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
            cells = 0
        else:
            cells = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = cells
        return cells


_CELLS = _Cells()


def printable(text: str) -> str:
    """``text`` on one line, without what would steer a terminal."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``cells``, on its left where it is to stand at the right."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def wrap(text: str, cells: int) -> list[str]:
    """``text`` in lines of at most ``cells``: broken at spaces where there are such, between ideographs else."""
    if width(text) <= cells:
        return [text.lstrip(" ")]
    lines: list[str] = []
    line, taken = "", 0
    for char in text:
        room = _CELLS[char]
        if taken + room > cells and line:
            head, space, tail = line.rpartition(" ")
            if space and char != " " and char.isascii() and width(tail) * 2 < cells:
                lines.append(head)
                line, taken = tail, width(tail)
            else:
                lines.append(line.rstrip())
                line, taken = "", 0
        if line or char != " ":
            line, taken = line + char, taken + room
    return [*lines, line] if line or not lines else lines
