"""The bound on the reward, against the best plan of all and by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from streetteam import EIGHT, assign_officers, inf, nodes_of, officers_of, on_a_street, problems

from patrol_planner.algorithms.officers.bound import gap_percent, reward_bound
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolProblem
from patrol_planner.algorithms.officers.reward import CALL, arrival_factor, full_reward


def best_by_brute_force(problem, plan):
    """The best objective over all orders and divisions of the nodes, each officer setting out at the best moment.

    Without traffic, without breaks and with one speed: officers go as early as they can, or wait for a node to open.
    """
    nodes, officers = problem.nodes, problem.officers
    full = full_reward(nodes.kind, nodes.weight, nodes.priority)

    def earn(officer, order):
        minutes = problem.travel[problem.speed_class[officer]].minutes
        now, at, total = max(officers.on_min[officer], 0.0), problem.home[officer], 0.0
        off = min(officers.off_min[officer], plan.shift_min)
        for node in order:
            place = nodes.place[node]
            if nodes.kind[node] == CALL:
                now = max(now, nodes.start_min[node])
            there = max(now + minutes[at, place], nodes.start_min[node])
            if there >= nodes.end_min[node] or there + plan.dwell_min > off:
                return -inf
            total += full[node] * float(arrival_factor(np.array(there - nodes.call_min[node]), nodes.priority[node]))
            now, at = there + plan.dwell_min, place
        return total - plan.officer_cost * bool(order)

    best = 0.0
    team = len(officers)
    for owner in itertools.product(range(team + 1), repeat=len(nodes)):
        total = 0.0
        for officer in range(team):
            mine = [node for node in range(len(nodes)) if owner[node] == officer]
            total += max(earn(officer, order) for order in itertools.permutations(mine))
        best = max(best, total)
    return best


@settings(max_examples=120, deadline=None)
@given(problems(most_nodes=4, most_officers=2, ways=("all",)))
def test_no_plan_at_all_exceeds_the_bound(case):
    problem, plan, method = case
    problem = PatrolProblem(
        problem.nodes,
        officers_of(len(problem.officers), problem.officers.on_min, problem.officers.off_min),
        problem.home,
        problem.travel,
        problem.speed_class,
    )
    best = best_by_brute_force(problem, plan)
    bound = reward_bound(problem, plan)
    assert best <= bound * (1 + 1e-9) + 1e-9
    assert assign_officers(problem, plan, method=method).reward <= best + 1e-6


def test_the_bound_is_met_where_nothing_competes():
    # 30 minutes: two visits of ten with five to drive to each, out of three equal nodes.
    problem = on_a_street([5, 10, 15], [0], nodes_of([0, 1, 2]), officers_of(1, off=30))
    assert reward_bound(problem, AssignmentSettings(EIGHT)) == pytest.approx(2 * np.exp(2))
    assert assign_officers(problem, AssignmentSettings(EIGHT)).reward == pytest.approx(2 * np.exp(2))
    costly = AssignmentSettings(EIGHT, officer_cost=100)
    assert reward_bound(problem, costly) == 0.0


@pytest.mark.parametrize(
    ("bound", "reward", "percent"),
    [(200.0, 150.0, 25.0), (200.0, 200.0, 0.0), (200.0, 200.0 * (1 + 1e-12), 0.0), (0.0, 0.0, -1.0)],
)
def test_the_gap_to_the_bound_is_never_negative_by_rounding(bound, reward, percent):
    assert gap_percent(bound, reward) == percent
