"""How fast documents are read, and how much memory that takes: one process of its own over 100 files."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.extract.reader import extract
from tests.bench import corpus

FILES = 100


def measure() -> dict[str, float]:
    """Characters a second of core time, and the peak of this process's memory in MB."""
    documents = list(corpus.documents(corpus.sample("xwlb", FILES)))
    extract(documents[0])  # the lexicon is loaded once, whatever is read
    loaded = _peak()
    start, core = time.perf_counter(), time.process_time()
    for document in documents:
        extract(document)
    core, wall = time.process_time() - core, time.perf_counter() - start
    characters = sum(len(document.text) for document in documents)
    peak = _peak()
    return {
        "characters": characters,
        "characters a second and core": round(characters / core),
        "characters a second": round(characters / wall),
        "peak MB": round(peak, 1),
        "peak MB after the first": round(loaded, 1),
    }


def _peak() -> float:
    """The most memory this process has had, in MB. What getrusage says may be its parent's; Linux is asked itself."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def run() -> dict[str, float]:
    """The measurement in a process of its own, so that nothing else is in its memory."""
    command = [sys.executable, "-m", "tests.bench.speed"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def report(measured: dict[str, float]) -> Iterator[str]:
    """A line a figure."""
    yield f"speed over {FILES} files of xwlb, one process"
    yield from (f"  {name:<32}{value:>14,.1f}" for name, value in measured.items())


if __name__ == "__main__":
    print(json.dumps(measure()))
