"""One-character forms of states and unions, and what they stand for in this document."""

from __future__ import annotations

from kg.extract.scan import Scan
from kg.lexicon.grammar import Grammar
from kg.lexicon.lexicon import Lexicon
from kg.text.numerals import value

_REACH = 600  # characters before a form in which the state that it means is named
_REACH_BEHIND = 30  # characters behind it, where what is named counts as if it stood farther off
_BEHIND = 3
_LONGEST_RUN = 7
_TWO = 2
_LONG_NAME = 3  # characters of a name that is the sooner shortened to its first


class Shorts:
    """Resolves one-character forms, and runs of them, in one scanned text. Offsets are the view's."""

    def __init__(self, scan: Scan, lexicon: Lexicon, grammar: Grammar) -> None:
        self._text = scan.text
        self._shorts = lexicon.shorts
        self._defaults = grammar.shorts
        self._pairs = grammar.pairs
        self._unions = grammar.unions
        self._core = frozenset(grammar["core_shorts"])
        self._words = frozenset(grammar["word_shorts"])
        lands = frozenset(grammar["land_words"])
        self._counted_as, self._continent = frozenset(grammar["counted_sides"]), frozenset(grammar["continent"])
        terms = [(m.start, t) for matches in scan.starts.values() for m in matches for t in m.terms]
        self._named: set[str] = set()
        self._places: dict[str, list[int]] = {}  # where each state is named
        self._initials: dict[str, set[str]] = {}
        self._lesser: dict[str, set[str]] = {}  # the same of names of two characters
        usual = set(grammar.shorts.values())
        self._spots: set[str] = set()  # the places named here that one character may mean
        longest: dict[int, int] = {}  # of names that begin at one place only the longest is meant: Nigeria, no Niger
        for at, term in terms:
            if term.kind == "State" and term.layer == "name":
                longest[at] = max(longest.get(at, 0), len(term.form))
        for at, term in terms:
            if term.kind == "State" and term.layer == "name" and len(term.form) < longest[at]:
                continue
            if term.layer == "acting":  # a capital
                self._places.setdefault(term.key, []).append(at)
            if term.kind == "Place" and term.key in usual:
                self._spots.add(term.key)
            if term.kind == "State" and term.layer == "name":
                self._named.add(term.key)
                self._places.setdefault(term.key, []).append(at)
                if term.form[0] not in lands:
                    initials = self._initials if len(term.form) >= _LONG_NAME else self._lesser
                    initials.setdefault(term.form[0], set()).add(term.key)

    def acts_for(self, capital: str, state: str) -> str:
        """The key of who acts where a folded ``capital`` does: its state, or the union that has its seat there."""
        return state if state in self._named else self._unions.get(capital, state)

    def resolve(self, character: str, at: int | None = None) -> str | None:
        """The key of the state, union or place that a folded character stands for here; None where that is open.

        Of several states of this text it is the one named nearest to ``at``, an offset of the view.
        """
        keys = self._shorts.get(character)
        if not keys:
            return self._defaults.get(character)
        if self._defaults.get(character) in self._spots and not self._named.intersection(keys):
            return self._defaults[character]  # the place, where the text names it, and not the state
        if len(keys) == 1 and character not in self._words:
            return keys[0]
        named = [key for key in keys if key in self._named]
        if len(named) == 1:
            return named[0]
        if named and at is not None and (near := self._near(named, at)):
            return near
        if named and (by_name := self.initial(character)) in named:
            return by_name  # the only one that this document writes with it
        default = self._defaults.get(character)
        return default if default and (not named or default in named) else None

    def _near(self, keys: list[str], at: int) -> str | None:
        """Of states that are named in the text the one named nearest before an offset, or right behind it."""
        places = [(place - at, key) for key in keys for place in self._places[key]]
        near = [(-far if far < 0 else far * _BEHIND, key) for far, key in places if -_REACH <= far <= _REACH_BEHIND]
        return min(near)[1] if near else None

    def owns(self, character: str, at: int) -> str | None:
        """The same before a title: of a character that is a small word, too, only where its state is named."""
        key = self.resolve(character, at)
        return None if character in self._words and key not in self._named else key

    def sure(self, character: str, at: int | None = None) -> str | None:
        """The same, but only of a form that is often used, or of a state that is named here."""
        key = self.resolve(character, at)
        return key if key and (character in self._core or key in self._named) else None

    def initial(self, character: str, at: int | None = None) -> str | None:
        """The key of the one state named here by a name that begins with a folded character, the longer names first.

        Of several it is the one that is named nearest to ``at``, an offset of the view.
        """
        keys = sorted(self._initials.get(character) or self._lesser.get(character) or ())
        if len(keys) > 1 and at is not None:
            return self._near(keys, at)
        return keys[0] if len(keys) == 1 else None

    def _counted(self, at: int) -> int | None:
        """How many states the words at ``at`` count: three states, three sides."""
        return value(self._text[at]) if self._text[at + 1 : at + 2] in self._counted_as else None

    def run(self, start: int, end: int) -> tuple[list[str], int]:
        """The keys of a run of two to seven such characters that begins at ``start``, and where the run ends.

        The run does not reach beyond ``end``; where there is none, no key and ``start``.
        """
        if start > 1 and all(self.sure(self._text[at], at) for at in (start - 2, start - 1)):
            return [], start  # the last of a longer run
        for length in (3, 2):
            pair = self._pairs.get(self._text[start : start + length])
            if pair and start + length <= end:
                return list(pair), start + length
        for length in range(_TWO, _LONGEST_RUN):  # as many as are counted right behind
            if start + length < end and self._counted(start + length) == length:
                each = [self.resolve(self._text[at], at) for at in range(start, start + length)]
                known = [key for key in dict.fromkeys(each) if key]
                if len(known) == length and (length > _TWO or self.sure(self._text[start], start)):
                    return known, start + length
        keys: list[str] = []
        at = start
        while at < end and at - start < _LONGEST_RUN:
            key = self.sure(self._text[at], at)
            if key is None and keys and self._counted(at + 1) == len(keys) + 1:
                key = self.resolve(self._text[at], at)  # as many as are counted right behind it
            if key is None or key in keys:
                break
            keys.append(key)
            at += 1
        return (keys, at) if len(keys) >= 2 and self._text[at : at + 1] not in self._continent else ([], start)
