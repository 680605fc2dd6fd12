"""Who acts in a clause: what stands first, after dates, places and small words. Ranges are the shadow's."""

from __future__ import annotations

import re

from kg.extract import patterns
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS

_HIDDEN = 2  # characters that may be left over between a verb of speech and what is told
_PLACES = SYMBOLS["place"] + SYMBOLS["capital"]
_STOOD_FOR = SYMBOLS["state"] + SYMBOLS["person"] + SYMBOLS["organization"]
_TOLD_OF = _STOOD_FOR + SYMBOLS["office"]
_NAMED = SYMBOLS["person"] + SYMBOLS["office"] + SYMBOLS["side"]


class Subjects:
    """Finds the subjects of clauses."""

    def __init__(self) -> None:
        pattern = patterns.load().table("subjects")
        self._object_verb, self._lead, self._actors = pattern["object_verb"], pattern["lead"], pattern["actors"]
        self._driven, self._says, self._small = pattern["driven"], pattern["says"], pattern["small"]
        self._governed, self._modifier = pattern["governed"], pattern["modifier"]
        self._bureau = pattern["bureau"]
        self._governed_far, self._doing = pattern["governed_far"], pattern["doing"]
        self._unnamed = pattern["unnamed"]
        self._while, self._venue = pattern["while_acting"], pattern["venue"]
        self._since_acting = pattern["since_acting"]
        self._stood_for = pattern["stood_for"]
        self._after, self._tail, self._apposed = pattern["after"], pattern["tail"], pattern["apposed"]
        self._under = pattern["under"]
        self._invites, self._told_when = pattern["invites"], pattern["told_when"]
        self._enraged, self._also, self._heads = pattern["enraged"], pattern["also"], pattern["heads"]

    def of_clause(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        """The range of the subject of a clause, or None where it has none of its own."""
        if number not in sentence.subjects:
            sentence.subjects[number] = self._of_clause(sentence, number)
        return sentence.subjects[number]

    def _of_clause(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        start, end = sentence.clauses[number]
        if not any(sentence.tokens[start:end]):
            return None
        lead = self._lead.match(sentence.shadow, start, end)
        actors = self._actors.match(sentence.shadow, lead.end() if lead else start, end)
        when = self._told_when.search(sentence.shadow, start, end) if actors else None
        if when and actors and when.span(1) == actors.span() and when.end() < end:
            actors = self._actors.match(sentence.shadow, when.end(), end)  # who acts after the other has
        if actors is None or (lead and self._governed_far.search(sentence.shadow, start, actors.start())):
            return None
        return actors.span() if self._acts(sentence.shadow, actors.end()) else None

    def spoken_of(self, sentence: Sentence, at: int, number: int) -> tuple[int, int] | None:
        """The actor of what somebody speaks about, where ``at`` is within it: he spoke about the visit of A to B.

        So, too, of whom he thanks or addresses, by what that one does: he congratulated A, who hosts the meeting.
        """
        for first, last in spoken_about(sentence.shadow, *sentence.clauses[number]):
            if sentence.shadow[first] == SYMBOLS["side"] and first < at < last:
                return first, first + 1
            actors = self._actors.match(sentence.shadow, first, last)
            if actors and actors.end() <= at < last:
                return actors.span()
        for told in self._doing.finditer(sentence.shadow, *sentence.clauses[number]):
            if told.start() < at < told.start(1):
                return told.span(1)
        return None

    def driven(self, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
        """The actor that the subject sends, asks or accompanies, and who does what follows."""
        found = None
        for match in self._driven.finditer(sentence.shadow, start, end):
            found = match.span(1)
        return found

    def within_when(self, sentence: Sentence, at: int, number: int) -> re.Match[str] | None:
        """Words that tell when and hold ``at``, with who acts there as a group: (A,) after B had visited C, left."""
        found = self._told_when.finditer(sentence.shadow, *sentence.clauses[number])
        return next((match for match in found if match.end(1) <= at < match.end()), None)

    def invites(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether whoever the subject invites, whose name is not known, does what follows."""
        return self._invites.search(sentence.shadow, start, end) is not None

    def residue(self, sentence: Sentence, start: int, end: int) -> int:
        """How many characters of a range are neither things found nor small words: a name that is not known."""
        rest = self._venue.sub("", sentence.shadow[start:end])
        lead = self._lead.match(rest)
        rest = self._small.sub("", rest[lead.end() :] if lead else rest)
        return sum("\u3400" <= c <= "\u9fff" for c in rest)

    def begins_longer(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a state or body in a range is the beginning of a longer name, whose bearer acts there."""
        for actors in self._actors.finditer(sentence.shadow, start, end):
            owns = self._modifier.match(sentence.shadow, actors.end())
            governed = self._is_governed(sentence.shadow, start, actors.start())
            if self._bureau.match(sentence.shadow, actors.end()):
                return True
            if not (governed or owns or self.whole(sentence.shadow, actors.end())):
                return True
        return False

    def hides(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a verb of speech stands between a subject and what is told, and an unknown actor behind it."""
        about = [*spoken_about(sentence.shadow), *(m.span() for m in self._under.finditer(sentence.shadow))]
        says = self._says.finditer(sentence.shadow, start, end)
        said = [verb.end() for verb in says if not any(s <= verb.start() < e for s, e in about)]
        if not said:
            return False
        unnamed = self._unnamed.search(sentence.shadow, said[-1], end) is not None
        return unnamed or self.residue(sentence, said[-1], end) > _HIDDEN

    def speaks_in(self, sentence: Sentence, number: int) -> bool:
        """Whether a clause ends in a verb of speech."""
        start, end = sentence.clauses[number]
        return any(verb.end() == end for verb in self._says.finditer(sentence.shadow, start, end))

    @staticmethod
    def is_sides(sentence: Sentence, span: tuple[int, int]) -> bool:
        """Whether who acts there is only called both sides."""
        return patterns.load()["context.sides"].fullmatch(sentence.shadow, *span) is not None

    def by_sides(self, sentence: Sentence, number: int) -> bool:
        """Whether, in a clause before, somebody acts who is only called both sides, or all three."""
        acting = (self.of_clause(sentence, before) for before in range(number))
        return any(span is not None and self.is_sides(sentence, span) for span in acting)

    def begins_unnamed(self, sentence: Sentence, start: int, at: int) -> bool:
        """Whether a clause begins with what may be the name of who acts in it, and is none that is known."""
        name = patterns.load()["context.unknown_name"].match(sentence.shadow, start, at + 1)
        return name is not None and self.residue(sentence, *name.span("name")) == len(name["name"])

    def whole(self, shadow: str, end: int) -> bool:
        """Whether the actor that ends at ``end`` is not the beginning of a longer name."""
        return shadow[end - 1] in _NAMED or self._after.match(shadow, end) is not None

    def _acts(self, shadow: str, end: int) -> bool:
        """Whether the actor that ends at ``end`` acts, and not its office, its spokesman or what it is part of."""
        if self._heads.match(shadow, end):
            return True
        if self._modifier.match(shadow, end) or shadow[end : end + 1] == "、":
            return False
        return self.whole(shadow, end)

    def _is_governed(self, shadow: str, start: int, at: int) -> bool:
        """Whether a preposition before ``at``, from ``start`` on, governs who stands there; no person by "when"."""
        while at > start and shadow[at] in _PLACES and shadow[at - 1] in _PLACES:
            at -= 1  # a hall in a city
        apposed = self._apposed.search(shadow, start, at)
        at = apposed.start() if apposed else at
        if shadow[at] == SYMBOLS["person"] and self._while.search(shadow, start, at):
            return False
        if shadow[at] in _STOOD_FOR and self._stood_for.search(shadow, start, at):
            return True
        if shadow[at] in _TOLD_OF and self._governed_far.search(shadow, start, at):
            return True
        if self._since_acting.match(shadow, at):
            return False
        return self._governed.search(shadow, max(start, at - 6), at) is not None

    def head(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        """The range of the person that a clause ends in as the head of what it tells of him."""
        start, end = sentence.clauses[number]
        tail = self._tail.search(sentence.shadow, start, end)
        if tail is None or self._object_verb.search(sentence.shadow, start, tail.start()):
            return None
        return tail.span(1)

    def reacting(self, sentence: Sentence, at: int, number: int) -> tuple[int, int] | None:
        """The range of whoever the clause before names as enraged, where the one of ``at`` tells what else is done."""
        start, _ = sentence.clauses[number]
        if not number or not self._also.match(sentence.shadow, start, at):
            return None
        enraged = self._enraged.fullmatch(sentence.shadow, *sentence.clauses[number - 1])
        return enraged.span(1) if enraged else None

    def before(self, sentence: Sentence, at: int, number: int) -> tuple[int, int] | None:
        """The range of the nearest actor before ``at`` in the clause ``number`` that no preposition governs."""
        start, _ = sentence.clauses[number]
        best, about = None, spoken_about(sentence.shadow)
        earlier = [match.span() for match in self._told_when.finditer(sentence.shadow, start, at)]
        for actors in self._actors.finditer(sentence.shadow, start, at):
            topic = any(first <= actors.start() < last <= at for first, last in about)
            topic = topic or any(first <= actors.start() < last for first, last in earlier)
            governed = topic or self._is_governed(sentence.shadow, start, actors.start())
            if not governed and self._acts(sentence.shadow, actors.end()):
                best = actors.span()
        return best


def spoken_about(shadow: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The ranges of a shadow that tell what somebody speaks or acts about: on the strikes against A …."""
    end = len(shadow) if end is None else end
    return [match.span(1) for match in patterns.load()["circumstances.about"].finditer(shadow, start, end)]
