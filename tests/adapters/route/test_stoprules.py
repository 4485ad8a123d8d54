"""What stops, a break and an end ask of a route: openings, dwell times, musts; by hand, and what is refused."""

from __future__ import annotations

import re

import pytest
from routestops import THREE, day_clock
from streetgrid import EAST, NORTH, at, moment

pytest.importorskip("qgis.core")


@pytest.fixture
def plan(plan):
    """Always on to the nearest stop, so that the route is known by hand."""
    return lambda rows, **given: plan(rows, **{"METHOD": "nearest", **given})


POINT = "{},{} [EPSG:32610]"


def place(column, row):
    return POINT.format(EAST + 600 * column, NORTH + 600 * row)


@pytest.fixture
def ruled(plan, make_layer):
    """One more field of the three stops, its kind and values, and parameters → Outcome."""

    def run(parameter, kind, values, rows=THREE, **parameters):
        fields = ["stop:string", "risk:double", f"asked:{kind}"]
        stops = make_layer("Point", fields, [(*row, value) for row, value in zip(rows, values)])
        return plan(stops, **{parameter: "asked", **parameters})

    return run


def visits(outcome):
    return {row["stop"]: row for row in outcome.rows("VISITS")}


def order(outcome):
    return [row["stop"] for row in outcome.rows("VISITS")]


def reasons(outcome):
    return {row["stop"]: row["reason"] for row in outcome.rows("SKIPPED_STOPS")}


def refused(text):
    from qgis.core import QgsProcessingException

    return pytest.raises(QgsProcessingException, match=text)


# --- the end


def test_a_route_ends_where_it_must(plan):
    outcome = plan(THREE, END=place(0, 4))
    last = outcome.rows("ROUTE")[-1]
    assert (last["leg"], last["from_stop"], last["to_stop"], last["km"]) == (4, "far", "end", pytest.approx(2.4))
    assert (day_clock(last["depart"]), day_clock(last["arrive"])) == ("31 08:38:00", "31 08:42:00")
    assert not last["prob"]
    assert (outcome["KM"], outcome["VISITED"]) == (pytest.approx(7.2), 3)
    # The way there counts: at 8:38 "far" is over, at 8:42 the end is met.
    assert plan(THREE, END=place(0, 4), SHIFT_HOURS=42 / 60)["VISITED"] == 3
    assert plan(THREE, END=place(0, 4), SHIFT_HOURS=41.9 / 60)["VISITED"] < 3


def test_without_a_start_too_a_route_ends_where_it_must(plan):
    outcome = plan(THREE, START=None, END=place(0, 4))
    assert [(leg["from_stop"], leg["to_stop"]) for leg in outcome.rows("ROUTE")] == [
        ("far", "middle"),
        ("middle", "near"),
        ("near", "end"),
    ]


def test_an_end_and_a_return_are_refused_by_name(plan):
    with refused(r"either an End \(END\) or a Return to the start \(RETURN\), not both"):
        plan(THREE, END=place(0, 4), RETURN=True)
    assert plan(THREE, END=place(0, 4), RETURN=False)["VISITED"] == 3


def test_an_end_that_cannot_be_met_is_no_empty_route(plan):
    with refused("at once is there after 8 minutes, but the shift is over after 5"):
        plan(THREE, END=place(4, 4), SHIFT_HOURS=5 / 60)
    with refused("The end of the route cannot be reached from its start by road"):
        plan(THREE, END=place(10.5, 0))
    with refused(r"End: .* km from the nearest stop.*x,y \[EPSG:4326\]"):
        plan(THREE, END="-122.4,37.77")
    with refused("End: 'there' is not a point"):
        plan(THREE, END="there")


def test_a_break_in_the_way_of_the_end_is_no_empty_route(plan):
    # Eight minutes of driving, from 8:00 or from 8:25.
    given = {"END": place(4, 4), "SHIFT_HOURS": 0.5, "BREAK_ON": "2024-05-31T08:05:00", "BREAK_MIN": 20}
    with refused("With its break the route is not at its end within the shift"):
        plan([(at(4, 2), "stop", 1.0)], DWELL=10, **given)
    # With a stop on the way the drive is parted in two.
    parted = plan([(at(2, 2), "stop", 1.0)], DWELL=1, **given)
    assert [day_clock(leg["arrive"]) for leg in parted.rows("ROUTE")] == ["31 08:04:00", "31 08:29:00"]


def test_an_end_far_from_every_road_is_met_on_the_nearest(plan):
    outcome = plan(THREE, END=POINT.format(EAST - 10000, NORTH))
    assert "tied to the nearest all the same: the end (10,000 m)" in outcome.log
    assert outcome.rows("ROUTE")[-1]["to_stop"] == "end"


def test_no_stop_fits_and_the_route_leads_to_its_end(plan):
    outcome = plan(THREE, END=place(2, 0), SHIFT_HOURS=2.5 / 60)
    assert [(leg["from_stop"], leg["to_stop"], leg["km"]) for leg in outcome.rows("ROUTE")] == [
        ("start", "end", pytest.approx(1.2))
    ]
    assert (outcome["VISITED"], outcome["SCORE"]) == (0, 0)
    assert "No stop is visited" in outcome.log


# --- openings


def test_who_is_early_waits_for_the_opening(ruled):
    near = visits(ruled("OPEN_FIELD", "datetime", [moment("08:30")], [THREE[1]]))["near"]
    assert [day_clock(near[name])[3:] for name in ("arrive", "begin", "depart")] == ["08:01:00", "08:30:00", "08:40:00"]
    assert near["wait"] == pytest.approx(29)
    # Nobody waits where nothing is asked for.
    free = visits(ruled("OPEN_FIELD", "datetime", [None], [THREE[1]]))["near"]
    assert (free["wait"], free["begin"]) == (0, free["arrive"])


def test_the_whole_stay_lies_before_the_closing(ruled):
    # Far from 8:28 to 8:38 on the plain route.
    assert order(ruled("CLOSE_FIELD", "string", ["2024-05-31 08:38", None, ""])) == ["near", "middle", "far"]
    outcome = ruled("CLOSE_FIELD", "string", ["2024-05-31 08:37", None, ""])
    assert order(outcome) == ["near", "middle"]
    assert reasons(outcome) == {"far": "does not fit into the shift"}
    closed = ruled("CLOSE_FIELD", "string", ["2024-05-31 08:10", None, None])
    assert reasons(closed) == {"far": "not open long enough while one can be there"}


def test_a_closing_day_lasts_until_its_end(ruled):
    assert ruled("CLOSE_FIELD", "string", ["2024-05-31", "2024-05-31", "2024-05-31"])["VISITED"] == 3
    assert order(ruled("CLOSE_FIELD", "date", [moment("08:00").date(), None, None])) == ["near", "middle", "far"]
    assert ruled("CLOSE_FIELD", "string", ["2024-05-30", None, None])["VISITED"] == 2


def test_openings_that_nothing_can_come_of_are_counted_and_told(plan, make_layer):
    fields = ["stop:string", "risk:double", "opens:string", "closes:string"]
    rows = [
        (at(1, 0), "turned", 1.0, "2024-05-31 12:00", "2024-05-31 11:00"),
        (at(2, 0), "over", 1.0, None, "2024-05-31 07:00"),
        (at(3, 0), "late", 1.0, "2024-05-31 18:00", None),
        (at(4, 0), "open", 1.0, "2024-05-31 07:00", "2024-05-31 18:00"),
    ]
    outcome = plan(make_layer("Point", fields, rows), OPEN_FIELD="opens", CLOSE_FIELD="closes")
    assert order(outcome) == ["open"]
    assert set(reasons(outcome).values()) == {"not open long enough while one can be there"}
    assert "1 stop cannot be visited (the opening ends before it begins): turned." in outcome.log
    assert "1 stop cannot be visited (closed before the departure): over." in outcome.log
    assert "1 stop cannot be visited (open only after the shift): late." in outcome.log
    assert "Stops: 4 with an opening." in outcome.log


def test_an_opening_that_cannot_be_read_leaves_the_stop_out(ruled):
    outcome = ruled("OPEN_FIELD", "string", ["2024-05-31 08:00", "some day", None])
    assert (order(outcome), outcome["SKIPPED"]) == (["middle", "far"], 1)
    assert "1 without a readable time in asked (the first: 'some day')" in outcome.log
    with refused("field asked: no value is a time; the first is 'morning'"):
        ruled("OPEN_FIELD", "string", ["morning", None, None])
    with refused("there is no field asked2"):
        ruled("OPEN_FIELD", "string", [None] * 3, OPEN_FIELD="asked2")


# --- dwell times


def test_a_stop_has_a_dwell_time_of_its_own(ruled):
    found = visits(ruled("DWELL_FIELD", "double", [None, 25.0, 0.0]))
    assert [day_clock(found[name]["depart"])[3:] for name in ("near", "middle", "far")] == [
        "08:26:00",
        "08:28:00",
        "08:43:00",
    ]
    assert all(row["wait"] == pytest.approx(0) for row in found.values())


def test_a_dwell_time_that_is_none_leaves_the_stop_out(ruled):
    outcome = ruled("DWELL_FIELD", "string", ["-1", "abc", "5"])
    assert (order(outcome), outcome["SKIPPED"]) == (["middle"], 2)
    assert "2 without a usable dwell time in asked (minutes, 0 or more)" in outcome.log
    with refused("none of its 3 features can be used: 3 without a usable dwell time"):
        ruled("DWELL_FIELD", "double", [-1.0, 1e9, -5.0])


def test_what_stops_ask_for_stays_theirs_where_some_are_left_out(plan, make_layer):
    fields = ["stop:string", "risk:double", "opens:datetime", "stay:double"]
    rows = [(at(2, 2), "bad", 1.0, moment("09:00"), -1.0), (at(1, 0), "late", 1.0, moment("08:30"), 5.0)]
    outcome = plan(make_layer("Point", fields, rows), OPEN_FIELD="opens", DWELL_FIELD="stay")
    (late,) = outcome.rows("VISITS")
    assert [day_clock(late[name])[3:] for name in ("begin", "depart")] == ["08:30:00", "08:35:00"]


# --- musts


def test_what_must_be_visited_goes_before_what_is_near(ruled):
    # Until 8:25: near and middle fit, or far alone.
    assert order(ruled("MUST_FIELD", "integer", [0, None, 0], SHIFT_HOURS=25 / 60)) == ["near", "middle"]
    outcome = ruled("MUST_FIELD", "integer", [1, None, 0], SHIFT_HOURS=25 / 60)
    assert order(outcome) == ["far"]
    assert "Stops: 1 must be visited." in outcome.log and "must be visited cannot be" not in outcome.log


def test_what_must_not_be_visited_is_not(ruled):
    outcome = ruled("MUST_FIELD", "integer", [-1, None, None])
    assert (order(outcome), reasons(outcome)) == (["near", "middle"], {"far": "must not be visited"})
    # Nor does a route begin there that has no start.
    assert order(ruled("MUST_FIELD", "integer", [-1, None, None], START=None))[0] == "middle"


def test_a_must_that_cannot_be_is_named(ruled):
    outcome = ruled("MUST_FIELD", "boolean", [True, False, None], SHIFT_HOURS=15 / 60)
    assert "far" in reasons(outcome)
    assert re.search(r"1 stop that must be visited cannot be: far \([^)]*does not fit into the shift", outcome.log)


@pytest.mark.parametrize(
    ("kind", "value", "shown"), [("integer", 2, "2"), ("string", "yes", "'yes'"), ("double", 0.5, "0.5")]
)
def test_any_other_must_is_refused(ruled, kind, value, shown):
    with refused(f"asked of stop near is {shown}; it must be 1 for a stop that must be visited, -1"):
        ruled("MUST_FIELD", kind, [None, value, None])


# --- the break


def test_nobody_drives_or_stays_during_the_break(plan):
    outcome = plan(THREE, BREAK_ON="2024-05-31T08:12:00", BREAK_MIN=20)
    found = visits(outcome)
    # Near until 8:11; middle would be met at 8:13.
    assert day_clock(found["near"]["depart"]) == "31 08:11:00"
    assert day_clock(found["middle"]["arrive"]) == "31 08:34:00"
    assert [day_clock(leg["depart"])[3:] for leg in outcome.rows("ROUTE")] == ["08:00:00", "08:32:00", "08:44:00"]
    # There already when it begins: the stay waits.
    near = visits(plan([THREE[1]], BREAK_ON="2024-05-31T08:05:00", BREAK_MIN=30))["near"]
    assert (near["wait"], day_clock(near["begin"])) == (pytest.approx(34), "31 08:35:00")


def test_a_break_outside_the_shift_is_refused_as_createofficers_does(plan):
    with refused("Start of the break: the break at 2024-05-31 07:00 is outside the shift, 2024-05-31 08:00 to"):
        plan(THREE, BREAK_ON="2024-05-31T07:00:00")
    with refused("the break of 30 minutes from 2024-05-31 15:45 ends after the shift, which ends at 2024-05-31 16:00"):
        plan(THREE, BREAK_ON="2024-05-31T15:45:00")
    with refused(r"Length of the break \(min\) must be greater than 0"):
        plan(THREE, BREAK_ON="2024-05-31T10:00:00", BREAK_MIN=0)
    # Its length alone is no break.
    assert plan(THREE, BREAK_MIN=400)["VISITED"] == 3
