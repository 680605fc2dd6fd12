"""How the events of a sentence hang together: what was said at a meeting, what met on the side of a summit."""

from __future__ import annotations

from kg.extract import at_meeting, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.occasions import Occasions
from kg.extract.sentence import Sentence
from kg.extract.when import When

_MET = ("Meeting", "Dialogue", "Gathering")
_DAY = len("2024-05-16")
_NEAR = 8  # sentences in which somebody who met goes on speaking
_AT = ("Meeting", "Dialogue", "Gathering", "Visit", "Publication")


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
    for draft in happened:
        if draft.kind in ("Meeting", "Act", "Establishment", "Dialogue"):
            occasion = _occasion(sentence, draft, occasions) or _attended(draft, gathered, sentence)
            if occasion is None and draft.when is None and draft.kind == "Act":
                occasion = _agreed(context, draft)
            if occasion is not None and occasion is not draft:
                draft.part_of = occasion
        elif draft.kind == "Publication" and draft.when is None:  # of the gathering that issues it
            issuers = draft.actor_keys()
            host = next((d for d in reversed(occasions.held()) if d.series in issuers), None)
            if host is not None:
                draft.part_of, draft.when = host, host.when
                draft.stretches += [s for s in host.stretches if s not in draft.stretches]
    if gathered or happened or any(t.kind == "date" for t in sentence.tokens_in(0, len(sentence.tokens))):
        context.round = None
    _to_come(sentence, [*gathered, *happened])
    at_meeting.told_of_states(context, happened)
    at_meeting.joined(context, sentence, happened)
    _arrivals(happened)
    words = [d.said for d in said if d.said] + ([speech] if speech else [])
    _visits(context, [d for d in happened if not any(s <= d.stretches[0][0] < e for s, e in words)])
    at_meeting.afterwards(context, sentence, happened)
    for draft in [*(d for d in happened if d.kind == "Statement"), *said]:
        if _earlier(sentence, draft):
            continue
        if _elsewhere(context, sentence, draft):
            context.spoke.pop(draft.actors[0].key if draft.actors else "", None)
            continue
        host = _host(context, sentence, draft, [*gathered, *happened], occasions)
        if host is None and draft.when is None:
            host = _at_meeting(context, sentence, draft)
        host = _round(context, sentence, draft, host)
        if host is not None:
            draft.part_of = host
            if host.kind == "Gathering" and host is _occasion(sentence, draft, occasions):
                _join(host, draft)
            if draft.place is None and host.kind == "Visit" and host in happened:
                draft.place = host.place
        _same_day(context, draft)
    for draft in happened:
        if draft.kind == "Act" and draft.status == "held" and draft.when is not None and len(draft.when.start) == _DAY:
            for actor in draft.actors:
                if actor.key.startswith("person/") and draft.when.end is None:
                    context.spoke[actor.key] = draft.when, list(draft.stretches)
    context.acts += [d for d in happened if d.kind == "Act" and d.status == "held" and d.when is not None]
    speakers = {a.key for d in said for a in d.actors}
    told = [
        d
        for d in (gathered + happened)
        if d.kind in _AT
        and d.status == "held"
        and not d.of_guest
        and not any(s <= d.stretches[0][0] < e for s, e in words)
    ]  # what a speech speaks of is no occasion of what is said next
    told.sort(key=lambda d: d.stretches[0][0])
    now = context.issued
    met = [d for d in told if d.kind in _MET and not (now and d.when and d.when.start > now)]
    current = any(not context.is_past(d.when) for d in (*context.told, *met))
    context.told += [d for d in met if not (current and context.is_past(d.when))]
    context.drafts = told or [
        d for d in context.drafts if not speakers or speakers & {*d.actor_keys(), *d.hosts, d.series}
    ]


def _agreed(context: Context, draft: Draft) -> Draft | None:
    """The gathering told of right before whose parties agree on something."""
    last = context.told[-1] if context.told else None
    if last is None or last.kind == "Meeting" or not 0 <= draft.sentence - last.sentence <= 1:
        return None
    parties = {context.parties.state_of(actor) for actor in last.actors}
    return last if len(draft.actors) > 1 and parties == set(draft.actor_keys()) else None


def _join(gathering: Draft, statement: Draft) -> None:
    """Who speaks at a gathering is there."""
    known = {*gathering.actor_keys(), *gathering.hosts, gathering.series}
    gathering.stretches += [s for s in statement.stretches[:1] if s not in gathering.stretches]
    for actor in statement.actors:
        if actor.key in known or not actor.key.startswith("person/"):
            continue
        gathering.actors.append(Actor(actor.key, actor.token, carried=actor.carried))
        if actor.token is not None and not gathering.proves(actor.token):
            gathering.stretches.append((actor.token.start, actor.token.end))


def _earlier(sentence: Sentence, draft: Draft) -> bool:
    """Whether something without a day was said before what was told of."""
    if draft.verb is None or draft.when is not None:
        return False
    verb = sentence.at(draft.verb[0])
    start, _ = sentence.clauses[sentence.clause_at(verb)]
    return patterns.load()["link.earlier"].search(sentence.shadow, start, verb) is not None


def _elsewhere(context: Context, sentence: Sentence, draft: Draft) -> bool:
    """Whether something was said on an occasion of its own: in an interview, in a post.

    The day before a deed after which it was said is then that of the deed.
    """
    if draft.verb is None:
        return False
    verb = sentence.at(draft.verb[0])
    clause = sentence.clause_at(verb)
    pattern = patterns.load()
    words = context.scan.text[slice(*sentence.stretch(sentence.clauses[max(0, clause - 1)][0], verb + 1))]
    found = pattern["link.elsewhere"].search(words)
    if found and pattern["link.after_deed"].search(words, 0, found.start()):
        draft.when = None
    return found is not None


def _round(context: Context, sentence: Sentence, draft: Draft, host: Draft | None) -> Draft | None:
    """What a statement was made at: its ``host``, or the gathering at which others have spoken right before.

    One speaks at the opening; then the next, who is introduced, speaks, and the next.
    """
    if host is not None and host.kind == "Gathering" and draft.verb is not None:
        verb = sentence.at(draft.verb[0])
        start, _ = sentence.clauses[sentence.clause_at(verb)]
        place = patterns.load()["link.at_meeting"].search(sentence.shadow, start, verb)
        if place is not None:
            context.round = host
        press = place is not None and patterns.load()["link.outside"].search(place[0])
        if place is not None and not press and any(actor.key.startswith("person/") for actor in draft.actors):
            _join(host, draft)
        return host
    introduced = [a for a in draft.actors if a.token is not None and a.token.offices and not a.carried]
    if host is None and draft.when is None and introduced and context.round is not None:
        _join(context.round, draft)
        return context.round
    return host


def _at_meeting(context: Context, sentence: Sentence, draft: Draft) -> Draft | None:
    """What was told of before and the words were spoken at: the text says so, or the speaker has just taken part."""
    pattern = patterns.load()
    keys = draft.actor_keys()
    speakers = {key for key in keys if len(keys) > 1 or key.startswith("person/")}
    if draft.verb is None or not speakers:
        return None
    verb = sentence.at(draft.verb[0])
    clause = sentence.clause_at(verb)
    first = sentence.clauses[max(0, clause - 1)][0]
    place = pattern["link.at_meeting"].search(sentence.shadow, first, verb)
    mine = [d for d in context.told if speakers & {*d.actor_keys(), *d.hosts, d.series}]
    if place is not None and pattern["circumstances.phone"].search(place[0]):
        mine = [d for d in mine if d.mode in ("phone", "video")]
    if place is not None and not mine:  # of whom only the state was named
        states = {context.parties.state_of(actor) for actor in draft.actors} - {None}
        mine = [d for d in context.told[-1:] if d.kind != "Gathering" and d.when and states & set(d.actor_keys())]
    if place is not None and pattern["link.ceremony"].search(place[0]):
        acts = [d for d in context.acts if draft.sentence - d.sentence <= _NEAR]
        if acts:
            return acts[-1]
    if place is None:
        return mine[-1] if mine and draft.sentence - mine[-1].sentence <= _NEAR else None
    if pattern["link.another"].search(sentence.shadow, first, verb):
        return None
    mine = [d for d in mine if not context.is_past(d.when)]
    gatherings = [d for d in context.told if d.kind != "Meeting"]
    if not mine and pattern["link.press"].search(place[0]) and not pattern["link.at_close"].search(place[0]):
        return None
    host = mine[-1] if mine else gatherings[-1] if gatherings else None
    if host is not None and host.when is not None:
        start, end = host.when.start, host.when.end or host.when.start
        day = end if pattern["link.at_close"].search(place[0]) else None
        day = start if day is None and pattern["link.at_opening"].search(place[0]) else day
        if day is not None:
            draft.when = When(day)
            draft.stretches += [s for s in host.stretches if s not in draft.stretches]
    return host


def _same_day(context: Context, statement: Draft) -> None:
    """Who has spoken on a day, and goes on speaking, does so on that day."""
    speaker = statement.actors[0].key if statement.actors else ""
    host = statement.part_of
    when = statement.when or (host.when if host is not None else None)
    if when is not None and len(when.start) == 10:
        context.spoke[speaker] = when, list((statement if statement.when or host is None else host).stretches)
    elif when is None and host is None and speaker in context.spoke:
        statement.when, told = context.spoke[speaker]
        statement.stretches += told
    else:
        context.spoke.pop(speaker, None)


def _occasion(sentence: Sentence, draft: Draft, occasions: Occasions) -> Draft | None:
    """The gathering that the clauses of an event name as its occasion."""
    first, last = draft.stretches[0]
    start = sentence.clauses[sentence.clause_at(sentence.at(first))][0]
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
    return None


def _attended(draft: Draft, gathered: list[Draft], sentence: Sentence) -> Draft | None:
    """The gathering that the same person attended in the clause before."""
    who = set(draft.actor_keys()[:1])
    for other in reversed(gathered):
        earlier = other.stretches[0][0] < draft.stretches[0][0]
        if earlier and other.kind == "Gathering" and who & set(other.actor_keys()):
            here = sentence.clause_at(sentence.at(draft.stretches[0][0]))
            there = sentence.clause_at(sentence.at(other.stretches[0][0]))
            if 0 <= here - there <= 1:
                return other
    return None


def _to_come(sentence: Sentence, told: list[Draft]) -> None:
    """What somebody does after what is to come, in the same sentence, is to come: will go there, and meet somebody."""
    before: Draft | None = None
    for draft in sorted((d for d in told if d.kind in (*_MET, "Visit")), key=lambda d: d.stretches[0]):
        if before is not None and draft.status == "held" and draft.actor_keys()[:1] == before.actor_keys()[:1]:
            same = draft.when is None or before.when is None or draft.when.start >= before.when.start
            first, last = (sentence.clause_at(sentence.at(d.stretches[0][0])) for d in (before, draft))
            start = sentence.clauses[last][0]
            along = last == first or (
                last == first + 1 and patterns.load()["link.goes_on"].match(sentence.shadow, start)
            )
            if same and along and not patterns.load()["link.already"].search(sentence.shadow, start):
                draft.status = before.status
        before = draft if draft.status == "planned" and draft.actors else None


def _arrivals(happened: list[Draft]) -> None:
    """Who goes to a city, and in the same sentence meets somebody, does so there."""
    arrived: Draft | None = None
    for draft in happened:
        if draft.kind == "Visit" and draft.place and draft.place.startswith("place/"):
            arrived = draft
        elif draft.kind == "Meeting" and draft.mode == "in-person" and arrived is not None:
            same = (draft.when is None or draft.when == arrived.when) and draft.status == arrived.status
            if draft.place is None and same and draft.actor_keys()[:1] == arrived.actor_keys()[:1]:
                draft.place = arrived.place
                draft.stretches += [s for s in arrived.stretches[:1] if s not in draft.stretches]


def _visits(context: Context, happened: list[Draft]) -> None:
    """What happens in a block that tells of one dated visit, and has no date of its own, is part of the visit."""
    for draft in happened:
        if draft.kind == "Visit" and draft.when is not None and draft.status == "held":
            before = context.visit
            if before is None or (
                set(before.actor_keys()) == set(draft.actor_keys()) and not context.is_past(draft.when)
            ):
                context.visit = draft
        elif draft.kind == "Meeting" and draft.part_of is None and context.visit is not None:
            visit = context.visit
            here = [d for d in happened if d.kind == "Visit" and d.stretches[0][0] < draft.stretches[0][0]]
            if here and here[-1] is not visit and set(here[-1].actor_keys()) & set(draft.actor_keys()):
                visit = here[-1]  # another one, told of right before
            same = set(draft.actor_keys()) & set(visit.actor_keys()) and draft.mode == "in-person"
            if draft.when is None and same and not _met_before(context, draft):
                draft.part_of = visit
                draft.when = visit.when
                if draft.place is None and visit.place and visit.place.startswith("place/"):
                    draft.place = visit.place
                    draft.stretches += [s for s in visit.stretches[:1] if s not in draft.stretches]


def _met_before(context: Context, meeting: Draft) -> bool:
    """Whether the same people's meeting, with its day, has been told of: this is it again."""
    who = set(meeting.actor_keys())
    return any(d.kind == "Meeting" and d.when is not None and set(d.actor_keys()) == who for d in context.told)


def _host(
    context: Context, sentence: Sentence, draft: Draft, others: list[Draft], occasions: Occasions
) -> Draft | None:
    """What a statement was made at: the occasion that its clause names, else what the speaker just took part in."""
    named = _occasion(sentence, draft, occasions)
    if named is not None:
        return named
    speakers = {a.key for a in draft.actors}
    start = draft.stretches[0][0]
    before = [d for d in others if d.stretches[0][0] <= start and d.kind in _AT and d.status == "held"]
    for other in reversed([d for d in before if d.kind != "Publication"]):
        if speakers & {*other.actor_keys(), *other.hosts, other.series}:
            return other
    gathering = next((d for d in reversed(before) if d.kind == "Gathering" and d.when and d.status == "held"), None)
    himself = any(a.key.startswith("person/") and not a.carried for a in draft.actors)
    if gathering is not None and himself and draft.when is None and draft.place is None:
        _join(gathering, draft)
        return gathering
    published = [d for d in before if d.kind == "Publication" and speakers & set(d.actor_keys())]
    if published:
        return published[-1]
    if draft.when is None:
        for other in reversed(context.drafts):
            if other.kind == "Publication" and himself:
                continue  # a paper is read, and nothing is said by somebody at it
            if speakers & {*other.actor_keys(), *other.hosts, other.series}:
                return other
        visit = context.visit
        if visit is not None and speakers & set(visit.actor_keys()):
            met = [
                d for d in context.told if d.sentence >= visit.sentence and d.when and speakers & set(d.actor_keys())
            ]
            return met[-1] if met and draft.sentence - met[-1].sentence <= _NEAR else visit
    return None
