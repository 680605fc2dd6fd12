"""Queries that nobody would write, made by chance but the same every time, over the terms that stores rely on."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

TRIES = 8
PROLOGUE = """PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX person: <https://w3id.org/diplomacy-kg/id/person/>
PREFIX state: <https://w3id.org/diplomacy-kg/id/state/>
"""

# What leads from one kind of thing to the next: a property, and the kind of its values ("" of a literal: what sort).
LEADS: dict[str, tuple[tuple[str, str], ...]] = {
    "event": (
        *(("dip:participant", "actor"), ("dip:involves", "actor"), ("dip:host", "actor"), ("dip:place", "place")),
        *(("dip:series", "series"), ("dip:partOf", "event"), ("dip:about", "thing"), ("dip:speaker", "actor")),
        *(("dip:participation", "part"), ("prov:wasDerivedFrom", "passage"), ("dip:figure", "figure")),
        *(("dip:earliest", "date"), ("dip:latest", "date"), ("dip:start", "when"), ("dip:status", "text")),
        *(("dip:mode", "text"), ("dip:ordinal", "number"), ("dip:confidence", "number"), ("dip:said", "label")),
    ),
    "actor": (
        *(("^dip:participant", "event"), ("dip:metWith", "actor"), ("dip:attended", "event")),
        *(("dip:holdsOffice", "office"), ("^dip:holder", "tenure"), ("dip:representsState", "actor")),
        *(("skos:prefLabel", "label"), ("skos:altLabel", "label"), ("dip:name", "text")),
        ("dip:visited", "place"),
    ),
    "place": (("dip:partOf", "place"), ("^dip:place", "event"), ("skos:prefLabel", "label")),
    "series": (("^dip:series", "event"), ("dip:party", "actor"), ("dip:lead", "actor"), ("dip:level", "text")),
    "thing": (("^dip:about", "event"), ("dip:writtenInto", "thing"), ("dip:name", "text"), ("skos:prefLabel", "label")),
    "office": (("dip:officeOf", "actor"), ("^dip:office", "tenure"), ("dip:officeTitle", "text")),
    "tenure": (("dip:holder", "actor"), ("dip:office", "office"), ("dip:former", "flag"), ("dip:attested", "date")),
    "part": (("dip:actor", "actor"), ("dip:capacity", "office")),
    "figure": (("rdf:value", "number"), ("dip:unit", "text")),
    "passage": (("oa:hasSelector", "selector"), ("oa:hasSource", "thing")),
    "selector": (("oa:start", "number"), ("oa:end", "number"), ("oa:exact", "text")),
}
LITERALS = ("date", "when", "text", "label", "number", "flag")
CLASSES = {
    "event": ("Event", "Meeting", "Visit", "Gathering", "Statement", "Dialogue"),
    "actor": ("Actor", "Person", "State", "Leader"),
    "thing": ("Concept", "Document"),
    "place": ("Place", "State"),
    "series": ("Forum", "Track", "Series"),
    "tenure": ("Tenure",),
}
KNOWN = {"actor": ("person:lin", "person:wu", "person:moss", "state:arland"), "place": ("state:arland",)}
# A negated set of properties has no inverse ones: rdflib cannot read these.
PATHS = (
    *("dip:metWith/dip:metWith", "dip:metWith+", "dip:metWith?", "dip:metWith|dip:holdsOffice", "^dip:metWith"),
    *("^dip:participant/dip:host", "^dip:participant/dip:place/dip:partOf*", "(dip:metWith/dip:holdsOffice)?"),
    *("dip:holdsOffice/dip:officeOf", "^(dip:involves|dip:holder)", "(^dip:participant/dip:participant)+"),
    *("!(rdf:type|skos:prefLabel|skos:altLabel|dip:name)", "!dip:metWith/rdf:type"),
    *("dip:representsState*", "^dip:participant/(dip:series|dip:place)"),
)

CONDITIONS = {
    "date": ("{0} >= {day}", "{0} < {day}", "{0} = {day}", "YEAR({0}) = 2023 && MONTH({0}) > 10"),
    "when": ('STRSTARTS(STR({0}), "2023-1")', "DATATYPE({0}) = xsd:date", "STRLEN(STR({0})) > 7"),
    "text": ('{0} = "held"', '{0} IN ("video", "held")', 'CONTAINS({0}, "海")', 'REGEX({0}, "^[a-z]+$")'),
    "label": ('LANGMATCHES(LANG({0}), "zh")', 'LANG({0}) = "en"', 'CONTAINS(STR({0}), "海")', "STRLEN({0}) > 3"),
    "number": ("{0} > 1", "{0} * 2 <= 2.0", "{0} != 1", "{0} + 1 = 2"),
    "flag": ("{0}", "!{0}"),
}
"""What may be asked of a literal, by its sort. IN is left to texts: rdflib compares terms by it, SPARQL values."""

MADE = ("STR({0})", "STRLEN(STR({0}))", "COALESCE({0}, 1)", "IF(BOUND({0}), 1, 2)", "UCASE(STR({0}))")


class _Query:
    """One query that grows."""

    def __init__(self, chance: Random, possible: Callable[[str], bool]) -> None:
        self.chance, self.possible = chance, possible
        self.pattern: list[str] = []  # what holds in every solution
        self.kinds: dict[str, str] = {}  # of each variable
        self.certain: list[str] = []  # variables that every solution binds

    def variable(self, kind: str) -> str:
        name = f"?{kind[0]}{len(self.kinds)}"
        self.kinds[name] = kind
        return name

    def nodes(self) -> list[str]:
        return [name for name in self.certain if self.kinds[name] in LEADS]

    def step(self, start: str) -> tuple[str, str]:
        """A triple from a node, and the variable or term at its end."""
        lead, kind = self.chance.choice(LEADS[self.kinds[start]])
        same = [name for name in self.certain if self.kinds[name] == kind and name != start]
        if same and self.chance.random() < 0.2:
            return f"{start} {lead} {self.chance.choice(same)} .", ""
        if kind in KNOWN and self.chance.random() < 0.15:
            return f"{start} {lead} {self.chance.choice(KNOWN[kind])} .", ""
        end = self.variable(kind)
        return f"{start} {lead} {end} .", end

    def triples(self, count: int) -> list[str]:
        """A connected pattern that has a solution in the store; what it binds is certain."""
        lines: list[str] = []
        if not self.certain:
            start = self.variable(self.chance.choice(("event", "event", "event", "actor", "actor", "tenure")))
            self.certain.append(start)
            lines.append(self.typed(start))
        for _ in range(count):
            for attempt in range(TRIES):
                line, end = self.step(self.chance.choice(self.nodes()))
                whole = " ".join([*self.pattern, *lines, line])
                if self.possible(f"{PROLOGUE}ASK {{ {whole} }}") or attempt == TRIES - 1:
                    break
                self.kinds.pop(end, None)
            if line in (*self.pattern, *lines):
                self.kinds.pop(end, None)
                continue
            lines.append(line)
            if end:
                self.certain.append(end)
        return lines

    def typed(self, name: str) -> str:
        return f"{name} a dip:{self.chance.choice(CLASSES[self.kinds[name]])} ."

    def aside(self, count: int) -> tuple[list[str], list[str]]:
        """Triples that hang on what is certain, and the variables that they bind; those are not certain."""
        before = list(self.certain)
        lines = self.triples(count)
        bound = self.certain[len(before) :]
        self.certain = before
        return lines, bound

    def optional(self) -> str:
        lines, bound = self.aside(self.chance.choice((1, 1, 2)))
        literal = [name for name in bound if self.kinds[name] in LITERALS]
        more = f" FILTER({self.condition(literal[0])})" if literal and self.chance.random() < 0.4 else ""
        return f"OPTIONAL {{ {' '.join(lines)}{more} }}"

    def union(self) -> str:
        first, _ = self.aside(1)
        second, _ = self.aside(self.chance.choice((1, 2)))
        return f"{{ {' '.join(first)} }} UNION {{ {' '.join(second)} }}"

    def path(self) -> str:
        actors = [name for name in self.certain if self.kinds[name] == "actor"]
        start = self.chance.choice(actors) if actors else self.chance.choice(KNOWN["actor"])
        end = f"?z{len(self.kinds)}"
        self.kinds[end] = "any"
        self.certain.append(end)
        return f"{start} {self.chance.choice(PATHS)} {end} ."

    def exists(self) -> str:
        lines, _ = self.aside(self.chance.choice((1, 1, 2)))
        return f"FILTER {self.chance.choice(('EXISTS', 'NOT EXISTS'))} {{ {' '.join(lines)} }}"

    def minus(self) -> str:
        lines, _ = self.aside(1)
        return f"MINUS {{ {' '.join(lines)} }}"

    def values(self) -> str:
        actors = [name for name in self.certain if self.kinds[name] == "actor"]
        if not actors:
            return self.exists()
        chosen = self.chance.sample(KNOWN["actor"], 2)
        return f"VALUES {self.chance.choice(actors)} {{ {' '.join(chosen)} }}"

    def bind(self) -> str:
        name = self.chance.choice(self.certain)
        end = self.variable("made")
        self.kinds[end] = "text"
        self.certain.append(end)
        return f"BIND({self.chance.choice(MADE).format(name)} AS {end})"

    def filter(self) -> str:
        literal = [name for name in self.certain if self.kinds[name] in LITERALS]
        if literal and self.chance.random() < 0.8:
            return f"FILTER({self.condition(self.chance.choice(literal))})"
        some = self.chance.choice(list(self.kinds))
        return f"FILTER({self.chance.choice(('', '!'))}BOUND({some}))"

    def condition(self, name: str) -> str:
        """A condition on a literal, of its sort."""
        day = f'"2023-{self.chance.choice(("09-10", "10-31", "11-02", "12-01"))}"^^xsd:date'
        found = self.chance.choice(CONDITIONS[self.kinds[name]]).format(name, day=day)
        return f"!({found})" if self.chance.random() < 0.2 else found


def query(seed: int, possible: Callable[[str], bool]) -> str:
    """The query of this number; ``possible`` tells whether an ASK is true, so that most queries find something."""
    made = _Query(Random(seed), possible)
    chance = made.chance
    lines = made.triples(chance.choice((1, 2, 2, 3, 4)))
    made.pattern = list(lines)
    parts = chance.choices(
        [made.optional, made.union, made.path, made.exists, made.minus, made.values, made.bind, made.filter],
        weights=(4, 2, 3, 2, 1, 1, 1, 4),
        k=chance.choice((0, 1, 2, 2, 3)),
    )
    lines += [part() for part in parts]
    body = "WHERE {\n  " + "\n  ".join(lines) + "\n}"
    form = chance.random()
    if form < 0.12:
        return f"{PROLOGUE}ASK {body}"
    if form < 0.4:
        return PROLOGUE + _grouped(made, body)
    shown = chance.sample(list(made.kinds), min(len(made.kinds), chance.choice((1, 2, 3, 4))))
    distinct = chance.choice(("", "DISTINCT "))
    order = " ".join(
        f"{chance.choice(('', 'DESC'))}(STR({name}))" for name in made.certain if made.kinds[name] in LEADS
    )
    after = f"\nORDER BY {order}" if order and chance.random() < 0.4 else ""
    return f"{PROLOGUE}SELECT {distinct}{' '.join(shown)} {body}{after}"


def _grouped(made: _Query, body: str) -> str:
    chance = made.chance
    by = chance.sample(made.certain, min(len(made.certain), chance.choice((0, 1, 1, 2))))
    counted = chance.choice(list(made.kinds))
    aggregates = [f"(COUNT({chance.choice(('', 'DISTINCT '))}{counted}) AS ?count)"]
    for name, kind in made.kinds.items():
        if kind == "number" and name in made.certain:
            aggregates.append(f"({chance.choice(('SUM', 'MIN', 'MAX', 'AVG'))}({name}) AS ?figure)")
            break
        if kind == "date" and name in made.certain:
            aggregates.append(f"({chance.choice(('MIN', 'MAX'))}({name}) AS ?day)")
            break
        if kind in ("event", "actor") and name in made.certain:
            aggregates.append(f'(GROUP_CONCAT(DISTINCT STR({name}); separator=" ") AS ?all)')
            break
    having = "\nHAVING (COUNT(*) > 1)" if by and chance.random() < 0.3 else ""
    grouping = f"\nGROUP BY {' '.join(by)}" if by else ""
    order = "\nORDER BY DESC(?count)" if chance.random() < 0.5 else ""
    return f"SELECT {' '.join([*by, *aggregates])} {body}{grouping}{having}{order}"
