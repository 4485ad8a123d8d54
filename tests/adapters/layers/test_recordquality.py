"""Fallback addresses and the records of officers, in all that counts incidents to say where crime will be."""

from __future__ import annotations

import csv
import gzip
import json

import numpy as np
import pytest

core = pytest.importorskip("qgis.core")
FIELDS = ["time:datetime", "beat:string", "kind:string", "source:string"]
FALLBACK = (551_900.0, 4_181_900.0)
EVALUATION = {"SCORES": "memory:", "SUMMARY": "memory:", "MODELS": ["count_ties"]}


@pytest.fixture
def rows():
    """600 incidents of half a year in four beats of 1 km, a third of them records of officers."""
    rng, start = np.random.default_rng(4), np.datetime64("2024-01-01T00:00:00")
    found = []
    for number in range(600):
        x, y = rng.uniform(0, 2000, 2)
        beat = f"{int(x // 1000)}A{int(y // 1000)}"
        when = str(start + np.timedelta64(int(rng.integers(0, 181 * 86_400)), "s"))
        source = "Traffic stop" if number % 3 == 0 else "call"
        found.append((f"Point({551_000 + x} {4_181_000 + y})", when, beat, f"kind {number % 2}", source))
    return found


def on_fallback(number: int = 40, beats: int = 6, first: str = "2024-02-01"):
    """Incidents of several beats on one point, one a day."""
    days = (np.datetime64(first) + np.arange(number)).astype(str)
    place = f"Point({FALLBACK[0]} {FALLBACK[1]})"
    return [(place, f"{day}T12:00:00", f"B{at % beats}", "kind 0", "call") for at, day in enumerate(days)]


@pytest.fixture
def layer(make_layer):
    from qgis.PyQt.QtCore import QDateTime, Qt

    def make(rows, crs="EPSG:32610"):
        made = [(row[0], QDateTime.fromString(row[1], Qt.DateFormat.ISODate), *row[2:]) for row in rows]
        return make_layer("Point", FIELDS, made, crs)

    return make


@pytest.fixture
def grid(run_algorithm, layer, rows):
    return run_algorithm("riskgrid", INCIDENTS=layer(rows), METHOD="count", GRID="memory:").layer("GRID")


def forecast(run_algorithm, incidents, grid, **given):
    start = {"FORECAST_START": "2024-07-01T00:00:00", "INTERVAL_HOURS": 24, "FORECAST": "memory:"}
    return run_algorithm("predictcrime", INCIDENTS=incidents, TIME_FIELD="time", GRID=grid, **start, **given)


def test_a_fallback_address_is_left_out_told_and_counted(run_algorithm, layer, rows, grid):
    without = forecast(run_algorithm, layer(rows), grid)
    done = forecast(run_algorithm, layer(rows + on_fallback()), grid, INCIDENT_BEAT_FIELD="beat")
    assert done.rows("FORECAST") == without.rows("FORECAST")
    assert done["SKIPPED"] == 40 and "left out 40 on a fallback address" in done.log
    assert "1 point with incidents of at least four beats each" in done.log and "40 incidents are left out" in done.log
    assert "The largest has 40 of them, of 6 beats, at 551900.0, 4181900.0 (latitude 37.78" in done.log


def test_a_field_without_beats_is_warned_of(run_algorithm, layer, rows, grid):
    nothing = [(place, when, "", kind, source) for place, when, _, kind, source in rows]
    done = forecast(run_algorithm, layer(nothing), grid, INCIDENT_BEAT_FIELD="beat")
    assert "no incident has a value there, so fallback addresses cannot be found" in done.log


def test_kept_it_is_told_all_the_same(run_algorithm, layer, rows, grid):
    incidents = layer(rows + on_fallback())
    kept = forecast(run_algorithm, incidents, grid, INCIDENT_BEAT_FIELD="beat", FALLBACK_POINTS="keep")
    plain = forecast(run_algorithm, incidents, grid)
    assert kept.rows("FORECAST") == plain.rows("FORECAST") and kept["SKIPPED"] == 0
    assert "40 incidents are kept, and may make a false hotspot" in kept.log
    # Without beats nothing can be found, and nothing is said.
    assert "fallback" not in plain.log


def test_what_happens_later_is_not_looked_at(run_algorithm, layer, rows, grid):
    early, late = on_fallback(6, 3), on_fallback(20, 6, "2024-07-02")
    without = forecast(run_algorithm, layer(rows + early), grid, INCIDENT_BEAT_FIELD="beat")
    done = forecast(run_algorithm, layer(rows + early + late), grid, INCIDENT_BEAT_FIELD="beat")
    assert done.rows("FORECAST") == without.rows("FORECAST") and "fallback" not in done.log


def test_degrees_are_told_as_degrees(run_algorithm, layer, rows, grid):
    transform = core.QgsCoordinateTransform(
        core.QgsCoordinateReferenceSystem("EPSG:32610"), core.QgsCoordinateReferenceSystem("EPSG:4326"),
        core.QgsProject.instance(),
    )  # fmt: skip
    degrees = []
    for row in rows + on_fallback():
        point = core.QgsGeometry.fromWkt(row[0])
        point.transform(transform)
        degrees.append((point.asWkt(12), *row[1:]))
    at = transform.transform(*FALLBACK)
    done = forecast(run_algorithm, layer(degrees, "EPSG:4326"), grid, INCIDENT_BEAT_FIELD="beat")
    assert f"at {round(at.x(), 6)}, {round(at.y(), 6)} (latitude {at.y():.5f}, longitude {at.x():.5f})" in done.log


@pytest.mark.parametrize("algorithm", ["evaluateforecast", "riskgrid"])
def test_the_others_leave_it_out_too(run_algorithm, layer, rows, grid, algorithm):
    given = {"GRID": grid, **EVALUATION} if algorithm == "evaluateforecast" else {"GRID": "memory:"}
    found, without = (
        run_algorithm(algorithm, INCIDENTS=layer(made), TIME_FIELD="time", INCIDENT_BEAT_FIELD="beat", **given)
        for made in (rows + on_fallback(), rows)
    )
    output = "SUMMARY" if algorithm == "evaluateforecast" else "GRID"
    assert found.rows(output) == without.rows(output) and found["SKIPPED"] == 40
    assert "The largest has 40 of them, of 6 beats" in found.log


def test_where_every_incident_is_on_one_nothing_is_left(run_algorithm, layer, grid):
    with pytest.raises(core.QgsProcessingException, match="on a fallback address"):
        forecast(run_algorithm, layer(on_fallback()), grid, INCIDENT_BEAT_FIELD="beat")


def test_a_field_that_tells_every_incident_apart_holds_no_beats(run_algorithm, layer, rows, grid):
    numbered = [(*row[:2], f"case {number}", *row[3:]) for number, row in enumerate(rows)]
    with pytest.raises(core.QgsProcessingException, match="600 different values for 600 incidents"):
        forecast(run_algorithm, layer(numbered), grid, INCIDENT_BEAT_FIELD="beat")


def test_records_of_officers_are_left_out(run_algorithm, layer, rows, grid):
    citizens = [row for row in rows if row[4] == "call"]
    done = forecast(run_algorithm, layer(rows), grid, CATEGORY_FIELD="source", OFFICER_INITIATED="traffic STOP")
    assert done.rows("FORECAST") == forecast(run_algorithm, layer(citizens), grid).rows("FORECAST")
    assert done["SKIPPED"] == 0 and "200 incidents, of which 200 are left out (weight 0)" in done.log
    counts = json.loads(done.layer("FORECAST").metadata().history()[0])["counts"]
    assert counts["officer_initiated"] == 200


def test_the_kind_stands_in_for_the_category(run_algorithm, layer, rows, grid):
    done = forecast(run_algorithm, layer(rows), grid, TYPE_FIELD="kind", OFFICER_INITIATED="kind 1, drugs")
    assert "300 incidents, of which 300 are left out" in done.log
    assert "no incident is of the kind drugs. The most frequent kinds are kind 0, kind 1." in done.log


def test_a_weight_keeps_a_share_the_same_for_every_model(run_algorithm, layer, rows, grid):
    given = {"CATEGORY_FIELD": "source", "OFFICER_INITIATED": "traffic stop"}
    first, again, other = (
        forecast(run_algorithm, layer(rows), grid, OFFICER_WEIGHT=0.5, SEED=seed, **given) for seed in (1, 1, 2)
    )
    assert first.rows("FORECAST") == again.rows("FORECAST") != other.rows("FORECAST")
    counts = json.loads(first.layer("FORECAST").metadata().history()[0])["counts"]
    assert 460 < counts["incidents_used"] < 540
    whole = forecast(run_algorithm, layer(rows), grid, OFFICER_WEIGHT=1, **given)
    assert whole.rows("FORECAST") == forecast(run_algorithm, layer(rows), grid).rows("FORECAST")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"OFFICER_INITIATED": "stop"}, "need the Category of incident field"),
        ({"OFFICER_INITIATED": "call, traffic stop", "CATEGORY_FIELD": "source"}, "all 600 incidents are records of"),
        ({"OFFICER_WEIGHT": 1.5}, "from 0 (left out) to 1"),
        ({"OFFICER_WEIGHT": -0.1}, "from 0 (left out) to 1"),
        ({"INCIDENT_BEAT_FIELD": "nowhere"}, "nowhere"),
    ],
)
def test_what_is_wrong_is_said(run_algorithm, layer, rows, grid, given, says):
    with pytest.raises(core.QgsProcessingException) as caught:
        forecast(run_algorithm, layer(rows), grid, **given)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"FALLBACK_POINTS": "keep"}, "Fallback addresses is not used without Beat of incident field. Choose Beat of"),
        (
            {"CATEGORY_FIELD": "source", "OFFICER_WEIGHT": 0.5},
            "Category of incident field, Weight of records of officers are not used without Records of officers",
        ),
    ],
)
def test_what_comes_to_nothing_is_said(run_algorithm, layer, rows, grid, given, sentence):
    assert sentence in forecast(run_algorithm, layer(rows), grid, **given).log


def test_houstons_fallback_addresses(run_algorithm, shared_data, make_layer):
    with gzip.open(shared_data / "houston" / "incidents.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = [(f"Point({row['lon']} {row['lat']})", row["beat"]) for row in csv.DictReader(lines) if row["lon"]]
    incidents = make_layer("Point", ["beat:string"], rows, "EPSG:4326")
    done = run_algorithm("riskgrid", INCIDENTS=incidents, CELL_SIZE=300, METHOD="count", INCIDENT_BEAT_FIELD="beat",
                         GRID="memory:")  # fmt: skip
    assert "18 points with incidents of at least four beats each" in done.log
    assert "1,719 incidents are left out. The largest has 515 of them, of 56 beats" in done.log
