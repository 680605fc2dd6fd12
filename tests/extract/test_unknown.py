"""``kg unknown``: what stands where an actor or an act should and was not read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.cli import run, unknown
from kg.documents import from_text
from kg.extract import extract
from kg.extract.unknown import UNKNOWN_KINDS, Sighting, Unknown, sightings, tally
from tests.extract.test_properties import packaged

HEAD = "---\ndate: 2024-05-20\n---\n\n"


def _found(text: str, name: str = "one") -> list[Sighting]:
    document = from_text(HEAD + text, name=name, language="zh-Hant")
    made = list(sightings(document, extract(document)))
    for one in made:
        assert document.text[one.span.start : one.span.end] == one.form
        assert one.form in one.words
        assert one.words in document.text
        assert one.document == name
    return made


def _forms(text: str) -> set[tuple[str, str]]:
    return {(one.kind, one.form) for one in _found(text)}


def test_a_name_after_a_title_that_was_not_read() -> None:
    name = "克拉特鑫猋淼"  # written as no name is
    assert ("name", name) in _forms(f"法國總統{name}，5月3日在巴黎發表談話。")


def test_a_name_that_was_read_is_not_unknown() -> None:
    assert not [one for one in _found("王毅5月14日在北京會見吉里巴斯總統馬茂。") if one.kind == "name"]


def test_who_speaks_and_is_not_known() -> None:
    assert ("actor", "太空聯誼社") in _forms("太空聯誼社指出，合作前景良好。中國外交部表示，一切順利。")
    assert not [form for kind, form in _forms("王毅指出，合作前景良好。") if kind == "actor"]


def test_a_title_between_a_state_and_a_name() -> None:
    assert ("title", "皇家園丁") in _forms("法國皇家園丁馬克宏5月3日在巴黎表示，一切順利。")


def test_a_gathering_without_a_row() -> None:
    assert ("gathering", "北極星海洋論壇") in _forms("第三屆北極星海洋論壇5月6日在奧斯陸舉行。")
    assert not _forms("第三屆博鰲亞洲論壇5月6日在海南舉行。")


def test_a_verb_between_two_actors_that_nothing_claims() -> None:
    found = _found("習近平5月6日擁抱馬克宏。王毅5月7日會見法國外長塞茹爾內。")
    assert [(one.kind, one.form) for one in found if one.kind == "verb"] == [("verb", "擁抱")]


def test_counts_and_the_first_place_do_not_depend_on_the_order() -> None:
    text = "太空聯誼社指出，合作前景良好。太空聯誼社強調，合作很多。"
    seen = [
        *_found(text, "two"),
        *_found("太空联谊社指出，合作前景良好。", "one"),
        *_found("山地社指出，合作很多。", "one"),
    ]
    rows = tally(seen)
    assert rows == tally(reversed(seen))
    first = rows[0]
    assert isinstance(first, Unknown)
    assert (first.kind, first.form, first.count, first.documents) == ("actor", "太空聯誼社", 3, 2)
    assert first.first.document == "two"
    assert first.first.span.start == len(HEAD)
    assert [row.count for row in rows] == [3, 1]


def test_the_sample_reports_have_few() -> None:
    rows = tally(one for document in packaged() for one in sightings(document, extract(document)))
    assert {row.kind for row in rows} <= set(UNKNOWN_KINDS)
    assert len(rows) < 60


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.md").write_text(HEAD + "太空聯誼社指出，合作前景良好。習近平5月6日擁抱馬克宏。\n", "utf-8")
    (folder / "b.md").write_text(HEAD + "太空聯誼社強調，合作很多，各方都感到十分滿意。\n", "utf-8")
    return folder


def test_the_command_reads_files_and_stores_alike(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "store")
    assert run(["build", str(reports), "--store", store, "-q"]) == 0
    capsys.readouterr()
    assert run(["unknown", "--store", store, "-f", "csv", "-q"]) == 0
    of_store = capsys.readouterr().out
    assert run(["unknown", str(reports), "-f", "csv", "-q"]) == 0
    assert capsys.readouterr().out == of_store
    rows = list(csv.DictReader(io.StringIO(of_store)))
    assert [(row["kind"], row["form"], row["count"], row["documents"]) for row in rows] == [
        ("actor", "太空聯誼社", "2", "2"),
        ("verb", "擁抱", "1", "1"),
    ]
    assert rows[0]["start"] == str(len(HEAD))


def test_the_table_and_what_it_leaves_out(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["unknown", str(reports), "--kind", "actor", "--least", "2"]) == 0
    told = capsys.readouterr()
    head, row = told.out.splitlines()
    assert head.split() == ["kind", "form", "count", "documents", "where", "words"]
    assert "太空聯誼社" in row
    assert told.err == "1 forms\n"
    assert run(["unknown", str(reports), "--limit", "1"]) == 0
    assert capsys.readouterr().err == "1 of 2 forms\n"


def test_what_cannot_be_read_is_told(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["unknown", str(reports / "c.md")]) == 3
    assert "c.md" in capsys.readouterr().err
    assert run(["unknown", str(reports), str(reports / "c.md"), "-q"]) == 1
    told = capsys.readouterr()
    assert "太空聯誼社" in told.out
    assert "c.md" in told.err
    assert run(["unknown", "--store", str(tmp_path / "none")]) == 4


def test_an_output_of_others_is_kept(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "list.csv"
    target.write_text("mine\n")
    assert run(["unknown", str(reports), "-f", "csv", "-o", str(target)]) == 2
    assert target.read_text() == "mine\n"
    assert run(["unknown", str(reports), "-f", "csv", "-o", str(target), "--force"]) == 0
    assert run(["unknown", str(reports), "-f", "csv", "-o", str(target)]) == 0
    assert "太空聯誼社" in target.read_text("utf-8")


def test_the_command_offers_every_kind() -> None:
    assert unknown.KINDS == UNKNOWN_KINDS
