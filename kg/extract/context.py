"""What a sentence leaves unsaid and the text before it says: who acts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from kg import dates
from kg.dates import PartialDate
from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.draft import Actor, Carried, Draft, Stretch, is_delegation
from kg.extract.frames import Frames
from kg.extract.parties import Parties
from kg.extract.pieces import Break
from kg.extract.scan import Scan
from kg.extract.sentence import Sentence
from kg.extract.shorts import Shorts
from kg.extract.subjects import Subjects
from kg.extract.tokens import Token
from kg.extract.when import When
from kg.text.fold import fold_name

_BACKGROUND = 60  # days before its date of which dated news tells as background
_NEWS = 2  # days before its date that dated news reports
_TWO = 2
_PLAN = 8  # characters before a day that tell whether it is only planned
_UNKNOWN = 5  # characters of a clause, small words apart, that may be an actor without a row


@dataclass(slots=True)
class Context:
    """The state of reading one document: it is read in the order of the text and reset at each heading."""

    scan: Scan
    cast: Cast
    frames: Frames
    subjects: Subjects
    shorts: Shorts
    parties: Parties
    issued: PartialDate | None = None  # when the document was written
    home: str | None = None  # the key of the state that publishes it
    day: Token | None = None  # the day of its writing, or the one before, that dated news tells of at this point
    topic: Carried | None = None  # the persons of the sentence before, who act where a sentence names nobody
    single: Carried | None = None  # where these are several, the one who acted before them, whom a pronoun means
    spoken_of: Carried | None = None  # of whom a spokesman told last, and whom a pronoun means that does something
    mentioned: Carried | None = None  # the person whom a block before was about last, and whom a pronoun means
    inner_of: dict[int, list[Token]] = field(default_factory=dict)  # by where a quotation begins: what it names
    visit: Draft | None = None  # the dated visit that this block tells of
    gone_to: set[tuple[str, str | None]] = field(default_factory=set)  # who, in this document, goes to which state
    last_date: Token | None = None  # the date told last, of any precision
    said: Draft | None = None  # the statement before, in the same block
    last_said: Draft | None = None  # the same, also in a block before
    days: list[Token] = field(default_factory=list)  # the single days told so far, but those to come
    spoke: dict[str, tuple[When, list[Stretch]]] = field(default_factory=dict)  # each speaker's day, and its words
    entry: Token | None = None  # the day alone above this sentence, with which an entry begins
    caption: bool = False  # the block tells what a picture shows
    chronicle: bool = False  # the document goes from month to month here, and is no news of a day
    told: list[Draft] = field(default_factory=list)  # what met in this piece of news so far, not in a speech
    told_above: list[Draft] = field(default_factory=list)  # in those before: meant where who met is named again
    begun_before: int = 0  # where the sentence before began
    last_met: Draft | None = None  # what met and was told of last, also as background
    section: int = 0  # how many of them were told of before the last heading
    acts: list[Draft] = field(default_factory=list)  # what was done on a day in this document so far
    session: tuple[When, Stretch] | None = None  # the day of the press conference that the document is, and its words
    round: Draft | None = None  # the gathering at which one after the other speaks, as told in the sentences before
    press: tuple[When, Stretch, set[str]] | None = None  # a press conference's day, its words, and who spoke there
    council: Draft | None = None  # what was said in a council on a day, after which others speak in it
    untold: bool = False  # whether the sentence before told no event
    paper: Draft | None = None  # the paper that several issued, each of whom is told to say something in it
    aside: Draft | None = None  # what was said last on an occasion of its own
    drafts: list[Draft] = field(default_factory=list)  # the events told of last, at which something may be said

    def inner(self, quote: Token) -> list[Token]:
        """What a quotation names."""
        return self.inner_of.get(quote.start, [])

    def is_to_come(self, when: When | None) -> bool:
        """Whether a day or month lies wholly after that of the document's writing."""
        return when is not None and self.issued is not None and when.start[: len(self.issued)] > self.issued

    def is_news(self, when: When | None) -> bool:
        """Whether dated news tells of this day as of one of the last."""
        if when is None or self.chronicle or not dates.is_day(self.issued) or not dates.is_day(when.start):
            return False
        last = datetime.date.fromisoformat(when.end if dates.is_day(when.end) and when.end else when.start)
        return 0 <= (datetime.date.fromisoformat(self.issued) - last).days <= _NEWS

    def is_past(self, when: When | None) -> bool:
        """Whether dated news tells of this day or month as of what is long past: its background."""
        if when is None or self.chronicle or not dates.is_day(self.issued):
            return False
        last = dates.latest(when.end or when.start)
        return (datetime.date.fromisoformat(self.issued) - datetime.date.fromisoformat(last)).days > _BACKGROUND

    def is_past_since(self, when: When | None) -> bool:
        """Whether the text has gone on, since a visit was told of, to what was done in a later month."""
        last = self.last_date.when if self.last_date is not None else None
        if when is None or last is None or self.is_to_come(last):
            return False
        return last.start[: len("2024-05")] > dates.latest(when.end or when.start)[: len("2024-05")]

    def start_block(self, level: Break) -> None:
        """A block begins: nobody is carried into it, and the less of what was told before the more begins there."""
        self.mentioned = None if level >= Break.HEADLINE else self.topic or self.mentioned
        self.topic = self.single = self.said = None
        self.parties.sides = list(self.parties.whole) or self.parties.sides
        if level >= Break.HEADLINE:
            self.spoke.clear()
        if level >= Break.PART:
            self.day = self.visit = self.round = self.council = self.last_said = self.press = self.spoken_of = None
            self.section = len(self.told)
            self.parties.forget()
        if level == Break.NEWS:
            self.told_above += self.told
            self.told, self.drafts, self.acts, self.days, self.section = [], [], [], [], 0
            self.last_met = self.last_date = self.aside = self.paper = None

    def of_page(self, sentence: Sentence, span: Stretch, clause: int) -> Carried | None:
        """The two states of a page on them, where a clause with a day names nobody: on 13 June opened relations."""
        begin = sentence.clauses[max(0, clause - 1)][0]
        dated = any(t.kind == "date" for t in sentence.tokens_in(begin, span[0]))
        whole = [Actor(a.key, a.token, carried=True) for a in self.parties.whole]
        ends = sentence.shadow[span[1] : span[1] + 1] in ("", "，", "。", "；")
        token = whole[0].token if whole else None
        if not dated or not ends or token is None:
            return None
        return Carried(whole, (token.start, token.end))

    def is_media(self, actor: Actor) -> bool:
        """Whether a body is a newspaper, agency or broadcaster, by the lexicon or by what its name ends in."""
        entry = self.cast.lexicon.entries.get(actor.key)
        if entry is not None:
            return entry.type == "media"
        named = patterns.load()["candidates.media"].search(actor.key)
        return actor.key.startswith("organization/") and named is not None

    def is_spokesman(self, actor: Actor) -> bool:
        """Whether it is one who only speaks for others."""
        token, spokesman = actor.token, patterns.load()["context.spokesman"]
        return token is not None and spokesman.search(self.scan.text, token.start, token.end) is not None

    def words(self, said: list[Draft], speech: Stretch | None) -> list[Stretch]:
        """What is said in ``said`` and in the ``speech`` that goes on: no narrative, as that of a newspaper is."""
        told = [d.said for d in said if d.said and not (d.actors and all(self.is_media(a) for a in d.actors))]
        return told + ([speech] if speech else [])

    def printed(self, sentence: Sentence, start: int, end: int) -> str:
        """The words behind a range of a sentence's shadow, as printed."""
        return self.scan.printed(*sentence.stretch(start, end))

    def subject(
        self,
        sentence: Sentence,
        at: int,
        number: int,
        *,
        persons: bool = False,
        meets: bool = False,
        says: bool = False,
    ) -> Carried | None:
        """Who acts at the place ``at`` of a shadow, in its clause ``number``: named thereabouts, or carried over.

        Who ``says`` something may be a spokesman, who does nothing else.

        Where it can only be ``persons`` a clause before that tells what something is is passed over, where somebody
        ``meets`` another also what both sides did before.
        """
        of_two = patterns.load()["context.of_two"].match(sentence.shadow, sentence.clauses[number][0], at)
        if of_two:
            return self._of_two(sentence, sentence.clauses[number][0], latter=bool(of_two["latter"]))
        addressed = patterns.load()["context.addressed"].match(sentence.shadow, sentence.clauses[number][0], at)
        if addressed:
            return None if addressed["wish"] else self.addressed(sentence, number, addressed["title"])
        about = self.subjects.spoken_of(sentence, at, number)
        inner = self.subjects.within_when(sentence, at, number)
        about = about or (inner.span(1) if inner else None)
        if about:
            return self._carried(sentence, about, carried=False)
        own = self.subjects.of_clause(sentence, number)
        if own is None and (enraged := self.subjects.reacting(sentence, at, number)):
            return self._carried(sentence, enraged, carried=False)
        if patterns.load()["context.asks_him"].search(sentence.shadow, sentence.clauses[number][0], at):
            return self._invited(sentence, number, own)
        if own and own[1] <= at:
            driven = self.subjects.driven(sentence, own[1], at)
            if driven:  # sent by the subject
                return self._carried(sentence, driven, carried=False)
            if self.subjects.hides(sentence, own[1], at) or self.subjects.invites(sentence, own[1], at):
                return None
            return self._called(sentence, own) or self._carried(sentence, own, carried=False)
        nearest = self.subjects.before(sentence, at, number)
        start, _ = sentence.clauses[number]
        if nearest and not patterns.load()["context.gone_to"].search(sentence.shadow, start, nearest[1]):
            return self._called(sentence, nearest) or self._and_he(sentence, number, nearest)
        if self.subjects.residue(sentence, start, at) > _UNKNOWN or self.subjects.begins_longer(sentence, start, at):
            return None  # somebody acts here whose name is not known
        if self.subjects.invites(sentence, start, at):
            return None
        if patterns.load()["context.titled"].search(sentence.shadow, start, at):
            return None  # who is only told by a title
        if patterns.load()["context.others_act"].search(sentence.shadow, start, at):
            return None  # who is only described
        alone = patterns.load()["context.office_alone"]
        if any(alone.match(sentence.shadow, *sentence.clauses[n]) for n in range(number + 1)):
            return None
        following = self._following(sentence, number)
        if following is not None:
            return following
        pronoun = patterns.load()["context.pronoun"].match(sentence.shadow, start, at)
        if (
            pronoun
            and number
            and (told := patterns.load()["context.told_who"].search(sentence.shadow, *sentence.clauses[number - 1]))
        ):
            return self._carried(sentence, told.span(told.lastindex or 1), carried=True)
        before = self._subject_before(sentence, number, persons=persons, alone=pronoun is not None, meets=meets)
        if before is None and any(
            self._unknown(sentence, n) and (pronoun or says or self.subjects.speaks_in(sentence, n))
            for n in range(number)
        ):
            return None  # whom the sentence began with, by a name that is not known
        if before is None and any(self._is_longer(sentence, n) for n in range(number)):
            return None
        if before is None and says and self.subjects.by_sides(sentence, number):
            return None  # both sides, whoever they are
        titled = not says and patterns.load()["context.bare_title"].match(sentence.shadow, start, at) is not None
        if titled and number and self.subjects.speaks_in(sentence, number - 1):
            return None
        if before is not None and not says and self._speaks_of_unknown(sentence, number, at, before):
            return None  # somebody of whom a body speaks
        before = before or (self.single if pronoun and self.single else self.topic)
        if pronoun and not says and before is not None and all(map(self.is_spokesman, before.actors)):
            before = self.spoken_of or before
        return self.mentioned if before is None and pronoun else before

    def _invited(self, sentence: Sentence, number: int, own: tuple[int, int] | None) -> Carried | None:
        """Whom somebody invites or urges by a pronoun: the other of two persons, of the sentence or of their meeting.

        He who invites is the subject of the clause, ``own``, or of one before it.
        """
        by = self._carried(sentence, own, carried=False) if own else None
        by = by or self._subject_before(sentence, number, persons=True) or self.topic
        here = [t for t in sentence.tokens_in(0, sentence.clauses[number][0]) if t.kind == "person"]
        persons = self.parties.actors(here) or (self.told[-1].actors if self.told else [])
        others = {a.key: a for a in persons if by is not None and a.key not in {b.key for b in by.actors}}
        if by is None or len(others) != 1 or not all(key.startswith("person/") for key in others):
            return None
        return Carried([replace(a, carried=True) for a in others.values()], by.stretch)

    def _following(self, sentence: Sentence, number: int) -> Carried | None:
        """Who acts in the clause behind one that tells when, where nobody acts before it."""
        if patterns.load()["context.tells_when"].search(sentence.shadow, *sentence.clauses[number]) is None:
            return None
        opens = patterns.load()["context.when_opens"].match(sentence.shadow, *sentence.clauses[max(0, number - 1)])
        if number and opens:
            return self._carried(sentence, opens.span(1), carried=True)
        only_when = patterns.load()["context.only_when"]
        clauses = range(number + 1, len(sentence.clauses))
        after = next((n for n in clauses if not only_when.fullmatch(sentence.shadow, *sentence.clauses[n])), None)
        span = self.subjects.of_clause(sentence, after) if after is not None else None
        if after is None or span is None or self.subjects.is_sides(sentence, span):
            return None
        if number and self._subject_before(sentence, number):
            return None
        return self._carried(sentence, self.first_of(sentence, span, sentence.clauses[after][1]), carried=True)

    def _and_he(self, sentence: Sentence, number: int, nearest: tuple[int, int]) -> Carried | None:
        """Who acts at ``nearest``, and whom a pronoun joined to it means: he and his wife."""
        found = self._carried(sentence, nearest, carried=False)
        start = sentence.clauses[number][0]
        he_and = patterns.load()["context.he_and"]
        if found is None or he_and.search(sentence.shadow, start, nearest[0]) is None:
            return found
        before = self._subject_before(sentence, number, alone=True) or self.single or self.topic
        if before is None or len(before.actors) != 1 or before.actors[0].key in {a.key for a in found.actors}:
            return found
        return Carried([replace(before.actors[0], carried=True), *found.actors], found.stretch)

    def _speaks_of_unknown(self, sentence: Sentence, number: int, at: int, before: Carried) -> bool:
        """Whether a state or body has just spoken, and somebody acts in its words whose name is not known."""
        start = sentence.clauses[number][0]
        bodies = all(actor.key.startswith(("state/", "organization/")) for actor in before.actors)
        unnamed = bodies and self.subjects.begins_unnamed(sentence, start, at)
        return unnamed and number > 0 and self.subjects.speaks_in(sentence, number - 1)

    def topic_before(self, sentence: Sentence, number: int) -> Carried | None:
        """Whom the text was about before the clause ``number``: who acts in one before it, or in the last sentence."""
        return self._subject_before(sentence, number, persons=True) or self.topic

    def _called(self, sentence: Sentence, own: tuple[int, int]) -> Carried | None:
        """The person whom a sentence before was about, where he is called by a title: this leader of the state."""
        token = sentence.tokens[own[1] - 1]
        if token is None or token.kind != "office":
            return None
        this_one = patterns.load()["context.this_one"].search(sentence.shadow, 0, own[1] - 1)
        who = self.topic.actors if this_one and self.topic else []
        if len(who) != 1 or not who[0].key.startswith("person/"):
            return None
        state = self.parties.state_of(Actor(token.key, token))
        known = state is None or self.parties.state_of(who[0]) in (None, state)
        return Carried([replace(who[0], carried=True)], sentence.stretch(*own)) if known else None

    def addressed(self, sentence: Sentence, number: int, title: str | None = None) -> Carried | None:
        """Whom a speaker addresses, by a ``title`` or a pronoun, and tells of a day: the other one of those who met."""
        met, speaker = self.last_met, self.topic_before(sentence, number)
        if not any(t.kind == "date" for t in sentence.tokens_in(0, sentence.clauses[number][1])):
            return None  # a wish, or the visit that is told of anyway
        if met is None or speaker is None or len(met.actors) != _TWO or len(speaker.actors) != 1:
            return None
        other = [a for a in met.actors if a.key != speaker.actors[0].key and a.key.startswith("person/")]
        offices = other[0].token.offices if len(other) == 1 and other[0].token is not None else []
        if len(other) != 1 or (title and not any(title in fold_name(office.title) for office in offices)):
            return None
        return Carried([replace(other[0], carried=True)], met.stretches[0])

    def _of_two(self, sentence: Sentence, end: int, *, latter: bool) -> Carried | None:
        """The former or the latter of the two persons named last before ``end``, or of the only two bodies.

        Where a sentence begins so, it is one of the two who met in the one before.
        """
        before = sentence.tokens_in(0, end)
        state = patterns.load()["context.latter_state"].search(sentence.shadow, 0, end) if latter else None
        if state is not None:
            named = sentence.tokens_in(*state.span("state"))
            return Carried(self.parties.actors(named, carried=True), (named[0].start, named[0].end))
        persons = [token for token in before if token.kind == "person"][-2:]
        bodies = [token for token in before if token.kind == "organization"]
        if not before and self.topic is not None and self.told:
            met, who = self.told[-1], self.topic.actors[0].key
            two = [actor for actor in met.actors if actor.key.startswith("person/")]
            if met.kind == "Meeting" and len(two) == len(met.actors) == _TWO and two[0].key == who:
                return Carried([replace(two[-1 if latter else 0], carried=True)], met.stretches[0])
        if not persons and len(bodies) == _TWO:
            persons = bodies
        if len(persons) < _TWO and not (persons and latter):  # he met somebody, and the latter
            return None
        token = persons[-1 if latter else 0]
        return Carried(self.parties.actors([token], carried=True), (token.start, token.end))

    def _subject_before(
        self, sentence: Sentence, number: int, *, persons: bool = False, alone: bool = False, meets: bool = False
    ) -> Carried | None:
        """Who acts in the nearest clause before; ``alone`` one person, as a pronoun means."""
        listing = False
        for before in range(number - 1, -1, -1):
            if patterns.load()["context.while_others"].fullmatch(sentence.shadow, *sentence.clauses[before]):
                continue  # what others do meanwhile
            goes_on = patterns.load()["context.list_goes_on"].fullmatch(sentence.shadow, *sentence.clauses[before])
            listing = before > 0 and goes_on is not None and (listing or goes_on["last"] is not None)
            if listing:
                continue
            span = self.subjects.head(sentence, before) or self._leading(sentence, before)
            start, end = sentence.clauses[before]
            if span is None and self._is_longer(sentence, before):
                return None
            if span is None and patterns.load()["context.pronoun"].match(sentence.shadow, start, end):
                alone = True  # whom the pronoun means
            if meets and span and self.subjects.is_sides(sentence, span):
                continue
            sent = patterns.load()["context.sent"].search(sentence.shadow, span[1], end) if meets and span else None
            goes = patterns.load()["context.goes"].match(sentence.shadow, *sentence.clauses[number])
            if span and goes and not sent:
                sent = patterns.load()["context.appointed"].search(sentence.shadow, span[1], end)
            span = sent.span(1) if sent else span
            found = self._carried(sentence, span, carried=True) if span else None
            one = found is not None and len(found.actors) == 1 and found.actors[0].key.startswith("person/")
            if alone and not one:
                continue
            if alone and patterns.load()["context.attends"].match(sentence.shadow, *sentence.clauses[before]):
                continue  # who came to welcome the one whom a pronoun means
            if span and not (persons and patterns.load()["context.is_what"].match(sentence.shadow, span[1])):
                return found
        return None

    @staticmethod
    def _is_longer(sentence: Sentence, number: int) -> bool:
        """Whether a clause begins with the name of a state that is the beginning of who acts there."""
        return patterns.load()["context.longer"].match(sentence.shadow, *sentence.clauses[number]) is not None

    def _unknown(self, sentence: Sentence, number: int) -> bool:
        """Whether somebody acts in a clause who is no known actor, but begins with the name of one."""
        start, end = sentence.clauses[number]
        if self._is_longer(sentence, number):
            return True
        return self.subjects.of_clause(sentence, number) is None and self.subjects.begins_longer(sentence, start, end)

    def _leading(self, sentence: Sentence, number: int) -> tuple[int, int] | None:
        """The subject of a clause as what follows carries it on: where A talks with B it is A."""
        span = self.subjects.of_clause(sentence, number)
        if span is None:
            journey = patterns.load()["context.journey_of"].match(sentence.shadow, *sentence.clauses[number])
            return journey.span(1) if journey else None
        return self.first_of(sentence, span, sentence.clauses[number][1])

    @staticmethod
    def first_of(sentence: Sentence, span: tuple[int, int], end: int) -> tuple[int, int]:
        """Of who talks with whom in ``span``, before ``end``, the range of the first."""
        pattern = patterns.load()
        partner = pattern["context.partner"].search(sentence.shadow, *span)
        between = (sentence.shadow, span[1], end)
        if partner and pattern["context.talks"].search(*between) and not pattern["context.both"].search(*between):
            return span[0], partner.start()
        return span

    def _carried(self, sentence: Sentence, span: tuple[int, int], *, carried: bool) -> Carried | None:
        actors = self.parties.actors(sentence.tokens_in(*span), carried=carried)
        if carried and any(a.key.startswith("person/") for a in actors):  # who led a delegation acts on without it
            actors = [a for a in actors if not is_delegation(a)]
        return Carried(actors, sentence.stretch(*span)) if actors else None

    def end_sentence(self, sentence: Sentence, words: list[Stretch], *, adds: bool = False) -> None:
        """After a sentence: whom it was about, and not whom the ``words`` said in it are, the next may leave unsaid.

        Where it only ``adds`` to what somebody has just said, and tells no event, it is he whom the next goes on about.
        """
        self.begun_before = sentence.start
        self._days(sentence)
        for number in range(len(sentence.clauses) - 1, -1, -1) if not (adds and self.topic) else ():
            first, last = sentence.stretch(*sentence.clauses[number])
            if any(start <= first and last <= end for start, end in words):
                continue
            if number and patterns.load()["context.listed"].match(sentence.shadow, sentence.clauses[number][0]):
                continue  # of what the clause before lists
            span = self._leading(sentence, number) or self.subjects.head(sentence, number)
            if span is None:
                continue
            found = self._carried(sentence, span, carried=True)
            if found and all(a.key.startswith("person/") for a in found.actors):
                self.topic = found
                self.single = self._one_before(sentence, number) if len(found.actors) > 1 else None
                told = self._told_of(sentence, words) if all(map(self.is_spokesman, found.actors)) else None
                self.spoken_of = told
                self._dated(sentence, number, found)
                return
        for journey in sentence.matches("context.whose_journey") if not adds else ():
            if found := self._carried(sentence, journey.span(1), carried=True):
                self.topic, self.single = found, None

    def _one_before(self, sentence: Sentence, number: int) -> Carried | None:
        """The one person who acts in the nearest clause before that has a subject of its own."""
        for before in range(number - 1, -1, -1):
            span = self._leading(sentence, before)
            found = self._carried(sentence, span, carried=True) if span else None
            if found is not None:
                one = len(found.actors) == 1 and found.actors[0].key.startswith("person/")
                return found if one else None
        return None

    def _told_of(self, sentence: Sentence, words: list[Stretch]) -> Carried | None:
        """The one person who acts last within the words that a sentence tells."""
        for number in range(len(sentence.clauses) - 1, -1, -1):
            (first, last), span = sentence.stretch(*sentence.clauses[number]), self.subjects.of_clause(sentence, number)
            if span is None or not any(start <= first and last <= end + 1 for start, end in words):
                continue
            found = self._carried(sentence, span, carried=True)
            if found and len(found.actors) == 1 and found.actors[0].key.startswith("person/"):
                return found
        return None

    def _days(self, sentence: Sentence) -> None:
        """The day that dated news goes on telling of: the only one of a sentence, of its writing or right before."""
        since, text = patterns.load()["context.since"], self.scan.text
        found = (t for t in sentence.tokens_in(0, len(sentence.tokens)) if t.kind == "date")
        told = [t for t in found if not since.match(text, t.end)]
        if not told:
            return
        self.last_date = told[-1]
        begins = patterns.load()["circumstances.from_then"]
        days = [t for t in told if t.when is not None and t.when.is_day and not begins.match(text, t.end)]
        self.days += [t for t in days if not self.is_to_come(t.when)]
        first = told[0].when
        if first is not None and first.is_day and dates.is_day(self.issued) and days == told[:1] == told:
            away = datetime.date.fromisoformat(self.issued) - datetime.date.fromisoformat(first.start)
            self.day = told[0] if 0 <= away.days <= _NEWS else None
        else:
            self.day = None

    def _dated(self, sentence: Sentence, number: int, found: Carried) -> None:
        """Somebody acts on a day: what he says next he says on that day.

        Who gives an address does so on the only day that the sentence tells.
        """
        (begin, end), before = sentence.clauses[number], sentence.clauses[max(0, number - 1)]
        if patterns.load()["statements.only_date"].fullmatch(sentence.shadow, *before):
            begin = before[0]  # on the 3rd, somebody did something
        tokens = [t for t in sentence.tokens_in(begin, end) if t.kind == "date"]
        if any(patterns.load()["circumstances.from_then"].match(self.scan.text, t.end) for t in tokens):
            return  # from that day on
        comes = patterns.load()["calendar.comes"]
        tokens = [t for t in tokens if not comes.search(self.scan.text, max(0, t.start - _PLAN), t.start)]
        if not tokens and patterns.load()["context.addresses"].search(sentence.shadow, begin, end):
            tokens = [t for t in sentence.tokens_in(0, len(sentence.tokens)) if t.kind == "date"][:_TWO]
        days = [t for t in tokens if t.when is not None and dates.is_day(t.when.start)]
        when = tokens[0].when if tokens and (len(tokens) == 1 or days == tokens[:1]) else None
        if self.is_to_come(when):
            return  # he will act
        if when is not None and when.is_day:
            self.spoke |= {a.key: (when, [(tokens[0].start, tokens[0].end)]) for a in found.actors}
