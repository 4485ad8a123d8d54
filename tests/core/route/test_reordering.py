"""Better orders of the same stops, by hand."""

from __future__ import annotations

import numpy as np
from routecases import EIGHT, on_a_street, stops_of, travel_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.route.plan import Deadline
from patrol_planner.algorithms.route.reordering import reordered
from patrol_planner.algorithms.route.rounds import Round
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopRules


def test_better_orders_of_the_same_stops_by_hand():
    def order(x, given, **plan):
        settings = RouteSettings(EIGHT, len(x), 8, 1, **plan)
        schedule = Schedule(RouteProblem(stops_of(x), on_a_street(x, 0)), settings)
        return reordered(Round(schedule, given), Deadline(None), Control()).order

    # Driven back and forth: a part reversed; one stop moved; nothing to gain.
    assert order([1, 2, 3, 4, 5], [0, 3, 2, 1, 4]) == [0, 1, 2, 3, 4]
    assert order([1, 2, 3, 4, 5], [1, 2, 3, 4, 0]) == [0, 1, 2, 3, 4]
    assert order([1, 2, 3, 4, 5], [0, 1, 2, 3, 4]) == [0, 1, 2, 3, 4]
    # One way round: the matrix is not the same there and back.
    minutes = np.array([[0, 1, 9, 9, 9], [9, 0, 1, 9, 9], [9, 9, 0, 1, 9], [9, 9, 9, 0, 1], [1, 9, 9, 9, 0]], float)
    schedule = Schedule(
        RouteProblem(stops_of([0, 0, 0, 0]), travel_of(minutes)),
        RouteSettings(EIGHT, 4, 8, 1, return_to_start=True),
    )
    assert reordered(Round(schedule, [1, 0, 2, 3]), Deadline(None), Control()).order == [0, 1, 2, 3]


def test_no_reordering_breaks_an_opening():
    # The straight way along the street would be too late at B, which closes first.
    x = [1, 9, 5]
    rules = StopRules.none(3)
    rules.close_min[1] = 12
    schedule = Schedule(RouteProblem(stops_of(x), on_a_street(x, 0), rules=rules), RouteSettings(EIGHT, 3, 8, 2))
    assert reordered(Round(schedule, [1, 2, 0]), Deadline(None), Control()).order == [1, 2, 0]
