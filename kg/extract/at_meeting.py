"""What goes with a meeting that was told of before: what those who met did there, who else took part."""

from __future__ import annotations

from kg import dates
from kg.extract import for_sides, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.sentence import Sentence
from kg.text.fold import fold

_MET = ("Meeting", "Dialogue", "Gathering")
_TALKS = ("Meeting", "Dialogue")
_TWO = 2
_SOON = 4  # sentences in which those who met act at their meeting
_RIGHT_BEFORE = 120  # characters from a day to whom somebody met next
_TRIP_REACH = 400  # characters from a journey to who is told to have gone along
_SIDE_REACH = 160  # characters from a meeting to who is told to have been there for one side
_NEAR = 120  # sentences in which what is said to have been on its eve or after it belongs to a meeting


def issued(sentence: Sentence, gathered: list[Draft], happened: list[Draft]) -> None:
    """What a clause tells to be adopted behind the one that names a gathering is issued by it, and part of it."""
    for draft in happened:
        if draft.kind != "Publication" or draft.actors or draft.verb is None or draft.status != "held":
            continue
        verb = sentence.at(draft.verb[0])
        start, _ = sentence.clauses[sentence.clause_at(verb)]
        before = [d for d in gathered if d.status == "held" and sentence.at(d.stretches[0][0]) < start]
        told = patterns.load()["link.adopts"].fullmatch(sentence.shadow, start, verb)
        if len(before) == 1 and told and before[0].series and before[0].kind == "Gathering":
            draft.actors = [Actor(before[0].series, None, "issuer", carried=True)]
            draft.part_of = before[0]
            draft.prove_by(before[0].stretches[:1])


def adopted(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """What "this summit" or "those present" adopt without a day is part of the gathering told of last."""
    for draft in happened:
        if draft.kind != "Publication" or draft.when is not None or draft.verb is None or draft.status != "held":
            continue
        verb = sentence.at(draft.verb[0])
        start, _ = sentence.clauses[sentence.clause_at(verb)]
        last = next((d for d in reversed(context.told) if d.kind == "Gathering"), None)
        first = sentence.tokens[start]
        named = first is not None and patterns.load()["link.this_one"].match(context.scan.text, first.start) is not None
        adopts = named or patterns.load()["link.this_adopts"].match(sentence.shadow, start) is not None
        if last is None or last.when is None or not adopts:
            continue
        if not draft.actors and last.series:
            draft.actors = [Actor(last.series, None, "issuer", carried=True)]
        draft.when, draft.part_of = last.when, last
        draft.prove_by(last.stretches[:1])


def announced(context: Context, happened: list[Draft], said: list[Draft]) -> None:
    """What those who speak announce to have set up or done, in words of no day of its own, has the day of the words."""
    for words in said:
        day = words.when or (words.part_of.when if words.part_of is not None else None)
        text = context.scan.text[slice(*words.verb)] if words.verb is not None else ""
        if day is None or not day.is_day or words.said is None or not patterns.load()["link.announces"].search(text):
            continue
        for draft in happened:
            told = draft.kind in ("Establishment", "Act", "Withdrawal") and draft.status == "held"
            if not told or draft.when is not None or draft.day_untold:
                continue
            within = words.said[0] < draft.stretches[0][1] <= words.said[1]
            if within and draft.actors and set(draft.actor_keys()) <= _with_states(context, words):
                draft.when = day
                draft.prove_by(words.stretches[:1])


def just_after(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """Who met "after the talks" or "after the speech" did so on the day of what he had done right before."""
    meetings = _undated(happened)
    if not meetings:
        return
    first = patterns.load()["link.after_that_one"].match(sentence.shadow)
    if first is not None:
        named = {t.key for t in sentence.tokens_in(*first.span()) if t.kind == "person"}
        _after_that(context, named, [d for d in meetings if sentence.at(d.stretches[0][0]) >= first.end()])
    if patterns.load()["link.just_after"].match(sentence.shadow) is None:
        return
    for draft in _undated(meetings):
        if draft.verb is not None and not _right_after(context, sentence, draft, draft.verb):
            _then(context, sentence, draft)


def _undated(happened: list[Draft]) -> list[Draft]:
    """The meetings that took place on no day that their sentence tells."""
    return [d for d in happened if d.kind == "Meeting" and d.when is None and not d.day_untold and d.status == "held"]


def _after_that(context: Context, named: set[str], meetings: list[Draft]) -> None:
    """Gives the ``meetings`` of who had met those ``named``, as the text told, the day of that meeting."""
    for draft in meetings:
        who = {*named, *draft.actor_keys()[:1]}
        told = (*context.told_above, *context.told)
        met = [d for d in told if d.kind == "Meeting" and who <= set(d.actor_keys())]
        last = met[-1] if met and draft.sentence - met[-1].sentence <= _SOON else None
        if last is not None and last.when is not None and last.when.is_day:
            draft.when = last.when
            draft.prove_by(last.stretches)


def after_ceremony(context: Context, sentence: Sentence, told: list[Draft]) -> None:
    """Who meet after the ceremony that was told of right before, do so on its day.

    In other news than that of the ceremony those who meet are named, and were at it.
    """
    pattern = patterns.load()
    meetings = [d for d in told if d.kind in _MET and d.when is None and not d.day_untold and d.status == "held"]
    if not meetings or pattern["link.after_ceremony"].match(sentence.shadow) is None:
        return
    above = not context.told
    last = (context.told_above if above else context.told)[-_TWO:]
    rite_of = pattern["link.a_ceremony"]
    rites = [d for d in last if d.sentence == last[-1].sentence and rite_of.search(fold(d.title or ""))]
    for draft in meetings:
        both = {*draft.actor_keys(), *draft.hosts}
        for rite in rites:
            there = len(both) > 1 and not any(a.carried for a in draft.actors)
            there = there and len(both & {*rite.actor_keys(), *rite.hosts}) >= _TWO
            near = draft.sentence - rite.sentence <= _SOON and (draft.kind == "Meeting" or there)
            if rite.when is not None and rite.when.is_day and (there if above else near):
                draft.when = rite.when
                draft.prove_by(rite.stretches)


def afterwards(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """What those who met sign, issue or witness, without a day of its own, they do on the day that they met.

    The meeting was told of right before. A gathering is of that day where they alone are told to have been at it.
    """
    for draft in happened:
        at = draft.stretches[0] if draft.kind == "Gathering" else draft.verb
        if draft.when is not None or draft.day_untold or at is None or draft.status != "held":
            continue
        verb = sentence.at(at[0])
        clause = sentence.clause_at(verb)
        if draft.kind == "Meeting" and _right_after(context, sentence, draft, at):
            continue
        if draft.kind == "Meeting" and patterns.load()["link.then"].search(sentence.shadow, *sentence.lead(at)):
            if not _along(sentence, draft, happened):
                _then(context, sentence, draft)
            continue
        around = patterns.load()["link.around"]
        starts = {sentence.clauses[clause][0], sentence.clauses[max(0, clause - 1)][0]}
        if (
            draft.kind in ("Meeting", "Act", "Gathering")
            and draft.verb
            and any(around.match(sentence.shadow, start, verb) for start in starts)
        ):
            last = [d for d in context.told if d.when is not None and draft.sentence - d.sentence <= _NEAR]
            if last and (when := last[-1].when) is not None and dates.is_day(when.start):
                draft.when = when
                draft.prove_by(last[-1].stretches)
            continue
        if draft.kind not in ("Act", "Publication", "Establishment", "Gathering"):
            continue
        if patterns.load()["circumstances.earlier"].search(sentence.shadow, sentence.clauses[clause][0], verb):
            continue
        start, _ = sentence.clauses[max(0, clause - 1)]
        opens = patterns.load()["link.opens_after"].match(sentence.shadow)
        after = opens or patterns.load()["link.afterwards"].search(sentence.shadow, start, verb)
        kinds, far = (_MET, _NEAR) if after else (("Meeting", "Dialogue"), _SOON)
        met = [
            d
            for d in (*context.told, *happened)
            if d.kind in kinds and d.when and not _is_background(context, d, draft)
        ]
        before = [d for d in met if d.stretches[0][0] < draft.stretches[0][0] and draft.sentence - d.sentence <= far]
        mine = [d for d in before if _were_there(context, d, draft)] if after else []
        if draft.kind == "Gathering" and not (mine and _same_or_fewer(draft, mine[-1])):
            continue
        if after:  # the last at which they were, or near by any
            before = mine or [d for d in before if draft.sentence - d.sentence <= _SOON]
            past = context.last_met  # of which the text has told as of what is past
            if past is not None and draft.sentence - past.sentence == 1 and context.is_past(past.when):
                before = [past]
        met_there = draft.actors and all(actor.carried for actor in draft.actors) and _share(context, before, draft)
        if before and not after and _gone_on(context, before[-1], draft):
            continue  # that is of another journey
        days = [t.when for t in sentence.tokens_in(0, verb) if t.kind == "date" and t.when]
        if met_there and not after and days and before[-1].when not in days:
            continue  # the sentence tells of another day
        if before and (after or met_there):
            draft.when = before[-1].when
            draft.prove_by(before[-1].stretches)
        elif after and draft.kind == "Publication":
            _then(context, sentence, draft)


def _same_or_fewer(draft: Draft, met: Draft) -> bool:
    """Whether nobody is told to have been there who was not at the meeting."""
    return {actor.key for actor in draft.actors} <= {actor.key for actor in met.actors}


def _gone_on(context: Context, met: Draft, draft: Draft) -> bool:
    """Whether the text has gone on, since a meeting, to a visit of another month."""
    month = met.when.start[: len("2024-05")] if met.when is not None else None
    since = (d.when for d in context.drafts if d.kind == "Visit" and met.sentence < d.sentence <= draft.sentence)
    return any(when is not None and when.start[: len("2024-05")] != month for when in since)


def _is_background(context: Context, met: Draft, draft: Draft) -> bool:
    """Whether a meeting is long past, and was not told of right before."""
    day = met.when is not None and dates.is_day(met.when.start)
    return context.is_past(met.when) and not (day and draft.sentence - met.sentence <= 1)


def _then(context: Context, sentence: Sentence, draft: Draft) -> None:
    """Gives what somebody did after what he had done in the sentence right before, or in this one, its day."""
    day, told = context.spoke.get(draft.actors[0].key, (None, [])) if draft.actors else (None, [])
    if day is not None and day.is_day and told and 0 <= sentence.start - told[0][0] <= _RIGHT_BEFORE:
        draft.when = day
        draft.prove_by(told)


def _along(sentence: Sentence, draft: Draft, happened: list[Draft]) -> bool:
    """Gives a meeting told of by "then" the day of the one that the same person had in the clause before."""
    clause = sentence.clause_at(sentence.at(draft.stretches[0][0]))
    for met in happened:
        same = met.kind in _TALKS and met.status == "held" and met.actor_keys()[:1] == draft.actor_keys()[:1]
        before = met.stretches[0][0] < draft.stretches[0][0]
        near = clause - sentence.clause_at(sentence.at(met.stretches[0][0])) == 1
        if same and before and near and met.when is not None and met.when.is_day and met.when.end is None:
            draft.when = met.when
            draft.prove_by(met.stretches)
            return True
    return False


def _right_after(context: Context, sentence: Sentence, draft: Draft, verb: tuple[int, int]) -> bool:
    """Gives a meeting "after the talks" their day, where who met was at those told of in the sentence right before."""
    last = context.told[-1] if context.told else None
    after = patterns.load()["link.after_it"].search(sentence.shadow, *sentence.lead(verb, clauses=2))
    if after is None or last is None or last.when is None or not last.when.is_day or not draft.actors:
        return False
    if draft.sentence - last.sentence > _TWO or not set(draft.actor_keys()) & {*last.actor_keys(), *last.hosts}:
        return False
    draft.when = last.when
    draft.prove_by(last.stretches)
    return True


def by_the_way(sentence: Sentence, draft: Draft) -> bool:
    """Whether something is told only to say since when, or for what a guest has come with whom somebody meets."""
    if draft.kind != "Gathering":
        return since_when(sentence, draft)
    guests = (match.span() for match in patterns.load()["link.guest_of"].finditer(sentence.shadow))
    last = draft.verb[0] if draft.verb is not None else draft.stretches[0][0]
    return any(start <= sentence.at(last) < end for start, end in guests)


def since_when(sentence: Sentence, draft: Draft) -> bool:
    """Whether a meeting is named only to tell since when: met again, for the first time after the one of March."""
    if draft.kind != "Meeting" or draft.verb is None:
        return False
    behind = sentence.at(draft.verb[1] - 1) + 1
    return patterns.load()["link.since_when"].match(sentence.shadow, behind) is not None


def _share(context: Context, met: list[Draft], draft: Draft) -> bool:
    """Whether who acts is who met last, or the states that those act for."""
    if not met:
        return False
    return set(draft.actor_keys()) <= _with_states(context, met[-1])


def _were_there(context: Context, met: Draft, draft: Draft) -> bool:
    """Whether some who act are among who met, or of the states that met."""
    return bool(_with_states(context, draft) & {*_with_states(context, met), *met.hosts})


def _with_states(context: Context, draft: Draft) -> set[str]:
    """The keys of who act, and of the states that they act for."""
    states = (context.parties.state_of(actor) for actor in draft.actors)
    return {*draft.actor_keys(), *filter(None, states)}


def told_of_states(context: Context, happened: list[Draft]) -> None:
    """A meeting that was told of as one of states, and now of the persons who met for them, is one meeting."""
    for draft in [d for d in happened if d.kind == "Meeting"]:
        persons = [a for a in draft.actors if a.key.startswith("person/")]
        states = {context.parties.state_of(actor) for actor in persons}
        if len(persons) < len(draft.actors) or len(states) < _TWO:
            continue
        before = [d for d in happened if d is not draft and d.stretches[0] < draft.stretches[0]]
        for met in (*reversed(before), *reversed(context.told)):
            if draft.sentence - met.sentence > _SOON or met.kind != "Meeting":
                continue
            if draft.when is None and draft.status != "held" and (met.when or draft.status != "planned"):
                continue
            if not of_that_rank(context, met, persons):
                continue
            same_day = draft.when is None or (draft.when == met.when and draft.status == met.status)
            lead = met.when is None and met.status == draft.status and draft.sentence - met.sentence < _SOON
            if set(met.actor_keys()) == states and met.mode == draft.mode and (same_day or lead):
                met.actors, met.when = draft.actors, met.when or draft.when
                met.place, met.status = draft.place or met.place, draft.status
                met.prove_by(draft.stretches)
                draft.merged_into = met
                happened.remove(draft)
                break


def of_that_rank(context: Context, met: Draft, persons: list[Actor]) -> bool:
    """Whether persons may be those who met as heads of their states, where the words tell that these did."""
    pattern = patterns.load()
    if pattern["summits.heads"].search(context.scan.text, *met.stretches[0]) is None:
        return True
    held = [[fold(o.title) for o in a.token.offices if not o.former] for a in persons if a.token is not None]
    return all(not titles or any(map(pattern["summits.leader"].search, titles)) for titles in held)


def _in_all(context: Context, sentence: Sentence) -> None:
    """Who is said to have taken part in all that the report told of: its meetings and ceremonies."""
    for match in sentence.matches("link.in_all"):
        came = context.parties.actors(sentence.tokens_in(*match.span(1)))
        last = {*context.told[-1].actor_keys(), *context.told[-1].hosts} if context.told else set()
        for draft in context.told[context.section :]:
            if not last & {*draft.actor_keys(), *draft.hosts}:
                continue  # in which others took part
            there = [a for a in came if a.key not in (*draft.actor_keys(), *draft.hosts)]
            if draft.kind in ("Meeting", "Gathering") and draft.status == "held" and draft.mode in (None, "in-person"):
                draft.actors += [Actor(a.key, a.token, carried=True) for a in there]
                draft.stretches.append(sentence.stretch(*match.span()))


def _travels(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """Who is said to go along on the journey of the sentence, or on the one told of right before, of who is named."""
    for match in sentence.matches("link.also_travels"):
        trips = [d for d in happened if d.kind == "Visit"]
        if not trips:
            near = [
                d for d in context.drafts if d.kind == "Visit" and sentence.start - d.stretches[-1][1] <= _TRIP_REACH
            ]
            lead = sentence.tokens_in(match.start(), match.start(match.lastindex or 0))
            led = {a.key for a in context.parties.actors(lead) if a.key.startswith("person/")}
            trips = [d for d in near if not led or led & set(d.actor_keys())]
        if trips:
            _add(context, sentence, trips[-1], match.span(match.lastindex or 0), match.span())


def _of_side(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """Who is said to have been there for one side, at the meeting told of right before."""
    for match in sentence.matches("link.of_side"):
        here = [d for d in happened if d.stretches[0][0] < sentence.places[match.start()][0]]
        met = [d for d in (*context.told, *here) if d.kind in _MET]
        if not met or met[-1].kind == "Gathering" or met[-1].status != "held":
            continue
        if sentence.start - met[-1].stretches[0][1] <= _SIDE_REACH:
            _add(context, sentence, met[-1], match.span(1), match.span())


def _at_the_meal(context: Context, sentence: Sentence, happened: list[Draft]) -> None:
    """Who is said to have been asked to a meal, too, was at the one told of right before: that is no act of its own."""
    for match in sentence.matches("link.feast_guests"):
        met = [d for d in context.told if d.kind == "Meeting" and d.status == "held"]
        if met and sentence.start - met[-1].stretches[0][1] <= _TRIP_REACH * 2:
            _add(context, sentence, met[-1], match.span(1), match.span())
            first, last = sentence.stretch(*match.span())
            own = [d for d in happened if d.kind == "Act" and d.verb is not None and first <= d.verb[0] < last]
            happened[:] = [d for d in happened if d not in own]


def _add(context: Context, sentence: Sentence, draft: Draft, named: tuple[int, int], words: tuple[int, int]) -> None:
    """Those named in a stretch of the shadow took part, too."""
    came = [a for a in context.parties.actors(sentence.tokens_in(*named)) if a.key.startswith("person/")]
    draft.actors += [a for a in came if a.key not in (*draft.actor_keys(), *draft.hosts)]
    draft.stretches.append(sentence.stretch(*words))


def joined(context: Context, sentence: Sentence, gathered: list[Draft], happened: list[Draft]) -> None:
    """Who is said to have taken part in the meeting told of last, or in those of one person."""
    for_sides.told(context, sentence, [*gathered, *happened])
    _in_all(context, sentence)
    for match in sentence.matches("link.also_there"):
        here = [d for d in happened if d.stretches[0][0] < sentence.places[match.start()][0]]
        if here and here[-1].kind == "Meeting":
            came = context.parties.actors(sentence.tokens_in(*match.span(match.lastindex or 0)))
            persons = [a for a in came if a.key.startswith("person/")]
            here[-1].actors += [a for a in persons if a.key not in here[-1].actor_keys()]
            here[-1].stretches.append(sentence.stretch(*match.span()))
    _travels(context, sentence, happened)
    _of_side(context, sentence, happened)
    _at_the_meal(context, sentence, happened)
    for match in sentence.matches("link.joined"):
        here = [d for d in happened if d.stretches[0][0] < sentence.places[match.start()][0]]
        met = [d for d in (*context.told, *here) if d.kind in ("Meeting", "Dialogue") and d.status == "held"]
        if not met:
            return
        last = met[-1]
        named = match.span(match.lastindex or 0)
        for actor in context.parties.actors(sentence.tokens_in(*named)):
            if actor.key.startswith("person/") and actor.key not in (*last.actor_keys(), *last.hosts):
                last.actors.append(actor)
        last.stretches.append(sentence.stretch(named[0], match.end()))
