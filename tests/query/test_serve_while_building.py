"""The endpoint goes on while builds replace the store: no request fails, and no answer mixes two generations."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest

from kg.query.engine import Limits
from kg.query.serve import Endpoint

ROOT = Path(__file__).parents[2]
BUILDS, DOCUMENTS, CLIENTS = 8, 5, 3
PATIENCE = 120  # seconds after which the test fails instead of hanging
BUILDER = """import sys
from pathlib import Path
from kg import pipeline
from tests.graph import fake
if __name__ == "__main__":
    for line in sys.stdin:
        pipeline.build([Path(sys.argv[1])], sys.argv[2], extractor=fake.packaged(), lexicon=[])
        print("built", flush=True)
"""
DAYS = "SELECT ?day (COUNT(?event) AS ?n) { ?event a dip:Meeting ; dip:start ?day } GROUP BY ?day"
EVENTS = "CONSTRUCT { ?event dip:start ?day } WHERE { ?event a dip:Meeting ; dip:start ?day }"


class Builds:
    """A process of its own that builds the documents when it is told to; each time they all tell another day."""

    def __init__(self, folder: Path) -> None:
        self.texts, self.store = folder / "texts", folder / "store"
        self.texts.mkdir()
        script = folder / "builder.py"
        script.write_text(BUILDER)
        command = [sys.executable, str(script), str(self.texts), str(self.store)]
        self.process = subprocess.Popen(
            command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def build(self, number: int) -> None:
        """Build generation ``number``, and wait until it is the current one."""
        for document in range(DOCUMENTS):
            text = f"The report of the day\n\nAnna{document} met Berta on 2024-03-{number:02}. They spoke at length.\n"
            (self.texts / f"report{document}.txt").write_text(text)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "built\n"

    def close(self) -> None:
        with self.process:
            assert self.process.stdin is not None
            self.process.stdin.close()
            assert self.process.wait(PATIENCE) == 0


class Client(threading.Thread):
    """Asks until it is stopped; what is wrong is kept in ``faults``, the generations that it saw in ``seen``."""

    def __init__(self, url: str, heard: threading.Condition, *, triples: bool) -> None:
        super().__init__(daemon=True)
        self.address = urlsplit(url).netloc
        self.heard, self.triples = heard, triples
        self.stopped = threading.Event()
        self.seen: list[int] = []
        self.faults: list[str] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        while not self.stopped.is_set():
            try:
                connection.request("GET", f"/sparql?{urlencode({'query': EVENTS if self.triples else DAYS})}")
                response = connection.getresponse()
                text = response.read().decode()
                days = self.days(text) if response.status == 200 else []
                if len(days) != DOCUMENTS or len(set(days)) != 1 or (self.seen and days[0] < self.seen[-1]):
                    self.faults.append(f"{response.status} after {self.seen[-1:]}: {text}")
                else:
                    self.seen.append(days[0])
            except Exception as error:
                self.faults.append(repr(error))
                connection.close()
            with self.heard:
                self.heard.notify_all()
        connection.close()

    def days(self, text: str) -> list[int]:
        """The day of each meeting in an answer."""
        if self.triples:
            quads = ox.parse(input=text, format=ox.RdfFormat.TURTLE)
            return [int(quad.object.value[-2:]) for quad in quads if isinstance(quad.object, ox.Literal)]
        rows = json.loads(text)["results"]["bindings"]
        return [int(row["day"]["value"][-2:]) for row in rows for _ in range(int(row["n"]["value"]))]


@pytest.fixture
def builds(tmp_path: Path) -> Iterator[Builds]:
    builder = Builds(tmp_path)
    builder.build(1)
    yield builder
    builder.close()


def test_clients_read_while_builds_replace_the_store(builds: Builds) -> None:
    heard = threading.Condition()
    with Endpoint(builds.store, limits=Limits(seconds=PATIENCE)) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        clients = [Client(server.url, heard, triples=number % 2 == 1) for number in range(CLIENTS)]
        for client in clients:
            client.start()

        def all_have_seen(number: int) -> bool:
            return any(client.faults for client in clients) or all(number in client.seen[-1:] for client in clients)

        for number in range(1, BUILDS + 1):
            if number > 1:
                builds.build(number)
            with heard:
                assert heard.wait_for(lambda wanted=number: all_have_seen(wanted), PATIENCE)  # type: ignore[misc]
        for client in clients:
            client.stopped.set()
        for client in clients:
            client.join(PATIENCE)
        server.shutdown()
        serving.join()
    for client in clients:
        assert client.faults == []
        assert sorted(set(client.seen)) == list(range(1, BUILDS + 1))
    kept = [folder.name for folder in (builds.store / "generations").iterdir()]
    assert f"{BUILDS:04}" in kept
    assert len(kept) < BUILDS
