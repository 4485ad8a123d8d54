"""Travel times where the hour slows classes of road differently, so that another way may be the quickest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..times.spans import DAY_MIN

_HOUR_MIN = 60.0
_HOURS = 24


class Ways(Protocol):
    """What can draw the way from place i to place j."""

    def path(self, i: int, j: int) -> np.ndarray:
        """Vertices (k, 2), k ≥ 2, metres."""
        ...


@dataclass(frozen=True)
class HourlyTimes:
    """Travel from n places to m, by the hour of the clock.

    A whole journey within an hour takes the time of the quickest way under that hour's factors. Whoever is still under
    way when the hour is over has driven the share of the way that the time so far allows, and drives the rest of it as
    the next hour does: each pair of places has one speed per hour, which only the clock changes. So whoever sets out
    later never arrives earlier (first in, first out; Ichoua, Gendreau & Potvin 2003, where each arc has such speeds).

    ``table``: int (24,), which of k tables each hour goes by; ``scale``: float64 (24,), how many times longer the hour
    takes than its table says. ``minutes``, ``metres``: float64 (k, n, m), inf where there is no way, the same in all
    tables. ``ways``: what draws the ways of each table.
    """

    table: np.ndarray
    scale: np.ndarray
    minutes: np.ndarray
    metres: np.ndarray
    ways: tuple[Ways, ...]

    def within(self, hour: np.ndarray | int, start: np.ndarray | int, end: np.ndarray | int) -> np.ndarray:
        """Minutes that whole journeys take in hours of the day (0–23)."""
        return self.scale[hour] * self.minutes[self.table[hour], start, end]

    def arrival_min(
        self, start: np.ndarray | int, end: np.ndarray | int, depart_min_of_day: np.ndarray | float
    ) -> np.ndarray:
        """When journeys between places end, on the clock that ``depart_min_of_day`` counts on; inf where there is no
        way. The arguments are broadcast together.
        """
        return self._after(start, end, depart_min_of_day, 1)

    def departure_min(
        self, start: np.ndarray | int, end: np.ndarray | int, arrive_min_of_day: np.ndarray | float
    ) -> np.ndarray:
        """When journeys must start to end at given moments: the inverse of arrival_min; −inf where there is no way."""
        return self._after(start, end, arrive_min_of_day, -1)

    def _after(
        self, start: np.ndarray | int, end: np.ndarray | int, moment: np.ndarray | float, way: int
    ) -> np.ndarray:
        """When whole journeys are over that begin at moments and go with the clock (``way`` 1) or against it (−1)."""
        moment = np.asarray(moment, dtype=np.float64)
        begin, start, end = np.broadcast_arrays(moment, start, end)
        shape = begin.shape
        begin, start, end = begin.ravel(), start.ravel(), end.ravel()
        over = np.full(len(begin), way * np.inf)
        # Who never sets out never arrives.
        going = np.flatnonzero(np.isfinite(begin) & np.isfinite(self.minutes[0, start, end]))
        now, left = begin[going], np.ones(len(going))
        hours = 0
        while len(going):
            if hours == _HOURS:
                days = self._whole_days(start[going], end[going], left)
                now, left = now + way * days[0] * DAY_MIN, left - days[1]
            hours += 1
            # The hour that begins now, or the one that ends now.
            full = np.floor(now / _HOUR_MIN) if way > 0 else np.ceil(now / _HOUR_MIN) - 1
            whole = self.within(full.astype(np.int64) % _HOURS, start[going], end[going])
            change = (full + (way > 0)) * _HOUR_MIN
            with np.errstate(divide="ignore"):
                share = np.abs(change - now) / whole
            there = left <= share
            over[going[there]] = (now + way * left * whole)[there]
            going, now, left = going[~there], change[~there], (left - share)[~there]
        return over.reshape(shape)

    def _whole_days(self, start: np.ndarray, end: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many whole days journeys go on, and which share of them is driven in these, (p,) each."""
        hours = np.arange(_HOURS)[:, None]
        a_day = (_HOUR_MIN / self.within(hours, start, end)).sum(axis=0)
        days = np.floor(left / a_day)
        return days, days * a_day
