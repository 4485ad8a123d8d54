"""What is done otherwise where nodes are many: calls planned around where they are, neighbours among near places."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from streetteam import EIGHT, assign_officers, nodes_of, officers_of, on_a_street, plan_of, problems
from teamrules import require_rules

from patrol_planner.algorithms.officers import best, bound, teamwork
from patrol_planner.algorithms.officers.bound import reward_bound
from patrol_planner.algorithms.officers.problem import AssignmentSettings
from patrol_planner.algorithms.officers.reward import CALL, HOTSPOT
from patrol_planner.algorithms.officers.team import neighbours


@settings(max_examples=60, deadline=None)
@given(problems(most_nodes=20))
def test_a_plan_made_anew_in_parts_keeps_the_rules(case):
    problem, plan, _ = case
    with patch.object(best, "_LARGE", 0), patch.object(teamwork, "_OFFICERS_AROUND", 2):
        result = assign_officers(problem, plan, method="best")
    require_rules(problem, plan, result)
    for route in result.routes:
        for leg in route.legs:
            if problem.nodes.kind[leg.stop] == CALL:
                assert leg.depart_min >= problem.nodes.start_min[leg.stop] - 1e-5, "driven to before it was known"
    greedy = assign_officers(problem, plan, method="importance_greedy")
    assert result.reward >= greedy.reward - 1e-9


@settings(max_examples=60, deadline=None)
@given(problems(most_nodes=20))
def test_a_large_plan_without_calls_is_carried_out_as_it_was_found(case):
    """Officers set out one after the other: who comes to a place in the morning waits for nobody who comes later."""
    problem, plan, _ = case
    nodes = problem.nodes
    problem = replace(problem, nodes=replace(nodes, kind=np.where(nodes.kind == CALL, HOTSPOT, nodes.kind)))
    with patch.object(best, "_LARGE", 0):
        large = assign_officers(problem, plan, method="best")
    require_rules(problem, plan, large)
    assert large.reward == pytest.approx(assign_officers(problem, plan, method="best").reward)


def test_two_officers_have_the_same_cell_at_different_hours():
    """The first in the plan is there in the last hour, the second in the first."""
    nodes = nodes_of([0, 0], start=np.array([0.0, 540.0]), end=np.array([60.0, 600.0]))
    problem = on_a_street([0], [5, 5], nodes, officers_of(2))
    with patch.object(best, "_LARGE", 0):
        shift = best.BestShift(problem, AssignmentSettings(EIGHT, 12.0, 10.0))
    shift.tasks = [[1], [0]]
    shift._work_until(720.0, 0.0)
    assert plan_of(shift) == [[(1, 540.0)], [(0, 5.0)]]


@settings(max_examples=60, deadline=None)
@given(problems(most_nodes=20))
def test_a_coarse_bound_is_a_bound(case):
    problem, plan, method = case
    fine = reward_bound(problem, plan)
    with patch.object(bound, "_MANY_NODES", 0), patch.object(bound, "_MOST_KINDS", 0):
        coarse = reward_bound(problem, plan)
    assert coarse >= assign_officers(problem, plan, method=method).reward - 1e-6
    assert coarse >= 0 and fine >= 0


def test_neighbours_among_near_places_are_those_among_all():
    rng = np.random.default_rng(1)
    place = rng.integers(0, 40, 200)
    xy = rng.uniform(0, 30, (40, 2))
    minutes = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    with patch.object(neighbours, "_ALL_UP_TO", 0), patch.object(neighbours, "_PLACES", 10):
        lists, of_task = neighbours._others(place, minutes)
    for task in range(200):
        found = lists[of_task[task]]
        near = np.argsort(minutes[place[task], np.unique(place)])[:10]
        assert sorted(found[found >= 0]) == np.flatnonzero(np.isin(place, np.unique(place)[near])).tolist()
