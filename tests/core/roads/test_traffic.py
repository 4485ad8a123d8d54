"""Traffic by the hour: first in, first out, and exact against a slow clock."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic

FACTORS = st.lists(st.floats(0.2, 8.0), min_size=24, max_size=24).map(np.array)


def by_the_clock(factors, depart, free):
    """The arrival, hour by hour: an oracle without interpolation."""
    now, left = depart, free
    while True:
        hour_end = (np.floor(now / 60) + 1) * 60
        factor = factors[int(now // 60) % 24]
        if left * factor <= hour_end - now:
            return now + left * factor
        left -= (hour_end - now) / factor
        now = hour_end


@given(FACTORS, st.floats(0, 1439.9), st.floats(0, 6000))
def test_arrival_equals_driving_hour_by_hour(factors, depart, free):
    assert Traffic(factors).arrival_min(depart, free) == pytest.approx(by_the_clock(factors, depart, free), abs=1e-6)


@given(FACTORS, st.lists(st.floats(-500, 4000), min_size=2, max_size=20), st.floats(0, 3000))
def test_who_starts_later_never_arrives_earlier(factors, departures, free):
    arrivals = Traffic(factors).arrival_min(np.sort(departures), free)
    assert (np.diff(arrivals) >= -1e-9).all()
    assert (arrivals >= np.sort(departures)).all()


@given(FACTORS, st.floats(0, 1439), st.floats(0, 400), st.floats(0, 400))
def test_a_journey_in_two_parts_takes_as_long_as_in_one(factors, depart, first, second):
    traffic = Traffic(factors)
    stopover = traffic.arrival_min(depart, first)
    assert traffic.arrival_min(stopover, second) == pytest.approx(traffic.arrival_min(depart, first + second), abs=1e-6)


@given(FACTORS, st.floats(-500, 4000), st.floats(0, 3000))
def test_the_departure_for_an_arrival_is_its_inverse(factors, arrive, free):
    traffic = Traffic(factors)
    departure = float(traffic.departure_min(arrive, free))
    assert departure <= arrive
    assert traffic.arrival_min(departure, free) == pytest.approx(arrive, abs=1e-6)
    assert traffic.departure_min(arrive, np.inf) == -np.inf


def test_free_roads_and_no_way():
    free = Traffic.free()
    minutes = np.array([[0.0, 30.0], [np.inf, 2000.0]])
    assert free.arrival_min(600.0, minutes).tolist() == [[600, 630], [np.inf, 2600]]
    assert free.travel_min(np.array([[0.0], [100.0]]), minutes).tolist() == minutes.tolist()


def test_over_midnight_into_a_slow_hour():
    traffic = Traffic.from_table(np.array([0]), np.array([2.0]))
    assert traffic.arrival_min(1430.0, 20.0) == pytest.approx(1460)
    assert traffic.arrival_min(1430.0, 40.0) == pytest.approx(1500)
    assert traffic.arrival_min(1430.0, 41.0) == pytest.approx(1501)


@pytest.mark.parametrize(
    ("hours", "factors", "text"),
    [
        ([25], [1.0], "hour in row 1 is 25"), ([1, -1], [1.0, 1.0], "hour in row 2 is -1"), ([1.5], [1.0], "is 1.5"),
        ([np.nan], [1.0], "is empty"), ([3, 3], [1.0, 2.0], "hour 3 stands in the table more than once"),
        ([3], [0.0], "factor of hour 3 is 0"), ([3], [-2.0], "is -2"), ([3], [np.nan], "factor of hour 3 is empty"),
    ],
)  # fmt: skip
def test_bad_tables_say_where(hours, factors, text):
    with pytest.raises(PatrolError, match=text):
        Traffic.from_table(np.array(hours, dtype=float), np.array(factors))


def test_bad_factors_name_the_hour():
    with pytest.raises(PatrolError, match="factor of hour 5 is 0"):
        Traffic(np.array([1.0] * 5 + [0.0] + [1.0] * 18))
    with pytest.raises(PatrolError, match="24 factors are needed"):
        Traffic(np.ones(7))
