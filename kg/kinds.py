"""The kinds of entity and event that records, the graph and questions speak of: the classes of the ontology.

They stand apart from :mod:`kg.records` so that asking, which needs their names only, starts without it.
"""

from __future__ import annotations

from typing import Literal, get_args

EntityKind = Literal[
    "State", "Person", "Organization", "Office", "Forum", "Track", "Initiative", "Concept", "Document", "Place"
]
EventKind = Literal[
    "Meeting", "Visit", "Gathering", "Dialogue", "Publication", "Statement", "Establishment", "Withdrawal", "Act"
]

ENTITY_KINDS: tuple[str, ...] = get_args(EntityKind)
EVENT_KINDS: tuple[str, ...] = get_args(EventKind)
