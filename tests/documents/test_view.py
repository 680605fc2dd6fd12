"""Mark-up, wraps, footnotes and page breaks: what a reader sees, and where it stands in the original."""

from __future__ import annotations

import pytest

from kg.documents import Document, from_text
from tests.documents.checks import sound

LONG = "外交部長在例行記者會上說明本次訪問的背景與各方關切的議題，並表示雙方將在下個月舉行第三輪磋商"


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    document = read(text)
    return [(block.kind, document.view.text[block.start : block.end]) for block in document.view.blocks]


def read(text: str) -> Document:
    document = from_text(text)
    sound(document)
    return document


def seen(text: str) -> str:
    return "\n".join(part for _, part in blocks(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他在**北京**會見*代表*。", "他在北京會見代表。"),
        ("見[公報](https://example.org/a_(b)?c=d)全文。", "見公報全文。"),
        ("見[公\n報](https://example.org)全文。", "見公報全文。"),
        ("![照片](a.jpg)他說。", "他說。"),
        ("[![照片](a.jpg)](https://example.org)他說。", "他說。"),
        ("見[公報][1]全文。\n\n[1]: https://example.org", "見公報全文。"),
        (r"\*不是重點\* 與 2 * 3。", "*不是重點* 與 2 * 3。"),
        ("the _first_ round of snake_case_names.", "the first round of snake_case_names."),
        ("`code` and ~~gone~~ here.", "code and gone here."),
        ("他說。\u3000[^1]", "他說。"),
        ("**\u3000他說**。\u3000 <b>\u3000</b>", "他說。"),
        ("<p><strong>本社消息</strong>（記者）：他說。</p>", "本社消息（記者）：他說。"),
        ("A&amp;B&nbsp;C &#20013;&#x570B; &unknown;", "A&B C 中國 &unknown;"),
        ("&lt;p&gt;不是標籤&lt;/p&gt;", "<p>不是標籤</p>"),
        ("a < b and c > d, <Name> stays", "a < b and c > d, <Name> stays"),
        ("他說。<!-- 編者\n\n註 --><script>if (a < b) { 會見() }</script><style>p {}</style>完。", "他說。\n完。"),
        ("<https://example.org/x> 是網址", "https://example.org/x 是網址"),
        ("第76<sup>th</sup>屆，面積5 km<sup>2</sup>。", "第76th屆，面積5 km2。"),
        ("> 引文一\n> \n> 引文二", "引文一\n引文二"),
        ("零\u200b寬\u00ad字\ufeff元\u2028另行", "零寬字元\n另行"),
        ("word\u00a0 \tword", "word word"),
        ("他說\b，" + "好" * 80, "他說，" + "好" * 80),
    ],
)
def test_markup_is_not_seen(text: str, expected: str) -> None:
    assert seen(text) == expected


def test_unclosed_script_is_noted() -> None:
    document = read("他說。\n\n<script>會見(")
    assert document.view.text == "他說。"
    assert "is not closed" in document.notes[0]


def test_structure() -> None:
    text = (
        "# 標題 #\n\n導言第一句。\n\n一、經過\n\n1. 5日第一點\n2. 第二點\n   續行\n- 另一點\n\n"
        "| 國家 | 日期 |\n| --- | --- |\n| 法國 | 5日 |\n\n小節\n----\n\n**重點**\n\n末段。\n"
    )
    assert blocks(text) == [
        ("heading", "標題"),
        ("paragraph", "導言第一句。"),
        ("heading", "一、經過"),
        ("item", "5日第一點"),
        ("item", "第二點續行"),
        ("item", "另一點"),
        ("item", "國家 日期"),
        ("item", "法國 5日"),
        ("heading", "小節"),
        ("heading", "重點"),
        ("paragraph", "末段。"),
    ]


def test_figures_and_html_lists() -> None:
    text = (
        '<figure>\n<img src="a.jpg" alt="">\n<figcaption>兩人握手。</figcaption>\n</figure>\n\n<h2>會談</h2>'
        "<ul><li>甲</li><li>乙</li></ul><table><tr><td>丙</td><td>丁</td></tr></table>他說。<br>她說。"
    )
    assert blocks(text) == [
        ("caption", "兩人握手。"),
        ("heading", "會談"),
        ("item", "甲"),
        ("item", "乙"),
        ("item", "丙 丁"),
        ("paragraph", "他說。"),
        ("paragraph", "她說。"),
    ]


def test_contents_and_links_only_announce() -> None:
    text = (
        "# 晚間新聞\n\n## 新聞摘要\n\n本期主要內容：\n\n1.總理出訪；\n\n2.快訊：\n\n（1）簽約。\n\n## 詳細新聞\n\n"
        "### 總理出訪\n\n<p>總理今天出訪。</p>\n\n[看原文](https://example.org)\n\n### 快訊\n\n"
        "<p><strong>簽約</strong></p><p>雙方今天簽約。</p>"
    )
    assert [kind for kind, _ in blocks(text)] == [
        *("heading", "heading", "headline", "headline", "headline", "headline", "heading"),
        *("heading", "paragraph", "headline", "heading", "heading", "paragraph"),
    ]


def test_lines_without_markup_are_paragraphs() -> None:
    text = f"總統出訪歐洲三國\n2024-05-06　記者甲巴黎\n{LONG}。\n{LONG}，語氣平和。"
    assert [kind for kind, _ in blocks(text)] == ["heading", "headline", "paragraph", "paragraph"]


def test_wrapped_latin_lines() -> None:
    text = (
        "The President spoke by phone today with the Prime Minister of the\n"
        "Kingdom about a wide range of issues; both of them agreed that by May\n"
        "13. rounds are enough. They will meet again in the month of September.\n"
        "The readout did not say where.\n"
    )
    assert len(blocks(text)) == 1
    assert "of the Kingdom about" in seen(text)
    assert "by May 13. rounds" in seen(text)


def test_wrapped_chinese_lines() -> None:
    line = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九，"
    text = f"{line}\n{line}\n{line}\n完。\n\n另一段。"
    assert blocks(text) == [("paragraph", line * 3 + "完。"), ("paragraph", "另一段。")]


def test_indented_lines_begin_paragraphs() -> None:
    line = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八"
    text = f"\u3000\u3000{line}\n{line}。\n\u3000\u3000{line}\n{line}。\n"
    assert blocks(text) == [("paragraph", f"{line}{line}。")] * 2


def test_footnotes() -> None:
    text = "會議列出十項成就<sup>1</sup>與六點原則[^b]，並重申立場。\n\n<sup>1</sup> 包括甲與乙。\n\n[^b]: 即丙與丁。\n"
    document = read(text)
    assert blocks(text)[0] == ("paragraph", "會議列出十項成就與六點原則，並重申立場。")
    assert [(block.kind, block.mark) for block in document.view.blocks[1:]] == [("footnote", "1"), ("footnote", "b")]
    assert document.view.marks == ((8, "1"), (13, "b"))


@pytest.mark.parametrize(
    ("mark", "definition"),
    [("[1]", "[1] 見附件。"), ("（註1）", "註1：見附件。"), ("¹", "¹ 見附件。"), ("[註1]", "[註1] 見附件。")],
)
def test_other_footnote_marks(mark: str, definition: str) -> None:
    document = read(f"雙方同意恢復磋商{mark}，並公布日期。\n\n---\n\n{definition}\n")
    assert document.view.text == "雙方同意恢復磋商，並公布日期。\n見附件。"
    assert [place for place, _ in document.view.marks] == [8]
    assert document.view.blocks[1].kind == "footnote"
    assert document.view.blocks[1].mark in ("1", "註1")


def test_brackets_without_footnotes_stay() -> None:
    assert seen("決議第[3]款。") == "決議第[3]款。"


def test_sentence_cut_by_footnotes_goes_on() -> None:
    text = (
        f"{LONG}<sup>1</sup>及三月的\n\n---\n\n<sup>1</sup> 第一輪在首都。\n\n<sup>2</sup> 第二輪視訊。\n\n論壇。完。\n"
    )
    document = read(text)
    view = document.view
    assert [block.kind for block in view.blocks] == ["paragraph", "footnote", "footnote"]
    assert view.text.startswith(f"{LONG}及三月的論壇。完。\n第一輪")
    (cut,) = view.breaks
    assert view.text[cut:].startswith("論壇")
    start = view.text.index("三月的論壇")
    assert [text[s.start : s.end] for s in view.spans(start, start + 5)] == ["三月的", "論壇"]
    whole = view.span(start, start + 5)
    assert text[whole.start : whole.end].startswith("三月的\n\n---")
    with pytest.raises(ValueError, match="another order"):
        view.span(cut, view.blocks[1].start + 1)
    with pytest.raises(ValueError, match="no stretch"):
        view.span(3, 3)


@pytest.mark.parametrize("page", ["\n\n---\n\n", "\n\n", "\n\f\n", "\n\n— 12 —\n\n---\n\n", "\r\n\r\n***\r\n\r\n"])
def test_word_cut_by_a_page_break(page: str) -> None:
    text = f"{LONG}，又在{LONG}的兩{page}軍交流。完。\n\n下一段。\n"
    assert blocks(text) == [("paragraph", f"{LONG}，又在{LONG}的兩軍交流。完。"), ("paragraph", "下一段。")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{LONG}。", "新的一段。"),
        (f"{LONG}。圖：本社", "請訂閱本報，謝謝。"),
        (f"{LONG}。（本社攝）", "請訂閱本報，謝謝。"),
        ("記者王小明", "新的一段。"),
        (f"{LONG}：", "新的一段。"),
        (f"{LONG}", "作者 | 王小明"),
        ("The parties met again", "They agreed."),
    ],
)
def test_what_no_page_break_cuts(before: str, after: str) -> None:
    assert [part for _, part in blocks(f"{before}\n\n---\n\n{after}\n")][:2] == [before, after]


def test_quotation_cut_before_its_closing_mark() -> None:
    assert seen("他說明「第十九\n\n」大的決定。") == "他說明「第十九」大的決定。"


def test_latin_sentence_cut_by_a_page_break() -> None:
    assert seen("The parties agreed to\n\n---\n\nmeet again.") == "The parties agreed to meet again."


def test_carriage_returns_and_offsets() -> None:
    text = "# 標題\r\n\r\n第一段。\r\n\r\n第二段，\r\n續。\r\n"
    document = read(text)
    assert document.text == text
    assert seen(text) == "標題\n第一段。\n第二段，續。"


def test_offsets_are_code_points() -> None:
    text = "前言🇺🇳會議𠮷田👨‍👩‍👧出席，ＡＰＥＣ（秘魯）。"
    document = read(text)
    place = document.view.text.index("ＡＰＥＣ")
    span = document.view.span(place, place + 4)
    assert text[span.start : span.end] == "ＡＰＥＣ"
    place = document.view.text.index("𠮷田")
    span = document.view.span(place, place + 2)
    assert text[span.start : span.end] == "𠮷田"


def test_pathological_markup_is_fast() -> None:
    for piece in ("[", "<", "*", "_", "&", "![", "`", "<!--", "[a](", "> ", "<sup>", "**a", "- ", "\\"):
        read("甲" + piece * 20_000)
