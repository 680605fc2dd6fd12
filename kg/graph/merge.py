"""The merged view: what all documents say, each triple once, one value where sources differ.

Documents are taken in one by one. What only one of them can say passes straight on to the default graph; labels and
the single values of what several may speak of are held back until all have been heard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

import pyoxigraph as ox

from kg.graph import names
from kg.graph.iri import Iris
from kg.graph.lexicon import Background
from kg.graph.terms import ALT, LANGUAGES, PREF, TYPE, Statement, dip, term
from kg.graph.values import tag
from kg.kinds import ENTITY_KINDS, EVENT_KINDS
from kg.text.fold import fold_name

_STATUS, _CONFIDENCE, _START = dip("status"), dip("confidence"), dip("start")
_DATES = (_START, dip("end"), dip("earliest"), dip("latest"))
_WORDS = (dip("title"), dip("kind"), dip("level"), dip("topic"))
_SINGLE = frozenset(
    (*_DATES, *_WORDS, _STATUS, _CONFIDENCE, dip("mode"), dip("ordinal"), dip("count"), dip("issued"), dip("rank"))
)
_ENTITY_CLASSES = frozenset(map(dip, ENTITY_KINDS))
_NAMED = frozenset(map(dip, (*ENTITY_KINDS, *EVENT_KINDS, "Source")))
_LINKS = frozenset(map(dip, ("partOf", "party", "officeOf")))


class MergedView:
    """Hears the named graphs one by one and gives the default graph.

    Take the documents by IRI; then :meth:`rest` gives what had to wait, and what ``lexicon`` says of all they mention.
    """

    def __init__(self, iris: Iris, lexicon: Background) -> None:
        self._own = tuple(f"{iris.base}{kind}/" for kind in ("event", "figure", "source"))
        self._lexicon = lexicon
        self._sources: dict[ox.NamedNode, _Source] = {}
        self._labels: dict[ox.NamedNode, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._values: dict[tuple[ox.NamedNode, ox.NamedNode], dict[ox.NamedNode, ox.Literal]] = defaultdict(dict)
        self._entities: dict[ox.NamedNode, None] = {}
        self._names = names.Names()

    def document(self, source: ox.NamedNode, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Hear one document's graph; gives what stands in the default graph and need not wait."""
        about = self._sources[source] = _Source()
        for subject, predicate, value in statements:
            if subject == source and isinstance(value, ox.Literal):
                about.hear(predicate, value)
            self._names.hear(subject, predicate, value)
            if predicate == TYPE and value in _ENTITY_CLASSES:
                self._entities[subject] = None
            if isinstance(value, ox.Literal) and predicate in (PREF, ALT):
                self._labels[subject][value.language or ""][value.value] += predicate == PREF
            elif isinstance(value, ox.Literal) and predicate in _SINGLE and not subject.value.startswith(self._own):
                self._values[subject, predicate][source] = value
            else:
                yield subject, predicate, value

    def rest(self) -> Iterator[Statement]:
        """What had to wait: single values, the lexicon's part, labels and names."""
        for statement in chain(self._settled(), self._background()):
            self._names.hear(*statement)
            yield statement
        for subject, language, preferred, others in self._settled_labels():
            self._names.label(subject, tag(language), preferred)
            yield subject, PREF, ox.Literal(preferred, language=language)
            for other in others:
                yield subject, ALT, ox.Literal(other, language=language)
        for subject, name in self._names.all(self._main_language()):
            yield subject, dip("name"), ox.Literal(name)

    # ---- the lexicon -----------------------------------------------------------------------------

    def _background(self) -> Iterator[Statement]:
        """The lexicon's statements on what is mentioned, and on what that belongs to; its labels go to the others."""
        todo, seen = list(self._entities), set(self._entities)
        while todo:
            for subject, predicate, value in self._lexicon.about(todo.pop()):
                if predicate in (PREF, ALT) or (subject, predicate) in self._values:
                    continue
                if predicate in _LINKS and isinstance(value, ox.NamedNode) and value not in seen:
                    seen.add(value)
                    todo.append(value)
                yield subject, predicate, value
        self._entities = dict.fromkeys(sorted(seen, key=lambda node: node.value))

    def _settled_labels(self) -> Iterator[tuple[ox.NamedNode, str, str, list[str]]]:
        """For each entity and language the preferred label, and the others in their order."""
        for subject in self._entities:
            forms = {language: dict(counter) for language, counter in self._labels.get(subject, {}).items()}
            first: dict[str, str] = {}
            for _, predicate, value in self._lexicon.about(subject):
                if isinstance(value, ox.Literal) and predicate in (PREF, ALT):
                    language = value.language or ""
                    forms.setdefault(language, {}).setdefault(value.value, 0)
                    if predicate == PREF:
                        first[language] = value.value
            for language, counts in sorted(forms.items()):
                order = sorted(counts, key=lambda form: (-counts[form], len(form), form))
                preferred = first.get(language, order[0])
                yield subject, language, preferred, sorted(form for form in order if form != preferred)

    # ---- one value where sources differ ----------------------------------------------------------

    def _settled(self) -> Iterator[Statement]:
        """One value of each property, and the properties on which the sources contradict each other."""
        for (subject, predicate), told in self._values.items():
            if predicate in _DATES:
                if predicate == _START or (predicate == dip("end") and (subject, _START) not in self._values):
                    yield from self._settled_dates(subject)
                continue
            groups = self._agreeing(predicate, told)
            if predicate == _CONFIDENCE:
                best = max(told, key=lambda source: float(told[source].value))
            elif predicate == _STATUS:
                best = self._newest(told)
            else:
                best = self._chosen(groups, {source: len(value.value) for source, value in told.items()})
            yield subject, predicate, told[best]
            if len(groups) > 1 and predicate != _CONFIDENCE:
                yield subject, dip("sourcesDiffer"), predicate

    def _settled_dates(self, subject: ox.NamedNode) -> Iterator[Statement]:
        """The four dates together, from one source."""
        told: dict[ox.NamedNode, dict[ox.NamedNode, ox.Literal]] = defaultdict(dict)
        for predicate in _DATES:
            for source, value in self._values.get((subject, predicate), {}).items():
                told[source][predicate] = value
        groups: list[list[ox.NamedNode]] = []
        precision = {source: sum(len(v.value) for v in dates.values()) for source, dates in told.items()}
        for source in sorted(told, key=lambda s: (-precision[s], s.value)):
            group = next((g for g in groups if not _differing(told[g[0]], told[source])), None)
            groups.append([source]) if group is None else group.append(source)
        best = told[self._chosen(groups, precision)]
        yield from ((subject, predicate, value) for predicate, value in best.items())
        differing = {p for group in groups[1:] for p in _differing(told[groups[0][0]], told[group[0]])}
        yield from ((subject, dip("sourcesDiffer"), predicate) for predicate in differing)

    def _agreeing(self, predicate: ox.NamedNode, told: dict[ox.NamedNode, ox.Literal]) -> list[list[ox.NamedNode]]:
        """The sources in groups that agree; words of different languages do not contradict each other."""
        groups: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for source, value in told.items():
            groups[fold_name(value.value) if predicate in _WORDS else value.value].append(source)
        found = list(groups.values())
        languages = [{self._sources[source].language[:2] for source in group} for group in found]
        if predicate in _WORDS and len(found) > 1 and not set.intersection(*languages):
            return [[source for group in found for source in group]]
        if predicate == dip("issued") and len(found) > 1:
            longest = max((value.value for value in told.values()), key=lambda text: (len(text), text))
            if all(longest.startswith(value.value) for value in told.values()):
                return [[source for group in found for source in group]]
        return found

    def _chosen(self, groups: list[list[ox.NamedNode]], precision: dict[ox.NamedNode, int]) -> ox.NamedNode:
        """Of what most documents say, else the newest, the most precise; else the first by IRI."""
        most = max(len(group) for group in groups)
        newest = self._newest(source for group in groups if len(group) == most for source in group)
        group = next(group for group in groups if newest in group)
        return min(group, key=lambda source: (-precision[source], self._sources[source].age, source.value))

    def _newest(self, sources: Iterable[ox.NamedNode]) -> ox.NamedNode:
        return min(sources, key=lambda source: (self._sources[source].age, source.value))

    def _main_language(self) -> str:
        """The language of most documents, in which names are shown."""
        count = Counter(source.language for source in self._sources.values())
        return min(LANGUAGES, key=lambda language: (-count[language], LANGUAGES.index(language)))


class _Source:
    """What counts of a document when values are weighed."""

    def __init__(self) -> None:
        self.language = ""
        self.age: tuple[int, ...] = (0,)

    def hear(self, predicate: ox.NamedNode, value: ox.Literal) -> None:
        """Note the language and the day of issue; the newer the document, the smaller its ``age``."""
        if predicate == term("dcterms:language"):
            self.language = value.value
        elif predicate == term("dcterms:issued"):
            self.age = tuple(-int(part) for part in value.value.split("-"))


def _differing(one: dict[ox.NamedNode, ox.Literal], other: dict[ox.NamedNode, ox.Literal]) -> list[ox.NamedNode]:
    """Of start and end those that contradict each other: neither is the more precise form of the other."""
    pairs = [(p, one[p].value, other[p].value) for p in _DATES[:2] if p in one and p in other]
    return [p for p, a, b in pairs if not (a.startswith(b) or b.startswith(a))]
