"""The tokens of a document: of all readings of each stretch, the one that stands.

Titled persons and document titles claim their words first, dates next, then the longest of what is left. What stands in
quotation marks as a whole is the thing that it names, marks included.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kg.extract.calendar import Calendar
from kg.extract.cast import Cast
from kg.extract.gatherings import Gatherings, Named, numbers
from kg.extract.names import Names
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.titles import Titles
from kg.extract.tokens import OfficeMention, Token
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Match, Term
from kg.text import dates as date_text
from kg.text.fold import fold_name

_LATIN = re.compile(r"[（(]\s?([A-Za-zÀ-ž][A-Za-zÀ-ž0-9'.’ ·\-]{1,50})\s?[）)]")
_RANK = {
    "short name": 75, "numbered name": 66,
    "title in brackets": 90, "titled name": 80, "name before title": 80, "shared title": 79, "holder": 80, "short form": 65, "office": 60, "grade": 60,
}  # fmt: skip
_DATE = 70
_NAMED_KINDS = {
    "State": "state", "Person": "person", "Organization": "organization", "Forum": "forum", "Track": "track",
    "Initiative": "initiative", "Concept": "concept", "Place": "place",
}  # fmt: skip
_SIDES = re.compile(
    r"(?P<leaders>(?:两国|双方|两党|三国)(?:元首|领导人|国家元首|外长|首脑|总理|领袖|首长)|两人|二人|两位(?:元首|领导人|总统|外长))|(?P<three>三方|三国)|双方|两国"
)
_MEDIA = re.compile("(?:报|新闻|时报|日报|邮报|周刊|杂志|月刊|联播|快讯|周报|晚报)$")
_QUOTED_KINDS = frozenset({"forum", "track", "gathering", "initiative", "concept", "organization"})


_OPENING = 1500  # characters in which a document shows who publishes it
_TELLING = 4  # characters of a general name that can point back to a gathering: 外長會議, not 會議


def _rank(token: Token) -> int:
    return _DATE if token.kind == "date" else _RANK.get(token.rule, 0)


@dataclass(slots=True)
class Lattice:
    """The tokens of a document in order, not overlapping, and the quotations that hold words said.

    ``inner`` are tokens within quotations and document titles: what these are about.
    """

    tokens: list[Token]
    inner: list[Token]
    quotes: dict[int, int]


class Weaver:
    """Makes the lattice of one scanned document."""

    def __init__(self, scan: Scan, cast: Cast, grammar: Grammar) -> None:
        self._scan, self._text, self._cast, self._grammar = scan, scan.text, cast, grammar
        self._lexicon = cast.lexicon
        self._names = Names(grammar, self._lexicon)
        self.shorts = Shorts(scan, self._lexicon, grammar)
        self._dates = list(date_text.find(scan.text))
        self._numbers = numbers(scan.text)
        self._walls = [(d.start, d.end) for d in self._dates]
        self._sides = re.compile(f"([{''.join(re.escape(c) for c in self._lexicon.shorts if len(c) == 1)}])方(?!面|式|案|向|法|针|块|便|才|圆|阵|程|位)")
        self._toward = re.compile(
            f"(?:出访|访|赴|抵|对)([{''.join(re.escape(c) for c in self._lexicon.shorts if len(c) == 1)}])"
            rf"(?=$|[，。；：、（「\s]|期间|之行|行程|之旅|关系|政策|战略|合作|{grammar.pattern('after_names')})"
        )
        self._track_before = re.compile(
            r"(?:举行|召开|重启|成立|建立|设立|主持|出席|参加)(?:了|新一|第?[一二三四五六七八九十首\d两]{1,3}[轮次届]|的|年度|本|中\w|\w双方|两国)*$"
            r"|(?:[首\d一二三四五六七八九十][轮次届])$"
        )
        self._pair_follows = re.compile(
            r"(?:两国|双方|三国|三方|领导人|元首|首脑|外长|防长|国防|总理|总统|之间|均|都|在|与|和|于|去年|今年|将|同意|宣布|达成|举行|签署|发表|也|已|曾|就|因|高层|外交|双边|建交|建立|恢复|签订|加强|深化|推动|雄|军|经贸|贸易|关|对话|两军)"
        )
        self._pair_concept = re.compile(grammar.pattern("pair_concepts"))
        self._concept_end = re.compile(grammar.pattern("concept_endings") + "$")
        self._groups = frozenset(grammar["office_groups"])
        self._never = re.compile(grammar.pattern("not_names"))
        self._general: list[Named] = []
        self._holders: dict[tuple[str, str], str] = {}
        self._acts = alternation([w for w in grammar["after_names"] if len(w) > 1])
        self._level = re.compile(f"{alternation(grammar['gathering_levels'])}$")
        self._unique = frozenset(grammar["unique_titles"])
        self._gathering_end = re.compile(grammar.pattern("gathering_endings") + "$")
        self._clauselike = re.compile("[是将不，。；！？要已]")

    def weave(self, blocks: list[tuple[int, int]]) -> Lattice:
        """The lattice over these blocks (offsets of the view)."""
        titles = self._titled()
        persons = self._persons(titles, blocks)
        self._learn(persons)
        self._learn_bare(persons)
        self._holders = self._held_offices(persons)
        titled = self._titled()
        persons = self._persons(titled, blocks) + self._graded(titled)
        candidates = [*persons, *self._works(), *self._date_tokens(), *self._number_tokens(), *self._side_tokens()]
        candidates += self._short_names() + self._known() + self._delegations() + self._gathering_tokens(blocks) + self._pair_tokens() + self._quoted()
        tokens, inner, quotes = self._choose(candidates)
        tokens = sorted([*tokens, *self._again(tokens, blocks)], key=lambda t: t.start)
        return Lattice(tokens, inner, quotes)

    def _again(self, tokens: list[Token], blocks: list[tuple[int, int]]) -> list[Token]:
        """General names that end the name of a gathering told of before in the block: 中日韓|外長會議 … 外長會議."""
        found = []
        for named in self._general:
            if any(t.start < named.end and named.start < t.end for t in tokens):
                continue
            block = next(((s, e) for s, e in blocks if s <= named.start < e), None)
            word = self._text[named.start : named.end]
            earlier = [
                t for t in tokens
                if block and block[0] <= t.start and t.end <= named.start and t.kind in ("forum", "track", "gathering")
                and self._text[t.name[0] : t.name[1]].strip("「」『』").endswith(word)
            ]  # fmt: skip
            if earlier:
                last = earlier[-1]
                found.append(Token(named.start, named.end, last.kind, (), (named.start, named.end), rule="named before", same_as=last))
        return found

    # ---- candidates ------------------------------------------------------------------------------

    def _titled(self) -> Titles:
        return Titles(self._scan, self._cast, self._grammar, self._names, self.shorts, self._walls)

    def _persons(self, titles: Titles, blocks: list[tuple[int, int]]) -> list[Token]:
        found: list[Token] = []
        for start, end in blocks:
            floor = start
            for match, term in titles.titles(start, end):
                if match.start < floor:
                    continue
                token = titles.person(match, term, floor, end)
                if token is not None:
                    token.rule = "titled name" if token.name[0] >= match.end else "name before title"
                    found.append(token)
                    floor = token.end
                    if token.rule == "titled name":
                        found += titles.sharing(token, end)
                    continue
                begin, office = titles.office(match, term, floor)
                meant = self._holder(match, office, begin)
                if meant and not self._never.match(self._text, match.end):
                    found += meant
                    continue
                if office.of and self._is_office(office.title) and not self._never.match(self._text, match.end):
                    found.append(Token(begin, match.end, "office", name=(begin, match.end), offices=[office], rule="office"))
        return found

    def _is_office(self, title: str) -> bool:
        folded = fold_name(title)
        return any(folded.endswith(group) for group in self._groups)

    def _held_offices(self, persons: list[Token]) -> dict[tuple[str, str], str]:
        """Who holds which office, where the document names one holder only: (state or body, title) to person."""
        holders: dict[tuple[str, str], set[str]] = defaultdict(set)
        for token in persons:
            if token.kind == "person":
                for office in token.offices:
                    if office.of and not office.former:
                        holders[office.of, office.title].add(self._person_key(token))
        return {office: next(iter(found)) for office, found in holders.items() if len(found) == 1}

    def _holder(self, match: Match, office: OfficeMention, begin: int) -> list[Token]:
        """The persons meant by an office without a name (歐洲理事會與歐盟委員會主席), where the document tells them."""
        key = self._holders.get((office.of or "", office.title))
        if key is None or fold_name(office.title) not in self._unique:
            return []
        found = [Token(begin, match.end, "person", (key,), (begin, match.end), rule="holder")]
        if begin and self._text[begin - 1] in "与和及、":
            for m in self._scan.ends.get(begin - 1, ()):
                other = next((self._holders.get((t.key, office.title)) for t in m.terms if t.kind == "Organization"), None)
                if other:
                    found.insert(0, Token(m.start, m.end, "person", (other,), (m.start, m.end), rule="holder"))
                    break
        return found

    def _learn(self, persons: list[Token]) -> None:
        """Names met with a title are found without one from now on; of 瓦西里·格言 also what stands after the dot."""
        learned: dict[str, str] = {}
        for token in persons:
            if token.kind != "person":
                continue
            start, end = token.name
            name = self._text[start:end]
            key = self._person_key(token)
            learned[name] = key
            last = re.split("[·—]", name)[-1]
            if last != name and len(last) >= 2:
                learned.setdefault(last, key)
        self._add_names({n: k for n, k in learned.items() if n not in self._lexicon.terms or not self._known_person(n)})

    def _learn_bare(self, persons: list[Token]) -> None:
        """Names that stand without a title throughout, known by what their bearers do."""
        covered = bytearray(len(self._text) + 1)
        for matches in self._scan.starts.values():
            for m in matches:
                if m.end - m.start >= 2 and any(t.layer in ("name", "body", "title", "acting") for t in m.terms):
                    covered[m.start : m.end] = b"\1" * (m.end - m.start)
        for token in persons:
            covered[token.start : token.end] = b"\1" * (token.end - token.start)
        found = self._names.recurring(self._text, lambda start, end: not any(covered[start:end]))
        self._add_names({name: self._cast.key("Person", name) for name in found})

    def _add_names(self, fresh: dict[str, str]) -> None:
        if not fresh:
            return
        for match in re.finditer(alternation(list(fresh)), self._text):
            term = Term(match[0], "name", "Person", fresh[match[0]])
            hit = Match(match.start(), match.end(), (term,))
            self._scan.starts.setdefault(match.start(), []).insert(0, hit)
            self._scan.ends.setdefault(match.end(), []).insert(0, hit)

    def _known_person(self, name: str) -> bool:
        return any(t.kind == "Person" for t in self._lexicon.terms.get(name, ()))

    def _person_key(self, token: Token) -> str:
        """The lexicon's key where name and title fit, else one of its own."""
        start, end = token.name
        printed = self._scan.printed(start, end)
        terms = [t for t in self._lexicon.terms.get(self._text[start:end], ()) if t.kind == "Person"]
        owners = {o.of for o in token.offices if o.of}
        for term in terms:
            known = self._lexicon.states_of(term.key)
            if not owners or not known or any(self._same_side(owner, k) for owner in owners for k in known):
                return term.key
        return self._cast.key("Person", printed)

    def _same_side(self, a: str, b: str) -> bool:
        return a == b or self._state_of(a) in (None, self._state_of(b)) or self._state_of(b) is None

    def _state_of(self, key: str) -> str | None:
        seen = 0
        while key and not key.startswith("state/") and seen < 5:
            entry = self._lexicon.entries.get(key)
            key = entry.part_of if entry else ""
            seen += 1
        return key or None

    def _works(self) -> list[Token]:
        found = []
        for start, end in self._scan.quotes.items():
            if self._text[start] != "《":
                continue
            inside = self._scan.starts.get(start + 1, ())
            if any(m.end == end and t.type == "media" for m in inside for t in m.terms):
                continue
            if _MEDIA.search(self._text, start, end) or "\n" in self._text[start:end]:
                continue
            found.append(Token(start, end + 1, "work", name=(start + 1, end), rule="title in brackets"))
        return found

    def _date_tokens(self) -> list[Token]:
        return [Token(d.start, d.end, "date", name=(d.start, d.end)) for d in self._dates]

    def resolve_dates(self, tokens: list[Token], calendar: Calendar, start: int, end: int) -> None:
        """Gives the dates within a stretch their meaning, in order."""
        expressions = {d.start: d for d in self._dates}
        for token in tokens:
            if token.kind == "date" and start <= token.start < end:
                token.when = calendar.resolve(expressions[token.start])

    def _number_tokens(self) -> list[Token]:
        return [
            Token(n.start, n.end, "ordinal" if n.ordinal else "count", name=(n.start, n.end), number=n.value, unit=n.unit)
            for n in self._numbers
        ]

    def _side_tokens(self) -> list[Token]:
        found = []
        for match in self._sides.finditer(self._text):
            key = self.shorts.resolve(match[1])
            if key and not (match.start() and self._text[match.start() - 1] in "东西南北"):
                kind = "state" if key.startswith("state/") else "organization"
                found.append(Token(match.start(), match.end(), kind, (key,), (match.start(), match.end()), rule="side"))  # type: ignore[arg-type]
        for match in self._toward.finditer(self._text):  # 訪美, 赴華
            key = self.shorts.resolve(match[1])
            if key:
                kind = "state" if key.startswith("state/") else "organization"
                found.append(Token(match.start(1), match.end(1), kind, (key,), match.span(1), rule="short form"))  # type: ignore[arg-type]
        own = next((k for mark, k in self._grammar.publishers.items() if mark in self._text[:_OPENING]), None)
        for match in re.finditer("我国", self._text) if own else ():
            found.append(Token(match.start(), match.end(), "state", (own or "",), match.span(), rule="side"))
        for match in _SIDES.finditer(self._text):
            rule = "leaders" if match["leaders"] else "side"
            many = 3 if match["three"] or match[0].startswith("三") else 2
            found.append(Token(match.start(), match.end(), "side", (), match.span(), number=many, rule=rule))
        return found

    def _graded(self, titles: Titles) -> list[Token]:
        """Officials by their grade: 美國財政部|副部長級官員."""
        found = []
        for m in re.finditer("(?:副?部长级|副部级|正部级|司局级|局级|副局级|大使级|高级)(?:官员|代表)", self._text):
            owner = titles.owner(m.start(), max(0, m.start() - 20))
            if owner is not None:
                title = self._scan.printed(*m.span())
                office = OfficeMention(m.start(), m.end(), title, owner.key, "any", "")
                found.append(Token(owner.start, m.end(), "office", (), (owner.start, m.end()), [office], rule="grade"))
        return found

    def _short_names(self) -> list[Token]:
        """One-character names of persons named in full before, where they act: 習|強調."""
        named = {t.key for matches in self._scan.starts.values() for m in matches for t in m.terms if t.kind == "Person"}
        found = []
        for short, keys in self._lexicon.person_shorts.items():
            known = [key for key in keys if key in named]
            if len(short) != 1 or len(known) != 1:
                continue
            for m in re.finditer(rf"(?:^|[，。；：「\s并]){re.escape(short)}(?={self._acts})", self._text):
                at = m.end() - 1
                found.append(Token(at, at + 1, "person", (known[0],), (at, at + 1), rule="short name"))
        return found

    def _delegations(self) -> list[Token]:
        """Delegations by their names: 接待|阿拉伯與伊斯蘭國家外長聯合代表團."""
        return [
            Token(m.start(1), m.end(1), "organization", (), m.span(1), rule="delegation")
            for m in re.finditer(r"(?:接待|会见|派遣|率领|迎接|接见|派出|率)(?:了|来访的|一个)?([\u4e00-\u9fff]{2,18}代表团)", self._text)
        ]

    def _known(self) -> list[Token]:
        found = []
        for matches in self._scan.starts.values():
            for match in matches:
                token = self._known_token(match)
                if token is not None:
                    found.append(token)
        return found

    def _known_token(self, match: Match) -> Token | None:
        names = [t for t in match.terms if t.layer == "name" and t.kind]
        acting = [t.key for t in match.terms if t.layer == "acting"]
        bodies = [t for t in match.terms if t.layer == "body"]
        span = (match.start, match.end)
        if acting:
            places = [t.key for t in names if t.kind == "Place"]
            place = places[0] if places else self._cast.key("Place", self._scan.printed(*span))
            return Token(*span, "capital", (place, acting[0]), span, rule="lexicon")
        if names:
            term = names[0]
            kind = _NAMED_KINDS[term.kind or ""]
            rule = "lexicon" if term.key in self._lexicon.entries else "learnt name"
            return Token(*span, kind, (term.key,), span, rule=rule)  # type: ignore[arg-type]
        if bodies:
            return self._body_token(match)
        return None

    def _body_token(self, match: Match) -> Token | None:
        """A body of a kind that every state has (外交部), with the state before it where there is one."""
        start = match.start
        for before in self._scan.ends.get(start, ()):
            if any(t.kind == "State" or t.layer == "acting" for t in before.terms):
                return Token(before.start, match.end, "organization", (), (start, match.end), rule="body")
        if start and (key := self.shorts.resolve(self._text[start - 1])) and not self._word_before(start - 1):
            return Token(start - 1, match.end, "organization", (), (start, match.end), rule="body")
        return Token(start, match.end, "organization", (), (start, match.end), rule="body")

    def _word_before(self, at: int) -> bool:
        return any(m.end > at for s in range(max(0, at - 6), at) for m in self._scan.starts.get(s, ()))

    def _gathering_tokens(self, blocks: list[tuple[int, int]]) -> list[Token]:
        finder = Gatherings(self._scan, self._grammar, self.shorts, self._lexicon.parties, self._walls + [
            (n.start, n.end) for n in self._numbers if n.ordinal
        ])
        found = []
        for start, end in blocks:
            for named in finder.find(start, end):
                token = self._gathering_token(named)
                if token is not None:
                    found.append(token)
        return found

    def _gathering_token(self, named: Named) -> Token | None:
        numbered = self._numbered(named)
        if numbered is not None:
            return numbered
        if named.general:
            if named.end - named.start >= _TELLING:
                self._general.append(named)
            return None
        if self._known_after_place(named):
            return None
        kind = "track" if named.kind == "track" else "gathering"
        if named.kind == "track" and not named.parties and not self._text.startswith(("三边", "三方"), named.start) and (named.general or not self._held_track(named)):
            return None
        return Token(
            named.start, named.end, kind, (), (named.start, named.end), rule="name of a gathering", unit=named.topic,
            parties=named.parties,
        )  # fmt: skip

    def _numbered(self, named: Named) -> Token | None:
        """A gathering of a body with its number inside the name: 亞太經合會|第30次|領袖非正式會議."""
        number = next((n for n in self._numbers if n.ordinal and n.end == named.start), None)
        if number is None:
            return None
        level = self._level.search(self._text, max(0, number.start - 10), number.start)
        ends = [number.start] + ([level.start()] if level else [])
        body = next(
            (m for end in ends for m in self._scan.ends.get(end, ()) for t in m.terms
             if t.layer == "name" and t.kind in ("Organization", "Forum")),
            None,
        )  # fmt: skip
        if body is None:
            return None
        name = self._text[body.start : number.start] + self._text[named.start : named.end]
        keys = tuple(t.key for t in self._lexicon.terms.get(name, ()) if t.kind in ("Forum", "Track") and t.layer == "name")[:1]
        kind = "track" if keys and keys[0].startswith("track/") else "forum" if keys else "gathering"
        label = self._scan.printed(body.start, number.start) + self._scan.printed(named.start, named.end)
        return Token(
            body.start, named.end, kind, keys, (body.start, named.end), rule="numbered name", unit=label, ordinal=number.value  # type: ignore[arg-type]
        )

    def _known_after_place(self, named: Named) -> bool:
        """Whether the name is a place and a forum that the lexicon knows: 舊金山|APEC峰會."""
        for m in self._scan.ends.get(named.end, ()):
            if m.start > named.start and any(t.layer == "name" and t.kind in ("Forum", "Track") for t in m.terms):
                return any(p.start == named.start for p in self._scan.ends.get(m.start, ()))
        return False

    def _held_track(self, named: Named) -> bool:
        """Whether a track without states in its name is told as one: numbered, in quotation marks, held or set up."""
        before = self._text[max(0, named.start - 8) : named.start]
        if self._scan.quotes.get(named.start - 1) == named.end:
            return True
        return bool(self._track_before.search(before)) and named.end - named.start <= 16

    def _pair_tokens(self) -> list[Token]:
        found = []
        first = "".join(re.escape(c) for c in self._lexicon.shorts if len(c) == 1)
        for match in re.finditer(f"[{first}两](?=[{first}])", self._text):
            at = match.start()
            if any(m.end > at for s in range(max(0, at - 5), at) for m in self._scan.starts.get(s, ()) if m.end > at):
                continue
            keys, end = self.shorts.run(at, min(len(self._text), at + 4))
            if not keys or any(m.end > end for s in range(at, end) for m in self._scan.starts.get(s, ())):
                continue
            concept = self._pair_concept.match(self._text, end)
            if not concept and not (self._pair_follows.match(self._text, end) and self._pair_begins(at)):
                continue
            if concept:
                found.append(Token(at, concept.end(), "concept", (), (at, concept.end()), rule="pair", parties=tuple(keys)))
            found.append(Token(at, end, "pair", tuple(keys), (at, end), rule="pair"))
        return found

    def _pair_begins(self, at: int) -> bool:
        """Whether a pair of states may begin here: after a mark, a small word or a known name."""
        before = self._text[at - 1 : at]
        return not before or not ("\u3400" <= before <= "\u9fff") or before in "在对使为以及与和的是了从而但称就示将" or at in self._scan.ends

    def _quoted(self) -> list[Token]:
        """Concepts in quotation marks, known by what they end in."""
        found = []
        for start, end in self._scan.quotes.items():
            inner = self._text[start + 1 : end]
            if self._text[start] not in "「『\"" or len(inner) < 2 or self._clauselike.search(inner):
                continue
            if len(inner) <= 12 and self._concept_end.search(inner):
                found.append(Token(start, end + 1, "concept", (), (start + 1, end), rule="quoted"))
            elif len(inner) <= 40 and self._gathering_end.search(inner):
                found.append(Token(start, end + 1, "gathering", (), (start + 1, end), rule="quoted"))
        return found

    # ---- the choice ------------------------------------------------------------------------------

    def _choose(self, candidates: list[Token]) -> tuple[list[Token], list[Token], dict[int, int]]:
        widened = [self._with_quotes(token) for token in candidates]
        widened.sort(key=lambda t: (-_rank(t), -(t.end - t.start), t.start, t.kind != "forum"))
        taken = bytearray(len(self._text) + 1)
        tokens: list[Token] = []
        inner: list[Token] = []
        for token in widened:
            if not any(taken[token.start : token.end]):
                taken[token.start : token.end] = b"\1" * (token.end - token.start)
                tokens.append(token)
        works = [t for t in tokens if t.kind == "work"]
        for work in works:
            inside = [t for t in widened if work.start < t.start and t.end < work.end and t.kind in _QUOTED_KINDS | {"state"}]
            used: list[Token] = []
            for token in inside:
                if all(token.end <= u.start or token.start >= u.end for u in used):
                    used.append(token)
            inner += used
        tokens.sort(key=lambda t: t.start)
        quotes = {
            start: end for start, end in self._scan.quotes.items()
            if self._text[start] in "「『\"" and not any(taken[start : start + 1])
        }  # fmt: skip
        return tokens, sorted(inner, key=lambda t: t.start), quotes

    def _with_quotes(self, token: Token) -> Token:
        """A thing that fills its quotation marks takes them in; one that begins or ends inside takes in its half."""
        if token.kind not in _QUOTED_KINDS:
            return token
        start, end = token.start, token.end
        if start and self._scan.quotes.get(start - 1) == end and self._text[start - 1] != "《":
            token.start, token.end = start - 1, end + 1
        elif start and start <= self._scan.quotes.get(start - 1, -1) < end:  # 「一帶一路」論壇
            token.start = start - 1
            token.name = (start - 1, token.name[1])
        elif end < len(self._text) and any(s >= start and e == end for s, e in self._near(start, end)):  # 第三屆「…」
            token.end = end + 1
            token.name = (token.name[0], end + 1)
        return token

    def _near(self, start: int, end: int) -> list[tuple[int, int]]:
        return [(s, self._scan.quotes[s]) for s in range(start, end) if s in self._scan.quotes]
