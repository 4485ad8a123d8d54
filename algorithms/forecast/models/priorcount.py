"""prior_count: past incidents of the cell in that interval of the week, shrunk to the cell's own mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...control import Control
from ...texts import Text
from ..intervals import Intervals
from ..rhythm import fit_rhythm
from ..training import Training


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
    found = fit_rhythm(training, intervals, control.part(0.0, 0.9))
    control.check()
    # In place: with many cells each such table takes hundreds of megabytes.
    expected = found.cell_mean[:, None] * found.rhythm
    expected *= found.strength
    control.check()
    expected += found.counts
    control.check()
    expected /= found.exposure + found.strength
    return PriorCount(intervals, expected, found.exposure, found.cell_mean, found.rhythm, found.strength)
