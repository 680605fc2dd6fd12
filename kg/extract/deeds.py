"""Publications, establishments, withdrawals and other acts, from what a frame tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import circumstances, patterns
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.edition import KINDS, seat_of
from kg.extract.sentence import Sentence
from kg.extract.telling import Telling, carry, site_of
from kg.extract.tokens import Token
from kg.text.fold import fold

_LEFT = frozenset({"organization", "forum", "track", "initiative", "work"})  # what one can leave
_LEAVABLE = ("organization/", "forum/", "track/", "initiative/", "document/")
_JUST = 2  # sentences in which "that one" was named
_TWO = 2
_NEAR = 8  # sentences in which what goes with a meeting is told of
_CLOSES = {"”": "“", "」": "「", "』": "『"}  # marks by what opens them


def publication(context: Context, told: Telling) -> list[Draft]:
    """A document that somebody issued; a speech with a title is a statement."""
    draft, sentence = told.draft, told.sentence
    draft.place = circumstances.place(context, sentence, told.match.start("verb"), told.clause, said=True)
    works = told.tokens("work")
    adopts = patterns.load()["deeds.adopted"]
    adopted = adopts.search(sentence.shadow, *sentence.clauses[told.clause])
    if not adopted and told.clause and patterns.load()["deeds.also_issues"].match(sentence.shadow, told.clause_start):
        adopted = adopts.search(sentence.shadow, *sentence.clauses[told.clause - 1])
    carries_out = patterns.load()["deeds.carries_out"].search(*_before(told))
    issued_so = patterns.load()["deeds.issued_so"].match(sentence.shadow, told.match.end("verb"))
    acting = told.acting if not (carries_out and issued_so) else []  # who acts on a paper that was issued
    if issued_so and works and acting and told.frame.both:  # as an attribute: by whom stands right before it
        near = patterns.load()["deeds.issuers"].search(*_before(told)[:2], told.match.start("verb"))
        acting = context.parties.actors(sentence.tokens_in(*near.span(1))) if near else []
        draft.status = "held"
    for actor in acting + context.parties.actors(told.tokens("whom")):
        if not adopted or not actor.carried or _is_body_here(sentence, actor):  # else the meeting adopted it
            carry(draft, [Actor(actor.key, actor.token, "issuer", actor.carried)])
    alone = len(draft.actors) == 1 and draft.actors[0].carried and not draft.actors[0].key.startswith("office/")
    if alone and not works and patterns.load()["deeds.joint"].match(sentence.shadow, told.match.start("kind")):
        return []  # with whom is not known
    speech = patterns.load()["deeds.speech"].match(sentence.shadow, told.match.end())
    if works and speech and draft.actors:
        draft.kind, draft.said, draft.published = "Statement", works[0].name, works[0].key
        for actor in draft.actors:
            actor.role = "speaker"
        draft.stretches[0] = (draft.stretches[0][0], sentence.stretch(*speech.span())[1])
        draft.about = [k for t in context.inner(works[0]) for k in t.keys]
        return [draft]
    issues = patterns.load()["deeds.meeting_issues"].search(
        sentence.shadow, sentence.clauses[told.clause][0], told.match.start("verb")
    )
    after = patterns.load()["deeds.after_meeting"].search(sentence.shadow, *told.match.span())
    if not draft.actors and (issues or (told.frame.subject == "none" and (after or not works))):
        _of_meeting(context, told, far=issues is not None)
    if works:
        draft.published = works[0].key
        draft.title = works[0].unit or None
    elif not draft.actors:
        return []
    else:
        draft.document_kind = context.printed(sentence, *told.match.span("kind"))
        draft.title = draft.document_kind if draft.status != "held" else None
    return [draft, *_listed(told)]


def _listed(told: Telling) -> Iterator[Draft]:
    """Each further document of a list that begins with the one issued: of "A, B and C" of B and C."""
    draft, sentence = told.draft, told.sentence
    at = told.match.end("work") if draft.published else -1
    more = patterns.load()["deeds.more_papers"]
    while at >= 0 and (match := more.match(sentence.shadow, at)):
        (work,) = sentence.tokens_in(*match.span("work"))
        stretches = [*draft.stretches, sentence.stretch(*match.span("work"))]
        yield replace(
            draft, published=work.key, title=work.unit or None, actors=list(draft.actors), stretches=stretches
        )
        at = match.end()


def _is_body_here(sentence: Sentence, actor: Actor) -> bool:
    """Whether somebody carried over is a body that the sentence itself names: it met, and adopted."""
    token = actor.token
    return token is not None and token.kind == "organization" and sentence.start <= token.start < sentence.end


def _of_meeting(context: Context, told: Telling, *, far: bool) -> None:
    """Names who issued what the meeting told of right before, or ``far`` before, issued: it, or those who held it."""
    draft = told.draft
    named = [token for token in told.tokens("who") if token.key] if "who" in told.named else []
    if named:
        carry(draft, [Actor(token.key or "", token, "issuer") for token in named])
        return
    meeting = context.told[-1] if context.told else None
    conference = patterns.load()["deeds.of_conference"].fullmatch(told.match.groupdict().get("kind") or "")
    if meeting is not None:
        talks = meeting.kind == "Dialogue" and not patterns.load()["occasions.gathering"].search(meeting.series or "")
        if (meeting.kind == "Meeting" and conference is not None) or (far and talks):  # which was beside it
            meeting = next((d for d in reversed(context.told) if d.kind == "Gathering"), meeting)
    if far:
        meeting = meeting if meeting is not None and meeting.voice() else None
    elif meeting is not None and draft.sentence - meeting.sentence > _NEAR:
        meeting = None
    if meeting is None or (not far and context.is_past(meeting.when) and draft.sentence - meeting.sentence > 1):
        return
    voice = meeting.voice()
    keys = [voice] if voice else meeting.hosts or meeting.actor_keys()
    draft.actors = [Actor(key, None, "issuer", carried=True) for key in keys]
    draft.stretches.append(meeting.stretches[0])
    draft.part_of = meeting
    if draft.when is None and meeting.when is not None and meeting.when.is_day:
        draft.when = meeting.when


def establishments(context: Context, told: Telling) -> list[Draft]:
    """What actors set up together, one event for each thing; at an anniversary without the day that is told."""
    draft, sentence = told.draft, told.sentence
    draft.place = circumstances.place(context, sentence, told.match.start("verb"), told.clause, said=True)
    named = [token for token in told.tokens("place") if token.keys]
    draft.place = draft.place or (named[0].keys[0] if named else None)
    about = told.tokens("about")
    if patterns.load()["deeds.discussed"].match(sentence.shadow, sentence.clauses[told.clause][0]):
        return []  # what they only talk about
    if told.frame.subject == "none" and any(t.rule == "body" for t in about):
        return []  # a new government is no body of a name
    by = context.parties.actors(told.tokens("who")) if told.frame.subject == "none" else []
    whom = context.parties.actors(told.tokens("whom"))
    if told.tokens("who") and len({a.key for a in told.acting if a.key.startswith("state/")}) > 1:
        whom = [a for a in whom if not a.key.startswith("person/")]  # with whom it was only announced
    those = [Actor(key, t) for t in told.tokens("those") for key in t.parties]  # whose relations they are
    acting = told.acting[:1] if whom and _turns_to_another(told) else told.acting
    carry(draft, (those if those and len(acting) < 2 else acting) + by + whom)
    states = [(a, context.parties.state_of(a)) for a in draft.actors]
    if told.frame.again == "relations" and len({state for _, state in states if state}) == len(states) > 1:
        draft.actors = [Actor(state, a.token, a.role, a.carried) for a, state in states if state]  # not their leaders
    if not about and told.frame.title and _one_by_one(told, whom):
        return [_alone(context, told, told.acting[0], [other]) for other in whom]
    if patterns.load()["deeds.anniversary"].match(sentence.shadow, told.match.end()):
        draft.when, draft.stretches, draft.status = None, draft.stretches[:1], "held"
        if not draft.actors and told.clause + 1 < len(sentence.clauses):  # they stand behind the comma
            following = context.subjects.of_clause(sentence, told.clause + 1)
            if following:
                carry(draft, context.parties.actors(sentence.tokens_in(*following), carried=True))
    if told.frame.way == "truce" and _with_unknown(told):
        return []
    operation = patterns.load()["deeds.operation"]
    if any(t.kind == "concept" and operation.search(context.scan.text, t.start, t.end) for t in told.tokens("about")):
        return []
    if "what" in told.match.groupdict():  # a body without a name
        draft.title = _words(context, told)
        own = bool(draft.actors) and not draft.actors[0].carried
        decided = draft.status == "planned" or patterns.load()["deeds.decides"].match(told.match["verb"])
        told_of = len(draft.actors) > 1 or draft.when is not None or (own and decided)
        return [draft] if draft.actors and told_of else []
    if not draft.actors:  # whose the names say that they are
        owners = [Actor(key, t) for t in about for key in (t.parties[:1] if t.kind == "organization" else t.parties)]
        carry(draft, owners)
    by_person = len(draft.actors) == 1 and draft.actors[0].key.startswith("person/")
    if told.frame.both and about and by_person and patterns.load()["deeds.jointly"].search(*_before(told)):
        return []  # with whom is not known
    alone = told.frame.subject == "none" and about
    if (not draft.actors and not alone) or (not about and told.frame.title and len(draft.actors) < 2):
        return []
    if not about:
        draft.title = context.printed(sentence, *told.match.span("verb"))
        return [] if any(map(context.is_spokesman, draft.actors)) else [draft]
    made = []
    for thing in about:
        if not thing.keys:
            continue
        one = Draft(
            draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
            actors=list(draft.actors), status=draft.status, about=[thing.keys[0]], place=draft.place,
        )  # fmt: skip
        at = sentence.places[told.match.start("verb")][0]
        if told.frame.title and thing.start < at:  # what became of it
            if not one.actors:
                continue
            one.about, one.title = [], context.printed(sentence, *told.match.span("verb"))
        elif told.frame.subject != "none":  # of a list that follows the verb only up to the thing
            one.stretches[0] = (one.stretches[0][0], max(thing.end, one.stretches[0][0] + 1))
        made.append(one)
    return made


def _before(told: Telling) -> tuple[str, int, int]:
    """The shadow, and where in it the words of the clause before the verb begin and end."""
    return told.sentence.shadow, told.clause_start, told.match.end("verb")


def _one_by_one(told: Telling, whom: list[Actor]) -> bool:
    """Whether one state did so with each of several: A and B, C each opened relations."""
    before = (told.sentence.shadow, told.clause_start, told.match.start("verb"))
    return len(whom) > 1 and len(told.acting) == 1 and patterns.load()["deeds.each"].search(*before) is not None


def withdrawal(context: Context, told: Telling) -> list[Draft]:
    """That actors left something; what is only called "that one" is what was named last before."""
    draft = told.draft
    carry(draft, told.acting)
    draft.about = [t.keys[0] for t in told.tokens("about") if t.keys]
    if "that" in told.match.groupdict():
        own = set(draft.actor_keys())
        named = [t.keys[0] for t in told.sentence.tokens_in(0, told.match.start()) if t.kind in _LEFT and t.keys]
        if not named:
            near = [d for d in context.drafts if draft.sentence - d.sentence <= _JUST and d.kind != "Statement"]
            named = [key for d in near for key in d.about if key.startswith(_LEAVABLE)]
        draft.about = [key for key in named if key not in own][-1:]
    if "what" in told.match.groupdict():  # one without a name
        draft.title = _words(context, told)
    return [draft] if draft.actors and (draft.about or draft.title) else []


def act(context: Context, told: Telling) -> list[Draft]:
    """What actors did otherwise; its words are those of the whole clause."""
    draft, sentence, match = told.draft, told.sentence, told.match
    works = told.tokens("work")
    if works and told.frame.relation is None and _is_statement(context, works[0]):
        draft.kind = "Publication"
        draft.recalled = told.frame.several
        return publication(context, told)
    start, end = sentence.clauses[told.clause]
    draft.stretches[0] = sentence.stretch(min(start, sentence.at(draft.stretches[0][0])), end)
    whom = context.parties.also(told.acting, told.tokens("whom"))
    if match.groupdict().get("guest") is not None and not (whom := _arrived(context, told)):
        return []
    if _with_themselves(context, told, whom) or _takes_no_office(told):
        return []
    if (told.frame.several or "work" in match.groupdict()) and not told.tokens("whom") and _with_unknown(told):
        return []
    if told.frame.spoken and _in_words(told):
        return []
    if told.frame.states and told.acting and all(a.key.startswith("person/") for a in told.acting):
        return []  # a state does it, of which somebody speaks
    if _who_met(told.acting + whom) and patterns.load()["deeds.fights"].search(sentence.shadow, *match.span()):
        return []  # other two than those who talked with each other
    if whom and patterns.load()["deeds.longer"].match(sentence.shadow, match.end("whom")):
        return []
    each = patterns.load()["encounters.each"].search(sentence.shadow, told.clause_start, match.start("verb"))
    own = told.frame.way == "elected" and not whom  # who resign or stand one after the other do so each for himself
    if each and len(told.acting) > 1 and (len(whom) == 1 or own) and not works:
        return [_alone(context, told, actor, whom) for actor in told.acting]
    if each and len(told.acting) == 1 and len(whom) > 1 and told.frame.again == "signing" and not works:
        return [_alone(context, told, told.acting[0], [one]) for one in whom]
    toward = patterns.load()["deeds.toward"].search(sentence.shadow, told.clause_start, match.start("verb"))
    to_whom = context.parties.also(told.acting, sentence.tokens_in(*toward.span(1))) if toward and not whom else []
    acting = told.acting or (context.parties.actors(told.tokens("who")) if told.frame.subject == "none" else [])
    if (to_whom or (whom and told.frame.subject == "left" and not told.frame.several)) and not acting:
        return []  # who did it to them is not known
    carry(draft, (acting[:1] if whom and _turns_to_another(told) else acting) + whom + to_whom)
    draft.about = [t.keys[0] for name in ("about", "work") for t in told.tokens(name) if t.keys]
    if works and told.frame.relation is None:
        draft.published = works[0].key
    if "work" in told.named and not works and told.frame.relation:  # one named without brackets
        stretch = sentence.stretch(*match.span("work"))
        draft.about.append(context.cast.named("Document", context.scan.printed(*stretch), stretch))
    if told.frame.after and told.before is not None:
        draft.about = [k for k in told.before.about if not k.startswith("document/")] + draft.about
        draft.stretches.append(told.before.stretches[0])
    draft.title = _words(context, told) if told.frame.title else None
    draft.place = circumstances.place(context, sentence, match.start("verb"), told.clause)
    if draft.place and "what" in match.groupdict():  # where what is spoken of is held, and not the act
        named = sentence.tokens_in(start, match.start("what")) if match["what"] else []
        inside = sentence.tokens_in(*match.span("what")) if match["what"] else []
        if any(draft.place in t.keys for t in inside) and not any(draft.place in t.keys for t in named):
            draft.place = None
    named = [token for token in told.tokens("place") if token.keys]  # the town that is surrounded
    draft.place = named[0].keys[0] if named else draft.place or _struck(told)
    if draft.place is None and "site" in match.groupdict() and match["site"]:  # at a memorial
        draft.place = site_of(context, told)
    told_of = (match.groupdict().get(name) for name in ("who", "whom"))
    nobody = not any(told_of)  # a treaty was signed: the words do not say by whom
    alone = draft.about or (draft.title and nobody)
    needed = 2 if whom or told.frame.several else 1
    return [draft] if len(draft.actors) >= needed or (alone and told.frame.subject == "none") else []


def _arrived(context: Context, told: Telling) -> list[Actor]:
    """Whom somebody meets at the airport who names nobody: those of another state on the journey told of right before.

    Who is met as he arrives is met on the day of his journey.
    """
    visit, state_of = told.before or context.visit, context.parties.state_of
    if visit is None or told.draft.sentence - visit.sentence > 1 or visit.status != "held":
        return []
    came = [Actor(a.key, a.token, carried=True) for a in visit.actors if a.key.startswith("person/")]
    if {state_of(a) for a in came} & {state_of(a) for a in told.acting}:
        return []
    if told.draft.when is None and visit.when is not None and visit.when.is_day and not _sees_off(told):
        told.draft.when = visit.when
        told.draft.prove_by(visit.stretches)
    return came


def _sees_off(told: Telling) -> bool:
    """Whether somebody is seen off, and not met as he arrives."""
    return patterns.load()["deeds.sees_off"].search(told.match["verb"]) is not None


def _in_words(told: Telling) -> bool:
    """Whether a deed to come, of no day, is only spoken of: he said that A would take over B."""
    if told.draft.status != "planned" or told.draft.when is not None:
        return False
    words = circumstances.after_speech(told.sentence, told.match.start("verb"))
    return words > 0 and patterns.load()["deeds.announced"].search(told.sentence.shadow, 0, words) is None


def _who_met(actors: list[Actor]) -> bool:
    """Whether both sides are only meant, and are the states of two persons who met or spoke."""
    return len(actors) > 1 and all(
        a.carried and a.key.startswith("state/") and a.token is not None and a.token.kind == "person" for a in actors
    )


def _takes_no_office(told: Telling) -> bool:
    """Whether only bodies would take an office, or only states be elected: whom they confirmed or chose."""
    acting = {actor.key.split("/")[0] for actor in told.acting}
    personal = told.frame.way == "elected" and patterns.load()["deeds.personal"].match(told.match["verb"])
    return (told.frame.way == "office" and acting == {"organization"}) or bool(personal and acting == {"state"})


def _with_unknown(told: Telling) -> bool:
    """Whether a party of what is agreed on stands before the verb by a name that is not known."""
    unknown = patterns.load()["deeds.with_unknown"]
    return unknown.search(told.sentence.shadow, told.clause_start, told.match.start("verb")) is not None


def _turns_to_another(told: Telling) -> bool:
    """Whether the first of two did it to a third after what the two did together: A and B ..., and with C ..."""
    turns = patterns.load()["deeds.turns"].search(told.sentence.shadow, 0, told.match.start("verb"))
    return turns is not None and len(told.acting) == _TWO


def _with_themselves(context: Context, told: Telling, whom: list[Actor]) -> bool:
    """Whether somebody would do it with the two countries of which his is one: two others are meant."""
    sides = any(token.kind == "side" for token in told.tokens("whom"))
    return sides and bool({context.parties.state_of(actor) for actor in told.acting} & {actor.key for actor in whom})


def _struck(told: Telling) -> str | None:
    """The key of the place that was attacked, where it is none of the states that act: shelled a town."""
    shadow, verb = told.sentence.shadow, told.match.start("verb")
    found = patterns.load()["deeds.struck"].match(shadow, verb)
    found = found or patterns.load()["deeds.struck_at"].search(shadow, told.clause_start, told.match.end())
    token = told.sentence.tokens[found.start("site")] if found else None
    return token.keys[0] if token is not None and token.keys else None


def _alone(context: Context, told: Telling, actor: Actor, whom: list[Actor]) -> Draft:
    """What one of several did who did so one after the other."""
    draft = told.draft
    one = Draft(
        draft.kind, draft.rule, list(draft.stretches), draft.confidence, draft.sentence, when=draft.when,
        status=draft.status, title=_words(context, told), verb=draft.verb,
    )  # fmt: skip
    carry(one, [actor, *whom])
    return one


def gathering(context: Context, told: Telling) -> list[Draft]:
    """A ceremony or summit that has no name of its own, known by what it is."""
    draft, match, shadow = told.draft, told.match, told.sentence.shadow
    start, end = told.sentence.clauses[told.clause]
    before_it = patterns.load()["deeds.after_talks"].search(shadow, told.sentence.clauses[0][0], match.start("verb"))
    goes_with = told.frame.beside or (told.frame.way == "attended" and before_it is not None)
    if goes_with and draft.when is None and not draft.day_untold:
        _beside(context, told)
    before = told.sentence.clauses[told.clause - 1] if told.clause and told.frame.way == "briefing" else None
    if before and patterns.load()["deeds.in_session"].search(told.sentence.shadow, *before):
        return []  # at the one that the clause before tells of
    of_it = told.sentence.shadow[match.end("verb") : match.end("verb") + 1] == "的"
    if of_it and patterns.load()["deeds.attended"].search(told.sentence.shadow, start, match.start("verb")):
        return []  # of the one that somebody attends
    around = (*told.sentence.tokens_in(start, match.start()), *told.sentence.tokens_in(match.end("verb"), end))
    named = any(t.kind in KINDS for t in around)
    if named or patterns.load()["occasions.remark"].match(told.sentence.shadow, start):
        return []  # of the one that the clause names, or that was just told of
    acting = [actor for actor in told.acting if not actor.key.startswith("place/")]
    carry(draft, _themselves(context, acting) if told.frame.beside else acting)
    if told.frame.subject == "none" and "who" in told.named:
        carry(draft, context.parties.actors(told.tokens("who")))
    if told.frame.way == "attended":
        along = patterns.load()["deeds.beside"].search(told.sentence.shadow, start, match.start("verb"))
        carry(draft, context.parties.actors(told.sentence.tokens_in(*along.span(1))) if along else [])
        if _came_to_it(context, told):
            return []
    hosts = context.parties.actors(told.tokens("host")) if "host" in told.named else []
    draft.hosts = [a.key for a in hosts if not a.key.startswith("place/")]
    guests = context.parties.actors(told.tokens("whom")) if "whom" in told.named else []
    owners = [t for t in told.sentence.tokens_in(*match.span("what")) if t.kind == "person" and t.key]
    if len(draft.actors) == len(owners) == 1:  # who came to whose ceremony: both of them
        context.parties.remember([*draft.actors, Actor(owners[0].key or "", owners[0])])
    bodies = [a for a in draft.actors if a.key.startswith("organization/")]
    meal = patterns.load()["deeds.meal"].search(told.sentence.shadow, *match.span("what"))
    gives = told.frame.way == "given" and len(draft.actors) == 1 and not guests
    if gives and (bodies or meal):  # an embassy gives a reception, a minister a dinner
        draft.hosts, draft.actors = draft.actor_keys(), [a for a in draft.actors if a not in bodies]
    if guests:  # for whom it is held
        draft.hosts = draft.actor_keys()
        carry(draft, guests)
    if told.frame.beside:  # with whom they spoke to the press
        beside = patterns.load()["deeds.beside"].search(told.sentence.shadow, start, match.start("verb"))
        carry(draft, context.parties.actors(told.sentence.tokens_in(*beside.span(1))) if beside else [])
        if len(draft.actors) == 1 and draft.actors[0].key.startswith("person/"):
            draft.hosts = draft.actor_keys()
    draft.title = context.printed(told.sentence, *match.span("what"))
    draft.about = [t.keys[0] for t in told.tokens("about") if t.keys]  # whose funeral it is
    if patterns.load()["circumstances.video"].search(told.sentence.shadow, *told.sentence.clauses[told.clause]):
        draft.mode = "video"
    numbers = [t.number for t in told.sentence.tokens_in(*match.span("what")) if t.kind == "ordinal"]
    draft.ordinal = numbers[-1] if numbers else None
    draft.place = circumstances.place(context, told.sentence, match.start("verb"), told.clause)
    draft.place = draft.place or seat_of(told.sentence, match.start("verb"), start)
    travelled = told.sentence.clauses[max(0, told.clause - 1)][0], match.start("verb")
    journey = patterns.load()["deeds.travelled"].search(shadow, *travelled) if told.frame.way == "attended" else None
    if journey is not None and draft.when:
        draft.when, draft.month_only = draft.when.month(), True
        towns = [t for t in told.sentence.tokens_in(*journey.span()) if t.kind in ("place", "capital") and t.keys]
        draft.place = draft.place or (towns[-1].keys[0] if towns else None)
    if told.frame.way == "summit" and len(draft.actors) == 1 and "organization/" in draft.actors[0].key:
        draft.hosts, draft.actors = draft.actor_keys(), []  # a body that has its members meet
    persons = [a for a in draft.actors if a.key.startswith("person/")]
    if told.frame.way == "summit" and len(persons) == len(draft.actors) == 2:
        draft.kind, draft.title, draft.mode = "Meeting", None, "in-person"  # a summit of two
    alone = told.frame.way == "summit" and told.frame.subject == "none"
    return [draft] if draft.actors or draft.hosts or draft.place or alone else []


def _themselves(context: Context, acting: list[Actor]) -> list[Actor]:
    """Both who speak to the press right after a meeting of two persons: not their states, but themselves."""
    persons, states = context.parties.leaders, {actor.key for actor in acting}
    carried = all(a.carried and a.key.startswith("state/") for a in acting)
    same = states == {context.parties.state_of(a) for a in persons} and len(states) == len(persons) > 1
    return [Actor(a.key, a.token, carried=True) for a in persons] if carried and same else acting


def _came_to_it(context: Context, told: Telling) -> bool:
    """Whether a feast that is named by no more than what it is, of no day, is one told of before, or none at all.

    Who came takes part in the one told of.
    """
    draft, start, end = told.draft, *told.sentence.stretch(*told.match.span("what"))
    words = context.scan.text[start:end]
    if draft.when is not None or ("host" in told.named and told.tokens("host")):
        return False
    if not patterns.load()["deeds.bare_feast"].fullmatch(words):
        return False
    before = (d for d in reversed(context.told) if d.kind == "Gathering" and draft.sentence - d.sentence <= _NEAR)
    same = next((d for d in before if fold(d.title or "").endswith(words)), None)
    if same is not None and draft.status == "held":
        carry(same, [a for a in draft.actors if a.key not in same.actor_keys()])
        same.prove_by(draft.stretches[:1])
    return True


def _beside(context: Context, told: Telling) -> None:
    """Gives what goes with a meeting its day: that of what who acts told of last or took part in."""
    draft = told.draft
    who = {actor.key for actor in told.acting}
    spoke = next((context.spoke[key] for key in sorted(who) if key in context.spoke), None)
    met = [d for d in context.told if d.when and draft.sentence - d.sentence <= _NEAR and not context.is_past(d.when)]
    mine = [d for d in met if who & {*d.actor_keys(), *d.hosts}]
    if len(who) > 1:  # who are there together have met
        mine = [d for d in mine if who <= {*d.actor_keys(), *d.hosts}]
        spoke = None
    if mine:
        draft.when = mine[-1].when
        draft.prove_by(mine[-1].stretches)
    elif spoke is not None:
        draft.when = spoke[0]
        draft.prove_by(spoke[1])


def _words(context: Context, told: Telling) -> str:
    """The verb as printed, with what it is about where the frame names that."""
    match = told.match
    groups = match.groupdict()
    spans = [match.span("done" if "done" in groups else "verb")]
    spans += [match.span("what")] if groups.get("what") else []
    words = context.printed(told.sentence, min(s for s, _ in spans), max(e for _, e in spans))
    when = patterns.load()["deeds.told_when"].search(fold(words))
    words = words[: when.start()] if when and when.start() > 1 else words
    opening = _CLOSES.get(words[-1:])
    return words[:-1] if opening is not None and opening not in words else words


def _is_statement(context: Context, work: Token) -> bool:
    """Whether what was signed is a statement, which is issued thereby, and no treaty."""
    return patterns.load()["deeds.statement"].search(context.scan.text, *work.name) is not None
