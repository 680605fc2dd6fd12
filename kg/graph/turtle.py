"""Turtle and TriG that people can read and compare: sorted, grouped by kind, the same bytes for the same data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.iri import NAMESPACES, ONTOLOGY
from kg.graph.syntax import Graph, Shortener, Term
from kg.kinds import ENTITY_KINDS, EVENT_KINDS

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple

_WIDTH = 110
_STRETCH = re.compile(r"(.*/[ps])(\d+)-(\d+)")
_TYPE = NAMESPACES["rdf"] + "type"
_PARTICIPATION, _EARLIEST = ONTOLOGY + "participation", ONTOLOGY + "earliest"
_GENERAL = {ONTOLOGY + "Person": 1} | {ONTOLOGY + name: 2 for name in ("Actor", "Event", "Series")}

_SECTIONS = {
    "Sources": ("Source",),
    **{kind + "s": (kind,) for kind in ENTITY_KINDS},
    "Events": (*EVENT_KINDS, "Participation"),
    "Tenures": ("Tenure",),
    "Relations": ("Relation",),
    "Figures": ("Figure",),
    "Runs": ("Run",),
    "Passages": ("Passage",),
}
_SECTION = {ONTOLOGY + kind: number for number, kinds in enumerate(_SECTIONS.values()) for kind in kinds}
_SECTION[NAMESPACES["oa"] + "TextPositionSelector"] = len(_SECTIONS)
_TITLES = (*_SECTIONS, "Selectors", "Others")
_OTHERS = len(_TITLES) - 1

_FIRST = (
    *("rdf:type", "skos:prefLabel", "skos:altLabel", "dcterms:title", "dip:name", "dip:title", "dip:kind"),
    *("dip:start", "dip:end", "dip:earliest", "dip:latest", "dip:status", "dip:participant", "dip:speaker"),
    *("dip:issuer", "dip:host", "dip:place", "dip:mode", "dip:series", "dip:ordinal", "dip:said", "dip:about"),
)
_LAST = ("dip:figure", "dip:participation", "dip:confidence", "schema:mentions", "prov:wasDerivedFrom")


def _iri(name: str) -> str:
    prefix, local = name.split(":")
    return NAMESPACES[prefix] + local


_RANK = {_iri(name): number - len(_FIRST) for number, name in enumerate(_FIRST)}
_RANK |= {_iri(name): number + 1 for number, name in enumerate(_LAST)}


def turtle(triples: Iterable[ox.Triple | ox.Quad], prefixes: dict[str, str], *, heading: str = "") -> str:
    """The triples as Turtle. ``heading`` is a comment for the first line. Graph names of quads are ignored."""
    short = Shortener(prefixes)
    body = list(_blocks(((t.subject, t.predicate, t.object) for t in triples), short, ""))
    return _document(short, body, heading)


def trig(quads: Iterable[ox.Quad], prefixes: dict[str, str], *, heading: str = "") -> str:
    """The quads as TriG: the default graph first, then the named ones by their names."""
    short = Shortener(prefixes)
    graphs: dict[Graph, list[tuple[Node, ox.NamedNode, Term]]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append((quad.subject, quad.predicate, quad.object))
    body = list(_blocks(graphs.pop(ox.DefaultGraph(), ()), short, ""))
    for name in sorted(graphs, key=str):
        body.append(f"GRAPH {short.term(name)} {{\n" if not isinstance(name, ox.DefaultGraph) else "{\n")
        body += _blocks(graphs[name], short, "    ")
        body[-1] = body[-1].rstrip("\n") + "\n}\n\n"
    return _document(short, body, heading)


def _document(short: Shortener, body: list[str], heading: str) -> str:
    lines = [f"# {heading}\n"] if heading else []
    lines += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(short.used.items())]
    return "".join([*lines, "\n" if lines and body else "", *body]).rstrip("\n") + "\n"


def _blocks(statements: Iterable[tuple[Node, ox.NamedNode, Term]], short: Shortener, indent: str) -> Iterator[str]:
    """One text a subject, with a comment before each section."""
    subjects: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    events: dict[str, str] = {}
    for subject, predicate, value in statements:
        name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
        subjects[name][predicate.value].add(value)
        if predicate.value == _PARTICIPATION and isinstance(value, ox.NamedNode):
            events[value.value] = name
    keyed = sorted((_place(name, subjects, events), name) for name in subjects)
    sections = {key[0] for key, _ in keyed}
    last = None
    for (section, *_), name in keyed:
        if section != last and sections != {_OTHERS}:
            yield f"{indent}# {_TITLES[section]}\n\n"
        last = section
        yield _block(name, subjects[name], short, indent)


Natural: TypeAlias = tuple[str, int, int, str]
Key: TypeAlias = tuple[int, str, Natural]


def _place(name: str, subjects: dict[str, dict[str, set[Term]]], events: dict[str, str]) -> Key:
    """Where a subject stands: by section; events by their first day, their participations behind them."""
    facts = subjects[events[name]] if events.get(name) in subjects else subjects[name]
    types = [t.value for t in facts.get(_TYPE, ()) if isinstance(t, ox.NamedNode)]
    section = min((_SECTION[t] for t in types if t in _SECTION), default=_OTHERS)
    day = min((t.value for t in facts.get(_EARLIEST, ()) if isinstance(t, ox.Literal)), default="~")
    return section, day, _natural(name)


def _natural(iri: str) -> Natural:
    """A key that sorts the passage p9-12 before p10-14."""
    stretch = _STRETCH.fullmatch(iri)
    return (stretch[1], int(stretch[2]), int(stretch[3]), iri) if stretch else (iri, 0, 0, iri)


def _block(name: str, facts: dict[str, set[Term]], short: Shortener, indent: str) -> str:
    lines = []
    for predicate in sorted(facts, key=lambda iri: (_RANK.get(iri, 0), iri)):
        verb = "a" if predicate == _TYPE else short.iri(predicate)
        values = [short.term(term) for term in sorted(facts[predicate], key=_order)]
        line = f"{verb} {', '.join(values)}"
        if len(values) > 1 and len(line) + len(indent) > _WIDTH:
            line = f"{verb} " + f",\n{indent}        ".join(values)
        lines.append(line)
    subject = short.iri(name) if not name.startswith(("_:", "<<")) else name
    return f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n\n"


def _order(term: Term) -> tuple[int, Natural]:
    """IRIs before literals, a general class behind a special one."""
    if isinstance(term, ox.NamedNode):
        return _GENERAL.get(term.value, 0), _natural(term.value)
    return 3, (str(term), 0, 0, "")
