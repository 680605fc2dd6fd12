"""What a focus leaves out is told; names are written in one hand; a page in a frame works as well."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.api import Page
from kg.explore.page import network_page
from tests.explore import samples
from tests.explore.conftest import Opened
from tests.explore.samples import LEADERS

pytestmark = pytest.mark.browser
NEIGHBOURS = 130
SERBIAN = "Đorđe Živković Šarić"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network in which one met more than a focus shows."""
    made = samples.Report()
    host = made.entity("Person", "陳大文", SERBIAN)
    for number in range(NEIGHBOURS):
        other = made.entity("Person", f"第{number}人", f"Guest {number}")
        made.event("Meeting", f"陳大文會見第{number}人", host, other, date="2024-04-01")
    world, texts = samples.world(*made.reading())
    path = tmp_path_factory.mktemp("pages") / "network.html"
    path.write_text(network_page(world, texts=texts), "utf-8")
    return path


def test_a_focus_that_cuts_says_so(visit: Callable[..., Opened], crowded: Path) -> None:
    page = visit(crowded)
    page.state("kg.set({ focus: kg.find('陳大文')[0].i, hops: 1 })")
    assert page.state("kg.shown.nodes.size") == 120
    assert f"of these {NEIGHBOURS + 1}, the 120 nearest and with most part" in page.inner_text("#honest")
    page.state("kg.set({ lang: 'zh-Hans' })")
    assert f"这 {NEIGHBOURS + 1} 个之中，最近且参与最多的 120 个" in page.inner_text("#honest")
    page.state("kg.set({ lang: 'zh-Hant', hops: 2 })")
    assert f"這 {NEIGHBOURS + 1} 個之中" in page.inner_text("#honest")


def test_a_focus_that_shows_all_claims_no_cut(network: Opened) -> None:
    network.state(f"kg.set({{ focus: kg.find('{LEADERS[0]}')[0].i, hops: 1 }})")
    told = network.inner_text("#honest")
    assert "those tied to" in told
    assert "nearest" not in told


def test_where_nothing_passes_the_page_says_so_and_how_to_go_back(network: Opened) -> None:
    network.state("kg.set({ from: '1990', to: '1991' })")
    assert network.inner_text("#empty") == "Nothing passes these filters."
    assert "Nothing passes these filters." in network.inner_text("#live")
    network.click("#panel .link")
    assert network.inner_text("#empty") == ""
    assert network.state("kg.shown.facts.length") > 0


def test_the_legend_tells_how_many_of_each_are_shown(network: Opened) -> None:
    network.state(f"kg.set({{ focus: kg.find('{LEADERS[5]}')[0].i, hops: 1 }})")
    shown = network.state("kg.shown.facts.filter((i) => kg.kindOf(kg.data.facts[i]) === 'Meeting').length")
    row = network.locator('#legend [data-set="facts"][data-value="Meeting"] .count')
    assert row.inner_text() == f"{shown}/7"


def test_chinese_sentences_have_chinese_signs(network: Opened) -> None:
    network.state(f"kg.set({{ lang: 'zh-Hant', pick: {{ node: kg.find('{LEADERS[0]}')[0].i }} }})")
    network.state(f"kg.set({{ focus: kg.find('{LEADERS[0]}')[0].i }})")
    assert "項事實：" in network.inner_text("#honest")
    assert "北島國外交記事，字元" in network.inner_text("#panel figcaption >> nth=0")


def test_a_line_of_two_rows_leaves_the_table_alone(visit: Callable[..., Opened], crowded: Path) -> None:
    page = visit(crowded, "#view=table&from=2024")
    page.state("kg.set({ focus: kg.find('陳大文')[0].i })")
    page.page.set_viewport_size({"width": 1000, "height": 700})
    line, tabs = page.locator("#honest").bounding_box(), page.locator(".tabs").bounding_box()
    assert line["height"] > 30  # two rows
    assert line["y"] + line["height"] <= tabs["y"]
    assert page.state("document.querySelector('#table').scrollHeight > document.querySelector('#table').clientHeight")


def latin_fonts() -> bool:
    """Whether one of the families that the page asks for is installed."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    families = {family for line in listed.splitlines() for family in line.split(",")}
    return bool(families & {"Noto Sans", "Liberation Sans", "DejaVu Sans"})


@pytest.mark.skipif(not latin_fonts(), reason="no font for Latin letters that can be asked for")
@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_a_latin_name_is_in_one_font(visit: Callable[..., Opened], crowded: Path, language: str) -> None:
    page = visit(crowded, f"#lang={language}")
    for tag in ("h1", "p"):  # the serif family and the other one
        page.state(f"document.body.append(Object.assign(document.createElement('{tag}'), {{ id: 'in-{tag}' }}))")
        page.state(f"document.getElementById('in-{tag}').textContent = '{SERBIAN}'")
    until_now = list(page.errors)
    session = page.context.new_cdp_session(page.page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("#in-h1", "#in-p"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert sum(font["glyphCount"] for font in fonts) >= len(SERBIAN) - 2
        assert len(fonts) == 1, (selector, fonts)
        assert "CJK" not in fonts[0]["familyName"]
    page.errors[:] = until_now  # to be asked for fonts some browsers load the file's styles again, and say they may not


def test_canvas_and_page_have_the_same_families(network: Opened) -> None:
    on_canvas = [family.strip().strip('"') for family in network.state("kg.fonts()").split(",")]
    in_page = network.state(
        "getComputedStyle(document.body).fontFamily.split(',').map((f) => f.trim().replaceAll('\"', ''))"
    )
    first = next(at for at, family in enumerate(on_canvas) if "CJK" in family)
    assert first > 3
    assert on_canvas[: first + 1] == in_page[: first + 1]


def test_a_frame_in_a_notebook_works_and_is_shut_off(
    visit: Callable[..., Any], network_file: Path, tmp_path: Path, browser: Any
) -> None:
    around = tmp_path / "notebook.html"
    shown = Page(network_file.read_text("utf-8"))._repr_html_()
    assert html.unescape(shown.split('srcdoc="')[1].split('"')[0]) == network_file.read_text("utf-8")
    around.write_text(f"<!doctype html><body>{shown}", "utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: line.type == "error" and errors.append(line.text))
    page.goto(around.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("body[data-ready]")
    frame.evaluate(f"kg.pickNode(kg.find('{LEADERS[0]}')[0].i)")
    assert LEADERS[0] in frame.inner_text("#panel")
    assert frame.evaluate("origin") == "null"
    assert errors == []
    page.close()
