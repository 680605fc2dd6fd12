"""Gatherings and dialogues: editions of forums, summits, rounds of tracks; who held, hosted, attended them, when, where."""

from __future__ import annotations

import re

from kg.dates import PartialDate
from kg.extract.calendar import When
from kg.extract.context import Carried, Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS, Token

_S = SYMBOLS
_KINDS = frozenset({"forum", "track", "gathering"})
_ACTOR = "".join(_S[k] for k in ("person", "state", "organization", "office", "capital", "pair", "side"))
_GATHERINGS = "".join(_S[k] for k in ("forum", "track", "gathering"))
_EDITION_UNITS = frozenset("届次轮屆")
_FOLLOWS = re.compile("(?:期间|场边|之便|之机|之际|间隙|前夕|上(?!述)|中(?!国|方|美|俄)|时)")
_WITH = re.compile(f"(?:与|和|同|跟)((?:[{_ACTOR}](?:、|和|与|及|以及)?)+)")
_PEOPLE = frozenset({"person", "state", "organization", "office", "pair", "side"})
_HELD_BY = re.compile(f"(?:是|则|系)?由[{_ACTOR}][^，。；]{{0,40}}?(?:举行|召开|主持|进行)")  # F 由 A 與 B 於…舉行
_BY = re.compile(f"由((?:[{_ACTOR}](?:、|和|与|及|以及)?)+)(?:联合|共同)?(?:举行|举办|主办|召开|召集|发起)(?:的|之)")
_DATED_ONLY = re.compile(f"(?:[{_S['date']}{_S['ordinal']}{_GATHERINGS}]|与|和|、|的)*")
_SIDE = re.compile("之便|之机|期间|场边|间隙|之际")
_ITS_MEETING = re.compile("会议|峰会|会晤|磋商|对话|大会|会谈|论坛|领导人|部长级")
_WHO_CAME = re.compile(f"[^，。；的之]{{0,14}}?[的之]((?:[{_S['person']}{_S['office']}](?:、|和|与|及|以及)?)+)")
_ONLY_NAMED = re.compile("的?(?:精神|重要讲话|讲话|决议|决定|部署|战略部署|报告|成果|共识|宣言|声明|文件|目标|任务|承诺)")
_LIGHT = frozenset({"推动", "进行", "开展", "展开"})  # verbs of any undertaking: only right before 首輪磋商
_NUMBERED = re.compile(f"了?[{_S['ordinal']}{_S['count']}{_S['date']}]*")
_BEFORE = frozenset({"前夕", "前", "之前", "召开前"})
_EVE = re.compile("(?:前夕|前|后|之前|之后|以来|召开前|闭幕后)")
_VIDEO = re.compile("视频|视讯|视像|线上|云端|云")


class Occasions:
    """Reads gatherings and dialogues in sentences."""

    def __init__(self, context: Context) -> None:
        self._context = context
        word = context.frames.word
        self._attend = re.compile(word("attend"))
        self._hold = re.compile(word("hold"))
        self._held = re.compile(word("held"))
        self._travel = re.compile(word("visit"))
        self._hosting = re.compile(context.grammar.pattern("lead hosting"))
        self._dialogue = re.compile(context.grammar.pattern("track_endings") + "$")
        actor = f"[{_ACTOR}]"
        self._came = re.compile(
            f"(?:^|，|；|包括)((?:{actor}(?:、|和|与|及|以及)?)+)(?:等|等人|也|均|都|亦|则|一同|代表)*"
            "(?:出席|与会|参加|到场|列席|参会)(?:了)?(?:会议|大会|活动|论坛|峰会|仪式|开幕式)?(?![{_GATHERINGS}的之])"
        )
        self._came_to = re.compile("(?:出席|列席|参加)(?:了)?(?:会议|大会|论坛|峰会|仪式|开幕式)")
        self.last: Draft | None = None
        self.of_token: dict[int, Draft] = {}  # by where the token stands

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The gatherings and dialogues that a sentence tells of."""
        made: list[Draft] = []
        for at, token in enumerate(sentence.tokens):
            if token is not None and token.kind in _KINDS:
                draft = self._event(sentence, number, at, token)
                if draft is not None:
                    self.of_token[token.start] = draft
                    made.append(draft)
        self._attendance(sentence, made)
        else_before = self.last is not None and self.last.kind == "Gathering"
        if not made and else_before and self._came_to.search(sentence.shadow):
            self._attendance(sentence, [self.last] if self.last else [])
        if made:
            self.last = made[-1]
        return made

    def _attendance(self, sentence: Sentence, made: list[Draft]) -> None:
        """Who came, told after the gathering: 政治局常委及國家副主席韓正出席，各部委、軍委等與會."""
        for match in self._came.finditer(sentence.shadow):
            before = [d for d in made if d.stretches[0][0] < sentence.places[match.start()][0]]
            gathering = before[-1] if before else None
            if gathering is None or gathering.kind != "Gathering":
                continue
            came = self._context.actors(sentence.tokens_in(*match.span(1)))
            if gathering.by_name and any(a.key.startswith("person/") for a in came):
                gathering.actors, gathering.by_name = [], False  # who came says more than whose track it is
            for actor in came:
                if actor.key not in gathering.keys() and actor.key not in gathering.hosts and actor.key != gathering.series:
                    gathering.actors.append(actor)
            stretch = sentence.stretch(*match.span())
            if stretch not in gathering.stretches:
                gathering.stretches.append(stretch)

    def _event(self, sentence: Sentence, number: int, at: int, token: Token) -> Draft | None:  # noqa: PLR0912
        context, shadow = self._context, sentence.shadow
        clause = sentence.clause_at(at)
        start, end = sentence.clauses[clause]
        status = context.status(sentence, at, clause)
        if status is None or status == "denied" or _ONLY_NAMED.match(shadow, at + 1):
            return None
        left = self._left_edge(sentence, at, start)
        before = shadow[left:at]
        ordinal = self._ordinal(sentence, at, left)
        date = self._date(sentence, at, left, end)
        attends = self._last(self._attend, shadow, left, at)
        holds = self._last(self._hold, shadow, left, at)
        if holds and holds[0] in _LIGHT and not _NUMBERED.fullmatch(shadow, holds.end(), at):
            holds = None
        after = self._held.search(shadow, at + 1, min(end, at + 30))
        if after and any(t is not None and t.kind in _KINDS for t in sentence.tokens[at + 1 : after.start()]):
            after = None
        eve = _EVE.match(shadow, at + 1)
        if eve:  # 峰會|前夕, 峰會|以來: the clause tells of another time
            holds = None
            attends = attends if "后" in eve[0] else None
            if date is not None and (eve[0] in _BEFORE or date.start > token.start):
                date = None
        listed = self._listed(sentence, at)
        if not (attends or holds) and listed is not None:
            attends, holds = self._last(self._attend, shadow, start, listed), self._last(self._hold, shadow, start, listed)
        if _SIDE.match(shadow, at + 1) and not attends:  # 藉召開論壇之便: the occasion of something else
            holds = None
        if not (date or ordinal or attends or holds or after):
            return None
        if token.kind == "gathering" and not (date or attends or holds or after):
            return None
        name = context.scan.text[token.name[0] : token.name[1]].strip("「」『』")
        is_dialogue = token.kind == "track" and bool(self._dialogue.search(name)) and not name.endswith(("峰会", "会议"))
        dated = date is not None and date.start < token.start and at and sentence.tokens[at - 1] is date
        if is_dialogue and not (holds or after or ordinal or dated):
            return None
        draft = Draft("Dialogue" if is_dialogue else "Gathering", "edition of a series" if token.keys else "gathering by name",
                      [], 0.88 if token.keys else 0.8, number)  # fmt: skip
        if status in ("planned", "cancelled", "proposed"):
            draft.status = status  # type: ignore[assignment]
        draft.series = token.key or None
        draft.title = None if token.key else context.scan.printed(*token.name)
        draft.ordinal = ordinal
        if date is None and listed is not None:
            date = self._date(sentence, listed, self._left_edge(sentence, listed, start), end)
        late = self._date(sentence, at, at, end) if after else None
        if late is not None and (date is None or date.when is None or len(date.when.start) < 10):
            date = late
        if date is not None:
            draft.when = date.when
        elif attends or holds or after:
            draft.when, date = context.when(sentence, at, clause)
        draft.place = context.place(sentence, at, clause) or self._seat(sentence, at, left)
        if _VIDEO.search(before) or _VIDEO.search(name):
            draft.mode = "video"
        self._people(sentence, clause, at, left, draft, token, attends, holds, is_dialogue=is_dialogue)
        first = min([at, *(sentence.at(t.start) for t in (date,) if t is not None and sentence.start <= t.start < token.start)])
        verbs = [m.start() for m in (attends, holds) if m is not None and m.start() >= start]
        first = min([first, *verbs])
        first = max(first, start) if date is None or sentence.clause_at(sentence.at(date.start)) == clause else min(left, at)
        last = max(at + 1, after.end() if after else at + 1, sentence.at(date.start) + 1 if date and date.start > token.start and sentence.clause_at(sentence.at(date.start)) == clause else 0)
        draft.stretches.insert(0, sentence.stretch(min(first, at), last))
        if date is not None and not any(s <= date.start and date.end <= e for s, e in draft.stretches):
            draft.stretches.append((date.start, date.end))
        travel = self._last(self._travel, shadow, start, at)
        follows = _FOLLOWS.match(shadow, at + 1)
        draft.attended = attends is not None and ordinal is None and after is None
        if attends and travel and draft.place is None:
            seat = re.search(f"([{_S['place']}{_S['capital']}{_S['state']}])(?:{self._attend.pattern})", shadow[travel.end() : at])
            found = sentence.tokens[travel.end() + seat.start()] if seat else None
            draft.place = found.keys[0] if found is not None and found.keys else None
        if attends and draft.when and (travel or follows) and not ordinal:
            draft.month_only = True
            draft.when = _month(draft.when)
        return draft

    def held(self) -> list[Draft]:
        """The gatherings and dialogues read so far, in order."""
        return list(self.of_token.values())

    # ---- parts -----------------------------------------------------------------------------------

    @staticmethod
    def _last(pattern: re.Pattern[str], shadow: str, start: int, end: int) -> re.Match[str] | None:
        found = None
        for match in pattern.finditer(shadow, start, end):
            found = match
        return found

    @staticmethod
    def _left_edge(sentence: Sentence, at: int, start: int) -> int:
        """Where what belongs to this gathering may begin: after the gathering before it in the clause."""
        for i in range(at - 1, start - 1, -1):
            token = sentence.tokens[i]
            if token is not None and token.kind in _KINDS:
                return i + 1
        return start

    @staticmethod
    def _listed(sentence: Sentence, at: int) -> int | None:
        """Where the list begins that this gathering stands in (出席 A 與 B), or None."""
        first = None
        i = at
        while i >= 2 and sentence.shadow[i - 1] in "与和及、" and (t := sentence.tokens[i - 2]) is not None and t.kind in _KINDS:
            first = i = i - 2
        return first

    def _ordinal(self, sentence: Sentence, at: int, left: int) -> int | None:
        for i in range(at - 1, max(left, at - 4) - 1, -1):
            token = sentence.tokens[i]
            if token is not None and token.kind == "ordinal" and token.unit in _EDITION_UNITS:
                return token.number
            if token is not None and token.kind in ("date", "person"):
                break
        own = sentence.tokens[at]
        if own is not None and own.ordinal is not None:
            return own.ordinal
        after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
        if after is not None and after.kind == "ordinal" and _ITS_MEETING.match(sentence.shadow, at + 2):
            return after.number  # 成員國元首理事會|第二十四次|會議
        return None

    @staticmethod
    def _date(sentence: Sentence, at: int, left: int, end: int) -> Token | None:
        for i in range(at - 1, left - 1, -1):
            token = sentence.tokens[i]
            if token is not None and token.kind == "date" and token.when is not None:
                return token
        for i in range(at + 1, min(end, at + 8)):
            token = sentence.tokens[i]
            if token is None:
                if sentence.shadow[i] in "，；、的":
                    break
            elif token.kind == "date":
                return token if token.when is not None else None
            elif token.kind in _KINDS | {"person"}:
                break
        return None

    @staticmethod
    def _seat(sentence: Sentence, at: int, left: int) -> str | None:
        """A place right before the name: 上海「中國國際進口博覽會」, 南非舉辦之第15屆…"""
        i = at - 1
        while i >= left and (sentence.tokens[i] is not None and sentence.tokens[i].kind == "ordinal" or sentence.shadow[i] in "的之"):  # type: ignore[union-attr]
            i -= 1
        token = sentence.tokens[i] if i >= left else None
        if token is not None and token.kind in ("place", "capital"):
            return token.keys[0]
        if i >= left + 2 and sentence.shadow[i - 1 : i + 1] in ("举办", "主办", "承办", "举行", "召开"):
            host = sentence.tokens[i - 2]
            if host is not None and host.kind in ("state", "capital", "place"):
                return host.keys[0]
        return None

    def _people(
        self, sentence: Sentence, clause: int, at: int, left: int, draft: Draft, token: Token,
        attends: re.Match[str] | None, holds: re.Match[str] | None, *, is_dialogue: bool,
    ) -> None:  # fmt: skip
        context, shadow = self._context, sentence.shadow
        host = re.search(f"([{_S['state']}{_S['capital']}])(?:{self._hosting.pattern})(?:的|之)", shadow[left:at])
        if host:
            found = sentence.tokens[left + host.start()]
            if found is not None:
                draft.hosts.append(found.keys[-1])
        subject: Carried | None = None
        by = _BY.search(shadow, sentence.clauses[clause][0], at)
        if by and by.end() <= at and not attends:
            draft.hosts += [a.key for a in context.actors(sentence.tokens_in(*by.span(1)))]
        owner = context.subjects.of_clause(sentence, clause)
        if owner and not (attends or holds) and _DATED_ONLY.fullmatch(shadow, owner[1], at):  # 中共去年3月「博鰲亞洲論壇」
            draft.hosts += [a.key for a in context.actors(sentence.tokens_in(*owner)) if a.key.startswith("state/")]
        attributive = holds is not None and shadow[holds.end() : holds.end() + 1] in ("的", "之")
        with_whom = holds is not None and _WITH.search(shadow, sentence.clauses[clause][0], at) is not None
        visitors = _WHO_CAME.match(shadow, at + 1) if attends else None
        if visitors:  # 來華出席運動會開幕式的|考文垂: who is met, not who meets
            subject = Carried(context.actors(sentence.tokens_in(*visitors.span(1))), sentence.stretch(*visitors.span(1)))
        elif attends or (holds and (not attributive or (with_whom and is_dialogue))):
            subject = context.subject(sentence, (attends or holds).start(), clause)  # type: ignore[union-attr]
        people: list[Actor] = []
        ending = _HELD_BY.match(shadow, at + 1)
        if ending and token.kind != "gathering":
            people = context.actors([t for t in sentence.tokens_in(at + 1, ending.end()) if t.kind in _PEOPLE])
        elif is_dialogue or (holds and not attributive and token.kind == "track"):
            own = context.subjects.of_clause(sentence, clause)
            people = list(subject.actors) if subject else context.actors(sentence.tokens_in(*own)) if own and own[1] <= at else []
            for match in _WITH.finditer(shadow, sentence.clauses[clause][0], at):
                people += context.actors(sentence.tokens_in(*match.span(1)))
            if len({a.key for a in people}) < 2 and token.parties:
                people = [Actor(key, token) for key in token.parties]
        elif subject is not None:
            if holds and not attends:
                hosting = bool(self._hosting.search(holds[0]))
                for actor in subject.actors:
                    person = actor.key.startswith(("person/", "office/"))
                    if actor.key in token.parties or (person and not hosting):
                        people.append(actor)
                    elif actor.key not in draft.hosts:
                        draft.hosts.append(actor.key)
            else:
                people = list(subject.actors)
        if not people and name_of(context, token).startswith(("三边", "三方")):
            people = context.sides if len(context.sides) == 3 else []
        if not people and token.kind == "track" and token.parties:
            people = [Actor(key, token) for key in token.parties]
            draft.by_name = True
        for actor in people:
            if actor.key not in draft.keys() and actor.key not in draft.hosts and actor.key != draft.series:
                draft.actors.append(actor)
        for actor in draft.actors:
            t = actor.token
            if t is not None and not any(s <= t.start and t.end <= e for s, e in draft.stretches):
                draft.stretches.append((t.start, t.end))


def name_of(context: Context, token: Token) -> str:
    """The folded name of a gathering, without quotation marks."""
    return context.scan.text[token.name[0] : token.name[1]].strip("「」『』")


def _month(when: When) -> When | None:
    start, end = when.start[:7], (when.end or when.start)[:7]
    return When(PartialDate(start)) if start == end else None
