"""A whole shift in one call of the real qgis_process, all tables into one file: as a script or a server plans it."""

from __future__ import annotations

import json

import pytest
from osgeo import ogr


@pytest.mark.parametrize("unit", ["block", "visit"])
def test_one_call_plans_the_shift_of_the_sample_city(qgis_process, tmp_path, unit):
    city, file, page = tmp_path / "city.gpkg", tmp_path / "plan.gpkg", tmp_path / "plan.html"
    made = qgis_process("run", "patrol:samplecity", f"--CITY={city}")
    assert made.returncode == 0, made.stderr
    names = ("GRID", "HOTSPOTS", "POINTS", "FORECAST", "ROUTES", "VISITS", "UNVISITED", "SUMMARY", "OFFICERS_OUT")
    names += ("ROUTE", "STOPS")
    names += ("BLOCKS", "AREAS") if unit == "block" else ()
    done = qgis_process(
        "--json",
        "run",
        "patrol:planshift",
        f"--INCIDENTS={city}|layername=incidents",
        "--TIME_FIELD=time",
        f"--ROADS={city}|layername=roads",
        "--DIRECTION_FIELD=oneway",
        "--SPEED_FIELD=maxspeed",
        f"--FACILITIES={city}|layername=facilities",
        f"--CALLS={city}|layername=calls",
        "--CALL_TIME_FIELD=time",
        "--CALL_PRIORITY_FIELD=priority",
        f"--OFFICERS={city}|layername=officers",
        f"--UNIT={unit}",
        *(f"--{name}=ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" for name in names),
        f"--REPORT={page}",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout)["results"]
    assert results["OFFICERS_USED"] == 5 and results["HOTSPOTS_FOUND"] > 0 and results["ROUTE_VISITED"] > 0
    if unit == "visit":
        # Calls that nobody could know of may leave best with the greedy plan.
        assert results["REWARD"] >= results["BASELINE_REWARD"]
        assert results["CALLS_KNOWN"] == results["CALLS_ANSWERED"] == 9
    dataset = ogr.Open(str(file))
    counts = {name: dataset.GetLayerByName(name.lower()).GetFeatureCount() for name in names}
    assert counts["GRID"] == results["CELLS"] and counts["VISITS"] == results["VISITED"]
    if unit == "block":
        assert counts["BLOCKS"] == results["BLOCK_COUNT"] > 10 and counts["AREAS"] >= 5
        assert results["REACHED"] > results["REACHED_EVEN"]
    # Twelve hours in intervals of two.
    assert counts["FORECAST"] == 6 * counts["GRID"]
    assert counts["SUMMARY"] == counts["OFFICERS_OUT"] == 5
    assert "in the back-test" in page.read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.glob("*.*")} == {"city.gpkg", "plan.gpkg", "plan.html"}


def test_a_plan_that_fails_says_why_and_leaves_nothing(qgis_process, tmp_path):
    city, file = tmp_path / "city.gpkg", tmp_path / "plan.gpkg"
    assert qgis_process("run", "patrol:samplecity", f"--CITY={city}").returncode == 0
    names = ("GRID", "HOTSPOTS", "FORECAST", "ROUTES", "VISITS", "SUMMARY")
    done = qgis_process(
        "run",
        "patrol:planshift",
        f"--INCIDENTS={city}|layername=incidents",
        "--TIME_FIELD=time",
        "--SHIFT_START=2010-01-01T08:00:00",
        *(f"--{name}=ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" for name in names),
    )
    shown = done.stdout + done.stderr
    assert done.returncode != 0 and "Traceback" not in shown
    assert "Create a risk grid: " in shown
    assert not file.exists()
