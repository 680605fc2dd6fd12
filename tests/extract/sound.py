"""What holds for every reading, whatever was read: each check yields what is wrong, a line each."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator

from kg import dates, records
from kg.documents import Document
from kg.lexicon.lexicon import load
from kg.records import Entity, Event, Reading, Span
from kg.text.fold import fold

Check = Callable[[Document, Reading], Iterator[str]]

_DAY = re.compile(
    r"(?:\d|[一二三四五六七八九十廿卅])\s?[日号]|[同当今昨明翌次隔前][日天]|同一天|[今昨明当同前][早晨午晚夜]|[今昨](?=[则在与和向对会率抵飞访赴出表说称指宣举召签发接证公致首下于再前启结主拜重强回通同])|前一[天日]|周[一二三四五六日天]|星期|礼拜|[上下]午|晚[间上]|傍晚|清晨|凌晨|深夜"
    r"|（\s?\d{1,2}|\d\s?[/.—]\s?\d"
)
_MONTH = re.compile(r"月|季|半年|[本上下这]个?周|\d\s?[/.—]\s?\d")
_CLOSES = re.compile("结束|完成|闭幕|落幕|收官|收场|落下帷幕")
_ACTED = frozenset({"Visit", "Statement", "Establishment", "Withdrawal"})


def spans_in_range(document: Document, reading: Reading) -> Iterator[str]:
    """Every span lies in the text; every quote is the text there; every record has evidence."""
    for record in reading.records():
        value = json.loads(records.to_json(record, document.text))
        if value["record"] not in ("source", "entity") and not value.get("evidence"):
            yield f"no evidence: {value}"
        for span in _spans(value):
            start, end = span["start"], span["end"]
            if not 0 <= start < end <= len(document.text):
                yield f"out of range: {span}"
            elif span.get("quote", document.text[start:end]) != document.text[start:end]:
                yield f"another quote: {span}"
            elif not document.text[start:end].strip():
                yield f"empty words: {span}"


def _spans(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if {"start", "end"} <= set(value) and isinstance(value["start"], int):
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def references_exist(document: Document, reading: Reading) -> Iterator[str]:
    """Every key and id that a record names is there, once."""
    keys = [entity.key for entity in reading.entities]
    ids = [event.id for event in reading.events] + [figure.id for figure in reading.figures]
    if len(set(keys)) != len(keys) or len(set(ids)) != len(ids):
        yield "a key or id stands twice"
    named: list[tuple[str, str | None]] = []
    for event in reading.events:
        for who in event.participants:
            named += [(event.id, who.actor), (event.id, who.capacity), (event.id, who.on_behalf_of)]
        others = (*event.hosts, *event.about, event.place, event.series, event.published, event.according_to)
        named += [(event.id, key) for key in others]
        if event.part_of is not None and (event.part_of not in ids or event.part_of == event.id):
            yield f"{event.id} is part of {event.part_of}"
    for tenure in reading.tenures:
        named += [("tenure", tenure.holder), ("tenure", tenure.office)]
    for track in reading.tracks:
        named += [("track", key) for key in (track.track, *track.parties, *track.leads, track.part_of)]
    for one in reading.documents:
        named += [("document", key) for key in (one.document, *one.issuers, *one.about)]
    for entity in reading.entities:
        named.append((entity.key, entity.office_of))
    known = {*keys, *ids, None}
    for figure in reading.figures:
        named.append((figure.id, figure.subject))
    for relation in reading.relations:
        named += [("relation", relation.subject), ("relation", relation.object), ("relation", relation.according_to)]
    yield from (f"{where} names {key}, which is not there" for where, key in named if key not in known)


def events_are_whole(document: Document, reading: Reading) -> Iterator[str]:
    """Whoever must take part does; a meeting has two; nobody takes part twice."""
    for event in reading.events:
        actors = [who.actor for who in event.participants]
        if len(set(actors)) != len(actors):
            yield f"twice in {_told(document, event)}"
        if event.kind == "Meeting" and len(actors) < 2:
            yield f"a meeting of {len(actors)}: {_told(document, event)}"
        if event.kind in _ACTED and not actors:
            yield f"nobody: {_told(document, event)}"
        if not actors and not (event.series or event.title or event.published or event.about or event.hosts):
            yield f"nothing known of {_told(document, event)}"
        if event.kind == "Statement" and any(who.role != "speaker" for who in event.participants):
            yield f"not a speaker: {_told(document, event)}"
        if not 0 < event.confidence <= 1:
            yield f"confidence {event.confidence}: {_told(document, event)}"


def dates_are_sound(document: Document, reading: Reading) -> Iterator[str]:
    """Dates are days, months or years of the calendar, in order, no more precise than the words."""
    by_id = {event.id: event for event in reading.events}
    for event in reading.events:
        for date in (event.start, event.end):
            if date is not None:
                dates.parse(date)
        if event.start is not None and event.end is None:
            yield f"half a period: {_told(document, event)}"
        if event.start is None and event.end and not _CLOSES.search("".join(_words(document, event, by_id))):
            yield f"ends, and no word says so: {_told(document, event)}"
        if event.start and event.end and dates.earliest(event.start) > dates.latest(event.end):
            yield f"{event.start} to {event.end}: {_told(document, event)}"
        if event.start:
            words = "\n".join(_words(document, event, by_id))
            if len(event.start) == 10 and not _DAY.search(words):
                yield f"no day in the words for {event.start}: {_told(document, event)}"
            if len(event.start) == 7 and not (_MONTH.search(words) or _DAY.search(words)):
                yield f"no month in the words for {event.start}: {_told(document, event)}"


def _words(document: Document, event: Event, by_id: dict[str, Event]) -> Iterator[str]:
    """The folded evidence of an event and of what it is part of."""
    seen = {event.id}
    while True:
        yield from (fold(document.text[span.start : span.end]) for span in event.evidence)
        if event.part_of is None or event.part_of in seen:
            return
        seen.add(event.part_of)
        event = by_id[event.part_of]


def unnamed_participants(document: Document, reading: Reading) -> Iterator[str]:
    """Participants whom no word of the evidence names, by a mention or by a form of the lexicon (中 in 中歐)."""
    entities = {entity.key: entity for entity in reading.entities}
    for event in reading.events:
        for who in event.participants:
            spans = [*event.evidence, *who.evidence]
            if not _named(document, entities.get(who.actor), who.actor, spans):
                yield f"{who.actor}: {_told(document, event)}"


def _named(document: Document, entity: Entity | None, key: str, spans: list[Span]) -> bool:
    mentions = entity.mentions if entity else ()
    if any(m.start < span.end and span.start < m.end for span in spans for m in mentions):
        return True
    words = "\n".join(fold(document.text[span.start : span.end]) for span in spans)
    return any(form in words for form in (*map(fold, entity.labels if entity else ()), *_forms().get(key, ())))


@functools.cache
def _forms() -> dict[str, list[str]]:
    lexicon = load()
    found: dict[str, list[str]] = {}
    for form, keys in (*lexicon.shorts.items(), *lexicon.person_shorts.items()):
        for key in keys:
            found.setdefault(key, []).append(form)
    for form, terms in lexicon.terms.items():
        for term in terms:
            found.setdefault(term.key, []).append(form)
    return found


def _told(document: Document, event: Event) -> str:
    quotes = " … ".join(document.text[span.start : span.end][:60] for span in event.evidence[:3])
    return f"{document.name} {event.kind} ({event.rule}) {quotes}"
