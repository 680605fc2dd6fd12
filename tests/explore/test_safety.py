"""Nothing that a document says can run, load or mislead; the pages allow only their own scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.explore import page as pages
from kg.explore.page import network_page
from kg.explore.reader import reading_page
from tests.explore import samples
from tests.explore.conftest import Opened


def hostile_page() -> str:
    world, texts = samples.world(*samples.hostile())
    return network_page(world, texts=texts, title=samples.HOSTILE[1], banner=samples.HOSTILE[3])


@pytest.mark.browser
def test_payloads_in_every_field_of_the_network_run_nowhere(visit: Callable[..., Opened], tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(hostile_page(), encoding="utf-8", newline="\n")
    page = visit(path)
    count = page.state("kg.data.nodes.length")
    for index in range(count):
        page.state(f"kg.pickNode({index})")
        page.state(f"kg.hover = {{ node: {index} }}; kg.network.redraw()")
    for index in range(page.state("kg.ties.length")):
        page.state(f"kg.pickTie({index})")
    page.state("kg.focusOn(0, 3)")
    page.keyboard.press("/")
    page.keyboard.type("script")
    page.keyboard.press("Escape")
    page.state("kg.set({ view: 'table', focus: null, detail: 'all' })")
    page.state("kg.set({ table: 'actors' })")
    page.state("kg.openDocument(0)")
    page.state("kg.picture().then((blob) => blob.size)")
    assert page.state("window.ran") is None
    strange = "#panel img, #table img, #suggestions script, body a[href^='javascript'], dialog img, header img"
    assert page.locator(strange).count() == 0
    assert "\u202e" not in page.state("document.body.innerText")
    csv = page.state("kg.csv()")
    assert "\n=" not in csv
    assert ",=" not in csv


@pytest.mark.browser
def test_payloads_in_every_field_of_a_report_run_nowhere(visit: Callable[..., Opened], tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(reading_page(*samples.hostile(), banner=samples.HOSTILE[0]), encoding="utf-8", newline="\n")
    page = visit(path)
    for index in range(page.locator(".card").count()):
        page.state(f"document.querySelectorAll('.card')[{index}].click()")
    assert page.state("window.ran") is None
    assert page.locator("#article img, #article a, #article script, .card img").count() == 0


@pytest.mark.parametrize("page", ["network", "reading"])
def test_the_policy_allows_these_scripts_and_nothing_else(page: str) -> None:
    html = hostile_page() if page == "network" else reading_page(*samples.hostile())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(scripts) == (2 if page == "network" else 1)
    for text in (*scripts, *styles):
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    shell = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.search(r'(?:src|href|action)\s*=\s*"', shell.replace("&#34;", ""))
    assert not re.search(r"\son\w+\s*=", re.sub(r"&lt;.*?&gt;", "", shell))


def test_no_text_ends_the_data_block() -> None:
    escaped = pages.escaped({"x": "".join(samples.HOSTILE)})
    assert not set("<>&\u2028\u2029") & set(escaped)


def test_another_vis_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LIBRARY_SHA256", "0" * 64)
    with pytest.raises(KgError, match="install pyvis again"):
        hostile_page()
    monkeypatch.setattr(pages, "LIBRARY", "templates/none.js")
    with pytest.raises(KgError, match="missing from the installed pyvis"):
        hostile_page()
