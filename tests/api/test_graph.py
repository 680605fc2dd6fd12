"""``kg.Graph``: asked by name, by file and by SPARQL, over a store whose IRIs have a base of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import pipeline, resources
from kg.errors import AmbiguousName, QueryError, UsageError
from tests.graph import fake

BASE = "https://example.org/reports/"


@pytest.fixture(scope="module")
def graph(samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Graph]:
    with kg.build(samples, store=tmp_path_factory.mktemp("api") / "store", base=BASE) as opened:
        yield opened


def test_the_base_of_the_store_is_that_of_its_questions(graph: kg.Graph) -> None:
    assert graph.iris.base == BASE
    rows = list(graph.query("who-met", actor="person/xi-jinping"))
    assert len(rows) > 5
    assert graph.query("ASK { person:xi-jinping a dip:Person }").truth
    assert graph.query("ASK { id:nothing ?p ?o }").truth is False


@pytest.mark.parametrize("name", ["習近平", "习近平", "Xi Jinping", "xi jinping", "person/xi-jinping"])
def test_any_label_in_any_script_means_the_same(graph: kg.Graph, name: str) -> None:
    rows = list(graph.query("who-met", actor=name))
    assert rows == list(graph.query("who-met", actor="習近平")) != []
    network = graph.network(actor=name)
    assert f"{BASE}person/xi-jinping" in network
    assert set(network) == set(graph.network(actor="習近平"))


def test_the_words_of_python_take_an_underscore(graph: kg.Graph) -> None:
    autumn = list(graph.query("who-met", actor="Xi Jinping", from_="2023-10", to="2023-12"))
    assert {str(row["start"])[:7] for row in autumn} <= {"2023-10", "2023-11", "2023-12"}
    assert autumn == list(graph.query("who-met", actor="Xi Jinping", in_="2023-Q4")) != []
    one = list(graph.query("who-met", actor="Xi Jinping", with_="拜登", language="en"))
    assert {row["who"] for row in one} == {"Joe Biden"}
    with pytest.raises(UsageError, match="in_ stands for from_ and to"):
        graph.query("who-met", actor="Xi Jinping", in_="2023", to="2024")


def test_rows_become_a_table(graph: kg.Graph) -> None:
    pandas = pytest.importorskip("pandas")
    answer = graph.query("who-met", actor="Xi Jinping", language="en", evidence=True)
    table = answer.to_pandas()
    assert isinstance(table, pandas.DataFrame)
    assert list(table.columns) == list(answer.variables)
    assert len(table) == len(answer) > 5
    assert {"words", "source", "at"} <= set(table.columns)
    assert "Joe Biden" in set(table["who"])


def test_labels_in_the_language_that_is_asked_for(graph: kg.Graph) -> None:
    names = {
        language: {row["who"] for row in graph.query("rankings", language=language)}
        for language in ("en", "zh-Hant", "zh-Hans")
    }
    assert "Xi Jinping" in names["en"]
    assert "習近平" in names["zh-Hant"]
    assert "习近平" in names["zh-Hans"]
    with pytest.raises(UsageError, match="language 'xx' is none of"):
        graph.query("rankings", language="xx")


def test_files_with_and_without_a_header(graph: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("SELECT ?record { ?record a dip:Visit } ORDER BY ?record")
    proven = list(graph.query(tmp_path / "bare.rq", evidence=True))
    assert proven
    assert all(row["words"] for row in proven)
    with pytest.raises(UsageError, match="files that have a header"):
        graph.query(str(tmp_path / "bare.rq"), actor="Xi Jinping")
    own = resources.ontology("queries", "who-met.rq")
    copy = tmp_path / "mine.rq"
    copy.write_text(own.read_text("utf-8"), "utf-8")
    assert list(graph.query(copy, actor="Xi Jinping")) == list(graph.query("who-met", actor="Xi Jinping")) != []
    assert list(graph.query(str(copy), actor="Xi Jinping")) != []


def test_sparql_of_ones_own(graph: kg.Graph) -> None:
    rows = list(graph.query("SELECT (COUNT(?e) AS ?n) { ?e a dip:Meeting }"))
    assert rows[0]["n"] > 10
    assert graph.query("CONSTRUCT { ?e a dip:Event } WHERE { ?e a dip:Visit }").triples
    with pytest.raises(QueryError):
        graph.query("SELECT ?x { SERVICE <http://localhost/> { ?x ?y ?z } }")
    with pytest.raises(UsageError, match="selects \\?record"):
        graph.query("SELECT ?x { ?x a dip:Visit }", evidence=True)


def test_a_dossier_is_proven(graph: kg.Graph) -> None:
    told = graph.show("王毅", language="en")
    assert told.startswith("Wang Yi · ")
    assert "person/wang-yi" in told.splitlines()[0]
    assert "“" in told
    assert graph.show("Wang Yi", language="en") == told
    with pytest.raises(UsageError, match="Nobody At All"):
        graph.show("Nobody At All")


def test_a_network_around_several_in_a_period(graph: kg.Graph) -> None:
    both = graph.network(actor=["Xi Jinping", "王毅"])
    assert set(both) == set(graph.network(actor="Xi Jinping")) | set(graph.network(actor="王毅"))
    assert len(graph.network(actor="王毅")) < len(graph.network(actor="王毅", hops=2))
    days = [data for *_, data in graph.network(since="2024-07", until="2024", types=["Meeting"]).edges(data=True)]
    assert days
    assert all(data["latest"] >= "2024-07-01" and data["earliest"] <= "2024-12-31" for data in days)
    with pytest.raises(UsageError, match="someday"):
        graph.network(since="someday")
    with pytest.raises(UsageError, match="Nobody"):
        graph.network(actor="Nobody")


def test_an_ambiguous_name_lists_whom_it_may_mean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "packaged", fake.packaged)
    (tmp_path / "one.txt").write_text(
        "Report\n\nAnna馬 met Berta on 2024-03-01. Anna马 met Carla on 2024-03-02.\n", "utf-8"
    )
    with kg.build([tmp_path / "one.txt"], store=tmp_path / "s", language="en") as graph:
        with pytest.raises(AmbiguousName, match="Anna馬"):
            graph.network(actor="ANNA馬")
        labels = {data["label"] for _, data in graph.network(actor="Anna马").nodes(data=True)}
        assert labels == {"Anna马", "Carla"}


def test_a_page_for_notebooks_and_files(graph: kg.Graph, tmp_path: Path) -> None:
    page = graph.explore("王毅", hops=1, since="2024", language="en", title="Wang Yi in 2024", height=500)
    assert "<title>Wang Yi in 2024</title>" in page.html
    assert "height: 500px" in page._repr_html_()
    assert repr(page) == f"<kg.Page of {len(page.html):,} characters>"
    page.save(tmp_path / "one.html")
    page.save(tmp_path / "one.html")
    assert (tmp_path / "one.html").read_text("utf-8") == page.html
    (tmp_path / "mine.html").write_text("mine")
    with pytest.raises(UsageError, match="was not written by kg"):
        page.save(tmp_path / "mine.html")
    with pytest.raises(UsageError, match="nothing to show"):
        graph.explore("王毅", since="1950", until="1951", types=["Meeting"])
