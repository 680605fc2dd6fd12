"""The pictures in docs/pictures: the pages of the sample reports, each in one state, as a browser shows them.

python docs/pictures.py  writes them all; it needs Chromium and the fonts Noto Sans, Noto Serif and Noto Sans CJK
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from picture import page
from playwright.sync_api import Browser, sync_playwright

from kg.explore.write import read
from kg.graph.store import Store

PICTURES = Path(__file__).with_name("pictures")
SIZE = {"width": 1320, "height": 800}
WIDE = {"width": 1560, "height": 800}
MOST = 350_000
"""Bytes of a picture, at most."""
NETWORK = {
    "overview": {},
    "focus": {"focus": "person/wang-yi", "hops": "1", "pick": "person/wang-yi person/antony-blinken"},
    "time": {"from": "2024-05", "to": "2024-05", "pick": "person/xi-jinping"},
    "table": {"view": "table", "from": "2024", "no-facts": "Tenure,Relation", "pick": "person/xi-jinping"},
    "dark": {"theme": "dark", "pick": "state/CHN state/USA"},
    "chinese": {"lang": "zh-Hant", "pick": "person/xi-jinping person/viktor-orban"},
}
"""The state of the network page in each picture, as its address has it."""
REPORT = "2024-h2-mediation.zh-Hant"
RECORD = 4
"""The report that is shown marked, and which of its records lights up its words."""


def draw(browser: Browser, address: str, name: str, *, record: int | None = None) -> None:
    """One picture of a page, with a record of it picked where there are such."""
    size = WIDE if name == "table" else SIZE
    shown = browser.new_page(viewport=size, reduced_motion="reduce", locale="en")
    shown.goto(address)
    shown.wait_for_selector("body[data-ready]")
    if record is not None:
        shown.locator(".card").nth(record).click()
    shown.wait_for_timeout(300)
    weight = len(shown.screenshot(path=PICTURES / f"{name}.png"))
    shown.close()
    if weight > MOST:
        raise SystemExit(f"{name}.png has {weight:,} bytes; {MOST:,} are the most")
    sys.stdout.write(f"{name}.png  {weight:,} bytes\n")


def main() -> None:
    """Draw every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        network = page(folder).as_uri()
        with Store(folder / "store") as store:
            read(store, REPORT, str(folder / "reading.html"))
        for name, state in NETWORK.items():
            draw(browser, f"{network}#{urlencode(state)}", name)
        draw(browser, (folder / "reading.html").as_uri(), "reading", record=RECORD)
        browser.close()


if __name__ == "__main__":
    main()
