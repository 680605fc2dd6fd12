"""Who held, hosted and attended a gathering or a round of a dialogue."""

from __future__ import annotations

import re

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Draft
from kg.extract.edition import Naming
from kg.extract.merge import compatible
from kg.extract.sentence import Sentence
from kg.text.fold import fold

_PEOPLE = frozenset({"person", "state", "organization", "office", "pair", "side"})
_NEAR = 200  # characters from a meeting to who is told to have attended it, too
_BOTH = 2
_TOLD_AFTER = ("attendance.came", "attendance.included")


class Attendance:
    """Finds the participants and hosts of gatherings."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pattern = patterns.load()

    def told_after(self, sentence: Sentence, made: list[Draft]) -> None:
        """Adds who came, where the sentence tells it after the gathering; ``made`` are those it may speak of."""
        if not made:
            return
        for match in (m for telling in _TOLD_AFTER for m in sentence.matches(telling)):
            before = [d for d in made if d.stretches[0][0] < sentence.places[match.start()][0]]
            gathering = before[-1] if before else None
            if gathering is None or gathering.kind not in ("Gathering", "Dialogue"):
                continue
            came = self._context.parties.actors(sentence.tokens_in(*match.span(1)))
            if gathering.kind == "Dialogue" and not all(a.key.startswith("person/") for a in came):
                continue
            if any(a.key.startswith("person/") for a in came):
                _told_by_name(gathering)
            _add(gathering, came)
            stretch = sentence.stretch(match.start() + (match[0][0] in "，；"), match.end())
            if stretch not in gathering.stretches:
                gathering.stretches.append(stretch)

        for match in sentence.matches("attendance.chaired"):
            before = [d for d in made if d.stretches[0][0] < sentence.places[match.start()][0]]
            tokens, of_chair = sentence.tokens_in(*match.span(1)), self._pattern["attendance.of_chair"]
            named = [t for t in tokens if t.kind == "person" or not of_chair.match(self._context.scan.text, t.end)]
            chairs = self._context.parties.actors(named)
            if before and before[-1].kind == "Dialogue" and len(chairs) > 1:  # who preside together hold it
                _told_by_name(before[-1])
                _add(before[-1], chairs)
                before[-1].stretches.append(sentence.stretch(*match.span(1)))
            elif before and not before[-1].hosts:
                keys = [actor.key for actor in chairs]
                before[-1].hosts = keys
                before[-1].actors = [actor for actor in before[-1].actors if actor.key not in keys]
                before[-1].stretches.append(sentence.stretch(*match.span(1)))

    def both_who_met(self, sentence: Sentence, happened: list[Draft], gathered: dict[int, Draft]) -> None:
        """Both who come to one of the ``gathered`` right after a meeting of the same sentence are those who met."""
        for at, token in enumerate(sentence.tokens):
            draft = gathered.get(token.start) if token is not None else None
            start = sentence.clauses[sentence.clause_at(at)][0]
            if draft is None or not self._pattern["attendance.both_come"].match(sentence.shadow, start):
                continue
            begins = sentence.places[start][0]
            met = [d for d in happened if d.kind == "Meeting" and d.verb is not None and d.verb[0] < begins]
            if met and met[-1].status == draft.status and len(met[-1].actors) == _BOTH:
                others = {(a.token.start, a.token.end) for a in draft.actors if a.token is not None}
                draft.stretches = [stretch for stretch in draft.stretches if stretch not in others]
                draft.actors = [Actor(a.key, a.token, carried=True) for a in met[-1].actors]
                draft.prove_by(met[-1].stretches[:1])

    def told_later(self, sentence: Sentence, last: Draft | None) -> None:
        """Adds who came where the sentence names no gathering but says that they attended it: the ``last`` told of."""
        if last is None or last.kind not in ("Gathering", "Dialogue") or last.status == "proposed":
            return
        hosted = self._pattern["attendance.hosted_later"].match(sentence.shadow)
        if hosted and sentence.start - last.stretches[0][0] <= _NEAR:
            named = self._context.parties.actors(sentence.tokens_in(*hosted.span(1)))
            last.hosts += [a.key for a in named if a.key not in last.hosts]
            last.stretches.append(sentence.stretch(*hosted.span()))
            return
        met = self._context.told[-1] if self._context.told else None
        since = met is not None and met.kind != "Gathering" and met.sentence > last.sentence
        near = since and met is not None and sentence.start - met.stretches[-1][1] <= _NEAR
        if near and self._pattern["attendance.bare"].search(sentence.shadow):
            return  # they were at that meeting
        if self._pattern["attendance.crowd"].fullmatch(sentence.shadow):
            persons = [t for t in sentence.tokens_in(0, len(sentence.shadow)) if t.kind == "person"]
            _add(last, self._context.parties.actors(persons))
            last.stretches.append((persons[0].start, persons[-1].end))
            return
        came = self._pattern["attendance.came_to"].search(sentence.shadow)
        if not came or self._pattern["attendance.another"].search(sentence.shadow):
            return
        first, end = sentence.clauses[sentence.clause_at(came.end() - 1)]
        days = [t.when for t in sentence.tokens_in(first, end) if t.kind == "date"]
        kind = self._pattern["attendance.of_kind"].search(sentence.shadow)
        if all(compatible(last.when, day) for day in days) and (kind is None or self._is_called(last, kind)):
            self.told_after(sentence, [last])

    def _is_called(self, gathering: Draft, kind: re.Match[str]) -> bool:
        """Whether a gathering may be meant by the word for what somebody attends: a feast, a ceremony, a summit."""
        words = " ".join(self._context.scan.text[start:end] for start, end in gathering.stretches)
        words += fold(gathering.title or "")
        wanted = next((name for name in ("rite", "summit") if kind[name]), None)
        return self._pattern[f"attendance.{wanted}"].search(words) is not None if wanted else kind["kind"] in words

    def fill(self, naming: Naming, draft: Draft) -> None:
        """Sets hosts and participants of ``draft`` by the clause that names the gathering."""
        self._hosts(naming, draft)
        draft.hosts = list(dict.fromkeys(draft.hosts))
        people = self._people(naming, draft)
        if naming.token.kind == "gathering" and len(naming.token.parties) > 1 and not people:
            people = self._listed(naming, draft)
        if not people and self._pattern["attendance.trilateral"].match(naming.name):
            people = self._context.parties.sides if len(self._context.parties.sides) == 3 else []
        of_sides = not (people or draft.hosts) and naming.token.kind == "track"
        if of_sides and naming.token.parties:
            people = _by_name(naming)
        sides = self._context.parties.sides
        both = of_sides and not people and naming.is_dialogue and len(sides) == 2 and naming.ordinal is not None
        if both:  # a round of a track of which no name tells: of both sides
            people = [Actor(a.key, a.token, carried=True) for a in sides]
        draft.by_name = both or (bool(people) and {a.key for a in people} <= set(naming.token.parties))
        _add(draft, people)
        for actor in draft.actors:
            token = actor.token
            if token is not None and not draft.proves(token):
                draft.stretches.append((token.start, token.end))

    def _listed(self, naming: Naming, draft: Draft) -> list[Actor]:
        """Those of the list right before the name that tells how many they are: the summit of the three states."""
        parties = naming.token.parties
        before = [t for t in naming.sentence.tokens_in(naming.clause_start, naming.at) if t.key in parties]
        if {t.key for t in before} != set(parties):
            return []
        draft.hosts = [key for key in draft.hosts if key not in parties]
        draft.stretches.append((before[0].start, naming.token.start))
        return self._context.parties.actors(before)

    def _hosts(self, naming: Naming, draft: Draft) -> None:
        context, sentence, at = self._context, naming.sentence, naming.at
        host = self._pattern["attendance.host_before"].search(sentence.shadow, naming.left, at)
        if host:
            named = context.parties.actors(sentence.tokens_in(*host.span(1)))
            draft.hosts += [a.key for a in named]
            draft.stretches.append(sentence.stretch(*host.span(1)))
        by = self._pattern["attendance.held_by"].search(sentence.shadow, naming.clause_start, at)
        if by and by.end() <= at and not naming.attends:
            draft.hosts += [a.key for a in context.parties.actors(sentence.tokens_in(*by.span(1)))]
        behind = self._pattern["attendance.hosted_by"].match(sentence.shadow, at + 1)
        if behind:
            draft.hosts += [a.key for a in context.parties.actors(sentence.tokens_in(*behind.span(1)))]
            draft.stretches.append(sentence.stretch(*behind.span(1)))
        owner = context.subjects.of_clause(sentence, naming.clause)
        only_dated = self._pattern["attendance.dated_only"].fullmatch
        joined = owner is not None and self._pattern["attendance.joined"].match(sentence.shadow, owner[1]) is not None
        if naming.is_dialogue or joined:
            return
        if owner and not (naming.attends or naming.holds) and only_dated(sentence.shadow, owner[1], at):
            actors = context.parties.actors(sentence.tokens_in(*owner))
            draft.hosts += [a.key for a in actors if a.key.startswith("state/") and not _is_seat(a)]

    def _people(self, naming: Naming, draft: Draft) -> list[Actor]:
        """Who took part, as verbs tell it; who only holds it goes to the draft's hosts."""
        context, sentence, at = self._context, naming.sentence, naming.at
        shadow, holds = sentence.shadow, naming.holds
        attributive = holds is not None and shadow[holds.end() : holds.end() + 1] in ("的", "之")
        subject = self._subject(naming, attributive=attributive)
        ending = self._pattern["attendance.ends_held_by"].match(shadow, at + 1)
        if ending and naming.token.kind != "gathering":
            return context.parties.actors([t for t in sentence.tokens_in(at + 1, ending.end()) if t.kind in _PEOPLE])
        if naming.is_dialogue or (holds and not attributive and naming.token.kind == "track"):
            people = self._parties(naming, subject)
            presided = holds is not None and self._pattern["attendance.presides"].search(holds[0])
            persons = {actor.key for actor in people if actor.key.startswith("person/")}
            if not presided or len(persons) > 1 or not all(actor.key in persons for actor in people):
                chairs = [a.key for a in subject.actors if a.key.startswith("person/")] if subject and presided else []
                draft.hosts += chairs if len(chairs) == 1 and not persons else []
                return people  # who preside together hold it with each other
            draft.hosts += sorted(persons)
            return []
        if subject is None:
            return self._speaker(naming) if not holds else []
        if holds and not naming.attends:
            return self._holders(naming, subject, draft)
        return [*subject.actors, *self._together_with(naming)]

    def _together_with(self, naming: Naming) -> list[Actor]:
        """With whom who attends it does so: together with A and B."""
        if naming.attends is None:
            return []
        shadow, before = naming.sentence.shadow, naming.attends.start()
        found = self._pattern["attendance.together_with"].search(shadow, naming.clause_start, before)
        return self._context.parties.actors(naming.sentence.tokens_in(*found.span(1))) if found else []

    def _speaker(self, naming: Naming) -> list[Actor]:
        """The persons who give an address at it, where the clause tells no more of it."""
        context, sentence = self._context, naming.sentence
        own = context.subjects.of_clause(sentence, naming.clause)
        speaks = self._pattern["attendance.speaks_at"].match(sentence.shadow, naming.at + 1)
        if not speaks or (own is not None and own[1] > naming.at):
            return []
        subject = context.subject(sentence, naming.at, naming.clause) if own is None else None
        actors = context.parties.actors(sentence.tokens_in(*own)) if own else subject.actors if subject else []
        return [a for a in actors if a.key.startswith("person/")]

    def _subject(self, naming: Naming, *, attributive: bool) -> Carried | None:
        context, sentence, at = self._context, naming.sentence, naming.at
        attends, holds = naming.attends, naming.holds
        visitors = self._pattern["attendance.who_came"].match(sentence.shadow, at + 1) if attends else None
        if visitors:
            stretch = sentence.stretch(*visitors.span(1))
            return Carried(context.parties.actors(sentence.tokens_in(*visitors.span(1))), stretch)
        if attends and self._pattern["attendance.calls_off"].search(
            sentence.shadow, naming.clause_start, attends.start()
        ):
            return None
        if attends:
            return context.subject(sentence, attends.start(), naming.clause)
        if holds is None:
            return None
        with_whom = self._pattern["attendance.with_whom"].search(sentence.shadow, naming.clause_start, at)
        if not attributive or (with_whom and naming.is_dialogue):
            return context.subject(sentence, holds.start(), naming.clause)
        return None

    def _parties(self, naming: Naming, subject: Carried | None) -> list[Actor]:
        """Who held a dialogue: the subject and with whom, else the states in its name."""
        context, sentence, at = self._context, naming.sentence, naming.at
        own = context.subjects.of_clause(sentence, naming.clause)
        people: list[Actor] = []
        if subject:
            people = list(subject.actors)
        elif own and own[1] <= at and not self._pattern["subjects.says"].search(sentence.shadow, own[1], at):
            people = context.parties.actors(sentence.tokens_in(*own))
        pair = self._pattern["attendance.pair_of"].search(sentence.shadow, naming.clause_start, at)
        sides = context.parties.actors(sentence.tokens_in(*pair.span(1))) if pair else []
        if {a.key for a in people} < {a.key for a in sides}:
            return sides
        for match in self._pattern["attendance.with_whom"].finditer(sentence.shadow, naming.clause_start, at):
            people += context.parties.actors(sentence.tokens_in(*match.span(1)))
        attend = naming.attends is not None and any(a.key.startswith("person/") for a in people)
        if len({a.key for a in people}) < 2 and naming.token.parties and not attend:
            people = _by_name(naming)
        return people

    def _holders(self, naming: Naming, subject: Carried, draft: Draft) -> list[Actor]:
        """Of those who hold a gathering the persons and its own parties take part; others, and one alone, are hosts."""
        hosting = naming.holds is not None and bool(self._pattern["attendance.hosting"].search(naming.holds[0]))
        people = []
        with_whom = self._pattern["attendance.with_whom"].search(naming.sentence.shadow, naming.clause_start, naming.at)
        also = self._context.parties.actors(naming.sentence.tokens_in(*with_whom.span(1))) if with_whom else []
        begins = naming.sentence.places[naming.clause_start][0]
        speaker = hosting and draft.status == "planned" and subject.stretch[0] < begins
        holders = [*subject.actors, *also]
        for actor in holders:
            person = actor.key.startswith(("person/", "office/"))
            if person and speaker:
                continue  # who says that it will be held
            party = actor.key in naming.token.parties
            if party or person:
                people.append(actor)
            if not party and (hosting or not person or len(holders) == 1) and actor.key not in draft.hosts:
                draft.hosts.append(actor.key)
        return people


def _is_seat(actor: Actor) -> bool:
    """Whether a state is named by its capital, where it is held."""
    return actor.token is not None and actor.token.kind == "capital"


def _by_name(naming: Naming) -> list[Actor]:
    """The parties that the name of a track tells, proven by where it stands in full."""
    return [Actor(key, naming.token.same_as or naming.token) for key in naming.token.parties]


def _told_by_name(draft: Draft) -> None:
    """Drops those whom only the name of a track tells: who came says more than whose track it is."""
    if draft.by_name:
        draft.actors, draft.by_name = [], False


def _add(draft: Draft, actors: list[Actor]) -> None:
    for actor in actors:
        person = actor.key.startswith(("person/", "office/"))  # who may hold it and take part
        known = actor.key in draft.actor_keys() or (actor.key in draft.hosts and not person)
        if not known and actor.key != draft.series:
            draft.actors.append(actor)
