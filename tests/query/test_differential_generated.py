"""Another engine gives the same answers to hundreds of queries made by chance."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import rdflib

from kg.query.answer import Answer, ask
from kg.query.session import Session
from tests.query import generated, other

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")

BLOCK, BLOCKS = 25, 12
FEATURES = {
    **dict.fromkeys(("OPTIONAL", "UNION", "FILTER(", "FILTER EXISTS", "FILTER NOT EXISTS", "BIND("), 10),
    **dict.fromkeys(("MINUS", "VALUES"), 5),
    **dict.fromkeys(("GROUP BY", "COUNT(", "GROUP_CONCAT", "ORDER BY", "DISTINCT", "ASK", "HAVING"), 5),
    **dict.fromkeys(("metWith+", "metWith?", "metWith|", "partOf*", "^dip:participant/", "!dip:metWith", ")+ ?"), 2),
}


@pytest.fixture(scope="module")
def data(session: Session, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Dataset:
    return other.loaded(session, tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="module")
def queries(session: Session) -> list[str]:
    return [
        generated.query(seed, lambda text: bool(session.store.query(text)))  # whether there is such
        for seed in range(BLOCK * BLOCKS)
    ]


def found(answer: Answer) -> bool:
    return answer.truth or len(answer) > 0


@pytest.mark.parametrize("block", range(BLOCKS))
def test_same_answers(block: int, queries: list[str], small: Path, data: rdflib.Dataset) -> None:
    chosen = queries[block * BLOCK : (block + 1) * BLOCK]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda text: ask(small, text), chosen))
    for text, answer in zip(chosen, answers, strict=True):
        assert other.differing(answer, data, text) == (Counter(), Counter()), text
    assert sum(map(found, answers)) > BLOCK / 3


def test_they_are_of_every_kind_and_the_same_every_time(queries: list[str], session: Session) -> None:
    assert len(set(queries)) > BLOCK * BLOCKS * 0.9
    for feature, least in FEATURES.items():
        assert sum(feature in text for text in queries) >= least, feature
    again = [generated.query(seed, lambda text: bool(session.store.query(text))) for seed in range(5)]
    assert again == queries[:5]


def test_another_answer_is_noticed(small: Path, data: rdflib.Dataset) -> None:
    text = generated.PROLOGUE + "SELECT ?a ?b { ?a dip:metWith ?b }"
    less = text.replace("?b }", "?b FILTER(?a != person:lin) }")
    assert other.differing(ask(small, text), data, text) == (Counter(), Counter())
    assert sum(other.differing(ask(small, text), data, less)[0].values()) == 2
    twice = text.replace("?b }", "?b . ?a a ?c }")
    assert other.differing(ask(small, text), data, twice)[1]
    one = other.differing(ask(small, "ASK {}"), data, "ASK { <a:b> <a:b> <a:b> }")
    assert one == (Counter([(True,)]), Counter([(False,)]))
