"""Small readings, written by hand, with the words that prove them."""

from __future__ import annotations

import dataclasses

from kg.dates import PartialDate
from kg.records import (
    DocumentRecord,
    Entity,
    Event,
    Figure,
    Participant,
    Reading,
    Relation,
    SourceRecord,
    Span,
    Tenure,
    TrackRecord,
)

CHINESE = (
    "陳大文總統4月3日在河港市與外長林小山會面，表示願意深化合作。\n"
    "南洲論壇第2屆會議2024年5月舉行，北島國與河國成立漁業對話，共12輪。\n"
    "北島國發表《海洋宣言》。\n"
)
ENGLISH = "On April 3, 2024 President Chen Da-wen met Lin Hsiao-shan in Hegang. Chen leads North Island."


def span(text: str, words: str) -> Span:
    """The first stretch of ``text`` that is ``words``."""
    start = text.index(words)
    return Span(start, start + len(words))


def entity(text: str, key: str, kind: str, *labels: str, **more: str) -> Entity:
    return Entity(key, kind, labels, tuple(span(text, label) for label in labels if label in text), **more)  # type: ignore[arg-type]


def source(name: str, text: str, language: str = "zh-Hant", issued: str | None = "2024-06-01") -> SourceRecord:
    day = PartialDate(issued) if issued else None
    return SourceRecord(f"source/{name}", f"題目 {name}", language, day, f"digest-of-{hash_of(text)}", "kg 0", "r0")  # type: ignore[arg-type]


def hash_of(text: str) -> str:
    return str(sum(map(ord, text)))


def chinese(name: str = "zh") -> tuple[Reading, str]:
    """A meeting, a statement, a forum's edition, a track, a document, a tenure, a figure, a relation."""

    def at(words: str) -> tuple[Span, ...]:
        return (span(CHINESE, words),)

    entities = (
        entity(CHINESE, "person/陈大文", "Person", "陳大文"),
        entity(CHINESE, "person/lin", "Person", "林小山"),
        entity(CHINESE, "state/NIS", "State", "北島國"),
        entity(CHINESE, "state/RIV", "State", "河國"),
        entity(
            CHINESE, "office/总统", "Office", "總統", office_title="總統", office_of="state/NIS", rank="head of state"
        ),
        entity(CHINESE, "office/外长", "Office", "外長", office_title="外長", office_of="state/RIV"),
        entity(CHINESE, "place/河港市", "Place", "河港市"),
        entity(CHINESE, "forum/南洲", "Forum", "南洲論壇"),
        entity(CHINESE, "track/渔业", "Track", "漁業對話"),
        entity(CHINESE, "document/海洋", "Document", "海洋宣言"),
    )
    meeting = at("陳大文總統4月3日在河港市與外長林小山會面")
    day, month = PartialDate("2024-04-03"), PartialDate("2024-05")
    events = (
        Event(
            *("e1", "Meeting", meeting, 0.97, "met"),
            start=day,
            end=day,
            participants=(
                Participant("person/陈大文", capacity="office/总统"),
                Participant("person/lin", capacity="office/外长", on_behalf_of="state/RIV"),
            ),
            place="place/河港市",
            mode="in-person",
        ),
        Event(
            *("e2", "Statement", at("表示願意深化合作"), 0.9, "said"),
            start=day,
            participants=(Participant("person/陈大文", "speaker", evidence=at("陳大文")),),
            said="願意深化合作",
            about=("track/渔业",),
            part_of="e1",
        ),
        Event(
            *("e3", "Gathering", at("南洲論壇第2屆會議2024年5月舉行"), 0.8, "held"),
            start=month,
            series="forum/南洲",
            ordinal=2,
            hosts=("state/NIS",),
        ),
        Event(
            *("e4", "Publication", at("北島國發表《海洋宣言》"), 1.0, "issued"),
            participants=(Participant("state/NIS", "issuer"),),
            status="planned",
        ),
    )
    reading = Reading(
        source=source(name, CHINESE),
        entities=entities,
        events=events,
        tenures=(Tenure("person/陈大文", "office/总统", False, at("陳大文總統"), 0.95, day),),
        tracks=(
            TrackRecord("track/渔业", ("state/NIS", "state/RIV"), at("北島國與河國成立漁業對話"), 0.9, topic="漁業"),
        ),
        documents=(
            DocumentRecord("document/海洋", "海洋宣言", "宣言", at("《海洋宣言》"), 0.7, ("state/NIS",), event="e4"),
        ),
        figures=(Figure("f1", "track/渔业", "輪次", 12.0, at("共12輪"), 0.6, "輪"),),
        relations=(
            Relation("state/NIS", "partnerOf", "state/RIV", at("北島國與河國"), 0.5, start=PartialDate("2024")),
        ),
    )
    return reading, CHINESE


def english(name: str = "en") -> tuple[Reading, str]:
    """The same meeting and tenure in English."""

    def at(words: str) -> tuple[Span, ...]:
        return (span(ENGLISH, words),)

    entities = (
        entity(ENGLISH, "person/陈大文", "Person", "Chen Da-wen", "Chen"),
        entity(ENGLISH, "person/lin", "Person", "Lin Hsiao-shan"),
        entity(ENGLISH, "office/总统", "Office", "President", office_title="President", office_of="state/NIS"),
        entity(ENGLISH, "state/NIS", "State", "North Island"),
    )
    day = PartialDate("2024-04-03")
    meeting = Event(
        *("e1", "Meeting", at("President Chen Da-wen met Lin Hsiao-shan in Hegang"), 0.9, "met"),
        start=day,
        participants=(Participant("person/陈大文", capacity="office/总统"), Participant("person/lin")),
    )
    tenure = Tenure("person/陈大文", "office/总统", False, at("President Chen Da-wen"), 0.99, PartialDate("2024-04-04"))
    return Reading(source(name, ENGLISH, "en"), entities, (meeting,), (tenure,), (), (), (), ()), ENGLISH


def both() -> list[tuple[Reading, str]]:
    return [chinese(), english()]


def renamed(pair: tuple[Reading, str], name: str) -> tuple[Reading, str]:
    """The same reading as that of another document."""
    reading, text = pair
    return dataclasses.replace(reading, source=dataclasses.replace(reading.source, key=f"source/{name}")), text
