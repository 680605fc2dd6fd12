"""Each thing that an analyst does with the network page, in a browser."""

from __future__ import annotations

import csv
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.explore import samples
from tests.explore.conftest import Opened
from tests.explore.samples import LEADERS

pytestmark = pytest.mark.browser
HOST, SECOND, THIRD = LEADERS[:3]


def pick(page: Opened, name: str) -> None:
    page.state(f"kg.pickNode(kg.find('{name}')[0].i)")


def click_node(page: Opened, name: str) -> None:
    """A real click on the canvas, where the node stands."""
    place = page.state(
        f"(() => {{ const p = kg.network.canvasToDOM(kg.network.getPosition(kg.find('{name}')[0].i));"
        "const box = kg.byId('canvas').getBoundingClientRect(); return [p.x + box.left, p.y + box.top]; })()"
    )
    page.mouse.click(*place)


def test_a_click_on_a_node_shows_its_dated_facts_with_sentences(network: Opened) -> None:
    click_node(network, HOST)
    network.wait_for_selector("body.picked")
    panel = network.panel()
    assert HOST in panel
    assert "1 Apr 2024" in panel
    assert "denied" in panel
    assert "planned" in panel
    marks = network.locator("#panel mark").all_inner_texts()
    assert f"{HOST}4月1日會見{SECOND}" in marks
    assert "據報導，" in network.locator("#panel blockquote").first.inner_text()
    dates = network.locator("#panel .date").all_inner_texts()
    assert dates[:3] == ["1 Apr 2024", "Apr 2024", "2 Apr 2024"]


def test_a_click_on_a_tie_shows_what_ties_the_two(network: Opened) -> None:
    place = network.state(
        f"""(() => {{ const [a, b] = ['{HOST}', '{LEADERS[4]}'].map((name) => kg.find(name)[0].i);
        const at = kg.network.getPositions([a, b]);
        const p = kg.network.canvasToDOM({{ x: at[a].x * .45 + at[b].x * .55, y: at[a].y * .45 + at[b].y * .55 }});
        const box = kg.byId('canvas').getBoundingClientRect(); return [p.x + box.left, p.y + box.top]; }})()"""
    )
    network.mouse.click(*place)
    network.wait_for_selector("#panel h2.of-pair")
    assert f"{HOST}4月4日會見{LEADERS[4]}" in network.locator("#panel mark").all_inner_texts()


def test_the_evidence_leads_to_its_place_in_the_document(network: Opened) -> None:
    pick(network, THIRD)
    network.click("#panel figcaption .link >> nth=0")
    assert network.locator("#document[open] mark").count() == 1
    assert network.locator("#document mark").inner_text() in network.locator("#panel mark").all_inner_texts()
    network.keyboard.press("Escape")
    assert network.locator("#document[open]").count() == 0


def test_copying_a_citation(network: Opened) -> None:
    network.state("kg.copy = async (text) => { window.copied = text; }")
    pick(network, SECOND)
    network.click("#panel .copy >> nth=0")
    copied = network.state("window.copied")
    assert "北島國外交記事 (2024-06-01), characters" in copied
    assert "https://w3id.org/diplomacy-kg/id/event/" in copied


def test_the_page_knows_every_fact_by_its_own_address(network: Opened) -> None:
    world, _ = samples.world(*samples.report())
    known = {fact.iri: (fact.kind, fact.earliest) for fact in world.facts}
    shown = network.state("kg.data.facts.map((f) => [f.iri, [kg.kindOf(f), f.a ?? null]])")
    assert {iri: tuple(rest) for iri, rest in shown} == known


@pytest.mark.parametrize(
    ("typed", "label"),
    [("周遠航", THIRD), ("周远航", THIRD), ("遠航先", THIRD), ("gao yawen", "Gao Yawen"), ("ＧＡＯ", "Gao Yawen")],
)
def test_search_finds_any_label_in_any_script(network: Opened, typed: str, label: str) -> None:
    network.keyboard.press("/")
    network.keyboard.insert_text(typed)
    assert label in network.locator("#suggestions li").first.inner_text()
    network.keyboard.press("Enter")
    assert network.locator("#panel h2").inner_text().strip() == label
    assert label in network.locator("#live").inner_text()


def test_search_that_finds_nothing_says_so(network: Opened) -> None:
    network.keyboard.press("/")
    network.keyboard.type("zzz")
    assert "No name like this" in network.inner_text("#suggestions")


def test_focus_shows_the_neighbours_only(network: Opened) -> None:
    pick(network, LEADERS[5])
    network.click("#panel .focus .segment >> nth=0")
    one = network.names()
    assert HOST in one
    assert LEADERS[3] not in one
    network.keyboard.press("2")
    assert LEADERS[3] in network.names()
    assert "at most 2 ties away" in network.inner_text("#honest")
    network.keyboard.press("Escape")
    network.keyboard.press("Escape")
    assert network.state("kg.state.focus") is None


def test_the_legend_filters_and_counts(network: Opened) -> None:
    row = network.locator('#legend [data-set="facts"][data-value="Meeting"]')
    assert row.locator(".count").inner_text() == "7"
    before = network.state("kg.shown.facts.length")
    row.click()
    assert row.get_attribute("aria-pressed") == "false"
    assert network.state("kg.shown.facts.length") == before - 7
    row.click()
    network.locator('#legend [data-set="status"][data-value="denied"]').click(modifiers=["Alt"])
    assert network.state("kg.shown.facts.map((i) => kg.data.facts[i].st)") == ["denied"]
    network.click("#honest .link:has-text('Clear')")
    assert network.state("kg.shown.facts.length") == before
    network.locator('#legend [data-set="kinds"][data-value="Person"]').click()
    assert HOST not in network.names()


def test_a_brush_over_time(network: Opened) -> None:
    box = network.locator("#time-plot").bounding_box()
    day = network.state("(() => { const r = document.querySelectorAll('#time-plot .bar.on'); return r.length; })()")
    assert day > 1
    network.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 20)
    network.mouse.down()
    network.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 20, steps=5)
    network.mouse.up()
    state = network.state("[kg.state.from, kg.state.to]")
    assert state[0] < state[1]
    days = network.state("kg.shown.facts.map((i) => kg.data.facts[i]).map((f) => [f.a, f.z || f.a])")
    assert days
    assert all(first <= state[1] and last >= state[0] for first, last in days)
    network.click("#all-time")
    assert network.state("kg.state.from") == ""


def test_typed_dates_partial_spans_and_undated_facts(network: Opened) -> None:
    network.fill("#from", "2024-05")
    network.press("#from", "Enter")
    titles = network.state("kg.shown.facts.map((i) => kg.data.facts[i].s || '')")
    assert titles == ["2024-05"]
    network.click("#undated")
    assert "" in network.state("kg.shown.facts.map((i) => kg.data.facts[i].s || '')")
    network.fill("#from", "soon")
    network.press("#from", "Enter")
    assert network.get_attribute("#from", "aria-invalid") == "true"
    assert network.state("kg.state.from") == "2024-05"


def test_a_large_event_is_one_node_and_no_clique(network: Opened) -> None:
    hubs = network.state("kg.data.nodes.filter((node) => node.k === 'Event').length")
    assert hubs == 1
    gathering = network.state("kg.ties.filter((tie) => kg.data.factKinds[tie.kind] === 'Gathering').length")
    assert gathering == 5


def test_the_table_shows_the_same_selection_and_sorts(network: Opened) -> None:
    shown = network.state("kg.shown.facts.length")
    network.keyboard.press("t")
    rows = network.locator("#table tbody tr")
    assert rows.count() == shown
    network.click('#table [data-column="kind"]')
    kinds = network.locator("#table tbody td:nth-child(2)").all_inner_texts()
    assert kinds == sorted(kinds)
    network.click('#table [data-column="kind"]')
    assert network.locator("#table tbody td:nth-child(2)").all_inner_texts() == sorted(kinds, reverse=True)
    assert network.locator('#table th[aria-sort="descending"]').count() == 1
    network.click("#table .tabs .segment >> nth=1")
    assert rows.count() == network.state("kg.shown.nodes.size")
    network.click(f"#table .chip:has-text('{SECOND}')")
    assert SECOND in network.panel()


def test_the_address_keeps_the_state(network: Opened, visit: Callable[..., Opened], network_file: Path) -> None:
    network.state(f"kg.focusOn(kg.find('{SECOND}')[0].i, 2)")
    network.state("kg.set({ from: '2024-04-01', to: '2024-04-30', facts: new Set(['Act']), lang: 'zh-Hant' })")
    fragment = network.state("location.hash")
    again = visit(network_file, fragment)
    for expression in ("kg.state.hops", "[...kg.shown.nodes]", "kg.shown.facts", "kg.language", "kg.state.pick"):
        assert again.state(expression) == network.state(expression)
    assert again.panel() == network.panel()


def test_the_address_keeps_a_camera_that_was_moved(
    network: Opened, visit: Callable[..., Opened], network_file: Path
) -> None:
    assert "camera" not in network.state("location.hash")
    network.click("#zoom-in")
    network.state(f"kg.pickNode(kg.find('{SECOND}')[0].i)")
    network.wait_for_timeout(700)
    assert "camera" in network.state("location.hash")
    seen = "[kg.network.getScale(), kg.network.getViewPosition().x, kg.network.getViewPosition().y]"
    again = visit(network_file, network.state("location.hash"))
    assert again.state(seen) == pytest.approx(network.state(seen), abs=1)
    assert again.state("kg.state.camera") == network.state("kg.state.camera")
    again.click("#zoom-fit")
    assert "camera" not in again.state("location.hash")


def test_the_legend_by_keyboard(network: Opened) -> None:
    network.locator('#legend [data-set="facts"][data-value="Visit"]').focus()
    network.keyboard.press("Shift+Enter")
    assert network.state("[...new Set(kg.shown.facts.map((i) => kg.kindOf(kg.data.facts[i])))]") == ["Visit"]
    assert network.state("document.activeElement.dataset.value") == "Visit"


@pytest.mark.parametrize(
    "fragment", ["#focus=nobody&hops=x&from=%3Cimg%3E&pick=a b c&show=9&camera=1,x,0", "#%%%", "#view=table"]
)
def test_an_address_that_makes_no_sense_is_harmless(
    visit: Callable[..., Opened], network_file: Path, fragment: str
) -> None:
    page = visit(network_file, fragment)
    assert page.names()


def test_three_languages(network: Opened) -> None:
    network.select_option("#language", "zh-Hant")
    assert network.inner_text("#view-table") == "表格"
    assert network.get_attribute("html", "lang") == "zh-Hant"
    assert "會晤" in network.inner_text("#legend")
    network.keyboard.press("Escape")
    network.locator("#canvas").focus()
    network.keyboard.press("l")
    assert "会晤" in network.inner_text("#legend")
    assert network.title() == "《北島國外交記事》关系网"


def test_by_keyboard_alone(network: Opened) -> None:
    network.locator("#canvas").focus()
    network.keyboard.press("ArrowRight")
    first = network.locator("#panel h2").inner_text()
    assert "ties" in network.inner_text("#live")
    for key in ("ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp"):
        network.keyboard.press(key)
    network.keyboard.press("Enter")
    assert network.state("kg.state.focus") is not None
    network.keyboard.press("?")
    assert "Find a name" in network.inner_text("#help[open]")
    network.keyboard.press("Escape")
    network.keyboard.press("d")
    assert network.get_attribute("html", "data-theme") == "dark"
    assert first


def test_names_do_not_lie_over_each_other(network: Opened) -> None:
    for setup in ("kg.set({ detail: 'all' })", f"kg.focusOn(kg.find('{HOST}')[0].i)"):
        network.state(setup)
        network.wait_for_timeout(300)
        boxes = network.state("kg.lastLabels.map((b) => [b.left, b.top, b.right, b.bottom])")
        assert len(boxes) >= 6
        for i, a in enumerate(boxes):
            assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[i + 1 :])


def test_the_picture_is_saved_at_twice_its_size(network: Opened, tmp_path: Path) -> None:
    with network.expect_download() as saved:
        network.click("#save-png")
    saved.value.save_as(tmp_path / "picture.png")
    head = (tmp_path / "picture.png").read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:24])
    shown = network.state("[kg.byId('canvas').clientWidth, kg.byId('canvas').clientHeight]")
    assert width == 2 * max(shown[0], 900)
    assert height > 2 * shown[1]


def test_the_visible_facts_are_saved(network: Opened, tmp_path: Path) -> None:
    network.locator('#legend [data-set="facts"][data-value="Visit"]').click(modifiers=["Alt"])
    with network.expect_download() as saved:
        network.click("#save-csv")
    saved.value.save_as(tmp_path / "facts.csv")
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["start"], row["who"], row["place"], row["words"]) for row in rows] == [
        ("2024-04-12", SECOND, "河港市", f"{SECOND}4月12日訪問河港市")
    ]


def test_the_page_says_how_much_it_shows(network: Opened) -> None:
    whole = network.state("kg.tied.size")
    assert f"of {whole}" in network.inner_text("#honest")
    assert "北島國外交記事 (2024-06-01)" in network.inner_text("footer")


def test_a_small_window_keeps_everything(visit: Callable[..., Any], network_file: Path) -> None:
    page = visit(network_file)
    page.set_viewport_size({"width": 420, "height": 800})
    page.wait_for_timeout(200)
    assert page.state("document.documentElement.scrollWidth") <= 420
