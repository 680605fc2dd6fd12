"""Names that never stand with a title, known by what their bearer does, or by what stands beside them.

Of each kind the names come sorted. A name counts only where its stretch belongs to nothing that is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.extract import patterns
from kg.extract.names import Names

Free = Callable[[int, int], bool]
"""Whether a stretch of the folded text, from start to end (exclusive), belongs to nothing known."""

_WHOLE = 3  # characters of most Chinese names
_SHORTEST = 2  # characters of a foreign name that fills what stands before its brackets
_ACTS = 2  # times that a name must act in a document to be one
_SHORT = 4
_BEFORE_COMMA = 12  # characters from where a list begins, with a word before it, to its first comma
_FARTHEST = 24  # characters of what somebody is told by


class NamesAlone:
    """Finds names without a title in folded text."""

    def __init__(self, names: Names) -> None:
        self._names = names
        known = patterns.load()
        self._never = known["names.never"]
        self._agent, self._joined = known["names.agent"], known["names.joined"]
        self._foreign_agent, self._heading = known["names.foreign_agent"], known["names.heading"]
        self._met, self._given_again = known["names.met"], known["names.given_again"]
        self._told_by, self._told_by_what = known["names.told_by"], known["names.told_by_what"]
        self._by_his_life = known["names.by_his_life"]
        self._deeds = known["names.toward_name"]
        self._congratulated = known["names.congratulated"]
        self._list_commas = known["names.list_commas"]
        self._list, self._list_acts = known["names.list"], known["names.list_acts"]

    def find(self, text: str, free: Free) -> list[str]:
        """The names of all kinds, sorted."""
        kinds = (
            self._recurring,
            self._unannounced,
            self._enumerated,
            self._sitting_in,
            self._heading_it,
            self._met_by_others,
            self._in_latin_too,
            self._told_by_others,
            self._taking_office,
        )
        return sorted({name for of_kind in kinds for name in of_kind(text, free)})

    def _is_native(self, name: str) -> bool:
        """Whether it is a Chinese name of three characters, as it may stand alone."""
        return len(name) == _WHOLE and self._names.native(name)

    def _is_whole(self, name: str) -> bool:
        """Whether it is no word, and does not end like one."""
        return not (self._names.ends_like_a_word(name) or self._never.search(name))

    def _recurring(self, text: str, free: Free) -> set[str]:
        """Chinese names of three characters: they recur, and act."""
        seen: dict[str, int] = {}
        for match in self._agent.finditer(text):
            name = match[1]
            if self._names.native(name) and self._is_whole(name) and free(*match.span(1)):
                seen[name] = seen.get(name, 0) + 1
        return {name for name, acts in seen.items() if acts >= _ACTS and text.count(name) > _ACTS}

    def _unannounced(self, text: str, free: Free) -> set[str]:
        """Foreign names: they do what only persons do, and recur."""
        agents = {match.span(1) for match in self._foreign_agent.finditer(text)}
        found = {text[slice(*span)] for span in agents if free(*span)}
        found = {name for name in found if self._names.transliterated(name) and not self._never.search(name)}
        return {name for name in found if self._times(text, name) >= _ACTS}

    def _times(self, text: str, name: str) -> int:
        """How often a foreign name stands in the text and is not the beginning of a longer one."""
        behind = (text[m.end() : m.end() + 1] for m in re.finditer(re.escape(name), text))
        return sum(not c or not self._names.transliterated(c) for c in behind)

    def _heading_it(self, text: str, free: Free) -> set[str]:
        """Names behind a delegation which their bearer leads."""
        spans = [match.span(1) for match in self._heading.finditer(text)]
        found = {text[slice(*span)] for span in spans if free(*span)}
        return {name for name in found if self._names.transliterated(name) or self._is_native(name)}

    def _sitting_in(self, text: str, free: Free) -> set[str]:
        """Chinese names where somebody takes part in the meeting of others."""
        spans = [match.span(1) for match in self._joined.finditer(text)]
        return {name for name in (text[slice(*span)] for span in spans if free(*span)) if self._is_native(name)}

    def _met_by_others(self, text: str, free: Free) -> set[str]:
        """Names whose bearer somebody meets or talks with, and that recur."""
        spans = [match.span(match.lastgroup or 0) for match in self._met.finditer(text)]
        found = {text[slice(*span)] for span in spans if free(*span)}
        found = {name for name in found if self._names.transliterated(name) or self._is_native(name)}
        return {name for name in found if self._is_whole(name) and text.count(name) > 1}

    def _in_latin_too(self, text: str, free: Free) -> set[str]:
        """Foreign names given again in Latin script, where their bearer acts."""
        found: set[str] = set()
        for match in self._given_again.finditer(text):
            start, end = match.span(1)
            while start < end and not self._names.transliterated(text[start:end]):
                start += 1
            words = (word.span() for word in self._deeds.finditer(text, match.start(1), end))
            start = next((last for first, last in words if first < start < last), start)  # no surname, but a verb's end
            shortest = _SHORTEST if start == match.start(1) else _WHOLE
            name = text[start:end]
            if end - start >= shortest and free(start, end) and not self._never.search(name):
                found.add(name)
        return found

    def _told_by_others(self, text: str, free: Free) -> set[str]:
        """Names of speakers told by whose they are, where that is known, or by what they were: B of a university."""
        found: set[str] = set()
        for match in self._told_by.finditer(text):
            name, end = match["name"], match.start()
            by = self._told_by_what.search(text, max(0, end - _FARTHEST), end)
            if not by or (free(end - 1, end) and not self._by_his_life.search(by[0])):
                continue
            foreign = self._names.transliterated(name) and not self._never.search(name)
            if (foreign or (self._is_native(name) and self._is_whole(name))) and free(*match.span("name")):
                found.add(name)
        return found

    def _taking_office(self, text: str, free: Free) -> set[str]:
        """Foreign names of those whom somebody congratulates on an office, or appoints."""
        spans = {match.span(match.lastindex or 0) for match in self._congratulated.finditer(text)}
        found = {text[slice(*span)] for span in spans if free(*span)}
        return {name for name in found if self._names.transliterated(name) and not self._never.search(name)}

    def _enumerated(self, text: str, free: Free) -> set[str]:
        """Chinese names of three or four characters in a list of three or more, of persons by what is told of them."""
        found: set[str] = set()
        for match in self._lists(text):
            if len(match["persons"]) < 2 and not self._list_acts.match(text, match.end()):  # no word before the list
                continue
            spans, start = [], match.start("names")
            for item in match["names"].split("、"):
                spans.append((start, start + len(item)))
                start += len(item) + 1
            names = [text[slice(*span)] for span in spans]
            if all(map(self._may_be_listed, names)) and all(
                free(*span) or len(name) < _WHOLE for span, name in zip(spans, names, strict=True)
            ):
                found.update(name for name in names if len(name) >= _WHOLE)
        return found

    def _lists(self, text: str) -> Iterator[re.Match[str]]:
        """Where there may be such a list, in order: around two commas with a word between them."""
        done = 0
        for commas in self._list_commas.finditer(text):
            tried = (
                self._list.match(text, at) for at in range(max(done, commas.start() - _BEFORE_COMMA), commas.start())
            )
            match = next(filter(None, tried), None)
            if match:
                done = match.end()
                yield match

    def _may_be_listed(self, name: str) -> bool:
        """Whether it is a Chinese name, also one with two surnames: that of the husband and her own."""
        own = self._names.native(name) or (len(name) == _SHORT and self._names.has_two_surnames(name))
        return own and not self._names.ends_like_a_word(name)
