"""Who else congratulated somebody, or voiced his sympathy: a list behind those words, a statement of each."""

from __future__ import annotations

from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.papers import as_speakers
from kg.extract.sentence import Sentence

_LISTED = ("person/", "office/")  # a body among them is part of an unknown title


def others(context: Context, sentence: Sentence, number: int) -> list[Draft]:
    """The statements of a sentence that lists who did so, too: "among those who congratulated A were B and C"."""
    match = next(sentence.matches("statements.wish_too"), None)
    if match is None:
        return []
    verb, (start, _) = sentence.stretch(*match.span("verb")), sentence.stretch(*match.span())
    whom = [key for token in sentence.tokens_in(*match.span("whom")) for key in token.keys]
    made = []
    for actor in as_speakers(context.parties.actors(sentence.tokens_in(*match.span("who"))), carried=False):
        if actor.token is None or not actor.key.startswith(_LISTED):
            continue
        draft = Draft("Statement", "say", [(start, actor.token.end)], 0.85, number, said=verb)
        draft.actors, draft.verb, draft.about = [actor], verb, whom
        made.append(draft)
    return made
