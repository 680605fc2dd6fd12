"""``kg stats --network``: who is tied to whom, as a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.graph import statistics
from kg.graph.build import dataset
from kg.graph.store import Store
from kg.query.width import width
from tests.cli.conftest import Kg
from tests.graph import samples

MET = "The report\n\nAnna met Berta on 2024-03-01. Anna met Carla on 2024-03-02. Anna met Dora on 2024-03-03.\n"
APART = "Another\n\nEva met Frida on 2024-03-04. Eva met Frida on 2024-03-05. 林小山 met Eva on 2024-03-06.\n"


@pytest.fixture
def store(kg: Kg, here: Path) -> Path:
    (here / "one.txt").write_text(MET)
    (here / "two.txt").write_text(APART)
    assert kg("build", "one.txt", "two.txt", "--language", "en").returncode == 0
    return here / "kg-store"


def test_actors_by_degree_with_their_measures(kg: Kg, store: Path) -> None:
    told = json.loads(kg("stats", "--network", "--json").stdout)["network"]
    assert (told["nodes"], told["ties"], told["communities"]) == (7, 6, 2)
    rows = {actor["name"]: actor for actor in told["actors"]}
    assert list(rows)[:2] == ["Anna", "Eva"]
    assert (rows["Anna"]["degree"], rows["Anna"]["facts"], rows["Anna"]["community"]) == (3, 3, 1)
    assert rows["Anna"]["betweenness"] == pytest.approx(3 / 15)  # on three of fifteen ways between two others
    assert (rows["Eva"]["degree"], rows["Eva"]["facts"], rows["Eva"]["community"]) == (2, 3, 2)
    assert rows["Frida"]["degree"] == 1
    assert rows["Frida"]["betweenness"] == 0
    assert {actor["kind"] for actor in told["actors"]} == {"Person"}


def test_the_table_stands_in_columns(kg: Kg, store: Path) -> None:
    plain = kg("stats").stdout
    shown = kg("stats", "--network").stdout
    assert shown.startswith(plain)
    assert "network" not in plain
    table = shown.split("\n\n")[1].splitlines()
    assert table[0].split() == ["name", "kind", "degree", "betweenness", "community", "facts"]
    assert table[1].split() == ["Anna", "Person", "3", "0.200", "1", "3"]
    assert len(table) == 8
    assert len({width(line) for line in table}) == 1
    assert any("林小山" in line for line in table)


def test_so_many_actors_as_are_wanted(kg: Kg, store: Path) -> None:
    shown = kg("stats", "--network", "--top", "1").stdout
    assert "Anna" in shown
    assert "Eva" not in shown
    assert "  nodes                 7\n" in shown
    assert kg("stats", "--network", "--top", "0").returncode == 2


def test_names_in_a_language(kg: Kg, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(store) as opened:
        monkeypatch.setattr(opened, "graph", lambda: dataset(samples.both()))
        named = {lang: {a.key: a.name for a in statistics.shape(opened, language=lang).actors} for lang in (None, "en")}
    assert named[None].keys() == named["en"].keys()
    assert named[None]["person/lin"] == "林小山"
    assert named["en"]["person/lin"] == "Lin Hsiao-shan"
    assert kg("stats", "--network", "--lang", "xx").returncode == 2
