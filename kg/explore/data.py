"""What the network page carries: nodes, facts, ties bundled by pair and kind, quotes and sources as plain JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from kg.explore.layout import Box, layout
from kg.explore.palette import NODES
from kg.explore.texts import Places, Quotes, clean
from kg.graph.network import hub, involvement, ties
from kg.graph.world import FACT_KINDS, INVOLVED, Entity, Fact, World

PRINCIPALS = 72
MOST_TITLE = 64
TIES_A_NODE = 1.8  # in the first view, on average
MOST_TEXT = 600_000  # characters of documents that a page carries whole; above, only the sentences
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
DIGEST = 16  # letters at the end of a fact's IRI
_DIGESTED = re.compile(f"/[0-9a-f]{{{DIGEST}}}$")
Bundle = tuple[int, int, int, list[int]]
_BACKGROUND = {"Concept", "Document", "Place", "Event", "Office"}


def payload(
    world: World, texts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The page's data. ``texts`` are the sources' own texts by IRI, ``links`` the addresses of their marked pages."""
    texts = {iri: text for iri, text in (texts or {}).items() if iri in world.sources}
    whole = sum(map(len, texts.values())) <= MOST_TEXT
    sources = {iri: number for number, iri in enumerate(sorted(world.sources, key=lambda i: world.sources[i].key))}
    quotes = Quotes(texts, sources, whole=whole)
    found = list(ties(world.facts, world.entities))
    facts = [fact for fact in world.facts if any(member.entity in world.entities for member in fact.members)]
    # Facts of the same actors stand together: the numbers in a page are alike then, and deflate well.
    facts.sort(key=lambda fact: ([member.entity for member in fact.members], fact.kind, fact.start or "", fact.iri))
    starts, ends = _iris(facts)
    number = {fact.iri: i for i, fact in enumerate(facts)}
    tied = {end for tie in found for end in (tie.first, tie.second)}
    counts = involvement(facts)
    named = sorted(iri for iri in world.entities if iri in tied or iri in counts)
    hubs = [fact for fact in facts if hub(fact) and fact.iri in tied]
    nodes: list[Entity | Fact] = [*(world.entities[iri] for iri in named), *hubs]
    index = {node.iri: i for i, node in enumerate(nodes)}
    bundles: dict[tuple[int, int, int], list[int]] = {}
    for tie in found:
        pair = (index[tie.first], index[tie.second])
        if not tie.directed and pair[0] > pair[1]:
            pair = (pair[1], pair[0])
        bundles.setdefault((*pair, FACT_KINDS.index(tie.fact.kind)), []).append(number[tie.fact.iri])
    rows: list[Bundle] = [(*ends, sorted(bundles[ends])) for ends in sorted(bundles)]
    ranks = _ranks(nodes, facts, index)
    edges = _edges(rows)
    drawn = sorted({end for first, second, *_ in rows for end in (first, second)})
    most = max((counts.get(nodes[i].iri, 0) for i in drawn), default=1)
    sizes = [size(counts.get(node.iri, 0), most) for node in nodes]
    everything = _positions(nodes, sizes, drawn, edges)
    principals, least = _principals(nodes, facts, index, drawn, edges)
    first = _positions(nodes, sizes, principals, _strongest(principals, edges))
    return {
        "nodes": [_node(node, counts, quotes, world) for node in nodes],
        "facts": [_fact(fact, index, number, quotes, world, starts) for fact in facts],
        "iris": [starts, ends],
        "ties": rows,
        "ranks": ranks,
        "places": [[i, *everything[i]] for i in drawn],
        "first": [[i, *place] for i, place in sorted(first.items())],
        "least": least,
        "quotes": quotes.rows,
        "sources": [_source(world, iri, texts if whole else {}, links or {}) for iri in sources],
        "kinds": list(NODES),
        "factKinds": list(FACT_KINDS),
        "fold": _folding(nodes),
    }


def size(count: int, most: int) -> float:
    """The radius of a node in so many facts, where no node is in more than ``most``: its area follows the number."""
    return round(5.0 + min(19.0, 2.5 * math.sqrt(most)) * math.sqrt(count / max(most, 1)), 1)


def _iris(facts: list[Fact]) -> tuple[list[str], str]:
    """What the facts' IRIs begin with, and the digests they end with in one text; others are written out."""
    found = [(fact.iri[:-DIGEST], fact.iri[-DIGEST:]) for fact in facts if _DIGESTED.search(fact.iri)]
    return sorted({start for start, _ in found}), "".join(end for _, end in found)


def _ranks(nodes: list[Entity | Fact], facts: list[Fact], index: Mapping[str, int]) -> list[int]:
    """The nodes by weight: events first, standing facts a little; what is only spoken of counts for less."""
    weight = [0.0] * len(nodes)
    for fact in facts:
        worth = 0.3 if fact.kind in ("Tenure", "Relation") else 1.0
        for entity in {member.entity for member in fact.members}:
            if entity in index:
                weight[index[entity]] += worth
    for i, node in enumerate(nodes):
        kind = node.kind if isinstance(node, Entity) else "Event"
        if kind in _BACKGROUND:
            weight[i] *= 0.25 if isinstance(node, Entity) else 1.0
    return sorted(range(len(nodes)), key=lambda i: (-weight[i], i))


def _principals(
    nodes: list[Entity | Fact],
    facts: list[Fact],
    index: Mapping[str, int],
    drawn: list[int],
    edges: list[tuple[int, int, float]],
) -> tuple[list[int], int]:
    """The nodes of the first view, and in how many events each has part at least.

    It is the smallest number that leaves few enough, so that equals are never told apart; a topic, place or document
    needs four times as many.
    """
    allowed = set(drawn)
    if len(allowed) <= PRINCIPALS:
        return drawn, 0
    counts = [0.0] * len(nodes)
    for fact in facts:
        if fact.kind not in ("Tenure", "Relation"):
            for entity in {member.entity for member in fact.members} & index.keys():
                counts[index[entity]] += 1
    for i, node in enumerate(nodes):
        if isinstance(node, Entity) and node.kind in _BACKGROUND:
            counts[i] /= 4
    levels = sorted({int(count) for count in counts if count >= 1})
    for least in levels:
        kept = {i for i in allowed if counts[i] >= least}
        if len(kept) <= PRINCIPALS:
            break
    else:
        least, kept = 0, set(sorted(allowed, key=lambda i: (-counts[i], i))[:PRINCIPALS])
    tied = {end for a, b, _ in edges if a in kept and b in kept for end in (a, b)}
    return sorted(kept & tied), least


def _strongest(chosen: list[int], edges: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The ties that the first view draws: the strongest, all of equal weight or none, and each node's best one.

    The page has the same rule (``state.js``).
    """
    kept = set(chosen)
    inner = [edge for edge in edges if edge[0] in kept and edge[1] in kept]
    most = len(kept) * TIES_A_NODE + 20
    weights = sorted((weight for *_, weight in inner), reverse=True)
    least = 0.0 if len(weights) <= most else weights[int(most)] + 1
    best: dict[int, tuple[int, int, float]] = {}
    for edge in inner:
        for end in edge[:2]:
            if end not in best or edge[2] > best[end][2]:
                best[end] = edge
    ours = set(best.values())
    return [edge for edge in inner if edge[2] >= least or edge in ours]


def _edges(rows: list[Bundle]) -> list[tuple[int, int, float]]:
    weights: dict[tuple[int, int], int] = {}
    for first, second, _, facts in rows:
        pair = (min(first, second), max(first, second))
        weights[pair] = weights.get(pair, 0) + len(facts)
    return [(a, b, float(weight)) for (a, b), weight in sorted(weights.items())]


def _positions(
    nodes: list[Entity | Fact], sizes: list[float], chosen: list[int], edges: list[tuple[int, int, float]]
) -> dict[int, tuple[int, int]]:
    local = {node: i for i, node in enumerate(chosen)}
    inner = [(local[a], local[b], weight) for a, b, weight in edges if a in local and b in local]
    boxes = [_box(nodes[i], sizes[i], few=len(chosen) <= 400) for i in chosen]
    return dict(zip(chosen, layout(boxes, inner), strict=True))


def _box(node: Entity | Fact, radius: float, *, few: bool) -> Box:
    """The room of a node and of its longest name under it."""
    if not few:
        return Box(radius * 1.5 + 15, radius * 1.5 + 15)
    names = [node.name, *(node.labels.values() if isinstance(node, Entity) else ())]
    width = max(sum(13 if ord(letter) > 0x2E7F else 6 for letter in name[:22]) for name in names)
    return Box(max(min(width, 140), radius * 2) + 12, radius * 2 + 28)


def _node(node: Entity | Fact, counts: Mapping[str, int], quotes: Quotes, world: World) -> dict[str, Any]:
    if isinstance(node, Fact):
        return {"k": "Event", "id": node.iri, "name": clean(node.name or node.kind), "n": len(node.involved())}
    labels = {tag: clean(label) for tag, label in sorted(node.labels.items()) if tag in LANGUAGES}
    row: dict[str, Any] = {"k": node.kind, "id": node.key, "name": clean(node.name) or node.key}
    row["n"] = counts.get(node.iri, 0)
    if labels and set(labels.values()) != {row["name"]}:
        row["l"] = labels
    others = [clean(form) for form in node.others]
    if others:
        row["o"] = others
    proof = _quotes(node.passages, quotes, world)
    if proof:
        row["q"] = proof
    return row


def _quotes(passages: tuple[str, ...], quotes: Quotes, world: World) -> list[int]:
    found = (world.passages[iri] for iri in passages if iri in world.passages)
    numbers = (quotes.add(passage.source, passage.start, passage.end, passage.quote) for passage in found)
    return [number for number in numbers if number is not None]


def _fact(
    fact: Fact, index: Mapping[str, int], number: Mapping[str, int], quotes: Quotes, world: World, starts: list[str]
) -> dict[str, Any]:
    def office(iri: str | None) -> str | None:
        return clean(world.entities[iri].name) if iri in world.entities else None

    def drop(values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value == 0 or value}

    leading = {m.entity for m in fact.members if m.role in INVOLVED and m.role != "participant"}
    members = [
        [index[m.entity], m.role, *([label] if (label := office(m.capacity)) else [])]
        for m in fact.members
        if m.entity in index and not (m.role == "participant" and m.entity in leading)
    ]
    return {
        "k": FACT_KINDS.index(fact.kind),
        "m": members,
        **drop(
            {
                "t": clean(fact.name),
                "s": fact.start,
                "e": fact.end if fact.end != fact.start else None,
                "a": fact.earliest if fact.earliest != fact.start else None,
                "z": fact.latest if fact.latest != fact.earliest else None,
                "st": fact.status if fact.status != "held" else None,
                "c": fact.confidence if fact.confidence != 1.0 else None,
                "mode": fact.mode,
                "said": _clipped(clean(fact.words or "")),
                "p": fact.predicate,
                "o": office(fact.office),
                "former": fact.former or None,
                "by": index.get(fact.according_to or ""),
                "in": number.get(fact.part_of or ""),
                "d": list(fact.differ),
                "f": [[clean(what), value, clean(unit)] for what, value, unit in fact.figures],
                "q": _quotes(fact.passages, quotes, world),
                **({"i": starts.index(fact.iri[:-DIGEST])} if _DIGESTED.search(fact.iri) else {"iri": fact.iri}),
            }
        ),
    }


def _clipped(words: str) -> str:
    """As much of a statement as a title needs; the whole stands in its sentence."""
    return words if len(words) <= MOST_TITLE else words[: MOST_TITLE - 1].rstrip() + "\u2026"


def _source(world: World, iri: str, texts: Mapping[str, str], links: Mapping[str, str]) -> dict[str, Any]:
    source = world.sources[iri]
    row = {"id": source.key, "title": clean(source.title) or source.key, "lang": source.language}
    if source.issued:
        row["issued"] = source.issued
    if iri in links:
        row["href"] = links[iri]
    if iri in texts:
        row["text"] = texts[iri]
    return row


def _folding(nodes: list[Entity | Fact]) -> str:
    """Pairs of characters, each with the one it is compared as, for those that can meet a label of the page."""
    from kg.text.fold import fold

    names = [
        name for n in nodes for name in (n.name, *((*n.labels.values(), *n.others) if isinstance(n, Entity) else ()))
    ]
    letters = set(fold("".join(names)))
    ideographs = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))
    pairs = zip(ideographs, fold(ideographs), strict=True)
    return "".join(old + new for old, new in pairs if old != new and new in letters)


__all__ = ["Places", "payload", "size"]
