"""Asking one store: named questions, files and texts, with names, labels and evidence looked up beside the engine."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.graph.iri import DEFAULT_BASE, Iris
from kg.query import bind
from kg.query.answer import Answer, ask
from kg.query.catalog import HIDDEN, Question
from kg.query.engine import Limits
from kg.query.evidence import Evidence
from kg.query.guard import KNOWN, Checked, check
from kg.query.labels import Labels
from kg.query.names import Names


class Session:
    """One graph's directory, to be asked: ``base`` is that of its IRIs, ``language`` chooses the labels."""

    def __init__(
        self,
        directory: Path,
        *,
        base: str = DEFAULT_BASE,
        language: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.directory = directory
        self.base = base
        self.language = language
        self.limits = limits or Limits()

    @functools.cached_property
    def store(self) -> ox.Store:
        """The store, to look things up in; queries run elsewhere."""
        try:
            return ox.Store.read_only(str(self.directory))
        except OSError as error:
            raise StoreError(f"{self.directory} is no store that can be read: {error}") from error

    @functools.cached_property
    def names(self) -> Names:
        """Finds entities by name."""
        return Names(self.store, self.base)

    @functools.cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that are known without being declared: vocabularies, and the kinds of data."""
        return {**KNOWN, **Iris(self.base).prefixes(), "id": self.base}

    def sparql(self, text: str, *, evidence: bool = False) -> Answer:
        """The answer to a query of one's own; raises QueryError where it is refused.

        ``evidence`` proves the rows by the records in a column ``record`` or ``records``.
        """
        answer = self._raw_to_label(text)
        if evidence:
            if not set(HIDDEN) & set(answer.variables):
                raise UsageError(
                    "to prove its rows, a query selects ?record: the event or relation that a row is about"
                )
            answer = Evidence(self.store).add(answer, ())
        return self._labelled(answer)

    def text(self, question: Question, given: Mapping[str, bind.Value]) -> str:
        """The SPARQL of a question with its parameters bound."""
        return bind.bind(question, given, self._resolve)

    def question(
        self, question: Question, given: Mapping[str, bind.Value], *, evidence: bool = False, record: bool = False
    ) -> Answer:
        """The answer to a named question; ``evidence`` adds the proof to each row, ``record`` what the row is about."""
        answer = self._raw_to_label(self.text(question, given))
        if evidence:
            answer = Evidence(self.store).add(answer, bind.entities(question, given, self._resolve))
        elif not record:
            answer = answer.without(*HIDDEN)
        return self._labelled(answer)

    def _resolve(self, name: str, kind: str) -> ox.NamedNode:
        """The node that a name means; the store is opened for it only where a question is given one."""
        return self.names.resolve(name, kind)

    def raw(self, text: str, *, meanwhile: Callable[[], object] | None = None) -> Answer:
        """The answer to a query, checked and run, without labels; raises QueryError where it is refused."""
        prefixes = self.check(text).prefixes
        return ask(self.directory, text, prefixes=prefixes, limits=self.limits, meanwhile=meanwhile)

    def _raw_to_label(self, text: str) -> Answer:
        """The same; the store that labels and evidence are looked up in is opened meanwhile."""
        return self.raw(text, meanwhile=lambda: self.store)

    def check(self, text: str) -> Checked:
        """What a query is, and the prefixes that it needs; raises QueryError where it is refused."""
        return check(text, self.prefixes)

    def _labelled(self, answer: Answer) -> Answer:
        if answer.kind != "select":
            return answer
        return replace(answer, labels=Labels(self.store, self.language).of_answer(answer))
