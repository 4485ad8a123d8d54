"""Coldspots in the gaps of a plan: every rule is kept, no other visit is moved, the reward never falls."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from streetteam import EIGHT, assign_officers, nodes_of, officers_of, on_a_street, plan_of, problems, travel_of
from teamrules import require_rules

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.officers.bound import reward_bound
from patrol_planner.algorithms.officers.fill import Fill, filled, with_fill
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolNodes
from patrol_planner.algorithms.officers.reward import CALL, COLDSPOT, HOTSPOT
from patrol_planner.algorithms.roads.near import NearPlaces
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import mutual_groups
from patrol_planner.algorithms.route.plan import CANNOT_REACH, TOO_FAR


class MatrixNear:
    """Near times read off a matrix."""

    def __init__(self, travel, look_min=5.0):
        self.travel = travel
        self.group = np.where(travel.too_far, -1, mutual_groups(travel.minutes))
        self.look_min = look_min

    def after(self, place, within_min):
        return self._found(self.travel.minutes[place], within_min)

    def before(self, place, within_min):
        return self._found(self.travel.minutes[:, place], within_min)

    def _found(self, minutes, within_min):
        near = np.flatnonzero((minutes <= within_min) & (self.group >= 0))
        return NearPlaces(near, replace(self.travel, minutes=minutes[near][None], metres=minutes[near][None] * np.nan))

    def metres(self, i, j, minutes, hour):
        assert minutes == pytest.approx(self.travel.minutes[i, j])
        return float(self.travel.metres[i, j])

    def ways_at(self, hour):
        return self.travel.ways


def part_of(nodes, chosen):
    return PatrolNodes(*(getattr(nodes, name)[chosen] for name in PatrolNodes.__dataclass_fields__))


def split(problem):
    """The problem without its coldspots, and these as a fill."""
    cold = problem.nodes.kind == COLDSPOT
    near = [MatrixNear(travel) for travel in problem.travel]
    fill = Fill(part_of(problem.nodes, cold), near, problem.travel[0].distance_m, problem.travel[0].too_far)
    return replace(problem, nodes=part_of(problem.nodes, ~cold)), fill


@settings(max_examples=300, deadline=None)
@given(problems(most_nodes=25))
def test_every_filled_plan_keeps_the_rules_and_the_plan(case):
    whole, plan, method = case
    core, fill = split(whole)
    before = assign_officers(core, plan, method=method)
    after = filled(core, fill, before, plan)
    both = with_fill(core, fill)
    require_rules(both, plan, after)
    assert after.reward >= before.reward - 1e-9
    for old, new in zip(before.routes, after.routes):
        assert [visit for visit in new.visits if visit.stop < len(core.nodes)] == old.visits
    # Nobody who waited for a call that was not known yet has gone elsewhere.
    for officer, route in enumerate(after.routes):
        for number, visit in enumerate(route.visits[1:]):
            if both.nodes.kind[visit.stop] == CALL:
                assert both.nodes.kind[route.visits[number].stop] != COLDSPOT, officer
    assert reward_bound(both, plan) >= after.reward - 1e-6


@settings(max_examples=100, deadline=None)
@given(problems(most_nodes=25, ways=("all",)))
def test_nobody_is_idle_beside_a_coldspot_that_fits(case):
    """No node of the fill that is left could still be put after the last visit of anybody."""
    whole, plan, method = case
    plan = replace(plan, officer_cost=0.0)
    core, fill = split(whole)
    after = filled(core, fill, assign_officers(core, plan, method=method), plan)
    both, off = with_fill(core, fill), core.officers.duty(plan.shift_min)[1]
    arrival = (whole.traffic or Traffic.free()).arrival_min
    stays = [
        (both.nodes.place[visit.stop], visit.arrive_min, visit.depart_min)
        for route in after.routes
        for visit in route.visits
        if both.nodes.kind[visit.stop] != CALL
    ]
    left = [node for node in after.unvisited.tolist() if node >= len(core.nodes)]
    for officer in np.flatnonzero(core.officers.on_duty(plan.shift_min)).tolist():
        route, rests = after.routes[officer], not np.isnan(core.officers.break_on_min[officer])
        if rests or not route.visits:
            continue
        at, now = route.legs[-1].end, route.visits[-1].depart_min
        minutes = core.travel[core.speed_class[officer]].minutes
        for node in left:
            place = both.nodes.place[node]
            begin = max(float(arrival(480 + now, minutes[at, place])) - 480, both.nodes.start_min[node])
            leave = begin + plan.dwell_min
            met = any(where == place and on < leave - 1e-5 and end > begin + 1e-5 for where, on, end in stays)
            assert begin >= both.nodes.end_min[node] - 1e-5 or leave > off[officer] - 1e-5 or met


def street(cold_at, nodes, officers, at=(0,), home=(0,), **fill_of):
    """Hotspots and coldspots on a street, one minute per unit; the fill's places come after all others."""
    core = on_a_street(at, home, nodes, officers)
    place = np.array([*at, *home, *cold_at], dtype=float)
    travel = travel_of(np.abs(place[:, None] - place[None, :]))
    known = len(at) + len(home)
    cold = nodes_of(np.arange(known, len(place)), kind=COLDSPOT, **fill_of)
    return core, Fill(cold, [MatrixNear(travel, look_min=20.0)], np.zeros(len(place)), np.zeros(len(place), dtype=bool))


DAY = AssignmentSettings(EIGHT, 2.0)


def test_a_wait_is_filled_as_far_as_the_next_visit_allows():
    """The hotspot opens at 60: two coldspots fit before it, and the one that is far away only after it."""
    core, fill = street([10, 20, 90], nodes_of([0], start=60, end=70), officers_of(1, off=85), at=(30,))
    before = assign_officers(core, DAY)
    assert plan_of(before) == [[(0, 60)]]
    after = filled(core, fill, before, DAY)
    assert plan_of(after) == [[(1, 10), (2, 30), (0, 60)]]
    assert [(leg.depart_min, leg.arrive_min) for leg in after.routes[0].legs] == [(0, 10), (20, 30), (50, 60)]
    assert after.unvisited.tolist() == [3]
    # A minute less, and the second one fits only after it.
    later = replace(core, nodes=nodes_of([0], start=49, end=70))
    assert plan_of(filled(later, fill, assign_officers(later, DAY), DAY)) == [[(1, 10), (0, 49), (2, 69)]]


def test_more_reward_for_the_time_comes_first():
    core, fill = street([5, 8], nodes_of([0], start=300, end=301), officers_of(1, off=25), weight=[0.0, 1.0])
    after = filled(core, fill, assign_officers(core, DAY), DAY)
    assert plan_of(after) == [[(2, 8)]]


def test_who_rests_goes_on_after_the_break():
    team = officers_of(1, break_on=25, break_min=30, off=100)
    core, fill = street([10, 20], nodes_of([0], start=300, end=301), team)
    assert plan_of(filled(core, fill, assign_officers(core, DAY), DAY)) == [[(1, 10), (2, 65)]]


def test_a_coldspot_that_opens_later_is_waited_for():
    core, fill = street([10], nodes_of([0], start=300, end=301), officers_of(1, off=100), start=40.0, end=60.0)
    after = filled(core, fill, assign_officers(core, DAY), DAY)
    assert plan_of(after) == [[(1, 40)]]
    assert after.routes[0].legs[0].depart_min == 30


def test_nobody_fills_the_wait_for_a_call_that_is_not_known_yet():
    nodes = nodes_of([0], kind=CALL, start=60.0)
    core, fill = street([1, 2, 3], nodes, officers_of(1, off=70), at=(0,))
    assert plan_of(filled(core, fill, assign_officers(core, DAY), DAY)) == [[(0, 60)]]


def test_two_officers_are_never_in_one_cell_at_once():
    nodes = nodes_of([0], start=300, end=301)
    core, fill = street([10, 10], nodes, officers_of(2, off=25), home=(0, 20))
    # Both coldspots lie in one cell: places 3 and 4 are made one.
    one = replace(fill, nodes=replace(fill.nodes, place=np.array([3, 3])))
    after = filled(core, one, assign_officers(core, DAY), DAY)
    assert sorted(len(route.visits) for route in after.routes) == [0, 1]


def test_who_costs_more_than_the_fill_earns_stays_unused():
    core, fill = street([10, 20], nodes_of([0], start=300, end=301), officers_of(1, off=60))
    for cost, visits in ((1.9, 2), (2.0, 0), (5.0, 0)):
        plan = replace(DAY, officer_cost=cost)
        after = filled(core, fill, assign_officers(core, plan), plan)
        assert (after.visited, after.reward) == (visits, pytest.approx(visits - cost if visits else 0.0))
        require_rules(replace(with_fill(core, fill), travel=[fill.near[0].travel]), plan, after)


def test_nothing_near_leaves_the_plan_as_it_is():
    core, fill = street([500], nodes_of([0]), officers_of(1, off=60))
    before = assign_officers(core, DAY)
    after = filled(core, fill, before, DAY)
    assert after.routes == before.routes
    assert (after.reward, after.unvisited.tolist()) == (before.reward, [1])


def test_far_places_and_islands_say_why():
    core, fill = street([10, 20, 30], nodes_of([0]), officers_of(1, off=100))
    fill.near[0].group[[3, 4]] = -1, 7
    far = np.arange(5) == 3
    after = filled(core, replace(fill, far=far), assign_officers(core, DAY), DAY)
    assert dict(zip(after.unvisited.tolist(), after.reason)) == {2: TOO_FAR, 3: CANNOT_REACH}


def test_a_stop_ends_the_filling_and_progress_grows():
    core, fill = street(range(1, 40), nodes_of([0]), officers_of(3, off=100), home=(0, 10, 20))
    before, told = assign_officers(core, DAY), []
    filled(core, fill, before, DAY, Control(progress=told.append))
    assert told == sorted(told) and told[-1] > 0.5
    with pytest.raises(Cancelled):
        filled(core, fill, before, DAY, Control(should_stop=lambda: True))


def test_the_time_limit_ends_the_filling():
    core, fill = street(range(1, 40), nodes_of([0], start=300, end=301), officers_of(3, off=100), home=(0, 10, 20))
    short = replace(DAY, time_limit_s=1e-9)
    after = filled(core, fill, assign_officers(core, DAY), short)
    assert after.stopped and after.visited == 0


def test_equal_seeds_make_equal_plans():
    rng = np.random.default_rng(1)
    core, fill = street(rng.uniform(0, 60, 80), nodes_of([0], kind=HOTSPOT), officers_of(4), home=(0, 10, 20, 30))
    before = assign_officers(core, DAY)
    assert filled(core, fill, before, DAY).routes == filled(core, fill, before, DAY).routes
