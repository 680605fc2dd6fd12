"""The report itself as one page: names, dates and what was read marked in its text, the records beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kg.explore.page import looks, render
from kg.explore.palette import NODES
from kg.explore.texts import Places, clean
from kg.explore.words import LANGUAGES, say, words
from kg.records import DocumentRecord, Event, Figure, Reading, Relation, Span, Tenure, TrackRecord
from kg.text.dates import find
from kg.text.fold import fold

SCRIPTS = ("core", "words", "text", "reading")
STYLES = ("base", "panel", "reading")
_FROM_TEXT = (Event, Tenure, TrackRecord, DocumentRecord, Figure, Relation)


def reading_page(
    reading: Reading, text: str, *, title: str | None = None, banner: str | None = None, language: str = "en"
) -> str:
    """The page of one document: ``text`` is its decoded text, to which the spans of ``reading`` refer."""
    place = Places(text)
    names = {entity.key: clean(entity.labels[0]) if entity.labels else entity.key for entity in reading.entities}

    def spans(given: Iterable[Span]) -> list[list[int]]:
        return [[place(span.start), place(span.end), span.start, span.end] for span in given]

    records = [
        {**_row(record, names), "ev": spans(dict.fromkeys(_evidence(record)))}
        for record in reading.records()
        if isinstance(record, _FROM_TEXT)
    ]
    records = [record for record in records if record["ev"]]
    records.sort(key=lambda record: (record["ev"][0][:2], record["type"]))
    source = reading.source
    titles = {tag: title or say("reading.in", tag, title=clean(source.title)) for tag in LANGUAGES}
    data = {
        "text": text,
        "source": {"id": source.key, "title": clean(source.title), "lang": source.language, "issued": source.issued},
        "made": f"{source.extractor} · {source.rules[:12]}",
        "mentions": [
            [*span[:2], entity.kind, names[entity.key]]
            for entity in reading.entities
            for span in spans(entity.mentions)
        ],
        "dates": [[place(found.start), place(found.end)] for found in find(fold(text))],
        "records": records,
        "language": language,
        "textLanguage": source.language,
        "words": words(),
        "titles": titles,
        "look": looks(),
        "kinds": list(NODES),
    }
    return render(
        "reading.html",
        SCRIPTS,
        STYLES,
        data,
        title=titles[language],
        banner=banner,
        language=language,
        library=False,
    )


def _evidence(record: Any) -> list[Span]:  # noqa: ANN401 - any record read from the text
    found = list(record.evidence)
    for participant in getattr(record, "participants", ()):
        found.extend(participant.evidence)
    return found


def _row(record: Any, names: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - any record read from the text
    def name(key: str | None) -> str | None:
        return None if key is None else names.get(key, key.partition("/")[2] or key)

    row = {"confidence": record.confidence, **_ROWS[type(record)](record, name)}
    row["who"] = [who for who in row.get("who", []) if who[0]]
    return {key: value for key, value in row.items() if value not in (None, "", [], ())}


Name = Callable[[str | None], str | None]


def _event(event: Event, name: Name) -> dict[str, Any]:
    return {
        "type": "event",
        "kind": event.kind,
        "title": clean(event.title or event.said or ""),
        "s": event.start,
        "e": event.end,
        "status": event.status,
        "mode": event.mode,
        "rule": event.rule,
        "id": event.id,
        "who": [
            *([name(who.actor), who.role, name(who.capacity)] for who in event.participants),
            *([name(host), "host", None] for host in event.hosts),
            *([name(key), role, None] for role, key in (("place", event.place), ("series", event.series))),
            *([name(topic), "about", None] for topic in event.about),
            [None if event.title else name(event.published), "published", None],
            [name(event.according_to), "by", None],
        ],
    }


def _tenure(tenure: Tenure, name: Name) -> dict[str, Any]:
    who = [[name(tenure.holder), "holder", None]]
    return {"type": "tenure", "title": name(tenure.office), "former": tenure.former, "s": tenure.attested, "who": who}


def _track(track: TrackRecord, name: Name) -> dict[str, Any]:
    who = [[name(key), "party", None] for key in (*track.parties, *track.leads)]
    return {"type": "track", "title": name(track.track), "note": track.level or track.topic, "who": who}


def _document(document: DocumentRecord, name: Name) -> dict[str, Any]:
    who = [[name(key), "issuer", None] for key in document.issuers]
    title = document.title or name(document.document)
    return {"type": "document", "title": title, "note": document.kind, "s": document.issued, "who": who}


def _figure(figure: Figure, name: Name) -> dict[str, Any]:
    value = f"{figure.value:g}"
    note = " ".join(part for part in (value, figure.unit) if part)
    subject = figure.subject if figure.subject and "/" in figure.subject else None
    return {"type": "figure", "title": figure.what, "note": note, "who": [[name(subject), "about", None]]}


def _relation(relation: Relation, name: Name) -> dict[str, Any]:
    who = [[name(relation.subject), "subject", None], [name(relation.object), "object", None]]
    return {
        "type": "relation",
        "predicate": relation.predicate,
        "title": relation.title,
        "s": relation.start,
        "e": relation.end,
        "status": relation.status,
        "who": who,
    }


_ROWS: dict[type, Callable[[Any, Name], dict[str, Any]]] = {
    Event: _event,
    Tenure: _tenure,
    TrackRecord: _track,
    DocumentRecord: _document,
    Figure: _figure,
    Relation: _relation,
}
