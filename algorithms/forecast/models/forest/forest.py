"""random_forest: a balanced random forest on the features of Table II (Rumi, Qin & Salim, V-A)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....control import Control
from ....texts import Text
from ....times.spans import DAY_S
from ....times.timeclasses import shown_time
from ...features.rows import Rows, seconds
from ...features.table import FeatureTable
from ...intervals import Intervals
from ...training import Training
from ..cellrates import LEAST_RATE, CellRates, level_of
from ..countties import fit_count_ties
from ..model import ForecastModel
from .balanced import Targets, balanced_sample
from .trees import Trees, grow_trees

# With fewer rows than these no tree can be split more than once or twice.
_ENOUGH = 400
_TARGETS_AT_ONCE = 200_000
# Targets of the last weeks on which the level is checked.
_CHECKED = 30_000
# What no probability is more than, before it is brought to the level.
_MOST_PROBABLE = 1.0 - 1e-12


@dataclass(frozen=True)
class RandomForest:
    """``expected``, ``probability``: float64 (cells, intervals). ``shares``: what the forest rests on."""

    expected: np.ndarray
    probability: np.ndarray
    shares: tuple[tuple[str, float], ...]

    def importance(self) -> tuple[tuple[str, float], ...]:
        return self.shares


def fit_random_forest(training: Training, intervals: Intervals, control: Control | None = None) -> ForecastModel:
    """Fit random_forest on the training days; nothing before or after them is seen.

    Where there are too few incidents it is count_ties, and where the record holds no hours it forecasts days, which
    intervals share evenly; both are said. Raises PatrolError without any incident in the training days.
    """
    control = control or Control()
    ties = fit_count_ties(training, intervals, control.part(0.0, 0.02))
    if not ties.has_hours and intervals.hours < 24:
        return _of_days(training, intervals, control.part(0.02, 1.0))
    return _fitted(training, intervals, ties, control.part(0.02, 1.0))


def _fitted(training: Training, intervals: Intervals, otherwise: CellRates, control: Control) -> ForecastModel:
    rng = np.random.default_rng(training.seed)
    targets = Targets(training, intervals, control)
    sample = balanced_sample(targets, rng)
    if sample is None or len(sample.number) < _ENOUGH:
        control.info(
            "random_forest: {n:,} intervals of cells with an incident are too few for a forest; it is count_ties.",
            n=0 if sample is None else int(sample.happened.sum()),
        )
        return otherwise
    table = FeatureTable(training, seconds(intervals.starts), sample.rows.length_s, control)
    rows = table.at(sample.rows, control.part(0.1, 0.3))
    trees = grow_trees(rows, sample, int(rng.integers(2**31)), control.part(0.3, 0.8))
    level = _level(trees, table, targets, rng, Control(control.should_stop))
    expected, probability = _forecast(trees, table, training, intervals, control.part(0.8, 1.0))
    # Of Poisson's numbers, 1 − exp(−level·λ); there are never more intervals with an incident than incidents.
    expected *= level
    probability = -np.expm1(level * np.log1p(-np.minimum(probability, _MOST_PROBABLE)))
    return RandomForest(expected, np.minimum(probability, expected), _shares(table.names, trees.importance))


def _level(trees: Trees, table: FeatureTable, targets: Targets, rng: np.random.Generator, control: Control) -> float:
    """What the expected number has to be multiplied by to be that of the last weeks; few incidents change little.

    trees, table: fitted.
    targets: all of the record.
    rng: to draw some of the last weeks' with.
    control: stop.
    """
    rows, stands_for, observed = targets.latest(_CHECKED, rng)
    expected = float(trees.of(table.at(rows, control), control)[0].sum()) * stands_for
    return level_of(observed, expected)


def _forecast(
    trees: Trees, table: FeatureTable, training: Training, intervals: Intervals, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """Expected incidents and probability of every cell and interval, a part of them at a time."""
    cells, starts = training.events.cells, seconds(intervals.starts)
    expected, probability = np.empty(cells * len(starts)), np.empty(cells * len(starts))
    quiet = Control(control.should_stop)
    for begin in range(0, len(expected), _TARGETS_AT_ONCE):
        control.step(begin, len(expected))
        piece = np.arange(begin, min(begin + _TARGETS_AT_ONCE, len(expected)))
        cell, interval = np.divmod(piece, len(starts))
        origin = np.full(len(piece), int(seconds(training.until)))
        rows = Rows(cell, starts[interval], origin, int(intervals.length.astype(np.int64)))
        expected[piece], probability[piece] = trees.of(table.at(rows, quiet), quiet)
    shape = (cells, len(starts))
    return np.maximum(expected, LEAST_RATE).reshape(shape), probability.reshape(shape)


def _of_days(training: Training, intervals: Intervals, control: Control) -> ForecastModel:
    """The forecast of whole days, of which each interval has an equal share."""
    starts = seconds(intervals.starts)
    day = (starts - starts[0]) // DAY_S
    days = Intervals(intervals.start, 24.0, int(day[-1]) + 1)
    control.info(
        "random_forest: the incidents up to {until} do not tell hours; it forecasts whole days.",
        until=shown_time(training.until),
    )
    ties = fit_count_ties(training, days, Control(control.should_stop))
    found = _fitted(training, days, ties, control)
    expected = found.expected[:, day] * (intervals.hours / 24.0)
    return CellRates(expected, found.importance(), False)


def _shares(names: tuple[str, ...], importance: np.ndarray) -> tuple[tuple[str, float], ...]:
    """The columns by their importance (mean decrease in impurity), the most first."""
    if not importance.sum() > 0:
        return ((Text("all cells alike"), 1.0),)
    order = np.argsort(-importance, kind="stable")
    return tuple((names[one], float(importance[one])) for one in order)
