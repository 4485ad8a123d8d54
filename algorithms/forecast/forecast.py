"""A forecast of the coming intervals, with the weight of eq. 1 and its back-test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..methods import method_of
from ..texts import Text
from ..times.record import recorded_until
from ..times.spans import WEEK_HOURS
from .bounds import fit_bounds
from .evaluation.backtest import TIES, BackTest, back_test
from .evaluation.mask import ranked_cells
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

    ``model``: a word of the registry, or AUTO for the one that hits most in the back-test.
    """

    train_days: float = 270.0
    coverage_percent: float = 10.0
    seed: int = 1
    model: str = registry.MODELS[0].word

    def __post_init__(self) -> None:
        if not self.train_days > 0:
            raise PatrolError("The training days must be more than 0, not {train_days:g}.", train_days=self.train_days)
        require_coverage(self.coverage_percent)
        words = registry.words()
        if self.model not in words:
            raise PatrolError("The model must be one of {words}, not {given!r}.", words=list(words), given=self.model)


@dataclass(frozen=True)
class Forecast:
    """``word``: of the ``model``. ``rank`` (1 = likeliest), ``hotspot``, ``weight`` (eq. 1): each (cells, intervals).

    ``low``, ``high``: 90 % bounds of the expected incidents; ``sure``: whether a hotspot is one even where its own
    number is at the lower bound; (cells, intervals) each, None where the back-test cannot tell them. ``learned``,
    ``too_old``, ``later``: how many incidents the model saw, and how many it did not. ``until``: the end of the record,
    which is the forecast's start unless days without data lie between. ``has_hours``: whether the record tells the
    intervals apart. ``notes``: what the model said of itself while it was fitted. ``empty_share``: of the cells, those
    that had no incident of any type before the test, as had none of the cells around them.
    """

    word: str
    model: ForecastModel
    rank: np.ndarray
    hotspot: np.ndarray
    weight: np.ndarray
    low: np.ndarray | None
    high: np.ndarray | None
    sure: np.ndarray | None
    test: BackTest | None
    learned: int
    too_old: int
    later: int
    until: np.datetime64
    has_hours: bool
    notes: tuple[Text, ...]
    empty_share: float

    @property
    def expected(self) -> np.ndarray:
        return self.model.expected

    @property
    def probability(self) -> np.ndarray:
        return self.model.probability


def make_forecast(
    around: Surroundings,
    intervals: Intervals,
    settings: ForecastSettings,
    control: Control | None = None,
) -> Forecast:
    """Back-test on the last weeks, fit on the training days, rank the cells of every interval.

    around: the incidents by cell, where the cells lie, and the other types.
    intervals: to forecast.
    settings: the model, its training days, the share of hot cells, the seed.
    control: progress and stop.

    Nothing at or after the first interval's start is seen; of a record of days, nothing of its day. Where days without
    data lie before it, everything is learned, tested and weighted as at the end of the record.
    """
    control = control or Control()
    coverage, events = settings.coverage_percent, around.events
    training = _training(around, intervals, settings)
    chosen = registry.tried(settings.model)
    rivals = [method_of(registry.MODELS, TIES)]
    # Without incidents none of them can be tried; the model says why.
    area_m2, testing = around.places.area_m2, control.part(0.0, 0.6)
    test = back_test(chosen, rivals, training, area_m2, intervals, coverage, settings.seed, testing)
    method = chosen[0] if test is None else method_of(registry.MODELS, test.word)
    notes: list[Text] = []

    def note(text: str, **values: Any) -> None:
        notes.append(Text(text, **values))
        control.info(text, **values)

    fitting = control.part(0.6, 0.8)
    model = method.load()(training, intervals, Control(fitting.should_stop, fitting.progress, fitting.warn, note))
    known, expected = training.known, model.expected
    before = len(events.before(intervals.start))
    bounds = fit_bounds(method, training, settings.seed, control.part(0.8, 0.9))
    rank = rank_cells(expected, known.a_cell(), control.part(0.9, 1.0))
    hot = hot_cells(coverage, len(rank))
    low, high = (None, None) if bounds is None else bounds.of(expected, intervals.number * intervals.hours / WEEK_HOURS)
    return Forecast(
        word=method.word,
        model=model,
        rank=rank,
        hotspot=rank <= hot,
        weight=recent_weight(events, intervals, control, training.until),
        low=low,
        high=high,
        sure=None if low is None else (rank <= hot) & (low > _next_best(expected, hot)),
        test=test,
        learned=len(known),
        too_old=before - len(known),
        later=len(events) - before,
        until=training.until,
        has_hours=known.tell_apart(intervals),
        notes=tuple(notes),
        empty_share=float(np.mean(~ranked_cells(around, training.until if test is None else test.start))),
    )


def _training(around: Surroundings, intervals: Intervals, settings: ForecastSettings) -> Training:
    """What is known where the forecast starts: up to the end of the record, or to midnight where it has days alone."""
    start = intervals.start
    training = Training(around.events, settings.train_days, start, around, settings.seed)
    past = training.known
    if not len(past):
        return training
    if not past.tell_apart(intervals):
        training = replace(training, until=start.astype("datetime64[D]").astype("datetime64[s]"))
        past = training.known
    return (
        replace(training, until=recorded_until(past.time, training.until, training.opening)) if len(past) else training
    )


def _next_best(expected: np.ndarray, hot: int) -> np.ndarray:
    """What is expected of the best cell that is no hotspot, per interval: float64 (intervals,); −1 where all are."""
    if hot >= len(expected):
        return np.full(expected.shape[1], -1.0)
    place = len(expected) - 1 - hot
    return np.partition(expected, place, axis=0)[place]
