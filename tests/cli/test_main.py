from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, cli, module_of, run
from kg.errors import DataError, KgError, QueryTimeout, StoreError, UnreadableDocument, UsageError
from tests.cli.conftest import ROOT, Kg

PRESENT = [name for name in COMMANDS if importlib.util.find_spec(module_of(name))]


def test_the_table_and_the_modules_know_each_other() -> None:
    modules = {path.stem for path in (ROOT / "kg" / "cli").glob("*.py")} - {"__init__", "options"}
    assert modules == set(PRESENT)
    assert {"build", "extract", "remove", "export", "stats"} <= modules


@pytest.mark.parametrize("name", PRESENT)
def test_each_command_says_what_the_table_says(name: str) -> None:
    command = importlib.import_module(module_of(name)).command
    assert isinstance(command, click.Command)
    assert command.help is not None
    assert command.help.split("\n\n")[0].replace("\n", " ") == COMMANDS[name]


@pytest.mark.parametrize("name", PRESENT)
def test_each_command_has_help(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: cli {name}")


def test_help_lists_the_commands_and_loads_none() -> None:
    program = (
        "import sys; from kg.cli import run; code = run(['--help']); print(code); "
        "known = ('kg', 'pyoxigraph', 'rdflib', 'networkx', 'opencc'); "
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in known))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    *text, code, loaded = done.stdout.strip().split("\n")
    assert code == "0"
    listed = [line for line in text[text.index("Commands:") + 1 :] if line[2] != " "]
    assert [line.split()[0] for line in listed] == PRESENT
    assert loaded.split() == ["kg", "kg.cli", "kg.cli.options", "kg.errors"]


def test_importing_kg_is_light() -> None:
    program = "import sys, kg; print(*sorted(m for m in sys.modules if m.startswith('kg')))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["kg"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "No such command 'nothing'"),
        (["build"], "Missing argument 'SOURCE...'"),
        (["build", "--nothing", "x"], "No such option"),
        (["build", "--jobs", "0", "x"], "0 is not in the range x>=1"),
        (["export", "-f", "word"], "'word' is not one of"),
        (["stats", "x"], "Got unexpected extra argument"),
    ],
)
def test_a_wrong_call_is_one_line_and_2(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kg: error: ")
    assert message in err
    assert "--help)" in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("so\nso"), 2),
        (DataError("x.csv:3: bad"), 2),
        (UnreadableDocument("x"), 3),
        (StoreError("x"), 4),
        (QueryTimeout("x"), 4),
        (KgError("x"), 4),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_are_one_line_and_their_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("kg.graph.store.Store.__init__", fail)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(["stats"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"kg: error: {' '.join(str(error).split()) or 'interrupted'}\n"


def test_colour_is_left_to_terminals(kg: Kg) -> None:
    assert kg("stats").stderr == "kg: error: there is no store kg-store; make one with kg build, or give --store\n"
    assert "\x1b" not in kg("stats", NO_COLOR="1").stderr


def test_a_reader_that_goes_away_is_no_error(kg: Kg, reports: Path, here: Path) -> None:
    assert kg("build", reports).returncode == 0
    script = here.parent / "kg_with_fake.py"
    process = subprocess.Popen(
        [sys.executable, str(script), "export"],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == 0


def test_ctrl_c_is_one_line_and_130(kg: Kg, here: Path) -> None:
    script = here.parent / "kg_with_fake.py"
    (here / "kg-store").mkdir()
    with subprocess.Popen(
        [sys.executable, str(script), "build", "-"],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not (here / "kg-store" / "generations").exists():  # it has begun, and waits for its input
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err) == (130, "", "kg: error: interrupted\n")


def test_no_command_imports_another_library_at_the_top() -> None:
    """The modules of commands may be loaded for their help; what is heavy is imported where it is used."""
    for name in ("build", "extract", "remove", "export", "stats"):
        tree = ast.parse((ROOT / "kg" / "cli" / f"{name}.py").read_text())
        modules = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
        assert modules <= {"__future__", "collections.abc", "pathlib", "kg.cli.options", "kg.errors"}
