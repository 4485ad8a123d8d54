"""A forecast of the coming intervals, with the weight of eq. 1 and its back-test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..times.record import recorded_until
from .evaluation.backtest import BackTest, back_test
from .prediction import CellEvents, Intervals, PriorCount, fit_prior_count, hot_cells, rank_cells, recent_weight


@dataclass(frozen=True)
class ForecastSettings:
    """``train_days`` to learn from before the first interval; ``coverage_percent`` of the cells are hotspots."""

    train_days: float = 270.0
    coverage_percent: float = 10.0
    seed: int = 1

    def __post_init__(self) -> None:
        if not self.train_days > 0:
            raise PatrolError(f"The training days must be more than 0, not {self.train_days:g}.")
        if not 0 < self.coverage_percent <= 100:
            raise PatrolError(
                f"The coverage must be above 0 and at most 100 % of the cells, not {self.coverage_percent:g}."
            )


@dataclass(frozen=True)
class Forecast:
    """``probability`` (of at least one incident), ``rank`` (1 = likeliest), ``hotspot`` and ``weight`` (eq. 1), each
    (cells, intervals). ``learned``, ``too_old``, ``later``: how many incidents the model saw, and how many it did not.
    ``until``: the end of the record, which is the forecast's start unless days without data lie between.
    """

    model: PriorCount
    rank: np.ndarray
    hotspot: np.ndarray
    weight: np.ndarray
    test: BackTest | None
    learned: int
    too_old: int
    later: int
    until: np.datetime64

    @property
    def probability(self) -> np.ndarray:
        return self.model.probability


def make_forecast(
    events: CellEvents,
    area_m2: np.ndarray,
    intervals: Intervals,
    settings: ForecastSettings,
    control: Control | None = None,
) -> Forecast:
    """Fit on the training days, rank the cells of every interval, and back-test. ``area_m2``: of the cells, (cells,).

    Nothing at or after the first interval's start is seen. Where days without data lie before it, everything is
    learned, tested and weighted as at the end of the record.
    """
    control = control or Control()
    days, coverage = settings.train_days, settings.coverage_percent
    opening = intervals.start - np.timedelta64(round(days * 86400), "s")
    past = events.between(opening, intervals.start).time
    until = recorded_until(past, intervals.start, opening) if len(past) else intervals.start
    model = fit_prior_count(events, intervals, days, control.part(0.0, 0.4), until)
    test = back_test(events, area_m2, intervals, days, coverage, settings.seed, control.part(0.4, 0.8), until)
    opening = until - np.timedelta64(round(days * 86400), "s")
    known = events.between(opening, until)
    learned = len(known.time)
    before = len(events.before(intervals.start).time)
    plain = np.bincount(known.cell, minlength=known.cells).astype(np.float64)
    rank = rank_cells(model.expected, plain, control.part(0.8, 1.0))
    return Forecast(
        model,
        rank,
        rank <= hot_cells(coverage, len(rank)),
        recent_weight(events, intervals, control, until),
        test,
        learned=learned,
        too_old=before - learned,
        later=len(events.time) - before,
        until=until,
    )
