"""Places by stress: distances on the page follow distances in the network.

By Zheng, Pawar and Goodman's stochastic descent, on all pairs where a network is small and on pivots (Ortmann, Klimenta
and Brandes) where it is large; nodes of one neighbour fan out around it there.
"""

from __future__ import annotations

import heapq
import math
import random

FULL = 320
PIVOTS = 40
Term = tuple[int, int, float, float, bool]
"""Two nodes, how far apart they belong, how strongly, and whether both move or only the first."""


def place(neighbours: list[dict[int, float]]) -> list[tuple[float, float]]:
    """A point for each node of a connected part, given the lengths of its ties."""
    count = len(neighbours)
    if count == 1:
        return [(0.0, 0.0)]
    if count <= FULL:
        terms: list[Term] = []
        for node in range(count):
            for other, length in _distances(neighbours, node).items():
                if other > node:
                    terms.append((node, other, length, length**-2.0, True))
        return _descend(count, terms, rounds=24)
    leaves = {
        node
        for node in range(count)
        if len(neighbours[node]) == 1 and len(neighbours[next(iter(neighbours[node]))]) > 1
    }
    core = [node for node in range(count) if node not in leaves]
    index = {node: i for i, node in enumerate(core)}
    local = [{index[other]: length for other, length in neighbours[node].items() if other in index} for node in core]
    points = _descend(len(core), _pivot_terms(local), rounds=32) if len(core) > 1 else [(0.0, 0.0)]
    found = dict(zip(core, points, strict=True))
    _gather(found)
    _fan(neighbours, found, leaves)
    return [found[node] for node in range(count)]


def _gather(found: dict[int, tuple[float, float]]) -> None:
    """Brings the few that stand far off nearer, so that they do not make all others small."""
    for axis in (0, 1):
        values = sorted(point[axis] for point in found.values())
        low, high = values[len(values) // 20], values[-1 - len(values) // 20]
        for node, point in found.items():
            off = point[axis] - min(max(point[axis], low), high)
            moved = point[axis] - off * 0.65
            found[node] = (moved, point[1]) if axis == 0 else (point[0], moved)


def _distances(neighbours: list[dict[int, float]], start: int) -> dict[int, float]:
    best = [math.inf] * len(neighbours)
    best[start] = 0.0
    found: dict[int, float] = {}
    front = [(0.0, start)]
    while front:
        distance, node = heapq.heappop(front)
        if distance > best[node]:
            continue
        found[node] = distance
        for other, length in neighbours[node].items():
            if distance + length < best[other]:
                best[other] = distance + length
                heapq.heappush(front, (distance + length, other))
    return found


def _pivot_terms(neighbours: list[dict[int, float]]) -> list[Term]:
    """Every tie, and each node with the pivots, which alone stay where they are."""
    count = len(neighbours)
    terms = [
        (node, other, length, length**-2.0, True)
        for node in range(count)
        for other, length in sorted(neighbours[node].items())
        if other > node
    ]
    pivot = max(range(count), key=lambda node: (len(neighbours[node]), -node))
    nearest = [math.inf] * count
    owner = [0] * count
    rows: list[dict[int, float]] = []
    pivots: list[int] = []
    for _ in range(min(PIVOTS, count)):
        row = _distances(neighbours, pivot)
        for node, distance in row.items():
            if distance < nearest[node]:
                nearest[node], owner[node] = distance, len(rows)
        rows.append(row)
        pivots.append(pivot)
        pivot = max(range(count), key=lambda node: (nearest[node], -node))
    for number, (centre, row) in enumerate(zip(pivots, rows, strict=True)):
        region = sorted(row[node] for node in row if owner[node] == number)
        place = 0
        for distance, node in sorted((distance, node) for node, distance in row.items()):
            while place < len(region) and region[place] <= distance / 2:
                place += 1
            if node != centre and centre not in neighbours[node]:
                terms.append((node, centre, distance, max(place, 1) * distance**-2.0, False))
    return terms


def _descend(count: int, terms: list[Term], *, rounds: int) -> list[tuple[float, float]]:
    """Stochastic gradient descent on stress; seeded.

    The terms are shuffled once; each round then deals them out anew, like cards, which costs little.
    """
    chance = random.Random(7)  # noqa: S311 - a layout, not a secret
    span = max(term[2] for term in terms)
    xs = [chance.uniform(-span, span) / 2 for _ in range(count)]
    ys = [chance.uniform(-span, span) / 2 for _ in range(count)]
    pulls = [term[3] for term in terms]
    first, last = 1 / min(pulls), 0.08 / max(pulls)
    decay = math.log(last / first) / (rounds - 1)
    halves = [(i, j, distance / 2, pull, both) for i, j, distance, pull, both in terms]
    chance.shuffle(halves)
    root = math.sqrt
    for step in range(rounds):
        rate = first * math.exp(decay * step)
        halves = halves[1::2] + halves[::2] if step % 2 else halves[::3] + halves[2::3] + halves[1::3]
        for i, j, half, pull, both in halves:
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            share = 0.5 - half / (root(dx * dx + dy * dy) or 1e-6)
            move = rate * pull
            if move < 1.0:
                share *= move
            dx *= share
            dy *= share
            xs[i] -= dx
            ys[i] -= dy
            if both:
                xs[j] += dx
                ys[j] += dy
    return list(zip(xs, ys, strict=True))


def _fan(neighbours: list[dict[int, float]], found: dict[int, tuple[float, float]], leaves: set[int]) -> None:
    """Places the nodes of one neighbour around it, away from its others, in arcs."""
    groups: dict[int, list[int]] = {}
    for leaf in sorted(leaves):
        groups.setdefault(next(iter(neighbours[leaf])), []).append(leaf)
    for parent, group in groups.items():
        x, y = found[parent]
        others = [found[other] for other in neighbours[parent] if other in found and other not in leaves]
        away = (
            math.atan2(y - sum(p[1] for p in others) / len(others), x - sum(p[0] for p in others) / len(others))
            if others
            else 0.0
        )
        radius, placed = 1.0, 0
        while placed < len(group):
            room = max(1, int(radius * (2 * math.pi if not others else 4.0) / 0.8))
            row = group[placed : placed + room]
            for number, leaf in enumerate(row):
                angle = away + (number - (len(row) - 1) / 2) * 0.8 / radius
                found[leaf] = (x + radius * math.cos(angle), y + radius * math.sin(angle))
            placed += len(row)
            radius += 0.7
