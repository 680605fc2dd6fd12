"""Where and when something was said: at the meeting that the words name, or at what its speaker just took part in."""

from __future__ import annotations

import datetime

from kg import dates
from kg.extract import at_meeting, conference, earlier, in_council, patterns, said_by_sides, spoken_on
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.occasions import Occasions
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.text.fold import fold

_FAR = 320  # characters from a day to what was said on it after the talks, at the vote
_RIGHT_AFTER = 2  # sentences behind a gathering of the past in which somebody speaks at it
_TWO = 2
_WEEKS = 21  # days before dated news, of which it tells by the way
_HOST = 6  # characters before a speaker that tell that he is the host
_LATELY = 6  # sentences between a meeting and what was said after it, with a call told of between
_NEAR = 8  # sentences in which somebody who met goes on speaking
AT = ("Meeting", "Dialogue", "Gathering", "Visit", "Publication")
"""The kinds of events at which something may be said."""


def place(
    context: Context,
    sentence: Sentence,
    statements: list[Draft],
    others: list[Draft],
    occasions: Occasions,
) -> None:
    """Sets what the statements of a sentence are part of, and gives them its day, or that on which they go on.

    ``others`` are all events of the sentence, but what its verbs of speech tell.
    """
    before: Draft | None = None
    for draft in statements:
        if earlier.is_said(context, sentence, draft) or earlier.goes_on(sentence, draft, before):
            before = draft
            continue
        if spoken_on.same_breath(context, draft) or spoken_on.in_message(context, draft, others):
            context.said = context.last_said = draft
            continue
        if _elsewhere(context, sentence, draft) or spoken_on.still_elsewhere(context, sentence, draft):
            context.aside = draft
            _just_now(context, sentence, draft)
            _right_then(context, sentence, draft)
            spoken_on.interviewed(context, sentence, draft)
            spoken_on.as_told_first(context, sentence, draft, near=_TWO)
            _keep(context, draft)
            continue
        context.aside = None
        host = _host(context, sentence, draft, _told_apart(draft, statements, others), occasions)
        host = spoken_on.same_occasion(context, sentence, draft) or host
        if host is None and draft.when is None:
            host = _at_meeting(context, sentence, draft)
        host = host or spoken_on.there_too(context, sentence, draft)
        host = host or said_by_sides.in_own_paper(context, sentence, draft)
        host = _round(context, sentence, draft, host) or _answered(context, sentence, draft)
        host = spoken_on.at_summit(sentence, draft, host or said_by_sides.of_side(context, sentence, draft))
        host = None if host is not None and spoken_on.goes_on(context, sentence, draft, host) else host
        if host is not None and host.kind == "Visit" and draft.when is None and earlier.has_gone_on(context, host):
            host = host if host in others else None  # on a day of it that nobody tells
        if host is not None and (context.is_to_come(host.when) or earlier.is_of_another_year(sentence, draft, host)):
            host = None
        if host is not None:
            _day_of(context, sentence, draft, host)
            draft.part_of = host
            if host.kind == "Gathering" and host is occasion(sentence, draft, occasions):
                _join(context, host, draft)
            if host.kind in spoken_on.MET or (host.kind == "Gathering" and not _told_there(sentence, draft)):
                draft.place = None  # that of the meeting, and not of each thing said there
            elif draft.place is None and host.kind == "Visit" and host in others and _visiting(sentence, draft):
                draft.place = host.place
        else:
            _right_then(context, sentence, draft)
            if draft.verb and patterns.load()["link.met_lead"].search(sentence.shadow, *sentence.lead(draft.verb)):
                draft.place = None
        in_council.day_of(context, sentence, draft)
        conference.day_of(context, sentence, draft)
        spoken_on.interviewed(context, sentence, draft)
        spoken_on.same_day(context, sentence, draft)
        spoken_on.as_told_first(context, sentence, draft)
        spoken_on.of_the_day(context, draft)
        in_council.remember(context, sentence, draft)
        conference.remember(context, sentence, draft)
        context.said = context.last_said = draft


def _told_apart(draft: Draft, statements: list[Draft], others: list[Draft]) -> list[Draft]:
    """Those of the events that its speaker does not tell of in other words of the sentence."""
    own = [s.said for s in statements if s is not draft and s.said and s.actor_keys() == draft.actor_keys()]
    return [d for d in others if not any(start <= d.stretches[0][0] < end for start, end in own)]


def _at_press(gathering: Draft | None, statement: Draft) -> bool:
    """Whether somebody speaks by his office alone, and where is a press conference."""
    if gathering is None or not patterns.load()["link.press"].search(fold(gathering.title or "")):
        return False
    return any(actor.key.startswith("office/") and not actor.carried for actor in statement.actors)


def _visiting(sentence: Sentence, statement: Draft) -> bool:
    """Whether something was said "when visiting" a place, as the words before it tell."""
    if statement.verb is None:
        return False
    lead = sentence.lead(statement.verb, clauses=2)
    return patterns.load()["link.visiting"].search(sentence.shadow, *lead) is not None


def _told_there(sentence: Sentence, statement: Draft) -> bool:
    """Whether the words before what was said tell where: at a summit held in Paris."""
    if statement.verb is None:
        return False
    return patterns.load()["link.told_there"].search(sentence.shadow, *sentence.lead(statement.verb)) is not None


def _day_of(context: Context, sentence: Sentence, statement: Draft, host: Draft) -> None:
    """Gives what was said in the course of several days that on which its speaker spoke last.

    Who answers speaks on the day of what he answers. On a visit it is the day that the text has told last.
    """
    if statement.when is not None or (host.when is not None and host.when.end is None):
        return
    if host.kind == "Visit" and spoken_on.said_before(context, statement):
        return
    before = context.said
    if before is not None and before.part_of is host and before.when is not None and before.when.is_day:
        near = statement.sentence - before.sentence <= 1 and _during(host, before.when, before.stretches[0])
        if near and _answers(sentence, statement):
            statement.when = before.when
            statement.prove_by(before.stretches)
            return
    day, told = context.spoke.get(statement.actors[0].key, (None, [])) if statement.actors else (None, [])
    last = context.last_said
    elsewhere = last is not None and last.part_of is not None and last.part_of is not host
    if host.when is None and elsewhere and spoken_on.is_earlier(context, day):
        day = None  # on which that other thing was said
    if day is not None and day.is_day and _during(host, day, told[0]):
        statement.when = day
        statement.prove_by(told)
        return
    during = [t for t in context.days if host.when and t.when and _during(host, t.when, (t.start, t.end))]
    if host.kind == "Visit" and during:
        statement.when = during[-1].when
        statement.stretches.append((during[-1].start, during[-1].end))


def _during(host: Draft, day: When, told: Stretch) -> bool:
    """Whether a day lies within what has several; of what has none, whether it was told of after that."""
    if host.when is None:
        return told[0] > host.stretches[0][0]
    return dates.earliest(host.when.start) <= day.start <= dates.latest(host.when.end or host.when.start)


def _join(context: Context, gathering: Draft, statement: Draft) -> None:
    """Who speaks at a gathering is there; who is told to be its host is that."""
    known = {*gathering.actor_keys(), *gathering.hosts, gathering.series}
    gathering.prove_by(statement.stretches[:1])
    for actor in statement.actors:
        if actor.key in known or not actor.key.startswith("person/"):
            continue
        token = actor.token
        if token is not None and _is_host(context, token):
            gathering.hosts.append(actor.key)
        else:
            gathering.actors.append(Actor(actor.key, token, carried=actor.carried))
        if token is not None and not gathering.proves(token):
            gathering.stretches.append((token.start, token.end))


def _is_host(context: Context, speaker: Token) -> bool:
    """Whether a speaker is told to be the host, right before the name."""
    first = max(0, speaker.start - _HOST)
    return patterns.load()["link.host"].search(context.scan.text, first, speaker.start) is not None


def _elsewhere(context: Context, sentence: Sentence, draft: Draft) -> bool:
    """Whether something was said on an occasion of its own: in an interview, in a post.

    The day before a deed after which it was said is then that of the deed.
    """
    if draft.verb is None:
        return False
    pattern = patterns.load()
    first, verb = sentence.lead(draft.verb, clauses=2)
    words = context.scan.text[slice(*sentence.stretch(first, verb + 1))]
    found = pattern["link.elsewhere"].search(words)
    if found and pattern["link.after_deed"].search(words, 0, found.start()):
        draft.when = None
    return found is not None and pattern["link.after_that"].search(words, 0, found.start()) is None


def _just_now(context: Context, sentence: Sentence, draft: Draft) -> None:
    """Gives what is said on an occasion of its own the day on which its speaker acted in the sentence right before.

    Who met or said something there did so on another occasion.
    """
    speaker = draft.actors[0].key if draft.actors else ""
    day, told = context.spoke.pop(speaker, (None, []))
    if draft.when is not None or day is None or not told or told[0][0] < context.begun_before:
        return
    if spoken_on.said_before(context, draft):
        return
    others = [d for d in (context.last_said, *context.told[-1:]) if d is not None]
    if not any(draft.sentence - d.sentence <= 1 for d in others):
        draft.when = day
        draft.prove_by(told)


def _keep(context: Context, statement: Draft) -> None:
    """Who has spoken on a day, on an occasion of its own, goes on speaking on it."""
    if statement.actors and statement.when is not None and statement.when.is_day:
        context.spoke[statement.actors[0].key] = statement.when, list(statement.stretches)


def _round(context: Context, sentence: Sentence, draft: Draft, host: Draft | None) -> Draft | None:
    """What a statement was made at: its ``host``, or the gathering at which others have spoken right before.

    One speaks at the opening; then the next, who is introduced, speaks, and the next.
    """
    if host is not None and host.kind == "Gathering" and draft.verb is not None:
        place = patterns.load()["link.at_meeting"].search(sentence.shadow, *sentence.lead(draft.verb))
        if place is not None:
            context.round = host if host.sentence < draft.sentence or context.round is host else None
            outside = patterns.load()["link.outside"].search(place[0])
            if not outside and any(actor.key.startswith("person/") for actor in draft.actors):
                _join(context, host, draft)
        return host
    introduced = [a for a in draft.actors if a.token is not None and a.token.offices and not a.carried]
    if host is None and draft.when is None and introduced and context.round is not None:
        _join(context, context.round, draft)
        return context.round
    if host is None and (there := spoken_on.speaks_next(context, sentence, draft)) is not None:
        _join(context, there, draft)
        return there
    return host


def _answered(context: Context, sentence: Sentence, draft: Draft) -> Draft | None:
    """What the statement right before was made at, where this one answers it or is set against it.

    It takes the day of that one where there is nothing more.
    """
    before = context.said
    if draft.verb is None or draft.when is not None or before is None:
        return None
    if draft.sentence - before.sentence > 1 or set(draft.actor_keys()) & set(before.actor_keys()):
        return None
    if not _answers(sentence, draft):
        return None
    if before.part_of is not None and before.part_of.kind == "Meeting" and _stayed_away(context, draft, before.part_of):
        return None
    if before.part_of is None and before.when is not None:
        draft.when = before.when
        draft.prove_by(before.stretches)
    host = before.part_of
    return None if host is not None and host.kind == "Publication" else host  # a paper of somebody else


def _stayed_away(context: Context, draft: Draft, met: Draft) -> bool:
    """Whether who speaks was not at a meeting: another person, by name, or one who acts for none of its states."""
    if set(draft.actor_keys()) & {*met.actor_keys(), *met.hosts} or not draft.actors:
        return False
    named = all(a.key.startswith("person/") and not a.carried for a in draft.actors)
    states = {context.parties.state_of(a) for a in met.actors} - {None}
    others = {context.parties.state_of(a) for a in draft.actors}
    return named or (bool(states) and not others & {*states, None})


def _answers(sentence: Sentence, draft: Draft) -> bool:
    """Whether a statement answers what was said before, or is set against it."""
    if draft.verb is None:
        return False
    lead, verb = sentence.lead(draft.verb)[0], sentence.at(draft.verb[1] - 1) + 1
    return patterns.load()["link.answers"].search(sentence.shadow, lead, verb) is not None


def _right_then(context: Context, sentence: Sentence, draft: Draft) -> None:
    """Gives what was said after the talks, at the table, at the vote the day that the text has just told of."""
    if draft.verb is None or draft.when is not None:
        return
    first, verb = sentence.lead(draft.verb, clauses=2)
    if not patterns.load()["link.right_then"].search(sentence.shadow, first, verb):
        return
    here = [t for t in sentence.tokens_in(0, verb) if t.kind == "date"]
    last = here[-1] if here else context.last_date
    elsewhere = patterns.load()["link.press"].search(sentence.shadow, first, verb)
    if elsewhere and last is not None and not here and _spoken_of(context, last):
        return
    if not here and spoken_on.speaks_elsewhere(context, sentence, draft):
        return
    near = last is not None and draft.verb[0] - last.end <= _FAR and (bool(here) or not _is_old(context, last))
    if last is not None and near and last.when is not None and last.when.is_day and not context.is_to_come(last.when):
        draft.when = last.when
        draft.stretches.append((last.start, last.end))


def _spoken_of(context: Context, date: Token) -> bool:
    """Whether a date, not that of the news, stands behind a verb of speech in its sentence: what another spoke of."""
    if date.when is None or date.when.start == context.issued:
        return False
    text = context.scan.text
    begins = max(text.rfind(mark, 0, date.start) for mark in "。\n")
    return patterns.load()["speakers.say"].search(text, begins + 1, date.start) is not None


def _is_old(context: Context, date: Token) -> bool:
    """Whether dated news tells of a day by the way: it was weeks before."""
    if context.chronicle or not dates.is_day(context.issued) or date.when is None:
        return False
    last = datetime.date.fromisoformat(dates.latest(date.when.end or date.when.start))
    return (datetime.date.fromisoformat(context.issued) - last).days > _WEEKS


def _at_meeting(context: Context, sentence: Sentence, draft: Draft) -> Draft | None:
    """What was told of before and the words were spoken at: the text says so, or the speaker has just taken part."""
    pattern = patterns.load()
    keys = draft.actor_keys()
    speakers = {key for key in keys if len(keys) > 1 or key.startswith("person/")}
    if draft.verb is None or not speakers:
        return None
    first, verb = sentence.lead(draft.verb, clauses=2)
    after = pattern["link.after_two"].search(sentence.shadow, first, verb)
    if after is not None:
        who = {t.key for t in sentence.tokens_in(*after.span()) if t.kind == "person"}
        both = [d for d in (*context.told_above, *context.told) if len(who) > 1 and who <= set(d.actor_keys())]
        return both[-1] if both else None
    place = pattern["link.at_meeting"].search(sentence.shadow, first, verb)
    mine = [d for d in context.told if speakers & {*d.actor_keys(), *d.hosts, d.series}]
    mine = [d for d in mine if speakers <= {*d.actor_keys(), *d.hosts}] or mine
    if place is not None and pattern["circumstances.phone"].search(place[0]):
        mine = [d for d in mine if d.mode in ("phone", "video")]
    elif place is not None and pattern["link.face_to_face"].search(sentence.shadow, first, verb):
        mine = [d for d in mine if d.mode != "phone" and draft.sentence - d.sentence <= _LATELY] or mine
    if place is not None:  # at the press conference in Seoul
        named = {t.key for t in sentence.tokens_in(first, verb) if t.kind in ("place", "capital")}
        mine = [d for d in mine if d.place in named] or mine
    if place is not None and (just := said_by_sides.of_states(context, draft, mine)) is not None:
        return just
    if place is not None and not mine:  # of whom only the state was named
        states = {context.parties.state_of(actor) for actor in draft.actors} - {None}
        mine = [d for d in context.told[-1:] if d.kind != "Gathering" and d.when and states & set(d.actor_keys())]
    if place is not None and pattern["link.ceremony"].search(place[0]):
        acts = [d for d in context.acts if draft.sentence - d.sentence <= _NEAR]
        if acts:
            return acts[-1]
    if place is None:
        if not mine and (session := spoken_on.session_of(context, draft)) is not None:
            return session
        mine = [d for d in mine if d.way not in ("welcome", "summons")] or [d for d in mine if d.way == "welcome"]
        there = mine and context.last_said is not None and context.last_said.part_of is mine[-1]  # as who spoke before
        if mine and mine[-1].when is not None and not there and draft.sentence - mine[-1].sentence > 1:
            mine = [d for d in mine if context.is_news(d.when)] or mine
        return mine[-1] if mine and (there or draft.sentence - mine[-1].sentence <= _NEAR) else None
    if pattern["link.another"].search(sentence.shadow, first, verb):
        return None
    past = context.last_met  # told of right before, as background
    there = past is not None and past.kind == "Gathering" and draft.sentence - past.sentence <= _RIGHT_AFTER
    if there and past is not None and context.is_past(past.when) and not pattern["link.outside"].search(place[0]):
        return past
    mine = [d for d in mine if not context.is_past(d.when)]
    gatherings = [d for d in context.told if d.kind != "Meeting"]
    if not mine and pattern["link.press"].search(place[0]) and not pattern["link.at_close"].search(place[0]):
        return None
    session = next((d for d in reversed(gatherings) if d.kind == "Gathering"), None)
    just_told = session is not None and draft.sentence - session.sentence <= _RIGHT_AFTER
    met = mine[-1] if mine and mine[-1].kind == "Meeting" else None
    since = just_told and session is not None and met is not None and met.stretches[0] < session.stretches[0]
    if since and session is not None and pattern["link.at_session"].search(place[0]):  # told of since he met somebody
        _join(context, session, draft)
        return session
    formal = pattern["link.formal"].search(place[0])  # which opens and closes
    of_all = [d for d in gatherings if d.kind == "Gathering"] if formal else []
    host = of_all[-1] if of_all else mine[-1] if mine else gatherings[-1] if gatherings else None
    other_news = not mine and not any(d is host for d in context.told[context.section :])  # above the last heading
    if host is not None and (other_news or spoken_on.is_far_from(sentence, draft, host)):
        return None
    if host is not None and host.when is not None:
        start, end = host.when.start, host.when.end or host.when.start
        day = end if pattern["link.at_close"].search(place[0]) else None
        day = start if day is None and pattern["link.at_opening"].search(place[0]) else day
        if day is not None:
            draft.when = When(day)
            draft.prove_by(host.stretches)
    return host


def occasion(sentence: Sentence, draft: Draft, occasions: Occasions) -> Draft | None:
    """The gathering that the clauses of an event name as its occasion."""
    first, last = draft.stretches[0]
    number = sentence.clause_at(sentence.at(first))
    there = patterns.load()["link.there_above"].fullmatch(sentence.shadow, *sentence.clauses[max(0, number - 1)])
    start = sentence.clauses[number - 1 if there and number else number][0]
    limit = sentence.clauses[sentence.clause_at(sentence.at(last - 1))][1]
    if (
        draft.kind == "Statement"
        and draft.verb is not None
        and draft.said is not None
        and draft.verb[0] < draft.said[0]
    ):
        limit = max(start, sentence.at(draft.verb[1] - 1) + 1)  # not what the words speak of
    pattern = patterns.load()
    named = (
        *pattern["link.occasion"].finditer(sentence.shadow, start, limit),
        *pattern["link.said_at"].finditer(sentence.shadow, start, limit),
    )
    for match in named:
        token = sentence.tokens[match.start(match.lastgroup or 0)]
        clause = sentence.clauses[sentence.clause_at(match.start())]
        if token is None or pattern["statements.asked"].search(sentence.shadow, *clause):
            continue
        found = occasions.of_token.get(token.start)
        if found is None and token.key:
            found = next((d for d in reversed(occasions.held()) if d.series == token.key), None)
        if found is not None:
            return found
    before = occasions.last
    near = before is not None and draft.kind == "Meeting" and 0 <= draft.sentence - before.sentence <= _NEAR
    start = sentence.clauses[max(0, sentence.clause_at(start) - 1)][0]
    return before if near and pattern["link.meanwhile"].search(sentence.shadow, start, limit) else None


def _next_to(sentence: Sentence, gathering: Draft, statement: Draft) -> bool:
    """Whether somebody speaks in the clause that tells of a gathering, in the next, or later: giving an address."""
    told, spoken = (sentence.clause_at(sentence.at(d.stretches[0][0])) for d in (gathering, statement))
    if statement.verb is None or spoken - told <= 1:
        return spoken - told <= 1
    return (
        patterns.load()["link.address"].search(sentence.shadow, *sentence.lead(statement.verb, clauses=2)) is not None
    )


def _guest(context: Context, sentence: Sentence, draft: Draft) -> Draft | None:
    """The visit to the speaker's state, told of right before, at which he "said in the talks" what he said."""
    told = patterns.load()["link.in_talks"].search(sentence.shadow, *sentence.lead(draft.verb)) if draft.verb else None
    homes = {context.parties.state_of(actor) for actor in draft.actors}
    visits = [d for d in context.drafts if d.kind == "Visit" and draft.sentence - d.sentence == 1]
    return visits[-1] if told and visits and context.parties.state_above(visits[-1].place) in homes else None


def _host(
    context: Context, sentence: Sentence, draft: Draft, others: list[Draft], occasions: Occasions
) -> Draft | None:
    """What a statement was made at: the occasion that its clause names, else what the speaker just took part in."""
    named = occasion(sentence, draft, occasions)
    if named is not None:
        return named
    speakers = {a.key for a in draft.actors}
    start = draft.stretches[0][0]
    before = [d for d in others if d.stretches[0][0] <= start and d.kind in AT and d.status == "held"]
    before = [d for d in before if not d.recalled]
    for other in reversed([d for d in before if d.kind != "Publication" and not at_meeting.by_the_way(sentence, d)]):
        if speakers & {*other.actor_keys(), *other.hosts, other.series}:
            return other
    gathering = next((d for d in reversed(before) if d.kind == "Gathering" and d.when and d.status == "held"), None)
    himself = any(a.key.startswith("person/") and not a.carried for a in draft.actors)
    if himself and (beside := conference.joint(context, sentence, draft, others)) is not None:
        _join(context, beside, draft)
        return beside
    after_others = context.said is not None and context.said.part_of is gathering
    free = (himself or _at_press(gathering, draft)) and draft.when is None and draft.place is None
    if gathering is not None and free and (after_others or _next_to(sentence, gathering, draft)):
        _join(context, gathering, draft)
        return gathering
    published = [d for d in before if d.kind == "Publication" and speakers & set(d.actor_keys())]
    if published:
        return published[-1]
    of_states = all(key.startswith("state/") for key in speakers)
    if draft.when is None:
        if (answered := spoken_on.answered_there(context, draft)) is not None:
            return answered
        for other in reversed(context.drafts):
            if other.kind == "Publication" and (
                himself or other.recalled or (of_states and draft.sentence - other.sentence > 1)
            ):
                continue  # a paper is read, and nothing is said by somebody at it
            if other.way == "welcome" or (other.way == "summons" and himself):
                continue  # one speaks in the talks behind it, or elsewhere
            if other.sentence < draft.sentence and other.kind == "Gathering" and context.is_past(other.when):
                continue  # told of as background
            there = {*other.actor_keys(), *other.hosts, other.series}
            if not speakers <= there and any(speakers <= {*d.actor_keys()} for d in context.told):
                continue  # not all of them were there
            if speakers & there or said_by_sides.of_its_body(context, draft, other):
                return other
        visit = _guest(context, sentence, draft)
        if visit is not None:
            return visit
        visit = None if context.visit and context.is_past_since(context.visit.when) else context.visit
        hosts = {key for key in visit.hosts if key.startswith("person/")} if visit is not None else set()
        if visit is not None and speakers & {*visit.actor_keys(), *hosts}:
            met = [
                d for d in context.told if d.sentence >= visit.sentence and d.when and speakers & set(d.actor_keys())
            ]
            return met[-1] if met and draft.sentence - met[-1].sentence <= _NEAR else visit
    return None
