"""Files, folders, archives and standard input; nothing that is refused stops the others."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from kg.documents import Document, read
from kg.documents.find import find, name_of
from kg.errors import UnreadableDocument

TEXT = "外交部長會見來訪代表。"


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}：{TEXT}", "utf-8")
    return root


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def names(*sources: Path | str) -> list[str]:
    return [found.name if isinstance(found, Document) else f"! {found}" for found in read(sources)]


def test_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    tree(tmp_path, "b.md", "a/z.txt", "a/y.MD", "a.txt", "a/README.md", ".git/c.md", ".d.md", "e.json", "f.md~")
    assert names(tmp_path) == ["a/y", "a/z", "a", "b"]


def test_names_do_not_depend_on_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "one/a b/報告 (1).zh-Hant.md")
    assert names(tmp_path / "one") == ["a-b/報告-1-.zh-Hant"]
    assert names(tmp_path / "one/a b/報告 (1).zh-Hant.md") == ["報告-1-.zh-Hant"]
    monkeypatch.chdir(tmp_path)
    assert names("one") == names(tmp_path / "one")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("2023-q4.zh-Hant.md", "2023-q4.zh-Hant"),
        ("x/y.txt", "x/y"),
        ("e\u0301.md", "\u00e9"),
        ("../../etc/passwd.txt", "etc/passwd"),
        ("<script>/a\"b'.md", "script/a-b"),
        ("???.md", "document"),
    ],
)
def test_names(path: str, name: str) -> None:
    assert name_of(path) == name


def test_missing_and_empty_sources(tmp_path: Path) -> None:
    tree(tmp_path, "good.md")
    (tmp_path / "empty").mkdir()
    found = names(tmp_path / "none.md", tmp_path / "empty", tmp_path / "good.md")
    assert found[0].endswith("none.md: no such file or folder")
    assert "no document in this folder" in found[1]
    assert found[2] == "good"


def test_two_documents_of_one_name(tmp_path: Path) -> None:
    tree(tmp_path, "a/x.md", "b/x.md")
    found = names(tmp_path / "a/x.md", tmp_path / "b/x.md", tmp_path / "a/x.md")
    assert found[0] == "x"
    assert len(found) == 2
    assert "its name 'x' is that of" in found[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipes_and_devices_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "neither a file nor a folder" in names(tmp_path / "pipe.md")[0]
    assert "neither a file nor a folder" in names(tmp_path)[0]


def test_link_loops_end(tmp_path: Path) -> None:
    tree(tmp_path, "a/x.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.md").symlink_to(tmp_path / "a" / "self.md")
    found = names(tmp_path)
    assert found[-1] == "a/x"
    assert len(found) == 2


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr("sys.stdin", Input())
    (document,) = read(["-"])
    assert isinstance(document, Document)
    assert (document.name, document.path, document.text) == ("stdin", "-", TEXT)


def test_archive(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.zip",
        {
            "d/b.md": TEXT.encode(),
            "d/a.md": TEXT.encode(),
            "__MACOSX/d/a.md": b"",
            "d/.x.md": b"",
            "d/i.png": b"\x89PNG",
        },
    )
    assert names(path) == ["d/a", "d/b"]
    (first, _) = read([path])
    assert isinstance(first, Document)
    assert first.path.endswith("x.zip/d/a.md")


@pytest.mark.parametrize("name", ["../x.md", "/x.md", "a/../../x.md", "C:/x.md", "..\\x.md"])
def test_paths_that_lead_out_of_an_archive(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "x.zip", {name: TEXT.encode(), "good.md": TEXT.encode()})
    found = names(path)
    assert "good" in found
    assert any("leads out of the archive" in part for part in found)


def test_zip_bomb(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"bomb.md": b"a" * 8 * 1024**2, "good.md": TEXT.encode()})
    assert "unpacks to more than" in names(path)[0]
    assert names(path)[1] == "good"


def test_bomb_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.documents.find.MAX_ARCHIVE_BYTES", 1000)
    path = archive(tmp_path / "x.zip", {f"{n}.md": TEXT.encode() * 10 for n in range(9)})
    found = names(path)
    assert "unpacks to more than" in found[-1]
    assert len(found) < 9


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.documents.find.MAX_MEMBERS", 2)
    path = archive(tmp_path / "x.zip", {f"{n}.md": b"x" for n in range(3)})
    assert "more than 2 files" in names(path)[0]


def test_encrypted_linked_and_damaged_members(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"a.md": TEXT.encode() * 50, "b.md": TEXT.encode()})
    data = bytearray(path.read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1  # the flag of the first member in the central directory
    path.write_bytes(data)
    assert "encrypted" in names(path)[0]
    assert names(path)[1] == "b"

    data[directory + 8] &= 0xFE
    data[40] ^= 0xFF  # the first member's bytes
    path.write_bytes(data)
    assert "damaged" in names(path)[0]

    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(link, "/etc/passwd")
    assert "symbolic link" in names(path)[0]


def test_no_archive_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 but no more")
    assert "no readable ZIP archive" in names(path)[0]
    assert "no document in this archive" in names(archive(path, {"a.json": b"{}"}))[0]


def test_errors_are_one_line(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"../a\nb.md": b"x"})
    for found in find([path, "no\0such", tmp_path / "none"]):
        assert isinstance(found, UnreadableDocument)
        assert "\n" not in str(found)
