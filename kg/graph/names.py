"""One plain string to show for each thing: ``dip:name``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.graph.terms import LANGUAGES, TYPE, class_label, dip, term
from kg.graph.values import language_of
from kg.kinds import ENTITY_KINDS, EVENT_KINDS

_MOST = 4  # participants that a name lists
_FACTS = (
    "title",
    "kind",
    "issued",
    "start",
    "officeTitle",
    "officeOf",
    "participant",
    "host",
    "series",
    "place",
    "published",
)
_HEARD = {dip(name): name for name in _FACTS} | {term("dcterms:title"): "title"}
_KINDS = {dip(kind): kind for kind in (*ENTITY_KINDS, *EVENT_KINDS, "Source")}


class Names:
    """Hears statements and labels of the merged view, and then names what is in it."""

    def __init__(self) -> None:
        self._kinds: dict[ox.NamedNode, str] = {}
        self._facts: dict[ox.NamedNode, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)

    def hear(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: object) -> None:
        """Note a statement that a name may be made of."""
        if not isinstance(value, ox.NamedNode | ox.Literal):
            return
        if predicate == TYPE:
            if isinstance(value, ox.NamedNode) and value in _KINDS:
                self._kinds[subject] = _KINDS[value]
        elif predicate in _HEARD:
            facts = self._facts[subject][_HEARD[predicate]]
            if value.value not in facts:
                facts.append(value.value)

    def label(self, subject: ox.NamedNode, language: str, preferred: str) -> None:
        """Note the preferred label in one language."""
        self._labels[subject.value][language] = preferred

    def all(self, language: str) -> Iterator[tuple[ox.NamedNode, str]]:
        """Everything that has a name, by IRI, with its name in ``language`` where there is such."""
        order = [language, *(other for other in LANGUAGES if other != language)]
        shown = {
            iri: next((labels[tag] for tag in order if tag in labels), next(iter(labels.values())))
            for iri, labels in self._labels.items()
        }
        for late in ("Document", "Office", ""):  # what the names of others are made of comes first
            for subject, kind in self._kinds.items():
                if (kind == late or (not late and kind not in ("Document", "Office"))) and (
                    name := _name(kind, self._facts.get(subject, {}), shown, language, subject.value)
                ):
                    shown[subject.value] = name
        kinds = sorted(self._kinds, key=lambda node: node.value)
        yield from ((subject, shown[subject.value]) for subject in kinds if subject.value in shown)


def _name(kind: str, facts: dict[str, list[str]], shown: dict[str, str], language: str, iri: str) -> str:
    """The name of one thing, or the empty string where nothing is known that would make one."""

    def some(fact: str) -> list[str]:
        return [shown.get(value, value) for value in facts.get(fact, ())]

    def one(fact: str) -> str:
        return next(iter(some(fact)), "")

    if kind == "Source":
        return one("title")
    if kind == "Office":
        return _office(some("officeTitle"), one("officeOf"), language) or shown.get(iri, "")
    if kind == "Document":
        return shown.get(iri) or one("title") or _spaced(one("kind"), one("issued"))
    if kind in ENTITY_KINDS:
        return shown.get(iri, "")
    return _spaced(_event(kind, one, some, language), one("start"))


def _event(kind: str, one: Callable[[str], str], some: Callable[[str], list[str]], language: str) -> str:
    """Its title; else the series or the document that it is of; else who and what."""
    if title := one("title"):
        return title
    if kind in ("Gathering", "Dialogue") and (series := one("series")):
        return series
    if kind == "Publication" and (document := one("published")):
        return document
    chinese = language.startswith("zh")
    who = some("participant") or some("host")
    people = ("、" if chinese else ", ").join(who[:_MOST]) + ("…" if len(who) > _MOST else "")
    what, where = class_label(kind, language), one("place") if kind == "Visit" or not who else ""
    if chinese:
        return f"{people}{what}{where}"
    return (f"{people}: " if people else "") + (f"{what}, {where}" if where else what)


def _office(titles: list[str], body: str, language: str) -> str:
    """The title in this language if there is one, with the state or body that the office is of."""
    tagged = sorted((language_of(title, "zh") != language[:2], title) for title in titles)
    if not tagged or not body:
        return tagged[0][1] if tagged else ""
    title = tagged[0][1]
    return f"{body}{title}" if language_of(title, "zh") == "zh" else f"{title}, {body}"


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)
