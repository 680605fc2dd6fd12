"""Bytes that are text, and bytes that are not."""

from __future__ import annotations

import pytest

from kg.documents import from_text
from kg.documents.decode import MAX_BYTES, decode
from kg.errors import UNREADABLE, UnreadableDocument, UsageError

TEXT = "會見\r\n來訪代表，\U0001f1fa\U0001f1f3。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_as_it_is(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "x") == TEXT


def test_big_endian_utf16() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "x") == TEXT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x: empty"),
        (b"\xef\xbb\xbf \r\n\t", "x: empty"),
        (b"abc\xff", "x: no UTF-8: byte 3 is 0xff; save it as UTF-8"),
        (b"\xef\xbb\xbfabc\xe6\x9c", "x: no UTF-8: byte 6 is 0xe6; save it as UTF-8"),
        ("會見".encode("big5"), "x: no UTF-8: byte 0 is 0xb7; save it as UTF-8"),
        (b"\xff\xfea", "x: broken UTF-16 at byte 2; save it as UTF-8"),
        (b"text\0text", "x: binary data (NUL at character 4)"),
        (b"\x7fELF\x00\xff", "x: binary data (byte 5 is no UTF-8)"),
        (b"%PDF-1.7 ...", "x: a PDF file"),
        (b"PK\x03\x04...", "x: a ZIP file"),
        (b"\x01\x02\x03ab" * 9, "x: 27 control characters"),
        (b"a" * (MAX_BYTES + 1), "x: larger than 32 MiB"),
    ],
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode(data, "x")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == UNREADABLE


@pytest.mark.parametrize(
    ("text", "message"), [("", "empty"), ("a\0b", "NUL"), ("ab\ud800", "half a surrogate pair at character 2")]
)
def test_texts_that_are_none(text: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        from_text(text)


@pytest.mark.parametrize("given", [{"date": "2024-13-01"}, {"date": "5 May"}, {"language": "fr"}, {"language": "?"}])
def test_bad_options(given: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        from_text("會見。", **given)
