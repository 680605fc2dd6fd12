"""Events by frames: each match of a frame becomes one event or, of a list of counterparts, one each.

Here is what all classes have in common: which frames fit, in what mood, who acts, when, what proves it. What a class
makes of it is in ``encounters`` (meetings), ``journeys`` (visits) and ``deeds`` (all others).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from kg.extract import circumstances, deeds, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Draft
from kg.extract.encounters import Encounters
from kg.extract.frames import Frame
from kg.extract.journeys import Journeys
from kg.extract.sentence import Sentence
from kg.extract.subjects import spoken_about
from kg.extract.telling import Telling
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.records import EventKind, Status

_PRECISION = {"Meeting": 0.93, "Visit": 0.9, "Publication": 0.9, "Establishment": 0.8, "Withdrawal": 0.9, "Act": 0.85}
_USUAL_PRECISION = 0.85
_FROM = "起"  # behind a day: what is done from it on is told of that day
_ON_VISIT = frozenset({"Meeting", "Visit", "Gathering"})  # what guests do
_GOES_ON = frozenset({"Visit", "Act", "Gathering", "Publication"})
_UNTIL = 2  # characters of a word for "until" and a date
_UNKNOWN = 2  # characters before a small word that may be the name of who did it with somebody


class Events:
    """Applies the frames to the sentences of one document, in order."""

    def __init__(self, context: Context) -> None:
        self._context = context
        encounters = Encounters(context)
        self._make: dict[str, Callable[[Telling], list[Draft]]] = {
            "Meeting": encounters.meetings,
            "Dialogue": encounters.talks,
            "Visit": Journeys(context).visits,
            "Publication": lambda telling: deeds.publication(context, telling),
            "Establishment": lambda telling: deeds.establishments(context, telling),
            "Withdrawal": lambda telling: deeds.withdrawal(context, telling),
            "Act": lambda telling: deeds.act(context, telling),
            "Gathering": lambda telling: deeds.gathering(context, telling),
        }

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The events that frames find in a sentence, in order of their verbs; ``number`` is the sentence's."""
        drafts: list[Draft] = []
        last: tuple[str, list[Draft]] | None = None
        for frame, match in self._matches(sentence):
            if frame.after and (last is None or last[0] not in frame.after or not last[1]):
                continue
            before = last[1][-1] if frame.after and last else None
            met = next((d for d in reversed(drafts) if d.kind == "Meeting"), None) if frame.both else None
            if last is not None and len(last[1]) > 1 and met is last[1][-1]:
                met = None  # whom he met one by one
            guest = match.groupdict().get("guest") is not None
            came = next((d for d in reversed(drafts) if d.kind == "Visit"), None) if guest else None
            telling = self._telling(frame, match, sentence, number, before or met or came)
            if telling is not None and drafts:
                _on_journey(telling, drafts[-1])
            if telling is not None and (not self._fits(telling) or self._is_news(telling)):
                continue
            made = self._make[frame.event](telling) if telling is not None else []
            if telling is not None and made and frame.event == "Dialogue" and self._met_just_now(telling, made, drafts):
                continue
            if made:
                drafts += made
                last = (frame.name, made)
                if patterns.load()["parties.mediating"].match(match["verb"] or ""):
                    continue
                if frame.beside and len(set(map(self._context.parties.state_of, made[-1].actors))) == 1:
                    continue  # who of one state speak to the press are no two sides
                spoken_of = circumstances.after_speech(sentence, match.start("verb")) > 0
                if made[-1].status != "held":  # in the words that the sentence tells
                    says = patterns.load()["speakers.say"]
                    spoken_of = spoken_of or says.search(sentence.shadow, 0, match.start()) is not None
                self._context.parties.remember(made[-1].actors, again=spoken_of)
                self._context.parties.part(made)
        return drafts

    def _met_just_now(self, told: Telling, made: list[Draft], drafts: list[Draft]) -> bool:
        """Whether the clause only tells what those of the meeting right before spoke about there."""
        about = patterns.load()["events.spoke_about"].match(told.sentence.shadow, told.clause_start)
        met = next((d for d in drafts if d.kind == "Meeting"), None)
        if about is None or met is None or len(made) > 1 or made[0].ordinal is not None:
            return False
        states = self._context.parties.state_of
        return {states(a) for a in met.actors} == {states(a) for a in made[0].actors} != {None}

    def _is_news(self, telling: Telling) -> bool:
        """Whether a newspaper or broadcaster announces what others agreed on."""
        by = telling.subject.actors if telling.subject is not None else []
        if telling.frame.event not in ("Act", "Establishment") or not by or not all(map(self._context.is_media, by)):
            return False
        sentence, match = telling.sentence, telling.match
        start, _ = sentence.clauses[telling.clause]
        return patterns.load()["events.announced"].search(sentence.shadow, start, match.end()) is not None

    def _matches(self, sentence: Sentence) -> list[tuple[Frame, re.Match[str]]]:
        """Where frames fit, by their verbs: a verb is claimed by the first frame that fits it."""
        found: list[tuple[Frame, re.Match[str]]] = []
        claimed: set[int] = set()
        for frame in self._context.frames.fitting(sentence.grams):
            for match in frame.pattern.finditer(sentence.shadow):
                verb = range(*match.span("verb"))
                if not claimed.intersection(verb):
                    claimed.update(verb)
                    found.append((frame, match))
        return sorted(found, key=lambda pair: pair[1].start("verb"))

    def _telling(
        self, frame: Frame, match: re.Match[str], sentence: Sentence, number: int, before: Draft | None
    ) -> Telling | None:
        """What a frame tells, with the event so far; None where the sentence only wonders."""
        at = match.start("verb")
        clause = sentence.clause_at(at)
        clause_end = sentence.clauses[clause][1]
        status = _status(frame, match, sentence, clause)
        begins, stop = sentence.clauses[clause][0], patterns.load()["events.first_stop"]
        if status is None or stop.search(sentence.shadow, begins, match.end() + 1):
            return None
        if frame.event == "Meeting" and _is_topic(sentence, match):
            return None
        called_off = status in ("held", "planned") and patterns.load()["events.called_off"].search(
            sentence.shadow, match.end(), clause_end
        )
        if called_off or (frame.off and status in ("held", "planned")):
            status = "cancelled"
        subject = self._subject(frame, match, sentence, before)
        media = subject is not None and all(a.carried and self._context.is_media(a) for a in subject.actors)
        if media and frame.event == "Act":
            return None  # what a newspaper tells, and does not do
        within = match.span("what") if "what" in match.groupdict() else (-1, -1)
        when, date = self._when(frame, sentence, at, clause, within)
        if when is None and frame.dated and frame.event == "Meeting":  # which the words that tell of it hold
            date = next((t for t in sentence.tokens_in(at, match.end()) if t.kind == "date" and t.when), None)
            when = date.when if date else None
        behind = subject is not None and date is not None and sentence.places[at][0] < subject.stretch[0] < date.start
        if behind and (frame.event == "Meeting" or (frame.event == "Visit" and self._context.is_to_come(when))):
            when = date = None  # what he who had met somebody, or who is on a visit, does then
        if frame.off:  # the day before it is that on which it was called off
            date = next((t for t in sentence.tokens_in(*match.span()) if t.kind == "date" and t.when), None)
            when = date.when if date else None
        elif date is not None and subject is not None and (other := self._of_words(sentence, at, subject, date)):
            subject, when, date = self._announced(sentence, other, subject, (when, date))
        elif date is not None and (
            self._of_outer(sentence, match, clause, date)
            or (status in ("planned", "proposed") and _asked_on(sentence, date, at))
            or (frame.event == "Visit" and self._of_another(sentence, match, date))
        ):
            when = date = None
        status = "planned" if status == "held" and when is not None and when.ahead else status
        if status == "planned" and date is not None and self._is_past(sentence, clause, date):
            when = date = None
        if when is None and frame.both and before is not None and _followed(sentence, number, clause, at, before):
            when = before.when
        draft = Draft(
            cast(EventKind, frame.event), frame.name, [], _PRECISION.get(frame.event, _USUAL_PRECISION), number,
            when=when, status=cast(Status, status), way=frame.way,
        )  # fmt: skip
        first = min(match.start(), _first(sentence, clause, subject, date, match))
        draft.stretches = [sentence.stretch(first, max(match.end(), at + 1))]
        draft.verb = sentence.stretch(*match.span("verb"))
        draft.over = patterns.load()["events.is_over"].match(sentence.shadow, match.end()) is not None
        dates = [t for t in sentence.tokens_in(sentence.clauses[max(0, clause - 1)][0], at) if t.kind == "date"]
        draft.day_untold = when is None and any(t.when is None for t in dates)
        if frame.after and before is not None and before.verb is not None:
            draft.verb = before.verb
            draft.stretches.append(before.verb)
        if called_off:
            draft.stretches[0] = (draft.stretches[0][0], sentence.places[clause_end - 1][1])
        if date is not None and not draft.proves(date):
            draft.stretches.append((date.start, date.end))
        named = {name: _named(sentence, match, name) for name in match.groupdict() if name != "verb"}
        return Telling(frame, match, sentence, clause, draft, subject, named, before)

    def _fits(self, telling: Telling) -> bool:
        """Whether what is told has what the frame asks for: that it is done, a date, if only of a text without one."""
        frame, draft = telling.frame, telling.draft
        undated = draft.when is None and (self._context.issued is not None or not draft.day_untold)
        draft.of_entry = frame.dated and undated and not _is_certain(telling)
        if draft.of_entry and (self._context.entry is None or draft.status != "held"):
            return False
        return not (frame.firm and draft.status in ("proposed", "denied"))

    def _when(
        self, frame: Frame, sentence: Sentence, at: int, clause: int, within: tuple[int, int]
    ) -> tuple[When | None, Token | None]:
        """The date of the event whose verb stands at ``at``, and its token; none of those ``within`` what was done."""
        if frame.after and frame.event == "Meeting":  # a row of meetings: the date stands for the verb
            token = sentence.tokens[at]
            return (token.when, token) if token else (None, None)
        when, date = circumstances.when(self._context, sentence, at, clause)
        if date is not None and within[0] <= sentence.at(date.start) < within[1] and frame.event != "Gathering":
            when, date = circumstances.when(self._context, sentence, min(at, within[0]), clause)
            if date is not None and within[0] <= sentence.at(date.start) < within[1]:
                return None, None  # it is part of what was done
        before = sentence.tokens_in(max(sentence.clauses[clause][0], at - 1), at)
        if when is None and frame.event == "Establishment" and before and before[0].kind == "date":
            return before[0].when, before[0]  # since the day of their founding
        begun = _begun(sentence, clause, at) if frame.since or (when is None and frame.event == "Visit") else None
        if begun is not None and begun.when is not None:
            return When(begun.when.start), begun
        if when is None and frame.event == "Act" and not frame.dated:
            first, last = sentence.clauses[clause]
            first = max(first, circumstances.after_speech(sentence, at))  # the day before is that of the words
            about = circumstances.talked_about(sentence, first, last)
            told = [
                t
                for i, t in enumerate(sentence.tokens[first:last], first)
                if not any(start <= i < end for start, end in (within, *about))
                and (sentence.shadow[i + 1 : i + 2] == _FROM or not circumstances.since(sentence, i))
            ]
            date = next((t for t in told if t is not None and t.kind == "date" and t.when), None)
            when = date.when if date else None
        return when, date

    def _is_past(self, sentence: Sentence, clause: int, date: Token) -> bool:
        """Whether the day of what is to come is past, and another clause's: arrived on the 3rd, and will meet A."""
        issued, when = self._context.issued, date.when
        if issued is None or when is None or not when.is_day or not sentence.start <= date.start < sentence.end:
            return False
        return when.start < issued and sentence.clause_at(sentence.at(date.start)) != clause

    def _subject(self, frame: Frame, match: re.Match[str], sentence: Sentence, before: Draft | None) -> Carried | None:
        """Who acts: whom the frame names, the head of the clause behind a visit, or who acts there otherwise."""
        parties = self._context.parties
        if frame.subject in ("none", "whom"):
            return None
        head = patterns.load()["events.head"].match(sentence.shadow, match.end()) if frame.event == "Visit" else None
        own = patterns.load()["events.own"].search(sentence.shadow, 0, match.start()) if head else None
        if own:
            traveller = own.start(), own.start() + 1
            return Carried(parties.actors(sentence.tokens_in(*traveller)), sentence.stretch(*traveller))
        if head:
            return Carried(parties.actors(sentence.tokens_in(*head.span(1))), sentence.stretch(*head.span(1)))
        who = _named(sentence, match, "who") if "who" in match.groupdict() else []
        acting = parties.actors(who)
        if who and not acting and frame.event == "Establishment":  # A and B announce that the two states do
            announced = self._context.subject(sentence, match.start(), sentence.clause_at(match.start()))
            return self._states_of(announced) if announced is not None else None
        if who:
            return Carried(acting, sentence.stretch(*match.span("who")))
        if frame.after and before is not None and frame.event == "Meeting":
            actors = [Actor(a.key, a.token, carried=True) for a in before.actors[:1]]
            token = before.actors[0].token if before.actors else None
            return Carried(actors, (token.start, token.end) if token else before.stretches[0])
        if frame.subject == "wanted":
            after = sentence.tokens[match.end() + 1] if match.end() + 1 < len(sentence.tokens) else None
            if after is not None and after.kind == "person":
                return Carried(parties.actors([after]), (after.start, after.end))
        clause = sentence.clause_at(match.start())
        meets = frame.event == "Meeting"
        begin = sentence.clauses[clause][0]
        if meets and patterns.load()["events.only_when"].fullmatch(sentence.shadow, begin, match.start()):
            met_by = patterns.load()["events.met_by"].match(sentence.shadow, match.end())
            if met_by:
                return Carried(parties.actors(sentence.tokens_in(*met_by.span(1))), sentence.stretch(*met_by.span(1)))
        found = self._context.subject(sentence, match.start(), clause, persons=frame.event == "Visit", meets=meets)
        if found is None and frame.again == "relations":
            return self._context.of_page(sentence, match.span(), clause)
        if found is not None and self._hides(sentence, match, clause, found):
            return None
        if found is not None and frame.event in _ON_VISIT and self._tells_of_guests(sentence, match, found):
            return self._guests(found)
        if frame.both and before is not None and found is not None:  # of a meeting told right before
            begins = sentence.places[sentence.clauses[clause][0]][0]
            met = before.actor_keys()
            if found.stretch[1] <= begins and all(actor.key in met for actor in found.actors):
                return Carried([Actor(a.key, a.token, carried=True) for a in before.actors], before.stretches[0])
        return found

    def _states_of(self, found: Carried) -> Carried | None:
        """The states for which all who act do so, where they are of several."""
        states = [(a, self._context.parties.state_of(a)) for a in found.actors]
        several = len({state for _, state in states if state}) == len(states) > 1
        actors = [Actor(state, a.token, a.role, a.carried) for a, state in states if state]
        return Carried(actors, found.stretch) if several else None

    def _tells_of_guests(self, sentence: Sentence, match: re.Match[str], found: Carried) -> bool:
        """Whether a body that speaks tells what guests do: the ministry said that the delegation would call on A."""
        if not all(a.carried and a.key.startswith("organization/") for a in found.actors):
            return False
        begin = sentence.at(found.stretch[0]) if found.stretch[0] >= sentence.start else match.start()
        return patterns.load()["events.guests_do"].search(sentence.shadow, begin, match.start()) is not None

    def _guests(self, found: Carried) -> Carried | None:
        """The persons who are on the visit told of last."""
        visit = self._context.visit
        persons = [a for a in visit.actors if a.key.startswith("person/")] if visit is not None else []
        return Carried([Actor(a.key, a.token, carried=True) for a in persons], found.stretch) if persons else None

    def _of_words(self, sentence: Sentence, at: int, subject: Carried, date: Token) -> tuple[int, int] | None:
        """Who acts on the date, of a clause before, by the words of who would act at ``at``.

        A says that B did it on the 3rd, and seized a ship: who seized it, and when, is not told of A.
        """
        on = sentence.at(date.start)
        clause = sentence.clause_at(on)
        if clause == sentence.clause_at(at):
            return None
        accuses = patterns.load()["events.accuses"].search(sentence.shadow, sentence.clauses[clause][0], on)
        told = accuses.end() if accuses else circumstances.after_speech(sentence, at)
        if not 0 < told <= on:
            return None
        other = self._context.subjects.before(sentence, on, clause)
        within = other is not None and other[0] >= told and subject.stretch[1] <= sentence.places[told - 1][1]
        return other if within else None

    def _announced(
        self, sentence: Sentence, other: tuple[int, int], speaker: Carried, day: tuple[When | None, Token | None]
    ) -> tuple[Carried, When | None, Token | None]:
        """Who acts and when: a person whose doings are announced goes on; a speaker acts on no day of another."""
        announces = patterns.load()["events.announces"].search(sentence.shadow, 0, other[0])
        actors = self._context.parties.actors(sentence.tokens_in(*other), carried=True)
        if announces is None or not actors or not all(actor.key.startswith("person/") for actor in actors):
            return speaker, None, None
        return Carried(actors, sentence.stretch(*other)), *day

    def _of_outer(self, sentence: Sentence, match: re.Match[str], clause: int, date: Token) -> bool:
        """Whether a date is that of what the clause tells, and not of what was done before: after A had met B, C …."""
        inner = self._context.subjects.within_when(sentence, match.start("verb"), clause)
        return inner is not None and not inner.start() <= sentence.at(date.start) < inner.end()

    def _is_over(self, sentence: Sentence, match: re.Match[str], date: Token) -> bool:
        """Whether a date behind the head of a visit that had ended is that of what he does now: who had been there."""
        pattern = patterns.load()
        behind = date.start >= sentence.places[match.end() - 1][1]
        ended = pattern["events.over"].search(sentence.shadow, 0, match.end("verb")) is not None
        return behind and ended and pattern["events.head"].match(sentence.shadow, match.end()) is not None

    def _of_another(self, sentence: Sentence, match: re.Match[str], date: Token) -> bool:
        """Whether the date by a visit is that of something else."""
        behind = sentence.at(date.start) + 1
        of_gathering = behind > match.end() and patterns.load()["events.of_gathering"].match(sentence.shadow, behind)
        until = patterns.load()["events.until"].match(sentence.shadow, max(match.end(), behind - _UNTIL))
        if of_gathering or until:
            return True
        return self._is_over(sentence, match, date) or self._is_guest(sentence, match, date)

    def _is_guest(self, sentence: Sentence, match: re.Match[str], date: Token) -> bool:
        """Whether a visit is only told of whom somebody met on the date: A met B who had come for a visit."""
        pattern, verb = patterns.load(), match.start("verb")
        head = pattern["events.head"].match(sentence.shadow, match.end())
        received = pattern["occasions.met"].search(sentence.shadow, 0, match.end())
        return head is not None and received is not None and date.start < sentence.places[verb][0]

    def _hides(self, sentence: Sentence, match: re.Match[str], clause: int, found: Carried) -> bool:
        """Whether, with somebody or in an office, it was done by one whose name is not known, not by who goes on."""
        joined = patterns.load()["events.joined"].match(sentence.shadow, match.start())
        if not joined and not patterns.load()["events.office_taken"].match(sentence.shadow, match.start("verb")):
            return False
        start, _ = sentence.clauses[clause]
        carried = all(actor.carried for actor in found.actors)
        return carried and self._context.subjects.residue(sentence, start, match.start()) >= _UNKNOWN


def _asked_on(sentence: Sentence, date: Token, at: int) -> bool:
    """Whether a date is that on which somebody asked for what the verb at ``at`` tells, or agreed to it."""
    start = sentence.at(date.start) + 1
    return patterns.load()["events.asked_on"].search(sentence.shadow, min(start, at), at) is not None


def _on_journey(telling: Telling, visit: Draft) -> None:
    """Gives what a traveller did the year of the journey that the clause before tells, where none else is told."""
    draft = telling.draft
    journey = visit.kind == "Visit" and visit.status == draft.status == "held"
    if not journey or draft.kind != "Act" or draft.when is not None or draft.day_untold or not telling.clause:
        return
    first, last = telling.sentence.stretch(*telling.sentence.clauses[telling.clause - 1])
    own = telling.acting and {actor.key for actor in telling.acting} <= {*visit.actor_keys()}
    if own and first <= visit.stretches[0][0] < last:
        draft.when = visit.when


def _followed(sentence: Sentence, number: int, clause: int, at: int, met: Draft) -> bool:
    """Whether what is told at ``at``, without a day of its own, came right after the talks of the clause before."""
    if not clause or met.sentence != number:
        return False
    dated = any(t.kind == "date" for t in sentence.tokens_in(sentence.clauses[clause][0], at))
    after = patterns.load()["events.afterwards"].search(sentence.shadow, *sentence.clauses[clause - 1])
    return after is not None and not dated


def _status(frame: Frame, match: re.Match[str], sentence: Sentence, clause: int) -> str | None:
    """The status of what a frame tells, but for what is called off; None where the sentence only wonders."""
    at = match.start("verb")
    status = circumstances.status(sentence, at if frame.subject == "none" else min(at, match.start()), clause)
    if status == "held" and frame.event in ("Meeting", "Dialogue"):
        status = circumstances.status(sentence, at, clause)  # also by words between whom they met and the verb
    if frame.event == "Establishment" and circumstances.status(sentence, at, clause) == "denied":
        status = "denied"  # A and B have not yet done so
    plan = frame.event in _ON_VISIT and patterns.load()["events.guests_will"].search(sentence.shadow, 0, at)
    if status == "held" and plan:
        status = "planned"
    if status == "held" and frame.event in ("Act", "Establishment") and _is_to_come(sentence, match):
        status = "planned"
    if status == "planned" and frame.event == "Establishment" and _is_agreed(sentence, clause, at):
        status = "held"
    if clause and frame.event in _ON_VISIT and status == "held" and _is_remark(sentence, clause, at):
        return None
    if status == "held" and frame.event in _GOES_ON and _goes_on(frame, match, sentence, clause):
        status = "planned"
    if status == "held" and patterns.load()["events.put_off"].match(sentence.shadow, match.end()):
        status = "planned"  # for another day than it was
    if status == "held" and match.groupdict().get("later"):
        status = "planned"  # by the word behind the noun
    return status


def _is_remark(sentence: Sentence, clause: int, at: int) -> bool:
    """Whether the clause before makes of what is told at ``at`` a remark: this is, since the war, |the first visit."""
    pattern, (start, _) = patterns.load(), sentence.clauses[clause]
    remark = pattern["events.since_then"].match(sentence.shadow, *sentence.clauses[clause - 1])
    return remark is not None and pattern["events.first_time"].search(sentence.shadow, start, at) is not None


def _goes_on(frame: Frame, match: re.Match[str], sentence: Sentence, clause: int) -> bool:
    """Whether the clause goes on with what the one before tells as to come, or the next tells what it will do."""
    pattern, (start, end) = patterns.load(), sentence.clauses[clause]
    if frame.event == "Visit":
        dated = any(t.kind == "date" and t.when and t.when.is_day for t in sentence.tokens_in(start, end))
        return not dated and pattern["events.will_help"].match(sentence.shadow, match.end()) is not None
    if not clause or pattern["circumstances.and_also"].match(sentence.shadow, start) is None:
        return False
    if pattern["circumstances.done"].search(sentence.shadow, start, end):
        return False
    return pattern["events.will_also"].search(sentence.shadow, *sentence.clauses[clause - 1]) is not None


def _is_to_come(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether words between those who do it with each other and the verb tell that it is to come."""
    at, groups = match.start("verb"), match.groupdict()
    ends = [match.end(name) for name in ("who", "whom") if groups.get(name) and match.end(name) <= at]
    return bool(ends) and patterns.load()["events.to_come"].search(sentence.shadow, max(ends), at) is not None


def _is_topic(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether whom a frame finds is only spoken about: on the strikes against A and B a body held a meeting."""
    abouts = spoken_about(sentence.shadow)
    return any(start < match.start() < end <= match.start("verb") for start, end in abouts)


def _is_certain(told: Telling) -> bool:
    """Whether an act of no day is told as done: with the word for that, or the number of those it was done to.

    Who did it is named in the clause, and it is nobody's words, if not a newspaper's.
    """
    actors = told.subject.actors if told.subject is not None else []
    if told.frame.event != "Act" or not actors or any(a.carried for a in actors) or told.draft.status != "held":
        return False
    shadow, pattern, (start, end) = told.sentence.shadow, patterns.load(), told.sentence.clauses[told.clause]
    words = circumstances.after_speech(told.sentence, told.match.start("verb"))
    if words and pattern["events.reported"].search(shadow, 0, words) is None:
        return False
    if pattern["events.by_the_way"].search(shadow, start, end):
        return False
    ends = (told.match.start(), told.match.start("verb"), told.match.start("verb") + 2)
    formally = any(pattern["events.formally"].search(shadow, start, at) for at in ends)
    return formally or pattern["events.certain"].match(shadow, told.match.end("verb") - 1) is not None


def _is_agreed(sentence: Sentence, clause: int, at: int) -> bool:
    """Whether what is set up at ``at`` is agreed on, which is as much."""
    start, _ = sentence.clauses[clause]
    return patterns.load()["events.agreed"].search(sentence.shadow, start, at) is not None


def _begun(sentence: Sentence, clause: int, at: int) -> Token | None:
    """The day that a clause before ``at``, or the one before, tells as that since which something is so."""
    opens = patterns.load()["circumstances.from_then"]
    found = None
    for i in range(sentence.clauses[max(0, clause - 1)][0], at):
        token = sentence.tokens[i]
        if token is not None and token.kind == "date" and token.when and opens.match(sentence.shadow, i + 1):
            found = token
    return found


def _named(sentence: Sentence, match: re.Match[str], group: str) -> list[Token]:
    return sentence.tokens_in(*match.span(group)) if match.start(group) >= 0 else []


def _first(sentence: Sentence, clause: int, subject: Carried | None, date: Token | None, match: re.Match[str]) -> int:
    """Where the proving stretch begins: at the subject or date, whichever stands first in the clause."""
    start, _ = sentence.clauses[clause]
    places = [match.start()]
    for stretch in (subject.stretch if subject else None, (date.start, date.end) if date else None):
        if stretch and sentence.places[start][0] <= stretch[0] < sentence.places[match.start()][1]:
            places.append(sentence.at(stretch[0]))
    return min(places)
