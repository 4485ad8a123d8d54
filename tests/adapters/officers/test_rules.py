"""What the best plan can be asked for besides: the way back, nodes that are a must or must not be, shared work."""

from __future__ import annotations

import pytest
from streetgrid import FORECAST, at, clock

pytest.importorskip("qgis.core")


@pytest.fixture
def ruled(make_layer):
    """Nodes on a street, so many blocks from the officer's start, with what must be; a block takes a minute."""

    def make(*rows):
        fields = ["node:string", "hotspot:integer", "weight:double", "must:integer"]
        return make_layer(
            "Point", fields, [(at(column, 0), name, 1, weight, must) for column, name, weight, must in rows]
        )

    return make


def visited(outcome):
    return [row["node"] for row in outcome.rows("VISITS")]


def test_everybody_is_back_at_the_start_in_time(assign, officers, ruled):
    team = officers((at(0, 0), "Ada"))
    nodes = ruled((1, "near", 0.0, 0), (4, "far", 1.0, 0))
    # In 20 minutes: there and dwell 14, with the way back 18; both nodes 24 without it, 28 with it.
    given = {"SHIFT_HOURS": 26 / 60, "DWELL": 10}
    assert visited(assign(nodes, team, **given)) == ["near", "far"]
    outcome = assign(nodes, team, RETURN=True, **given)
    assert visited(outcome) == ["far"]
    there, back = outcome.rows("ROUTES")
    assert (there["node"], clock(there["arrive"])) == ("far", "08:04:00")
    assert (back["leg"], back["node"], back["minutes"], back["km"]) == (2, None, pytest.approx(4), pytest.approx(2.4))
    assert (clock(back["depart"]), clock(back["arrive"]), back["reward"]) == ("08:14:00", "08:18:00", 0)
    summary = outcome.rows("SUMMARY")[0]
    assert (summary["minutes_driving"], summary["km"]) == (pytest.approx(8), pytest.approx(4.8))
    assert outcome["KM"] == pytest.approx(4.8)


def test_a_must_comes_before_all_reward_and_a_forbidden_node_is_left_out(assign, officers, ruled):
    team = officers((at(0, 0), "Ada"))
    rows = (1, "rich", 3.0, 0), (1, "poor", 0.0, 1), (0, "closed", 3.0, -1)
    given = {"SHIFT_HOURS": 15 / 60, "DWELL": 10}
    assert visited(assign(ruled(*rows), team, **given))[0] in ("rich", "closed")
    outcome = assign(ruled(*rows), team, MUST_FIELD="must", **given)
    assert visited(outcome) == ["poor"]
    assert {row["node"]: row["reason"] for row in outcome.rows("UNVISITED")} == {
        "rich": "not reached in time",
        "closed": "must not be visited",
    }


def test_a_must_that_does_not_fit_is_unvisited_with_the_reason(assign, officers, ruled):
    team = officers((at(0, 0), "Ada"))
    nodes = ruled((4, "far", 0.0, 1), (1, "near", 0.0, 0))
    outcome = assign(nodes, team, MUST_FIELD="must", SHIFT_HOURS=13 / 60, DWELL=10)
    assert visited(outcome) == ["near"]
    (row,) = outcome.rows("UNVISITED")
    assert (row["node"], row["reason"]) == ("far", "must be visited, but does not fit into the shift")
    assert "must be visited" in outcome.log


def test_odd_values_of_the_must_field_are_counted(assign, officers, ruled):
    outcome = assign(ruled((1, "near", 0.0, 7), (2, "far", 0.0, None)), officers((at(0, 0), "Ada")), MUST_FIELD="must")
    assert sorted(visited(outcome)) == ["far", "near"]
    assert "1 node has neither 1, 0 nor -1 in must" in outcome.log


def test_balance_shares_the_work(assign, officers, ruled):
    team = officers((at(0, 0), "Ada"), (at(3, 0), "Ben"))
    nodes = ruled((1, "a", 0.0, 0), (1.1, "b", 0.0, 0), (1.2, "c", 0.0, 0), (1.3, "d", 0.0, 0))
    outcome = assign(nodes, team, BALANCE=100, DWELL=10)
    assert [row["visits"] for row in outcome.rows("SUMMARY")] == [2, 2]
    assert outcome["VISITED"] == 4


@pytest.mark.parametrize(
    ("given", "label"),
    [({"RETURN": True}, "Return to the start"), ({"BALANCE": 1}, "Balance"), ({"MUST_FIELD": "must"}, "Must field")],
)
def test_methods_that_do_not_know_a_rule_refuse_it(refused, officers, ruled, given, label):
    message = refused(ruled((1, "near", 0.0, 0)), officers((at(0, 0), "Ada")), METHOD="importance_greedy", **given)
    assert label in message and "not known to the method importance_greedy" in message and "best" in message


def test_calls_that_come_in_later_are_answered_by_whoever_is_free(assign, officers, cells, calls):
    forecast = cells(
        (
            "Polygon((550900 4180900, 551100 4180900, 551100 4181100, 550900 4181100, 550900 4180900))",
            1,
            1,
            0.0,
            "08:00",
            "10:00",
        ),
    )
    team = officers((at(0, 0), "Ada"))
    rows = calls((at(2, 0), "c", "08:20", "4"))
    outcome = assign(
        forecast,
        team,
        CALLS=rows,
        CALL_TIME_FIELD="time",
        CALL_PRIORITY_FIELD="type",
        SHIFT_HOURS=1,
        DWELL=10,
        **FORECAST,
    )
    assert [(row["node"], clock(row["arrive"])) for row in outcome.rows("VISITS")] == [
        ("1", "08:00:00"),
        ("c", "08:22:00"),
    ]
