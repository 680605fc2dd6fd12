"""The ontology's examples: the good ones pass, and each bad record fails exactly what is written above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DataError
from kg.validate import checks, shapes
from kg.validate.data import Data
from kg.validate.headers import header, line_of


def check(folder: Path) -> Iterator[tuple[Path, int, str]]:
    """File, line and message of each example that does not do what it says."""
    tried = shapes.load(folder / "shapes"), checks.load(folder / "checks")
    for path in sorted((folder / "examples").glob("*/*.ttl")):
        text = path.read_text("utf-8")
        try:
            told = header(text, str(path))
        except DataError as error:
            yield path, 1, str(error)
            continue
        wanted = {record: set(rules) for record, rules in told.items()}
        found = failures(folder, path, *tried)
        for record in sorted(wanted.keys() | found.keys()):
            fails, needed = found.get(record, set()), wanted.get(record, set())
            for rule in sorted(needed - fails):
                yield path, line_of(text, f":{record}"), f"{record} does not fail {rule}"
            for rule in sorted(fails - needed):
                yield path, line_of(text, f":{record}"), f"{record} fails {rule}"


def failures(
    folder: Path, path: Path, graph: shapes.Shapes | None = None, rules: tuple[checks.Check, ...] | None = None
) -> dict[str, set[str]]:
    """The names of the shapes and checks that each record of an example fails, by the record's local name.

    ``graph`` and ``rules`` are the folder's shapes and checks, where they are loaded already.
    """
    graph = shapes.load(folder / "shapes") if graph is None else graph
    rules = checks.load(folder / "checks") if rules is None else rules
    store = ox.Store()
    for part in (folder / "examples" / "context.ttl", path):
        store.load(path=part, format=ox.RdfFormat.TURTLE)
    found: dict[str, set[str]] = defaultdict(set)
    for result in shapes.validate(Data(store), graph):
        found[result.focus.rsplit("/", 1)[-1]].add(result.shape)
    for row in checks.run(store, rules):
        found[row.record.rsplit("/", 1)[-1]].add(row.check.name)
    return dict(found)
