"""What follows: the CONSTRUCT queries of ``ontology/rules/``, run in the order of their names."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.errors import DataError


def files(folder: Path | None = None) -> list[Path]:
    """The rules, in the order in which they run."""
    return sorted((folder or resources.ontology("rules")).glob("*.rq"))


def run(store: ox.Store, folder: Path | None = None) -> int:
    """Add what the rules derive to the default graph; returns how many statements are new.

    Each rule sees the default graph with what the rules before it derived. Raises DataError with the file's name where
    a rule is no CONSTRUCT query.
    """
    before = len(store)
    for path in files(folder):
        try:
            found = store.query(path.read_text("utf-8"))
        except SyntaxError as error:
            raise DataError(f"{path}: {error}") from error
        if not isinstance(found, ox.QueryTriples):
            raise DataError(f"{path}: a rule is a CONSTRUCT query")
        store.extend([ox.Quad(triple.subject, triple.predicate, triple.object) for triple in found])
    return len(store) - before
