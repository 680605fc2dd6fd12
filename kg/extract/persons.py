"""Candidates for persons and offices: titled persons, offices without a name, grades, one-character names."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.extract import patterns
from kg.extract.learnt import Learnt
from kg.extract.pieces import Pieces
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.titles import Titles
from kg.extract.tokens import OfficeMention, Token
from kg.lexicon.grammar import Grammar
from kg.lexicon.lexicon import Lexicon, Match, Term
from kg.text.fold import fold_name

_RECENT = 400  # characters between a name and its first character that stands for it
_NAMED = ("titled name", "divided name")
_WITH_TITLE = (*_NAMED, "name before title")
_NAMES_END = ("State", "Place", "Organization")
_GIVEN = 2  # characters of the given names of most Chinese
_FARTHEST = 20  # characters from a grade back to the beginning of its state or body
_HIGHEST = "head of state"  # the rank of whom a surname alone means
_Held = tuple[str, str, int]  # an office: its state or body, its title, and where the piece of news begins
_ANYWHERE = -1  # in whatever piece
_SHARER = 8  # characters before "and", of what looks like the name of a state


class Persons:
    """Finds the persons and offices of one scanned text. Offsets are the view's."""

    def __init__(
        self,
        scan: Scan,
        lexicon: Lexicon,
        grammar: Grammar,
        titles: Titles,
        learnt: Learnt,
        shorts: Shorts,
        pieces: Pieces,
    ) -> None:
        self._shorts, self._pieces = shorts, pieces
        self._scan, self._text, self._lexicon = scan, scan.text, lexicon
        self._titles = titles
        self._learnt = learnt
        self._groups = grammar["office_groups"]
        self._sole = patterns.load()["persons.sole"]
        self._title_states = grammar.title_states
        self._unique = frozenset(grammar["unique_titles"])
        self._joins = frozenset(grammar["joins"])
        self._posting = grammar["posting"]  # what the title of who is posted to a state begins with
        self._patterns = patterns.load()
        self._no_name, self._meets = self._patterns["persons.no_name"], self._patterns["persons.meets"]
        self._partner, self._met = self._patterns["persons.partner"], self._patterns["persons.met"]
        self._shared = self._patterns["persons.shared"]
        self._joint, self._took = self._patterns["persons.joint"], self._patterns["persons.took"]
        self._heads = grammar["office_heads"]
        self._chained = self._patterns["persons.chained"]
        self._writes_so = False  # whether the document puts titles between surname and given name

    def find(self, blocks: list[tuple[int, int]]) -> list[Token]:
        """All candidates for persons and offices within ``blocks``; the names of titled persons are learnt first."""
        headlines = [(b.start, b.end) for b in self._scan.view.blocks if b.kind == "headline"]
        self._writes_so = False
        titled = self._titled([*headlines, *blocks], {})
        self._learnt.learn(titled)
        return [*self._titled(blocks, self._holders(titled), titled), *self._told_by_words()]

    def introduced(self, persons: list[Token]) -> set[str]:
        """The states, as far as the lexicon knows them, of persons whose titles stand without a state or body."""
        keys = {self._learnt.key_of(t) for t in persons if t.rule in _NAMED and not any(o.of for o in t.offices)}
        known = (self._lexicon.states_of(key) for key in keys)
        return {states[0] for states in known if len(set(states)) == 1}

    def _titled(
        self, blocks: list[tuple[int, int]], holders: dict[_Held, str], titled: list[Token] | None = None
    ) -> list[Token]:
        """Persons with their titles and offices without a person, block by block."""
        found: list[Token] = []
        for start, end in blocks:
            floor = start
            for match, term in self._titles.titles(start, end):
                if match.start < floor:
                    continue
                divided = self._divided(match, term, floor)
                if divided is not None:
                    self._writes_so = True
                    found += [divided] if titled is not None else []
                    floor = divided.end
                    continue
                token = self._titles.person(match, term, floor, end)
                if token is not None:
                    token.rule = "titled name" if token.name[0] >= match.end else "name before title"
                    found.append(token)
                    floor = token.end
                    if token.rule == "titled name":
                        found += self._titles.sharing(token, end)
                    continue
                begin, office = self._titles.office(match, term, floor)
                office.of = office.of or self._shares(found, begin)
                if found and self._takes_office(found[-1].end, begin, match.end):
                    found[-1].offices.insert(0, office)
                    continue
                named = self._by_surname(match, floor, titled and [*titled, *found])
                if self._no_name.match(self._text, match.end) and not self._is_met(begin, match.end):
                    found += named if self._meets.match(self._text, match.end) else []
                    continue
                if titled is not None:  # and all names are known
                    named = named or self._head_by_surname(match, term, floor)
                    named = named or self._just_named(found, office, begin, match.end)
                meant = named or self._holder(match, office, begin, holders)
                if meant:
                    found += meant
                office.of = office.of or self._of_sole(office)
                if not meant and office.of and self._is_office(office, begin, match.end):
                    span = (begin, match.end)
                    found.append(Token(*span, "office", name=span, offices=[office], rule="office"))
                    found[-1:] = self._of_several(found[-1], floor)
        return found

    def _of_several(self, last: Token, floor: int) -> list[Token]:
        """The offices of all states of a list at the head of a clause, who say something: the envoys of A, B and C."""
        office = last.offices[-1]
        many = self._patterns["persons.of_several"].match(self._text, office.start)
        if many is None or not (office.of or "").startswith("state/"):
            return [last]
        title = many.start("title")
        words = self._scan.printed(title, many.end("title"))
        found: list[Token] = []
        at = last.start
        while at - 1 > floor and self._text[at - 1] in self._joins:
            states = [(m.start, t.key) for m in self._scan.ends.get(at - 1, ()) for t in m.terms if t.kind == "State"]
            if not states:
                break
            span, key = (states[0][0], at - 1), states[0][1]
            at = span[0]
            shared = OfficeMention(title, many.end("title"), words, key, office.takes, office.rank)
            called = self._scan.printed(*span) + words
            found.insert(0, Token(*span, "office", name=span, offices=[shared], rule="office", unit=called))
        if not found or self._patterns["persons.heads_clause"].search(self._text, floor, at) is None:
            return [last]
        last.offices = [OfficeMention(title, many.end("title"), words, office.of, office.takes, office.rank)]
        if title > office.start:
            last.unit = self._scan.printed(last.start, office.start) + words
        return [*found, last]

    def _shares(self, found: list[Token], begin: int) -> str | None:
        """The state of the office just before, to which a title from ``begin`` is joined: its two ministers."""
        last = found[-1] if found else None
        if last is None or last.rule != "office" or self._shared.fullmatch(self._text, last.end, begin) is None:
            return None
        of = last.offices[-1].of
        return of if of is not None and of.startswith("state/") else None

    def _of_sole(self, office: OfficeMention) -> str | None:
        """The only state that has an office, where nobody else's is called so: the Pope."""
        title = fold_name(office.title)
        return self._title_states.get(title) if self._sole.fullmatch(title) else None

    def _takes_office(self, after: int, begin: int, end: int) -> bool:
        """Whether who is named up to ``after`` is told to take the office of the title from ``begin`` to ``end``."""
        took = self._took.match(self._text[after:begin]) is not None
        return took and self._chained.match(self._text, end) is None

    def _is_met(self, begin: int, end: int) -> bool:
        """Whether somebody holds talks with whom a title means, and no talks of two offices are named."""
        if not self._partner.search(self._text, max(0, begin - 1), begin):
            return False
        return not self._is_shared(begin) and self._met.match(self._text, end) is not None

    def _is_shared(self, begin: int) -> bool:
        """Whether the state of a title that begins there is the last of several: the presidents of A and B."""
        if self._sole.match(self._text, begin) or not self._joint.search(self._text, max(0, begin - 1), begin):
            return False
        if self._patterns["persons.no_sharer"].search(self._text[max(0, begin - _SHARER) : begin - 1]):
            return False  # on the 3rd with an official; in the capital with one
        return any(t.kind == "State" for m in self._scan.ends.get(begin - 1, ()) for t in m.terms)

    def _is_office(self, office: OfficeMention, begin: int, end: int) -> bool:
        """Whether a title without a name that is read stands for who holds it, and is not that of a name behind it."""
        folded = fold_name(office.title)
        if self._chained.match(self._text, end) or self._patterns["persons.for_side"].match(self._text, begin, end):
            return False
        if self._sole.fullmatch(folded) and self._holder_is_named(office.of or ""):
            return False
        head = folded.endswith(self._heads) and not office.former
        return folded.endswith(self._groups) or (head and not self._is_shared(begin))

    def _holder_is_named(self, body: str) -> bool:
        """Whether the text names somebody who, as the lexicon knows, has held office in an organization."""
        held = {h.person for h in self._lexicon.holdings if h.of == body} if body.startswith("organization/") else set()
        return bool(held) and any(t.key in held for ms in self._scan.starts.values() for m in ms for t in m.terms)

    def _holders(self, persons: list[Token]) -> dict[_Held, str]:
        """Who holds which office, where the document, or one piece of its news, names one holder only."""
        holders: dict[_Held, dict[str, int]] = defaultdict(dict)
        pieces: dict[tuple[str, str], set[int]] = defaultdict(set)  # in which somebody bears a title without a state
        for token in persons:
            if token.kind == "person":
                key, piece = self._learnt.key_of(token), self._pieces.start(token.start)
                for office in token.offices:
                    if office.of and not office.former:
                        for where in (_ANYWHERE, piece):
                            holders[office.of, office.title, where].setdefault(key, token.start)
                    own = office.of is None or self._sole.fullmatch(fold_name(office.title))
                    if own and not office.former:  # introduced without a state, or of one body only
                        pieces[office.title, key].add(piece)
                        for where in (_ANYWHERE, piece):
                            holders["", office.title, where].setdefault(key, token.start)
        found = {office: next(iter(named)) for office, named in holders.items() if self._one_holds(office, named)}
        for of, title, where in [held for held in found if held[0] == "" and held[-1] == _ANYWHERE]:
            if len(pieces[title, found[of, title, where]]) == 1:  # in other news it is another one
                del found[of, title, where]
        return found

    def _one_holds(self, office: _Held, found: dict[str, int]) -> bool:
        """Whether one person holds an office, of those found with it and where: alone, or as the head of the house.

        A title without a state means him whom the first block of words names so, without a state, and nobody else.
        """
        first, *others = found.values()
        apart = all("\n" in self._text[first:other] for other in others)
        return not others or (not office[0] and apart and fold_name(office[1]) in self._unique)

    def _holder(self, match: Match, office: OfficeMention, begin: int, holders: dict[_Held, str]) -> list[Token]:
        """The persons meant by a title without a name, held by one at a time, where the document tells them.

        Two bodies joined before the title mean the holders in both.
        """
        if self._patterns["persons.many"].search(self._text, max(0, begin - 3), begin):
            return []  # the foreign ministers of twelve states, the visiting one
        if self._text[begin - 1 : begin] == "）":
            return []  # who is named before the brackets
        if office.former:
            return []  # whoever it is, he is not who holds it
        bare = self._is_bare(office, begin)
        piece = self._pieces.start(begin)
        key = holders.get((office.of or "", office.title, _ANYWHERE if office.of else piece))
        if key is None and not office.of and self._is_own_land():  # who bears the title there bears it all through
            key = holders.get(("", office.title, _ANYWHERE))
        key = key or (self._only_one(office, holders, piece) if bare else None)
        if key is None or (not bare and fold_name(office.title) not in self._unique):
            return []
        found = [Token(begin, match.end, "person", (key,), (begin, match.end), rule="holder")]
        if begin and self._text[begin - 1] in self._joins:
            for m in self._scan.ends.get(begin - 1, ()):
                bodies = (t.key for t in m.terms if t.kind == "Organization")
                other = next((holders.get((body, office.title, _ANYWHERE)) for body in bodies), None)
                if other:
                    found.insert(0, Token(m.start, m.end, "person", (other,), (m.start, m.end), rule="holder"))
                    break
        return found

    def _just_named(self, found: list[Token], office: OfficeMention, begin: int, end: int) -> list[Token]:
        """The person meant by a bare title: the only one whom the block before it names with it, and that in full."""
        guest = self._patterns["persons.guest"].fullmatch(fold_name(office.title))
        if not self._is_bare(office, begin) or (not guest and self._is_own_land()):
            return []
        since = self._text.rfind("\n", 0, begin)
        near = (t for t in found if t.start > since and t.kind == "person" and t.rule in _WITH_TITLE)
        keys = {self._learnt.key_of(t) for t in near if any(self._is_called(o.title, office.title) for o in t.offices)}
        span = (begin, end)
        return [Token(*span, "person", (keys.pop(),), span, rule="holder")] if len(keys) == 1 else []

    def _is_bare(self, office: OfficeMention, begin: int) -> bool:
        """Whether a title that one person at a time holds stands alone at the head of a sentence."""
        head = self._text[max(0, begin - 1) : begin] in ("", "\n", "。")
        alone = self._patterns["persons.alone"].fullmatch(fold_name(office.title))
        return head and alone is not None and not office.of and not office.former

    def _only_one(self, office: OfficeMention, holders: dict[_Held, str], piece: int) -> str | None:
        """Who is meant by a bare title: the only one of all states and bodies whom this piece of news calls so.

        Not in texts from where a title without a state is that of the own one.
        """
        found = sorted({key for held, key in holders.items() if held[0] and held[1:] == (office.title, piece)})
        return found[0] if len(found) == 1 and not self._is_own_land() else None

    def _is_own_land(self) -> bool:
        """Whether the text is from where a title without a state is that of the own one."""
        return self._patterns["persons.own_land"].search(self._text) is not None

    def _by_surname(self, match: Match, floor: int, titled: list[Token] | None) -> list[Token]:
        """The person of this surname and title whom the document names in full: Ambassador Chen."""
        at = match.start - 1
        if not titled or at < floor or not self._titles.owners.ends_word(at, floor):
            return []
        title = self._text[match.start : match.end]
        foreign = self._shorts.sure(self._text[at]) is None  # no state by its short form: Governor K
        keys = {
            self._learnt.key_of(token)
            for token in titled
            if token.kind == "person"
            and self._text[token.name[0]] == self._text[at]
            and (token.rule == "divided name" or self._learnt.native(token) or foreign)
            and any(fold_name(office.title).endswith(title) for office in token.offices)
        }
        span = (at, match.end)
        return [Token(*span, "person", (keys.pop(),), span, rule="surname and title")] if len(keys) == 1 else []

    def _head_by_surname(self, match: Match, term: Term, floor: int) -> list[Token]:
        """The head of state of this Chinese surname where the lexicon knows but one: President Tsai."""
        at = match.start - 1
        if term.rank != _HIGHEST or at < floor or not self._titles.owners.ends_word(at, floor):
            return []
        surname = self._text[at]
        if surname not in self._lexicon.surnames or surname in self._lexicon.shorts:
            return []
        held = {h.person for h in self._lexicon.holdings if self._lexicon.ranks.get(h.office) == term.rank}
        forms = {key: map(fold_name, self._lexicon.entries[key].labels.get("zh-Hans", ())) for key in held}
        keys = [
            key for key, names in forms.items()
            if any(name[0] == surname and self._learnt.is_native(name) for name in names)
        ]  # fmt: skip
        span = (at, match.end)
        return [Token(*span, "person", tuple(keys), span, rule="surname and title")] if len(keys) == 1 else []

    def _divided(self, match: Match, term: Term, floor: int) -> Token | None:
        """The person whose title stands between surname and given name, where the whole name is known or told.

        Where the document writes somebody who is known so, it does others, too.
        """
        at = match.start - 1
        if at < floor or self._text[at] not in self._lexicon.surnames:
            return None
        longer = (m for m in self._scan.ends.get(match.start, ()) if m.end - m.start > 1)
        if any(term.kind == "State" for m in longer for term in m.terms):
            return None  # the last character of a state's name
        if self._patterns["names.after"].match(self._text, match.end):
            return None
        if any(m.start < at and t.kind in _NAMES_END for m in self._scan.ends.get(match.start, ()) for t in m.terms):
            return None  # the last character of the state or body that the title is held in
        for length in (2, 1):
            end = match.end + length
            name = self._text[at] + self._text[match.end : end]
            owner = self._titles.owners.owner(at, floor)
            told = owner is not None and self._patterns["names.after"].match(self._text, at) is None
            key = self._key_of_divided(match, name, end, told=told) if len(name) == length + 1 else None
            if key is None:
                continue
            if owner is None and not self._titles.owners.ends_word(at, floor):
                return None
            office = self._titles.office(match, term, match.start)[1]
            office.of = owner.key if owner else office.of
            whole = self._scan.printed(at, match.start) + self._scan.printed(match.end, end)
            start = owner.start if owner else at
            return Token(start, end, "person", (key,), (at, end), [office], rule="divided name", unit=whole)
        return None

    def _key_of_divided(self, match: Match, name: str, end: int, *, told: bool) -> str | None:
        """The key of the one person whose folded ``name`` a title parts; it is known, told elsewhere, or looks so.

        Any looks so behind the body that is ``told`` right before, or where the document writes so.
        """
        keys = {t.key for t in self._lexicon.terms.get(name, ()) if t.kind == "Person" and t.layer == "name"}
        if not keys and self._learnt.is_native(name) and (at := self._text.find(name)) >= 0:
            keys = {self._learnt.key_at(at, at + len(name))}
        if not keys and (told or self._writes_so) and len(name) == _GIVEN + 1 and self._is_given(match.end, end, name):
            printed = self._scan.printed(match.start - 1, match.start) + self._scan.printed(match.end, end)
            keys = {self._learnt.key_of_name(printed)}
        return keys.pop() if len(keys) == 1 else None

    def _is_given(self, start: int, end: int, name: str) -> bool:
        """Whether a stretch behind surname and title is the given name of a whole ``name`` that nothing else tells."""
        if not self._learnt.is_native(name) or self._patterns["names.never"].match(self._text, start):
            return False
        if any(m.end > end - 1 and m.end - m.start > 1 for m in self._scan.starts.get(start, ())):
            return False
        crossing = self._patterns["persons.crosses"].match(self._text, start + 1)
        if crossing is not None and crossing.end() > end:
            return False
        after = self._text[end : end + 1]
        return not "\u3400" <= after <= "\u9fff" or self._patterns["names.after"].match(self._text, end) is not None

    def _told_by_words(self) -> list[Token]:
        """Officials who are named by their state or body and their grade, and speakers who are only described."""
        found = []
        for rule, owned in (("grade", True), ("description", False)):
            for m in self._patterns[f"persons.{rule}"].finditer(self._text):
                lead = self._patterns["persons.unnamed_lead"].search(
                    self._text, max(0, m.start() - _FARTHEST), m.start()
                )
                begin = lead.start() if lead and not owned else m.start()
                owner = self._titles.owners.owner(begin, max(0, begin - _FARTHEST))
                if owner is None and owned:
                    continue
                office = OfficeMention(
                    *m.span(), self._scan.printed(*m.span()), owner.key if owner else None, "any", ""
                )
                span = (owner.start if owner else begin, m.end())
                found.append(Token(*span, "office", (), span, [office], rule=rule))
        return found

    def initials(self, persons: list[Token]) -> list[Token]:
        """Persons called by the first character of a foreign name, after one of ``persons`` bears it in full."""
        titled = [t for t in persons if t.kind == "person" and t.rule in ("titled name", "name before title")]
        found = []
        for match in self._patterns["persons.initial"].finditer(self._text):
            at = match.start()
            first = self._text[at]
            near = [t for t in titled if t.name[1] <= at <= t.name[1] + _RECENT]
            before = {self._learnt.key_of(t) for t in near if self._last_part(t)[:1] == first}
            if len(before) == 1 and (match["styled"] or self._shorts.sure(first) is None):
                found.append(Token(*match.span(), "person", (next(iter(before)),), match.span(), rule="initial"))
        return found

    def meetings_of_two(self, persons: list[Token]) -> list[Token]:
        """Who meets, where a meeting is called by the first characters of two names that the document has in full."""
        called = list(self._patterns["persons.meeting_of_two"].finditer(self._text))
        if not called:
            return []
        initials: dict[str, set[str]] = defaultdict(set)
        for known in self._scan.starts.values():
            for match in known:
                for term in match.terms:
                    if term.kind == "Person" and term.layer == "name" and len(term.form) > 1:
                        initials[term.form[0]].add(term.key)
        for person in persons:
            if person.kind == "person" and person.rule in _NAMED:
                initials[self._text[person.name[0]]].add(self._learnt.key_of(person))
        found = []
        for pair in called:
            first = pair.start("first") if pair["first"] else pair.start("one")
            keys = [initials.get(self._text[at], set()) for at in (first, first + 1)]
            if all(len(known) == 1 for known in keys) and keys[0] != keys[1]:
                both = tuple(next(iter(known)) for known in keys)
                whole = pair["whole"] or pair["quoted"]
                span = (first, first + (3 if whole else 2))
                rule = "short name"
                found.append(
                    Token(*span, "gathering", (), span, rule=rule, parties=both)
                    if whole
                    else Token(*span, "pair", both, span, rule=rule)
                )
        return found

    def _last_part(self, person: Token) -> str:
        """The last part of a name whose parts stand between dots."""
        return self._text[slice(*person.name)].replace("—", "·").rsplit("·", 1)[-1]

    def short_names(self) -> list[Token]:
        """One-character names of persons whom the document names in full, too, where they act."""
        terms = (t for matches in self._scan.starts.values() for m in matches for t in m.terms)
        named = {t.key for t in terms if t.kind == "Person"}
        meant: dict[str, str] = {}
        for short, keys in self._lexicon.person_shorts.items():
            known = [key for key in keys if key in named]
            if len(short) == 1 and len(known) == 1:
                meant[short] = known[0]
        if not meant:
            return []
        acts = self._patterns["persons.acting_short"]
        called = (m.span() for m in re.finditer(f"[{re.escape(''.join(meant))}]", self._text))
        return [
            Token(at, end, "person", (meant[self._text[at]],), (at, end), rule="short name")
            for at, end in called
            if acts.match(self._text, at) and not any(t.end > end for t in self._scan.starts.get(at, ()))
        ]

    def _is_called(self, title: str, bare: str) -> bool:
        """Whether who bears a title is called by the ``bare`` one: also the ambassador to a state."""
        return title == bare or (fold_name(title)[0] in self._posting and title.endswith(bare))
