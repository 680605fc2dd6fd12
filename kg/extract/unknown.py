"""What the lexicon does not know, by how often it stands where an actor or an act should: the analyst's to-do list.

Nothing here is asserted: these are stretches of text that stand in telling places and were not read.

* ``name``: right after a known title, where no name was read
* ``actor``: at the beginning of a clause, right before a verb of saying or meeting
* ``title``: between a state and a person who has no title there
* ``gathering``: named like a forum, a summit or a dialogue, without a row
* ``verb``: what one known actor does to or with another, in a clause that no record is read from
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from kg.documents import Document
from kg.extract import dated, patterns, pieces
from kg.extract import frames as frame_files
from kg.extract.cast import Cast
from kg.extract.lattice import Weaver
from kg.extract.register import register
from kg.extract.scan import Scan, scan, sentences
from kg.extract.sentence import Sentence, cast_shadow
from kg.extract.tokens import SYMBOLS, Token
from kg.lexicon import grammar as grammar_files
from kg.lexicon import lexicon as lexicon_files
from kg.lexicon.grammar import Grammar, alternation
from kg.lexicon.lexicon import Lexicon
from kg.records import Reading, Span
from kg.text.fold import fold_name

UnknownKind = Literal["name", "actor", "title", "gathering", "verb"]
UNKNOWN_KINDS: tuple[UnknownKind, ...] = get_args(UnknownKind)
_READ = frozenset({"paragraph", "item", "footnote"})
_HAN = "\u3400-\u9fff"
_LONGEST = 8
_LONGEST_NATIVE = 4
_LONGEST_NAME = 26  # of a gathering
_ACTORS = ("person", "state", "organization", "office", "capital")
_PASSAGE = 24  # characters shown on either side


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where something unknown stands; ``words`` is what stands around it, in the document's own words."""

    kind: UnknownKind
    form: str
    document: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something unknown: how often it stands there, in how many documents, and the first of these places."""

    kind: UnknownKind
    form: str
    count: int
    documents: int
    first: Sighting


def tally(sightings: Iterable[Sighting]) -> list[Unknown]:
    """The unknown by kind and form, whatever its script; what stands in most places first.

    The order of the sightings does not matter.
    """
    groups: dict[tuple[UnknownKind, str], list[Sighting]] = defaultdict(list)
    for one in sightings:
        groups[one.kind, fold_name(one.form)].append(one)
    found = []
    for (kind, _), each in groups.items():
        printed = Counter(one.form for one in each)
        form = min(printed, key=lambda form: (-printed[form], form))
        first = min((one for one in each if one.form == form), key=lambda one: (one.document, one.span))
        found.append(Unknown(kind, form, len(each), len({one.document for one in each}), first))
    return sorted(found, key=lambda one: (-one.documents, -one.count, UNKNOWN_KINDS.index(one.kind), one.form))


def sightings(document: Document, reading: Reading) -> Iterator[Sighting]:
    """What stands in telling places of a document and was not read; ``reading`` is what was."""
    return iter(_Search(document, reading).found())


class _Search:
    """Goes through one document again, as the reader does, and looks at what is left."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document = document
        self._lexicon: Lexicon = lexicon_files.load()
        self._grammar: Grammar = grammar_files.load()
        self._scan: Scan = scan(document.view, lexicon_files.finder())
        cast = Cast(self._lexicon)
        blocks = [block for block in document.view.blocks if block.kind != "headline"]
        parts = pieces.find(self._scan, blocks)
        lattice = Weaver(self._scan, cast, self._grammar, pieces=parts).weave([(b.start, b.end) for b in blocks])
        register(lattice, self._scan, cast, parts)
        self._tokens = lattice.tokens
        self._quotes = lattice.quotes
        self._claimed = sorted(span for event in reading.events if event.rule != dated.RULE for span in event.evidence)
        self._patterns(frame_files.load().words)

    def _patterns(self, words: dict[str, tuple[str, ...]]) -> None:
        grammar, s = self._grammar, SYMBOLS
        actor = f"[{''.join(s[kind] for kind in _ACTORS)}]"
        skipped = f"[{s['date']}{s['count']}{s['ordinal']}]"
        lead = f"(?:{skipped}|{grammar.pattern('lead words')})*"
        act = alternation([word for name in ("say", "meet", "talk") for word in words[name] if len(word) > 1])
        self._edge = re.compile(f"[^{_HAN}]|$|{grammar.pattern('after_names')}")
        self._verbs = re.compile(alternation([word for word in grammar["after_names"] if len(word) > 1]))
        self._no_name = re.compile(grammar.pattern("not_names"))
        self._frame_words = frozenset(word for group in words.values() for word in group)
        self._anaphors = frozenset(grammar["anaphors"])
        self._speaks = re.compile(f"(?:^|[，；。：]){lead}(?P<form>[{_HAN}]{{2,{_LONGEST}}}?){skipped}*(?:{act})")
        self._between = re.compile(f"[{s['state']}](?P<form>[{_HAN}]{{2,{_LONGEST}}}){s['person']}")
        self._acts = re.compile(f"{actor}{skipped}*(?P<form>[{_HAN}]{{2,4}}){actor}")
        self._with = re.compile(
            f"{actor}{skipped}*{alternation(words['with'])}{actor}(?P<form>[{_HAN}]{{2,4}})(?=[，。；]|$)"
        )
        self._lead = re.compile(f"(?:{grammar.pattern('lead words')})+")
        self._small = patterns.load()["unknown.small"]

    def found(self) -> list[Sighting]:
        """All sightings, in the order of the text."""
        made = [*self._names(), *self._gatherings()]
        for sentence in self._sentences():
            made += self._in_sentence(sentence)
        return sorted(made, key=lambda one: (one.span, UNKNOWN_KINDS.index(one.kind)))

    def _sentences(self) -> Iterator[Sentence]:
        text, scanned = self._scan.text, self._scan
        starts = [token.start for token in self._tokens]
        for number, block in enumerate(self._document.view.blocks):
            if block.kind not in _READ:
                continue
            for start, end in sentences(text, block.start, block.end, self._quotes):
                tokens = self._tokens[bisect_left(starts, start) : bisect_left(starts, end)]
                yield cast_shadow(text, start, end, tokens, self._quotes, scanned.brackets, number)

    def _sighting(self, kind: UnknownKind, start: int, end: int) -> Sighting:
        view = self._document.view
        block = next((b for b in view.blocks if b.start <= start < b.end), None)
        low, high = (block.start, block.end) if block else (start, end)
        words = view.text[max(low, start - _PASSAGE) : min(high, end + _PASSAGE)]
        return Sighting(
            kind, view.text[start:end], self._document.name, view.span(start, end), " ".join(words.split())
        )  # fmt: skip

    # ---- each kind ------------------------------------------------------------------------------

    def _names(self) -> Iterator[Sighting]:
        """Right after a title that nothing covers, up to where a name may end."""
        text = self._scan.text
        covered = bytearray(len(text) + 1)
        for token in (t for t in self._tokens if t.kind != "office"):  # behind which a name may stand
            covered[token.start : token.end] = b"\1" * (token.end - token.start)
        ends = {
            match.end
            for start, matches in self._scan.starts.items()
            for match in matches
            if match.end - start >= 2 and any(t.layer == "title" and t.rank for t in match.terms)
        }
        for at in sorted(ends):
            if covered[at - 1] or covered[at] or self._no_name.match(text, at) or self._edge.match(text, at):
                continue
            end = next((n for n in range(at + 2, at + _LONGEST + 1) if covered[n] or self._edge.match(text, n)), None)
            if end is not None and not any(covered[at:end]) and self._written_like_a_name(text[at:end]):
                yield self._sighting("name", at, end)

    def _written_like_a_name(self, form: str) -> bool:
        """Whether it begins with a surname, or is in good part written as transliterations are."""
        foreign = sum(c in self._lexicon.transliteration for c in form)
        native = len(form) <= _LONGEST_NATIVE and any(form[:n] in self._lexicon.surnames for n in (1, 2))
        return not self._small.search(form) and (native or 5 * foreign >= 2 * len(form))

    def _gatherings(self) -> Iterator[Sighting]:
        for token in self._tokens:
            known = token.key in self._lexicon.entries
            start, end = token.name
            if token.kind in ("forum", "track", "gathering") and not known and 3 <= end - start <= _LONGEST_NAME:
                yield self._sighting("gathering", start, end)

    def _in_sentence(self, sentence: Sentence) -> Iterator[Sighting]:
        shadow = sentence.shadow
        for match in self._speaks.finditer(shadow):
            if self._is_name(match["form"]) and match["form"] not in self._anaphors:
                yield self._at("actor", sentence, match)
        for match in self._between.finditer(shadow):
            person = sentence.tokens[match.end() - 1]
            if self._untitled(person) and self._is_name(match["form"]):
                yield self._at("title", sentence, match)
        for pattern in (self._acts, self._with):
            for match in pattern.finditer(shadow):
                verb = self._lead.sub("", match["form"])
                if len(verb) >= 2 and verb not in self._frame_words and not self._small.search(verb):
                    start = match.end("form") - len(verb)
                    if not self._is_claimed(*sentence.stretch(*match.span())):
                        yield self._sighting("verb", *sentence.stretch(start, match.end("form")))

    def _at(self, kind: UnknownKind, sentence: Sentence, match: re.Match[str]) -> Sighting:
        return self._sighting(kind, *sentence.stretch(*match.span("form")))

    def _is_name(self, form: str) -> bool:
        return not (
            self._small.search(form)
            or self._verbs.search(form)
            or self._lead.match(form)
            or form in self._frame_words
            or fold_name(form) in self._lexicon.terms
        )

    @staticmethod
    def _untitled(person: Token | None) -> bool:
        return person is not None and not person.offices

    def _is_claimed(self, start: int, end: int) -> bool:
        """Whether a record of an event is proven by words of this stretch of the view."""
        span = self._document.view.span(start, end)
        return any(one.start < span.end and span.start < one.end for one in self._claimed)
