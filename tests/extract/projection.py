"""Records in the short form that people write and review, and whether a reading says what is expected of it.

A case expects lines of JSON, a record each, with the names that a reader would write. Names agree by any form that the
document or the lexicon gives the entity; ``"A|B"`` leaves it open which, and an empty alternative (``"A|"``) whether
there is any. What a line leaves out is empty: no date, no place, a meeting in person, an event that was held. Only
``at``, ``title`` and ``evidence`` are looked at where the line has them; ``evidence`` lists words that the passages
must hold. A line with ``"optional": true`` may be there or not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.lexicon.lexicon import load
from kg.records import Event, Reading
from kg.text.fold import fold_name

CASES = Path(__file__).parents[1] / "cases"
TYPES = ("event", "tenure", "document", "track", "relation", "entity")
PARTIAL = frozenset({"entity"})  # of these a case names only those that it is about
ASKED = frozenset({"at", "title", "evidence"})

Line = dict[str, Any]


class Projection:
    """The lines that a reading makes, and how its entities are called."""

    def __init__(self, reading: Reading, text: str) -> None:
        self._reading, self._text = reading, text
        self._lexicon = load()
        self._entities = {entity.key: entity for entity in reading.entities}
        self._events = {event.id: event for event in reading.events}

    def forms(self, key: str) -> list[str]:
        """All that an entity is called: as printed, by the lexicon, else its key."""
        printed = self._entities[key].labels if key in self._entities else ()
        entry = self._lexicon.entries.get(key)
        language = self._reading.source.language
        known = sorted(entry.labels, key=lambda name: name != language) if entry else ()
        return [*printed, *(form for name in known for form in entry.labels[name])] or [key]  # type: ignore[union-attr]

    def lines(self) -> list[Line]:
        """Every record that cases speak of; a name is the list of all its forms, the one to show first."""
        reading = self._reading
        made = [self._event(event) for event in reading.events]
        for tenure in reading.tenures:
            office = self._entities[tenure.office]
            made.append({"tenure": [office.office_title or ""], "of": self._name(office.office_of),
                         "holder": self._name(tenure.holder), "former": tenure.former or None})  # fmt: skip
        for document in reading.documents:
            made.append({"document": self._name(document.document), "kind": document.kind,
                         "issuers": self._names(document.issuers), "issued": document.issued})  # fmt: skip
        for track in reading.tracks:
            made.append({"track": self._name(track.track), "parties": self._names(track.parties)})
        for relation in reading.relations:
            made.append({"relation": relation.predicate, "subject": self._name(relation.subject),
                         "object": self._name(relation.object)})  # fmt: skip
        for entity in reading.entities:
            made.append({"entity": self.forms(entity.key), "kind": entity.kind, "also": [list(entity.labels)]})
        return [{field: value for field, value in line.items() if value not in (None, [])} for line in made]

    def _event(self, event: Event) -> Line:
        spans = [*event.evidence, *(span for who in event.participants for span in who.evidence)]
        whole = self._events[event.part_of] if event.part_of else None
        at = [self._name(whole.series), [whole.title or ""], self._name(whole.place)] if whole else []
        return {
            "event": event.kind,
            "title": event.title,
            "who": self._names(who.actor for who in event.participants),
            "host": self._names(event.hosts),
            "start": event.start,
            "end": event.end if event.end != event.start else None,
            "place": self._name(event.place),
            "mode": event.mode if event.mode != "in-person" else None,
            "status": event.status if event.status != "held" else None,
            "series": self._name(event.series),
            "ordinal": event.ordinal,
            "count": event.count,
            "at": [form for forms in at for form in forms or [] if form],
            "document": self._name(event.published),
            "said": event.said,
            "evidence": [self._text[span.start : span.end] for span in spans],
        }

    def _name(self, key: str | None) -> list[str] | None:
        return self.forms(key) if key else None

    def _names(self, keys: Iterable[str]) -> list[list[str]]:
        return [self.forms(key) for key in keys]


def type_of(line: Line) -> str:
    """What a line is of: its first field."""
    return next(iter(line))


def shown(line: Line) -> str:
    """A line of the projection as it is written into a file: of each name the form to show."""
    plain: Line = {}
    for field, value in line.items():
        if field == "evidence":
            plain[field] = value
        elif isinstance(value, list) and value and isinstance(value[0], list):
            plain[field] = [forms[0] for forms in value] if field != "also" else value[0][1:]
        else:
            plain[field] = value[0] if isinstance(value, list) else value
    return json.dumps({name: value for name, value in plain.items() if value != []}, ensure_ascii=False)


def differences(expected: list[Line], reading: Reading, text: str) -> list[str]:
    """What the reading lacks (``-``) and what it has too much (``+``), a line each; none where it is as expected."""
    found = Projection(reading, text).lines()
    told: list[str] = []
    for kind in TYPES:
        wanted = [line for line in expected if type_of(line) == kind]
        rest = [line for line in found if type_of(line) == kind]
        if not wanted and kind != "event":
            continue
        for line in sorted(wanted, key=lambda one: bool(one.get("optional"))):
            match = next((other for other in rest if agrees(line, other)), None)
            if match is not None and kind not in PARTIAL:
                rest.remove(match)
            elif match is None and not line.get("optional"):
                told.append("- " + json.dumps(line, ensure_ascii=False))
        if kind not in PARTIAL:
            told += ["+ " + shown(line) for line in rest]
    return told


def agrees(expected: Line, found: Line) -> bool:
    """Whether a record is what a line expects."""
    fields = (set(expected) | (set(found) - ASKED)) - {"optional"}
    return all(_agrees(field, expected.get(field), found.get(field)) for field in fields)


def _agrees(field: str, expected: Any, found: Any) -> bool:
    if field == "evidence":
        return all(any(word in quote for quote in found or ()) for word in expected)
    if field == "also":
        return {fold_name(form) for form in expected} <= {fold_name(form) for form in found[0]}
    listed = isinstance(found, list) and bool(found) and isinstance(found[0], list)
    if isinstance(expected, list) or (expected is None and listed):
        return _each(expected or [], list(found or []))
    if isinstance(expected, str):
        forms = found if isinstance(found, list) else [found]
        return any(
            (fold_name(one) in {fold_name(str(form)) for form in forms if form is not None}) if one else not found
            for one in expected.split("|")
        )
    return bool(expected == found)


def _each(expected: list[str], found: list[list[str]]) -> bool:
    """Whether each name agrees with one of its own; those that may be absent come last."""
    for name in sorted(expected, key=lambda one: one.endswith("|")):
        match = next((forms for forms in found if _agrees("", name, forms)), None)
        if match is not None:
            found.remove(match)
        elif not name.endswith("|"):
            return False
    return not found


def read_lines(path: Path) -> list[Line]:
    """The lines of an ``expected.jsonl``."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
