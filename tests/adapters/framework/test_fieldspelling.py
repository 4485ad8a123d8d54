"""A field named in another case than the layer's is that field, whatever the format and the algorithm."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")

FIELDS = ["When:datetime", "Until:datetime", "Severity:double", "Kind:string", "Beat:string"]


def shouted(parameters: dict[str, str]) -> dict[str, str]:
    return {name: value.upper() for name, value in parameters.items()}


@pytest.fixture(params=["memory", "gpkg", "csv"])
def incidents(request, make_layer, tmp_path):
    """120 incidents of four kinds in three beats, in a layer of a format."""
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer
    from qgis.PyQt.QtCore import QDateTime

    start = QDateTime(2024, 3, 1, 1, 30, 0)
    rows = [
        (
            f"Point({551000 + 37 * (i % 11)} {4181000 + 53 * (i % 7)})",
            start.addSecs(7 * 3600 * i),
            start.addSecs(7 * 3600 * i + 600),
            float(1 + i % 3),
            "abcd"[i % 4],
            f"B{i % 3}",
        )
        for i in range(120)
    ]
    layer = make_layer("Point", FIELDS, rows)
    if request.param == "memory":
        return layer
    path = tmp_path / f"incidents.{request.param}"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = request.param
    if request.param == "csv":
        options.layerOptions = ["GEOMETRY=AS_WKT"]
    QgsVectorFileWriter.writeAsVectorFormatV2(layer, str(path), QgsCoordinateTransformContext(), options)
    if request.param == "gpkg":
        return str(path)
    uri = f"file://{path}?type=csv&wktField=WKT&crs=EPSG:32610&detectTypes=no"
    return QgsVectorLayer(uri, "incidents", "delimitedtext")


def test_incidents(run_algorithm, incidents) -> None:
    named = {"TIME_FIELD": "When", "END_TIME_FIELD": "Until", "WEIGHT_FIELD": "Severity"}
    done = [
        run_algorithm(
            "riskgrid", INCIDENTS=incidents, CASES="turn", GRID="TEMPORARY_OUTPUT", CELL_SIZE=100, **fields
        ).rows("GRID")
        for fields in (named, shouted(named))
    ]
    assert done[0] == done[1] and sum(row["n"] for row in done[1]) == 120


def test_facilities(run_algorithm, incidents) -> None:
    done = run_algorithm(
        "riskgrid", INCIDENTS=incidents, FACILITIES=[incidents], FACILITY_TYPE_FIELD="KIND", CELL_SIZE=100,
        GRID="TEMPORARY_OUTPUT", CORRELATIONS="TEMPORARY_OUTPUT",
    )  # fmt: skip
    assert {row["facility"] for row in done.rows("CORRELATIONS")} == {"a", "b", "c", "d"}


def test_features(run_algorithm, incidents) -> None:
    named = {"TIME_FIELD": "When", "TARGET_FIELD": "Kind", "SECTOR_FIELD": "Beat"}
    lists = {"FIELDS": ["Severity", "When", "Kind"], "NOMINAL_FIELDS": ["Beat"]}
    done = [
        run_algorithm("featurerelevance", INCIDENTS=incidents, RELEVANCE="TEMPORARY_OUTPUT", **fields).rows("RELEVANCE")
        for fields in (
            {**named, **lists},
            {**shouted(named), **{name: [field.upper() for field in fields] for name, fields in lists.items()}},
        )
    ]
    assert done[0] == done[1] and {"Severity", "Beat"} < {row["feature"] for row in done[1]}


def test_forecast_of_a_grid_in_capitals(run_algorithm, make_layer, incidents) -> None:
    cell = "Polygon((550900 4180900, 551600 4180900, 551600 4181600, 550900 4181600, 550900 4180900))"
    grid = make_layer("Polygon", ["CELL_ID:integer", "RISK:double"], [(cell, 77, 0.5)])
    done = run_algorithm(
        "predictcrime",
        INCIDENTS=incidents,
        TIME_FIELD="WHEN",
        GRID=grid,
        FORECAST="TEMPORARY_OUTPUT",
        INTERVAL_HOURS=24,
    )
    assert {row["cell_id"] for row in done.rows("FORECAST")} == {77}


@pytest.mark.parametrize("fields", [{}, {"RISK_FIELD": "rIsK"}, {"RISK_FIELD": "risk", "BASELINE_FIELD": "before"}])
def test_hotspots_of_a_grid_in_capitals(run_algorithm, make_layer, tmp_path, fields: dict[str, str]) -> None:
    cells = [
        (f"Polygon(({x} 0, {x + 100} 0, {x + 100} 100, {x} 100, {x} 0))", 900 + i, i / 9, i, (9 - i) / 9)
        for i, x in enumerate(range(1000, 2000, 100))
    ]
    grid = make_layer("Polygon", ["CELL_ID:integer", "RISK:double", "N:integer", "Before:double"], cells)
    done = run_algorithm(
        "extracthotspots", GRID=grid, METHOD="threshold", THRESHOLD=0.9, HOTSPOTS="TEMPORARY_OUTPUT", **fields
    )
    assert [row["n"] for row in done.rows("HOTSPOTS")][0] == 9


def test_stops_nodes_calls_and_roads(run_algorithm, make_layer) -> None:
    from qgis.PyQt.QtCore import QDateTime

    at = QDateTime(2024, 5, 1, 9, 0, 0)
    places = [(f"Point({500_000 + 300 * i} 4_181_000)".replace("_", ""), f"P{i}", 1.0 + i, 1, at) for i in range(4)]
    stops = make_layer("Point", ["Label:string", "Worth:double", "Hot:integer", "Came:datetime"], places)
    ends = "500000 4181000, 501200 4181000"
    roads = make_layer("LineString", ["OneWay:string", "Speed:string"], [(f"LineString({ends})", "no", "30")])
    by_road = {"ROADS": roads, "DIRECTION_FIELD": "ONEWAY", "SPEED_FIELD": "SPEED"}
    route = run_algorithm(
        "planroute", STOPS=stops, STOP_FIELD="LABEL", PRIORITY_FIELD="WORTH", DEPARTURE="2024-05-01 08:00",
        ROUTE="TEMPORARY_OUTPUT", VISITS="TEMPORARY_OUTPUT", **by_road,
    )  # fmt: skip
    assert {row["stop"] for row in route.rows("VISITS")} <= {"P0", "P1", "P2", "P3"} and route["VISITED"] >= 3
    matrix = run_algorithm(
        "travelmatrix", ORIGINS=stops, DESTINATIONS=stops, ORIGIN_FIELD="LABEL", DESTINATION_FIELD="LABEL",
        MATRIX="TEMPORARY_OUTPUT", **by_road,
    )  # fmt: skip
    assert {row["origin"] for row in matrix.rows("MATRIX")} == {"P0", "P1", "P2", "P3"}
    officers = make_layer("Point", ["OFFICER:string", "Speed_KMH:double"], [("Point(500000 4181000)", "1A1", 20.0)])
    plan = run_algorithm(
        "assignofficers", NODES=stops, NODE_FIELD="LABEL", HOTSPOT_FIELD="HOT", WEIGHT_FIELD="WORTH", CALLS=stops,
        CALL_TIME_FIELD="CAME", CALL_PRIORITY_FIELD="WORTH", OFFICERS=officers, SHIFT_START="2024-05-01 08:00",
        SHIFT_HOURS=4, ROUTES="TEMPORARY_OUTPUT", VISITS="TEMPORARY_OUTPUT", SUMMARY="TEMPORARY_OUTPUT",
        METHOD="importance_greedy", **by_road,
    )  # fmt: skip
    assert {row["officer"] for row in plan.rows("SUMMARY")} == {"1A1"} and plan["VISITED"] > 0
