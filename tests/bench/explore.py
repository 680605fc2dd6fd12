"""Builds networks of about 150, 1,000 and 5,000 nodes from the corpus, opens them in Chromium, prints how they do.

    python -m tests.bench.explore [--documents 560] [--involved] [--pyvis]

Each network is what the first open documents of the corpus say, as many as give so many nodes; with ``--involved``
also that of the entities in most facts of all of them, which is far denser. ``built`` is the page's making, layout
included; ``ready`` goes from the call to open the file (in a browser that runs) until the picture is painted and takes
input. Beside each stands plain pyvis on the same graph (``--pyvis``; its layout runs in the page, for 30 seconds).
"""

from __future__ import annotations

import argparse
import bisect
import dataclasses
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import pipeline
from kg.explore.page import network_page
from kg.graph import facts
from kg.graph.network import Choice, choose, involvement, ties
from kg.graph.store import Store
from kg.graph.world import World
from tests.bench import corpus
from tests.explore.conftest import ARGUMENTS, CHROMIUM

SIZES = (150, 1000, 5000)
PAINTED = """new MutationObserver((_, watch) => {
  if (!document.body || !document.body.dataset.ready) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { document.body.dataset.painted = "yes"; }));
}).observe(document, { subtree: true, attributes: true, childList: true });"""
COUNT = """() => {
  const at = [];
  window.stopped = false;
  const tick = (now) => { at.push(now); if (!window.stopped) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  window.frames_ = () => {
    window.stopped = true;
    const gaps = at.slice(1).map((t, i) => t - at[i]).sort((a, b) => a - b);
    return [Math.round(1000 / gaps[gaps.length >> 1]), Math.round(gaps[Math.floor(gaps.length * .95)])];
  };
}"""
SEARCH = """() => {
  const box = kg.byId('search');
  return Math.max(...['中', '习近平', '美国', 'x', '部长'].map((text) => {
    box.value = text;
    const started = performance.now();
    box.dispatchEvent(new Event('input'));
    void kg.byId('suggestions').offsetHeight;
    return performance.now() - started;
  }));
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=560, help="how many documents of the corpus to read")
    parser.add_argument("--involved", action="store_true", help="the entities in most facts of all documents as well")
    parser.add_argument("--pyvis", action="store_true", help="plain pyvis as well")
    parser.add_argument("--keep", type=Path, help="a folder to leave the pages in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole, texts = read(Path(folder), options.documents)
        pages = options.keep or Path(folder)
        pages.mkdir(exist_ok=True)
        from playwright.sync_api import sync_playwright

        head = ("nodes", "facts", "ties", "built s", "KB", "no quotes", "ready s", "pan fps", "zoom fps", "search ms")
        print("".join(f"{name:>12}" for name in head))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
            for name, world in networks(whole, involved=options.involved):
                print(row(browser, pages / f"{name}.html", world, texts), flush=True)
                if options.pyvis:
                    print(plain(browser, pages / f"{name}-pyvis.html", world), flush=True)
            browser.close()


def read(folder: Path, documents: int) -> tuple[World, dict[str, str]]:
    """What the first open documents of the corpus say, and their texts by source."""
    chosen = [path for path in corpus.paths("xwlb") if not corpus.held_out(path)][:documents]
    for path, document in zip(chosen, corpus.documents(chosen), strict=True):
        file = folder / "texts" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document.text, encoding="utf-8", newline="")
    started = time.perf_counter()
    pipeline.build([folder / "texts"], folder / "store", jobs=corpus.processes())
    with Store(folder / "store") as store:
        built = time.perf_counter()
        world = facts.read(store.graph())
        readings = (store.reading(document.name) for document in store.documents())
        texts = {store.iris.entity(reading.source.key): text for reading, text in readings}
    print(
        f"{len(chosen)} documents into the store in {built - started:.0f} s, {len(world.facts):,} facts read from it",
        end=" ",
    )
    print(f"in {time.perf_counter() - built:.1f} s")
    return world, texts


def networks(whole: World, *, involved: bool) -> Iterator[tuple[str, World]]:
    """The networks to measure, each with the name of its page."""
    order = sorted(whole.sources, key=lambda iri: whole.sources[iri].key)

    def first(documents: int) -> World:
        return choose(whole, Choice(sources=frozenset(order[:documents])))

    for size in SIZES:
        needed = bisect.bisect_left(range(len(order)), size, key=lambda documents: drawn(first(documents)))
        yield f"network-{size}", first(needed)
        if involved:
            yield f"involved-{size}", largest(whole, size)


def drawn(world: World) -> int:
    """How many nodes the network of ``world`` has."""
    return len({end for tie in ties(world.facts, world.entities) for end in (tie.first, tie.second)})


def largest(world: World, size: int) -> World:
    """The network of the entities in most facts, at most ``size`` of them."""
    counts = involvement(world.facts)
    ranked = sorted((iri for iri in world.entities if iri in counts), key=lambda iri: (-counts[iri], iri))[:size]
    kept = set(ranked)
    chosen = [fact for fact in world.facts if any(True for _ in ties([fact], kept))]
    return dataclasses.replace(world, entities={iri: world.entities[iri] for iri in sorted(kept)}, facts=chosen)


def row(browser: Any, path: Path, world: World, texts: dict[str, str]) -> str:
    said = {source for fact in world.facts for source in fact.sources}
    world = dataclasses.replace(world, sources={iri: world.sources[iri] for iri in sorted(said)})
    started = time.perf_counter()
    html = network_page(world, texts=texts)
    built = time.perf_counter() - started
    path.write_text(html, encoding="utf-8", newline="\n")
    quoted = [dataclasses.replace(fact, words=None) for fact in world.facts]
    bare = network_page(dataclasses.replace(world, facts=quoted, passages={}))
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.add_init_script(PAINTED)
    started = time.perf_counter()
    page.goto(path.resolve().as_uri(), wait_until="commit")
    page.wait_for_selector("body[data-painted]")
    ready = time.perf_counter() - started
    page.evaluate("kg.set({ detail: 'all' })")
    page.wait_for_timeout(1500)
    pan, zoom = moved(page, "#canvas")
    search = page.evaluate(SEARCH)
    nodes, shown = page.evaluate("[kg.shown.nodes.size, kg.ties.length]")
    page.close()
    cells = (nodes, len(world.facts), shown, f"{built:.1f}", len(html.encode()) // 1024, len(bare.encode()) // 1024)
    return "".join(f"{cell:>12}" for cell in (*cells, f"{ready:.2f}", pan, zoom, f"{search:.1f}"))


def moved(page: Any, canvas: str) -> tuple[str, str]:
    """Frames a second (and the 95th percentile of a frame, ms) while dragging, and while turning the wheel."""
    box = page.locator(canvas).bounding_box()
    x, y = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 5, y + 5)
    page.evaluate(COUNT)
    for step in range(90):
        page.mouse.move(x + 5 + 3 * step, y + 5 + step)
    pan = page.evaluate("window.frames_()")
    page.mouse.up()
    page.wait_for_timeout(600)
    page.evaluate(COUNT)
    for step in range(24):
        page.mouse.wheel(0, -60 if step % 12 < 6 else 60)
        page.wait_for_timeout(30)
    zoom = page.evaluate("window.frames_()")
    return f"{pan[0]} [{pan[1]}]", f"{zoom[0]} [{zoom[1]}]"


def plain(browser: Any, path: Path, world: World) -> str:
    """The same graph as pyvis writes it by itself."""
    from pyvis.network import Network

    started = time.perf_counter()
    found = list(ties(world.facts, world.entities))
    network = Network(directed=True, cdn_resources="in_line", height="900px")
    for iri in sorted({end for tie in found for end in (tie.first, tie.second)}):
        entity = world.entities.get(iri)
        network.add_node(iri, label=entity.name if entity else "event")
    for tie in found:
        network.add_edge(tie.first, tie.second, title=tie.fact.kind)
    html = network.generate_html(notebook=False)
    built = time.perf_counter() - started
    path.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    started = time.perf_counter()
    done = "typeof network !== 'undefined' && !network.physics.simulationInterval && network.physics.stabilized"
    try:
        page.goto(path.resolve().as_uri())
        page.wait_for_function(done, timeout=30000, polling=250)
        ready = f"{time.perf_counter() - started:.1f}"
        pan, zoom = moved(page, "#mynetwork")
    except Exception as error:
        ready, pan, zoom = "> 30" if "Timeout" in str(error) else "failed", "-", "-"
    page.close()
    cells = (f"pyvis {network.num_nodes()}", "", len(network.edges), f"{built:.1f}", len(html.encode()) // 1024, "")
    return "".join(f"{cell:>12}" for cell in (*cells, ready, pan, zoom, "-"))


if __name__ == "__main__":
    main()
