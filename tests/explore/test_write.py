"""``kg explore`` and ``kg read`` from a store: what they carry, what they refuse, what they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import cli, pipeline
from kg.errors import UsageError
from kg.explore.write import Wanted, explore, read
from kg.graph.store import Store
from tests.explore.conftest import Opened
from tests.graph import fake

TEXTS = {
    "one": "A report of the week\n\nAnna met Berta on 2024-03-01. They spoke about many things.\n",
    "two": "A second report\n\nBerta met Carla on 2024-05-02. Carla met Dora on 2024-06-03, in the rain.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("explore")
    for name, text in TEXTS.items():
        (made / f"{name}.txt").write_text(text)
    files = [made / f"{name}.txt" for name in TEXTS]
    report = pipeline.build(files, made / "store", language="en", extractor=fake.packaged(), lexicon=())
    assert report.read == 2
    return made


@pytest.fixture
def store(folder: Path) -> Store:
    with Store(folder / "store") as opened:
        yield opened


def test_options_choose_what_the_page_carries(store: Store, tmp_path: Path) -> None:
    target = str(tmp_path / "network.html")
    assert explore(store, target).nodes == 4
    assert explore(store, target, Wanted(around=("anna",))).nodes == 2
    assert explore(store, target, Wanted(around=("Anna",), hops=2)).nodes == 3
    assert explore(store, target, Wanted(since="2024-05", until="2024-05")).facts == 1
    assert explore(store, target, Wanted(documents=("two",))).nodes == 3
    assert explore(store, target, Wanted(types=("Meeting",))).facts == 3


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted(around=("Nobody",)), "knows no entity 'Nobody'"),
        (Wanted(since="20x"), "is no date"),
        (Wanted(types=("Visit",)), "nothing to show"),
        (Wanted(documents=("three",)), "no document 'three'"),
    ],
)
def test_what_cannot_be_shown_is_one_clear_line(store: Store, tmp_path: Path, wanted: Wanted, message: str) -> None:
    target = tmp_path / "network.html"
    with pytest.raises(UsageError, match=message):
        explore(store, str(target), wanted)
    assert not target.exists()


def test_a_file_that_kg_did_not_write_stays(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "mine.html"
    target.write_text("mine")
    with pytest.raises(UsageError, match="not written by kg"):
        explore(store, str(target))
    with pytest.raises(UsageError, match="not written by kg"):
        read(store, "one", str(target))
    assert target.read_text() == "mine"
    explore(store, str(target), force=True)
    explore(store, str(target))


def test_the_commands(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    where = ["--store", str(folder / "store")]
    assert cli.run(["explore", *where, "--banner", "Sample", "--language", "zh-Hant", "--type", "person"]) == 0
    assert (tmp_path / "network.html").exists()
    assert cli.run(["read", *where, "one.txt"]) == 0
    assert (tmp_path / "one.html").exists()
    assert cli.run(["explore", *where, "--around", "Nobody"]) == 2
    assert cli.run(["read", *where, "three"]) == 2


@pytest.mark.browser
@pytest.mark.parametrize("most", [10, 600_000])
def test_the_evidence_leads_to_the_documents_page_beside_it(
    store: Store, tmp_path: Path, visit: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Whether the network's page carries the documents or not."""
    monkeypatch.setattr("kg.explore.data.MOST_TEXT", most)
    explore(store, str(tmp_path / "network.html"), pages=tmp_path / "pages")
    page = visit(tmp_path / "network.html")
    page.state("kg.pickNode(kg.find('dora')[0].i)")
    with page.context.expect_page() as opened:
        page.click("#panel figcaption a")
    opened.value.wait_for_selector("body.reading[data-ready]")
    assert "".join(opened.value.locator("#article .proves").all_inner_texts()) == "Carla met Dora on 2024-06-03"
