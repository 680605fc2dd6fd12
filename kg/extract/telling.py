"""One place where a frame fits a sentence, with what the frame names there: what an event is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Draft
from kg.extract.frames import Frame
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token


@dataclass(frozen=True, slots=True)
class Telling:
    """A frame that fits a sentence: ``match`` is where in the shadow, ``named`` what its groups name.

    ``draft`` is the event as far as it is the same for every class; ``before`` the event that a frame goes on from.
    """

    frame: Frame
    match: re.Match[str]
    sentence: Sentence
    clause: int
    draft: Draft
    subject: Carried | None
    named: dict[str, list[Token]]
    before: Draft | None

    @property
    def acting(self) -> list[Actor]:
        """Who acts: the actors of the subject."""
        return self.subject.actors if self.subject else []

    @property
    def clause_start(self) -> int:
        """Where the clause of the verb begins."""
        return self.sentence.clauses[self.clause][0]

    def tokens(self, group: str) -> list[Token]:
        """What a group of the frame names; nothing where it has no such group."""
        return self.named.get(group, [])


def carry(draft: Draft, actors: list[Actor]) -> None:
    """Adds actors to an event; where their words stand elsewhere, a further stretch holds them."""
    known = draft.actor_keys()
    for actor in actors:
        if actor.key not in known:
            known.append(actor.key)
            draft.actors.append(actor)
    for actor in actors:
        token = actor.token
        if token is not None and not draft.proves(token):
            draft.stretches.append((token.start, token.end))


def site_of(context: Context, told: Telling) -> str:
    """The key of the place that a frame names by what it is: a monument, a museum."""
    stretch = told.sentence.stretch(*told.match.span("site"))
    return context.cast.named("Place", context.scan.printed(*stretch), stretch)
