"""Crime prediction: how likely an incident is in each cell and interval, and how it did on the past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..times.timeclasses import shown_time

_WEEK = np.timedelta64(7 * 24 * 3600, "s")
_DAY = np.timedelta64(24 * 3600, "s")
WEIGHT_DAYS = 3
_PRETENDED_INCIDENTS = 5.0
# Strengths of shrinkage that are tried, in weeks of pretended observation at the cell's own mean.
_STRENGTHS = np.array([0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], dtype=np.float64)


@dataclass(frozen=True)
class CellEvents:
    """Incidents by cell: ``cell`` int (n,) from 0, ``time`` datetime64[s] (n,), and the number of ``cells``."""

    cell: np.ndarray
    time: np.ndarray
    cells: int

    def before(self, moment: np.datetime64) -> CellEvents:
        return self._where(self.time < moment)

    def between(self, start: np.datetime64, end: np.datetime64) -> CellEvents:
        return self._where((self.time >= start) & (self.time < end))

    def _where(self, chosen: np.ndarray) -> CellEvents:
        return CellEvents(self.cell[chosen], self.time[chosen], self.cells)


@dataclass(frozen=True)
class Intervals:
    """``number`` intervals of ``hours`` each, one after another from ``start``."""

    start: np.datetime64
    hours: float
    number: int

    def __post_init__(self) -> None:
        if not 0 < self.hours <= 168:
            raise PatrolError(f"An interval must be longer than 0 and at most 168 hours, not {self.hours:g}.")
        if self.number < 1:
            raise PatrolError("The forecast must hold at least one interval.")

    @property
    def length(self) -> np.timedelta64:
        return np.timedelta64(round(self.hours * 3600), "s")

    @property
    def starts(self) -> np.ndarray:
        return self.start.astype("datetime64[s]") + np.arange(self.number) * self.length

    @property
    def ends(self) -> np.ndarray:
        return self.starts + self.length

    @classmethod
    def over(cls, start: np.datetime64, total_hours: float, hours: float) -> Intervals:
        """Intervals that fill ``total_hours`` exactly."""
        number = round(total_hours / hours) if hours > 0 else 0
        if number < 1 or abs(number * hours - total_hours) > 1e-9:
            raise PatrolError(
                f"The forecast's {total_hours:g} hours cannot be cut into intervals of {hours:g}: choose a length that "
                "divides them."
            )
        return cls(start.astype("datetime64[s]"), hours, number)


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
        return (("count in this interval of the week", own), ("mean of the cell", 1.0 - own))


def fit_prior_count(
    events: CellEvents,
    intervals: Intervals,
    train_days: float,
    control: Control | None = None,
    until: np.datetime64 | None = None,
) -> PriorCount:
    """Fit prior_count on the ``train_days`` before ``until``, the end of the record; nothing from there on is seen.

    ``until`` is not after the start of the first interval, which it is if left out. The training period begins with the
    first incident where the data is shorter. Raises PatrolError without any incident in it.
    """
    control = control or Control()
    if not train_days > 0:
        raise PatrolError(f"The training days must be more than 0, not {train_days:g}.")
    until = intervals.start if until is None else until
    opening = until - np.timedelta64(round(train_days * 86400), "s")
    past = events.between(opening, until)
    if len(past.time) == 0:
        raise PatrolError(
            f"No incident lies in the {train_days:g} days before {shown_time(until)}, so nothing can be learned. "
            + _way_out(events, until)
        )
    opening = max(opening, past.time.min().astype("datetime64[D]").astype("datetime64[s]"))
    hours = (until - opening) / np.timedelta64(3600, "s")
    cell_mean = np.bincount(past.cell, minlength=events.cells) / hours * intervals.hours
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
    counts = np.zeros((past.cells, intervals.number))
    exposure = np.zeros(intervals.number)
    cells: list[np.ndarray] = []
    numbers: list[np.ndarray] = []
    week_seconds = int(_WEEK.astype(np.int64))
    for index, start in enumerate(intervals.starts):
        control.step(index, intervals.number)
        # Its earlier copies are whole weeks before it, and the last one ends before the record does.
        weeks_ahead = int((start + intervals.length - until - np.timedelta64(1, "s")) // _WEEK) + 1
        latest = start - weeks_ahead * _WEEK
        weeks = int((latest - opening) // _WEEK) + 1 if latest >= opening else 0
        exposure[index] = weeks
        since = (past.time - (latest - (weeks - 1) * _WEEK)).astype("timedelta64[s]").astype(np.int64)
        chosen = (since >= 0) & (since < weeks * week_seconds)
        chosen &= since % week_seconds < int(intervals.length.astype(np.int64))
        cell, week = past.cell[chosen], since[chosen] // week_seconds
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
    past = events.between(until - WEIGHT_DAYS * _DAY, until)
    into_day = (past.time - intervals.start).astype("timedelta64[s]").astype(np.int64)
    day = int(_DAY.astype(np.int64))
    for index, start in enumerate(intervals.starts):
        control.check()
        offset = int((start - intervals.start).astype(np.int64)) % day
        chosen = np.mod(into_day - offset, day) < int(intervals.length.astype(np.int64))
        weight[:, index] = np.bincount(past.cell[chosen], minlength=events.cells) / WEIGHT_DAYS
    return weight


def rank_cells(score: np.ndarray, tie_breaker: np.ndarray, control: Control | None = None) -> np.ndarray:
    """1 = highest score, per interval: int (cells, intervals). Ties by ``tie_breaker`` (cells,), then the order of the
    cells.
    """
    control = control or Control()
    ranks = np.arange(1, len(score) + 1)
    rank = np.empty(score.shape, dtype=np.int64)
    # A stable sort of cells that lie in the order of the tie breaker keeps that order among equals.
    by_tie = np.argsort(-tie_breaker, kind="stable")
    for index in range(score.shape[1]):
        control.step(index, score.shape[1])
        order = by_tie[np.argsort(-score[by_tie, index], kind="stable")]
        rank[order, index] = ranks
    return rank


def hot_cells(coverage_percent: float, cells: int) -> int:
    """How many cells make up this share of the cells, at least one."""
    if not 0 < coverage_percent <= 100:
        raise PatrolError(f"The coverage must be above 0 and at most 100 % of the cells, not {coverage_percent:g}.")
    return max(1, int(coverage_percent / 100.0 * cells + 0.5))


def _way_out(events: CellEvents, until: np.datetime64) -> str:
    """When the incidents are, and which start of the forecast has some before it."""
    if len(events.time) == 0:
        return "There are no incidents in the grid: give the grid of these incidents."
    first, last = events.time.min(), events.time.max()
    span = f"The incidents run from {shown_time(first)} to {shown_time(last)}. "
    if last < until:
        return span + "Choose an earlier forecast start or more training days."
    if first >= until:
        return span + "Choose a later forecast start."
    return span + "Choose another forecast start or more training days."
