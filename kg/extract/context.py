"""What a sentence leaves unsaid and the text before it says: who acts, when, where, on what occasion, in what mood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.cast import Cast
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.frames import Frames
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.sentence import Sentence, Subjects
from kg.extract.tokens import SYMBOLS, Token
from kg.extract.when import When
from kg.lexicon.grammar import Grammar
from kg.lexicon.lexicon import kind_of

_S = SYMBOLS
_GATHERED = _S["forum"] + _S["track"] + _S["gathering"]
_PLACES = _S["place"] + _S["capital"] + _S["state"]
_PLACE = re.compile(rf"(?:在|于|假)(?:{_S['organization']}总部|[{_PLACES}]首都)?(?P<p>[{_PLACES}]+)(?!期间|举办|问题|方面|(?:与|和|、)[{_PLACES}]|的?关系|议题)")
_SINCE = re.compile(rf"(?:[{_GATHERED}])?(?:以来|起|以后|后以来)")
_STANDING = re.compile("关系|合作|友好|双边")
_PARTNER = re.compile("[与同跟]")
_WHEN_CLAUSE = re.compile(r"(?:时|期间|之际|后|前|过程中|的同时|途中)$")
_UNKNOWN = 5  # characters of a clause, small words apart, that may be an actor without a row
_AFTER = re.compile(r"(?:后|以来|以前|之前|前|起)$")  # what such a clause tells happened at another time


@dataclass(slots=True)
class Carried:
    """Actors and the range of the shadow (of their own sentence) where they stand."""

    actors: list[Actor]
    stretch: Stretch


@dataclass(slots=True)
class Context:
    """The state of reading: it is read in the order of the text and reset at each heading."""

    scan: Scan
    cast: Cast
    grammar: Grammar
    frames: Frames
    subjects: Subjects
    shorts: Shorts
    partnership: re.Pattern[str]  # what the names of partnerships end in
    topic: Carried | None = None
    sides: list[Actor] = field(default_factory=list)  # whom 雙方 and 兩國 mean
    leaders: list[Actor] = field(default_factory=list)  # whom 兩國元首 and 兩人 mean
    inner_of: dict[int, list[Token]] = field(default_factory=dict)  # by where a quotation begins: what it names
    visit: Draft | None = None  # the dated visit that this block tells of
    drafts: list[Draft] = field(default_factory=list)

    def inner(self, quote: Token) -> list[Token]:
        """What a quotation names."""
        return self.inner_of.get(quote.start, [])

    def start_block(self, *, fresh: bool) -> None:
        """A block begins: nobody is carried into it; after a heading nothing at all."""
        self.topic = None
        if fresh:
            self.sides, self.leaders, self.visit = [], [], None

    def printed(self, sentence: Sentence, start: int, end: int) -> str:
        """The words behind a range of a sentence's shadow, as printed."""
        return self.scan.printed(*sentence.stretch(start, end))

    # ---- actors ----------------------------------------------------------------------------------

    def actors(self, tokens: list[Token], *, carried: bool = False) -> list[Actor]:
        """The actors that tokens name: a capital acts as its state, a pair is its states, 雙方 who they are."""
        found: list[Actor] = []
        for n, token in enumerate(tokens):
            if token.kind in ("state", "capital") and n + 1 < len(tokens) and tokens[n + 1].start == token.end:
                continue  # 台灣|中央社: whose, not who
            if token.kind == "side":
                found += [Actor(a.key, a.token, carried=True) for a in self.side(token)]
            elif token.kind == "pair":
                found += [Actor(key, token, carried=carried) for key in token.keys]
            elif token.kind == "capital":
                found.append(Actor(token.keys[-1], token, carried=carried))
            elif token.key:
                found.append(Actor(token.key, token, carried=carried))
        unique: dict[str, Actor] = {}
        for actor in found:
            unique.setdefault(actor.key, actor)
        return list(unique.values())

    def side(self, token: Token) -> list[Actor]:
        """Whom 雙方, 兩國, 三方 (``rule`` side) or 兩國元首, 兩人 (``rule`` leaders) mean here."""
        wanted = token.number or 2
        if token.rule == "leaders" and "元首" in self.scan.text[token.start : token.end]:
            heads = self._heads()
            if len(heads) == wanted:
                return heads
        held = self.leaders if token.rule == "leaders" else self.sides
        return held if len(held) == wanted else []

    def _heads(self) -> list[Actor]:
        """The heads of the states that are the two sides, as far as the document names them and the lexicon knows them."""
        lexicon = self.cast.lexicon
        found = []
        for side in self.sides:
            heads = {
                h.person for h in lexicon.holdings
                if h.of == side.key and h.person in self.cast.members and lexicon.ranks.get(h.office) == "head of state"
            }  # fmt: skip
            if len(heads) == 1:
                found.append(Actor(next(iter(heads)), None, carried=True))
        return found

    def remember(self, actors: list[Actor]) -> None:
        """These met or acted together: 雙方 are the states that they act for, 兩人 they themselves."""
        persons = [a for a in actors if a.key.startswith("person/")]
        if len(persons) in (2, 3) and len(persons) == len(actors):
            self.leaders = persons
        states: dict[str, Actor] = {}
        for actor in actors:
            key = self.state_of(actor)
            if key:
                states.setdefault(key, Actor(key, actor.token))
        if len(states) in (2, 3):
            self.sides = list(states.values())

    def sight(self, tokens: list[Token]) -> None:
        """A pair of states (中美, 中歐關係) that a sentence or heading speaks of is what 雙方 and 兩國 mean from here."""
        for token in tokens:
            keys = token.keys if token.kind == "pair" else token.parties
            if token.kind == "concept" and not _STANDING.search(self.scan.text, *token.name):
                continue  # 以巴衝突: whom it is about, not who the two sides are
            if len(keys) in (2, 3):
                self.sides = [Actor(key, token) for key in keys]

    def state_of(self, actor: Actor) -> str | None:
        """The state or union that an actor acts for, as its titles and the lexicon tell."""
        lexicon = self.cast.lexicon
        candidates: list[str | None] = [actor.key]
        if actor.token is not None and actor.key.startswith("person/"):
            candidates += [office.of for office in actor.token.offices]
        member = self.cast.members.get(actor.key)
        if member is not None and member.office_of:
            candidates.append(member.office_of)
        if actor.key.startswith("person/"):
            candidates += self.known_states.get(actor.key, [])
            candidates += lexicon.states_of(actor.key)
        for key in candidates:
            for _ in range(5):
                if key is None or key.startswith("state/") or key in lexicon.parties:
                    break
                entry = lexicon.entries.get(key)
                key = entry.part_of if entry and entry.part_of else self.owners.get(key)
            if key and (key.startswith("state/") or key in lexicon.parties):
                return key
        return None

    known_states: dict[str, list[str]] = field(default_factory=dict)  # by person: where its titles are held
    owners: dict[str, str] = field(default_factory=dict)  # of bodies without a row: the state in their name

    def subject(self, sentence: Sentence, at: int, number: int) -> Carried | None:
        """Who acts at the place ``at`` of a sentence: in its clause, in those around it, or carried over."""
        own = self.subjects.of_clause(sentence, number)
        if own and own[1] <= at:
            driven = self.subjects.driven(sentence, own[1], at)
            if driven:  # 文在寅派出|特使團|訪問北韓
                return self._carried(sentence, driven, carried=False)
            if self.subjects.hides(sentence, own[1], at):
                return None
            return self._carried(sentence, own, carried=False)
        nearest = self.subjects.before(sentence, at, number)
        if nearest:
            return self._carried(sentence, nearest, carried=False)
        start, end = sentence.clauses[number]
        if self.subjects.residue(sentence, start, at) > _UNKNOWN:
            return None  # somebody acts here whose name is not known
        if _WHEN_CLAUSE.search(sentence.shadow[start:end]) and number + 1 < len(sentence.clauses):
            following = self.subjects.of_clause(sentence, number + 1)
            if following and not (number and self._subject_before(sentence, number)):
                return self._carried(sentence, following, carried=True)
        found = self._subject_before(sentence, number)
        if found:
            return found
        return self.topic

    def _subject_before(self, sentence: Sentence, number: int) -> Carried | None:
        for before in range(number - 1, -1, -1):
            head = self.subjects.head(sentence, before)
            span = head or self._leading(sentence, before)
            if span:
                return self._carried(sentence, span, carried=True)
        return None

    def _leading(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        """The subject of a clause as what follows carries it on: of A 與 B 會談 it is A."""
        span = self.subjects.of_clause(sentence, number)
        if span is None:
            return None
        _, end = sentence.clauses[number]
        partner = _PARTNER.search(sentence.shadow, *span)
        if partner and self._talks.search(sentence.shadow, span[1], end):
            return span[0], partner.start()
        return span

    def _carried(self, sentence: Sentence, span: tuple[int, int], *, carried: bool) -> Carried | None:
        actors = self.actors(sentence.tokens_in(*span), carried=carried)
        return Carried(actors, sentence.stretch(*span)) if actors else None

    def end_sentence(self, sentence: Sentence) -> None:
        """After a sentence: whom it was about is whom the next may leave unsaid."""
        for number in range(len(sentence.clauses) - 1, -1, -1):
            span = self._leading(sentence, number) or self.subjects.head(sentence, number)
            if span is None:
                continue
            found = self._carried(sentence, span, carried=True)
            if found and all(a.key.startswith("person/") for a in found.actors):
                self.topic = found
                return

    @property
    def _talks(self) -> re.Pattern[str]:
        return re.compile(self.frames.word("talk"))

    # ---- time, place, mood -----------------------------------------------------------------------

    def when(self, sentence: Sentence, at: int, number: int) -> tuple[When | None, Token | None]:
        """The date of what happens at ``at``, and its token: before it in its clause, after it, in a clause before."""
        start, end = sentence.clauses[number]
        before = self._dates(sentence, start, at)
        if before:
            return before[-1].when, before[-1]
        for n in range(number - 1, -1, -1):
            if _AFTER.search(sentence.shadow, *sentence.clauses[n]) or self.subjects.head(sentence, n):
                continue
            found = [t for t in self._dates(sentence, *sentence.clauses[n]) if t.when and len(t.when.start) > 4]
            if found:  # a bare year is not carried on
                return found[-1].when, found[-1]
        after = self._dates(sentence, at, end)
        if after:
            return after[0].when, after[0]
        return None, None

    @staticmethod
    def _dates(sentence: Sentence, start: int, end: int) -> list[Token]:
        found = []
        for i in range(start, end):
            token = sentence.tokens[i]
            if token is None or token.kind != "date" or token.when is None:
                continue
            if _SINCE.match(sentence.shadow, i + 1) or sentence.shadow[max(0, i - 1) : i] == "自":
                continue
            found.append(token)
        return found

    def place(self, sentence: Sentence, at: int, number: int) -> str | None:
        """Where: 在 and a place, before ``at`` in its clause or right after it."""
        start, end = sentence.clauses[number]
        found = None
        for match in _PLACE.finditer(sentence.shadow, start, end):
            if match.start() < at or found is None:
                token = sentence.tokens[match.end("p") - 1]
                if token is None or not token.keys:
                    continue
                found = token.keys[0]
                if match.end("p") - match.start("p") > 1:  # 北京|人民大會堂: the whole is a form of its name, too
                    self.cast.add(kind_of(found), found, self.printed(sentence, *match.span("p")))
        return found

    def status(self, sentence: Sentence, at: int, number: int) -> str | None:
        """What the clause says became of it: held, planned, …; None where it only wonders."""
        start, _ = sentence.clauses[number]
        window = sentence.shadow[max(start, at - 14) : at]
        for status in ("hypothetical", "denied", "cancelled", "planned", "proposed"):
            for match in re.finditer(self.frames.word(status), window):
                if match[0] == "邀请" and "应" in window[: match.start()]:
                    continue  # 應…邀請: invited, and came
                if status == "cancelled" and any(c in "的之" for c in window[match.end() :]):
                    continue  # 暫停三年|的|論壇
                if status == "planned" and match[0] == "将" and window[match.end() : match.end() + 1] in _NOT_WILL:
                    continue
                return None if status == "hypothetical" else status
        return "held"

    def mode(self, sentence: Sentence, number: int, verb: str) -> str:
        """How a meeting was held, by the words of its clause."""
        start, end = sentence.clauses[number]
        clause = sentence.shadow[start:end]
        if re.search(self.frames.word("video"), verb):
            return "video"
        if re.search(self.frames.word("phone"), verb):
            return "phone"
        if re.search(self.frames.word("video"), clause):
            return "video"
        return "phone" if re.search(self.frames.word("phone"), clause) else "in-person"


_NOT_WILL = frozenset("军领士")
