"""Another engine gives the same answers to every named question, over the sample reports as they are read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg import pipeline
from kg.graph.store import Store
from kg.query import catalog
from kg.query.answer import ask
from kg.query.session import Session
from tests.bench import asked
from tests.query import other

pytestmark = [pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib"), pytest.mark.slow]


@pytest.fixture(scope="module")
def built(samples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("reports") / "store"
    pipeline.build(samples, store)
    return store


def test_same_answers(built: Path, tmp_path: Path) -> None:
    questions = asked.all_of(built)
    assert {question.name for question in questions} == set(catalog.names())
    full = set()
    with Store(built) as opened:
        data = other.loaded(Session(opened.graph_path), tmp_path)
        for question in questions:
            answer = ask(opened.graph_path, question.sparql)
            assert other.differing(answer, data, question.sparql) == (Counter(), Counter()), question.title
            full |= {question.name} if len(answer) else set()
    assert len(full) > len(catalog.names()) / 2
