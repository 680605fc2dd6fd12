"""What a headline alone says: a meeting, talks, a call, a visit or a summit, with its parties.

The reading is simple on purpose and knows nothing of the extraction: a handful of patterns over the headlines of one
broadcaster. A headline that names a crowd (delegates, envoys, guests) or that fits no pattern is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = ("meeting", "talks", "call", "visit", "summit")

_WITH = "(?:分别)?[同与和]"
_WHO = r"(?P<a>[^，。：、？！“”《》]{2,24}?)"
_TALKS = r"(?:[^，。：]{0,8}?)(?:会谈|会晤|茶叙|小范围交流)"
_OF_HEADS = "领导人[^，。：并]{0,12}会议|元首[^，。：并]{0,6}(?:会晤|会议|理事会[^，。：并]{0,8}会议)"
_SUMMIT = rf"(?:峰会|首脑会议|首脑会晤|{_OF_HEADS}|[^中全]论坛)"
_HOST = _WHO.replace("?P<a>", "?:")
_PAID = "(?:国事|正式|友好|工作|正式友好)访问"
_BEFORE = "(?:赴[^，。：]{2,12}?|抵达[^，。：]{2,12}?|在[^，。：]{2,12}?|将|线上|以视频方式)?"
_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("visit", rf"^(?:{_HOST}(?:为|举行\w{{0,4}}仪式)?欢迎)(?P<a>[^，。：、]{{2,24}}?)(?P<china>访华)"),
        ("visit", rf"^{_WHO}(?:将)?(?:来华|(?P<china>访华))(?:进行|$)"),
        (
            "visit",
            rf"^{_WHO}(?:抵达[^，。：]{{1,20}}?)?(?:开始|将)?对(?P<b>[^，。：、]{{1,14}}?)(?:进行)?(?:历史性)?{_PAID}",
        ),
        ("visit", rf"^{_WHO}(?:将|正式|率团|率\w{{2,12}}团)?访问(?P<b>[^，。：“”]{{2,24}})$"),
        ("call", rf"^{_WHO}{_WITH}(?P<b>[^，。：]{{2,40}}?)(?:举行)?(?:通电话|通话|视频会晤|视频会谈|视频会见)"),
        ("call", rf"^{_WHO}视频会见(?P<b>[^，。：]{{2,40}})$"),
        ("talks", rf"^{_WHO}{_WITH}(?P<b>[^，。：]{{2,40}}?)(?:分别)?(?:举行|进行){_TALKS}"),
        ("talks", rf"^{_WHO}{_WITH}(?P<b>[^，。：]{{2,40}}?)(?:会谈|会晤)$"),
        ("meeting", rf"^{_WHO}(?:分别|集体|共同|再次|简短)?会见(?P<b>[^。：“”]{{2,48}})$"),
        ("summit", rf"^{_WHO}{_BEFORE}(?:出席|主持)(?P<f>[^，。：]*?{_SUMMIT})"),
    )
)
_INVITED = re.compile(r"^应[^，。：]{2,12}邀请[，\s]*")
_GOES_ON = re.compile(r"并(?=出席|访问|会见|对|同|与|举行)")
_BARE = re.compile(r"^(?:将|分别|集体)?(?:会见|出席|访问|对.{1,12}访问|[同与].{2,30}(?:会谈|通电话|会晤))")
_COUPLE = re.compile(r"(?:夫妇|和夫人|和彭丽媛|圆满结束|结束|继续|离京|将|分别|集体|共同)+$")
_CROWD = re.compile(
    r"(?:代表|代表团|访华团|考察团|使节|嘉宾|人士|外宾|记者|青年|师生|委员|家属|人员|官兵|运动员|专家|客人|同志|劳模|企业家|领导人|民众"
    r"|工商界|负责人|成员|一行|[们界等团])$|各国|多国|外方|来华|出席|期待|评价|^各|关注|社会|—|国家元首$|参加"
)


class Claim(NamedTuple):
    """What a headline says happened. ``parties`` are forms as printed; ``goal`` is where to, or which summit."""

    kind: str
    parties: tuple[str, ...]
    goal: str = ""


def claims(headline: str) -> Iterator[Claim]:
    """What the headline says, a claim an event."""
    subject = ""
    for clause in _clauses(headline):
        if _BARE.match(clause) and subject:
            clause = subject + clause
        for kind, pattern in _PATTERNS:
            found = pattern.match(clause)
            if found is None:
                continue
            claim = _claim(kind, found)
            if claim is not None:
                subject = _COUPLE.sub("", found["a"])
                yield claim
            break


def _clauses(headline: str) -> Iterator[str]:
    bare = re.sub(r"^【[^】]*】", "", headline.strip())
    for part in re.split(r"[\s　]+", bare):
        yield from _GOES_ON.split(_INVITED.sub("", part))


def _claim(kind: str, found: re.Match[str]) -> Claim | None:
    groups = found.groupdict()
    who = _COUPLE.sub("", groups["a"])
    other = re.sub(r"^对|(?:[在并举].*|进行.*|非正式|的)$", "", groups.get("b") or "")
    if len(who) < 2 or _CROWD.search(who) or _CROWD.search(other):
        return None
    if kind == "summit":
        goal = re.sub(r"^(?:第\w{1,4}[届次]|\d{4}年|首届|[并在])+", "", groups["f"])
        return Claim(kind, (who,), goal) if len(goal) > 2 else None
    if kind == "visit":
        return Claim(kind, (who,), other or "中国")
    return Claim(kind, (who, other)) if len(other) > 1 else None
