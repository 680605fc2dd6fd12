"""Meetings and visits, from what a frame tells of them."""

from __future__ import annotations

from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, is_delegation
from kg.extract.telling import Telling, carry
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.text.numerals import value

_NEAR = 14  # characters behind a visit in which the text tells how long it lasts
_LONG = 70  # characters; a list longer than this is proven by its verb and each of its names
_ENDS = frozenset({"end a visit", "a visit ends"})  # frames whose day is the last
_COUNTED = frozenset({"轮", "次", "场"})  # units of meetings


class Encounters:
    """Makes the meetings and visits of a document."""

    def __init__(self, context: Context) -> None:
        self._met: Draft | None = None  # the meeting told of last
        self._whom: tuple[int, list[Actor]] | None = None  # whom a pronoun meant, and in which sentence
        self._context = context
        self._parties = context.parties
        self._pattern = patterns.load()

    # ---- meetings --------------------------------------------------------------------------------

    def meetings(self, told: Telling) -> list[Draft]:
        """One meeting, or one with each of whom where the sentence tells that they were met one by one."""
        made = self._meetings(told)
        self._met = made[-1] if made else self._met
        return made

    def _meetings(self, told: Telling) -> list[Draft]:
        whom = self._parties.actors(told.tokens("whom"))
        if told.match.groupdict().get("delegation"):
            whom = self._travellers()
        if told.frame.name == "sides meet":
            whom = self._both(told, whom)
        if told.match.groupdict().get("him"):
            whom = self._him(told)
        if (
            whom
            and "whom" in told.named
            and not self._context.subjects.whole(told.sentence.shadow, told.match.end("whom"))
        ):
            return []
        if told.frame.name == "meet someone" and all(a.key.startswith("state/") for a in whom):
            return []
        who, whom = self._who_and_whom(told, whom)
        if (told.frame.subject != "none" and not who) or len(who) + len(whom) < 2:
            return []
        if _cities(who + whom) or self._in_place_list(told):
            return []
        if who and all(a.carried and a.key.startswith("state/") for a in who) and any("person/" in a.key for a in whom):
            return []  # whoever met them, it was not the states spoken of before
        remark = self._pattern["occasions.remark"].match(told.sentence.shadow, told.clause_start)
        own = self._pattern["encounters.since_then"].match(told.sentence.shadow, told.match.end())
        if told.frame.name == "sides meet" and (self._goes_on(told) or (remark and not (own and draft_day(told)))):
            return []  # of the one just told of
        if told.frame.name != "sides meet" and not _can_meet(who + whom):
            return []
        draft = told.draft
        draft.mode = circumstances.mode(told.sentence, told.clause, told.match["verb"])
        if draft.mode == "in-person":
            draft.place = circumstances.place(self._context, told.sentence, told.match.start("verb"), told.clause)
        beside = told.sentence.tokens[told.match.start("verb") - 1] if told.match.start("verb") else None
        if draft.status in ("planned", "proposed") and self._pattern["encounters.was_held"].match(
            told.sentence.shadow, told.match.end()
        ):
            draft.status = "held"
        named = told.tokens("place") or [t for t in (beside,) if t is not None and t.kind in ("place", "capital")]
        if draft.mode == "in-person" and draft.place is None and named and named[0].keys:
            draft.place = named[0].keys[0]
        self._chaired(told)
        counts = [t for t in told.sentence.tokens_in(*told.match.span()) if t.kind == "count" and t.unit in _COUNTED]
        draft.count = counts[0].number if counts else None
        if self._apart(told, whom):
            return [_one_meeting(told, who, actor) for actor in whom]
        before = (told.clause_start, told.match.start("verb"))
        each = self._pattern["encounters.each"].search(told.sentence.shadow, *before)
        more = self._pattern["encounters.goes_on"].match(told.sentence.shadow, told.match.end())
        if each and len(whom) == 1 and len(who) > 1 and not more:
            return [_one_meeting(told, [actor], whom[0]) for actor in who]
        carry(draft, who + whom + self._beside(told))
        return [draft]

    def _travellers(self) -> list[Actor]:
        """Whom a delegation without a name means: the persons who lead the visit that is told of."""
        visit = self._context.visit
        persons = [a for a in visit.actors if a.key.startswith("person/")] if visit is not None else []
        return [Actor(a.key, a.token, carried=True) for a in persons]

    def _him(self, told: Telling) -> list[Actor]:
        """Whom a pronoun means that somebody named met: the one person of whom the text told before."""
        who = {actor.key for actor in told.acting if not actor.carried}
        before = self._context.topic_before(told.sentence, told.clause)
        persons = [a for a in before.actors if a.key.startswith("person/")] if before is not None else []
        if self._whom is not None and self._whom[0] == told.draft.sentence:
            persons = self._whom[1]  # A holds talks with him, B receives him
        met, acting = self._met, {actor.key for actor in told.acting}
        if not who and met is not None and met.sentence == told.draft.sentence and acting < set(met.actor_keys()):
            who, persons = acting, [a for a in met.actors if a.key not in acting]  # A met B, and dines with him
        many = self._pattern["encounters.many"].fullmatch(told.match["him"]) is not None
        if not who or (len(persons) < 2 if many else len(persons) != 1) or who & {a.key for a in persons}:
            return []
        self._whom = told.draft.sentence, persons
        return [Actor(a.key, a.token, carried=True) for a in persons]

    def _both(self, told: Telling, sides: list[Actor]) -> list[Actor]:
        """Whom "both sides" means right after a meeting of two persons: not their states, but themselves."""
        met, at = self._met, told.match.start("verb")
        if met is None or told.draft.sentence - met.sentence > 1 or told.draft.status != "held":
            return sides
        stretch = told.sentence.stretch(*told.match.span("whom"))
        words = self._pattern["encounters.both_sides"].fullmatch(self._context.scan.text, *stretch)
        dated = any(t.kind == "date" for t in told.sentence.tokens_in(told.clause_start, at))
        persons = [a for a in met.actors if a.key.startswith("person/")]
        same = {a.key for a in sides} == {self._parties.state_of(a) for a in persons}
        if words is None or dated or not same or len(persons) != len(met.actors) or len(persons) != len(sides):
            return sides
        return [Actor(a.key, a.token, carried=True) for a in persons]

    def _goes_on(self, told: Telling) -> bool:
        """Whether what both sides do is the meeting told of right before in the sentence: they talked for two hours."""
        met, number = self._met, told.clause
        if met is None or met.sentence != told.draft.sentence or met.status != "held" or not number:
            return False
        start, at = told.clause_start, told.match.start("verb")
        begins, _ = told.sentence.stretch(*told.sentence.clauses[number - 1])
        if met.verb is None or met.verb[0] < begins:
            return False
        if any(t.kind == "date" for t in told.sentence.tokens_in(start, at)):
            return False
        if self._pattern["encounters.another_talk"].search(told.sentence.shadow, start, at):
            return False
        sides = {self._parties.state_of(actor) for actor in self._parties.actors(told.tokens("whom"))}
        return sides == {self._parties.state_of(actor) for actor in met.actors}

    def talks(self, told: Telling) -> list[Draft]:
        """A session of talks that is not told by the name of its track."""
        if told.frame.subject == "none" and "whom" not in told.named:
            return self._session(told)
        made = self.meetings(told)
        numbers = [t for t in told.sentence.tokens_in(*told.match.span("verb")) if t.kind == "ordinal"]
        for draft in made:
            draft.ordinal = numbers[0].number if len(numbers) == 1 else draft.ordinal
            draft.mode = draft.mode if draft.mode == "video" else None
            if self._pattern["attendance.presides"].search(told.match["verb"]):
                draft.hosts = [actor.key for actor in told.acting]
                draft.actors = [actor for actor in draft.actors if actor.key not in draft.hosts]
        return made

    def _session(self, told: Telling) -> list[Draft]:
        """Talks that are told as what begins somewhere: both sides hold them, where the text named two before."""
        draft = told.draft
        places = told.tokens("place")
        draft.place = places[0].keys[0] if places and places[0].keys else None
        draft.place = draft.place or circumstances.place(
            self._context, told.sentence, told.match.start("verb"), told.clause
        )
        carry(draft, [Actor(a.key, a.token, carried=True) for a in self._parties.sides])
        return [draft] if draft.place and draft.actors else []

    def _chaired(self, told: Telling) -> None:
        """Who the sentence says presides over the meeting is its host."""
        start = told.sentence.clauses[max(0, told.clause - 1)][0]
        chaired = self._pattern["encounters.chaired"].search(told.sentence.shadow, start, told.match.start("verb"))
        if chaired is not None:
            told.draft.hosts = [a.key for a in self._parties.actors(told.sentence.tokens_in(*chaired.span(1)))]
            told.draft.stretches.append(told.sentence.stretch(*chaired.span()))

    def _beside(self, told: Telling) -> list[Actor]:
        """Who was with them at the meeting: met him accompanied by somebody."""
        start = told.clause_start
        beside = self._pattern["link.beside"].search(told.sentence.shadow, start, told.match.start("verb"))
        return self._parties.actors(told.sentence.tokens_in(*beside.span(1))) if beside else []

    def _in_place_list(self, told: Telling) -> bool:
        """Whether the small word before whom they met joins places instead: in New York and Singapore."""
        if told.frame.subject == "none" or told.match.groupdict().get("who"):
            return False
        before = self._pattern["encounters.place_list"]
        return before.search(told.sentence.shadow, told.clause_start, told.match.start()) is not None

    def _who_and_whom(self, told: Telling, whom: list[Actor]) -> tuple[list[Actor], list[Actor]]:
        """Who met whom: two of one state before the verb are both met by the subject of the sentence."""
        acting = told.acting
        first = self._parties.actors(told.tokens("who"))
        if first and told.subject and self._states(first) == self._states(whom) != {None}:
            outer = self._context.subject(told.sentence, told.match.start(), told.clause)
            if outer is not None and not {a.key for a in outer.actors} & {a.key for a in first}:
                whom, acting = first + whom, outer.actors
        met = {actor.key for actor in whom}
        return [actor for actor in acting if actor.key not in met], whom

    def _states(self, actors: list[Actor]) -> set[str | None]:
        return {self._parties.state_of(actor) for actor in actors}

    def _apart(self, told: Telling, whom: list[Actor]) -> bool:
        """Whether a list of counterparts was met one by one: it says so, or their states differ."""
        shadow, match = told.sentence.shadow, told.match
        many = told.frame.join == "auto" and len(whom) > 1
        clause_start, _ = told.sentence.clauses[told.sentence.clause_at(match.start())]
        if many and self._pattern["encounters.each"].search(shadow, clause_start, match.end()):
            return True
        if self._pattern["encounters.together"].search(shadow, match.start(), match.end()):
            return False
        if not many:
            return told.frame.join == "apart"
        states = {self._parties.state_of(actor) or self._body_of(actor) for actor in whom}
        return len(states) == len(whom) and None not in states

    def _body_of(self, actor: Actor) -> str | None:
        """The key of the organization of no state for which somebody acts, as his title and the lexicon tell."""
        entries = self._context.cast.lexicon.entries
        of = [office.of for office in actor.token.offices] if actor.token is not None else []
        own = [key for key in of if key in entries and "organization/" in key and entries[key].part_of is None]
        return own[0] if own else None

    # ---- visits ----------------------------------------------------------------------------------

    def visits(self, told: Telling) -> list[Draft]:
        """A visit for each place and, where they travelled one by one, for each traveller."""
        draft = told.draft
        if told.frame.subject == "host":
            return self._received(told)
        if self._pattern["encounters.only_an_idea"].match(told.sentence.shadow, told.match.end()):
            return []
        named = told.tokens("place")
        if any(self._pattern["encounters.no_destination"].search(self._context.scan.text, *t.name) for t in named):
            return []
        walks = self._pattern["encounters.walks"].fullmatch(told.match["verb"])
        if walks and not any(t.kind in ("state", "capital") for t in named):
            return []
        places = [t for t in named if t.keys]
        who = told.acting if told.subject else self._parties.actors(told.tokens("whom"))
        along = self._pattern["encounters.along"].search(told.sentence.shadow, told.clause_start, told.match.start())
        if along:
            who = who + self._parties.actors(told.sentence.tokens_in(*along.span(1)))
        remark = self._pattern["occasions.remark"].match(told.sentence.shadow, told.clause_start)
        dated = any(t.kind == "date" for t in told.sentence.tokens_in(told.clause_start, told.match.start("verb")))
        if remark and told.clause and not dated:
            return []  # of the one just told of
        travellers = self._from_elsewhere(told, [actor for actor in who if _travels(actor)], places)
        if travellers and all(a.carried and self._context.is_spokesman(a) for a in travellers):
            return []  # whom he spoke of
        travellers += self._escort(told, travellers)
        home = self._states(travellers)
        here = self._here(home) if told.match.groupdict().get("here") else self._received_in(told, home)
        if not travellers or (not places and here is None and told.frame.subject != "whom"):
            return []
        if any(t.kind in ("state", "capital") and t.keys[-1] in home for t in places):
            return []
        arrives = self._pattern["encounters.arrives"].search(told.match["verb"])
        if arrives and any({self._state_of_place(t)} == home for t in places):
            return []  # they come home
        self._invitation(told)
        self._lasting(told)
        if told.frame.name in _ENDS and draft.when is not None:
            draft.ended, draft.when = draft.when.end or draft.when.start, None  # the day is that of its end
        made = []
        targets, groups = self._targets(told, places, travellers) or [here], self._groups(told, travellers)
        days = self._days_of_each(told)
        if days and len(days) not in (len(targets), len(groups)):
            draft.when, days = None, []  # which day is whose cannot be told
        for n, place in enumerate(targets):
            for m, group in enumerate(groups):
                if days:
                    draft.when = days[n] if len(days) == len(targets) else days[m]
                one = Draft(
                    draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
                    place=place, status=draft.status, hosts=list(draft.hosts), ended=draft.ended,
                )  # fmt: skip
                carry(one, group)
                made.append(one)
        if len(home) == 1 and len(places) == 1 and places[0].keys[-1].startswith("state/"):
            self._parties.remember([*travellers[:1], Actor(places[0].keys[-1], places[0])])
        return made

    def _from_elsewhere(self, told: Telling, travellers: list[Actor], places: list[Token]) -> list[Actor]:
        """Of who acts in the clause behind that of a visit, those from elsewhere: while in Paris, A met B of France."""
        there = {t.keys[-1] if t.kind in ("state", "capital") else self._state_of_place(t) for t in places} - {None}
        at = told.sentence.places[told.match.start("verb")][0]
        hosts = {a.key for a in travellers if a.token and a.token.start > at and self._parties.state_of(a) in there}
        guests = [actor for actor in travellers if actor.key not in hosts]
        return guests or travellers

    def _escort(self, told: Telling, travellers: list[Actor]) -> list[Actor]:
        """Who leads them or accompanies them from home, as the clause or the one before tells."""
        begin = told.sentence.clauses[max(0, told.clause - 1)][0]
        found = self._pattern["encounters.escorted"].search(told.sentence.shadow, begin, told.match.start())
        if found is None:
            return []
        beside = self._parties.actors(told.sentence.tokens_in(*found.span(1)))
        home, known = self._states(travellers) - {None}, {actor.key for actor in travellers}
        goes = [a for a in beside if found["leads"] or self._parties.state_of(a) in home]
        return [actor for actor in goes if _travels(actor) and actor.key not in known]

    def _lasting(self, told: Telling) -> None:
        """Lets a visit that begins on a day last as long as the words behind it say."""
        draft = told.draft
        lasts = self._pattern["encounters.lasts"].search(
            told.sentence.shadow, told.clause_start, told.match.end() + _NEAR
        )
        lasts = self._pattern["encounters.stays"].match(told.sentence.shadow, told.match.end()) or lasts
        days = value(next(filter(None, lasts.groups()))) if lasts else None
        begins_at = lasts.end() - len(lasts[0].lstrip("，")) if lasts else 0
        begins = draft.when is not None and draft.when.is_day
        if lasts and days and begins and draft.when is not None and told.frame.name not in _ENDS:
            draft.when = draft.when.lasting(days)
            draft.stretches.append(told.sentence.stretch(begins_at, lasts.end()))

    def _days_of_each(self, told: Telling) -> list[When]:
        """The days of as many visits where they are told in a row, one each: on the 6th and 7th to A and B."""
        before = (told.sentence.shadow, told.clause_start, told.match.start("verb"))
        row = self._pattern["encounters.days_each"].search(*before)
        tokens = [t for t in told.sentence.tokens_in(*row.span()) if t.kind == "date"] if row else []
        days: list[When] = []
        for token in tokens:
            if token.when is None:
                return []
            both = self._pattern["encounters.two_days"].search(self._context.scan.text, token.start, token.end)
            last = token.when.end
            days += [When(token.when.start), When(last)] if both and last else [token.when]
        return days if len(days) > 1 else []

    def _here(self, home: set[str | None]) -> str | None:
        """The key of the state that publishes the document, where those of other states come."""
        here = self._context.home
        return here if here is not None and not home & {None, here} else None

    def _received_in(self, told: Telling, home: set[str | None]) -> str | None:
        """The key of the city abroad in which somebody receives who has come on a visit."""
        if told.frame.subject != "whom":
            return None
        at = told.match.start("verb")
        key = circumstances.place(self._context, told.sentence, at, told.clause, said=True)
        entry = self._context.cast.lexicon.entries.get(key or "")
        state = entry.part_of if entry else None
        return key if state is not None and state.startswith("state/") and state not in home else None

    def _state_of_place(self, place: Token) -> str | None:
        """The key of the state that a known city lies in."""
        entry = self._context.cast.lexicon.entries.get(place.keys[0]) if place.keys else None
        return entry.part_of if entry else None

    def _received(self, told: Telling) -> list[Draft]:
        """The visit of whom the subject welcomed."""
        guests = self._parties.actors(told.tokens("whom"))
        if not guests or told.subject is None:
            return []
        told.draft.hosts = [a.key for a in told.acting]
        carry(told.draft, guests)
        return [told.draft]

    def _invitation(self, told: Telling) -> None:
        """Who invited to the visit is its host."""
        before = (told.sentence.shadow, 0, told.match.start())
        nearest = [*self._pattern["encounters.invited"].finditer(*before)][-1:]
        invited = nearest[0] if nearest else None
        invited = invited or self._pattern["encounters.accepted"].search(*before)
        if invited:
            hosts = self._parties.actors(told.sentence.tokens_in(*invited.span("host")))
            told.draft.hosts = [a.key for a in hosts]
            told.draft.stretches.append(told.sentence.stretch(*invited.span()))

    def _targets(self, told: Telling, places: list[Token], travellers: list[Actor]) -> list[str | None]:
        """The keys of where they went: the places named, else the state whose short form the verb holds."""
        toward = self._pattern["encounters.toward"].search(told.match["verb"])
        if places or not toward:
            return [token.keys[0] for token in places]
        key = self._context.shorts.resolve(toward[1])
        return [key] if key and self._parties.state_of(travellers[0]) != key else []

    def _groups(self, told: Telling, travellers: list[Actor]) -> list[list[Actor]]:
        """The travellers, each alone where the clause tells that they travelled one by one."""
        if len(travellers) < 2:
            return [travellers]
        each = self._pattern["encounters.each"]
        apart = each.search(told.sentence.shadow, told.clause_start, told.match.start("verb"))
        return [[actor] for actor in travellers] if apart else [travellers]


def draft_day(told: Telling) -> bool:
    """Whether the date of a meeting stands in the words that tell of it."""
    dates = [t for t in told.sentence.tokens_in(told.match.start(), told.match.start("verb")) if t.kind == "date"]
    return told.draft.when is not None and bool(dates)


def _cities(actors: list[Actor]) -> bool:
    """Whether they are where somebody met: cities, or states among capitals in a list of more than two."""
    if any(a.key.startswith("place/") for a in actors):
        return True
    capitals = {a.token is not None and a.token.kind == "capital" for a in actors if a.key.startswith("state/")}
    return len(actors) > 2 and len(capitals) == 2


def _can_meet(actors: list[Actor]) -> bool:
    """Whether persons or offices are among them, or all are states and bodies."""
    if any(a.key.startswith(("person/", "office/")) for a in actors):
        return True
    return all(a.key.startswith("state/") or "organization/" in a.key for a in actors)


def _travels(actor: Actor) -> bool:
    return is_delegation(actor) or actor.key.startswith(("person/", "office/"))


def _one_meeting(told: Telling, who: list[Actor], whom: Actor) -> Draft:
    """The meeting with one of a list, proven by what leads to the list and the part of it up to the name."""
    draft, match = told.draft, told.match
    one = Draft(
        draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
        place=draft.place, mode=draft.mode, status=draft.status, verb=draft.verb,
    )  # fmt: skip
    list_start = told.sentence.places[match.start("whom")][0]
    token = whom.token
    if token is not None and token.start >= list_start:
        start, end = one.stretches[0]
        if token.end - start <= _LONG or match.end("whom") < match.start("verb"):
            behind = match.end("whom") <= match.start("verb")
            one.stretches[0] = (start, max(token.end, end) if behind else token.end)
        else:
            one.stretches[0] = (start, list_start)
            one.stretches.insert(1, (token.start, token.end))
    carry(one, [*who, whom])
    return one
