"""The annotated articles: stored without the articles' words, and read back as their readers wrote them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.bench import articles, readers

TEXT = "王毅5月3日在巴黎會見法國外長巴羅。\n巴羅表示歡迎。"
STORED = sorted([*articles.ANNOTATED.glob("*.json"), *readers.SECOND.glob("*.json")])


def words(value: Any) -> list[str]:
    """All that an annotation holds in Chinese."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, str) and re.search("[\u4e00-\u9fff]", value) else []
    return own + [word for item in inner for word in words(item)]


def test_words_become_offsets_and_words_again() -> None:
    gold = {
        "entities": [{"label": "巴羅", "aliases": [], "type": "Person"}],
        "events": [{"id": "e1", "type": "statement", "start": "2024-05-03", "said": "歡迎", "quote": "巴羅表示歡迎"}],
        "figures": [{"what": "與會人數", "value": 3}],
        "doubts": ["whether he said so"],
    }
    stored = articles.without_words(gold, TEXT)
    assert stored["events"][0]["quote"] == "@19-25"
    assert words(stored) == []
    back = articles.with_words(stored, TEXT)
    assert back["events"] == gold["events"]
    assert back["entities"] == gold["entities"]


def test_words_that_the_text_does_not_hold_are_a_fault() -> None:
    with pytest.raises(ValueError, match="quote: these words are not in the text"):
        articles.without_words({"quote": "王毅訪問羅馬"}, TEXT)


@pytest.mark.shared
@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_stored_annotation_holds_no_words_of_its_article(path: Path, shared: Path) -> None:
    assert shared.is_dir()
    stored = json.loads(path.read_text("utf-8"))
    text = re.sub(r"\s+", "", articles.article(stored["path"], stored["item"]))
    assert [word for word in words(stored["annotation"]) if re.sub(r"\s+", "", word) in text] == []
    for event in articles.with_words(stored["annotation"], articles.article(stored["path"], stored["item"]))["events"]:
        assert re.sub(r"\s+", "", event["quote"]) in text
