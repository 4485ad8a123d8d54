"""Calls for service in QGIS: when they are answered, what they are worth, and how odd ones are told of."""

from __future__ import annotations

import math

import pytest
from streetgrid import CALLS, EAST, FORECAST, NORTH, at, clock, square

pytest.importorskip("qgis.core")


def test_calls_are_answered_when_they_come_in_with_the_factor_of_table_iii(assign, two, three, calls):
    came = calls(
        (at(0, 4), "c1", "09:00", "Assault / Battery"),
        (at(0, 3), "c2", "09:00", "Passing Call"),
        (at(0, 2), "early", "03:59", "Theft"),
        (at(0, 1), "late", "20:00", "Theft"),
    )
    outcome = assign(three, two, CALLS=came, **CALLS)
    found = {row["node"]: row for row in outcome.rows("VISITS") if row["kind"] == "call"}
    assert set(found) == {"c1", "c2"}
    legs = {leg["node"]: leg for leg in outcome.rows("ROUTES")}
    assert all(clock(legs[name]["depart"]) >= "09:00:00" for name in found)
    assert found["c1"]["reward"] == pytest.approx(4 * math.exp(4))
    assert found["c2"]["reward"] == pytest.approx(math.exp(4))
    assert "2 of 4 calls came in outside the shift" in outcome.log
    # Of the two in the shift, one: those outside it do not count.
    assert "1 of the shift's 2 calls have priority 1" in outcome.log
    assert "not in the table of priorities: Passing Call (1)." in outcome.log


def test_the_commonest_unknown_types_are_named(assign, two, three, calls):
    kinds = ["b", "b", "b", "a", "a", "c", "d", "e", "f", "f", None]
    came = calls(*((at(0, 4), f"k{number}", "09:00", kind) for number, kind in enumerate(kinds)))
    log = assign(three, two, CALLS=came, **CALLS).log
    assert "11 of the shift's 11 calls have priority 1" in log
    assert "b (3), a (2), f (2), c (1), d (1), …." in log


def test_the_wait_of_every_call_is_told(assign, officers, nodes, calls):
    # On foot 6 km/h, a block takes six minutes. c1: 24 minutes; then, from four blocks east, c2 at once: it waits 9.
    rows = [(at(4, 0), "c1", "08:30", 1), (at(4, 0), "c2", "08:55", 1), (at(0, 4), "c3", "19:55", 1)]
    outcome = assign(
        nodes((at(0, 0), "here", 1, 0.0)),
        officers((at(0, 0), "Ada", None, None, 6.0)),
        CALLS=calls(*rows, kind="integer"),
        **CALLS,
    )
    found = {row["node"]: row for row in outcome.rows("VISITS")}
    assert {name: (clock(found[name]["called"]), found[name]["wait_min"]) for name in ("c1", "c2")} == {
        "c1": ("08:30:00", pytest.approx(24)),
        "c2": ("08:55:00", pytest.approx(9)),
    }
    assert not found["here"]["called"] and not found["here"]["wait_min"]
    assert (outcome["CALLS_ANSWERED"], outcome["CALLS_KNOWN"], outcome["HOTSPOT_VISITS"]) == (2, 3, 1)
    assert outcome["MEDIAN_WAIT"] == pytest.approx(16.5)
    assert outcome["KM"] == pytest.approx(2.4)
    assert "Calls answered: 2 of 3 in the shift; until the officer is there, 16 minutes (median), 24 at most." in (
        outcome.log
    )
    assert "there are too few officers" not in outcome.log


def test_long_waits_are_a_warning_and_no_calls_no_wait(assign, officers, nodes, calls):
    team = officers((at(0, 0), "Ada", None, None, 6.0))
    stop = nodes((at(0, 0), "here", 1, 0.0))
    late = assign(stop, team, CALLS=calls((at(4, 2), "c1", "08:30", 1), kind="integer"), **CALLS)
    assert late["MEDIAN_WAIT"] == pytest.approx(36)
    assert "Half of the answered calls wait longer than 36 minutes" in late.log
    none = assign(stop, team)
    assert (none["MEDIAN_WAIT"], none["CALLS_KNOWN"], none["CALLS_ANSWERED"]) == (None, 0, 0)
    assert "Calls answered" not in none.log


def test_a_late_call_earns_its_share(assign, officers, nodes, calls):
    # On foot 6 km/h: a block takes six minutes, so the call at four blocks is reached after 24: 0.8 at priority 3.
    outcome = assign(
        nodes((at(0, 0), "here", 0, 0.0)),
        officers((at(0, 0), "Ada", None, None, 6.0)),
        CALLS=calls((at(4, 0), "c1", "08:30", 3), kind="integer"),
        **CALLS,
    )
    call = outcome.rows("VISITS")[-1]
    assert (call["node"], clock(call["arrive"]), call["factor"]) == ("c1", "08:54:00", 0.8)
    assert call["reward"] == pytest.approx(0.8 * 3 * math.exp(4))


def test_priorities_as_text_and_missing_ones(assign, two, three, calls):
    came = calls((at(0, 4), "c1", "09:00", "5"), (at(4, 0), "c2", "09:00", None))
    outcome = assign(three, two, CALLS=came, **CALLS)
    rewards = {row["node"]: row["reward"] for row in outcome.rows("VISITS")}
    assert rewards["c1"] == pytest.approx(5 * math.exp(4))
    assert "1 of the shift's 2 calls have priority 1, because there is no value" in outcome.log


def test_calls_without_a_time_are_refused(refused, two, three, calls):
    came = calls((at(0, 4), "c1", "09:00", 4), kind="integer")
    assert "Calls need the Call time field" in refused(three, two, CALLS=came)


def test_calls_far_from_every_road_are_left_out_and_counted(assign, two, three, calls):
    came = calls((at(0, 4), "c1", "09:00", "Theft"), (f"Point({EAST - 10000} {NORTH})", "far", "09:00", "Theft"))
    outcome = assign(three, two, CALLS=came, **CALLS)
    assert "Calls: of the shift's 2 calls, 1 are farther than 200 m from every road" in outcome.log
    assert "These are far (10,000 m)." in outcome.log
    assert outcome["SKIPPED"] == 1
    assert {row["node"] for row in outcome.rows("VISITS") if row["kind"] == "call"} == {"c1"}


def test_a_call_has_the_weight_of_the_cell_and_interval_that_hold_it(assign, two, cells, calls):
    forecast = cells(
        (square(1, 1), 1, 1, 0.5, "08:00", "10:00"),
        (square(1, 1), 1, 1, 2.0, "10:00", "12:00"),
        (square(3, 1), 2, 1, 1.0, "10:00", "12:00"),
    )
    came = calls(
        (at(1.1, 1), "early", "09:59", 2),
        (at(1.1, 1), "late", "10:00", 2),
        (at(2, 1), "between", "10:00", 2),
        (at(3, 1.4), "edge", "10:00", 2),
        kind="integer",
    )
    outcome = assign(forecast, two, CALLS=came, **CALLS, **FORECAST)
    full = {row["node"]: row["reward"] / row["factor"] for row in outcome.rows("VISITS") if row["kind"] == "call"}
    base = 2 * math.exp(4)
    assert full == pytest.approx(
        {"early": base * math.exp(0.5), "late": base * math.exp(2), "between": base, "edge": base * math.exp(1)}
    )
    without = assign(forecast, two, CALLS=came, **CALLS, **{**FORECAST, "WEIGHT_FIELD": None})
    found = {row["node"]: row["reward"] / row["factor"] for row in without.rows("VISITS") if row["kind"] == "call"}
    assert found == pytest.approx(dict.fromkeys(full, base))
