"""The marked report: a record lights up its words, words light up their records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.explore.reader import reading_page
from tests.explore.conftest import Opened
from tests.explore.samples import LEADERS, report

pytestmark = pytest.mark.browser


def test_a_record_lights_up_its_words_and_words_their_records(visit: Callable[..., Opened], reading_file: Path) -> None:
    page = visit(reading_file)
    reading, text = report()
    records = len(reading.events) + len(reading.tenures) + len(reading.relations)
    assert page.locator(".card").count() == records
    page.locator(".card").first.click()
    lit = "".join(page.locator("#article .proves").all_inner_texts())
    span = reading.events[0].evidence[0]
    assert lit == text[span.start : span.end]
    page.keyboard.press("Escape")
    assert page.locator("#article .proves").count() == 0
    page.locator("#article .seg").nth(3).click()
    assert page.locator('.card[aria-pressed="true"]').count() >= 1


def test_the_whole_text_is_there_with_names_and_dates_marked(visit: Callable[..., Opened], reading_file: Path) -> None:
    page = visit(reading_file)
    _, text = report()
    shown = "".join(page.inner_text("#article").split())
    assert shown == "".join(text.replace("# ", "").split())
    assert LEADERS[0] in page.locator("#article .name").all_inner_texts()
    colours = page.state("[...document.querySelectorAll('#article .name')].map((name) => getComputedStyle(name).color)")
    assert len(set(colours)) > 2
    assert "4月1日" in page.locator("#article .when-mark").all_inner_texts()
    page.click("#legend button >> nth=0")
    page.select_option("#language", "zh-Hant")
    assert "記錄" in page.inner_text("#legend")


def test_front_matter_is_set_apart_line_by_line(visit: Callable[..., Opened], tmp_path: Path) -> None:
    reading, text = report()
    path = tmp_path / "reading.html"
    front = "---\ntitle: 往來\ndate: 2024-06-01\n---\n\n"
    path.write_text(
        reading_page(replace(reading, entities=(), events=(), tenures=(), relations=()), front + text), encoding="utf-8"
    )
    page = visit(path)
    assert page.locator("#article .meta").all_inner_texts() == ["title: 往來", "date: 2024-06-01"]
    page.select_option("#language", "zh-Hans")
    assert page.inner_text("h1") == f"《{reading.source.title}》判读"


def test_a_link_from_the_network_leads_to_the_place(visit: Callable[..., Opened], reading_file: Path) -> None:
    reading, text = report()
    span = reading.events[4].evidence[0]
    page = visit(reading_file, f"#at-{span.start}-{span.end}")
    assert "".join(page.locator("#article .proves").all_inner_texts()) == text[span.start : span.end]


def test_a_link_to_words_that_no_record_rests_on_leads_there(visit: Callable[..., Opened], reading_file: Path) -> None:
    _, text = report()
    start = text.index("據報導，")
    page = visit(reading_file, f"#at-{start}-{start + 3}")
    assert page.locator("#article .here").all_inner_texts() == ["據報導"]
    assert "No record rests on these words." in page.inner_text("#live")


def test_sentences_without_a_record_are_shown_on_demand(visit: Callable[..., Opened], tmp_path: Path) -> None:
    reading, text = report()
    path = tmp_path / "reading.html"
    path.write_text(reading_page(reading, text + "這一句沒有任何記錄可以依據。"), encoding="utf-8")
    page = visit(path)
    page.click("#bare")
    assert page.locator(".bare").all_inner_texts() == ["這一句沒有任何記錄可以依據。"]
