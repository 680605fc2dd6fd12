"""What the page on asking says is so: its list of questions, its queries, its limits, and each client's session."""

from __future__ import annotations

import doctest
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.query import catalog
from kg.query.engine import Limits
from kg.query.serve import Endpoint
from tests.docs import asking
from tests.docs.asking import DOCUMENT, filled
from tests.docs.test_docs import blocks

SHOWN = "http://127.0.0.1:7878/sparql"
TEXT = DOCUMENT.read_text("utf-8")


@pytest.fixture(scope="module")
def store(samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, read."""
    folder = tmp_path_factory.mktemp("asking") / "store"
    with kg.build(samples, store=folder):
        pass
    return folder


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[str]:
    """The address of a server over it."""
    with Endpoint(store) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()


def test_the_list_of_questions_is_what_the_files_say() -> None:
    assert filled(TEXT) == TEXT, "docs/asking.md is out of date; run python -m tests.docs.asking"
    assert all(f"| `{name}` |" in TEXT for name in catalog.names())
    assert len(TEXT.splitlines()) <= 150


def test_the_list_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = catalog.questions()[1:]
    monkeypatch.setattr(asking.catalog, "questions", lambda: fewer)
    assert filled(TEXT) != TEXT


def test_the_limits_are_those_of_the_program() -> None:
    limits = Limits()
    told = f"{limits.seconds:g} s, {limits.rows:,} rows, {limits.bytes >> 20} MB of answer or {limits.memory >> 30} GB"
    assert told in TEXT


@pytest.mark.parametrize("number", range(2))
def test_its_queries_find_something(number: int, store: Path) -> None:
    queries = list(blocks(DOCUMENT, "sparql").values())
    assert len(queries) == 2
    with kg.Graph.open(store) as graph:
        assert len(graph.query(queries[number])) > 5


def test_curl(endpoint: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    session = blocks(DOCUMENT, "console")["session: curl"]
    call, end, expected = session.removeprefix("$ ").partition("}'\n")
    done = subprocess.run(
        ["bash", "-c", (call + end).replace(SHOWN, endpoint)], capture_output=True, text=True, check=True
    )
    assert done.stdout.replace("\r\n", "\n") == expected != ""


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize("client", ["wrapper", "rdflib"])
def test_python_clients(client: str, endpoint: str) -> None:
    session = blocks(DOCUMENT, "pycon")[f"session: {client}"]
    assert SHOWN in session
    test = doctest.DocTestParser().get_doctest(session.replace(SHOWN, endpoint), {}, client, DOCUMENT.name, 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.failed == 0, "".join(told)
    assert result.attempted >= 3
