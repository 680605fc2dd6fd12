"""Queries that mean harm end within their limits, and the store is as before."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import KgError, QueryError, QueryTimeout, StoreError
from kg.query.answer import ask
from kg.query.engine import Limits, Running
from kg.query.session import Session
from tests.query.test_guard import HIDDEN_SERVICES

TIGHT = Limits(seconds=1.0, rows=1000, bytes=1 << 20, memory=1 << 30)
CROSS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(5)) + " }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} !<x:y>/!<x:y>/!<x:y> ?b{n} ." for n in range(4)) + " }"
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d . ?e (!<x:y>|^!<x:y>)* ?f }"
PATTERNS = """SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i .
FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), "(((a*)*)*)*(.*)*(.*)*x$")) }"""
GROWTH = "SELECT ?x { " + "BIND('x' AS ?x0) " + " ".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(33)
) + " BIND(STRLEN(?x33) AS ?x) }"  # fmt: skip
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
DEEP = "SELECT * { " + "{" * 20_000 + "}" * 20_000 + " }"


def digest(folder: Path) -> str:
    """What the files that hold data say; logs and locks come and go."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix == ".sst" or path.name.startswith("MANIFEST")]
    assert files
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@pytest.fixture(autouse=True)
def _unchanged(small: Path) -> Iterator[None]:
    before = digest(small)
    yield
    assert digest(small) == before


@pytest.mark.parametrize("query", [CROSS, RUNAWAY, PATHS, PATTERNS, GROWTH, SORTED, DEEP], ids=str.__len__)
def test_ends_within_its_limits(small: Path, query: str) -> None:
    began = time.monotonic()
    with pytest.raises(KgError) as caught:
        ask(small, query, limits=TIGHT)
    assert time.monotonic() - began < 15
    assert isinstance(caught.value, QueryTimeout | StoreError | QueryError)
    assert "\n" not in str(caught.value)


def test_time_is_named(small: Path) -> None:
    with pytest.raises(QueryTimeout, match="within 1 s"):
        ask(small, CROSS, limits=TIGHT)


def test_memory_is_named(small: Path) -> None:
    with pytest.raises(QueryTimeout, match="1024 MB"):
        ask(small, SORTED, limits=replace(TIGHT, seconds=60.0))


def test_rows_are_capped(small: Path) -> None:
    answer = ask(small, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", limits=TIGHT)
    assert (len(answer), answer.cut) == (1000, "rows")
    whole = ask(small, "SELECT * { ?a ?b ?c } LIMIT 1000", limits=TIGHT)
    assert whole.cut is None
    assert 0 < len(whole) <= 1000


def test_bytes_are_capped(small: Path) -> None:
    answer = ask(small, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", limits=replace(TIGHT, rows=10_000_000))
    assert answer.cut == "bytes"
    assert 1000 < len(answer) < 100_000


def test_triples_are_capped(small: Path) -> None:
    answer = ask(small, "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }", limits=TIGHT)
    assert answer.cut == "rows"


class Listener:
    """Hears whether anybody calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port = self._socket.getsockname()[1]
        self.heard = 0
        self._open = True
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.heard += 1
            connection.close()

    def close(self) -> None:
        time.sleep(0.3)
        self._open = False
        self._thread.join()
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


def test_listener_hears_nothing(small: Path, listener: Listener) -> None:
    session = Session(small, limits=TIGHT)
    for query in HIDDEN_SERVICES:
        with pytest.raises(QueryError):
            session.sparql(query.replace("127.0.0.1:9", f"127.0.0.1:{listener.port}"))
    for query in ("LOAD <{}>", "SELECT * FROM <{}> {{ ?a ?b ?c }}"):
        with pytest.raises(QueryError):
            session.sparql(query.format(f"http://127.0.0.1:{listener.port}/"))
    assert listener.heard == 0
    with pytest.raises(KgError):  # unguarded, the engine would have called: the listener listens
        ask(small, f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.port}/> {{ ?a ?b ?c }} }}", limits=TIGHT)
    listener.close()
    assert listener.heard >= 1


def test_files_stay_unread(small: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<x:secret> <x:is> <x:here> .")
    with pytest.raises(QueryError, match="FROM"):
        Session(small).sparql(f"SELECT * FROM <{secret.as_uri()}> {{ ?a ?b ?c }}")
    assert not Session(small).sparql(f"SELECT * {{ GRAPH <{secret.as_uri()}> {{ ?a ?b ?c }} }}").rows


def test_worker_ends_when_left(small: Path) -> None:
    with Running(small, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", limits=TIGHT) as running:
        assert running.begin() == ("select", (*"abcdefghi",))
        assert next(iter(running))
        process = running._process
    assert process.poll() is not None


ASKING = """
from pathlib import Path
import sys
from kg.query.answer import ask
from kg.query.engine import Limits
print("asking", flush=True)
ask(Path(sys.argv[1]), sys.argv[2], limits=Limits(seconds=60))
"""


def children(of: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == of and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not show its processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
def test_no_worker_outlives_who_asked(small: Path, how: signal.Signals) -> None:
    """Ctrl-C ends a query at once, and even one whose asker was killed does not go on."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(ASKING), str(small), CROSS],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == b"asking\n"
        deadline = time.monotonic() + 20
        while not (workers := children(asking.pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert workers
        time.sleep(0.3)  # the engine is at it
        os.kill(asking.pid, how)
        asking.wait(timeout=10)
        deadline = time.monotonic() + 10
        while any(map(alive, workers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(alive, workers))


def test_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        ask(tmp_path / "nowhere", "ASK { ?a ?b ?c }")


def test_files_can_be_asked(small: Path) -> None:
    path = Path(__file__).with_name("small.trig")
    answer = ask([path], "SELECT (COUNT(*) AS ?n) { ?a a <https://w3id.org/diplomacy-kg/ontology#Meeting> }")
    assert [[cell.value for cell in row if cell] for row in answer.rows] == [["4"]]
