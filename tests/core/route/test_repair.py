"""What still fits into an order, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from routecases import EIGHT, on_a_street, stops_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.route.plan import Deadline
from patrol_planner.algorithms.route.repair import filled
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopRules


def scheduled(x, priority=None, shift_min=480, must=None):
    rules = StopRules.none(len(x))
    rules.must[:] = must or 0
    problem = RouteProblem(stops_of(x, priority), on_a_street(x, 0), rules=rules)
    return Schedule(problem, RouteSettings(EIGHT, len(x), shift_min / 60, 10))


def test_each_stop_goes_where_it_delays_least():
    # On the way to C both A and B cost no detour.
    assert filled(scheduled([5, 10, 20]), [2], np.arange(3)) == [0, 1, 2]
    assert filled(scheduled([5, 10, 20]), [2], np.array([1, 2])) == [1, 2]
    assert filled(scheduled([5, 10]), [1, 0], np.arange(2)) == [1, 0]


def test_the_priority_per_minute_decides_who_gets_the_room_that_is_left():
    # 20 minutes: A costs 11 minutes for 2, B 20 for 3.
    assert filled(scheduled([1, 10], [2, 3], 20), [], np.arange(2)) == [0]
    assert filled(scheduled([1, 10], [2, 4], 20), [], np.arange(2)) == [1]
    assert filled(scheduled([1, 10], [2, 3], 20), [], np.arange(2), np.array([1.0, 2.0])) == [1]
    # What is on the spot and takes no time is not worth more than all.
    assert filled(scheduled([1, 10], [0, 0], 20), [], np.arange(2)) == [0]


def test_what_must_be_visited_goes_first_and_what_must_not_never():
    assert filled(scheduled([1, 10], [9, 0], 20, [0, 1]), [], np.arange(2)) == [1]
    assert filled(scheduled([1, 10], must=[-1, 0]), [], np.arange(2)) == [1]
    # One that must be visited and does not fit is no reason to leave the other out.
    assert filled(scheduled([1, 10, 12], [1, 1, 1], 31, [0, 1, 1]), [1], np.arange(3)) == [0, 1]


def test_it_stops_when_asked():
    with pytest.raises(Cancelled):
        filled(scheduled([1]), [], np.arange(1), control=Control(should_stop=lambda: True))


def test_it_ends_at_the_time_limit_with_what_it_has():
    assert filled(scheduled([1, 2]), [1], np.arange(2), deadline=Deadline(1e-9)) == [1]
