"""``kg query`` and ``kg show`` as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli
from kg.query import catalog

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(store_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``kg`` with arguments: its exit code, standard output and standard error."""
    monkeypatch.setenv("KG_STORE", str(store_folder))
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_questions_are_listed_by_theme(run: Run) -> None:
    code, out, _ = run("query")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert {line.split()[0] for line in out.splitlines() if line.startswith("  ")} == set(catalog.names())
    assert "會見與往來" in run("query", "--lang", "zh-Hant")[1]


def test_question_with_parameters(run: Run) -> None:
    code, out, err = run("query", "who-met", "--actor", "Lin Hai", "--from", "2023-10", "--to", "2023-11")
    assert (code, err) == (0, "")
    assert out.splitlines()[2:] == ["2023-11-02  2023-11-03  莫斯  in-person  雅港"]
    assert run("query", "who-met", "--in", "2023-Q4", "--actor", "林海", "-f", "csv")[1].count("\n") == 3
    assert run("query", "-f", "csv", "who-met", "--actor=林海")[1].count("\n") == 3


def test_periods_that_make_no_sense_are_told(run: Run) -> None:
    asked = ("query", "who-met", "--actor", "林海")
    assert "--in '2023-13' is not a date" in run(*asked, "--in", "2023-13")[2]
    code, out, err = run(*asked, "--from", "2023-12", "--to", "2023-10")
    assert (code, out) == (2, "")
    assert "the period ends before it begins: --from 2023-12-01, --to 2023-10-31" in err
    assert run(*asked, "--from", "2023", "--to", "2023")[0] == 0
    assert "see kg query who-met --help" in run(*asked, "--fron", "2023")[2]


def test_evidence_record_and_language(run: Run) -> None:
    assert "見波島特使莫斯" in run("query", "who-met", "--actor", "林海", "--evidence")[1]
    assert "event/meet-day" in run("query", "who-met", "--actor", "林海", "--record", "-f", "tsv")[1]
    out = run("query", "visits", "--lang", "en", "-f", "json")[1]
    assert json.loads(out)["results"]["bindings"][0]["visitorLabel"]["value"] == "Ann Moss"


def test_help_shows_parameters_and_query(run: Run) -> None:
    code, out, _ = run("query", "who-met", "--help")
    assert code == 0
    question = catalog.question("who-met")
    assert question.body in out
    assert question.summary["en"] in out
    assert all(f"--{parameter.name} " in out for parameter in question.parameters)
    assert "#+" not in out


def test_bound_query_is_printed_and_runs_as_a_file(run: Run, tmp_path: Path) -> None:
    out = run("query", "who-met", "--actor", "林海", "--sparql")[1]
    path = tmp_path / "mine.rq"
    path.write_text("".join(line for line in out.splitlines(keepends=True) if not line.startswith("#+")), "utf-8")
    assert run("query", str(path), "-f", "csv")[1].count("\n") == 3


def test_changed_copy_of_a_question_keeps_its_parameters(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(catalog.question("who-met").sparql.replace("?place ?record", "?record"), "utf-8")
    code, out, _ = run("query", str(path), "--actor", "林海", "-f", "csv")
    assert (code, out.splitlines()[0]) == (0, "start,end,who,how")


def test_own_sparql(run: Run) -> None:
    assert run("query", "-e", "ASK { person:lin dip:metWith person:wu }")[:2] == (0, "true\n")
    assert "person:lin dip:metWith" in run("query", "-e", "CONSTRUCT WHERE { ?a dip:metWith ?b }")[1]
    assert run("query", "-e", "DESCRIBE person:lin", "-f", "ntriples")[1].count(" .\n") > 5


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("who-mett",), 2, "did you mean who-met?"),
        (("who-met",), 2, "--actor is needed"),
        (("who-met", "--actor", "Nobody"), 2, "knows no actor 'Nobody'"),
        (("who-met", "--actor", "莫斯"), 2, "is ambiguous: 莫斯 (Person, person/moss), Old Moss"),
        (("who-met", "--actor", "林海", "--from", "soon"), 2, "is not a date: 2023, 2023-Q4"),
        (("who-met", "--actor", "林海", "--in", "2023", "--to", "2023"), 2, "--in stands for --from and --to"),
        (("who-met", "--colour", "red"), 2, "--colour"),
        (("who-met", "-e", "ASK {}"), 2, "one of them"),
        (("nowhere.rq",), 2, "cannot be read"),
        (("-e", "SELECT * { ?x a dip:Meating }"), 2, "line 1, column 17: the ontology has no term Meating"),
        (("-e", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"), 2, "SERVICE is refused"),
        (("-e", "SELECT * { ?x ?y ?z } nonsense"), 2, "line 1, column 23: 'nonsense' is no word of SPARQL"),
        (("-e", "ASK {}", "-f", "turtle"), 2, "choose one of table, csv"),
        (("-e", "SELECT * { ?x ?y ?z }", "--evidence"), 2, "selects ?record"),
        (("-e", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "--timeout", "0.5"), 4,
         "within 0.5 s"),
        (("-e", "ASK {}", "--store", "nowhere"), 4, "there is no store"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_line(run: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    got, out, err = run("query", *arguments)
    assert (got, out) == (code, "")
    assert told in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("kg: error: ")
    assert "Traceback" not in err


def test_place_of_a_fault_is_marked(run: Run) -> None:
    err = run("query", "-e", "SELECT ?x {\n  ?x a dip:Meating }")[2]
    assert err.splitlines()[:2] == ["  ?x a dip:Meating }", "       ^"]


def test_what_was_cut_off_is_told(run: Run) -> None:
    code, out, err = run("query", "-e", "SELECT ?a { ?a ?b ?c }", "--limit-rows", "2", "-f", "csv")
    assert (code, out.count("\n")) == (0, 3)
    assert "only the first 2 rows" in err


def test_nothing_found_is_told(run: Run) -> None:
    code, out, err = run("query", "who-met", "--actor", "林海", "--in", "1999")
    assert (code, err) == (0, "no rows\n")
    assert out.splitlines()[0].startswith("start")


def test_show(run: Run) -> None:
    code, out, _ = run("show", "Lin Hai")
    assert code == 0
    assert out.startswith("林海 · person · person/lin\nLin Hai (en), 林海 (zh-Hant), 海 (zh-Hant)\n")
    assert "“雅蘭總統林海” 海島季報 0-6" in out
    assert json.loads(run("show", "林海", "-f", "json")[1])["key"] == "person/lin"
    assert run("show", "Nobody")[0] == 2
