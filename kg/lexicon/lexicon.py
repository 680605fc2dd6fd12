"""The lexicon in memory: what it knows of each entity, and every form, ready to be found in one pass."""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from kg import kept, resources
from kg.lexicon import tables
from kg.records import EntityKind
from kg.text import fold as folding
from kg.text.fold import fold

Layer = Literal["name", "acting", "title", "body"]

_FILES: dict[str, tuple[EntityKind, str]] = {
    "states.csv": ("State", "state"),
    "organizations.csv": ("Organization", "organization"),
    "forums.csv": ("Forum", "forum"),
    "tracks.csv": ("Track", "track"),
    "initiatives.csv": ("Initiative", "initiative"),
    "concepts.csv": ("Concept", "concept"),
    "places.csv": ("Place", "place"),
    "persons.csv": ("Person", "person"),
}
_LANGUAGES = ("zh-Hant", "zh-Hans", "en")
_QUOTES = dict.fromkeys(map(ord, '「」『』《》"'))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon knows of one entity. ``key`` is its key in records (``state/CHN``)."""

    key: str
    kind: EntityKind
    labels: dict[str, tuple[str, ...]]  # by language, the form to show first
    part_of: str = ""
    type: str = ""
    iso3: str = ""
    wikidata: str = ""
    parties: tuple[str, ...] = ()
    level: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One form of the lexicon, folded. ``layer``: a name; a name only where it acts; a title; a kind of body."""

    form: str
    layer: Layer
    kind: EntityKind | None = None
    key: str = ""
    rank: str = ""
    of: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """That a person held an office, by the lexicon."""

    person: str
    office: str
    of: str
    start: str
    end: str


@dataclass(slots=True)
class Lexicon:
    """All entries by key, all terms by folded form, one-character forms, and what names are made of."""

    entries: dict[str, Entry] = field(default_factory=dict)
    terms: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    shorts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # 中 -> state/CHN
    person_shorts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    holdings: list[Holding] = field(default_factory=list)
    surnames: dict[str, frozenset[str]] = field(default_factory=dict)
    transliteration: frozenset[str] = frozenset()
    ranks: dict[str, str] = field(default_factory=dict)  # by English title
    parties: frozenset[str] = frozenset()  # states, and unions with a short form: whose pairs name gatherings
    held_in: dict[str, list[str]] = field(default_factory=dict)  # by person: where the lexicon knows it to hold offices
    titles: frozenset[str] = frozenset()  # the forms of offices
    given: dict[str, set[str]] = field(default_factory=dict)  # by person: what names of several parts begin with
    digest: str = ""

    def states_of(self, person: str) -> list[str]:
        """The states or bodies in which the lexicon knows ``person`` to have held offices."""
        return self.held_in.get(person, [])


_RULES = f"{kept.program(__file__, tables.__file__)} {folding.rules()}"
_CELLS = {kind: attrgetter(*kind.__slots__) for kind in (Entry, Term, Holding)}


def load(folder: Path | None = None, *, persons: bool = True) -> Lexicon:
    """The lexicon of ``folder`` (default: the packaged one), read once.

    ``persons=False`` leaves out the list of persons, to measure what is read without it.
    Raises DataError with file and line where a file is faulty.
    """
    return _load(folder or resources.data("lexicon"), persons)


@functools.cache
def _load(folder: Path, persons: bool) -> Lexicon:
    names = (*_FILES, "tenures.csv", "offices.csv", "bodies.csv", "surnames.csv", "transliteration.csv")
    left_out = () if persons else ("persons.csv", "tenures.csv")
    paths = [folder / name for name in names if name not in left_out and (folder / name).exists()]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    made_of = f"{' '.join(path.name for path in paths)} {digest.hexdigest()}"
    lexicon = _of_plain(kept.made(f"lexicon {_RULES}", made_of, lambda: _plain(_read(paths))))
    lexicon.digest = digest.hexdigest()[:16]
    return lexicon


def _read(paths: list[Path]) -> Lexicon:
    """The lexicon of these files."""
    lexicon = Lexicon()
    for path in paths:
        if path.name in _FILES:
            _add_entities(lexicon, path, *_FILES[path.name])
        else:
            _ADD[path.name](lexicon, path)
    shorts = {key for keys in lexicon.shorts.values() for key in keys}
    lexicon.parties = frozenset(shorts | {key for key, entry in lexicon.entries.items() if entry.kind == "State"})
    lexicon.titles = frozenset(form for form, terms in lexicon.terms.items() if any(t.layer == "title" for t in terms))
    for holding in lexicon.holdings:
        owners = lexicon.held_in.setdefault(holding.person, [])
        if holding.of not in owners:
            owners.append(holding.of)
    return lexicon


def _plain(lexicon: Lexicon) -> dict[str, Any]:
    """The lexicon as what can be kept: its entries, terms and holdings as tuples."""
    plain = {name: getattr(lexicon, name) for name in Lexicon.__slots__}
    plain["entries"] = [_CELLS[Entry](entry) for entry in lexicon.entries.values()]
    plain["terms"] = {form: [_CELLS[Term](term) for term in terms] for form, terms in lexicon.terms.items()}
    plain["holdings"] = [_CELLS[Holding](holding) for holding in lexicon.holdings]
    return plain | {name: dict(plain[name]) for name in ("shorts", "person_shorts")}


def _of_plain(plain: dict[str, Any]) -> Lexicon:
    """The lexicon that :func:`_plain` took apart."""
    lexicon = Lexicon(**plain)
    lexicon.entries = {cells[0]: Entry(*cells) for cells in plain["entries"]}
    lexicon.terms = defaultdict(
        list, {form: [Term(*cells) for cells in terms] for form, terms in plain["terms"].items()}
    )
    lexicon.shorts = defaultdict(list, plain["shorts"])
    lexicon.person_shorts = defaultdict(list, plain["person_shorts"])
    lexicon.holdings = [Holding(*cells) for cells in plain["holdings"]]
    return lexicon


def _add_entities(lexicon: Lexicon, path: Path, kind: EntityKind, prefix: str) -> None:
    for row in tables.read(path, ("key", *_LANGUAGES)):
        key = f"{prefix}/{row['key']}"
        if key in lexicon.entries:
            raise row.fault(f"the key {row['key']} stands twice")
        labels = {language: tuple(row.forms(language)) for language in _LANGUAGES if row[language]}
        lexicon.entries[key] = Entry(
            key, kind, labels, part_of=row["part_of"] or row["organization"] or row["of"], type=row["type"],
            iso3=row["iso3"], wikidata=row["wikidata"], parties=tuple(row.forms("parties")), level=row["level"],
            topic=row["topic"],
        )  # fmt: skip
        for form in row.forms("zh-Hant", "zh-Hans"):
            _add_term(lexicon, Term(_pattern(form), "name", kind, key, type=row["type"]))
        for form in row.forms("acting"):
            _add_term(lexicon, Term(_pattern(form), "acting", kind, key))
        shorts = lexicon.person_shorts if kind == "Person" else lexicon.shorts
        for form in map(fold, row.forms("short")):
            if key not in shorts[form]:
                shorts[form].append(key)


def _add_tenures(lexicon: Lexicon, path: Path) -> None:
    for row in tables.read(path, ("person", "office", "of", "from", "to")):
        person = row["person"] if "/" in row["person"] else f"person/{row['person']}"
        lexicon.holdings.append(Holding(person, row["office"], row["of"], row["from"], row["to"]))


def _add_offices(lexicon: Lexicon, path: Path) -> None:
    for row in tables.read(path, ("zh-Hant", "zh-Hans", "en", "rank", "of")):
        for title in row.forms("en"):
            lexicon.ranks.setdefault(title, row["rank"])
        for form in row.forms("zh-Hant", "zh-Hans"):
            _add_term(lexicon, Term(_pattern(form), "title", rank=row["rank"], of=row["of"]))


def _add_bodies(lexicon: Lexicon, path: Path) -> None:
    for row in tables.read(path, ("zh-Hant", "zh-Hans", "en", "type")):
        for form in row.forms("zh-Hant", "zh-Hans"):
            _add_term(lexicon, Term(_pattern(form), "body", "Organization", type=row["type"]))


def _add_surnames(lexicon: Lexicon, path: Path) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables.read(path, ("zh-Hant", "origin")):
        found[fold(row["zh-Hant"])].add(row["origin"])
    lexicon.surnames = {surname: frozenset(origins) for surname, origins in found.items()}


def _add_transliteration(lexicon: Lexicon, path: Path) -> None:
    characters = (c for row in tables.read(path, ("characters",)) for c in fold(row["characters"]))
    lexicon.transliteration = frozenset(c for c in characters if not c.isspace())


_ADD = {
    "tenures.csv": _add_tenures,
    "offices.csv": _add_offices,
    "bodies.csv": _add_bodies,
    "surnames.csv": _add_surnames,
    "transliteration.csv": _add_transliteration,
}


def _pattern(form: str) -> str:
    """The form as it is looked for: folded, without quotation marks."""
    return fold(form).translate(_QUOTES)


def _add_term(lexicon: Lexicon, term: Term) -> None:
    known = lexicon.terms[term.form]
    if len(term.form) >= 1 and term not in known and not _latin_fragment(term.form):
        known.append(term)
        first, dot, _ = term.form.partition("·")
        if dot and term.kind == "Person":
            lexicon.given.setdefault(term.key, set()).add(first)


def _latin_fragment(form: str) -> bool:
    return len(form) < 2 and form.isascii()


class Match(NamedTuple):
    """A place where terms of the lexicon stand: offsets into the text searched."""

    start: int
    end: int
    terms: tuple[Term, ...]


class Finder:
    """Finds every form of a lexicon, overlapping ones too, in one pass."""

    def __init__(self, lexicon: Lexicon) -> None:
        from ahocorasick_rs import AhoCorasick

        self._forms = sorted(form for form in lexicon.terms if form)
        self._terms = [tuple(lexicon.terms[form]) for form in self._forms]
        self._machine = AhoCorasick(self._forms)

    def find(self, folded: str) -> Iterator[Match]:
        """The matches in ``folded``, by start, longer ones first."""
        found = self._machine.find_matches_as_indexes(folded, overlapping=True)
        for pattern, start, end in sorted(found, key=lambda hit: (hit[1], -hit[2])):
            if self._forms[pattern][0].isascii() and _inside_word(folded, start, end):
                continue
            yield Match(start, end, self._terms[pattern])


def _inside_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalpha())


@functools.cache
def finder(folder: Path | None = None, *, persons: bool = True) -> Finder:
    """The finder of :func:`load`'s lexicon, built once."""
    return Finder(load(folder, persons=persons))


def kind_of(key: str) -> EntityKind:
    """The class of the entity that a key names."""
    prefix = key.split("/", 1)[0]
    return cast(EntityKind, prefix.capitalize())
