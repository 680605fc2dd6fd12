"""Gatherings and dialogue tracks by their names: what stands before 峰會, 論壇, 磋商, 對話.

    第19屆|亞洲運動會      「巴勒斯坦問題高峰會」      中歐|峰會      第6屆|中美殘疾人事務協調會      首輪|海洋事務磋商

The lexicon's forums and tracks are found as they are. Any other name reaches from its ending back to a mark, a date, an
ordinal or a word that cannot stand in such a name. One that begins with two or more states is a track of theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.lexicon.grammar import Grammar, alternation
from kg.text.numerals import CHARACTERS, value

_LONGEST = 26
_ORDINAL = re.compile(
    rf"(?:第\s?(?P<n>[{CHARACTERS}]{{1,4}})\s?(?P<u>届|次|轮|回合|度|场|屆)|(?P<first>首)(?P<fu>届|轮|场))"
)
_JUBILEE = re.compile(rf"(?:成立|建立|建交|缔结|签署|结束|胜利|提出)[{CHARACTERS}]+周年")
_TOPIC = re.compile("问题|冲突|议题|战争|危机|争端|停火")
_NO_GATHERING = re.compile("[谈见晤面]|中心|大厅|厅|大楼|大厦|场馆|纪要|室")
_VAGUE = re.compile(f"(?:前?[{CHARACTERS}]+(?:场|轮|次|个|项|届)|一个|一场|一次|一系列|多场|多个|各类|各种|大型|重要|有关|相关|系列|上述|前述|首个|某|两场|几场|二次|上次|这次|下次|再次)+")
_COUNT = re.compile(rf"(?P<n>[两二三四五六七八九十百\d][{CHARACTERS}]{{0,3}})\s?(?P<u>轮|度|次|场)")


@dataclass(frozen=True, slots=True)
class Number:
    """An ordinal (第十二輪, 首屆) or a count (兩輪). Offsets are the view's."""

    start: int
    end: int
    value: int
    unit: str
    ordinal: bool


def numbers(text: str) -> list[Number]:
    """The ordinals and counts of rounds and editions in the folded text."""
    found = []
    for m in _ORDINAL.finditer(text):
        if m["first"]:
            found.append(Number(m.start(), m.end(), 1, m["fu"], True))
        elif m["n"] and (n := value(m["n"])):
            found.append(Number(m.start(), m.end(), n, m["u"], True))
    covered = {i for n in found for i in range(n.start, n.end)}
    for m in _COUNT.finditer(text):
        if m.start() not in covered and (n := value(m["n"])) and not (m.start() and text[m.start() - 1] in "第" + CHARACTERS):
            found.append(Number(m.start(), m.end(), n, m["u"], False))
    return sorted(found, key=lambda n: n.start)


@dataclass(frozen=True, slots=True)
class Named:
    """A gathering or track by its name. ``parties`` are the states that its name begins with."""

    start: int
    end: int
    kind: Literal["gathering", "track"]
    parties: tuple[str, ...]
    topic: str
    general: bool  # the name is only its ending: 對話, 會議


class Gatherings:
    """Finds such names in one scanned text."""

    def __init__(self, scan: Scan, grammar: Grammar, shorts: Shorts, parties: frozenset[str], walls: list[tuple[int, int]]) -> None:
        self._scan = scan
        self._shorts = shorts
        self._parties = parties  # keys of what may be a party by its name: states, unions
        text = list(scan.text)
        for start, end in walls:
            text[start:end] = "\0" * (end - start)
        self._text = "".join(text)
        self._breaks = frozenset(grammar["breaks"])
        self._tracks = frozenset(grammar["track_endings"])
        self._general = frozenset(grammar["general"])
        self._ending = re.compile(alternation([*grammar["gathering_endings"], *grammar["track_endings"]]))
        self._verb = re.compile(alternation([w for w in grammar["after_names"] if len(w) > 1 and w not in self._tracks]))

    def find(self, start: int, end: int) -> list[Named]:
        """The names in a stretch of the view, in order, not overlapping."""
        found: list[Named] = []
        at = start
        while match := self._ending.search(self._text, at, end):
            at = match.end()
            if _NO_GATHERING.match(self._text, at):
                continue  # 何立峰|會談, 國際會議|中心
            named = self._name(match.start(), match.end(), found[-1].end if found else start)
            if named is not None:
                found.append(named)
        return found

    def _name(self, ending: int, end: int, floor: int) -> Named | None:
        text = self._text
        begin = ending
        while begin > max(floor, end - _LONGEST):
            c = text[begin - 1]
            if c in self._breaks and c not in "之" or not (c.isalnum() or c in "—·+"):
                break
            if c in "与和及" and not self._name_goes_on(begin - 1, ending, floor):
                break
            begin -= 1
        begin = self._after_verb(begin, ending)
        pointed = max(text.rfind(word, begin, ending) for word in "此该这那")
        begin = max(begin, pointed + 1)
        while begin < ending and not self.parties(begin, ending)[0] and text[begin] in "之與与和及其该等中上间后前以所有场些个多次首度":
            begin += 1
        vague = _VAGUE.match(text, begin, ending)
        begin = vague.end() if vague else begin
        inner = text[begin:ending]
        if any(c in "，。" for c in inner):
            return None
        parties, rest = self.parties(begin, ending)
        word = text[ending:end]
        is_track = word in self._tracks or len(parties) >= 2 or inner.startswith(("三边", "三方"))
        general = text[begin:end] in self._general or not inner.strip()
        return Named(begin, end, "track" if is_track else "gathering", tuple(parties), text[rest:ending], general)

    def _name_goes_on(self, at: int, ending: int, floor: int) -> bool:
        """Whether 與 or 和 at ``at`` joins parts of the name (軍控與防擴散磋商) and not two things."""
        before, after = self._text[max(floor, at - 4) : at], self._text[at + 1 : ending]
        if not after or len(after) > 8 or any(c in self._breaks for c in before[-2:]) or len(before) < 2:
            return False
        known = [m for m in self._scan.starts.get(at + 1, ()) if any(t.layer in ("name", "acting", "body") for t in m.terms)]
        ended = [m for m in self._scan.ends.get(at, ()) if any(t.kind in ("Person", "State", "Organization") for t in m.terms)]
        return not known and not ended and not self._verb.search(before + "\0" + after)

    def _after_verb(self, begin: int, ending: int) -> int:
        """Past the last verb or small word in the stretch that no known name covers."""
        at = begin
        for match in self._verb.finditer(self._text, begin, ending):
            if _JUBILEE.match(self._text, match.start(), ending):
                continue  # 聯合國|成立70週年|大會
            if match.end() <= ending and not self._covered(match.start(), match.end()):
                at = max(at, match.end())
        return at

    def _covered(self, start: int, end: int) -> bool:
        return any(
            m.end >= end and m.end - m.start > end - start and any(t.layer == "name" for t in m.terms)
            for s in range(max(0, start - 10), start + 1)
            for m in self._scan.starts.get(s, ())
        )

    def parties(self, begin: int, limit: int) -> tuple[list[str], int]:
        """The states or unions that a name begins with (中歐, 美日韓, 日本—澳洲), and where the rest begins."""
        keys: list[str] = []
        at = begin
        while at < limit:
            if self._text[at] in "—·" and keys:
                at += 1
                continue
            full = next(
                ((m.end, t.key) for m in self._scan.starts.get(at, ()) for t in m.terms
                 if t.layer == "name" and m.end <= limit and t.key in self._parties),
                None,
            )  # fmt: skip
            if full:
                keys.append(full[1])
                at = full[0]
                continue
            run, after = self._shorts.run(at, limit)
            if run:
                keys += [key for key in run if key not in keys]
                at = after
                continue
            key = self._shorts.resolve(self._text[at]) if keys else None
            if key is None or key in keys:
                break
            keys.append(key)
            at += 1
        if len(keys) < 2 or _TOPIC.match(self._text, at):  # 巴以|問題高級會議: what it is about
            return [], begin
        return keys, at
