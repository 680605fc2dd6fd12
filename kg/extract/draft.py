"""An event while it is being read: its slots, and for each slot where in the text it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.dates import PartialDate
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.records import EventKind, Mode, Role, Status

Stretch = tuple[int, int]
"""Offsets into the view, end exclusive."""


@dataclass(slots=True)
class Actor:
    """Who took part. ``carried`` marks one whose words stand outside the clause that tells the event."""

    key: str
    token: Token | None
    role: Role = "participant"
    carried: bool = False


@dataclass(slots=True)
class Carried:
    """Actors, and the stretch of the view where they stand."""

    actors: list[Actor]
    stretch: Stretch


_DELEGATIONS = ("团", "團", "组", "組", "delegation")  # what the keys of those who travel end in


def is_delegation(actor: Actor) -> bool:
    """Whether a body is a delegation, by its name."""
    return actor.key.startswith("organization/") and actor.key.endswith(_DELEGATIONS)


@dataclass(slots=True)
class Draft:
    """An event that is not yet a record. Stretches are the view's; the first is the clause that proves it."""

    kind: EventKind
    rule: str
    stretches: list[Stretch]
    confidence: float
    sentence: int
    title: str | None = None
    when: When | None = None
    ended: PartialDate | None = None  # the day of its end, where none of its beginning is told
    actors: list[Actor] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    place: str | None = None
    mode: Mode | None = None
    status: Status = "held"
    series: str | None = None
    ordinal: int | None = None
    count: int | None = None
    part_of: Draft | None = None
    said: Stretch | None = None
    about: list[str] = field(default_factory=list)
    published: str | None = None
    document_kind: str | None = None  # of what was published without a title
    way: str | None = None  # what its frame says that else is asked of it
    by_name: bool = False  # its actors are only the states in the name of its track
    verb: Stretch | None = None  # where the verb stands, for what goes on without one
    merged_into: Draft | None = None
    of_entry: bool = False  # told of only because it stands below the day of its entry
    day_untold: bool = False  # its clause names a day which cannot be told: that day, of several
    attending: str | None = None  # the words of attending it, as printed, where that is told
    attended: bool = False  # known only by who attended it: the date is theirs
    recalled: bool = False  # a paper of others that is only named: nobody speaks in it
    of_guest: bool = False  # named only to tell what for somebody who is met has come, or from where somebody has
    beside: bool = False  # the edition before or after the one told of
    of_two: tuple[str, ...] = ()  # of a summit of two states: their keys
    named: Stretch | None = None  # where its name stands, of such a summit
    once: bool = False  # told as of what had been before
    over: bool = False  # its clause tells after what something else happened
    month_only: bool = False  # the day is that of whoever attended, not the gathering's own

    def proves(self, token: Token) -> bool:
        """Whether one of its stretches holds the words of ``token``."""
        return any(start <= token.start and token.end <= end for start, end in self.stretches)

    def prove_by(self, stretches: Iterable[Stretch]) -> None:
        """Add the stretches that are not among its own."""
        self.stretches += [s for s in stretches if s not in self.stretches]

    def actor_keys(self) -> list[str]:
        """The keys of its actors, in order."""
        return [actor.key for actor in self.actors]

    def voice(self) -> str | None:
        """The key of who says what a gathering says: its series, else the one body that held it or met.

        Who presides over the meeting of a body is not who speaks.
        """
        if self.series:
            return self.series
        hosts = [key for key in self.hosts if not key.startswith("person/")]
        keys = hosts or (self.actor_keys() if self.kind == "Gathering" else [])
        bodies = [key for key in keys if key.startswith("organization/")]
        return bodies[0] if len(bodies) == 1 and (hosts or len(keys) == 1) else None

    def final(self) -> Draft:
        """The event that this one was merged into, or itself."""
        draft = self
        while draft.merged_into is not None:
            draft = draft.merged_into
        return draft
