"""What is kept between runs: found again, made anew where it cannot be used, and never in the way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import kept, resources
from kg.extract import frames, patterns
from kg.lexicon import lexicon
from kg.text import regex

LOOKS_AHEAD = re.compile(r"\(\?=\[")  # such a pattern is told what to look for, which ``re`` itself does not see


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and a process that has made nothing yet."""
    monkeypatch.setattr(kept, "_asked", {})
    monkeypatch.setattr(kept, "_spent", 0.0)
    monkeypatch.setattr(kept, "_WORTH", 0.0)
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: tmp_path)
    kept._stored.cache_clear()
    yield tmp_path
    kept._stored.cache_clear()


def _begin_anew() -> None:
    kept._asked.clear()
    kept._stored.cache_clear()


def test_what_was_made_is_found_by_the_next_run(folder: Path) -> None:
    assert kept.made("length", "four", lambda: 4) == 4
    kept.keep()
    _begin_anew()
    assert kept.made("length", "four", lambda: pytest.fail("made twice")) == 4
    assert kept.made("length", "three", lambda: 3) == 3
    assert kept.made("first", "four", lambda: "f") == "f"
    assert len(list(folder.iterdir())) == 1


def test_what_cannot_be_read_is_made_anew(folder: Path) -> None:
    kept.made("length", "four", lambda: 4)
    kept.keep()
    (file,) = folder.iterdir()
    for content in (b"", b"nonsense", file.read_bytes()[:-3], b"4", b"[" * 100_000):
        file.write_bytes(content)
        _begin_anew()
        assert kept.made("length", "four", lambda: 5) == 5


def test_where_it_cannot_be_written_all_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    occupied = folder / "file"
    occupied.write_text("no folder", "utf-8")
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: occupied)
    assert kept.made("length", "four", lambda: 4) == 4
    kept.keep()
    assert occupied.read_text("utf-8") == "no folder"


def test_what_is_asked_for_no_more_is_dropped_in_the_end(folder: Path) -> None:
    for number in range(20):
        kept.made("number", str(number), lambda: 1)
    kept.keep()
    _begin_anew()
    kept.made("number", "new", lambda: 1)
    kept.keep()
    _begin_anew()
    assert kept.made("number", "3", lambda: 2) == 2
    assert kept.made("number", "new", lambda: 2) == 1


def test_it_is_written_only_where_that_spares_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_WORTH", 60.0)
    kept.made("length", "four", lambda: 4)
    kept.keep()
    assert not list(folder.iterdir())
    monkeypatch.setattr(kept, "_WORTH", 0.0)
    kept.keep()
    assert len(list(folder.iterdir())) == 1


def _filled(text: str) -> Callable[[Path], None]:
    def fill(path: Path) -> None:
        path.mkdir()
        (path / "text").write_text(text, "utf-8")

    return fill


def test_a_folder_that_was_made_is_copied_by_the_next_run(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    to = tmp_path_factory.mktemp("to") / "own"
    assert not kept.folder("text", "one", to, _filled("first"))
    assert kept.folder("text", "one", to, lambda _: pytest.fail("made twice"))
    assert (to / "text").read_text("utf-8") == "first"
    assert not kept.folder("text", "other", to, _filled("second"))
    assert not kept.folder("text", "one", to, _filled("anew"), anew=True)
    assert kept.folder("text", "one", to, lambda _: pytest.fail("made twice"))
    assert (to / "text").read_text("utf-8") == "anew"


def test_few_folders_are_kept(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    to = tmp_path_factory.mktemp("to") / "own"
    for number in range(kept._FOLDERS + 3):
        kept.folder("text", str(number), to, _filled("one"))
    assert len(list(folder.glob("text-*"))) == kept._FOLDERS


def test_where_no_folder_can_be_kept_it_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    occupied = folder / "file"
    occupied.write_text("no folder", "utf-8")
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: occupied)
    for text in ("first", "second"):
        assert not kept.folder("text", "one", tmp_path / "own", _filled(text))
        assert (tmp_path / "own" / "text").read_text("utf-8") == text


def test_the_kept_lexicon_and_frames_are_those_of_the_files(folder: Path) -> None:
    read = lexicon._load.__wrapped__(resources.data("lexicon"), True), frames.load.__wrapped__()
    kept.keep()
    _begin_anew()
    assert (lexicon._load.__wrapped__(resources.data("lexicon"), True), frames.load.__wrapped__()) == read
    assert len(read[0].entries) > 1_000
    assert len(read[1].frames) > 100


def test_kept_patterns_are_those_that_re_compiles(folder: Path) -> None:
    sources = [frame.source for frame in frames.load().frames]
    for table in patterns.load().tables:
        sources += [pattern.pattern for pattern in patterns.load().every(table).values()]
    made = {source: regex.compile_kept(source) for source in sources}
    kept.keep()
    _begin_anew()
    for source in sources:
        again = regex.compile_kept(source)
        assert again == made[source]
        assert again == re.compile(source) or LOOKS_AHEAD.match(source)
        assert (again.groups, again.groupindex) == (made[source].groups, made[source].groupindex)


@given(st.lists(st.sampled_from(["ab", "(?:b|cd)", "[a-c]", "c?", "(?<=a)b", "(d)", "(?!a)"])), st.text("abcd"))
def test_what_a_pattern_looks_ahead_for_is_only_looked_for_first(parts: list[str], text: str) -> None:
    source = "(?=[bcx])" + "".join(parts)
    found, plain = regex.compile_kept(source), re.compile(source)
    for start in (0, 1):
        assert [*map(_told, found.finditer(text, start))] == [*map(_told, plain.finditer(text, start))]
        assert _told(found.match(text, start)) == _told(plain.match(text, start))
        assert _told(found.fullmatch(text, start)) == _told(plain.fullmatch(text, start))
    assert found.sub("-", text) == plain.sub("-", text)


def _told(match: re.Match[str] | None) -> tuple[object, ...] | None:
    return match and (match.span(), match.groups())


@pytest.mark.parametrize("text", ["met A and B", "MET a", "nothing", ""])
def test_a_kept_pattern_matches_alike(folder: Path, text: str) -> None:
    source, flags = r"(?P<verb>met)\s+(?:(?P<who>[a-z])(?:\s+and\s+)?)+ # all of them", re.VERBOSE | re.IGNORECASE
    regex.compile_kept(source, flags)
    kept.keep()
    _begin_anew()
    kept_one, plain = regex.compile_kept(source, flags).search(text), re.compile(source, flags).search(text)
    assert (kept_one and (kept_one.span(), kept_one.groupdict())) == (plain and (plain.span(), plain.groupdict()))


def test_what_is_no_pattern_is_told(folder: Path) -> None:
    with pytest.raises(re.error):
        regex.compile_kept("(")


def test_the_same_is_read_with_and_without_it(tmp_path: Path, samples: list[Path]) -> None:
    def read() -> bytes:
        command = [sys.executable, "-c", "from kg.cli import main; main()", "extract", str(samples[0])]
        folders = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
        return subprocess.run(command, capture_output=True, check=True, env=os.environ | folders).stdout

    first = read()
    assert list(tmp_path.rglob("made-*"))
    assert read() == first
