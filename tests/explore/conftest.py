"""A browser that counts every request, and the pages of the made-up report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.explore.page import network_page
from kg.explore.reader import reading_page
from tests.explore import samples

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    "--no-first-run",
)


class Opened:
    """A page in the browser, with what it asked for and what went wrong."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def state(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def names(self) -> set[str]:
        """The names of the nodes that the picture shows."""
        return set(self.page.evaluate("[...kg.shown.nodes].map(kg.label)"))

    def panel(self) -> str:
        return self.page.inner_text("#panel")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def network_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world, texts = samples.world(*samples.report())
    path = tmp_path_factory.mktemp("pages") / "network.html"
    path.write_text(network_page(world, texts=texts), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def reading_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "reading.html"
    path.write_text(reading_page(*samples.report()), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a file (with ``#hash``): requests that are no file are refused and counted, errors kept."""
    context = browser.new_context(viewport={"width": 1500, "height": 900}, reduced_motion="reduce", locale="en")
    seen: list[Opened] = []

    def open_page(path: Path, fragment: str = "") -> Opened:
        page = context.new_page()
        opened = Opened(page)
        seen.append(opened)

        def route(route: Any) -> None:
            if route.request.url.startswith(("file:", "blob:")):
                route.continue_()
            else:
                opened.requests.append(route.request.url)
                route.abort()

        page.route("**/*", route)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("dialog", lambda dialog: (opened.errors.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda line: line.type == "error" and opened.errors.append(line.text))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("body[data-ready]")
        return opened

    yield open_page
    context.close()
    for opened in seen:
        assert opened.requests == []
        assert opened.errors == []


@pytest.fixture
def network(visit: Callable[..., Opened], network_file: Path) -> Opened:
    return visit(network_file)
