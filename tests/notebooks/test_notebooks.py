"""The notebooks run as they stand, from top to bottom, offline, and show what they promise; none keeps outputs."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHROMIUM = Path("/usr/bin/chromium")
# A socket that leaves the machine is an error in the notebook's process; the kernel itself talks on loopback.
OFFLINE = """
import socket
_connect = socket.socket.connect
def _local(self, address):
    host = address[0] if isinstance(address, tuple) else "localhost"
    assert str(host) in ("localhost", "::1") or str(host).startswith("127."), f"the notebook asks for {host}"
    return _connect(self, address)
socket.socket.connect = _local
"""


def read(path: Path) -> Any:
    nbformat = pytest.importorskip("nbformat")
    return nbformat.read(path, 4)


def test_they_are_there() -> None:
    assert [path.name for path in NOTEBOOKS] == ["ask.ipynb", "see.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    notebook = read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 5
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def run(notebook: Any, folder: Path) -> None:
    """Runs a notebook in a process that reaches nothing but itself."""
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("matplotlib")
    pytest.importorskip("ipykernel")
    (folder / "profile_default" / "startup").mkdir(parents=True)
    (folder / "profile_default" / "startup" / "offline.py").write_text(OFFLINE, "utf-8")
    (folder / "here").mkdir()
    resources = {"metadata": {"path": str(folder / "here")}}
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources)
    client.execute(env={**os.environ, "IPYTHONDIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"})


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[Any]]:
    """A notebook's name, and its cells of code after it ran."""
    notebook = read(request.param)
    run(notebook, tmp_path_factory.mktemp("ipython"))
    return request.param.stem, [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.slow
def test_a_notebook_that_asks_the_network_would_fail(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    asking = "import urllib.request\nurllib.request.urlopen('http://192.0.2.1/')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(asking)])
    with pytest.raises(Exception, match=r"the notebook asks for 192\.0\.2\.1"):
        run(notebook, tmp_path)


def results(cells: list[Any], kind: str) -> list[str]:
    return [
        output.data[kind]
        for cell in cells
        for output in cell.outputs
        if output.output_type in ("execute_result", "display_data") and kind in output.data
    ]


@pytest.mark.slow
def test_every_cell_runs_without_a_warning(ran: tuple[str, list[Any]]) -> None:
    _, cells = ran
    assert all(cell.execution_count == number for number, cell in enumerate(cells, 1))
    told = [output for cell in cells for output in cell.outputs if output.output_type == "stream"]
    assert [output.text for output in told if output.name == "stderr"] == []
    assert all(output.output_type != "error" for cell in cells for output in cell.outputs)


@pytest.mark.slow
def test_tables_charts_and_pages_are_shown(ran: tuple[str, list[Any]]) -> None:
    name, cells = ran
    tables = [text for text in results(cells, "text/html") if "<table" in text]
    pages = [text for text in results(cells, "text/html") if text.startswith("<iframe")]
    pictures = results(cells, "image/png")
    printed = "".join(output.text for cell in cells for output in cell.outputs if output.output_type == "stream")
    assert len(pictures) == 1
    assert all(len(re.findall("<tr", text)) > 2 for text in tables)
    if name == "ask":
        assert len(tables) == 5
        assert "Antony Blinken" in tables[1]
        assert "words" in tables[1]
        assert printed.startswith("Wang Yi · ")
        assert "Events (" in printed
    else:
        assert len(tables) == 4
        assert len(pages) == 2
        assert all("Content-Security-Policy" in text and "sandbox=" in text for text in pages)
        assert re.match(r"\d+ nodes, \d+ ties, \d+ communities\n", printed)
        assert results(cells, "text/plain")[-1] == "['network.gexf', 'network.html']"


@pytest.mark.slow
@pytest.mark.browser
def test_the_networks_work_inline(ran: tuple[str, list[Any]], tmp_path: Path) -> None:
    pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}")
    name, cells = ran
    pages = [text for text in results(cells, "text/html") if text.startswith("<iframe")]
    assert bool(pages) == (name == "see")
    (tmp_path / "all.html").write_text("<!doctype html><meta charset=utf-8>" + "".join(pages), "utf-8")
    with ThreadPoolExecutor(1) as aside:  # other tests may hold a browser in this thread
        seen, errors = aside.submit(open_frames, (tmp_path / "all.html").as_uri()).result()
    assert len(seen) == len(pages)
    assert all(nodes > 5 and marks > 0 for nodes, marks in seen)
    assert errors == []


def open_frames(address: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Of each frame the nodes that it shows, and the words that it marks for its principal node; and every error."""
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    seen = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        for frame in page.frames[1:]:
            frame.wait_for_selector("body[data-ready]")
            frame.evaluate("kg.pickNode(kg.data.ranks[0])")
            seen.append((frame.evaluate("kg.shown.nodes.size"), frame.locator("#panel mark").count()))
        browser.close()
    return seen, errors
