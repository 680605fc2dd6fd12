"""What the documents say is so: commands exist, links lead somewhere, examples work as they stand."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import kg
from kg import resources
from kg.cli import cli, run
from tests.conftest import ROOT

README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "data/**/README.md", "ontology/README.md", "tests/cases/README.md")
    for path in ROOT.glob(pattern)
)
BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>[a-z]+: [^ ]+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def blocks(path: Path, kind: str) -> dict[str, str]:
    """The code blocks of one kind by their mark, or by their number where they have none."""
    found = [match for match in BLOCK.finditer(path.read_text("utf-8")) if match["kind"] == kind]
    return {match["mark"] or str(number): match["text"] for number, match in enumerate(found)}


def commands() -> Iterator[tuple[str, str]]:
    """Every call of kg in a shell block of the documents."""
    for path in DOCUMENTS:
        for text in blocks(path, "sh").values():
            for line in text.splitlines():
                for part in line.split("&&"):
                    words = shlex.split(part, comments=True)
                    if words and Path(words[0]).name == "kg":
                        yield path.name, shlex.join(words[1:])


def test_the_table_of_commands_is_what_the_command_line_says() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "commands.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_table_is_checked(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "commands.py", tmp_path / "docs")
    readme = tmp_path / "README.md"
    readme.write_text(README.read_text("utf-8").replace("| `kg build SOURCE...` |", "| `kg make` |"), "utf-8")
    program = [sys.executable, str(tmp_path / "docs" / "commands.py")]
    refused = subprocess.run([*program, "--check"], capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "out of date" in refused.stderr
    subprocess.run(program, check=True)
    assert readme.read_text("utf-8") == README.read_text("utf-8")


@pytest.mark.parametrize(("document", "call"), sorted(set(commands())))
def test_a_command_that_is_shown_is_understood(document: str, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and options are known; nothing is run."""
    words = shlex.split(call)
    command: click.Command = cli
    context = click.Context(cli, info_name="kg")
    while isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, f"{document}: kg {call}"
        command, words = found, words[1:]
    monkeypatch.setattr(click.Path, "convert", lambda self, value, param, ctx: value)  # the files need not be there
    command.make_context(f"kg {call}", words, parent=context)


def test_the_readme_shows_commands() -> None:
    assert {"demo", "build", "query"} <= {call.split()[0] for document, call in commands() if document == "README.md"}
    assert {"ci: demo", "ci: test"} <= blocks(README, "sh").keys()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]*)(?:#[^)]*)?\)", text):
        assert not target or "://" in target or (path.parent / target).exists(), target


def test_headings_that_are_linked_to_exist() -> None:
    for path in DOCUMENTS:
        for target, heading in re.findall(r"\]\(([^)#:]*)#([^)]*)\)", path.read_text("utf-8")):
            text = (path.parent / target if target else path).read_text("utf-8")
            titles = re.findall(r"^#+ (.*)", text, re.M)
            known = {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}
            assert heading in known, f"{path.name}: {target}#{heading}"


def test_modules_that_are_named_exist() -> None:
    for path in (README, *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text("utf-8")
        for name in re.findall(r"\bkg/[a-z_/]+\.py\b", text):
            assert (ROOT / name).is_file(), f"{path.name}: {name}"
        for name in re.findall(r"\bkg\.[a-z]+(?:\.[a-z]+)?\b(?=[ ,)→\n])", text):
            if not hasattr(kg, name.split(".")[1]) or name.split(".")[1] == "extract":
                importlib.import_module(name)


def test_the_design_notes_are_all_listed() -> None:
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (ROOT / "docs" / "README.md").read_text("utf-8")))
    assert listed >= {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = blocks(README, "python").values()
    shutil.copytree(resources.data("reports"), tmp_path / "data" / "reports")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1].startswith("Meeting 2024-07-24 ['person/wang-yi', ")
    assert len(printed) > 5
    assert "Xi" not in printed[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data, to be edited."""
    return Path(shutil.copytree(resources.data(), tmp_path / "data"))


def test_the_examples_of_words_forums_and_frames_are_in_order(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    examples = {
        mark.removeprefix("example: "): text
        for kind in ("csv", "toml")
        for mark, text in blocks(CONTRIBUTING, kind).items()
    }
    assert len(examples) == 3
    for name, text in examples.items():
        path = data.parent / name
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{text}", "utf-8")
    assert run(["lexicon", "check", "--folder", str(data)]) == 0, capsys.readouterr()
    broken = data / "lexicon" / "forums.csv"
    broken.write_text(broken.read_text("utf-8") + "one,cell,too\n", "utf-8")
    assert run(["lexicon", "check", "--folder", str(data)]) == 1
    assert "forums.csv:" in capsys.readouterr().out


def test_the_example_of_a_question_is_answered(
    tmp_path: Path, samples: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (question,) = blocks(CONTRIBUTING, "sparql").values()
    (tmp_path / "query.rq").write_text(question, "utf-8")
    store = str(tmp_path / "store")
    with kg.build(samples, store=store):
        pass
    assert run(["query", str(tmp_path / "query.rq"), "--store", store, "--lang", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 4


def test_the_changelog_knows_this_version() -> None:
    versions = re.findall(r"^## \[([^]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert kg.__version__ in versions[:2]
