"""Corners that polygons share, in any arrangement."""

from __future__ import annotations

import time

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def box(x: float, y: float, width: float, height: float) -> str:
    return f"Polygon(({x} {y}, {x + width} {y}, {x + width} {y + height}, {x} {y + height}, {x} {y}))"


def corner_pairs(*wkt: str) -> list[list[int]]:
    from qgis.core import QgsGeometry

    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.cells.borders import corner_neighbours, polygon_neighbours

    shapes = [QgsGeometry.fromWkt(text) for text in wkt]
    return corner_neighbours(shapes, polygon_neighbours(shapes, Control()), Control()).tolist()


def test_squares_meet_at_edges_and_corners(qgis_app) -> None:
    cells = [box(10 * col, 10 * row, 10, 10) for row in range(3) for col in range(4)]
    place = np.stack(np.divmod(np.arange(12), 4), axis=1)
    apart = np.abs(place[:, None] - place[None]).max(axis=2)
    assert corner_pairs(*cells) == [[i, j] for i in range(12) for j in range(i + 1, 12) if apart[i, j] == 1]


def test_corners_that_differ_in_the_last_bit_are_the_same(qgis_app) -> None:
    # Half a millimetre, where rounding to millimetres would tell the last bits apart.
    x, y = 551000.1235, 4181000.1235
    other_x, other_y = np.nextafter(x + 100, np.inf), np.nextafter(y + 100, -np.inf)
    assert corner_pairs(box(x, y, 100, 100), box(other_x, other_y, 100, 100)) == [[0, 1]]
    assert corner_pairs(box(x, y, 100, 100), box(x + 100.01, y + 100.01, 100, 100)) == []


def test_neighbours_without_a_common_vertex_stay_neighbours(qgis_app) -> None:
    assert corner_pairs(box(0, 0, 10, 30), box(10, 10, 10, 10), box(40, 0, 5, 5)) == [[0, 1]]


def test_parts_holes_and_repeated_vertices(qgis_app) -> None:
    ring = "Polygon((0 0, 30 0, 30 30, 0 30, 0 0), (10 10, 20 10, 20 20, 10 20, 10 10))"
    parts = "MultiPolygon(((30 30, 40 30, 40 40, 30 40, 30 30)), ((90 0, 95 0, 95 5, 90 5, 90 0)))"
    doubled = "Polygon((95 5, 95 5, 99 5, 99 9, 95 9, 95 5))"
    assert corner_pairs(ring, box(10, 10, 10, 10), parts, doubled) == [[0, 1], [0, 2], [2, 3]]


def test_many_polygons_need_seconds(qgis_app) -> None:
    from qgis.core import QgsGeometry

    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.errors import Cancelled
    from patrol_planner.processing.cells.borders import corner_neighbours

    shapes = [QgsGeometry.fromWkt(box(10 * col, 10 * row, 10, 10)) for row in range(200) for col in range(250)]
    start = time.perf_counter()
    pairs = corner_neighbours(shapes, np.zeros((0, 2), dtype=np.int64), Control())
    assert time.perf_counter() - start < 3
    assert len(pairs) == 200 * 249 + 199 * 250 + 2 * 199 * 249
    with pytest.raises(Cancelled):
        corner_neighbours(shapes, pairs, Control(should_stop=lambda: True))
