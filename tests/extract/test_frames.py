"""Each frame reads its example and leaves its counter-example alone, in both scripts."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from kg.extract import frames
from kg.extract.check import read_example
from kg.extract.frames import Frame

FRAMES = frames.load().frames
each = pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)


@each
def test_the_example_is_read(frame: Frame) -> None:
    events = read_example(frame, frame.example)
    assert events, frame.example
    assert all(event.evidence for event in events)
    assert all(event.participants or event.about or event.title for event in events)


@each
def test_the_counter_example_is_not(frame: Frame) -> None:
    assert not read_example(frame, frame.counter), frame.counter


@each
def test_the_script_makes_no_difference(frame: Frame) -> None:
    simplified = OpenCC("t2s").convert(frame.example)
    assert len(read_example(frame, simplified)) == len(read_example(frame, frame.example))


def test_every_kind_of_event_that_frames_tell_has_one() -> None:
    assert {frame.event for frame in FRAMES} >= {
        "Meeting", "Visit", "Gathering", "Publication", "Establishment", "Withdrawal", "Act",
    }  # fmt: skip
    assert len({frame.name for frame in FRAMES}) == len(FRAMES)


def test_every_class_of_words_is_used_or_named() -> None:
    loaded = frames.load()
    assert all(words for words in loaded.words.values())
