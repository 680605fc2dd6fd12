"""Tables with faults: the loader says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.lexicon import grammar, lexicon, tables

HEADER = "# a comment\n\nkey,zh-Hant,zh-Hans,en,organization\n"


def _fault(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        list(tables.read(path, ("key", "zh-Hant")))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("key,en\nx,X\n", 1, "no column zh-Hant; the header is key,en"),
        (HEADER + "some-forum,某論壇\n", 4, "2 cells where the header has 5"),
        (HEADER + "some-forum,某論壇,某论坛,Some Forum,,\n", 4, "6 cells where the header has 5"),
        (HEADER + 'some-forum,"某論壇,某论坛,Some Forum,\n', 4, "quote a cell that holds a comma or a quotation mark"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "forums.csv"
    path.write_text(text, "utf-8")
    told = _fault(path)
    assert told.startswith(f"{path}:{line}: ")
    assert message in told


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "forums.csv"
    path.write_bytes("key,某".encode("utf-16"))
    assert "is not UTF-8" in _fault(path)
    assert "cannot be read" in _fault(tmp_path / "missing.csv")


def test_comments_marks_and_spaces_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "forums.csv"
    path.write_text('\ufeff# note\nkey,zh-Hant\n\n one , 甲 | 乙|甲| \ntwo,"a, b"\n', "utf-8")
    rows = list(tables.read(path, ("key", "zh-Hant")))
    assert [(row.line, row["key"], row.forms("zh-Hant")) for row in rows] == [
        (4, "one", ["甲", "乙"]),
        (5, "two", ["a, b"]),
    ]
    assert rows[0]["no such column"] == ""


def test_a_key_that_stands_twice_stops_the_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "forums.csv"
    path.write_text(HEADER + "one,甲論壇,,,\none,乙論壇,,,\n", "utf-8")
    with pytest.raises(DataError) as caught:
        lexicon.load(tmp_path)
    assert str(caught.value) == f"{path}:5: the key one stands twice"


def test_another_lexicon_may_be_small(tmp_path: Path) -> None:
    (tmp_path / "forums.csv").write_text(HEADER + "one,甲論壇|「乙」論壇,,One Forum,\n", "utf-8")
    small = lexicon.load(tmp_path)
    assert list(small.entries) == ["forum/one"]
    assert {"甲论坛", "乙论坛"} <= set(small.terms)
    assert small.digest != lexicon.load().digest


def test_word_lists_with_a_fault_are_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "chinese.toml"
    path.write_text('former = ["前"]\nother = ]\n', "utf-8")
    with pytest.raises(DataError) as caught:
        grammar.load(path)
    assert str(caught.value).startswith(f"{path}:2: ")
