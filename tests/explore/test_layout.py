"""Layouts: no box over another, the same every time, parts beside each other, within seconds."""

from __future__ import annotations

import itertools
import random

import pytest

from kg.explore.layout import Box, layout


def community(count: int, groups: int, seed: int = 1) -> list[tuple[int, int, float]]:
    chance = random.Random(seed)
    edges = []
    for node in range(count):
        for _ in range(2):
            other = (node + groups * chance.randrange(1, max(2, count // groups))) % count
            if other != node:
                edges.append((node, other, float(chance.randrange(1, 4))))
    return edges


def overlaps(places: list[tuple[int, int]], box: Box) -> int:
    return sum(
        abs(a[0] - b[0]) < box.width * 0.85 and abs(a[1] - b[1]) < box.height * 0.85
        for a, b in itertools.combinations(places, 2)
    )


@pytest.mark.parametrize(("count", "groups"), [(2, 1), (40, 4), (120, 1), (400, 7)])
def test_boxes_do_not_overlap(count: int, groups: int) -> None:
    box = Box(80, 40)
    places = layout([box] * count, community(count, groups))
    assert overlaps(places, box) <= count * 0.02


def test_the_same_places_every_time() -> None:
    edges = community(150, 5)
    assert layout([Box(60, 40)] * 150, edges) == layout([Box(60, 40)] * 150, edges)


def test_neighbours_stand_nearer_than_others() -> None:
    edges = community(80, 2)
    places = layout([Box(20, 20)] * 80, edges)

    def apart(pairs: list[tuple[int, int]]) -> float:
        gaps = [((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5 for a, b in pairs]
        return sum(gaps) / len(gaps)

    tied = [(a, b) for a, b, _ in edges]
    others = [pair for pair in itertools.combinations(range(80), 2) if pair not in tied]
    assert apart(tied) < apart(others) * 0.8


def test_nothing_and_one() -> None:
    assert layout([], []) == []
    assert len(layout([Box(10, 10)], [])) == 1
    assert len(set(layout([Box(10, 10)] * 3, []))) == 3


def test_a_star_spreads_its_leaves() -> None:
    places = layout([Box(40, 30)] * 400, [(0, leaf, 1.0) for leaf in range(1, 400)])
    assert overlaps(places, Box(40, 30)) <= 8
