"""The wheel as users get it: built, installed into an empty environment far from the checkout, and run."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg import __version__
from tests.conftest import ROOT

pytestmark = [pytest.mark.wheel, pytest.mark.slow]

REACHES = """
from pathlib import Path
import kg
from kg import resources
package = Path(kg.__file__).parent
assert resources.data() == package / "_resources" / "data", resources.data()
assert resources.ontology() == package / "_resources" / "ontology", resources.ontology()
for path in (resources.data("reports"), resources.data("lexicon"), resources.ontology("shapes")):
    assert any(path.iterdir()), path
reading = kg.extract("王毅2024年3月5日在巴黎會見法國外長塞茹爾內。", language="zh-Hant")
assert [event.kind for event in reading.events] == ["Meeting"], reading.events
print(package)
"""


def clean(**more: str) -> dict[str, str]:
    """The environment without anything that leads Python into the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KG_", "VIRTUAL"))}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1", **more}


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=clean(), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    run(programs / "python", "-m", "pip", "install", "-q", wheel, cwd=folder)
    return programs


def test_it_holds_the_package_the_data_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == f"diplomacy_kg-{__version__}-py3-none-any.whl"
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {"kg", f"diplomacy_kg-{__version__}.dist-info"}
    for folder in ("data", "ontology"):
        wanted = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        assert {f"kg/_resources/{name}" for name in wanted} <= names
    code = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "kg").rglob("*") if path.suffix in (".py", ".js", ".css")
    }
    assert code | {"kg/py.typed"} <= names
    assert f"diplomacy_kg-{__version__}.dist-info/licenses/LICENSE" in names


def test_it_works_far_from_the_checkout(programs: Path, tmp_path: Path) -> None:
    package = Path(run(programs / "python", "-c", REACHES, cwd=tmp_path).stdout.strip())
    assert package.is_relative_to(programs.parent)
    assert run(programs / "kg", "--version", cwd=tmp_path).stdout == f"kg, version {__version__}\n"
    assert "Commands:" in run(programs / "kg", "--help", cwd=tmp_path).stdout
    assert "in order" in run(programs / "kg", "ontology", "check", cwd=tmp_path).stderr
    demo = run(programs / "kg", "demo", cwd=tmp_path)
    assert "\n3. " in demo.stdout
    assert (tmp_path / "kg-demo" / "network.html").stat().st_size > 100_000
    assert (tmp_path / "kg-demo" / "graph.ttl").stat().st_size > 10_000
    assert [path.name for path in tmp_path.iterdir()] == ["kg-demo"]
