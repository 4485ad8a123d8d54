"""Which points lie in which polygons: known answers, shapely beside, shared borders, holes."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.cells.inside import pairs_inside
from patrol_planner.algorithms.control import Cancelled, Control

CONTROL = Control()


def borders(*polygons):
    """Rings of (x, y), several a polygon → segments and the polygon of each."""
    start, end, which = [], [], []
    for number, rings in enumerate(polygons):
        for ring in rings:
            closed = [*ring, ring[0]]
            start += closed[:-1]
            end += closed[1:]
            which += [number] * len(ring)
    return np.array(start, dtype=float).reshape(-1, 2), np.array(end, dtype=float).reshape(-1, 2), np.array(which, int)


def square(x, y, size):
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


def pairs(x, y, *polygons):
    point, polygon = pairs_inside(np.array(x, dtype=float), np.array(y, dtype=float), *borders(*polygons), CONTROL)
    return sorted(zip(point.tolist(), polygon.tolist()))


def test_in_one_in_both_and_in_none():
    first, second = [square(0, 0, 10)], [square(5, 5, 10)]
    assert pairs([1, 7, 12, 20], [1, 7, 12, 1], first, second) == [(0, 0), (1, 0), (1, 1), (2, 1)]


def test_what_lies_in_a_hole_is_outside():
    assert pairs([5, 1], [5, 1], [square(0, 0, 10), square(4, 4, 2)]) == [(1, 0)]


def test_a_point_on_a_shared_border_is_in_one_cell():
    cells = [[square(column * 10, row * 10, 10)] for row in range(3) for column in range(3)]
    x, y = np.meshgrid(np.arange(0, 30, 5.0), np.arange(0, 30, 5.0))
    found = pairs(x.ravel(), y.ravel(), *cells)
    assert [point for point, _ in found] == list(range(x.size))


def test_random_polygons_as_shapely_has_them():
    shapely = pytest.importorskip("shapely", minversion="2")
    random = np.random.default_rng(4)
    rings = []
    for _ in range(40):
        angle = np.sort(random.uniform(0, 2 * np.pi, 9))
        radius, (east, north) = random.uniform(5, 40, 9), random.uniform(0, 100, 2)
        rings.append([tuple(corner) for corner in np.column_stack([
            east + radius * np.cos(angle), north + radius * np.sin(angle)
        ])])  # fmt: skip
    x, y = random.uniform(-20, 120, (2, 500))
    expected = [
        (point, number)
        for number, ring in enumerate(rings)
        for point in np.flatnonzero(shapely.contains_xy(shapely.polygons(ring), x, y)).tolist()
    ]
    assert pairs(x, y, *([ring] for ring in rings)) == sorted(expected) and len(expected) > 1000


def test_without_points_or_polygons_there_is_no_pair():
    assert pairs([], [], [square(0, 0, 10)]) == [] and pairs([1], [1]) == []


def test_a_cancel_is_heard():
    with pytest.raises(Cancelled):
        pairs_inside(np.array([1.0]), np.array([1.0]), *borders([square(0, 0, 10)]), Control(lambda: True))
