"""A walk-forward: step after step every model forecasts the next stretch from the past alone, and is scored on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...control import Control
from ...errors import PatrolError
from ...methods import Method
from ...times.spans import HOUR_S, WEEK_HOURS
from ...times.timeclasses import shown_time
from ..intervals import Intervals
from ..models.cellrates import LEAST_RATE
from ..training import Training
from .coverage import share_in

MOST_STEPS = 1000
# Bins of the reliability curve, each with an equal share of what was expected.
_BINS = 10


@dataclass(frozen=True)
class Plan:
    """The steps: ``start`` of each, (steps,), all ``hours`` long; ``coverages``: percent of the cells that are hot.

    ``train_days``: what every model learns from before a step.
    """

    start: np.ndarray
    hours: float
    coverages: tuple[float, ...]
    train_days: float

    @classmethod
    def between(
        cls,
        start: np.datetime64,
        end: np.datetime64,
        hours: float,
        coverages: Sequence[float],
        train_days: float,
    ) -> Plan:
        """As many whole steps as fit between two moments.

        start, end: of the days that are forecast.
        hours: of a step.
        coverages: percent of the cells that are hot.
        train_days: to learn from before each step.
        """
        length = np.timedelta64(round(hours * HOUR_S), "s")
        number = int((end - start) // length) if hours > 0 else 0
        if number < 1:
            raise PatrolError(
                "Between {start} and {end} there is no step of {hours:g} hours.",
                start=shown_time(start),
                end=shown_time(end),
                hours=hours,
            )
        if number > MOST_STEPS:
            raise PatrolError("{n:,} steps are more than {most:,}: choose longer ones.", n=number, most=MOST_STEPS)
        return cls(start + np.arange(number) * length, hours, tuple(coverages), train_days)

    @property
    def length(self) -> np.timedelta64:
        return np.timedelta64(round(self.hours * HOUR_S), "s")

    def intervals(self, step: int) -> Intervals:
        """The intervals that a step is forecast by: one, or several of a week at most."""
        number = int(np.ceil(self.hours / WEEK_HOURS))
        return Intervals(self.start[step], self.hours / number, number)


@dataclass(frozen=True)
class Scored:
    """What one model reached in each step.

    ``hits``: incidents in the hot cells, ``area_share``: of the hot cells, ``earlier_share``: of the training days'
    incidents in them, (steps, coverages) each. ``expected``: incidents in all cells, ``log_score``: Σ y·log λ − λ over
    the cells, (steps,). ``promised``, ``kept``: incidents expected and observed in bins of cells, (bins,).
    ``seconds``: that fitting took.
    """

    method: Method
    hits: np.ndarray
    area_share: np.ndarray
    earlier_share: np.ndarray
    expected: np.ndarray
    log_score: np.ndarray
    promised: np.ndarray
    kept: np.ndarray


@dataclass(frozen=True)
class WalkForward:
    """``events``: incidents of each step, (steps,), also those ``outside`` the cells that are ranked, which nothing can
    hit. ``best_hits``, ``best_area``: of whoever knew them, (steps, coverages). ``scored``: of every model.
    """

    plan: Plan
    events: np.ndarray
    outside: np.ndarray
    best_hits: np.ndarray
    best_area: np.ndarray
    scored: tuple[Scored, ...]

    def of(self, word: str) -> Scored:
        """What the model under that word reached. Raises KeyError for one that is not there."""
        return {scored.method.word: scored for scored in self.scored}[word]


def walk_forward(
    methods: Sequence[Method],
    training: Training,
    plan: Plan,
    area_m2: np.ndarray,
    outside: np.ndarray | None = None,
    control: Control | None = None,
) -> WalkForward:
    """Let every model forecast each step from what lies before it.

    methods: the models (models/registry).
    training: all incidents, those to be forecast among them; its end and days are set anew for each step.
    plan: the steps.
    area_m2: of the cells, (cells,).
    outside: times of the incidents that no cell holds, datetime64[s] (m,): they count as misses.
    control: progress and stop.

    Raises PatrolError where nothing lies before the first step.
    """
    control = control or Control()
    quiet = Control(control.should_stop)
    steps = len(plan.start)
    lost = np.sort(outside) if outside is not None else np.zeros(0, "datetime64[s]")
    events, missed = np.zeros(steps), np.zeros(steps)
    best = _Tally(steps, len(plan.coverages))
    tallies = [_Tally(steps, len(plan.coverages)) for _ in methods]
    for step in range(steps):
        start = plan.start[step]
        before = replace(training, until=start, days=plan.train_days)
        earlier = before.require_known().a_cell()
        number = training.events.between(start, start + plan.length).a_cell()
        missed[step] = np.diff(np.searchsorted(lost, [start, start + plan.length]))[0]
        events[step] = number.sum() + missed[step]
        best.take(step, number, number, earlier, area_m2, plan)
        for index, (method, tally) in enumerate(zip(methods, tallies)):
            control.step(step * len(methods) + index, steps * len(methods))
            expected = method.load()(before, plan.intervals(step), quiet).expected.sum(axis=1)
            tally.take(step, expected, number, earlier, area_m2, plan)
    return WalkForward(
        plan,
        events,
        missed,
        best.hits,
        best.area_share,
        tuple(tally.scored(method) for method, tally in zip(methods, tallies)),
    )


class _Tally:
    """What one forecast reaches, step by step."""

    def __init__(self, steps: int, coverages: int) -> None:
        self.hits, self.area_share, self.earlier_share = (np.zeros((steps, coverages)) for _ in range(3))
        self._expected, self._log_score = np.zeros(steps), np.zeros(steps)
        self._pairs: list[tuple[np.ndarray, np.ndarray]] = []

    def take(
        self,
        step: int,
        expected: np.ndarray,
        number: np.ndarray,
        earlier: np.ndarray,
        area_m2: np.ndarray,
        plan: Plan,
    ) -> None:
        """A forecast beside what happened.

        step: its place.
        expected: incidents, (cells,).
        number: what happened, (cells,).
        earlier: incidents of the training days, (cells,).
        area_m2: of the cells, (cells,).
        plan: the coverages.
        """
        for at, coverage in enumerate(plan.coverages):
            share = share_in(expected, coverage)
            self.hits[step, at] = share @ number
            self.area_share[step, at] = share @ area_m2 / area_m2.sum()
            self.earlier_share[step, at] = share @ earlier / earlier.sum()
        rate = np.maximum(expected, LEAST_RATE)
        self._expected[step] = expected.sum()
        self._log_score[step] = number @ np.log(rate) - rate.sum()
        self._pairs.append(_binned(expected, number))

    def scored(self, method: Method) -> Scored:
        promised, kept = (np.sum(part, axis=0) for part in zip(*self._pairs))
        return Scored(
            method,
            self.hits,
            self.area_share,
            self.earlier_share,
            self._expected,
            self._log_score,
            promised,
            kept,
        )


def _binned(expected: np.ndarray, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Expected and observed incidents of the cells from the least to the most likely, in bins of equal promise."""
    order = np.argsort(expected, kind="stable")
    so_far = np.cumsum(expected[order])
    place = np.minimum((so_far - expected[order] / 2.0) / max(so_far[-1], 1e-300) * _BINS, _BINS - 1).astype(np.int64)
    return tuple(np.bincount(place, values[order], minlength=_BINS) for values in (expected, number))  # type: ignore[return-value]
