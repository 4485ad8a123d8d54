"""The rhythm of the week: how busy each interval is, over all cells, and how much a cell's own hours are believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..times.spans import HOUR, SECOND, WEEK, WEEK_S, whole_seconds
from .events import CellEvents
from .intervals import Intervals
from .training import Training

_PRETENDED_INCIDENTS = 5.0
# Strengths of shrinkage that are tried, in weeks of pretended observation at the cell's own mean.
_STRENGTHS = np.array([0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], dtype=np.float64)


@dataclass(frozen=True)
class Rhythm:
    """``cell_mean``: incidents per interval, (cells,). ``rhythm``: how much busier each interval is than the average
    one, (intervals,). ``counts``: of each cell in that interval of the week, (cells, intervals), over ``exposure``
    weeks, (intervals,). ``strength``: of the belief in cell_mean × rhythm, in weeks of pretended observation.
    """

    cell_mean: np.ndarray
    rhythm: np.ndarray
    counts: np.ndarray
    exposure: np.ndarray
    strength: float

    def spread(self, level: np.ndarray) -> np.ndarray:
        """A level of incidents per interval, (cells,) above 0, over the intervals: float64 (cells, intervals).

        level·(c + κ·level·r) / (e·m + κ·level): the cell's own count c of that interval of the week over e weeks,
        shrunk to the level times the rhythm r as in prior_count, and divided by what that is in the mean of the week.
        """
        usual = level[:, None]
        believed = self.counts + self.strength * usual * self.rhythm
        believed *= usual
        believed /= self.exposure * self.cell_mean[:, None] + self.strength * usual
        return believed


def varying_share(expected: np.ndarray) -> float:
    """How much of a forecast varies by the hour: the share of the expected incidents, (cells, intervals), that lies
    elsewhere in time than where every cell's own would be spread evenly over the intervals.
    """
    even = expected.mean(axis=1, keepdims=True)
    total = float(expected.sum())
    return float(np.abs(expected - even).sum() / (2.0 * total)) if total > 0 else 0.0


def fit_rhythm(training: Training, intervals: Intervals, control: Control | None = None) -> Rhythm:
    """The rhythm in the training days; nothing before or after them is seen. Raises PatrolError without an incident.

    Where the record does not tell the hours that intervals need, all of them are alike.
    """
    control = control or Control()
    past, until, opening = training.require_known(), training.until, training.begin
    cell_mean = past.a_cell() / ((until - opening) / HOUR) * intervals.hours
    if past.tell_apart(intervals):
        weekly = _weekly_counts(past, intervals, opening, until, control)
    else:
        weekly = _nothing_counted(past, intervals)
    rhythm = _rhythm(weekly.counts, weekly.exposure, cell_mean)
    control.check()
    strength = _strength(weekly, cell_mean[:, None] * rhythm, control)
    return Rhythm(cell_mean, rhythm, weekly.counts, weekly.exposure, strength)


@dataclass(frozen=True)
class _WeeklyCounts:
    """Incidents of each cell in each interval's place in the week.

    ``counts``: float64 (cells, intervals), all weeks together; ``exposure``: (intervals,), the weeks observed. For each
    cell, interval and week with incidents, (k,): ``cell``, ``interval``, ``number``.
    """

    counts: np.ndarray
    exposure: np.ndarray
    cell: np.ndarray
    interval: np.ndarray
    number: np.ndarray


def _weekly_counts(
    past: CellEvents, intervals: Intervals, opening: np.datetime64, until: np.datetime64, control: Control
) -> _WeeklyCounts:
    """Every week of the record, from ``opening`` to ``until``, counted by the intervals' places in it."""
    counts = np.zeros((past.cells, intervals.number))
    exposure = np.zeros(intervals.number)
    cells: list[np.ndarray] = []
    numbers: list[np.ndarray] = []
    for index, start in enumerate(intervals.starts):
        control.step(index, intervals.number)
        # Its earlier copies are whole weeks before it, and the last one ends before the record does.
        weeks_ahead = int((start + intervals.length - until - SECOND) // WEEK) + 1
        latest = start - weeks_ahead * WEEK
        weeks = int((latest - opening) // WEEK) + 1 if latest >= opening else 0
        exposure[index] = weeks
        since = whole_seconds(past.time - (latest - (weeks - 1) * WEEK))
        chosen = (since >= 0) & (since < weeks * WEEK_S)
        chosen &= since % WEEK_S < int(intervals.length.astype(np.int64))
        cell, week = past.cell[chosen], since[chosen] // WEEK_S
        counts[:, index] = np.bincount(cell, minlength=past.cells)
        key, number = np.unique(cell * max(weeks, 1) + week, return_counts=True)
        cells.append(key // max(weeks, 1))
        numbers.append(number)
    interval = np.repeat(np.arange(intervals.number), [len(found) for found in cells])
    return _WeeklyCounts(counts, exposure, np.concatenate(cells), interval, np.concatenate(numbers))


def _nothing_counted(past: CellEvents, intervals: Intervals) -> _WeeklyCounts:
    """What a record without hours tells of the intervals of a day."""
    none = np.zeros(0, dtype=np.int64)
    return _WeeklyCounts(np.zeros((past.cells, intervals.number)), np.zeros(intervals.number), none, none, none)


def _rhythm(counts: np.ndarray, exposure: np.ndarray, cell_mean: np.ndarray) -> np.ndarray:
    """How much busier each interval is than the average one, all cells together; 1 where it was never observed.

    Shrunk towards 1 by a few pretended incidents, so that a short history does not make a quiet hour impossible.
    """
    usual = exposure * cell_mean.sum()
    return (counts.sum(axis=0) + _PRETENDED_INCIDENTS) / (usual + _PRETENDED_INCIDENTS)


def _strength(weekly: _WeeklyCounts, prior: np.ndarray, control: Control) -> float:
    """The κ with which every week is best forecast from the others: Σ n·log λ − λ, λ = (c − n + κ·prior) / (e − 1 + κ).

    c is the count of all weeks, n that of the week left out. Only cells and weeks with incidents enter the first term,
    and the second has a closed form, so that no (cells, intervals, weeks) table is needed.
    """
    repeated = weekly.exposure > 1
    entry = repeated[weekly.interval]
    cell, interval, number = weekly.cell[entry], weekly.interval[entry], weekly.number[entry]
    if not len(number):
        return float(_STRENGTHS[-1])
    others = weekly.counts[cell, interval] - number
    weeks, mean = weekly.exposure[interval], prior[cell, interval]
    totals, priors, exposure = (
        weekly.counts.sum(axis=0)[repeated],
        prior.sum(axis=0)[repeated],
        weekly.exposure[repeated],
    )
    likelihood = []
    for strength in _STRENGTHS:
        control.check()
        log_rate = np.log((others + strength * mean) / (weeks - 1 + strength))
        expected = ((exposure - 1) * totals + exposure * strength * priors) / (exposure - 1 + strength)
        likelihood.append((number * log_rate).sum() - expected.sum())
    # Of equals the strongest: without evidence for a rhythm of its own a cell has none.
    return float(_STRENGTHS[len(_STRENGTHS) - 1 - int(np.argmax(likelihood[::-1]))])
