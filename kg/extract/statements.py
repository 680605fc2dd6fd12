"""Statements: who said what. The words are those in quotation marks, else the clause, as far as the speech goes.

speaker [on an occasion] verb 「words」      speaker verb words，…。      speaker verb，words。words。 (read-outs)
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract import circumstances, patterns, wellwishers
from kg.extract import speech as speeches
from kg.extract import spoken as forms
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.extent import Extent
from kg.extract.sentence import Sentence
from kg.extract.speakers import Speakers
from kg.extract.spoken import Spoken, toward_whom
from kg.extract.tokens import SYMBOLS, Token

_BEHIND = 2  # characters between a speaker and the day of what they did before they spoke
_ONE = frozenset(SYMBOLS[kind] for kind in ("state", "person", "organization"))  # one actor, as words alone
_SHORTEST = 3  # characters of what was said
_TWO = 2
_QUOTED = 2  # the same, of words that alone stand in marks
_PAUSE = 2  # sentences that name somebody else, after which a speech may still go on with what its side wants
_NAMED_WITHIN = 30  # characters of a line in which it names its speaker
_GAP = 3  # characters between two sentences of one speech
_OPENING = 10  # characters of a sentence in which who speaks and the verb stand, where it begins with them
_FREELY = 32  # the same, where nobody else can have said the quotation before it
_LEAD = 16  # characters of a sentence in which it shows that a speech goes on
_QUOTE_ENDS = frozenset({"", "，", "。", "；", "、", "！", "？"})
_OUR = "我"  # what the word for the speaker's own state begins with
_NO_TOPIC = frozenset({"date", "ordinal", "count", "quote", "side", "office"})


class Statements:
    """Finds statements in sentences; the speech of a read-out goes on into the sentences that follow."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pattern = patterns.load().table("statements")
        self._speakers = Speakers(context)
        self._pattern_more = patterns.load()["speakers.more"]
        first_line = context.scan.text.lstrip().split("\n", 1)[0].strip(" #")
        titled = self._pattern["readout_title"].search(first_line)
        newsroom = self._pattern["newsroom"].search(context.scan.text)
        readout = bool(self._pattern["readout"].search(context.scan.text) or (titled and not newsroom))
        self._extent = Extent(context, readout=readout)
        self._open: Draft | None = None  # a speech that may go on in the next sentence
        self._announced = False  # whether its points, each with its number, are still to come
        self._paused = 0  # how many sentences came last that may be no words of it
        self._closing = 0  # where the last sentence of the block begins
        self._free = False  # whether nobody spoke right before that quotation
        self._said_last: Spoken | None = None  # who spoke last, alone, in the sentence right before
        self._quotation: Token | None = None  # the quotation that alone was the sentence before

    @property
    def speech(self) -> Stretch | None:
        """The words of the speech that goes on, if one does; what a newspaper reports is none."""
        speech = self._open
        if speech is None or all(self._context.is_media(actor) for actor in speech.actors):
            return None
        return speech.said

    def start_block(self, block: str, *, fresh: bool, closing: int) -> None:
        """No speech goes on beyond its ``block``, but in the next of its points; after a heading a pronoun is nobody.

        Its last sentence begins at ``closing``: a quotation that it is may go on with what was said before.
        """
        counts = (self._extent.readout or self._in_points()) and self._pattern["counted_block"].match(block) is not None
        goes_on = counts or (self._open is not None and self._is_line(self._open) and "：" not in block[:_NAMED_WITHIN])
        self._open = self._open if goes_on and not fresh else None
        self._paused = 0
        self._quotation = None
        self._closing = closing
        self._said_last = None if fresh else self._said_last
        self._speakers.start_block(fresh=fresh)

    def _in_points(self) -> bool:
        """Whether the speech that may go on tells its points, each with its number, or has announced them."""
        said = self._open.said if self._open is not None else None
        return said is not None and (
            self._announced or self._pattern["first_point"].match(self._context.scan.text, *said) is not None
        )

    def read(self, sentence: Sentence, number: int, happened: list[Draft], meeting: Draft | None) -> list[Draft]:
        """The statements of a sentence, in order; may lengthen the speech before it. ``number`` is the sentence's.

        ``happened`` are the other events of the sentence: what a document says its issuers say. ``meeting`` is the
        gathering last told of, which speaks where the text names it by no more than that word.
        """
        before, self._quotation = self._quotation, _only_quotation(sentence)
        first = sentence.tokens[0]
        quotation = first if first is not None and first.kind == "quote" else before
        spoken = forms.of_quotation(self._context, sentence, self._speakers.last()) if quotation is not None else None
        spoken = spoken or (self._speakers.of_paper(sentence) if first is quotation is not None else None)
        if spoken is not None and quotation is not None and self._is_words(sentence, quotation, spoken):
            self._open = None
            self._speakers.remember(spoken.actors)
            self._said_last = spoken
            more = self._pattern_more.match(sentence.shadow, spoken.end)
            further = sentence.tokens[more.end() - 1] if more else None
            parts = [quotation] if further is None else [quotation, further]
            return [self._of_quotation(sentence, number, spoken, part) for part in parts]
        words = self._of_words(sentence, number)
        if words is not None:
            return [words]
        wishes = wellwishers.others(self._context, sentence, number)
        if wishes:
            self._open = self._said_last = None
            return wishes
        view = forms.of_view(self._context, sentence, self._speakers.last(), within=self._open is not None)
        line = forms.of_line(self._context, sentence) or view
        verbs = [line] if line is not None else self._speakers.verbs(sentence, happened, meeting)
        if not verbs:
            last, self._said_last = self._said_last, None
            self._free = last is None
            quoted = self._quotation
            if quoted is not None and quoted.start >= self._closing and last is not None and not self._adjoins(quoted):
                self._said_last = None if self._closed(quoted) else last
                return [self._carried_quotation(number, last, quoted)]
            self._go_on(sentence)
            return []
        if self._of_the_side(sentence, verbs[0]):
            self._go_on(sentence)
            return []
        self._said_last = verbs[-1] if len(verbs[-1].actors) == 1 else None
        self._open = None
        made: list[Draft] = []
        if before is not None and self._opens(sentence, verbs[0]):
            made.append(self._of_quotation(sentence, number, verbs[0], before))
        for n, spoken in enumerate(verbs):
            limit = len(sentence.shadow)
            if n + 1 < len(verbs):
                following = verbs[n + 1]
                turn = forms.turn_of(sentence, spoken, following)
                if turn > spoken.clause + 1 and self._pattern["before_turn"].fullmatch(
                    sentence.shadow, *sentence.clauses[turn - 1]
                ):
                    turn -= 1  # at the trial, he said
                begins = sentence.clauses[turn][0] if turn > spoken.clause else following.start
                limit = min(following.start, max(begins, spoken.end))
                limit += sentence.shadow[limit] == SYMBOLS["quote"]  # which the clause begins with and was said
            draft = self._statement(sentence, number, spoken, limit)
            if draft is not None:
                if line is not None and draft.when is None and self._context.session is not None:
                    draft.when, told = self._context.session
                    draft.stretches.append(told)
                made += _each(draft)
                self._speakers.remember(spoken.actors)
        self._open = None if view is not None else self._open
        return made

    def _opens(self, sentence: Sentence, spoken: Spoken) -> bool:
        """Whether a sentence begins with who speaks and the verb: he has said the quotation before it, too.

        The verb may stand farther behind where nobody spoke right before the quotation.
        """
        at = sentence.at(spoken.stretch[0])
        begins = sentence.start <= spoken.stretch[0] and (
            at == 0 or self._pattern["described"].fullmatch(sentence.shadow, 0, at) is not None
        )
        return begins and spoken.clause == 0 and spoken.start <= (_FREELY if self._free else _OPENING)

    def _is_words(self, sentence: Sentence, quotation: Token, spoken: Spoken) -> bool:
        """Whether a quotation before its speaker is what he said, where more follows the verb; no epithet, no term."""
        ends = patterns.load()["speakers.ends"].fullmatch(sentence.shadow, spoken.end)
        if ends is not None or sentence.tokens[0] is not quotation:
            return True
        words = self._context.scan.text[slice(*quotation.name)]
        return sentence.shadow[1:2] == "，" or patterns.load()["speakers.is_words"].search(words) is not None

    def _of_the_side(self, sentence: Sentence, spoken: Spoken) -> bool:
        """Whether, in a read-out or transcript, a speech goes on with what the speaker's own side thinks."""
        speech = self._open
        if (
            speech is None
            or not (self._extent.readout or self._is_line(speech))
            or spoken.clause
            or len(spoken.actors) != 1
        ):
            return False
        if sentence.places[0][0] - (speech.said[1] if speech.said else 0) > _GAP:
            return False
        if self._pattern["says_itself"].match(sentence.shadow, spoken.start):
            return False
        if self._pattern["tells"].fullmatch(sentence.shadow, spoken.start, spoken.end):
            return False
        side = spoken.actors[0].key
        if side.startswith(("forum/", "track/")):
            return True  # of which the speaker speaks
        own = {self._context.parties.state_of(a) for a in speech.actors}
        if own == {None} and self._is_line(speech):  # a spokesman without his state: what he calls "our side"
            called = self._pattern["side_form"].fullmatch(self._context.scan.text, *spoken.stretch)
            own = {side} if called else own
        return side.startswith("state/") and own == {side}

    def _of_quotation(self, sentence: Sentence, number: int, spoken: Spoken, quotation: Token) -> Draft:
        """The statement of a quotation whose speaker is named behind it, or before it where that one goes on."""
        when, date = circumstances.when(self._context, sentence, spoken.start, spoken.clause, said=True)
        said = self._trimmed(*quotation.name)
        verb = sentence.stretch(spoken.start, spoken.end)
        who = spoken.stretch[0] if spoken.stretch[0] >= sentence.start else verb[0]
        draft = Draft("Statement", "say", [], 0.88, number, when=when if date else None, said=said)
        draft.stretches = [(min(quotation.start, verb[0], who), max(quotation.end, verb[1]))]
        draft.verb = verb
        draft.actors = spoken.actors
        draft.place = circumstances.place(self._context, sentence, spoken.start, spoken.clause, said=True)
        for actor in spoken.actors:
            if actor.token is not None and not draft.proves(actor.token):
                draft.stretches.append((actor.token.start, actor.token.end))
        speakers = draft.actor_keys()
        named = [key for token in self._context.inner(quotation) if token.kind not in _NO_TOPIC for key in token.keys]
        draft.about = [key for key in dict.fromkeys(named) if key not in speakers]
        return draft

    def _of_words(self, sentence: Sentence, number: int) -> Draft | None:
        """The statement of words without marks whose speaker is named behind them, at the end of the sentence."""
        found = forms.of_words(self._context, sentence, self._speakers.last())
        if found is None:
            return None
        spoken, span = found
        self._open, self._said_last = None, spoken
        self._speakers.remember(spoken.actors)
        stretch = sentence.stretch(*span)
        draft = self._of_quotation(sentence, number, spoken, Token(*stretch, "quote", name=stretch))
        draft.about = self._about(sentence, *span, spoken.actors)
        return draft

    def _adjoins(self, quotation: Token) -> bool:
        """Whether a quotation stands right behind another, which goes on with it."""
        return quotation.start > 0 and self._context.scan.text[quotation.start - 1] in '」』"'

    def _closed(self, quotation: Token) -> bool:
        """Whether a quotation closes with its paragraph: where it does not, the next one goes on with it."""
        return self._context.scan.text[quotation.end - 1] in '」』"'

    def _carried_quotation(self, number: int, spoken: Spoken, quotation: Token) -> Draft:
        """The statement of a quotation that is a block of its own: who spoke last before it goes on."""
        draft = Draft("Statement", "say", [(quotation.start, quotation.end)], 0.8, number)
        draft.said = self._trimmed(*quotation.name)
        draft.verb, draft.stretches = (quotation.start, quotation.start), [*draft.stretches, spoken.stretch]
        draft.actors = [Actor(a.key, a.token, "speaker", carried=True) for a in spoken.actors]
        for actor in draft.actors:
            if actor.token is not None and not draft.proves(actor.token):
                draft.stretches.append((actor.token.start, actor.token.end))
        return draft

    def _statement(self, sentence: Sentence, number: int, spoken: Spoken, limit: int) -> Draft | None:
        """The statement of a verb of speech, whose words end at ``limit`` of the shadow or before."""
        context, shadow = self._context, sentence.shadow
        start, end, clause = spoken.start, spoken.end, spoken.clause
        toward, likens = toward_whom(shadow, sentence.clauses[clause][0], start, end)
        flat = self._flatly(shadow, sentence.clauses[clause], end)
        since = min(start if at is None else at for at in (toward, flat))
        asked = self._speakers.is_answer(sentence, start, clause)
        adds = speeches.adds(shadow, sentence.clauses[clause][0], start)
        if not (asked or adds) and circumstances.status(sentence, since, clause) != "held":
            return None
        skipped = self._pattern["behind_verb"].match(shadow, end)
        at = skipped.end() if skipped else end
        if at >= limit and flat is None:
            return None
        token = sentence.tokens[at] if at < limit else None
        quoted = token is not None and token.kind == "quote"
        alone = quoted and shadow[at + 1 : at + 2] in _QUOTE_ENDS
        row = self._pattern["quotations"].match(shadow, at, limit) if alone else None
        if flat is not None:
            last, said = end, sentence.stretch(flat, end)
        elif token is not None and row is not None:
            last, final = row.end(), sentence.tokens[row.end() - 1] or token
            said = (token.name[0], final.name[1])
        else:
            last = self._extent.end(sentence, spoken, at, limit)
            if self._pattern["only_date"].fullmatch(shadow[at:last].strip("，")):
                last = limit  # the words do not end there
            said = self._trimmed(*sentence.stretch(at, last))
        if toward is None and any(self._pattern[name].fullmatch(shadow, at, last) for name in ("thanks", "stance")):
            whom = self._pattern["toward_whom"].search(shadow, sentence.clauses[clause][0], start)
            said = self._trimmed(*sentence.stretch(whom.start(), last)) if whom else said
        if self._pattern["denied_object"].fullmatch(shadow, start, last):
            said = sentence.stretch(start, last)
        stance = shadow.find("，", at, last)
        stance = last if stance < 0 else stance
        if toward is not None and (likens or self._pattern["stance"].fullmatch(shadow, at, stance)):
            said = self._trimmed(*sentence.stretch(toward, last))  # for something, against something
        brief = at > end or self._pattern["says_in_short"].fullmatch(shadow, start, end) is not None
        shortest = 1 if asked and quoted else _QUOTED if row is not None and brief else _SHORTEST
        words = context.scan.text[said[0] : said[1]]
        too_short = said[1] - said[0] < shortest and not self._pattern["brief"].fullmatch(words)
        if shadow[at:last] in _ONE and self._pattern["at_somebody"].fullmatch(shadow, start, end):
            too_short = False  # condemned a state whose name is short
        turn = self._pattern["turn"].search(words)
        if turn:
            said, words = (said[0], said[0] + turn.start()), words[: turn.start()]
        brought = self._pattern["brings"].fullmatch(shadow, start, end) and self._pattern["bill"].search(words)
        if too_short or brought or self._pattern["tells_when"].search(words) or self._pattern["vague"].fullmatch(words):
            return None
        when, date = circumstances.when(context, sentence, since, clause, said=True)
        if date is not None and since < sentence.at(date.start) < start - 1:
            date = None  # of what is welcomed
        own_date = date if date is not None and self._dates_it(sentence, date, spoken) else None
        stretch = (own_date.start, own_date.end) if own_date is not None else (0, 0)
        if self._pattern["some_day"].fullmatch(context.scan.text, *stretch):
            own_date = None
        draft = Draft("Statement", "say", [], 0.88, number, when=when if own_date else None, said=said)
        proven = max(said[1], sentence.places[last - 1][1]) if row is not None else said[1]
        begins = sentence.places[forms.first_of(sentence, spoken, own_date)][0]
        draft.stretches = [(min(begins, said[0]), proven)]
        draft.actors, draft.verb = spoken.actors, sentence.stretch(start, end)
        draft.place = circumstances.place(context, sentence, since, clause, said=True)
        if not (draft.stretches[0][0] <= spoken.stretch[0] and spoken.stretch[1] <= draft.stretches[0][1]):
            draft.stretches.append(spoken.stretch)
        for actor in spoken.actors:
            if actor.token is not None and not draft.proves(actor.token):
                draft.stretches.append((actor.token.start, actor.token.end))
        draft.about = self._about(sentence, at, last, spoken.actors)
        persons = all(actor.key.startswith("person/") for actor in spoken.actors)
        plain = (
            self._extent.readout and persons and self._pattern["plain_say"].fullmatch(shadow, start, end) is not None
        )
        plain = plain or shadow[start:end] == "："  # a line of a transcript
        pauses = plain or shadow[end : end + 1] in ("", "，", "：") or (at > end and shadow[at - 1] in "，：")
        self._announced = self._pattern["announced"].fullmatch(words) is not None
        if flat is None and (pauses or self._announced) and not quoted and last >= len(shadow) - 1:
            self._open, self._paused = draft, 0
        return draft

    def _flatly(self, shadow: str, clause: Stretch, end: int) -> int | None:
        """Where a denial begins that is told without words and ends at ``end``: denied it, condemned the attack."""
        found = self._pattern["flatly"].finditer(shadow, *clause)
        return next((match.start() for match in found if match.end() == end), None)

    def _dates_it(self, sentence: Sentence, date: Token, spoken: Spoken) -> bool:
        """Whether a date is that of the speech: before its verb, or that of what the speaker did right before."""
        clause = sentence.clause_at(sentence.at(date.start))
        if clause == spoken.clause and date.start < sentence.places[spoken.start][0]:
            return True
        if clause < spoken.clause - 1:
            return self._goes_on(sentence, date, clause, spoken) or self._says_on(sentence, date, clause, spoken)
        if not spoken.clause or clause != spoken.clause - 1:
            return False
        before = sentence.clauses[clause]
        if self._pattern["only_date"].fullmatch(sentence.shadow, *before):
            return True
        own = sentence.clauses[spoken.clause][0], spoken.start
        if self._pattern["reported_on"].fullmatch(sentence.shadow, *before):
            return self._pattern["not_then"].search(sentence.shadow, *own) is None
        cites = self._pattern["cites"].search(sentence.shadow, sentence.at(date.start), before[1])
        if cites and spoken.stretch[0] >= sentence.places[cites.end() - 1][1]:
            return True
        if self._pattern["asked"].search(sentence.shadow, *before):
            return False
        speaks = self._pattern["speaks"].search(sentence.shadow, sentence.at(date.start), before[1])
        token = spoken.actors[0].token if spoken.actors else None
        who = (token.start, token.end) if self._is_pronoun(sentence, spoken) and token is not None else spoken.stretch
        same = all(actor.carried for actor in spoken.actors) and sentence.start <= who[0] < date.start
        behind = sentence.at(date.start) - sentence.at(who[1] - 1)
        return (same and (speaks is not None or 0 < behind <= _BEHIND)) or self._pattern["while"].search(
            sentence.shadow, *before
        ) is not None

    def _is_pronoun(self, sentence: Sentence, spoken: Spoken) -> bool:
        """Whether who speaks is called by a pronoun in the clause of the verb."""
        first, last = spoken.stretch
        inside = sentence.start <= first and last <= sentence.end
        return inside and self._pattern["pronoun"].fullmatch(self._context.scan.text, first, last) is not None

    def _says_on(self, sentence: Sentence, date: Token, clause: int, spoken: Spoken) -> bool:
        """Whether who speaks is named right before a day on which he said what came first in the sentence."""
        said = patterns.load()["speakers.say"].search(
            sentence.shadow, sentence.at(date.start), sentence.clauses[clause][1]
        )
        same = all(actor.carried for actor in spoken.actors) and sentence.start <= spoken.stretch[0] < date.start
        return said is not None and same and sentence.at(date.start) - sentence.at(spoken.stretch[1] - 1) <= _BEHIND

    def _goes_on(self, sentence: Sentence, date: Token, clause: int, spoken: Spoken) -> bool:
        """Whether who is named right behind a day alone acts first and then speaks, in one sentence."""
        first = sentence.clauses[clause + 1]
        begins, ends = sentence.stretch(*first)
        named = all(actor.carried for actor in spoken.actors) and begins <= spoken.stretch[0] < ends
        if clause + _TWO == spoken.clause and self._pattern["press"].search(sentence.shadow, *first):
            named = True  # a body holds a press conference, and somebody speaks
        other = any(t.kind == "date" for t in sentence.tokens_in(first[0], spoken.start))
        return (
            named
            and not other
            and self._pattern["only_date"].fullmatch(sentence.shadow, *sentence.clauses[clause]) is not None
        )

    def _trimmed(self, start: int, end: int) -> Stretch:
        """A stretch of the view without the marks that it ends in."""
        text = self._context.scan.text[start:end]
        return start, end - len(text) + len(self._pattern["marks"].sub("", text))

    def _about(self, sentence: Sentence, start: int, end: int, actors: list[Actor]) -> list[str]:
        """The keys of what a range of the shadow names, quotations opened, without the speakers."""
        spoken = {a.key for a in actors}
        own = [state for state in dict.fromkeys(map(self._context.parties.state_of, actors)) if state]
        keys: list[str] = []
        for token in sentence.tokens_in(start, end):
            for thing in self._context.inner(token) if token.kind == "quote" else [token]:
                if thing.kind == "state" and own and self._context.scan.text[thing.start] == _OUR:
                    keys += own  # of a foreigner's words not the publisher's
                elif thing.kind not in _NO_TOPIC:
                    keys += [thing.keys[-1]] if thing.kind == "capital" else list(thing.keys)
        return [key for key in dict.fromkeys(keys) if key not in spoken]

    def _go_on(self, sentence: Sentence) -> None:
        """A sentence without a speaker of its own belongs to the speech that it follows."""
        draft = self._open
        if draft is None or draft.said is None or not self._belongs(sentence, draft, draft.said):
            return
        _, end = self._trimmed(sentence.places[0][0], sentence.places[-1][1])
        if end > draft.said[1]:
            about = self._about(sentence, 0, len(sentence.shadow), draft.actors)
            draft.said = (draft.said[0], end)
            draft.stretches[0] = (draft.stretches[0][0], max(end, draft.stretches[0][1]))
            draft.about += [key for key in about if key not in draft.about]

    def _is_line(self, draft: Draft) -> bool:
        """Whether somebody's words stand behind his name and a colon, in the transcript of a press conference."""
        verb = draft.verb or (0, 0)
        return self._context.session is not None and self._context.scan.text[slice(*verb)] == "："

    def _belongs(self, sentence: Sentence, draft: Draft, said: Stretch) -> bool:
        """Whether a sentence without a speaker of its own belongs to the speech that is open."""
        shadow, pattern = sentence.shadow, self._pattern
        subject = self._context.subjects.of_clause(sentence, 0)
        start = sentence.places[0][0]
        other = subject is not None and pattern["speaker"].match(shadow, subject[0]) is not None
        if other and subject is not None and _is_addressed(sentence.tokens[subject[0]]):
            other = not self._extent.readout
        line = self._is_line(draft)
        if other and (line or (self._extent.readout and pattern["of_a_body"].match(shadow))):
            other = False  # of a body; or of whomever, in a line of a transcript
        if self._announced:
            self._announced = False
            if pattern["first_point"].match(shadow) is None:
                self._open = None
                return False
            draft.said = said = (start, start)
            other = False
        elif pattern["unknown_speaker"].match(shadow) is not None:
            self._open = None
            return False
        point = self._in_points() and pattern["next_point"].match(shadow)
        ended = self._paused == _PAUSE or (start - said[1] > _GAP and not self._paused)
        if ended or pattern["narration"].match(shadow):
            self._open = None
            return False
        persons = all(actor.key.startswith("person/") for actor in draft.actors)
        goes_on = line or (self._extent.readout and persons) or point or said[0] == start
        goes_on = goes_on or pattern["goes_on"].search(shadow, 0, _LEAD) is not None
        if (self._paused or other or not goes_on) and not self._resumes(sentence, draft):
            self._paused += 1
            return False
        self._paused = 0
        return True

    def _resumes(self, sentence: Sentence, speech: Draft) -> bool:
        """Whether a sentence goes on with what the speaker's side wants, after what it says of somebody else."""
        found = self._pattern["resumes"].match(sentence.shadow)
        if found is None or found["side"] is None:
            return found is not None
        side = sentence.tokens[found.start("side")]
        if side is None or not side.key:
            return False
        parties = self._context.parties
        return parties.state_of(Actor(side.key, side)) in {parties.state_of(actor) for actor in speech.actors} - {None}


def _is_addressed(token: Token | None) -> bool:
    """Whether a person is called by a name with the title behind it, as those do who speak of somebody present."""
    return token is not None and token.kind == "person" and any(o.start >= token.name[1] for o in token.offices)


def _each(draft: Draft) -> list[Draft]:
    """The statement; of several gatherings that said so, one of each."""
    if len(draft.actors) == 1 or not all(actor.key.startswith(("forum/", "track/")) for actor in draft.actors):
        return [draft]
    return [replace(draft, actors=[actor], stretches=list(draft.stretches)) for actor in draft.actors]


def _only_quotation(sentence: Sentence) -> Token | None:
    """The quotation that is all of a sentence."""
    token = sentence.tokens[0]
    alone = token is not None and token.kind == "quote" and not sentence.shadow[1:].strip("。！？，")
    return token if alone else None
