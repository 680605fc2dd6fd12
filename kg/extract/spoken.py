"""Who speaks as the form of a sentence tells: behind a quotation, before a colon, in whose view something is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Stretch
from kg.extract.edition import KINDS
from kg.extract.papers import as_speakers
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token

SPEAK = ("person/", "office/", "organization/", "state/", "forum/", "track/")
"""What the keys of those begin with who may speak."""
_BOTH_REACH = 300  # characters between two who met and "both sides", which means them
_ACT = ("person/", "office/", "organization/")  # the same of those whose deeds a verb may go on with


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verb of speech at ``start`` to ``end`` of the shadow, its clause, who speaks, the stretch that names them."""

    start: int
    end: int
    clause: int
    actors: list[Actor]
    stretch: Stretch


def _pattern() -> Mapping[str, re.Pattern[str]]:
    return patterns.load().table("speakers")


def _meant(context: Context, sentence: Sentence, named: tuple[int, int], last: Actor | None) -> list[Actor]:
    """Who speaks: whom a range of the shadow names, or the ``last`` person where it holds a pronoun."""
    if _pattern()["pronoun"].match(sentence.shadow, *named):
        return [] if last is None else as_speakers([last], carried=True)
    return as_speakers(context.parties.actors(sentence.tokens_in(*named)), carried=False)


def of_quotation(context: Context, sentence: Sentence, last: Actor | None) -> Spoken | None:
    """Who is said, in a sentence that ends so, to have said the quotation that it begins with or follows."""
    match = _pattern()["after_quotation"].fullmatch(sentence.shadow)
    if match is None:
        return None
    start, end = match.span("verb")
    clause = sentence.clause_at(start)
    named = match.span("who") if match["who"] else match.span("pronoun")
    actors = _meant(context, sentence, named, last)
    if not actors or not all(actor.key.startswith(SPEAK) for actor in actors):
        return None
    return Spoken(start, end, clause, actors, sentence.stretch(*named))


def of_words(context: Context, sentence: Sentence, last: Actor | None) -> tuple[Spoken, tuple[int, int]] | None:
    """Who is said, at the end of a sentence, to have said what stands before it, and the range of those words."""
    match = _pattern()["after_words"].fullmatch(sentence.shadow) if sentence.may_fit("speakers.after_words") else None
    if match is None:
        return None
    named = match.span("who") if match["who"] else match.span("pronoun")
    actors = _meant(context, sentence, named, last)
    if not actors or not all(actor.key.startswith(SPEAK) for actor in actors):
        return None
    start, end = match.span("verb")
    return Spoken(start, end, sentence.clause_at(start), actors, sentence.stretch(*named)), match.span("words")


def of_line(context: Context, sentence: Sentence) -> Spoken | None:
    """Who speaks in a sentence that begins with a name and a colon, as in a transcript."""
    match = _pattern()["line"].match(sentence.shadow)
    if match is None:
        return None
    actors = as_speakers(context.parties.actors(sentence.tokens_in(*match.span("who"))), carried=False)
    return Spoken(*match.span("colon"), 0, actors, sentence.stretch(*match.span("who"))) if actors else None


def of_view(context: Context, sentence: Sentence, last: Actor | None, *, within: bool) -> Spoken | None:
    """Who thinks what a sentence tells that begins with "in the view of".

    ``within`` a speech that goes on, "as A has said" is part of it.
    """
    match = _pattern()["in_view"].match(sentence.shadow)
    if match is None or (within and match["like"]):
        return None
    groups = [name for name, words in match.groupdict().items() if words is not None]
    named, verb = match.span(groups[0]), match.span(groups[-1])
    actors = _meant(context, sentence, named, last)
    return Spoken(*verb, 0, actors, sentence.stretch(*named)) if actors else None


def same_sentence(sentence: Sentence, subject: Carried, start: int, clause_start: int) -> bool:
    """Whether a verb goes on with the persons who act in the sentence before it."""
    inside = sentence.start <= subject.stretch[0] < sentence.places[start][0]
    goes_on = _pattern()["same_sentence"].fullmatch(sentence.shadow[clause_start:start])
    acted = sentence.at(subject.stretch[1] - 1), clause_start
    speaks = inside and patterns.load()["statements.speaks"].search(sentence.shadow, *acted) is not None
    if not inside and he_speaks(sentence, clause_start):
        return goes_on is not None
    return inside and goes_on is not None and (speaks or all(a.key.startswith(_ACT) for a in subject.actors))


def he_speaks(sentence: Sentence, clause_start: int) -> bool:
    """Whether a sentence begins with "he", who speaks in the clauses before ``clause_start``: he posted, thanking B."""
    he = _pattern()["pronoun"].match(sentence.shadow, 0, clause_start)
    return (
        he is not None
        and patterns.load()["statements.speaks"].search(sentence.shadow, he.end(), clause_start) is not None
    )


def with_others(context: Context, sentence: Sentence, who: Actor, pronoun: re.Match[str], end: int) -> Carried:
    """Whom a ``pronoun`` means, and those who say the same with him before ``end``: he and President A both said."""
    along = _pattern()["along"].match(sentence.shadow, pronoun.end(), end)
    others = context.parties.actors(sentence.tokens_in(*along.span(1))) if along else []
    actors = [*as_speakers([who], carried=True), *as_speakers(others, carried=False)]
    return Carried(actors, sentence.stretch(pronoun.start(), along.end(1) if along else pronoun.end()))


def is_meant(context: Context, lead: str, actor: Actor) -> bool:
    """Whether who spoke or acted before may be whom the ``lead`` of a verb means: this minister, the spokesman."""
    spokesman = _pattern()["bare_spokesman"].match(lead)
    return actor.key.startswith(("person/", "office/")) and (spokesman is None or context.is_spokesman(actor))


def is_body(context: Context, called: re.Match[str], body: Actor, last: Actor | None) -> bool:
    """Whether what is ``called`` so is the ``body`` that spoke or acted last, or whoever speaks for it.

    Its spokesman is meant where no person spoke or acted after it.
    """
    token = body.token
    if called["any"] and _pattern()["bare_spokesman"].match(called[0]):
        before = last.token if last is not None else None
        since = before is None or (token is not None and before.start < token.start)
        official = context.parties.official()  # of another body, of which the sentence told last
        return since and not context.is_media(body) and not (official and context.is_spokesman(official))
    name = context.scan.text[token.start : token.end] if token is not None else ""
    return bool(called["any"]) or name.endswith(called["kind"])


def body_of(actor: Actor) -> Actor | None:
    """The body in which a speaker holds his title, and which "this organization" means behind his words."""
    of = actor.token.offices[0].of if actor.token is not None and actor.token.offices else None
    return Actor(of, actor.token, "speaker", carried=True) if of and of.startswith("organization/") else None


def toward_whom(shadow: str, first: int, start: int, end: int) -> tuple[int | None, bool]:
    """Where in a clause that begins at ``first`` stands what the verb from ``start`` to ``end`` is said of.

    And whether that is likened to something, or called so.
    """
    for likened in patterns.load()["statements.likens"].finditer(shadow, first):
        if likened.span(likened.lastgroup or 0) == (start, end):
            return likened.start(), True
    toward = patterns.load()["statements.toward"].search(shadow, first, start)
    return (toward.start() if toward else None), False


def turn_of(sentence: Sentence, spoken: Spoken, following: Spoken) -> int:
    """The clause with which the next speaker's turn begins: it may name him before that of his verb."""
    first = sentence.places[spoken.end - 1][1]
    if not first <= following.stretch[0] < sentence.places[following.start][0]:
        return following.clause
    at = sentence.at(following.stretch[0])
    turns = patterns.load()["speakers.turns_to"].match(sentence.shadow, at)
    return sentence.clause_at(at) if turns else following.clause


def first_of(sentence: Sentence, spoken: Spoken, date: Token | None) -> int:
    """Where in the shadow the proof begins: at the speaker if in the clause of the verb, at the date of the speech."""
    speaker = spoken.stretch[0]
    first = min(sentence.at(speaker), spoken.start) if sentence.start <= speaker < sentence.end else spoken.start
    if sentence.clause_at(first) != spoken.clause:
        first = spoken.start
    return min(first, sentence.at(date.start)) if date is not None else first


def in_person(context: Context, spoken: Spoken) -> Spoken:
    """Of "both sides" who say something right after two persons have met, the persons."""
    if _pattern()["both"].match(context.scan.text, *spoken.stretch) is None:
        return spoken
    tokens = [actor.token for actor in spoken.actors]
    near = [
        Actor(token.key, token, "speaker", carried=True)
        for token in tokens
        if token is not None and token.kind == "person" and 0 <= spoken.stretch[0] - token.end <= _BOTH_REACH
    ]
    states = all(actor.key.startswith("state/") for actor in spoken.actors)
    return replace(spoken, actors=near) if states and len(near) == len(tokens) > 1 else spoken


def meetings_before(sentence: Sentence, clause: int) -> Carried | None:
    """The gatherings, two or more, that the clauses right before list: the meeting of A, that of B, all said."""
    first = clause
    while first and any(t.kind in KINDS for t in sentence.tokens_in(*sentence.clauses[first - 1])):
        first -= 1
    start, end = sentence.clauses[first][0], sentence.clauses[clause - 1][1]
    tokens = [t for t in sentence.tokens_in(start, end) if t.kind in KINDS and t.key]
    if len(tokens) < 2 or _pattern()["speaker"].search(sentence.shadow, start, end):
        return None
    actors = [Actor(t.key, t, "speaker", carried=True) for t in tokens]
    return Carried(actors, (tokens[0].start, tokens[-1].end))


def series(sentence: Sentence, span: tuple[int, int]) -> Carried:
    """The forum or track named there, as who speaks."""
    keys = [t.key for t in sentence.tokens_in(*span) if t.key]
    return Carried([Actor(key, None, "speaker") for key in keys], sentence.stretch(*span))
