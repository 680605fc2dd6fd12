"""What ``kg ontology check`` does: the ontology's own files, checked with file and line.

The files are read in turn: terms (``dip.ttl``), shapes, rules, checks, queries, examples. What is wrong is a
:class:`Fault`; an empty list means that an edit can be used.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg import resources
from kg.errors import DataError
from kg.validate import examples
from kg.validate.checks import read as read_check
from kg.validate.headers import LANGUAGES, header, line_of, texts

NAMESPACE = "https://w3id.org/diplomacy-kg/ontology#"
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_USED = re.compile(rf"(?<![\w:/-])dip:([A-Za-z]\w*)|<{re.escape(NAMESPACE)}([A-Za-z]\w*)>")
_COMMENT = re.compile(r"(?:^|(?<=\s))#(?!\+).*")
_AT = re.compile(r"error at (\d+):\d+: (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong in one line of a file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def check(folder: Path | None = None) -> list[Fault]:
    """Every fault of the ontology's files; the examples are tried only where all else is right."""
    folder = folder or resources.ontology()
    faults = [*_terms(folder / "dip.ttl")]
    known = terms(folder / "dip.ttl")
    for path in sorted(folder.rglob("*.ttl")):
        faults += _parsed(path) or _defined(path, known)
    for path in sorted((folder / "shapes").glob("*.ttl")):
        faults += [] if _parsed(path) else _shapes(path)
    for path in sorted(folder.rglob("*.rq")):
        faults += _query(path, known)
    faults += _derived(folder)
    if not faults:
        faults += [Fault(path, line, message) for path, line, message in examples.check(folder)]
    return sorted(set(faults))


def terms(path: Path) -> dict[str, ox.NamedNode]:
    """The local names that a vocabulary defines in its namespace; empty where the file cannot be parsed."""
    if _parsed(path):
        return {}
    store = _store(path)
    kinds = [ox.NamedNode(str(kind)) for kind in _KINDS]
    found = (quad.subject for kind in kinds for quad in store.quads_for_pattern(None, _node(RDF.type), kind))
    return {
        node.value.removeprefix(NAMESPACE): node
        for node in found
        if isinstance(node, ox.NamedNode) and node.value.startswith(NAMESPACE)
    }


def _node(iri: object) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def _store(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def _parsed(path: Path) -> list[Fault]:
    """The fault that keeps a Turtle file from being parsed, if any."""
    try:
        _store(path)
    except SyntaxError as error:
        return [Fault(path, error.lineno or 1, error.msg)]
    except (OSError, ValueError) as error:
        return [Fault(path, 1, str(error))]
    return []


def _terms(path: Path) -> Iterator[Fault]:
    """Terms without a label in each language, a definition or a home."""
    text = path.read_text("utf-8") if path.is_file() else ""
    store = ox.Store() if _parsed(path) else _store(path)
    for name, node in sorted(terms(path).items()):
        line = line_of(text, f"dip:{name} a")
        for predicate, needed in ((RDFS.label, LANGUAGES), (SKOS.definition, ("en",))):
            found = [quad.object for quad in store.quads_for_pattern(node, _node(predicate), None)]
            tags = [value.language for value in found if isinstance(value, ox.Literal)]
            what = str(predicate).rsplit("#", 1)[-1]
            for language in needed:
                if tags.count(language.lower()) != 1:
                    yield Fault(
                        path, line, f"dip:{name} needs one {what} @{language}, has {tags.count(language.lower())}"
                    )
        if not any(store.quads_for_pattern(node, _node(RDFS.isDefinedBy), None)):
            yield Fault(path, line, f"dip:{name} needs rdfs:isDefinedBy")


def _defined(path: Path, known: dict[str, ox.NamedNode]) -> list[Fault]:
    """Uses of dip: terms that the vocabulary does not define."""
    faults = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for match in _USED.finditer(_COMMENT.sub("", line)):
            name = match[1] or match[2]
            if name not in known:
                close = difflib.get_close_matches(name, known, 1)
                hint = f"; did you mean dip:{close[0]}?" if close else ""
                faults.append(Fault(path, number, f"dip:{name} is not defined in dip.ttl{hint}"))
    return faults


def _shapes(path: Path) -> Iterator[Fault]:
    """Shapes without severity or messages, and what is no SHACL core."""
    text, store = path.read_text("utf-8"), _store(path)
    for quad in store.quads_for_pattern(None, None, None):
        if quad.predicate in (_node(SH.sparql), _node(SH.rule), _node(SH.js)):
            yield Fault(path, line_of(text, "sh:sparql"), "only SHACL core constraints: write a check (.rq) instead")
    kinds = (_node(SH.PropertyShape), _node(SH.NodeShape))
    shapes = {quad.subject for kind in kinds for quad in store.quads_for_pattern(None, _node(RDF.type), kind)}
    for shape in sorted(shapes, key=str):
        if any(store.quads_for_pattern(shape, _node(SH.property), None)):
            continue  # it only gathers others
        name = str(shape).rstrip(">").rsplit("#", 1)[-1]
        line = line_of(text, f"shape:{name} a")
        if not any(store.quads_for_pattern(shape, _node(SH.severity), None)):
            yield Fault(path, line, f"shape:{name} needs sh:severity sh:Violation or sh:Warning")
        said = [quad.object for quad in store.quads_for_pattern(shape, _node(SH.message), None)]
        tags = {value.language for value in said if isinstance(value, ox.Literal)}
        if missing := [language for language in LANGUAGES if language.lower() not in tags]:
            yield Fault(path, line, f"shape:{name} needs sh:message in {', '.join(missing)}")


def _query(path: Path, known: dict[str, ox.NamedNode]) -> list[Fault]:
    """Faults of one .rq file: its header, its syntax, its terms."""
    text = path.read_text("utf-8")
    faults = _defined(path, known)
    try:
        if path.parent.name == "checks":
            read_check(path)
        said = texts(header(text, str(path)), "summary")
        if missing := [language for language in LANGUAGES if not said.get(language)]:
            faults.append(Fault(path, 1, f"the header lacks summary in {', '.join(missing)}"))
    except DataError as error:
        place = re.match(rf"{re.escape(str(path))}:(\d+): (.*)", str(error), re.DOTALL)
        faults.append(Fault(path, int(place[1]) if place else 1, place[2] if place else str(error)))
    kind = {"rules": ox.QueryTriples, "checks": ox.QuerySolutions}.get(path.parent.name)
    try:
        found = ox.Store().query(text)
    except SyntaxError as error:
        at = _AT.search(str(error))
        return [*faults, Fault(path, int(at[1]) if at else 1, f"no SPARQL: {at[2] if at else error}")]
    if kind and not isinstance(found, kind):
        wanted = "CONSTRUCT" if kind is ox.QueryTriples else "SELECT"
        faults.append(Fault(path, 1, f"a file in {path.parent.name}/ is a {wanted} query"))
    elif isinstance(found, ox.QuerySolutions) and kind and ox.Variable("record") not in found.variables:
        faults.append(Fault(path, line_of(text, "SELECT"), "a check selects ?record (and ?found)"))
    return faults


def _derived(folder: Path) -> Iterator[Fault]:
    """Derived terms and the rules that derive them name each other."""
    vocabulary = folder / "dip.ttl"
    if _parsed(vocabulary):
        return
    text = vocabulary.read_text("utf-8")
    made: dict[str, str] = {}
    for path in sorted((folder / "rules").glob("*.rq")):
        try:
            made[path.stem] = str(header(path.read_text("utf-8"), str(path)).get("derives"))
        except DataError:
            continue  # told already
    named = {
        quad.subject.value.removeprefix(NAMESPACE): quad.object.value
        for quad in _store(vocabulary).quads_for_pattern(None, ox.NamedNode(f"{NAMESPACE}derivedBy"), None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
    for rule, name in made.items():
        if named.get(name) != rule:
            yield Fault(folder / "rules" / f"{rule}.rq", 1, f"dip:{name} needs dip:derivedBy {rule!r} in dip.ttl")
    for name, rule in named.items():
        if rule != "merged view" and rule not in made:
            yield Fault(vocabulary, line_of(text, f"dip:{name} a"), f"dip:{name} names no rule: {rule}.rq is not there")
