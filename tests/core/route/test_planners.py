"""What must hold for the route of every planner in the registry, and of the baseline."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import check_route, planned, problems

from patrol_planner.algorithms.route.planners import BASELINE, PLANNERS

ALL = [method.load() for method in (*PLANNERS, BASELINE)]


@settings(max_examples=200, deadline=None)
@given(problem=problems(), planner=st.sampled_from(ALL))
def test_every_route_can_be_driven_and_fits_its_shift(problem, planner):
    stops, travel, traffic, plan = problem
    route = planned(planner, stops, travel, traffic, plan)
    check_route(route, travel, traffic, plan, len(stops))
    assert route.score == pytest.approx(sum(stops.priority[visit.stop] for visit in route.visits))
    again = planned(planner, stops, travel, traffic, plan)
    assert (again.visits, again.legs, again.skipped) == (route.visits, route.legs, route.skipped)


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
