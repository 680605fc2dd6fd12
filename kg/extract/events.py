"""Events by frames: each match of a frame becomes one event or, of a list of counterparts, one each."""

from __future__ import annotations

import re
from typing import cast

from kg.extract.context import Carried, Context
from kg.extract.draft import Actor, Draft
from kg.extract.frames import Frame
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS, Token
from kg.records import EventKind, Mode, Status

_LONG = 70  # a list longer than this is proven by its verb and each of its names
_PRECISION = {"Meeting": 0.93, "Visit": 0.9, "Publication": 0.9, "Establishment": 0.8, "Withdrawal": 0.9, "Act": 0.85}


_HEAD = re.compile(f"[的之]([{SYMBOLS['person']}{SYMBOLS['office']}])")
_ONLY_AN_IDEA = re.compile("[的之](?:计划|可能|邀请|意愿|建议|请求|想法|前景)")
_SPEECH = re.compile("(?:为题)?(?:的|之|主题|主旨)*(?:演说|讲话|演讲|致辞|致词|发言)")
_DELEGATIONS = ("团", "團", "delegation")
_TOGETHER = re.compile("三方|三边|四方|四边|多边|集体|共同会见")
_CALLED_OFF = re.compile("(?:取消|推迟|延期|搁置|延后|告吹)(?:了)?$")
_TOWARD = re.compile(r"[来访](\w)(?=$|进行|访问|出席|正式|工作|国事)")
_COMES = frozenset({"来到", "到达", "走访"})
_ANNIVERSARY = re.compile(".{0,6}周年")
_INVITED = re.compile("应(?P<host>[^，。；]{1,12})的?邀请")


class Events:
    """Applies the frames to sentences."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._each = re.compile(context.frames.word("each"))

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The events that frames find in a sentence; ``number`` is the sentence's."""
        matches: list[tuple[Frame, re.Match[str]]] = []
        claimed: set[int] = set()
        for frame in self._context.frames.frames:
            for match in frame.pattern.finditer(sentence.shadow):
                verb = range(*match.span("verb"))
                if not claimed.intersection(verb):
                    claimed.update(verb)
                    matches.append((frame, match))
        matches.sort(key=lambda pair: pair[1].start("verb"))
        drafts: list[Draft] = []
        last: tuple[str, list[Draft]] | None = None
        for frame, match in matches:
            if frame.after:
                if last is None or last[0] not in frame.after or not last[1]:
                    continue
            made = self._make(frame, match, sentence, number, last[1][-1] if frame.after and last else None)
            if made:
                drafts += made
                last = (frame.name, made)
                self._context.remember(made[-1].actors)
        return drafts

    def _make(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, number: int, before: Draft | None
    ) -> list[Draft]:
        context = self._context
        at = match.start("verb")
        clause = sentence.clause_at(at)
        status = context.status(sentence, min(at, match.start()), clause)
        if status is None:
            return []
        off = 0
        if status == "held" and _CALLED_OFF.search(sentence.shadow, match.end(), sentence.clauses[clause][1]):
            status, off = "cancelled", sentence.clauses[clause][1]
        groups = match.groupdict()
        named = {name: self._tokens(sentence, match, name) for name in groups if name != "verb"}
        subject = self._subject(frame, match, sentence, clause, before)
        when, date = context.when(sentence, at, clause)
        if when is None and frame.event == "Act":
            date = next((t for t in sentence.tokens_in(*sentence.clauses[clause]) if t.kind == "date" and t.when), None)
            when = date.when if date else None
        if frame.after and frame.event == "Meeting":
            token = sentence.tokens[at]
            when, date = (token.when, token) if token else (None, None)
        draft = Draft(
            cast(EventKind, frame.event), frame.name, [], _PRECISION.get(frame.event, 0.85), number,
            when=when, status=cast(Status, status),
        )  # fmt: skip
        first = min(match.start(), self._first(sentence, clause, subject, date, match))
        draft.stretches = [sentence.stretch(first, max(match.end(), at + 1))]
        draft.verb = sentence.stretch(*match.span("verb"))
        if frame.after and before is not None and before.verb is not None:
            draft.verb = before.verb
            draft.stretches.append(before.verb)
        if off:
            draft.stretches[0] = (draft.stretches[0][0], sentence.places[off - 1][1])
        if date is not None and not self._inside(draft, date):
            draft.stretches.append((date.start, date.end))
        build = getattr(self, f"_{frame.event.lower()}")
        made: list[Draft] = build(frame, match, sentence, clause, draft, subject, named, before)
        return made

    # ---- parts -----------------------------------------------------------------------------------

    def _tokens(self, sentence: Sentence, match: re.Match[str], group: str) -> list[Token]:
        return sentence.tokens_in(*match.span(group)) if match.start(group) >= 0 else []

    def _subject(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, before: Draft | None
    ) -> Carried | None:
        if frame.subject in ("none", "whom"):
            return None
        who = self._tokens(sentence, match, "who") if "who" in match.groupdict() else []
        head = _HEAD.match(sentence.shadow, match.end()) if frame.event == "Visit" else None
        if head:  # 剛結束訪問華盛頓的|南韓總統文在寅
            return Carried(self._context.actors(sentence.tokens_in(*head.span(1))), sentence.stretch(*head.span(1)))
        if who:
            return Carried(self._context.actors(who), sentence.stretch(*match.span("who")))
        if frame.after and before is not None and frame.event == "Meeting":
            actors = [Actor(a.key, a.token, carried=True) for a in before.actors[:1]]
            token = before.actors[0].token if before.actors else None
            return Carried(actors, (token.start, token.end) if token else before.stretches[0])
        if frame.subject == "wanted":
            after = sentence.tokens[match.end() + 1] if match.end() + 1 < len(sentence.tokens) else None
            if after is not None and after.kind == "person":
                return Carried(self._context.actors([after]), (after.start, after.end))
        return self._context.subject(sentence, match.start(), sentence.clause_at(match.start()))

    def _first(
        self, sentence: Sentence, clause: int, subject: Carried | None, date: Token | None, match: re.Match[str]
    ) -> int:
        """Where the proving stretch begins: at the subject or date, whichever stands first in the clause."""
        start, _ = sentence.clauses[clause]
        places = [match.start()]
        for stretch in (subject.stretch if subject else None, (date.start, date.end) if date else None):
            if stretch and sentence.places[start][0] <= stretch[0] < sentence.places[match.start()][1]:
                places.append(sentence.at(stretch[0]))
        return min(places)

    @staticmethod
    def _inside(draft: Draft, token: Token) -> bool:
        return any(start <= token.start and token.end <= end for start, end in draft.stretches)

    def _apart(self, frame: Frame, sentence: Sentence, match: re.Match[str], whom: list[Actor]) -> bool:
        """Whether a list of counterparts was met one by one: it says so, or their states differ."""
        if _TOGETHER.search(sentence.shadow, match.start(), match.end()):
            return False
        if frame.join != "auto" or len(whom) < 2:
            return frame.join == "apart"
        clause_start, _ = sentence.clauses[sentence.clause_at(match.start())]
        if self._each.search(sentence.shadow, clause_start, match.end()):
            return True
        states = [self._context.state_of(actor) for actor in whom]
        return len(set(states)) == len(states) and None not in states

    def _carry(self, draft: Draft, actors: list[Actor], stretch: tuple[int, int] | None) -> None:
        """Adds actors; where their words stand elsewhere, a further stretch holds them."""
        for actor in actors:
            if actor.key not in draft.keys():
                draft.actors.append(actor)
        for actor in actors:
            token = actor.token
            if token is not None and not self._inside(draft, token):
                draft.stretches.append((token.start, token.end))

    # ---- by class --------------------------------------------------------------------------------

    def _meeting(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, draft: Draft,
        subject: Carried | None, named: dict[str, list[Token]], before: Draft | None,
    ) -> list[Draft]:  # fmt: skip
        context = self._context
        whom = context.actors(named.get("whom", []))
        if whom and not context.subjects.whole(sentence.shadow, match.end("whom")):
            return []
        if frame.name == "meet someone" and all(a.key.startswith("state/") for a in whom):
            return []
        first = context.actors(named.get("who", []))
        if first and subject and {context.state_of(a) for a in first} == {context.state_of(a) for a in whom} != {None}:
            outer = context.subject(sentence, match.start(), clause)  # 與國務委員楊潔篪和外長王毅見面: both are whom
            if outer is not None and not {a.key for a in outer.actors} & {a.key for a in first}:
                whom, subject = first + whom, outer
        who = [a for a in (subject.actors if subject else []) if a.key not in {w.key for w in whom}]
        if frame.subject != "none" and not who:
            return []
        if len(who) + len(whom) < 2:
            return []
        if not any(a.key.startswith(("person/", "office/")) for a in who + whom) and frame.name != "sides meet":
            if not all(a.key.startswith("state/") or "organization/" in a.key for a in who + whom):
                return []
        draft.mode = cast(Mode, context.mode(sentence, clause, match["verb"]))
        draft.place = context.place(sentence, match.start("verb"), clause) if draft.mode == "in-person" else None
        counts = [t for t in sentence.tokens_in(*match.span()) if t.kind == "count" and t.unit in ("轮", "次", "场")]
        draft.count = counts[0].number if counts else None
        if not self._apart(frame, sentence, match, whom):
            self._carry(draft, who + whom, subject.stretch if subject else None)
            return [draft]
        made = []
        list_start = sentence.places[match.start("whom")][0]
        for actor in whom:
            one = Draft(
                draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
                place=draft.place, mode=draft.mode, status=draft.status, verb=draft.verb,
            )  # fmt: skip
            token = actor.token
            if token is not None and token.start >= list_start:
                start, end = one.stretches[0]
                head_end = list_start
                if token.end - start <= _LONG or frame.pattern.groupindex["verb"] and match.end("whom") < match.start("verb"):
                    one.stretches[0] = (start, max(token.end, end if match.end("whom") <= match.start("verb") else token.end))
                else:
                    one.stretches[0] = (start, head_end)
                    one.stretches.insert(1, (token.start, token.end))
            self._carry(one, [*who, actor], subject.stretch if subject else None)
            made.append(one)
        return made

    def _visit(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, draft: Draft,
        subject: Carried | None, named: dict[str, list[Token]], before: Draft | None,
    ) -> list[Draft]:  # fmt: skip
        context = self._context
        if frame.subject == "host":
            guests = context.actors(named.get("whom", []))
            if not guests or subject is None:
                return []
            draft.hosts = [a.key for a in subject.actors]
            self._carry(draft, guests, None)
            return [draft]
        who = subject.actors if subject else context.actors(named.get("whom", []))
        if _ONLY_AN_IDEA.match(sentence.shadow, match.end()):
            return []
        if match["verb"] in _COMES and not any(t.kind in ("state", "capital") for t in named.get("place", [])):
            return []  # 來到黃河邊: a walk, not a journey
        places = [t for t in named.get("place", []) if t.keys]
        travellers = [
            a for a in who
            if a.key.startswith(("person/", "office/")) or (a.key.startswith("organization/") and a.key.endswith(_DELEGATIONS))
        ]  # fmt: skip
        if not travellers or (not places and frame.subject != "whom"):
            return []
        home = {context.state_of(a) for a in travellers}
        targets = [self._target(t) for t in places]
        if any(t.kind in ("state", "capital") and t.keys[-1] in home for t in places):
            return []
        invited = _INVITED.search(sentence.shadow, 0, match.start())
        if invited:
            draft.hosts = [a.key for a in context.actors(sentence.tokens_in(*invited.span("host")))]
            draft.stretches.append(sentence.stretch(*invited.span()))
        toward = _TOWARD.search(match["verb"])
        if toward and not targets:  # 來華, 訪華
            key = context.shorts.resolve(toward[1])
            targets = [key] if key and context.state_of(travellers[0]) != key else []
        parts = targets or [None]
        made = []
        clause_start, _ = sentence.clauses[clause]
        each = bool(self._each.search(sentence.shadow, clause_start, match.start("verb"))) and len(travellers) > 1
        groups = [[a] for a in travellers] if each else [travellers]
        for place in parts:
            for group in groups:
                one = Draft(
                    draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
                    place=place, status=draft.status, hosts=list(draft.hosts),
                )  # fmt: skip
                self._carry(one, group, subject.stretch if subject else None)
                made.append(one)
        if len(home) == 1 and len(places) == 1 and places[0].keys[-1].startswith("state/"):
            context.remember([*travellers[:1], Actor(places[0].keys[-1], places[0])])
        return made

    @staticmethod
    def _target(token: Token) -> str:
        return token.keys[0]

    def _publication(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, draft: Draft,
        subject: Carried | None, named: dict[str, list[Token]], before: Draft | None,
    ) -> list[Draft]:  # fmt: skip
        works = named.get("work", [])
        for actor in subject.actors if subject else []:
            self._carry(draft, [Actor(actor.key, actor.token, "issuer", actor.carried)], None)
        speech = _SPEECH.match(sentence.shadow, match.end())
        if works and speech and draft.actors:
            draft.kind, draft.said = "Statement", works[0].name
            for actor in draft.actors:
                actor.role = "speaker"
            draft.stretches[0] = (draft.stretches[0][0], sentence.stretch(*speech.span())[1])
            draft.about = [k for t in self._context.inner(works[0]) for k in t.keys]
            return [draft]
        if works:
            draft.published = works[0].key
            draft.title = works[0].unit or None
        elif not draft.actors:
            return []
        else:
            draft.document_kind = self._context.printed(sentence, *match.span("kind"))
        return [draft]

    def _establishment(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, draft: Draft,
        subject: Carried | None, named: dict[str, list[Token]], before: Draft | None,
    ) -> list[Draft]:  # fmt: skip
        about = named.get("about", [])
        self._carry(draft, (subject.actors if subject else []) + self._context.actors(named.get("whom", [])), None)
        if _ANNIVERSARY.match(sentence.shadow, match.end()):
            draft.when, draft.stretches = None, draft.stretches[:1]
            if not draft.actors and clause + 1 < len(sentence.clauses):  # 面對建立夥伴關係20週年，|中歐
                following = self._context.subjects.of_clause(sentence, clause + 1)
                if following:
                    self._carry(draft, self._context.actors(sentence.tokens_in(*following), carried=True), None)
        if not draft.actors or (not about and frame.title and len(draft.actors) < 2):
            return []
        if not about:
            draft.title = self._context.printed(sentence, *match.span("verb"))
            return [draft]
        made = []
        for thing in about:
            if not thing.keys:
                continue
            one = Draft(draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
                        actors=list(draft.actors), status=draft.status, about=[thing.keys[0]])  # fmt: skip
            one.stretches[0] = (one.stretches[0][0], max(thing.end, one.stretches[0][0] + 1))
            made.append(one)
        return made

    def _withdrawal(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, draft: Draft,
        subject: Carried | None, named: dict[str, list[Token]], before: Draft | None,
    ) -> list[Draft]:  # fmt: skip
        self._carry(draft, subject.actors if subject else [], None)
        draft.about = [t.keys[0] for t in named.get("about", []) if t.keys]
        return [draft] if draft.actors and draft.about else []

    def _act(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, clause: int, draft: Draft,
        subject: Carried | None, named: dict[str, list[Token]], before: Draft | None,
    ) -> list[Draft]:  # fmt: skip
        start, end = sentence.clauses[clause]
        draft.stretches[0] = sentence.stretch(min(start, sentence.at(draft.stretches[0][0])), end)
        whom = self._context.actors(named.get("whom", []))
        self._carry(draft, (subject.actors if subject else []) + whom, None)
        draft.about = [t.keys[0] for name in ("about", "work") for t in named.get(name, []) if t.keys]
        if "work" in named and not named["work"]:  # 憲法, without brackets
            stretch = sentence.stretch(*match.span("work"))
            draft.about.append(self._context.cast.named("Document", self._context.scan.printed(*stretch), stretch))
        if frame.after and before is not None:
            draft.about = [k for k in before.about if not k.startswith("document/")] + draft.about
            draft.stretches.append(before.stretches[0])
        last = match.end("what") if "what" in match.groupdict() else match.end("verb")
        draft.title = self._context.printed(sentence, match.start("verb"), last) if frame.title else None
        draft.place = self._context.place(sentence, match.start("verb"), clause)
        needed = 2 if whom or frame.several else 1
        return [draft] if len(draft.actors) >= needed or (draft.about and frame.subject == "none") else []
