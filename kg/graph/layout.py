"""The files of a store directory, which :mod:`kg.graph.store` describes, and how they are read and written."""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from kg.records import Reading, Record

FORMAT = 1
"""The version of the directory's layout."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document of the store: its name and where it came from, the digest of its bytes, and its file."""

    name: str
    path: str
    digest: str
    file: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from: its documents by name, and the digest of lexicon, ontology and program."""

    documents: dict[str, Stored]
    view: str = ""


def find(documents: dict[str, Stored], name: str, path: Path) -> Stored:
    """The one document with this name, path or last part of its path; raises UsageError where it is none or several."""
    if name in documents:
        return documents[name]
    file = Path(name).resolve()
    found = [stored for stored in documents.values() if name == stored.path or file == Path(stored.path).resolve()]
    found = found or [stored for stored in documents.values() if name == Path(stored.path).name]
    if len(found) != 1:
        several = ", ".join(stored.name for stored in found[:8])
        raise UsageError(f"{name!r} is several documents: {several}" if found else f"{path} has no document {name!r}")
    return found[0]


def dump(document: Stored, reading: Reading, text: str) -> str:
    """What a document's file holds: a line with its text, then its records as JSON lines."""
    head = json.dumps({"name": document.name, "path": document.path, "text": text}, ensure_ascii=False)
    return "\n".join([head, *map(_line, reading.records())]) + "\n"


def _line(record: Record) -> str:
    """A record as JSON, with a null for each value that is missing and has no default."""
    from kg import records  # late, here and below: those who ask read none

    line = records.to_json(record)
    empty = {
        field.name: getattr(record, field.name)
        for field in dataclasses.fields(record)
        if field.default is dataclasses.MISSING and getattr(record, field.name) in (None, ())
    }
    return json.dumps(json.loads(line) | empty, ensure_ascii=False) if empty else line


def load(path: Path, stored: Stored) -> tuple[Reading, str]:
    """The records and the text of a stored document; raises StoreError where its file is missing or damaged."""
    from kg import records

    file = document_file(path, stored.file)
    try:
        head, *lines = file.read_text("utf-8").removesuffix("\n").split("\n")
        return records.reading(map(records.from_json, lines)), json.loads(head)["text"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} is damaged ({error}); build the documents into a new store") from error


def write_whole(path: Path, text: str) -> None:
    """Write a small file whole or not at all, and for good."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make the entries of a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def document_file(path: Path, file: str) -> Path:
    """Where a document's text and records are kept."""
    return path / "documents" / f"{file}.jsonl"


def properties_of(path: Path) -> dict[str, str]:
    """The store's properties; raises StoreError where it is none, or one of another version."""
    try:
        properties = json.loads((path / "store.json").read_text("utf-8"))
        version, base = properties["format"], properties["base"]
    except FileNotFoundError:
        raise StoreError(f"there is no store {path}; make one with kg build, or give --store") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / 'store.json'} is damaged ({error}); build the documents into a new store") from error
    if version != FORMAT:
        raise StoreError(
            f"{path} is of version {version}, and this kg reads {FORMAT}; build the documents into a new store"
        )
    return {"base": base}


def current_of(path: Path) -> Path | None:
    """The generation that readers open, or None before the first build."""
    try:
        return path / "generations" / (path / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        return None


def generations_of(path: Path) -> list[Path]:
    """All finished generations, the oldest first."""
    return sorted(folder for folder in (path / "generations").iterdir() if folder.name.isdecimal())


def manifest_of(generation: Path) -> Manifest:
    """The manifest of a generation; raises StoreError where it is damaged."""
    try:
        value = json.loads((generation / "manifest.json").read_text("utf-8"))
        documents = [Stored(**entry) for entry in value["documents"]]
        return Manifest({stored.name: stored for stored in documents}, value["view"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{generation} is damaged ({error}); build the documents into a new store") from error
