"""Hours in QGIS: believed by the values, whatever the field is called, and missing ones told of."""

from __future__ import annotations

import numpy as np
import pytest
from timedincidents import TURNS, TWENTY, error_of, night_morning_evening

pytest.importorskip("qgis.core")


def clocks(kind: str) -> list:
    from qgis.PyQt.QtCore import QTime

    hours = [(one * 7 % 24, one) for one in range(20)]
    make = {
        "time": lambda hour, minute: QTime(hour, minute),
        "string": lambda hour, minute: f"{(hour + 11) % 12 + 1}:{minute:02d} {'AP'[hour >= 12]}M",
        "integer": lambda hour, minute: hour * 100 + minute,
    }[kind]
    return [make(*one) for one in hours]


@pytest.mark.parametrize("kind", ["time", "string", "integer"])
@pytest.mark.parametrize("date", ["date", "string"])
def test_date_and_time_of_day_in_two_fields(run_algorithm, incidents, kind: str, date: str) -> None:
    from qgis.PyQt.QtCore import QDate

    days = [QDate(2016, 1, 1 + one) for one in range(20)]
    values = [(day if date == "date" else day.toString("MM/dd/yyyy"), clock) for day, clock in zip(days, clocks(kind))]
    layer = incidents([f"d:{date}", f"c:{kind}"], [*values, (values[0][0], None)])
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="d", CLOCK_FIELD="c", **TURNS)
    turns = np.array([one * 7 % 24 // 8 for one in range(20)])
    assert night_morning_evening(done) == [(turns == turn).sum() for turn in range(3)]
    assert done["SKIPPED"] == 1 and done["HOURS_KNOWN"] == 1
    assert "1 without a readable time in d or c" in done.log
    # The way there is told by whichever of the two is chosen alone.
    assert "Clock field (CLOCK_FIELD)" in error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="d", CASES="turn")
    assert "this one as Clock field (CLOCK_FIELD)" in error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="c")


def test_times_of_day_on_a_day_that_stands_for_none(run_algorithm, incidents) -> None:
    values = [(f"2016-01-{day:02d}", f"1899-12-30 {day:02d}:30:00") for day in range(1, 21)]
    layer = incidents(["d:string", "c:string"], values)
    text = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="c", CASES="turn")
    assert "all times are on 1899-12-30" in text and "this one as Clock field (CLOCK_FIELD)" in text
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="d", CLOCK_FIELD="c", **TURNS)
    assert night_morning_evening(done) == [7, 8, 5]


def test_a_clock_field_that_holds_no_clock(run_algorithm, incidents) -> None:
    layer = incidents(["d:string", "c:string"], [("2016-01-01", "late"), ("2016-01-02", "early")])
    text = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="d", CLOCK_FIELD="c")
    assert "no value of the Clock field is a time of day; the first is 'late'" in text


@pytest.mark.parametrize("kind", ["date", "text", "midnights", "moved by an offset"])
def test_dates_have_no_hours_whatever_their_type(run_algorithm, make_layer, incidents, kind: str) -> None:
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    days = [QDate(2016, 1, 1).addDays(i) for i in range(60)]
    field = {"date": "t:date", "midnights": "t:datetime"}.get(kind, "t:string")
    make = {
        "date": lambda day: day,
        "text": lambda day: day.toString("yyyy-MM-dd"),
        "midnights": lambda day: QDateTime(day, QTime(0, 0)),
        "moved by an offset": lambda day: day.toString("yyyy-MM-dd") + " 06:00:00+00",
    }
    layer = incidents(field, [make[kind](day) for day in days])
    grid = make_layer(
        "Polygon",
        ["cell_id:integer"],
        [("Polygon((550000 4180000, 552000 4180000, 552000 4182000, 550000 4180000))", 1)],
    )
    held = "one time of day for all dates" if kind == "moved by an offset" else "dates without a time of day"
    assert held in error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="t", CASES="turn")
    shared = {"INCIDENTS": layer, "TIME_FIELD": "t", "GRID": grid, "FORECAST": "memory:"}
    done = run_algorithm("predictcrime", FORECAST_START="2016-02-20T08:00:00", **shared)
    assert "every hour of a day is alike" in done.log and len({row["expected"] for row in done.rows("FORECAST")}) == 1
    done = run_algorithm("predictcrime", INTERVAL_HOURS=24, FORECAST_START="2016-02-20T08:00:00", **shared)
    assert "The forecast starts at 2016-02-20 00:00" in done.log and "Hours are not told apart" in done.log
    # A date is not over before its midnight: that of the day on which the period ends is not known yet.
    done = run_algorithm(
        "riskgrid", INCIDENTS=layer, TIME_FIELD="t", METHOD="count", GRID="memory:", PERIOD_END="2016-02-20T08:00:00"
    )
    assert (done["INCIDENTS_USED"], done["HOURS_KNOWN"]) == (50, 0)


def test_a_share_of_midnights_is_warned_of_where_hours_matter(run_algorithm, incidents) -> None:
    layer = incidents("t:string", [*TWENTY, *(f"2016-02-{day:02d}" for day in range(1, 5))])
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", **TURNS)
    assert "4 of 24 times (17%) are exactly 00:00, far more than by chance" in done.log
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", METHOD="count", GRID="memory:")
    assert "exactly 00:00" not in done.log


@pytest.mark.parametrize("kind", ["date", "text", "midnights"])
def test_an_end_that_is_a_date_lasts_to_its_midnight(run_algorithm, incidents, kind: str) -> None:
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    field = {"date": "e:date", "text": "e:string", "midnights": "e:datetime"}[kind]
    day = QDate(2016, 1, 2)
    end = {"date": day, "text": "2016-01-02", "midnights": QDateTime(day, QTime(0, 0))}[kind]
    layer = incidents(["t:string", field], [("2016-01-02 08:00", end)] * 6)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", END_TIME_FIELD="e", **TURNS)
    assert night_morning_evening(done) == pytest.approx([0, 3, 3])


def test_calls_without_hours_are_refused(run_algorithm, make_layer) -> None:
    nodes = make_layer("Point", [], [("Point(551000 4181000)",)])
    officers = make_layer("Point", ["officer:string"], [("Point(551000 4181000)", "1A1")])
    rows = [("Point(551000 4181100)", f"2016-04-0{day}", "0951", f"2016-04-0{day}T00:00:00") for day in (1, 2, 3)]
    calls = make_layer("Point", ["day:string", "clock:string", "t:string"], rows)
    shared = {"NODES": nodes, "OFFICERS": officers, "CALLS": calls, "SHIFT_START": "2016-04-02T08:00:00"}
    shared |= {"ROUTES": "memory:", "VISITS": "memory:", "SUMMARY": "memory:"}
    for field in ("day", "t"):
        text = error_of(run_algorithm, "assignofficers", CALL_TIME_FIELD=field, **shared)
        assert f"Calls, field {field} holds dates without a time of day" in text and "CLOCK_FIELD" in text
    done = run_algorithm("assignofficers", CALL_TIME_FIELD="day", CLOCK_FIELD="clock", **shared)
    assert done["CALLS_KNOWN"] == 1
    (called,) = {row["called"].toString("yyyy-MM-dd HH:mm") for row in done.rows("VISITS") if row["kind"] == "call"}
    assert called == "2016-04-02 09:51"


def test_a_forecast_saved_without_hours_is_refused(run_algorithm, make_layer) -> None:
    rows = [("Point(551000 4181000)", "2016-04-02", "2016-04-02")] * 2
    nodes = make_layer("Point", ["start:string", "end:string"], rows)
    officers = make_layer("Point", ["officer:string"], [("Point(551000 4181000)", "1A1")])
    text = error_of(
        run_algorithm, "assignofficers", NODES=nodes, OFFICERS=officers, START_FIELD="start", END_FIELD="end"
    )
    assert "start and end hold dates without a time of day" in text and "GeoPackage" in text


def test_unknown_hours_in_a_clock_field_are_no_sample(run_algorithm, incidents) -> None:
    values = [(one[:10], "unknown" if i % 3 == 0 else one[11:]) for i, one in enumerate(TWENTY)]
    layer = incidents(["t:string", "clock:string"], values)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", CLOCK_FIELD="clock", **TURNS)
    assert "35% of the values are no readable time" in done.log and done["SKIPPED"] == 7
