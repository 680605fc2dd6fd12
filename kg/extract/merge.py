"""One event that a document tells twice is one event, with all its passages.

Two drafts are one where class and parties fit and their dates can be the same; in doubt they stay two. Of two dates the
more precise stands.
"""

from __future__ import annotations

import datetime

from kg import dates
from kg.extract import frames, patterns
from kg.extract.cast import Cast, office_key
from kg.extract.draft import Actor, Draft
from kg.extract.when import When
from kg.text.fold import fold, fold_name

_BY_NAME = (
    "gathering by name",
    "edition of a series",
    "edition in brackets",
)  # rules that know a gathering by its name
_SHORTLY = 6  # sentences within which a ceremony is called by its kind alone
_KIND = 4  # characters of the kind of a ceremony
_AGAIN = 30  # sentences within which an undated meeting of the same people is the one just told of


def merge(drafts: list[Draft], cast: Cast) -> list[Draft]:
    """The drafts, those told again merged into the first that tells them; the order stays."""
    kept: list[Draft] = []
    for draft in _done_or_agreed(drafts):
        twin = _twin(draft, kept, cast) if draft.kind != "Statement" else None
        if twin is None:
            kept.append(draft)
        else:
            came = _came(draft, twin)
            _absorb(twin, draft, cast)
            draft.merged_into = twin
            kept += came
    return kept


def _done_or_agreed(drafts: list[Draft]) -> list[Draft]:
    """The drafts without the deeds that the same sentence tells the same parties to have agreed on: to free A.

    What they announced, and did thereby, is told once; and what they set up is no deed beside.
    """
    agreed = [d for d in drafts if d.title and d.kind in ("Act", "Establishment") and d.status == "held"]

    def is_told_by(draft: Draft, other: Draft) -> bool:
        if other is draft or other.sentence != draft.sentence or set(other.actor_keys()) != set(draft.actor_keys()):
            return False
        words, others = fold(draft.title or ""), fold(other.title or "")
        if len(others) > len(words) and others.endswith(words):
            announced = patterns.load()["merge.announces"].fullmatch(others.removesuffix(words)) is not None
            return draft.status == "planned" or (draft.status == other.status and other.kind == "Act" and announced)
        set_up = other.kind == "Establishment" and len(words) > len(others) and words.endswith(others)
        return set_up and patterns.load()["merge.announces"].match(words) is not None

    return [d for d in drafts if not (d.kind == "Act" and d.title and any(is_told_by(d, other) for other in agreed))]


def _came(draft: Draft, twin: Draft) -> list[Draft]:
    """Of one gathering told twice: who came to it on a day outside the edition's own did so as an act of that day."""
    if draft.attended == twin.attended or compatible(draft.when, twin.when):
        return []
    guest, edition = (draft, twin) if draft.attended else (twin, draft)
    people = [actor for actor in guest.actors if actor.key.startswith("person/")]
    if not people or guest.attending is None:
        return []
    act = Draft("Act", "attend on a day", list(guest.stretches), guest.confidence, guest.sentence, when=guest.when)
    act.actors, act.title, act.part_of, act.place = people, guest.attending, edition, guest.place
    return [act]


def _twin(draft: Draft, kept: list[Draft], cast: Cast) -> Draft | None:
    if draft.day_untold:
        return None
    candidates = [k for k in kept if _of_one_kind(k, draft) and _may_be(k, draft) and _same(k, draft, cast)]
    if draft.when is None and draft.kind in ("Gathering", "Dialogue"):
        own = [k for k in candidates if k.rule != "edition in brackets"]
        return own[-1] if own else None
    exact = [k for k in candidates if k.when is not None]
    if not exact and len(candidates) > 1:
        candidates = [k for k in candidates if k.status == draft.status] or candidates
    return exact[0] if exact else candidates[0] if len(candidates) == 1 else None


def _of_one_kind(a: Draft, b: Draft) -> bool:
    """Whether both are of one kind; a round that is called talks here and a meeting there is one."""
    round_of_talks = a.series and a.series == b.series and a.ordinal and a.ordinal == b.ordinal
    return a.kind == b.kind or bool(round_of_talks and {a.kind, b.kind} == {"Gathering", "Dialogue"})


def _may_be(a: Draft, b: Draft) -> bool:
    """Whether both are said to have become the same; a gathering named without a date may be one that is planned."""
    if a.status == b.status:
        return True
    summit = a.kind == "Meeting" and a.series is not None and a.series == b.series
    journey = a.kind == "Visit" and any(
        (_again(d) == "journey" and d.when is None) or (_again(d) == "guest" and d.status == "planned") for d in (a, b)
    )
    visits = a.kind == b.kind == "Visit"
    if _both_undated(a, b) and (visits or "sides" in (a.way, b.way)):
        return a.status in ("held", "planned") and b.status in ("held", "planned", "proposed")
    if {a.status, b.status} != {"held", "planned"}:
        return False
    if a.ordinal and a.ordinal == b.ordinal and a.series and a.series == b.series:
        return True  # announced, and held
    if visits and any(d.status == "held" and d.when is not None and dates.is_year(d.when.start) for d in (a, b)):
        return False  # to come, and some time in a year
    of_one = journey or summit or a.kind in ("Gathering", "Dialogue", "Visit")
    if journey and "guest" in (_again(a), _again(b)):
        return True  # who is to meet the visitor
    return of_one and (_date(a) is None) != (_date(b) is None)


def _one_of_several(a: Draft, b: Draft) -> bool:
    """Whether one is a meeting on a day, and the other tells how often those met in its month or year."""
    days = [draft.when is not None and draft.when.is_day for draft in (a, b)]
    return a.kind == "Meeting" and days[0] != days[1] and (a.count, b.count)[days.index(False)] is not None


def _same(a: Draft, b: Draft, cast: Cast) -> bool:
    first, then = sorted((a, b), key=lambda draft: draft.sentence)
    if a.series and a.series == b.series and first.when is None and then.once and first.sentence < then.sentence:
        return False  # that of now, and one of years before
    if a.series and a.series == b.series and not (a.when and b.when) and not _there(a, b, cast):
        return False  # of one year here, of another there
    if a.series and a.series == b.series and (a.attended or b.attended) and a.kind == b.kind == "Gathering":
        return compatible(a.when, b.when) or _near(a.when, b.when)
    if not compatible(a.when, b.when) or _one_of_several(a, b):
        return False
    if a.kind in ("Gathering", "Dialogue"):
        if (a.beside != b.beside and (_date(a) is None or _date(b) is None)) or not (_closes(a, b) and _closes(b, a)):
            return False
        if a.series and b.series:
            if a.series != b.series or (a.ordinal and b.ordinal and a.ordinal != b.ordinal):
                return False
            return bool((a.ordinal and b.ordinal) or (a.when and b.when) or a.when is None or b.when is None)
        guests = [set(d.actor_keys()) - set(d.hosts) for d in (a, b)]
        if a.rule == b.rule and a.rule not in _BY_NAME and not guests[0] & guests[1]:
            return False  # the receptions for two guests, the press conferences of two
        return bool(a.title and b.title) and _called_alike(a, b)
    if a.kind == "Meeting":
        if a.beside != b.beside and (a.when is None or b.when is None):
            return False  # that of now, and the last one before it
        if a.series and a.series == b.series:  # of the same two
            again = a.when is not None or b.when is not None or abs(a.sentence - b.sentence) <= _AGAIN
            return again and not (a.ordinal and b.ordinal and a.ordinal != b.ordinal)
        if (a.when is None) != (b.when is None) and (a.once != b.once or not _there(a, b, cast)):
            return False  # that of now, and one before it
        if (a.when is None) != (b.when is None) and any(d.when and dates.is_year(d.when.start) for d in (a, b)):
            return False  # some time in a year
        return (
            _same_people(a, b)
            and a.mode == b.mode
            and ((a.when is not None and b.when is not None) or abs(a.sentence - b.sentence) <= _AGAIN)
        )
    if a.kind == "Visit":
        if not set(a.actor_keys()) & set(b.actor_keys()):
            return False
        if a.once != b.once and (a.when is None) != (b.when is None):
            return False  # that of now, and one before it
        if not (a.place and b.place):  # somebody who was there on a visit told of elsewhere
            told = (a.when is not None and b.when is not None) or (
                "guest" in (_again(a), _again(b)) and a.status == b.status
            )
            return set(a.actor_keys()) == set(b.actor_keys()) and told
        near = abs(a.sentence - b.sentence) <= 3 or "welcome" in (_again(a), _again(b))
        near = near or (a.status == b.status == "planned" and a.when is None and b.when is None)
        near = near or any(_again(d) == "journey" and d.when is None for d in (a, b))
        alike = a.place == b.place and set(a.actor_keys()) == set(b.actor_keys())
        near = near or (alike and (a.when is None) != (b.when is None))  # told again without its day
        one = set(a.actor_keys()) == set(b.actor_keys()) and abs(a.sentence - b.sentence) <= _AGAIN
        near = near or (one and _both_undated(a, b))
        return ((a.when is not None and b.when is not None) or near) and _within(a.place, b.place, cast)
    if a.kind == "Publication":
        if a.published or b.published:
            return a.published == b.published
        return a.document_kind == b.document_kind and set(a.actor_keys()) == set(b.actor_keys())
    if _again(a) == _again(b) == "relations":
        renewed = patterns.load()["merge.again"]
        alike = bool(renewed.search(fold(a.title or ""))) == bool(renewed.search(fold(b.title or "")))
        return alike and set(a.actor_keys()) == set(b.actor_keys())
    if a.kind in ("Establishment", "Withdrawal"):
        return bool(a.about) and a.about == b.about and bool(set(a.actor_keys()) & set(b.actor_keys()))
    if _again(a) == _again(b) == "signing" and b.over and 0 <= b.sentence - a.sentence <= _SHORTLY:
        return set(b.actor_keys()) <= set(a.actor_keys())  # after the signing, he said
    if _again(a) == _again(b) == "agreed" and len(a.actors) > 1 and len(b.actors) > 1:
        return _title(a) == _title(b)
    return a.kind == "Act" and set(a.actor_keys()) == set(b.actor_keys()) and _same_act(a, b)


def _both_undated(a: Draft, b: Draft) -> bool:
    """Whether two visits or meetings are told without a day: of the same people, at the same place, they are one."""
    return a.kind == b.kind and a.kind in ("Visit", "Meeting") and a.when is None and b.when is None


def _same_act(a: Draft, b: Draft) -> bool:
    """Whether two acts of the same parties are one: on one day, or once told without a day in the same words."""
    if a.when == b.when:
        return _title(a) == _title(b) or (a.rule == b.rule and _again(a) == "once")
    undated = (a.when is None) != (b.when is None) and a.status == b.status == "held"
    return undated and a.title == b.title and len(a.title or "") >= _KIND


def _again(draft: Draft) -> str | None:
    """How what its frame tells may be told again; None for what no frame tells."""
    frame = frames.load().by_name.get(draft.rule)
    return frame.again if frame is not None else None


def _there(a: Draft, b: Draft, cast: Cast) -> bool:
    """Whether two gatherings can have been at one place: it is not told of both, or one place lies in the other."""
    return not (a.place and b.place) or a.place == b.place or _within(a.place, b.place, cast)


def _same_people(a: Draft, b: Draft) -> bool:
    """Whether the same met, also where one of them is called by his office alone."""
    rest = [d for d in a.actors if d.key not in b.actor_keys()]
    others = [d for d in b.actors if d.key not in a.actor_keys()]
    if not rest and not others:
        return True
    if not (rest and others):
        first, again = sorted((a, b), key=lambda draft: draft.sentence)
        return (first.when is not None or again.when is None) and _sat_in(a, rest) and _sat_in(b, others)
    return len(rest) == len(others) == 1 and (_holds(rest[0], others[0]) or _holds(others[0], rest[0]))


def _sat_in(meeting: Draft, actors: list[Actor]) -> bool:
    """Whether these are named behind the words that tell of a meeting: A and B took part, too."""
    return all(actor.token is not None and actor.token.start >= meeting.stretches[0][1] for actor in actors)


def _title(act: Draft) -> str:
    """The words of an act without those for what is done."""
    return patterns.load()["merge.aspect"].sub("", fold(act.title or ""))


def _holds(person: Actor, office: Actor) -> bool:
    """Whether the words before or behind the name of a person tell that he holds an office."""
    if person.token is None or not (person.key.startswith("person/") and office.key.startswith("office/")):
        return False
    return any(office_key(o.title, o.of) == office.key for o in person.token.offices if not o.former)


def _called_alike(a: Draft, b: Draft) -> bool:
    """Whether both have one title, or one is called by its end alone in one of the next sentences: the ceremony."""
    again = patterns.load()["merge.given_again"]
    short, long = sorted((fold_name(again.sub("", fold(d.title or ""))) for d in (a, b)), key=len)
    near = abs(a.sentence - b.sentence) <= _SHORTLY and a.status == b.status
    return short == long or (near and len(short) == _KIND and long.endswith(short))


def _date(draft: Draft) -> When | None:
    """When it happened, or else when it ended."""
    return draft.when or (When(draft.ended) if draft.ended else None)


def _closes(a: Draft, b: Draft) -> bool:
    """Whether the day on which ``a`` ended, where only that is told, can be the last of ``b``."""
    if a.when is not None or a.ended is None or b.when is None:
        return True
    first, last = bounds(b.when)
    return first <= dates.latest(a.ended) and last[:4] == a.ended[:4]


def _near(a: When | None, b: When | None) -> bool:
    """Whether two dates lie within a week: who attends an edition is there on one of its days."""
    if a is None or b is None:
        return True
    (a1, a2), (b1, b2) = ([datetime.date.fromisoformat(day) for day in bounds(when)] for when in (a, b))
    return (b1 - a2).days <= 7 and (a1 - b2).days <= 7


def _is_finer(place: str | None, state: str | None, cast: Cast) -> bool:
    """Whether a place lies in what is only a state."""
    if not place or not state or place.startswith("state/") or not state.startswith("state/"):
        return False
    return _within(place, state, cast)


def _within(a: str, b: str, cast: Cast) -> bool:
    def chain(key: str) -> set[str]:
        found: set[str] = set()
        while key and key not in found:
            found.add(key)
            entry = cast.lexicon.entries.get(key)
            key = entry.part_of if entry else ""
        return found

    return a in chain(b) or b in chain(a)


def bounds(when: When) -> tuple[str, str]:
    """The first and last day that a date or period allows."""
    return dates.earliest(when.start), dates.latest(when.end or when.start)


def compatible(a: When | None, b: When | None) -> bool:
    """Whether two dates can be that of one event: one is open, or one lies within the other."""
    if a is None or b is None:
        return True
    (a1, a2), (b1, b2) = bounds(a), bounds(b)
    return (a1 <= b1 and b2 <= a2) or (b1 <= a1 and a2 <= b2)


def finer(a: When | None, b: When | None) -> When | None:
    """The more precise of two dates that are compatible."""
    if a is None or b is None:
        return a or b
    (a1, a2), (b1, b2) = bounds(a), bounds(b)
    return b if (a1 <= b1 and b2 <= a2) and (a1, a2) != (b1, b2) else a


def _absorb(into: Draft, other: Draft, cast: Cast) -> None:
    if not into.actors:
        into.by_name = other.by_name
    if _both_undated(into, other):
        into.status = "planned" if "planned" in (into.status, other.status) else into.status
    elif into.status != other.status and (into.when is None or (other.when is not None and other.status == "held")):
        into.status = other.status
    if not compatible(into.when, other.when):  # the days of who attended: the edition's own stand
        into.when = other.when if into.attended and not other.attended else into.when
        into.attended = into.attended and other.attended
        other.when = into.when
    stay = next((d.when for d in (into, other) if d.kind == "Visit" and d.when and d.when.end), None)
    if stay is not None and dates.is_day(stay.start) and into.when and other.when:  # a day of it is not the whole
        into.when = stay
    elif into.month_only and not other.month_only and other.when:
        into.when = other.when
    else:
        into.when = finer(into.when, other.when)
    if into.month_only and not other.month_only:
        into.month_only = False
    if into.by_name and not other.by_name and other.actors:
        into.actors, into.by_name = [], False
    for actor in other.actors if into.by_name or not other.by_name or not into.actors else []:
        if actor.key not in into.actor_keys() and actor.key not in into.hosts:
            into.actors.append(actor)
    into.hosts += [h for h in other.hosts if h not in into.hosts]
    into.actors = [a for a in into.actors if a.key not in into.hosts]
    into.actors = [a for a in into.actors if not any(_holds(other, a) for other in into.actors)]
    into.about += [k for k in other.about if k not in into.about]
    if into.kind != "Visit" and _is_finer(other.place, into.place, cast):
        into.place = other.place
    for name in ("title", "place", "mode", "series", "ordinal", "count", "part_of", "published", "ended"):
        if getattr(into, name) is None:
            setattr(into, name, getattr(other, name))
    into.confidence = max(into.confidence, other.confidence)
    into.prove_by(other.stretches)
