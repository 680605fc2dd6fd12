"""What a change of rules does to a fixed sample: ``python -m tests.bench.regression [--write] [--show N]``.

``regression.txt`` holds a line a file and kind of event: each event's offset in the text and a digest of its slots (no
words of the documents). Without options the sample is read anew and compared: what is new, gone or otherwise read, by
kind. ``--show`` prints the words of so many changed events, from the documents at hand. ``--write`` takes the present
reading as the new state, to be committed with the change that explains it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.extract.reader import extract
from kg.records import Event
from tests.bench import corpus

FILE = Path(__file__).with_name("regression.txt")
EACH = 40
_HEADING = "# Events of a fixed sample: file, kind, then offset:digest of the slots. See regression.py.\n"
Told = dict[tuple[str, str], dict[int, set[str]]]  # by file and kind: the digests at each offset


def slots(event: Event) -> str:
    """A short digest of what an event says."""
    who = sorted((who.role, who.actor, who.capacity or "", who.on_behalf_of or "") for who in event.participants)
    when = [event.start, event.end, event.mode, event.status]
    where = [sorted(event.hosts), event.place, event.series, event.ordinal, event.title, event.said]
    text = json.dumps([who, when, where], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:5]


def of_file(path: str) -> list[tuple[str, str, int, str, str]]:
    """The events of one file: path, kind, offset, digest, and its words for showing."""
    (document,) = corpus.documents([path])
    made = []
    for event in extract(document).events:
        start = event.evidence[0].start
        actors = ", ".join(who.actor for who in event.participants)
        words = document.text[start : event.evidence[0].end].replace("\n", " ")[:70]
        made.append((path, event.kind, start, slots(event), f"[{actors}] {event.start or '-'} {words}"))
    return made


def read(jobs: int) -> tuple[Told, dict[tuple[str, str, int], list[str]]]:
    """The sample as it is read now, and the words to show."""
    tasks = [path for name in ("xwlb", "hkcnews") for path in corpus.sample(name, EACH)]
    told: Told = defaultdict(lambda: defaultdict(set))
    words: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for events in corpus.each(of_file, tasks, jobs):
        for path, kind, offset, digest, line in events:
            told[path, kind][offset].add(digest)
            words[path, kind, offset].append(line)
    return told, words


def kept() -> Told:
    """The state that was written last."""
    told: Told = {}
    for line in FILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            path, kind, *events = line.split()
            told[path, kind] = defaultdict(set)
            for event in events:
                offset, digest = event.split(":")
                told[path, kind][int(offset)].add(digest)
    return told


def write(told: Told) -> None:
    """Writes the state, sorted."""
    lines = [
        " ".join([path, kind, *(f"{offset}:{digest}" for offset in sorted(found) for digest in sorted(found[offset]))])
        for (path, kind), found in sorted(told.items())
    ]
    FILE.write_text(_HEADING + "\n".join(lines) + "\n", "utf-8")


def compare(old: Told, new: Told) -> Iterator[tuple[str, str, str, int]]:
    """What differs: how, in which file, of which kind, where."""
    for path, kind in sorted(old.keys() | new.keys()):
        before, after = old.get((path, kind), {}), new.get((path, kind), {})
        for offset in sorted(before.keys() | after.keys()):
            if offset not in after:
                yield "gone", path, kind, offset
            elif offset not in before:
                yield "new", path, kind, offset
            elif before[offset] != after[offset]:
                yield "otherwise", path, kind, offset


def main(arguments: list[str] | None = None) -> int:
    """Compares, or writes."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.regression", description=__doc__.split(":", 1)[0])
    parser.add_argument("--write", action="store_true", help="take the present reading as the new state")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="changed events to print")
    parser.add_argument("--jobs", type=int, default=corpus.processes(), metavar="N", help="processes")
    options = parser.parse_args(arguments)
    if not corpus.SHARED.is_dir():
        print("skipped: the reference documents (shared/) are not beside the project")
        return 0
    told, words = read(options.jobs)
    if options.write or not FILE.exists():
        write(told)
        print(f"{FILE.name}: {sum(map(len, told.values()))} places of events in {2 * EACH} files")
        return 0
    changes = list(compare(kept(), told))
    table = Counter((kind, how) for how, _, kind, _ in changes)
    sizes = Counter(kind for (_, kind), found in told.items() for _ in found)
    print(f"{'kind':<16}{'places':>8}{'new':>8}{'gone':>8}{'otherwise':>11}")
    for kind in sorted(sizes.keys() | {kind for kind, _ in table}):
        row = "".join(f"{table[kind, how]:>{width}}" for how, width in (("new", 8), ("gone", 8), ("otherwise", 11)))
        print(f"{kind:<16}{sizes[kind]:>8}{row}")
    shown = sorted(changes, key=lambda change: (corpus.place(change[1]), change[3]))[: options.show]
    for how, path, kind, offset in shown:
        print(f"{how:<10}{path}:{offset} {kind} " + " || ".join(words.get((path, kind, offset), [])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
