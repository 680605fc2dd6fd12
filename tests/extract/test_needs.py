"""What a pattern cannot do without is told rightly: no sentence that fits is passed over."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.documents import read
from kg.extract import frames, patterns
from kg.extract.needs import Needed, also_needed, grams, needed, screened
from kg.extract.reader import extract
from kg.extract.sentence import Sentence, cast_shadow
from kg.text.fold import fold

CHOICES = {
    "abc": {"ab"},
    "a": {"a"},
    "(?:meet|greet)(?:him|her)": {"me", "gr"},
    "(?P<verb>meets?|sees?)[^,]*x": {"me", "se"},
    "[ab]c?d": {"ac", "ad", "bc", "bd"},
    "[ab]c?": {"a", "ac", "b", "bc"},
    "(?:ab|c){1,2}": {"ab", "c"},
    "(?:ab|c[^d])e": {"e"},
    "(?:ab|c[^d])[^e]": {"ab", "c"},
    "(?<=q)[^,]{2}": {"q"},
    "[^a]x[^b]yz": {"yz"},
    "(?:a|b?)": set(),
    "(?!a)[^b]": set(),
    r"\d+": set(),
    "[a-c]": set(),
    "a*": set(),
    "": set(),
}


@pytest.mark.parametrize("pattern", CHOICES)
def test_the_smallest_choice_of_which_each_match_has_one(pattern: str) -> None:
    assert needed(pattern) == CHOICES[pattern]


ALSO = {
    "abc": [],
    "ab[^c]cd": [{"cd"}],
    "(?:meet|greet)[^,]*(?:him|her)": [{"he", "hi"}],
    "[^,]x(?:[^,]ab|cd)?[^,]y": [{"y"}],
    "(?:a[^,]bc){1,2}[^,](?=de|f[^,])": [{"a"}, {"de", "f"}],
    "(?:ab[^,]cd|ef[^,]gh)": [],
    "(?i)ab[^c]cd": [],
    "": [],
}


@pytest.mark.parametrize("pattern", ALSO)
def test_further_choices_of_each_of_which_a_match_has_one(pattern: str) -> None:
    assert list(also_needed(pattern)) == ALSO[pattern]


def test_a_pattern_that_reads_capitals_as_small_letters_needs_nothing() -> None:
    assert needed("(?i)abc") == set()


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("(?:ab|c?d)e", "acd"),
        ("(?:x)?[yz]w", "xyz"),
        ("(?<=q)(?:ab|cd)", "ac"),
        ("(?:a?b?)c", "abc"),
        ("(?:a|$)b", "ab"),
        ("a*b", "ab"),
        (r"(?<=q)(?:\d|ab)c", r"\da"),
        ("(?:[a-c]x?|-y)+z", r"\-a-c"),
        (r"(?:[\u4e00-\u9fff]x?|y)+z", None),
        ("ab?", None),
        ("a|b", None),
        ("(?:a|[^b])c", None),
        ("(?:a[^b]|c?)", None),
        ("(?m)(?:ab)?c", None),
        ("(?:ab){0,2}", None),
    ],
)
def test_what_begins_with_a_choice_is_tried_where_it_may_begin(pattern: str, begins: str | None) -> None:
    assert screened(pattern) == (pattern if begins is None else f"(?=[{begins}])(?:{pattern})")


def test_those_that_hold_what_they_need_are_told_together() -> None:
    choices = [[{"ab"}], [{"ab", "cd"}, {"e"}], [set(), {"e"}], [set()], [{"x"}, {"ab"}, {"e"}]]
    needed_by = Needed.of([[*map(frozenset, choice)] for choice in choices])
    for text in ("", "ab", "cde", "abe", "xabe", "zz"):
        found = grams(text)
        held = [n for n, choice in enumerate(choices) if all(not of or of & found for of in choice)]
        assert list(needed_by.held(found)) == held
    assert list(Needed.of([]).held({"a"})) == []
    assert list(Needed.of([[], []]).held(set())) == [0, 1]


def test_screened_patterns_find_the_same(samples: list[Path]) -> None:
    text = "".join(document.view.text for document in read(samples))
    for table in patterns.load().tables:
        for pattern in patterns.load().every(table).values():
            plain = re.sub(r"^\(\?=\[[^\]]+\]\)(?=\(\?:)", "", pattern.pattern)
            found = [match.span() for match in pattern.finditer(fold(text))]
            assert found == [match.span() for match in re.finditer(plain, fold(text))]


def test_frames_are_screened() -> None:
    every = frames.load().frames
    assert all(frame.needs for frame in every)
    assert all(sum(len(gram) == 1 for gram in frame.needs) < 8 for frame in every)
    assert all(len(frame.needs) < 200 for frame in every)


def test_nothing_that_fits_is_passed_over(samples: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def noting(*arguments: Any) -> Sentence:
        made = cast_shadow(*arguments)
        seen.append(made.shadow)
        return made

    monkeypatch.setattr(sys.modules[extract.__module__], "cast_shadow", noting)
    for path in samples:
        for document in read([path]):
            extract(document)
    frame_of, known = frames.load(), patterns.load()
    assert len(seen) > 50
    named = [(f"{of}.{name}", p) for of in known.tables for name, p in known.every(of).items()]
    spared = 0
    for text in seen:
        found = grams(text)
        tried = {frame.name for frame in frame_of.fitting(found)}
        assert {frame.name for frame in frame_of.frames if frame.pattern.search(text)} <= tried
        for name, pattern in named:
            assert known.may_fit(name, found) or not pattern.search(text)
            spared += not known.may_fit(name, found)
    assert spared > len(seen) * len(named) / 3
