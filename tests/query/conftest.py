"""Stores to ask: a small invented one, and the careful reading of a real report where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import rules
from kg.query.session import Session

SMALL = Path(__file__).with_name("small.trig")


def load(path: Path, folder: Path) -> Path:
    """An engine's folder with what a file says."""
    store = ox.Store(str(folder))
    store.bulk_load(path=path)
    store.flush()
    del store
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's folder of the small graph, with what the rules derive from it."""
    folder = tmp_path_factory.mktemp("small") / "graph"
    store = ox.Store(str(folder))
    store.bulk_load(path=SMALL)
    rules.run(store)
    store.flush()
    del store
    return folder


@pytest.fixture(scope="session")
def gold(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's folder of the careful reading of a report."""
    return load(shared / "gold" / "q4-2023-diplomacy.trig", tmp_path_factory.mktemp("gold") / "graph")


@pytest.fixture(scope="session")
def session(small: Path) -> Session:
    """The small store, open to questions."""
    return Session(small)


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole store directory, as the command line takes it, with the small graph."""
    folder = tmp_path_factory.mktemp("whole")
    generation = folder / "generations" / "0001"
    generation.mkdir(parents=True)
    store = ox.Store(str(generation / "graph"))
    store.bulk_load(path=SMALL)
    rules.run(store)
    store.flush()
    del store
    (folder / "store.json").write_text(json.dumps({"format": 1, "base": "https://w3id.org/diplomacy-kg/id/"}))
    (folder / "CURRENT").write_text("0001\n")
    (generation / "manifest.json").write_text(json.dumps({"documents": [], "view": ""}))
    return folder
