"""Openings by the time of day: by hand, and the first that is not over, for every departure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.route.openings import openings

DAY_MIN = 1440


def clock(*texts):
    """Times of day; None for none."""
    minutes = [None if text is None else int(text[:2]) * 60 + int(text[3:]) for text in texts]
    return np.array([np.timedelta64("NaT") if one is None else np.timedelta64(one * 60, "s") for one in minutes])


def opened(opens, closes, departure):
    return [str(one[0])[5:16] or "NaT" for one in openings(opens, closes, np.datetime64(departure))]


@pytest.mark.parametrize(
    ("departure", "opens", "closes", "expected"),
    [
        ("2024-05-31T08:00", "09:00", "17:00", ["05-31T09:00", "05-31T17:00"]),
        ("2024-05-31T10:00", "09:00", "17:00", ["05-31T09:00", "05-31T17:00"]),
        # That of today is over.
        ("2024-05-31T17:00", "09:00", "17:00", ["06-01T09:00", "06-01T17:00"]),
        # Over midnight, before, during and after it.
        ("2024-05-31T08:00", "22:00", "06:00", ["05-31T22:00", "06-01T06:00"]),
        ("2024-05-31T23:00", "22:00", "06:00", ["05-31T22:00", "06-01T06:00"]),
        ("2024-05-31T05:00", "22:00", "06:00", ["05-30T22:00", "05-31T06:00"]),
        # All day; to the end of the day.
        ("2024-05-31T08:00", "06:00", "06:00", ["05-31T06:00", "06-01T06:00"]),
        ("2024-05-31T08:00", "09:00", "24:00", ["05-31T09:00", "06-01T00:00"]),
        ("2024-05-31T08:00", "09:00", "00:00", ["05-31T09:00", "06-01T00:00"]),
        # One of the two alone.
        ("2024-05-31T08:00", "09:00", None, ["05-31T09:00", "NaT"]),
        ("2024-05-31T10:00", "09:00", None, ["05-31T09:00", "NaT"]),
        ("2024-05-31T18:00", None, "17:00", ["NaT", "06-01T17:00"]),
    ],
)
def test_openings_by_hand(departure, opens, closes, expected):
    assert opened(clock(opens), clock(closes), departure) == expected


def test_a_moment_beside_a_time_of_day():
    moment = np.array(["2024-06-01T18:00"], dtype="datetime64[s]")
    none = np.array(["NaT"], dtype="datetime64[s]")
    assert opened(moment, clock("17:00"), "2024-05-31T08:00") == ["06-01T18:00", "06-02T17:00"]
    assert opened(none, clock("17:00"), "2024-05-31T08:00") == ["NaT", "05-31T17:00"]
    assert opened(clock("19:00"), moment, "2024-05-31T08:00") == ["05-31T19:00", "06-01T18:00"]
    assert opened(clock("19:00"), none, "2024-05-31T08:00") == ["05-31T19:00", "NaT"]
    assert opened(moment, moment, "2024-05-31T08:00") == ["06-01T18:00", "06-01T18:00"]


minutes = st.integers(0, DAY_MIN - 1)


@given(departs=minutes, opens=minutes, closes=minutes)
def test_the_opening_is_the_first_of_every_day_s_that_is_not_over(departs, opens, closes):
    midnight = np.datetime64("2024-05-31T00:00", "s")
    length = (closes - opens - 1) % DAY_MIN + 1
    begin = next(opens + day * DAY_MIN for day in range(-2, 3) if opens + day * DAY_MIN + length > departs)
    found = openings(
        np.array([opens * 60], dtype="timedelta64[s]"),
        np.array([closes * 60], dtype="timedelta64[s]"),
        midnight + np.timedelta64(departs * 60, "s"),
    )
    assert [int((one[0] - midnight).astype(int)) // 60 for one in found] == [begin, begin + length]
