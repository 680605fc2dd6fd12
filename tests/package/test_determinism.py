"""The same reports give the same bytes, whatever the hash seed, the order, the number of processes and the folder."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAM = """
import sys
from pathlib import Path

from kg import pipeline
from kg.explore.write import explore
from kg.graph import export
from kg.graph.store import Store

if __name__ == "__main__":
    jobs, steps, here, *reports = sys.argv[1:]
    cut = len(reports) // int(steps)
    for start in range(0, len(reports), cut):
        done = pipeline.build(reports[start : start + cut], Path(here, "store"), jobs=int(jobs))
        assert not done.failures, done.failures
    with Store(Path(here, "store")) as store:
        for name in ("graph.ttl", "graph.trig", "graph.csv", "graph.graphml"):
            export.write(store.graph(), Path(here, name), iris=store.iris)
        explore(store, str(Path(here, "network.html")))
"""


@pytest.fixture(scope="module")
def reports(samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample reports, whole and in halves: so many that several processes share them."""
    folder = tmp_path_factory.mktemp("reports")
    written = []
    for path in samples:
        head, *sections = path.read_text("utf-8").split("\n## ")
        half = len(sections) // 2
        for number, kept in enumerate((sections, sections[:half], sections[half:])):
            written.append(folder / f"{path.stem.replace('.', f'-{number}.')}.md")
            written[-1].write_text("\n## ".join([head, *kept]), "utf-8")
    return written


def made(folder: Path, reports: list[Path], seed: int, jobs: int, steps: int = 1) -> dict[str, str]:
    """The digest of each output of one build in a process of its own."""
    folder.mkdir()
    script = folder / "build.py"
    script.write_text(PROGRAM)
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    arguments = [str(one) for one in (jobs, steps, folder, *reports)]
    subprocess.run([sys.executable, str(script), *arguments], env=environment, check=True, cwd=folder)
    outputs = sorted(path for path in folder.iterdir() if path.is_file() and path != script)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in outputs}


@pytest.mark.slow
def test_the_same_bytes(reports: list[Path], tmp_path: Path) -> None:
    first = made(tmp_path / "one", reports, seed=0, jobs=1)
    assert {"graph.ttl", "graph.trig", "network.html"} <= first.keys()
    assert made(tmp_path / "two", reports[::-1], seed=1, jobs=2) == first
    assert made(tmp_path / "in-three-steps", reports[3:] + reports[:3], seed=2, jobs=1, steps=3) == first


def test_records_do_not_depend_on_the_hash_seed(samples: list[Path], tmp_path: Path) -> None:
    program = "from kg.cli import main; main()"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, "extract", str(samples[0])],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop().split(b"\n")[0])
