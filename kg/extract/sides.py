"""Candidates for states by their one-character forms: the sides of talks, whither one goes, pairs of states."""

from __future__ import annotations

import re

from kg.extract import patterns
from kg.extract.scan import Scan
from kg.extract.shorts import Shorts
from kg.extract.tokens import Token, TokenKind
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Lexicon
from kg.text.numerals import value

_TWO = 2
_LONGEST_RUN = 7  # characters of a run of states
_LONGEST_WORD = 5  # characters before a pair in which a longer known word that holds it may begin


class Sides:
    """Finds such states and pairs in one scanned text. Offsets are the view's."""

    def __init__(self, scan: Scan, lexicon: Lexicon, grammar: Grammar, shorts: Shorts) -> None:
        self._scan, self._text = scan, scan.text
        self._shorts = shorts
        self._compass = frozenset(grammar["compass"])
        self._pair_after = frozenset(grammar["pair_after"])
        forms = "".join(re.escape(form) for form in lexicon.shorts if len(form) == 1)
        fixed = alternation(list(grammar.pairs))  # also such as begin with no form of a state
        self._first_of_pair = re.compile(f"[{forms}](?=[{forms}])|(?={fixed}).")
        self._patterns = patterns.load()

    def find(self, own: str | None) -> list[Token]:
        """The sides: one by its form, whither one goes, the publisher's ``own`` state, all that were spoken of."""
        listed = [*self._listed(), *self._mixed()]
        return [*self._one(), *listed, *self._whither(), *self._initials(), *self._own(own), *self._all()]

    def _one(self) -> list[Token]:
        found = []
        for match in self._patterns["sides.one"].finditer(self._text):
            key = self._shorts.resolve(match[1], match.start())
            points = (self._text[max(0, match.start() - 1) : match.start()], match[1])  # 东|方, 西|方
            if key and not any(point in self._compass for point in points if point):
                found.append(Token(*match.span(), _kind(key), (key,), match.span(), rule="side"))
        return found

    def _listed(self) -> list[Token]:
        """Each of a list of states by one character, before how many they are: the three states A, B, C."""
        found = []
        for match in self._patterns["sides.listed"].finditer(self._text):
            places = range(match.start("states"), match.end("states"), 2)
            keys = [self._shorts.resolve(self._text[at], at) for at in places]
            many = value(match["many"]) if match["many"] else None
            if all(keys) and many in (None, len(keys)) and len(set(keys)) == len(keys):
                found += [
                    Token(at, at + 1, _kind(key), (key,), (at, at + 1), rule="short form")
                    for at, key in zip(places, keys, strict=True)
                    if key
                ]
        return found

    def _mixed(self) -> list[Token]:
        """States by one character each, in a list that ends in one by its name, or before whom they sent."""
        found = []
        for match in self._patterns["sides.mixed"].finditer(self._text):
            places = range(match.start("states"), match.end("states"), 2)
            keys = [self._shorts.sure(self._text[at], at) for at in places]
            terms = [t for m in self._scan.starts.get(match.end(), ()) if m.end - m.start > 1 for t in m.terms]
            named = any(t.kind == "State" and t.layer == "name" for t in terms)
            if all(keys) and len(set(keys)) == len(keys) and (named if match["joint"] else len(keys) > 1):
                pairs = zip(places, keys, strict=True)
                found += [Token(i, i + 1, _kind(k), (k,), (i, i + 1), rule="short form") for i, k in pairs if k]
        return found

    def _whither(self) -> list[Token]:
        found = []
        for match in self._patterns["sides.whither"].finditer(self._text):
            key = self._shorts.resolve(match[1], match.start(1))
            known = (t for m in self._scan.starts.get(match.start(1), ()) if m.end - m.start > 1 for t in m.terms)
            if key and not any(t.layer == "name" for t in known):
                found.append(Token(*match.span(1), _kind(key), (key,), match.span(1), rule="short form"))
        return found

    def _initials(self) -> list[Token]:
        found = []
        for match in self._patterns["sides.initial"].finditer(self._text):
            key = self._shorts.initial(match[2], match.start())
            if key and match.start(1) not in self._scan.starts:
                found.append(Token(*match.span(1), "state", (key,), match.span(1), rule="side"))
        return found

    def _own(self, own: str | None) -> list[Token]:
        if own is None:
            return []
        matches = self._patterns["sides.own"].finditer(self._text)
        return [Token(*m.span(), "state", (own,), m.span(), rule="side") for m in matches]

    def _all(self) -> list[Token]:
        found = []
        for match in self._patterns["sides.all"].finditer(self._text):
            before = match.start() - _TWO
            if match["armies"] and (before < 0 or not self._shorts.run(before, match.start())[0]):
                continue  # whose they are is not told right before
            rule = "leaders" if match["leaders"] or match["of_more"] else "side"
            many = 3 if match["three"] or match[0].startswith("三") else value(match["more"] or "") or 2
            found.append(Token(*match.span(), "side", (), match.span(), number=many, rule=rule))
        spans = (m.span() for m in self._patterns["sides.they"].finditer(self._text))
        return [*found, *(Token(*s, "side", (), s, number=_TWO, rule="leaders") for s in spans if self._two_met(s[0]))]

    def _two_met(self, at: int) -> bool:
        """Whether the sentence before the one that begins at ``at`` tells that one talked with another, and no more."""
        end = self._text.rfind("。", 0, at)
        since = max(self._text.rfind(mark, 0, max(0, end)) for mark in "。\n") + 1
        talked = self._patterns["sides.two_talked"].search(self._text, since, max(since, end))
        return talked is not None and self._patterns["sides.others"].search(self._text, since, end) is None

    def travellers(self, tokens: list[Token]) -> list[Token]:
        """Those who were told of as on a visit, where they are only called so, and none of ``tokens`` stands."""
        found = [m.span() for m in self._patterns["sides.travellers"].finditer(self._text)]
        found += [m.span("guests") for m in self._patterns["sides.guests"].finditer(self._text)]
        free = [(a, b) for a, b in found if not any(t.start < b and a < t.end for t in tokens)]
        return [Token(*span, "side", (), span, number=1, rule="travellers") for span in free]

    def pairs(self) -> list[Token]:
        """Bare pairs and runs of states that act or are spoken of, and what is made of them: relations, conflicts."""
        found = []
        for match in self._first_of_pair.finditer(self._text):
            at = match.start()
            if self._scan.covered(at, at + 1, _LONGEST_WORD):
                continue
            keys, end = self._shorts.run(at, min(len(self._text), at + _LONGEST_RUN))
            longer = [m for s in range(at, end) for m in self._scan.starts.get(s, ()) if m.end > end]
            if len(keys) == _TWO and longer and longer[0].start == at + 1:  # the second by its name
                states = [(m.end, t.key) for m in longer for t in m.terms if t.kind == "State" and m.start == at + 1]
                if states:
                    end, keys = states[0][0], [keys[0], states[0][1]]
                    longer = [m for m in longer if m.end > end]
            known = any(m.end == end and t.kind == "Place" for m in self._scan.starts.get(at, ()) for t in m.terms)
            if not keys or longer or known:
                continue
            concept = self._patterns["sides.pair_concept"].match(self._text, end)
            if concept:
                span = (at, concept.end())
                found.append(Token(*span, "concept", (), span, rule="pair", parties=tuple(keys)))
            elif self._patterns["sides.pair_gone_to"].match(self._text, at) is None and (
                not self._patterns["sides.pair_follows"].match(self._text, end) or not self._pair_begins(at)
            ):
                continue
            found.append(Token(at, end, "pair", tuple(keys), (at, end), rule="pair"))
        return found

    def _pair_begins(self, at: int) -> bool:
        """Whether a pair of states may begin here: after a mark, a small word or a known name."""
        before = self._text[at - 1 : at]
        if not before or not ("\u3400" <= before <= "\u9fff"):
            return True
        if before in self._pair_after or at in self._scan.ends:
            return True
        return self._patterns["sides.pair_begins"].search(self._text, max(0, at - 3), at) is not None


def _kind(key: str) -> TokenKind:
    if key.startswith("place/"):
        return "place"
    return "state" if key.startswith("state/") else "organization"
