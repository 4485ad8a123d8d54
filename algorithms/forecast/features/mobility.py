"""The mobility features of Table II (Rumi, Qin & Salim), by check-ins of the cell in the interval of the day.

What happens in the target interval is not known when it is forecast. So each looks at the check-ins of the same cell in
the same interval of the day in the 30 days before the row's origin: the same window when a model learns and when it
forecasts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import places_in_groups
from ...times.spans import DAY_S
from ..activity import CheckIns
from .rows import Rows, seconds
from .tally import Recurring

WINDOW_D = 30


class CheckInIndex:
    """Check-ins, to be asked by cell, interval of the day and window. ``starts``: of the intervals, seconds (p,)."""

    def __init__(self, checkins: CheckIns, starts: np.ndarray, length_s: int) -> None:
        cell, time = checkins.cell, seconds(checkins.time)
        self.by_cell = Recurring(cell, time, starts, length_s)
        self.everywhere = Recurring(np.zeros_like(cell), time, starts, length_s)
        self.user = checkins.user
        if checkins.user is not None:
            first = _first_visits(cell, checkins.user, time)
            self.first_visits = Recurring(cell[first], time[first], starts, length_s)

    def between(self, index: Recurring, rows: Rows) -> np.ndarray:
        """How many entries of one of the indices lie in each row's window: float64 (n,)."""
        cell = np.zeros_like(rows.cell) if index is self.everywhere else rows.cell
        return index.between(cell, rows.start, rows.origin - WINDOW_D * DAY_S, rows.origin)


@dataclass(frozen=True)
class Visitors:
    """Who checked in: for each ``row`` and ``user``, (k,) each, the ``number`` of check-ins. ``rows``: how many."""

    row: np.ndarray
    user: np.ndarray
    number: np.ndarray
    rows: int


def visitors_of(index: CheckInIndex, user: np.ndarray, rows: Rows) -> Visitors:
    """The users who checked in in each row's window. ``user``: of every check-in, int (m,)."""
    group = index.by_cell.group(rows.cell, rows.start)
    first, last = index.by_cell.tally.ranges(group, rows.origin - WINDOW_D * DAY_S, rows.origin)
    row, place = places_in_groups(last - first)
    who = user[index.by_cell.entry[first[row] + place]]
    users = int(user.max()) + 1 if len(user) else 1
    key, number = np.unique(row * users + who, return_counts=True)
    return Visitors(key // users, key % users, number.astype(np.float64), len(rows))


def visitor_entropy(visitors: Visitors) -> np.ndarray:
    """D₁: −Σ p · log₂ p over the users, p a user's share of the check-ins: float64 (n,)."""
    total = np.bincount(visitors.row, visitors.number, minlength=visitors.rows)
    share = visitors.number / total[visitors.row]
    return np.bincount(visitors.row, -share * np.log2(share), minlength=visitors.rows)


def user_count(visitors: Visitors) -> np.ndarray:
    """Users who checked in: float64 (n,)."""
    return np.bincount(visitors.row, minlength=visitors.rows).astype(np.float64)


def region_popularity(index: CheckInIndex, rows: Rows) -> np.ndarray:
    """D₃: the cell's check-ins ÷ those of all cells, float64 (n,); 0 where there are none."""
    every = index.between(index.everywhere, rows)
    return observation_frequency(index, rows) / np.maximum(every, 1.0)


def visitor_ratio(index: CheckInIndex, rows: Rows) -> np.ndarray:
    """D₄: users whose first check-in in the cell lies in the window ÷ its check-ins, float64 (n,); 0 without any."""
    return index.between(index.first_visits, rows) / np.maximum(observation_frequency(index, rows), 1.0)


def observation_frequency(index: CheckInIndex, rows: Rows) -> np.ndarray:
    """Check-ins: float64 (n,)."""
    return index.between(index.by_cell, rows)


def _first_visits(cell: np.ndarray, user: np.ndarray, time: np.ndarray) -> np.ndarray:
    """Which check-in is the first of a user in a cell: places, int (k,)."""
    order = np.lexsort([time, cell, user])
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(user[order]) != 0) | (np.diff(cell[order]) != 0)
    return order[new]
