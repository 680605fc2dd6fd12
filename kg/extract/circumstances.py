"""When and where something happened, in what mood a clause tells it, and how a meeting was held.

``at`` is a place of the sentence's shadow, ``number`` that of the clause which holds it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.sentence import Sentence
from kg.extract.subjects import spoken_about
from kg.extract.tokens import SYMBOLS, Token
from kg.extract.when import When
from kg.lexicon.lexicon import kind_of
from kg.records import Mode

_MOODS = ("hypothetical", "denied", "cancelled", "planned", "proposed")
_NOTHING = "·"  # for a character of the shadow that tells nothing
_NEAR = 14  # characters before a verb within which words tell its mood


def when(
    context: Context, sentence: Sentence, at: int, number: int, *, said: bool = False
) -> tuple[When | None, Token | None]:
    """The date of what happens at ``at``, and its token: before it in its clause, in a clause before, after it.

    A clause that begins with what the day went on with has the day of dated news that was told before.

    Of what is ``said`` the day counts, and no month or year behind it.

    A date that a verb of speech parts from ``at`` is that of the words, but where ``at`` is itself ``said``.
    """
    start, end = sentence.clauses[number]
    for first, last in [] if said else spoken_about(sentence.shadow, start, end):
        if first <= at < last:  # of what is spoken about, not the day of the words
            return _last(_dates(sentence, first, last))
    aside = [] if said else talked_about(sentence, start, end)
    if any(first < at < last for first, last in aside):
        first, last = next(span for span in aside if span[0] < at < span[1])
        return _last(_dates(sentence, first, last))  # within what is talked about
    told = 0 if said else after_speech(sentence, at)
    if told and (_is_announced(sentence, told, at) or _done_beside(sentence, told, start)):
        told = 0
    before = _dates(sentence, max(start, told), at, aside)
    if before:
        days = [t for t in before if said and t.when and t.when.is_day]
        own = days[-1] if days else before[-1]
        earlier = before[:-1] or _alone_before(sentence, number)
        if earlier and is_year_of(own, earlier[-1]):
            own = earlier[-1]
        not_then = patterns.load()["circumstances.not_then"].search(sentence.shadow, sentence.at(own.start), at)
        return (None, None) if not_then and not said else (own.when, own)
    if any(t.kind == "date" and t.when is None for t in sentence.tokens_in(max(start, told), at)):
        return None, None  # a day of its own, which cannot be told
    another_time, reported = patterns.load()["circumstances.another_time"], patterns.load()["circumstances.reported"]
    later = patterns.load()["circumstances.later"].match(sentence.shadow, start, at)
    before_that = not said and patterns.load()["circumstances.earlier"].search(sentence.shadow, start, at)
    if not said and any(t.kind == "date" for t in sentence.tokens_in(max(start, told), at)):
        before_that = before_that or patterns.load()["circumstances.since_when"].search(sentence.shadow, start, at)
    for n in range(number - 1, -1 if not before_that else number, -1):
        if reported.search(sentence.shadow, *sentence.clauses[n]) and not said:
            continue  # the day of the report
        then = patterns.load()["circumstances.after_that"].fullmatch(sentence.shadow, *sentence.clauses[n])
        past = another_time.search(sentence.shadow, *sentence.clauses[n]) and not then
        if past or context.subjects.head(sentence, n):
            continue
        first, last = sentence.clauses[n]
        if any(t.kind == "date" and t.when is None for t in sentence.tokens_in(first, last)):
            break  # at another time, which cannot be told
        alone = patterns.load()["statements.only_date"].fullmatch(sentence.shadow, first, last)
        same_day = later and patterns.load()["circumstances.same_day"].search(sentence.shadow, first, at + 1)
        speaks = said and n == number - 1 and patterns.load()["statements.speaks"].search(sentence.shadow, first, last)
        if later and not (alone or same_day or speaks):
            continue
        if patterns.load()["circumstances.not_so"].search(sentence.shadow, first, last):
            continue
        done = not said and patterns.load()["circumstances.has_done"].match(sentence.shadow, at)
        if done and patterns.load()["circumstances.will_do"].search(sentence.shadow, first, last):
            continue
        dates = _dates(sentence, max(first, told), last, [] if said else talked_about(sentence, first, last))
        next_to = n == number - 1 and patterns.load()["circumstances.and_also"].match(sentence.shadow, start, at)
        heads = not said and _year_heads(sentence, n, at)
        found = [t for t in dates if t.when and (alone or next_to or heads or len(t.when.start) > 4)]
        if found:  # a bare year is not carried on, but to what was done with it
            return found[-1].when, found[-1]
        if dates or patterns.load()["circumstances.leaves"].match(sentence.shadow, first, last):
            break  # nothing before another time is of this, or before somebody went elsewhere
    after = [t for t in _dates(sentence, at, end, aside) if sentence.shadow[sentence.at(t.start) - 1] != "、"]
    if after:
        return after[0].when, after[0]
    if context.day is not None and not said and _goes_on(sentence, at, number):
        return context.day.when, context.day
    return None, None


def talked_about(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of what is talked about within one of the shadow: they agreed on |next year's celebrations|."""
    topics = patterns.load()["circumstances.on_topic"].finditer(sentence.shadow, start, end)
    return [topic.span() for topic in topics]


def _year_heads(sentence: Sentence, clause: int, at: int) -> bool:
    """Whether the sentence begins with a bare year and what was done in it, and ``at`` goes on with what came of it."""
    pattern = patterns.load()
    if clause or not pattern["circumstances.year_heads"].fullmatch(sentence.shadow, *sentence.clauses[0]):
        return False
    behind = sentence.clauses[0][1]
    return "；" not in sentence.shadow[behind:at] and not pattern["circumstances.year_over"].search(
        sentence.shadow, behind, at
    )


def _last(found: list[Token]) -> tuple[When | None, Token | None]:
    """The last of some dates, if there is one."""
    return (found[-1].when, found[-1]) if found else (None, None)


def _is_announced(sentence: Sentence, told: int, at: int) -> bool:
    """Whether what the verb at ``at`` tells is done by announcing it, right behind the verb that ends at ``told``."""
    pattern = patterns.load()
    just = pattern["circumstances.just_announced"].fullmatch(sentence.shadow, max(0, told - 2), at)
    return just is not None and pattern["circumstances.held_later"].match(sentence.shadow, at) is None


def _done_beside(sentence: Sentence, told: int, start: int) -> bool:
    """Whether the clause from ``start`` tells what was done as well as declared, by a verb that ends at ``told``."""
    pattern = patterns.load()
    if told > start or not pattern["circumstances.and_did"].match(sentence.shadow, start):
        return False
    return pattern["circumstances.declares"].fullmatch(sentence.shadow, max(0, told - 2), told) is not None


def _alone_before(sentence: Sentence, number: int) -> list[Token]:
    """The date that the clause before is, if it is nothing else."""
    span = sentence.clauses[number - 1] if number else (0, 0)
    alone = number and patterns.load()["statements.only_date"].fullmatch(sentence.shadow, *span)
    return _dates(sentence, *span) if alone else []


def is_year_of(year: Token, day: Token) -> bool:
    """Whether a bare year, which is part of a name, is that of the date before: on 3 May held the first of 2024."""
    years = year.when.start if year.when is not None else ""
    return len(years) == 4 and day.when is not None and day.when.start.startswith(f"{years}-")


def _goes_on(sentence: Sentence, at: int, number: int) -> bool:
    """Whether the sentence or clause begins with words that the day went on with, and tells nothing to come."""
    pattern = patterns.load()
    starts = (sentence.clauses[0][0], sentence.clauses[number][0])
    begins = any(pattern["circumstances.goes_on"].match(sentence.shadow, start) for start in starts)
    dated = any(t.kind == "date" for t in sentence.tokens_in(0, at))
    earlier = pattern["circumstances.earlier"].search(sentence.shadow, sentence.clauses[number][0], at)
    return (
        begins
        and not (dated or earlier)
        and not pattern["circumstances.planned"].search(sentence.shadow, sentence.clauses[number][0], at)
    )


def _dates(sentence: Sentence, start: int, end: int, aside: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The dates in a range of the shadow, but for those since when something is so, and those in a range ``aside``."""
    within = [i for i in range(start, end) if not any(first <= i < last for first, last in aside)]
    tokens = [(i, sentence.tokens[i]) for i in within]
    dates = [(i, t) for i, t in tokens if t is not None and t.kind == "date" and t.when]
    own, of_name = (_is_beginning, _is_of_deed), patterns.load()["circumstances.of_name"]
    return [
        t
        for i, t in dates
        if not of_name.match(sentence.shadow, i + 1)
        and (not since(sentence, i) or opens(sentence, i) or any(is_own(sentence, i, end) for is_own in own))
    ]


def opens(sentence: Sentence, at: int) -> bool:
    """Whether what is held begins on the date at ``at`` of the shadow: from the 4th on it is held in Vienna."""
    return patterns.load()["circumstances.opens"].match(sentence.shadow, at + 1) is not None


def _is_beginning(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether the date at ``at`` is that of the verb right behind it, which tells since when: since, in 1999, …"""
    return at == verb - 1 and _is_from(sentence, at)


def _is_of_deed(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether the date at ``at`` is that of the deed since which something is so, and ``verb`` tells this deed."""
    deed = patterns.load()["circumstances.deed_since"].match(sentence.shadow, at + 1)
    return deed is not None and deed.end() > verb > at


def _is_from(sentence: Sentence, at: int) -> bool:
    """Whether the word for "since" stands right before ``at``."""
    return patterns.load()["circumstances.from"].match(sentence.shadow, max(0, at - 1), at) is not None


def after_speech(sentence: Sentence, at: int) -> int:
    """Where the last verb of speech ends whose words may reach to ``at`` of the shadow, or 0."""
    last = 0
    quoted = patterns.load()["circumstances.quoted"]
    under = patterns.load()["subjects.under"].finditer(sentence.shadow)
    about = [*spoken_about(sentence.shadow), *(m.span() for m in under)]
    for match in patterns.load()["circumstances.speech"].finditer(sentence.shadow):
        if match.end() > at:
            break
        if any(start <= match.start() < end <= at for start, end in about):
            continue
        ended = "；" in sentence.shadow[match.end() : at] or quoted.match(sentence.shadow, match.end(), at)
        if not ended:
            last = match.end()
    return last


def since(sentence: Sentence, at: int) -> bool:
    """Whether the date at ``at`` of the shadow tells since when something is so, not when something happened."""
    if patterns.load()["circumstances.since"].match(sentence.shadow, at + 1):
        return True
    return _is_from(sentence, at)


def place(context: Context, sentence: Sentence, at: int, number: int, *, said: bool = False) -> str | None:
    """The key of the place that a clause names behind a preposition: before ``at``, or else after it.

    What is ``said`` at ``at`` may name a place that is none of the speech.
    """
    start, end = sentence.clauses[number]
    found, words = None, patterns.load()["circumstances.speech"]
    for match in patterns.load()["circumstances.place"].finditer(sentence.shadow, start, end):
        if match.start() < at or (found is None and not said and not words.search(sentence.shadow, at, match.start())):
            token = sentence.tokens[match.end("places") - 1]
            if token is None or not token.keys:
                continue
            found = token.keys[0]
            hall = match.end("hall") if match["hall"] and _has_halls(context, token) else match.end("places")
            if hall - match.start("places") > 1:  # a hall and its city: the whole is a form of its name
                context.cast.add(kind_of(found), found, context.printed(sentence, match.start("places"), hall))
    if said:
        found = found or _venue(context, sentence, start, at, "circumstances.podium")
        before = sentence.clauses[number - 1] if number and not found else None
        spoke = before and patterns.load()["circumstances.spoke_there"].search(sentence.shadow, *before)
        return place(context, sentence, before[1], number - 1, said=True) if before and spoke else found
    found = _venue(context, sentence, start, at, "circumstances.quoted_venue") or found
    if found:
        return found
    before = sentence.clauses[number - 1] if number else None
    both = patterns.load()["circumstances.both"].match(sentence.shadow, start)
    if before and patterns.load()["circumstances.meets_next"].match(sentence.shadow, start):
        both = both or patterns.load()["circumstances.met_there"].search(sentence.shadow, *before)
    if before and (both or patterns.load()["circumstances.where"].search(sentence.shadow, *before)):
        found = place(context, sentence, before[1], number - 1, said=True)
    if found:
        return found
    went = before and patterns.load()["circumstances.went_there"].search(sentence.shadow, *before)
    left = before[0] if before and went else start
    kinds = ("circumstances.venue", "circumstances.memorial")
    return next(filter(None, (_venue(context, sentence, left, at, kind) for kind in kinds)), None)


def _has_halls(context: Context, token: Token) -> bool:
    """Whether a place is a building and no city: it lies in another place, or is only known by its kind."""
    entry = context.cast.lexicon.entries.get(token.keys[0])
    return token.rule == "venue" if entry is None else entry.part_of.startswith("place/")


def _venue(context: Context, sentence: Sentence, start: int, at: int, kind: str) -> str | None:
    """The seat of a body at which something happens, or a monument that is honoured, as a place."""
    pattern = patterns.load()
    for match in pattern[kind].finditer(sentence.shadow, start):
        if match.start() >= at:
            break
        first, last = sentence.stretch(*match.span("venue"))
        if match["venue"] == SYMBOLS["quote"]:
            first, last = first + 1, last - 1
        if pattern["circumstances.is_venue"].search(context.scan.text, first, last):
            return context.cast.named("Place", context.scan.printed(first, last), (first, last))
    return None


def status(sentence: Sentence, at: int, number: int) -> str | None:
    """What the clause says became of it: held, planned, …; None where it only wonders."""
    start, end = sentence.clauses[number]
    if any(
        t.start(1) < at < t.end(1) for t in patterns.load()["circumstances.topic"].finditer(sentence.shadow, start, end)
    ):
        return None
    if patterns.load()["circumstances.aims"].search(sentence.shadow, start, at):
        return None
    if patterns.load()["circumstances.this_is"].match(sentence.shadow, start, end):
        return None
    start = max([start, *(last for _, last in spoken_about(sentence.shadow, start, end) if last <= at)])
    window = _without_topic(sentence, start, end, at)[max(start, at - _NEAR) : at]
    pattern = patterns.load()
    for mood in _MOODS:
        for match in pattern[f"circumstances.{mood}"].finditer(window):
            before, behind = window[: match.start()], window[match.end() :]
            asked = pattern["circumstances.invited_by"].search(before)
            if asked and pattern["circumstances.invitation"].fullmatch(match[0]):
                continue  # on the invitation of somebody: invited, and came
            had_been = mood == "cancelled" and ("的" in behind or "之" in behind)
            if had_been and not pattern["circumstances.no_longer"].match(behind):
                continue  # a gathering that had been suspended
            if mood in ("planned", "proposed") and patterns.load()["circumstances.of_whom"].match(behind):
                continue  # of who is told to be about to leave, what he does
            if mood == "planned" and pattern["circumstances.decided_on"].match(
                sentence.shadow, max(start, at - _NEAR) + match.start()
            ):
                continue
            if mood == "planned" and match[0] == "将" and pattern["circumstances.not_will"].match(behind):
                continue
            if match[0].startswith("将") and pattern["circumstances.disposed"].match(
                sentence.shadow, max(start, at - _NEAR) + match.end()
            ):
                continue  # it only stands before what something is done to
            in_case = number and pattern["circumstances.in_case"].match(sentence.shadow, *sentence.clauses[number - 1])
            laid_down = mood == "planned" and pattern["circumstances.laid_down"].search(sentence.shadow, 0, start)
            return None if mood == "hypothetical" or in_case or laid_down else mood
    if pattern["circumstances.will_and"].search(sentence.shadow, start, at):
        return "planned"
    return _by_clause_before(sentence, at, number)


def _without_topic(sentence: Sentence, start: int, end: int, at: int) -> str:
    """The shadow without the words that tell what is talked about before ``at``: they agreed |to meet soon|."""
    shadow = sentence.shadow
    aside = [m.span() for m in patterns.load()["circumstances.without"].finditer(shadow, start, at)]
    for first, last in [*talked_about(sentence, start, end), *aside]:
        if last <= at:
            shadow = f"{shadow[:first]}{_NOTHING * (last - first)}{shadow[last:]}"
    return shadow


def _by_clause_before(sentence: Sentence, at: int, number: int) -> str | None:
    """What the clause before makes of what the ``number``-th tells at ``at`` without words of its own for it.

    None where it is only wished or agreed on.
    """
    shadow, pattern, (start, end) = sentence.shadow, patterns.load(), sentence.clauses[number]
    before = sentence.clauses[max(0, number - 1)]
    if number and pattern["circumstances.in_case"].match(shadow, *before):
        return None
    plans = number and pattern["circumstances.plans"].search(shadow, *before)
    if plans and pattern["circumstances.then_meets"].match(shadow, start):
        return "planned"
    if number and at == start and pattern["circumstances.will_attend"].search(shadow, *before):
        return "planned"
    if number and pattern["circumstances.decided"].search(shadow, *before):
        return "planned"
    to_announce = number and pattern["circumstances.will_announce"].search(shadow, *before)
    if to_announce and pattern["circumstances.announced_then"].match(shadow, start):
        return "planned"
    if number and pattern["circumstances.wished"].search(shadow, *before):
        return None
    wished = number and pattern["circumstances.wished_visit"].search(shadow, *before)
    if wished and pattern["circumstances.also_with"].match(shadow, start, at + 1):
        return "proposed"
    laid_down = pattern["circumstances.laid_down"].search(shadow, 0, start)
    by_terms = laid_down or pattern["circumstances.terms"].match(shadow)
    if number and by_terms and not _is_done(sentence, start, end):
        return None
    during, then = pattern["circumstances.during"], pattern["circumstances.will_then"]
    return "planned" if during.search(shadow, start, end) and then.match(shadow, end + 1) else "held"


def _is_done(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause tells that something was done: on a day of its own, or by its words."""
    done = patterns.load()["circumstances.done"].search(sentence.shadow, start, end) is not None
    return done or bool(_dates(sentence, start, end))


def mode(sentence: Sentence, number: int, verb: str) -> Mode:
    """How a meeting was held: by its ``verb``, else by the words of its clause."""
    start, end = sentence.clauses[number]
    video, phone = patterns.load()["circumstances.video"], patterns.load()["circumstances.phone"]
    for words in (verb, sentence.shadow[start:end]):
        if video.search(words):
            return "video"
        if phone.search(words):
            return "phone"
    return "in-person"
