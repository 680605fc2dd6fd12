"""The scorer's rows for every annotated document in Chinese: as it is, in the other script, without persons.

The scorer is the one beside the reference documents; it is imported from there and reads the exported graph.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from opencc import OpenCC

from kg.documents import from_text
from kg.extract.reader import extract
from kg.graph.build import dataset
from kg.graph.export import write
from kg.lexicon.lexicon import load
from kg.records import Reading
from tests.bench.corpus import SHARED

ROWS = ("ALL", "EVENT SLOTS", "events found", "WHOLE EVENTS", "EVIDENCE", "offices", "dates right", "too precise")
_OTHER = {"zh-Hant": "t2s", "zh-Hans": "s2t"}


@dataclass(slots=True)
class Scored:
    """One document's rows (right, in gold, found), the scorer's errors, and which found events are right."""

    rows: dict[str, tuple[int, int, int]]
    errors: list[str]
    events: list[tuple[str, float, bool]] = field(default_factory=list)  # rule, confidence, right


@functools.cache
def scorer() -> ModuleType:
    """The scorer beside the reference documents."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def names() -> list[str]:
    """The annotated documents in Chinese (``NAME.zh-Hant``)."""
    return sorted(path.name.removesuffix(".txt") for path in (SHARED / "gold").glob("*.zh-*.txt"))


def score(name: str, *, persons: bool = True, converted: bool = False) -> Scored:
    """How well this document is read; ``converted`` turns the text and its annotation into the other script first."""
    title, language = name.rsplit(".", 1)
    text = (SHARED / "gold" / f"{name}.txt").read_text("utf-8-sig")
    gold = json.loads((SHARED / "gold" / f"{title}.json").read_text("utf-8"))
    if converted:
        convert = OpenCC(_OTHER[language]).convert
        text, gold = convert(text), _converted(gold, convert)
    document = from_text(text, name=title)
    reading = extract(document, persons=persons)
    store = dataset([(reading, text)], lexicon=load(persons=persons).entries.values())
    with tempfile.TemporaryDirectory() as folder:
        graph, annotation = Path(folder, "graph.trig"), Path(folder, "gold.json")
        write(store, graph)
        annotation.write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
        return judged(scorer().read_gold(annotation), scorer().read_graph(graph), reading, text)


def _converted(value: Any, convert: Any) -> Any:
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, list):
        return [_converted(item, convert) for item in value]
    return {key: _converted(item, convert) for key, item in value.items()} if isinstance(value, dict) else value


def judged(gold: dict[str, Any], found: dict[str, Any], reading: Reading, text: str) -> Scored:
    """The rows of what was ``found`` in a text against its annotation, as the scorer reads both."""
    judge = scorer()
    tally, errors = judge.score(gold, found)
    rows = {row: tuple(tally[row]) for row in ROWS if row in tally}
    pairs = judge.align(gold["events"], found["events"], judge.event_weight)
    required = [(gold["events"][i], found["events"][j]) for i, j in pairs if not gold["events"][i]["optional"]]
    right = sum(when(g) == when(f) for g, f in required)
    finer = sum(any(len(b or "") > len(a or "") for a, b in zip(when(g), when(f), strict=True)) for g, f in required)
    rows["dates right"] = (right, len(required), len(required))
    rows["too precise"] = (finer, len(required), len(required))
    return Scored(rows, errors, list(_with_confidence(gold, found, pairs, reading, text)))


def when(event: dict[str, Any]) -> tuple[str | None, str | None]:
    """The first and last day of an event as the scorer holds it."""
    return event["start"], event["end"]


def _with_confidence(
    gold: dict[str, Any], found: dict[str, Any], pairs: list[tuple[int, int]], reading: Reading, text: str
) -> Iterator[tuple[str, float, bool]]:
    """Each found event's rule and confidence, and whether a gold event of its type has just its participants."""
    stated: dict[tuple[str, tuple[str, ...]], list[tuple[str, float]]] = defaultdict(list)
    for event in reading.events:
        quotes = tuple(sorted({text[span.start : span.end] for span in event.evidence}))
        stated[event.kind, quotes].append((event.rule, event.confidence))
    partner = {j: i for i, j in pairs}
    for j, event in enumerate(found["events"]):
        known = stated.get((event["type"], tuple(sorted(set(event["passages"])))))
        if not known:
            continue
        rule, confidence = known.pop() if len(known) > 1 else known[0]
        yield rule, confidence, j in partner and _agree(gold["events"][partner[j]], event)


def _agree(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    agreed = scorer().event_agreement(gold, found)
    sides = [(agreed[slot], len(gold[slot]), len(found[slot])) for slot in ("participant", "host")]
    return bool(agreed["type"]) and all(a == b == c for a, b, c in sides)


def share(row: tuple[int, int, int], side: int) -> float | None:
    """Precision (side 2) or recall (side 1) of a row."""
    return row[0] / row[side] if row[side] else None


def f1(row: tuple[int, int, int]) -> float | None:
    """The F1 of a row: twice the right ones over both sides."""
    return 2 * row[0] / (row[1] + row[2]) if row[1] + row[2] else None


def figures(scored: Scored) -> dict[str, float | None]:
    """The columns of the table."""
    rows = scored.rows
    empty = (0, 0, 0)
    found = rows.get("events found", empty)
    made = {"ALL": f1(rows.get("ALL", empty)), "EVENT SLOTS": f1(rows.get("EVENT SLOTS", empty))}
    made |= {"events P": share(found, 2), "events R": share(found, 1), "WHOLE": f1(rows.get("WHOLE EVENTS", empty))}
    made |= {"EVIDENCE": f1(rows.get("EVIDENCE", empty)), "offices": f1(rows.get("offices", empty))}
    return made | {"dates": share(rows["dates right"], 1), "too precise": float(rows["too precise"][0])}


def run() -> dict[str, dict[str, Scored]]:
    """By way of reading: each document's scores."""
    ways = {"as it is": {}, "other script": {"converted": True}, "no persons": {"persons": False}}
    return {way: {name: score(name, **options) for name in names()} for way, options in ways.items()}


def report(scored: dict[str, dict[str, Scored]], errors: int) -> Iterator[str]:
    """The tables, each with the difference to the first."""
    columns = list(figures(next(iter(scored["as it is"].values()))))
    for way, documents in scored.items():
        yield f"{way:<28}" + "".join(f"{column:>13}" for column in columns)
        for name, one in documents.items():
            values = figures(one)
            yield f"  {name:<26}" + "".join(cell(values[column]) for column in columns)
            if way != "as it is":
                first = figures(scored["as it is"][name])
                yield f"  {'':<26}" + "".join(_difference(values[c], first[c]) for c in columns)
        yield ""
    for name, one in scored["as it is"].items():
        yield from (f"{name}: {line}" for line in one.errors[:errors])


def cell(value: float | None) -> str:
    """A figure of the table, in its width."""
    return f"{'n/a':>13}" if value is None else f"{value:>13.3f}"


def _difference(value: float | None, first: float | None) -> str:
    return f"{'':>13}" if value is None or first is None or value == first else f"{value - first:>+13.3f}"


def calibration(scored: dict[str, Scored], least: int = 5) -> Iterator[str]:
    """Stated confidence against observed precision, by bin and by kind of rule, over the documents as they are."""
    events = [event for one in scored.values() for event in one.events]
    by_bin: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    by_rule: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for rule, confidence, right in events:
        low = int(confidence * 20 + 1e-6) / 20
        by_bin[f"{low:.2f} to {low + 0.05:.2f}"].append((confidence, right))
        by_rule[rule].append((confidence, right))
    for title, groups in (("confidence", by_bin), ("rule", by_rule)):
        yield f"{title:<34}{'events':>8}{'stated':>9}{'right':>9}"
        few: list[tuple[float, bool]] = []
        for name in sorted(groups, key=lambda name: (-len(groups[name]) if title == "rule" else 0, name)):
            if title == "rule" and len(groups[name]) < least:
                few += groups[name]
            else:
                yield _calibrated(name, groups[name])
        if few:
            yield _calibrated(f"rules with fewer than {least}", few)
        yield ""


def _calibrated(name: str, group: list[tuple[float, bool]]) -> str:
    stated, right = (sum(values) / len(group) for values in zip(*group, strict=True))
    return f"{name:<34}{len(group):>8}{stated:>9.2f}{right:>9.2f}"
