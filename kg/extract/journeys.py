"""Visits, from what a frame tells of them: who went where, how long, on whose invitation."""

from __future__ import annotations

from kg import dates
from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, is_delegation
from kg.extract.exchanges import each_time
from kg.extract.telling import Telling, carry, site_of
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.text.numerals import value

_NEAR = 14  # characters behind a visit in which the text tells how long it lasts


class Journeys:
    """Makes the visits of a document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parties = context.parties
        self._pattern = patterns.load()

    def visits(self, told: Telling) -> list[Draft]:
        """A visit for each place and, where they travelled one by one, for each traveller."""
        draft = told.draft
        if told.frame.subject == "host":
            return self._received(told)
        if self._pattern["encounters.only_an_idea"].match(told.sentence.shadow, told.match.end()):
            return []
        clause = told.sentence.clauses[told.clause]
        if self._pattern["encounters.thanked_for"].search(told.sentence.shadow, *clause):
            return []
        named = told.tokens("place")
        if any(self._pattern["encounters.no_destination"].search(self._context.scan.text, *t.name) for t in named):
            return []
        walks = self._pattern["encounters.walks"].fullmatch(told.match["verb"])
        begin, verb = told.clause_start, told.match.start("verb")
        came = self._pattern["encounters.from_place"].search(told.sentence.shadow, begin, verb)
        if walks and not came and not any(t.kind in ("state", "capital") for t in named):
            return []
        sent = self._pattern["encounters.sends"].search(told.sentence.shadow, begin, verb)
        if sent and not told.sentence.tokens[sent.end() - 1]:
            return []  # whom nobody knows
        if told.clause and self._pattern["encounters.sent_before"].search(told.sentence.shadow, 0, verb):
            return []
        places = self._there(told) if "there" in told.named else [one for t in named for one in _each(t)]
        places = self._those(told) if told.match.groupdict().get("those") else places
        who = told.acting if told.subject else self._parties.actors(told.tokens("whom"))
        along = self._pattern["encounters.along"].search(told.sentence.shadow, told.clause_start, told.match.start())
        if along:
            who = who + self._parties.actors(told.sentence.tokens_in(*along.span(1)))
        beside = self._pattern["encounters.together_with"].match(told.sentence.shadow, begin)
        if beside and told.clause:  # with whom he went
            led = self._context.topic_before(told.sentence, told.clause)
            if led is None:
                return []
            also = self._parties.actors(told.sentence.tokens_in(*beside.span("whom")))
            who = led.actors + [a for a in also if a.key.startswith("person/")]
        remark = self._pattern["occasions.remark"].match(told.sentence.shadow, told.clause_start)
        tokens = list(enumerate(told.sentence.tokens[told.clause_start : verb], told.clause_start))
        told_days = [i for i, t in tokens if t is not None and t.kind == "date"]
        begun = [i for i in told_days if circumstances.since(told.sentence, i)]  # since when it is the first
        again = remark and self._pattern["encounters.once_more"].search(told.sentence.shadow, remark.end(), verb)
        if remark and (told.clause or begun or again) and len(begun) == len(told_days):
            return []  # of the one just told of
        if told.frame.states and self._pattern["encounters.party"].match(told.match["verb"]):
            nobody = self._pattern["encounters.nobody"]
            bodies = [actor for actor in who if not actor.key.startswith("person/")]
            who = [actor for actor in bodies if not nobody.fullmatch(actor.key.split("/", 1)[1])]
        goes = [actor for actor in who if _travels(actor) or told.frame.states]
        travellers = self._from_elsewhere(told, goes, places)
        unknown = self._pattern["encounters.somebody_else"].search(told.sentence.shadow, begin, verb)
        if unknown and all(a.carried for a in travellers):
            return []  # somebody else travels
        if travellers and all(a.carried and self._context.is_spokesman(a) for a in travellers):
            return []  # whom he spoke of
        if self._may_be_guest(travellers, places):
            return []  # the host, or he who visits him
        travellers = self._leaders(told, travellers + self._escort(told, travellers))
        home = self._states(travellers)
        here = self._here(home) if told.match.groupdict().get("here") else self._received_in(told, home)
        here = here or self._site(told, travellers)
        if not travellers or (not places and here is None and told.frame.subject != "whom"):
            return []
        if any(t.kind in ("state", "capital") and t.keys[-1] in home for t in places):
            return []
        arrives = self._pattern["encounters.arrives"].search(told.match["verb"])
        if arrives and any({self._state_of_place(t)} == home for t in places):
            return []  # they come home
        self._invitation(told)
        self._lasting(told)
        if told.frame.ends and draft.when is not None:
            draft.ended, draft.when = draft.when.end or draft.when.start, None  # the day is that of its end
        made = []
        targets, groups = self._targets(told, places, travellers) or [here], self._groups(told, travellers)
        days = self._days_of_each(told)
        if days and len(days) not in (len(targets), len(groups)):
            draft.when, days = None, []  # which day is whose cannot be told
        often = [] if days else self._often(told)
        onward = told.clause and self._pattern["encounters.onward"].match(told.sentence.shadow, told.clause_start)
        if onward and draft.when is not None and draft.when.end and not _own_date(told):
            draft.when = None  # of the stay elsewhere told of before
            dated = {(t.start, t.end) for t in told.sentence.tokens if t is not None and t.kind == "date"}
            draft.stretches = [stretch for stretch in draft.stretches if stretch not in dated]
        one_day = draft.when is not None and draft.when.is_day
        if len(targets) > 1 and one_day and not days and self._in_turn(told):
            draft.when = None  # and not on the day on which the journey began
        for n, place in enumerate(targets):
            for m, group in enumerate(groups):
                if days:
                    draft.when = days[n] if len(days) == len(targets) else days[m]
                for when in often or [draft.when]:
                    one = Draft(
                        draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=when,
                        place=place, status=draft.status, hosts=list(draft.hosts), ended=draft.ended,
                    )  # fmt: skip
                    carry(one, group)
                    made.append(one)
        self._parties.see_off(travellers)
        if len(home) == 1 and len(places) == 1 and places[0].keys[-1].startswith("state/"):
            to_come = told.draft.status != "held"
            self._parties.remember([*travellers[:1], Actor(places[0].keys[-1], places[0])], again=to_come)
        return made

    def _in_turn(self, told: Telling) -> bool:
        """Whether several places are gone to one after the other, by their order or as the stops of a journey."""
        shadow, (start, end) = told.sentence.shadow, (told.clause_start, told.match.end())
        if self._pattern["encounters.itinerary"].search(shadow, told.match.start(), end):
            return True
        own = any(t.kind == "date" for t in told.sentence.tokens_in(start, end))
        onward = self._pattern["encounters.onward"].match(shadow, start)
        return not own and (onward or self._pattern["encounters.each"].search(shadow, start, end)) is not None

    def _there(self, told: Telling) -> list[Token]:
        """The one state or place that the sentence, else the one before, names before "there", or none."""
        first, _ = told.sentence.stretch(told.match.start(), told.match.end())
        gone = [t for t in told.sentence.tokens_in(0, told.match.start()) if t.kind in ("state", "capital", "place")]
        if gone:
            return gone[:1] if len({t.key for t in gone}) == 1 else []
        visits = [d for d in self._context.drafts if d.kind == "Visit" and told.draft.sentence - d.sentence <= 1]
        places = sorted({d.place for d in visits if d.place})
        if len(places) != 1:
            return []
        return [Token(first, first, "state" if places[0].startswith("state/") else "place", (places[0],))]

    def _those(self, told: Telling) -> list[Token]:
        """The states named before "the above countries", and those whose officials are, but for the travellers' own."""
        first, _ = told.sentence.stretch(told.match.start(), told.match.end())
        tokens = told.sentence.tokens_in(0, told.match.start())
        named = [t.keys[-1] if t.kind == "state" else self._parties.state_of(Actor(t.key, t)) for t in tokens if t.keys]
        keys = [key for key in dict.fromkeys(named) if key and key not in self._states(told.acting)]
        return [Token(first, first, "state", (key,)) for key in keys if key.startswith("state/")]

    def _may_be_guest(self, travellers: list[Actor], places: list[Token]) -> bool:
        """Whether a pronoun that seems to mean one at home may mean him who is there on a visit."""
        visit = self._context.visit
        there = {t.keys[-1] if t.kind in ("state", "capital") else self._state_of_place(t) for t in places} - {None}
        if visit is None or not there or not travellers or not all(a.carried for a in travellers):
            return False
        guests = {self._parties.state_of(a) for a in visit.actors}
        mine = {self._parties.state_of(a) for a in travellers}
        keys = {visit.place, self._parties.state_of(Actor(visit.place, None))} if visit.place else set()
        return mine <= there and bool(keys & there) and not guests & mine

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
        suite = self._pattern["encounters.suite"].search(told.sentence.shadow, told.match.end())
        if found is None:
            span = suite.span("who") if suite else (0, 0)
            return self._parties.actors([t for t in told.sentence.tokens_in(*span) if t.kind == "person"])
        beside = self._parties.actors(told.sentence.tokens_in(*found.span(1)))
        home, known = self._states(travellers) - {None}, {actor.key for actor in travellers}
        goes = [a for a in beside if found["leads"] or self._parties.state_of(a) in home]
        return [actor for actor in goes if _travels(actor) and actor.key not in known]

    def _leaders(self, told: Telling, travellers: list[Actor]) -> list[Actor]:
        """Who leads a delegation, and that where it has a name: A leads the delegation of B to C."""
        leads = self._pattern["encounters.leads"].search(told.sentence.shadow, told.clause_start, told.match.start())
        if leads is None:
            return travellers
        led = self._parties.actors(told.sentence.tokens_in(*leads.span("led")))
        keys, text = {actor.key for actor in led}, self._context.scan.text
        nameless = self._pattern["encounters.nameless"]
        named = [a for a in led if a.token and not nameless.fullmatch(text, a.token.start, a.token.end)]
        members = self._pattern["encounters.led_members"]
        if any(a.token and members.match(text, a.token.end) for a in named):
            named, travellers = [], [a for a in travellers if a.key not in keys] or travellers
        if leads["who"]:
            return [*self._parties.actors(told.sentence.tokens_in(*leads.span("who"))), *named]
        before = self._context.topic_before(told.sentence, told.clause) if told.clause else None
        leaders = [actor for actor in travellers if actor.key not in keys] or (before.actors if before else [])
        leaders = [actor for actor in leaders if actor.key.startswith("person/")]
        return [*leaders, *named] if leaders else travellers

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
        until = self._pattern["encounters.stays_until"].match(told.sentence.shadow, told.match.end())
        last = told.sentence.tokens[until.start("day")] if until else None
        if begins and draft.when and until and last and last.when and draft.when.start < last.when.start:
            draft.when = When(draft.when.start, last.when.start)
            draft.stretches.append(told.sentence.stretch(until.start("until"), until.end()))
        elif lasts and days and begins and draft.when is not None and not told.frame.ends:
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

    def _often(self, told: Telling) -> list[When | None]:
        """The months, years or periods of visits that one verb tells: in April 2019 and June 2021 he visited A."""
        before = (told.sentence.shadow, told.clause_start, told.match.start())
        row = self._pattern["encounters.often"].search(*before)
        times: list[When | None] = []
        at_turn = row and self._pattern["encounters.at_turn"].search(
            self._context.scan.text, *told.sentence.stretch(*row.span("dates"))
        )
        if at_turn:
            return []
        for token in told.sentence.tokens_in(*row.span("dates")) if row else []:
            if token.kind != "date":
                continue
            if token.when is None or token.when.is_day:
                return []
            times += each_time(self._context, token) if dates.is_year(token.when.start) else [token.when]
        return times if len(times) > 1 else []

    def _site(self, told: Telling, travellers: list[Actor]) -> str | None:
        """The key of the museum or plant that who is on a visit told of before looks at; at home it is no visit."""
        if "site" not in told.match.groupdict():
            return None
        keys = {actor.key for actor in travellers}
        abroad = any(d.kind == "Visit" and d.place and keys & {*d.actor_keys()} for d in self._context.drafts)
        return site_of(self._context, told) if abroad else None

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
        alone = apart and not any(actor.key.startswith("organization/") for actor in travellers)
        return [[actor] for actor in travellers] if alone else [travellers]

    def _states(self, actors: list[Actor]) -> set[str | None]:
        return {self._parties.state_of(actor) for actor in actors}


def _own_date(told: Telling) -> bool:
    """Whether the clause of a visit has a date."""
    last = told.sentence.clauses[told.clause][1]
    return any(t.kind == "date" for t in told.sentence.tokens_in(told.clause_start, last))


def _each(token: Token) -> list[Token]:
    """The states of a pair, each as a token of its own; any other token as it is, where it means something."""
    if token.kind != "pair":
        return [token] if token.keys else []
    return [Token(token.start, token.end, "state", (key,), token.name, rule=token.rule) for key in token.keys]


def _travels(actor: Actor) -> bool:
    return is_delegation(actor) or actor.key.startswith(("person/", "office/"))
