"""Polygons that overlap: every incident counts once, in the smallest that holds it, and it is said."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def box(west: float, south: float, east: float, north: float) -> str:
    return f"Polygon(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


CITY = box(0, 0, 1000, 1000)
DISTRICTS = [box(0, 0, 500, 1000), box(500, 0, 1000, 900)]
BEAT = box(100, 100, 300, 300)


def control():
    from patrol_planner.algorithms.control import Control

    return Control()


def shapes_of(*wkt: str) -> list:
    from qgis.core import QgsGeometry

    return [QgsGeometry.fromWkt(text) for text in wkt]


@pytest.mark.parametrize("vertices", [0, 60])
@pytest.mark.parametrize("points", [300, 6000])
@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]])
def test_of_several_polygons_the_smallest_holds_a_point(qgis_app, vertices: int, points: int, order: list[int]) -> None:
    """Edge by edge, by labels, one by one: the same answers, whatever the order of the layer."""
    from patrol_planner.processing.cells.locator import PolygonLocator

    shapes = [shape.densifyByCount(vertices) if vertices else shape for shape in shapes_of(CITY, *DISTRICTS, BEAT)]
    x, y = np.random.default_rng(points).uniform(-100, 1100, (2, points))
    placed = [shapes[place] for place in order]
    found, several = PolygonLocator(placed).locate_all(SimpleNamespace(control=control()), x, y)
    expected = np.full(points, -1)
    holding = np.zeros(points, dtype=int)
    for number, (west, south, east, north) in enumerate(
        [(0, 0, 1000, 1000), (0, 0, 500, 1000), (500, 0, 1000, 900), (100, 100, 300, 300)]
    ):
        within = (x > west) & (x < east) & (y > south) & (y < north)
        # From the largest to the smallest.
        expected[within] = order.index(number)
        holding += within
    assert (found == expected).all() and (several == (holding > 1)).all()


def test_adjoining_polygons_have_no_point_in_common(qgis_app) -> None:
    from patrol_planner.processing.cells.locator import PolygonLocator

    x, y = np.array([500.0, 500.0, 0.0]), np.array([400.0, 900.0, 0.0])
    for shapes in (shapes_of(*DISTRICTS), [shape.densifyByCount(60) for shape in shapes_of(*DISTRICTS)]):
        found, several = PolygonLocator(shapes).locate_all(SimpleNamespace(control=control()), x, y)
        assert (found >= 0).all() and not several.any()


def test_copies_of_grid_cells_are_several(qgis_app) -> None:
    from patrol_planner.processing.cells.locator import PolygonLocator

    cells = shapes_of(*[box(100 * i, 0, 100 * i + 100, 100) for i in (0, 1, 2, 1)])
    x = np.array([50.0, 150.0, 250.0, 350.0])
    found, several = PolygonLocator(cells).locate_all(SimpleNamespace(control=control()), x, np.full(4, 50.0))
    assert found.tolist() == [0, 1, 2, -1] and several.tolist() == [False, True, False, False]


@pytest.fixture
def incidents(make_layer):
    """40 incidents: 10 in the beat, 10 more in its district, 10 in the other, 5 in the city only, 5 outside."""
    places = [(200, 200)] * 10 + [(400, 800)] * 10 + [(700, 500)] * 10 + [(700, 950)] * 5 + [(2000, 2000)] * 5
    rows = [(f"Point({x + i} {y})", f"2024-03-{1 + i % 28:02} {(7 * i) % 24:02}:15") for i, (x, y) in enumerate(places)]
    return make_layer("Point", ["t:string"], rows)


def learned(run_algorithm, incidents, grid, **more) -> tuple[dict[str, float], object]:
    done = run_algorithm(
        "predictcrime", INCIDENTS=incidents, TIME_FIELD="t", GRID=grid, FORECAST="TEMPORARY_OUTPUT",
        FORECAST_START="2024-04-01", TRAIN_DAYS=40, INTERVAL_HOURS=24, **more,
    )  # fmt: skip
    return {row["cell_id"]: row["prob"] for row in done.rows("FORECAST")}, done


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_nested_areas_of_a_forecast(run_algorithm, make_layer, incidents, order: list[int]) -> None:
    areas = [(CITY, "city"), (DISTRICTS[0], "west"), (DISTRICTS[1], "east"), (BEAT, "beat")]
    prob, done = learned(run_algorithm, incidents, make_layer("Polygon", ["cell_id:string"], [areas[i] for i in order]))
    assert done["SKIPPED"] == 5
    # Ten incidents each, and five.
    assert prob["beat"] == pytest.approx(prob["west"], rel=0.03) and prob["east"] == pytest.approx(
        prob["west"], rel=0.1
    )
    assert prob["city"] < 0.7 * prob["east"]
    assert "its polygons overlap, and 30 of 40 incidents lie in more than one" in done.log


def test_areas_that_do_not_overlap_say_nothing(run_algorithm, make_layer, incidents) -> None:
    _, done = learned(run_algorithm, incidents, make_layer("Polygon", [], [(district,) for district in DISTRICTS]))
    assert "overlap" not in done.log and "lie exactly" not in done.log


def test_a_layer_that_holds_each_polygon_twice(run_algorithm, make_layer, incidents) -> None:
    areas = [(DISTRICTS[0], "west"), (DISTRICTS[1], "east")]
    once, _ = learned(run_algorithm, incidents, make_layer("Polygon", ["cell_id:string"], areas))
    twice, done = learned(run_algorithm, incidents, make_layer("Polygon", ["cell_id:string"], areas * 2))
    assert once == twice and len(done.rows("FORECAST")) == 2
    assert "Grid: left out 2 that lie exactly on another" in done.log and "overlap" not in done.log


def test_a_forecast_taken_for_a_grid(run_algorithm, make_layer, incidents) -> None:
    areas = [(box(x, y, x + 250, y + 250),) for x in (0, 250, 500, 750) for y in (0, 250, 500, 750)]
    grid = make_layer("Polygon", [], areas)
    first, done = learned(run_algorithm, incidents, grid, FORECAST_HOURS=72)
    again, _ = learned(run_algorithm, incidents, done["FORECAST"], FORECAST_HOURS=72)
    assert len(first) == 16 and again == first


def test_a_forecast_of_several_intervals_is_no_risk_grid(run_algorithm, make_layer) -> None:
    from qgis.core import QgsProcessingException

    rows = [(box(100 * i, 0, 100 * i + 100, 100), i, (i + hour) / 20) for hour in range(3) for i in range(10)]
    forecast = make_layer("Polygon", ["cell_id:integer", "prob:double"], rows)
    with pytest.raises(
        QgsProcessingException, match="20 of its 30 polygons lie exactly on another that has another prob"
    ):
        run_algorithm("extracthotspots", GRID=forecast, RISK_FIELD="prob", HOTSPOTS="TEMPORARY_OUTPUT")
    rows = [row for row in rows if row[2] == (row[1] + 1) / 20]
    one = make_layer("Polygon", ["cell_id:integer", "prob:double"], rows)
    assert run_algorithm("extracthotspots", GRID=one, RISK_FIELD="prob", HOTSPOTS="TEMPORARY_OUTPUT")["HOTSPOTS_FOUND"]


def test_a_risk_grid_that_holds_each_cell_twice(run_algorithm, make_layer) -> None:
    cells = [(box(100 * i, 0, 100 * i + 100, 100), i, i / 9, i) for i in range(10)]
    fields = ["cell_id:integer", "risk:double", "n:integer"]
    given = {"METHOD": "threshold", "THRESHOLD": 0.85, "HOTSPOTS": "TEMPORARY_OUTPUT"}
    once, twice = (
        run_algorithm("extracthotspots", GRID=make_layer("Polygon", fields, rows), **given)
        for rows in (cells, cells + cells)
    )
    assert once.rows("HOTSPOTS") == twice.rows("HOTSPOTS") and once["PAI"] == twice["PAI"] and twice["SKIPPED"] == 10
