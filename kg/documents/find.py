"""From sources to bytes: files, folders, ZIP archives, standard input; in sorted order, each document with its name."""

from __future__ import annotations

import os
import re
import stat
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kg.documents.decode import MAX_BYTES
from kg.errors import UnreadableDocument

SUFFIXES = (".md", ".markdown", ".txt", ".text")
STANDARD_INPUT = "-"

MAX_MEMBERS = 100_000  # files in one archive
MAX_ARCHIVE_BYTES = 4 * 1024**3  # bytes that the members of one archive unpack to, together
MAX_RATIO = 250  # a member that unpacks to more times its size is a bomb; small ones are let be
_SMALL = 1024 * 1024  # bytes
_CHUNK = 1024 * 1024  # bytes

_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A document's bytes. ``name`` is the same on every machine; ``path`` is where it was found, for messages."""

    name: str
    path: str
    data: bytes


def find(sources: Iterable[str | Path]) -> Iterator[Found | UnreadableDocument]:
    """The documents of ``sources``, one read at a time; what cannot be read is yielded as an error among them.

    In folders and archives, files with the suffixes of :data:`SUFFIXES` are documents, but hidden files and README;
    a file that is named itself is one whatever its suffix.
    """
    names: dict[str, Found] = {}
    for source in sources:
        for found in _of(source):
            if isinstance(found, Found):
                earlier = names.get(found.name)
                if earlier is not None:
                    if earlier.path != found.path:
                        yield UnreadableDocument(
                            f"{found.path}: its name {found.name!r} is that of {earlier.path}; "
                            "rename one, or give the folder that holds both"
                        )
                    continue
                names[found.name] = Found(found.name, found.path, b"")
            yield found


def name_of(path: str, *, suffix: bool = True) -> str:
    """The name of a document at a relative path: without its suffix, letters, digits and ``._-`` only."""
    pure = PurePosixPath(unicodedata.normalize("NFC", path))
    parts = [*pure.parts[:-1], pure.stem if suffix else pure.name]
    fit = (_UNFIT.sub("-", part).strip("-") for part in parts)
    return "/".join(part for part in fit if part.strip(".")) or "document"


def _of(source: str | Path) -> Iterator[Found | UnreadableDocument]:
    if str(source) == STANDARD_INPUT:
        yield Found("stdin", STANDARD_INPUT, sys.stdin.buffer.read(MAX_BYTES + 1))
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield UnreadableDocument(f"{source}: {_reason(error)}")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    elif not stat.S_ISREG(mode):
        yield UnreadableDocument(f"{source}: neither a file nor a folder")
    elif path.suffix.lower() == ".zip":
        yield from _archive(path)
    else:
        yield _file(path, name_of(path.name))


def _folder(folder: Path) -> Iterator[Found | UnreadableDocument]:
    none = True
    failed: list[UnreadableDocument] = []

    def on_error(error: OSError) -> None:
        failed.append(UnreadableDocument(f"{error.filename}: {_reason(error)}"))

    paths: list[tuple[str, Path]] = []
    for root, folders, files in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(root)
        paths += [((here / name).relative_to(folder).as_posix(), here / name) for name in files if _is_document(name)]
    yield from failed
    for relative, path in sorted(paths, key=lambda pair: pair[0].split("/")):
        none = False
        yield _file(path, name_of(relative))
    if none and not failed:
        yield UnreadableDocument(f"{folder}: no document in this folder (looked for {', '.join(SUFFIXES)})")


def _file(path: Path, name: str) -> Found | UnreadableDocument:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return UnreadableDocument(f"{path}: neither a file nor a folder")
        with path.open("rb") as stream:
            return Found(name, str(path), stream.read(MAX_BYTES + 1))
    except OSError as error:
        return UnreadableDocument(f"{path}: {_reason(error)}")


def _archive(path: Path) -> Iterator[Found | UnreadableDocument]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                yield UnreadableDocument(f"{path}: more than {MAX_MEMBERS} files in one archive; split it")
                return
            yield from _members(path, archive, members)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield UnreadableDocument(f"{path}: no readable ZIP archive: {_reason(error)}")


def _members(
    path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> Iterator[Found | UnreadableDocument]:
    none = True
    left = MAX_ARCHIVE_BYTES
    for info in sorted(members, key=lambda info: info.filename.split("/")):
        parts = info.filename.replace("\\", "/").split("/")
        if info.is_dir() or not all(map(_is_visible, parts)) or not _is_document(parts[-1]):
            continue
        none = False
        place = f"{path}/{_printable(info.filename)}"
        if fault := _fault(info):
            yield UnreadableDocument(f"{place}: {fault}")
            continue
        try:
            with archive.open(info) as stream:
                data = _bounded(stream, min(MAX_BYTES + 1, left))
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            yield UnreadableDocument(f"{place}: damaged in the archive: {_reason(error)}")
            continue
        left -= len(data)
        if left <= 0:
            yield UnreadableDocument(f"{path}: unpacks to more than {MAX_ARCHIVE_BYTES // 1024**3} GiB; split it")
            return
        yield Found(name_of(info.filename), place, data)
    if none:
        yield UnreadableDocument(f"{path}: no document in this archive (looked for {', '.join(SUFFIXES)})")


def _fault(info: zipfile.ZipInfo) -> str | None:
    """Why a member of an archive is refused, or ``None``."""
    parts = info.filename.split("/")
    if info.filename.startswith("/") or ".." in parts or "\\" in info.orig_filename or re.match(r"[A-Za-z]:", parts[0]):
        return "its path leads out of the archive; refused"
    if info.flag_bits & 0x1:
        return "encrypted; unpack it first"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a symbolic link; refused"
    if info.file_size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1024**2} MiB; split it"
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {MAX_RATIO} times its size; refused"
    return None


def _bounded(stream: IO[bytes], limit: int) -> bytes:
    """At most ``limit`` bytes, whatever the archive's directory says."""
    chunks: list[bytes] = []
    size = 0
    while size < limit and (chunk := stream.read(min(_CHUNK, limit - size))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def _is_document(filename: str) -> bool:
    name = filename.rsplit("/", 1)[-1]
    stem, dot, suffix = name.rpartition(".")
    return f"{dot}{suffix}".lower() in SUFFIXES and not name.startswith(".") and stem.upper() != "README"


def _is_visible(part: str) -> bool:
    return part.startswith("..") or not (part.startswith(".") or part == "__MACOSX")


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
