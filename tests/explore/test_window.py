"""Whatever becomes of the window, everything visible stays in view, until the reader moves the camera."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.explore.conftest import Opened
from tests.explore.samples import LEADERS

pytestmark = pytest.mark.browser
SIZES = ((1600, 1000), (1100, 640), (2200, 1200), (1366, 768), (700, 900), (1500, 600), (420, 800), (1600, 1000))
OUTSIDE = """() => {
  const host = kg.byId('canvas');
  const [wide, high] = [host.clientWidth, host.clientHeight];
  const zoom = kg.byId('zoom').getBoundingClientRect(), at = host.getBoundingClientRect();
  const nodes = [...kg.shown.nodes].map((node) => {
    const { x, y } = kg.network.canvasToDOM(kg.network.getPosition(node));
    const r = kg.size(node) * kg.grown * kg.network.getScale();
    return { of: kg.label(node), left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
  const under = (box) => box.right > zoom.left - at.left && box.top < zoom.bottom - at.top;
  const outside = (box) => box.left < 0 || box.top < 0 || box.right > wide || box.bottom > high;
  return [...nodes.filter((box) => outside(box) || under(box)).map((box) => box.of),
          ...kg.lastLabels.filter(outside).map((box) => 'a name')];
}"""


def in_view(page: Opened) -> None:
    """Nodes and names are inside the picture, which fills its place and is drawn as sharply as the screen shows."""
    assert page.state(OUTSIDE) == []
    canvas, host = page.state(
        "[[...document.querySelectorAll('#canvas canvas')].map((c) => [c.width, c.height])[0],"
        "[kg.byId('canvas').clientWidth, kg.byId('canvas').clientHeight]]"
    )
    assert canvas == host


@pytest.mark.parametrize("fragment", ["", "#show=all", "#focus=person/陳大文&hops=2"])
def test_a_late_change_of_the_window_clips_nothing(
    visit: Callable[..., Opened], network_file: Path, fragment: str
) -> None:
    page = visit(network_file, fragment)
    in_view(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.state("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        in_view(page)
        assert page.state("kg.lastLabels.length") > 3


def test_the_first_picture_after_a_change_is_the_right_one(visit: Callable[..., Opened], network_file: Path) -> None:
    page = visit(network_file)
    page.set_viewport_size({"width": 800, "height": 600})
    page.wait_for_timeout(300)
    page.state("""window.seen = []; kg.network.on('afterDrawing', () => seen.push([kg.byId('canvas').clientWidth,
        ...[...kg.shown.nodes].map((node) => kg.network.canvasToDOM(kg.network.getPosition(node)).x)]))""")
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.wait_for_timeout(300)
    seen = [row for row in page.state("window.seen") if row[0] != 800]
    assert seen
    assert all(row == seen[-1] for row in seen)


def test_a_camera_that_was_moved_stays_where_it_is(network: Opened) -> None:
    network.state(f"kg.flyTo(kg.find('{LEADERS[3]}')[0].i)")
    network.click("#zoom-in")
    before = network.state("[kg.network.getScale(), kg.network.getViewPosition()]")
    for size in ({"width": 1000, "height": 640}, {"width": 1700, "height": 1000}):
        network.set_viewport_size(size)
        network.wait_for_timeout(100)
        scale, middle = network.state("[kg.network.getScale(), kg.network.getViewPosition()]")
        assert scale == pytest.approx(before[0])
        assert [middle["x"], middle["y"]] == pytest.approx([before[1]["x"], before[1]["y"]], abs=1.0)
    network.click("#zoom-fit")
    network.wait_for_timeout(100)
    in_view(network)
    network.set_viewport_size({"width": 800, "height": 700})
    network.wait_for_timeout(100)
    in_view(network)


def test_a_window_that_changes_behind_the_table(network: Any) -> None:
    network.keyboard.press("t")
    network.set_viewport_size({"width": 1000, "height": 640})
    network.keyboard.press("t")
    network.wait_for_timeout(100)
    in_view(network)
