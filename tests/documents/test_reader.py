"""Title, language, date and year of a document; front matter and its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import dateline, from_text, language, read
from kg.errors import UnreadableDocument, UsageError

BODY = "外交部長會見來訪代表，雙方就經貿問題交換意見，並決定繼續對話。"
SIMPLE = "外交部长会见来访代表，双方就经贸问题交换意见，并决定继续对话。"
ENGLISH = "The minister met with the delegation of the other side and they agreed to continue the talks in May."


def test_front_matter() -> None:
    text = f'---\ntitle: "會見: 紀要"\ndate: 2024-05-06\nlanguage: zh-TW\nsource: 本報\ntags:\n  - 甲\n---\n\n{BODY}\n'
    document = from_text(text, name="x")
    assert (document.title, document.issued, document.language) == ("會見: 紀要", "2024-05-06", "zh-Hant")
    assert document.view.text == BODY
    assert document.view.offsets[0] == text.index(BODY)
    assert document.notes == ()


@pytest.mark.parametrize(
    ("block", "note"),
    [
        ('title: "open\ndate: 2024-05-06', "front matter is no YAML"),
        ("title: a: b\ndate: 2024-05-06", "line 2: front matter is no YAML"),
        ("date: 2024-05-06\nx: !!python/object:os.system {}", ""),
        ("date: 2024-05-06\na: &a [x]\nb: [*a, *a]", "aliases"),
        ("date: soon", "'soon' is no date"),
        ("title: x\n\tdate: 2024-05-06", "front matter is no YAML"),
        ("title: " + "[" * 60_000, "nested too deeply"),
    ],
)
def test_faulty_front_matter_is_noted(block: str, note: str) -> None:
    document = from_text(f"---\n{block}\n---\n\n{BODY}\n", name="x")
    assert document.view.text == BODY
    if note:
        assert note in document.notes[0]
        assert document.notes[0].startswith("x: ")
        assert "\n" not in document.notes[0]


def test_faulty_front_matter_still_dates() -> None:
    document = from_text(f"---\ntitle: a: b\ndate: '2024-05-06'\n---\n{BODY}", name="x")
    assert (document.issued, document.title) == ("2024-05-06", "a: b")


@pytest.mark.parametrize("text", [f"---\n\n{BODY}\n\n---\n\n{BODY}", f"{BODY}\n---\nkey: value\n---\n"])
def test_rules_are_no_front_matter(text: str) -> None:
    assert from_text(text).view.text.count(BODY) == text.count(BODY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BODY, "zh-Hant"),
        (SIMPLE, "zh-Hans"),
        (ENGLISH, "en"),
        (f"{BODY}（Josep Borrell）在會上引述原文：the rules of the road.", "zh-Hant"),
        ("王毅「一中」。", "zh-Hant"),
        ("王毅“一中”。", "zh-Hans"),
        ("外務大臣は記者会見で、両国の関係について話し合ったと述べた。", None),
        ("외교부 장관은 대표단을 만났다.", None),
        ("Министр встретился с делегацией.", None),
        ("Le ministre a rencontré la délégation et les deux parties sont convenues de poursuivre.", None),
        ("Der Minister traf die Delegation, und beide Seiten wollen die Gespräche fortsetzen.", None),
        ("12345", None),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    assert language.detect(text) == expected
    assert language.detect(text * 3) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("zh-TW", "zh-Hant"), ("zh_Hans_CN", "zh-Hans"), ("EN-us", "en"), ("fr", None), ("zh", ""), ("auto", "")],
)
def test_declared_language(tag: str, expected: str | None) -> None:
    assert language.declared(tag) == expected


def test_given_language_wins_and_given_date_fills_in() -> None:
    assert from_text(BODY, language="en").language == "en"
    assert from_text(f"---\nlanguage: fr\n---\n{BODY}").language is None
    assert from_text(BODY, date="2024-05").issued == "2024-05"
    assert from_text(f"2024-05-06\n\n{BODY}", date="2020-01-01").issued == "2024-05-06"


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("2016-12-26　王小明北京", "2016-12-26"),
        ("（晚間新聞 20230924 19:00）", "2023-09-24"),
        ("（《晚间新闻》 20230924 19:00）", "2023-09-24"),
        ("發布時間：2024年5月6日 10:00", "2024-05-06"),
        ("2024年5月", "2024-05"),
        ("民國113年5月6日", "2024-05-06"),
        ("113年5月6日", "2024-05-06"),
        ("87年07月09日", "1998-07-09"),
        ("二〇二四年五月十六日", "2024-05-16"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("Feb 26, 2026", "2026-02-26"),
        ("16 May 2024", "2024-05-16"),
        ("Published: May 6, 2024", "2024-05-06"),
        ("2024/5/6", "2024-05-06"),
        ("2023-02-30", "2023"),
        ("編號 20231399", None),
        ("2024年5月6日會見訪賓，5月7日離開。", None),
        ("第123期", None),
    ],
)
def test_dateline(lead: str, expected: str | None) -> None:
    found = from_text(f"會議紀要\n\n{lead}\n\n{BODY}").issued
    assert found == (None if expected == "2023" else expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2021-01-22-call", "2021-01-22"),
        ("news/20240910", "2024-09-10"),
        ("2021-01", "2021-01"),
        ("article_11109", None),
        ("2023-q4-situation", None),
        ("report-2023", None),
        ("1234567890", None),
        ("20241345", None),
    ],
)
def test_date_of_the_name(name: str, expected: str | None) -> None:
    assert from_text(BODY, name=name).issued == expected


def test_date_of_the_title_and_published_time() -> None:
    assert from_text(f"# 晚間新聞 (20240910)\n\n{BODY}").issued == "2024-09-10"
    assert from_text(f"# 訪問團2024年5月6日抵達\n\n{BODY}").issued is None
    assert from_text(f"---\npublished_time: 2021-01-22 15:53:20-05:00\n---\n{ENGLISH}").issued == "2021-01-22"
    assert from_text(f"---\ndate: '2021'\n---\n{ENGLISH}").issued == "2021"


def test_agency_dateline_needs_year_and_month() -> None:
    wire = f"（本通訊社記者王小明北京15日電）{BODY}"
    assert from_text(wire).issued is None
    assert from_text(wire, name="2024-05").issued == "2024-05-15"
    assert from_text(f"本社北京5月16日电 {SIMPLE}", name="2024-05").issued == "2024-05-16"
    assert from_text(f"本社北京6月16日电 {SIMPLE}", name="2024-05").issued == "2024-05"


def test_year_that_the_text_explains() -> None:
    document = from_text("去（2023）年3月會晤，去(2023)年10月再會；今（2024）年尚無安排。")
    assert (document.year, document.issued) == (2023, "2024")
    assert from_text(BODY).year is None


def test_dateline_blocks_announce() -> None:
    assert dateline.is_dateline("2016-12-26　王小明北京")
    assert not dateline.is_dateline("2024年5月6日，外交部長會見來訪代表，雙方交換意見。")


def test_title_falls_back() -> None:
    assert from_text(BODY, name="x").title == BODY
    assert from_text("<p>&nbsp;</p>&nbsp;", name="x").title == "x"


def test_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.md").write_text(BODY, "utf-8")
    bad, good = read([tmp_path])
    assert isinstance(bad, UnreadableDocument)
    assert not isinstance(good, UnreadableDocument)
    with pytest.raises(UsageError):
        read([tmp_path], date="tomorrow")
