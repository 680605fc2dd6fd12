"""The picture in README.md: the network of the sample reports, as a browser shows it.

python docs/picture.py  writes docs/network.png; it needs Chromium and the fonts Noto Sans and Noto Sans CJK
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg import pipeline, resources
from kg.explore.write import explore
from kg.graph.store import Store

PICTURE = Path(__file__).with_name("network.png")
SIZE = {"width": 1440, "height": 900}
PICKED = "pick=person/xi-jinping+person/viktor-orban"
"""The tie whose words stand at the right."""


def page(folder: Path) -> Path:
    """The network page of the sample reports."""
    reports = sorted(path for path in resources.data("reports").glob("*.md") if path.stem != "README")
    pipeline.build(reports, folder / "store")
    with Store(folder / "store") as store:
        explore(store, str(folder / "network.html"), title="Sample reports")
    return folder / "network.html"


def main() -> None:
    """Draw the page and keep the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(viewport=SIZE, reduced_motion="reduce", locale="en")
        shown.goto(page(Path(folder)).as_uri() + f"#{PICKED}")
        shown.wait_for_selector("body[data-ready]")
        shown.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
