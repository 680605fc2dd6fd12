"""How speech hangs together in a sentence: speech within speech, who speaks on, what are no words."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Draft
from kg.extract.sentence import Sentence
from kg.extract.spoken import Spoken
from kg.extract.tokens import SYMBOLS
from kg.text.numerals import value

QUOTE = SYMBOLS["quote"]
_AGAIN_REACH = 5  # characters before a verb whose speaker is that of the verb before
_DAY_REACH = 6  # characters behind who acts in which his day stands
_FLAT_REACH = 36  # characters before a verb in which what is denied stands


def likened(sentence: Sentence) -> list[tuple[int, int]]:
    """The verbs of a sentence that tell what somebody likens something to, or calls it."""
    return [match.span(match.lastgroup or 0) for match in sentence.matches("statements.likens")]


def thinks(before: Spoken, clause: int, who: Carried, named: bool) -> bool:
    """Whether he who speaks goes on with what he thinks, or with what a state or body does."""
    other = any(actor.key.startswith("person/") and not actor.carried for actor in who.actors)
    return clause > before.clause and (named or not (other or all(actor.carried for actor in who.actors)))


def within(before: Spoken, sentence: Sentence, clause: int, at: int) -> bool:
    """Whether a clause is the first of the words said by the verb ``before``: speech within speech."""
    start = sentence.clauses[clause][0]
    if clause == before.clause:  # behind somebody else, who is spoken of
        return not patterns.load()["speakers.and"].search(sentence.shadow, start, at)
    if patterns.load()["speakers.answered"].match(sentence.shadow, sentence.clauses[before.clause][0]):
        return False
    if clause <= before.clause or sentence.shadow[start] == QUOTE:  # a quotation is all that was said
        return False
    if is_flat(sentence.shadow, before):
        return False
    if is_stance(sentence, before):
        return False
    if patterns.load()["speakers.learns"].search(sentence.shadow, before.end, start):
        return True
    if patterns.load()["speakers.paper_says"].match(sentence.shadow, before.end) and (
        patterns.load()["speakers.paper_goes_on"].fullmatch(sentence.shadow, start, at)
    ):
        return True
    persons = all(actor.key.startswith("person/") for actor in before.actors)
    if persons and patterns.load()["speakers.of_this"].match(sentence.shadow, start):
        return True  # what the speaker's side thinks of it
    behind = patterns.load()["statements.behind_verb"].match(sentence.shadow, before.end)
    if behind is None or behind.end() >= start:
        return behind is not None
    return patterns.load()["statements.leads_in"].fullmatch(sentence.shadow, behind.end(), start) is not None


def acts_in(before: Spoken, sentence: Sentence, subject: Carried) -> bool:
    """Whether a subject acts in the words said before, and not on a day of its own or after they have ended."""
    if subject.stretch[0] < sentence.places[before.end - 1][1]:
        return False
    at = sentence.at(subject.stretch[0])
    if "；" in sentence.shadow[before.end : at]:
        return False
    if patterns.load()["speakers.turns_to"].match(sentence.shadow, at):
        return False
    state = all(actor.key.startswith("state/") for actor in subject.actors)
    here = sentence.tokens_in(*sentence.clauses[sentence.clause_at(at)])
    return state or not any(token.kind == "date" for token in here)


def may_hope(context: Context, actors: list[Actor], verb: str) -> bool:
    """Whether who hopes for something was at the talks told of last, where he said so: else others think it of him."""
    if patterns.load()["speakers.hopes"].fullmatch(verb) is None:
        return True
    met = context.told[-1] if context.told else None
    there = set(met.actor_keys()) if met is not None and met.kind in ("Meeting", "Dialogue") else set()
    return bool(actors) and all(actor.key.startswith("person/") and actor.key in there for actor in actors)


def is_own_side(context: Context, sentence: Sentence, who: Carried, before: Spoken, at: int) -> bool:
    """Whether "our country" speaks in the words of somebody of it: he says that we call for something.

    So does what he calls his side ("the Chinese side"), unless that is told to say what it reports itself.
    """
    if not sentence.places[before.start][0] < who.stretch[0] < sentence.end:
        return False
    pattern = patterns.load()
    if pattern["speakers.our_side"].fullmatch(context.scan.text, *who.stretch):
        return True
    if len(who.actors) != 1 or not pattern["speakers.called_side"].fullmatch(context.scan.text, *who.stretch):
        return False
    own = {context.parties.state_of(actor) for actor in before.actors} == {who.actors[0].key}
    return own and pattern["statements.says_itself"].match(sentence.shadow, at) is None


def to_himself(sentence: Sentence, who: Carried, end: int) -> bool:
    """Whether he who would speak is the one thanked or urged, who is named right behind the verb, at ``end``."""
    token = sentence.tokens[end] if end < len(sentence.tokens) else None
    if token is None or token.kind != "person" or not all(actor.carried for actor in who.actors):
        return False
    return [token.key] == [actor.key for actor in who.actors]


def is_another(context: Context, sentence: Sentence, who: Carried, found: list[Spoken], verb: tuple[int, int]) -> bool:
    """Whether somebody else than he who would speak says the ``verb``: he is thanked, or papers only report it."""
    if to_himself(sentence, who, verb[1]):
        return True
    if not found or not all(actor.carried and context.is_media(actor) for actor in who.actors):
        return False
    return patterns.load()["speakers.no_paper"].fullmatch(sentence.shadow, *verb) is not None


def is_promised_by_another(context: Context, sentence: Sentence, who: Carried, before: Spoken, at: int) -> bool:
    """Whether the verb at ``at``, without a subject, is what another does of whom ``who`` speaks: B agreed, and vowed.

    In his words that other, a state or body that he does not act for, is told to have agreed to something.
    """
    pattern = patterns.load()
    if not all(actor.carried for actor in who.actors) or not pattern["speakers.vows"].match(sentence.shadow, at):
        return False
    agreed = pattern["speakers.another_agreed"].match(sentence.shadow, before.end, at)
    other = sentence.tokens[agreed.start("other")] if agreed else None
    if other is None or other.key is None:
        return False
    return not any(context.parties.acts_for(actor, other.key) for actor in before.actors)


def reported_to_act(context: Context, sentence: Sentence, found: list[Spoken], subject: Carried) -> bool:
    """Whether a newspaper spoke last, and ``subject`` is the person who acts in what it reports: A came, and said.

    Or a ministry told what its minister said: that A thanked B, and called for C.
    """
    if not found or subject.stretch[0] < sentence.places[found[-1].end - 1][1]:
        return False
    if not all(actor.key.startswith("person/") for actor in subject.actors):
        return False
    if all(map(context.is_media, found[-1].actors)):
        return True
    bodies = all(actor.key.startswith("organization/") for actor in found[-1].actors)
    home, own = ({context.parties.state_of(actor) for actor in them} for them in (found[-1].actors, subject.actors))
    if home != own and home != {None}:
        return False  # somebody of another state, of whom it only speaks
    told = patterns.load()["speakers.tells_of_words"].match(sentence.shadow, found[-1].end) if bodies else None
    return told is not None and sentence.at(subject.stretch[0]) == told.start("who")


def has_ended(shadow: str, before: Spoken, nouns: frozenset[str]) -> bool:
    """Whether the words said by the verb ``before`` are told in its clause: it is one of ``nouns``, or told flatly."""
    return shadow[before.start : before.end] in nouns or is_flat(shadow, before)


def introduces(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence begins with another person than who spoke last, by his title, and the day of what he does."""
    span = context.subjects.of_clause(sentence, 0)
    if span is None or span[1] - span[0] != 1 or context.last_said is None:
        return False
    token = sentence.tokens[span[0]]
    if token is None or token.kind != "person" or not token.offices or token.key in context.last_said.actor_keys():
        return False
    return any(t.kind == "date" for t in sentence.tokens_in(span[1], min(span[1] + _DAY_REACH, len(sentence.shadow))))


def medium_named(context: Context, sentence: Sentence, end: int) -> list[Actor]:
    """The newspaper or agency named last before ``end``, which "this paper" means."""
    bodies = [token for token in sentence.tokens_in(0, end) if token.kind == "organization"]
    return [actor for actor in context.parties.actors(bodies) if context.is_media(actor)][-1:]


def is_near(shadow: str, begin: int, at: int) -> bool:
    """Whether a verb at ``at`` of a clause from ``begin`` on is said by who spoke before: nothing but where it is."""
    return at - begin <= _AGAIN_REACH or patterns.load()["speakers.posts"].fullmatch(shadow, begin, at) is not None


def is_wanted(context: Context, shadow: str, before: Spoken, states: list[Actor]) -> bool:
    """Whether who spoke acts for the ``states`` in his words, or tells what they ought to do."""
    own = all(context.parties.acts_for(actor, state.key) for state in states for actor in before.actors)
    return own or patterns.load()["speakers.should"].match(shadow, before.end) is not None


def adds(shadow: str, begin: int, at: int) -> bool:
    """Whether the verb of speech at ``at`` is joined to the one that ends at ``begin``: calls for that, and warns."""
    return any(m.start("verb") == at for m in patterns.load()["speakers.and_adds"].finditer(shadow, begin))


def is_direct(shadow: str, end: int) -> bool:
    """Whether a quotation follows."""
    return shadow[end : end + 1] == QUOTE or shadow[end : end + 2] in ("：" + QUOTE, "，" + QUOTE)


def is_stance(sentence: Sentence, spoken: Spoken) -> bool:
    """Whether somebody only voiced his regret, his support: no words follow but those of another verb."""
    end = sentence.clauses[spoken.clause][1]
    return patterns.load()["statements.stance"].fullmatch(sentence.shadow, spoken.end, end) is not None


def is_flat(shadow: str, spoken: Spoken) -> bool:
    """Whether somebody denied or condemned something, and no words follow but those of another verb."""
    if shadow[spoken.end : spoken.end + 1] != "，":
        return False
    flatly = patterns.load()["statements.flatly"].finditer(shadow, max(0, spoken.start - _FLAT_REACH), spoken.end)
    return any(match.end() == spoken.end for match in flatly)


def is_of(context: Context, meeting: Draft, many: str) -> bool:
    """Whether a gathering is one of so ``many``, as its name tells, or who took part."""
    number, told = value(many), context.scan.text[slice(*meeting.stretches[0])]
    return len(meeting.actors) == number or many in told or str(number) in told
