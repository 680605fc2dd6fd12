"""What is asked when questions are timed: every named question, of one thing (look-up) or of the whole store (join)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kg.graph.store import Store
from kg.query import catalog
from kg.query.bind import Value
from kg.query.session import Session

LOOK_UP, JOIN = "look-up", "join"

_MOST = """SELECT ?node (COUNT(DISTINCT ?event) AS ?n) WHERE {{ {pattern} }}
GROUP BY ?node ORDER BY DESC(?n) ?node LIMIT 2"""
_BUSIEST = {
    "person": "?event a dip:Meeting ; dip:participant ?node . ?node a dip:Person",
    "state": "?event a dip:Meeting ; dip:participant ?node . ?node a dip:State",
    "forum": "?event dip:series ?node . ?node a dip:Forum",
    "concept": "?event dip:about ?node . ?node a dip:Concept",
    "place": "?event dip:place ?node . ?node a dip:State",
}
"""The nodes that most is said of: they make a question as large as it gets."""

TABLE: tuple[tuple[str, str, dict[str, str | bool]], ...] = (
    ("who-met", LOOK_UP, {"actor": "person"}),
    ("calendar", LOOK_UP, {"actor": "state"}),
    ("contacts", LOOK_UP, {"actor": "person"}),
    ("co-attendance", LOOK_UP, {"actor": "person"}),
    ("link", LOOK_UP, {"actor": "person", "with": "person 2"}),
    ("not-met", JOIN, {"actor": "person"}),
    ("visits", LOOK_UP, {"visitor": "person"}),
    ("visits", JOIN, {"place": "place"}),
    ("phone-and-video", JOIN, {}),
    ("planned-or-denied", JOIN, {}),
    ("leaders", LOOK_UP, {"state": "state"}),
    ("leaders", JOIN, {}),
    ("relations", LOOK_UP, {"of": "state"}),
    ("relations", JOIN, {}),
    ("forum-editions", LOOK_UP, {"forum": "forum"}),
    ("forum-editions", JOIN, {}),
    ("tracks", JOIN, {}),
    ("rounds", JOIN, {}),
    ("establishments", JOIN, {}),
    ("statements", LOOK_UP, {"speaker": "person"}),
    ("statements", JOIN, {}),
    ("concepts", LOOK_UP, {"concept": "concept"}),
    ("concepts", JOIN, {"first": True}),
    ("documents", JOIN, {}),
    ("written-into", JOIN, {}),
    ("counts", LOOK_UP, {"actor": "person"}),
    ("counts", JOIN, {}),
    ("rankings", JOIN, {}),
    ("evidence", LOOK_UP, {"actor": "person", "with": "person 2"}),
    ("evidence", LOOK_UP, {"actor": "state"}),
    ("differences", JOIN, {}),
)


class Asked(NamedTuple):
    """A question with what is given to it; ``sparql`` is the text that any engine can be asked."""

    name: str
    kind: str
    given: Mapping[str, Value]
    sparql: str

    @property
    def title(self) -> str:
        """The question as the table calls it."""
        return " ".join([self.name, *(f"--{parameter}" for parameter in self.given)])

    @property
    def arguments(self) -> list[str]:
        """The question as the command takes it."""
        words = ((f"--{name}", *([] if value is True else [str(value)])) for name, value in self.given.items())
        return [self.name, *(word for pair in words for word in pair)]


def all_of(store: Path) -> list[Asked]:
    """Every question of the table on this store; one whose subject the store does not have is left out."""
    assert {name for name, _, _ in TABLE} == set(catalog.names())
    asked = []
    with Store(store) as opened:
        session = Session(opened.graph_path, base=opened.iris.base)
        busiest = {kind: _keys(session, pattern) for kind, pattern in _BUSIEST.items()}
        for name, kind, wanted in TABLE:
            given = {parameter: _value(value, busiest) for parameter, value in wanted.items()}
            if all(value is not None for value in given.values()):
                filled = {parameter: value for parameter, value in given.items() if value is not None}
                asked.append(Asked(name, kind, filled, session.text(catalog.question(name), filled)))
    return asked


def _keys(session: Session, pattern: str) -> list[str]:
    rows = session.raw(_MOST.format(pattern=pattern)).rows
    return [row[0].value.removeprefix(session.base) for row in rows if row[0] is not None]


def _value(value: str | bool, busiest: Mapping[str, list[str]]) -> Value | None:
    if isinstance(value, bool):
        return value
    kind, _, place = value.partition(" ")
    found = busiest[kind]
    at = int(place or 1) - 1
    return found[at] if at < len(found) else None
