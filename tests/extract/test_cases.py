"""Short texts, a phenomenon each, against what a reader says that they tell (``tests/cases``)."""

from __future__ import annotations

import pytest

from kg.documents import Document, read
from kg.extract import extract
from kg.records import EVENT_KINDS
from tests.extract.projection import ASKED, CASES, TYPES, Line, differences, read_lines, type_of

FOLDERS = sorted(path.parent for path in CASES.glob("*/input.md"))
FIELDS = {
    kind: set(fields.split())
    for kind, fields in {
        "event": "event title who host start end place mode status series ordinal count at document said evidence",
        "tenure": "tenure of holder former",
        "document": "document kind issuers issued",
        "track": "track parties",
        "relation": "relation subject object",
        "entity": "entity kind also",
    }.items()
}


def _parameters() -> list[object]:
    """Each case; one that the reader still gets wrong has a file ``xfail`` with the reason, and must fail."""
    made = []
    for folder in FOLDERS:
        reason = folder / "xfail"
        marks = [pytest.mark.xfail(strict=True, reason=reason.read_text("utf-8").strip())] if reason.exists() else []
        made.append(pytest.param(folder.name, id=folder.name, marks=marks))
    return made


@pytest.mark.parametrize("name", _parameters())
def test_a_case_is_read_as_a_reader_reads_it(name: str) -> None:
    (document,) = read([CASES / name / "input.md"])
    assert isinstance(document, Document)
    told = differences(read_lines(CASES / name / "expected.jsonl"), extract(document), document.text)
    assert not told, "\n".join([document.text, *told])


def test_there_are_cases() -> None:
    assert len(FOLDERS) >= 25
    assert all((folder / "expected.jsonl").exists() for folder in FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_case_is_well_written(folder: object) -> None:
    path = CASES / getattr(folder, "name", "")
    text = (path / "input.md").read_text("utf-8")
    lines = read_lines(path / "expected.jsonl")
    for line in lines:
        kind = _type(line)
        assert set(line) <= FIELDS[kind] | {"optional"}, line
        assert kind != "event" or line["event"] in EVENT_KINDS
        assert all(word in text for word in line.get("evidence", ())), line
    assert (
        {line["event"] for line in lines if "event" in line} or not lines or any("event" not in line for line in lines)
    )
    reason = path / "xfail"
    assert not reason.exists() or len(reason.read_text("utf-8").strip().splitlines()) == 1


def _type(line: Line) -> str:
    kind = type_of(line)
    assert kind in TYPES, f"a line begins with one of {', '.join(TYPES)}: {line}"
    return kind


def test_what_cases_leave_open_is_known() -> None:
    assert FIELDS["event"] >= ASKED
