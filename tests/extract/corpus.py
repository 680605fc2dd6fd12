"""The reference documents, and a fixed sample of two corpora, as documents to read."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from kg.documents import Document, from_text, read

CORPORA = ("xwlb", "hkcnews")
EACH = 30


def gold(shared: Path) -> list[Document]:
    """The annotated documents in Chinese."""
    found = list(read(sorted((shared / "gold").glob("*.zh-*.txt"))))
    assert len(found) >= 4
    return [document for document in found if isinstance(document, Document)]


def sample(shared: Path, each: int = EACH) -> list[Document]:
    """So many files of each corpus, always the same; a third of each corpus is set aside and never looked at."""
    made = []
    for corpus in CORPORA:
        with zipfile.ZipFile(shared / "corpus" / f"{corpus}.zip") as archive:
            places = {_place(name): name for name in archive.namelist() if name.endswith(".md")}
            chosen = [places[place] for place in sorted(places) if place % 3 != 0][:each]
            assert len(chosen) == each
            made += [
                from_text(archive.read(name).decode("utf-8-sig"), name=name.removesuffix(".md")) for name in chosen
            ]
    return made


def _place(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)
