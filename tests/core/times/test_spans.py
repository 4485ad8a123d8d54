"""Hours, days and weeks, as numbers and as spans of time."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.times.spans import (
    DAY,
    DAY_MIN,
    DAY_S,
    HOUR,
    WEEK,
    WEEK_HOURS,
    span_of_days,
    whole_seconds,
)


def test_numbers_and_spans_say_the_same() -> None:
    assert (np.timedelta64(1, "h"), np.timedelta64(1, "D"), np.timedelta64(7, "D")) == (HOUR, DAY, WEEK)
    assert (DAY_S, DAY_MIN, WEEK_HOURS) == (86_400, 1440, 168)
    assert whole_seconds(np.array([DAY, HOUR])).tolist() == [86_400, 3600]


def test_parts_of_days_are_rounded_to_the_second() -> None:
    assert span_of_days(1.5) == np.timedelta64(36, "h")
    assert span_of_days(1e-5) == np.timedelta64(1, "s")
