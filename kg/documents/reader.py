"""From sources to documents: found, decoded, cleaned, with title, language and date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import dates
from kg.dates import PartialDate
from kg.documents import dateline, decode, frontmatter, language, view, wraps
from kg.documents.find import Found, find
from kg.documents.model import Block, Document, View
from kg.errors import UnreadableDocument, UsageError
from kg.records import Language

_TITLE_MAX = 160  # columns; a Chinese character takes two


def read(
    sources: Iterable[str | Path], *, language: str | None = None, date: str | None = None
) -> Iterator[Document | UnreadableDocument]:
    """The documents of files, folders, ``.zip`` archives and ``-`` (standard input), one read at a time.

    ``language`` says the language (else it is found out); ``date`` is what relative dates count from where the
    document does not say. A document that cannot be read is yielded as an UnreadableDocument, and the others still
    are. Raises UsageError for a ``language`` or ``date`` that is none.
    """
    given_language, given_date = _language(language), _date(date)
    return _documents(sources, given_language, given_date)


def from_text(text: str, *, name: str = "text", language: str | None = None, date: str | None = None) -> Document:
    """The document that ``text`` is; ``language`` and ``date`` as for :func:`read`.

    Raises UnreadableDocument where the text is empty or no text, UsageError for a bad ``language`` or ``date``.
    """
    given_language, given_date = _language(language), _date(date)
    decode.check(text, name)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return _document(name, name, text, digest, given_language, given_date)


def _documents(
    sources: Iterable[str | Path], given: Language | None, date: PartialDate | None
) -> Iterator[Document | UnreadableDocument]:
    for found in find(sources):
        yield found if isinstance(found, UnreadableDocument) else _one(found, given, date)


def _one(found: Found, given: Language | None, date: PartialDate | None) -> Document | UnreadableDocument:
    try:
        text = decode.decode(found.data, found.path)
    except UnreadableDocument as error:
        return error
    digest = hashlib.sha256(found.data).hexdigest()
    return _document(found.name, found.path, text, digest, given, date)


def _document(
    name: str, path: str, text: str, digest: str, given: Language | None, date: PartialDate | None
) -> Document:
    front = frontmatter.read(text)
    made = view.make(text, front.end)
    seen = _with_kinds(made.view, titled="title" in front.values)
    title = front.values.get("title") or _title(seen) or name
    notes = [*front.notes, *made.notes]
    if (stated := front.values.get("date")) and dateline.parse(stated) is None:
        notes.append(f"front matter: {stated!r} is no date")
    return Document(
        name=name,
        path=path,
        text=text,
        digest=digest,
        title=title,
        language=given or _found_language(front, seen),
        issued=dateline.issued(front.values, seen, title, name) or date,
        view=seen,
        year=dateline.year(seen),
        notes=tuple(f"{path}: {note}" for note in notes),
    )


def _with_kinds(seen: View, *, titled: bool) -> View:
    """The view, its title made a heading and its datelines headlines where the text has no mark-up that says so."""
    blocks = list(seen.blocks)
    texts = [seen.text[block.start : block.end] for block in blocks]
    rows = dateline.of_chronicle(texts)
    for place, text in enumerate(texts[:6]):
        block = blocks[place]
        if (
            block.kind == "paragraph"
            and text.strip() not in rows
            and dateline.is_dateline(text, titled=titled or place > 0)
        ):
            blocks[place] = Block("headline", block.start, block.end, block.mark)
    first = blocks[0] if blocks else None
    if first is not None and not titled and first.kind == "paragraph" and len(blocks) > 1 and _is_title(texts[0]):
        blocks[0] = Block("heading", first.start, first.end)
    return View(seen.text, seen.offsets, tuple(blocks), seen.marks, seen.breaks)


def _is_title(text: str) -> bool:
    return (
        wraps.width(text) <= _TITLE_MAX
        and text[-1] not in "。，；：.,;:…"
        and not text.endswith(("。」", "。）", '."', ".”"))
    )


def _title(seen: View) -> str:
    """The first heading, or the beginning of the text."""
    for block in seen.blocks:
        if block.kind == "heading":
            return seen.text[block.start : block.end]
    first = seen.text.split("\n", 1)[0]
    return first if len(first) <= _TITLE_MAX else first[: _TITLE_MAX - 1] + "…"


def _found_language(front: frontmatter.FrontMatter, seen: View) -> Language | None:
    stated = language.declared(front.values.get("language") or front.values.get("lang") or "")
    return language.detect(seen.text) if stated == "" else stated


def _language(given: str | None) -> Language | None:
    if given is None or given == "auto":
        return None
    stated = language.declared(given)
    if not stated:
        raise UsageError(f"language {given!r} is none that is read: give zh-Hant, zh-Hans, en or auto")
    return stated


def _date(given: str | None) -> PartialDate | None:
    if given is None:
        return None
    try:
        return dates.parse(given)
    except ValueError:
        raise UsageError(f"date {given!r} is none: give YYYY-MM-DD, YYYY-MM or YYYY") from None
