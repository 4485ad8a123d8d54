"""Coordinates that stand for no place are left out and counted wherever points are read."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def places(crs: str) -> list[str]:
    """120 places of one city, as WKT in a CRS."""
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsGeometry,
        QgsProject,
    )

    rng = np.random.default_rng(4)
    from_utm = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32618"), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    found = []
    for x, y in zip(rng.uniform(483_000, 492_000, 120), rng.uniform(4_418_000, 4_427_000, 120)):
        point = QgsGeometry.fromWkt(f"Point({x} {y})")
        point.transform(from_utm)
        found.append(point.asWkt(6))
    return found


def null_island_in(crs: str) -> str:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsPointXY,
        QgsProject,
    )

    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    at = transform.transform(QgsPointXY(0, 0))
    return f"Point({at.x():.3f} {at.y():.3f})"


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2272", "EPSG:32618", "EPSG:3857"])
@pytest.mark.parametrize("wrong", ["Point(0 0)", "Point(-1 -1)", "Point(999999 999999)", "Point(-999 40)", "island"])
@pytest.mark.parametrize("number", [1, 30])
def test_incidents(run_algorithm, make_layer, crs: str, wrong: str, number: int) -> None:
    good = places(crs)
    expected = run_algorithm(
        "riskgrid", INCIDENTS=make_layer("Point", [], [(wkt,) for wkt in good], crs), GRID="memory:", CELL_SIZE=500
    )
    bad = (null_island_in(crs) if crs != "EPSG:4326" else "Point(0 0)") if wrong == "island" else wrong
    rows = [(bad,)] * number + [(wkt,) for wkt in good]
    done = run_algorithm("riskgrid", INCIDENTS=make_layer("Point", [], rows, crs), GRID="memory:", CELL_SIZE=500)
    assert done["SKIPPED"] == number and done["INCIDENTS_USED"] == 120 and f"left out {number} " in done.log
    assert done.rows("GRID") == expected.rows("GRID")
    assert done.layer("GRID").crs() == expected.layer("GRID").crs()


def test_a_pole_is_no_place(run_algorithm, make_layer) -> None:
    rows = [("Point(-120.5 90)",)] * 40 + [(wkt,) for wkt in places("EPSG:4326")]
    done = run_algorithm("riskgrid", INCIDENTS=make_layer("Point", [], rows, "EPSG:4326"), GRID="memory:")
    assert done["SKIPPED"] == 40 and "40 at a pole" in done.log


def test_a_busy_address_stays(run_algorithm, make_layer) -> None:
    good = places("EPSG:4326")
    rows = [(wkt,) for wkt in [*good, *[good[0]] * 200]]
    done = run_algorithm("riskgrid", INCIDENTS=make_layer("Point", [], rows, "EPSG:4326"), GRID="memory:")
    assert "missing coordinates" not in done.log
    assert done["SKIPPED"] == 0 and max(row["n"] for row in done.rows("GRID")) >= 201


def test_what_makes_the_area_so_large_is_named(run_algorithm, make_layer) -> None:
    from qgis.core import QgsProcessingException

    # Typed, not filled in: all differ, and they are too many to be strays.
    rows = [(f"Point({-57.1 + 0.01 * i} 39.9)",) for i in range(20)] + [(wkt,) for wkt in places("EPSG:4326")]
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("riskgrid", INCIDENTS=make_layer("Point", [], rows, "EPSG:4326"), GRID="memory:", CELL_SIZE=100)
    text = str(caught.value)
    assert "Incidents: 20 incidents lie 1," in text and "e.g. at -57.1, 39.9: missing coordinates?" in text
    assert "Use cells of at least" not in text and len(text) < 350
    # A grid that can be made all the same: said, not refused.
    coarse = run_algorithm(
        "riskgrid",
        INCIDENTS=make_layer("Point", [], rows, "EPSG:4326"),
        GRID="memory:",
        CELL_SIZE=20_000,
        METHOD="count",
    )
    assert coarse["SKIPPED"] == 0 and "e.g. at -57.1, 39.9: missing coordinates? The grid reaches there" in coarse.log
    box = "480000 4415000, 495000 4415000, 495000 4430000, 480000 4430000, 480000 4415000"
    area = [(f"Polygon(({box}))",), ("Polygon((0 0, 100 0, 100 100, 0 100, 0 0))",), (f"Polygon(({box}))",)]
    incidents = make_layer("Point", [], [(wkt,) for wkt in places("EPSG:32618")], "EPSG:32618")
    with pytest.raises(QgsProcessingException, match="Study area: 1 polygon lies .* e.g. at 50, 50"):
        run_algorithm(
            "riskgrid", INCIDENTS=incidents, GRID="memory:", CELL_SIZE=100,
            STUDY_AREA=make_layer("Polygon", [], area, "EPSG:32618"),
        )  # fmt: skip


def test_facilities_calls_and_incidents_of_a_forecast(run_algorithm, make_layer) -> None:
    from qgis.PyQt.QtCore import QDateTime

    at = QDateTime(2024, 5, 1, 9, 0, 0)
    rows = [("Point(0 0)", at)] * 7 + [(wkt, at.addSecs(-3600 * i)) for i, wkt in enumerate(places("EPSG:2272"))]
    layer = make_layer("Point", ["t:datetime"], rows, "EPSG:2272")
    done = run_algorithm("riskgrid", INCIDENTS=layer, FACILITIES=[layer], GRID="memory:", CELL_SIZE=500)
    assert done.log.count("left out 7 at 0, 0, which stands for no place") == 2
    forecast = run_algorithm(
        "predictcrime", INCIDENTS=layer, TIME_FIELD="t", GRID=done["GRID"], FORECAST="memory:", TRAIN_DAYS=30
    )
    assert forecast["SKIPPED"] == 7 and "7 at 0, 0" in forecast.log
    officers = make_layer("Point", ["officer:string"], [("Point(487000 4422000)", "1A1")], "EPSG:32618")
    plan = run_algorithm(
        "assignofficers", NODES=officers, OFFICERS=officers, CALLS=layer, CALL_TIME_FIELD="t", SHIFT_HOURS=2,
        SHIFT_START="2024-05-01 08:00", METHOD="importance_greedy", VISITS="memory:", ROUTES="memory:",
        SUMMARY="memory:",
    )  # fmt: skip
    assert "7 at 0, 0, which stands for no place" in plan.log
    # Far off, and no filler: it repeats.
    rows = [("Point(9000000 1000000)", at)] * 9 + rows[7:]
    plan = run_algorithm(
        "assignofficers", NODES=officers, OFFICERS=officers, CALL_TIME_FIELD="t", SHIFT_HOURS=2,
        CALLS=make_layer("Point", ["t:datetime"], rows, "EPSG:2272"), SHIFT_START="2024-05-01 08:00",
        METHOD="importance_greedy", VISITS="memory:", ROUTES="memory:", SUMMARY="memory:",
    )  # fmt: skip
    assert "9 at the same place far from all others" in plan.log


def test_a_stop_at_the_origin_is_one_where_others_are_around(run_algorithm, make_layer) -> None:
    def visited(*stops: str) -> tuple[int, str]:
        layer = make_layer("Point", [], [(f"Point({stop})",) for stop in stops])
        done = run_algorithm("planroute", STOPS=layer, DEPARTURE="2024-05-01 08:00", ROUTE="memory:", VISITS="memory:")
        return done["VISITED"], done.log

    assert visited("0 0", "300 0", "0 300", "-300 -200")[0] == 4
    number, log = visited("0 0", "551000 4181000", "551300 4181000", "551000 4181400")
    assert number == 3 and "1 at 0, 0, which stands for no place" in log
