"""From a document to its reading: tokens, sentences, drafts, records."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kg import kept
from kg.documents.model import Block, Document
from kg.extract import (
    asides,
    conference,
    dated,
    datelines,
    exchanges,
    hindsight,
    in_council,
    leads,
    lists,
    patterns,
    pieces,
    relations,
    relative_dates,
    retold,
    said_above,
    sessions,
    speech,
    summits,
)
from kg.extract import frames as frame_files
from kg.extract.assemble import assemble
from kg.extract.calendar import Calendar
from kg.extract.cast import Cast
from kg.extract.context import Context
from kg.extract.draft import Draft
from kg.extract.entries import Entries
from kg.extract.events import Events
from kg.extract.figures import Figures, Found
from kg.extract.lattice import Lattice, Weaver
from kg.extract.leads import Lead
from kg.extract.link import is_city, link
from kg.extract.lists import Inclusion
from kg.extract.merge import merge
from kg.extract.occasions import Occasions
from kg.extract.parties import Parties
from kg.extract.people import Home, fill_states
from kg.extract.pieces import ENDS as _ENDS
from kg.extract.pieces import Break, Pieces, is_prose
from kg.extract.register import register
from kg.extract.relations import Link
from kg.extract.scan import Scan, scan, sentences
from kg.extract.sentence import cast_shadow
from kg.extract.statements import Statements
from kg.extract.subjects import Subjects
from kg.extract.tokens import Token
from kg.lexicon import grammar as grammar_files
from kg.lexicon import lexicon as lexicon_files
from kg.records import Reading
from kg.text import forms
from kg.text.fold import fold

_NO_FIGURE = frozenset({"date", "person", "forum", "organization", "initiative", "ordinal"})
_MAY_BE_TO_COME = ("Meeting", "Gathering", "Dialogue", "Visit")
_TWO = 2  # who gather alone, and are both sides from there
_READ = frozenset({"paragraph", "item", "footnote", "caption"})
_SUBHEADING = 22  # characters of a line without such a mark that stands above paragraphs, at most


def extract(document: Document, *, folder: Path | None = None, persons: bool = True) -> Reading:
    """All that a document says, as records with evidence.

    ``folder`` is another lexicon than the packaged one; ``persons=False`` reads without its list of persons. The same
    document and the same data give the same reading. Raises DataError where a data file is faulty.
    """
    lexicon = lexicon_files.load(folder, persons=persons)
    grammar = grammar_files.load()
    frames = frame_files.load()
    scanned = scan(document.view, lexicon_files.finder(folder, persons=persons))
    cast = Cast(lexicon)
    blocks = [block for block in document.view.blocks if block.kind != "headline"]
    lines = datelines.find(scanned.text, [(b.start, b.end) for b in blocks if b.kind in _READ])
    parts = pieces.find(scanned, blocks)
    weaver = Weaver(scanned, cast, grammar, lines, parts)
    lattice = weaver.weave([(b.start, b.end) for b in blocks])
    lattice.tokens = datelines.without(lattice.tokens, lines)
    register(lattice, scanned, cast, parts)
    introduced = lattice.own if lattice.own and fold(lattice.own) in grammar["own_introduced"] else None
    home = Home(introduced, weaver.names.native, grammar.title_states, scanned.text, weaver.names.peoples)
    fill_states([t for t in lattice.tokens if t.kind in ("person", "state", "pair")], scanned, cast, home, parts)
    context = Context(scanned, cast, frames, Subjects(), weaver.shorts, Parties(scanned, cast), issued=document.issued)
    context.home = lattice.own
    context.session = conference.day(scanned)
    _known_states(context, lattice)
    figures = Figures(scanned, grammar)
    notes = _read(document, blocks, parts, lines, scanned, lattice, weaver, context, figures)
    summits.of_many(notes.drafts, context)
    summits.as_meetings(notes.drafts, context, lattice.tokens)
    summits.by_place(notes.drafts, context)
    summits.of_heads(notes.drafts, context)
    for draft in notes.drafts:
        if draft.status == "held" and draft.kind in _MAY_BE_TO_COME and context.is_to_come(draft.when):
            draft.status = "planned"  # before what is told of one day twice becomes one
        elif (
            draft.status == "held"
            and draft.kind == "Statement"
            and relative_dates.far_ahead(draft.when, context.issued)
        ):
            draft.when = None  # nobody has said it yet on that day
    notes.drafts = retold.once(merge(notes.drafts, cast), scanned.text)
    hindsight.date(notes.drafts)
    hindsight.place(notes.drafts, partial(is_city, context))
    notes.links += relations.of_events(notes.drafts, context) + relations.of_bodies(cast)
    notes.links += relations.of_titles([t for t in lattice.tokens if t.offices], cast)
    notes.inclusions += lists.footnotes(scanned, blocks, cast)
    digests = f"{lexicon.digest}{grammar.digest}{frames.digest}{patterns.load().digest}{forms.digest()}"
    rules = hashlib.sha256(digests.encode()).hexdigest()[:16]
    reading = assemble(document, scanned, cast, context, lattice, notes, rules=rules)
    kept.keep()
    return reading


@dataclass(slots=True)
class Notes:
    """What was read, before it becomes records."""

    drafts: list[Draft] = field(default_factory=list)
    figures: list[Found] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    inclusions: list[Inclusion] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)


def _section(text: str, blocks: list[Block], pieces: Pieces, number: int) -> str:
    """The folded text from a block to where the next part begins."""
    after = range(number + 1, len(blocks))
    end = next((blocks[n].start for n in after if pieces.breaks[n] >= Break.PART), blocks[-1].end)
    return text[blocks[number].start : end]


def _is_subheading(text: str, tokens: list[Token]) -> bool:
    """Whether a line is one above paragraphs: short, without a mark at its end and without a date."""
    short = len(text) <= _SUBHEADING and text[-1:] not in (*_ENDS, "；", "：", "，")
    return short and "（" not in text and all(token.kind != "date" for token in tokens)


def _known_states(context: Context, lattice: Lattice) -> None:
    for token in lattice.tokens:
        for office in token.offices:
            if office.of and token.key:
                held = context.parties.known_states.setdefault(token.key, [])
                if office.of not in held:
                    held.append(office.of)
        if token.kind == "organization" and token.parties and token.key:
            context.parties.owners[token.key] = token.parties[0]


def _read(
    document: Document,
    blocks: list[Block],
    pieces: Pieces,
    lines: dict[int, int],
    scanned: Scan,
    lattice: Lattice,
    weaver: Weaver,
    context: Context,
    figures: Figures,
) -> Notes:
    """What all blocks say, in order, but for their datelines, ``lines``."""
    calendar = Calendar(scanned.text, document.issued)
    events, statements, occasions = Events(context), Statements(context), Occasions(context)
    paragraphs = [(b.start, b.end) for b in blocks if b.kind in _READ]
    entries = Entries(scanned.text, paragraphs, [(b.start, b.end) for b in blocks])
    starts = [token.start for token in lattice.tokens]
    for start, end in lattice.quotes.items():
        within = lattice.tokens[bisect_right(starts, start) : bisect_left(starts, end)]
        context.inner_of[start] = [token for token in within if token.end <= end]
    notes = Notes()
    links, linked = patterns.load()["reader.links"], False
    this_one, numbering = patterns.load()["reader.this_one"], patterns.load()["reader.numbering"]
    caption = patterns.load()["reader.caption"]
    count = 0
    seen: set[str] = set()
    prose = is_prose(scanned.text, blocks)
    for number, block in enumerate(blocks):
        level = pieces.breaks[number]
        headed, fresh = level >= Break.HEADLINE, level >= Break.PART
        parts = list(sentences(scanned.text, block.start, block.end, lattice.quotes))
        text = scanned.text[block.start : block.end].strip()
        linked = block.kind != "heading" and (linked or links.fullmatch(text) is not None)
        again = text in seen and text[-1:] not in _ENDS  # a headline that a page repeats
        seen.add(text)
        context.caption = block.kind == "caption" or caption.fullmatch(text) is not None
        closing = parts[-1][0] if parts else block.end
        statements.start_block(scanned.text[block.start : block.end], fresh=headed, closing=closing)
        context.start_block(level)
        entries.start_block(block.start, block.end, fresh=headed)
        if entries.apart:  # who met in the entry before is not whom the next one means
            context.parties.leaders, context.parties.apart = [], True
        section = _section(scanned.text, blocks, pieces, number) if fresh or not number else None
        calendar.start_block(
            scanned.text[block.start : block.end],
            fresh=fresh,
            section=section,
            begins=lines.get(block.start, block.start),
        )
        occasions.start_block(fresh=fresh)
        for start, end in parts:
            tokens = lattice.tokens[bisect_left(starts, start) : bisect_left(starts, end)]
            calendar.start_sentence()
            context.chronicle = calendar.chronicle
            weaver.resolve_dates(tokens, calendar, start, end)
            entries.start_sentence(start, end, tokens)
            context.entry = entries.above if start == parts[0][0] else None
            context.parties.sight(tokens)
            if headed and not number:
                context.parties.entitle(tokens, end)
            if block.kind not in _READ or again or (linked and text[-1:] not in _ENDS):
                continue
            if prose and block.kind == "paragraph" and _is_subheading(text, tokens) and not context.chronicle:
                continue
            begin = max(start, lines.get(block.start, start))
            if start == block.start and begin == start:
                marked = numbering.match(scanned.text, start, end)
                begin = marked.end() if marked else begin
            tokens = [t for t in tokens if t.start >= begin]
            sentence = cast_shadow(scanned.text, min(begin, end), end, tokens, lattice.quotes, scanned.brackets, number)
            if not sentence.places:
                continue
            index = count
            count += 1
            gathered = occasions.read(sentence, index)
            asides.date(gathered, scanned.brackets, tokens)
            gathered += asides.editions(scanned.text, start, end, scanned.brackets, tokens, index, occasions.last)
            for draft in gathered:
                if len(draft.actors) == _TWO:
                    context.parties.remember(draft.actors)
            happened = [*events.read(sentence, index), *exchanges.visits(context, sentence, index, tokens)]
            more = sessions.others(context, sentence, index, [*gathered, *happened], notes.drafts)
            occasions.follow(happened, sentence)
            occasions.attend(more, sentence)
            happened += more
            said = statements.read(sentence, index, happened, occasions.last)
            asides.day_of_actor([*happened, *said], scanned.brackets, tokens)
            link(context, sentence, gathered, happened, said, occasions, statements.speech)
            if text[-1:] in _ENDS or block.kind == "item":  # and no headline
                happened += dated.acts(context, sentence, index, [*gathered, *happened, *said], statements.speech)
            in_council.convenes(context, sentence, [*gathered, *happened])
            words = context.words(said, statements.speech)
            entries.date([*gathered, *happened, *said], words)
            happened = [d for d in happened if d.when is not None or not d.of_entry]
            said_above.date(context, sentence, index, [*notes.drafts, *said])
            told = sorted([*gathered, *happened, *said], key=lambda d: d.stretches[0])
            notes.drafts += told
            taken = [(t.start, t.end) for t in tokens if t.kind in _NO_FIGURE]
            if occasions.last is not None and this_one.search(scanned.text, start, end):
                notes.figures += figures.read(start, end, [occasions.last, *told], taken)
            else:
                notes.figures += figures.read(start, end, told, taken)
            notes.links += relations.of_sentence(sentence, context, told)
            notes.leads += leads.of_sentence(sentence, context, happened)
            notes.inclusions += lists.results(sentence, scanned, context.cast)
            adds = not told and context.last_said is not None and context.last_said.sentence == index - 1
            adds = adds and not speech.introduces(context, sentence)
            context.end_sentence(sentence, words, adds=adds)
            context.untold = not told
    return notes
