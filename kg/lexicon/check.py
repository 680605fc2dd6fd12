"""Checks the edited files of ``data/lexicon`` and ``data/grammar``: every fault at once, with file and line.

What stops the lexicon from loading is an error, and so is what it would silently read otherwise than it is meant: an
unknown column, a key that refers to nothing. What may be right is a warning: a form that two entities share.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import dates
from kg.errors import DataError
from kg.lexicon.grammar import read_toml
from kg.lexicon.tables import Row
from kg.text import forms
from kg.text.fold import fold

ORGANIZATION_TYPES = frozenset(
    {"international", "ministry", "parliament", "party", "military", "court", "bank", "government", "armed group",
     "company", "media", "university", "other"}
)  # fmt: skip
RANKS = frozenset({"", "head of state", "head of government", "minister", "vice minister", "director", "envoy"})
_LANGUAGES = ("zh-Hant", "zh-Hans", "en")
_NAMED = ("key", *_LANGUAGES)
_ACTORS = ("state", "organization")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, and where. A warning does not make the check fail."""

    path: Path
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


@dataclass(frozen=True, slots=True)
class _Table:
    """What a file holds: its columns (those that may be left out last), and what its cells refer to or must be."""

    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    kind: str = ""  # what its keys begin with in references
    references: tuple[tuple[str, tuple[str, ...]], ...] = ()  # columns, and the kinds they may name
    values: tuple[tuple[str, frozenset[str]], ...] = ()
    unique: tuple[str, ...] = ()  # columns that together stand once


_TABLES = {
    "states.csv": _Table(_NAMED, ("adjective", "short", "acting", "iso3", "wikidata"), "state"),
    "organizations.csv": _Table(
        (*_NAMED, "part_of", "type"), ("short",), "organization",
        (("part_of", (*_ACTORS, "place")),), (("type", ORGANIZATION_TYPES),),
    ),
    "forums.csv": _Table((*_NAMED, "organization"), (), "forum", (("organization", _ACTORS),)),
    "tracks.csv": _Table((*_NAMED, "parties", "level", "topic"), (), "track", (("parties", _ACTORS),)),
    "initiatives.csv": _Table((*_NAMED, "of"), (), "initiative", (("of", _ACTORS),)),
    "concepts.csv": _Table((*_NAMED, "of"), (), "concept", (("of", (*_ACTORS, "person")),)),
    "places.csv": _Table((*_NAMED, "part_of"), (), "place", (("part_of", ("state", "place")),)),
    "persons.csv": _Table((*_NAMED, "short"), (), "person"),
    "tenures.csv": _Table(
        ("person", "office", "of", "from", "to"), (), "", (("of", _ACTORS),), (), ("person", "office", "of", "from")
    ),
    "offices.csv": _Table(
        (*_LANGUAGES, "rank", "of"), (), "", (), (("rank", RANKS), ("of", frozenset({"state", "body", "any"})))
    ),
    "bodies.csv": _Table((*_LANGUAGES, "type"), (), "", (), (("type", ORGANIZATION_TYPES),)),
    "surnames.csv": _Table(
        ("zh-Hant", "origin"), (), "", (), (("origin", frozenset({"zh", "ko", "vi", "ja"})),), ("zh-Hant", "origin")
    ),
    "transliteration.csv": _Table(("characters",)),
}  # fmt: skip


def check(data: Path) -> list[Fault]:
    """The faults of the folders ``lexicon`` and ``grammar`` in the folder ``data``, by file and line."""
    faults: list[Fault] = []
    rows = {name: list(_rows(data / "lexicon" / name, table, faults)) for name, table in _TABLES.items()}
    known = {f"{_TABLES[name].kind}/{row['key']}" for name, found in rows.items() for row in found if row["key"]}
    for name, table in _TABLES.items():
        for each in (_keys, _references, _values, _unique, _forms):
            faults += each(rows[name], table, known)
        if table.kind:
            faults += _shared_forms(rows[name])
    faults += _tenures(rows["tenures.csv"], rows["offices.csv"], known)
    for path in sorted((data / "lexicon").glob("*.csv")):
        if path.name not in _TABLES:
            faults.append(Fault(path, 1, f"no file of the lexicon; these are read: {', '.join(_TABLES)}"))
    faults += _grammar(data / "grammar", known)
    return sorted(set(faults))


def _rows(path: Path, table: _Table, faults: list[Fault]) -> Iterator[Row]:
    """The rows that can be read; whatever is wrong with the others is told."""
    if not path.exists():
        return
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        faults.append(Fault(path, 1, f"is not UTF-8 (byte {error.start}); save it as UTF-8"))
        return
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cells = next(csv.reader([line], strict=True))
        except csv.Error as error:
            faults.append(Fault(path, number, f"{error}; quote a cell that holds a comma or a quotation mark"))
            continue
        if header is None:
            header = cells
            expected = (*table.columns, *table.optional)
            lacking = [column for column in table.columns if column not in cells]
            unknown = [column for column in cells if column not in expected]
            if lacking or unknown or len(set(cells)) != len(cells):
                faults.append(Fault(path, number, f"the header is {','.join(cells)}; it must be {','.join(expected)}"))
            if lacking:
                return
        elif len(cells) != len(header):
            faults.append(Fault(path, number, f"{len(cells)} cells where the header has {len(header)}"))
        else:
            yield Row(dict(zip(header, (cell.strip() for cell in cells), strict=True)), path, number)


def _keys(rows: list[Row], table: _Table, known: set[str]) -> Iterator[Fault]:
    if not table.kind:
        return
    form, rule = (
        (r"[A-Z]{3}", "three capital letters, as in ISO 3166-1 alpha-3")
        if table.kind == "state"
        else (r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters and digits, joined by hyphens")
    )
    seen: dict[str, int] = {}
    for row in rows:
        key = row["key"]
        if not re.fullmatch(form, key):
            yield Fault(row.path, row.line, f"the key {key!r} is not {rule}")
        if key in seen:
            yield Fault(row.path, row.line, f"the key {key} stands twice; it stands in line {seen[key]} too")
        seen.setdefault(key, row.line)
        lacking = [name for name in _LANGUAGES if not row.forms(name)]
        if table.kind == "state" and lacking:
            yield Fault(row.path, row.line, f"{key} has no name in {', '.join(lacking)}")
        elif not row.forms(*_LANGUAGES):
            yield Fault(row.path, row.line, f"{key} has no name")
        for column, pattern in (("iso3", r"[A-Z]{3}"), ("wikidata", r"Q[1-9]\d*")):
            if row[column] and not re.fullmatch(pattern, row[column]):
                yield Fault(row.path, row.line, f"{column} {row[column]!r} is none")


def _references(rows: list[Row], table: _Table, known: set[str]) -> Iterator[Fault]:
    for row in rows:
        for column, kinds in table.references:
            for key in row.forms(column):
                if key.split("/", 1)[0] not in kinds or "/" not in key:
                    named = " or ".join(f"{kind}/…" for kind in kinds)
                    yield Fault(row.path, row.line, f"{column} {key!r} names no {named}")
                elif key not in known:
                    yield Fault(row.path, row.line, f"{column} {key!r}: there is no such row")
                elif table.kind and key == f"{table.kind}/{row['key']}":
                    yield Fault(row.path, row.line, f"{column} {key!r} is the row itself")


def _values(rows: list[Row], table: _Table, known: set[str]) -> Iterator[Fault]:
    for row in rows:
        for column, allowed in table.values:
            if row[column] not in allowed:
                listed = ", ".join(sorted(allowed - {""}))
                yield Fault(row.path, row.line, f"{column} {row[column]!r} is none of {listed}")


def _unique(rows: list[Row], table: _Table, known: set[str]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows if table.unique else ():
        cells = tuple(row[column] for column in table.unique)
        if not all(cells[: 1 if "person" in table.unique else None]):
            yield Fault(row.path, row.line, f"an empty cell in {', '.join(table.unique)}")
        elif cells in seen:
            yield Fault(row.path, row.line, f"{', '.join(filter(None, cells))} stands in line {seen[cells]} too")
        seen.setdefault(cells, row.line)


def _forms(rows: list[Row], table: _Table, known: set[str]) -> Iterator[Fault]:
    """Cells of several forms: none empty, none with quotation marks around it."""
    columns = [name for name in (*_LANGUAGES, "adjective", "short", "acting") if name in table.columns + table.optional]
    for row in rows:
        for column in columns:
            parts = row[column].split("|") if row[column] else []
            if any(not part.strip() for part in parts):
                yield Fault(row.path, row.line, f"an empty form in {column}")
            for form in parts:
                if re.fullmatch(r"「.*」|『.*』|《.*》|“.*”|\".*\"", form.strip()):
                    yield Fault(row.path, row.line, f"{form}: forms stand without quotation marks")


def _shared_forms(rows: list[Row]) -> Iterator[Fault]:
    """A form that stands for two entities of one kind: which is meant cannot be told."""
    seen: dict[str, Row] = {}
    for row in rows:
        for form in row.forms("zh-Hant", "zh-Hans"):
            first = seen.setdefault(fold(form), row)
            if first["key"] != row["key"]:
                told = f"{form} stands for {first['key']} in line {first.line} too"
                yield Fault(row.path, row.line, told, warning=True)


def _tenures(rows: list[Row], offices: list[Row], known: set[str]) -> Iterator[Fault]:
    titles = {title.casefold() for row in offices for title in row.forms("en")}
    for row in rows:
        person = row["person"] if "/" in row["person"] else f"person/{row['person']}"
        if person not in known:
            yield Fault(row.path, row.line, f"person {row['person']!r}: there is no such row")
        if titles and row["office"].casefold() not in titles:
            yield Fault(row.path, row.line, f"office {row['office']!r} is no English title of offices.csv")
        if not row["of"]:
            yield Fault(row.path, row.line, "of is empty: whose office is it?")
        limits = []
        for column in ("from", "to"):
            try:
                limits.append(dates.parse(row[column]) if row[column] else None)
            except ValueError as error:
                yield Fault(row.path, row.line, f"{column}: {error}")
        if len(limits) == 2 and limits[0] and limits[1] and dates.earliest(limits[0]) > dates.latest(limits[1]):
            yield Fault(row.path, row.line, f"ends ({limits[1]}) before it begins ({limits[0]})")


def _grammar(folder: Path, known: set[str]) -> Iterator[Fault]:
    """Word lists are lists of words, and keys in them are the lexicon's."""
    for path in sorted(folder.glob("*.toml")):
        try:
            source = path.read_text("utf-8")
            table = read_toml(path, source)
        except (DataError, UnicodeDecodeError) as error:
            yield broken(path, error)
            continue
        for name, value in _lists(table):
            line = line_of(source, *reversed(name.split(".")))
            words = value if isinstance(value, list) else [value]
            if not all(isinstance(word, str) and (word.strip() or word is value) for word in words):
                yield Fault(path, line, f"{name}: a list of words, none of them empty")
            for word in words:
                refers = isinstance(word, str) and re.match(r"(?:state|organization|place|person)/", word)
                if refers and word not in known and known:
                    yield Fault(path, line, f"{name}: there is no row {word}")
        if path.name == forms.FILE:
            yield from _text_forms(path, source, table)


def _text_forms(path: Path, source: str, table: dict[str, dict[str, str]]) -> Iterator[Fault]:
    """Each form of a text names only forms above it, and those of a table compile."""
    for of, listed in table.items():
        try:
            made = forms.put_together(listed)
        except KeyError as error:
            name = error.args[0]
            line = next(n for n, text in enumerate(source.splitlines(), 1) if re.search(rf"\{{{name}(?::\d)?\}}", text))
            yield Fault(path, line, f"{of}: there is no form {name} above this one")
            continue
        for name, form in made.items():
            try:
                re.compile(form)
            except re.error as error:
                yield Fault(path, line_of(source, name), f"{of}.{name}: is no regular expression: {error}")
            if of == "spelling" and len(form) != len(name):
                yield Fault(path, line_of(source, name), f"{of}.{name}: its form has another length: {form}")


def _lists(table: dict[str, object], within: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _lists(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def line_of(source: str, *names: str) -> int:
    """The line of a TOML source where the first of ``names`` that begins a line is given a value."""
    for name in names:
        pattern = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=|\[+{re.escape(name)}\]+")
        for number, text in enumerate(source.splitlines(), 1):
            if pattern.match(text):
                return number
    return 1


def broken(path: Path, error: Exception) -> Fault:
    """The fault of a file that is no TOML or no UTF-8."""
    found = re.match(rf"{re.escape(str(path))}:(\d+): (.*)", str(error), re.DOTALL)
    if not found:
        return Fault(path, 1, f"cannot be read: {error}")
    if "end of document" in found[2]:
        return Fault(path, len(path.read_text("utf-8").splitlines()), found[2])
    return Fault(path, int(found[1]), found[2])
