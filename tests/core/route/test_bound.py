"""The upper bound: never below the best route, and tight where that can be said by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from routecases import EIGHT, best_by_trying, on_a_street, ruled_problems, stops_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.route import bound
from patrol_planner.algorithms.route.bound import upper_bound
from patrol_planner.algorithms.route.orienteering import worth_of
from patrol_planner.algorithms.route.plan import Deadline
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule


def bounded(schedule, all_musts=False, enough=0.0):
    return upper_bound(schedule, all_musts, enough, Deadline(None), Control())


@pytest.mark.parametrize("most_stops", [150, 0])
@settings(max_examples=100, deadline=None)
@given(case=ruled_problems())
def test_no_route_collects_more(most_stops, case):
    schedule = Schedule(*case)
    priority = schedule.problem.stops.priority
    best, _ = best_by_trying(schedule, priority)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bound, "_MOST_STOPS", most_stops)
        assert bounded(schedule) >= best - 1e-9


@settings(max_examples=100, deadline=None)
@given(case=ruled_problems())
def test_no_route_with_all_that_must_be_visited_collects_more(case):
    schedule = Schedule(*case)
    priority, must = schedule.problem.stops.priority, schedule.must > 0
    best, _ = best_by_trying(schedule, worth_of(schedule))
    # What must be visited counts more by one than all that there is.
    extra = must.sum() * (priority.sum() + 1.0)
    if best >= extra - 1e-9:
        assert bounded(schedule, all_musts=True) >= best - extra - 1e-9


def test_by_hand():
    # 10 minutes out and back at least, 20 of staying each: two of three fit into an hour.
    stops = stops_of([5, 5, 5], priority=[3, 2, 2])
    schedule = Schedule(
        RouteProblem(stops, on_a_street(stops.x, 0)), RouteSettings(EIGHT, 3, 1, 20, return_to_start=True)
    )
    # Two and a half by their time; whole numbers.
    assert bounded(schedule) == 6
    # A score that a route has is a bound that need not be lower.
    assert bounded(schedule, enough=6.5) == 6.5
    pieces = stops_of([5, 50, 50], priority=[1, 9, 9])
    far = Schedule(RouteProblem(pieces, on_a_street(pieces.x, 0)), RouteSettings(EIGHT, 3, 1, 4, return_to_start=True))
    # Nobody is 50 minutes away and back within the hour; the two lie together, but on no way from the start.
    assert bounded(far) == 1


def test_no_stop_no_score_and_a_cancel_is_heard():
    stops = stops_of([500.0, 600.0])
    schedule = Schedule(RouteProblem(stops, on_a_street(stops.x, 0)), RouteSettings(EIGHT, 2, 1, 4))
    assert bounded(schedule) == 0
    near = stops_of([5.0, 6.0, 7.0], priority=[1.5, 2.5, 0.5])
    busy = Schedule(RouteProblem(near, on_a_street(near.x, 0)), RouteSettings(EIGHT, 3, 0.5, 10))
    with pytest.raises(Cancelled):
        upper_bound(busy, False, 0.0, Deadline(None), Control(should_stop=lambda: True))
    assert np.isfinite(bounded(busy))


def test_of_very_many_places_and_after_the_deadline_there_is_none(monkeypatch):
    near = stops_of([5.0, 6.0, 7.0])
    schedule = Schedule(RouteProblem(near, on_a_street(near.x, 0)), RouteSettings(EIGHT, 3, 0.5, 10))
    past = Deadline(1e-9)
    assert upper_bound(schedule, False, 0.0, past, Control()) is None
    monkeypatch.setattr(bound, "_MOST_PLACES", 3)
    assert bounded(schedule) is None
