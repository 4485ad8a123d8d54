"""Incidents by cell and time: what a forecast is learned from, and what eq. 1 weighs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..texts import Text
from ..times.spans import DAY, DAY_S, span_of_days, whole_seconds
from ..times.timeclasses import shown_time
from .intervals import Intervals

WEIGHT_DAYS = 3


@dataclass(frozen=True)
class CellEvents:
    """Incidents by cell: ``cell`` int (n,) from 0, ``time`` datetime64[s] (n,), and the number of ``cells``."""

    cell: np.ndarray
    time: np.ndarray
    cells: int

    def __len__(self) -> int:
        return len(self.time)

    def before(self, moment: np.datetime64) -> CellEvents:
        return self._where(self.time < moment)

    def between(self, start: np.datetime64, end: np.datetime64) -> CellEvents:
        return self._where((self.time >= start) & (self.time < end))

    def a_cell(self) -> np.ndarray:
        """How many incidents each cell has: float64 (cells,)."""
        return np.bincount(self.cell, minlength=self.cells).astype(np.float64)

    def first_day(self) -> np.datetime64:
        """Midnight before the first incident."""
        return self.time.min().astype("datetime64[D]").astype("datetime64[s]")

    def _where(self, chosen: np.ndarray) -> CellEvents:
        return CellEvents(self.cell[chosen], self.time[chosen], self.cells)


@dataclass(frozen=True)
class Training:
    """What a model may learn from: the ``days`` of ``events`` before ``until``; what else a model needs goes here, too.

    ``until``: the end of the record, not after the start of what is forecast. Events outside the days may be there;
    only ``known`` may be looked at.
    """

    events: CellEvents
    days: float
    until: np.datetime64

    def __post_init__(self) -> None:
        if not self.days > 0:
            raise PatrolError("The training days must be more than 0, not {days:g}.", days=self.days)

    @property
    def opening(self) -> np.datetime64:
        return self.until - span_of_days(self.days)

    @property
    def known(self) -> CellEvents:
        """The incidents of the training days."""
        return self.events.between(self.opening, self.until)

    def require_known(self) -> CellEvents:
        """``known``, at least one. Raises PatrolError, saying when the incidents are, where there is none."""
        known = self.known
        if len(known) == 0:
            raise PatrolError(
                "No incident lies in the {days:g} days before {end}, so nothing can be learned. {way_out}",
                days=self.days,
                end=shown_time(self.until),
                way_out=_way_out(self.events, self.until),
            )
        return known


def _way_out(events: CellEvents, until: np.datetime64) -> Text:
    """When the incidents are, and which start of the forecast has some before it."""
    if len(events) == 0:
        return Text("There are no incidents in the grid: give the grid of these incidents.")
    first, last = events.time.min(), events.time.max()
    if last < until:
        remedy = Text("Choose an earlier forecast start or more training days.")
    elif first >= until:
        remedy = Text("Choose a later forecast start.")
    else:
        remedy = Text("Choose another forecast start or more training days.")
    return Text(
        "The incidents run from {first} to {last}. {remedy}",
        first=shown_time(first),
        last=shown_time(last),
        remedy=remedy,
    )


def recent_weight(
    events: CellEvents, intervals: Intervals, control: Control | None = None, until: np.datetime64 | None = None
) -> np.ndarray:
    """w of eq. 1: incidents per day of the cell in that interval of the day over the 3 days before the forecast.

    float64 (cells, intervals). The days before ``until``, the end of the record or else the forecast's start, so that
    nothing of the forecast itself is seen.
    """
    control = control or Control()
    weight = np.zeros((events.cells, intervals.number))
    until = intervals.start if until is None else until
    past = events.between(until - WEIGHT_DAYS * DAY, until)
    into_day = whole_seconds(past.time - intervals.start)
    for index, start in enumerate(intervals.starts):
        control.check()
        offset = int((start - intervals.start).astype(np.int64)) % DAY_S
        chosen = np.mod(into_day - offset, DAY_S) < int(intervals.length.astype(np.int64))
        weight[:, index] = np.bincount(past.cell[chosen], minlength=events.cells) / WEIGHT_DAYS
    return weight
