"""Standing links: envoy for, represents, core of, written into, withdrew from, wanted by, partner of, part of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.dates import PartialDate
from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.context import Context
from kg.extract.draft import Draft, Stretch
from kg.extract.sentence import Sentence
from kg.extract.tokens import Token
from kg.text.fold import fold


@dataclass(frozen=True, slots=True)
class Link:
    """A relation while it is being read: keys, the ontology's predicate, its passages."""

    subject: str
    predicate: str
    object: str
    stretches: tuple[Stretch, ...]
    confidence: float
    start: PartialDate | None = None
    title: str | None = None


def of_sentence(sentence: Sentence, context: Context, drafts: list[Draft]) -> list[Link]:
    """The links that a sentence states, apart from those that its events imply."""
    found: list[Link] = []
    for match in sentence.matches("relations.represents"):
        date = next((d.when.start for d in drafts if d.when), None)
        found.append(_link(sentence, match, "represents", 0.9, date))
    for match in sentence.matches("relations.core"):
        found.append(_link(sentence, match, "coreOf", 0.88))
    for match in sentence.matches("relations.core_later"):
        if any(m.start("b") == match.start("b") for m in sentence.matches("relations.core")):
            continue
        spoken = [t for t in sentence.tokens_in(0, match.start()) if t.kind == "concept"]
        owner = sentence.tokens[match.start("b")]
        if spoken and owner is not None:
            stretches = (sentence.stretch(*match.span()), (spoken[0].start, spoken[0].end))
            found.append(Link(spoken[0].key, "coreOf", owner.key, stretches, 0.8))
    return found


def _link(
    sentence: Sentence, match: re.Match[str], predicate: str, confidence: float, start: PartialDate | None = None
) -> Link:
    (a,) = sentence.tokens_in(*match.span("a"))
    (b,) = sentence.tokens_in(*match.span("b"))
    return Link(a.key, predicate, b.key, (sentence.stretch(*match.span()),), confidence, start)


def of_titles(tokens: list[Token], cast: Cast) -> list[Link]:
    """Special envoys by their titles: what stands before the word is what they are envoys for."""
    pattern = patterns.load()
    envoy, no_topic, own = pattern["relations.envoy"], pattern["relations.no_topic"], pattern["relations.of_chief"]
    found: dict[tuple[str, str], Link] = {}
    for token in tokens:
        for office in token.offices if token.kind == "person" else ():
            head = envoy.search(fold(office.title))
            chief = own.match(fold(office.title)) if head else None
            start = chief.end() if chief else 0
            topic = office.title[start : head.start()] if head else ""
            if head is None or len(topic) < 2 or no_topic.fullmatch(fold(topic)):
                continue
            stretch = (token.start, token.end)
            key = _topic(topic, (office.start + start, office.start + head.start()), cast)
            found.setdefault((token.key, key), Link(token.key, "specialEnvoyFor", key, (stretch,), 0.92))
    return list(found.values())


def _topic(topic: str, mention: Stretch, cast: Cast) -> str:
    known = [t for t in cast.lexicon.terms.get(fold(topic), ()) if t.layer == "name" and t.kind and t.kind != "Person"]
    if known and known[0].kind:
        return cast.add(known[0].kind, known[0].key, topic, mention)
    return cast.named("Concept", topic, mention)


def of_events(drafts: list[Draft], context: Context) -> list[Link]:
    """The links that events imply: withdrawals, what was written into what, who is wanted, partnerships."""
    found: list[Link] = []
    partnership = patterns.load()["relations.partnership"]
    relations = {f.name: f.relation for f in context.frames.frames if f.relation}
    for draft in drafts:
        if draft.status != "held":
            continue
        start = draft.when.start if draft.when else None
        stretches = tuple(draft.stretches)
        keys = draft.actor_keys()
        if draft.kind == "Withdrawal":
            left = [(key, thing) for key in keys for thing in draft.about]
            found += [Link(key, "withdrewFrom", thing, stretches, draft.confidence, start) for key, thing in left]
        relation = relations.get(draft.rule)
        if relation == "wantedBy" and len(keys) >= 2:
            found.append(Link(keys[0], relation, keys[1], stretches, draft.confidence, start))
        if relation == "writtenInto":
            works = [k for k in draft.about if k.startswith("document/")]
            things = [k for k in draft.about if not k.startswith("document/")]
            found += [Link(t, relation, w, stretches, draft.confidence, start) for t in things for w in works]
        acting = (context.parties.state_of(actor) or actor.key for actor in draft.actors)  # persons: for their states
        partners = list(dict.fromkeys(acting))
        if draft.kind == "Establishment" and len(partners) == 2:
            for thing in draft.about:
                label = next(iter(context.cast.members[thing].forms), "") if thing in context.cast.members else ""
                if partnership.search(fold(label)):
                    found.append(Link(partners[0], "partnerOf", partners[1], stretches, draft.confidence, title=label))
    return found


def of_bodies(cast: Cast) -> list[Link]:
    """Parts of bodies by their names, which begin with the whole."""
    wholes = [(part, whole, stretch) for part, (whole, stretch) in sorted(cast.wholes.items()) if part != whole]
    return [Link(part, "partOf", whole, (stretch,), 0.9) for part, whole, stretch in wholes]
