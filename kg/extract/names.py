"""Where a person's name ends that begins right after a title.

A name in a text needs no row in the lexicon. Its right edge is where the text goes on with a mark, a number, or a word
that may follow a name (``after_names`` in ``data/grammar``); what it is written with tells how long it may be: a
surname with one or two characters (Chinese, Korean, Vietnamese), a Japanese surname with its given name, or the
characters and dots of a transliteration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.extract import patterns
from kg.extract.nearby import Peoples
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Lexicon
from kg.text.regex import compile_kept

_MARK = compile_kept(r"[^\u3400-\u9fff·—a-zß-ž]|$", re.ASCII)
_DOTTED = compile_kept("([\u3400-\u9fff]{1,8})·[\u3400-\u9fff]")
_IDEOGRAPHS = compile_kept("[\u3400-\u9fff]+")
_STOPS = frozenset("，。；：！？）」\n")
_DOTS = "·—-"
_LONGEST = 20
_LONGEST_DOTTED = 40  # characters of a name whose parts have dots between them
_LONGEST_PART = 7  # characters of a name between dots
_SURNAMED = 3  # characters of a name that begins with a surname of two
_SHORT = 4
_SHORTEST = 2  # characters of a Chinese name
_TITLE = 20  # characters before a name in which its title stands, and the list that it ends
_ACTS = 2  # times that such a name must stand in a document
_LATIN = compile_kept("[a-zß-ž]")
_GIVEN_AGAIN = compile_kept("（ ?[a-zß-ž]")  # in Latin letters, in brackets
_BEFORE_LATIN = compile_kept("([\u3400-\u9fff]{2,5})（ ?[a-zß-ž][a-zß-ž.-]* [a-zß-ž]")  # first and last name
_LATIN_NAME = compile_kept(r"[a-zß-ž][a-zß-ž'. ·—]{2,40}[a-zß-ž]")


def _places(text: str, name: str) -> Iterator[int]:
    """Where a name stands in a text."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


class Names:
    """Finds names in folded text. Offsets are those of the text given."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        known = patterns.load()
        self._after = known["names.after"]
        self._never = known["names.never"]
        self._only_words = known["names.only_words"]
        self._small = frozenset(grammar["name_ends"])
        self._joins, self._comes = frozenset(grammar["joins"]), frozenset(grammar["comes"])
        self._going_on = frozenset(grammar["going_on"])
        self._reign = known["names.reign"]
        self._all = known["names.all"]
        self._listed, self._alone = known["names.listed"], known["names.alone"]
        self._posted = known["names.posted"]
        self._hard = known["names.hard"]
        self._side, self._toward = known["names.side"], known["names.toward"]
        self._no_last = frozenset(grammar["no_last"])
        self._no_first = frozenset(grammar["no_first"])
        self._no_within = compile_kept(alternation(grammar["no_within"]))
        self._surnames = lexicon.surnames
        self._foreign = lexicon.transliteration
        self._origins = {name: places for name, places in grammar.origins.items() if name != "mixed"}
        self._mixed = grammar.origins.get("mixed", frozenset())

    def _origin(self, place: str | None) -> str | None:
        """The kind of names that people of this state or place bear: zh, ko, vi, ja, or None for any other."""
        return next((name for name, places in self._origins.items() if place in places), None)

    @property
    def peoples(self) -> Peoples:
        """Whose people bear which names."""
        owned: frozenset[str] = frozenset().union(*self._origins.values())
        return Peoples(self.bearers, self.transliterated, owned - self._mixed, self._origins["zh"])

    def has_origin(self, place: str | None) -> bool:
        """Whether people of this state or place bear names in Chinese characters of their own."""
        return self._origin(place) is not None

    def bearers(self, name: str) -> frozenset[str]:
        """The states and places whose people bear such a name in Chinese characters; none for a foreign name."""
        if self.japanese(name):
            return self._origins["ja"]
        kinds = self._surnames.get(name[:1], ())
        if "vi" in kinds and name[1:2] == "氏":
            return self._origins["vi"]
        if len(name) not in (2, 3) or not _IDEOGRAPHS.fullmatch(name) or self._no_within.search(name):
            return frozenset()
        return frozenset().union(*(self._origins[kind] for kind in kinds if kind in self._origins))

    def end(self, text: str, start: int, limit: int, place: str | None, boundary: Callable[[int], bool]) -> int | None:
        """Where the name that begins at ``start`` of the folded text ends, or None where none begins there.

        ``place`` is the state of the title, if known; ``boundary`` tells of an offset whether something known (a
        date, a state, a body, a person) begins there. No name reaches beyond ``limit``.
        """
        if start >= limit:
            return None

        def ends(at: int) -> bool:
            if at >= limit or _MARK.match(text, at):
                return True
            if text[at] in self._comes and boundary(at + 1):
                return True  # came to a place
            word = self._after.match(text, at)
            last = word is not None and word.end() == at + 1 and at > start + 1
            if last and text[at] in self._going_on and (at + 1 >= limit or text[at + 1] in _STOPS):
                return False  # nothing is left for a small word to go on with
            return word is not None

        def edge(at: int) -> bool:
            return ends(at) or boundary(at)

        if self._like_small_word(text, start, limit, boundary):
            found = self._whole(text, start, limit, ends, self._foreign_name(text, start, limit, ends))
            if found is not None and found - start >= _SHORT and self.transliterated(text[start:found]):
                return found
        if text[start] in self._no_first:
            return None
        dotted = _DOTTED.match(text, start, limit)
        if dotted and self.transliterated(dotted[1]):  # also where it begins like a small word
            after = dotted.end(1)

            def past(at: int) -> bool:
                return at > after and (ends(at) or (boundary(at) and text[at - 1] not in _DOTS))

            found = self._foreign_name(text, start, limit, past)  # a part of it may be a known name, too
            return self._whole(text, start, limit, ends, found)
        reign = self._reign.match(text, start, limit)
        if reign and (self.transliterated(reign[1]) or not self._after.search(reign[1])):  # a king by his number
            last = reign.end()
            if text[last : last + 1] not in tuple(_DOTS):
                return last
            return self._foreign_name(text, start, limit, lambda at: at > last and edge(at))
        if _MARK.match(text, start) or self._never.match(text, start) or self._only_words.match(text, start):
            return None
        origin = self._origin(place)
        if _LATIN.match(text, start):
            latin = _LATIN_NAME.match(text, start, limit)
            return latin.end() if latin else None
        if origin or place is None:
            native = self._native(text, start, limit, origin, edge, boundary)
            if native is not None:
                return native
        if (origin in ("zh", "ko") and place not in self._mixed) or self._after.match(text, start):
            return None
        foreign = self._whole(text, start, limit, ends, self._foreign_name(text, start, limit, edge))
        if foreign is not None or origin is not None or place is None:
            return foreign
        return self._adopted(text, start, limit, edge, boundary)

    def _adopted(
        self, text: str, start: int, limit: int, edge: Callable[[int], bool], boundary: Callable[[int], bool]
    ) -> int | None:
        """The end of a name that no transliteration is, of who is of another state: a Chinese one, or given again."""
        latin = _BEFORE_LATIN.match(text, start, limit)
        if latin and self._plain(text, start, latin.end(1), boundary):
            return latin.end(1)
        native = self._native(text, start, limit, "zh", edge, boundary)
        posted = self._posted.search(text, max(0, start - _TITLE), start)
        if native is None:  # else of two characters, the second of which is seldom used
            short = start + _SHORTEST
            whole = _IDEOGRAPHS.fullmatch(text, start, min(short, limit)) is not None and short <= limit
            return short if posted and whole and text[start] in self._foreign and edge(short) else None
        again = text.count(text[start:native]) >= _ACTS or _GIVEN_AGAIN.match(text, native)
        return native if posted or again else None

    def _plain(self, text: str, start: int, end: int, boundary: Callable[[int], bool]) -> bool:
        """Whether what stands before a name in Latin letters is that name: it holds no word, one strange character."""
        words = any(boundary(at) or self._after.match(text, at) for at in range(start + 1, end))
        return not words and sum(c not in self._foreign for c in text[start:end]) <= 1

    def _like_small_word(self, text: str, start: int, limit: int, boundary: Callable[[int], bool]) -> bool:
        """Whether what begins with a small word of one character may be a foreign name that begins so."""
        word = self._after.match(text, start)
        single = text[start] in self._small and word is not None and word.end() == start + 1
        return single and text[start] in self._foreign and start + 1 < limit and not boundary(start + 1)

    def _whole(self, text: str, start: int, limit: int, ends: Callable[[int], bool], found: int | None) -> int | None:
        """The end of a foreign name ``found`` where a known name begins in it, if the name goes on beyond that."""
        if found is None or ends(found):
            return found
        longer = self._foreign_name(text, start, limit, ends)
        last = 0 if longer is None else longer - max(start, *(text.rfind(dot, start, longer) + 1 for dot in _DOTS))
        whole = longer is not None and longer - start <= _LONGEST and self.transliterated(text[start:longer])
        return longer if whole and last <= _LONGEST_PART else found

    def _native(
        self,
        text: str,
        start: int,
        limit: int,
        origin: str | None,
        edge: Callable[[int], bool],
        boundary: Callable[[int], bool],
    ) -> int | None:
        for length in (2, 1, 3):
            origins = self._surnames.get(text[start : start + length])
            if not origins or (origin and origin not in origins):
                continue
            if self._after.match(text, start) and (boundary(start + length) or self._side.match(text, start + length)):
                continue  # a small word, and what is known
            japanese = "ja" in origins and (origin == "ja" or (origin is None and length > 1 and "zh" not in origins))
            middle = "vi" in origins and text[start + length : start + length + 1] == "氏"
            vietnamese = "vi" in origins and (origin == "vi" or middle)
            given = range(2, 4) if middle else range(1, 4) if japanese or vietnamese else range(1, 3)
            for more in given:
                at = start + length + more
                if at > limit or not _IDEOGRAPHS.fullmatch(text, start, at) or self._no_within.search(text, start, at):
                    break
                if length + more >= 2 and edge(at) and (at >= limit or text[at] not in _DOTS):
                    word = self._after.match(text, at)
                    alone = word is None or word.end() == at + 1
                    longer = more < given[-1] and at + 1 <= limit and self._all.match(text, at) and alone
                    longer = longer and edge(at + 1)
                    longer = longer or (more < given[-1] and self._hard.match(text, at) is not None)
                    listed = origin != "ko" and not self._alone.match(text, at)
                    all_of_list = listed and self._listed.search(text, max(0, start - _TITLE), start)
                    if not longer or all_of_list:
                        return at
        whole = start + 3
        if origin in ("zh", "ko") and whole <= limit and self._recurs(text, start, whole, origin):
            return whole
        if origin == "ja" and "zh" in self._surnames.get(text[start], ()):  # somebody of China, at work in Japan
            guest = next((start + n for n in (2, 3) if self._toward.match(text, start + n, limit)), None)
            if guest is not None and _IDEOGRAPHS.fullmatch(text, start, guest):
                return guest
        if origin == "ja" and text[start] not in self._joins:  # a surname without a row: most have four characters
            ends = (start + n for n in (4, 3, 5) if start + n <= limit and edge(start + n))
            return next((end for end in ends if _IDEOGRAPHS.fullmatch(text, start, end)), None)
        return None

    def _recurs(self, text: str, start: int, end: int, origin: str) -> bool:
        """Whether a stretch of three characters is a name, though the text goes on with a word that is not known.

        Nearly all Koreans bear such names; of a Chinese one the text tells it twice.
        """
        name = text[start:end]
        if origin not in self._surnames.get(name[0], ()) or not _IDEOGRAPHS.fullmatch(name):
            return False
        if self._no_within.search(name) or self._after.search(name) or name[-1] in self._no_last:
            return False
        if origin == "ko":
            return True
        follow = [text[at + len(name) : at + len(name) + 1] for at in _places(text, name)]
        return len(follow) >= _ACTS and len(set(follow)) > 1  # else it is the beginning of a longer name

    def _foreign_name(self, text: str, start: int, limit: int, edge: Callable[[int], bool]) -> int | None:
        at, strange = start, 0
        longest = _LONGEST_DOTTED if _DOTTED.match(text, start) else _LONGEST
        while at < min(limit, start + longest):
            if text[at] in _DOTS:
                if at == start or at + 1 >= limit or not (text[at + 1] in self._foreign or text[at + 1].isascii()):
                    break
            elif at - start >= 2 + strange and text[at - 1] not in _DOTS and edge(at):
                return at
            elif text[at] not in self._foreign:
                if at == start or _MARK.match(text, at):
                    break
                strange += 1  # one character that transliterations seldom use is let pass in a short name
                if strange > 1 or at - start >= _SHORT:
                    break
            at += 1
        length = at - start
        if at < limit and text[at - 1] in _DOTS:
            return None
        if 2 + strange <= length < longest and edge(at):
            return at
        return self._unusual(text, start, limit, edge)

    def _unusual(self, text: str, start: int, limit: int, edge: Callable[[int], bool]) -> int | None:
        """A foreign name with one character that transliterations seldom use, also at its beginning."""
        end = next((at for at in range(start + 3, min(limit, start + _LONGEST) + 1) if edge(at)), None)
        if end is None or end - start >= _LONGEST:
            return None
        name = text[start:end]
        if any(_MARK.match(c) for c in name) or name[-1] in _DOTS:
            return None
        known = sum(c in self._foreign or c in _DOTS for c in name)
        return end if known >= len(name) - 1 and len(name) >= (3 if "·" in name else 4) else None

    def plausible(self, text: str) -> bool:
        """Whether all characters of the folded text can belong to a name."""
        return all(c in self._foreign or c in self._small for c in text)

    def transliterated(self, text: str) -> bool:
        """Whether all characters of the folded text are those that foreign names are written with."""
        return all(c in self._foreign or c in _DOTS for c in text)

    def japanese(self, text: str) -> bool:
        """Whether the folded text is a Japanese surname of two characters and a given name of two."""
        origins = self._surnames.get(text[:2], ())
        return len(text) == 4 and "ja" in origins and _IDEOGRAPHS.fullmatch(text) is not None

    def native(self, text: str) -> bool:
        """Whether the folded text is a Chinese surname and one or two characters."""
        if len(text) not in (2, 3) or "zh" not in self._surnames.get(text[:1], ()):
            return False
        return _IDEOGRAPHS.fullmatch(text) is not None and not self._no_within.search(text)

    def ends_like_a_word(self, name: str) -> bool:
        """Whether it ends in a character that few names end in, and many words."""
        return name[-1] in self._no_last

    def has_two_surnames(self, text: str) -> bool:
        """Whether the folded text begins with two Chinese surnames, and holds nothing that no name does."""
        return all("zh" in self._surnames.get(c, ()) for c in text[:2]) and not self._no_within.search(text)

    def surname(self, name: str) -> str | None:
        """The Japanese surname of two characters by which a whole name is called, None where it begins with none."""
        origins = self._surnames.get(name[:2], ())
        japanese = "ja" in origins and "zh" not in origins
        return name[:2] if japanese and len(name) >= _SURNAMED and _IDEOGRAPHS.fullmatch(name) else None
