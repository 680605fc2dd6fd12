"""The one currency between reading and the graph: typed, frozen records with the words that prove them.

A document is read into records (one JSON object a line in ``kg extract``, in ``tests/`` and in the store). They follow
the ontology's classes and know nothing of RDF. Conventions:

* **Spans** are offsets into the source file's own decoded text, in Unicode code points, end exclusive.
* **Keys** name entities across documents: ``state/CHN``, ``forum/boao-forum`` (a key of the lexicon), else the class
  and the fullest form, script and case folded: ``forum/some forum``. The graph puts the base IRI before them.
* **Ids** of events (``e1``), figures and relations hold within one document only.
* Every record that was read from the text carries ``evidence``: one or more spans, the proving clause first; where
  subject, verb, date or place is carried over from elsewhere, a further span holds the words that it comes from.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kg.dates import PartialDate
from kg.kinds import ENTITY_KINDS as ENTITY_KINDS
from kg.kinds import EVENT_KINDS as EVENT_KINDS
from kg.kinds import EntityKind as EntityKind
from kg.kinds import EventKind as EventKind

Language = Literal["zh-Hant", "zh-Hans", "en"]
Mode = Literal["in-person", "phone", "video"]
Status = Literal["held", "planned", "proposed", "cancelled", "denied"]
Bound = Literal["about", "at least", "at most"]
Role = Literal["participant", "speaker", "issuer"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source's decoded text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """The document that was read. ``key`` is ``source/NAME``; ``digest`` is the SHA-256 of its bytes."""

    key: str
    title: str
    language: Language
    issued: PartialDate | None
    digest: str
    extractor: str  # name and version of what read it
    rules: str  # digest of the lexicon and frames it was read with


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the document names. ``labels`` are the forms as printed, the fullest first.

    ``mentions`` are the spans of each naming. Of an Office, ``office_title`` is the title as printed (without the body)
    and ``office_of`` the key of the state or body; ``rank`` is one of the ontology's ranks where the lexicon knows it.
    """

    key: str
    kind: EntityKind
    labels: tuple[str, ...]
    mentions: tuple[Span, ...]
    office_title: str | None = None
    office_of: str | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in an event, in which office (``capacity``), for whom, and the words that say so if elsewhere."""

    actor: str
    role: Role = "participant"
    capacity: str | None = None
    on_behalf_of: str | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated or datable among actors. ``kind`` is one of the ontology's nine classes."""

    id: str
    kind: EventKind
    evidence: tuple[Span, ...]
    confidence: float
    rule: str  # the frame that read it
    title: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    participants: tuple[Participant, ...] = ()
    hosts: tuple[str, ...] = ()
    place: str | None = None
    mode: Mode | None = None
    status: Status = "held"
    according_to: str | None = None
    series: str | None = None
    ordinal: int | None = None
    count: int | None = None
    part_of: str | None = None  # the id of another event of this document
    said: str | None = None
    about: tuple[str, ...] = ()
    published: str | None = None  # the key of the Document


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held an office, as the document attests it; ``attested`` is the day it shows it for."""

    holder: str
    office: str
    former: bool
    evidence: tuple[Span, ...]
    confidence: float
    attested: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What the document says of a standing dialogue mechanism."""

    track: str
    parties: tuple[str, ...]
    evidence: tuple[Span, ...]
    confidence: float
    leads: tuple[str, ...] = ()
    level: str | None = None
    topic: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the document says of a document that it names or that is issued in it.

    ``title`` is None for one known by its kind alone (a white paper of 2015).
    """

    document: str
    title: str | None
    kind: str | None
    evidence: tuple[Span, ...]
    confidence: float
    issuers: tuple[str, ...] = ()
    issued: PartialDate | None = None
    event: str | None = None  # the id of the event it was issued by or at
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the text gives; ``subject`` is an event id, an entity key, or None for the source itself."""

    id: str
    subject: str | None
    what: str
    value: float
    evidence: tuple[Span, ...]
    confidence: float
    unit: str | None = None
    bound: Bound | None = None
    according_to: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing link between two entities; ``predicate`` is the local name of a sub-property of ``dip:relation``."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Span, ...]
    confidence: float
    title: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    status: Status = "held"
    according_to: str | None = None


Record = SourceRecord | Entity | Event | Tenure | TrackRecord | DocumentRecord | Figure | Relation

_NAMES: dict[type, str] = {
    SourceRecord: "source",
    Entity: "entity",
    Event: "event",
    Tenure: "tenure",
    TrackRecord: "track",
    DocumentRecord: "document",
    Figure: "figure",
    Relation: "relation",
}
_TYPES = {name: kind for kind, name in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says: its source record and what was read from it, in the order of the text."""

    source: SourceRecord
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    tenures: tuple[Tenure, ...]
    tracks: tuple[TrackRecord, ...]
    documents: tuple[DocumentRecord, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]

    def records(self) -> Iterator[Record]:
        """Every record, the source first."""
        yield self.source
        yield from self.entities
        yield from self.events
        yield from self.tenures
        yield from self.tracks
        yield from self.documents
        yield from self.figures
        yield from self.relations


def to_json(record: Record, text: str | None = None) -> str:
    """One JSON line. With the source's decoded ``text``, each span of evidence carries its ``quote``."""
    value = {"record": _NAMES[type(record)], **_plain(record, text)}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(line: str) -> Record:
    """The record of one JSON line (quotes are not needed; they follow from the spans).

    Raises ValueError or KeyError where the line is no record.
    """
    value = json.loads(line)
    made = _make(_TYPES[value.pop("record")], value)
    return typing.cast(Record, made)


def reading(records: Iterable[Record]) -> Reading:
    """The reading that these records make; raises ValueError where there is not exactly one source."""
    groups: dict[type, list[Any]] = {kind: [] for kind in _NAMES}
    for record in records:
        groups[type(record)].append(record)
    sources = groups.pop(SourceRecord)
    if len(sources) != 1:
        raise ValueError(f"{len(sources)} source records where one is expected")
    return Reading(sources[0], *(tuple(group) for group in groups.values()))


def _plain(value: Any, text: str | None) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Span):
        span: dict[str, Any] = {"start": value.start, "end": value.end}
        if text is not None:
            span["quote"] = text[value.start : value.end]
        return span
    if dataclasses.is_dataclass(value):
        fields = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {
            field.name: _plain(item, None if field.name == "mentions" else text)
            for field, item in fields
            if item not in (None, ())
        }
    if isinstance(value, tuple):
        return [_plain(item, text) for item in value]
    return value


def _make(kind: Any, value: Any) -> Any:  # noqa: ANN401 - any annotation, any JSON value
    """``value``, read back as the annotation ``kind`` says."""
    if typing.get_origin(kind) is types.UnionType:
        return value if value is None else _make(get_args(kind)[0], value)
    if typing.get_origin(kind) is tuple:
        return tuple(_make(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        if kind is Span:
            return Span(value["start"], value["end"])
        hints, empty = _shape(kind)
        return kind(**{**empty, **{name: _make(hints[name], item) for name, item in value.items()}})
    return value


@functools.cache
def _shape(kind: type) -> tuple[dict[str, Any], dict[str, Any]]:
    """The annotations of a record type, and what stands for its required fields that JSON leaves out when empty."""
    hints = typing.get_type_hints(kind)
    required = [field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING]
    tuples = [name for name in required if typing.get_origin(hints[name]) is tuple]
    optional = [name for name in required if type(None) in get_args(hints[name])]
    return hints, {**dict.fromkeys(tuples, ()), **dict.fromkeys(optional)}
