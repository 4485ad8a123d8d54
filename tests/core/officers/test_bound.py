"""The bound on the reward, against the best plan of all and by hand."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streetteam import EIGHT, assign_officers, inf, nodes_of, officers_of, on_a_street, problems

from patrol_planner.algorithms.officers import bound as bound_module
from patrol_planner.algorithms.officers import jobs
from patrol_planner.algorithms.officers.bound import gap_percent, reward_bound
from patrol_planner.algorithms.officers.problem import AssignmentSettings
from patrol_planner.algorithms.officers.reward import CALL, COLDSPOT, HOTSPOT, arrival_factor, full_reward
from patrol_planner.algorithms.roads.traffic import Traffic


def best_by_brute_force(problem, plan):
    """The best objective over all orders and divisions of the nodes, every visit as early as it can be."""
    nodes, officers = problem.nodes, problem.officers
    full = full_reward(nodes.kind, nodes.weight, nodes.priority)
    traffic = problem.traffic or Traffic.free()
    break_on, break_off = officers.breaks()

    def begins(officer, at, now, node):
        """When the visit of a node begins, before a break or after it; inf where it does not fit."""
        minutes = problem.travel[problem.speed_class[officer]].minutes[at, nodes.place[node]]
        off = min(officers.off_min[officer], plan.shift_min)
        for depart, until in ((now, min(off, break_on[officer])), (max(now, break_off[officer]), off)):
            if nodes.kind[node] == CALL:
                depart = max(depart, nodes.start_min[node])
            if np.isinf(depart) or (until < off and depart >= break_off[officer]):
                continue
            begin = max(float(traffic.arrival_min(480 + depart, minutes)) - 480, nodes.start_min[node])
            if begin < nodes.end_min[node] and begin + plan.dwell_min <= until:
                return begin
        return inf

    def earn(officer, order):
        now, at, total = max(officers.on_min[officer], 0.0), problem.home[officer], 0.0
        for node in order:
            begin = begins(officer, at, now, node)
            if np.isinf(begin):
                return -inf
            total += full[node] * float(arrival_factor(np.array(begin - nodes.call_min[node]), nodes.priority[node]))
            now, at = begin + plan.dwell_min, nodes.place[node]
        return total - plan.officer_cost * bool(order)

    team, count = len(officers), len(nodes)
    best = [[-inf] * 2**count for _ in range(team)]
    for officer, size in itertools.product(range(team), range(count + 1)):
        for order in itertools.permutations(range(count), size):
            mine = sum(1 << node for node in order)
            best[officer][mine] = max(best[officer][mine], earn(officer, order))
    together = [0.0] * 2**count
    for officer in range(team):
        together = [
            max(together[mine & ~own] + best[officer][own] for own in range(2**count) if own & ~mine == 0)
            for mine in range(2**count)
        ]
    return max(together)


@settings(max_examples=250, deadline=None)
@given(problems(most_nodes=5, most_officers=3, ways=("all",)))
def test_no_plan_at_all_exceeds_the_bound(case):
    problem, plan, method = case
    best, bound = best_by_brute_force(problem, plan), reward_bound(problem, plan)
    assert best <= bound * (1 + 1e-9) + 1e-9
    assert assign_officers(problem, plan, method=method).reward <= best + 1e-6


@settings(max_examples=60, deadline=None)
@given(problems(most_nodes=8, most_officers=3), st.integers(0, 2**32 - 1))
def test_more_officers_and_rewards_never_lower_the_bound_and_cost_never_raises_it(case, seed):
    problem, plan, _ = case
    bound = reward_bound(problem, plan)
    one = int(np.random.default_rng(seed).integers(len(problem.officers)))
    more = [*range(len(problem.officers)), one]
    columns = {field.name: getattr(problem.officers, field.name)[more] for field in fields(problem.officers)}
    columns["name"] = np.arange(len(more)).astype(str).astype(object)
    officers = replace(problem.officers, **columns)
    larger = replace(problem, officers=officers, home=problem.home[more], speed_class=problem.speed_class[more])
    assert reward_bound(larger, plan) >= bound * (1 - 1e-6) - 1e-6
    worth = replace(problem, nodes=replace(problem.nodes, weight=problem.nodes.weight + 0.5))
    assert reward_bound(worth, plan) >= bound * (1 - 1e-6) - 1e-6
    dear = replace(plan, officer_cost=plan.officer_cost + 2.0)
    assert reward_bound(problem, dear) <= bound * (1 + 1e-6) + 1e-6


def test_minutes_of_one_interval_buy_nothing_in_another():
    # Four hotspots in the first half hour, a coldspot in each of two later ones; every visit takes fifteen minutes of
    # somebody who was at another one, ten of who begins a half hour there.
    nodes = replace(
        nodes_of(
            range(6),
            kind=[HOTSPOT] * 4 + [COLDSPOT] * 2,
            start=[0.0] * 4 + [100.0, 200.0],
            end=[30.001] * 4 + [130.0, 230.0],
        ),
        place=np.array([0, 1, 2, 3, 0, 1]),
    )
    problem, plan = on_a_street([0, 5, 10, 15], [0], nodes, officers_of(1, off=300)), AssignmentSettings(EIGHT)
    # Visits begin within the half hour, so that forty minutes are all there is: one of ten and two of fifteen.
    assert best_by_brute_force(problem, plan) == pytest.approx(3 * np.exp(2) + 2)
    assert reward_bound(problem, plan) == pytest.approx(3 * np.exp(2) + 2, rel=1e-4)


def test_a_call_that_nobody_reaches_in_time_counts_by_its_factor():
    # Priority 3, twenty minutes away on either side: 0.8 of one, and the other is answered too late for any of it.
    nodes = nodes_of([0, 1], kind=CALL, priority=3.0, start=[0.0, 0.0])
    problem = on_a_street([20, -20], [0], nodes, officers_of(1))
    assert reward_bound(problem, AssignmentSettings(EIGHT)) == pytest.approx(0.8 * 3 * np.exp(4), rel=1e-4)
    near = on_a_street([20, -20], [0], nodes, officers_of(1, on=40.0))
    assert reward_bound(near, AssignmentSettings(EIGHT)) == 0.0


def test_what_must_not_be_visited_counts_for_nothing():
    problem = on_a_street([5, 10], [0], nodes_of([0, 1]), officers_of(1))
    assert reward_bound(problem, AssignmentSettings(EIGHT)) == pytest.approx(2 * np.exp(2))
    without = replace(problem, must=np.array([0, -1]))
    assert reward_bound(without, AssignmentSettings(EIGHT)) == pytest.approx(np.exp(2))


def test_many_nodes_of_one_kind_are_bounded_like_few():
    rng = np.random.default_rng(2)
    nodes = nodes_of(range(40), kind=rng.integers(0, 2, 40), start=[0.0, 60.0] * 20, end=[60.0, 120.0] * 20)
    problem = on_a_street(rng.integers(0, 50, 40), [0, 0], nodes, officers_of(2))
    settings_of = AssignmentSettings(EIGHT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "_MOST_NODES", 0)
        simple = reward_bound(problem, settings_of)
        patch.setattr(bound_module, "_MOST_KINDS", 0)
        assert reward_bound(problem, settings_of) == pytest.approx(simple, rel=1e-3)
    assert reward_bound(problem, settings_of) <= simple


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
