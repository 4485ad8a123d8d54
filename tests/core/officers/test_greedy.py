"""Several officers through one shift, worked by hand: who goes where when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from streetteam import EIGHT, METHODS, assign_officers, inf, nodes_of, officers_of, on_a_street, plan_of, travel_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.officers.assignment import NOT_IN_TIME
from patrol_planner.algorithms.officers.bound import reward_bound
from patrol_planner.algorithms.officers.planners import planner_of
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolProblem
from patrol_planner.algorithms.officers.reward import CALL, COLDSPOT, HOTSPOT
from patrol_planner.algorithms.roads.hourly import HourlyTimes
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.plan import CANNOT_REACH


# Two officers at 0 and 100, hotspots at 10, 40, 90; 40 is the densest.
def two_officers():
    nodes = nodes_of([0, 1, 2], weight=[0.0, 1.0, 0.5])
    return on_a_street([10, 40, 90], [0, 100], nodes, officers_of(2))


def test_importance_greedy_by_hand():
    result = assign_officers(two_officers(), AssignmentSettings(EIGHT, 12, 10), method="importance_greedy")
    # Node 1 (e³) first, to officer 0 who is there at 40 and not at 60; node 2 then to officer 1 at 10. At 20 officer 1
    # is
    # idle again and takes node 0, 80 minutes away, as officer 0 is on the way.
    assert plan_of(result) == [[(1, 40)], [(2, 10), (0, 100)]]
    assert result.reward == pytest.approx(np.exp(3) + np.exp(2.5) + np.exp(2))
    assert (result.visited, result.officers_used, len(result.unvisited)) == (3, 2, 0)
    assert [route.driving_min for route in result.routes] == [40, 90]
    assert [route.dwell_min for route in result.routes] == [10, 20]
    assert [route.km for route in result.routes] == [40, 90]


def test_distance_greedy_by_hand():
    result = assign_officers(two_officers(), AssignmentSettings(EIGHT, 12, 10), method="distance_greedy")
    # Each takes the node ten minutes away; at 20 both are idle, and officer 0 is nearer to node 1 (30, not 50).
    assert plan_of(result) == [[(0, 10), (1, 50)], [(2, 10)]]


def test_given_order_by_hand():
    result = assign_officers(two_officers(), AssignmentSettings(EIGHT, 12, 10), method="given_order")
    # Node 0 to officer 0 (10), node 1 to the only other one (60); at 20 officer 0 is free for node 2.
    assert plan_of(result) == [[(0, 10), (2, 100)], [(1, 60)]]


def test_equally_important_nodes_go_to_who_is_there_first():
    nodes = nodes_of([0, 1])
    problem = on_a_street([10, 95], [0, 100], nodes, officers_of(2))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 10)], [(1, 5)]]


def test_a_call_is_not_known_before_it_comes_in_and_goes_to_the_earlier_arrival():
    # A call of priority 4 at place 2 after 30 minutes; both hotspots are done by 20.
    nodes = nodes_of([0, 1, 2], [HOTSPOT, HOTSPOT, CALL], priority=[1, 1, 4], start=[-inf, -inf, 30])
    problem = on_a_street([10, 90, 97], [0, 100], nodes, officers_of(2))
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 10)], [(1, 10), (2, 37)]]
    call = result.routes[1].visits[1]
    assert (call.reward, call.factor) == (pytest.approx(4 * np.exp(4)), 1.0)
    assert result.routes[1].legs[1].depart_min == 30


def test_a_late_arrival_earns_its_share():
    # 20 minutes away with priority 3: 0.8.
    nodes = nodes_of([0], CALL, priority=3, start=5)
    result = assign_officers(on_a_street([20], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    visit = result.routes[0].visits[0]
    assert (visit.arrive_min, visit.factor) == (25, 0.8)
    assert result.reward == pytest.approx(0.8 * 3 * np.exp(4))


def test_importance_counts_the_factor_not_only_the_node():
    # An emergency that is too late (priority 5, 20 minutes: 0) is left for the coldspot on the spot.
    nodes = nodes_of([0, 1], [CALL, COLDSPOT], priority=[5, 1], start=[0, -inf])
    result = assign_officers(on_a_street([20, 0], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(1, 0), (0, 30)]]


def test_visits_begin_within_the_interval_and_once_in_each():
    # One cell, two intervals of an hour: visited at 10 and again when the second opens.
    nodes = nodes_of([0, 0], start=[0, 60], end=[60, 120])
    result = assign_officers(on_a_street([10], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 10), (1, 60)]]


def test_an_arrival_when_the_interval_ends_is_too_late():
    for end, visits in ((10.0, 0), (10.001, 1)):
        nodes = nodes_of([0], start=0, end=end)
        result = assign_officers(on_a_street([10], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
        assert result.visited == visits
        assert result.reason == [NOT_IN_TIME] * (1 - visits)


def test_who_would_arrive_after_the_interval_opens_may_set_out_before():
    nodes = nodes_of([0], start=8, end=100)
    result = assign_officers(on_a_street([10], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 10)]]


def test_an_idle_officer_sets_out_ahead_of_an_opening():
    nodes = nodes_of([0], start=60, end=100)
    for method in METHODS:
        result = assign_officers(
            on_a_street([50], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT), method=method
        )
        assert plan_of(result) == [[(0, 60)]]
        assert result.routes[0].legs[0].depart_min == 10
    # Open for less than the drive: waiting for the opening at home would be too late.
    short = on_a_street([50], [0], nodes_of([0], start=60, end=61), officers_of(1))
    assert plan_of(assign_officers(short, AssignmentSettings(EIGHT))) == [[(0, 60)]]


def test_at_the_next_opening_the_method_picks():
    # Both open at 60; the far one is denser, but 30 minutes away.
    nodes = nodes_of([0, 1], weight=[1.0, 0.0], start=60, end=120)
    problem = on_a_street([30, -5], [0], nodes, officers_of(1))
    for method, order, depart in (("importance_greedy", [0, 1], 30), ("distance_greedy", [1, 0], 55)):
        result = assign_officers(problem, AssignmentSettings(EIGHT), method=method)
        assert plan_of(result) == [[(order[0], 60), (order[1], 105)]]
        assert result.routes[0].legs[0].depart_min == depart
    # Each of two officers gets one, and leaves when that is necessary.
    pair = on_a_street([30, -5], [0, 10], nodes, officers_of(2))
    result = assign_officers(pair, AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(1, 60)], [(0, 60)]]
    assert [route.legs[0].depart_min for route in result.routes] == [55, 40]


def test_what_opens_sooner_is_not_left_for_what_is_far_enough_to_set_out_at_once():
    # Node 0 opens at 50, 50 minutes away; node 1, next door, at 20.
    nodes = nodes_of([0, 1], start=[50, 20], end=[200, 40])
    result = assign_officers(on_a_street([50, -5], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(1, 20), (0, 85)]]


def test_until_an_officer_sets_out_for_an_opening_a_call_may_come_between():
    def answered(moment):
        nodes = nodes_of([0, 1], [HOTSPOT, CALL], start=[60, moment], end=[100, inf])
        problem = on_a_street([30, -5], [0], nodes, officers_of(1))
        return plan_of(assign_officers(problem, AssignmentSettings(EIGHT)))

    # The officer would leave at 30. A call at 20 is answered until 35; the way back takes 35 more.
    assert answered(20) == [[(1, 25), (0, 70)]]
    # A call at 40 finds the officer on the road to the hotspot.
    assert answered(40) == [[(0, 60), (1, 105)]]


def test_traffic_decides_when_to_set_out():
    factors = np.ones(24)
    factors[8] = 2.0
    # Opens at 9:05: five minutes' drive since nine, and fifteen that take thirty before.
    nodes = nodes_of([0], start=65, end=100)
    result = assign_officers(on_a_street([20], [0], nodes, officers_of(1), Traffic(factors)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, pytest.approx(65))]]
    assert result.routes[0].legs[0].depart_min == pytest.approx(30)


def by_class(minutes, slow_minutes, factor):
    """Travel times that are other ones from eight to nine, and the traffic that makes them so."""
    table = np.where(np.arange(24) == 8, 0, 1)
    minutes, tables = np.array(minutes, dtype=float), np.array([slow_minutes, minutes], dtype=float)
    travel = replace(travel_of(minutes), hourly=HourlyTimes(table, np.ones(24), tables, tables * 1000, ()))
    return travel, Traffic(np.ones(24), {"primary": np.where(table == 0, factor, 1.0)})


def test_traffic_by_class_decides_when_to_set_out_and_which_way():
    """Opens at 9:05; until nine the way around takes thirty minutes, afterwards the straight one ten. Another officer,
    who gets nowhere, begins in between.
    """
    travel, traffic = by_class(
        [[0, 10, inf], [10, 0, inf], [inf, inf, 0]], [[0, 30, inf], [30, 0, inf], [inf, inf, 0]], 3.0
    )
    nodes = nodes_of([0], start=65, end=100)
    problem = PatrolProblem(nodes, officers_of(2, on=[0, 50]), np.array([1, 2]), [travel], np.zeros(2, int), traffic)
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    [leg] = result.routes[0].legs
    # Half of the way by nine.
    assert (leg.depart_min, leg.arrive_min) == (pytest.approx(45), pytest.approx(65))
    assert (leg.metres, leg.hour) == (30_000, 8)


def test_no_plan_earns_more_than_the_bound_where_an_hour_is_quicker_for_a_class():
    """Five minutes of driving and ten of the visit fit a quarter of an hour; free roads would take ten."""
    travel, traffic = by_class([[0, 10], [10, 0]], [[0, 5], [5, 0]], 0.5)
    problem = PatrolProblem(nodes_of([0]), officers_of(1), np.array([1]), [travel], np.array([0]), traffic)
    settings = AssignmentSettings(EIGHT, shift_hours=0.25)
    result = assign_officers(problem, settings)
    assert result.reward > 0 and reward_bound(problem, settings) >= result.reward - 1e-9


def test_a_cell_that_is_being_visited_is_out_of_the_pool():
    # The second interval of the cell opens at 5; officer 1 could be there at 20 but officer 0 is there from 15 to 25.
    nodes = nodes_of([0, 0], start=[-inf, 5], end=[inf, inf])
    problem = on_a_street([15], [0, 35], nodes, officers_of(2))
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    arrivals = sorted(visit.arrive_min for route in result.routes for visit in route.visits)
    assert len(arrivals) == 2
    assert arrivals[1] >= arrivals[0] + 10


def test_more_officers_than_nodes_leaves_the_others_at_home():
    problem = on_a_street([10], [0, 5, 30], nodes_of([0]), officers_of(3))
    result = assign_officers(problem, AssignmentSettings(EIGHT, officer_cost=2))
    assert plan_of(result) == [[], [(0, 5)], []]
    assert result.reward == pytest.approx(np.exp(2) - 2)


def test_traffic_of_the_hour_delays():
    factors = np.ones(24)
    factors[8] = 2.0
    problem = on_a_street([10], [0], nodes_of([0]), officers_of(1), Traffic(factors))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 20)]]


def test_without_dwell_on_the_spot_everything_is_visited_at_once():
    nodes = nodes_of([0, 0, 0], start=[0, 0, 0], end=[10, 20, 30])
    result = assign_officers(on_a_street([0], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT, 12, 0))
    assert [visit.arrive_min for visit in result.routes[0].visits] == [0, 0, 0]


def test_islands_are_named_and_dead_ends_not_entered():
    minutes = [[0, inf, 3, 2], [inf, 0, inf, inf], [inf, inf, 0, inf], [2, inf, 4, 0]]
    nodes = nodes_of([0, 1, 2])
    problem = PatrolProblem(nodes, officers_of(1), np.array([3]), [travel_of(minutes)], np.array([0]))
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 2)]]
    assert (result.unvisited.tolist(), result.reason) == ([1, 2], [CANNOT_REACH, CANNOT_REACH])


def test_the_time_limit_keeps_the_plan_so_far(monkeypatch):
    import patrol_planner.algorithms.route.plan as plan

    ticks = iter(range(100))
    monkeypatch.setattr(plan.time, "monotonic", lambda: float(next(ticks)))
    problem = on_a_street([10, 20, 30, 40], [0], nodes_of([0, 1, 2, 3]), officers_of(1))
    result = assign_officers(problem, AssignmentSettings(EIGHT, time_limit_s=2.5))
    assert result.stopped
    assert result.visited == 2


def test_a_cancel_ends_the_planning():
    asked = iter([False, False, True])
    problem = on_a_street([10, 20, 30], [0], nodes_of([0, 1, 2]), officers_of(1))
    with pytest.raises(Cancelled):
        assign_officers(problem, AssignmentSettings(EIGHT), Control(should_stop=lambda: next(asked)))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"shift_hours": 0}, "longer than 0 hours"),
        ({"dwell_min": -1}, "0 minutes or more"),
        ({"officer_cost": -1}, "cost of an officer"),
    ],
)
def test_impossible_settings_are_refused(change, text):
    with pytest.raises(PatrolError, match=text):
        AssignmentSettings(EIGHT, **change)


def test_an_unknown_method_is_refused():
    with pytest.raises(PatrolError, match="must be one of best"):
        planner_of("bestest")
