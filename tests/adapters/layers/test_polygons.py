"""Polygons as arrays: areas, centres, which adjoin, which holds a point; against QGIS's own geometry functions."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("qgis.core")

# What a layer of districts may hold, in the order of the layer; overlapping ones among them.
SHAPES = [
    "Polygon((0 0, 100 0, 100 100, 0 100, 0 0))",
    "MultiPolygon(((200 0, 300 0, 300 100, 200 100, 200 0)))",
    "Polygon((400 0, 500 0, 500 100, 400 100, 400 0),(420 20, 420 80, 480 80, 480 20, 420 20))",
    "MultiPolygon(((0 200, 50 200, 50 250, 0 250, 0 200)),((80 200, 130 260, 80 260, 80 200)))",
    "PolygonZ((200 200 5, 330 210 5, 300 300 5, 220 290 5, 200 200 5))",
    "Polygon((400 200, 500 200, 500 300, 450 220, 400 300, 400 200))",
    "Polygon((50 50, 250 50, 250 150, 50 150, 50 50))",
    "Polygon((0 400, 0 500, 60 500, 60 500, 100 450, 60 400, 0 400))",
]


def geometries(*wkt: str) -> list:
    from qgis.core import QgsGeometry

    return [QgsGeometry.fromWkt(text) for text in wkt]


def control():
    from patrol_planner.algorithms.control import Control

    return Control()


def neighbours(*wkt: str) -> list[list[int]]:
    from patrol_planner.processing.cells.borders import polygon_neighbours

    return polygon_neighbours(geometries(*wkt), control()).tolist()


def box(west: float, south: float, east: float, north: float) -> str:
    return f"Polygon(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def test_areas_and_centres_equal_qgis(qgis_app) -> None:
    from patrol_planner.processing.layers.geometries import rings_of

    shapes = geometries(*SHAPES)
    rings = rings_of(shapes, control())
    np.testing.assert_allclose(rings.areas(), [shape.area() for shape in shapes], rtol=1e-12)
    x, y = rings.convex_centroids()
    convex = [0, 1, 4, 6, 7]
    assert np.flatnonzero(np.isfinite(x)).tolist() == convex
    for index in convex:
        centre = shapes[index].centroid().asPoint()
        assert (x[index], y[index]) == pytest.approx((centre.x(), centre.y()), abs=1e-9)


def test_a_centre_lies_in_its_polygon_whatever_its_shape(qgis_app) -> None:
    from qgis.core import QgsGeometry, QgsPointXY

    from patrol_planner.processing.layers.reading import Polygons
    from patrol_planner.processing.layers.skipped import Skipped

    shapes = geometries(*SHAPES, "Polygon((0 0, 10 10, 10 0, 0 10, 0 0))")
    polygons = Polygons("districts", np.arange(len(shapes)), shapes, {}, Skipped("districts"), len(shapes))
    x, y = polygons.centres(control())
    for index, shape in enumerate(shapes):
        assert shape.boundingBox().contains(QgsPointXY(x[index], y[index])), index
        if shape.isGeosValid():
            assert shape.contains(QgsGeometry.fromPointXY(QgsPointXY(x[index], y[index]))), index


def test_a_district_with_one_equal_edge_keeps_its_other_neighbours(qgis_app) -> None:
    # 0 and 1 share a whole edge; 2 lies along both of them, and 3 along 2.
    found = neighbours(box(0, 0, 100, 100), box(100, 0, 200, 100), box(0, 100, 200, 200), box(50, 200, 90, 260))
    assert found == [[0, 1], [0, 2], [1, 2], [2, 3]]


def test_corners_do_not_adjoin_and_doubled_vertices_do_not_matter(qgis_app) -> None:
    assert neighbours(box(0, 0, 100, 100), box(100, 100, 200, 200)) == []
    doubled = "Polygon((0 0, 100 0, 100 100, 100 100, 0 100, 0 0))"
    beyond = "Polygon((100 100, 100 100, 200 100, 200 200, 100 200, 100 100))"
    assert neighbours(doubled, beyond) == []
    # A corner that meets the middle of a side is a corner still.
    assert neighbours(box(0, 0, 100, 100), "Polygon((100 50, 150 0, 150 100, 100 50))") == []


def test_slanted_borders_overlaps_holes_and_equal_polygons_adjoin(qgis_app) -> None:
    # 7.1 is rounded: the corner of the second lies beside the slanted side of the first.
    slanted = "Polygon((0 0, 70 33, 70 100, 0 100, 0 0))", "Polygon((15.1 7.1185, 60 0, 70 33, 15.1 7.1185))"
    assert neighbours(*slanted) == [[0, 1]]
    assert neighbours(box(0, 0, 100, 100), box(60, 60, 160, 160)) == [[0, 1]]
    ring = "Polygon((0 0, 90 0, 90 90, 0 90, 0 0),(30 30, 30 60, 60 60, 60 30, 30 30))"
    assert neighbours(ring, box(30, 30, 60, 45), box(30, 45, 60, 60), box(200, 0, 210, 9)) == [[0, 1], [0, 2], [1, 2]]
    assert neighbours(box(0, 0, 9, 9), box(0, 0, 9, 9)) == [[0, 1]]
    assert neighbours(box(0, 0, 9, 9)) == []


def test_neighbours_of_random_partitions_equal_geos(qgis_app) -> None:
    """Rectangles cut again and again, so that most borders are T-junctions."""
    rng = np.random.default_rng(6)
    parts = [(0, 0, 1000, 1000)]
    while len(parts) < 60:
        west, south, east, north = parts.pop(int(rng.integers(len(parts))))
        if (east - west) > (north - south):
            cut = int(rng.integers(west + 1, east)) if east - west > 1 else west
            parts += (
                [(west, south, cut, north), (cut, south, east, north)] if cut > west else [(west, south, east, north)]
            )
        else:
            cut = int(rng.integers(south + 1, north)) if north - south > 1 else south
            parts += (
                [(west, south, east, cut), (west, cut, east, north)] if cut > south else [(west, south, east, north)]
            )
    shapes = geometries(*[box(*part) for part in parts])
    expected = [
        [first, second]
        for first in range(len(shapes))
        for second in range(first + 1, len(shapes))
        if shapes[first].intersection(shapes[second]).length() > 1e-3
    ]
    assert neighbours(*[box(*part) for part in parts]) == expected


def test_a_grid_of_squares_adjoins_as_its_raster_does(qgis_app) -> None:
    from patrol_planner.algorithms.cells.neighbours import grid_neighbours

    mask = np.random.default_rng(2).random((25, 30)) < 0.7
    cells = [box(250 * col, -250 * row - 250, 250 * col + 250, -250 * row) for row, col in np.argwhere(mask).tolist()]
    expected = grid_neighbours(mask)
    assert neighbours(*cells) == sorted(expected.tolist())


def first_that_holds(shapes: list, x: np.ndarray, y: np.ndarray) -> list[int]:
    from qgis.core import QgsGeometry, QgsPointXY

    points = [QgsGeometry.fromPointXY(QgsPointXY(*at)) for at in zip(x, y)]
    return [next((i for i, shape in enumerate(shapes) if shape.intersects(point)), -1) for point in points]


def located(shapes: list, x: np.ndarray, y: np.ndarray) -> list[int]:
    from patrol_planner.processing.cells.locator import PolygonLocator

    return PolygonLocator(shapes).locate(SimpleNamespace(control=control()), x, y).tolist()


@pytest.mark.parametrize("points", [300, 6000])
def test_points_are_found_in_the_first_polygon_that_holds_them(qgis_app, points: int) -> None:
    shapes = geometries(*SHAPES)
    # Many vertices make another way of looking them up worth while; the answer must be the same.
    for candidates in (shapes, [shape.densifyByCount(60) for shape in shapes]):
        x, y = np.random.default_rng(points).uniform(-60, 560, (2, points))
        # On a whole metre many fall on borders and corners.
        x[::2], y[::2] = np.rint(x[::2] / 10) * 10, np.rint(y[::2] / 10) * 10
        found = located(candidates, x, y)
        assert found == first_that_holds(candidates, x, y)
        assert set(found) == {-1, *range(len(shapes))}


@pytest.mark.parametrize("points_at_once, tests_at_once", [(5, 100_000), (10_000, 60)])
def test_points_in_hexagons_are_found_in_pieces_too(
    qgis_app, monkeypatch: pytest.MonkeyPatch, points_at_once: int, tests_at_once: int
) -> None:
    from patrol_planner.processing.cells import locator as polygonlocator

    width = 100 * np.sqrt(3)
    cells = []
    for row, col in np.ndindex(5, 6):
        corners = [(100 * np.sin(k * np.pi / 3), 100 * np.cos(k * np.pi / 3)) for k in (0, 1, 2, 3, 4, 5, 0)]
        middle = width * (col + 0.5 * (row % 2)), -150 * row
        cells.append("Polygon((" + ", ".join(f"{x + middle[0]:.6f} {y + middle[1]:.6f}" for x, y in corners) + "))")
    shapes = geometries(*cells, box(-300, -300, 400, 300))
    monkeypatch.setattr(polygonlocator, "_POINTS_AT_ONCE", points_at_once)
    monkeypatch.setattr(polygonlocator, "_TESTS_AT_ONCE", tests_at_once)
    x, y = np.random.default_rng(3).uniform((-400, -900), (1300, 400), (700, 2)).T
    found = located(shapes, x, y)
    assert found == first_that_holds(shapes, x, y) and set(found) == {-1, *range(31)}


def test_cells_of_a_shapefile_are_squares_all_the_same(qgis_app, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapefiles hold multi-part polygons only; they must not be looked up point by point."""
    from patrol_planner.processing.cells import locator as polygonlocator

    single = geometries(
        *[box(100 * col, -100 * row - 100, 100 * col + 100, -100 * row) for row in range(6) for col in range(5)]
    )
    multiple = [shape for shape in geometries(*[shape.asWkt() for shape in single]) if shape.convertToMultiType()]
    assert len(multiple) == 30 and multiple[0].isMultipart()
    x, y = np.random.default_rng(1).uniform((-50, -650), (550, 50), (500, 2)).T
    expected = first_that_holds(single, x, y)
    monkeypatch.delattr(polygonlocator, "_locate_in_polygons")
    assert located(single, x, y) == expected and located(multiple, x, y) == expected
    # Half-open: a point on a common border belongs to the cell east and south of it.
    assert located(multiple, np.array([100.0]), np.array([-100.0])) == [6]


def test_each_area_is_merged_of_its_own_cells(qgis_app) -> None:
    from patrol_planner.processing.cells.cells import dissolve

    cells = geometries(*[box(10 * i, 0, 10 * i + 10, 10) for i in range(6)])
    layer = SimpleNamespace(shapes=lambda indices: [cells[index] for index in indices])
    merged = dissolve(layer, np.array([1, 1, -1, 0, 0, 0]), 2, control())
    assert [shape.boundingBox().toRectF().getRect() for shape in merged] == [(30, 0, 30, 10), (0, 0, 20, 10)]
    assert [shape.area() for shape in merged] == [300, 200]


@pytest.mark.parametrize("cells_at_once, pieces_at_once", [(7, 2), (50, 4), (1000, 4)])
def test_an_area_merged_in_pieces_is_the_same(
    qgis_app, monkeypatch: pytest.MonkeyPatch, cells_at_once: int, pieces_at_once: int
) -> None:
    from qgis.core import QgsGeometry

    from patrol_planner.processing.cells import cells as celllayers

    chosen = np.random.default_rng(5).random((20, 20)) < 0.8
    cells = geometries(*[box(10 * c, 10 * r, 10 * c + 10, 10 * r + 10) for r, c in np.argwhere(chosen)])
    layer = SimpleNamespace(shapes=lambda indices: [cells[index] for index in indices])
    monkeypatch.setattr(celllayers, "_CELLS_AT_ONCE", cells_at_once)
    monkeypatch.setattr(celllayers, "_PIECES_AT_ONCE", pieces_at_once)
    (merged,) = celllayers.dissolve(layer, np.zeros(len(cells), dtype=int), 1, control())
    whole = QgsGeometry.unaryUnion(cells)
    assert merged.isGeosEqual(whole) and merged.area() == 100 * chosen.sum()
    assert merged.isMultipart() == whole.isMultipart()


def test_merging_stops_within_an_area(qgis_app, monkeypatch: pytest.MonkeyPatch) -> None:
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.errors import Cancelled
    from patrol_planner.processing.cells import cells as celllayers

    monkeypatch.setattr(celllayers, "_CELLS_AT_ONCE", 10)
    asked: list[np.ndarray] = []
    layer = SimpleNamespace(shapes=lambda indices: asked.append(indices) or geometries(box(0, 0, 1, 1)))
    with pytest.raises(Cancelled):
        celllayers.dissolve(layer, np.zeros(1000, dtype=int), 1, Control(should_stop=lambda: len(asked) == 3))
    assert [len(indices) for indices in asked] == [10, 10, 10]


def test_merging_stops_between_areas(qgis_app) -> None:
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.errors import Cancelled
    from patrol_planner.processing.cells.cells import dissolve

    asked: list[np.ndarray] = []
    layer = SimpleNamespace(shapes=lambda indices: asked.append(indices) or geometries(box(0, 0, 1, 1)))
    with pytest.raises(Cancelled):
        dissolve(layer, np.arange(10), 10, Control(should_stop=lambda: len(asked) == 3))
    assert len(asked) == 3
