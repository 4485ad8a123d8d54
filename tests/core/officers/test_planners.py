"""What must hold for every plan of several officers."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from streetteam import GREEDY, assign_officers, problems

from patrol_planner.algorithms.officers.bound import reward_bound
from patrol_planner.algorithms.officers.reward import CALL, arrival_factor, full_reward
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.plan import CANNOT_REACH


@settings(max_examples=300, deadline=None)
@given(problems())
def test_every_plan_keeps_the_rules(case):
    problem, plan, method = case
    nodes, officers = problem.nodes, problem.officers
    result = assign_officers(problem, plan, method=method)
    arrival = (problem.traffic or Traffic.free()).arrival_min
    seen, total, stays = [], 0.0, []
    for officer, route in enumerate(result.routes):
        on, off = max(officers.on_min[officer], 0.0), min(officers.off_min[officer], plan.shift_min)
        rest, rest_min = officers.break_on_min[officer], officers.break_min[officer]
        at, now = problem.home[officer], on
        minutes = problem.travel[problem.speed_class[officer]].minutes
        assert len(route.legs) == len(route.visits)
        for leg, visit in zip(route.legs, route.visits):
            place = nodes.place[visit.stop]
            assert (leg.start, leg.end, leg.stop) == (at, place, visit.stop)
            assert leg.depart_min >= now - 1e-6
            assert leg.arrive_min == pytest.approx(float(arrival(480 + leg.depart_min, minutes[at, place])) - 480)
            assert visit.arrive_min == leg.arrive_min
            assert visit.depart_min == pytest.approx(visit.arrive_min + plan.dwell_min)
            assert visit.depart_min <= off + 1e-5
            assert nodes.start_min[visit.stop] - 1e-5 <= visit.arrive_min < nodes.end_min[visit.stop]
            if nodes.kind[visit.stop] == CALL:
                assert leg.depart_min >= nodes.start_min[visit.stop] - 1e-5, "driven to before it was known"
            else:
                stays.append((place, visit.arrive_min, visit.depart_min))
            if not np.isnan(rest):
                assert visit.depart_min <= rest + 1e-5 or leg.depart_min >= rest + rest_min - 1e-5, (
                    "worked in the break"
                )
            factor = arrival_factor(np.array(visit.arrive_min - nodes.call_min[visit.stop]), nodes.priority[visit.stop])
            full = full_reward(nodes.kind[[visit.stop]], nodes.weight[[visit.stop]], nodes.priority[[visit.stop]])[0]
            assert visit.factor == factor
            assert visit.reward == pytest.approx(full * factor)
            total += visit.reward
            seen.append(visit.stop)
            at, now = place, visit.depart_min
    assert len(set(seen)) == len(seen), "a node twice"
    assert sorted([*seen, *result.unvisited.tolist()]) == list(range(len(nodes))), "a node lost"
    assert result.reward == pytest.approx(
        total - plan.officer_cost * sum(bool(route.visits) for route in result.routes)
    )
    for (place, begin, end), (other, other_begin, other_end) in itertools.combinations(stays, 2):
        assert place != other or end <= other_begin + 1e-5 or other_end <= begin + 1e-5, "two at a cell at once"
    again = assign_officers(problem, plan, method=method)
    assert [route.visits for route in again.routes] == [route.visits for route in result.routes]
    assert result.reward <= reward_bound(problem, plan) * (1 + 1e-9) + 1e-9


def events_of(result, officers, officer):
    """When any other officer becomes free to be sent."""
    found = []
    for other, route in enumerate(result.routes):
        if other != officer:
            found += [officers.on_min[other], officers.break_on_min[other] + officers.break_min[other]]
            found += [visit.depart_min for visit in route.visits]
    return np.array(found)


@settings(max_examples=300, deadline=None)
@given(problems(apart=True, methods=GREEDY))
def test_nobody_idle_at_the_end_could_have_made_one_more_visit(case):
    # Where no two nodes share a cell, which could be in use, idle officers leave nothing that they could be at in time.
    problem, plan, method = case
    result = assign_officers(problem, plan, method=method)
    nodes, officers = problem.nodes, problem.officers
    arrival = (problem.traffic or Traffic.free()).arrival_min
    for node, reason in zip(result.unvisited.tolist(), result.reason):
        if reason == CANNOT_REACH:
            continue
        for officer, route in enumerate(result.routes):
            at = nodes.place[route.visits[-1].stop] if route.visits else problem.home[officer]
            free = route.visits[-1].depart_min if route.visits else max(officers.on_min[officer], 0.0)
            off = min(officers.off_min[officer], plan.shift_min)
            rest = officers.break_on_min[officer]
            # Who keeps a node for another, or to set out later, may lose it and be too late for what is left: to a call
            # that takes the other away, or to an officer who becomes free in between and is nearer.
            opens = nodes.start_min[node]
            others = events_of(result, officers, officer)
            meant_for_another = opens > free and (
                (nodes.kind == CALL).any() or ((free < others) & (others < opens)).any()
            )
            if not np.isnan(rest) or free >= off or meant_for_another:
                continue
            travel = problem.travel[problem.speed_class[officer]].minutes
            # Nobody is sent where no way leads back from, though another officer may come from there.
            if np.isinf(travel[nodes.place[node], at]):
                continue
            minutes = travel[at, nodes.place[node]]
            there = max(float(arrival(480 + free, minutes)) - 480, nodes.start_min[node])
            assert there >= nodes.end_min[node] - 1e-5 or there + plan.dwell_min > off - 1e-5
