"""patrol:predictcrime in QGIS: one row per cell and interval, back-test beside it, odd inputs."""

from __future__ import annotations

import pytest

core = pytest.importorskip("qgis.core")


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("predictcrime", **{"FORECAST": "memory:", "TIME_FIELD": "time", **parameters})
    return str(caught.value)


@pytest.fixture
def grid(run_algorithm, scattered_incidents):
    return run_algorithm("riskgrid", INCIDENTS=scattered_incidents(600), METHOD="count", GRID="memory:").layer("GRID")


def test_a_row_for_every_cell_and_interval(run_algorithm, scattered_incidents, grid) -> None:
    done = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(600), TIME_FIELD="time", GRID=grid,
        FORECAST_START="2024-07-01T06:00:00", FORECAST_HOURS=24, INTERVAL_HOURS=3, COVERAGE=10,
        FORECAST="memory:", IMPORTANCE="memory:",
    )  # fmt: skip
    layer, cells = done.layer("FORECAST"), grid.featureCount()
    assert layer.featureCount() == cells * 8
    rows = done.rows("FORECAST")
    starts = sorted({row["start"].toString("MM-dd HH:mm") for row in rows})
    assert starts[0] == "07-01 06:00" and starts[-1] == "07-02 03:00" and len(starts) == 8
    assert all(row["start"].secsTo(row["end"]) == 3 * 3600 for row in rows)
    for start in starts:
        of_interval = [row for row in rows if row["start"].toString("MM-dd HH:mm") == start]
        assert sorted(row["rank"] for row in of_interval) == list(range(1, cells + 1))
        assert sum(row["hotspot"] for row in of_interval) == round(cells * 0.1)
        by_rank = sorted(of_interval, key=lambda row: row["rank"])
        assert all(first["prob"] >= second["prob"] for first, second in zip(by_rank, by_rank[1:]))
    assert all(0 <= row["prob"] <= 1 for row in rows)
    by_cell = {feature["cell_id"]: feature.geometry().asWkt() for feature in grid.getFeatures()}
    assert all(by_cell[feature["cell_id"]] == feature.geometry().asWkt() for feature in layer.getFeatures())
    assert done["HIT_RATE"] > 0.1 and done["BASELINE_HIT_RATE"] > 0.1 and 0.5 < done["AUC"] < 1
    assert "Back-test 2024-06-03 06:00 to 2024-07-01 06:00" in done.log and "plain count: hit rate" in done.log
    assert sum(row["importance"] for row in done.rows("IMPORTANCE")) == pytest.approx(1)


def test_what_is_left_out_counts_neither_in_the_forecast_nor_in_its_back_test(
    run_algorithm, scattered_incidents, make_layer, grid
) -> None:
    record, middle = scattered_incidents(600), (551000, 4181000)
    buffer = core.QgsGeometry.fromWkt(f"Point({middle[0]} {middle[1]})").buffer(300, 8)
    kept = [(one.geometry().asWkt(15), one["time"]) for one in record.getFeatures()
            if not buffer.contains(one.geometry())]  # fmt: skip
    assert 100 < len(kept) < 550
    given = {"TIME_FIELD": "time", "GRID": grid, "FORECAST_START": "2024-07-01T06:00:00", "FORECAST": "memory:"}
    place = make_layer("Polygon", [], [(buffer.asWkt(15),)])
    found = run_algorithm("predictcrime", INCIDENTS=record, EXCLUDE=place, **given)
    without = run_algorithm("predictcrime", INCIDENTS=make_layer("Point", ["time:datetime"], kept), **given)
    assert found.rows("FORECAST") == without.rows("FORECAST")
    assert (found["HIT_RATE"], found["PAI"], found["SKIPPED"]) == (without["HIT_RATE"], without["PAI"], 0)


def test_the_future_is_not_seen(run_algorithm, scattered_incidents, grid) -> None:
    from qgis.core import QgsFeature, QgsGeometry
    from qgis.PyQt.QtCore import QDateTime

    before = scattered_incidents(600)
    after = scattered_incidents(600)
    for hour in range(50):
        feature = QgsFeature(after.fields())
        feature.setGeometry(QgsGeometry.fromWkt("Point(551005 4181005)"))
        feature.setAttribute("time", QDateTime(2024, 7, 1, 6, 0, 0).addSecs(3600 * hour))
        assert after.dataProvider().addFeatures([feature])[0]
    shared = {"TIME_FIELD": "time", "GRID": grid, "FORECAST_START": "2024-07-01T06:00:00", "FORECAST": "memory:"}
    first, second = (run_algorithm("predictcrime", INCIDENTS=layer, **shared) for layer in (before, after))
    assert first.rows("FORECAST") == second.rows("FORECAST") and first["AUC"] == second["AUC"]


def test_polygons_that_are_no_squares_hold_their_incidents(run_algorithm, make_layer) -> None:
    triangle = ("Polygon((0 0, 100 0, 0 100, 0 0))", 7)
    other = ("Polygon((100 0, 100 100, 0 100, 100 0))", 9)
    grid = make_layer("Polygon", ["cell_id:integer"], [triangle, other])
    rows = [
        ("Point(10 10)", "2024-01-01 10:00"),
        ("Point(90 90)", "2024-01-02 10:00"),
        ("Point(91 90)", "2024-01-03 10:00"),
    ]
    rows.append(("Point(500 500)", "2024-01-03 10:00"))
    incidents = make_layer("Point", ["t:string"], rows)
    done = run_algorithm(
        "predictcrime", INCIDENTS=incidents, TIME_FIELD="t", GRID=grid, COVERAGE=50, FORECAST="memory:"
    )
    assert done["SKIPPED"] == 1 and "1 outside the grid" in done.log
    assert {row["cell_id"] for row in done.rows("FORECAST") if row["hotspot"] == 1} == {9}
    assert "starts at 2024-01-03 11:00" in done.log
    assert "could not be back-tested" in done.log and done["HIT_RATE"] is None


def test_points_that_the_model_does_not_use_are_said(run_algorithm, scattered_incidents, grid) -> None:
    incidents = scattered_incidents(600)
    done = run_algorithm(
        "predictcrime", INCIDENTS=incidents, TIME_FIELD="time", GRID=grid, POIS=incidents, FORECAST="memory:"
    )
    assert "not used; the model blend learns from incidents alone" in done.log


def test_odd_inputs_are_refused_with_what_to_do(run_algorithm, scattered_incidents, grid) -> None:
    incidents = scattered_incidents(100)
    shared = {"INCIDENTS": incidents, "GRID": grid}
    assert "must be a multiple of" in error_of(run_algorithm, **shared, FORECAST_HOURS=24, INTERVAL_HOURS=5)
    assert "greater than 0" in error_of(run_algorithm, **shared, INTERVAL_HOURS=0)
    assert "Coverage must be above 0" in error_of(run_algorithm, **shared, COVERAGE=0)
    text = error_of(run_algorithm, **shared, FORECAST_START="2035-01-01T00:00:00")
    assert "nothing can be learned" in text and "The incidents run from 2024-0" in text
    whole_days = run_algorithm("predictcrime", TIME_FIELD="day", **shared, INTERVAL_HOURS=24, FORECAST="memory:")
    assert whole_days.layer("FORECAST").featureCount() == grid.featureCount()
    last = max(feature["day"] for feature in incidents.getFeatures())
    start = whole_days.rows("FORECAST")[0]["start"].toString("yyyy-MM-dd HH:mm")
    assert start == last.addDays(1).toString("yyyy-MM-dd 00:00")
    assert "the first day after the last incident" in whole_days.log


def test_dates_alone_are_forecast_for_hours_that_are_all_alike(run_algorithm, scattered_incidents, grid) -> None:
    done = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(600), TIME_FIELD="day", GRID=grid,
        FORECAST_START="2024-07-01T20:00:00", FORECAST_HOURS=24, INTERVAL_HOURS=12, FORECAST="memory:",
    )  # fmt: skip
    assert "dates without a time of day. Hours are not told apart" in done.log
    assert "there are no data" not in done.log, "the hours of its first day are no gap"
    rows = done.rows("FORECAST")
    first, second = ([row["expected"] for row in rows if row["start"].toString("HH") == hour] for hour in ("20", "08"))
    assert first == second and len(first) == grid.featureCount()
    assert {row["start"].toString("dd HH:mm") for row in rows} == {"01 20:00", "02 08:00"}
    # What is known of the day on which the shift begins was not there when it began.
    before = [feature for feature in scattered_incidents(600).getFeatures() if feature["day"].day() == 1]
    assert before and done["HIT_RATE"] > 0
    whole = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(600), TIME_FIELD="day", GRID=grid, MODEL="prior_count",
        FORECAST_START="2024-07-01T00:00:00", FORECAST_HOURS=24, INTERVAL_HOURS=24, FORECAST="memory:",
    )  # fmt: skip
    halves = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(600), TIME_FIELD="day", GRID=grid, MODEL="prior_count",
        FORECAST_START="2024-07-01T00:00:00", FORECAST_HOURS=12, INTERVAL_HOURS=12, FORECAST="memory:",
    )  # fmt: skip
    total, half = (sum(row["expected"] for row in some.rows("FORECAST")) for some in (whole, halves))
    # A Monday has its own share of the week, half a day of dates half of the mean day.
    assert half == pytest.approx(total / 2, rel=0.25)


def test_bounds_lie_around_what_is_expected_and_tell_which_hotspots_are_sure(
    run_algorithm, scattered_incidents, grid
) -> None:
    shared = {"TIME_FIELD": "time", "GRID": grid, "FORECAST_START": "2024-07-01T06:00:00", "FORECAST": "memory:"}
    done = run_algorithm("predictcrime", INCIDENTS=scattered_incidents(600), **shared)
    rows = done.rows("FORECAST")
    assert all(row["low"] <= row["expected"] <= row["high"] for row in rows)
    assert any(row["low"] < row["expected"] < row["high"] for row in rows)
    for start in {row["start"].toString("dd HH") for row in rows}:
        some = [row for row in rows if row["start"].toString("dd HH") == start]
        next_best = max(row["expected"] for row in some if row["hotspot"] == 0)
        for row in some:
            assert row["sure"] == int(row["hotspot"] == 1 and row["low"] > next_best)
    assert "of these marks would stand even if the cell's own number were at the lower bound" in done.log
    few = run_algorithm("predictcrime", INCIDENTS=scattered_incidents(600), TRAIN_DAYS=20, **shared)
    assert all(row[name] == core.NULL for row in few.rows("FORECAST") for name in ("low", "high", "sure"))
    assert "The record is too short to say how far the expected numbers may be wrong" in few.log


def test_auto_takes_what_hits_most(run_algorithm, scattered_incidents, grid, tmp_path) -> None:
    page = tmp_path / "report.html"
    shared = {"TIME_FIELD": "time", "GRID": grid, "FORECAST_START": "2024-07-01T06:00:00", "FORECAST": "memory:"}
    done = run_algorithm("predictcrime", INCIDENTS=scattered_incidents(600), MODEL="auto", REPORT=str(page), **shared)
    rates = {}
    for line in done.log.splitlines():
        if ": hit rate " in line:
            name, figures = line.strip().split(": hit rate ")
            rates[name] = float(figures.split("%")[0])
    assert {"blend", "prior_count", "count_ties", "kernel", "plain count"} <= set(rates)
    (taken,) = [line.split(" is taken")[0] for line in done.log.splitlines() if " is taken: it hit most" in line]
    assert rates[taken] == max(rate for name, rate in rates.items() if name != "plain count")
    alone = run_algorithm("predictcrime", INCIDENTS=scattered_incidents(600), MODEL=taken, **shared)
    assert alone.rows("FORECAST") == done.rows("FORECAST") and alone["HIT_RATE"] == done["HIT_RATE"]
    assert "was taken because it hit most in these weeks" in page.read_text(encoding="utf-8")


def test_the_page_says_what_is_forecast_and_what_the_model_fell_back_to(
    run_algorithm, scattered_incidents, make_layer, tmp_path
) -> None:
    """On a grid most of which never had an incident, and with too few of them for the weights of a blend."""
    page = tmp_path / "page.html"
    box = "Polygon((540000 4170000, 562000 4170000, 562000 4192000, 540000 4192000, 540000 4170000))"
    area = make_layer("Polygon", [], [(box,)])
    incidents = scattered_incidents(80)
    shared = {"INCIDENTS": incidents, "TIME_FIELD": "time"}
    grid = run_algorithm("riskgrid", METHOD="count", STUDY_AREA=area, CELL_SIZE=500, GRID="memory:", **shared)
    done = run_algorithm(
        "predictcrime", GRID=grid.layer("GRID"), TYPE_FIELD="severity", TYPES="1, 2, 3", INTERVAL_HOURS=24,
        FORECAST_START="2024-07-01T00:00:00", FORECAST="memory:", REPORT=str(page), **shared
    )  # fmt: skip
    text = page.read_text(encoding="utf-8")
    assert "Forecast of: 1, 2, 3." in text and "it is count_ties" in text
    assert "any forecast looks good beside them" in text and "any forecast looks good beside them" in done.log


def test_numbers_out_of_bounds_are_refused(run_algorithm, scattered_incidents, grid, monkeypatch) -> None:
    from patrol_planner.processing.forecast import inputs

    shared = {"INCIDENTS": scattered_incidents(100), "GRID": grid}
    assert "at least 0.25 hours, not 0.2" in error_of(run_algorithm, **shared, INTERVAL_HOURS=0.2)
    assert "at most 36,525" in error_of(run_algorithm, **shared, TRAIN_DAYS=36_526)
    assert "at most 8,784" in error_of(run_algorithm, **shared, FORECAST_HOURS=8_786)
    cells = grid.featureCount()
    # 24 hours by 2, and a week by 2 for the back-test.
    monkeypatch.setattr(inputs, "MOST_CELLS_AND_INTERVALS", cells * 96 - 1)
    text = error_of(run_algorithm, **shared)
    assert f"{cells:,} cells × 96 intervals (12 to forecast, 84 of the back-test's week)" in text
    monkeypatch.setattr(inputs, "MOST_CELLS_AND_INTERVALS", cells * 96)
    done = run_algorithm("predictcrime", TIME_FIELD="time", **shared, FORECAST="memory:")
    assert done.layer("FORECAST").featureCount() == cells * 12


def test_one_mistyped_year_is_named_and_does_not_move_the_start(run_algorithm, make_layer) -> None:
    grid = make_layer("Polygon", ["cell_id:integer"], [("Polygon((0 0, 9 0, 9 9, 0 9, 0 0))", 1)])
    days = ("2024-05-01 10:30", "2024-05-02 10:30", "2024-05-03 10:30", "2204-05-03 10:30")
    incidents = make_layer("Point", ["t:string"], [("Point(3 3)", day) for day in days])
    done = run_algorithm("predictcrime", INCIDENTS=incidents, TIME_FIELD="t", GRID=grid, FORECAST="memory:")
    assert "starts at 2024-05-03 11:00, the first full hour" in done.log
    assert "left out 1 with a date in t far from all others, which must be a mistake (2204-05-03)" in done.log
    assert done["SKIPPED"] == 1
    assert "3 incidents learned from" in done.log


@pytest.mark.parametrize("largest, kept", [(2**31 - 1, 2**31 - 1), (2**31, str(2**31)), (-(2**40), str(-(2**40)))])
def test_long_cell_ids_are_kept(run_algorithm, make_layer, largest: int, kept: int | str) -> None:
    rows = [("Polygon((0 0, 9 0, 9 9, 0 9, 0 0))", 7), ("Polygon((9 0, 18 0, 18 9, 9 9, 9 0))", largest)]
    grid = make_layer("Polygon", ["cell_id:int8"], rows)
    incidents = make_layer("Point", ["t:string"], [("Point(3 3)", "2024-01-01 10:00")])
    done = run_algorithm("predictcrime", INCIDENTS=incidents, TIME_FIELD="t", GRID=grid, FORECAST="memory:")
    assert {row["cell_id"] for row in done.rows("FORECAST")} == {type(kept)(7), kept}


def test_forecast_layers_know_their_time(run_algorithm, scattered_incidents, grid, tmp_path) -> None:
    from patrol_planner.processing.framework.dress import dress_layer

    path = str(tmp_path / "forecast.gpkg")
    done = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(600), TIME_FIELD="text", GRID=grid, FORECAST=path
    )
    layer = done.layer("FORECAST")
    dress_layer(layer, "forecast", "start", "end")
    time = layer.temporalProperties()
    assert time.isActive() and (time.startField(), time.endField()) == ("start", "end")
    assert "prob" in layer.mapTipTemplate() and "hotspot" in str(layer.renderer().dump())


def test_what_was_learned_from_is_told_and_recorded(run_algorithm, scattered_incidents, grid) -> None:
    import json

    shared = {"INCIDENTS": scattered_incidents(600), "TIME_FIELD": "time", "GRID": grid, "FORECAST": "memory:"}
    done = run_algorithm("predictcrime", FORECAST_START="2024-05-01T00:00:00", TRAIN_DAYS=60, **shared)
    days = [f["time"].date().toString("yyyy-MM-dd") for f in scattered_incidents(600).getFeatures()]
    learned = sum("2024-03-02" <= day < "2024-05-01" for day in days)
    record = json.loads(done.layer("FORECAST").metadata().history()[0])
    assert record["counts"]["incidents_used"] == learned and f"{learned} incidents learned from" in done.log


def test_districts_keep_their_names(run_algorithm, make_layer) -> None:
    rows = [("Polygon((0 0, 9 0, 9 9, 0 9, 0 0))", "A1"), ("Polygon((9 0, 18 0, 18 9, 9 9, 9 0))", "B2")]
    grid = make_layer("Polygon", ["cell_id:string"], rows)
    incidents = make_layer(
        "Point", ["t:string"], [("Point(3 3)", "2024-01-01 10:00"), ("Point(12 3)", "2024-01-02 10:00")]
    )
    done = run_algorithm("predictcrime", INCIDENTS=incidents, TIME_FIELD="t", GRID=grid, FORECAST="memory:")
    assert {row["cell_id"] for row in done.rows("FORECAST")} == {"A1", "B2"}
