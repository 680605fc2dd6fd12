"""What holds of the pages without a browser: the same bytes, words in every language, colours that are seen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import resources

import pytest

from kg.explore import palette, words
from kg.explore.data import payload
from kg.explore.page import network_page
from kg.explore.reader import reading_page
from kg.explore.texts import Places, sentence
from kg.graph.output import MARK
from tests.explore import samples

ASSETS = resources.files("kg.explore") / "assets"


def scripts() -> str:
    return "\n".join(
        file.read_text(encoding="utf-8") for file in ASSETS.iterdir() if file.name.endswith((".js", ".html"))
    )


@pytest.mark.parametrize("seed", ["1", "77"])
def test_the_same_bytes_whatever_the_hash_seed(seed: str) -> None:
    program = (
        "import hashlib; from tests.explore import samples as s; from kg.explore.page import network_page as n;"
        "from kg.explore.reader import reading_page as r; w, t = s.world(*s.report());"
        "print(hashlib.sha256((n(w, texts=t) + r(*s.report())).encode()).hexdigest())"
    )
    world, texts = samples.world(*samples.report())
    import hashlib

    here = hashlib.sha256((network_page(world, texts=texts) + reading_page(*samples.report())).encode()).hexdigest()
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == here


def test_pages_carry_the_mark_of_kg_in_their_head() -> None:
    world, texts = samples.world(*samples.report())
    assert MARK in network_page(world, texts=texts)[:300]
    assert MARK in reading_page(*samples.report())[:300]


def test_every_word_of_the_interface_is_there_in_three_languages() -> None:
    table = words.words()
    source = scripts()
    used = set(re.findall(r'kg\.t\(\s*"([\w.-]+)"', source)) | set(re.findall(r'data-t(?:-\w+)?="([\w.-]+)"', source))
    assert used - {key for key in used if key.endswith(".")} <= table.keys()
    for key, row in table.items():
        assert all(row) or key in ("year", "month", "day"), key
        places = [sorted(re.findall(r"\{\w+\}", text)) for text in row]
        assert places[0] == places[1] == places[2], key
    for kind in palette.NODES:
        assert f"node.{kind}" in table
    for kind in palette.TIES:
        assert f"kind.{kind}" in table


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_stand_out_and_text_can_be_read(theme: str) -> None:
    page = palette.PAGE[theme]
    for look in palette.NODES.values():
        assert contrast(getattr(look, theme), page) >= 3
    for colours in palette.FAMILIES.values():
        assert contrast(colours[theme == "dark"], page) >= 3
    for name, colour in palette.INK[theme].items():
        assert name == "rule" or contrast(colour, page) >= 4.5
    css = (ASSETS / "base.css").read_text(encoding="utf-8")
    block = css[css.index(":root {") :] if theme == "light" else css[css.index(':root[data-theme="dark"]') :]
    values = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[: block.index("}")]))
    for ground in ("page", "raised", "sunk"):
        for ink in ("ink", "plain", "soft", "accent", "warn"):
            assert contrast(values[ink], values[ground]) >= 4.5, (ink, ground)
    assert contrast(values["mark-ink"], values["mark"]) >= 4.5
    assert contrast(values["strong-rule"], values["page"]) >= 3


def test_kinds_of_nodes_differ_by_shape_as_well() -> None:
    looks = [(look.shape, look.hollow) for look in palette.NODES.values()]
    assert len(set(looks)) == len(looks)


def test_a_page_without_the_documents_still_has_the_proving_words() -> None:
    world, _ = samples.world(*samples.report())
    data = payload(world)
    assert all(len(row) == 8 and row[7] for row in data["quotes"])
    assert "text" not in data["sources"][0]


def test_a_sentence_goes_on_over_a_page_break_and_ends_at_a_list() -> None:
    text = "首段。這一句在頁尾\n\n斷開了，還在繼續。下句。\n- 項目"
    start = text.index("斷開")
    assert text[slice(*sentence(text, start, start + 2))] == "這一句在頁尾\n\n斷開了，還在繼續。"
    start = text.index("項目")
    assert text[slice(*sentence(text, start, start + 2))] == "- 項目"


def test_offsets_count_as_browsers_count() -> None:
    place = Places("甲𠀀乙")
    assert [place(offset) for offset in range(4)] == [0, 1, 3, 4]
