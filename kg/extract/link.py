"""How the events of a sentence hang together: what was said at a meeting, what met on the side of a summit."""

from __future__ import annotations

from kg.extract import agreements, at_meeting, conference, earlier, patterns, said_at, spoken_on
from kg.extract.context import Context
from kg.extract.draft import Draft, Stretch
from kg.extract.occasions import Occasions
from kg.extract.relative_dates import shifted
from kg.extract.sentence import Sentence
from kg.extract.when import When
from kg.text.fold import fold

_MET = ("Meeting", "Dialogue", "Gathering")
_CHAIN = 4  # clauses in which somebody will do one thing after the other
_IN_PERSON = ("in-person", None)


def link(
    context: Context,
    sentence: Sentence,
    gathered: list[Draft],
    happened: list[Draft],
    said: list[Draft],
    occasions: Occasions,
    speech: Stretch | None,
) -> None:
    """Sets ``part_of`` of the events of a sentence, and gives what has no date the date of what it belongs to.

    ``gathered`` are its gatherings and dialogues, ``said`` its statements, ``happened`` all others; ``speech`` is the
    stretch of a speech that goes on from the sentences before.
    """
    told_words = context.words(said, speech)
    for draft in happened:
        if draft.kind in ("Meeting", "Act", "Establishment", "Dialogue"):
            occasion = said_at.occasion(sentence, draft, occasions) or _attended(draft, gathered, sentence)
            if occasion is None and draft.when is None and draft.kind == "Act":
                occasion = _agreed(context, draft)
            if (
                occasion is None
                and not _in_words(draft, told_words)
                and agreements.at_meeting(context, sentence, draft, [*gathered, *happened])
            ):
                continue
            if occasion is not None and occasion is not draft:
                draft.part_of = occasion
        elif draft.kind == "Publication" and draft.when is None:  # of the gathering that issues it
            issuers = draft.actor_keys()
            host = next((d for d in reversed(occasions.held()) if d.series in issuers), None)
            if host is not None:
                draft.part_of, draft.when = host, host.when
                draft.prove_by(host.stretches)
    if gathered or happened or any(t.kind == "date" for t in sentence.tokens_in(0, len(sentence.tokens))):
        context.round = None
    conference.opens(context, sentence)
    at_meeting.issued(sentence, gathered, happened)
    at_meeting.adopted(context, sentence, happened)
    _to_come(context, sentence, [*gathered, *happened])
    at_meeting.told_of_states(context, happened)
    at_meeting.joined(context, sentence, gathered, happened)
    _arrivals(context, sentence, [*gathered, *happened])
    for draft in [d for d in happened if _only_said(context, sentence, d, said)]:
        happened.remove(draft)
    sources = [d for d in said if spoken_on.as_source(context, d)]
    if speech and any(d.said and d.said[0] <= speech[0] < d.said[1] for d in sources):
        speech = None
    words = context.words([d for d in said if d not in sources], speech)
    at_meeting.just_after(context, sentence, happened)
    at_meeting.after_ceremony(context, sentence, [*gathered, *happened])
    for draft in happened:
        draft.once = draft.once or earlier.is_done(context, draft)
    _visits(context, [d for d in happened if not (_in_words(d, words) or (d.kind == "Visit" and d.once))])
    at_meeting.afterwards(context, sentence, [*gathered, *happened])
    statements = [*(d for d in happened if d.kind == "Statement"), *said]
    said_at.place(context, sentence, statements, [*gathered, *happened], occasions)
    at_meeting.announced(context, happened, said)
    for draft in happened:
        if draft.kind == "Act" and draft.status == "held" and draft.when is not None and draft.when.is_day:
            if context.is_to_come(draft.when):
                continue
            for actor in draft.actors:
                behind = actor.token is not None and draft.verb is not None and actor.token.start > draft.verb[0]
                if actor.key.startswith("person/") and not behind:
                    context.spoke[actor.key] = draft.when, list(draft.stretches)
    context.acts += [d for d in happened if d.kind == "Act" and d.status == "held" and d.when is not None]
    speakers = {a.key for d in said for a in d.actors}
    told = [
        d
        for d in (gathered + happened)
        if d.kind in said_at.AT and d.status == "held" and not d.of_guest and not _in_words(d, words)
    ]  # what a speech speaks of is no occasion of what is said next
    told = [d for d in told if not (at_meeting.since_when(sentence, d) or earlier.is_done(context, d))]
    told = [d for d in told if not d.beside]  # another session than the one told of: nothing was said there
    if context.caption:  # what a picture shows is no occasion of what the text tells, unless it tells the same day
        told = [d for d in told if d.when is not None and d.when.is_day and not context.is_past(d.when)]
    told.sort(key=lambda d: d.stretches[0][0])
    met = [d for d in told if d.kind in _MET and not context.is_to_come(d.when)]
    context.last_met = met[-1] if met else context.last_met
    current = any(not context.is_past(d.when) for d in (*context.told, *met))
    context.told += [d for d in met if not (current and context.is_past(d.when))]
    current = current or any(d.when is not None and not context.is_past(d.when) for d in (*context.drafts, *told))
    if current:  # a visit of months ago is background
        told = [d for d in told if d.kind != "Visit" or not context.is_past(d.when)]
    context.drafts = told or [
        d for d in context.drafts if not speakers or speakers & {*d.actor_keys(), *d.hosts, d.series}
    ]


def _only_said(context: Context, sentence: Sentence, draft: Draft, said: list[Draft]) -> bool:
    """Whether an act of whoever speaks, in his words, is only spoken of: no word and no day tells that it was done."""
    frame = context.frames.by_name.get(draft.rule)
    if frame is None or not frame.spoken or draft.status != "held" or draft.when is not None or draft.verb is None:
        return False
    if not draft.actors or not draft.actors[0].carried:
        return False
    pattern = patterns.load()
    clause = sentence.clauses[sentence.clause_at(sentence.at(draft.verb[0]))]
    if pattern["circumstances.done"].search(sentence.shadow, *clause):
        return False
    own = [d for d in said if d.verb and d.said and d.said[0] <= draft.verb[0] < d.said[1] and d.verb != draft.verb]
    return any(
        draft.actors[0].key in d.actor_keys()
        and pattern["circumstances.announces"].search(context.scan.text, *(d.verb or (0, 0))) is None
        for d in own
    )


def _in_words(draft: Draft, words: list[Stretch]) -> bool:
    """Whether it is what somebody speaks of in one of these stretches."""
    return any(start <= draft.stretches[0][0] < end for start, end in words)


def _agreed(context: Context, draft: Draft) -> Draft | None:
    """The gathering told of right before whose parties agree on something."""
    last = context.told[-1] if context.told else None
    if last is None or last.kind == "Meeting" or not 0 <= draft.sentence - last.sentence <= 1:
        return None
    parties = {context.parties.state_of(actor) for actor in last.actors}
    return last if len(draft.actors) > 1 and parties == set(draft.actor_keys()) else None


def _attended(draft: Draft, gathered: list[Draft], sentence: Sentence) -> Draft | None:
    """The gathering that the same person attended in the clause before."""
    who = set(draft.actor_keys()[:1])
    for other in reversed(gathered):
        sooner = other.stretches[0][0] < draft.stretches[0][0]
        if sooner and other.kind == "Gathering" and not other.of_guest and who & set(other.actor_keys()):
            here = sentence.clause_at(sentence.at(draft.stretches[0][0]))
            there = sentence.clause_at(sentence.at(other.stretches[0][0]))
            if 0 <= here - there <= 1:
                return other
    return None


def _to_come(context: Context, sentence: Sentence, told: list[Draft]) -> None:
    """What somebody does after what is to come, in the same sentence, is to come: will go there, and meet somebody.

    What was done on a day that is past is not: "he said that he would send them; on the 5th they arrived".
    """
    before: Draft | None = None
    for draft in sorted((d for d in told if d.kind in (*_MET, "Visit")), key=lambda d: d.stretches[0]):
        if before is not None and draft.status == "held" and draft.actor_keys()[:1] == before.actor_keys()[:1]:
            day, first_day = draft.when, before.when
            same = day is None or first_day is None or day.start >= first_day.start[: len(day.start)]
            first, last = (sentence.clause_at(sentence.at(d.stretches[0][0])) for d in (before, draft))
            start = sentence.clauses[last][0]
            along = last == first or (
                last == first + 1 and patterns.load()["link.goes_on"].match(sentence.shadow, start)
            )
            past = day is not None and day.is_day and context.issued is not None and day.start < context.issued
            if same and along and not past and not patterns.load()["link.already"].search(sentence.shadow, start):
                draft.status = before.status
        if draft.status == "held" and _will(sentence, draft):
            draft.status = "planned"
        before = draft if draft.actors and (draft.status == "planned" or _had_been(sentence, draft)) else None
    for draft in told:
        if draft.kind == "Act" and draft.status == "held" and draft.when is None and _will(sentence, draft):
            draft.status = "planned"
        if draft.kind in _MET and draft.status == "planned":
            _on_the_way(sentence, draft, told)


def _on_the_way(sentence: Sentence, draft: Draft, told: list[Draft]) -> None:
    """What is to come on a journey that has begun has no day of its own from that on which it began."""
    who = {*draft.actor_keys(), *draft.hosts}
    begun = (v for v in told if v.kind == "Visit" and v.status == "held" and v.when and who & set(v.actor_keys()))
    if not any(v.when == draft.when and v.stretches[0] < draft.stretches[0] for v in begun):
        return
    clause = sentence.clause_at(sentence.at(draft.verb[0] if draft.verb else draft.stretches[0][0]))
    if any(t.kind == "date" for t in sentence.tokens_in(*sentence.clauses[clause])):
        return
    days = {(t.start, t.end) for t in sentence.tokens_in(0, len(sentence.shadow)) if t.kind == "date"}
    draft.when = None
    draft.stretches = [stretch for stretch in draft.stretches if stretch not in days]


def _had_been(sentence: Sentence, draft: Draft) -> bool:
    """Whether a clause tells what had been planned and was called off: what goes on with it was, too."""
    start, end = sentence.clauses[sentence.clause_at(sentence.at(draft.stretches[0][0]))]
    planned = patterns.load()["circumstances.not_so"].search(sentence.shadow, start, end)
    return draft.status == "cancelled" and planned is not None


def _will(sentence: Sentence, draft: Draft) -> bool:
    """Whether a clause goes on by "and" with what the clause before tells as to come."""
    clause = sentence.clause_at(sentence.at(draft.verb[0] if draft.verb else draft.stretches[0][0]))
    pattern = patterns.load()
    for number in range(clause, max(0, clause - _CHAIN), -1):
        start, end = sentence.clauses[number]
        goes_on = pattern["link.and"].match(sentence.shadow, start)
        if not goes_on and not pattern["link.next_deed"].match(sentence.shadow, start):
            return False
        if pattern["link.already"].search(sentence.shadow, start, end):
            return False
        if pattern["link.will"].search(sentence.shadow, *sentence.clauses[number - 1]):
            return True
    return False


def _arrivals(context: Context, sentence: Sentence, told: list[Draft]) -> None:
    """Who goes to a city, and in the same sentence meets somebody or attends something, does so there.

    What is told to have happened "there" happened where somebody went last, on whatever day.
    """
    arrived: Draft | None = None
    for draft in sorted(told, key=lambda d: d.stretches[0]):
        if draft.kind == "Visit" and is_town(context, draft.place):
            arrived = draft
        elif draft.kind in _MET and draft.mode in _IN_PERSON and draft.place is None and not draft.of_guest:
            first, last = (sentence.at(offset) for offset in draft.stretches[0])
            there = patterns.load()["link.there"].search(sentence.shadow, first, last)
            visit = (arrived or context.visit) if there else None
            if visit is not None and set(visit.actor_keys()) & {*draft.actor_keys(), *draft.hosts}:
                draft.place = visit.place
                draft.prove_by(visit.stretches[:1])
                continue
            if arrived is None or (draft.kind != "Meeting" and draft.sentence != arrived.sentence):
                continue
            same = _then(arrived.when, draft.when) and draft.status == arrived.status
            if draft.place is None and same and draft.actor_keys()[:1] == arrived.actor_keys()[:1]:
                draft.place = arrived.place
                draft.prove_by(arrived.stretches[:1])


def _then(arrival: When | None, day: When | None) -> bool:
    """Whether a day is not told, is that of an arrival, or one of the two after it."""
    if day is None or day == arrival:
        return True
    if arrival is None or not (arrival.is_day and day.is_day):
        return False
    return day.start in [later.start for n in (1, 2) if (later := shifted(arrival.start, n)) is not None]


def is_town(context: Context, key: str | None) -> bool:
    """Whether a place is one where people meet, and no part of the world."""
    if not key or not key.startswith("place/"):
        return False
    member = context.cast.members.get(key)
    region = patterns.load()["link.region"]
    return member is None or not any(region.search(fold(form)) for form in member.forms)


def is_city(context: Context, key: str | None) -> bool:
    """Whether a place is one where several meetings of a day are held, and no part of the world and no building."""
    member = context.cast.members.get(key or "")
    building = patterns.load()["link.building"]
    return is_town(context, key) and not (member and any(building.search(fold(form)) for form in member.forms))


def _visits(context: Context, happened: list[Draft]) -> None:
    """What happens in a block that tells of one dated visit, and has no date of its own, is part of the visit."""
    for draft in happened:
        if draft.kind == "Visit":
            context.parties.see_off(draft.actors)
            draft.once = patterns.load()["link.before"].search(context.scan.text, *draft.stretches[0]) is not None
            context.gone_to |= {(a, context.parties.state_above(draft.place)) for a in draft.actor_keys()}
        if draft.kind == "Visit" and draft.when is not None and draft.status == "held":
            before = context.visit
            if before is None or (
                set(before.actor_keys()) == set(draft.actor_keys()) and not context.is_past(draft.when)
            ):
                context.visit = draft
        if draft.kind == "Meeting":
            start = draft.stretches[0][0]
            told_before = patterns.load()["link.told_before"]
            draft.once = told_before.search(context.scan.text, max(0, start - 10), start) is not None
        if draft.kind == "Meeting" and draft.part_of is None and context.visit is not None:
            visit = context.visit
            here = [d for d in happened if d.kind == "Visit" and d.stretches[0][0] < draft.stretches[0][0]]
            if not here and not set(draft.actor_keys()) & set(visit.actor_keys()):
                here = _just_told(context, draft)
            if here and here[-1] is not visit and set(here[-1].actor_keys()) & set(draft.actor_keys()):
                visit = here[-1]  # another one, told of right before
            visit = _stop(context, draft, visit)
            same = set(draft.actor_keys()) & set(visit.actor_keys()) and draft.mode == "in-person"
            at, text = draft.verb[0] if draft.verb else 0, context.scan.text
            if draft.status == "held" and patterns.load()["link.once"].search(text, max(0, at - 14), at):
                continue
            if same and (_is_elsewhere(context, draft, visit) or context.is_past_since(visit.when)):
                continue
            if draft.when is None and same and not _met_before(context, draft):
                draft.part_of = visit
                begun = draft.status == "planned" and visit.when is not None and visit.when.end is None
                begun = begun or _gone_on(context, visit)
                draft.when = (
                    None if begun or draft.day_untold else visit.when
                )  # what is to come on it is on another day
                if draft.place is None and is_town(context, visit.place):
                    draft.place = visit.place
                    draft.prove_by(visit.stretches[:1])


def _gone_on(context: Context, visit: Draft) -> bool:
    """Whether the text has told, since a visit of one day, of a later one: what it tells next is not of that day."""
    last = context.last_date
    if last is None or last.when is None or not last.when.is_day or context.is_to_come(last.when):
        return False
    one = visit.when is not None and visit.when.is_day and visit.when.end is None
    later = visit.when is not None and last.when.start > visit.when.start
    return one and later and last.start > visit.stretches[0][1]


def _stop(context: Context, meeting: Draft, visit: Draft) -> Draft:
    """Of a journey to several states the stop where whom the traveller met is at home, else the ``visit`` itself."""
    travellers = set(visit.actor_keys())
    met = {context.parties.state_of(a) for a in meeting.actors if a.key not in travellers} - {None}
    stops = (d for d in context.drafts if d.kind == "Visit" and d.stretches[:1] == visit.stretches[:1])
    return next((d for d in stops if context.parties.state_above(d.place) in met), visit)


def _just_told(context: Context, draft: Draft) -> list[Draft]:
    """The dated visits to states that the sentence before tells of."""
    visits = (d for d in context.drafts if d.kind == "Visit" and d.status == "held" and d.when is not None)
    return [d for d in visits if draft.sentence - d.sentence == 1 and (d.place or "").startswith("state/")]


def _is_elsewhere(context: Context, meeting: Draft, visit: Draft) -> bool:
    """Whether whom a visitor meets is at home where he goes on the same journey, and not where this visit goes."""
    travellers, there = set(visit.actor_keys()), context.parties.state_above(visit.place)
    met = {context.parties.state_of(a) for a in meeting.actors if a.key not in travellers} - {None}
    return there not in met and any((who, state) in context.gone_to for who in travellers for state in met)


def _met_before(context: Context, meeting: Draft) -> bool:
    """Whether the same people's meeting, with its day, has been told of: this is it again."""
    who = set(meeting.actor_keys())
    told = (*context.told_above, *context.told)
    return any(d.kind == "Meeting" and d.when is not None and set(d.actor_keys()) == who for d in told)
