"""The days a record covers, in QGIS: dates that are none, gaps, and ends that stand alone."""

from __future__ import annotations

import pytest
from timedincidents import TURNS, TWENTY, error_of

pytest.importorskip("qgis.core")


@pytest.mark.parametrize("wrong", ["9999-12-31", "2099-12-31 00:00", "2106-01-16 06:42", "1900-01-01"])
def test_a_date_that_is_none_decides_nothing(run_algorithm, make_layer, incidents, wrong: str, tmp_path) -> None:
    layer = incidents(
        ["t:string", "kind:string"], [*((one, "ab"[i % 2]) for i, one in enumerate(TWENTY)), (wrong, "a")]
    )
    right = incidents(["t:string", "kind:string"], [(one, "ab"[i % 2]) for i, one in enumerate(TWENTY)])
    shared = {"TIME_FIELD": "t", "METHOD": "count", "HALF_LIFE": 10, "GRID": "memory:"}
    weights = [
        sum(row["weight"] for row in run_algorithm("riskgrid", INCIDENTS=one, **shared).rows("GRID"))
        for one in (layer, right)
    ]
    assert weights[0] == pytest.approx(weights[1])
    cell = "Polygon((550000 4180000, 552000 4180000, 552000 4182000, 550000 4182000, 550000 4180000))"
    grid = make_layer("Polygon", ["cell_id:integer"], [(cell, 1)])
    done = run_algorithm("predictcrime", INCIDENTS=layer, TIME_FIELD="t", GRID=grid, FORECAST="memory:")
    assert "starts at 2016-01-20 21:00" in done.log and done["SKIPPED"] == 1
    assert f"left out 1 with a date in t far from all others, which must be a mistake ({wrong[:10]})" in done.log
    report = tmp_path / "report.html"
    done = run_algorithm(
        "featurerelevance",
        INCIDENTS=layer,
        TIME_FIELD="t",
        TARGET_FIELD="kind",
        RELEVANCE="memory:",
        REPORT=str(report),
    )
    assert done["SKIPPED"] == 1 and f"{wrong[:4]} Q" not in report.read_text()


def test_days_without_data_are_named(run_algorithm, scattered_incidents, make_layer) -> None:
    cell = "Polygon((540000 4170000, 560000 4170000, 560000 4190000, 540000 4190000, 540000 4170000))"
    grid = make_layer("Polygon", ["cell_id:integer"], [(cell, 1)])
    shared = {
        "INCIDENTS": scattered_incidents(900, days=181),
        "TIME_FIELD": "time",
        "GRID": grid,
        "FORECAST": "memory:",
    }
    right_after = run_algorithm("predictcrime", FORECAST_START="2024-06-30T00:00:00", **shared)
    later = run_algorithm("predictcrime", FORECAST_START="2024-07-28T00:00:00", **shared)
    gap = "no data for 28 days before the forecast, from 2024-06-30 00:00 to 2024-07-28 00:00"
    assert gap in later.log
    assert "no data" not in right_after.log
    for figure in ("HIT_RATE", "PAI", "AUC"):
        assert later[figure] == pytest.approx(right_after[figure], nan_ok=True)
    for field in ("prob", "weight"):
        found = [[row[field] for row in done.rows("FORECAST")] for done in (later, right_after)]
        assert found[0] == pytest.approx(found[1])


def test_an_open_end_is_left_out(run_algorithm, incidents) -> None:
    values = [(one, f"2016-01-{day:02d} 23:59") for day, one in enumerate(TWENTY, 1)]
    values += [("2016-01-05 10:00", "9999-12-31"), *[("2016-01-06 10:00", None)] * 5]
    layer = incidents(["t:string", "e:string"], values)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", END_TIME_FIELD="e", **TURNS)
    assert "left out 1 with an end in e far from all others, which must be a mistake" in done.log
    # No end is a moment that is known, not a loss.
    assert done["INCIDENTS_USED"] == 25 and "no sample" not in done.log


def test_a_start_beyond_all_calendars_is_refused(run_algorithm, scattered_incidents, make_layer) -> None:
    grid = make_layer("Polygon", [], [("Polygon((550000 4180000, 552000 4180000, 552000 4182000, 550000 4180000))",)])
    shared = {"INCIDENTS": scattered_incidents(20), "TIME_FIELD": "time", "GRID": grid}
    text = error_of(run_algorithm, "predictcrime", FORECAST_START="9999-12-31T23:00:00", **shared)
    assert "the year must be from 1900 to 2200, not 9999" in text


def test_a_lone_end_of_the_record_is_told(run_algorithm, incidents) -> None:
    days = [f"2016-{1 + i // 25:02d}-{1 + i % 25:02d} {i % 24:02d}:07" for i in range(150)]
    done = run_algorithm("riskgrid", INCIDENTS=incidents("t:string", days), TIME_FIELD="t", **TURNS)
    assert "end of the record" not in done.log
    late = incidents("t:string", [*days, "2017-01-12 10:07"])
    done = run_algorithm("riskgrid", INCIDENTS=late, TIME_FIELD="t", HALF_LIFE=60, **TURNS)
    assert "the end of the record (1 incident from 2017-01-12 on) lies 201 days after all others" in done.log


@pytest.mark.parametrize(("years", "told"), [(0, False), (-2000, True), (-120, True), (200, True)])
def test_a_record_of_impossible_years_is_told(run_algorithm, incidents, years: int, told: bool) -> None:
    values = [f"{2016 + years:04d}{one[4:]}" for one in TWENTY]
    done = run_algorithm("riskgrid", INCIDENTS=incidents("t:string", values), TIME_FIELD="t", **TURNS)
    assert ("Look at its years" in done.log) is told
