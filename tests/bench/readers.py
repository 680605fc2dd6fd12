"""Two readers of the same articles: how far they agree, and how well what both found is read.

The articles set aside are annotated twice, by readers who saw neither the program's output nor each other's annotation
(``annotations/second/*.json``, offsets as in ``articles``). What the two differ on is optional, as the guidelines have
it: an event that one of them alone found, and every other record that the other has not.
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench import articles, scores

SECOND = articles.ANNOTATED / "second"
_KEYS: dict[str, Callable[[dict[str, Any]], tuple[Any, ...]]] = {  # what makes two records of a kind the same
    "offices": lambda record: (_fold(record["person"]), _fold(record["office"])),
    "relations": lambda record: (_fold(record["subject"]), record["predicate"], _fold(record["object"])),
    "figures": lambda record: (record["value"],),
    "documents": lambda record: (_fold(record["title"] or record.get("kind") or ""),),
    "tracks": lambda record: (_fold(record["label"]),),
}


def run() -> dict[str, dict[str, scores.Scored]]:
    """By set: the second reader against the first, and what is read against what both have."""
    found: dict[str, dict[str, scores.Scored]] = defaultdict(dict)
    for path in sorted(SECOND.glob("*.json")):
        stored, again = (json.loads((folder / path.name).read_text("utf-8")) for folder in (articles.ANNOTATED, SECOND))
        text = articles.article(stored["path"], stored["item"])
        first, second = (articles.with_words(one["annotation"], text) for one in (stored, again))
        name = articles.SETS[path.stem.split("-")[0]]
        found[f"{name}: second reader"][path.stem] = _agreement(first, second)
        found[f"{name}: read, of both"][path.stem] = articles.score(text, both(first, second), path.stem)
    return dict(found)


def report(found: dict[str, dict[str, scores.Scored]]) -> Iterator[str]:
    """A line for each set and what was compared."""
    yield from articles.report(found, 0)


def both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """The first annotation; what only one of the two has is optional."""
    judge = scores.scorer()
    merged = copy.deepcopy(first)
    mine, others = (_gold(one)["events"] for one in (first, second))
    partner = dict(judge.align(mine, others, judge.event_weight))
    for i, event in enumerate(merged["events"]):
        if i not in partner or others[partner[i]]["optional"]:
            event["optional"] = True
    left = [e for j, e in enumerate(second["events"]) if j not in partner.values()]
    merged["events"] += [{**e, "id": f"{e['id']}b", "optional": True, "part_of": None} for e in left]
    _entities(merged, second)
    for kind, key in _KEYS.items():
        theirs, ours = ({key(record) for record in one[kind]} for one in (second, first))
        for record in merged[kind]:
            if key(record) not in theirs:
                record["optional"] = True
        merged[kind] += [{**record, "optional": True} for record in second[kind] if key(record) not in ours]
    return merged


def _entities(merged: dict[str, Any], second: dict[str, Any]) -> None:
    """Makes the entities that one of two annotations lacks optional in the first."""
    ours, theirs = ({form for entity in one["entities"] for form in _forms(entity)} for one in (merged, second))
    for entity in merged["entities"]:
        if not _forms(entity) & theirs:
            entity["optional"] = True
    merged["entities"] += [{**e, "optional": True} for e in second["entities"] if not _forms(e) & ours]


def _forms(entity: dict[str, Any]) -> set[str]:
    return {_fold(form) for form in [entity["label"], *entity.get("aliases", [])]}


def _fold(text: str) -> str:
    return str(scores.scorer().fold(text))


def _gold(annotation: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "gold.json")
        path.write_text(json.dumps(annotation, ensure_ascii=False), "utf-8")
        read: dict[str, Any] = scores.scorer().read_gold(path)
        return read


def _agreement(first: dict[str, Any], second: dict[str, Any]) -> scores.Scored:
    """The rows of a second annotation against the first."""
    judge = scores.scorer()
    gold, found = _gold(first), _gold(second)
    tally, _ = judge.score(gold, found)
    rows = {row: tuple(tally[row]) for row in scores.ROWS if row in tally}
    pairs = [(i, j) for i, j in judge.align(gold["events"], found["events"], judge.event_weight)]
    required = [(gold["events"][i], found["events"][j]) for i, j in pairs if not gold["events"][i]["optional"]]
    right = sum(scores.when(g) == scores.when(f) for g, f in required)
    rows["dates right"] = (right, len(required), len(required))
    rows["too precise"] = (0, len(required), len(required))
    return scores.Scored(rows, [])
