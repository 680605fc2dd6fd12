"""Meetings and talks, from what a frame tells of them."""

from __future__ import annotations

from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.telling import Telling, carry
from kg.extract.tokens import SYMBOLS
from kg.text.numerals import value

_LONG = 70  # characters; a list longer than this is proven by its verb and each of its names
_COUNTED = frozenset({"轮", "次", "场"})  # units of meetings


class Encounters:
    """Makes the meetings of a document."""

    def __init__(self, context: Context) -> None:
        self._met: Draft | None = None  # the meeting told of last
        self._whom: tuple[int, list[Actor]] | None = None  # whom a pronoun meant, and in which sentence
        self._context = context
        self._parties = context.parties
        self._pattern = patterns.load()

    def meetings(self, told: Telling) -> list[Draft]:
        """One meeting, or one with each of whom where the sentence tells that they were met one by one."""
        made = self._meetings(told)
        self._met = made[-1] if made else self._met
        return made

    def _meetings(self, told: Telling) -> list[Draft]:
        whom = self._parties.actors(told.tokens("whom"))
        if told.match.groupdict().get("delegation"):
            whom = self._travellers()
        if told.match.groupdict().get("guest") is not None and not (whom := self._guests(told)):
            return []
        if told.frame.way == "sides":
            whom = self._both(told, whom)
        offices = any(actor.key.startswith("office/") for actor in whom)
        if told.frame.states or {"state", "office"} == {a.key.split("/")[0] for a in whom}:
            whom = self._for_states(whom)
        if told.match.groupdict().get("him"):
            whom = self._him(told)
        if (
            whom
            and "whom" in told.named
            and told.frame.way != "sides"
            and (
                not self._context.subjects.whole(told.sentence.shadow, told.match.end("whom"))
                or self._pattern["encounters.holder"].match(told.sentence.shadow, told.match.end("whom") - 1)
            )
        ):
            whom = self._parties.actors(told.tokens("whom")[:-1])  # the last is the beginning of a longer name
            if not whom:
                return []
        if "whom" in told.named and told.sentence.shadow[told.match.end("whom") - 1] == SYMBOLS["person"]:
            sent = self._pattern["encounters.sent_by"].match(told.sentence.shadow, told.match.end("whom"))
            if sent:
                tokens = [*told.tokens("whom")[:-1], *told.sentence.tokens_in(*sent.span("who"))]
                whom = self._parties.actors(tokens)
                if not whom:
                    return []
                first, last = told.draft.stretches[0]
                told.draft.stretches[0] = first, max([last, *(token.end for token in tokens)])
        ministers = self._pattern["encounters.ministers"]
        if "whom" in told.named:
            end = told.match.end("whom")
            offices |= ministers.match(told.sentence.shadow, end) is not None or told.sentence.tokens[end - 1] is None
        if told.frame.way == "encounter" and not offices and all(a.key.startswith("state/") for a in whom):
            return []
        who, whom = self._who_and_whom(told, whom)
        if self._in_one_list(told) and {a.key.split("/")[0] for a in who + whom} == {"state", "office"}:
            both = self._for_states(who + whom)
            who, whom = both[: len(who)], both[len(who) :]
        if (told.frame.subject != "none" and not who) or len(who) + len(whom) < 2:
            return []
        if _cities(who + whom) or self._in_place_list(told) or self._at_home(who + whom):
            return []
        if who and all(a.carried and a.key.startswith("state/") for a in who) and any("person/" in a.key for a in whom):
            return []  # whoever met them, it was not the states spoken of before
        instead = "whom" in told.named and told.sentence.shadow.startswith("则", told.match.end("whom"))
        if instead and len(who) > 1 and all(a.carried for a in who):
            return []  # A and B agreed; with C, on the other hand, only A met
        remark = self._pattern["occasions.remark"].match(told.sentence.shadow, told.clause_start)
        own = self._pattern["encounters.since_then"].match(told.sentence.shadow, told.match.end())
        if told.frame.way == "sides" and (self._goes_on(told) or (remark and not (own and _has_day(told)))):
            return []  # of the one just told of
        if told.frame.way != "sides" and not _can_meet(who + whom):
            return []
        if self._of_others(told) or self._lasted(told, who + whom):
            return []
        self._welcome(told, whom)
        draft = told.draft
        draft.beside = told.frame.way == "last"
        draft.mode = circumstances.mode(told.sentence, told.clause, told.match["verb"])
        if draft.mode == "in-person":
            draft.place = circumstances.place(self._context, told.sentence, told.match.start("verb"), told.clause)
        beside = told.sentence.tokens[told.match.start("verb") - 1] if told.match.start("verb") else None
        if draft.status in ("planned", "proposed") and self._pattern["encounters.was_held"].match(
            told.sentence.shadow, told.match.end()
        ):
            draft.status = "held"
        if draft.status == "held" and draft.when is None and told.frame.way == "sides":
            to_come = self._pattern["encounters.to_come"].match(told.sentence.shadow, told.match.end())
            draft.status = "planned" if to_come else "held"
        named = told.tokens("place") or [t for t in (beside,) if t is not None and t.kind in ("place", "capital")]
        if draft.mode == "in-person" and draft.place is None and named and named[0].keys:
            draft.place = named[0].keys[0]
        self._chaired(told)
        counts = [t for t in told.sentence.tokens_in(*told.match.span()) if t.kind == "count" and t.unit in _COUNTED]
        draft.count = counts[0].number if counts else None
        draft.ordinal = self._number(told)
        if self._apart(told, whom):
            return [_one_meeting(told, who, actor) for actor in whom]
        before = (told.clause_start, told.match.start("verb"))
        each = self._pattern["encounters.each"].search(told.sentence.shadow, *before)
        more = self._pattern["encounters.goes_on"].match(told.sentence.shadow, told.match.end())
        if each and len(whom) == 1 and len(who) > 1 and not more:
            return [_one_meeting(told, [actor], whom[0]) for actor in who]
        carry(draft, who + whom + self._beside(told))
        return [draft]

    def _number(self, told: Telling) -> int | None:
        """Which meeting of the two it is, where its number stands right before the word for it and is of no time."""
        begin, end = told.clause_start, told.match.end("verb")
        named = [*self._pattern["encounters.numbered"].finditer(told.sentence.shadow, begin, end)][-1:]
        if not named or self._pattern["encounters.of_a_time"].search(told.sentence.shadow, begin, named[0].start()):
            return None
        token = told.sentence.tokens[named[0].start("number")]
        return token.number if token is not None else None

    def _welcome(self, told: Telling, whom: list[Actor]) -> None:
        """Who is received with those who came with him is whom "the delegation" means from here."""
        party = self._pattern["encounters.with_party"]
        if told.frame.way == "encounter" and party.match(told.sentence.shadow, told.match.start("verb")):
            self._parties.see_off(whom)

    def _at_home(self, actors: list[Actor]) -> bool:
        """Whether a state is told to have met its own people: it is where somebody met them."""
        return any(a.key.startswith("state/") for a in actors) and len(self._states(actors)) == 1

    def _of_others(self, told: Telling) -> bool:
        """Whether those named are only told to bring about that others meet, who stand before the verb."""
        if "whom" not in told.named:
            return False
        between = told.sentence.shadow[told.match.end("whom") : told.match.start("verb")]
        return self._pattern["encounters.of_others"].search(between) is not None

    def _lasted(self, told: Telling, actors: list[Actor]) -> bool:
        """Whether it is only told how long those talked who met last, or of what they will: they spoke for an hour."""
        met, at = self._met, told.match.start("verb")
        if met is None or told.draft.when is not None:
            return False
        if self._pattern["encounters.in_talks"].match(told.sentence.shadow, told.match.end()):
            states = {self._parties.state_of(a) for a in actors}
            nobody = not any(a.key.startswith("person/") for a in actors)
            return nobody and len(states) > 1 and states == {self._parties.state_of(a) for a in met.actors}
        if {a.key for a in actors} != set(met.actor_keys()):
            return False
        talked = told.frame.event == "Dialogue" and told.draft.status == met.status == "planned"
        if talked and told.draft.sentence - met.sentence <= 1:
            return True  # what they who are to meet will talk about
        return self._pattern["encounters.lasted"].match(told.sentence.shadow, at) is not None

    def _in_one_list(self, told: Telling) -> bool:
        """Whether whom somebody meets stands in one list with him: the ministers of A and B meet."""
        begin = told.match.start("whom") if "whom" in told.named else 0
        return self._pattern["encounters.listed_with"].search(told.sentence.shadow, 0, begin) is not None

    def _for_states(self, actors: list[Actor]) -> list[Actor]:
        """Of the ministers of A, B and C, where the title stands behind the last alone: all three states."""
        if not any(a.key.startswith("state/") for a in actors):
            return actors
        return [Actor(self._parties.state_of(a) or a.key, a.token, a.role, a.carried) for a in actors]

    def _travellers(self) -> list[Actor]:
        """Whom a delegation without a name means: the persons who lead the visit that is told of."""
        visit = self._context.visit
        told = self._parties.travellers or (visit.actors if visit is not None else [])
        persons = [a for a in told if a.key.startswith("person/")]
        return [Actor(a.key, a.token, carried=True) for a in persons]

    def _guests(self, told: Telling) -> list[Actor]:
        """Whom somebody receives who names nobody: those who, as was told right before, have come to his state."""
        visit, home = told.before or self._context.visit, {self._parties.state_of(actor) for actor in told.acting}
        if visit is None or told.draft.sentence - visit.sentence > 1 or visit.place not in home:
            return []
        return [Actor(a.key, a.token, carried=True) for a in visit.actors if a.key.startswith("person/")]

    def _him(self, told: Telling) -> list[Actor]:
        """Whom a pronoun means that somebody named met: the one person of whom the text told before."""
        if self._pattern["encounters.addressed"].fullmatch(told.match["him"]):
            found = self._context.addressed(told.sentence, told.clause)
            return found.actors if found is not None else []
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
        if "whom" not in told.match.groupdict() and self._pattern["attendance.presides"].search(told.match["verb"]):
            return self._chaired_alone(told)
        made = self.meetings(told)
        numbers = [t for t in told.sentence.tokens_in(*told.match.span("verb")) if t.kind == "ordinal"]
        for draft in made:
            draft.ordinal = numbers[0].number if len(numbers) == 1 else draft.ordinal
            draft.mode = draft.mode if draft.mode == "video" else None
            if self._pattern["encounters.gives"].search(told.match["verb"]):
                draft.hosts = [actor.key for actor in told.acting]
                draft.actors = [actor for actor in draft.actors if actor.key not in draft.hosts]
        return made

    def _chaired_alone(self, told: Telling) -> list[Draft]:
        """Talks of which is told who chairs them, and not by name whose they are."""
        draft = told.draft
        draft.place = circumstances.place(self._context, told.sentence, told.match.start("verb"), told.clause)
        draft.hosts = [actor.key for actor in told.acting]
        draft.about = [token.keys[0] for token in told.tokens("about") if token.keys]
        return [draft] if draft.hosts else []

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
        if len(first) > 1 and self._one_with_each(told):
            whom, acting = first[1:] + whom, first[:1]
        met = {actor.key for actor in whom}
        return [actor for actor in acting if actor.key not in met], whom

    def _one_with_each(self, told: Telling) -> bool:
        """Whether the first of those who met talked with each of the others: A with B and C, one by one."""
        each = self._pattern["encounters.with_each"]
        return each.match(told.sentence.shadow, told.match.start("who")) is not None

    def _states(self, actors: list[Actor]) -> set[str | None]:
        return {self._parties.state_of(actor) for actor in actors}

    def _apart(self, told: Telling, whom: list[Actor]) -> bool:
        """Whether a list of counterparts was met one by one: it says so, or their states differ."""
        shadow, match = told.sentence.shadow, told.match
        many = told.frame.join == "auto" and len(whom) > 1
        clause_start, _ = told.sentence.clauses[told.sentence.clause_at(match.start())]
        if many and self._pattern["encounters.each"].search(shadow, clause_start, match.end()):
            return True
        named_behind = "whom" in told.named and match.start("whom") > match.end("verb")
        if named_behind and told.frame.join == "apart" and "，" in shadow[match.end("verb") : match.start("whom")]:
            return True  # with three heads of state, namely A, B and C
        if self._pattern["encounters.together"].search(shadow, match.start(), match.end()):
            return False
        if not many:
            return told.frame.join == "apart"
        if self._all_of_them(told, len(whom)):
            return False
        states = {self._parties.state_of(actor) or self._body_of(actor) for actor in whom}
        return len(states) == len(whom) and None not in states

    def _all_of_them(self, told: Telling, whom: int) -> bool:
        """Whether the clause behind tells what all did who met, by their number: the three sides discussed it."""
        behind = self._pattern["encounters.all_of_them"].match(
            self._context.scan.text, told.sentence.stretch(*told.match.span())[1]
        )
        return behind is not None and value(behind["many"]) == len(told.acting) + whom

    def _body_of(self, actor: Actor) -> str | None:
        """The key of the organization of no state for which somebody acts, as his title and the lexicon tell."""
        entries = self._context.cast.lexicon.entries
        of = [office.of for office in actor.token.offices] if actor.token is not None else []
        own = [key for key in of if key in entries and "organization/" in key and entries[key].part_of is None]
        named = (self._context.cast.state_of(key, by_name=True) for key in of if key and key not in entries)
        return own[0] if own else next(filter(None, named), None)


def _has_day(told: Telling) -> bool:
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


def _one_meeting(told: Telling, who: list[Actor], whom: Actor) -> Draft:
    """The meeting with one of a list, proven by what leads to the list and the part of it up to the name."""
    draft, match = told.draft, told.match
    one = Draft(
        draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
        place=draft.place, mode=draft.mode, status=draft.status, verb=draft.verb, way=draft.way,
    )  # fmt: skip
    if "whom" not in match.groupdict():  # who is met is only meant by a pronoun
        carry(one, [*who, whom])
        return one
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
