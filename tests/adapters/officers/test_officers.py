"""Layers of officers in QGIS: duty, breaks and speed, and how odd ones are answered."""

from __future__ import annotations

import pytest
from streetgrid import at, clock

pytest.importorskip("qgis.core")


def test_an_officer_whose_shift_is_over_is_named_and_has_an_empty_row(assign, officers, three):
    team = officers((at(0, 0), "Ada"), (at(4, 4), "Old", "00:00", "07:30"), (at(4, 4), "Late", "21:00", "23:00"))
    outcome = assign(three, team)
    assert "2 officers are not on duty within the shift and get no visit: Old, Late." in outcome.log
    rows = {row["officer"]: row for row in outcome.rows("SUMMARY")}
    assert [rows["Old"][name] for name in ("visits", "km", "minutes_idle", "reward")] == [0, 0, 0, 0]
    assert rows["Ada"]["visits"] == 3
    assert outcome["OFFICERS_USED"] == 1


def test_more_officers_than_nodes(assign, officers, nodes):
    team = officers(*((at(column, 0), f"P{column}") for column in range(4)))
    outcome = assign(nodes((at(2, 0), "only", 1, 0.0)), team)
    assert "more officers (4) than nodes (1)" in outcome.log
    assert [(row["officer"], row["visits"]) for row in outcome.rows("SUMMARY")] == [
        ("P0", 0),
        ("P1", 0),
        ("P2", 1),
        ("P3", 0),
    ]


def test_duty_and_breaks_are_kept(assign, officers, nodes):
    stops = nodes(*((at(column, 0), f"n{column}", 1, 0.0) for column in range(5)))
    outcome = assign(stops, officers((at(0, 0), "Ada", "08:30", "09:45", None, "08:50", 20.0)))
    spans = [(clock(row["arrive"]), clock(row["depart"])) for row in outcome.rows("VISITS")]
    # One visit before the break (a second would end at 08:51), three after it.
    assert spans == [
        ("08:30:00", "08:40:00"),
        ("09:11:00", "09:21:00"),
        ("09:22:00", "09:32:00"),
        ("09:33:00", "09:43:00"),
    ]
    summary = outcome.rows("SUMMARY")[0]
    assert summary["minutes_idle"] == pytest.approx(75 - 20 - 40 - 3)
    assert [row["reason"] for row in outcome.rows("UNVISITED")] == ["not reached in time"]


def test_the_lower_of_road_and_officer_speed_counts(assign, officers, nodes):
    stops = nodes((at(4, 0), "n", 1, 0.0))
    for speed, arrive in ((None, "08:04:00"), (18.0, "08:08:00"), (90.0, "08:04:00")):
        outcome = assign(stops, officers((at(0, 0), "Ada", None, None, speed)))
        assert clock(outcome.rows("VISITS")[0]["arrive"]) == arrive


def test_bad_officers_are_refused(refused, officers, nodes, make_layer):
    stop = nodes((at(1, 0), "n", 1, 0.0))
    assert "the name Ada occurs more than once" in refused(stop, officers((at(0, 0), "Ada"), (at(1, 1), "Ada")))
    assert "Ada goes off duty (shift_off) before" in refused(stop, officers((at(0, 0), "Ada", "17:00", "09:00")))
    assert "Ada has a speed (speed_kmh) that is not greater than 0" in refused(
        stop, officers((at(0, 0), "Ada", None, None, 0.0))
    )
    assert "Ada has a break (break_on) without a length" in refused(
        stop, officers((at(0, 0), "Ada", None, None, None, "10:00"))
    )
    nameless = make_layer("Point", ["who:string"], [(at(0, 0), "Ada")])
    assert "there is no field officer. It has: who" in refused(stop, nameless)
    fields = ["officer:string", "shift_on:string"]
    vague = make_layer("Point", fields, [(at(0, 0), "Ada", "2024-05-31 08:00"), (at(0, 0), "Ben", "noon")])
    assert "shift_on of Ben is 'noon'; it must be a date and time" in refused(stop, vague)


def test_the_log_says_whose_speed_and_which_traffic_count(assign, officers, nodes, make_layer):
    stops = nodes((at(4, 0), "n", 1, 0.0))
    slow = assign(stops, officers((at(0, 0), "Ada", None, None, 6.0), (at(0, 0), "Ben", None, None, 90.0)))
    assert "1 officer of 2: nowhere faster than their own speed_kmh (6 km/h)" in slow.log
    assert "travel times are those of free roads" in slow.log
    table = make_layer("NoGeometry", ["hour:integer", "factor:double"], [(None, 8, 2.0)])
    free = assign(stops, officers((at(0, 0), "Ada", None, None, 90.0)), TRAFFIC=table)
    assert "nowhere faster" not in free.log
    assert "free roads" not in free.log


def test_officers_without_a_call_sign_are_said(assign, officers, nodes):
    stop = nodes((at(1, 0), "n", 1, 0.0))
    outcome = assign(stop, officers((at(0, 0), "1A1"), (at(0, 0), None), (at(0, 0), "")))
    assert "Officers: 2 of 3 have no call sign in officer; they are called by their feature id: 2, 3." in outcome.log
    assert [row["officer"] for row in outcome.rows("SUMMARY")] == ["1A1", "2", "3"]


def test_duty_is_read_as_all_times_are(assign, refused, nodes, make_layer):
    stop, fields = nodes((at(1, 0), "n", 1, 0.0)), ["officer:string", "shift_on:string"]
    zoned = assign(stop, make_layer("Point", fields, [(at(0, 0), "1A1", "2024-05-31T08:00:00Z")]))
    assert "field shift_on: the only time is UTC by what is written (Z" in zoned.log
    assert clock(zoned.rows("VISITS")[0]["arrive"]) == "08:01:00"
    military = assign(stop, make_layer("Point", fields, [(at(0, 0), "1A1", "2024-05-31 0800 hrs")]))
    assert "UTC by what" not in military.log
    assert clock(military.rows("VISITS")[0]["arrive"]) == "08:01:00"
    for day in ("20240531", "31 May 2024"):
        days = make_layer("Point", fields, [(at(0, 0), "1A1", day)])
        assert "shift_on of 1A1 is 2024-05-31, a date without a time of day" in refused(stop, days)


def test_who_is_on_foot_walks_unless_they_have_a_speed(assign, nodes, make_layer):
    rows = [(at(0, 0), "Ada", "foot", None), (at(0, 0), "Ben", "Foot ", 10.0), (at(0, 0), "Cy", "car", None)]
    team = make_layer("Point", ["officer:string", "vehicle:string", "speed_kmh:double"], rows)
    stops = nodes(*[(at(1, row), f"n{row}", 1, 0.0) for row in range(3)])
    legs = {
        row["officer"]: row for row in assign(stops, team, METHOD="distance_greedy").rows("ROUTES") if row["leg"] == 1
    }
    speeds = {name: row["km"] / row["minutes"] * 60 for name, row in legs.items()}
    assert speeds == {"Ada": pytest.approx(4.8), "Ben": pytest.approx(10.0), "Cy": pytest.approx(36.0)}


def test_a_vehicle_that_nobody_knows_is_refused(refused, nodes, make_layer):
    team = make_layer("Point", ["officer:string", "vehicle:string"], [(at(0, 0), "Ada", "horse")])
    text = refused(nodes((at(1, 0), "n", 1, 0.0)), team)
    assert "vehicle of Ada is horse; it must be one of car, foot, or NULL" in text
