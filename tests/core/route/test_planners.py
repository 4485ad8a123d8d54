"""What must hold for the route of every planner in the registry, and of the baseline."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import check_route, planned, problems, ruled_problems, worked_out

from patrol_planner.algorithms.route.planners import BASELINE, LISTED, PLANNERS
from patrol_planner.algorithms.route.rounds import with_musts
from patrol_planner.algorithms.route.schedule import Schedule

ALL = [method.load() for method in (*PLANNERS, BASELINE, LISTED)]


@settings(max_examples=60, deadline=None)
@given(problem=problems(), planner=st.sampled_from(ALL))
def test_every_route_can_be_driven_and_fits_its_shift(problem, planner):
    stops, travel, traffic, plan = problem
    route = planned(planner, stops, travel, traffic, plan)
    check_route(route, travel, traffic, plan, len(stops))
    assert route.score == pytest.approx(sum(stops.priority[visit.stop] for visit in route.visits))
    again = planned(planner, stops, travel, traffic, plan)
    assert (again.visits, again.legs, again.skipped) == (route.visits, route.legs, route.skipped)


@settings(max_examples=100, deadline=None)
@given(case=ruled_problems(), planner=st.sampled_from(ALL))
def test_every_route_obeys_openings_break_and_last_place_and_serves_its_musts(case, planner):
    problem, plan = case
    route = planner.plan(problem, plan)
    order = [visit.stop for visit in route.visits]
    assert len(set(order)) == len(order)
    ends = worked_out(problem, plan, order)
    if not order and worked_out(problem, plan, []) is None:
        # The break is in the way of the last place; a stop on the way could have cut the drive in two.
        assert not route.legs
    else:
        assert ends is not None, "driving it does not fit"
        assert [visit.depart_min for visit in route.visits] == pytest.approx(ends, abs=1e-6)
        assert len(route.legs) >= (plan.last_place is not None and plan.last_place != ([plan.start] + order)[-1])
    assert sorted(order + [skip.stop for skip in route.skipped]) == list(range(len(problem.stops))), "a stop lost"
    assert (problem.rules.must[order] >= 0).all(), "a stop that must not be visited"
    assert set(with_musts(Schedule(problem, plan))) <= set(order), "a must left out"


def test_registries_load_no_numpy(plugin_parent):
    program = """
import sys
sys.path.insert(0, sys.argv[1])
import patrol_planner.algorithms.route.planners, patrol_planner.algorithms.officers.planners
print(*{name.split(".")[0] for name in sys.modules} & {"numpy", "scipy"})
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(plugin_parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
