"""A gathering where a sentence names it: where its words begin, its number, its date, its seat.

Places are those of the sentence's shadow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract import patterns
from kg.extract.circumstances import opens, since
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token

_DAY_BEHIND = 4  # places behind such a name within which its day stands
KINDS = frozenset({"forum", "track", "gathering"})


@dataclass(slots=True)
class Naming:
    """A gathering that a sentence names, and the words of the sentence that tell of it."""

    sentence: Sentence
    at: int  # where it is named
    token: Token
    clause: int
    left: int  # where what belongs to it begins
    name: str  # folded, without quotation marks
    attends: re.Match[str] | None = None  # the verb of attending before it
    holds: re.Match[str] | None = None  # the verb of holding before it
    held: re.Match[str] | None = None  # the verb of being held behind it
    date: Token | None = None
    ordinal: int | None = None
    listed: int | None = None  # where the list begins that it stands in
    is_dialogue: bool = False  # a round of a track, rather than a gathering

    @property
    def clause_start(self) -> int:
        """Where its clause begins."""
        return self.sentence.clauses[self.clause][0]

    @property
    def clause_end(self) -> int:
        """Where its clause ends."""
        return self.sentence.clauses[self.clause][1]


def left_edge(sentence: Sentence, at: int, start: int) -> int:
    """Where what belongs to the gathering at ``at`` may begin: after the one before it in the clause from ``start``."""
    for i in range(at - 1, start - 1, -1):
        token = sentence.tokens[i]
        if token is not None and token.kind in KINDS:
            return i + 1
    return start


def list_start(sentence: Sentence, at: int) -> int | None:
    """Where the list begins that the gathering at ``at`` stands in (to attend A and B), or None."""
    first, i, item = None, at, patterns.load()["edition.listed"]
    while True:
        number = sentence.tokens[i - 1] if i else None
        end = i - 1 - (number is not None and number.kind == "ordinal")  # A and the 19th B
        if end < 1 or sentence.shadow[end] not in _AND:
            break
        found = item.search(sentence.shadow, max(0, end - _ITEM), end)
        if found is None:
            break
        first = i = found.start()
    return first


def among(sentence: Sentence, at: int, first: int | None) -> re.Match[str] | None:
    """The verb of attending "several meetings, among them" the gathering at ``at``, whose list begins at ``first``."""
    start = at if first is None else first
    before = sentence.tokens[start - 1] if start else None
    start -= before is not None and before.kind == "ordinal"
    return patterns.load()["edition.among"].search(sentence.shadow, 0, start)


def ordinal_of(sentence: Sentence, at: int, left: int, end: int) -> int | None:
    """The number of the gathering at ``at``: before it from ``left`` on, in its name, or behind it up to ``end``."""
    pattern = patterns.load()
    numbered = sentence.tokens[at]
    if numbered is not None and numbered.ordinal is not None and numbered.rule == "numbered name":
        return numbered.ordinal  # behind the number of a term: the 20th committee's third plenum
    for i in range(at - 1, max(left, at - 4) - 1, -1):
        token = sentence.tokens[i]
        if token is not None and token.kind == "ordinal" and pattern["edition.unit"].fullmatch(token.unit):
            return token.number
        if sentence.shadow[i] == "、" or (token is not None and token.kind in ("date", "person")):
            break
    own = sentence.tokens[at]
    if own is not None and own.ordinal is not None:
        return own.ordinal
    shadow = sentence.shadow
    if pattern["edition.first_behind"].match(shadow, at + 1) or pattern["edition.first"].search(
        shadow, max(left - 1, 0), at
    ):
        return 1
    after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    if after is not None and after.kind == "ordinal" and pattern["edition.its_meeting"].match(sentence.shadow, at + 2):
        return after.number
    behind = pattern["edition.held_by_number"].search(sentence.shadow, at + 1, end)
    if behind is None or any(t.kind in KINDS for t in sentence.tokens_in(at + 1, behind.end())):
        return None
    numbered = sentence.tokens[behind.start("number")] if behind["number"] else None
    return numbered.number if numbered is not None else 1


def twin(sentence: Sentence, at: int) -> int | None:
    """The number of the edition held together with the one at ``at``: the 44th and the 45th summit."""
    if at < _PAIR or sentence.shadow[at - 2] not in _AND:
        return None
    first, second = sentence.tokens[at - 3], sentence.tokens[at - 1]
    unit = patterns.load()["edition.unit"]
    if first is None or second is None or first.kind != "ordinal" or second.kind != "ordinal":
        return None
    return first.number if unit.fullmatch(first.unit or second.unit) else None


def date_of(sentence: Sentence, at: int, left: int, end: int) -> Token | None:
    """The date of the gathering at ``at``: the nearest before it from ``left`` on, else one right behind it."""
    for i in range(at - 1, left - 1, -1):
        token = sentence.tokens[i]
        if token is not None and token.kind == "date" and token.when and (i == at - 1 or not since(sentence, i)):
            return (_within_year(sentence, at + 1, token, end) if i == at - 1 else None) or token
    for i in range(at + 1, min(end, at + 8)):
        token = sentence.tokens[i]
        if token is None:
            following = _listed_next(sentence, i) if i == at + 1 else None
            if following is not None:  # held on one day, as the end of the list tells
                return date_of(sentence, following, following, end)
            if sentence.shadow[i] in "，；、的" or (i == at + 1 and sentence.shadow[i] in _AND):
                break
        elif token.kind == "date":
            if token.when is not None and (named := _of_year(sentence, i, token, end)) is not None:
                return named
            return token if token.when is not None and (not since(sentence, i) or opens(sentence, i)) else None
        elif token.kind in KINDS | {"person"}:
            break
    return None


def _of_year(sentence: Sentence, at: int, year: Token, end: int) -> Token | None:
    """The day of a gathering whose name holds its ``year`` at ``at`` (annual conference 2024), told behind the name."""
    name = patterns.load()["edition.of_year"].match(sentence.shadow, at + 1, end)
    return None if name is None else _within_year(sentence, name.end(), year, end)


def _listed_next(sentence: Sentence, joint: int) -> int | None:
    """Where the gathering stands that a list goes on with at its ``joint``, with no more than its number before it."""
    if sentence.shadow[joint] not in _AND:
        return None
    for i in (joint + 1, joint + 2, joint + 3):
        token = sentence.tokens[i] if i < len(sentence.tokens) else None
        if token is not None and token.kind in KINDS:
            return i
        is_year = token is not None and token.when is not None and len(token.when.start) == len("2024")
        if token is None or not (token.kind == "ordinal" or is_year):
            return None
    return None


def _within_year(sentence: Sentence, at: int, year: Token, end: int) -> Token | None:
    """The day told right behind ``at``, before ``end``, of a gathering whose name begins or ends with its ``year``."""
    if year.when is None or len(year.when.start) > len("2024"):
        return None
    later = (t for t in sentence.tokens_in(at, min(end, at + _DAY_BEHIND)) if t.kind == "date")
    day = next(later, None)
    return day if day is not None and day.when and day.when.start.startswith(year.when.start) else None


def seat_within(context: Context, token: Token) -> str | None:
    """The key of the city within the name of a summit, where it ends in both: the Singapore summit."""
    if token.unit.startswith("place/"):
        return token.unit
    ending = patterns.load()["edition.seated"].search(context.scan.text, token.start, token.end)
    entries = context.cast.lexicon.entries
    for match in context.scan.ends.get(ending.start(), ()) if ending else ():
        for term in match.terms:
            entry = entries.get(term.key) if term.kind == "Place" and match.start >= token.start else None
            if entry is not None and context.cast.state_of(entry.part_of):
                return term.key
    return None


def seat_of(sentence: Sentence, at: int, left: int) -> str | None:
    """The key of a place right before the name, or before a verb of hosting and the number."""
    named = sentence.tokens[at]
    if named is not None and named.kind == "forum" and named.unit.startswith("place/"):
        return named.unit  # within its name
    i = at - 1
    while i >= left and _skipped(sentence, i):
        i -= 1
    token = sentence.tokens[i] if i >= left else None
    if token is not None and token.kind in ("place", "capital"):
        return token.keys[0]
    if i >= left + 2 and patterns.load()["edition.hosted"].fullmatch(sentence.shadow, i - 1, i + 1):
        host = sentence.tokens[i - 2]
        partner = patterns.load()["edition.partner"].match(sentence.shadow, max(left, i - 3), i - 2)
        if not partner and host is not None and host.kind in ("state", "capital", "place"):
            return host.keys[0]
    return None


def _skipped(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    return (token is not None and token.kind == "ordinal") or sentence.shadow[at] in ("的", "之")


_PAIR = 3  # places of two numbers with a conjunction between them
_ITEM = 8  # characters of the shadow that an item of a list has at most
_AND = frozenset({"与", "和", "及", "、"})


def is_current(context: Context, draft: Draft, last: Draft | None, sentence: Sentence) -> bool:
    """Whether "the meeting" means a gathering from here on, not the ``last`` one: no past one, not its next edition.

    Talks on the side of the last one are not meant, either.
    """
    if context.is_past(draft.when):
        return False
    if last is None or last.status != "held":
        return True
    if draft.status in ("planned", "proposed") and draft.series == last.series:
        return False
    if draft.when and last.when and draft.when.is_day and last.when.is_day and draft.when.start < last.when.start:
        return False  # what was held before
    begins = context.scan.text.rfind("\n", 0, sentence.start) + 1
    beside = patterns.load()["edition.on_its_side"].match(context.scan.text, begins) is not None
    return not (beside and draft.kind == "Dialogue" and last.kind == "Gathering")
