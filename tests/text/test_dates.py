"""Date expressions: what the words give, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.calendar import Calendar, When
from kg.text import dates
from kg.text.dates import DateExpression, find
from kg.text.fold import fold

ROOT = Path(__file__).parents[2]


def parts(text: str) -> list[dict[str, Any]]:
    """What the expressions of a text give, without what they leave open."""
    return [stated(found) for found in find(fold(text))]


def stated(found: DateExpression) -> dict[str, Any]:
    """What an expression gives, without what it leaves open."""
    return {
        name: getattr(found, name)
        for name in DateExpression.__slots__
        if name not in ("start", "end", "until")
        and not any(getattr(found, name) is empty for empty in (None, False, ""))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年10月25日", [{"year": 2023, "month": 10, "day": 25}]),
        ("後天", [{"day_relative": "后天"}]),
        ("2023 年 10 月 25 日", [{"year": 2023, "month": 10, "day": 25}]),
        ("二〇二三年十月二十五日", [{"year": 2023, "month": 10, "day": 25}]),
        ("２０２３年１０月", [{"year": 2023, "month": 10}]),
        ("2023年", [{"year": 2023}]),
        ("2023-10-25", [{"year": 2023, "month": 10, "day": 25}]),
        ("2023/10/5", [{"year": 2023, "month": 10, "day": 5}]),
        ("10月25號", [{"month": 10, "day": 25}]),
        ("25日", [{"day": 25}]),
        ("10月17日至20日", [{"month": 10, "day": 17, "day2": 20}]),
        ("10月17至20日", [{"month": 10, "day": 17, "day2": 20}]),
        ("10月17日到20日", [{"month": 10, "day": 17, "day2": 20}]),
        ("10月17-20日", [{"month": 10, "day": 17, "day2": 20}]),
        ("10月17~20日", [{"month": 10, "day": 17, "day2": 20}]),
        ("9月23日至10月8日", [{"month": 9, "day": 23, "month2": 10, "day2": 8}]),
        (
            "2023年12月30日至2024年1月2日",
            [{"year": 2023, "month": 12, "day": 30, "year2": 2024, "month2": 1, "day2": 2}],
        ),
        ("11至14日", [{"day": 11, "day2": 14}]),
        ("六日至八日", [{"day": 6, "day2": 8}]),
        ("三月廿五日至三十日", [{"month": 3, "day": 25, "day2": 30}]),
        ("8個月前", [{"months_ago": 8}]),
        ("去年元旦", [{"relative": "去", "month": 1, "day": 1}]),
        ("11日至14日", [{"day": 11, "day2": 14}]),
        ("2021至2023年", [{"year": 2021, "year2": 2023}]),
        ("2021年至2023年", [{"year": 2021, "year2": 2023}]),
        ("去（2023）年", [{"year": 2023, "relative": "去"}]),
        ("去（2023）年12月27至28日", [{"year": 2023, "relative": "去", "month": 12, "day": 27, "day2": 28}]),
        ("今(2024)年3月", [{"year": 2024, "relative": "今", "month": 3}]),
        ("去年10月", [{"relative": "去", "month": 10}]),
        ("明年", [{"relative": "明"}]),
        ("同年5月", [{"relative": "同", "month": 5}]),
        ("民國112年10月", [{"year": 2023, "month": 10}]),
        ("民國一百一十二年", [{"year": 2023}]),
        ("112年10月3日", [{"year": 2023, "month": 10, "day": 3}]),
        ("本（112）年10月", [{"year": 2023, "relative": "本", "month": 10}]),
        ("本（9）月12日至15日", [{"month": 9, "day": 12, "day2": 15}]),
        ("2024年前三季", [{"year": 2024, "months": (1, 9)}]),
        ("今年前三季度", [{"relative": "今", "months": (1, 9)}]),
        ("2024年第二季度", [{"year": 2024, "months": (4, 6)}]),
        ("2023年上半年", [{"year": 2023, "months": (1, 6)}]),
        ("2023年下半年", [{"year": 2023, "months": (7, 12)}]),
        ("2023年1至6月", [{"year": 2023, "months": (1, 6)}]),
        ("5月下旬", [{"month": 5, "vague": True}]),
        ("2023年底", [{"year": 2023, "vague": True}]),
        ("同日", [{"day_relative": "同日"}]),
        ("翌日", [{"day_relative": "翌日"}]),
        ("昨日", [{"day_relative": "昨日"}]),
        ("當天", [{"day_relative": "当天"}]),
        ("本月", [{"month_relative": "本"}]),
        ("上個月", [{"month_relative": "上"}]),
        ("同月6日", [{"month_relative": "同", "day": 6}]),
        ("星期三", [{"weekday": 2}]),
        ("上周五", [{"weekday": 4, "week": "上"}]),
        ("下星期日", [{"weekday": 6, "week": "下"}]),
        ("週一", [{"weekday": 0}]),
        ("今（6）日", [{"day": 6, "near": "今"}]),
        ("3月5日和4月6日", [{"month": 3, "day": 5}, {"month": 4, "day": 6}]),
        ("7月間", [{"month": 7}]),
        ("去年4月間", [{"relative": "去", "month": 4}]),
        ("去年的2月", [{"relative": "去", "month": 2}]),
        ("2023年7、8月間", [{"year": 2023, "months": (7, 8)}]),
        ("5月8日星期三", [{"month": 5, "day": 8}]),
        ("8日週三", [{"day": 8}]),
        ("次月", [{"month_relative": "次"}]),
        ("這個月3日", [{"month_relative": "这", "day": 3}]),
    ],
)  # fmt: skip
def test_what_words_give(text: str, expected: list[dict[str, Any]]) -> None:
    assert parts(text) == expected
    (first, *_) = find(fold(text))
    assert first.start == 0
    assert first.end == len(text) or len(expected) > 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年11月至2024年1月", {"year": 2023, "month": 11}, {"year": 2024, "month": 1}),
        ("去年12月30日至今年1月2日", {"relative": "去", "month": 12, "day": 30},
         {"relative": "今", "month": 1, "day": 2}),
        ("上月29日到本月2日", {"month_relative": "上", "day": 29}, {"month_relative": "本", "day": 2}),
        ("1月底至2月初", {"month": 1, "vague": True}, {"month": 2, "vague": True}),
        ("去年至今年", {"relative": "去"}, {"relative": "今"}),
        ("3日和4日", {"day": 3}, {"day": 4}),
        ("週一、週二", {"weekday": 0}, {"weekday": 1}),
        ("周日和周一", {"weekday": 6}, {"weekday": 0}),
    ],
)  # fmt: skip
def test_a_time_from_one_date_to_another(text: str, first: dict[str, Any], last: dict[str, Any]) -> None:
    (found,) = find(fold(text))
    assert found.until is not None
    assert (stated(found), stated(found.until), found.end) == (first, last, len(text))


@pytest.mark.parametrize("text", ["3日與5日會晤", "週一和週四", "3日和4日分別會見", "2月7日及3月1日"])
def test_two_dates_that_are_no_stretch_of_time(text: str) -> None:
    assert [found.until for found in find(fold(text))] == [None, None]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("2月7日之前", True),
        ("7日以後", True),
        ("2022年前後", True),
        ("3月1日左右", True),
        ("3月1日前完成", True),
        ("7日前往開羅", False),
        ("7日前總統陳水扁", False),
        ("7日後來", False),
    ],
)
def test_a_day_before_which_something_happens_is_none_of_its_own(text: str, bound: bool) -> None:
    (found,) = find(fold(text))
    assert found.bound is bound


@pytest.mark.parametrize(
    "text",
    ["兩國領導人", "年輕人", "一帶一路", "日本", "日圓", "第三屆", "21世紀", "三方會談", "五項原則", "七國集團",
     "月間", "數月間", "三月間", "登上月球",
     "文明起源", "說明起因", "隨後天津", "目前天天", "不同天會見", "第三次月度磋商", "每隔月", "聯盟5號", "空軍一號",
     "年級", "2023", "周恩來", "日內瓦", "10個月", "90年代", "半島", "第十一次日中韓外長會議"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize("text", ["非洲聯盟5日表示", "以色列空軍5日空襲"])
def test_a_day_behind_a_name_that_numbers_may_follow(text: str) -> None:
    assert parts(text) == [{"day": 5}]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789年月日至到、去今同（）一二三十〇季上下周 民國前，23", max_size=20))
def test_expressions_stand_in_order_and_are_possible(text: str) -> None:
    folded = fold(text)
    end = 0
    for found in find(folded):
        assert end <= found.start < found.end <= len(folded)
        end = found.end
        assert found.month is None or 1 <= found.month <= 12
        assert found.day is None or 1 <= found.day <= 31
        assert found.weekday is None or 0 <= found.weekday <= 6
        assert found.months is None or 1 <= found.months[0] <= found.months[1] <= 12


# ---- which year and month they belong to -----------------------------------------------------------


def told(text: str, issued: str | None = None) -> list[tuple[str, str | None] | None]:
    folded = fold(text)
    calendar = Calendar(folded, issued)  # type: ignore[arg-type]
    calendar.start_block("", fresh=True)
    calendar.start_sentence()
    found: list[When | None] = [calendar.resolve(one) for one in find(folded)]
    return [None if when is None else (when.start, when.end) for when in found]


@pytest.mark.parametrize(
    ("text", "issued", "expected"),
    [
        ("2023年10月25日", None, [("2023-10-25", None)]),
        ("4月14日起一連三天", "2024-06-28", [("2024-04-14", "2024-04-16")]),
        ("8個月前", "2019-02-28", [("2018-06", None)]),
        ("上周會面", "2024-05-20", [("2024-05", None)]),
        ("上周會面", "2024-05-07", [None]),
        ("12月27日，自今年元旦起", "2025-02-06", [("2024-12-27", None), ("2025-01-01", None)]),
        ("10月25日", "2023-11-02", [("2023-10-25", None)]),
        ("12月25日", "2024-01-05", [("2023-12-25", None)]),
        ("10月25日", None, [None]),
        ("25日", None, [None]),
        ("10月17日至20日", "2023-11-02", [("2023-10-17", "2023-10-20")]),
        ("12月30日至1月2日", "2024-01-05", [("2023-12-30", "2024-01-02")]),
        ("去（2023）年10月。12月3日", None, [("2023-10", None), ("2023-12-03", None)]),
        ("去年10月", "2024-02-01", [("2023-10", None)]),
        ("2023年10月5日，同日", "2024-02-01", [("2023-10-05", None), ("2023-10-05", None)]),
        ("2023年10月5日，翌日", "2024-02-01", [("2023-10-05", None), ("2023-10-06", None)]),
        ("2023年10月31日，次日", "2024-02-01", [("2023-10-31", None), ("2023-11-01", None)]),
        ("2022年10月5日，同年12月", "2024-02-01", [("2022-10-05", None), ("2022-12", None)]),
        ("昨日", "2024-03-01", [("2024-02-29", None)]),
        ("昨日", "2024-03", [None]),
        ("上周五", "2024-07-03", [("2024-06-28", None)]),
        ("周四", "2024-07-26", [("2024-07-25", None)]),
        ("下周一", "2024-07-26", [("2024-07-29", None)]),
        ("上月", "2024-01-26", [("2023-12", None)]),
        ("2024年前三季", None, [("2024-01", "2024-09")]),
        ("2021至2023年", None, [("2021", "2023")]),
        ("今年", "2024-07-26", [("2024", None)]),
        ("今年", None, [None]),
        ("2023年2月30日", None, [None]),
        ("3月5日會談，8日離開", "2024-04-01", [("2024-03-05", None), ("2024-03-08", None)]),
        ("民國112年4月5日", None, [("2023-04-05", None)]),
        ("5月下旬", "2024-06-01", [("2024-05", None)]),
    ],
)  # fmt: skip
def test_what_a_text_makes_of_them(
    text: str, issued: str | None, expected: list[tuple[str, str | None] | None]
) -> None:
    assert told(text, issued) == expected


def test_no_date_begins_with_a_character_that_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "cases").glob("*/input.md"))]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "data" / "reports").glob("*.md"))]
    folded = fold("\n".join(texts))
    tried = list(find(folded))
    everywhere = dates._DATE.pattern.replace(dates._FORMS["begins"], "", 1)
    assert everywhere != dates._DATE.pattern
    monkeypatch.setattr(dates, "_DATE", re.compile(everywhere))
    assert len(tried) > 500
    assert list(find(folded)) == tried


def test_at_that_time_somebody_said() -> None:
    assert [date.day_relative for date in find(fold("他當時表示，雙方會繼續對話。當時的局勢如何，他未評論。"))] == [
        "当时"
    ]
