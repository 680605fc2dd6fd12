"""What a store says, as plain objects: entities, dated facts with their members, passages and sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.kinds import EVENT_KINDS

FACT_KINDS = (*EVENT_KINDS, "Tenure", "Relation")
# The properties of an event that name its members, the leading ones first; "involved" ones act, the others are met.
INVOLVED = ("speaker", "participant", "host", "issuer")
MET = ("series", "published", "place", "about")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something; ``labels`` are the preferred ones by language, ``others`` every further form."""

    iri: str
    key: str
    kind: str
    name: str
    labels: dict[str, str]
    others: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One entity's part in a fact; ``capacity`` is the office that it acted in."""

    entity: str
    role: str
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """An event, a tenure or a standing relation. ``words`` are a statement's; ``passages`` prove it."""

    iri: str
    kind: str
    name: str
    members: tuple[Member, ...]
    passages: tuple[str, ...]
    sources: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    earliest: str | None = None
    latest: str | None = None
    status: str = "held"
    confidence: float | None = None
    mode: str | None = None
    words: str | None = None
    predicate: str | None = None
    office: str | None = None
    former: bool = False
    according_to: str | None = None
    part_of: str | None = None
    differ: tuple[str, ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()

    def involved(self) -> list[Member]:
        """Who acts in it, each entity once."""
        seen: dict[str, Member] = {}
        for member in self.members:
            if member.role in INVOLVED:
                seen.setdefault(member.entity, member)
        return list(seen.values())

    def role(self, *roles: str) -> list[str]:
        """The entities in these roles."""
        return [member.entity for member in self.members if member.role in roles]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source: offsets in code points, end exclusive, and the words there."""

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read."""

    iri: str
    key: str
    title: str
    language: str
    issued: str | None


@dataclass(slots=True)
class World:
    """All that a store says."""

    entities: dict[str, Entity] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    passages: dict[str, Passage] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
