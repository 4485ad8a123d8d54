"""Forecasts of cells' rates, which the rhythm of the week spreads over the intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...control import Control
from ...times.spans import DAY_S, HOUR_S, WEEK_HOURS
from ..intervals import Intervals
from ..rhythm import fit_rhythm
from ..training import Training

# A cell in which nothing is expected has no logarithm; this many incidents a day are none.
LEAST_RATE = 1e-9
# How many incidents a model's own level is believed like.
_HELD_BY = 50.0
# Incidents from which a rhythm can be told.
_ENOUGH = 50


@dataclass(frozen=True)
class CellRates:
    """``expected``: float64 (cells, intervals). ``shares``: what it rests on. ``has_hours``: whether hours differ."""

    expected: np.ndarray
    shares: tuple[tuple[str, float], ...]
    has_hours: bool

    @property
    def probability(self) -> np.ndarray:
        return -np.expm1(-self.expected)

    def importance(self) -> tuple[tuple[str, float], ...]:
        return self.shares


def level_of(observed: float, expected: float) -> float:
    """What a model's numbers have to be multiplied by to be those of the last weeks, of which so many incidents were
    observed and expected; few of them change little.
    """
    return (observed + _HELD_BY) / (expected + _HELD_BY)


def spread_over(
    rate: np.ndarray,
    training: Training,
    intervals: Intervals,
    shares: tuple[tuple[str, float], ...],
    control: Control,
) -> CellRates:
    """Rates of the cells over the intervals.

    rate: incidents per day, (cells,).
    training: where the rhythm of the week is learned.
    intervals: to forecast.
    shares: what the rates rest on.
    control: progress and stop.

    Where the record holds no hours, or too few incidents to tell any, and for whole weeks, all intervals are alike.
    """
    level = np.maximum(rate, LEAST_RATE) * intervals.hours * (HOUR_S / DAY_S)
    known = training.known
    has_hours = intervals.hours < WEEK_HOURS and len(known) >= _ENOUGH and known.tell_apart(intervals)
    if not has_hours:
        return CellRates(np.repeat(level[:, None], intervals.number, axis=1), shares, False)
    return CellRates(fit_rhythm(training, intervals, control).spread(level), shares, True)
