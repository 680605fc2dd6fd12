"""What a pattern cannot do without is told rightly: no sentence that fits is passed over."""

from __future__ import annotations

import pytest

from kg.extract import frames
from kg.extract.needs import needed

CHOICES = {
    "abc": {"a"},
    "(?:meet|greet)(?:him|her)": {"h"},
    "(?P<verb>meets?|sees?)[^,]*x": {"x"},
    "[ab]c?": {"a", "b"},
    "(?:ab|c){1,2}": {"a", "c"},
    "(?<=q)[^,]{2}": {"q"},
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


def test_a_pattern_that_reads_capitals_as_small_letters_needs_nothing() -> None:
    assert needed("(?i)abc") == set()


def test_frames_are_screened() -> None:
    every = frames.load().frames
    assert all(frame.needs for frame in every)
    assert all(len(frame.needs) < 120 for frame in every)
