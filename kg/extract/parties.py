"""Whom words mean that name nobody: both sides, the two countries, their heads; and for which state somebody acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.draft import Actor, Draft, is_delegation
from kg.extract.scan import Scan
from kg.extract.tokens import Token
from kg.text.fold import fold

_TWO = 2
_RANKS = ("head_of_state", "head_of_government", "minister")
_WHO = ("person", "organization", "office", "capital", "pair")
_DEEPEST = 5  # bodies within bodies, up to the state


@dataclass(slots=True)
class Parties:
    """Who acts with whom at this point of a document. Keys are those of records."""

    scan: Scan
    cast: Cast
    sides: list[Actor] = field(default_factory=list)  # whom "both sides" and "the two countries" mean
    three: list[Actor] = field(default_factory=list)  # whom "the three sides" mean
    pairs: list[tuple[Actor, Actor]] = field(default_factory=list)  # joined persons of the sentence
    here: list[Token] = field(default_factory=list)  # what the sentence names
    before: list[Token] = field(default_factory=list)  # what the one before named
    pairs_before: list[tuple[Actor, Actor]] = field(default_factory=list)  # the same of the sentence before
    whole: list[Actor] = field(default_factory=list)  # the sides of the document, as its title names them
    apart: bool = False  # the document is a chronicle of entries, in which heads of state change
    leaders: list[Actor] = field(default_factory=list)  # whom "the two heads of state" and "the two" mean
    travellers: list[Actor] = field(default_factory=list)  # whom "the visitors" and "the delegation" mean
    known_states: dict[str, list[str]] = field(default_factory=dict)  # by person: where its titles are held
    owners: dict[str, str] = field(default_factory=dict)  # of bodies without a row: the state in their name

    def forget(self) -> None:
        """After a heading nobody is meant any more."""
        self.sides, self.three, self.leaders, self.travellers = list(self.whole), [], [], []
        self.pairs, self.here = [], []

    def entitle(self, tokens: list[Token], end: int) -> None:
        """The title of the document has been seen: of a page on two states they are the sides all through it."""
        states = {t.key: t for t in tokens if t.kind == "state" and t.key}
        named = [Actor(key, token) for key, token in states.items()]
        sides = named if len(named) == _TWO == len(tokens) else []
        last = tokens[-1].end if tokens else end
        if len(sides) == _TWO and patterns.load()["parties.page_of_two"].match(self.scan.text, last, end):
            self.sides, self.whole = sides, list(sides)
        about = len(self.sides) == _TWO and [t.kind for t in tokens] == ["concept"]
        if about and patterns.load()["parties.page_about"].match(self.scan.text, last, end):
            self.whole = list(self.sides)

    def actors(self, tokens: list[Token], *, carried: bool = False) -> list[Actor]:
        """The actors that tokens name, each once: a capital as its state, a pair as its states, a side as who it is.

        ``carried`` marks them as standing outside of what they do.
        """
        found: list[Actor] = []
        tokens = self._without_home(tokens)
        for n, token in enumerate(tokens):
            behind = tokens[n + 1] if n + 1 < len(tokens) and self._adjoins(token, tokens[n + 1]) else None
            if token.kind in ("state", "capital") and behind is not None and behind.kind != "side":
                if n and tokens[n - 1].kind == "state" and tokens[n + 1].kind == "side":
                    found.append(Actor(token.key, token, carried=carried))  # of A, B and C, the three states
                continue  # the state of an agency, right before it: whose, not who
            if token.kind in ("state", "capital") and patterns.load()["parties.held_once"].match(
                self.scan.text, token.end
            ):
                continue  # who held a post there, by a name that is not known or by none
            if token.kind == "person" and n + 1 < len(tokens) and self._is_owner(token, tokens[n + 1]):
                continue  # whose lawyer, whose adviser
            if token.kind == "person" and patterns.load()["parties.kin"].match(self.scan.text, token.end):
                continue  # whose son, whose wife
            if token.kind == "person" and self._is_government(behind):
                official = behind is not None and behind.kind == "office"
                state = None if official else self.state_of(Actor(token.key, token))
                found += [Actor(state, token, carried=carried)] if state else []
                continue
            after = n and tokens[n - 1].kind == "person" and tokens[n - 1].end == token.start
            if after and token.kind == "organization" and self._is_government(token):
                continue  # that of whom is named right before
            if n and tokens[n - 1].end == token.start and _is_of_several(token, tokens[n - 1]):
                continue  # the governments of the two, the officials of three
            if token.kind == "organization" and n + 1 < len(tokens) and self._is_apposed(token, tokens[n + 1]):
                continue  # the news agency so and so
            if token.kind == "organization" and n + 1 < len(tokens) and self._is_body_of(token, tokens[n + 1]):
                continue  # in which whoever is named next holds his title
            if token.kind == "side":
                if n and tokens[n - 1].kind in ("pair", "state") and tokens[n - 1].end == token.start:
                    continue  # the heads of the states just named
                if n > 1 and {t.kind for t in tokens[n - 2 : n]} == {"state"} and tokens[n - 1].end == token.start:
                    continue  # the same of a list: of A, B and C
                found += [Actor(a.key, a.token, carried=True) for a in self.side(token)]
            elif token.kind == "pair":
                found += [Actor(key, token, carried=carried) for key in token.keys]
            elif token.kind == "capital":
                found.append(Actor(token.keys[-1], token, carried=carried))
            elif token.kind == "office" and self._titles_all(tokens[: n + 1]):
                found.append(Actor(self.state_of(Actor(token.key, token)) or token.key, token, carried=carried))
            elif token.key:
                found.append(Actor(token.key, token, carried=carried))
        unique: dict[str, Actor] = {}
        for actor in found:
            unique.setdefault(actor.key, actor)
        return list(unique.values())

    def also(self, acting: list[Actor], tokens: list[Token]) -> list[Actor]:
        """Whom ``tokens`` name beside who acts: a state, where the title behind it is that of both, or no other."""
        listed = [a.token for a in acting if a.token is not None]
        if tokens and tokens[-1] in listed and listed[-1].kind == "office":
            return []
        joint = self._titles_all([*listed, *tokens])
        return self.actors([*listed, *tokens])[len(listed) :] if joint else self.actors(tokens)

    def _titles_all(self, tokens: list[Token]) -> bool:
        """Whether the title behind the last of a list of states is that of all: the ministers of A and B."""
        if len(tokens) < _TWO or any(token.kind != "state" for token in tokens[:-1]):
            return False
        joint = patterns.load()["parties.joint"]
        return all(joint.fullmatch(self.scan.text, a.end, b.start) for a, b in pairwise(tokens))

    def _without_home(self, tokens: list[Token]) -> list[Token]:
        """The tokens without the states of scholars and others who act for none: of both countries."""
        kept: list[Token] = []
        private = patterns.load()["parties.private"]
        for token in tokens:
            if token.kind == "office" and private.search(self.scan.text, token.start, token.end):
                start = token.start
                while kept and kept[-1].kind in ("pair", "side", "state") and kept[-1].end == start:
                    start = kept.pop().start
            kept.append(token)
        return kept

    def _adjoins(self, token: Token, following: Token) -> bool:
        """Whether ``following`` stands right behind, behind what kind of body it is, or as a title behind a blank."""
        titled = following.kind == "person" and following.name[0] > following.start
        if titled and self.scan.text[token.end : following.start] == " ":
            return True
        again = patterns.load()["parties.again"].fullmatch(self.scan.text, token.end, following.start)
        if following.start == token.end or (titled and again):
            return True
        if following.kind != "organization":
            return False
        kind = patterns.load()["parties.kind_of_body"]
        return kind.fullmatch(self.scan.text, token.end, following.start) is not None

    @staticmethod
    def _is_owner(token: Token, following: Token) -> bool:
        """Whether a person is named right before another who has a title: it is his."""
        return following.kind == "person" and following.start == token.end and following.name[0] > following.start

    def _is_government(self, token: Token | None) -> bool:
        """Whether a body is no more than the word for government."""
        if token is not None and token.kind == "office":  # or an official of it
            return patterns.load()["parties.government"].match(self.scan.text, token.start, token.end) is not None
        if token is None or token.kind != "organization":
            return False
        return patterns.load()["parties.government"].fullmatch(self.scan.text, token.start, token.end) is not None

    def _is_body_of(self, token: Token, following: Token) -> bool:
        """Whether a person is named right behind a body, or with a title behind its quotation marks or abbreviation."""
        if following.kind != "person" or following.name[0] <= following.start:
            return following.kind == "person" and following.start == token.end
        between, both = patterns.load()["parties.between"], patterns.load()["parties.also_of"]
        if both.fullmatch(self.scan.text, token.end, following.start):  # the spokesman of two bodies
            return (
                patterns.load()["parties.speaks_for"].match(self.scan.text, following.start, following.name[0])
                is not None
            )
        return between.fullmatch(self.scan.text, token.end, following.start) is not None

    @staticmethod
    def _is_apposed(token: Token, following: Token) -> bool:
        """Whether a body is named by its kind right before its name, or before that of its seat."""
        return following.kind in ("organization", "capital") and following.start == token.end

    def side(self, token: Token) -> list[Actor]:
        """Whom a token of both, two or three sides means here; its rule ``leaders`` tells that persons are meant."""
        if token.rule == "travellers":
            return self.travellers
        wanted = token.number or 2
        alone = self._only_states(token, wanted)
        mutual = alone and patterns.load()["parties.mutual"].match(self.scan.text, token.end) is not None
        if alone and token.rule != "leaders" and (mutual or not {a.key for a in alone} & {a.key for a in self.sides}):
            return alone  # and not those of sentences before
        talked = self._talked_here(token) if token.rule != "leaders" and wanted == _TWO else []
        if talked:
            return talked
        if token.rule == "leaders":
            here = [pair for pair in self.pairs if pair[1].token is not None and pair[1].token.end <= token.start]
            if here and wanted == _TWO and self._ranked(token, here[-1]):
                return [Actor(a.key, a.token, carried=True) for a in here[-1]]
            before = self.pairs_before
            alone_before = len(before) == 1 and not self.pairs and wanted == _TWO
            since = alone_before and self._met_since(before[0]) and self._ranked(token, self.leaders)
            if alone_before and not since and self._ranked(token, before[0]):
                return [Actor(a.key, a.token, carried=True) for a in before[0]]
            opened = self._of_relations(token)
            if opened is not None and {self.state_of(a) for a in self.leaders} != set(opened.keys):
                return [Actor(key, opened, carried=True) for key in opened.keys]  # and not those who met before
        named_so = patterns.load()["parties.heads"].search(self.scan.text, token.start, token.end)
        if token.rule == "leaders" and named_so and not self.apart:
            heads = self._heads()
            if len(heads) == wanted:
                return heads
        sides = self.three if wanted > _TWO and len(self.sides) != wanted else self.sides
        held = self.leaders if token.rule == "leaders" and self._ranked(token, self.leaders) else sides
        if len(held) != wanted and patterns.load()["parties.of_states"].match(self.scan.text, token.start):
            held = sides  # their presidents, whom nobody has named
        persons = held is self.sides and any(actor.key.startswith("person/") for actor in held)
        both = patterns.load()["parties.both_of_them"].fullmatch(self.scan.text, token.start, token.end)
        if persons and both is None:
            return []  # of whom nobody tells the states
        if token.rule == "leaders" and both is not None and len(held) != wanted and not alone:
            return self._two_before(token)
        meant = held if len(held) == wanted else alone
        return [] if token.rule != "leaders" and wanted == _TWO and self._with_another(token, meant) else meant

    def _with_another(self, token: Token, meant: list[Actor]) -> bool:
        """Whether the sentence names before "both" with whom somebody else did so: with B it agreed, and both …."""
        named = [t for t in self.here if t.end <= token.start and t.kind in ("state", "organization") and t.key]
        other = named[-1] if named else None
        with_it = patterns.load()["parties.with_it"]
        if other is None or not other.key or not with_it.match(self.scan.text, other.start - 1) or len(meant) != _TWO:
            return False
        if any(t.end == other.start - 1 for t in self.here):
            return False  # A and B do so
        known = {actor.key for actor in meant} | {self.state_of(actor) for actor in meant}
        return not known & {other.key, self.state_of(Actor(other.key, other))}

    def _two_before(self, token: Token) -> list[Actor]:
        """The only two persons of the sentence before, of two states: A was welcomed by B; the two."""
        named = {t.key: Actor(t.key, t, carried=True) for t in self.before if t.kind == "person" and t.key}
        opens = not any(t.kind == "person" and t.end <= token.start for t in self.here)
        states = {self.state_of(actor) for actor in named.values()}
        return list(named.values()) if opens and len(named) == len(states) == _TWO else []

    def _talked_here(self, token: Token) -> list[Actor]:
        """The states of the only two persons before "both", where one says that he talked with the other."""
        persons = list({t.key: t for t in self.here if t.kind == "person" and t.key and t.end <= token.start}.values())
        if len(persons) != _TWO:
            return []
        says = patterns.load()["parties.says_he_talked"]
        if not says.fullmatch(self.scan.text, persons[0].end, token.start):
            return []
        states = [self.state_of(Actor(t.key, t)) for t in persons]
        both = [Actor(key, token, carried=True) for key in dict.fromkeys(states) if key]
        return both if len(both) == _TWO else []

    def _of_relations(self, token: Token) -> Token | None:
        """The pair of states of whose relations the sentence tells before ``token``: their leaders are meant."""
        pairs = (t for t in self.here if t.kind == "pair" and len(t.keys) == _TWO and t.end <= token.start)
        opened = patterns.load()["parties.relations"]
        return next((pair for pair in pairs if opened.match(self.scan.text, pair.end)), None)

    def _ranked(self, token: Token, actors: Iterable[Actor]) -> bool:
        """Whether ``actors`` may bear the title that ``token`` calls them by: no ministers as heads of state."""
        lexicon, load = self.cast.lexicon, patterns.load()

        def called(words: str) -> set[str]:
            return {rank.replace("_", " ") for rank in _RANKS if load[f"parties.{rank}"].search(words)}

        wanted = called(self.scan.text[token.start : token.end])
        if not wanted and load["parties.leader"].search(self.scan.text, token.start, token.end):
            wanted = {"head of state", "head of government"}
        for actor in actors if wanted else ():
            ranks = {lexicon.ranks.get(h.office) or "" for h in lexicon.holdings if h.person == actor.key} - {""}
            for office in actor.token.offices if actor.token is not None else ():
                if load["parties.envoy"].search(fold(office.title)):
                    return False
                ranks |= called(fold(office.title))
            if ranks and not ranks & wanted:
                return False
        return True

    def _met_since(self, pair: tuple[Actor, Actor]) -> bool:
        """Whether two others have met behind a pair of persons."""
        last, others = pair[1].token, {a.key for a in self.leaders} != {a.key for a in pair}
        since = last is not None and any(a.token is not None and a.token.start > last.start for a in self.leaders)
        return others and since

    def _heads(self) -> list[Actor]:
        """The heads of the states that are the sides, as far as the document names them and the lexicon knows them."""
        lexicon = self.cast.lexicon
        found = []
        for side in self.sides:
            heads = {
                h.person
                for h in lexicon.holdings
                if h.of == side.key and h.person in self.cast.members and lexicon.ranks.get(h.office) == "head of state"
            }
            if len(heads) == 1:
                found.append(Actor(next(iter(heads)), None, carried=True))
        return found

    def see_off(self, actors: list[Actor]) -> None:
        """Who goes on a visit, or leads those who go, is whom "the delegation" means from here; else the delegation."""
        persons = [actor for actor in actors if actor.key.startswith("person/")]
        self.travellers = persons or [actor for actor in actors if is_delegation(actor)] or self.travellers

    def remember(self, actors: list[Actor], *, again: bool = False) -> None:
        """These met or acted together: the sides are the states that they act for, the leaders they themselves.

        What somebody speaks ``again`` of changes neither where both are known.
        """
        if again and self.leaders and self.sides:
            return
        persons = [a for a in actors if a.key.startswith("person/")]
        if len(persons) in (2, 3) and len(persons) == len(actors):
            self.leaders = persons
        states: dict[str, Actor] = {}
        for actor in actors:
            key = self.state_of(actor)
            if key:
                states.setdefault(key, Actor(key, actor.token))
        if len(actors) > _TWO == len(states) and any(self.state_of(a) is None for a in actors):
            return  # three talked, one of them for no state
        if len(states) in (2, 3):
            self.sides = list(states.values())
            self.three = self.sides if len(states) > _TWO else self.three
        elif len(states) > _TWO:
            self.three = list(states.values())
        elif len(persons) == _TWO == len(actors) and not all(self.state_of(actor) for actor in actors):
            self.sides = persons  # of one nobody tells whom he acts for

    def official(self) -> Actor | None:
        """The official without a name of whom alone the sentence before told."""
        named = [t for t in self.before if t.kind in ("person", "office") and t.key]
        alone = len(named) == 1 and named[0].kind == "office"
        if alone and patterns.load()["parties.pointing"].search(self.scan.text, 0, named[0].start):
            return None  # who is himself only pointed at
        return Actor(named[0].key, named[0], carried=True) if alone else None

    def part(self, made: list[Draft]) -> None:
        """Of two meetings told at once, of three states, nobody tells whom "both sides" and "the two" mean."""
        if [d.kind for d in made] != ["Meeting", "Meeting"]:
            return
        if len({self.state_of(actor) for draft in made for actor in draft.actors} - {None}) > _TWO:
            self.sides, self.leaders = [], []

    def sight(self, tokens: list[Token]) -> None:
        """A pair of states, alone or with their relations, in a sentence or heading is what the sides are from here."""
        standing = patterns.load()["parties.standing"]
        self.before, self.here = self.here, tokens
        self.pairs_before, self.pairs = self.pairs, self._joined_persons(tokens)
        self._greet(tokens)
        first = [t for t in tokens if t.kind != "date"][:2]
        if len(first) == 2 and all(t.kind == "state" and t.key for t in first):  # A and B quarrel; the two countries
            between = self.scan.text[first[0].end : first[1].start]
            mediating = patterns.load()["parties.mediating"].match(self.scan.text, first[1].end)
            if (patterns.load()["parties.joined"].fullmatch(between) and not mediating) or self._regards(*first):
                self.sides = [Actor(t.key, t) for t in first]
        if len(first) == 2 and all(t.kind == "person" and t.key for t in first) and first[0].key != first[1].key:
            between = self.scan.text[first[0].end : first[1].start]
            if patterns.load()["parties.joined"].fullmatch(between):  # A and B meet; the two
                self.leaders = [Actor(t.key, t) for t in first]
        for token in tokens:
            met = token.keys if token.kind == "pair" else token.parties
            if met and met[0].startswith("person/"):  # called by their two names
                self.leaders = [Actor(key, token) for key in met]
                continue
            keys = token.keys if token.kind == "pair" else token.parties
            if token.kind == "concept" and not standing.search(self.scan.text, *token.name):
                continue  # a conflict of two states: whom it is about, not who the two sides are
            if len(keys) in (2, 3):
                self.sides = [Actor(key, token.same_as or token) for key in keys]
                self.three = self.sides if len(keys) > _TWO else self.three

    def _greet(self, tokens: list[Token]) -> None:
        """Whoever of rank a sentence names alone, after somebody came to his state, is the other of "the two"."""
        guests = [] if self.leaders else [a for a in self.travellers if a.key.startswith("person/")]
        persons = [Actor(t.key, t) for t in tokens if t.kind == "person" and t.key] if len(guests) == 1 else []
        if len(persons) != 1:
            return
        states = {self.state_of(actor) for actor in (*persons, *guests)}
        if len(states) == _TWO and states == {a.key for a in self.sides} and self._has_rank(persons[0]):
            self.leaders = [*guests, *persons]

    def _has_rank(self, actor: Actor) -> bool:
        """Whether somebody leads a state or a ministry of it, by his title here or one that the lexicon knows."""
        lexicon, known = self.cast.lexicon, patterns.load()
        titles = [fold(office.title) for office in actor.token.offices] if actor.token is not None else []
        if titles:
            return any(known[f"parties.{rank}"].search(title) for title in titles for rank in _RANKS)
        return any(lexicon.ranks.get(h.office) for h in lexicon.holdings if h.person == actor.key)

    def _regards(self, a: Token, b: Token) -> bool:
        """Whether A is told to take B for something, to be taken so by B, or to be B's friend, neighbour or rival."""
        regards, regarded = patterns.load()["parties.regards"], patterns.load()["parties.regarded"]
        between = regards.fullmatch(self.scan.text, a.end, b.start)
        return between is not None and regarded.match(self.scan.text, b.end) is not None

    def _only_states(self, token: Token, wanted: int) -> list[Actor]:
        """The two states that the sentence names before "both", where it names nobody else and no sides were told."""
        before, pattern = [t for t in self.here if t.end <= token.start], patterns.load()
        states = [t for t in before if t.kind == "state" and t.key]
        keys = list(dict.fromkeys(t.key for t in states if t.key))
        mutual = pattern["parties.mutual"].match(self.scan.text, token.end) is not None
        if len(keys) < _TWO and mutual:  # a body of the other one acts, or their heads
            of = {id(t): self.state_of(Actor(t.key, t)) for t in before if t.kind in ("state", *_WHO) and t.key}
            states = [t for t in before if of.get(id(t))]
            keys = list(dict.fromkeys(key for key in of.values() if key))
        if wanted != _TWO or len(keys) != _TWO:
            return []
        first, last = states[0].end, states[-1].start
        apart = pattern["parties.clause_ends"].search(self.scan.text, first, last)
        if not (apart or (mutual and len(states) == _TWO)) or pattern["parties.third_acts"].search(
            self.scan.text, first, token.start
        ):
            return []
        mission = pattern["parties.mission"]
        others = [Actor(t.key, t) for t in before if t.kind in _WHO and t.key]
        others = [a for a in others if not (a.key.startswith("organization/") and self._is_nobodys(a))]  # a parliament
        others = [a for a in others if not (a.token and mission.search(self.scan.text, a.token.start, a.token.end))]
        if any(not any(self.acts_for(a, k) for k in keys) for a in others):
            return []
        return [Actor(key, token, carried=True) for key in keys]

    def _is_nobodys(self, body: Actor) -> bool:
        """Whether a body is known neither by the lexicon nor as one of a state's."""
        return body.key not in self.cast.lexicon.entries and self.state_of(body) is None

    def _joined_persons(self, tokens: list[Token]) -> list[tuple[Actor, Actor]]:
        """The pairs of persons joined in a sentence, of no longer list, whom "the two" means behind them: A and B.

        Or the only two of a clause: A welcomed B, and the two held talks.
        """
        joined = patterns.load()["parties.joined"]
        persons = [t for t in tokens if t.kind == "person" and t.key]
        found, listed = [], False
        for a, b in pairwise(persons):
            between = self.scan.text[a.end : b.start]
            pair = joined.fullmatch(between) is not None or self._only_two(persons, a, b)
            if pair and not listed and a.key != b.key:
                found.append((Actor(a.key, a), Actor(b.key, b)))
            listed = pair or between == "、"
        return found

    def _only_two(self, persons: list[Token], a: Token, b: Token) -> bool:
        """Whether A and B are the only ``persons`` of their clause, which the words for the two of them follow."""
        text, ends = self.scan.text, patterns.load()["parties.clause_ends"]
        behind = patterns.load()["parties.the_two"].match(text, b.end)
        if behind is None or any(b.end <= p.start < behind.end() for p in persons):
            return False
        before = [p.end for p in persons if p.end <= a.start]
        first = not before or ends.search(text, before[-1], a.start) is not None
        return first and ends.search(text, a.end, b.start) is None

    def state_of(self, actor: Actor) -> str | None:
        """The key of the state or union that an actor acts for, as its titles and the lexicon tell."""
        for key in self._candidates(actor):
            found = self.state_above(key)
            if found:
                return found
        return None

    def acts_for(self, actor: Actor, state: str) -> bool:
        """Whether somebody acts for a state, as titles and the lexicon tell, or the name of a body begins."""
        known = self.state_of(actor)
        entry = self.cast.lexicon.entries.get(state)
        if known is not None or entry is None or not actor.key.startswith("organization/"):
            return known == state
        forms = [fold(form) for labels in entry.labels.values() for form in labels]
        return fold(actor.key.removeprefix("organization/")).startswith(tuple(forms))

    def _candidates(self, actor: Actor) -> list[str | None]:
        """The actor itself, then the bodies and states of its titles, the surest first."""
        candidates: list[str | None] = [actor.key]
        if actor.token is not None and actor.key.startswith("person/"):
            candidates += [office.of for office in actor.token.offices]
        member = self.cast.members.get(actor.key)
        if member is not None and member.office_of:
            candidates.append(member.office_of)
        if actor.key.startswith("person/"):
            candidates += self.known_states.get(actor.key, [])
            candidates += self.cast.lexicon.states_of(actor.key)
        return candidates

    def state_above(self, key: str | None) -> str | None:
        """The state or union that a body, a place or a state itself belongs to, by the lexicon or the body's name."""
        lexicon = self.cast.lexicon
        for _ in range(_DEEPEST):
            if key is None or key.startswith("state/") or key in lexicon.parties:
                break
            entry = lexicon.entries.get(key)
            by_name = self.owners.get(key) or self.cast.states.get(key)
            key = entry.part_of if entry and entry.part_of else by_name
        return key if key and (key.startswith("state/") or key in lexicon.parties) else None


def _is_of_several(token: Token, before: Token) -> bool:
    """Whether a body or office is that of both sides or of the states of a pair, right ``before`` it."""
    if token.kind == "office":
        return before.kind in ("side", "pair") and not any(office.of for office in token.offices)
    return token.kind == "organization" and (before.kind == "side" or (before.kind == "pair" and token.rule == "body"))
