"""The best order of few stops, against trying every one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from routecases import EIGHT, best_by_trying, on_a_street, ruled_problems, stops_of, travel_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.exact import exact_order
from patrol_planner.algorithms.route.orienteering import worth_of
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule


@settings(max_examples=150, deadline=None)
@given(case=ruled_problems())
def test_no_order_is_worth_more_nor_as_much_and_over_earlier(case):
    schedule = Schedule(*case)
    worth = worth_of(schedule)
    order = exact_order(schedule, worth, 0.0, Control())
    value, home = best_by_trying(schedule, worth)
    assert len(set(order)) == len(order)
    assert schedule.fits(order) or value == 0
    assert worth[order].sum() == pytest.approx(value)
    assert schedule.times(order).home == pytest.approx(home, abs=1e-6)


@pytest.mark.parametrize("traffic", [None, Traffic(np.where(np.arange(24) == 9, 2.0, 1.0))])
def test_nine_stops_against_every_order(traffic):
    draw = np.random.default_rng(7)
    x, y = draw.uniform(0, 60, (2, 10))
    minutes = np.hypot(x[:, None] - x, y[:, None] - y)
    stops = stops_of(x[:9], draw.integers(1, 6, 9), y[:9])
    settings = RouteSettings(EIGHT, 9, 3.0, 12, return_to_start=True)
    schedule = Schedule(RouteProblem(stops, travel_of(minutes), traffic), settings)
    value, home = best_by_trying(schedule, stops.priority)
    order = exact_order(schedule, stops.priority, 0.0, Control())
    assert 2 < len(order) < 9
    assert (stops.priority[order].sum(), schedule.times(order).home) == (value, pytest.approx(home))
    # What is known beforehand changes nothing but the work.
    assert exact_order(schedule, stops.priority, value, Control()) == order


def test_of_equal_scores_the_one_that_ends_first():
    # B, A and C on the way out: 9 minutes; any other order turns back.
    stops = stops_of([6, 3, 9])
    schedule = Schedule(RouteProblem(stops, on_a_street(stops.x, 0)), RouteSettings(EIGHT, 3, 8, 5))
    assert exact_order(schedule, stops.priority, 0.0, Control()) == [1, 0, 2]
    # Room for one stop only: the nearest of equal ones.
    short = Schedule(RouteProblem(stops, on_a_street(stops.x, 0)), RouteSettings(EIGHT, 3, 11 / 60, 5))
    assert exact_order(short, stops.priority, 0.0, Control()) == [1]


def test_too_many_states_are_given_up_and_a_cancel_is_heard():
    stops = stops_of(np.arange(12.0))
    schedule = Schedule(RouteProblem(stops, on_a_street(stops.x, 0)), RouteSettings(EIGHT, 12, 8, 1))
    # Twelve stops of which any set fits: 12 · 2¹¹ states.
    assert exact_order(schedule, stops.priority, 0.0, Control(), 24_575) is None
    assert len(exact_order(schedule, stops.priority, 0.0, Control(), 24_576)) == 12
    many = stops_of(np.arange(63.0))
    wide = Schedule(RouteProblem(many, on_a_street(many.x, 0)), RouteSettings(EIGHT, 63, 8, 1))
    assert exact_order(wide, many.priority, 0.0, Control()) is None
    asked = itertools.chain([False], itertools.repeat(True))
    with pytest.raises(Cancelled):
        exact_order(schedule, stops.priority, 0.0, Control(should_stop=lambda: next(asked)))
