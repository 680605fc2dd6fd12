"""From drafts and tokens to records: the last step of reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg import __version__
from kg.dates import PartialDate
from kg.documents.model import Document
from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.context import Context
from kg.extract.draft import Actor, Draft
from kg.extract.lattice import Lattice
from kg.extract.scan import Scan
from kg.extract.tokens import Token
from kg.lexicon.lexicon import kind_of
from kg.records import (
    DocumentRecord,
    Event,
    Figure,
    Participant,
    Reading,
    Relation,
    SourceRecord,
    Span,
    Tenure,
    TrackRecord,
)

if TYPE_CHECKING:
    from kg.extract.reader import Notes

_CARRIED = 0.05  # how much less sure an event is that takes an actor from elsewhere


def assemble(
    document: Document, scan: Scan, cast: Cast, context: Context, lattice: Lattice, notes: Notes, *, rules: str
) -> Reading:
    """The reading of a document from what was found in it."""
    return _Assembly(document, scan, cast, context, lattice, notes).reading(rules)


class _Assembly:
    def __init__(
        self, document: Document, scan: Scan, cast: Cast, context: Context, lattice: Lattice, notes: Notes
    ) -> None:
        self._document, self._scan, self._cast, self._context = document, scan, cast, context
        self._lattice = lattice
        self._notes = notes
        self._drafts = sorted(notes.drafts, key=lambda d: (d.stretches[0], d.kind))
        self._ids = {id(draft): f"e{n}" for n, draft in enumerate(self._drafts, 1)}
        self._kinds = patterns.load()["assemble.kind"]
        self._only_called = patterns.load()["assemble.only_called"]

    def reading(self, rules: str) -> Reading:
        document = self._document
        language = document.language or "zh-Hant"
        source = SourceRecord(
            f"source/{document.name}",
            document.title,
            language,
            document.issued,
            document.digest,
            f"kg {__version__}",
            rules,
        )
        tenures = self._tenures()
        self._untitled()
        events = tuple(self._event(draft) for draft in self._drafts)
        tracks = self._tracks()
        documents = self._documents()
        relations = self._relations()
        spans = {m: self._span(m) for member in self._cast.members.values() for m in member.mentions}
        used = self._used(events, tenures, tracks, documents, relations)
        kept = [m for key, m in self._cast.members.items() if m.mentions or key in used]
        used |= {m.office_of for m in kept if m.office_of}
        for key in used - self._cast.members.keys():
            self._cast.add(kind_of(key), key)
        entities = tuple(e for e in self._cast.entities(spans) if e.mentions or e.key in used)
        return Reading(source, entities, events, tenures, tracks, documents, self._figures(), relations)

    # ---- spans -----------------------------------------------------------------------------------

    def _span(self, stretch: tuple[int, int]) -> Span:
        return self._document.view.span(*stretch)

    def _spans(self, stretches: list[tuple[int, int]]) -> tuple[Span, ...]:
        """The spans of these stretches, the first first, each once, none within another; a page break parts them."""
        kept: list[tuple[int, int]] = []
        for stretch in stretches:
            if not any(s <= stretch[0] and stretch[1] <= e for s, e in kept):
                kept.append(stretch)
        return tuple(dict.fromkeys(span for s, e in kept for span in self._document.view.spans(s, e)))

    @staticmethod
    def _used(
        events: Iterable[Event],
        tenures: Iterable[Tenure],
        tracks: Iterable[TrackRecord],
        documents: Iterable[DocumentRecord],
        relations: Iterable[Relation],
    ) -> set[str]:
        """The keys of all entities that these records speak of."""
        keys: set[str | None] = set()
        for event in events:
            keys |= {key for p in event.participants for key in (p.actor, p.capacity)}
            keys |= {*event.hosts, *event.about, event.place, event.series, event.published}
        for tenure in tenures:
            keys |= {tenure.holder, tenure.office}
        for track in tracks:
            keys |= {track.track, *track.parties, *track.leads}
        for document in documents:
            keys |= {document.document, *document.issuers}
        for relation in relations:
            keys |= {relation.subject, relation.object}
        return {key for key in keys if key}

    # ---- records ---------------------------------------------------------------------------------

    def _event(self, draft: Draft) -> Event:
        part_of = draft.part_of.final() if draft.part_of is not None else None
        when = draft.when or (part_of.when if part_of is not None and draft.kind in ("Statement", "Act") else None)
        start = when.start if when else None
        end = (when.end or when.start) if when else draft.ended
        issued = self._document.issued
        status = draft.status
        if status == "held" and start and issued and draft.kind != "Statement":
            ahead = start[: len(issued)] > issued[: len(start)] or (when is not None and when.ahead)
            status = "planned" if ahead else status  # it lies after the day on which the document was written
        carried = any(actor.carried for actor in draft.actors)
        return Event(
            self._ids[id(draft)], draft.kind, self._spans(draft.stretches),
            round(draft.confidence - (_CARRIED if carried else 0), 2), draft.rule,
            title=draft.title, start=start, end=end,
            participants=tuple(self._participant(actor, draft) for actor in draft.actors), hosts=tuple(draft.hosts),
            place=self._place(draft.place), mode=draft.mode, status=status,
            series=draft.series, ordinal=draft.ordinal, count=draft.count,
            part_of=self._ids.get(id(part_of)) if part_of is not None and part_of is not draft else None,
            said=" ".join(self._scan.printed(*draft.said).split("\n")) if draft.said else None,
            about=tuple(draft.about), published=draft.published if draft.kind == "Publication" else None,
        )  # fmt: skip

    def _place(self, key: str | None) -> str | None:
        if key and key not in self._cast.members:
            entry = self._cast.lexicon.entries.get(key)
            self._cast.add(entry.kind if entry else "Place", key)
        return key

    def _participant(self, actor: Actor, draft: Draft) -> Participant:
        capacity = None
        token = actor.token
        if token is not None and token.kind == "person" and not actor.carried:
            offices = [o for o in token.offices if not o.former]
            if offices:
                office = offices[-1]
                called = self._only_called.fullmatch(office.title) is not None
                where = (office.start, office.end)
                capacity = None if called else self._cast.office(office.title, office.of, office.rank, where)
        return Participant(actor.key, actor.role, capacity)

    def _tenures(self) -> tuple[Tenure, ...]:
        found: dict[tuple[str, str, bool], list[tuple[int, int]]] = {}
        sure: dict[tuple[str, str, bool], float] = {}
        for token in self._lattice.tokens:
            if token.kind != "person":
                continue
            for office in token.offices:
                if self._only_called.fullmatch(office.title):
                    continue
                key = self._cast.office(office.title, office.of, office.rank, (office.start, office.end))
                group = (token.key, key, office.former)
                first = min(office.start, token.name[0], token.start if office is token.offices[-1] else office.start)
                last = token.end if token.name[0] >= office.start else max(office.end, token.end)
                found.setdefault(group, []).append((first, last))
                confidence = 0.97 if office.of and not office.inherited else 0.9 if office.of else 0.8
                sure[group] = max(sure.get(group, 0), confidence)
        dates = self._attested()
        return tuple(
            Tenure(
                holder,
                office,
                former,
                self._spans(stretches),
                sure[holder, office, former],
                attested=None if former else dates.get((holder, office)),
            )
            for (holder, office, former), stretches in found.items()
        )

    def _attested(self) -> dict[tuple[str, str], PartialDate]:
        """By holder and office: the day of an event in which the document shows it held."""
        dates: dict[tuple[str, str], PartialDate] = {}
        for draft in self._drafts:
            if draft.when is None or draft.when.end or len(draft.when.start) != 10 or draft.status != "held":
                continue
            for actor in draft.actors:
                capacity = self._participant(actor, draft).capacity
                if capacity:
                    dates.setdefault((actor.key, capacity), draft.when.start)
        return dates

    def _tracks(self) -> tuple[TrackRecord, ...]:
        found: dict[str, tuple[list[str], list[tuple[int, int]]]] = {}
        for token in self._lattice.tokens:
            if token.kind == "track" and token.key:
                parties, stretches = found.setdefault(token.key, ([], []))
                entry = self._cast.lexicon.entries.get(token.key)
                parties += [p for p in (token.parties or (entry.parties if entry else ())) if p not in parties]
                stretches.append((token.start, token.end))
        for draft in self._drafts:
            key = draft.series or next((k for k in draft.about if k.startswith("track/")), None)
            if key in found and draft.kind in ("Dialogue", "Gathering", "Establishment") and not found[key][0]:
                states = [self._context.parties.state_of(actor) for actor in draft.actors]
                if len({s for s in states if s}) >= 2:
                    found[key][0].extend(dict.fromkeys(s for s in states if s))
                    found[key][1].insert(0, draft.stretches[0])
        records = []
        for key, (parties, stretches) in found.items():
            if parties:
                for party in parties:
                    self._cast.add("State" if party.startswith("state/") else "Organization", party)
                led = [lead for lead in self._notes.leads if lead.track == key]
                records.append(TrackRecord(
                    key, tuple(parties), self._spans([*stretches, *(lead.stretch for lead in led)]), 0.88,
                    leads=tuple(dict.fromkeys(actor for lead in led for actor in lead.actors)),
                    level=next((lead.level for lead in led if lead.level), None),
                ))  # fmt: skip
        return tuple(records)

    def _untitled(self) -> None:
        """Documents known by their kind alone get a key of their issuers and date: the joint statement of that day."""
        for draft in self._drafts:
            if draft.kind == "Publication" and not draft.published and draft.document_kind and draft.status == "held":
                day = draft.when.start if draft.when else ""
                owners = " ".join(sorted(key.split("/", 1)[1] for key in draft.actor_keys()))
                draft.published = self._cast.key("Document", f"{draft.document_kind} {owners} {day}")
                self._cast.add("Document", draft.published)

    def _documents(self) -> tuple[DocumentRecord, ...]:
        records: dict[str, DocumentRecord] = {}
        held = [d for d in self._drafts if d.published and d.status == "held"]
        issued = {d.published: d for d in held if d.kind in ("Publication", "Statement", "Act")}
        for token in self._lattice.tokens:
            if token.kind != "work" or not token.key or token.key in records:
                continue
            kind = self._kind(token)
            draft = issued.get(token.key)
            stretches = [(token.start, token.end)] if draft is None else draft.stretches
            records[token.key] = DocumentRecord(
                token.key, token.unit, kind, self._spans(stretches), 0.9,
                issuers=_issuers(draft) if draft and draft.kind != "Act" else (),
                issued=draft.when.start if draft and draft.when else None,
                event=self._ids[id(draft)] if draft and draft.kind == "Publication" else None,
            )  # fmt: skip
        for draft in held:
            if draft.published and draft.document_kind and draft.published not in records:
                records[draft.published] = DocumentRecord(
                    draft.published, None, draft.document_kind, self._spans(draft.stretches), 0.85,
                    issuers=_issuers(draft), issued=draft.when.start if draft.when else None,
                    event=self._ids[id(draft)],
                )  # fmt: skip
        for link in self._notes.links:
            key = link.object
            if key.startswith("document/") and key not in records:  # named without brackets
                label = next(iter(self._cast.members[key].forms))
                records[key] = DocumentRecord(key, label, label, self._spans(list(link.stretches)), 0.85)
        return tuple(records.values())

    def _kind(self, token: Token) -> str | None:
        text = self._scan.text
        after = self._kinds.match(text, token.end) or self._kinds.match(text, token.end + 1)
        if after:
            return self._scan.printed(*after.span())
        last = None
        for match in self._kinds.finditer(text, *token.name):
            if match.end() == token.name[1]:
                last = match
                break
        return self._scan.printed(*last.span()) if last else None

    def _relations(self) -> tuple[Relation, ...]:
        found: dict[tuple[str, str, str], Relation] = {}
        for link in self._notes.links:
            spans = self._spans(list(link.stretches))
            key = (link.subject, link.predicate, link.object)
            found.setdefault(key, Relation(*key, spans, link.confidence, title=link.title, start=link.start))
        for item in self._notes.inclusions:
            key = (item.whole, "includes", item.item)
            found.setdefault(key, Relation(*key, self._spans(list(item.stretches)), 0.9))
        return tuple(found.values())

    def _figures(self) -> tuple[Figure, ...]:
        records = []
        for number, f in enumerate(self._notes.figures, 1):
            subject = self._ids.get(id(f.draft.final())) if f.draft is not None else None
            records.append(
                Figure(f"f{number}", subject, f.what, f.value, self._spans([f.stretch]), 0.8, f.unit, f.bound)
            )
        return tuple(records)


def _issuers(draft: Draft) -> tuple[str, ...]:
    """Who issued a document; of a gathering that adopted it the event tells."""
    return tuple(key for key in draft.actor_keys() if not key.startswith(("forum/", "track/")))
