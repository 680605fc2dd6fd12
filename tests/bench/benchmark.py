"""The headline benchmark: does the reading of an item's body hold what its headline claims?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reader import extract
from kg.records import Event
from tests.bench import corpus
from tests.bench.headlines import KINDS, Claim, claims
from tests.bench.parties import Crew, judge

_ITEM = re.compile(r"^### (.+)$", re.MULTILINE)
_END = re.compile(r"^##", re.MULTILINE)
_MARKS = re.compile(r"<[^>]+>|\[查看原文\]\([^)]*\)|\s+")
_LEAST = 30  # a body of fewer characters tells nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """One claim of one headline, whether it was held, and what the item's events are if it was not."""

    path: str
    offset: int
    headline: str
    kind: str
    held: bool
    lacking: str = ""
    read: tuple[str, ...] = ()


def items(text: str) -> Iterator[tuple[str, int, int]]:
    """The headline of each item of a transcript and the offsets of its body; items without a body are left out."""
    for found in _ITEM.finditer(text):
        end = _END.search(text, found.end())
        stop = end.start() if end else len(text)
        if len(_MARKS.sub("", text[found.end() : stop])) > _LEAST:
            yield found[1].strip(), found.end(), stop


def told(headline: str, body: str) -> list[Claim]:
    """What the headline claims, where the body speaks of the same parties at all (some bodies are another item's)."""
    return [claim for claim in claims(headline) if all(party[:2] in body for party in claim.parties)]


def of_file(task: tuple[str, bool]) -> list[Outcome]:
    """The outcomes of one transcript; the task is its path and whether the list of persons is used."""
    path, persons = task
    (document,) = corpus.documents([path])
    wanted = [
        (headline, start, end, told(headline, document.text[start:end]))
        for headline, start, end in items(document.text)
    ]
    if not any(claimed for *_, claimed in wanted):
        return []
    reading = extract(document, persons=persons)
    crew = Crew(reading)
    made = []
    for headline, start, end, claimed in wanted:
        within = [event for event in reading.events if any(start <= span.start < end for span in event.evidence)]
        for claim in claimed:
            verdict = judge(claim, within, crew)
            read = (
                ()
                if verdict.held
                else tuple(_told(event, document.text) for event in within if event.kind != "Statement")
            )
            made.append(Outcome(path, start, headline, claim.kind, *verdict, read))
    return made


def _told(event: Event, text: str) -> str:
    actors = ", ".join(who.actor.split("/")[1] for who in event.participants)
    words = text[event.evidence[0].start : event.evidence[0].end][:40]
    where = f"{event.place or event.series or '-'} ({event.rule}) {event.evidence[0].start}"
    return f"{event.kind} [{actors}] at {where}: {words}"


def run(persons: bool, jobs: int) -> list[Outcome]:
    """The outcomes of all transcripts, those that are set aside too."""
    tasks = [(path, persons) for path in corpus.paths("xwlb")]
    return [outcome for found in corpus.each(of_file, tasks, jobs) for outcome in found]


def recall(outcomes: list[Outcome]) -> dict[str, dict[str, tuple[int, int]]]:
    """By kind, of open files and of those set aside: how many claims were held, of how many."""
    table: dict[str, dict[str, list[int]]] = {kind: defaultdict(lambda: [0, 0]) for kind in (*KINDS, "all")}
    for outcome in outcomes:
        for kind in (outcome.kind, "all"):
            row = table[kind]["held out" if corpus.held_out(outcome.path) else "open"]
            row[0] += outcome.held
            row[1] += 1
    return {kind: {side: (held, of) for side, (held, of) in row.items()} for kind, row in table.items()}


def report(outcomes: list[Outcome], misses: int) -> Iterator[str]:
    """The table, then so many misses of open files, spread over the corpus."""
    columns = f"{'of':>7}{'recall':>8}"
    yield f"{'headlines claim':<18}{'open: held':>12}{columns}   {'held out: held':>15}{columns}"
    for kind, row in recall(outcomes).items():
        held, of = row.get("open", (0, 0))
        aside, of_aside = row.get("held out", (0, 0))
        yield f"{kind:<18}{held:>12}{of:>7}{_share(held, of)}   {aside:>15}{of_aside:>7}{_share(aside, of_aside)}"
    missed = [outcome for outcome in outcomes if not outcome.held and not corpus.held_out(outcome.path)]
    missed.sort(key=lambda outcome: (corpus.place(outcome.path), outcome.offset))
    for outcome in missed[:misses]:
        yield f"\n{outcome.path}:{outcome.offset} {outcome.kind} | {outcome.headline} | {outcome.lacking}"
        yield from (f"    {line}" for line in outcome.read[:8])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:>8.3f}" if whole else f"{'-':>8}"
