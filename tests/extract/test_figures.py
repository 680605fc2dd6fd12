"""Numbers that a report gives: how long, how many, how much, and which numbers are none."""

from __future__ import annotations

import pytest

from kg.documents import from_text
from kg.extract.reader import extract

TOLD = {
    "王毅與布林肯會談歷時約75分鐘。": [(75, "分鐘", "會談", "about")],
    "王毅與布林肯會談約1小時20分鐘。": [(80, "分", "會談", "about")],
    "兩人談了兩個多小時。": [(2, "小時", "談", "at least")],
    "雙方進行20分鐘的一對一會談。": [(20, "分鐘", "會談", None)],
    "他在機場等了20分鐘。": [],
    "美國批准約20億美元的對台軍售。": [(2e9, "美元", "軍售", "about")],
    "歐盟將提供3000多億歐元的貸款。": [(3e11, "歐元", "貸款", "at least")],
    "美國宣布對中國商品加徵34%關稅。": [(34, "%", "關稅", None)],
    "這座城市34%的居民是老人。": [],
    "襲擊造成9死3傷。": [(9, "人", "9死", None), (3, "人", "3傷", None)],
    "空襲造成至少18人死亡。": [(18, "人", "死亡", "at least")],
    "他們3人搭車回家。": [],
    "約三千名教友參加彌撒。": [(3000, "名", "教友", "about")],
    "全球有60多個國家認同這項立場。": [(60, "個", "國家認同這項立場", "at least")],
    "李克強展開為期四天的訪問。": [(4, "天", "展開為期", None)],
    "两国元首先后40次会晤。": [(40, "次", "两国元首", None)],
}


@pytest.mark.parametrize("text", TOLD)
def test_numbers_of_what_is_told(text: str) -> None:
    reading = extract(from_text(f"標題\n\n{text}\n", name="x"))
    assert [(f.value, f.unit, f.what, f.bound) for f in reading.figures] == TOLD[text]
