"""The day of what somebody says where nothing told is its occasion: that on which he has just spoken or acted."""

from __future__ import annotations

from kg import dates
from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence
from kg.extract.when import When
from kg.text.fold import fold

_NEXT = 2  # sentences behind one who spoke at a gathering in which another speaks there
MET = ("Meeting", "Dialogue")
"""The kinds of events at which two sides meet."""


def same_breath(context: Context, statement: Draft) -> bool:
    """Whether a speaker goes on in the sentence in which he spoke on a day, or with a quotation alone behind it.

    He does so on that day, there, too.
    """
    before = context.said
    if before is None or before is statement or statement.when is not None or before.when is None:
        return False
    alone = statement.verb is not None and statement.verb[0] == statement.verb[1]  # a quotation without its speaker
    if statement.sentence - before.sentence > (1 if alone else 0) or before.actor_keys() != statement.actor_keys():
        return False
    if not before.when.is_day or (before.place is None and not alone):
        return False
    statement.when, statement.part_of = before.when, before.part_of
    statement.prove_by(before.stretches)
    return True


def in_message(context: Context, statement: Draft, others: list[Draft]) -> bool:
    """Whether somebody says something in the message that his state is told, right before, to have sent: on its day."""
    if statement.when is not None or len(statement.actors) != 1:
        return False
    state = context.parties.state_of(statement.actors[0])
    for sent in reversed(others):
        before = sent.kind == "Act" and sent.stretches[0][0] < statement.stretches[0][0]
        letter = before and patterns.load()["link.message"].search(fold(sent.title or ""))
        if letter and sent.when is not None and sent.when.is_day and state in sent.actor_keys():
            statement.when = sent.when
            statement.prove_by(sent.stretches)
            return True
    return False


def speaks_next(context: Context, sentence: Sentence, statement: Draft) -> Draft | None:
    """The gathering at which somebody has spoken in the sentence before, where the next one "then speaks"."""
    before = context.said
    if before is None or before.part_of is None or statement.verb is None or statement.when is not None:
        return None
    first, verb = sentence.lead(statement.verb, clauses=2)
    then = patterns.load()["own_paper.next"].search(sentence.shadow, first, verb)
    there = before.part_of if then and before.part_of.kind == "Gathering" else None
    return there if statement.sentence - before.sentence <= 1 else None


def same_occasion(context: Context, sentence: Sentence, statement: Draft) -> Draft | None:
    """At what somebody has just spoken, where the sentence tells that the next one speaks on the same occasion."""
    before = context.said
    if before is None or before.part_of is None or statement.verb is None or statement.sentence - before.sentence > 1:
        return None
    named = patterns.load()["link.same_occasion"].search(sentence.shadow, 0, sentence.at(statement.verb[0]))
    return before.part_of if named else None


def there_too(context: Context, sentence: Sentence, statement: Draft) -> Draft | None:
    """At what somebody has just spoken who adds something in the next sentence: he also stressed."""
    before = context.said
    if before is None or before.part_of is None or statement.verb is None or statement.when is not None:
        return None
    keys = statement.actor_keys()
    if keys != before.actor_keys() or len(keys) != 1 or not keys[0].startswith("person/"):
        return None
    first, verb = sentence.lead(statement.verb)
    told = [t for t in sentence.tokens_in(first, verb) if t.kind == "date"]
    adds = patterns.load()["own_paper.goes_on"].search(sentence.shadow, first, verb)
    near = statement.sentence - before.sentence <= 1 and before.part_of.kind in ("Gathering", "Dialogue", "Meeting")
    return before.part_of if near and adds and not told and not said_before(context, statement) else None


def speaks_elsewhere(context: Context, sentence: Sentence, statement: Draft) -> bool:
    """Whether a press conference or speech is told with its place, and another one spoke last: it has its own day."""
    keys, before = set(statement.actor_keys()), context.last_said
    if statement.verb is None or keys & {*context.spoke, *(before.actor_keys() if before is not None else ())}:
        return False
    lead = sentence.lead(statement.verb, clauses=2)
    occasions = ("link.press_at_place", "link.speech_at_place")
    return any(patterns.load()[name].search(sentence.shadow, *lead) for name in occasions)


def is_far_from(sentence: Sentence, statement: Draft, host: Draft) -> bool:
    """Whether a speech was made at an occasion with a place of its own, and its supposed ``host`` was elsewhere."""
    if statement.verb is None or host.place is None or host.sentence == statement.sentence:
        return False
    at = patterns.load()["link.speech_at_place"].search(sentence.shadow, *sentence.lead(statement.verb, clauses=2))
    named = {t.key for t in sentence.tokens_in(*at.span()) if t.kind in ("place", "capital")} if at else set()
    return bool(named) and host.place not in named


def same_day(context: Context, sentence: Sentence, statement: Draft) -> None:
    """Who has spoken on a day, and goes on speaking, does so on that day."""
    speaker = statement.actors[0].key if statement.actors else ""
    host = statement.part_of
    when = statement.when or (host.when if host is not None else None)
    if when is not None and dates.is_day(when.start):
        context.spoke[speaker] = when, list((statement if statement.when or host is None else host).stretches)
    elif (
        when is None
        and host is None
        and speaker in context.spoke
        and not _after_another(context, speaker, statement)
        and not (context.issued is None and is_earlier(context, context.spoke[speaker][0]))
        and not context.is_past_since(context.spoke[speaker][0])
        and not _tells_later(context, sentence, statement, context.spoke[speaker][0])
        and not said_before(context, statement)
    ):
        statement.when, told = context.spoke[speaker]
        statement.stretches += told
    else:
        context.spoke.pop(speaker, None)


def _after_another(context: Context, speaker: str, statement: Draft) -> bool:
    """Whether a state comes back to speak after others have acted or spoken on another day, and does not go on."""
    verb = statement.verb[0] if statement.verb else 0
    adds = patterns.load()["link.adds"].search(context.scan.text, max(0, verb - 2), verb)
    if adds or not speaker.startswith("state/"):
        return False
    day, told = context.spoke[speaker]
    later = [d for key, (d, t) in context.spoke.items() if key != speaker and t and told and t[0] > told[0]]
    return any(when != day for when in later)


def is_earlier(context: Context, day: When | None) -> bool:
    """Whether the text has told of a later day than this one, and of one that is not to come."""
    days = (t.when for t in context.days if t.when is not None and t.when.is_day)
    return day is not None and any(when.start > day.start and not context.is_to_come(when) for when in days)


def _tells_later(context: Context, sentence: Sentence, statement: Draft, day: When) -> bool:
    """Whether the words tell of a day after one on which their speaker spoke, and of none to come."""
    first, last = statement.said or (0, 0)
    tokens = ((i, t) for i, t in enumerate(sentence.tokens) if t is not None and first <= t.start < last)
    days = [t.when for i, t in tokens if t.when and t.when.is_day and not circumstances.since(sentence, i)]
    return any(when.start > (day.end or day.start) and not context.is_to_come(when) for when in days)


def said_before(context: Context, statement: Draft) -> bool:
    """Whether it was said before the day that the text tells of: has denied it already."""
    verb = statement.verb[0] if statement.verb else 0
    return patterns.load()["link.before_now"].search(context.scan.text, max(0, verb - 8), verb) is not None


def as_told_first(context: Context, sentence: Sentence, statement: Draft, near: int = 1) -> None:
    """Gives the day of a lead to the sentence that tells where its speaker said so: on a platform, in an interview.

    Where the lead tells what a state said, and the next sentence who said it for that state, that is the day, too.
    """
    before = context.last_said
    if statement.when is not None or statement.part_of is not None or statement.verb is None or before is None:
        return
    if before.when is None or not before.when.is_day or before.part_of is not None or before.place is not None:
        return
    if statement.sentence - before.sentence > near or len(statement.actors) != 1 or len(before.actors) != 1:
        return
    actor, first = statement.actors[0], before.actors[0]
    for_it = actor.key.startswith("person/") and context.parties.acts_for(actor, first.key)
    dated = any(t.kind == "date" for t in sentence.tokens_in(0, sentence.at(statement.verb[0])))
    lead = sentence.lead(statement.verb, clauses=2)
    once = patterns.load()["link.told_of_before"].search(sentence.shadow, *lead) is not None
    if dated or once or not (actor.key == first.key or for_it) or said_before(context, statement):
        return
    if not _tells_later(context, sentence, statement, before.when):
        statement.when = before.when
        statement.prove_by(before.stretches)


def interviewed(context: Context, sentence: Sentence, statement: Draft) -> None:
    """Gives an answer the day on which, as the sentence begins with, its speaker gave an interview or an address."""
    if statement.when is not None or statement.part_of is not None or statement.verb is None:
        return
    verb = sentence.at(statement.verb[0])
    dates = [t for t in sentence.tokens_in(0, verb) if t.kind == "date"]
    start, end = sentence.clauses[0]
    if len(dates) != 1 or not sentence.clause_at(verb) or dates[0] not in sentence.tokens_in(start, end):
        return
    when = dates[0].when
    speakers = {t.key for t in sentence.tokens_in(start, end) if t.kind == "person"}
    speaks = patterns.load()["statements.speaks"].search(sentence.shadow, start, verb) is not None
    if when is None or not when.is_day or not speaks or context.is_to_come(when):
        return
    if set(statement.actor_keys()) == speakers and not said_before(context, statement):
        statement.when = when
        statement.stretches.append((dates[0].start, dates[0].end))


def at_summit(sentence: Sentence, statement: Draft, host: Draft | None) -> Draft | None:
    """What was said at the summit was not said at the meeting beside it, which was the last told of."""
    if host is None or statement.verb is None or host.kind not in MET or host.part_of is None:
        return host
    beside = host.part_of if host.part_of.kind == "Gathering" else host
    first, last = sentence.lead(statement.verb, clauses=2)
    return beside if patterns.load()["link.at_summit"].search(sentence.shadow, first, last) else host


def goes_on(context: Context, sentence: Sentence, statement: Draft, host: Draft) -> bool:
    """Whether talks go on since a day, and nothing tells that something was said at them."""
    if host.kind != "Dialogue" or statement.verb is None or host.sentence == statement.sentence:
        return False
    if patterns.load()["link.at_meeting"].search(sentence.shadow, *sentence.lead(statement.verb, clauses=2)):
        return False
    return patterns.load()["link.ongoing"].search(context.scan.text, *host.stretches[0]) is not None


def still_elsewhere(context: Context, sentence: Sentence, draft: Draft) -> bool:
    """Whether somebody goes on speaking, in the next sentence, on an occasion of its own, and on its day if told."""
    before = context.aside
    if before is None or draft.verb is None or draft.actor_keys() != before.actor_keys():
        return False
    there = patterns.load()["link.at_meeting"].search(sentence.shadow, *sentence.lead(draft.verb, clauses=2))
    if draft.sentence - before.sentence > 1 or draft.when is not None or there is not None:
        return False
    if before.when is not None:
        if draft.sentence == before.sentence:
            return False
        draft.when = before.when
        draft.prove_by(before.stretches)
    return True


def answered_there(context: Context, statement: Draft) -> Draft | None:
    """The meeting at which somebody has just spoken whom the speaker met there, where nothing else was told since."""
    before = context.last_said
    met = before.part_of if before is not None and statement.sentence - before.sentence <= 1 else None
    if before is None or met is None or met.kind not in MET:
        return None
    since = any(d.stretches[0] > before.stretches[0] for d in context.drafts)
    there = {key for key in statement.actor_keys() if key.startswith("person/")} & {*met.actor_keys(), *met.hosts}
    return met if there and not since else None


def of_the_day(context: Context, statement: Draft) -> None:
    """Gives the day that the sentence before begins with, where that tells nothing else: on the 3rd it went on."""
    day = context.day
    if day is None or not context.untold:
        return
    if patterns.load()["link.day_heads"].fullmatch(context.scan.text, context.begun_before, day.start) is None:
        return  # on which somebody did what no frame knows
    if patterns.load()["link.broadcast"].search(context.scan.text, day.end, statement.stretches[0][0]):
        return  # of another day
    if statement.when is None and statement.part_of is None and not said_before(context, statement):
        statement.when = day.when
        statement.stretches.append((day.start, day.end))


def session_of(context: Context, draft: Draft) -> Draft | None:
    """The gathering of states at which another has just spoken, where one speaks who acts for a state that is there."""
    before = context.last_said
    session = before.part_of if before is not None else None
    if before is None or session is None or session.kind != "Gathering" or len(draft.actors) != 1:
        return None
    state = context.parties.state_of(draft.actors[0])
    there = state is not None and state in session.actor_keys() and context.is_news(session.when)
    return session if there and draft.sentence - before.sentence <= _NEXT else None


def as_source(context: Context, statement: Draft) -> bool:
    """Whether a statement only tells from whom the news is: according to an official, A met B."""
    start = statement.stretches[0][0]
    return patterns.load()["link.as_source"].search(context.scan.text, max(0, start - 4), start) is not None
