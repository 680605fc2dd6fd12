"""Who leads a dialogue track, and at what level; also of the former and the latter of two that were just set up."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import patterns
from kg.extract.context import Context
from kg.extract.draft import Draft, Stretch
from kg.extract.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a track (both by their keys), its level as printed, and the stretch of the view that says so."""

    track: str
    actors: tuple[str, ...]
    level: str | None
    stretch: Stretch


def of_sentence(sentence: Sentence, context: Context, happened: list[Draft]) -> list[Lead]:
    """The leads that a sentence gives of tracks that it names; ``happened`` are its events, in order."""
    set_up = [thing for d in happened if d.kind == "Establishment" for thing in d.about if thing.startswith("track/")]
    named = [t.key for t in sentence.tokens_in(0, len(sentence.shadow)) if t.kind == "track" and t.key]
    found = []
    pattern = patterns.load()
    for match in sentence.matches("leads.leads"):
        tracks = list(dict.fromkeys(set_up or named))
        if match["which"] and len(tracks) >= 2:
            track = tracks[-2] if pattern["leads.former"].fullmatch(match["which"]) else tracks[-1]
        elif len(tracks) == 1 and not match["which"]:
            track = tracks[0]
        else:
            continue
        actors = tuple(a.key for a in context.parties.actors(sentence.tokens_in(*match.span("who"))))
        stretch = sentence.stretch(*match.span())
        level = pattern["leads.level"].search(context.scan.text, *stretch)
        found.append(Lead(track, actors, context.scan.printed(*level.span()) if level else None, stretch))
    return found
