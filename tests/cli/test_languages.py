"""Which languages are read: what is in another one is told of and left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg import pipeline
from kg.cli import extract, unknown
from kg.errors import UnreadableDocument
from tests.cli.conftest import REPORT


@pytest.fixture
def english(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(day=1) + "The president of the council told the press of it on the same day.\n")
    return path


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    path = tmp_path / "quiet.txt"
    path.write_text("天氣很好，沒有別的事情可說。\n")
    return path


def test_a_report_in_english_is_told_of_and_left_out(english: Path, quiet: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"in a language that is not read yet \(en\); left out$"):
        kg.build([english], store=tmp_path / "one")
    with kg.build([english, quiet], store=tmp_path / "two") as graph:
        assert graph.report is not None
        assert graph.report.added == ["quiet"]
        assert graph.report.failures == [f"{english}: in a language that is not read yet (en); left out"]
    with pytest.raises(UnreadableDocument, match="in a language that is not read yet"):
        kg.extract(english.read_text())


def test_a_document_without_an_event_is_noted(quiet: Path, tmp_path: Path) -> None:
    report = pipeline.build([quiet], tmp_path / "s")
    assert report.notes == [f"{quiet}: no event was found in it"]
    assert report.failures == []


@pytest.mark.parametrize("command", [extract.command, unknown.command])
def test_commands_that_read_files_refuse_it_too(english: Path, command: object) -> None:
    done = CliRunner().invoke(command, [str(english)])  # type: ignore[arg-type]
    assert isinstance(done.exception, UnreadableDocument)
    assert "(en); left out" in str(done.exception)
