"""What a regular expression cannot do without: a sentence that has none of it need not be searched.

Python's own parser of regular expressions tells their parts (``re._parser``, there since 3.11). It is no public
interface: where it is absent nothing is needed, and all is searched as without this module, only slower.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import add, and_
from typing import Any

from kg import kept

try:
    _parser: Any = importlib.import_module("re._parser")
except ImportError:  # pragma: no cover
    _parser = None
_RULES = kept.program(__file__)
_MOST = 600  # strings that a part is spelt out as, at most
_FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")  # for the whole pattern, which they must begin
_COMMON = 20  # so many times as many sentences hold a character as hold one pair of characters
_USUAL = 600  # by that measure: what most sentences hold
_ALSO = 3
_NEARLY_ALL = 2000  # characters of a range within which nearly all of a text are

Part = tuple[object, Any]


def grams(text: str) -> set[str]:
    """The characters of a text, and its pairs of neighbours."""
    return {*text, *map(add, text, text[1:])}


def needed(pattern: str) -> frozenset[str]:
    """Characters and pairs of neighbours of which every match of a regular expression holds at least one.

    Of all such choices that the pattern leaves, the one that the fewest sentences will hold: of
    ``(?:meet|greet)(?:him|her)`` that is ``me`` and ``gr``. Empty where there is none. Raises re.error where it is no
    regular expression.
    """
    if _parser is None:  # pragma: no cover
        re.compile(pattern)
        return frozenset()
    return frozenset(kept.made(f"needed {_RULES}", pattern, lambda: sorted(_needed(pattern))))


def also_needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Further such choices, the rarest first: every match holds at least one gram of each, and of :func:`needed`.

    Those are left out that most sentences hold, and all but a few. Raises re.error where it is no regular expression.
    """
    if _parser is None:  # pragma: no cover
        return ()
    return tuple(map(frozenset, kept.made(f"also {_RULES}", pattern, lambda: list(map(sorted, _also(pattern))))))


@dataclass(frozen=True, slots=True)
class Needed:
    """What several patterns need, each by its choices of grams: all of them are asked at once.

    For the first, second, … choice the bits of a number tell which of the patterns it leaves free, and which a gram
    suits.
    """

    free: tuple[int, ...]
    suits: dict[str, list[int]]

    @classmethod
    def of(cls, choices: Sequence[Sequence[frozenset[str]]]) -> Needed:
        """By the choices of each pattern, in order; an empty choice needs nothing."""
        most = max([1, *map(len, choices)])
        free = [0] * most
        suits: dict[str, list[int]] = {}
        for place, of_one in enumerate(choices):
            for number in range(most):
                needs = of_one[number] if number < len(of_one) else frozenset()
                free[number] |= 0 if needs else 1 << place
                for gram in needs:
                    suits.setdefault(gram, [0] * most)[number] |= 1 << place
        return cls(tuple(free), suits)

    def held(self, found: set[str]) -> Iterator[int]:
        """The places of the patterns of which a text with the grams ``found`` holds what they need, in order."""
        held = list(self.free)
        for gram in found & self.suits.keys():
            for number, places in enumerate(self.suits[gram]):
                held[number] |= places
        left = functools.reduce(and_, held)
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest


def screened(pattern: str) -> str:
    """The pattern, tried only where one of the characters stands that it may begin with.

    Where it begins with plain characters ``re`` looks for them by itself; with a choice of longer parts, or with parts
    that need not be there, it does not. Raises re.error where it is no regular expression.
    """
    if _parser is None:  # pragma: no cover
        return pattern
    return kept.made(f"screened {_RULES}", pattern, lambda: _screened(pattern))


def _screened(pattern: str) -> str:
    parsed = _parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE or _FLAGS.match(pattern) or _begins_plainly(parsed):
        return pattern
    first = _first(parsed)
    if first is None or first[1]:
        return pattern
    members = (member if len(member) > 1 else re.escape(member) for member in sorted(first[0]))
    return f"(?=[{''.join(members)}])(?:{pattern})"


def _begins_plainly(parts: Sequence[Part]) -> bool:
    """Whether parts begin with characters for which ``re`` looks before it tries anything else."""
    if not len(parts):
        return False
    kind, value = str(parts[0][0]), parts[0][1]
    if kind == "SUBPATTERN":
        return _begins_plainly(value[3])
    if kind == "BRANCH":
        return all(len(branch) and str(branch[0][0]) == "LITERAL" for branch in value[1])
    return kind in ("LITERAL", "IN")


def _first(parts: Iterable[Part]) -> tuple[frozenset[str], bool] | None:
    """The members of the class of characters with which parts may begin, and whether they may match nothing.

    None where it cannot be told, or where they are nearly all.
    """
    found: frozenset[str] = frozenset()
    for part in parts:
        kind, value = str(part[0]), part[1]
        if kind in ("ASSERT", "ASSERT_NOT", "AT"):
            continue
        if (members := _members(part)) is not None:
            return found | members, False
        if kind == "BRANCH":
            firsts = [_first(branch) for branch in value[1]]
        elif kind == "SUBPATTERN":
            firsts = [_first(value[3])]
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            once = _first(value[2])
            firsts = [once if once is None else (once[0], once[1] or not value[0])]
        else:
            return None
        told = [first for first in firsts if first is not None]
        if len(told) < len(firsts):
            return None
        found = found.union(*(first for first, _ in told))
        if not any(empty for _, empty in told):
            return found, False
    return found, True


def _members(part: Part) -> frozenset[str] | None:
    """What a class of characters has that stands for the same as a part of one character; None for other parts."""
    kind, value = str(part[0]), part[1]
    if kind != "IN":
        return _plain(part)
    found = set()
    for of, member in value:
        if str(of) == "LITERAL":
            found.add(chr(member))
        elif str(of) == "RANGE" and member[1] - member[0] < _NEARLY_ALL:
            found.add("-".join(re.escape(chr(end)) for end in member))
        elif str(member) == "CATEGORY_DIGIT":
            found.add(r"\d")
        elif str(member) == "CATEGORY_SPACE":
            found.add(r"\s")
        else:
            return None
    return frozenset(found)


@functools.lru_cache(maxsize=1)
def _parsed(pattern: str) -> Sequence[Part]:
    """The parts of a pattern; none where it reads capitals as small letters.

    What it needs and what else it needs are asked for one after the other.
    """
    parsed = _parser.parse(pattern)
    return () if parsed.state.flags & re.IGNORECASE else parsed


def _needed(pattern: str) -> frozenset[str]:
    return _rarest(_parsed(pattern))


def _also(pattern: str) -> list[frozenset[str]]:
    first = needed(pattern)
    choices = _all_choices(_parsed(pattern))
    found = {choice: _frequency(choice) for choice in choices if choice and not first <= choice}
    rare = [choice for choice, frequency in found.items() if frequency < _USUAL]
    return sorted(rare, key=lambda choice: (found[choice], sorted(choice)))[:_ALSO]


def _all_choices(parts: Iterable[Part]) -> Iterator[frozenset[str]]:
    """The choices of a sequence, and those of its parts that must match."""
    parts = list(parts)
    yield from _choices(parts)
    for kind, value in ((str(part[0]), part[1]) for part in parts):
        if kind == "SUBPATTERN":
            yield from _all_choices(value[3])
        elif kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
            yield from _all_choices(value[2])
        elif kind == "ASSERT":
            yield from _all_choices(value[1])


def _rarest(parts: Sequence[Part]) -> frozenset[str]:
    """The rarest choice that the parts of a sequence leave, all of which must match."""
    return min(filter(None, _choices(parts)), key=_frequency, default=frozenset())


def _frequency(choice: frozenset[str]) -> int:
    return sum(_COMMON if len(gram) == 1 else 1 for gram in choice)


def _choices(parts: Iterable[Part]) -> Iterator[frozenset[str]]:
    """A choice by each run of parts that can be spelt out, and by each other part."""
    run = frozenset([""])
    for part in parts:
        spelt = _spelt(part)
        if spelt is not None and len(run) * len(spelt) <= _MOST:
            run = frozenset(map("".join, product(run, spelt)))
            continue
        yield _begun(run)
        run = frozenset([""]) if spelt is None else spelt
        if spelt is None:
            yield _choice(part)
    yield _begun(run)


def _begun(strings: frozenset[str]) -> frozenset[str]:
    """What strings begin with; empty where one of them is."""
    return frozenset(string[:2] for string in strings) if all(strings) else frozenset()


def _plain(part: Part) -> frozenset[str] | None:
    """The characters that a part of one character may be; None for other parts, and where it may be any but some."""
    kind, value = str(part[0]), part[1]
    if kind == "LITERAL":
        return frozenset([chr(value)])
    if kind == "IN" and all(str(of) == "LITERAL" for of, _ in value):
        return frozenset(chr(character) for _, character in value)
    return None


def _spelt(part: Part) -> frozenset[str] | None:
    """All strings that a part may match, where they are few; else None."""
    if (plain := _plain(part)) is not None:
        return plain
    kind, value = str(part[0]), part[1]
    if kind == "SUBPATTERN":
        return _spelt_all(value[3])
    if kind == "BRANCH":
        branches = [_spelt_all(branch) for branch in value[1]]
        if any(branch is None for branch in branches):
            return None
        strings = frozenset().union(*(branch for branch in branches if branch is not None))
        return strings if len(strings) <= _MOST else None
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[1] == 1:
        once = _spelt_all(value[2])
        return once if once is None or value[0] else once | {""}
    return None


def _spelt_all(parts: Iterable[Part]) -> frozenset[str] | None:
    """All strings that a sequence of parts may match, where they are few; else None."""
    strings = frozenset([""])
    for part in parts:
        spelt = _spelt(part)
        if spelt is None or len(strings) * len(spelt) > _MOST:
            return None
        strings = frozenset(map("".join, product(strings, spelt)))
    return strings


def _choice(part: Part) -> frozenset[str]:
    """What must stand where a part matches that cannot be spelt out; empty where it tells of nothing."""
    kind, value = str(part[0]), part[1]
    if kind == "BRANCH":
        branches = [_rarest(branch) for branch in value[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    if kind == "SUBPATTERN":
        return _rarest(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
        return _rarest(value[2])
    if kind == "ASSERT":
        return _rarest(value[1])
    return frozenset()
