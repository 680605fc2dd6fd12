"""A small extractor for tests of what stands behind it: meetings of the form ``A met B on DATE``."""

from __future__ import annotations

import os
import re
import time

from kg.dates import parse
from kg.documents.model import Document
from kg.pipeline import Extractor
from kg.records import Entity, Event, Participant, Reading, SourceRecord, Span

_MEETING = re.compile(r"(\w+) met (\w+) on (\d{4}-\d\d-\d\d)")
VERSION = ("fake 1", "rules 1")


def extract(document: Document) -> Reading:
    """The meetings; the words CRASH, DIE and SLOW make it fail, end its process, and take its time."""
    if "CRASH" in document.text:
        raise LookupError("a fault\nin the extractor")
    if "DIE" in document.text:
        os._exit(9)
    if "SLOW" in document.text:
        time.sleep(0.05)
    mentions: dict[str, list[Span]] = {}
    events = []
    for number, match in enumerate(_MEETING.finditer(document.text), 1):
        for group in (1, 2):
            mentions.setdefault(match[group], []).append(Span(*match.span(group)))
        who = tuple(Participant(f"person/{match[group].lower()}") for group in (1, 2))
        evidence, day = (Span(*match.span()),), parse(match[3])
        events.append(Event(f"e{number}", "Meeting", evidence, 0.9, "met", start=day, end=day, participants=who))
    assert document.language is not None
    source = SourceRecord(
        *(f"source/{document.name}", document.title, document.language, document.issued, document.digest), *VERSION
    )
    entities = tuple(Entity(f"person/{name.lower()}", "Person", (name,), tuple(at)) for name, at in mentions.items())
    return Reading(source, entities, tuple(events), (), (), (), (), ())


def packaged() -> Extractor:
    return Extractor(extract, *VERSION)
