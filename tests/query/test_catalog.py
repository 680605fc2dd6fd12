"""The named questions' files: complete headers, parameters that agree with the query, faults with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import DataError, UsageError
from kg.graph.terms import LANGUAGES
from kg.query import bind, catalog, guard
from kg.query.catalog import Question
from kg.query.session import Session
from kg.query.tokens import tokens

QUESTIONS = catalog.questions()
each = pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])


def test_there_are_about_twenty() -> None:
    assert 20 <= len(QUESTIONS) <= 26


@each
def test_header_is_complete(question: Question) -> None:
    for texts in (question.summary, question.description):
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() for text in texts.values())
        assert texts["en"].isascii()
        assert not texts["zh-Hant"].isascii()
    assert question.theme in catalog.themes()
    assert question.tags
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)


def test_no_two_tell_the_same() -> None:
    assert len({question.summary["en"] for question in QUESTIONS}) == len(QUESTIONS)


def test_themes_are_all_used_and_in_three_languages() -> None:
    assert {question.theme for question in QUESTIONS} == set(catalog.themes())
    assert all(set(titles) == set(LANGUAGES) for titles in catalog.themes().values())


@each
def test_query_declares_its_prefixes_and_orders_its_rows(question: Question) -> None:
    checked = guard.check(question.sparql)
    assert checked.kind == "select"
    assert checked.prefixes == {}
    words = [token.text.upper() for token in tokens(question.sparql) if token.kind == "word"]
    assert "ORDER" in words


OPEN = [question for question in QUESTIONS if not any(parameter.required for parameter in question.parameters)]


@pytest.mark.parametrize("question", OPEN, ids=[question.name for question in OPEN])
def test_query_shows_its_defaults(question: Question, session: Session) -> None:
    """What stands in the file is what is asked when no parameter is given."""
    bound = bind.bind(question, {}, session.names.resolve)
    assert [t.text for t in tokens(bound)] == [t.text for t in tokens(question.sparql)]


@each
def test_required_parameters_stand_open(question: Question) -> None:
    assert question.values is not None
    start, end = question.values
    row = [token.text for token in tokens(question.sparql[start:end])][1:-1]
    assert len(row) == len(question.parameters)
    for parameter, term in zip(question.parameters, row, strict=True):
        assert (term == "UNDEF") == (parameter.default is None)


@each
def test_reserved_columns_come_together(question: Question) -> None:
    selected = {t.text[1:] for t in tokens(question.body[: question.body.index("WHERE")]) if t.kind == "variable"}
    assert selected & set(catalog.RESERVED) in (set(), set(catalog.RESERVED))
    assert selected & set(catalog.HIDDEN)


def test_unknown_question_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean who-met"):
        catalog.question("who-mett")


GOOD = """#+ summary:
#+   en: Who: all of them
#+   zh-Hant: 誰
#+   zh-Hans: 谁
#+ description: {en: More, zh-Hant: 更多, zh-Hans: 更多}
#+ theme: meetings
#+ parameters:
#+   actor: {type: actor}
SELECT ?actor { VALUES (?actor) { (UNDEF) } ?actor ?p ?o } ORDER BY ?actor
"""


def test_good_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "good.rq"
    path.write_text(GOOD, "utf-8")
    question = catalog.read(path)
    assert question.summary["en"] == "Who: all of them"
    assert question.parameter("actor").type == "actor"
    assert question.body.startswith("SELECT")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("#+   zh-Hans: 谁\n", "", 1, "summary is given in"),
        ("#+ theme: meetings\n", "", 1, "gives no theme"),
        ("theme: meetings", "theme: [meetings", 7, "no YAML"),
        ("theme: meetings", "theme: meetings\n#+ colour: red", 7, "no key 'colour'"),
        ("type: actor", "type: planet", 8, "type 'planet'"),
        ("type: actor", "type: date", 8, "bound is first or last"),
        ("type: actor", "type: choice", 8, "choices are given"),
        ("{type: actor}", "{type: actor, colour: red}", 8, "is written actor"),
        ("#+   actor:", "#+   on:", 7, "no name of a parameter"),
        ("VALUES (?actor)", "VALUES (?other)", 9, "binds its parameters by one block"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in GOOD
    path = tmp_path / "bad.rq"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=re.escape(told)) as caught:
        catalog.read(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
