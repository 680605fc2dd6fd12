"""The named questions answer what careful readers expect: on a small graph, and on a whole report."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from kg.query import catalog
from kg.query.answer import Answer, Term
from kg.query.bind import Value
from kg.query.labels import iris
from kg.query.session import Session

Cells = Mapping[str, Term | None]


def shown(answer: Answer) -> list[tuple[str, ...]]:
    """The rows as people read them; lists in the order of their labels."""
    return [
        tuple(
            ", ".join(sorted(answer.labels[i] for i in iris(c))) if c and iris(c) else c.value if c else "" for c in row
        )
        for row in answer.rows
    ]


SMALL: list[tuple[str, dict[str, Value], list[tuple[str, ...]]]] = [
    ("who-met", {"actor": "林海"}, [
        ("2023-11-02", "2023-11-03", "莫斯", "in-person", "雅港"), ("2023-12", "2023-12", "吳山", "video", "")]),
    ("who-met", {"actor": "林海", "from": "2023-12-10"}, []),
    ("who-met", {"actor": "林海", "from": "2023-12-10", "possibly": True}, [
        ("2023-12", "2023-12", "吳山", "video", "")]),
    ("who-met", {"actor": "林海", "to": "2023-11-02"}, []),
    ("who-met", {"actor": "林海", "mode": "video", "from": "2023-Q4", "to": "2023-Q4"}, [
        ("2023-12", "2023-12", "吳山", "video", "")]),
    ("who-met", {"actor": "林海", "with": "person/moss"}, [("2023-11-02", "2023-11-03", "莫斯", "in-person", "雅港")]),
    ("calendar", {"actor": "雅蘭", "kind": "meeting"}, [
        ("2023-11-02", "2023-11-03", "meeting", "林海、莫斯會晤 2023-11-02", "雅港"),
        ("2023-12", "2023-12", "meeting", "林海、吳山會晤 2023-12", "")]),
    ("calendar", {"actor": "林海", "status": "planned"}, [
        ("2024-02", "2024-02", "visit", "林海訪問 2024-02", "波蘭島")]),
    ("visits", {"place": "雅蘭"}, [("莫斯", "雅港", "2023-11-02", "2023-11-02", "雅蘭")]),
    ("visits", {"place": "波蘭島"}, []),
    ("leaders", {}, [
        ("雅蘭", "總統", "林海", "2023-12-01"), ("波蘭島", "特使", "莫斯", ""), ("賽斯塔", "總統", "奧拉", "")]),
    ("leaders", {"title": ["特使", "大使"]}, [("波蘭島", "特使", "莫斯", "")]),
    ("leaders", {"state": "Arland", "former": True}, [("雅蘭", "總統", "吳山", "")]),
    ("forum-editions", {"forum": "Isles Forum", "numbered": True, "precision": "month"}, [
        ("海島論壇", "2", "2023-10", "2023-10", "", "雅蘭", "奧拉, 林海", "12", "人", "出席人數")]),
    ("forum-editions", {"precision": "day"}, []),
    ("tracks", {"party": "雅方", "with": "Borland", "until": "2024-01-31"}, [
        ("海事對話", "波蘭島, 雅蘭", "部長級", "莫斯", "1", "2023-09-10", "4")]),
    ("tracks", {"party": "賽斯塔"}, []),
    ("rounds", {"track": "海事对话", "persons": True}, [
        ("海事對話", "1", "2023-09-10", "2023-09-10", "雅港", "莫斯", "波蘭島特使")]),
    ("phone-and-video", {"actor": "奧拉"}, [("phone", "2023-12-05", "奧拉"), ("phone", "2023-12-05", "吳山")]),
    ("documents", {"issuer": "雅蘭", "from": "2023-11", "to": "2023-11"}, [("海島憲章", "憲章", "2023-11", "雅蘭")]),
    ("documents", {"from": "2023-11-02"}, []),
    ("documents", {"from": "2023-11-02", "possibly": True}, [("海島憲章", "憲章", "2023-11", "雅蘭")]),
    ("statements", {"about": "波蘭島"}, [("2023-10", "林海", "同海共潮", "共潮, 波蘭島", "海島論壇 2023-10")]),
    ("statements", {"words": "MANY ships", "from": "2023-11"}, [
        ("2023-11-02", "莫斯", "One tide, many ships", "共潮", "林海、莫斯會晤 2023-11-02")]),
    ("concepts", {"concept": "shared tide", "first": True}, [("共潮", "2023-10", "林海", "雅港", "同海共潮")]),
    ("concepts", {"from": "2023-11"}, [("共潮", "2023-11-02", "莫斯", "雅港", "One tide, many ships")]),
    ("written-into", {"document": "海島憲章"}, [("共潮", "海島憲章", "2023-11")]),
    ("counts", {"actor": "林海", "kind": "meeting"}, [("2023-11", "1", "1"), ("2023-12", "1", "1")]),
    ("counts", {"by": "quarter"}, [("2023-Q3", "2", "3"), ("2023-Q4", "6", "4")]),
    ("counts", {"by": "year", "kind": "Visit"}, [("2023", "1", "1")]),
    ("rankings", {"kind": "meeting"}, [("林海", "2", "2"), ("吳山", "2", "2"), ("莫斯", "1", "1"), ("奧拉", "1", "1")]),
    ("co-attendance", {"actor": "林海"}, [("奧拉", "1", "海島論壇 2023-10")]),
    ("planned-or-denied", {}, [
        ("denied", "", "", "meeting", "林海、奧拉會晤", "", ""),
        ("planned", "2024-02", "2024-02", "visit", "林海訪問 2024-02", "波蘭島", "莫斯")]),
    ("contacts", {"actor": "林海", "with": "吳山"}, [("吳山", "1", "2023-12-01", "2023-12-31")]),
    ("contacts", {"actor": "person/moss", "to": "2023-10"}, [
        ("雅蘭", "1", "2023-09-10", "2023-09-10")]),
    ("not-met", {"actor": "林海"}, [("賽斯塔", "總統", "奧拉")]),
    ("not-met", {"actor": "林海", "from": "2023-12", "title": ["特使"]}, [("波蘭島", "特使", "莫斯")]),
    ("link", {"actor": "林海", "with": "奧拉"}, [("1", "吳山", "")]),
    ("link", {"actor": "person/moss", "with": "奧拉"}, [("2", "林海", "吳山")]),
    ("link", {"actor": "林海", "with": "吳山"}, [("0", "", "")]),
    ("establishments", {"party": "雅蘭", "with": "波蘭島"}, [
        ("海事對話", "2023-08", "部長級", "莫斯", "成立海事對話 2023-08")]),
    ("establishments", {"party": "賽斯塔"}, []),
    ("relations", {"of": "共潮"}, [("共潮", "written into", "海島憲章", "", "2023-11", "", "held")]),
    ("relations", {"relation": "party-to"}, [("雅蘭", "party to", "海事對話", "", "", "", "")]),
    ("evidence", {"actor": "林海", "with": "person/moss", "named": True}, [
        ("2023-11-02", "meeting", "莫斯", "雅蘭總統林海會見波島特使莫斯", "海島季報", "0-14"),
        ("2023-11-02", "meeting", "莫斯", "見波島特使莫斯", "海島季報", "7-14"),
        ("2023-11-02", "meeting", "莫斯", "Lin Hai met Ann Moss on Nov. 3", "Island review", "0-30")]),
    ("evidence", {"actor": "奧拉", "kind": "gathering"}, [
        ("2023-10", "gathering", "林海", "林海在論壇說同海共潮而十", "海島季報", "54-66"),
        ("2023-10", "gathering", "雅蘭", "林海在論壇說同海共潮而十", "海島季報", "54-66")]),
    ("differences", {"actor": "林海"}, [
        ("林海、莫斯會晤 2023-11-02", "start", "海島季報", "2023-11-02"),
        ("林海、莫斯會晤 2023-11-02", "start", "Island review", "2023-11-03")]),
    ("differences", {"actor": "奧拉"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "expected"), SMALL, ids=[f"{n}-{'-'.join(g) or 'all'}" for n, g, _ in SMALL])
def test_small(session: Session, name: str, given: dict[str, Value], expected: list[tuple[str, ...]]) -> None:
    answer = session.question(catalog.question(name), given)
    assert sorted(shown(answer)) == sorted(expected)
    if given.get("first") or name in ("who-met", "counts", "concepts", "link"):  # the order is part of the answer
        assert shown(answer) == expected


def test_every_question_is_among_them_with_rows() -> None:
    assert {name for name, _, expected in SMALL if expected} == set(catalog.names())


# ---- the whole report


def in_persons(row: Cells) -> bool:
    return said(row["unit"]) == "位"


QUARTER = {"from": "2023-10", "to": "2023-12"}
TITLES = ["總統", "總理", "首相", "國家主席", "蘇丹"]
REPORT: dict[str, tuple[str, dict[str, Value], tuple[str, ...], Callable[[Cells], bool] | None]] = {
    "01": ("who-met", {"actor": "習近平", **QUARTER}, ("who", "start", "end"), None),
    "02": ("leaders", {"title": TITLES}, ("state", "office", "who"), lambda row: not named(row["state"], "state/中国")),
    "03": ("visits", {"from": "2023", "to": "2023", "persons": True}, ("visitor", "where", "start", "end"), None),
    "04": ("forum-editions", {"forum": "一带一路国际合作高峰论坛"}, ("ordinal", "start", "number"), in_persons),
    "05": ("forum-editions", {"numbered": True}, ("forum", "ordinal", "start"), None),
    "06": ("tracks", {"party": "中國", "with": "美國"}, ("track",), None),
    "07": ("rounds", {"persons": True}, ("series", "round", "start", "place", "who"), None),
    "08": ("documents", {"from": "2023", "to": "2023"}, ("document", "issued"), None),
    "09": ("statements", {"persons": True, **QUARTER}, ("start", "speaker", "said"), None),
    "10": ("concepts", {"concept": "人類命運共同體", "first": True}, ("speaker", "place", "start"), None),
    "11": ("written-into", {"concept": "人類命運共同體"}, ("document", "start"), None),
    "12": ("phone-and-video", {}, ("mode", "start", "who"), None),
    "13": ("forum-editions", {"from": "2023-01", "to": "2023-09", "precision": "month"}, ("forum", "start"), None),
    "14": ("establishments", {"party": "中國", "with": "美國"}, ("what", "start", "level", "lead"), None),
    "15": ("counts", {"actor": "習近平", "kind": "meeting", **QUARTER}, ("period", "counterparts"), None),
    "16": ("evidence", {"actor": "王毅", "kind": "meeting", "named": True}, ("who", "start"), None),
}  # fmt: skip


def said(term: Term | None) -> str:
    return term.value if term is not None else ""


def named(term: Term | None, key: str) -> bool:
    return term is not None and term.value.endswith(f"/{key}")


@pytest.fixture(scope="session")
def judge(shared: Path) -> ModuleType:
    """What compares answers with those of careful readers."""
    spec = importlib.util.spec_from_file_location("judge", shared / "questions" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("number", REPORT)
def test_report(number: str, shared: Path, gold: Path, judge: ModuleType) -> None:
    name, given, columns, keep = REPORT[number]
    answer = Session(gold).question(catalog.question(name), given)
    (path,) = (shared / "questions").glob(f"{number}-*.csv")
    graph = judge.Oxigraph(shared / "gold" / "q4-2023-diplomacy.trig")
    comparison = judge.Comparison(graph.rows(judge.LABELS)[1])
    cells = [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]
    found = {tuple(node(judge, row[c]) for c in columns) for row in cells if keep is None or keep(row)}
    if number == "09":  # the readers give the month
        found = {(date[:7], *rest) for date, *rest in found}
    _, wanted, optional = judge.expected(path)
    got = sorted(found)
    paired = comparison.matched(wanted, got)
    surplus = [row for at, row in enumerate(got) if at not in paired]
    for at in comparison.matched(optional, surplus):
        got.remove(surplus[at])
    assert wanted
    assert len(comparison.matched(wanted, got)) == len(wanted) == len(got)


def node(judge: ModuleType, term: Term | None) -> str:
    if term is None:
        return ""
    return judge.Node(term.value) if term.kind == "iri" else term.value


def test_every_expected_answer_is_asked_for(shared: Path) -> None:
    assert {path.stem[:2] for path in (shared / "questions").glob("*.csv")} == set(REPORT)


@pytest.mark.parametrize("name", catalog.names())
def test_every_question_runs_on_the_report_with_evidence(name: str, gold: Path) -> None:
    question = catalog.question(name)
    who = {"actor": "習近平", "with": "普丁"}
    given: dict[str, Value] = {p.name: who[p.name] for p in question.parameters if p.required}
    session = Session(gold, language="en")
    plain, proven = session.question(question, given), session.question(question, given, evidence=True)
    if name in ("planned-or-denied", "differences"):  # one report that tells of what was held
        assert not plain.rows
        return
    assert plain.rows
    assert len(proven.rows) >= len(plain.rows)
    words = proven.column("words")
    assert all(words)
