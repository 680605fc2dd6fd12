"""Whom or what a name means: any label in any script, a key, or an IRI."""

from __future__ import annotations

import difflib
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.errors import AmbiguousName, UsageError
from kg.graph.iri import DEFAULT_BASE, quote
from kg.graph.terms import ALT, LANGUAGES, PREF, TYPE, dip, term
from kg.kinds import ENTITY_KINDS, EVENT_KINDS
from kg.query.catalog import ENTITIES
from kg.text.fold import fold_name

_LABELS = (PREF, ALT, dip("name"), dip("title"))
_KEY = re.compile(r"[a-z]+[/:]\S+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_DEFAULT = ox.DefaultGraph()


class Names:
    """Finds entities of one store by name; ``base`` is that of its IRIs."""

    def __init__(self, store: ox.Store, base: str = DEFAULT_BASE) -> None:
        self._store = store
        self.base = base

    def resolve(self, name: str, kind: str = "entity") -> ox.NamedNode:
        """The one thing of this ``kind`` (a parameter's type) that ``name`` means.

        Raises AmbiguousName where it means several, UsageError where it means none.
        """
        wanted = ENTITIES[kind]
        if (node := self._by_key(name)) is not None:
            return node
        for look in (self._exact, self._alike):  # the second reads every label
            found = look(name)
            fitting = sorted({node for node in found if self._is(node, wanted)}, key=lambda node: node.value)
            if len(fitting) > 1:
                raise AmbiguousName(name, [(self.key(node), self.label(node), self.kind(node)) for node in fitting])
            if fitting:
                return fitting[0]
        raise UsageError(f"the store knows no {_told(kind)} {name!r}{self._nearest(name, wanted)}")

    def _by_key(self, name: str) -> ox.NamedNode | None:
        """The node of an IRI or of a key (``person/xi``, ``person:xi``) that the store has."""
        candidates = []
        if _IRI.fullmatch(name):
            candidates.append(name)
        if _KEY.fullmatch(name):
            kind, rest = re.split("[/:]", name, maxsplit=1)
            candidates += [f"{self.base}{kind}/{rest}", self.base + quote(f"{kind}/{rest}")]
        for iri in candidates:
            if _IRI.fullmatch(iri) and self._first(ox.NamedNode(iri), None) is not None:
                return ox.NamedNode(iri)
        return None

    def _first(self, node: ox.NamedNode, predicate: ox.NamedNode | None) -> ox.Quad | None:
        return next(iter(self._store.quads_for_pattern(node, predicate, None, _DEFAULT)), None)

    def _exact(self, name: str) -> list[ox.NamedNode]:
        literals = [ox.Literal(name), *(ox.Literal(name, language=language) for language in LANGUAGES)]
        found = (
            quad.subject
            for predicate in _LABELS
            for literal in literals
            for quad in self._store.quads_for_pattern(None, predicate, literal, _DEFAULT)
        )
        return [node for node in found if isinstance(node, ox.NamedNode)]

    def _alike(self, name: str) -> list[ox.NamedNode]:
        return self._folded.get(fold_name(name), [])

    @functools.cached_property
    def _folded(self) -> dict[str, list[ox.NamedNode]]:
        """Every label, folded, and who bears it."""
        table: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for predicate in _LABELS:
            for quad in self._store.quads_for_pattern(None, predicate, None, _DEFAULT):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    table[fold_name(quad.object.value)].append(quad.subject)
        return dict(table)

    def _is(self, node: ox.NamedNode, wanted: Sequence[str]) -> bool:
        kinds = self._kinds(node)
        if not wanted:
            return bool(kinds & set(ENTITY_KINDS))
        return bool(kinds & set(wanted))

    def _kinds(self, node: ox.NamedNode) -> set[str]:
        return {
            quad.object.value.rpartition("#")[2]
            for quad in self._store.quads_for_pattern(node, TYPE, None, _DEFAULT)
            if isinstance(quad.object, ox.NamedNode)
        }

    def kind(self, node: ox.NamedNode) -> str:
        """The class of a node that tells most: one of the kinds of entity or event, or the empty string."""
        kinds = self._kinds(node)
        return next((kind for kind in (*ENTITY_KINDS, *EVENT_KINDS, "Source") if kind in kinds), "")

    def label(self, node: ox.NamedNode) -> str:
        """What to call a node in a message."""
        quad = self._first(node, dip("name")) or self._first(node, PREF) or self._first(node, term("dcterms:title"))
        return quad.object.value if quad and isinstance(quad.object, ox.Literal) else self.key(node)

    def key(self, node: ox.NamedNode) -> str:
        """The key of a node: its IRI without the base."""
        return node.value.removeprefix(self.base)

    def _nearest(self, name: str, wanted: Sequence[str]) -> str:
        """Labels that are nearly ``name``, as the end of a message."""
        folded = fold_name(name)
        near = difflib.get_close_matches(folded, self._folded, n=8, cutoff=0.6) if folded else []
        near += [label for label in self._folded if folded and folded in label and label not in near][:8]
        nodes: Iterable[ox.NamedNode] = dict.fromkeys(node for label in near for node in self._folded[label])
        told = list(dict.fromkeys(self.label(node) for node in nodes if self._is(node, wanted)))[:3]
        return f"; did you mean {', '.join(told)}?" if told else ""


def _told(kind: str) -> str:
    return "entity" if kind == "entity" else kind
