from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.cli.demo import NETWORK, NEXT, QUESTIONS, STORE, TURTLE
from kg.errors import FINDINGS, USAGE
from kg.query import catalog

Done = subprocess.CompletedProcess[str]
PROGRAM = "import sys; from kg.cli import main; sys.argv[0] = 'kg'; main()"


def run(here: Path, *arguments: str, **environment: str) -> Done:
    """Run the command line in a process of its own, in the folder ``here``."""
    usual = {name: value for name, value in os.environ.items() if name != "KG_STORE"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=here,
        env={**usual, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(here: Path) -> Done:
    """The demonstration, run once without any option."""
    return run(here, "demo")


def test_it_answers_three_questions_on_standard_output(demo: Done) -> None:
    assert demo.returncode in (0, FINDINGS), demo.stderr
    parts = re.split(r"^(?=\d\. )", demo.stdout, flags=re.MULTILINE)[1:]
    assert len(parts) == len(QUESTIONS) == 3
    for asked, part in zip(QUESTIONS, parts, strict=True):
        title, typed, _, names, rule, *rows = part.rstrip().split("\n")
        assert title.endswith(asked.title)
        assert typed.strip() == asked.typed
        assert set(rule) == {"─", " "}
        assert names.strip()
        assert rows, f"no answer to {asked.name}"
        assert all(not row.endswith(" ") for row in rows)
    assert "\x1b" not in demo.stdout + demo.stderr


def test_the_samples_are_valid_and_it_says_so(demo: Done) -> None:
    assert demo.returncode == 0, demo.stderr
    read, valid, *_ = demo.stderr.split("\n")
    assert re.fullmatch(r"Read {4}3 reports: \d+ entities, \d+ events, \d+ passages of proof", read)
    assert re.fullmatch(r"Valid {3}[\d,]+ triples: 0 violations, \d+ warnings", valid)


def test_it_leaves_a_store_a_network_and_a_graph(demo: Done, here: Path) -> None:
    assert demo.returncode in (0, FINDINGS)
    assert sorted(path.name for path in (here / "kg-demo").iterdir()) == sorted([STORE, NETWORK, TURTLE])
    with kg.Graph.open(here / "kg-demo" / STORE) as graph:
        assert len(graph.documents()) == 3
    assert "<title>Sample reports" in (here / "kg-demo" / NETWORK).read_text("utf-8")
    assert "dip:Meeting" in (here / "kg-demo" / TURTLE).read_text("utf-8")


@pytest.mark.parametrize("asked", QUESTIONS, ids=[asked.name for asked in QUESTIONS])
def test_a_question_is_answered_as_its_command_answers(demo: Done, here: Path, asked: object) -> None:
    question = next(one for one in QUESTIONS if one is asked)
    assert catalog.question(question.name)
    words = shlex.split(question.typed)
    done = run(here, *words[1:], KG_STORE=f"kg-demo/{STORE}")
    assert done.returncode == 0, done.stderr
    shown = demo.stdout.split(f"{question.typed}\n\n")[1].split("\n\n")[0].rstrip("\n").split("\n")
    rows = shown[:-1] if shown[-1].startswith("…") else shown
    assert [line.split() for line in rows] == [line.split() for line in done.stdout.splitlines()[: len(rows)]]


def test_what_it_proposes_works_when_pasted(demo: Done, here: Path) -> None:
    proposed = demo.stderr.split("Try next\n")[1].strip().split("\n")
    assert len(proposed) == len(NEXT) + 1
    variable, _, value = proposed[0].strip().removeprefix("export ").partition("=")
    for line in proposed[1:]:
        program, *arguments = shlex.split(line, comments=True)
        assert program == "kg"
        done = run(here, *arguments, **{variable: value})
        assert done.returncode == 0, f"{line}: {done.stderr}"
        assert "no rows" not in done.stderr, line
    assert {"france.html", "report.html"} <= {path.name for path in (here / "kg-demo").iterdir()}
    assert "Usage" not in demo.stderr


def test_an_earlier_one_is_replaced_and_what_lies_beside_it_stays(tmp_path: Path) -> None:
    assert run(tmp_path, "demo", "x").returncode in (0, FINDINGS)
    before = (tmp_path / "x" / TURTLE).read_bytes()
    (tmp_path / "x" / "notes.txt").write_text("mine")
    (tmp_path / "x" / STORE / "CURRENT").write_text("damaged")
    (tmp_path / "x" / TURTLE).write_text("# mine\n")
    refused = run(tmp_path, "demo", "x")
    assert refused.returncode == USAGE
    assert "graph.ttl exists and was not written by kg" in refused.stderr
    assert (tmp_path / "x" / STORE / "CURRENT").read_text() == "damaged"
    (tmp_path / "x" / TURTLE).write_text("# Written by kg (diplomacy-kg)\n")
    again = run(tmp_path, "demo", "x", "-q")
    assert again.returncode in (0, FINDINGS), again.stderr
    assert again.stderr == ""
    assert (tmp_path / "x" / TURTLE).read_bytes() == before
    assert (tmp_path / "x" / "notes.txt").read_text() == "mine"


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / NETWORK).write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "other" / STORE).mkdir(parents=True)
    (tmp_path / "other" / STORE / "goods.txt").write_text("mine")
    for arguments in (["mine"], ["file"], ["other"], ["other", "--force"]):
        done = run(tmp_path, "demo", *arguments)
        assert done.returncode == USAGE
        assert done.stdout == ""
        assert done.stderr.startswith("kg: error: ")
        assert done.stderr.count("\n") == 1
    assert (tmp_path / "mine" / NETWORK).read_text() == "mine"
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [NETWORK]
    assert (tmp_path / "other" / STORE / "goods.txt").read_text() == "mine"
    assert run(tmp_path, "demo", "mine", "--force").returncode in (0, FINDINGS)
    assert "mine" not in (tmp_path / "mine" / NETWORK).read_text("utf-8")[:4]
