"""Positions for a network: computed once, when the page is made, and the same every time.

Each connected part is laid out by stress (distances on the page follow distances in the network; Zheng, Pawar and
Goodman's stochastic descent), on all pairs where it is small and on pivots (Ortmann, Klimenta and Brandes) where it is
large; nodes of one neighbour fan out around it there. Ties of hubs are long, so that their neighbours find room. Then
boxes that overlap are pushed apart, and the parts are packed on shelves, the largest first.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FULL = 320
PIVOTS = 40
UNIT = 62.0  # pixels for one unit of distance
GAP = 70.0  # between packed parts
Term = tuple[int, int, float, float, bool]
"""Two nodes, how far apart they belong, how strongly, and whether both move or only the first."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node with its label takes, in pixels."""

    width: float
    height: float


def layout(
    boxes: Sequence[Box], edges: Sequence[tuple[int, int, float]], *, aspect: float = 1.5
) -> list[tuple[int, int]]:
    """A position for each box, given ties (first, second, weight), in a picture of about this aspect."""
    neighbours = _adjacency(len(boxes), edges)
    placed = []
    for part in _components(neighbours):
        index = {node: i for i, node in enumerate(part)}
        local = [{index[other]: length for other, length in neighbours[node].items()} for node in part]
        points = _place(local)
        _turn(points, aspect)
        sizes = [boxes[node] for node in part]
        points = [(x * UNIT, y * UNIT) for x, y in points]
        placed.append((part, _separate(points, sizes)))
    return _pack(boxes, placed, aspect)


def _adjacency(count: int, edges: Sequence[tuple[int, int, float]]) -> list[dict[int, float]]:
    """The lengths of the ties: the more others two nodes have apart from each other, the longer."""
    sets: list[set[int]] = [set() for _ in range(count)]
    for first, second, _ in edges:
        sets[first].add(second)
        sets[second].add(first)
    lengths: list[dict[int, float]] = [{} for _ in range(count)]
    for first, second, weight in edges:
        apart = len(sets[first] ^ sets[second])
        length = max(1.0, apart**0.38 * 0.9) / (1 + 0.12 * math.log1p(max(weight - 1, 0)))
        for one, other in ((first, second), (second, first)):
            lengths[one][other] = min(length, lengths[one].get(other, length))
    return lengths


def _components(neighbours: list[dict[int, float]]) -> list[list[int]]:
    seen: set[int] = set()
    parts = []
    for start in range(len(neighbours)):
        if start in seen:
            continue
        part, front = [], [start]
        seen.add(start)
        while front:
            node = front.pop()
            part.append(node)
            for other in neighbours[node]:
                if other not in seen:
                    seen.add(other)
                    front.append(other)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _place(neighbours: list[dict[int, float]]) -> list[tuple[float, float]]:
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
    points = _descend(len(core), _pivot_terms(local), rounds=16) if len(core) > 1 else [(0.0, 0.0)]
    found = dict(zip(core, points, strict=True))
    _fan(neighbours, found, leaves)
    return [found[node] for node in range(count)]


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


def _turn(points: list[tuple[float, float]], aspect: float) -> None:
    """Turns the longest axis to the horizontal and stretches it a little, for a wide screen."""
    count = len(points)
    mx, my = sum(p[0] for p in points) / count, sum(p[1] for p in points) / count
    sxx = sum((x - mx) ** 2 for x, _ in points)
    syy = sum((y - my) ** 2 for _, y in points)
    sxy = sum((x - mx) * (y - my) for x, y in points)
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    cos, sin = math.cos(angle), math.sin(angle)
    long, short = math.sqrt(aspect) * 0.97, 1 / math.sqrt(aspect) * 1.03
    points[:] = [
        (((x - mx) * cos + (y - my) * sin) * long, (-(x - mx) * sin + (y - my) * cos) * short) for x, y in points
    ]


def _separate(points: list[tuple[float, float]], boxes: list[Box], rounds: int = 60) -> list[tuple[float, float]]:
    """Pushes overlapping boxes apart, each time along the axis that needs less, after making room where all is dense.

    All pushes of a round are summed up before anything moves: no node is favoured for its place in the list.
    """
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    for _ in range(16):
        if sum(1 for _ in _overlaps(xs, ys, boxes)) <= len(points) * 0.9:
            break
        xs, ys = [x * 1.18 for x in xs], [y * 1.18 for y in ys]
    for _ in range(rounds):
        moves_x, moves_y = [0.0] * len(xs), [0.0] * len(ys)
        count = [0] * len(xs)
        for i, j, dx, dy, over_x, over_y in _overlaps(xs, ys, boxes):
            sideways = over_x < over_y
            over, apart, moves = (over_x, dx, moves_x) if sideways else (over_y, dy, moves_y)
            push = math.copysign(over / 2 + 0.4, apart or (1 if (i + j) % 2 else -1))
            moves[i] -= push
            moves[j] += push
            count[i] += 1
            count[j] += 1
        if not any(count):
            break
        for i, number in enumerate(count):
            if number:
                damping = 1.0 if number == 1 else 1.6 / number
                xs[i] += moves_x[i] * damping
                ys[i] += moves_y[i] * damping
    return list(zip(xs, ys, strict=True))


def _overlaps(
    xs: list[float], ys: list[float], boxes: list[Box]
) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Pairs of boxes that overlap, with their distance and overlap along both axes."""
    cell = max(max(box.width for box in boxes), max(box.height for box in boxes))
    grid: dict[tuple[int, int], list[int]] = {}
    for i in range(len(xs)):
        grid.setdefault((math.floor(xs[i] / cell), math.floor(ys[i] / cell)), []).append(i)
    for (column, row), group in grid.items():
        near = [j for dc in (-1, 0, 1) for dr in (-1, 0, 1) for j in grid.get((column + dc, row + dr), ())]
        for i in group:
            for j in near:
                if j <= i:
                    continue
                dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                over_x = (boxes[i].width + boxes[j].width) / 2 - abs(dx)
                if over_x <= 0:
                    continue
                over_y = (boxes[i].height + boxes[j].height) / 2 - abs(dy)
                if over_y > 0:
                    yield i, j, dx, dy, over_x, over_y


def _pack(
    boxes: Sequence[Box], placed: list[tuple[list[int], list[tuple[float, float]]]], aspect: float
) -> list[tuple[int, int]]:
    """The parts on shelves: the largest in the middle of the first, small ones in rows below."""
    result: list[tuple[int, int]] = [(0, 0)] * len(boxes)
    frames = []
    for part, points in placed:
        left = min(x - boxes[node].width / 2 for node, (x, _) in zip(part, points, strict=True))
        right = max(x + boxes[node].width / 2 for node, (x, _) in zip(part, points, strict=True))
        top = min(y - boxes[node].height / 2 for node, (_, y) in zip(part, points, strict=True))
        bottom = max(y + boxes[node].height / 2 for node, (_, y) in zip(part, points, strict=True))
        frames.append((left, top, right - left, bottom - top))
    if not frames:
        return result
    area = sum((w + GAP) * (h + GAP) for _, _, w, h in frames)
    shelf = max(frames[0][2], math.sqrt(area * aspect))
    x = y = height = 0.0
    for (part, points), (left, top, width, tall) in zip(placed, frames, strict=True):
        if x and x + width > shelf:
            x, y, height = 0.0, y + height + GAP / 2, 0.0
        for node, (px, py) in zip(part, points, strict=True):
            result[node] = (round(px - left + x), round(py - top + y))
        x += width + GAP / 2
        height = max(height, tall)
    return result
