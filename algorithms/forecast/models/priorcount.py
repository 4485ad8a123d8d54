"""prior_count: past incidents of the cell in that interval of the week, shrunk to the cell's own mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...control import Control
from ...texts import Text
from ...times.spans import HOUR, SECOND, WEEK, WEEK_S, whole_seconds
from ..events import CellEvents, Training
from ..intervals import Intervals

_PRETENDED_INCIDENTS = 5.0
# Strengths of shrinkage that are tried, in weeks of pretended observation at the cell's own mean.
_STRENGTHS = np.array([0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], dtype=np.float64)


@dataclass(frozen=True)
class PriorCount:
    """Past incidents of the cell in that interval of the week, shrunk to the cell's own mean.

    expected = (c + κ·m·r) / (e + κ): c incidents of the cell in this interval of the week over e weeks, m the cell's
    mean per interval, r the rhythm of the week over all cells (1 on average), κ the ``strength`` in weeks. κ is the one
    with which every week is best forecast from the other weeks (leave-one-out Poisson likelihood; m and r are not
    computed anew for each, one week in many), so that several records of one event do not pass for a habit. Probability
    of at least one incident: 1 − exp(−expected).

    ``expected``: float64 (cells, intervals). ``exposure``: weeks observed, (intervals,). ``cell_mean``: (cells,).
    ``rhythm``: (intervals,).
    """

    intervals: Intervals
    expected: np.ndarray
    exposure: np.ndarray
    cell_mean: np.ndarray
    rhythm: np.ndarray
    strength: float

    @property
    def probability(self) -> np.ndarray:
        return -np.expm1(-self.expected)

    def importance(self) -> tuple[tuple[str, float], ...]:
        """The share of each source in the forecast, averaged over the intervals; together 1."""
        own = float(np.mean(self.exposure / (self.exposure + self.strength)))
        return ((Text("count in this interval of the week"), own), (Text("mean of the cell"), 1.0 - own))


def fit_prior_count(training: Training, intervals: Intervals, control: Control | None = None) -> PriorCount:
    """Fit prior_count on the training days; nothing before or after them is seen.

    They begin with the first incident where the data is shorter. Raises PatrolError without any incident in them.
    """
    control = control or Control()
    past, until = training.require_known(), training.until
    opening = max(training.opening, past.first_day())
    hours = (until - opening) / HOUR
    cell_mean = past.a_cell() / hours * intervals.hours
    weekly = _weekly_counts(past, intervals, opening, until, control.part(0.0, 0.9))
    counts, exposure = weekly.counts, weekly.exposure
    rhythm = _rhythm(counts, exposure, cell_mean)
    control.check()
    prior = cell_mean[:, None] * rhythm
    strength = _strength(weekly, prior, control)
    control.check()
    # In place: with many cells each such table takes hundreds of megabytes.
    expected = prior
    expected *= strength
    control.check()
    expected += counts
    control.check()
    expected /= exposure + strength
    return PriorCount(intervals, expected, exposure, cell_mean, rhythm, strength)


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
