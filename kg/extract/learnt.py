"""Names that a document teaches: met once with a title, or with what people do, they are found alone from then on."""

from __future__ import annotations

import re

from kg.extract import names_listed, patterns
from kg.extract.cast import Cast
from kg.extract.names import Names
from kg.extract.names_alone import NamesAlone
from kg.extract.scan import Scan
from kg.extract.tokens import Token
from kg.lexicon.grammar import alternation
from kg.lexicon.lexicon import Match, Term

_PARTS = re.compile("[·—]")
_SHORTEST = 2  # characters of a surname that a name of several parts ends in
_HONOUR = 8  # characters of an honour before a name, and of what stands before it
_KNOWN = frozenset({"name", "body", "title", "acting"})  # layers whose words hold no name of a person


class Learnt:
    """Adds the names of one document to its scan."""

    def __init__(self, scan: Scan, cast: Cast, names: Names) -> None:
        self._scan, self._text, self._cast, self._names = scan, scan.text, cast, names
        self._lexicon = cast.lexicon

    def learn(self, persons: list[Token]) -> None:
        """Adds the names of titled persons, and then those that never stand with a title, to the forms of the scan."""
        self._learn_titled(persons)
        self._learn_bare(persons)

    def key_of(self, person: Token) -> str:
        """The lexicon's key of a titled person where name and title fit, else one of its own."""
        if person.keys:
            return person.key
        start, end = person.name
        owners = {office.of for office in person.offices if office.of}
        for term in self._lexicon.terms.get(self._text[start:end], ()):
            if term.kind != "Person":
                continue
            known = self._lexicon.states_of(term.key)
            if not owners or not known or any(self._same_side(owner, k) for owner in owners for k in known):
                return term.key
        return self._as_known(start, end, owners) or self.key_at(start, end)

    def _as_known(self, start: int, end: int, owners: set[str]) -> str | None:
        """The key of whom the lexicon knows by the last of several parts of a name, and by a like first one."""
        if not _PARTS.search(self._text, start, end):
            return self._as_joined(self._text[start:end], owners)
        parts = _PARTS.split(self._text[start:end])
        for cut in range(1, len(parts) - 1):  # known by a name of several parts with which this one ends
            for term in self._lexicon.terms.get("·".join(parts[cut:]), ()):
                known = self._lexicon.states_of(term.key) if term.kind == "Person" else ()
                if owners and any(self._same_side(owner, k) for owner in owners for k in known):
                    return term.key
        return self._of_parts(parts[0], parts[-1], owners)

    def _as_joined(self, name: str, owners: set[str]) -> str | None:
        """The same of a name that is written without a dot between its parts."""
        cuts = range(_SHORTEST, len(name) - _SHORTEST)
        found = {self._of_parts(name[:cut], name[cut:], owners) for cut in cuts} - {None}
        return found.pop() if len(found) == 1 else None

    def _of_parts(self, first: str, last: str, owners: set[str]) -> str | None:
        """The key of whom the lexicon knows by a last part of a name, and by a like first one."""
        keys = {t.key for t in self._lexicon.terms.get(last, ()) if t.kind == "Person" and t.layer == "name"}
        if not first or len(last) < _SHORTEST or len(keys) != 1:
            return None
        key = keys.pop()
        known = self._lexicon.states_of(key)
        fits = owners and all(any(self._same_side(owner, k) for k in known) for owner in owners)
        return key if fits and any(_alike(first, given) for given in self._lexicon.given.get(key, ())) else None

    def key_at(self, start: int, end: int) -> str:
        """The key of the person whom this stretch names, without a row."""
        return self.key_of_name(self._scan.printed(start, end))

    def key_of_name(self, name: str) -> str:
        """The key of the person who bears a name, without a row."""
        return self._cast.key("Person", name)

    def native(self, person: Token) -> bool:
        """Whether a person bears a Chinese surname and one or two further characters."""
        return self.is_native(self._text[slice(*person.name)])

    def is_native(self, name: str) -> bool:
        """Whether the folded text is a Chinese surname with one or two further characters."""
        return self._names.native(name)

    def _same_side(self, a: str, b: str) -> bool:
        """Whether two states or bodies belong together as far as the lexicon tells."""
        if a == b:
            return True
        first, second = self._cast.state_of(a), self._cast.state_of(b)
        return first is None or second is None or first == second

    def _learn_titled(self, persons: list[Token]) -> None:
        """A name met with a title; of one in several parts the last, also where that stands with a title; a surname."""
        learned: dict[str, str] = {}
        whole: dict[str, set[str]] = {}
        for token in persons:
            if token.kind != "person":
                continue
            name = self._text[token.name[0] : token.name[1]]
            key = self.key_of(token)
            learned[name] = key
            last = _PARTS.split(name)[-1]
            if last != name and len(last) >= 2:
                learned.setdefault(last, key)
                whole.setdefault(last, set()).add(key)
            surname = self._names.surname(name)
            if surname and surname not in self._lexicon.terms:
                whole.setdefault(surname, set()).add(key)
        learned |= {last: next(iter(keys)) for last, keys in whole.items() if len(keys) == 1}
        self._add({name: key for name, key in learned.items() if not self._known(name)})
        self._learn_first(persons, learned)

    def _learn_first(self, persons: list[Token], learned: dict[str, str]) -> None:
        """Of a name in several parts the first, where a clause calls its bearer so, with or without an honour."""
        firsts: dict[str, set[str]] = {}
        for token in persons:
            if token.kind == "person":
                first, *others = _PARTS.split(self._text[slice(*token.name)])
                if others and len(first) >= _SHORTEST:
                    firsts.setdefault(first, set()).add(self.key_of(token))
        called, begins = patterns.load()["names.called_by_first"], patterns.load()["names.first_begins"]
        for first, keys in firsts.items():
            if len(keys) > 1 or first in learned or first in self._lexicon.terms:
                continue
            for match in re.finditer(re.escape(first), self._text):
                lead = begins.search(self._text, max(0, match.start() - _HONOUR), match.start())
                if lead is not None and called.match(self._text, match.end()):
                    start = lead.start("honour") if lead["honour"] else match.start()
                    self._add_at(start, match.end(), next(iter(keys)))

    def _learn_bare(self, persons: list[Token]) -> None:
        """A name that stands without a title throughout, known by what its bearer does."""
        covered = bytearray(len(self._text) + 1)
        known = {token.name for token in persons if token.kind == "person"}
        for matches in self._scan.starts.values():
            for m in matches:
                if m.end - m.start >= _SHORTEST and any(t.layer in _KNOWN for t in m.terms):
                    covered[m.start : m.end] = b"\1" * (m.end - m.start)
                    if any(t.kind == "Person" for t in m.terms):
                        known.add((m.start, m.end))
        for token in persons:
            covered[token.start : token.end] = b"\1" * (token.end - token.start)

        def free(start: int, end: int) -> bool:
            return not any(covered[start:end])

        listed = names_listed.beside_persons(self._scan, self._names, sorted(known), free)
        found = sorted({*NamesAlone(self._names).find(self._text, free), *listed})
        wholes = {self._text[slice(*t.name)]: self.key_of(t) for t in persons if t.kind == "person"}
        self._add({name: self._last_of(name, wholes) or self._cast.key("Person", name) for name in found})

    def _last_of(self, name: str, wholes: dict[str, str]) -> str | None:
        """The key of the one person with a title whose whole name, written without a dot, ends in ``name``."""
        longer = {key for whole, key in wholes.items() if whole.endswith(name) and len(whole) - len(name) >= _SHORTEST}
        return longer.pop() if len(name) > _SHORTEST and len(longer) == 1 else None

    def _add(self, fresh: dict[str, str]) -> None:
        if not fresh:
            return
        for match in re.finditer(alternation(list(fresh)), self._text):
            self._add_at(*match.span(), fresh[match[0]])

    def _add_at(self, start: int, end: int, key: str) -> None:
        """Adds the name of a person that stands at a stretch."""
        hit = Match(start, end, (Term(self._text[start:end], "name", "Person", key),))
        self._scan.starts.setdefault(start, []).insert(0, hit)
        self._scan.ends.setdefault(end, []).insert(0, hit)

    def _known(self, name: str) -> bool:
        return any(t.kind == "Person" for t in self._lexicon.terms.get(name, ()))


def _alike(name: str, other: str) -> bool:
    """Whether two given names are written alike: they begin with one character, and have half of all in common."""
    return name[0] == other[0] and 2 * len(set(name) & set(other)) >= max(len(name), len(other))
