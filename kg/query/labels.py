"""What to show for an IRI: a label in the language that is asked for, else in another, else the end of the IRI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import pyoxigraph as ox

from kg.graph.iri import ONTOLOGY
from kg.graph.terms import LANGUAGES, PREF, class_label, dip, term
from kg.query.answer import Answer, Term

_DEFAULT = ox.DefaultGraph()
_NAME, _TITLE, _OFFICE_TITLE = dip("name"), term("dcterms:title"), dip("officeTitle")
_FALLBACK = {
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "en": ("en", "zh-Hant", "zh-Hans"),
}
_LIST = re.compile(r"[a-z][a-z0-9+.-]*://\S+(?: [a-z][a-z0-9+.-]*://\S+)*")


class Labels:
    """The labels of one store; without a ``language`` the one plain name that each thing has."""

    def __init__(self, store: ox.Store, language: str | None = None) -> None:
        self._store = store
        self._order = _FALLBACK[language] if language else ()
        self._language = language or "en"
        self._known: dict[str, str] = {}

    def of(self, iri: str) -> str:
        """The label of an IRI."""
        if iri not in self._known:
            self._known[iri] = self._ontology(iri) or self._found(iri) or _end(iri)
        return self._known[iri]

    def of_answer(self, answer: Answer) -> dict[str, str]:
        """The labels of every IRI in an answer, also of those in lists."""
        cells = {cell: None for row in answer.rows for cell in row}  # each once, in their order
        return {iri: self.of(iri) for cell in cells if cell is not None for iri in iris(cell)}

    def _ontology(self, iri: str) -> str | None:
        return class_label(iri[len(ONTOLOGY) :], self._language) if iri.startswith(ONTOLOGY) else None

    def _found(self, iri: str) -> str | None:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return None
        if self._order:
            labels = {text.language: text.value for text in (*self._texts(node, PREF), *self._texts(node, _TITLE))}
            for language in self._order:
                if found := labels.get(language.lower()):
                    return found
        for predicate in (_NAME, PREF, _TITLE, _OFFICE_TITLE):
            for text in self._texts(node, predicate):
                return text.value
        return None

    def _texts(self, node: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[ox.Literal]:
        for graph in (_DEFAULT, None):
            some = False
            for quad in self._store.quads_for_pattern(node, predicate, None, graph):
                if isinstance(quad.object, ox.Literal):
                    some = True
                    yield quad.object
            if some:
                return


def iris(cell: Term) -> Iterable[str]:
    """The IRIs that a cell holds: itself, or each of a list that a question put together."""
    if cell.kind == "iri":
        return (cell.value,)
    if cell.kind == "literal" and "://" in cell.value and not cell.language and not cell.datatype:
        return cell.value.split(" ") if _LIST.fullmatch(cell.value) else ()
    return ()


def _end(iri: str) -> str:
    return unquote(re.split("[/#]", iri.rstrip("/#"))[-1]) or iri


__all__ = ["LANGUAGES", "Labels", "iris"]
