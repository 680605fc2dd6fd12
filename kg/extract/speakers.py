"""Who speaks: the verbs of speech in a sentence, and for each whom it is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract import patterns, speech
from kg.extract import spoken as forms
from kg.extract.context import Context
from kg.extract.draft import Actor, Carried, Draft
from kg.extract.papers import Papers, as_speakers
from kg.extract.sentence import Sentence
from kg.extract.spoken import SPEAK, Spoken, toward_whom
from kg.extract.subjects import spoken_about
from kg.extract.tokens import SYMBOLS

_BEGINS = frozenset(
    {"，", "：", *(SYMBOLS[kind] for kind in ("quote", "person", "state", "organization", "office"))}
)  # what stands between a verb of speech and the words
_PRONOUN_REACH = 26  # characters between a pronoun and its verb
_CARRIED_REACH = 18  # characters before a verb in a clause whose speaker is named elsewhere
_FAR = 24  # characters between a speaker and a verb that tells as often what was done


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of speech in its sentence, and what was found before it there: who spoke, what was published."""

    sentence: Sentence
    word: str
    start: int
    end: int  # what doubles it included
    clause: int
    found: list[Spoken]
    published: list[Draft]

    @property
    def clause_start(self) -> int:
        """Where its clause begins."""
        return self.sentence.clauses[self.clause][0]


class Speakers:
    """Finds verbs of speech and their speakers in the sentences of one document, in order."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pattern = patterns.load().table("speakers")
        words = context.frames.words
        # Verbs that tell as often what was done as what was said: they need a speaker who is a person or an office.
        self._weak = frozenset(words["weak_say"])
        self._own = frozenset(words["own_say"])
        self._thoughts = frozenset(words["thoughts"])
        self._weak_of_states = self._weak - frozenset(words["stance_say"])  # a state's stand is told by the others
        self._reports = frozenset(words["media_say"])
        self._medium: Actor | None = None  # the newspaper or agency that spoke last
        self._body: Actor | None = None  # the body that did so, whatever its kind
        self._nouns = frozenset(words["clause_only_say"])  # what they welcome stands behind them
        self._last: Actor | None = None  # whom a pronoun means
        self._papers = Papers(context)

    def start_block(self, *, fresh: bool) -> None:
        """A block begins: after a heading (``fresh``) a pronoun is nobody, and no document told of is meant."""
        self._sighted()
        if fresh:
            self._last = self._medium = self._body = None
            self._papers = Papers(self._context)

    def last(self) -> Actor | None:
        """Whom a pronoun means at this point."""
        self._sighted()
        return self._last

    def _sighted(self) -> None:
        """Whom the sentence before was about is whom a pronoun means next."""
        if self._context.topic is not None:
            self.remember(self._context.topic.actors)

    def remember(self, actors: list[Actor]) -> None:
        """These spoke or acted: a pronoun means the last person who did so alone."""
        if len(actors) == 1 and actors[0].key.startswith(("person/", "office/")):
            self._last, self._body = actors[0], forms.body_of(actors[0]) or self._body
        elif len(actors) == 1 and actors[0].key.startswith("organization/"):
            self._body = actors[0]
            self._medium = actors[0] if self._context.is_media(actors[0]) else self._medium

    def verbs(self, sentence: Sentence, happened: list[Draft], meeting: Draft | None) -> list[Spoken]:
        """The verbs of speech in a sentence, without those within speech.

        ``happened`` are the other events of the sentence; ``meeting`` is the gathering last told of.
        """
        self._sighted()
        found = self._told(sentence, happened, meeting)
        voice = None if meeting is None else meeting.voice()
        if meeting is not None and voice is not None:
            spoken = self._of_meeting(sentence, meeting, voice)
            if spoken:
                found = [verb for verb in found if verb.start < spoken[0].start] + spoken
        return found

    def _of_meeting(self, sentence: Sentence, meeting: Draft, voice: str) -> list[Spoken]:
        """What the gathering told of before is said to have said."""
        first = self._pattern["meeting"].search(sentence.shadow)
        lead = patterns.load()["own_paper.lead"].fullmatch(sentence.shadow, 0, first.start()) if first else None
        if first is None or (lead is None and self._pattern["say"].search(sentence.shadow, 0, first.start())):
            return []  # or in somebody's words
        if first["many"] and not speech.is_of(self._context, meeting, first["many"]):
            return []
        end, more = first.end(first.lastindex or 1), self._pattern["meeting_says"]
        spans = [verb.span(verb.lastindex or 1) for verb in [first, *more.finditer(sentence.shadow, end)]]
        if sentence.shadow[end : end + 1] == "，":
            spans = [span for span in spans if not self._pattern["insists"].fullmatch(sentence.shadow, *span)]
        actor = Actor(voice, None, "speaker", carried=True)
        return [Spoken(*span, sentence.clause_at(span[0]), [actor], meeting.stretches[0]) for span in spans]

    def _told(self, sentence: Sentence, happened: list[Draft], meeting: Draft | None) -> list[Spoken]:
        found: list[Spoken] = []
        official = -1  # the verb of what stands in a state's paper, whoever carries it
        shadow = sentence.shadow
        published = [d for d in happened if d.kind == "Publication" and d.actors and not d.recalled]
        here = meeting is not None and sentence.start <= meeting.stretches[0][0] < sentence.end
        current = meeting if here else None
        self._papers.published(published, of_meeting=here)
        self._papers.met = [d for d in happened if d.kind in ("Meeting", "Gathering") and len(d.actors) > 1]
        self._papers.cited(sentence)
        verbs = [*self._pattern["say"].finditer(shadow), *sentence.matches("speakers.exclaims")]
        likened = speech.likened(sentence)
        spans = [s for s in (m.span() for m in verbs) if not any(s[0] < t[1] and t[0] < s[1] for t in likened)]
        for start, end in sorted([*spans, *likened]):
            word, likens = shadow[start:end], (start, end) in likened
            doubled = self._pattern["say" if word in self._reports else "doubled"].match(shadow, end)
            end = doubled.end() if doubled and not likens else end
            if not (likens or self._is_speech(shadow, start, end)):
                continue
            clause = sentence.clause_at(start)
            if found and self._goes_on(found[-1], shadow, start, clause):
                continue
            if self._is_asked(shadow, start, *sentence.clauses[clause]):
                continue  # what is answered, and not the answer
            first = sentence.clauses[clause][0]
            cited = any(m.end() == start for m in self._pattern["cited"].finditer(shadow, first, start))
            told, who = (False, None) if cited else self._papers.tell(sentence, start, clause, current)
            if told:
                if who is not None and who.actors:
                    found.append(Spoken(start, end, clause, who.actors, who.stretch))
                    official = start if self._pattern["official"].search(shadow, first, start) else official
                continue
            verb = _Verb(sentence, word, start, end, clause, found, published)
            denied = self._accused(verb)
            if denied is not None:
                found.append(Spoken(start, end, clause, denied.actors, denied.stretch))
                continue
            who = self._papers.issued_before(sentence, start, clause, current) or self._who(verb)
            named = self._pattern["pronoun"].match(shadow, verb.clause_start, start) is not None
            ended = speech.has_ended(shadow, found[-1], self._nouns) if found else self._wishes(verb, who)
            if who is not None and word in self._own and not (named or ended) and all(a.carried for a in who.actors):
                continue  # the statement before goes on
            thinks = found and who is not None and word in self._thoughts and not speech.is_stance(sentence, found[-1])
            if thinks and who is not None and speech.thinks(found[-1], clause, who, named):
                continue  # what is thought is part of what is said
            if found and who is not None and speech.is_own_side(self._context, sentence, who, found[-1], start):
                continue  # of which the speaker speaks
            if who is not None and speech.is_another(self._context, sentence, who, found, (start, end)):
                continue  # it was somebody else who thanked him, or whom a paper tells of
            if found and who and speech.is_promised_by_another(self._context, sentence, who, found[-1], start):
                continue
            if who is None or not who.actors or not self._may_say(who.actors, word, shadow, end):
                continue
            if word in self._reports and not cited and not self._reported(who, shadow, end, doubled is not None):
                continue
            if found and speech.within(found[-1], sentence, clause, start):
                if found[-1].start == official or not all(map(self._context.is_media, found[-1].actors)):
                    continue
                found.pop()  # whom a paper quotes says it
            found.append(Spoken(start, end, clause, who.actors, who.stretch))
        return [forms.in_person(self._context, spoken) for spoken in found]

    def _is_speech(self, shadow: str, start: int, end: int) -> bool:
        """Whether the word at ``start`` is no part of a longer one and no noun."""
        return not (
            self._pattern["not_say"].match(shadow, start)
            or any(first <= start < last for first, last in spoken_about(shadow))
            or self._pattern["not_before_say"].search(shadow, max(0, start - _CARRIED_REACH), start)
            or self._pattern["noun"].match(shadow, end)
            or self._pattern["done"].match(shadow, start)
            or (
                shadow[start:end] in self._nouns
                and not self._pattern["proposes"].match(shadow, start)
                and shadow[end : end + 1] in ("，", "。", "；")
            )
        )

    def _goes_on(self, before: Spoken, shadow: str, start: int, clause: int) -> bool:
        """Whether a verb belongs to the statement of the verb before it: said that he welcomed, criticized and said."""
        if self._pattern["quoted_said"].search(shadow, before.end, start):
            return True
        if start >= before.end and speech.is_flat(shadow, before):
            return False
        if start < before.end or self._pattern["feels"].search(shadow, before.end, start + 2):
            return True
        if clause > before.clause and self._pattern["myself"].search(shadow, before.end, start):
            return True
        if self._pattern["warmly"].fullmatch(shadow, before.end, start):
            return True
        if self._pattern["and_says"].search(shadow, before.end, start) and "，" in shadow[start:][1:3]:
            return False
        if speech.adds(shadow, before.end, start):
            return False
        return before.clause == clause and self._pattern["speaker"].search(shadow, before.end, start) is None

    def _is_asked(self, shadow: str, start: int, first: int, last: int) -> bool:
        """Whether a verb stands in what somebody is asked about: answering that A criticized B, he said."""
        asked = self._pattern["asked"].finditer(shadow, first, last)
        return any(match.start() <= start < match.end() for match in asked)

    def _reported(self, who: Carried, shadow: str, end: int, doubled: bool) -> bool:
        """Whether a medium reports what stands behind, and no series or team of reporters is spoken of."""
        return all(self._context.is_media(actor) for actor in who.actors) and (
            doubled or shadow[end : end + 1] in _BEGINS
        )

    def _who(self, verb: _Verb) -> Carried | None:
        """Who says it: an actor before it, a pronoun, or whoever is carried over."""
        sentence, start, shadow = verb.sentence, verb.start, verb.sentence.shadow
        for cited in self._pattern["cited"].finditer(shadow, verb.clause_start, start):
            if cited.end() == start:
                borrowed = self._pattern["borrowed"].fullmatch(cited[0]) is not None
                self.remember(self._context.parties.actors(sentence.tokens_in(verb.clause_start, cited.start())))
                himself = self._quoting(sentence, verb.clause, cited.start()) if borrowed else None
                return himself or self._named(sentence, cited.span(1))
        source = self._pattern["source"].fullmatch(shadow, verb.clause_start, start)
        if source:  # what a paper reports is told as it happened
            reporter = self._named(sentence, source.span(source.lastindex or 1))
            self.remember(reporter.actors)
            return None if verb.word in self._reports else reporter
        for pattern in (self._pattern["answered"], self._pattern["report_of"], self._pattern["wrote_in"]):
            if of_whom := pattern.fullmatch(shadow, verb.clause_start, start):
                return self._named(sentence, of_whom.span(1))
        if answers := self._pattern["was_asked"].fullmatch(shadow, 0, start):
            return self._named(sentence, answers.span(1))
        if verb.clause and self._pattern["all_of"].fullmatch(shadow, verb.clause_start, start):
            several = forms.meetings_before(sentence, verb.clause)
            if several is not None:
                return several
        medium = self._pattern["medium"].fullmatch(shadow, verb.clause_start, start)
        if medium and verb.word in self._reports:
            return self._named(sentence, medium.span(1))
        alone = self._pattern["also"].fullmatch(shadow, verb.clause_start, start) if verb.clause else None
        before = sentence.clauses[verb.clause - 1] if alone else (0, 0)
        if words_of := self._pattern["cited_before"].search(shadow, max(0, before[0] - 1), before[1]):
            return self._named(sentence, words_of.span(1))
        until = verb.end if verb.word in self._reports else start
        if self._pattern["its_report"].match(shadow, verb.clause_start, until):
            self.remember(speech.medium_named(self._context, sentence, verb.clause_start))
            again = as_speakers([self._medium] if self._medium else [], carried=True)
            return Carried(again, sentence.stretch(verb.clause_start, verb.end)) if again else None
        one = self._pattern["this_one"].match(shadow, verb.clause_start, start)
        body = self._pattern["this_body"].match(shadow, verb.clause_start, start)
        if one or body:
            meant = self._this_body(sentence, body) if body else None
            return self._this_one(sentence, verb) if meant is None and one else meant
        if patterns.load()["context.of_two"].match(shadow, verb.clause_start, start):
            return self._one_of_two(sentence, verb)
        own = self._context.subjects.of_clause(sentence, verb.clause)
        asked = self._asked_before(sentence, start, verb.clause)
        if own is None or own[1] > start:
            own = self._context.subjects.before(sentence, start if asked is None else asked, verb.clause)
        toward, _ = toward_whom(shadow, verb.clause_start, start, verb.end)
        if own is not None and (self._is_object(shadow, verb, own[0]) or (toward is not None and toward < own[0])):
            own = None  # of whom it is said
        if own is not None and own[1] <= start:
            if not self._reaches(shadow, own[1], start, verb.word):
                return None
            return self._named(sentence, self._context.first_of(sentence, own, start))
        told = [d for d in verb.published if d.verb and verb.clause_start <= sentence.at(d.verb[0]) < start]
        if own is None and told:  # what was issued in the clause says it
            return Carried(as_speakers(told[-1].actors, carried=False), told[-1].stretches[0])
        if pronoun := self._pattern["pronoun"].match(shadow, verb.clause_start, start):
            between = self._pattern["to_whom"].sub("", self._unasked(shadow, pronoun.end(), start, verb.word))
            other = self._pattern["speaker"].search(between) or self._pattern["say"].search(between)
            last = self._one_of(verb.found) or self._who_acts(verb) or self._spoke_last(verb) or self._last
            if last is None or other or len(between) > _PRONOUN_REACH:
                return None
            return forms.with_others(self._context, sentence, last, pronoun, start)
        series = self._pattern["series"].fullmatch(shadow, verb.clause_start, start) if own is None else None
        if series:
            return forms.series(sentence, series.span(1))
        named = sentence.clauses[verb.clause - 1] if verb.clause else None
        where = (verb.clause_start, start) if self._pattern["is"].fullmatch(verb.word) else named
        reaction = self._pattern["reaction"].fullmatch(shadow, *where) if where and own is None else None
        if reaction:
            return self._named(sentence, reaction.span(reaction.lastgroup or 1))
        paper = self._pattern["in_paper"].fullmatch(shadow, *named) if named else None
        if paper:  # in whose paper it is said
            return self._named(sentence, paper.span(paper.lastindex or 1))
        if named and (alone := self._pattern["alone"].fullmatch(shadow, *named)):
            return self._named(sentence, alone.span(1))
        limit = min(start if at is None else at for at in (toward, asked))
        said = verb.found[-1] if verb.found and verb.found[-1].clause == verb.clause else None
        if said is not None and own is None and self._pattern["and_says"].search(shadow, said.end, start):
            return Carried(said.actors, said.stretch)
        lead = shadow[verb.clause_start : limit]
        if len(lead) > _CARRIED_REACH or self._pattern["unnamed"].search(lead):
            return None
        hidden = self._context.subjects.residue(sentence, verb.clause_start, limit) > 1
        unknown = hidden and not self._pattern["told_how"].fullmatch(lead)  # somebody whose name is not known
        carried = None if unknown else self._carried_over(verb, limit)
        head = self._pattern["series_heads"].match(shadow) if carried is None and not verb.found else None
        if head and not any(self._context.subjects.of_clause(sentence, n) for n in range(verb.clause)):
            return forms.series(sentence, head.span(1))
        return Carried(as_speakers(carried.actors, carried=True), carried.stretch) if carried else None

    def _accused(self, verb: _Verb) -> Carried | None:
        """Who is accused in the clause before that of a verb by which a pronoun denies it: A accuses B, but he …."""
        shadow = verb.sentence.shadow
        denies = self._pattern["denies"].match(shadow, verb.clause_start) if verb.clause else None
        if denies is None or denies.end() != verb.start:
            return None
        accused = self._pattern["accused"].search(shadow, *verb.sentence.clauses[verb.clause - 1])
        return self._named(verb.sentence, accused.span("whom")) if accused else None

    def of_paper(self, sentence: Sentence) -> Spoken | None:
        """Whose document is said to say the quotation that a sentence begins with or follows."""
        match = self._pattern["paper_after"].fullmatch(sentence.shadow)
        issuers = self._papers.issuers() if match is not None else None
        if match is None or issuers is None or not issuers.actors:
            return None
        return Spoken(*match.span("verb"), 0, issuers.actors, issuers.stretch)

    def _asked_before(self, sentence: Sentence, start: int, clause: int) -> int | None:
        """Where what somebody is asked about begins, if the verb at ``start`` is the answer to it."""
        asked = self._pattern["asked"].finditer(sentence.shadow, *sentence.clauses[clause])
        return next((match.start() for match in asked if match.end() == start), None)

    def _quoting(self, sentence: Sentence, clause: int, at: int) -> Carried | None:
        """The persons who borrow somebody's words at ``at``: they say it, unlike a newspaper."""
        own = self._context.subjects.of_clause(sentence, clause)
        who = None if own is None or own[1] > at else self._named(sentence, own)
        persons = who is not None and all(actor.key.startswith("person/") for actor in who.actors)
        return who if who is not None and who.actors and persons else None

    def _spoke_last(self, verb: _Verb) -> Actor | None:
        """The one person who spoke in the sentence before, where "he" goes on with "also"."""
        before = self._context.last_said
        adds = self._pattern["he_adds"].fullmatch(verb.sentence.shadow, verb.clause_start, verb.start)
        if adds is None or verb.found or before is None or before.stretches[0][0] < self._context.begun_before:
            return None
        return before.actors[0] if len(before.actors) == 1 and before.actors[0].key.startswith("person/") else None

    def _who_acts(self, verb: _Verb) -> Actor | None:
        """The one person who acts in a clause before that of the verb, whom a pronoun means."""
        if not verb.clause or verb.found:
            return None
        sentence = verb.sentence
        who = self._context.subject(sentence, verb.start, verb.clause)
        inside = who is not None and sentence.start <= who.stretch[0] < sentence.places[verb.clause_start][0]
        one = inside and who is not None and len(who.actors) == 1 and who.actors[0].key.startswith("person/")
        return who.actors[0] if one and who is not None else None

    def _this_one(self, sentence: Sentence, verb: _Verb) -> Carried | None:
        """Whom "this minister" means: who spoke or acted last, alone, if of the state that is named with the title."""
        last = self._one_of(verb.found) or self._context.parties.official() or self._last
        lead = sentence.shadow[verb.clause_start : verb.start]
        if last is None or not forms.is_meant(self._context, lead, last):
            return None
        named = self._context.parties.actors(sentence.tokens_in(verb.clause_start, verb.start))
        states = {self._context.parties.state_of(actor) for actor in named} - {None}
        if states and self._context.parties.state_of(last) not in states:
            return None
        return Carried(as_speakers([last], carried=True), sentence.stretch(verb.clause_start, verb.start))

    def _this_body(self, sentence: Sentence, called: re.Match[str]) -> Carried | None:
        """Whom "this institute" means: the body that spoke or acted last, alone, if its name ends so."""
        if self._body is None or not forms.is_body(self._context, called, self._body, self._last):
            return None
        return Carried(as_speakers([self._body], carried=True), sentence.stretch(*called.span()))

    def _one_of_two(self, sentence: Sentence, verb: _Verb) -> Carried | None:
        """Whom "the former" or "the latter" means: of the two named before in the sentence, or of the two who met."""
        who = self._context.subject(sentence, verb.start, verb.clause)
        if who is None or not who.actors:
            return None
        named = patterns.load()["context.of_two"].match(sentence.shadow, verb.clause_start, verb.start)
        stretch = sentence.stretch(*named.span()) if named else who.stretch
        return Carried(as_speakers(who.actors, carried=True), stretch)

    def _named(self, sentence: Sentence, span: tuple[int, int]) -> Carried:
        """The speakers that a range of the shadow names."""
        actors = self._context.parties.actors(sentence.tokens_in(*span))
        return Carried(as_speakers(actors, carried=False), sentence.stretch(*span))

    @staticmethod
    def _one_of(found: list[Spoken]) -> Actor | None:
        """The person who has spoken last in the sentence, if alone."""
        actors = found[-1].actors if found else []
        return actors[0] if len(actors) == 1 and actors[0].key.startswith("person/") else None

    def _reaches(self, shadow: str, start: int, end: int, verb: str) -> bool:
        """Whether the actor before these words of the shadow says the verb behind them: nobody is quoted in them."""
        if self._pattern["others"].search(shadow[start:end]):
            return False
        if self._pattern["quoting"].search(shadow, start, end) or (end - start > _FAR and verb in self._weak):
            return False
        if self._pattern["and"].search(shadow, start, end):
            return True
        between = self._unasked(shadow, start, end, verb)
        return not any(self._is_speech(between, *word.span()) for word in self._pattern["say"].finditer(between))

    def is_answer(self, sentence: Sentence, start: int, clause: int) -> bool:
        """Whether the verb at ``start`` stands right behind what somebody is asked: whether …, he said."""
        first, last = sentence.clauses[clause]
        return any(match.end() == start for match in self._pattern["asked"].finditer(sentence.shadow, first, last))

    def _unasked(self, shadow: str, start: int, end: int, verb: str) -> str:
        """The words of a range before a verb, without what somebody is asked about."""
        both = self._pattern["asked"], patterns.load()["circumstances.about"]
        asked = next(filter(None, (p.search(shadow, start, end + len(verb)) for p in both)), None)
        return shadow[start : asked.start()] + shadow[asked.end() : end] if asked else shadow[start:end]

    def _carried_over(self, verb: _Verb, at: int) -> Carried | None:
        """Who speaks in a clause that names nobody: the issuers of a document, the speaker before, or the subject.

        What stands from ``at`` on is what is spoken about.
        """
        sentence, start, found = verb.sentence, verb.start, verb.found
        if found and self._pattern["another_does"].search(sentence.shadow, found[-1].end, verb.clause_start):
            return None
        subject = self._context.subject(sentence, at, verb.clause, says=True)
        issued = [d for d in verb.published if d.stretches[0][0] < sentence.places[start][0]]
        goes_on = self._pattern["goes_on"].fullmatch(sentence.shadow, verb.clause_start, at)
        if found and goes_on:  # and not within his words
            issued = [d for d in issued if d.stretches[0][0] < sentence.places[found[-1].end - 1][1]]
        if issued and (subject is None or subject.stretch[0] <= issued[-1].stretches[0][0]):
            return Carried(issued[-1].actors, issued[-1].stretches[0])
        if goes_on and subject is not None and speech.reported_to_act(self._context, sentence, found, subject):
            return subject
        before = sentence.clauses[verb.clause - 1] if verb.clause else (0, 0)
        turns = found and goes_on and self._pattern["turns"].match(sentence.shadow, *before)
        if turns and subject is not None and subject.stretch[0] >= sentence.stretch(*before)[0]:
            return subject  # who acts in the clause before, against who spoke
        if found and subject is not None and not goes_on:
            goes_on = self._again(verb, subject)
        if found and (goes_on or subject is None or subject.stretch[0] < sentence.places[found[-1].start][0]):
            near = speech.is_near(sentence.shadow, verb.clause_start, at)
            return Carried(found[-1].actors, found[-1].stretch) if near else None
        if subject is None or (
            not found
            and subject.stretch[0] < sentence.start
            and self._pattern["others_say"].search(sentence.shadow, 0, verb.clause_start)
        ):
            return None
        if self._somebody_says(verb, subject) or (found and speech.acts_in(found[-1], sentence, subject)):
            return None
        direct = verb.word not in self._weak or speech.is_direct(sentence.shadow, verb.end)
        official = verb.word in self._thoughts and any(a.key.startswith("office/") for a in subject.actors)
        if not direct and official:
            return None  # what is thought of somebody without a name is the newspaper's
        return subject if direct or forms.same_sentence(sentence, subject, start, verb.clause_start) else None

    def _is_object(self, shadow: str, verb: _Verb, at: int) -> bool:
        """Whether the actor at ``at`` is whom somebody thanks, urges or criticizes, for what he is told to say."""
        return self._pattern["object_of"].search(shadow, verb.clause_start, at) is not None

    def _somebody_says(self, verb: _Verb, subject: Carried) -> bool:
        """Whether a state that acts may do so in what somebody says whose name is not known, in a clause before."""
        says = self._pattern["somebody_says"].search(verb.sentence.shadow, 0, verb.clause_start)
        return not verb.found and says is not None and not any(a.key.startswith("person/") for a in subject.actors)

    def _wishes(self, verb: _Verb, who: Carried | None) -> bool:
        """Whether somebody who acts in a clause before wishes something, or passes on what another one does."""
        here = who is not None and verb.sentence.start <= who.stretch[0]
        inside = here or (who is not None and forms.he_speaks(verb.sentence, verb.clause_start))
        return inside and self._pattern["wish"].match(verb.sentence.shadow, verb.start) is not None

    def _again(self, verb: _Verb, subject: Carried) -> re.Match[str] | None:
        """Whether a verb goes on with who spoke before, though a state acts in the words."""
        shadow, pattern, last = verb.sentence.shadow, self._pattern, verb.found[-1]
        again = pattern["again"].fullmatch(shadow, verb.clause_start, verb.start)
        if not all(actor.key.startswith("state/") for actor in subject.actors):
            return None
        if again is None and speech.is_wanted(self._context, shadow, last, subject.actors):
            return pattern["urges"].match(shadow, verb.clause_start, verb.end)
        said = [m[0] for m in pattern["say"].finditer(shadow, last.end, verb.clause_start)]
        alone = all(pattern["wishes"].fullmatch(word) for word in said)
        return again if alone or pattern["plainly"].match(shadow, verb.start) else None

    def _may_say(self, actors: list[Actor], verb: str, shadow: str, end: int) -> bool:
        if not all(actor.key.startswith(SPEAK) for actor in actors):
            return False
        if shadow[end : end + 1] != "，" and not speech.may_hope(self._context, actors, verb):
            return False
        state = any(actor.key.startswith("state/") for actor in actors)
        return (
            not state
            or verb not in self._weak_of_states
            or self._pattern["to_come"].match(shadow, end) is not None
            or speech.is_direct(shadow, end)
            or shadow[end : end + 1] == "，"
        )
