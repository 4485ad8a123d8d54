"""Calls that came in before the shift: tasks from its start that have waited since, unless closed or too old."""

from __future__ import annotations

import math

import pytest
from layerrows import rows_of
from streetgrid import CALLS, FORECAST, at, clock, moment, square

pytest.importorskip("qgis.core")


@pytest.fixture
def ada(officers):
    # On foot 6 km/h: a block takes six minutes.
    return officers((at(0, 0), "Ada", None, None, 6.0))


@pytest.fixture
def stop(nodes):
    return nodes((at(4, 4), "far", 0, 0.0))


def calls_of(outcome):
    return {row["node"]: row for row in outcome.rows("VISITS") if row["kind"] == "call"}


def test_an_open_call_is_a_task_from_the_start_and_has_waited_since_it_came_in(assign, ada, stop, calls):
    came = calls((at(1, 0), "c1", "07:50", 3), kind="integer")
    outcome = assign(stop, ada, CALLS=came, **CALLS)
    [leg] = [row for row in outcome.rows("ROUTES") if row["node"] == "c1"]
    call = calls_of(outcome)["c1"]
    assert (clock(leg["depart"]), clock(call["arrive"])) == ("08:00:00", "08:06:00")
    # Ten minutes before the shift and six of the way: 0.8 at priority 3.
    assert (clock(call["called"]), call["wait_min"], call["factor"]) == ("07:50:00", pytest.approx(16), 0.8)
    assert call["reward"] == pytest.approx(0.8 * 3 * math.exp(4))
    assert (outcome["CALLS_KNOWN"], outcome["CALLS_ANSWERED"]) == (1, 1)
    assert outcome["MEDIAN_WAIT"] == pytest.approx(16)
    assert (
        "Calls: 1 call came in before the shift and is still open; it is a task from its start, and has waited 10 "
        "minutes by then." in outcome.log
    )
    # It was known at the start: nothing is replayed.
    assert outcome["REPLAY"] == 0 and "Replay" not in outcome.log and "waited too long" not in outcome.log


@pytest.mark.parametrize("method", ["importance_greedy", "distance_greedy", "glerk_ga", "lerk_cs"])
def test_who_waits_longest_in_vain_is_told(assign, ada, stop, calls, method):
    rows = [(at(1, 0), "late", "07:40", 5), (at(2, 0), "old", "06:30", 1), (at(3, 0), "gone", "07:20", 3)]
    outcome = assign(stop, ada, CALLS=calls(*rows, kind="integer"), METHOD=method, SHIFT_HOURS=0.5, **CALLS)
    assert "of the 3 calls open when the shift begins, 2 waited too long to earn anything" in outcome.log
    found, left = calls_of(outcome), {row["node"]: row["reason"] for row in rows_of(outcome, "UNVISITED")}
    in_vain = "waited too long before the shift to earn anything"
    right = {"late": in_vain, "gone": in_vain, "old": "not reached in time", "far": "not reached in time"}
    # There is time for one: the nearest earns nothing.
    assert len(found) == 1 and len(left) == 3
    assert set(found) == ({"late"} if method == "distance_greedy" else {"old"})
    assert left == {name: reason for name, reason in right.items() if name not in found}


def test_older_calls_are_left_out_and_the_hours_can_be_changed(assign, ada, stop, calls):
    came = calls((at(1, 0), "old", "03:30", 1), (at(1, 0), "new", "04:00", 1), kind="integer")
    outcome = assign(stop, ada, CALLS=came, **CALLS)
    assert set(calls_of(outcome)) == {"new"}
    assert (
        "Calls: 1 of 2 calls came in outside the shift (2024-05-31 08:00 to 2024-05-31 20:00) and more than 4 hours "
        "before it; they are left out." in outcome.log
    )
    assert set(calls_of(assign(stop, ada, CALLS=came, CALL_OPEN_HOURS=5, **CALLS))) == {"old", "new"}
    none = assign(stop, ada, CALLS=came, CALL_OPEN_HOURS=0, **CALLS)
    assert none["CALLS_KNOWN"] == 0
    assert "none of the 2 calls came in during the shift" in none.log and "nor is one open when it begins" in none.log


def test_a_closed_call_is_no_task(assign, ada, stop, make_layer):
    fields = ["id:string", "time:datetime", "type:integer", "closed:datetime"]
    rows = [
        ("open", "07:30", None),
        ("closed", "07:30", "07:45"),
        ("later", "07:30", "09:00"),
        ("in", "08:10", "08:20"),
    ]
    layer = make_layer("Point", fields, [(at(1, 0), name, moment(came), 1, moment(over)) for name, came, over in rows])
    outcome = assign(stop, ada, CALLS=layer, CALL_CLOSED_FIELD="closed", **CALLS)
    # What others did during a past shift this plan does anew.
    assert set(calls_of(outcome)) == {"open", "later", "in"}
    assert "Calls: 1 of 4 calls were closed before the shift" in outcome.log
    assert set(calls_of(assign(stop, ada, CALLS=layer, **CALLS))) == {"open", "closed", "later", "in"}


def test_an_open_call_has_the_weight_of_the_first_interval(assign, ada, cells, calls):
    forecast = cells(
        (square(1, 1), 1, 1, 0.5, "06:00", "08:00"),
        (square(1, 1), 1, 1, 2.0, "08:00", "10:00"),
        (square(1, 1), 1, 1, 1.0, "10:00", "12:00"),
    )
    came = calls((at(1.1, 1), "c1", "07:59", 1), kind="integer")
    outcome = assign(forecast, ada, CALLS=came, **CALLS, **FORECAST)
    call = calls_of(outcome)["c1"]
    assert call["reward"] / call["factor"] == pytest.approx(math.exp(2.0 + 4))


def test_later_calls_are_still_unknown(assign, ada, stop, calls):
    came = calls((at(1, 0), "before", "07:55", 1), (at(2, 0), "after", "09:00", 1), kind="integer")
    outcome = assign(stop, ada, CALLS=came, **CALLS)
    departs = {row["node"]: clock(row["depart"]) for row in outcome.rows("ROUTES")}
    assert departs["before"] == "08:00:00" and departs["after"] >= "09:00:00"
    assert outcome["REPLAY"] == 1 and "Replay: the 1 call of 2024-05-31 is known from the record" in outcome.log
