"""Single journeys in plain Python: the same moments as the arrays of Journeys."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import EIGHT, problems, travel_of

from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.drives import Drives
from patrol_planner.algorithms.route.plan import Clock, Journeys

inf = np.inf


@settings(max_examples=100, deadline=None)
@given(case=problems(), moment=st.floats(0, 1))
def test_single_journeys_are_those_of_the_arrays(case, moment):
    _, travel, traffic, plan = case
    journeys = Journeys(travel, traffic, Clock(plan.departure).start_min_of_day)
    shift = plan.shift_hours * 60
    drives = Drives(journeys, shift)
    for at in range(len(travel)):
        for to in range(len(travel)):
            arrive = float(journeys.arrivals(at, to, moment * shift))
            if arrive > shift:
                # How late what is too late would be is nobody's question.
                assert drives.arrive(at, to, moment * shift) > shift - 1e-6
            else:
                assert drives.arrive(at, to, moment * shift) == pytest.approx(arrive, abs=1e-7)
                assert drives.depart(at, to, arrive) == pytest.approx(moment * shift, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(case=problems())
def test_no_drive_is_quicker_than_the_least_minutes(case):
    _, travel, traffic, plan = case
    journeys = Journeys(travel, traffic, Clock(plan.departure).start_min_of_day)
    shift = plan.shift_hours * 60
    least = Drives(journeys, shift).least_minutes()
    places = np.arange(len(travel))
    for depart in np.linspace(0, shift, 25):
        took = journeys.arrivals(places[:, None], places, depart) - depart
        assert (least <= took + 1e-6).all()


def test_least_minutes_by_hand():
    factors = np.full(24, 2.0)
    factors[9] = 0.5
    journeys = Journeys(travel_of([[0, 20], [inf, 0]]), Traffic(factors), Clock(EIGHT).start_min_of_day)
    # From 9:00 twice as quick as on free roads; nobody comes back.
    least = Drives(journeys, 120).least_minutes()
    assert least[0, 1] == pytest.approx(10)
    assert least[1, 0] == inf
