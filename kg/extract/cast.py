"""Who and what a document speaks of: its entities with every form and mention, found and named once."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.lexicon.lexicon import Lexicon
from kg.records import Entity, EntityKind, Span
from kg.text.fold import fold, fold_name

_DEEPEST = 6  # parts of parts, at most


def office_key(title: str, of: str | None) -> str:
    """The key of an office: its title within the state or body that it is held in."""
    owner = of.split("/", 1)[1] if of else ""
    return f"office/{owner}-{fold_name(title)}" if owner else f"office/{fold_name(title)}"


@dataclass(slots=True)
class Member:
    """One entity of the document, while it is being read."""

    key: str
    kind: EntityKind
    forms: dict[str, int] = field(default_factory=dict)  # as printed, by how often
    called: set[str] = field(default_factory=set)  # of these, those that are no name: surname and title
    mentions: set[tuple[int, int]] = field(default_factory=set)
    office_title: str | None = None
    office_of: str | None = None
    rank: str | None = None


class Cast:
    """The entities of one document by key. Labels are as printed; offsets are the view's."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.members: dict[str, Member] = {}
        self.states: dict[str, str] = {}  # bodies without a row by the state that their names begin with
        self.namesakes: dict[str, str] = {}  # folded names by the key of who bears one of the lexicon's here
        self.wholes: dict[str, tuple[str, tuple[int, int]]] = {}  # bodies by what their names say they are part of

    def key(self, kind: EntityKind, label: str) -> str:
        """The key that an entity of this kind without a row in the lexicon has: its class and folded form."""
        return f"{kind.lower()}/{fold_name(label)}"

    def add(self, kind: EntityKind, key: str, label: str | None = None, mention: tuple[int, int] | None = None) -> str:
        """Registers a naming of an entity and returns its key.

        ``label`` is the form as printed, ``mention`` the stretch of the view that is listed for it.
        """
        member = self.members.get(key)
        if member is None:
            entry = self.lexicon.entries.get(key)
            member = self.members[key] = Member(key, entry.kind if entry else kind)
        if label:
            member.forms[label] = member.forms.get(label, 0) + 1
        if mention:
            member.mentions.add(mention)
        return key

    def disown(self, key: str, label: str, mention: tuple[int, int]) -> None:
        """Takes back that an entity was named by a form at a place; without any other naming it is gone."""
        member = self.members.get(key)
        if member is None or mention not in member.mentions:
            return
        member.mentions.discard(mention)
        member.forms[label] = member.forms.get(label, 1) - 1
        if not member.forms[label]:
            del member.forms[label]
        if not member.mentions:
            del self.members[key]

    def named(self, kind: EntityKind, label: str, mention: tuple[int, int] | None = None) -> str:
        """Registers an entity by the form that names it; returns its key: the lexicon's where it knows the form."""
        known = [t.key for t in self.lexicon.terms.get(fold(label), ()) if t.kind == kind and t.layer == "name"]
        return self.add(kind, known[0] if known else self.key(kind, label), label, mention)

    def state_of(self, key: str | None, *, by_name: bool = False) -> str | None:
        """The key of the state that ``key`` is, or that it is part of as far as the lexicon tells.

        With ``by_name`` also the state that the name of a body without a row begins with, or that of the body of which
        it is a part by its name. None where none is told.
        """
        for _ in range(_DEEPEST):
            if not key or key.startswith("state/"):
                return key or None
            entry = self.lexicon.entries.get(key)
            part_of, _ = self.wholes.get(key, (None, None))
            key = entry.part_of if entry else self.states.get(key, part_of) if by_name else None
        return None

    def unify(self, old: str, new: str) -> None:
        """Makes one entity of two: the forms and mentions of ``old`` become those of ``new``."""
        gone = self.members.pop(old)
        kept = self.members[new]
        for form, count in gone.forms.items():
            kept.forms[form] = kept.forms.get(form, 0) + count
        kept.mentions |= gone.mentions
        kept.called |= gone.called
        self.wholes = {
            (new if part == old else part): (new if whole == old else whole, stretch)
            for part, (whole, stretch) in self.wholes.items()
        }

    def office(self, title: str, of: str | None, rank: str, mention: tuple[int, int]) -> str:
        """Registers an office and returns its key: its title within the state or body that it is held in."""
        key = office_key(title, of)
        self.add("Office", key, title, mention)
        member = self.members[key]
        member.office_title = member.office_title or title
        member.office_of = of
        member.rank = rank or None
        return key

    def entities(self, span_of: dict[tuple[int, int], Span]) -> list[Entity]:
        """The entities as records, by key, their labels fullest first; ``span_of`` gives a mention its span."""
        made = []
        for key in sorted(self.members):
            m = self.members[key]
            entry = self.lexicon.entries.get(key)
            own = {form for forms in entry.labels.values() for form in forms} if entry else set()
            labels = sorted(
                m.forms,
                key=lambda form: (form in m.called, form not in own and bool(own), -len(form), -m.forms[form], form),
            )
            spans = {(span.start, span.end): span for span in map(span_of.__getitem__, m.mentions)}
            mentions = tuple(spans[ends] for ends in sorted(spans))
            made.append(Entity(key, m.kind, tuple(labels), mentions, m.office_title, m.office_of, m.rank))
        return made
