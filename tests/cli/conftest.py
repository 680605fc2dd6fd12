"""Runs ``kg`` as a user does, with a small extractor behind it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys; from kg import pipeline; from tests.graph import fake; pipeline.packaged = fake.packaged\n"
    "from kg.cli import main\n"
    "if __name__ == '__main__': main(sys.argv[1:])\n"
)
REPORT = "The report of the day\n\nAnna met Berta on 2024-03-{day:02}. They spoke at length about many things.\n"

Kg = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def kg(tmp_path: Path) -> Kg:
    """Runs a command in an empty folder, in a process of its own."""
    script = tmp_path / "kg_with_fake.py"
    script.write_text(PROGRAM)
    here = tmp_path / "here"
    here.mkdir()

    def run(*arguments: object, text: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(script), *map(str, arguments)],
            cwd=here,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder that commands run in."""
    return tmp_path / "here"


@pytest.fixture
def reports(here: Path, kg: Kg) -> Path:
    """A folder with two reports."""
    folder = here / "reports"
    folder.mkdir()
    for day in (1, 2):
        (folder / f"day{day}.txt").write_text(REPORT.format(day=day))
    return folder
