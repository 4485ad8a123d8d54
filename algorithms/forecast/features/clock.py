"""What the hour and the weekday say: the rhythm of all cells before a row's origin, and what it makes of a cell."""

from __future__ import annotations

import numpy as np

from ...control import Control
from ...times.spans import DAY_S, HOUR_S, WEEK_S
from .history import daily_count, days_since, density_all_days, opening_of
from .rows import Rows
from .tally import Recurring, Tally

# Pretended incidents that hold an interval of the day or a weekday at the average, and those that hold an interval of
# the week at the product of the two.
_HELD_BY, _PRODUCT_HELD_BY = 5.0, 50.0
# Pretended days of a cell's usual hours.
_HELD_BY_D = 60.0
# 1 January 1970 was a Thursday.
_FIRST_WEEKDAY = 3


def hour(rows: Rows) -> np.ndarray:
    """Hours from midnight to the start of the interval, (n,)."""
    return rows.time_of_day / float(HOUR_S)


def weekday(rows: Rows) -> np.ndarray:
    """0 for an interval that begins on a Monday to 6, (n,)."""
    return ((rows.start // DAY_S + _FIRST_WEEKDAY) % 7).astype(np.float64)


class Rhythms:
    """When it is busy in all cells together, as known at any moment."""

    def __init__(self, time: np.ndarray, starts: np.ndarray, length_s: int, control: Control) -> None:
        """``time``: of the incidents, seconds (k,). ``starts``: of the intervals, seconds (p,)."""
        nowhere = np.zeros(len(time), dtype=np.int64)
        days = np.unique(starts // DAY_S) * DAY_S
        every_weekday = days[0] + np.arange(7) * DAY_S
        # Training looks at the same times of day on other weekdays.
        of_week = np.unique((starts % DAY_S + every_weekday[:, None]) % WEEK_S)
        self._length = length_s
        self._all = Tally(nowhere, time)
        control.check()
        self._of_day = Recurring(nowhere, time, starts, length_s)
        self._of_weekday = Recurring(nowhere, time, every_weekday, DAY_S, WEEK_S)
        control.check()
        self._of_week = Recurring(nowhere, time, of_week, length_s, WEEK_S)

    def of_day(self, rows: Rows, begin: int) -> np.ndarray:
        """How much busier the interval of the day is than the average one, (n,); 1 for whole days."""
        if self._length >= DAY_S:
            return np.ones(len(rows))
        return self._busier(self._of_day, rows, rows.start, begin, self._length / DAY_S)

    def of_week(self, rows: Rows, begin: int) -> np.ndarray:
        """How much busier the interval of the week is than the average one, (n,): held by hour × weekday."""
        if self._length >= WEEK_S:
            return np.ones(len(rows))
        midnight = rows.start // DAY_S * DAY_S
        product = self.of_day(rows, begin) * self._busier(self._of_weekday, rows, midnight, begin, 1.0 / 7.0)
        number, usual = self._counts(self._of_week, rows, rows.start, begin, self._length / WEEK_S)
        return (number + _PRODUCT_HELD_BY * product) / (usual + _PRODUCT_HELD_BY)

    def _busier(self, index: Recurring, rows: Rows, start: np.ndarray, begin: int, share: float) -> np.ndarray:
        number, usual = self._counts(index, rows, start, begin, share)
        return (number + _HELD_BY) / (usual + _HELD_BY)

    def _counts(
        self, index: Recurring, rows: Rows, start: np.ndarray, begin: int, share: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Incidents of an interval before each row's origin, and as many as there were if all intervals were alike.

        index: by interval.
        rows: the targets.
        start: of the interval, (n,).
        begin: where the record begins.
        share: of the interval in the period.
        """
        nowhere, opening = np.zeros_like(rows.cell), opening_of(rows, begin, None)
        number = index.between(nowhere, start, opening, rows.origin)
        return number, self._all.between(nowhere, opening, rows.origin) * share


def usual_number(incidents: Recurring, every: Tally, rhythms: Rhythms, rows: Rows, begin: int) -> np.ndarray:
    """Incidents a day that are usual for the cell in that interval of the week, float64 (n,).

    incidents: by cell and interval of the day.
    every: by cell.
    rhythms: of all cells.
    rows: the targets.
    begin: where the record begins.

    The cell's own record of the interval of the day, shrunk to its daily count times the rhythm of all cells, times how
    much busier the interval is in the week than in the day.
    """
    share = min(rows.length_s / DAY_S, 1.0)
    of_day = rhythms.of_day(rows, begin)
    usual = daily_count(every, rows, begin, None) * share * of_day
    days = days_since(opening_of(rows, begin, None), rows)
    own = density_all_days(incidents, rows, begin)
    return (own * days + usual * _HELD_BY_D) / (days + _HELD_BY_D) * rhythms.of_week(rows, begin) / of_day
