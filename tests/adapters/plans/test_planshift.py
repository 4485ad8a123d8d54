"""patrol:planshift: the same layers as its steps by hand, and what it decides by itself."""

from __future__ import annotations

import json

import pytest
from smallcity import LAYERS, SHIFT, contents
from streetgrid import at

core = pytest.importorskip("qgis.core")

OF_OFFICERS = ("ROUTES", "VISITS", "UNVISITED", "SUMMARY", "BLOCKS", "AREAS")


@pytest.fixture
def by_hand(run_algorithm):
    """The five algorithms in a row, as an analyst runs them in the toolbox."""

    def run(incidents, roads, start, officers, **given):
        found = {}
        record = {"INCIDENTS": incidents, "TIME_FIELD": "time"}
        streets = {"ROADS": roads, "DIRECTION_FIELD": "oneway", "SNAP_MAX": 1000}
        grid = run_algorithm("riskgrid", **record, PERIOD_END=SHIFT, BANDWIDTH=250, GRID="memory:")
        found["GRID"] = grid.layer("GRID")
        hot = run_algorithm("extracthotspots", GRID=found["GRID"], HOTSPOTS="memory:", POINTS="memory:")
        found.update(HOTSPOTS=hot.layer("HOTSPOTS"), POINTS=hot.layer("POINTS"))
        forecast = run_algorithm(
            "predictcrime", **record, GRID=found["GRID"], FORECAST_START=SHIFT, FORECAST_HOURS=8, FORECAST="memory:"
        )
        found["FORECAST"] = forecast.layer("FORECAST")
        route = run_algorithm(
            "planroute",
            **streets,
            STOPS=found["POINTS"],
            PRIORITY_FIELD="risk_sum",
            START=start,
            RETURN=True,
            DEPARTURE=SHIFT,
            SHIFT_HOURS=8,
            DWELL=10,
            ROUTE="memory:",
            VISITS="memory:",
        )
        found.update(ROUTE=route.layer("ROUTE"), STOPS=route.layer("VISITS"))
        shift = run_algorithm(
            "assignofficers",
            **streets,
            INCIDENTS=incidents,
            INCIDENT_TIME_FIELD="time",
            **given,
            NODES=found["FORECAST"],
            HOTSPOT_FIELD="hotspot",
            WEIGHT_FIELD="weight",
            START_FIELD="start",
            END_FIELD="end",
            OFFICERS=officers,
            SHIFT_START=SHIFT,
            SHIFT_HOURS=8,
            **dict.fromkeys(OF_OFFICERS, "memory:"),
        )
        found.update({name: shift.layer(name) for name in OF_OFFICERS})
        return found, {"forecast": forecast, "hotspots": hot, "route": route, "officers": shift, "grid": grid}

    return run


def test_a_plan_is_its_steps_in_a_row(plan, by_hand, incidents, streets, calls, two_officers):
    record = incidents()
    told = {"CALLS": calls, "CALL_TIME_FIELD": "time", "CALL_PRIORITY_FIELD": "priority"}
    told.update(UNIT="visit")
    found = plan(INCIDENTS=record, OFFICERS=two_officers, **told)
    layers, steps = by_hand(record, streets, "551000,4181000 [EPSG:32610]", two_officers, **told)
    # Visits make no blocks.
    assert "BLOCKS" not in found.outputs and "AREAS" not in found.outputs
    for name in LAYERS:
        mine, theirs = found.layer(name), layers[name]
        assert contents(mine) == contents(theirs), name
        assert [(one.name(), one.type()) for one in mine.fields()] == [
            (one.name(), one.type()) for one in theirs.fields()
        ], name
        assert (mine.wkbType(), mine.crs().authid()) == (theirs.wkbType(), theirs.crs().authid()), name
    assert found["PAI"] == steps["forecast"]["PAI"] and found["HOTSPOT_PAI"] == steps["hotspots"]["PAI"]
    assert found["KM"] == steps["officers"]["KM"] and found["ROUTE_KM"] == steps["route"]["KM"]
    assert (found["SKIPPED"], found["RISK_SKIPPED"]) == (steps["officers"]["SKIPPED"], steps["grid"]["SKIPPED"])
    assert found["CALLS_KNOWN"] == 2 and found["CELL_SIZE_USED"] == 250


def test_what_is_left_out_counts_in_no_step(plan, incidents, make_layer):
    box = "Polygon((550700 4180700, 551900 4180700, 551900 4181900, 550700 4181900, 550700 4180700))"
    record, headquarters = incidents(), make_layer("Polygon", ["id:integer"], [(box, 1)])
    everywhere = "Polygon((550700 4180700, 553700 4180700, 553700 4183700, 550700 4183700, 550700 4180700))"
    given = {"STUDY_AREA": make_layer("Polygon", ["id:integer"], [(everywhere, 1)]), "OFFICER_COUNT": 2}
    area, features = core.QgsGeometry.fromWkt(box), list(record.getFeatures())
    kept = [(one.geometry().asWkt(15), one["time"]) for one in features if not area.contains(one.geometry())]
    left_out = len(features) - len(kept)
    assert 200 < left_out < len(features)
    found = plan(INCIDENTS=record, EXCLUDE=headquarters, **given)
    without = plan(INCIDENTS=make_layer("Point", ["time:datetime"], kept), **given)
    for name in LAYERS:
        assert contents(found.layer(name)) == contents(without.layer(name)), name
    for number in ("HIT_RATE", "PAI", "HOTSPOT_PAI", "WEEK_EVENTS", "REACHED", "EXPECTED_BLOCKS"):
        assert found[number] == without[number], number
    assert found.log.count(f"Places to leave out: {left_out} incidents left out.") == 3


def test_officers_are_made_where_there_are_none_and_start_at_the_top_peak(plan, by_hand, incidents, streets):
    from qgis.core import QgsGeometry

    record = incidents()
    found = plan(INCIDENTS=record, OFFICER_COUNT=3)
    rows = found.rows("OFFICERS_OUT")
    assert [row["officer"] for row in rows] == ["1A1", "1A2", "1A3"]
    peak = min(found.layer("POINTS").getFeatures(), key=lambda feature: feature["rank"]).geometry()
    assert all(one.geometry().equals(peak) for one in found.layer("OFFICERS_OUT").getFeatures())
    assert "3 officers assumed" in found.log and "peak of the greatest hotspot" in found.log
    place = QgsGeometry(peak).asPoint()
    start = f"{place.x()!r},{place.y()!r} [EPSG:32610]"
    layers, _ = by_hand(record, streets, start, found.layer("OFFICERS_OUT"), UNIT="block")
    for name in (*LAYERS, "BLOCKS", "AREAS"):
        assert contents(found.layer(name)) == contents(layers[name]), name


def test_a_start_decides_for_the_officers_made_and_the_route(plan):
    found = plan(START="551600,4181600 [EPSG:32610]", OFFICER_COUNT=2)
    places = [one.geometry().asPoint() for one in found.layer("OFFICERS_OUT").getFeatures()]
    assert [(place.x(), place.y()) for place in places] == [(551600, 4181600)] * 2
    first = next(found.layer("ROUTE").getFeatures()).geometry().vertexAt(0)
    assert (round(first.x()), round(first.y())) == (551600, 4181600)


def test_without_a_route_asked_for_none_is_planned(plan):
    found = plan(ROUTE=None, STOPS=None)
    assert found["ROUTE_KM"] is None and "ROUTE" not in found.outputs
    assert "Step 4 of 4" in found.log and "single route" not in found.log
    # One of the two is enough.
    assert plan(ROUTE=None)["ROUTE_VISITED"] > 0


def test_the_shift_begins_with_the_first_officer_where_nobody_says_when(plan, two_officers):
    found = plan(SHIFT_START=None, OFFICERS=two_officers)
    assert "No start of the shift is given: 2024-07-01 08:00." in found.log
    assert min(row["start"] for row in found.rows("FORECAST")).toString("yyyy-MM-ddTHH:mm:ss") == SHIFT


def test_a_shift_is_rounded_up_to_whole_intervals(plan):
    found = plan(SHIFT_HOURS=7)
    assert "8 hours for a shift of 7" in found.log
    assert len({row["start"].toString() for row in found.rows("FORECAST")}) == 4


def test_dates_without_hours_are_forecast_for_the_shift_as_one_interval(plan, incidents):
    found = plan(INCIDENTS=incidents(dates=True), SHIFT_START="2024-07-01T20:00:00")
    assert "do not tell the hours of a shift apart. It is forecast as one interval of 8 hours" in found.log
    (interval,) = {(row["start"].toString("dd HH"), row["end"].toString("dd HH")) for row in found.rows("FORECAST")}
    assert interval == ("01 20", "02 04")
    assert found["HOURS_KNOWN"] == 0 and found["VISITED"] > 0


@pytest.mark.parametrize("with_area", [True, False])
def test_too_many_cells_are_made_larger(plan, make_layer, with_area):
    box = "Polygon((550500 4180500, 553900 4180500, 553900 4183900, 550500 4183900, 550500 4180500))"
    area = make_layer("Polygon", [], [(box,)]) if with_area else None
    found = plan(CELL_SIZE=25, STUDY_AREA=area, ROUTE=None, STOPS=None)
    assert found["CELL_SIZE_USED"] == (50 if with_area else found["CELL_SIZE_USED"]) > 25
    assert 2500 < found["CELLS"] <= 10_000
    # Blocks are planned where most is expected.
    assert "more than can be planned at once: blocks are planned in the" in found.log
    assert "too many to plan officers for" in found.log
    # With a study area it is known before any step; else the grid is made again.
    assert found.log.count("risk = ") == (1 if with_area else 2)


def test_no_hotspot_is_an_error_that_says_so(plan):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="No hotspot was found, so there is nothing to patrol"):
        plan(HOTSPOT_METHOD="threshold", HOTSPOT_THRESHOLD=2)


@pytest.mark.parametrize("parameters, text", [
    ({"CELL_SIZE": -5}, "Cell size (m) must be greater than 0"),
    ({"HOTSPOT_COVERAGE": 200}, "Extract hotspots: Coverage must be above 0"),
    ({"FORECAST_INTERVAL_HOURS": 0.1}, "Length of an interval must be at least"),
    ({"SHIFT_HOURS": 0}, "must be greater than 0"),
    ({"OFFICER_COUNT": 0}, "Number of officers where none are given must be 1 or more"),
    ({"START": "here"}, "'here' is not a point"),
    ({"DWELL": -1}, "must be 0 or more"),
    ({"TIME_FIELD": None}, "Time field: choose the field that holds when each incident happened"),
])  # fmt: skip
def test_what_a_step_would_refuse_is_refused_before_any_is_run(plan, parameters, text):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        plan(**parameters)
    assert text in str(caught.value)


def test_a_package_that_a_step_lacks_is_named_before_any_is_run(plan, monkeypatch):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.framework import base

    monkeypatch.setattr(base, "missing_packages", lambda names: [name for name in names if name == "skfuzzy"])
    with pytest.raises(QgsProcessingException, match="execute algorithm\nPython package missing: skfuzzy"):
        plan(ROUTE="memory:", ROUTE_METHOD="fuzzy")
    # Without a route its method is not run.
    plan(ROUTE=None, STOPS=None, ROUTE_METHOD="fuzzy")


def test_an_error_of_a_step_is_the_plans_with_the_steps_name(plan, streets, make_layer, tmp_path):
    from qgis.core import QgsProcessingException

    far = make_layer("LineString", ["oneway:string"], [("LineString(600000 4300000, 600100 4300000)", None)])
    file = tmp_path / "plan.gpkg"
    with pytest.raises(QgsProcessingException, match="Assign officers: .* of a road") as caught:
        plan(ROADS=far, ROUTE=None, STOPS=None, GRID=f"ogr:dbname='{file}' table=\"grid\" (geom)")
    assert "Traceback" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("percent", [1, 20, 60, 95])
def test_a_cancel_at_any_time_leaves_nothing(plan, tmp_path, percent):
    from qgis.core import QgsProcessingException

    file = tmp_path / "plan.gpkg"
    with pytest.raises(QgsProcessingException, match="Cancelled before the result was complete"):
        plan(cancel_at=percent, **{name: f"ogr:dbname='{file}' table=\"{name}\" (geom)" for name in LAYERS})
    assert list(tmp_path.iterdir()) == []


def test_one_progress_that_never_runs_back(plan, incidents, streets):
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    seen, feedback = [], QgsProcessingFeedback(False)
    feedback.progressChanged.connect(seen.append)
    outputs = dict.fromkeys(LAYERS, "memory:")
    given = {"INCIDENTS": incidents(), "TIME_FIELD": "time", "ROADS": streets, "SHIFT_START": SHIFT, **outputs}
    processing.run("patrol:planshift", given, context=QgsProcessingContext(), feedback=feedback)
    assert seen == sorted(seen) and seen[-1] == pytest.approx(100, abs=0.1)
    assert len({int(percent) // 10 for percent in seen}) >= 8


def test_warnings_name_their_step(plan, make_layer, incidents):
    record = incidents()
    with_strays = make_layer("Point", ["time:datetime"], [
        *((feature.geometry().asWkt(), feature["time"]) for feature in record.getFeatures()), (None, None),
    ])  # fmt: skip
    found = plan(INCIDENTS=with_strays)
    assert "Create a risk grid: Incidents: left out 1 without geometry" in found.log
    assert found["RISK_SKIPPED"] == 1


def test_only_selected_incidents_are_read_and_the_layer_is_left_alone(plan, project, incidents):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    record = incidents()
    project.addMapLayer(record)
    chosen = [feature.id() for feature in record.getFeatures()][:300]
    record.selectByIds(chosen)
    found = plan(INCIDENTS=QgsProcessingFeatureSourceDefinition(record.id(), True))
    assert found["INCIDENTS_USED"] == 300
    assert project.mapLayer(record.id()) is record and record.selectedFeatureCount() == 300
    assert json.loads(found.layer("GRID").metadata().history()[0])["parameters"]["INCIDENTS"].endswith(
        "selected features only"
    )
    record.startEditing()
    record.deleteFeature(chosen[0])
    assert plan(INCIDENTS=QgsProcessingFeatureSourceDefinition(record.id(), True))["INCIDENTS_USED"] == 299
    record.rollBack()


def test_officers_who_look_like_persons_are_not_written(plan, make_layer):
    named = make_layer(
        "Point", ["officer:string", "phone:string"], [(at(0, 0), "Jane Doe", "555"), (at(1, 1), "17", "")]
    )
    found = plan(OFFICERS=named)
    assert [row["officer"] for row in found.rows("OFFICERS_OUT")] == ["1A1", "17"]
    assert "phone" not in found.layer("OFFICERS_OUT").fields().names()
    assert {row["officer"] for row in found.rows("SUMMARY")} == {"1A1", "17"}
    assert found.log.count("look like names of persons") == 1


def test_the_records_tell_the_plan_and_the_step(plan):
    found = plan()
    for name, step in (("GRID", "riskgrid"), ("ROUTES", "assignofficers"), ("OFFICERS_OUT", "createofficers")):
        first, second = (json.loads(line) for line in found.layer(name).metadata().history())
        assert (first["algorithm"], second["algorithm"]) == ("patrol:planshift", f"patrol:{step}")
    assert second["parameters"]["NUMBER"] == 5
    assert second["parameters"]["START"].endswith("[EPSG:32610]")
    assert first["counts"] == {
        "incidents_used": 400, "cells": found["CELLS"], "hotspots": 2, "calls": 0, "officers": 5, "skipped": 0,
    }  # fmt: skip


def test_calls_without_hours_are_refused_before_any_step(plan, make_layer, monkeypatch):
    from qgis.core import QgsProcessingException
    from qgis.PyQt.QtCore import QDate

    from patrol_planner.processing.plans import steps

    monkeypatch.setattr(steps, "Children", None)
    calls = make_layer("Point", ["day:date"], [(at(1, 1), QDate(2024, 7, 1)), (at(2, 2), QDate(2024, 6, 1))])
    with pytest.raises(QgsProcessingException, match="^Calls, field day holds no time of day.* Call clock field"):
        plan(CALLS=calls, CALL_TIME_FIELD="day")
    with pytest.raises(QgsProcessingException, match="Calls: choose the Call time field|Call time field"):
        plan(CALLS=calls)


def test_officers_of_another_day_are_refused_before_any_step(plan, two_officers, monkeypatch):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.plans import steps

    monkeypatch.setattr(steps, "Children", None)
    with pytest.raises(QgsProcessingException, match="^Officers: nobody is on duty during the shift .* 1A1 2024-"):
        plan(OFFICERS=two_officers, SHIFT_START="2024-06-01T08:00:00")


@pytest.mark.parametrize("word", ["RISK_CELL_SHAPE=hexagon", "RISK_METHOD=count", "HOTSPOT_METHOD=contiguous"])
def test_a_plan_takes_the_words_of_its_steps(plan, word):
    found = plan(**dict([word.split("=")]), ROUTE=None, STOPS=None, TIME_LIMIT=3)
    assert found["HOTSPOTS_FOUND"] > 0 and found["VISITED"] > 0


def test_a_city_without_roads_is_planned_in_straight_lines(plan):
    found = plan(ROADS=None, DIRECTION_FIELD=None, TIME_LIMIT=3)
    assert found["VISITED"] > 0 and found["ROUTE_KM"] > 0
    assert "straight line" in found.log.lower()


def test_only_the_officers_that_are_selected_are_planned_for(plan, project, two_officers):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    project.addMapLayer(two_officers)
    two_officers.selectByIds([min(two_officers.allFeatureIds())])
    found = plan(OFFICERS=QgsProcessingFeatureSourceDefinition(two_officers.id(), True), ROUTE=None, STOPS=None)
    assert [row["officer"] for row in found.rows("OFFICERS_OUT")] == ["1A1"]
    assert {row["officer"] for row in found.rows("SUMMARY")} == {"1A1"}


def test_a_study_area_smaller_than_a_cell_is_planned(plan, make_layer):
    box = "Polygon((551200 4181200, 551400 4181200, 551400 4181400, 551200 4181400, 551200 4181200))"
    found = plan(STUDY_AREA=make_layer("Polygon", [], [(box,)]), ROUTE=None, STOPS=None, TIME_LIMIT=3)
    assert found["CELLS"] <= 4 and found["HOTSPOTS_FOUND"] == 1 and found["VISITED"] > 0


def test_an_output_over_an_input_is_refused(plan, incidents, tmp_path):
    from qgis.core import QgsProcessingException, QgsProject, QgsVectorFileWriter

    file, options = tmp_path / "record.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "incidents"
    QgsVectorFileWriter.writeAsVectorFormatV3(incidents(), str(file), QgsProject.instance().transformContext(), options)
    record, before = f"{file}|layername=incidents", file.read_bytes()
    with pytest.raises(QgsProcessingException, match="input|read"):
        plan(INCIDENTS=record, GRID=str(file))
    with pytest.raises(QgsProcessingException, match="input|read"):
        plan(INCIDENTS=record, GRID=f"ogr:dbname='{file}' table=\"incidents\" (geom)")
    assert file.read_bytes() == before


def test_a_summary_is_written_as_csv_too(plan, tmp_path):
    found = plan(SUMMARY=str(tmp_path / "summary.csv"), ROUTE=None, STOPS=None)
    lines = (tmp_path / "summary.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("officer,") and len(lines) == 1 + found["OFFICERS_USED"]


def test_a_record_that_ended_long_ago_tells_nothing_of_today(plan):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Predict crime: No incident .* as no Start of the shift is given"):
        plan(SHIFT_START=None)
