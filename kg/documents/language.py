"""What language and script a text is in, by the characters that only one script has and by common words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from kg.records import Language

# The commonest characters that OpenCC's tables give to one script only.
_TRADITIONAL = frozenset(
    "國會對話為與韓總統時說聞這學問兩關個後們來灣議發談長題過訪眾聯於係訂報戶員當將間舉開內無進習務領語動選華稱並戰應費雙經認協權參實場記"
    "試達現軍強羅業機爾論沒則貿見網門頓從請訊區點際島講聲決團調鄭黨結體視讓宮續導傳約顧條勢還鮮馬數難變樣須確設義爭種資庫稅評專線願讀據別"
    "觀東圖極亞處濟納產職態繼帶識轉聽給隊電彈邊連證準該級畢麼萬辦張禮歷運書組維計輝價護堅採備穩終顯預責單況響隨頭壓規師幾獲訴積織絕滿廣夠"
    "項質擔館歡層較紐諾簽謀陳嚴雖換構氣錯斷衛駐億歐榮獨執術覺儀細溝謝許節階樂擊徵筆離緊親劃僅類卻輕傷錄凱詳測鐘勞屬脅熱驗圍陸閱獻負賓緩"
)
_SIMPLIFIED = frozenset(
    "国发会动进业联为实总强开产让对习区长体关时闻视务个设网军机党来经议现员将领统续称际万两运战记学电济创场内举与过乌坚书质调数点于项导击当"
    "亿资间组应带计报协达农规节届团护这广题门稳从东义气据态问华标线决车亚并装后结队们众级备势构见风办积罗优论确断传织贸种兰划预参费术欧约复极"
    "兴环专访话无边愿马双处还责贯显医历维转启铁继条营别验热谈类纪响灾卫连权监变庆础认层识扩单严围苏价紧绿乐观献试险县选争获飞难伟况货负温龙"
    "该贺陆赛检说评职图输审丰满黄弹测综额冲头税贡馆执链细欢给声疗户远则驻轮库坛财张终络银践临"
)
_ENGLISH_WORDS = (
    "the of and to in a for with on that is was by from as at his her will has have it their be are this an which"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SAMPLE = 20_000  # characters looked at
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\d_]+")
_TAGS: dict[str, Language] = {
    "zh-hant": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant",
    "zh-hans": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-my": "zh-Hans",
    "en": "en", "english": "en",
}  # fmt: skip


def detect(text: str) -> Language | None:
    """The language of ``text``; ``None`` for one that is not read."""
    sample = text[:_SAMPLE]
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    letters = sum(map(len, _WORD.findall(sample)))
    if han and han >= 0.25 * letters and kana <= 0.1 * han:
        return _script(Counter(sample))
    return _english(sample)


def declared(tag: str) -> Language | Literal[""] | None:
    """The language of a tag such as ``zh-TW``; ``None`` for one that is not read, ``""`` where it does not tell."""
    folded = tag.strip().lower().replace("_", "-")
    for prefix, language in _TAGS.items():
        if folded == prefix or folded.startswith(prefix + "-"):
            return language
    if folded in ("", "auto", "zh", "chinese", "中文") or not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]+)*", folded):
        return ""
    return "" if folded.startswith("zh-") else None


def _script(counts: Counter[str]) -> Language:
    traditional = sum(count for character, count in counts.items() if character in _TRADITIONAL)
    simplified = sum(count for character, count in counts.items() if character in _SIMPLIFIED)
    if traditional == simplified:
        return "zh-Hant" if counts["「"] > counts["“"] else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _english(sample: str) -> Language | None:
    words = _WORD.findall(sample.lower())
    known = sum(word in _ENGLISH for word in words)
    return "en" if words and known >= 0.12 * len(words) else None
