"""A forecast of the coming intervals, with the weight of eq. 1 and its back-test."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..methods import choices, method_of
from ..times.record import recorded_until
from .evaluation.backtest import BackTest, back_test
from .events import recent_weight
from .intervals import Intervals
from .models import registry
from .models.model import ForecastModel
from .ranking import hot_cells, rank_cells, require_coverage
from .surroundings import Surroundings
from .training import Training


@dataclass(frozen=True)
class ForecastSettings:
    """``train_days`` to learn from before the first interval; ``coverage_percent`` of the cells are hotspots.

    ``model``: a word of the registry.
    """

    train_days: float = 270.0
    coverage_percent: float = 10.0
    seed: int = 1
    model: str = registry.MODELS[0].word

    def __post_init__(self) -> None:
        if not self.train_days > 0:
            raise PatrolError("The training days must be more than 0, not {train_days:g}.", train_days=self.train_days)
        require_coverage(self.coverage_percent)
        if self.model not in choices(registry.MODELS):
            words = list(choices(registry.MODELS))
            raise PatrolError("The model must be one of {words}, not {given!r}.", words=words, given=self.model)


@dataclass(frozen=True)
class Forecast:
    """``probability`` (of at least one incident), ``rank`` (1 = likeliest), ``hotspot`` and ``weight`` (eq. 1), each
    (cells, intervals). ``learned``, ``too_old``, ``later``: how many incidents the model saw, and how many it did not.
    ``until``: the end of the record, which is the forecast's start unless days without data lie between.
    """

    model: ForecastModel
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
    around: Surroundings,
    intervals: Intervals,
    settings: ForecastSettings,
    control: Control | None = None,
) -> Forecast:
    """Fit on the training days, rank the cells of every interval, and back-test.

    around: the incidents by cell, where the cells lie, and the other types.
    intervals: to forecast.
    settings: the model, its training days, the share of hot cells, the seed.
    control: progress and stop.

    Nothing at or after the first interval's start is seen. Where days without data lie before it, everything is
    learned, tested and weighted as at the end of the record.
    """
    control = control or Control()
    coverage, method = settings.coverage_percent, method_of(registry.MODELS, settings.model)
    events = around.events
    training = Training(events, settings.train_days, intervals.start, around, settings.seed)
    past = training.known
    if len(past):
        training = replace(training, until=recorded_until(past.time, intervals.start, training.opening))
    model = method.load()(training, intervals, control.part(0.0, 0.4))
    area_m2, testing = around.places.area_m2, control.part(0.4, 0.8)
    test = back_test(method, training, area_m2, intervals, coverage, settings.seed, testing)
    known = training.known
    before = len(events.before(intervals.start))
    rank = rank_cells(model.expected, known.a_cell(), control.part(0.8, 1.0))
    return Forecast(
        model=model,
        rank=rank,
        hotspot=rank <= hot_cells(coverage, len(rank)),
        weight=recent_weight(events, intervals, control, training.until),
        test=test,
        learned=len(known),
        too_old=before - len(known),
        later=len(events) - before,
        until=training.until,
    )
