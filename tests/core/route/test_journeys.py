"""Journeys of a plan where each hour has a quickest way of its own: arrivals, departures, legs, and routes of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from routecases import EIGHT, stops_of, travel_of

from patrol_planner.algorithms.roads.hourly import HourlyTimes
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.nearest import ByPriority, Nearest
from patrol_planner.algorithms.route.plan import Journeys
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings


class Way:
    """Draws its table's number."""

    def __init__(self, table):
        self.table = table

    def path(self, i, j):
        return np.full((2, 2), self.table)


def by_hour(*tables, slow=(8,)):
    """Travel times of one table and, in the slow hours, another; 1 km per minute of the table."""
    minutes = np.array(tables, dtype=float)
    table = np.isin(np.arange(24), slow).astype(np.int64)
    ways = tuple(Way(number) for number in range(len(tables)))
    return replace(travel_of(minutes[0].copy()), hourly=HourlyTimes(table, np.ones(24), minutes, minutes * 1000, ways))


def test_a_leg_goes_the_way_of_the_hour_it_begins_in():
    travel = by_hour([[0, 10], [10, 0]], [[0, 30], [30, 0]])
    journeys = Journeys(travel, Traffic.free(), 450.0)
    early, late = journeys.leg(0, 1, 1, 20.0), journeys.leg(0, 1, 1, 25.0)
    assert (early.arrive_min, early.metres, early.hour) == (pytest.approx(30), 10_000, 7)
    # Half of the way by eight, and half of thirty minutes after.
    assert (late.arrive_min, late.metres, late.hour) == (pytest.approx(30 + 15), 10_000, 7)
    rush = journeys.leg(0, 1, 1, 30.0)
    assert (rush.arrive_min, rush.metres, rush.hour) == (pytest.approx(60), 30_000, 8)
    assert journeys.departures(0, 1, 45.0) == pytest.approx(25)
    assert [float(travel.path(0, 1, leg.hour)[0, 0]) for leg in (early, rush)] == [0, 1]
    assert journeys.leg(0, 1, 1, 1450.0).hour == 7
    assert Journeys(travel_of([[0, 1], [1, 0]]), None, 450.0).leg(0, 1, 1, 0.0).hour is None


@given(st.integers(0, 5000), st.sampled_from([Nearest(), ByPriority()]), st.booleans(), st.integers(0, 3))
def test_every_route_keeps_the_clock_of_its_hours(seed, planner, back, wait):
    rng = np.random.default_rng(seed)
    minutes = rng.choice([3.0, 20.0, 50.0], (2, 5, 5))
    minutes[:, np.arange(5), np.arange(5)] = 0
    travel = by_hour(*minutes, slow=tuple(rng.integers(6, 14, 3)))
    settings = RouteSettings(EIGHT + np.timedelta64(30 * wait, "m"), 4, 4, 10, return_to_start=back)
    route = planner.plan(RouteProblem(stops_of([0] * 4, [1, 2, 3, 4]), travel, Traffic.free()), settings)
    begin, now = 480.0 + 30 * wait, 0.0
    for leg in route.legs:
        assert leg.depart_min == pytest.approx(now)
        assert leg.arrive_min == pytest.approx(travel.hourly.arrival_min(leg.start, leg.end, begin + now) - begin)
        assert leg.metres == travel.hourly.metres[travel.hourly.table[leg.hour], leg.start, leg.end]
        now = leg.arrive_min + 10
    assert route.legs and max(leg.arrive_min for leg in route.legs) <= 240 + 1e-6
    assert len(route.visits) + len(route.skipped) == 4
