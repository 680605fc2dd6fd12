"""Statements: who said what. The words are those in quotation marks, else the clause, as far as the speech goes.

    speaker [on an occasion] verb 「words」        speaker verb words，…。        speaker verb，words。words。 (read-outs)
"""

from __future__ import annotations

import re

from kg.extract.context import Carried, Context
from kg.extract.draft import Actor, Draft, Stretch
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS, Token

_Q = SYMBOLS["quote"]
_ACTOR_FIRST = re.compile(f"[{''.join(SYMBOLS[k] for k in ('person', 'organization', 'office'))}]")
# Verbs that tell as often what was done as what was said: they need a speaker who is a person or an office.
_WEAK = frozenset({"指", "批", "斥", "促", "吁", "赞", "说", "称", "要求", "提到", "谈到", "相信", "建议", "提议", "倡议", "批评", "宣布", "形容", "敦促",
                   "欢迎", "感谢", "谴责", "表达", "回击", "聲明", "声明", "承诺", "主张", "讚賞", "赞赏", "证实", "否认"})  # fmt: skip
_STANCE = frozenset({"表达", "谴责", "批评", "回击"})  # with a state these tell its stand
# Where a verb of speech begins and ends, its clause, who speaks, and the stretch that names the speaker.
Spoken = tuple[int, int, int, list[Actor], tuple[int, int]]
_DOUBLED = re.compile("(?:说|称|指出|道|表示)(?![明法服话])")
_QUOTING = re.compile("引述|引用|援引|转述|报道称|报导称")
_WHILE = re.compile("(?:时|期间|之际)$")
_WARMLY = re.compile("[，：]?(?:对此|高度|热烈|诚挚|最|深切|衷心|非常|十分|由衷|强烈|坚决|愿|也|都)*")
_PRONOUN = re.compile("(?:并|但|不过|而|另外|此外|随后|其后|对此)?(?:他|她)(?!们)")
_NEAR = 10  # characters between a pronoun and its verb
_ABOUT_TIME = re.compile("(?:时|时候|之际)$")  # 談到朝鮮半島|時: tells when, not what
# Verbs whose object is a noun: the words end with the clause.
_CLAUSE_ONLY = frozenset({"首次提出", "表达", "欢迎", "感谢", "赞赏", "赞扬", "高度评价"})
_TRAILING = re.compile("[，；、：。！？ ]+$")


class Statements:
    """Finds statements in sentences; the speech of a read-out goes on into the sentences that follow."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._verb = re.compile(context.frames.word("say"))
        anaphors, says = context.grammar.pattern("anaphors"), context.grammar.pattern("meeting_says")
        self._meeting = re.compile(f"(?:^|，|；|。)(?:{anaphors})(?=[^，。；]{{0,8}}?({says}))")
        self._meeting_says = re.compile(f"(?:^|，|；)(?:并|也|还|更)?({says})")
        sides = f"(?:{SYMBOLS['side']}|{SYMBOLS['pair']})"
        self._narration = re.compile(
            f"(?:{context.frames.word('narration')})|{sides}[^，。]{{0,6}}(?:出席|签署|见证|发表|签订|交换|一致|同意|还就|就)"
        )
        self._readout = bool(re.search(context.frames.word("readout"), context.scan.text))
        self._goes_on = re.compile(f"{context.frames.word('speech_goes_on')}|{SYMBOLS['side']}")
        self._not = re.compile(context.frames.word("not_say"))
        self._not_before = re.compile(context.frames.word("not_before_say") + "$")
        self._paper = re.compile(f"(?:该|这份|此)?{context.grammar.pattern('document_kinds')}(?:中|里|内容)?(?=[^，。；]{{0,5}}{context.frames.word('say')})")
        self._speaker: Actor | None = None  # whom 他 and 她 mean
        self._published: Draft | None = None  # the document last told of, with its issuers
        self._open: Draft | None = None  # a speech that may go on in the next sentence

    @property
    def speech(self) -> Stretch | None:
        """The words of the speech that goes on, if one does."""
        return self._open.said if self._open is not None else None

    def start_block(self, *, fresh: bool) -> None:
        """No speech goes on beyond its block; after a heading (``fresh``) 他 is nobody."""
        self._open = None
        self._published = None
        if fresh:
            self._speaker = None

    def read(self, sentence: Sentence, number: int, happened: list[Draft], meeting: Draft | None) -> list[Draft]:
        """The statements of a sentence, in order; may lengthen the speech before it.

        ``happened`` are the other events of the sentence: what a document says its issuers say. ``meeting`` is the
        gathering last told of, which speaks where the text says no more than 會議指出.
        """
        verbs = self._verbs(sentence, happened)
        if meeting is not None and meeting.series:
            spoken = self._of_meeting(sentence, meeting)
            if spoken:
                verbs = sorted([v for v in verbs if v[0] < spoken[0][0]] + spoken)
        if not verbs:
            self._go_on(sentence)
            return []
        self._open = None
        made: list[Draft] = []
        verbs = self._outer(sentence, verbs)
        for n, (start, end, clause, actors, stretch) in enumerate(verbs):
            limit = verbs[n + 1][0] if n + 1 < len(verbs) else len(sentence.shadow)
            limit_clause = sentence.clauses[verbs[n + 1][2]][0] if n + 1 < len(verbs) else limit
            draft = self._statement(sentence, number, start, end, clause, actors, stretch, min(limit, max(limit_clause, end)))
            if draft is not None:
                made.append(draft)
                if len(actors) == 1 and actors[0].key.startswith("person/"):
                    self._speaker = actors[0]
        return made

    @staticmethod
    def _outer(sentence: Sentence, verbs: list[Spoken]) -> list[Spoken]:
        """Without the verbs of speech within speech: 文在寅稱，|特朗普曾表示支持: the first says it."""
        kept: list[Spoken] = []
        for verb in verbs:
            if kept and verb[2] > kept[-1][2] and not sentence.shadow[kept[-1][1] : sentence.clauses[verb[2]][0]].strip("，："):
                continue
            kept.append(verb)
        return kept

    def _of_meeting(self, sentence: Sentence, meeting: Draft) -> list[Spoken]:
        """What a gathering is said to have said: 會議宣稱…，提出…，判斷…"""
        first = self._meeting.search(sentence.shadow)
        if first is None or meeting.series is None:
            return []
        actor = Actor(meeting.series, None, "speaker", carried=True)
        stretch = meeting.stretches[0]
        found = [(first.start(1), first.end(1), sentence.clause_at(first.start(1)), [actor], stretch)]
        for match in self._meeting_says.finditer(sentence.shadow, first.end(1)):
            found.append((match.start(1), match.end(1), sentence.clause_at(match.start(1)), [actor], stretch))
        return found

    def _verbs(self, sentence: Sentence, happened: list[Draft]) -> list[Spoken]:
        found: list[Spoken] = []
        issued_before = [d for d in happened if d.kind == "Publication" and d.actors]
        self._published = issued_before[-1] if issued_before else self._published
        for match in self._verb.finditer(sentence.shadow):
            start, end = match.span()
            shadow = sentence.shadow
            doubled = _DOUBLED.match(shadow, end)
            end = doubled.end() if doubled else end
            if found and start < found[-1][1]:
                continue
            if self._not.match(shadow, start) or self._not_before.search(shadow, max(0, start - 3), start):
                continue
            if shadow[end : end + 1] in "的之者":
                continue
            clause = sentence.clause_at(start)
            clause_start = sentence.clauses[clause][0]
            if found and _WARMLY.fullmatch(shadow, found[-1][1], start):
                continue  # 表示，|歡迎…: what was said begins with the second
            if found and found[-1][2] == clause and not self._speaker_between(shadow, found[-1][1], start):
                continue  # 表示|歡迎, 批評說: one statement
            paper = self._paper.match(shadow, clause_start)
            if paper:  # 聲明也|提到: its issuers say it
                if self._published is None:
                    continue
                actors = [Actor(a.key, a.token, "speaker", carried=True) for a in self._published.actors]
                found.append((start, end, clause, actors, self._published.stretches[0]))
                continue
            own = self._context.subjects.of_clause(sentence, clause)
            if own is None or own[1] > start:
                own = self._context.subjects.before(sentence, start, clause)
            carried = False
            if own is not None and own[1] <= start:
                between = shadow[own[1] : start]
                if _QUOTING.search(between):  # 中央社引述…表示: somebody else says it
                    continue
                if len(between) > 24 and match[0] in _WEAK or self._verb.search(between) and not between.endswith(("并", "也", "还")):
                    continue
                actors = self._context.actors(sentence.tokens_in(*own))
                stretch = sentence.stretch(*own)
            elif pronoun := _PRONOUN.match(shadow, clause_start, start):
                if self._speaker is None or start - pronoun.end() > _NEAR:
                    continue
                actors, stretch = [self._speaker], sentence.stretch(*pronoun.span())
                carried = True
            elif start - clause_start <= 8:
                subject = self._context.subject(sentence, start, clause)
                issued = [d for d in happened if d.kind == "Publication" and d.actors and d.stretches[0][0] < sentence.places[start][0]]
                if issued and (subject is None or subject.stretch[0] <= issued[-1].stretches[0][0]):
                    actors, stretch = issued[-1].actors, issued[-1].stretches[0]
                elif found and (subject is None or subject.stretch[0] < sentence.places[found[-1][0]][0]):
                    if start - clause_start > 5:
                        continue
                    actors, stretch = found[-1][3], found[-1][4]
                elif subject is None or (
                    match[0] in _WEAK and not self._direct(shadow, end) and not self._same_sentence(sentence, subject, start, clause_start)
                ):
                    continue
                else:
                    actors, stretch = subject.actors, subject.stretch
                carried = True
            else:
                continue
            if not actors or any(not a.key.startswith(("person/", "office/", "organization/", "state/", "forum/", "track/")) for a in actors):
                continue
            if any(a.key.startswith("state/") for a in actors) and match[0] in _WEAK - _STANCE and not self._direct(shadow, end):
                continue
            found.append((start, end, clause, [Actor(a.key, a.token, "speaker", carried or a.carried) for a in actors], stretch))
        return found

    @staticmethod
    def _speaker_between(shadow: str, start: int, end: int) -> bool:
        return _ACTOR_FIRST.search(shadow, start, end) is not None

    @staticmethod
    def _same_sentence(sentence: Sentence, subject: Carried, start: int, clause_start: int) -> bool:
        """Whether a weak verb goes on with the person who acts in the sentence: 習近平訪問越南時，也|建議…"""
        inside = sentence.start <= subject.stretch[0] < sentence.places[start][0]
        lead = sentence.shadow[clause_start:start]
        return inside and lead in ("", "也", "并", "还", "则", "亦", "又", "更") and all(a.key.startswith("person/") for a in subject.actors)

    @staticmethod
    def _direct(shadow: str, end: int) -> bool:
        return shadow[end : end + 1] == _Q or shadow[end : end + 2] in ("：" + _Q, "，" + _Q)

    def _statement(
        self, sentence: Sentence, number: int, start: int, end: int, clause: int, actors: list[Actor],
        stretch: tuple[int, int], limit: int,
    ) -> Draft | None:  # fmt: skip
        context = self._context
        status = context.status(sentence, start, clause)
        if status != "held":
            return None
        shadow = sentence.shadow
        at = end
        while at < len(shadow) and shadow[at] in "，：、了到過过其":
            at += 1
        if at >= limit:
            return None
        token = sentence.tokens[at]
        following = shadow[at + 1 : at + 2]
        if token is not None and token.kind == "quote" and following in ("，", "。", "；", "", "、", "！", "？"):
            said = token.name
            last = at + 1
        else:
            last = self._last(sentence, at, limit, actors if at == end else [])
            if at == end and sentence.shadow[start:end] in _CLAUSE_ONLY and "，" in shadow[at:last]:
                last = shadow.index("，", at)
            if at == end:  # no comma after the verb: the words end where a quotation ends the clause
                closing = re.compile(f"{_Q}(?=[，；。])").search(shadow, at, last)
                if closing and "，" not in shadow[at : closing.start()]:
                    last = closing.end()
            words = sentence.stretch(at, last)
            text = context.scan.text[words[0] : words[1]]
            said = (words[0], words[1] - len(text) + len(_TRAILING.sub("", text)))
        if said[1] - said[0] < 3 or _ABOUT_TIME.search(context.scan.text[said[0] : said[1]]):
            return None
        when, date = context.when(sentence, start, clause)
        spoken_on = date is not None and sentence.clause_at(sentence.at(date.start)) == clause
        own_date = date if date is not None and spoken_on and date.start < sentence.places[start][0] else None
        if own_date is None and date is not None and clause and sentence.clause_at(sentence.at(date.start)) == clause - 1:
            own_date = date if _WHILE.search(shadow, *sentence.clauses[clause - 1]) else None  # 12月訪問越南時，也建議
        draft = Draft("Statement", "say", [], 0.88, number, when=when if own_date else None, said=said)
        first = min(sentence.at(stretch[0]) if sentence.start <= stretch[0] < sentence.end else start, start)
        if sentence.clause_at(first) != clause:
            first = start
        if own_date is not None:
            first = min(first, sentence.at(own_date.start))
        draft.stretches = [(sentence.places[first][0], max(said[1], sentence.places[last - 1][1] if token is not None and token.kind == "quote" and last == at + 1 else said[1]))]
        draft.actors = actors
        draft.place = context.place(sentence, start, clause)
        if not (draft.stretches[0][0] <= stretch[0] and stretch[1] <= draft.stretches[0][1]):
            draft.stretches.append(stretch)
        for actor in actors:
            token_of = actor.token
            if token_of is not None and not any(s <= token_of.start and token_of.end <= e for s, e in draft.stretches):
                draft.stretches.append((token_of.start, token_of.end))
        draft.about = self._about(sentence, at, last, actors)
        if shadow[end : end + 1] in "，：" and not (token is not None and token.kind == "quote") and last >= len(shadow) - 1:
            self._open = draft
        return draft

    def _last(self, sentence: Sentence, at: int, limit: int, actors: list[Actor]) -> int:
        """Where the words end: at the next statement, or at a clause with another subject who acts.

        With ``actors`` (no comma after the verb) the words also end where another person acts.
        """
        last = limit
        for clause, (start, _) in enumerate(sentence.clauses):
            if not at < start < limit:
                continue
            subject = self._context.subjects.of_clause(sentence, clause)
            if subject and _ACTOR_FIRST.match(sentence.shadow, subject[0]) and (
                sentence.shadow[start - 1] == "；"
                or any(t is not None and t.kind == "date" for t in sentence.tokens[start : subject[1] + 8])
            ):
                last = start
                break
            if sentence.shadow[start - 1] == "；" and not self._readout:
                last = start
                break
            token = sentence.tokens[subject[0]] if subject else None
            if actors and token is not None and token.kind == "person" and token.key not in {a.key for a in actors}:
                last = start
                break
        while last > at + 1 and sentence.shadow[last - 1] in "，；：。！？!?并也则且还又更":
            last -= 1
        return last

    def _about(self, sentence: Sentence, start: int, end: int, actors: list[Actor]) -> list[str]:
        spoken = {a.key for a in actors}
        keys: list[str] = []
        for token in sentence.tokens_in(start, end):
            inner = self._context.inner(token) if token.kind == "quote" else [token]
            for t in inner:
                if t.kind in ("date", "ordinal", "count", "quote", "side", "office"):
                    continue
                keys += [t.keys[-1]] if t.kind == "capital" else list(t.keys)
        return [key for key in dict.fromkeys(keys) if key not in spoken]

    def _go_on(self, sentence: Sentence) -> None:
        """A sentence without a speaker of its own belongs to the speech that it follows."""
        draft = self._open
        if draft is None or draft.said is None:
            return
        subject = self._context.subjects.of_clause(sentence, 0)
        if subject and _ACTOR_FIRST.match(sentence.shadow, subject[0]) or self._narration.match(sentence.shadow):
            self._open = None
            return
        start, end = sentence.places[0][0], sentence.places[-1][1]
        if start - draft.said[1] > 3 or not (self._readout or self._goes_on.search(sentence.shadow, 0, 16)):
            self._open = None
            return
        text = self._context.scan.text[start:end]
        end -= len(text) - len(_TRAILING.sub("", text))
        if end > draft.said[1]:
            draft.said = (draft.said[0], end)
            draft.stretches[0] = (draft.stretches[0][0], max(end, draft.stretches[0][1]))
            draft.about += [k for k in self._about(sentence, 0, len(sentence.shadow), draft.actors) if k not in draft.about]


def inner_tokens(tokens: list[Token], quote: Token) -> list[Token]:
    """The tokens that stand within a quotation."""
    return [t for t in tokens if quote.start < t.start and t.end < quote.end]
