"""Who leads a dialogue track, and at what level: 由…領銜, also for 前者 and 後者 of two just set up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.sentence import Sentence
from kg.extract.tokens import SYMBOLS

_ACTOR = f"[{''.join(SYMBOLS[k] for k in ('person', 'office', 'organization'))}]"
_LEADS = re.compile(
    f"(?P<which>前者|后者)?(?:则|将|分别)?由(?P<who>{_ACTOR}(?:(?:、|和|与|及|以及){_ACTOR})*)(?:带头|领衔|牵头|主持|负责|领导|率领|共同主持|担任)"
)
_LEVEL = re.compile("(?:副?部长|副部|正部|司局|局|大使|副外长|外长|总理|元首|领导人)级")


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a track, and the stretch of the view that says so."""

    track: str
    actors: tuple[str, ...]
    level: str | None
    stretch: tuple[int, int]


def of_sentence(sentence: Sentence, context: Context, happened: list[Draft]) -> list[Lead]:
    """The leads that a sentence gives of tracks that it names; ``happened`` are its events, in order."""
    set_up = [thing for d in happened if d.kind == "Establishment" for thing in d.about if thing.startswith("track/")]
    named = [t.key for t in sentence.tokens_in(0, len(sentence.shadow)) if t.kind == "track" and t.key]
    found = []
    for match in _LEADS.finditer(sentence.shadow):
        tracks = list(dict.fromkeys(set_up or named))
        if match["which"] and len(tracks) >= 2:
            track = tracks[-2] if match["which"] == "前者" else tracks[-1]
        elif len(tracks) == 1 and not match["which"]:
            track = tracks[0]
        else:
            continue
        actors = tuple(a.key for a in context.actors(sentence.tokens_in(*match.span("who"))))
        stretch = sentence.stretch(*match.span())
        level = _LEVEL.search(context.scan.text, *stretch)
        found.append(Lead(track, actors, context.scan.printed(*level.span()) if level else None, stretch))
    return found
