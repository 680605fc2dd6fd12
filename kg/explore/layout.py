"""Positions for a network: computed once, when the page is made, and the same every time.

Each connected part is laid out by stress (``stress.py``). Ties of hubs are long, so that their neighbours find room.
Then boxes that overlap are pushed apart, and the parts are packed on shelves, the largest first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.explore.stress import place

UNIT = 62.0  # pixels for one unit of distance
GAP = 70.0  # between packed parts


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
        points = place(local)
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
