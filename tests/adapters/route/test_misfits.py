"""What the log says of input with which a route cannot be what its user meant."""

from __future__ import annotations

import time

import pytest
from routestops import THREE
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")


@pytest.fixture
def refused():
    from qgis.core import QgsProcessingException

    return lambda text: pytest.raises(QgsProcessingException, match=text)


@pytest.fixture
def ruled(plan, make_layer):
    """One more field of the three stops, its kind and values, and parameters → Outcome."""

    def run(parameter, kind, values, **parameters):
        rows = [(*row, value) for row, value in zip(THREE, values)]
        stops = make_layer("Point", ["stop:string", "risk:double", f"asked:{kind}"], rows)
        return plan(stops, **{parameter: "asked", **parameters})

    return run


def test_where_no_stop_can_be_visited_the_cause_is_said(plan, ruled):
    forbidden = ruled("MUST_FIELD", "integer", [-1, -1, -1])
    assert (
        "No stop is visited, since none can be (3 stops: must not be visited): give stops that may be" in forbidden.log
    )
    assert "lengthen the shift" not in forbidden.log
    closed = ruled("CLOSE_FIELD", "datetime", ["2024-05-31T08:01:00"] * 3)
    assert "(3 stops: not open long enough while one can be there): choose a departure at which" in closed.log
    assert "No stop is visited: lengthen the shift" in plan(THREE, SHIFT_HOURS=2 / 60).log


def test_a_start_with_x_and_y_swapped_is_told_so(plan, refused):
    with refused(r"Start: 37\.8, -122\.4 lies far from every stop.*look swapped"):
        plan(THREE, START="37.8,-122.4 [EPSG:4326]")
    with refused("End: .* look swapped"):
        plan(THREE, END=f"{NORTH},{EAST} [EPSG:32610]")
    with refused(r"Start: .* km from the nearest stop"):
        plan(THREE, START="13.4,52.5 [EPSG:4326]")
    with refused(r"Start: .* lies 1\.4.*e\+297 km"):
        plan(THREE, START="1e300,1e300")
    with refused("Start: the value is not a point"):
        plan(THREE, START="200,200 [EPSG:4326]")


def test_one_minute_is_not_some_minutes(plan):
    log = plan(THREE[1:2]).log
    assert "0.6 km, 1 minute of driving" in log
    assert "1 minutes" not in log


def test_names_that_do_not_tell_stops_apart_are_told(plan):
    log = plan([(at(1, 0), "here", 1.0), (at(2, 0), "here", 1.0), (at(3, 0), "there", 1.0)]).log
    assert "a name is that of several stops, which cannot be told apart in the outputs: here." in log
    assert "several stops" not in plan(THREE).log
    rows = [(at(1, 0), "start", 1.0), (at(2, 0), "end", 1.0)]
    assert "a stop is called start, as the place is where the route begins or ends" in plan(rows).log
    assert "is called" not in plan(rows, START=None).log


def test_a_shift_over_a_change_of_the_clocks(plan, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        outcome = plan(THREE, DEPARTURE="2024-03-31T01:30:00")
        assert outcome.log.count("are put forward by 60 minutes on 2024-03-31, during the shift") == 1
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("kind", "values"),
    [("string", ["9:00", "05:00", None]), ("time", ["09:00", "05:00", None]), ("integer", [900, 500, None])],
)
def test_openings_may_be_times_of_day(make_layer, plan, kind, values):
    from qgis.PyQt.QtCore import QTime

    if kind == "time":
        values = [value and QTime.fromString(value, "HH:mm") for value in values]
    rows = [(*row, value, close) for row, value, close in zip(THREE, values, ["10:00", "7:30", None])]
    stops = make_layer("Point", ["stop:string", "risk:double", f"opens:{kind}", "closes:string"], rows)
    outcome = plan(stops, OPEN_FIELD="opens", CLOSE_FIELD="closes")
    begins = {row["stop"]: row["begin"].toString("dd HH:mm") for row in outcome.rows("VISITS")}
    # "near" opens tomorrow.
    assert begins == {"far": "31 09:00", "middle": "31 08:03"}
    assert "opens, closes hold times of day" in outcome.log
    assert "(open only after the shift): near" in outcome.log


def test_a_time_of_day_that_is_none_is_left_out_and_counted(ruled):
    outcome = ruled("CLOSE_FIELD", "string", ["10:00", "11:00", "12:00"])
    assert outcome["VISITED"] == 3
    outcome = ruled("CLOSE_FIELD", "string", ["soon", "2024-05-31 11:00", "12:00"])
    assert outcome["SKIPPED"] == 2


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], "Probabilities by day and hour: the table is empty"),
        ([(None, "Friday", "8", "near", "0.5")], "day in row 1 is 'Friday', which is no number"),
        ([(None, "5", "8", "near", "often")], "prob in row 1 is 'often', which is no number"),
    ],
)
def test_a_table_of_probabilities_that_is_none(make_layer, plan, refused, rows, text):
    fields = [f"{name}:string" for name in ("day", "hour", "cluster", "prob")]
    with refused(text):
        plan(THREE, PROBABILITIES=make_layer("NoGeometry", fields, rows))


def test_the_map_of_a_route_with_many_revisits(plan, tmp_path):
    import warnings

    with warnings.catch_warnings():
        # Numbers beside a stop that are wider than the map.
        warnings.simplefilter("error")
        outcome = plan(THREE, REVISIT=1, DWELL=0, SHIFT_HOURS=8, REPORT=str(tmp_path / "page.html"))
    assert outcome["REVISITS"] > 50


def test_waiting_is_told_of(ruled, plan):
    outcome = ruled("OPEN_FIELD", "string", ["9:00", None, None])
    # Two stops of ten minutes and eight minutes of driving lie before it.
    assert "32 minutes of waiting" in outcome.log
    assert "the longest, 32 minutes, at stop far" in outcome.log
    assert "of waiting" not in plan(THREE).log
