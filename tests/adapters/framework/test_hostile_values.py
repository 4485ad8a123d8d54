"""Values that would do something where they are shown: in a report, in QGIS's log, in a spreadsheet."""

from __future__ import annotations

import csv
import re

import pytest

MARKS = "<img src=http://example.invalid/x>\"'<script>alert(1)</script>&$a_{b$"
# Marks that a page may hold are our own; none of these is.
FOREIGN = re.compile(
    r"<(img(?! src=\"data:image/png;base64,)|script|iframe|object|svg|link|base)|example\.invalid/x>", re.I
)


@pytest.fixture
def reports(run_algorithm, make_layer, tmp_path):
    """The report of every algorithm that writes one, with marks in every field, layer and name it reads."""
    rows = []
    for index in range(400):
        place = f"Point({551000 + 37 * (index * 7 % 60)} {4181000 + 31 * (index * 13 % 50)})"
        day, hour = 1 + index % 28, index % 24
        when = f"2024-{1 + index % 6:02d}-{day:02d} {hour:02d}:15"
        rows.append((place, when, f"{MARKS}{index % 3}", f"{MARKS}{index % 2}", 1.0 + index % 3))
    fields = ["time:string(0)", "kind:string(0)", "sector:string(0)", "wei<b>ght:double"]
    incidents = make_layer("Point", fields, rows)
    incidents.setName(f"incidents {MARKS}")
    bars = make_layer(
        "Point", ["kind:string(0)"], [(row[0], f"{MARKS}{number % 4}") for number, row in enumerate(rows)]
    )
    bars.setName(f"bars {MARKS}")
    plain = make_layer("Point", [], [(row[0],) for row in rows[::3]])
    plain.setName(f"plain {MARKS}")
    street = "LineString(550900 4181000, 553400 4181000, 553400 4182600)"
    roads = make_layer("LineString", ["name:string(0)"], [(street, f"{MARKS} Street")])
    roads.setName(f"roads {MARKS}")
    pages = {}

    def page(name, algorithm, **given):
        path = tmp_path / f"{name}.html"
        done = run_algorithm(algorithm, **given, REPORT=str(path))
        pages[name] = path.read_text(encoding="utf-8")
        return done

    grid = page(
        "risk", "riskgrid", INCIDENTS=incidents, TIME_FIELD="time", WEIGHT_FIELD="wei<b>ght", FACILITIES=[bars, plain],
        FACILITY_TYPE_FIELD="kind", GRID="memory:",
    ).layer("GRID")  # fmt: skip
    grid.setName(f"grid {MARKS}")
    named = make_layer("Polygon", ["risk <b>$a_{$:double", "n:integer"], [
        (feature.geometry().asWkt(), feature["risk"], feature["n"]) for feature in grid.getFeatures()
    ])  # fmt: skip
    page("hotspots", "extracthotspots", GRID=named, RISK_FIELD="risk <b>$a_{$", HOTSPOTS="memory:", POINTS="memory:")
    page("streets", "extracthotspots", GRID=grid, ROADS=roads, HOTSPOTS="memory:", POINTS="memory:")
    page("forecast", "predictcrime", INCIDENTS=incidents, TIME_FIELD="time", GRID=grid, FORECAST="memory:")
    page(
        "evaluation", "evaluateforecast", INCIDENTS=incidents, TIME_FIELD="time", TYPE_FIELD="kind", GRID=grid,
        INCIDENT_BEAT_FIELD="sector", OFFICER_INITIATED=MARKS, OFFICER_WEIGHT=0.5, SCORES="memory:", SUMMARY="memory:",
    )  # fmt: skip
    page(
        "relevance", "featurerelevance", INCIDENTS=incidents, TIME_FIELD="time", TARGET_FIELD="kind",
        FIELDS=["sector", "wei<b>ght"], SECTOR_FIELD="sector", NEIGHBOURS=3, RELEVANCE="memory:",
    )  # fmt: skip
    page(
        "route", "planroute", STOPS=bars, STOP_FIELD="kind", ROADS=roads, SNAP_MAX=5000, SHIFT_HOURS=1,
        ROUTE="memory:", VISITS="memory:",
    )  # fmt: skip
    page("waypoints", "patrolwaypoints", INCIDENTS=incidents, TIME_FIELD="time", WAYPOINTS="memory:")
    plan = dict.fromkeys(("GRID", "HOTSPOTS", "FORECAST", "ROUTES", "VISITS", "SUMMARY"), "memory:")
    named = make_layer("Point", ["officer:string(0)"], [("Point(551500 4181500)", f"{MARKS}1")])
    page(
        "plan",
        "planshift",
        INCIDENTS=incidents,
        TIME_FIELD="time",
        ROADS=roads,
        OFFICERS=named,
        SHIFT_START="2024-06-29T08:00:00",
        **plan,
    )
    return pages


def test_every_report_escapes_what_it_is_given(reports, qgis_app):
    written = {
        "riskgrid", "extracthotspots", "predictcrime", "evaluateforecast", "featurerelevance", "patrolwaypoints",
        "planroute", "planshift",
    }  # fmt: skip
    provider = qgis_app.processingRegistry().providerById("patrol")
    with_report = {one.name() for one in provider.algorithms() if one.parameterDefinition("REPORT") is not None}
    assert with_report <= written, "give the new report a page here"
    for name, page in reports.items():
        assert not FOREIGN.search(page), (name, FOREIGN.search(page).group(0))
        assert "<b>" not in page.replace("<b></b>", ""), name
    for name in ("risk", "streets", "relevance", "route"):
        assert "&lt;" in reports[name] and "script&gt;" in reports[name], name


def test_qgis_shows_the_log_as_text(run_algorithm, make_layer):
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    for say in (feedback.pushInfo, feedback.pushWarning, feedback.reportError):
        say(MARKS)
    assert "<img" not in feedback.htmlLog() and "<script" not in feedback.htmlLog()


STOPS = [("=1+1", 0), ("+cmd|' /C calc'!A0", 1), ("@SUM(A1)", 2), ("-2+3", 3), ("-5", 4), ("plain", 5)]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_formulas_in_tables_are_counted_by_field(run_algorithm, make_layer, tmp_path, ending):
    stops = make_layer("Point", ["stop:string"], [(f"Point({551000 + 300 * n} 4181000)", text) for text, n in STOPS])
    path = tmp_path / f"visits.{ending}"
    done = run_algorithm("planroute", STOPS=stops, ROUTE="memory:", VISITS=str(path))
    assert "Visits: values that begin like a formula" in done.log and ": 4 of stop." in done.log
    assert "Route: values" not in done.log
    if ending == "csv":
        with open(path, encoding="utf-8", newline="") as file:
            assert {row["stop"] for row in csv.DictReader(file)} == {text for text, _ in STOPS}


def test_where_no_spreadsheet_opens_it_nothing_is_said(run_algorithm, make_layer, tmp_path):
    stops = make_layer("Point", ["stop:string"], [(f"Point({551000 + 300 * n} 4181000)", text) for text, n in STOPS])
    done = run_algorithm("planroute", STOPS=stops, ROUTE="memory:", VISITS=str(tmp_path / "visits.gpkg"))
    assert "formula" not in done.log


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "CSV"])
def test_layers_that_lose_their_places_in_a_table_say_so(run_algorithm, make_layer, tmp_path, ending):
    stops = make_layer("Point", ["stop:string"], [(f"Point({551000 + 300 * n} 4181000)", str(n)) for n in range(3)])
    done = run_algorithm("planroute", STOPS=stops, ROUTE="memory:", VISITS=str(tmp_path / f"visits.{ending}"))
    assert f"Visits: a .{ending.lower()} file holds the fields only" in done.log
    assert "Route: a " not in done.log


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "shp"])
def test_layers_that_keep_their_places_say_nothing(run_algorithm, make_layer, tmp_path, ending):
    stops = make_layer("Point", ["stop:string"], [(f"Point({551000 + 300 * n} 4181000)", str(n)) for n in range(3)])
    done = run_algorithm("planroute", STOPS=stops, ROUTE="memory:", VISITS=str(tmp_path / f"visits.{ending}"))
    assert "holds the fields only" not in done.log


def test_a_table_that_never_had_places_says_nothing(run_algorithm, make_layer, tmp_path):
    places = make_layer("Point", ["id:string"], [(f"Point({551000 + 300 * n} 4181000)", str(n)) for n in range(3)])
    roads = make_layer("LineString", [], [("LineString(551000 4181000, 552000 4181000)",)])
    matrix = str(tmp_path / "matrix.csv")
    done = run_algorithm("travelmatrix", ORIGINS=places, DESTINATIONS=places, ROADS=roads, MATRIX=matrix)
    assert "holds the fields only" not in done.log


def test_the_record_in_a_layer_s_properties_is_text_and_reads_back_alike(run_algorithm, scattered_incidents):
    import json

    incidents = scattered_incidents(50)
    incidents.setName(MARKS)
    layer = run_algorithm("riskgrid", INCIDENTS=incidents, GRID="memory:").layer("GRID")
    assert json.loads(layer.metadata().history()[-1])["parameters"]["INCIDENTS"] == f"{MARKS} (temporary layer)"
    assert "<img" not in layer.htmlMetadata() and "<script" not in layer.htmlMetadata()
