"""Times every named question: in kg's engine, as a whole, on bare pyoxigraph, and on rdflib in memory.

    python -m tests.bench.queries [--sizes 10000 100000] [--rounds 5] [--only NAME] [--no-rdflib] [--keep DIR]

All figures are medians in milliseconds. ``engine`` is the time in kg's process for queries and ``bare`` the time of
pyoxigraph alone on the same store and text, each in a fresh process; ``session`` is the answer from Python, and
``command`` that of ``kg query``, from its start to its end, its modules compiled as installed ones are. The machine
should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import rdflib

from kg.graph.store import Store
from kg.query import catalog
from kg.query.session import Session
from tests.bench import asked, stores
from tests.bench.asked import LOOK_UP, Asked

ENGINE, OVER, LOOKED_UP, JOINED = 1.3, 250.0, 300.0, 1000.0
SMALLEST = 5.0  # ms: below this a ratio says more of the clock than of the engine
PATIENCE = 10  # seconds for rdflib
KG = ("-c", "from kg.cli import main; main()")
BARE = """import sys, time, pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
began = time.perf_counter()
rows = list(store.query(sys.stdin.read()))
print(time.perf_counter() - began, len(rows))
"""


class Timed(NamedTuple):
    """The medians of one question, in milliseconds; rdflib's is None where it did not end in time."""

    asked: Asked
    rows: int
    engine: float
    bare: float
    session: float
    command: float
    other: float | None
    agrees: bool  # as many rows in rdflib, where it ended

    @property
    def ratio(self) -> float:
        """The engine's time beside that of bare pyoxigraph."""
        return self.engine / self.bare

    @property
    def over(self) -> float:
        """What the whole command takes beside the engine."""
        return self.command - self.engine

    def missed(self, large: bool) -> list[str]:
        """The goals that are not reached; that of the whole time counts for a ``large`` store."""
        found = ["engine"] if self.ratio > ENGINE and self.engine > SMALLEST else []
        found += ["over"] if self.over > OVER else []
        most = LOOKED_UP if self.asked.kind == LOOK_UP else JOINED
        found += [self.asked.kind] if large and self.command > most else []
        return found + ([] if self.agrees else ["rows"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="triples in the default graph")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument("--only", action="append", choices=catalog.names(), help="these questions only")
    parser.add_argument("--no-rdflib", action="store_true", help="leave rdflib out")
    parser.add_argument("--keep", type=Path, help="a folder to keep the stores in")
    options = parser.parse_args()
    if not stores.at_hand():
        print("skipped: the reference documents (../shared/corpus) are not beside the project")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        for wanted in options.sizes:
            store, found, documents = stores.sized(options.keep or Path(temporary), wanted, os.cpu_count() or 1)
            print(f"\n{found:,} triples from {documents} documents; medians of {options.rounds}, ms")
            print(line(["question", "kind", "rows", *COLUMNS, "missed"]), flush=True)
            rows = []
            chosen = [one for one in asked.all_of(store) if not options.only or one.name in options.only]
            for timed in times(store, chosen, options.rounds, rdflib_too=not options.no_rdflib):
                print(shown(timed, large=found > 50_000), flush=True)
                rows.append(timed)
            for told in summary(rows, large=found > 50_000):
                print(told, flush=True)
    return 0


COLUMNS = ("engine", "bare", "ratio", "session", "command", "over", "rdflib")


def line(cells: list[str]) -> str:
    """A row of the table."""
    first, second, *rest, last = cells
    return f"{first:<32}{second:<9}{''.join(f'{cell:>9}' for cell in rest)}  {last}".rstrip()


def shown(timed: Timed, *, large: bool) -> str:
    """A question's row."""
    other = f"> {PATIENCE} s" if timed.other is None else "-" if timed.other < 0 else f"{timed.other:.0f}"
    numbers = [f"{timed.engine:.1f}", f"{timed.bare:.1f}", f"{timed.ratio:.2f}"]
    numbers += [f"{timed.session:.0f}", f"{timed.command:.0f}", f"{timed.over:.0f}", other]
    return line([timed.asked.title, timed.asked.kind, str(timed.rows), *numbers, " ".join(timed.missed(large))])


def summary(rows: list[Timed], *, large: bool) -> Iterator[str]:
    """What all questions make together, beside the goals."""
    if not rows:
        return
    engine, bare = (sum(values) for values in zip(*((row.engine, row.bare) for row in rows), strict=True))
    over = statistics.median(row.over for row in rows)
    yield f"all: engine {engine:.0f} ms, bare {bare:.0f} ms, ratio {engine / bare:.2f} (goal {ENGINE})"
    worst = max(row.over for row in rows)
    yield f"whole command beside the engine: median {over:.0f} ms, worst {worst:.0f} ms (goal {OVER:.0f})"
    for kind, most in ((LOOK_UP, LOOKED_UP), ("join", JOINED)):
        if large and (whole := [row.command for row in rows if row.asked.kind == kind]):
            yield f"slowest {kind}: {max(whole):.0f} ms (goal {most:.0f})"
    missed = sorted({f"{row.asked.title} ({', '.join(goals)})" for row in rows if (goals := row.missed(large))})
    yield f"{len(rows) - len(missed)} of {len(rows)} reach every goal" + (
        f"; not {'; '.join(missed)}" if missed else ""
    )


def times(store: Path, questions: list[Asked], rounds: int, *, rdflib_too: bool) -> Iterator[Timed]:
    """The figures of each question."""
    with Store(store) as opened, tempfile.TemporaryDirectory() as folder:
        graph, compiled = opened.graph_path, Path(folder)
        run(["-e", "ASK {}", "--store", str(store)], compiled)
        other = in_rdflib(graph) if rdflib_too else None
        for question in questions:
            engines, wholes, bares, commands, rows = [], [], [], [], 0
            for _ in range(rounds):  # by turns, so that a busy moment falls on all of them
                began = time.perf_counter()
                answer = Session(graph, base=opened.iris.base).question(catalog.question(question.name), question.given)
                wholes.append(time.perf_counter() - began)
                engines.append(answer.seconds)
                seconds, rows = bare(graph, question.sparql)
                bares.append(seconds)
                began = time.perf_counter()
                run([*question.arguments, "--store", str(store)], compiled)
                commands.append(time.perf_counter() - began)
            medians = [statistics.median(values) * 1000 for values in (engines, bares, wholes, commands)]
            beside, count = (-1.0, rows) if other is None else patiently(other, question.sparql, rounds)
            yield Timed(question, rows, *medians, beside, beside is None or count == rows)


def run(arguments: list[str], compiled: Path) -> None:
    """``kg query`` with these arguments, its answer thrown away; its modules' bytecode is kept in ``compiled``."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, *KG, "query", *arguments],
        env=environment | {"PYTHONPYCACHEPREFIX": str(compiled)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def bare(graph: Path, sparql: str) -> tuple[float, int]:
    """How long pyoxigraph alone takes in a fresh process, and how many rows it finds."""
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(graph)], input=sparql, capture_output=True, text=True, check=True
    )
    seconds, rows = json.loads(f"[{done.stdout.strip().replace(' ', ',')}]")
    return float(seconds), int(rows)


def in_rdflib(graph: Path) -> rdflib.Dataset:
    """The whole store in rdflib's memory."""
    data = rdflib.Dataset(default_union=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.nq"
        ox.Store.read_only(str(graph)).dump(str(path))
        data.parse(path, format="nquads")
    return data


def patiently(data: rdflib.Dataset, sparql: str, rounds: int) -> tuple[float | None, int]:
    """The median of rdflib's time in milliseconds and its rows; None where it takes longer than it is waited for."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    found: list[float] = []
    rows: list[object] = []
    try:
        while len(found) < rounds and sum(found) < PATIENCE / 2:
            signal.alarm(PATIENCE)
            began = time.perf_counter()
            rows = list(data.query(sparql))
            found.append(time.perf_counter() - began)
            signal.alarm(0)
    except TimeoutError:
        return None, 0
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return statistics.median(found) * 1000, len(rows)


if __name__ == "__main__":
    sys.exit(main())
