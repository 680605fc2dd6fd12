"""Gatherings and dialogues that sentences tell of: editions of forums, summits, rounds of tracks, when and where.

Who held and attended them is found in ``attendance``, what stands around their names in ``edition``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from kg.extract import circumstances, edition, patterns, relative_dates, summits
from kg.extract.attendance import Attendance
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.edition import KINDS, Naming, date_of, left_edge, list_start, ordinal_of, seat_of, seat_within
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS, Token
from kg.extract.when import When
from kg.records import Status
from kg.text.fold import fold
from kg.text.numerals import value

_REACH = 30  # characters behind the name within which a verb tells that it was held


class Occasions:
    """Reads gatherings and dialogues in the sentences of one document, in order.

    ``last`` is the one told of last; ``of_token`` holds them by where in the view they are named.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._pattern = patterns.load()
        self._light = frozenset(context.frames.words["light_hold"])
        self._attendance = Attendance(context)
        self.last: Draft | None = None
        self._names: list[str] = []  # of those told so far
        self._just: tuple[int, Draft] | None = None  # the sentence that told of one last, and that one
        self.of_token: dict[int, Draft] = {}

    def start_block(self, *, fresh: bool) -> None:
        """A block begins: after a heading (``fresh``) no gathering told of above is meant."""
        if fresh:
            self.last = self._just = None

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The gatherings and dialogues that a sentence tells of, in order; ``number`` is the sentence's."""
        made: list[Draft] = []
        twins: list[tuple[Draft, int]] = []
        for at, token in enumerate(sentence.tokens):
            if token is not None and token.kind in KINDS:
                draft = self._event(sentence, number, at, token, made[-1] if made else self.last)
                if draft is not None:
                    self.of_token[token.start] = draft
                    made.append(draft)
                    twin = edition.twin(sentence, at) if draft.ordinal else None
                    twins += [(draft, twin)] if twin else []
        self._attendance.told_after(sentence, made)
        for draft, number_before in twins:
            actors, hosts, stretches = list(draft.actors), list(draft.hosts), list(draft.stretches)
            one = replace(draft, ordinal=number_before, actors=actors, hosts=hosts, stretches=stretches)
            made.insert(made.index(draft), one)
        if made:
            current = [d for d in made if edition.is_current(self._context, d, self.last, sentence)]
            if current or self.last is None or self._context.is_past(self.last.when):
                self.last = (current or made)[-1]
            self._just = (number, made[-1])
        else:
            just = self._just[1] if self._just is not None and self._just[0] == number - 1 else None
            came = len(just.actors) if just is not None else 0
            self._attendance.told_later(sentence, just or self.last)
            if just is not None and len(just.actors) > came:
                self._just = (number, just)  # who else came may follow
        return made

    def follow(self, happened: list[Draft], sentence: Sentence) -> None:
        """A summit or conference that has no name, of ``happened``, is the one told of last, too.

        The ``sentence`` may tell who came.
        """
        self._attendance.both_who_met(sentence, happened, self.of_token)
        for draft in happened:
            title = fold(draft.title or "") if draft.kind == "Gathering" else ""
            if self._pattern["occasions.may_be_attended"].search(title):
                self._attendance.told_after(sentence, [draft])
                self._just = (draft.sentence, draft)
            if self._pattern["occasions.gathering"].search(title) and not self._context.is_past(draft.when):
                self.last = draft

    def attend(self, sessions: list[Draft], sentence: Sentence) -> None:
        """Adds who came to the ``sessions`` of a ``sentence`` and who presided there."""
        self._attendance.told_after(sentence, sessions)

    def held(self) -> list[Draft]:
        """The gatherings and dialogues read so far, in order."""
        return list(self.of_token.values())

    # ---- what is told ----------------------------------------------------------------------------

    def _event(self, sentence: Sentence, number: int, at: int, token: Token, last: Draft | None) -> Draft | None:
        status = circumstances.status(sentence, at, sentence.clause_at(at))
        if status is None or status == "denied" or self._pattern["occasions.only_named"].match(sentence.shadow, at + 1):
            return None
        if self._pattern["occasions.concerns"].search(sentence.shadow, sentence.clauses[sentence.clause_at(at)][0], at):
            return None
        if last is not None and self._told_more(sentence, at, token, last):
            return None
        naming = self._naming(sentence, at, token)
        if naming is None or self._only_called(naming):
            return None
        among = naming.attends if naming.attends and naming.attends.start() < naming.clause_start else None
        for verb in (naming.holds, naming.held, among):  # to call for holding it, will be held: words before the verb
            if verb is not None and status == "held":
                status = circumstances.status(sentence, verb.start(), sentence.clause_at(verb.start()))
                if status is None or status == "denied":
                    return None
        if status == "held" and self._will_go(naming):
            status = "planned"
        if status in ("held", "planned", "cancelled") and self._put_off(sentence, at):
            status = "planned"  # for another day
        elif status in ("held", "planned") and self._called_off(sentence, at):
            status = "cancelled"
        draft = Draft(
            "Dialogue" if naming.is_dialogue else "Gathering",
            "edition of a series" if token.keys else "gathering by name",
            [],
            0.88 if token.keys else 0.8,
            number,
        )
        if status in ("planned", "cancelled", "proposed"):
            draft.status = cast(Status, status)
        draft.series = token.key or None
        joint = self._joint(naming)
        if joint is not None:
            draft.series = self._series_of_both(joint, token)
        own = token.kind == "gathering" and not naming.ordinal  # a name of the text's own says more than its series
        draft.title = self._context.scan.printed(*token.name) if own or not token.key else None
        self._names.append(naming.name)
        if joint is not None and draft.series is None:
            draft.title, draft.rule = self._context.scan.printed(joint.start, token.end), "gathering by name"
        draft.ordinal = naming.ordinal
        full = (token.same_as or token).name
        if joint is None and summits.is_of_two(token, self._context.scan.text[slice(*full)]):
            draft.of_two, draft.named = tuple(token.parties), full
        draft.beside = self._pattern["occasions.beside"].search(sentence.shadow, 0, at) is not None
        self._when_and_where(naming, draft)
        self._not_yet(naming, draft)
        self._attendance.fill(naming, draft)
        if self._ends_name(naming) and not (draft.actors or draft.hosts):
            return None
        if joint is not None:
            self._of_both(naming, joint, draft)
        self._proof(naming, draft)
        self._journey(naming, draft)
        return draft

    def _joint(self, naming: Naming) -> Token | None:
        """The state or body before a body's summit of which it is, too: the summit of Ukraine and the union."""
        sentence, at, token = naming.sentence, naming.at, naming.token
        if token.kind != "forum" or not token.keys or naming.attends or naming.holds or at - 2 < naming.left:
            return None
        before, joined = sentence.tokens[at - 2], self._pattern["occasions.jointly"].match(sentence.shadow, at - 1)
        entry = self._context.cast.lexicon.entries.get(token.key)
        if before is None or not joined or entry is None or not entry.part_of.startswith("organization/"):
            return None
        apart = before.end + 1 == token.start and before.key != entry.part_of
        return before if apart and before.kind in ("state", "organization") else None

    def _series_of_both(self, joint: Token, token: Token) -> str | None:
        """The forum that the lexicon has of both, written with a dash."""
        text, terms = self._context.scan.text, self._context.cast.lexicon.terms
        form = f"{text[joint.start : joint.end]}—{text[token.start : token.end]}"
        return next((t.key for t in terms.get(form, ()) if t.layer == "name" and t.kind == "Forum"), None)

    def _of_both(self, naming: Naming, joint: Token, draft: Draft) -> None:
        """Adds those whose joint summit it is to those who took part."""
        entry = self._context.cast.lexicon.entries[naming.token.key]
        both = [*self._context.parties.actors([joint]), Actor(entry.part_of, naming.token)]
        draft.hosts = [key for key in draft.hosts if key not in {actor.key for actor in both}]
        draft.actors = both + [a for a in draft.actors if a.key not in {actor.key for actor in both}]
        draft.stretches.append((joint.start, naming.token.end))

    def _naming(self, sentence: Sentence, at: int, token: Token) -> Naming | None:
        """What the clause tells of the gathering at ``at``; None where it tells nothing."""
        shadow, pattern = sentence.shadow, self._pattern
        clause = sentence.clause_at(at)
        start, end = sentence.clauses[clause]
        left = left_edge(sentence, at, start)
        name = self._context.scan.text[token.name[0] : token.name[1]].strip("「」『』")
        found = Naming(sentence, at, token, clause, left, name)
        found.ordinal = ordinal_of(sentence, at, left, end)
        found.date = date_of(sentence, at, max(left, circumstances.after_speech(sentence, at)), end)
        found.attends = _last(pattern["occasions.attend"], shadow, left, at)
        found.holds = self._last_holding(shadow, left, at)
        reach = end
        by = pattern["occasions.by_whom"].fullmatch(shadow, at + 1, end)
        if (at + 1 == end or by) and not (found.attends or found.holds):  # what follows the comma tells of it
            following = pattern["occasions.told_behind"].match(shadow, end)
            reach = following.end() if following else end
        first = end if by else at
        found.held = pattern["occasions.held"].search(shadow, max(first, at + 1), min(reach, first + _REACH))
        if found.held and any(t.kind in KINDS for t in sentence.tokens_in(at + 1, found.held.start())):
            found.held = None
        self._another_time(found)
        if pattern["occasions.by_way"].match(shadow, at + 1):
            found.date = None  # of what is done there
        if found.date is not None and found.date.start < token.start:
            asked = pattern["statements.asked"].search(shadow, sentence.at(found.date.start), at)
            found.date = None if asked else found.date  # when it was spoken about
        found.listed = list_start(sentence, at)
        if not (found.attends or found.holds) and found.listed is not None:
            found.attends = _last(pattern["occasions.attend"], shadow, start, found.listed)
            found.holds = _last(pattern["occasions.hold"], shadow, start, found.listed)
        if not (found.attends or found.holds or found.held):
            found.attends = edition.among(sentence, at, found.listed)
        found.holds = found.holds if found.attends or not pattern["occasions.side"].match(shadow, at + 1) else None
        of_day = found.date is not None and (token.kind != "gathering" or (found.date.when and found.date.when.is_day))
        if not of_day and pattern["occasions.remark"].match(shadow, start):
            return None  # of the one just told of
        if token.kind == "forum" and found.held and self._convenes(found):
            return None
        told = found.date or found.attends or found.holds or found.held or self._called_off(sentence, at)
        if not told and (token.kind == "gathering" or not found.ordinal):
            return None
        full = self._context.scan.text[slice(*(token.same_as or token).name)].strip("「」『』")
        found.is_dialogue = (
            token.kind == "track"
            and bool(pattern["occasions.dialogue"].search(full))
            and not pattern["occasions.gathering"].search(full)
        )
        dated = (
            found.date is not None and found.date.start < token.start and at and sentence.tokens[at - 1] is found.date
        )
        attended = len(token.parties) > 1 and found.attends and any(t.kind == "date" for t in sentence.tokens_in(0, at))
        attended = attended and not pattern["occasions.in_charge"].search(shadow, start, at)
        if found.is_dialogue and not (found.holds or found.held or found.ordinal or dated or attended):
            return None
        return found

    def _only_called(self, naming: Naming) -> bool:
        """Whether a name is that of no gathering alone, or, without a day, the end of the name of one told before."""
        if naming.token.kind != "gathering" or naming.ordinal:
            return False
        text, start = self._context.scan.text, naming.token.name[0]
        if any(self._pattern["occasions.bare_name"].match(text, at) for at in (start - 1, start)):
            return True
        return self._ends_name(naming) and not naming.attends

    def _ends_name(self, naming: Naming) -> bool:
        """Whether a gathering is called, without its day, by the end of the name of one told before."""
        if naming.token.kind != "gathering" or naming.ordinal or naming.date is not None:
            return False
        return any(name != naming.name and name.endswith(naming.name) for name in self._names)

    def _told_more(self, sentence: Sentence, at: int, token: Token, last: Draft) -> bool:
        """Whether the clause only tells more of the ``last`` one told of: its number, or its last day."""
        pattern, clause = self._pattern, sentence.clauses[sentence.clause_at(at)]
        until = pattern["occasions.lasts_until"].match(sentence.shadow, at + 1)
        pointed = pattern["occasions.this_one"].match(self._context.scan.text, token.start, token.end)
        if until and (pointed or (token.key and token.key == last.series)):
            date = sentence.tokens[until.end() - 1]
            first, end = last.when, date.when if date is not None else None
            if first is not None and first.is_day and end is not None and end.is_day and end.start > first.start:
                last.when = When(first.start, end.start)
                last.stretches.append(sentence.stretch(at, until.end()))
            return True
        number = ordinal_of(sentence, at, clause[0], clause[1])
        begin = at - 1 if at and sentence.shadow[at - 1] == SYMBOLS["ordinal"] else at
        remark = pattern["occasions.remark_number"].match(sentence.shadow, clause[0], begin)
        if remark and number and token.key and token.key == last.series:
            if last.ordinal is None:
                last.ordinal = number
                last.stretches.append(sentence.stretch(begin, at + 1))
            return True
        return False

    def _will_go(self, naming: Naming) -> bool:
        """Whether the clause before tells of a journey to come, on which somebody attends or speaks at it."""
        clauses, shadow = naming.sentence.clauses, naming.sentence.shadow
        if not naming.clause or naming.held is not None:
            return False
        goes = self._pattern["occasions.goes_to"].match(shadow, naming.clause_start)
        will = self._pattern["occasions.will_go"].search(shadow, *clauses[naming.clause - 1])
        return goes is not None and will is not None

    def _put_off(self, sentence: Sentence, at: int) -> bool:
        """Whether the gathering at ``at`` is put off to another day, and the sentence does not tell its first one."""
        begin = sentence.clauses[sentence.clause_at(at)][0]
        dated = any(token.kind == "date" for token in sentence.tokens_in(begin, at))
        return not dated and self._pattern["events.put_off"].match(sentence.shadow, at + 1) is not None

    def _called_off(self, sentence: Sentence, at: int) -> bool:
        """Whether the sentence tells behind the gathering at ``at``, of it alone, that it does not take place."""
        begin = sentence.clauses[sentence.clause_at(at)][0]
        if self._pattern["occasions.originally"].search(sentence.shadow, begin, at) and self._pattern[
            "occasions.put_off"
        ].match(sentence.shadow, at + 1):
            return True
        found = self._pattern["occasions.called_off"].search(sentence.shadow, at)
        return found is not None and not any(t.kind in KINDS for t in sentence.tokens_in(at + 1, found.start()))

    def _convenes(self, naming: Naming) -> bool:
        """Whether the verb behind an assembly tells what it holds: a session that has a name of its own."""
        held, tokens = naming.held, naming.sentence.tokens
        if held is None or held.end() >= min(naming.clause_end, len(tokens)):
            return False
        behind = tokens[held.end()]
        return behind is not None and behind.kind in KINDS

    def _last_holding(self, shadow: str, left: int, at: int) -> re.Match[str] | None:
        holds = _last(self._pattern["occasions.hold"], shadow, left, at)
        if (
            holds
            and holds[0] in self._light
            and not self._pattern["occasions.numbered"].fullmatch(shadow, holds.end(), at)
        ):
            return None
        return holds

    def _another_time(self, naming: Naming) -> None:
        """On the eve of a gathering or since it, the verbs and dates of the clause are those of another time."""
        eve = self._pattern["occasions.eve"].match(naming.sentence.shadow, naming.at + 1)
        if not eve:
            return
        naming.holds = None
        before = self._pattern["occasions.eve_before"].fullmatch(eve[0])
        if naming.held is not None and (before or naming.held.start() >= eve.end()):
            naming.held = None  # of something else
        naming.attends = naming.attends if "后" in eve[0] else None
        if naming.date is not None and (before or naming.date.start > naming.token.start):
            naming.date = None

    # ---- slots -----------------------------------------------------------------------------------

    def _when_and_where(self, naming: Naming, draft: Draft) -> None:
        context, sentence, at, clause = self._context, naming.sentence, naming.at, naming.clause
        start, end = naming.clause_start, naming.clause_end
        left = naming.attends and self._pattern["occasions.left_then"].match(sentence.shadow, at + 1)
        if left or self._of_a_guest(naming):  # who left it, or is met, on that day, in that place
            attends = sentence.places[naming.attends.start()][0] if naming.attends else 0
            own = naming.date is not None and naming.date.start > attends
            draft.of_guest = True
            draft.when = naming.date.when if own and naming.date is not None else None
            naming.date = naming.date if own else None
            verb = naming.attends.start() if naming.attends else start
            draft.place = circumstances.place(context, sentence, verb, clause, said=True) if left else None
            draft.place = draft.place or seat_within(context, naming.token)
            return
        if naming.date is None and naming.listed is not None:
            naming.date = date_of(sentence, naming.listed, left_edge(sentence, naming.listed, start), end)
        late = date_of(sentence, at, at, end) if naming.held else None
        if naming.held and naming.held.start() > end:  # behind a comma
            within = range(at + 1, naming.held.start())
            told = (sentence.tokens[i] for i in within if not circumstances.since(sentence, i))
            late = next((t for t in told if t is not None and t.kind == "date"), None)
            clause = sentence.clause_at(naming.held.start())
        known = naming.date.when.start if naming.date is not None and naming.date.when is not None else None
        year = late.when.start[:4] if late is not None and late.when is not None else ""
        if late is not None and (known is None or (len(known) < 10 and known[:4] == year)):
            naming.date = late
        lasts = self._pattern["occasions.lasting"].match(sentence.shadow, naming.clause_end)
        days = value(lasts["days"]) if lasts else None
        verbal = naming.attends or naming.holds or naming.held
        if verbal and naming.date is not None and naming.date.when is not None and len(naming.date.when.start) == 4:
            _, day = circumstances.when(context, sentence, at, clause)  # the year may be part of the name
            naming.date = day if day is not None and circumstances.is_year_of(naming.date, day) else naming.date
        if naming.date is not None and naming.date.when is not None and self._closed(naming):
            draft.ended = naming.date.when.start  # and not when it began
        elif naming.date is not None:
            draft.when = naming.date.when
        elif naming.attends or naming.holds or naming.held or self._day_before(naming):
            draft.when, naming.date = circumstances.when(context, sentence, at, clause)
            if draft.when is not None and draft.when.is_day and naming.held and self._closing(naming.held[0]):
                draft.ended = draft.when.end or draft.when.start
                draft.when = None
        before = self._pattern["occasions.lasted"].search(sentence.shadow, start, at)
        length = value(before["days"]) if before else None
        first = relative_dates.shifted(draft.ended, 1 - length) if draft.ended and length else None
        if first is not None and draft.ended:
            draft.when = When(first.start, draft.ended)
        elif naming.is_dialogue and naming.held and self._pattern["occasions.over"].search(naming.held[0]):
            draft.when, draft.ended = draft.when or (When(draft.ended) if draft.ended else None), None  # of one day
        if days and naming.held and draft.when is not None and draft.when.is_day:
            draft.when = draft.when.lasting(days)
        draft.place = circumstances.place(context, sentence, at, clause) or seat_of(sentence, at, naming.left)
        draft.place = draft.place or seat_within(context, naming.token)
        ago = self._pattern["occasions.years_ago"]
        draft.once = naming.date is not None and ago.match(context.scan.text, naming.date.start) is not None
        video = self._pattern["occasions.video"]
        behind = naming.held.end() if naming.held else at
        if video.search(sentence.shadow, naming.left, max(at, behind)) or video.search(naming.name):
            draft.mode = "video"

    def _of_a_guest(self, naming: Naming) -> bool:
        """Whether the clause tells of somebody met who has come to attend the gathering."""
        attends = naming.attends
        if attends is None or not self._pattern["occasions.guest"].match(naming.sentence.shadow, naming.at + 1):
            return False
        return (
            self._pattern["occasions.met"].search(naming.sentence.shadow, naming.clause_start, attends.start())
            is not None
        )

    def _not_yet(self, naming: Naming, draft: Draft) -> None:
        """What is to come has no day that is past already and was told of something else, in another clause."""
        issued, date = self._context.issued, naming.date
        if draft.status != "planned" or draft.when is None or date is None or issued is None:
            return
        here = naming.sentence.clause_at(naming.sentence.at(date.start)) == naming.clause
        if date.start < naming.token.start and not here and draft.when.start < issued[: len(draft.when.start)]:
            draft.when = naming.date = None

    def _day_before(self, naming: Naming) -> bool:
        """Whether the clause begins with the name, and the one before it is a date alone."""
        first = naming.at - (naming.ordinal is not None) <= naming.clause_start
        before = naming.sentence.clauses[naming.clause - 1] if naming.clause and first else None
        only_date = self._pattern["statements.only_date"].fullmatch
        return before is not None and only_date(naming.sentence.shadow, *before) is not None

    def _closed(self, naming: Naming) -> bool:
        """Whether the date is that of its close."""
        if naming.date is None or naming.date.when is None or naming.date.when.end:
            return False
        at = naming.sentence.at(naming.date.start)
        between = naming.sentence.shadow[min(at, naming.at) : max(at, naming.at)]
        words = (naming.held[0] if naming.held else "", between)
        return any(self._pattern["occasions.closes"].search(word) for word in words)

    def _closing(self, words: str) -> bool:
        """Whether words tell that something ended."""
        return self._pattern["occasions.closes"].search(words) is not None

    def _proof(self, naming: Naming, draft: Draft) -> None:
        """Puts the clause that tells of the gathering before the other stretches, and its date behind them."""
        sentence, at, date = naming.sentence, naming.at, naming.date
        start = naming.clause_start
        number = sentence.tokens[at - 1] if at > start else None
        first, last = at - (number is not None and number.kind == "ordinal"), at + 1
        if date is not None and sentence.start <= date.start < naming.token.start:
            first = min(first, sentence.at(date.start))
        first = min([first, *(v.start() for v in (naming.attends, naming.holds) if v and v.start() >= start)])
        inside = date is None or sentence.clause_at(sentence.at(date.start)) == naming.clause
        first = max(first, start) if inside else min(naming.left, at)
        if naming.held:
            last = max(last, naming.held.end())
            behind = self._pattern["edition.held_by_number"].match(
                sentence.shadow, naming.held.start(), naming.clause_end
            )
            last = behind.end() if behind and naming.ordinal else last
        if date and date.start > naming.token.start and inside:
            last = max(last, sentence.at(date.start) + 1)
        for listed in [stretch for stretch in draft.stretches if stretch[1] == naming.token.start]:
            first = min(first, sentence.at(listed[0]))
            draft.stretches.remove(listed)
        draft.stretches.insert(0, sentence.stretch(min(first, at), last))
        draft.stretches += [(date.start, date.end)] if date is not None and not draft.proves(date) else []

    def _flown_to(self, naming: Naming) -> re.Match[str] | None:
        """The journey of which the clause before tells, whose day it is: on Monday he flew there, to attend."""
        sentence, date = naming.sentence, naming.date
        if date is None or not naming.clause or date.start < sentence.start or date.start > naming.token.start:
            return None
        day, (_, end) = sentence.clause_at(sentence.at(date.start)), sentence.clauses[naming.clause - 1]
        if day >= naming.clause:
            return None
        return self._pattern["occasions.flew_there"].search(sentence.shadow, sentence.clauses[day][0], end)

    def _journey(self, naming: Naming, draft: Draft) -> None:
        """Of a gathering that somebody travels to attend the day is that of the journey, its place where it goes."""
        if not (naming.attends or naming.holds):
            return
        shadow, at = naming.sentence.shadow, naming.at
        travel = _last(self._pattern["occasions.travel"], shadow, naming.clause_start, at)
        flown = self._flown_to(naming)
        seat = travel and self._pattern["occasions.seat_of_journey"].search(shadow, travel.end(), at)
        if flown is not None and draft.place is None and not seat:
            towns = [t for t in naming.sentence.tokens_in(*flown.span()) if t.kind in ("place", "capital") and t.keys]
            draft.place = towns[-1].keys[0] if towns else None
        if travel and draft.place is None:
            found = naming.sentence.tokens[seat.start(1)] if seat else None
            draft.place = found.keys[0] if found is not None and found.keys else None
        if not naming.attends:
            return
        draft.attended = naming.ordinal is None and naming.held is None
        draft.attending = self._context.printed(naming.sentence, naming.attends.start(), at + 1)
        follows = self._pattern["occasions.follows"].match(shadow, at + 1)
        own = naming.date is not None and naming.sentence.shadow[at - 1 : at] == "的"
        own = own and naming.date is not None and naming.sentence.at(naming.date.start) == at - 2
        if draft.when and (travel or flown or follows) and not naming.ordinal and not own:
            draft.month_only = True
            draft.when = draft.when.month()


def _last(pattern: re.Pattern[str], shadow: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(shadow, start, end):
        found = match
    return found
