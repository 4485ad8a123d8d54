"""How long an hour, a day and a week are: as numbers of seconds or minutes, and as NumPy's spans of time."""

from __future__ import annotations

import numpy as np

HOUR_S = 3_600
DAY_S = 24 * HOUR_S
WEEK_S = 7 * DAY_S
DAY_MIN = 24 * 60
WEEK_HOURS = 7 * 24

SECOND = np.timedelta64(1, "s")
HOUR = HOUR_S * SECOND
DAY = DAY_S * SECOND
WEEK = WEEK_S * SECOND


def span_of_days(days: float) -> np.timedelta64:
    """So many days, also parts of one, to the second."""
    return np.timedelta64(round(days * DAY_S), "s")


def span_of_hours(hours: float) -> np.timedelta64:
    """So many hours, also parts of one, to the second."""
    return np.timedelta64(round(hours * HOUR_S), "s")


def whole_seconds(span: np.ndarray) -> np.ndarray:
    """Spans of time, timedelta64 (n,), as whole numbers of seconds, int64 (n,)."""
    return span.astype("timedelta64[s]").astype(np.int64)
