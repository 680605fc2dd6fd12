from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import pipeline
from kg.errors import StoreError, UnreadableDocument, UsageError
from tests.cli.conftest import REPORT
from tests.graph import fake


@pytest.fixture(autouse=True)
def _small_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "packaged", fake.packaged)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "day1.txt"
    path.write_text(REPORT.format(day=1))
    return path


def test_a_graph_is_built_asked_and_taken_away(report: Path, tmp_path: Path) -> None:
    with kg.build([report, tmp_path / "missing.txt"], store=tmp_path / "s") as graph:
        assert graph.report is not None
        assert graph.report.added == ["day1"]
        assert len(graph.report.failures) == 1
        assert [stored.name for stored in graph.documents()] == ["day1"]
        rows = list(graph.query("SELECT ?who { ?e a dip:Meeting ; dip:participant ?who } ORDER BY ?who"))
        assert rows == [{"who": "Anna"}, {"who": "Berta"}]
        network = graph.network(actor="Anna")
        assert {data["label"] for _, data in network.nodes(data=True)} == {"Anna", "Berta"}
        assert len(graph.rdflib().default_graph) > 40
        graph.export(tmp_path / "graph.ttl")
        assert "Anna" in (tmp_path / "graph.ttl").read_text()
        assert graph.reading("day1")[1] == report.read_text()
        assert repr(graph) == f"<kg.Graph {tmp_path / 's'}, 1 documents>"
    with kg.Graph.open(tmp_path / "s") as again:
        assert again.report is None
        (tmp_path / "q.rq").write_text("ASK { ?e a dip:Meeting }")
        assert again.query(tmp_path / "q.rq").truth
        assert again.query(str(tmp_path / "q.rq")).truth


def test_what_is_wrong_is_told(report: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        kg.Graph.open(tmp_path / "none")
    with pytest.raises(UnreadableDocument, match="no such file"):
        kg.build([tmp_path / "missing.txt"], store=tmp_path / "s")
    with kg.build([report], store=tmp_path / "s") as graph:
        with pytest.raises(UsageError, match="no-such-question"):
            graph.query("no-such-question")
        with pytest.raises(UsageError, match="cannot be read"):
            graph.query(tmp_path / "none.rq")
        with pytest.raises(UsageError, match="go with named questions only"):
            graph.query("ASK { ?s ?p ?o }", actor="Anna")
        with pytest.raises(UsageError, match="Nobody"):
            graph.network(actor="Nobody")


def test_a_text_is_read_without_a_store() -> None:
    text = REPORT.format(day=7)
    reading = kg.extract(text, language="en")
    (event,) = reading.events
    assert [text[span.start : span.end] for span in event.evidence] == ["Anna met Berta on 2024-03-07"]
    with pytest.raises(UnreadableDocument):
        kg.extract("")
    with pytest.raises(UsageError, match="language"):
        kg.extract(text, language="xx")


def test_extract_stays_the_function_whatever_is_imported() -> None:
    import kg.extract.reader

    assert callable(kg.extract)
    assert kg.extract.__module__ == "kg.api"


def test_public_names_are_there() -> None:
    assert {name for name in kg.__all__ if getattr(kg, name) is not None} == set(kg.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = kg.nothing
