"""What is improbable in a reading, counted over a fixed sample of both corpora, and shown with its words."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kg.documents import Document
from kg.extract.reader import extract
from kg.lexicon.lexicon import load
from kg.records import Entity, Event, Reading, Span
from kg.text.fold import fold
from tests.bench import corpus

SAMPLE = {"xwlb": 80, "hkcnews": 120}
_YEARS = 2
_LONGEST = 12
_NOBODY = ("Meeting", "Visit", "Statement", "Dialogue", "Establishment", "Withdrawal", "Act")
# What no name of a person ends in or begins with: signs that words of the sentence or a title were taken for one.
_WORDS = tuple(
    fold(
        "方面 方便 問題 期間 領導 代表 官員 總統 總理 主席 部長 外長 大使 議長 記者 專家 學者 民眾 政府 委員 "
        "會議 集團 公司 組織 國家 兩國 雙方 主任 書記 國王 首相 女士 先生 夫人 夫婦 時間 上午 下午 以及 等人 人士 "
        "表示 此次 本次 日前 當天 現場 工作 合作 關係 發展 中心 大學 學院 報道 消息 新聞 電視 網站 經濟 文化 界"
    ).split()
)
_FIRST = tuple(
    fold("與 和 同 在 對 向 是 的 了 將 被 把 就 也 都 並 及 或 但 又 而 等 這 那 該 其 此 每 各 由 從 到 為").split()
)


class Oddity(NamedTuple):
    """Something that a reader doubts: what kind, in which file, where, and what."""

    kind: str
    path: str
    offset: int
    what: str


def of(document: Document, reading: Reading) -> Iterator[Oddity]:
    """The oddities of one reading."""
    path = f"{document.name}.md"
    entities = {entity.key: entity for entity in reading.entities}

    def odd(kind: str, spans: tuple[Span, ...], what: str) -> Oddity:
        start = spans[0].start if spans else 0
        around = document.text[max(start - 15, 0) : (spans[0].end if spans else 0) + 25].replace("\n", " ")
        return Oddity(kind, path, start, f"{what} | {around[:110]}")

    for entity in reading.entities:
        if entity.kind == "Person":
            yield from (odd(kind, entity.mentions, entity.labels[0]) for kind in _odd_name(entity))
    yield from (odd("person with two states", spans, what) for spans, what in _two_states(reading, entities))
    for event in reading.events:
        yield from (odd(kind, event.evidence, _told(event)) for kind in _odd_event(event, document))


def _odd_name(entity: Entity) -> Iterator[str]:
    """An unlisted person whose name no person has; foreign names may be long where dots part them."""
    if entity.key in load().entries or not entity.labels:
        return
    name = fold(entity.labels[0])
    if len(name) == 1:
        yield "name of one character"
    if len(name) > _LONGEST and not re.search(r"[a-z·—]", name):
        yield "name of more than twelve characters"
    if (
        re.search(r"[，。、：；！？「」]", name)
        or name in _titles()
        or name.endswith(_WORDS)
        or (name.startswith(_FIRST) and len(name) > 1 and name[0] not in _surnames())
    ):
        yield "word or office taken for a name"


@functools.cache
def _titles() -> frozenset[str]:
    terms = [term for group in load().terms.values() for term in group]
    names = {term.form for term in terms if term.kind == "Person"}
    return frozenset(term.form for term in terms if term.kind != "Person" and len(term.form) > 1) - names


@functools.cache
def _surnames() -> frozenset[str]:
    return frozenset(load().surnames)


def _two_states(reading: Reading, entities: dict[str, Entity]) -> Iterator[tuple[tuple[Span, ...], str]]:
    """Persons who hold offices of two states by this document; those of a union or body do not count."""
    held: dict[str, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for tenure in reading.tenures:
        office = entities.get(tenure.office)
        if office is not None and office.office_of and office.office_of.startswith("state/"):
            held[tenure.holder].setdefault(office.office_of, tenure.evidence)
    for holder, states in held.items():
        if len(states) > 1:
            yield list(states.values())[-1], f"{holder}: {', '.join(states)}"


def _odd_event(event: Event, document: Document) -> Iterator[str]:
    actors = {who.actor for who in event.participants} | set(event.hosts)
    if event.kind == "Meeting" and len(actors) < 2:
        yield "meeting of fewer than two"
    if not actors and event.kind in _NOBODY:
        yield f"{event.kind.lower()} without participants"
    if not actors and event.kind == "Gathering" and not event.series:
        yield "gathering without participants or series"
    if not actors and event.kind == "Publication":
        yield "publication without issuers"
    if event.kind == "Visit" and event.place in {who.actor for who in event.participants}:
        yield "visit to oneself"
    if event.start and document.issued and event.kind != "Establishment":
        year = int(document.issued[:4])
        if int(event.start[:4]) < year - _YEARS:
            yield f"date more than {_YEARS} years before"
        if int(event.start[:4]) > year + _YEARS:
            yield f"date more than {_YEARS} years after"


def _told(event: Event) -> str:
    actors = ", ".join(who.actor for who in event.participants)
    return f"{event.kind} ({event.rule}) [{actors}] {event.start or '-'}"


def of_file(path: str) -> tuple[list[Oddity], Counter[str]]:
    """The oddities of one file, and how many persons, tenures and events it has."""
    (document,) = corpus.documents([path])
    reading = extract(document)
    persons = sum(entity.kind == "Person" for entity in reading.entities)
    sizes = Counter(characters=len(document.text), persons=persons, events=len(reading.events))
    return list(of(document, reading)), sizes


def run(jobs: int) -> tuple[list[Oddity], Counter[str]]:
    """The oddities of the whole sample and its sizes."""
    tasks = [path for name, count in SAMPLE.items() for path in corpus.sample(name, count)]
    found: list[Oddity] = []
    sizes: Counter[str] = Counter()
    for oddities, size in corpus.each(of_file, tasks, jobs):
        found += oddities
        sizes += size
    return found, sizes


def report(found: list[Oddity], sizes: Counter[str], show: int) -> Iterator[str]:
    """The counts, then so many cases of each kind, spread over the sample."""
    counts = Counter(oddity.kind for oddity in found)
    told = ", ".join(f"{sizes[what]:,} {what}" for what in ("characters", "persons", "events"))
    yield f"{'improbable':<44}{'count':>7}   over {sum(SAMPLE.values())} open files: {told}"
    yield from (f"{kind:<44}{count:>7}" for kind, count in counts.most_common())
    yield f"{'all':<44}{len(found):>7}"
    for kind, _ in counts.most_common() if show else ():
        some = sorted(
            (oddity for oddity in found if oddity.kind == kind), key=lambda o: (corpus.place(o.path), o.offset)
        )
        yield f"\n{kind}:"
        yield from (f"    {oddity.path}:{oddity.offset} {oddity.what}" for oddity in some[:show])
