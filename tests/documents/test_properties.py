"""What must hold of every text, generated or real."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import Document, from_text, read
from kg.errors import UnreadableDocument
from tests.documents.checks import sound

MARKUP = (
    "--- *** # ## - 1. > | ** * _ ` ~~ [ ] ]( ) ![ [^1] [^1]: <sup>1</sup> <p> </p> <br> <li> <h2> </h2> <figcaption> "
    "<script> </script> <!-- --> &amp; &nbsp; &#0; &#xFDD0; \\ 註1： 「 」 。 ， 一、 （一） 2024-05-06 𠮷 🇺🇳"
)
SIGNS = ("\n", "\n\n", "\r\n", " ", "\f", "\u3000", "\u00a0", "\u200b", "\u2028", "\ufdd0", "\ufdd2", "\ufdd7", "\x08")
PIECES = st.sampled_from((*MARKUP.split(), *SIGNS))
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12), st.sampled_from(["會見總統", "met the ", "\n", " "]))).map(
    "".join
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_mapped(text: str) -> None:
    with contextlib.suppress(UnreadableDocument):
        sound(from_text(text))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    (found,) = read([path])
    if isinstance(found, Document):
        sound(found)
        assert found.digest == hashlib.sha256(data).hexdigest()
    else:
        assert str(path) in str(found)


@pytest.mark.shared
def test_gold_documents_are_mapped(shared: Path) -> None:
    documents = list(read(sorted((shared / "gold").glob("*.txt"))))
    assert documents
    for document in documents:
        assert isinstance(document, Document)
        sound(document)
        assert document.language is not None
        assert document.issued is not None


@pytest.mark.shared
def test_every_quote_of_the_gold_is_seen_whole(shared: Path) -> None:
    for path in sorted((shared / "gold").glob("*.zh-*.txt")):
        (document,) = read([path])
        assert isinstance(document, Document)
        gold = json.loads((shared / "gold" / f"{path.name.split('.')[0]}.json").read_text("utf-8"))
        quotes = set(_quotes(gold))
        assert quotes
        assert [quote for quote in quotes if quote not in document.view.text] == []


@pytest.mark.parametrize(("corpus", "language"), [("xwlb", "zh-Hans"), ("hkcnews", "zh-Hant"), ("readouts", "en")])
@pytest.mark.shared
def test_corpus_sample_is_mapped(shared: Path, corpus: str, language: str) -> None:
    for name, text in _sample(shared / "corpus" / f"{corpus}.zip"):
        document = from_text(text, name=name)
        sound(document)
        assert document.language == language
        assert document.issued is not None
        assert len(document.issued) == 10


def _quotes(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("quote"), str):
            yield value["quote"]
        for item in value.values():
            yield from _quotes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _quotes(item)


def _sample(archive: Path) -> list[tuple[str, str]]:
    """A fixed choice of an archive's documents, none of those that are held out."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in sorted(opened.namelist()) if int(_digest(name), 16) % 3]
        return [(Path(name).stem, opened.read(name).decode()) for name in names if int(_digest(name), 16) % 37 == 1]


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
