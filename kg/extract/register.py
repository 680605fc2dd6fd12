"""Gives every token its entity: the lexicon's where there is one, else one of the document's own."""

from __future__ import annotations

import re
import unicodedata

from kg.extract import patterns
from kg.extract.cast import Cast
from kg.extract.lattice import Lattice
from kg.extract.pieces import WHOLE, Pieces
from kg.extract.scan import Scan
from kg.extract.tokens import Token, TokenKind
from kg.lexicon import grammar
from kg.lexicon.lexicon import Term, kind_of
from kg.records import EntityKind
from kg.text.fold import fold, fold_name

_LATIN = re.compile(r"[（(]\s?([A-Za-zÀ-ž][A-Za-zÀ-ž0-9'.’ ·\-]{1,50})\s?[）)]")
_MARKS = '「」『』“”"‘’'
_WITHIN = frozenset({"State", "Organization", "Place"})
_KINDS: dict[TokenKind, EntityKind] = {
    "track": "Track", "gathering": "Forum", "concept": "Concept", "work": "Document", "organization": "Organization",
    "person": "Person", "place": "Place", "forum": "Forum",
}  # fmt: skip
_PLACE_BEFORE = 8  # characters before a capital that tell whether it is a place
_FULL_REACH = 500  # characters within which a body that was named with its state is named without it
_NEXT_REACH = 120  # the same of one of several that are called alike
_CLAUSE = 30  # characters between a body and another one of the same name on which it acts
_PAUSE = re.compile("[，。；：、\n]")
_EDITION = "届"
_BOTH = 2
_SENTENCE = "。！？；\n"
_MAY_BE_PARTY = ("state/", "organization/")
_FULL_NAME = 2  # words of a name in Latin letters with which a given name stands


def register(lattice: Lattice, scan: Scan, cast: Cast, pieces: Pieces = WHOLE) -> None:
    """Registers the entities that the tokens name, in the order of the text, and puts their keys into the tokens."""
    of_many = frozenset(grammar.load()["dialogues_of_many"])
    headings = [(b.start, b.end) for b in scan.view.blocks if b.kind in ("heading", "headline")]
    numbered = {t.end for t in lattice.tokens if t.kind == "ordinal" and t.unit == _EDITION}
    meant = _bare_bodies(lattice, scan, cast)
    for number, token in enumerate([*lattice.tokens, *lattice.inner]):
        if scan.text[slice(*token.name)] in of_many and token.keys and _is_of_others(token, lattice, scan, cast):
            token.keys, token.parties = (cast.key("Track", _label(scan, *token.name)),), ()
        _one(token, scan, cast, numbered)
        in_heading = token.kind in ("concept", "track") and any(s <= token.start < e for s, e in headings)
        if in_heading or number >= len(lattice.tokens):
            for key in token.keys:  # what only a title or a heading names is no more than that
                cast.members[key].mentions.discard(token.name)
        _short_forms(token, scan, cast)
        if token.kind in ("person", "office", "forum", "track"):
            _named_within(token, scan, cast, meant)
    _unify_bodies(lattice, scan, cast, pieces)


def _bare_bodies(lattice: Lattice, scan: Scan, cast: Cast) -> dict[tuple[int, int], str]:
    """The bare name of a body is another state's, where the text has just named that one with its state.

    Gives where such names stand and whose they are. A body of the document's own state keeps its name, and so does one
    whose head is named with it.
    """
    named = [(m, t.key) for ms in scan.starts.values() for m in ms for t in m.terms if _is_body(t)]
    keys = {(m.start, m.end): key for m, key in named}
    full: dict[str, list[tuple[int, str]]] = {}
    inner = set()
    for match, key in named:
        for state in scan.starts[match.start]:
            bare = keys.get((state.end, match.end))
            if bare is not None and bare != key and any(t.kind == "State" for t in state.terms):
                full.setdefault(bare, []).append((match.start, key))
                inner.add((state.end, match.end))
    headed = patterns.load()["register.headed"]
    meant = {}
    chief = patterns.load()["register.chief_of"]
    for (start, end), bare in keys.items():
        before = [(at, key) for at, key in full.get(bare, ()) if at < start <= at + _FULL_REACH]
        of_one = not full.get(bare) and chief.fullmatch(scan.text, start, end) is not None
        of_chief = _of_chief(scan, (start, end), lattice, cast) if of_one else None
        if of_chief not in (None, bare):
            before = [(start, of_chief or bare)]
        if not before or (start, end) in inner or lattice.own == cast.state_of(bare) or headed.search(scan.text):
            continue
        meant[start, end] = whole = max(before)[1]
        for token in [*lattice.tokens, *lattice.inner]:
            if token.name == (start, end) and token.keys == (bare,):
                token.keys = (whole,)
            for office in token.offices:
                if token.start <= start < token.end and office.of == bare:
                    office.of = whole
    kept = {bare for span, bare in keys.items() if span not in inner and span not in meant}
    for bare in {keys[span] for span in meant} - kept:
        cast.members.pop(bare, None)
    return meant


def _of_chief(scan: Scan, span: tuple[int, int], lattice: Lattice, cast: Cast) -> str | None:
    """The body of a name, where the text names who heads one of a state: that state's; None where it names several."""
    pattern, lexicon, name = patterns.load(), cast.lexicon, scan.text[slice(*span)]
    if pattern["register.whole_named"].search(scan.text):
        return None
    chief = pattern["register.chief"]
    offices = [o for token in lattice.tokens for o in token.offices if o.of in lexicon.entries]
    states = {office.of for office in offices if chief.fullmatch(fold(office.title))}
    if len(states) != 1:
        return None
    forms = [fold(form) for labels in lexicon.entries[states.pop() or ""].labels.values() for form in labels]
    found = (t.key for form in forms for t in lexicon.terms.get(form + name, ()) if t.kind == "Organization")
    return next(found, None)


def _is_of_others(token: Token, lattice: Lattice, scan: Scan, cast: Cast) -> bool:
    """Whether a dialogue that is called by a name of many is not the one of the lexicon that has it.

    It is where both parties are named in its sentence or, where that names no two, not far before.
    """
    entry = cast.lexicon.entries.get(token.key or "")
    left = set(entry.parties) if entry else set()
    begin = max(scan.text.rfind(mark, 0, token.start) for mark in _SENTENCE)
    here: set[str | None] = set()
    before: set[str | None] = set()
    for other in lattice.tokens:
        named = {*other.keys, *other.parties, *(office.of for office in other.offices), *map(cast.state_of, other.keys)}
        if begin < other.start < token.start:
            here |= {key for key in named if key in cast.lexicon.entries and (key or "").startswith(_MAY_BE_PARTY)}
        elif token.start - _FULL_REACH <= other.start < token.start:
            before |= named
    return not left <= (here if len(here) >= _BOTH else here | before)


def _is_body(term: Term) -> bool:
    return term.kind == "Organization" and term.layer == "name"


def _short_forms(token: Token, scan: Scan, cast: Cast) -> None:
    """The names and one-character forms of the states in a name are labels of theirs, too."""
    keys = token.keys if token.kind == "pair" else token.parties
    if len(keys) < 2:
        return
    left = list(keys)
    at = token.name[0]
    while at < token.name[1]:
        names = ((m.end, t.key) for m in scan.starts.get(at, ()) for t in m.terms if m.end - at > 1 and t.key in left)
        key = next((k for k in left if k in cast.lexicon.shorts.get(scan.text[at], ())), None)
        end, key = next(names, (at + 1, key))
        if key is not None:
            left.remove(key)
            cast.add(kind_of(key), key, scan.printed(at, end), (at, end))
        at = end


def _unify_bodies(lattice: Lattice, scan: Scan, cast: Cast, pieces: Pieces) -> None:
    """A body named without its state is the one named with it, where the document names one such body only."""
    full: dict[str, set[str]] = {}
    for key, member in cast.members.items():
        if member.kind == "Organization" and key not in cast.lexicon.entries:
            for form in member.forms:
                if cast.key("Organization", form) != key:
                    full.setdefault(cast.key("Organization", form), set()).add(key)
    for bare, wholes in full.items():
        _unify_states(lattice, cast, bare, wholes)
    for bare in [key for key in cast.members if key in full]:
        if len(full[bare]) > 1:
            _follow_up(lattice, cast, bare, full[bare], pieces)
            continue
        whole = next(iter(full[bare]))
        state = cast.state_of(whole, by_name=True)
        foreign = None not in (lattice.own, state) and state != lattice.own  # without a state it is the publisher's own
        foreign = foreign or _acts_on(lattice, scan, bare, whole)
        new = patterns.load()["register.new_body"].match(whole.partition("/")[2])
        if whole not in cast.members or foreign or new:
            continue
        told = _in_pieces(lattice, whole, pieces)
        if _in_pieces(lattice, bare, pieces) - told:  # in other news it is another one
            for token in [*lattice.tokens, *lattice.inner]:
                if pieces.start(token.start) in told:
                    _rename(token, bare, whole)
            continue
        _unify(lattice, cast, bare, whole)


def _in_pieces(lattice: Lattice, key: str, pieces: Pieces) -> set[int]:
    """The pieces of news that name a body, itself or in somebody's title."""
    named = (t.start for t in [*lattice.tokens, *lattice.inner] if key in t.keys or any(o.of == key for o in t.offices))
    return {pieces.start(at) for at in named}


def _acts_on(lattice: Lattice, scan: Scan, bare: str, whole: str) -> bool:
    """Whether a clause names a body without a state first, then one with its state: the ministry rejects that of A."""
    named = [[t for t in lattice.tokens if t.key == key] for key in (bare, whole)]
    pairs = ((a.end, b.start) for a in named[0] for b in named[1] if a.end < b.start <= a.end + _CLAUSE)
    return any(not _PAUSE.search(scan.text, *between) for between in pairs)


def _unify(lattice: Lattice, cast: Cast, old: str, new: str) -> None:
    """Makes one body of two, also where tokens name it."""
    cast.unify(old, new)
    for token in [*lattice.tokens, *lattice.inner]:
        _rename(token, old, new)


def _rename(token: Token, old: str, new: str) -> None:
    token.keys = tuple(new if key == old else key for key in token.keys)
    for office in token.offices:
        office.of = new if office.of == old else office.of


def _unify_states(lattice: Lattice, cast: Cast, bare: str, wholes: set[str]) -> None:
    """Of bodies that are called alike, one with its state in full and in short is one: 俄 is one of these states."""
    before = {key: fold_name(key).removesuffix(fold_name(bare.partition("/")[2])).partition("/")[2] for key in wholes}
    lexicon = cast.lexicon
    states = {
        key: {t.key for t in lexicon.terms.get(name, ()) if t.kind == "State"}
        for key, name in before.items()
        if len(name) > 1
    }
    for short in [key for key, name in sorted(before.items()) if len(name) == 1 and key in cast.members]:
        meant = set(lexicon.shorts.get(before[short], ()))
        if len(meant) > 1:
            continue  # which is meant depends on the text
        same = [key for key, named in states.items() if named & meant and key in cast.members]
        if len(same) == 1:
            _unify(lattice, cast, short, same[0])
            wholes.discard(short)


def _follow_up(lattice: Lattice, cast: Cast, bare: str, wholes: set[str], pieces: Pieces) -> None:
    """A body named without its state right after one of several that bear this name is that one, but at home."""
    last: Token | None = None
    for token in sorted(lattice.tokens, key=lambda t: t.start):
        if token.key in wholes:
            last = token
        elif token.key == bare and last is not None and token.start - last.end <= _NEXT_REACH:
            if pieces.start(token.start) > last.start:
                continue  # in other news
            state = cast.state_of(last.key, by_name=True) if last.key else None
            if lattice.own in (None, state):
                token.keys, last = last.keys, token


def _named_within(token: Token, scan: Scan, cast: Cast, meant: dict[tuple[int, int], str]) -> None:
    """Registers the states and bodies in a title, and the body that a forum's name begins with.

    ``meant`` are the keys of bare names that are other bodies'.
    """
    limit = token.name[0] if token.kind == "person" else token.end
    at = token.start
    while at < limit:
        found = None
        for match in scan.starts.get(at, ()):
            if match.end > limit or match.end - match.start < 2 or (match.start, match.end) == (token.start, token.end):
                continue
            if token.kind == "person" and match.end == token.name[0]:  # a title that is also a name
                continue
            term = next((t for t in match.terms if t.layer in ("name", "acting") and t.kind in _WITHIN), None)
            if term is not None and (found is None or match.end > found[0].end):
                found = (match, term)
        if found is None:
            at += 1
            continue
        match, term = found
        if token.kind in ("person", "office") or (term.kind == "Organization" and match.end - match.start >= 4):
            span = (match.start, match.end)
            own = (o.of for o in token.offices if o.of in cast.members and span in cast.members[o.of].mentions)
            key = next(own, meant.get(span, term.key))
            cast.add(kind_of(key), key, _label(scan, match.start, match.end), (match.start, match.end))
        at = match.end


def _with_state(token: Token, scan: Scan) -> str | None:
    """The naming of somebody by office together with the state or place right before it."""
    at = token.name[0]
    before = [m.start for m in scan.ends.get(at, ()) if any(t.kind in ("State", "Place") for t in m.terms)]
    return _label(scan, min(before), token.name[1]) if before else None


def _one(token: Token, scan: Scan, cast: Cast, numbered: set[int]) -> None:
    label = _label(scan, *token.name)
    if token.kind in ("date", "ordinal", "count", "quote", "side", "pair"):
        for key in token.keys:
            cast.add(kind_of(key), key, None, token.name)
        return
    if token.same_as is not None:
        token.keys, token.parties = token.same_as.keys, token.same_as.parties
        for key in token.keys:
            cast.add(kind_of(key), key, None, token.name)
    elif token.kind == "person":
        _person(token, scan, cast, label)
    elif token.kind == "office":
        office = token.offices[0]
        title = label if office.former else office.title  # who held it is another than who holds it
        key = cast.office(title, office.of, office.rank, token.name)
        cast.add("Office", key, token.unit or label)
        whole = None if token.unit else _with_state(token, scan)
        if whole is not None:
            cast.add("Office", key, whole)
        token.keys = (key,)
    elif token.kind == "capital":
        _capital(token, scan, cast, label)
    elif token.rule == "numbered track":
        token.keys = (cast.named("Track", token.unit, None),)
    elif token.rule == "numbered name":
        label = " ".join(token.unit.split())
        token.keys = token.keys or (cast.key("Forum", label),)
        cast.add("Forum", token.key, label, token.name)
        short = _label(scan, *token.name)
        if label.endswith(short) and short != label:
            cast.add("Forum", token.key, short)
        token.kind = "forum" if token.kind == "gathering" else token.kind
    elif token.kind == "gathering":
        if token.start in numbered or token.start + 1 in numbered or _recurs(token, scan):
            token.keys = (cast.named("Forum", label, token.name),)
    elif token.kind == "work":
        token.keys = (cast.named("Document", label, token.name),)
        token.unit = label
    elif token.keys:
        if token.kind == "track" and not token.parties:
            token.parties = cast.lexicon.entries[token.key].parties if token.key in cast.lexicon.entries else ()
        for key in token.keys:
            cast.add(kind_of(key), key, label, token.name)
        _alias(token, scan, cast)
    elif token.kind in _KINDS:
        _own(token, scan, cast, label)
        _alias(token, scan, cast)


def _recurs(token: Token, scan: Scan) -> bool:
    """Whether a gathering by its name is one that a body or group of states holds again and again: a union's summit."""
    start, end = token.name
    if not patterns.load()["register.recurring"].search(scan.text, start, end):
        return False
    names = (t for m in scan.starts.get(start, ()) if m.end < end for t in m.terms if t.layer == "name")
    of_body = any(t.kind in ("Organization", "Forum", "Initiative") for t in names)
    return of_body or patterns.load()["register.of_states"].match(scan.text, start, end) is not None


def _own(token: Token, scan: Scan, cast: Cast, label: str) -> None:
    """An entity without a row: known by its label, a body also by the state before it."""
    kind = _KINDS[token.kind]
    if token.rule == "pair":  # in whichever order the two stand, they are one
        states = "-".join(sorted(key.split("/", 1)[1] for key in token.parties))
        word = fold_name(scan.printed(*token.name))[len(token.parties) :]
        token.keys = (cast.add("Concept", f"concept/{states}-{word}", label, token.name),)
        return
    if token.kind == "organization" and token.start < token.name[0] and scan.text[token.start] not in _MARKS:
        full = patterns.load()["register.gloss"].sub("", scan.printed(token.start, token.name[1]))
        key = cast.named("Organization", full, (token.start, token.name[1]))
        cast.add("Organization", key, label)
        token.keys = (key,)
        return
    bare = token.rule == "body"  # of a kind that every state has: an entity only where it acts
    token.keys = (cast.named(kind, label, None if bare else token.name),)


def _person(token: Token, scan: Scan, cast: Cast, label: str) -> None:
    if token.rule in ("holder", "short name", "initial"):
        cast.add("Person", token.key, label if token.rule == "initial" else None, token.name)
        return
    folded = scan.text[token.name[0] : token.name[1]]
    address = patterns.load()["register.address"]
    token.offices = [o for o in token.offices if not address.fullmatch(fold_name(o.title))]
    alias = _LATIN.search(scan.view.text[token.name[1] : token.end])
    latin = alias[1].strip() if alias else ""
    if latin and token.keys and not _may_be(cast, token.key, latin):
        token.keys = ()
    if not latin and folded in cast.namesakes and not any(o.of for o in token.offices):
        token.keys = (cast.namesakes[folded],)
    if not token.keys:
        terms = [t for t in cast.lexicon.terms.get(folded, ()) if t.kind == "Person"]
        owners = {o.of for o in token.offices if o.of}
        known = (t.key for t in terms if _fits(cast, t.key, owners) and (not latin or _may_be(cast, t.key, latin)))
        key = next(known, None)
        learnt = (t.key for m in scan.starts.get(token.name[0], ()) if m.end == token.name[1] for t in m.terms)
        persons = (k for k in learnt if k.startswith("person/") and (not latin or _may_be(cast, k, latin)))
        persons = (k for k in persons if k not in cast.lexicon.given or _fits(cast, k, owners))
        key = key or next(persons, None)
        token.keys = (key or cast.key("Person", label),)
        if terms and key is None:
            cast.namesakes[folded] = token.key
    cast.add("Person", token.key, token.unit or label, token.name)
    if token.rule == "surname and title":
        cast.members[token.key].called.add(label)
    if latin:
        cast.add("Person", token.key, latin)


def _fits(cast: Cast, key: str, owners: set[str]) -> bool:
    """Whether a person of the lexicon may hold titles of these states and bodies."""
    known = {cast.state_of(k) for k in cast.lexicon.states_of(key)} - {None}
    titled = {cast.state_of(o, by_name=True) for o in owners} - {None}
    return not known or not titled or bool(known & titled)


def _may_be(cast: Cast, key: str, latin: str) -> bool:
    """Whether a person of the lexicon may be who is also called so in Latin letters: a given name tells apart."""
    entry = cast.lexicon.entries.get(key)
    names = [_plain(form).split() for form in entry.labels.get("en", ())] if entry else []
    given = _plain(latin).split()
    full = [words for words in names if len(words) > 1]
    if not full or len(given) < _FULL_NAME:
        return True
    for words in full:
        if any(a[0] == b[0] for a in {*given} - {*words} for b in {*words} - {*given}) or {*given} >= {*words}:
            return True
        if not {*given} & {*words} or {*words} >= {*given}:
            return True
    return False


def _plain(latin: str) -> str:
    """A name in Latin letters in small ones and without their accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", latin.casefold()) if not unicodedata.combining(c))


def _capital(token: Token, scan: Scan, cast: Cast, label: str) -> None:
    """A capital is the place where something happens or somebody goes; where it acts it is the state."""
    known = patterns.load()
    before = scan.text[max(0, token.start - _PLACE_BEFORE) : token.start]
    if known["register.placed"].search(before) or known["register.happens"].match(scan.text, token.end):
        cast.add("Place", token.keys[0], label, token.name)
        token.kind = "place" if token.keys[0].startswith("place/") else "capital"
        token.rule = "place"
    else:
        cast.add(kind_of(token.keys[-1]), token.keys[-1], label, token.name)


def _alias(token: Token, scan: Scan, cast: Cast) -> None:
    """A name given again in Latin letters in brackets."""
    alias = _LATIN.match(scan.view.text, token.end)
    if alias and token.key:
        cast.add(kind_of(token.key), token.key, alias[1].strip())


def _label(scan: Scan, start: int, end: int) -> str:
    """The form as printed, without line ends and without the marks that enclose it or are not closed within it."""
    text = " ".join(scan.printed(start, end).split())
    while len(text) > 2 and text[0] in _MARKS and (text[-1] in _MARKS or not any(c in _MARKS for c in text[1:])):
        text = text.strip(_MARKS) if text[-1] in _MARKS and not any(c in _MARKS for c in text[1:-1]) else text[1:]
    return text
