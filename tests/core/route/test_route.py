"""What is asked of a route: settings, and where it begins if nobody says."""

from __future__ import annotations

import numpy as np
import pytest
from routecases import EIGHT, inf, stops_of, travel_of

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.route.plan import Leg, Visit
from patrol_planner.algorithms.route.route import Route, RouteSettings, best_start, gap_percent
from patrol_planner.algorithms.route.stops import StopRules


def test_without_a_start_it_is_the_stop_of_highest_priority_in_the_largest_group():
    minutes = np.array([[0, 1, inf], [1, 0, inf], [inf, inf, 0]])
    assert best_start(stops_of([0, 0, 0], [1, 2, 9]), travel_of(minutes)) == 1
    assert best_start(stops_of([0, 0, 0], [0, 0, 9]), travel_of(minutes)) == 0


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"shift_hours": 0}, "longer than 0 hours, not 0"),
        ({"shift_hours": np.nan}, "longer than 0 hours"),
        ({"dwell_min": -1}, "0 minutes or more, not -1"),
        ({"departure": np.datetime64("NaT")}, "departure has no time"),
        ({"start": -1}, "one of the places"),
    ],
)
def test_impossible_settings_are_refused(change, text):
    with pytest.raises(PatrolError, match=text):
        RouteSettings(**{"departure": EIGHT, "start": 0, **change})


def test_what_must_not_be_visited_is_no_start_while_there_is_another():
    rules = StopRules.none(3)
    rules.must[:] = [0, 0, -1]
    travel = travel_of(np.ones((4, 4)))
    assert best_start(stops_of([0, 0, 0], [1, 2, 9]), travel, rules) == 1
    rules.must[:] = -1
    assert best_start(stops_of([0, 0, 0], [1, 2, 9]), travel, rules) == 2


def test_a_route_is_over_at_its_last_place_or_when_the_last_stay_ends():
    visits = [Visit(0, 5, 15)]
    assert Route(visits, [Leg(1, 0, 0, 0, 5, 9.0)]).over_min == 15
    assert Route(visits, [Leg(1, 0, 0, 0, 5, 9.0), Leg(0, 1, -1, 15, 20, 9.0)]).over_min == 20
    assert Route(legs=[Leg(1, 2, -1, 0, 7, 9.0)]).over_min == 7
    assert Route().over_min == 0


def test_the_gap_is_a_share_of_the_bound():
    assert gap_percent(4, 8) == 50
    assert gap_percent(8, 8) == 0
    assert gap_percent(0, 0) == 0
    assert gap_percent(4, None) == -1
    # Sums of equal numbers in another order may differ in their last digits.
    assert gap_percent(0.1 + 0.2, 0.3) == 0
