"""Foreign names without a title in a list of persons, known by those who stand beside them there."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract import patterns
from kg.extract.names import Names
from kg.extract.scan import Scan

_WHOLE = 3  # characters of a name that the list ends with
_KNOWN = 2  # characters of what is no single character of a name


def beside_persons(
    scan: Scan, names: Names, persons: list[tuple[int, int]], free: Callable[[int, int], bool]
) -> set[str]:
    """The names in lists behind one of ``persons`` (stretches of the folded text): A, X and B; A and X attended."""
    known = patterns.load()
    begins, found = {start for start, _ in persons}, set()
    for _, end in persons:
        match = known["names.in_list"].match(scan.text, end)
        if match is None:
            continue
        name, joined = match["name"], match["joined"] is not None
        if joined and match.end() not in begins:
            continue
        if not joined and len(name) < _WHOLE:
            continue
        if not names.transliterated(name) or known["names.never"].search(name) or names.ends_like_a_word(name):
            continue
        if free(*match.span("name")) and not _holds_a_word(scan, *match.span("name")):
            found.add(name)
    return found


def _holds_a_word(scan: Scan, start: int, end: int) -> bool:
    """Whether something of the lexicon stands in, or begins in, a stretch."""
    return any(m.end - m.start >= _KNOWN for at in range(start, end) for m in scan.starts.get(at, ()))
