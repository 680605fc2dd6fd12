"""Each row can be proven, and the dossier proves each of its lines."""

from __future__ import annotations

import json

import pytest

from kg.query import catalog
from kg.query.answer import Answer
from kg.query.evidence import Evidence
from kg.query.session import Session
from kg.query.show import Dossiers
from kg.query.width import width
from tests.query.test_questions import SMALL


def proven(answer: Answer) -> list[tuple[str, ...]]:
    at = [answer.variables.index(name) for name in catalog.RESERVED]
    return [tuple(row[n].value if row[n] is not None else "" for n in at) for row in answer.rows]  # type: ignore[union-attr]


def test_words_document_and_place(session: Session) -> None:
    answer = session.question(catalog.question("who-met"), {"actor": "林海", "to": "2023-11"}, evidence=True)
    assert answer.variables[-3:] == catalog.RESERVED
    source = "https://w3id.org/diplomacy-kg/id/source/"
    assert proven(answer) == [
        ("雅蘭總統林海會見波島特使莫斯", source + "a", "0-14"),
        ("Lin Hai met Ann Moss on Nov. 3", source + "b", "0-30"),
        ("見波島特使莫斯", source + "a", "7-14"),  # the participation of the other one, who is in the row
    ]


@pytest.mark.parametrize(("name", "given"), [(n, g) for n, g, rows in SMALL if rows])
def test_every_row_of_every_question_is_proven(session: Session, name: str, given: dict[str, object]) -> None:
    question = catalog.question(name)
    plain = session.question(question, given)  # type: ignore[arg-type]
    answer = session.question(question, given, evidence=True)  # type: ignore[arg-type]
    assert all(all(part) for part in proven(answer))
    if "words" not in plain.variables:
        assert answer.without(*catalog.RESERVED).rows == plain.rows


def test_own_queries_are_proven_by_record(session: Session) -> None:
    answer = session.sparql('SELECT ?record { ?record dip:mode "phone" }', evidence=True)
    assert [words for words, _, _ in proven(answer)] == ["吳山與奧拉通了電話"]


def test_record_is_shown_when_asked_for(session: Session) -> None:
    question = catalog.question("phone-and-video")
    assert session.question(question, {}, record=True).variables == ("mode", "start", "who", "record")
    assert session.question(question, {}).variables == ("mode", "start", "who")


def test_row_without_proof_stays(session: Session) -> None:
    answer = session.sparql("SELECT ?record { VALUES ?record { <https://example.org/unknown> } }", evidence=True)
    assert proven(answer) == [("", "", "")]


def test_chain_is_proven_by_its_meetings(session: Session) -> None:
    base = "https://w3id.org/diplomacy-kg/id/"
    evidence = Evidence(session.store)
    assert evidence.meetings(f"{base}person/lin", f"{base}person/wu") == [f"{base}event/meet-month"]
    assert evidence.meetings(f"{base}person/lin", f"{base}person/ola") == []  # which was denied


# ---- dossiers


@pytest.mark.parametrize(
    ("name", "title", "lines"),
    [
        ("林海", "Offices", [("2023-11-02 – 2023-12-01", "雅蘭總統 · 雅蘭")]),
        ("林海", "With whom", [("", "奧拉 2, 吳山 1, 莫斯 1, 雅蘭 1")]),
        ("林海", "What it said", [("2023-10", "同海共潮 · 海島論壇 2023-10")]),
        ("莫斯", "Taking part", []),
        ("雅蘭", "Represented by", [("", "林海 · 雅蘭總統")]),
        ("海島論壇", "Events", [("2023-10", "gathering · 海島論壇 · no. 2 · 出席人數: 12 人")]),
        ("海事對話", "Known for", [
            ("", "Parties: 波蘭島, 雅蘭"), ("", "Led by: 莫斯"), ("", "Level: 部長級"), ("", "Topic: 海事")]),
        ("共潮", "What was said of it", [
            ("2023-10", "林海: 同海共潮 · 海島論壇 2023-10"),
            ("2023-11-02 – 2023-11-03", "莫斯: One tide, many ships · 林海、莫斯會晤 2023-11-02")]),
        ("雅蘭", "Documents", [("2023-11", "海島憲章")]),
        ("event/meet-day", "Where sources differ", [
            ("", "start: 2023-11-03 (Island review)"), ("", "start: 2023-11-02 (海島季報)")]),
        ("event/meet-day", "Taking part", [("", "林海"), ("", "莫斯 · 波蘭島特使")]),
        ("event/isles-2", "Figures", [("", "出席人數: 12 人")]),
    ],
)  # fmt: skip
def test_dossier(session: Session, name: str, title: str, lines: list[tuple[str, str]]) -> None:
    node = session.names.resolve("person/moss" if name == "莫斯" else name)
    dossier = Dossiers(session.store, session.names).of(node)
    sections = {section.title: section.lines for section in dossier.sections}
    assert sorted((line.date, line.text) for line in sections.get(title, ())) == sorted(lines)


@pytest.mark.parametrize("name", ["林海", "雅蘭", "海島論壇", "海事對話", "共潮", "event/visit"])
def test_dated_lines_are_proven(session: Session, name: str) -> None:
    dossier = Dossiers(session.store, session.names).of(session.names.resolve(name))
    lines = [line for section in dossier.sections if section.title != "In short" for line in section.lines if line.date]
    assert lines
    assert all(line.passages for line in lines)


def test_dossier_as_text_and_json(session: Session) -> None:
    dossiers = Dossiers(session.store, session.names, "en")
    dossier = dossiers.of(session.names.resolve("林海"))
    text = dossier.to_text(lambda iri: iri.rpartition("/")[2], across=60)
    assert text.startswith("Lin Hai · person · person/lin\n")
    assert "“雅蘭總統林海” a 0-6" in text
    assert max(map(width, text.splitlines())) <= 60
    assert json.loads(dossier.to_json())["sections"][0]["lines"][0]["passages"][0]["words"] == "雅蘭總統林海"
