"""A made-up report with every kind of date, status and record, and one whose every field is hostile."""

from __future__ import annotations

from kg.dates import PartialDate
from kg.graph.build import dataset
from kg.graph.facts import read
from kg.graph.world import World
from kg.records import Entity, Event, Participant, Reading, Relation, SourceRecord, Span, Tenure

BASE = "https://w3id.org/diplomacy-kg/id/"
STATES = ("北島國", "河國", "南洲國", "雲嶺國", "石灣國", "東原國")
FURTHER = {"高雅文": ("Gao Yawen",)}
LEADERS = ("陳大文", "林小山", "周遠航", "何思齊", "高雅文", "羅子安")


class Report:
    """Writes a text sentence by sentence, and the records that its sentences prove."""

    def __init__(self, name: str = "made-up", title: str = "北島國外交記事") -> None:
        self.name, self.title, self.text = name, title, "# 一、往來\n\n"
        self.entities: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.events: list[Event] = []
        self.tenures: list[Tenure] = []
        self.relations: list[Relation] = []

    def entity(self, kind: str, *labels: str) -> str:
        key = f"{kind.lower()}/{labels[0]}"
        self.entities[key] = (kind, labels)
        return key

    def sentence(self, words: str, before: str = "", after: str = "。") -> Span:
        start = len(self.text) + len(before)
        self.text += before + words + after
        return Span(start, start + len(words))

    def event(self, kind: str, words: str, *who: str, date: str | None = None, **more: object) -> None:
        span = self.sentence(words, "據報導，")
        day = PartialDate(date) if date else None
        participants = tuple(Participant(actor) for actor in who)
        ident = f"e{len(self.events) + 1}"
        self.events.append(
            Event(ident, kind, (span,), 0.9, "rule", start=day, participants=participants, **more)  # type: ignore[arg-type]
        )

    def reading(self) -> tuple[Reading, str]:
        entities = []
        for key, (kind, labels) in self.entities.items():
            mentions = []
            for label in labels:
                at = self.text.find(label)
                if at >= 0:
                    mentions.append(Span(at, at + len(label)))
            entities.append(Entity(key, kind, labels, tuple(mentions)))  # type: ignore[arg-type]
        source = SourceRecord(f"source/{self.name}", self.title, "zh-Hant", PartialDate("2024-06-01"), "0", "kg", "r")
        events, tenures, relations = tuple(self.events), tuple(self.tenures), tuple(self.relations)
        return Reading(source, tuple(entities), events, tenures, (), (), (), relations), self.text


def report() -> tuple[Reading, str]:
    """Leaders of six states who meet, visit and speak in the spring of 2024."""
    made = Report()
    states = [made.entity("State", name) for name in STATES]
    people = [made.entity("Person", name, f"{name}先生", *FURTHER.get(name, ())) for name in LEADERS]
    forum = made.entity("Forum", "南洲論壇")
    topic = made.entity("Concept", "漁業合作")
    city = made.entity("Place", "河港市")
    host = people[0]
    for i, other in enumerate(people[1:], 1):
        made.event("Meeting", f"{LEADERS[0]}4月{i}日會見{LEADERS[i]}", host, other, date=f"2024-04-{i:02}")
    made.event("Meeting", f"{LEADERS[0]}5月再度會見{LEADERS[1]}", host, people[1], date="2024-05", status="planned")
    made.event("Meeting", f"{LEADERS[0]}否認曾與{LEADERS[2]}密談", host, people[2], status="denied")
    made.event("Visit", f"{LEADERS[1]}4月12日訪問河港市", people[1], date="2024-04-12", place=city)
    made.event(
        "Statement", f"{LEADERS[0]}稱漁業合作「至為重要」", host, date="2024-04-20", said="至為重要", about=(topic,)
    )
    made.event("Gathering", "南洲論壇4月舉行", *people[:5], date="2024-04", series=forum)
    made.event("Act", "六國同日斷航", *states, date="2024-03-02")
    made.event("Act", "北島國與河國中斷談判", *states[:2], date="2019")
    for person, state, name in zip(people, states, STATES, strict=True):
        office = made.entity("Office", f"{name}總統")
        span = made.sentence(f"{name}總統", "其人為")
        made.tenures.append(Tenure(person, office, False, (span,), 1.0))
        made.relations.append(Relation(person, "represents", state, (span,), 0.8))
    return made.reading()


HOSTILE = (
    "</script><script>window.ran=(window.ran||0)+1</script>",
    '<img src=x onerror="window.ran=(window.ran||0)+1">',
    '<a href="javascript:window.ran=1">href</a>',
    '"><svg onload=window.ran=1>{{ 7*7 }}',
    "data:text/html,<script>window.ran=1</script>",
    "https://example.org/pixel.png <link rel=stylesheet href=https://example.org/x.css>",
    "\u202ereversed\u2066 \u2028 line \u2029 <!-- --!> <![CDATA[",
    "=HYPERLINK(1)'`${window.ran=1}`",
)


def hostile() -> tuple[Reading, str]:
    """The payloads in every field that a document can fill."""
    made = Report("hostile", HOSTILE[0] + HOSTILE[1])
    made.text = f"# {HOSTILE[1]}\n\n"
    actors = [made.entity("Person", payload, payload + "x") for payload in HOSTILE]
    topics = [made.entity("Concept", payload + " topic") for payload in HOSTILE]
    for i, payload in enumerate(HOSTILE):
        other = actors[(i + 1) % len(actors)]
        made.event("Meeting", payload, actors[i], other, date="2024-04-01", title=payload)
        made.event("Statement", payload + "!", actors[i], said=payload, about=(topics[i],))
        office = made.entity("Office", payload + " office")
        made.tenures.append(Tenure(actors[i], office, False, (made.sentence(payload),), 0.5))
        made.relations.append(Relation(actors[i], "supports", topics[i], (made.sentence(payload),), 0.5, title=payload))
    return made.reading()


def world(reading: Reading, text: str) -> tuple[World, dict[str, str]]:
    """What the store would say of it, and the texts by source."""
    return read(dataset([(reading, text)])), {BASE + reading.source.key: text}
