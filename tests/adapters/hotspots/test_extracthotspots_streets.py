"""patrol:extracthotspots with roads in QGIS: hotspots as streets, on known networks and real ones."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")

WEST, NORTH, SIDE = 551000, 4181400, 100


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("extracthotspots", **{"HOTSPOTS": "memory:", **parameters})
    return str(caught.value)


def line(*places: tuple[float, float]) -> str:
    """A line through places in metres east of WEST and south of NORTH."""
    return f"LineString({', '.join(f'{WEST + x} {NORTH - y}' for x, y in places)})"


@pytest.fixture
def grid(make_layer):
    """2 rows × 4 columns of 100 m; the two cells in the north-west are hot, the one in the south-east as well."""
    risk = [[0.9, 0.7, 0.1, 0.1], [0.1, 0.1, 0.1, 0.8]]
    rows = []
    for (row, col), value in np.ndenumerate(risk):
        x, y = WEST + SIDE * col, NORTH - SIDE * row
        ring = f"{x} {y}, {x + SIDE} {y}, {x + SIDE} {y - SIDE}, {x} {y - SIDE}, {x} {y}"
        rows.append((f"Polygon(({ring}))", float(value), int(10 * value), [0.1, 0.9][col == 2]))
    return make_layer("Polygon", ["risk:double", "n:integer", "before:double"], rows)


@pytest.fixture
def roads(make_layer):
    """A street through the upper row, one down the last column, and one far away."""
    return make_layer(
        "LineString",
        ["name:string"],
        [
            (line((0, 50), (200, 50), (400, 50)), "high"),
            (line((350, 50), (350, 200)), "last"),
            (line((5000, 0), (5100, 0)), "far"),
            (None, "nowhere"),
        ],
    )


def test_hotspots_are_streets(run_algorithm, grid, roads) -> None:
    from qgis.core import QgsWkbTypes

    done = run_algorithm(
        "extracthotspots",
        GRID=grid, ROADS=roads, METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:", POINTS="memory:",
    )  # fmt: skip
    layer = done.layer("HOTSPOTS")
    assert layer.wkbType() == QgsWkbTypes.Type.MultiLineString
    first, second = layer.getFeatures()
    # The street of 400 m is in stretches of 100; where the other one touches it, they share no vertex: no cut.
    assert first.geometry().length() == pytest.approx(200) and first["length_m"] == pytest.approx(200)
    assert first["cells"] == 2 and first["risk_sum"] == pytest.approx(0.16) and first["risk_max"] == pytest.approx(0.9)
    assert len(first.geometry().asMultiPolyline()) == 1
    assert second["cells"] == 1 and second["risk_max"] == pytest.approx(0.8)
    assert second.geometry().boundingBox().toRectF().getRect() == (WEST + 350, NORTH - 200, 0, 75)
    assert done["HOTSPOTS_FOUND"] == 2 and done["COVERED_PERCENT"] == pytest.approx(100 * 275 / 550)
    # Of 29 incidents 1 + 1 + 1 lie in cells without a road.
    assert "3 of 29 incidents lie in cells without any road" in done.log
    assert done["SKIPPED"] == 2 and "1 outside the grid" in done.log and "1 without a line geometry" in done.log
    peak = next(done.layer("POINTS").getFeatures())
    assert peak.geometry().asWkt() == f"Point ({WEST + 50} {NORTH - 50})" and peak["length_m"] == pytest.approx(200)


def test_hotspots_are_named_by_their_streets(run_algorithm, grid, make_layer) -> None:
    from patrol_planner.processing.common.compat import is_null

    ways = [
        (line((0, 50), (40, 50)), "Oak"), (line((40, 50), (90, 50)), "Elm"), (line((90, 50), (110, 50)), "Oak"),
        (line((110, 50), (200, 50)), None), (line((350, 150), (400, 150)), None),
    ]  # fmt: skip
    given = {"GRID": grid, "METHOD": "threshold", "THRESHOLD": 0.5, "HOTSPOTS": "memory:", "POINTS": "memory:"}
    done = run_algorithm("extracthotspots", ROADS=make_layer("LineString", ["NAME:string"], ways), **given)
    for output in ("HOTSPOTS", "POINTS"):
        first, second = done.rows(output)
        assert first["street"] == "Oak" and is_null(second["street"])
    unnamed = make_layer("LineString", [], [way[:1] for way in ways])
    rows = run_algorithm("extracthotspots", ROADS=unnamed, **given).rows("HOTSPOTS")
    assert len(rows) == 2 and all(is_null(row["street"]) for row in rows)


def test_incidents_are_shared_by_length(run_algorithm, grid, roads) -> None:
    from patrol_planner.processing.common.compat import is_null

    done = run_algorithm("extracthotspots", GRID=grid, ROADS=roads, METHOD="coverage", COVERAGE=100, HOTSPOTS="memory:")
    rows = done.rows("HOTSPOTS")
    assert sum(row["n"] for row in rows) == pytest.approx(26) and done["PAI"] == pytest.approx(1)
    assert all(is_null(row["area_m2"]) for row in rows) and sum(row["length_m"] for row in rows) == pytest.approx(550)


def test_lines_that_share_a_vertex_are_one_hotspot(run_algorithm, grid, make_layer) -> None:
    cross = make_layer(
        "LineString", [], [(line((0, 50), (100, 50), (200, 50)),), (line((100, 10), (100, 50), (100, 90)),)]
    )
    done = run_algorithm(
        "extracthotspots", GRID=grid, ROADS=cross, METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:"
    )
    (row,) = done.rows("HOTSPOTS")
    assert row["cells"] == 4 and row["length_m"] == pytest.approx(280)


def test_the_rank_does_not_depend_on_how_a_street_is_drawn(run_algorithm, grid, make_layer) -> None:
    # 100 m of risk 0.8 in one line or in twenty, beside 200 m of 0.9 and 0.7.
    places = [(302 + 4.8 * i, 150) for i in range(21)]
    long_street = (line((0, 50), (200, 50)),)
    given = {"GRID": grid, "METHOD": "threshold", "THRESHOLD": 0.5, "HOTSPOTS": "memory:"}
    whole = make_layer("LineString", [], [long_street, (line(places[0], places[-1]),)])
    cut = make_layer("LineString", [], [long_street, *((line(*pair),) for pair in zip(places, places[1:]))])
    for roads, cells in ((whole, 1), (cut, 20)):
        first, second = run_algorithm("extracthotspots", ROADS=roads, **given).rows("HOTSPOTS")
        assert (first["cells"], second["cells"]) == (2, cells)
        assert first["risk_sum"] == pytest.approx(0.16) and second["risk_sum"] == pytest.approx(0.8 * 0.096)
    (best,) = run_algorithm("extracthotspots", ROADS=cut, MAX_HOTSPOTS=1, **given).rows("HOTSPOTS")
    assert best["cells"] == 2 and best["length_m"] == pytest.approx(200)


@pytest.mark.parametrize("method", ["coverage", "threshold", "gi", "contiguous"])
def test_every_method_works_on_streets(run_algorithm, scattered_incidents, make_layer, method: str) -> None:
    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="count", CELL_SIZE=200, GRID="memory:")
    extent = made.layer("GRID").extent()
    ways = []
    for x in np.arange(extent.xMinimum() + 50, extent.xMaximum(), 150):
        places = ", ".join(f"{x} {y}" for y in np.arange(extent.yMinimum() + 50, extent.yMaximum(), 150))
        ways.append((f"LineString({places})",))
    for y in np.arange(extent.yMinimum() + 50, extent.yMaximum(), 150):
        places = ", ".join(f"{x} {y}" for x in np.arange(extent.xMinimum() + 50, extent.xMaximum(), 150))
        ways.append((f"LineString({places})",))
    done = run_algorithm(
        "extracthotspots",
        GRID=made.layer("GRID"),
        ROADS=make_layer("LineString", [], ways),
        METHOD=method,
        COVERAGE=10,
        MAX_HOTSPOTS=4,
        HOTSPOTS="memory:",
        POINTS="memory:",
        **({"CELL_SCORES": "memory:"} if method == "gi" else {}),
    )
    assert 1 <= done["HOTSPOTS_FOUND"] <= 4 and done["PAI"] > 1.5
    lengths = [feature.geometry().length() for feature in done.layer("HOTSPOTS").getFeatures()]
    np.testing.assert_allclose(lengths, [row["length_m"] for row in done.rows("HOTSPOTS")])
    if method == "contiguous":
        assert done["COVERED_PERCENT"] == pytest.approx(10, abs=2)
    if method == "gi":
        scores = done.layer("CELL_SCORES")
        assert scores.featureCount() > 100 and scores.geometryType() == 1
        assert "Stretches of street in one cell share its risk" in done.log


def test_two_periods_on_streets(run_algorithm, grid, roads) -> None:
    done = run_algorithm(
        "extracthotspots",
        GRID=grid, ROADS=roads, BASELINE_FIELD="before", METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:",
    )  # fmt: skip
    found = [(row["change"], round(row["length_m"])) for row in done.rows("HOTSPOTS")]
    assert found == [("emerging", 200), ("emerging", 75), ("fading", 100)]
    assert (done["EMERGING"], done["PERSISTENT"], done["FADING"]) == (2, 0, 1)


def test_a_raster_gives_the_same_streets(run_algorithm, scattered_incidents, make_layer, tmp_path) -> None:
    raster = str(tmp_path / "risk.tif")
    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="kernel", RASTER=raster, GRID="memory:")
    centre = made.layer("GRID").extent().center()
    x, y = centre.x(), centre.y()
    ways = [
        (f"LineString({x - 900} {y + 13}, {x + 900} {y + 200})",),
        (f"LineString({x} {y - 700}, {x + 40} {y + 800})",),
    ]
    given = {"ROADS": make_layer("LineString", [], ways), "COVERAGE": 20, "HOTSPOTS": "memory:"}
    polygons = run_algorithm("extracthotspots", GRID=made.layer("GRID"), **given).layer("HOTSPOTS")
    pixels = run_algorithm("extracthotspots", RASTER=raster, **given).layer("HOTSPOTS")
    for first, second in zip(polygons.getFeatures(), pixels.getFeatures()):
        assert first.geometry().equals(second.geometry())
        assert first["risk_sum"] == pytest.approx(second["risk_sum"], rel=1e-5)
    assert polygons.featureCount() == pixels.featureCount() > 0


def test_roads_of_another_city_are_refused(run_algorithm, grid, make_layer) -> None:
    away = make_layer("LineString", [], [(line((90000, 0), (90100, 0)),)])
    assert "none of its 1 lines crosses a cell of the grid" in error_of(run_algorithm, GRID=grid, ROADS=away)


def test_roads_in_degrees_are_reprojected(run_algorithm, grid, roads, make_layer) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32610"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    rows = []
    for feature in roads.getFeatures():
        shape = feature.geometry()
        if not shape.isNull():
            shape.transform(to_degrees)
            rows.append((shape.asWkt(17),))
    done = run_algorithm(
        "extracthotspots",
        GRID=grid,
        ROADS=make_layer("LineString", [], rows, "EPSG:4326"),
        METHOD="threshold",
        THRESHOLD=0.5,
        HOTSPOTS="memory:",
    )
    assert done["COVERED_PERCENT"] == pytest.approx(50, abs=0.01)
    assert done.layer("HOTSPOTS").crs().authid() == "EPSG:32610"
