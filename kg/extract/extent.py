"""How far the words reach that somebody says: up to another's turn, to what the speaker does besides."""

from __future__ import annotations

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.sentence import Sentence
from kg.extract.spoken import Spoken
from kg.extract.tokens import SYMBOLS
from kg.lexicon import grammar

_DATE_REACH = 8  # characters behind a subject in which a date shows that it acts and is not spoken of


class Extent:
    """Finds where words end in the sentences of one document; in a ``readout`` they go on over what others do."""

    def __init__(self, context: Context, *, readout: bool) -> None:
        self._context = context
        self.readout = readout
        self._pattern = patterns.load().table("statements")
        self._perfective = grammar.load()["perfective"]
        self._clause_only = frozenset(context.frames.words["clause_only_say"])

    def end(self, sentence: Sentence, spoken: Spoken, at: int, limit: int) -> int:
        """Where words that begin at ``at`` end in the shadow."""
        shadow = sentence.shadow
        if shadow[spoken.end : spoken.end + 1] == "：":
            trailing = self._pattern["trailing"].search(shadow, at + 1, limit)
            return trailing.start() if trailing else limit
        if at > spoken.end and shadow[at - 1] not in self._perfective:
            return self._speech_end(sentence, spoken, at, limit)
        last = self._speech_end(sentence, spoken, at, limit)  # no comma after the verb
        another = self._pattern["another_then"].search(shadow, at + 1, last)
        last = another.start() if another else last
        if self._pattern["besides"].search(shadow, sentence.clauses[spoken.clause][0], spoken.start):
            ends = self._pattern["besides_ends"].search(shadow, at + 1, last)
            last = ends.start() if ends else last
        if self._pattern["announces"].fullmatch(shadow, spoken.start, spoken.end):
            then = self._pattern["only_then"].match(shadow, at, last)
            last = then.end() if then else last
        if shadow[spoken.start : spoken.end] in self._clause_only and "，" in shadow[at:last]:
            comma = shadow.index("，", at)
            wishes = self._pattern["wishes_too"].match(shadow, comma, last)
            whole = "的" in shadow[at:comma]
            goes_on = None if whole else self._pattern["object_goes_on"].match(shadow, comma, last)
            asks = self._pattern["asks"].match(shadow, comma, last)
            kept = wishes and not self._pattern["brings"].fullmatch(shadow, spoken.start, spoken.end)
            last = goes_on.end() if goes_on else last if kept or asks else comma
        closing = self._pattern["quotation_ends"].search(shadow, at, last)
        besides = closing and self._pattern["besides"].search(shadow, at, closing.start())
        if closing and not besides and "，" not in shadow[at : closing.start()]:
            last = closing.end()
        return last

    def _speech_end(self, sentence: Sentence, spoken: Spoken, at: int, limit: int) -> int:
        """The words end at the next statement, or at a clause with another subject who acts.

        Without a comma after the verb they also end where another person acts.
        """
        shadow, actors = sentence.shadow, spoken.actors if at <= spoken.end else []
        speakers = {actor.key for actor in actors}
        last = self._conceded(shadow, sentence, spoken, at, limit)
        for clause, (start, _) in enumerate(sentence.clauses):
            if not at < start < limit:
                continue
            subject = self._context.subjects.of_clause(sentence, clause)
            if self._is_narrated(shadow, at, start, spoken):
                last = start
                break
            before = self._context.subjects.of_clause(sentence, clause - 1)
            told_of = before is not None and before[0] >= at
            silent = self._pattern["says_no_more"].match(shadow, start) and not told_of
            if silent or self._pattern["gives_no_details"].match(shadow, start):
                last = start
                break
            parted = shadow[start - 1] == "；" and not self._pattern["counted"].match(shadow, start)
            acts = subject and self._pattern["speaker"].match(shadow, subject[0])
            dated = subject and any(t.kind == "date" for t in sentence.tokens_in(start, subject[1] + _DATE_REACH))
            token = sentence.tokens[subject[0]] if subject else None
            another = token is not None and token.kind == "person" and token.key not in speakers
            days = any(t.kind == "date" for t in sentence.tokens_in(start, start + _DATE_REACH))
            told = parted and (days or self._pattern["another_matter"].match(shadow, start) is not None)
            if self._pattern["leads_in"].fullmatch(shadow, at, start):
                continue
            if (acts and (dated or (parted and another))) or (told and not self.readout) or (actors and another):
                last = start
                break
        trailing = self._pattern["trailing"].search(shadow, at + 1, last)
        return trailing.start() if trailing else last

    def _conceded(self, shadow: str, sentence: Sentence, spoken: Spoken, at: int, limit: int) -> int:
        """Where the main clause begins behind words that are said in a clause of "although", or ``limit``."""
        if self._pattern["although"].match(shadow, sentence.clauses[spoken.clause][0], spoken.start) is None:
            return limit
        main = self._pattern["main_clause"].search(shadow, at, limit)
        return main.start() + 1 if main else limit

    def _is_narrated(self, shadow: str, at: int, start: int, spoken: Spoken) -> bool:
        """Whether the clause at ``start`` ends the words from ``at`` on: another's turn, what the speaker does."""
        if self._pattern["other_turn"].match(shadow, start) or self._pattern["aside"].match(shadow, start):
            return True
        if self._pattern["remark"].match(shadow, start) and shadow[at - 1] not in "，：" and not self.readout:
            return self._pattern["declares"].fullmatch(shadow, spoken.start, spoken.end) is not None
        if self._pattern["then_another"].match(shadow, start):
            return self._pattern["in_short"].fullmatch(shadow, spoken.start, spoken.end) is not None
        if self._pattern["viewed"].match(shadow, start):
            return not all(self._context.is_media(actor) for actor in spoken.actors)
        acts = self._pattern["own_deed"].match(shadow, start) is not None
        return acts and SYMBOLS["person"] not in shadow[at:start]  # who would be told to do it
