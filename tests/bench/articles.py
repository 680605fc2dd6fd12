"""Articles of two corpora, annotated by readers who saw no output: how well they are read.

The annotations (``annotations/*.json``) hold no words of the articles: a name, a quotation or what was said is a pair
of offsets into the article's text (``@FROM-TO``, code points, end exclusive). Twenty-four articles are of
the third that is set aside, ninety-five are open. ``python -m tests.bench.articles FOLDER``
turns annotations with words into such.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.documents import from_text
from kg.extract.reader import extract
from kg.graph.build import dataset
from kg.graph.export import write
from kg.lexicon.lexicon import load
from tests.bench import corpus, scores

ANNOTATED = Path(__file__).parent / "annotations"
SETS = {  # by what the file's name begins with
    "look": "set aside",
    "look3": "set aside, last",
    "open": "open",
    "open2": "open, later",
    "open3": "open, last",
    "open4": "open, newer",
    "open5": "open, newest",
}
_ASIDE = "set aside"
_OFFSETS = re.compile(r"@(\d+)-(\d+)")
_HEADING = re.compile(r"(?m)^### (.*)$")
_OWN = frozenset(
    ["id", "type", "mode", "start", "end", "status", "predicate", "event", "language", "date", "published"]
)
_ID = re.compile(r"e\d+\w?")  # of an event, which another is part of
_FREE = frozenset(
    ["title", "what", "label", "kind", "level", "topic", "unit"]
)  # an annotator's own words, where not the text's


def article(path: str, item: int | None) -> str:
    """The text of an article: a file of a corpus as it is, or one item of an evening news with its headline."""
    with zipfile.ZipFile(corpus.SHARED / "corpus" / f"{path.split('/', 1)[0]}.zip") as archive:
        text = archive.read(path).decode("utf-8-sig")
    if item is None:
        return text
    headings = list(_HEADING.finditer(text))
    after = headings[item + 1].start() if item + 1 < len(headings) else len(text)
    body = text[headings[item].end() : after]
    paragraphs = [re.sub("<.*?>", "", part).strip() for part in re.findall(r"<p>(.*?)</p>", body, re.DOTALL)]
    paragraphs = paragraphs or [re.sub("<.*?>", "", body).strip()]
    date = Path(path).stem
    lines = [headings[item][1].strip(), f"（《新闻联播》 {date} 19:00）", *filter(None, paragraphs)]
    return "\n".join(lines) + "\n"


def run() -> dict[str, dict[str, scores.Scored]]:
    """The scores of each annotated article, by set."""
    found: dict[str, dict[str, scores.Scored]] = {name: {} for name in SETS.values()}
    for path in sorted(ANNOTATED.glob("*.json")):
        stored = json.loads(path.read_text("utf-8"))
        text = article(stored["path"], stored["item"])
        gold = with_words(stored["annotation"], text)
        name = SETS[path.stem.split("-")[0]]
        if corpus.held_out(stored["path"]) != name.startswith(_ASIDE):
            raise ValueError(f"{path.name}: this article is not of the set {name!r}")
        found[name][path.stem] = score(text, gold, path.stem)
    return found


def score(text: str, gold: dict[str, Any], name: str) -> scores.Scored:
    reading = extract(from_text(text, name=name))
    with tempfile.TemporaryDirectory() as folder:
        graph, annotation = Path(folder, "graph.trig"), Path(folder, "gold.json")
        write(dataset([(reading, text)], lexicon=load().entries.values()), graph)
        annotation.write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
        scorer = scores.scorer()
        return scores.judged(scorer.read_gold(annotation), scorer.read_graph(graph), reading, text)


def report(found: dict[str, dict[str, scores.Scored]], errors: int) -> Iterator[str]:
    """A line for each set; errors are told of open articles alone."""
    columns: list[str] = []
    for name, articles in found.items():
        rows: dict[str, tuple[int, int, int]] = {}
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for one in articles.values():
            for row, counts in one.rows.items():
                totals[row] = [a + b for a, b in zip(totals[row], counts, strict=True)]
        rows = {row: (a, b, c) for row, (a, b, c) in totals.items()}
        values = scores.figures(scores.Scored(rows, []))
        if not columns:
            columns = list(values)
            yield f"{'annotated articles':<28}" + "".join(f"{column:>13}" for column in columns)
        yield f"  {f'{len(articles)} {name}':<26}" + "".join(scores.cell(values[column]) for column in columns)
    for open_set in (name for name in found if not name.startswith(_ASIDE)):
        for name, one in found[open_set].items():
            yield from (f"{name}: {line}" for line in one.errors[:errors])


# ---- words and offsets ---------------------------------------------------------------------------


def without_words(value: Any, text: str, key: str = "") -> Any:
    """An annotation whose words are offsets into ``text``; raises ValueError where one is not there."""
    if isinstance(value, dict):
        return {
            name: without_words(inner, text, name) for name, inner in value.items() if name not in ("doubts", "note")
        }
    if isinstance(value, list):
        return [without_words(item, text, key) for item in value]
    if not isinstance(value, str) or key in _OWN or not value or _ID.fullmatch(value):
        return value
    spaced = r"\s*".join(re.escape(c) for c in value if not c.isspace())
    match = re.search(spaced, text)
    if match is not None:
        return f"@{match.start()}-{match.end()}"
    if key == "what":  # of a figure its number alone is judged
        return ""
    if key in _FREE:
        return value
    raise ValueError(f"{key}: these words are not in the text")


def with_words(value: Any, text: str) -> Any:
    """The annotation with the words of its article, ``text``, where it holds offsets."""
    if isinstance(value, dict):
        return {key: with_words(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_words(item, text) for item in value]
    offsets = _OFFSETS.fullmatch(value) if isinstance(value, str) else None
    return " ".join(text[int(offsets[1]) : int(offsets[2])].split()) if offsets else value


def main(arguments: list[str]) -> None:
    """Stores the annotations of a folder (``NAME.json``; ``index.json``: name, path and item of each) without words."""
    folder = Path(arguments[0])
    for name, path, item in json.loads((folder / "index.json").read_text("utf-8")):
        gold = json.loads((folder / f"{name}.json").read_text("utf-8"))
        stored = {"path": path, "item": item, "annotation": without_words(gold, article(path, item))}
        target = ANNOTATED / f"{name.replace('/', '-')}.json"
        target.write_text(json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
