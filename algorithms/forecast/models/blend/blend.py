"""blend: a mixture of rates, a regression and a shrinkage of the cell's own record, joined by their geometric mean."""

from __future__ import annotations

import numpy as np

from ....control import Control
from ....texts import Text
from ....times.spans import DAY, span_of_days
from ...features.rates import RateFeatures
from ...intervals import Intervals
from ...training import Training
from ..cellrates import CellRates, level_of, spread_over
from ..countties import fit_count_ties
from .mixture import Mixture, fit_mixture
from .regression import fit_regression
from .shrinkage import shrunk_rate
from .windows import Windows, past_windows

# With fewer incidents than these in the windows the mixture stands alone, and with fewer than those the count.
_ENOUGH_FOR_ALL, _ENOUGH_FOR_ONE = 500, 50
# The last windows on which the level is checked.
_CHECKED = 4
_LEAST_SHARE = 0.005
# So many columns of other types the regression learns from, whose work grows with their square: those of the most.
_MOST_OF_OTHERS = 40


def fit_blend(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit blend on the training days; nothing before or after them is seen.

    Falls back to the mixture alone, and to count_ties, where there are too few incidents, and says so. Raises
    PatrolError without any incident in them.
    """
    control = control or Control()
    training.require_known()
    around = training.surroundings()
    features = around.rates
    windows = past_windows(training, features, np.random.default_rng(training.seed), control.part(0.0, 0.6))
    if windows is None or windows.incidents < _ENOUGH_FOR_ONE:
        control.info(
            "blend: {n:,} incidents in the windows to learn from are too few for weights of its own; it is count_ties.",
            n=0 if windows is None else windows.incidents,
        )
        return fit_count_ties(training, intervals, control)
    mixture = fit_mixture(windows, np.ones(len(features.names), dtype=bool), control)
    estimates = _Estimates(training, features, windows, mixture, control)
    rate = estimates.rate(training.until) * estimates.level()
    return spread_over(rate, training, intervals, _shares(features, mixture), control.part(0.7, 1.0))


class _Estimates:
    """What was fitted, to be asked for any moment."""

    def __init__(
        self, training: Training, features: RateFeatures, windows: Windows, mixture: Mixture, control: Control
    ) -> None:
        self._training, self._features, self._windows = training, features, windows
        self._mixture, self._control = mixture, control
        self._is_alone = windows.incidents < _ENOUGH_FOR_ALL
        if self._is_alone:
            control.info(
                "blend: {n:,} incidents in the windows to learn from; with fewer than {enough:,} it is the mixture of "
                "rates alone.",
                n=windows.incidents,
                enough=_ENOUGH_FOR_ALL,
            )
            return
        self._regression = fit_regression(windows, _richest(features, windows), control)
        self._without_own = fit_mixture(windows, ~features.own, control)

    def rate(self, moment: np.datetime64) -> np.ndarray:
        """Incidents per day of each cell, as known at a moment: float64 (cells,)."""
        begin = self._training.begin
        table = self._features.at(moment, begin, self._control)
        mixed = self._mixture.rate(table)
        if self._is_alone:
            return mixed
        count = self._training.known.before(moment).a_cell()
        usual = self._without_own.rate(table)
        shrunk = shrunk_rate(count, float((moment - begin) / DAY), usual, self._control)
        return np.cbrt(mixed * self._regression.rate(table) * shrunk)

    def level(self) -> float:
        """What the expected number has to be multiplied by to be that of the last windows; few change little."""
        days, known = self._windows.days, self._training.known
        length = span_of_days(days)
        observed = expected = 0.0
        for start in self._windows.starts[:_CHECKED]:
            observed += len(known.between(start, start + length))
            expected += float(self.rate(start).sum()) * days
        return level_of(observed, expected)


def _richest(features: RateFeatures, windows: Windows) -> np.ndarray:
    """The columns that the regression learns from, bool (columns,): all but those of the rarest other types."""
    used = ~features.of_others
    others = np.flatnonzero(features.of_others)
    used[others[np.argsort(-windows.total[others], kind="stable")[:_MOST_OF_OTHERS]]] = True
    return used


def _shares(features: RateFeatures, mixture: Mixture) -> tuple[tuple[str, float], ...]:
    """The columns that explain anything of the mixture, the most first, and together all that explain hardly any."""
    order = np.argsort(-mixture.share, kind="stable")
    names = (*features.names, Text("all cells alike"))
    named = [(names[one], float(mixture.share[one])) for one in order if mixture.share[one] >= _LEAST_SHARE]
    rest = 1.0 - sum(share for _, share in named)
    return (*named, (Text("all others together"), rest)) if rest > 1e-9 else tuple(named)
