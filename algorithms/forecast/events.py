"""Incidents by cell and time: what a forecast is learned from, and the weight w of eq. 1 (Rumi, Qin & Salim)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..times.spans import DAY, DAY_S, whole_seconds
from .intervals import Intervals

WEIGHT_DAYS = 3
# Times of which more than this share are midnight to the second tell days, not hours.
_MIDNIGHT_SHARE = 0.5


@dataclass(frozen=True)
class CellEvents:
    """Incidents by cell: ``cell`` int (n,) from 0, ``time`` datetime64[s] (n,), and the number of ``cells``.

    ``x``, ``y``: where each happened, metres (n,); None where only the cells are known.
    """

    cell: np.ndarray
    time: np.ndarray
    cells: int
    x: np.ndarray | None = None
    y: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.time)

    def before(self, moment: np.datetime64) -> CellEvents:
        """Those before a moment, none at it."""
        return self._where(self.time < moment)

    def between(self, start: np.datetime64, end: np.datetime64) -> CellEvents:
        """Those from start on and before end."""
        return self._where((self.time >= start) & (self.time < end))

    def a_cell(self) -> np.ndarray:
        """How many incidents each cell has: float64 (cells,)."""
        return np.bincount(self.cell, minlength=self.cells).astype(np.float64)

    def first_day(self) -> np.datetime64:
        """Midnight before the first incident."""
        return self.time.min().astype("datetime64[D]").astype("datetime64[s]")

    @property
    def has_hours(self) -> bool:
        """Whether the times tell hours: not where most are midnight."""
        return len(self) > 0 and bool(np.mean(self.time.astype(np.int64) % DAY_S == 0) <= _MIDNIGHT_SHARE)

    def tell_apart(self, intervals: Intervals) -> bool:
        """Whether the incidents tell these intervals apart: by their hours, unless the intervals are whole days."""
        return intervals.hours % 24 == 0 or self.has_hours

    def in_order(self) -> CellEvents:
        """The same from the first to the last."""
        return self._where(np.argsort(self.time, kind="stable"))

    def by_cell(self) -> CellEvents:
        """The same cell by cell, each cell's from the first to the last."""
        return self._where(np.lexsort([self.time, self.cell]))

    def within(self, mask: np.ndarray) -> CellEvents:
        """The same in the cells of a mask alone, bool (cells,), which are numbered anew."""
        kept = self._where(mask[self.cell])
        return CellEvents((np.cumsum(mask) - 1)[kept.cell], kept.time, int(mask.sum()), kept.x, kept.y)

    def _where(self, chosen: np.ndarray) -> CellEvents:
        """Those that are chosen, or in that order."""
        x, y = (None if axis is None else axis[chosen] for axis in (self.x, self.y))
        return CellEvents(self.cell[chosen], self.time[chosen], self.cells, x, y)


def recent_weight(
    events: CellEvents, intervals: Intervals, control: Control | None = None, until: np.datetime64 | None = None
) -> np.ndarray:
    """w of eq. 1: incidents per day of the cell in that interval of the day over the 3 days before the forecast.

    float64 (cells, intervals). The days before ``until``, the end of the record or else the forecast's start, so that
    nothing of the forecast itself is seen. Where the record has no hours, each interval has its share of the day.
    """
    control = control or Control()
    weight = np.zeros((events.cells, intervals.number))
    until = intervals.start if until is None else until
    past = events.between(until - WEIGHT_DAYS * DAY, until)
    if not events.before(until).tell_apart(intervals):
        weight += (past.a_cell() / WEIGHT_DAYS * (intervals.hours / 24.0))[:, None]
        return weight
    into_day = whole_seconds(past.time - intervals.start)
    for index, start in enumerate(intervals.starts):
        control.check()
        offset = int((start - intervals.start).astype(np.int64)) % DAY_S
        chosen = np.mod(into_day - offset, DAY_S) < int(intervals.length.astype(np.int64))
        weight[:, index] = np.bincount(past.cell[chosen], minlength=events.cells) / WEIGHT_DAYS
    return weight
