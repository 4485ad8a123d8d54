"""The best plan: equal to trying everything on small problems, never below a greedy plan, its rules, and its answer to
calls.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streetteam import (
    EIGHT,
    assign_officers,
    inf,
    nan,
    nodes_of,
    officers_of,
    on_a_street,
    plan_of,
    problems,
    travel_of,
)
from teamoracle import Oracle

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolNodes, PatrolProblem
from patrol_planner.algorithms.officers.reward import CALL, HOTSPOT
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.plan import FORBIDDEN, MUST_DOES_NOT_FIT


@st.composite
def small(draw):
    """A few nodes, each at a place of its own, two officers; windows, breaks, musts, the way back, traffic, cost."""
    count, team = draw(st.integers(1, 5)), draw(st.integers(1, 2))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = count + team
    at = rng.integers(0, 40, (size, 2)).astype(float)
    minutes = np.abs(at[:, None] - at).sum(axis=2)
    start = rng.choice([-inf, 0.0, 30.0, 60.0], count)
    nodes = PatrolNodes(
        np.arange(count),
        rng.integers(0, 2, count),
        rng.choice([0.0, 0.5, 1.5], count).round(3) + rng.random(count) / 10,
        np.ones(count),
        start,
        np.maximum(start, 0) + rng.choice([30.0, 60.0, inf], count),
    )
    on = rng.choice([0.0, 20.0], team)
    officers = officers_of(
        team,
        on,
        on + rng.choice([60.0, 150.0], team),
        rng.choice([nan, 30.0, 70.0], team),
        rng.choice([15.0, 30.0], team),
    )
    must = rng.choice([0, 0, 0, 1, -1], count) if draw(st.booleans()) else None
    problem = PatrolProblem(
        nodes,
        officers,
        np.arange(count, size),
        [travel_of(minutes), travel_of(minutes * 2)],
        rng.integers(0, 2, team),
        Traffic(rng.choice([0.5, 1.0, 2.0], 24)) if draw(st.booleans()) else None,
        must,
    )
    plan = AssignmentSettings(
        EIGHT,
        4.0,
        draw(st.sampled_from([0.0, 5.0, 12.0])),
        draw(st.sampled_from([0.0, 0.0, 4.0])),
        draw(st.integers(0, 3)),
        return_to_start=draw(st.booleans()),
    )
    return problem, plan


@settings(max_examples=60, deadline=None)
@given(small())
def test_equal_to_trying_everything(case):
    problem, plan = case
    made = assign_officers(problem, plan, method="best")
    oracle = Oracle(problem, plan)
    musts, reward = oracle.best()
    visited = [visit.stop for route in made.routes for visit in route.visits]
    assert sum(oracle.must[node] > 0 for node in visited) == musts
    assert made.reward == pytest.approx(reward)
    for officer, route in enumerate(made.routes):
        stays = oracle.drive(officer, [visit.stop for visit in route.visits])
        assert [(stop, pytest.approx(begin), pytest.approx(end)) for stop, begin, end in stays] == [
            (visit.stop, visit.arrive_min, visit.depart_min) for visit in route.visits
        ]


def test_what_is_near_enough_only_from_where_another_visit_has_them_rest_is_found():
    # From the start the second place is too far away in the 20 minutes that it is open after the break.
    nodes = PatrolNodes(
        np.arange(2), np.array([0, HOTSPOT]), np.zeros(2), np.ones(2), np.array([30.0, 60.0]), np.array([90.0, 120.0])
    )
    minutes = np.array([[0, 18, 16], [18, 0, 22], [16, 22, 0]], dtype=float)
    officers = officers_of(1, np.array([20.0]), np.array([170.0]), np.array([70.0]), np.array([30.0]))
    problem = PatrolProblem(
        nodes, officers, np.array([2]), [travel_of(minutes)] * 2, np.zeros(1, int), None, np.array([1, 0])
    )
    made = assign_officers(problem, AssignmentSettings(EIGHT, 4.0, 12.0), method="best")
    assert plan_of(made) == [[(0, 36.0), (1, 118.0)]]


@settings(max_examples=30, deadline=None)
@given(problems(methods=("best",)))
def test_never_below_a_greedy_plan(case):
    problem, plan, method = case
    best = assign_officers(problem, plan, method=method)
    for greedy in ("importance_greedy", "distance_greedy"):
        assert best.reward >= assign_officers(problem, plan, method=greedy).reward - 1e-9


def on_street(at, home=(0,), must=None, **more):
    problem = on_a_street(at, list(home), nodes_of(range(len(at))), officers_of(len(home), **more))
    return replace(problem, must=None if must is None else np.array(must))


def test_who_must_come_back_is_back_in_time():
    problem = on_street([10, 20, 40], off=70)
    plan = AssignmentSettings(EIGHT, 12, 10)
    assert plan_of(assign_officers(problem, plan, method="best")) == [[(0, 10), (1, 30), (2, 60)]]
    made = assign_officers(problem, replace(plan, return_to_start=True), method="best")
    (route,) = made.routes
    assert [visit.stop for visit in route.visits] == [0, 1]
    assert (route.home.start, route.home.end, route.home.arrive_min) == (1, 3, 60)
    assert (route.driving_min, route.km) == (40, 40)
    assert route.home not in route.legs


def test_the_way_back_waits_for_the_break():
    problem = on_street([10], off=70, break_on=25.0, break_min=15.0)
    (route,) = assign_officers(problem, AssignmentSettings(EIGHT, 12, 10, return_to_start=True), method="best").routes
    assert (route.home.depart_min, route.home.arrive_min) == (40, 50)


def test_musts_come_first_and_reasons_are_given():
    problem = on_street([10, 30, 90, 5], must=[0, 1, 1, -1], off=45)
    made = assign_officers(problem, AssignmentSettings(EIGHT, 12, 10), method="best")
    assert plan_of(made) == [[(1, 30)]]
    reasons = dict(zip(made.unvisited.tolist(), made.reason))
    assert (reasons[2], reasons[3]) == (MUST_DOES_NOT_FIT, FORBIDDEN)


def test_balance_shares_the_work_and_costs_no_reward_of_the_plan():
    problem = on_street([10, 11, 12, 13], home=(0, 30))
    plan = AssignmentSettings(EIGHT, 12, 10, balance=100.0)
    made = assign_officers(problem, plan, method="best")
    assert [len(route.visits) for route in made.routes] == [2, 2]
    assert made.reward == pytest.approx(4 * np.exp(2))


def test_an_officer_who_costs_more_than_they_earn_stays():
    problem = on_street([10, 40], home=(0, 50))
    plan = AssignmentSettings(EIGHT, 12, 10, officer_cost=10.0)
    made = assign_officers(problem, plan, method="best")
    assert (made.officers_used, made.reward) == (1, pytest.approx(2 * np.exp(2) - 10))


def test_a_call_is_unknown_before_it_comes_in_and_then_planned_for():
    # Officer at 0 on the way to 60 when a call comes in at 100: who is on the way gets there first.
    nodes = nodes_of([0, 1], [HOTSPOT, CALL], priority=[1, 1], start=[-inf, 20])
    problem = on_a_street([60, 100], [0], nodes, officers_of(1))
    made = assign_officers(problem, AssignmentSettings(EIGHT, 12, 10), method="best")
    assert plan_of(made) == [[(0, 60), (1, 110)]]
    assert made.routes[0].legs[1].depart_min == 70


def test_calls_known_before_the_shift_are_planned_like_nodes():
    nodes = nodes_of([0, 1], [HOTSPOT, CALL], priority=[1, 4], start=[-inf, 0])
    problem = on_a_street([4, 10], [0], nodes, officers_of(1))
    # The call (at most 15 minutes) first: with the hotspot before it, it would be answered at 20.
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT, 12, 10), method="best")) == [[(1, 10), (0, 26)]]


def test_equal_seed_equal_plan_and_a_cancel_ends_it():
    rng = np.random.default_rng(3)
    at = rng.integers(0, 200, 40).tolist()
    problem = on_street(at, home=(0, 100))
    plan = AssignmentSettings(EIGHT, 4, 10)
    first, again = (plan_of(assign_officers(problem, plan, method="best")) for _ in range(2))
    assert first == again
    with pytest.raises(Cancelled):
        assign_officers(problem, plan, Control(should_stop=lambda: True), method="best")


def test_at_the_time_limit_the_best_so_far_is_kept():
    problem = on_street(np.random.default_rng(3).integers(0, 300, 120).tolist(), home=(0, 100, 200))
    made = assign_officers(problem, AssignmentSettings(EIGHT, 8, 10, time_limit_s=1e-6), method="best")
    assert made.stopped
    assert made.reward >= 0


def test_a_balance_that_is_none_is_refused():
    with pytest.raises(PatrolError, match="balance"):
        AssignmentSettings(EIGHT, balance=-1.0)
