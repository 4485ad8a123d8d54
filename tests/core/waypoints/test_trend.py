"""The predicted point, against scipy.stats.linregress and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import linregress, rankdata

from patrol_planner.algorithms.waypoints.trend import Trend, chronological_order, predict_next

START = np.datetime64("2017-07-01T00:00:00")


def at_minutes(minutes) -> np.ndarray:
    return START + np.asarray(minutes, dtype="timedelta64[m]")


def test_a_straight_walk_goes_on():
    found = predict_next(np.array([10.0, 20.0, 30.0]), np.array([5.0, 3.0, 1.0]), at_minutes([1, 2, 900]))
    # By order, not by time: the next step is 40, −1.
    assert found == Trend(pytest.approx(40.0), pytest.approx(-1.0), pytest.approx(1.0), pytest.approx(1.0))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 500), st.integers(0, 500)), min_size=3, max_size=30))
def test_it_is_the_regression_of_scipy_on_the_order(rows):
    minute, x, y = np.array(rows).T
    x, y = x + 551_000.0, y + 4_181_000.0
    found = predict_next(x, y, at_minutes(minute))
    order = rankdata(minute)
    if len(set(minute.tolist())) == 1:
        assert (found.x, found.y) == (pytest.approx(x.mean()), pytest.approx(y.mean()))
        assert np.isnan(found.r2_x) and np.isnan(found.r2_y)
        return
    for values, at, r2 in ((x, found.x, found.r2_x), (y, found.y, found.r2_y)):
        theirs = linregress(order, values - values.min())
        assert at == pytest.approx(values.min() + theirs.intercept + theirs.slope * (len(values) + 1), abs=1e-6)
        if np.ptp(values) == 0:  # whole metres
            assert np.isnan(r2) and at == values[0]
        else:
            assert r2 == pytest.approx(theirs.rvalue**2, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=30))
def test_equal_times_share_their_places_in_the_order(minute):
    assert chronological_order(at_minutes(minute)).tolist() == rankdata(minute).tolist()


def test_the_order_of_the_rows_does_not_matter():
    rng = np.random.default_rng(1)
    x, y, time = rng.normal(0, 9, 40), rng.normal(0, 9, 40), at_minutes(rng.integers(0, 20, 40))
    order = rng.permutation(40)
    one, other = predict_next(x, y, time), predict_next(x[order], y[order], time[order])
    assert (one.x, one.y, one.r2_x, one.r2_y) == pytest.approx((other.x, other.y, other.r2_x, other.r2_y))


def test_one_incident_and_one_place_predict_themselves_exactly():
    for number in (1, 6):
        found = predict_next(np.full(number, 551_000.1), np.full(number, 4_181_000.7), at_minutes(range(number)))
        assert (found.x, found.y) == (551_000.1, 4_181_000.7)
        assert np.isnan(found.r2_x) and np.isnan(found.r2_y)


def test_one_address_written_in_two_ways_has_no_trend():
    x = np.full(20, 551_000.0)
    x[10:] += 0.004
    found = predict_next(x, np.arange(20) * 0.002, at_minutes(range(20)))
    assert np.isnan(found.r2_x) and found.x == pytest.approx(551_000.002, abs=1e-9)
    # Four centimetres are a walk, if a short one.
    assert found.r2_y == pytest.approx(1.0) and found.y == pytest.approx(0.04)
