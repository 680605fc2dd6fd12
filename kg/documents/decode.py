"""From bytes to text: UTF-8 or UTF-16 and nothing else, so that offsets mean the same on every machine."""

from __future__ import annotations

import codecs
import re

from kg.errors import UnreadableDocument

MAX_BYTES = 32 * 1024 * 1024  # bytes of one document

_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = (
    (b"%PDF-", "a PDF file; give its text (pdftotext)"),
    (b"PK\x03\x04", "a ZIP file (or Word, EPUB); give a .zip of text files, or the document's text"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as text"),
    (b"{\\rtf", "a rich-text file; save it as text"),
)
_CONTROL = re.compile("[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]")
_CONTROL_SHARE = 0.02  # of all characters, from which a text is taken for binary data


def decode(data: bytes, path: str) -> str:
    """The text of a document's bytes, without a byte order mark; line ends as they are.

    Raises UnreadableDocument for what is empty, too large, binary or no Unicode text; ``path`` is for the message.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(f"{path}: larger than {MAX_BYTES // 1024**2} MiB; split it")
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise UnreadableDocument(f"{path}: {what}")
    text = _decoded(data, path)
    if not text.strip():
        raise UnreadableDocument(f"{path}: empty; there is no text in it")
    _check(text, path)
    return text


def check(text: str, path: str) -> None:
    """Raises UnreadableDocument where ``text`` cannot stand in a file: empty, NUL, half a surrogate pair, garbage."""
    if not text.strip():
        raise UnreadableDocument(f"{path}: empty; there is no text in it")
    for place, character in enumerate(text) if not _encodable(text) else ():
        if "\ud800" <= character <= "\udfff":
            raise UnreadableDocument(f"{path}: half a surrogate pair at character {place}; take it out")
    _check(text, path)


def _decoded(data: bytes, path: str) -> str:
    for mark, encoding in _UTF16:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = error.start + len(mark)
                raise UnreadableDocument(f"{path}: broken UTF-16 at byte {place}; save it as UTF-8") from None
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start + start
        if b"\0" in data:
            raise UnreadableDocument(f"{path}: binary data (byte {place} is no UTF-8); give its text") from None
        byte = data[place]
        raise UnreadableDocument(f"{path}: no UTF-8: byte {place} is 0x{byte:02x}; save it as UTF-8") from None


def _check(text: str, path: str) -> None:
    if (place := text.find("\0")) >= 0:
        raise UnreadableDocument(f"{path}: binary data (NUL at character {place}); give its text")
    count = len(_CONTROL.findall(text))
    if count > _CONTROL_SHARE * len(text):
        first = _CONTROL.search(text)
        place = first.start() if first else 0
        raise UnreadableDocument(f"{path}: {count} control characters (the first at {place}): binary or damaged data")


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
