"""Whose own state a document means by "our country", and by a minister whom it introduces without a state."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract import patterns
from kg.lexicon.grammar import Grammar

_OPENING = 1500  # characters in which a document shows who publishes it


def own_state(text: str, grammar: Grammar, introduced: Iterable[str]) -> str | None:
    """The key of the state that the folded ``text`` writes of as its own, or None where it does not show.

    Marks of publishers in its opening tell it (``publishers`` in ``data/grammar``), years counted by a state's own
    era, or, where it says "our country", the one state of those whom it introduces without naming theirs:
    ``introduced`` are the states that the lexicon knows of them.
    """
    opening = text[:_OPENING]
    marked = next((key for mark, key in grammar.publishers.items() if mark in opening), None)
    if marked is None:
        marked = next((key for era, key in grammar.eras.items() if era.search(opening)), None)
    if marked is None and patterns.load()["sides.own"].search(text):
        states = {key for key in introduced if key.startswith("state/")}
        marked = states.pop() if len(states) == 1 else None
    return marked
